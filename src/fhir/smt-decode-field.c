/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

/* Code list 8325; code n is bit n - 1 of SmtDayPart. */
static const char *const part_words[] = { "morgen", "formiddag", "midt på dagen", "ettermiddag", "kveld", "natt" };

/** Period: one ereseptdosing. @end is the day after the last (docs/fhir.md). */
typedef struct
{
  SmtJsonCursor element;
  SmtDate start;
  SmtDate end;
  guint order; /* as received */
} Period;

/** Interval: what a repeatingdosage says between two intakes. */
typedef struct
{
  SmtDays days;
  char *words;
  guint32 defects;
} Interval;

static void
interval_clear (Interval *interval)
{
  g_free (interval->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Interval, interval_clear)

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
  g_autofree char *folded = unit != NULL ? g_utf8_strdown (unit, -1) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (folded, words[i].word) == 0)
      {
        *out = words[i].unit;
        return TRUE;
      }
  return FALSE;
}

/* 2021: a code for the unit and no number; 2023: a number and a unit. No number and 0 are unknown, never 1. */
static void
read_interval (SmtJsonCursor repeating, SmtDate start, Interval *out)
{
  SmtJsonCursor element = _smt_fhir_extension (repeating, "interval");
  SmtJsonCursor concept = smt_json_member (element, "valueCodeableConcept");
  g_auto (SmtFhirQuantity) quantity = { 0 };
  gboolean known_unit;

  *out = (Interval){ 0 };
  _smt_fhir_quantity (smt_json_member (element, "valueQuantity"), &quantity);
  if (quantity.unit == NULL)
    quantity.unit = _smt_fhir_dup_concept (concept);
  known_unit = read_unit (quantity.unit, &out->days.unit);
  if (g_strcmp0 (quantity.unit, SMT_UNIT_DAYS) != 0 && smt_json_exists (element))
    out->defects |= known_unit && out->days.unit == SMT_TIME_UNIT_DAY ? 0 : SMT_DEFECT_UNIT_NOT_DAYS;
  if (!quantity.has_value || smt_decimal_sign (quantity.value) <= 0)
    {
      out->defects |= SMT_DEFECT_NO_INTERVAL_NUMBER;
      out->days = (SmtDays){ 0 };
      out->words = quantity.has_value ? g_strdup ("intervall 0") : g_strdup ("intervall uten tall");
      return;
    }
  g_autofree char *number = smt_decimal_format (smt_decimal_normalize (quantity.value), ',');
  out->words = g_strdup_printf ("intervall %s %s", number, quantity.unit != NULL ? quantity.unit : "uten enhet");
  if (!known_unit)
    {
      out->days = (SmtDays){ 0 };
      return;
    }
  out->days.kind = SMT_DAYS_EVERY_N;
  out->days.n = smt_range_exact (quantity.value);
  if (!smt_range_is_int (out->days.n, 1) || out->days.unit != SMT_TIME_UNIT_DAY)
    out->days.phase = start;
}

/* --- beats -------------------------------------------------------------------------------------------------------- */

/* Index into the parts of the day, or -1 when it is not said. */
static int
read_part (SmtDecoder *decoder, SmtJsonCursor repeating, gboolean *unknown)
{
  SmtJsonCursor concept = _smt_fhir_extension_value (repeating, "timerange", "valueCodeableConcept");
  g_autofree char *code = _smt_fhir_dup_code (concept);

  if (code == NULL)
    return -1;
  if (code[0] >= '1' && code[0] <= '6' && code[1] == '\0')
    return code[0] - '1';
  _smt_decoder_say_unread_code (decoder, "timerange", smt_json_member (_smt_fhir_first_coding (concept), "code"));
  *unknown = TRUE;
  return -1;
}

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
}

