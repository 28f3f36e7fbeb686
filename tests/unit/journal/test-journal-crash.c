/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Killed, or without power, at any write: what was acknowledged is there, and nothing is half done. A child process
 * works through a fixed story and says after each step that it is stored; the parent opens what is left and compares it
 * with the story as far as it was told, or one step further.
 */
#include "journal-helpers.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault-vfs.h"

#include "../counts.h"

#define ADA "patient-ada"

static const char *program;
static gboolean without_full; /* the next children write with synchronous=NORMAL */

typedef struct
{
  enum
  {
    DECIDE,
    UNDO,
    PREPARE,
    MARK,
    SETTLE
  } act;
  const char *what; /* treatment key or send id */
  SmtSendState state;
} Step;

static const Step story[] = {
  { DECIDE, "a" },
  { DECIDE, "b" },
  { UNDO, "a" },
  { DECIDE, "c" },
  { PREPARE, "1" },
  { MARK, "1" },
  { SETTLE, "1", SMT_SEND_UNKNOWN },
  { SETTLE, "1", SMT_SEND_NOT_APPLIED },
  { DECIDE, "d" },
  { PREPARE, "2" },
  { MARK, "2" },
  { DECIDE, "e" },
  { SETTLE, "2", SMT_SEND_DONE },
  { DECIDE, "a" },
  { PREPARE, "3" },
  { MARK, "3" },
  { DECIDE, "f" },
  { UNDO, "f" },
};

/* The draft, and the sends as the next start shows them, after each number of steps: worked out by hand from the story.
 */
static const struct
{
  const char *draft;
  const char *send; /* "" or id and state */
  SmtSendState state;
} expected[] = {
  { "", "" },
  { "a", "" },
  { "a b", "" },
  { "b", "" },
  { "b c", "" },
  { "b c", "1", SMT_SEND_READY },
  { "b c", "1", SMT_SEND_UNKNOWN }, /* was on its way */
  { "b c", "1", SMT_SEND_UNKNOWN },
  { "b c", "" },
  { "b c d", "" },
  { "b c d", "2", SMT_SEND_READY },
  { "b c d", "2", SMT_SEND_UNKNOWN },
  { "b c d e", "2", SMT_SEND_UNKNOWN },
  { "e", "" },
  { "e a", "" },
  { "e a", "3", SMT_SEND_READY },
  { "e a", "3", SMT_SEND_UNKNOWN },
  { "e a f", "3", SMT_SEND_UNKNOWN },
  { "e a", "3", SMT_SEND_UNKNOWN },
};

G_STATIC_ASSERT (G_N_ELEMENTS (expected) == G_N_ELEMENTS (story) + 1);

/* --- the child ---------------------------------------------------------------------------------------------------- */

static gboolean
take_step (SmtJournal *journal, const Step *step)
{
  switch (step->act)
    {
    case DECIDE:
      return test_decide (journal, ADA, step->what, NULL);
    case UNDO:
      return test_reopen_row (journal, ADA, step->what, NULL);
    case PREPARE:
      return test_prepare (journal, ADA, step->what, NULL);
    case MARK:
      return test_mark (journal, step->what, NULL);
    case SETTLE:
      return test_settle (journal, step->what, step->state, NULL, NULL, NULL);
    default:
      return FALSE;
    }
}

/* Every database that is opened from here on, as an extension of SQLite sees it. */
static sqlite3 *opened;

static int
keep_opened (sqlite3 *database, char **message, const struct sqlite3_api_routines *routines)
{
  opened = sqlite3_db_filename (database, "main") != NULL && *sqlite3_db_filename (database, "main") != '\0' ? database
                                                                                                             : opened;
  return SQLITE_OK;
}

/* What SQLite itself recommends for a write-ahead log, and what may not be used here: a commit does not wait for the
 * disk. */
static void
use_normal (void)
{
  g_assert_nonnull (opened);
  g_assert_cmpint (sqlite3_exec (opened, "PRAGMA synchronous=NORMAL", NULL, NULL, NULL), ==, SQLITE_OK);
}

static int
live (const char *path, FaultKind kind, guint at, guint32 seed, gboolean normal)
{
  SmtJournal *journal;

  fault_vfs_install ();
  if (normal)
    sqlite3_auto_extension ((void (*) (void))keep_opened);
  fault_vfs_arm (kind, at, 1, seed);
  journal = test_open (path, NULL);
  if (normal)
    use_normal ();
  for (guint i = 0; i < G_N_ELEMENTS (story); i++)
    {
      if (!take_step (journal, &story[i]))
        return 3;
      if (write (STDOUT_FILENO, "+", 1) != 1)
        return 4;
    }
  _exit (0); /* ends without closing: a kill after the last step */
}

/* --- the parent --------------------------------------------------------------------------------------------------- */

/* The child is killed by itself at an operation, or from without after @patience microseconds (0: it is let live). */
static guint
run_child (const char *path, FaultKind kind, guint at, guint32 seed, gulong patience, gboolean *died)
{
  g_autofree char *kind_text = g_strdup_printf ("%d", (int)kind);
  g_autofree char *at_text = g_strdup_printf ("%u", at);
  g_autofree char *seed_text = g_strdup_printf ("%u", seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, without_full ? "--live-normal" : "--live",
                        path, kind_text, at_text, seed_text, NULL);
  g_autofree char *acknowledged = NULL;

  g_assert_no_error (error);
  if (patience > 0)
    {
      g_usleep (patience);
      g_subprocess_force_exit (child);
    }
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &acknowledged, NULL, &error));
  g_assert_no_error (error);
  *died = g_subprocess_get_if_signaled (child) || g_subprocess_get_exit_status (child) == 77;
  g_assert_true (*died || g_subprocess_get_exit_status (child) == 0);

  return acknowledged != NULL ? (guint)strlen (acknowledged) : 0;
}

