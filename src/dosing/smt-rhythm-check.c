/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-rhythm.h"

#include "dosing/smt-rhythm-private.h"

#define MONTHS 12
#define MINUTES_IN_DAY 1440
#define HOURS_IN_DAY 24

/* --- helpers ------------------------------------------------------------------------------------------------------ */

/* The weekdays a WEEKDAYS rhythm doses on, exceptions turned round. */
guint8
_smt_days_weekdays (const SmtDays *days)
{
  return days->except ? (guint8)(~days->weekdays & SMT_ALL_WEEKDAYS) : days->weekdays;
}

/* Whether these are weekdays that come every week. */
gboolean
_smt_days_is_every_week (const SmtDays *days)
{
  return days->kind == SMT_DAYS_WEEKDAYS
         && (!_smt_range_known (days->n) || (days->unit == SMT_TIME_UNIT_WEEK && smt_range_is_int (days->n, 1)));
}

static gboolean
span_is_at_most_a_day (const SmtDays *days)
{
  SmtRatio longest;

  return (days->n.kind == SMT_RANGE_EXACT || days->n.kind == SMT_RANGE_BETWEEN)
         && _smt_span_in_days (days->n.hi, days->unit, &longest) && smt_ratio_compare (longest, SMT_RATIO_INT (1)) <= 0;
}

static gboolean
k_is_every_day_of_n (const SmtDays *days)
{
  SmtRatio dose_days, period;

  return days->k.kind == SMT_RANGE_EXACT && days->n.kind == SMT_RANGE_EXACT
         && smt_decimal_to_ratio (days->k.lo, &dose_days) && _smt_span_in_days (days->n.lo, days->unit, &period)
         && smt_ratio_compare (dose_days, period) == 0;
}

/* Whether these days alone are clearly all days. */
gboolean
_smt_days_is_every_day (const SmtDays *days)
{
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      return span_is_at_most_a_day (days);
    case SMT_DAYS_WEEKDAYS:
      return _smt_days_is_every_week (days) && _smt_days_weekdays (days) == SMT_ALL_WEEKDAYS;
    case SMT_DAYS_CYCLE:
      return days->cycle > 0 && smt_day_bits_count (&days->on) == days->cycle;
    case SMT_DAYS_K_OF_N:
      return k_is_every_day_of_n (days);
    case SMT_DAYS_UNKNOWN:
    case SMT_DAYS_DAY_LIST:
    default:
      return FALSE;
    }
}

/* Day 1 of a cycle or of a list of days: from the phase, which is its first day on, else the first day of the step. */
SmtDate
_smt_days_first (const SmtDays *days, SmtDate step_start)
{
  guint first_on = 1;

  if (!smt_date_is_set (days->phase))
    return step_start;
  while (first_on < SMT_MAX_CYCLE && !smt_day_bits_has (&days->on, first_on))
    first_on++;
  return smt_date_add_days (days->phase, 1 - (int)first_on);
}

/* "Twice, 7 days apart" is the list of days 1 and 8; other days are as they were. */
SmtDays
_smt_days_settle (const SmtDays *days)
{
  SmtDays out = *days;
  SmtRatio interval;

  if (days->kind != SMT_DAYS_EVERY_N || days->repeats == 0 || days->n.kind != SMT_RANGE_EXACT
      || (days->unit != SMT_TIME_UNIT_DAY && days->unit != SMT_TIME_UNIT_WEEK)
      || !_smt_span_in_days (days->n.lo, days->unit, &interval) || interval.den != 1 || interval.num < 1
      || interval.num > SMT_MAX_CYCLE || (days->repeats - 1) * interval.num + 1 > SMT_MAX_CYCLE)
    return out;
  out.kind = SMT_DAYS_DAY_LIST;
  out.n = SMT_RANGE_NONE;
  out.unit = SMT_TIME_UNIT_DAY;
  out.repeats = 0;
  for (guint i = 0; i < days->repeats; i++)
    smt_day_bits_set (&out.on, (guint)(i * interval.num + 1));
  return out;
}

