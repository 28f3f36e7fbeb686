/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-encode-private.h"

/* --- in place ----------------------------------------------------------------------------------------------------- */

/* An entry without a prescription that can be dispensed is changed where it stands. A dead prescription does not say
 * the new dose, and what an entry says must equal its prescription (docs/fhir.md): so the entry goes on without one, of
 * type U as after a withdrawal. Its ReseptId stays, for all that was received must be returned (docs/fhir.md). */
static gboolean
change_entry (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  const SmtDecision *decision = change->decision;
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error)
      || !_smt_edit_set_decided_dose (&edit, decision, error))
    return FALSE;
  if (change->treatment->state == SMT_TREATMENT_PAUSED)
    smt_json_splice_set_member (edit.splice, edit.resource, "status", "\"active\"");
  if (smt_treatment_get_head (change->treatment) != NULL)
    _smt_edit_set_type (&edit, "U", "Uten resept");
  if (change->treatment->entry_id == NULL && decision->new_entry_id != NULL)
    _smt_edit_set_identifier (&edit, SMT_ID_TYPE_ENTRY, decision->new_entry_id);
  _smt_edit_set_reg_info (&edit, "1", "Forskrevet av");
  if (smt_decision_lifts_stop (decision, change->treatment))
    _smt_edit_lift_stop (&edit);
  _smt_edit_touch (&edit);
  return TRUE;
}

/* Why it is recalled by itself: with the stop of its entry, or for another reason (code list 7500). */
static void
set_recall (SmtEdit *edit, const SmtDecision *decision, SmtRecallCode code)
{
  g_autofree char *why = _smt_encode_dup_why (decision);
  g_autofree char *recall = code == SMT_RECALL_STOPPED ? _smt_json_of_recall ("2", "Seponering", NULL, why)
                                                       : _smt_json_of_recall ("4", "Annen", NULL, why);

  _smt_edit_set_extension (edit, edit->amendment, "recallinfo", recall);
}

static gboolean
stop (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  SmtEffect effect = smt_decision_effect (change->decision, change->treatment);
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  smt_json_splice_set_member (edit.splice, edit.resource, "status", "\"stopped\"");
  _smt_edit_set_stop (&edit, change->decision);
  if (effect.recall != SMT_RECALL_NONE)
    set_recall (&edit, change->decision, effect.recall);
  _smt_edit_touch (&edit);
  return TRUE;
}

/* Still in use until then. With enough of it nothing but the prescription goes; else the dose ends that day, and what
 * goes on without a prescription is of type U (docs/fhir.md). */
static gboolean
stop_later (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  SmtEffect effect = smt_decision_effect (change->decision, change->treatment);
  gboolean ends = smt_decision_ends_dose (change->decision, change->treatment);
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error)
      || (ends && !_smt_edit_set_decided_dose (&edit, change->decision, error)))
    return FALSE;
  _smt_edit_set_stop (&edit, change->decision);
  if (effect.recall != SMT_RECALL_NONE)
    set_recall (&edit, change->decision, effect.recall);
  if (ends && effect.recall != SMT_RECALL_STOPPED && smt_treatment_get_head (change->treatment) != NULL)
    _smt_edit_set_type (&edit, "U", "Uten resept");
  _smt_edit_touch (&edit);
  return TRUE;
}

static gboolean
recall_prescription (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  set_recall (&edit, change->decision, SMT_RECALL_OTHER);
  _smt_edit_set_type (&edit, "U", "Uten resept");
  _smt_edit_touch (&edit);
  return TRUE;
}

static gboolean
take_in (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  SmtEdit edit;

  if (change->treatment->proposed)
    return TRUE; /* it has its PLL id from the pharmacy: included by coming back as it is */
  if (change->decision->new_entry_id == NULL)
    return _smt_cannot_carry (error, "a loose prescription is taken in without a PLL id");
  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  _smt_edit_set_identifier (&edit, SMT_ID_TYPE_ENTRY, change->decision->new_entry_id);
  _smt_edit_touch (&edit);
  return TRUE;
}

/* --- off the list, and onto another entry ------------------------------------------------------------------------- */