static void
fill_beat (SmtBeat *beat, SmtJsonCursor repeating, const Interval *interval, int part)
{
  g_auto (SmtFhirQuantity) amount = { 0 };

  _smt_fhir_quantity (_smt_fhir_extension_value (repeating, "amount", "valueQuantity"), &amount);
  if (amount.has_value)
    beat->amount = smt_range_exact (amount.value);
  smt_beat_set_unit (beat, amount.unit);
  beat->basis = SMT_BASIS_EACH;
  beat->times = smt_range_exact_int (1);
  if (part >= 0)
    beat->parts = (guint8)(1u << part);
  beat->days = interval->days;
}

/** Field: what is gathered while the periods are read. */
typedef struct
{
  SmtDecoder *decoder;
  SmtRhythm *rhythm;
  GString *raw;
  guint32 defects;
  gboolean not_understood;
} Field;

static void
note_stated (Field *field, const SmtBeat *beat)
{
  guint32 stated = SMT_ATTRIBUTE_TIMES;

  stated |= beat->amount.kind != SMT_RANGE_UNKNOWN ? SMT_ATTRIBUTE_AMOUNT : 0;
  stated |= beat->unit != NULL ? SMT_ATTRIBUTE_UNIT : 0;
  stated |= beat->parts != 0 ? SMT_ATTRIBUTE_PARTS : 0;
  stated |= beat->days.kind != SMT_DAYS_UNKNOWN ? SMT_ATTRIBUTE_DAYS : 0;
  stated |= smt_date_is_set (beat->days.phase) ? SMT_ATTRIBUTE_PHASE : 0;
  field->rhythm->stated |= stated;
}

/* One repeatingdosage is one intake: "1x2" comes as two of them. */
static void
read_repeating (Field *field, guint step, SmtJsonCursor repeating, SmtDate start, char **interval_words)
{
  g_auto (Interval) interval = { 0 };
  int part = read_part (field->decoder, repeating, &field->not_understood);
  guint8 parts_before = 0;
  SmtBeat *beat;

  read_interval (repeating, start, &interval);
  field->defects |= interval.defects;
  for (guint i = 0; i < field->rhythm->steps[step].n_beats; i++)
    parts_before |= field->rhythm->steps[step].beats[i].parts;
  if (part >= 0 && (parts_before >> part & 1) != 0)
    field->defects |= SMT_DEFECT_RANGE_TWICE;
  if (part >= 0 && _smt_fhir_is_true (_smt_fhir_extension_value (repeating, "accurate", "valueBoolean")))
    field->defects |= SMT_DEFECT_ACCURATE_WITH_RANGE;

  beat = smt_rhythm_add_beat (field->rhythm, step);
  fill_beat (beat, repeating, &interval, part);
  note_stated (field, beat);
  append_beat_words (field->raw, beat, part);
  if (*interval_words == NULL)
    *interval_words = g_strdup (interval.words);
  else if (g_strcmp0 (*interval_words, interval.words) != 0)
    {
      field->defects |= SMT_DEFECT_INTERVALS_DIFFER;
      g_string_append_printf (field->raw, " (%s)", interval.words);
    }
}

/* --- periods ------------------------------------------------------------------------------------------------------ */

static void
append_dates (Field *field, const Period *period)
{
  g_autofree char *start = smt_date_is_set (period->start) ? smt_date_to_iso (period->start) : NULL;
  g_autofree char *end = smt_date_is_set (period->end) ? smt_date_to_iso (period->end) : NULL;

  if (start != NULL)
    g_string_append_printf (field->raw, ", fra %s", start);
  else
    g_string_append (field->raw, ", uten start");
  if (end != NULL)
    g_string_append_printf (field->raw, " til %s", end);
}

