/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-rhythm.h"

#include "dosing/smt-rhythm-private.h"

#include <string.h>

/* --- helpers ------------------------------------------------------------------------------------------------------ */

guint
_smt_bits_count (guint bits)
{
  guint count = 0;

  for (; bits != 0; bits &= bits - 1)
    count++;
  return count;
}

/* Clears what a beat owns, not the beat itself. */
void
_smt_beat_clear (SmtBeat *beat)
{
  g_clear_pointer (&beat->unit, g_free);
}

static void
clear_step (SmtStep *step)
{
  for (guint i = 0; i < step->n_beats; i++)
    _smt_beat_clear (&step->beats[i]);
  g_clear_pointer (&step->beats, g_free);
  step->n_beats = 0;
}

static void
copy_step (SmtStep *to, const SmtStep *from)
{
  *to = *from;
  to->beats = from->n_beats > 0 ? g_new (SmtBeat, from->n_beats) : NULL;
  for (guint i = 0; i < from->n_beats; i++)
    {
      to->beats[i] = from->beats[i];
      to->beats[i].unit = g_strdup (from->beats[i].unit);
    }
}

static guint32
stated_bits (const SmtBeat *beat)
{
  guint32 stated = SMT_ATTRIBUTE_DAYS;

  if (_smt_range_known (beat->amount))
    stated |= SMT_ATTRIBUTE_AMOUNT;
  if (beat->unit != NULL)
    stated |= SMT_ATTRIBUTE_UNIT;
  if (_smt_range_known (beat->times))
    stated |= SMT_ATTRIBUTE_TIMES;
  if (beat->parts != 0)
    stated |= SMT_ATTRIBUTE_PARTS;
  if (smt_date_is_set (beat->days.phase))
    stated |= SMT_ATTRIBUTE_PHASE;
  return stated;
}

static SmtBeat *
start_ready_made (SmtRhythm *rhythm, SmtRange amount, const char *unit)
{
  smt_rhythm_add_step (rhythm);
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, 0);
  beat->amount = amount;
  smt_beat_set_unit (beat, unit);
  return beat;
}

/* --- building ----------------------------------------------------------------------------------------------------- */

/**
 * smt_rhythm_new:
 *
 * Returns: (transfer full): a rhythm that says nothing yet: no steps, everything unknown
 */
SmtRhythm *
smt_rhythm_new (void)
{
  SmtRhythm *rhythm = g_new0 (SmtRhythm, 1);

  g_atomic_ref_count_init (&rhythm->ref_count);
  return rhythm;
}

/**
 * smt_rhythm_copy:
 * @rhythm: a rhythm
 *
 * A deep copy to change before it is let out; the original stays as it is.
 *
 * Returns: (transfer full): a rhythm with one reference
 */
SmtRhythm *
smt_rhythm_copy (const SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, NULL);

  SmtRhythm *copy = g_new (SmtRhythm, 1);
  *copy = *rhythm;
  g_atomic_ref_count_init (&copy->ref_count);
  copy->max_unit = g_strdup (rhythm->max_unit);
  copy->steps = rhythm->n_steps > 0 ? g_new (SmtStep, rhythm->n_steps) : NULL;
  for (guint i = 0; i < rhythm->n_steps; i++)
    copy_step (&copy->steps[i], &rhythm->steps[i]);
  return copy;
}

/**
 * smt_rhythm_add_step:
 * @rhythm: a rhythm still in the making
 *
 * Adds an empty step, which is a pause until it gets a beat.
 *
 * Returns: (transfer none): the step; valid until the next step is added
 */
SmtStep *
smt_rhythm_add_step (SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, NULL);

  rhythm->steps = g_renew (SmtStep, rhythm->steps, rhythm->n_steps + 1);
  SmtStep *step = &rhythm->steps[rhythm->n_steps++];
  memset (step, 0, sizeof *step);
  step->length_unit = SMT_TIME_UNIT_DAY;
  return step;
}

/**
 * smt_rhythm_add_beat:
 * @rhythm: a rhythm still in the making
 * @step: index of one of its steps
 *
 * Adds a beat of which nothing is known; its time unit is the day.
 *
 * Returns: (transfer none): the beat; valid until the next beat is added to the same step
 */
SmtBeat *
smt_rhythm_add_beat (SmtRhythm *rhythm, guint step)
{
  g_return_val_if_fail (rhythm != NULL, NULL);
  g_return_val_if_fail (step < rhythm->n_steps, NULL);

  SmtStep *to = &rhythm->steps[step];
  to->beats = g_renew (SmtBeat, to->beats, to->n_beats + 1);
  SmtBeat *beat = &to->beats[to->n_beats++];
  memset (beat, 0, sizeof *beat);
  beat->days.unit = SMT_TIME_UNIT_DAY;
  return beat;
}

