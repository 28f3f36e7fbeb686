/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-compare.h"

#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-spread.h"
#include "dosing/smt-steps.h"
#include "dosing/smt-units.h"

#define WINDOW 28 /* days: four whole weeks, so that weekly and daily are both whole numbers */
#define HOURS_IN_DAY 24
#define DAYS_IN_WEEK 7

static const SmtRatio window = { WINDOW, 1 };

/* What one beat means by itself. */
typedef struct
{
  SmtSpread dose_days;
  SmtSpread amount;
  SmtSpread doses;
  SmtSpread amount_28;
} BeatMeasure;

static SmtSpread
whole (gint64 number)
{
  return _smt_spread_exact (SMT_RATIO_INT (number));
}

/* --- dose days ---------------------------------------------------------------------------------------------------- */

static SmtSpread
per_period (SmtSpread dose_days, SmtSpread period, guint repeats)
{
  SmtSpread rate = _smt_spread_divide (_smt_spread_multiply (dose_days, _smt_spread_exact (window)), period);
  SmtSpread all = _smt_spread_multiply (dose_days, whole (repeats));

  rate = _smt_spread_cap (rate, window);
  if (repeats != 0 && _smt_spread_known (all)) /* "twice, 7 days apart" is two days, not weekly */
    rate = _smt_spread_cap (rate, all.hi);
  return rate;
}

static gint64
listed_in_window (const SmtDayBits *bits)
{
  gint64 count = 0;

  for (guint day = 1; day <= WINDOW; day++)
    count += smt_day_bits_has (bits, day) ? 1 : 0;
  return count;
}

/* The days after which the rhythm of @days begins anew; unknown when nothing is repeated. */
static SmtSpread
period_of (const SmtDays *days)
{
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
    case SMT_DAYS_K_OF_N:
      return _smt_spread_of_span (days->n, days->unit);
    case SMT_DAYS_WEEKDAYS:
      return _smt_range_known (days->n) ? _smt_spread_of_span (days->n, days->unit) : whole (DAYS_IN_WEEK);
    case SMT_DAYS_CYCLE:
      return days->cycle > 0 ? whole (days->cycle) : SMT_SPREAD_UNKNOWN;
    case SMT_DAYS_UNKNOWN:
    case SMT_DAYS_DAY_LIST:
    default:
      return SMT_SPREAD_UNKNOWN;
    }
}

static SmtSpread
dose_days_per_period (const SmtDays *days)
{
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      return whole (1);
    case SMT_DAYS_K_OF_N:
      return _smt_spread_of_range (days->k);
    case SMT_DAYS_WEEKDAYS:
      return whole (_smt_bits_count (_smt_days_weekdays (days)));
    case SMT_DAYS_CYCLE:
      return whole (smt_day_bits_count (&days->on));
    case SMT_DAYS_UNKNOWN:
    case SMT_DAYS_DAY_LIST:
    default:
      return SMT_SPREAD_UNKNOWN;
    }
}

/* The days to count: "twice, 7 days apart" as a list, unless the period is part of the dose. */
static SmtDays
settled_days (const SmtBeat *beat)
{
  return beat->basis == SMT_BASIS_PER_PERIOD ? beat->days : _smt_days_settle (&beat->days);
}

static SmtSpread
dose_days_of (const SmtDays *days)
{
  if (days->kind == SMT_DAYS_DAY_LIST)
    {
      gint64 count = listed_in_window (&days->on);
      return count > 0 ? whole (count) : SMT_SPREAD_UNKNOWN;
    }
  return per_period (dose_days_per_period (days), period_of (days), days->repeats);
}

/* --- doses and amounts -------------------------------------------------------------------------------------------- */

/* "Every 4–6 hours" is 4 to 6 doses a day, "every 5 hours" 4 or 5, "every 72 hours" one on its day. */
static SmtSpread
doses_by_hours (SmtRange hours)
{
  SmtSpread gap = _smt_spread_of_range (hours);
  SmtRatio day = SMT_RATIO_INT (HOURS_IN_DAY);
  SmtRatio fewest, most;

  if (!_smt_spread_known (gap) || gap.kind == SMT_RANGE_AT_MOST || !smt_ratio_divide (day, gap.hi, &fewest)
      || !smt_ratio_divide (day, gap.lo, &most))
    return SMT_SPREAD_UNKNOWN;
  gint64 least = MAX (1, fewest.num / fewest.den);
  gint64 greatest = MAX (1, (most.num - 1) / most.den + 1);
  return _smt_spread_hull (whole (least), whole (greatest));
}

