/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-draft-number.h"
#include "ui/smt-draft-step.h"

#define MAX_TIMES 24
#define MAX_GAP_HOURS 999
#define MAX_LENGTH 999
#define DAYS_IN_WEEK 7

static guint
count_parts (guint8 parts)
{
  guint count = 0;

  for (; parts != 0; parts = (guint8)(parts >> 1))
    count += parts & 1;
  return count;
}

static SmtDraftFault
parse_amount (const char *typed, SmtRange *amount)
{
  switch (smt_draft_number_parse_amount (typed, amount))
    {
    case SMT_DRAFT_NUMBER_FINE:
      return SMT_DRAFT_WHOLE;
    case SMT_DRAFT_NUMBER_AMBIGUOUS:
      return SMT_DRAFT_AMBIGUOUS_AMOUNT;
    case SMT_DRAFT_NUMBER_EMPTY:
    case SMT_DRAFT_NUMBER_NONE:
    default:
      return SMT_DRAFT_NO_AMOUNT;
    }
}

/* A number that may be left out: @count is 0 then. */
static gboolean
parse_count (const char *typed, guint most, guint *count)
{
  SmtDraftNumber found = smt_draft_number_parse_count (typed, most, count);

  if (found == SMT_DRAFT_NUMBER_EMPTY)
    *count = 0;
  return found == SMT_DRAFT_NUMBER_FINE || found == SMT_DRAFT_NUMBER_EMPTY;
}

/* --- days --------------------------------------------------------------------------------------------------------- */

static SmtDraftFault
write_cycle (const SmtDraftStep *step, SmtDays *days)
{
  guint factor = step->cycle_unit == SMT_TIME_UNIT_WEEK ? DAYS_IN_WEEK : 1;

  if (step->on == 0 || step->off == 0 || (step->on + step->off) * factor > SMT_MAX_CYCLE)
    return SMT_DRAFT_NO_CYCLE;
  days->kind = SMT_DAYS_CYCLE;
  days->cycle = (guint16)((step->on + step->off) * factor);
  for (guint day = 1; day <= step->on * factor; day++)
    smt_day_bits_set (&days->on, day);
  return SMT_DRAFT_WHOLE;
}

static SmtDraftFault
write_days (const SmtDraftStep *step, SmtDays *days)
{
  switch (step->days)
    {
    case SMT_DRAFT_INTERVAL:
      if (step->every == 0 || (step->every == 1 && step->every_unit == SMT_TIME_UNIT_DAY))
        return SMT_DRAFT_NO_INTERVAL;
      days->kind = SMT_DAYS_EVERY_N;
      days->n = smt_range_exact_int (step->every);
      days->unit = step->every_unit;
      return SMT_DRAFT_WHOLE;
    case SMT_DRAFT_WEEKDAYS:
      if (step->weekdays == 0)
        return SMT_DRAFT_NO_WEEKDAY;
      days->kind = SMT_DAYS_WEEKDAYS;
      days->weekdays = step->weekdays;
      days->unit = SMT_TIME_UNIT_WEEK;
      if (step->weeks > 1)
        days->n = smt_range_exact_int (step->weeks);
      return SMT_DRAFT_WHOLE;
    case SMT_DRAFT_CYCLE:
      return write_cycle (step, days);
    case SMT_DRAFT_ONCE:
      days->kind = SMT_DAYS_DAY_LIST;
      smt_day_bits_set (&days->on, 1);
      return SMT_DRAFT_WHOLE;
    case SMT_DRAFT_DAILY:
    case SMT_DRAFT_AS_NEEDED:
    case SMT_DRAFT_PAUSE:
    case SMT_DRAFT_N_DAYS:
    default:
      days->kind = SMT_DAYS_EVERY_N;
      days->n = smt_range_exact_int (1);
      days->unit = SMT_TIME_UNIT_DAY;
      return SMT_DRAFT_WHOLE;
    }
}

/* --- beats -------------------------------------------------------------------------------------------------------- */

static SmtBeat *
add_beat (const SmtDraftStep *step, SmtRhythm *rhythm, SmtRange amount)
{
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, rhythm->n_steps - 1);

  beat->amount = amount;
  smt_beat_set_unit (beat, step->unit);
  rhythm->stated |= SMT_ATTRIBUTE_AMOUNT | SMT_ATTRIBUTE_UNIT | SMT_ATTRIBUTE_DAYS;
  return beat;
}

static void
say_parts (SmtRhythm *rhythm, SmtBeat *beat, guint8 parts)
{
  beat->parts = parts;
  beat->times = smt_range_exact_int (count_parts (parts));
  rhythm->stated |= SMT_ATTRIBUTE_PARTS | SMT_ATTRIBUTE_TIMES;
}

