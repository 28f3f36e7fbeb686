/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-m1-dosing.h"

#include "fhir/smt-m1-days.h"

#include <string.h>

/* No course has more; a document that does is not read for hours. */
#define MAX_PERIODS 100
#define MAX_INTAKES 50

#define HOURS_IN_DAY 24

/* --- typeDose ----------------------------------------------------------------------------------------------------- */

/* Amount and unit of an intake. */
static void
read_amount (SmtM1Reader *reader, xmlNode *element, SmtBeat *beat)
{
  g_auto (SmtM1Quantity) amount = { 0 };

  _smt_m1_quantity_read (reader, element, &amount);
  if (amount.has_value)
    beat->amount = smt_range_exact (amount.value);
  smt_beat_set_unit (beat, amount.unit);
  beat->basis = SMT_BASIS_EACH;
  if (amount.unit == NULL)
    return;
  if (reader->amount_unit != NULL && g_strcmp0 (reader->amount_unit, amount.unit) != 0)
    reader->hearing.defects |= SMT_DEFECT_UNITS_DIFFER;
  else if (reader->amount_unit == NULL)
    reader->amount_unit = g_strdup (amount.unit);
}

/* An infusion runs on; it is no intake, and is not turned into one. Volume 0 is not used. */
static void
read_infusion (SmtM1Reader *reader, xmlNode *element)
{
  static const char *const names[] = { "Volum", "Tidsenhet", NULL };
  xmlNode *parts[G_N_ELEMENTS (names)];
  g_auto (SmtM1Quantity) volume = { 0 };

  if (element == NULL || _smt_m1_next (element->children) == NULL)
    return;
  _smt_m1_take_children (reader, element, names, parts);
  _smt_m1_quantity_read (reader, parts[0], &volume);
  if (volume.has_value && smt_decimal_sign (volume.value) == 0)
    return;
  reader->hearing.defects |= SMT_DEFECT_INFUSION;
  reader->hearing.not_understood = TRUE;
}

/* Says the interval of an intake: once for the period, again where it differs. */
static void
note_interval (SmtM1Reader *reader, const SmtFieldInterval *interval, gboolean by_number)
{
  if (reader->interval_words == NULL)
    reader->interval_words = g_strdup (interval->words);
  else if (g_strcmp0 (reader->interval_words, interval->words) != 0)
    {
      /* other weekdays in the same period are no other interval */
      reader->hearing.defects |= by_number ? SMT_DEFECT_INTERVALS_DIFFER : 0;
      g_string_append_printf (reader->hearing.raw, " (%s)", interval->words);
    }
}

/* --- DoseFastTidspunkt -------------------------------------------------------------------------------------------- */

enum
{
  FIXED_AMOUNT,
  FIXED_INTERVAL,
  FIXED_INFUSION,
  FIXED_CLOCK,
  FIXED_RANGE,
  FIXED_EXACT,
  FIXED_DAYS,
  N_FIXED,
};

/* Index into the parts of the day (8325), or -1 when it is not said. */
static int
read_part (SmtM1Reader *reader, xmlNode *element)
{
  g_autofree char *code = element != NULL ? _smt_m1_dup_value (element, "V") : NULL;

  if (element == NULL)
    return -1;
  if (code != NULL && code[0] >= '1' && code[0] <= '6' && code[1] == '\0')
    return code[0] - '1';
  _smt_m1_say_unread (reader, "Tidsomrade", code);
  return -1;
}

/* "08:00", "08:00:00", with fractions or a zone behind, which say nothing about a dose. */
static gboolean
read_clock (SmtM1Reader *reader, xmlNode *element, guint16 *minutes)
{
  g_autofree char *text = element != NULL ? _smt_m1_dup_value (element, "V") : NULL;

  if (element == NULL)
    return FALSE;
  if (text != NULL && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) && text[2] == ':'
      && g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]) && !g_ascii_isdigit (text[5]))
    {
      int hour = (text[0] - '0') * 10 + text[1] - '0';
      int minute = (text[3] - '0') * 10 + text[4] - '0';
      if (hour < HOURS_IN_DAY && minute < 60)
        {
          *minutes = (guint16)(hour * 60 + minute);
          return TRUE;
        }
    }
  _smt_m1_say_unread (reader, "Klokkeslett", NULL);
  return FALSE;
}

