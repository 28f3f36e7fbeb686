/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#define DAYS_IN_WEEK 7

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static gboolean
is_any_of (SmtTermClass cls, SmtTermClass a, SmtTermClass b, SmtTermClass c)
{
  return cls == a || cls == b || cls == c;
}

guint
_smt_reader_skip_classes (const SmtReader *reader, guint at, SmtTermClass a, SmtTermClass b, SmtTermClass c)
{
  guint n = 0;

  while (is_any_of (_smt_reader_cls (reader, at + n), a, b, c))
    n++;
  return n;
}

void
_smt_reader_push_span (SmtReader *reader,
                       SmtMarkKind kind,
                       guint at,
                       guint n_terms,
                       SmtRange n,
                       SmtTimeUnit unit,
                       guint flags)
{
  SmtMark mark = _smt_reader_mark (reader, kind, at, n_terms);

  mark.n = n;
  mark.unit = unit;
  mark.flags = flags;
  _smt_reader_push (reader, &mark);
}

/* Whether the dose so far says when in the day or how often, so that a bare "7 dager" behind it can only be a length.
 */
static gboolean
frequency_is_said (const SmtReader *reader)
{
  for (guint i = reader->marks->len; i-- > 0;)
    switch ((guint)g_array_index (reader->marks, SmtMark, i).kind)
      {
      case SMT_MARK_FREQUENCY:
      case SMT_MARK_PARTS:
      case SMT_MARK_CLOCK:
        return TRUE;
      case SMT_MARK_TIMES:
        return (g_array_index (reader->marks, SmtMark, i).flags & SMT_MARK_BY_X) != 0;
      case SMT_MARK_COMMA:
      case SMT_MARK_BREAK:
      case SMT_MARK_KNOWN:
      case SMT_MARK_NEED:
        break;
      case SMT_MARK_LENGTH: /* "i 7 dager (1 uke)" */
        if (reader->depth == 0)
          return FALSE;
        break;
      default:
        return FALSE;
      }
  return FALSE;
}

/* --- length ------------------------------------------------------------------------------------------------------- */

/* "7-dagers kur", "kur på 10 dager", "varighet: 2 uker" */
static guint
read_named_length (SmtReader *reader, guint at)
{
  SmtRange n;
  SmtTimeUnit unit;
  guint next = at;
  SmtTermClass cls = _smt_reader_cls (reader, at);

  if (cls == SMT_TERM_DURATION || cls == SMT_TERM_CYCLE)
    {
      next++;
      next += _smt_reader_skip_classes (reader, next, SMT_TERM_COLON, SMT_TERM_NOISE, SMT_TERM_UP_TO);
      guint n_on = _smt_reader_skip_classes (reader, next, SMT_TERM_ON, SMT_TERM_IN, SMT_TERM_FOR);
      if (cls == SMT_TERM_CYCLE && n_on == 0)
        return 0;
      next += n_on;
      guint taken = _smt_reader_take_span (reader, next, &n, &unit);
      if (taken == 0)
        return 0;
      next += taken;
      _smt_reader_push_span (reader, SMT_MARK_LENGTH, at, next - at, n, unit, 0);
      return next - at;
    }
  guint taken = _smt_reader_take_span (reader, at, &n, &unit);
  if (taken == 0 || _smt_reader_cls (reader, at + taken) != SMT_TERM_CYCLE
      || _smt_reader_term (reader, at + taken - 1)->b != SMT_TIME_FORM_GENITIVE || !frequency_is_said (reader))
    return 0;
  _smt_reader_push_span (reader, SMT_MARK_LENGTH, at, taken + 1, n, unit, 0);
  return taken + 1;
}

/* "de første 3 dagene", "de neste 2 ukene" */
static guint
skip_next (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  gboolean first = term->cls == SMT_TERM_ORDINAL && term->a == 1;

  return (first || term->cls == SMT_TERM_NEXT) && term[1].cls == SMT_TERM_NUMBER ? 1 : 0;
}

