/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-dose-editor.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-dose-draft.h"
#include "ui/smt-dose-editor-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-sentences.h"
#include "ui/smt-voices-strip.h"
#include "ui/smt-wrap.h"

#define PREVIEW_DAYS 28
#define N_WEEKDAYS 7
#define N_PARTS 6

struct _SmtDoseEditor
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  GtkLabel *title_label;
  GtkLabel *old_label;
  GtkEditable *amount_entry;
  GtkEditable *unit_entry;
  GtkCheckButton *daily_button;
  GtkCheckButton *every_button;
  GtkCheckButton *weekdays_button;
  GtkCheckButton *words_button;
  GtkWidget *amount_box;
  GtkWidget *words_box;
  GtkEditable *words_entry;
  GtkWidget *every_box;
  GtkSpinButton *every_spin;
  GtkBox *weekdays_box;
  GtkWidget *parts_label;
  GtkBox *parts_box;
  GtkEditable *first_entry;
  GtkLabel *words_label;
  SmtVoicesStrip *strip;
  GtkLabel *note_label;
  GtkWidget *accept_button;

  /* borrowed: children of weekdays_box and parts_box */
  GtkCheckButton *weekday_buttons[N_WEEKDAYS];
  GtkCheckButton *part_buttons[N_PARTS];

  /* owned */
  SmtPatientContext *context;
  char *key;
  SmtRhythm *old;
  SmtRhythm *rhythm; /* the dose as written; NULL while it is not whole */

  gboolean filling;         /* fields are being filled by the program, not by a person */
  gboolean first_day_typed; /* the first day was typed, and is no longer derived */
};

G_DEFINE_FINAL_TYPE (SmtDoseEditor, smt_dose_editor, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DECIDED,
  SIGNAL_CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- fields ⇄ draft ---------------------------------------------------------------------------------------------- */

static guint8
read_bits (GtkCheckButton **buttons, guint n_buttons)
{
  guint bits = 0;

  for (guint i = 0; i < n_buttons; i++)
    if (gtk_check_button_get_active (buttons[i]))
      bits |= 1u << i;

  return (guint8)bits;
}

static void
write_bits (GtkCheckButton **buttons, guint n_buttons, guint8 bits)
{
  for (guint i = 0; i < n_buttons; i++)
    gtk_check_button_set_active (buttons[i], (bits >> i) & 1);
}

static SmtDoseDraft
read_fields (SmtDoseEditor *self)
{
  SmtDoseDraft draft = { .days = SMT_DRAFT_DAILY };

  draft.amount = g_strdup (gtk_editable_get_text (self->amount_entry));
  draft.unit = g_strstrip (g_strdup (gtk_editable_get_text (self->unit_entry)));
  draft.every = (guint)gtk_spin_button_get_value_as_int (self->every_spin);
  draft.weekdays = read_bits (self->weekday_buttons, N_WEEKDAYS);
  draft.parts = read_bits (self->part_buttons, N_PARTS);
  if (gtk_check_button_get_active (self->every_button))
    draft.days = SMT_DRAFT_EVERY_N;
  else if (gtk_check_button_get_active (self->weekdays_button))
    draft.days = SMT_DRAFT_WEEKDAYS;

  return draft;
}

static void
write_fields (SmtDoseEditor *self, const SmtDoseDraft *draft)
{
  GtkCheckButton *const choices[] = { self->daily_button, self->every_button, self->weekdays_button };

  gtk_editable_set_text (self->amount_entry, draft->amount != NULL ? draft->amount : "");
  gtk_editable_set_text (self->unit_entry, draft->unit != NULL ? draft->unit : "");
  gtk_check_button_set_active (choices[draft->days], TRUE);
  gtk_spin_button_set_value (self->every_spin, draft->every);
  write_bits (self->weekday_buttons, N_WEEKDAYS, draft->weekdays);
  write_bits (self->part_buttons, N_PARTS, draft->parts);
}

/* --- preview ----------------------------------------------------------------------------------------------------- */

static void
show_note (SmtDoseEditor *self, const char *note, const char *style)
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
    show_note (self, finding, stop ? "error" : "warning");
  else if (!smt_date_is_set (first_day))
    show_note (self, C_ ("dose editor", "Write the first dose day as a date."), "dim-label");
  else if (smt_send_field_fit (self->rhythm, first_day) == SMT_FIELD_EMPTY)
    show_note (self, C_ ("dose editor", "The field cannot express this and will be empty."), "warning");
  else
    show_note (self, "", "dim-label");
}

