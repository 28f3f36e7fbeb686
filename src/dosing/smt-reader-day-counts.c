/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#define DAYS_IN_LONGEST_MONTH 31

/* "6 av 7 dager" */
static guint
read_days_out_of (SmtReader *reader, guint at)
{
  SmtDecimal of;
  SmtRange days;
  guint n = _smt_reader_take_range (reader, at, &days);
  guint more =
      n > 0 && _smt_reader_cls (reader, at + n) == SMT_TERM_OF ? _smt_reader_take_number (reader, at + n + 1, &of) : 0;
  const SmtTerm *unit = _smt_reader_term (reader, at + n + 1 + more);

  if (more == 0 || unit->cls != SMT_TERM_TIME_UNIT || unit->a != SMT_TIME_UNIT_DAY || unit->b == SMT_TIME_FORM_GENITIVE
      || smt_decimal_compare (days.hi, of) >= 0)
    return 0;
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_FREQUENCY, at, n + more + 2);
  mark.value = days;
  mark.n = smt_range_exact (of);
  mark.unit = SMT_TIME_UNIT_DAY;
  mark.flags = SMT_MARK_COUNT_DAYS;
  _smt_reader_push (reader, &mark);
  return n + more + 2;
}

/* "3 dager", or "2 kvelder", which also says when: the evenings are pushed as such. */
static gboolean
counts_days (const SmtTerm *unit)
{
  return (unit->cls == SMT_TERM_TIME_UNIT && unit->a == SMT_TIME_UNIT_DAY)
         || (unit->cls == SMT_TERM_PART && unit->c == SMT_PART_MANY);
}

static void
push_counted_part (SmtReader *reader, guint at)
{
  const SmtTerm *part = _smt_reader_term (reader, at);

  if (part->cls != SMT_TERM_PART)
    return;
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_PARTS, at, 1);
  mark.bits = (guint8)part->a;
  _smt_reader_push (reader, &mark);
}

/* "3 dager per uke", "i 5 dager hver måned", "2 kvelder i uken": dose days are counted, not doses */
static guint
read_day_count (SmtReader *reader, guint at)
{
  guint next = at + (_smt_reader_cls (reader, at) == SMT_TERM_IN || _smt_reader_cls (reader, at) == SMT_TERM_ON);
  guint up_to = _smt_reader_cls (reader, next) == SMT_TERM_UP_TO ? 1 : 0;
  SmtRange days;
  guint n = _smt_reader_take_range (reader, next + up_to, &days);
  const SmtTerm *unit = _smt_reader_term (reader, next + up_to + n);

  if (n > 0 && unit->cls == SMT_TERM_NOISE && unit->b == SMT_NOISE_CONSECUTIVE)
    unit = _smt_reader_term (reader, next + up_to + ++n); /* "2 påfølgende dager hver måned" */
  if (n == 0 || !counts_days (unit))
    return 0;
  next += up_to + n + 1;
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_FREQUENCY, at, next - at);
  guint more = _smt_reader_take_period (reader, next, &mark);
  gboolean longer = mark.unit >= SMT_TIME_UNIT_WEEK
                    || (mark.unit == SMT_TIME_UNIT_DAY && (mark.flags & SMT_MARK_EACH) != 0
                        && smt_decimal_compare (days.hi, mark.n.lo) < 0); /* "i 4 dager hver 28. dag" */
  if (more == 0 || !longer || (mark.flags & SMT_MARK_WITHIN) != 0)
    return 0;
  mark.value = up_to > 0 ? smt_range_at_most (days.hi) : days;
  mark.flags = SMT_MARK_COUNT_DAYS | (up_to > 0 ? SMT_MARK_UP_TO : 0);
  mark.middle = mark.start;
  mark.end = _smt_reader_term (reader, next + more - 1)->end;
  _smt_reader_push (reader, &mark);
  push_counted_part (reader, next - 1);
  return next + more - at;
}

/* "1. og 15.": days of a month. Returns the terms they take and how many they are. */
static guint
take_days_of_month (SmtReader *reader, guint at, guint *n_days)
{
  guint next = at;
  SmtRange day;

  for (*n_days = 0;;)
    {
      guint lead = *n_days == 0 && _smt_reader_cls (reader, next) == SMT_TERM_EACH ? 1 : 0;
      while (_smt_reader_cls (reader, next + lead) == SMT_TERM_NOISE
             || _smt_reader_cls (reader, next + lead) == SMT_TERM_ON)
        lead++;
      guint n = _smt_reader_is_ordinal (reader, next + lead) ? _smt_reader_take_ordinal (reader, next + lead, &day) : 0;
      if (n == 0 || day.kind != SMT_RANGE_EXACT
          || smt_decimal_compare (day.hi, SMT_DECIMAL_INT (DAYS_IN_LONGEST_MONTH)) > 0)
        return *n_days > 0 ? next - at : 0;
      next += lead + n;
      (*n_days)++;
      SmtTermClass sign = _smt_reader_cls (reader, next);
      if (sign != SMT_TERM_AND && sign != SMT_TERM_COMMA && sign != SMT_TERM_SLASH && sign != SMT_TERM_PLUS)
        return next - at;
      next++;
    }
}

/* "hver måned, den 15.": which day of the month that was just told. */
static gboolean
restates_month (const SmtReader *reader, guint at)
{
  guint i = reader->marks->len;

  if (_smt_reader_cls (reader, at) != SMT_TERM_NOISE)
    return FALSE;
  while (i > 0 && g_array_index (reader->marks, SmtMark, i - 1).kind == SMT_MARK_COMMA)
    i--;
  const SmtMark *last = i > 0 ? &g_array_index (reader->marks, SmtMark, i - 1) : NULL;
  return last != NULL && last->kind == SMT_MARK_FREQUENCY && last->unit == SMT_TIME_UNIT_MONTH
         && smt_range_is_int (last->n, 1) && (!_smt_range_known (last->value) || smt_range_is_int (last->value, 1));
}