/* "i 6 netter", "i 3 kvelder": how long, and when of the day. */
static guint
read_length_in_parts (SmtReader *reader, guint at)
{
  SmtMark period = { 0 };
  SmtRange n;
  guint taken = _smt_reader_cls (reader, at) == SMT_TERM_IN ? _smt_reader_take_range (reader, at + 1, &n) : 0;
  const SmtTerm *part = _smt_reader_term (reader, at + 1 + taken);

  if (taken == 0 || part->cls != SMT_TERM_PART || part->c != SMT_PART_MANY
      || _smt_reader_take_period (reader, at + 2 + taken, &period) > 0)
    return 0;
  _smt_reader_push_span (reader, SMT_MARK_LENGTH, at, taken + 2, n, SMT_TIME_UNIT_DAY, 0);
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_PARTS, at + 1 + taken, 1);
  mark.bits = (guint8)part->a;
  _smt_reader_push (reader, &mark);
  return taken + 2;
}

/* "i 7 dager", "i inntil 2 uker", "for 5 dager"; behind a frequency also bare "7 dager". "i 1 uke" lasts, "i uken"
 * recurs.
 */
guint
_smt_reader_read_length (SmtReader *reader, guint at)
{
  SmtRange n;
  SmtTimeUnit unit;
  SmtMark period = { 0 };
  guint named = read_named_length (reader, at);

  if (named == 0)
    named = read_length_in_parts (reader, at);
  if (named > 0)
    return named;
  guint lead = _smt_reader_skip_classes (reader, at, SMT_TERM_IN, SMT_TERM_FOR, SMT_TERM_OVER);
  gboolean led = lead > 0; /* "i 10 dager før frokost" */
  if (lead > 0)
    lead += _smt_reader_skip_classes (reader, at + lead, SMT_TERM_NOISE, SMT_TERM_NOISE, SMT_TERM_NOISE);
  if (lead == 0 && _smt_reader_cls (reader, at) == SMT_TERM_NOISE && skip_next (reader, at + 1) > 0)
    lead = 1; /* "de neste 4 dagene" */
  guint first = skip_next (reader, at + lead);
  lead += first;
  guint up_to = _smt_reader_cls (reader, at + lead) == SMT_TERM_UP_TO ? 1 : 0;
  guint taken = _smt_reader_take_span (reader, at + lead + up_to, &n, &unit);
  gboolean bare = lead + up_to == 0;
  if (bare && unit == SMT_TIME_UNIT_YEAR)
    return 0; /* "til barnet er 1 år" */
  if (taken == 0 || (bare && (_smt_reader_term (reader, at)->article || !frequency_is_said (reader))))
    return 0;
  const SmtTerm *noun = _smt_reader_term (reader, at + lead + up_to + taken - 1);
  guint next = at + lead + up_to + taken;
  SmtTermClass after = _smt_reader_cls (reader, next);
  if (unit == SMT_TIME_UNIT_HOUR || (noun->b == SMT_TIME_FORM_DEFINITE && first == 0)
      || noun->b == SMT_TIME_FORM_GENITIVE || is_any_of (after, SMT_TERM_INTERVAL, SMT_TERM_PAUSE, SMT_TERM_CYCLE)
      || (is_any_of (after, SMT_TERM_BEFORE, SMT_TERM_AFTER, SMT_TERM_OFF)
          && !(led && is_any_of (_smt_reader_cls (reader, next + 1), SMT_TERM_PART, SMT_TERM_MEAL, SMT_TERM_MEAL)))
      || _smt_reader_take_period (reader, next, &period) > 0)
    return 0;
  if (up_to > 0)
    n = smt_range_at_most (n.hi);
  _smt_reader_push_span (reader, SMT_MARK_LENGTH, at, next - at, n, unit, 0);
  return next - at;
}

/* --- cycles ------------------------------------------------------------------------------------------------------- */

