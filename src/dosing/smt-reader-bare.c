/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* Amounts whose unit is left out, or stands in front: "2 daglig", "tabl. 1 x 2". */

#define LARGEST_COUNT 20

/* "3 ganger", "inntil x3", "once"; also "1 time før", the lead time of what follows */
static gboolean
begins_count (SmtReader *reader, guint at)
{
  guint next = at + (_smt_reader_cls (reader, at) == SMT_TERM_UP_TO ? 1 : 0);
  SmtRange range;
  guint n = _smt_reader_take_range (reader, next, &range);
  SmtTermClass cls = _smt_reader_cls (reader, next + n);

  if (n == 0)
    return cls == SMT_TERM_X || cls == SMT_TERM_TIMES_WORD;
  return cls == SMT_TERM_COUNT
         || ((cls == SMT_TERM_TIME_UNIT || cls == SMT_TERM_MINUTE)
             && _smt_reader_cls (reader, next + n + 1) == SMT_TERM_BEFORE);
}

/* Whether a bare number before @at is an amount: what follows says when it is taken, not what the number counts. */
gboolean
_smt_reader_begins_when (SmtReader *reader, guint at)
{
  SmtMark period = { 0 };

  switch ((guint)_smt_reader_cls (reader, at))
    {
    case SMT_TERM_PART:
      return _smt_reader_term (reader, at)->c != SMT_PART_MANY; /* "2 kvelder" */
    case SMT_TERM_WEEKDAY:
    case SMT_TERM_REST_DAYS:
    case SMT_TERM_NEED:
    case SMT_TERM_CLOCK:
    case SMT_TERM_CLOCK_TIME:
    case SMT_TERM_SINGLE:
    case SMT_TERM_TIMES_DAILY:
      return TRUE;
    case SMT_TERM_UP_TO:
    case SMT_TERM_NUMBER:
    case SMT_TERM_TIMES_WORD:
      return begins_count (reader, at);
    case SMT_TERM_IN:
    case SMT_TERM_ABOUT:
    case SMT_TERM_ON:
    case SMT_TERM_TO:
    case SMT_TERM_AT:
    case SMT_TERM_BEFORE:
    case SMT_TERM_EACH:
      {
        guint next = at + 1;
        while (_smt_reader_cls (reader, next) == SMT_TERM_EACH)
          next++;
        SmtTermClass what = _smt_reader_cls (reader, next);
        if (what == SMT_TERM_PART || what == SMT_TERM_WEEKDAY)
          return TRUE;
        return _smt_reader_take_period (reader, at, &period) > 0;
      }
    default:
      return _smt_reader_take_period (reader, at, &period) > 0;
    }
}

/* "tabl. 1 x 2", "Tbl: 1+0+1": the unit may stand in front. NULL when it does not. */
const SmtTerm *
_smt_reader_find_unit_in_front (const SmtReader *reader, guint at)
{
  guint before = at > 1 && _smt_reader_cls (reader, at - 1) == SMT_TERM_COLON ? at - 1 : at;
  const SmtTerm *unit = before > 0 ? _smt_reader_term (reader, before - 1) : NULL;

  if (unit == NULL || unit->cls != SMT_TERM_UNIT || unit->a != SMT_UNIT_FORM
      || (before > 1 && _smt_reader_cls (reader, before - 2) == SMT_TERM_NUMBER))
    return NULL;
  return unit;
}

static void
take_unit_in_front (const SmtReader *reader, guint at, SmtMark *amount)
{
  const SmtTerm *unit = _smt_reader_find_unit_in_front (reader, at);

  if (unit == NULL)
    return;
  amount->text = unit->text;
  amount->unit_kind = SMT_UNIT_FORM;
}

/* "man 2, tir 1,5, ons 2": a number between two weekdays, or behind the last. */
static gboolean
stands_in_week_plan (const SmtReader *reader, guint at, guint next)
{
  guint before = at > 0 ? at - 1 : at;

  if (before > 0
      && (_smt_reader_cls (reader, before) == SMT_TERM_COLON || _smt_reader_cls (reader, before) == SMT_TERM_EQUALS))
    before--;
  if (at == 0 || _smt_reader_cls (reader, before) != SMT_TERM_WEEKDAY)
    return FALSE;
  while (_smt_reader_cls (reader, next) == SMT_TERM_COMMA || _smt_reader_cls (reader, next) == SMT_TERM_DOT
         || _smt_reader_cls (reader, next) == SMT_TERM_BREAK || _smt_reader_cls (reader, next) == SMT_TERM_AND
         || _smt_reader_cls (reader, next) == SMT_TERM_SLASH)
    next++;
  SmtTermClass after = _smt_reader_cls (reader, next);
  return after == SMT_TERM_WEEKDAY || after == SMT_TERM_END;
}

static gboolean
is_name (SmtTermClass cls)
{
  return cls == SMT_TERM_UNKNOWN || cls == SMT_TERM_SUBSTANCE;
}

