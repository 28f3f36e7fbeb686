/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-dosing-report.h"

#include <string.h>

#include "base/smt-json-writer.h"
#include "cli/smt-dosing-facts.h"
#include "dosing/smt-reading.h"
#include "dosing/smt-words.h"

/* The attributes of the object (docs/cli.md): times are doses in one period, a period is told in days (a month is
 * 30, three are 90, six 182, a year 365), a single dose has period 0. What was not said is null. */

static const char *const weekday_names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
static const char *const part_names[] = { "morning", "forenoon", "midday", "afternoon", "evening", "night" };

/* --- values ------------------------------------------------------------------------------------------------------ */

static void
write_text (SmtJsonWriter *writer, const char *key, const char *text)
{
  smt_json_writer_key (writer, key);
  if (text != NULL)
    smt_json_writer_string (writer, text);
  else
    smt_json_writer_null (writer);
}

/* An amount is a string so that no reader makes a binary fraction of it. */
static void
write_number (SmtJsonWriter *writer, SmtDecimal value, gboolean as_string)
{
  g_autofree char *text = smt_decimal_to_string (smt_decimal_normalize (value));

  if (as_string)
    smt_json_writer_string (writer, text);
  else
    smt_json_writer_raw (writer, text, -1);
}

static void
write_range (SmtJsonWriter *writer, const char *key, SmtRange range, gboolean as_string)
{
  smt_json_writer_key (writer, key);
  switch (range.kind)
    {
    case SMT_RANGE_EXACT:
    case SMT_RANGE_AT_MOST: /* max_per_day says that it is a limit */
      write_number (writer, range.hi, as_string);
      break;
    case SMT_RANGE_BETWEEN:
      smt_json_writer_begin_array (writer);
      write_number (writer, range.lo, as_string);
      write_number (writer, range.hi, as_string);
      smt_json_writer_end_array (writer);
      break;
    case SMT_RANGE_UNKNOWN:
    default:
      smt_json_writer_null (writer);
      break;
    }
}

/* Micrograms go by their code here ("ug"), which every reader of the object knows; the words keep "mikrog". */
static const char *
code_of_unit (const char *unit)
{
  return g_strcmp0 (unit, "mikrog") == 0 ? "ug" : unit;
}

static void
write_unit (SmtJsonWriter *writer, const char *unit, SmtPer per)
{
  static const char *const suffixes[] = {
    [SMT_PER_WHOLE] = "", [SMT_PER_KG] = "/kg", [SMT_PER_M2] = "/m2", [SMT_PER_HOUR] = "/h"
  };
  g_autofree char *whole = unit != NULL ? g_strconcat (code_of_unit (unit), suffixes[per], NULL) : NULL;

  write_text (writer, "unit", whole);
}

static void
write_weekdays (SmtJsonWriter *writer, guint8 weekdays)
{
  smt_json_writer_key (writer, "weekdays");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < G_N_ELEMENTS (weekday_names); i++)
    if ((weekdays >> i) & 1)
      smt_json_writer_string (writer, weekday_names[i]);
  smt_json_writer_end_array (writer);
}

/* "4 mg i døgnet fordelt på 2 doser" is 4 mg a day, not 8. */
static void
write_basis (SmtJsonWriter *writer, const SmtDosingFacts *facts)
{
  static const char *const names[] = {
    [SMT_BASIS_EACH] = "dose", [SMT_BASIS_PER_DAY] = "day", [SMT_BASIS_PER_PERIOD] = "period"
  };

  write_text (writer, "amount_per", facts->amount.kind != SMT_RANGE_UNKNOWN ? names[facts->basis] : NULL);
}

/* --- parts: what is taken when, where amounts differ ------------------------------------------------------------- */

static void
write_part (SmtJsonWriter *writer, const char *when, const SmtBeat *beat, gboolean with_unit)
{
  smt_json_writer_begin_object (writer);
  write_text (writer, "when", when);
  SmtRange amount = beat->amount; /* of a part nothing else says that it is a limit: from nothing up to it */
  if (amount.kind == SMT_RANGE_AT_MOST)
    amount = smt_range_between (SMT_DECIMAL_INT (0), amount.hi);
  write_range (writer, "amount", amount, TRUE);
  if (with_unit)
    write_unit (writer, beat->unit, beat->per);
  smt_json_writer_end_object (writer);
}

