/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-timing.h"

#include <string.h>

/* --- bounds and counts -------------------------------------------------------------------------------------------- */

static gboolean
read_length (SmtStep *step, SmtJsonCursor low, SmtJsonCursor high)
{
  SmtDecimal from, to;

  if (!smt_json_get_decimal (smt_json_member (high, "value"), &to)
      || !_smt_timing_read_quantity_unit (high, &step->length_unit))
    return FALSE;
  step->length = smt_range_exact (to);
  if (!smt_json_exists (low))
    return TRUE;
  if (!smt_json_get_decimal (smt_json_member (low, "value"), &from) || smt_decimal_compare (from, to) > 0)
    return FALSE;
  if (smt_decimal_compare (from, to) < 0)
    step->length = smt_range_between (from, to);
  return TRUE;
}

/* A date, or a month or year of which the first day counts: FHIR lets a dateTime be no closer. @n_months: what it
 * spans, 0 for a day. */
static SmtDate
read_day (SmtJsonCursor string, int *n_months)
{
  g_autofree char *text = _smt_fhir_dup_text (string);
  gsize length = text != NULL ? strlen (text) : 0;
  g_autofree char *first = NULL;
  SmtDate date;

  *n_months = length == strlen ("2026-11") ? 1 : length == strlen ("2026") ? 12 : 0;
  if (*n_months == 0)
    return _smt_fhir_date (string);
  first = g_strconcat (text, *n_months == 12 ? "-01-01" : "-01", NULL);
  return smt_date_parse (first, &date) ? date : SMT_DATE_UNSET;
}

/* The first day after a day, a month or a year that begins on @date. */
static SmtDate
find_day_after (SmtDate date, int n_months)
{
  guint year, month, day;

  if (!smt_date_is_set (date) || n_months == 0)
    return smt_date_is_set (date) ? smt_date_add_days (date, 1) : date;
  smt_date_split (date, &year, &month, &day);
  return n_months == 1 && month < 12 ? smt_date_new (year, month + 1, 1) : smt_date_new (year + 1, 1, 1);
}

/* FHIR's Period.end is the last day, or the last of that month or year; a step's end is the day after. */
static void
read_bounds (SmtTiming *timing, SmtJsonCursor repeat)
{
  SmtStep *step = &timing->rhythm->steps[0];
  SmtJsonCursor period = smt_json_member (repeat, "boundsPeriod");
  SmtJsonCursor duration = smt_json_member (repeat, "boundsDuration");
  SmtJsonCursor range = smt_json_member (repeat, "boundsRange");
  SmtJsonCursor last = smt_json_member (period, "end");
  int n_months, n_start_months;
  SmtDate end = read_day (last, &n_months);

  if (smt_json_exists (smt_json_member (period, "start")))
    {
      step->start = read_day (smt_json_member (period, "start"), &n_start_months);
      timing->not_understood |= !smt_date_is_set (step->start);
    }
  step->end = find_day_after (end, n_months);
  timing->not_understood |= smt_json_exists (last) && !smt_date_is_set (end);
  /* one of the three, says FHIR */
  timing->not_understood |= smt_json_exists (period) + smt_json_exists (duration) + smt_json_exists (range) > 1;
  if (smt_json_exists (duration))
    timing->not_understood |= !read_length (step, SMT_JSON_NOWHERE, duration);
  if (smt_json_exists (range))
    timing->not_understood |= !read_length (step, smt_json_member (range, "low"), smt_json_member (range, "high"));
}

/* "3 to 5 doses", one each period: as long as so many periods are. */
static void
read_total_range (SmtTiming *timing, guint least, guint most)
{
  SmtStep *step = &timing->rhythm->steps[0];
  const SmtBeat *beat = _smt_timing_beat (timing);
  gint64 n;

  if (least == 0 || beat->days.kind != SMT_DAYS_EVERY_N || !smt_range_is_int (beat->times, 1)
      || beat->days.n.kind != SMT_RANGE_EXACT || !smt_decimal_is_integer (beat->days.n.lo, &n) || n > SMT_MAX_CYCLE
      || smt_date_is_set (step->end) || step->length.kind != SMT_RANGE_UNKNOWN)
    {
      timing->not_understood = TRUE;
      return;
    }
  step->length = smt_range_between (SMT_DECIMAL_INT (least * n), SMT_DECIMAL_INT (most * n));
  step->length_unit = beat->days.unit;
}

