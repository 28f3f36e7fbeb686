/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define MINUTES_IN_HOUR 60
#define HOURS_IN_DAY 24
#define AFTER_NOON 2
#define HALF_DAY (12 * MINUTES_IN_HOUR)

/* "8", "08.00", "0800", "20:00" behind "kl" */
static gboolean
take_minutes (const SmtReader *reader, guint at, guint16 *minutes)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  guint n_letters = term->end - term->start;
  gint64 hour, minute = 0;

  if (term->cls == SMT_TERM_CLOCK_TIME)
    {
      *minutes = (guint16)term->a;
      return TRUE;
    }
  if (term->cls != SMT_TERM_NUMBER || term->article)
    return FALSE;
  if (term->value.scale == 2 && n_letters <= 5)
    {
      hour = term->value.mantissa / 100;
      minute = term->value.mantissa % 100;
    }
  else if (!smt_decimal_is_integer (term->value, &hour) || term->value.scale != 0)
    return FALSE;
  else if (n_letters == 4)
    {
      minute = hour % 100;
      hour /= 100;
    }
  if (hour > HOURS_IN_DAY || minute >= MINUTES_IN_HOUR)
    return FALSE;
  *minutes = (guint16)(hour % HOURS_IN_DAY * MINUTES_IN_HOUR + minute);
  return TRUE;
}

/* "kl", or the "at" of "at 08:00": without the colon a number behind it is no hour. */
static gboolean
is_clock_word (const SmtReader *reader, guint at)
{
  SmtTermClass cls = _smt_reader_cls (reader, at);

  return cls == SMT_TERM_CLOCK || (cls == SMT_TERM_AT && _smt_reader_cls (reader, at + 1) == SMT_TERM_CLOCK_TIME);
}

static guint
skip_clock_sign (const SmtReader *reader, guint at)
{
  guint n = 0;

  if (_smt_reader_cls (reader, at) == SMT_TERM_COMMA)
    n++;
  if (_smt_reader_cls (reader, at + n) == SMT_TERM_AND || _smt_reader_cls (reader, at + n) == SMT_TERM_SLASH)
    n++;
  if (n > 0 && is_clock_word (reader, at + n))
    n++;
  return n;
}

/* "8 am", "at 8:30 pm" */
static guint
take_half_day (const SmtReader *reader, guint at, guint16 *minutes)
{
  guint lead = _smt_reader_cls (reader, at) == SMT_TERM_AT || _smt_reader_cls (reader, at) == SMT_TERM_CLOCK ? 1 : 0;
  const SmtTerm *half = _smt_reader_term (reader, at + lead + 1);

  if (half->cls != SMT_TERM_PART || half->c == 0 || half->c > AFTER_NOON || !take_minutes (reader, at + lead, minutes)
      || *minutes >= HALF_DAY + MINUTES_IN_HOUR)
    return 0;
  *minutes = (guint16)(*minutes % HALF_DAY + (half->c == AFTER_NOON ? HALF_DAY : 0));
  return lead + 2;
}

/* "at 8 am and 8 pm" */
static guint
read_half_days (SmtReader *reader, guint at)
{
  guint16 minutes;
  guint next = at;
  guint n_sign = 0;
  guint n;
  SmtMark mark = { 0 };

  while (mark.n_clock < SMT_MAX_CLOCK && (n = take_half_day (reader, next + n_sign, &minutes)) > 0)
    {
      mark.clock[mark.n_clock++] = minutes;
      next += n_sign + n;
      n_sign = skip_clock_sign (reader, next);
      if (n_sign == 0)
        break;
    }
  if (mark.n_clock == 0)
    return 0;
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_CLOCK, at, next - at);
  placed.n_clock = mark.n_clock;
  memcpy (placed.clock, mark.clock, sizeof mark.clock);
  _smt_reader_push (reader, &placed);
  return next - at;
}

/* "8-12-16-20", "8 og 20": hours in the order of the day, three of them when a dash or a slash joins any. */
static guint
take_hour_list (const SmtReader *reader, guint at, gboolean by_dash, SmtMark *mark)
{
  guint next = at;
  guint16 minutes;
  gboolean weak = FALSE;

  while (mark->n_clock < SMT_MAX_CLOCK && take_minutes (reader, next, &minutes)
         && (mark->n_clock == 0 || minutes > mark->clock[mark->n_clock - 1]))
    {
      mark->clock[mark->n_clock++] = minutes;
      next++;
      SmtTermClass sign = _smt_reader_cls (reader, next);
      gboolean dash = sign == SMT_TERM_DASH || sign == SMT_TERM_SLASH;
      gboolean comma = sign == SMT_TERM_COMMA || sign == SMT_TERM_AND || sign == SMT_TERM_PLUS;
      weak |= dash;
      if (by_dash ? !dash : !dash && !comma)
        return mark->n_clock >= (weak ? 3u : 1u) ? next - at : 0;
      next++;
    }
  return 0;
}

