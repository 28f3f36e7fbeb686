/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log, to be read and copied.
 * Owned by GTK; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void smt_log_window_show (GtkWindow *parent, gboolean synthetic);

G_END_DECLS