/* GisEksakt: 1 or 0, or -1 when it is not said. */
static int
read_exact (SmtM1Reader *reader, xmlNode *element)
{
  g_autofree char *text = element != NULL ? _smt_m1_dup_value (element, "V") : NULL;

  if (element == NULL)
    return -1;
  if (g_strcmp0 (text, "true") == 0 || g_strcmp0 (text, "1") == 0)
    return 1;
  if (g_strcmp0 (text, "false") == 0 || g_strcmp0 (text, "0") == 0)
    return 0;
  _smt_m1_say_unread (reader, "GisEksakt", NULL);
  return -1;
}

/* Clock time, part of the day, and whether they go together. */
static int
read_time_of_day (SmtM1Reader *reader, xmlNode **parts, SmtBeat *beat)
{
  int part = read_part (reader, parts[FIXED_RANGE]);
  int exact = read_exact (reader, parts[FIXED_EXACT]);
  guint16 minutes;

  if (part >= 0)
    beat->parts = (guint8)(1u << part);
  if (!read_clock (reader, parts[FIXED_CLOCK], &minutes))
    return part;
  beat->clock[0] = minutes;
  beat->n_clock = 1;
  if (parts[FIXED_RANGE] != NULL)
    reader->hearing.defects |= SMT_DEFECT_CLOCK_WITH_RANGE;
  if (exact == 0)
    reader->hearing.defects |= SMT_DEFECT_CLOCK_NOT_EXACT;
  return part;
}

/* One DoseFastTidspunkt is one intake. */
static void
read_fixed_time (SmtM1Reader *reader, xmlNode *element)
{
  static const char *const names[] = { "Mengde",     "Intervall", "Infusjonshastighet", "Klokkeslett",
                                       "Tidsomrade", "GisEksakt", "FastDose",           NULL };
  xmlNode *parts[N_FIXED];
  g_auto (SmtFieldInterval) interval = { 0 };
  SmtBeat beat = { .times = smt_range_exact_int (1) };
  SmtBeat *added;
  int part;

  _smt_m1_take_children (reader, element, names, parts);
  _smt_m1_read_days (reader, parts[FIXED_INTERVAL], parts[FIXED_DAYS], &interval);
  part = read_time_of_day (reader, parts, &beat);
  _smt_field_note_part (&reader->hearing, reader->step, part,
                        parts[FIXED_CLOCK] == NULL && part >= 0 && read_exact (reader, parts[FIXED_EXACT]) == 1);
  read_infusion (reader, parts[FIXED_INFUSION]);
  reader->hearing.defects |= interval.defects;
  beat.days = interval.days;
  added = smt_rhythm_add_beat (reader->hearing.rhythm, reader->step);
  *added = beat;
  read_amount (reader, parts[FIXED_AMOUNT], added);
  _smt_field_note_beat (&reader->hearing, added, part);
  note_interval (reader, &interval, added->days.kind != SMT_DAYS_WEEKDAYS && added->days.kind != SMT_DAYS_CYCLE);
  reader->has_fixed = TRUE;
}

/* --- DoseEtterBehov ----------------------------------------------------------------------------------------------- */

enum
{
  NEED_AMOUNT,
  NEED_INTERVAL,
  NEED_INFUSION,
  NEED_DAY_MAX,
  NEED_SPAN_MAX,
  NEED_SPAN,
  NEED_GAP,
  N_NEED,
};

static gboolean
is_used (const SmtM1Quantity *quantity)
{
  return quantity->has_value && smt_decimal_sign (quantity->value) > 0;
}

static gboolean
unit_is (const SmtM1Quantity *quantity, const char *word)
{
  g_autofree char *folded = quantity->unit != NULL ? g_utf8_strdown (quantity->unit, -1) : NULL;

  return g_strcmp0 (folded, word) == 0;
}

/* The most in a day. The most in another span cannot be said by a rhythm, and is not left out: then the field is not
 * understood. */
