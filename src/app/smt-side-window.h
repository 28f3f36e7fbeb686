/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window beside the main one (preferences, log): closed by Escape, with the banner while the data are synthetic.
 * Owned by GTK; main thread.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWindow *smt_side_window_new (GtkWindow *parent, const char *title, gboolean synthetic, GtkWidget *child);
/* to the start of its header bar */
void       smt_side_window_add_button (GtkWindow *window, GtkWidget *button);

G_END_DECLS