/* Times of day with an amount of their own each; those with the same amount are one beat. */
static SmtDraftFault
write_by_part (const SmtDraftStep *step, SmtRhythm *rhythm, const SmtDays *days)
{
  SmtRange amounts[SMT_DRAFT_N_PARTS];
  guint8 left = step->parts;

  for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
    if (((left >> part) & 1) != 0)
      {
        SmtDraftFault fault = parse_amount (step->part_amount[part], &amounts[part]);

        if (fault != SMT_DRAFT_WHOLE)
          return fault;
      }
  for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
    if (((left >> part) & 1) != 0)
      {
        SmtBeat *beat = add_beat (step, rhythm, amounts[part]);
        guint8 same = 0;

        for (guint other = part; other < SMT_DRAFT_N_PARTS; other++)
          if (((left >> other) & 1) != 0 && smt_range_equal (amounts[part], amounts[other]))
            same = (guint8)(same | 1u << other);
        beat->days = *days;
        say_parts (rhythm, beat, same);
        left = (guint8)(left & ~same);
      }
  return SMT_DRAFT_WHOLE;
}

/* Hours between doses say how many there are in a day; any other day says it, or has one. */
static SmtDraftFault
write_times (const SmtDraftStep *step, SmtRhythm *rhythm, SmtBeat *beat)
{
  guint times;

  if (step->parts != 0)
    {
      say_parts (rhythm, beat, step->parts);
      return SMT_DRAFT_WHOLE;
    }
  if (step->days == SMT_DRAFT_INTERVAL && step->every_unit == SMT_TIME_UNIT_HOUR)
    return SMT_DRAFT_WHOLE;
  if (!parse_count (step->times, MAX_TIMES, &times))
    return SMT_DRAFT_NO_TIMES;
  if (times == 0 && step->days == SMT_DRAFT_DAILY)
    return SMT_DRAFT_NO_PART;
  if (times != 0)
    {
      beat->times = smt_range_exact_int (times);
      rhythm->stated |= SMT_ATTRIBUTE_TIMES;
    }
  return SMT_DRAFT_WHOLE;
}

static SmtDraftFault
write_doses (const SmtDraftStep *step, SmtRhythm *rhythm)
{
  SmtDays days = { .unit = SMT_TIME_UNIT_DAY };
  SmtDraftFault fault = write_days (step, &days);
  SmtRange amount;
  SmtBeat *beat;

  if (fault != SMT_DRAFT_WHOLE)
    return fault;
  if (step->by_part && step->parts != 0)
    return write_by_part (step, rhythm, &days);
  fault = parse_amount (step->amount, &amount);
  if (fault != SMT_DRAFT_WHOLE)
    return fault;
  beat = add_beat (step, rhythm, amount);
  beat->days = days;
  return write_times (step, rhythm, beat);
}

/* --- as needed ---------------------------------------------------------------------------------------------------- */

static SmtDraftFault
write_most (const SmtDraftStep *step, SmtRhythm *rhythm, SmtBeat *beat)
{
  guint most;

  if (!parse_count (step->most_times, MAX_TIMES, &most))
    return SMT_DRAFT_NO_LIMIT;
  if (count_parts (step->parts) > 1)
    return SMT_DRAFT_NEEDED_PARTS;
  if (step->parts != 0)
    {
      write_days (step, &beat->days);
      say_parts (rhythm, beat, step->parts);
      if (most != 0 && step->most_unit != SMT_TIME_UNIT_DAY)
        return SMT_DRAFT_NO_LIMIT;
      if (most != 0)
        rhythm->max_times_day = smt_range_at_most (SMT_DECIMAL_INT (most));
      return SMT_DRAFT_WHOLE;
    }
  if (most == 0)
    return SMT_DRAFT_WHOLE;

  beat->days.n = smt_range_exact_int (1);
  beat->days.unit = step->most_unit;
  beat->days.kind = step->most_unit == SMT_TIME_UNIT_DAY ? SMT_DAYS_EVERY_N : SMT_DAYS_K_OF_N;
  if (step->most_unit == SMT_TIME_UNIT_DAY)
    beat->times = smt_range_at_most (SMT_DECIMAL_INT (most));
  else
    beat->days.k = smt_range_at_most (SMT_DECIMAL_INT (most));
  rhythm->stated |= SMT_ATTRIBUTE_TIMES;
  return SMT_DRAFT_WHOLE;
}

/* The most of a stretch of time, where it is said. */
static SmtDraftFault
write_amount_limit (const char *typed, SmtRhythm *rhythm, SmtRange *limit)
{
  SmtRange most;
  SmtDraftNumber found = smt_draft_number_parse_amount (typed, &most);

  if (found == SMT_DRAFT_NUMBER_EMPTY)
    return SMT_DRAFT_WHOLE;
  if (found == SMT_DRAFT_NUMBER_AMBIGUOUS)
    return SMT_DRAFT_AMBIGUOUS_AMOUNT;
  if (found != SMT_DRAFT_NUMBER_FINE || most.kind != SMT_RANGE_EXACT)
    return SMT_DRAFT_NO_LIMIT;
  *limit = smt_range_at_most (most.hi);
  rhythm->stated |= SMT_ATTRIBUTE_MAXIMUM;
  return SMT_DRAFT_WHOLE;
}