/* A number of doses in all: one is a single dose, and "once a month, five times" is five months of it. */
static void
read_total (SmtTiming *timing, SmtJsonCursor repeat)
{
  guint total = _smt_timing_read_count (timing, repeat, "count");
  guint most = _smt_timing_read_count (timing, repeat, "countMax");
  SmtBeat *beat = _smt_timing_beat (timing);

  if (most > total)
    {
      read_total_range (timing, total, most);
      return;
    }
  timing->not_understood |= most > 0 && most < total;
  if (total == 0)
    return;
  if (total == 1 && beat->days.kind == SMT_DAYS_UNKNOWN)
    {
      beat->days.kind = SMT_DAYS_DAY_LIST;
      smt_day_bits_set (&beat->days.on, 1);
      beat->times = smt_range_exact_int (1);
    }
  else if (beat->days.kind == SMT_DAYS_EVERY_N
           && (smt_range_is_int (beat->times, 1) || beat->days.unit == SMT_TIME_UNIT_HOUR))
    beat->days.repeats = (guint16)total;
  else
    timing->not_understood = TRUE;
}

/* --- one Dosage --------------------------------------------------------------------------------------------------- */

static void
check_members (SmtTiming *timing, SmtJsonCursor element, const SmtJsonName *known, const char *path)
{
  SmtJsonIter iter;
  SmtJsonCursor key;

  smt_json_iter_init (&iter, element);
  while (smt_json_iter_next (&iter, &key, NULL))
    {
      const SmtJsonName *name = known;
      while (name->text != NULL && !smt_json_string_says (key, name->text, name->length))
        name++;
      if (name->text != NULL)
        continue;
      _smt_decoder_say_unread_code (timing->decoder, path, key);
      timing->not_understood = TRUE;
    }
}

static void
check_timing (SmtTiming *timing, SmtJsonCursor element)
{
  static const SmtJsonName members[] = { SMT_JSON_NAME ("id"), SMT_JSON_NAME ("event"), SMT_JSON_NAME ("repeat"),
                                         SMT_JSON_NAME ("code"), SMT_JSON_NAME_END };
  static const SmtJsonName repeat_members[] = {
    SMT_JSON_NAME ("id"),
    SMT_JSON_NAME ("boundsPeriod"),
    SMT_JSON_NAME ("boundsDuration"),
    SMT_JSON_NAME ("boundsRange"),
    SMT_JSON_NAME ("count"),
    SMT_JSON_NAME ("countMax"),
    SMT_JSON_NAME ("frequency"),
    SMT_JSON_NAME ("frequencyMax"),
    SMT_JSON_NAME ("period"),
    SMT_JSON_NAME ("periodMax"),
    SMT_JSON_NAME ("periodUnit"),
    SMT_JSON_NAME ("dayOfWeek"),
    SMT_JSON_NAME ("timeOfDay"),
    SMT_JSON_NAME ("when"),
    SMT_JSON_NAME ("offset"),
    SMT_JSON_NAME ("duration"),
    SMT_JSON_NAME ("durationMax"),
    SMT_JSON_NAME ("durationUnit"),
    SMT_JSON_NAME_END,
  };

  check_members (timing, element, members, "Timing");
  check_members (timing, smt_json_member (element, "repeat"), repeat_members, "Timing.repeat");
}

/* "25 times a day, as needed" is the most of a day, not a plan. */
static void
turn_into_limit (SmtTiming *timing)
{
  SmtRhythm *rhythm = timing->rhythm;
  SmtBeat *beat = _smt_timing_beat (timing);

  rhythm->as_needed = TRUE;
  rhythm->stated |= SMT_ATTRIBUTE_AS_NEEDED;
  if (rhythm->n_steps != 1 || rhythm->steps[0].n_beats != 1 || beat->days.kind != SMT_DAYS_EVERY_N
      || beat->days.unit != SMT_TIME_UNIT_DAY || !smt_range_is_int (beat->days.n, 1) || beat->days.repeats > 0
      || beat->times.kind == SMT_RANGE_UNKNOWN || beat->parts != 0 || beat->n_clock != 0)
    return;
  beat->times = smt_range_at_most (beat->times.hi);
  rhythm->stated |= SMT_ATTRIBUTE_MAXIMUM;
}

