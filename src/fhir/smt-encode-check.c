/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-encode-private.h"

#include "dosing/smt-compare.h"

/*
 * Before a message is handed out it is read by the decoder, as anyone else would read it, and every changed row is
 * compared with what was decided. What does not read back the same is not sent.
 */

/* --- rhythms ------------------------------------------------------------------------------------------------------ */

/* Days on which the rhythms must agree: the first day, and the start of every later step. */
static gboolean
agree_on_all_steps (const SmtRhythm *heard, const SmtRhythm *decided, SmtDate first_day)
{
  if (smt_rhythm_compare (heard, decided, first_day).flags != SMT_DIFFERENCE_NONE)
    return FALSE;
  for (guint i = 0; i < decided->n_steps; i++)
    if (smt_date_is_set (decided->steps[i].start)
        && smt_rhythm_compare (heard, decided, decided->steps[i].start).flags != SMT_DIFFERENCE_NONE)
      return FALSE;
  return TRUE;
}

static gboolean
text_says (const SmtSource *source, const SmtDecision *decision)
{
  const SmtRhythm *heard = smt_reading_get_rhythm (source->reading);

  if (source->reading->state != SMT_READING_CLEAR)
    return FALSE;
  if (smt_rhythm_equal (heard, decision->rhythm))
    return TRUE;
  return smt_rhythm_same_pattern (heard, decision->rhythm)
         && agree_on_all_steps (heard, decision->rhythm, smt_decision_get_dose_start (decision));
}

/* A short dose is only kept when it says the same; it names neither unit nor days nor dates, so it is compared by what
 * both say. */
static gboolean
field_says (const SmtSource *source, const SmtDecision *decision, const SmtFieldPlan *plan)
{
  const SmtRhythm *heard = smt_reading_get_rhythm (source->reading);

  if (source->reading->state != SMT_READING_CLEAR || source->defects != 0)
    return FALSE;
  if (smt_rhythm_compare (heard, decision->rhythm, smt_decision_get_dose_start (decision)).flags != SMT_DIFFERENCE_NONE)
    return FALSE;
  return source->origin == SMT_ORIGIN_KORTDOSE || source->origin == SMT_ORIGIN_KORTDOSE_FEST
         || (plan != NULL && smt_rhythm_equal (heard, plan->expected));
}

/* An instruction that is kept may itself hold a dose ("1 tablett daglig"); then the old dose would stay on the label.
 */
