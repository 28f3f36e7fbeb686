/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-field-plan.h"

#define MAX_INTAKES 24    /* of one kind on one day */
#define MAX_INTERVAL 3660 /* days; beyond ten years nobody has meant it */

/* --- what a beat must be ------------------------------------------------------------------------------------------ */

static gboolean
is_known (SmtRange range)
{
  return range.kind != SMT_RANGE_UNKNOWN;
}

static gboolean
exact_count (SmtRange range, gint64 *out)
{
  return range.kind == SMT_RANGE_EXACT && smt_decimal_is_integer (range.lo, out);
}

/* Intakes a day that one beat stands for; 0 when the field cannot count them. "Every 72 hours" is once on its day. */
guint
_smt_field_count_intakes (const SmtBeat *beat)
{
  gint64 times;

  if (beat->parts != 0)
    return (guint)__builtin_popcount (beat->parts);
  if (!is_known (beat->times) && beat->days.kind == SMT_DAYS_EVERY_N && beat->days.unit == SMT_TIME_UNIT_HOUR)
    return 1;
  return exact_count (beat->times, &times) && times >= 1 && times <= MAX_INTAKES ? (guint)times : 0;
}

/* One amount, of a unit, at each intake: no range, no clock time, no hours between, no total to be divided. */
static gboolean
beat_fits (const SmtBeat *beat)
{
  guint intakes = _smt_field_count_intakes (beat);

  if (beat->amount.kind != SMT_RANGE_EXACT || smt_decimal_sign (beat->amount.lo) <= 0 || beat->unit == NULL)
    return FALSE;
  if (beat->per != SMT_PER_WHOLE || beat->n_clock > 0 || is_known (beat->gap_hours) || intakes == 0)
    return FALSE;
  return beat->basis == SMT_BASIS_EACH || (beat->basis == SMT_BASIS_PER_DAY && intakes == 1);
}

/* Beats of one dosing: one unit, and no part of the day twice. */
static gboolean
beats_fit (const SmtStep *step)
{
  guint8 parts = 0;

  for (guint i = 0; i < step->n_beats; i++)
    {
      const SmtBeat *beat = &step->beats[i];
      if (!beat_fits (beat) || (beat->parts & parts) != 0 || g_strcmp0 (beat->unit, step->beats[0].unit) != 0)
        return FALSE;
      parts |= beat->parts;
    }
  return TRUE;
}

/* --- days --------------------------------------------------------------------------------------------------------- */

/* Whole days between intakes; months and years have no number of days, and half days are no interval. */
static gboolean
interval_in_days (SmtRange n, SmtTimeUnit unit, guint *out)
{
  gint64 number;

  if (!exact_count (n, &number) || number < 1 || number > (gint64)MAX_INTERVAL * 24)
    return FALSE;
  if (unit == SMT_TIME_UNIT_WEEK)
    number *= 7;
  else if (unit == SMT_TIME_UNIT_HOUR && number % 24 == 0)
    number /= 24;
  else if (unit != SMT_TIME_UNIT_DAY)
    return FALSE;
  if (number > MAX_INTERVAL)
    return FALSE;
  *out = (guint)number;
  return TRUE;
}

/* The first day on or after @start that is a multiple of @interval days away from @phase. */
static SmtDate
align (SmtDate start, SmtDate phase, guint interval)
{
  int apart = smt_date_days_between (phase, start) % (int)interval;

  if (apart == 0)
    return start;
  return smt_date_add_days (start, apart > 0 ? (int)interval - apart : -apart);
}

static SmtDate
next_weekday (SmtDate start, SmtWeekday weekday)
{
  return smt_date_add_days (start, ((int)weekday - (int)smt_date_weekday (start) + 7) % 7);
}

static gboolean
single_weekday (guint8 weekdays, SmtWeekday *out)
{
  if (__builtin_popcount (weekdays) != 1)
    return FALSE;
  *out = (SmtWeekday)__builtin_ctz (weekdays);
  return TRUE;
}

