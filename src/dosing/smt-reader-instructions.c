/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#define MOST_EVENT_WORDS 3

guint
_smt_reader_push_plain (SmtReader *reader, SmtMarkKind kind, guint at, guint n_terms)
{
  SmtMark mark = _smt_reader_mark (reader, kind, at, n_terms);

  _smt_reader_push (reader, &mark);
  return n_terms;
}

/* Unknown words that may be passed over, up to @most of them. */
guint
_smt_reader_skip_unknown (const SmtReader *reader, guint at, guint most)
{
  guint n = 0;

  while (n < most
         && (_smt_reader_cls (reader, at + n) == SMT_TERM_NOUN || _smt_reader_cls (reader, at + n) == SMT_TERM_ERRAND
             || (_smt_reader_cls (reader, at + n) == SMT_TERM_UNKNOWN && !_smt_reader_resembles (reader, at + n))))
    n++;
  return n;
}

/* --- instructions with numbers in them ---------------------------------------------------------------------------- */

/* "samleie", "flyreise": what comes when it comes. */
static gboolean
is_event (const SmtTerm *term)
{
  return term->cls == SMT_TERM_NOUN && term->b != 0;
}

/* "før anstrengelse": taken when that comes, when nothing says how often. */
static guint
read_before_event (SmtReader *reader, guint at)
{
  guint next = at + 1;

  if (_smt_reader_cls (reader, at) != SMT_TERM_BEFORE)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_EACH || _smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  if (!is_event (_smt_reader_term (reader, next)))
    return 0;
  return _smt_reader_push_occasion (reader, at, next + 1 - at);
}

/* What the lead time in front of @at leads to: a part of the day or a meal, which is left to be read, or something that
 * happens ("før samleie"), which is passed over. Returns FALSE for neither. */
static gboolean
take_event (const SmtReader *reader, guint at, guint *n, gboolean *as_needed)
{
  *n = 0;
  *as_needed = FALSE;
  while (_smt_reader_cls (reader, at) == SMT_TERM_EACH || _smt_reader_cls (reader, at) == SMT_TERM_NOISE)
    at++;
  SmtTermClass cls = _smt_reader_cls (reader, at);
  if (cls == SMT_TERM_MEAL || cls == SMT_TERM_PART)
    return TRUE;
  *n = _smt_reader_skip_unknown (reader, at, MOST_EVENT_WORDS);
  for (guint i = 0; i < *n; i++)
    *as_needed |= is_event (_smt_reader_term (reader, at + i));
  return *n > 0;
}

/* "30 minutter før mat", "1/2-1 time før sengetid": how long before something is no dose. */
static guint
read_lead_time (SmtReader *reader, guint at)
{
  guint next = at;
  guint n_event;
  gboolean as_needed;
  SmtRange range;

  while (_smt_reader_cls (reader, next) == SMT_TERM_AT_LEAST || _smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  guint n = _smt_reader_take_range (reader, next, &range);
  const SmtTerm *unit = _smt_reader_term (reader, next + n);
  SmtTermClass after = _smt_reader_cls (reader, next + n + 1);
  gboolean is_hour = unit->cls == SMT_TERM_TIME_UNIT && unit->a == SMT_TIME_UNIT_HOUR;
  if (n > 0 && (unit->cls == SMT_TERM_MINUTE || is_hour) && after == SMT_TERM_PART && unit[1].b != 0)
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + n + 1 - at); /* its "før" is in the phrase */
  if (n == 0 || (unit->cls != SMT_TERM_MINUTE && !is_hour) || (after != SMT_TERM_BEFORE && after != SMT_TERM_AFTER)
      || !take_event (reader, next + n + 2, &n_event, &as_needed))
    return 0;
  guint taken = next + n + 1 - at;
  if (as_needed && reader->amount_seen)
    return _smt_reader_push_occasion (reader, at, taken + 1 + n_event);
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, taken + (n_event > 0 ? 1 + n_event : 0));
}

/* "1 time før" in "1 time før eller 2 timer etter mat" */
static guint
take_first_lead (SmtReader *reader, guint at)
{
  SmtRange range;
  guint n = _smt_reader_take_range (reader, at, &range);
  const SmtTerm *unit = _smt_reader_term (reader, at + n);
  gboolean timed = unit->cls == SMT_TERM_MINUTE || unit->cls == SMT_TERM_TIME_UNIT;

  if (n == 0 || !timed || (unit[1].cls != SMT_TERM_BEFORE && unit[1].cls != SMT_TERM_AFTER)
      || unit[2].cls != SMT_TERM_OR)
    return 0;
  return n + 3;
}