/* "21 dager på, 7 av": the first number is how long, the second how long not. */
static guint
read_on_and_off (SmtReader *reader, guint at)
{
  SmtRange on, off;
  SmtTimeUnit unit, unit_off;
  guint n = _smt_reader_take_span (reader, at, &on, &unit);

  if (n == 0 || _smt_reader_cls (reader, at + n) != SMT_TERM_ON)
    return 0;
  guint next = at + n + 1;
  next += _smt_reader_skip_classes (reader, next, SMT_TERM_COMMA, SMT_TERM_AND, SMT_TERM_SLASH);
  guint n_off = _smt_reader_take_span (reader, next, &off, &unit_off);
  if (n_off == 0)
    {
      n_off = _smt_reader_take_range (reader, next, &off);
      unit_off = unit;
    }
  SmtTermClass after = _smt_reader_cls (reader, next + n_off);
  if (n_off == 0 || (after != SMT_TERM_OFF && after != SMT_TERM_OF && after != SMT_TERM_PAUSE))
    return 0;
  _smt_reader_push_span (reader, SMT_MARK_LENGTH, at, n + 1, on, unit, SMT_MARK_EVERY_DAY);
  _smt_reader_push_span (reader, SMT_MARK_PAUSE, next, n_off + 1, off, unit_off, 0);
  return next + n_off + 1 - at;
}

static gboolean
set_days (SmtDayBits *bits, SmtDecimal from, SmtDecimal to)
{
  gint64 first, last;

  if (!smt_decimal_is_integer (from, &first) || !smt_decimal_is_integer (to, &last) || first < 1 || last < first
      || last > SMT_MAX_CYCLE)
    return FALSE;
  for (gint64 day = first; day <= last; day++)
    smt_day_bits_set (bits, (guint)day);
  return TRUE;
}

/* One number of a day list, "5" or "1-5"; a number that counts something else ends the list. */
static guint
take_listed_days (SmtReader *reader, guint at, SmtDayBits *bits)
{
  SmtRange days;
  const SmtTerm *first = _smt_reader_term (reader, at);
  guint n = first->cls == SMT_TERM_NUMBER && !first->article ? _smt_reader_take_range (reader, at, &days) : 0;

  if (n == 0)
    return 0;
  SmtTermClass after = _smt_reader_cls (reader, at + n);
  if (after == SMT_TERM_UNIT || after == SMT_TERM_COUNT || after == SMT_TERM_X || after == SMT_TERM_TIME_UNIT)
    return 0;
  return set_days (bits, days.lo, days.hi) ? n : 0;
}

/* Whether weeks have been counted from zero so far: "160 mg uke 0, 80 mg uke 2". */
static gboolean
counts_from_zero (const SmtReader *reader)
{
  for (guint i = 0; i < reader->marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      if (mark->kind == SMT_MARK_DAYS && (mark->flags & SMT_MARK_ONCE) != 0)
        return TRUE;
    }
  return FALSE;
}

/* "0, 2 og 6" behind "uke": weeks after the first dose, which is in week 0. */
static guint
take_weeks_from_zero (SmtReader *reader, guint at, SmtDayBits *bits)
{
  guint next = at;
  gboolean zero_is_said = counts_from_zero (reader);

  for (gboolean first = TRUE;; first = FALSE)
    {
      SmtRange weeks;
      gint64 from, to;
      const SmtTerm *number = _smt_reader_term (reader, next);
      guint n = number->cls == SMT_TERM_NUMBER && !number->article ? _smt_reader_take_range (reader, next, &weeks) : 0;
      SmtTermClass after = _smt_reader_cls (reader, next + n);
      if (n == 0 || after == SMT_TERM_UNIT || after == SMT_TERM_COUNT || after == SMT_TERM_X
          || !smt_decimal_is_integer (weeks.lo, &from) || !smt_decimal_is_integer (weeks.hi, &to) || to < from
          || to * DAYS_IN_WEEK >= SMT_MAX_CYCLE || from < 0 || (first && from != 0 && !zero_is_said))
        return first ? 0 : next - at;
      for (gint64 week = from; week <= to; week++)
        smt_day_bits_set (bits, (guint)(1 + week * DAYS_IN_WEEK));
      next += n;
      guint sign = _smt_reader_skip_classes (reader, next, SMT_TERM_COMMA, SMT_TERM_AND, SMT_TERM_ON);
      if (sign > 0 && _smt_reader_cls (reader, next + sign) == SMT_TERM_TIME_UNIT
          && _smt_reader_term (reader, next + sign)->a == SMT_TIME_UNIT_WEEK)
        sign++;
      if (sign == 0 || _smt_reader_cls (reader, next + sign) != SMT_TERM_NUMBER)
        return next - at;
      next += sign;
    }
}

