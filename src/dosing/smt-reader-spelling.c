/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define LONGEST_COMPARED 24
#define SHORTEST_COMPARED 2
#define SHORTEST_DOSE_WORD 3
#define LONG_WORD 7
#define LONGEST_ABBREVIATION 5
#define SHORTEST_CORRECTED 5
#define MOST_SLIPS 2u

/* --- distance ----------------------------------------------------------------------------------------------------- */

/* Returns how many letters; a longer word is cut to one letter more than is ever compared. */
static guint
to_letters (const char *word, gunichar letters[LONGEST_COMPARED + 1])
{
  guint n = 0;

  for (const char *p = word; *p != '\0' && n <= LONGEST_COMPARED; p = g_utf8_next_char (p))
    letters[n++] = g_utf8_get_char (p);
  return n;
}

/* The letters of a word as bits, as make-lexicon.py counts them. */
static guint32
mask_of (const gunichar *letters, guint n)
{
  guint32 mask = 0;

  for (guint i = 0; i < n; i++)
    mask |= 1u << (letters[i] % 32);
  return mask;
}

/* Each slip changes two bits at most. */
static gboolean
masks_are_near (guint32 a, guint32 b, guint slips)
{
  return (guint)__builtin_popcount (a ^ b) <= 2 * slips;
}

/* Edits (insert, drop, replace, swap neighbours) between two words, or any number above @most. */
static guint
edit_distance (const gunichar *a, guint n_a, const gunichar *b, guint n_b, guint most)
{
  guint rows[3][LONGEST_COMPARED + 1];

  for (guint j = 0; j <= n_b; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= n_a; i++)
    {
      guint least = G_MAXUINT;
      guint *row = rows[i % 3];
      const guint *above = rows[(i + 2) % 3];
      const guint *twice_above = rows[(i + 1) % 3];
      row[0] = i;
      for (guint j = 1; j <= n_b; j++)
        {
          guint cost = a[i - 1] == b[j - 1] ? 0 : 1;
          row[j] = MIN (MIN (above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], twice_above[j - 2] + 1);
          least = MIN (least, row[j]);
        }
      if (least > most + 1)
        return least; /* a swap reaches back two rows, but never by more than one */
    }
  return rows[n_a % 3][n_b];
}

/* --- words that look like dose words ------------------------------------------------------------------------------ */

/* Short and without a vowel: such may say how often. */
static gboolean
is_abbreviation (const gunichar *letters, guint n_letters)
{
  if (n_letters > LONGEST_ABBREVIATION)
    return FALSE;
  for (guint i = 0; i < n_letters; i++)
    switch (letters[i])
      {
      case 'a':
      case 'e':
      case 'i':
      case 'o':
      case 'u':
      case 'y':
      case 0xe6: /* æ */
      case 0xf8: /* ø */
      case 0xe5: /* å */
      case 0xe4: /* ä */
      case 0xf6: /* ö */
        return FALSE;
      default:
        break;
      }
  return TRUE;
}

/* Whether an unknown word holds a piece of a time word of any language, or is one slip away from a word that says how
 * often (two in long words): a misspelt "ukntlig" must not be passed over as if it were the name of an illness. */
static gboolean
resembles_dose_word (const char *word)
{
  gunichar letters[LONGEST_COMPARED + 1];
  gunichar other[LONGEST_COMPARED + 1];
  guint n_letters = to_letters (word, letters);
  guint32 mask = mask_of (letters, n_letters);

  for (guint i = 0; i < _smt_lexicon_n_stems; i++)
    if (strstr (word, _smt_lexicon_stems[i]) != NULL)
      return TRUE;
  if (n_letters < SHORTEST_COMPARED || n_letters > LONGEST_COMPARED)
    return FALSE;
  if (is_abbreviation (letters, n_letters))
    return TRUE;
  for (guint i = 0; i < _smt_lexicon_n_compared; i++)
    {
      const SmtComparedWord *compared = &_smt_lexicon_compared[i];
      guint allowed = MIN (n_letters, compared->n_letters) >= LONG_WORD ? 2 : 1;
      if (compared->n_letters + allowed < n_letters)
        continue;
      if (compared->n_letters > n_letters + allowed)
        break; /* sorted by length */
      if (masks_are_near (mask, compared->mask, allowed)
          && edit_distance (letters, n_letters, other, to_letters (_smt_lexicon[compared->at].words, other), allowed)
                 <= allowed)
        return TRUE;
    }
  return FALSE;
}

/**
 * _smt_reader_resembles:
 * @reader: a reader with its terms looked up
 * @at: an unknown word
 *
 * Returns: whether it may be a dose word, misspelt or in a form that no lexicon has
 */
gboolean
_smt_reader_resembles (const SmtReader *reader, guint at)
{
  SmtTerm *term = &g_array_index (reader->terms, SmtTerm, at);

  /* asked for again in every way of reading, and the dearest question of all */
  if (term->resembles == SMT_NOT_ASKED)
    term->resembles = resembles_dose_word (term->text) ? SMT_YES : SMT_NO;
  return term->resembles == SMT_YES;
}

/* --- slips of the pen --------------------------------------------------------------------------------------------- */

