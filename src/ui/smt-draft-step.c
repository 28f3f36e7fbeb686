/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-draft-step.h"

#include <string.h>

#include "ui/smt-draft-number.h"

#define MAX_INTERVAL 999
#define MAX_TIMES 24
#define MAX_GAP_HOURS 999
#define DAYS_IN_WEEK 7
#define ALL_WEEKDAYS 0x7f
#define MONDAY_TO_SUNDAY(bits) ((guint8)((bits)&ALL_WEEKDAYS))

/* --- the value ---------------------------------------------------------------------------------------------------- */

/**
 * smt_draft_step_new:
 *
 * Returns: (transfer full): a step in which nothing is said
 */
SmtDraftStep *
smt_draft_step_new (void)
{
  SmtDraftStep *step = g_new0 (SmtDraftStep, 1);

  step->every = 2;
  step->every_unit = SMT_TIME_UNIT_DAY;
  step->weeks = 1;
  step->on = 21;
  step->off = 7;
  step->cycle_unit = SMT_TIME_UNIT_DAY;
  step->most_unit = SMT_TIME_UNIT_DAY;
  step->most_long_unit = SMT_TIME_UNIT_WEEK;
  step->length_unit = SMT_TIME_UNIT_DAY;
  return step;
}

/**
 * smt_draft_step_copy:
 * @step: a step
 *
 * Returns: (transfer full): another that says the same
 */
SmtDraftStep *
smt_draft_step_copy (const SmtDraftStep *step)
{
  SmtDraftStep *copy;

  g_return_val_if_fail (step != NULL, NULL);

  copy = g_memdup2 (step, sizeof *step);
  copy->amount = g_strdup (step->amount);
  copy->unit = g_strdup (step->unit);
  for (guint i = 0; i < SMT_DRAFT_N_PARTS; i++)
    copy->part_amount[i] = g_strdup (step->part_amount[i]);
  copy->times = g_strdup (step->times);
  copy->most_times = g_strdup (step->most_times);
  copy->most_amount = g_strdup (step->most_amount);
  copy->most_long = g_strdup (step->most_long);
  copy->gap = g_strdup (step->gap);
  copy->length = g_strdup (step->length);
  return copy;
}

/**
 * smt_draft_step_free:
 * @step: (nullable) (transfer full): a step
 */
void
smt_draft_step_free (SmtDraftStep *step)
{
  if (step == NULL)
    return;

  g_free (step->amount);
  g_free (step->unit);
  for (guint i = 0; i < SMT_DRAFT_N_PARTS; i++)
    g_free (step->part_amount[i]);
  g_free (step->times);
  g_free (step->most_times);
  g_free (step->most_amount);
  g_free (step->most_long);
  g_free (step->gap);
  g_free (step->length);
  g_free (step);
}

/** smt_draft_step_clear_limits: leaves out of @step what is said of a whole dose */
void
smt_draft_step_clear_limits (SmtDraftStep *step)
{
  g_return_if_fail (step != NULL);

  g_clear_pointer (&step->most_amount, g_free);
  g_clear_pointer (&step->most_long, g_free);
  g_clear_pointer (&step->gap, g_free);
  step->from_month = step->to_month = 0;
}

/* --- step of a rhythm → fields: what can not be held whole is not held at all ----------------------------------------
 */

static gboolean
count_of (SmtRange range, gint64 most, guint *out)
{
  gint64 n;

  if (range.kind != SMT_RANGE_EXACT || !smt_decimal_is_integer (range.lo, &n) || n < 1 || n > most)
    return FALSE;
  *out = (guint)n;
  return TRUE;
}

static char *
dup_number (guint n)
{
  return g_strdup_printf ("%u", n);
}

/* "én gang i uken" leaves the weekday open: the clinician names it, the program does not. */
static gboolean
read_interval (SmtDraftStep *step, const SmtDays *days)
{
  if (days->repeats != 0 || !count_of (days->n, MAX_INTERVAL, &step->every))
    return FALSE;
  step->every_unit = days->unit;

  step->days = SMT_DRAFT_INTERVAL;
  if (step->every == 1 && step->every_unit == SMT_TIME_UNIT_DAY)
    step->days = SMT_DRAFT_DAILY;
  if ((step->every == DAYS_IN_WEEK && step->every_unit == SMT_TIME_UNIT_DAY)
      || (step->every == 1 && step->every_unit == SMT_TIME_UNIT_WEEK))
    {
      step->days = SMT_DRAFT_WEEKDAYS;
      if (smt_date_is_set (days->phase))
        step->weekdays = (guint8)(1 << smt_date_weekday (days->phase));
    }
  return TRUE;
}

static gboolean
read_weekdays (SmtDraftStep *step, const SmtDays *days)
{
  step->days = SMT_DRAFT_WEEKDAYS;
  step->weekdays = days->except ? MONDAY_TO_SUNDAY (~days->weekdays) : days->weekdays;
  return days->n.kind == SMT_RANGE_UNKNOWN
         || (days->unit == SMT_TIME_UNIT_WEEK && count_of (days->n, 52, &step->weeks));
}

