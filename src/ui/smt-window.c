/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-window.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-cleanup-page.h"
#include "ui/smt-decide.h"
#include "ui/smt-folding.h"
#include "ui/smt-journal-words.h"
#include "ui/smt-pane-layout.h"
#include "ui/smt-past-page.h"
#include "ui/smt-pharmacy-page.h"
#include "ui/smt-round-page.h"
#include "ui/smt-sentences.h"
#include "ui/smt-setting.h"
#include "ui/smt-shortcuts.h"
#include "ui/smt-synthetic-banner.h"
#include "ui/smt-window-private.h"
#include "ui/smt-wrap.h"

G_DEFINE_FINAL_TYPE (SmtWindow, smt_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_LOCKED = 1,
};

static void
lookup_submitted_cb (SmtWindow *self)
{
  SmtLookupRequest *request = smt_lookup_page_make_request (self->lookup_page);

  smt_lookup_page_end_emergency (self->lookup_page);
  _smt_window_look_up (self, request);
}

static void
row_focused_cb (SmtWindow *self, const char *key)
{
  /* an open editor is not closed by walking past another row */
  if (!smt_detail_pane_is_editing (self->detail_pane))
    smt_detail_pane_show (self->detail_pane, self->context, key);
}

/* The focus was in a message that is gone: back to the work. */
static void
message_left_cb (SmtWindow *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->patient_page))
      || !smt_patient_page_focus_row (self->patient_page, NULL))
    gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
}

static void
opened_cb (SmtWindow *self, SmtWorkItem *item)
{
  if (_smt_window_must_sign_in (self))
    {
      _smt_window_tell (self, C_ ("sign-in", "Sign in first; then open the patient."), FALSE);
      return;
    }
  _smt_window_leave_queue (self);
  _smt_window_open_item (self, item);
}

static void
adapt (SmtWindow *self)
{
  gboolean detail_folded = adw_leaflet_get_folded (self->leaflet);

  /* where there are no details there is nothing to fold */
  gboolean one_pane = detail_folded || !gtk_widget_get_visible (GTK_WIDGET (self->detail_pane));
  gboolean narrow = one_pane && adw_flap_get_folded (self->flap);

  /* closing is what a narrow window's frame is needed for */
  adw_header_bar_set_decoration_layout (ADW_HEADER_BAR (self->header), narrow ? ":close" : NULL);
  smt_patient_page_set_narrow (self->patient_page, narrow);
  smt_review_page_set_narrow (self->review_page, narrow);
  smt_detail_pane_set_narrow (self->detail_pane, detail_folded);
  smt_sign_in_set_narrow (self->sign_in, detail_folded || narrow);
  _smt_window_show_buttons (self);
}

static gboolean
adapt_idle_cb (gpointer data)
{
  SmtWindow *self = data;

  self->adapting = 0;
  adapt (self);
  return G_SOURCE_REMOVE;
}

/* Folding is told in the middle of a size allocation, where nothing may be shown or hidden. */
static void
folded_cb (SmtWindow *self)
{
  if (self->adapting == 0)
    self->adapting = g_idle_add (adapt_idle_cb, self);
}

/* --- open sends on the start page ------------------------------------------------------------------------------------
 */

static void
open_sends_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GtkLabel *label = data;
  g_autoptr (GPtrArray) sends = smt_desk_open_sends_finish (SMT_DESK (source), result, NULL);
  guint n = sends != NULL ? sends->len : 0;
  g_autofree char *text = NULL;

  text = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "%u send has no certain outcome yet. Open the patient: the program then looks and tells what arrived.",
          "%u sends have no certain outcome yet. Open the patients: the program then looks and tells what arrived.", n),
      n);
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), n > 0);
  g_object_unref (label);
}

const char *
_smt_window_start_words (SmtWindow *self)
{
  if (self->desk == NULL)
    return C_ ("window", "No service is set up on this machine yet.");
  if (self->interrupted)
    return C_ ("window",
               "The program was interrupted last time. What it had called saved is still here: choose a patient "
               "in the work list, or look one up.");
  return C_ ("window", "Choose a patient in the work list, or look one up. Nothing is fetched before that.");
}

