/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of a queue: a heading with a count, the first of its rows, and a button that shows more of them. Rows are made a few
 * at a time, by whoever owns the part, so that two thousand of them do not hold anything up.
 * Owned by its page; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMT_TYPE_QUEUE_PART (smt_queue_part_get_type ())
G_DECLARE_FINAL_TYPE (SmtQueuePart, smt_queue_part, SMT, QUEUE_PART, GtkBox)

/* rows that a press shows more */
#define SMT_QUEUE_PART_BATCH 50u

/* (transfer floating): the row, an SmtQueueRow, of what stands at @index in the queue */
typedef GtkWidget *(*SmtQueueMakeRow) (gpointer data, guint index);

/* signals: "opened" (index): a row was activated; "more": more rows are wanted than are made */
GtkWidget *smt_queue_part_new         (const char *heading, GArray *indices, SmtQueueMakeRow make_row, gpointer data);
/* at least @n rows, as far as there are so many */
void       smt_queue_part_want        (SmtQueuePart *self, guint n);
guint      smt_queue_part_get_wanted  (SmtQueuePart *self);
/* makes the next row that is wanted; FALSE where all are made */
gboolean   smt_queue_part_make_next   (SmtQueuePart *self);
/* the place of @index among the rows of the part, or -1 */
int        smt_queue_part_get_place   (SmtQueuePart *self, guint index);
/* (nullable): NULL where it is not made yet */
GtkWidget *smt_queue_part_get_row     (SmtQueuePart *self, guint place);

G_END_DECLS
