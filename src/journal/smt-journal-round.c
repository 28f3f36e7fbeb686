/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-round.h"

#include "journal/smt-journal-private.h"

/** smt_round_record_free: @record (transfer full) */
void
smt_round_record_free (SmtRoundRecord *record)
{
  g_return_if_fail (record != NULL);

  g_free (record->patient);
  g_free (record->author);
  g_clear_pointer (&record->notes, g_ptr_array_unref);
  g_free (record);
}

/* --- on the worker thread ----------------------------------------------------------------------------------------- */

typedef gboolean (*TakeRow) (SmtRoundRecord *record, sqlite3_stmt *row, GError **error);

static gboolean
take_decision (SmtRoundRecord *record, sqlite3_stmt *row, GError **error)
{
  g_autoptr (SmtDecision) decision = smt_journal_decision ((const char *)sqlite3_column_text (row, 0), error);

  if (decision == NULL)
    return FALSE;
  if (smt_decision_is_aside (decision)) /* nothing to approve, and nothing to send */
    return TRUE;
  if (!smt_decision_is_draft (decision))
    {
      record->n_decided++;
      return TRUE;
    }
  record->n_drafts++;
  g_free (record->author);
  record->author = g_strdup (decision->author);
  return TRUE;
}

static gboolean
take_reconciled (SmtRoundRecord *record, sqlite3_stmt *row, GError **error)
{
  if (sqlite3_column_type (row, 0) != SQLITE_NULL)
    record->reconciled = sqlite3_column_int64 (row, 0);
  return TRUE;
}

static gboolean
take_note (SmtRoundRecord *record, sqlite3_stmt *row, GError **error)
{
  SmtNote *note = smt_note_new (SMT_NOTE_ROUND, record->patient, "", (const char *)sqlite3_column_text (row, 0));

  note->at = sqlite3_column_int64 (row, 1);
  g_ptr_array_add (record->notes, note);
  return TRUE;
}

static gboolean
read_rows (SmtJournalDb *db, const char *sql, SmtRoundRecord *record, TakeRow take, GError **error)
{
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (db, sql, error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_text (select, 1, record->patient, -1, SQLITE_STATIC);
  while (smt_journal_db_next (db, select, &row, error))
    {
      if (!row)
        return TRUE;
      if (!take (record, select, error))
        return FALSE;
    }
  return FALSE;
}

static SmtRoundRecord *
read_record (SmtJournalDb *db, const char *patient, GError **error)
{
  g_autoptr (SmtRoundRecord) record = g_new0 (SmtRoundRecord, 1);

  record->patient = g_strdup (patient);
  record->reconciled = SMT_INSTANT_UNSET;
  record->notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  if (!read_rows (db,
                  "SELECT d.decision FROM decisions AS d WHERE d.patient = ? AND d.decision IS NOT NULL AND d.row ="
                  " (SELECT max (row) FROM decisions WHERE patient = d.patient AND key = d.key) ORDER BY d.row",
                  record, take_decision, error)
      || !read_rows (db, "SELECT max (at) FROM reconciled WHERE patient = ?", record, take_reconciled, error)
      || !read_rows (db,
                     "SELECT n.body, e.at FROM notes AS n JOIN entries AS e ON e.seq = n.entry"
                     " WHERE n.patient = ? AND n.kind = '" SMT_NOTE_ROUND "' ORDER BY n.row",
                     record, take_note, error))
    return NULL;
  return g_steal_pointer (&record);
}

static gpointer
load_round (SmtJournalDb *db, gpointer input, GError **error)
{
  char **patients = input;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_round_record_free);

  if (!smt_journal_db_ready (db, error))
    return NULL;
  for (guint i = 0; patients[i] != NULL; i++)
    {
      SmtRoundRecord *record = read_record (db, patients[i], error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_journal_load_round_async:
 * @self: a journal
 * @patients: (array zero-terminated=1): patient keys
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_round_async (SmtJournal *self,
                              const char *const *patients,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patients != NULL);

  _smt_journal_ask (self, G_STRFUNC, g_strdupv ((char **)patients), (GDestroyNotify)g_strfreev, load_round,
                    (GDestroyNotify)g_ptr_array_unref, NULL, callback, data);
}

/**
 * smt_journal_load_round_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtRoundRecord) (nullable): one a patient, in their order; %NULL with an error
 */
GPtrArray *
smt_journal_load_round_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
