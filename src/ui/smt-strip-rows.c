/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-strip-rows.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "list/smt-said-end.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"

#define COMPARED_DAYS 28

static void
row_free (gpointer data)
{
  SmtStripRow *row = data;

  g_free (row->label);
  g_clear_pointer (&row->layout, smt_layout_free);
  g_free (row->note);
  g_free (row);
}

static const char *
full_name (SmtVoiceKind voice)
{
  switch (voice)
    {
    case SMT_VOICE_FIELD:
      return C_ ("voice", "Structured field");
    case SMT_VOICE_TEXT:
      return C_ ("voice", "Dosing text");
    case SMT_VOICE_PRODUCT:
    case SMT_VOICE_HISTORY:
    case SMT_VOICE_SUPPLY:
    case SMT_N_VOICES:
    default:
      return smt_word_for_voice (voice);
    }
}

/* What a voice says on the days of the strip: the text until the day that it names, the field with its beginning. */
static SmtRhythm *
dup_drawn (const SmtTreatment *treatment, SmtVoiceKind voice)
{
  const SmtRhythm *heard;

  if (voice == SMT_VOICE_TEXT)
    return smt_treatment_dup_said (treatment, voice);
  heard = smt_treatment_get_rhythm (treatment, voice);
  return heard != NULL ? smt_rhythm_ref ((SmtRhythm *)heard) : NULL;
}

/* --- what a voice says in place of days -------------------------------------------------------------------------- */

/* An ambiguous voice shows all its readings and prefers none. */
static char *
readings_words (const SmtReading *reading, SmtLanguage language)
{
  GString *words = g_string_new ("≈ ");

  for (guint i = 0; i < reading->rhythms->len; i++)
    {
      g_autofree char *tempo = smt_rhythm_tempo_words (g_ptr_array_index (reading->rhythms, i), language);

      g_string_append_printf (words, "%s%s", i > 0 ? " / " : "", tempo);
    }

  return g_string_free (words, FALSE);
}

static gboolean
has_something_to_draw (const SmtLayout *layout)
{
  for (guint i = 0; i < layout->n_days; i++)
    if (layout->days[i].kind != SMT_DAY_UNKNOWN)
      return TRUE;

  return layout->n_brackets > 0;
}

static SmtStripRow *
row_of_rhythm (const char *label, const SmtRhythm *rhythm, SmtDate first, guint n_days)
{
  SmtStripRow *row = g_new0 (SmtStripRow, 1);

  row->label = g_strdup (label);
  /* As needed is a maximum, not a plan: it has no days to draw. */
  if (!rhythm->as_needed)
    row->layout = smt_rhythm_lay_out (rhythm, first, n_days);
  /* A rhythm without days is told in words; no dot is drawn on a day that nobody named. */
  if (row->layout == NULL || !has_something_to_draw (row->layout))
    {
      g_clear_pointer (&row->layout, smt_layout_free);
      row->note = smt_rhythm_tempo_words (rhythm, smt_phrase_language ());
    }

  return row;
}

static SmtStripRow *
row_of_note (const char *label, char *note)
{
  SmtStripRow *row = g_new0 (SmtStripRow, 1);

  row->label = g_strdup (label);
  row->note = note;

  return row;
}

static SmtStripRow *
row_of_voice (const SmtTreatment *treatment, SmtVoiceKind voice, SmtDate first, guint n_days)
{
  g_autoptr (SmtRhythm) rhythm = dup_drawn (treatment, voice);
  const SmtSource *source = smt_treatment_get_source (treatment, voice);

  if (rhythm != NULL && voice == SMT_VOICE_SUPPLY) /* of no days */
    return row_of_note (smt_word_for_voice (voice), smt_supply_to_words (rhythm, smt_phrase_language ()));
  if (rhythm != NULL)
    return row_of_rhythm (smt_word_for_voice (voice), rhythm, first, n_days);

  switch (smt_treatment_get_voice_state (treatment, voice))
    {
    case SMT_READING_AMBIGUOUS:
      return row_of_note (smt_word_for_voice (voice), readings_words (source->reading, smt_phrase_language ()));
    case SMT_READING_UNREADABLE:
      return row_of_note (smt_word_for_voice (voice), g_strdup ("?"));
    case SMT_READING_SILENT:
    case SMT_READING_CLEAR:
    default:
      return row_of_note (smt_word_for_voice (voice), g_strdup ("–"));
    }
}

