/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define DINNER 3

/* --- finding phrases ---------------------------------------------------------------------------------------------- */

static gboolean
begins_lexeme (const SmtLexeme *lexeme, const char *word, gsize length)
{
  return strncmp (lexeme->words, word, length) == 0 && (lexeme->words[length] == '\0' || lexeme->words[length] == ' ');
}

/* FNV-1a, as make-lexicon.py computes it. */
static guint32
hash_word (const char *word, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8)word[i]) * 16777619u;
  return hash;
}

/* The lexemes that begin with @word; an empty group when there are none. */
SmtLexemeGroup
_smt_lexicon_find_group (const char *word)
{
  gsize length = strlen (word);
  guint slot = hash_word (word, length) % _smt_lexicon_n_slots;

  for (; _smt_lexicon_slots[slot] != 0; slot = (slot + 1) % _smt_lexicon_n_slots)
    {
      SmtLexemeGroup group = _smt_lexicon_groups[_smt_lexicon_slots[slot] - 1];
      if (begins_lexeme (&_smt_lexicon[group.from], word, length))
        return group;
    }
  return (SmtLexemeGroup){ 0, 0 };
}

/* The first lexeme that is not before the first letter of @word. */
guint
_smt_lexicon_find_letter (const char *word)
{
  gsize n = (gsize)(g_utf8_next_char (word) - word);
  guint low = 0;
  guint high = _smt_lexicon_size;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (strncmp (word, _smt_lexicon[middle].words, n) > 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
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

/* Words of a phrase may be joined: "v.b.", "v/b", "mtx-dagen"; behind one letter also "v/ behov". */
static gboolean
joins_words (const SmtTerm *sign, const SmtTerm *next)
{
  gboolean behind_letter = sign->cls == SMT_TERM_SLASH && sign[-1].end - sign[-1].start == 1;

  return sign->tight
         && (sign->cls == SMT_TERM_DOT
             || ((sign->cls == SMT_TERM_SLASH || sign->cls == SMT_TERM_DASH) && (next->tight || behind_letter)));
}

static gboolean
may_end_sentence (const SmtLexeme *lexeme)
{
  return lexeme->cls == SMT_TERM_TIME_UNIT || lexeme->cls == SMT_TERM_EVERY || lexeme->cls == SMT_TERM_NEED;
}

/* A capital letter before a small one, with room in front. */
gboolean
_smt_reader_begins_sentence (const SmtReader *reader, const SmtTerm *term)
{
  const char *word = reader->text + term->start;

  return term->cls == SMT_TERM_UNKNOWN && !term->tight && g_unichar_isupper (g_utf8_get_char (word))
         && g_unichar_islower (g_utf8_get_char (g_utf8_next_char (word)));
}

/* How many terms from @at on the lexeme covers, or 0. */
static guint
match_lexeme (const SmtReader *reader, guint at, const SmtLexeme *lexeme)
{
  const char *word = lexeme->n_words > 1 ? lexeme->words + strcspn (lexeme->words, " ") : "";
  guint next = at + 1;

  while (*word == ' ')
    {
      gsize length = strcspn (++word, " ");
      const SmtTerm *term = &g_array_index (reader->terms, SmtTerm, next);
      gboolean broken_line = term->cls == SMT_TERM_BREAK && term->a != 0;
      if (broken_line || (term->cls != SMT_TERM_END && joins_words (term, term + 1)))
        term = &g_array_index (reader->terms, SmtTerm, ++next);
      if (!term_is_word (reader, term, word, length))
        return 0;
      word += length;
      next++;
    }
  if (lexeme->abbreviation)
    {
      const SmtTerm *dot = &g_array_index (reader->terms, SmtTerm, next);
      if (dot->cls == SMT_TERM_DOT && dot->tight
          && !(may_end_sentence (lexeme) && _smt_reader_begins_sentence (reader, dot + 1)))
        next++;
    }
  return next - at;
}

/* The longest phrase in @languages that begins at @at. */
const SmtLexeme *
_smt_reader_find_phrase (const SmtReader *reader, guint at, guint languages, guint *n_terms)
{
  const char *word = g_array_index (reader->terms, SmtTerm, at).text;
  const SmtLexeme *best = NULL;

  *n_terms = 0;
  SmtLexemeGroup group = _smt_lexicon_find_group (word);
  for (guint i = group.from; i < group.to; i++)
    {
      const SmtLexeme *lexeme = &_smt_lexicon[i];
      if ((lexeme->languages & languages) == 0 || lexeme->cls == SMT_TERM_WEEKDAY_LETTERS
          || lexeme->cls == SMT_TERM_PART_LETTERS || (best != NULL && lexeme->n_words <= best->n_words))
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

/* --- terms -------------------------------------------------------------------------------------------------------- */

SmtTerm
_smt_reader_make_term (const SmtReader *reader, guint at, guint n_terms, const SmtLexeme *lexeme)
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

/* "frokost, lunsj og middag": beside lunch "middag" is dinner. */
static void
settle_dinner (GArray *terms)
{
  gboolean lunch = FALSE;

  for (guint i = 0; i < terms->len; i++)
    {
      const SmtTerm *term = &g_array_index (terms, SmtTerm, i);
      lunch |= term->cls == SMT_TERM_PART && term->a == SMT_PART_MIDDAY && term->b != 0;
    }
  for (guint i = 0; lunch && i < terms->len; i++)
    {
      SmtTerm *term = &g_array_index (terms, SmtTerm, i);
      if (term->cls == SMT_TERM_PART && term->c == DINNER)
        term->a = SMT_PART_AFTERNOON;
    }
}

/* "Vitamin B1": a figure that has grown together with the capital letter at the end of a name. */
static gboolean
is_name_with_number (const SmtReader *reader, guint at, const SmtTerm *name)
{
  const SmtTerm *number = &g_array_index (reader->terms, SmtTerm, at);
  const SmtTerm *letter = number - 1;

  return number->cls == SMT_TERM_NUMBER && number->tight
         && (name->cls == SMT_TERM_NOISE || name->cls == SMT_TERM_SUBSTANCE) && letter->end - letter->start == 1
         && g_ascii_isupper (reader->text[letter->start]);
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
      guint letters_to = _smt_reader_count_weekday_letters (reader, at);
      if (letters_to > 0)
        {
          _smt_reader_append_letters (reader, at, letters_to, SMT_TERM_WEEKDAY, out);
          at = letters_to;
          continue;
        }
      letters_to = _smt_reader_count_part_letters (reader, at);
      if (letters_to > 0)
        {
          _smt_reader_append_letters (reader, at, letters_to, SMT_TERM_PART, out);
          at = letters_to;
          continue;
        }
      const SmtLexeme *lexeme = _smt_reader_is_letter_of_name (reader, at)
                                    ? NULL
                                    : _smt_reader_find_phrase (reader, at, reader->languages, &n_terms);
      if (lexeme == NULL)
        {
          at += _smt_reader_append_unknown (reader, at, out);
          continue;
        }
      SmtTerm found = _smt_reader_make_term (reader, at, n_terms, lexeme);
      at += n_terms;
      if (is_name_with_number (reader, at, &found))
        found.end = g_array_index (reader->terms, SmtTerm, at++).end;
      g_array_append_val (out, found);
    }
  g_array_unref (reader->terms);
  settle_dinner (out);
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
    case SMT_TERM_ONSET:
    case SMT_TERM_NOISE:
    case SMT_TERM_NOUN:
    case SMT_TERM_SUBSTANCE:
    case SMT_TERM_SAME_DAY:
    case SMT_TERM_EVENT_DAY:
    case SMT_TERM_ERRAND:
    case SMT_TERM_INDICATION:
    case SMT_TERM_SILENT:
    case SMT_TERM_WARNING:
      return FALSE;
    default:
      return TRUE;
    }
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
