/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-patient-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/smt-alone-section.h"
#include "ui/smt-conflict-section.h"
#include "ui/smt-decision-form.h"
#include "ui/smt-empty-list.h"
#include "ui/smt-follow-up-section.h"
#include "ui/smt-group-section.h"
#include "ui/smt-identity-strip.h"
#include "ui/smt-notice-strip.h"
#include "ui/smt-phrases.h"

G_DEFINE_FINAL_TYPE (SmtPatientPage, smt_patient_page, GTK_TYPE_WIDGET)

/* --- showing --------------------------------------------------------------------------------------------------------
 */

/* The row that the service pointed at is named above the list until it is decided anew or sent. */
static void
show_message (SmtPatientPage *self)
{
  const char *refused = smt_patient_context_get_refused (self->context);
  const SmtTreatment *treatment =
      refused != NULL ? smt_list_find (smt_patient_context_get_list (self->context), refused) : NULL;
  g_autofree char *medicine = treatment != NULL ? smt_phrase_treatment (treatment) : NULL;
  /* Translators: %s is a medicine */
  g_autofree char *sentence =
      medicine != NULL ? g_strdup_printf (
          C_ ("patient", "The service refused what was sent because of %s. Nothing was applied. Change "
                         "your decision on this row and send again."),
          medicine)
                       : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->message_label), sentence != NULL);
  gtk_label_set_label (self->message_label, sentence != NULL ? sentence : "");
}

