/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#include <string.h>

/* --- marks and drafts --------------------------------------------------------------------------------------------- */

gboolean
_smt_mark_is_sign (const SmtMark *mark)
{
  return mark->kind >= SMT_MARK_BREAK;
}

SmtDraft *
_smt_step_draft_at (const SmtStepDraft *step, guint i)
{
  return &g_array_index (step->drafts, SmtDraft, i);
}

void
_smt_step_draft_clear (gpointer data)
{
  SmtStepDraft *step = data;

  g_array_unref (step->drafts);
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
add_step_mark (SmtStepDraft *step, const SmtMark *mark)
{
  switch ((guint)mark->kind)
    {
    case SMT_MARK_LENGTH:
      if (step->length != NULL)
        return same_length (step->length, mark);
      step->length = mark;
      return TRUE;
    case SMT_MARK_NEED:
      if (step->need == NULL || (mark->flags & SMT_MARK_HINT) == 0)
        step->need = mark;
      return TRUE;
    case SMT_MARK_MAX_AMOUNT:
      {
        const SmtMark **slot = mark->unit > SMT_TIME_UNIT_DAY ? &step->longer_maximum : &step->maximum;
        if (*slot != NULL)
          return FALSE;
        *slot = mark;
        return TRUE;
      }
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

/* Days in front of all beats go together with days of each beat ("hver uke: 1 tablett mandag, 2 tabletter torsdag"),
 * but not with days of some. */
static gboolean
header_days_agree (const SmtStepDraft *step, GPtrArray *marks, guint n_header)
{
  SmtDraft header = { 0 };
  guint n_with = 0;

  for (guint i = 0; i < n_header; i++)
    if (!_smt_draft_add (&header, g_ptr_array_index (marks, i)))
      return FALSE;
  if (!_smt_draft_has_days (&header))
    return TRUE;
  for (guint i = 0; i < step->drafts->len; i++)
    n_with += _smt_draft_has_days (_smt_step_draft_at (step, i)) ? 1 : 0;
  return n_with == 0 || n_with == step->drafts->len;
}

/* What stands before the first beat speaks of all of them, unless it counts doses. */
static gboolean
share_header (SmtStepDraft *step, GPtrArray *marks, guint n_header)
{
  if (!header_days_agree (step, marks, n_header))
    return FALSE;
  for (guint i = 0; i < n_header; i++)
    {
      const SmtMark *mark = g_ptr_array_index (marks, i);
      if (step->drafts->len > 1
          && (mark->kind == SMT_MARK_TIMES || mark->kind == SMT_MARK_PARTS
              || (mark->kind == SMT_MARK_FREQUENCY && _smt_range_known (mark->value))))
        return FALSE;
      for (guint j = 0; j < step->drafts->len; j++)
        if (!_smt_draft_add (_smt_step_draft_at (step, j), mark))
          return FALSE;
    }
  return TRUE;
}

static gboolean
split_into_drafts (SmtStepDraft *step, GPtrArray *marks)
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
      if (!_smt_draft_add (_smt_step_draft_at (step, step->drafts->len - 1), mark))
        return FALSE;
    }
  return _smt_step_give_rest (step) && share_header (step, marks, n_header);
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
fill_step (GArray *all, guint from, guint to, gboolean amount_outside, SmtStepDraft *step)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new ();
  gboolean set_apart = TRUE;

  turn_into_cycle (all, from, to);
  for (guint i = from; i < to; i++)
    {
      const SmtMark *mark = &g_array_index (all, SmtMark, i);
      if (_smt_mark_is_sign (mark))
        {
          step->joined_by_and |= mark->kind == SMT_MARK_AND;
          set_apart |= mark->kind != SMT_MARK_AND;
          continue;
        }
      if (mark->kind == SMT_MARK_NEED)
        {
          step->need_is_added = i > from && mark[-1].kind == SMT_MARK_AND;
          step->need_is_set_apart = set_apart;
          step->need_is_apart = i > from && mark[-1].kind == SMT_MARK_BREAK;
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

/* --- steps -------------------------------------------------------------------------------------------------------- */

static gboolean
is_count (const SmtMark *mark)
{
  return (mark->kind == SMT_MARK_TIMES || mark->kind == SMT_MARK_FREQUENCY) && _smt_range_known (mark->value);
}

/* A count with a length of its own behind it. */
static gboolean
counts_for_length (GArray *marks, guint at)
{
  return is_count (&g_array_index (marks, SmtMark, at)) && at + 1 < marks->len
         && g_array_index (marks, SmtMark, at + 1).kind == SMT_MARK_LENGTH;
}

static gboolean
leads_amount (GArray *marks, guint at)
{
  do
    at++;
  while (at < marks->len && _smt_mark_is_sign (&g_array_index (marks, SmtMark, at)));
  return at < marks->len && g_array_index (marks, SmtMark, at).kind == SMT_MARK_AMOUNT;
}

/* Whether a new step begins at mark @i without a "deretter": at a pause, behind one, or where a second amount follows
 * the length of the first ("i 5 dager", "første dag") or its dates. */
static gboolean
begins_step (const SmtReader *reader, guint from, guint i)
{
  GArray *marks = reader->marks;
  const SmtMark *mark = &g_array_index (marks, SmtMark, i);
  gboolean length = FALSE;
  gboolean labelled = FALSE; /* "første dag" */
  gboolean rare = FALSE;
  gboolean paused = FALSE;
  gboolean joined = FALSE;
  gboolean any = FALSE;
  gboolean dated = FALSE;
  gboolean amount = FALSE;
  gboolean counted = FALSE;
  SmtMarkKind first_kind = SMT_MARK_BREAK;

  for (guint j = from; j < i; j++)
    {
      const SmtMark *before = &g_array_index (marks, SmtMark, j);
      if (!any && !_smt_mark_is_sign (before))
        first_kind = before->kind;
      any |= !_smt_mark_is_sign (before);
      dated |= before->kind == SMT_MARK_AMOUNT && _smt_reader_dates_part (reader, before->end, mark->start);
      amount |= before->kind == SMT_MARK_AMOUNT;
      length |= before->kind == SMT_MARK_LENGTH;
      labelled |=
          before->kind == SMT_MARK_DAYS && (before->flags & SMT_MARK_LABEL) != 0 && first_kind == SMT_MARK_AMOUNT;
      rare |= before->kind == SMT_MARK_FREQUENCY && before->unit > SMT_TIME_UNIT_DAY;
      counted |= is_count (before);
      paused |= before->kind == SMT_MARK_PAUSE;
      joined = before->kind == SMT_MARK_AND || (joined && _smt_mark_is_sign (before));
    }
  length |= labelled && !rare;
  if (mark->kind == SMT_MARK_PAUSE)
    return any;
  if (mark->kind == SMT_MARK_DAYS && amount && first_kind == SMT_MARK_DAYS)
    return TRUE; /* "dag 1: 2 tabletter, dag 2-5: 1 tablett" */
  if (mark->kind == SMT_MARK_DAYS && amount && (mark->flags & SMT_MARK_ONWARD) != 0 && leads_amount (marks, i))
    return TRUE; /* "200 mg dag 1, fra dag 2 100 mg daglig" */
  if (paused)
    return !_smt_mark_is_sign (mark) && !is_step_mark (mark);
  if (length && counted && !joined && counts_for_length (marks, i))
    return TRUE; /* "x 4 i 1 uke, x 3 i 1 uke" */
  return mark->kind == SMT_MARK_AMOUNT && amount && (length || dated) && !joined && (mark->flags & SMT_MARK_PAREN) == 0;
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
    if (!_smt_mark_is_sign (&g_array_index (marks, SmtMark, i)))
      return TRUE;
  return FALSE;
}

/* Where the first mark of [@from, @to) that is no sign begins, and the last one ends. */
static void
note_bytes (GArray *marks, guint from, guint to, SmtStepDraft *step)
{
  while (_smt_mark_is_sign (&g_array_index (marks, SmtMark, from)))
    from++;
  while (_smt_mark_is_sign (&g_array_index (marks, SmtMark, to - 1)))
    to--;
  step->first_byte = g_array_index (marks, SmtMark, from).start;
  step->last_byte = g_array_index (marks, SmtMark, to - 1).end;
}

/* What one alternative leaves out, the other has said: "1 tablett 1 gang i uken eller annenhver uke". */
static void
complete_alternative (SmtStepDraft *step, const SmtStepDraft *other)
{
  if (step->drafts->len == 1 && other->drafts->len == 1)
    {
      SmtDraft *draft = _smt_step_draft_at (step, 0);
      const SmtDraft *from = _smt_step_draft_at (other, 0);
      if (draft->amount == NULL)
        draft->amount = from->amount;
      if (!_smt_draft_has_days (draft) && draft->parts == NULL && draft->clock == NULL && draft->times == NULL)
        {
          _smt_draft_inherit (draft, from);
          draft->times = from->times;
          draft->parts = from->parts;
          draft->clock = from->clock;
        }
    }
  if (step->length == NULL)
    step->length = other->length;
  if (step->need == NULL)
    step->need = other->need;
  if (step->maximum == NULL)
    step->maximum = other->maximum;
  if (step->longer_maximum == NULL)
    step->longer_maximum = other->longer_maximum;
}

static void
init_step (SmtStepDraft *step)
{
  memset (step, 0, sizeof *step);
  step->drafts = g_array_new (FALSE, TRUE, sizeof (SmtDraft));
}

/* "kan økes til 2 tabletter" must name the other amount and nothing that the first dose would share. */
static gboolean
raise_is_whole (GArray *marks, guint from, guint to)
{
  gboolean amount = FALSE;

  for (guint i = from; i < to; i++)
    {
      SmtMarkKind kind = g_array_index (marks, SmtMark, i).kind;
      if (kind == SMT_MARK_NEED || kind == SMT_MARK_MAX_AMOUNT || kind == SMT_MARK_PAUSE)
        return FALSE;
      amount |= kind == SMT_MARK_AMOUNT;
    }
  return amount;
}

/* Reads the marks [from, to) as one step; of alternatives, the one that the reader is at. */
static gboolean
read_step (SmtReader *reader, guint from, guint to, gboolean amount_outside, SmtStepDraft *out)
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
  for (guint i = 1; i < n; i++)
    if ((g_array_index (reader->marks, SmtMark, begins[i] - 1).flags & SMT_MARK_RAISED) != 0
        && !raise_is_whole (reader->marks, begins[i], begins[i + 1] - 1))
      return FALSE;
  reader->n_alternatives = MAX (reader->n_alternatives, n);
  guint at = MIN (reader->alternative, n - 1);
  if (!fill_step (reader->marks, begins[at], begins[at + 1] - 1, amount_outside, out))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      SmtStepDraft other;
      if (i == at)
        continue;
      init_step (&other);
      gboolean ok = fill_step (reader->marks, begins[i], begins[i + 1] - 1, amount_outside, &other);
      if (ok)
        complete_alternative (out, &other);
      _smt_step_draft_clear (&other);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/* "dag 15-21, … pause": what stood between the days and the pause was not understood. */
static gboolean
is_pause_of_unread_days (GArray *marks, guint at)
{
  if (g_array_index (marks, SmtMark, at).kind != SMT_MARK_PAUSE)
    return FALSE;
  while (at > 0 && _smt_mark_is_sign (&g_array_index (marks, SmtMark, at - 1)))
    at--;
  return at > 0 && g_array_index (marks, SmtMark, at - 1).kind == SMT_MARK_DAYS;
}

/**
 * _smt_reader_cut_steps:
 * @reader: a reader whose marks are those of the dose
 * @steps: where to add the steps, as SmtStepDraft
 *
 * Cuts the marks at "deretter" and where a step begins without it, and puts those of each step into drafts.
 *
 * Returns: %FALSE when they do not go together
 */
gboolean
_smt_reader_cut_steps (SmtReader *reader, GArray *steps)
{
  gboolean amount_outside = has_amount_outside (reader->marks);
  guint from = 0;

  _smt_reader_order_rest (reader);
  for (guint i = 0; i <= reader->marks->len; i++)
    {
      gboolean end = i == reader->marks->len;
      if (!end && is_pause_of_unread_days (reader->marks, i))
        return FALSE;
      gboolean then = !end && g_array_index (reader->marks, SmtMark, i).kind == SMT_MARK_THEN;
      if (!end && !then && !begins_step (reader, from, i))
        continue;
      if (!has_dose_mark (reader->marks, from, i))
        {
          if (then && steps->len == 0)
            return FALSE; /* "deretter" after something that was not said */
        }
      else
        {
          SmtStepDraft step;
          init_step (&step);
          gboolean ok = read_step (reader, from, i, amount_outside, &step);
          note_bytes (reader->marks, from, i, &step);
          g_array_append_val (steps, step);
          if (!ok)
            return FALSE;
        }
      from = then ? i + 1 : i;
    }
  return steps->len > 0;
}
