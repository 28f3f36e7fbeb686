/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-treatment.h"

#include <string.h>

static void
free_prescription (gpointer data)
{
  SmtPrescription *prescription = data;

  g_free (prescription->prescription_id);
  g_free (prescription->recall_id);
  g_free (prescription->prescriber);
  g_free (prescription->amount_unit);
  g_free (prescription->refills);
  g_free (prescription);
}

static void
unref_source (gpointer data)
{
  smt_source_unref (data);
}

/**
 * smt_treatment_new:
 *
 * An empty treatment for its maker to fill; nothing is known about it, not even that it is daily.
 *
 * Returns: (transfer full): a treatment
 */
SmtTreatment *
smt_treatment_new (void)
{
  SmtTreatment *treatment = g_new0 (SmtTreatment, 1);

  g_atomic_ref_count_init (&treatment->ref_count);
  treatment->prescriptions = g_ptr_array_new_with_free_func (free_prescription);
  treatment->sources = g_ptr_array_new_with_free_func (unref_source);
  treatment->last_changed = SMT_INSTANT_UNSET;
  return treatment;
}

static void
copy_words (SmtTreatment *copy, const SmtTreatment *treatment)
{
  copy->key = g_strdup (treatment->key);
  copy->entry_id = g_strdup (treatment->entry_id);
  copy->stop_reason = g_strdup (treatment->stop_reason);
  copy->stopped_by = g_strdup (treatment->stopped_by);
  copy->indication = g_strdup (treatment->indication);
  copy->instruction = g_strdup (treatment->instruction);
  copy->comment = g_strdup (treatment->comment);
  copy->author = g_strdup (treatment->author);
}

/**
 * smt_treatment_copy_without_dose:
 * @treatment: a treatment
 *
 * Returns: (transfer full): the same entry without what it says of the dose, for its maker to fill: no text, no source,
 *   no digest
 */
SmtTreatment *
smt_treatment_copy_without_dose (const SmtTreatment *treatment)
{
  SmtTreatment *copy = smt_treatment_new ();

  g_return_val_if_fail (treatment != NULL, copy);

  copy_words (copy, treatment);
  for (guint i = 0; i < treatment->prescriptions->len; i++)
    {
      const SmtPrescription *from = g_ptr_array_index (treatment->prescriptions, i);
      SmtPrescription *to = smt_treatment_add_prescription (copy);

      *to = *from;
      to->prescription_id = g_strdup (from->prescription_id);
      to->recall_id = g_strdup (from->recall_id);
      to->prescriber = g_strdup (from->prescriber);
      to->amount_unit = g_strdup (from->amount_unit);
      to->refills = g_strdup (from->refills);
    }
  copy->product = treatment->product != NULL ? smt_product_ref (treatment->product) : NULL;
  copy->state = treatment->state;
  copy->use = treatment->use;
  copy->without_prescription = treatment->without_prescription;
  copy->multidose = treatment->multidose;
  copy->proposed = treatment->proposed;
  copy->goods = treatment->goods;
  copy->locked = treatment->locked;
  copy->guardian_reserved = treatment->guardian_reserved;
  copy->in_doctors_name = treatment->in_doctors_name;
  copy->start_date = treatment->start_date;
  copy->stop_date = treatment->stop_date;
  copy->last_changed = treatment->last_changed;
  return copy;
}

/**
 * smt_treatment_ref:
 * @treatment: a treatment
 *
 * Returns: (transfer full): the same treatment
 */
SmtTreatment *
smt_treatment_ref (const SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, NULL);

  SmtTreatment *self = (SmtTreatment *)treatment;
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_treatment_unref:
 * @treatment: (transfer full): a treatment
 */
void
smt_treatment_unref (SmtTreatment *treatment)
{
  g_return_if_fail (treatment != NULL);

  if (!g_atomic_ref_count_dec (&treatment->ref_count))
    return;
  g_free (treatment->key);
  g_free (treatment->entry_id);
  g_ptr_array_unref (treatment->prescriptions);
  g_clear_pointer (&treatment->before, smt_treatment_unref);
  g_clear_pointer (&treatment->product, smt_product_unref);
  g_free (treatment->stop_reason);
  g_free (treatment->stopped_by);
  g_free (treatment->indication);
  g_free (treatment->dose_text);
  g_free (treatment->instruction);
  g_free (treatment->comment);
  g_free (treatment->author);
  g_ptr_array_unref (treatment->sources);
  g_free (treatment->digest);
  g_free (treatment);
}

