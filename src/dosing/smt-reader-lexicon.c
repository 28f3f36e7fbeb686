/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define LONGEST_COMPARED 24
#define SHORTEST_COMPARED 2
#define SHORTEST_DOSE_WORD 3
#define LONG_WORD 7

/* --- finding phrases ---------------------------------------------------------------------------------------------- */

/* Compares a word with the first word of a lexeme. */
static int
compare_first_word (const char *word, const SmtLexeme *lexeme)
{
  gsize length = strcspn (lexeme->words, " ");
  int order = strncmp (word, lexeme->words, length);

  return order != 0 ? order : (unsigned char)word[length];
}

/* The first lexeme that begins with @word, or the size of the lexicon. */
static guint
find_group (const char *word)
{
  guint low = 0;
  guint high = _smt_lexicon_size;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (compare_first_word (word, &_smt_lexicon[middle]) > 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low < _smt_lexicon_size && compare_first_word (word, &_smt_lexicon[low]) == 0 ? low : _smt_lexicon_size;
}

/* Whether the term is this one word or this number, written out. */
static gboolean
term_is_word (const SmtReader *reader, const SmtTerm *term, const char *word, gsize length)
{
  if (term->cls == SMT_TERM_UNKNOWN)
    return strlen (term->text) == length && memcmp (term->text, word, length) == 0;
  return term->cls == SMT_TERM_NUMBER && term->end - term->start == length
         && memcmp (reader->text + term->start, word, length) == 0;
}

/* Words of a phrase may be joined: "v.b.", "v/b", "mtx-dagen". */
static gboolean
joins_words (const SmtTerm *sign, const SmtTerm *next)
{
  return sign->tight
         && (sign->cls == SMT_TERM_DOT || ((sign->cls == SMT_TERM_SLASH || sign->cls == SMT_TERM_DASH) && next->tight));
}

/* How many terms from @at on the lexeme covers, or 0. */
static guint
match_lexeme (const SmtReader *reader, guint at, const SmtLexeme *lexeme)
{
  const char *word = lexeme->words + strcspn (lexeme->words, " ");
  guint next = at + 1;

  while (*word == ' ')
    {
      gsize length = strcspn (++word, " ");
      const SmtTerm *term = &g_array_index (reader->terms, SmtTerm, next);
      if (term->cls != SMT_TERM_END && joins_words (term, term + 1))
        term = &g_array_index (reader->terms, SmtTerm, ++next);
      if (!term_is_word (reader, term, word, length))
        return 0;
      word += length;
      next++;
    }
  if (lexeme->abbreviation)
    {
      const SmtTerm *dot = &g_array_index (reader->terms, SmtTerm, next);
      if (dot->cls == SMT_TERM_DOT && dot->tight)
        next++;
    }
  return next - at;
}

/* The longest phrase in @languages that begins at @at. */
static const SmtLexeme *
find_phrase (const SmtReader *reader, guint at, guint languages, guint *n_terms)
{
  const char *word = g_array_index (reader->terms, SmtTerm, at).text;
  const SmtLexeme *best = NULL;

  *n_terms = 0;
  for (guint i = find_group (word); i < _smt_lexicon_size && compare_first_word (word, &_smt_lexicon[i]) == 0; i++)
    {
      const SmtLexeme *lexeme = &_smt_lexicon[i];
      if ((lexeme->languages & languages) == 0 || (best != NULL && lexeme->n_words <= best->n_words))
        continue;
      guint n = match_lexeme (reader, at, lexeme);
      if (n > 0)
        {
          best = lexeme;
          *n_terms = n;
        }
    }
  return best;
}

/* --- words that look like dose words ------------------------------------------------------------------------------ */

static guint
to_letters (const char *word, gsize length, gunichar letters[LONGEST_COMPARED])
{
  guint n = 0;

  for (const char *p = word; p < word + length && n < LONGEST_COMPARED; p = g_utf8_next_char (p))
    letters[n++] = g_utf8_get_char (p);
  return n;
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

static gboolean
is_compared_class (SmtTermClass cls)
{
  switch ((guint)cls)
    {
    case SMT_TERM_TIME_UNIT:
    case SMT_TERM_EVERY:
    case SMT_TERM_EACH:
    case SMT_TERM_EACH_OTHER:
    case SMT_TERM_TIMES_WORD:
    case SMT_TERM_WEEKDAY:
    case SMT_TERM_COUNT:
    case SMT_TERM_EXCEPT:
    case SMT_TERM_UP_TO:
    case SMT_TERM_PAUSE:
    case SMT_TERM_THEN:
    case SMT_TERM_NOT:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
resembles_lexeme (const gunichar *letters, guint n_letters, const SmtLexeme *lexeme)
{
  gunichar other[LONGEST_COMPARED];

  if (lexeme->n_words > 1 || !is_compared_class (lexeme->cls))
    return FALSE;
  gsize length = strlen (lexeme->words); /* bytes, at most four a letter */
  if (length > 4 * (gsize)(n_letters + 2) || length + 2 < n_letters)
    return FALSE;
  guint n_other = to_letters (lexeme->words, length, other);
  guint allowed = MIN (n_letters, n_other) >= LONG_WORD ? 2 : 1;
  if (n_other < SHORTEST_DOSE_WORD || n_other > n_letters + allowed || n_letters > n_other + allowed)
    return FALSE;
  return edit_distance (letters, n_letters, other, n_other, allowed) <= allowed;
}

/* Whether an unknown word holds a piece of a time word of any language, or is one slip away from a word that says how
 * often (two in long words): a misspelt "ukntlig" must not be passed over as if it were the name of an illness. */
static gboolean
resembles_dose_word (const char *word)
{
  gunichar letters[LONGEST_COMPARED];
  guint n_letters = to_letters (word, strlen (word), letters);

  for (guint i = 0; i < _smt_lexicon_n_stems; i++)
    if (strstr (word, _smt_lexicon_stems[i]) != NULL)
      return TRUE;
  if (n_letters < SHORTEST_COMPARED)
    return FALSE;
  for (guint i = 0; i < _smt_lexicon_size; i++)
    if (resembles_lexeme (letters, n_letters, &_smt_lexicon[i]))
      return TRUE;
  return FALSE;
}

/* --- terms -------------------------------------------------------------------------------------------------------- */

static SmtTerm
make_term (const SmtReader *reader, guint at, guint n_terms, const SmtLexeme *lexeme)
{
  SmtTerm term = g_array_index (reader->terms, SmtTerm, at);

  term.end = g_array_index (reader->terms, SmtTerm, at + n_terms - 1).end;
  term.cls = lexeme->cls;
  term.a = lexeme->a;
  term.b = lexeme->b;
  term.c = lexeme->c;
  if (lexeme->text != NULL)
    term.text = lexeme->text;
  if (lexeme->cls == SMT_TERM_NUMBER)
    {
      term.value = (SmtDecimal){ lexeme->a, (guint8)lexeme->b };
      term.article = TRUE;
    }
  return term;
}

/* "tblx3" and "mgx2": a unit that has grown together with the sign of multiplication. */
static gboolean
split_x (SmtReader *reader, guint at, GArray *out)
{
  SmtTerm *term = &g_array_index (reader->terms, SmtTerm, at);
  gsize length = strlen (term->text);
  guint n_terms;

  if (length < 2 || term->text[length - 1] != 'x' || !term[1].tight || term[1].cls != SMT_TERM_NUMBER)
    return FALSE;
  g_autofree char *unit = g_strndup (term->text, length - 1);
  const char *whole = term->text;
  term->text = g_string_chunk_insert_const (reader->words, unit);
  const SmtLexeme *lexeme = find_phrase (reader, at, reader->languages, &n_terms);
  if (lexeme == NULL || lexeme->cls != SMT_TERM_UNIT || lexeme->n_words > 1)
    {
      term->text = whole;
      return FALSE;
    }
  SmtTerm first = make_term (reader, at, 1, lexeme);
  first.end--;
  SmtTerm second = { .cls = SMT_TERM_X, .start = first.end, .end = first.end + 1, .tight = TRUE };
  g_array_append_val (out, first);
  g_array_append_val (out, second);
  return TRUE;
}

/* Words of another language that only turn a dose about say nothing without one. */
static gboolean
is_foreign_dose (SmtTermClass cls)
{
  return _smt_lexicon_is_dose_class (cls) && cls != SMT_TERM_BLOCK && cls != SMT_TERM_NOT && cls != SMT_TERM_NEXT;
}

/* An unknown word keeps the digits that belong to it: "B12", "covid19". */
static guint
append_unknown (SmtReader *reader, guint at, GArray *out)
{
  SmtTerm term = g_array_index (reader->terms, SmtTerm, at);
  const SmtTerm *next = &g_array_index (reader->terms, SmtTerm, at + 1);
  guint n_terms;

  if (split_x (reader, at, out))
    return 1;
  const SmtLexeme *foreign = find_phrase (reader, at, ~0u, &n_terms);
  if (foreign != NULL && is_foreign_dose (foreign->cls))
    term.cls = SMT_TERM_FOREIGN;
  else if (next->cls == SMT_TERM_NUMBER && next->tight && !(next[1].tight && next[1].cls == SMT_TERM_UNKNOWN))
    {
      term.end = next->end;
      g_array_append_val (out, term);
      return 2;
    }
  g_array_append_val (out, term);
  return 1;
}

/**
 * _smt_reader_look_up:
 * @reader: a reader whose terms are words, numbers and signs
 *
 * Gives the words their class from the lexicon of the languages asked for, longest phrase first. A dose word that only
 * another language has becomes FOREIGN, so that it can never be passed over.
 */
void
_smt_reader_look_up (SmtReader *reader)
{
  GArray *out = g_array_sized_new (FALSE, TRUE, sizeof (SmtTerm), reader->terms->len);

  for (guint at = 0; at < reader->terms->len;)
    {
      const SmtTerm *term = &g_array_index (reader->terms, SmtTerm, at);
      guint n_terms = 1;
      if (term->cls != SMT_TERM_UNKNOWN)
        {
          g_array_append_vals (out, term, 1);
          at++;
          continue;
        }
      const SmtLexeme *lexeme = find_phrase (reader, at, reader->languages, &n_terms);
      if (lexeme == NULL)
        {
          at += append_unknown (reader, at, out);
          continue;
        }
      SmtTerm found = make_term (reader, at, n_terms, lexeme);
      g_array_append_val (out, found);
      at += n_terms;
    }
  g_array_unref (reader->terms);
  reader->terms = out;
}

/**
 * _smt_lexicon_is_dose_class:
 * @cls: a class
 *
 * Returns: whether a word of this class can change what a dose text means
 */
gboolean
_smt_lexicon_is_dose_class (SmtTermClass cls)
{
  switch ((guint)cls)
    {
    case SMT_TERM_IN:
    case SMT_TERM_ON:
    case SMT_TERM_ABOUT:
    case SMT_TERM_FOR:
    case SMT_TERM_TO:
    case SMT_TERM_WITH:
    case SMT_TERM_OF:
    case SMT_TERM_AT:
    case SMT_TERM_BEFORE:
    case SMT_TERM_AFTER:
    case SMT_TERM_FROM:
    case SMT_TERM_OVER:
    case SMT_TERM_A:
    case SMT_TERM_AND:
    case SMT_TERM_MINUTE:
    case SMT_TERM_LIQUID:
    case SMT_TERM_DEGREE:
    case SMT_TERM_OPENING:
    case SMT_TERM_SITE:
    case SMT_TERM_MEAL:
    case SMT_TERM_VESSEL:
    case SMT_TERM_SEE:
    case SMT_TERM_ELSEWHERE:
    case SMT_TERM_BODY_WEIGHT:
    case SMT_TERM_KG:
    case SMT_TERM_M2:
    case SMT_TERM_NOISE:
    case SMT_TERM_INDICATION:
    case SMT_TERM_SILENT:
    case SMT_TERM_WARNING:
      return FALSE;
    default:
      return TRUE;
    }
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

/**
 * _smt_reader_has_foreign:
 * @reader: a reader with its terms looked up
 *
 * Returns: whether a word is a dose word of another language, which makes the text unreadable in these
 */
gboolean
_smt_reader_has_foreign (const SmtReader *reader)
{
  for (guint i = 0; i < reader->terms->len; i++)
    if (g_array_index (reader->terms, SmtTerm, i).cls == SMT_TERM_FOREIGN)
      return TRUE;
  return FALSE;
}
