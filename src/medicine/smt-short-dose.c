/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-short-dose.h"

#include "dosing/smt-compare.h"

#define HOURS_IN_DAY 24
#define DAYS_IN_WEEK 7
#define MONTHS_IN_YEAR 12
#define DAYS_IN_SHORTEST_MONTH 28
#define DAYS_IN_YEAR 365

/* More is no dose; it also keeps every product within 32 bits. */
#define MAX_NUMBER 9999
#define MAX_USES 50
#define MAX_TIMES 50

/* --- duration ----------------------------------------------------------------------------------------------------- */

/* The parts of an xs:duration in the order they must stand, and the week of ISO 8601. */
enum
{
  YEARS,
  MONTHS,
  WEEKS,
  DAYS,
  HOURS,
  MINUTES,
  SECONDS,
  N_PARTS,
};

static gboolean
read_number (const char **at, guint *out)
{
  const char *from = *at;

  *out = 0;
  for (; g_ascii_isdigit (**at); (*at)++)
    {
      *out = *out * 10 + (guint)(**at - '0');
      if (*out > MAX_NUMBER)
        return FALSE;
    }
  return *at > from;
}

/* The parts one after another, each at most once; a part that is said is set in @said. */
static gboolean
read_parts (const char *at, guint parts[N_PARTS], guint *said)
{
  static const char letters[] = "YMWDHMS";
  guint next = 0, end = HOURS;

  if (*at++ != 'P')
    return FALSE;
  while (*at != '\0')
    {
      guint number;
      if (*at == 'T' && end == HOURS)
        {
          next = HOURS;
          end = N_PARTS;
          at++;
        }
      if (!read_number (&at, &number))
        return FALSE;
      while (next < end && letters[next] != *at)
        next++;
      if (next == end)
        return FALSE;
      parts[next] = number;
      *said |= 1u << next++;
      at++;
    }
  return *said != 0;
}

static gboolean
say (guint n, SmtTimeUnit unit, SmtDuration *out)
{
  *out = (SmtDuration){ n, unit };
  return n > 0;
}

/**
 * smt_duration_parse:
 * @text: (nullable): an xs:duration ("P1D", "P7D", "P1M", "PT8H"), or weeks as ISO 8601 has them ("P1W")
 * @out: (out): the duration in the unit it was said in; whole days of hours become days
 *
 * Read strictly: whole numbers, no sign, parts in order. Days and months together have no one length, minutes and
 * seconds are no period of a dose, and a period of nothing is none: all these are unknown.
 *
 * Returns: whether it is one clear stretch of time
 */
gboolean
smt_duration_parse (const char *text, SmtDuration *out)
{
  g_return_val_if_fail (out != NULL, FALSE);

  guint parts[N_PARTS] = { 0 };
  guint said = 0;
  guint months, days, hours;

  *out = (SmtDuration){ 0, SMT_TIME_UNIT_DAY };
  if (text == NULL || !read_parts (text, parts, &said) || parts[MINUTES] != 0 || parts[SECONDS] != 0)
    return FALSE;
  if ((said & 1u << WEEKS) != 0)
    return said == 1u << WEEKS && say (parts[WEEKS], SMT_TIME_UNIT_WEEK, out);

  months = parts[YEARS] * MONTHS_IN_YEAR + parts[MONTHS];
  days = parts[DAYS];
  hours = parts[HOURS];
  if (months != 0)
    {
      if (days != 0 || hours != 0)
        return FALSE;
      return parts[MONTHS] == 0 ? say (parts[YEARS], SMT_TIME_UNIT_YEAR, out) : say (months, SMT_TIME_UNIT_MONTH, out);
    }
  if (hours % HOURS_IN_DAY == 0)
    return say (days + hours / HOURS_IN_DAY, SMT_TIME_UNIT_DAY, out);
  return say (days * HOURS_IN_DAY + hours, SMT_TIME_UNIT_HOUR, out);
}

/* --- one consumption ---------------------------------------------------------------------------------------------- */

static gboolean
is_one_day (SmtDuration period)
{
  return period.unit == SMT_TIME_UNIT_DAY && period.n == 1;
}

