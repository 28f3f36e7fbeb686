/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-treatment-row.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-changed-words.h"
#include "ui/smt-decide.h"
#include "ui/smt-decision-form.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-message-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"
#include "ui/smt-sentences.h"
#include "ui/smt-source-words.h"
#include "ui/smt-voices-strip.h"
#include "ui/smt-wrap.h"

#define STRIP_DAYS 7

struct _SmtTreatmentRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *medicine_label;
  GtkLabel *dose_label;
  GtkLabel *text_label;
  GtkLabel *step_label;
  GtkLabel *about_label;
  GtkLabel *changed_label;
  GtkWidget *badges_box;
  GtkWidget *strip_box;
  GtkWidget *buttons_box;
  GtkLabel *decision_label;
  GtkWidget *keep_button;
  GtkWidget *take_in_button;
  GtkWidget *change_button;
  GtkWidget *stop_button;
  GtkWidget *recall_button;
  GtkWidget *decline_button;
  GtkWidget *resume_button;
  GtkWidget *approve_button;
  GtkWidget *menu_button;
  GtkLabel *error_label;

  /* borrowed: children of strip_box and of the row */
  GtkWidget *strip;
  SmtDecisionForm *form; /* (nullable): made when something is asked */

  /* owned */
  SmtPatientContext *context;
  char *key;
  char *beside; /* what it said last of the other lists */
};

G_DEFINE_FINAL_TYPE (SmtTreatmentRow, smt_treatment_row, GTK_TYPE_LIST_BOX_ROW)

static const struct
{
  const char *action;
  SmtDecisionKind kind;
} kinds[] = {
  { "row.keep", SMT_DECISION_KEEP },
  { "row.change", SMT_DECISION_CHANGE },
  { "row.stop", SMT_DECISION_STOP },
  { "row.take-in", SMT_DECISION_TAKE_IN },
  { "row.recall", SMT_DECISION_RECALL },
  { "row.decline", SMT_DECISION_DECLINE },
  { "row.resume", SMT_DECISION_RESUME },
  { "row.renew", SMT_DECISION_RENEW },
  { "row.clarify", SMT_DECISION_CLARIFY },
  { "row.stop-later", SMT_DECISION_STOP_LATER },
  { "row.pause", SMT_DECISION_PAUSE },
  { "row.delete", SMT_DECISION_DELETE },
  { "row.belongs-to", SMT_DECISION_BELONGS_TO },
};

static SmtDecisionKind
kind_of (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].action, action))
      return kinds[i].kind;
  g_return_val_if_reached (SMT_DECISION_KEEP);
}

static const SmtRow *
find_row (SmtTreatmentRow *self)
{
  return smt_reconciliation_find_row (smt_patient_context_get_reconciliation (self->context), self->key);
}

static void
show_error (SmtTreatmentRow *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? smt_sentence_for_error (error) : NULL;

  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

/* --- the form -------------------------------------------------------------------------------------------------------
 */

static void
form_closed_cb (SmtTreatmentRow *self, gboolean decided)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (decided)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.next-open", "s", self->key);
}

static SmtDecisionForm *
get_form (SmtTreatmentRow *self)
{
  if (self->form != NULL)
    return self->form;
  self->form = SMT_DECISION_FORM (smt_decision_form_new ());
  g_signal_connect_object (self->form, "closed", G_CALLBACK (form_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_insert_child_after (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self))), GTK_WIDGET (self->form),
                              gtk_widget_get_prev_sibling (GTK_WIDGET (self->error_label)));
  return self->form;
}

static void
close_form (SmtTreatmentRow *self)
{
  if (self->form != NULL)
    smt_decision_form_close (self->form);
}

/* --- actions --------------------------------------------------------------------------------------------------------
 */

