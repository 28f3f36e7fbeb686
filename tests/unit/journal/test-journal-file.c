/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journal as a file: who may read it, who holds it, what is refused, and a disk that fails.
 */
#include "journal-helpers.h"

#include <sys/stat.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "fault-vfs.h"

#define ADA "patient-ada"

static const char *program;

static void
tear_down (JournalFixture *fixture, gconstpointer data)
{
  fault_vfs_arm (FAULT_NONE, 0, 0, 0);
  journal_fixture_tear_down (fixture, data);
}

static SmtJournal *
open_well (const char *path)
{
  g_autoptr (GError) error = NULL;
  SmtJournal *journal = test_open (path, &error);

  g_assert_no_error (error);
  return journal;
}

/* A journal with @n decisions, closed again. */
static void
make_journal (const char *path, guint n)
{
  SmtJournal *journal = open_well (path);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", i);

      g_assert_true (test_decide (journal, ADA, key, NULL));
    }
  test_close_well (journal);
}

static void
assert_refused (const char *path, SmtJournalError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJournal) journal = test_open (path, &error);

  g_assert_null (journal);
  g_assert_error (error, SMT_JOURNAL_ERROR, (int)code);
}

static void
assert_draft (const char *path, const char *expected)
{
  SmtJournal *journal = open_well (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = test_draft (journal, ADA, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (draft, ==, expected);
  test_close_well (journal);
}

/* Straight into the file, as another program would. */
static int
run_sql (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;
  int code = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "unix");

  if (code == SQLITE_OK)
    code = sqlite3_exec (handle, sql, NULL, NULL, NULL);
  sqlite3_close (handle);

  return code;
}

static char *
ask_sql (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, "unix"), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (handle);

  return answer;
}

static void
assert_sql (const char *path, const char *sql, const char *expected)
{
  g_autofree char *answer = ask_sql (path, sql);

  g_assert_cmpstr (answer, ==, expected);
}

static guint
mode_of (const char *path)
{
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

/* --- who may read it, what it is made of -------------------------------------------------------------------------- */

static void
test_for_the_owner_only (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *inner = g_build_filename (fixture->folder, "samstemt", NULL);
  g_autofree char *path = g_build_filename (inner, "journal.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  SmtJournal *journal = open_well (path);

  g_assert_true (test_decide (journal, ADA, "pll:a", NULL));
  g_assert_cmphex (mode_of (inner), ==, 0700);
  g_assert_cmphex (mode_of (path), ==, 0600);
  g_assert_cmphex (mode_of (wal), ==, 0600);
  g_assert_false (g_file_test (shm, G_FILE_TEST_EXISTS)); /* the index of the log is on the heap */
  test_close_well (journal);

  g_chmod (path, 0644);
  test_close_well (open_well (path));
  g_assert_cmphex (mode_of (path), ==, 0600);
  test_folder_remove (inner);
}

static void
test_schema (JournalFixture *fixture, gconstpointer data)
{
  static const char *const forbidden[] = {
    "DELETE FROM log",
    "DELETE FROM log WHERE seq = 3",
    "UPDATE log SET sealed = zeroblob (40) WHERE seq = 1",
    "UPDATE log SET sealed = NULL WHERE seq = 1",
    "UPDATE log SET sealed = NULL, purge = 2 WHERE seq = 1", /* 2 is no purge */
    "UPDATE log SET chain = zeroblob (32)",
    "UPDATE blobs SET sealed = zeroblob (40)",
    "DELETE FROM blobs",
  };
  SmtJournal *journal = open_well (fixture->path);

  g_assert_true (test_decide (journal, ADA, "pll:000", NULL));
  g_assert_true (test_prepare_large (journal, ADA, "one", NULL));
  test_close_well (journal);
  assert_sql (fixture->path, "PRAGMA application_id", "1399682122");
  assert_sql (fixture->path, "PRAGMA user_version", "10");
  assert_sql (fixture->path, "PRAGMA journal_mode", "wal");
  assert_sql (fixture->path,
              "SELECT group_concat (name) FROM (SELECT name FROM pragma_table_list WHERE schema = 'main'"
              " AND name NOT LIKE 'sqlite_%' ORDER BY name)",
              "blobs,log,meta");
  assert_sql (fixture->path, "SELECT count(*) FROM blobs", "1");
  assert_sql (fixture->path,
              "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
              " AND name NOT LIKE 'sqlite_%'",
              "0");
  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    if (run_sql (fixture->path, forbidden[i]) == SQLITE_OK)
      g_error ("%s", forbidden[i]);
  assert_draft (fixture->path, "pll:000");
}

static void
test_empty_file_is_a_new_one (JournalFixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  make_journal (fixture->path, 1);
  assert_draft (fixture->path, "pll:000");
}

/* --- who holds it ------------------------------------------------------------------------------------------------- */

static void
test_second_copy (JournalFixture *fixture, gconstpointer data)
{
  SmtJournal *journal = open_well (fixture->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) other =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--try", fixture->path, NULL);
  g_autofree char *said = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (other, NULL, NULL, &said, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "locked\n");

  /* nor in the same process; and the first goes on as if nothing had been */
  assert_refused (fixture->path, SMT_JOURNAL_ERROR_LOCKED);
  g_assert_true (test_decide (journal, ADA, "pll:a", &error));
  g_assert_no_error (error);

  g_clear_object (&other);
  g_clear_pointer (&said, g_free);
  other = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--try", fixture->path, NULL);
  g_assert_true (g_subprocess_communicate_utf8 (other, NULL, NULL, &said, NULL, &error));
  g_assert_cmpstr (said, ==, "locked\n");

  test_close_well (journal);
  assert_draft (fixture->path, "pll:a");
}

static int
try_to_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJournal) journal = test_open (path, &error);

  if (g_error_matches (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_LOCKED))
    g_print ("locked\n");
  else
    g_print ("%s\n", journal != NULL ? "opened" : error->message);

  return 0;
}