/* The days a beat is about, one by one, where they can be told apart: weekdays, or days of a cycle or list. */
static GPtrArray *
days_of (const SmtBeat *beat)
{
  GPtrArray *days = g_ptr_array_new_with_free_func (g_free);
  guint except = beat->days.except ? 1 : 0;

  if (beat->days.kind == SMT_DAYS_WEEKDAYS)
    for (guint i = 0; i < G_N_ELEMENTS (weekday_names); i++)
      if (((beat->days.weekdays >> i) & 1u) != except)
        g_ptr_array_add (days, g_strdup (weekday_names[i]));
  if (beat->days.kind == SMT_DAYS_CYCLE || beat->days.kind == SMT_DAYS_DAY_LIST)
    for (guint day = 1; day <= SMT_MAX_CYCLE; day++)
      if (smt_day_bits_has (&beat->days.on, day))
        g_ptr_array_add (days, g_strdup_printf ("day %u", day));

  return days;
}

static GPtrArray *
hours_of (const SmtBeat *beat)
{
  GPtrArray *hours = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (part_names); i++)
    if ((beat->parts >> i) & 1)
      g_ptr_array_add (hours, g_strdup (part_names[i]));
  for (guint i = 0; i < beat->n_clock; i++)
    g_ptr_array_add (hours, g_strdup_printf ("%02u:%02u", beat->clock[i] / 60u, beat->clock[i] % 60u));

  return hours;
}

/* "morning", "mon", "mon morning", "day 3"; null when nothing tells when. */
static void
write_beat_parts (SmtJsonWriter *writer, const SmtBeat *beat, gboolean with_unit)
{
  g_autoptr (GPtrArray) days = days_of (beat);
  g_autoptr (GPtrArray) hours = hours_of (beat);

  for (guint d = 0; d < MAX (days->len, 1); d++)
    for (guint h = 0; h < MAX (hours->len, 1); h++)
      {
        const char *day = days->len > 0 ? g_ptr_array_index (days, d) : NULL;
        const char *hour = hours->len > 0 ? g_ptr_array_index (hours, h) : NULL;
        g_autofree char *both = day != NULL && hour != NULL ? g_strconcat (day, " ", hour, NULL) : NULL;

        write_part (writer, both != NULL ? both : day != NULL ? day : hour, beat, with_unit);
      }
}

static void
write_parts (SmtJsonWriter *writer, const SmtStep *step, const SmtDosingFacts *facts)
{
  smt_json_writer_key (writer, "parts");
  if (step == NULL || !smt_step_amounts_differ (step))
    {
      smt_json_writer_null (writer);
      return;
    }

  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < step->n_beats; i++)
    write_beat_parts (writer, &step->beats[i], facts->units_differ);
  smt_json_writer_end_array (writer);
}

/* --- a step, a rhythm, a reading --------------------------------------------------------------------------------- */

static void
write_facts (SmtJsonWriter *writer, const SmtDosingFacts *facts, const SmtStep *step)
{
  write_range (writer, "amount", facts->amount, TRUE);
  write_unit (writer, facts->unit, facts->per);
  write_basis (writer, facts);
  write_range (writer, "times", facts->rate.times, FALSE);
  write_range (writer, "period_days", facts->rate.period_days, FALSE);
  write_weekdays (writer, facts->weekdays);
  write_range (writer, "duration_days", facts->duration, FALSE);
  write_parts (writer, step, facts);
}

static void
write_steps (SmtJsonWriter *writer, const SmtRhythm *rhythm)
{
  smt_json_writer_key (writer, "steps");
  if (rhythm == NULL || rhythm->n_steps < 2)
    {
      smt_json_writer_null (writer);
      return;
    }

  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      SmtDosingFacts facts = smt_step_facts (rhythm, &rhythm->steps[i]);

      smt_json_writer_begin_object (writer);
      write_facts (writer, &facts, &rhythm->steps[i]);
      smt_json_writer_key (writer, "as_needed");
      smt_json_writer_boolean (writer, facts.as_needed);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_end_array (writer);
}

/* @rhythm is NULL when there is not exactly one. */
static void
write_members (SmtJsonWriter *writer, const SmtDosingFacts *facts, const SmtRhythm *rhythm, SmtLanguage language)
{
  gboolean one_step = rhythm != NULL && rhythm->n_steps == 1;
  g_autofree char *words = rhythm != NULL && rhythm->n_steps > 0 ? smt_rhythm_to_words (rhythm, language) : NULL;

  write_facts (writer, facts, one_step ? &rhythm->steps[0] : NULL);
  smt_json_writer_key (writer, "as_needed");
  smt_json_writer_boolean (writer, facts->as_needed);
  write_range (writer, "max_per_day", facts->max_per_day, FALSE);
  if (rhythm != NULL && rhythm->max_amount_long.kind != SMT_RANGE_UNKNOWN)
    write_range (writer, rhythm->max_long_unit == SMT_TIME_UNIT_MONTH ? "max_per_month" : "max_per_week",
                 rhythm->max_amount_long, FALSE);
  write_steps (writer, rhythm);
  write_text (writer, "words", words);
}