static void
decide_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtTreatmentRow *self = SMT_TREATMENT_ROW (widget);
  g_autoptr (GError) error = NULL;

  close_form (self);
  gtk_widget_grab_focus (widget);
  if (smt_decide_simply (widget, self->context, kind_of (action), self->key, &error))
    gtk_widget_activate_action (widget, "win.next-open", "s", self->key);
  show_error (self, error);
}

static void
ask_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtTreatmentRow *self = SMT_TREATMENT_ROW (widget);

  show_error (self, NULL);
  smt_decision_form_open (get_form (self), self->context, self->key, kind_of (action));
}

static void
change_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtTreatmentRow *self = SMT_TREATMENT_ROW (widget);

  close_form (self);
  show_error (self, NULL);
  gtk_widget_activate_action (widget, "win.edit-dose", "s", self->key);
}

static void
details_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *shown = "win.show-details";

  if (g_str_equal (action, "row.history"))
    shown = "win.show-history";
  else if (g_str_equal (action, "row.sources"))
    shown = "win.show-sources";
  gtk_widget_activate_action (widget, shown, "s", SMT_TREATMENT_ROW (widget)->key);
}

static void
approve_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtTreatmentRow *self = SMT_TREATMENT_ROW (widget);
  g_autoptr (GError) error = NULL;

  gtk_widget_grab_focus (widget);
  if (smt_patient_context_approve (self->context, self->key, &error))
    gtk_widget_activate_action (widget, "win.next-open", "s", self->key);
  show_error (self, error);
}

static void
clear_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtTreatmentRow *self = SMT_TREATMENT_ROW (widget);

  smt_patient_context_clear (self->context, self->key);
  gtk_widget_grab_focus (widget);
}

/* --- showing --------------------------------------------------------------------------------------------------------
 */

static void
add_badge (SmtTreatmentRow *self, const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "badge");
  gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (self->badges_box), label);
}

/* @words: (transfer full) (nullable) */
static void
add_words (SmtTreatmentRow *self, char *words)
{
  if (words != NULL)
    add_badge (self, words, "info");
  g_free (words);
}

static gboolean
is_refused (SmtTreatmentRow *self)
{
  return g_strcmp0 (smt_patient_context_get_refused (self->context), self->key) == 0;
}

static const char *
refused_words (void)
{
  return C_ ("badge", "■ Refused by the service when it was sent");
}

static void
show_badges (SmtTreatmentRow *self, const SmtRow *row)
{
  const char *marks[SMT_ROW_MAX_MARKS];
  guint n_marks = smt_row_marks (row->treatment, marks);
  g_autoptr (GPtrArray) chips = smt_source_chips (self->context, row->treatment);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->badges_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->badges_box), child);
  if (is_refused (self))
    add_badge (self, refused_words (), "stop");
  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);
      g_autofree char *badge = smt_phrase_badge (finding);
      add_badge (self, badge, smt_class_css (finding->severity_class));
    }
  if (smt_treatment_is_loose (row->treatment))
    {
      g_autofree char *text =
          g_strconcat ("▲ ", smt_row_loose_words (smt_patient_context_get_list (self->context)), NULL);
      add_badge (self, text, "check");
    }
  for (guint i = 0; i < n_marks; i++)
    add_badge (self, marks[i], "info");
  add_words (self, smt_double_words (self->context, self->key));
  if (row->decision == NULL)
    add_words (self, smt_follow_up_words (self->context, self->key));
  for (guint i = 0; i < chips->len; i++)
    add_badge (self, g_ptr_array_index (chips, i), "source");
  gtk_widget_set_visible (self->badges_box, gtk_widget_get_first_child (self->badges_box) != NULL);
}

/* What has changed since the list was reconciled, and what the files say otherwise, a line each. */
static char *
dup_changed (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autofree char *changed = smt_changed_words (self->context, row);
  g_autofree char *otherwise = smt_source_other_words (self->context, row->treatment);

  if (changed == NULL || otherwise == NULL)
    return changed != NULL ? g_steal_pointer (&changed) : g_steal_pointer (&otherwise);
  return g_strconcat (changed, "\n", otherwise, NULL);
}

