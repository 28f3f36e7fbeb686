/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes away a part of a page that has many rows without holding the main loop.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     smt_discard      (GtkWidget *widget);
gboolean smt_is_discarded (GtkWidget *widget);

G_END_DECLS
