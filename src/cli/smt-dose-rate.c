/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-dose-rate.h"

/* Beyond a hundred years no interval is meant. */
#define MOST_MONTHS 1200
#define LONGEST_COMMON_PERIOD (100 * 366)

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

/* Years are 365 days and half-years 182; what is left are months of 30. */
static gboolean
months_to_days (SmtDecimal months, SmtDecimal *days)
{
  gint64 whole;

  if (!smt_decimal_is_integer (months, &whole) || whole < 0 || whole > MOST_MONTHS)
    return smt_decimal_multiply (months, SMT_DECIMAL_INT (30), days);

  *days = SMT_DECIMAL_INT (whole / 12 * 365 + (whole % 12 == 6 ? 182 : whole % 12 * 30));
  return TRUE;
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
 * Returns: @range in days: a week is 7, a month 30, six months 182, a year 365 (docs/cli.md)
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

static gboolean
times_within_a_day (SmtDecimal hours, SmtDecimal *times)
{
  SmtRatio ratio, per_day;

  return smt_decimal_sign (hours) > 0 && smt_decimal_to_ratio (hours, &ratio)
         && smt_ratio_divide (SMT_RATIO_INT (24), ratio, &per_day) && smt_ratio_to_decimal (per_day, times);
}

/* "hver 6. time": several doses a day rather than a quarter of a day between them. What is no decimal number of doses a
 * day ("hver 7. time") is 24 doses in as many days as there are hours between them. */
static SmtDoseRate
hours_rate (SmtRange hours)
{
  SmtDoseRate rate = { smt_range_exact_int (1), smt_range_exact_int (1) };
  SmtDecimal fewest, most;

  if (hours.kind == SMT_RANGE_AT_MOST || hours.kind == SMT_RANGE_UNKNOWN
      || smt_decimal_compare (hours.hi, SMT_DECIMAL_INT (24)) >= 0)
    rate.period_days = smt_range_to_days (hours, SMT_TIME_UNIT_HOUR);
  else if (times_within_a_day (hours.hi, &fewest) && times_within_a_day (hours.lo, &most))
    rate.times = hours.kind == SMT_RANGE_EXACT ? smt_range_exact (fewest) : smt_range_between (fewest, most);
  else
    rate = (SmtDoseRate){ smt_range_exact_int (24), hours };

  return rate;
}

static SmtDoseRate
days_rate (const SmtDays *days)
{
  SmtDoseRate rate = { smt_range_exact_int (1), SMT_RANGE_NONE };

  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      if (days->repeats > 0) /* so many doses, and then no more */
        rate = (SmtDoseRate){ smt_range_exact_int (days->repeats), smt_range_exact_int (0) };
      else if (days->unit == SMT_TIME_UNIT_HOUR)
        rate = hours_rate (days->n);
      else
        rate.period_days = smt_range_to_days (days->n, days->unit);
      break;
    case SMT_DAYS_WEEKDAYS:
      rate.times = smt_range_exact_int (count_weekdays (days));
      rate.period_days =
          days->n.kind == SMT_RANGE_UNKNOWN ? smt_range_exact_int (7) : smt_range_to_days (days->n, SMT_TIME_UNIT_WEEK);
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

static gint64
greatest_common_divisor (gint64 a, gint64 b)
{
  while (b != 0)
    {
      gint64 rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

static gboolean
is_whole_period (SmtRange period, gint64 *days)
{
  return period.kind == SMT_RANGE_EXACT && smt_decimal_is_integer (period.hi, days) && *days > 0
         && *days <= LONGEST_COMMON_PERIOD;
}

/* "1 daglig og 1 ekstra hver mandag" is 8 in 7 days. */
static gboolean
bring_to_common_period (SmtDoseRate *a, SmtDoseRate *b)
{
  gint64 days_a, days_b, common;

  if (!is_whole_period (a->period_days, &days_a) || !is_whole_period (b->period_days, &days_b))
    return FALSE;

  common = days_a / greatest_common_divisor (days_a, days_b) * days_b;
  if (common > LONGEST_COMMON_PERIOD)
    return FALSE;

  a->times = ranges_multiply (a->times, smt_range_exact_int (common / days_a));
  b->times = ranges_multiply (b->times, smt_range_exact_int (common / days_b));
  a->period_days = b->period_days = smt_range_exact_int (common);
  return TRUE;
}

/**
 * smt_step_dose_rate:
 * @step: a step
 *
 * Beats that sound together: their doses add up, over a period that is whole for all of them.
 *
 * Returns: doses in one period, and the period in days; unknown where it was not said or no such period is found
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
      else if (smt_range_equal (rate.period_days, other.period_days) || bring_to_common_period (&rate, &other))
        rate.times = ranges_add (rate.times, other.times);
      else
        return (SmtDoseRate){ SMT_RANGE_NONE, SMT_RANGE_NONE };
    }

  return rate;
}
