/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-decision-words.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-phrases.h"

/** smt_word_for_stop_reason: Returns: (transfer none): seponeringsårsak, code list 7494, in words */
const char *
smt_word_for_stop_reason (SmtStopReason reason)
{
  switch (reason)
    {
    case SMT_STOP_FINISHED:
      return C_ ("stop reason", "Treatment finished");
    case SMT_STOP_NO_EFFECT:
      return C_ ("stop reason", "Lack of effect");
    case SMT_STOP_NOT_USED:
      return C_ ("stop reason", "Not used by the patient");
    case SMT_STOP_OTHER:
    default:
      return C_ ("stop reason", "Other reason");
    }
}

static char *
stop_reason_sentence (const SmtDecision *decision)
{
  if (decision->reason != NULL && *decision->reason != '\0')
    return g_strdup (decision->reason);
  return g_strdup (smt_word_for_stop_reason (decision->stop_reason));
}

static char *
change_sentence (const SmtDecision *decision)
{
  g_autofree char *dose = smt_phrase_dose (decision->rhythm);
  g_autofree char *first = smt_phrase_date (decision->first_day);

  /* Translators: %1$s is a dose in words, %2$s the first day of it */
  return g_strdup_printf (C_ ("decision", "Changed to: %1$s, from %2$s"), dose, first);
}

static char *
pause_sentence (const SmtDecision *decision)
{
  g_autofree char *first = smt_phrase_date (decision->first_day);
  g_autofree char *until = smt_date_is_set (decision->until) ? smt_phrase_date (decision->until) : NULL;
  const char *reason = decision->reason != NULL ? decision->reason : "";

  if (until == NULL)
    /* Translators: %1$s is a date, %2$s a reason */
    return g_strdup_printf (C_ ("decision", "Paused from %1$s: %2$s. Others see this one as active"), first, reason);
  /* Translators: %1$s and %2$s are dates, %3$s is a reason */
  return g_strdup_printf (C_ ("decision", "Paused from %1$s, taken again from %2$s: %3$s"), first, until, reason);
}

static char *
stop_later_sentence (const SmtDecision *decision)
{
  g_autofree char *date = smt_phrase_date (decision->stop_date);
  g_autofree char *reason = stop_reason_sentence (decision);

  /* Translators: %1$s is a date, the first day without the medicine; %2$s a reason */
  return g_strdup_printf (C_ ("decision", "Stops from %1$s: %2$s"), date, reason);
}

/** smt_word_for_role: Returns: (transfer none): who drafts */
const char *
smt_word_for_role (SmtRole role)
{
  switch (role)
    {
    case SMT_ROLE_NURSE:
      return C_ ("role", "nurse");
    case SMT_ROLE_PHARMACIST:
      return C_ ("role", "pharmacist");
    case SMT_ROLE_DOCTOR:
    default:
      return C_ ("role", "doctor");
    }
}

/** smt_words_for_person: @name: (nullable). Returns: (transfer full): "Siri Sykepleiersen, sykepleier", or that nobody
 * knows the name */
char *
smt_words_for_person (const char *name, SmtRole role)
{
  const char *word = smt_word_for_role (role);

  if (name != NULL && *name != '\0')
    return g_strdup_printf ("%s, %s", name, word);
  /* Translators: %s is a role */
  return g_strdup_printf (C_ ("role", "%s, name not known"), word);
}

/** smt_sentence_for_draft: Returns: (transfer full): whose draft @decision is, and what it waits for */
char *
smt_sentence_for_draft (const SmtDecision *decision)
{
  g_autofree char *author = smt_words_for_person (decision->author, decision->role);

  /* Translators: %s is a person and a role */
  return g_strdup_printf (C_ ("decision", "Draft by %s, waits for a doctor's approval"), author);
}

/**
 * smt_sentence_with_author:
 * @sentence: (transfer full): what was decided
 *
 * Returns: (transfer full): it, and who drafted it and who said yes, where that was not the doctor alone
 */
char *
smt_sentence_with_author (char *sentence, const SmtDecision *decision)
{
  g_autofree char *plain = sentence;
  g_autofree char *author = smt_words_for_person (decision->author, decision->role);

  if (decision->role == SMT_ROLE_DOCTOR)
    return g_steal_pointer (&plain);
  if (smt_decision_is_aside (decision)) /* nobody has to approve it */
    /* Translators: %1$s is a decision, %2$s a person */
    return g_strdup_printf (C_ ("decision", "%1$s (said by %2$s)"), plain, author);
  if (decision->approver == NULL)
    /* Translators: %1$s is a decision, %2$s a person */
    return g_strdup_printf (C_ ("decision", "%1$s (draft by %2$s)"), plain, author);
  /* Translators: %1$s is a decision, %2$s and %3$s are persons */
  return g_strdup_printf (C_ ("decision", "%1$s (drafted by %2$s, approved by %3$s)"), plain, author,
                          decision->approver);
}

