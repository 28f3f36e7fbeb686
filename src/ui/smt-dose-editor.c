/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-dose-editor-private.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "list/smt-said-end.h"
#include "ui/smt-dose-draft.h"
#include "ui/smt-dose-editor-words.h"
#include "ui/smt-dose-fields.h"
#include "ui/smt-phrases.h"
#include "ui/smt-sentences.h"
#include "ui/smt-short-dose-menu.h"
#include "ui/smt-step-picker.h"
#include "ui/smt-voices-strip.h"

#define SHORT_DOSE "dose-editor.short-dose"

G_DEFINE_FINAL_TYPE (SmtDoseEditor, smt_dose_editor, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DECIDED,
  SIGNAL_CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- callbacks --------------------------------------------------------------------------------------------------- */

static void
draft_changed_cb (SmtDoseEditor *self)
{
  if (!self->filling && self->context != NULL)
    _smt_dose_editor_update_preview (self);
}

/* Words begin as what the fields say, for a person to go on from. */
static void
fields_changed_cb (SmtDoseEditor *self)
{
  if (self->filling || self->context == NULL)
    return;
  if (smt_dose_fields_get_in_words (self->fields) && self->rhythm != NULL
      && *gtk_editable_get_text (self->words_entry) == '\0')
    {
      g_autofree char *words = smt_send_dose_text (self->rhythm);

      self->filling = TRUE;
      gtk_editable_set_text (self->words_entry, words);
      self->filling = FALSE;
    }
  _smt_dose_editor_update_preview (self);
}

static void
step_chosen_cb (SmtDoseEditor *self, guint index)
{
  _smt_dose_editor_keep_step (self);
  self->current = index;
  smt_dose_fields_set_step (self->fields, g_ptr_array_index (self->steps, index));
  _smt_dose_editor_update_preview (self);
}

static void
step_moved_cb (SmtDoseEditor *self, guint index, int by)
{
  guint to = (guint)((int)index + by);

  _smt_dose_editor_keep_step (self);
  g_ptr_array_insert (self->steps, (int)to, g_ptr_array_steal_index (self->steps, index));
  _smt_dose_editor_show_steps (self, to);
  smt_step_picker_focus (self->picker);
  _smt_dose_editor_update_preview (self);
}

static void
step_removed_cb (SmtDoseEditor *self, guint index)
{
  _smt_dose_editor_keep_step (self);
  g_ptr_array_remove_index (self->steps, index);
  _smt_dose_editor_show_steps (self, MIN (index, self->steps->len - 1));
  if (self->steps->len > 1)
    smt_step_picker_focus (self->picker);
  else /* the picker is gone, and focus must not go with it */
    gtk_widget_child_focus (GTK_WIDGET (self->fields), GTK_DIR_TAB_FORWARD);
  _smt_dose_editor_update_preview (self);
}

/* The next step is as the one before, but for the amount, which nobody has said. */
static void
add_step_cb (SmtDoseEditor *self)
{
  SmtDraftStep *step;

  _smt_dose_editor_keep_step (self);
  step = smt_draft_step_copy (g_ptr_array_index (self->steps, self->current));
  g_clear_pointer (&step->amount, g_free);
  for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
    g_clear_pointer (&step->part_amount[part], g_free);
  if (step->days == SMT_DRAFT_AS_NEEDED)
    step->days = SMT_DRAFT_DAILY;
  smt_draft_step_clear_limits (step);
  g_ptr_array_insert (self->steps, (int)self->current + 1, step);
  _smt_dose_editor_show_steps (self, self->current + 1);
  gtk_widget_child_focus (GTK_WIDGET (self->fields), GTK_DIR_TAB_FORWARD);
  _smt_dose_editor_update_preview (self);
}

/* A short dose of FEST, whole: what stood in the fields is gone. */
static void
short_dose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtDoseEditor *self = SMT_DOSE_EDITOR (widget);
  const SmtDoseSuggestion *chosen =
      smt_short_dose_menu_find (self->suggestions, g_variant_get_string (parameter, NULL));
  GPtrArray *steps = chosen != NULL ? smt_dose_draft_from_rhythm (chosen->rhythm) : NULL;

  if (steps == NULL)
    return;
  g_ptr_array_unref (self->steps);
  self->steps = steps;
  _smt_dose_editor_show_steps (self, 0);
  _smt_dose_editor_update_preview (self);
  smt_dose_editor_focus (self);
}

static void
first_day_changed_cb (SmtDoseEditor *self)
{
  if (self->filling || self->context == NULL)
    return;

  self->first_day_typed = TRUE;
  _smt_dose_editor_update_preview (self);
}

