/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-look-private.h"

#include "base/smt-text.h"

/* a busy service is asked again by itself */
#define SOON_SECONDS 5
#define MOST_RETRIES 2
#define JITTER_MS 500

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_clear_object (&looking->desk);
  g_clear_object (&looking->cancellable);
  g_clear_pointer (&looking->catalogue, smt_catalogue_unref);
  g_clear_pointer (&looking->reply, smt_broker_reply_unref);
  g_clear_pointer (&looking->look, smt_look_free);
  g_clear_pointer (&looking->receipt, smt_receipt_unref);
  g_clear_pointer (&looking->record, smt_reconciled_record_free);
  g_clear_pointer (&looking->flag_records, g_ptr_array_unref);
  g_clear_pointer (&looking->flag_notes, g_ptr_array_unref);
  g_free (looking);
}

/* --- whose answer it is ------------------------------------------------------------------------------------------- */

static gboolean
names_equal (const char *a, const char *b)
{
  g_autofree char *left = smt_text_fold (a != NULL ? a : "");
  g_autofree char *right = smt_text_fold (b != NULL ? b : "");

  return g_str_equal (left, right);
}

/* The number decides where it was asked for; else name and birth date. */
static gboolean
is_patient (const SmtPatient *asked, const SmtPatient *answered)
{
  if (answered == NULL)
    return FALSE;
  if (asked->national_number != NULL)
    return g_strcmp0 (asked->national_number, answered->national_number) == 0;

  return smt_date_is_set (asked->birth_date) && smt_date_compare (asked->birth_date, answered->birth_date) == 0
         && names_equal (asked->family, answered->family);
}

/* What the key of a patient is made of. */
char *
_smt_desk_dup_identity (const SmtPatient *patient)
{
  g_autofree char *birth_date = NULL;

  if (patient->national_number != NULL)
    return g_strdup (patient->national_number);

  birth_date = smt_date_is_set (patient->birth_date) ? smt_date_to_iso (patient->birth_date) : g_strdup ("");
  return g_strdup_printf ("%s\n%s\n%s", birth_date, patient->family != NULL ? patient->family : "",
                          patient->given != NULL ? patient->given : "");
}

/* --- understanding, on a worker thread ---------------------------------------------------------------------------- */

static void
return_bad_answer (GTask *task, const char *why)
{
  g_task_return_new_error (task, SMT_BROKER_ERROR, SMT_BROKER_ERROR_BAD_ANSWER, "%s", why);
}

static void
understand (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Looking *looking = data;
  const SmtReadOptions options = { .today = looking->today, .catalogue = looking->catalogue };
  g_autoptr (GError) error = NULL;
  const SmtList *list;

  looking->look->answer = smt_answer_read_with (looking->reply->body, &options, &error);
  if (looking->look->answer == NULL)
    {
      return_bad_answer (task, error->message);
      return;
    }

  list = smt_answer_get_list (looking->look->answer);
  if (!is_patient (looking->look->request->patient, list->patient))
    {
      return_bad_answer (task, "the answer is about another patient");
      return;
    }

  looking->look->reconciliation = smt_reconciliation_new (list, looking->today);
  g_task_return_boolean (task, TRUE);
}

/* --- the broker's part -------------------------------------------------------------------------------------------- */

static void
understood_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Looking *looking = g_task_get_task_data (task);
  SmtJournal *store = smt_desk_get_store (looking->desk);
  g_autofree char *identity = NULL;
  GError *error = NULL;
  const SmtList *list;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_info ("lookup: %s", error->message);
      g_task_return_error (task, error);
      return;
    }
  if (g_cancellable_is_cancelled (looking->cancellable))
    {
      g_task_return_new_error (task, SMT_BROKER_ERROR, SMT_BROKER_ERROR_CANCELLED, "cancelled");
      return;
    }

  list = smt_answer_get_list (looking->look->answer);
  looking->look->fetched = list->rf_fetched != SMT_INSTANT_UNSET ? list->rf_fetched : _smt_desk_now (looking->desk);
  identity = _smt_desk_dup_identity (list->patient);
  looking->look->patient_key = smt_journal_dup_patient_key (store, identity);
  _smt_look_settle (g_steal_pointer (&task));
}

/* Not everybody who was turned away at the same time comes back at the same time. */
static guint
retry_ms (guint seconds)
{
  return seconds * 1000 + (guint)g_random_int_range (0, JITTER_MS);
}

