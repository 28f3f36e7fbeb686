/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-detail-pane-private.h"

#include "ui/smt-decide.h"
#include "ui/smt-scroll.h"
#include "ui/smt-sentences.h"
#include "ui/smt-voices-strip.h"

G_DEFINE_FINAL_TYPE (SmtDetailPane, smt_detail_pane, GTK_TYPE_WIDGET)

static void
show_error (SmtDetailPane *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? smt_sentence_for_error (error) : NULL;

  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

/* While a dose is edited the editor stands right under the strip; what it replaces is said in it. */
static void
show_editor (SmtDetailPane *self, gboolean editing)
{
  gtk_widget_set_visible (GTK_WIDGET (self->editor_box), editing);
  gtk_widget_set_visible (self->choices_box, !editing);
  gtk_widget_set_visible (GTK_WIDGET (self->cards_box), !editing);
  gtk_widget_set_visible (self->course_box, !editing);
}

static void
stop_editing (SmtDetailPane *self)
{
  show_editor (self, FALSE);
  if (self->editor != NULL)
    {
      /* it may be telling us this itself, so it must live until it has finished */
      g_idle_add_once ((GSourceOnceFunc)g_object_unref, g_object_ref (self->editor));
      gtk_box_remove (self->editor_box, GTK_WIDGET (self->editor));
    }
  self->editor = NULL;
  show_error (self, NULL);
}

static void
row_changed_cb (SmtDetailPane *self, const char *key)
{
  if (g_strcmp0 (key, self->key) == 0)
    _smt_detail_pane_update (self);
}

/* --- choices ---------------------------------------------------------------------------------------------------------
 */

static void
editor_decided_cb (SmtDoseEditor *editor, SmtDecision *decision, SmtDetailPane *self)
{
  g_autoptr (GError) error = NULL;

  if (smt_decide (GTK_WIDGET (self), self->context, smt_decision_ref (decision), &error))
    {
      stop_editing (self);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-row", "s", self->key);
    }
  else
    show_error (self, error);
}

static void
editor_cancelled_cb (SmtDoseEditor *editor, SmtDetailPane *self)
{
  stop_editing (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* The first of them need no more than their kind. */
#define N_AT_ONCE 4
static const struct
{
  const char *action;
  SmtDecisionKind kind;
} kinds[] = {
  { "detail.keep", SMT_DECISION_KEEP },         { "detail.take-in", SMT_DECISION_TAKE_IN },
  { "detail.resume", SMT_DECISION_RESUME },     { "detail.renew", SMT_DECISION_RENEW },
  { "detail.stop", SMT_DECISION_STOP },         { "detail.pause", SMT_DECISION_PAUSE },
  { "detail.recall", SMT_DECISION_RECALL },     { "detail.belongs-to", SMT_DECISION_BELONGS_TO },
  { "detail.decline", SMT_DECISION_DECLINE },   { "detail.clarify", SMT_DECISION_CLARIFY },
  { "detail.override", SMT_DECISION_OVERRIDE },
};

static SmtDecisionKind
kind_of (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].action, action))
      return kinds[i].kind;
  g_return_val_if_reached (SMT_DECISION_KEEP);
}

static void
decide_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtDetailPane *self = SMT_DETAIL_PANE (widget);
  g_autoptr (GError) error = NULL;

  if (self->context == NULL)
    return;
  smt_decide_simply (widget, self->context, kind_of (action), self->key, &error);
  show_error (self, error);
}

static void
ask_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtDetailPane *self = SMT_DETAIL_PANE (widget);

  if (self->context != NULL)
    smt_decision_form_open (self->form, self->context, self->key, kind_of (action));
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtDetailPane *self = SMT_DETAIL_PANE (widget);
  const SmtRow *row = _smt_detail_pane_find_row (self);
  const SmtFinding *disagreement = row != NULL ? _smt_detail_pane_find_disagreement (row) : NULL;
  const SmtRhythm *start = NULL;

  if (row == NULL)
    return;
  if (disagreement != NULL && g_str_equal (action, "detail.use-text"))
    start = disagreement->text;
  else if (disagreement != NULL && g_str_equal (action, "detail.use-field"))
    start = disagreement->field;
  smt_detail_pane_edit (self, start);
}

