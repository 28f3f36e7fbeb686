/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of one step of a dose: amount, unit, how often, time of day, limits, how long. They hold no rule: what they
 * hold is a draft step.
 * Owned by the dose editor; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/smt-draft-step.h"

G_BEGIN_DECLS

#define SMT_TYPE_DOSE_FIELDS (smt_dose_fields_get_type ())
G_DECLARE_FINAL_TYPE (SmtDoseFields, smt_dose_fields, SMT, DOSE_FIELDS, GtkWidget)

/* signals: "changed", "activate" */
void          smt_dose_fields_set_step     (SmtDoseFields *self, const SmtDraftStep *step);
SmtDraftStep *smt_dose_fields_dup_step     (SmtDoseFields *self);
void          smt_dose_fields_set_many     (SmtDoseFields *self, gboolean many);
void          smt_dose_fields_set_in_words (SmtDoseFields *self);
gboolean      smt_dose_fields_get_in_words (SmtDoseFields *self);

G_END_DECLS
