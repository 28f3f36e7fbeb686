/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log file: one line a message, ours alone to read, put aside when it is full, without the words of libraries.
 */
#define G_LOG_DOMAIN "smt-test"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/smt-log.h"

static char *folder;
static char *path;

static gsize
size_of (const char *name)
{
  struct stat about;

  return g_stat (name, &about) == 0 ? (gsize)about.st_size : 0;
}

/* An offset of whole hours is written with its minutes, as RFC 3339 has it. */
static void
test_format_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (3600);
  g_autoptr (GDateTime) time = g_date_time_new (zone, 2026, 11, 20, 11, 5, 7);
  g_autofree char *line = smt_log_format (time, G_LOG_LEVEL_INFO, "smt-desk", "ja");

  g_assert_cmpstr (line, ==, "2026-11-20T11:05:07+01:00 info smt-desk ja\n");
}

static void
test_format (void)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (2026, 11, 20, 10, 5, 7.0);
  g_autofree char *own = smt_log_format (time, G_LOG_LEVEL_INFO, "smt-desk", "state 4\nof 5");
  g_autofree char *other = smt_log_format (time, G_LOG_LEVEL_WARNING, "Gtk", "Failed to set text 'Ada'");
  g_autofree char *nobody = smt_log_format (time, G_LOG_LEVEL_CRITICAL, NULL, "Ada");

  g_assert_cmpstr (own, ==, "2026-11-20T10:05:07+00:00 info smt-desk state 4 of 5\n");
  g_assert_cmpstr (other, ==, "2026-11-20T10:05:07+00:00 warning Gtk (the words of a library are left out)\n");
  g_assert_null (strstr (nobody, "Ada"));
}

static void
test_path (void)
{
  g_autofree char *own = smt_log_make_path (folder);
  g_autofree char *usual = smt_log_make_path (NULL);
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "samstemt", "log", NULL);

  g_assert_cmpstr (own, ==, path);
  g_assert_cmpstr (usual, ==, state);
}

static void
test_written (void)
{
  g_autofree char *text = NULL;
  struct stat about;

  g_info ("a list was fetched: %u rows", 12);
  g_debug ("not of interest");
  g_log_structured ("Gtk", G_LOG_LEVEL_INFO, "MESSAGE", "a library chatters");
  text = smt_log_read (SMT_LOG_MOST_BYTES);
  g_assert_nonnull (strstr (text, " info smt-test a list was fetched: 12 rows\n"));
  g_assert_null (strstr (text, "not of interest"));
  g_assert_null (strstr (text, "Gtk"));
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpuint (about.st_mode & 0777, ==, 0600);
}

static void
test_put_aside (void)
{
  g_autofree char *old = g_strconcat (path, ".1", NULL);
  g_autofree char *older = g_strconcat (path, ".2", NULL);
  g_autofree char *filling = g_strnfill (4000, 'x');
  gsize written = 0;

  for (; written < 5 * SMT_LOG_MOST_BYTES / 2; written += strlen (filling))
    g_info ("%s", filling);
  g_assert_cmpuint (size_of (path), >, 0);
  g_assert_cmpuint (size_of (path), <=, SMT_LOG_MOST_BYTES);
  g_assert_cmpuint (size_of (old), >, SMT_LOG_MOST_BYTES / 2);
  g_assert_cmpuint (size_of (old), <=, SMT_LOG_MOST_BYTES);
  g_assert_false (g_file_test (older, G_FILE_TEST_EXISTS));
}

static void
test_read_ends (void)
{
  g_autofree char *few = NULL;

  g_info ("the last line");
  few = smt_log_read (200);
  g_assert_true (g_str_has_suffix (few, "the last line\n"));
  g_assert_cmpuint (strlen (few), <=, 200);
  g_assert_null (strchr (few, 'x')); /* nothing of a line that is cut */
}

int
main (int argc, char **argv)
{
  g_autofree char *state = NULL;
  g_autofree char *made = NULL;
  g_autofree char *old = NULL;
  int status;

  state = g_dir_make_tmp ("samstemt-state-XXXXXX", NULL);
  g_assert_nonnull (state);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  /* GLib 2.84 takes the messages of tests for itself; here they go where those of the program go */
  g_log_set_default_handler (g_log_default_handler, NULL);
  folder = g_dir_make_tmp ("samstemt-log-XXXXXX", NULL);
  g_assert_nonnull (folder);
  path = g_build_filename (folder, "log", NULL);
  old = g_strconcat (path, ".1", NULL);
  smt_log_start (path);
  g_test_add_func ("/app/log/format", test_format);
  g_test_add_func ("/app/log/format-zone", test_format_zone);
  g_test_add_func ("/app/log/path", test_path);
  g_test_add_func ("/app/log/written", test_written);
  g_test_add_func ("/app/log/put-aside", test_put_aside);
  g_test_add_func ("/app/log/read-ends", test_read_ends);
  status = g_test_run ();
  g_unlink (path);
  g_unlink (old);
  g_rmdir (folder);
  made = g_build_filename (state, "samstemt", NULL);
  g_rmdir (made);
  g_rmdir (state);
  g_free (path);
  g_free (folder);
  return status;
}