/* "3 tablets on Monday" is one dose that Monday. Without an amount, without days, or with hours, nothing of the kind is
 * said, and the count stays unknown. */
gboolean
_smt_beat_is_once (const SmtBeat *beat)
{
  return !_smt_range_known (beat->times) && beat->parts == 0 && beat->n_clock == 0 && beat->basis == SMT_BASIS_EACH
         && _smt_range_known (beat->amount) && !_smt_range_known (beat->gap_hours)
         && beat->days.kind != SMT_DAYS_UNKNOWN
         && !(beat->days.kind == SMT_DAYS_EVERY_N && beat->days.unit == SMT_TIME_UNIT_HOUR);
}

static gboolean
step_is_daily (const SmtStep *step)
{
  guint8 weekdays = 0;

  for (guint i = 0; i < step->n_beats; i++)
    {
      const SmtDays *days = &step->beats[i].days;
      if (_smt_days_is_every_day (days))
        return TRUE;
      if (_smt_days_is_every_week (days))
        weekdays |= _smt_days_weekdays (days);
    }
  return weekdays == SMT_ALL_WEEKDAYS;
}

/* --- validity ----------------------------------------------------------------------------------------------------- */

static gboolean
bits_within (const SmtDayBits *bits, guint last)
{
  for (guint day = last + 1; day <= SMT_MAX_CYCLE; day++)
    if (smt_day_bits_has (bits, day))
      return FALSE;
  return smt_day_bits_count (bits) > 0;
}

static gboolean
is_interval (SmtRange n)
{
  return (n.kind == SMT_RANGE_EXACT || n.kind == SMT_RANGE_BETWEEN) && smt_decimal_sign (n.lo) > 0;
}

static gboolean
k_fits_in_n (const SmtDays *days)
{
  SmtRatio dose_days, period;

  return _smt_range_known (days->k) && smt_decimal_sign (days->k.hi) > 0 && is_interval (days->n)
         && smt_decimal_to_ratio (days->k.hi, &dose_days) && _smt_span_in_days (days->n.lo, days->unit, &period)
         && smt_ratio_compare (dose_days, period) <= 0;
}

static gboolean
weekdays_valid (const SmtDays *days)
{
  guint8 on = _smt_days_weekdays (days);

  if (days->weekdays == 0 || days->weekdays > SMT_ALL_WEEKDAYS || on == 0)
    return FALSE;
  if (_smt_range_known (days->n) && (days->unit != SMT_TIME_UNIT_WEEK || !is_interval (days->n)))
    return FALSE;
  return !smt_date_is_set (days->phase) || (on >> smt_date_weekday (days->phase) & 1) != 0;
}

static gboolean
days_valid (const SmtDays *days)
{
  if (!_smt_range_valid (days->n) || !_smt_range_valid (days->k) || (guint)days->unit > SMT_TIME_UNIT_YEAR)
    return FALSE;
  switch (days->kind)
    {
    case SMT_DAYS_UNKNOWN:
      return TRUE;
    case SMT_DAYS_EVERY_N:
      return is_interval (days->n);
    case SMT_DAYS_WEEKDAYS:
      return weekdays_valid (days);
    case SMT_DAYS_CYCLE:
      return days->cycle >= 1 && days->cycle <= SMT_MAX_CYCLE && bits_within (&days->on, days->cycle);
    case SMT_DAYS_K_OF_N:
      return k_fits_in_n (days);
    case SMT_DAYS_DAY_LIST:
      return bits_within (&days->on, SMT_MAX_CYCLE);
    default:
      return FALSE;
    }
}

static gboolean
clock_valid (const SmtBeat *beat)
{
  if (beat->n_clock > SMT_MAX_CLOCK)
    return FALSE;
  for (guint i = 0; i < beat->n_clock; i++)
    {
      if (beat->clock[i] >= MINUTES_IN_DAY)
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (beat->clock[j] == beat->clock[i])
          return FALSE;
    }
  return TRUE;
}

