/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The purge: what is old is gone from every file, what is unfinished stays, and the log of use says that it was done.
 */
#define _GNU_SOURCE /* memmem */

#include "journal-helpers.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "journal/smt-journal-audit.h"
#include "journal/smt-journal-flags.h"

#define ADA "patient-ada" /* everything is done */
#define BO "patient-bo"   /* has a draft */
#define EVA "patient-eva" /* has a send that nobody knows the end of */

static SmtJournal *
open_well (const char *path)
{
  g_autoptr (GError) error = NULL;
  SmtJournal *journal = test_open (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (smt_journal_get_start (journal)->found, ==, SMT_JOURNAL_AS_LEFT);
  return journal;
}

static void
write_all (SmtJournal *journal)
{
  g_assert_true (test_decide (journal, ADA, "pll:one", NULL));
  g_assert_true (test_prepare_large (journal, ADA, "ada-1", NULL));
  g_assert_true (test_mark (journal, "ada-1", NULL));
  g_assert_true (test_settle (journal, "ada-1", SMT_SEND_DONE, NULL, NULL, NULL));
  g_assert_true (test_decide (journal, BO, "pll:two", NULL));
  g_assert_true (test_prepare_large (journal, EVA, "eva-1", NULL));
  g_assert_true (test_mark (journal, "eva-1", NULL));
  g_assert_true (test_settle (journal, "eva-1", SMT_SEND_UNKNOWN, NULL, NULL, NULL));
}

static guint
purge (SmtJournal *journal, SmtInstant content, SmtInstant audit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  smt_journal_purge_async (journal, content, audit, test_keep_result, &result);
  test_await (&result);
  smt_journal_purge_finish (journal, result, &n, &error);
  g_assert_no_error (error);
  return n;
}

static guint
count_acts (SmtJournal *journal, const char *act)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  guint n = 0;

  smt_journal_load_audit_async (journal, NULL, NULL, test_keep_result, &result);
  test_await (&result);
  lines = smt_journal_load_audit_finish (journal, result, NULL);
  g_assert_nonnull (lines);
  for (guint i = 0; i < lines->len; i++)
    n += g_str_equal (((SmtAuditEntry *)g_ptr_array_index (lines, i))->act, act) ? 1 : 0;
  return n;
}

static void
assert_whole (SmtJournal *journal)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smt_journal_check_async (journal, NULL, test_keep_result, &result);
  test_await (&result);
  g_assert_true (smt_journal_check_finish (journal, result, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_unfinished_stays (SmtJournal *journal)
{
  g_autofree char *draft = test_draft (journal, BO, NULL);
  g_autofree char *sends = test_sends (journal, NULL);

  g_assert_cmpstr (draft, ==, "pll:two");
  g_assert_cmpstr (sends, ==, "eva-1=5");
}

/* --- what lies in the files --------------------------------------------------------------------------------------- */

/* (element-type GBytes): one value a row of @sql on the file at @path */
static GPtrArray *
read_values (const char *path, const char *sql)
{
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  sqlite3 *db = NULL;
  sqlite3_stmt *select = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &select, NULL), ==, SQLITE_OK);
  while (sqlite3_step (select) == SQLITE_ROW)
    g_ptr_array_add (values, g_bytes_new (sqlite3_column_blob (select, 0), (gsize)sqlite3_column_bytes (select, 0)));
  sqlite3_finalize (select);
  sqlite3_close (db);
  return values;
}

static gboolean
is_in_folder (const char *folder, GBytes *piece)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length = 0;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      found = found || memmem (text, length, g_bytes_get_data (piece, NULL), g_bytes_get_size (piece)) != NULL;
    }
  return found;
}

/* Long pieces are spread over pages; the first bytes of each (its nonce and more) are enough to know it by. */
#define PIECE 24

static guint
count_in_folder (const char *folder, GPtrArray *sealed)
{
  guint n = 0;

  for (guint i = 0; i < sealed->len; i++)
    {
      GBytes *whole = g_ptr_array_index (sealed, i);
      g_autoptr (GBytes) piece = g_bytes_new_from_bytes (whole, 0, MIN (PIECE, g_bytes_get_size (whole)));

      n += is_in_folder (folder, piece) ? 1 : 0;
    }
  return n;
}