static char *
override_sentence (const SmtDecision *decision)
{
  const char *reason = decision->reason != NULL ? decision->reason : "";
  g_autofree char *due = smt_date_is_set (decision->due) ? smt_phrase_date (decision->due) : NULL;

  if (due == NULL)
    return g_strdup_printf (C_ ("decision", "Stop overridden: %s"), reason);
  /* Translators: %1$s is a reason, %2$s a date */
  return g_strdup_printf (C_ ("decision", "Stop overridden: %1$s; to be followed up by %2$s"), reason, due);
}

static char *
plain_sentence (const SmtDecision *decision)
{
  g_autofree char *reason = NULL;
  g_autofree char *due = NULL;

  switch (decision->kind)
    {
    case SMT_DECISION_KEEP:
      return g_strdup (C_ ("decision", "Kept"));
    case SMT_DECISION_CHANGE:
      return decision->rhythm != NULL ? change_sentence (decision) : g_strdup (C_ ("decision", "Changed"));
    case SMT_DECISION_STOP:
      reason = stop_reason_sentence (decision);
      return g_strdup_printf (C_ ("decision", "Stopped: %s"), reason);
    case SMT_DECISION_TAKE_IN:
      return g_strdup (C_ ("decision", "Taken onto the list"));
    case SMT_DECISION_RECALL:
      reason = stop_reason_sentence (decision);
      return g_strdup_printf (C_ ("decision", "Recalled: %s"), reason);
    case SMT_DECISION_CLARIFY:
      due = smt_phrase_date (decision->due);
      /* Translators: %1$s is a person or a role, %2$s a date */
      return g_strdup_printf (C_ ("decision", "To be clarified with %1$s by %2$s"),
                              decision->recipient != NULL ? decision->recipient : "", due);
    case SMT_DECISION_OVERRIDE:
      return override_sentence (decision);
    case SMT_DECISION_STOP_LATER:
      return stop_later_sentence (decision);
    case SMT_DECISION_PAUSE:
      return pause_sentence (decision);
    case SMT_DECISION_RESUME:
      if (smt_decision_is_of_list (decision))
        /* Translators: %s is a reason */
        return g_strdup_printf (C_ ("decision", "The list is in use again: %s"),
                                decision->reason != NULL ? decision->reason : "");
      due = smt_phrase_date (decision->first_day);
      return g_strdup_printf (C_ ("decision", "Taken again from %s"), due);
    case SMT_DECISION_RENEW:
      return g_strdup (C_ ("decision", "Renewed with the same dose"));
    case SMT_DECISION_DELETE:
      return g_strdup_printf (C_ ("decision", "Deleted, registered in error: %s"),
                              decision->reason != NULL ? decision->reason : "");
    case SMT_DECISION_BELONGS_TO:
      return g_strdup (C_ ("decision", "Joined with its line of the list"));
    case SMT_DECISION_DECLINE:
      if (smt_decision_is_aside (decision))
        return g_strdup_printf (C_ ("decision", "Not for the list: %s"),
                                decision->reason != NULL ? decision->reason : "");
      return g_strdup_printf (C_ ("decision", "Declined: %s"), decision->reason != NULL ? decision->reason : "");
    case SMT_N_DECISIONS:
    default:
      return g_strdup ("");
    }
}

/**
 * smt_sentence_for_decision:
 *
 * Returns: (transfer full): what was decided, in words, and who drafted it when that was not the doctor
 */
char *
smt_sentence_for_decision (const SmtDecision *decision)
{
  return smt_sentence_with_author (plain_sentence (decision), decision);
}

/** smt_word_for_group: Returns: (transfer none): heading of a group */
const char *
smt_word_for_group (SmtGroup group)
{
  switch (group)
    {
    case SMT_GROUP_MUST_DECIDE:
      return C_ ("group", "Must be decided");
    case SMT_GROUP_CHANGED:
      return C_ ("group", "Changed since you last looked");
    case SMT_GROUP_UNCHANGED:
      return C_ ("group", "Unchanged");
    case SMT_GROUP_PAUSED:
      return C_ ("group", "Paused");
    case SMT_GROUP_STOPPED:
      return C_ ("group", "Stopped in the last 90 days");
    case SMT_GROUP_EXPIRED:
      return C_ ("group", "Expired");
    case SMT_N_GROUPS:
    default:
      return "";
    }
}