static void
write_readings (SmtJsonWriter *writer, const SmtReading *reading, SmtLanguage language)
{
  smt_json_writer_key (writer, "readings");
  if (reading->state != SMT_READING_AMBIGUOUS)
    {
      smt_json_writer_null (writer);
      return;
    }

  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < reading->rhythms->len; i++)
    {
      const SmtRhythm *rhythm = g_ptr_array_index (reading->rhythms, i);
      SmtDosingFacts facts = smt_rhythm_facts (rhythm);

      smt_json_writer_begin_object (writer);
      write_members (writer, &facts, rhythm, language);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_end_array (writer);
}

static const char *
attribute_name (SmtAttribute attribute)
{
  static const struct
  {
    SmtAttribute attribute;
    const char *name;
  } names[] = {
    { SMT_ATTRIBUTE_AMOUNT, "amount" },
    { SMT_ATTRIBUTE_UNIT, "unit" },
    { SMT_ATTRIBUTE_TIMES, "times" },
    { SMT_ATTRIBUTE_PARTS, "parts" },
    { SMT_ATTRIBUTE_CLOCK, "clock" },
    { SMT_ATTRIBUTE_DAYS, "days" },
    { SMT_ATTRIBUTE_PHASE, "phase" },
    { SMT_ATTRIBUTE_START, "start" },
    { SMT_ATTRIBUTE_END, "end" },
    { SMT_ATTRIBUTE_LENGTH, "duration_days" },
    { SMT_ATTRIBUTE_AS_NEEDED, "as_needed" },
    { SMT_ATTRIBUTE_MAXIMUM, "max_per_day" },
    { SMT_ATTRIBUTE_GAP, "gap" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].attribute == attribute)
      return names[i].name;

  return "other";
}

static void
write_spans (SmtJsonWriter *writer, const SmtReading *reading)
{
  smt_json_writer_key (writer, "spans");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < reading->spans->len; i++)
    {
      const SmtSpan *span = &g_array_index (reading->spans, SmtSpan, i);

      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "of", attribute_name (span->attribute));
      smt_json_writer_key (writer, "start");
      smt_json_writer_int (writer, span->start);
      smt_json_writer_key (writer, "end");
      smt_json_writer_int (writer, span->end);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_end_array (writer);
}

static const char *
status_word (SmtReadingState state)
{
  switch (state)
    {
    case SMT_READING_CLEAR:
      return "read";
    case SMT_READING_AMBIGUOUS:
      return "ambiguous";
    case SMT_READING_SILENT:
    case SMT_READING_UNREADABLE:
    default:
      return "unread"; /* nothing said and nothing understood are both no dose to act on */
    }
}

/**
 * smt_dosing_report_to_json:
 * @text: a dosing text
 * @languages: the languages it may be in
 * @words: the language of the object's own words
 *
 * Of an ambiguous text, and of one in several steps, the object itself says what all readings or steps say alike.
 *
 * Returns: (transfer full): one JSON object without line breaks, as the manual page describes
 */
char *
smt_dosing_report_to_json (const char *text, SmtLanguage languages, SmtLanguage words)
{
  g_autoptr (SmtReading) reading = smt_dosing_read (text, languages);
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  SmtDosingFacts facts = smt_rhythms_facts (reading->rhythms);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "status", status_word (reading->state));
  write_members (writer, &facts, smt_reading_get_rhythm (reading), words);
  write_readings (writer, reading, words);
  write_spans (writer, reading);
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

/**
 * smt_dosing_report_split:
 * @line: a line of input, perhaps "da: …"
 * @languages: (inout): set to the one language when the line names it
 * @text: (out): where the dosing text begins
 *
 * Returns: whether the line named a language
 */
gboolean
smt_dosing_report_split (const char *line, SmtLanguage *languages, const char **text)
{
  SmtLanguage named;
  g_autofree char *tag = NULL;

  *text = line;
  if (strlen (line) < 3 || line[2] != ':')
    return FALSE;

  tag = g_strndup (line, 2);
  if (!smt_language_parse (tag, &named))
    return FALSE;

  *languages = named;
  *text = line + 3 + strspn (line + 3, " \t");
  return TRUE;
}