static SmtSpread
doses_of (const SmtRhythm *rhythm, const SmtBeat *beat)
{
  if (_smt_range_known (beat->times))
    return _smt_spread_of_range (beat->times);
  if (beat->parts != 0)
    return whole (_smt_bits_count (beat->parts));
  if (beat->n_clock != 0)
    return whole (beat->n_clock);
  if (beat->days.kind == SMT_DAYS_EVERY_N && beat->days.unit == SMT_TIME_UNIT_HOUR && beat->basis == SMT_BASIS_EACH)
    return doses_by_hours (beat->days.n);
  if (rhythm->as_needed && _smt_range_known (rhythm->max_times_day))
    return _smt_spread_at_most (_smt_spread_of_range (rhythm->max_times_day));
  return _smt_beat_is_once (beat) ? whole (1) : SMT_SPREAD_UNKNOWN;
}

/* The part of a period's amount that falls on one dose day. */
static SmtSpread
share_of_period (const SmtBeat *beat, SmtSpread amount)
{
  SmtSpread period = period_of (&beat->days);
  SmtSpread dose_days = dose_days_per_period (&beat->days);

  if (!_smt_spread_known (period))
    return SMT_SPREAD_UNKNOWN;
  if (smt_ratio_compare (period.lo, SMT_RATIO_INT (1)) < 0)
    return _smt_spread_divide (amount, period); /* "mg per time": every day is a dose day */
  return _smt_spread_divide (amount, dose_days);
}

static BeatMeasure
measure_beat (const SmtRhythm *rhythm, const SmtBeat *beat)
{
  BeatMeasure out;
  SmtSpread amount = _smt_spread_of_range (beat->amount);
  SmtDays days = settled_days (beat);

  out.dose_days = dose_days_of (&days);
  out.doses = doses_of (rhythm, beat);
  switch (beat->basis)
    {
    case SMT_BASIS_EACH:
      out.amount = _smt_spread_multiply (amount, out.doses);
      break;
    case SMT_BASIS_PER_DAY:
      out.amount = amount;
      break;
    case SMT_BASIS_PER_PERIOD:
      out.amount = share_of_period (beat, amount);
      break;
    default:
      out.amount = SMT_SPREAD_UNKNOWN;
      break;
    }
  out.amount_28 = _smt_spread_multiply (out.amount, out.dose_days);
  if (beat->basis == SMT_BASIS_PER_PERIOD
      && beat->days.repeats == 0) /* exact even when the division over days is not */
    out.amount_28 =
        _smt_spread_divide (_smt_spread_multiply (amount, _smt_spread_exact (window)), period_of (&beat->days));
  return out;
}

void
_smt_beat_day (const SmtRhythm *rhythm, const SmtBeat *beat, SmtSpread *amount, SmtSpread *doses)
{
  BeatMeasure measure = measure_beat (rhythm, beat);

  *amount = measure.amount;
  *doses = measure.doses;
}

/* --- beats together ----------------------------------------------------------------------------------------------- */

/* Beats of one step that say the same about days sound on the same days, also when it is not known which these are. */
static gboolean
same_days (const SmtDays *a, const SmtDays *b)
{
  return (_smt_days_is_every_day (a) && _smt_days_is_every_day (b)) || _smt_days_compare (a, b) == 0;
}

/* The weekdays of a beat that is the same every week; 0 when it is not. */
static guint8
weekly_days (const SmtDays *days)
{
  if (_smt_days_is_every_day (days))
    return SMT_ALL_WEEKDAYS;
  if (_smt_days_is_every_week (days) && days->repeats == 0)
    return _smt_days_weekdays (days);
  return 0;
}

typedef enum
{
  TOGETHER_SAME_DAYS, /* every beat falls on every dose day */
  TOGETHER_BY_WEEKDAY,
  TOGETHER_LOOSELY, /* how the beats meet is not known: only bounds */
} Together;

