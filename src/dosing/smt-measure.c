/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-compare.h"

#include "dosing/smt-measure-private.h"
#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-steps.h"
#include "dosing/smt-units.h"

#define FEW_BEATS 6 /* nearly every step has fewer: they need no room of their own */

static const SmtRatio window = { SMT_WINDOW, 1 };

static SmtSpread
whole (gint64 number)
{
  return _smt_spread_exact (SMT_RATIO_INT (number));
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

  for (guint i = 1; i < step->n_beats && same; i++)
    same = same_days (&step->beats[0].days, &step->beats[i].days);
  if (same)
    return TOGETHER_SAME_DAYS;
  for (guint i = 0; i < step->n_beats && weekly; i++)
    weekly = weekly_days (&step->beats[i].days) != 0;
  return weekly ? TOGETHER_BY_WEEKDAY : TOGETHER_LOOSELY;
}

static SmtBeatMeasure
add_on_same_days (const SmtBeatMeasure *beats, guint n)
{
  SmtBeatMeasure out = beats[0];

  for (guint i = 1; i < n; i++)
    {
      out.amount = _smt_spread_add (out.amount, beats[i].amount);
      out.doses = _smt_spread_add (out.doses, beats[i].doses);
    }
  return out;
}

/* One weekday's sum over the beats that fall on it. */
static SmtBeatMeasure
add_on_weekday (const SmtStep *step, const SmtBeatMeasure *beats, guint weekday)
{
  SmtBeatMeasure sum = { SMT_SPREAD_UNKNOWN, whole (0), whole (0), SMT_SPREAD_UNKNOWN };

  for (guint i = 0; i < step->n_beats; i++)
    if ((weekly_days (&step->beats[i].days) >> weekday & 1) != 0)
      {
        sum.amount = _smt_spread_add (sum.amount, beats[i].amount);
        sum.doses = _smt_spread_add (sum.doses, beats[i].doses);
      }
  return sum;
}

static SmtBeatMeasure
add_by_weekday (const SmtStep *step, const SmtBeatMeasure *beats)
{
  SmtBeatMeasure out = { 0 };
  guint8 all = 0;
  gboolean first = TRUE;

  for (guint i = 0; i < step->n_beats; i++)
    all |= weekly_days (&step->beats[i].days);
  out.dose_days = whole (SMT_WINDOW / SMT_DAYS_IN_WEEK * _smt_bits_count (all));
  for (guint day = 0; day < SMT_DAYS_IN_WEEK; day++)
    {
      SmtBeatMeasure sum = add_on_weekday (step, beats, day);
      if ((all >> day & 1) == 0)
        continue;
      out.amount = first ? sum.amount : _smt_spread_hull (out.amount, sum.amount);
      out.doses = first ? sum.doses : _smt_spread_hull (out.doses, sum.doses);
      first = FALSE;
    }
  return out;
}

/* A dose day has at least one of the beats and at most all of them. */
static SmtBeatMeasure
add_loosely (const SmtBeatMeasure *beats, guint n)
{
  SmtBeatMeasure sum = beats[0];
  SmtBeatMeasure any = beats[0];

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

  if (days->cycle % SMT_DAYS_IN_WEEK != 0 || !smt_date_is_set (first))
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
  SmtSpread period;

  if (_smt_days_is_every_day (days))
    return 0;
  if (days->kind == SMT_DAYS_WEEKDAYS)
    return _smt_days_weekdays (days);
  if (days->kind == SMT_DAYS_CYCLE || days->kind == SMT_DAYS_DAY_LIST)
    return weekdays_of_bits (days, _smt_days_first (days, step->start));
  if (days->kind != SMT_DAYS_EVERY_N || !smt_date_is_set (days->phase)
      || (days->unit != SMT_TIME_UNIT_DAY && days->unit != SMT_TIME_UNIT_WEEK && days->unit != SMT_TIME_UNIT_HOUR))
    return 0;
  period = _smt_days_period (days);
  return period.kind == SMT_RANGE_EXACT && period.lo.den == 1 && period.lo.num % SMT_DAYS_IN_WEEK == 0
             ? weekday_bit (days->phase)
             : 0;
}

static guint8
weekdays_of_step (const SmtStep *step)
{
  guint8 weekdays = 0;

  for (guint i = 0; i < step->n_beats; i++)
    {
      SmtDays room;
      guint8 one = weekdays_of (step, _smt_beat_settled_days (&step->beats[i], &room));
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
sum_28 (const SmtBeatMeasure *beats, guint n)
{
  SmtSpread sum = beats[0].amount_28;

  for (guint i = 1; i < n; i++)
    sum = _smt_spread_add (sum, beats[i].amount_28);
  return sum;
}

static void
measure_step (const SmtRhythm *rhythm, const SmtStep *step, SmtMeasure *out)
{
  g_autofree SmtBeatMeasure *many = step->n_beats > FEW_BEATS ? g_new (SmtBeatMeasure, step->n_beats) : NULL;
  SmtBeatMeasure few[FEW_BEATS], *beats = many != NULL ? many : few;
  Together together = how_together (step);
  gboolean has_unit = one_unit (step);
  SmtBeatMeasure all;

  for (guint i = 0; i < step->n_beats; i++)
    beats[i] = _smt_beat_measure (rhythm, &step->beats[i]);
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
  if (has_unit)
    {
      out->unit = step->beats[0].unit;
      out->per = step->beats[0].per;
      out->amount = all.amount;
      out->amount_28 = _smt_step_is_one_day (rhythm, step) ? all.amount : sum_28 (beats, step->n_beats);
    }
  apply_limits (rhythm, step, has_unit, out);
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
