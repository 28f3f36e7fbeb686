/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-timing.h"

#include <string.h>

#include "dosing/smt-words.h"

/* A dose is planned by events for weeks, not for years; more is no list of days. */
#define MOST_EVENTS 128

/* --- codes -------------------------------------------------------------------------------------------------------- */

/* GTSAbbreviation of HL7 v3, as bound to Timing.code in R4: "at institution specified times" is all they say of the
 * hour. */
static const struct
{
  const char *code;
  guint times; /* 0: follows from the hours */
  guint n;
  SmtTimeUnit unit;
  guint8 parts;
} abbreviations[] = {
  { "QD", 1, 1, SMT_TIME_UNIT_DAY, 0 },
  { "BID", 2, 1, SMT_TIME_UNIT_DAY, 0 },
  { "TID", 3, 1, SMT_TIME_UNIT_DAY, 0 },
  { "QID", 4, 1, SMT_TIME_UNIT_DAY, 0 },
  { "AM", 1, 1, SMT_TIME_UNIT_DAY, SMT_PART_MORNING },
  { "PM", 1, 1, SMT_TIME_UNIT_DAY, SMT_PART_AFTERNOON },
  { "BED", 1, 1, SMT_TIME_UNIT_DAY, SMT_PART_NIGHT },
  { "QOD", 1, 2, SMT_TIME_UNIT_DAY, 0 },
  { "WK", 1, 1, SMT_TIME_UNIT_WEEK, 0 },
  { "MO", 1, 1, SMT_TIME_UNIT_MONTH, 0 },
  { "Q1H", 0, 1, SMT_TIME_UNIT_HOUR, 0 },
  { "Q2H", 0, 2, SMT_TIME_UNIT_HOUR, 0 },
  { "Q3H", 0, 3, SMT_TIME_UNIT_HOUR, 0 },
  { "Q4H", 0, 4, SMT_TIME_UNIT_HOUR, 0 },
  { "Q6H", 0, 6, SMT_TIME_UNIT_HOUR, 0 },
  { "Q8H", 0, 8, SMT_TIME_UNIT_HOUR, 0 },
};

