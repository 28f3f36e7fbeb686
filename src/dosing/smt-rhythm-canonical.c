/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-rhythm.h"

#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-units.h"

#include <stdlib.h>
#include <string.h>

/* --- days --------------------------------------------------------------------------------------------------------- */

static SmtDays
every_day (void)
{
  SmtDays days = { 0 };

  days.kind = SMT_DAYS_EVERY_N;
  days.n = smt_range_exact_int (1);
  days.unit = SMT_TIME_UNIT_DAY;
  return days;
}

static SmtDays
canonical_weekdays (const SmtDays *days, gboolean keep_period)
{
  SmtDays out = { 0 };

  out.kind = SMT_DAYS_WEEKDAYS;
  out.unit = SMT_TIME_UNIT_DAY;
  out.weekdays = _smt_days_weekdays (days);
  out.repeats = days->repeats;
  if (_smt_days_is_every_week (days))
    return out.weekdays == SMT_ALL_WEEKDAYS && !keep_period && days->repeats == 0 ? every_day () : out;
  out.n = _smt_range_normalize (days->n);
  out.unit = days->unit;
  out.phase = days->phase;
  return out;
}

/* "k times in n": once in n is every n, and n days of n is every day. */
static SmtDays
canonical_k_of_n (const SmtDays *days, gboolean keep_period)
{
  SmtDays out = { 0 };

  if (_smt_days_is_every_day (days) && days->repeats == 0 && !keep_period)
    return every_day ();
  out.kind = smt_range_is_int (days->k, 1) ? SMT_DAYS_EVERY_N : SMT_DAYS_K_OF_N;
  if (out.kind == SMT_DAYS_K_OF_N)
    out.k = _smt_range_normalize (days->k);
  out.n = _smt_range_normalize (days->n);
  out.unit = days->unit;
  out.repeats = days->repeats;
  out.phase = days->phase;
  return out;
}

/* Only the fields that the kind uses, so that leftovers never make two equal rhythms differ. @keep_period: the period
 * is part of the dose ("per week"), so it may not become another one. */
static SmtDays
canonical_days (const SmtDays *said, gboolean keep_period)
{
  SmtDays settled = keep_period ? *said : _smt_days_settle (said);
  const SmtDays *days = &settled;
  SmtDays out = { 0 };

  out.kind = days->kind;
  out.unit = SMT_TIME_UNIT_DAY;
  out.repeats = days->repeats;
  out.phase = days->phase;
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      if (days->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (days->n, 1) && days->repeats == 0 && !keep_period)
        return every_day ();
      out.n = _smt_range_normalize (days->n);
      out.unit = days->unit;
      return out;
    case SMT_DAYS_WEEKDAYS:
      return canonical_weekdays (days, keep_period);
    case SMT_DAYS_CYCLE:
      if (_smt_days_is_every_day (days) && days->repeats == 0 && !keep_period)
        return every_day ();
      out.cycle = days->cycle;
      out.on = days->on;
      return out;
    case SMT_DAYS_K_OF_N:
      return canonical_k_of_n (days, keep_period);
    case SMT_DAYS_DAY_LIST:
      out.on = days->on;
      return out;
    case SMT_DAYS_UNKNOWN:
    default:
      return out;
    }
}

static int
compare_numbers (guint64 a, guint64 b)
{
  return a < b ? -1 : a > b;
}

/* A total order of days as they are written. */
int
_smt_days_compare (const SmtDays *a, const SmtDays *b)
{
  int order = compare_numbers (a->kind, b->kind);

  if (order == 0)
    order = _smt_range_compare (a->n, b->n);
  if (order == 0)
    order = compare_numbers (a->unit, b->unit);
  if (order == 0)
    order = compare_numbers (a->weekdays, b->weekdays);
  if (order == 0)
    order = compare_numbers (a->cycle, b->cycle);
  for (guint i = 0; order == 0 && i < G_N_ELEMENTS (a->on.word); i++)
    order = compare_numbers (a->on.word[i], b->on.word[i]);
  if (order == 0)
    order = _smt_range_compare (a->k, b->k);
  if (order == 0)
    order = compare_numbers (a->repeats, b->repeats);
  if (order == 0)
    order = compare_numbers (a->phase.julian, b->phase.julian);
  return order;
}

/* --- beats -------------------------------------------------------------------------------------------------------- */

static int
compare_minutes (const void *a, const void *b)
{
  return *(const guint16 *)a - *(const guint16 *)b;
}

