/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-treatment-row-private.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-changed-words.h"
#include "ui/smt-decide.h"
#include "ui/smt-decision-form.h"
#include "ui/smt-row-keys.h"
#include "ui/smt-row-words.h"
#include "ui/smt-source-words.h"
#include "ui/smt-voices-strip.h"
#include "ui/smt-wrap.h"

G_DEFINE_FINAL_TYPE (SmtTreatmentRow, smt_treatment_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
is_decision (const char *action)
{
  for (guint i = 0; i < _smt_treatment_row_n_kinds; i++)
    if (g_str_equal (_smt_treatment_row_kinds[i].action, action))
      return TRUE;
  return FALSE;
}

static SmtDecisionKind
kind_of (const char *action)
{
  for (guint i = 0; i < _smt_treatment_row_n_kinds; i++)
    if (g_str_equal (_smt_treatment_row_kinds[i].action, action))
      return _smt_treatment_row_kinds[i].kind;
  g_return_val_if_reached (SMT_DECISION_KEEP);
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

/* Whatever is done to a row is done to it as it is now. */
static SmtTreatmentRow *
row_at_work (GtkWidget *widget)
{
  smt_treatment_row_catch_up (SMT_TREATMENT_ROW (widget));
  return SMT_TREATMENT_ROW (widget);
}

static void
decide_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtTreatmentRow *self = row_at_work (widget);
  g_autoptr (GError) error = NULL;

  close_form (self);
  gtk_widget_grab_focus (widget);
  if (smt_decide_simply (widget, self->context, kind_of (action), self->key, &error))
    gtk_widget_activate_action (widget, "win.next-open", "s", self->key);
  _smt_treatment_row_show_error (self, error);
}

static void
ask_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtTreatmentRow *self = row_at_work (widget);

  _smt_treatment_row_show_error (self, NULL);
  smt_decision_form_open (get_form (self), self->context, self->key, kind_of (action));
}

static void
change_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtTreatmentRow *self = row_at_work (widget);

  close_form (self);
  _smt_treatment_row_show_error (self, NULL);
  gtk_widget_activate_action (
      widget, g_str_equal (action, "row.use-pharmacy") ? "win.edit-pharmacy-dose" : "win.edit-dose", "s", self->key);
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
  SmtTreatmentRow *self = row_at_work (widget);
  g_autoptr (GError) error = NULL;

  gtk_widget_grab_focus (widget);
  if (smt_patient_context_approve (self->context, self->key, &error))
    gtk_widget_activate_action (widget, "win.next-open", "s", self->key);
  _smt_treatment_row_show_error (self, error);
}

static void
clear_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtTreatmentRow *self = row_at_work (widget);

  smt_patient_context_clear (self->context, self->key);
  gtk_widget_grab_focus (widget);
}

/* Made when it is opened: of forty rows one menu is looked at. */
static void
open_menu_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GtkBuilder) builder = NULL;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    {
      builder = gtk_builder_new_from_resource ("/no/samstemt/Samstemt/ui/smt-row-menu.ui");
      gtk_menu_button_set_menu_model (button, G_MENU_MODEL (gtk_builder_get_object (builder, "row_menu")));
    }
  smt_wrap_menu (button);
}

/* --- class ----------------------------------------------------------------------------------------------------------
 */

static void
smt_treatment_row_dispose (GObject *object)
{
  SmtTreatmentRow *self = SMT_TREATMENT_ROW (object);

  g_clear_object (&self->context);
  g_clear_object (&self->buttons);
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

/* A key whose act can never fit the row is answered with the sentence of its refusal, and not with silence. */
static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  SmtTreatmentRow *self = row_at_work (widget);
  g_autoptr (GError) error = NULL;
  const char *action;
  gboolean with_alt;

  g_variant_get (arguments, "(&sb)", &action, &with_alt);
  if (!smt_row_keys_apply (with_alt))
    return FALSE;
  if (!is_decision (action))
    return gtk_widget_activate_action (widget, action, NULL);
  if (smt_decision_applies (self->context, kind_of (action), self->key))
    return gtk_widget_activate_action (widget, action, NULL);
  if (!smt_context_is_open (self->context))
    return FALSE;
  error = smt_decision_why_not (self->context, kind_of (action), self->key);
  if (error == NULL)
    error = g_error_new_literal (SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "a key that does not fit");
  _smt_treatment_row_show_error (self, error);
  return TRUE;
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
  gtk_widget_class_install_action (widget_class, "row.use-pharmacy", NULL, change_cb);
  gtk_widget_class_install_action (widget_class, "row.approve", NULL, approve_cb);
  gtk_widget_class_install_action (widget_class, "row.details", NULL, details_cb);
  gtk_widget_class_install_action (widget_class, "row.history", NULL, details_cb);
  gtk_widget_class_install_action (widget_class, "row.sources", NULL, details_cb);
  gtk_widget_class_install_action (widget_class, "row.clear", NULL, clear_cb);
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
  smt_row_keys_install (widget_class, NULL, key_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "row.clear", NULL);
}

static void
smt_treatment_row_init (SmtTreatmentRow *self)
{
  self->late = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* What is in the row, made when it is first shown: of forty rows that would hold the main loop for long. */
void
_smt_treatment_row_build (SmtTreatmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), open_menu_cb, NULL, NULL);
  self->strip = smt_voices_strip_new ();
  gtk_box_append (GTK_BOX (self->strip_box), self->strip);
  gtk_size_group_add_widget (self->buttons, self->buttons_box);
}

/**
 * smt_treatment_row_new:
 * @context: the patient at work
 * @key: the treatment
 * @buttons: what keeps the buttons of all rows of the page equally wide, so that the strips stand in one column and the
 *   days of different medicines can be compared downwards
 *
 * It is hidden, and late: see smt_treatment_row_catch_up().
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
  self->buttons = g_object_ref (buttons);
  return GTK_WIDGET (self);
}

/** smt_treatment_row_get_key: Returns: (transfer none): the treatment's key */
const char *
smt_treatment_row_get_key (SmtTreatmentRow *self)
{
  g_return_val_if_fail (SMT_IS_TREATMENT_ROW (self), NULL);
  return self->key;
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
  g_autofree char *line = NULL;
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (SMT_IS_TREATMENT_ROW (self), FALSE);

  row = _smt_treatment_row_find (self);
  if (row == NULL || *folded_words == '\0')
    return TRUE;
  line = smt_row_medicine_line (row->treatment);
  all = g_strjoin (" ", line, row->treatment->indication != NULL ? row->treatment->indication : "", NULL);
  folded = smt_text_fold (all);
  return strstr (folded, folded_words) != NULL;
}
