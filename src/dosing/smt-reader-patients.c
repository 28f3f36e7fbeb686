/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* Whom a dose is for: how old, how heavy, how well the kidneys work. */

gboolean
_smt_reader_is_sign (const SmtReader *reader, guint at, const char *signs)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  return term->cls == SMT_TERM_ODD && g_utf8_strchr (signs, -1, g_utf8_get_char (reader->text + term->start)) != NULL;
}

/* "12 år", "1 måned til 18 år"; @years tells whether it can only be an age. */
static guint
take_age (SmtReader *reader, guint at, gboolean *years)
{
  SmtRange n;
  SmtTimeUnit unit;
  guint taken = _smt_reader_take_span (reader, at, &n, &unit);

  *years = taken > 0 && unit == SMT_TIME_UNIT_YEAR;
  if (taken == 0 || unit < SMT_TIME_UNIT_WEEK)
    return 0;
  SmtTermClass sign = _smt_reader_cls (reader, at + taken);
  guint more =
      sign == SMT_TERM_TO || sign == SMT_TERM_DASH ? _smt_reader_take_span (reader, at + taken + 1, &n, &unit) : 0;
  if (more == 0)
    return taken;
  *years = unit == SMT_TIME_UNIT_YEAR;
  return taken + 1 + more;
}

static gboolean
introduces_dose (SmtTermClass cls)
{
  return cls == SMT_TERM_COLON || cls == SMT_TERM_OPEN || cls == SMT_TERM_COMMA || cls == SMT_TERM_NUMBER;
}

/* "barn over 12 år", "6-12 år:", "1 måned til 18 år:": how old, not how long. */
static guint
read_age (SmtReader *reader, guint at)
{
  guint led = _smt_reader_cls (reader, at) == SMT_TERM_OVER || _smt_reader_cls (reader, at) == SMT_TERM_NOISE ? 1 : 0;
  gboolean years;

  if (led > 0 && _smt_reader_cls (reader, at) == SMT_TERM_NOISE && _smt_reader_cls (reader, at + 1) == SMT_TERM_OVER)
    led++;
  guint bracket = _smt_reader_cls (reader, at) == SMT_TERM_OPEN ? 1 : 0;
  led += bracket;
  guint taken = take_age (reader, at + led, &years);
  if (bracket > 0)
    taken = _smt_reader_cls (reader, at + led + taken) == SMT_TERM_CLOSE && taken > 0 ? taken + 1 : 0;
  gboolean over = (_smt_reader_cls (reader, at) == SMT_TERM_OVER || led == 2) && years;
  if (taken == 0 || reader->amount_seen || !years
      || (!over && bracket == 0 && !introduces_dose (_smt_reader_cls (reader, at + led + taken))))
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, led + taken);
}

/* "barn 12-15 kg:", "vekt 24 kg", "kroppsvekt: ca 24 kg": how heavy. */
static guint
read_weight (SmtReader *reader, guint at)
{
  guint bracket = _smt_reader_cls (reader, at) == SMT_TERM_OPEN ? 1 : 0;
  guint next = at + bracket;
  SmtRange kilos;

  while (_smt_reader_cls (reader, next) == SMT_TERM_BODY_WEIGHT)
    next++;
  while (bracket > 0
         && (_smt_reader_cls (reader, next) == SMT_TERM_OVER || _smt_reader_cls (reader, next) == SMT_TERM_NOISE))
    next++;
  gboolean named = next > at + bracket;
  while (named
         && (_smt_reader_cls (reader, next) == SMT_TERM_COLON || _smt_reader_cls (reader, next) == SMT_TERM_NOISE))
    next++;
  guint n = named || !reader->amount_seen ? _smt_reader_take_range (reader, next, &kilos) : 0;
  if (n == 0 || _smt_reader_cls (reader, next + n) != SMT_TERM_KG
      || (bracket > 0 ? _smt_reader_cls (reader, next + n + 1) != SMT_TERM_CLOSE
                      : !named && _smt_reader_cls (reader, next + n + 1) != SMT_TERM_COLON))
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + n + 1 + bracket - at);
}

/* "voksne >40 kg", "barn ≥ 12 år": who it is for. */
static guint
read_over_limit (SmtReader *reader, guint at)
{
  guint next = at;
  SmtRange n;
  gboolean years;

  while (_smt_reader_is_sign (reader, next, "<>≥≤"))
    next++;
  next += next > at && _smt_reader_cls (reader, next) == SMT_TERM_EQUALS ? 1 : 0;
  if (next == at || reader->amount_seen)
    return 0;
  guint taken = take_age (reader, next, &years);
  if (taken > 0 && !years && _smt_reader_cls (reader, next + taken) != SMT_TERM_COLON)
    return 0;
  if (taken == 0 && (taken = _smt_reader_take_range (reader, next, &n)) > 0)
    taken = _smt_reader_cls (reader, next + taken) == SMT_TERM_KG ? taken + 1 : 0;
  return taken > 0 ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + taken - at) : 0;
}

/* "GFR <30 ml/min:", "kreatininclearance 30-50 ml/min:": how well the kidneys work. */
static guint
read_clearance (SmtReader *reader, guint at)
{
  guint next = at;
  SmtRange n;

  while (_smt_reader_is_sign (reader, next, "<>≥≤"))
    next++;
  guint taken = _smt_reader_take_range (reader, next, &n);
  const SmtTerm *volume = _smt_reader_term (reader, next + taken);
  if (taken == 0 || reader->amount_seen || volume->cls != SMT_TERM_UNIT || volume->a != SMT_UNIT_VOLUME
      || volume[1].cls != SMT_TERM_SLASH || volume[2].cls != SMT_TERM_MINUTE || volume[3].cls != SMT_TERM_COLON)
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + taken + 4 - at);
}

guint
_smt_reader_read_patient (SmtReader *reader, guint at)
{
  guint n = read_age (reader, at);

  if (n == 0)
    n = read_weight (reader, at);
  if (n == 0)
    n = read_over_limit (reader, at);
  return n > 0 ? n : read_clearance (reader, at);
}
