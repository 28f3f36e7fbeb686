/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The focus, back where it was.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean smt_focus_again      (GtkWidget *widget);
void     smt_focus_after_menu (GtkMenuButton *button);

G_END_DECLS
