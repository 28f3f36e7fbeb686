/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words that break into lines, so that no label, button or row of buttons keeps a narrow window wide.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void       smt_wrap_label         (GtkLabel *label);
void       smt_wrap_buttons       (GtkWidget *widget);
void       smt_wrap_menu          (GtkMenuButton *button);
void       smt_wrap_menu_always   (GtkMenuButton *button);
GtkWidget *smt_wrapped_label_new  (const char *words, const char *css);
GtkWidget *smt_wrapped_title_new  (const char *words, const char *css);
GtkWidget *smt_wrapped_button_new (const char *words, GCallback clicked, gpointer data);
GtkWidget *smt_wrapped_box_new    (int spacing);

G_END_DECLS
