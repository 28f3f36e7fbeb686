/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define APPLICATION_ID 0x536d744a        /* "SmtJ" */
#define LARGEST_VALUE (24 * 1024 * 1024) /* an answer or a send is at most 8 MB */

/* Migration n leads from version n to n + 1. A released one is never edited. */
static const char *const migrations[] = {
  "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE entries (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at INTEGER NOT NULL)"
  " STRICT;"
  "CREATE TABLE decisions (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " patient TEXT NOT NULL, key TEXT NOT NULL, decision TEXT, send TEXT REFERENCES sends (id)) STRICT;"
  "CREATE INDEX decisions_of_patient ON decisions (patient, key, row);"
  "CREATE TABLE sends (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " id TEXT NOT NULL UNIQUE, patient TEXT NOT NULL, lookup_id TEXT NOT NULL, bytes BLOB NOT NULL,"
  " sha256 TEXT NOT NULL, decisions TEXT NOT NULL, created INTEGER NOT NULL) STRICT;"
  "CREATE INDEX sends_of_patient ON sends (patient);"
  "CREATE TABLE send_states (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " send TEXT NOT NULL REFERENCES sends (id), state TEXT NOT NULL) STRICT;"
  "CREATE INDEX states_of_send ON send_states (send, row);"
  "CREATE TABLE receipts (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " send TEXT NOT NULL REFERENCES sends (id), receipt TEXT, answer BLOB) STRICT;"
  "CREATE INDEX receipts_of_send ON receipts (send, row);"
  "CREATE TABLE seen (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " patient TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL) STRICT;"
  "CREATE INDEX seen_of_patient ON seen (patient, key, row);",

  "CREATE TABLE lookups (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " patient TEXT NOT NULL, lookup_id TEXT NOT NULL, purpose TEXT NOT NULL, consent TEXT, sperret TEXT, locked TEXT,"
  " n_references INTEGER NOT NULL) STRICT;"
  "CREATE INDEX lookups_of_patient ON lookups (patient, row);",

  "CREATE TABLE reconciled (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " patient TEXT NOT NULL, send TEXT REFERENCES sends (id), bytes BLOB NOT NULL, sha256 TEXT NOT NULL,"
  " who TEXT NOT NULL, role TEXT NOT NULL, sources INTEGER NOT NULL, conversation TEXT, due TEXT,"
  " at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX reconciled_of_patient ON reconciled (patient, row);"
  "CREATE TABLE people (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " patient TEXT NOT NULL, person TEXT NOT NULL) STRICT;"
  "CREATE INDEX people_by_patient ON people (patient, row);"
  "CREATE TABLE followed_up (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " patient TEXT NOT NULL, key TEXT NOT NULL) STRICT;"
  "CREATE INDEX followed_up_of_patient ON followed_up (patient, key, entry);",

  "CREATE TABLE notes (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
  " kind TEXT NOT NULL, patient TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
  "CREATE INDEX notes_of_kind ON notes (kind, patient, row);",
};

/* What has happened stays as it was written: the tables, and the migration that made them. */
static const struct
{
  const char *table;
  gint64 migration;
} append_only[] = {
  { "entries", 0 }, { "decisions", 0 },  { "sends", 0 },  { "send_states", 0 }, { "receipts", 0 }, { "seen", 0 },
  { "lookups", 1 }, { "reconciled", 2 }, { "people", 2 }, { "followed_up", 2 }, { "notes", 3 },
};

/* --- settings ----------------------------------------------------------------------------------------------------- */

static gboolean
run (SmtJournalDb *db, const char *sql, const char *doing, GError **error)
{
  int code = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  smt_journal_set_error (error, code, doing);
  return FALSE;
}

/* One value of a query that is asked only once, so it is not kept among the prepared statements. */
static gboolean
ask (SmtJournalDb *db, const char *sql, char **answer, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db->handle, sql, -1, &statement, NULL);

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

  if (!ask (db, sql, &text, error))
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
                                     "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;";

static gboolean
use_wal (SmtJournalDb *db, GError **error)
{
  g_autofree char *mode = NULL;

  if (db->path == NULL)
    return TRUE;
  if (!ask (db, "PRAGMA journal_mode=WAL", &mode, error))
    return FALSE;
  if (!g_str_equal (mode, "wal"))
    {
      g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED, "no write-ahead log here");
      return FALSE;
    }

  return run (db, "PRAGMA synchronous=FULL", "settings", error);
}

