/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-text.h"

#include <locale.h>
#include <string.h>

static void
test_language (void)
{
  static const struct
  {
    const char *tag;
    SmtLanguage language;
  } tags[] = {
    { "nb", SMT_LANGUAGE_NB },          { "no", SMT_LANGUAGE_NB }, { "nb-NO", SMT_LANGUAGE_NB },
    { "NB_NO.UTF-8", SMT_LANGUAGE_NB }, { "nn", SMT_LANGUAGE_NN }, { "nn-NO", SMT_LANGUAGE_NN },
    { "da-DK", SMT_LANGUAGE_DA },       { "sv", SMT_LANGUAGE_SV }, { "en-GB", SMT_LANGUAGE_EN },
  };
  static const char *const unknown[] = { "", "n", "nbx", "se", "de", "-nb", " nb" };
  SmtLanguage language = SMT_LANGUAGE_EN;

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_assert_true (smt_language_parse (tags[i].tag, &language));
      g_assert_cmpint (language, ==, tags[i].language);
      g_assert_true (smt_language_parse (smt_language_tag (tags[i].language), &language));
      g_assert_cmpint (language, ==, tags[i].language);
    }

  language = SMT_LANGUAGE_DA;
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_false (smt_language_parse (unknown[i], &language));
  g_assert_false (smt_language_parse (NULL, &language));
  g_assert_cmpint (language, ==, SMT_LANGUAGE_DA);
}

static void
assert_folded (const char *text, const char *expected)
{
  g_autofree char *folded = smt_text_fold (text);
  g_autofree char *owned = NULL;

  g_assert_cmpstr (folded, ==, expected);
  g_assert_cmpstr (smt_text_peek_folded (text, &owned), ==, expected);
}

static void
test_fold (void)
{
  assert_folded (NULL, NULL);
  assert_folded ("", "");
  assert_folded ("Metotreksat ORION", "metotreksat orion");
  assert_folded ("BLÅBÆR PÅ ØY", "blåbær på øy");
  assert_folded ("A\xcc\x8a", "å");
  assert_folded ("a\xcc\x8a", "\xc3\xa5");
  assert_folded ("ÉÐÞ", "éðþ");
  assert_folded ("½", "½");
  assert_folded ("a\xff"
                 "B",
                 "a\xef\xbf\xbd"
                 "b");
}

/* The short way for Latin-1 says what the tables of Unicode say, of each character, alone and before a mark. */
static void
test_fold_as_unicode_says (void)
{
  for (gunichar c = 1; c < 0x180; c++)
    {
      g_autoptr (GString) text = g_string_new ("x");
      g_autoptr (GString) lower = g_string_new ("x");
      g_autofree char *expected = NULL;
      g_autofree char *marked = NULL;

      g_string_append_unichar (text, c);
      g_string_append_unichar (lower, g_unichar_tolower (c));
      expected = g_utf8_normalize (lower->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
      assert_folded (text->str, expected);

      g_string_append (text, "\xcc\x88");
      g_string_append (lower, "\xcc\x88");
      marked = g_utf8_normalize (lower->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
      assert_folded (text->str, marked);
    }
  assert_folded ("\xc3", "\xef\xbf\xbd");
}

/* In a Turkish locale the lower case of I is another letter; the same input must give the same findings. */
static void
test_fold_in_any_locale (void)
{
  static const char *const locales[] = { "C", "tr_TR.UTF-8", "lt_LT.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      setlocale (LC_ALL, locales[i]);
      assert_folded ("INTERVALL IÅ", "intervall iå");
    }
  setlocale (LC_ALL, "C");
}

static void
assert_squeezed (const char *text, const char *expected)
{
  g_autofree char *squeezed = smt_text_squeeze (text);

  g_assert_cmpstr (squeezed, ==, expected);
}

/* Squeezing word by word, by the book. */
static char *
squeeze_by_the_book (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);
  gboolean pending = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == '\v' || c == 0x85)
        {
          pending = out->len > 0;
          continue;
        }
      if (pending)
        g_string_append_c (out, ' ');
      pending = FALSE;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* Most texts are squeezed already, and are told by a look at their bytes. */
static void
test_squeeze_anything (void)
{
  static const char *const pieces[] = { " ",  "a",    "1",    "å", "\xc3", "\xc2\xa0", "\xc2\x85",
                                        "\t", "\x7f", "\xa0", "–", "\n",   "é" };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261130);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *expected = NULL;
      gint32 n_pieces = g_rand_int_range (random, 0, 8),
             most = g_rand_int_range (random, 1, (gint32)G_N_ELEMENTS (pieces) + 1);

      for (gint32 k = 0; k < n_pieces; k++)
        g_string_append (text, pieces[g_rand_int_range (random, 0, most)]);
      expected = squeeze_by_the_book (text->str);
      assert_squeezed (text->str, expected);
    }
}