static gboolean
times_valid (const SmtBeat *beat)
{
  guint parts = _smt_bits_count (beat->parts);

  if (!_smt_range_valid (beat->times) || beat->parts >= SMT_PART_NIGHT << 1)
    return FALSE;
  if (_smt_range_known (beat->times) && smt_decimal_sign (beat->times.hi) <= 0)
    return FALSE;
  if (parts != 0 && beat->n_clock != 0 && parts != beat->n_clock)
    return FALSE;
  if (beat->times.kind != SMT_RANGE_EXACT)
    return TRUE;
  return (parts == 0 || smt_range_is_int (beat->times, parts))
         && (beat->n_clock == 0 || smt_range_is_int (beat->times, beat->n_clock));
}

static gboolean
beat_valid (const SmtBeat *beat)
{
  return _smt_range_valid (beat->amount) && _smt_range_valid (beat->gap_hours)
         && (guint)beat->basis <= SMT_BASIS_PER_PERIOD && (guint)beat->per <= SMT_PER_HOUR
         && (beat->unit == NULL || beat->unit[0] != '\0') && clock_valid (beat) && times_valid (beat)
         && days_valid (&beat->days);
}

static gboolean
length_agrees_with_dates (const SmtStep *step)
{
  gint64 length;

  if (!smt_date_is_set (step->start) || !smt_date_is_set (step->end) || !_smt_range_exact_count (step->length, &length))
    return TRUE;
  if (step->length_unit == SMT_TIME_UNIT_WEEK)
    length *= 7;
  else if (step->length_unit != SMT_TIME_UNIT_DAY)
    return TRUE; /* months and years have no one length */
  return length == smt_date_days_between (step->start, step->end);
}

static gboolean
step_valid (const SmtStep *step)
{
  if (!_smt_range_valid (step->length) || (guint)step->length_unit > SMT_TIME_UNIT_YEAR)
    return FALSE;
  if (_smt_range_known (step->length) && smt_decimal_sign (step->length.hi) <= 0)
    return FALSE;
  if (smt_date_is_set (step->start) && smt_date_is_set (step->end) && smt_date_compare (step->start, step->end) >= 0)
    return FALSE;
  for (guint i = 0; i < step->n_beats; i++)
    if (!beat_valid (&step->beats[i]))
      return FALSE;
  return length_agrees_with_dates (step);
}

/* Steps come in time order and do not overlap; a start that is not said cannot contradict anything. */
static gboolean
steps_in_order (const SmtRhythm *rhythm)
{
  SmtDate from = SMT_DATE_UNSET; /* the earliest day that the next step may start on */
  gboolean started = FALSE;

  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      const SmtStep *step = &rhythm->steps[i];
      SmtDate first = smt_date_is_set (step->start) ? step->start : step->end;
      if (started && smt_date_is_set (first) && smt_date_compare (first, from) < 0)
        return FALSE;
      if (smt_date_is_set (step->end))
        from = step->end;
      else if (smt_date_is_set (step->start))
        from = smt_date_add_days (step->start, 1);
      else
        continue;
      started = TRUE;
    }
  return TRUE;
}

/* Both months or none, and a week or a month for the longer maximum. */
static gboolean
bounds_valid (const SmtRhythm *rhythm)
{
  gboolean by_month = rhythm->first_month != 0;

  if (by_month != (rhythm->last_month != 0) || rhythm->first_month > MONTHS || rhythm->last_month > MONTHS)
    return FALSE;
  if (by_month && rhythm->last_month % MONTHS + 1 == rhythm->first_month)
    return FALSE; /* all the year round is no bound */
  if (!_smt_range_known (rhythm->max_amount_long))
    return TRUE;
  return _smt_range_valid (rhythm->max_amount_long)
         && (rhythm->max_long_unit == SMT_TIME_UNIT_WEEK || rhythm->max_long_unit == SMT_TIME_UNIT_MONTH);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_rhythm_is_daily:
 * @rhythm: a rhythm
 *
 * Whether it clearly doses on every day of every step that doses at all; pauses between are not looked at, since a
 * medicine that is never daily is not daily "for 7 days" either. Unknown days are not daily. A dose as needed is daily
 * when it says so; whether it is a plan is asked of @rhythm's as_needed.
 *
 * Returns: %TRUE for clear daily
 */
gboolean
smt_rhythm_is_daily (const SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, FALSE);

  gboolean doses = FALSE;
  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      const SmtStep *step = &rhythm->steps[i];
      if (step->n_beats == 0)
        continue;
      if (!step_is_daily (step))
        return FALSE;
      doses = TRUE;
    }
  return doses;
}

