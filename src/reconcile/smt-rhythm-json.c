/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-rhythm-json.h"

/* Enumerations are written as their numbers: the journal is read by this program alone, and its schema version changes
 * with them. Members at their zero value are left out. */

gint64
smt_json_get_int (SmtJsonCursor number, gint64 fallback)
{
  SmtDecimal value;
  gint64 whole;

  if (smt_json_get_decimal (number, &value) && smt_decimal_is_integer (value, &whole))
    return whole;

  return fallback;
}

SmtDate
smt_json_get_date (SmtJsonCursor string)
{
  g_autofree char *text = smt_json_dup_string (string);
  SmtDate date = SMT_DATE_UNSET;

  if (text != NULL && !smt_date_parse (text, &date))
    return SMT_DATE_UNSET;

  return date;
}

void
smt_json_write_date (SmtJsonWriter *writer, const char *key, SmtDate date)
{
  g_autofree char *iso = NULL;

  if (!smt_date_is_set (date))
    return;

  iso = smt_date_to_iso (date);
  smt_json_writer_member (writer, key, iso);
}

static void
write_int (SmtJsonWriter *writer, const char *key, gint64 value)
{
  if (value == 0)
    return;

  smt_json_writer_key (writer, key);
  smt_json_writer_int (writer, value);
}

static void
write_range (SmtJsonWriter *writer, const char *key, SmtRange range)
{
  if (range.kind == SMT_RANGE_UNKNOWN)
    return;

  smt_json_writer_key (writer, key);
  smt_json_writer_begin_array (writer);
  smt_json_writer_int (writer, range.kind);
  smt_json_writer_decimal (writer, range.lo);
  smt_json_writer_decimal (writer, range.hi);
  smt_json_writer_end_array (writer);
}

static SmtRange
read_range (SmtJsonCursor array)
{
  SmtRange range = SMT_RANGE_NONE;
  gint64 kind = smt_json_get_int (smt_json_element (array, 0), SMT_RANGE_UNKNOWN);

  if (kind < SMT_RANGE_EXACT || kind > SMT_RANGE_AT_MOST
      || !smt_json_get_decimal (smt_json_element (array, 1), &range.lo)
      || !smt_json_get_decimal (smt_json_element (array, 2), &range.hi))
    return SMT_RANGE_NONE;

  range.kind = (SmtRangeKind)kind;
  return range;
}

static void
write_days (SmtJsonWriter *writer, const SmtDays *days)
{
  smt_json_writer_key (writer, "days");
  smt_json_writer_begin_object (writer);
  write_int (writer, "kind", days->kind);
  write_range (writer, "n", days->n);
  write_int (writer, "unit", days->unit);
  write_int (writer, "weekdays", days->weekdays);
  write_int (writer, "except", days->except);
  write_int (writer, "cycle", days->cycle);
  if (smt_day_bits_count (&days->on) > 0)
    {
      smt_json_writer_key (writer, "on");
      smt_json_writer_begin_array (writer);
      for (guint day = 1; day <= SMT_MAX_CYCLE; day++)
        if (smt_day_bits_has (&days->on, day))
          smt_json_writer_int (writer, day);
      smt_json_writer_end_array (writer);
    }
  write_range (writer, "k", days->k);
  write_int (writer, "repeats", days->repeats);
  smt_json_write_date (writer, "phase", days->phase);
  smt_json_writer_end_object (writer);
}