static void
assert_moved (SmtJournal *journal)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (test_decide (journal, ADA, "pll:lost", &error));
      g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_MOVED);
    }
}

static void
test_file_gone (JournalFixture *fixture, gconstpointer data)
{
  SmtJournal *journal = open_well (fixture->path);

  g_assert_true (test_decide (journal, ADA, "pll:a", NULL));
  test_folder_remove (fixture->folder);
  assert_moved (journal);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  test_close_well (journal);
}

static void
test_file_replaced (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.db", NULL);
  SmtJournal *journal = open_well (fixture->path);

  g_assert_true (test_decide (journal, ADA, "pll:a", NULL));
  make_journal (other, 2);
  g_assert_cmpint (g_rename (other, fixture->path), ==, 0);
  assert_moved (journal);
  test_close_well (journal);
}

static void
test_folder_is_a_file (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "x", 1, NULL));
  path = g_build_filename (fixture->path, "journal.db", NULL);
  assert_refused (path, SMT_JOURNAL_ERROR_NOT_SAVED);
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

/* Not used, and kept byte for byte beside what takes its place: somebody may still save it. */
static void
assert_kept (const char *path, SmtJournalFound found)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;
  SmtJournal *journal;
  const SmtJournalStart *start;

  g_assert_true (g_file_get_contents (path, &before, &length_before, NULL));
  journal = open_well (path);
  start = smt_journal_get_start (journal);
  g_assert_cmpint (start->found, ==, found);
  g_assert_nonnull (start->why);
  g_assert_true (g_file_get_contents (start->kept, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
  test_close_well (journal);
}

static void
test_not_a_database (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (9000, 'x');

  g_assert_true (g_file_set_contents (fixture->path, text, 9000, NULL));
  assert_kept (fixture->path, SMT_JOURNAL_STARTED_ANEW);
  assert_draft (fixture->path, "");
}

static void
test_not_ours (JournalFixture *fixture, gconstpointer data)
{
  g_assert_cmpint (run_sql (fixture->path, "CREATE TABLE bookmarks (url TEXT)"), ==, SQLITE_OK);
  assert_kept (fixture->path, SMT_JOURNAL_STARTED_ANEW);
  g_remove (fixture->path);
  g_assert_cmpint (run_sql (fixture->path, "PRAGMA application_id=252006673; CREATE TABLE t (a)"), ==, SQLITE_OK);
  assert_kept (fixture->path, SMT_JOURNAL_RESTORED); /* by now there is a backup */
}

/* Refused, and left as it was. */
static void
test_newer_version (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;

  make_journal (fixture->path, 3);
  g_assert_cmpint (run_sql (fixture->path, "PRAGMA user_version=99"), ==, SQLITE_OK);
  g_assert_true (g_file_get_contents (fixture->path, &before, &length_before, NULL));
  assert_refused (fixture->path, SMT_JOURNAL_ERROR_NEWER);
  g_assert_true (g_file_get_contents (fixture->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);

  g_assert_cmpint (run_sql (fixture->path, "PRAGMA user_version=10"), ==, SQLITE_OK);
  assert_draft (fixture->path, "pll:000 pll:001 pll:002");
}

static void
spoil (const char *path, gsize at, gsize length)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (at + length, <=, size);
  memset (bytes + at, 0, length);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));
}

