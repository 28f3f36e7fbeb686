/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-decision-form-private.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-decision-form-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-scroll.h"
#include "ui/smt-sentences.h"
#include "ui/smt-wrap.h"

#define CLARIFY_DAYS 7

G_DEFINE_FINAL_TYPE (SmtDecisionForm, smt_decision_form, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Whether it is about a row that stands only in a file. */
static gboolean
is_aside (SmtDecisionForm *self)
{
  return self->about != NULL;
}

static void
show_error (SmtDecisionForm *self, const char *sentence)
{
  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

static void
finish (SmtDecisionForm *self, gboolean decided)
{
  smt_decision_form_close (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0, decided);
}

static char *
entry_text (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static SmtDate
entry_date (GtkEditable *entry)
{
  SmtDate date;

  return smt_phrase_parse_date (gtk_editable_get_text (entry), &date) ? date : SMT_DATE_UNSET;
}

static SmtStopSupply
chosen_supply (SmtDecisionForm *self)
{
  if (gtk_check_button_get_active (self->enough_check))
    return SMT_SUPPLY_ENOUGH;
  return gtk_check_button_get_active (self->fetch_check) ? SMT_SUPPLY_MUST_FETCH : SMT_SUPPLY_WITHOUT_PRESCRIPTION;
}

static void
fill_in (SmtDecisionForm *self, SmtDecision *decision)
{
  g_autofree char *text = entry_text (self->text_entry);

  decision->stop_reason = self->reason;
  decision->other_key = g_strdup (self->other_key);
  decision->about = g_strdup (self->about);
  if (self->kind == SMT_DECISION_CLARIFY)
    {
      decision->recipient = g_steal_pointer (&text);
      decision->due = entry_date (self->date_entry);
      return;
    }
  if (self->kind == SMT_DECISION_STOP_LATER)
    {
      decision->stop_date = entry_date (self->date_entry);
      decision->supply = chosen_supply (self);
    }
  else if (self->kind == SMT_DECISION_PAUSE)
    {
      decision->first_day = entry_date (self->date_entry);
      decision->until = entry_date (self->until_entry);
    }
  else if (self->kind == SMT_DECISION_OVERRIDE)
    decision->due = entry_date (self->date_entry);
  if (*text != '\0')
    decision->reason = g_steal_pointer (&text);
}

/* What the patient takes until a later stop decides what becomes of the prescription: it is never taken for granted. */
static gboolean
supply_is_chosen (SmtDecisionForm *self)
{
  return !gtk_widget_get_visible (self->supply_box) || gtk_check_button_get_active (self->enough_check)
         || gtk_check_button_get_active (self->fetch_check) || gtk_check_button_get_active (self->without_check);
}

/* A day that cannot be read must not pass for one that was left open. */
static gboolean
is_clear (GtkEditable *entry)
{
  g_autofree char *text = entry_text (entry);

  return *text == '\0' || smt_date_is_set (entry_date (entry));
}

/* (nullable): a day that cannot be read; one that is asked for and has been left empty */
static GtkEditable *
find_unclear (SmtDecisionForm *self)
{
  gboolean needed = self->kind != SMT_DECISION_OVERRIDE;

  if (!gtk_widget_get_visible (self->date_box))
    return NULL;
  if (needed ? !smt_date_is_set (entry_date (self->date_entry)) : !is_clear (self->date_entry))
    return self->date_entry;
  return self->kind == SMT_DECISION_PAUSE && !is_clear (self->until_entry) ? self->until_entry : NULL;
}

/* A task for a day that has gone would be late from the beginning. */
static gboolean
is_late (SmtDecisionForm *self)
{
  SmtDate due = entry_date (self->date_entry);

  return (self->kind == SMT_DECISION_CLARIFY || self->kind == SMT_DECISION_OVERRIDE) && smt_date_is_set (due)
         && smt_date_compare (due, smt_patient_context_get_today (self->context)) < 0;
}

static gboolean
complain_of_day (SmtDecisionForm *self, GtkEditable *entry, const char *sentence)
{
  show_error (self, sentence);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  return FALSE;
}

static gboolean
is_complete (SmtDecisionForm *self)
{
  GtkEditable *unclear = find_unclear (self);

  if (unclear != NULL)
    return complain_of_day (self, unclear,
                            unclear == self->date_entry && self->kind != SMT_DECISION_OVERRIDE
                                ? C_ ("form", "Write the day as a date: dd.mm.yyyy.")
                                : C_ ("form", "The day is not a date. Write it as dd.mm.yyyy, or leave it empty."));
  if (is_late (self))
    return complain_of_day (self, self->date_entry, C_ ("form", "That day has gone. Write today or a day to come."));
  if (!supply_is_chosen (self))
    {
      show_error (self, C_ ("form", "Choose what the patient takes until that day."));
      gtk_widget_child_focus (self->supply_box, GTK_DIR_TAB_FORWARD);
      return FALSE;
    }
  return TRUE;
}

/* Decides what has been filled in, or says what is missing. */
void
_smt_decision_form_decide (SmtDecisionForm *self)
{
  SmtDecision *decision = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_complete (self))
    return;
  decision = smt_patient_context_new_decision (self->context, self->kind, self->key);
  fill_in (self, decision);
  if (smt_decide (GTK_WIDGET (self), self->context, decision, &error))
    finish (self, TRUE);
  else
    {
      g_autofree char *sentence = smt_sentence_for_error (error);
      show_error (self, sentence);
      gtk_widget_grab_focus (GTK_WIDGET (self));
    }
}

static void
accept_cb (SmtDecisionForm *self)
{
  if (self->context == NULL)
    return;
  if (gtk_widget_get_visible (GTK_WIDGET (self->reasons_box)) && !gtk_widget_get_visible (self->text_box))
    {
      /* Enter in a day, before anybody has said why */
      show_error (self, C_ ("form", "Choose why."));
      gtk_widget_child_focus (GTK_WIDGET (self->reasons_box), GTK_DIR_TAB_FORWARD);
      return;
    }
  _smt_decision_form_decide (self);
}

static void
cancel_cb (SmtDecisionForm *self)
{
  finish (self, FALSE);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SmtDecisionForm *self = SMT_DECISION_FORM (widget);

  if (!gtk_revealer_get_reveal_child (self->revealer))
    return GDK_EVENT_PROPAGATE;
  finish (self, FALSE);
  return GDK_EVENT_STOP;
}

static void
ask (SmtDecisionForm *self)
{
  const SmtFormWords words = smt_form_words (self->kind, is_aside (self));

  gtk_label_set_label (self->question_label,
                       _smt_decision_form_recalls_only (self) ? smt_form_recall_question () : words.question);
  gtk_label_set_label (self->text_label, words.text);
  gtk_button_set_label (self->accept_button, words.accept);
  gtk_label_set_label (self->date_label, words.date);
}

/* @treatment: (nullable): what is stopped later. One that nobody can dispense is not recalled: there are two ways. */
static void
show_supplies (SmtDecisionForm *self, const SmtTreatment *treatment)
{
  gboolean recalls = treatment != NULL && smt_treatment_is_dispensable (treatment);
  gboolean spent = treatment != NULL && smt_treatment_has_spent_prescription (treatment);

  gtk_widget_set_visible (self->supply_box, recalls || spent);
  gtk_widget_set_visible (GTK_WIDGET (self->enough_check), recalls);
  gtk_check_button_set_label (
      self->fetch_check, recalls ? C_ ("form", "More must be fetched: a new prescription until that day, the old one "
                                               "recalled")
                                 : C_ ("form", "More must be fetched: a new prescription until that day"));
  gtk_check_button_set_label (self->without_check,
                              recalls ? C_ ("form", "It goes on without a prescription: the old one is recalled")
                                      : C_ ("form", "No new prescription is needed"));
  smt_wrap_buttons (self->supply_box);
}

static void
set_up (SmtDecisionForm *self)
{
  const SmtTreatment *treatment = smt_list_find (smt_patient_context_get_list (self->context), self->key);
  gboolean later = self->kind == SMT_DECISION_STOP_LATER;
  gboolean pause = self->kind == SMT_DECISION_PAUSE;
  gboolean by_choice = self->kind == SMT_DECISION_STOP || self->kind == SMT_DECISION_RECALL || later || pause
                       || self->kind == SMT_DECISION_BELONGS_TO || self->kind == SMT_DECISION_DECLINE;

  ask (self);
  _smt_decision_form_add_choices (self);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons_box), by_choice);
  gtk_widget_set_visible (self->fields_box, !by_choice || later || pause);
  gtk_widget_set_visible (self->text_box, !by_choice);
  gtk_widget_set_visible (GTK_WIDGET (self->accept_button), !by_choice);
  gtk_widget_set_visible (self->date_box,
                          self->kind == SMT_DECISION_CLARIFY || self->kind == SMT_DECISION_OVERRIDE || later || pause);
  gtk_widget_set_visible (self->until_box, pause);
  show_supplies (self, later ? treatment : NULL);
}

