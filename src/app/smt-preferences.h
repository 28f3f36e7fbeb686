/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: how the program looks and in which language it speaks. Nothing here changes a rule.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  smt_preferences_apply        (void);
char *smt_preferences_dup_language (void);
guint smt_preferences_get_lock_minutes (void);
guint smt_preferences_get_keep_days (void);
guint smt_preferences_get_keep_log_days (void);
void  smt_preferences_show         (GtkWindow *parent, gboolean synthetic, const char *fest);

G_END_DECLS
