/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps of a dose in words, with today's stressed.
 * Main thread.
 */
#pragma once

#include "dosing/smt-step-plan.h"
#include "list/smt-treatment.h"

G_BEGIN_DECLS

SmtStepPlan *smt_step_plan_for   (const SmtTreatment *treatment, SmtDate today);
char        *smt_step_words      (const SmtPlannedStep *step);
char        *smt_step_days       (const SmtPlannedStep *step);
char        *smt_step_today      (const SmtStepPlan *plan, SmtDate today);

G_END_DECLS