static void
accept_cb (SmtDoseEditor *self)
{
  g_autoptr (SmtDecision) decision = NULL;
  g_autoptr (GError) error = NULL;

  if (self->rhythm == NULL || !gtk_widget_get_sensitive (self->accept_button))
    return;

  decision = smt_patient_context_new_decision (self->context, SMT_DECISION_CHANGE, self->key);
  decision->rhythm = smt_rhythm_ref (self->rhythm);
  decision->first_day = _smt_dose_editor_first_day (self);
  _smt_dose_editor_settle_prescription (self, decision);

  /* Asked before it is handed on, so that what is missing is said here, beside the field. */
  if (smt_reconciliation_may_decide (smt_patient_context_get_reconciliation (self->context), decision, &error))
    g_signal_emit (self, signals[SIGNAL_DECIDED], 0, decision);
  else
    {
      g_autofree char *sentence = smt_sentence_for_error (error);

      _smt_dose_editor_show_note (self, sentence, "error");
    }
}

static void
cancel_cb (SmtDoseEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

/* As the button; and back to the row that it was opened from. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  SmtDoseEditor *self = SMT_DOSE_EDITOR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *key = g_strdup (self->key);

  cancel_cb (self); /* it may be on no page any more */
  if (root != NULL && key != NULL)
    gtk_widget_activate_action (GTK_WIDGET (root), "win.focus-row", "s", key);
  return GDK_EVENT_STOP;
}

/* --- the widget -------------------------------------------------------------------------------------------------- */

static void
smt_dose_editor_dispose (GObject *object)
{
  SmtDoseEditor *self = SMT_DOSE_EDITOR (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_DOSE_EDITOR);

  G_OBJECT_CLASS (smt_dose_editor_parent_class)->dispose (object);
}

static void
smt_dose_editor_finalize (GObject *object)
{
  SmtDoseEditor *self = SMT_DOSE_EDITOR (object);

  g_free (self->key);
  g_ptr_array_unref (self->steps);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_clear_pointer (&self->old, smt_rhythm_unref);
  g_clear_pointer (&self->rhythm, smt_rhythm_unref);

  G_OBJECT_CLASS (smt_dose_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-dose-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, content);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, title_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, old_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, short_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, picker);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, words_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, words_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, add_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, first_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, prescription_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, spent_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, anew_check);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, list_check);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, words_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, strip);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, note_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, draft_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, fields_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_step_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
smt_dose_editor_class_init (SmtDoseEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smt_dose_editor_dispose;
  object_class->finalize = smt_dose_editor_finalize;

  /**
   * SmtDoseEditor::decided:
   * @self: the editor
   * @decision: (transfer none): a change that the reconciliation would take
   */
  signals[SIGNAL_DECIDED] = g_signal_new ("decided", SMT_TYPE_DOSE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_CANCELLED] =
      g_signal_new ("cancelled", SMT_TYPE_DOSE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SMT_TYPE_DOSE_FIELDS);
  g_type_ensure (SMT_TYPE_STEP_PICKER);
  g_type_ensure (SMT_TYPE_VOICES_STRIP);
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_install_action (widget_class, SHORT_DOSE, "s", short_dose_cb);
  gtk_widget_class_set_css_name (widget_class, "doseeditor");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
smt_dose_editor_init (SmtDoseEditor *self)
{
  self->steps = smt_dose_draft_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * smt_dose_editor_new:
 *
 * Returns: (transfer floating): an editor without a row
 */
SmtDoseEditor *
smt_dose_editor_new (void)
{
  return g_object_new (SMT_TYPE_DOSE_EDITOR, NULL);
}

static void
show_old_dose (SmtDoseEditor *self, const SmtTreatment *treatment)
{
  const SmtRhythm *field = smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD);
  const SmtSource *text = smt_treatment_get_source (treatment, SMT_VOICE_TEXT);
  g_autoptr (SmtRhythm) said = smt_treatment_dup_said (treatment, SMT_VOICE_FIELD);
  g_autofree char *field_words = said != NULL ? smt_rhythm_to_words (said, smt_phrase_language ()) : g_strdup ("–");
  g_autofree char *line = g_strdup_printf (C_ ("dose editor", "Until now: field %1$s; text %2$s"), field_words,
                                           text != NULL ? text->raw : "–");

  if (treatment->state == SMT_TREATMENT_PLANNED_STOP)
    {
      g_autofree char *date = smt_phrase_date (treatment->stop_date);
      /* Translators: %1$s is a line, %2$s a date */
      g_autofree char *stops =
          g_strdup_printf (C_ ("dose editor", "%1$s. It stops on %2$s: a new dose lifts that."), line, date);
      gtk_label_set_label (self->old_label, stops);
    }
  else
    gtk_label_set_label (self->old_label, line);
  g_clear_pointer (&self->old, smt_rhythm_unref);
  if (field != NULL)
    self->old = smt_rhythm_ref (field);
}

static void
show_short_doses (SmtDoseEditor *self, const SmtTreatment *treatment)
{
  GtkWidget *old = gtk_widget_get_first_child (GTK_WIDGET (self->short_box));
  GtkWidget *menu;

  if (old != NULL)
    gtk_box_remove (self->short_box, old);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  self->suggestions = smt_dose_suggestions_new (treatment, smt_patient_context_get_list (self->context)->catalogue,
                                                smt_patient_context_get_today (self->context));
  menu = smt_short_dose_menu_new (self->suggestions, SHORT_DOSE);
  if (menu != NULL)
    gtk_box_append (self->short_box, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->short_box), menu != NULL);
}