static gboolean
has_focus_within (SmtPatientPage *self, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && widget != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* Before all else on the list: what must be seen first. */
void
_smt_patient_page_show_conflicts (SmtPatientPage *self)
{
  gboolean focused = has_focus_within (self, self->conflicts);

  if (self->conflicts != NULL)
    gtk_box_remove (self->list_box, self->conflicts);
  self->conflicts = smt_conflict_section_new (self->context);
  self->n_conflicts = smt_patient_context_get_conflicts (self->context)->len;
  if (self->conflicts != NULL)
    gtk_box_insert_child_after (self->list_box, self->conflicts, GTK_WIDGET (self->message_label));
  if (focused && !smt_patient_page_focus_conflict (self))
    smt_patient_page_focus_row (self, NULL);
}

static void
update_sections (SmtPatientPage *self, const char *key)
{
  for (SmtGroupSection *section = _smt_patient_page_first_section (self); section != NULL;
       section = _smt_patient_page_section_after (section))
    smt_group_section_update (section, key);
  if (self->alone != NULL)
    smt_alone_section_update (self->alone, key);
  if (key == NULL)
    _smt_patient_page_catch_up (self);
}

static void
context_changed_cb (SmtPatientPage *self)
{
  if (self->shown_list != smt_patient_context_get_list (self->context))
    _smt_patient_page_build_sections (self);
  else
    {
      _smt_patient_page_show_conflicts (self);
      update_sections (self, NULL);
    }
  show_message (self);
}

static void
follow_ups_changed_cb (SmtPatientPage *self)
{
  gboolean focused = has_focus_within (self, self->follow_ups);

  _smt_patient_page_set_extra (self, &self->follow_ups, smt_follow_up_section_new (self->context));
  update_sections (self, NULL);
  if (focused) /* what had the focus is gone */
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Files or pairs: rows may stand in other groups now. */
static void
sources_changed_cb (SmtPatientPage *self)
{
  _smt_patient_page_build_sections (self);
}

/* What was decided about the list as a whole stands beside what is not shown. */
static void
show_notices (SmtPatientPage *self)
{
  gboolean focused = has_focus_within (self, self->notices);

  smt_notice_strip_set_context (SMT_NOTICE_STRIP (self->notices), self->context);
  if (focused) /* the button that was pressed is gone */
    smt_patient_page_focus_row (self, NULL);
}

static void
row_changed_cb (SmtPatientPage *self, const char *key)
{
  if (g_str_equal (key, SMT_WHOLE_LIST))
    show_notices (self);
  update_sections (self, key);
  if (self->n_conflicts != smt_patient_context_get_conflicts (self->context)->len)
    _smt_patient_page_show_conflicts (self);
  show_message (self);
}

static void
state_changed_cb (SmtPatientPage *self)
{
  _smt_patient_page_show_conflicts (self);
  update_sections (self, NULL);
  show_message (self);
}

/* --- search ----------------------------------------------------------------------------------------------------------
 */

void
_smt_patient_page_filter (SmtPatientPage *self)
{
  GtkWidget *extras[] = { self->conflicts, self->gone, self->alone, self->follow_ups, self->others, self->last };
  g_autofree char *folded = smt_text_fold (gtk_editable_get_text (self->search_entry));

  for (SmtGroupSection *section = _smt_patient_page_first_section (self); section != NULL;
       section = _smt_patient_page_section_after (section))
    smt_group_section_filter (section, folded);
  for (guint i = 0; i < G_N_ELEMENTS (extras); i++)
    if (extras[i] != NULL)
      gtk_widget_set_visible (extras[i], *folded == '\0');
}

static void
search_changed_cb (SmtPatientPage *self)
{
  _smt_patient_page_settle (self);
  _smt_patient_page_filter (self);
}

static void
stop_search_cb (SmtPatientPage *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  smt_patient_page_focus_row (self, NULL);
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

static void
smt_patient_page_dispose (GObject *object)
{
  SmtPatientPage *self = SMT_PATIENT_PAGE (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->turn, g_source_remove);
  g_clear_weak_pointer (&self->focused);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  g_clear_pointer (&self->moving, g_hash_table_unref);
  g_clear_object (&self->context);
  g_clear_object (&self->notices);
  g_clear_object (&self->buttons);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_PATIENT_PAGE);
  G_OBJECT_CLASS (smt_patient_page_parent_class)->dispose (object);
}

static void
smt_patient_page_finalize (GObject *object)
{
  g_free (SMT_PATIENT_PAGE (object)->current_key);
  G_OBJECT_CLASS (smt_patient_page_parent_class)->finalize (object);
}

static void
smt_patient_page_class_init (SmtPatientPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smt_patient_page_dispose;
  object_class->finalize = smt_patient_page_finalize;

  g_signal_new ("row-focused", SMT_TYPE_PATIENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);

  g_type_ensure (SMT_TYPE_EMPTY_LIST);
  g_type_ensure (SMT_TYPE_IDENTITY_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-patient-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, content);
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, fixed_box);
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, identity);
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, list_box);
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, message_label);
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, approve_button);
  gtk_widget_class_bind_template_child (widget_class, SmtPatientPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
smt_patient_page_init (SmtPatientPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->notices = g_object_ref_sink (smt_notice_strip_new ());
  gtk_box_append (self->fixed_box, self->notices);
  _smt_patient_page_follow_focus (self);
  _smt_patient_page_hold_scroll (self);
}

/** smt_patient_page_set_context: shows the patient of @context (nullable) */
void
smt_patient_page_set_context (SmtPatientPage *self, SmtPatientContext *context)
{
  g_return_if_fail (SMT_IS_PATIENT_PAGE (self));

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_set_object (&self->context, context);
  g_clear_pointer (&self->current_key, g_free);
  _smt_patient_page_clear_sections (self);
  self->shown_list = NULL;
  if (self->list_form != NULL)
    smt_decision_form_close (SMT_DECISION_FORM (self->list_form));
  smt_identity_strip_set_context (self->identity, context);
  if (context == NULL)
    return;
  g_signal_connect_object (context, "changed", G_CALLBACK (context_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "row-changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "sources-changed", G_CALLBACK (sources_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "follow-ups-changed", G_CALLBACK (follow_ups_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  _smt_patient_page_build_sections (self);
  show_message (self);
}

/**
 * smt_patient_page_set_narrow:
 *
 * On a narrow window freshness, reactions and what is not shown scroll with the list, or they would leave no room for
 * it. The identity never scrolls away.
 */
void
smt_patient_page_set_narrow (SmtPatientPage *self, gboolean narrow)
{
  GtkBox *target;
  GtkWidget *parent;

  g_return_if_fail (SMT_IS_PATIENT_PAGE (self));

  target = narrow ? self->list_box : self->fixed_box;
  parent = gtk_widget_get_parent (self->notices);
  if (parent == GTK_WIDGET (target))
    return;
  gtk_box_remove (GTK_BOX (parent), self->notices);
  if (narrow)
    gtk_box_prepend (target, self->notices);
  else
    gtk_box_append (target, self->notices);
  smt_identity_strip_place_freshness (self->identity, narrow ? self->list_box : NULL);
}

/** smt_patient_page_search: opens the search of the list */
void
smt_patient_page_search (SmtPatientPage *self)
{
  g_return_if_fail (SMT_IS_PATIENT_PAGE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static GtkWidget *
find_row (SmtPatientPage *self, const char *key)
{
  for (SmtGroupSection *section = _smt_patient_page_first_section (self); section != NULL;
       section = _smt_patient_page_section_after (section))
    {
      GtkWidget *row = smt_group_section_find (section, key);
      if (row != NULL)
        return row;
    }
  return NULL;
}

/** smt_patient_page_find_row: Returns: (transfer none) (nullable): the row of @key */
GtkWidget *
smt_patient_page_find_row (SmtPatientPage *self, const char *key)
{
  GtkWidget *row;

  g_return_val_if_fail (SMT_IS_PATIENT_PAGE (self), NULL);

  row = find_row (self, key);
  if (row != NULL || self->places == NULL)
    return row;
  _smt_patient_page_settle (self); /* it may be about to be made */
  return find_row (self, key);
}

/** smt_patient_page_regroup: divides the list as it was chosen last */
void
smt_patient_page_regroup (SmtPatientPage *self)
{
  g_return_if_fail (SMT_IS_PATIENT_PAGE (self));

  if (self->context != NULL)
    _smt_patient_page_arrange (self);
}

static void
list_form_closed_cb (SmtPatientPage *self)
{
  smt_patient_page_focus_row (self, NULL);
}

/** smt_patient_page_ask_of_list: asks why the list as a whole is in use again, above the list */
void
smt_patient_page_ask_of_list (SmtPatientPage *self)
{
  gboolean notices_scroll;

  g_return_if_fail (SMT_IS_PATIENT_PAGE (self) && self->context != NULL);

  if (self->list_form == NULL)
    {
      self->list_form = smt_decision_form_new ();
      g_signal_connect_object (self->list_form, "closed", G_CALLBACK (list_form_closed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_prepend (self->list_box, self->list_form);
    }
  notices_scroll = gtk_widget_get_parent (self->notices) == GTK_WIDGET (self->list_box);
  gtk_box_reorder_child_after (self->list_box, self->list_form, notices_scroll ? self->notices : NULL);
  smt_decision_form_open (SMT_DECISION_FORM (self->list_form), self->context, SMT_WHOLE_LIST, SMT_DECISION_RESUME);
}

/** smt_patient_page_update: shows anew what can be done with the rows: somebody else may work here now */
void
smt_patient_page_update (SmtPatientPage *self)
{
  g_return_if_fail (SMT_IS_PATIENT_PAGE (self));

  if (self->context != NULL)
    update_sections (self, NULL);
}

/** smt_patient_page_offer_approval: @offered: whether drafts wait for who works here */
void
smt_patient_page_offer_approval (SmtPatientPage *self, gboolean offered)
{
  g_return_if_fail (SMT_IS_PATIENT_PAGE (self));

  gtk_widget_set_visible (self->approve_button, offered);
}

/** smt_patient_page_say: says @text above the list until the list changes */
void
smt_patient_page_say (SmtPatientPage *self, const char *text)
{
  g_return_if_fail (SMT_IS_PATIENT_PAGE (self));

  gtk_label_set_label (self->message_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), TRUE);
}
