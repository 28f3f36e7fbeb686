/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-decision-form.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-scroll.h"
#include "ui/smt-sentences.h"
#include "ui/smt-wrap.h"

#define CLARIFY_DAYS 7

struct _SmtDecisionForm
{
  GtkWidget parent_instance;

  /* template */
  GtkRevealer *revealer;
  GtkLabel *question_label;
  GtkBox *reasons_box;
  GtkWidget *fields_box;
  GtkLabel *text_label;
  GtkEditable *text_entry;
  GtkWidget *date_box;
  GtkLabel *date_label;
  GtkEditable *date_entry;
  GtkLabel *error_label;
  GtkButton *accept_button;

  /* owned */
  SmtPatientContext *context;
  char *key;

  SmtDecisionKind kind;
  SmtStopReason reason;
};

G_DEFINE_FINAL_TYPE (SmtDecisionForm, smt_decision_form, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

static void
decide (SmtDecisionForm *self)
{
  SmtDecision *decision = smt_patient_context_new_decision (self->context, self->kind, self->key);
  g_autofree char *text = entry_text (self->text_entry);
  g_autoptr (GError) error = NULL;

  decision->stop_reason = self->reason;
  if (self->kind == SMT_DECISION_CLARIFY)
    {
      decision->recipient = g_steal_pointer (&text);
      if (!smt_phrase_parse_date (gtk_editable_get_text (self->date_entry), &decision->due))
        decision->due = SMT_DATE_UNSET;
    }
  else if (*text != '\0')
    decision->reason = g_steal_pointer (&text);

  if (smt_decide (GTK_WIDGET (self), self->context, decision, &error))
    finish (self, TRUE);
  else
    {
      g_autofree char *sentence = smt_sentence_for_error (error);
      show_error (self, sentence);
      gtk_widget_grab_focus (GTK_WIDGET (self->text_entry));
    }
}

static void
choose_reason (SmtDecisionForm *self, SmtStopReason reason)
{
  self->reason = reason;
  if (reason == SMT_STOP_OTHER)
    {
      gtk_widget_set_visible (self->fields_box, TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->accept_button), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->text_entry));
      smt_scroll_to (GTK_WIDGET (self));
      return;
    }
  gtk_editable_set_text (self->text_entry, "");
  decide (self);
}

static void
reason_clicked_cb (GtkButton *button, SmtDecisionForm *self)
{
  choose_reason (self, (SmtStopReason)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "reason")));
}

static void
accept_cb (SmtDecisionForm *self)
{
  if (self->context != NULL)
    decide (self);
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
add_reason_buttons (SmtDecisionForm *self)
{
  for (int reason = SMT_STOP_FINISHED; reason <= SMT_STOP_OTHER; reason++)
    {
      g_autofree char *label = reason == SMT_STOP_OTHER
                                   ? g_strconcat (smt_word_for_stop_reason ((SmtStopReason)reason), "…", NULL)
                                   : g_strdup (smt_word_for_stop_reason ((SmtStopReason)reason));
      GtkWidget *button = gtk_button_new_with_label (label);

      g_object_set_data (G_OBJECT (button), "reason", GINT_TO_POINTER (reason));
      g_signal_connect_object (button, "clicked", G_CALLBACK (reason_clicked_cb), self, 0);
      smt_wrap_buttons (button);
      gtk_box_append (self->reasons_box, button);
    }
}

/* What the form asks for, by kind of decision. */
static void
ask (SmtDecisionForm *self, const char *question, const char *text, const char *accept)
{
  gtk_label_set_label (self->question_label, question);
  gtk_label_set_label (self->text_label, text);
  gtk_button_set_label (self->accept_button, accept);
}

static void
set_up (SmtDecisionForm *self)
{
  gboolean by_reason = self->kind == SMT_DECISION_STOP || self->kind == SMT_DECISION_RECALL;

  if (self->kind == SMT_DECISION_STOP)
    ask (self, C_ ("form", "Why is the treatment stopped? Its prescription is recalled with it."),
         C_ ("form", "Other reason, in words"), C_ ("form", "Stop"));
  else if (self->kind == SMT_DECISION_RECALL)
    ask (self, C_ ("form", "Why is the prescription recalled?"), C_ ("form", "Other reason, in words"),
         C_ ("form", "Recall"));
  else if (self->kind == SMT_DECISION_OVERRIDE)
    ask (self, C_ ("form", "Why is this right as it stands? The row goes back unchanged."),
         C_ ("form", "Reason, in words"), C_ ("form", "Override"));
  else
    ask (self, C_ ("form", "Who is to clarify it? The row goes back unchanged and is named at review."),
         C_ ("form", "To be clarified with"), C_ ("form", "Clarify"));
  gtk_widget_set_visible (GTK_WIDGET (self->reasons_box), by_reason);
  gtk_widget_set_visible (self->fields_box, !by_reason);
  gtk_widget_set_visible (GTK_WIDGET (self->accept_button), !by_reason);
  gtk_widget_set_visible (self->date_box, self->kind == SMT_DECISION_CLARIFY);
}

static gboolean
smt_decision_form_grab_focus (GtkWidget *widget)
{
  SmtDecisionForm *self = SMT_DECISION_FORM (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->reasons_box)))
    return gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->reasons_box)));
  return gtk_widget_grab_focus (GTK_WIDGET (self->text_entry));
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
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, text_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, text_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, date_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, date_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, date_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDecisionForm, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
smt_decision_form_init (SmtDecisionForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_reason_buttons (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/** smt_decision_form_new: Returns: (transfer floating): a closed form */
GtkWidget *
smt_decision_form_new (void)
{
  return g_object_new (SMT_TYPE_DECISION_FORM, NULL);
}

/**
 * smt_decision_form_open:
 * @kind: STOP, RECALL, CLARIFY or OVERRIDE
 *
 * Opens the form and moves the focus into it.
 */
void
smt_decision_form_open (SmtDecisionForm *self, SmtPatientContext *context, const char *key, SmtDecisionKind kind)
{
  g_autofree char *due = NULL;

  g_return_if_fail (SMT_IS_DECISION_FORM (self));
  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (context));

  g_set_object (&self->context, context);
  g_free (self->key);
  self->key = g_strdup (key);
  self->kind = kind;
  self->reason = SMT_STOP_OTHER;
  due = smt_phrase_date_for_entry (smt_date_add_days (smt_patient_context_get_today (context), CLARIFY_DAYS));
  gtk_editable_set_text (self->text_entry, "");
  gtk_editable_set_text (self->date_entry, due);
  show_error (self, NULL);
  set_up (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  smt_scroll_to (GTK_WIDGET (self));
}

/** smt_decision_form_close: closes the form without deciding */
void
smt_decision_form_close (SmtDecisionForm *self)
{
  g_return_if_fail (SMT_IS_DECISION_FORM (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
