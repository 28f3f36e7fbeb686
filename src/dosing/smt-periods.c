/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-periods.h"

#include "dosing/smt-rhythm-private.h"

#define DAYS_IN_WEEK 7
#define DAYS_IN_MONTH 30
#define DAYS_IN_HALF_YEAR 182
#define DAYS_IN_YEAR 365
#define HOURS_IN_DAY 24

static SmtPeriod
every (gint64 n, SmtTimeUnit unit)
{
  return (SmtPeriod){ 1, smt_range_exact_int (n), unit };
}

static SmtPeriod
whole_days (gint64 days)
{
  if (days % DAYS_IN_YEAR == 0)
    return every (days / DAYS_IN_YEAR, SMT_TIME_UNIT_YEAR);
  if (days == DAYS_IN_HALF_YEAR)
    return every (6, SMT_TIME_UNIT_MONTH);
  if (days % DAYS_IN_MONTH == 0)
    return every (days / DAYS_IN_MONTH, SMT_TIME_UNIT_MONTH);
  if (days % DAYS_IN_WEEK == 0)
    return every (days / DAYS_IN_WEEK, SMT_TIME_UNIT_WEEK);
  return every (days, SMT_TIME_UNIT_DAY);
}

/* One dose day in @days: 7 is every week, 7/2 twice a week, 30 every month, 1/2 every 12 hours. An interval that has no
 * such name comes out as hours, or as the whole days in it. */
SmtPeriod
_smt_period_of_days (SmtRatio days)
{
  SmtRatio hours;

  if (days.den == 1 && days.num > 0)
    return whole_days (days.num);
  if (days.num > days.den && DAYS_IN_WEEK * days.den % days.num == 0)
    return (SmtPeriod){ (guint)(DAYS_IN_WEEK * days.den / days.num), smt_range_exact_int (1), SMT_TIME_UNIT_WEEK };
  if (smt_ratio_multiply (days, SMT_RATIO_INT (HOURS_IN_DAY), &hours) && hours.den == 1 && hours.num > 0)
    return every (hours.num, SMT_TIME_UNIT_HOUR);
  return every (MAX (1, days.num / days.den), SMT_TIME_UNIT_DAY);
}
