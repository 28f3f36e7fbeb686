/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static gboolean
is_any_of (SmtTermClass cls, SmtTermClass a, SmtTermClass b, SmtTermClass c)
{
  return cls == a || cls == b || cls == c;
}

static guint
skip_classes (const SmtReader *reader, guint at, SmtTermClass a, SmtTermClass b, SmtTermClass c)
{
  guint n = 0;

  while (is_any_of (_smt_reader_cls (reader, at + n), a, b, c))
    n++;
  return n;
}

static void
push_span (SmtReader *reader, SmtMarkKind kind, guint at, guint n_terms, SmtRange n, SmtTimeUnit unit, guint flags)
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
      next += skip_classes (reader, next, SMT_TERM_COLON, SMT_TERM_NOISE, SMT_TERM_UP_TO);
      guint n_on = skip_classes (reader, next, SMT_TERM_ON, SMT_TERM_IN, SMT_TERM_FOR);
      if (cls == SMT_TERM_CYCLE && n_on == 0)
        return 0;
      next += n_on;
      guint taken = _smt_reader_take_span (reader, next, &n, &unit);
      if (taken == 0)
        return 0;
      next += taken;
      push_span (reader, SMT_MARK_LENGTH, at, next - at, n, unit, 0);
      return next - at;
    }
  guint taken = _smt_reader_take_span (reader, at, &n, &unit);
  if (taken == 0 || _smt_reader_cls (reader, at + taken) != SMT_TERM_CYCLE
      || _smt_reader_term (reader, at + taken - 1)->b != SMT_TIME_FORM_GENITIVE || !frequency_is_said (reader))
    return 0;
  push_span (reader, SMT_MARK_LENGTH, at, taken + 1, n, unit, 0);
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

  if (named > 0)
    return named;
  guint lead = skip_classes (reader, at, SMT_TERM_IN, SMT_TERM_FOR, SMT_TERM_OVER);
  if (lead > 0)
    lead += skip_classes (reader, at + lead, SMT_TERM_NOISE, SMT_TERM_NOISE, SMT_TERM_NOISE);
  guint first = skip_next (reader, at + lead);
  lead += first;
  guint up_to = _smt_reader_cls (reader, at + lead) == SMT_TERM_UP_TO ? 1 : 0;
  guint taken = _smt_reader_take_span (reader, at + lead + up_to, &n, &unit);
  if (taken == 0 || (lead + up_to == 0 && !frequency_is_said (reader)))
    return 0;
  const SmtTerm *noun = _smt_reader_term (reader, at + lead + up_to + taken - 1);
  guint next = at + lead + up_to + taken;
  SmtTermClass after = _smt_reader_cls (reader, next);
  if (unit == SMT_TIME_UNIT_HOUR || (noun->b == SMT_TIME_FORM_DEFINITE && first == 0)
      || noun->b == SMT_TIME_FORM_GENITIVE || is_any_of (after, SMT_TERM_INTERVAL, SMT_TERM_PAUSE, SMT_TERM_CYCLE)
      || is_any_of (after, SMT_TERM_BEFORE, SMT_TERM_AFTER, SMT_TERM_OFF)
      || _smt_reader_take_period (reader, next, &period) > 0)
    return 0;
  if (up_to > 0)
    n = smt_range_at_most (n.hi);
  push_span (reader, SMT_MARK_LENGTH, at, next - at, n, unit, 0);
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
  next += skip_classes (reader, next, SMT_TERM_COMMA, SMT_TERM_AND, SMT_TERM_SLASH);
  guint n_off = _smt_reader_take_span (reader, next, &off, &unit_off);
  if (n_off == 0)
    {
      n_off = _smt_reader_take_range (reader, next, &off);
      unit_off = unit;
    }
  SmtTermClass after = _smt_reader_cls (reader, next + n_off);
  if (n_off == 0 || (after != SMT_TERM_OFF && after != SMT_TERM_OF && after != SMT_TERM_PAUSE))
    return 0;
  push_span (reader, SMT_MARK_LENGTH, at, n + 1, on, unit, SMT_MARK_EVERY_DAY);
  push_span (reader, SMT_MARK_PAUSE, next, n_off + 1, off, unit_off, 0);
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

