/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-row-words.h"

#include <glib/gi18n-lib.h>

#include "list/smt-said-end.h"
#include "reconcile/smt-decision-effect.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-folding.h"
#include "ui/smt-message-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-sentences.h"
#include "ui/smt-step-words.h"
#include "ui/smt-strip-rows.h"
#include "ui/smt-voices-strip.h"

/** smt_row_has_open_stop: Returns: whether a Stopp waits for a decision */
gboolean
smt_row_has_open_stop (const SmtRow *row)
{
  return row->decision == NULL && row->override == NULL && row->findings->len > 0
         && ((const SmtFinding *)g_ptr_array_index (row->findings, 0))->severity_class == SMT_CLASS_STOP;
}

/** smt_row_dup_decision: Returns: (transfer full) (nullable): what was decided, and the planned stop that it lifts,
 * else the override that still holds */
char *
smt_row_dup_decision (const SmtRow *row)
{
  const SmtDecision *decision = row->decision != NULL ? row->decision : row->override;
  g_autofree char *sentence = decision != NULL ? smt_sentence_for_decision (decision) : NULL;
  g_autofree char *stop = NULL;

  if (!smt_decision_lifts_stop (decision, row->treatment))
    return g_steal_pointer (&sentence);
  stop = smt_phrase_date (row->treatment->stop_date);
  /* Translators: %1$s is a decision, %2$s a date */
  return g_strdup_printf (C_ ("decision", "%1$s. The stop planned for %2$s is lifted"), sentence, stop);
}

/* Where field and text disagree in any way that the strip shows, or the text could not be read beside a field that
 * speaks, the row prints both: the text alone would hide what the pharmacy gets. */
static gboolean
voices_disagree (const SmtRow *row, SmtDate today)
{
  SmtReadingState field = smt_treatment_get_voice_state (row->treatment, SMT_VOICE_FIELD);
  SmtReadingState text = smt_treatment_get_voice_state (row->treatment, SMT_VOICE_TEXT);

  for (guint i = 0; i < row->findings->len; i++)
    if (smt_finding_is_between_voices (g_ptr_array_index (row->findings, i)))
      return TRUE;
  if (smt_strip_voices_differ (row->treatment, today))
    return TRUE;
  return field != SMT_READING_SILENT && text != SMT_READING_SILENT
         && (field != SMT_READING_CLEAR || text != SMT_READING_CLEAR);
}

static void
set_label (GtkLabel *label, const char *text, PangoAttribute *attribute)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (attribute != NULL)
    pango_attr_list_insert (attributes, attribute);
  gtk_label_set_label (label, text);
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

/* What one voice says: its rhythm in words, or what stood there when it has no one meaning. */
static char *
voice_words (const SmtTreatment *treatment, SmtVoiceKind voice)
{
  g_autoptr (SmtRhythm) rhythm = smt_treatment_dup_said (treatment, voice);
  const SmtSource *source = smt_treatment_get_source (treatment, voice);

  if (rhythm != NULL)
    {
      g_autofree char *words = smt_phrase_dose (rhythm);
      return smt_phrase_unbroken (words);
    }
  if (source != NULL && source->raw != NULL && *source->raw != '\0')
    return smt_phrase_quote (source->raw);
  return NULL;
}

/* Bytes of whole words that @a and @b begin with alike. */
static gsize
common_beginning (const char *a, const char *b)
{
  gsize words = 0;

  for (gsize i = 0; a[i] != '\0' && a[i] == b[i]; i++)
    if (a[i] == ' ')
      words = i + 1;
  return words;
}

/* Beside another voice the words that differ are underlined, so that the eye finds them. */
static void
show_voice (GtkLabel *label, const char *prefix, const char *words, const char *other)
{
  g_autofree char *line = g_strconcat (prefix, words, NULL);
  PangoAttribute *underline = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

  underline->start_index = (guint)(strlen (prefix) + common_beginning (words, other));
  underline->end_index = (guint)strlen (line);
  set_label (label, line, underline);
}

/**
 * smt_row_show_doses:
 * @today: the day the row is shown
 * @first: gets the dose line, or what the field says
 * @second: gets what the text says where it must stand beside, and is hidden otherwise
 */
void
smt_row_show_doses (const SmtRow *row, SmtDate today, GtkLabel *first, GtkLabel *second)
{
  const SmtTreatment *treatment = row->treatment;
  g_autofree char *field = voice_words (treatment, SMT_VOICE_FIELD);
  g_autofree char *text = voice_words (treatment, SMT_VOICE_TEXT);
  gboolean both = voices_disagree (row, today) && field != NULL && text != NULL;

  gtk_widget_set_visible (GTK_WIDGET (second), both);
  if (both)
    {
      show_voice (first, C_ ("row", "Field: "), field, text);
      show_voice (second, C_ ("row", "Text: "), text, field);
    }
  else if (text != NULL || field != NULL)
    set_label (first, text != NULL ? text : field, NULL);
  else if (treatment->dose_text != NULL && *treatment->dose_text != '\0')
    {
      g_autofree char *quote = smt_phrase_quote (treatment->dose_text);
      set_label (first, quote, NULL);
    }
  else
    set_label (first, C_ ("row", "No dose is said"), NULL);
}

