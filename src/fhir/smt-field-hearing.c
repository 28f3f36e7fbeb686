/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-field-hearing.h"

#include "fhir/smt-sfm-names.h"

/* Code list 8325; code n is bit n - 1 of SmtDayPart. */
static const char *const part_words[] = { "morgen", "formiddag", "midt på dagen", "ettermiddag", "kveld", "natt" };

void
_smt_field_hearing_init (SmtFieldHearing *hearing)
{
  *hearing = (SmtFieldHearing){ .rhythm = smt_rhythm_new (), .raw = g_string_new (NULL) };
}

void
_smt_field_hearing_clear (SmtFieldHearing *hearing)
{
  g_clear_pointer (&hearing->rhythm, smt_rhythm_unref);
  if (hearing->raw != NULL)
    g_string_free (g_steal_pointer (&hearing->raw), TRUE);
}

/* --- interval ----------------------------------------------------------------------------------------------------- */

/* Only Døgn can be shown by Reseptformidleren; another unit is a defect, but what it means is still plain. */
static gboolean
read_unit (const char *unit, SmtTimeUnit *out)
{
  static const struct
  {
    const char *word;
    SmtTimeUnit unit;
  } words[] = {
    { "døgn", SMT_TIME_UNIT_DAY },      { "dag", SMT_TIME_UNIT_DAY },   { "dager", SMT_TIME_UNIT_DAY },
    { "uke", SMT_TIME_UNIT_WEEK },      { "uker", SMT_TIME_UNIT_WEEK }, { "måned", SMT_TIME_UNIT_MONTH },
    { "måneder", SMT_TIME_UNIT_MONTH }, { "time", SMT_TIME_UNIT_HOUR }, { "timer", SMT_TIME_UNIT_HOUR },
  };
  g_autofree char *folded = NULL;

  if (g_strcmp0 (unit, SMT_UNIT_DAYS) == 0) /* nearly always */
    {
      *out = SMT_TIME_UNIT_DAY;
      return TRUE;
    }
  folded = unit != NULL ? g_utf8_strdown (unit, -1) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (folded, words[i].word) == 0)
      {
        *out = words[i].unit;
        return TRUE;
      }
  return FALSE;
}

/* An interval as it stands, in words. */
char *
_smt_field_interval_dup_words (const SmtDecimal *number, const char *unit)
{
  g_autofree char *digits = NULL;

  if (number == NULL)
    return g_strdup ("intervall uten tall");
  if (smt_decimal_sign (*number) <= 0)
    return g_strdup ("intervall 0");
  digits = smt_decimal_format (smt_decimal_normalize (*number), ',');
  return g_strconcat ("intervall ", digits, " ", unit != NULL ? unit : "uten enhet", NULL);
}

/* No number (%NULL) and 0 are unknown, never 1. The words are left to those who need them. */
void
_smt_field_interval_read (SmtFieldInterval *interval, const SmtDecimal *number, const char *unit, SmtDate start)
{
  gboolean known_unit;

  *interval = (SmtFieldInterval){ 0 };
  known_unit = read_unit (unit, &interval->days.unit);
  if (g_strcmp0 (unit, SMT_UNIT_DAYS) != 0 && (unit != NULL || number != NULL))
    interval->defects |= known_unit && interval->days.unit == SMT_TIME_UNIT_DAY ? 0 : SMT_DEFECT_UNIT_NOT_DAYS;
  if (number == NULL || smt_decimal_sign (*number) <= 0)
    {
      interval->defects |= SMT_DEFECT_NO_INTERVAL_NUMBER;
      interval->days = (SmtDays){ 0 };
      return;
    }
  if (!known_unit)
    {
      interval->days = (SmtDays){ 0 };
      return;
    }
  interval->days.kind = SMT_DAYS_EVERY_N;
  interval->days.n = smt_range_exact (*number);
  if (!smt_range_is_int (interval->days.n, 1) || interval->days.unit != SMT_TIME_UNIT_DAY)
    interval->days.phase = start;
}

void
_smt_field_interval_clear (SmtFieldInterval *interval)
{
  g_clear_pointer (&interval->words, g_free);
}

/* --- beats -------------------------------------------------------------------------------------------------------- */

static void
append_beat_words (GString *raw, const SmtBeat *beat, int part)
{
  g_autofree char *number = beat->amount.kind == SMT_RANGE_EXACT
                                ? smt_decimal_format (smt_decimal_normalize (beat->amount.lo), ',')
                                : g_strdup ("uten mengde");

  g_string_append (raw, number);
  if (beat->unit != NULL)
    g_string_append_printf (raw, " %s", beat->unit);
  if (part >= 0)
    g_string_append_printf (raw, " %s", part_words[part]);
  for (guint i = 0; i < beat->n_clock; i++)
    g_string_append_printf (raw, " kl. %02u:%02u", beat->clock[i] / 60u, beat->clock[i] % 60u);
}

/* Looks at the part of the day (index into code list 8325, -1 = not said) of an intake that is about to be added. */
void
_smt_field_note_part (SmtFieldHearing *hearing, guint step, int part, gboolean accurate)
{
  guint8 before = 0;

  if (part < 0)
    return;
  for (guint i = 0; i < hearing->rhythm->steps[step].n_beats; i++)
    before |= hearing->rhythm->steps[step].beats[i].parts;
  if ((before >> part & 1) != 0)
    hearing->defects |= SMT_DEFECT_RANGE_TWICE;
  if (accurate)
    hearing->defects |= SMT_DEFECT_ACCURATE_WITH_RANGE;
}

