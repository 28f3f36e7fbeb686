/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-ui"

#include <glib/gi18n-lib.h>

#include "desk/smt-past.h"
#include "desk/smt-waiting.h"
#include "fhir/smt-answer.h"
#include "ui/smt-phrases.h"
#include "ui/smt-receipt-list.h"
#include "ui/smt-sentences.h"
#include "ui/smt-window-private.h"

/* The window may be gone when an answer comes: callbacks hold a weak reference. */
static GWeakRef *
hold_weakly (SmtWindow *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static SmtWindow *
take_strongly (GWeakRef *weak)
{
  SmtWindow *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

/* --- status in the work list -----------------------------------------------------------------------------------------
 */

static void
append_part (GString *out, char *part)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", part);
  g_free (part);
}

/* "■ 1 Stopp · 1 løs · 2 spørsmål · 1 utkast": what a round has to know before it goes on. */
static char *
context_status (SmtPatientContext *context)
{
  SmtWaiting waiting = smt_waiting_count (smt_patient_context_get_reconciliation (context));
  GString *out;

  if (smt_patient_context_get_state (context) == SMT_CONTEXT_SENT)
    return g_strdup (C_ ("work list", "reconciled"));
  out = g_string_new (NULL);
  for (int c = SMT_CLASS_STOP; c >= SMT_CLASS_CHECK && out->len == 0; c--)
    if (waiting.n_class[c] > 0)
      append_part (out, g_strdup_printf ("%s %u %s", smt_class_shape ((SmtClass)c), waiting.n_class[c],
                                         smt_class_name ((SmtClass)c, smt_phrase_language ())));
  if (waiting.n_loose > 0)
    append_part (
        out, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u loose", "%u loose", waiting.n_loose), waiting.n_loose));
  if (waiting.n_questions > 0)
    append_part (out,
                 g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u question", "%u questions", waiting.n_questions),
                                  waiting.n_questions));
  if (waiting.n_drafts > 0)
    append_part (out, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u draft", "%u drafts", waiting.n_drafts),
                                       waiting.n_drafts));
  if (out->len == 0)
    g_string_append (out, C_ ("work list", "opened"));
  return g_string_free (out, FALSE);
}

static SmtWorkItem *
find_item (SmtWindow *self, SmtPatientContext *context)
{
  const SmtPatient *patient = smt_patient_context_get_list (context)->patient;

  if (smt_patient_context_get_state (context) == SMT_CONTEXT_FILE)
    return NULL; /* whoever it is about, it is not their work list's row */
  if (patient->national_number == NULL)
    return self->item;
  return smt_work_list_find (smt_desk_get_work_list (self->desk), patient->national_number);
}

static void
show_status (SmtWindow *self)
{
  SmtWorkItem *item = find_item (self, self->context);
  g_autofree char *status = context_status (self->context);

  if (item != NULL)
    smt_work_item_set_status (item, status);
  _smt_window_update_actions (self);
}

/* What the context tells besides a send that failed: the journal, or the lookup that follows a send. Of that lookup its
 * own words would be read as words about the send, whose answer it was to tell. */
static void
message_cb (SmtWindow *self, const GError *error)
{
  gboolean of_lookup = error->domain == SMT_BROKER_ERROR || error->domain == SMT_FHIR_ERROR;
  g_autofree char *sentence = NULL;

  if (!of_lookup)
    sentence = smt_sentence_for_error (error);
  else if (smt_patient_context_get_state (self->context) == SMT_CONTEXT_UNKNOWN)
    sentence = g_strdup (C_ ("window", "It is not known yet what arrived: the lookup after the send failed too. Fetch "
                                       "the list again; nothing is sent twice."));
  else
    sentence =
        g_strdup (C_ ("window", "The lookup after the send failed: what the receipt says is not confirmed by it. "
                                "Fetch the list again."));
  _smt_window_tell (self, sentence, FALSE);
}

/* --- the patient at work ---------------------------------------------------------------------------------------------
 */

