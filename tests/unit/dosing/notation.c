/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rhythm   = { limit } step { ">" step }
 * limit    = "prn" | "max:" AMOUNT [":" UNIT] | ("maxw:" | "maxm:") AMOUNT [":" UNIT] | "maxx:" NUMBER | "mingap:" NUMBER
 * step     = ( "pause" | beat { "+" beat } ) { "[" LENGTH "]" | "from:" DATE | "to:" DATE }
 * beat     = RANGE UNIT { "x" RANGE | "p:" PARTS | "c:" HHMM { "," HHMM } | "g:" RANGE | "pd" | "pp" | "/kg" | "/m2" | "/h"
 *            | "@" days | "r" NUMBER | "^" DATE }
 * days     = RANGE ("h"|"d"|"w"|"m"|"y") | ["!"] WEEKDAY { "," WEEKDAY } ["/" RANGE "w"] | "c" N ":" NUMBERS
 *            | "k" RANGE "/" RANGE ("d"|"w"|"m"|"y") | "l" NUMBERS
 * RANGE    = "_" | NUMBER | NUMBER "-" NUMBER | "<" NUMBER;  UNIT: "_" = not said;  PARTS: letters of MFDAEN
 */
#include "notation.h"

#include <string.h>

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static SmtDecimal
read_decimal (const char *text, gssize length)
{
  SmtDecimal value;

  g_assert_true (smt_decimal_parse (text, length, &value));
  return value;
}

static SmtRange
read_range (const char *text)
{
  const char *dash = text[0] != '\0' ? strchr (text + 1, '-') : NULL; /* a dash in front is a sign */

  if (text[0] == '_')
    return SMT_RANGE_NONE;
  if (text[0] == '<')
    return smt_range_at_most (read_decimal (text + 1, -1));
  if (dash == NULL)
    return smt_range_exact (read_decimal (text, -1));
  return smt_range_between (read_decimal (text, dash - text), read_decimal (dash + 1, -1));
}

static SmtDate
read_date (const char *text)
{
  SmtDate date;

  g_assert_true (smt_date_parse (text, &date));
  return date;
}

static SmtRange
read_span (const char *text, SmtTimeUnit *unit)
{
  static const char letters[] = "hdwmy";
  gsize length = strlen (text);
  g_autofree char *number = g_strndup (text, length - 1);
  const char *letter = strchr (letters, text[length - 1]);

  g_assert_nonnull (letter);
  *unit = (SmtTimeUnit)(letter - letters);
  return read_range (number);
}

static void
read_numbers (SmtDayBits *bits, const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      const char *dash = strchr (items[i], '-');
      guint from = (guint)g_ascii_strtoull (items[i], NULL, 10);
      guint to = dash != NULL ? (guint)g_ascii_strtoull (dash + 1, NULL, 10) : from;
      for (guint day = from; day <= to; day++)
        smt_day_bits_set (bits, day);
    }
}

static void
read_weekdays (SmtDays *days, const char *text)
{
  g_auto (GStrv) halves = g_strsplit (text, "/", 2);
  g_auto (GStrv) names = g_strsplit (halves[0], ",", -1);

  days->kind = SMT_DAYS_WEEKDAYS;
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint day = 0;
      while (day < 7 && strcmp (names[i], weekdays[day]) != 0)
        day++;
      g_assert_cmpuint (day, <, 7);
      days->weekdays |= (guint8)(1u << day);
    }
  if (halves[1] != NULL)
    days->n = read_span (halves[1], &days->unit);
}

static void
read_days (SmtDays *days, const char *text)
{
  const char *colon = strchr (text, ':');

  if (text[0] == '!' || (g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1])))
    {
      days->except = text[0] == '!';
      read_weekdays (days, text + (days->except ? 1 : 0));
    }
  else if (text[0] == 'c')
    {
      days->kind = SMT_DAYS_CYCLE;
      days->cycle = (guint16)g_ascii_strtoull (text + 1, NULL, 10);
      read_numbers (&days->on, colon + 1);
    }
  else if (text[0] == 'k')
    {
      g_auto (GStrv) halves = g_strsplit (text + 1, "/", 2);
      days->kind = SMT_DAYS_K_OF_N;
      days->k = read_range (halves[0]);
      days->n = read_span (halves[1], &days->unit);
    }
  else if (text[0] == 'l')
    {
      days->kind = SMT_DAYS_DAY_LIST;
      read_numbers (&days->on, text + 1);
    }
  else
    {
      days->kind = SMT_DAYS_EVERY_N;
      days->n = read_span (text, &days->unit);
    }
}

static void
read_clock (SmtBeat *beat, const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      guint number = (guint)g_ascii_strtoull (items[i], NULL, 10);
      beat->clock[beat->n_clock++] = (guint16)(number / 100 * 60 + number % 100);
    }
}

static void
read_parts (SmtBeat *beat, const char *text)
{
  static const char letters[] = "MFDAEN";

  for (; *text != '\0'; text++)
    {
      const char *letter = strchr (letters, *text);
      g_assert_nonnull (letter);
      beat->parts |= (guint8)(1u << (letter - letters));
    }
}

