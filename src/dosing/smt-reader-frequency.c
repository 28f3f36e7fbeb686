/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#define MOST_BY_G 12

/* Whether the mark before, but for words without a dose, is an amount. */
static gboolean
follows_amount (const SmtReader *reader)
{
  for (guint i = reader->marks->len; i-- > 0;)
    {
      SmtMarkKind kind = g_array_index (reader->marks, SmtMark, i).kind;
      if (kind != SMT_MARK_KNOWN && kind != SMT_MARK_COMMA && kind != SMT_MARK_BREAK)
        return kind == SMT_MARK_AMOUNT;
    }
  return FALSE;
}

/* Whether "g" counts in a limit: "2 puff v/b inntil 4 g dgl" is four times, "1 tablett inntil x 4, maks 4 g/d" is
 * grams. Where what is counted and the period leave it open, both ways are read. */
gboolean
_smt_reader_limit_counts_by_g (SmtReader *reader, guint after)
{
  SmtMark period = { 0 };
  const SmtMark *amount = NULL;

  if (_smt_reader_take_period (reader, after, &period) == 0 || period.unit == SMT_TIME_UNIT_HOUR)
    return FALSE;
  for (guint i = 0; i < reader->marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      if ((mark->kind == SMT_MARK_TIMES || mark->kind == SMT_MARK_FREQUENCY || mark->kind == SMT_MARK_PARTS)
          && (mark->kind == SMT_MARK_PARTS || mark->unit == SMT_TIME_UNIT_HOUR || _smt_range_known (mark->value)))
        return FALSE; /* how often was said: a limit is one of the amount */
      amount = mark->kind == SMT_MARK_AMOUNT ? mark : amount;
    }
  SmtTermClass sign = _smt_reader_cls (reader, after);
  gboolean per = sign == SMT_TERM_SLASH || sign == SMT_TERM_PER;
  gboolean weighed = amount != NULL && amount->unit_kind == SMT_UNIT_MASS && amount->text != NULL;
  if (weighed == per)
    return !weighed;
  reader->met |= SMT_CHOICE_GRAMS;
  return (reader->choices & SMT_CHOICE_GRAMS) == 0;
}

