/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-dosing-facts.h"

/* --- one step ---------------------------------------------------------------------------------------------------- */

static gboolean
same_unit (const SmtBeat *a, const SmtBeat *b)
{
  return g_strcmp0 (a->unit, b->unit) == 0 && a->per == b->per;
}

/**
 * smt_step_amounts_differ:
 * @step: a step
 *
 * Returns: whether its beats have more than one amount, or amounts of different things
 */
gboolean
smt_step_amounts_differ (const SmtStep *step)
{
  g_return_val_if_fail (step != NULL, FALSE);

  for (guint i = 1; i < step->n_beats; i++)
    if (!smt_range_equal (step->beats[0].amount, step->beats[i].amount)
        || !same_unit (&step->beats[0], &step->beats[i]))
      return TRUE;

  return FALSE;
}

static guint8
weekdays_of (const SmtStep *step)
{
  guint weekdays = 0;

  for (guint i = 0; i < step->n_beats; i++)
    {
      const SmtDays *days = &step->beats[i].days;

      if (days->kind == SMT_DAYS_WEEKDAYS)
        weekdays |= days->except ? ~days->weekdays & 0x7fu : days->weekdays;
    }

  return (guint8)weekdays;
}

static SmtRange
duration_of (const SmtStep *step)
{
  if (step->length.kind != SMT_RANGE_UNKNOWN)
    return smt_range_to_days (step->length, step->length_unit);
  if (smt_date_is_set (step->start) && smt_date_is_set (step->end))
    return smt_range_exact_int (smt_date_days_between (step->start, step->end));

  return SMT_RANGE_NONE;
}

static gboolean
is_once_a_day (SmtDoseRate rate)
{
  return smt_range_is_int (rate.times, 1) && smt_range_is_int (rate.period_days, 1);
}

/* The most a day, of the dose where that was said, else of doses: "inntil 2 tabletter daglig", "inntil 3 ganger". */
static SmtRange
maximum_of (const SmtRhythm *rhythm, const SmtDosingFacts *facts)
{
  if (rhythm->max_amount_day.kind != SMT_RANGE_UNKNOWN)
    return rhythm->max_amount_day;
  if (rhythm->max_times_day.kind != SMT_RANGE_UNKNOWN)
    return rhythm->max_times_day;
  if (facts->amount.kind == SMT_RANGE_AT_MOST && (is_once_a_day (facts->rate) || facts->basis == SMT_BASIS_PER_DAY))
    return facts->amount;
  if (facts->rate.times.kind == SMT_RANGE_AT_MOST && smt_range_is_int (facts->rate.period_days, 1))
    return facts->rate.times;

  return SMT_RANGE_NONE;
}

static void
take_amount (SmtDosingFacts *facts, const SmtStep *step)
{
  const SmtBeat *first = &step->beats[0];
  gboolean one_unit = TRUE;

  for (guint i = 1; i < step->n_beats; i++)
    one_unit = one_unit && same_unit (first, &step->beats[i]);

  facts->amount = smt_step_amounts_differ (step) ? SMT_RANGE_NONE : first->amount;
  facts->unit = one_unit ? first->unit : NULL;
  facts->units_differ = !one_unit;
  facts->per = first->per;
  facts->basis = first->basis;
}

/**
 * smt_step_facts:
 * @rhythm: a rhythm
 * @step: one of its steps
 *
 * Returns: what is said of that step
 */
SmtDosingFacts
smt_step_facts (const SmtRhythm *rhythm, const SmtStep *step)
{
  SmtDosingFacts facts = { .as_needed = smt_step_is_as_needed (rhythm, step) };

  if (step->n_beats == 0) /* a pause */
    facts.rate.times = smt_range_exact_int (0);
  else
    {
      take_amount (&facts, step);
      facts.rate = smt_step_dose_rate (step);
    }
  /* "ved behov, inntil 4 ganger daglig": the most it may be is all that was said */
  if (facts.rate.times.kind == SMT_RANGE_UNKNOWN && rhythm->max_times_day.kind != SMT_RANGE_UNKNOWN)
    facts.rate = (SmtDoseRate){ rhythm->max_times_day, smt_range_exact_int (1) };

  facts.weekdays = weekdays_of (step);
  facts.duration = duration_of (step);
  facts.max_per_day = maximum_of (rhythm, &facts);
  return facts;
}

/* --- several ----------------------------------------------------------------------------------------------------- */

static void
keep_if_same (SmtRange *range, SmtRange other)
{
  if (!smt_range_equal (*range, other))
    *range = SMT_RANGE_NONE;
}

/* A unit that is not said again is no other unit. */
static void
agree_on_unit (SmtDosingFacts *facts, const SmtDosingFacts *other)
{
  if (other->unit == NULL)
    return;

  if (facts->unit == NULL && !facts->units_differ)
    {
      facts->unit = other->unit;
      facts->per = other->per;
    }
  else if (g_strcmp0 (facts->unit, other->unit) != 0 || facts->per != other->per)
    {
      facts->unit = NULL;
      facts->units_differ = TRUE;
    }
}

/* Doses in a period mean nothing without the period. */
static void
agree_on_rate (SmtDoseRate *rate, SmtDoseRate other)
{
  if (!smt_range_equal (rate->period_days, other.period_days))
    *rate = (SmtDoseRate){ SMT_RANGE_NONE, SMT_RANGE_NONE };
  keep_if_same (&rate->times, other.times);
}

/* What both say; the rest becomes unknown. */
static void
agree (SmtDosingFacts *facts, const SmtDosingFacts *other)
{
  agree_on_unit (facts, other);
  if (facts->basis != other->basis)
    facts->amount = SMT_RANGE_NONE;
  keep_if_same (&facts->amount, other->amount);
  agree_on_rate (&facts->rate, other->rate);
  keep_if_same (&facts->duration, other->duration);
  keep_if_same (&facts->max_per_day, other->max_per_day);
  if (facts->weekdays != other->weekdays)
    facts->weekdays = 0;
  facts->as_needed = facts->as_needed && other->as_needed;
}

/**
 * smt_rhythm_facts:
 * @rhythm: a rhythm
 *
 * Returns: what is said of all of its steps alike. How long one step lasts is not how long the dose does, so the
 *   duration is only told of a rhythm of one step
 */
SmtDosingFacts
smt_rhythm_facts (const SmtRhythm *rhythm)
{
  SmtDosingFacts facts = { 0 };

  g_return_val_if_fail (rhythm != NULL, facts);

  facts.as_needed = rhythm->as_needed;
  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      SmtDosingFacts step = smt_step_facts (rhythm, &rhythm->steps[i]);

      if (i == 0)
        facts = step;
      else
        agree (&facts, &step);
    }
  if (rhythm->n_steps > 1)
    facts.duration = SMT_RANGE_NONE;

  return facts;
}

/**
 * smt_rhythms_facts:
 * @rhythms: (element-type SmtRhythm): the readings of one text
 *
 * Returns: what all readings say alike
 */
SmtDosingFacts
smt_rhythms_facts (const GPtrArray *rhythms)
{
  SmtDosingFacts facts = { 0 };

  g_return_val_if_fail (rhythms != NULL, facts);

  for (guint i = 0; i < rhythms->len; i++)
    {
      SmtDosingFacts rhythm = smt_rhythm_facts (g_ptr_array_index (rhythms, i));

      if (i == 0)
        facts = rhythm;
      else
        agree (&facts, &rhythm);
    }

  return facts;
}
