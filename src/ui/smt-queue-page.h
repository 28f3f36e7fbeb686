/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every queue has: a title, a summary, what the page says of itself, a search, parts with rows that are found again when
 * the user comes back, and the next one by one key. A page of its own says what is read, what its rows say and what opening one
 * does.
 * Owned by the window; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-desk.h"
#include "ui/smt-queue-list.h"

G_BEGIN_DECLS

#define SMT_TYPE_QUEUE_PAGE (smt_queue_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SmtQueuePage, smt_queue_page, SMT, QUEUE_PAGE, GtkWidget)

/**
 * SmtQueuePageClass:
 * @name: the word of the log of use for it
 * @load: begins to read the queue of @desk; ends in smt_queue_page_begin() … smt_queue_page_end(), or smt_queue_page_fail()
 * @forget: drops what was read
 * @get_n: how much stands in the queue that was read last
 * @make_row: (transfer floating): the SmtQueueRow of what stands at an index
 * @dup_name: (transfer full): by which it is known again when the queue is read anew
 * @contains: whether it is to be seen where somebody looks for @folded words
 * @open: somebody wants to work at it
 * @waits: whether the one key that goes on would stop at it
 * @back: (nullable): whether there was something to go back from, within the page
 */
struct _SmtQueuePageClass
{
  GtkWidgetClass parent_class;

  const char *name;
  void       (*load)     (SmtQueuePage *self, SmtDesk *desk);
  void       (*forget)   (SmtQueuePage *self);
  guint      (*get_n)    (SmtQueuePage *self);
  GtkWidget *(*make_row) (SmtQueuePage *self, guint index);
  char      *(*dup_name) (SmtQueuePage *self, guint index);
  gboolean   (*contains) (SmtQueuePage *self, guint index, const char *folded);
  void       (*open)     (SmtQueuePage *self, guint index);
  gboolean   (*waits)    (SmtQueuePage *self, guint index);
  gboolean   (*back)     (SmtQueuePage *self);
};

/* --- for the window; signals: "opened" (SmtWorkItem, key, both nullable): whose it is; "said" (words) --- */
void         smt_queue_page_set_desk   (SmtQueuePage *self, SmtDesk *desk);
void         smt_queue_page_show       (SmtQueuePage *self);
gboolean     smt_queue_page_open_next  (SmtQueuePage *self);
gboolean     smt_queue_page_back       (SmtQueuePage *self);
gboolean     smt_queue_page_search     (SmtQueuePage *self);

/* --- for pages --- */
void         smt_queue_page_set_texts  (SmtQueuePage *self, const char *title, const char *note);
/* what the page has of its own: above what it says of itself; in the place of the list */
void         smt_queue_page_add_above  (SmtQueuePage *self, GtkWidget *widget);
void         smt_queue_page_add_place  (SmtQueuePage *self, const char *name, GtkWidget *widget);
void         smt_queue_page_show_place (SmtQueuePage *self, const char *name);
gboolean     smt_queue_page_has_list   (SmtQueuePage *self);
SmtDesk     *smt_queue_page_get_desk   (SmtQueuePage *self);
void         smt_queue_page_refresh    (SmtQueuePage *self);
void         smt_queue_page_return     (SmtQueuePage *self);
SmtQueueList *smt_queue_page_begin     (SmtQueuePage *self, const char *summary);
void         smt_queue_page_end        (SmtQueuePage *self);
void         smt_queue_page_fail       (SmtQueuePage *self, const GError *error);
void         smt_queue_page_focus_list (SmtQueuePage *self);
void         smt_queue_page_remember   (SmtQueuePage *self, guint index);
guint        smt_queue_page_get_remembered (SmtQueuePage *self);
void         smt_queue_page_begin_anew (SmtQueuePage *self);
void         smt_queue_page_tell_opened (SmtQueuePage *self, SmtWorkItem *item, const char *key);
void         smt_queue_page_say        (SmtQueuePage *self, const char *words);

G_END_DECLS
