/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write-notation.h"

static const char time_letters[] = "hdwmy";
static const char part_letters[] = "MFDAEN";
static const char *const weekday_names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static void
add_range (GString *out, SmtRange range)
{
  g_autofree char *lo = smt_decimal_to_string (smt_decimal_normalize (range.lo));
  g_autofree char *hi = smt_decimal_to_string (smt_decimal_normalize (range.hi));

  if (range.kind == SMT_RANGE_UNKNOWN)
    g_string_append_c (out, '_');
  else if (range.kind == SMT_RANGE_EXACT)
    g_string_append (out, lo);
  else if (range.kind == SMT_RANGE_BETWEEN)
    g_string_append_printf (out, "%s-%s", lo, hi);
  else
    g_string_append_printf (out, "<%s", hi);
}

static void
add_bits (GString *out, const SmtDayBits *bits)
{
  const char *sign = "";

  for (guint day = 1; day <= SMT_MAX_CYCLE; day++)
    if (smt_day_bits_has (bits, day))
      {
        g_string_append_printf (out, "%s%u", sign, day);
        sign = ",";
      }
}

static void
add_weekdays (GString *out, const SmtDays *days)
{
  const char *sign = days->except ? " @!" : " @";

  for (guint i = 0; i < 7; i++)
    if (days->weekdays >> i & 1)
      {
        g_string_append_printf (out, "%s%s", sign, weekday_names[i]);
        sign = ",";
      }
  if (days->n.kind != SMT_RANGE_UNKNOWN)
    {
      g_string_append_c (out, '/');
      add_range (out, days->n);
      g_string_append_c (out, 'w');
    }
}

static void
add_days (GString *out, const SmtDays *days)
{
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      g_string_append (out, " @");
      add_range (out, days->n);
      g_string_append_c (out, time_letters[days->unit]);
      break;
    case SMT_DAYS_WEEKDAYS:
      add_weekdays (out, days);
      break;
    case SMT_DAYS_CYCLE:
      g_string_append_printf (out, " @c%u:", days->cycle);
      add_bits (out, &days->on);
      break;
    case SMT_DAYS_K_OF_N:
      g_string_append (out, " @k");
      add_range (out, days->k);
      g_string_append_c (out, '/');
      add_range (out, days->n);
      g_string_append_c (out, time_letters[days->unit]);
      break;
    case SMT_DAYS_DAY_LIST:
      g_string_append (out, " @l");
      add_bits (out, &days->on);
      break;
    case SMT_DAYS_UNKNOWN:
    default:
      break;
    }
  if (days->repeats > 0)
    g_string_append_printf (out, " r%u", days->repeats);
}

static void
add_hours (GString *out, const SmtBeat *beat)
{
  if (beat->times.kind != SMT_RANGE_UNKNOWN)
    {
      g_string_append (out, " x");
      add_range (out, beat->times);
    }
  if (beat->parts != 0)
    g_string_append (out, " p:");
  for (guint i = 0; i < 6; i++)
    if (beat->parts >> i & 1)
      g_string_append_c (out, part_letters[i]);
  for (guint i = 0; i < beat->n_clock; i++)
    g_string_append_printf (out, "%s%02u%02u", i == 0 ? " c:" : ",", beat->clock[i] / 60u, beat->clock[i] % 60u);
  if (beat->gap_hours.kind != SMT_RANGE_UNKNOWN)
    {
      g_string_append (out, " g:");
      add_range (out, beat->gap_hours);
    }
}

static void
add_beat (GString *out, const SmtBeat *beat)
{
  static const char *const basis[] = { "", " pd", " pp" };
  static const char *const per[] = { "", " /kg", " /m2", " /h" };

  add_range (out, beat->amount);
  g_string_append_printf (out, " %s", beat->unit != NULL ? beat->unit : "_");
  add_hours (out, beat);
  g_string_append (out, basis[beat->basis]);
  g_string_append (out, per[beat->per]);
  add_days (out, &beat->days);
}

static void
add_limits (GString *out, const SmtRhythm *rhythm)
{
  if (rhythm->as_needed)
    g_string_append (out, "prn ");
  if (rhythm->max_amount_day.kind != SMT_RANGE_UNKNOWN)
    {
      g_string_append (out, "max:");
      add_range (out, rhythm->max_amount_day);
      g_string_append_printf (out, "%s%s ", rhythm->max_unit != NULL ? ":" : "",
                              rhythm->max_unit != NULL ? rhythm->max_unit : "");
    }
  if (rhythm->max_amount_long.kind != SMT_RANGE_UNKNOWN)
    {
      g_string_append (out, rhythm->max_long_unit == SMT_TIME_UNIT_WEEK ? "maxw:" : "maxm:");
      add_range (out, rhythm->max_amount_long);
      g_string_append_c (out, ' ');
    }
  if (rhythm->first_month != 0)
    g_string_append_printf (out, "months:%u-%u ", rhythm->first_month, rhythm->last_month);
  if (rhythm->max_times_day.kind != SMT_RANGE_UNKNOWN)
    {
      g_string_append (out, "maxx:");
      add_range (out, rhythm->max_times_day);
      g_string_append_c (out, ' ');
    }
  if (rhythm->min_gap_hours.kind != SMT_RANGE_UNKNOWN)
    {
      g_string_append (out, "mingap:");
      add_range (out, rhythm->min_gap_hours);
      g_string_append_c (out, ' ');
    }
}

char *
notation_write (const SmtRhythm *rhythm)
{
  GString *out = g_string_new (NULL);

  add_limits (out, rhythm);
  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      const SmtStep *step = &rhythm->steps[i];
      g_string_append (out, i > 0 ? " > " : "");
      g_string_append (out, step->n_beats == 0 ? "pause" : step->as_needed ? "need " : "");
      for (guint j = 0; j < step->n_beats; j++)
        {
          g_string_append (out, j > 0 ? " + " : "");
          add_beat (out, &step->beats[j]);
        }
      if (step->length.kind != SMT_RANGE_UNKNOWN)
        {
          g_string_append (out, " [");
          add_range (out, step->length);
          g_string_append_printf (out, "%c]", time_letters[step->length_unit]);
        }
    }
  return g_string_free (out, FALSE);
}
