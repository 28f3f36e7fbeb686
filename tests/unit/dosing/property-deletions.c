/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text that says an interval, with one word or one letter taken away: it may be lost, but it never becomes daily
 * unless what said the interval is gone.
 */
#include "dosing/smt-reading.h"

#include <string.h>

#include "phrase-table.h"

typedef struct
{
  const char *tag;
  SmtLanguage languages;
} Table;

static const Table tables[] = {
  { "nb", SMT_LANGUAGE_NB | SMT_LANGUAGE_NN },
  { "nn", SMT_LANGUAGE_NB | SMT_LANGUAGE_NN },
  { "da", SMT_LANGUAGE_DA },
  { "sv", SMT_LANGUAGE_SV },
  { "en", SMT_LANGUAGE_EN },
};

/* Whether some day of the rhythm comes round every day, or more than once a day. */
static gboolean
has_daily_step (const SmtRhythm *rhythm)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      {
        const SmtDays *days = &rhythm->steps[i].beats[j].days;
        gboolean hours = days->kind == SMT_DAYS_EVERY_N && days->unit == SMT_TIME_UNIT_HOUR;
        if (hours
            || (days->kind == SMT_DAYS_EVERY_N && days->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (days->n, 1)))
          return TRUE;
      }
  return FALSE;
}

/* Every beat has days of its own, and they are not all days. */
static gboolean
says_interval (const SmtRhythm *rhythm)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      if (rhythm->steps[i].beats[j].days.kind == SMT_DAYS_UNKNOWN)
        return FALSE;
  return !has_daily_step (rhythm);
}

/* What said the interval ("annenhver kveld" is one span, of the part of the day), and any number: a figure taken from
 * "72" leaves another interval that may well be meant. */
static gboolean
touches_interval (const SmtReading *reading, const char *text, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    if (g_ascii_isdigit (text[i]))
      return TRUE;
  for (guint i = 0; i < reading->spans->len; i++)
    {
      const SmtSpan *span = &g_array_index (reading->spans, SmtSpan, i);
      gboolean days = span->attribute == SMT_ATTRIBUTE_DAYS || span->attribute == SMT_ATTRIBUTE_PARTS;
      if (days && start < span->end && end > span->start)
        return TRUE;
    }
  return FALSE;
}

static void
assert_not_daily (const char *text, guint start, guint end, SmtLanguage languages)
{
  g_autofree char *shorter = g_strdup_printf ("%.*s%s", (int)start, text, text + end);
  g_autoptr (SmtReading) reading = smt_dosing_read (shorter, languages);
  const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);

  if (rhythm != NULL && has_daily_step (rhythm))
    g_error ("\"%s\" became daily as \"%s\"", text, shorter);
}

static void
drop_letters (const char *text, SmtLanguage languages)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      guint start = (guint)(p - text);
      guint end = (guint)(g_utf8_next_char (p) - text);
      if (!g_ascii_isdigit (*p))
        assert_not_daily (text, start, end, languages);
    }
}

static void
drop_words (const SmtReading *reading, const char *text, SmtLanguage languages)
{
  for (guint start = 0; text[start] != '\0';)
    {
      guint end = start + (guint)strcspn (text + start, " ");
      if (end > start && !touches_interval (reading, text, start, end))
        assert_not_daily (text, start, end, languages);
      start = text[end] == ' ' ? end + 1 : end;
    }
}

static void
test_deletions (gconstpointer data)
{
  const Table *table = data;
  g_autoptr (GPtrArray) phrases = phrase_table_read (table->tag);
  guint n = 0;

  for (guint i = 0; i < phrases->len; i++)
    {
      const Phrase *phrase = g_ptr_array_index (phrases, i);
      g_autoptr (SmtReading) reading = smt_dosing_read (phrase->text, table->languages);
      const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);
      if (rhythm == NULL || !says_interval (rhythm))
        continue;
      drop_letters (phrase->text, table->languages);
      drop_words (reading, phrase->text, table->languages);
      n++;
    }
  g_assert_cmpuint (n, >, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strconcat ("/dosing/property/deletions/", tables[i].tag, NULL);
      g_test_add_data_func (path, &tables[i], test_deletions);
    }
  return g_test_run ();
}
