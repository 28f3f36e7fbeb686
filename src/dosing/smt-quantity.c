/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-quantity.h"

#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-units.h"

/* What amounts are brought to: the smallest measure of each quantity, so that nothing is ever divided. */
static const char *const smallest[] = { "ng", "ml", "tablett", "kapsel", "sug" };

/* The unit that @unit is counted in, and how many of it one is; %NULL when it measures only itself. */
static const char *
find_smallest (const char *unit, gint64 *size)
{
  for (guint i = 0; unit != NULL && i < G_N_ELEMENTS (smallest); i++)
    {
      SmtRatio factor;

      if (_smt_unit_convert (unit, smallest[i], &factor) && factor.den == 1)
        {
          *size = factor.num;
          return smallest[i];
        }
    }
  return NULL;
}

static gboolean
convert_range (SmtRange *range, gint64 size)
{
  SmtDecimal lo, hi;

  if (!smt_decimal_multiply (range->lo, SMT_DECIMAL_INT (size), &lo)
      || !smt_decimal_multiply (range->hi, SMT_DECIMAL_INT (size), &hi))
    return FALSE;
  range->lo = lo;
  range->hi = hi;
  return TRUE;
}

/* Weeks and whole days of hours in days: "hver 72. time" is every third day, "en gang i uken" every seventh. A month
 * has no number of days. */
static void
convert_days (SmtDays *days)
{
  gint64 n;

  if ((days->kind != SMT_DAYS_EVERY_N && days->kind != SMT_DAYS_K_OF_N) || !_smt_range_exact_count (days->n, &n))
    return;
  if (days->unit == SMT_TIME_UNIT_WEEK && n <= G_MAXINT)
    n *= 7;
  else if (days->unit == SMT_TIME_UNIT_HOUR && n % 24 == 0)
    n /= 24;
  else
    return;
  days->n = smt_range_exact_int (n);
  days->unit = SMT_TIME_UNIT_DAY;
}

/* A copy with every amount in the smallest measure, and days for weeks; what would not fit stays as it was written. */
static SmtRhythm *
convert_rhythm (const SmtRhythm *rhythm)
{
  SmtRhythm *out = smt_rhythm_copy (rhythm);
  const char *unit;
  gint64 size;

  for (guint i = 0; i < out->n_steps; i++)
    for (guint j = 0; j < out->steps[i].n_beats; j++)
      {
        SmtBeat *beat = &out->steps[i].beats[j];

        convert_days (&beat->days);
        unit = find_smallest (beat->unit, &size);
        if (unit != NULL && convert_range (&beat->amount, size))
          smt_beat_set_unit (beat, unit);
      }
  unit = find_smallest (out->max_unit, &size);
  if (unit != NULL && convert_range (&out->max_amount_day, size) && convert_range (&out->max_amount_long, size))
    smt_rhythm_set_max_unit (out, unit);
  return out;
}

/**
 * smt_unit_equal:
 * @a: (nullable): a unit as it is written
 * @b: (nullable): another
 *
 * Returns: whether both are the same unit, however they are spelt; two that are not said are
 */
gboolean
smt_unit_equal (const char *a, const char *b)
{
  return _smt_unit_same (a, b);
}

/**
 * smt_quantity_equal:
 * @a: a number
 * @unit_a: (nullable): what it counts
 * @b: another number
 * @unit_b: (nullable): what that counts
 *
 * Returns: whether both are the same amount: 1000 mg and 1 g are, 1000 IE and 1 g are not
 */
gboolean
smt_quantity_equal (SmtDecimal a, const char *unit_a, SmtDecimal b, const char *unit_b)
{
  SmtRatio factor, value, other;

  if (!_smt_unit_convert (unit_a, unit_b, &factor))
    return FALSE;
  if (smt_ratio_compare (factor, SMT_RATIO_INT (1)) == 0)
    return smt_decimal_equal (a, b);
  return smt_decimal_to_ratio (a, &value) && smt_decimal_to_ratio (b, &other)
         && smt_ratio_multiply (value, factor, &value) && smt_ratio_compare (value, other) == 0;
}

/**
 * smt_rhythm_equal_dose:
 * @a: a rhythm
 * @b: another
 *
 * As smt_rhythm_equal(), and amounts and times in units of the same measure are compared by what they are: 1 g is
 * 1000 mg, and every 72 hours is every third day.
 *
 * Returns: whether both say the same dose
 */
gboolean
smt_rhythm_equal_dose (const SmtRhythm *a, const SmtRhythm *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  g_autoptr (SmtRhythm) left = convert_rhythm (a);
  g_autoptr (SmtRhythm) right = convert_rhythm (b);
  return smt_rhythm_equal (left, right);
}