/**
 * smt_treatment_add_prescription:
 * @treatment: a treatment that has not been let out yet
 *
 * Adds a link to the end of the chain; the first one added is the head.
 *
 * Returns: (transfer none): the new link, for its maker to fill
 */
SmtPrescription *
smt_treatment_add_prescription (SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, NULL);

  SmtPrescription *prescription = g_new0 (SmtPrescription, 1);
  prescription->last_changed = SMT_INSTANT_UNSET;
  prescription->prescribed_at = SMT_INSTANT_UNSET;
  prescription->recalled_at = SMT_INSTANT_UNSET;
  g_ptr_array_add (treatment->prescriptions, prescription);
  return prescription;
}

/**
 * smt_treatment_get_head:
 * @treatment: a treatment
 *
 * Returns: (transfer none) (nullable): the newest prescription; %NULL for an entry without prescription
 */
const SmtPrescription *
smt_treatment_get_head (const SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, NULL);

  return treatment->prescriptions->len > 0 ? g_ptr_array_index (treatment->prescriptions, 0) : NULL;
}

/**
 * smt_treatment_is_loose:
 * @treatment: a treatment
 *
 * A loose prescription (løs resept) is one that somebody may still act on and that is not on the list. What has been
 * stopped, has expired or was recalled is history, not loose.
 *
 * Returns: %TRUE if it is loose
 */
gboolean
smt_treatment_is_loose (const SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, FALSE);

  return treatment->entry_id == NULL
         && (smt_treatment_is_in_use (treatment) || treatment->state == SMT_TREATMENT_PAUSED);
}

/** smt_treatment_is_vaccine: Returns: whether it is one by its use (code list 9101) or by what it is (ATC J07) */
gboolean
smt_treatment_is_vaccine (const SmtTreatment *treatment)
{
  const char *atc;

  g_return_val_if_fail (treatment != NULL, FALSE);

  atc = treatment->product != NULL ? treatment->product->atc : NULL;
  return treatment->use == SMT_USE_VACCINE || (atc != NULL && g_ascii_strncasecmp (atc, "J07", 3) == 0);
}

/**
 * smt_treatment_get_off_list:
 * @treatment: a treatment
 *
 * Vaccines, nutrition and consumables are not in M25 (E-2827550723), and locked prescriptions are left out of it. What
 * is mixed for one patient (magistral), local medicines and supplements are medicines, and are in it.
 *
 * Returns: why it never comes onto the list
 */
SmtOffList
smt_treatment_get_off_list (const SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, SMT_OFF_LIST_NOT);

  if (treatment->use == SMT_USE_VACCINE)
    return SMT_OFF_LIST_VACCINE;
  if (treatment->goods)
    return SMT_OFF_LIST_GOODS;
  return treatment->locked ? SMT_OFF_LIST_LOCKED : SMT_OFF_LIST_NOT;
}

/**
 * smt_treatment_may_join_list:
 * @treatment: a treatment
 *
 * Returns: whether it is a loose prescription that could be an entry of the list
 */
gboolean
smt_treatment_may_join_list (const SmtTreatment *treatment)
{
  return smt_treatment_is_loose (treatment) && smt_treatment_get_off_list (treatment) == SMT_OFF_LIST_NOT;
}

/**
 * smt_treatment_is_in_use:
 * @treatment: a treatment
 *
 * A planned stop is still in use, whatever its prescription's status says.
 *
 * Returns: %TRUE if the patient is meant to take it now
 */
gboolean
smt_treatment_is_in_use (const SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, FALSE);

  return treatment->state == SMT_TREATMENT_ACTIVE || treatment->state == SMT_TREATMENT_PLANNED_STOP;
}

/**
 * smt_treatment_is_dispensable:
 * @treatment: a treatment
 *
 * Returns: %TRUE if a pharmacy can hand it out: the head is dispensable, or is being dispensed right now
 */
