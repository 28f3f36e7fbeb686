/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps of a dose that changes on the way (opptrapping, nedtrapping, kur), one by one, and which of them is today's.
 * Owned by the caller; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/**
 * SmtPlannedStep:
 * @dose: (nullable): the dose of this step alone; %NULL is a pause ("ingen dosering")
 * @from: its first day; unset when it was not said
 * @to: the day after its last; unset when it is open or was not said
 * @length: how long, as it was said; unknown when it was not
 * @now: it is the one of the day that was asked for
 */
typedef struct
{
  SmtRhythm *dose;
  SmtDate from;
  SmtDate to;
  SmtRange length;
  SmtTimeUnit length_unit;
  gboolean now;
} SmtPlannedStep;

/**
 * SmtStepPlan:
 * @place_known: whether the dates tell where @day lies; when not, no step is now, and nobody knows which one it is
 */
typedef struct
{
  SmtPlannedStep *steps;
  guint n_steps;
  gboolean place_known;
} SmtStepPlan;

SmtStepPlan          *smt_step_plan_new  (const SmtRhythm *rhythm, SmtDate day);
void                  smt_step_plan_free (SmtStepPlan *plan);
const SmtPlannedStep *smt_step_plan_now  (const SmtStepPlan *plan, guint *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtStepPlan, smt_step_plan_free)

G_END_DECLS
