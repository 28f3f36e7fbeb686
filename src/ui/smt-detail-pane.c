/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-detail-pane.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-beside-section.h"
#include "ui/smt-decide.h"
#include "ui/smt-decision-form.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-dose-editor.h"
#include "ui/smt-finding-card.h"
#include "ui/smt-history-section.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"
#include "ui/smt-scroll.h"
#include "ui/smt-sentences.h"
#include "ui/smt-source-facts.h"
#include "ui/smt-step-list.h"
#include "ui/smt-timeline.h"
#include "ui/smt-voices-strip.h"

#define STRIP_DAYS 28

struct _SmtDetailPane
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  GtkWidget *back_button;
  GtkStack *pages; /* not hidden boxes: what is filled while hidden is measured wrongly by GTK 4.8 when it is shown */
  GtkWidget *empty_label;
  GtkWidget *detail_box;
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  GtkBox *strip_box;
  SmtStepList *steps;
  GtkBox *cards_box;
  GtkWidget *choices_box;
  GtkWidget *use_text_button;
  GtkWidget *use_field_button;
  GtkWidget *keep_button;
  GtkWidget *take_in_button;
  GtkButton *edit_button;
  GtkWidget *stop_button;
  GtkWidget *recall_button;
  GtkWidget *clarify_button;
  GtkWidget *override_button;
  SmtDecisionForm *form;
  GtkLabel *decision_label;
  GtkBox *editor_box;
  GtkLabel *error_label;
  GtkWidget *course_box;
  SmtFactGrid *sources;
  GtkBox *beside_box;
  GtkWidget *timeline_heading;
  SmtTimeline *timeline;
  GtkToggleButton *history_button;
  SmtHistorySection *history;

  /* borrowed: children of strip_box and editor_box */
  GtkWidget *strip;
  SmtDoseEditor *editor;

  /* owned */
  SmtPatientContext *context;
  char *key;
};

G_DEFINE_FINAL_TYPE (SmtDetailPane, smt_detail_pane, GTK_TYPE_WIDGET)

static const SmtRow *
find_row (SmtDetailPane *self)
{
  if (self->context == NULL || self->key == NULL)
    return NULL;
  return smt_reconciliation_find_row (smt_patient_context_get_reconciliation (self->context), self->key);
}

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

/* --- showing ---------------------------------------------------------------------------------------------------------
 */

/* The sure way to recognise a product, its own ATC code, needs no words. */
static const char *
certainty_words (const SmtProduct *product)
{
  switch (product->certainty)
    {
    case SMT_CERTAINTY_NAME:
      return C_ ("detail", "recognised by its name");
    case SMT_CERTAINTY_FEST:
      return C_ ("detail", "recognised by its FEST id");
    case SMT_CERTAINTY_NONE:
    case SMT_CERTAINTY_ATC:
    default:
      return NULL;
    }
}

static void
append_fact (GString *facts, const char *fact)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", fact);
}

static void
show_title (SmtDetailPane *self, const SmtRow *row)
{
  const SmtProduct *product = row->treatment->product;
  g_autofree char *name = smt_phrase_medicine (row->treatment);
  g_autofree char *strength = product != NULL ? smt_product_strength_to_text (product) : NULL;
  g_autofree char *title = g_strconcat (name, strength != NULL && *strength != '\0' ? " " : NULL, strength, NULL);
  g_autofree char *brand = smt_phrase_brand (row->treatment);
  GString *subtitle = g_string_new (NULL);
  g_autofree char *shown = NULL;

  append_fact (subtitle, brand);
  if (product != NULL)
    append_fact (subtitle, product->atc);
  if (product != NULL && product->row != NULL && product->row->severity >= SMT_SEVERITY_S3)
    append_fact (subtitle, C_ ("detail", "high-risk medicine"));
  if (product != NULL)
    append_fact (subtitle, certainty_words (product));
  if (product != NULL && product->strength_parsed)
    append_fact (subtitle, C_ ("detail", "strength read from the name"));
  shown = g_string_free (subtitle, FALSE);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->subtitle_label, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), *shown != '\0');
}

static void
show_strip (SmtDetailPane *self, const SmtRow *row)
{
  SmtDate today = smt_patient_context_get_today (self->context);
  const SmtRhythm *proposed = row->decision != NULL ? row->decision->rhythm : NULL;

  /* of what is no longer taken there are no dose days */
  gtk_widget_set_visible (GTK_WIDGET (self->strip_box), smt_treatment_is_in_use (row->treatment));
  smt_voices_strip_set_treatment (SMT_VOICES_STRIP (self->strip), row->treatment, proposed,
                                  smt_date_add_days (today, -(int)smt_date_weekday (today)), STRIP_DAYS, FALSE);
}