static Together
how_together (const SmtStep *step)
{
  gboolean same = TRUE, weekly = TRUE;

  for (guint i = 0; i < step->n_beats; i++)
    {
      same = same && same_days (&step->beats[0].days, &step->beats[i].days);
      weekly = weekly && weekly_days (&step->beats[i].days) != 0;
    }
  if (same)
    return TOGETHER_SAME_DAYS;
  return weekly ? TOGETHER_BY_WEEKDAY : TOGETHER_LOOSELY;
}

static BeatMeasure
add_on_same_days (const BeatMeasure *beats, guint n)
{
  BeatMeasure out = beats[0];

  for (guint i = 1; i < n; i++)
    {
      out.amount = _smt_spread_add (out.amount, beats[i].amount);
      out.doses = _smt_spread_add (out.doses, beats[i].doses);
    }
  return out;
}

/* One weekday's sum over the beats that fall on it. */
static BeatMeasure
add_on_weekday (const SmtStep *step, const BeatMeasure *beats, guint weekday)
{
  BeatMeasure sum = { SMT_SPREAD_UNKNOWN, whole (0), whole (0), SMT_SPREAD_UNKNOWN };

  for (guint i = 0; i < step->n_beats; i++)
    if ((weekly_days (&step->beats[i].days) >> weekday & 1) != 0)
      {
        sum.amount = _smt_spread_add (sum.amount, beats[i].amount);
        sum.doses = _smt_spread_add (sum.doses, beats[i].doses);
      }
  return sum;
}

static BeatMeasure
add_by_weekday (const SmtStep *step, const BeatMeasure *beats)
{
  BeatMeasure out = { 0 };
  guint8 all = 0;
  gboolean first = TRUE;

  for (guint i = 0; i < step->n_beats; i++)
    all |= weekly_days (&step->beats[i].days);
  out.dose_days = whole (WINDOW / DAYS_IN_WEEK * _smt_bits_count (all));
  for (guint day = 0; day < DAYS_IN_WEEK; day++)
    {
      BeatMeasure sum = add_on_weekday (step, beats, day);
      if ((all >> day & 1) == 0)
        continue;
      out.amount = first ? sum.amount : _smt_spread_hull (out.amount, sum.amount);
      out.doses = first ? sum.doses : _smt_spread_hull (out.doses, sum.doses);
      first = FALSE;
    }
  return out;
}

/* A dose day has at least one of the beats and at most all of them. */
static BeatMeasure
add_loosely (const BeatMeasure *beats, guint n)
{
  BeatMeasure sum = beats[0];
  BeatMeasure any = beats[0];

  for (guint i = 1; i < n; i++)
    {
      any.amount = _smt_spread_hull (any.amount, beats[i].amount);
      any.doses = _smt_spread_hull (any.doses, beats[i].doses);
      sum.amount = _smt_spread_add (sum.amount, beats[i].amount);
      sum.doses = _smt_spread_add (sum.doses, beats[i].doses);
      sum.dose_days = _smt_spread_add (sum.dose_days, beats[i].dose_days);
      if (_smt_spread_known (any.dose_days) && _smt_spread_known (beats[i].dose_days)
          && smt_ratio_compare (beats[i].dose_days.lo, any.dose_days.lo) > 0)
        any.dose_days = beats[i].dose_days;
    }
  sum.dose_days = _smt_spread_cap (sum.dose_days, window);
  if (_smt_spread_known (sum.dose_days))
    sum.dose_days = _smt_spread_hull (_smt_spread_exact (any.dose_days.lo), sum.dose_days);
  sum.amount = _smt_spread_hull (any.amount, sum.amount);
  sum.doses = _smt_spread_hull (any.doses, sum.doses);
  return sum;
}

/* --- units -------------------------------------------------------------------------------------------------------- */

static gboolean
one_unit (const SmtStep *step)
{
  for (guint i = 1; i < step->n_beats; i++)
    if (!_smt_unit_same (step->beats[0].unit, step->beats[i].unit) || step->beats[0].per != step->beats[i].per)
      return FALSE;
  return TRUE;
}

/* --- weekdays ----------------------------------------------------------------------------------------------------- */

static guint8
weekday_bit (SmtDate date)
{
  return (guint8)(1u << smt_date_weekday (date));
}

