/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#define HOURS_IN_DAY 24

/* --- two marks of one kind ---------------------------------------------------------------------------------------- */

/* "hver 3. dag (hver 72. time)" */
static gboolean
same_in_hours (const SmtMark *a, const SmtMark *b)
{
  const SmtMark *hours = a->unit == SMT_TIME_UNIT_HOUR ? a : b;
  const SmtMark *days = hours == a ? b : a;
  SmtDecimal product;

  return hours->unit == SMT_TIME_UNIT_HOUR && days->unit == SMT_TIME_UNIT_DAY && hours->n.kind == SMT_RANGE_EXACT
         && days->n.kind == SMT_RANGE_EXACT && smt_decimal_compare (days->n.lo, SMT_DECIMAL_INT (1)) > 0
         && smt_decimal_multiply (days->n.lo, SMT_DECIMAL_INT (HOURS_IN_DAY), &product)
         && smt_decimal_equal (product, hours->n.lo);
}

static gboolean
same_period (const SmtMark *a, const SmtMark *b)
{
  SmtRatio days_a, days_b;

  if ((a->unit == b->unit && smt_range_equal (a->n, b->n)) || same_in_hours (a, b))
    return TRUE;
  return a->n.kind == SMT_RANGE_EXACT && b->n.kind == SMT_RANGE_EXACT && a->unit != SMT_TIME_UNIT_HOUR
         && b->unit != SMT_TIME_UNIT_HOUR && _smt_span_in_days (a->n.lo, a->unit, &days_a)
         && _smt_span_in_days (b->n.lo, b->unit, &days_b) && smt_ratio_compare (days_a, days_b) == 0;
}

/* The whole period and the bounds in hours: "2 ganger ukentlig (hver 72.-96. time)". */
static gboolean
is_restated_in_hours (const SmtMark *counted, SmtDecimal shortest, SmtDecimal longest)
{
  guint days = _smt_span_whole_days (counted->n, counted->unit);
  SmtDecimal hours = SMT_DECIMAL_INT ((gint64)days * HOURS_IN_DAY);

  return days > 0 && smt_decimal_compare (shortest, hours) <= 0 && smt_decimal_compare (hours, longest) <= 0;
}

/* "2 ganger i uken (hver 3.-4. dag)": the same in other words, as near as whole days can say it. */
static gboolean
is_restated (const SmtMark *counted, const SmtMark *each)
{
  SmtDecimal shortest, longest;
  SmtRatio whole, low, high;

  if (counted->value.kind != SMT_RANGE_EXACT || counted->n.kind != SMT_RANGE_EXACT || each->n.kind != SMT_RANGE_BETWEEN
      || each->value.kind != SMT_RANGE_UNKNOWN || counted->unit == SMT_TIME_UNIT_HOUR
      || !smt_decimal_multiply (each->n.lo, counted->value.lo, &shortest)
      || !smt_decimal_multiply (each->n.hi, counted->value.lo, &longest))
    return FALSE;
  if (each->unit == SMT_TIME_UNIT_HOUR)
    return is_restated_in_hours (counted, shortest, longest);
  return _smt_span_in_days (counted->n.lo, counted->unit, &whole) && _smt_span_in_days (shortest, each->unit, &low)
         && _smt_span_in_days (longest, each->unit, &high) && smt_ratio_compare (low, whole) <= 0
         && smt_ratio_compare (whole, high) <= 0;
}

/* "1 gang daglig" and "daglig" agree; the one that counts is kept. */
static gboolean
add_frequency (const SmtMark **slot, const SmtMark *mark)
{
  const SmtMark *old = *slot;

  if (old == NULL)
    {
      *slot = mark;
      return TRUE;
    }
  if (!same_period (old, mark))
    return is_restated (old, mark);
  if (mark->value.kind == SMT_RANGE_UNKNOWN)
    return TRUE;
  if (old->value.kind == SMT_RANGE_UNKNOWN)
    {
      *slot = mark;
      return TRUE;
    }
  return smt_range_equal (old->value, mark->value) && ((old->flags ^ mark->flags) & SMT_MARK_COUNT_DAYS) == 0;
}

static gboolean
is_a_day (const SmtMark *mark)
{
  return mark->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (mark->n, 1);
}

static gboolean
add_any_frequency (SmtDraft *draft, const SmtMark *mark)
{
  if (!is_a_day (mark))
    return add_frequency (&draft->rare, mark);
  if ((mark->flags & SMT_MARK_UP_TO) != 0)
    return add_frequency (&draft->limit, mark);
  return add_frequency (&draft->day, mark);
}

