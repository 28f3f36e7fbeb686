/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The purge: what is older than its time loses its content, for good, and the journal says so of itself. Numbers,
 * digests and chain stay, so that what was taken can be told from what was stolen.
 */
#define G_LOG_DOMAIN "smt-journal"

#include "journal/smt-journal-audit.h"
#include "journal/smt-journal-flags.h"
#include "journal/smt-journal-private.h"
#include "journal/smt-journal-reconciled.h"

typedef struct
{
  gint64 before[SMT_N_RECORD_KINDS];  /* SMT_INSTANT_UNSET: none of this kind */
  GHashTable *kept;                   /* entries that stay whatever their age */
  GArray *found[SMT_N_RECORD_KINDS];  /* seqs, in order */
  gboolean young[SMT_N_RECORD_KINDS]; /* one that is not old enough has been met */
} Purge;

/* --- who is left whole -------------------------------------------------------------------------------------------- */

/* Patients with decisions not yet sent, sends nobody has seen the end of, or an entry that is still flagged: what was
 * said of it last is kept under the one kind or the other. */
static const char unfinished[] =
    "CREATE TEMP TABLE IF NOT EXISTS unfinished (patient TEXT PRIMARY KEY) WITHOUT ROWID;"
    "DELETE FROM unfinished;"
    "INSERT OR IGNORE INTO unfinished SELECT patient FROM decisions AS d WHERE d.decision IS NOT NULL"
    " AND d.row = (SELECT max (row) FROM decisions WHERE patient = d.patient AND key = d.key);"
    "INSERT OR IGNORE INTO unfinished SELECT s.patient FROM sends AS s WHERE (SELECT state FROM send_states"
    " WHERE send = s.id ORDER BY row DESC LIMIT 1) NOT IN ('done', 'rejected', 'not-applied');"
    "INSERT OR IGNORE INTO unfinished SELECT patient FROM (SELECT patient, kind, max (row) FROM notes"
    " WHERE kind IN ('" SMT_NOTE_FLAGGED "', '" SMT_NOTE_UNFLAGGED "') GROUP BY patient, key)"
    " WHERE kind = '" SMT_NOTE_FLAGGED "';";

/* And those with something that is still to be followed up: the record of who they are goes with it. */
static gboolean
add_follow_ups (SmtJournalDb *db, GError **error)
{
  g_autoptr (GPtrArray) open = smt_journal_read_follow_ups (db, NULL, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      g_autoptr (sqlite3_stmt) insert =
          smt_journal_db_prepare (db, "INSERT OR IGNORE INTO unfinished (patient) VALUES (?)", error);

      if (insert == NULL)
        return FALSE;
      sqlite3_bind_text (insert, 1, ((const SmtFollowUp *)g_ptr_array_index (open, i))->patient, -1, SQLITE_STATIC);
      if (!smt_journal_db_run (db, insert, error))
        return FALSE;
    }

  return open != NULL;
}

static gboolean
keep_entries (SmtJournalDb *db, const char *sql, GHashTable *kept, GError **error)
{
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (db, g_intern_string (sql), error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;

  while (smt_journal_db_next (db, select, &row, error))
    {
      gint64 entry;

      if (!row)
        return TRUE;
      entry = sqlite3_column_int64 (select, 0);
      g_hash_table_add (kept, g_memdup2 (&entry, sizeof entry));
    }

  return FALSE;
}

/* What the purges have taken must be known for ever. */
static gboolean
find_kept (SmtJournalDb *db, GHashTable *kept, GError **error)
{
  int code = sqlite3_exec (db->handle, unfinished, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    {
      smt_journal_set_error (error, code, "unfinished");
      return FALSE;
    }
  if (!add_follow_ups (db, error))
    return FALSE;
  for (guint i = 0; i < smt_journal_n_tables; i++)
    {
      const SmtJournalTable *table = &smt_journal_tables[i];
      g_autofree char *sql =
          g_strdup_printf ("SELECT DISTINCT t.entry FROM %s AS t WHERE %s IN (SELECT patient FROM unfinished)",
                           table->name, table->patient != NULL ? table->patient : "NULL");

      if (table->patient != NULL && !keep_entries (db, sql, kept, error))
        return FALSE;
    }

  return keep_entries (db, "SELECT entry FROM purges", kept, error);
}

/* --- what goes ---------------------------------------------------------------------------------------------------- */

static void
choose_cb (gint64 seq, gint64 kind, gint64 entry, gint64 at, gpointer data)
{
  Purge *purge = data;

  if (kind < 0 || kind >= SMT_N_RECORD_KINDS || purge->before[kind] == SMT_INSTANT_UNSET)
    return;

  /* The clock may have been put back: what closed a draft must not go before the draft does, so the order decides. */
  purge->young[kind] = purge->young[kind] || at >= purge->before[kind];
  if (!purge->young[kind] && !g_hash_table_contains (purge->kept, &entry))
    g_array_append_val (purge->found[kind], seq);
}

/* "1-500,503" */
static char *
make_ranges (const GArray *seqs)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < seqs->len;)
    {
      guint last = i;

      while (last + 1 < seqs->len && g_array_index (seqs, gint64, last + 1) == g_array_index (seqs, gint64, last) + 1)
        last++;
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, text->len > 0 ? "," : "",
                              g_array_index (seqs, gint64, i), g_array_index (seqs, gint64, last));
      i = last + 1;
    }

  return g_string_free (text, FALSE);
}