/* "1 time før eller 2 timer etter mat" */
static guint
read_two_leads (SmtReader *reader, guint at)
{
  guint first = take_first_lead (reader, at);
  guint second = first > 0 ? read_lead_time (reader, at + first) : 0;

  if (second == 0)
    return 0;
  SmtMark *mark = &g_array_index (reader->marks, SmtMark, reader->marks->len - 1);
  mark->start = _smt_reader_term (reader, at)->start;
  return first + second;
}

/* "etter eget skjema", "se vedlagt doseringsplan", "i henhold til kort": the dose stands elsewhere. */
static guint
read_reference (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtTermClass cls = _smt_reader_cls (reader, at);

  if (cls != SMT_TERM_SEE && cls != SMT_TERM_AFTER)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  if (_smt_reader_cls (reader, next) != SMT_TERM_ELSEWHERE)
    next += _smt_reader_skip_unknown (reader, next, 1);
  if (_smt_reader_cls (reader, next) != SMT_TERM_ELSEWHERE)
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_SILENT, at, next + 1 - at);
}

/* "over 30 minutter", "i 15 minutter" */
static guint
read_minutes (SmtReader *reader, guint at)
{
  guint next = at;
  SmtRange range;

  while (_smt_reader_cls (reader, next) == SMT_TERM_OVER || _smt_reader_cls (reader, next) == SMT_TERM_IN
         || _smt_reader_cls (reader, next) == SMT_TERM_WITHIN || _smt_reader_cls (reader, next) == SMT_TERM_AT_LEAST)
    next++;
  guint n = _smt_reader_take_range (reader, next, &range);
  const SmtTerm *unit = _smt_reader_term (reader, next + n);
  gboolean over_hours =
      _smt_reader_cls (reader, at) == SMT_TERM_OVER && unit->cls == SMT_TERM_TIME_UNIT && unit->a == SMT_TIME_UNIT_HOUR;
  if (n == 0 || next == at || (unit->cls != SMT_TERM_MINUTE && !over_hours))
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + n + 1 - at);
}

/* "med 2 dl vann", "2-8 grader", "28 dager etter åpning" */
static guint
read_storage (SmtReader *reader, guint at)
{
  SmtRange range;
  guint next = at + (_smt_reader_cls (reader, at) == SMT_TERM_WITH || _smt_reader_cls (reader, at) == SMT_TERM_IN);
  guint n = _smt_reader_take_range (reader, next, &range);
  const SmtTerm *unit = _smt_reader_term (reader, next + n);

  if (n == 0)
    return 0;
  if (unit->cls == SMT_TERM_DEGREE || unit->cls == SMT_TERM_PERCENT)
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + n + 1 - at);
  if (unit->cls == SMT_TERM_UNIT && unit->a == SMT_UNIT_VOLUME)
    {
      guint liquid = next + n + 1;
      while (_smt_reader_cls (reader, liquid) == SMT_TERM_NOISE || _smt_reader_cls (reader, liquid) == SMT_TERM_UNKNOWN)
        liquid++;
      if (_smt_reader_cls (reader, liquid) == SMT_TERM_LIQUID && next > at)
        return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, liquid + 1 - at);
    }
  if (unit->cls == SMT_TERM_TIME_UNIT && unit[1].cls == SMT_TERM_AFTER && unit[2].cls == SMT_TERM_OPENING)
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + n + 3 - at);
  return 0;
}