/* "om kvelden, før sengetid" is one time of the day, said twice; "morgen … kveld" in two places is not understood. */
static gboolean
add_parts (SmtDraft *draft, const SmtMark *mark)
{
  const SmtMark *old = draft->parts;

  if (old == NULL || (old->bits == mark->bits && (old->flags & SMT_MARK_EVERY_DAY) == 0))
    {
      draft->parts = mark;
      return TRUE;
    }
  if (old->bits == mark->bits)
    return TRUE;
  guint evening = SMT_PART_EVENING | SMT_PART_NIGHT;
  gboolean late = (old->bits & ~evening) == 0 && (mark->bits & ~evening) == 0;
  if (late && (mark->flags & SMT_MARK_HINT) != 0)
    return TRUE;
  guint dinner = SMT_PART_MIDDAY | SMT_PART_AFTERNOON | SMT_PART_EVENING;
  if ((mark->flags & SMT_MARK_HINT) != 0 && old->bits == SMT_PART_EVENING && (mark->bits & ~dinner) == 0)
    return TRUE; /* "om kvelden før middag" */
  if (late && (old->flags & SMT_MARK_HINT) != 0)
    {
      draft->parts = mark;
      return TRUE;
    }
  return FALSE;
}

static gboolean
add_once (const SmtMark **slot, const SmtMark *mark)
{
  if (*slot != NULL)
    return FALSE;
  *slot = mark;
  return TRUE;
}

static gboolean
add_equal_value (const SmtMark **slot, const SmtMark *mark)
{
  if (*slot != NULL && !smt_range_equal ((*slot)->value, mark->value))
    return FALSE;
  *slot = mark;
  return TRUE;
}

static gboolean
add_weekdays (SmtDraft *draft, const SmtMark *mark)
{
  if (draft->weekdays != NULL
      && (draft->weekdays->bits != mark->bits || !smt_range_equal (draft->weekdays->n, mark->n)))
    return FALSE;
  draft->weekdays = mark;
  return TRUE;
}

/* --- drafts ------------------------------------------------------------------------------------------------------- */

/**
 * _smt_draft_add:
 * @draft: a beat in the making
 * @mark: a mark that says something of it
 *
 * Returns: %FALSE when it does not go together with what was said before
 */
gboolean
_smt_draft_add (SmtDraft *draft, const SmtMark *mark)
{
  switch ((guint)mark->kind)
    {
    case SMT_MARK_AMOUNT:
      return add_once (&draft->amount, mark);
    case SMT_MARK_TIMES:
      if (draft->rare != NULL || draft->weekdays != NULL)
        return FALSE; /* "hver 14. dag x 3" may count the days */
      if (draft->times != NULL && ((draft->times->flags ^ mark->flags) & SMT_MARK_BY_X) != 0)
        return FALSE; /* "én gang: 1x1" may be once or every day */
      if (draft->times != NULL && mark->kind == SMT_MARK_TIMES
          && (mark->flags & (SMT_MARK_BY_X | SMT_MARK_UP_TO)) == SMT_MARK_BY_X)
        return FALSE; /* "x 1 fast og x 1 ved behov" are two doses */
      G_GNUC_FALLTHROUGH;
    case SMT_MARK_DOSES:
      return add_equal_value ((mark->flags & SMT_MARK_UP_TO) != 0 ? &draft->limit : &draft->times, mark);
    case SMT_MARK_FREQUENCY:
      return add_any_frequency (draft, mark);
    case SMT_MARK_WEEKDAYS:
      return add_weekdays (draft, mark);
    case SMT_MARK_EXCEPT:
      return add_once (&draft->except, mark);
    case SMT_MARK_PARTS:
      return add_parts (draft, mark);
    case SMT_MARK_CLOCK:
      return add_once (&draft->clock, mark);
    case SMT_MARK_GAP:
      return add_once (&draft->gap, mark);
    case SMT_MARK_DIVIDED:
      return add_once (&draft->divided, mark);
    case SMT_MARK_SINGLE:
      draft->single = mark;
      return TRUE;
    case SMT_MARK_DAYS:
      return add_once (&draft->days, mark);
    case SMT_MARK_CYCLE:
      return add_once (&draft->cycle, mark);
    case SMT_MARK_REPEAT_AFTER:
      return add_once (&draft->repeat, mark);
    default:
      return FALSE;
    }
}

/* Whether the draft says on which days, in any way but by habit. */
gboolean
_smt_draft_has_days (const SmtDraft *draft)
{
  return draft->day != NULL || draft->rare != NULL || draft->weekdays != NULL || draft->except != NULL
         || draft->days != NULL || draft->cycle != NULL || draft->single != NULL || draft->limit != NULL
         || (draft->parts != NULL && (draft->parts->flags & SMT_MARK_EVERY_DAY) != 0);
}

/* Takes over the days of @from. */
void
_smt_draft_inherit (SmtDraft *draft, const SmtDraft *from)
{
  draft->day = from->day;
  draft->rare = from->rare;
  draft->weekdays = from->weekdays;
  draft->except = from->except;
  draft->days = from->days;
  draft->cycle = from->cycle;
  draft->limit = from->limit;
}
