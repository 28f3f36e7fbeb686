/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every text: nothing crashes, what is read is sound, and no interval ever turns into "daily".
 */
#include "dosing/smt-reading.h"

#include <string.h>

#include "phrase-table.h"

#define SEED 20240613
#define N_NOISE 20000
#define N_SALADS 20000
#define N_SLIPS 8
#define LONG_FACTOR 20 /* with SMT_TEST_LONG */
#define ALL_LANGUAGES (SMT_LANGUAGE_NB | SMT_LANGUAGE_NN | SMT_LANGUAGE_DA | SMT_LANGUAGE_SV | SMT_LANGUAGE_EN)
#define NORWEGIAN (SMT_LANGUAGE_NB | SMT_LANGUAGE_NN)

static const char *const dose_words[] = {
  "1",           "2",           "½",         "3-4",        "1.000",
  "tablett",     "mg",          "ganger",    "daglig",     "morgen",
  "kveld",       "og",          ",",         ".",          "\n",
  "(",           ")",           "x",         "+",          "-",
  "/",           "i",           "dager",     "deretter",   "eller",
  "maks",        "inntil",      "ved behov", "kl",         "8",
  "hver",        "dag",         "dose",      "fordelt på", "unntatt",
  "pause",       "mot smerter", "tas",       "med mat",    "dag 1-5",
  "engangsdose", "1x3",         "1+0+1",     "opphold",    "av hver 28-dagers syklus",
};

static const char *const weekly_words[] = {
  "ukentlig",      "i uken",      "per uke",       "hver uke",          "hver mandag",  "på torsdager",
  "1 gang i uken", "hver 7. dag", "annenhver uke", "2 ganger ukentlig", "hver 14. dag", "månedlig",
};

static guint
count (guint n)
{
  return g_getenv ("SMT_TEST_LONG") != NULL ? n * LONG_FACTOR : n;
}

static void
fail_with (const char *text, const char *why)
{
  g_autofree char *escaped = g_strescape (text, NULL);

  g_test_message ("\"%s\": %s", escaped, why);
  g_test_fail ();
}

/* --- any reading -------------------------------------------------------------------------------------------------- */

static void
assert_spans_are_sound (const SmtReading *reading, const char *text)
{
  for (guint i = 0; i < reading->spans->len; i++)
    {
      const SmtSpan *span = &g_array_index (reading->spans, SmtSpan, i);
      g_assert_cmpuint (span->start, <, span->end);
      g_assert_cmpuint (span->end, <=, strlen (text));
      g_assert_true (g_utf8_validate (text + span->start, span->end - span->start, NULL));
      if (i > 0)
        g_assert_cmpuint (span[-1].start, <=, span->start);
    }
}

static void
assert_is_sound (const SmtReading *reading, const char *text)
{
  gboolean has_rhythms = reading->state == SMT_READING_CLEAR || reading->state == SMT_READING_AMBIGUOUS;

  g_assert_true (has_rhythms == (reading->rhythms->len > 0));
  g_assert_true ((reading->state == SMT_READING_CLEAR) == (reading->rhythms->len == 1));
  for (guint i = 0; i < reading->rhythms->len; i++)
    g_assert_true (smt_rhythm_validate (g_ptr_array_index (reading->rhythms, i)));
  assert_spans_are_sound (reading, text);
}

static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  char bytes[65];

  for (guint i = 0; i < count (N_NOISE); i++)
    {
      guint length = (guint)g_rand_int_range (rand, 0, 64);
      for (guint j = 0; j < length; j++)
        bytes[j] = (char)g_rand_int_range (rand, i % 2 == 0 ? 1 : 32, i % 2 == 0 ? 256 : 127);
      bytes[length] = '\0';
      g_autoptr (SmtReading) reading = smt_dosing_read (bytes, ALL_LANGUAGES);
      assert_is_sound (reading, bytes);
    }
}

/* --- salads of dose words ----------------------------------------------------------------------------------------- */

static char *
make_salad (GRand *rand, gboolean weekly)
{
  GString *text = g_string_new (NULL);
  guint n = (guint)g_rand_int_range (rand, 1, 10);
  guint at = (guint)g_rand_int_range (rand, 0, (gint32)n);

  for (guint i = 0; i < n; i++)
    {
      if (weekly && i == at)
        g_string_append (text, weekly_words[g_rand_int_range (rand, 0, G_N_ELEMENTS (weekly_words))]);
      else
        g_string_append (text, dose_words[g_rand_int_range (rand, 0, G_N_ELEMENTS (dose_words))]);
      if (g_rand_int_range (rand, 0, 6) != 0)
        g_string_append_c (text, ' ');
    }
  return g_string_free (text, FALSE);
}

