/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dose texts against the rhythms they say; the texts stand in phrases-*.tsv.
 */
#include "dosing/smt-reading.h"

#include <string.h>

#include "notation.h"
#include "write-notation.h"

#define BOKMAAL_AND_NYNORSK (SMT_LANGUAGE_NB | SMT_LANGUAGE_NN)

typedef struct
{
  char *text;
  char *expected;
  SmtLanguage languages;
} Phrase;

/* --- the tables --------------------------------------------------------------------------------------------------- */

static char *
write_reading (const SmtReading *reading)
{
  static const char *const states[] = { "-", "", "", "?" };
  GString *out = g_string_new (states[reading->state]);

  for (guint i = 0; i < reading->rhythms->len; i++)
    {
      g_autofree char *rhythm = notation_write (g_ptr_array_index (reading->rhythms, i));
      g_string_append_printf (out, "%s%s", i > 0 ? " || " : "", rhythm);
    }
  return g_string_free (out, FALSE);
}

static gboolean
has_rhythm (const SmtReading *reading, const char *notation)
{
  g_autoptr (SmtRhythm) expected = notation_read (notation);

  for (guint i = 0; i < reading->rhythms->len; i++)
    if (smt_rhythm_equal (g_ptr_array_index (reading->rhythms, i), expected))
      return TRUE;
  return FALSE;
}

static gboolean
says_expected (const SmtReading *reading, const char *expected)
{
  g_autofree char *text = g_strdup (expected);
  gboolean by_habit = g_str_has_suffix (text, " ~");

  if (strcmp (expected, "-") == 0)
    return reading->state == SMT_READING_SILENT;
  if (strcmp (expected, "?") == 0)
    return reading->state == SMT_READING_UNREADABLE;
  if (by_habit)
    text[strlen (text) - 2] = '\0';
  g_auto (GStrv) readings = g_strsplit (text, " || ", -1);
  guint n = g_strv_length (readings);
  if (reading->state != (n > 1 ? SMT_READING_AMBIGUOUS : SMT_READING_CLEAR) || reading->rhythms->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!has_rhythm (reading, readings[i]))
      return FALSE;
  const SmtRhythm *first = g_ptr_array_index (reading->rhythms, 0);
  return by_habit == ((first->defaulted & SMT_ATTRIBUTE_DAYS) != 0);
}

static void
test_phrase (const void *data)
{
  const Phrase *phrase = data;
  g_autoptr (SmtReading) reading = smt_dosing_read (phrase->text, phrase->languages);

  if (!says_expected (reading, phrase->expected))
    {
      g_autofree char *got = write_reading (reading);
      g_test_message ("\"%s\": expected %s, read %s", phrase->text, phrase->expected, got);
      g_test_fail ();
    }
}

static void
free_phrase (gpointer data)
{
  Phrase *phrase = data;

  g_free (phrase->text);
  g_free (phrase->expected);
  g_free (phrase);
}

static void
add_phrases (const char *tag, SmtLanguage languages)
{
  g_autofree char *name = g_strdup_printf ("phrases-%s.tsv", tag);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "dosing", name, NULL);
  g_autofree char *table = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &table, NULL, &error));
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      if (lines[i][0] == '\0' || lines[i][0] == '#' || strcmp (cells[0], "group") == 0)
        continue;
      g_assert_cmpuint (g_strv_length (cells), ==, 3);
      Phrase *phrase = g_new0 (Phrase, 1);
      phrase->text = g_strcompress (cells[1]);
      phrase->expected = g_strdup (cells[2]);
      phrase->languages = languages;
      g_autofree char *test = g_strdup_printf ("/dosing/reading/%s/%s/line-%u", tag, cells[0], i + 1);
      g_test_add_data_func_full (test, phrase, test_phrase, free_phrase);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_phrases ("nb", BOKMAAL_AND_NYNORSK);
  return g_test_run ();
}
