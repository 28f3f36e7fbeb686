/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-receipt.h"

/* Settling matches on business identifiers only (PLL id, ReseptId): resource ids change at every lookup. */

static const SmtPrescription *
find_prescription (const SmtList *list, const char *id)
{
  for (guint t = 0; id != NULL && t < list->treatments->len; t++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, t);

      for (guint p = 0; p < treatment->prescriptions->len; p++)
        {
          const SmtPrescription *prescription = g_ptr_array_index (treatment->prescriptions, p);

          if (prescription->prescription_id != NULL && g_ascii_strcasecmp (prescription->prescription_id, id) == 0)
            return prescription;
        }
    }

  return NULL;
}

static const SmtTreatment *
find_entry (const SmtList *list, const char *entry_id)
{
  for (guint t = 0; entry_id != NULL && t < list->treatments->len; t++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, t);

      if (treatment->entry_id != NULL && g_ascii_strcasecmp (treatment->entry_id, entry_id) == 0)
        return treatment;
    }

  return NULL;
}

static gboolean
says_dose (const SmtTreatment *treatment, const SmtRhythm *rhythm)
{
  const SmtRhythm *text = smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT);

  return text != NULL && (smt_rhythm_equal (text, rhythm) || smt_rhythm_same_pattern (text, rhythm));
}

/* A stop later has arrived when the list names its day, or the day has come meanwhile. */
static gboolean
stops_then (const SmtTreatment *now, const SmtDecision *decision)
{
  if (now == NULL)
    return FALSE;

  return (now->state == SMT_TREATMENT_PLANNED_STOP || now->state == SMT_TREATMENT_STOPPED)
         && smt_date_compare (now->stop_date, decision->stop_date) == 0;
}

/* The entry it belongs to has it as its newest prescription. Keys are made of the ids that are looked for. */
static gboolean
has_joined (const SmtDecision *decision, const SmtList *fresh)
{
  const SmtTreatment *now = decision->other_key != NULL ? smt_list_find (fresh, decision->other_key) : NULL;
  const SmtPrescription *head = now != NULL ? smt_treatment_get_head (now) : NULL;
  g_autofree char *key = head != NULL ? g_strconcat ("rx:", head->prescription_id, NULL) : NULL;

  return key != NULL && g_ascii_strcasecmp (key, decision->key) == 0;
}

/* What the list shows where one entry was changed: its decision has come true there, or not. */
static gboolean
entry_arrived (const SmtChange *change, const SmtList *fresh)
{
  const SmtDecision *decision = change->decision;
  const SmtTreatment *now = change->treatment->entry_id != NULL ? find_entry (fresh, change->treatment->entry_id)
                                                                : smt_list_find (fresh, change->treatment->key);

  if (decision->kind == SMT_DECISION_BELONGS_TO)
    return has_joined (decision, fresh);
  if (decision->new_entry_id != NULL)
    return find_entry (fresh, decision->new_entry_id) != NULL;

  switch (decision->kind)
    {
    case SMT_DECISION_STOP:
      return now == NULL || now->state == SMT_TREATMENT_STOPPED;
    case SMT_DECISION_STOP_LATER:
      return stops_then (now, decision);
    case SMT_DECISION_DELETE:
    case SMT_DECISION_DECLINE:
      return now == NULL;
    case SMT_DECISION_TAKE_IN:
      return now != NULL && !now->proposed;
    case SMT_DECISION_KEEP:
    case SMT_DECISION_CHANGE:
    case SMT_DECISION_RECALL:
    case SMT_DECISION_CLARIFY:
    case SMT_DECISION_OVERRIDE:
    case SMT_DECISION_PAUSE:
    case SMT_DECISION_RESUME:
    case SMT_DECISION_RENEW:
    case SMT_DECISION_BELONGS_TO:
    case SMT_N_DECISIONS:
    default:
      return now != NULL && decision->rhythm != NULL && says_dose (now, decision->rhythm);
    }
}

/* A part that was asked for and did not show up: what the answer promised is kept in words, what nobody answered for
 * has not arrived. */
static SmtPartState
not_seen (SmtPartState before)
{
  return before == SMT_PART_UNKNOWN ? SMT_PART_FAILED : before;
}

static SmtPartState
settle_recall (const SmtReceiptPart *part, const SmtList *fresh)
{
  const SmtPrescription *old = find_prescription (fresh, part->prescription_id);

  if (part->state == SMT_PART_FAILED)
    return SMT_PART_FAILED;
  if (old != NULL && old->status == SMT_PRESCRIPTION_RECALLED)
    return SMT_PART_CONFIRMED;

  /* Not in the answer is no proof either: RF alone can say that it is recalled. */
  return SMT_PART_UNCONFIRMED;
}

static SmtPartState
settle_part (const SmtReceiptPart *part, const SmtChangeSet *set, const SmtList *fresh)
{
  const SmtChange *change = part->key != NULL ? smt_change_set_find (set, part->key) : NULL;
  gboolean arrived = FALSE;

  if (part->kind == SMT_PART_RECALL)
    return settle_recall (part, fresh);
  if (part->state == SMT_PART_FAILED)
    return SMT_PART_FAILED;

  if (part->kind == SMT_PART_PRESCRIPTION)
    arrived = find_prescription (fresh, part->prescription_id) != NULL;
  else if (part->kind == SMT_PART_ENTRY)
    arrived = change != NULL && change->decision != NULL && entry_arrived (change, fresh);
  else
    arrived = fresh->has_pll && fresh->pll_date != set->list->pll_date && fresh->pll_date != SMT_INSTANT_UNSET;

  return arrived ? SMT_PART_CONFIRMED : not_seen (part->state);
}

/* A newer list may be somebody else's: it is ours only if it shows every line that ours would have changed. */
static void
doubt_list (SmtReceipt *settled, const SmtReceipt *before)
{
  gboolean lacks_entry = FALSE;

  for (guint i = 0; i < settled->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (settled->parts, i);

      lacks_entry = lacks_entry || (part->kind == SMT_PART_ENTRY && part->state != SMT_PART_CONFIRMED);
    }

  for (guint i = 0; lacks_entry && i < settled->parts->len; i++)
    {
      SmtReceiptPart *part = g_ptr_array_index (settled->parts, i);
      const SmtReceiptPart *old = g_ptr_array_index (before->parts, i);

      if (part->kind == SMT_PART_PLL)
        part->state = not_seen (old->state);
    }
}

/**
 * smt_receipt_settle:
 * @receipt: what is known so far
 * @set: what was sent
 * @fresh: the list of a lookup made after the send
 * @at: when that lookup was made
 *
 * Finds out part by part what arrived, by looking; the program never sends again to find out (docs/send-protocol.md). A
 * part that failed by the service's own word stays failed.
 *
 * Returns: (transfer full): a new receipt with the same parts and their settled states
 */
SmtReceipt *
smt_receipt_settle (const SmtReceipt *receipt, const SmtChangeSet *set, const SmtList *fresh, SmtInstant at)
{
  SmtReceipt *settled = smt_receipt_new (at);

  g_return_val_if_fail (receipt != NULL && set != NULL && fresh != NULL, settled);

  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);
      SmtReceiptPart *copy = smt_receipt_add (settled, part->kind, settle_part (part, set, fresh), part->key);

      copy->prescription_id = g_strdup (part->prescription_id);
      copy->reference = g_strdup (part->reference);
      copy->text = g_strdup (part->text);
    }
  doubt_list (settled, receipt);

  return settled;
}