static void
read_days (SmtJsonCursor object, SmtDays *days)
{
  SmtJsonCursor on = smt_json_member (object, "on");
  SmtJsonCursor day;
  SmtJsonIter iter;

  days->kind = (SmtDaysKind)smt_json_get_int (smt_json_member (object, "kind"), SMT_DAYS_UNKNOWN);
  days->n = read_range (smt_json_member (object, "n"));
  days->unit = (SmtTimeUnit)smt_json_get_int (smt_json_member (object, "unit"), SMT_TIME_UNIT_HOUR);
  days->weekdays = (guint8)smt_json_get_int (smt_json_member (object, "weekdays"), 0);
  days->except = smt_json_get_int (smt_json_member (object, "except"), 0) != 0;
  days->cycle = (guint16)smt_json_get_int (smt_json_member (object, "cycle"), 0);
  days->k = read_range (smt_json_member (object, "k"));
  days->repeats = (guint16)smt_json_get_int (smt_json_member (object, "repeats"), 0);
  days->phase = smt_json_get_date (smt_json_member (object, "phase"));

  smt_json_iter_init (&iter, on);
  while (smt_json_iter_next (&iter, NULL, &day))
    {
      gint64 number = smt_json_get_int (day, 0);

      if (number >= 1 && number <= SMT_MAX_CYCLE)
        smt_day_bits_set (&days->on, (guint)number);
    }
}

static void
write_beat (SmtJsonWriter *writer, const SmtBeat *beat)
{
  smt_json_writer_begin_object (writer);
  write_range (writer, "amount", beat->amount);
  smt_json_writer_member (writer, "unit", beat->unit);
  write_int (writer, "basis", beat->basis);
  write_int (writer, "per", beat->per);
  write_range (writer, "times", beat->times);
  write_int (writer, "parts", beat->parts);
  if (beat->n_clock > 0)
    {
      smt_json_writer_key (writer, "clock");
      smt_json_writer_begin_array (writer);
      for (guint i = 0; i < beat->n_clock; i++)
        smt_json_writer_int (writer, beat->clock[i]);
      smt_json_writer_end_array (writer);
    }
  write_range (writer, "gap", beat->gap_hours);
  write_days (writer, &beat->days);
  smt_json_writer_end_object (writer);
}

static void
read_beat (SmtJsonCursor object, SmtBeat *beat)
{
  g_autofree char *unit = smt_json_dup_string (smt_json_member (object, "unit"));
  SmtJsonCursor clock = smt_json_member (object, "clock");

  beat->amount = read_range (smt_json_member (object, "amount"));
  smt_beat_set_unit (beat, unit);
  beat->basis = (SmtBasis)smt_json_get_int (smt_json_member (object, "basis"), SMT_BASIS_EACH);
  beat->per = (SmtPer)smt_json_get_int (smt_json_member (object, "per"), SMT_PER_WHOLE);
  beat->times = read_range (smt_json_member (object, "times"));
  beat->parts = (guint8)smt_json_get_int (smt_json_member (object, "parts"), 0);
  beat->n_clock = MIN (smt_json_length (clock), SMT_MAX_CLOCK);
  for (guint i = 0; i < beat->n_clock; i++)
    beat->clock[i] = (guint16)smt_json_get_int (smt_json_element (clock, i), 0);
  beat->gap_hours = read_range (smt_json_member (object, "gap"));
  read_days (smt_json_member (object, "days"), &beat->days);
}

static void
write_step (SmtJsonWriter *writer, const SmtStep *step)
{
  smt_json_writer_begin_object (writer);
  smt_json_write_date (writer, "start", step->start);
  smt_json_write_date (writer, "end", step->end);
  write_range (writer, "length", step->length);
  write_int (writer, "lengthUnit", step->length_unit);
  write_int (writer, "asNeeded", step->as_needed);
  smt_json_writer_key (writer, "beats");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < step->n_beats; i++)
    write_beat (writer, &step->beats[i]);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
}

/**
 * smt_rhythm_write_json:
 * @rhythm: a rhythm
 * @writer: where to write it, as one value
 */
