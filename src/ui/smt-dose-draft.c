/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-dose-draft.h"

#include "dosing/smt-reading.h"
#include "dosing/smt-words.h"

/**
 * smt_dose_draft_new:
 *
 * Returns: (transfer full) (element-type SmtDraftStep): one step in which nothing is said
 */
GPtrArray *
smt_dose_draft_new (void)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_draft_step_free);

  g_ptr_array_add (steps, smt_draft_step_new ());
  return steps;
}

/* Doses in one unit open with the unit filled in for a step that has none of its own. */
static void
share_unit (GPtrArray *steps)
{
  const char *unit = NULL;

  for (guint i = 0; i < steps->len && unit == NULL; i++)
    unit = ((const SmtDraftStep *)g_ptr_array_index (steps, i))->unit;
  for (guint i = 0; i < steps->len; i++)
    {
      SmtDraftStep *step = g_ptr_array_index (steps, i);

      if (step->unit == NULL)
        step->unit = g_strdup (unit);
    }
}

/* One dose is said by its day alone. */
static gboolean
settle_once (GPtrArray *steps)
{
  SmtDraftStep *step = g_ptr_array_index (steps, 0);

  if (steps->len != 1 || step->days != SMT_DRAFT_ONCE || step->length == NULL)
    return TRUE;
  if (step->length_unit != SMT_TIME_UNIT_DAY || !g_str_equal (step->length, "1"))
    return FALSE;
  g_clear_pointer (&step->length, g_free);
  return TRUE;
}

/**
 * smt_dose_draft_from_rhythm:
 * @rhythm: a rhythm
 *
 * Dates and phases are left behind: a dose that is written begins on the day that is chosen for it.
 *
 * Returns: (transfer full) (nullable) (element-type SmtDraftStep): its steps; %NULL when the fields cannot hold all of
 *   it, rather than nearly right
 */
GPtrArray *
smt_dose_draft_from_rhythm (const SmtRhythm *rhythm)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_draft_step_free);

  g_return_val_if_fail (rhythm != NULL, NULL);

  if (rhythm->n_steps == 0 || rhythm->n_steps > SMT_DRAFT_MAX_STEPS)
    return NULL;
  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      SmtDraftStep *step = smt_draft_step_new ();

      g_ptr_array_add (steps, step);
      if (!smt_draft_step_read (step, rhythm, i))
        return NULL;
    }
  if (!settle_once (steps))
    return NULL;
  share_unit (steps);
  return g_steal_pointer (&steps);
}

/* --- draft → rhythm -------------------------------------------------------------------------------------------------
 */

/* What holds for every step is said of the whole. */
static void
share_need (SmtRhythm *rhythm)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    if (rhythm->steps[i].n_beats > 0 && !rhythm->steps[i].as_needed)
      return;
  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      rhythm->as_needed = rhythm->as_needed || rhythm->steps[i].as_needed;
      rhythm->steps[i].as_needed = FALSE;
    }
}

static SmtDraftFault
write_steps (const GPtrArray *steps, SmtRhythm *rhythm, guint *at)
{
  gboolean doses = FALSE;

  for (guint i = 0; i < steps->len; i++)
    {
      const SmtDraftStep *step = g_ptr_array_index (steps, i);
      SmtDraftFault fault = smt_draft_step_write (step, rhythm, steps->len > 1);

      *at = i;
      if (fault != SMT_DRAFT_WHOLE)
        return fault;
      if (i + 1 < steps->len && rhythm->steps[i].length.kind == SMT_RANGE_UNKNOWN)
        return SMT_DRAFT_NO_LENGTH;
      doses = doses || step->days != SMT_DRAFT_PAUSE;
    }
  share_need (rhythm);
  return doses ? SMT_DRAFT_WHOLE : SMT_DRAFT_NO_DOSE;
}

/* The text that is sent must be read as the dose it was written from; what words cannot carry is not taken. */
static gboolean
words_carry (const SmtRhythm *rhythm)
{
  g_autofree char *words = smt_rhythm_to_words (rhythm, SMT_LANGUAGE_NB);
  g_autoptr (SmtReading) reading = smt_dosing_read (words, SMT_LANGUAGE_NB);
  const SmtRhythm *heard = smt_reading_get_rhythm (reading);

  return heard != NULL && smt_rhythm_equal (rhythm, heard);
}

/**
 * smt_dose_draft_to_rhythm:
 * @steps: (element-type SmtDraftStep): what was typed and chosen
 * @at: (out): the step in which something is missing
 * @fault: (out): what is missing, or %SMT_DRAFT_WHOLE
 *
 * Returns: (transfer full) (nullable): the rhythm, or %NULL while something is missing
 */
SmtRhythm *
smt_dose_draft_to_rhythm (const GPtrArray *steps, guint *at, SmtDraftFault *fault)
{
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();

  g_return_val_if_fail (steps != NULL && steps->len > 0 && at != NULL && fault != NULL, NULL);

  *fault = write_steps (steps, rhythm, at);
  if (*fault == SMT_DRAFT_WHOLE && (!smt_rhythm_validate (rhythm) || !words_carry (rhythm)))
    *fault = SMT_DRAFT_NO_WORDS;
  return *fault == SMT_DRAFT_WHOLE ? g_steal_pointer (&rhythm) : NULL;
}

/**
 * smt_dose_draft_first_day:
 * @steps: (element-type SmtDraftStep): a draft
 * @today: today
 *
 * Returns: the first day from @today on that the draft's days can begin with
 */
SmtDate
smt_dose_draft_first_day (const GPtrArray *steps, SmtDate today)
{
  const SmtDraftStep *first;

  g_return_val_if_fail (steps != NULL && steps->len > 0, today);

  first = g_ptr_array_index (steps, 0);
  if (first->days != SMT_DRAFT_WEEKDAYS || first->weekdays == 0)
    return today;
  while (!((first->weekdays >> smt_date_weekday (today)) & 1))
    today = smt_date_add_days (today, 1);

  return today;
}

/* Days counted from the first one; weekdays and times of day are where they are whenever it begins. */
static void
begin_days (SmtDays *days, SmtDate first_day)
{
  gboolean counted =
      days->kind == SMT_DAYS_CYCLE || days->kind == SMT_DAYS_DAY_LIST
      || (days->kind == SMT_DAYS_EVERY_N && !smt_range_is_int (days->n, 1) && days->unit != SMT_TIME_UNIT_HOUR);

  if (counted && !smt_date_is_set (days->phase))
    days->phase = first_day;
}

/**
 * smt_dose_draft_begin:
 * @rhythm: a dose as written
 * @first_day: the day it was chosen to begin on; may be unset
 *
 * Returns: (transfer full): the dose from that day on, for a calendar to show
 */
SmtRhythm *
smt_dose_draft_begin (const SmtRhythm *rhythm, SmtDate first_day)
{
  SmtRhythm *dated;

  g_return_val_if_fail (rhythm != NULL && rhythm->n_steps > 0, NULL);

  dated = smt_rhythm_copy (rhythm);
  if (!smt_date_is_set (first_day))
    return dated;
  if (!smt_date_is_set (dated->steps[0].start))
    dated->steps[0].start = first_day;
  for (guint i = 0; i < dated->steps[0].n_beats; i++)
    begin_days (&dated->steps[0].beats[i].days, first_day);
  return dated;
}
