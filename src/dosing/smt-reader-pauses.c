/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

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
  _smt_reader_push_span (reader, SMT_MARK_PAUSE, at, next - at, n, (SmtTimeUnit)days->a, 0);
  return next - at;
}

/* The last mark of a kind, or NULL. */
static SmtMark *
find_mark (const SmtReader *reader, SmtMarkKind kind)
{
  for (guint i = reader->marks->len; i-- > 0;)
    {
      SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      if (mark->kind == kind)
        return mark;
    }
  return NULL;
}

/* Whether @pause are days that follow the named days of the dose and are none of them. */
gboolean
_smt_reader_closes_cycle (const SmtReader *reader, const SmtDayBits *pause, SmtTimeUnit unit)
{
  const SmtMark *days = find_mark (reader, SMT_MARK_DAYS);
  guint first = 0;

  if (days == NULL || days->unit != unit || (days->flags & (SMT_MARK_LABEL | SMT_MARK_ONCE)) != 0)
    return FALSE;
  for (guint day = 1; day <= SMT_MAX_CYCLE; day++)
    {
      if (smt_day_bits_has (pause, day) && smt_day_bits_has (&days->on, day))
        return FALSE;
      if (first == 0 && smt_day_bits_has (pause, day))
        first = day;
    }
  return first > 1 && smt_day_bits_has (&days->on, first - 1);
}

/* "dag 1-21, pause dag 22-28": a pause of named days behind the named days of the dose closes the cycle. */
static guint
read_pause_of_days (SmtReader *reader, guint at, guint next)
{
  SmtDayBits bits = { { 0 } };
  SmtRange pause;
  gint64 first, last;

  next += _smt_reader_skip_classes (reader, next, SMT_TERM_ON, SMT_TERM_COLON, SMT_TERM_IN);
  const SmtTerm *word = _smt_reader_term (reader, next);
  if (word->cls != SMT_TERM_TIME_UNIT || word->b == SMT_TIME_FORM_GENITIVE)
    return 0;
  guint n = _smt_reader_take_range (reader, next + 1, &pause);
  if (n == 0 || !smt_decimal_is_integer (pause.lo, &first) || !smt_decimal_is_integer (pause.hi, &last) || first < 2
      || last < first || last > SMT_MAX_CYCLE)
    return 0;
  for (gint64 day = first; day <= last; day++)
    smt_day_bits_set (&bits, (guint)day);
  if (!_smt_reader_closes_cycle (reader, &bits, (SmtTimeUnit)word->a))
    return 0;
  next += 1 + n;
  _smt_reader_push_span (reader, SMT_MARK_CYCLE, at, next - at, smt_range_exact_int (last), (SmtTimeUnit)word->a, 0);
  return next - at;
}

/* "mandag til fredag, pause i helgen" says one thing twice; "daglig, pause i helgen" takes the days off. */
static guint
read_pause_of_weekdays (SmtReader *reader, guint at, guint next)
{
  const SmtMark *days = find_mark (reader, SMT_MARK_WEEKDAYS);
  const SmtMark *frequency = find_mark (reader, SMT_MARK_FREQUENCY);
  guint8 bits;

  next += _smt_reader_skip_classes (reader, next, SMT_TERM_ON, SMT_TERM_COLON, SMT_TERM_IN);
  guint n = _smt_reader_take_weekday_list (reader, next, &bits);
  if (n == 0 || reader->depth > 0)
    return 0;
  next += n;
  if (days != NULL)
    return (days->bits & bits) == 0 && !_smt_range_known (days->n)
               ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at)
               : 0;
  gboolean by_habit = find_mark (reader, SMT_MARK_TIMES) != NULL || find_mark (reader, SMT_MARK_PARTS) != NULL;
  if (frequency == NULL ? !by_habit : !smt_range_is_int (frequency->n, 1))
    return 0;
  if (frequency != NULL && frequency->unit == SMT_TIME_UNIT_WEEK && (frequency->flags & SMT_MARK_COUNT_DAYS) != 0)
    {
      SmtMark rest = _smt_reader_mark (reader, SMT_MARK_WEEKDAYS, at, next - at);
      rest.bits = (guint8)(SMT_ALL_WEEKDAYS & ~bits); /* the assembly holds them against the count */
      rest.unit = SMT_TIME_UNIT_WEEK;
      _smt_reader_push (reader, &rest);
      return next - at;
    }
  if (frequency != NULL && frequency->unit != SMT_TIME_UNIT_DAY)
    return 0;
  SmtMark except = _smt_reader_mark (reader, SMT_MARK_EXCEPT, at, next - at);
  except.bits = bits;
  _smt_reader_push (reader, &except);
  return next - at;
}

