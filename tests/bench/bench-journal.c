/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a durable, sealed decision costs beside what it is made of, taken in turns so that a busy machine is busy for
 * all: 4 KiB appended and synced, and the same over what is there; the same decision as a plain row of SQLite with the
 * journal's own settings; the journal, with its thread, its tables, its seal and its chain. Medians; asserts nothing.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "../unit/journal/journal-helpers.h"

#define ROUNDS 400
#define BLOCK 4096
#define BLOCKS 256

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static gint64
median (gint64 *times)
{
  qsort (times, ROUNDS, sizeof *times, compare);
  return times[ROUNDS / 2];
}

static void
run (sqlite3 *plain, const char *sql)
{
  if (sqlite3_exec (plain, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (plain));
}

static gint64
put (int fd, guint at)
{
  static const char block[BLOCK];
  gint64 began = g_get_monotonic_time ();

  if (pwrite (fd, block, sizeof block, (off_t)at * BLOCK) != sizeof block || fdatasync (fd) != 0)
    g_error ("the disk does not write");
  return g_get_monotonic_time () - began;
}

static gint64
insert (sqlite3 *plain, const char *json)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO decisions (patient, decision) VALUES ('p', '%s')", json);
  gint64 began = g_get_monotonic_time ();

  run (plain, sql);
  return g_get_monotonic_time () - began;
}

static gint64
decide (SmtJournal *journal, const char *key)
{
  gint64 began = g_get_monotonic_time ();

  g_assert_true (test_decide (journal, "p", key, NULL));
  return g_get_monotonic_time () - began;
}

int
main (void)
{
  static gint64 raw[ROUNDS], over[ROUNDS], unsealed[ROUNDS], sealed[ROUNDS];
  g_autofree char *folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "journal.db", NULL);
  g_autofree char *plain_path = g_build_filename (folder, "plain.db", NULL);
  g_autofree char *raw_path = g_build_filename (folder, "raw", NULL);
  SmtJournal *journal = test_open (path, NULL);
  int fd = open (raw_path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  sqlite3 *plain = NULL;
  gint64 of_raw, of_over, of_unsealed, of_sealed;

  if (journal == NULL || fd < 0 || sqlite3_open (plain_path, &plain) != SQLITE_OK)
    g_error ("nowhere to write");
  run (plain,
       "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
       "CREATE TABLE decisions (seq INTEGER PRIMARY KEY, patient TEXT NOT NULL, decision TEXT NOT NULL)");
  for (guint i = 0; i < BLOCKS; i++)
    put (fd, i);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%u", i);
      g_autoptr (SmtDecision) decision = smt_decision_new (SMT_DECISION_KEEP, key, "digest");
      g_autofree char *json = smt_decision_to_json (decision);

      raw[i] = put (fd, BLOCKS + i);
      over[i] = put (fd, i % BLOCKS);
      unsealed[i] = insert (plain, json);
      sealed[i] = decide (journal, key);
    }
  of_raw = median (raw);
  of_over = median (over);
  of_unsealed = median (unsealed);
  of_sealed = median (sealed);
  printf ("4 KiB and fdatasync %" G_GINT64_FORMAT " us (%" G_GINT64_FORMAT
          " us over what is there), a plain row %" G_GINT64_FORMAT " us, a decision in the journal %" G_GINT64_FORMAT
          " us\n",
          of_raw, of_over, of_unsealed, of_sealed);
  printf ("the journal: %.2f times a plain row, %.2f times raw, %.2f times raw over what is there\n",
          (double)of_sealed / (double)of_unsealed, (double)of_sealed / (double)of_raw,
          (double)of_sealed / (double)of_over);
  sqlite3_close (plain);
  close (fd);
  test_close_well (journal);
  test_folder_remove (folder);
  return 0;
}
