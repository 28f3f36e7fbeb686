/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group of rows that are shown and not decided on: a heading with a count, and rows of a few lines each.
 * Owned by its parent; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *smt_quiet_section_new      (const char *heading, guint count);
void       smt_quiet_section_set_heading (GtkWidget *section, const char *heading, guint count);
void       smt_quiet_section_add_note (GtkWidget *section, const char *note);
void       smt_quiet_section_append   (GtkWidget *section, GtkWidget *row);
void       smt_quiet_section_add      (GtkWidget *section, const char *first, const char *second, const char *third, GtkWidget *button);

G_END_DECLS