static gboolean
read_cycle (SmtDraftStep *step, const SmtDays *days)
{
  step->days = SMT_DRAFT_CYCLE;
  step->on = smt_day_bits_count (&days->on);
  if (days->repeats != 0 || step->on == 0 || step->on >= days->cycle)
    return FALSE;
  for (guint day = 1; day <= step->on; day++)
    if (!smt_day_bits_has (&days->on, day))
      return FALSE;
  step->off = days->cycle - step->on;
  return TRUE;
}

static gboolean
read_days (SmtDraftStep *step, const SmtDays *days)
{
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      return read_interval (step, days);
    case SMT_DAYS_WEEKDAYS:
      return read_weekdays (step, days);
    case SMT_DAYS_CYCLE:
      return read_cycle (step, days);
    case SMT_DAYS_DAY_LIST:
      step->days = SMT_DRAFT_ONCE;
      return smt_day_bits_count (&days->on) == 1 && smt_day_bits_has (&days->on, 1);
    case SMT_DAYS_UNKNOWN:
    case SMT_DAYS_K_OF_N:
    default:
      return FALSE;
    }
}

static gboolean
same_days (const SmtDays *a, const SmtDays *b)
{
  return a->kind == b->kind && a->unit == b->unit && smt_range_equal (a->n, b->n) && a->weekdays == b->weekdays
         && a->except == b->except && a->cycle == b->cycle && a->repeats == b->repeats
         && memcmp (&a->on, &b->on, sizeof a->on) == 0 && smt_date_compare (a->phase, b->phase) == 0;
}

static gboolean
is_plain (const SmtBeat *beat)
{
  return (beat->amount.kind == SMT_RANGE_EXACT || beat->amount.kind == SMT_RANGE_BETWEEN)
         && beat->basis == SMT_BASIS_EACH && beat->per == SMT_PER_WHOLE && beat->n_clock == 0
         && beat->gap_hours.kind == SMT_RANGE_UNKNOWN;
}

/* The amount at each time of day; where they differ each is said. */
static gboolean
read_parts (SmtDraftStep *step, const SmtStep *from)
{
  const SmtBeat *first = &from->beats[0];

  for (guint i = 0; i < from->n_beats; i++)
    {
      const SmtBeat *beat = &from->beats[i];

      if (!is_plain (beat) || !same_days (&first->days, &beat->days) || g_strcmp0 (first->unit, beat->unit) != 0
          || (step->parts & beat->parts) != 0 || (from->n_beats > 1 && beat->parts == 0))
        return FALSE;
      step->parts |= beat->parts;
      step->by_part = step->by_part || !smt_range_equal (first->amount, beat->amount);
      for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
        if (((beat->parts >> part) & 1) != 0)
          step->part_amount[part] = smt_draft_number_format (beat->amount);
    }
  step->amount = smt_draft_number_format (first->amount);
  step->unit = g_strdup (first->unit);
  return TRUE;
}

/* Doses a day, where no time of day says it. What is not said is one dose on its day. */
static gboolean
read_times (SmtDraftStep *step, const SmtBeat *beat)
{
  guint times = 1;

  if (beat->times.kind != SMT_RANGE_UNKNOWN && !count_of (beat->times, MAX_TIMES, &times))
    return FALSE;
  if (step->parts != 0)
    return TRUE;
  if (step->days == SMT_DRAFT_INTERVAL && step->every_unit == SMT_TIME_UNIT_HOUR)
    return beat->times.kind == SMT_RANGE_UNKNOWN;
  if (times > 1 || step->days == SMT_DRAFT_DAILY)
    step->times = dup_number (times);
  return TRUE;
}

static gboolean
most_of (SmtRange range, guint *out)
{
  gint64 n;

  if ((range.kind != SMT_RANGE_AT_MOST && range.kind != SMT_RANGE_EXACT) || !smt_decimal_is_integer (range.hi, &n)
      || n < 1 || n > MAX_TIMES)
    return FALSE;
  *out = (guint)n;
  return TRUE;
}

/* "inntil 3 ganger daglig", "inntil 2 ganger i uken", or no number at all. */
static gboolean
read_most (SmtDraftStep *step, const SmtRhythm *rhythm, const SmtBeat *beat)
{
  const SmtDays *days = &beat->days;
  guint most = 0;

  if (rhythm->max_times_day.kind != SMT_RANGE_UNKNOWN)
    {
      if (!most_of (rhythm->max_times_day, &most) || (beat->times.kind != SMT_RANGE_UNKNOWN && beat->parts == 0))
        return FALSE;
    }
  if (days->kind == SMT_DAYS_EVERY_N && days->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (days->n, 1))
    {
      if (beat->parts == 0 && most == 0 && (beat->times.kind != SMT_RANGE_AT_MOST || !most_of (beat->times, &most)))
        return FALSE;
    }
  else if (days->kind == SMT_DAYS_K_OF_N && smt_range_is_int (days->n, 1) && days->k.kind == SMT_RANGE_AT_MOST
           && (days->unit == SMT_TIME_UNIT_WEEK || days->unit == SMT_TIME_UNIT_MONTH) && most == 0 && beat->parts == 0
           && beat->times.kind == SMT_RANGE_UNKNOWN)
    {
      step->most_unit = days->unit;
      if (!most_of (days->k, &most))
        return FALSE;
    }
  else if (days->kind != SMT_DAYS_UNKNOWN || beat->times.kind != SMT_RANGE_UNKNOWN || beat->parts != 0)
    return FALSE;

  if (most != 0)
    step->most_times = dup_number (most);
  return TRUE;
}