static void
canonical_beat (SmtBeat *beat, gboolean has_maximum)
{
  gint64 gap;

  beat->amount = _smt_range_normalize (beat->amount);
  beat->times = _smt_range_normalize (beat->times);
  beat->gap_hours = _smt_range_normalize (beat->gap_hours);
  beat->days = canonical_days (&beat->days, beat->basis == SMT_BASIS_PER_PERIOD);
  if (_smt_range_exact_count (beat->gap_hours, &gap) && gap == 0)
    beat->gap_hours = SMT_RANGE_NONE;
  for (guint i = beat->n_clock; i < SMT_MAX_CLOCK; i++)
    beat->clock[i] = 0;
  qsort (beat->clock, beat->n_clock, sizeof beat->clock[0], compare_minutes);
  if (!_smt_range_known (beat->times) && beat->parts != 0)
    beat->times = smt_range_exact_int (_smt_bits_count (beat->parts));
  if (!_smt_range_known (beat->times) && beat->n_clock != 0)
    beat->times = smt_range_exact_int (beat->n_clock);
  if (!_smt_range_known (beat->times) && !has_maximum && _smt_beat_is_once (beat))
    beat->times = smt_range_exact_int (1);
}

static int
compare_dose (const SmtBeat *a, const SmtBeat *b)
{
  int order = _smt_range_compare (a->amount, b->amount);

  if (order == 0)
    order = _smt_unit_compare (a->unit, b->unit);
  if (order == 0)
    order = compare_numbers (a->basis, b->basis);
  if (order == 0)
    order = compare_numbers (a->per, b->per);
  if (order == 0)
    order = _smt_range_compare (a->gap_hours, b->gap_hours);
  return order;
}

/* When in the day: parts from morning on, then clock times, then the bare count. */
static int
compare_hours (const SmtBeat *a, const SmtBeat *b)
{
  int order = compare_numbers (a->parts, b->parts);

  for (guint i = 0; order == 0 && i < SMT_MAX_CLOCK; i++)
    order = compare_numbers (a->clock[i], b->clock[i]);
  if (order == 0)
    order = compare_numbers (a->n_clock, b->n_clock);
  if (order == 0)
    order = _smt_range_compare (a->times, b->times);
  return order;
}

static int
compare_beats (const void *first, const void *second)
{
  const SmtBeat *a = first;
  const SmtBeat *b = second;
  int order = _smt_days_compare (&a->days, &b->days);

  if (order == 0)
    order = compare_hours (a, b);
  if (order == 0)
    order = compare_dose (a, b);
  return order;
}

/* --- merging ------------------------------------------------------------------------------------------------------ */

static gboolean
clock_times_differ (const SmtBeat *a, const SmtBeat *b)
{
  for (guint i = 0; i < a->n_clock; i++)
    for (guint j = 0; j < b->n_clock; j++)
      if (a->clock[i] == b->clock[j])
        return FALSE;
  return a->n_clock + b->n_clock <= SMT_MAX_CLOCK;
}

/* The same dose on the same days, at other hours: becomes one beat at all these hours. */
static gboolean
merge_hours (SmtBeat *into, const SmtBeat *from)
{
  gint64 into_times, from_times;

  if (into->basis != SMT_BASIS_EACH || compare_dose (into, from) != 0
      || _smt_days_compare (&into->days, &from->days) != 0)
    return FALSE;
  if (!_smt_range_exact_count (into->times, &into_times) || !_smt_range_exact_count (from->times, &from_times))
    return FALSE;

  gboolean parts_only = into->n_clock == 0 && from->n_clock == 0 && into->parts != 0 && from->parts != 0;
  gboolean clock_only = into->parts == 0 && from->parts == 0 && into->n_clock != 0 && from->n_clock != 0;
  gboolean counted = (into->parts | from->parts) == 0 && into->n_clock + from->n_clock == 0;
  if (parts_only && (into->parts & from->parts) == 0)
    into->parts |= from->parts;
  else if (clock_only && clock_times_differ (into, from))
    {
      memcpy (&into->clock[into->n_clock], from->clock, from->n_clock * sizeof from->clock[0]);
      into->n_clock += from->n_clock;
      qsort (into->clock, into->n_clock, sizeof into->clock[0], compare_minutes);
    }
  else if (!counted)
    return FALSE;
  into->times = smt_range_exact_int (into_times + from_times);
  return TRUE;
}

static gboolean
is_plain_weekdays (const SmtDays *days)
{
  return _smt_days_is_every_week (days) && days->repeats == 0;
}