static void
show_cards (SmtDetailPane *self, const SmtRow *row)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards_box))) != NULL)
    gtk_box_remove (self->cards_box, child);
  for (guint i = 0; i < row->findings->len; i++)
    gtk_box_append (self->cards_box, smt_finding_card_new (g_ptr_array_index (row->findings, i), row->treatment));
}

static const SmtFinding *
find_disagreement (const SmtRow *row)
{
  for (guint i = 0; i < row->findings->len; i++)
    if (smt_finding_is_between_voices (g_ptr_array_index (row->findings, i)))
      return g_ptr_array_index (row->findings, i);
  return NULL;
}

/* An interval that the product forbids is not offered, whichever voice said it. */
static gboolean
may_offer (SmtDetailPane *self, const SmtRow *row, const SmtRhythm *rhythm)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (rhythm == NULL)
    return FALSE;
  findings = smt_check_rhythm (row->treatment, rhythm, smt_patient_context_get_today (self->context));
  for (guint i = 0; i < findings->len; i++)
    if (((const SmtFinding *)g_ptr_array_index (findings, i))->severity_class == SMT_CLASS_STOP)
      return FALSE;
  return TRUE;
}

static void
offer (SmtDetailPane *self, GtkWidget *button, const char *action, gboolean offered)
{
  gtk_widget_set_visible (button, offered);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, offered);
}

static void
show_choices (SmtDetailPane *self, const SmtRow *row)
{
  const SmtFinding *disagreement = find_disagreement (row);
  gboolean stop = smt_row_has_open_stop (row);
  gboolean change = smt_decision_applies (self->context, SMT_DECISION_CHANGE, self->key);
  gboolean loose = smt_treatment_is_loose (row->treatment);

  offer (self, self->use_text_button, "detail.use-text",
         change && disagreement != NULL && may_offer (self, row, disagreement->text));
  offer (self, self->use_field_button, "detail.use-field",
         change && disagreement != NULL && may_offer (self, row, disagreement->field));
  offer (self, self->keep_button, "detail.keep",
         !stop && smt_decision_applies (self->context, SMT_DECISION_KEEP, self->key));
  offer (self, self->take_in_button, "detail.take-in",
         !stop && smt_decision_applies (self->context, SMT_DECISION_TAKE_IN, self->key));
  offer (self, GTK_WIDGET (self->edit_button), "detail.edit", change);
  gtk_button_set_label (self->edit_button,
                        disagreement != NULL ? C_ ("detail", "Something else…") : C_ ("row", "Change…"));
  offer (self, self->stop_button, "detail.stop", smt_decision_applies (self->context, SMT_DECISION_STOP, self->key));
  offer (self, self->recall_button, "detail.recall",
         loose && smt_decision_applies (self->context, SMT_DECISION_RECALL, self->key));
  offer (self, self->clarify_button, "detail.clarify",
         smt_decision_applies (self->context, SMT_DECISION_CLARIFY, self->key));
  offer (self, self->override_button, "detail.override",
         smt_decision_applies (self->context, SMT_DECISION_OVERRIDE, self->key));
}

static void
show_beside (SmtDetailPane *self, const SmtRow *row)
{
  GtkWidget *section = smt_beside_section_new (self->context, row->treatment);
  GtkWidget *old = gtk_widget_get_first_child (GTK_WIDGET (self->beside_box));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->beside_box));

  if (focused) /* it will be gone, and focus must not go with it */
    gtk_widget_grab_focus (self->strip);
  if (old != NULL)
    gtk_box_remove (self->beside_box, old);
  if (section != NULL)
    gtk_box_append (self->beside_box, section);
  gtk_widget_set_visible (GTK_WIDGET (self->beside_box), section != NULL);
  if (focused && section != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->beside_box), GTK_DIR_TAB_FORWARD);
}

