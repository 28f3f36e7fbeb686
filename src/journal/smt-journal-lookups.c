/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-private.h"

/** smt_lookup_record_new: Returns: (transfer full): an empty record */
SmtLookupRecord *
smt_lookup_record_new (void)
{
  return g_new0 (SmtLookupRecord, 1);
}

/** smt_lookup_record_free: @record (transfer full) */
void
smt_lookup_record_free (SmtLookupRecord *record)
{
  g_return_if_fail (record != NULL);

  g_free (record->lookup_id);
  g_free (record->purpose);
  g_free (record->consent);
  g_free (record->sperret);
  g_free (record->locked);
  g_free (record->reason);
  g_free (record);
}

/* --- on the worker thread ----------------------------------------------------------------------------------------- */

typedef struct
{
  char *patient;
  SmtLookupRecord *record;
} Lookup;

static gboolean
write_lookup (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const Lookup *lookup = input;
  const SmtLookupRecord *record = lookup->record;
  g_autoptr (sqlite3_stmt) insert = smt_journal_db_prepare (
      db,
      "INSERT INTO lookups (entry, patient, lookup_id, purpose, consent, sperret, locked, n_references, reason)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);

  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, entry);
  sqlite3_bind_text (insert, 2, lookup->patient, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 3, record->lookup_id != NULL ? record->lookup_id : "", -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 4, record->purpose, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 5, record->consent, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 6, record->sperret, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 7, record->locked, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 8, record->n_references);
  sqlite3_bind_text (insert, 9, record->reason, -1, SQLITE_STATIC);

  return smt_journal_db_run (db, insert, error)
         && smt_journal_write_audit (db, entry, "lookup", lookup->patient, record->purpose, record->sperret, error)
         && (record->reason == NULL
             || smt_journal_write_audit (db, entry, "emergency", lookup->patient, record->reason, NULL, error));
}

static gpointer
read_record (SmtJournalDb *db, sqlite3_stmt *row, GError **error)
{
  SmtLookupRecord *record = smt_lookup_record_new ();

  record->lookup_id = g_strdup ((const char *)sqlite3_column_text (row, 0));
  record->purpose = g_strdup ((const char *)sqlite3_column_text (row, 1));
  record->consent = g_strdup ((const char *)sqlite3_column_text (row, 2));
  record->sperret = g_strdup ((const char *)sqlite3_column_text (row, 3));
  record->locked = g_strdup ((const char *)sqlite3_column_text (row, 4));
  record->n_references = (guint)sqlite3_column_int (row, 5);
  record->at = sqlite3_column_int64 (row, 6);
  record->reason = g_strdup ((const char *)sqlite3_column_text (row, 7));

  return record;
}

static GPtrArray *
read_lookups (SmtJournalDb *db, const char *patient, GError **error)
{
  return smt_journal_db_list (
      db,
      "SELECT l.lookup_id, l.purpose, l.consent, l.sperret, l.locked, l.n_references, e.at, l.reason"
      " FROM lookups AS l JOIN entries AS e ON e.seq = l.entry WHERE l.patient = ? ORDER BY l.row",
      (const char *[]){ patient }, read_record, (GDestroyNotify)smt_lookup_record_free, error);
}

static gpointer
add_lookup (SmtJournalDb *db, gpointer input, GError **error)
{
  return GINT_TO_POINTER (smt_journal_db_write (db, "lookup", write_lookup, input, error));
}

static gpointer
load_lookups (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? read_lookups (db, input, error) : NULL;
}

/* --- public API --------------------------------------------------------------------------------------------------- */

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_free (lookup->patient);
  smt_lookup_record_free (lookup->record);
  g_free (lookup);
}

static SmtLookupRecord *
copy_record (const SmtLookupRecord *record)
{
  SmtLookupRecord *copy = smt_lookup_record_new ();

  copy->lookup_id = g_strdup (record->lookup_id);
  copy->purpose = g_strdup (record->purpose);
  copy->consent = g_strdup (record->consent);
  copy->sperret = g_strdup (record->sperret);
  copy->locked = g_strdup (record->locked);
  copy->reason = g_strdup (record->reason);
  copy->n_references = record->n_references;

  return copy;
}

/**
 * smt_journal_add_lookup_async:
 * @self: a journal
 * @patient: patient key
 * @record: the lookup; copied
 * @callback: called when it is on disk
 * @data: for @callback
 *
 * Stores that the patient was looked up, what for and on what basis.
 */
void
smt_journal_add_lookup_async (SmtJournal *self,
                              const char *patient,
                              const SmtLookupRecord *record,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  Lookup *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL && record != NULL && record->purpose != NULL);

  input = g_new0 (Lookup, 1);
  input->patient = g_strdup (patient);
  input->record = copy_record (record);
  _smt_journal_ask (self, G_STRFUNC, input, lookup_free, add_lookup, NULL, NULL, callback, data);
}

gboolean
smt_journal_add_lookup_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_load_lookups_async:
 * @self: a journal
 * @patient: patient key
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_lookups_async (SmtJournal *self,
                                const char *patient,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  _smt_journal_ask (self, G_STRFUNC, g_strdup (patient), g_free, load_lookups, (GDestroyNotify)g_ptr_array_unref,
                    cancellable, callback, data);
}

/**
 * smt_journal_load_lookups_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtLookupRecord): every lookup of the patient, oldest first
 */
GPtrArray *
smt_journal_load_lookups_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