static void
test_salads (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < count (N_SALADS); i++)
    {
      g_autofree char *text = make_salad (rand, FALSE);
      g_autoptr (SmtReading) reading = smt_dosing_read (text, NORWEGIAN);
      assert_is_sound (reading, text);
    }
}

/* Whatever stands around it: a text that says "weekly" is never read as every day and nothing else. */
static void
test_weekly_is_never_daily (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint n_clear = 0;

  for (guint i = 0; i < count (N_SALADS); i++)
    {
      g_autofree char *text = make_salad (rand, TRUE);
      g_autoptr (SmtReading) reading = smt_dosing_read (text, NORWEGIAN);
      const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);
      n_clear += rhythm != NULL;
      if (rhythm != NULL && smt_rhythm_is_daily (rhythm))
        fail_with (text, "read as daily");
    }
  g_assert_cmpuint (n_clear, >, 100); /* the salads are not all nonsense */
}

/* --- texts of the table, changed ---------------------------------------------------------------------------------- */

static void
assert_same (const char *text, const char *changed)
{
  g_autoptr (SmtReading) before = smt_dosing_read (text, NORWEGIAN);
  g_autoptr (SmtReading) after = smt_dosing_read (changed, NORWEGIAN);

  if (before->state != after->state || before->rhythms->len != after->rhythms->len)
    {
      fail_with (changed, "reads otherwise than without the change");
      return;
    }
  for (guint i = 0; i < before->rhythms->len; i++)
    if (!smt_rhythm_equal (g_ptr_array_index (before->rhythms, i), g_ptr_array_index (after->rhythms, i)))
      fail_with (changed, "says something else than without the change");
}

static gboolean
is_clear (const Phrase *phrase)
{
  return strcmp (phrase->expected, "?") != 0 && strcmp (phrase->expected, "-") != 0;
}

static void
test_indication_in_front (void)
{
  static const char *const indications[] = { "MOT LEDDSMERTER\n", "Mot høyt kolesterol. ",
                                             "Mot gikt: ", "Mot B12-mangel\n" };
  g_autoptr (GPtrArray) phrases = phrase_table_read ("nb");

  for (guint i = 0; i < phrases->len; i++)
    {
      const Phrase *phrase = g_ptr_array_index (phrases, i);
      g_autofree char *text = g_strconcat (indications[i % G_N_ELEMENTS (indications)], phrase->text, NULL);
      if (is_clear (phrase))
        assert_same (phrase->text, text);
    }
}

static void
test_instruction_behind (void)
{
  static const char *const instructions[] = { "\nSvelges hele.", "\nTas med et glass vann",
                                              "\nMå ikke knuses eller tygges.", "\nSkal ikke tas sammen med melk" };
  g_autoptr (GPtrArray) phrases = phrase_table_read ("nb");

  for (guint i = 0; i < phrases->len; i++)
    {
      const Phrase *phrase = g_ptr_array_index (phrases, i);
      g_autofree char *text = g_strconcat (phrase->text, instructions[i % G_N_ELEMENTS (instructions)], NULL);
      if (is_clear (phrase))
        assert_same (phrase->text, text);
    }
}

static void
test_capital_letters (void)
{
  g_autoptr (GPtrArray) phrases = phrase_table_read ("nb");

  for (guint i = 0; i < phrases->len; i++)
    {
      const Phrase *phrase = g_ptr_array_index (phrases, i);
      g_autofree char *text = g_utf8_strup (phrase->text, -1);
      assert_same (phrase->text, text);
    }
}

/* A language that was not asked for may be left unread; it must not be read as something else. */
static void
test_other_language (void)
{
  g_autoptr (GPtrArray) phrases = phrase_table_read ("nb");

  for (guint i = 0; i < phrases->len; i++)
    {
      const Phrase *phrase = g_ptr_array_index (phrases, i);
      g_autoptr (SmtReading) right = smt_dosing_read (phrase->text, NORWEGIAN);
      g_autoptr (SmtReading) wrong = smt_dosing_read (phrase->text, SMT_LANGUAGE_EN);
      const SmtRhythm *said = smt_reading_get_rhythm (right);
      const SmtRhythm *read = smt_reading_get_rhythm (wrong);
      if (read != NULL && smt_rhythm_is_daily (read) && (said == NULL || !smt_rhythm_is_daily (said)))
        fail_with (phrase->text, "is daily when read as English");
    }
}

