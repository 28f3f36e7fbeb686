/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"
#include "fhir/smt-field-hearing.h"

/** Field: what is gathered while the periods are read. */
typedef struct
{
  SmtDecoder *decoder;
  SmtFieldHearing hearing;
  gboolean unknown; /* a part or a code that nobody knows */
} Field;

/* --- beats -------------------------------------------------------------------------------------------------------- */

/** Repeating: what a repeatingdosage holds, in the order of its table. */
typedef struct
{
  SmtJsonCursor amount;
  SmtJsonCursor interval;
  SmtJsonCursor accurate;
  SmtJsonCursor part;
} Repeating;

/** Dosing: the same of an ereseptdosing. */
typedef struct
{
  SmtJsonCursor start;
  SmtJsonCursor end;
  SmtJsonCursor repeating; /* the first */
} Dosing;

/* Both note that something is there which nobody knows. */
static Dosing
pick_dosing (Field *field, SmtJsonCursor element)
{
  static const SmtJsonName names[] = { SMT_JSON_NAME ("starttime"), SMT_JSON_NAME ("endtime"),
                                       SMT_JSON_NAME ("repeatingdosage") };
  Dosing dosing;

  G_STATIC_ASSERT (sizeof (Dosing) == G_N_ELEMENTS (names) * sizeof (SmtJsonCursor));
  if (_smt_fhir_pick_extensions (element, names, G_N_ELEMENTS (names), &dosing.start) > 0)
    field->unknown = TRUE;
  return dosing;
}

static Repeating
pick_repeating (Field *field, SmtJsonCursor element)
{
  static const SmtJsonName names[] = { SMT_JSON_NAME ("amount"), SMT_JSON_NAME ("interval"), SMT_JSON_NAME ("accurate"),
                                       SMT_JSON_NAME ("timerange") };
  Repeating repeating;

  G_STATIC_ASSERT (sizeof (Repeating) == G_N_ELEMENTS (names) * sizeof (SmtJsonCursor));
  if (_smt_fhir_pick_extensions (element, names, G_N_ELEMENTS (names), &repeating.amount) > 0)
    field->unknown = TRUE;
  return repeating;
}

/** Amount: a number and its unit as they stand; both may be missing. */
typedef struct
{
  SmtDecimal value;
  gboolean has_value;
  const char *unit; /* (nullable): the decoder's */
} Amount;

static Amount
read_amount (SmtDecoder *decoder, SmtJsonCursor element)
{
  SmtJsonCursor quantity = smt_json_member (element, "valueQuantity");
  Amount amount = { .unit = _smt_decoder_text (decoder, smt_json_member (quantity, "unit")) };

  amount.has_value = smt_json_get_decimal (smt_json_member (quantity, "value"), &amount.value);
  return amount;
}

/* 2021: a code for the unit and no number; 2023: a number and a unit. */
static Amount
read_interval (SmtDecoder *decoder, SmtJsonCursor element, SmtDate start, SmtFieldInterval *out)
{
  Amount amount = read_amount (decoder, element);

  if (amount.unit == NULL)
    amount.unit = _smt_decoder_concept (decoder, smt_json_member (element, "valueCodeableConcept"));
  _smt_field_interval_read (out, amount.has_value ? &amount.value : NULL, amount.unit, start);
  if (amount.unit == NULL && smt_json_exists (element))
    out->defects |= SMT_DEFECT_UNIT_NOT_DAYS;
  return amount;
}

static char *
dup_interval_words (const Amount *interval)
{
  return _smt_field_interval_dup_words (interval->has_value ? &interval->value : NULL, interval->unit);
}

/* Would the words be the same? No number is one thing, and 0 another. */
static gboolean
is_same_interval (const Amount *a, const Amount *b)
{
  if (!a->has_value || !b->has_value)
    return a->has_value == b->has_value;
  if (smt_decimal_sign (a->value) <= 0 || smt_decimal_sign (b->value) <= 0)
    return smt_decimal_sign (a->value) <= 0 && smt_decimal_sign (b->value) <= 0;
  return smt_decimal_equal (a->value, b->value) && g_strcmp0 (a->unit, b->unit) == 0;
}

/* Index into the parts of the day, or -1 when it is not said. */
static int
read_part (SmtDecoder *decoder, SmtJsonCursor element, gboolean *unknown)
{
  SmtJsonCursor concept = smt_json_member (element, "valueCodeableConcept");
  const char *code = _smt_decoder_code (decoder, concept);

  if (code == NULL)
    return -1;
  if (code[0] >= '1' && code[0] <= '6' && code[1] == '\0')
    return code[0] - '1';
  _smt_decoder_say_unread_code (decoder, "timerange", smt_json_member (_smt_fhir_first_coding (concept), "code"));
  *unknown = TRUE;
  return -1;
}

static void
fill_beat (SmtBeat *beat, const Amount *amount, const SmtFieldInterval *interval, int part)
{
  if (amount->has_value)
    beat->amount = smt_range_exact (amount->value);
  smt_beat_set_unit (beat, amount->unit);
  beat->basis = SMT_BASIS_EACH;
  beat->times = smt_range_exact_int (1);
  if (part >= 0)
    beat->parts = (guint8)(1u << part);
  beat->days = interval->days;
}

/* Of several intakes in one period the first interval is the period's; another one contradicts it. */
static void
note_interval (SmtFieldHearing *hearing, const Amount *first, const Amount *interval)
{
  if (is_same_interval (first, interval))
    return;
  hearing->defects |= SMT_DEFECT_INTERVALS_DIFFER;
  if (!hearing->wordless)
    {
      g_autofree char *words = dup_interval_words (interval);
      g_string_append_printf (hearing->raw, " (%s)", words);
    }
}

