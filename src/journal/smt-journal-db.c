/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-private.h"

static void
shut (SmtJournalDb *db)
{
  g_hash_table_remove_all (db->statements);
  g_clear_pointer (&db->handle, sqlite3_close_v2);
}

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static gboolean
reopen (SmtJournalDb *db, GError **error)
{
  shut (db);
  if (smt_journal_file_attach (db, error) && smt_journal_file_same (db, error))
    return TRUE;

  shut (db);
  return FALSE;
}

static gboolean
exec (SmtJournalDb *db, const char *sql, const char *doing, GError **error)
{
  int code = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  smt_journal_set_error (error, code, doing);
  return FALSE;
}

/* SQLite goes on acknowledging commits into a deleted or replaced file, so it is asked after each of them. */
static gboolean
is_in_place (SmtJournalDb *db, GError **error)
{
  int moved = 0;

  if (db->path == NULL)
    return TRUE;
  if (sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && !moved)
    return TRUE;

  db->moved = TRUE;
  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_MOVED, "the journal file is gone or was replaced");
  return FALSE;
}

static gboolean
begin_entry (SmtJournalDb *db, const char *kind, const char *id, gint64 *entry, GError **error)
{
  g_autoptr (sqlite3_stmt) insert = NULL;

  if (!exec (db, "BEGIN IMMEDIATE", "begin", error))
    return FALSE;

  insert = smt_journal_db_prepare (db, "INSERT INTO entries (id, kind, at) VALUES (?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;

  sqlite3_bind_text (insert, 1, id, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 2, kind, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 3, g_get_real_time ());
  if (!smt_journal_db_run (db, insert, error))
    return FALSE;

  *entry = sqlite3_last_insert_rowid (db->handle);
  return TRUE;
}

static gboolean
find_entry (SmtJournalDb *db, const char *id, gboolean *found, GError **error)
{
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (db, "SELECT 1 FROM entries WHERE id = ?", error);

  if (select == NULL)
    return FALSE;

  sqlite3_bind_text (select, 1, id, -1, SQLITE_STATIC);
  return smt_journal_db_next (db, select, found, error);
}

/* A commit that reports an error may still have stored everything (and the pages it left in the cache may not be on
 * disk). So the file is opened anew, the entry is looked for by its id, and what is found is written once more into the
 * database file with a sync of its own: only then is it said to be saved. */
static gboolean
look_into_commit (SmtJournalDb *db, const char *id, GError *reason, GError **error)
{
  gboolean found = FALSE;

  if (!reopen (db, NULL) || !find_entry (db, id, &found, NULL))
    {
      g_set_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED, "commit: %s; the file cannot be looked into",
                   reason->message);
      return FALSE;
    }
  if (!found)
    {
      g_set_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED, "commit: %s; nothing was stored",
                   reason->message);
      return FALSE;
    }

  return exec (db, "PRAGMA wal_checkpoint(TRUNCATE)", "checkpoint after a failed commit", error);
}

static gboolean
commit (SmtJournalDb *db, const char *id, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!exec (db, "COMMIT", "commit", &reason) && !look_into_commit (db, id, reason, error))
    return FALSE;

  return is_in_place (db, error);
}

/* --- for the other files of the journal --------------------------------------------------------------------------- */

void
smt_journal_set_error (GError **error, int code, const char *doing)
{
  SmtJournalError kind;

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      kind = SMT_JOURNAL_ERROR_LOCKED;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      kind = SMT_JOURNAL_ERROR_DAMAGED;
      break;
    default:
      kind = SMT_JOURNAL_ERROR_NOT_SAVED;
      break;
    }

  g_set_error (error, SMT_JOURNAL_ERROR, kind, "%s: %s (%d)", doing, sqlite3_errstr (code), code);
}

/* Opens the journal at @path (%NULL: in memory), makes it when there is none, checks it, and turns every send that was on
 * its way into an unknown one. */
SmtJournalDb *
smt_journal_db_open (const char *path, GError **error)
{
  g_autoptr (SmtJournalDb) db = g_new0 (SmtJournalDb, 1);

  db->path = g_strdup (path);
  db->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, finalize_statement);

  if ((path != NULL && !smt_journal_file_create (path, error)) || !smt_journal_file_attach (db, error)
      || !smt_journal_file_check (db, error) || !smt_journal_doubt_sending (db, error))
    return NULL;

  return g_steal_pointer (&db);
}

void
smt_journal_db_free (SmtJournalDb *db)
{
  g_return_if_fail (db != NULL);

  shut (db);
  g_hash_table_unref (db->statements);
  g_free (db->store_id);
  g_free (db->path);
  g_free (db);
}

/* @sql must be a string constant: the statement is kept under its address. Borrowed; hold it in a g_autoptr, which
 * resets it. */
sqlite3_stmt *
smt_journal_db_prepare (SmtJournalDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (db->statements, sql);
  int code;

  if (statement != NULL)
    return statement;

  code = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      smt_journal_set_error (error, code, "prepare");
      return NULL;
    }

  g_hash_table_insert (db->statements, (gpointer)sql, statement);
  return statement;
}

/* Runs a statement that gives no rows. */
gboolean
smt_journal_db_run (SmtJournalDb *db, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_DONE)
    return TRUE;

  smt_journal_set_error (error, code, "write");
  return FALSE;
}

/* The next row of a query: @row tells whether there was one. An error is never the end of the rows. */
gboolean
smt_journal_db_next (SmtJournalDb *db, sqlite3_stmt *statement, gboolean *row, GError **error)
{
  int code = sqlite3_step (statement);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;

  smt_journal_set_error (error, code, "read");
  if (error != NULL && (*error)->code == SMT_JOURNAL_ERROR_NOT_SAVED)
    (*error)->code = SMT_JOURNAL_ERROR_NOT_READ;
  return FALSE;
}

/* Whether there is a connection to work with; after a failed commit this tries to get one again. */
gboolean
smt_journal_db_ready (SmtJournalDb *db, GError **error)
{
  if (db->moved)
    {
      g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_MOVED,
                           "the journal file is gone or was replaced");
      return FALSE;
    }

  return db->handle != NULL || reopen (db, error);
}

/* One transaction with its journal entry: either all of @body's rows are on disk when this returns TRUE, or none are
 * there, or (NOT_SAVED) it could not be found out. */
gboolean
smt_journal_db_write (SmtJournalDb *db, const char *kind, SmtJournalBody body, gpointer input, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  gint64 entry = 0;

  if (!smt_journal_db_ready (db, error))
    return FALSE;

  if (begin_entry (db, kind, id, &entry, error) && body (db, entry, input, error))
    return commit (db, id, error);

  if (!sqlite3_get_autocommit (db->handle) && !exec (db, "ROLLBACK", "roll back", NULL))
    shut (db);
  return FALSE;
}
