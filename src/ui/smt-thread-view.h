/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread of the pharmacist's queue: the prescription, what was said of it, ready answers and a field. What was begun in a
 * thread is there again when the user comes back to it.
 * Owned by its page; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-cleanup-queue.h"

G_BEGIN_DECLS

#define SMT_TYPE_THREAD_VIEW (smt_thread_view_get_type ())
G_DECLARE_FINAL_TYPE (SmtThreadView, smt_thread_view, SMT, THREAD_VIEW, GtkBox)

/* signals: "written": it is to be read anew; "said" (words); "patient", "back": somebody wants to go there */
GtkWidget *smt_thread_view_new   (void);
void       smt_thread_view_show  (SmtThreadView *self, SmtDesk *desk, SmtCleanupQueue *queue, guint index);
/* shows nothing, and forgets what was begun */
void       smt_thread_view_clear (SmtThreadView *self);

G_END_DECLS
