/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-difference.h"

#include "dosing/smt-compare.h"
#include "dosing/smt-quantity.h"
#include "dosing/smt-words.h"
#include "list/smt-difference-private.h"

typedef SmtDifferences Comparison;

static void
difference_free (gpointer data)
{
  SmtTreatmentDifference *difference = data;

  g_free (difference->before);
  g_free (difference->after);
  g_free (difference);
}

/* (transfer full) both */
void
_smt_differences_tell (Comparison *self, SmtTreatmentAttribute attribute, char *before, char *after)
{
  SmtTreatmentDifference *difference = g_new0 (SmtTreatmentDifference, 1);

  difference->attribute = attribute;
  difference->name = self->words->names[attribute];
  difference->before = before;
  difference->after = after;
  g_ptr_array_add (self->found, difference);
}

static void
tell_words (Comparison *self, SmtTreatmentAttribute attribute, const char *before, const char *after)
{
  _smt_differences_tell (self, attribute, g_strdup (before), g_strdup (after));
}

/* Texts that differ in nothing but white space and capitals say the same. */
static gboolean
texts_equal (const char *a, const char *b)
{
  g_autofree char *left = smt_text_fold (a != NULL ? a : "");
  g_autofree char *right = smt_text_fold (b != NULL ? b : "");

  return g_str_equal (left, right);
}

void
_smt_differences_compare_texts (Comparison *self,
                                SmtTreatmentAttribute attribute,
                                const char *before,
                                const char *after)
{
  g_autofree char *left = before != NULL ? smt_text_squeeze (before) : g_strdup ("");
  g_autofree char *right = after != NULL ? smt_text_squeeze (after) : g_strdup ("");

  if (!texts_equal (left, right))
    tell_words (self, attribute, *left != '\0' ? left : self->words->none, *right != '\0' ? right : self->words->none);
}

/* --- the product ---------------------------------------------------------------------------------------------------
 */

static const char *
product_name (const SmtProduct *product)
{
  if (product->brand != NULL)
    return product->brand;
  return product->generic != NULL ? product->generic : product->display;
}

/* A brand that only one of the lists names is not a change; one beside a name that is not known to be the substance's
 * is.
 */
static void
compare_products (Comparison *self, const SmtProduct *before, const SmtProduct *after)
{
  gboolean other_brand = before->brand != NULL && after->brand != NULL && !texts_equal (before->brand, after->brand);
  gboolean other_substance = before->certainty != SMT_CERTAINTY_NONE && after->certainty != SMT_CERTAINTY_NONE
                             && !smt_product_same_substance (before, after)
                             && !texts_equal (before->display, after->display);

  if (other_brand || (other_substance && !texts_equal (product_name (before), product_name (after))))
    tell_words (self, SMT_TREATMENT_PRODUCT, product_name (before), product_name (after));
}

/**
 * smt_strengths_equal:
 * @a: a product
 * @b: another
 *
 * Returns: whether both have the same strengths in the same order: "1 g" is "1000 mg", "1 g" is never "1 IE"
 */
gboolean
smt_strengths_equal (const SmtProduct *a, const SmtProduct *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->strengths->len != b->strengths->len)
    return FALSE;
  for (guint i = 0; i < a->strengths->len; i++)
    {
      const SmtStrength *left = &g_array_index (a->strengths, SmtStrength, i);
      const SmtStrength *right = &g_array_index (b->strengths, SmtStrength, i);

      if (!smt_quantity_equal (left->value, left->unit, right->value, right->unit)
          || !smt_unit_equal (left->per_unit, right->per_unit))
        return FALSE;
    }
  return TRUE;
}

/* A strength or form that one of the lists does not tell is unknown, not changed. */
static void
compare_strengths (Comparison *self, const SmtProduct *before, const SmtProduct *after)
{
  if (before->strengths->len == 0 || after->strengths->len == 0 || smt_strengths_equal (before, after))
    return;
  _smt_differences_tell (self, SMT_TREATMENT_STRENGTH, smt_product_strength_to_words (before, self->language),
                         smt_product_strength_to_words (after, self->language));
}

static void
compare_forms (Comparison *self, const SmtProduct *before, const SmtProduct *after)
{
  if (before->form_text != NULL && after->form_text != NULL)
    _smt_differences_compare_texts (self, SMT_TREATMENT_FORM, before->form_text, after->form_text);
}

/* --- the dose ------------------------------------------------------------------------------------------------------
 */