static gboolean
leads_to_hour (SmtTermClass cls)
{
  switch ((guint)cls)
    {
    case SMT_TERM_IN:
    case SMT_TERM_ON:
    case SMT_TERM_ABOUT:
    case SMT_TERM_TO:
    case SMT_TERM_AT:
    case SMT_TERM_BEFORE:
    case SMT_TERM_FOR:
    case SMT_TERM_AFTER:
    case SMT_TERM_NOISE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* "fjernes etter 12 timer", "fjernes om kvelden", "og tas av til natten" */
static guint
read_removal (SmtReader *reader, guint at)
{
  guint next = at + (_smt_reader_cls (reader, at) == SMT_TERM_AND ? 1 : 0);
  SmtRange n;
  SmtTimeUnit unit;

  if (_smt_reader_cls (reader, next++) != SMT_TERM_REMOVE)
    return 0;
  while (leads_to_hour (_smt_reader_cls (reader, next)))
    next++;
  guint taken = _smt_reader_take_span (reader, next, &n, &unit);
  if (taken > 0 && unit >= SMT_TIME_UNIT_DAY && _smt_reader_cls (reader, next - 1) == SMT_TERM_IN)
    {
      _smt_reader_push_span (reader, SMT_MARK_PAUSE, at, next + taken - at, n, unit, 0); /* "fjernes i 1 uke" */
      return next + taken - at;
    }
  if (taken == 0 && _smt_reader_cls (reader, next) == SMT_TERM_PART)
    taken = 1;
  if (taken == 0 && _smt_reader_cls (reader, next) == SMT_TERM_CLOCK)
    taken = _smt_reader_cls (reader, next + 1) == SMT_TERM_NUMBER
                    || _smt_reader_cls (reader, next + 1) == SMT_TERM_CLOCK_TIME
                ? 2
                : 0;
  return taken > 0 ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + taken - at) : 0;
}

/* "kontroll om 3 måneder"; "1 tablett om 7 dager" is a dose to come, which is not read. */
static guint
read_time_to_come (SmtReader *reader, guint at)
{
  SmtRange n;
  SmtTimeUnit unit;
  guint taken = _smt_reader_cls (reader, at) == SMT_TERM_ABOUT ? _smt_reader_take_span (reader, at + 1, &n, &unit) : 0;

  if (taken == 0)
    return 0;
  guint before = at;
  while (before > 0 && before + MOST_EVENT_WORDS > at && _smt_reader_cls (reader, before - 1) == SMT_TERM_NOISE)
    before--; /* "kontroll hos fastlege om 3 mnd" */
  SmtTermClass what = before > 0 ? _smt_reader_cls (reader, before - 1) : SMT_TERM_END;
  gboolean event = what == SMT_TERM_NOUN || what == SMT_TERM_ERRAND;
  return _smt_reader_push_plain (reader, event ? SMT_MARK_KNOWN : SMT_MARK_STRAY, at, 1 + taken);
}

/* "reit x 3", "3 utleveringer": how often it is handed out is not how often it is taken. */
static guint
read_refill (SmtReader *reader, guint at)
{
  SmtRange n;
  guint taken = _smt_reader_take_range (reader, at, &n);

  if (_smt_reader_cls (reader, at + taken) != SMT_TERM_REFILL)
    return 0;
  guint next = at + taken + 1;
  if (taken > 0)
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
  while (_smt_reader_cls (reader, next) == SMT_TERM_COLON || _smt_reader_cls (reader, next) == SMT_TERM_X)
    next++;
  taken = _smt_reader_take_range (reader, next, &n);
  if (taken > 0)
    next += taken;
  if (_smt_reader_cls (reader, next) == SMT_TERM_X || _smt_reader_cls (reader, next) == SMT_TERM_COUNT)
    next++;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

/* "3 ganger i uken, ikke på påfølgende dager", "på ikke-påfølgende dager": which days is left open. */
static guint
read_days_apart (SmtReader *reader, guint at)
{
  guint next = at + _smt_reader_skip_classes (reader, at, SMT_TERM_ON, SMT_TERM_IN, SMT_TERM_IN);

  if (_smt_reader_cls (reader, next) != SMT_TERM_NOT)
    return 0;
  next++;
  next += _smt_reader_skip_classes (reader, next, SMT_TERM_DASH, SMT_TERM_ON, SMT_TERM_ON);
  const SmtTerm *word = _smt_reader_term (reader, next);
  if (word->cls != SMT_TERM_NOISE || word->b != SMT_NOISE_CONSECUTIVE || word[1].cls != SMT_TERM_TIME_UNIT
      || word[1].a != SMT_TIME_UNIT_DAY)
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + 2 - at);
}

/* "kan økes til 50 mg etter 2 uker", "etter 2 uker kan dosen økes til 50 mg": when it may be raised. */
static guint
read_delay_of_raise (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtRange n;
  SmtTimeUnit unit;

  if (_smt_reader_cls (reader, at) != SMT_TERM_AFTER)
    return 0;
  next += _smt_reader_skip_classes (reader, next, SMT_TERM_AT_LEAST, SMT_TERM_NOISE, SMT_TERM_NOISE);
  guint taken = _smt_reader_take_span (reader, next, &n, &unit);
  const SmtTerm *after = _smt_reader_term (reader, next + taken);
  gboolean raised = taken > 0 && after->cls == SMT_TERM_OR && after->b != 0;
  for (guint i = 0; taken > 0 && i < reader->marks->len; i++)
    raised |= (g_array_index (reader->marks, SmtMark, i).flags & SMT_MARK_RAISED) != 0;
  return raised ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + taken - at) : 0;
}

