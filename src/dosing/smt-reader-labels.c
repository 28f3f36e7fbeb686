/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#define DAYS_IN_WEEK 7

/* "dag 2-5" says that each of these days is a dose day. */
static const SmtMark each_labelled_day = {
  .kind = SMT_MARK_FREQUENCY,
  .n = { { 1, 0 }, { 1, 0 }, SMT_RANGE_EXACT },
  .unit = SMT_TIME_UNIT_DAY,
};

/* The first and last of days that follow one another; FALSE for days with gaps. */
static gboolean
find_run (const SmtDayBits *bits, guint *first, guint *last)
{
  guint day = 1;

  while (day <= SMT_MAX_CYCLE && !smt_day_bits_has (bits, day))
    day++;
  *first = day;
  while (smt_day_bits_has (bits, day))
    day++;
  *last = day - 1;
  return *first <= *last && smt_day_bits_count (bits) == *last - *first + 1;
}

/* The label that all beats of a step share, if any. */
static const SmtMark *
shared_label (const SmtStepDraft *step)
{
  const SmtMark *label = NULL;

  for (guint i = 0; i < step->drafts->len; i++)
    {
      const SmtMark *days = _smt_step_draft_at (step, i)->days;
      if (days == NULL || _smt_step_draft_at (step, i)->days_once || (i > 0 && days != label))
        return NULL;
      label = days;
    }
  return label;
}

/* "500 mg dag 1, 250 mg dag 2-5": beats with labels of their own become steps of their own. */
static void
split_by_label (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      gboolean all = step->drafts->len > 1 && shared_label (step) == NULL && step->pause == NULL;
      for (guint j = 0; j < step->drafts->len; j++)
        all &= _smt_step_draft_at (step, j)->days != NULL && !_smt_step_draft_at (step, j)->days_once;
      if (!all)
        continue;
      SmtStepDraft rest = *step;
      rest.drafts = g_array_new (FALSE, TRUE, sizeof (SmtDraft));
      g_array_append_vals (rest.drafts, _smt_step_draft_at (step, 1), step->drafts->len - 1);
      g_array_set_size (step->drafts, 1);
      g_array_insert_val (steps, i + 1, rest);
    }
}

static gboolean
says_more_of_days (const SmtDraft *draft)
{
  return draft->cycle != NULL || draft->rare != NULL || draft->single != NULL || draft->weekdays != NULL
         || draft->except != NULL || draft->repeat != NULL;
}

/* Takes the label off the beats and makes it the length of the step. */
static gboolean
apply_label (SmtStepDraft *step, const SmtMark *label, guint length)
{
  step->label_length = length;
  step->label_unit = label->unit;
  for (guint i = 0; i < step->drafts->len; i++)
    {
      SmtDraft *draft = _smt_step_draft_at (step, i);
      if (draft->cycle != NULL || draft->single != NULL)
        return FALSE;
      draft->days = NULL;
      if (label->unit == SMT_TIME_UNIT_DAY && draft->day == NULL && !says_more_of_days (draft))
        draft->day = &each_labelled_day;
    }
  return TRUE;
}

/* Days by number, not "første dag" and no weeks, of every beat of the step. */
static gboolean
lists_days (const SmtStepDraft *step)
{
  for (guint i = 0; i < step->drafts->len; i++)
    {
      const SmtDraft *draft = _smt_step_draft_at (step, i);
      if (draft->days == NULL || draft->days->unit != SMT_TIME_UNIT_DAY
          || (draft->days->flags & (SMT_MARK_LABEL | SMT_MARK_ONWARD)) != 0 || says_more_of_days (draft)
          || draft->day != NULL)
        return FALSE;
    }
  return step->drafts->len > 0 && step->pause == NULL && step->length == NULL;
}

static gboolean
goes_on_at_interval (const SmtStepDraft *step)
{
  const SmtDraft *draft = step->drafts->len == 1 ? _smt_step_draft_at (step, 0) : NULL;

  return draft != NULL && draft->days == NULL && draft->rare != NULL && !_smt_range_known (draft->rare->value);
}

/* Whether the days of the first @n steps follow one another from the first on, as the days of a course do. */
static gboolean
days_follow (GArray *steps, guint n)
{
  guint expected = 1;

  for (guint i = 0; i < n; i++)
    {
      const SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      for (guint j = 0; j < step->drafts->len; j++)
        {
          guint first, last;
          if (!find_run (&_smt_step_draft_at (step, j)->days->on, &first, &last) || first != expected)
            return FALSE;
          expected = last + 1;
        }
    }
  return TRUE;
}

