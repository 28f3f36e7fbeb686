/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-dose-editor-private.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-dose-draft.h"
#include "ui/smt-dose-editor-words.h"
#include "ui/smt-dose-fields.h"
#include "ui/smt-phrases.h"
#include "ui/smt-sentences.h"
#include "ui/smt-step-picker.h"
#include "ui/smt-voices-strip.h"

#define PREVIEW_DAYS 28

/* --- steps ------------------------------------------------------------------------------------------------------- */

static char *
dup_step_words (SmtDoseEditor *self, guint index)
{
  return smt_dose_editor_step (g_ptr_array_index (self->steps, index));
}

/* Shows the steps, and @current of them in the fields. */
void
_smt_dose_editor_show_steps (SmtDoseEditor *self, guint current)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  self->current = current;
  for (guint i = 0; i < self->steps->len; i++)
    g_ptr_array_add (words, dup_step_words (self, i));
  smt_step_picker_show (self->picker, words, current);
  smt_dose_fields_set_many (self->fields, self->steps->len > 1);
  smt_dose_fields_set_step (self->fields, g_ptr_array_index (self->steps, current));
}

/* The step that the fields show, as they now are. */
void
_smt_dose_editor_keep_step (SmtDoseEditor *self)
{
  g_autofree char *words = NULL;
  gpointer *place = &g_ptr_array_index (self->steps, self->current);

  smt_draft_step_free (*place);
  *place = smt_dose_fields_dup_step (self->fields);
  words = dup_step_words (self, self->current);
  smt_step_picker_relabel (self->picker, self->current, words);
}

/* --- preview ----------------------------------------------------------------------------------------------------- */

void
_smt_dose_editor_show_note (SmtDoseEditor *self, const char *note, const char *style)
{
  static const char *const styles[] = { "error", "warning", "dim-label" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->note_label), styles[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->note_label), style);
  gtk_label_set_label (self->note_label, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), *note != '\0');
}

static void
show_whole_dose (SmtDoseEditor *self, const SmtTreatment *treatment, SmtDate first_day)
{
  g_autofree char *words = smt_rhythm_to_words (self->rhythm, smt_phrase_language ());
  gboolean stop;
  g_autofree char *finding =
      smt_dose_editor_finding (treatment, self->rhythm, smt_patient_context_get_today (self->context), &stop);

  gtk_label_set_label (self->words_label, words);
  gtk_widget_set_sensitive (self->accept_button, !stop && smt_date_is_set (first_day));
  if (finding != NULL)
    _smt_dose_editor_show_note (self, finding, stop ? "error" : "warning");
  else if (!smt_date_is_set (first_day))
    _smt_dose_editor_show_note (self, C_ ("dose editor", "Write the first dose day as a date."), "dim-label");
  else if (smt_send_field_fit (self->rhythm, first_day) == SMT_FIELD_EMPTY)
    _smt_dose_editor_show_note (self, C_ ("dose editor", "The field cannot express this and will be empty."), "warning");
  else
    _smt_dose_editor_show_note (self, "", "dim-label");
}

SmtDate
_smt_dose_editor_first_day (SmtDoseEditor *self)
{
  SmtDate date = SMT_DATE_UNSET;

  if (!smt_phrase_parse_date (gtk_editable_get_text (self->first_entry), &date))
    return SMT_DATE_UNSET;

  return date;
}

static void
derive_first_day (SmtDoseEditor *self, SmtDate day)
{
  g_autofree char *text = smt_phrase_date_for_entry (day);

  if (self->first_day_typed)
    return;

  self->filling = TRUE;
  gtk_editable_set_text (self->first_entry, text);
  self->filling = FALSE;
}

/* The fields of the choice that was made. */
static void
show_places (SmtDoseEditor *self)
{
  gboolean words = smt_dose_fields_get_in_words (self->fields);

  gtk_widget_set_visible (self->words_box, words);
  gtk_widget_set_visible (GTK_WIDGET (self->picker), !words && self->steps->len > 1);
  gtk_widget_set_visible (self->add_button, !words && self->steps->len < SMT_DRAFT_MAX_STEPS);
}

/* Whatever the engine can read. Field and text are both written from it. */
static SmtRhythm *
read_words (SmtDoseEditor *self, char **missing)
{
  g_autoptr (SmtReading) reading = smt_dose_editor_read (gtk_editable_get_text (self->words_entry), missing);
  const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);

  derive_first_day (self, smt_patient_context_get_today (self->context));
  return rhythm != NULL ? smt_rhythm_ref (rhythm) : NULL;
}

static SmtRhythm *
read_steps (SmtDoseEditor *self, char **missing)
{
  SmtDraftFault fault;
  SmtRhythm *rhythm;
  guint at;

  _smt_dose_editor_keep_step (self);
  derive_first_day (self, smt_dose_draft_first_day (self->steps, smt_patient_context_get_today (self->context)));
  rhythm = smt_dose_draft_to_rhythm (self->steps, &at, &fault);
  if (rhythm == NULL)
    *missing = smt_dose_editor_missing (fault, self->steps->len > 1 ? at + 1 : 0);
  return rhythm;
}

/* The days that the dose is written for: from its first day on, which a person has chosen. */
static void
show_strip (SmtDoseEditor *self)
{
  SmtDate today = smt_patient_context_get_today (self->context);
  g_autoptr (SmtRhythm) dated =
      self->rhythm != NULL ? smt_dose_draft_begin (self->rhythm, _smt_dose_editor_first_day (self)) : NULL;

  smt_voices_strip_set_rhythms (self->strip, self->old, dated,
                                smt_date_add_days (today, -(int)smt_date_weekday (today)), PREVIEW_DAYS);
}

void
_smt_dose_editor_update_preview (SmtDoseEditor *self)
{
  const SmtRow *row = smt_reconciliation_find_row (smt_patient_context_get_reconciliation (self->context), self->key);
  g_autofree char *missing = NULL;

  g_clear_pointer (&self->rhythm, smt_rhythm_unref);
  show_places (self);
  self->rhythm =
      smt_dose_fields_get_in_words (self->fields) ? read_words (self, &missing) : read_steps (self, &missing);

  show_strip (self);
  if (self->rhythm != NULL && row != NULL)
    show_whole_dose (self, row->treatment, _smt_dose_editor_first_day (self));
  else
    {
      gtk_label_set_label (self->words_label, "");
      gtk_widget_set_sensitive (self->accept_button, FALSE);
      _smt_dose_editor_show_note (self, missing != NULL ? missing : "", "dim-label");
    }
}