static gboolean
is_too_many (SmtRange count)
{
  return smt_decimal_compare (count.hi, SMT_DECIMAL_INT (LARGEST_COUNT)) > 0;
}

/* "10 mg i 5 dager, så 5 i 5 dager": behind "deretter" and before how long, in the unit said last. */
static gboolean
is_next_amount (SmtReader *reader, guint at, guint next, SmtMark *amount)
{
  SmtRange n;
  SmtTimeUnit unit;

  if (at == 0 || _smt_reader_cls (reader, at - 1) != SMT_TERM_THEN || _smt_reader_cls (reader, next) != SMT_TERM_IN
      || _smt_reader_take_span (reader, next + 1, &n, &unit) == 0)
    return FALSE;
  for (guint i = reader->marks->len; i-- > 0;)
    {
      const SmtMark *before = &g_array_index (reader->marks, SmtMark, i);
      if (before->kind != SMT_MARK_AMOUNT)
        continue;
      amount->text = before->text;
      amount->unit_kind = before->unit_kind;
      return TRUE;
    }
  return FALSE;
}

/* "2 daglig", "1 om kvelden", "1 inntil x3": an amount whose unit is left out. */
static guint
read_bare_amount (SmtReader *reader, guint at)
{
  SmtRange range;
  guint n = _smt_reader_take_range (reader, at, &range);

  if (n == 0)
    return 0;
  const SmtMark *last = _smt_reader_last (reader);
  if (_smt_reader_term (reader, at)->article && last != NULL && last->kind == SMT_MARK_AMOUNT)
    return 0; /* an article, not a second amount */
  if (at > 0 && _smt_reader_cls (reader, at - 1) == SMT_TERM_A)
    return 0; /* "à 500" is a strength that lost its unit */
  guint next = at + n;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  if (next > at + n && at > 0 && is_name (_smt_reader_cls (reader, at - 1)) && is_too_many (range))
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, n); /* "Evorel 50 skiftes …" */
  gboolean alone = at == 0 && _smt_reader_cls (reader, next) == SMT_TERM_END;
  SmtMark amount = _smt_reader_mark (reader, SMT_MARK_AMOUNT, at, n);
  if (!alone && !_smt_reader_begins_when (reader, next) && !stands_in_week_plan (reader, at, next)
      && !is_next_amount (reader, at, next, &amount))
    return 0;
  amount.middle = amount.end;
  amount.value = range;
  take_unit_in_front (reader, at, &amount);
  _smt_reader_push (reader, &amount);
  reader->amount_seen = TRUE;
  return n;
}

/* "1x3", "1x1x5": a bare amount before the sign of multiplication; in "3 x 500 mg" the count comes first. */
static guint
read_amount_before_x (SmtReader *reader, guint at)
{
  SmtRange first;
  SmtMark amount;
  SmtMark period = { 0 };
  guint n = _smt_reader_take_range (reader, at, &first);

  if (n == 0 || _smt_reader_cls (reader, at + n) != SMT_TERM_X)
    return 0;
  if (_smt_reader_take_period (reader, at + n + 1, &period) > 0
      || _smt_reader_cls (reader, at + n + 1) == SMT_TERM_TIME_UNIT)
    return 0; /* "2 x daglig", "2 x uke" count */
  guint n_amount = _smt_reader_take_amount (reader, at + n + 1, &amount);
  if (n_amount > 0)
    {
      gboolean countable = amount.unit_kind == SMT_UNIT_FORM && !smt_range_equal (amount.value, first);
      if (countable)
        reader->met |= SMT_CHOICE_X_ORDER;
      SmtMark times = _smt_reader_mark (reader, SMT_MARK_TIMES, at, n + 1);
      times.flags = SMT_MARK_BY_X;
      times.value = countable && (reader->choices & SMT_CHOICE_X_ORDER) ? amount.value : first;
      if (countable && (reader->choices & SMT_CHOICE_X_ORDER))
        amount.value = first;
      SmtMark after = amount;
      guint more = _smt_reader_take_period (reader, at + n + 1 + n_amount, &after);
      _smt_reader_push (reader, &amount);
      if (more > 0)
        {
          times.kind = SMT_MARK_FREQUENCY;
          times.n = after.n;
          times.unit = after.unit;
          times.flags |= after.flags;
        }
      _smt_reader_push (reader, &times);
      reader->amount_seen = TRUE;
      return n + 1 + n_amount + more;
    }
  if (_smt_reader_cls (reader, at + n + 1) != SMT_TERM_NUMBER)
    return 0;
  amount = _smt_reader_mark (reader, SMT_MARK_AMOUNT, at, n);
  amount.middle = amount.end;
  amount.value = first;
  take_unit_in_front (reader, at, &amount);
  _smt_reader_push (reader, &amount);
  reader->amount_seen = TRUE;
  return n;
}

guint
_smt_reader_read_bare_amount (SmtReader *reader, guint at)
{
  guint n = read_amount_before_x (reader, at);

  return n > 0 ? n : read_bare_amount (reader, at);
}