/* "hver 12. uke (± 5 dager)", "+/- 1 uke": how exactly it must be kept. */
static guint
read_margin (SmtReader *reader, guint at)
{
  guint next = at;
  SmtRange n;
  SmtTimeUnit unit;

  if (_smt_reader_is_sign (reader, next, "±"))
    next++;
  else if (_smt_reader_cls (reader, next) == SMT_TERM_PLUS && _smt_reader_cls (reader, next + 1) == SMT_TERM_SLASH
           && _smt_reader_cls (reader, next + 2) == SMT_TERM_DASH)
    next += 3;
  else
    return 0;
  guint taken = _smt_reader_take_span (reader, next, &n, &unit);
  return taken > 0 ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + taken - at) : 0;
}

/* "i et halvt glass vann", "med 1 glass vann" */
static guint
read_vessel (SmtReader *reader, guint at)
{
  guint next = at + (_smt_reader_cls (reader, at) == SMT_TERM_WITH || _smt_reader_cls (reader, at) == SMT_TERM_IN);
  SmtRange range;

  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  next += _smt_reader_take_range (reader, next, &range);
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE || _smt_reader_cls (reader, next) == SMT_TERM_PER)
    next++; /* the English "a" */
  if (_smt_reader_cls (reader, next) != SMT_TERM_VESSEL)
    return 0;
  next++;
  SmtTermClass joins = _smt_reader_cls (reader, next);
  next += joins == SMT_TERM_WITH || joins == SMT_TERM_OF ? 1 : 0;
  next += _smt_reader_cls (reader, next) == SMT_TERM_LIQUID ? 1 : 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

/* "ikke daglig", "aldri hver dag": a warning that is no dose and takes nothing from it */
static guint
read_never_daily (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtMark period = { 0 };

  if (_smt_reader_cls (reader, at) != SMT_TERM_NOT)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  guint n = _smt_reader_take_period (reader, next, &period);
  if (n == 0 || period.unit != SMT_TIME_UNIT_DAY || !smt_range_is_int (period.n, 1))
    return 0;
  reader->days_must_be_said = TRUE;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + n - at);
}

/* A comment in parentheses that holds neither a number nor a dose word. */
static guint
read_comment (SmtReader *reader, guint at)
{
  guint next = at + 1;

  if (_smt_reader_cls (reader, at) != SMT_TERM_OPEN)
    return 0;
  while (_smt_reader_cls (reader, next) != SMT_TERM_CLOSE)
    {
      const SmtTerm *term = _smt_reader_term (reader, next);
      if (term->cls == SMT_TERM_END || term->cls == SMT_TERM_BREAK || term->cls == SMT_TERM_OPEN
          || term->cls == SMT_TERM_FOREIGN || (term->cls == SMT_TERM_UNKNOWN && _smt_reader_resembles (reader, next))
          || (term->cls > SMT_TERM_QUIET && _smt_lexicon_is_dose_class (term->cls)))
        return 0;
      next++;
    }
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + 1 - at);
}

/* The terms that most doses are made of begin none; asked first, since there are many instructions to try. */
static gboolean
begins_no_instruction (SmtTermClass cls)
{
  switch ((guint)cls)
    {
    case SMT_TERM_UNKNOWN:
    case SMT_TERM_COMMA:
    case SMT_TERM_DOT:
    case SMT_TERM_COLON:
    case SMT_TERM_BREAK:
    case SMT_TERM_UNIT:
    case SMT_TERM_TIME_UNIT:
    case SMT_TERM_EVERY:
    case SMT_TERM_WEEKDAY:
    case SMT_TERM_PART:
    case SMT_TERM_COUNT:
    case SMT_TERM_X:
    case SMT_TERM_EACH:
    case SMT_TERM_NEED:
    case SMT_TERM_NOUN:
    case SMT_TERM_SUBSTANCE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Longer and more special phrases come first. */
guint
_smt_reader_read_instruction (SmtReader *reader, guint at)
{
  static guint (*const phrases[]) (SmtReader *, guint) = {
    _smt_reader_read_date,    read_two_leads,

    _smt_reader_read_bracket, read_lead_time, read_before_event, read_minutes,        read_storage,   read_removal,
    _smt_reader_read_patient, read_refill,    read_time_to_come, read_vessel,         read_reference, read_comment,
    read_never_daily,         read_margin,    read_days_apart,   read_delay_of_raise,
  };

  if (begins_no_instruction (_smt_reader_cls (reader, at)))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      guint n = phrases[i](reader, at);
      if (n > 0)
        return n;
    }
  return 0;
}