/* Asking for more languages than the text is in changes nothing that was understood. */
static void
test_all_languages (void)
{
  static const struct
  {
    const char *tag;
    SmtLanguage languages;
  } tables[] = {
    { "nb", NORWEGIAN },       { "nn", NORWEGIAN },       { "da", SMT_LANGUAGE_DA },
    { "sv", SMT_LANGUAGE_SV }, { "en", SMT_LANGUAGE_EN },
  };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      g_autoptr (GPtrArray) phrases = phrase_table_read (tables[t].tag);
      for (guint i = 0; i < phrases->len; i++)
        {
          const Phrase *phrase = g_ptr_array_index (phrases, i);
          g_autoptr (SmtReading) own = smt_dosing_read (phrase->text, tables[t].languages);
          g_autoptr (SmtReading) all = smt_dosing_read (phrase->text, ALL_LANGUAGES);
          if (own->rhythms->len == 0)
            continue;
          if (all->state != own->state || all->rhythms->len != own->rhythms->len)
            fail_with (phrase->text, "reads otherwise among all languages");
        }
    }
}

/* --- slips of the pen --------------------------------------------------------------------------------------------- */

/* Drops, doubles, swaps or replaces one letter of a word; digits and signs stay. */
static char *
slip (GRand *rand, const char *text)
{
  GString *out = g_string_new (text);
  gsize at = (gsize)g_rand_int_range (rand, 0, (gint32)out->len);

  while (at + 1 < out->len && !(g_ascii_isalpha (out->str[at]) && g_ascii_isalpha (out->str[at + 1])))
    at++;
  if (at + 1 >= out->len)
    return g_string_free (out, FALSE);
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_string_erase (out, (gssize)at, 1);
      break;
    case 1:
      g_string_insert_c (out, (gssize)at, out->str[at]);
      break;
    case 2:
      out->str[at] = (char)g_rand_int_range (rand, 'a', 'z' + 1);
      break;
    default:
      {
        char first = out->str[at];
        out->str[at] = out->str[at + 1];
        out->str[at + 1] = first;
      }
      break;
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_rare_group (const char *group)
{
  return strcmp (group, "weekly") == 0 || strcmp (group, "every-n") == 0 || strcmp (group, "weekdays") == 0
         || strcmp (group, "k-of-n") == 0;
}

/* One wrong letter makes a text unreadable, or changes nothing, or loses something: it never makes it daily. */
static void
test_slips (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (GPtrArray) phrases = phrase_table_read ("nb");

  for (guint i = 0; i < phrases->len; i++)
    {
      const Phrase *phrase = g_ptr_array_index (phrases, i);
      g_autoptr (SmtReading) right = smt_dosing_read (phrase->text, NORWEGIAN);
      const SmtRhythm *said = smt_reading_get_rhythm (right);
      if (!is_rare_group (phrase->group) || said == NULL || smt_rhythm_is_daily (said))
        continue;
      for (guint j = 0; j < count (N_SLIPS); j++)
        {
          g_autofree char *text = slip (rand, phrase->text);
          g_autoptr (SmtReading) reading = smt_dosing_read (text, NORWEGIAN);
          const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);
          if (rhythm != NULL && smt_rhythm_is_daily (rhythm))
            fail_with (text, "a slip made it daily");
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dosing/property/reading/noise", test_noise);
  g_test_add_func ("/dosing/property/reading/salads", test_salads);
  g_test_add_func ("/dosing/property/reading/weekly-is-never-daily", test_weekly_is_never_daily);
  g_test_add_func ("/dosing/property/reading/indication-in-front", test_indication_in_front);
  g_test_add_func ("/dosing/property/reading/instruction-behind", test_instruction_behind);
  g_test_add_func ("/dosing/property/reading/capital-letters", test_capital_letters);
  g_test_add_func ("/dosing/property/reading/other-language", test_other_language);
  g_test_add_func ("/dosing/property/reading/all-languages", test_all_languages);
  g_test_add_func ("/dosing/property/reading/slips", test_slips);
  return g_test_run ();
}
