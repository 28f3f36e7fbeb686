/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journal where something runs out or stands in the way: memory, space, descriptors, permissions, time, power at
 * the wrong moment. What was acknowledged is there, what was not is said to be not saved, and afterwards all works
 * again.
 */
#include "journal-helpers.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "fault-vfs.h"

#include "../counts.h"

#define ADA "patient-ada"
#define NOBODY 65534

static const char *program;

static void
tear_down (JournalFixture *fixture, gconstpointer data)
{
  fault_vfs_arm (FAULT_NONE, 0, 0, 0);
  journal_fixture_tear_down (fixture, data);
}

/* Decides "pll:FIRST" to "pll:LAST-1"; returns the keys that were acknowledged, with a space between. */
static char *
decide_some (SmtJournal *journal, guint first, guint last)
{
  GString *saved = g_string_new (NULL);

  for (guint i = first; i < last; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", i);

      if (test_decide (journal, ADA, key, NULL))
        g_string_append_printf (saved, "%s%s", saved->len > 0 ? " " : "", key);
    }
  return g_string_free (saved, FALSE);
}

static void
assert_draft (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  SmtJournal *journal = test_open (path, &error);
  g_autofree char *draft = NULL;

  g_assert_no_error (error);
  draft = test_draft (journal, ADA, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft, ==, expected);
  test_close_well (journal);
}

/* --- memory ------------------------------------------------------------------------------------------------------- */

static sqlite3_mem_methods real_memory;
static guint allocations; /* since it was armed */
static guint fails_at;    /* 0: never */
static guint fails_times;

static gboolean
allocation_fails (void)
{
  guint count = (guint)g_atomic_int_add ((gint *)&allocations, 1) + 1;

  return fails_at != 0 && count >= fails_at && count - fails_at < fails_times;
}

static void *
failing_malloc (int size)
{
  return allocation_fails () ? NULL : real_memory.xMalloc (size);
}

static void *
failing_realloc (void *memory, int size)
{
  return allocation_fails () ? NULL : real_memory.xRealloc (memory, size);
}

static void
install_failing_memory (void)
{
  sqlite3_mem_methods failing;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real_memory), ==, SQLITE_OK);
  failing = real_memory;
  failing.xMalloc = failing_malloc;
  failing.xRealloc = failing_realloc;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &failing), ==, SQLITE_OK);
}

static void
arm_memory (guint at, guint times)
{
  allocations = 0;
  fails_times = times;
  fails_at = at;
}

/* One story with the @at-th allocation failing; returns whether it was reached. */
static gboolean
live_with_little_memory (const char *folder, guint at, guint times)
{
  g_autofree char *path = g_strdup_printf ("%s/memory-%u-%u.db", folder, at, times);
  g_autoptr (GError) error = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *after = NULL;
  g_autofree char *all = NULL;
  gboolean reached;
  SmtJournal *journal = test_open (path, &error);

  g_assert_no_error (error);
  arm_memory (at, times);
  saved = decide_some (journal, 0, 3);
  {
    g_autoptr (GError) unread = NULL;
    g_autofree char *draft = test_draft (journal, ADA, &unread);

    g_assert_true (draft == NULL ? unread != NULL : g_str_equal (draft, saved));
  }
  reached = allocations >= at;
  arm_memory (0, 0);

  after = decide_some (journal, 7, 8);
  g_assert_cmpstr (after, ==, "pll:007");
  test_close_well (journal);
  all = *saved != '\0' ? g_strdup_printf ("%s %s", saved, after) : g_strdup (after);
  assert_draft (path, all);
  return reached;
}

/* The k-th allocation inside SQLite fails, once and from then on, for every k until none is reached. */
static void
test_memory (JournalFixture *fixture, gconstpointer data)
{
  static const guint times[] = { 1, G_MAXUINT };
  guint stride = test_is_long () ? 1 : 3;
  guint runs = 0;

  for (guint t = 0; t < G_N_ELEMENTS (times); t++)
    {
      guint at = 1;

      while (live_with_little_memory (fixture->folder, at, times[t]))
        at += stride;
      g_test_message ("%u allocations, failing %s", at, times[t] == 1 ? "once" : "for ever");
      g_assert_cmpuint (at, >, 30);
      runs += at / stride;
    }
  g_test_message ("runs %u, losses 0, double sends 0", runs);
}