/** smt_word_for_status: Returns: (transfer none): RF status, code list 7408, in words */
const char *
smt_word_for_status (SmtPrescriptionStatus status)
{
  switch (status)
    {
    case SMT_PRESCRIPTION_DISPENSABLE:
      return C_ ("prescription", "Prescription can be dispensed");
    case SMT_PRESCRIPTION_IN_DISPENSING:
      return C_ ("prescription", "Prescription is being dispensed");
    case SMT_PRESCRIPTION_RECALLED:
      return C_ ("prescription", "Prescription recalled");
    case SMT_PRESCRIPTION_FINISHED:
      return C_ ("prescription", "Prescription used up");
    case SMT_PRESCRIPTION_EXPIRED:
      return C_ ("prescription", "Prescription expired");
    case SMT_PRESCRIPTION_UNKNOWN:
    default:
      return C_ ("prescription", "Prescription no longer known, cannot be dispensed");
    }
}

static char *
use_and_status (const SmtTreatment *treatment)
{
  const SmtPrescription *head = smt_treatment_get_head (treatment);
  g_autofree char *expires = NULL;

  if (treatment->without_prescription || head == NULL)
    return g_strdup (C_ ("prescription", "Without prescription"));
  if (head->status != SMT_PRESCRIPTION_DISPENSABLE || !smt_date_is_set (head->expires))
    return g_strdup (smt_word_for_status (head->status));
  expires = smt_phrase_date (head->expires);
  return g_strdup_printf (C_ ("prescription", "Prescription can be dispensed until %s"), expires);
}

/** smt_sentence_for_prescription: Returns: (transfer full): how it is used, the state of its prescription, stop date */
char *
smt_sentence_for_prescription (const SmtTreatment *treatment)
{
  const char *use = smt_word_for_use (treatment->use);
  g_autofree char *status = use_and_status (treatment);
  GString *out = g_string_new (use);

  if (out->len > 0)
    g_string_append (out, " · ");
  g_string_append (out, status);
  if (treatment->state == SMT_TREATMENT_ORPHAN)
    g_string_append_printf (out, " · %s", C_ ("prescription", "not on the shared medication list (PLL)"));
  if (treatment->multidose)
    g_string_append_printf (out, " · %s", C_ ("prescription", "Multidose"));
  if (smt_date_is_set (treatment->stop_date))
    {
      g_autofree char *date = smt_phrase_date (treatment->stop_date);
      g_autofree char *stop = treatment->state == SMT_TREATMENT_STOPPED
                                  ? g_strdup_printf (C_ ("prescription", "stopped %s"), date)
                                  : g_strdup_printf (C_ ("prescription", "stops %s"), date);
      g_string_append_printf (out, " · %s", stop);
    }
  if (treatment->stop_reason != NULL && treatment->state == SMT_TREATMENT_STOPPED)
    g_string_append_printf (out, " (%s)", treatment->stop_reason);
  return g_string_free (out, FALSE);
}

/** smt_word_for_use: Returns: (transfer none): legemiddelbruk, code list 9101; empty when unknown */
const char *
smt_word_for_use (SmtUse use)
{
  switch (use)
    {
    case SMT_USE_REGULAR:
      return C_ ("use", "Regular");
    case SMT_USE_COURSE:
      return C_ ("use", "Course");
    case SMT_USE_AS_NEEDED:
      return C_ ("use", "As needed");
    case SMT_USE_VACCINE:
      return C_ ("use", "Vaccine");
    case SMT_USE_UNKNOWN:
    default:
      return "";
    }
}

/** smt_word_for_voice: Returns: (transfer none): the name of a voice */
const char *
smt_word_for_voice (SmtVoiceKind voice)
{
  switch (voice)
    {
    case SMT_VOICE_FIELD:
      return C_ ("voice", "Field");
    case SMT_VOICE_TEXT:
      return C_ ("voice", "Text");
    case SMT_VOICE_PRODUCT:
      return C_ ("voice", "Product");
    case SMT_VOICE_HISTORY:
      return C_ ("voice", "Earlier");
    case SMT_VOICE_SUPPLY:
      return C_ ("voice", "Dispensed");
    case SMT_N_VOICES:
    default:
      return "";
    }
}

/** smt_word_for_origin: Returns: (transfer none): the place a source was read from */
const char *
smt_word_for_origin (SmtOrigin origin)
{
  switch (origin)
    {
    case SMT_ORIGIN_ERESEPTDOSING:
      return C_ ("origin", "structured dose");
    case SMT_ORIGIN_TIMING:
      return C_ ("origin", "structured dose (Dosage.timing)");
    case SMT_ORIGIN_KORTDOSE:
      return C_ ("origin", "short dose");
    case SMT_ORIGIN_DSSN:
      return C_ ("origin", "dosing text");
    case SMT_ORIGIN_DOSAGE_TEXT:
      return C_ ("origin", "text beside the dosing text");
    case SMT_ORIGIN_CHAIN:
      return C_ ("origin", "earlier prescription");
    case SMT_ORIGIN_DELIVERY:
      return C_ ("origin", "dispensings");
    case SMT_ORIGIN_M1:
      return C_ ("origin", "original prescription");
    case SMT_ORIGIN_KORTDOSE_FEST:
      return C_ ("origin", "short dose with its FEST period");
    default:
      return "";
    }
}

