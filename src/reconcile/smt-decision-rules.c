/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-decision-rules.h"

#include "reconcile/smt-decision-effect.h"
#include "reconcile/smt-own-dose.h"
#include "reconcile/smt-reconciliation-rules.h"

/** PRESCRIPTION_YEARS: no prescription is good for longer (contract 3), and nobody has fetched more on one. */
#define PRESCRIPTION_YEARS 1
/** PLAN_YEARS: longer than any treatment is planned for; a day beyond it has the wrong year. */
#define PLAN_YEARS 10

gboolean
_smt_refuse (GError **error, SmtReconcileError code, const char *why)
{
  g_set_error_literal (error, SMT_RECONCILE_ERROR, (int)code, why);
  return FALSE;
}

/* What goes on must not carry an open Stopp with it. */
static gboolean
is_quiet_entry (const SmtRow *row, GError **error)
{
  if (smt_treatment_is_loose (row->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a loose prescription is taken in first");
  if (row->treatment->proposed)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a proposal is answered first");
  if (smt_row_has_stop (row))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOP, "a finding of class Stopp is open");

  return TRUE;
}

/* Some things never stand on the list, however they are sent. */
gboolean
_smt_may_stand_on_list (const SmtRow *row, GError **error)
{
  switch (smt_treatment_get_off_list (row->treatment))
    {
    case SMT_OFF_LIST_VACCINE:
      return _smt_refuse (error, SMT_RECONCILE_ERROR_VACCINE, "vaccines are not on the list");
    case SMT_OFF_LIST_LOCKED:
      return _smt_refuse (error, SMT_RECONCILE_ERROR_LOCKED, "what is locked is not on the list");
    case SMT_OFF_LIST_GOODS:
      return _smt_refuse (error, SMT_RECONCILE_ERROR_GOODS, "only medicines are on the list");
    case SMT_OFF_LIST_NOT:
    default:
      return TRUE;
    }
}

/* White space says nothing. */
gboolean
_smt_is_said (const char *text)
{
  g_autofree char *squeezed = text != NULL ? smt_text_squeeze (text) : NULL;

  return squeezed != NULL && *squeezed != '\0';
}

gboolean
_smt_reason_is_said (const SmtDecision *decision, GError **error)
{
  if (!_smt_is_said (decision->reason))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "it needs a typed reason");

  return TRUE;
}

/* --- doses that the engine makes ---------------------------------------------------------------------------------- */

gboolean
_smt_check_new_dose (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  g_autoptr (GPtrArray) findings = smt_check_rhythm (row->treatment, decision->rhythm, today);

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity_class == SMT_CLASS_STOP)
        return _smt_refuse (error, SMT_RECONCILE_ERROR_NEW_FINDING,
                            "the new dose would raise a finding of class Stopp");
    }

  return TRUE;
}

/* Why no dose can be made of the entry's own. */
static gboolean
refuse_to_plan (const SmtRow *row, SmtDate today, GError **error)
{
  g_autoptr (SmtRhythm) own = smt_own_dose (row->treatment, today);

  if (own == NULL)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NO_OWN_DOSE, "the entry has no one dose that could be cut");

  return _smt_refuse (error, SMT_RECONCILE_ERROR_DOSE_ENDS, "nothing of the dose is left on that day");
}

/* A planned dose is the entry's own with its gap or end, made for the day it is sent, and nothing else. */
static gboolean
check_planned_dose (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  g_autoptr (SmtDecision) planned = smt_decision_copy (decision);

  if (smt_decision_effect (decision, row->treatment).prescribes && decision->new_prescription_id == NULL)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a new prescription needs its id before it is sent");
  if (!smt_decision_plan_dose (planned, row->treatment, today))
    return refuse_to_plan (row, today, error);
  if (decision->rhythm == NULL || !smt_rhythm_equal (decision->rhythm, planned->rhythm))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "the dose is not what these dates make of it");

  return _smt_check_new_dose (row, decision, today, error);
}

/* One dose day after the other: that it begins anew on another day is no other dose. */
static gboolean
has_no_phase (const SmtRhythm *dose)
{
  for (guint s = 0; s < dose->n_steps; s++)
    for (guint b = 0; b < dose->steps[s].n_beats; b++)
      {
        const SmtDays *days = &dose->steps[s].beats[b].days;

        if (days->kind != SMT_DAYS_WEEKDAYS && days->kind != SMT_DAYS_UNKNOWN
            && (days->kind != SMT_DAYS_EVERY_N || days->unit != SMT_TIME_UNIT_DAY || !smt_range_is_int (days->n, 1)))
          return FALSE;
      }

  return TRUE;
}