static void
read_day_maximum (SmtM1Reader *reader, xmlNode **parts)
{
  SmtRhythm *rhythm = reader->hearing.rhythm;
  g_auto (SmtM1Quantity) day = { 0 };
  g_auto (SmtM1Quantity) most = { 0 };
  g_auto (SmtM1Quantity) span = { 0 };
  SmtRange maximum;

  _smt_m1_quantity_read (reader, parts[NEED_DAY_MAX], &day);
  _smt_m1_quantity_read (reader, parts[NEED_SPAN_MAX], &most);
  _smt_m1_quantity_read (reader, parts[NEED_SPAN], &span);
  if (is_used (&most) || is_used (&span))
    _smt_m1_say_unread (reader, "DoseTidsromMaks", NULL);
  if (!is_used (&day))
    return;
  maximum = smt_range_exact (day.value);
  if (rhythm->max_amount_day.kind != SMT_RANGE_UNKNOWN
      && (!smt_range_equal (rhythm->max_amount_day, maximum) || g_strcmp0 (rhythm->max_unit, day.unit) != 0))
    _smt_m1_say_unread (reader, "DoseDognMaks", NULL);
  rhythm->max_amount_day = maximum;
  smt_rhythm_set_max_unit (rhythm, day.unit);
  rhythm->stated |= SMT_ATTRIBUTE_MAXIMUM;
}

static void
read_shortest_gap (SmtM1Reader *reader, xmlNode *element)
{
  SmtRhythm *rhythm = reader->hearing.rhythm;
  g_auto (SmtM1Quantity) gap = { 0 };
  SmtRange hours;

  _smt_m1_quantity_read (reader, element, &gap);
  if (!is_used (&gap))
    return;
  hours = smt_range_exact (gap.value);
  if ((!unit_is (&gap, "time") && !unit_is (&gap, "timer") && !unit_is (&gap, "h"))
      || (rhythm->min_gap_hours.kind != SMT_RANGE_UNKNOWN && !smt_range_equal (rhythm->min_gap_hours, hours)))
    {
      _smt_m1_say_unread (reader, "DoseIntervallMin", NULL);
      return;
    }
  rhythm->min_gap_hours = hours;
  rhythm->stated |= SMT_ATTRIBUTE_GAP;
}

/* As needed: a ceiling and no plan. An interval of 0, or none, is what one would expect here, and no defect. */
static void
read_as_needed (SmtM1Reader *reader, xmlNode *element)
{
  static const char *const names[] = { "Mengde",          "Intervall", "Infusjonshastighet", "DoseDognMaks",
                                       "DoseTidsromMaks", "Tidsrom",   "DoseIntervallMin",   NULL };
  xmlNode *parts[N_NEED];
  g_auto (SmtFieldInterval) interval = { 0 };
  SmtBeat *beat;

  _smt_m1_take_children (reader, element, names, parts);
  _smt_m1_read_days (reader, parts[NEED_INTERVAL], NULL, &interval);
  interval.defects &= ~(guint32)SMT_DEFECT_NO_INTERVAL_NUMBER;
  read_infusion (reader, parts[NEED_INFUSION]);
  beat = smt_rhythm_add_beat (reader->hearing.rhythm, reader->step);
  beat->days = interval.days;
  read_amount (reader, parts[NEED_AMOUNT], beat);
  _smt_field_note_beat (&reader->hearing, beat, -1);
  g_string_append (reader->hearing.raw, " ved behov");
  if (interval.days.kind != SMT_DAYS_UNKNOWN)
    note_interval (reader, &interval, TRUE);
  read_day_maximum (reader, parts);
  read_shortest_gap (reader, parts[NEED_GAP]);
  reader->hearing.defects |= interval.defects | SMT_DEFECT_AS_NEEDED;
  reader->hearing.rhythm->as_needed = TRUE;
  reader->hearing.rhythm->stated |= SMT_ATTRIBUTE_AS_NEEDED;
  reader->has_as_needed = TRUE;
}

/* --- Dosering ----------------------------------------------------------------------------------------------------- */

enum
{
  PERIOD_START,
  PERIOD_END,
  PERIOD_RULE,
  PERIOD_FIXED,
  PERIOD_NEED,
  N_PERIOD,
};

/* A date may have a zone behind it ("2022-01-28+01:00", "…Z"), which is ignored like that of a time (contract 3). */
static void
cut_zone (char *text)
{
  const gsize day = strlen ("2022-01-28");

  if (strlen (text) == day + 1 && text[day] == 'Z')
    text[day] = '\0';
  if (strlen (text) == day + strlen ("+01:00") && strchr ("+-", text[day]) != NULL
      && strspn (text + day + 1, "0123456789:") == strlen ("01:00"))
    text[day] = '\0';
}