/* The backup of the last end takes its place, and nothing is missing. */
static void
assert_restored (const char *path, const char *draft)
{
  SmtJournal *journal;

  assert_kept (path, SMT_JOURNAL_RESTORED);
  journal = open_well (path);
  g_assert_cmpint (smt_journal_get_start (journal)->found, ==, SMT_JOURNAL_AS_LEFT);
  test_close_well (journal);
  assert_draft (path, draft);
}

static void
test_damaged (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *good = NULL;
  g_autofree char *draft = NULL;
  SmtJournal *journal;
  gsize size;

  make_journal (fixture->path, 40);
  journal = open_well (fixture->path);
  draft = test_draft (journal, ADA, NULL);
  test_close_well (journal);
  g_assert_true (g_str_has_suffix (draft, "pll:039"));
  g_assert_true (g_file_get_contents (fixture->path, &good, &size, NULL));
  g_assert_cmpuint (size, >, 6 * 4096);

  spoil (fixture->path, 0, 100); /* header */
  assert_restored (fixture->path, draft);

  spoil (fixture->path, 4096, 2 * 4096); /* two pages */
  assert_restored (fixture->path, draft);

  g_free (good);
  g_assert_true (g_file_get_contents (fixture->path, &good, &size, NULL));
  g_assert_true (g_file_set_contents (fixture->path, good, (gssize)(size - 8192), NULL)); /* cut */
  assert_restored (fixture->path, draft);

  g_remove (fixture->path); /* gone */
  journal = open_well (fixture->path);
  g_assert_cmpint (smt_journal_get_start (journal)->found, ==, SMT_JOURNAL_RESTORED);
  g_assert_null (smt_journal_get_start (journal)->kept);
  test_close_well (journal);
  assert_draft (fixture->path, draft);
}

/* --- a disk that fails -------------------------------------------------------------------------------------------- */

static void
test_disk_full (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  SmtJournal *journal = open_well (fixture->path);

  g_assert_true (test_decide (journal, ADA, "pll:before", NULL));
  fault_vfs_arm (FAULT_FULL, 1, G_MAXUINT, 0);
  g_assert_false (test_decide (journal, ADA, "pll:during", &error));
  g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED);
  g_clear_error (&error);
  draft = test_draft (journal, ADA, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft, ==, "pll:before");

  fault_vfs_arm (FAULT_NONE, 0, 0, 0);
  g_assert_true (test_decide (journal, ADA, "pll:after", &error));
  g_assert_no_error (error);
  test_close_well (journal);
  assert_draft (fixture->path, "pll:before pll:after");
}

/* A write or a sync that fails @times times from the @at-th on: what is said is what is there. Twice matters: when the
 * close after a failed commit fails too, the bytes that were not acknowledged come back at the next opening. */
static guint
fail_some (const char *folder, FaultKind kind, guint at, guint times, gboolean *fired)
{
  g_autofree char *path = g_strdup_printf ("%s/some-%d-%u-%u.db", folder, (int)kind, at, times);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *draft = NULL;
  guint saved = 0;
  SmtJournal *journal = open_well (path);

  fault_vfs_arm (kind, at, times, 0);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%u", i);

      if (!test_decide (journal, ADA, key, NULL))
        continue;
      g_string_append_printf (expected, "%s%s", saved > 0 ? " " : "", key);
      saved++;
    }
  *fired = fault_vfs_count () >= at;
  fault_vfs_arm (FAULT_NONE, 0, 0, 0);
  test_close_well (journal);

  journal = open_well (path);
  draft = test_draft (journal, ADA, &error);
  g_assert_no_error (error);
  g_test_message ("fault %d at %u, %u times", (int)kind, at, times);
  g_assert_cmpstr (draft, ==, expected->str);
  test_close_well (journal);

  return saved;
}

static void
test_disk_fails_sometimes (JournalFixture *fixture, gconstpointer data)
{
  static const FaultKind kinds[] = { FAULT_SYNC, FAULT_FULL };
  guint runs = 0;

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint times = 1; times <= 2; times++)
      {
        gboolean fired = TRUE;
        guint at;

        for (at = 1; fired && at < 200; at++)
          {
            guint saved = fail_some (fixture->folder, kinds[k], at, times, &fired);

            g_assert_cmpuint (saved, >=, 6 - times);
          }
        g_assert_cmpuint (at, >, 6); /* every one of the six commits was hit */
        g_assert_false (fired);
        runs += at;
      }
  g_test_message ("runs %u, losses 0, double sends 0", runs);
}

