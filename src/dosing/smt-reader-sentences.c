/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define LONGEST_SMALL_WORD 3 /* bytes: "på" */

/* What a sentence holds, in the order of its marks. */
typedef struct
{
  guint from;
  guint to;    /* the mark after the last */
  guint first; /* first and last dose-bearing mark; first == to when there is none */
  guint last;
  guint n_free;
  gboolean silent;
  gboolean warning;
  gboolean negated;
  gboolean only_daily; /* its dose marks say "daily" and nothing else */
} Sentence;

static const SmtMark *
mark_at (const SmtReader *reader, guint i)
{
  return &g_array_index (reader->marks, SmtMark, i);
}

static gboolean
is_dose_mark (const SmtMark *mark)
{
  return mark->kind < SMT_MARK_BREAK;
}

static gboolean
is_bare_daily (const SmtMark *mark)
{
  return mark->kind == SMT_MARK_FREQUENCY && mark->value.kind == SMT_RANGE_UNKNOWN && mark->unit == SMT_TIME_UNIT_DAY
         && smt_range_is_int (mark->n, 1);
}

static Sentence
look_over (const SmtReader *reader, guint from)
{
  Sentence sentence = { .from = from, .only_daily = TRUE };
  guint to = from;

  while (to < reader->marks->len && mark_at (reader, to)->kind != SMT_MARK_BREAK)
    to++;
  sentence.to = to;
  sentence.first = to;
  for (guint i = from; i < to; i++)
    {
      const SmtMark *mark = mark_at (reader, i);
      sentence.n_free += mark->kind == SMT_MARK_FREE;
      sentence.silent |= mark->kind == SMT_MARK_SILENT;
      sentence.warning |= mark->kind == SMT_MARK_WARNING;
      sentence.negated |= mark->kind == SMT_MARK_NOT;
      if (!is_dose_mark (mark))
        continue;
      sentence.only_daily &= is_bare_daily (mark);
      sentence.first = MIN (sentence.first, i);
      sentence.last = i;
    }
  return sentence;
}

/* A warning may name the daily use it warns against; nothing else of a dose may stand in it. */
static gboolean
is_warning (const Sentence *sentence)
{
  return sentence->warning && sentence->only_daily;
}

/* Unknown words may lead in to a dose or trail behind it. Between two parts of it they could change it. */
static gboolean
free_words_are_outside (const SmtReader *reader, const Sentence *sentence)
{
  for (guint i = sentence->first; i < sentence->last; i++)
    if (mark_at (reader, i)->kind == SMT_MARK_FREE)
      return FALSE;
  return TRUE;
}

/* In "daglig rengjøring" the word belongs to the noun, unless an amount or a count has already claimed it. */
static gboolean
daily_belongs_to_noun (const SmtReader *reader, const Sentence *sentence)
{
  return is_bare_daily (mark_at (reader, sentence->first)) && sentence->first + 1 < sentence->to
         && (mark_at (reader, sentence->first + 1)->kind == SMT_MARK_FREE
             || (mark_at (reader, sentence->first + 1)->flags & SMT_MARK_NOUN) != 0);
}

/* "1 tablett. Drikk rikelig vann daglig." says daily of something else than the dose. */
static gboolean
daily_is_of_something_else (const SmtReader *reader, const Sentence *sentence)
{
  gboolean something = FALSE;
  gboolean amount = FALSE;

  for (guint i = sentence->from; i < sentence->to; i++)
    something |= mark_at (reader, i)->kind == SMT_MARK_FREE || (mark_at (reader, i)->flags & SMT_MARK_NOUN) != 0;
  for (guint i = 0; i < reader->marks->len; i++)
    amount |= mark_at (reader, i)->kind == SMT_MARK_AMOUNT;
  return something && amount && sentence->only_daily;
}

/* Behind the dose a word in small letters, with nothing between, may say when. */
static gboolean
trails_words (const SmtReader *reader, const Sentence *sentence)
{
  guint i = sentence->last + 1;

  while (i < sentence->to && mark_at (reader, i)->kind == SMT_MARK_KNOWN)
    i++;
  return i < sentence->to && mark_at (reader, i)->kind == SMT_MARK_FREE
         && g_unichar_islower (g_utf8_get_char (reader->text + mark_at (reader, i)->start));
}

/* What is denied must be known: behind "ikke" an unknown word, or nothing, may be a day that is left out. */
static gboolean
denies_nothing_known (const SmtReader *reader, const Sentence *sentence, guint negation)
{
  guint i = negation + 1;

  while (i < sentence->to && mark_at (reader, i)->kind == SMT_MARK_KNOWN
         && mark_at (reader, i)->end - mark_at (reader, i)->start <= LONGEST_SMALL_WORD)
    i++;
  return i == sentence->to || mark_at (reader, i)->kind == SMT_MARK_FREE || mark_at (reader, i)->kind == SMT_MARK_COMMA;
}

