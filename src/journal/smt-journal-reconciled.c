/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-reconciled.h"

#include "journal/smt-journal-private.h"

/** smt_reconciled_record_new: Returns: (transfer full): an empty record */
SmtReconciledRecord *
smt_reconciled_record_new (void)
{
  SmtReconciledRecord *record = g_new0 (SmtReconciledRecord, 1);

  record->at = SMT_INSTANT_UNSET;
  return record;
}

/** smt_reconciled_record_copy: Returns: (transfer full): another @record that says the same */
SmtReconciledRecord *
smt_reconciled_record_copy (const SmtReconciledRecord *record)
{
  SmtReconciledRecord *copy;

  g_return_val_if_fail (record != NULL, NULL);

  copy = smt_reconciled_record_new ();
  copy->entry = record->entry;
  copy->send_id = g_strdup (record->send_id);
  copy->bytes = record->bytes != NULL ? g_bytes_ref (record->bytes) : NULL;
  copy->who = g_strdup (record->who);
  copy->role = g_strdup (record->role);
  copy->sources = record->sources;
  copy->conversation = g_strdup (record->conversation);
  copy->due = record->due;
  copy->at = record->at;
  return copy;
}

/** smt_reconciled_record_free: @record (transfer full) */
void
smt_reconciled_record_free (SmtReconciledRecord *record)
{
  g_return_if_fail (record != NULL);

  g_free (record->send_id);
  g_clear_pointer (&record->bytes, g_bytes_unref);
  g_free (record->who);
  g_free (record->role);
  g_free (record->conversation);
  g_free (record);
}

/* --- on the worker thread ----------------------------------------------------------------------------------------- */

typedef struct
{
  char *patient;
  SmtReconciledRecord *record;
} Reconciled;

static void
reconciled_free (gpointer data)
{
  Reconciled *reconciled = data;

  g_free (reconciled->patient);
  smt_reconciled_record_free (reconciled->record);
  g_free (reconciled);
}

static gboolean
write_reconciled (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const Reconciled *reconciled = input;
  const SmtReconciledRecord *record = reconciled->record;
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, record->bytes);
  g_autofree char *due = smt_date_is_set (record->due) ? smt_date_to_iso (record->due) : NULL;
  g_autoptr (sqlite3_stmt) insert = smt_journal_db_prepare (
      db,
      "INSERT INTO reconciled (entry, patient, send, bytes, sha256, who, role, sources, conversation, due, at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);

  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, entry);
  sqlite3_bind_text (insert, 2, reconciled->patient, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 3, record->send_id, -1, SQLITE_STATIC);
  sqlite3_bind_blob64 (insert, 4, g_bytes_get_data (record->bytes, NULL), g_bytes_get_size (record->bytes),
                       SQLITE_STATIC);
  sqlite3_bind_text (insert, 5, sha256, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 6, record->who, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 7, record->role, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 8, record->sources);
  sqlite3_bind_text (insert, 9, record->conversation, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 10, due, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 11, record->at);

  return smt_journal_db_run (db, insert, error);
}

#define HEAD "send, who, role, sources, conversation, due, at, entry"
#define WHOLE HEAD ", bytes, sha256"

/* What is said of it. */
static gpointer
read_head (SmtJournalDb *db, sqlite3_stmt *row, GError **error)
{
  g_autoptr (SmtReconciledRecord) record = smt_reconciled_record_new ();
  const char *due = (const char *)sqlite3_column_text (row, 5);

  record->send_id = g_strdup ((const char *)sqlite3_column_text (row, 0));
  record->who = g_strdup ((const char *)sqlite3_column_text (row, 1));
  record->role = g_strdup ((const char *)sqlite3_column_text (row, 2));
  record->sources = (guint)sqlite3_column_int64 (row, 3);
  record->conversation = g_strdup ((const char *)sqlite3_column_text (row, 4));
  record->at = sqlite3_column_int64 (row, 6);
  record->entry = sqlite3_column_int64 (row, 7);
  if (due == NULL || smt_date_parse (due, &record->due))
    return g_steal_pointer (&record);

  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "a reconciliation is due on no day");
  return NULL;
}