/* The most of a stretch of time; what is not said is no limit. */
static gboolean
read_amount_limit (SmtDraftStep *step, const SmtRhythm *rhythm, SmtRange limit, char **out)
{
  if (limit.kind == SMT_RANGE_UNKNOWN)
    return TRUE;
  if ((limit.kind != SMT_RANGE_AT_MOST && limit.kind != SMT_RANGE_EXACT)
      || (rhythm->max_unit != NULL && g_strcmp0 (rhythm->max_unit, step->unit) != 0))
    return FALSE;
  *out = smt_decimal_format (limit.hi, ',');
  return TRUE;
}

static gboolean
read_limits (SmtDraftStep *step, const SmtRhythm *rhythm)
{
  if (!read_amount_limit (step, rhythm, rhythm->max_amount_day, &step->most_amount)
      || !read_amount_limit (step, rhythm, rhythm->max_amount_long, &step->most_long))
    return FALSE;
  if (step->most_long != NULL)
    step->most_long_unit = rhythm->max_long_unit;
  if (rhythm->min_gap_hours.kind != SMT_RANGE_UNKNOWN)
    {
      guint hours;

      if (!count_of (rhythm->min_gap_hours, MAX_GAP_HOURS, &hours))
        return FALSE;
      step->gap = dup_number (hours);
    }
  return TRUE;
}

static gboolean
says_limit (const SmtRhythm *rhythm)
{
  return rhythm->max_amount_day.kind != SMT_RANGE_UNKNOWN || rhythm->max_times_day.kind != SMT_RANGE_UNKNOWN
         || rhythm->max_amount_long.kind != SMT_RANGE_UNKNOWN || rhythm->min_gap_hours.kind != SMT_RANGE_UNKNOWN;
}

/* Limits hold for the whole dose, so a step among others has none of its own. */
static gboolean
read_as_needed (SmtDraftStep *step, const SmtRhythm *rhythm, const SmtStep *from)
{
  step->days = SMT_DRAFT_AS_NEEDED;
  return (rhythm->n_steps == 1 || !says_limit (rhythm)) && from->n_beats == 1 && read_parts (step, from)
         && read_most (step, rhythm, &from->beats[0]) && read_limits (step, rhythm);
}

/* Months are said of a whole dose; the fields have them where it is one step. */
static gboolean
read_months (SmtDraftStep *step, const SmtRhythm *rhythm)
{
  if (rhythm->first_month == 0)
    return TRUE;
  step->from_month = rhythm->first_month;
  step->to_month = rhythm->last_month;
  return rhythm->n_steps == 1 && step->to_month != 0;
}

/* A step between two dates is as long as they lie apart. */
static gboolean
read_length (SmtDraftStep *step, const SmtStep *from)
{
  guint n;

  if (from->length.kind != SMT_RANGE_UNKNOWN)
    {
      if (from->length_unit == SMT_TIME_UNIT_HOUR || !count_of (from->length, MAX_INTERVAL, &n))
        return FALSE;
      step->length_unit = from->length_unit;
    }
  else if (smt_date_is_set (from->start) && smt_date_is_set (from->end))
    {
      int days = smt_date_days_between (from->start, from->end);

      if (days < 1 || days > MAX_INTERVAL)
        return FALSE;
      n = (guint)days;
    }
  else
    return !smt_date_is_set (from->end);

  step->length = dup_number (n);
  return TRUE;
}

/**
 * smt_draft_step_read:
 * @step: a new step, to fill
 * @rhythm: a rhythm
 * @index: which of its steps
 *
 * Returns: whether the fields can hold all of it; when not, @step is to be thrown away rather than shown as nearly
 * right
 */
gboolean
smt_draft_step_read (SmtDraftStep *step, const SmtRhythm *rhythm, guint index)
{
  const SmtStep *from;

  g_return_val_if_fail (step != NULL && rhythm != NULL && index < rhythm->n_steps, FALSE);

  from = &rhythm->steps[index];
  if (rhythm->seasons != 0 || !read_months (step, rhythm) || !read_length (step, from))
    return FALSE;
  if (from->n_beats == 0)
    {
      step->days = SMT_DRAFT_PAUSE;
      return TRUE;
    }
  if (rhythm->as_needed || from->as_needed)
    return read_as_needed (step, rhythm, from);
  return !says_limit (rhythm) && read_parts (step, from) && read_days (step, &from->beats[0].days)
         && read_times (step, &from->beats[0]);
}
