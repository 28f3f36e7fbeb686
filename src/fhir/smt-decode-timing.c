/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#include <string.h>

#include "base/smt-text.h"

/*
 * Dosage.timing of plain FHIR R4. SFM does not use it; bulk exports and Legemiddelregisteret do. What it says beyond
 * the parts known here makes the whole source unreadable: a timing that is understood by half is another dose.
 */

#define MAX_TIMES 48

/** Timing: one Dosage being read into a step of its own. */
typedef struct
{
  SmtDecoder *decoder;
  SmtRhythm *rhythm;
  guint step;
  SmtBeat *beat;
  gboolean not_understood;
} Timing;

/* --- amounts ------------------------------------------------------------------------------------------------------ */

static SmtRange
read_quantity_range (SmtJsonCursor low, SmtJsonCursor high, char **unit)
{
  g_auto (SmtFhirQuantity) from = { 0 };
  g_auto (SmtFhirQuantity) to = { 0 };

  _smt_fhir_quantity (low, &from);
  _smt_fhir_quantity (high, &to);
  *unit = from.unit != NULL ? g_steal_pointer (&from.unit) : g_steal_pointer (&to.unit);
  if (from.has_value && to.has_value)
    return smt_decimal_compare (from.value, to.value) <= 0 ? smt_range_between (from.value, to.value) : SMT_RANGE_NONE;
  if (from.has_value)
    return smt_range_exact (from.value);
  return to.has_value ? smt_range_at_most (to.value) : SMT_RANGE_NONE;
}

static void
read_amount (Timing *timing, SmtJsonCursor dosage)
{
  SmtJsonCursor rates = smt_json_member (dosage, "doseAndRate");
  SmtJsonCursor rate = smt_json_element (rates, 0);
  SmtJsonCursor range = smt_json_member (rate, "doseRange");
  g_autofree char *unit = NULL;

  if (smt_json_length (rates) > 1)
    timing->not_understood = TRUE;
  if (smt_json_exists (range))
    timing->beat->amount = read_quantity_range (smt_json_member (range, "low"), smt_json_member (range, "high"), &unit);
  else
    timing->beat->amount = read_quantity_range (smt_json_member (rate, "doseQuantity"), SMT_JSON_NOWHERE, &unit);
  smt_beat_set_unit (timing->beat, unit);
}

/* --- counts and periods ------------------------------------------------------------------------------------------- */

/* A whole number above 0; 0 when there is none. What is there and is none is not understood. */
static guint
read_count (Timing *timing, SmtJsonCursor repeat, const char *member)
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

static gboolean
read_time_unit (SmtJsonCursor unit, SmtTimeUnit *out)
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

