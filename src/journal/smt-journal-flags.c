/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-flags.h"

#include "journal/smt-journal-private.h"

#define NOTES "('" SMT_NOTE_FLAGGED "', '" SMT_NOTE_UNFLAGGED "', '" SMT_NOTE_THREAD "')"
#define ASKED "(?1 IS NULL OR t.patient = ?1 OR t.patient = '')"
#define EVER_FLAGGED                                                                                                   \
  "EXISTS (SELECT 1 FROM notes AS n WHERE n.kind = '" SMT_NOTE_FLAGGED "' AND n.patient = t.patient AND n.key = "      \
  "t.key)"

/** smt_flag_record_free: @record (transfer full) */
void
smt_flag_record_free (SmtFlagRecord *record)
{
  g_return_if_fail (record != NULL);

  g_free (record->note);
  g_free (record->patient);
  g_free (record->key);
  g_free (record->body);
  g_clear_pointer (&record->decision, smt_decision_unref);
  g_free (record);
}

/* --- on the worker thread ----------------------------------------------------------------------------------------- */

static const char query[] =
    "SELECT h.entry, h.kind, h.note, h.patient, h.key, h.body, e.at FROM ("
    "SELECT t.entry AS entry, 0 AS kind, t.kind AS note, t.patient, t.key, t.body, t.row AS row FROM notes AS t"
    " WHERE t.kind IN " NOTES " AND " ASKED
    " UNION ALL SELECT t.entry, CASE WHEN t.decision IS NOT NULL THEN 1 WHEN t.send IS NULL THEN 2 ELSE 3 END, NULL,"
    " t.patient, t.key, t.decision, t.row FROM decisions AS t WHERE " ASKED " AND " EVER_FLAGGED
    " UNION ALL SELECT t.entry, 4, NULL, t.patient, t.key, NULL, t.row FROM followed_up AS t WHERE " ASKED
    " AND " EVER_FLAGGED ") AS h JOIN entries AS e ON e.seq = h.entry ORDER BY h.entry, h.kind, h.row";

static gpointer
read_record (SmtJournalDb *db, sqlite3_stmt *row, GError **error)
{
  g_autoptr (SmtFlagRecord) record = g_new0 (SmtFlagRecord, 1);

  record->kind = (SmtFlagRecordKind)sqlite3_column_int (row, 1);
  record->note = g_strdup ((const char *)sqlite3_column_text (row, 2));
  record->patient = g_strdup ((const char *)sqlite3_column_text (row, 3));
  record->key = g_strdup ((const char *)sqlite3_column_text (row, 4));
  record->at = sqlite3_column_int64 (row, 6);
  if (record->kind == SMT_FLAG_RECORD_NOTE)
    record->body = g_strdup ((const char *)sqlite3_column_text (row, 5));
  if (record->kind == SMT_FLAG_RECORD_DECIDED)
    record->decision = smt_journal_decision ((const char *)sqlite3_column_text (row, 5), error);
  if (record->kind == SMT_FLAG_RECORD_DECIDED && record->decision == NULL)
    return NULL;
  return g_steal_pointer (&record);
}

static gpointer
load_flags (SmtJournalDb *db, gpointer input, GError **error)
{
  if (!smt_journal_db_ready (db, error))
    return NULL;
  return smt_journal_db_list (db, query, (const char *[]){ input }, read_record, (GDestroyNotify)smt_flag_record_free,
                              error);
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_journal_load_flags_async:
 * @self: a journal
 * @patient: (nullable): patient key; %NULL for everyone
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_flags_async (SmtJournal *self, const char *patient, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self));

  _smt_journal_ask (self, G_STRFUNC, g_strdup (patient), g_free, load_flags, (GDestroyNotify)g_ptr_array_unref, NULL,
                    callback, data);
}

/**
 * smt_journal_load_flags_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtFlagRecord) (nullable): what was said and done, in order; %NULL with an
 * error
 */
GPtrArray *
smt_journal_load_flags_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
