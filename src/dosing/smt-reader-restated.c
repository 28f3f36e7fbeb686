/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#define DAYS_IN_WEEK 7

/* "2 ganger ukentlig i 2 uker (dag 1, 4, 8 og 11), deretter 10 dagers pause (dag 12-21)": the days of a cycle said more
 * than once. The list says most; what only restates it is checked against it and left out. */

typedef struct
{
  SmtMark *frequency; /* so many times a week … */
  SmtMark *length;    /* … for so many weeks */
  SmtMark *days;      /* … which are these */
  SmtMark *then;
  SmtMark *pause;
  SmtMark *rest; /* the days of the pause */
  SmtMark *cycle;
} Course;

/* Finds the marks of one course; FALSE when there are more of a kind than one course has. */
static gboolean
find_course (const SmtReader *reader, Course *course)
{
  for (guint i = 0; i < reader->marks->len; i++)
    {
      SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      SmtMark **slot = NULL;
      switch ((guint)mark->kind)
        {
        case SMT_MARK_FREQUENCY:
          slot = &course->frequency;
          break;
        case SMT_MARK_LENGTH:
          slot = &course->length;
          break;
        case SMT_MARK_DAYS:
          slot = course->pause == NULL ? &course->days : &course->rest;
          break;
        case SMT_MARK_THEN:
          slot = &course->then;
          break;
        case SMT_MARK_PAUSE:
          slot = &course->pause;
          break;
        case SMT_MARK_CYCLE:
          slot = &course->cycle;
          break;
        default:
          continue;
        }
      if (*slot != NULL)
        return FALSE;
      *slot = mark;
    }
  return course->days != NULL && course->length != NULL && course->days->unit == SMT_TIME_UNIT_DAY
         && (course->days->flags & (SMT_MARK_LABEL | SMT_MARK_ONCE | SMT_MARK_ONWARD)) == 0;
}

static guint
count_between (const SmtDayBits *bits, guint first, guint last)
{
  guint n = 0;

  for (guint day = first; day <= last; day++)
    n += smt_day_bits_has (bits, day) ? 1 : 0;
  return n;
}

/* Whether the list has as many days in each week of the course as the frequency says. */
static gboolean
list_agrees (const Course *course, guint on)
{
  const SmtMark *frequency = course->frequency;
  gint64 times;

  if (count_between (&course->days->on, on + 1, SMT_MAX_CYCLE) > 0)
    return FALSE;
  if (frequency == NULL)
    return TRUE;
  if (frequency->unit != SMT_TIME_UNIT_WEEK || !smt_range_is_int (frequency->n, 1)
      || !_smt_range_exact_count (frequency->value, &times) || on % DAYS_IN_WEEK != 0)
    return FALSE;
  for (guint day = 1; day < on; day += DAYS_IN_WEEK)
    if (count_between (&course->days->on, day, day + DAYS_IN_WEEK - 1) != (guint)times)
      return FALSE;
  return TRUE;
}

static guint
last_day (const SmtDayBits *bits)
{
  guint day = SMT_MAX_CYCLE;

  while (day > 0 && !smt_day_bits_has (bits, day))
    day--;
  return day;
}

/* How long the cycle is whose pause of @off days is told: the days of the pause say it; else it begins behind the weeks
 * of the course, or behind its last dose, whichever of the two makes whole weeks. 0 when both do, or none. */
static guint
find_cycle (const Course *course, guint on, guint off)
{
  guint last = last_day (&course->days->on);

  if (course->rest != NULL)
    {
      guint end = last_day (&course->rest->on);
      gboolean fits = course->rest->unit == SMT_TIME_UNIT_DAY && end > off && end - off >= last
                      && smt_day_bits_count (&course->rest->on) == off
                      && count_between (&course->rest->on, end - off + 1, end) == off;
      return fits ? end : 0;
    }
  guint by_weeks = (on + off) % DAYS_IN_WEEK == 0 ? on + off : 0;
  guint by_dose = (last + off) % DAYS_IN_WEEK == 0 ? last + off : 0;
  if (on == last)
    return on + off;
  return by_weeks != 0 && by_dose != 0 ? 0 : by_weeks + by_dose;
}

static void
leave_out (SmtMark *mark)
{
  if (mark != NULL)
    mark->kind = SMT_MARK_COMMA;
}

/**
 * _smt_reader_settle_restated_days:
 * @reader: a reader whose marks are those of the dose
 *
 * Makes a cycle of a course that lists its days and is followed by a pause, and leaves out what only says the same.
 * Where the list and the rest do not agree, nothing is changed.
 */
