/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

/* --- what steps share --------------------------------------------------------------------------------------------- */

static gboolean
says_when (const SmtDraft *draft)
{
  return _smt_draft_has_days (draft) || draft->times != NULL || draft->parts != NULL || draft->clock != NULL
         || draft->gap != NULL || draft->repeat != NULL;
}

/* "1 tablett x 3 i 5 dager, deretter ved behov": the dose is the one before, how often is not. */
static void
complete_need (SmtStepDraft *step, const SmtDraft *before)
{
  SmtDraft empty = { 0 };

  if (before == NULL || before->amount == NULL)
    return;
  empty.amount = before->amount;
  g_array_append_val (step->drafts, empty);
}

/* "… 20 mg daglig i 5 dager, deretter 10 mg i 5 dager": what a later step leaves out is as in the one before. */
static void
complete_steps (GArray *steps, SmtRhythm *rhythm)
{
  const SmtDraft *before = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      gboolean need = steps->len > 1 && step->need != NULL;
      if (need && step->drafts->len == 0)
        complete_need (step, before);
      if (step->drafts->len == 0)
        continue;
      SmtDraft *draft = _smt_step_draft_at (step, 0);
      if (before != NULL && step->drafts->len == 1)
        {
          if (draft->amount == NULL)
            draft->amount = before->amount;
          if (!says_when (draft) && !need)
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
  const SmtStepDraft *dose = &g_array_index (steps, SmtStepDraft, 0);
  const SmtStepDraft *rest = &g_array_index (steps, SmtStepDraft, 1);
  gboolean each_day = dose->length != NULL && (dose->length->flags & SMT_MARK_EVERY_DAY) != 0;
  return (dose->length != NULL || dose->label_length > 0) && (dose->drafts->len > 0 || each_day) && rest->pause != NULL
         && rest->drafts->len == 0 && _smt_range_known (rest->pause->n)
         && (rest->pause->flags & SMT_MARK_NO_DOSING) == 0;
}

/* "3 uker på, 1 uke av: 125 mg daglig": the dose is told behind the cycle that it stands in. Otherwise a dose must not
 * follow a stretch of which nothing is said. Returns FALSE for that. */
static gboolean
settle_empty_start (GArray *steps)
{
  SmtStepDraft *first = &g_array_index (steps, SmtStepDraft, 0);

  if (steps->len < 2 || first->drafts->len > 0 || first->length == NULL || first->pause != NULL)
    return TRUE;
  const SmtStepDraft *last = &g_array_index (steps, SmtStepDraft, steps->len - 1);
  gboolean on_and_off = steps->len == 3 && (first->length->flags & SMT_MARK_EVERY_DAY) != 0
                        && g_array_index (steps, SmtStepDraft, 1).pause != NULL && last->pause == NULL
                        && last->length == NULL && last->need == NULL && last->maximum == NULL
                        && last->longer_maximum == NULL;
  if (last->drafts->len == 0)
    return TRUE;
  if (!on_and_off)
    return FALSE;
  g_array_append_vals (first->drafts, last->drafts->data, last->drafts->len);
  g_array_set_size (steps, 2);
  return TRUE;
}

/* "21 dager på" says that each of these days is a dose day. */
static void
fill_days_on (SmtStepDraft *dose)
{
  static const SmtMark each_day = { .kind = SMT_MARK_FREQUENCY,
                                    .n = { { 1, 0 }, { 1, 0 }, SMT_RANGE_EXACT },
                                    .unit = SMT_TIME_UNIT_DAY };
  SmtDraft empty = { 0 };

  if (dose->length == NULL || (dose->length->flags & SMT_MARK_EVERY_DAY) == 0)
    return;
  if (dose->drafts->len == 0)
    g_array_append_val (dose->drafts, empty);
  for (guint i = 0; i < dose->drafts->len; i++)
    if (!_smt_draft_has_days (_smt_step_draft_at (dose, i)))
      _smt_step_draft_at (dose, i)->day = &each_day;
}

/* "1 ring i 3 uker, deretter 1 ukes pause": one that stays where it is counts once in the cycle. */
static gboolean
is_worn (const SmtStepDraft *dose)
{
  const SmtDraft *draft = dose->drafts->len == 1 ? _smt_step_draft_at (dose, 0) : NULL;

  return draft != NULL && draft->amount != NULL && (draft->amount->flags & SMT_MARK_WORN) != 0
         && smt_range_is_int (draft->amount->value, 1) && !says_when (draft) && !_smt_draft_has_days (draft);
}

static gboolean
assemble_cycle (GArray *steps, SmtRhythm *rhythm)
{
  SmtStepDraft *dose = &g_array_index (steps, SmtStepDraft, 0);
  const SmtMark *pause = g_array_index (steps, SmtStepDraft, 1).pause;
  guint on = dose->length != NULL ? _smt_span_whole_days (dose->length->n, dose->length->unit)
                                  : _smt_span_whole_days (smt_range_exact_int (dose->label_length), dose->label_unit);
  guint off = _smt_span_whole_days (pause->n, pause->unit);

  fill_days_on (dose);
  if (on == 0 || off == 0 || !_smt_step_draft_finish (dose, rhythm))
    return FALSE;
  rhythm->stated &= ~(guint32)SMT_ATTRIBUTE_LENGTH;
  rhythm->stated |= SMT_ATTRIBUTE_DAYS;
  rhythm->defaulted &= ~(guint32)SMT_ATTRIBUTE_DAYS;
  SmtStep *step = &rhythm->steps[0];
  step->length = SMT_RANGE_NONE;
  step->length_unit = SMT_TIME_UNIT_DAY;
  if (is_worn (dose))
    {
      step->beats[0].days.kind = SMT_DAYS_EVERY_N;
      step->beats[0].days.n = smt_range_exact_int (on + off);
      step->beats[0].days.unit = SMT_TIME_UNIT_DAY;
      step->beats[0].times = smt_range_exact_int (1);
      return TRUE;
    }
  for (guint i = 0; i < step->n_beats; i++)
    if (!put_into_cycle (&step->beats[i], on, on + off))
      return FALSE;
  return TRUE;
}

static gboolean
assemble_pause (const SmtStepDraft *step, gboolean last, SmtRhythm *rhythm)
{
  SmtStep *out = smt_rhythm_add_step (rhythm);

  if (_smt_range_known (step->pause->n))
    {
      out->length = step->pause->n;
      out->length_unit = step->pause->unit;
      rhythm->stated |= SMT_ATTRIBUTE_LENGTH;
      return step->drafts->len == 0;
    }
  return step->drafts->len == 0 && step->length == NULL && last;
}

static gboolean
is_single_dose (const SmtStep *step)
{
  return step->n_beats == 1 && step->beats[0].days.kind == SMT_DAYS_DAY_LIST
         && smt_day_bits_count (&step->beats[0].days.on) == 1;
}

/* "uke 0, 2 og 6, deretter hver 8. uke": the list ends by itself. */
static gboolean
is_day_list (const SmtStep *step)
{
  for (guint i = 0; i < step->n_beats; i++)
    if (step->beats[i].days.kind != SMT_DAYS_DAY_LIST)
      return FALSE;
  return step->n_beats > 0;
}

/* "2 tabletter som engangsdose, deretter 1 daglig": the rest begins on the day after. */
static gboolean
give_single_dose_its_day (SmtStep *step)
{
  if (!is_single_dose (step))
    return FALSE;
  step->length = smt_range_exact_int (1);
  step->length_unit = SMT_TIME_UNIT_DAY;
  return TRUE;
}

/* "10 mg i 7 dager, så slutt": that what has a length ends there was said already. */
static void
drop_stop (GArray *steps)
{
  const SmtStepDraft *last = &g_array_index (steps, SmtStepDraft, steps->len - 1);

  if (steps->len < 2 || last->pause == NULL || (last->pause->flags & SMT_MARK_STOP) == 0
      || _smt_range_known (last->pause->n) || last->drafts->len > 0)
    return;
  const SmtStepDraft *before = last - 1;
  if (before->pause == NULL && (before->length != NULL || before->label_length > 0))
    g_array_set_size (steps, steps->len - 1);
}

/* Of several steps, one with a limit in place of a count is as needed by itself. */
static void
settle_step_need (SmtRhythm *rhythm, guint at, gboolean said)
{
  rhythm->steps[at].as_needed = (said || rhythm->as_needed) && rhythm->steps[at].n_beats > 0;
  rhythm->as_needed = FALSE;
}

static gboolean
assemble_sequence (GArray *steps, SmtRhythm *rhythm)
{
  for (guint i = 0; i < steps->len; i++)
    {
      SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      gboolean last = i + 1 == steps->len;
      if (step->repeated && (step->drafts->len == 0 || _smt_step_draft_at (step, 0)->cycle == NULL)
          && (step->length != NULL || steps->len > 1))
        return FALSE;
      if (steps->len > 1 && i > 0 && step->drafts->len == 0 && step->pause == NULL && step->need == NULL)
        return FALSE; /* "deretter i 7 dager" */
      if (step->pause != NULL ? !assemble_pause (step, last, rhythm) : !_smt_step_draft_finish (step, rhythm))
        return FALSE;
      rhythm->steps[i].start = step->start;
      rhythm->steps[i].end = step->end;
      if (steps->len > 1)
        settle_step_need (rhythm, i, step->need != NULL);
      if (!last && !_smt_range_known (rhythm->steps[i].length) && !give_single_dose_its_day (&rhythm->steps[i])
          && !is_day_list (&rhythm->steps[i]) && !smt_date_is_set (step->end))
        return FALSE; /* when the next begins is not said */
    }
  return TRUE;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* "1 tablett ved smerter" is as needed; in "1 tablett morgen og kveld ved smerter" it is only what it is for. */
static gboolean
occasion_is_reason (const SmtStepDraft *step, gboolean one_of_several)
{
  if (one_of_several && step->length != NULL)
    return TRUE; /* "50 mg ved smerter i 3 dager, deretter …" */
  for (guint i = 0; i < step->drafts->len; i++)
    {
      const SmtDraft *draft = _smt_step_draft_at (step, i);
      gboolean limited = draft->limit != NULL && draft->day == NULL && draft->rare == NULL && draft->weekdays == NULL;
      if ((_smt_draft_has_days (draft) && !limited) || draft->parts != NULL || draft->clock != NULL
          || (draft->times != NULL && (draft->times->flags & SMT_MARK_BY_X) != 0))
        return TRUE;
    }
  return FALSE;
}

static void
weigh_occasions (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      gboolean hint = step->need != NULL && (step->need->flags & SMT_MARK_HINT) != 0 && !step->need_is_added;
      if (hint && occasion_is_reason (step, steps->len > 1))
        step->need = NULL;
    }
}

/* Whose the need of a step is, is clear where it stands in the step: not in front of all, nor behind all in a sentence
 * of its own. */
static gboolean
need_is_of_step (const SmtStepDraft *step, guint at, guint n_steps)
{
  gboolean leads_all = at == 0 && step->drafts->len > 0 && step->n_amounts_before_need == 0;
  gboolean trails_all = at + 1 == n_steps && step->drafts->len > 0 && step->need_is_apart;

  return !leads_all && !trails_all;
}

/* As needed is the whole rhythm, or one of several steps. */
static gboolean
finish_whole (GArray *steps, SmtRhythm *rhythm)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      if (step->need == NULL)
        continue;
      if (steps->len > 1 && !need_is_of_step (step, i, steps->len))
        return FALSE;
      rhythm->as_needed = steps->len == 1;
      rhythm->stated |= SMT_ATTRIBUTE_AS_NEEDED;
    }
  return TRUE;
}