static SmtStripRow *
row_of_product (const SmtTreatment *treatment, SmtDate first, guint n_days)
{
  SmtStripRow *row;

  if (treatment->product->row == NULL)
    return row_of_note (smt_word_for_voice (SMT_VOICE_PRODUCT), g_strdup ("–"));

  row = g_new0 (SmtStripRow, 1);
  row->label = g_strdup (smt_word_for_voice (SMT_VOICE_PRODUCT));
  row->layout = smt_bound_lay_out (&treatment->product->row->bound, first, n_days);
  if (!has_something_to_draw (row->layout))
    {
      g_clear_pointer (&row->layout, smt_layout_free);
      row->note = smt_bound_to_words (&treatment->product->row->bound, smt_phrase_language ());
    }

  return row;
}

/* --- which rows, and which of them are out of tune --------------------------------------------------------------- */

typedef struct
{
  gboolean field;
  gboolean text;
} Marks;

static Marks
find_marks (const SmtTreatment *treatment, SmtDate today)
{
  g_autoptr (GPtrArray) findings = smt_check_treatment (treatment, today);
  Marks marks = { FALSE, FALSE };

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity_class == SMT_CLASS_INFO)
        continue;
      gboolean ambiguous = finding->readings != NULL;
      gboolean of_text =
          finding->code == SMT_FINDING_TEXT_AGAINST_PRODUCT || (ambiguous && finding->voice == SMT_VOICE_TEXT);
      marks.text = marks.text || of_text;
      marks.field = marks.field || (!of_text && (finding->field != NULL || ambiguous));
    }

  return marks;
}

static void
add_marked (GPtrArray *rows, SmtStripRow *row, gboolean marked)
{
  row->marked = marked;
  g_ptr_array_add (rows, row);
}

/* The unit of all that @rhythm gives, where it has one. */
static const char *
unit_of (const SmtRhythm *rhythm)
{
  const char *unit = NULL;

  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      {
        const SmtBeat *beat = &rhythm->steps[i].beats[j];
        if (unit != NULL && g_strcmp0 (unit, beat->unit) != 0)
          return NULL;
        unit = beat->unit;
      }
  return unit;
}

static gboolean
days_differ (const SmtDoseDay *a, const SmtDoseDay *b, gboolean same_unit)
{
  gboolean both_known =
      (a->kind == SMT_DAY_REST || a->kind == SMT_DAY_DOSE) && (b->kind == SMT_DAY_REST || b->kind == SMT_DAY_DOSE);

  if (!both_known)
    return FALSE;
  return a->kind != b->kind
         || (same_unit && a->amount.kind != SMT_RANGE_UNKNOWN && b->amount.kind != SMT_RANGE_UNKNOWN
             && !smt_range_equal (a->amount, b->amount));
}

/**
 * smt_strip_voices_differ:
 * @treatment: a treatment
 * @today: the day the strip is drawn on
 *
 * Whether field and text look different where both are drawn: other days, another amount on a day, or as needed against
 * a plan. A day that one of them leaves open is no difference.
 *
 * Returns: whether a reader of the strip would see two doses
 */