static void
note_stated (SmtRhythm *rhythm)
{
  const SmtStep *step = &rhythm->steps[0];
  const SmtBeat *beat = &step->beats[0];

  rhythm->stated |= beat->amount.kind != SMT_RANGE_UNKNOWN ? SMT_ATTRIBUTE_AMOUNT : 0;
  rhythm->stated |= beat->unit != NULL ? SMT_ATTRIBUTE_UNIT : 0;
  rhythm->stated |= beat->times.kind != SMT_RANGE_UNKNOWN ? SMT_ATTRIBUTE_TIMES : 0;
  rhythm->stated |= beat->parts != 0 ? SMT_ATTRIBUTE_PARTS : 0;
  rhythm->stated |= beat->n_clock != 0 ? SMT_ATTRIBUTE_CLOCK : 0;
  rhythm->stated |= beat->days.kind != SMT_DAYS_UNKNOWN ? SMT_ATTRIBUTE_DAYS : 0;
  rhythm->stated |= smt_date_is_set (step->start) ? SMT_ATTRIBUTE_START : 0;
  rhythm->stated |= smt_date_is_set (step->end) ? SMT_ATTRIBUTE_END : 0;
  rhythm->stated |= step->length.kind != SMT_RANGE_UNKNOWN ? SMT_ATTRIBUTE_LENGTH : 0;
}

/*
 * _smt_timing_is_as_needed:
 * @dosage: a Dosage
 *
 * Returns: whether it says so by itself: asNeededBoolean, asNeededCodeableConcept, or R5's asNeeded and asNeededFor
 */
gboolean
_smt_timing_is_as_needed (SmtJsonCursor dosage)
{
  return _smt_fhir_is_true (smt_json_member (dosage, "asNeededBoolean"))
         || smt_json_exists (smt_json_member (dosage, "asNeededCodeableConcept"))
         || _smt_fhir_is_true (smt_json_member (dosage, "asNeeded"))
         || smt_json_exists (smt_json_member (dosage, "asNeededFor"));
}

/*
 * _smt_timing_read:
 * @timing: (out): what the Dosage says
 * @decoder: the answer being read
 * @dosage: a Dosage
 *
 * How often is said by repeat, else by code, else by events. A code beside a repeat that says how often is its name,
 * and adds nothing; beside bounds alone it says how often.
 */
void
_smt_timing_read (SmtTiming *timing, SmtDecoder *decoder, SmtJsonCursor dosage)
{
  SmtJsonCursor element = smt_json_member (dosage, "timing");
  SmtJsonCursor repeat = smt_json_member (element, "repeat");
  SmtJsonCursor code = smt_json_member (element, "code");
  SmtJsonCursor events = smt_json_member (element, "event");

  *timing = (SmtTiming){ .decoder = decoder, .rhythm = smt_rhythm_new () };
  smt_rhythm_add_step (timing->rhythm);
  smt_rhythm_add_beat (timing->rhythm, 0);
  check_timing (timing, element);
  _smt_timing_read_amount (timing, dosage);
  if (_smt_timing_has_days (repeat))
    _smt_timing_read_days (timing, repeat);
  else if (smt_json_exists (code))
    _smt_timing_read_code (timing, code);
  else if (smt_json_exists (events))
    _smt_timing_read_events (timing, events);
  read_bounds (timing, repeat);
  read_total (timing, repeat);
  _smt_timing_read_limits (timing, dosage);
  note_stated (timing->rhythm);
  timing->not_understood |= smt_json_exists (smt_json_member (dosage, "asNeededBoolean"))
                            && smt_json_type (smt_json_member (dosage, "asNeededBoolean")) != SMT_JSON_BOOLEAN;
  if (_smt_timing_is_as_needed (dosage))
    turn_into_limit (timing);
}

void
_smt_timing_clear (SmtTiming *timing)
{
  g_clear_pointer (&timing->rhythm, smt_rhythm_unref);
}
