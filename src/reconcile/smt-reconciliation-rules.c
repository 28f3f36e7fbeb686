/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-reconciliation-rules.h"

/* An open Stopp is settled by change, stop, recall, override or clarification (contract 7); keeping it, or taking it
 * onto the list, would let the dose go on unseen. */

static gboolean
is_blank (const char *text)
{
  g_autofree char *squeezed = text != NULL ? smt_text_squeeze (text) : NULL;

  return squeezed == NULL || *squeezed == '\0';
}

static gboolean
refuse (GError **error, SmtReconcileError code, const char *why)
{
  g_set_error_literal (error, SMT_RECONCILE_ERROR, (int)code, why);
  return FALSE;
}

gboolean
smt_row_has_stop (const SmtRow *row)
{
  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);

      if (finding->severity_class == SMT_CLASS_STOP)
        return TRUE;
    }

  return FALSE;
}

gboolean
smt_row_is_blocking (const SmtRow *row, const SmtList *list)
{
  if (row->decision != NULL || !smt_treatment_is_in_use (row->treatment))
    return FALSE;

  /* A loose prescription is a question only where there is a list it could belong to. */
  return smt_row_has_stop (row) || (list->has_pll && smt_treatment_is_loose (row->treatment));
}

gboolean
smt_row_may_keep_in_bulk (const SmtRow *row)
{
  return row->group == SMT_GROUP_UNCHANGED && row->decision == NULL && row->findings->len == 0
         && smt_treatment_is_in_use (row->treatment) && !smt_treatment_is_loose (row->treatment);
}

/* --- what each kind of decision needs ---------------------------------------------------------------------------- */

static gboolean
dose_is_said (const SmtRhythm *rhythm)
{
  for (guint s = 0; s < rhythm->n_steps; s++)
    for (guint b = 0; b < rhythm->steps[s].n_beats; b++)
      {
        const SmtBeat *beat = &rhythm->steps[s].beats[b];

        if (beat->amount.kind == SMT_RANGE_UNKNOWN)
          return FALSE;
        if (beat->days.kind == SMT_DAYS_UNKNOWN && !rhythm->as_needed)
          return FALSE;
      }

  return rhythm->n_steps > 0 && smt_rhythm_validate (rhythm);
}

static gboolean
check_change (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (decision->rhythm == NULL || !dose_is_said (decision->rhythm) || !smt_date_is_set (decision->first_day))
    return refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "the new dose is not whole");
  if (smt_treatment_is_dispensable (row->treatment) && decision->new_prescription_id == NULL)
    return refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a new prescription needs its id before it is sent");
  if (smt_treatment_is_loose (row->treatment) && decision->new_entry_id == NULL)
    return refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a loose prescription joins the list when it is changed");

  findings = smt_check_rhythm (row->treatment, decision->rhythm, today);
  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity_class == SMT_CLASS_STOP)
        return refuse (error, SMT_RECONCILE_ERROR_NEW_FINDING, "the new dose would raise a finding of class Stopp");
    }

  return TRUE;
}

static gboolean
check_keep (const SmtRow *row, GError **error)
{
  if (smt_row_has_stop (row))
    return refuse (error, SMT_RECONCILE_ERROR_STOP, "a finding of class Stopp is open");
  if (smt_treatment_is_loose (row->treatment))
    return refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a loose prescription is taken in or recalled");

  return TRUE;
}

static gboolean
check_take_in (const SmtRow *row, const SmtDecision *decision, GError **error)
{
  if (!smt_treatment_is_loose (row->treatment))
    return refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it is on the list already");
  if (smt_row_has_stop (row))
    return refuse (error, SMT_RECONCILE_ERROR_STOP, "a finding of class Stopp is open");
  if (decision->new_entry_id == NULL)
    return refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a new entry needs its id before it is sent");

  return TRUE;
}

static gboolean
check_stop (const SmtRow *row, const SmtDecision *decision, GError **error)
{
  if (smt_treatment_is_loose (row->treatment))
    return refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a loose prescription is recalled, not stopped");
  if (decision->stop_reason == SMT_STOP_OTHER && is_blank (decision->reason))
    return refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "another reason needs its words");

  return TRUE;
}

gboolean
smt_row_may_decide (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  if (g_strcmp0 (decision->digest, row->treatment->digest) != 0)
    return refuse (error, SMT_RECONCILE_ERROR_STALE, "decided on other data than the list holds");
  /* What is stopped stays stopped: no decision, default or bulk act brings it back. */
  if (!smt_treatment_is_in_use (row->treatment))
    return refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "the treatment is not in use");

  switch (decision->kind)
    {
    case SMT_DECISION_KEEP:
      return check_keep (row, error);
    case SMT_DECISION_CHANGE:
      return check_change (row, decision, today, error);
    case SMT_DECISION_STOP:
      return check_stop (row, decision, error);
    case SMT_DECISION_TAKE_IN:
      return check_take_in (row, decision, error);
    case SMT_DECISION_RECALL:
      if (!smt_treatment_is_dispensable (row->treatment))
        return refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "there is no prescription to recall");
      return TRUE;
    case SMT_DECISION_CLARIFY:
      if (is_blank (decision->recipient) || !smt_date_is_set (decision->due))
        return refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a clarification needs a recipient and a date");
      return TRUE;
    case SMT_DECISION_OVERRIDE:
      if (!smt_row_has_stop (row))
        return refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "there is nothing to override");
      /* A loose prescription must still be taken in or recalled; an override does not say which. */
      if (smt_treatment_is_loose (row->treatment))
        return refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a loose prescription is changed or recalled");
      if (is_blank (decision->reason))
        return refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "an override needs a typed reason");
      return TRUE;
    default:
      return refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "unknown kind of decision");
    }
}

/* --- groups ------------------------------------------------------------------------------------------------------ */

/* Without a record of what the clinician saw last, "changed" means changed after the list was last sent. */
static gboolean
is_changed (const SmtTreatment *treatment, const SmtList *list, GHashTable *seen)
{
  if (seen != NULL)
    return g_strcmp0 (g_hash_table_lookup (seen, treatment->key), treatment->digest) != 0;

  return list->pll_date != SMT_INSTANT_UNSET && treatment->last_changed != SMT_INSTANT_UNSET
         && treatment->last_changed > list->pll_date;
}

SmtGroup
smt_row_choose_group (const SmtRow *row, const SmtList *list, GHashTable *seen)
{
  switch (row->treatment->state)
    {
    case SMT_TREATMENT_STOPPED:
      return SMT_GROUP_STOPPED;
    case SMT_TREATMENT_EXPIRED:
    case SMT_TREATMENT_ORPHAN:
      return SMT_GROUP_EXPIRED;
    case SMT_TREATMENT_PAUSED:
      return smt_row_has_stop (row) ? SMT_GROUP_MUST_DECIDE : SMT_GROUP_PAUSED;
    case SMT_TREATMENT_ACTIVE:
    case SMT_TREATMENT_PLANNED_STOP:
    default:
      break;
    }

  if (smt_row_has_stop (row) || smt_treatment_is_loose (row->treatment))
    return SMT_GROUP_MUST_DECIDE;

  return is_changed (row->treatment, list, seen) ? SMT_GROUP_CHANGED : SMT_GROUP_UNCHANGED;
}
