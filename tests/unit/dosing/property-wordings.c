/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts made from the pieces of wordings-*.tsv and typed as people type: the reading must be the one they were made
 * from. With slips of the pen it may be lost, but no slip may bring another interval.
 */
#include "dosing/smt-reading.h"

#include <string.h>

#include "notation.h"
#include "phrase-table.h"

#define SEED 20261120
#define N_TEXTS 6000
#define LONG_FACTOR 50 /* with SMT_TEST_LONG */

typedef struct
{
  const char *tag;
  SmtLanguage languages;
  GPtrArray *pieces; /* of Phrase */
} Wordings;

/* A text and what it was made from. */
typedef struct
{
  GString *text;
  SmtRhythm *rhythm;
} Made;

static guint
count (guint n)
{
  return g_getenv ("SMT_TEST_LONG") != NULL ? n * LONG_FACTOR : n;
}

static gboolean
toss (GRand *rand, gint32 one_in)
{
  return g_rand_int_range (rand, 0, one_in) == 0;
}

/* --- making texts ------------------------------------------------------------------------------------------------- */

static const Phrase *
pick (GRand *rand, const Wordings *wordings, const char *group)
{
  for (;;)
    {
      const Phrase *piece =
          g_ptr_array_index (wordings->pieces, (guint)g_rand_int_range (rand, 0, (gint32)wordings->pieces->len));
      if (strcmp (piece->group, group) == 0)
        return piece;
    }
}

static Made
make (GRand *rand, const Wordings *wordings)
{
  const Phrase *amount = pick (rand, wordings, "amount");
  const Phrase *when = pick (rand, wordings, "when");
  g_autofree char *notation = g_strconcat (amount->expected, " ", when->expected, NULL);
  Made made = { g_string_new (NULL), notation_read (notation) };

  if (toss (rand, 4))
    g_string_append (made.text, pick (rand, wordings, "before")->text);
  g_string_append_printf (made.text, "%s %s", amount->text, when->text);
  if (toss (rand, 4))
    g_string_append (made.text, pick (rand, wordings, "behind")->text);
  return made;
}

static void
made_clear (Made *made)
{
  g_string_free (made->text, TRUE);
  smt_rhythm_unref (made->rhythm);
}

/* --- typing ------------------------------------------------------------------------------------------------------- */

static void
replace_text (GString *text, char *with)
{
  g_string_assign (text, with);
  g_free (with);
}

/* Doubles a blank, drops the one between a number and a word, or breaks the line. */
static void
change_blank (GRand *rand, GString *text)
{
  static const char *const blanks[] = { "  ", "\n", "\xc2\xa0", "\t" };
  gsize at = (gsize)g_rand_int_range (rand, 0, (gint32)text->len);

  while (at < text->len && text->str[at] != ' ')
    at++;
  if (at == 0 || at + 1 >= text->len)
    return;
  gboolean behind_number = g_ascii_isdigit (text->str[at - 1]) && g_ascii_isalpha (text->str[at + 1])
                           && (at < 2 || text->str[at - 2] == ' ' || g_ascii_isdigit (text->str[at - 2]));
  g_string_erase (text, (gssize)at, 1);
  if (!behind_number || toss (rand, 2))
    g_string_insert (text, (gssize)at, blanks[g_rand_int_range (rand, 0, G_N_ELEMENTS (blanks))]);
}

static void
type (GRand *rand, GString *text)
{
  if (toss (rand, 4))
    replace_text (text, g_utf8_strup (text->str, -1));
  else if (toss (rand, 4))
    replace_text (text, g_utf8_strdown (text->str, -1));
  if (toss (rand, 3))
    change_blank (rand, text);
  if (toss (rand, 6))
    g_string_append_c (text, ' ');
}