static void
test_memory_at_start (JournalFixture *fixture, gconstpointer data)
{
  guint at = 1, refused = 0;
  gboolean reached = TRUE;

  {
    SmtJournal *journal = test_open (fixture->path, NULL);
    g_autofree char *saved = decide_some (journal, 0, 2);

    g_assert_cmpstr (saved, ==, "pll:000 pll:001");
    test_close_well (journal);
  }
  for (; reached; at += test_is_long () ? 1 : 3)
    {
      g_autoptr (GError) error = NULL;
      SmtJournal *journal;

      arm_memory (at, 1);
      journal = test_open (fixture->path, &error);
      reached = allocations >= at;
      arm_memory (0, 0);
      g_assert_true ((journal != NULL) == (error == NULL));
      refused += journal == NULL;
      if (journal != NULL)
        test_close_well (journal);
    }
  g_assert_cmpuint (refused, >, 10);
  assert_draft (fixture->path, "pll:000 pll:001");
}

/* --- children ----------------------------------------------------------------------------------------------------- */

static gboolean
sign (char what)
{
  return write (STDOUT_FILENO, &what, 1) == 1;
}

/* Decides until @n are saved or something refuses; a plus for each, an N for "not saved", an O for an opening refused.
 */
static int
child_decides (const char *path, guint n)
{
  g_autoptr (GError) error = NULL;
  SmtJournal *journal = test_open (path, &error);

  if (journal == NULL)
    {
      return error->domain == SMT_JOURNAL_ERROR && sign ('O') ? 0 : 3;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", i);

      if (test_decide (journal, ADA, key, &error))
        {
          if (!sign ('+'))
            return 4;
          continue;
        }
      if (!g_error_matches (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED) || !sign ('N'))
        return 3;
      break;
    }
  test_close_well (journal);
  return 0;
}

/* Files may not grow beyond a limit; SIGXFSZ is ignored as the program does. */
static int
child_with_file_limit (const char *path)
{
  struct rlimit limit = { 160 * 1024, 1024 * 1024 * 1024 };
  int status;

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
  status = child_decides (path, 500);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_FSIZE, &limit);
  return status != 0 ? status : child_decides (path, 500); /* the same once more, with room */
}

/* All descriptors taken: opening is refused in words; with some free again it opens. The main loop has its own already.
 */
static int
child_without_descriptors (const char *path)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (int));
  struct rlimit few;
  int status = child_decides (path, 1);

  getrlimit (RLIMIT_NOFILE, &few);
  few.rlim_cur = 64;
  setrlimit (RLIMIT_NOFILE, &few);
  for (int fd = open ("/dev/null", O_RDONLY | O_CLOEXEC); fd >= 0; fd = open ("/dev/null", O_RDONLY | O_CLOEXEC))
    g_array_append_val (taken, fd);
  status |= child_decides (path, 3);
  for (guint i = 0; i < taken->len; i++)
    close (g_array_index (taken, int, i));
  return status | child_decides (path, 3);
}

static int
child_as_nobody (const char *path)
{
  if (geteuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
    return 5;
  return child_decides (path, 3);
}

/* Runs out of address space in the middle: GLib aborts, which is its only answer. */
static int
child_without_memory (const char *path)
{
  struct rlimit none = { 0, 0 };
  SmtJournal *journal = test_open (path, NULL);

  setrlimit (RLIMIT_CORE, &none);
  for (guint i = 0;; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", i);

      if (i == 20)
        {
          none = (struct rlimit){ 1, 1 };
          setrlimit (RLIMIT_AS, &none);
        }
      if (i > 20)
        g_malloc (i * 1024 * 1024); /* as any larger list would ask for */
      if (!test_decide (journal, ADA, key, NULL) || !sign ('+'))
        return 3;
    }
}

static int
child_until_power_is_lost (const char *path, guint at, guint32 seed)
{
  SmtJournal *journal;

  fault_vfs_arm (FAULT_POWER, at, 1, seed);
  journal = test_open (path, NULL);
  if (journal == NULL)
    return 3;
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", i);

      if (!test_decide (journal, ADA, key, NULL) || !sign ('+'))
        return 3;
    }
  _exit (0);
}

static char *
run_child (const char *what, const char *path, guint at, guint seed, int *status)
{
  g_autofree char *at_text = g_strdup_printf ("%u", at);
  g_autofree char *seed_text = g_strdup_printf ("%u", seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                                    &error, program, what, path, at_text, seed_text, NULL);
  char *said = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &said, NULL, &error));
  g_assert_no_error (error);
  *status = g_subprocess_get_status (child);
  return said;
}