static goffset
size_of_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (log, &status), ==, 0);
  return status.st_size;
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static void
test_gone (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) sealed = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) emptied = NULL;
  g_autoptr (GPtrArray) blobs = NULL;
  SmtJournal *journal = open_well (fixture->path);
  goffset log;
  guint before, n;

  write_all (journal);
  test_close_well (journal);
  sealed = read_values (fixture->path, "SELECT sealed FROM log UNION ALL SELECT sealed FROM blobs");
  before = count_in_folder (fixture->folder, sealed);
  g_assert_cmpuint (before, ==, sealed->len); /* the search finds what is there */

  journal = open_well (fixture->path);
  log = size_of_log (fixture->path);
  n = purge (journal, g_get_real_time () + 1, SMT_INSTANT_UNSET);
  g_assert_cmpint (size_of_log (fixture->path), ==, log); /* what overwrites it leaves its room */
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (count_acts (journal, "purged"), ==, 1);
  g_assert_cmpuint (count_acts (journal, "send"), >, 0); /* of everybody: that it was sent stays */
  assert_unfinished_stays (journal);
  assert_whole (journal);
  test_close_well (journal);

  emptied = read_values (fixture->path, "SELECT seq FROM log WHERE sealed IS NULL");
  left = read_values (fixture->path, "SELECT sealed FROM log WHERE sealed IS NOT NULL AND kind = 0");
  blobs = read_values (fixture->path, "SELECT sealed FROM blobs");
  g_assert_cmpuint (emptied->len, ==, n);
  g_assert_cmpuint (left->len, >, 0);
  g_assert_cmpuint (blobs->len, ==, 1); /* of the send that is open */
  /* of what was sealed before, only what was not purged is in any file: n records and one blob less */
  g_assert_cmpuint (count_in_folder (fixture->folder, sealed), ==, before - n - 1);

  journal = open_well (fixture->path);
  assert_unfinished_stays (journal);
  assert_whole (journal);
  test_close_well (journal);
}

/* What is younger stays, and a purge that finds nothing leaves no line. */
static void
test_young (JournalFixture *fixture, gconstpointer data)
{
  SmtJournal *journal = open_well (fixture->path);

  write_all (journal);
  g_assert_cmpuint (purge (journal, g_get_real_time () - G_TIME_SPAN_DAY, SMT_INSTANT_UNSET), ==, 0);
  g_assert_cmpuint (purge (journal, SMT_INSTANT_UNSET, SMT_INSTANT_UNSET), ==, 0);
  g_assert_cmpuint (count_acts (journal, "purged"), ==, 0);
  assert_unfinished_stays (journal);
  test_close_well (journal);
}

/* The log of use goes by a time of its own; that it went is a line that stays, and the content is not touched. */
static void
test_log_of_use (JournalFixture *fixture, gconstpointer data)
{
  SmtJournal *journal = open_well (fixture->path);
  guint sends;

  write_all (journal);
  sends = count_acts (journal, "send");
  g_assert_cmpuint (sends, >, 0);
  g_assert_cmpuint (purge (journal, SMT_INSTANT_UNSET, g_get_real_time () - G_TIME_SPAN_DAY), ==, 0);
  g_assert_cmpuint (count_acts (journal, "send"), ==, sends);
  g_assert_cmpuint (purge (journal, SMT_INSTANT_UNSET, g_get_real_time () + 1), >, 0);
  /* what is left is of the send that nobody knows the end of: made ready, begun, unknown */
  g_assert_cmpuint (count_acts (journal, "send"), ==, 3);
  g_assert_cmpuint (sends, >, 3);
  g_assert_cmpuint (count_acts (journal, "purged"), ==, 1);
  assert_unfinished_stays (journal);
  assert_whole (journal);
  test_close_well (journal);

  journal = open_well (fixture->path);
  g_assert_cmpuint (count_acts (journal, "purged"), ==, 1);
  assert_unfinished_stays (journal);
  assert_whole (journal);
  test_close_well (journal);
}