void
smt_rhythm_write_json (const SmtRhythm *rhythm, SmtJsonWriter *writer)
{
  g_return_if_fail (rhythm != NULL && writer != NULL);

  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "steps");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < rhythm->n_steps; i++)
    write_step (writer, &rhythm->steps[i]);
  smt_json_writer_end_array (writer);
  write_int (writer, "asNeeded", rhythm->as_needed);
  write_range (writer, "maxAmountDay", rhythm->max_amount_day);
  smt_json_writer_member (writer, "maxUnit", rhythm->max_unit);
  write_range (writer, "maxTimesDay", rhythm->max_times_day);
  write_range (writer, "maxAmountLong", rhythm->max_amount_long);
  write_int (writer, "maxLongUnit", rhythm->max_long_unit);
  write_range (writer, "minGapHours", rhythm->min_gap_hours);
  write_int (writer, "seasons", rhythm->seasons);
  write_int (writer, "firstMonth", rhythm->first_month);
  write_int (writer, "lastMonth", rhythm->last_month);
  write_int (writer, "stated", rhythm->stated);
  write_int (writer, "defaulted", rhythm->defaulted);
  smt_json_writer_end_object (writer);
}

static void
read_steps (SmtJsonCursor steps, SmtRhythm *rhythm)
{
  SmtJsonCursor item;
  SmtJsonIter iter;

  smt_json_iter_init (&iter, steps);
  while (smt_json_iter_next (&iter, NULL, &item))
    {
      SmtStep *step = smt_rhythm_add_step (rhythm);
      guint index = rhythm->n_steps - 1;
      SmtJsonCursor beat;
      SmtJsonIter beats;

      step->start = smt_json_get_date (smt_json_member (item, "start"));
      step->end = smt_json_get_date (smt_json_member (item, "end"));
      step->length = read_range (smt_json_member (item, "length"));
      step->length_unit = (SmtTimeUnit)smt_json_get_int (smt_json_member (item, "lengthUnit"), SMT_TIME_UNIT_HOUR);
      step->as_needed = smt_json_get_int (smt_json_member (item, "asNeeded"), 0) != 0;

      smt_json_iter_init (&beats, smt_json_member (item, "beats"));
      while (smt_json_iter_next (&beats, NULL, &beat))
        read_beat (beat, smt_rhythm_add_beat (rhythm, index));
    }
}

/**
 * smt_rhythm_read_json:
 * @object: what smt_rhythm_write_json() wrote
 *
 * Returns: (transfer full) (nullable): the rhythm, or %NULL when @object is not a rhythm that holds together
 */
SmtRhythm *
smt_rhythm_read_json (SmtJsonCursor object)
{
  g_autoptr (SmtRhythm) rhythm = NULL;
  g_autofree char *max_unit = NULL;

  if (smt_json_type (object) != SMT_JSON_OBJECT)
    return NULL;

  rhythm = smt_rhythm_new ();
  read_steps (smt_json_member (object, "steps"), rhythm);
  rhythm->as_needed = smt_json_get_int (smt_json_member (object, "asNeeded"), 0) != 0;
  rhythm->max_amount_day = read_range (smt_json_member (object, "maxAmountDay"));
  max_unit = smt_json_dup_string (smt_json_member (object, "maxUnit"));
  smt_rhythm_set_max_unit (rhythm, max_unit);
  rhythm->max_times_day = read_range (smt_json_member (object, "maxTimesDay"));
  rhythm->min_gap_hours = read_range (smt_json_member (object, "minGapHours"));
  rhythm->max_amount_long = read_range (smt_json_member (object, "maxAmountLong"));
  rhythm->max_long_unit = (SmtTimeUnit)smt_json_get_int (smt_json_member (object, "maxLongUnit"), SMT_TIME_UNIT_HOUR);
  rhythm->seasons = (guint8)smt_json_get_int (smt_json_member (object, "seasons"), 0);
  rhythm->first_month = (guint8)smt_json_get_int (smt_json_member (object, "firstMonth"), 0);
  rhythm->last_month = (guint8)smt_json_get_int (smt_json_member (object, "lastMonth"), 0);
  rhythm->stated = (guint32)smt_json_get_int (smt_json_member (object, "stated"), 0);
  rhythm->defaulted = (guint32)smt_json_get_int (smt_json_member (object, "defaulted"), 0);

  return smt_rhythm_validate (rhythm) ? g_steal_pointer (&rhythm) : NULL;
}