static void
read_period (Field *field, const Period *period)
{
  g_autofree char *interval_words = NULL;
  SmtStep *step = smt_rhythm_add_step (field->rhythm);
  guint index = field->rhythm->n_steps - 1;
  SmtJsonIter iter;
  SmtJsonCursor repeating;

  step->start = period->start;
  step->end = period->end;
  field->rhythm->stated |= smt_date_is_set (period->start) ? SMT_ATTRIBUTE_START : 0;
  field->rhythm->stated |= smt_date_is_set (period->end) ? SMT_ATTRIBUTE_END : 0;
  if (!smt_date_is_set (period->start))
    field->defects |= SMT_DEFECT_NO_START;
  if (_smt_decoder_check_dosing (field->decoder, period->element) > 0)
    field->not_understood = TRUE;
  if (field->raw->len > 0)
    g_string_append (field->raw, "; ");

  smt_json_iter_init (&iter, smt_json_member (period->element, "extension"));
  while (_smt_fhir_next_extension (&iter, "repeatingdosage", &repeating))
    {
      if (field->rhythm->steps[index].n_beats > 0)
        g_string_append (field->raw, " + ");
      read_repeating (field, index, repeating, period->start, &interval_words);
    }
  if (field->rhythm->steps[index].n_beats == 0)
    {
      /* a period without a dose would be heard as a pause, which it did not say */
      g_string_append (field->raw, "uten dose");
      _smt_decoder_say_unread (field->decoder, "ereseptdosing: no repeatingdosage");
      field->not_understood = TRUE;
    }
  g_string_append_printf (field->raw, "%s%s", interval_words != NULL ? ", " : "",
                          interval_words != NULL ? interval_words : "");
  append_dates (field, period);
}

static int
compare_periods (const void *first, const void *second)
{
  const Period *a = first;
  const Period *b = second;
  int order = smt_date_compare (a->start, b->start);

  return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static GArray *
gather_periods (SmtJsonCursor amendment)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (Period));
  SmtJsonIter iter;
  SmtJsonCursor element;

  smt_json_iter_init (&iter, smt_json_member (amendment, "extension"));
  while (_smt_fhir_next_extension (&iter, "ereseptdosing", &element))
    {
      Period period = { element, _smt_fhir_extension_date (_smt_fhir_extension (element, "starttime")),
                        _smt_fhir_extension_date (_smt_fhir_extension (element, "endtime")), periods->len };
      g_array_append_val (periods, period);
    }
  g_array_sort (periods, compare_periods);
  return periods;
}

/* Between the end of one period and the start of the next nothing is taken: "ingen dosering". */
static void
add_pause (Field *field, const Period *before, const Period *after)
{
  SmtStep *pause;

  if (!smt_date_is_set (before->end) || !smt_date_is_set (after->start))
    {
      field->defects |= smt_date_is_set (after->start) ? SMT_DEFECT_OVERLAP : 0;
      return;
    }
  if (smt_date_compare (after->start, before->end) < 0)
    field->defects |= SMT_DEFECT_OVERLAP;
  if (smt_date_compare (after->start, before->end) <= 0)
    return;
  pause = smt_rhythm_add_step (field->rhythm);
  pause->start = before->end;
  pause->end = after->start;
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
      if (days->kind != SMT_DAYS_EVERY_N)
        continue;
      *days = (SmtDays){ 0 };
      days->kind = SMT_DAYS_DAY_LIST;
      smt_day_bits_set (&days->on, 1);
    }
}

/* Hears the structured dose of a statement: all its periods are one source, for they follow one another. %NULL when it
 * has none. */
SmtSource *
_smt_decode_field (SmtDecoder *decoder, SmtJsonCursor resource, gboolean as_needed)
{
  g_autoptr (GArray) periods = gather_periods (_smt_fhir_extension (resource, SMT_EXT_AMENDMENT));
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();
  Field field = { decoder, rhythm, raw, 0, FALSE };
  SmtReading *reading;
  SmtSource *source;

  if (periods->len == 0)
    return NULL;
  for (guint i = 0; i < periods->len; i++)
    {
      if (i > 0)
        add_pause (&field, &g_array_index (periods, Period, i - 1), &g_array_index (periods, Period, i));
      read_period (&field, &g_array_index (periods, Period, i));
    }
  turn_into_single_dose (rhythm);
  rhythm->as_needed = as_needed;
  if (field.not_understood || !smt_rhythm_validate (rhythm))
    reading = smt_reading_new (SMT_READING_UNREADABLE);
  else
    reading = smt_reading_new_clear (g_steal_pointer (&rhythm));
  source = smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_ERESEPTDOSING, raw->str, reading);
  source->defects = field.defects;
  return source;
}
