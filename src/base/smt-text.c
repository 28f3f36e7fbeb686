/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-text.h"

#include <string.h>

#define NATIONAL_NUMBER_LENGTH 11

static const struct
{
  const char *tag;
  SmtLanguage language;
} languages[] = {
  { "nb", SMT_LANGUAGE_NB }, { "no", SMT_LANGUAGE_NB }, /* the macrolanguage; in this field it is bokmål */
  { "nn", SMT_LANGUAGE_NN }, { "da", SMT_LANGUAGE_DA }, { "sv", SMT_LANGUAGE_SV }, { "en", SMT_LANGUAGE_EN },
};

/* g_unichar_isspace() knows the separators of Unicode, no-break ones included, but not these two controls. */
static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == '\v' || c == 0x85;
}

static guint
two_digits (const char *text)
{
  return (guint)(text[0] - '0') * 10 + (guint)(text[1] - '0');
}

static gboolean
has_eleven_digits (const char *number)
{
  gsize n_digits = 0;

  while (g_ascii_isdigit (number[n_digits]))
    n_digits++;

  return n_digits == NATIONAL_NUMBER_LENGTH && number[n_digits] == '\0';
}

/* The month without the offset that marks H-numbers and older synthetic ones (40), LMDI (65) and Tenor (80). */
static guint
plain_month (guint month)
{
  if (month > 80)
    return month - 80;
  if (month > 65)
    return month - 65;
  if (month > 40)
    return month - 40;
  return month;
}

/* The century is not asked for: from 2032 it can no longer be read from the number. */
static gboolean
has_birth_date (const char *number)
{
  guint day = two_digits (number);
  guint month = plain_month (two_digits (number + 2));
  guint year = two_digits (number + 4);

  if (day > 40)
    day -= 40; /* D-number */

  /* 2000 to 2099 has a leap year wherever any of the centuries in question has one */
  return smt_date_is_set (smt_date_new (2000 + year, month, day));
}

static gboolean
has_check_digit (const char *number, const guint8 *weights, guint n_weights)
{
  guint sum = 0;
  guint expected;

  for (guint i = 0; i < n_weights; i++)
    sum += weights[i] * (guint)(number[i] - '0');

  expected = (11 - sum % 11) % 11;
  return expected < 10 && expected == (guint)(number[n_weights] - '0');
}

/**
 * smt_language_parse:
 * @tag: (nullable): a language tag of BCP 47: "nb", "nn-NO", "no"
 * @out: (out): the language
 *
 * Only the primary subtag counts; its case does not.
 *
 * Returns: %FALSE, with @out untouched, for a language that is not known here
 */
gboolean
smt_language_parse (const char *tag, SmtLanguage *out)
{
  gsize length;

  g_return_val_if_fail (out != NULL, FALSE);

  if (tag == NULL)
    return FALSE;

  length = strcspn (tag, "-_");
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strlen (languages[i].tag) == length && g_ascii_strncasecmp (tag, languages[i].tag, length) == 0)
      {
        *out = languages[i].language;
        return TRUE;
      }

  return FALSE;
}

/**
 * smt_language_tag:
 * @language: one language
 *
 * Returns: its tag: "nb", "nn", "da", "sv" or "en"
 */
const char *
smt_language_tag (SmtLanguage language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (languages[i].language == language)
      return languages[i].tag;

  g_return_val_if_reached ("nb");
}

/*
 * Almost all text is ASCII and Latin-1, where every letter is composed already and its small one stands 32 further on:
 * Unicode's tables would say the same, and cost many times as much.
 *
 * Returns: (transfer full) (nullable): the folded text, or %NULL when @text holds anything else
 */
static char *
fold_latin1 (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *folded = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar)text[i];
      guchar next = (guchar)text[i + 1];

      folded[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
      if (byte < 0x80)
        continue;
      if ((byte != 0xc2 && byte != 0xc3) || (next & 0xc0) != 0x80)
        return NULL;
      folded[++i] = (char)(byte == 0xc3 && next < 0x9f && next != 0x97 ? next + 32 : next);
    }
  folded[length] = '\0';

  return g_steal_pointer (&folded);
}

/* Is it all ASCII without capitals, so that folding leaves it as it is? */
static gboolean
is_folded (const char *text)
{
  while ((guchar)*text < 0x80 && !g_ascii_isupper (*text) && *text != '\0')
    text++;
  return *text == '\0';
}

/**
 * smt_text_peek_folded:
 * @text: (nullable): UTF-8
 * @owned: (out): what has to be freed when the folded text is no longer needed; %NULL when it is @text itself
 *
 * smt_text_fold() without a copy of what is folded already, as most units and codes are.
 *
 * Returns: (transfer none) (nullable): the folded text, or %NULL for %NULL
 */
const char *
smt_text_peek_folded (const char *text, char **owned)
{
  *owned = text != NULL && !is_folded (text) ? smt_text_fold (text) : NULL;
  return *owned != NULL ? *owned : text;
}

/**
 * smt_text_fold:
 * @text: (nullable): UTF-8
 *
 * Makes texts comparable: lower case by Unicode, whatever the locale, then normal form C, so that å is one character
 * however it was typed. Bytes that are no UTF-8 become U+FFFD.
 *
 * Returns: (transfer full) (nullable): the folded text, or %NULL for %NULL
 */
char *
smt_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) lower = NULL;
  char *folded;

  if (text == NULL)
    return NULL;

  folded = fold_latin1 (text);
  if (folded != NULL)
    return folded;

  valid = g_utf8_make_valid (text, -1);
  lower = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (lower, g_unichar_tolower (g_utf8_get_char (p)));

  return g_utf8_normalize (lower->str, (gssize)lower->len, G_NORMALIZE_DEFAULT_COMPOSE);
}

