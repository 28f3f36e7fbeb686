/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "daglig", "hver 3. uke", "per måned", "i uken": every way of saying a period, without a count.
 */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#define HOURS_IN_DAY 24
#define MONTHS_IN_YEAR 12

void
_smt_reader_set_period (SmtMark *mark, SmtRange n, const SmtTerm *unit, guint flags)
{
  SmtDecimal factor = SMT_DECIMAL_INT (unit->c);
  gint64 whole;

  mark->n = n;
  if (!smt_decimal_multiply (n.lo, factor, &mark->n.lo) || !smt_decimal_multiply (n.hi, factor, &mark->n.hi))
    mark->n = n;
  mark->unit = (SmtTimeUnit)unit->a;
  mark->flags |= flags;
  if (mark->unit == SMT_TIME_UNIT_YEAR && mark->n.kind == SMT_RANGE_EXACT && mark->n.lo.scale > 0
      && smt_decimal_multiply (mark->n.lo, SMT_DECIMAL_INT (MONTHS_IN_YEAR), &factor)
      && smt_decimal_is_integer (factor, &whole))
    {
      mark->n = smt_range_exact_int (whole); /* "hvert 1/2 år" is every sixth month */
      mark->unit = SMT_TIME_UNIT_MONTH;
    }
  if (mark->unit == SMT_TIME_UNIT_HOUR && (flags & (SMT_MARK_TOTAL | SMT_MARK_WITHIN)) != 0
      && smt_range_is_int (mark->n, HOURS_IN_DAY))
    {
      mark->n = smt_range_exact_int (1); /* "per 24 timer" is a day; "hver 24. time" stays hours */
      mark->unit = SMT_TIME_UNIT_DAY;
    }
}

/* The Swedish "mån" is Monday, but a month behind "per" and "var 3:e". */
static guint
set_month (SmtMark *mark, SmtRange n, const SmtTerm *term, guint flags)
{
  SmtTerm month = *term;

  month.a = SMT_TIME_UNIT_MONTH;
  _smt_reader_set_period (mark, n, &month, flags);
  return 1;
}

static guint
skip_hyphen (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  return term->cls == SMT_TERM_DASH && term->tight && term[1].tight ? 1 : 0;
}

/* The Swedish "6e månad", also "6e/månad": what looks like a unit ends an ordinal here. */
static guint
skip_ordinal_e (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  if (term->cls != SMT_TERM_UNIT || !term->tight || term->end - term->start != 1 || reader->text[term->start] != 'e')
    return 0;
  return term[1].cls == SMT_TERM_SLASH ? 2 : 1;
}

/* The Swedish "var dag" has lost the number that said how many. */
static gboolean
lost_its_number (const SmtReader *reader, guint each, const SmtTerm *unit)
{
  return unit->cls == SMT_TERM_TIME_UNIT && _smt_reader_term (reader, each)->b != 0;
}

/* "hver dager" and "per uker" have lost a figure. */
static gboolean
is_plural (const SmtTerm *unit)
{
  return unit->cls == SMT_TERM_TIME_UNIT && unit->b == SMT_TIME_FORM_PLURAL;
}

/* "hver uke", "hver 3. dag", "hver-annen-dag", "hver 2.-3. måned"; "hver 1. dag" is a slip for another number. */
static guint
take_each (SmtReader *reader, guint at, SmtMark *out)
{
  guint next = at + 1;
  SmtRange which = smt_range_exact_int (1);

  if (_smt_reader_cls (reader, at) != SMT_TERM_EACH)
    return 0;
  next += skip_hyphen (reader, next);
  guint n_which = _smt_reader_take_ordinal (reader, next, &which);
  next += n_which;
  next += skip_ordinal_e (reader, next);
  next += skip_hyphen (reader, next);
  const SmtTerm *unit = _smt_reader_term (reader, next);
  if (n_which == 0 ? lost_its_number (reader, at, unit) || is_plural (unit) : smt_range_is_int (which, 1))
    return 0;
  if (unit->cls == SMT_TERM_WEEKDAY && unit->c > 0 && !smt_range_is_int (which, 1))
    return set_month (out, which, unit, SMT_MARK_EACH) + next - at;
  if (unit->cls != SMT_TERM_TIME_UNIT)
    return 0;
  _smt_reader_set_period (out, which, unit, SMT_MARK_EACH);
  return next + 1 - at;
}

/* "annenhver dag", "3. hver uke", "annen hver dag" */
static guint
take_each_other (SmtReader *reader, guint at, SmtMark *out)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  SmtRange which;
  guint n = 1;

  if (term->cls == SMT_TERM_EACH_OTHER)
    which = smt_range_exact_int (term->a);
  else
    {
      n = _smt_reader_take_ordinal (reader, at, &which);
      if (n == 0 || _smt_reader_cls (reader, at + n) != SMT_TERM_EACH || !_smt_reader_is_ordinal (reader, at))
        return 0; /* "2 hver dag" is an amount */
      n++;
    }
  n += skip_hyphen (reader, at + n);
  const SmtTerm *unit = _smt_reader_term (reader, at + n);
  if (unit->cls != SMT_TERM_TIME_UNIT)
    return 0;
  _smt_reader_set_period (out, which, unit, SMT_MARK_EACH);
  return n + 1;
}