gboolean
smt_treatment_is_dispensable (const SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, FALSE);

  const SmtPrescription *head = smt_treatment_get_head (treatment);
  return head != NULL
         && (head->status == SMT_PRESCRIPTION_DISPENSABLE || head->status == SMT_PRESCRIPTION_IN_DISPENSING);
}

/**
 * smt_treatment_has_spent_prescription:
 * @treatment: a treatment
 *
 * Returns: %TRUE if it is a line of the list whose newest prescription cannot be dispensed: it is used up, has expired,
 * was recalled, or is not known any more
 */
gboolean
smt_treatment_has_spent_prescription (const SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, FALSE);

  const SmtPrescription *head = smt_treatment_get_head (treatment);
  return treatment->entry_id != NULL && !treatment->proposed && head != NULL && head->prescription_id != NULL
         && !smt_treatment_is_dispensable (treatment);
}

/**
 * smt_treatment_get_rhythm:
 * @treatment: a treatment
 * @voice: a voice
 *
 * Returns: (transfer none) (nullable): the rhythm of the first clear source of @voice; %NULL when none is clear
 */
const SmtRhythm *
smt_treatment_get_rhythm (const SmtTreatment *treatment, SmtVoiceKind voice)
{
  g_return_val_if_fail (treatment != NULL, NULL);

  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice == voice && source->reading->state == SMT_READING_CLEAR)
        return smt_reading_get_rhythm (source->reading);
    }
  return NULL;
}

/**
 * smt_treatment_get_voice_state:
 * @treatment: a treatment
 * @voice: a voice
 *
 * Returns: how the source that is shown first was heard; silent when the voice has no source
 */
SmtReadingState
smt_treatment_get_voice_state (const SmtTreatment *treatment, SmtVoiceKind voice)
{
  const SmtSource *source = smt_treatment_get_source (treatment, voice);

  return source != NULL ? source->reading->state : SMT_READING_SILENT;
}

/**
 * smt_treatment_get_source:
 * @treatment: a treatment
 * @voice: a voice
 *
 * Returns: (transfer none) (nullable): the source that is shown first: the first one that says something, else the
 *   first silent one
 */
const SmtSource *
smt_treatment_get_source (const SmtTreatment *treatment, SmtVoiceKind voice)
{
  g_return_val_if_fail (treatment != NULL, NULL);

  const SmtSource *silent = NULL;
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice != voice)
        continue;
      if (source->reading->state != SMT_READING_SILENT)
        return source;
      if (silent == NULL)
        silent = source;
    }
  return silent;
}

/**
 * smt_treatment_dup_name:
 * @treatment: a treatment
 *
 * Returns: (transfer full): what the entry is called outside this program: its PLL id, else the ReseptId of its newest
 *   prescription, else the resource's own id
 */
char *
smt_treatment_dup_name (const SmtTreatment *treatment)
{
  const SmtPrescription *head;
  const char *colon, *id;

  g_return_val_if_fail (treatment != NULL, NULL);

  head = smt_treatment_get_head (treatment);
  if (treatment->entry_id != NULL)
    return g_strdup (treatment->entry_id);
  if (head != NULL && head->prescription_id != NULL)
    return g_strdup (head->prescription_id);

  /* a key of a resource may end in "#3" where the ids of two kinds are the same; no id of FHIR holds that sign */
  colon = strchr (treatment->key, ':');
  id = colon != NULL ? colon + 1 : treatment->key;
  return g_strndup (id, strcspn (id, "#"));
}

/**
 * smt_prescription_status_code:
 * @status: a status
 *
 * Returns: (transfer none) (nullable): its code in list 7408; %NULL when it is not known
 */
const char *
smt_prescription_status_code (SmtPrescriptionStatus status)
{
  switch (status)
    {
    case SMT_PRESCRIPTION_DISPENSABLE:
      return "E";
    case SMT_PRESCRIPTION_IN_DISPENSING:
      return "U";
    case SMT_PRESCRIPTION_RECALLED:
      return "T";
    case SMT_PRESCRIPTION_FINISHED:
      return "R";
    case SMT_PRESCRIPTION_EXPIRED:
      return "F";
    case SMT_PRESCRIPTION_UNKNOWN:
    default:
      return NULL;
    }
}
