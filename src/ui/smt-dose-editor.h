/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dose editor: steps of amount, unit and days, with the dose in words and dots as it is written. Field and text come
 * from the one rhythm made here. Opened by a person for one row; it suggests nothing.
 * Owned by the detail pane; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_DOSE_EDITOR (smt_dose_editor_get_type ())
G_DECLARE_FINAL_TYPE (SmtDoseEditor, smt_dose_editor, SMT, DOSE_EDITOR, GtkWidget)

/* signals: "decided" (SmtDecision*, borrowed), "cancelled" */

SmtDoseEditor *smt_dose_editor_new (void);
void           smt_dose_editor_set (SmtDoseEditor *self, SmtPatientContext *context, const char *key, const SmtRhythm *start);
void           smt_dose_editor_focus (SmtDoseEditor *self);

G_END_DECLS
