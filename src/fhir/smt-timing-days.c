/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-timing.h"

#include <string.h>

/* --- counts and units --------------------------------------------------------------------------------------------- */

/*
 * _smt_timing_read_count:
 * @timing: the Dosage being read
 * @repeat: its Timing.repeat
 * @member: which member
 *
 * What is there and is no whole number above 0 is not understood.
 *
 * Returns: the number; 0 when there is none
 */
guint
_smt_timing_read_count (SmtTiming *timing, SmtJsonCursor repeat, const char *member)
{
  SmtJsonCursor cursor = smt_json_member (repeat, member);
  SmtDecimal value;
  gint64 number;

  if (!smt_json_exists (cursor))
    return 0;
  if (smt_json_get_decimal (cursor, &value) && smt_decimal_is_integer (value, &number) && number > 0
      && number <= G_MAXUINT16)
    return (guint)number;
  timing->not_understood = TRUE;
  return 0;
}

/*
 * _smt_timing_read_time_unit:
 * @unit: a code of UCUM
 * @out: (out): the unit
 *
 * Returns: %FALSE for a unit that doses are not counted in: minutes and seconds
 */
gboolean
_smt_timing_read_time_unit (SmtJsonCursor unit, SmtTimeUnit *out)
{
  static const struct
  {
    const char *code;
    SmtTimeUnit unit;
  } units[] = { { "h", SMT_TIME_UNIT_HOUR },
                { "d", SMT_TIME_UNIT_DAY },
                { "wk", SMT_TIME_UNIT_WEEK },
                { "mo", SMT_TIME_UNIT_MONTH },
                { "a", SMT_TIME_UNIT_YEAR } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (smt_json_string_equals (unit, units[i].code))
      {
        *out = units[i].unit;
        return TRUE;
      }
  return FALSE;
}

/* The unit of a length in words, for when a quantity has no code; a code that is there decides alone. */
static const struct
{
  const char *word;
  SmtTimeUnit unit;
} unit_words[] = {
  { "h", SMT_TIME_UNIT_HOUR },       { "hour", SMT_TIME_UNIT_HOUR },   { "hours", SMT_TIME_UNIT_HOUR },
  { "time", SMT_TIME_UNIT_HOUR },    { "timer", SMT_TIME_UNIT_HOUR },  { "d", SMT_TIME_UNIT_DAY },
  { "day", SMT_TIME_UNIT_DAY },      { "days", SMT_TIME_UNIT_DAY },    { "dag", SMT_TIME_UNIT_DAY },
  { "dager", SMT_TIME_UNIT_DAY },    { "døgn", SMT_TIME_UNIT_DAY },    { "wk", SMT_TIME_UNIT_WEEK },
  { "week", SMT_TIME_UNIT_WEEK },    { "weeks", SMT_TIME_UNIT_WEEK },  { "uke", SMT_TIME_UNIT_WEEK },
  { "uker", SMT_TIME_UNIT_WEEK },    { "mo", SMT_TIME_UNIT_MONTH },    { "month", SMT_TIME_UNIT_MONTH },
  { "months", SMT_TIME_UNIT_MONTH }, { "måned", SMT_TIME_UNIT_MONTH }, { "måneder", SMT_TIME_UNIT_MONTH },
  { "a", SMT_TIME_UNIT_YEAR },       { "year", SMT_TIME_UNIT_YEAR },   { "years", SMT_TIME_UNIT_YEAR },
  { "år", SMT_TIME_UNIT_YEAR },
};

/*
 * _smt_timing_read_quantity_unit:
 * @quantity: a Quantity or Duration
 * @out: (out): the unit it is in
 *
 * Returns: %FALSE for a unit that doses are not counted in, or none
 */
gboolean
_smt_timing_read_quantity_unit (SmtJsonCursor quantity, SmtTimeUnit *out)
{
  SmtJsonCursor code = smt_json_member (quantity, "code");
  SmtJsonCursor unit = smt_json_member (quantity, "unit");

  if (smt_json_exists (code))
    return _smt_timing_read_time_unit (code, out);
  for (guint i = 0; i < G_N_ELEMENTS (unit_words); i++)
    if (smt_json_string_equals (unit, unit_words[i].word))
      {
        *out = unit_words[i].unit;
        return TRUE;
      }
  return FALSE;
}

/* A list that came as something else would be passed over, and a restriction lost: then it is not understood. */
static SmtJsonCursor
find_list (SmtTiming *timing, SmtJsonCursor repeat, const char *member)
{
  SmtJsonCursor list = smt_json_member (repeat, member);

  timing->not_understood |= smt_json_exists (list) && smt_json_type (list) != SMT_JSON_ARRAY;
  return list;
}

/* --- weekdays, parts of the day, clock ---------------------------------------------------------------------------- */

static guint8
read_weekdays (SmtTiming *timing, SmtJsonCursor repeat)
{
  static const char *const codes[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  SmtJsonIter iter;
  SmtJsonCursor code;
  guint8 weekdays = 0;

  smt_json_iter_init (&iter, find_list (timing, repeat, "dayOfWeek"));
  while (smt_json_iter_next (&iter, NULL, &code))
    {
      guint8 bit = 0;
      for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
        if (smt_json_string_equals (code, codes[i]))
          bit = (guint8)(1u << i);
      timing->not_understood |= bit == 0;
      weekdays |= bit;
    }
  return weekdays;
}

/*
 * EventTiming of R4. "When" ties doses to moments of the day. Meals are no parts of the day, but breakfast, lunch and
 * dinner are one dose each; meals without a name are as many as they are.
 */
static const struct
{
  const char *code;
  guint8 part;
  gboolean uncounted;
} moments[] = {
  { "MORN", SMT_PART_MORNING, FALSE },
  { "MORN.early", SMT_PART_MORNING, FALSE },
  { "MORN.late", SMT_PART_FORENOON, FALSE },
  { "NOON", SMT_PART_MIDDAY, FALSE },
  { "AFT", SMT_PART_AFTERNOON, FALSE },
  { "AFT.early", SMT_PART_AFTERNOON, FALSE },
  { "AFT.late", SMT_PART_AFTERNOON, FALSE },
  { "EVE", SMT_PART_EVENING, FALSE },
  { "EVE.early", SMT_PART_EVENING, FALSE },
  { "EVE.late", SMT_PART_EVENING, FALSE },
  { "NIGHT", SMT_PART_NIGHT, FALSE },
  { "HS", SMT_PART_NIGHT, FALSE },
  { "PHS", 0, FALSE },
  { "WAKE", 0, FALSE },
  { "CM", 0, FALSE },
  { "CD", 0, FALSE },
  { "CV", 0, FALSE },
  { "ACM", 0, FALSE },
  { "ACD", 0, FALSE },
  { "ACV", 0, FALSE },
  { "PCM", 0, FALSE },
  { "PCD", 0, FALSE },
  { "PCV", 0, FALSE },
  { "C", 0, TRUE },
  { "AC", 0, TRUE },
  { "PC", 0, TRUE },
};

/* Doses that "when" names in a day; *@uncounted when it names moments without saying how many. */
static guint
read_when (SmtTiming *timing, SmtJsonCursor repeat, gboolean *uncounted)
{
  SmtBeat *beat = _smt_timing_beat (timing);
  gboolean all_are_parts = TRUE;
  SmtJsonIter iter;
  SmtJsonCursor code;
  guint doses = 0;

  smt_json_iter_init (&iter, find_list (timing, repeat, "when"));
  while (smt_json_iter_next (&iter, NULL, &code))
    {
      guint i = 0;
      while (i < G_N_ELEMENTS (moments) && !smt_json_string_equals (code, moments[i].code))
        i++;
      if (i == G_N_ELEMENTS (moments))
        {
          _smt_decoder_say_unread_code (timing->decoder, "Timing.repeat.when", code);
          timing->not_understood = TRUE;
          continue;
        }
      doses++;
      *uncounted |= moments[i].uncounted;
      all_are_parts = all_are_parts && moments[i].part != 0 && (beat->parts & moments[i].part) == 0;
      beat->parts |= moments[i].part;
    }
  if (!all_are_parts)
    beat->parts = 0;
  return doses;
}

static guint
read_clock (SmtTiming *timing, SmtJsonCursor repeat)
{
  SmtBeat *beat = _smt_timing_beat (timing);
  SmtJsonIter iter;
  SmtJsonCursor time;

  smt_json_iter_init (&iter, find_list (timing, repeat, "timeOfDay"));
  while (smt_json_iter_next (&iter, NULL, &time))
    {
      g_autofree char *text = smt_json_dup_string (time);
      if (text == NULL || strlen (text) < 5 || text[2] != ':' || !g_ascii_isdigit (text[0])
          || !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4])
          || beat->n_clock == SMT_MAX_CLOCK)
        {
          timing->not_understood = TRUE;
          continue;
        }
      beat->clock[beat->n_clock++] =
          (guint16)(((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0');
    }
  return beat->n_clock;
}

/* --- how often ---------------------------------------------------------------------------------------------------- */

static SmtRange
read_times (SmtTiming *timing, SmtJsonCursor repeat)
{
  guint low = _smt_timing_read_count (timing, repeat, "frequency");
  guint high = _smt_timing_read_count (timing, repeat, "frequencyMax");

  if (high > 0 && low > 0 && high > low)
    return smt_range_between (SMT_DECIMAL_INT (low), SMT_DECIMAL_INT (high));
  if (high > 0 && low == 0)
    return smt_range_at_most (SMT_DECIMAL_INT (high));
  return low > 0 ? smt_range_exact_int (low) : SMT_RANGE_NONE;
}

/* The days of a period in hours, when it is whole days: "2 times in 24 hours" is twice a day. */
static void
say_in_days (SmtDays *days)
{
  gint64 hours;

  if (days->unit != SMT_TIME_UNIT_HOUR || days->n.kind != SMT_RANGE_EXACT
      || !smt_decimal_is_integer (days->n.lo, &hours) || hours % 24 != 0)
    return;
  days->n = smt_range_exact_int (hours / 24);
  days->unit = SMT_TIME_UNIT_DAY;
}

/* Doses a week on @n weekdays, with @named moments on each: as many as all of them, or as one of the two says; the
 * other is then the same for each. */
static gboolean
fits_week (SmtRange times, guint n, guint named)
{
  if (times.kind == SMT_RANGE_UNKNOWN || smt_range_is_int (times, n * MAX (named, 1)))
    return TRUE;
  return named > 0 ? smt_range_is_int (times, named) : smt_range_is_int (times, 1);
}

/* On named weekdays: "frequency 1, period 1 d" is once on each, "frequency 2, period 1 wk" is both of two, or morning
 * and evening of one. Without a period in weeks it is still only these days, and never daily. */
static void
set_weekdays (SmtTiming *timing, guint8 weekdays, SmtRange times, guint named, gboolean has_period)
{
  SmtBeat *beat = _smt_timing_beat (timing);
  guint n = (guint)__builtin_popcount (weekdays);
  gboolean every_one = !has_period || smt_range_is_int (beat->days.n, 1);
  SmtTimeUnit unit = beat->days.unit;
  SmtRange period = beat->days.n;

  beat->days = (SmtDays){ .kind = SMT_DAYS_WEEKDAYS, .weekdays = weekdays };
  if (!has_period || unit != SMT_TIME_UNIT_WEEK)
    timing->defects |= SMT_DEFECT_PERIOD_UNSAID;
  if (!has_period || unit == SMT_TIME_UNIT_DAY)
    {
      timing->not_understood |= !every_one;
      beat->times = times;
      return;
    }
  if (unit != SMT_TIME_UNIT_WEEK || !fits_week (times, n, named))
    {
      timing->not_understood = TRUE;
      return;
    }
  beat->times = times.kind == SMT_RANGE_UNKNOWN ? times : smt_range_exact_int (MAX (named, 1));
  if (!every_one)
    {
      beat->days.n = period;
      beat->days.unit = SMT_TIME_UNIT_WEEK;
    }
}

/* So many times in a period: several in one day are doses of that day, several in a longer one are days of it. */
static void
set_interval (SmtTiming *timing, SmtRange times)
{
  SmtBeat *beat = _smt_timing_beat (timing);

  beat->days.kind = SMT_DAYS_EVERY_N;
  if (!smt_range_is_int (times, 1))
    say_in_days (&beat->days);
  if (smt_range_is_int (times, 1) && beat->days.unit == SMT_TIME_UNIT_HOUR)
    return; /* how often in a day follows from the hours */
  if (smt_range_is_int (times, 1) || times.kind == SMT_RANGE_UNKNOWN
      || (beat->days.unit == SMT_TIME_UNIT_DAY && smt_range_is_int (beat->days.n, 1)))
    {
      beat->times = times;
      return;
    }
  if (beat->days.unit == SMT_TIME_UNIT_HOUR)
    {
      timing->not_understood = TRUE;
      return;
    }
  beat->days.kind = SMT_DAYS_K_OF_N;
  beat->days.k = times;
  beat->times = smt_range_exact_int (1);
}

static gboolean
read_period (SmtTiming *timing, SmtJsonCursor repeat)
{
  SmtDays *days = &_smt_timing_beat (timing)->days;
  SmtJsonCursor period = smt_json_member (repeat, "period");
  SmtDecimal low, high;
  gboolean has_period = smt_json_get_decimal (period, &low);
  gboolean has_unit = _smt_timing_read_time_unit (smt_json_member (repeat, "periodUnit"), &days->unit);

  if (has_period != smt_json_exists (period) || has_period != has_unit)
    timing->not_understood = TRUE;
  if (has_period)
    days->n = smt_range_exact (low);
  if (has_period && smt_json_get_decimal (smt_json_member (repeat, "periodMax"), &high)
      && smt_decimal_compare (low, high) < 0)
    days->n = smt_range_between (low, high);
  return has_period;
}

/*
 * _smt_timing_has_days:
 * @repeat: a Timing.repeat
 *
 * Returns: whether it says how often by itself; bounds alone do not, and may stand beside a code
 */
gboolean
_smt_timing_has_days (SmtJsonCursor repeat)
{
  static const char *const members[] = { "frequency", "frequencyMax", "period", "periodMax", "periodUnit",
                                         "dayOfWeek", "timeOfDay",    "when",   "count" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (smt_json_exists (smt_json_member (repeat, members[i])))
      return TRUE;
  return FALSE;
}

/*
 * _smt_timing_read_days:
 * @timing: the Dosage being read
 * @repeat: its Timing.repeat
 *
 * Reads on which days, and how many times on a day.
 */
void
_smt_timing_read_days (SmtTiming *timing, SmtJsonCursor repeat)
{
  SmtBeat *beat = _smt_timing_beat (timing);
  SmtRange times = read_times (timing, repeat);
  guint8 weekdays = read_weekdays (timing, repeat);
  gboolean uncounted = FALSE;
  guint named = read_when (timing, repeat, &uncounted) + read_clock (timing, repeat);
  gboolean has_period = read_period (timing, repeat);

  if (smt_json_exists (smt_json_member (repeat, "offset")) && !smt_json_exists (smt_json_member (repeat, "when")))
    timing->not_understood = TRUE; /* minutes from nothing */
  /* parts and clock times are daily by themselves, and say how often in the day */
  if (named > 0 && !uncounted && times.kind == SMT_RANGE_UNKNOWN)
    times = smt_range_exact_int (named);
  if (named > 0 && !has_period && weekdays == 0)
    {
      beat->days.n = smt_range_exact_int (1);
      beat->days.unit = SMT_TIME_UNIT_DAY;
      has_period = TRUE;
    }
  if (weekdays != 0)
    set_weekdays (timing, weekdays, times, uncounted ? 0 : named, has_period);
  else if (has_period)
    set_interval (timing, times);
  else
    beat->times = times;
}