/* "x 1 i 2 uker, så 2 g/uke": how often was told before, without any amount. */
static gboolean
has_counts (const SmtReader *reader)
{
  for (guint i = 0; i < reader->marks->len; i++)
    {
      SmtMarkKind kind = g_array_index (reader->marks, SmtMark, i).kind;
      if (kind == SMT_MARK_TIMES || kind == SMT_MARK_FREQUENCY)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_divided_later (const SmtReader *reader, guint at)
{
  while (_smt_reader_cls (reader, at) != SMT_TERM_END && _smt_reader_cls (reader, at) != SMT_TERM_DIVIDED)
    at++;
  return _smt_reader_cls (reader, at) == SMT_TERM_DIVIDED;
}

/* Whether "g" counts here, in "1 tablett 3 g daglig", or weighs. Alone before a period it may do either; "1 g i uken"
 * is once a week whether it does or not. */
static gboolean
counts_by_g (SmtReader *reader, SmtRange count, guint after)
{
  SmtMark period = { 0 };
  gint64 whole;

  if (is_divided_later (reader, after))
    return FALSE; /* "2 g daglig fordelt på 2 doser" */
  if (_smt_reader_take_period (reader, after, &period) == 0 || !smt_decimal_is_integer (count.lo, &whole)
      || !smt_decimal_is_integer (count.hi, &whole) || whole > MOST_BY_G)
    return FALSE;
  if (follows_amount (reader))
    return TRUE;
  if (reader->amount_seen)
    return FALSE;
  if (period.unit == SMT_TIME_UNIT_HOUR)
    return FALSE; /* "1 g hver 6. time" weighs */
  if (smt_range_is_int (count, 1) || has_counts (reader))
    return TRUE;
  if (_smt_reader_cls (reader, after) == SMT_TERM_SLASH)
    return FALSE;
  reader->met |= SMT_CHOICE_GRAMS;
  return (reader->choices & SMT_CHOICE_GRAMS) == 0;
}

/* "2 x uke", and behind an amount "1/uke": the "per" left out, or nothing but its sign. */
static gboolean
begins_bare_period (const SmtReader *reader, guint at)
{
  const SmtTerm *unit = _smt_reader_term (reader, at);

  return unit->cls == SMT_TERM_TIME_UNIT && unit->a >= SMT_TIME_UNIT_WEEK && unit->end - unit->start > 1
         && (unit->b == SMT_TIME_FORM_BARE || unit->b == SMT_TIME_FORM_SHORT || unit->b == SMT_TIME_FORM_DEFINITE)
         && unit[1].cls != SMT_TERM_NUMBER;
}

/* Whether the mark before, but for "s.c." and the like, is an amount. */
static gboolean
stands_behind_amount (const SmtReader *reader)
{
  guint i = reader->marks->len;

  while (i > 0 && g_array_index (reader->marks, SmtMark, i - 1).kind == SMT_MARK_KNOWN)
    i--;
  return i > 0 && g_array_index (reader->marks, SmtMark, i - 1).kind == SMT_MARK_AMOUNT;
}

/* "250 mg 1/uke", "1 tablett 2/d": behind an amount with its unit the number counts. */
static gboolean
counts_by_slash (SmtReader *reader, guint at)
{
  const SmtMark *last = _smt_reader_last (reader);
  SmtMark period = { 0 };

  return last != NULL && last->kind == SMT_MARK_AMOUNT && last->text != NULL
         && _smt_reader_cls (reader, at) == SMT_TERM_SLASH && _smt_reader_take_period (reader, at, &period) > 0;
}

static guint
take_count_word (SmtReader *reader, SmtRange count, guint at, gboolean limit)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  SmtMark period = { 0 };

  if (term->cls == SMT_TERM_COUNT)
    return 1;
  if (term->cls == SMT_TERM_X) /* "2 x daglig" */
    return _smt_reader_take_period (reader, at + 1, &period) > 0 || begins_bare_period (reader, at + 1) ? 1 : 0;
  if (_smt_reader_is_letter_g (term))
    return (limit && reader->amount_seen ? _smt_reader_limit_counts_by_g (reader, at + 1)
                                         : counts_by_g (reader, count, at + 1))
               ? 1
               : 0;
  return 0;
}

static gboolean
ends_text (const SmtReader *reader, guint at)
{
  return _smt_reader_cls (reader, at) == SMT_TERM_END
         || (_smt_reader_cls (reader, at) == SMT_TERM_DOT && _smt_reader_cls (reader, at + 1) == SMT_TERM_END);
}

/* "3 ganger", "inntil 4 ganger", "x 3", "once"; fills value and flags of @out */
static guint
take_count (SmtReader *reader, guint at, SmtMark *out)
{
  guint up_to = _smt_reader_cls (reader, at) == SMT_TERM_UP_TO ? 1 : 0;
  guint next = at + up_to;
  const SmtTerm *term = _smt_reader_term (reader, next);
  SmtRange count = smt_range_exact_int (term->a);
  guint n = term->cls == SMT_TERM_TIMES_WORD ? 1 : 0;

  if (term->cls == SMT_TERM_X)
    {
      guint inner = up_to == 0 && term[1].cls == SMT_TERM_UP_TO ? 1 : 0; /* "x inntil 3" */
      guint more = _smt_reader_take_range (reader, next + 1 + inner, &count);
      next += more > 0 ? inner : 0;
      up_to += more > 0 ? inner : 0;
      n = more > 0 && _smt_reader_cls (reader, next + 1 + more) != SMT_TERM_UNIT ? 1 + more : 0; /* "x 70 mg" */
      if (n > 0 && _smt_reader_cls (reader, next + n) == SMT_TERM_COUNT)
        n++;
    }
  else if (n == 0)
    {
      guint more = _smt_reader_take_range (reader, next, &count);
      guint word = more > 0 ? take_count_word (reader, count, next + more, up_to > 0) : 0;
      n = word > 0 ? more + word : 0;
      if (n == 0 && more > 0 && up_to == 0 && counts_by_slash (reader, next + more))
        n = more;
    }
  if (n == 0)
    return 0;
  out->value = up_to > 0 ? smt_range_at_most (count.hi) : count;
  out->flags |= up_to > 0 ? SMT_MARK_UP_TO : 0;
  out->flags |= term->cls == SMT_TERM_X ? SMT_MARK_BY_X : 0;
  out->flags |= term->cls == SMT_TERM_NUMBER && term->article && ends_text (reader, next + n) ? SMT_MARK_IN_WORDS : 0;
  return up_to + n;
}

/* "x 5", "x 7 dager" behind "1x1" is how many days. */
static guint
read_length_by_x (SmtReader *reader, guint at)
{
  SmtRange days;

  if (_smt_reader_cls (reader, at) != SMT_TERM_X)
    return 0;
  guint n = _smt_reader_take_range (reader, at + 1, &days);
  if (n == 0)
    return 0;
  const SmtTerm *unit = _smt_reader_term (reader, at + 1 + n);
  gboolean has_unit = unit->cls == SMT_TERM_TIME_UNIT;
  guint taken = 1 + n + (has_unit ? 1 : 0);
  SmtMark length = _smt_reader_mark (reader, SMT_MARK_LENGTH, at, taken);
  length.n = days;
  length.unit = has_unit ? (SmtTimeUnit)unit->a : SMT_TIME_UNIT_DAY;
  _smt_reader_push (reader, &length);
  return taken;
}

/* "0,25 mg/uke x 4 uker": several of a time unit are how long; "x 3 dag" is left alone. */
static guint
read_length_after_x (SmtReader *reader, guint at)
{
  SmtRange n_units;
  SmtTimeUnit unit;
  guint n = _smt_reader_cls (reader, at) == SMT_TERM_X ? _smt_reader_take_span (reader, at + 1, &n_units, &unit) : 0;

  if (n == 0 || unit == SMT_TIME_UNIT_HOUR
      || (_smt_reader_term (reader, at + n)->b != SMT_TIME_FORM_PLURAL
          && _smt_reader_term (reader, at + n)->b != SMT_TIME_FORM_EITHER))
    return 0;
  return read_length_by_x (reader, at);
}

/* "1 inj mnd", "1 gang uke": the "per" is left out, which only the longer units can bear */
static guint
take_bare_period (SmtReader *reader, guint at, SmtMark *out)
{
  const SmtTerm *unit = _smt_reader_term (reader, at);
  gboolean counted = out->value.kind != SMT_RANGE_UNKNOWN;
  gboolean after = counted || stands_behind_amount (reader);
  gboolean named = counted && unit->b == SMT_TIME_FORM_DEFINITE; /* "x 1 uken" */

  if (!after || unit->cls != SMT_TERM_TIME_UNIT || unit->a < SMT_TIME_UNIT_WEEK
      || (unit->b != SMT_TIME_FORM_BARE && unit->b != SMT_TIME_FORM_SHORT && !named) || unit->end - unit->start == 1
      || _smt_reader_cls (reader, at + 1) == SMT_TERM_NUMBER)
    return 0; /* one letter alone, as in "1x1 u", may be anything */
  _smt_reader_set_period (out, smt_range_exact_int (1), unit, 0);
  return 1;
}

/* "døgndose 1200 mg": the amount behind it is that of the whole day. */
static guint
read_day_total (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtMark amount;

  if (_smt_reader_cls (reader, at) != SMT_TERM_DAY_TOTAL)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_COLON || _smt_reader_cls (reader, next) == SMT_TERM_ON
         || _smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  if (_smt_reader_take_amount (reader, next, &amount) == 0)
    return 0;
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_FREQUENCY, at, 1);
  mark.n = smt_range_exact_int (1);
  mark.flags = SMT_MARK_TOTAL;
  _smt_reader_push (reader, &mark);
  return next - at;
}

