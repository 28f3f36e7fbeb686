/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-decision-effect.h"

/* A dose goes out with a new prescription where there is one to replace, else on the line itself. One that nobody can
 * dispense has nothing to recall. */
static SmtEffect
write_dose (const SmtTreatment *treatment, gboolean anew)
{
  if (smt_treatment_is_dispensable (treatment))
    return (SmtEffect){ .prescribes = TRUE, .recall = SMT_RECALL_CHANGED };
  if (anew && smt_treatment_has_spent_prescription (treatment))
    return (SmtEffect){ .prescribes = TRUE };

  return (SmtEffect){ .edits = TRUE };
}

/* The ways of stopping later (E-2644574212). */
static SmtEffect
stop_later (const SmtDecision *decision, const SmtTreatment *treatment)
{
  if (decision->supply == SMT_SUPPLY_MUST_FETCH)
    return write_dose (treatment, TRUE);
  if (!smt_treatment_is_dispensable (treatment))
    return (SmtEffect){ .edits = TRUE };

  switch (decision->supply)
    {
    case SMT_SUPPLY_WITHOUT_PRESCRIPTION:
      return (SmtEffect){ .edits = TRUE, .recall = SMT_RECALL_OTHER };
    case SMT_SUPPLY_MUST_FETCH:
    case SMT_SUPPLY_ENOUGH:
    default:
      return (SmtEffect){ .edits = TRUE, .recall = SMT_RECALL_STOPPED };
    }
}

/**
 * smt_decision_effect:
 * @decision: (nullable): what was decided
 * @treatment: what it is about
 *
 * Returns: what sending it leads to; nothing at all where the line goes back as it came
 */
SmtEffect
smt_decision_effect (const SmtDecision *decision, const SmtTreatment *treatment)
{
  const SmtEffect nothing = { 0 };
  gboolean dispensable;

  g_return_val_if_fail (treatment != NULL, nothing);

  dispensable = smt_treatment_is_dispensable (treatment);
  if (decision == NULL)
    return nothing;
  switch (decision->kind)
    {
    case SMT_DECISION_CHANGE:
      return write_dose (treatment, decision->new_prescription_id != NULL);
    case SMT_DECISION_RESUME:
      return write_dose (treatment, FALSE);
    case SMT_DECISION_PAUSE:
      return smt_date_is_set (decision->until) ? write_dose (treatment, FALSE) : nothing;
    case SMT_DECISION_STOP:
      return (SmtEffect){ .edits = TRUE, .recall = dispensable ? SMT_RECALL_STOPPED : SMT_RECALL_NONE };
    case SMT_DECISION_STOP_LATER:
      return stop_later (decision, treatment);
    case SMT_DECISION_RENEW:
      return (SmtEffect){ .prescribes = TRUE, .recall = dispensable ? SMT_RECALL_RENEWED : SMT_RECALL_NONE };
    case SMT_DECISION_RECALL:
      return (SmtEffect){ .recall = smt_treatment_get_head (treatment) != NULL ? SMT_RECALL_OTHER : SMT_RECALL_NONE };
    case SMT_DECISION_TAKE_IN:
    case SMT_DECISION_BELONGS_TO:
    case SMT_DECISION_DELETE:
      return (SmtEffect){ .edits = TRUE };
    case SMT_DECISION_DECLINE:
      return (SmtEffect){ .leaves_out = treatment->proposed };
    case SMT_DECISION_KEEP:
    case SMT_DECISION_CLARIFY:
    case SMT_DECISION_OVERRIDE:
    case SMT_N_DECISIONS:
    default:
      return nothing;
    }
}

static gboolean
is_postponed (const SmtDecision *decision, const SmtTreatment *treatment)
{
  return treatment->state == SMT_TREATMENT_PLANNED_STOP
         && smt_date_compare (decision->stop_date, treatment->stop_date) > 0;
}

/**
 * smt_decision_lifts_stop:
 * @decision: (nullable): a decision
 * @treatment: what it is about
 *
 * Returns: whether it goes on by it although it was going to be stopped: a new dose says how it is taken from now on
 */
gboolean
smt_decision_lifts_stop (const SmtDecision *decision, const SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, FALSE);

  return decision != NULL && decision->kind == SMT_DECISION_CHANGE && treatment->state == SMT_TREATMENT_PLANNED_STOP;
}

/**
 * smt_decision_ends_dose:
 * @decision: a decision
 * @treatment: what it is about
 *
 * Returns: whether it is a stop later that writes the end into the dose: all but the one where the patient has enough
 *   of it and the prescription is recalled, unless an earlier stop has ended the dose before
 */
gboolean
smt_decision_ends_dose (const SmtDecision *decision, const SmtTreatment *treatment)
{
  g_return_val_if_fail (decision != NULL && treatment != NULL, FALSE);

  return decision->kind == SMT_DECISION_STOP_LATER
         && (decision->supply != SMT_SUPPLY_ENOUGH || !smt_treatment_is_dispensable (treatment)
             || is_postponed (decision, treatment));
}

/**
 * smt_decision_plans_dose:
 * @decision: a decision
 * @treatment: what it is about
 *
 * Returns: whether its dose is made out of the entry's own, by smt_decision_plan_dose()
 */
gboolean
smt_decision_plans_dose (const SmtDecision *decision, const SmtTreatment *treatment)
{
  g_return_val_if_fail (decision != NULL && treatment != NULL, FALSE);

  return (decision->kind == SMT_DECISION_PAUSE && smt_date_is_set (decision->until))
         || decision->kind == SMT_DECISION_RESUME || smt_decision_ends_dose (decision, treatment);
}

/**
 * smt_decision_alters_dose:
 * @decision: (nullable): a decision
 *
 * A chart, a pharmacy that packs and home nursing may go on by what the list said before: somebody must tell them.
 *
 * Returns: whether the patient is to take something else by it than others may have written down
 */
gboolean
smt_decision_alters_dose (const SmtDecision *decision)
{
  return decision != NULL
         && (decision->rhythm != NULL || decision->kind == SMT_DECISION_STOP
             || decision->kind == SMT_DECISION_STOP_LATER || decision->kind == SMT_DECISION_DELETE);
}
