/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rhythm → words → rhythm: what we write we read back as the same. What words do not carry stands in docs/dosing.md.
 */
#include "dosing/smt-reading.h"
#include "dosing/smt-words.h"

#include "random-rhythm.h"

#define SEED 20240613
#define COUNT 20000
#define LONG_COUNT 400000 /* with SMT_TEST_LONG */

static const char *
state_name (SmtReadingState state)
{
  static const char *const names[] = { "silent", "clear", "ambiguous", "unreadable" };

  return names[state];
}

static void
assert_comes_back (const SmtRhythm *rhythm, SmtLanguage language)
{
  g_autofree char *words = smt_rhythm_to_words (rhythm, language);
  g_autoptr (SmtReading) reading = smt_dosing_read (words, language);
  const SmtRhythm *read = smt_reading_get_rhythm (reading);
  g_autofree char *again = read != NULL ? smt_rhythm_to_words (read, language) : NULL;

  if (read == NULL || !smt_rhythm_equal (rhythm, read))
    g_error ("\"%s\" is read as %s: \"%s\"", words, state_name (reading->state), again != NULL ? again : "");
}

static void
test_round_trip (gconstpointer data)
{
  SmtLanguage language = (SmtLanguage)GPOINTER_TO_UINT (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint count = g_getenv ("SMT_TEST_LONG") != NULL ? LONG_COUNT : COUNT;

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (SmtRhythm) rhythm = random_rhythm (rand, RANDOM_CARRIED);
      assert_comes_back (rhythm, language);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/dosing/property/round-trip/bokmaal", GUINT_TO_POINTER (SMT_LANGUAGE_NB), test_round_trip);
  g_test_add_data_func ("/dosing/property/round-trip/nynorsk", GUINT_TO_POINTER (SMT_LANGUAGE_NN), test_round_trip);
  g_test_add_data_func ("/dosing/property/round-trip/english", GUINT_TO_POINTER (SMT_LANGUAGE_EN), test_round_trip);
  return g_test_run ();
}
