/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#define HOURS_IN_DAY 24

/* --- maximum ------------------------------------------------------------------------------------------------------ */

static gboolean
is_a_day (const SmtMark *period)
{
  return period->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (period->n, 1);
}

/* "maks 3 tabletter i uken", "høyst 10 per måned" */
static gboolean
is_longer_limit (const SmtMark *period)
{
  return smt_range_is_int (period->n, 1) && (period->unit == SMT_TIME_UNIT_WEEK || period->unit == SMT_TIME_UNIT_MONTH);
}

/* "maks 3 tabl pr uke, 1 tabl ved behov": in front of the dose it limits, in a clause of its own. */
static gboolean
leads_dose (SmtReader *reader, guint at)
{
  SmtMark amount = { 0 };
  SmtTermClass sign = _smt_reader_cls (reader, at);
  gboolean dotted = at > 0 && reader->text[_smt_reader_term (reader, at - 1)->end - 1] == '.'; /* "pr mnd. 1 tabl" */

  if (!dotted && sign != SMT_TERM_COMMA && sign != SMT_TERM_DOT && sign != SMT_TERM_BREAK && sign != SMT_TERM_COLON)
    return FALSE;
  for (at += dotted ? 0 : 1; _smt_reader_cls (reader, at) != SMT_TERM_END; at++)
    if (_smt_reader_take_amount (reader, at, &amount) > 0)
      return amount.unit_kind == SMT_UNIT_FORM;
  return FALSE;
}

/* "i 24 timer": the length of a limit is its period */
static guint
take_in_24_hours (SmtReader *reader, guint at, SmtMark *period)
{
  guint n = _smt_reader_cls (reader, at) == SMT_TERM_IN
                ? _smt_reader_take_span (reader, at + 1, &period->n, &period->unit)
                : 0;

  if (n == 0 || period->unit != SMT_TIME_UNIT_HOUR || !smt_range_is_int (period->n, HOURS_IN_DAY))
    return 0;
  period->n = smt_range_exact_int (1);
  period->unit = SMT_TIME_UNIT_DAY;
  return n + 1;
}

/* "maks 4 tabletter per døgn", "maks 6/d", "maks døgndose 4 g" */
static guint
take_maximum_amount (SmtReader *reader, guint at, SmtMark *out)
{
  guint next = at + 1;
  gboolean a_day = FALSE;
  SmtMark period = { 0 };
  SmtRange range;

  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  if (_smt_reader_cls (reader, next) == SMT_TERM_DAY_TOTAL)
    {
      a_day = TRUE;
      next++;
      while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
        next++; /* "maksimal døgndose er 4 g" */
    }
  else if (_smt_reader_cls (reader, next) == SMT_TERM_UNIT)
    {
      next++; /* "maks dose" */
      while (_smt_reader_term (reader, next - 1)->b != 0 && _smt_reader_cls (reader, next) == SMT_TERM_NOISE)
        next++; /* "maks. dose er 100 mg daglig" */
    }
  next += _smt_reader_cls (reader, next) == SMT_TERM_COLON ? 1 : 0;
  guint n = _smt_reader_take_amount (reader, next, out);
  if (n == 0)
    {
      n = _smt_reader_take_range (reader, next, &range);
      *out = _smt_reader_mark (reader, SMT_MARK_AMOUNT, next, n);
      out->middle = out->end;
      out->value = range;
    }
  next += n;
  SmtTermClass counted = _smt_reader_cls (reader, next);
  if (n > 0 && _smt_reader_is_letter_g (_smt_reader_term (reader, next - 1))
      && _smt_reader_limit_counts_by_g (reader, next))
    return 0; /* "inntil 4 g dgl" */
  if (n == 0 || out->per != SMT_PER_WHOLE || counted == SMT_TERM_COUNT || counted == SMT_TERM_TIME_UNIT
      || counted == SMT_TERM_X || counted == SMT_TERM_UNIT)
    return 0;
  guint more = _smt_reader_take_period (reader, next, &period);
  if (more == 0)
    more = take_in_24_hours (reader, next, &period);
  if (more > 0 && !is_a_day (&period) && (a_day || !is_longer_limit (&period)))
    return 0;
  out->unit = more > 0 ? period.unit : SMT_TIME_UNIT_DAY;
  if (more == 0 && !a_day)
    out->flags |= SMT_MARK_DEFAULTED;
  return next + more - at;
}

