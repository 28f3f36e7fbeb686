/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-evidence-box.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-fact-grid.h"
#include "ui/smt-phrases.h"
#include "ui/smt-voices-strip.h"
#include "ui/smt-wrap.h"

#define SPACE 8
#define DAYS 7

/* Tells @fact (nullable: nothing to tell) under its @word. */
typedef void (*Tell) (const char *word, const char *fact, gpointer data);

/* --- the facts ------------------------------------------------------------------------------------------------------
 */

/* The field in words, since nobody writes it; the text as it is written, since that is what the pharmacy gets. */
static char *
dup_said (const SmtSource *source)
{
  const SmtRhythm *rhythm = smt_reading_get_rhythm (source->reading);

  if (source->voice == SMT_VOICE_FIELD && rhythm != NULL)
    return smt_phrase_dose (rhythm);
  return smt_phrase_quote (source->raw);
}

static gboolean
was_told (GPtrArray *told, const char *fact)
{
  for (guint i = 0; i < told->len; i++)
    if (g_str_equal (g_ptr_array_index (told, i), fact))
      return TRUE;
  return FALSE;
}

/* All that was said in one voice, each once: two places of one voice may be what is at odds. */
static void
tell_voice (const SmtEvidence *evidence, SmtVoiceKind voice, Tell tell, gpointer data)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < evidence->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (evidence->sources, i);
      g_autofree char *fact = NULL;

      if (source->voice != voice || source->reading->state == SMT_READING_SILENT)
        continue;
      fact = dup_said (source);
      if (was_told (told, fact))
        continue;
      tell (smt_word_for_voice (voice), fact, data);
      g_ptr_array_add (told, g_steal_pointer (&fact));
    }
  if (told->len == 0 && evidence->sources->len > 0)
    tell (smt_word_for_voice (voice), C_ ("voice", "says nothing"), data);
}

static void
tell_product (const SmtEvidence *evidence, Tell tell, gpointer data)
{
  const SmtIntervalRow *row = evidence->row != NULL ? smt_interval_table_find (evidence->row) : NULL;
  g_autofree char *bound = row != NULL ? smt_bound_to_words (&row->bound, smt_phrase_language ()) : NULL;

  tell (smt_word_for_voice (SMT_VOICE_PRODUCT), bound != NULL ? bound : evidence->product, data);
}

/* What a findings file has in words; it names no rule but the checks. */
static void
tell_file (const SmtEvidence *evidence, Tell tell, gpointer data)
{
  tell (smt_word_for_voice (SMT_VOICE_FIELD), evidence->field, data);
  tell (smt_word_for_voice (SMT_VOICE_TEXT), evidence->text, data);
}

static void
tell_prescription (const SmtEvidence *evidence, Tell tell, gpointer data)
{
  g_autofree char *day = smt_date_is_set (evidence->written) ? smt_phrase_date (evidence->written) : NULL;
  g_autofree char *written = NULL;

  if (day != NULL && evidence->prescriber != NULL)
    /* Translators: %1$s is a date, %2$s the prescriber */
    written = g_strdup_printf (C_ ("evidence", "%1$s by %2$s"), day, evidence->prescriber);
  tell (C_ ("evidence", "Prescription"), evidence->prescription, data);
  tell (C_ ("evidence", "Prescribed"), written != NULL ? written : day, data);
}

static void
tell_facts (const SmtFlag *flag, Tell tell, gpointer data)
{
  const SmtEvidence *evidence = flag->evidence;
  const char *rule = evidence != NULL ? smt_evidence_rule (evidence, smt_phrase_language ()) : NULL;

  if (evidence == NULL)
    return;
  if (evidence->sources->len > 0)
    {
      tell_voice (evidence, SMT_VOICE_FIELD, tell, data);
      tell_voice (evidence, SMT_VOICE_TEXT, tell, data);
    }
  else
    tell_file (evidence, tell, data);
  tell_product (evidence, tell, data);
  tell (C_ ("finding", "Rule"), rule != NULL ? rule : flag->checks, data);
  tell_prescription (evidence, tell, data);
}

