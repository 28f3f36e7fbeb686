/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding what a user sees: only widgets that are on the screen.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *smt_tour_find_action (GtkWidget *in, const char *action_name);
GtkWidget *smt_tour_find_css    (GtkWidget *in, const char *type_name, const char *css_class);
GtkWidget *smt_tour_find_row    (GtkWidget *in, const char *type_name, const char *words, const char *badge);
GPtrArray *smt_tour_texts       (GtkWidget *in, const char *css_class);

G_END_DECLS
