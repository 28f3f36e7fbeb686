/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define APPLICATION_ID 0x536d744a        /* "SmtJ" */
#define LARGEST_VALUE (24 * 1024 * 1024) /* an answer or a send is at most 8 MB */
#define LOG_FRAMES 240                   /* in the write-ahead log, before they go into the database file */
#define LOG_ROOM (1024 * 1024)           /* for these, and for the write that is one too many */
#define LOG_STEP (64 * 1024)             /* SQLite writes less than 128 KiB at a time */

/* Nothing of a patient is in clear here: not a name, a number, a key or a time. A record of the log may lose its
 * content to a purge that the log itself holds, and nothing else may ever change. */
static const char schema[] =
    "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE log (seq INTEGER PRIMARY KEY, kind INTEGER NOT NULL, sealed BLOB, digest BLOB NOT NULL,"
    " chain BLOB NOT NULL, purge INTEGER) STRICT;"
    "CREATE TABLE blobs (id INTEGER PRIMARY KEY, record INTEGER NOT NULL REFERENCES log (seq), sealed BLOB NOT NULL)"
    " STRICT;"
    "CREATE INDEX blobs_of_record ON blobs (record);"
    "CREATE TRIGGER log_only_purged BEFORE UPDATE ON log WHEN NOT (NEW.sealed IS NULL AND OLD.sealed IS NOT NULL"
    " AND NEW.seq = OLD.seq AND NEW.kind = OLD.kind AND NEW.digest = OLD.digest AND NEW.chain = OLD.chain"
    " AND NEW.purge > OLD.seq AND EXISTS (SELECT 1 FROM log WHERE seq = NEW.purge AND kind = 1 AND sealed IS NOT "
    "NULL))"
    " BEGIN SELECT RAISE (ABORT, 'append only'); END;"
    "CREATE TRIGGER log_never_deleted BEFORE DELETE ON log BEGIN SELECT RAISE (ABORT, 'append only'); END;"
    "CREATE TRIGGER blobs_never_updated BEFORE UPDATE ON blobs BEGIN SELECT RAISE (ABORT, 'append only'); END;"
    "CREATE TRIGGER blobs_only_purged BEFORE DELETE ON blobs WHEN EXISTS"
    " (SELECT 1 FROM log WHERE seq = OLD.record AND sealed IS NOT NULL)"
    " BEGIN SELECT RAISE (ABORT, 'append only'); END;";

/* --- settings ----------------------------------------------------------------------------------------------------- */

gboolean
smt_journal_file_run (SmtJournalDb *db, const char *sql, const char *doing, GError **error)
{
  int code = sqlite3_exec (db->file, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  smt_journal_set_error (error, code, doing);
  return FALSE;
}

/* One value of a query. */
gboolean
smt_journal_file_ask (SmtJournalDb *db, const char *sql, char **answer, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db->file, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *answer = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);

  if (code == SQLITE_ROW && *answer != NULL)
    return TRUE;

  smt_journal_set_error (error, code == SQLITE_ROW ? SQLITE_CORRUPT : code, sql);
  return FALSE;
}

