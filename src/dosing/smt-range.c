/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-rhythm.h"

#include "dosing/smt-rhythm-private.h"

/* Days of the periods that have no fixed number of days (contract 2: month 30, three months 90, six months 182, year
 * 365). */
#define DAYS_IN_WEEK 7
#define DAYS_IN_MONTH 30
#define DAYS_IN_HALF_YEAR 182
#define DAYS_IN_YEAR 365

/* --- helpers ------------------------------------------------------------------------------------------------------ */

gboolean
_smt_range_known (SmtRange range)
{
  return range.kind != SMT_RANGE_UNKNOWN;
}

/* Whether the ends agree with the kind and nothing is below zero. */
gboolean
_smt_range_valid (SmtRange range)
{
  if (range.lo.scale > SMT_DECIMAL_MAX_SCALE || range.hi.scale > SMT_DECIMAL_MAX_SCALE)
    return FALSE;
  switch (range.kind)
    {
    case SMT_RANGE_UNKNOWN:
      return TRUE;
    case SMT_RANGE_EXACT:
      return smt_decimal_sign (range.lo) >= 0 && smt_decimal_equal (range.lo, range.hi);
    case SMT_RANGE_BETWEEN:
      return smt_decimal_sign (range.lo) >= 0 && smt_decimal_compare (range.lo, range.hi) <= 0;
    case SMT_RANGE_AT_MOST:
      return smt_decimal_sign (range.hi) >= 0;
    default:
      return FALSE;
    }
}

/* The one way of writing a range: no trailing zeros, "2 to 2" is 2, and unused ends are zero. */
SmtRange
_smt_range_normalize (SmtRange range)
{
  switch (range.kind)
    {
    case SMT_RANGE_EXACT:
      return smt_range_exact (smt_decimal_normalize (range.lo));
    case SMT_RANGE_BETWEEN:
      return smt_range_between (smt_decimal_normalize (range.lo), smt_decimal_normalize (range.hi));
    case SMT_RANGE_AT_MOST:
      return smt_range_at_most (smt_decimal_normalize (range.hi));
    case SMT_RANGE_UNKNOWN:
    default:
      return SMT_RANGE_NONE;
    }
}

/* A total order for sorting; it has no clinical meaning between different kinds. */
int
_smt_range_compare (SmtRange a, SmtRange b)
{
  if (a.kind != b.kind)
    return a.kind < b.kind ? -1 : 1;
  if (a.kind == SMT_RANGE_UNKNOWN)
    return 0;
  if (a.kind != SMT_RANGE_AT_MOST)
    {
      int order = smt_decimal_compare (a.lo, b.lo);
      if (order != 0)
        return order;
    }
  return a.kind == SMT_RANGE_EXACT ? 0 : smt_decimal_compare (a.hi, b.hi);
}

/* Whether the range is one whole number. */
gboolean
_smt_range_exact_count (SmtRange range, gint64 *out)
{
  return range.kind == SMT_RANGE_EXACT && smt_decimal_is_integer (range.lo, out);
}

static gint64
months_in_days (gint64 months)
{
  gint64 rest = months % 12;

  return months / 12 * DAYS_IN_YEAR + (rest == 6 ? DAYS_IN_HALF_YEAR : rest * DAYS_IN_MONTH);
}

/* @n of @unit in days, exactly by the convention above; FALSE when it cannot be said without rounding. */
gboolean
_smt_span_in_days (SmtDecimal n, SmtTimeUnit unit, SmtRatio *out)
{
  static const SmtRatio days_in[] = {
    [SMT_TIME_UNIT_HOUR] = { 1, 24 },           [SMT_TIME_UNIT_DAY] = { 1, 1 },
    [SMT_TIME_UNIT_WEEK] = { DAYS_IN_WEEK, 1 }, [SMT_TIME_UNIT_MONTH] = { DAYS_IN_MONTH, 1 },
    [SMT_TIME_UNIT_YEAR] = { DAYS_IN_YEAR, 1 },
  };
  SmtRatio count;
  gint64 whole;

  if ((guint)unit >= G_N_ELEMENTS (days_in) || !smt_decimal_to_ratio (n, &count))
    return FALSE;
  if (unit == SMT_TIME_UNIT_MONTH && smt_decimal_is_integer (n, &whole) && whole > 0 && whole < 10000)
    return smt_ratio_make (months_in_days (whole), 1, out);
  return smt_ratio_multiply (count, days_in[unit], out);
}