/* The weekdays of the days of a cycle or list that begins on @first. */
static guint8
weekdays_of_bits (const SmtDays *days, SmtDate first)
{
  guint8 weekdays = 0;

  if (days->cycle % DAYS_IN_WEEK != 0 || !smt_date_is_set (first))
    return 0;
  for (guint day = 1; day <= SMT_MAX_CYCLE; day++)
    if (smt_day_bits_has (&days->on, day))
      weekdays |= weekday_bit (smt_date_add_days (first, (int)day - 1));
  return weekdays;
}

/* The weekdays a beat names or that its phase fixes; 0 when neither. */
static guint8
weekdays_of (const SmtStep *step, const SmtDays *days)
{
  SmtSpread period = period_of (days);

  if (_smt_days_is_every_day (days))
    return 0;
  if (days->kind == SMT_DAYS_WEEKDAYS)
    return _smt_days_weekdays (days);
  if (days->kind == SMT_DAYS_CYCLE || days->kind == SMT_DAYS_DAY_LIST)
    return weekdays_of_bits (days, _smt_days_first (days, step->start));
  if (days->kind != SMT_DAYS_EVERY_N || !smt_date_is_set (days->phase) || period.kind != SMT_RANGE_EXACT
      || (days->unit != SMT_TIME_UNIT_DAY && days->unit != SMT_TIME_UNIT_WEEK && days->unit != SMT_TIME_UNIT_HOUR))
    return 0;
  return period.lo.den == 1 && period.lo.num % DAYS_IN_WEEK == 0 ? weekday_bit (days->phase) : 0;
}

