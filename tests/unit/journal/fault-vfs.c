/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-vfs.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#define SECTOR 512

/* What a region held before it was written, newest first, until it is synced. */
typedef struct Unsynced Unsynced;
struct Unsynced
{
  Unsynced *older;
  sqlite3_int64 offset;
  int length;
  guint8 *before;
};

typedef struct FaultFile FaultFile;
struct FaultFile
{
  sqlite3_file base;
  sqlite3_file *real; /* lies behind this struct */
  FaultFile *next;
  Unsynced *unsynced;
  sqlite3_int64 synced_size;
};

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;
static FaultFile *open_files;

static FaultKind armed;
static guint armed_at;
static guint armed_times;
static guint operations;
static GRand *chance;

/* --- waiting ------------------------------------------------------------------------------------------------------ */

static GMutex waiting_mutex;
static GCond waiting_changed;
static gboolean waits;
static gboolean released;

static void
wait_in_sync (void)
{
  g_mutex_lock (&waiting_mutex);
  waits = TRUE;
  g_cond_broadcast (&waiting_changed);
  while (!released)
    g_cond_wait (&waiting_changed, &waiting_mutex);
  waits = released = FALSE;
  g_mutex_unlock (&waiting_mutex);
}

void
fault_vfs_await_waiting (void)
{
  g_mutex_lock (&waiting_mutex);
  while (!waits)
    g_cond_wait (&waiting_changed, &waiting_mutex);
  g_mutex_unlock (&waiting_mutex);
}

void
fault_vfs_release (void)
{
  g_mutex_lock (&waiting_mutex);
  released = TRUE;
  g_cond_broadcast (&waiting_changed);
  g_mutex_unlock (&waiting_mutex);
}

/* --- losing power ------------------------------------------------------------------------------------------------- */

static void
forget_unsynced (FaultFile *file)
{
  while (file->unsynced != NULL)
    {
      Unsynced *record = file->unsynced;

      file->unsynced = record->older;
      g_free (record->before);
      g_free (record);
    }
  file->real->pMethods->xFileSize (file->real, &file->synced_size);
}

static void
lose_sectors (FaultFile *file)
{
  const sqlite3_io_methods *real = file->real->pMethods;

  for (Unsynced *record = file->unsynced; record != NULL; record = record->older)
    for (int at = 0; at < record->length; at += SECTOR)
      if (g_rand_boolean (chance))
        real->xWrite (file->real, record->before + at, MIN (SECTOR, record->length - at), record->offset + at);
  if (file->unsynced != NULL && g_rand_boolean (chance))
    real->xTruncate (file->real, file->synced_size);
}

static void
lose_power (void)
{
  for (FaultFile *file = open_files; file != NULL; file = file->next)
    lose_sectors (file);
  _exit (77);
}

static void
remember (FaultFile *file, int length, sqlite3_int64 offset)
{
  Unsynced *record = g_new0 (Unsynced, 1);

  record->offset = offset;
  record->length = length;
  record->before = g_malloc0 ((gsize)length);
  file->real->pMethods->xRead (file->real, record->before, length, offset);
  record->older = file->unsynced;
  file->unsynced = record;
}

/* --- counting ----------------------------------------------------------------------------------------------------- */

static gboolean
is_due (FaultKind kind)
{
  if (armed != kind)
    return FALSE;

  operations++;
  return operations >= armed_at && operations - armed_at < armed_times;
}

static void
count_change (void)
{
  if (is_due (FAULT_KILL))
    kill (getpid (), SIGKILL);
  if (is_due (FAULT_POWER) || is_due (FAULT_POWER_LIES))
    lose_power ();
}

/* --- files -------------------------------------------------------------------------------------------------------- */

#define REAL(file) (((FaultFile *)(file))->real)

static int
file_close (sqlite3_file *base)
{
  FaultFile *file = (FaultFile *)base;

  for (FaultFile **link = &open_files; *link != NULL; link = &(*link)->next)
    if (*link == file)
      {
        *link = file->next;
        break;
      }
  forget_unsynced (file);

  return file->real->pMethods->xClose (file->real);
}

static int
file_read (sqlite3_file *file, void *data, int length, sqlite3_int64 offset)
{
  if (is_due (FAULT_READ))
    return SQLITE_IOERR_READ;

  return REAL (file)->pMethods->xRead (REAL (file), data, length, offset);
}

static int
file_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 offset)
{
  count_change ();
  if (is_due (FAULT_FULL))
    return SQLITE_FULL;
  if (length >= SECTOR && is_due (FAULT_FORGET))
    return SQLITE_OK;
  if (armed == FAULT_POWER || armed == FAULT_POWER_LIES)
    remember ((FaultFile *)file, length, offset);

  return REAL (file)->pMethods->xWrite (REAL (file), data, length, offset);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  count_change ();

  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

/* The real sync is left out: nothing here survives the machine, and only the order counts. */
static int
file_sync (sqlite3_file *file, int flags)
{
  count_change ();
  if (is_due (FAULT_SYNC))
    return SQLITE_IOERR_FSYNC;
  if (is_due (FAULT_WAIT))
    wait_in_sync ();
  if (armed != FAULT_POWER_LIES)
    forget_unsynced ((FaultFile *)file);

  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
file_check_lock (sqlite3_file *file, int *reserved)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), reserved);
}

static int
file_control (sqlite3_file *file, int operation, void *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), operation, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return SECTOR;
}

static int
file_characteristics (sqlite3_file *file)
{
  return 0; /* not even "a power loss spares the bytes beside a write" */
}

/* No shared memory: with an exclusive lock SQLite must do without it, and opening fails if it tries. */
static const sqlite3_io_methods file_methods = {
  .iVersion = 1,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
  FaultFile *file = (FaultFile *)base;
  int code;

  memset (file, 0, sizeof *file);
  file->real = (sqlite3_file *)(file + 1);
  code = real_vfs->xOpen (real_vfs, name, file->real, flags, out_flags);
  if (code != SQLITE_OK)
    return code;

  file->base.pMethods = &file_methods;
  file->next = open_files;
  open_files = file;
  file->real->pMethods->xFileSize (file->real, &file->synced_size);

  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync_directory)
{
  count_change ();

  return real_vfs->xDelete (real_vfs, name, 0);
}

/* --- for tests ---------------------------------------------------------------------------------------------------- */

void
fault_vfs_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  fault_vfs = *real_vfs;
  fault_vfs.zName = "fault";
  fault_vfs.szOsFile = (int)sizeof (FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = vfs_open;
  fault_vfs.xDelete = vfs_delete;
  sqlite3_vfs_register (&fault_vfs, 1);
}

void
fault_vfs_arm (FaultKind kind, guint at, guint times, guint32 seed)
{
  g_clear_pointer (&chance, g_rand_free);
  chance = g_rand_new_with_seed (seed);
  operations = 0;
  armed_at = at;
  armed_times = times;
  armed = kind;
}

guint
fault_vfs_count (void)
{
  return operations;
}
