/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-private.h"

#include <string.h>

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static gboolean
exec (sqlite3 *handle, const char *sql, const char *doing, GError **error)
{
  int code = sqlite3_exec (handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  smt_journal_set_error (error, code, doing);
  return FALSE;
}

static sqlite3_stmt *
prepare_once (GHashTable *prepared, sqlite3 *handle, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (prepared, sql);
  int code;

  if (statement != NULL)
    return statement;

  code = sqlite3_prepare_v3 (handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      smt_journal_set_error (error, code, "prepare");
      return NULL;
    }

  g_hash_table_insert (prepared, (gpointer)sql, statement);
  return statement;
}

/* One of the statements around every write; what fails is told as what it was @doing. */
static gboolean
step (sqlite3_stmt *prepared, const char *doing, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = prepared;
  int code;

  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_DONE)
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
  if (sqlite3_file_control (db->file, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && !moved)
    return TRUE;

  db->moved = TRUE;
  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_MOVED, "the journal file is gone or was replaced");
  return FALSE;
}

static gboolean
begin_entry (SmtJournalDb *db, const char *kind, gint64 *entry, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (sqlite3_stmt) insert = NULL;

  if (!step (smt_journal_db_prepare (db, "BEGIN", error), "begin", error))
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

/* --- the commit --------------------------------------------------------------------------------------------------- */

/* How far the log had come. */
typedef struct
{
  gint64 seq, blob;
  guint8 chain[SMT_CHAIN_SIZE];
} Mark;

static Mark
mark (const SmtJournalDb *db)
{
  Mark here = { db->seq, db->blob, { 0 } };

  memcpy (here.chain, db->chain, sizeof here.chain);
  return here;
}

static void
go_back (SmtJournalDb *db, const Mark *to)
{
  db->seq = to->seq;
  db->blob = to->blob;
  memcpy (db->chain, to->chain, sizeof to->chain);
}

/* Takes back what a write has done so far, in the tables and in the file. */
static void
take_back (SmtJournalDb *db, const Mark *to)
{
  if (!sqlite3_get_autocommit (db->handle))
    exec (db->handle, "ROLLBACK", "roll back", NULL);
  if (db->file != NULL && !sqlite3_get_autocommit (db->file) && !exec (db->file, "ROLLBACK", "roll back", NULL))
    smt_journal_file_shut (db);
  go_back (db, to);
}

/* A commit that reports an error may still have stored everything (and the pages it left in the cache may not be on
 * disk). So the file is opened anew, what it holds beyond the tables is read into them, and if the record is among it,
 * it is written once more into the database file with a sync of its own: only then is it said to be saved. */
static gboolean
look_into_commit (SmtJournalDb *db, const Mark *wanted, const char *reason, GError **error)
{
  const char *found = NULL;

  smt_journal_file_shut (db);
  if (!smt_journal_start_again (db, NULL))
    found = "the file cannot be looked into";
  else if (db->seq != wanted->seq || memcmp (db->chain, wanted->chain, sizeof db->chain) != 0)
    found = "nothing was stored";
  if (found == NULL)
    return exec (db->file, "PRAGMA wal_checkpoint(TRUNCATE)", "checkpoint after a failed commit", error);

  g_set_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED, "commit: %s; %s", reason, found);
  return FALSE;
}

/* The tables follow the file. Where there is no memory left for that, what is stored is stored, and they are made to
 * follow by reading it from there with the next call. */