static void
show_start (SmtWindow *self)
{
  _smt_window_show_sign_in (self);
  if (self->desk != NULL && smt_desk_get_journal (self->desk) != NULL)
    smt_desk_open_sends_async (self->desk, open_sends_cb, g_object_ref (self->open_sends_label));
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

/* While a send is under way the window stays: closing it would hide the receipt. */
static gboolean
smt_window_close_request (GtkWindow *window)
{
  SmtWindow *self = SMT_WINDOW (window);

  if (self->context != NULL && smt_patient_context_get_state (self->context) == SMT_CONTEXT_SENDING)
    {
      _smt_window_tell (self, C_ ("window", "Sending: wait for the receipt before you close."), FALSE);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (smt_window_parent_class)->close_request (window);
}

static void
smt_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOCKED)
    g_value_set_boolean (value, smt_window_is_locked (SMT_WINDOW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
smt_window_dispose (GObject *object)
{
  SmtWindow *self = SMT_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_handle_id (&self->adapting, g_source_remove);
  g_clear_weak_pointer (&self->focus_before);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->item);
  g_clear_object (&self->context);
  g_clear_object (&self->present);
  g_clear_pointer (&self->contexts, g_hash_table_unref);
  g_clear_pointer (&self->request, smt_lookup_request_free);
  _smt_window_leave_sign_in (self);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->sign_in_error, g_free);
  g_clear_pointer (&self->handed_hpr, g_free);
  g_clear_pointer (&self->wanted_row, g_free);
  g_clear_object (&self->handed_item);
  self->lock_page = NULL;
  g_clear_object (&self->covered);
  g_clear_pointer (&self->taken_actions, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_WINDOW);
  G_OBJECT_CLASS (smt_window_parent_class)->dispose (object);
}

static void
bind_header (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, message_bar);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, header);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, back_squeezer);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, lookup_squeezer);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, send_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, review_squeezer);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, review_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, short_review_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, undo_squeezer);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, synthetic_bin);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, memory_banner);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, file_banner);
}

static void
bind_pages (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, work_list);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, middle_bin);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, middle);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, open_sends_label);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, start_lookup_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, start_demo_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, start_sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, lookup_page);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, patient_page);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, detail_separator);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, detail_pane);
  gtk_widget_class_bind_template_child (widget_class, SmtWindow, review_page);
  gtk_widget_class_bind_template_callback (widget_class, lookup_submitted_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_focused_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_left_cb);
}