static void
use_pharmacy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  smt_detail_pane_edit_pharmacy_dose (SMT_DETAIL_PANE (widget));
}

static void
form_closed_cb (SmtDetailPane *self, gboolean decided)
{
  if (decided)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-row", "s", self->key);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
history_toggled_cb (SmtDetailPane *self)
{
  gboolean open = gtk_toggle_button_get_active (self->history_button);

  smt_history_section_open (self->history, open);
  if (open)
    smt_scroll_to (GTK_WIDGET (self->history));
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

/* Into the editor when it is open, else to the first choice: where the work goes on. */
static gboolean
smt_detail_pane_grab_focus (GtkWidget *widget)
{
  SmtDetailPane *self = SMT_DETAIL_PANE (widget);

  if (self->editor != NULL)
    return gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
  for (GtkWidget *child = gtk_widget_get_first_child (self->choices_box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && gtk_widget_grab_focus (child))
      return TRUE;
  return gtk_widget_grab_focus (self->strip);
}

static void
smt_detail_pane_dispose (GObject *object)
{
  SmtDetailPane *self = SMT_DETAIL_PANE (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_DETAIL_PANE);
  G_OBJECT_CLASS (smt_detail_pane_parent_class)->dispose (object);
}

static void
smt_detail_pane_finalize (GObject *object)
{
  g_free (SMT_DETAIL_PANE (object)->key);
  G_OBJECT_CLASS (smt_detail_pane_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "detail.use-text", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "detail.use-field", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "detail.use-pharmacy", NULL, use_pharmacy_cb);
  gtk_widget_class_install_action (widget_class, "detail.edit", NULL, edit_cb);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_widget_class_install_action (widget_class, kinds[i].action, NULL, i < N_AT_ONCE ? decide_cb : ask_cb);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, content);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, back_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, where_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, pages);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, empty_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, detail_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, title_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, strip_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, steps);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, cards_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, choices_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, off_list_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, use_text_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, use_field_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, use_pharmacy_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, take_in_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, edit_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, recall_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, renew_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, belongs_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, pause_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, clarify_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, decline_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, resume_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, override_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, form);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, decision_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, editor_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, error_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, course_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, sources);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, beside_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, timeline_heading);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, timeline);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, history_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, history);
  gtk_widget_class_bind_template_callback (widget_class, form_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, history_toggled_cb);
}