/* A field says when it begins, and every renewal begins anew: that alone is not another dose. */
static SmtRhythm *
without_dates (const SmtRhythm *rhythm)
{
  SmtRhythm *out = smt_rhythm_copy (rhythm);

  if (out->n_steps == 1)
    {
      out->steps[0].start = SMT_DATE_UNSET;
      out->steps[0].end = SMT_DATE_UNSET;
    }
  for (guint i = 0; i < out->n_steps; i++)
    for (guint j = 0; j < out->steps[i].n_beats; j++)
      if (out->steps[i].beats[j].days.kind != SMT_DAYS_DAY_LIST)
        out->steps[i].beats[j].days.phase = SMT_DATE_UNSET;
  return out;
}

static gboolean
doses_equal (const SmtRhythm *a, const SmtRhythm *b)
{
  g_autoptr (SmtRhythm) left = without_dates (a);
  g_autoptr (SmtRhythm) right = without_dates (b);

  return smt_rhythm_equal_dose (left, right)
         && (smt_rhythm_compare (a, b, SMT_DATE_UNSET).flags & SMT_DIFFERENCE_WEEKDAY) == 0;
}

static SmtBeat *
only_beat (const SmtRhythm *rhythm)
{
  return rhythm->n_steps == 1 && rhythm->steps[0].n_beats == 1 ? &rhythm->steps[0].beats[0] : NULL;
}

/* Whether nothing but one amount differs: then that amount says it all. */
static gboolean
differ_in_amount_only (const SmtRhythm *before, const SmtRhythm *after)
{
  const SmtBeat *old = only_beat (before);
  const SmtBeat *new = only_beat (after);

  if (old == NULL || new == NULL || old->per != SMT_PER_WHOLE || new->per != SMT_PER_WHOLE
      || old->amount.kind == SMT_RANGE_UNKNOWN || new->amount.kind == SMT_RANGE_UNKNOWN)
    return FALSE;

  g_autoptr (SmtRhythm) changed = smt_rhythm_copy (before);
  SmtBeat *beat = only_beat (changed);

  beat->amount = new->amount;
  smt_beat_set_unit (beat, new->unit);
  return doses_equal (changed, after);
}

