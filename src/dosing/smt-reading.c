/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reading.h"

#include "dosing/smt-reader.h"

#include <string.h>

/* A dose text is a few lines; what is longer is something else, and not read. */
#define LONGEST_TEXT 4096

/* Bokmål and nynorsk are mixed in one text; of the others each stands alone, since they share words that differ in
 * meaning ("var", "for", "time"). */
static const SmtLanguage language_groups[] = {
  SMT_LANGUAGE_NB | SMT_LANGUAGE_NN,
  SMT_LANGUAGE_DA,
  SMT_LANGUAGE_SV,
  SMT_LANGUAGE_EN,
};

/* --- readings ----------------------------------------------------------------------------------------------------- */

/**
 * smt_reading_new:
 * @state: what was heard
 *
 * Returns: (transfer full): a reading without rhythms
 */
SmtReading *
smt_reading_new (SmtReadingState state)
{
  SmtReading *reading = g_new0 (SmtReading, 1);

  reading->state = state;
  reading->rhythms = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_rhythm_unref);
  reading->spans = g_array_new (FALSE, TRUE, sizeof (SmtSpan));
  g_atomic_ref_count_init (&reading->ref_count);
  return reading;
}

/**
 * smt_reading_new_clear:
 * @rhythm: (transfer full): the one rhythm that was heard
 *
 * Returns: (transfer full): a clear reading without spans
 */
SmtReading *
smt_reading_new_clear (SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, NULL);

  SmtReading *reading = smt_reading_new (SMT_READING_CLEAR);
  g_ptr_array_add (reading->rhythms, rhythm);
  return reading;
}

/**
 * smt_reading_ref:
 * @reading: a reading
 *
 * Returns: (transfer full): the same reading
 */
SmtReading *
smt_reading_ref (const SmtReading *reading)
{
  g_return_val_if_fail (reading != NULL, NULL);

  SmtReading *shared = (SmtReading *)reading; /* only the count changes */
  g_atomic_ref_count_inc (&shared->ref_count);
  return shared;
}

/**
 * smt_reading_unref:
 * @reading: (nullable) (transfer full): a reading
 */
void
smt_reading_unref (SmtReading *reading)
{
  if (reading == NULL || !g_atomic_ref_count_dec (&reading->ref_count))
    return;
  g_ptr_array_unref (reading->rhythms);
  g_array_unref (reading->spans);
  g_free (reading);
}

/**
 * smt_reading_get_rhythm:
 * @reading: (nullable): a reading
 *
 * Returns: (transfer none) (nullable): the rhythm of a clear reading; %NULL for any other
 */
const SmtRhythm *
smt_reading_get_rhythm (const SmtReading *reading)
{
  return reading != NULL && reading->state == SMT_READING_CLEAR ? g_ptr_array_index (reading->rhythms, 0) : NULL;
}

/* --- the reader --------------------------------------------------------------------------------------------------- */

static void
reader_init (SmtReader *reader, const char *text, SmtLanguage languages)
{
  memset (reader, 0, sizeof *reader);
  reader->text = text;
  reader->languages = languages;
  reader->words = g_string_chunk_new (256);
  reader->terms = g_array_new (FALSE, TRUE, sizeof (SmtTerm));
  reader->marks = g_array_new (FALSE, TRUE, sizeof (SmtMark));
  reader->dates = g_array_new (FALSE, TRUE, sizeof (SmtSaidDate));
}

static void
reader_clear (SmtReader *reader)
{
  g_string_chunk_free (reader->words);
  g_array_unref (reader->terms);
  g_array_unref (reader->marks);
  g_array_unref (reader->dates);
}

/* Takes over @rhythm unless an equal one is there. */
static void
add_rhythm (SmtReading *reading, SmtRhythm *rhythm)
{
  for (guint i = 0; i < reading->rhythms->len; i++)
    if (smt_rhythm_equal (g_ptr_array_index (reading->rhythms, i), rhythm))
      {
        smt_rhythm_unref (rhythm);
        return;
      }
  g_ptr_array_add (reading->rhythms, rhythm);
}

static SmtRhythm *
copy_without_units (const SmtRhythm *rhythm)
{
  SmtRhythm *copy = smt_rhythm_copy (rhythm);

  for (guint i = 0; i < copy->n_steps; i++)
    for (guint j = 0; j < copy->steps[i].n_beats; j++)
      smt_beat_set_unit (&copy->steps[i].beats[j], NULL);
  smt_rhythm_set_max_unit (copy, NULL);
  return copy;
}

/* Whether the reading holds the rhythm already, with its units as another language writes them. */
static gboolean
has_but_for_units (const SmtReading *reading, const SmtRhythm *rhythm)
{
  g_autoptr (SmtRhythm) plain = copy_without_units (rhythm);

  for (guint i = 0; i < reading->rhythms->len; i++)
    {
      g_autoptr (SmtRhythm) other = copy_without_units (g_ptr_array_index (reading->rhythms, i));
      if (smt_rhythm_equal (plain, other))
        return TRUE;
    }
  return FALSE;
}