/* The same dose at the same hours, on other weekdays: becomes one beat on all these weekdays. */
static gboolean
merge_weekdays (SmtBeat *into, const SmtBeat *from)
{
  if (into->basis == SMT_BASIS_PER_PERIOD || compare_dose (into, from) != 0 || compare_hours (into, from) != 0)
    return FALSE;
  if (!is_plain_weekdays (&into->days) || !is_plain_weekdays (&from->days)
      || (into->days.weekdays & from->days.weekdays) != 0)
    return FALSE;
  into->days.weekdays |= from->days.weekdays;
  return TRUE;
}

static void
merge_beats (SmtStep *step, gboolean (*merge) (SmtBeat *into, const SmtBeat *from))
{
  for (guint i = 0; i < step->n_beats; i++)
    for (guint j = i + 1; j < step->n_beats;)
      {
        if (!merge (&step->beats[i], &step->beats[j]))
          {
            j++;
            continue;
          }
        _smt_beat_clear (&step->beats[j]);
        memmove (&step->beats[j], &step->beats[j + 1], (step->n_beats - j - 1) * sizeof (SmtBeat));
        step->n_beats--;
      }
}

/* "Monday and Thursday morning, Monday evening" can be grouped by day or by hour: single weekdays first, so that
 * every grouping ends in the same form. */
static void
split_weekdays (SmtStep *step)
{
  GArray *single = g_array_new (FALSE, FALSE, sizeof (SmtBeat));

  for (guint i = 0; i < step->n_beats; i++)
    {
      SmtBeat *beat = &step->beats[i];
      gboolean split = is_plain_weekdays (&beat->days) && beat->basis != SMT_BASIS_PER_PERIOD;
      for (guint day = 0; split && day < 7; day++)
        {
          SmtBeat one = *beat;
          if ((beat->days.weekdays >> day & 1) == 0)
            continue;
          one.days.weekdays = (guint8)(1u << day);
          one.unit = g_strdup (beat->unit);
          g_array_append_val (single, one);
        }
      if (split)
        _smt_beat_clear (beat);
      else
        g_array_append_val (single, *beat);
    }
  g_free (step->beats);
  step->n_beats = single->len;
  step->beats = (SmtBeat *)(void *)g_array_free (single, FALSE);
}

static void
sort_beats (SmtStep *step)
{
  if (step->n_beats > 1)
    qsort (step->beats, step->n_beats, sizeof (SmtBeat), compare_beats);
}

static void
canonical_step (SmtStep *step, gboolean has_maximum)
{
  step->length = _smt_range_normalize (step->length);
  if (!_smt_range_known (step->length))
    step->length_unit = SMT_TIME_UNIT_DAY;
  for (guint i = 0; i < step->n_beats; i++)
    canonical_beat (&step->beats[i], has_maximum);
  if (step->n_beats < 2)
    return;
  split_weekdays (step);
  sort_beats (step);
  merge_beats (step, merge_hours);
  merge_beats (step, merge_weekdays);
  for (guint i = 0; i < step->n_beats; i++)
    canonical_beat (&step->beats[i], has_maximum); /* seven weekdays may have come together */
  sort_beats (step);
}

/* --- rhythm ------------------------------------------------------------------------------------------------------- */

/* The unit all beats share, or NULL. */
static const char *
common_unit (const SmtRhythm *rhythm)
{
  const char *unit = NULL;

  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      {
        const char *next = rhythm->steps[i].beats[j].unit;
        if (next == NULL || (unit != NULL && !_smt_unit_same (unit, next)))
          return NULL;
        unit = next;
      }
  return unit;
}

/* "Up to 4 times a day as needed" may stand on the only beat or on the rhythm; it is a maximum in both places. Returns
 * a copy that has it on the rhythm. */
SmtRhythm *
_smt_rhythm_lift_maximum (const SmtRhythm *rhythm)
{
  SmtRhythm *out = smt_rhythm_copy (rhythm);

  if (!out->as_needed || out->n_steps != 1 || out->steps[0].n_beats != 1)
    return out;
  SmtBeat *beat = &out->steps[0].beats[0];
  if (beat->times.kind != SMT_RANGE_AT_MOST)
    return out;
  if (!_smt_range_known (out->max_times_day))
    out->max_times_day = beat->times;
  if (smt_range_equal (out->max_times_day, beat->times))
    beat->times = SMT_RANGE_NONE;
  return out;
}

