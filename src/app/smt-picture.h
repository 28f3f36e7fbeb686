/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture of a window, as it is painted.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean smt_picture_save (GtkWidget *window, const char *path);

G_END_DECLS