gboolean
smt_strip_voices_differ (const SmtTreatment *treatment, SmtDate today)
{
  SmtDate first = smt_date_add_days (today, -(int)smt_date_weekday (today));
  g_autoptr (SmtRhythm) field = dup_drawn (treatment, SMT_VOICE_FIELD);
  g_autoptr (SmtRhythm) text = dup_drawn (treatment, SMT_VOICE_TEXT);
  g_autoptr (SmtLayout) of_field = NULL;
  g_autoptr (SmtLayout) of_text = NULL;
  gboolean same_unit;

  if (field == NULL || text == NULL)
    return FALSE;
  if (field->as_needed || text->as_needed)
    return field->as_needed != text->as_needed;
  of_field = smt_rhythm_lay_out (field, first, COMPARED_DAYS);
  of_text = smt_rhythm_lay_out (text, first, COMPARED_DAYS);
  same_unit = g_strcmp0 (unit_of (field), unit_of (text)) == 0;
  for (guint i = 0; i < COMPARED_DAYS; i++)
    if (days_differ (&of_field->days[i], &of_text->days[i], same_unit))
      return TRUE;
  return FALSE;
}

/* In a list row one line is enough while the voices agree; both are drawn as soon as they do not. */
static void
add_short (GPtrArray *rows, const SmtTreatment *treatment, SmtDate first, guint n_days, Marks marks)
{
  gboolean has_field = smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD) != NULL;
  gboolean has_text = smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT) != NULL;

  if (has_field || marks.field)
    add_marked (rows, row_of_voice (treatment, SMT_VOICE_FIELD, first, n_days), marks.field);
  if (!has_field || marks.field || (marks.text && has_text) || smt_strip_voices_differ (treatment, first))
    add_marked (rows, row_of_voice (treatment, SMT_VOICE_TEXT, first, n_days), marks.text);
}

static void
add_all (GPtrArray *rows, const SmtTreatment *treatment, SmtDate first, guint n_days, Marks marks)
{
  add_marked (rows, row_of_voice (treatment, SMT_VOICE_FIELD, first, n_days), marks.field);
  add_marked (rows, row_of_voice (treatment, SMT_VOICE_TEXT, first, n_days), marks.text);
  g_ptr_array_add (rows, row_of_product (treatment, first, n_days));
  if (smt_treatment_get_source (treatment, SMT_VOICE_HISTORY) != NULL)
    g_ptr_array_add (rows, row_of_voice (treatment, SMT_VOICE_HISTORY, first, n_days));
  if (smt_treatment_get_source (treatment, SMT_VOICE_SUPPLY) != NULL)
    g_ptr_array_add (rows, row_of_voice (treatment, SMT_VOICE_SUPPLY, first, n_days));
}

/**
 * smt_strip_rows_new:
 * @treatment: a treatment
 * @proposed: (nullable): a dose that is being written; drawn as a row of its own, the old ones stay
 * @first: the first day drawn
 * @n_days: how many days
 * @scope: all voices, or as few as tell the truth
 *
 * Returns: (transfer full) (element-type SmtStripRow): the rows from top to bottom
 */
GPtrArray *
smt_strip_rows_new (const SmtTreatment *treatment,
                    const SmtRhythm *proposed,
                    SmtDate first,
                    guint n_days,
                    SmtStripScope scope)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  Marks marks;

  g_return_val_if_fail (treatment != NULL, rows);

  marks = find_marks (treatment, first);
  if (scope == SMT_STRIP_ALL)
    add_all (rows, treatment, first, n_days, marks);
  else
    add_short (rows, treatment, first, n_days, marks);
  if (proposed != NULL)
    g_ptr_array_add (rows, row_of_rhythm (C_ ("voice", "New"), proposed, first, n_days));

  return rows;
}

/**
 * smt_strip_rows_new_change:
 * @before: (nullable): the dose as it was
 * @now: (nullable): the dose as it will be
 * @first: the first day drawn
 * @n_days: how many days
 *
 * Returns: (transfer full) (element-type SmtStripRow): a row for each that is given
 */