static int
compare_steps (const SmtStep *a, const SmtStep *b)
{
  int order = compare_numbers (a->start.julian, b->start.julian);

  if (order == 0)
    order = compare_numbers (a->end.julian, b->end.julian);
  if (order == 0)
    order = _smt_range_compare (a->length, b->length);
  if (order == 0)
    order = compare_numbers (a->length_unit, b->length_unit);
  if (order == 0)
    order = compare_numbers (a->as_needed ? 1 : 0, b->as_needed ? 1 : 0);
  if (order == 0)
    order = compare_numbers (a->n_beats, b->n_beats);
  for (guint i = 0; order == 0 && i < a->n_beats; i++)
    order = compare_beats (&a->beats[i], &b->beats[i]);
  return order;
}

/* As needed in every step that doses is as needed in all. */
static void
settle_need (SmtRhythm *rhythm)
{
  gboolean all = TRUE, any = FALSE;

  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      SmtStep *step = &rhythm->steps[i];
      if (step->n_beats == 0)
        step->as_needed = FALSE;
      else
        all &= step->as_needed;
      any |= step->as_needed;
    }
  rhythm->as_needed |= all && any;
  for (guint i = 0; i < rhythm->n_steps; i++)
    rhythm->steps[i].as_needed = !rhythm->as_needed && rhythm->steps[i].as_needed;
}

/**
 * smt_rhythm_canonical:
 * @rhythm: a rhythm
 *
 * The one form of everything that says the same: beats with the same dose and days are one beat, parts and clock times
 * are in order, doses are counted, "all days but" is turned into the days that remain, all seven weekdays and "7 of 7
 * days" are every day, "once in n" is every n, "twice, 7 days apart" is days 1 and 8. An amount on named days that no
 * count goes with is one dose. What differs only in measure stays different: every 7 days is not every week. Units stay
 * as they are spelt, since a field is written from them; smt_rhythm_equal() knows that "tbl" is "tablett".
 *
 * Returns: (transfer full): a new rhythm
 */
SmtRhythm *
smt_rhythm_canonical (const SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, NULL);

  SmtRhythm *out = _smt_rhythm_lift_maximum (rhythm);
  out->as_needed = rhythm->as_needed != FALSE;
  out->max_amount_day = _smt_range_normalize (out->max_amount_day);
  out->max_times_day = _smt_range_normalize (out->max_times_day);
  out->max_amount_long = _smt_range_normalize (out->max_amount_long);
  if (!_smt_range_known (out->max_amount_long))
    out->max_long_unit = SMT_TIME_UNIT_HOUR;
  settle_need (out);
  out->min_gap_hours = _smt_range_normalize (out->min_gap_hours);
  gboolean has_maximum = out->as_needed && _smt_range_known (out->max_times_day);
  for (guint i = 0; i < out->n_steps; i++)
    canonical_step (&out->steps[i], has_maximum);
  gboolean no_amount = !_smt_range_known (out->max_amount_day) && !_smt_range_known (out->max_amount_long);
  if (no_amount || _smt_unit_same (out->max_unit, common_unit (out)))
    smt_rhythm_set_max_unit (out, NULL);
  return out;
}

/**
 * smt_rhythm_equal:
 * @a: a rhythm
 * @b: a rhythm
 *
 * Compares the canonical forms, with phases and dates. What was stated and what was defaulted does not count.
 *
 * Returns: whether both say the same
 */
gboolean
smt_rhythm_equal (const SmtRhythm *a, const SmtRhythm *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  g_autoptr (SmtRhythm) left = smt_rhythm_canonical (a);
  g_autoptr (SmtRhythm) right = smt_rhythm_canonical (b);
  if (left->n_steps != right->n_steps || left->as_needed != right->as_needed || left->seasons != right->seasons
      || left->first_month != right->first_month || left->last_month != right->last_month)
    return FALSE;
  if (!smt_range_equal (left->max_amount_day, right->max_amount_day)
      || !smt_range_equal (left->max_times_day, right->max_times_day)
      || !smt_range_equal (left->max_amount_long, right->max_amount_long) || left->max_long_unit != right->max_long_unit
      || !smt_range_equal (left->min_gap_hours, right->min_gap_hours)
      || !_smt_unit_same (left->max_unit, right->max_unit))
    return FALSE;
  for (guint i = 0; i < left->n_steps; i++)
    if (compare_steps (&left->steps[i], &right->steps[i]) != 0)
      return FALSE;
  return TRUE;
}
