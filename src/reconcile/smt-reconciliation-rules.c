/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-reconciliation-rules.h"

#include "reconcile/smt-decision-rules.h"
#include "reconcile/smt-own-dose.h"

/* An open Stopp is settled by change, stop, recall, override or clarification (contract 7); keeping it, or taking it
 * onto the list, would let the dose go on unseen. */

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

static gboolean
has_open_stop (const SmtRow *row)
{
  return row->override == NULL && smt_row_has_stop (row);
}

/* Whether @override, of an earlier send, lets every Stopp of the row through. A finding is known by the data it rests
 * on, so that a renewal, another dose or a new rule asks again. */
gboolean
smt_row_is_let_through (const SmtRow *row, const SmtDecision *override)
{
  if (override->kind != SMT_DECISION_OVERRIDE || override->overridden == NULL
      || g_strcmp0 (override->key, row->treatment->key) != 0)
    return FALSE;

  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);
      g_autofree char *identity = smt_finding_dup_identity (finding);

      if (finding->severity_class == SMT_CLASS_STOP
          && !g_strv_contains ((const char *const *) override->overridden, identity))
        return FALSE;
    }

  return smt_row_has_stop (row);
}

gboolean
smt_row_is_blocking (const SmtRow *row, const SmtList *list)
{
  if (row->decision != NULL)
    return smt_decision_is_draft (row->decision);
  /* A proposal that nobody answered would be on the list by the next send, and one about an entry would be overtaken by
   * it unseen; also where the pharmacy asks about what is paused, stopped or over. */
  if (row->treatment->proposed || row->asked)
    return TRUE;
  if (!smt_treatment_is_in_use (row->treatment))
    return FALSE;

  /* A loose prescription is a question only where there is a list it could belong to. */
  return has_open_stop (row) || (list->has_pll && smt_treatment_may_join_list (row->treatment));
}

gboolean
smt_row_may_keep_in_bulk (const SmtRow *row)
{
  return row->group == SMT_GROUP_UNCHANGED && row->decision == NULL && row->findings->len == 0
         && smt_treatment_is_in_use (row->treatment) && !smt_treatment_is_loose (row->treatment)
         && !row->treatment->proposed;
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
        if (beat->days.kind == SMT_DAYS_UNKNOWN && !smt_step_is_as_needed (rhythm, &rhythm->steps[s]))
          return FALSE;
      }

  return rhythm->n_steps > 0 && smt_rhythm_validate (rhythm);
}

/* A pharmacy's proposal that goes back with another dose, or stopped, is on the list all the same. */
static gboolean
proposal_may_be_sent (const SmtRow *row, GError **error)
{
  return !row->treatment->proposed || _smt_may_stand_on_list (row, error);
}

static gboolean
check_change (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  if (!proposal_may_be_sent (row, error))
    return FALSE;
  if (decision->rhythm == NULL || !dose_is_said (decision->rhythm) || !smt_date_is_set (decision->first_day))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "the new dose is not whole");
  if (smt_treatment_is_dispensable (row->treatment) && decision->new_prescription_id == NULL)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a new prescription needs its id before it is sent");
  if (smt_treatment_may_join_list (row->treatment) && decision->new_entry_id == NULL)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE,
                        "a loose prescription joins the list when it is changed");
  if (decision->new_entry_id != NULL && !_smt_may_stand_on_list (row, error))
    return FALSE;
  if (!_smt_check_reach (row, decision, decision->first_day, today, error))
    return FALSE;

  return _smt_check_changes (row, decision, today, error) && _smt_check_new_dose (row, decision, today, error);
}

static gboolean
check_keep (const SmtRow *row, GError **error)
{
  if (has_open_stop (row))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOP, "a finding of class Stopp is open");
  if (smt_treatment_may_join_list (row->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a loose prescription is taken in or recalled");
  if (row->treatment->proposed)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a proposal is taken in, stopped or declined");

  return TRUE;
}

static gboolean
check_take_in (const SmtRow *row, const SmtDecision *decision, GError **error)
{
  if (!smt_treatment_is_loose (row->treatment) && !row->treatment->proposed)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it is on the list already");
  if (!_smt_may_stand_on_list (row, error))
    return FALSE;
  if (has_open_stop (row))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOP, "a finding of class Stopp is open");
  if (decision->new_entry_id == NULL && !row->treatment->proposed)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a new entry needs its id before it is sent");

  return TRUE;
}

static gboolean
check_stop (const SmtRow *row, const SmtDecision *decision, GError **error)
{
  if (smt_treatment_is_loose (row->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a loose prescription is recalled, not stopped");
  if (!proposal_may_be_sent (row, error))
    return FALSE;
  if (decision->stop_reason == SMT_STOP_OTHER && !_smt_is_said (decision->reason))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "another reason needs its words");

  return TRUE;
}

static gboolean
check_clarify (const SmtRow *row, const SmtDecision *decision, GError **error)
{
  /* Sent back as it is, a proposal would be on the list. Asked first: what can never fit is not offered. */
  if (row->treatment->proposed)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a proposal is taken in, stopped or declined");
  if (!_smt_is_said (decision->recipient) || !smt_date_is_set (decision->due))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a clarification needs a recipient and a date");

  return TRUE;
}

static gboolean
check_override (const SmtRow *row, const SmtDecision *decision, GError **error)
{
  if (!smt_row_has_stop (row))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "there is nothing to override");
  /* A loose prescription must still be taken in or recalled, a proposal answered; an override does not say which. */
  if (smt_treatment_may_join_list (row->treatment) || row->treatment->proposed)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it is not on the list: change or recall it");

  return _smt_reason_is_said (decision, error);
}