GPtrArray *
smt_strip_rows_new_change (const SmtRhythm *before, const SmtRhythm *now, SmtDate first, guint n_days)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  if (before != NULL)
    add_marked (rows, row_of_rhythm (C_ ("voice", "before"), before, first, n_days), TRUE);
  if (now != NULL)
    add_marked (rows, row_of_rhythm (C_ ("voice", "now"), now, first, n_days), FALSE);

  return rows;
}

/**
 * smt_strip_describe_change:
 * @before: (nullable): the dose as it was
 * @now: (nullable): the dose as it will be
 * @language: of the dose words
 *
 * Returns: (transfer full): the same as a sentence
 */
char *
smt_strip_describe_change (const SmtRhythm *before, const SmtRhythm *now, SmtLanguage language)
{
  g_autofree char *old_words = before != NULL ? smt_rhythm_to_words (before, language) : g_strdup ("–");
  g_autofree char *new_words = now != NULL ? smt_rhythm_to_words (now, language) : g_strdup ("–");

  return g_strdup_printf (C_ ("voice", "Before: %1$s. Now: %2$s."), old_words, new_words);
}

/* --- the same in a sentence -------------------------------------------------------------------------------------- */

static char *
voice_words (const SmtTreatment *treatment, SmtVoiceKind voice, SmtLanguage language)
{
  g_autoptr (SmtRhythm) rhythm = smt_treatment_dup_said (treatment, voice);
  const SmtSource *source = smt_treatment_get_source (treatment, voice);

  if (voice == SMT_VOICE_PRODUCT)
    return treatment->product->row != NULL ? smt_bound_to_words (&treatment->product->row->bound, language) : NULL;
  if (rhythm != NULL)
    return voice == SMT_VOICE_SUPPLY ? smt_supply_to_words (rhythm, language) : smt_rhythm_to_words (rhythm, language);

  switch (smt_treatment_get_voice_state (treatment, voice))
    {
    case SMT_READING_AMBIGUOUS:
      return readings_words (source->reading, language);
    case SMT_READING_UNREADABLE:
      return g_strdup (C_ ("voice", "could not be read"));
    case SMT_READING_SILENT:
    case SMT_READING_CLEAR:
    default:
      return voice == SMT_VOICE_FIELD || voice == SMT_VOICE_TEXT ? g_strdup (C_ ("voice", "says nothing")) : NULL;
    }
}

/**
 * smt_voices_strip_describe:
 * @treatment: a treatment
 * @language: of the dose words
 *
 * Returns: (transfer full): the strip in words, a sentence a voice
 */
char *
smt_voices_strip_describe (const SmtTreatment *treatment, SmtLanguage language)
{
  GString *sentences = g_string_new (NULL);

  g_return_val_if_fail (treatment != NULL, g_string_free (sentences, FALSE));

  for (guint voice = 0; voice < SMT_N_VOICES; voice++)
    {
      g_autofree char *words = voice_words (treatment, (SmtVoiceKind)voice, language);

      if (words != NULL)
        g_string_append_printf (sentences, "%s%s: %s.", sentences->len > 0 ? " " : "", full_name ((SmtVoiceKind)voice),
                                words);
    }

  return g_string_free (sentences, FALSE);
}

/**
 * smt_strip_describe_discord:
 * @treatment: a treatment
 * @today: the day to check for
 * @language: of the words
 *
 * Returns: (transfer full): the strip in words, and after it what is out of tune
 */
char *
smt_strip_describe_discord (const SmtTreatment *treatment, SmtDate today, SmtLanguage language)
{
  g_autoptr (GPtrArray) findings = smt_check_treatment (treatment, today);
  g_autofree char *voices = smt_voices_strip_describe (treatment, language);
  GString *sentences = g_string_new (voices);

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *headline = smt_finding_headline (finding, language);

      if (finding->severity_class != SMT_CLASS_INFO)
        g_string_append_printf (sentences, " %s: %s.", smt_class_name (finding->severity_class, language), headline);
    }

  return g_string_free (sentences, FALSE);
}
