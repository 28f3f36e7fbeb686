/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dose texts against the rhythms they say; the texts stand in phrases-*.tsv.
 */
#include "dosing/smt-reading.h"

#include <string.h>

#include "notation.h"
#include "phrase-table.h"
#include "write-notation.h"

#define BOKMAAL_AND_NYNORSK (SMT_LANGUAGE_NB | SMT_LANGUAGE_NN)

typedef struct
{
  const Phrase *phrase;
  SmtLanguage languages;
} Case;

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
  const Case *this = data;
  g_autoptr (SmtReading) reading = smt_dosing_read (this->phrase->text, this->languages);

  if (!says_expected (reading, this->phrase->expected))
    {
      g_autofree char *got = write_reading (reading);
      g_test_message ("\"%s\": expected %s, read %s", this->phrase->text, this->phrase->expected, got);
      g_test_fail ();
    }
}

static void
add_phrases (GPtrArray *phrases, const char *tag, SmtLanguage languages)
{
  for (guint i = 0; i < phrases->len; i++)
    {
      const Phrase *phrase = g_ptr_array_index (phrases, i);
      Case *this = g_new0 (Case, 1);
      this->phrase = phrase;
      this->languages = languages;
      g_autofree char *test = g_strdup_printf ("/dosing/reading/%s/%s/line-%u", tag, phrase->group, phrase->line);
      g_test_add_data_func_full (test, this, test_phrase, g_free);
    }
}

/* --- single cases ------------------------------------------------------------------------------------------------- */

static void
test_no_text (void)
{
  g_autoptr (SmtReading) none = smt_dosing_read (NULL, BOKMAAL_AND_NYNORSK);
  g_autoptr (SmtReading) empty = smt_dosing_read ("", BOKMAAL_AND_NYNORSK);

  g_assert_cmpint (none->state, ==, SMT_READING_SILENT);
  g_assert_cmpint (empty->state, ==, SMT_READING_SILENT);
  g_assert_null (smt_reading_get_rhythm (none));
  g_assert_null (smt_reading_get_rhythm (NULL));
}

static void
test_not_text (void)
{
  g_autofree char *endless = g_strnfill (100000, '1');
  g_autoptr (SmtReading) broken = smt_dosing_read ("1 tablett daglig \xff", BOKMAAL_AND_NYNORSK);
  g_autoptr (SmtReading) huge = smt_dosing_read (endless, BOKMAAL_AND_NYNORSK);

  g_assert_cmpint (broken->state, ==, SMT_READING_UNREADABLE);
  g_assert_cmpint (huge->state, ==, SMT_READING_UNREADABLE);
}

/* Letters made of a base and a mark say the same as those made in one. */
static void
test_decomposed_letters (void)
{
  g_autoptr (SmtReading) reading = smt_dosing_read ("1 tablett hver ma\xcc\x8aned", BOKMAAL_AND_NYNORSK);
  g_autoptr (SmtRhythm) monthly = notation_read ("1 tablett @1m");

  g_assert_cmpint (reading->state, ==, SMT_READING_CLEAR);
  g_assert_true (smt_rhythm_equal (smt_reading_get_rhythm (reading), monthly));
}

static void
assert_span (const SmtReading *reading, const char *text, guint index, const char *said, SmtAttribute attribute)
{
  const SmtSpan *span = &g_array_index (reading->spans, SmtSpan, index);
  g_autofree char *piece = g_strndup (text + span->start, span->end - span->start);

  g_assert_cmpstr (piece, ==, said);
  g_assert_cmpint (span->attribute, ==, attribute);
}

static void
test_spans (void)
{
  const char *text = "Mot gikt: én tablett 2 ganger daglig i 3 døgn";
  g_autoptr (SmtReading) reading = smt_dosing_read (text, BOKMAAL_AND_NYNORSK);

  g_assert_cmpuint (reading->spans->len, ==, 5);
  assert_span (reading, text, 0, "én", SMT_ATTRIBUTE_AMOUNT);
  assert_span (reading, text, 1, "tablett", SMT_ATTRIBUTE_UNIT);
  assert_span (reading, text, 2, "2 ganger", SMT_ATTRIBUTE_TIMES);
  assert_span (reading, text, 3, "daglig", SMT_ATTRIBUTE_DAYS);
  assert_span (reading, text, 4, "i 3 døgn", SMT_ATTRIBUTE_LENGTH);
}

static void
test_stated_and_defaulted (void)
{
  g_autoptr (SmtReading) habit = smt_dosing_read ("2 tabletter kveld", BOKMAAL_AND_NYNORSK);
  g_autoptr (SmtReading) stated = smt_dosing_read ("2 tabletter hver kveld", BOKMAAL_AND_NYNORSK);
  g_autoptr (SmtReading) unsaid = smt_dosing_read ("1 tabl", BOKMAAL_AND_NYNORSK);
  const SmtRhythm *rhythm = smt_reading_get_rhythm (habit);

  g_assert_cmphex (rhythm->defaulted, ==, SMT_ATTRIBUTE_DAYS);
  g_assert_cmphex (rhythm->stated, ==, SMT_ATTRIBUTE_AMOUNT | SMT_ATTRIBUTE_UNIT | SMT_ATTRIBUTE_PARTS);
  rhythm = smt_reading_get_rhythm (stated);
  g_assert_cmphex (rhythm->defaulted, ==, 0);
  g_assert_true ((rhythm->stated & SMT_ATTRIBUTE_DAYS) != 0);
  rhythm = smt_reading_get_rhythm (unsaid);
  g_assert_cmphex (rhythm->stated | rhythm->defaulted, ==, SMT_ATTRIBUTE_AMOUNT | SMT_ATTRIBUTE_UNIT);
  g_assert_cmpint (rhythm->steps[0].beats[0].days.kind, ==, SMT_DAYS_UNKNOWN);
}

static void
test_reading_references (void)
{
  SmtReading *reading = smt_reading_new_clear (notation_read ("1 tablett @1w"));
  SmtReading *same = smt_reading_ref (reading);

  g_assert_true (same == reading);
  smt_reading_unref (reading);
  g_assert_nonnull (smt_reading_get_rhythm (same));
  smt_reading_unref (same);
  smt_reading_unref (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (GPtrArray) nb = phrase_table_read ("nb");
  g_autoptr (GPtrArray) nn = phrase_table_read ("nn");
  g_autoptr (GPtrArray) da = phrase_table_read ("da");
  g_autoptr (GPtrArray) sv = phrase_table_read ("sv");
  g_autoptr (GPtrArray) en = phrase_table_read ("en");

  g_test_add_func ("/dosing/reading/no-text", test_no_text);
  g_test_add_func ("/dosing/reading/not-text", test_not_text);
  g_test_add_func ("/dosing/reading/decomposed-letters", test_decomposed_letters);
  g_test_add_func ("/dosing/reading/spans", test_spans);
  g_test_add_func ("/dosing/reading/stated-and-defaulted", test_stated_and_defaulted);
  g_test_add_func ("/dosing/reading/references", test_reading_references);
  add_phrases (nb, "nb", BOKMAAL_AND_NYNORSK);
  add_phrases (nn, "nn", SMT_LANGUAGE_NN);
  add_phrases (da, "da", SMT_LANGUAGE_DA);
  add_phrases (sv, "sv", SMT_LANGUAGE_SV);
  add_phrases (en, "en", SMT_LANGUAGE_EN);
  return g_test_run ();
}
