/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of a queue: a title, lines under it, badges; opened by Return, a click, or its action "queue-row.open".
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMT_TYPE_QUEUE_ROW (smt_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (SmtQueueRow, smt_queue_row, SMT, QUEUE_ROW, GtkListBoxRow)

GtkWidget  *smt_queue_row_new       (const char *title);
void        smt_queue_row_add_badge (SmtQueueRow *self, const char *words, const char *css);
void        smt_queue_row_add_line  (SmtQueueRow *self, const char *words, const char *css);
void        smt_queue_row_add_button (SmtQueueRow *self, GtkWidget *button);
void        smt_queue_row_set_label (SmtQueueRow *self, const char *label);
/* (nullable): an index of the page's, or -1 */
void        smt_queue_row_set_index (SmtQueueRow *self, int index);
int         smt_queue_row_get_index (SmtQueueRow *self);

G_END_DECLS