static void
push_days (SmtReader *reader, guint at, guint n_terms, const SmtDayBits *bits, SmtTimeUnit unit, guint flags)
{
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_DAYS, at, n_terms);

  mark.on = *bits;
  mark.unit = unit;
  mark.flags = flags;
  _smt_reader_push (reader, &mark);
}

/* "fra dag 2", "f.o.m. uke 3": where the last of several steps begins. Weeks counted from zero are told from the first
 * dose, and the list of these doses ends by itself. */
static guint
read_onward (SmtReader *reader, guint at)
{
  const SmtTerm *word = _smt_reader_term (reader, at + 1);
  SmtDayBits bits = { { 0 } };
  SmtRange which;

  if ((word[-1].cls != SMT_TERM_FROM && word[-1].cls != SMT_TERM_OF) || word[-1].b == 0
      || word->cls != SMT_TERM_TIME_UNIT || word->b == SMT_TIME_FORM_GENITIVE
      || (word->a != SMT_TIME_UNIT_DAY && word->a != SMT_TIME_UNIT_WEEK) || word[1].cls != SMT_TERM_NUMBER
      || word[1].article)
    return 0;
  guint n = 2 + _smt_reader_take_range (reader, at + 2, &which);
  SmtTermClass after = _smt_reader_cls (reader, at + n);
  if (which.kind != SMT_RANGE_EXACT || !set_days (&bits, which.lo, which.hi) || after == SMT_TERM_TO
      || after == SMT_TERM_DASH || after == SMT_TERM_COUNT || after == SMT_TERM_X || after == SMT_TERM_UNIT
      || after == SMT_TERM_TIME_UNIT || after == SMT_TERM_AND)
    return 0;
  if (word->a == SMT_TIME_UNIT_WEEK && counts_from_zero (reader))
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, n);
  push_days (reader, at, n, &bits, (SmtTimeUnit)word->a, SMT_MARK_ONWARD);
  return n;
}

/* "første dag", "2. uke": one of a row, of days or weeks; "hver 2. uke" has been read before. */
static guint
read_ordinal_day (SmtReader *reader, guint at)
{
  guint next = at + _smt_reader_skip_classes (reader, at, SMT_TERM_ON, SMT_TERM_IN, SMT_TERM_NOISE);
  SmtRange which;
  guint n = _smt_reader_is_ordinal (reader, next) ? _smt_reader_take_ordinal (reader, next, &which) : 0;
  const SmtTerm *word = _smt_reader_term (reader, next + n);
  SmtDayBits bits = { { 0 } };

  if (n == 0 || word->cls != SMT_TERM_TIME_UNIT || word->b == SMT_TIME_FORM_GENITIVE
      || (word->a != SMT_TIME_UNIT_DAY && word->a != SMT_TIME_UNIT_WEEK) || !set_days (&bits, which.lo, which.hi)
      || (word->b == SMT_TIME_FORM_PLURAL && which.kind == SMT_RANGE_EXACT)) /* "første dager" has lost a figure */
    return 0;
  push_days (reader, at, next + n + 1 - at, &bits, (SmtTimeUnit)word->a, SMT_MARK_LABEL);
  return next + n + 1 - at;
}

