/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window shows: its pages, the buttons of the header bar, what can be done there, and what it tells in
 * passing.
 */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-window-private.h"

/* Behind a locked window nothing can be done; what can is found out again afterwards. */
void
_smt_window_set_enabled (SmtWindow *self, const char *name, gboolean enabled)
{
  if (!smt_window_is_locked (self))
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

gboolean
_smt_window_shows_file (SmtWindow *self)
{
  return self->context != NULL && smt_patient_context_get_state (self->context) == SMT_CONTEXT_FILE;
}

gboolean
_smt_window_context_flag (SmtWindow *self, const char *property)
{
  gboolean flag = FALSE;

  if (self->context != NULL)
    g_object_get (self->context, property, &flag, NULL);
  return flag;
}

static void
show_remaining (SmtWindow *self)
{
  guint n = 0;
  g_autofree char *wide = NULL;
  g_autofree char *narrow = NULL;

  if (self->context != NULL)
    g_object_get (self->context, "n-blocking", &n, NULL);
  wide = n > 0 ? g_strdup_printf (C_ ("window", "Review and send (%u left)"), n)
               : g_strdup (C_ ("window", "Review and send"));
  narrow = n > 0 ? g_strdup_printf (C_ ("window", "%u left"), n) : g_strdup (C_ ("window", "Send"));
  gtk_button_set_label (self->review_button, wide);
  gtk_button_set_label (self->short_review_button, narrow);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->short_review_button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->short_review_button), GTK_ACCESSIBLE_PROPERTY_LABEL, wide, -1);
}

/* A list that was not read and shows no row holds nothing to look over; the page says why. */
static gboolean
has_something_to_review (SmtWindow *self)
{
  const SmtList *list = smt_patient_context_get_list (self->context);

  return list->treatments->len > 0 || smt_list_was_read (list);
}

static gboolean
has_drafts (SmtWindow *self)
{
  return smt_reconciliation_count_drafts (smt_patient_context_get_reconciliation (self->context)) > 0;
}

/* A list that is paused as a whole is taken into use by a doctor, and only until it is sent can that be taken back. */
static void
update_pause_actions (SmtWindow *self, gboolean may)
{
  const SmtReconciliation *reconciliation = may ? smt_patient_context_get_reconciliation (self->context) : NULL;

  _smt_window_set_enabled (self, "resume-list", may && smt_reconciliation_pause_blocks (reconciliation));
  _smt_window_set_enabled (self, "keep-paused", may && smt_reconciliation_get_on_list (reconciliation) != NULL);
}

/* Enables what can be done now. */
void
_smt_window_update_actions (SmtWindow *self)
{
  gboolean reviewing = g_str_equal (gtk_stack_get_visible_child_name (self->pages), "review");
  const char *middle = gtk_stack_get_visible_child_name (self->middle);
  gboolean patient = self->context != NULL && g_str_equal (middle, "patient");
  gboolean open = self->context != NULL && smt_context_is_open (self->context);
  gboolean sending = self->context != NULL && smt_patient_context_get_state (self->context) == SMT_CONTEXT_SENDING;
  gboolean file = _smt_window_shows_file (self);
  /* renewing in bulk, approving and sending are a doctor's */
  gboolean doctor = smt_decide_get_role () == SMT_ROLE_DOCTOR;
  gboolean approvable = patient && open && doctor && has_drafts (self);

  _smt_window_set_enabled (self, "lookup", self->desk != NULL && !sending && !_smt_window_must_sign_in (self));
  _smt_window_set_enabled (self, "cleanup", self->desk != NULL && !sending);
  _smt_window_set_enabled (self, "round", self->desk != NULL && !sending);
  _smt_window_set_enabled (self, "pharmacy", self->desk != NULL && !sending);
  _smt_window_set_enabled (self, "next-patient", self->desk != NULL && !sending && !_smt_window_must_sign_in (self));
  _smt_window_set_enabled (self, "open-file", !sending);
  _smt_window_set_enabled (self, "compare-file", _smt_window_may_compare (self));
  _smt_window_set_enabled (self, "past", _smt_window_may_show_past (self) && !g_str_equal (middle, "loading"));
  _smt_window_set_enabled (self, "pair", patient && open);
  _smt_window_set_enabled (self, "unpair", patient && open);
  _smt_window_set_enabled (self, "open-closed", patient && !sending && !file);
  _smt_window_set_enabled (self, "reload", self->request != NULL && !sending && !g_str_equal (middle, "loading"));
  _smt_window_set_enabled (self, "search", (patient || _smt_window_get_queue (self) != NULL) && !reviewing);
  _smt_window_set_enabled (self, "undo", patient && _smt_window_context_flag (self, "can-undo"));
  _smt_window_set_enabled (self, "redo", patient && _smt_window_context_flag (self, "can-redo"));
  _smt_window_set_enabled (self, "keep-unchanged", patient && open);
  _smt_window_set_enabled (self, "join-all", patient && open && smt_decide_count_joins (self->context) > 0);
  _smt_window_set_enabled (self, "renew-all", patient && open && doctor);
  _smt_window_set_enabled (self, "approve-all", approvable);
  update_pause_actions (self, patient && open && doctor);
  smt_patient_page_offer_approval (self->patient_page, approvable);
  _smt_window_set_enabled (self, "review", patient && !reviewing && !file && has_something_to_review (self));
  _smt_window_set_enabled (self, "send", patient && reviewing && doctor && _smt_window_context_flag (self, "can-send"));
  _smt_window_set_enabled (self, "print", patient && !sending && !file);
  _smt_window_set_enabled (self, "copy-note", patient && reviewing);
  _smt_window_set_enabled (self, "cancel", g_str_equal (middle, "loading"));
  show_remaining (self);
}