static void
update (SmtDetailPane *self)
{
  const SmtRow *row = find_row (self);
  g_autofree char *decision = NULL;
  g_autofree char *shown = NULL;
  SmtDate today;

  smt_history_section_set (self->history, self->context, row != NULL ? self->key : NULL);
  gtk_stack_set_visible_child (self->pages, row != NULL ? self->detail_box : self->empty_label);
  if (row == NULL)
    return;
  today = smt_patient_context_get_today (self->context);
  show_title (self, row);
  show_strip (self, row);
  smt_step_list_set_treatment (self->steps, row->treatment, today);
  show_cards (self, row);
  show_choices (self, row);
  show_beside (self, row);
  smt_source_facts_show (self->sources, row->treatment, smt_patient_context_get_list (self->context), today);
  smt_timeline_set_row (self->timeline, row, today);
  gtk_widget_set_visible (self->timeline_heading, gtk_widget_get_visible (GTK_WIDGET (self->timeline)));
  decision = smt_row_dup_decision (row);
  shown = decision != NULL ? g_strconcat ("✓ ", decision, NULL) : NULL;
  gtk_label_set_label (self->decision_label, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self->decision_label), shown != NULL);
}

static void
row_changed_cb (SmtDetailPane *self, const char *key)
{
  if (g_strcmp0 (key, self->key) == 0)
    update (self);
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

static void
decide_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtDetailPane *self = SMT_DETAIL_PANE (widget);
  SmtDecisionKind kind = g_str_equal (action, "detail.take-in") ? SMT_DECISION_TAKE_IN : SMT_DECISION_KEEP;
  g_autoptr (GError) error = NULL;

  if (self->context == NULL)
    return;
  smt_decide_simply (widget, self->context, kind, self->key, &error);
  show_error (self, error);
}

static void
ask_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtDetailPane *self = SMT_DETAIL_PANE (widget);
  SmtDecisionKind kind = SMT_DECISION_CLARIFY;

  if (self->context == NULL)
    return;
  if (g_str_equal (action, "detail.stop"))
    kind = SMT_DECISION_STOP;
  else if (g_str_equal (action, "detail.recall"))
    kind = SMT_DECISION_RECALL;
  else if (g_str_equal (action, "detail.override"))
    kind = SMT_DECISION_OVERRIDE;
  smt_decision_form_open (self->form, self->context, self->key, kind);
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtDetailPane *self = SMT_DETAIL_PANE (widget);
  const SmtRow *row = find_row (self);
  const SmtFinding *disagreement = row != NULL ? find_disagreement (row) : NULL;
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
  gtk_widget_class_install_action (widget_class, "detail.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "detail.keep", NULL, decide_cb);
  gtk_widget_class_install_action (widget_class, "detail.take-in", NULL, decide_cb);
  gtk_widget_class_install_action (widget_class, "detail.stop", NULL, ask_cb);
  gtk_widget_class_install_action (widget_class, "detail.recall", NULL, ask_cb);
  gtk_widget_class_install_action (widget_class, "detail.clarify", NULL, ask_cb);
  gtk_widget_class_install_action (widget_class, "detail.override", NULL, ask_cb);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, content);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, back_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, pages);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, empty_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, detail_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, title_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, strip_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, steps);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, cards_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, choices_box);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, use_text_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, use_field_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, take_in_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, edit_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, recall_button);
  gtk_widget_class_bind_template_child (widget_class, SmtDetailPane, clarify_button);
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
      g_signal_connect_object (context, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (context, "sources-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (context, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (context, "row-changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

/** smt_detail_pane_edit: opens the dose editor for the row shown; @start (nullable): the dose to begin with */
void
smt_detail_pane_edit (SmtDetailPane *self, const SmtRhythm *start)
{
  g_return_if_fail (SMT_IS_DETAIL_PANE (self));

  if (find_row (self) == NULL || !smt_decision_applies (self->context, SMT_DECISION_CHANGE, self->key))
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

/** smt_detail_pane_show_beside: moves the focus to the lists side by side, of the row shown */
void
smt_detail_pane_show_beside (SmtDetailPane *self)
{
  g_return_if_fail (SMT_IS_DETAIL_PANE (self));

  if (find_row (self) == NULL || gtk_widget_get_first_child (GTK_WIDGET (self->beside_box)) == NULL)
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

  if (find_row (self) == NULL)
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

/** smt_detail_pane_set_narrow: on a narrow window the pane is a page of its own, with a way back */
void
smt_detail_pane_set_narrow (SmtDetailPane *self, gboolean narrow)
{
  g_return_if_fail (SMT_IS_DETAIL_PANE (self));
  gtk_widget_set_visible (self->back_button, narrow);
}
