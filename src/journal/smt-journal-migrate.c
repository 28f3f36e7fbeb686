/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file from before the seal, with its tables in clear: its rows go into the tables and from there, entry by entry,
 * into the sealed log. One transaction; after it nothing in clear is left in the file.
 */
#include "journal/smt-journal-private.h"

#include <string.h>

/* The identity of the store, and the salt that its patient keys were made with. */
SmtJournalKeys *
smt_journal_migrate_keys (SmtJournalDb *db, GError **error)
{
  sqlite3_stmt *select = NULL;
  int code = sqlite3_prepare_v2 (db->file,
                                 "SELECT (SELECT value FROM meta WHERE key = 'store'),"
                                 " (SELECT value FROM meta WHERE key = 'salt')",
                                 -1, &select, NULL);
  SmtJournalKeys *keys = NULL;

  if (code == SQLITE_OK)
    code = sqlite3_step (select);
  if (code == SQLITE_ROW && sqlite3_column_bytes (select, 0) == 36 && sqlite3_column_bytes (select, 1) == 32)
    keys = smt_journal_keys_new ((const char *)sqlite3_column_text (select, 0), sqlite3_column_blob (select, 1));
  sqlite3_finalize (select);
  if (keys == NULL)
    smt_journal_set_error (error, code == SQLITE_ROW ? SQLITE_CORRUPT : code, "identity of the store");

  return keys;
}

/* --- one table ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  const SmtJournalTable *table;
  sqlite3_stmt *rows; /* (nullable): this version has no such table; ordered by entry */
  int entry;          /* the column */
  gboolean more;
} Source;

static void
source_clear (Source *source)
{
  sqlite3_finalize (source->rows);
}

static gboolean
advance (Source *source, GError **error)
{
  int code = sqlite3_step (source->rows);

  source->more = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;

  smt_journal_set_error (error, code, "read");
  return FALSE;
}

static gboolean
open_source (SmtJournalDb *db, Source *source, GError **error)
{
  const char *order = source->table == &smt_journal_tables[0] ? "seq" : "entry, row";
  g_autofree char *ask =
      g_strdup_printf ("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '%s'", source->table->name);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY %s", source->table->name, order);
  g_autofree char *there = NULL;
  int code;

  if (!smt_journal_file_ask (db, ask, &there, error))
    return FALSE;
  if (g_str_equal (there, "0"))
    return TRUE;

  code = sqlite3_prepare_v2 (db->file, sql, -1, &source->rows, NULL);
  if (code != SQLITE_OK)
    {
      smt_journal_set_error (error, code, "read");
      return FALSE;
    }
  for (int i = 0; i < sqlite3_column_count (source->rows); i++)
    if (g_str_equal (sqlite3_column_name (source->rows, i), source->table == &smt_journal_tables[0] ? "seq" : "entry"))
      source->entry = i;

  return advance (source, error);
}

static gboolean
copy_row (SmtJournalDb *db, Source *source, GError **error)
{
  GString *names = g_string_new (NULL);
  GString *marks = g_string_new (NULL);
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) insert = NULL;
  int n = sqlite3_column_count (source->rows);

  for (int i = 0; i < n; i++)
    {
      g_string_append_printf (names, "%s\"%s\"", i > 0 ? ", " : "", sqlite3_column_name (source->rows, i));
      g_string_append (marks, i > 0 ? ", ?" : "?");
    }
  sql = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", source->table->name, names->str, marks->str);
  g_string_free (names, TRUE);
  g_string_free (marks, TRUE);
  insert = smt_journal_db_prepare (db, g_intern_string (sql), error);
  if (insert == NULL)
    return FALSE;

  for (int i = 0; i < n; i++)
    sqlite3_bind_value (insert, i + 1, sqlite3_column_value (source->rows, i));
  return smt_journal_db_run (db, insert, error);
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

/* Nothing has been vouching for a file in clear but the digests in it. What is open is held against them before it is
 * sealed: from then on it is what was written. */
