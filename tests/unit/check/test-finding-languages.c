/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every language says every finding, with the same tokens, in words of its own.
 */
#include "check/smt-finding-words.h"

#include <string.h>

#include "medicine/smt-interval-table.h"

static const SmtLanguage languages[] = { SMT_LANGUAGE_NB, SMT_LANGUAGE_NN, SMT_LANGUAGE_EN };

static int
compare_strings (const void *a, const void *b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The tokens of a template in the order of the alphabet: "{field}{text}". */
static char *
tokens_of (const char *template)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);
  GString *all = g_string_new (NULL);

  for (const char *at = strchr (template, '{'); at != NULL; at = strchr (at + 1, '{'))
    g_ptr_array_add (tokens, g_strndup (at, strcspn (at, "}") + 1));
  g_ptr_array_sort (tokens, compare_strings);
  for (guint i = 0; i < tokens->len; i++)
    g_string_append (all, g_ptr_array_index (tokens, i));
  return g_string_free (all, FALSE);
}

static void
assert_said (const char *words)
{
  g_assert_nonnull (words);
  g_assert_cmpuint (strlen (words), >, 0);
  g_assert_true (g_utf8_validate (words, -1, NULL));
}

static void
assert_same_tokens (const char *words, const char *in_bokmaal)
{
  assert_said (words);
  g_autofree char *tokens = tokens_of (words);
  g_autofree char *expected = tokens_of (in_bokmaal);
  g_assert_cmpstr (tokens, ==, expected);
}

static void
test_every_sentence (void)
{
  const SmtFindingWords *nb = _smt_finding_words_for (SMT_LANGUAGE_NB);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    for (guint phrase = 0; phrase < SMT_N_PHRASES; phrase++)
      {
        const SmtFindingPhrase *words = &_smt_finding_words_for (languages[i])->phrases[phrase];
        const SmtFindingPhrase *expected = &nb->phrases[phrase];
        assert_same_tokens (words->badge, expected->badge);
        assert_same_tokens (words->headline, expected->headline);
        assert_same_tokens (words->explain, expected->explain);
        assert_same_tokens (words->remedy, expected->remedy);
      }
}

static void
test_every_word (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const SmtFindingWords *table = _smt_finding_words_for (languages[i]);
      const char *const words[] = { table->and,    table->about,       table->every_day, table->times_as_often,
                                    table->closer, table->unknown,     table->rule_set,  table->row,
                                    table->source, table->recognition, table->unreviewed,
                                    table->voices[0],     table->voices[1], table->earlier[0], table->earlier[1],
                                    table->manifestation, table->severe,    table->registered, table->no_consequence };
      for (guint k = 0; k < G_N_ELEMENTS (words); k++)
        assert_said (words[k]);
      for (guint k = 0; k <= SMT_CLASS_STOP; k++)
        assert_said (table->classes[k]);
      for (guint k = 0; k < SMT_N_DEFECTS; k++)
        assert_said (table->defects[k]);
      for (guint k = 0; k < SMT_N_DIFFERENCES; k++)
        assert_said (table->differences[k]);
      g_assert_true (table->point == ',' || table->point == '.');
    }
}

/* Words that only bokmål has. */
static void
assert_nynorsk (const char *sentence)
{
  static const char *const foreign[] = { "ikke",   "sier",   "hvor",  "hver", "forsvinner",
                                         "daglig", "ganger", "samme", "uken", "dager",
                                         "uenige", "enige",  "en",    "et",   "dosen er satt" };
  g_autofree char *lower = g_utf8_strdown (sentence, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " ,.:", -1);

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (g_strv_contains ((const char *const *)words, foreign[i]))
      g_error ("\"%s\" stands in \"%s\"", foreign[i], sentence);
}

static void
test_nynorsk (void)
{
  const SmtFindingWords *table = _smt_finding_words_for (SMT_LANGUAGE_NN);

  for (guint phrase = 0; phrase < SMT_N_PHRASES; phrase++)
    {
      assert_nynorsk (table->phrases[phrase].badge);
      assert_nynorsk (table->phrases[phrase].headline);
      assert_nynorsk (table->phrases[phrase].explain);
      assert_nynorsk (table->phrases[phrase].remedy);
    }
  for (guint k = 0; k < SMT_N_DEFECTS; k++)
    assert_nynorsk (table->defects[k]);
  for (guint k = 0; k < SMT_N_DIFFERENCES; k++)
    assert_nynorsk (table->differences[k]);
  for (guint i = 0; i < smt_interval_table_length (); i++)
    if (smt_interval_table_get (i)->harm_nn != NULL)
      assert_nynorsk (smt_interval_table_get (i)->harm_nn);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/languages/every-sentence", test_every_sentence);
  g_test_add_func ("/check/languages/every-word", test_every_word);
  g_test_add_func ("/check/languages/nynorsk", test_nynorsk);

  return g_test_run ();
}
