/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* "…, maks 3 ganger", "inntil 2 ganger" behind what may be repeated counts within one attack, not within a day. */
static guint
skip_count_of_attack (SmtReader *reader, guint at)
{
  guint next = at + (_smt_reader_cls (reader, at) == SMT_TERM_COMMA || _smt_reader_cls (reader, at) == SMT_TERM_DOT);
  SmtMark period = { 0 };
  SmtRange n;

  guint up_to = _smt_reader_cls (reader, next) == SMT_TERM_UP_TO ? 1 : 0;
  SmtMark amount = { 0 };
  guint most = up_to > 0 ? _smt_reader_take_amount (reader, next + up_to, &amount) : 0;
  next += up_to;
  if (most > 0 && amount.unit_kind == SMT_UNIT_FORM)
    next += most; /* "maks 3 tabletter" */
  else if (_smt_reader_cls (reader, next) == SMT_TERM_TIMES_WORD)
    next++;
  else
    {
      guint x = _smt_reader_cls (reader, next) == SMT_TERM_X ? 1 : 0;
      guint taken = _smt_reader_take_range (reader, next + x, &n);
      gboolean counted = x > 0 || _smt_reader_cls (reader, next + taken) == SMT_TERM_COUNT;
      if (taken == 0 || !counted)
        return 0;
      next += x + taken + (_smt_reader_cls (reader, next + x + taken) == SMT_TERM_COUNT);
    }
  return _smt_reader_take_period (reader, next, &period) == 0 ? next - at : 0;
}

/* "gjentas hvert 5. minutt" */
static guint
take_each_minutes (SmtReader *reader, guint at)
{
  SmtRange which = SMT_RANGE_NONE;

  if (_smt_reader_cls (reader, at) != SMT_TERM_EACH)
    return 0;
  guint n = _smt_reader_take_ordinal (reader, at + 1, &which);
  return _smt_reader_cls (reader, at + 1 + n) == SMT_TERM_MINUTE ? n + 2 : 0;
}

/* "kan gjentas etter 5 minutter" says nothing of a day. */
static guint
read_repeat_after_minutes (SmtReader *reader, guint at, guint next)
{
  SmtRange n;
  guint taken = _smt_reader_take_range (reader, next, &n);

  if (taken == 0 || _smt_reader_cls (reader, next + taken) != SMT_TERM_MINUTE || _smt_reader_term (reader, at)->b == 0)
    return 0;
  next += taken + 1;
  next += skip_count_of_attack (reader, next);
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

/* "gjentas hvert 5. minutt inntil 3 ganger", "kan gjentas 2 ganger": within one attack. */
static guint
read_repeat_in_attack (SmtReader *reader, guint at, guint next)
{
  guint minutes = take_each_minutes (reader, next);
  guint count = skip_count_of_attack (reader, next + minutes);

  if (minutes == 0 && (count == 0 || _smt_reader_term (reader, at)->b == 0))
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + minutes + count - at);
}

static gboolean
is_single_so_far (const SmtReader *reader)
{
  for (guint i = 0; i < reader->marks->len; i++)
    if (g_array_index (reader->marks, SmtMark, i).kind == SMT_MARK_SINGLE)
      return TRUE;
  return FALSE;
}

/* "1 tablett daglig i 7 dager. Kan gjentas.": a course that may be given anew some other time is still this course. */
static gboolean
follows_bounded_course (const SmtReader *reader, guint at)
{
  SmtTermClass after = _smt_reader_cls (reader, at + 1);
  gboolean bounded = FALSE;

  for (guint i = 0; i < reader->marks->len; i++)
    {
      SmtMarkKind kind = g_array_index (reader->marks, SmtMark, i).kind;
      if (kind == SMT_MARK_PAUSE || kind == SMT_MARK_CYCLE || kind == SMT_MARK_DAYS || kind == SMT_MARK_NEED)
        return FALSE;
      bounded |= kind == SMT_MARK_LENGTH;
    }
  return bounded && (after == SMT_TERM_END || after == SMT_TERM_DOT || after == SMT_TERM_BREAK);
}

/* "gjentas etter 2 uker", "gjentas hver 3. måned", "osv." */
guint
_smt_reader_read_repeat (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtRange n;
  SmtTimeUnit unit;

  if (_smt_reader_cls (reader, at) != SMT_TERM_REPEAT)
    return 0;
  next += _smt_reader_skip_classes (reader, next, SMT_TERM_NOISE, SMT_TERM_NOISE, SMT_TERM_NOISE);
  guint in_attack = read_repeat_in_attack (reader, at, next);
  if (in_attack > 0)
    return in_attack;
  if (_smt_reader_cls (reader, next) == SMT_TERM_AFTER)
    {
      next++;
      guint taken = _smt_reader_take_span (reader, next, &n, &unit);
      if (taken == 0)
        return read_repeat_after_minutes (reader, at, next);
      next += taken;
      /* one that may come is no plan, only a least gap */
      gboolean optional = _smt_reader_term (reader, at)->b != 0;
      if (optional && is_single_so_far (reader))
        return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
      if (optional && unit > SMT_TIME_UNIT_DAY)
        return 0;
      _smt_reader_push_span (reader, optional ? SMT_MARK_GAP : SMT_MARK_REPEAT_AFTER, at, next - at, n, unit,
                             optional ? SMT_MARK_MINIMUM : 0);
      return next - at;
    }
  SmtMark period = { 0 };
  guint each = _smt_reader_term (reader, at)->b != 0 ? _smt_reader_take_period (reader, next, &period) : 0;
  if (each > 0 && period.unit == SMT_TIME_UNIT_HOUR && period.n.kind == SMT_RANGE_EXACT)
    {
      /* "ved feber, kan gjentas hver 6. time": no plan, only a least gap */
      _smt_reader_push_span (reader, SMT_MARK_GAP, at, next + each - at, period.n, period.unit, SMT_MARK_MINIMUM);
      return next + each - at;
    }
  gboolean comes_again = _smt_reader_term (reader, at)->b != 0 && follows_bounded_course (reader, at);
  _smt_reader_push_span (reader, comes_again ? SMT_MARK_KNOWN : SMT_MARK_REPEAT, at, 1, SMT_RANGE_NONE,
                         SMT_TIME_UNIT_DAY, 0);
  return 1;
}
