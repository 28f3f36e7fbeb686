/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-m1-dosing.h"

#include "fhir/smt-m1-days.h"

#include <string.h>

/* No course has more; a document that does is not read for hours. */
#define MAX_PERIODS 100
#define MAX_INTAKES 50

#define HOURS_IN_DAY 24

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
  _smt_m1_read_infusion (reader, parts[FIXED_INFUSION]);
  reader->hearing.defects |= interval.defects;
  beat.days = interval.days;
  added = smt_rhythm_add_beat (reader->hearing.rhythm, reader->step);
  *added = beat;
  _smt_m1_read_amount (reader, parts[FIXED_AMOUNT], added);
  _smt_field_note_beat (&reader->hearing, added, part);
  _smt_m1_note_interval (reader, &interval,
                         added->days.kind != SMT_DAYS_WEEKDAYS && added->days.kind != SMT_DAYS_CYCLE);
  reader->has_fixed = TRUE;
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
        _smt_m1_read_as_needed (reader, child);
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