static gboolean
read_abbreviation (SmtBeat *beat, SmtJsonCursor coding)
{
  SmtJsonCursor system = smt_json_member (coding, "system");
  SmtJsonCursor code = smt_json_member (coding, "code");

  if (smt_json_exists (system)
      && !smt_json_string_equals (system, "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation")
      && !smt_json_string_equals (system, "http://hl7.org/fhir/v3/GTSAbbreviation"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if (smt_json_string_equals (code, abbreviations[i].code))
      {
        beat->days.kind = SMT_DAYS_EVERY_N;
        beat->days.n = smt_range_exact_int (abbreviations[i].n);
        beat->days.unit = abbreviations[i].unit;
        beat->parts = abbreviations[i].parts;
        if (abbreviations[i].times > 0)
          beat->times = smt_range_exact_int (abbreviations[i].times);
        return TRUE;
      }
  return FALSE;
}

/* What a rhythm heard elsewhere says of the days; its amount gives way to the Dosage's own. */
static gboolean
take_rhythm (SmtTiming *timing, const SmtRhythm *heard)
{
  SmtBeat own = *_smt_timing_beat (timing);
  SmtRhythm *copy;
  SmtBeat *beat;

  if (heard == NULL || heard->n_steps == 0)
    return FALSE;
  if (own.amount.kind != SMT_RANGE_UNKNOWN && (heard->n_steps != 1 || heard->steps[0].n_beats != 1))
    return FALSE; /* one amount for doses that may differ */
  copy = smt_rhythm_copy (heard);
  beat = &copy->steps[0].beats[0];
  if (own.amount.kind != SMT_RANGE_UNKNOWN)
    {
      beat->amount = own.amount;
      smt_beat_set_unit (beat, own.unit);
    }
  smt_rhythm_unref (timing->rhythm);
  timing->rhythm = copy;
  return TRUE;
}

/* A short dose (Kortdose, 7478): what FEST says that it means, else what its name says. */
static gboolean
read_words (SmtTiming *timing, SmtJsonCursor concept)
{
  const SmtCatalogue *catalogue = timing->decoder->list->catalogue;
  SmtJsonCursor coding = _smt_fhir_coding (concept, SMT_LIST_SHORT_DOSE);
  g_autofree char *code = _smt_fhir_dup_text (smt_json_member (coding, "code"));
  const SmtShortDose *dose = catalogue != NULL && code != NULL ? smt_catalogue_find_short_dose (catalogue, code) : NULL;
  g_autofree char *words = _smt_fhir_dup_concept (concept);
  g_autoptr (SmtReading) reading = NULL;

  if (dose != NULL && dose->rhythm != NULL)
    return take_rhythm (timing, dose->rhythm);
  if (words == NULL)
    words = _smt_fhir_dup_code (concept);
  if (words == NULL)
    return FALSE;
  reading = _smt_read_memory_read_text (timing->decoder->memory, words, timing->decoder->languages | SMT_LANGUAGE_NB);
  return reading->state == SMT_READING_CLEAR && take_rhythm (timing, smt_reading_get_rhythm (reading));
}

/*
 * _smt_timing_read_code:
 * @timing: the Dosage being read
 * @concept: Timing.code
 *
 * Reads one of FHIR's own abbreviations, or a code that is read by its name.
 */
void
_smt_timing_read_code (SmtTiming *timing, SmtJsonCursor concept)
{
  SmtJsonIter iter;
  SmtJsonCursor coding;

  smt_json_iter_init (&iter, smt_json_member (concept, "coding"));
  while (smt_json_iter_next (&iter, NULL, &coding))
    if (read_abbreviation (_smt_timing_beat (timing), coding))
      return;
  if (!read_words (timing, concept))
    timing->not_understood = TRUE;
}

/* --- events ------------------------------------------------------------------------------------------------------- */

static int
compare_days (const void *first, const void *second)
{
  return smt_date_compare (*(const SmtDate *)first, *(const SmtDate *)second);
}

static GArray *
gather_days (SmtTiming *timing, SmtJsonCursor events)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (SmtDate));
  SmtJsonIter iter;
  SmtJsonCursor event;

  smt_json_iter_init (&iter, events);
  while (smt_json_iter_next (&iter, NULL, &event))
    {
      g_autofree char *text = smt_json_dup_string (event);
      SmtDate date = SMT_DATE_UNSET;
      if (text != NULL && strlen (text) >= 10)
        {
          text[10] = '\0'; /* the date as written, whatever the zone */
          if (!smt_date_parse (text, &date))
            date = SMT_DATE_UNSET;
        }
      timing->not_understood |= !smt_date_is_set (date);
      g_array_append_val (days, date);
    }
  g_array_sort (days, compare_days);
  return days;
}

/* Is each day there so many times? They are sorted. */
static gboolean
is_even (const GArray *days, guint times)
{
  for (guint i = 0; i < days->len; i += times)
    for (guint j = 1; j <= times; j++)
      {
        gboolean same =
            i + j < days->len
            && smt_date_compare (g_array_index (days, SmtDate, i), g_array_index (days, SmtDate, i + j)) == 0;
        if (same != (j < times))
          return FALSE;
      }
  return TRUE;
}

/*
 * _smt_timing_read_events:
 * @timing: the Dosage being read
 * @events: Timing.event
 *
 * Reads named instants as days counted from the first of them. As many doses on each day, or it is not understood.
 */
void
_smt_timing_read_events (SmtTiming *timing, SmtJsonCursor events)
{
  g_autoptr (GArray) days = gather_days (timing, events);
  SmtBeat *beat = _smt_timing_beat (timing);
  guint n_days = 0;

  timing->not_understood |= days->len == 0 || days->len > MOST_EVENTS;
  if (timing->not_understood)
    return;
  timing->rhythm->steps[0].start = g_array_index (days, SmtDate, 0);
  beat->days.kind = SMT_DAYS_DAY_LIST;
  for (guint i = 0; i < days->len; i++)
    {
      int day = smt_date_days_between (g_array_index (days, SmtDate, 0), g_array_index (days, SmtDate, i)) + 1;
      if (day > SMT_MAX_CYCLE)
        {
          timing->not_understood = TRUE;
          return;
        }
      n_days += !smt_day_bits_has (&beat->days.on, (guint)day);
      smt_day_bits_set (&beat->days.on, (guint)day);
    }
  timing->not_understood |= !is_even (days, days->len / n_days);
  beat->times = smt_range_exact_int (days->len / n_days);
}