static void
read_beat_word (SmtBeat *beat, const char *word)
{
  if (word[0] == 'x')
    beat->times = read_range (word + 1);
  else if (g_str_has_prefix (word, "p:"))
    read_parts (beat, word + 2);
  else if (g_str_has_prefix (word, "c:"))
    read_clock (beat, word + 2);
  else if (g_str_has_prefix (word, "g:"))
    beat->gap_hours = read_range (word + 2);
  else if (strcmp (word, "pd") == 0)
    beat->basis = SMT_BASIS_PER_DAY;
  else if (strcmp (word, "pp") == 0)
    beat->basis = SMT_BASIS_PER_PERIOD;
  else if (strcmp (word, "/kg") == 0)
    beat->per = SMT_PER_KG;
  else if (strcmp (word, "/m2") == 0)
    beat->per = SMT_PER_M2;
  else if (strcmp (word, "/h") == 0)
    beat->per = SMT_PER_HOUR;
  else if (word[0] == '@')
    read_days (&beat->days, word + 1);
  else if (word[0] == 'r')
    beat->days.repeats = (guint16)g_ascii_strtoull (word + 1, NULL, 10);
  else if (word[0] == '^')
    beat->days.phase = read_date (word + 1);
  else
    g_error ("notation: %s", word);
}

static gboolean
read_step_word (SmtStep *step, const char *word)
{
  if (word[0] == '[')
    {
      g_autofree char *inside = g_strndup (word + 1, strlen (word) - 2);
      step->length = read_span (inside, &step->length_unit);
    }
  else if (strcmp (word, "need") == 0)
    step->as_needed = TRUE;
  else if (g_str_has_prefix (word, "from:"))
    step->start = read_date (word + 5);
  else if (g_str_has_prefix (word, "to:"))
    step->end = read_date (word + 3);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_limit (SmtRhythm *rhythm, const char *word)
{
  if (strcmp (word, "prn") == 0)
    rhythm->as_needed = TRUE;
  else if (g_str_has_prefix (word, "max:"))
    {
      g_auto (GStrv) parts = g_strsplit (word, ":", 3);
      rhythm->max_amount_day = smt_range_at_most (read_decimal (parts[1], -1));
      smt_rhythm_set_max_unit (rhythm, parts[2]);
    }
  else if (g_str_has_prefix (word, "maxw:") || g_str_has_prefix (word, "maxm:"))
    {
      g_auto (GStrv) parts = g_strsplit (word, ":", 3);
      rhythm->max_amount_long = smt_range_at_most (read_decimal (parts[1], -1));
      smt_rhythm_set_max_unit (rhythm, parts[2] != NULL ? parts[2] : rhythm->max_unit);
      rhythm->max_long_unit = word[3] == 'w' ? SMT_TIME_UNIT_WEEK : SMT_TIME_UNIT_MONTH;
    }
  else if (g_str_has_prefix (word, "months:"))
    {
      g_auto (GStrv) months = g_strsplit (word + 7, "-", 2);
      rhythm->first_month = (guint8)g_ascii_strtoull (months[0], NULL, 10);
      rhythm->last_month = (guint8)g_ascii_strtoull (months[1], NULL, 10);
    }
  else if (g_str_has_prefix (word, "maxx:"))
    rhythm->max_times_day = smt_range_at_most (read_decimal (word + 5, -1));
  else if (g_str_has_prefix (word, "mingap:"))
    rhythm->min_gap_hours = smt_range_exact (read_decimal (word + 7, -1));
  else
    return FALSE;
  return TRUE;
}

static guint
read_beat (SmtRhythm *rhythm, char **words)
{
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, rhythm->n_steps - 1);

  beat->amount = read_range (words[0]);
  g_assert_nonnull (words[1]);
  if (strcmp (words[1], "_") != 0)
    smt_beat_set_unit (beat, words[1]);
  return 2;
}

SmtRhythm *
notation_read (const char *text)
{
  SmtRhythm *rhythm = smt_rhythm_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  SmtStep *step = NULL;
  gboolean new_beat = FALSE;

  for (guint i = 0; words[i] != NULL;)
    {
      const char *word = words[i];
      if (step == NULL && read_limit (rhythm, word))
        i++;
      else if (step == NULL || strcmp (word, ">") == 0)
        {
          i += step == NULL ? 0 : 1;
          step = smt_rhythm_add_step (rhythm);
          new_beat = strcmp (words[i], "pause") != 0;
          i += new_beat ? 0 : 1;
        }
      else if (strcmp (word, "+") == 0)
        {
          new_beat = TRUE;
          i++;
        }
      else if (read_step_word (step, word))
        i++;
      else if (new_beat)
        {
          i += read_beat (rhythm, &words[i]);
          new_beat = FALSE;
        }
      else
        read_beat_word (&step->beats[step->n_beats - 1], words[i++]);
    }
  return rhythm;
}