/* One repeatingdosage is one intake: "1x2" comes as two of them. Returns its interval as it stands. */
static Amount
read_repeating (Field *field, guint step, SmtJsonCursor element, SmtDate start)
{
  SmtFieldHearing *hearing = &field->hearing;
  const Repeating repeating = pick_repeating (field, element);
  SmtFieldInterval interval = { 0 };
  const Amount between = read_interval (field->decoder, repeating.interval, start, &interval);
  const Amount amount = read_amount (field->decoder, repeating.amount);
  int part = read_part (field->decoder, repeating.part, &field->unknown);
  SmtBeat *beat;

  hearing->defects |= interval.defects;
  _smt_field_note_part (hearing, step, part, _smt_fhir_is_true (smt_json_member (repeating.accurate, "valueBoolean")));
  beat = smt_rhythm_add_beat (hearing->rhythm, step);
  fill_beat (beat, &amount, &interval, part);
  if (beat->amount.kind == SMT_RANGE_UNKNOWN)
    hearing->defects |= SMT_DEFECT_NO_AMOUNT;
  _smt_field_note_beat (hearing, beat, part);
  return between;
}

/* --- periods ------------------------------------------------------------------------------------------------------ */

static void
read_period (Field *field, SmtJsonCursor element, const SmtFieldPeriod *before, const SmtFieldPeriod *period)
{
  SmtFieldHearing *hearing = &field->hearing;
  guint step = _smt_field_begin_period (hearing, before, period);
  g_autofree char *interval_words = NULL;
  Amount first = { 0 };
  SmtJsonIter iter;
  SmtJsonCursor repeating;

  if (smt_date_is_set (period->start) && smt_date_is_set (period->end)
      && smt_date_compare (period->end, period->start) < 0)
    hearing->defects |= SMT_DEFECT_ENDS_BEFORE_START;
  smt_json_iter_init (&iter, smt_json_member (element, "extension"));
  while (_smt_fhir_next_extension (&iter, "repeatingdosage", &repeating))
    {
      gboolean is_first = hearing->rhythm->steps[step].n_beats == 0;
      Amount interval;

      if (!is_first)
        g_string_append (hearing->raw, " + ");
      interval = read_repeating (field, step, repeating, period->start);
      if (is_first)
        first = interval;
      else
        note_interval (hearing, &first, &interval);
    }
  if (hearing->rhythm->steps[step].n_beats == 0)
    {
      /* a period without a dose would be heard as a pause, which it did not say */
      g_string_append (hearing->raw, "uten dose");
      _smt_decoder_say_unread (field->decoder, "ereseptdosing: no repeatingdosage");
      hearing->defects |= SMT_DEFECT_NO_DOSE;
      hearing->not_understood = TRUE;
    }
  else if (!hearing->wordless)
    interval_words = dup_interval_words (&first);
  _smt_field_end_period (hearing, period, interval_words);
}

/* The periods in the order of time; @elements is filled as received. */
static GArray *
gather_periods (Field *field, SmtJsonCursor holder, GArray *elements)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (SmtFieldPeriod));
  SmtJsonIter iter;
  SmtJsonCursor element;

  smt_json_iter_init (&iter, smt_json_member (holder, "extension"));
  while (_smt_fhir_next_extension (&iter, "ereseptdosing", &element))
    {
      const Dosing dosing = pick_dosing (field, element);
      SmtFieldPeriod period = { _smt_fhir_extension_date (dosing.start), _smt_fhir_extension_date (dosing.end),
                                periods->len };
      g_array_append_val (periods, period);
      g_array_append_val (elements, element);
    }
  _smt_field_sort_periods (periods);
  return periods;
}

/* Hears the structured dose of what holds its periods: all of them are one source, for they follow one another. %NULL
 * when it has none. */
SmtSource *
_smt_decode_field_of (SmtDecoder *decoder, SmtJsonCursor holder, gboolean as_needed)
{
  g_autoptr (GArray) elements = NULL;
  Field field = { decoder, { 0 }, FALSE };
  g_autoptr (GArray) periods = NULL;
  const SmtFieldPeriod *before = NULL;
  SmtSource *source;

  elements = g_array_new (FALSE, FALSE, sizeof (SmtJsonCursor));
  periods = gather_periods (&field, holder, elements);
  if (periods->len == 0)
    return NULL;
  _smt_field_hearing_init (&field.hearing);
  field.hearing.wordless = decoder->findings_only;
  for (guint i = 0; i < periods->len; i++)
    {
      const SmtFieldPeriod *period = &g_array_index (periods, SmtFieldPeriod, i);
      read_period (&field, g_array_index (elements, SmtJsonCursor, period->order), before, period);
      before = period;
    }
  if (field.unknown)
    {
      for (guint i = 0; i < elements->len; i++)
        _smt_decoder_check_dosing (decoder, g_array_index (elements, SmtJsonCursor, i));
      field.hearing.defects |= SMT_DEFECT_NOT_UNDERSTOOD;
      field.hearing.not_understood = TRUE;
    }
  source = smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_ERESEPTDOSING, field.hearing.raw->str,
                           _smt_field_finish (&field.hearing, as_needed));
  source->defects = field.hearing.defects;
  _smt_field_hearing_clear (&field.hearing);
  return source;
}

/* Hears the structured dose of a statement; %NULL when it has none. */
SmtSource *
_smt_decode_field (SmtDecoder *decoder, const SmtNode *node, gboolean as_needed)
{
  if (!smt_json_exists (node->parts->amendment.dosing))
    return NULL;
  return _smt_decode_field_of (decoder, node->parts->extensions.amendment, as_needed);
}