static gboolean
ask_int (SmtJournalDb *db, const char *sql, gint64 *answer, GError **error)
{
  g_autofree char *text = NULL;

  if (!smt_journal_file_ask (db, sql, &text, error))
    return FALSE;

  *answer = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

static void
set_limits (sqlite3 *handle)
{
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_extended_result_codes (handle, 1);

  sqlite3_limit (handle, SQLITE_LIMIT_LENGTH, LARGEST_VALUE);
  sqlite3_limit (handle, SQLITE_LIMIT_SQL_LENGTH, 100000);
  sqlite3_limit (handle, SQLITE_LIMIT_COLUMN, 100);
  sqlite3_limit (handle, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit (handle, SQLITE_LIMIT_VDBE_OP, 25000);
  sqlite3_limit (handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50);
  sqlite3_limit (handle, SQLITE_LIMIT_VARIABLE_NUMBER, 100);
  sqlite3_limit (handle, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
}

/* locking_mode comes before the first access: then the WAL index lies on the heap, and a full disk cannot kill the
 * program through the mapped -shm file; and a second copy finds the file locked. */
static const char first_settings[] = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                                     "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
                                     "PRAGMA secure_delete=ON;";

static gboolean
use_wal (SmtJournalDb *db, GError **error)
{
  g_autofree char *mode = NULL;

  if (!smt_journal_file_ask (db, "PRAGMA journal_mode=WAL", &mode, error))
    return FALSE;
  if (!g_str_equal (mode, "wal"))
    {
      g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED, "no write-ahead log here");
      return FALSE;
    }

  return smt_journal_file_run (db, "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=" G_STRINGIFY (LOG_FRAMES),
                               "settings", error);
}

/* --- whose file it is --------------------------------------------------------------------------------------------- */

/* Before anything is written into it: is it ours, and of a version that we know? 0: new, or lost its power before the
 * first commit. */
static gboolean
is_ours (SmtJournalDb *db, gint64 *version, GError **error)
{
  gint64 application = 0, tables = 0;

  if (!ask_int (db, "PRAGMA application_id", &application, error)
      || !ask_int (db, "PRAGMA user_version", version, error)
      || !ask_int (db, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (application == 0 && *version == 0 && tables == 0)
    return TRUE;
  if (application != APPLICATION_ID || *version < 1)
    return smt_journal_damaged (error, "not a journal of this program");
  if (*version <= SMT_JOURNAL_VERSION)
    return TRUE;

  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NEWER, "a journal of a newer version");
  return FALSE;
}

/* The tables of an empty store, and whose it is; in the transaction that is open. */
gboolean
smt_journal_file_make_tables (SmtJournalDb *db, GError **error)
{
  g_autofree char *stamp =
      g_strdup_printf ("PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION_ID, SMT_JOURNAL_VERSION);
  sqlite3_stmt *insert = NULL;
  int code;

  if (!smt_journal_file_run (db, schema, "schema", error))
    return FALSE;
  code = sqlite3_prepare_v2 (db->file, "INSERT INTO meta VALUES ('store', ?)", -1, &insert, NULL);
  if (code == SQLITE_OK)
    {
      sqlite3_bind_text (insert, 1, db->keys->store_id, -1, SQLITE_STATIC);
      code = sqlite3_step (insert);
    }
  sqlite3_finalize (insert);
  if (code == SQLITE_DONE)
    return smt_journal_file_run (db, stamp, "schema", error);

  smt_journal_set_error (error, code, "name the store");
  return FALSE;
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static gboolean
refuse_file (GError **error, int saved_errno, const char *doing)
{
  g_set_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED, "%s: %s", doing, g_strerror (saved_errno));
  return FALSE;
}

/* A new file is only there for good when its name is, and SQLite ignores it when that sync fails. */
gboolean
smt_journal_file_sync_folder (const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int fd = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  int failed;

  if (fd < 0)
    return refuse_file (error, errno, "open the folder");

  failed = fsync (fd) != 0 ? errno : 0;
  close (fd);

  return failed == 0 || refuse_file (error, failed, "sync the folder");
}

/* Makes the folder (0700) and the file (0600) when there is none, before SQLite would make them for everyone to read;
 * the -wal file takes its mode from the database file. An existing file is not opened here: closing it again would drop
 * the locks that this process holds on it. */
gboolean
smt_journal_file_create (const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (directory, 0700) != 0)
    return refuse_file (error, errno, "make the folder");

  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno != EEXIST)
    return refuse_file (error, errno, "make the file");
  if (fd < 0)
    return g_chmod (path, 0600) == 0 || refuse_file (error, errno, "protect the file");
  close (fd);

  return smt_journal_file_sync_folder (path, error);
}

/* Opens the connection with its settings; never makes a file, so that a vanished one is not replaced by an empty one.
 * The file is only changed once it is known to be ours. */
gboolean
smt_journal_file_attach (SmtJournalDb *db, gint64 *version, GError **error)
{
  int code = sqlite3_open_v2 (db->path, &db->file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code != SQLITE_OK)
    {
      smt_journal_set_error (error, code, "open");
      return FALSE;
    }

  set_limits (db->file);
  return smt_journal_file_run (db, first_settings, "settings", error) && is_ours (db, version, error)
         && use_wal (db, error);
}

void
smt_journal_file_shut (SmtJournalDb *db)
{
  g_hash_table_remove_all (db->writes);
  g_clear_pointer (&db->file, sqlite3_close_v2);
}

/* A page that the disk did not give, or that there was no memory for, is told among the damages. It may be read the
 * next time, so it is none. */
static gboolean
tells_of_disk (const char *verdict)
{
  const char *text = strstr (verdict, "error code=");
  gint64 code = text != NULL ? g_ascii_strtoll (text + strlen ("error code="), NULL, 10) & 0xff : SQLITE_OK;

  return code == SQLITE_IOERR || code == SQLITE_NOMEM;
}

/* Once, when the program starts. */
gboolean
smt_journal_file_whole (SmtJournalDb *db, GError **error)
{
  g_autofree char *verdict = NULL;

  if (!smt_journal_file_ask (db, "PRAGMA quick_check(1)", &verdict, error))
    return FALSE;
  if (!tells_of_disk (verdict))
    return g_str_equal (verdict, "ok") || smt_journal_damaged (error, "the file is damaged");

  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_READ, "the disk does not read");
  return FALSE;
}

/* An empty store, in one transaction: after a power loss there is a whole one, or an empty file. */
gboolean
smt_journal_file_make (SmtJournalDb *db, GError **error)
{
  if (!smt_journal_file_run (db, "BEGIN IMMEDIATE", "schema", error))
    return FALSE;
  if (smt_journal_file_make_tables (db, error))
    return smt_journal_file_run (db, "COMMIT", "schema", error);

  sqlite3_exec (db->file, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* Is this the store that our keys are for? */
gboolean
smt_journal_file_same (SmtJournalDb *db, gboolean *same, GError **error)
{
  g_autofree char *store_id = NULL;

  if (!smt_journal_file_ask (db, "SELECT value FROM meta WHERE key = 'store'", &store_id, error))
    return FALSE;

  *same = g_str_equal (store_id, db->keys->store_id);
  return TRUE;
}

/* Room for the write-ahead log, written once. A commit that makes a file longer has the file system write its own books
 * too before it is durable; one that overwrites has not. SQLite takes nothing of it for a part of its log: a frame
 * counts only with the salt of its log and a sum over all before it. Without this room everything is as sure, and
 * slower. */
void
smt_journal_file_lay_log (SmtJournalDb *db)
{
  static const guint8 nothing[LOG_STEP];
  sqlite3_file *log = NULL;
  sqlite3_int64 size = 0;
  int code;

  if (db->file == NULL || sqlite3_file_control (db->file, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK
      || log == NULL || log->pMethods == NULL || log->pMethods->xFileSize (log, &size) != SQLITE_OK || size >= LOG_ROOM)
    return;

  for (code = SQLITE_OK; code == SQLITE_OK && size < LOG_ROOM; size += LOG_STEP)
    code = log->pMethods->xWrite (log, nothing, (int)MIN (LOG_STEP, LOG_ROOM - size), size);
  if (code != SQLITE_OK || log->pMethods->xSync (log, SQLITE_SYNC_NORMAL) != SQLITE_OK)
    g_info ("no room was laid for the log");
}

/* Leaves nothing of what was deleted or replaced in the file or in its log. It may be tried again at any time, so it is
 * marked as done only at its end. */
gboolean
smt_journal_file_scrub (SmtJournalDb *db, GError **error)
{
  gboolean done;

  /* VACUUM works through a second, nameless database */
  sqlite3_limit (db->file, SQLITE_LIMIT_ATTACHED, 1);
  done = smt_journal_file_run (db, "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", "scrub",
                               error);
  sqlite3_limit (db->file, SQLITE_LIMIT_ATTACHED, 0);

  return done && smt_journal_file_run (db, "DELETE FROM meta WHERE key = 'scrub'", "scrub", error);
}
