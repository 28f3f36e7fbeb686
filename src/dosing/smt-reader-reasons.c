/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* Where, on what occasion and against what: what a dose is for, and the name behind an amount. */

#define MOST_NAME_WORDS 3
#define COLDEST 37 /* degrees: fever */
#define HOTTEST 42

/* "i hvert øye", "før hvert måltid" beside a dose */
guint
_smt_reader_read_place (SmtReader *reader, guint at)
{
  guint next = at;

  while (_smt_reader_cls (reader, next) == SMT_TERM_IN || _smt_reader_cls (reader, next) == SMT_TERM_ON
         || _smt_reader_cls (reader, next) == SMT_TERM_NOISE || _smt_reader_cls (reader, next) == SMT_TERM_AND)
    next++;
  if (_smt_reader_cls (reader, next) == SMT_TERM_EACH)
    next++;
  if (_smt_reader_cls (reader, next) != SMT_TERM_SITE)
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + 1 - at);
}

static gboolean
is_name_of (SmtTermClass cls)
{
  return cls == SMT_TERM_UNKNOWN || cls == SMT_TERM_NOUN;
}

guint
_smt_reader_push_occasion (SmtReader *reader, guint at, guint n_terms)
{
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_NEED, at, n_terms);

  mark.flags = SMT_MARK_HINT;
  _smt_reader_push (reader, &mark);
  return n_terms;
}

/* "mot smerter", "for høyt blodtrykk", "ved kvalme": what it is for, up to the next word that is known */
guint
_smt_reader_read_indication (SmtReader *reader, guint at)
{
  SmtTermClass cls = _smt_reader_cls (reader, at);
  guint next = at + 1;

  if (cls != SMT_TERM_INDICATION && cls != SMT_TERM_FOR && cls != SMT_TERM_AT && cls != SMT_TERM_TO)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE || _smt_reader_cls (reader, next) == SMT_TERM_COLON)
    next++;
  SmtTermClass word = _smt_reader_cls (reader, next);
  SmtTermClass noun = _smt_reader_cls (reader, next + 1);
  if (cls == SMT_TERM_INDICATION && word == SMT_TERM_EVERY && is_name_of (noun))
    next++; /* "mot daglige smerter" */
  else if (!is_name_of (word))
    return 0;
  while (is_name_of (_smt_reader_cls (reader, next))
         || ((_smt_reader_cls (reader, next) == SMT_TERM_AND || _smt_reader_cls (reader, next) == SMT_TERM_OR
              || _smt_reader_cls (reader, next) == SMT_TERM_SLASH || _smt_reader_cls (reader, next) == SMT_TERM_DASH
              || _smt_reader_cls (reader, next) == SMT_TERM_IN || _smt_reader_cls (reader, next) == SMT_TERM_WITH)
             && is_name_of (_smt_reader_cls (reader, next + 1))))
    {
      const SmtTerm *term = _smt_reader_term (reader, next);
      if (term->cls == SMT_TERM_UNKNOWN && _smt_reader_resembles (reader, next))
        return 0;
      next++;
    }
  /* "ved eksamen" may be when, and not why */
  reader->days_must_be_said |= cls == SMT_TERM_AT && word == SMT_TERM_UNKNOWN;
  if (cls == SMT_TERM_AT && reader->amount_seen)
    return _smt_reader_push_occasion (reader, at, next - at);
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

static gboolean
is_body_heat (const SmtReader *reader, guint at)
{
  const SmtTerm *number = _smt_reader_term (reader, at);
  SmtTermClass after = _smt_reader_cls (reader, at + 1);
  gboolean alone = after == SMT_TERM_COMMA || after == SMT_TERM_DOT || after == SMT_TERM_END || after == SMT_TERM_BREAK
                   || after == SMT_TERM_DEGREE || after == SMT_TERM_UP_TO || after == SMT_TERM_COLON;

  return number->cls == SMT_TERM_NUMBER && alone && smt_decimal_compare (number->value, SMT_DECIMAL_INT (COLDEST)) >= 0
         && smt_decimal_compare (number->value, SMT_DECIMAL_INT (HOTTEST)) <= 0;
}

/* "ved smerter", "ved kvalme eller oppkast": whether it is as needed or only what it is for depends on the rest. */
guint
_smt_reader_read_occasion (SmtReader *reader, guint at)
{
  guint next = at + 1;

  if (_smt_reader_cls (reader, at) != SMT_TERM_OCCASION)
    return 0;
  guint over = _smt_reader_cls (reader, next) == SMT_TERM_OVER ? 1 : 0;
  next += is_body_heat (reader, next + over) ? over + 1 : 0; /* "ved feber over 38,5" */
  for (;;)
    {
      SmtTermClass cls = _smt_reader_cls (reader, next);
      SmtTermClass after = _smt_reader_cls (reader, next + 1);
      gboolean joins = cls == SMT_TERM_AND || cls == SMT_TERM_OR || cls == SMT_TERM_SLASH || cls == SMT_TERM_IN;
      if (!joins || (after != SMT_TERM_NOISE && _smt_reader_skip_unknown (reader, next + 1, 1) == 0))
        break;
      next += 2;
    }
  return _smt_reader_push_occasion (reader, at, next - at);
}

/* "1 tablett Metotreksat", "1 ml vitamin B12": a name behind an amount, written with a capital in a text that has small
 * letters. */
guint
_smt_reader_read_name (SmtReader *reader, guint at)
{
  const SmtMark *last = _smt_reader_last (reader);
  guint next = at;

  if (last == NULL || last->kind != SMT_MARK_AMOUNT || _smt_reader_term (reader, at)->start == last->end)
    return 0;
  for (guint i = 0; i + 1 < reader->marks->len; i++)
    if (g_array_index (reader->marks, SmtMark, i).kind == SMT_MARK_AMOUNT)
      return 0; /* the name behind a second amount may be that of another medicine */
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE || _smt_reader_cls (reader, next) == SMT_TERM_SUBSTANCE)
    next++;
  while (_smt_reader_skip_unknown (reader, next, 1) > 0 && next - at < MOST_NAME_WORDS)
    {
      const SmtTerm *term = _smt_reader_term (reader, next);
      const char *second = g_utf8_next_char (reader->text + term->start);
      if (!g_unichar_isupper (g_utf8_get_char (reader->text + term->start))
          || g_unichar_isupper (g_utf8_get_char (second)))
        break;
      next++;
    }
  return next > at ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at) : 0;
}