static guint8
weekdays_of_step (const SmtStep *step)
{
  guint8 weekdays = 0;

  for (guint i = 0; i < step->n_beats; i++)
    {
      SmtDays days = settled_days (&step->beats[i]);
      guint8 one = weekdays_of (step, &days);
      if (one == 0)
        return 0;
      weekdays |= one;
    }
  return weekdays == SMT_ALL_WEEKDAYS ? 0 : weekdays;
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

static gboolean
limit_in_unit (const SmtRhythm *rhythm, SmtRange most, const SmtMeasure *measure, SmtSpread *limit)
{
  SmtRatio factor;

  *limit = _smt_spread_at_most (_smt_spread_of_range (most));
  if (!_smt_spread_known (*limit) || measure->per != SMT_PER_WHOLE)
    return FALSE;
  if (rhythm->max_unit == NULL)
    return TRUE;
  if (!_smt_unit_convert (rhythm->max_unit, measure->unit, &factor))
    return FALSE;
  *limit = _smt_spread_multiply (*limit, _smt_spread_exact (factor));
  return _smt_spread_known (*limit);
}

/* A plan keeps within the greatest amount and number a day; a dose as needed is nothing but its limits. */
static void
apply_limits (const SmtRhythm *rhythm, const SmtStep *step, gboolean has_unit, SmtMeasure *out)
{
  SmtSpread times = _smt_spread_at_most (_smt_spread_of_range (rhythm->max_times_day));
  SmtSpread amount;

  if (smt_step_is_as_needed (rhythm, step))
    {
      out->dose_days = _smt_spread_at_most (out->dose_days);
      out->doses = _smt_spread_at_most (out->doses);
      out->amount = _smt_spread_at_most (out->amount);
      out->amount_28 = _smt_spread_at_most (out->amount_28);
    }
  if (_smt_spread_known (times))
    out->doses = _smt_spread_known (out->doses) ? _smt_spread_cap (out->doses, times.hi) : times;
  if (has_unit && limit_in_unit (rhythm, rhythm->max_amount_day, out, &amount))
    out->amount = _smt_spread_known (out->amount) ? _smt_spread_cap (out->amount, amount.hi) : amount;
  SmtSpread total = _smt_spread_multiply (out->amount, out->dose_days);
  if (_smt_spread_known (total))
    out->amount_28 = _smt_spread_known (out->amount_28) ? _smt_spread_cap (out->amount_28, total.hi) : total;
  if (has_unit && limit_in_unit (rhythm, rhythm->max_amount_long, out, &amount))
    {
      SmtSpread period = _smt_spread_of_span (smt_range_exact_int (1), rhythm->max_long_unit);
      total = _smt_spread_divide (_smt_spread_multiply (amount, _smt_spread_exact (window)), period);
      if (_smt_spread_known (total))
        out->amount_28 = _smt_spread_known (out->amount_28) ? _smt_spread_cap (out->amount_28, total.hi) : total;
    }
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

static void
set_nothing (SmtMeasure *out)
{
  *out = (SmtMeasure){ 0 };
  out->dose_days = out->amount = out->doses = out->amount_28 = SMT_SPREAD_UNKNOWN;
}

static SmtSpread
sum_28 (const BeatMeasure *beats, guint n)
{
  SmtSpread sum = beats[0].amount_28;

  for (guint i = 1; i < n; i++)
    sum = _smt_spread_add (sum, beats[i].amount_28);
  return sum;
}

static void
measure_step (const SmtRhythm *rhythm, const SmtStep *step, SmtMeasure *out)
{
  g_autofree BeatMeasure *beats = g_new (BeatMeasure, step->n_beats);
  Together together = how_together (step);
  BeatMeasure all;

  for (guint i = 0; i < step->n_beats; i++)
    beats[i] = measure_beat (rhythm, &step->beats[i]);
  if (together == TOGETHER_SAME_DAYS)
    all = add_on_same_days (beats, step->n_beats);
  else if (together == TOGETHER_BY_WEEKDAY)
    all = add_by_weekday (step, beats);
  else
    all = add_loosely (beats, step->n_beats);

  set_nothing (out);
  out->dose_days = all.dose_days;
  out->doses = all.doses;
  out->weekdays = weekdays_of_step (step);
  if (_smt_step_is_one_day (rhythm, step) && _smt_spread_known (all.dose_days))
    {
      out->dose_days = whole (1);
      out->weekdays = smt_date_is_set (step->start) ? weekday_bit (step->start) : 0;
    }
  if (one_unit (step))
    {
      out->unit = step->beats[0].unit;
      out->per = step->beats[0].per;
      out->amount = all.amount;
      out->amount_28 = _smt_step_is_one_day (rhythm, step) ? all.amount : sum_28 (beats, step->n_beats);
    }
  apply_limits (rhythm, step, one_unit (step), out);
}

/* Which of several steps is in force is not known: everything is as wide as the steps are apart. */
static void
measure_all_steps (const SmtRhythm *rhythm, SmtMeasure *out)
{
  gboolean first = TRUE;

  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      SmtMeasure next;
      if (rhythm->steps[i].n_beats == 0)
        continue;
      measure_step (rhythm, &rhythm->steps[i], &next);
      if (first)
        {
          *out = next;
          first = FALSE;
          continue;
        }
      gboolean same_unit = _smt_unit_same (out->unit, next.unit) && out->per == next.per;
      out->dose_days = _smt_spread_hull (out->dose_days, next.dose_days);
      out->doses = _smt_spread_hull (out->doses, next.doses);
      out->amount = same_unit ? _smt_spread_hull (out->amount, next.amount) : SMT_SPREAD_UNKNOWN;
      out->amount_28 = same_unit ? _smt_spread_hull (out->amount_28, next.amount_28) : SMT_SPREAD_UNKNOWN;
      out->unit = same_unit ? out->unit : NULL;
      out->weekdays = out->weekdays == next.weekdays ? out->weekdays : 0;
    }
}

/**
 * smt_rhythm_measure:
 * @rhythm: a rhythm
 * @on: the day to judge on; unset = not known
 * @out: (out): what the rhythm means in four weeks
 *
 * Takes the step in force on @on, else the next, else the last; when the dates do not tell, all dosing steps together
 * as a range. A month counts 30 days, three months 90, six 182, a year 365. An amount on known days without a count is
 * taken once on each. A dose as needed gives limits, never a plan. What is not said stays unknown.
 */
void
smt_rhythm_measure (const SmtRhythm *rhythm, SmtDate on, SmtMeasure *out)
{
  guint step;

  g_return_if_fail (rhythm != NULL && out != NULL);

  set_nothing (out);
  if (_smt_steps_relevant (rhythm, on, &step))
    measure_step (rhythm, &rhythm->steps[step], out);
  else
    measure_all_steps (rhythm, out);
}