/* "maks 2 tabletter per døgn, maks 10 dager i måneden": so many days, and doses on each that are not counted. */
static gboolean
counts_days_of_many_doses (const SmtStepDraft *step)
{
  const SmtDraft *draft = step->drafts->len == 1 ? _smt_step_draft_at (step, 0) : NULL;
  guint both = SMT_MARK_COUNT_DAYS | SMT_MARK_UP_TO;

  return draft != NULL && draft->rare != NULL && (draft->rare->flags & both) == both && draft->day == NULL;
}

/* "1 tyggegummi, maks 15 i døgnet": a limit in place of a count is as needed by its nature. */
static void
limit_instead_of_count (SmtRhythm *rhythm, const SmtMark *maximum)
{
  const SmtBeat *beat = &rhythm->steps[0].beats[0];
  gboolean same_unit = maximum->text == NULL || g_strcmp0 (maximum->text, beat->unit) == 0;

  if (rhythm->as_needed || rhythm->steps[0].n_beats != 1 || beat->days.kind != SMT_DAYS_UNKNOWN || beat->parts != 0
      || beat->n_clock > 0 || _smt_range_known (beat->times) || !_smt_range_known (beat->amount) || !same_unit
      || smt_decimal_compare (beat->amount.hi, maximum->value.hi) >= 0)
    return;
  rhythm->as_needed = TRUE;
  rhythm->defaulted |= SMT_ATTRIBUTE_AS_NEEDED;
}