/* A change that changes nothing would be a renewal by another name: with the wrong reason of recall, and past the rule
 * that what is flagged is never renewed unchanged. What is going to be stopped goes on by it. */
gboolean
_smt_check_changes (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  g_autoptr (SmtRhythm) own = smt_own_dose (row->treatment, today);
  const SmtRhythm *text = smt_treatment_get_rhythm (row->treatment, SMT_VOICE_TEXT);

  if (own == NULL || row->treatment->entry_id == NULL || row->treatment->state != SMT_TREATMENT_ACTIVE
      || smt_own_dose_find_pause (row->treatment, today, NULL, NULL) || !has_no_phase (decision->rhythm))
    return TRUE;
  if (!smt_rhythm_same_pattern (own, decision->rhythm)
      && (text == NULL || !smt_rhythm_same_pattern (text, decision->rhythm)))
    return TRUE;

  return _smt_refuse (error, SMT_RECONCILE_ERROR_SAME_DOSE, "the dose is the one it has");
}

static gboolean
is_beyond (SmtDate day, SmtDate today, guint years)
{
  return smt_date_compare (day, smt_date_add_years (today, (int)years)) >= 0;
}

/* A day on which a dose begins or ends: within what a new prescription lasts, where there is one. */
gboolean
_smt_check_reach (const SmtRow *row, const SmtDecision *decision, SmtDate day, SmtDate today, GError **error)
{
  if (is_beyond (day, today, PLAN_YEARS))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_TOO_FAR, "the day is further ahead than anybody plans");
  if (smt_decision_effect (decision, row->treatment).prescribes && is_beyond (day, today, PRESCRIPTION_YEARS))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_TOO_LONG, "the new prescription has expired by then");

  return TRUE;
}

static gboolean
check_stop_day (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  if (!smt_date_is_set (decision->stop_date))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a stop later needs a day");
  if (smt_date_compare (decision->stop_date, today) <= 0)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_DAY_GONE, "a stop later needs a day to come");
  if (!_smt_check_reach (row, decision, decision->stop_date, today, error))
    return FALSE;
  if (smt_decision_effect (decision, row->treatment).recall == SMT_RECALL_STOPPED
      && is_beyond (decision->stop_date, today, PRESCRIPTION_YEARS))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_ENOUGH, "nobody has enough of one prescription until then");

  return TRUE;
}

gboolean
_smt_check_stop_later (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  if (!is_quiet_entry (row, error))
    return FALSE;
  if (decision->stop_reason == SMT_STOP_OTHER && !_smt_reason_is_said (decision, error))
    return FALSE;
  if (!check_stop_day (row, decision, today, error))
    return FALSE;

  return !smt_decision_ends_dose (decision, row->treatment) || check_planned_dose (row, decision, today, error);
}

gboolean
_smt_check_pause (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  if (!is_quiet_entry (row, error))
    return FALSE;
  if (!smt_date_is_set (decision->first_day))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a pause needs a first day");
  if (smt_date_compare (decision->first_day, today) < 0)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_DAY_GONE, "a pause needs a first day that has not gone");
  if (!_smt_reason_is_said (decision, error))
    return FALSE;
  if (!_smt_check_reach (row, decision, decision->first_day, today, error))
    return FALSE;
  if (!smt_date_is_set (decision->until))
    return TRUE; /* a note of ours: nobody else hears of it */
  if (smt_date_compare (decision->until, decision->first_day) <= 0)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_DAY_ORDER, "a pause ends after it begins");
  if (row->treatment->state == SMT_TREATMENT_PLANNED_STOP)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOPS, "it is going to be stopped");
  if (!_smt_check_reach (row, decision, decision->until, today, error))
    return FALSE;

  return check_planned_dose (row, decision, today, error);
}

gboolean
_smt_check_resume (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  if (!is_quiet_entry (row, error))
    return FALSE;
  if (row->treatment->state != SMT_TREATMENT_PAUSED && !smt_own_dose_find_pause (row->treatment, today, NULL, NULL))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it is not paused");
  if (row->treatment->state == SMT_TREATMENT_PLANNED_STOP)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOPS, "it is going to be stopped");
  if (!smt_date_is_set (decision->first_day))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "it needs a first day");
  if (smt_date_compare (decision->first_day, today) < 0)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_DAY_GONE, "it needs a first day that has not gone");
  if (!_smt_check_reach (row, decision, decision->first_day, today, error))
    return FALSE;

  return check_planned_dose (row, decision, today, error);
}

