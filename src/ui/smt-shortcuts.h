/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the program, group by group, in lines that break: GTK's own window of shortcuts lays them in columns that do
 * not, and is wider than a narrow screen with large text.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer none): over @parent, not shown yet */
GtkWindow *smt_shortcuts_window_new (GtkWindow *parent, gboolean synthetic);
void       smt_shortcuts_install    (GtkApplication *application);
char     **smt_shortcuts_get        (guint line, const char **action);

G_END_DECLS