/* Where the voices say two doses neither of them may tell which step is today's. */
static char *
dup_step (const SmtRow *row, SmtDate today)
{
  g_autoptr (SmtStepPlan) plan = voices_disagree (row, today) ? NULL : smt_step_plan_for (row->treatment, today);

  return plan != NULL ? smt_step_today (plan, today) : NULL;
}

/** smt_row_show_step: shows in @label which step of the dose @today is in, and hides it where there is one dose only */
void
smt_row_show_step (const SmtRow *row, SmtDate today, GtkLabel *label)
{
  g_autofree char *words = dup_step (row, today);
  g_autofree char *shown = words != NULL ? g_strconcat ("▶ ", words, NULL) : NULL;

  gtk_label_set_label (label, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (label), shown != NULL);
}

/**
 * smt_row_show_medicine:
 *
 * Generic name bold in lower case, brand in small capitals, then form and strength: what keeps look-alike names apart.
 */
void
smt_row_show_medicine (const SmtTreatment *treatment, GtkLabel *label)
{
  g_autofree char *medicine = smt_phrase_medicine (treatment);
  g_autofree char *name = smt_phrase_unbroken (medicine);
  g_autofree char *brand = smt_phrase_brand (treatment);
  g_autofree char *preparation = smt_phrase_preparation (treatment);
  g_autofree char *attached = smt_phrase_unbroken (preparation);
  /* the dash stays with what it stands behind */
  g_autofree char *line = g_strconcat (name, brand != NULL ? " " : "", brand != NULL ? brand : "",
                                       *attached != '\0' ? "\u00a0– " : "", attached, NULL);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->end_index = (guint)strlen (name);
  pango_attr_list_insert (attributes, bold);
  if (brand != NULL)
    {
      PangoAttribute *small = pango_attr_scale_new (PANGO_SCALE_SMALL);
      small->start_index = (guint)strlen (name);
      small->end_index = small->start_index + 1 + (guint)strlen (brand);
      pango_attr_list_insert (attributes, small);
    }
  gtk_label_set_label (label, line);
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

/** smt_row_medicine_line: Returns: (transfer full): "metotreksat METHOTREXATE ORIFARM – tablett 2,5 mg" */
char *
smt_row_medicine_line (const SmtTreatment *treatment)
{
  g_autofree char *name = smt_phrase_medicine (treatment);
  g_autofree char *brand = smt_phrase_brand (treatment);
  g_autofree char *preparation = smt_phrase_preparation (treatment);

  return g_strconcat (name, brand != NULL ? " " : "", brand != NULL ? brand : "", *preparation != '\0' ? " – " : "",
                      preparation, NULL);
}

/* A pause that says when it ends is a gap between two steps, which others can read; any other is known here only. */
static gboolean
pause_has_end (const SmtTreatment *treatment)
{
  const SmtRhythm *voices[] = { smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD),
                                smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT) };

  for (guint v = 0; v < G_N_ELEMENTS (voices); v++)
    for (guint i = 0; voices[v] != NULL && i < voices[v]->n_steps; i++)
      if (voices[v]->steps[i].n_beats == 0 && smt_date_is_set (voices[v]->steps[i].end))
        return TRUE;
  return FALSE;
}

/** smt_row_about: Returns: (transfer full): indication, instruction and state of the prescription */
char *
smt_row_about (const SmtRow *row)
{
  const SmtTreatment *treatment = row->treatment;
  g_autofree char *prescription = smt_sentence_for_prescription (treatment);
  GString *out = g_string_new (NULL);

  if (treatment->indication != NULL && *treatment->indication != '\0')
    g_string_append_printf (out, "%s · ", treatment->indication);
  g_string_append (out, prescription);
  if (treatment->state == SMT_TREATMENT_PAUSED && !pause_has_end (treatment))
    g_string_append_printf (out, "\n%s", C_ ("row", "The pause has no end: others see this as active."));
  if (treatment->instruction != NULL && *treatment->instruction != '\0')
    {
      g_autofree char *quote = smt_phrase_quote (treatment->instruction);
      g_string_append_printf (out, "\n%s", quote);
    }
  if (treatment->comment != NULL && *treatment->comment != '\0')
    {
      g_autofree char *quote = smt_phrase_quote (treatment->comment);
      /* Translators: %s is a comment on an entry of the list, in quotes */
      g_string_append_c (out, '\n');
      g_string_append_printf (out, C_ ("row", "Comment: %s"), quote);
    }
  return g_string_free (out, FALSE);
}

/** smt_row_append_sentence: adds @text (nullable) to what stands in @out, with one full stop between them */
void
smt_row_append_sentence (GString *out, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (out->len > 0)
    g_string_append (out, g_str_has_suffix (out->str, ".") ? " " : ". ");
  g_string_append (out, text);
}

/** smt_row_loose_words: Returns: (transfer none): what a prescription without an entry is, in @list as it was fetched
 */
