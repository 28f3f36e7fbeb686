/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

/* --- terms and marks ---------------------------------------------------------------------------------------------- */

/* A mark of @n_terms terms, as yet without a meaning. */
SmtMark
_smt_reader_mark (const SmtReader *reader, SmtMarkKind kind, guint at, guint n_terms)
{
  SmtMark mark = { .kind = kind };

  mark.start = _smt_reader_term (reader, at)->start;
  mark.middle = mark.start;
  mark.end = n_terms > 0 ? _smt_reader_term (reader, at + n_terms - 1)->end : mark.start;
  mark.unit = SMT_TIME_UNIT_DAY;
  return mark;
}

const SmtMark *
_smt_reader_last (const SmtReader *reader)
{
  return reader->marks->len > 0 ? &g_array_index (reader->marks, SmtMark, reader->marks->len - 1) : NULL;
}

void
_smt_reader_push (SmtReader *reader, const SmtMark *mark)
{
  SmtMark pushed = *mark;

  if (reader->depth > 0)
    pushed.flags |= SMT_MARK_PAREN;
  g_array_append_val (reader->marks, pushed);
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static SmtDecimal
number_value (SmtReader *reader, const SmtTerm *term)
{
  SmtDecimal value = term->value;

  if (!term->grouped)
    return value;
  reader->met |= SMT_CHOICE_THOUSANDS;
  if (reader->choices & SMT_CHOICE_THOUSANDS)
    value.scale = 0;
  return value;
}

static gboolean
is_half (const SmtTerm *term)
{
  return term->cls == SMT_TERM_NUMBER && (term->article || term[1].cls == SMT_TERM_UNIT)
         && smt_decimal_equal (term->value, (SmtDecimal){ 5, 1 });
}

/* "en halv", "1 og en halv", "to og en halv" and plain numbers. */
guint
_smt_reader_take_number (SmtReader *reader, guint at, SmtDecimal *out)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  guint n = 1;

  if (term->cls != SMT_TERM_NUMBER)
    return 0;
  *out = number_value (reader, term);
  if (smt_decimal_equal (*out, SMT_DECIMAL_INT (1)) && is_half (term + 1)
      && (term->article || (term[1].article && term[2].cls == SMT_TERM_UNIT))) /* "1 halv tablett" */
    {
      *out = term[1].value;
      return 2;
    }
  if (term[1].cls == SMT_TERM_AND)
    {
      guint half = at + 2;
      const SmtTerm *one = _smt_reader_term (reader, half);
      if (one->cls == SMT_TERM_NUMBER && one->article && !is_half (one))
        half++;
      if (is_half (_smt_reader_term (reader, half)) && smt_decimal_add (*out, (SmtDecimal){ 5, 1 }, out))
        n = half + 1 - at;
    }
  return n;
}

/* "1", "1-2", "1 til 2", "1 eller 2" */
static guint
take_plain_range (SmtReader *reader, guint at, SmtRange *out)
{
  SmtDecimal lo, hi;
  guint n = _smt_reader_take_number (reader, at, &lo);

  if (n == 0)
    return 0;
  *out = smt_range_exact (lo);
  SmtTermClass sign = _smt_reader_cls (reader, at + n);
  if (sign != SMT_TERM_DASH && sign != SMT_TERM_TO && sign != SMT_TERM_OR)
    return n;
  guint more = _smt_reader_take_number (reader, at + n + 1, &hi);
  if (more == 0 || smt_decimal_compare (lo, hi) >= 0)
    return n;
  if (sign == SMT_TERM_TO && _smt_reader_is_short_date (reader, at + n + 1))
    return n; /* "x 4 til 14.02" */
  *out = smt_range_between (lo, hi);
  return n + 1 + more;
}

/* "1 (en)", "75 (25-150)": what stands in parentheses behind a number, before its unit, only comments it; the second
 * half of "1 (-2)" does not. */
