/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-quantity.h"
#include "dosing/smt-words.h"
#include "list/smt-difference-private.h"

/* --- the end of a dose -------------------------------------------------------------------------------------------- */

/* The one step of a field that is clear; several have their days among their words. */
static const SmtStep *
only_step (const SmtTreatment *treatment)
{
  const SmtRhythm *field = smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD);

  return field != NULL && field->n_steps == 1 ? &field->steps[0] : NULL;
}

/* A course that is prescribed anew ends on another day; what counts then is how long it lasts. */
static gboolean
last_as_long (const SmtStep *before, const SmtStep *after)
{
  if (!smt_date_is_set (before->end) || !smt_date_is_set (after->end))
    return smt_date_is_set (before->end) == smt_date_is_set (after->end);
  if (!smt_date_is_set (before->start) || !smt_date_is_set (after->start))
    return smt_date_compare (before->end, after->end) == 0;
  return smt_date_days_between (before->start, before->end) == smt_date_days_between (after->start, after->end);
}

/* The end of a step is the first day without it. */
static char *
last_day_words (const SmtDifferences *self, const SmtStep *step)
{
  return smt_date_is_set (step->end) ? smt_date_to_words (smt_date_add_days (step->end, -1), self->language)
                                     : g_strdup (self->words->none);
}

/* Where a dose ends that the words of the dose do not tell. */
void
_smt_differences_compare_last_days (SmtDifferences *self)
{
  const SmtStep *before = only_step (self->before);
  const SmtStep *after = only_step (self->after);

  if (before == NULL || after == NULL || last_as_long (before, after))
    return;
  _smt_differences_tell (self, SMT_TREATMENT_LAST_DAY, last_day_words (self, before), last_day_words (self, after));
}

/* --- what is prescribed ------------------------------------------------------------------------------------------- */

static gboolean
says_amount (const SmtPrescription *prescription)
{
  return prescription->packages.mantissa != 0 || prescription->amount.mantissa != 0;
}

/* Packages before pieces: where both are said the packages are what was chosen. */
static char *
amount_words (const SmtDifferences *self, const SmtPrescription *prescription)
{
  gboolean packages = prescription->packages.mantissa != 0;
  SmtDecimal value = packages ? prescription->packages : prescription->amount;
  g_autofree char *number = smt_decimal_format (smt_decimal_normalize (value), self->words->point);
  const char *unit = prescription->amount_unit;

  if (packages)
    unit = smt_decimal_equal (value, SMT_DECIMAL_INT (1)) ? self->words->package : self->words->packages;
  return unit != NULL ? g_strdup_printf ("%s %s", number, unit) : g_strdup (number);
}

static gboolean
amounts_equal (const SmtPrescription *before, const SmtPrescription *after)
{
  if (before->packages.mantissa != 0 && after->packages.mantissa != 0)
    return smt_decimal_equal (before->packages, after->packages);
  if (before->packages.mantissa != 0 || after->packages.mantissa != 0)
    return FALSE;
  return smt_quantity_equal (before->amount, before->amount_unit, after->amount, after->amount_unit);
}

static const char *
said_word (const SmtDifferences *self, SmtSubstitution said)
{
  return said == SMT_SUBSTITUTION_ACCEPTED ? self->words->yes : self->words->no;
}

/* Amount, refills and generic substitution of the newest prescription; what one of the two does not say is unknown. */
void
_smt_differences_compare_amounts (SmtDifferences *self)
{
  const SmtPrescription *before = smt_treatment_get_head (self->before);
  const SmtPrescription *after = smt_treatment_get_head (self->after);

  if (before == NULL || after == NULL)
    return;
  if (says_amount (before) && says_amount (after) && !amounts_equal (before, after))
    _smt_differences_tell (self, SMT_TREATMENT_AMOUNT, amount_words (self, before), amount_words (self, after));
  if (before->refills != NULL && after->refills != NULL)
    _smt_differences_compare_texts (self, SMT_TREATMENT_REFILLS, before->refills, after->refills);
  if (before->substitution != SMT_SUBSTITUTION_UNKNOWN && after->substitution != SMT_SUBSTITUTION_UNKNOWN
      && before->substitution != after->substitution)
    _smt_differences_tell (self, SMT_TREATMENT_SUBSTITUTION, g_strdup (said_word (self, before->substitution)),
                           g_strdup (said_word (self, after->substitution)));
}

/* --- a chain ------------------------------------------------------------------------------------------------------ */

/* Of an older link: it has been replaced, so its status says nothing of the medicine, and it has no place on the list.
 * What it does not say in so many words is unknown. */
static gboolean
is_said_of_link (const SmtTreatmentDifference *difference, const SmtTreatment *before)
{
  switch (difference->attribute)
    {
    case SMT_TREATMENT_STATE:
    case SMT_TREATMENT_PRESCRIPTION:
    case SMT_TREATMENT_ON_LIST:
      return FALSE;
    case SMT_TREATMENT_USE:
      return before->use != SMT_USE_UNKNOWN;
    case SMT_TREATMENT_MULTIDOSE:
      return before->multidose;
    case SMT_TREATMENT_PRODUCT:
    case SMT_TREATMENT_STRENGTH:
    case SMT_TREATMENT_FORM:
    case SMT_TREATMENT_DOSE:
    case SMT_TREATMENT_FIELD:
    case SMT_TREATMENT_INDICATION:
    case SMT_TREATMENT_STOP_DATE:
    case SMT_TREATMENT_LAST_DAY:
    case SMT_TREATMENT_AMOUNT:
    case SMT_TREATMENT_REFILLS:
    case SMT_TREATMENT_SUBSTITUTION:
    case SMT_TREATMENT_INSTRUCTION:
    case SMT_TREATMENT_PRESCRIBER:
    case SMT_N_TREATMENT_ATTRIBUTES:
    default:
      return TRUE;
    }
}

static void
compare_prescribers (SmtDifferences *self)
{
  const SmtPrescription *before = smt_treatment_get_head (self->before);
  const SmtPrescription *after = smt_treatment_get_head (self->after);

  if (before != NULL && after != NULL && before->prescriber != NULL && after->prescriber != NULL)
    _smt_differences_compare_texts (self, SMT_TREATMENT_PRESCRIBER, before->prescriber, after->prescriber);
}

/**
 * smt_treatment_chain_differences:
 * @treatment: a treatment
 * @language: what the words are in: bokmål, nynorsk or English
 *
 * Returns: (transfer full) (nullable) (element-type SmtTreatmentDifference): what the newest prescription says
 * otherwise than the one before it; %NULL where there is none before it
 */
GPtrArray *
smt_treatment_chain_differences (const SmtTreatment *treatment, SmtLanguage language)
{
  SmtDifferences prescribers = { 0 };
  GPtrArray *found;

  g_return_val_if_fail (treatment != NULL, NULL);

  if (treatment->before == NULL)
    return NULL;
  found = smt_treatment_differences (treatment->before, treatment, language);
  for (guint i = found->len; i > 0; i--)
    if (!is_said_of_link (g_ptr_array_index (found, i - 1), treatment->before))
      g_ptr_array_remove_index (found, i - 1);
  prescribers = (SmtDifferences){ treatment->before, treatment, language, _smt_difference_words (language), found };
  compare_prescribers (&prescribers);
  return found;
}