/* "8 mg/kg hver 4. uke, maks 800 mg pr. infusjon": what one dose by weight may not exceed. */
static guint
read_cap_of_dose (SmtReader *reader, guint at)
{
  guint next = at + 1;

  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE || _smt_reader_cls (reader, next) == SMT_TERM_COLON)
    next++;
  guint n = _smt_reader_take_strength (reader, next);
  const SmtTerm *what = _smt_reader_term (reader, next + n - 1);
  if (n == 0 || what->cls != SMT_TERM_UNIT || what->a != SMT_UNIT_FORM)
    return 0;
  for (guint i = 0; i < reader->marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      if (mark->kind == SMT_MARK_AMOUNT && mark->per != SMT_PER_WHOLE)
        return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + n - at);
    }
  return 0;
}

/* "1 tablett morgen og inntil 1 tablett kveld": a beat of its own. */
static gboolean
begins_beat (SmtReader *reader, guint at, guint after, const SmtMark *amount)
{
  return at > 0 && _smt_reader_cls (reader, at - 1) == SMT_TERM_AND && (amount->flags & SMT_MARK_DEFAULTED) != 0
         && _smt_reader_begins_when (reader, after);
}

/* A limit that stands beside a dose. "inntil 2 tabletter daglig" with nothing before it is the dose itself, and "maks 4
 * ganger daglig" is a frequency: the assembly knows whether it is the only one. What a week or a month may hold is
 * never a dose: "maks 10 tabletter per måned" does not say ten at once. */
guint
_smt_reader_read_maximum (SmtReader *reader, guint at)
{
  SmtMark amount = { 0 };

  if (_smt_reader_cls (reader, at) != SMT_TERM_UP_TO)
    return 0;
  guint cap = read_cap_of_dose (reader, at);
  if (cap > 0)
    return cap;
  guint n = take_maximum_amount (reader, at, &amount);
  if (n > 0 && begins_beat (reader, at, at + n, &amount))
    return 0;
  gboolean of_longer = n > 0 && amount.unit > SMT_TIME_UNIT_DAY;
  if (n == 0
      || (!reader->amount_seen && !of_longer && (amount.unit_kind != SMT_UNIT_FORM || !leads_dose (reader, at + n))))
    return 0;
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_MAX_AMOUNT, at, n);
  mark.value = smt_range_at_most (amount.value.hi);
  mark.text = amount.text;
  mark.unit = amount.unit;
  mark.flags = amount.flags & SMT_MARK_DEFAULTED;
  _smt_reader_push (reader, &mark);
  return n;
}

/* --- gaps, division ----------------------------------------------------------------------------------------------- */

/* "med 12 timers intervaller", "minst 6 timer mellom dosene", "med 7 dager imellom", "kurintervall 6-8 uker" */
guint
_smt_reader_read_gap (SmtReader *reader, guint at)
{
  guint next = at;
  gboolean minimum = FALSE;
  SmtMark mark = { .kind = SMT_MARK_GAP };

  if (_smt_reader_cls (reader, next) == SMT_TERM_SPACING)
    {
      next++;
      while (_smt_reader_cls (reader, next) == SMT_TERM_COLON || _smt_reader_cls (reader, next) == SMT_TERM_ON
             || _smt_reader_cls (reader, next) == SMT_TERM_NOISE)
        next++;
      guint n = _smt_reader_take_span (reader, next, &mark.n, &mark.unit);
      if (n == 0)
        return 0;
      SmtMark placed = _smt_reader_mark (reader, SMT_MARK_FREQUENCY, at, next + n - at);
      placed.n = mark.n;
      placed.unit = mark.unit;
      placed.flags = SMT_MARK_EACH;
      _smt_reader_push (reader, &placed);
      return next + n - at;
    }
  while (_smt_reader_cls (reader, next) == SMT_TERM_WITH || _smt_reader_cls (reader, next) == SMT_TERM_AT_LEAST)
    minimum |= _smt_reader_cls (reader, next++) == SMT_TERM_AT_LEAST;
  guint n = _smt_reader_take_span (reader, next, &mark.n, &mark.unit);
  next += n;
  if (n == 0 || _smt_reader_cls (reader, next) != SMT_TERM_INTERVAL)
    return 0;
  next++;
  while (_smt_reader_cls (reader, next) == SMT_TERM_EACH && _smt_reader_cls (reader, next + 1) == SMT_TERM_UNIT)
    next++;
  if (_smt_reader_cls (reader, next) == SMT_TERM_UNIT)
    next++;
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_GAP, at, next - at);
  placed.n = mark.n;
  placed.unit = mark.unit;
  placed.flags = minimum ? SMT_MARK_MINIMUM : 0;
  _smt_reader_push (reader, &placed);
  return next - at;
}

