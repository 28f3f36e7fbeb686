/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of a prescription that nobody can dispense when the dose of its line is changed: a new one with the new
 * dose, or the list alone.
 */
#include "smt-config.h"

#include "ui/smt-dose-editor-private.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decision-words.h"
#include "ui/smt-wrap.h"

/* Without one on purpose: its last prescription was recalled, or the line says so itself. */
static gboolean
goes_on_without (const SmtTreatment *treatment)
{
  return treatment->without_prescription || smt_treatment_get_head (treatment)->status == SMT_PRESCRIPTION_RECALLED;
}

static gboolean
begins_with_new (const SmtRow *row)
{
  if (row->decision != NULL && row->decision->kind == SMT_DECISION_CHANGE)
    return row->decision->new_prescription_id != NULL;
  return !goes_on_without (row->treatment);
}

/* Asks where there is something to ask, and begins with what was decided before, else with a new prescription. */
void
_smt_dose_editor_show_prescription (SmtDoseEditor *self, const SmtRow *row)
{
  const SmtTreatment *treatment = row->treatment;
  gboolean asks = smt_treatment_has_spent_prescription (treatment);
  gboolean anew;

  gtk_widget_set_visible (self->prescription_box, asks);
  if (!asks)
    return;
  anew = begins_with_new (row);
  gtk_label_set_label (self->spent_label, treatment->without_prescription
                                              ? C_ ("prescription", "Without prescription")
                                              : smt_word_for_status (smt_treatment_get_head (treatment)->status));
  gtk_check_button_set_active (anew ? self->anew_check : self->list_check, TRUE);
  smt_wrap_buttons (self->prescription_box);
}

/* What was chosen, into @decision. */
void
_smt_dose_editor_settle_prescription (SmtDoseEditor *self, SmtDecision *decision)
{
  if (gtk_widget_get_visible (self->prescription_box) && gtk_check_button_get_active (self->list_check))
    g_clear_pointer (&decision->new_prescription_id, g_free);
}
