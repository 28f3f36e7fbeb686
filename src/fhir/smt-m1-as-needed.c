/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-m1-days.h"

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
void
_smt_m1_read_as_needed (SmtM1Reader *reader, xmlNode *element)
{
  static const char *const names[] = { "Mengde",          "Intervall", "Infusjonshastighet", "DoseDognMaks",
                                       "DoseTidsromMaks", "Tidsrom",   "DoseIntervallMin",   NULL };
  xmlNode *parts[N_NEED];
  g_auto (SmtFieldInterval) interval = { 0 };
  SmtBeat *beat;

  _smt_m1_take_children (reader, element, names, parts);
  _smt_m1_read_days (reader, parts[NEED_INTERVAL], NULL, &interval);
  interval.defects &= ~(guint32)SMT_DEFECT_NO_INTERVAL_NUMBER;
  _smt_m1_read_infusion (reader, parts[NEED_INFUSION]);
  beat = smt_rhythm_add_beat (reader->hearing.rhythm, reader->step);
  beat->days = interval.days;
  _smt_m1_read_amount (reader, parts[NEED_AMOUNT], beat);
  _smt_field_note_beat (&reader->hearing, beat, -1);
  g_string_append (reader->hearing.raw, " ved behov");
  if (interval.days.kind != SMT_DAYS_UNKNOWN)
    _smt_m1_note_interval (reader, &interval, TRUE);
  read_day_maximum (reader, parts);
  read_shortest_gap (reader, parts[NEED_GAP]);
  reader->hearing.defects |= interval.defects | SMT_DEFECT_AS_NEEDED;
  reader->hearing.rhythm->as_needed = TRUE;
  reader->hearing.rhythm->stated |= SMT_ATTRIBUTE_AS_NEEDED;
  reader->has_as_needed = TRUE;
}