/* Notes what a finished beat states, and says it in words. */
void
_smt_field_note_beat (SmtFieldHearing *hearing, const SmtBeat *beat, int part)
{
  guint32 stated = 0;

  stated |= beat->times.kind != SMT_RANGE_UNKNOWN ? SMT_ATTRIBUTE_TIMES : 0;
  stated |= beat->amount.kind != SMT_RANGE_UNKNOWN ? SMT_ATTRIBUTE_AMOUNT : 0;
  stated |= beat->unit != NULL ? SMT_ATTRIBUTE_UNIT : 0;
  stated |= beat->parts != 0 ? SMT_ATTRIBUTE_PARTS : 0;
  stated |= beat->n_clock != 0 ? SMT_ATTRIBUTE_CLOCK : 0;
  stated |= beat->days.kind != SMT_DAYS_UNKNOWN ? SMT_ATTRIBUTE_DAYS : 0;
  stated |= smt_date_is_set (beat->days.phase) ? SMT_ATTRIBUTE_PHASE : 0;
  hearing->rhythm->stated |= stated;
  if (!hearing->wordless)
    append_beat_words (hearing->raw, beat, part);
}

/* --- periods ------------------------------------------------------------------------------------------------------ */

static int
compare_periods (const void *first, const void *second)
{
  const SmtFieldPeriod *a = first;
  const SmtFieldPeriod *b = second;
  int order = smt_date_compare (a->start, b->start);

  return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* Into the order of time; of equal starts, as received. */
void
_smt_field_sort_periods (GArray *periods)
{
  g_array_sort (periods, compare_periods);
}

/* Between the end of one period and the start of the next nothing is taken: "ingen dosering". */
static void
add_pause (SmtFieldHearing *hearing, const SmtFieldPeriod *before, const SmtFieldPeriod *after)
{
  SmtStep *pause;

  if (!smt_date_is_set (before->end) || !smt_date_is_set (after->start))
    {
      hearing->defects |= smt_date_is_set (after->start) ? SMT_DEFECT_OVERLAP : 0;
      return;
    }
  if (smt_date_compare (after->start, before->end) < 0)
    hearing->defects |= SMT_DEFECT_OVERLAP;
  if (smt_date_compare (after->start, before->end) <= 0)
    return;
  pause = smt_rhythm_add_step (hearing->rhythm);
  pause->start = before->end;
  pause->end = after->start;
}

/* Adds the step of @period, and the pause since @before (%NULL = the first one). Returns the index of the step. */
guint
_smt_field_begin_period (SmtFieldHearing *hearing, const SmtFieldPeriod *before, const SmtFieldPeriod *period)
{
  SmtStep *step;

  if (before != NULL)
    add_pause (hearing, before, period);
  step = smt_rhythm_add_step (hearing->rhythm);
  step->start = period->start;
  step->end = period->end;
  hearing->rhythm->stated |= smt_date_is_set (period->start) ? SMT_ATTRIBUTE_START : 0;
  hearing->rhythm->stated |= smt_date_is_set (period->end) ? SMT_ATTRIBUTE_END : 0;
  if (!smt_date_is_set (period->start))
    hearing->defects |= SMT_DEFECT_NO_START;
  if (hearing->raw->len > 0)
    g_string_append (hearing->raw, "; ");
  return hearing->rhythm->n_steps - 1;
}

/* The end is exclusive; people are told the last day. What ends before it begins is told as it came. */
static void
say_end (GString *raw, const SmtFieldPeriod *period)
{
  gboolean lasts = !smt_date_is_set (period->start) || smt_date_compare (period->start, period->end) < 0;
  g_autofree char *day = smt_date_to_iso (lasts ? smt_date_add_days (period->end, -1) : period->end);

  g_string_append_printf (raw, lasts ? " til og med %s" : " til %s", day);
}

/* Says interval and dates of a period whose intakes have been said. */
void
_smt_field_end_period (SmtFieldHearing *hearing, const SmtFieldPeriod *period, const char *interval_words)
{
  g_autofree char *start = NULL;

  if (hearing->wordless)
    return;
  start = smt_date_is_set (period->start) ? smt_date_to_iso (period->start) : NULL;
  if (interval_words != NULL)
    g_string_append_printf (hearing->raw, ", %s", interval_words);
  if (start != NULL)
    g_string_append_printf (hearing->raw, ", fra %s", start);
  else
    g_string_append (hearing->raw, ", uten start");
  if (smt_date_is_set (period->end))
    say_end (hearing->raw, period);
}

/* From day d to day d + 1 is one day: a single dose, whatever the interval says. */
static void
turn_into_single_dose (SmtRhythm *rhythm)
{
  SmtStep *step = &rhythm->steps[0];

  if (rhythm->n_steps != 1 || !smt_date_is_set (step->start) || !smt_date_is_set (step->end)
      || smt_date_days_between (step->start, step->end) != 1)
    return;
  for (guint i = 0; i < step->n_beats; i++)
    {
      SmtDays *days = &step->beats[i].days;
      if (days->kind != SMT_DAYS_EVERY_N && !(days->kind == SMT_DAYS_CYCLE && smt_day_bits_has (&days->on, 1)))
        continue;
      *days = (SmtDays){ 0 };
      days->kind = SMT_DAYS_DAY_LIST;
      smt_day_bits_set (&days->on, 1);
    }
}

/* What was heard in all periods together; the rhythm is taken. */
SmtReading *
_smt_field_finish (SmtFieldHearing *hearing, gboolean as_needed)
{
  if (hearing->rhythm->n_steps == 0)
    return smt_reading_new (SMT_READING_SILENT);
  turn_into_single_dose (hearing->rhythm);
  hearing->rhythm->as_needed |= as_needed;
  if (hearing->not_understood || !smt_rhythm_validate (hearing->rhythm))
    return smt_reading_new (SMT_READING_UNREADABLE);
  return smt_reading_new_clear (g_steal_pointer (&hearing->rhythm));
}