static SmtDate
read_date (SmtM1Reader *reader, xmlNode *dosering, const char *name)
{
  SmtDate date = SMT_DATE_UNSET;

  for (xmlNode *child = _smt_m1_next (dosering->children); child != NULL; child = _smt_m1_next (child->next))
    {
      g_autofree char *text = NULL;
      if (!_smt_m1_is_element (child, name))
        continue;
      text = _smt_m1_dup_value (child, "V");
      if (text != NULL)
        cut_zone (text);
      if (text == NULL || !smt_date_parse (text, &date))
        _smt_m1_say_unread (reader, name, NULL);
    }
  return date;
}

static void
begin_dosering (SmtM1Reader *reader, const SmtFieldPeriod *before, const SmtFieldPeriod *period)
{
  reader->period = period;
  reader->step = _smt_field_begin_period (&reader->hearing, before, period);
  reader->has_interval = FALSE;
  reader->has_fixed_days = FALSE;
  g_clear_pointer (&reader->amount_unit, g_free);
  g_clear_pointer (&reader->interval_unit, g_free);
  g_clear_pointer (&reader->interval_words, g_free);
}

static void
end_dosering (SmtM1Reader *reader)
{
  SmtFieldHearing *hearing = &reader->hearing;

  if (hearing->rhythm->steps[reader->step].n_beats == 0)
    {
      /* without a dose it would be heard as a pause, which it did not say */
      g_string_append (hearing->raw, "uten dose");
      _smt_m1_say_unread (reader, "Dosering", NULL);
    }
  if (reader->has_interval && reader->has_fixed_days)
    hearing->defects |= SMT_DEFECT_FIXED_WITH_INTERVAL;
  _smt_field_end_period (hearing, reader->period, reader->interval_words);
}

static void
read_dosering (SmtM1Reader *reader, xmlNode *element, const SmtFieldPeriod *before, const SmtFieldPeriod *period)
{
  static const char *const names[] = { "Starttidspunkt",     "Sluttidspunkt",   "Doseringsregel",
                                       "*DoseFastTidspunkt", "*DoseEtterBehov", NULL };
  SmtFieldHearing *hearing = &reader->hearing;
  xmlNode *parts[N_PERIOD];

  begin_dosering (reader, before, period);
  _smt_m1_take_children (reader, element, names, parts);
  if (parts[PERIOD_RULE] != NULL)
    {
      /* what the rule makes of the dose is not in it */
      hearing->defects |= SMT_DEFECT_RULE;
      hearing->not_understood = TRUE;
    }
  for (xmlNode *child = _smt_m1_next (element->children); child != NULL; child = _smt_m1_next (child->next))
    {
      gboolean fixed = _smt_m1_is_element (child, "DoseFastTidspunkt");
      guint n_beats = hearing->rhythm->steps[reader->step].n_beats;
      if (!fixed && !_smt_m1_is_element (child, "DoseEtterBehov"))
        continue;
      if (n_beats >= MAX_INTAKES)
        {
          _smt_m1_say_unread (reader, "Dosering: too many", NULL);
          break;
        }
      if (n_beats > 0)
        g_string_append (hearing->raw, " + ");
      if (fixed)
        read_fixed_time (reader, child);
      else
        read_as_needed (reader, child);
    }
  end_dosering (reader);
}

/* --- Forskrivning ------------------------------------------------------------------------------------------------- */

static GArray *
gather_periods (SmtM1Reader *reader, xmlNode *forskrivning, GPtrArray *elements)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (SmtFieldPeriod));

  for (xmlNode *child = _smt_m1_next (forskrivning->children); child != NULL; child = _smt_m1_next (child->next))
    {
      if (!_smt_m1_is_element (child, "Dosering"))
        continue;
      if (!_smt_m1_is_dosing (child) || periods->len >= MAX_PERIODS)
        {
          _smt_m1_say_unread (reader, periods->len >= MAX_PERIODS ? "Dosering: too many" : "Dosering: version", NULL);
          continue;
        }
      SmtFieldPeriod period = { read_date (reader, child, "Starttidspunkt"), read_date (reader, child, "Sluttidspunkt"),
                                periods->len };
      g_array_append_val (periods, period);
      g_ptr_array_add (elements, child);
    }
  _smt_field_sort_periods (periods);
  return periods;
}