/* How many of the first numbers stand in the draft; all of them must, in order, and nothing else. */
static guint
count_draft (const char *path)
{
  SmtJournal *journal = test_open (path, NULL);
  g_autofree char *draft = NULL;
  g_auto (GStrv) keys = NULL;
  guint n = 0;

  g_assert_nonnull (journal);
  draft = test_draft (journal, ADA, NULL);
  g_assert_nonnull (draft);
  keys = g_strsplit (draft, " ", -1);
  for (; *draft != '\0' && keys[n] != NULL; n++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", n);

      g_assert_cmpstr (keys[n], ==, key);
    }
  test_close_well (journal);
  return n;
}

static guint
count_signs (const char *said, char sign)
{
  guint n = 0;

  for (; *said != '\0'; said++)
    n += *said == sign;
  return n;
}

/* --- space, descriptors, permissions ------------------------------------------------------------------------------ */

static void
test_file_size (JournalFixture *fixture, gconstpointer data)
{
  int status;
  g_autofree char *said = run_child ("--file-limit", fixture->path, 0, 0, &status);
  const char *refused = strchr (said, 'N');

  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (refused); /* it came to the limit, and went on when there was room again */
  g_assert_cmpuint (count_signs (refused, '+'), ==, 500);
  g_assert_cmpuint (count_draft (fixture->path), ==, 500);
}

static void
test_descriptors (JournalFixture *fixture, gconstpointer data)
{
  int status;
  g_autofree char *said = run_child ("--no-descriptors", fixture->path, 0, 0, &status);

  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (said, ==, "+O+++");
  g_assert_cmpuint (count_draft (fixture->path), ==, 3);
}

static void
test_permission (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *inner = g_build_filename (fixture->folder, "closed", NULL);
  g_autofree char *path = g_build_filename (inner, "journal.db", NULL);
  g_autofree char *said = NULL;
  int status;

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  if (geteuid () == 0)
    {
      g_assert_cmpint (chown (fixture->folder, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (chown (inner, NOBODY, NOBODY), ==, 0);
    }
  g_assert_cmpint (g_chmod (inner, 0500), ==, 0);
  said = run_child ("--nobody", path, 0, 0, &status);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (said, ==, "O");

  g_clear_pointer (&said, g_free);
  g_assert_cmpint (g_chmod (inner, 0700), ==, 0);
  said = run_child ("--nobody", path, 0, 0, &status);
  g_assert_cmpstr (said, ==, "+++");
  test_folder_remove (inner);
}

static void
test_no_memory_left (JournalFixture *fixture, gconstpointer data)
{
  int status;
  g_autofree char *said = run_child ("--no-memory", fixture->path, 0, 0, &status);
  guint acknowledged = count_signs (said, '+');
  guint there;

  g_assert_cmpint (status, !=, 0); /* a signal; the address sanitizer has an exit of its own */
  g_assert_cmpuint (acknowledged, >=, 20);
  there = count_draft (fixture->path);
  g_assert_true (there == acknowledged || there == acknowledged + 1);
}

/* SQLite ignores it when the name of a new file does not reach the disk; the journal does not. */
static gboolean folder_sync_fails;

int __real_fsync (int fd);
int __wrap_fsync (int fd);

int
__wrap_fsync (int fd)
{
  if (!folder_sync_fails)
    return __real_fsync (fd);
  errno = EIO;
  return -1;
}

static void
test_folder_sync (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJournal) journal = NULL;

  folder_sync_fails = TRUE;
  journal = test_open (fixture->path, &error);
  folder_sync_fails = FALSE;
  g_assert_null (journal);
  g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED);

  g_clear_error (&error);
  journal = test_open (fixture->path, &error);
  g_assert_no_error (error);
  test_close (journal);
}

/* --- power -------------------------------------------------------------------------------------------------------- */

/* Power is lost while the file is made: it opens afterwards, and holds what was acknowledged. */
static void
test_power_at_first_start (JournalFixture *fixture, gconstpointer data)
{
  guint lives = test_is_long () ? 10 : 1;
  guint deaths = 0;

  for (guint at = 1; at <= 90; at++)
    for (guint life = 0; life < lives; life++)
      {
        g_autofree char *path = g_strdup_printf ("%s/first-%u-%u.db", fixture->folder, at, life);
        int status;
        g_autofree char *said = run_child ("--power", path, at, at * 1000 + life, &status);
        guint acknowledged = count_signs (said, '+');
        guint there = count_draft (path);

        g_assert_true (WIFEXITED (status) && (WEXITSTATUS (status) == 77 || WEXITSTATUS (status) == 0));
        deaths += WEXITSTATUS (status) == 77;
        g_assert_true (there == acknowledged || there == acknowledged + 1);
      }
  g_assert_cmpuint (deaths, >, 30 * lives);
}