/* A maximum without a period is one of the day when it is as needed and more than one dose, or when one dose is all
 * that a day has. */
static gboolean
finish_maximum (GArray *steps, SmtRhythm *rhythm)
{
  const SmtMark *maximum = g_array_index (steps, SmtStepDraft, 0).maximum;

  for (guint i = 1; i < steps->len; i++)
    if (g_array_index (steps, SmtStepDraft, i).maximum != NULL)
      return FALSE;
  if (maximum == NULL)
    return TRUE;
  if (steps->len > 1 || rhythm->steps[0].n_beats == 0
      || counts_days_of_many_doses (&g_array_index (steps, SmtStepDraft, 0)))
    return FALSE;
  const SmtBeat *beat = &rhythm->steps[0].beats[0];
  if ((maximum->flags & SMT_MARK_DEFAULTED) != 0)
    {
      gboolean more_than_one = rhythm->as_needed && beat->amount.kind != SMT_RANGE_UNKNOWN
                               && (maximum->text == NULL || g_strcmp0 (maximum->text, beat->unit) == 0)
                               && smt_decimal_compare (beat->amount.hi, maximum->value.hi) < 0;
      gboolean caps_by_body = beat->per != SMT_PER_WHOLE && rhythm->steps[0].n_beats == 1
                              && (!_smt_range_known (beat->times) || smt_range_is_int (beat->times, 1));
      if (!more_than_one && !caps_by_body && !(rhythm->n_steps == 1 && is_single_dose (&rhythm->steps[0])))
        return FALSE;
      rhythm->defaulted |= SMT_ATTRIBUTE_MAXIMUM;
    }
  else
    {
      rhythm->stated |= SMT_ATTRIBUTE_MAXIMUM;
      limit_instead_of_count (rhythm, maximum);
    }
  rhythm->max_amount_day = maximum->value;
  if (g_strcmp0 (maximum->text, beat->unit) != 0)
    smt_rhythm_set_max_unit (rhythm, maximum->text);
  return TRUE;
}