static gboolean
write_purge (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const Purge *purge = input;
  g_autofree char *counts = g_strdup_printf ("%u %u", purge->found[0]->len, purge->found[1]->len);

  for (int kind = 0; kind < SMT_N_RECORD_KINDS; kind++)
    {
      g_autofree char *ranges = make_ranges (purge->found[kind]);
      g_autoptr (sqlite3_stmt) insert = NULL;

      if (purge->found[kind]->len == 0)
        continue;
      insert =
          smt_journal_db_prepare (db, "INSERT INTO purges (entry, kind, before, records) VALUES (?, ?, ?, ?)", error);
      if (insert == NULL)
        return FALSE;
      sqlite3_bind_int64 (insert, 1, entry);
      sqlite3_bind_int64 (insert, 2, kind);
      sqlite3_bind_int64 (insert, 3, purge->before[kind]);
      sqlite3_bind_text (insert, 4, ranges, -1, SQLITE_STATIC);
      if (!smt_journal_db_run (db, insert, error))
        return FALSE;
      g_array_append_vals (db->emptied, purge->found[kind]->data, purge->found[kind]->len);
    }

  return smt_journal_write_audit (db, entry, "purged", NULL, counts, NULL, error);
}

/* --- on the worker thread ----------------------------------------------------------------------------------------- */

/* The tables are made again out of what is left; what was taken is overwritten in the file, and the backup made anew.
 */
static gboolean
forget (SmtJournalDb *db, GError **error)
{
  smt_journal_tables_drop (db);
  if (!smt_journal_file_scrub (db, error))
    g_info ("what was purged is overwritten at the next start");
  g_clear_error (error);
  smt_journal_file_lay_log (db); /* the scrub has cut it off */
  if (!smt_journal_tables_make (db, error))
    return FALSE;
  if (!smt_journal_log_replay (db, error))
    {
      /* nothing is read from half of the tables: the next call opens the file and makes them out of it again */
      smt_journal_tables_drop (db);
      smt_journal_file_shut (db);
      smt_journal_tables_make (db, NULL);
      return FALSE;
    }

  smt_journal_back_up (db);
  return TRUE;
}

static gboolean
purge_all (SmtJournalDb *db, Purge *purge, guint *n, GError **error)
{
  if (db->file == NULL)
    return TRUE; /* in memory only */
  if (!find_kept (db, purge->kept, error) || !smt_journal_log_visit (db, choose_cb, purge, error))
    return FALSE;

  *n = purge->found[0]->len + purge->found[1]->len;
  if (*n == 0)
    return TRUE;

  db->emptied = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!smt_journal_db_write (db, "purge", write_purge, purge, error))
    {
      g_clear_pointer (&db->emptied, g_array_unref);
      return FALSE;
    }
  g_clear_pointer (&db->emptied, g_array_unref);
  return forget (db, error);
}

static gpointer
purge_work (SmtJournalDb *db, gpointer input, GError **error)
{
  const gint64 *before = input;
  Purge purge = { { before[0], before[1] }, NULL, { NULL } };
  guint *n = g_new0 (guint, 1);
  gboolean done;

  if (!smt_journal_db_ready (db, error))
    return g_free (n), NULL;

  purge.kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (int kind = 0; kind < SMT_N_RECORD_KINDS; kind++)
    purge.found[kind] = g_array_new (FALSE, FALSE, sizeof (gint64));
  done = purge_all (db, &purge, n, error);
  g_hash_table_unref (purge.kept);
  for (int kind = 0; kind < SMT_N_RECORD_KINDS; kind++)
    g_array_unref (purge.found[kind]);
  if (done)
    return n;

  g_free (n);
  return NULL;
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_journal_purge_async:
 * @self: a journal
 * @content: patient content older than this goes; %SMT_INSTANT_UNSET: none
 * @audit: lines of the audit log older than this go; %SMT_INSTANT_UNSET: none
 * @callback: called when it is done
 * @data: for @callback
 *
 * Patients with decisions not yet sent, open sends or follow-ups are left whole. The purge itself is an entry of the
 * audit log that stays.
 */
void
smt_journal_purge_async (SmtJournal *self,
                         SmtInstant content,
                         SmtInstant audit,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  gint64 before[SMT_N_RECORD_KINDS] = { content, audit };

  g_return_if_fail (SMT_IS_JOURNAL (self));

  _smt_journal_ask (self, G_STRFUNC, g_memdup2 (before, sizeof before), g_free, purge_work, g_free, NULL, callback,
                    data);
}

/**
 * smt_journal_purge_finish:
 * @self: a journal
 * @result: the result
 * @n_records: (out) (optional): how many records lost their content
 * @error: return location
 *
 * Returns: whether it is done
 */
gboolean
smt_journal_purge_finish (SmtJournal *self, GAsyncResult *result, guint *n_records, GError **error)
{
  g_autofree guint *n = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = g_task_propagate_pointer (G_TASK (result), error);
  if (n != NULL && n_records != NULL)
    *n_records = *n;
  return n != NULL;
}