/* --- to be seen -----------------------------------------------------------------------------------------------------
 */

static void
show_fact (const char *word, const char *fact, gpointer data)
{
  smt_fact_grid_add (data, word, fact);
}

/* The week in which it was flagged: what was prescribed then may have ended since. */
static GtkWidget *
make_strip (const SmtCleanup *entry)
{
  const SmtFlag *flag = entry->flag;
  g_autoptr (SmtTreatment) treatment = smt_evidence_make_treatment (flag->evidence, flag->medicine, flag->atc);
  GtkWidget *strip = smt_voices_strip_new ();
  SmtDate day = smt_instant_to_date (entry->told);

  smt_voices_strip_set_treatment (SMT_VOICES_STRIP (strip), treatment, NULL,
                                  smt_date_add_days (day, -(int)smt_date_weekday (day)), DAYS, FALSE);
  gtk_widget_set_halign (strip, GTK_ALIGN_START);
  return strip;
}

static char *
dup_headline (const SmtFlag *flag)
{
  SmtLanguage language = smt_phrase_language ();
  const char *headline = smt_flag_headline (flag, language);

  return g_strdup_printf ("%s %s%s%s", smt_class_shape (flag->severity_class),
                          smt_class_name (flag->severity_class, language), headline != NULL ? ": " : "",
                          headline != NULL ? headline : "");
}

static const char *
explain_nothing (const SmtFlag *flag)
{
  if (flag->evidence == NULL)
    return C_ ("evidence", "What field and text say was not kept when this was flagged. Open the patient: then it is "
                           "kept, and shown here.");
  return NULL;
}

/**
 * smt_evidence_box_new:
 * @entry: a flagged entry
 *
 * Returns: (transfer floating): the finding, the voices in the week it was flagged, in words and as written, and the
 * rule
 */
GtkWidget *
smt_evidence_box_new (const SmtCleanup *entry)
{
  GtkWidget *box, *facts, *headline;
  const char *nothing;
  g_autofree char *words = NULL;
  g_autofree char *day = NULL;
  g_autofree char *as_of = NULL;

  g_return_val_if_fail (entry != NULL && entry->flag != NULL, NULL);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  facts = smt_fact_grid_new ();
  words = dup_headline (entry->flag);
  headline = smt_wrapped_label_new (words, "heading");
  gtk_box_append (GTK_BOX (box), headline);
  if (entry->flag->evidence != NULL && entry->flag->evidence->sources->len > 0)
    gtk_box_append (GTK_BOX (box), make_strip (entry));
  tell_facts (entry->flag, show_fact, facts);
  gtk_box_append (GTK_BOX (box), facts);
  nothing = explain_nothing (entry->flag);
  if (nothing != NULL)
    gtk_box_append (GTK_BOX (box), smt_wrapped_label_new (nothing, "quiet"));
  day = smt_phrase_date (smt_instant_to_date (entry->told));
  /* Translators: %s is a date */
  as_of = g_strdup_printf (C_ ("evidence", "As it was seen %s; nothing is fetched before the patient is opened."), day);
  gtk_box_append (GTK_BOX (box), smt_wrapped_label_new (as_of, "quiet"));
  return box;
}

/* --- to be sent -----------------------------------------------------------------------------------------------------
 */

static void
write_fact (const char *word, const char *fact, gpointer data)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (data, "%s: %s\n", word, fact);
}

/** smt_evidence_to_text: Returns: (transfer full): the finding and its facts, a line each, each with its line break */
char *
smt_evidence_to_text (const SmtCleanup *entry)
{
  GString *text = g_string_new (NULL);
  g_autofree char *headline = NULL;

  g_return_val_if_fail (entry != NULL && entry->flag != NULL, g_string_free (text, FALSE));

  headline = dup_headline (entry->flag);
  g_string_append_printf (text, "%s\n", headline);
  tell_facts (entry->flag, write_fact, text);
  return g_string_free (text, FALSE);
}