/* Reads the text in one way: with these choices, and one of its alternatives. */
static SmtReadingState
read_once (SmtReader *reader, guint choices, guint alternative, SmtReading *reading)
{
  reader->choices = choices;
  reader->alternative = alternative;
  _smt_reader_find_marks (reader);
  SmtReadingState state = _smt_reader_weigh_sentences (reader);
  if (state != SMT_READING_CLEAR)
    return state;
  SmtRhythm *rhythm = _smt_reader_assemble (reader, reading->rhythms->len == 0 ? reading->spans : NULL);
  if (rhythm == NULL)
    return SMT_READING_UNREADABLE;
  add_rhythm (reading, rhythm);
  return SMT_READING_CLEAR;
}

/* Reads one alternative in every way that its choices allow. Ways that make no sense fall away; one must be left. */
static SmtReadingState
read_alternative (SmtReader *reader, guint alternative, SmtReading *reading)
{
  SmtReadingState state = read_once (reader, 0, alternative, reading);

  for (guint choices = 1; choices <= SMT_CHOICE_ALL && state != SMT_READING_SILENT; choices++)
    if ((choices & ~reader->met) == 0 && read_once (reader, choices, alternative, reading) == SMT_READING_CLEAR)
      state = SMT_READING_CLEAR;
  return state;
}

static SmtReadingState
state_of_rhythms (const SmtReading *reading)
{
  return reading->rhythms->len == 1 ? SMT_READING_CLEAR : SMT_READING_AMBIGUOUS;
}

static SmtReadingState
read_alternatives (SmtReader *reader, SmtReading *reading)
{
  reader->n_alternatives = 1;
  for (guint i = 0; i < reader->n_alternatives; i++)
    {
      SmtReadingState state = read_alternative (reader, i, reading);
      if (state != SMT_READING_CLEAR)
        return state; /* alternatives that are not all understood are not understood */
    }
  return state_of_rhythms (reading);
}

/* Reads the whole text as one language, or as the two that are mixed freely. */
static SmtReading *
read_as (const char *text, SmtLanguage languages)
{
  SmtReading *reading = smt_reading_new (SMT_READING_SILENT);
  SmtReader reader;

  reader_init (&reader, text, languages);
  _smt_reader_tokenize (&reader);
  _smt_reader_look_up (&reader);
  _smt_reader_join_lines (&reader);
  reading->state = _smt_reader_has_foreign (&reader) ? SMT_READING_UNREADABLE : read_alternatives (&reader, reading);
  reader_clear (&reader);
  if (reading->state != SMT_READING_CLEAR && reading->state != SMT_READING_AMBIGUOUS)
    {
      g_ptr_array_set_size (reading->rhythms, 0);
      g_array_set_size (reading->spans, 0);
    }
  return reading;
}

/* Adds what the text says in another language. One that makes sense of it outweighs those that do not, and two that do
 * must agree. */
static void
combine (SmtReading *into, const SmtReading *more)
{
  gboolean first = into->rhythms->len == 0;

  if (first && more->spans->len > 0)
    g_array_append_vals (into->spans, more->spans->data, more->spans->len);
  for (guint i = 0; i < more->rhythms->len; i++)
    if (first || !has_but_for_units (into, g_ptr_array_index (more->rhythms, i)))
      g_ptr_array_add (into->rhythms, smt_rhythm_ref (g_ptr_array_index (more->rhythms, i)));
  if (into->rhythms->len > 0)
    into->state = state_of_rhythms (into);
  else if (more->state == SMT_READING_SILENT)
    into->state = SMT_READING_SILENT;
}

/**
 * smt_dosing_read:
 * @text: (nullable): a dose text as a person wrote it
 * @languages: the languages it may be in, SmtLanguage bits
 *
 * Reads how often and how much. The reading is strict: a word between the words of a dose that could change it and was
 * not understood makes the whole unreadable, two ways of reading make it ambiguous, and what is not said stays unknown.
 * No interval ever becomes "daily"; only parts of the day, clock times and "1x3" are daily by the national habit, and
 * are marked as defaulted. Text that is no UTF-8, or longer than a dose text can be, is unreadable.
 *
 * The rules, and what was chosen where a text can be taken in more than one way: docs/reading.md.
 *
 * Returns: (transfer full): the reading
 */
SmtReading *
smt_dosing_read (const char *text, SmtLanguage languages)
{
  if (text == NULL || *text == '\0')
    return smt_reading_new (SMT_READING_SILENT);
  gsize length = strnlen (text, LONGEST_TEXT + 1);
  SmtReading *reading = smt_reading_new (SMT_READING_UNREADABLE);
  if (length > LONGEST_TEXT || !g_utf8_validate (text, (gssize)length, NULL))
    return reading;
  for (gsize i = 0; i < G_N_ELEMENTS (language_groups); i++)
    if ((languages & language_groups[i]) != 0)
      {
        g_autoptr (SmtReading) one = read_as (text, languages & language_groups[i]);
        combine (reading, one);
      }
  return reading;
}