/* As much of it as a narrow window has room for. */
static const char *
review_title (SmtWindow *self)
{
  return adw_flap_get_folded (self->flap) ? C_ ("window", "Review") : C_ ("window", "Review and send");
}

/* The header bar's buttons for the page shown. Where there is no room for them undo, redo and the title give way: the
 * header bar must not be what keeps the window wide, and undo is in the menu, on its key and in the message as well. */
void
_smt_window_show_buttons (SmtWindow *self)
{
  gboolean reviewing = g_str_equal (gtk_stack_get_visible_child_name (self->pages), "review");
  gboolean patient = g_str_equal (gtk_stack_get_visible_child_name (self->middle), "patient");

  gboolean past =
      g_str_equal (gtk_stack_get_visible_child_name (self->middle), "past") || (patient && self->present != NULL);

  gtk_widget_set_visible (self->back_squeezer, reviewing || past);
  gtk_widget_set_visible (self->menu_button, !reviewing || !adw_flap_get_folded (self->flap));
  gtk_widget_set_visible (self->send_button, reviewing);
  gtk_widget_set_visible (self->lookup_squeezer, !reviewing);
  gtk_widget_set_visible (self->sidebar_button, !reviewing && !past && adw_flap_get_folded (self->flap));
  gtk_widget_set_visible (self->review_squeezer, !reviewing && patient && !_smt_window_shows_file (self));
  gtk_widget_set_visible (self->undo_squeezer, !reviewing && patient && !_smt_window_shows_file (self));
  adw_window_title_set_title (self->title, reviewing ? review_title (self) : "Samstemt");
}

/* Shows a page of the middle ("start", "loading", "error", "lookup", "patient") or "review". */
void
_smt_window_show_page (SmtWindow *self, const char *name)
{
  gboolean reviewing = g_str_equal (name, "review");
  gboolean patient = g_str_equal (name, "patient");
  gboolean details;

  smt_message_bar_hide (self->message_bar);
  gtk_stack_set_visible_child_name (self->pages, reviewing ? "review" : "work");
  if (!reviewing)
    gtk_stack_set_visible_child_name (self->middle, name);
  smt_work_list_pane_mark_queue (self->work_list, name);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));
  /* beside an empty list there is nothing to choose */
  details = (patient || reviewing) && smt_patient_page_first_key (self->patient_page) != NULL;
  gtk_widget_set_visible (self->file_banner, patient && _smt_window_shows_file (self));
  gtk_widget_set_visible (GTK_WIDGET (self->detail_pane), details);
  gtk_widget_set_visible (self->detail_separator, details);
  if (!reviewing)
    adw_leaflet_set_visible_child (self->leaflet, self->middle_bin);
  _smt_window_show_buttons (self);
  _smt_window_update_actions (self);
}

/* Says @text for a moment; what is said is on the screen elsewhere too. */
void
_smt_window_tell (SmtWindow *self, const char *text, gboolean with_undo)
{
  smt_message_bar_say (self->message_bar, text, with_undo);
}

void
_smt_window_focus_row (SmtWindow *self, const char *key)
{
  smt_patient_page_focus_row (self->patient_page, key);
}
