/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-layout-brackets.h"

#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-steps.h"

static void
append (GArray *brackets, const SmtBracket *like, guint from, guint to, gboolean cut)
{
  SmtBracket bracket = *like;

  bracket.from = from;
  bracket.to = to;
  bracket.cut = cut;
  g_array_append_val (brackets, bracket);
}

/* The first day of the calendar week or month that @date lies in; @date itself for other periods, which have no start
 * that everybody agrees on. */
static SmtDate
start_of_period (SmtDate date, SmtTimeUnit unit)
{
  guint year, month, day;

  if (unit == SMT_TIME_UNIT_WEEK)
    return smt_date_add_days (date, -(int)smt_date_weekday (date));
  if (unit != SMT_TIME_UNIT_MONTH)
    return date;
  smt_date_split (date, &year, &month, &day);
  return smt_date_new (year, month, 1);
}

/* One bracket over the whole window. */
void
_smt_brackets_add_one (GArray *brackets,
                       const SmtWindow *window,
                       SmtRange count,
                       SmtRange period,
                       SmtTimeUnit unit,
                       gboolean cut)
{
  SmtBracket like = { .count = count, .period = period, .unit = unit };

  if (window->from < window->to)
    append (brackets, &like, window->from, window->to, cut);
}

/* A bracket for every whole period of the window: calendar weeks from Monday, calendar months, any other period from
 * the first day. The first and the last are cut when the period goes on outside. Ranges and periods that are no whole
 * days get one bracket. */
void
_smt_brackets_add (GArray *brackets, const SmtWindow *window, SmtRange count, SmtRange period, SmtTimeUnit unit)
{
  SmtBracket like = { .count = count, .period = period, .unit = unit };
  gboolean calendar = smt_range_is_int (period, 1);
  SmtDate from = smt_date_add_days (window->first, (int)window->from);
  SmtDate start = calendar ? start_of_period (from, unit) : from;

  if (period.kind != SMT_RANGE_EXACT || smt_decimal_sign (period.lo) <= 0
      || !smt_date_is_set (_smt_date_add_span (start, period.lo, unit)))
    {
      _smt_brackets_add_one (brackets, window, count, period, unit, window->cut_before || window->cut_after);
      return;
    }
  for (guint at = window->from; at < window->to;)
    {
      SmtDate next = _smt_date_add_span (start, period.lo, unit);
      guint end = (guint)smt_date_days_between (window->first, next);
      gboolean begins_outside = smt_date_days_between (window->first, start) < (int)window->from;
      gboolean cut = (begins_outside && window->cut_before) || (end > window->to && window->cut_after);
      append (brackets, &like, at, MIN (end, window->to), cut);
      at = end;
      start = next;
    }
}
