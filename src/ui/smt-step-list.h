/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps of a dose that changes on the way, one under the other; today's stands out.
 * Owned by the detail pane; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "list/smt-treatment.h"

G_BEGIN_DECLS

#define SMT_TYPE_STEP_LIST (smt_step_list_get_type ())
G_DECLARE_FINAL_TYPE (SmtStepList, smt_step_list, SMT, STEP_LIST, GtkBox)

void smt_step_list_set_treatment (SmtStepList *self, const SmtTreatment *treatment, SmtDate today);

G_END_DECLS
