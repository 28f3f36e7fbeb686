/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-words.h"

#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-words-table.h"

/* What was dispensed is so much in so many days. On which of these it was taken nobody knows, so that a number of doses
 * ("1–98 ganger i løpet av 98 dager") tells a reader nothing; how much it is on average does. */

#define DAYS_IN_WEEK 7
#define TENTHS 10
#define HALF 5 /* tenths */

/* @ratio in tenths, rounded. Returns: whether that is all of it */
static gboolean
round_to_tenths (SmtRatio ratio, gint64 *tenths)
{
  SmtRatio scaled;

  *tenths = 0;
  if (!smt_ratio_multiply (ratio, SMT_RATIO_INT (TENTHS), &scaled) || scaled.num < 0)
    return FALSE;
  *tenths = scaled.num / scaled.den + (scaled.num % scaled.den >= scaled.den - scaled.num % scaled.den ? 1 : 0);
  return scaled.den == 1;
}

static void
append_number (GString *out, const SmtWordTable *table, const char *form, SmtDecimal number, gboolean exact)
{
  g_autofree char *figure = _smt_words_number (table, smt_range_exact (smt_decimal_normalize (number)));
  g_autoptr (GString) about = g_string_new (NULL);

  _smt_words_fill (about, exact ? "{n}" : table->about, "n", figure, NULL);
  _smt_words_fill (out, form, "n", about->str, NULL);
}

/* By the day from half of one on, by the week from one on, else by the days that one lasts. */
static void
append_average (GString *out, const SmtWordTable *table, SmtDecimal amount, gint64 days)
{
  SmtRatio all, a_day, a_week, each;
  gint64 tenths;

  if (amount.mantissa <= 0 || !smt_decimal_to_ratio (amount, &all)
      || !smt_ratio_divide (all, SMT_RATIO_INT (days), &a_day)
      || !smt_ratio_multiply (a_day, SMT_RATIO_INT (DAYS_IN_WEEK), &a_week)
      || !smt_ratio_divide (SMT_RATIO_INT (days), all, &each))
    return;
  gboolean exact = round_to_tenths (a_day, &tenths);
  if (tenths >= HALF)
    {
      append_number (out, table, table->supply_a_day, (SmtDecimal){ tenths, 1 }, exact);
      return;
    }
  exact = round_to_tenths (a_week, &tenths);
  if (tenths >= TENTHS)
    {
      append_number (out, table, table->supply_a_week, (SmtDecimal){ tenths, 1 }, exact);
      return;
    }
  gint64 whole = each.num / each.den + (each.num % each.den >= each.den - each.num % each.den ? 1 : 0);
  g_autofree char *days_of_one = g_strdup_printf ("%" G_GINT64_FORMAT, whole);
  g_autoptr (GString) about = g_string_new (NULL);
  _smt_words_fill (about, each.den == 1 ? "{n}" : table->about, "n", "1", NULL);
  _smt_words_fill (out, table->supply_each, "one", about->str, "n", days_of_one, NULL);
}

/**
 * smt_supply_to_words:
 * @rhythm: what was dispensed, as an amount in a number of days
 * @language: language to write in
 *
 * Returns: (transfer full): "98 tabletter på 98 dager, i snitt 1 om dagen"; the words of the rhythm where it is none
 * such
 */
char *
smt_supply_to_words (const SmtRhythm *rhythm, SmtLanguage language)
{
  const SmtBeat *beat;
  gint64 days;

  g_return_val_if_fail (rhythm != NULL, NULL);

  beat = rhythm->n_steps == 1 && rhythm->steps[0].n_beats == 1 ? &rhythm->steps[0].beats[0] : NULL;
  if (beat == NULL || beat->basis != SMT_BASIS_PER_PERIOD || beat->amount.kind != SMT_RANGE_EXACT
      || beat->days.unit != SMT_TIME_UNIT_DAY || !_smt_range_exact_count (beat->days.n, &days) || days < 1)
    return smt_rhythm_to_words (rhythm, language);

  const SmtWordTable *table = _smt_words_table (language);
  g_autofree char *number = _smt_words_number (table, beat->days.n);
  g_autoptr (GString) amount = g_string_new (NULL);
  GString *out = g_string_new (NULL);
  _smt_words_amount (amount, beat->amount, beat->unit, beat->per, language);
  _smt_words_fill (out, table->supply, "amount", amount->str, "n", number, NULL);
  append_average (out, table, beat->amount.lo, days);
  return g_string_free (out, FALSE);
}