/* "maks 3 tabletter i uken": in the unit of the dose, and of the maximum a day when there is one. */
static gboolean
finish_longer_maximum (GArray *steps, SmtRhythm *rhythm)
{
  const SmtMark *maximum = g_array_index (steps, SmtStepDraft, 0).longer_maximum;

  for (guint i = 1; i < steps->len; i++)
    if (g_array_index (steps, SmtStepDraft, i).longer_maximum != NULL)
      return FALSE;
  if (maximum == NULL)
    return TRUE;
  if (steps->len > 1 || rhythm->steps[0].n_beats == 0)
    return FALSE;
  const char *unit = rhythm->max_unit != NULL ? rhythm->max_unit : rhythm->steps[0].beats[0].unit;
  if (maximum->text != NULL && _smt_range_known (rhythm->max_amount_day) && g_strcmp0 (maximum->text, unit) != 0)
    return FALSE;
  if (maximum->text != NULL && g_strcmp0 (maximum->text, unit) != 0)
    smt_rhythm_set_max_unit (rhythm, maximum->text);
  rhythm->max_amount_long = maximum->value;
  rhythm->max_long_unit = maximum->unit;
  rhythm->stated |= SMT_ATTRIBUTE_MAXIMUM;
  return TRUE;
}

/* "3 dager i uken: 1 tablett etter dialyse" says the days, "1 tablett etter dialyse" and "… daglig" do not. */
static gboolean
has_rare_days (const SmtRhythm *rhythm)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      {
        const SmtDays *days = &rhythm->steps[i].beats[j].days;
        gboolean every_day = days->kind == SMT_DAYS_EVERY_N && smt_range_is_int (days->n, 1)
                             && (days->unit == SMT_TIME_UNIT_DAY || days->unit == SMT_TIME_UNIT_HOUR);
        if (days->kind == SMT_DAYS_UNKNOWN || every_day || days->unit == SMT_TIME_UNIT_HOUR)
          return FALSE;
      }
  return TRUE;
}

