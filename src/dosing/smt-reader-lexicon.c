/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define LONGEST_WEEKDAY_LETTERS 3 /* bytes */
#define DINNER 3
#define SHORTEST_FIRST_PART 3
#define SHORTEST_NAME 4 /* bytes */
#define LONGEST_NAME_LETTERS 3
#define SHORTEST_FORM 6 /* bytes: "kapsel", "tablett" */

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
static SmtLexemeGroup
find_group (const char *word)
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

/* Words of a phrase may be joined: "v.b.", "v/b", "mtx-dagen". */
static gboolean
joins_words (const SmtTerm *sign, const SmtTerm *next)
{
  return sign->tight
         && (sign->cls == SMT_TERM_DOT || ((sign->cls == SMT_TERM_SLASH || sign->cls == SMT_TERM_DASH) && next->tight));
}

static gboolean
may_end_sentence (const SmtLexeme *lexeme)
{
  return lexeme->cls == SMT_TERM_TIME_UNIT || lexeme->cls == SMT_TERM_EVERY || lexeme->cls == SMT_TERM_NEED;
}

/* A capital letter before a small one, with room in front. */
static gboolean
begins_sentence (const SmtReader *reader, const SmtTerm *term)
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
      if (dot->cls == SMT_TERM_DOT && dot->tight && !(may_end_sentence (lexeme) && begins_sentence (reader, dot + 1)))
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
  SmtLexemeGroup group = find_group (word);
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

/* --- "ma/on/fr" --------------------------------------------------------------------------------------------------- */

static const SmtLexeme *
find_weekday_letters (const SmtReader *reader, guint at)
{
  const SmtTerm *term = &g_array_index (reader->terms, SmtTerm, at);

  if (term->cls != SMT_TERM_UNKNOWN || term->end - term->start > LONGEST_WEEKDAY_LETTERS)
    return NULL;
  SmtLexemeGroup group = find_group (term->text);
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
        const SmtLexeme *lexeme = find_phrase (reader, at, reader->languages, &n_terms);
        return lexeme != NULL && lexeme->cls == SMT_TERM_AND ? n_terms : 0;
      }
    default:
      return 0;
    }
}

/* Two letters are a weekday beside others such; "ti" and "to" are also numbers and need two more. Returns the terms of
 * the list, or 0. */
static guint
count_weekday_letters (const SmtReader *reader, guint at)
{
  guint next = at;
  guint n_days = 0;
  guint n_numbers = 0;
  guint n_terms;

  while (find_weekday_letters (reader, next) != NULL)
    {
      n_days++;
      n_numbers += find_phrase (reader, next, reader->languages, &n_terms) != NULL ? 1 : 0;
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
  SmtLexemeGroup group = find_group (term->text);
  for (guint i = group.from; i < group.to; i++)
    if (_smt_lexicon[i].cls == SMT_TERM_PART_LETTERS && (_smt_lexicon[i].languages & reader->languages) != 0)
      return &_smt_lexicon[i];
  return NULL;
}

/* Letters of two parts of the day or more, in the order of the day and with a sign between. The first letter alone, or
 * beside letters that are none, may be a weekday. Returns the terms of the list, or 0. */
static guint
count_part_letters (const SmtReader *reader, guint at)
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

static void
append_letters (const SmtReader *reader, guint at, guint to, SmtTermClass cls, GArray *out)
{
  while (at < to)
    {
      const SmtLexeme *day =
          cls == SMT_TERM_WEEKDAY ? find_weekday_letters (reader, at) : find_part_letter (reader, at);
      guint n_terms = 1;
      SmtTerm term = g_array_index (reader->terms, SmtTerm, at);
      if (day != NULL)
        {
          term = make_term (reader, at, 1, day);
          term.cls = cls;
          term.b = cls == SMT_TERM_WEEKDAY ? 1 : 0;
        }
      else if (term.cls == SMT_TERM_UNKNOWN)
        term = make_term (reader, at, 1, find_phrase (reader, at, reader->languages, &n_terms));
      if (term.cls != SMT_TERM_DOT)
        g_array_append_val (out, term);
      at += n_terms;
    }
}

/* --- terms of no lexicon ------------------------------------------------------------------------------------------ */

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
      SmtLexemeGroup group = find_group (word + i);
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
static gboolean
is_letter_of_name (const SmtReader *reader, guint at)
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
      find_phrase (reader, at, reader->languages, &n_terms); /* "EN" is a number, "MAN" a weekday */
  return other != NULL && other->cls == SMT_TERM_NUMBER && find_phrase (reader, at - 1, ~0u, &n_terms) == NULL;
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
  /* "tablettann. hver dag": what ends in a dot within a sentence is an abbreviation, and perhaps two words */
  gboolean shortened = next->cls == SMT_TERM_DOT && next->tight && next[1].cls == SMT_TERM_UNKNOWN
                       && !begins_sentence (reader, next + 1);
  const SmtLexeme *foreign = find_phrase (reader, at, ~0u, &n_terms);
  const SmtLexeme *meant;
  gboolean letter = is_letter_of_name (reader, at);
  if (letter)
    term.cls = SMT_TERM_NOISE;
  else if (foreign != NULL && is_foreign_dose (foreign->cls))
    term.cls = SMT_TERM_FOREIGN;
  else if (foreign == NULL && !shortened && (meant = _smt_reader_correct (reader, term.text)) != NULL)
    term = make_term (reader, at, 1, meant);
  else if (foreign == NULL && (meant = find_compound (reader, at)) != NULL)
    term = make_term (reader, at, 1, meant);
  else if (next->cls == SMT_TERM_NUMBER && next->tight && !(next[1].tight && next[1].cls == SMT_TERM_UNKNOWN))
    {
      term.end = next->end;
      g_array_append_val (out, term);
      return 2;
    }
  g_array_append_val (out, term);
  return 1;
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
      guint letters_to = count_weekday_letters (reader, at);
      if (letters_to > 0)
        {
          append_letters (reader, at, letters_to, SMT_TERM_WEEKDAY, out);
          at = letters_to;
          continue;
        }
      letters_to = count_part_letters (reader, at);
      if (letters_to > 0)
        {
          append_letters (reader, at, letters_to, SMT_TERM_PART, out);
          at = letters_to;
          continue;
        }
      const SmtLexeme *lexeme =
          is_letter_of_name (reader, at) ? NULL : find_phrase (reader, at, reader->languages, &n_terms);
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