static gint64
fewest_days (SmtDuration period)
{
  switch (period.unit)
    {
    case SMT_TIME_UNIT_WEEK:
      return (gint64)period.n * DAYS_IN_WEEK;
    case SMT_TIME_UNIT_MONTH:
      return (gint64)period.n * DAYS_IN_SHORTEST_MONTH;
    case SMT_TIME_UNIT_YEAR:
      return (gint64)period.n * DAYS_IN_YEAR;
    case SMT_TIME_UNIT_HOUR:
    case SMT_TIME_UNIT_DAY:
    default:
      return period.n;
    }
}

/* The most dose days a period may have: as many as there are units to take, and as there are days. */
static gint64
most_dose_days (SmtDecimal amount, SmtDuration period)
{
  const gint64 days = fewest_days (period);
  SmtRatio units;

  if (!smt_decimal_to_ratio (amount, &units))
    return days;
  return MIN (days, units.num / units.den + (units.num % units.den != 0 ? 1 : 0));
}

/* One unit in seven days is one dose in seven days. Two in seven days may be one dose or two: which, is not said. */
static void
fill_days (SmtBeat *beat, SmtDecimal amount, SmtDuration period)
{
  const gint64 most = most_dose_days (amount, period);

  beat->days.n = smt_range_exact_int (period.n);
  beat->days.unit = period.unit;
  beat->days.kind = SMT_DAYS_EVERY_N;
  if (period.unit == SMT_TIME_UNIT_HOUR || is_one_day (period) || most <= 1)
    return;
  beat->days.kind = SMT_DAYS_K_OF_N;
  beat->days.k = smt_range_between (SMT_DECIMAL_INT (1), SMT_DECIMAL_INT (most));
}

static void
add_consumption (SmtRhythm *rhythm, guint step, const SmtShortDoseUse *use, SmtDuration period)
{
  if (smt_decimal_sign (use->amount) == 0) /* nothing for a while: a pause */
    return;

  SmtBeat *beat = smt_rhythm_add_beat (rhythm, step);

  beat->amount = smt_range_exact (use->amount);
  fill_days (beat, use->amount, period);
  if (period.unit == SMT_TIME_UNIT_HOUR)
    beat->basis = SMT_BASIS_EACH;
  else
    beat->basis = is_one_day (period) ? SMT_BASIS_PER_DAY : SMT_BASIS_PER_PERIOD;
  rhythm->stated |= SMT_ATTRIBUTE_AMOUNT | SMT_ATTRIBUTE_DAYS;
}

/* --- set times ---------------------------------------------------------------------------------------------------- */

/* Days on and off are a cycle; weekdays and an interval are said alone, or nobody knows which holds (C12). */
static gboolean
fill_time_days (SmtBeat *beat, const SmtShortDoseTime *time, SmtDuration period)
{
  SmtDays *days = &beat->days;
  const gboolean cycle = time->days_on != 0 || time->days_off != 0;

  if ((time->weekdays != 0) + (time->interval != 0) + cycle > 1)
    return FALSE;
  if (time->weekdays != 0)
    {
      days->kind = SMT_DAYS_WEEKDAYS;
      days->weekdays = time->weekdays;
      return TRUE;
    }
  if (cycle)
    {
      if (time->days_on == 0 || time->days_on + time->days_off > SMT_MAX_CYCLE)
        return FALSE;
      days->kind = SMT_DAYS_CYCLE;
      days->cycle = (guint16)(time->days_on + time->days_off);
      for (guint day = 1; day <= time->days_on; day++)
        smt_day_bits_set (&days->on, day);
      return TRUE;
    }
  days->kind = SMT_DAYS_EVERY_N;
  days->n = smt_range_exact_int (time->interval != 0 ? time->interval : period.n);
  days->unit = time->interval != 0 ? SMT_TIME_UNIT_DAY : period.unit;
  return TRUE;
}