/* "Ny kur dag 22" leaves nothing of a dose. */
static gboolean
says_anything (const SmtRhythm *rhythm)
{
  if (rhythm->as_needed || _smt_range_known (rhythm->max_amount_day) || rhythm->n_steps > 1)
    return TRUE;
  for (guint i = 0; i < rhythm->steps[0].n_beats; i++)
    {
      const SmtBeat *beat = &rhythm->steps[0].beats[i];
      if (_smt_range_known (beat->amount) || beat->days.kind != SMT_DAYS_UNKNOWN || beat->parts != 0
          || beat->n_clock > 0)
        return TRUE;
    }
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
 * Returns: (transfer full) (nullable): the rhythm
 */
SmtRhythm *
_smt_reader_assemble (SmtReader *reader, GArray *spans)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (SmtStepDraft));
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();

  g_array_set_clear_func (steps, _smt_step_draft_clear);
  _smt_reader_settle_restated_days (reader);
  if (!_smt_reader_cut_steps (reader, steps) || !_smt_steps_lay_out_labels (steps))
    return NULL;
  drop_stop (steps);
  _smt_reader_settle_need (reader, steps);
  _smt_reader_settle_weeks (reader, steps);
  _smt_reader_settle_dates (reader, steps);
  weigh_occasions (steps);
  if (!settle_empty_start (steps) || !finish_whole (steps, rhythm))
    return NULL;
  complete_steps (steps, rhythm);
  if (is_cycle (steps) ? !assemble_cycle (steps, rhythm) : !assemble_sequence (steps, rhythm))
    return NULL;
  if (reader->days_must_be_said && (rhythm->defaulted & SMT_ATTRIBUTE_DAYS) != 0)
    return NULL;
  if (reader->two_bounds || ((reader->seasons != 0 || reader->first_month != 0) && steps->len > 1))
    return NULL; /* whose season it is was not said */
  rhythm->seasons = reader->seasons;
  rhythm->first_month = reader->first_month;
  rhythm->last_month = reader->last_month;
  if (reader->days_are_rare && !has_rare_days (rhythm))
    return NULL;
  if (!finish_maximum (steps, rhythm) || !finish_longer_maximum (steps, rhythm) || !smt_rhythm_validate (rhythm)
      || !says_anything (rhythm))
    return NULL;
  if (spans != NULL)
    _smt_reader_report_spans (reader, rhythm, spans);
  return g_steal_pointer (&rhythm);
}