static void
show_changed (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autofree char *words = dup_changed (self, row);

  gtk_label_set_label (self->changed_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->changed_label), words != NULL);
}

static SmtDate
monday_of (SmtDate date)
{
  return smt_date_add_days (date, -(int)smt_date_weekday (date));
}

static void
show_strip (SmtTreatmentRow *self, const SmtRow *row)
{
  gboolean in_use = smt_treatment_is_in_use (row->treatment);
  const SmtRhythm *proposed = row->decision != NULL ? row->decision->rhythm : NULL;

  gtk_widget_set_visible (self->strip_box, in_use);
  if (in_use)
    smt_voices_strip_set_treatment (SMT_VOICES_STRIP (self->strip), row->treatment, proposed,
                                    monday_of (smt_patient_context_get_today (self->context)), STRIP_DAYS, TRUE);
}

static void
show_buttons (SmtTreatmentRow *self, const SmtRow *row)
{
  gboolean open = row->decision == NULL && smt_context_is_open (self->context);
  gboolean loose = smt_treatment_is_loose (row->treatment);
  gboolean stop = smt_row_has_open_stop (row);
  gboolean may_approve = row->draft && smt_context_is_open (self->context) && smt_decide_get_role () == SMT_ROLE_DOCTOR;
  gboolean offered[G_N_ELEMENTS (kinds)];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      offered[i] = smt_decision_applies (self->context, kinds[i].kind, self->key);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), kinds[i].action, offered[i]);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.clear",
                                 row->decision != NULL && smt_context_is_open (self->context));
  gtk_widget_set_visible (self->keep_button, open && offered[0] && !stop);
  gtk_widget_set_visible (self->change_button, open && offered[1] && (!loose || stop));
  gtk_widget_set_visible (self->stop_button, open && offered[2]);
  gtk_widget_set_visible (self->take_in_button, open && offered[3] && !stop);
  gtk_widget_set_visible (self->recall_button, open && offered[4] && loose);
  gtk_widget_set_visible (self->decline_button, open && offered[5] && !stop);
  gtk_widget_set_visible (self->resume_button, open && offered[6] && row->treatment->state == SMT_TREATMENT_PAUSED);
  gtk_widget_set_visible (self->approve_button, may_approve);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.approve", may_approve);
  gtk_button_set_label (GTK_BUTTON (self->take_in_button),
                        row->treatment->proposed ? C_ ("row", "Include") : C_ ("row", "Onto the list"));
}

static void
show_decision (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autofree char *sentence = smt_row_dup_decision (row);
  g_autofree char *shown = sentence != NULL ? g_strconcat ("✓ ", sentence, NULL) : NULL;

  gtk_label_set_label (self->decision_label, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self->decision_label), shown != NULL);
}

/* A button that says "Endre" on a page with twelve of them must say of what to a screen reader. Since GTK 4.10 the
 * label inside names a button whatever its accessible label says, unless that relation is taken away. */
static void
name_button (GtkWidget *button, const char *word, const char *medicine)
{
  g_autofree char *name = g_strdup_printf ("%s %s", word, medicine);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_everything (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autofree char *described = smt_row_describe (row, smt_patient_context_get_list (self->context),
                                                 smt_patient_context_get_today (self->context));
  g_autofree char *changed = dup_changed (self, row);
  g_autofree char *doubled = smt_double_words (self->context, self->key);
  g_autofree char *sentence = g_strconcat (is_refused (self) ? refused_words () : "", is_refused (self) ? ". " : "",
                                           described, changed != NULL ? ". " : "", changed != NULL ? changed : "",
                                           doubled != NULL ? ". " : "", doubled != NULL ? doubled : "", NULL);
  g_autofree char *medicine = smt_phrase_treatment (row->treatment);
  GtkWidget *buttons[] = { self->keep_button,   self->take_in_button, self->change_button, self->stop_button,
                           self->recall_button, self->decline_button, self->resume_button, self->approve_button };

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    name_button (buttons[i], gtk_button_get_label (GTK_BUTTON (buttons[i])), medicine);
  name_button (self->menu_button, C_ ("row", "More choices for"), medicine);
  /* the menu button's inner toggle is what assistive technology meets */
  name_button (gtk_widget_get_first_child (self->menu_button), C_ ("row", "More choices for"), medicine);
}

/* Made when it is opened: of forty rows one menu is looked at. */
static void
open_menu_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GtkBuilder) builder = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  builder = gtk_builder_new_from_resource ("/no/samstemt/Samstemt/ui/smt-row-menu.ui");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (gtk_builder_get_object (builder, "row_menu")));
}