const char *
smt_row_loose_words (const SmtTreatment *treatment, const SmtList *list)
{
  switch (smt_treatment_get_off_list (treatment))
    {
    case SMT_OFF_LIST_VACCINE:
      return C_ ("badge", "Vaccine: not for the list");
    case SMT_OFF_LIST_LOCKED:
      return C_ ("badge", "Locked prescription: not for the list");
    case SMT_OFF_LIST_GOODS:
      return C_ ("badge", "Not a medicine: not for the list");
    case SMT_OFF_LIST_NOT:
    default:
      break;
    }
  /* where the list itself was not read nobody knows what is on it */
  if ((list->restrictions & SMT_RESTRICTIONS_PLL_UNKNOWN) != 0)
    return C_ ("badge", "Unknown whether it is on the list");
  return C_ ("badge", "Loose prescription: not on the list");
}

/* As needed must say how much at most; what is said per day, or how often, is a limit too. */
static gboolean
has_maximum (const SmtRhythm *rhythm)
{
  if (rhythm->max_amount_day.kind != SMT_RANGE_UNKNOWN || rhythm->max_amount_long.kind != SMT_RANGE_UNKNOWN
      || rhythm->max_times_day.kind != SMT_RANGE_UNKNOWN || rhythm->min_gap_hours.kind != SMT_RANGE_UNKNOWN)
    return TRUE;
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      if (rhythm->steps[i].beats[j].times.kind != SMT_RANGE_UNKNOWN
          || rhythm->steps[i].beats[j].basis != SMT_BASIS_EACH)
        return TRUE;
  return FALSE;
}

static gboolean
lacks_maximum (const SmtTreatment *treatment)
{
  const SmtRhythm *voices[] = { smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD),
                                smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT) };
  gboolean as_needed = treatment->use == SMT_USE_AS_NEEDED;

  for (guint i = 0; i < G_N_ELEMENTS (voices); i++)
    {
      if (voices[i] == NULL)
        continue;
      if (has_maximum (voices[i]))
        return FALSE;
      as_needed = as_needed || voices[i]->as_needed;
    }
  return as_needed;
}

/**
 * smt_row_marks:
 * @marks: (array fixed-size=SMT_ROW_MAX_MARKS): gets the words
 *
 * Who else has a say in the row, or may not see it, and what it leaves unsaid.
 *
 * Returns: how many there are
 */
guint
smt_row_marks (const SmtTreatment *treatment, const char **marks)
{
  guint n = 0;

  if (treatment->proposed)
    marks[n++] = C_ ("badge", "Proposed by the pharmacy");
  if (treatment->locked)
    marks[n++] = C_ ("badge", "Locked prescription");
  if (treatment->guardian_reserved)
    marks[n++] = C_ ("badge", "Reserved against guardians' insight");
  if (treatment->in_doctors_name)
    marks[n++] = C_ ("badge", "In the doctor's name");
  if (!smt_treatment_is_in_use (treatment))
    return n;
  if (treatment->indication == NULL || *treatment->indication == '\0')
    marks[n++] = C_ ("badge", "No indication");
  if (lacks_maximum (treatment))
    marks[n++] = C_ ("badge", "As needed without a maximum");
  return n;
}

/** smt_row_describe: Returns: (transfer full): the whole @row of the patient of @context in sentences */
char *
smt_row_describe (const SmtRow *row, SmtPatientContext *context)
{
  const SmtList *list = smt_patient_context_get_list (context);
  g_autofree char *medicine = smt_row_medicine_line (row->treatment);
  g_autofree char *strip = smt_voices_strip_describe (row->treatment, smt_phrase_language ());
  g_autofree char *about = smt_row_about (row);
  g_autofree char *questions = smt_message_questions (list, row->treatment->key);
  g_autofree char *step = dup_step (row, smt_patient_context_get_today (context));
  const char *marks[SMT_ROW_MAX_MARKS];
  guint n_marks = smt_row_marks (row->treatment, marks);
  GString *out = g_string_new (NULL);

  smt_row_append_sentence (out, medicine);
  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);
      if (smt_folding_folds (context, row, finding))
        continue;
      g_autofree char *headline = smt_finding_headline (finding, smt_phrase_language ());
      g_autofree char *sentence =
          g_strdup_printf ("%s: %s", smt_class_name (finding->severity_class, smt_phrase_language ()), headline);
      smt_row_append_sentence (out, sentence);
    }
  if (smt_treatment_is_loose (row->treatment))
    smt_row_append_sentence (out, smt_row_loose_words (row->treatment, list));
  for (guint i = 0; i < n_marks; i++)
    smt_row_append_sentence (out, marks[i]);
  smt_row_append_sentence (out, strip);
  smt_row_append_sentence (out, step);
  smt_row_append_sentence (out, about);
  smt_row_append_sentence (out, questions);
  smt_row_append_sentence (out, smt_sentence_for_off_list (row->treatment));
  g_autofree char *decision = smt_row_dup_decision (row);
  if (decision != NULL)
    smt_row_append_sentence (out, decision);
  return g_string_free (out, FALSE);
}