static gboolean
open_sends_are_whole (SmtJournalDb *db, GError **error)
{
  g_autoptr (GPtrArray) sends = smt_journal_read_open_sends (db, NULL, error);

  return sends != NULL;
}

/* The rows of one entry as one write. */
static gboolean
copy_entry (SmtJournalDb *db, GArray *sources, GError **error)
{
  Source *entries = &g_array_index (sources, Source, 0);
  gint64 entry = sqlite3_column_int64 (entries->rows, entries->entry);
  gboolean whole = copy_row (db, entries, error);

  for (guint i = 1; whole && i < sources->len; i++)
    {
      Source *source = &g_array_index (sources, Source, i);

      while (whole && source->more && sqlite3_column_int64 (source->rows, source->entry) == entry)
        whole = copy_row (db, source, error) && advance (source, error);
    }

  return whole && smt_journal_log_append (db, error) && advance (entries, error);
}

static gboolean
copy_entries (SmtJournalDb *db, GArray *sources, GError **error)
{
  gboolean whole = TRUE;

  for (guint i = 0; whole && i < sources->len; i++)
    whole = open_source (db, &g_array_index (sources, Source, i), error);
  if (whole && g_array_index (sources, Source, 0).rows == NULL)
    return smt_journal_damaged (error, "a journal without entries");

  while (whole && g_array_index (sources, Source, 0).more)
    {
      db->touched = g_array_new (FALSE, FALSE, sizeof (SmtJournalRow));
      whole = copy_entry (db, sources, error);
      g_clear_pointer (&db->touched, g_array_unref);
    }

  for (guint i = 0; whole && i < sources->len; i++)
    if (g_array_index (sources, Source, i).more)
      return smt_journal_damaged (error, "a row that belongs to no entry");
  return whole;
}

static gboolean
drop_clear_tables (SmtJournalDb *db, GError **error)
{
  for (guint i = smt_journal_n_tables; i > 0; i--)
    {
      g_autofree char *sql = g_strdup_printf ("DROP TABLE IF EXISTS %s", smt_journal_tables[i - 1].name);

      if (!smt_journal_file_run (db, sql, "drop", error))
        return FALSE;
    }

  return smt_journal_file_run (db, "DROP TABLE old_meta; INSERT INTO meta VALUES ('scrub', 1)", "drop", error);
}

static gboolean
seal_all (SmtJournalDb *db, GArray *sources, GError **error)
{
  gboolean whole = smt_journal_file_run (db, "ALTER TABLE meta RENAME TO old_meta", "seal", error)
                   && smt_journal_file_make_tables (db, error) && copy_entries (db, sources, error);

  g_array_set_size (sources, 0); /* a table that is being read cannot be dropped */
  return whole && open_sends_are_whole (db, error) && drop_clear_tables (db, error);
}

/* In one transaction: after a power loss the file is the old one, or sealed. What is scrubbed then is scrubbed at the
 * next start when the power goes now. */
gboolean
smt_journal_migrate (SmtJournalDb *db, GError **error)
{
  g_autoptr (GArray) sources = g_array_new (FALSE, TRUE, sizeof (Source));

  g_array_set_clear_func (sources, (GDestroyNotify)source_clear);
  for (guint i = 0; i < smt_journal_n_tables; i++)
    {
      Source source = { &smt_journal_tables[i], NULL, 0, FALSE };

      g_array_append_val (sources, source);
    }

  if (!smt_journal_file_run (db, "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE", "seal", error))
    return FALSE;
  if (sqlite3_exec (db->handle, "BEGIN", NULL, NULL, NULL) != SQLITE_OK || !seal_all (db, sources, error)
      || !smt_journal_file_run (db, "COMMIT", "seal", error))
    {
      g_array_set_size (sources, 0);
      sqlite3_exec (db->file, "ROLLBACK", NULL, NULL, NULL);
      sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }

  sqlite3_exec (db->handle, "COMMIT", NULL, NULL, NULL);
  return smt_journal_file_run (db, "PRAGMA foreign_keys=ON", "seal", error) && smt_journal_file_scrub (db, error);
}