/* "dag 1-21 av 28", "dag 1-21/28": the cycle that the days stand in. */
static guint
read_out_of (SmtReader *reader, guint at, SmtTimeUnit unit)
{
  SmtTermClass cls = _smt_reader_cls (reader, at);
  const SmtTerm *number = _smt_reader_term (reader, at + 1);
  SmtRange n;

  if ((cls != SMT_TERM_OF && cls != SMT_TERM_SLASH) || number->cls != SMT_TERM_NUMBER || number->article)
    return 0;
  guint taken = _smt_reader_take_range (reader, at + 1, &n);
  const SmtTerm *after = _smt_reader_term (reader, at + 1 + taken);
  gboolean has_unit = after->cls == SMT_TERM_TIME_UNIT && after->a == (gint16)unit;
  if (after->cls == SMT_TERM_UNIT || after->cls == SMT_TERM_COUNT || after->cls == SMT_TERM_CYCLE
      || after->cls == SMT_TERM_DASH || (after->cls == SMT_TERM_TIME_UNIT && !has_unit)
      || (has_unit && after[1].cls == SMT_TERM_CYCLE))
    return 0;
  _smt_reader_push_span (reader, SMT_MARK_CYCLE, at, 1 + taken + (has_unit ? 1 : 0), n, unit, 0);
  return 1 + taken + (has_unit ? 1 : 0);
}

/* "dag 15-21: pause" behind "dag 1-14: …" closes the cycle, as "pause dag 15-21" does; anywhere else it is not read. */
static guint
read_pause_behind_days (SmtReader *reader, guint at, guint next, const SmtDayBits *bits, SmtTimeUnit unit)
{
  guint last = SMT_MAX_CYCLE;

  next += _smt_reader_skip_classes (reader, next, SMT_TERM_COLON, SMT_TERM_EQUALS, SMT_TERM_DASH);
  SmtTermClass word = _smt_reader_cls (reader, next);
  if (word != SMT_TERM_PAUSE && word != SMT_TERM_NO_DOSE)
    return 0;
  while (last > 0 && !smt_day_bits_has (bits, last))
    last--;
  if (word == SMT_TERM_PAUSE && _smt_reader_closes_cycle (reader, bits, unit))
    _smt_reader_push_span (reader, SMT_MARK_CYCLE, at, next + 1 - at, smt_range_exact_int (last), unit, 0);
  else
    _smt_reader_push_plain (reader, SMT_MARK_STRAY, at, next + 1 - at);
  return next + 1 - at;
}

/* "dag 1, 2, 8 og 15", "på dag 1-5 og dag 8-12", "uke 1-2" */
static guint
read_day_list (SmtReader *reader, guint at)
{
  guint next = at + _smt_reader_skip_classes (reader, at, SMT_TERM_ON, SMT_TERM_AT, SMT_TERM_ON);
  const SmtTerm *word = _smt_reader_term (reader, next);
  SmtDayBits bits = { { 0 } };

  if (word->cls != SMT_TERM_TIME_UNIT || word->b == SMT_TIME_FORM_GENITIVE
      || (word->a != SMT_TIME_UNIT_DAY && word->a != SMT_TIME_UNIT_WEEK))
    return 0;
  next++;
  guint from_zero = word->a == SMT_TIME_UNIT_WEEK ? take_weeks_from_zero (reader, next, &bits) : 0;
  if (from_zero > 0)
    {
      push_days (reader, at, next + from_zero - at, &bits, SMT_TIME_UNIT_DAY, SMT_MARK_ONCE);
      return next + from_zero - at;
    }
  guint n = take_listed_days (reader, next, &bits);
  if (n == 0)
    return 0;
  for (next += n;;)
    {
      guint sign = _smt_reader_skip_classes (reader, next, SMT_TERM_COMMA, SMT_TERM_AND, SMT_TERM_ON);
      const SmtTerm *again = _smt_reader_term (reader, next + sign);
      if (again->cls == SMT_TERM_TIME_UNIT && again->a == word->a
          && (again->b == SMT_TIME_FORM_BARE || again->b == SMT_TIME_FORM_PLURAL || again->b == SMT_TIME_FORM_EITHER))
        sign++;
      n = sign > 0 ? take_listed_days (reader, next + sign, &bits) : 0;
      if (n == 0)
        break;
      next += sign + n;
    }
  guint paused = read_pause_behind_days (reader, at, next, &bits, (SmtTimeUnit)word->a);
  if (paused > 0)
    return paused;
  push_days (reader, at, next - at, &bits, (SmtTimeUnit)word->a, 0);
  return next - at + read_out_of (reader, next, (SmtTimeUnit)word->a);
}