/**
 * smt_beat_set_unit:
 * @beat: a beat of a rhythm still in the making
 * @unit: (nullable): the unit in the singular, as the field writes it; copied
 */
void
smt_beat_set_unit (SmtBeat *beat, const char *unit)
{
  g_return_if_fail (beat != NULL);

  char *copy = g_strdup (unit);
  g_free (beat->unit);
  beat->unit = copy;
}

/**
 * smt_rhythm_set_max_unit:
 * @rhythm: a rhythm still in the making
 * @unit: (nullable): unit of the greatest amount a day; copied. %NULL = the unit of the beats
 */
void
smt_rhythm_set_max_unit (SmtRhythm *rhythm, const char *unit)
{
  g_return_if_fail (rhythm != NULL);

  char *copy = g_strdup (unit);
  g_free (rhythm->max_unit);
  rhythm->max_unit = copy;
}

/**
 * smt_rhythm_ref:
 * @rhythm: a rhythm
 *
 * Returns: (transfer full): the same rhythm; from now on nobody may write to it
 */
SmtRhythm *
smt_rhythm_ref (const SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, NULL);

  SmtRhythm *shared = (SmtRhythm *)rhythm; /* only the count changes */
  g_atomic_ref_count_inc (&shared->ref_count);
  return shared;
}

/**
 * smt_rhythm_unref:
 * @rhythm: (nullable) (transfer full): a rhythm
 */
void
smt_rhythm_unref (SmtRhythm *rhythm)
{
  if (rhythm == NULL || !g_atomic_ref_count_dec (&rhythm->ref_count))
    return;
  for (guint i = 0; i < rhythm->n_steps; i++)
    clear_step (&rhythm->steps[i]);
  g_free (rhythm->steps);
  g_free (rhythm->max_unit);
  g_free (rhythm);
}

/* --- ready-made --------------------------------------------------------------------------------------------------- */

/**
 * smt_rhythm_new_daily:
 * @amount: one dose
 * @unit: (nullable): its unit
 * @parts: SmtDayPart bits, or 0 when no part of the day is said
 * @times: doses a day, or 0 when not said; with @parts it is their number whatever is given here
 *
 * Returns: (transfer full): every day
 */
SmtRhythm *
smt_rhythm_new_daily (SmtRange amount, const char *unit, guint8 parts, guint times)
{
  SmtRhythm *rhythm = smt_rhythm_new ();
  SmtBeat *beat = start_ready_made (rhythm, amount, unit);

  beat->parts = parts;
  if (parts != 0)
    times = _smt_bits_count (parts);
  if (times != 0)
    beat->times = smt_range_exact_int (times);
  beat->days.kind = SMT_DAYS_EVERY_N;
  beat->days.n = smt_range_exact_int (1);
  rhythm->stated = stated_bits (beat);
  return rhythm;
}

/**
 * smt_rhythm_new_every_n:
 * @amount: one dose
 * @unit: (nullable): its unit
 * @n: how many of @time_unit lie between two dose days; above 0
 * @time_unit: unit of @n
 * @phase: a day known to be a dose day, or unset
 *
 * Returns: (transfer full): every @n days, weeks, months …
 */
SmtRhythm *
smt_rhythm_new_every_n (SmtRange amount, const char *unit, guint n, SmtTimeUnit time_unit, SmtDate phase)
{
  g_return_val_if_fail (n > 0, NULL);

  SmtRhythm *rhythm = smt_rhythm_new ();
  SmtBeat *beat = start_ready_made (rhythm, amount, unit);
  beat->days.kind = SMT_DAYS_EVERY_N;
  beat->days.n = smt_range_exact_int (n);
  beat->days.unit = time_unit;
  beat->days.phase = phase;
  rhythm->stated = stated_bits (beat);
  return rhythm;
}

/**
 * smt_rhythm_new_weekdays:
 * @amount: one dose
 * @unit: (nullable): its unit
 * @weekdays: bit 0 = Monday; at least one bit
 *
 * Returns: (transfer full): on these weekdays every week
 */
SmtRhythm *
smt_rhythm_new_weekdays (SmtRange amount, const char *unit, guint8 weekdays)
{
  g_return_val_if_fail (weekdays != 0 && weekdays <= SMT_ALL_WEEKDAYS, NULL);

  SmtRhythm *rhythm = smt_rhythm_new ();
  SmtBeat *beat = start_ready_made (rhythm, amount, unit);
  beat->days.kind = SMT_DAYS_WEEKDAYS;
  beat->days.weekdays = weekdays;
  rhythm->stated = stated_bits (beat);
  return rhythm;
}