/* First dose day on or after @start, and the interval from there on. */
static gboolean
days_fit (const SmtDays *days, SmtDate start, SmtDate *first, guint *interval)
{
  SmtWeekday weekday;

  *first = start;
  if (days->repeats != 0)
    return FALSE;
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      if (!interval_in_days (days->n, days->unit, interval))
        return FALSE;
      if (smt_date_is_set (days->phase))
        *first = align (start, days->phase, *interval);
      return TRUE;
    case SMT_DAYS_WEEKDAYS:
      *interval = 7;
      if (days->except || !single_weekday (days->weekdays, &weekday)
          || (is_known (days->n) && !interval_in_days (days->n, days->unit, interval)))
        return FALSE;
      *first = smt_date_is_set (days->phase) ? align (start, days->phase, *interval) : next_weekday (start, weekday);
      return smt_date_weekday (*first) == weekday;
    case SMT_DAYS_UNKNOWN:
    case SMT_DAYS_CYCLE:
    case SMT_DAYS_K_OF_N:
    case SMT_DAYS_DAY_LIST:
    default:
      return FALSE;
    }
}

static gboolean
is_single_dose (const SmtRhythm *rhythm)
{
  const SmtStep *step = &rhythm->steps[0];

  if (rhythm->n_steps != 1 || step->n_beats == 0)
    return FALSE;
  for (guint i = 0; i < step->n_beats; i++)
    {
      const SmtDays *days = &step->beats[i].days;
      if (days->kind != SMT_DAYS_DAY_LIST || days->repeats != 0 || smt_day_bits_count (&days->on) != 1
          || !smt_day_bits_has (&days->on, 1))
        return FALSE;
    }
  return TRUE;
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

/* Day after the last, from what is said; %FALSE when it is said in a way that gives no date. */
static gboolean
end_of_step (const SmtStep *step, SmtDate start, SmtDate *end)
{
  guint length;

  *end = step->end;
  if (smt_date_is_set (step->end) || !is_known (step->length))
    return TRUE;
  if (step->length_unit == SMT_TIME_UNIT_HOUR || !interval_in_days (step->length, step->length_unit, &length))
    return FALSE;
  *end = smt_date_add_days (start, (int)length);
  return TRUE;
}

static gboolean
add_period (SmtFieldPlan *plan, guint index, SmtDate start, SmtDate end)
{
  const SmtStep *step = &plan->rhythm->steps[index];
  SmtFieldPeriod period = { SMT_DATE_UNSET, end, 0, index };

  if (!beats_fit (step))
    return FALSE;
  for (guint i = 0; i < step->n_beats; i++)
    {
      SmtDate first;
      guint interval;
      if (!days_fit (&step->beats[i].days, start, &first, &interval))
        return FALSE;
      if (i > 0 && (smt_date_compare (first, period.start) != 0 || interval != period.interval))
        return FALSE; /* intervals that differ in one dosing cannot be shown */
      period.start = first;
      period.interval = interval;
    }
  if (smt_date_is_set (end) && smt_date_compare (period.start, end) >= 0)
    return FALSE; /* not one dose day in it */
  g_array_append_val (plan->periods, period);
  return TRUE;
}

/* Lays the steps one after the other from @first_day on. A step without an end lasts until the next one starts. */
static gboolean
plan_steps (SmtFieldPlan *plan, SmtDate first_day)
{
  SmtDate from = first_day;

  for (guint i = 0; i < plan->rhythm->n_steps; i++)
    {
      const SmtStep *step = &plan->rhythm->steps[i];
      const SmtStep *next = i + 1 < plan->rhythm->n_steps ? step + 1 : NULL;
      SmtDate start = from;
      SmtDate end;
      if (smt_date_is_set (step->start) && smt_date_compare (step->start, from) > 0)
        start = step->start;
      else if (smt_date_is_set (step->start) && i > 0 && smt_date_compare (step->start, from) < 0)
        return FALSE;
      if (!end_of_step (step, start, &end))
        return FALSE;
      if (next != NULL && !smt_date_is_set (end))
        end = next->start;
      if ((next != NULL && !smt_date_is_set (end)) || (smt_date_is_set (end) && smt_date_compare (end, start) <= 0))
        return FALSE;
      if (step->n_beats > 0 && !add_period (plan, i, start, end))
        return FALSE;
      from = end;
    }
  return plan->periods->len > 0;
}

static gboolean
plan_single_dose (SmtFieldPlan *plan, SmtDate first_day)
{
  const SmtStep *step = &plan->rhythm->steps[0];
  SmtFieldPeriod period = { first_day, SMT_DATE_UNSET, 1, 0 };

  if (smt_date_is_set (step->start) && smt_date_compare (step->start, first_day) > 0)
    period.start = step->start;
  period.end = smt_date_add_days (period.start, 1);
  if (!beats_fit (step))
    return FALSE;
  g_array_append_val (plan->periods, period);
  return TRUE;
}

/* --- what it must read back as ------------------------------------------------------------------------------------ */

static void
expect_beat (SmtRhythm *expected, guint step, const SmtBeat *beat, const SmtFieldPeriod *period, gboolean single)
{
  SmtBeat *copy = smt_rhythm_add_beat (expected, step);

  copy->amount = beat->amount;
  smt_beat_set_unit (copy, beat->unit);
  copy->parts = beat->parts;
  copy->times = smt_range_exact_int (_smt_field_count_intakes (beat));
  if (single)
    {
      copy->days.kind = SMT_DAYS_DAY_LIST;
      smt_day_bits_set (&copy->days.on, 1);
      return;
    }
  copy->days.kind = SMT_DAYS_EVERY_N;
  copy->days.n = smt_range_exact_int (period->interval);
  copy->days.unit = SMT_TIME_UNIT_DAY;
  if (period->interval > 1)
    copy->days.phase = period->start;
}

/* Pauses are what lies between the periods; one day alone is a single dose. */
static SmtRhythm *
expect (const SmtFieldPlan *plan)
{
  SmtRhythm *expected = smt_rhythm_new ();
  gboolean single = FALSE;

  for (guint i = 0; i < plan->periods->len; i++)
    {
      const SmtFieldPeriod *period = &g_array_index (plan->periods, SmtFieldPeriod, i);
      const SmtStep *from = &plan->rhythm->steps[period->step];
      const SmtFieldPeriod *before = i > 0 ? period - 1 : NULL;
      SmtStep *step;
      if (before != NULL && smt_date_compare (before->end, period->start) < 0)
        {
          step = smt_rhythm_add_step (expected);
          step->start = before->end;
          step->end = period->start;
        }
      step = smt_rhythm_add_step (expected);
      step->start = period->start;
      step->end = period->end;
      single = plan->periods->len == 1 && smt_date_is_set (period->end)
               && smt_date_days_between (period->start, period->end) == 1;
      for (guint b = 0; b < from->n_beats; b++)
        expect_beat (expected, expected->n_steps - 1, &from->beats[b], period, single);
    }
  return expected;
}

/* --- plan --------------------------------------------------------------------------------------------------------- */

/* Lays a rhythm out from @first_day on as the field would carry it; %NULL when the field cannot say it. Never the
 * nearest thing that it can say. */
SmtFieldPlan *
_smt_field_plan_new (const SmtRhythm *rhythm, SmtDate first_day)
{
  g_autoptr (SmtFieldPlan) plan = NULL;
  gboolean fits;

  if (rhythm->n_steps == 0 || smt_rhythm_has_need (rhythm) || smt_rhythm_is_bounded (rhythm) || !smt_date_is_set (first_day))
    return NULL;
  plan = g_new0 (SmtFieldPlan, 1);
  plan->rhythm = smt_rhythm_canonical (rhythm);
  plan->periods = g_array_new (FALSE, FALSE, sizeof (SmtFieldPeriod));
  fits = is_single_dose (plan->rhythm) ? plan_single_dose (plan, first_day) : plan_steps (plan, first_day);
  if (!fits)
    return NULL;
  plan->expected = expect (plan);
  return g_steal_pointer (&plan);
}

void
_smt_field_plan_free (SmtFieldPlan *plan)
{
  g_clear_pointer (&plan->rhythm, smt_rhythm_unref);
  g_clear_pointer (&plan->expected, smt_rhythm_unref);
  g_clear_pointer (&plan->periods, g_array_unref);
  g_free (plan);
}
