/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-list.h"

/* --- patient ------------------------------------------------------------------------------------------------------ */

/**
 * smt_patient_new:
 *
 * Returns: (transfer full): a patient of whom nothing is known, for its maker to fill
 */
SmtPatient *
smt_patient_new (void)
{
  SmtPatient *patient = g_new0 (SmtPatient, 1);

  g_atomic_ref_count_init (&patient->ref_count);
  return patient;
}

/**
 * smt_patient_ref:
 * @patient: a patient
 *
 * Returns: (transfer full): the same patient
 */
SmtPatient *
smt_patient_ref (const SmtPatient *patient)
{
  g_return_val_if_fail (patient != NULL, NULL);

  SmtPatient *self = (SmtPatient *)patient;
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_patient_unref:
 * @patient: (transfer full): a patient
 */
void
smt_patient_unref (SmtPatient *patient)
{
  g_return_if_fail (patient != NULL);

  if (!g_atomic_ref_count_dec (&patient->ref_count))
    return;
  g_free (patient->national_number);
  g_free (patient->family);
  g_free (patient->given);
  g_free (patient->address_line);
  g_free (patient->postal_code);
  g_free (patient->city);
  g_free (patient);
}

/**
 * smt_patient_dup_name:
 * @patient: a patient
 *
 * Returns: (transfer full): given and family name, or the one that is known; empty when neither is
 */
char *
smt_patient_dup_name (const SmtPatient *patient)
{
  g_return_val_if_fail (patient != NULL, NULL);

  const char *given = patient->given != NULL ? patient->given : "";
  const char *family = patient->family != NULL ? patient->family : "";
  const char *space = *given != '\0' && *family != '\0' ? " " : "";
  return g_strconcat (given, space, family, NULL);
}

/**
 * smt_patient_get_age:
 * @patient: a patient
 * @today: the day to count to
 *
 * Whoever is born on 29 February turns a year older on 1 March in other years.
 *
 * Returns: age in whole years; 0 when the birth date or @today is unset, or @today lies before the birth
 */
guint
smt_patient_get_age (const SmtPatient *patient, SmtDate today)
{
  g_return_val_if_fail (patient != NULL, 0);

  if (!smt_date_is_set (patient->birth_date) || !smt_date_is_set (today)
      || smt_date_compare (today, patient->birth_date) < 0)
    return 0;

  guint birth_year, birth_month, birth_day, year, month, day;
  smt_date_split (patient->birth_date, &birth_year, &birth_month, &birth_day);
  smt_date_split (today, &year, &month, &day);

  guint age = year - birth_year;
  if (month < birth_month || (month == birth_month && day < birth_day))
    age--;
  return age;
}

/* --- reaction ----------------------------------------------------------------------------------------------------- */

/**
 * smt_reaction_new:
 *
 * Returns: (transfer full): an empty reaction, for its maker to fill
 */
SmtReaction *
smt_reaction_new (void)
{
  return g_new0 (SmtReaction, 1);
}

/**
 * smt_reaction_copy:
 * @reaction: a reaction
 *
 * Returns: (transfer full): the same said again
 */
SmtReaction *
smt_reaction_copy (const SmtReaction *reaction)
{
  g_return_val_if_fail (reaction != NULL, NULL);

  SmtReaction *copy = smt_reaction_new ();
  copy->display = g_strdup (reaction->display);
  copy->excipient = g_strdup (reaction->excipient);
  copy->atc = g_strdup (reaction->atc);
  copy->manifestation = g_strdup (reaction->manifestation);
  copy->source = g_strdup (reaction->source);
  copy->severe = reaction->severe;
  copy->mild = reaction->mild;
  copy->refuted = reaction->refuted;
  copy->over = reaction->over;
  return copy;
}

/**
 * smt_reaction_free:
 * @reaction: (transfer full): a reaction
 */
void
smt_reaction_free (SmtReaction *reaction)
{
  g_return_if_fail (reaction != NULL);

  g_free (reaction->display);
  g_free (reaction->excipient);
  g_free (reaction->atc);
  g_free (reaction->manifestation);
  g_free (reaction->source);
  g_free (reaction);
}

/* --- list --------------------------------------------------------------------------------------------------------- */

static void
unref_treatment (gpointer data)
{
  smt_treatment_unref (data);
}

static void
free_reaction (gpointer data)
{
  smt_reaction_free (data);
}

static void
free_other (gpointer data)
{
  smt_other_prescription_free (data);
}

static void
free_message (gpointer data)
{
  smt_message_free (data);
}

/**
 * smt_other_prescription_new:
 *
 * Returns: (transfer full): a prescription of something that is no medicine, for its maker to fill
 */
SmtOtherPrescription *
smt_other_prescription_new (void)
{
  return g_new0 (SmtOtherPrescription, 1);
}

/**
 * smt_other_prescription_free:
 * @other: (transfer full): a prescription of something that is no medicine
 */
void
smt_other_prescription_free (SmtOtherPrescription *other)
{
  g_return_if_fail (other != NULL);

  g_free (other->display);
  g_free (other->text);
  g_free (other->prescription_id);
  g_free (other);
}

/**
 * smt_list_new:
 *
 * Returns: (transfer full): a list without treatments, of which nothing was asked, for its maker to fill
 */
SmtList *
smt_list_new (void)
{
  SmtList *list = g_new0 (SmtList, 1);

  g_atomic_ref_count_init (&list->ref_count);
  list->treatments = g_ptr_array_new_with_free_func (unref_treatment);
  list->reactions = g_ptr_array_new_with_free_func (free_reaction);
  list->refuted = g_ptr_array_new_with_free_func (free_reaction);
  list->others = g_ptr_array_new_with_free_func (free_other);
  list->messages = g_ptr_array_new_with_free_func (free_message);
  list->unread = g_ptr_array_new_with_free_func (g_free);
  list->reactions_knowledge = SMT_KNOWLEDGE_NOT_ASKED;
  list->pll_date = SMT_INSTANT_UNSET;
  list->rf_fetched = SMT_INSTANT_UNSET;
  list->kj_fetched = SMT_INSTANT_UNSET;
  return list;
}

/**
 * smt_list_ref:
 * @list: a list
 *
 * Returns: (transfer full): the same list
 */
SmtList *
smt_list_ref (const SmtList *list)
{
  g_return_val_if_fail (list != NULL, NULL);

  SmtList *self = (SmtList *)list;
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_list_unref:
 * @list: (transfer full): a list
 */
void
smt_list_unref (SmtList *list)
{
  g_return_if_fail (list != NULL);

  if (!g_atomic_ref_count_dec (&list->ref_count))
    return;
  g_free (list->lookup_id);
  g_clear_pointer (&list->patient, smt_patient_unref);
  g_ptr_array_unref (list->treatments);
  g_ptr_array_unref (list->reactions);
  g_ptr_array_unref (list->refuted);
  g_ptr_array_unref (list->others);
  g_ptr_array_unref (list->messages);
  g_free (list->pll_author);
  g_ptr_array_unref (list->unread);
  g_clear_pointer (&list->catalogue, smt_catalogue_unref);
  g_free (list);
}

/**
 * smt_list_has_from_summary:
 * @list: a list
 * @treatment: of it
 *
 * A lookup asks three registers (contract 9), and nothing names the one that told of a medicine: what is no entry of
 * the list, and has no status of Reseptformidleren, came from kjernejournal [I], where that has answered.
 *
 * Returns: whether kjernejournal alone knows @treatment
 */
gboolean
smt_list_has_from_summary (const SmtList *list, const SmtTreatment *treatment)
{
  g_return_val_if_fail (list != NULL && treatment != NULL, FALSE);

  if (list->kj_fetched == SMT_INSTANT_UNSET || (list->restrictions & SMT_RESTRICTIONS_KJ_UNKNOWN) != 0
      || treatment->entry_id != NULL || treatment->proposed)
    return FALSE;
  for (guint i = 0; i < treatment->prescriptions->len; i++)
    if (((const SmtPrescription *)g_ptr_array_index (treatment->prescriptions, i))->registered)
      return FALSE;
  return TRUE;
}

/**
 * smt_list_find:
 * @list: a list
 * @key: the key of a treatment
 *
 * Returns: (transfer none) (nullable): the treatment with @key
 */
const SmtTreatment *
smt_list_find (const SmtList *list, const char *key)
{
  g_return_val_if_fail (list != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      if (g_strcmp0 (treatment->key, key) == 0)
        return treatment;
    }
  return NULL;
}

/**
 * smt_list_find_open_question:
 * @list: a list
 * @key: the key of a treatment
 *
 * A question that was overtaken by a newer list (features.md 24) asks nobody any more.
 *
 * Returns: (transfer none) (nullable): what a pharmacy (M25.2) asks or proposes about the treatment, and nobody has
 * answered
 */
const SmtQuestion *
smt_list_find_open_question (const SmtList *list, const char *key)
{
  g_return_val_if_fail (list != NULL && key != NULL, NULL);

  for (guint i = 0; i < list->messages->len; i++)
    {
      const SmtMessage *message = g_ptr_array_index (list->messages, i);
      const SmtQuestion *question = smt_message_find_question (message, key);

      if (message->kind == SMT_MESSAGE_PROPOSAL && !message->stale && question != NULL)
        return question;
    }
  return NULL;
}

/**
 * smt_list_find_proposal:
 * @list: a list
 * @key: the key of a treatment
 *
 * Returns: (transfer none) (nullable): the treatment with the other dose that a pharmacy (M25.2) proposes last, where
 *   nobody has answered
 */
const SmtTreatment *
smt_list_find_proposal (const SmtList *list, const char *key)
{
  const SmtMessage *newest = NULL;
  const SmtTreatment *proposal = NULL;

  g_return_val_if_fail (list != NULL && key != NULL, NULL);

  for (guint i = 0; i < list->messages->len; i++)
    {
      const SmtMessage *message = g_ptr_array_index (list->messages, i);

      if (message->kind != SMT_MESSAGE_PROPOSAL || message->stale || (newest != NULL && message->date < newest->date))
        continue;
      for (guint j = 0; j < message->questions->len; j++)
        {
          const SmtQuestion *question = g_ptr_array_index (message->questions, j);

          if (question->proposal == NULL || g_strcmp0 (question->key, key) != 0)
            continue;
          newest = message;
          proposal = question->proposal;
        }
    }
  return proposal;
}

/**
 * smt_list_was_read:
 * @list: a list
 *
 * Returns: whether both the PLL and the prescriptions were read; else it is no base to send from, and proves nothing
 */
gboolean
smt_list_was_read (const SmtList *list)
{
  g_return_val_if_fail (list != NULL, FALSE);

  return (list->restrictions & (SMT_RESTRICTIONS_PLL_UNKNOWN | SMT_RESTRICTIONS_RF_UNKNOWN)) == 0;
}

/**
 * smt_list_find_pause:
 * @list: a list
 * @today: the day it is looked at
 *
 * A list that is paused as a whole (features.md 26), for a stay in hospital for instance, is not what the patient takes
 * today, and is not sent before somebody has said that it is in use again.
 *
 * Returns: (transfer none) (nullable): the M25.1 that says so
 */
const SmtMessage *
smt_list_find_pause (const SmtList *list, SmtDate today)
{
  g_return_val_if_fail (list != NULL, NULL);

  for (guint i = 0; i < list->messages->len; i++)
    {
      const SmtMessage *message = g_ptr_array_index (list->messages, i);

      if (message->kind == SMT_MESSAGE_LIST && smt_message_pauses (message, today))
        return message;
    }
  return NULL;
}

/* Kjernejournal first, then Reseptformidleren, then what is local. */
static int
source_rank (const SmtReaction *reaction)
{
  if (g_strcmp0 (reaction->source, "KJ") == 0)
    return 0;
  return g_strcmp0 (reaction->source, "RF") == 0 ? 1 : 2;
}

/* How bad it is that nobody has said is not known to be mild. */
static int
gravity_rank (const SmtReaction *reaction)
{
  if (reaction->severe)
    return 0;
  return reaction->mild ? 2 : 1;
}

static int
compare_reactions (gconstpointer a, gconstpointer b)
{
  const SmtReaction *left = *(const SmtReaction *const *)a;
  const SmtReaction *right = *(const SmtReaction *const *)b;
  int order = source_rank (left) - source_rank (right);

  return order != 0 ? order : gravity_rank (left) - gravity_rank (right);
}

/**
 * smt_list_sort_reactions:
 * @list: a list that is being made
 *
 * By source, and within a source the gravest first; else as they came. None is merged with another.
 */
void
smt_list_sort_reactions (SmtList *list)
{
  g_return_if_fail (list != NULL);

  g_ptr_array_sort (list->reactions, compare_reactions); /* which is stable */
  g_ptr_array_sort (list->refuted, compare_reactions);
}
