/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Locks the window when nobody has touched the program for a while, and when the desktop locks its screen or sleeps.
 * Owned by the application; main thread.
 */
#pragma once

#include "ui/smt-window.h"

G_BEGIN_DECLS

#define SMT_TYPE_SCREEN_LOCK (smt_screen_lock_get_type ())
G_DECLARE_FINAL_TYPE (SmtScreenLock, smt_screen_lock, SMT, SCREEN_LOCK, GObject)

/* @seconds: without anybody; -1: as the preferences say; 0: never by itself */
SmtScreenLock *smt_screen_lock_new (SmtWindow *window, int seconds);

G_END_DECLS
