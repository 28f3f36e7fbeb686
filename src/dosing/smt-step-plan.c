/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-step-plan.h"

#include "dosing/smt-steps.h"

/* The beats of one step as a rhythm of its own, which says nothing of when or how long. */
static SmtRhythm *
dose_of (const SmtRhythm *rhythm, const SmtStep *step)
{
  SmtRhythm *dose;

  if (step->n_beats == 0)
    return NULL;
  dose = smt_rhythm_new ();
  smt_rhythm_add_step (dose);
  for (guint i = 0; i < step->n_beats; i++)
    {
      SmtBeat *beat = smt_rhythm_add_beat (dose, 0);

      *beat = step->beats[i];
      beat->unit = g_strdup (step->beats[i].unit);
    }
  dose->as_needed = smt_step_is_as_needed (rhythm, step);
  dose->stated = rhythm->stated & (guint32) ~(SMT_ATTRIBUTE_START | SMT_ATTRIBUTE_END | SMT_ATTRIBUTE_LENGTH);
  dose->defaulted = rhythm->defaulted;
  return dose;
}

static SmtPlannedStep *
append (SmtStepPlan *plan)
{
  SmtPlannedStep *step;

  plan->steps = g_renew (SmtPlannedStep, plan->steps, plan->n_steps + 1);
  step = &plan->steps[plan->n_steps++];
  *step = (SmtPlannedStep){ .length = SMT_RANGE_NONE, .length_unit = SMT_TIME_UNIT_DAY };
  return step;
}

/* Days between two dated steps are a pause like one that is written out. */
static gboolean
has_gap_before (const SmtStepSpan *spans, guint i)
{
  return i > 0 && smt_date_is_set (spans[i - 1].to) && smt_date_is_set (spans[i].from)
         && smt_date_compare (spans[i - 1].to, spans[i].from) < 0;
}

static void
append_gap (SmtStepPlan *plan, const SmtStepSpan *spans, guint i, gboolean now)
{
  SmtPlannedStep *gap = append (plan);

  gap->from = spans[i - 1].to;
  gap->to = spans[i].from;
  gap->now = now;
}

/**
 * smt_step_plan_new:
 * @rhythm: a rhythm
 * @day: the day asked for, usually today
 *
 * Steps lie where their dates say; one without a start follows the end of the one before. Where the first has no date
 * nobody knows how far it has come, and no step is taken for today's.
 *
 * Returns: (transfer full) (nullable): the steps in their order, gaps as pauses among them; %NULL when there is only
 * one
 */
SmtStepPlan *
smt_step_plan_new (const SmtRhythm *rhythm, SmtDate day)
{
  g_autofree SmtStepSpan *spans = NULL;
  SmtStepPlan *plan;
  SmtStepPlace place;
  guint at = 0;

  g_return_val_if_fail (rhythm != NULL, NULL);

  if (rhythm->n_steps < 2)
    return NULL;
  spans = _smt_steps_place (rhythm);
  place = _smt_steps_find (rhythm, spans, day, &at);
  plan = g_new0 (SmtStepPlan, 1);
  plan->place_known = place != SMT_PLACE_UNKNOWN;
  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      SmtPlannedStep *step;

      if (has_gap_before (spans, i))
        append_gap (plan, spans, i, place == SMT_PLACE_GAP && at == i - 1);
      step = append (plan);
      step->dose = dose_of (rhythm, &rhythm->steps[i]);
      step->from = spans[i].from;
      step->to = spans[i].to;
      step->length = rhythm->steps[i].length;
      step->length_unit = rhythm->steps[i].length_unit;
      step->now = place == SMT_PLACE_IN_STEP && at == i;
    }
  return plan;
}

/** smt_step_plan_free: frees @plan (nullable) */
void
smt_step_plan_free (SmtStepPlan *plan)
{
  if (plan == NULL)
    return;
  for (guint i = 0; i < plan->n_steps; i++)
    g_clear_pointer (&plan->steps[i].dose, smt_rhythm_unref);
  g_free (plan->steps);
  g_free (plan);
}

/**
 * smt_step_plan_now:
 * @plan: a plan
 * @index: (out) (optional): which step it is, from 0
 *
 * Returns: (transfer none) (nullable): the step of the day asked for; %NULL before the first, after the last, and where
 *   it is not known
 */
const SmtPlannedStep *
smt_step_plan_now (const SmtStepPlan *plan, guint *index)
{
  g_return_val_if_fail (plan != NULL, NULL);

  for (guint i = 0; i < plan->n_steps; i++)
    if (plan->steps[i].now)
      {
        if (index != NULL)
          *index = i;
        return &plan->steps[i];
      }
  return NULL;
}
