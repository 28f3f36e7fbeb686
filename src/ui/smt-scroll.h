/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a widget into view after its page has been laid out anew.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     smt_scroll_to  (GtkWidget *widget);
gboolean smt_is_in_view (GtkWidget *widget, GtkWidget *view);

G_END_DECLS
