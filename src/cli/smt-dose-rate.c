/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-dose-rate.h"

/* --- arithmetic on ranges ---------------------------------------------------------------------------------------- */

static SmtRange
ranges_multiply (SmtRange a, SmtRange b)
{
  SmtRange out = a;

  if (a.kind == SMT_RANGE_UNKNOWN || b.kind == SMT_RANGE_UNKNOWN)
    return SMT_RANGE_NONE;
  if (!smt_decimal_multiply (a.lo, b.lo, &out.lo) || !smt_decimal_multiply (a.hi, b.hi, &out.hi))
    return SMT_RANGE_NONE;
  if (a.kind == SMT_RANGE_EXACT)
    out.kind = b.kind;

  return out;
}

static SmtRange
ranges_add (SmtRange a, SmtRange b)
{
  SmtRange out = a;

  if (a.kind == SMT_RANGE_UNKNOWN || b.kind == SMT_RANGE_UNKNOWN)
    return SMT_RANGE_NONE;
  if (!smt_decimal_add (a.lo, b.lo, &out.lo) || !smt_decimal_add (a.hi, b.hi, &out.hi))
    return SMT_RANGE_NONE;
  if (a.kind == SMT_RANGE_EXACT)
    out.kind = b.kind;

  return out;
}

/* --- days -------------------------------------------------------------------------------------------------------- */

static gboolean
months_to_days (SmtDecimal months, SmtDecimal *days)
{
  gint64 whole;

  if (smt_decimal_is_integer (months, &whole) && (whole == 6 || whole == 12))
    {
      *days = SMT_DECIMAL_INT (whole == 6 ? 182 : 365);
      return TRUE;
    }

  return smt_decimal_multiply (months, SMT_DECIMAL_INT (30), days);
}

static gboolean
hours_to_days (SmtDecimal hours, SmtDecimal *days)
{
  SmtRatio ratio;

  return smt_decimal_to_ratio (hours, &ratio) && smt_ratio_divide (ratio, SMT_RATIO_INT (24), &ratio)
         && smt_ratio_to_decimal (ratio, days);
}

static gboolean
to_days (SmtDecimal value, SmtTimeUnit unit, SmtDecimal *days)
{
  switch (unit)
    {
    case SMT_TIME_UNIT_HOUR:
      return hours_to_days (value, days);
    case SMT_TIME_UNIT_DAY:
      *days = value;
      return TRUE;
    case SMT_TIME_UNIT_WEEK:
      return smt_decimal_multiply (value, SMT_DECIMAL_INT (7), days);
    case SMT_TIME_UNIT_MONTH:
      return months_to_days (value, days);
    case SMT_TIME_UNIT_YEAR:
      return smt_decimal_multiply (value, SMT_DECIMAL_INT (365), days);
    default:
      return FALSE;
    }
}

/**
 * smt_range_to_days:
 * @range: a length of time
 * @unit: its unit
 *
 * Returns: @range in days: a week is 7, a month 30, six months 182, a year 365 (contract 2)
 */
SmtRange
smt_range_to_days (SmtRange range, SmtTimeUnit unit)
{
  SmtRange out = range;

  if (range.kind == SMT_RANGE_UNKNOWN || !to_days (range.lo, unit, &out.lo) || !to_days (range.hi, unit, &out.hi))
    return SMT_RANGE_NONE;

  return out;
}

static guint
count_weekdays (const SmtDays *days)
{
  guint count = 0;

  for (guint i = 0; i < 7; i++)
    if ((days->weekdays >> i) & 1)
      count++;

  return days->except ? 7 - count : count;
}

/* "hver 6. time": several doses a day rather than a quarter of a day between them. */
static gboolean
hours_within_a_day (const SmtDays *days, SmtRange *times)
{
  SmtRatio hours, per_day;
  SmtDecimal count;

  if (days->unit != SMT_TIME_UNIT_HOUR || days->n.kind != SMT_RANGE_EXACT
      || smt_decimal_compare (days->n.lo, SMT_DECIMAL_INT (24)) >= 0 || !smt_decimal_to_ratio (days->n.lo, &hours)
      || hours.num <= 0 || !smt_ratio_divide (SMT_RATIO_INT (24), hours, &per_day)
      || !smt_ratio_to_decimal (per_day, &count))
    return FALSE;

  *times = smt_range_exact (count);
  return TRUE;
}

static SmtDoseRate
days_rate (const SmtDays *days)
{
  SmtDoseRate rate = { smt_range_exact_int (1), SMT_RANGE_NONE };

  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      if (hours_within_a_day (days, &rate.times))
        rate.period_days = smt_range_exact_int (1);
      else
        rate.period_days = smt_range_to_days (days->n, days->unit);
      break;
    case SMT_DAYS_WEEKDAYS:
      rate.times = smt_range_exact_int (count_weekdays (days));
      rate.period_days = days->n.kind == SMT_RANGE_UNKNOWN ? smt_range_exact_int (7)
                                                            : smt_range_to_days (days->n, SMT_TIME_UNIT_WEEK);
      break;
    case SMT_DAYS_CYCLE:
      rate.times = smt_range_exact_int (smt_day_bits_count (&days->on));
      if (days->cycle > 0)
        rate.period_days = smt_range_exact_int (days->cycle);
      break;
    case SMT_DAYS_K_OF_N:
      rate.times = days->k;
      rate.period_days = smt_range_to_days (days->n, days->unit);
      break;
    case SMT_DAYS_DAY_LIST:
      rate.times = smt_range_exact_int (smt_day_bits_count (&days->on));
      rate.period_days = smt_range_exact_int (0);
      break;
    case SMT_DAYS_UNKNOWN:
    default:
      break;
    }

  return rate;
}

static guint
count_parts (guint8 parts)
{
  guint count = 0;

  for (guint i = 0; i < 6; i++)
    if ((parts >> i) & 1)
      count++;

  return count;
}

static SmtRange
beat_times (const SmtBeat *beat)
{
  if (beat->parts != 0)
    return smt_range_exact_int (count_parts (beat->parts));
  if (beat->n_clock > 0)
    return smt_range_exact_int (beat->n_clock);

  return beat->times;
}

static SmtDoseRate
beat_rate (const SmtBeat *beat)
{
  SmtDoseRate rate = days_rate (&beat->days);
  SmtRange each = beat_times (beat);

  if (each.kind != SMT_RANGE_UNKNOWN)
    rate.times = ranges_multiply (rate.times, each);
  else if (beat->days.kind == SMT_DAYS_UNKNOWN)
    rate.times = SMT_RANGE_NONE;

  return rate;
}

/**
 * smt_step_dose_rate:
 * @step: a step
 *
 * Beats that sound together: their doses add up when they share a period.
 *
 * Returns: doses in one period, and the period in days; unknown where it was not said or the beats differ in period
 */
SmtDoseRate
smt_step_dose_rate (const SmtStep *step)
{
  SmtDoseRate rate = { SMT_RANGE_NONE, SMT_RANGE_NONE };

  for (guint i = 0; i < step->n_beats; i++)
    {
      SmtDoseRate other = beat_rate (&step->beats[i]);

      if (i == 0)
        rate = other;
      else if (smt_range_equal (rate.period_days, other.period_days))
        rate.times = ranges_add (rate.times, other.times);
      else
        return (SmtDoseRate){ SMT_RANGE_NONE, SMT_RANGE_NONE };
    }

  return rate;
}