static SmtDraftFault
write_limits (const SmtDraftStep *step, SmtRhythm *rhythm)
{
  SmtDraftFault fault = write_amount_limit (step->most_amount, rhythm, &rhythm->max_amount_day);
  guint hours;

  if (fault == SMT_DRAFT_WHOLE)
    fault = write_amount_limit (step->most_long, rhythm, &rhythm->max_amount_long);
  if (fault != SMT_DRAFT_WHOLE)
    return fault;
  if (rhythm->max_amount_long.kind != SMT_RANGE_UNKNOWN)
    rhythm->max_long_unit = step->most_long_unit;
  if (!parse_count (step->gap, MAX_GAP_HOURS, &hours))
    return SMT_DRAFT_NO_LIMIT;
  if (hours != 0)
    {
      rhythm->min_gap_hours = smt_range_exact_int (hours);
      rhythm->stated |= SMT_ATTRIBUTE_GAP;
    }
  return SMT_DRAFT_WHOLE;
}

static gboolean
says_limit (const SmtDraftStep *step)
{
  const char *limits[] = { step->most_amount, step->most_long, step->gap, step->parts != 0 ? step->most_times : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (limits[i] != NULL && *limits[i] != '\0')
      return TRUE;
  return FALSE;
}

/* Of a dose of one step the whole is as needed; of several the step is. */
static SmtDraftFault
write_as_needed (const SmtDraftStep *step, SmtRhythm *rhythm, gboolean among)
{
  SmtRange amount;
  SmtDraftFault fault = parse_amount (step->amount, &amount);
  SmtBeat *beat;

  if (fault != SMT_DRAFT_WHOLE)
    return fault;
  if (among && says_limit (step))
    return SMT_DRAFT_STEP_LIMITS;
  beat = add_beat (step, rhythm, amount);
  if (among)
    rhythm->steps[rhythm->n_steps - 1].as_needed = TRUE;
  else
    rhythm->as_needed = TRUE;
  rhythm->stated |= SMT_ATTRIBUTE_AS_NEEDED;
  fault = write_most (step, rhythm, beat);
  return fault != SMT_DRAFT_WHOLE ? fault : write_limits (step, rhythm);
}

/* --- step --------------------------------------------------------------------------------------------------------- */

static SmtDraftFault
write_length (const SmtDraftStep *step, SmtRhythm *rhythm)
{
  SmtStep *to = &rhythm->steps[rhythm->n_steps - 1];
  guint length;

  if (!parse_count (step->length, MAX_LENGTH, &length))
    return SMT_DRAFT_NO_LENGTH;
  if (length != 0)
    {
      to->length = smt_range_exact_int (length);
      to->length_unit = step->length_unit;
      rhythm->stated |= SMT_ATTRIBUTE_LENGTH;
    }
  return SMT_DRAFT_WHOLE;
}

static SmtDraftFault
write_months (const SmtDraftStep *step, SmtRhythm *rhythm, gboolean among)
{
  if (among)
    return step->from_month == 0 && step->to_month == 0 ? SMT_DRAFT_WHOLE : SMT_DRAFT_STEP_LIMITS;
  if ((step->from_month == 0) != (step->to_month == 0))
    return SMT_DRAFT_NO_MONTHS;
  rhythm->first_month = (guint8)step->from_month;
  rhythm->last_month = (guint8)step->to_month;
  return SMT_DRAFT_WHOLE;
}

/**
 * smt_draft_step_write:
 * @step: what was typed and chosen
 * @rhythm: a rhythm in the making, which gets one step more
 * @among: whether it is one of several: then as needed is said of it alone
 *
 * Returns: what is missing, or %SMT_DRAFT_WHOLE; while something is missing @rhythm is of no use
 */
SmtDraftFault
smt_draft_step_write (const SmtDraftStep *step, SmtRhythm *rhythm, gboolean among)
{
  SmtDraftFault fault;

  g_return_val_if_fail (step != NULL && rhythm != NULL, SMT_DRAFT_NO_DOSE);

  smt_rhythm_add_step (rhythm);
  fault = write_length (step, rhythm);
  if (fault == SMT_DRAFT_WHOLE)
    fault = write_months (step, rhythm, among);
  if (fault != SMT_DRAFT_WHOLE || step->days == SMT_DRAFT_PAUSE)
    return fault;
  if (step->unit == NULL || *step->unit == '\0')
    {
      SmtRange amount;

      fault = step->by_part && step->parts != 0 ? SMT_DRAFT_WHOLE : parse_amount (step->amount, &amount);
      return fault != SMT_DRAFT_WHOLE ? fault : SMT_DRAFT_NO_UNIT;
    }
  return step->days == SMT_DRAFT_AS_NEEDED ? write_as_needed (step, rhythm, among) : write_doses (step, rhythm);
}