/* --- ranges ------------------------------------------------------------------------------------------------------- */

/**
 * smt_range_exact:
 * @value: the only value
 *
 * Returns: @value and nothing else
 */
SmtRange
smt_range_exact (SmtDecimal value)
{
  return (SmtRange){ value, value, SMT_RANGE_EXACT };
}

/**
 * smt_range_exact_int:
 * @value: the only value
 *
 * Returns: @value and nothing else
 */
SmtRange
smt_range_exact_int (gint64 value)
{
  return smt_range_exact (SMT_DECIMAL_INT (value));
}

/**
 * smt_range_between:
 * @lo: the least value
 * @hi: the greatest value, not below @lo
 *
 * Returns: @lo to @hi; exact when the two are equal
 */
SmtRange
smt_range_between (SmtDecimal lo, SmtDecimal hi)
{
  if (smt_decimal_equal (lo, hi))
    return smt_range_exact (lo);
  return (SmtRange){ lo, hi, SMT_RANGE_BETWEEN };
}

/**
 * smt_range_at_most:
 * @hi: the greatest value
 *
 * Returns: anything up to @hi; a limit, never a plan
 */
SmtRange
smt_range_at_most (SmtDecimal hi)
{
  return (SmtRange){ SMT_DECIMAL_ZERO, hi, SMT_RANGE_AT_MOST };
}

/**
 * smt_range_equal:
 * @a: a range
 * @b: a range
 *
 * Returns: whether both say the same, by value: 1.0 is 1, and two unknowns are equal
 */
gboolean
smt_range_equal (SmtRange a, SmtRange b)
{
  return _smt_range_compare (a, b) == 0;
}

/**
 * smt_range_is_int:
 * @range: a range
 * @value: a whole number
 *
 * Returns: whether @range is exactly @value
 */
gboolean
smt_range_is_int (SmtRange range, gint64 value)
{
  gint64 whole;

  return _smt_range_exact_count (range, &whole) && whole == value;
}

/* --- day bits ----------------------------------------------------------------------------------------------------- */

/**
 * smt_day_bits_set:
 * @bits: a set of days
 * @day: 1 to %SMT_MAX_CYCLE
 */
void
smt_day_bits_set (SmtDayBits *bits, guint day)
{
  g_return_if_fail (bits != NULL);
  g_return_if_fail (day >= 1 && day <= SMT_MAX_CYCLE);

  bits->word[(day - 1) / 64] |= G_GUINT64_CONSTANT (1) << ((day - 1) % 64);
}

/**
 * smt_day_bits_has:
 * @bits: a set of days
 * @day: any number
 *
 * Returns: whether @day is in the set; days outside 1 to %SMT_MAX_CYCLE never are
 */
gboolean
smt_day_bits_has (const SmtDayBits *bits, guint day)
{
  g_return_val_if_fail (bits != NULL, FALSE);

  if (day < 1 || day > SMT_MAX_CYCLE)
    return FALSE;
  return (bits->word[(day - 1) / 64] >> ((day - 1) % 64) & 1) != 0;
}

/**
 * smt_day_bits_count:
 * @bits: a set of days
 *
 * Returns: how many days are in it
 */
guint
smt_day_bits_count (const SmtDayBits *bits)
{
  g_return_val_if_fail (bits != NULL, 0);

  guint count = 0;
  for (guint i = 0; i < G_N_ELEMENTS (bits->word); i++)
    for (guint64 word = bits->word[i]; word != 0; word &= word - 1)
      count++;
  return count;
}