static char *
weekday_words (const SmtRhythm *rhythm, const char *words, SmtLanguage language)
{
  g_autoptr (GString) out = g_string_new (words);
  const char *joint = " (";
  SmtMeasure measure;

  smt_rhythm_measure (rhythm, SMT_DATE_UNSET, &measure);
  for (int day = SMT_MONDAY; day <= SMT_SUNDAY; day++)
    if ((measure.weekdays >> day & 1) != 0)
      {
        g_string_append_printf (out, "%s%s", joint, smt_weekday_name ((SmtWeekday)day, language));
        joint = ", ";
      }
  if (measure.weekdays != 0)
    g_string_append_c (out, ')');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
tell_rhythms (Comparison *self, SmtTreatmentAttribute attribute, const SmtRhythm *before, const SmtRhythm *after)
{
  g_autoptr (SmtRhythm) left = without_dates (before);
  g_autoptr (SmtRhythm) right = without_dates (after);
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  if (differ_in_amount_only (before, after))
    {
      old = smt_range_to_words (only_beat (before)->amount, only_beat (before)->unit, self->language);
      new = smt_range_to_words (only_beat (after)->amount, only_beat (after)->unit, self->language);
    }
  else
    {
      old = smt_rhythm_to_words (left, self->language);
      new = smt_rhythm_to_words (right, self->language);
    }
  if (!g_str_equal (old, new))
    tell_words (self, attribute, old, new);
  else /* the day of the week is fixed by a date, which is not among the words */
    _smt_differences_tell (self, attribute, weekday_words (before, old, self->language),
                           weekday_words (after, new, self->language));
}

/* The voice that a person reads: the text, else the field. */
static const SmtSource *
spoken_dose (const SmtTreatment *treatment)
{
  const SmtSource *text = smt_treatment_get_source (treatment, SMT_VOICE_TEXT);

  if (text != NULL && text->reading->state != SMT_READING_SILENT)
    return text;
  return smt_treatment_get_source (treatment, SMT_VOICE_FIELD);
}

static const SmtRhythm *
clear_rhythm (const SmtSource *source)
{
  return source != NULL && source->reading->state == SMT_READING_CLEAR ? smt_reading_get_rhythm (source->reading)
                                                                       : NULL;
}

static void
compare_sources (Comparison *self, SmtTreatmentAttribute attribute, const SmtSource *before, const SmtSource *after)
{
  const SmtRhythm *old = clear_rhythm (before);
  const SmtRhythm *new = clear_rhythm (after);

  if (old == NULL || new == NULL)
    _smt_differences_compare_texts (self, attribute, before != NULL ? before->raw : NULL,
                                    after != NULL ? after->raw : NULL);
  else if (!doses_equal (old, new))
    tell_rhythms (self, attribute, old, new);
}

static gboolean
rhythms_agree (const SmtRhythm *a, const SmtRhythm *b)
{
  return a != NULL && b != NULL && doses_equal (a, b);
}

/* A field that follows the text is told once, with the text, and one that fell silent says nothing else. One that
 * turned away from its text is a change of its own: it is how "weekly" once became "daily" under a text that stayed. */
static void
compare_doses (Comparison *self)
{
  const SmtSource *before = spoken_dose (self->before);
  const SmtSource *after = spoken_dose (self->after);
  const SmtSource *old_field = smt_treatment_get_source (self->before, SMT_VOICE_FIELD);
  const SmtSource *new_field = smt_treatment_get_source (self->after, SMT_VOICE_FIELD);
  gboolean told;

  compare_sources (self, SMT_TREATMENT_DOSE, before, after);
  told = self->found->len > 0
         && ((SmtTreatmentDifference *)g_ptr_array_index (self->found, self->found->len - 1))->attribute
                == SMT_TREATMENT_DOSE;
  if (new_field == NULL || new_field == after || new_field->reading->state == SMT_READING_SILENT)
    return;
  if (old_field == NULL || old_field->reading->state == SMT_READING_SILENT)
    {
      old_field = NULL;
      told = TRUE; /* a field that was not there is only told of when it says something else than the text */
    }
  if (told && rhythms_agree (clear_rhythm (new_field), clear_rhythm (after)))
    return;
  compare_sources (self, SMT_TREATMENT_FIELD, old_field, new_field);
}

/* --- the rest ------------------------------------------------------------------------------------------------------
 */

static void
compare_dates (Comparison *self, SmtDate before, SmtDate after)
{
  if (smt_date_compare (before, after) == 0)
    return;
  _smt_differences_tell (
      self, SMT_TREATMENT_STOP_DATE,
      smt_date_is_set (before) ? smt_date_to_words (before, self->language) : g_strdup (self->words->none),
      smt_date_is_set (after) ? smt_date_to_words (after, self->language) : g_strdup (self->words->none));
}

static char *
prescription_words (Comparison *self, const SmtPrescription *prescription)
{
  if (prescription == NULL)
    return g_strdup (self->words->none);

  const char *status = self->words->prescriptions[prescription->status];
  g_autofree char *date = smt_date_to_words (prescription->written, self->language);
  return smt_date_is_set (prescription->written) ? g_strdup_printf ("%s, %s", status, date) : g_strdup (status);
}

static void
compare_prescriptions (Comparison *self)
{
  const SmtPrescription *before = smt_treatment_get_head (self->before);
  const SmtPrescription *after = smt_treatment_get_head (self->after);
  g_autofree char *old = prescription_words (self, before);
  g_autofree char *new = prescription_words (self, after);

  if (!g_str_equal (old, new))
    tell_words (self, SMT_TREATMENT_PRESCRIPTION, old, new);
}

static void
compare_flags (Comparison *self, SmtTreatmentAttribute attribute, gboolean before, gboolean after)
{
  if (!before != !after)
    tell_words (self, attribute, before ? self->words->yes : self->words->no,
                after ? self->words->yes : self->words->no);
}

static void
compare_standing (Comparison *self)
{
  const SmtTreatment *before = self->before;
  const SmtTreatment *after = self->after;

  if (before->use != after->use)
    tell_words (self, SMT_TREATMENT_USE, self->words->uses[before->use], self->words->uses[after->use]);
  _smt_differences_compare_texts (self, SMT_TREATMENT_INDICATION, before->indication, after->indication);
  if (before->state != after->state)
    tell_words (self, SMT_TREATMENT_STATE, self->words->states[before->state], self->words->states[after->state]);
  compare_dates (self, before->stop_date, after->stop_date);
  _smt_differences_compare_last_days (self);
  compare_prescriptions (self);
  _smt_differences_compare_amounts (self);
  _smt_differences_compare_texts (self, SMT_TREATMENT_INSTRUCTION, before->instruction, after->instruction);
  compare_flags (self, SMT_TREATMENT_MULTIDOSE, before->multidose, after->multidose);
  compare_flags (self, SMT_TREATMENT_ON_LIST, before->entry_id != NULL, after->entry_id != NULL);
}

/* --- public API ----------------------------------------------------------------------------------------------------
 */

/**
 * smt_treatment_differences:
 * @before: a treatment as it was
 * @after: the same treatment as it is
 * @language: what the words are in: bokmål, nynorsk or English
 *
 * Decimals are compared exactly, and amounts in units of the same measure by what they are; what one of the two does
 * not tell of the product is unknown, not changed.
 *
 * Returns: (transfer full) (element-type SmtTreatmentDifference): in the order of #SmtTreatmentAttribute, at most one
 *   for each; empty when nothing differs
 */
GPtrArray *
smt_treatment_differences (const SmtTreatment *before, const SmtTreatment *after, SmtLanguage language)
{
  Comparison self = { before, after, language, _smt_difference_words (language), NULL };

  self.found = g_ptr_array_new_with_free_func (difference_free);
  g_return_val_if_fail (before != NULL && after != NULL, self.found);

  if (before->product != NULL && after->product != NULL)
    {
      compare_products (&self, before->product, after->product);
      compare_strengths (&self, before->product, after->product);
      compare_forms (&self, before->product, after->product);
    }
  compare_doses (&self);
  compare_standing (&self);
  return self.found;
}

/* Fields of two systems fill in times of day as they like: what counts is on which days, how much and how often. */
static gboolean
fields_differ (const SmtTreatment *other, const SmtTreatment *ours)
{
  const SmtRhythm *left = clear_rhythm (smt_treatment_get_source (other, SMT_VOICE_FIELD));
  const SmtRhythm *right = clear_rhythm (smt_treatment_get_source (ours, SMT_VOICE_FIELD));

  return left != NULL && right != NULL && smt_rhythm_compare (left, right, SMT_DATE_UNSET).flags != SMT_DIFFERENCE_NONE;
}

static gboolean
field_ends (const SmtTreatment *treatment)
{
  const SmtRhythm *field = smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD);

  return field != NULL && field->n_steps == 1 && smt_date_is_set (field->steps[0].end);
}