void
_smt_reader_settle_restated_days (SmtReader *reader)
{
  Course course = { 0 };

  if (!find_course (reader, &course))
    return;
  guint on = _smt_span_whole_days (course.length->n, course.length->unit);
  gboolean paused = course.pause != NULL && (course.pause->flags & SMT_MARK_NO_DOSING) == 0;
  guint off = paused ? _smt_span_whole_days (course.pause->n, course.pause->unit) : 0;
  if (on == 0 || !list_agrees (&course, on) || (course.pause != NULL && off == 0))
    return;
  guint cycle = off > 0 ? find_cycle (&course, on, off) : 0;
  guint named = course.cycle != NULL ? _smt_span_whole_days (course.cycle->n, course.cycle->unit) : 0;
  if (cycle > SMT_MAX_CYCLE || (off > 0 && cycle == 0)
      || (course.cycle != NULL && (named < on || (off > 0 && named != cycle)))
      || (off == 0 && (course.cycle == NULL || course.rest != NULL)))
    return;
  leave_out (course.frequency);
  leave_out (course.length);
  leave_out (course.rest);
  if (course.pause != NULL)
    leave_out (course.then);
  if (course.cycle != NULL)
    leave_out (course.pause);
  else
    {
      course.pause->kind = SMT_MARK_CYCLE;
      course.pause->n = smt_range_exact_int (cycle);
      course.pause->unit = SMT_TIME_UNIT_DAY;
    }
}

/* --- in brackets ---------------------------------------------------------------------------------------------------
 */

/* "5 mg x 2 (totalt 10 mg/døgn)": the whole of the day, in brackets behind the dose. */
static guint
read_total_in_brackets (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtMark amount = { 0 };

  if (_smt_reader_cls (reader, at) != SMT_TERM_OPEN || !reader->amount_seen)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE || _smt_reader_cls (reader, next) == SMT_TERM_EQUALS
         || _smt_reader_cls (reader, next) == SMT_TERM_DAY_TOTAL)
    next++;
  if (next == at + 1)
    return 0;
  guint n = _smt_reader_take_amount (reader, next, &amount);
  if (n == 0)
    return 0;
  next += n;
  next += _smt_reader_take_period (reader, next, &amount);
  gboolean daily = amount.unit == SMT_TIME_UNIT_DAY;
  return daily && _smt_reader_cls (reader, next) == SMT_TERM_CLOSE
             ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + 1 - at)
             : 0;
}

/* "16 mg daglig (2 x 8 mg)": the amount again, as a product; one that is not the same amount is not read. */
static guint
read_product_in_brackets (SmtReader *reader, guint at)
{
  SmtDecimal count, each, product;
  guint n = _smt_reader_cls (reader, at) == SMT_TERM_OPEN && reader->amount_seen
                ? _smt_reader_take_number (reader, at + 1, &count)
                : 0;

  if (n == 0 || _smt_reader_cls (reader, at + 1 + n) != SMT_TERM_X)
    return 0;
  guint next = at + 2 + n;
  n = _smt_reader_take_number (reader, next, &each);
  next += n;
  const SmtTerm *unit = _smt_reader_term (reader, next);
  if (n == 0 || unit->cls != SMT_TERM_UNIT || !smt_decimal_multiply (count, each, &product))
    return 0;
  next++;
  while (_smt_reader_cls (reader, next) == SMT_TERM_UNIT || _smt_reader_cls (reader, next) == SMT_TERM_NOISE
         || _smt_reader_cls (reader, next) == SMT_TERM_DOT || _smt_reader_cls (reader, next) == SMT_TERM_UNKNOWN)
    next++;
  if (_smt_reader_cls (reader, next) != SMT_TERM_CLOSE)
    return 0;
  gboolean same = FALSE;
  for (guint i = 0; i < reader->marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      same |= mark->kind == SMT_MARK_AMOUNT && mark->value.kind == SMT_RANGE_EXACT
              && g_strcmp0 (mark->text, unit->text) == 0 && smt_decimal_equal (mark->value.lo, product);
    }
  return _smt_reader_push_plain (reader, same ? SMT_MARK_KNOWN : SMT_MARK_STRAY, at, next + 1 - at);
}

/* "(advarsel: daglig bruk kan være farlig)": a warning may name the daily use it warns against, and nothing else. */
static guint
read_warning_in_brackets (SmtReader *reader, guint at)
{
  guint next = at + 1;
  gboolean warns = FALSE;

  if (_smt_reader_cls (reader, at) != SMT_TERM_OPEN)
    return 0;
  for (; _smt_reader_cls (reader, next) != SMT_TERM_CLOSE; next++)
    {
      const SmtTerm *term = _smt_reader_term (reader, next);
      gboolean daily = term->cls == SMT_TERM_EVERY && term->a == SMT_TIME_UNIT_DAY && term->c == 1;
      warns |= term->cls == SMT_TERM_WARNING;
      if (term->cls == SMT_TERM_END || term->cls == SMT_TERM_BREAK || term->cls == SMT_TERM_OPEN
          || term->cls == SMT_TERM_FOREIGN || (term->cls == SMT_TERM_UNKNOWN && _smt_reader_resembles (reader, next))
          || (term->cls > SMT_TERM_QUIET && !daily && term->cls != SMT_TERM_WARNING && term->cls != SMT_TERM_NOT
              && _smt_lexicon_is_dose_class (term->cls)))
        return 0;
    }
  return warns ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + 1 - at) : 0;
}

/* What brackets say of an amount that stands before them, or warn of. */
guint
_smt_reader_read_bracket (SmtReader *reader, guint at)
{
  guint n = read_total_in_brackets (reader, at);

  if (n == 0)
    n = read_product_in_brackets (reader, at);
  return n > 0 ? n : read_warning_in_brackets (reader, at);
}