/* "per uke", "/3.dje måned", "pr 14 dager", "i løpet av 24 timer" */
static guint
take_per (SmtReader *reader, guint at, SmtMark *out)
{
  SmtTermClass cls = _smt_reader_cls (reader, at);
  SmtRange which = smt_range_exact_int (1);
  guint next = at + 1;

  if (cls != SMT_TERM_PER && cls != SMT_TERM_SLASH && cls != SMT_TERM_WITHIN)
    return 0;
  SmtDecimal one;
  guint n = _smt_reader_take_ordinal (reader, next, &which);
  if (n == 0 && (n = _smt_reader_take_number (reader, next, &one)) > 0)
    which = smt_range_exact (one); /* "i løpet av et døgn" */
  const SmtTerm *number = _smt_reader_term (reader, next);
  gboolean one_in_figures = n > 0 && !number->article && smt_range_is_int (which, 1);
  next += n;
  if (n > 0 && (skip_hyphen (reader, next) > 0 || _smt_reader_term (reader, at)->b != 0))
    return 0; /* "a 7-day …", "a 7 day …" is not a period */
  const SmtTerm *unit = _smt_reader_term (reader, next);
  if (n == 0 && is_plural (unit))
    return 0;
  if (cls != SMT_TERM_WITHIN && one_in_figures && unit->a == SMT_TIME_UNIT_DAY)
    return 0; /* "per 1 dag" has lost a figure */
  if (unit->cls == SMT_TERM_WEEKDAY && unit->c > 0 && cls != SMT_TERM_WITHIN)
    return set_month (out, which, unit, SMT_MARK_TOTAL) + next - at;
  if (unit->cls != SMT_TERM_TIME_UNIT || smt_decimal_sign (which.lo) <= 0)
    return 0;
  if (unit->a == SMT_TIME_UNIT_HOUR && smt_range_is_int (which, 1))
    return 0; /* "5 ml/time" is a rate */
  _smt_reader_set_period (out, which, unit, cls == SMT_TERM_WITHIN ? SMT_MARK_WITHIN : SMT_MARK_TOTAL);
  return next + 1 - at;
}

/* Behind what is daily, "i uke" has lost the figure of a length: "morgen og kveld i (1) uke". */
static gboolean
when_is_said (const SmtReader *reader)
{
  const SmtMark *last = _smt_reader_last (reader);

  return last != NULL
         && (last->kind == SMT_MARK_PARTS || last->kind == SMT_MARK_CLOCK || last->kind == SMT_MARK_FREQUENCY);
}

/* "i uken", "om dagen", "i mnd"; never "i dag", "i år", "i 1 uke" */
static guint
take_in_the (SmtReader *reader, guint at, SmtMark *out)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  const SmtTerm *unit = term + 1;

  switch ((guint)term->cls)
    {
    case SMT_TERM_IN:
    case SMT_TERM_ABOUT:
    case SMT_TERM_FOR:
    case SMT_TERM_ON:
      break;
    default:
      return 0;
    }
  if (unit->cls != SMT_TERM_TIME_UNIT)
    return 0;
  gboolean loose = unit->b == SMT_TIME_FORM_SHORT || unit->b == SMT_TIME_FORM_BARE;
  gboolean rare = (unit->a == SMT_TIME_UNIT_WEEK || unit->a == SMT_TIME_UNIT_MONTH)
                  && (_smt_range_known (out->value) || !when_is_said (reader))
                  && (term->cls == SMT_TERM_IN || term->cls == SMT_TERM_ABOUT);
  if (unit->b != SMT_TIME_FORM_DEFINITE && !(loose && rare && _smt_reader_cls (reader, at + 2) != SMT_TERM_NUMBER))
    return 0;
  _smt_reader_set_period (out, smt_range_exact_int (1), unit, 0);
  return 2;
}

/* Any way of saying a period; fills n and unit of @out and adds to its flags. */
guint
_smt_reader_take_period (SmtReader *reader, guint at, SmtMark *out)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  guint n;

  if (term->cls == SMT_TERM_EVERY)
    {
      _smt_reader_set_period (out, smt_range_exact_int (1), term, term->a == SMT_TIME_UNIT_DAY ? SMT_MARK_DAILY : 0);
      return 1;
    }
  if ((n = take_each (reader, at, out)) > 0 || (n = take_each_other (reader, at, out)) > 0
      || (n = take_per (reader, at, out)) > 0)
    return n;
  return take_in_the (reader, at, out);
}
