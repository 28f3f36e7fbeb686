/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

/* When it begins or ends, or comes next: dates are no dose. */

#define MOST_EVENT_WORDS 3

/* 1 when a year stands at @at */
static guint
n_year (const SmtReader *reader, guint at)
{
  const SmtTerm *year = _smt_reader_term (reader, at);

  return year->cls == SMT_TERM_NUMBER && year->value.scale == 0 && year->value.mantissa >= 1900
         && year->value.mantissa < 2200;
}

/* What the few digits from @text up to @end say. */
static guint
small_number (const char *text, const char *end)
{
  guint number = 0;

  for (; text < end && end - text <= 2; text++)
    number = number * 10 + (guint)g_ascii_digit_value (*text);
  return number;
}

/* "05.04." without a year, where nothing else can be meant: day and month with a dot between. */
gboolean
_smt_reader_is_short_date (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  const char *text = reader->text + term->start;
  const char *dot = memchr (text, '.', term->end - term->start);
  SmtTermClass after = term[1].cls;
  gboolean ends = after == SMT_TERM_END || after == SMT_TERM_DOT || after == SMT_TERM_COMMA || after == SMT_TERM_BREAK
                  || after == SMT_TERM_CLOSE;

  if (term->cls != SMT_TERM_NUMBER || dot == NULL || !ends)
    return FALSE;
  guint day = small_number (text, dot);
  guint month = small_number (dot + 1, reader->text + term->end);
  gboolean two_figures = dot - text == 2 || text + (term->end - term->start) - dot == 3 || after == SMT_TERM_DOT;
  return two_figures && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/* "til og med 05.04.", "fra 12.5", "sist byttet 12.4" */
static guint
read_short_date (SmtReader *reader, guint at)
{
  SmtTermClass lead = _smt_reader_cls (reader, at);

  if ((lead != SMT_TERM_FROM && lead != SMT_TERM_TO && lead != SMT_TERM_OF && lead != SMT_TERM_LAST)
      || !_smt_reader_is_short_date (reader, at + 1))
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, 2);
}

/* "12.03.2024", "fra 1. januar 2024", "neste dose mai 2025" */
static guint
read_long_date (SmtReader *reader, guint at)
{
  guint next = at;
  SmtRange day;

  if (_smt_reader_cls (reader, at) == SMT_TERM_NEXT)
    {
      next++; /* "neste dose 12.05.24" */
      next += _smt_reader_cls (reader, next) == SMT_TERM_UNIT || _smt_reader_cls (reader, next) == SMT_TERM_NOISE
                      || _smt_reader_cls (reader, next) == SMT_TERM_COUNT
                  ? 1
                  : 0; /* "neste gang i mars" */
      next += _smt_reader_cls (reader, next) == SMT_TERM_COLON ? 1 : 0;
      next += _smt_reader_cls (reader, next) == SMT_TERM_IN ? 1 : 0;
      if (_smt_reader_cls (reader, next) == SMT_TERM_MONTH_NAME)
        return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + 1 + n_year (reader, next + 1) - at);
      return _smt_reader_cls (reader, next) == SMT_TERM_DATE
                 ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + 1 - at)
                 : 0;
    }
  if (_smt_reader_cls (reader, at) == SMT_TERM_DATE)
    {
      _smt_reader_note_date (reader, at, 1);
      return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, 1);
    }
  guint n = _smt_reader_take_ordinal (reader, at, &day);
  if (n == 0 || _smt_reader_cls (reader, at + n) != SMT_TERM_MONTH_NAME)
    return 0;
  next += n + 1;
  next += n_year (reader, next);
  _smt_reader_note_date (reader, at, next - at);
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

/* "start 1 uke før avreise", "oppstart 1-2 dager før operasjon": when it begins is no dose. */
static guint
read_onset (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtRange n;
  SmtTimeUnit unit;

  if (_smt_reader_cls (reader, at) != SMT_TERM_ONSET)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  next += _smt_reader_take_span (reader, next, &n, &unit);
  if (next == at + 1 || _smt_reader_cls (reader, next) != SMT_TERM_BEFORE)
    return 0;
  next++;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  guint event = _smt_reader_skip_unknown (reader, next, MOST_EVENT_WORDS);
  return event > 0 ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + event - at) : 0;
}

/* "fra d. 1. juni 2013", "til d. 03.06.2013" */
static guint
read_led_date (SmtReader *reader, guint at)
{
  SmtTermClass lead = _smt_reader_cls (reader, at);
  const SmtTerm *letter = _smt_reader_term (reader, at + 1);

  if ((lead != SMT_TERM_FROM && lead != SMT_TERM_TO && lead != SMT_TERM_OF) || letter->cls != SMT_TERM_TIME_UNIT
      || letter->end - letter->start > 2 || letter->b != SMT_TIME_FORM_SHORT)
    return 0;
  guint n = read_long_date (reader, at + 2);
  return n > 0 ? 2 + n : 0;
}

guint
_smt_reader_read_date (SmtReader *reader, guint at)
{
  guint n = read_long_date (reader, at);

  if (n == 0)
    n = read_short_date (reader, at);
  if (n == 0)
    n = read_led_date (reader, at);
  return n > 0 ? n : read_onset (reader, at);
}