static void
begin_on (SmtDoseEditor *self, SmtDate first_day)
{
  g_autofree char *day = smt_phrase_date_for_entry (first_day);

  self->filling = TRUE;
  gtk_editable_set_text (self->first_entry, day);
  self->filling = FALSE;
  self->first_day_typed = TRUE;
}

/* What was written here before is gone on with, from the day it was given. (nullable) */
static const SmtRhythm *
begin_with_decision (SmtDoseEditor *self, const SmtRow *row)
{
  if (row->decision == NULL || row->decision->kind != SMT_DECISION_CHANGE || row->decision->rhythm == NULL)
    return NULL;
  begin_on (self, row->decision->first_day);
  return row->decision->rhythm;
}

/* A dose that says itself that it begins on a day to come begins then. */
static void
begin_as_said (SmtDoseEditor *self, const SmtRhythm *start)
{
  SmtDate first = start->n_steps > 0 ? start->steps[0].start : SMT_DATE_UNSET;

  if (smt_date_is_set (first) && smt_date_compare (first, smt_patient_context_get_today (self->context)) > 0)
    begin_on (self, first);
}

/**
 * smt_dose_editor_set:
 * @self: an editor
 * @context: the patient at work
 * @key: the row
 * @start: (nullable): the dose to begin with; %NULL begins with what was decided before, else the text's, else the
 *   field's
 */
void
smt_dose_editor_set (SmtDoseEditor *self, SmtPatientContext *context, const char *key, const SmtRhythm *start)
{
  const SmtRow *row;
  GPtrArray *steps = NULL;

  g_return_if_fail (SMT_IS_DOSE_EDITOR (self) && context != NULL && key != NULL);

  row = smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), key);
  g_return_if_fail (row != NULL);

  g_set_object (&self->context, context);
  g_free (self->key);
  self->key = g_strdup (key);
  self->first_day_typed = FALSE;
  show_old_dose (self, row->treatment);
  show_short_doses (self, row->treatment);
  _smt_dose_editor_show_prescription (self, row);

  if (start != NULL)
    begin_as_said (self, start);
  else
    start = begin_with_decision (self, row);
  if (start == NULL)
    start = smt_treatment_get_rhythm (row->treatment, SMT_VOICE_TEXT);
  if (start == NULL)
    start = smt_treatment_get_rhythm (row->treatment, SMT_VOICE_FIELD);
  if (start != NULL)
    steps = smt_dose_draft_from_rhythm (start);

  self->filling = TRUE;
  g_ptr_array_unref (self->steps);
  self->steps = steps != NULL ? steps : smt_dose_draft_new ();
  _smt_dose_editor_show_steps (self, 0);
  if (start != NULL && steps == NULL)
    {
      g_autofree char *words = smt_send_dose_text (start);

      gtk_editable_set_text (self->words_entry, words);
      smt_dose_fields_set_in_words (self->fields);
    }
  self->filling = FALSE;
  _smt_dose_editor_update_preview (self);
}

/** smt_dose_editor_focus: moves the focus to where the dose is written; Enter takes it from there as it is */
void
smt_dose_editor_focus (SmtDoseEditor *self)
{
  g_return_if_fail (SMT_IS_DOSE_EDITOR (self));

  if (smt_dose_fields_get_in_words (self->fields))
    gtk_widget_grab_focus (GTK_WIDGET (self->words_entry));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->fields), GTK_DIR_TAB_FORWARD);
}
