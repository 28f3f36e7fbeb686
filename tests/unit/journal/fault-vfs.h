/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that fails on purpose: a layer under SQLite that counts what is done and lets one operation go wrong.
 * One for the process; armed while nothing is being written.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FAULT_NONE,
  FAULT_KILL,       /* SIGKILL to the process at operation N (writes, syncs, truncations, deletions) */
  FAULT_POWER,      /* at operation N the power goes: each sector not yet synced is kept or lost by chance; exit 77 */
  FAULT_POWER_LIES, /* the same on a disk that only says that it synced; to see that the test can fail */
  FAULT_SYNC,       /* sync N fails with EIO after the bytes were written */
  FAULT_FULL,       /* write N fails: no space left */
  FAULT_READ,       /* read N fails with EIO */
  FAULT_FORGET,     /* page N that is written stays what it was, and nothing is said */
  FAULT_WAIT,       /* sync N does not come back before it is released */
} FaultKind;

void  fault_vfs_install (void);
/* the @at-th operation goes wrong, and the next ones up to @times in all */
void  fault_vfs_arm     (FaultKind kind, guint at, guint times, guint32 seed);
guint fault_vfs_count   (void); /* operations of the armed kind so far */
/* for FAULT_WAIT: until a thread waits in its sync; and let it go on */
void  fault_vfs_await_waiting (void);
void  fault_vfs_release       (void);

G_END_DECLS
