/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-journal"

#include "journal/smt-journal.h"

#include "journal/smt-journal-private.h"

/* clang-format off */
G_DEFINE_QUARK (smt-journal-error-quark, smt_journal_error)
/* clang-format on */

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

/* --- the works: each runs on the worker thread -------------------------------------------------------------------- */

static gpointer
truth (gboolean done)
{
  return GINT_TO_POINTER (done);
}

static gpointer
add_decision (SmtJournalDb *db, gpointer input, GError **error)
{
  return truth (smt_journal_db_write (db, "decision", smt_journal_write_decision, input, error));
}

static gpointer
load_draft (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? smt_journal_read_draft (db, input, error) : NULL;
}

static gpointer
prepare_send (SmtJournalDb *db, gpointer input, GError **error)
{
  return truth (smt_journal_db_write (db, "prepare", smt_journal_write_send, input, error));
}

static gpointer
mark_sending (SmtJournalDb *db, gpointer input, GError **error)
{
  return truth (smt_journal_db_write (db, "sending", smt_journal_write_sending, input, error)
                && smt_journal_confirm_sending (db, input, error));
}

static gpointer
settle_send (SmtJournalDb *db, gpointer input, GError **error)
{
  return truth (smt_journal_db_write (db, "settle", smt_journal_write_settlement, input, error));
}

static gpointer
open_sends (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? smt_journal_read_open_sends (db, input, error) : NULL;
}

static gpointer
add_seen (SmtJournalDb *db, gpointer input, GError **error)
{
  return truth (smt_journal_db_write (db, "seen", smt_journal_write_seen, input, error));
}

static gpointer
load_seen (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? smt_journal_read_seen (db, input, error) : NULL;
}

static gpointer
load_overrides (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? smt_journal_read_overrides (db, input, error) : NULL;
}

/* --- inputs ------------------------------------------------------------------------------------------------------- */

static void
decision_free (gpointer data)
{
  SmtJournalDecision *decision = data;

  g_free (decision->patient);
  g_free (decision->key);
  g_free (decision->decision);
  g_free (decision->override);
  g_free (decision);
}

static void
settlement_free (gpointer data)
{
  SmtJournalSettlement *settlement = data;

  g_free (settlement->send_id);
  g_clear_pointer (&settlement->receipt, smt_receipt_unref);
  g_clear_pointer (&settlement->answer, g_bytes_unref);
  g_clear_pointer (&settlement->seen, g_hash_table_unref);
  g_free (settlement);
}

static void
seen_free (gpointer data)
{
  SmtJournalSeen *seen = data;

  g_free (seen->patient);
  g_hash_table_unref (seen->seen);
  g_free (seen);
}

static void
record_free (gpointer data)
{
  smt_send_record_free (data);
}

/* A copy, since the caller may go on with its own while the worker writes. */
static GHashTable *
copy_seen (GHashTable *seen)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, digest;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &key, &digest))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (digest));

  return copy;
}

/* A cancelled write was not begun: once it has, the answer is about the disk, so the task does not look again. */
static GTask *
task_new (gpointer source,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data,
          gpointer input,
          GDestroyNotify free_input,
          const char *name)
{
  GTask *task = g_task_new (source, cancellable, callback, data);

  g_task_set_name (task, name);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, input, free_input);

  return task;
}

void
_smt_journal_ask (SmtJournal *self, GTask *task, SmtJournalWork work, GDestroyNotify free_result)
{
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
  task = task_new (NULL, cancellable, callback, data, opening, opening_free, G_STRFUNC);
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
  g_return_if_fail (SMT_IS_JOURNAL (self));

  push (self, JOB_CLOSE, task_new (self, NULL, callback, data, NULL, NULL, G_STRFUNC), NULL, NULL);
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

/**
 * smt_journal_add_decision_async:
 * @self: a journal
 * @patient: patient key
 * @key: treatment key
 * @decision: (nullable): what was decided; %NULL says that the row is open again
 * @cancellable: (nullable): only stops what has not begun
 * @callback: called when it is on disk, or known not to be
 * @data: for @callback
 *
 * Decisions are stored in the order of the calls.
 */
void
smt_journal_add_decision_async (SmtJournal *self,
                                const char *patient,
                                const char *key,
                                const SmtDecision *decision,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  SmtJournalDecision *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL && key != NULL);

  input = g_new0 (SmtJournalDecision, 1);
  input->patient = g_strdup (patient);
  input->key = g_strdup (key);
  input->decision = decision != NULL ? smt_decision_to_json (decision) : NULL;
  if (decision != NULL && decision->kind == SMT_DECISION_OVERRIDE)
    input->override = g_strdup (decision->reason != NULL ? decision->reason : "");
  push (self, JOB_WORK, task_new (self, cancellable, callback, data, input, decision_free, G_STRFUNC), add_decision,
        NULL);
}

gboolean
smt_journal_add_decision_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_load_draft_async:
 * @self: a journal
 * @patient: patient key
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_draft_async (SmtJournal *self,
                              const char *patient,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  push (self, JOB_WORK, task_new (self, cancellable, callback, data, g_strdup (patient), g_free, G_STRFUNC), load_draft,
        (GDestroyNotify)g_ptr_array_unref);
}

/**
 * smt_journal_load_draft_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtDecision): the decisions not yet sent, in the order they were taken
 */
