/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* Letters that are a weekday or a part of the day only beside their like: "ma/on/fr", "m + k". */

#define LONGEST_WEEKDAY_LETTERS 3 /* bytes */

/* --- "ma/on/fr" --------------------------------------------------------------------------------------------------- */

static const SmtLexeme *
find_weekday_letters (const SmtReader *reader, guint at)
{
  const SmtTerm *term = &g_array_index (reader->terms, SmtTerm, at);

  if (term->cls != SMT_TERM_UNKNOWN || term->end - term->start > LONGEST_WEEKDAY_LETTERS)
    return NULL;
  SmtLexemeGroup group = _smt_lexicon_find_group (term->text);
  for (guint i = group.from; i < group.to; i++)
    if (_smt_lexicon[i].cls == SMT_TERM_WEEKDAY_LETTERS && (_smt_lexicon[i].languages & reader->languages) != 0)
      return &_smt_lexicon[i];
  return NULL;
}

/* How many terms stand between two weekdays of a list: a sign, the word for "and", or nothing. */
static guint
count_between (const SmtReader *reader, guint at)
{
  const SmtTerm *term = &g_array_index (reader->terms, SmtTerm, at);
  guint n_terms;

  switch ((guint)term->cls)
    {
    case SMT_TERM_SLASH:
    case SMT_TERM_DASH:
    case SMT_TERM_COMMA:
    case SMT_TERM_PLUS:
    case SMT_TERM_DOT:
      return 1;
    case SMT_TERM_UNKNOWN:
      {
        const SmtLexeme *lexeme = _smt_reader_find_phrase (reader, at, reader->languages, &n_terms);
        return lexeme != NULL && lexeme->cls == SMT_TERM_AND ? n_terms : 0;
      }
    default:
      return 0;
    }
}

/* Two letters are a weekday beside others such; "ti" and "to" are also numbers and need two more. Returns the terms of
 * the list, or 0. */
guint
_smt_reader_count_weekday_letters (const SmtReader *reader, guint at)
{
  guint next = at;
  guint n_days = 0;
  guint n_numbers = 0;
  guint n_terms;

  while (find_weekday_letters (reader, next) != NULL)
    {
      n_days++;
      n_numbers += _smt_reader_find_phrase (reader, next, reader->languages, &n_terms) != NULL ? 1 : 0;
      at = ++next;
      guint n = count_between (reader, next);
      if (find_weekday_letters (reader, next + n) != NULL)
        next += n;
    }
  return n_days >= (n_numbers > 0 ? 3u : 2u) && n_days > n_numbers ? at : 0;
}

/* --- "m + k" ------------------------------------------------------------------------------------------------------ */

static const SmtLexeme *
find_part_letter (const SmtReader *reader, guint at)
{
  const SmtTerm *term = &g_array_index (reader->terms, SmtTerm, at);

  if (term->cls != SMT_TERM_UNKNOWN)
    return NULL;
  SmtLexemeGroup group = _smt_lexicon_find_group (term->text);
  for (guint i = group.from; i < group.to; i++)
    if (_smt_lexicon[i].cls == SMT_TERM_PART_LETTERS && (_smt_lexicon[i].languages & reader->languages) != 0)
      return &_smt_lexicon[i];
  return NULL;
}

/* Letters of two parts of the day or more, in the order of the day and with a sign between. The first letter alone, or
 * beside letters that are none, may be a weekday. Returns the terms of the list, or 0. */
guint
_smt_reader_count_part_letters (const SmtReader *reader, guint at)
{
  const SmtLexeme *letter = find_part_letter (reader, at);
  guint n_letters = 0;
  gint16 last = 0;
  guint sign = 0;

  for (guint next = at; letter != NULL && letter->a > last; letter = find_part_letter (reader, next + sign))
    {
      last = letter->a;
      next += sign + 1;
      at = next;
      n_letters++;
      sign = count_between (reader, next);
      if (sign == 0)
        break;
    }
  gboolean goes_on =
      sign > 0
      && g_array_index (reader->terms, SmtTerm, at + sign).end - g_array_index (reader->terms, SmtTerm, at + sign).start
             == 1;
  return n_letters >= 2 && !goes_on ? at : 0;
}

void
_smt_reader_append_letters (const SmtReader *reader, guint at, guint to, SmtTermClass cls, GArray *out)
{
  while (at < to)
    {
      const SmtLexeme *day =
          cls == SMT_TERM_WEEKDAY ? find_weekday_letters (reader, at) : find_part_letter (reader, at);
      guint n_terms = 1;
      SmtTerm term = g_array_index (reader->terms, SmtTerm, at);
      if (day != NULL)
        {
          term = _smt_reader_make_term (reader, at, 1, day);
          term.cls = cls;
          term.b = cls == SMT_TERM_WEEKDAY ? 1 : 0;
        }
      else if (term.cls == SMT_TERM_UNKNOWN)
        term = _smt_reader_make_term (reader, at, 1, _smt_reader_find_phrase (reader, at, reader->languages, &n_terms));
      if (term.cls != SMT_TERM_DOT)
        g_array_append_val (out, term);
      at += n_terms;
    }
}