static void
smt_window_class_init (SmtWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smt_window_dispose;
  object_class->get_property = smt_window_get_property;
  g_object_class_install_property (
      object_class, PROP_LOCKED,
      g_param_spec_boolean ("locked", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  GTK_WINDOW_CLASS (klass)->close_request = smt_window_close_request;

  g_type_ensure (SMT_TYPE_WORK_LIST_PANE);
  g_type_ensure (SMT_TYPE_LOOKUP_PAGE);
  g_type_ensure (SMT_TYPE_PATIENT_PAGE);
  g_type_ensure (SMT_TYPE_CLEANUP_PAGE);
  g_type_ensure (SMT_TYPE_DETAIL_PANE);
  g_type_ensure (SMT_TYPE_REVIEW_PAGE);
  g_type_ensure (SMT_TYPE_PAST_PAGE);
  g_type_ensure (SMT_TYPE_PHARMACY_PAGE);
  g_type_ensure (SMT_TYPE_ROUND_PAGE);
  g_type_ensure (SMT_TYPE_SIGN_IN);
  g_type_ensure (SMT_TYPE_MESSAGE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-window.ui");
  bind_header (widget_class);
  bind_pages (widget_class);

  /* in the bubble phase: an entry undoes its own typing first, a form closes itself first */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
}

/* Drafts and the log of use say who works here, in what role. */
static void
say_role (SmtWindow *self)
{
  if (self->desk != NULL)
    smt_decide_tell_worker (self->desk);
}

/* What has been decided stays whose it was; who works here now may approve, or may not any more. */
static void
role_changed_cb (SmtWindow *self)
{
  say_role (self);
  if (_smt_window_show_grouping (self))
    smt_patient_page_regroup (self->patient_page);
  smt_patient_page_update (self->patient_page);
  _smt_window_update_actions (self);
}

/* Who chooses for whom the notes are shown has not asked for those that are folded then. */
static void
flags_for_changed_cb (SmtWindow *self)
{
  if (self->context != NULL)
    smt_folding_show (self->context, FALSE);
}

static void
smt_window_init (SmtWindow *self)
{
  self->contexts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  smt_wrap_buttons (GTK_WIDGET (self->pages));
  smt_wrap_menu_always (GTK_MENU_BUTTON (self->menu_button));
  _smt_window_install_actions (self);
  _smt_window_install_queues (self);
  _smt_window_install_past (self);
  _smt_window_install_sign_in (self);
  _smt_window_install_lock (self);
  _smt_window_accept_files (self);
  g_object_bind_property (self->flap, "reveal-flap", self->sidebar_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->flap, "notify::folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->detail_pane, "notify::visible", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work_list, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  smt_setting_follow ("role", G_CALLBACK (role_changed_cb), G_OBJECT (self));
  smt_setting_follow (SMT_FLAGS_FOR, G_CALLBACK (flags_for_changed_cb), G_OBJECT (self));
  smt_setting_follow ("nurse-name", G_CALLBACK (say_role), G_OBJECT (self));
  smt_setting_follow ("pharmacist-name", G_CALLBACK (say_role), G_OBJECT (self));
  adapt (self);
  show_start (self);
  _smt_window_show_page (self, "start");
}

/** smt_window_new: Returns: (transfer none): a window of @application, on the start page */
SmtWindow *
smt_window_new (AdwApplication *application)
{
  return g_object_new (SMT_TYPE_WINDOW, "application", application, NULL);
}

/* Made when it is asked for, and gone when it is closed. As GtkApplication's own help overlay it would wait, hidden,
 * behind every window: and GTK 4.8 ends in a NULL path where a screen reader asks for the child of the program that has
 * just been closed, and the last window is one that nobody has shown yet. */
void
_smt_window_show_shortcuts (SmtWindow *self)
{
  gtk_window_present (smt_shortcuts_window_new (GTK_WINDOW (self), adw_bin_get_child (self->synthetic_bin) != NULL));
}

static void
show_synthetic (SmtWindow *self, gboolean synthetic)
{
  if (!synthetic)
    adw_bin_set_child (self->synthetic_bin, NULL);
  else if (adw_bin_get_child (self->synthetic_bin) == NULL)
    adw_bin_set_child (self->synthetic_bin, smt_synthetic_banner_new ());
}

/** smt_window_tell_interrupted: says on the start page that the program was killed, or lost its power, last time */
void
smt_window_tell_interrupted (SmtWindow *self)
{
  g_return_if_fail (SMT_IS_WINDOW (self));

  self->interrupted = TRUE;
  show_start (self);
}

/* That nothing is saved, or that what was saved was not found as it was left. */
static void
show_journal (SmtWindow *self, SmtDesk *desk)
{
  SmtJournal *journal = desk != NULL ? smt_desk_get_journal (desk) : NULL;
  g_autofree char *words = journal != NULL ? smt_words_for_journal_start (smt_journal_get_start (journal)) : NULL;

  if (words != NULL)
    gtk_label_set_text (GTK_LABEL (self->memory_banner), words);
  gtk_widget_set_visible (self->memory_banner, words != NULL || (desk != NULL && journal == NULL));
}

/**
 * smt_window_tell_not_saved:
 * @self: a window whose desk has no journal
 * @error: why
 *
 * Says above everything that decisions live in memory only, why, and what to do.
 */
void
smt_window_tell_not_saved (SmtWindow *self, const GError *error)
{
  g_autofree char *sentence = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (SMT_IS_WINDOW (self) && error != NULL);

  sentence = smt_sentence_for_error (error);
  words = g_strconcat (C_ ("window", "Decisions live in memory only, and are lost if the program stops."), " ",
                       sentence, NULL);
  gtk_label_set_text (GTK_LABEL (self->memory_banner), words);
}

/** smt_window_get_context: Returns: (transfer none) (nullable): the patient at work */
SmtPatientContext *
smt_window_get_context (SmtWindow *self)
{
  g_return_val_if_fail (SMT_IS_WINDOW (self), NULL);
  return self->context;
}

/** smt_window_set_desk: @desk (nullable): whose work the window shows */
void
smt_window_set_desk (SmtWindow *self, SmtDesk *desk)
{
  g_return_if_fail (SMT_IS_WINDOW (self));

  _smt_window_set_context (self, NULL);
  g_hash_table_remove_all (self->contexts);
  _smt_window_leave_sign_in (self);
  g_set_object (&self->desk, desk);
  show_synthetic (self, desk != NULL && smt_desk_is_synthetic (desk));
  show_journal (self, desk);
  say_role (self);
  _smt_window_set_queue_desk (self);
  _smt_window_follow_sign_in (self);
  show_start (self);
  _smt_window_take_over (self);
}
