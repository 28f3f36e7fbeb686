/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-private.h"

/* The draft of a patient: for each treatment the row written last, when it still holds a decision. */
#define IS_DRAFT                                                                                                       \
  "d.decision IS NOT NULL AND d.row = (SELECT max (row) FROM decisions WHERE patient = d.patient AND key = d.key)"

static void
free_decision (gpointer data)
{
  SmtJournalDecision *row = data;

  g_free (row->patient);
  g_free (row->key);
  g_free (row->decision);
  g_free (row);
}

/* A decision that cannot be read is an error, never a decision less. */
SmtDecision *
smt_journal_decision (const char *json, GError **error)
{
  SmtDecision *decision = smt_decision_from_json (json, NULL);

  if (decision == NULL)
    smt_journal_damaged (error, "a decision cannot be read");
  return decision;
}

static gboolean
append (SmtJournalDb *db, gint64 entry, const SmtJournalDecision *row, const char *send_id, GError **error)
{
  g_autoptr (sqlite3_stmt) insert = smt_journal_db_prepare (
      db, "INSERT INTO decisions (entry, patient, key, decision, send) VALUES (?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, entry);
  sqlite3_bind_text (insert, 2, row->patient, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 3, row->key, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 4, row->decision, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 5, send_id, -1, SQLITE_STATIC);

  return smt_journal_db_run (db, insert, error);
}

gboolean
smt_journal_write_decision (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const SmtJournalDecision *row = input;

  if (row->override != NULL
      && !smt_journal_write_audit (db, entry, "override", row->patient, row->override, row->key, error))
    return FALSE;

  return append (db, entry, row, NULL, error);
}

static gpointer
read_decision (SmtJournalDb *db, sqlite3_stmt *row, GError **error)
{
  return smt_journal_decision ((const char *)sqlite3_column_text (row, 0), error);
}

static GPtrArray *
read_decisions (SmtJournalDb *db, const char *sql, const char *patient, GError **error)
{
  return smt_journal_db_list (db, sql, (const char *[]){ patient }, read_decision, (GDestroyNotify)smt_decision_unref,
                              error);
}

GPtrArray *
smt_journal_read_draft (SmtJournalDb *db, const char *patient, GError **error)
{
  return read_decisions (
      db, "SELECT d.decision FROM decisions AS d WHERE d.patient = ? AND " IS_DRAFT " ORDER BY d.row", patient, error);
}

/* What was said last of each treatment and went with a send; what was undone did not, and what is decided anew has not
 * yet. To keep a line says nothing new of its findings, so that an earlier override still stands. */
GPtrArray *
smt_journal_read_overrides (SmtJournalDb *db, const char *patient, GError **error)
{
  g_autoptr (GPtrArray) sent = read_decisions (
      db,
      "SELECT decision FROM decisions WHERE row IN (SELECT max (s.row) FROM decisions AS s WHERE s.patient = ?"
      " AND json_extract (s.decision, '$.kind') <> 'keep'"
      " AND (SELECT c.send FROM decisions AS c WHERE c.patient = s.patient AND c.key = s.key AND c.row > s.row"
      " ORDER BY c.row LIMIT 1) IS NOT NULL GROUP BY s.key) ORDER BY row",
      patient, error);

  for (guint i = sent != NULL ? sent->len : 0; i > 0; i--)
    {
      const SmtDecision *decision = g_ptr_array_index (sent, i - 1);

      if (decision->kind != SMT_DECISION_OVERRIDE && !smt_decision_is_aside (decision))
        g_ptr_array_remove_index (sent, i - 1);
    }
  return g_steal_pointer (&sent);
}

static gpointer
read_key (SmtJournalDb *db, sqlite3_stmt *row, GError **error)
{
  SmtJournalDecision *sent = g_new0 (SmtJournalDecision, 1);

  sent->patient = g_strdup ((const char *)sqlite3_column_text (row, 0));
  sent->key = g_strdup ((const char *)sqlite3_column_text (row, 1));
  return sent;
}

/* What of the draft was taken before the send was prepared; what came later was not in it. */
static GPtrArray *
read_sent_draft (SmtJournalDb *db, const char *send_id, GError **error)
{
  return smt_journal_db_list (db,
                              "SELECT d.patient, d.key FROM sends AS s JOIN decisions AS d ON d.patient = s.patient"
                              " WHERE s.id = ? AND d.entry < s.entry AND " IS_DRAFT " ORDER BY d.row",
                              (const char *[]){ send_id }, read_key, free_decision, error);
}

/* Closes the draft that went with a send: all of it, or with a @receipt all but the rows that it leaves open. */
gboolean
smt_journal_close_draft (SmtJournalDb *db, gint64 entry, const char *send_id, const SmtReceipt *receipt, GError **error)
{
  g_autoptr (GPtrArray) rows = read_sent_draft (db, send_id, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const SmtJournalDecision *sent = g_ptr_array_index (rows, i);

      if (receipt != NULL && smt_send_leaves_open (receipt, sent->key))
        continue;
      if (!append (db, entry, sent, send_id, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
smt_journal_write_seen (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const SmtJournalSeen *seen = input;
  GHashTableIter iter;
  gpointer key, digest;

  g_hash_table_iter_init (&iter, seen->seen);
  while (g_hash_table_iter_next (&iter, &key, &digest))
    {
      g_autoptr (sqlite3_stmt) insert =
          smt_journal_db_prepare (db, "INSERT INTO seen (entry, patient, key, digest) VALUES (?, ?, ?, ?)", error);

      if (insert == NULL)
        return FALSE;

      sqlite3_bind_int64 (insert, 1, entry);
      sqlite3_bind_text (insert, 2, seen->patient, -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 3, key, -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 4, digest, -1, SQLITE_STATIC);
      if (!smt_journal_db_run (db, insert, error))
        return FALSE;
    }

  return TRUE;
}

GHashTable *
smt_journal_read_seen (SmtJournalDb *db, const char *patient, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) select =
      smt_journal_db_prepare (db, "SELECT key, digest FROM seen WHERE patient = ? ORDER BY row", error);
  gboolean row = TRUE;

  if (select == NULL)
    return NULL;

  sqlite3_bind_text (select, 1, patient, -1, SQLITE_STATIC);
  while (smt_journal_db_next (db, select, &row, error))
    {
      if (!row)
        return g_steal_pointer (&seen);

      g_hash_table_replace (seen, g_strdup ((const char *)sqlite3_column_text (select, 0)),
                            g_strdup ((const char *)sqlite3_column_text (select, 1)));
    }

  return NULL;
}
