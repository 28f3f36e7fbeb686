/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rhythm → words → rhythm: what we write we read back as the same. What words do not carry stands in docs/dosing.md.
 */
#include "dosing/smt-reading.h"
#include "dosing/smt-words.h"

#include "notation.h"
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

/* --- what words do not carry -------------------------------------------------------------------------------------- */

typedef struct
{
  const char *rhythm;
  SmtLanguage language;
} Lossy;

/* The list of docs/dosing.md. A row that comes back unchanged has to leave both. */
static const Lossy lossy[] = {
  /* dates */
  { "1 tablett @7d ^2026-11-02", SMT_LANGUAGE_NB },
  { "1 tablett @1d from:2026-11-01", SMT_LANGUAGE_NB },
  { "1 tablett @1d to:2026-12-05", SMT_LANGUAGE_NB },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08", SMT_LANGUAGE_NB },
  /* days that are not said */
  { "1 tablett p:M", SMT_LANGUAGE_NB },
  { "1 tablett c:0800", SMT_LANGUAGE_NB },
  { "2 tablett @2d [7d] > 1 tablett", SMT_LANGUAGE_NB },
  { "prn maxx:4 1 tablett", SMT_LANGUAGE_NB },
  /* limits */
  { "1 tablett x<4 @1d", SMT_LANGUAGE_NB },
  { "1 tablett @k<3/1w", SMT_LANGUAGE_NB },
  /* totals */
  { "75 mg pp @1m", SMT_LANGUAGE_NB },
  { "10 mg pd x2 @mon", SMT_LANGUAGE_NB },
  { "1 tablett pd @1d", SMT_LANGUAGE_NB },
  { "1 tablett p:ME g:6 @1d", SMT_LANGUAGE_NB },
  /* lists of days and cycles */
  { "1 tablett @c21:1-14 r6", SMT_LANGUAGE_NB },
  { "1 tablett @c21:1-14 [12w]", SMT_LANGUAGE_NB },
  /* several at once */
  { "1 tablett @!mon/2w", SMT_LANGUAGE_NB },
  { "1 tablett p:ME @mon + 2 tablett p:ME @thu", SMT_LANGUAGE_NB },
  { "prn 1 tablett p:ME @1d", SMT_LANGUAGE_NB },
  { "_ tablett @1d", SMT_LANGUAGE_NB },
  { "600 _ @c19:9-16", SMT_LANGUAGE_NB },
  /* units that share an English word */
  { "1 resoriblett @1d", SMT_LANGUAGE_EN },
  { "1 patron @1d", SMT_LANGUAGE_EN },
  { "1 dosepose @1d", SMT_LANGUAGE_EN },
  { "1 sug @1d", SMT_LANGUAGE_EN },
  { "1 applikasjon @1d", SMT_LANGUAGE_EN },
};

static void
test_not_carried (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lossy); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (lossy[i].rhythm);
      g_autofree char *words = smt_rhythm_to_words (rhythm, lossy[i].language);
      g_autoptr (SmtReading) reading = smt_dosing_read (words, lossy[i].language);
      const SmtRhythm *read = smt_reading_get_rhythm (reading);
      if (read != NULL && smt_rhythm_equal (rhythm, read))
        g_error ("%s comes back from \"%s\": take it off the list", lossy[i].rhythm, words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/dosing/property/round-trip/bokmaal", GUINT_TO_POINTER (SMT_LANGUAGE_NB), test_round_trip);
  g_test_add_data_func ("/dosing/property/round-trip/nynorsk", GUINT_TO_POINTER (SMT_LANGUAGE_NN), test_round_trip);
  g_test_add_data_func ("/dosing/property/round-trip/english", GUINT_TO_POINTER (SMT_LANGUAGE_EN), test_round_trip);
  g_test_add_func ("/dosing/property/not-carried", test_not_carried);
  return g_test_run ();
}
