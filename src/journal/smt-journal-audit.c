/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-audit.h"

#include "journal/smt-journal-private.h"

/** smt_audit_entry_free: @entry (transfer full) */
void
smt_audit_entry_free (SmtAuditEntry *entry)
{
  g_return_if_fail (entry != NULL);

  g_free (entry->act);
  g_free (entry->patient);
  g_free (entry->who);
  g_free (entry->why);
  g_free (entry->detail);
  g_free (entry);
}

/* --- on the worker thread ----------------------------------------------------------------------------------------- */

gboolean
smt_journal_write_audit (SmtJournalDb *db,
                         gint64 entry,
                         const char *act,
                         const char *patient,
                         const char *why,
                         const char *detail,
                         GError **error)
{
  g_autoptr (sqlite3_stmt) insert = smt_journal_db_prepare (
      db, "INSERT INTO audit (entry, act, patient, who, why, detail) VALUES (?, ?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, entry);
  sqlite3_bind_text (insert, 2, act, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 3, patient, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 4, db->who, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 5, why, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 6, detail, -1, SQLITE_STATIC);

  return smt_journal_db_run (db, insert, error);
}

static gboolean
write_line (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const SmtAuditEntry *line = input;

  return smt_journal_write_audit (db, entry, line->act, line->patient, line->why, line->detail, error);
}

static gpointer
add_line (SmtJournalDb *db, gpointer input, GError **error)
{
  return GINT_TO_POINTER (smt_journal_db_write (db, "audit", write_line, input, error));
}

static gpointer
set_who (SmtJournalDb *db, gpointer input, GError **error)
{
  g_free (db->who);
  db->who = g_strdup (input);
  return GINT_TO_POINTER (TRUE);
}

static gpointer
read_line (SmtJournalDb *db, sqlite3_stmt *row, GError **error)
{
  SmtAuditEntry *line = g_new0 (SmtAuditEntry, 1);

  line->number = sqlite3_column_int64 (row, 0);
  line->act = g_strdup ((const char *)sqlite3_column_text (row, 1));
  line->patient = g_strdup ((const char *)sqlite3_column_text (row, 2));
  line->who = g_strdup ((const char *)sqlite3_column_text (row, 3));
  line->why = g_strdup ((const char *)sqlite3_column_text (row, 4));
  line->detail = g_strdup ((const char *)sqlite3_column_text (row, 5));
  line->at = sqlite3_column_int64 (row, 6);
  return line;
}

static gpointer
load_lines (SmtJournalDb *db, gpointer input, GError **error)
{
  if (!smt_journal_db_ready (db, error))
    return NULL;
  return smt_journal_db_list (db,
                              "SELECT a.row, a.act, a.patient, a.who, a.why, a.detail, e.at FROM audit AS a"
                              " JOIN entries AS e ON e.seq = a.entry"
                              " WHERE ?1 IS NULL OR a.patient = ?1 ORDER BY a.row",
                              (const char *[]){ input }, read_line, (GDestroyNotify)smt_audit_entry_free, error);
}

static gpointer
check_all (SmtJournalDb *db, gpointer input, GError **error)
{
  guint64 *n = g_new0 (guint64, 1);

  if (smt_journal_db_ready (db, error) && smt_journal_log_check (db, n, error))
    return n;

  g_free (n);
  return NULL;
}

/* --- public API --------------------------------------------------------------------------------------------------- */

static void
line_free (gpointer data)
{
  smt_audit_entry_free (data);
}

/**
 * smt_journal_set_who:
 * @self: a journal
 * @who: (nullable): who is at work from here on, in words
 */
void
smt_journal_set_who (SmtJournal *self, const char *who)
{
  g_return_if_fail (SMT_IS_JOURNAL (self));

  _smt_journal_ask (self, G_STRFUNC, g_strdup (who), g_free, set_who, NULL, NULL, NULL, NULL);
}

/**
 * smt_journal_add_audit_async:
 * @self: a journal
 * @act: what was done; a word that the window has words for
 * @patient: (nullable): patient key
 * @why: (nullable): purpose or reason
 * @detail: (nullable): more
 * @callback: (nullable): called when it is on disk
 * @data: for @callback
 */
void
smt_journal_add_audit_async (SmtJournal *self,
                             const char *act,
                             const char *patient,
                             const char *why,
                             const char *detail,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  SmtAuditEntry *line;

  g_return_if_fail (SMT_IS_JOURNAL (self) && act != NULL);

  line = g_new0 (SmtAuditEntry, 1);
  line->act = g_strdup (act);
  line->patient = g_strdup (patient);
  line->why = g_strdup (why);
  line->detail = g_strdup (detail);
  _smt_journal_ask (self, G_STRFUNC, line, line_free, add_line, NULL, NULL, callback, data);
}

gboolean
smt_journal_add_audit_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_load_audit_async:
 * @self: a journal
 * @patient: (nullable): patient key; %NULL for everyone
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_audit_async (SmtJournal *self,
                              const char *patient,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self));

  _smt_journal_ask (self, G_STRFUNC, g_strdup (patient), g_free, load_lines, (GDestroyNotify)g_ptr_array_unref,
                    cancellable, callback, data);
}

/** smt_journal_load_audit_finish: Returns: (transfer full) (element-type SmtAuditEntry): the lines, oldest first */
GPtrArray *
smt_journal_load_audit_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_check_async:
 * @self: a journal
 * @cancellable: (nullable): only stops what has not begun
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_check_async (SmtJournal *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self));

  _smt_journal_ask (self, G_STRFUNC, NULL, NULL, check_all, g_free, cancellable, callback, data);
}

/**
 * smt_journal_check_finish:
 * @self: a journal
 * @result: the result
 * @n_records: (out) (optional): how many records there are
 * @error: return location; %SMT_JOURNAL_ERROR_DAMAGED names the first record that is missing or not what was written
 *
 * Returns: whether every record and every link between them is as it was written
 */
gboolean
smt_journal_check_finish (SmtJournal *self, GAsyncResult *result, guint64 *n_records, GError **error)
{
  g_autofree guint64 *n = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = g_task_propagate_pointer (G_TASK (result), error);
  if (n != NULL && n_records != NULL)
    *n_records = *n;
  return n != NULL;
}
