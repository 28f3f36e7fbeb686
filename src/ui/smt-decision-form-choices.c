/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The choices of the decision form: reasons, ready answers, lines of the list. Each decides at once; one that asks for
 * words only opens their field.
 */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-decision-form-private.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-row-words.h"
#include "ui/smt-scroll.h"
#include "ui/smt-wrap.h"

static void
choose_reason (SmtDecisionForm *self, SmtStopReason reason)
{
  self->reason = reason;
  if (reason == SMT_STOP_OTHER)
    {
      gtk_widget_set_visible (self->fields_box, TRUE);
      gtk_widget_set_visible (self->text_box, TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->accept_button), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->text_entry));
      smt_scroll_to (GTK_WIDGET (self));
      return;
    }
  gtk_editable_set_text (self->text_entry, "");
  _smt_decision_form_decide (self);
}

static void
reason_clicked_cb (GtkButton *button, SmtDecisionForm *self)
{
  choose_reason (self, (SmtStopReason)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "reason")));
}

static GtkWidget *
add_choice (SmtDecisionForm *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  smt_wrap_buttons (button);
  gtk_box_append (self->reasons_box, button);
  return button;
}

static void
add_reason_buttons (SmtDecisionForm *self)
{
  for (int reason = SMT_STOP_FINISHED; reason <= SMT_STOP_OTHER; reason++)
    {
      g_autofree char *label = reason == SMT_STOP_OTHER
                                   ? g_strconcat (smt_word_for_stop_reason ((SmtStopReason)reason), "…", NULL)
                                   : g_strdup (smt_word_for_stop_reason ((SmtStopReason)reason));
      GtkWidget *button = add_choice (self, label);

      g_object_set_data (G_OBJECT (button), "reason", GINT_TO_POINTER (reason));
      g_signal_connect_object (button, "clicked", G_CALLBACK (reason_clicked_cb), self, 0);
    }
}

static void
entry_clicked_cb (GtkButton *button, SmtDecisionForm *self)
{
  g_free (self->other_key);
  self->other_key = g_strdup (g_object_get_data (G_OBJECT (button), "key"));
  _smt_decision_form_decide (self);
}

static void
add_entry_buttons (SmtDecisionForm *self)
{
  g_autoptr (GPtrArray) keys = smt_decide_entries_for (self->context, self->key);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const SmtTreatment *entry = smt_list_find (smt_patient_context_get_list (self->context), key);
      g_autofree char *line = smt_row_medicine_line (entry);
      GtkWidget *button = add_choice (self, line);

      g_object_set_data_full (G_OBJECT (button), "key", g_strdup (key), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (entry_clicked_cb), self, 0);
    }
}

/* A ready answer is the reason, in words; the last one asks for others. */
static void
answer_clicked_cb (GtkButton *button, SmtDecisionForm *self)
{
  gtk_editable_set_text (self->text_entry, gtk_button_get_label (button));
  _smt_decision_form_decide (self);
}

static void
other_answer_cb (GtkButton *button, SmtDecisionForm *self)
{
  choose_reason (self, SMT_STOP_OTHER);
}

static void
add_answer_buttons (SmtDecisionForm *self, const char *const *answers)
{
  for (guint i = 0; answers[i] != NULL; i++)
    g_signal_connect_object (add_choice (self, answers[i]), "clicked", G_CALLBACK (answer_clicked_cb), self, 0);
  g_signal_connect_object (add_choice (self, C_ ("answer", "Other reason…")), "clicked", G_CALLBACK (other_answer_cb),
                           self, 0);
}

/* Of a line of its own that a pharmacy would have on the list. */
static void
add_answers_to_proposal (SmtDecisionForm *self, const SmtTreatment *proposed)
{
  const char *const answers[] = { C_ ("answer", "On the list already"), C_ ("answer", "Not used any more"),
                                  C_ ("answer", "Was for a short time only"), C_ ("answer", "No indication"), NULL };
  const char *const off_list[] = { C_ ("answer", "Does not belong on the list"), NULL };

  add_answer_buttons (self, smt_treatment_get_off_list (proposed) == SMT_OFF_LIST_NOT ? answers : off_list);
}

/* What is declined: a line that stands only in a file, one that a pharmacy proposes, or what it asks of a line. */
static void
add_answers (SmtDecisionForm *self)
{
  const SmtTreatment *treatment = smt_list_find (smt_patient_context_get_list (self->context), self->key);
  const char *const aside[] = { C_ ("answer", "Not used any more"), C_ ("answer", "For the hospital stay only"),
                                C_ ("answer", "Registered in error there"), NULL };
  const char *const asked[] = { C_ ("answer", "The dose on the list is right"),
                                C_ ("answer", "Agreed with the patient as it stands"),
                                C_ ("answer", "Decided by hospital or specialist"), C_ ("answer", "No longer relevant"),
                                NULL };

  if (self->about != NULL)
    add_answer_buttons (self, aside);
  else if (treatment != NULL && treatment->proposed)
    add_answers_to_proposal (self, treatment);
  else
    add_answer_buttons (self, asked);
}

/* Whether it is about the prescription of a line: the treatment goes on, so that no reason of a stop fits. */
gboolean
_smt_decision_form_recalls_only (SmtDecisionForm *self)
{
  const SmtTreatment *treatment = smt_list_find (smt_patient_context_get_list (self->context), self->key);

  return self->kind == SMT_DECISION_RECALL && treatment != NULL && treatment->entry_id != NULL;
}

/* Shows the choices that this kind of decision has; none where it asks for days and words alone. */
void
_smt_decision_form_add_choices (SmtDecisionForm *self)
{
  const char *const pauses[] = { C_ ("pause", "Surgery or a procedure"), C_ ("pause", "Acute illness"),
                                 C_ ("pause", "Possible side effect"), C_ ("pause", "While another medicine is taken"),
                                 NULL };
  const char *const recalls[] = { C_ ("recall", "Error in the prescription"), C_ ("recall", "The patient has enough"),
                                  C_ ("recall", "Given by the ward or the nursing home"), NULL };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons_box))) != NULL)
    gtk_box_remove (self->reasons_box, child);
  if (self->kind == SMT_DECISION_BELONGS_TO)
    add_entry_buttons (self);
  else if (self->kind == SMT_DECISION_DECLINE)
    add_answers (self);
  else if (self->kind == SMT_DECISION_PAUSE)
    add_answer_buttons (self, pauses);
  else if (_smt_decision_form_recalls_only (self))
    add_answer_buttons (self, recalls);
  else
    add_reason_buttons (self);
}
