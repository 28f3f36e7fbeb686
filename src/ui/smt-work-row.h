/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One patient of the work list: name, and what is known since the patient was opened here.
 * Owned by its list; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-work-list.h"

G_BEGIN_DECLS

#define SMT_TYPE_WORK_ROW (smt_work_row_get_type ())
G_DECLARE_FINAL_TYPE (SmtWorkRow, smt_work_row, SMT, WORK_ROW, GtkListBoxRow)

GtkWidget   *smt_work_row_new      (SmtWorkItem *item);
SmtWorkItem *smt_work_row_get_item (SmtWorkRow *self);

G_END_DECLS