static void
push_days (SmtReader *reader, guint at, guint n_terms, const SmtDayBits *bits, SmtTimeUnit unit, guint flags)
{
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_DAYS, at, n_terms);

  mark.on = *bits;
  mark.unit = unit;
  mark.flags = flags;
  _smt_reader_push (reader, &mark);
}

/* "første dag", "2. uke": one of a row, of days or weeks; "hver 2. uke" has been read before. */
static guint
read_ordinal_day (SmtReader *reader, guint at)
{
  guint next = at + skip_classes (reader, at, SMT_TERM_ON, SMT_TERM_IN, SMT_TERM_NOISE);
  SmtRange which;
  guint n = _smt_reader_is_ordinal (reader, next) ? _smt_reader_take_ordinal (reader, next, &which) : 0;
  const SmtTerm *word = _smt_reader_term (reader, next + n);
  SmtDayBits bits = { { 0 } };

  if (n == 0 || word->cls != SMT_TERM_TIME_UNIT || word->b == SMT_TIME_FORM_GENITIVE
      || (word->a != SMT_TIME_UNIT_DAY && word->a != SMT_TIME_UNIT_WEEK) || !set_days (&bits, which.lo, which.hi))
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
  push_span (reader, SMT_MARK_CYCLE, at, 1 + taken + (has_unit ? 1 : 0), n, unit, 0);
  return 1 + taken + (has_unit ? 1 : 0);
}

/* "dag 1, 2, 8 og 15", "på dag 1-5 og dag 8-12", "uke 1-2" */
static guint
read_day_list (SmtReader *reader, guint at)
{
  guint next = at + (_smt_reader_cls (reader, at) == SMT_TERM_ON);
  const SmtTerm *word = _smt_reader_term (reader, next);
  SmtDayBits bits = { { 0 } };

  if (word->cls != SMT_TERM_TIME_UNIT || word->b == SMT_TIME_FORM_GENITIVE
      || (word->a != SMT_TIME_UNIT_DAY && word->a != SMT_TIME_UNIT_WEEK))
    return 0;
  next++;
  guint n = take_listed_days (reader, next, &bits);
  if (n == 0)
    return 0;
  for (next += n;;)
    {
      guint sign = skip_classes (reader, next, SMT_TERM_COMMA, SMT_TERM_AND, SMT_TERM_ON);
      const SmtTerm *again = _smt_reader_term (reader, next + sign);
      if (again->cls == SMT_TERM_TIME_UNIT && again->a == word->a
          && (again->b == SMT_TIME_FORM_BARE || again->b == SMT_TIME_FORM_PLURAL))
        sign++;
      n = sign > 0 ? take_listed_days (reader, next + sign, &bits) : 0;
      if (n == 0)
        break;
      next += sign + n;
    }
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
      guint lead = 1 + skip_classes (reader, next + 1, SMT_TERM_ON, SMT_TERM_COLON, SMT_TERM_OF);
      taken = _smt_reader_take_span (reader, next + lead, &n, &unit);
      taken += taken > 0 ? lead : 0;
    }
  if (taken == 0)
    return 0;
  next += taken;
  push_span (reader, SMT_MARK_CYCLE, at, next - at, n, unit, 0);
  return next - at;
}