static gboolean
ends_phrase (const SmtReader *reader, guint at)
{
  switch ((guint)_smt_reader_cls (reader, at))
    {
    case SMT_TERM_END:
    case SMT_TERM_DOT:
    case SMT_TERM_COMMA:
    case SMT_TERM_BREAK:
    case SMT_TERM_CLOSE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* "1 plaster ukentlig i 3 uker, den 4. uken er plasterfri": the week behind as many with a dose. */
static guint
read_free_week (SmtReader *reader, guint at)
{
  guint next = at + _smt_reader_skip_classes (reader, at, SMT_TERM_NOISE, SMT_TERM_ON, SMT_TERM_IN);
  SmtRange which;
  const SmtMark *length = find_mark (reader, SMT_MARK_LENGTH);
  gint64 weeks, number;

  guint n = _smt_reader_is_ordinal (reader, next) ? _smt_reader_take_ordinal (reader, next, &which) : 0;
  const SmtTerm *week = _smt_reader_term (reader, next + n);
  if (n == 0 || week->cls != SMT_TERM_TIME_UNIT || week->a != SMT_TIME_UNIT_WEEK)
    return 0;
  next += n + 1;
  next += _smt_reader_skip_classes (reader, next, SMT_TERM_NOISE, SMT_TERM_COLON, SMT_TERM_NOISE);
  if (_smt_reader_cls (reader, next) != SMT_TERM_PAUSE)
    return 0;
  if (length == NULL || length->unit != SMT_TIME_UNIT_WEEK || !_smt_range_exact_count (length->n, &weeks)
      || !_smt_range_exact_count (which, &number) || number != weeks + 1)
    return 0;
  _smt_reader_push_span (reader, SMT_MARK_PAUSE, at, next + 1 - at, smt_range_exact_int (1), SMT_TIME_UNIT_WEEK, 0);
  return next + 1 - at;
}

/* "7 dagers opphold", "en ukes pause", "pause i 7 dager", "ingen dosering i 1 dag", "no dose for 7 days" */
guint
_smt_reader_read_pause (SmtReader *reader, guint at)
{
  guint free_week = read_free_week (reader, at);
  if (free_week > 0)
    return free_week;
  guint next = at + _smt_reader_skip_classes (reader, at, SMT_TERM_WITH, SMT_TERM_NOISE, SMT_TERM_OF);
  if (_smt_reader_cls (reader, next) == SMT_TERM_PER && _smt_reader_cls (reader, next + 1) == SMT_TERM_NUMBER)
    next++; /* the English "a 7-day break" */
  const SmtTerm *one = _smt_reader_term (reader, next);
  if (one->cls == SMT_TERM_NUMBER && one->article && one[1].cls == SMT_TERM_NUMBER && !one[1].article)
    next++; /* "en 10 dagers hvileperiode" */
  guint free = read_free_days (reader, at, next);
  if (free > 0)
    return free;
  SmtRange n = SMT_RANGE_NONE;
  SmtTimeUnit unit = SMT_TIME_UNIT_DAY;
  guint taken = _smt_reader_take_span (reader, next, &n, &unit);
  SmtTermClass word = _smt_reader_cls (reader, next + taken);

  guint without = word == SMT_TERM_WITHOUT && _smt_reader_cls (reader, next + taken + 1) == SMT_TERM_UNIT ? 1 : 0;
  gboolean with_length =
      word == SMT_TERM_OFF || (word == SMT_TERM_WITHOUT && ends_phrase (reader, next + taken + 1 + without));
  if (word != SMT_TERM_PAUSE && word != SMT_TERM_NO_DOSE && (!with_length || taken == 0))
    return 0;
  guint named = taken == 0 ? read_pause_of_days (reader, at, next + 1) : 0;
  if (named == 0 && taken == 0)
    named = read_pause_of_weekdays (reader, at, next + 1);
  if (named > 0)
    return named;
  gboolean stop = word == SMT_TERM_NO_DOSE && _smt_reader_term (reader, next + taken)->b != 0;
  guint flags = (word == SMT_TERM_NO_DOSE ? SMT_MARK_NO_DOSING : 0) | (stop ? SMT_MARK_STOP : 0);
  next += taken + 1 + without;
  next += _smt_reader_skip_classes (reader, next, SMT_TERM_PAUSE, SMT_TERM_INTERVAL, SMT_TERM_PAUSE);
  if (taken == 0)
    {
      guint lead = _smt_reader_skip_classes (reader, next, SMT_TERM_IN, SMT_TERM_ON, SMT_TERM_COLON);
      lead += _smt_reader_cls (reader, next + lead) == SMT_TERM_FOR ? 1 : 0;
      taken = _smt_reader_take_span (reader, next + lead, &n, &unit);
      if (taken > 0)
        next += lead + taken;
      else
        n = SMT_RANGE_NONE;
    }
  _smt_reader_push_span (reader, SMT_MARK_PAUSE, at, next - at, n, unit, flags);
  return next - at;
}