static gboolean
is_after (SmtJournal *journal, guint steps)
{
  g_autofree char *draft = NULL;
  g_autofree char *sends = NULL;
  g_autofree char *send = NULL;

  if (steps > G_N_ELEMENTS (story))
    return FALSE;

  draft = test_draft (journal, ADA, NULL);
  sends = test_sends (journal, NULL);
  send = *expected[steps].send != '\0' ? g_strdup_printf ("%s=%d", expected[steps].send, (int)expected[steps].state)
                                       : g_strdup ("");

  return g_strcmp0 (draft, expected[steps].draft) == 0 && g_strcmp0 (sends, send) == 0;
}

/* Whether what is left is the story as far as it was acknowledged, or with the step that was in the air. */
static gboolean
survives_waiting (FaultKind kind, guint at, guint32 seed, gulong patience, gboolean *died)
{
  g_autofree char *folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "journal.db", NULL);
  guint acknowledged = run_child (path, kind, at, seed, patience, died);
  g_autoptr (SmtJournal) journal = test_open (path, NULL);
  gboolean whole = FALSE;

  if (journal != NULL)
    {
      whole = is_after (journal, acknowledged) || is_after (journal, acknowledged + 1);
      test_close (journal);
    }
  test_folder_remove (folder);

  return whole;
}

static gboolean
survives (FaultKind kind, guint at, guint32 seed, gboolean *died)
{
  return survives_waiting (kind, at, seed, 0, died);
}

static void
test_whole_story (void)
{
  gboolean died = TRUE;

  g_assert_true (survives (FAULT_NONE, 0, 0, &died));
  g_assert_false (died);
}

/* Every second operation of the story; with -m thorough every one. */
static void
test_killed (void)
{
  guint stride = test_is_long () ? 1 : 2;
  guint deaths = 0;
  gboolean died = TRUE;

  for (guint at = 1; died; at += stride)
    {
      g_test_message ("killed at operation %u", at);
      g_assert_true (survives (FAULT_KILL, at, 0, &died));
      deaths += died;
    }
  g_assert_cmpuint (deaths, >=, 20);
  g_test_message ("runs %u, losses 0, double sends 0", deaths);
}

/* Killed from without, by the clock: between operations too, while opening, and after the last step. */
static void
test_killed_at_random_instants (void)
{
  guint runs = test_is_long () ? 2000 : 200;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261120);
  gint64 began = g_get_monotonic_time ();
  gint32 whole_life;
  guint deaths = 0;
  gboolean died;

  g_assert_true (survives (FAULT_NONE, 0, 0, &died));
  whole_life = (gint32)(g_get_monotonic_time () - began);
  for (guint i = 0; i < runs; i++)
    {
      gulong patience = (gulong)g_rand_int_range (rand, 1, whole_life);

      g_assert_true (survives_waiting (FAULT_NONE, 0, 0, patience, &died));
      deaths += died;
    }
  g_test_message ("%u of %u were killed at work", deaths, runs);
  g_test_message ("runs %u, losses 0, double sends 0", runs);
  g_assert_cmpuint (deaths, >, runs / 10);
}

static void
test_power_lost (void)
{
  guint runs = test_is_long () ? 2000 : 80;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240611);
  guint deaths = 0;

  for (guint i = 0; i < runs; i++)
    {
      guint at = (guint)g_rand_int_range (rand, 1, 160);
      guint32 seed = g_rand_int (rand);
      gboolean died;

      g_test_message ("power lost at operation %u, seed %u", at, seed);
      g_assert_true (survives (FAULT_POWER, at, seed, &died));
      deaths += died;
    }
  g_assert_cmpuint (deaths, >, runs / 2);
  g_test_message ("runs %u, losses 0, double sends 0", runs);
}

/* The same with synchronous=NORMAL has to lose what was acknowledged, or neither test could see a loss. */
static void
test_power_lost_under_normal (void)
{
  guint runs = test_is_long () ? 2000 : 40;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240611);
  guint lost = 0;

  without_full = TRUE;
  for (guint i = 0; i < runs; i++)
    {
      gboolean died;

      lost += !survives (FAULT_POWER, (guint)g_rand_int_range (rand, 40, 155), g_rand_int (rand), &died);
    }
  without_full = FALSE;
  g_test_message ("with synchronous=NORMAL %u of %u power losses took something that was acknowledged", lost, runs);
  g_assert_cmpuint (lost, >, runs / 8);
}

/* The same on a disk that lies about having synced must lose something, or the test above could not see it. */
static void
test_power_lost_is_seen (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240611);
  guint lost = 0;

  for (guint i = 0; i < 30; i++)
    {
      gboolean died;

      if (!survives (FAULT_POWER_LIES, (guint)g_rand_int_range (rand, 40, 155), g_rand_int (rand), &died))
        lost++;
    }
  g_assert_cmpuint (lost, >, 5);
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 6 && g_str_has_prefix (argv[1], "--live"))
    return live (argv[2], (FaultKind)atoi (argv[3]), (guint)atoi (argv[4]),
                 (guint32)g_ascii_strtoull (argv[5], NULL, 10), g_str_equal (argv[1], "--live-normal"));

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/crash/none", test_whole_story);
  g_test_add_func ("/journal/crash/killed", test_killed);
  g_test_add_func ("/journal/crash/killed-at-random-instants", test_killed_at_random_instants);
  g_test_add_func ("/journal/crash/power", test_power_lost);
  g_test_add_func ("/journal/crash/power-is-seen", test_power_lost_is_seen);
  g_test_add_func ("/journal/crash/power-under-normal", test_power_lost_under_normal);

  return g_test_run ();
}