/* Power is lost, and lost again while the next start puts the file in order. */
static void
test_power_in_recovery (JournalFixture *fixture, gconstpointer data)
{
  guint runs = test_is_long () ? 500 : 25;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261130);
  guint twice = 0;

  for (guint i = 0; i < runs; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/again-%u.db", fixture->folder, i);
      int first, second;
      g_autofree char *said =
          run_child ("--power", path, (guint)g_rand_int_range (rand, 15, 40), g_rand_int (rand), &first);
      guint acknowledged = count_signs (said, '+');
      g_autofree char *again =
          run_child ("--power", path, (guint)g_rand_int_range (rand, 1, 12), g_rand_int (rand), &second);
      guint there = count_draft (path);

      twice += WEXITSTATUS (first) == 77 && WEXITSTATUS (second) == 77;
      acknowledged = MAX (acknowledged, count_signs (again, '+')); /* the second life decides the same anew */
      g_assert_cmpuint (there, >=, acknowledged);
      g_assert_cmpuint (there, <=, 4);
    }
  g_assert_cmpuint (twice, >, runs / 2);
}

/* --- time --------------------------------------------------------------------------------------------------------- */

static void
test_future_times (JournalFixture *fixture, gconstpointer data)
{
  struct timespec future[2] = { { 4102444800, 0 }, { 4102444800, 0 } }; /* the year 2100 */
  SmtJournal *journal = test_open (fixture->path, NULL);
  g_autofree char *saved = decide_some (journal, 0, 2);
  g_autofree char *after = NULL;

  test_close_well (journal);
  g_assert_cmpint (utimensat (AT_FDCWD, fixture->path, future, 0), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, fixture->folder, future, 0), ==, 0);
  assert_draft (fixture->path, saved);
  journal = test_open (fixture->path, NULL);
  after = decide_some (journal, 2, 3);
  test_close_well (journal);
  assert_draft (fixture->path, "pll:000 pll:001 pll:002");
}

typedef struct
{
  gboolean answered;
  guint turns; /* of the main loop while the disk was at it */
} Slow;

static void
slow_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  Slow *slow = data;

  slow->answered = TRUE;
  g_assert_true (smt_journal_add_decision_finish (SMT_JOURNAL (source), result, NULL));
}

/* While a sync does not come back the main loop goes on: saving is not its work. */
static void
test_slow_disk (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (SMT_DECISION_KEEP, "pll:000", "digest");
  SmtJournal *journal = test_open (fixture->path, NULL);
  Slow slow = { FALSE, 0 };

  fault_vfs_arm (FAULT_WAIT, 1, 1, 0);
  smt_journal_add_decision_async (journal, ADA, "pll:000", decision, NULL, slow_answered, &slow);
  fault_vfs_await_waiting ();
  for (; slow.turns < 1000; slow.turns++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (slow.answered);
  fault_vfs_release ();
  while (!slow.answered)
    g_main_context_iteration (NULL, TRUE);
  test_close_well (journal);
  assert_draft (fixture->path, "pll:000");
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/journal/limits/" path, JournalFixture, NULL, journal_fixture_set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  program = argv[0];
  install_failing_memory ();
  fault_vfs_install ();
  if (argc == 5 && g_str_equal (argv[1], "--file-limit"))
    return child_with_file_limit (argv[2]);
  if (argc == 5 && g_str_equal (argv[1], "--no-descriptors"))
    return child_without_descriptors (argv[2]);
  if (argc == 5 && g_str_equal (argv[1], "--nobody"))
    return child_as_nobody (argv[2]);
  if (argc == 5 && g_str_equal (argv[1], "--no-memory"))
    return child_without_memory (argv[2]);
  if (argc == 5 && g_str_equal (argv[1], "--power"))
    return child_until_power_is_lost (argv[2], (guint)atoi (argv[3]), (guint32)g_ascii_strtoull (argv[4], NULL, 10));

  g_test_init (&argc, &argv, NULL);

  ADD ("memory", test_memory);
  ADD ("memory-at-start", test_memory_at_start);
  ADD ("file-size", test_file_size);
  ADD ("descriptors", test_descriptors);
  ADD ("permission", test_permission);
  ADD ("no-memory-left", test_no_memory_left);
  ADD ("folder-sync", test_folder_sync);
  ADD ("power-at-first-start", test_power_at_first_start);
  ADD ("power-in-recovery", test_power_in_recovery);
  ADD ("future-times", test_future_times);
  ADD ("slow-disk", test_slow_disk);

  return g_test_run ();
}
