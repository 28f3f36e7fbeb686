/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a queue in its parts, and a field to look for words in them. Rows are made a few in each frame.
 * Owned by its page; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/smt-queue-part.h"

G_BEGIN_DECLS

#define SMT_TYPE_QUEUE_LIST (smt_queue_list_get_type ())
G_DECLARE_FINAL_TYPE (SmtQueueList, smt_queue_list, SMT, QUEUE_LIST, GtkBox)

/* a queue has at most so many parts */
#define SMT_QUEUE_LIST_MOST_PARTS 4u

/* nothing that stands in the queue */
#define SMT_QUEUE_LIST_NONE G_MAXUINT

/* whether what stands at @index is to be seen where somebody looks for @folded words */
typedef gboolean (*SmtQueueContains) (gpointer data, guint index, const char *folded);

/* signal: "opened" (index). @data outlives the list */
GtkWidget *smt_queue_list_new      (SmtQueueMakeRow make_row, SmtQueueContains contains, gpointer data);
void       smt_queue_list_begin    (SmtQueueList *self);
void       smt_queue_list_add_part (SmtQueueList *self, guint id, const char *heading, GArray *indices);
void       smt_queue_list_end      (SmtQueueList *self);
/* nothing is shown, looked for, or asked to be shown more of */
void       smt_queue_list_clear    (SmtQueueList *self);
/* FALSE where nothing took the focus */
gboolean   smt_queue_list_focus    (SmtQueueList *self, guint index);
/* FALSE where there is nothing to look in */
gboolean   smt_queue_list_search   (SmtQueueList *self);

G_END_DECLS
