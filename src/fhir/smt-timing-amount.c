/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-timing.h"

#include <string.h>

/* --- how much ----------------------------------------------------------------------------------------------------- */

/* "{tbl}" is UCUM's way to write a word that is no unit of its own. */
static void
strip_braces (char **unit)
{
  gsize length = *unit != NULL ? strlen (*unit) : 0;

  if (length < 3 || (*unit)[0] != '{' || (*unit)[length - 1] != '}')
    return;
  char *word = g_strndup (*unit + 1, length - 2);
  g_free (*unit);
  *unit = word;
}

static SmtRange
read_quantity_range (SmtJsonCursor low, SmtJsonCursor high, char **unit)
{
  g_auto (SmtFhirQuantity) from = { 0 };
  g_auto (SmtFhirQuantity) to = { 0 };

  _smt_fhir_quantity (low, &from);
  _smt_fhir_quantity (high, &to);
  *unit = from.unit != NULL ? g_steal_pointer (&from.unit) : g_steal_pointer (&to.unit);
  if (*unit == NULL)
    *unit = _smt_fhir_dup_text (smt_json_member (low, "code"));
  strip_braces (unit);
  if (from.has_value && to.has_value)
    return smt_decimal_compare (from.value, to.value) <= 0 ? smt_range_between (from.value, to.value) : SMT_RANGE_NONE;
  if (from.has_value)
    return smt_range_exact (from.value);
  return to.has_value ? smt_range_at_most (to.value) : SMT_RANGE_NONE;
}

/* "<= 3 tablets" is the most; fewer or more than a number is no amount. */
static void
read_comparator (SmtTiming *timing, SmtJsonCursor quantity)
{
  SmtJsonCursor comparator = smt_json_member (quantity, "comparator");
  SmtBeat *beat = _smt_timing_beat (timing);

  if (!smt_json_exists (comparator))
    return;
  if (smt_json_string_equals (comparator, "<=") && beat->amount.kind == SMT_RANGE_EXACT)
    beat->amount = smt_range_at_most (beat->amount.hi);
  else
    timing->not_understood = TRUE;
}

/* Of a calculated dose and the one that was ordered, the ordered one is the plan; of two others neither is. */
static SmtJsonCursor
find_rate (SmtTiming *timing, SmtJsonCursor rates)
{
  SmtJsonIter iter;
  SmtJsonCursor rate, ordered = SMT_JSON_NOWHERE;
  guint n_ordered = 0;

  if (smt_json_length (rates) < 2)
    return smt_json_element (rates, 0);
  smt_json_iter_init (&iter, rates);
  while (smt_json_iter_next (&iter, NULL, &rate))
    if (smt_json_string_equals (smt_json_member (_smt_fhir_first_coding (smt_json_member (rate, "type")), "code"),
                                "ordered"))
      {
        ordered = rate;
        n_ordered++;
      }
  timing->not_understood |= n_ordered != 1;
  return ordered;
}

/*
 * _smt_timing_read_amount:
 * @timing: the Dosage being read
 * @dosage: its JSON
 *
 * Reads doseQuantity or doseRange. A rate says how fast, not how much or how often: it is named as not understood, and
 * the amount stays unknown.
 */
void
_smt_timing_read_amount (SmtTiming *timing, SmtJsonCursor dosage)
{
  static const char *const rates[] = { "rateRatio", "rateRange", "rateQuantity" };
  SmtJsonCursor rate = find_rate (timing, smt_json_member (dosage, "doseAndRate"));
  SmtJsonCursor range = smt_json_member (rate, "doseRange");
  SmtBeat *beat = _smt_timing_beat (timing);
  g_autofree char *unit = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    if (smt_json_exists (smt_json_member (rate, rates[i])))
      _smt_decoder_say_unread (timing->decoder, "Dosage.doseAndRate.%s", rates[i]);
  if (smt_json_exists (range))
    beat->amount = read_quantity_range (smt_json_member (range, "low"), smt_json_member (range, "high"), &unit);
  else
    beat->amount = read_quantity_range (smt_json_member (rate, "doseQuantity"), SMT_JSON_NOWHERE, &unit);
  read_comparator (timing, smt_json_member (rate, "doseQuantity"));
  smt_beat_set_unit (beat, unit);
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

/* One day, also when it is written as 24 hours. */
static gboolean
is_one_day (SmtJsonCursor quantity)
{
  SmtTimeUnit unit;
  SmtDecimal value;
  gint64 number;

  return smt_json_get_decimal (smt_json_member (quantity, "value"), &value) && smt_decimal_is_integer (value, &number)
         && _smt_timing_read_time_unit (smt_json_member (quantity, "code"), &unit)
         && ((number == 1 && unit == SMT_TIME_UNIT_DAY) || (number == 24 && unit == SMT_TIME_UNIT_HOUR));
}

/*
 * _smt_timing_read_limits:
 * @timing: the Dosage being read
 * @dosage: its JSON
 *
 * Reads the most of a day. A limit over another span, of one administration or of a life has no place in a rhythm: it
 * restricts a dose that is understood without it, and is named as not understood.
 */
void
_smt_timing_read_limits (SmtTiming *timing, SmtJsonCursor dosage)
{
  SmtJsonCursor ratio = smt_json_member (dosage, "maxDosePerPeriod");
  SmtRhythm *rhythm = timing->rhythm;
  g_auto (SmtFhirQuantity) most = { 0 };

  if (smt_json_type (ratio) == SMT_JSON_ARRAY)
    ratio = smt_json_element (ratio, 0); /* R5 allows several */
  if (!smt_json_exists (ratio))
    return;
  _smt_fhir_quantity (smt_json_member (ratio, "numerator"), &most);
  if (!most.has_value || smt_decimal_sign (most.value) <= 0 || !is_one_day (smt_json_member (ratio, "denominator")))
    {
      _smt_decoder_say_unread (timing->decoder, "Dosage.maxDosePerPeriod");
      return;
    }
  if (most.unit == NULL)
    most.unit = _smt_fhir_dup_text (smt_json_member (smt_json_member (ratio, "numerator"), "code"));
  rhythm->max_amount_day = smt_range_at_most (most.value);
  smt_rhythm_set_max_unit (rhythm, most.unit);
  rhythm->stated |= SMT_ATTRIBUTE_MAXIMUM;
}