/* --- renewal ------------------------------------------------------------------------------------------------------ */

static gboolean
is_flagged (const SmtRow *row)
{
  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);

      if (finding->severity_class >= SMT_CLASS_CHECK)
        return TRUE;
    }

  return FALSE;
}

gboolean
_smt_check_renew (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error)
{
  const SmtPrescription *head = smt_treatment_get_head (row->treatment);

  if (smt_treatment_is_loose (row->treatment) || row->treatment->proposed)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it is not on the list yet");
  if (head == NULL || head->prescription_id == NULL)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "there is no prescription to renew");
  if (row->treatment->state == SMT_TREATMENT_PLANNED_STOP)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOPS, "what stops is not renewed");
  if (row->treatment->state != SMT_TREATMENT_ACTIVE)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "what is paused is not renewed");
  /* A faulty dose that is renewed lives on for a year. */
  if (is_flagged (row))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_FLAGGED, "a finding of class Stopp or Sjekk is open");
  if (smt_own_dose_is_over (row->treatment, today))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "the dose has come to its end: it needs a new one");
  if (decision->new_prescription_id == NULL)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a new prescription needs its id before it is sent");

  return TRUE;
}

/* --- off the list, and onto another entry ------------------------------------------------------------------------- */

gboolean
_smt_check_delete (const SmtRow *row, const SmtDecision *decision, GError **error)
{
  if (smt_treatment_is_loose (row->treatment) || row->treatment->proposed)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it is not on the list");
  if (smt_treatment_is_dispensable (row->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "its prescription can be dispensed: stop it");
  /* Older prescriptions hang on it and would come back without a head. */
  if (row->treatment->prescriptions->len > 1)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it has been renewed: stop it");

  return _smt_reason_is_said (decision, error);
}

gboolean
_smt_check_decline (const SmtRow *row, const SmtDecision *decision, GError **error)
{
  if (!row->treatment->proposed && !row->asked)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "no pharmacy proposes anything about it");
  if (row->treatment->proposed && row->treatment->prescriptions->len > 0)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it has a prescription: stop it");
  /* What is declined about an entry leaves the entry as it is, and its Stopp with it. */
  if (!row->treatment->proposed && smt_row_has_stop (row))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOP, "a finding of class Stopp is open");

  return _smt_reason_is_said (decision, error);
}

static gboolean
is_same_medicine (const SmtTreatment *a, const SmtTreatment *b)
{
  return a->product == NULL || b->product == NULL || a->product->atc == NULL || b->product->atc == NULL
         || g_strcmp0 (a->product->atc, b->product->atc) == 0;
}

/* A renewal whose list did not arrive: the entry's prescription is recalled in favour of the loose one. What stood on
 * the entry is its past then, a Stopp as well. */
gboolean
_smt_follows_on (const SmtTreatment *loose, const SmtTreatment *entry)
{
  const SmtPrescription *new = smt_treatment_get_head (loose);
  const SmtPrescription *old = smt_treatment_get_head (entry);

  return new != NULL &&old != NULL &&new->prescription_id != NULL && old->recall_id != NULL
         && entry->entry_id != NULL &&smt_treatment_is_loose (loose)
         && g_ascii_strcasecmp (new->prescription_id, old->recall_id) == 0;
}

/* @other: (nullable): the row of the entry it belongs to */
gboolean
_smt_check_belongs_to (const SmtRow *row, const SmtRow *other, GError **error)
{
  if (!smt_treatment_is_loose (row->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it is on the list already");
  if (!_smt_may_stand_on_list (row, error))
    return FALSE;
  if (smt_row_has_stop (row))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOP, "a finding of class Stopp is open");
  if (other == NULL || other == row)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "it belongs to no entry of the list");
  if (other->treatment->entry_id == NULL || other->treatment->proposed || !smt_treatment_is_in_use (other->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "that entry is not in use on the list");
  if (smt_treatment_is_dispensable (other->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "that entry has a prescription of its own");
  /* Its prescription would outlive the stop, and be dispensed after it. */
  if (other->treatment->state == SMT_TREATMENT_PLANNED_STOP && !_smt_follows_on (row->treatment, other->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOPS, "that entry is going to be stopped");
  if (smt_row_has_stop (other) && !_smt_follows_on (row->treatment, other->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STOP, "a finding of class Stopp is open on that entry");
  if (other->decision != NULL && other->decision->kind != SMT_DECISION_KEEP)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "something else was decided on that entry");
  if (!is_same_medicine (row->treatment, other->treatment))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "it is another medicine");

  return TRUE;
}