static gboolean
follow_file (SmtJournalDb *db, const Mark *before, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (step (smt_journal_db_prepare (db, "COMMIT", &reason), "commit", &reason))
    return TRUE;

  take_back (db, before);
  smt_journal_file_shut (db);
  if (db->path != NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* The tables are only changed for good when the file is. */
static gboolean
commit (SmtJournalDb *db, const Mark *before, GError **error)
{
  g_autoptr (GError) reason = NULL;
  Mark wanted = mark (db);

  if (db->path != NULL && !step (smt_journal_db_prepare_write (db, "COMMIT", &reason), "commit", &reason))
    {
      take_back (db, before);
      if (!look_into_commit (db, &wanted, reason->message, error) || !is_in_place (db, error))
        return FALSE;
    }
  else if (!is_in_place (db, error))
    {
      take_back (db, before);
      return FALSE;
    }
  else if (!follow_file (db, before, error))
    return FALSE;

  if (db->keeper != NULL)
    smt_head_keeper_keep (db->keeper, smt_journal_head_new (db->keys->store_id, wanted.seq, wanted.chain));
  return TRUE;
}

static gboolean
store_touched (SmtJournalDb *db, GError **error)
{
  if (db->path == NULL)
    return TRUE;

  return step (smt_journal_db_prepare_write (db, "BEGIN IMMEDIATE", error), "begin", error)
         && smt_journal_log_append (db, error)
         && (db->emptied == NULL || smt_journal_log_empty (db, db->emptied, error));
}

static gboolean
write_once (SmtJournalDb *db, const char *kind, SmtJournalBody body, gpointer input, GError **error)
{
  Mark before = mark (db);
  gint64 entry = 0;
  gboolean ready;

  db->touched = g_array_new (FALSE, FALSE, sizeof (SmtJournalRow));
  ready = begin_entry (db, kind, &entry, error) && body (db, entry, input, error) && store_touched (db, error);
  g_clear_pointer (&db->touched, g_array_unref);
  if (ready)
    return commit (db, &before, error);

  take_back (db, &before);
  return FALSE;
}

/* What closes the books of a send must find room even on a full disk. */
static gboolean
may_use_ballast (const char *kind)
{
  return g_str_equal (kind, "settle") || g_str_equal (kind, "doubt");
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

gboolean
smt_journal_damaged (GError **error, const char *what)
{
  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, what);
  return FALSE;
}

static gboolean
open_in_memory (SmtJournalDb *db, GError **error)
{
  db->keys = smt_journal_keys_new (NULL, NULL);
  return smt_journal_tables_make (db, error);
}

/* Opens the journal at @path (%NULL: in memory), makes it when there is none, checks it, mends it where that must be,
 * and turns every send that was on its way into an unknown one. */
SmtJournalDb *
smt_journal_db_open (const char *path, SmtKeyring *keyring, GError **error)
{
  g_autoptr (SmtJournalDb) db = g_new0 (SmtJournalDb, 1);

  db->path = g_strdup (path);
  db->keyring = keyring != NULL ? g_object_ref (keyring) : NULL;
  db->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, finalize_statement);
  db->writes = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, finalize_statement);
  db->start = g_new0 (SmtJournalStart, 1);

  if (path == NULL ? !open_in_memory (db, error) : !smt_journal_start (db, error))
    return NULL;

  return g_steal_pointer (&db);
}

void
smt_journal_db_free (SmtJournalDb *db)
{
  g_return_if_fail (db != NULL);

  if (db->keeper != NULL)
    {
      smt_journal_back_up (db);
      smt_head_keeper_free (db->keeper);
    }
  smt_journal_tables_drop (db);
  smt_journal_file_shut (db);
  g_hash_table_unref (db->statements);
  g_hash_table_unref (db->writes);
  g_clear_object (&db->keyring);
  g_clear_pointer (&db->keys, smt_journal_keys_free);
  g_clear_pointer (&db->seal, smt_seal_free);
  smt_journal_start_free (db->start);
  g_free (db->who);
  g_free (db->path);
  g_free (db);
}

/* @sql must be a string constant: the statement is kept under its address. Borrowed; hold it in a g_autoptr, which
 * resets it. */
sqlite3_stmt *
smt_journal_db_prepare (SmtJournalDb *db, const char *sql, GError **error)
{
  return prepare_once (db->statements, db->handle, sql, error);
}

/* The same of the file. */
sqlite3_stmt *
smt_journal_db_prepare_write (SmtJournalDb *db, const char *sql, GError **error)
{
  return prepare_once (db->writes, db->file, sql, error);
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

/* An error is never the end of the list, nor a row less. */
GPtrArray *
smt_journal_db_list (SmtJournalDb *db,
                     const char *sql,
                     const char *const *values,
                     SmtJournalReader reader,
                     GDestroyNotify free_item,
                     GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (free_item);
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (db, sql, error);
  gboolean row = FALSE;

  if (select == NULL)
    return NULL;

  for (int i = 0; i < sqlite3_bind_parameter_count (select); i++)
    sqlite3_bind_text (select, i + 1, values[i], -1, SQLITE_STATIC);
  while (smt_journal_db_next (db, select, &row, error))
    {
      gpointer item = row ? reader (db, select, error) : NULL;

      if (!row)
        return g_steal_pointer (&items);
      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }

  return NULL;
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

  /* taking a write back may itself have failed for want of memory */
  if (!sqlite3_get_autocommit (db->handle) && !exec (db->handle, "ROLLBACK", "roll back", error))
    return FALSE;

  return db->path == NULL || db->file != NULL || smt_journal_start_again (db, error);
}

/* One transaction with its journal entry: either all of @body's rows are on disk when this returns TRUE, or none are
 * there, or (NOT_SAVED) it could not be found out. */
gboolean
smt_journal_db_write (SmtJournalDb *db, const char *kind, SmtJournalBody body, gpointer input, GError **error)
{
  g_autoptr (GError) trouble = NULL;

  if (!smt_journal_db_ready (db, error))
    return FALSE;
  if (write_once (db, kind, body, input, &trouble))
    return TRUE;
  if (g_error_matches (trouble, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED) && may_use_ballast (kind)
      && smt_journal_drop_ballast (db) && smt_journal_db_ready (db, NULL))
    return write_once (db, kind, body, input, error);

  g_propagate_error (error, g_steal_pointer (&trouble));
  return FALSE;
}