static gboolean
says_interval (SmtTermClass cls)
{
  return cls == SMT_TERM_EVERY || cls == SMT_TERM_EACH_OTHER || cls == SMT_TERM_ORDINAL || cls == SMT_TERM_TIME_UNIT;
}

static gboolean
may_be_corrected (const SmtLexeme *lexeme)
{
  if (lexeme->abbreviation)
    return FALSE; /* too short to be told from other words */
  switch ((guint)lexeme->cls)
    {
    case SMT_TERM_UNIT:
      return lexeme->a == SMT_UNIT_FORM;
    case SMT_TERM_COUNT:
    case SMT_TERM_WEEKDAY:
    case SMT_TERM_PART:
    case SMT_TERM_NEED:
    case SMT_TERM_THEN:
    case SMT_TERM_EXCEPT:
    case SMT_TERM_UP_TO:
      return TRUE;
    default:
      return says_interval (lexeme->cls);
    }
}

static gboolean
mean_the_same (const SmtLexeme *a, const SmtLexeme *b)
{
  gboolean short_or_not = a->cls == SMT_TERM_WEEKDAY;

  return a->cls == b->cls && a->a == b->a && (short_or_not || a->b == b->b) && a->c == b->c
         && g_strcmp0 (a->text, b->text) == 0;
}

/* "månedlig" and "måneder" are no two intervals. */
static gboolean
say_one_interval (const SmtLexeme *a, const SmtLexeme *b)
{
  gboolean by_unit = (a->cls == SMT_TERM_EVERY || a->cls == SMT_TERM_TIME_UNIT)
                     && (b->cls == SMT_TERM_EVERY || b->cls == SMT_TERM_TIME_UNIT);

  return by_unit ? a->a == b->a && a->c == b->c : mean_the_same (a, b);
}

/* "måndag" and "månad" are a week and a month, "tirsdag" and "torsdag" both a week. */
static gboolean
say_other_intervals (const SmtLexeme *meant, const SmtLexeme *near)
{
  gboolean near_says = says_interval (near->cls) || near->cls == SMT_TERM_WEEKDAY;

  if (says_interval (meant->cls) && says_interval (near->cls))
    return !say_one_interval (meant, near);
  return near_says && meant->cls != near->cls;
}

/* Whether a word two slips away says another interval than @meant. */
static gboolean
is_doubtful (const SmtReader *reader, const gunichar *letters, guint n_letters, const SmtLexeme *meant)
{
  gunichar other[LONGEST_COMPARED + 1];
  guint32 mask = mask_of (letters, n_letters);

  for (guint i = 0; i < _smt_lexicon_n_compared; i++)
    {
      const SmtComparedWord *compared = &_smt_lexicon_compared[i];
      const SmtLexeme *lexeme = &_smt_lexicon[compared->at];
      if (compared->n_letters + MOST_SLIPS < n_letters)
        continue;
      if (compared->n_letters > n_letters + MOST_SLIPS)
        break; /* sorted by length */
      if ((lexeme->languages & reader->languages) != 0 && say_other_intervals (meant, lexeme)
          && (meant->cls != SMT_TERM_PART || g_utf8_get_char (lexeme->words) == letters[0])
          && masks_are_near (mask, compared->mask, MOST_SLIPS)
          && edit_distance (letters, n_letters, other, to_letters (lexeme->words, other), MOST_SLIPS) <= MOST_SLIPS)
        return TRUE;
    }
  return FALSE;
}

/**
 * _smt_reader_correct:
 * @reader: a reader
 * @word: a word that no lexicon has
 *
 * A long word that is one slip of the pen from a dose word, in its first letter as that one, is that dose word, when
 * every word so near says the same; and when it says how often, no word two slips away may say otherwise.
 *
 * Returns: (nullable): the word that was meant
 */
const SmtLexeme *
_smt_reader_correct (const SmtReader *reader, const char *word)
{
  gunichar letters[LONGEST_COMPARED + 1];
  gunichar other[LONGEST_COMPARED + 1];
  guint n_letters = to_letters (word, letters);
  guint32 mask = mask_of (letters, n_letters);
  gsize n_first = (gsize)(g_utf8_next_char (word) - word);
  const SmtLexeme *meant = NULL;

  if (n_letters < SHORTEST_CORRECTED || n_letters > LONGEST_COMPARED)
    return NULL;
  for (guint i = _smt_lexicon_find_letter (word); i < _smt_lexicon_size; i++)
    {
      const SmtLexeme *lexeme = &_smt_lexicon[i];
      if (strncmp (lexeme->words, word, n_first) != 0)
        break;
      if (lexeme->n_words > 1 || (lexeme->languages & reader->languages) == 0)
        continue;
      guint n_other = to_letters (lexeme->words, other);
      if (n_other + 1 < n_letters || n_other > n_letters + 1 || !masks_are_near (mask, mask_of (other, n_other), 1)
          || edit_distance (letters, n_letters, other, n_other, 1) > 1)
        continue;
      if (!may_be_corrected (lexeme) || (meant != NULL && !mean_the_same (meant, lexeme)))
        return NULL;
      meant = lexeme;
    }
  return meant != NULL && is_doubtful (reader, letters, n_letters, meant) ? NULL : meant;
}