/* The journal goes on after a purge: what is written then can be sent, purged and read again. */
static void
test_again (JournalFixture *fixture, gconstpointer data)
{
  SmtJournal *journal = open_well (fixture->path);
  g_autofree char *draft = NULL;

  write_all (journal);
  g_assert_cmpuint (purge (journal, g_get_real_time () + 1, SMT_INSTANT_UNSET), >, 0);
  g_assert_true (test_decide (journal, ADA, "pll:three", NULL));
  g_assert_cmpuint (purge (journal, g_get_real_time () + 1, SMT_INSTANT_UNSET), ==, 0); /* all is unfinished now */
  test_close_well (journal);

  journal = open_well (fixture->path);
  draft = test_draft (journal, ADA, NULL);
  g_assert_cmpstr (draft, ==, "pll:three");
  assert_unfinished_stays (journal);
  assert_whole (journal);
  test_close_well (journal);
}

static void
add_note (SmtJournal *journal, const char *kind, const char *patient, const char *key)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (notes, smt_note_new (kind, patient, key, "{}"));
  smt_journal_add_notes_async (journal, notes, test_keep_result, &result);
  test_await (&result);
  smt_journal_add_notes_finish (journal, result, &error);
  g_assert_no_error (error);
}

static guint
count_flag_records (SmtJournal *journal, const char *patient)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;
  guint n = 0;

  smt_journal_load_flags_async (journal, NULL, test_keep_result, &result);
  test_await (&result);
  records = smt_journal_load_flags_finish (journal, result, NULL);
  g_assert_nonnull (records);
  for (guint i = 0; i < records->len; i++)
    n += g_str_equal (((SmtFlagRecord *)g_ptr_array_index (records, i))->patient, patient) ? 1 : 0;
  return n;
}

/* Whoever has an entry that is still flagged is left whole; once nothing is, the queue forgets what is old. */
static void
test_flagged (JournalFixture *fixture, gconstpointer data)
{
  SmtJournal *journal = open_well (fixture->path);

  add_note (journal, SMT_NOTE_FLAGGED, ADA, "pll:one");
  add_note (journal, SMT_NOTE_UNFLAGGED, ADA, "pll:one");
  add_note (journal, SMT_NOTE_FLAGGED, BO, "pll:one");
  add_note (journal, SMT_NOTE_UNFLAGGED, BO, "pll:one");
  add_note (journal, SMT_NOTE_FLAGGED, BO, "pll:two");
  g_assert_cmpuint (purge (journal, g_get_real_time () + 1, SMT_INSTANT_UNSET), ==, 2);
  g_assert_cmpuint (count_flag_records (journal, ADA), ==, 0);
  g_assert_cmpuint (count_flag_records (journal, BO), ==, 3);
  test_close_well (journal);
}

/* The order of the records, a decision between two looks, and of a patient only what is theirs or nobody's. */
static void
test_flag_records (JournalFixture *fixture, gconstpointer data)
{
  static const SmtFlagRecordKind expected[] = { SMT_FLAG_RECORD_NOTE, SMT_FLAG_RECORD_DECIDED, SMT_FLAG_RECORD_NOTE,
                                                SMT_FLAG_RECORD_NOTE };
  SmtJournal *journal = open_well (fixture->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;

  g_assert_true (test_decide (journal, ADA, "pll:other", NULL)); /* was never flagged */
  add_note (journal, SMT_NOTE_FLAGGED, ADA, "pll:one");
  g_assert_true (test_decide (journal, ADA, "pll:one", NULL));
  add_note (journal, SMT_NOTE_FLAGGED, BO, "pll:one");
  add_note (journal, SMT_NOTE_FLAGGED, "", "entry:x");
  add_note (journal, SMT_NOTE_UNFLAGGED, ADA, "pll:one");
  smt_journal_load_flags_async (journal, ADA, test_keep_result, &result);
  test_await (&result);
  records = smt_journal_load_flags_finish (journal, result, NULL);
  g_assert_cmpuint (records->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpint (((SmtFlagRecord *)g_ptr_array_index (records, i))->kind, ==, expected[i]);
  g_assert_cmpuint (count_flag_records (journal, BO), ==, 1);
  test_close_well (journal);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/journal/purge/" path, JournalFixture, NULL, journal_fixture_set_up, function, journal_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("gone", test_gone);
  ADD ("young", test_young);
  ADD ("again", test_again);
  ADD ("flagged", test_flagged);
  ADD ("flag-records", test_flag_records);
  ADD ("log-of-use", test_log_of_use);

  return g_test_run ();
}