/* What is asked first: a day, a choice, or words. */
static gboolean
smt_decision_form_grab_focus (GtkWidget *widget)
{
  SmtDecisionForm *self = SMT_DECISION_FORM (widget);
  GtkWidget *choice = gtk_widget_get_first_child (GTK_WIDGET (self->reasons_box));

  if (gtk_widget_get_visible (self->text_box))
    return gtk_widget_grab_focus (GTK_WIDGET (self->text_entry));
  if (gtk_widget_get_visible (self->date_box))
    return gtk_widget_grab_focus (GTK_WIDGET (self->date_entry));
  return choice != NULL && gtk_widget_grab_focus (choice);
}

static void
smt_decision_form_dispose (GObject *object)
{
  SmtDecisionForm *self = SMT_DECISION_FORM (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_DECISION_FORM);
  G_OBJECT_CLASS (smt_decision_form_parent_class)->dispose (object);
}

static void
smt_decision_form_finalize (GObject *object)
{
  g_free (SMT_DECISION_FORM (object)->key);
  g_free (SMT_DECISION_FORM (object)->other_key);
  g_free (SMT_DECISION_FORM (object)->about);
  G_OBJECT_CLASS (smt_decision_form_parent_class)->finalize (object);
}

static void
smt_decision_form_class_init (SmtDecisionFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smt_decision_form_dispose;
  object_class->finalize = smt_decision_form_finalize;
  widget_class->grab_focus = smt_decision_form_grab_focus;

  signals[SIGNAL_CLOSED] = g_signal_new ("closed", SMT_TYPE_DECISION_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-decision-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, revealer);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, question_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, reasons_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, fields_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, text_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, text_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, text_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, date_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, date_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, date_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, until_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, until_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, supply_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, enough_check);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, fetch_check);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, without_check);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
