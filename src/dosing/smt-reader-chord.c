/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#include <string.h>

/* --- what beats share --------------------------------------------------------------------------------------------- */

static guint
count_doses (const SmtDraft *draft)
{
  if (draft->parts != NULL)
    return _smt_bits_count (draft->parts->bits);
  return draft->clock != NULL ? draft->clock->n_clock : 0;
}

static gboolean
is_bare_daily (const SmtDraft *draft)
{
  return draft->day != NULL && !_smt_range_known (draft->day->value) && draft->rare == NULL && draft->weekdays == NULL
         && draft->except == NULL && draft->days == NULL && draft->cycle == NULL;
}

/* Days behind the last beat speak of all. A count among them must be the sum of the doses: "1 tablett morgen og 2
 * kveld, 2 ganger daglig". */
static gboolean
share_from_last (SmtStepDraft *step, SmtMark *uncounted)
{
  SmtDraft *last = _smt_step_draft_at (step, step->drafts->len - 1);
  guint total = 0;

  if (last->rare != NULL && _smt_range_known (last->rare->value) && !smt_range_is_int (last->rare->value, 1)
      && (last->rare->flags & SMT_MARK_COUNT_DAYS) == 0)
    return FALSE;
  for (guint i = 0; i < step->drafts->len; i++)
    total += count_doses (_smt_step_draft_at (step, i));
  if (last->day != NULL && _smt_range_known (last->day->value))
    {
      if (!smt_range_is_int (last->day->value, total))
        return FALSE;
      *uncounted = *last->day;
      uncounted->value = SMT_RANGE_NONE;
      last->day = uncounted;
    }
  for (guint i = 0; i + 1 < step->drafts->len; i++)
    _smt_draft_inherit (_smt_step_draft_at (step, i), last);
  return TRUE;
}

/* "hver morgen" */
static gboolean
is_every_part (const SmtDraft *draft)
{
  return draft->parts != NULL && (draft->parts->flags & SMT_MARK_EVERY_DAY) != 0
         && smt_range_is_int (draft->parts->n, 1) && draft->day == NULL && draft->rare == NULL
         && draft->weekdays == NULL && draft->except == NULL && draft->days == NULL && draft->cycle == NULL;
}

/* "1 tablett hver morgen og 2 om kvelden": what is daily holds for the others too, and nothing else does. */
static gboolean
share_daily (SmtStepDraft *step)
{
  static const SmtMark each_day = { .kind = SMT_MARK_FREQUENCY,
                                    .n = { { 1, 0 }, { 1, 0 }, SMT_RANGE_EXACT },
                                    .unit = SMT_TIME_UNIT_DAY };
  SmtDraft daily = { .day = &each_day };

  for (guint i = 0; i < step->drafts->len; i++)
    {
      const SmtDraft *draft = _smt_step_draft_at (step, i);
      if (is_bare_daily (draft))
        daily = *draft;
      else if (_smt_draft_has_days (draft) && !is_every_part (draft))
        return FALSE; /* one beat on Mondays, another on days not said */
    }
  for (guint i = 0; i < step->drafts->len; i++)
    if (!_smt_draft_has_days (_smt_step_draft_at (step, i)))
      _smt_draft_inherit (_smt_step_draft_at (step, i), &daily);
  return TRUE;
}

static gboolean
share_days (SmtStepDraft *step, SmtMark *uncounted)
{
  guint n_with = 0;

  for (guint i = 0; i < step->drafts->len; i++)
    n_with += _smt_draft_has_days (_smt_step_draft_at (step, i)) ? 1 : 0;
  if (n_with == 0 || n_with == step->drafts->len)
    return TRUE;
  if (n_with == 1 && _smt_draft_has_days (_smt_step_draft_at (step, step->drafts->len - 1)))
    return share_from_last (step, uncounted);
  return share_daily (step);
}

/* --- beats -------------------------------------------------------------------------------------------------------- */

static gboolean
bits_meet (const SmtDayBits *a, const SmtDayBits *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (a->word); i++)
    if ((a->word[i] & b->word[i]) != 0)
      return TRUE;
  return FALSE;
}