/* A disk that says it wrote, and has not: what is to be on its way is read back from it before a byte leaves. */
static void
test_disk_forgets (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SmtJournal *journal = open_well (fixture->path);

  g_assert_true (test_prepare (journal, ADA, "1", NULL));
  fault_vfs_arm (FAULT_FORGET, 1, G_MAXUINT, 0);
  g_assert_false (test_mark (journal, "1", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (fault_vfs_count (), >, 0);
  fault_vfs_arm (FAULT_NONE, 0, 0, 0);
  test_close_well (journal);
}

/* What makes a decision durable is one wait for the disk, and what makes it slow is that too. */
static void
test_one_sync_a_decision (JournalFixture *fixture, gconstpointer data)
{
  SmtJournal *journal = open_well (fixture->path);

  fault_vfs_arm (FAULT_SYNC, G_MAXUINT, 1, 0); /* counts, and never fails */
  for (guint i = 1; i <= 20; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", i);

      g_assert_true (test_decide (journal, ADA, key, NULL));
      g_assert_cmpuint (fault_vfs_count (), ==, i);
    }
  fault_vfs_arm (FAULT_NONE, 0, 0, 0);
  test_close_well (journal);
}

/* A write that makes no file longer has the file system nothing to write of its own; and what the log holds goes into
 * the database before the log would grow. */
static void
test_log_has_room (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  SmtJournal *journal = open_well (fixture->path);
  GStatBuf before, after;

  g_assert_cmpint (g_stat (log, &before), ==, 0);
  for (guint i = 1; i <= 600; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", i);

      g_assert_true (test_decide (journal, ADA, key, NULL));
    }
  g_assert_cmpint (g_stat (log, &after), ==, 0);
  g_assert_cmpint (after.st_size, ==, before.st_size);
  g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
  g_assert_cmpint (after.st_size, >, 100 * 1024);
  test_close_well (journal);
}

static void
test_disk_fails_for_ever (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  SmtJournal *journal = open_well (fixture->path);

  g_assert_true (test_decide (journal, ADA, "pll:before", NULL));
  fault_vfs_arm (FAULT_SYNC, 1, G_MAXUINT, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_false (test_decide (journal, ADA, "pll:during", &error));
      g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED);
      g_clear_error (&error);
    }
  fault_vfs_arm (FAULT_NONE, 0, 0, 0);

  g_assert_true (test_decide (journal, ADA, "pll:after", &error));
  g_assert_no_error (error);
  draft = test_draft (journal, ADA, &error);
  g_assert_true (g_str_has_prefix (draft, "pll:before"));
  g_assert_true (g_str_has_suffix (draft, "pll:after"));
  test_close_well (journal);
}

/* A read that fails is an error, or the whole list: never a part of it. */
static void
test_disk_does_not_read (JournalFixture *fixture, gconstpointer data)
{
  gboolean fired = TRUE;
  guint refused = 0;

  make_journal (fixture->path, 60);
  for (guint at = 1; fired && at < 200; at++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SmtJournal) journal = NULL;

      fault_vfs_arm (FAULT_READ, at, 1, 0);
      journal = test_open (fixture->path, &error);
      if (journal != NULL)
        {
          g_autofree char *draft = test_draft (journal, ADA, &error);

          g_assert_true (draft == NULL || g_str_has_suffix (draft, "pll:059"));
          if (draft != NULL)
            g_assert_cmpuint (strlen (draft), ==, 60 * 8 - 1);
        }
      fired = fault_vfs_count () >= at;
      if (error != NULL)
        refused++;
      fault_vfs_arm (FAULT_NONE, 0, 0, 0);
      if (journal != NULL)
        test_close (journal);
    }
  g_assert_cmpuint (refused, >, 3);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/journal/file/" path, JournalFixture, NULL, journal_fixture_set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--try"))
    return try_to_open (argv[2]);

  fault_vfs_install ();
  g_test_init (&argc, &argv, NULL);

  ADD ("owner-only", test_for_the_owner_only);
  ADD ("schema", test_schema);
  ADD ("empty", test_empty_file_is_a_new_one);
  ADD ("second-copy", test_second_copy);
  ADD ("gone", test_file_gone);
  ADD ("replaced", test_file_replaced);
  ADD ("no-folder", test_folder_is_a_file);
  ADD ("not-a-database", test_not_a_database);
  ADD ("not-ours", test_not_ours);
  ADD ("newer", test_newer_version);
  ADD ("damaged", test_damaged);
  ADD ("disk/full", test_disk_full);
  ADD ("disk/fails-sometimes", test_disk_fails_sometimes);
  ADD ("disk/forgets", test_disk_forgets);
  ADD ("disk/log-has-room", test_log_has_room);
  ADD ("disk/one-sync-a-decision", test_one_sync_a_decision);
  ADD ("disk/fails-for-ever", test_disk_fails_for_ever);
  ADD ("disk/does-not-read", test_disk_does_not_read);

  return g_test_run ();
}