static gboolean
check_recall (const SmtRow *row, GError **error)
{
  if (!smt_treatment_is_dispensable (row->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "there is no prescription to recall");

  return TRUE;
}

/* What can be said to a pharmacy about what is not in use: none of it brings anything back. What it proposes comes as
 * it is, paused or over, or not at all. */
static gboolean
answers_pharmacy (const SmtRow *row, SmtDecisionKind kind)
{
  if (row->treatment->proposed)
    return kind == SMT_DECISION_TAKE_IN || kind == SMT_DECISION_DECLINE
           || (kind == SMT_DECISION_STOP && row->treatment->state != SMT_TREATMENT_STOPPED);

  return row->asked && (kind == SMT_DECISION_DECLINE || kind == SMT_DECISION_CLARIFY);
}

/* What is stopped stays stopped: no decision, default or bulk act brings it back. A pause is the one thing that is not
 * in use and can be taken up again, or stopped. */
static gboolean
may_be_touched (const SmtRow *row, SmtDecisionKind kind)
{
  if (smt_treatment_is_in_use (row->treatment) || answers_pharmacy (row, kind))
    return TRUE;

  return row->treatment->state == SMT_TREATMENT_PAUSED
         && (kind == SMT_DECISION_RESUME || kind == SMT_DECISION_STOP || kind == SMT_DECISION_KEEP);
}

gboolean
smt_row_may_decide (const SmtRow *row,
                    const SmtDecision *decision,
                    const SmtRow *other,
                    const SmtList *list,
                    SmtDate today,
                    GError **error)
{
  if (g_strcmp0 (decision->digest, row->treatment->digest) != 0)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STALE, "decided on other data than the list holds");
  if (!may_be_touched (row, decision->kind))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "the treatment is not in use");

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
      return check_recall (row, error);
    case SMT_DECISION_CLARIFY:
      return check_clarify (row, decision, error);
    case SMT_DECISION_OVERRIDE:
      return check_override (row, decision, error);
    case SMT_DECISION_STOP_LATER:
      return _smt_check_stop_later (row, decision, today, error);
    case SMT_DECISION_PAUSE:
      return _smt_check_pause (row, decision, today, error);
    case SMT_DECISION_RESUME:
      return _smt_check_resume (row, decision, today, error);
    case SMT_DECISION_RENEW:
      return _smt_check_renew (row, decision, today, error);
    case SMT_DECISION_DELETE:
      return _smt_check_delete (row, decision, error);
    case SMT_DECISION_BELONGS_TO:
      return _smt_check_belongs_to (row, other, error);
    case SMT_DECISION_DECLINE:
      return _smt_check_decline (row, decision, error);
    case SMT_N_DECISIONS:
    default:
      return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "unknown kind of decision");
    }
}

/* --- groups ------------------------------------------------------------------------------------------------------ */

/* Without a record of what the clinician saw last, "changed" means changed after the list was last sent. */
gboolean
smt_row_is_changed (const SmtTreatment *treatment, const SmtList *list, GHashTable *seen)
{
  if (seen != NULL)
    return g_strcmp0 (g_hash_table_lookup (seen, treatment->key), treatment->digest) != 0;

  return list->pll_date != SMT_INSTANT_UNSET && treatment->last_changed != SMT_INSTANT_UNSET
         && treatment->last_changed > list->pll_date;
}

/* A pause with an end is a gap in the dose (contract 8): whoever looks for what is paused looks for that as well. */
static gboolean
is_in_a_gap (const SmtTreatment *treatment, SmtDate today)
{
  SmtDate from;

  return smt_own_dose_find_pause (treatment, today, &from, NULL) && smt_date_compare (from, today) <= 0;
}

SmtGroup
smt_row_choose_group (const SmtRow *row, const SmtList *list, GHashTable *seen, SmtDate today)
{
  if (row->treatment->proposed || row->asked)
    return SMT_GROUP_MUST_DECIDE;

  switch (row->treatment->state)
    {
    case SMT_TREATMENT_STOPPED:
      return SMT_GROUP_STOPPED;
    case SMT_TREATMENT_EXPIRED:
    case SMT_TREATMENT_ORPHAN:
      return SMT_GROUP_EXPIRED;
    case SMT_TREATMENT_PAUSED:
      return has_open_stop (row) ? SMT_GROUP_MUST_DECIDE : SMT_GROUP_PAUSED;
    case SMT_TREATMENT_ACTIVE:
    case SMT_TREATMENT_PLANNED_STOP:
    default:
      break;
    }

  if (has_open_stop (row) || smt_treatment_may_join_list (row->treatment))
    return SMT_GROUP_MUST_DECIDE;

  if (smt_row_is_changed (row->treatment, list, seen))
    return SMT_GROUP_CHANGED;

  return is_in_a_gap (row->treatment, today) ? SMT_GROUP_PAUSED : SMT_GROUP_UNCHANGED;
}