/* "den 1. i hver måned", "1. og 15. hver måned": how often a month; which days of it a rhythm cannot say. */
static guint
read_day_of_month (SmtReader *reader, guint at)
{
  SmtMark mark = { 0 };
  guint n_days;
  guint n = take_days_of_month (reader, at, &n_days);
  guint next = at + n;

  if (n == 0)
    return 0;
  if (n_days == 1 && restates_month (reader, at))
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, n);
  gboolean led = _smt_reader_cls (reader, next) == SMT_TERM_IN || _smt_reader_cls (reader, next) == SMT_TERM_ON;
  guint more = _smt_reader_take_period (reader, next, &mark);
  if (more == 0 && led)
    {
      more = _smt_reader_take_period (reader, next + 1, &mark);
      more += more > 0 ? 1 : 0;
    }
  if (more == 0 || mark.unit != SMT_TIME_UNIT_MONTH || !smt_range_is_int (mark.n, 1) || (!led && n_days == 1))
    return 0;
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_FREQUENCY, at, n + more);
  placed.n = mark.n;
  placed.unit = mark.unit;
  placed.flags = n_days > 1 ? SMT_MARK_COUNT_DAYS : SMT_MARK_EACH;
  if (n_days > 1)
    placed.value = smt_range_exact_int (n_days);
  _smt_reader_push (reader, &placed);
  return n + more;
}

/* "første mandag i måneden", "den siste fredagen i hver måned": once a month; which day of it a rhythm cannot say. */
static guint
read_weekday_of_month (SmtReader *reader, guint at)
{
  SmtMark mark = { 0 };
  SmtRange which;
  guint next = at;

  while (_smt_reader_cls (reader, next) == SMT_TERM_ON || _smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  const SmtTerm *last = _smt_reader_term (reader, next);
  guint n = last->cls == SMT_TERM_LAST ? 1 : 0;
  if (n == 0 && _smt_reader_is_ordinal (reader, next))
    n = _smt_reader_take_ordinal (reader, next, &which);
  if (n == 0 || _smt_reader_cls (reader, next + n) != SMT_TERM_WEEKDAY)
    return 0;
  next += n + 1;
  guint led = _smt_reader_cls (reader, next) == SMT_TERM_IN && _smt_reader_cls (reader, next + 1) == SMT_TERM_EACH;
  guint more = _smt_reader_take_period (reader, next + led, &mark);
  if (more == 0 || mark.unit != SMT_TIME_UNIT_MONTH || !smt_range_is_int (mark.n, 1))
    return 0;
  next += led + more;
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_FREQUENCY, at, next - at);
  placed.n = mark.n;
  placed.unit = mark.unit;
  placed.flags = SMT_MARK_EACH;
  _smt_reader_push (reader, &placed);
  return next - at;
}

/* "de første 10 dagene i hver måned", "de siste 5 dagene av måneden": so many days of it; which, a rhythm cannot say.
 */
static guint
read_days_of_month (SmtReader *reader, guint at)
{
  SmtMark mark = { 0 };
  SmtRange days;
  guint next = at + _smt_reader_skip_classes (reader, at, SMT_TERM_ON, SMT_TERM_IN, SMT_TERM_NOISE);
  const SmtTerm *which = _smt_reader_term (reader, next);

  if (which->cls != SMT_TERM_LAST && (which->cls != SMT_TERM_ORDINAL || which->a != 1))
    return 0;
  guint n = _smt_reader_take_range (reader, ++next, &days);
  const SmtTerm *unit = _smt_reader_term (reader, next + n);
  if (n == 0 || unit->cls != SMT_TERM_TIME_UNIT || unit->a != SMT_TIME_UNIT_DAY
      || smt_decimal_compare (days.hi, SMT_DECIMAL_INT (DAYS_IN_LONGEST_MONTH)) >= 0)
    return 0;
  next += n + 1;
  guint more = _smt_reader_take_period (reader, next, &mark);
  if (more == 0 && (_smt_reader_cls (reader, next) == SMT_TERM_IN || _smt_reader_cls (reader, next) == SMT_TERM_OF))
    {
      const SmtTerm *month = _smt_reader_term (reader, ++next);
      more = _smt_reader_take_period (reader, next, &mark);
      if (more == 0 && month->cls == SMT_TERM_TIME_UNIT && month->b == SMT_TIME_FORM_DEFINITE)
        {
          more = 1; /* "av måneden" */
          mark.n = smt_range_exact_int (1);
          mark.unit = (SmtTimeUnit)month->a;
        }
    }
  if (more == 0 || mark.unit != SMT_TIME_UNIT_MONTH || !smt_range_is_int (mark.n, 1))
    return 0;
  next += more;
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_FREQUENCY, at, next - at);
  placed.value = days;
  placed.n = mark.n;
  placed.unit = mark.unit;
  placed.flags = SMT_MARK_COUNT_DAYS;
  _smt_reader_push (reader, &placed);
  return next - at;
}

/* Days of a week, a month or a cycle that are counted, and not doses. */
guint
_smt_reader_read_day_count (SmtReader *reader, guint at)
{
  guint n = read_day_count (reader, at);

  if (n == 0)
    n = read_days_out_of (reader, at);
  if (n == 0)
    n = read_day_of_month (reader, at);
  if (n == 0)
    n = read_days_of_month (reader, at);
  return n > 0 ? n : read_weekday_of_month (reader, at);
}