/**
 * smt_step_is_as_needed:
 * @rhythm: a rhythm
 * @step: one of its steps
 *
 * Returns: whether the step is taken as needed, by itself or because all of @rhythm is
 */
gboolean
smt_step_is_as_needed (const SmtRhythm *rhythm, const SmtStep *step)
{
  g_return_val_if_fail (rhythm != NULL && step != NULL, FALSE);

  return rhythm->as_needed || step->as_needed;
}

/**
 * smt_rhythm_has_need:
 * @rhythm: a rhythm
 *
 * Returns: whether any of it is taken as needed
 */
gboolean
smt_rhythm_has_need (const SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, FALSE);

  gboolean any = rhythm->as_needed;
  for (guint i = 0; i < rhythm->n_steps; i++)
    any |= rhythm->steps[i].as_needed;
  return any;
}

/**
 * smt_rhythm_is_bounded:
 * @rhythm: a rhythm
 *
 * Returns: whether it says more than its doses and days: the most of a day, a week or a month, the least between two
 * doses, or a part of the year
 */
gboolean
smt_rhythm_is_bounded (const SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, FALSE);

  return _smt_range_known (rhythm->max_amount_day) || _smt_range_known (rhythm->max_times_day)
         || _smt_range_known (rhythm->max_amount_long) || _smt_range_known (rhythm->min_gap_hours)
         || rhythm->seasons != 0 || rhythm->first_month != 0;
}

/**
 * smt_beat_times_if_known:
 * @beat: a beat
 *
 * Doses on a dose day: counted, or the number of parts or clock times, or 24 divided by the hours between them when
 * that is a whole number.
 *
 * Returns: the number, or 0 when it is not known or not one number
 */
guint
smt_beat_times_if_known (const SmtBeat *beat)
{
  g_return_val_if_fail (beat != NULL, 0);

  gint64 value;
  if (_smt_range_known (beat->times))
    return _smt_range_exact_count (beat->times, &value) && value > 0 && value <= G_MAXINT ? (guint)value : 0;
  if (beat->parts != 0)
    return _smt_bits_count (beat->parts);
  if (beat->n_clock != 0)
    return beat->n_clock;
  if (beat->days.kind == SMT_DAYS_EVERY_N && beat->days.unit == SMT_TIME_UNIT_HOUR
      && _smt_range_exact_count (beat->days.n, &value) && value > 0 && HOURS_IN_DAY % value == 0)
    return (guint)(HOURS_IN_DAY / value);
  return 0;
}

/**
 * smt_rhythm_validate:
 * @rhythm: a rhythm
 *
 * Whether it is consistent in itself: at least one step, nothing negative, ranges the right way round, intervals above
 * zero, days within their cycle, no more dose days than days, as many doses as parts or clock times, a phase that is
 * one of the weekdays, steps in order that do not overlap. It does not ask whether the dose is sensible.
 *
 * Returns: %TRUE when consistent
 */
gboolean
smt_rhythm_validate (const SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, FALSE);

  if (rhythm->n_steps == 0 || !_smt_range_valid (rhythm->max_amount_day) || !_smt_range_valid (rhythm->max_times_day)
      || !_smt_range_valid (rhythm->min_gap_hours) || (rhythm->seasons & ~SMT_ALL_SEASONS) != 0)
    return FALSE;
  if (!bounds_valid (rhythm))
    return FALSE;
  for (guint i = 0; i < rhythm->n_steps; i++)
    if (!step_valid (&rhythm->steps[i]))
      return FALSE;
  return steps_in_order (rhythm);
}