/* A "kur" is a course of its own unless "hver", "av" or "gjentatte" makes it a cycle; a "syklus" always is one. */
static gboolean
is_cycle_word (const SmtTerm *word, gboolean led)
{
  return word->cls == SMT_TERM_CYCLE && (word->b == 0 || led);
}

/* "28-dagers syklus", "21 dagerssykluser" */
static guint
take_cycle_span (SmtReader *reader, guint at, gboolean led, SmtRange *n, SmtTimeUnit *unit)
{
  guint taken = _smt_reader_take_span (reader, at, n, unit);

  if (taken > 0)
    return is_cycle_word (_smt_reader_term (reader, at + taken), led) ? taken + 1 : 0;
  taken = _smt_reader_take_range (reader, at, n);
  taken += _smt_reader_cls (reader, at + taken) == SMT_TERM_DASH ? 1 : 0;
  const SmtTerm *word = _smt_reader_term (reader, at + taken);
  if (taken == 0 || word->cls != SMT_TERM_CYCLE_DAYS)
    return 0;
  *unit = (SmtTimeUnit)word->a;
  return taken + 1;
}

/* "av hver 28-dagers syklus", "i gjentatte 21-dagers sykluser", "i en syklus på 28 dager" */
static guint
read_cycle_length (SmtReader *reader, guint at)
{
  guint next = at;
  gboolean led = FALSE;
  SmtRange n;
  SmtTimeUnit unit;

  for (;; next++)
    {
      SmtTermClass cls = _smt_reader_cls (reader, next);
      if (is_any_of (cls, SMT_TERM_OF, SMT_TERM_EACH, SMT_TERM_REPEAT) || cls == SMT_TERM_PER)
        led = TRUE;
      else if (!is_any_of (cls, SMT_TERM_IN, SMT_TERM_NOISE, SMT_TERM_IN))
        break;
    }
  const SmtTerm *one = _smt_reader_term (reader, next);
  if (one->cls == SMT_TERM_NUMBER && one->article && (one[1].cls == SMT_TERM_NUMBER || one[1].cls == SMT_TERM_CYCLE))
    next++; /* the word for one in "i en 28-dagers syklus" */
  guint taken = take_cycle_span (reader, next, led, &n, &unit);
  if (taken == 0 && is_cycle_word (_smt_reader_term (reader, next), led))
    {
      guint lead = 1 + _smt_reader_skip_classes (reader, next + 1, SMT_TERM_ON, SMT_TERM_COLON, SMT_TERM_OF);
      taken = _smt_reader_take_span (reader, next + lead, &n, &unit);
      taken += taken > 0 ? lead : 0;
    }
  if (taken == 0)
    return 0;
  next += taken;
  _smt_reader_push_span (reader, SMT_MARK_CYCLE, at, next - at, n, unit, 0);
  return next - at;
}

guint
_smt_reader_read_cycle (SmtReader *reader, guint at)
{
  guint n = read_cycle_length (reader, at);

  if (n == 0)
    n = read_on_and_off (reader, at);
  if (n == 0)
    n = read_day_list (reader, at);
  if (n == 0)
    n = read_onward (reader, at);
  if (n == 0)
    n = read_ordinal_day (reader, at);
  return n > 0 ? n : _smt_reader_read_repeat (reader, at);
}