/* --- whose file it is --------------------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, why);
  return FALSE;
}

/* Before anything is written into it: is it ours, and of a version that we know? */
static gboolean
is_ours (SmtJournalDb *db, GError **error)
{
  gint64 application = 0, version = 0, tables = 0;

  if (!ask_int (db, "PRAGMA application_id", &application, error)
      || !ask_int (db, "PRAGMA user_version", &version, error)
      || !ask_int (db, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (application == 0 && version == 0 && tables == 0)
    return TRUE; /* new, or lost its power before the first commit */
  if (application != APPLICATION_ID)
    return refuse (error, "not a journal of this program");
  if (version < 1 || version > (gint64)G_N_ELEMENTS (migrations))
    return refuse (error, "a journal of a newer version");

  return TRUE;
}

static gboolean
name_new_store (SmtJournalDb *db, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  sqlite3_stmt *statement = NULL;
  int code;

  code = sqlite3_prepare_v2 (db->handle, "INSERT INTO meta VALUES ('store', ?), ('salt', randomblob (32))", -1,
                             &statement, NULL);
  if (code == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, id, -1, SQLITE_STATIC);
      code = sqlite3_step (statement);
    }
  sqlite3_finalize (statement);

  if (code == SQLITE_DONE)
    return TRUE;

  smt_journal_set_error (error, code, "name the store");
  return FALSE;
}

static gboolean
forbid_edits (SmtJournalDb *db, gint64 version, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (append_only); i++)
    {
      const char *table = append_only[i].table;
      g_autofree char *sql = g_strdup_printf (
          "CREATE TRIGGER %s_never_updated BEFORE UPDATE ON %s BEGIN SELECT RAISE (ABORT, 'append only'); END;"
          "CREATE TRIGGER %s_never_deleted BEFORE DELETE ON %s BEGIN SELECT RAISE (ABORT, 'append only'); END;",
          table, table, table, table);

      if (append_only[i].migration < version)
        continue;
      if (!run (db, sql, "schema", error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
migrate_from (SmtJournalDb *db, gint64 version, GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id=%d; PRAGMA user_version=%u", APPLICATION_ID,
                                            (guint)G_N_ELEMENTS (migrations));

  for (gint64 i = version; i < (gint64)G_N_ELEMENTS (migrations); i++)
    if (!run (db, migrations[i], "schema", error))
      return FALSE;
  if (!forbid_edits (db, version, error))
    return FALSE;
  if (version == 0 && !name_new_store (db, error))
    return FALSE;

  return run (db, stamp, "schema", error);
}

/* All steps in one transaction: after a power loss the file is of the old version or of the new one. */
static gboolean
migrate (SmtJournalDb *db, GError **error)
{
  gint64 version = 0;

  if (!ask_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version == (gint64)G_N_ELEMENTS (migrations))
    return TRUE;

  if (!run (db, "BEGIN IMMEDIATE", "schema", error))
    return FALSE;
  if (migrate_from (db, version, error))
    return run (db, "COMMIT", "schema", error);

  sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

static gboolean
read_identity (SmtJournalDb *db, char **store_id, guint8 *salt, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db->handle,
                                 "SELECT (SELECT value FROM meta WHERE key = 'store'),"
                                 " (SELECT value FROM meta WHERE key = 'salt')",
                                 -1, &statement, NULL);
  gboolean whole = FALSE;

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    whole = sqlite3_column_type (statement, 0) == SQLITE_TEXT && sqlite3_column_bytes (statement, 1) == 32;
  if (whole)
    {
      *store_id = g_strdup ((const char *)sqlite3_column_text (statement, 0));
      memcpy (salt, sqlite3_column_blob (statement, 1), 32);
    }
  sqlite3_finalize (statement);

  if (whole)
    return TRUE;

  smt_journal_set_error (error, code == SQLITE_ROW ? SQLITE_CORRUPT : code, "identity of the store");
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
static gboolean
sync_directory (const char *path, GError **error)
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

  return sync_directory (path, error);
}

/* Opens the connection with its settings; never makes a file, so that a vanished one is not replaced by an empty one.
 * The file is only changed once it is known to be ours. */
gboolean
smt_journal_file_attach (SmtJournalDb *db, GError **error)
{
  const char *path = db->path != NULL ? db->path : ":memory:";
  int code = sqlite3_open_v2 (path, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code != SQLITE_OK)
    {
      smt_journal_set_error (error, code, "open");
      return FALSE;
    }

  set_limits (db->handle);
  return run (db, first_settings, "settings", error) && is_ours (db, error) && use_wal (db, error);
}

/* Once, when the program starts. */
gboolean
smt_journal_file_check (SmtJournalDb *db, GError **error)
{
  g_autofree char *verdict = NULL;

  if (!ask (db, "PRAGMA quick_check(1)", &verdict, error))
    return FALSE;
  if (!g_str_equal (verdict, "ok"))
    return refuse (error, "the journal is damaged");

  return migrate (db, error) && read_identity (db, &db->store_id, db->salt, error);
}

/* After opening anew in the middle of work: is this still the store we had? */
gboolean
smt_journal_file_same (SmtJournalDb *db, GError **error)
{
  g_autofree char *store_id = NULL;
  guint8 salt[sizeof db->salt];

  if (!read_identity (db, &store_id, salt, error))
    return FALSE;
  if (g_strcmp0 (store_id, db->store_id) == 0)
    return TRUE;

  db->moved = TRUE;
  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_MOVED, "another journal lies in its place");
  return FALSE;
}
