/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The work list of the role. Nothing is fetched about anyone until the user opens a patient.
 * Owned by the window; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-work-list.h"

G_BEGIN_DECLS

#define SMT_TYPE_WORK_LIST_PANE (smt_work_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (SmtWorkListPane, smt_work_list_pane, SMT, WORK_LIST_PANE, GtkWidget)

/* signal "opened" (SmtWorkItem) */
void smt_work_list_pane_set_list (SmtWorkListPane *self, SmtWorkList *list);
void smt_work_list_pane_set_tasks(SmtWorkListPane *self, SmtWorkList *tasks);
void smt_work_list_pane_select   (SmtWorkListPane *self, SmtWorkItem *item);
void smt_work_list_pane_mark_queue (SmtWorkListPane *self, const char *name);
gboolean   smt_work_list_pane_open_next (SmtWorkListPane *self);

G_END_DECLS
