/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-sentences.h"
#include "ui/smt-window-private.h"

static SmtHelseid *
get_helseid (SmtWindow *self)
{
  return self->desk != NULL ? smt_desk_get_helseid (self->desk) : NULL;
}

/** _smt_window_must_sign_in: Returns: whether nobody can fetch anything before somebody has signed in */
gboolean
_smt_window_must_sign_in (SmtWindow *self)
{
  SmtHelseid *helseid = get_helseid (self);

  return helseid != NULL && smt_helseid_get_state (helseid) != SMT_HELSEID_SIGNED_IN;
}

static const char *
describe_start (SmtWindow *self, SmtHelseid *helseid)
{
  if (!_smt_window_must_sign_in (self))
    return _smt_window_start_words (self);
  if (smt_helseid_get_state (helseid) == SMT_HELSEID_SIGNING_IN)
    return C_ ("sign-in", "Sign in in the browser that has opened. The program waits for two minutes.");
  if (self->sign_in_error != NULL)
    return self->sign_in_error;
  if (self->handed_item != NULL)
    return C_ ("sign-in", "The journal system has handed a patient over. Sign in with HelseID to open the list.");
  return C_ ("sign-in", "Sign in with HelseID to look patients up. Nothing is fetched before that.");
}

/* Whose names stand in the work list is for those who may work with them. */
static void
show_lists (SmtWindow *self, gboolean somebody)
{
  gboolean show = self->desk != NULL && somebody;

  smt_work_list_pane_set_list (self->work_list, show ? smt_desk_get_work_list (self->desk) : NULL);
  smt_work_list_pane_set_tasks (self->work_list, show ? smt_desk_get_tasks (self->desk) : NULL);
}

/** _smt_window_show_sign_in: brings header bar, start page and actions in line with who is signed in */
void
_smt_window_show_sign_in (SmtWindow *self)
{
  SmtHelseid *helseid = get_helseid (self);
  gboolean must = _smt_window_must_sign_in (self);
  gboolean waiting = must && smt_helseid_get_state (helseid) == SMT_HELSEID_SIGNING_IN;
  const SmtHelseidIdentity *identity = helseid != NULL ? smt_helseid_get_identity (helseid) : NULL;

  smt_decide_set_profession (identity != NULL, identity != NULL ? identity->profession : NULL);
  if (self->desk != NULL)
    smt_decide_tell_worker (self->desk);
  smt_sign_in_show (self->sign_in, helseid);
  show_lists (self, helseid == NULL || identity != NULL);
  _smt_window_show_lock (self);
  adw_status_page_set_description (self->start_page, describe_start (self, helseid));
  gtk_widget_set_visible (self->start_lookup_button, self->desk != NULL && !must);
  gtk_widget_set_visible (self->start_demo_button, self->desk == NULL);
  gtk_widget_set_visible (self->start_sign_in_button, must && !waiting);
  _smt_window_set_enabled (self, "sign-in", must && !waiting);
  _smt_window_set_enabled (self, "cancel-sign-in", waiting);
  _smt_window_set_enabled (self, "sign-out", identity != NULL);
  _smt_window_set_enabled (self, "export-key", helseid != NULL);
  _smt_window_update_actions (self);
}

/** _smt_window_leave_sign_in: the window goes, or another desk comes */
void
_smt_window_leave_sign_in (SmtWindow *self)
{
  SmtHelseid *helseid = get_helseid (self);

  if (helseid == NULL)
    return;
  g_signal_handlers_disconnect_by_data (helseid, self);
  smt_helseid_give_up (helseid, SMT_HELSEID_ERROR_CANCELLED, "the window closes");
}

/** _smt_window_follow_sign_in: from now on the window shows who has signed in */
void
_smt_window_follow_sign_in (SmtWindow *self)
{
  SmtHelseid *helseid = get_helseid (self);

  if (helseid != NULL)
    g_signal_connect_object (helseid, "changed", G_CALLBACK (_smt_window_show_sign_in), self, G_CONNECT_SWAPPED);
}

/* --- handed over by a journal system ---------------------------------------------------------------------------------
 */

static const char *
open_handed_over (SmtWindow *self)
{
  const char *hpr = smt_desk_get_signer (self->desk)->hpr;

  if (self->context != NULL && smt_patient_context_get_state (self->context) == SMT_CONTEXT_SENDING)
    return C_ ("sign-in", "Sending: wait for the receipt, then open the patient from the journal system again.");
  if (hpr == NULL || !g_str_equal (hpr + strspn (hpr, "0"), self->handed_hpr + strspn (self->handed_hpr, "0")))
    return C_ ("sign-in", "Not opened: the journal system names another user than the one who is signed in here.");
  _smt_window_open_item (self, self->handed_item);
  return NULL;
}

