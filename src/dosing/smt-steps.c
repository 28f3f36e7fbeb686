/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-steps.h"

#include "dosing/smt-rhythm-private.h"

#define LONGEST_STEP 40000 /* days; a longer length is taken as not known */

static guint
days_in_month (guint year, guint month)
{
  SmtDate first = smt_date_new (year, month, 1);
  SmtDate next = month == 12 ? smt_date_new (year + 1, 1, 1) : smt_date_new (year, month + 1, 1);

  return (guint)smt_date_days_between (first, next);
}

static SmtDate
add_months (SmtDate date, guint months)
{
  guint year, month, day;

  smt_date_split (date, &year, &month, &day);
  year += (month - 1 + months) / 12;
  month = (month - 1 + months) % 12 + 1;
  return smt_date_new (year, month, MIN (day, days_in_month (year, month)));
}

/* The day @n of @unit after @date by the calendar ("i 1 måned" ends on the same day of the next month); unset when that
 * is no whole number of days. */
SmtDate
_smt_date_add_span (SmtDate date, SmtDecimal n, SmtTimeUnit unit)
{
  gint64 whole;
  SmtRatio days;

  if (!smt_date_is_set (date) || !_smt_span_in_days (n, unit, &days))
    return SMT_DATE_UNSET;
  if (days.num < 0 || days.num / days.den > LONGEST_STEP)
    return SMT_DATE_UNSET;
  if ((unit == SMT_TIME_UNIT_MONTH || unit == SMT_TIME_UNIT_YEAR) && smt_decimal_is_integer (n, &whole))
    return add_months (date, (guint)(unit == SMT_TIME_UNIT_YEAR ? 12 * whole : whole));
  return days.den == 1 ? smt_date_add_days (date, (int)days.num) : SMT_DATE_UNSET;
}

static SmtDate
earlier (SmtDate a, SmtDate b)
{
  if (!smt_date_is_set (a) || !smt_date_is_set (b))
    return smt_date_is_set (a) ? a : b;
  return smt_date_compare (a, b) <= 0 ? a : b;
}

static void
place_end (const SmtRhythm *rhythm, guint i, SmtStepSpan *span)
{
  const SmtStep *step = &rhythm->steps[i];
  gboolean last = i + 1 == rhythm->n_steps;
  SmtDate next = last ? SMT_DATE_UNSET : rhythm->steps[i + 1].start;

  if (smt_date_is_set (step->end))
    {
      span->to = earlier (step->end, next);
      return;
    }
  if (step->length.kind == SMT_RANGE_EXACT)
    span->to = _smt_date_add_span (span->from, step->length.lo, step->length_unit);
  span->to = earlier (span->to, next);
  if (smt_date_is_set (span->to) || (last && !_smt_range_known (step->length)))
    return;
  span->end_unknown = TRUE;
  if (step->length.kind == SMT_RANGE_BETWEEN)
    span->sure_until = _smt_date_add_span (span->from, step->length.lo, step->length_unit);
  if (!smt_date_is_set (span->sure_until) && smt_date_is_set (span->from))
    span->sure_until = smt_date_add_days (span->from, 1);
}

/* Steps with dates lie where they say; a step without a start follows the end of the one before. */
SmtStepSpan *
_smt_steps_place (const SmtRhythm *rhythm)
{
  SmtStepSpan *spans = g_new0 (SmtStepSpan, rhythm->n_steps);

  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      const SmtStep *step = &rhythm->steps[i];
      gboolean alone = rhythm->n_steps == 1 && !_smt_range_known (step->length);
      spans[i].from = step->start;
      if (!smt_date_is_set (step->start) && i > 0)
        spans[i].from = spans[i - 1].to;
      place_end (rhythm, i, &spans[i]);
      spans[i].placed = smt_date_is_set (spans[i].from) || (i == 0 && (alone || smt_date_is_set (spans[i].to)));
    }
  return spans;
}

static gboolean
has_begun (const SmtStepSpan *span, SmtDate day)
{
  return span->placed && (!smt_date_is_set (span->from) || smt_date_compare (span->from, day) <= 0);
}

/* What @day is to the steps; @step is set when it lies in one. */
SmtStepPlace
_smt_steps_find (const SmtRhythm *rhythm, const SmtStepSpan *spans, SmtDate day, guint *step)
{
  guint i = rhythm->n_steps;

  while (i > 0 && !has_begun (&spans[i - 1], day))
    i--;
  if (i == 0)
    return rhythm->n_steps > 0 && spans[0].placed ? SMT_PLACE_BEFORE : SMT_PLACE_UNKNOWN;
  const SmtStepSpan *span = &spans[--i];
  *step = i;
  if (smt_date_is_set (span->to) && smt_date_compare (day, span->to) >= 0)
    return i + 1 == rhythm->n_steps ? SMT_PLACE_AFTER : SMT_PLACE_GAP;
  if (span->end_unknown && !(smt_date_is_set (span->sure_until) && smt_date_compare (day, span->sure_until) < 0))
    return SMT_PLACE_UNKNOWN;
  return SMT_PLACE_IN_STEP;
}

static gboolean
next_dosing_step (const SmtRhythm *rhythm, guint from, guint *step)
{
  for (guint i = from; i < rhythm->n_steps; i++)
    if (rhythm->steps[i].n_beats > 0)
      {
        *step = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
last_dosing_step (const SmtRhythm *rhythm, guint *step)
{
  for (guint i = rhythm->n_steps; i > 0; i--)
    if (rhythm->steps[i - 1].n_beats > 0)
      {
        *step = i - 1;
        return TRUE;
      }
  return FALSE;
}

/* The dosing step to judge on a day: the one in force, else the next, else the last. FALSE when the dates do not tell
 * which one that is, or nothing doses at all. */
gboolean
_smt_steps_relevant (const SmtRhythm *rhythm, SmtDate on, guint *step)
{
  g_autofree SmtStepSpan *spans = NULL;
  guint at = 0;

  if (rhythm->n_steps == 1)
    return next_dosing_step (rhythm, 0, step);
  if (!smt_date_is_set (on))
    return FALSE;
  spans = _smt_steps_place (rhythm);
  switch (_smt_steps_find (rhythm, spans, on, &at))
    {
    case SMT_PLACE_IN_STEP:
      return next_dosing_step (rhythm, at, step) || last_dosing_step (rhythm, step);
    case SMT_PLACE_BEFORE:
      return next_dosing_step (rhythm, 0, step);
    case SMT_PLACE_GAP:
      return next_dosing_step (rhythm, at + 1, step) || last_dosing_step (rhythm, step);
    case SMT_PLACE_AFTER:
      return last_dosing_step (rhythm, step);
    case SMT_PLACE_UNKNOWN:
    default:
      return FALSE;
    }
}

/* Whether the whole rhythm is this step and the step lasts one day: "1 sprøyte daglig" for one day is a single dose. */
gboolean
_smt_step_is_one_day (const SmtRhythm *rhythm, const SmtStep *step)
{
  SmtRatio days;

  if (rhythm->n_steps != 1)
    return FALSE;
  if (smt_date_is_set (step->start) && smt_date_is_set (step->end))
    return smt_date_days_between (step->start, step->end) == 1;
  return step->length.kind == SMT_RANGE_EXACT && _smt_span_in_days (step->length.lo, step->length_unit, &days)
         && smt_ratio_compare (days, SMT_RATIO_INT (1)) == 0;
}