/* What is not to be on the list is not in what is sent. */
static gboolean
leave_out (SmtEncoder *encoder, SmtJsonCursor entry, GError **error)
{
  g_autofree char *url = _smt_encode_dup_full_url (entry);

  if (url == NULL)
    return _smt_cannot_carry (error, "an entry without fullUrl");
  if (!_smt_encode_relist (encoder, url, NULL, error))
    return FALSE;
  smt_json_splice_remove_element (encoder->splice, encoder->entries, entry);
  encoder->n_removed++;
  return TRUE;
}

/* Registered in error: it says so of itself and is on no list any more. Left out it would look forgotten, and SFM
 * demands every line of the list back (docs/fhir.md). */
static gboolean
delete_entry (SmtEncoder *encoder, SmtJsonCursor entry, GError **error)
{
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  smt_json_splice_set_member (edit.splice, edit.resource, "status", "\"entered-in-error\"");
  _smt_edit_touch (&edit);
  return TRUE;
}

/* The loose prescription takes over the PLL id, and what the entry was becomes a link, as after a renewal. An entry
 * that never had a prescription has no id left to be a link by, and is not sent. */
static gboolean
join (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  const SmtChange *other = smt_change_set_find (encoder->set, change->decision->other_key);
  SmtJsonCursor old = other != NULL ? smt_answer_get_entry (encoder->answer, other->treatment->key) : SMT_JSON_NOWHERE;
  g_autofree char *url = _smt_encode_dup_full_url (entry);
  SmtEdit edit;

  if (!smt_json_exists (old) || url == NULL)
    return _smt_cannot_carry (error, "the entry that a prescription belongs to is not there");
  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  _smt_edit_set_identifier (&edit, SMT_ID_TYPE_ENTRY, other->treatment->entry_id);
  _smt_edit_touch (&edit);
  if (other->treatment->prescriptions->len == 0)
    return leave_out (encoder, old, error);
  return _smt_encode_link (encoder, &edit, old, url, error);
}

/* A pharmacy's proposal has its id already, and is on the list unless it is declined. */
static gboolean
puts_on_list (const SmtDecision *decision, const SmtTreatment *treatment)
{
  return decision->new_entry_id != NULL || decision->kind == SMT_DECISION_TAKE_IN
         || decision->kind == SMT_DECISION_BELONGS_TO
         || (treatment->proposed && decision->kind != SMT_DECISION_DECLINE);
}

/* Edits what one decision changes. What is kept, to be clarified or let through goes back as it came. */
gboolean
_smt_encode_change (SmtEncoder *encoder, const SmtChange *change, GError **error)
{
  SmtJsonCursor entry = smt_answer_get_entry (encoder->answer, change->treatment->key);
  SmtEffect effect = smt_decision_effect (change->decision, change->treatment);

  if (!smt_json_exists (entry))
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT, "a decision about another lookup");
      return FALSE;
    }
  if (change->decision == NULL)
    return TRUE;
  if (smt_decision_is_draft (change->decision))
    return _smt_cannot_carry (error, "a draft that no doctor has approved");
  if (puts_on_list (change->decision, change->treatment)
      && smt_treatment_get_off_list (change->treatment) != SMT_OFF_LIST_NOT)
    return _smt_cannot_carry (error, "something onto the list that never stands on it");
  if (effect.leaves_out)
    return leave_out (encoder, entry, error);
  if (effect.prescribes)
    return _smt_encode_prescription (encoder, change, entry, error);
  switch (change->decision->kind)
    {
    case SMT_DECISION_CHANGE:
    case SMT_DECISION_RESUME:
      return change_entry (encoder, change, entry, error);
    case SMT_DECISION_PAUSE:
      return !effect.edits || change_entry (encoder, change, entry, error);
    case SMT_DECISION_STOP:
      return stop (encoder, change, entry, error);
    case SMT_DECISION_STOP_LATER:
      return stop_later (encoder, change, entry, error);
    case SMT_DECISION_RECALL:
      return recall_prescription (encoder, change, entry, error);
    case SMT_DECISION_TAKE_IN:
      return take_in (encoder, change, entry, error);
    case SMT_DECISION_BELONGS_TO:
      return join (encoder, change, entry, error);
    case SMT_DECISION_DELETE:
      return delete_entry (encoder, entry, error);
    case SMT_DECISION_KEEP:
    case SMT_DECISION_CLARIFY:
    case SMT_DECISION_OVERRIDE:
    case SMT_DECISION_RENEW:
    case SMT_DECISION_DECLINE:
    case SMT_N_DECISIONS:
    default:
      return TRUE;
    }
}