static void
follow_context (SmtWindow *self)
{
  static const char *const notifications[] = { "notify::state",    "notify::n-blocking", "notify::n-undecided",
                                               "notify::can-undo", "notify::can-redo",   "notify::can-send",
                                               "changed",          "row-changed",        "sources-changed" };

  for (guint i = 0; i < G_N_ELEMENTS (notifications); i++)
    g_signal_connect_object (self->context, notifications[i], G_CALLBACK (show_status), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
}

/* Returns: (transfer full) (nullable): the row at work, where @context (nullable) is about the same patient anew */
static char *
dup_row_at_work (SmtWindow *self, SmtPatientContext *context)
{
  if (self->context == NULL || context == NULL
      || g_strcmp0 (smt_patient_context_get_list (self->context)->patient->national_number,
                    smt_patient_context_get_list (context)->patient->national_number)
             != 0)
    return NULL;
  return g_strdup (smt_patient_page_get_current_key (self->patient_page));
}

/* To the row that a queue has asked for; else to what is in conflict, to the row @at_work (nullable) where it is still
 * there, or to the first one. */
static void
focus_patient (SmtWindow *self, const char *at_work)
{
  const char *key = at_work != NULL && smt_patient_page_find_row (self->patient_page, at_work) != NULL
                        ? at_work
                        : smt_patient_page_first_key (self->patient_page);

  smt_detail_pane_show (self->detail_pane, self->context, key);
  if (!_smt_window_focus_wanted (self) && !smt_patient_page_focus_conflict (self->patient_page))
    smt_patient_page_focus_row (self->patient_page, key);
}

/* Makes @context (nullable) the patient at work; the widgets follow it. */
void
_smt_window_set_context (SmtWindow *self, SmtPatientContext *context)
{
  g_autofree char *at_work = dup_row_at_work (self, context);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  if (context == NULL || smt_patient_context_get_past (context) == NULL)
    _smt_window_forget_past (self);
  g_set_object (&self->context, context);
  smt_detail_pane_show (self->detail_pane, NULL, NULL);
  smt_patient_page_set_context (self->patient_page, context);
  smt_review_page_set_context (self->review_page, context);
  if (context == NULL)
    {
      _smt_window_show_page (self, "start");
      return;
    }
  follow_context (self);
  smt_work_list_pane_select (self->work_list, find_item (self, self->present != NULL ? self->present : context));
  _smt_window_show_page (self, "patient");
  focus_patient (self, at_work);
  show_status (self);
}

static void
remember (SmtWindow *self, const SmtLookupRequest *request)
{
  SmtLookupRequest *copy = smt_lookup_request_copy (request);

  g_clear_pointer (&self->request, smt_lookup_request_free);
  self->request = copy;
}

/* Back to what was there before, also for what fetches the list again; a queue that was opened meanwhile stays. */
void
_smt_window_give_up_lookup (SmtWindow *self)
{
  SmtPatientContext *context = self->present != NULL ? self->present : self->context;

  if (context != NULL && smt_patient_context_get_request (context) != NULL)
    remember (self, smt_patient_context_get_request (context));
  else
    g_clear_pointer (&self->request, smt_lookup_request_free);
  if (!g_str_equal (gtk_stack_get_visible_child_name (self->middle), "loading"))
    {
      _smt_window_update_actions (self);
      return;
    }
  _smt_window_show_page (self, self->context != NULL ? "patient" : "start");
  if (self->context != NULL) /* what had the focus is gone */
    smt_patient_page_focus_row (self->patient_page, NULL);
}

static void
show_lookup_error (SmtWindow *self, const GError *error)
{
  g_autofree char *sentence = smt_sentence_for_lookup_error (error);
  g_autofree char *safe = g_markup_escape_text (sentence, -1);

  adw_status_page_set_title (self->error_page, C_ ("window", "The list could not be fetched"));
  adw_status_page_set_description (self->error_page, safe);
  _smt_window_show_page (self, "error");
  gtk_widget_grab_focus (self->retry_button);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtWindow) self = take_strongly (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtPatientContext) context = smt_desk_look_up_finish (SMT_DESK (source), result, &error);
  const SmtList *list;
  const char *number;

  if (self == NULL)
    return;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      _smt_window_give_up_lookup (self);
      return;
    }
  if (g_error_matches (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another is on its way */
  if (context == NULL)
    {
      show_lookup_error (self, error);
      return;
    }
  list = smt_patient_context_get_list (context);
  g_info ("a list was fetched: %u rows, restrictions 0x%x, reactions %d", list->treatments->len, list->restrictions,
          (int)list->reactions_knowledge);
  number = list->patient->national_number;
  if (number != NULL && g_hash_table_contains (self->contexts, number))
    smt_patient_context_take_files (context, g_hash_table_lookup (self->contexts, number));
  if (number != NULL)
    g_hash_table_replace (self->contexts, g_strdup (number), g_object_ref (context));
  _smt_window_set_context (self, context);
}

/* Looks up what @request (transfer full) asks for; a lookup under way is given up. */
void
_smt_window_look_up (SmtWindow *self, SmtLookupRequest *request)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  remember (self, request);
  _smt_window_show_page (self, "loading");
  gtk_widget_grab_focus (self->cancel_button);
  smt_desk_look_up_async (self->desk, request, self->cancellable, looked_up_cb, hold_weakly (self));
}