static SmtDate
first_day (SmtDoseEditor *self)
{
  SmtDate date = SMT_DATE_UNSET;

  if (!smt_phrase_parse_date (gtk_editable_get_text (self->first_entry), &date))
    return SMT_DATE_UNSET;

  return date;
}

static void
derive_first_day (SmtDoseEditor *self, const SmtDoseDraft *draft)
{
  SmtDate day = smt_dose_draft_first_day (draft, smt_patient_context_get_today (self->context));
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
  gboolean words = gtk_check_button_get_active (self->words_button);

  gtk_widget_set_visible (self->words_box, words);
  gtk_widget_set_visible (self->amount_box, !words);
  gtk_widget_set_visible (self->parts_label, !words);
  gtk_widget_set_visible (GTK_WIDGET (self->parts_box), !words);
  gtk_widget_set_visible (self->every_box, gtk_check_button_get_active (self->every_button));
  gtk_widget_set_visible (GTK_WIDGET (self->weekdays_box), gtk_check_button_get_active (self->weekdays_button));
}

/* Whatever the engine can read: steps, cycles, months, as needed with a maximum. Field and text are both written from
 * it. */
static SmtRhythm *
read_words (SmtDoseEditor *self, char **missing)
{
  g_autoptr (SmtReading) reading = smt_dose_editor_read (gtk_editable_get_text (self->words_entry), missing);
  const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);
  SmtDoseDraft plain = { .days = SMT_DRAFT_DAILY };

  derive_first_day (self, &plain);
  return rhythm != NULL ? smt_rhythm_ref (rhythm) : NULL;
}

static SmtRhythm *
read_draft (SmtDoseEditor *self, char **missing)
{
  SmtDoseDraft draft = read_fields (self);
  SmtDraftFault fault;
  SmtRhythm *rhythm;

  derive_first_day (self, &draft);
  rhythm = smt_dose_draft_to_rhythm (&draft, &fault);
  smt_dose_draft_clear (&draft);
  if (rhythm == NULL)
    *missing = g_strdup (smt_dose_editor_fault (fault));
  return rhythm;
}

static void
update_preview (SmtDoseEditor *self)
{
  const SmtRow *row = smt_reconciliation_find_row (smt_patient_context_get_reconciliation (self->context), self->key);
  SmtDate today = smt_patient_context_get_today (self->context);
  g_autofree char *missing = NULL;

  g_clear_pointer (&self->rhythm, smt_rhythm_unref);
  show_places (self);
  self->rhythm =
      gtk_check_button_get_active (self->words_button) ? read_words (self, &missing) : read_draft (self, &missing);

  smt_voices_strip_set_rhythms (self->strip, self->old, self->rhythm,
                                smt_date_add_days (today, -(int)smt_date_weekday (today)), PREVIEW_DAYS);
  if (self->rhythm != NULL && row != NULL)
    show_whole_dose (self, row->treatment, first_day (self));
  else
    {
      gtk_label_set_label (self->words_label, "");
      gtk_widget_set_sensitive (self->accept_button, FALSE);
      show_note (self, missing != NULL ? missing : "", "dim-label");
    }
}

/* --- callbacks --------------------------------------------------------------------------------------------------- */

static void
draft_changed_cb (SmtDoseEditor *self)
{
  if (!self->filling && self->context != NULL)
    update_preview (self);
}