guint
_smt_reader_read_frequency (SmtReader *reader, guint at)
{
  SmtMark mark = { .kind = SMT_MARK_FREQUENCY };
  guint n = _smt_reader_read_day_count (reader, at);
  if (n == 0)
    n = read_day_total (reader, at);

  if (n == 0)
    n = read_length_after_x (reader, at);
  if (n > 0)
    return n;
  if (_smt_reader_cls (reader, at) == SMT_TERM_TIMES_DAILY)
    {
      mark = _smt_reader_mark (reader, SMT_MARK_FREQUENCY, at, 1);
      mark.value = smt_range_exact_int (_smt_reader_term (reader, at)->a);
      mark.n = smt_range_exact_int (1);
      _smt_reader_push (reader, &mark);
      return 1;
    }
  guint n_count = take_count (reader, at, &mark);
  guint next = at + n_count;
  if (n_count > 0)
    while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
      next++;
  guint n_period = _smt_reader_take_period (reader, next, &mark);
  if (n_period == 0)
    n_period = take_bare_period (reader, next, &mark);
  if (n_count == 0 && (n_period == 0 || ((mark.flags & SMT_MARK_WITHIN) != 0 && mark.unit <= SMT_TIME_UNIT_DAY)))
    return 0; /* "innen 72 timer" and "i løpet av dagen" are once and soon */
  if (n_period == 0)
    {
      mark.kind = SMT_MARK_TIMES;
      next = at + n_count;
    }
  SmtMark placed = _smt_reader_mark (reader, mark.kind, at, next + n_period - at);
  mark.start = placed.start;
  mark.end = placed.end;
  mark.middle = n_count > 0 && n_period > 0 ? _smt_reader_term (reader, next)->start : placed.start;
  if (mark.kind == SMT_MARK_TIMES)
    mark.unit = SMT_TIME_UNIT_DAY;
  _smt_reader_push (reader, &mark);
  n = next + n_period - at;
  if (mark.kind == SMT_MARK_TIMES && (mark.flags & SMT_MARK_BY_X) != 0)
    n += read_length_by_x (reader, at + n);
  return n;
}
