/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clean-up queue: what was flagged here, what has become of it, and how much remains.
 * Owned by the window; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-desk.h"

G_BEGIN_DECLS

#define SMT_TYPE_CLEANUP_PAGE (smt_cleanup_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtCleanupPage, smt_cleanup_page, SMT, CLEANUP_PAGE, GtkWidget)

/* signals: "opened" (SmtWorkItem, key): whose entry it is, or NULL where nobody knows; "said" (words) */
void     smt_cleanup_page_set_desk  (SmtCleanupPage *self, SmtDesk *desk);
void     smt_cleanup_page_show      (SmtCleanupPage *self);
gboolean smt_cleanup_page_open_next (SmtCleanupPage *self);
/* takes a findings file into the queue */
void     smt_cleanup_page_open_file (SmtCleanupPage *self, GFile *file);

G_END_DECLS