GPtrArray *
smt_journal_load_draft_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_prepare_send_async:
 * @self: a journal
 * @record: what is to be sent; copied. Its receipt holds the parts that are expected
 * @callback: called when it is on disk
 * @data: for @callback
 *
 * %SMT_JOURNAL_ERROR_STATE when an earlier send for the patient is not settled.
 */
void
smt_journal_prepare_send_async (SmtJournal *self,
                                const SmtSendRecord *record,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  SmtSendRecord *input;

  g_return_if_fail (SMT_IS_JOURNAL (self));
  g_return_if_fail (record != NULL && record->id != NULL && record->patient != NULL && record->lookup_id != NULL
                    && record->bytes != NULL && record->decisions != NULL);

  input = smt_send_record_copy (record);
  if (input->sha256 == NULL)
    input->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, input->bytes);
  push (self, JOB_WORK, task_new (self, NULL, callback, data, input, record_free, G_STRFUNC), prepare_send, NULL);
}

gboolean
smt_journal_prepare_send_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_mark_sending_async:
 * @self: a journal
 * @send_id: a prepared send
 * @callback: only after it has answered well may a byte leave
 * @data: for @callback
 */
void
smt_journal_mark_sending_async (SmtJournal *self, const char *send_id, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && send_id != NULL);

  push (self, JOB_WORK, task_new (self, NULL, callback, data, g_strdup (send_id), g_free, G_STRFUNC), mark_sending,
        NULL);
}

gboolean
smt_journal_mark_sending_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_settle_send_async:
 * @self: a journal
 * @send_id: a send
 * @state: what became of it; %SMT_JOURNAL_ERROR_STATE when the protocol has no such step
 * @receipt: (nullable): part by part
 * @answer: (nullable): the service's answer as it came
 * @seen: (nullable): treatment key → digest of what the clinician has now seen
 * @callback: called when all of it is on disk, or nothing of it
 * @data: for @callback
 *
 * %SMT_SEND_DONE closes the draft that went with the send, %SMT_SEND_PARTIAL all of it but the rows that
 * smt_send_leaves_open() names. Decisions taken after the send was prepared stay.
 */
void
smt_journal_settle_send_async (SmtJournal *self,
                               const char *send_id,
                               SmtSendState state,
                               SmtReceipt *receipt,
                               GBytes *answer,
                               GHashTable *seen,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  SmtJournalSettlement *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && send_id != NULL);

  input = g_new0 (SmtJournalSettlement, 1);
  input->send_id = g_strdup (send_id);
  input->state = state;
  input->receipt = receipt != NULL ? smt_receipt_ref (receipt) : NULL;
  input->answer = answer != NULL ? g_bytes_ref (answer) : NULL;
  input->seen = seen != NULL ? copy_seen (seen) : NULL;
  push (self, JOB_WORK, task_new (self, NULL, callback, data, input, settlement_free, G_STRFUNC), settle_send, NULL);
}

gboolean
smt_journal_settle_send_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_open_sends_async:
 * @self: a journal
 * @patient: (nullable): patient key; %NULL for everyone
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_open_sends_async (SmtJournal *self,
                              const char *patient,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self));

  push (self, JOB_WORK, task_new (self, cancellable, callback, data, g_strdup (patient), g_free, G_STRFUNC), open_sends,
        (GDestroyNotify)g_ptr_array_unref);
}

/**
 * smt_journal_open_sends_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtSendRecord): the sends nobody has seen the end of, oldest first
 */
GPtrArray *
smt_journal_open_sends_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_add_seen_async:
 * @self: a journal
 * @patient: patient key
 * @seen: treatment key → digest
 * @callback: called when it is on disk
 * @data: for @callback
 *
 * Stores what the clinician was shown after a send, when its receipt was already stored.
 */
void
smt_journal_add_seen_async (SmtJournal *self,
                            const char *patient,
                            GHashTable *seen,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  SmtJournalSeen *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL && seen != NULL);

  input = g_new0 (SmtJournalSeen, 1);
  input->patient = g_strdup (patient);
  input->seen = copy_seen (seen);
  push (self, JOB_WORK, task_new (self, NULL, callback, data, input, seen_free, G_STRFUNC), add_seen, NULL);
}

gboolean
smt_journal_add_seen_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_load_seen_async:
 * @self: a journal
 * @patient: patient key
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_seen_async (SmtJournal *self,
                             const char *patient,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  push (self, JOB_WORK, task_new (self, cancellable, callback, data, g_strdup (patient), g_free, G_STRFUNC), load_seen,
        (GDestroyNotify)g_hash_table_unref);
}

/**
 * smt_journal_load_seen_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 utf8): treatment key → digest as last seen; empty when never
 */
GHashTable *
smt_journal_load_seen_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_load_overrides_async:
 * @self: a journal
 * @patient: patient key
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_overrides_async (SmtJournal *self,
                                  const char *patient,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  push (self, JOB_WORK, task_new (self, cancellable, callback, data, g_strdup (patient), g_free, G_STRFUNC),
        load_overrides, (GDestroyNotify)g_ptr_array_unref);
}

/**
 * smt_journal_load_overrides_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtDecision): the overrides that went with a send and were not decided anew
 */
GPtrArray *
smt_journal_load_overrides_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