/* Bruk 3 (9101) makes the whole prescription as needed, as sfm-use does in an answer. */
static gboolean
is_as_needed (xmlNode *forskrivning)
{
  for (xmlNode *child = _smt_m1_next (forskrivning->children); child != NULL; child = _smt_m1_next (child->next))
    {
      g_autofree char *code = NULL;
      if (!_smt_m1_is_element (child, "Bruk"))
        continue;
      code = _smt_m1_dup_value (child, "V");
      if (g_strcmp0 (code, "3") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
read_prescription (SmtM1Reader *reader, xmlNode *forskrivning)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (GArray) periods = gather_periods (reader, forskrivning, elements);
  const SmtFieldPeriod *before = NULL;

  for (guint i = 0; i < periods->len; i++)
    {
      const SmtFieldPeriod *period = &g_array_index (periods, SmtFieldPeriod, i);
      read_dosering (reader, g_ptr_array_index (elements, period->order), before, period);
      before = period;
    }
  if (reader->has_fixed && reader->has_as_needed)
    _smt_m1_say_unread (reader, "Dosering: as needed beside fixed", NULL);
}

static SmtM1Dosing *
finish (SmtM1Reader *reader, gboolean as_needed)
{
  SmtM1Dosing *dosing = g_new0 (SmtM1Dosing, 1);
  gboolean nothing = reader->hearing.rhythm->n_steps == 0;

  if (nothing && reader->hearing.not_understood)
    dosing->reading = smt_reading_new (SMT_READING_UNREADABLE);
  else
    dosing->reading = _smt_field_finish (&reader->hearing, as_needed);
  dosing->raw = g_strdup (nothing ? "originalresept uten lest dose" : reader->hearing.raw->str);
  dosing->defects = reader->hearing.defects;
  dosing->unread = g_steal_pointer (&reader->unread);
  g_clear_pointer (&reader->amount_unit, g_free);
  g_clear_pointer (&reader->interval_unit, g_free);
  g_clear_pointer (&reader->interval_words, g_free);
  _smt_field_hearing_clear (&reader->hearing);
  return dosing;
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_m1_dosing_read:
 * @bytes: an M1 message: Resept, by itself or in its MsgHead
 *
 * Reads every Dosering of the prescription in forskrivning/2013-10-08 and 2014-12-01; what they mean is taken from the
 * official style sheet (docs/fhir.md). The bytes may be anything: what is too big, too deep, not UTF-8, not well-formed
 * or has a DOCTYPE is refused before it costs anything, and is unreadable, as is all that is not understood.
 *
 * Returns: (transfer full): what was heard; never %NULL
 */
SmtM1Dosing *
smt_m1_dosing_read (GBytes *bytes)
{
  SmtM1Reader reader = { .unread = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (xmlDoc) document = NULL;
  xmlNode *forskrivning = NULL;
  const char *why = NULL;
  gboolean as_needed = FALSE;

  g_return_val_if_fail (bytes != NULL, NULL);

  _smt_field_hearing_init (&reader.hearing);
  document = _smt_m1_document_read (bytes, &why);
  if (document == NULL)
    {
      g_autofree char *path = g_strdup_printf ("refused: %s", why);
      _smt_m1_say_unread (&reader, path, NULL);
      return finish (&reader, FALSE);
    }
  switch (_smt_m1_document_find (document, &forskrivning))
    {
    case SMT_M1_PRESCRIPTION:
      read_prescription (&reader, forskrivning);
      as_needed = is_as_needed (forskrivning);
      break;
    case SMT_M1_NO_MEDICINE:
      break;
    case SMT_M1_SEVERAL:
      _smt_m1_say_unread (&reader, "Resept: more than one", NULL);
      break;
    case SMT_M1_NOT_FOUND:
    default:
      _smt_m1_say_unread (&reader, "Resept: not found", NULL);
      break;
    }
  return finish (&reader, as_needed);
}

/**
 * smt_m1_dosing_free:
 * @dosing: (transfer full): what was heard
 */
void
smt_m1_dosing_free (SmtM1Dosing *dosing)
{
  g_return_if_fail (dosing != NULL);

  smt_reading_unref (dosing->reading);
  g_free (dosing->raw);
  g_ptr_array_unref (dosing->unread);
  g_free (dosing);
}
