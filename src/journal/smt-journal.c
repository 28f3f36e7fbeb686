/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-journal"

#include "journal/smt-journal.h"

#include "journal/smt-journal-private.h"

/* --- errors ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  SmtBadRecord bad;
} SmtJournalErrorPrivate;

static void
smt_journal_error_private_init (SmtJournalErrorPrivate *priv)
{
  priv->bad = (SmtBadRecord){ 0, FALSE };
}

static void
smt_journal_error_private_copy (const SmtJournalErrorPrivate *source, SmtJournalErrorPrivate *target)
{
  target->bad = source->bad;
}

static void
smt_journal_error_private_clear (SmtJournalErrorPrivate *priv)
{
}

/* GLib keeps the private part before the error, and aligned for it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (SmtJournalError, smt_journal_error)
#pragma GCC diagnostic pop

/**
 * smt_journal_error_new_bad_record:
 * @bad: the first record that is not as it was written
 * @message: for the log
 *
 * Returns: (transfer full): %SMT_JOURNAL_ERROR_DAMAGED
 */
GError *
smt_journal_error_new_bad_record (SmtBadRecord bad, const char *message)
{
  GError *error = g_error_new_literal (SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, message);

  smt_journal_error_get_private (error)->bad = bad;
  return error;
}

/**
 * smt_journal_error_get_bad_record:
 * @error: any error
 *
 * Returns: the record it is about; its number is 0 where it is about none
 */
SmtBadRecord
smt_journal_error_get_bad_record (const GError *error)
{
  SmtBadRecord none = { 0, FALSE };

  g_return_val_if_fail (error != NULL, none);

  return error->domain == SMT_JOURNAL_ERROR ? smt_journal_error_get_private (error)->bad : none;
}

struct _SmtJournal
{
  GObject parent_instance;

  GAsyncQueue *jobs; /* of Job; shared with the worker thread, which ends by itself when it is told to quit */
  GBytes *index;     /* (nullable): the key patients are known by; shared with the worker, once, when opened */
  SmtJournalStart *start;
};

G_DEFINE_FINAL_TYPE (SmtJournal, smt_journal, G_TYPE_OBJECT)

typedef enum
{
  JOB_WORK,
  JOB_OPEN,
  JOB_CLOSE,
  JOB_QUIT,
} JobKind;

/* What is opened: the task data of its task. */
typedef struct
{
  SmtJournal *journal;
  char *path;
  SmtKeyring *keyring;
} Opening;

typedef struct
{
  JobKind kind;
  GTask *task; /* (nullable): nobody waits; its task data is the input */
  SmtJournalWork work;
  GDestroyNotify free_result; /* (nullable): the result is only a truth */
} Job;

/* --- the worker thread -------------------------------------------------------------------------------------------- */

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_free (job);
}

static void
do_work (SmtJournalDb *db, Job *job)
{
  GError *error = NULL;
  gpointer result = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &error))
    ;
  else if (db == NULL)
    error = g_error_new_literal (SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED, "the journal is closed");
  else
    result = job->work (db, g_task_get_task_data (job->task), &error);

  if (error != NULL)
    {
      g_info ("%s", error->message);
      g_task_return_error (job->task, error);
    }
  else if (job->free_result != NULL)
    g_task_return_pointer (job->task, result, job->free_result);
  else
    g_task_return_boolean (job->task, result != NULL);
}

static SmtJournalDb *
open_in_memory (void)
{
  g_autoptr (GError) error = NULL;
  SmtJournalDb *db = smt_journal_db_open (NULL, NULL, &error);

  if (db == NULL)
    g_info ("%s", error->message);
  return db;
}

static SmtJournalDb *
open_file (Job *job)
{
  Opening *opening = g_task_get_task_data (job->task);
  GError *error = NULL;
  SmtJournalDb *db = smt_journal_db_open (opening->path, opening->keyring, &error);

  if (db == NULL)
    {
      g_info ("%s", error->message);
      g_task_return_error (job->task, error);
      return NULL;
    }

  opening->journal->index = g_bytes_ref (db->keys->index);
  opening->journal->start = smt_journal_start_copy (db->start);
  g_task_return_pointer (job->task, g_object_ref (opening->journal), g_object_unref);
  /* nobody waits for these */
  smt_journal_file_lay_log (db);
  smt_journal_lay_ballast (db);
  smt_journal_back_up (db);
  return db;
}

static gpointer
work_through (gpointer data)
{
  GAsyncQueue *jobs = data;
  SmtJournalDb *db = NULL;
  gboolean quit = FALSE;

  while (!quit)
    {
      Job *job = g_async_queue_pop (jobs);

      quit = job->kind == JOB_QUIT;
      if (job->kind == JOB_OPEN)
        db = job->task != NULL ? open_file (job) : open_in_memory ();
      else if (job->kind == JOB_WORK)
        do_work (db, job);
      else
        g_clear_pointer (&db, smt_journal_db_free);
      if (job->kind == JOB_CLOSE)
        g_task_return_boolean (job->task, TRUE);
      job_free (job);
    }

  g_async_queue_unref (jobs);
  return NULL;
}