static guint
take_number_comment (SmtReader *reader, guint at, SmtRange *out)
{
  SmtRange range;

  if (_smt_reader_cls (reader, at) != SMT_TERM_OPEN)
    return 0;
  guint dash = _smt_reader_cls (reader, at + 1) == SMT_TERM_DASH ? 1 : 0;
  guint n = take_plain_range (reader, at + 1 + dash, &range);
  guint close = at + 1 + dash + n;
  if (n == 0 || _smt_reader_cls (reader, close) != SMT_TERM_CLOSE)
    return 0;
  SmtTermClass after = _smt_reader_cls (reader, close + 1);
  if (after != SMT_TERM_UNIT && after != SMT_TERM_COUNT && after != SMT_TERM_TIME_UNIT)
    return 0;
  if (dash > 0
      && (range.kind != SMT_RANGE_EXACT || out->kind != SMT_RANGE_EXACT
          || smt_decimal_compare (out->lo, range.lo) >= 0))
    return 0;
  if (dash > 0)
    *out = smt_range_between (out->lo, range.lo);
  return dash + n + 2;
}

/* A number or a range, with a comment in parentheses. */
guint
_smt_reader_take_range (SmtReader *reader, guint at, SmtRange *out)
{
  if (_smt_reader_cls (reader, at) != SMT_TERM_NUMBER)
    return 0; /* asked at almost every term */
  guint n = take_plain_range (reader, at, out);

  return n > 0 ? n + take_number_comment (reader, at + n, out) : 0;
}

static guint
take_one_ordinal (SmtReader *reader, guint at, SmtDecimal *out)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  if (term->cls == SMT_TERM_ORDINAL)
    {
      *out = SMT_DECIMAL_INT (term->a);
      return 1;
    }
  if (term->cls != SMT_TERM_NUMBER || (term->article && smt_decimal_equal (term->value, SMT_DECIMAL_INT (1))))
    return 0;
  *out = number_value (reader, term);
  return term[1].cls == SMT_TERM_DOT && term[1].tight ? 2 : 1;
}

/* "3.", "tredje", "3", "2.-3.", "10. til 14.": which one of a row, always above zero. */
guint
_smt_reader_take_ordinal (SmtReader *reader, guint at, SmtRange *out)
{
  SmtDecimal lo, hi;
  guint n = take_one_ordinal (reader, at, &lo);

  if (n == 0 || smt_decimal_sign (lo) <= 0)
    return 0;
  *out = smt_range_exact (lo);
  SmtTermClass sign = _smt_reader_cls (reader, at + n);
  if (sign == SMT_TERM_DASH || sign == SMT_TERM_TO || sign == SMT_TERM_OR)
    {
      guint more = take_one_ordinal (reader, at + n + 1, &hi);
      if (more > 0 && smt_decimal_compare (lo, hi) < 0)
        {
          *out = smt_range_between (lo, hi);
          n += 1 + more;
        }
    }
  return n;
}

/* Whether a number is written as one of a row: "3.", "3dje", "tredje". */
gboolean
_smt_reader_is_ordinal (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  return term->cls == SMT_TERM_ORDINAL
         || (term->cls == SMT_TERM_NUMBER && !term->article && term[1].cls == SMT_TERM_DOT && term[1].tight);
}

/* "g" may be grams or short for "gang"; "gram" is not. */
gboolean
_smt_reader_is_letter_g (const SmtTerm *term)
{
  return term->cls == SMT_TERM_UNIT && term->end - term->start == 1 && strcmp (term->text, "g") == 0;
}

static SmtDecimal
times_small (SmtDecimal value, gint16 factor)
{
  SmtDecimal product;

  return smt_decimal_multiply (value, SMT_DECIMAL_INT (factor), &product) ? product : value;
}

/* "7 dager", "28-dagers", "2-3 uker", "et halvt år": a number and a time unit. */
guint
_smt_reader_take_span (SmtReader *reader, guint at, SmtRange *n, SmtTimeUnit *unit)
{
  guint taken = _smt_reader_take_range (reader, at, n);

  if (taken == 0)
    return 0;
  if (_smt_reader_cls (reader, at + taken) == SMT_TERM_DASH && _smt_reader_term (reader, at + taken)->tight)
    taken++;
  else if (_smt_reader_cls (reader, at + taken) == SMT_TERM_NOISE
           && _smt_reader_cls (reader, at + taken + 1) == SMT_TERM_TIME_UNIT)
    taken++; /* "21 påfølgende dager" */
  const SmtTerm *term = _smt_reader_term (reader, at + taken);
  if (term->cls != SMT_TERM_TIME_UNIT || smt_decimal_sign (n->hi) <= 0)
    return 0;
  *unit = (SmtTimeUnit)term->a;
  n->lo = times_small (n->lo, term->c);
  n->hi = times_small (n->hi, term->c);
  return taken + 1;
}