smt_decision_form_init (SmtDecisionForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  smt_wrap_buttons (self->supply_box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
show (SmtDecisionForm *self)
{
  set_up (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  smt_scroll_to (GTK_WIDGET (self));
}

/** smt_decision_form_new: Returns: (transfer floating): a closed form */
GtkWidget *
smt_decision_form_new (void)
{
  return g_object_new (SMT_TYPE_DECISION_FORM, NULL);
}

/**
 * smt_decision_form_open:
 * @kind: one that needs a reason, a recipient, a day or a line of the list
 *
 * Opens the form and moves the focus into it.
 */
void
smt_decision_form_open (SmtDecisionForm *self, SmtPatientContext *context, const char *key, SmtDecisionKind kind)
{
  g_autofree char *due = NULL;
  SmtDate today;

  g_return_if_fail (SMT_IS_DECISION_FORM (self));
  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (context));

  g_set_object (&self->context, context);
  g_free (self->key);
  self->key = g_strdup (key);
  self->kind = kind;
  self->reason = SMT_STOP_OTHER;
  g_clear_pointer (&self->other_key, g_free);
  g_clear_pointer (&self->about, g_free);
  today = smt_patient_context_get_today (context);
  due = smt_phrase_date_for_entry (kind == SMT_DECISION_PAUSE ? today : smt_date_add_days (today, CLARIFY_DAYS));
  gtk_editable_set_text (self->text_entry, "");
  gtk_editable_set_text (self->until_entry, "");
  gtk_check_button_set_active (self->enough_check, FALSE);
  gtk_check_button_set_active (self->fetch_check, FALSE);
  gtk_check_button_set_active (self->without_check, FALSE);
  /* a day to stop is never proposed, and not every override is followed up */
  gtk_editable_set_text (self->date_entry, kind == SMT_DECISION_STOP_LATER || kind == SMT_DECISION_OVERRIDE ? "" : due);
  show_error (self, NULL);
  show (self);
}

/**
 * smt_decision_form_open_aside:
 * @key: of smt_aside_key()
 * @kind: %SMT_DECISION_CLARIFY or %SMT_DECISION_DECLINE
 * @about: what stands there, and in which file, in words
 *
 * Opens the form for a row that stands only in a file.
 */
void
smt_decision_form_open_aside (SmtDecisionForm *self,
                              SmtPatientContext *context,
                              const char *key,
                              SmtDecisionKind kind,
                              const char *about)
{
  g_return_if_fail (SMT_IS_DECISION_FORM (self) && about != NULL);

  smt_decision_form_open (self, context, key, kind);
  self->about = g_strdup (about);
  show (self);
}

/** smt_decision_form_close: closes the form without deciding */
void
smt_decision_form_close (SmtDecisionForm *self)
{
  g_return_if_fail (SMT_IS_DECISION_FORM (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
