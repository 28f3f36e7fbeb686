/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

/* Words that no lexicon of the text's languages has. */

#define SHORTEST_FIRST_PART 3
#define SHORTEST_NAME 4 /* bytes */
#define LONGEST_NAME_LETTERS 3
#define SHORTEST_FORM 6 /* bytes: "kapsel", "tablett" */

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
  const SmtLexeme *lexeme = _smt_reader_find_phrase (reader, at, reader->languages, &n_terms);
  if (lexeme == NULL || lexeme->cls != SMT_TERM_UNIT || lexeme->n_words > 1)
    {
      term->text = whole;
      return FALSE;
    }
  SmtTerm first = _smt_reader_make_term (reader, at, 1, lexeme);
  first.end--;
  SmtTerm second = { .cls = SMT_TERM_X, .start = first.end, .end = first.end + 1, .tight = TRUE };
  g_array_append_val (out, first);
  g_array_append_val (out, second);
  return TRUE;
}

/* What a word may end in and still be: a form, or what the medicine is for. */
static gboolean
heads_compound (const SmtLexeme *lexeme)
{
  return lexeme->cls == SMT_TERM_NOUN || (lexeme->cls == SMT_TERM_UNIT && lexeme->a == SMT_UNIT_FORM && lexeme->b == 0);
}

/* "jerntablett", "urinveisinfeksjon": a word that ends in the name of a form or an illness is that, unless it holds a
 * piece of a time word ("ukestablett"). */
static const SmtLexeme *
find_compound (const SmtReader *reader, guint at)
{
  const char *word = g_array_index (reader->terms, SmtTerm, at).text;
  gsize length = strlen (word);

  for (gsize i = SHORTEST_FIRST_PART; i + SHORTEST_FORM <= length; i++)
    {
      SmtLexemeGroup group = _smt_lexicon_find_group (word + i);
      for (guint j = group.from; j < group.to; j++)
        {
          const SmtLexeme *lexeme = &_smt_lexicon[j];
          if (heads_compound (lexeme) && lexeme->n_words == 1 && (lexeme->languages & reader->languages) != 0)
            return _smt_reader_resembles (reader, at) ? NULL : lexeme;
        }
    }
  return NULL;
}

/* Words of another language that only turn a dose about say nothing without one. */
static gboolean
is_foreign_dose (SmtTermClass cls)
{
  return _smt_lexicon_is_dose_class (cls) && cls != SMT_TERM_BLOCK && cls != SMT_TERM_NOT && cls != SMT_TERM_NEXT;
}

static gboolean
is_all_capitals (const SmtReader *reader, const SmtTerm *term)
{
  for (guint i = term->start; i < term->end; i++)
    if (!g_ascii_isupper (reader->text[i]))
      return FALSE;
  return TRUE;
}

/* "Penicillin V 660 mg", "Salazopyrin EN 500 mg": capitals between a name and the first number belong to the name. */
gboolean
_smt_reader_is_letter_of_name (const SmtReader *reader, guint at)
{
  const SmtTerm *letter = &g_array_index (reader->terms, SmtTerm, at);

  if (at == 0 || letter->end - letter->start > LONGEST_NAME_LETTERS || letter->tight
      || !is_all_capitals (reader, letter) || letter[1].cls != SMT_TERM_NUMBER || letter[1].tight)
    return FALSE;
  for (guint i = 0; i < at; i++)
    if (g_array_index (reader->terms, SmtTerm, i).cls != SMT_TERM_UNKNOWN)
      return FALSE;
  const char *word = reader->text + letter[-1].start;
  gboolean name = letter[-1].end - letter[-1].start >= SHORTEST_NAME && g_unichar_isupper (g_utf8_get_char (word))
                  && g_unichar_islower (g_utf8_get_char (g_utf8_next_char (word)));
  if (!name || letter->end - letter->start == 1)
    return name;
  guint n_terms;
  const SmtLexeme *other =
      _smt_reader_find_phrase (reader, at, reader->languages, &n_terms); /* "EN" is a number, "MAN" a weekday */
  return other != NULL && other->cls == SMT_TERM_NUMBER
         && _smt_reader_find_phrase (reader, at - 1, ~0u, &n_terms) == NULL;
}

/* An unknown word keeps the digits that belong to it: "B12", "covid19". */
guint
_smt_reader_append_unknown (SmtReader *reader, guint at, GArray *out)
{
  SmtTerm term = g_array_index (reader->terms, SmtTerm, at);
  const SmtTerm *next = &g_array_index (reader->terms, SmtTerm, at + 1);
  guint n_terms;

  if (split_x (reader, at, out))
    return 1;
  /* "tablettann. hver dag": what ends in a dot within a sentence is an abbreviation, and perhaps two words */
  gboolean shortened = next->cls == SMT_TERM_DOT && next->tight && next[1].cls == SMT_TERM_UNKNOWN
                       && !_smt_reader_begins_sentence (reader, next + 1);
  const SmtLexeme *foreign = _smt_reader_find_phrase (reader, at, ~0u, &n_terms);
  const SmtLexeme *meant;
  gboolean letter = _smt_reader_is_letter_of_name (reader, at);
  if (letter)
    term.cls = SMT_TERM_NOISE;
  else if (foreign != NULL && is_foreign_dose (foreign->cls))
    term.cls = SMT_TERM_FOREIGN;
  else if (foreign == NULL && !shortened && (meant = _smt_reader_correct (reader, term.text)) != NULL)
    term = _smt_reader_make_term (reader, at, 1, meant);
  else if (foreign == NULL && (meant = find_compound (reader, at)) != NULL)
    term = _smt_reader_make_term (reader, at, 1, meant);
  else if (next->cls == SMT_TERM_NUMBER && next->tight && !(next[1].tight && next[1].cls == SMT_TERM_UNKNOWN))
    {
      term.end = next->end;
      g_array_append_val (out, term);
      return 2;
    }
  g_array_append_val (out, term);
  return 1;
}
