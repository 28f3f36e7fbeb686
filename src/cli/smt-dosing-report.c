/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-dosing-report.h"

#include "base/smt-json-writer.h"
#include "cli/smt-dose-rate.h"
#include "dosing/smt-reading.h"
#include "dosing/smt-words.h"

/* The object's attributes are those of contract 2: times are doses in one period, a period is told in days (a month is
 * 30, three are 90, six 182, a year 365), a single dose has period 0. What was not said is null. */

static const char *const weekday_names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
static const char *const part_names[] = { "morning", "forenoon", "midday", "afternoon", "evening", "night" };

/* --- writing ----------------------------------------------------------------------------------------------------- */

static void
write_number (SmtJsonWriter *writer, SmtDecimal value, gboolean as_string)
{
  g_autofree char *text = smt_decimal_to_string (value);

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
    case SMT_RANGE_AT_MOST:
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

static void
write_unit (SmtJsonWriter *writer, const SmtBeat *beat)
{
  static const char *const per[] = { [SMT_PER_WHOLE] = "", [SMT_PER_KG] = "/kg", [SMT_PER_M2] = "/m2" };
  g_autofree char *unit = NULL;

  smt_json_writer_key (writer, "unit");
  if (beat == NULL || beat->unit == NULL)
    {
      smt_json_writer_null (writer);
      return;
    }
  unit = g_strconcat (beat->unit, per[beat->per], NULL);
  smt_json_writer_string (writer, unit);
}

static void
write_weekdays (SmtJsonWriter *writer, const SmtStep *step)
{
  guint8 weekdays = 0;

  for (guint i = 0; step != NULL && i < step->n_beats; i++)
    {
      const SmtDays *days = &step->beats[i].days;

      if (days->kind == SMT_DAYS_WEEKDAYS)
        weekdays = (guint8)(weekdays | (days->except ? ~days->weekdays & 0x7f : days->weekdays));
    }

  smt_json_writer_key (writer, "weekdays");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < 7; i++)
    if ((weekdays >> i) & 1)
      smt_json_writer_string (writer, weekday_names[i]);
  smt_json_writer_end_array (writer);
}

static gboolean
amounts_differ (const SmtStep *step)
{
  for (guint i = 1; i < step->n_beats; i++)
    if (!smt_range_equal (step->beats[0].amount, step->beats[i].amount))
      return TRUE;

  return FALSE;
}

static void
write_part (SmtJsonWriter *writer, const char *when, SmtRange amount)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "when", when);
  write_range (writer, "amount", amount, TRUE);
  smt_json_writer_end_object (writer);
}

static void
write_beat_parts (SmtJsonWriter *writer, const SmtBeat *beat)
{
  for (guint i = 0; i < G_N_ELEMENTS (part_names); i++)
    if ((beat->parts >> i) & 1)
      write_part (writer, part_names[i], beat->amount);

  for (guint i = 0; i < beat->n_clock; i++)
    {
      g_autofree char *clock = g_strdup_printf ("%02u:%02u", beat->clock[i] / 60u, beat->clock[i] % 60u);

      write_part (writer, clock, beat->amount);
    }

  for (guint i = 0; beat->parts == 0 && beat->n_clock == 0 && beat->days.kind == SMT_DAYS_WEEKDAYS && i < 7; i++)
    if (((beat->days.weekdays >> i) & 1) != (beat->days.except ? 1 : 0))
      write_part (writer, weekday_names[i], beat->amount);
}

static void
write_parts (SmtJsonWriter *writer, const SmtStep *step)
{
  smt_json_writer_key (writer, "parts");
  if (step == NULL || !amounts_differ (step))
    {
      smt_json_writer_null (writer);
      return;
    }

  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < step->n_beats; i++)
    write_beat_parts (writer, &step->beats[i]);
  smt_json_writer_end_array (writer);
}

