/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#include <string.h>

/* One step in the making: the marks between "deretter" and "deretter", or one alternative of them. */
typedef struct
{
  GArray *drafts; /* of SmtDraft */
  const SmtMark *length;
  const SmtMark *pause;
  const SmtMark *maximum;
  const SmtMark *need;
  guint n_amounts_before_need;
  gboolean need_is_set_apart; /* by a comma or a line from the beat before it */
  gboolean repeated;
} Step;

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_array_unref (step->drafts);
}

static SmtDraft *
draft_at (const Step *step, guint i)
{
  return &g_array_index (step->drafts, SmtDraft, i);
}

static gboolean
is_sign (const SmtMark *mark)
{
  return mark->kind >= SMT_MARK_BREAK;
}

static gboolean
is_step_mark (const SmtMark *mark)
{
  switch ((guint)mark->kind)
    {
    case SMT_MARK_LENGTH:
    case SMT_MARK_NEED:
    case SMT_MARK_MAX_AMOUNT:
    case SMT_MARK_PAUSE:
    case SMT_MARK_REPEAT:
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- marks of a step → drafts ------------------------------------------------------------------------------------- */

static gboolean
same_length (const SmtMark *a, const SmtMark *b)
{
  guint days = _smt_span_whole_days (a->n, a->unit);

  return days > 0 && days == _smt_span_whole_days (b->n, b->unit);
}

static gboolean
add_step_mark (Step *step, const SmtMark *mark)
{
  switch ((guint)mark->kind)
    {
    case SMT_MARK_LENGTH:
      if (step->length != NULL)
        return same_length (step->length, mark);
      step->length = mark;
      return TRUE;
    case SMT_MARK_NEED:
      step->need = mark;
      return TRUE;
    case SMT_MARK_MAX_AMOUNT:
      if (step->maximum != NULL)
        return FALSE;
      step->maximum = mark;
      return TRUE;
    case SMT_MARK_PAUSE:
      if (step->pause != NULL)
        return FALSE;
      step->pause = mark;
      return TRUE;
    default:
      step->repeated = TRUE;
      return TRUE;
    }
}

/* "Morgen: 1 tablett, kveld: 2 tabletter": when each amount is led by a mark of one kind, and none trails the last, the
 * beats begin at these. Returns that kind, or AMOUNT. */
static SmtMarkKind
find_leading_kind (GPtrArray *marks)
{
  const SmtMark *first = g_ptr_array_index (marks, 0);
  SmtMarkKind kind = first->kind;
  gboolean expect_lead = TRUE;

  if (kind != SMT_MARK_PARTS && kind != SMT_MARK_WEEKDAYS && kind != SMT_MARK_CLOCK && kind != SMT_MARK_DAYS)
    return SMT_MARK_AMOUNT;
  for (guint i = 0; i < marks->len; i++)
    {
      const SmtMark *mark = g_ptr_array_index (marks, i);
      if (mark->kind != kind && mark->kind != SMT_MARK_AMOUNT)
        continue;
      if ((mark->kind == kind) != expect_lead)
        return SMT_MARK_AMOUNT;
      expect_lead = !expect_lead;
    }
  return expect_lead ? kind : SMT_MARK_AMOUNT;
}

static guint
count_kind (GPtrArray *marks, SmtMarkKind kind)
{
  guint n = 0;

  for (guint i = 0; i < marks->len; i++)
    n += ((const SmtMark *)g_ptr_array_index (marks, i))->kind == kind;
  return n;
}

/* What stands before the first beat speaks of all of them, unless it counts doses. */
static gboolean
share_header (Step *step, GPtrArray *marks, guint n_header)
{
  for (guint i = 0; i < n_header; i++)
    {
      const SmtMark *mark = g_ptr_array_index (marks, i);
      if (step->drafts->len > 1
          && (mark->kind == SMT_MARK_TIMES || mark->kind == SMT_MARK_PARTS
              || (mark->kind == SMT_MARK_FREQUENCY && _smt_range_known (mark->value))))
        return FALSE;
      for (guint j = 0; j < step->drafts->len; j++)
        if (!_smt_draft_add (draft_at (step, j), mark))
          return FALSE;
    }
  return TRUE;
}

static gboolean
split_into_drafts (Step *step, GPtrArray *marks)
{
  guint n_amounts = count_kind (marks, SMT_MARK_AMOUNT);
  SmtMarkKind begins = n_amounts > 1 ? find_leading_kind (marks) : SMT_MARK_AMOUNT;
  guint n_header = 0;

  if (marks->len == 0)
    return TRUE;
  if (n_amounts > 1)
    while (((const SmtMark *)g_ptr_array_index (marks, n_header))->kind != begins)
      n_header++;
  for (guint i = n_header; i < marks->len; i++)
    {
      const SmtMark *mark = g_ptr_array_index (marks, i);
      SmtDraft empty = { 0 };
      if (step->drafts->len == 0 || (n_amounts > 1 && mark->kind == begins))
        g_array_append_val (step->drafts, empty);
      if (!_smt_draft_add (draft_at (step, step->drafts->len - 1), mark))
        return FALSE;
    }
  return share_header (step, marks, n_header);
}

/* "gjentas hver 4. uke" behind a course of days is the cycle it stands in. */
static void
turn_into_cycle (GArray *marks, guint from, guint to)
{
  gboolean has_length = FALSE;
  gboolean repeated = FALSE;

  for (guint i = from; i < to; i++)
    {
      SmtMark *mark = &g_array_index (marks, SmtMark, i);
      has_length |= mark->kind == SMT_MARK_LENGTH;
      if (repeated && has_length && mark->kind == SMT_MARK_FREQUENCY && !_smt_range_known (mark->value))
        mark->kind = SMT_MARK_CYCLE;
      repeated = mark->kind == SMT_MARK_REPEAT;
    }
}

/* Puts the marks [from, to) where they belong. In parentheses an amount only restates, when there is one outside. */
static gboolean
fill_step (GArray *all, guint from, guint to, gboolean amount_outside, Step *step)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new ();
  gboolean set_apart = TRUE;

  turn_into_cycle (all, from, to);
  for (guint i = from; i < to; i++)
    {
      const SmtMark *mark = &g_array_index (all, SmtMark, i);
      if (is_sign (mark))
        {
          set_apart |= mark->kind != SMT_MARK_AND;
          continue;
        }
      if (mark->kind == SMT_MARK_NEED)
        {
          step->need_is_set_apart = set_apart;
          step->n_amounts_before_need = count_kind (marks, SMT_MARK_AMOUNT);
        }
      if (is_step_mark (mark) ? !add_step_mark (step, mark) : FALSE)
        return FALSE;
      if (is_step_mark (mark) || (mark->kind == SMT_MARK_AMOUNT && (mark->flags & SMT_MARK_PAREN) && amount_outside))
        continue;
      set_apart = FALSE;
      g_ptr_array_add (marks, (gpointer)mark);
    }
  return split_into_drafts (step, marks);
}

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
share_from_last (Step *step, SmtMark *uncounted)
{
  SmtDraft *last = draft_at (step, step->drafts->len - 1);
  guint total = 0;

  if (last->rare != NULL && _smt_range_known (last->rare->value) && !smt_range_is_int (last->rare->value, 1)
      && (last->rare->flags & SMT_MARK_COUNT_DAYS) == 0)
    return FALSE;
  for (guint i = 0; i < step->drafts->len; i++)
    total += count_doses (draft_at (step, i));
  if (last->day != NULL && _smt_range_known (last->day->value))
    {
      if (!smt_range_is_int (last->day->value, total))
        return FALSE;
      *uncounted = *last->day;
      uncounted->value = SMT_RANGE_NONE;
      last->day = uncounted;
    }
  for (guint i = 0; i + 1 < step->drafts->len; i++)
    _smt_draft_inherit (draft_at (step, i), last);
  return TRUE;
}

static gboolean
share_days (Step *step, SmtMark *uncounted)
{
  const SmtDraft *daily = NULL;
  guint n_with = 0;

  for (guint i = 0; i < step->drafts->len; i++)
    n_with += _smt_draft_has_days (draft_at (step, i)) ? 1 : 0;
  if (n_with == 0 || n_with == step->drafts->len)
    return TRUE;
  if (n_with == 1 && _smt_draft_has_days (draft_at (step, step->drafts->len - 1)))
    return share_from_last (step, uncounted);
  for (guint i = 0; i < step->drafts->len; i++)
    if (is_bare_daily (draft_at (step, i)))
      daily = draft_at (step, i);
    else if (_smt_draft_has_days (draft_at (step, i)))
      return FALSE; /* one beat on Mondays, another on days not said */
  for (guint i = 0; i < step->drafts->len; i++)
    if (!_smt_draft_has_days (draft_at (step, i)))
      _smt_draft_inherit (draft_at (step, i), daily);
  return TRUE;
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

/* "1 tablett annenhver dag og 2 tabletter annenhver dag" fills both days of two. */
static gboolean
alternate (SmtStep *step)
{
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
all_apart (SmtStep *step)
{
  for (guint i = 0; i < step->n_beats; i++)
    for (guint j = i + 1; j < step->n_beats; j++)
      if (!beats_are_apart (&step->beats[i], &step->beats[j]))
        return alternate (step);
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
finish_length (const Step *step, SmtRhythm *rhythm, SmtStep *out)
{
  if (step->length == NULL || (step->drafts->len > 0 && draft_at (step, 0)->cycle != NULL))
    return TRUE;
  if (step->length->n.kind != SMT_RANGE_EXACT && step->length->n.kind != SMT_RANGE_BETWEEN
      && step->length->n.kind != SMT_RANGE_AT_MOST)
    return FALSE;
  out->length = step->length->n;
  out->length_unit = step->length->unit;
  rhythm->stated |= SMT_ATTRIBUTE_LENGTH;
  return TRUE;
}

/* Of several beats, "ved behov" speaks of all when it stands before them, or behind them and set apart. */
static gboolean
need_is_shared (const Step *step)
{
  if (step->need == NULL || step->drafts->len < 2 || step->n_amounts_before_need == 0)
    return TRUE;
  return step->n_amounts_before_need == step->drafts->len && step->need_is_set_apart;
}

static gboolean
finish_step (Step *step, SmtRhythm *rhythm)
{
  SmtMark uncounted;

  smt_rhythm_add_step (rhythm);
  guint index = rhythm->n_steps - 1;
  if (!share_days (step, &uncounted))
    return FALSE;
  if (!need_is_shared (step))
    return FALSE;
  for (guint i = 0; i < step->drafts->len; i++)
    {
      SmtDraft draft = *draft_at (step, i);
      draft.length = step->length;
      if (!_smt_draft_finish (&draft, rhythm, smt_rhythm_add_beat (rhythm, index)))
        return FALSE;
    }
  SmtStep *out = &rhythm->steps[index];
  complete_units (out);
  return all_apart (out) && finish_length (step, rhythm, out);
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

/* Whether a new step begins at mark @i without a "deretter": at a pause, behind one, or where a second amount follows
 * the length of the first. */
static gboolean
begins_step (GArray *marks, guint from, guint i)
{
  const SmtMark *mark = &g_array_index (marks, SmtMark, i);
  gboolean length = FALSE;
  gboolean paused = FALSE;
  gboolean joined = FALSE;
  gboolean any = FALSE;
  gboolean amount = FALSE;

  for (guint j = from; j < i; j++)
    {
      const SmtMark *before = &g_array_index (marks, SmtMark, j);
      any |= !is_sign (before);
      amount |= before->kind == SMT_MARK_AMOUNT;
      length |= before->kind == SMT_MARK_LENGTH;
      paused |= before->kind == SMT_MARK_PAUSE;
      joined = before->kind == SMT_MARK_AND || (joined && is_sign (before));
    }
  if (mark->kind == SMT_MARK_PAUSE)
    return any;
  if (paused)
    return !is_sign (mark) && !is_step_mark (mark);
  return mark->kind == SMT_MARK_AMOUNT && amount && length && !joined && (mark->flags & SMT_MARK_PAREN) == 0;
}

static gboolean
has_amount_outside (GArray *marks)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (marks, SmtMark, i);
      if (mark->kind == SMT_MARK_AMOUNT && (mark->flags & SMT_MARK_PAREN) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_dose_mark (GArray *marks, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (!is_sign (&g_array_index (marks, SmtMark, i)))
      return TRUE;
  return FALSE;
}

/* What one alternative leaves out, the other has said: "1 tablett 1 gang i uken eller annenhver uke". */
static void
complete_alternative (Step *step, const Step *other)
{
  if (step->drafts->len == 1 && other->drafts->len == 1)
    {
      SmtDraft *draft = draft_at (step, 0);
      const SmtDraft *from = draft_at (other, 0);
      if (draft->amount == NULL)
        draft->amount = from->amount;
      if (!_smt_draft_has_days (draft) && draft->parts == NULL && draft->clock == NULL && draft->times == NULL)
        _smt_draft_inherit (draft, from);
    }
  if (step->length == NULL)
    step->length = other->length;
  if (step->need == NULL)
    step->need = other->need;
  if (step->maximum == NULL)
    step->maximum = other->maximum;
}

static void
init_step (Step *step)
{
  memset (step, 0, sizeof *step);
  step->drafts = g_array_new (FALSE, TRUE, sizeof (SmtDraft));
}

/* Reads the marks [from, to) as one step; of alternatives, the one that the reader is at. */
static gboolean
read_step (SmtReader *reader, guint from, guint to, gboolean amount_outside, Step *out)
{
  guint begins[SMT_MAX_ALTERNATIVES + 1] = { from };
  guint n = 1;

  for (guint i = from; i < to; i++)
    if (g_array_index (reader->marks, SmtMark, i).kind == SMT_MARK_OR)
      {
        if (n == SMT_MAX_ALTERNATIVES || !has_dose_mark (reader->marks, begins[n - 1], i))
          return FALSE;
        begins[n++] = i + 1;
      }
  if (n > 1 && !has_dose_mark (reader->marks, begins[n - 1], to))
    return FALSE;
  begins[n] = to + 1;
  reader->n_alternatives = MAX (reader->n_alternatives, n);
  guint at = MIN (reader->alternative, n - 1);
  if (!fill_step (reader->marks, begins[at], begins[at + 1] - 1, amount_outside, out))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      Step other;
      if (i == at)
        continue;
      init_step (&other);
      gboolean ok = fill_step (reader->marks, begins[i], begins[i + 1] - 1, amount_outside, &other);
      if (ok)
        complete_alternative (out, &other);
      clear_step (&other);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/* Cuts the marks at "deretter" and where a step begins without it. */
static gboolean
read_steps (SmtReader *reader, GArray *steps)
{
  gboolean amount_outside = has_amount_outside (reader->marks);
  guint from = 0;

  for (guint i = 0; i <= reader->marks->len; i++)
    {
      gboolean end = i == reader->marks->len;
      gboolean then = !end && g_array_index (reader->marks, SmtMark, i).kind == SMT_MARK_THEN;
      if (!end && !then && !begins_step (reader->marks, from, i))
        continue;
      if (!has_dose_mark (reader->marks, from, i))
        {
          if (then && steps->len == 0)
            return FALSE; /* "deretter" after something that was not said */
        }
      else
        {
          Step step;
          init_step (&step);
          gboolean ok = read_step (reader, from, i, amount_outside, &step);
          g_array_append_val (steps, step);
          if (!ok)
            return FALSE;
        }
      from = then ? i + 1 : i;
    }
  return steps->len > 0;
}

/* --- what steps share --------------------------------------------------------------------------------------------- */

static gboolean
says_when (const SmtDraft *draft)
{
  return _smt_draft_has_days (draft) || draft->times != NULL || draft->parts != NULL || draft->clock != NULL
         || draft->gap != NULL || draft->repeat != NULL;
}

/* "… 20 mg daglig i 5 dager, deretter 10 mg i 5 dager": what a later step leaves out is as in the one before. */
static void
complete_steps (GArray *steps, SmtRhythm *rhythm)
{
  const SmtDraft *before = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = &g_array_index (steps, Step, i);
      if (step->drafts->len == 0)
        continue;
      SmtDraft *draft = draft_at (step, 0);
      if (before != NULL && step->drafts->len == 1)
        {
          if (draft->amount == NULL)
            draft->amount = before->amount;
          if (!says_when (draft))
            {
              const SmtMark *amount = draft->amount;
              *draft = *before;
              draft->amount = amount;
              rhythm->defaulted |= SMT_ATTRIBUTE_DAYS;
            }
        }
      before = step->drafts->len == 1 ? draft : NULL;
    }
}

/* Days 1, 1 + n … of the first @on days of a cycle. */
static gboolean
put_into_cycle (SmtBeat *beat, guint on, guint cycle)
{
  guint n = beat->days.kind == SMT_DAYS_EVERY_N ? _smt_span_whole_days (beat->days.n, beat->days.unit) : 0;
  SmtDays days = { .kind = SMT_DAYS_CYCLE, .unit = SMT_TIME_UNIT_DAY, .cycle = (guint16)cycle };

  if (n == 0 || cycle > SMT_MAX_CYCLE)
    return FALSE;
  for (guint day = 1; day <= on; day += n)
    smt_day_bits_set (&days.on, day);
  beat->days = days;
  return TRUE;
}

/* "14 dager fulgt av 7 dagers opphold": a pause of known length at the very end only makes sense when it comes round.
 */
static gboolean
is_cycle (GArray *steps)
{
  if (steps->len != 2)
    return FALSE;
  const Step *dose = &g_array_index (steps, Step, 0);
  const Step *rest = &g_array_index (steps, Step, 1);
  return dose->length != NULL && dose->drafts->len > 0 && rest->pause != NULL && rest->drafts->len == 0
         && _smt_range_known (rest->pause->n) && (rest->pause->flags & SMT_MARK_NO_DOSING) == 0;
}

static gboolean
assemble_cycle (GArray *steps, SmtRhythm *rhythm)
{
  Step *dose = &g_array_index (steps, Step, 0);
  const SmtMark *pause = g_array_index (steps, Step, 1).pause;
  guint on = _smt_span_whole_days (dose->length->n, dose->length->unit);
  guint off = _smt_span_whole_days (pause->n, pause->unit);

  if (on == 0 || off == 0 || !finish_step (dose, rhythm))
    return FALSE;
  rhythm->stated &= ~(guint32)SMT_ATTRIBUTE_LENGTH;
  rhythm->stated |= SMT_ATTRIBUTE_DAYS;
  rhythm->defaulted &= ~(guint32)SMT_ATTRIBUTE_DAYS;
  SmtStep *step = &rhythm->steps[0];
  step->length = SMT_RANGE_NONE;
  step->length_unit = SMT_TIME_UNIT_DAY;
  for (guint i = 0; i < step->n_beats; i++)
    if (!put_into_cycle (&step->beats[i], on, on + off))
      return FALSE;
  return TRUE;
}

static gboolean
assemble_pause (const Step *step, gboolean last, SmtRhythm *rhythm)
{
  SmtStep *out = smt_rhythm_add_step (rhythm);

  if (_smt_range_known (step->pause->n))
    {
      out->length = step->pause->n;
      out->length_unit = step->pause->unit;
      rhythm->stated |= SMT_ATTRIBUTE_LENGTH;
      return step->drafts->len == 0;
    }
  return step->drafts->len == 0 && last;
}

static gboolean
assemble_sequence (GArray *steps, SmtRhythm *rhythm)
{
  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = &g_array_index (steps, Step, i);
      gboolean last = i + 1 == steps->len;
      if (step->repeated && (step->drafts->len == 0 || draft_at (step, 0)->cycle == NULL)
          && (step->length != NULL || steps->len > 1))
        return FALSE;
      if (step->pause != NULL ? !assemble_pause (step, last, rhythm) : !finish_step (step, rhythm))
        return FALSE;
      if (!last && !_smt_range_known (rhythm->steps[i].length))
        return FALSE; /* when the next begins is not said */
    }
  return TRUE;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* As needed and the most a day belong to the whole rhythm, so they must not stand in one step of several. */
static gboolean
finish_whole (GArray *steps, SmtRhythm *rhythm)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);
      if (step->need == NULL)
        continue;
      if (steps->len > 1)
        return FALSE;
      rhythm->as_needed = TRUE;
      rhythm->stated |= SMT_ATTRIBUTE_AS_NEEDED;
    }
  return TRUE;
}

static gboolean
is_single_dose (const SmtRhythm *rhythm)
{
  const SmtStep *step = &rhythm->steps[0];

  return rhythm->n_steps == 1 && step->n_beats == 1 && step->beats[0].days.kind == SMT_DAYS_DAY_LIST
         && smt_day_bits_count (&step->beats[0].days.on) == 1;
}

/* A maximum without a period is one of the day when it is as needed and more than one dose, or one dose is all. */
static gboolean
finish_maximum (GArray *steps, SmtRhythm *rhythm)
{
  const SmtMark *maximum = g_array_index (steps, Step, 0).maximum;

  if (maximum == NULL)
    return TRUE;
  if (steps->len > 1 || rhythm->steps[0].n_beats == 0)
    return FALSE;
  const SmtBeat *beat = &rhythm->steps[0].beats[0];
  if ((maximum->flags & SMT_MARK_DEFAULTED) != 0)
    {
      gboolean more_than_one = rhythm->as_needed && beat->amount.kind != SMT_RANGE_UNKNOWN
                               && (maximum->text == NULL || g_strcmp0 (maximum->text, beat->unit) == 0)
                               && smt_decimal_compare (beat->amount.hi, maximum->value.hi) < 0;
      if (!more_than_one && !is_single_dose (rhythm))
        return FALSE;
      rhythm->defaulted |= SMT_ATTRIBUTE_MAXIMUM;
    }
  else
    rhythm->stated |= SMT_ATTRIBUTE_MAXIMUM;
  rhythm->max_amount_day = maximum->value;
  if (g_strcmp0 (maximum->text, beat->unit) != 0)
    smt_rhythm_set_max_unit (rhythm, maximum->text);
  return TRUE;
}

static guint
trim_end (const char *text, guint start, guint end)
{
  while (end > start && g_ascii_isspace (text[end - 1]))
    end--;
  return end;
}

static void
add_span (GArray *spans, const char *text, guint start, guint end, SmtAttribute attribute)
{
  SmtSpan span = { start, trim_end (text, start, end), attribute };

  if (span.end > span.start)
    g_array_append_val (spans, span);
}

static SmtAttribute
attribute_of (const SmtMark *mark)
{
  switch ((guint)mark->kind)
    {
    case SMT_MARK_AMOUNT:
      return SMT_ATTRIBUTE_AMOUNT;
    case SMT_MARK_TIMES:
    case SMT_MARK_DOSES:
    case SMT_MARK_DIVIDED:
      return SMT_ATTRIBUTE_TIMES;
    case SMT_MARK_PARTS:
      return SMT_ATTRIBUTE_PARTS;
    case SMT_MARK_CLOCK:
      return SMT_ATTRIBUTE_CLOCK;
    case SMT_MARK_LENGTH:
      return SMT_ATTRIBUTE_LENGTH;
    case SMT_MARK_NEED:
      return SMT_ATTRIBUTE_AS_NEEDED;
    case SMT_MARK_MAX_AMOUNT:
      return SMT_ATTRIBUTE_MAXIMUM;
    case SMT_MARK_GAP:
      return SMT_ATTRIBUTE_GAP;
    default:
      return SMT_ATTRIBUTE_DAYS;
    }
}

static int
compare_spans (const void *first, const void *second)
{
  const SmtSpan *a = first;
  const SmtSpan *b = second;

  return a->start != b->start ? (a->start < b->start ? -1 : 1) : (a->end > b->end) - (a->end < b->end);
}

static void
report_spans (const SmtReader *reader, GArray *spans)
{
  for (guint i = 0; i < reader->marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      if (is_sign (mark) || mark->kind == SMT_MARK_THEN || mark->kind == SMT_MARK_OR)
        continue;
      if (mark->middle <= mark->start || mark->middle >= mark->end)
        {
          add_span (spans, reader->text, mark->start, mark->end, attribute_of (mark));
          continue;
        }
      gboolean amount = mark->kind == SMT_MARK_AMOUNT;
      add_span (spans, reader->text, mark->start, mark->middle, amount ? SMT_ATTRIBUTE_AMOUNT : SMT_ATTRIBUTE_TIMES);
      add_span (spans, reader->text, mark->middle, mark->end, amount ? SMT_ATTRIBUTE_UNIT : SMT_ATTRIBUTE_DAYS);
    }
  g_array_sort (spans, compare_spans);
}

static gboolean
has_chords (const SmtRhythm *rhythm)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    if (rhythm->steps[i].n_beats > 1)
      return TRUE;
  return FALSE;
}

/**
 * _smt_reader_assemble:
 * @reader: a reader whose marks are those of the dose
 * @spans: (nullable): where to add the spans of the marks
 *
 * Puts the marks together by explicit rules. Where two of them contradict each other, or how they go together is not
 * said, there is no rhythm.
 *
 * Returns: (transfer full) (nullable): the rhythm; with several beats in a step in its canonical form
 */
SmtRhythm *
_smt_reader_assemble (SmtReader *reader, GArray *spans)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();

  g_array_set_clear_func (steps, clear_step);
  if (!read_steps (reader, steps) || !finish_whole (steps, rhythm))
    return NULL;
  complete_steps (steps, rhythm);
  if (is_cycle (steps) ? !assemble_cycle (steps, rhythm) : !assemble_sequence (steps, rhythm))
    return NULL;
  if (!finish_maximum (steps, rhythm) || !smt_rhythm_validate (rhythm))
    return NULL;
  if (spans != NULL)
    report_spans (reader, spans);
  return has_chords (rhythm) ? smt_rhythm_canonical (rhythm) : g_steal_pointer (&rhythm);
}
