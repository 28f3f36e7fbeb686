/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journal on disks of its own: full while it saves, full when it starts, read-only. Needs to mount, so only root
 * can run it; elsewhere it is skipped. The mounts live in a namespace of this process and end with it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* unshare() */
#endif
#include "journal-helpers.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define ADA "patient-ada"
#define MIB (1024 * 1024)

static const char *program;

typedef struct
{
  char *folder;
  char *disk; /* mounted here */
  char *path;
  char *filler;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = test_folder_new ();
  fixture->disk = g_build_filename (fixture->folder, "disk", NULL);
  fixture->path = g_build_filename (fixture->disk, "samstemt", "journal.db", NULL);
  fixture->filler = g_build_filename (fixture->disk, "filler", NULL);
  g_assert_cmpint (g_mkdir (fixture->disk, 0700), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *image = g_build_filename (fixture->folder, "image", NULL);

  umount2 (fixture->disk, MNT_DETACH);
  g_remove (image);
  g_rmdir (fixture->disk);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->disk);
  g_free (fixture->path);
  g_free (fixture->filler);
}

/* --- disks -------------------------------------------------------------------------------------------------------- */

static gboolean
may_mount (void)
{
  static gboolean asked, may;

  if (!asked)
    {
      may = geteuid () == 0 && unshare (CLONE_NEWNS) == 0 && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
      asked = TRUE;
    }
  if (!may)
    g_test_skip ("mounting a disk of its own needs root");
  return may;
}

static gboolean
mount_memory (Fixture *fixture)
{
  if (!may_mount ())
    return FALSE;
  if (mount ("tmpfs", fixture->disk, "tmpfs", 0, "size=8m") == 0)
    return TRUE;
  g_test_skip ("no file system in memory can be mounted here");
  return FALSE;
}

static gboolean
run (const char *const *argv)
{
  int status = -1;

  return g_spawn_sync (NULL, (char **)argv, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                       NULL, &status, NULL)
         && status == 0;
}

/* A real file system in a file: only there does a mapped index end a program when the disk is full. */
static gboolean
mount_ext4 (Fixture *fixture)
{
  g_autofree char *image = g_build_filename (fixture->folder, "image", NULL);
  const char *const make[] = { "mkfs.ext4", "-q", image, NULL };
  const char *const loop[] = { "mount", "-o", "loop", image, fixture->disk, NULL };

  if (!may_mount ())
    return FALSE;
  g_assert_true (g_file_set_contents (image, "", 0, NULL));
  g_assert_cmpint (truncate (image, 12 * MIB), ==, 0);
  if (run (make) && run (loop))
    return TRUE;
  g_test_skip ("no loop device, or no mkfs.ext4");
  return FALSE;
}

/* Writes until nothing more goes. */
static void
fill (Fixture *fixture)
{
  FILE *file = fopen (fixture->filler, "ae");
  char block[512] = { 'x' };

  g_assert_nonnull (file);
  setvbuf (file, NULL, _IONBF, 0);
  while (fwrite (block, sizeof block, 1, file) == 1)
    ;
  fclose (file);
}

/* --- a child ------------------------------------------------------------------------------------------------------ */

/* Opens, tells the draft, tries to decide; ends without closing, so that the log of SQLite stays. */
static int
live (const char *path, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  SmtJournal *journal = test_open (path, &error);

  if (journal == NULL)
    {
      g_print ("refused %d", error->domain == SMT_JOURNAL_ERROR ? error->code : -1);
      fflush (stdout);
      _exit (0);
    }
  draft = test_draft (journal, ADA, NULL);
  g_print ("opened with %u", draft == NULL ? 999 : *draft == '\0' ? 0 : g_strv_length (g_strsplit (draft, " ", -1)));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", i);

      if (!test_decide (journal, ADA, key, NULL))
        {
          g_print (", not saved");
          break;
        }
    }
  fflush (stdout);
  _exit (0);
}