static void
write_step_members (SmtJsonWriter *writer, const SmtRhythm *rhythm, const SmtStep *step)
{
  const SmtBeat *first = step != NULL && step->n_beats > 0 ? &step->beats[0] : NULL;
  SmtDoseRate rate = { SMT_RANGE_NONE, SMT_RANGE_NONE };
  gboolean mixed = step != NULL && amounts_differ (step);

  if (step != NULL)
    rate = smt_step_dose_rate (step);
  /* "ved behov, inntil 4 ganger daglig": the most it may be is all that was said */
  if (rate.times.kind == SMT_RANGE_UNKNOWN && rhythm->max_times_day.kind != SMT_RANGE_UNKNOWN)
    rate = (SmtDoseRate){ rhythm->max_times_day, smt_range_exact_int (1) };

  write_range (writer, "amount", first != NULL && !mixed ? first->amount : SMT_RANGE_NONE, TRUE);
  write_unit (writer, first);
  write_range (writer, "times", rate.times, FALSE);
  write_range (writer, "period_days", rate.period_days, FALSE);
  write_weekdays (writer, step);
  write_range (writer, "duration_days",
               step != NULL ? smt_range_to_days (step->length, step->length_unit) : SMT_RANGE_NONE, FALSE);
  write_parts (writer, step);
}

static void
write_rhythm_members (SmtJsonWriter *writer, const SmtRhythm *rhythm)
{
  SmtRange maximum = rhythm->max_amount_day.kind != SMT_RANGE_UNKNOWN ? rhythm->max_amount_day : rhythm->max_times_day;
  g_autofree char *words = rhythm->n_steps > 0 ? smt_rhythm_to_words (rhythm, SMT_LANGUAGE_NB) : NULL;

  write_step_members (writer, rhythm, rhythm->n_steps == 1 ? &rhythm->steps[0] : NULL);
  smt_json_writer_key (writer, "as_needed");
  smt_json_writer_boolean (writer, rhythm->as_needed);
  write_range (writer, "max_per_day", maximum, FALSE);

  smt_json_writer_key (writer, "steps");
  if (rhythm->n_steps > 1)
    {
      smt_json_writer_begin_array (writer);
      for (guint i = 0; i < rhythm->n_steps; i++)
        {
          smt_json_writer_begin_object (writer);
          write_step_members (writer, rhythm, &rhythm->steps[i]);
          smt_json_writer_end_object (writer);
        }
      smt_json_writer_end_array (writer);
    }
  else
    smt_json_writer_null (writer);
  smt_json_writer_key (writer, "words");
  if (words != NULL)
    smt_json_writer_string (writer, words);
  else
    smt_json_writer_null (writer);
}

static const char *
attribute_name (SmtAttribute attribute)
{
  switch (attribute)
    {
    case SMT_ATTRIBUTE_AMOUNT:
      return "amount";
    case SMT_ATTRIBUTE_UNIT:
      return "unit";
    case SMT_ATTRIBUTE_TIMES:
      return "times";
    case SMT_ATTRIBUTE_PARTS:
      return "parts";
    case SMT_ATTRIBUTE_CLOCK:
      return "clock";
    case SMT_ATTRIBUTE_DAYS:
      return "days";
    case SMT_ATTRIBUTE_PHASE:
      return "phase";
    case SMT_ATTRIBUTE_START:
      return "start";
    case SMT_ATTRIBUTE_END:
      return "end";
    case SMT_ATTRIBUTE_LENGTH:
      return "duration_days";
    case SMT_ATTRIBUTE_AS_NEEDED:
      return "as_needed";
    case SMT_ATTRIBUTE_MAXIMUM:
      return "max_per_day";
    case SMT_ATTRIBUTE_GAP:
      return "gap";
    default:
      return "other";
    }
}

static void
write_readings (SmtJsonWriter *writer, const SmtReading *reading)
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
      smt_json_writer_begin_object (writer);
      write_rhythm_members (writer, g_ptr_array_index (reading->rhythms, i));
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_end_array (writer);
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
 *
 * Returns: (transfer full): one JSON object without line breaks, as contract 2 describes
 */
char *
smt_dosing_report_to_json (const char *text, SmtLanguage languages)
{
  g_autoptr (SmtReading) reading = smt_dosing_read (text, languages);
  g_autoptr (SmtRhythm) nothing = smt_rhythm_new ();
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  gboolean clear = reading->state == SMT_READING_CLEAR;

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "status", status_word (reading->state));
  write_rhythm_members (writer, clear ? smt_reading_get_rhythm (reading) : nothing);
  write_readings (writer, reading);
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
