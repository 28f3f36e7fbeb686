/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lies beside the journal: its last good backup, sealed like itself, and a ballast to be thrown off when the disk
 * is full.
 */
#define G_LOG_DOMAIN "smt-journal"
#define _GNU_SOURCE /* fallocate */

#include "journal/smt-journal-private.h"

#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define BALLAST (4 * 1024 * 1024)

char *
smt_journal_backup_path (SmtJournalDb *db)
{
  return g_strconcat (db->path, ".backup", NULL);
}

gint64
smt_journal_backup_seq (SmtJournalDb *db)
{
  g_autofree char *path = smt_journal_backup_path (db);
  sqlite3 *backup = NULL;
  sqlite3_stmt *select = NULL;
  gint64 seq = 0;

  if (sqlite3_open_v2 (path, &backup, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK
      && sqlite3_exec (backup, "PRAGMA locking_mode=EXCLUSIVE", NULL, NULL, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (backup, "SELECT max (seq) FROM log", -1, &select, NULL) == SQLITE_OK
      && sqlite3_step (select) == SQLITE_ROW)
    seq = sqlite3_column_int64 (select, 0);
  sqlite3_finalize (select);
  sqlite3_close (backup);
  return seq;
}

static gboolean
copy_pages (SmtJournalDb *db, const char *to)
{
  sqlite3 *copy = NULL;
  sqlite3_backup *pages;
  gboolean whole = FALSE;

  if (sqlite3_open_v2 (to, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
    {
      pages = sqlite3_backup_init (copy, "main", db->file, "main");
      if (pages != NULL)
        whole = sqlite3_backup_step (pages, -1) == SQLITE_DONE;
      if (pages != NULL)
        whole = sqlite3_backup_finish (pages) == SQLITE_OK && whole;
    }
  return sqlite3_close (copy) == SQLITE_OK && whole;
}

/* Through SQLite's own backup, into a new file that takes the old one's name when it is whole and synced. */
void
smt_journal_back_up (SmtJournalDb *db)
{
  g_autofree char *path = NULL;
  g_autofree char *fresh = NULL;
  int fd;

  if (db->file == NULL || db->moved || db->seq == 0 || smt_journal_backup_seq (db) == db->seq)
    return;

  path = smt_journal_backup_path (db);
  fresh = g_strconcat (path, ".new", NULL);
  g_unlink (fresh);
  fd = g_open (fresh, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
  if (fd < 0 || !copy_pages (db, fresh) || g_rename (fresh, path) != 0 || !smt_journal_file_sync_folder (path, NULL))
    {
      g_unlink (fresh);
      g_message ("the journal could not be backed up");
    }
}

static char *
ballast_path (SmtJournalDb *db)
{
  return g_strconcat (db->path, ".ballast", NULL);
}

void
smt_journal_lay_ballast (SmtJournalDb *db)
{
  g_autofree char *path = ballast_path (db);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    return;
  if (fallocate (fd, 0, 0, BALLAST) != 0)
    g_unlink (path); /* no room for it, or not this file system */
  close (fd);
}

/* Whether there was any. */
gboolean
smt_journal_drop_ballast (SmtJournalDb *db)
{
  g_autofree char *path = db->path != NULL ? ballast_path (db) : NULL;

  return path != NULL && g_unlink (path) == 0;
}
