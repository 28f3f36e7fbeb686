/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One treatment in the list: what it is, what its voices say, what was found, what was decided.
 * Owned by its list; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_TREATMENT_ROW (smt_treatment_row_get_type ())
G_DECLARE_FINAL_TYPE (SmtTreatmentRow, smt_treatment_row, SMT, TREATMENT_ROW, GtkListBoxRow)

GtkWidget  *smt_treatment_row_new      (SmtPatientContext *context, const char *key, GtkSizeGroup *buttons);
const char *smt_treatment_row_get_key  (SmtTreatmentRow *self);
void        smt_treatment_row_update   (SmtTreatmentRow *self);
void        smt_treatment_row_refresh  (SmtTreatmentRow *self);
void        smt_treatment_row_put_off  (SmtTreatmentRow *self);
gboolean    smt_treatment_row_catch_up (SmtTreatmentRow *self);
gboolean    smt_treatment_row_is_late  (SmtTreatmentRow *self);
gboolean    smt_treatment_row_is_made  (SmtTreatmentRow *self);
gboolean    smt_treatment_row_matches  (SmtTreatmentRow *self, const char *folded_words);

G_END_DECLS