/* --- class ----------------------------------------------------------------------------------------------------------
 */

static void
smt_treatment_row_dispose (GObject *object)
{
  SmtTreatmentRow *self = SMT_TREATMENT_ROW (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_TREATMENT_ROW);
  G_OBJECT_CLASS (smt_treatment_row_parent_class)->dispose (object);
}

static void
smt_treatment_row_finalize (GObject *object)
{
  g_free (SMT_TREATMENT_ROW (object)->key);
  g_free (SMT_TREATMENT_ROW (object)->beside);
  G_OBJECT_CLASS (smt_treatment_row_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const char *const at_once[] = { "row.keep", "row.take-in", "row.resume", "row.renew" };
  static const char *const asking[] = { "row.stop",  "row.recall", "row.clarify", "row.stop-later",
                                        "row.pause", "row.delete", "row.decline", "row.belongs-to" };

  for (guint i = 0; i < G_N_ELEMENTS (at_once); i++)
    gtk_widget_class_install_action (widget_class, at_once[i], NULL, decide_cb);
  for (guint i = 0; i < G_N_ELEMENTS (asking); i++)
    gtk_widget_class_install_action (widget_class, asking[i], NULL, ask_cb);
  gtk_widget_class_install_action (widget_class, "row.change", NULL, change_cb);
  gtk_widget_class_install_action (widget_class, "row.approve", NULL, approve_cb);
  gtk_widget_class_install_action (widget_class, "row.details", NULL, details_cb);
  gtk_widget_class_install_action (widget_class, "row.history", NULL, details_cb);
  gtk_widget_class_install_action (widget_class, "row.sources", NULL, details_cb);
  gtk_widget_class_install_action (widget_class, "row.clear", NULL, clear_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, 0, "row.keep", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, 0, "row.take-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, 0, "row.change", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, 0, "row.stop", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "row.recall", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, 0, "row.clarify", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, 0, "row.pause", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, 0, "row.renew", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, 0, "row.history", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, 0, "row.sources", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "row.clear", NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-treatment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, medicine_label);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, dose_label);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, step_label);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, about_label);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, changed_label);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, badges_box);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, strip_box);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, buttons_box);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, decision_label);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, take_in_button);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, change_button);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, recall_button);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, decline_button);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, resume_button);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, approve_button);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SmtTreatmentRow, error_label);
}

static void
smt_treatment_row_class_init (SmtTreatmentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smt_treatment_row_dispose;
  object_class->finalize = smt_treatment_row_finalize;

  bind_template (widget_class);
  install_actions (widget_class);
}

static void
smt_treatment_row_init (SmtTreatmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  smt_wrap_buttons (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), open_menu_cb, NULL, NULL);
  self->strip = smt_voices_strip_new ();
  gtk_box_append (GTK_BOX (self->strip_box), self->strip);
}

/**
 * smt_treatment_row_new:
 * @context: the patient at work
 * @key: the treatment
 * @buttons: what keeps the buttons of all rows of the page equally wide, so that the strips stand in one column and the
 *   days of different medicines can be compared downwards
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
smt_treatment_row_new (SmtPatientContext *context, const char *key, GtkSizeGroup *buttons)
{
  SmtTreatmentRow *self;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (context), NULL);

  self = g_object_new (SMT_TYPE_TREATMENT_ROW, NULL);
  self->context = g_object_ref (context);
  self->key = g_strdup (key);
  gtk_size_group_add_widget (buttons, self->buttons_box);
  smt_treatment_row_update (self);
  return GTK_WIDGET (self);
}

/** smt_treatment_row_get_key: Returns: (transfer none): the treatment's key */
const char *
smt_treatment_row_get_key (SmtTreatmentRow *self)
{
  g_return_val_if_fail (SMT_IS_TREATMENT_ROW (self), NULL);
  return self->key;
}

static char *
about_with_questions (SmtTreatmentRow *self, const SmtRow *row)
{
  const SmtList *list = smt_patient_context_get_list (self->context);
  g_autofree char *about = smt_row_about (row);
  g_autofree char *questions = smt_message_questions (list, row->treatment->key);

  return questions != NULL ? g_strconcat (about, "\n", questions, NULL) : g_steal_pointer (&about);
}

/* All that hangs on how the lists stand beside one another, in one string. */
static char *
dup_beside (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autoptr (GPtrArray) chips = smt_source_chips (self->context, row->treatment);
  g_autofree char *changed = dup_changed (self, row);
  g_autofree char *doubled = smt_double_words (self->context, self->key);
  g_autofree char *joined = NULL;

  g_ptr_array_add (chips, NULL);
  joined = g_strjoinv ("|", (char **)chips->pdata);
  return g_strdup_printf ("%d\n%s\n%s\n%s", (int)row->group, joined, changed != NULL ? changed : "",
                          doubled != NULL ? doubled : "");
}

/** smt_treatment_row_refresh: shows the row anew where pairs or files have changed what it says; else nothing is done
 */
void
smt_treatment_row_refresh (SmtTreatmentRow *self)
{
  const SmtRow *row;
  g_autofree char *beside = NULL;

  g_return_if_fail (SMT_IS_TREATMENT_ROW (self));

  row = find_row (self);
  beside = row != NULL ? dup_beside (self, row) : NULL;
  if (g_strcmp0 (beside, self->beside) != 0)
    smt_treatment_row_update (self);
}

/** smt_treatment_row_update: shows the row as the reconciliation has it now */
void
smt_treatment_row_update (SmtTreatmentRow *self)
{
  const SmtRow *row;
  g_autofree char *about = NULL;

  g_return_if_fail (SMT_IS_TREATMENT_ROW (self));

  row = find_row (self);
  if (row == NULL)
    return;
  g_free (self->beside);
  self->beside = dup_beside (self, row);
  about = about_with_questions (self, row);
  smt_row_show_medicine (row->treatment, self->medicine_label);
  smt_row_show_doses (row, smt_patient_context_get_today (self->context), self->dose_label, self->text_label);
  smt_row_show_step (row, smt_patient_context_get_today (self->context), self->step_label);
  gtk_label_set_label (self->about_label, about);
  show_changed (self, row);
  show_badges (self, row);
  show_strip (self, row);
  show_buttons (self, row);
  show_decision (self, row);
  name_everything (self, row);
  if (row->decision != NULL)
    show_error (self, NULL);
}

/**
 * smt_treatment_row_matches:
 * @folded_words: what the user searches for, folded by smt_text_fold(); empty matches all
 *
 * Returns: whether the name, brand or indication of the row contains it
 */
gboolean
smt_treatment_row_matches (SmtTreatmentRow *self, const char *folded_words)
{
  const SmtRow *row;
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (SMT_IS_TREATMENT_ROW (self), FALSE);

  row = find_row (self);
  if (row == NULL || *folded_words == '\0')
    return TRUE;
  all = g_strjoin (" ", gtk_label_get_text (self->medicine_label),
                   row->treatment->indication != NULL ? row->treatment->indication : "", NULL);
  folded = smt_text_fold (all);
  return strstr (folded, folded_words) != NULL;
}