/* Purpose and basis as the form has them; what the patient has closed stays closed. */
static void
look_up_patient (SmtWindow *self, const SmtPatient *patient)
{
  SmtLookupRequest *request = smt_lookup_request_new (smt_patient_ref (patient));

  request->purpose = smt_lookup_page_get_purpose (self->lookup_page);
  request->consent = smt_lookup_page_get_consent (self->lookup_page);
  request->include_original = smt_lookup_page_get_original (self->lookup_page);
  _smt_window_look_up (self, request);
}

/* Opens a patient of the work list: the first time by a lookup, later as it was left. */
void
_smt_window_open_item (SmtWindow *self, SmtWorkItem *item)
{
  const SmtPatient *patient = smt_work_item_get_patient (item);
  SmtPatientContext *known =
      patient->national_number != NULL ? g_hash_table_lookup (self->contexts, patient->national_number) : NULL;
  gboolean stale = FALSE;

  g_set_object (&self->item, item);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  if (known != NULL)
    g_object_get (known, "stale", &stale, NULL);
  if (known != NULL && !stale && smt_patient_context_get_state (known) == SMT_CONTEXT_WORKING)
    {
      remember (self, smt_patient_context_get_request (known));
      _smt_window_set_context (self, known);
      /* a lookup leaves a line of its own */
      smt_patient_context_note_act (known, "opened", NULL);
    }
  else if (smt_lookup_page_is_enough (patient))
    look_up_patient (self, patient);
  else
    {
      _smt_window_show_page (self, "lookup");
      smt_lookup_page_fill (self->lookup_page, patient);
    }
}

/* Looks the same patient up again; the desk puts decisions back where the data are the same. */
void
_smt_window_reload (SmtWindow *self)
{
  if (self->request != NULL)
    _smt_window_look_up (self, smt_lookup_request_copy (self->request));
}

/* --- sending ---------------------------------------------------------------------------------------------------------
 */

/* What the refusal of a send leaves to be done is on the list, not on the review. */
static void
show_what_to_settle (SmtWindow *self)
{
  const char *refused = smt_patient_context_get_refused (self->context);
  gboolean conflicts = smt_patient_context_get_conflicts (self->context)->len > 0;

  if (refused == NULL && !conflicts)
    return;
  _smt_window_show_page (self, "patient");
  if (!conflicts || !smt_patient_page_focus_conflict (self->patient_page))
    smt_patient_page_focus_row (self->patient_page, refused);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtWindow) self = take_strongly (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReceipt) receipt = smt_patient_context_send_finish (SMT_PATIENT_CONTEXT (source), result, &error);
  g_autofree char *headline = NULL;

  g_info ("a send ended: state %d", (int)smt_patient_context_get_state (SMT_PATIENT_CONTEXT (source)));
  if (self == NULL || self->context != SMT_PATIENT_CONTEXT (source))
    return;
  smt_review_page_update (self->review_page);
  show_what_to_settle (self);
  headline = smt_receipt_list_headline (self->context);
  if (receipt == NULL && *headline == '\0')
    {
      g_autofree char *sentence = smt_sentence_for_error (error);
      _smt_window_tell (self, sentence, FALSE);
    }
  show_status (self);
}

/* Signs and sends. Not cancellable: once a byte may have left only an answer or a new lookup can tell. */
void
_smt_window_send (SmtWindow *self)
{
  if (self->context != NULL)
    smt_patient_context_send_async (self->context, NULL, sent_cb, hold_weakly (self));
}
