/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A heading and a list under it: the shape of every group of rows.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer floating); @list (out) (transfer none) (optional): where the rows go */
GtkWidget *smt_section_new           (const char *heading, GtkListBox **list);
/* (transfer floating): @heading and how many */
GtkWidget *smt_section_new_counted   (const char *heading, guint count, GtkListBox **list);

G_END_DECLS