/* Two beats of a step must be told apart by hour or by day; else it is not said how they go together. */
static gboolean
beats_are_apart (const SmtBeat *a, const SmtBeat *b)
{
  if ((a->parts != 0 || a->n_clock > 0) && (b->parts != 0 || b->n_clock > 0))
    {
      gboolean meet = (a->parts & b->parts) != 0;
      for (guint i = 0; i < a->n_clock; i++)
        for (guint j = 0; j < b->n_clock; j++)
          meet |= a->clock[i] == b->clock[j];
      if (!meet)
        return TRUE;
    }
  if (a->days.kind != b->days.kind)
    return FALSE;
  if (a->days.kind == SMT_DAYS_WEEKDAYS)
    return (_smt_days_weekdays (&a->days) & _smt_days_weekdays (&b->days)) == 0;
  if (a->days.kind == SMT_DAYS_CYCLE || a->days.kind == SMT_DAYS_DAY_LIST)
    return a->days.cycle == b->days.cycle && !bits_meet (&a->days.on, &b->days.on);
  return FALSE;
}

static gboolean
is_every_second_day (const SmtBeat *beat)
{
  return beat->days.kind == SMT_DAYS_EVERY_N && beat->days.unit == SMT_TIME_UNIT_DAY
         && smt_range_is_int (beat->days.n, 2) && beat->parts == 0 && beat->n_clock == 0;
}

/* "1 tablett annenhver dag og 2 tabletter annenhver dag" fills both days of two; of "1 tablett og 2 kapsler annenhver
 * dag" it is not said how they go together. */
static gboolean
alternate (const SmtStepDraft *drafts, SmtStep *step)
{
  gboolean both_say =
      drafts->drafts->len == 2 && _smt_step_draft_at (drafts, 0)->rare != _smt_step_draft_at (drafts, 1)->rare;
  if (!both_say && !drafts->rest_days)
    return FALSE;
  if (step->n_beats != 2 || !is_every_second_day (&step->beats[0]) || !is_every_second_day (&step->beats[1]))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      SmtDays *days = &step->beats[i].days;
      memset (days, 0, sizeof *days);
      days->kind = SMT_DAYS_CYCLE;
      days->unit = SMT_TIME_UNIT_DAY;
      days->cycle = 2;
      smt_day_bits_set (&days->on, i + 1);
    }
  return TRUE;
}

static gboolean
all_apart (const SmtStepDraft *drafts, SmtStep *step)
{
  for (guint i = 0; i < step->n_beats; i++)
    for (guint j = i + 1; j < step->n_beats; j++)
      if (!beats_are_apart (&step->beats[i], &step->beats[j]))
        return alternate (drafts, step);
  return TRUE;
}

/* A unit that is left out is that of the beat before, else of the one after. */
static void
complete_units (SmtStep *step)
{
  for (guint i = 1; i < step->n_beats; i++)
    if (step->beats[i].unit == NULL && _smt_range_known (step->beats[i].amount))
      smt_beat_set_unit (&step->beats[i], step->beats[i - 1].unit);
  for (guint i = step->n_beats; i-- > 1;)
    if (step->beats[i - 1].unit == NULL && _smt_range_known (step->beats[i - 1].amount))
      smt_beat_set_unit (&step->beats[i - 1], step->beats[i].unit);
}

static gboolean
finish_length (const SmtStepDraft *step, SmtRhythm *rhythm, SmtStep *out)
{
  if (step->label_length > 0)
    {
      out->length = smt_range_exact_int (step->label_length);
      out->length_unit = step->label_unit;
      rhythm->stated |= SMT_ATTRIBUTE_LENGTH;
      return step->length == NULL;
    }
  if (step->length == NULL || (step->drafts->len > 0 && _smt_step_draft_at (step, 0)->cycle != NULL))
    return TRUE;
  if (step->length->n.kind != SMT_RANGE_EXACT && step->length->n.kind != SMT_RANGE_BETWEEN
      && step->length->n.kind != SMT_RANGE_AT_MOST)
    return FALSE;
  out->length = step->length->n;
  out->length_unit = step->length->unit;
  rhythm->stated |= SMT_ATTRIBUTE_LENGTH;
  return TRUE;
}

/* "1 tablett morgen og 1 tablett kveld" is one tablet at both: what the canonical form sees as one beat becomes one,
 * with its amount as it was written. */