static void
push (SmtJournal *self, JobKind kind, GTask *task, SmtJournalWork work, GDestroyNotify free_result)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->task = task;
  job->work = work;
  job->free_result = free_result;
  g_async_queue_push (self->jobs, job);
}

/* A cancelled write was not begun: once it has, the answer is about the disk, so the task does not look again. */
void
_smt_journal_ask (SmtJournal *self,
                  const char *name,
                  gpointer input,
                  GDestroyNotify free_input,
                  SmtJournalWork work,
                  GDestroyNotify free_result,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_name (task, name);
  g_task_set_task_data (task, input, free_input);
  g_task_set_check_cancellable (task, FALSE);
  push (self, JOB_WORK, task, work, free_result);
}

/* --- object ------------------------------------------------------------------------------------------------------- */

/* The last reference may fall on the worker thread itself, so it is told to end and not waited for; what was queued
 * before is still done. smt_journal_close_async() is how to wait for it. */
static void
smt_journal_finalize (GObject *object)
{
  SmtJournal *self = SMT_JOURNAL (object);

  push (self, JOB_QUIT, NULL, NULL, NULL);
  g_async_queue_unref (self->jobs);
  g_clear_pointer (&self->index, g_bytes_unref);
  smt_journal_start_free (self->start);

  G_OBJECT_CLASS (smt_journal_parent_class)->finalize (object);
}

static void
smt_journal_class_init (SmtJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smt_journal_finalize;
}

static void
smt_journal_init (SmtJournal *self)
{
  self->jobs = g_async_queue_new ();
  g_thread_unref (g_thread_new ("smt-journal", work_through, g_async_queue_ref (self->jobs)));
}

/* --- public API --------------------------------------------------------------------------------------------------- */

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->journal);
  g_object_unref (opening->keyring);
  g_free (opening->path);
  g_free (opening);
}

/**
 * smt_journal_open_async:
 * @file: where the journal lies; folder and file are made when there are none
 * @keyring: where its keys are, and how far it had come; asked on the journal's own thread
 * @cancellable: (nullable): only stops what has not begun
 * @callback: called on the caller's main context
 * @data: for @callback
 *
 * Opens and checks the journal, seals it if it is of before the seal, and mends it where that must be: see
 * smt_journal_get_start(). A send that was on its way when the program ended becomes %SMT_SEND_UNKNOWN here, for good.
 */
void
smt_journal_open_async (GFile *file,
                        SmtKeyring *keyring,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  Opening *opening;
  GTask *task;

  g_return_if_fail (G_IS_FILE (file) && SMT_IS_KEYRING (keyring));

  opening = g_new0 (Opening, 1);
  opening->journal = g_object_new (SMT_TYPE_JOURNAL, NULL);
  opening->path = g_file_get_path (file);
  opening->keyring = g_object_ref (keyring);
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, opening, opening_free);
  push (opening->journal, JOB_OPEN, task, NULL, NULL);
}

/**
 * smt_journal_open_finish:
 * @result: the result
 * @error: return location; %SMT_JOURNAL_ERROR_LOCKED when another copy of the program holds it,
 *   %SMT_JOURNAL_ERROR_NEWER when it is of a newer version, %SMT_JOURNAL_ERROR_KEYRING when there is no keyring, or it
 *   stayed locked
 *
 * Returns: (transfer full) (nullable): the journal
 */
SmtJournal *
smt_journal_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_new_in_memory:
 *
 * For a program that has no place to save: drafts, sends and the send protocol work as ever, and are gone with it.
 *
 * Returns: (transfer full): the journal
 */
SmtJournal *
smt_journal_new_in_memory (void)
{
  SmtJournal *self = g_object_new (SMT_TYPE_JOURNAL, NULL);

  self->index = smt_secret_new_random (32);
  self->start = g_new0 (SmtJournalStart, 1);
  push (self, JOB_OPEN, NULL, NULL, NULL);

  return self;
}

/**
 * smt_journal_close_async:
 * @self: a journal
 * @callback: called when everything asked for before is done and the file is closed
 * @data: for @callback
 */
void
smt_journal_close_async (SmtJournal *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (SMT_IS_JOURNAL (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_name (task, G_STRFUNC);
  push (self, JOB_CLOSE, task, NULL, NULL);
}

gboolean
smt_journal_close_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/** smt_journal_get_start: Returns: (transfer none): how the file was found, and what was done about it */
const SmtJournalStart *
smt_journal_get_start (SmtJournal *self)
{
  g_return_val_if_fail (SMT_IS_JOURNAL (self), NULL);

  return self->start;
}

/**
 * smt_journal_dup_patient_key:
 * @self: a journal
 * @identity: what tells the patient from others: the national number, or name and birth date
 *
 * The journal never holds the identity itself, only this key, made with a key that no other journal has and that lies
 * in the keyring.
 *
 * Returns: (transfer full): the key, 64 hexadecimal digits
 */
char *
smt_journal_dup_patient_key (SmtJournal *self, const char *identity)
{
  g_return_val_if_fail (SMT_IS_JOURNAL (self) && identity != NULL, NULL);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, g_bytes_get_data (self->index, NULL),
                                    g_bytes_get_size (self->index), identity, -1);
}