static gboolean
ask_again_cb (gpointer data)
{
  _smt_look_ask (data);

  return G_SOURCE_REMOVE;
}

/* A service that is busy and says for how long is asked again by itself where that is soon: a read does no harm. */
static void
answered_badly (GTask *task, GError *error)
{
  Looking *looking = g_task_get_task_data (task);
  guint seconds = smt_broker_error_get_retry_after (error);

  if (error->code == SMT_BROKER_ERROR_BUSY)
    _smt_desk_hear_busy (looking->desk, seconds);
  if (error->code == SMT_BROKER_ERROR_BUSY && seconds > 0 && seconds <= SOON_SECONDS && looking->retries < MOST_RETRIES
      && !g_cancellable_is_cancelled (looking->cancellable))
    {
      looking->retries++;
      g_error_free (error);
      g_timeout_add (retry_ms (seconds), ask_again_cb, task);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GTask) worker = NULL;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  looking->reply = smt_broker_look_up_finish (SMT_BROKER (source), result, &error);
  if (looking->reply == NULL)
    {
      answered_badly (g_steal_pointer (&task), error);
      return;
    }

  looking->look->server_time = looking->reply->server_time;
  _smt_desk_hear_time (looking->desk, looking->reply->server_time);
  worker = g_task_new (NULL, NULL, understood_cb, g_steal_pointer (&task));
  g_task_set_name (worker, "understand");
  g_task_set_task_data (worker, looking, NULL); /* kept by the outer task until this one has answered */
  g_task_run_in_thread (worker, understand);
}

void
_smt_look_ask (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = smt_lookup_request_encode (looking->look->request);

  if (g_cancellable_is_cancelled (looking->cancellable))
    {
      g_task_return_new_error (task, SMT_BROKER_ERROR, SMT_BROKER_ERROR_CANCELLED, "cancelled");
      g_object_unref (task);
      return;
    }
  looking->look->boot_time = _smt_desk_boot_now (looking->desk);
  looking->look->server_time = SMT_INSTANT_UNSET;
  smt_broker_look_up_async (smt_desk_get_broker (looking->desk), bytes, looking->cancellable, answered_cb, task);
}

/* Nobody asks a service that has said for how long it wants to be left alone. Returns: whether it is so; then @task is
 * answered */
static gboolean
refuse_while_busy (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);
  guint seconds = _smt_desk_busy_seconds (looking->desk);

  if (seconds == 0)
    return FALSE;
  g_task_return_error (task, smt_broker_error_new (SMT_BROKER_ERROR_BUSY, "the service asked for time", NULL, seconds));
  g_object_unref (task);
  return TRUE;
}

/* --- for the other files of the room ------------------------------------------------------------------------------ */

void
smt_look_async (SmtDesk *desk,
                const SmtLookupRequest *request,
                SmtDate today,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  Looking *looking = g_new0 (Looking, 1);

  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, looking, looking_free);
  looking->desk = g_object_ref (desk);
  looking->today = today;
  if (smt_desk_get_catalogue (desk) != NULL)
    looking->catalogue = smt_catalogue_ref (smt_desk_get_catalogue (desk));
  g_set_object (&looking->cancellable, cancellable);
  looking->look = g_new0 (SmtLook, 1);
  looking->look->request = smt_lookup_request_copy (request);
  looking->look->sends = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_send_record_free);
  if (!refuse_while_busy (task))
    _smt_look_ask (task);
}

SmtLook *
smt_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
smt_look_free (SmtLook *look)
{
  g_return_if_fail (look != NULL);

  g_clear_pointer (&look->reconciliation, smt_reconciliation_free);
  g_clear_pointer (&look->answer, smt_answer_unref);
  g_clear_pointer (&look->request, smt_lookup_request_free);
  g_clear_pointer (&look->sends, g_ptr_array_unref);
  g_clear_pointer (&look->draft, g_ptr_array_unref);
  g_clear_pointer (&look->overrides, g_ptr_array_unref);
  g_clear_pointer (&look->seen, g_hash_table_unref);
  g_clear_pointer (&look->comparison, smt_comparison_free);
  g_clear_pointer (&look->acts, g_ptr_array_unref);
  g_clear_pointer (&look->follow_ups, g_ptr_array_unref);
  g_clear_error (&look->trouble);
  g_free (look->patient_key);
  g_free (look);
}
