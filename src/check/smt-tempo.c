/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/smt-tempo.h"

#include "dosing/smt-compare.h"

#define WINDOW 28 /* days: what dose days are counted in */

/* Loading doses that go on for longer than a month are no longer "at first". */
#define LONGEST_LOADING 31

/* --- steps -------------------------------------------------------------------------------------------------------- */

/* How many days a step lasts; 0 when it is open or not said. */
static guint
step_days (const SmtStep *step)
{
  static const guint days_in[] = {
    [SMT_TIME_UNIT_HOUR] = 0,   [SMT_TIME_UNIT_DAY] = 1,    [SMT_TIME_UNIT_WEEK] = 7,
    [SMT_TIME_UNIT_MONTH] = 30, [SMT_TIME_UNIT_YEAR] = 365,
  };
  gint64 count;

  if (smt_date_is_set (step->start) && smt_date_is_set (step->end))
    return (guint)MAX (0, smt_date_days_between (step->start, step->end));
  if (step->length.kind == SMT_RANGE_UNKNOWN || !smt_decimal_is_integer (step->length.hi, &count) || count < 0
      || count > 10000)
    return 0;
  return (guint)count * days_in[step->length_unit];
}

/* What a step says by itself, as if it went on for ever and were no mere maximum. */
static SmtRhythm *
loosen_step (const SmtRhythm *rhythm, const SmtStep *step)
{
  SmtRhythm *alone = smt_rhythm_new ();

  alone->stated = rhythm->stated;
  alone->defaulted = rhythm->defaulted;
  smt_rhythm_add_step (alone);
  for (guint i = 0; i < step->n_beats; i++)
    {
      SmtBeat *beat = smt_rhythm_add_beat (alone, 0);
      *beat = step->beats[i];
      beat->unit = NULL;
      smt_beat_set_unit (beat, step->beats[i].unit);
    }
  return alone;
}

static gboolean
is_over (const SmtStep *step, SmtDate today)
{
  return smt_date_is_set (step->end) && smt_date_is_set (today) && smt_date_compare (step->end, today) <= 0;
}

/* --- gaps --------------------------------------------------------------------------------------------------------- */

static gboolean
closer_than (guint gap, SmtRatio days)
{
  return smt_ratio_compare (SMT_RATIO_INT (gap), days) < 0;
}

/* Days 1 to 4 of a cycle of 28 are one day in seven by the count, and four days in a row to the patient. */
static gboolean
has_close_days (const SmtDays *days, SmtRatio min_days)
{
  guint first = 0, last = 0;

  for (guint day = 1; day <= SMT_MAX_CYCLE; day++)
    {
      if (!smt_day_bits_has (&days->on, day))
        continue;
      if (last > 0 && closer_than (day - last, min_days))
        return TRUE;
      if (first == 0)
        first = day;
      last = day;
    }
  return days->kind == SMT_DAYS_CYCLE && first > 0 && closer_than (first + days->cycle - last, min_days);
}

static gboolean
step_has_close_days (const SmtStep *step, SmtRatio min_days)
{
  for (guint i = 0; i < step->n_beats; i++)
    {
      const SmtDays *days = &step->beats[i].days;
      if ((days->kind == SMT_DAYS_CYCLE || days->kind == SMT_DAYS_DAY_LIST) && has_close_days (days, min_days))
        return TRUE;
    }
  return FALSE;
}

static gboolean
step_is_day_list (const SmtStep *step)
{
  for (guint i = 0; i < step->n_beats; i++)
    if (step->beats[i].days.kind != SMT_DAYS_DAY_LIST)
      return FALSE;
  return TRUE;
}

/* --- judging ------------------------------------------------------------------------------------------------------ */

/* Dose days so many that @count of them in the window lie closer than @days apart. */
static gboolean
exceeds (SmtRatio count, SmtRatio days)
{
  SmtRatio product;

  return smt_ratio_multiply (count, days, &product) && smt_ratio_compare (product, SMT_RATIO_INT (WINDOW)) > 0;
}