/* Drops, doubles, swaps or replaces one letter; digits and signs stay. */
static void
slip (GRand *rand, GString *text)
{
  gsize at = (gsize)g_rand_int_range (rand, 0, (gint32)text->len);

  while (at + 1 < text->len && !(g_ascii_isalpha (text->str[at]) && g_ascii_isalpha (text->str[at + 1])))
    at++;
  if (at + 1 >= text->len)
    return;
  char letter = text->str[at];
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_string_erase (text, (gssize)at, 1);
      break;
    case 1:
      g_string_insert_c (text, (gssize)at, letter);
      break;
    case 2:
      text->str[at] = (char)g_rand_int_range (rand, 'a', 'z' + 1);
      break;
    default:
      text->str[at] = text->str[at + 1];
      text->str[at + 1] = letter;
      break;
    }
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static void
fail_with (const Wordings *wordings, const char *text, const char *why)
{
  g_autofree char *shown = g_strescape (text, "\303\205\206\230\204\226\245\246\270\244\266\251\302\275");

  g_test_message ("%s: \"%s\": %s", wordings->tag, shown, why);
  g_test_fail ();
}

static const SmtDays *
days_of (const SmtRhythm *rhythm)
{
  return &rhythm->steps[0].beats[0].days;
}

/* A letter can turn one weekday into another, or one number word; what it must not change is how far apart they are. */
static gboolean
is_another_interval (const SmtDays *said, const SmtDays *read)
{
  if (read->kind == SMT_DAYS_UNKNOWN)
    return FALSE;
  gboolean counted = (said->kind == SMT_DAYS_K_OF_N && read->kind == SMT_DAYS_EVERY_N)
                     || (said->kind == SMT_DAYS_EVERY_N && read->kind == SMT_DAYS_K_OF_N);
  if (said->kind != read->kind && !counted)
    return TRUE;
  return !smt_range_equal (said->n, read->n) || said->unit != read->unit;
}

static void
test_typing (const void *data)
{
  const Wordings *wordings = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < count (N_TEXTS); i++)
    {
      Made made = make (rand, wordings);
      type (rand, made.text);
      g_autoptr (SmtReading) reading = smt_dosing_read (made.text->str, wordings->languages);
      const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);
      if (rhythm == NULL)
        fail_with (wordings, made.text->str, "not read");
      else if (!smt_rhythm_equal (rhythm, made.rhythm))
        fail_with (wordings, made.text->str, "read as something else");
      made_clear (&made);
    }
}

static void
test_slips (const void *data)
{
  const Wordings *wordings = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint n_read = 0;

  for (guint i = 0; i < count (N_TEXTS); i++)
    {
      Made made = make (rand, wordings);
      slip (rand, made.text);
      if (toss (rand, 3))
        slip (rand, made.text);
      g_autoptr (SmtReading) reading = smt_dosing_read (made.text->str, wordings->languages);
      const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);
      n_read += rhythm != NULL;
      if (rhythm != NULL && (rhythm->n_steps > 1 || is_another_interval (days_of (made.rhythm), days_of (rhythm))))
        fail_with (wordings, made.text->str, "a slip brought another interval");
      made_clear (&made);
    }
  g_assert_cmpuint (n_read, >, count (N_TEXTS) / 10);
}

int
main (int argc, char *argv[])
{
  static Wordings languages[] = {
    { "no", SMT_LANGUAGE_NB | SMT_LANGUAGE_NN, NULL },
    { "da", SMT_LANGUAGE_DA, NULL },
    { "sv", SMT_LANGUAGE_SV, NULL },
    { "en", SMT_LANGUAGE_EN, NULL },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      Wordings *wordings = &languages[i];
      g_autofree char *typing = g_strdup_printf ("/dosing/property/wordings/%s/typing", wordings->tag);
      g_autofree char *slips = g_strdup_printf ("/dosing/property/wordings/%s/slips", wordings->tag);
      wordings->pieces = phrase_table_read_named ("wordings", wordings->tag);
      g_test_add_data_func (typing, wordings, test_typing);
      g_test_add_data_func (slips, wordings, test_slips);
    }
  int status = g_test_run ();
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    g_ptr_array_unref (languages[i].pieces);
  return status;
}