static char *
run_child (Fixture *fixture, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                                    &error, program, "--live", fixture->path, text, NULL);
  char *said = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &said, NULL, &error));
  g_assert_true (g_subprocess_get_if_exited (child)); /* in words, not by a signal */
  return said;
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static guint
count_draft (SmtJournal *journal)
{
  g_autofree char *draft = test_draft (journal, ADA, NULL);
  g_auto (GStrv) keys = g_strsplit (draft, " ", -1);

  return g_strv_length (keys);
}

static void
test_full_while_saving (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint saved = 0;
  SmtJournal *journal;

  if (!mount_memory (fixture))
    return;
  journal = test_open (fixture->path, &error);
  g_assert_no_error (error);
  for (guint i = 0; error == NULL && i < 20000; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%05u", i);

      if (i == 10)
        fill (fixture);
      saved += test_decide (journal, ADA, key, &error);
    }
  g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED);
  g_clear_error (&error);
  g_assert_cmpuint (count_draft (journal), ==, saved);

  g_assert_cmpint (g_remove (fixture->filler), ==, 0);
  g_assert_true (test_decide (journal, ADA, "pll:after", &error));
  g_assert_no_error (error);
  test_close (journal);
  g_clear_object (&journal);

  journal = test_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_draft (journal), ==, saved + 1);
  test_close_well (journal);
}

/* The disk fills while a send is on its way: its outcome must still be written down. */
static void
test_full_while_sending (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SmtJournal *journal;

  if (!mount_memory (fixture))
    return;
  journal = test_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (test_decide (journal, ADA, "pll:a", NULL));
  g_assert_true (test_prepare (journal, ADA, "one", NULL));
  g_assert_true (test_mark (journal, "one", NULL));
  fill (fixture);
  for (guint i = 0; i < 20000 && test_decide (journal, ADA, "pll:b", NULL);
       i++) /* what SQLite's log had still room for */
    ;
  g_assert_true (test_settle (journal, "one", SMT_SEND_DONE, NULL, NULL, &error));
  g_assert_no_error (error);
  test_close (journal);
  g_clear_object (&journal);

  g_assert_cmpint (g_remove (fixture->filler), ==, 0);
  journal = test_open (fixture->path, &error);
  g_assert_no_error (error);
  {
    g_autofree char *sends = test_sends (journal, NULL);

    g_assert_cmpstr (sends, ==, ""); /* done, so not open */
  }
  test_close_well (journal);
}

static void
test_full_at_start (Fixture *fixture, gconstpointer data)
{
  g_autofree char *said = NULL;

  if (!mount_ext4 (fixture))
    return;
  said = run_child (fixture, 5);
  g_assert_cmpstr (said, ==, "opened with 0");
  fill (fixture);
  g_free (said);
  said = run_child (fixture, 0);
  g_assert_true (g_str_equal (said, "opened with 5") || g_str_has_prefix (said, "refused "));
  g_test_message ("on a full disk: %s", said);
  g_assert_cmpint (g_remove (fixture->filler), ==, 0);
  g_free (said);
  said = run_child (fixture, 6);
  g_assert_cmpstr (said, ==, "opened with 5");
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *said = NULL;

  if (!mount_memory (fixture))
    return;
  said = run_child (fixture, 3);
  g_assert_cmpint (mount (NULL, fixture->disk, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  g_free (said);
  said = run_child (fixture, 1);
  g_test_message ("read-only: %s", said);
  g_assert_true (g_str_equal (said, "opened with 3, not saved") || g_str_has_prefix (said, "refused "));
  g_assert_false (g_str_equal (said, "refused -1"));
  g_assert_cmpint (mount (NULL, fixture->disk, NULL, MS_REMOUNT, NULL), ==, 0);
  g_free (said);
  said = run_child (fixture, 1);
  g_assert_cmpstr (said, ==, "opened with 3");
}

#define ADD(path, function) g_test_add ("/journal/disks/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--live"))
    return live (argv[2], (guint)atoi (argv[3]));

  g_test_init (&argc, &argv, NULL);

  ADD ("full-while-saving", test_full_while_saving);
  ADD ("full-while-sending", test_full_while_sending);
  ADD ("full-at-start", test_full_at_start);
  ADD ("read-only", test_read_only);

  return g_test_run ();
}
