/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

/* "1 tablett morgen og kveld annenhver uke": twice on one day in fourteen, or twice a day in one week of two. */

static gboolean
is_several (SmtRange n)
{
  return _smt_range_known (n) && smt_decimal_compare (n.hi, SMT_DECIMAL_INT (1)) > 0;
}

/* "daglig" and "hver dag" say each day by themselves; "2 ganger om dagen" does not. */
static gboolean
says_each_day (const SmtDraft *draft)
{
  const SmtMark *day = draft->day;

  return day != NULL && (!_smt_range_known (day->value) || (day->flags & (SMT_MARK_DAILY | SMT_MARK_EACH)) != 0);
}

/* "morgen og kveld", "kl 8 og 20", "x 2": what the national habit makes the doses of each day. */
static gboolean
has_doses_of_a_day (const SmtDraft *draft)
{
  if (draft->parts != NULL)
    return _smt_bits_count (draft->parts->bits) > 1 && (draft->parts->flags & SMT_MARK_CHOICE) == 0;
  if (draft->clock != NULL)
    return draft->clock->n_clock > 1;
  if (draft->day != NULL)
    return is_several (draft->day->value); /* "2 ganger om dagen" */
  return draft->times != NULL && (draft->times->flags & SMT_MARK_BY_X) != 0 && is_several (draft->times->value);
}

/* Weeks apart, with nothing that says on how many days of one of them. */
static gboolean
is_weeks_apart (const SmtDraft *draft)
{
  const SmtMark *rare = draft->rare;
  guint days = rare != NULL && rare->unit == SMT_TIME_UNIT_WEEK ? _smt_span_whole_days (rare->n, rare->unit) : 0;

  return days > 7 && !_smt_range_known (rare->value) && (rare->flags & SMT_MARK_EACH) != 0 && !says_each_day (draft)
         && draft->weekdays == NULL && draft->except == NULL && draft->days == NULL && draft->cycle == NULL
         && draft->single == NULL && draft->repeat == NULL && draft->gap == NULL;
}

static gboolean
counts_several_doses (const SmtStepDraft *step)
{
  guint n_parts = 0;
  gboolean several = FALSE;

  for (guint i = 0; i < step->drafts->len; i++)
    {
      const SmtDraft *draft = _smt_step_draft_at (step, i);
      several |= has_doses_of_a_day (draft);
      n_parts += draft->parts != NULL || draft->clock != NULL;
    }
  return several || n_parts > 1; /* "1 morgen og 2 kveld" */
}

static gboolean
says_same_day (const SmtReader *reader)
{
  for (guint i = 0; i < reader->terms->len; i++)
    if (_smt_reader_cls (reader, i) == SMT_TERM_SAME_DAY)
      return TRUE;
  return FALSE;
}

/* The period may stand with one beat and hold for all. */
static gboolean
is_of_weeks (const SmtStepDraft *step)
{
  gboolean weeks = FALSE;

  for (guint i = 0; i < step->drafts->len; i++)
    {
      const SmtDraft *draft = _smt_step_draft_at (step, i);
      if (draft->rare != NULL && !is_weeks_apart (draft))
        return FALSE;
      weeks |= draft->rare != NULL;
    }
  return weeks;
}

/**
 * _smt_reader_settle_weeks:
 * @reader: the reader
 * @steps: its steps, as SmtStepDraft
 *
 * Several doses of a day beside weeks that are apart say two things, and neither is picked: the text is read both ways.
 * A weekday, a count or "daglig" beside them decides, and one dose ("kveld annenhver uke") is one dose.
 */
void
_smt_reader_settle_weeks (SmtReader *reader, GArray *steps)
{
  for (guint i = 0; i < steps->len && !says_same_day (reader); i++)
    {
      const SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      if (!is_of_weeks (step) || !counts_several_doses (step))
        continue;
      reader->met |= SMT_CHOICE_WEEKS;
      for (guint j = 0; (reader->choices & SMT_CHOICE_WEEKS) != 0 && j < step->drafts->len; j++)
        _smt_step_draft_at (step, j)->fills_weeks = TRUE;
    }
}