static gboolean
join_two (SmtBeat *into, const SmtBeat *from)
{
  g_autoptr (SmtRhythm) both = smt_rhythm_new ();

  smt_rhythm_add_step (both);
  for (guint i = 0; i < 2; i++)
    {
      SmtBeat *beat = smt_rhythm_add_beat (both, 0);
      *beat = i == 0 ? *into : *from;
      beat->unit = g_strdup (beat->unit);
    }
  g_autoptr (SmtRhythm) joined = smt_rhythm_canonical (both);
  if (joined->steps[0].n_beats != 1)
    return FALSE;
  const SmtBeat *one = &joined->steps[0].beats[0];
  into->parts = one->parts;
  into->times = one->times;
  into->n_clock = one->n_clock;
  memcpy (into->clock, one->clock, sizeof into->clock);
  if (into->days.weekdays != from->days.weekdays)
    into->days = one->days;
  return TRUE;
}

static void
join_beats (SmtStep *step)
{
  for (guint i = 0; i < step->n_beats; i++)
    for (guint j = i + 1; j < step->n_beats;)
      {
        if (!join_two (&step->beats[i], &step->beats[j]))
          {
            j++;
            continue;
          }
        _smt_beat_clear (&step->beats[j]);
        memmove (&step->beats[j], &step->beats[j + 1], (step->n_beats - j - 1) * sizeof (SmtBeat));
        step->n_beats--;
      }
}

/* Of several beats, "ved behov" speaks of all when it stands before them, or behind them and set apart. */
static gboolean
need_is_shared (const SmtStepDraft *step)
{
  if (step->need != NULL && step->need_is_added && step->drafts->len > 0)
    return FALSE;
  if (step->need == NULL || step->drafts->len < 2 || step->n_amounts_before_need == 0)
    return TRUE;
  return step->n_amounts_before_need == step->drafts->len && step->need_is_set_apart;
}

/* "x 2 i 14 dager hver 21. dag": a course shorter than the interval behind it is a cycle, when its days are said to be
 * dose days.
 */
static gboolean
turn_course_into_cycle (SmtStepDraft *step)
{
  guint on = step->length != NULL ? _smt_span_whole_days (step->length->n, step->length->unit) : 0;

  for (guint i = 0; i < step->drafts->len; i++)
    {
      SmtDraft *draft = _smt_step_draft_at (step, i);
      guint cycle = draft->rare != NULL && !_smt_range_known (draft->rare->value)
                        ? _smt_span_whole_days (draft->rare->n, draft->rare->unit)
                        : 0;
      if (on == 0 || cycle <= on || step->length->start > draft->rare->start)
        continue;
      gboolean each_day = draft->day != NULL || draft->parts != NULL || draft->clock != NULL
                          || (draft->times != NULL && (draft->times->flags & SMT_MARK_BY_X) != 0);
      if (!each_day || draft->cycle != NULL)
        return FALSE;
      draft->cycle = draft->rare;
      draft->rare = NULL;
    }
  return TRUE;
}

/**
 * _smt_step_draft_finish:
 * @step: a step in the making
 * @rhythm: the rhythm to add it to
 *
 * Makes beats of the drafts, with what they share.
 *
 * Returns: %FALSE when they contradict each other, or how they go together is not said
 */
gboolean
_smt_step_draft_finish (SmtStepDraft *step, SmtRhythm *rhythm)
{
  SmtMark uncounted;

  smt_rhythm_add_step (rhythm);
  guint index = rhythm->n_steps - 1;
  if (!share_days (step, &uncounted))
    return FALSE;
  if (!need_is_shared (step) || !turn_course_into_cycle (step))
    return FALSE;
  if (step->drafts->len == 0)
    smt_rhythm_add_beat (rhythm, index); /* "ved behov": a dose of which nothing is said, not a pause */
  for (guint i = 0; i < step->drafts->len; i++)
    {
      SmtDraft draft = *_smt_step_draft_at (step, i);
      draft.length = step->length;
      if (!_smt_draft_finish (&draft, rhythm, smt_rhythm_add_beat (rhythm, index)))
        return FALSE;
    }
  SmtStep *out = &rhythm->steps[index];
  complete_units (out);
  if (!all_apart (step, out))
    return FALSE;
  join_beats (out);
  return finish_length (step, rhythm, out);
}