static guint8
read_weekdays (Timing *timing, SmtJsonCursor repeat)
{
  static const char *const codes[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  SmtJsonIter iter;
  SmtJsonCursor code;
  guint8 weekdays = 0;

  smt_json_iter_init (&iter, smt_json_member (repeat, "dayOfWeek"));
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

/* "when" ties doses to parts of the day; meals are no parts of the day, but each is one dose. */
static guint
read_when (Timing *timing, SmtJsonCursor repeat)
{
  static const struct
  {
    const char *code;
    guint8 part;
  } codes[] = { { "MORN", SMT_PART_MORNING }, { "NOON", SMT_PART_MIDDAY }, { "AFT", SMT_PART_AFTERNOON },
                { "EVE", SMT_PART_EVENING },  { "NIGHT", SMT_PART_NIGHT }, { "HS", SMT_PART_NIGHT } };
  SmtJsonIter iter;
  SmtJsonCursor code;
  guint doses = 0;
  guint parts = 0;

  smt_json_iter_init (&iter, smt_json_member (repeat, "when"));
  while (smt_json_iter_next (&iter, NULL, &code))
    {
      doses++;
      for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
        if (smt_json_string_equals (code, codes[i].code))
          {
            timing->beat->parts |= codes[i].part;
            parts++;
          }
    }
  if (parts != doses)
    timing->beat->parts = 0;
  return doses;
}

static guint
read_clock (Timing *timing, SmtJsonCursor repeat)
{
  SmtJsonIter iter;
  SmtJsonCursor time;

  smt_json_iter_init (&iter, smt_json_member (repeat, "timeOfDay"));
  while (smt_json_iter_next (&iter, NULL, &time))
    {
      g_autofree char *text = smt_json_dup_string (time);
      if (text == NULL || strlen (text) < 5 || text[2] != ':' || !g_ascii_isdigit (text[0])
          || !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4])
          || timing->beat->n_clock == SMT_MAX_CLOCK)
        {
          timing->not_understood = TRUE;
          continue;
        }
      timing->beat->clock[timing->beat->n_clock++] =
          (guint16)(((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0');
    }
  return timing->beat->n_clock;
}

/* --- days --------------------------------------------------------------------------------------------------------- */

static SmtRange
read_times (Timing *timing, SmtJsonCursor repeat)
{
  guint low = read_count (timing, repeat, "frequency");
  guint high = read_count (timing, repeat, "frequencyMax");

  if (high > 0 && low > 0 && high > low)
    return smt_range_between (SMT_DECIMAL_INT (low), SMT_DECIMAL_INT (high));
  if (high > 0 && low == 0)
    return smt_range_at_most (SMT_DECIMAL_INT (high));
  return low > 0 ? smt_range_exact_int (low) : SMT_RANGE_NONE;
}

/* On named weekdays: "frequency 1, period 1 d" is once on each, "frequency 2, period 1 wk" is both of two. */
static void
set_weekdays (Timing *timing, guint8 weekdays, SmtRange times, SmtTimeUnit unit)
{
  SmtBeat *beat = timing->beat;
  guint n = (guint)__builtin_popcount (weekdays);
  gboolean every_one = beat->days.n.kind == SMT_RANGE_UNKNOWN || smt_range_is_int (beat->days.n, 1);
  SmtRange period = beat->days.n;

  beat->days = (SmtDays){ .kind = SMT_DAYS_WEEKDAYS, .weekdays = weekdays };
  if (unit == SMT_TIME_UNIT_DAY || times.kind == SMT_RANGE_UNKNOWN)
    {
      timing->not_understood |= !every_one;
      beat->times = times;
      return;
    }
  if (unit != SMT_TIME_UNIT_WEEK || !(smt_range_is_int (times, n) || smt_range_is_int (times, 1)))
    {
      timing->not_understood = TRUE;
      return;
    }
  beat->times = smt_range_exact_int (1);
  if (!every_one)
    {
      beat->days.n = period;
      beat->days.unit = SMT_TIME_UNIT_WEEK;
    }
}

/* So many times in a period: several in one day are doses of that day, several in a longer one are days of it. */
static void
set_interval (Timing *timing, SmtRange times)
{
  SmtBeat *beat = timing->beat;
  gboolean one_day = beat->days.unit == SMT_TIME_UNIT_DAY && smt_range_is_int (beat->days.n, 1);

  beat->days.kind = SMT_DAYS_EVERY_N;
  if (smt_range_is_int (times, 1) && beat->days.unit == SMT_TIME_UNIT_HOUR)
    return; /* how often in a day follows from the hours */
  if (one_day || smt_range_is_int (times, 1))
    {
      beat->times = times;
      return;
    }
  if (beat->days.unit == SMT_TIME_UNIT_HOUR || times.kind == SMT_RANGE_UNKNOWN)
    {
      timing->not_understood = TRUE;
      return;
    }
  beat->days.kind = SMT_DAYS_K_OF_N;
  beat->days.k = times;
  beat->times = smt_range_exact_int (1);
}

static void
read_days (Timing *timing, SmtJsonCursor repeat)
{
  SmtBeat *beat = timing->beat;
  SmtRange times = read_times (timing, repeat);
  guint8 weekdays = read_weekdays (timing, repeat);
  guint named = read_when (timing, repeat) + read_clock (timing, repeat);
  SmtDecimal low, high;
  gboolean has_period = smt_json_get_decimal (smt_json_member (repeat, "period"), &low);
  gboolean has_unit = read_time_unit (smt_json_member (repeat, "periodUnit"), &beat->days.unit);

  if (has_period != smt_json_exists (smt_json_member (repeat, "period")) || has_period != has_unit)
    timing->not_understood = TRUE;
  if (has_period)
    beat->days.n = smt_range_exact (low);
  if (has_period && smt_json_get_decimal (smt_json_member (repeat, "periodMax"), &high)
      && smt_decimal_compare (low, high) < 0)
    beat->days.n = smt_range_between (low, high);
  /* parts and clock times are daily by themselves, and say how often in the day */
  if (named > 0 && times.kind == SMT_RANGE_UNKNOWN)
    times = smt_range_exact_int (named);
  if (named > 0 && !has_period)
    {
      beat->days.n = smt_range_exact_int (1);
      beat->days.unit = SMT_TIME_UNIT_DAY;
      has_period = TRUE;
    }
  if (weekdays != 0)
    set_weekdays (timing, weekdays, times, has_period ? beat->days.unit : SMT_TIME_UNIT_DAY);
  else if (has_period)
    set_interval (timing, times);
  else
    beat->times = times;
}

/* --- bounds ------------------------------------------------------------------------------------------------------- */

/* FHIR's Period.end is the last day; a step's end is the day after. */
static void
read_bounds (Timing *timing, SmtJsonCursor repeat)
{
  SmtStep *step = &timing->rhythm->steps[timing->step];
  SmtJsonCursor period = smt_json_member (repeat, "boundsPeriod");
  SmtJsonCursor duration = smt_json_member (repeat, "boundsDuration");
  SmtDate end = _smt_fhir_date (smt_json_member (period, "end"));
  SmtDecimal value;

  step->start = _smt_fhir_date (smt_json_member (period, "start"));
  if (smt_date_is_set (end))
    step->end = smt_date_add_days (end, 1);
  if (smt_json_get_decimal (smt_json_member (duration, "value"), &value)
      && read_time_unit (smt_json_member (duration, "code"), &step->length_unit))
    step->length = smt_range_exact (value);
  else if (smt_json_exists (duration) || smt_json_exists (smt_json_member (repeat, "boundsRange")))
    timing->not_understood = TRUE;
}

/* A number of doses in all: one is a single dose, and "once a month, five times" is five months of it. */
static void
read_total (Timing *timing, SmtJsonCursor repeat)
{
  guint total = read_count (timing, repeat, "count");
  SmtBeat *beat = timing->beat;

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
check_repeat (Timing *timing, SmtJsonCursor repeat)
{
  static const char *const known[] = { "boundsPeriod", "boundsDuration", "boundsRange", "count",       "frequency",
                                       "frequencyMax", "period",         "periodMax",   "periodUnit",  "dayOfWeek",
                                       "timeOfDay",    "when",           "duration",    "durationMax", "durationUnit" };
  SmtJsonIter iter;
  SmtJsonCursor key;

  smt_json_iter_init (&iter, repeat);
  while (smt_json_iter_next (&iter, &key, NULL))
    {
      gboolean found = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (known) && !found; i++)
        found = smt_json_string_equals (key, known[i]);
      if (found)
        continue;
      _smt_decoder_say_unread_code (timing->decoder, "Timing.repeat", key);
      timing->not_understood = TRUE;
    }
}

static void
note_stated (SmtRhythm *rhythm, guint index)
{
  const SmtStep *step = &rhythm->steps[index];
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

static gboolean
is_as_needed (SmtJsonCursor dosage)
{
  return _smt_fhir_is_true (smt_json_member (dosage, "asNeededBoolean"))
         || smt_json_exists (smt_json_member (dosage, "asNeededCodeableConcept"))
         || _smt_fhir_is_true (smt_json_member (dosage, "asNeeded"));
}

/* Adds the step that one Dosage describes; %FALSE when not all of it was understood. */
static gboolean
read_dosage (SmtDecoder *decoder, SmtRhythm *rhythm, SmtJsonCursor dosage)
{
  SmtJsonCursor repeat = smt_json_member (smt_json_member (dosage, "timing"), "repeat");
  Timing timing = { .decoder = decoder, .rhythm = rhythm };

  smt_rhythm_add_step (rhythm);
  timing.step = rhythm->n_steps - 1;
  timing.beat = smt_rhythm_add_beat (rhythm, timing.step);
  check_repeat (&timing, repeat);
  read_amount (&timing, dosage);
  read_days (&timing, repeat);
  read_bounds (&timing, repeat);
  read_total (&timing, repeat);
  rhythm->as_needed |= is_as_needed (dosage);
  note_stated (rhythm, timing.step);
  return !timing.not_understood;
}

/* --- sources ------------------------------------------------------------------------------------------------------ */

/* Several Dosages are steps when their dates put them in order; side by side they are beats of one step. */
static gboolean
join_dosages (SmtRhythm *rhythm)
{
  gboolean dated = FALSE;

  for (guint i = 0; i < rhythm->n_steps; i++)
    dated |= smt_date_is_set (rhythm->steps[i].start) || smt_date_is_set (rhythm->steps[i].end)
             || rhythm->steps[i].length.kind != SMT_RANGE_UNKNOWN;
  if (dated)
    return TRUE;
  while (rhythm->n_steps > 1)
    {
      SmtBeat *beat = smt_rhythm_add_beat (rhythm, 0);
      SmtStep *last = &rhythm->steps[rhythm->n_steps - 1];
      *beat = last->beats[0];
      g_free (last->beats);
      rhythm->n_steps--;
    }
  return TRUE;
}

/* Hears the timings of all Dosages of a resource as one source; %NULL when none has a timing with a repeat. */
SmtSource *
_smt_decode_timing (SmtDecoder *decoder, SmtJsonCursor resource)
{
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();
  g_autoptr (GString) raw = g_string_new (NULL);
  gboolean understood = TRUE;
  SmtJsonIter iter;
  SmtJsonCursor dosage;
  SmtReading *reading;

  smt_json_iter_init (&iter, _smt_fhir_dosages (resource));
  while (smt_json_iter_next (&iter, NULL, &dosage))
    {
      SmtJsonCursor repeat = smt_json_member (smt_json_member (dosage, "timing"), "repeat");
      g_autofree char *bytes = smt_json_dup_bytes (repeat);
      g_autofree char *words = NULL;
      if (bytes == NULL)
        continue;
      words = smt_text_squeeze (bytes);
      g_string_append_printf (raw, "%s%s", raw->len > 0 ? "; " : "", words);
      understood &= read_dosage (decoder, rhythm, dosage);
    }
  if (rhythm->n_steps == 0)
    return NULL;
  understood &= join_dosages (rhythm);
  if (understood && smt_rhythm_validate (rhythm))
    reading = smt_reading_new_clear (g_steal_pointer (&rhythm));
  else
    reading = smt_reading_new (SMT_READING_UNREADABLE);
  return smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_TIMING, raw->str, reading);
}

/* timing.code without a repeat: a code of FHIR's own, or one that is read by its name (Kortdose, 7478). */
SmtSource *
_smt_decode_timing_code (SmtJsonCursor dosage)
{
  static const struct
  {
    const char *code;
    guint times;
    guint days;
  } codes[] = { { "QD", 1, 1 }, { "BID", 2, 1 }, { "TID", 3, 1 }, { "QID", 4, 1 }, { "QOD", 1, 2 } };
  SmtJsonCursor timing = smt_json_member (dosage, "timing");
  SmtJsonCursor concept = smt_json_member (timing, "code");
  g_autofree char *code = _smt_fhir_dup_code (concept);
  g_autofree char *words = _smt_fhir_dup_concept (concept);
  SmtReading *reading = NULL;

  if (smt_json_exists (smt_json_member (timing, "repeat")) || (code == NULL && words == NULL))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (codes) && reading == NULL; i++)
    if (g_strcmp0 (code, codes[i].code) == 0)
      {
        SmtRhythm *rhythm =
            smt_rhythm_new_every_n (SMT_RANGE_NONE, NULL, codes[i].days, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET);
        rhythm->steps[0].beats[0].times = smt_range_exact_int (codes[i].times);
        reading = smt_reading_new_clear (rhythm);
      }
  if (reading == NULL)
    reading = smt_dosing_read (words != NULL ? words : code, SMT_LANGUAGE_NB);
  return smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_TIMING, words != NULL ? words : code, reading);
}