static void
first_day_changed_cb (SmtDoseEditor *self)
{
  if (self->filling || self->context == NULL)
    return;

  self->first_day_typed = TRUE;
  update_preview (self);
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
  decision->first_day = first_day (self);

  /* Asked before it is handed on, so that what is missing is said here, beside the field. */
  if (smt_reconciliation_may_decide (smt_patient_context_get_reconciliation (self->context), decision, &error))
    g_signal_emit (self, signals[SIGNAL_DECIDED], 0, decision);
  else
    {
      g_autofree char *sentence = smt_sentence_for_error (error);

      show_note (self, sentence, "error");
    }
}

static void
cancel_cb (SmtDoseEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

/* --- the widget -------------------------------------------------------------------------------------------------- */

static GtkCheckButton *
add_choice (SmtDoseEditor *self, GtkBox *box, GtkSizeGroup *columns, const char *label)
{
  GtkWidget *button = gtk_check_button_new_with_label (label);

  g_signal_connect_swapped (button, "toggled", G_CALLBACK (draft_changed_cb), self);
  smt_wrap_buttons (button);
  gtk_box_append (box, button);
  gtk_size_group_add_widget (columns, button);

  return GTK_CHECK_BUTTON (button);
}

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
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, amount_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, unit_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, daily_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, every_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, weekdays_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, words_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, amount_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, words_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, words_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, parts_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, every_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, every_spin);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, weekdays_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, parts_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, first_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, words_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, strip);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, note_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDoseEditor, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, draft_changed_cb);
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

  g_type_ensure (SMT_TYPE_VOICES_STRIP);
  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "doseeditor");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
smt_dose_editor_init (SmtDoseEditor *self)
{
  /* equally wide, so that lines of choices stand in columns */
  g_autoptr (GtkSizeGroup) weekdays = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autoptr (GtkSizeGroup) parts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < N_WEEKDAYS; i++)
    {
      g_autofree char *name = smt_phrase_capitalize (smt_weekday_name ((SmtWeekday)i, smt_phrase_language ()));

      self->weekday_buttons[i] = add_choice (self, self->weekdays_box, weekdays, name);
    }
  for (guint i = 0; i < N_PARTS; i++)
    self->part_buttons[i] = add_choice (self, self->parts_box, parts, smt_dose_editor_part (i));
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
  g_autofree char *field_words = field != NULL ? smt_rhythm_to_words (field, smt_phrase_language ()) : g_strdup ("–");
  g_autofree char *line = g_strdup_printf (C_ ("dose editor", "Until now: field %1$s; text %2$s"), field_words,
                                           text != NULL ? text->raw : "–");

  gtk_label_set_label (self->old_label, line);
  g_clear_pointer (&self->old, smt_rhythm_unref);
  if (field != NULL)
    self->old = smt_rhythm_ref (field);
}

/**
 * smt_dose_editor_set:
 * @self: an editor
 * @context: the patient at work
 * @key: the row
 * @start: (nullable): the dose to begin with; %NULL begins with the text's, else the field's
 */
void
smt_dose_editor_set (SmtDoseEditor *self, SmtPatientContext *context, const char *key, const SmtRhythm *start)
{
  const SmtRow *row;
  SmtDoseDraft draft = { .every = 2 };
  gboolean holds;

  g_return_if_fail (SMT_IS_DOSE_EDITOR (self) && context != NULL && key != NULL);

  row = smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), key);
  g_return_if_fail (row != NULL);

  g_set_object (&self->context, context);
  g_free (self->key);
  self->key = g_strdup (key);
  self->first_day_typed = FALSE;
  show_old_dose (self, row->treatment);

  if (start == NULL)
    start = smt_treatment_get_rhythm (row->treatment, SMT_VOICE_TEXT);
  if (start == NULL)
    start = smt_treatment_get_rhythm (row->treatment, SMT_VOICE_FIELD);
  holds = start != NULL && smt_dose_draft_from_rhythm (start, &draft);

  self->filling = TRUE;
  write_fields (self, &draft);
  if (start != NULL && !holds)
    {
      g_autofree char *words = smt_send_dose_text (start);

      gtk_editable_set_text (self->words_entry, words);
      gtk_check_button_set_active (self->words_button, TRUE);
    }
  self->filling = FALSE;
  smt_dose_draft_clear (&draft);
  update_preview (self);
}