static void
test_squeeze (void)
{
  assert_squeezed (NULL, NULL);
  assert_squeezed ("", "");
  assert_squeezed (" \t\r\n", "");
  assert_squeezed ("en", "en");
  assert_squeezed ("  1  tablett\r\n daglig\t", "1 tablett daglig");
  assert_squeezed ("1\xc2\xa0tablett", "1 tablett");
  assert_squeezed ("1\xe2\x80\xaf\xe2\x80\x89tablett", "1 tablett");
  assert_squeezed ("\xe2\x80\xa8"
                   "a\xe2\x80\xa9"
                   "b\xc2\x85",
                   "a b");
  assert_squeezed ("a\v\fb", "a b");
  assert_squeezed ("å  ø", "å ø");
  assert_squeezed ("\xe3\x80\x80x", "x");
}

static void
test_equal_ascii_case (void)
{
  g_assert_true (smt_text_equal_ascii_case ("l04ax03", "L04AX03"));
  g_assert_true (smt_text_equal_ascii_case ("", ""));
  g_assert_true (smt_text_equal_ascii_case (NULL, NULL));
  g_assert_false (smt_text_equal_ascii_case (NULL, ""));
  g_assert_false (smt_text_equal_ascii_case ("a", NULL));
  g_assert_false (smt_text_equal_ascii_case ("a", "ab"));
  g_assert_false (smt_text_equal_ascii_case ("Å", "å"));
}