/* --- receipts -------------------------------------------------------------------------------------------------------
 */

/** smt_headline_for_part: Returns: (transfer full): "metotreksat: ny resept" */
char *
smt_headline_for_part (const SmtReceiptPart *part, const SmtList *list)
{
  const SmtTreatment *treatment = part->key != NULL && list != NULL ? smt_list_find (list, part->key) : NULL;
  g_autofree char *medicine =
      treatment != NULL ? smt_phrase_treatment (treatment) : g_strdup (C_ ("receipt", "One row"));

  switch (part->kind)
    {
    case SMT_PART_PRESCRIPTION:
      return g_strdup_printf (C_ ("receipt", "%s: new prescription"), medicine);
    case SMT_PART_RECALL:
      return g_strdup_printf (C_ ("receipt", "%s: old prescription recalled"), medicine);
    case SMT_PART_ENTRY:
      return g_strdup_printf (C_ ("receipt", "%s: line of the list"), medicine);
    case SMT_PART_PLL:
    default:
      return g_strdup (C_ ("receipt", "The patient's medication list (PLL)"));
    }
}

/** smt_word_for_part_state: Returns: (transfer none): shape and word */
const char *
smt_word_for_part_state (SmtPartState state)
{
  switch (state)
    {
    case SMT_PART_RECEIVED:
      return C_ ("receipt", "✓ received");
    case SMT_PART_CONFIRMED:
      return C_ ("receipt", "✓ confirmed");
    case SMT_PART_UNCONFIRMED:
      return C_ ("receipt", "? not confirmed");
    case SMT_PART_FAILED:
      return C_ ("receipt", "✕ failed");
    case SMT_PART_UNKNOWN:
    default:
      return C_ ("receipt", "? unknown");
    }
}

/** smt_part_state_css: Returns: a style class */
const char *
smt_part_state_css (SmtPartState state)
{
  switch (state)
    {
    case SMT_PART_RECEIVED:
    case SMT_PART_CONFIRMED:
      return "good";
    case SMT_PART_FAILED:
      return "bad";
    case SMT_PART_UNCONFIRMED:
    case SMT_PART_UNKNOWN:
    default:
      return "unsure";
    }
}

static const char *
failed_part_sentence (SmtPartKind kind)
{
  switch (kind)
    {
    case SMT_PART_PRESCRIPTION:
      return C_ ("receipt", "The new prescription was not received. Look the patient up again; your decision is kept.");
    case SMT_PART_RECALL:
      return C_ ("receipt", "The recall failed: the old prescription can still be dispensed. Call the pharmacy, and "
                            "look the patient up again.");
    case SMT_PART_ENTRY:
      return C_ ("receipt", "The line was not received. Look the patient up again; your decision is kept.");
    case SMT_PART_PLL:
    default:
      return C_ ("receipt", "The list was not received. Look the patient up again; your decisions are kept.");
    }
}

/** smt_sentence_for_part: Returns: (transfer full): what it means and what to do; the service's own words verbatim
 * behind */
char *
smt_sentence_for_part (const SmtReceiptPart *part)
{
  const char *said = "";
  GString *out;

  switch (part->state)
    {
    case SMT_PART_CONFIRMED:
      said = C_ ("receipt", "Confirmed by a new lookup.");
      break;
    case SMT_PART_UNCONFIRMED:
      said = C_ ("receipt", "Not confirmed: the old prescription can still be dispensed. Look the patient up again.");
      break;
    case SMT_PART_FAILED:
      said = failed_part_sentence (part->kind);
      break;
    case SMT_PART_UNKNOWN:
      said = C_ ("receipt", "No certain answer. Do not send again: look the patient up to see what arrived.");
      break;
    case SMT_PART_RECEIVED:
    default:
      break;
    }
  out = g_string_new (said);
  if (part->reference != NULL)
    {
      g_autofree char *reference = g_strdup_printf (C_ ("receipt", "Reference number %s."), part->reference);
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", reference);
    }
  if (part->text != NULL && *part->text != '\0')
    g_string_append_printf (out, "%s«%s»", out->len > 0 ? " " : "", part->text);
  return g_string_free (out, FALSE);
}