static SmtTempo
judge_count (SmtRatio dose_days, const SmtIntervalRow *row)
{
  SmtTempo tempo = { FALSE, FALSE, SMT_RATIO_INT (0) };

  if (!exceeds (dose_days, row->bound.min_days))
    return tempo;

  tempo.too_often = TRUE;
  tempo.only_noted = row->note_days.num > 0 && !exceeds (dose_days, row->note_days);
  SmtRatio product;
  if (!smt_ratio_multiply (dose_days, row->bound.min_days, &product)
      || !smt_ratio_divide (product, SMT_RATIO_INT (WINDOW), &tempo.factor))
    tempo.factor = SMT_RATIO_INT (0);
  return tempo;
}

/* A step of so few days that only one dose falls in it says nothing about an interval. */
static gboolean
is_single_dose (guint length, SmtRatio dose_days)
{
  SmtRatio doses;

  if (length == 0)
    return FALSE;
  return smt_ratio_multiply (dose_days, SMT_RATIO_INT (length), &doses)
         && smt_ratio_compare (doses, SMT_RATIO_INT (WINDOW)) <= 0;
}

static gboolean
is_never_daily (const SmtIntervalRow *row)
{
  return row->bound.daily == SMT_DAILY_NEVER || row->bound.daily == SMT_DAILY_ONCOLOGY;
}

static SmtTempo
judge_step (const SmtRhythm *rhythm, const SmtStep *step, const SmtIntervalRow *row, SmtDate today)
{
  SmtTempo quiet = { FALSE, FALSE, SMT_RATIO_INT (0) };
  guint length = step_days (step);

  if (is_never_daily (row) && step_has_close_days (step, row->bound.min_days))
    return (SmtTempo){ TRUE, FALSE, SMT_RATIO_INT (0) };
  if (step_is_day_list (step))
    return quiet;
  if (row->bound.daily == SMT_DAILY_AT_FIRST && length > 0 && length <= LONGEST_LOADING)
    return quiet;

  g_autoptr (SmtRhythm) alone = loosen_step (rhythm, step);
  SmtMeasure measure;
  smt_rhythm_measure (alone, today, &measure);
  /* of a range, only what holds for its whole length is surely too often; a maximum is no plan */
  if (measure.dose_days.kind != SMT_RANGE_EXACT && measure.dose_days.kind != SMT_RANGE_BETWEEN)
    return quiet;
  if (is_single_dose (length, measure.dose_days.lo))
    return quiet;
  return judge_count (measure.dose_days.lo, row);
}

/*
 * _smt_tempo_against:
 * @rhythm: what a clear voice says
 * @row: what the product allows
 * @today: what lies before it is over
 *
 * Single doses and bounded loading doses are no plan that could be too frequent. What is taken as needed is a maximum, no
 * plan either; but where the product is never taken daily, a maximum that lets it be is as deadly as a plan.
 *
 * Returns: the worst of all steps that are not over; of the last one when all are
 */
SmtTempo
_smt_tempo_against (const SmtRhythm *rhythm, const SmtIntervalRow *row, SmtDate today)
{
  SmtTempo worst = { FALSE, FALSE, SMT_RATIO_INT (0) };

  if ((rhythm->as_needed && !is_never_daily (row)) || row->bound.daily == SMT_DAILY_ALLOWED)
    return worst;

  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      const SmtStep *step = &rhythm->steps[i];
      if (step->n_beats == 0 || (step->as_needed && !is_never_daily (row)) || (is_over (step, today) && i + 1 < rhythm->n_steps))
        continue;

      SmtTempo tempo = judge_step (rhythm, step, row, today);
      if (!tempo.too_often)
        continue;
      if (!worst.too_often || (worst.only_noted && !tempo.only_noted)
          || (worst.only_noted == tempo.only_noted && smt_ratio_compare (tempo.factor, worst.factor) > 0))
        worst = tempo;
    }
  return worst;
}
