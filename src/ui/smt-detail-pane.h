/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The detail pane: the voices over four weeks, the findings in plain words, equal choices, the dose editor, the course.
 * Owned by the window; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_DETAIL_PANE (smt_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (SmtDetailPane, smt_detail_pane, SMT, DETAIL_PANE, GtkWidget)

/* @context and @key NULL: nothing is shown */
void        smt_detail_pane_show       (SmtDetailPane *self, SmtPatientContext *context, const char *key);
void        smt_detail_pane_edit       (SmtDetailPane *self, const SmtRhythm *start);
void       smt_detail_pane_edit_pharmacy_dose (SmtDetailPane *self);
void        smt_detail_pane_show_history (SmtDetailPane *self);
void        smt_detail_pane_show_beside  (SmtDetailPane *self);
gboolean    smt_detail_pane_is_editing (SmtDetailPane *self);
const char *smt_detail_pane_get_key    (SmtDetailPane *self);
void        smt_detail_pane_set_narrow (SmtDetailPane *self, gboolean narrow);

G_END_DECLS