/** _smt_window_take_over: opens what was handed over, as soon as somebody may */
void
_smt_window_take_over (SmtWindow *self)
{
  const char *refusal;

  if (self->handed_item == NULL || self->desk == NULL || smt_window_is_locked (self))
    return;
  if (_smt_window_must_sign_in (self))
    {
      _smt_window_show_sign_in (self);
      return;
    }
  refusal = open_handed_over (self);
  if (refusal != NULL)
    _smt_window_tell (self, refusal, FALSE);
  g_clear_pointer (&self->handed_hpr, g_free);
  g_clear_object (&self->handed_item);
}

/** smt_window_hand_over: @hpr: of the user that the journal system names; @item: the patient */
void
smt_window_hand_over (SmtWindow *self, const char *hpr, SmtWorkItem *item)
{
  g_return_if_fail (SMT_IS_WINDOW (self) && hpr != NULL && SMT_IS_WORK_ITEM (item));

  g_free (self->handed_hpr);
  self->handed_hpr = g_strdup (hpr);
  g_set_object (&self->handed_item, item);
  _smt_window_take_over (self);
}

/* --- actions ---------------------------------------------------------------------------------------------------------
 */

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtWindow) self = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->sign_in_error, g_free);
  if (!smt_helseid_sign_in_finish (SMT_HELSEID (source), result, &error))
    self->sign_in_error = smt_sentence_for_error (error);
  /* closed meanwhile */
  if (self->desk == NULL)
    return;
  _smt_window_show_sign_in (self);
  _smt_window_refresh_queue (self);
  _smt_window_take_over (self);
  if (self->sign_in_error != NULL && !g_str_equal (gtk_stack_get_visible_child_name (self->middle), "start"))
    _smt_window_tell (self, self->sign_in_error, FALSE);
}

/* Opens the browser, unless somebody is signed in. */
static void
sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  if (_smt_window_must_sign_in (self))
    smt_helseid_sign_in_async (get_helseid (self), NULL, signed_in_cb, g_object_ref (self));
}

/* Waits no longer for the browser. */
static void
cancel_sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  SmtHelseid *helseid = get_helseid (self);

  if (helseid != NULL)
    smt_helseid_give_up (helseid, SMT_HELSEID_ERROR_CANCELLED, "cancelled");
}

/** _smt_window_forget_patients: who takes over sees nothing of what was open; what was decided is in the journal */
void
_smt_window_forget_patients (SmtWindow *self)
{
  g_cancellable_cancel (self->cancellable); /* what is on its way is for nobody */
  _smt_window_close_others (self);
  _smt_window_set_context (self, NULL);
  g_hash_table_remove_all (self->contexts);
  g_clear_pointer (&self->request, smt_lookup_request_free);
  g_clear_object (&self->item);
  smt_lookup_page_reset (self->lookup_page);
  _smt_window_set_queue_desk (self);
  if (self->desk != NULL)
    smt_work_list_forget (smt_desk_get_work_list (self->desk));
  _smt_window_show_page (self, "start");
}

/** _smt_window_sign_out: Returns: whether it was done; not while a send is under way */
gboolean
_smt_window_sign_out (SmtWindow *self)
{
  if (self->context != NULL && smt_patient_context_get_state (self->context) == SMT_CONTEXT_SENDING)
    return FALSE;
  g_clear_pointer (&self->sign_in_error, g_free);
  _smt_window_forget_patients (self);
  smt_helseid_sign_out (get_helseid (self));
  return TRUE;
}

static void
sign_out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  if (get_helseid (self) != NULL && !_smt_window_sign_out (self))
    _smt_window_tell (self, C_ ("sign-in", "Sending: wait for the receipt before you sign out."), FALSE);
}

static void
key_exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = smt_helseid_export_key_finish (SMT_HELSEID (source), result, &error);
  g_autofree char *sentence = error != NULL ? smt_sentence_for_error (error) : NULL;

  if (self->desk == NULL)
    return;
  if (key != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), key);
  _smt_window_tell (
      self, key != NULL ? C_ ("sign-in", "The public key is on the clipboard. Register it with HelseID.") : sentence,
      FALSE);
}

/* The public part of this installation's key goes to the clipboard. */
static void
export_key_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  SmtHelseid *helseid = get_helseid (self);

  if (helseid != NULL)
    smt_helseid_export_key_async (helseid, key_exported_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { .name = "sign-in", .activate = sign_in_cb },
  { .name = "cancel-sign-in", .activate = cancel_sign_in_cb },
  { .name = "sign-out", .activate = sign_out_cb },
  { .name = "export-key", .activate = export_key_cb },
};

void
_smt_window_install_sign_in (SmtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