/* A list from elsewhere has entries, prescriptions and rolls of its own or none, and says of the rest what it says. */
static gboolean
is_spoken_of (const SmtTreatmentDifference *difference, const SmtTreatment *other, const SmtTreatment *ours)
{
  switch (difference->attribute)
    {
    case SMT_TREATMENT_PRODUCT:
    case SMT_TREATMENT_STRENGTH:
    case SMT_TREATMENT_FORM:
    case SMT_TREATMENT_STATE:
      return TRUE;
    case SMT_TREATMENT_FIELD:
      return fields_differ (other, ours);
    case SMT_TREATMENT_DOSE:
      return spoken_dose (other) != NULL;
    case SMT_TREATMENT_USE:
      return other->use != SMT_USE_UNKNOWN;
    case SMT_TREATMENT_INDICATION:
      return other->indication != NULL;
    case SMT_TREATMENT_STOP_DATE:
      return smt_date_is_set (other->stop_date);
    case SMT_TREATMENT_INSTRUCTION:
      return other->instruction != NULL;
    case SMT_TREATMENT_LAST_DAY:
      return field_ends (other);
    case SMT_TREATMENT_PRESCRIPTION:
    case SMT_TREATMENT_AMOUNT:
    case SMT_TREATMENT_REFILLS:
    case SMT_TREATMENT_SUBSTITUTION:
    case SMT_TREATMENT_PRESCRIBER:
    case SMT_TREATMENT_MULTIDOSE:
    case SMT_TREATMENT_ON_LIST:
    case SMT_N_TREATMENT_ATTRIBUTES:
    default:
      return FALSE;
    }
}

/**
 * smt_treatment_contradictions:
 * @other: a treatment as a list from elsewhere has it
 * @ours: the same treatment as the list has it
 * @language: what the words are in: bokmål, nynorsk or English
 *
 * Returns: (transfer full) (element-type SmtTreatmentDifference): what @other says otherwise; what it says nothing of
 * is no difference
 */
GPtrArray *
smt_treatment_contradictions (const SmtTreatment *other, const SmtTreatment *ours, SmtLanguage language)
{
  GPtrArray *found = smt_treatment_differences (other, ours, language);

  g_return_val_if_fail (other != NULL && ours != NULL, found);

  for (guint i = found->len; i > 0; i--)
    if (!is_spoken_of (g_ptr_array_index (found, i - 1), other, ours))
      g_ptr_array_remove_index (found, i - 1);
  return found;
}

/**
 * smt_treatment_difference_to_words:
 * @difference: one difference
 *
 * Returns: (transfer full): it on one line: "Styrke 50 mg → 100 mg"
 */
char *
smt_treatment_difference_to_words (const SmtTreatmentDifference *difference)
{
  g_return_val_if_fail (difference != NULL, NULL);

  return g_strdup_printf ("%s %s → %s", difference->name, difference->before, difference->after);
}