/* Bytes that are no longer those that were stored are no list to compare with. */
static SmtReconciledRecord *
read_record (SmtJournalDb *db, sqlite3_stmt *row, GError **error)
{
  g_autoptr (SmtReconciledRecord) record = read_head (db, row, error);
  g_autofree char *sha256 = NULL;

  if (record == NULL)
    return NULL;
  record->bytes = smt_journal_db_bytes (db, row, 8, error);
  if (record->bytes == NULL)
    return NULL;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, record->bytes);
  if (g_strcmp0 (sha256, (const char *)sqlite3_column_text (row, 9)) == 0)
    return g_steal_pointer (&record);

  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "a reconciled list is not what was stored");
  return NULL;
}

typedef struct
{
  char *patient;
  gint64 entry; /* 0 = the newest */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->patient);
  g_free (question);
}

static gpointer
load_reconciled (SmtJournalDb *db, gpointer input, GError **error)
{
  const Question *question = input;
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row = FALSE;

  if (!smt_journal_db_ready (db, error))
    return NULL;
  select = smt_journal_db_prepare (db,
                                   "SELECT " WHOLE " FROM reconciled WHERE patient = ?1 AND (?2 = 0 OR entry = ?2)"
                                   " ORDER BY row DESC LIMIT 1",
                                   error);
  if (select == NULL)
    return NULL;

  sqlite3_bind_text (select, 1, question->patient, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (select, 2, question->entry);
  if (!smt_journal_db_next (db, select, &row, error) || !row)
    return NULL;

  return read_record (db, select, error);
}

static gpointer
list_reconciled (SmtJournalDb *db, gpointer input, GError **error)
{
  if (!smt_journal_db_ready (db, error))
    return NULL;
  return smt_journal_db_list (db, "SELECT " HEAD " FROM reconciled WHERE patient = ? ORDER BY row DESC",
                              (const char *[]){ input }, read_head, (GDestroyNotify)smt_reconciled_record_free, error);
}

static gpointer
add_reconciled (SmtJournalDb *db, gpointer input, GError **error)
{
  return GINT_TO_POINTER (smt_journal_db_write (db, "reconciled", write_reconciled, input, error));
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_journal_add_reconciled_async:
 * @self: a journal
 * @patient: patient key
 * @record: the reconciliation, with its bytes; copied
 * @callback: called when it is on disk
 * @data: for @callback
 */
void
smt_journal_add_reconciled_async (SmtJournal *self,
                                  const char *patient,
                                  const SmtReconciledRecord *record,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  Reconciled *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL && record != NULL && record->bytes != NULL
                    && record->who != NULL && record->role != NULL);

  input = g_new0 (Reconciled, 1);
  input->patient = g_strdup (patient);
  input->record = smt_reconciled_record_copy (record);
  _smt_journal_ask (self, G_STRFUNC, input, reconciled_free, add_reconciled, NULL, NULL, callback, data);
}

gboolean
smt_journal_add_reconciled_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ask_for_one (SmtJournal *self,
             const char *patient,
             gint64 entry,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->patient = g_strdup (patient);
  question->entry = entry;
  _smt_journal_ask (self, G_STRFUNC, question, question_free, load_reconciled,
                    (GDestroyNotify)smt_reconciled_record_free, cancellable, callback, data);
}

/**
 * smt_journal_load_reconciled_async:
 * @self: a journal
 * @patient: patient key
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_reconciled_async (SmtJournal *self,
                                   const char *patient,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  ask_for_one (self, patient, 0, cancellable, callback, data);
}

/**
 * smt_journal_load_reconciled_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was reconciled last, or what was asked for; %NULL without an error when
 * there is no such
 */
SmtReconciledRecord *
smt_journal_load_reconciled_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_list_reconciled_async:
 * @self: a journal
 * @patient: patient key
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_list_reconciled_async (SmtJournal *self,
                                   const char *patient,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  _smt_journal_ask (self, G_STRFUNC, g_strdup (patient), g_free, list_reconciled, (GDestroyNotify)g_ptr_array_unref,
                    cancellable, callback, data);
}

/**
 * smt_journal_list_reconciled_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtReconciledRecord) (nullable): every reconciliation that is kept, the one
 * stored last first, without its bytes; %NULL with an error
 */
GPtrArray *
smt_journal_list_reconciled_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_load_reconciled_entry_async:
 * @self: a journal
 * @patient: patient key
 * @entry: its number, out of the list of all
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result; ends in smt_journal_load_reconciled_finish()
 * @data: for @callback
 */
void
smt_journal_load_reconciled_entry_async (SmtJournal *self,
                                         const char *patient,
                                         gint64 entry,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL && entry > 0);

  ask_for_one (self, patient, entry, cancellable, callback, data);
}