static gboolean
says_count (const SmtMark *mark, guint n)
{
  if (mark->kind == SMT_MARK_PARTS)
    return n == 1 && (mark->bits & (mark->bits - 1)) == 0;
  return n > 1 && smt_range_is_int (mark->value, n)
         && (mark->kind == SMT_MARK_TIMES
             || (mark->kind == SMT_MARK_FREQUENCY && mark->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (mark->n, 1)));
}

/* "x 2 (8 og 20)", "morgen (08)": right behind what counts as many. */
static guint
read_hours_in_parens (SmtReader *reader, guint at)
{
  const SmtMark *last = _smt_reader_last (reader);
  SmtMark hours = { 0 };

  if (_smt_reader_cls (reader, at) != SMT_TERM_OPEN || last == NULL)
    return 0;
  guint led = _smt_reader_cls (reader, at + 1) == SMT_TERM_CLOCK ? 1 : 0;
  guint n = take_hour_list (reader, at + 1 + led, FALSE, &hours);
  if (n == 0 || _smt_reader_cls (reader, at + 1 + led + n) != SMT_TERM_CLOSE || !says_count (last, hours.n_clock))
    return 0;
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_CLOCK, at, n + 2 + led);
  placed.n_clock = hours.n_clock;
  memcpy (placed.clock, hours.clock, sizeof hours.clock);
  _smt_reader_push (reader, &placed);
  return n + 2 + led;
}

/* "kl 8-12-16-20" */
static guint
read_hours_by_dash (SmtReader *reader, guint at)
{
  SmtMark hours = { 0 };
  guint n = _smt_reader_cls (reader, at) == SMT_TERM_CLOCK ? take_hour_list (reader, at + 1, TRUE, &hours) : 0;

  SmtTermClass after = _smt_reader_cls (reader, at + 1 + n);
  if (n == 0 || hours.n_clock < 3 || after == SMT_TERM_UNIT || after == SMT_TERM_X || after == SMT_TERM_TIME_UNIT)
    return 0;
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_CLOCK, at, n + 1);
  placed.n_clock = hours.n_clock;
  memcpy (placed.clock, hours.clock, sizeof hours.clock);
  _smt_reader_push (reader, &placed);
  return n + 1;
}

/* "kl 8 og 20", "kl. 08.00, 14.00 og 20.00" */
guint
_smt_reader_read_clock (SmtReader *reader, guint at)
{
  gboolean bare = _smt_reader_cls (reader, at) == SMT_TERM_CLOCK_TIME; /* "08:00" needs no "kl" */
  guint next = bare ? at : at + 1;
  SmtMark mark = { 0 };
  guint16 minutes;
  guint listed = read_half_days (reader, at);

  if (listed == 0)
    listed = read_hours_in_parens (reader, at);
  if (listed == 0)
    listed = read_hours_by_dash (reader, at);
  if (listed > 0)
    return listed;
  if ((!bare && !is_clock_word (reader, at)) || !take_minutes (reader, next, &minutes))
    return 0;
  mark.clock[mark.n_clock++] = minutes;
  for (next++;;)
    {
      guint n_sign = skip_clock_sign (reader, next);
      SmtTermClass after = _smt_reader_cls (reader, next + n_sign + 1);
      if (n_sign == 0 || mark.n_clock == SMT_MAX_CLOCK || after == SMT_TERM_UNIT || after == SMT_TERM_X
          || after == SMT_TERM_DASH || after == SMT_TERM_CLOCK || after == SMT_TERM_CLOCK_TIME
          || !take_minutes (reader, next + n_sign, &minutes))
        break;
      mark.clock[mark.n_clock++] = minutes;
      next += n_sign + 1;
    }
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_CLOCK, at, next - at);
  placed.n_clock = mark.n_clock;
  memcpy (placed.clock, mark.clock, sizeof mark.clock);
  _smt_reader_push (reader, &placed);
  return next - at;
}