/* Bytes at @text that are neither space nor in need of Unicode's tables to tell. */
static gsize
plain_length (const char *text)
{
  gsize length = 0;

  while (text[length] > ' ' && text[length] < 0x7f)
    length++;

  return length;
}

static inline guint64
mix (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return hash ^ hash >> 32;
}

/* All of one to eight bytes in one number; from four bytes on the first and the last four, which may overlap. */
static inline guint64
word_of (const guint8 *p, gsize length)
{
  guint32 first, last;

  if (length < sizeof first)
    return p[0] | (guint64)p[length / 2] << 8 | (guint64)p[length - 1] << 16;
  memcpy (&first, p, sizeof first);
  memcpy (&last, p + length - sizeof last, sizeof last);
  return first | (guint64)last << 32;
}

/**
 * smt_bytes_hash:
 * @bytes: some bytes
 * @length: how many
 *
 * Returns: a hash; not the same on every machine
 */
guint
smt_bytes_hash (gconstpointer bytes, gsize length)
{
  const guint8 *p = bytes;
  guint64 hash = (guint64)length << 32, word; /* apart from the bytes, which are mixed in from the lowest on */

  for (; length > sizeof word; p += sizeof word, length -= sizeof word)
    {
      memcpy (&word, p, sizeof word);
      hash = mix (hash, word);
    }
  return (guint)(length > 0 ? mix (hash, word_of (p, length)) : 0);
}

/**
 * smt_text_hash:
 * @text: a text, as keys of a #GHashTable are
 *
 * g_str_hash() eight bytes at a time, for what is looked up by the million.
 *
 * Returns: a hash
 */
guint
smt_text_hash (gconstpointer text)
{
  return smt_bytes_hash (text, strlen (text));
}

/*
 * Nearly every text is squeezed already: single spaces between ASCII and letters of Latin-1. What begins with another
 * byte may be a space of Unicode's, or no UTF-8.
 */
static gboolean
is_squeezed (const char *text)
{
  const guchar *p = (const guchar *)text;

  for (guchar before = ' '; *p != '\0'; before = *p++)
    if (*p == 0xc3 && (p[1] & 0xc0) == 0x80)
      p++;
    else if (*p == ' ' ? before == ' ' : *p < ' ' || *p >= 0x7f)
      return FALSE;
  return p == (const guchar *)text || p[-1] != ' ';
}

/**
 * smt_text_squeeze:
 * @text: (nullable): UTF-8
 *
 * Makes every run of white space (line breaks and no-break spaces too) one space, and takes it away at both ends.
 *
 * Returns: (transfer full) (nullable): the squeezed text, or %NULL for %NULL
 */
char *
smt_text_squeeze (const char *text)
{
  g_autofree char *valid = NULL;
  GString *squeezed;
  gboolean pending = FALSE;

  if (text == NULL || is_squeezed (text))
    return g_strdup (text);

  valid = g_utf8_make_valid (text, -1);
  squeezed = g_string_sized_new (strlen (valid));
  for (const char *p = valid, *next; *p != '\0'; p = next)
    {
      gsize length = plain_length (p);

      next = length > 0 ? p + length : g_utf8_next_char (p);
      if (length == 0 && is_space (g_utf8_get_char (p)))
        {
          pending = squeezed->len > 0;
          continue;
        }
      if (pending)
        g_string_append_c (squeezed, ' ');
      pending = FALSE;
      g_string_append_len (squeezed, p, next - p);
    }

  return g_string_free (squeezed, FALSE);
}

/**
 * smt_text_equal_ascii_case:
 * @a: (nullable): a code, such as an ATC code or a unit
 * @b: (nullable): another code
 *
 * Returns: whether they are the same but for the case of A to Z; %NULL is like %NULL only
 */
gboolean
smt_text_equal_ascii_case (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_ascii_strcasecmp (a, b) == 0;
}

/**
 * smt_national_number_check:
 * @number: (nullable): a fødselsnummer, D-number, H-number or a synthetic one
 *
 * Checks length, date and both check digits by the rule in force until 2032 (weights 3,7,6,1,8,9,4,5,2 and
 * 5,4,3,2,7,6,5,4,3,2, mod 11). The result is for a warning, never for turning a patient away.
 *
 * Returns: the first thing found wrong, or %SMT_NATIONAL_NUMBER_OK
 */
SmtNationalNumber
smt_national_number_check (const char *number)
{
  static const guint8 first_weights[] = { 3, 7, 6, 1, 8, 9, 4, 5, 2 };
  static const guint8 second_weights[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };

  if (number == NULL || !has_eleven_digits (number))
    return SMT_NATIONAL_NUMBER_NOT_DIGITS;
  if (!has_birth_date (number))
    return SMT_NATIONAL_NUMBER_BAD_DATE;
  if (!has_check_digit (number, first_weights, G_N_ELEMENTS (first_weights))
      || !has_check_digit (number, second_weights, G_N_ELEMENTS (second_weights)))
    return SMT_NATIONAL_NUMBER_BAD_CHECK;

  return SMT_NATIONAL_NUMBER_OK;
}

/**
 * smt_national_number_is_synthetic:
 * @number: (nullable): eleven digits
 *
 * Month + 80 is Tenor's (Skatteetaten) mark, month + 65 that of the LMDI examples. Month + 40 also marks real
 * H-numbers, so it is not taken as synthetic.
 *
 * Returns: whether @number bears the mark of a person that does not exist
 */
gboolean
smt_national_number_is_synthetic (const char *number)
{
  guint month;

  if (number == NULL || !has_eleven_digits (number))
    return FALSE;

  month = two_digits (number + 2);
  return (month > 80 && month <= 92) || (month > 65 && month <= 77);
}