/* "150 mg/døgn": what comes in doses is the whole. */
static gboolean
total_is_said (const SmtReader *reader)
{
  const SmtMark *last = _smt_reader_last (reader);

  return last != NULL && last->kind == SMT_MARK_FREQUENCY && (last->flags & SMT_MARK_TOTAL) != 0;
}

/* "2,5 mg hver 12. time i 3 doser": so many, so far apart; how often these come round is said elsewhere or not at all.
 */
static guint
read_doses_by_hours (SmtReader *reader, guint at)
{
  SmtMark *last = reader->marks->len > 0 ? &g_array_index (reader->marks, SmtMark, reader->marks->len - 1) : NULL;
  SmtRange count;
  guint n = _smt_reader_cls (reader, at) == SMT_TERM_IN ? _smt_reader_take_range (reader, at + 1, &count) : 0;
  const SmtTerm *dose = _smt_reader_term (reader, at + 1 + n);

  if (n == 0 || count.kind != SMT_RANGE_EXACT || dose->cls != SMT_TERM_UNIT || dose->b == 0 || last == NULL
      || last->kind != SMT_MARK_FREQUENCY || last->unit != SMT_TIME_UNIT_HOUR || (last->flags & SMT_MARK_EACH) == 0
      || _smt_range_known (last->value))
    return 0;
  last->kind = SMT_MARK_GAP;
  last->flags &= ~(guint)SMT_MARK_EACH;
  SmtMark times = _smt_reader_mark (reader, SMT_MARK_TIMES, at, n + 2);
  times.value = count;
  _smt_reader_push (reader, &times);
  return n + 2;
}

/* "fordelt på 2 doser", "i 3 delte doser", "150 mg/døgn i 2 doser", "fordelt på morgen og kveld" */
guint
_smt_reader_read_divided (SmtReader *reader, guint at)
{
  guint next = at;
  SmtMark mark = { 0 };
  guint by_hours = read_doses_by_hours (reader, at);

  if (by_hours > 0)
    return by_hours;
  if (_smt_reader_cls (reader, next) == SMT_TERM_IN && _smt_reader_cls (reader, next + 1) == SMT_TERM_DIVIDED
      && _smt_reader_cls (reader, next + 2) == SMT_TERM_UNIT)
    next += 3; /* "2-4 g/døgn i delte doser" */
  else if (_smt_reader_cls (reader, next) == SMT_TERM_IN)
    {
      guint n = _smt_reader_take_range (reader, next + 1, &mark.value);
      const SmtTerm *what = _smt_reader_term (reader, next + 1 + n);
      gboolean of_total = what->cls == SMT_TERM_UNIT && what->b != 0 && total_is_said (reader);
      if (n == 0 || (!of_total && (what->cls != SMT_TERM_DIVIDED || what[1].cls != SMT_TERM_UNIT)))
        return 0;
      next += n + (of_total ? 2 : 3);
    }
  else if (_smt_reader_cls (reader, next) == SMT_TERM_DIVIDED)
    {
      next++;
      while (_smt_reader_cls (reader, next) == SMT_TERM_ON || _smt_reader_cls (reader, next) == SMT_TERM_IN
             || _smt_reader_cls (reader, next) == SMT_TERM_OVER || _smt_reader_cls (reader, next) == SMT_TERM_NOISE)
        next++;
      guint n = _smt_reader_take_range (reader, next, &mark.value);
      next += n;
      SmtTermClass what = _smt_reader_cls (reader, next);
      if (n > 0 && (what == SMT_TERM_UNIT || what == SMT_TERM_COUNT))
        next++;
      else if (n > 0 && what == SMT_TERM_TIME_UNIT)
        {
          if (_smt_reader_term (reader, next)->a != SMT_TIME_UNIT_DAY)
            return 0;
          mark.flags = SMT_MARK_COUNT_DAYS;
          next++;
        }
    }
  else
    return 0;
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_DIVIDED, at, next - at);
  placed.value = mark.value;
  placed.flags = mark.flags;
  _smt_reader_push (reader, &placed);
  return next - at;
}
