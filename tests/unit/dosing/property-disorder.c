/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The practice texts with a word put in, taken out, changed or moved: a text may be lost by it, but what says an
 * interval never becomes daily, and what is daily never becomes an interval, unless words that say when were touched.
 */
#include "dosing/smt-reading.h"

#include <string.h>

#define EVERY_TEXT 1
#define FEW_TEXTS 9 /* one of so many is tried when no long run is asked for */

typedef struct
{
  const char *tag;
  SmtLanguage languages;
  const char *words; /* that say nothing of when, and one that nobody knows */
} Table;

static const Table tables[] = {
  { "nb", SMT_LANGUAGE_NB | SMT_LANGUAGE_NN,
    "smerter Hansen gjerne med og til for alltid ved fra samme minst mabrulig" },
  { "nn", SMT_LANGUAGE_NB | SMT_LANGUAGE_NN,
    "smerter Hansen gjerne med og til for alltid ved frå same minst mabrulig" },
  { "da", SMT_LANGUAGE_DA, "smerter Hansen gerne med og til for altid ved fra samme mindst mabrulig" },
  { "sv", SMT_LANGUAGE_SV, "smärta Hansen gärna med och till för alltid vid från samma minst mabrulig" },
  { "en", SMT_LANGUAGE_EN, "pain Hansen with and to always from same mabrulig" },
};

typedef enum
{
  SAYS_NOTHING_SURE, /* unread, ambiguous, or some of it with days that are not said */
  SAYS_DAILY,
  SAYS_INTERVAL,
  SAYS_BOTH,
} Says;

static gboolean
is_daily (const SmtDays *days)
{
  if (days->kind == SMT_DAYS_EVERY_N)
    return days->unit == SMT_TIME_UNIT_HOUR ? smt_decimal_compare (days->n.lo, SMT_DECIMAL_INT (24)) <= 0
                                            : days->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (days->n, 1);
  return days->kind == SMT_DAYS_WEEKDAYS && days->weekdays == 0x7f;
}

static Says
what_is_said (const SmtReading *reading)
{
  const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);
  guint n_daily = 0;
  guint n_interval = 0;

  for (guint i = 0; rhythm != NULL && i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      {
        const SmtDays *days = &rhythm->steps[i].beats[j].days;
        if (days->kind == SMT_DAYS_UNKNOWN || days->kind == SMT_DAYS_DAY_LIST)
          return SAYS_NOTHING_SURE;
        n_daily += is_daily (days);
        n_interval += !is_daily (days);
      }
  if (n_daily == 0)
    return n_interval == 0 ? SAYS_NOTHING_SURE : SAYS_INTERVAL;
  return n_interval == 0 ? SAYS_DAILY : SAYS_BOTH;
}

/* Whether bytes [start, end) hold a figure or some of what said when. */
static gboolean
touches_time (const SmtReading *reading, const char *text, guint start, guint end)
{
  const guint when = SMT_ATTRIBUTE_DAYS | SMT_ATTRIBUTE_PARTS | SMT_ATTRIBUTE_TIMES | SMT_ATTRIBUTE_LENGTH;

  for (guint i = start; i < end; i++)
    if (g_ascii_isdigit (text[i]))
      return TRUE;
  for (guint i = 0; i < reading->spans->len; i++)
    {
      const SmtSpan *span = &g_array_index (reading->spans, SmtSpan, i);
      if ((span->attribute & when) != 0 && start < span->end && end > span->start)
        return TRUE;
    }
  return FALSE;
}

/* @says: of the text as it was written */
static void
assert_not_turned (const char *text, Says says, const char *changed, SmtLanguage languages)
{
  g_autoptr (SmtReading) reading = smt_dosing_read (changed, languages);
  Says now = what_is_said (reading);

  if (says == SAYS_INTERVAL && (now == SAYS_DAILY || now == SAYS_BOTH))
    g_error ("\"%s\" became daily as \"%s\"", text, changed);
  if (says == SAYS_DAILY && (now == SAYS_INTERVAL || now == SAYS_BOTH))
    g_error ("\"%s\" became an interval as \"%s\"", text, changed);
}

static void
change_word (const SmtReading *reading,
             const char *text,
             guint start,
             guint end,
             Says says,
             const Table *table,
             char **words)
{
  guint behind = end + (text[end] == ' ' ? 1 : 0);
  g_autofree char *before = g_strndup (text, start);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *with = g_strconcat (before, words[i], " ", text + start, NULL);
      assert_not_turned (text, says, with, table->languages);
    }
  if (touches_time (reading, text, start, end))
    return;
  g_autofree char *without = g_strconcat (before, text + behind, NULL);
  g_autofree char *unknown = g_strconcat (before, "mabrulig", text + end, NULL);
  assert_not_turned (text, says, without, table->languages);
  assert_not_turned (text, says, unknown, table->languages);
}

/* The words at @start and behind it change places. */
static void
swap_words (const char *text, guint start, guint end, Says says, const Table *table)
{
  guint second = end + 1;
  guint second_end;

  if (text[end] == '\0')
    return;
  second_end = second + (guint)strcspn (text + second, " ");
  gboolean figure = FALSE;
  for (guint i = start; i < second_end; i++)
    figure |= g_ascii_isdigit (text[i]);
  if (figure && says == SAYS_DAILY)
    return; /* "2 per dag" moved is "per 2 dag" */
  g_autofree char *changed = g_strdup_printf ("%.*s%.*s %.*s%s", (int)start, text, (int)(second_end - second),
                                              text + second, (int)(end - start), text + start, text + second_end);
  assert_not_turned (text, says, changed, table->languages);
}

static void
try_text (const char *text, const Table *table, char **words)
{
  g_autoptr (SmtReading) reading = smt_dosing_read (text, table->languages);
  Says says = what_is_said (reading);

  if (says != SAYS_INTERVAL && says != SAYS_DAILY)
    return;
  for (guint start = 0; text[start] != '\0';)
    {
      guint end = start + (guint)strcspn (text + start, " ");
      if (end > start)
        {
          change_word (reading, text, start, end, says, table, words);
          swap_words (text, start, end, says, table);
        }
      start = text[end] == ' ' ? end + 1 : end;
    }
}

static void
test_disorder (gconstpointer data)
{
  const Table *table = data;
  g_autofree char *name = g_strdup_printf ("practice-%s.tsv", table->tag);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "quality", name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  guint step = g_getenv ("SMT_TEST_LONG") != NULL ? EVERY_TEXT : FEW_TEXTS;
  guint n = 0;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  g_auto (GStrv) words = g_strsplit (table->words, " ", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 3);
      if (g_strv_length (cells) < 3 || i % step != 0)
        continue;
      g_autofree char *text = g_strcompress (cells[1]);
      try_text (text, table, words);
      n++;
    }
  g_assert_cmpuint (n, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strconcat ("/dosing/property/disorder/", tables[i].tag, NULL);
      g_test_add_data_func (path, &tables[i], test_disorder);
    }
  return g_test_run ();
}