/* All numbers that pass here are synthetic; those without the mark of one are given a wrong check digit. */
static void
test_national_number (void)
{
  static const struct
  {
    const char *number;
    SmtNationalNumber result;
    gboolean synthetic;
  } numbers[] = {
    { "01817000092", SMT_NATIONAL_NUMBER_OK, TRUE },       /* Tenor: month + 80 */
    { "31826500061", SMT_NATIONAL_NUMBER_BAD_DATE, TRUE }, /* 31 February */
    { "41817000086", SMT_NATIONAL_NUMBER_OK, TRUE },       /* with a D-number's day + 40 */
    { "29820000100", SMT_NATIONAL_NUMBER_OK, TRUE },       /* 29 February 2000 */
    { "29810000110", SMT_NATIONAL_NUMBER_OK, TRUE },
    { "01667000056", SMT_NATIONAL_NUMBER_OK, TRUE },         /* LMDI: month + 65 */
    { "41667000120", SMT_NATIONAL_NUMBER_OK, TRUE },         /* day + 40 and month + 65 */
    { "01817000093", SMT_NATIONAL_NUMBER_BAD_CHECK, TRUE },  /* last digit */
    { "01817000082", SMT_NATIONAL_NUMBER_BAD_CHECK, TRUE },  /* last but one */
    { "01817000029", SMT_NATIONAL_NUMBER_BAD_CHECK, TRUE },  /* two digits swapped */
    { "01017000000", SMT_NATIONAL_NUMBER_BAD_CHECK, FALSE }, /* no mark */
    { "01417000000", SMT_NATIONAL_NUMBER_BAD_CHECK, FALSE }, /* month + 40: an H-number is real */
    { "41017000000", SMT_NATIONAL_NUMBER_BAD_CHECK, FALSE }, /* D-number */
    { "29820100000", SMT_NATIONAL_NUMBER_BAD_DATE, TRUE },   /* 2001 and 1901 have no 29 February */
    { "00817000000", SMT_NATIONAL_NUMBER_BAD_DATE, TRUE },
    { "40817000000", SMT_NATIONAL_NUMBER_BAD_DATE, TRUE },
    { "72817000000", SMT_NATIONAL_NUMBER_BAD_DATE, TRUE },
    { "01007000000", SMT_NATIONAL_NUMBER_BAD_DATE, FALSE },
    { "01137000000", SMT_NATIONAL_NUMBER_BAD_DATE, FALSE },
    { "01407000000", SMT_NATIONAL_NUMBER_BAD_DATE, FALSE },
    { "01537000000", SMT_NATIONAL_NUMBER_BAD_DATE, FALSE },
    { "01657000000", SMT_NATIONAL_NUMBER_BAD_DATE, FALSE },
    { "01787000000", SMT_NATIONAL_NUMBER_BAD_DATE, FALSE },
    { "01807000000", SMT_NATIONAL_NUMBER_BAD_DATE, FALSE },
    { "01937000000", SMT_NATIONAL_NUMBER_BAD_DATE, FALSE },
    { "00000000000", SMT_NATIONAL_NUMBER_BAD_DATE, FALSE },
    { "", SMT_NATIONAL_NUMBER_NOT_DIGITS, FALSE },
    { "0181700009", SMT_NATIONAL_NUMBER_NOT_DIGITS, FALSE },
    { "018170000922", SMT_NATIONAL_NUMBER_NOT_DIGITS, FALSE },
    { "018170 0092", SMT_NATIONAL_NUMBER_NOT_DIGITS, FALSE },
    { "0181700009x", SMT_NATIONAL_NUMBER_NOT_DIGITS, FALSE },
    { NULL, SMT_NATIONAL_NUMBER_NOT_DIGITS, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_test_message ("%s", numbers[i].number != NULL ? numbers[i].number : "(none)");
      g_assert_cmpint (smt_national_number_check (numbers[i].number), ==, numbers[i].result);
      g_assert_cmpint (smt_national_number_is_synthetic (numbers[i].number), ==, numbers[i].synthetic);
    }
}

/* The two check digits are there to find every single wrong digit. */
static void
test_national_number_finds_slips (void)
{
  static const char number[] = "01817000092";

  for (guint i = 0; i < strlen (number); i++)
    for (char digit = '0'; digit <= '9'; digit++)
      {
        char wrong[sizeof number];

        memcpy (wrong, number, sizeof number);
        wrong[i] = digit;
        if (digit != number[i])
          g_assert_cmpint (smt_national_number_check (wrong), !=, SMT_NATIONAL_NUMBER_OK);
      }
}

static void
test_hash (void)
{
  const char *const texts[] = { "",     "a",        "b",         "ab",        "ba",        "aba",     "bab",
                                "abab", "12345678", "123456789", "12345678a", "a12345678", "1234567", "1234568" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
      {
        g_autofree char *elsewhere = g_strconcat ("x", texts[k], NULL); /* at another alignment */
        g_assert_cmpint (smt_text_hash (texts[i]) == smt_text_hash (elsewhere + 1), ==, i == k);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/language", test_language);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-as-unicode-says", test_fold_as_unicode_says);
  g_test_add_func ("/text/fold-in-any-locale", test_fold_in_any_locale);
  g_test_add_func ("/text/squeeze", test_squeeze);
  g_test_add_func ("/text/squeeze-anything", test_squeeze_anything);
  g_test_add_func ("/text/equal-ascii-case", test_equal_ascii_case);
  g_test_add_func ("/text/hash", test_hash);
  g_test_add_func ("/text/national-number/table", test_national_number);
  g_test_add_func ("/text/national-number/slips", test_national_number_finds_slips);

  return g_test_run ();
}