static gboolean
instruction_is_quiet (const SmtTreatment *treatment)
{
  g_auto (GStrv) lines = treatment->instruction != NULL ? g_strsplit (treatment->instruction, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autoptr (SmtReading) reading = smt_dosing_read (lines[i], SMT_LANGUAGE_NB | SMT_LANGUAGE_NN);
      const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);
      if (reading->state == SMT_READING_CLEAR && (rhythm->stated & SMT_ATTRIBUTE_AMOUNT) != 0
          && (rhythm->stated & (SMT_ATTRIBUTE_DAYS | SMT_ATTRIBUTE_TIMES | SMT_ATTRIBUTE_PARTS)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static gboolean
check_dose (const SmtTreatment *now, const SmtDecision *decision, GError **error)
{
  g_autoptr (SmtFieldPlan) plan = _smt_field_plan_new (decision->rhythm, smt_decision_get_dose_start (decision));
  gboolean field = FALSE;
  gboolean text = FALSE;

  for (guint i = 0; i < now->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (now->sources, i);
      if (source->voice == SMT_VOICE_FIELD && !field_says (source, decision, plan))
        return _smt_cannot_carry (error, "the field would not read back as the dose that was decided");
      if (source->voice == SMT_VOICE_TEXT && !text_says (source, decision))
        return _smt_cannot_carry (error, "the text would not read back as the dose that was decided");
      field |= source->voice == SMT_VOICE_FIELD && source->origin == SMT_ORIGIN_ERESEPTDOSING;
      text |= source->voice == SMT_VOICE_TEXT;
    }
  if (!text || field != (plan != NULL))
    return _smt_cannot_carry (error, "field or text of the new dose is missing");
  return instruction_is_quiet (now) || _smt_cannot_carry (error, "an instruction that is kept says a dose of its own");
}

/* The places of the dose that are sent: the original prescription (M1) stays with the old one. */
static const SmtSource *
next_dose_source (const SmtTreatment *treatment, guint *at)
{
  while (*at < treatment->sources->len)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, (*at)++);
      if ((source->voice == SMT_VOICE_FIELD || source->voice == SMT_VOICE_TEXT) && source->origin != SMT_ORIGIN_M1)
        return source;
    }
  return NULL;
}

static gboolean
check_same_dose (const SmtTreatment *now, const SmtTreatment *before, GError **error)
{
  guint at_now = 0;
  guint at_before = 0;

  for (;;)
    {
      const SmtSource *source = next_dose_source (now, &at_now);
      const SmtSource *old = next_dose_source (before, &at_before);
      if (source == NULL && old == NULL)
        return TRUE;
      if (source == NULL || old == NULL || source->origin != old->origin || g_strcmp0 (source->raw, old->raw) != 0)
        return _smt_cannot_carry (error, "a dose that is not changed would read back changed");
    }
}

static gboolean
check_decided_dose (const SmtTreatment *now, const SmtChange *change, GError **error)
{
  const SmtDecision *decision = change->decision;
  gboolean changes = decision->kind == SMT_DECISION_CHANGE || smt_decision_plans_dose (decision, change->treatment);

  return changes ? check_dose (now, decision, error) : check_same_dose (now, change->treatment, error);
}

/* The new prescription follows on the old one, which is withdrawn for it where it could be dispensed. */
static gboolean
check_prescription (const SmtTreatment *now, const SmtChange *change, GError **error)
{
  SmtEffect effect = smt_decision_effect (change->decision, change->treatment);
  const SmtPrescription *head = smt_treatment_get_head (now);
  const SmtPrescription *old = smt_treatment_get_head (change->treatment);
  const SmtPrescription *link = now->prescriptions->len > 1 ? g_ptr_array_index (now->prescriptions, 1) : NULL;

  if (head == NULL || g_strcmp0 (head->prescription_id, change->decision->new_prescription_id) != 0 || link == NULL
      || g_strcmp0 (link->prescription_id, old->prescription_id) != 0)
    return _smt_cannot_carry (error, "the new prescription would not read back as following the old one");
  if (effect.recall != SMT_RECALL_NONE
      && (link->recall_code != (int)effect.recall || g_strcmp0 (link->recall_id, head->prescription_id) != 0))
    return _smt_cannot_carry (error, "the recall of the old prescription would not read back");
  if (change->decision->kind == SMT_DECISION_STOP_LATER
      && smt_date_compare (head->expires, change->decision->stop_date) != 0)
    return _smt_cannot_carry (error, "the prescription would not expire with the stop");
  return TRUE;
}

static gboolean
check_stop_later (const SmtTreatment *now, const SmtChange *change, GError **error)
{
  SmtEffect effect = smt_decision_effect (change->decision, change->treatment);
  const SmtPrescription *head = smt_treatment_get_head (now);

  if (now->state != SMT_TREATMENT_PLANNED_STOP || smt_date_compare (now->stop_date, change->decision->stop_date) != 0)
    return _smt_cannot_carry (error, "a stop later would not read back");
  if (!effect.prescribes && effect.recall != SMT_RECALL_NONE
      && (head == NULL || head->recall_code != (int)effect.recall))
    return _smt_cannot_carry (error, "a recall would not read back");
  return TRUE;
}

/* The loose prescription is the newest of the entry now. */
static gboolean
check_joined (const SmtTreatment *now, const SmtChange *change, GError **error)
{
  const SmtPrescription *head = smt_treatment_get_head (now);
  const SmtPrescription *loose = smt_treatment_get_head (change->treatment);

  return (head != NULL && g_strcmp0 (head->prescription_id, loose->prescription_id) == 0)
         || _smt_cannot_carry (error, "a prescription would not read back as that of its entry");
}

static const SmtTreatment *
find_row (const SmtList *list, const SmtChange *change)
{
  const char *entry_id = change->treatment->entry_id;
  g_autofree char *key = NULL;

  if (change->decision->kind == SMT_DECISION_BELONGS_TO)
    return smt_list_find (list, change->decision->other_key);
  if (change->decision->new_entry_id != NULL)
    entry_id = change->decision->new_entry_id;
  if (entry_id == NULL && smt_decision_effect (change->decision, change->treatment).prescribes)
    {
      /* what never stands on the list goes by its prescription, and this is a new one */
      key = g_strconcat ("rx:", change->decision->new_prescription_id, NULL);
      return smt_list_find (list, key);
    }
  if (entry_id == NULL)
    return smt_list_find (list, change->treatment->key);
  g_autofree char *lower = g_ascii_strdown (entry_id, -1);
  key = g_strconcat ("pll:", lower, NULL);
  return smt_list_find (list, key);
}

static gboolean
check_kept (const SmtTreatment *now, const SmtChange *change, GError **error)
{
  return g_strcmp0 (now->digest, change->treatment->digest) == 0
         || _smt_cannot_carry (error, "a row that was kept would read back changed");
}

static gboolean
check_row (const SmtList *list, const SmtChange *change, GError **error)
{
  const SmtTreatment *now = find_row (list, change);
  const SmtPrescription *head = now != NULL ? smt_treatment_get_head (now) : NULL;

  SmtEffect effect = smt_decision_effect (change->decision, change->treatment);

  if (effect.leaves_out)
    return now == NULL || _smt_cannot_carry (error, "a row that is left out would read back");
  if (now == NULL)
    return _smt_cannot_carry (error, "a changed row would not read back");
  if (effect.prescribes && !check_prescription (now, change, error))
    return FALSE;
  switch (change->decision->kind)
    {
    case SMT_DECISION_CHANGE:
    case SMT_DECISION_RESUME:
    case SMT_DECISION_RENEW:
      return check_decided_dose (now, change, error);
    case SMT_DECISION_STOP_LATER:
      return check_stop_later (now, change, error) && check_decided_dose (now, change, error);
    case SMT_DECISION_STOP:
    case SMT_DECISION_DELETE:
      return now->state == SMT_TREATMENT_STOPPED || _smt_cannot_carry (error, "a stop would not read back");
    case SMT_DECISION_RECALL:
      return (head != NULL && head->recall_code == 4) || _smt_cannot_carry (error, "a recall would not read back");
    case SMT_DECISION_TAKE_IN:
      return now->entry_id != NULL || _smt_cannot_carry (error, "a new entry would not read back");
    case SMT_DECISION_BELONGS_TO:
      return check_joined (now, change, error) && check_same_dose (now, change->treatment, error);
    case SMT_DECISION_PAUSE:
      if (effect.edits || effect.prescribes)
        return check_decided_dose (now, change, error);
      return check_kept (now, change, error);
    case SMT_DECISION_KEEP:
    case SMT_DECISION_CLARIFY:
    case SMT_DECISION_OVERRIDE:
    case SMT_DECISION_DECLINE:
    case SMT_N_DECISIONS:
    default:
      return check_kept (now, change, error);
    }
}

/* Does a loose prescription take this entry over? Then it is looked at with that one. */
static gboolean
is_taken_over (const SmtChangeSet *set, const SmtChange *change)
{
  for (guint i = 0; i < set->changes->len; i++)
    {
      const SmtChange *other = g_ptr_array_index (set->changes, i);
      if (other->decision != NULL && other->decision->kind == SMT_DECISION_BELONGS_TO
          && g_strcmp0 (other->decision->other_key, change->treatment->key) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Rows that are one less afterwards: left out, or joined with another. */
static guint
count_gone (const SmtChangeSet *set)
{
  guint gone = 0;

  for (guint i = 0; i < set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (set->changes, i);
      gone += smt_decision_effect (change->decision, change->treatment).leaves_out || is_taken_over (set, change);
    }
  return gone;
}

/* Reads the finished Bundle, with the catalogue of the lookup, and compares every row with its decision. */
gboolean
_smt_encode_check (SmtEncoder *encoder, GBytes *bundle, GError **error)
{
  const SmtReadOptions options = { .today = encoder->context->today, .catalogue = encoder->set->list->catalogue };
  g_autoptr (SmtAnswer) read = smt_answer_read_with (bundle, &options, error);
  const SmtList *list;

  if (read == NULL)
    return FALSE;
  list = smt_answer_get_list (read);
  if (list->treatments->len + count_gone (encoder->set) != encoder->set->list->treatments->len)
    return _smt_cannot_carry (error, "another number of rows would read back");
  if (encoder->set->create_pll && smt_list_find_pause (list, encoder->context->today) != NULL)
    return _smt_cannot_carry (error, "a list in use would read back as paused");
  for (guint i = 0; i < encoder->set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (encoder->set->changes, i);
      if (change->decision != NULL && !is_taken_over (encoder->set, change) && !check_row (list, change, error))
        return FALSE;
    }
  return TRUE;
}