/* "80 mg dag 1, 40 mg dag 15, deretter 40 mg hver 2. uke": first doses on days with gaps between them are one list. */
static void
gather_first_doses (GArray *steps)
{
  guint n = 0;

  while (n < steps->len && lists_days (&g_array_index (steps, SmtStepDraft, n)))
    n++;
  if (n == 0 || n + 1 != steps->len || !goes_on_at_interval (&g_array_index (steps, SmtStepDraft, n))
      || days_follow (steps, n))
    return;
  SmtStepDraft *first = &g_array_index (steps, SmtStepDraft, 0);
  for (guint i = 1; i < n; i++)
    {
      const SmtStepDraft *more = &g_array_index (steps, SmtStepDraft, i);
      g_array_append_vals (first->drafts, more->drafts->data, more->drafts->len);
    }
  if (n > 1)
    g_array_remove_range (steps, 1, n - 1);
  first = &g_array_index (steps, SmtStepDraft, 0);
  for (guint i = 0; i < first->drafts->len; i++)
    _smt_step_draft_at (first, i)->days_once = TRUE;
}

/* "uke 0, 2 og 6" is a list, never the label of a step. */
static void
mark_lists (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      for (guint j = 0; j < step->drafts->len; j++)
        {
          SmtDraft *draft = _smt_step_draft_at (step, j);
          draft->days_once |=
              draft->days != NULL && (draft->single != NULL || (draft->days->flags & SMT_MARK_ONCE) != 0);
        }
    }
}

/* The days that a step without a label takes: "2 tabletter som engangsdose", "5 mg daglig i 7 dager"; 0 = not said. */
static guint
days_without_label (const SmtStepDraft *step)
{
  if (step->length != NULL)
    return _smt_span_whole_days (step->length->n, step->length->unit);
  return step->drafts->len == 1 && _smt_step_draft_at (step, 0)->single != NULL ? 1 : 0;
}

/* "100 mg daglig fra dag 2": the last step begins where the one before ends, has no end, and says how often itself. */
static gboolean
apply_onward (SmtStepDraft *step, const SmtMark *label, gboolean last)
{
  for (guint i = 0; i < step->drafts->len; i++)
    {
      const SmtDraft *draft = _smt_step_draft_at (step, i);
      if (draft->day == NULL && draft->rare == NULL && draft->weekdays == NULL && draft->parts == NULL)
        return FALSE;
    }
  return last && step->length == NULL && step->drafts->len > 0 && apply_label (step, label, 0);
}

static gboolean
any_label (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      for (guint j = 0; j < step->drafts->len; j++)
        if (_smt_step_draft_at (step, j)->days != NULL && !_smt_step_draft_at (step, j)->days_once)
          return TRUE;
    }
  return FALSE;
}

static gboolean
any_onward (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      for (guint j = 0; j < step->drafts->len; j++)
        {
          const SmtMark *days = _smt_step_draft_at (step, j)->days;
          if (days != NULL && (days->flags & SMT_MARK_ONWARD) != 0)
            return TRUE;
        }
    }
  return FALSE;
}

/**
 * _smt_steps_lay_out_labels:
 * @steps: steps in the making
 *
 * Turns "dag 1: 2 tabletter, dag 2-5: 1 tablett" and "uke 1 …, uke 2 …" into steps with a length. Labels must follow
 * one another from the first on. A day list of one step alone is left as it is: whether it comes round is not said.
 *
 * Returns: %FALSE when labels do not follow one another
 */
gboolean
_smt_steps_lay_out_labels (GArray *steps)
{
  guint passed = 0; /* days of the steps so far */
  const SmtMark *before = NULL;

  gather_first_doses (steps);
  mark_lists (steps);
  split_by_label (steps);
  if (steps->len < 2 || !any_label (steps))
    return !any_onward (steps);
  for (guint i = 0; i < steps->len; i++)
    {
      SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      const SmtMark *label = shared_label (step);
      guint first, last;
      if (label == NULL)
        {
          if (step->drafts->len > 0 && _smt_step_draft_at (step, 0)->days != NULL
              && !_smt_step_draft_at (step, 0)->days_once)
            return FALSE;
          passed += days_without_label (step);
          continue;
        }
      guint days = label->unit == SMT_TIME_UNIT_WEEK ? DAYS_IN_WEEK : 1;
      if (!find_run (&label->on, &first, &last) || (first - 1) * days != passed
          || (before != NULL && before->unit != label->unit))
        return FALSE;
      passed = last * days;
      before = label;
      if ((label->flags & SMT_MARK_ONWARD) != 0 ? !apply_onward (step, label, i + 1 == steps->len)
                                                : !apply_label (step, label, last - first + 1))
        return FALSE;
    }
  return TRUE;
}