/* "kan gjentas etter 5 minutter" says nothing of a day. */
static guint
read_repeat_after_minutes (SmtReader *reader, guint at, guint next)
{
  SmtRange n;
  guint taken = _smt_reader_take_range (reader, next, &n);

  if (taken == 0 || _smt_reader_cls (reader, next + taken) != SMT_TERM_MINUTE || _smt_reader_term (reader, at)->b == 0)
    return 0;
  SmtMark known = _smt_reader_mark (reader, SMT_MARK_KNOWN, at, next + taken + 1 - at);
  _smt_reader_push (reader, &known);
  return next + taken + 1 - at;
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
static guint
read_repeat (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtRange n;
  SmtTimeUnit unit;

  if (_smt_reader_cls (reader, at) != SMT_TERM_REPEAT)
    return 0;
  next += skip_classes (reader, next, SMT_TERM_NOISE, SMT_TERM_NOISE, SMT_TERM_NOISE);
  if (_smt_reader_cls (reader, next) == SMT_TERM_AFTER)
    {
      next++;
      guint taken = _smt_reader_take_span (reader, next, &n, &unit);
      if (taken == 0)
        return read_repeat_after_minutes (reader, at, next);
      next += taken;
      /* one that may come is no plan, only a least gap */
      gboolean optional = _smt_reader_term (reader, at)->b != 0;
      if (optional && unit > SMT_TIME_UNIT_DAY)
        return 0;
      push_span (reader, optional ? SMT_MARK_GAP : SMT_MARK_REPEAT_AFTER, at, next - at, n, unit,
                 optional ? SMT_MARK_MINIMUM : 0);
      return next - at;
    }
  gboolean comes_again = _smt_reader_term (reader, at)->b != 0 && follows_bounded_course (reader, at);
  push_span (reader, comes_again ? SMT_MARK_KNOWN : SMT_MARK_REPEAT, at, 1, SMT_RANGE_NONE, SMT_TIME_UNIT_DAY, 0);
  return 1;
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
    n = read_ordinal_day (reader, at);
  return n > 0 ? n : read_repeat (reader, at);
}

/* --- pauses ------------------------------------------------------------------------------------------------------- */

/* "7 tablettfrie dager" */
static guint
read_free_days (SmtReader *reader, guint at, guint next)
{
  SmtRange n;
  guint taken = _smt_reader_take_range (reader, next, &n);
  const SmtTerm *days = _smt_reader_term (reader, next + taken);

  if (taken == 0 || days->cls != SMT_TERM_PAUSE_DAYS || smt_decimal_sign (n.lo) <= 0)
    return 0;
  next += taken + 1;
  push_span (reader, SMT_MARK_PAUSE, at, next - at, n, (SmtTimeUnit)days->a, 0);
  return next - at;
}

/* "7 dagers opphold", "en ukes pause", "pause i 7 dager", "ingen dosering i 1 dag", "no dose for 7 days" */
guint
_smt_reader_read_pause (SmtReader *reader, guint at)
{
  guint next = at + skip_classes (reader, at, SMT_TERM_WITH, SMT_TERM_NOISE, SMT_TERM_OF);
  if (_smt_reader_cls (reader, next) == SMT_TERM_PER && _smt_reader_cls (reader, next + 1) == SMT_TERM_NUMBER)
    next++; /* the English "a 7-day break" */
  guint free = read_free_days (reader, at, next);
  if (free > 0)
    return free;
  SmtRange n = SMT_RANGE_NONE;
  SmtTimeUnit unit = SMT_TIME_UNIT_DAY;
  guint taken = _smt_reader_take_span (reader, next, &n, &unit);
  SmtTermClass word = _smt_reader_cls (reader, next + taken);

  if (word != SMT_TERM_PAUSE && word != SMT_TERM_NO_DOSE && (word != SMT_TERM_OFF || taken == 0))
    return 0;
  guint flags = word == SMT_TERM_NO_DOSE ? SMT_MARK_NO_DOSING : 0;
  next += taken + 1;
  next += skip_classes (reader, next, SMT_TERM_PAUSE, SMT_TERM_INTERVAL, SMT_TERM_PAUSE);
  if (taken == 0)
    {
      guint lead = skip_classes (reader, next, SMT_TERM_IN, SMT_TERM_ON, SMT_TERM_COLON);
      lead += _smt_reader_cls (reader, next + lead) == SMT_TERM_FOR ? 1 : 0;
      taken = _smt_reader_take_span (reader, next + lead, &n, &unit);
      if (taken > 0)
        next += lead + taken;
      else
        n = SMT_RANGE_NONE;
    }
  push_span (reader, SMT_MARK_PAUSE, at, next - at, n, unit, flags);
  return next - at;
}