static gboolean
add_time (SmtRhythm *rhythm, guint step, const SmtShortDoseTime *time, SmtDuration period)
{
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, step);

  if (smt_decimal_sign (time->amount) <= 0 || time->part > 6 || (time->part != 0 && time->clock != SMT_CLOCK_UNSAID))
    return FALSE;
  beat->amount = smt_range_exact (time->amount);
  beat->times = smt_range_exact_int (1);
  if (time->unit != NULL && *time->unit != '\0')
    smt_beat_set_unit (beat, time->unit);
  if (time->part != 0)
    beat->parts = (guint8)(1u << (time->part - 1));
  if (time->clock != SMT_CLOCK_UNSAID)
    beat->clock[beat->n_clock++] = time->clock;
  rhythm->stated |= SMT_ATTRIBUTE_AMOUNT | SMT_ATTRIBUTE_TIMES | SMT_ATTRIBUTE_DAYS;
  rhythm->stated |= beat->unit != NULL ? SMT_ATTRIBUTE_UNIT : 0;
  rhythm->stated |= beat->parts != 0 ? SMT_ATTRIBUTE_PARTS : 0;
  rhythm->stated |= beat->n_clock != 0 ? SMT_ATTRIBUTE_CLOCK : 0;
  return fill_time_days (beat, time, period);
}

/* --- together ----------------------------------------------------------------------------------------------------- */

/* Every stretch but the last has an end, or it is not known when the next begins. */
static gboolean
fill_length (SmtRhythm *rhythm, guint index, const SmtShortDoseUse *use, SmtDuration period, gboolean is_last)
{
  SmtStep *step = &rhythm->steps[index];

  if (use->iterations == 0)
    return is_last;
  if (use->iterations > MAX_NUMBER)
    return FALSE;
  step->length = smt_range_exact_int ((gint64)use->iterations * period.n);
  step->length_unit = period.unit;
  rhythm->stated |= SMT_ATTRIBUTE_LENGTH;
  return TRUE;
}

/* @by_times: from the set times where there are any, else from the consumption alone. */
static SmtRhythm *
listen (const SmtShortDoseUse *uses, guint n_uses, gboolean by_times)
{
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();
  gboolean doses = FALSE;

  for (guint i = 0; i < n_uses; i++)
    {
      const SmtShortDoseUse *use = &uses[i];
      SmtDuration period;

      smt_rhythm_add_step (rhythm);
      if (!smt_duration_parse (use->period, &period) || smt_decimal_sign (use->amount) < 0 || use->n_times > MAX_TIMES
          || !fill_length (rhythm, i, use, period, i + 1 == n_uses))
        return NULL;
      if (!by_times || use->n_times == 0)
        add_consumption (rhythm, i, use, period);
      for (guint j = 0; by_times && j < use->n_times; j++)
        if (!add_time (rhythm, i, &use->times[j], period))
          return NULL;
      doses = doses || rhythm->steps[i].n_beats > 0;
    }
  return doses && smt_rhythm_validate (rhythm) ? g_steal_pointer (&rhythm) : NULL;
}

/**
 * smt_short_dose_listen:
 * @uses: (array length=n_uses): what FEST says of the consumption, in its order (Lopenr)
 * @n_uses: how many; may be 0
 *
 * The period is FEST's own and never guessed from the name: without one the meaning is unknown, and never daily. Set
 * times that say another consumption than the period does make it unknown too. How several stretches follow one another
 * is our reading (docs/decisions.md).
 *
 * Returns: (transfer full) (nullable): the rhythm; %NULL when it is not known
 */
SmtRhythm *
smt_short_dose_listen (const SmtShortDoseUse *uses, guint n_uses)
{
  if (n_uses == 0 || n_uses > MAX_USES)
    return NULL;

  g_autoptr (SmtRhythm) consumption = listen (uses, n_uses, FALSE);
  g_autoptr (SmtRhythm) times = listen (uses, n_uses, TRUE);

  if (consumption == NULL || times == NULL)
    return NULL;
  SmtDifference difference = smt_rhythm_compare (consumption, times, SMT_DATE_UNSET);
  if ((difference.flags & (SMT_DIFFERENCE_DOSE_DAYS | SMT_DIFFERENCE_AMOUNT)) != 0)
    return NULL;
  return g_steal_pointer (&times);
}