static void
smt_detail_pane_class_init (SmtDetailPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smt_detail_pane_dispose;
  object_class->finalize = smt_detail_pane_finalize;
  widget_class->grab_focus = smt_detail_pane_grab_focus;

  g_type_ensure (SMT_TYPE_DECISION_FORM);
  g_type_ensure (SMT_TYPE_FACT_GRID);
  g_type_ensure (SMT_TYPE_HISTORY_SECTION);
  g_type_ensure (SMT_TYPE_STEP_LIST);
  g_type_ensure (SMT_TYPE_TIMELINE);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
smt_detail_pane_init (SmtDetailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->strip = smt_voices_strip_new ();
  gtk_widget_set_hexpand (self->strip, TRUE);
  gtk_box_append (self->strip_box, self->strip);
}

/** smt_detail_pane_show: shows the row of @key (nullable) of @context (nullable); an open editor of another row is
 * closed */
void
smt_detail_pane_show (SmtDetailPane *self, SmtPatientContext *context, const char *key)
{
  g_return_if_fail (SMT_IS_DETAIL_PANE (self));

  if (self->context == context && g_strcmp0 (self->key, key) == 0)
    return;
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  stop_editing (self);
  smt_decision_form_close (self->form);
  g_set_object (&self->context, context);
  g_free (self->key);
  self->key = g_strdup (key);
  if (context != NULL)
    {
      g_signal_connect_object (context, "changed", G_CALLBACK (_smt_detail_pane_update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (context, "sources-changed", G_CALLBACK (_smt_detail_pane_update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (context, "notify::state", G_CALLBACK (_smt_detail_pane_update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (context, "row-changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
    }
  _smt_detail_pane_update (self);
}

/** smt_detail_pane_edit: opens the dose editor for the row shown; @start (nullable): the dose to begin with */
void
smt_detail_pane_edit (SmtDetailPane *self, const SmtRhythm *start)
{
  g_return_if_fail (SMT_IS_DETAIL_PANE (self));

  if (_smt_detail_pane_find_row (self) == NULL || !smt_decision_applies (self->context, SMT_DECISION_CHANGE, self->key))
    return;
  smt_decision_form_close (self->form);
  stop_editing (self);
  self->editor = smt_dose_editor_new ();
  g_signal_connect (self->editor, "decided", G_CALLBACK (editor_decided_cb), self);
  g_signal_connect (self->editor, "cancelled", G_CALLBACK (editor_cancelled_cb), self);
  gtk_box_append (self->editor_box, GTK_WIDGET (self->editor));
  smt_dose_editor_set (self->editor, self->context, self->key, start);
  show_editor (self, TRUE);
  smt_dose_editor_focus (self->editor);
  smt_scroll_to (GTK_WIDGET (self->editor));
}

/** smt_detail_pane_edit_pharmacy_dose: opens the dose editor with the dose that a pharmacy proposes, to be confirmed */
void
smt_detail_pane_edit_pharmacy_dose (SmtDetailPane *self)
{
  g_autoptr (SmtRhythm) dose = NULL;

  g_return_if_fail (SMT_IS_DETAIL_PANE (self));

  dose = self->context != NULL && self->key != NULL ? smt_decide_pharmacy_dose (self->context, self->key) : NULL;
  if (dose != NULL)
    smt_detail_pane_edit (self, dose);
}

/** smt_detail_pane_show_beside: moves the focus to the lists side by side, of the row shown */
void
smt_detail_pane_show_beside (SmtDetailPane *self)
{
  g_return_if_fail (SMT_IS_DETAIL_PANE (self));

  if (_smt_detail_pane_find_row (self) == NULL || gtk_widget_get_first_child (GTK_WIDGET (self->beside_box)) == NULL)
    return;
  if (self->editor != NULL)
    stop_editing (self);
  gtk_widget_child_focus (GTK_WIDGET (self->beside_box), GTK_DIR_TAB_FORWARD);
  smt_scroll_to (GTK_WIDGET (self->beside_box));
}

/** smt_detail_pane_show_history: opens the history of the row shown and moves the focus into it */
void
smt_detail_pane_show_history (SmtDetailPane *self)
{
  g_return_if_fail (SMT_IS_DETAIL_PANE (self));

  if (_smt_detail_pane_find_row (self) == NULL)
    return;
  if (self->editor != NULL)
    stop_editing (self);
  gtk_toggle_button_set_active (self->history_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->history));
  smt_scroll_to (GTK_WIDGET (self->history));
}

/** smt_detail_pane_is_editing: Returns: whether the dose editor is open */
gboolean
smt_detail_pane_is_editing (SmtDetailPane *self)
{
  g_return_val_if_fail (SMT_IS_DETAIL_PANE (self), FALSE);
  return self->editor != NULL;
}

/** smt_detail_pane_get_key: Returns: (transfer none) (nullable): the key of the row shown */
const char *
smt_detail_pane_get_key (SmtDetailPane *self)
{
  g_return_val_if_fail (SMT_IS_DETAIL_PANE (self), NULL);
  return self->key;
}

/** smt_detail_pane_set_narrow: on a narrow window the pane is a page of its own, with a way back; whose medicine it is
 * stays above what is scrolled */
void
smt_detail_pane_set_narrow (SmtDetailPane *self, gboolean narrow)
{
  g_return_if_fail (SMT_IS_DETAIL_PANE (self));
  gtk_widget_set_visible (self->back_box, narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), !narrow);
}
