/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-measure-private.h"
#include "dosing/smt-rhythm-private.h"

#define HOURS_IN_DAY 24

static const SmtRatio window = { SMT_WINDOW, 1 };

static SmtSpread
whole (gint64 number)
{
  return _smt_spread_exact (SMT_RATIO_INT (number));
}

/* --- dose days ---------------------------------------------------------------------------------------------------- */

static SmtSpread
per_period (SmtSpread dose_days, SmtSpread period, guint repeats)
{
  SmtSpread rate = _smt_spread_divide (_smt_spread_multiply (dose_days, _smt_spread_exact (window)), period);
  SmtSpread all;

  rate = _smt_spread_cap (rate, window);
  if (repeats == 0)
    return rate;
  all = _smt_spread_multiply (dose_days, whole (repeats)); /* "twice, 7 days apart" is two days, not weekly */
  return _smt_spread_known (all) ? _smt_spread_cap (rate, all.hi) : rate;
}

static gint64
listed_in_window (const SmtDayBits *bits)
{
  gint64 count = 0;

  for (guint day = 1; day <= SMT_WINDOW; day++)
    count += smt_day_bits_has (bits, day) ? 1 : 0;
  return count;
}

/* The days after which the rhythm of @days begins anew; unknown when nothing is repeated. */
SmtSpread
_smt_days_period (const SmtDays *days)
{
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
    case SMT_DAYS_K_OF_N:
      return _smt_spread_of_span (days->n, days->unit);
    case SMT_DAYS_WEEKDAYS:
      return _smt_range_known (days->n) ? _smt_spread_of_span (days->n, days->unit) : whole (SMT_DAYS_IN_WEEK);
    case SMT_DAYS_CYCLE:
      return days->cycle > 0 ? whole (days->cycle) : SMT_SPREAD_UNKNOWN;
    case SMT_DAYS_UNKNOWN:
    case SMT_DAYS_DAY_LIST:
    default:
      return SMT_SPREAD_UNKNOWN;
    }
}

static SmtSpread
dose_days_per_period (const SmtDays *days)
{
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      return whole (1);
    case SMT_DAYS_K_OF_N:
      return _smt_spread_of_range (days->k);
    case SMT_DAYS_WEEKDAYS:
      return whole (_smt_bits_count (_smt_days_weekdays (days)));
    case SMT_DAYS_CYCLE:
      return whole (smt_day_bits_count (&days->on));
    case SMT_DAYS_UNKNOWN:
    case SMT_DAYS_DAY_LIST:
    default:
      return SMT_SPREAD_UNKNOWN;
    }
}

/* The days to count: "twice, 7 days apart" as a list, which is made in @room, unless the period is part of the dose. */
const SmtDays *
_smt_beat_settled_days (const SmtBeat *beat, SmtDays *room)
{
  if (beat->basis == SMT_BASIS_PER_PERIOD || beat->days.repeats == 0)
    return &beat->days;
  *room = _smt_days_settle (&beat->days);
  return room;
}

static SmtSpread
dose_days_of (const SmtDays *days)
{
  if (days->kind == SMT_DAYS_DAY_LIST)
    {
      gint64 count = listed_in_window (&days->on);
      return count > 0 ? whole (count) : SMT_SPREAD_UNKNOWN;
    }
  return per_period (dose_days_per_period (days), _smt_days_period (days), days->repeats);
}

/* --- doses and amounts -------------------------------------------------------------------------------------------- */

/* "Every 4–6 hours" is 4 to 6 doses a day, "every 5 hours" 4 or 5, "every 72 hours" one on its day. */
static SmtSpread
doses_by_hours (SmtRange hours)
{
  SmtSpread gap = _smt_spread_of_range (hours);
  SmtRatio day = SMT_RATIO_INT (HOURS_IN_DAY);
  SmtRatio fewest, most;

  if (!_smt_spread_known (gap) || gap.kind == SMT_RANGE_AT_MOST || !smt_ratio_divide (day, gap.hi, &fewest)
      || !smt_ratio_divide (day, gap.lo, &most))
    return SMT_SPREAD_UNKNOWN;
  gint64 least = MAX (1, fewest.num / fewest.den);
  gint64 greatest = MAX (1, (most.num - 1) / most.den + 1);
  return _smt_spread_hull (whole (least), whole (greatest));
}

static SmtSpread
doses_of (const SmtRhythm *rhythm, const SmtBeat *beat)
{
  if (_smt_range_known (beat->times))
    return _smt_spread_of_range (beat->times);
  if (beat->parts != 0)
    return whole (_smt_bits_count (beat->parts));
  if (beat->n_clock != 0)
    return whole (beat->n_clock);
  if (beat->days.kind == SMT_DAYS_EVERY_N && beat->days.unit == SMT_TIME_UNIT_HOUR && beat->basis == SMT_BASIS_EACH)
    return doses_by_hours (beat->days.n);
  if (rhythm->as_needed && _smt_range_known (rhythm->max_times_day))
    return _smt_spread_at_most (_smt_spread_of_range (rhythm->max_times_day));
  return _smt_beat_is_once (beat) ? whole (1) : SMT_SPREAD_UNKNOWN;
}

/* The part of a period's amount that falls on one dose day. */
static SmtSpread
share_of_period (const SmtBeat *beat, SmtSpread amount)
{
  SmtSpread period = _smt_days_period (&beat->days);
  SmtSpread dose_days = dose_days_per_period (&beat->days);

  if (!_smt_spread_known (period))
    return SMT_SPREAD_UNKNOWN;
  if (smt_ratio_compare (period.lo, SMT_RATIO_INT (1)) < 0)
    return _smt_spread_divide (amount, period); /* "mg per time": every day is a dose day */
  return _smt_spread_divide (amount, dose_days);
}

SmtBeatMeasure
_smt_beat_measure (const SmtRhythm *rhythm, const SmtBeat *beat)
{
  SmtBeatMeasure out;
  SmtSpread amount = _smt_spread_of_range (beat->amount);
  SmtDays room;

  out.dose_days = dose_days_of (_smt_beat_settled_days (beat, &room));
  out.doses = doses_of (rhythm, beat);
  switch (beat->basis)
    {
    case SMT_BASIS_EACH:
      out.amount = _smt_spread_multiply (amount, out.doses);
      break;
    case SMT_BASIS_PER_DAY:
      out.amount = amount;
      break;
    case SMT_BASIS_PER_PERIOD:
      out.amount = share_of_period (beat, amount);
      break;
    default:
      out.amount = SMT_SPREAD_UNKNOWN;
      break;
    }
  out.amount_28 = _smt_spread_multiply (out.amount, out.dose_days);
  if (beat->basis == SMT_BASIS_PER_PERIOD
      && beat->days.repeats == 0) /* exact even when the division over days is not */
    out.amount_28 =
        _smt_spread_divide (_smt_spread_multiply (amount, _smt_spread_exact (window)), _smt_days_period (&beat->days));
  return out;
}

void
_smt_beat_day (const SmtRhythm *rhythm, const SmtBeat *beat, SmtSpread *amount, SmtSpread *doses)
{
  SmtBeatMeasure measure = _smt_beat_measure (rhythm, beat);

  *amount = measure.amount;
  *doses = measure.doses;
}