/* "1 tablett daglig, skal ikke tygges": a negation after the dose and a comma denies something else. */
static gboolean
negation_is_outside (const SmtReader *reader, const Sentence *sentence)
{
  gboolean comma = FALSE;

  for (guint i = sentence->from; i < sentence->to; i++)
    {
      SmtMarkKind kind = mark_at (reader, i)->kind;
      if (i > sentence->last && kind == SMT_MARK_COMMA)
        comma = TRUE;
      if (kind == SMT_MARK_NOT && (!comma || denies_nothing_known (reader, sentence, i)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
every_word_is_weighed (const SmtReader *reader, const Sentence *sentence)
{
  for (guint i = sentence->from; i < sentence->to; i++)
    {
      const SmtMark *mark = mark_at (reader, i);
      if (mark->kind == SMT_MARK_STRAY || (mark->kind == SMT_MARK_FREE && mark->resembles))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_sound (const SmtReader *reader, const Sentence *sentence)
{
  if (!every_word_is_weighed (reader, sentence))
    return FALSE;
  if (sentence->first == sentence->to)
    return TRUE;
  return free_words_are_outside (reader, sentence) && !daily_belongs_to_noun (reader, sentence)
         && !daily_is_of_something_else (reader, sentence)
         && (!sentence->negated || negation_is_outside (reader, sentence));
}

static void
keep_marks (const SmtReader *reader, const Sentence *sentence, GArray *kept)
{
  for (guint i = sentence->from; i < sentence->to; i++)
    {
      const SmtMark *mark = mark_at (reader, i);
      if (is_dose_mark (mark) || mark->kind == SMT_MARK_COMMA || mark->kind == SMT_MARK_AND)
        g_array_append_vals (kept, mark, 1);
    }
}

/* --- what is said of something else ----------------------------------------------------------------------------------
 */

/* The end of the clause that begins at mark @from: up to a comma or the end of the sentence. */
static guint
find_clause_end (const SmtReader *reader, guint from)
{
  while (from < reader->marks->len && mark_at (reader, from)->kind != SMT_MARK_BREAK
         && mark_at (reader, from)->kind != SMT_MARK_COMMA)
    from++;
  return from;
}

static gboolean
has_amount (const SmtReader *reader, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (mark_at (reader, i)->kind == SMT_MARK_AMOUNT)
      return TRUE;
  return FALSE;
}

static gboolean
has_errand (const SmtReader *reader, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if ((mark_at (reader, i)->flags & SMT_MARK_ERRAND) != 0)
      return TRUE;
  return FALSE;
}

/* "60 mg utleveres 3 ganger i uken": how often it is handed out, or taken. */
static gboolean
errand_takes_time (const SmtReader *reader, guint from, guint to)
{
  gboolean behind_errand = FALSE;
  gboolean timed = FALSE;

  for (guint i = from; i < to; i++)
    {
      const SmtMark *mark = mark_at (reader, i);
      gboolean when = mark->kind == SMT_MARK_FREQUENCY || mark->kind == SMT_MARK_TIMES;
      if (when && behind_errand)
        return TRUE;
      timed |= when || mark->kind == SMT_MARK_PARTS;
      behind_errand = !timed && ((mark->flags & SMT_MARK_ERRAND) != 0 || (behind_errand && !is_dose_mark (mark)));
    }
  return FALSE;
}

/* A time right behind an unknown word or a noun is that of the noun: "Blodtrykk hver uke". */
static gboolean
has_time_of_noun (const SmtReader *reader, guint from, guint to)
{
  for (guint i = from + 1; i < to; i++)
    {
      const SmtMark *before = mark_at (reader, i - 1);
      if (is_dose_mark (mark_at (reader, i)) && mark_at (reader, i)->kind != SMT_MARK_NEED
          && (before->kind == SMT_MARK_FREE || (before->flags & SMT_MARK_NOUN) != 0))
        return TRUE;
    }
  return FALSE;
}

/* "…, kontroll hver 3. måned", "Utleveres ukentlig.": how often something comes round that is no dose is left out, and
 * no habit is laid over the rest. What is said of another thing that is not known makes the text unreadable. Both only
 * in a clause of its own, without an amount, of a text that has one elsewhere. Returns FALSE for the latter. */
static gboolean
settle_clauses (SmtReader *reader)
{
  gboolean any_amount = has_amount (reader, 0, reader->marks->len);

  for (guint from = 0; any_amount && from < reader->marks->len;)
    {
      guint to = find_clause_end (reader, from);
      if (has_amount (reader, from, to))
        {
          if (errand_takes_time (reader, from, to))
            return FALSE;
          from = to + 1;
          continue;
        }
      gboolean errand = has_errand (reader, from, to);
      if (!errand && has_time_of_noun (reader, from, to))
        return FALSE;
      for (guint i = from; errand && i < to; i++)
        {
          SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
          if (mark->kind != SMT_MARK_FREQUENCY && mark->kind != SMT_MARK_TIMES && mark->kind != SMT_MARK_LENGTH)
            continue;
          mark->kind = SMT_MARK_KNOWN;
          reader->days_must_be_said = TRUE;
        }
      from = to + 1;
    }
  return TRUE;
}

/* "Warfarin 2,5 mg: dosering etter INR": a mass alone, where the dose stands elsewhere, is the strength. */
static gboolean
is_strength_of_silent (GArray *kept)
{
  for (guint i = 0; i < kept->len; i++)
    {
      const SmtMark *mark = &g_array_index (kept, SmtMark, i);
      if (is_dose_mark (mark) && (mark->kind != SMT_MARK_AMOUNT || mark->unit_kind != SMT_UNIT_MASS))
        return FALSE;
    }
  return TRUE;
}

/* "Metotreksat 15 mg mandag, 5 mg folsyre onsdag": two medicines are not one dose. */
static gboolean
is_of_two_medicines (const SmtReader *reader)
{
  const char *name = NULL;
  gboolean two = FALSE;
  guint n_amounts = 0;

  for (guint i = 0; i < reader->terms->len; i++)
    {
      const SmtTerm *term = &g_array_index (reader->terms, SmtTerm, i);
      if (term->cls != SMT_TERM_SUBSTANCE)
        continue;
      SmtTermClass sign = i > 0 ? term[-1].cls : SMT_TERM_BREAK;
      gboolean combined =
          i > 1 && term[-2].cls == SMT_TERM_SUBSTANCE
          && (sign == SMT_TERM_SLASH || sign == SMT_TERM_AND || sign == SMT_TERM_PLUS || sign == SMT_TERM_DASH);
      two |= name != NULL && !combined && strcmp (name, term->text) != 0;
      name = term->text;
    }
  for (guint i = 0; two && i < reader->marks->len; i++)
    n_amounts += mark_at (reader, i)->kind == SMT_MARK_AMOUNT;
  return n_amounts > 0;
}

/**
 * _smt_reader_weigh_sentences:
 * @reader: a reader with its marks
 *
 * Decides sentence by sentence what may be left out: warnings, indications and other words around the dose. What is
 * kept are marks that bear a dose and the signs between them.
 *
 * Returns: CLEAR when there is a dose to put together, SILENT when nothing is said about one, UNREADABLE when something
 * is said that was not understood
 */
SmtReadingState
_smt_reader_weigh_sentences (SmtReader *reader)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, TRUE, sizeof (SmtMark));
  gboolean any_dose = FALSE;
  gboolean any_silent = FALSE;
  guint n_free = 0;

  if (!settle_clauses (reader) || _smt_reader_names_another (reader))
    return SMT_READING_UNREADABLE;
  for (guint from = 0; from < reader->marks->len;)
    {
      Sentence sentence = look_over (reader, from);
      if (!is_sound (reader, &sentence) && !(is_warning (&sentence) && every_word_is_weighed (reader, &sentence)))
        return SMT_READING_UNREADABLE;
      reader->days_must_be_said |= sentence.first < sentence.to && trails_words (reader, &sentence);
      any_silent |= sentence.silent;
      n_free += sentence.n_free;
      if (!is_warning (&sentence) && sentence.first < sentence.to)
        {
          any_dose = TRUE;
          keep_marks (reader, &sentence, kept);
        }
      if (sentence.to < reader->marks->len && kept->len > 0)
        g_array_append_vals (kept, mark_at (reader, sentence.to), 1);
      from = sentence.to + 1;
    }
  if (!any_dose)
    return any_silent || n_free == 0 ? SMT_READING_SILENT : SMT_READING_UNREADABLE;
  if (is_of_two_medicines (reader))
    return SMT_READING_UNREADABLE;
  if (any_silent && is_strength_of_silent (kept))
    return SMT_READING_SILENT;
  g_array_set_size (reader->marks, 0);
  g_array_append_vals (reader->marks, kept->data, kept->len);
  return SMT_READING_CLEAR;
}
