/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-sending-private.h"
#include "desk/smt-settlement.h"

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_clear_object (&sending->cancellable);
  g_clear_pointer (&sending->set, smt_change_set_unref);
  g_clear_pointer (&sending->base, smt_answer_unref);
  g_clear_pointer (&sending->record, smt_send_record_free);
  g_clear_pointer (&sending->receipt, smt_receipt_unref);
  g_clear_pointer (&sending->answer, g_bytes_unref);
  g_clear_error (&sending->error);
  g_free (sending->refused);
  g_free (sending);
}

static char *
make_uuid (gpointer data)
{
  return g_uuid_string_random ();
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static void
be_unknown (Sending *sending)
{
  sending->outcome = SMT_SEND_UNKNOWN;
  g_clear_pointer (&sending->receipt, smt_receipt_unref);
  sending->receipt = smt_receipt_ref (sending->record->receipt);
}

static void
weigh_answer (Sending *sending, SmtBrokerReply *reply)
{
  g_autoptr (GError) error = NULL;

  _smt_desk_hear_time (sending->self->desk, reply->server_time);
  sending->answer = g_bytes_ref (reply->body);
  sending->receipt = smt_send_read_answer (reply->body, sending->set, _smt_desk_now (sending->self->desk), &error);
  if (sending->receipt != NULL)
    sending->outcome = smt_settlement_of_answer (sending->receipt);
  else
    {
      g_info ("the answer of a send is not understood: %s", error->message);
      sending->error = g_error_new_literal (SMT_BROKER_ERROR, SMT_BROKER_ERROR_UNKNOWN, "the answer is not understood");
      be_unknown (sending);
    }
}

static void
weigh_error (Sending *sending, GError *error)
{
  sending->error = error;
  if (error->code == SMT_BROKER_ERROR_BUSY)
    _smt_desk_hear_busy (sending->self->desk, smt_broker_error_get_retry_after (error));
  switch ((SmtBrokerError)error->code)
    {
    case SMT_BROKER_ERROR_NOT_SENT:
    case SMT_BROKER_ERROR_SIGN_IN:
    case SMT_BROKER_ERROR_CLOCK:
    case SMT_BROKER_ERROR_CERT_EXPIRED:
    case SMT_BROKER_ERROR_CERT_TOO_EARLY:
    case SMT_BROKER_ERROR_CERT_NAME:
    case SMT_BROKER_ERROR_CERT_ISSUER:
      sending->outcome = SMT_SEND_NOT_APPLIED;
      break;
    case SMT_BROKER_ERROR_REJECTED:
    case SMT_BROKER_ERROR_CONFLICT:
    case SMT_BROKER_ERROR_STALE:
    case SMT_BROKER_ERROR_NOT_ALLOWED:
    case SMT_BROKER_ERROR_BUSY:
      sending->outcome = SMT_SEND_REJECTED;
      break;
    case SMT_BROKER_ERROR_BAD_ANSWER:
    case SMT_BROKER_ERROR_UNKNOWN:
    case SMT_BROKER_ERROR_TIMEOUT:
    case SMT_BROKER_ERROR_CANCELLED:
    case SMT_BROKER_ERROR_NO_LIST:
    default:
      be_unknown (sending);
      break;
    }
}

/* --- which row the service meant ---------------------------------------------------------------------------------- */

/* What joins the list by a decision, or gets a new prescription beside it, has another key in what was sent than the
 * row has here. */
static const char *
row_of (const SmtChangeSet *set, const char *sent_key)
{
  for (guint i = 0; i < set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (set->changes, i);
      const SmtDecision *decision = change->decision;
      const char *new_entry = decision != NULL ? decision->new_entry_id : NULL;
      const char *new_prescription = decision != NULL ? decision->new_prescription_id : NULL;

      if (g_str_equal (change->treatment->key, sent_key)
          || (new_entry != NULL && g_str_has_suffix (sent_key, new_entry))
          || (new_prescription != NULL && g_str_has_suffix (sent_key, new_prescription)))
        return change->treatment->key;
    }

  return NULL;
}

/* On a worker thread: what was sent is read as a list, whose rows know their entries. */
static void
find_refused (GTask *worker, gpointer source, gpointer data, GCancellable *cancellable)
{
  Sending *sending = data;
  const SmtOutcome *outcome = smt_broker_error_get_outcome (sending->error);
  g_autoptr (SmtAnswer) sent = smt_answer_read (sending->record->bytes, sending->self->today, NULL);
  const char *key = sent != NULL ? smt_answer_key_of_entry (sent, (guint)outcome->entry) : NULL;

  if (key != NULL)
    sending->refused = g_strdup (row_of (sending->set, key));
  g_task_return_boolean (worker, TRUE);
}

static void
refused_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  _smt_sending_settle (data);
}

/* The OperationOutcome says which entry of the bundle it is about; the clinician is shown the row. */
static void
lead_back (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  const SmtOutcome *outcome = smt_broker_error_get_outcome (sending->error);
  g_autoptr (GTask) worker = NULL;

  if (outcome == NULL || outcome->entry < 0)
    {
      _smt_sending_settle (task);
      return;
    }
  worker = g_task_new (NULL, NULL, refused_found_cb, task);
  g_task_set_name (worker, "lead back");
  g_task_set_task_data (worker, sending, NULL); /* kept by the outer task until this one has answered */
  g_task_run_in_thread (worker, find_refused);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SmtBrokerReply) reply = smt_broker_send_finish (SMT_BROKER (source), result, &error);

  if (reply != NULL)
    weigh_answer (sending, reply);
  else
    weigh_error (sending, error);
  if (sending->outcome == SMT_SEND_REJECTED)
    lead_back (task);
  else
    _smt_sending_settle (task);
}

/* --- before the first byte ---------------------------------------------------------------------------------------- */

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sending *sending = g_task_get_task_data (task);
  SmtDesk *desk = sending->self->desk;
  GError *error = NULL;

  if (!smt_journal_mark_sending_finish (SMT_JOURNAL (source), result, &error))
    {
      _smt_desk_end_send (desk, sending->record->id);
      _smt_sending_give_up (task, sending->before, error);
      return;
    }

  smt_broker_send_async (smt_desk_get_broker (desk), sending->record->bytes, sending->cancellable, sent_cb,
                         g_steal_pointer (&task));
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;

  if (!smt_journal_prepare_send_finish (SMT_JOURNAL (source), result, &error))
    {
      _smt_desk_end_send (sending->self->desk, sending->record->id);
      _smt_sending_give_up (task, sending->before, error);
      return;
    }

  smt_journal_mark_sending_async (SMT_JOURNAL (source), sending->record->id, marked_cb, g_steal_pointer (&task));
}

/* --- encoding, on a worker thread --------------------------------------------------------------------------------- */

static void
encode (GTask *worker, gpointer source, gpointer data, GCancellable *cancellable)
{
  Sending *sending = data;
  SmtSendContext context = {
    .signer = sending->signer,
    .now = sending->now,
    .today = sending->self->today,
    .make_uuid = make_uuid,
  };
  GError *error = NULL;
  GBytes *bytes = smt_send_encode (sending->base, sending->set, &context, &error);

  if (bytes != NULL)
    g_task_return_pointer (worker, bytes, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (worker, error);
}

static SmtSendRecord *
make_record (Sending *sending, GBytes *bytes)
{
  g_autoptr (SmtReconciledRecord) reconciled = _smt_patient_context_make_record (sending->self, sending->now);
  SmtSendRecord *record = smt_send_record_new ();

  record->id = g_uuid_string_random ();
  record->patient = g_strdup (sending->self->look->patient_key);
  record->lookup_id = g_strdup (sending->set->list->lookup_id != NULL ? sending->set->list->lookup_id : "");
  record->bytes = g_bytes_ref (bytes);
  record->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  record->decisions = smt_settlement_to_json (sending->set, sending->self->look->request, reconciled);
  record->receipt = smt_receipt_new_expected (sending->set, SMT_PART_UNKNOWN, sending->now);
  record->created = sending->now;

  return record;
}

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sending *sending = g_task_get_task_data (task);
  SmtPatientContext *self = sending->self;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes == NULL)
    {
      _smt_sending_give_up (task, sending->before, error);
      return;
    }

  sending->record = make_record (sending, bytes);
  _smt_patient_context_save_rows (self, NULL);
  _smt_desk_begin_send (self->desk, sending->record->id);
  smt_journal_prepare_send_async (smt_desk_get_store (self->desk), sending->record, prepared_cb,
                                  g_steal_pointer (&task));
}

/* --- public API --------------------------------------------------------------------------------------------------- */

static gboolean
may_begin (SmtPatientContext *self, GError **error)
{
  if (self->state == SMT_CONTEXT_SENDING)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PENDING, "a send is on its way");
  else if (!_smt_patient_context_may_sign (self) || _smt_patient_context_is_stale (self))
    g_set_error_literal (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_STALE, "a new lookup is needed");
  else
    return TRUE;

  return FALSE;
}

/**
 * smt_patient_context_send_async:
 * @self: a patient at work
 * @cancellable: (nullable): stops the send only before its first byte; later it makes the outcome unknown
 * @callback: called when the end is known, or cannot be known now
 * @data: for @callback
 *
 * Signs and sends what smt_patient_context_review() shows: bytes and ids go to disk, the send is marked, one request
 * leaves, the answer goes to disk, and a new lookup shows what is true now. Nothing is ever sent a second time.
 */
void
smt_patient_context_send_async (SmtPatientContext *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) worker = NULL;
  g_autoptr (SmtChangeSet) set = NULL;
  GError *error = NULL;
  Sending *sending;

  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_name (task, G_STRFUNC);
  if (!may_begin (self, &error) || (set = smt_patient_context_review (self, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  sending = g_new0 (Sending, 1);
  g_task_set_task_data (task, sending, sending_free);
  sending->self = self;
  sending->before = self->state;
  g_set_object (&sending->cancellable, cancellable);
  sending->set = g_steal_pointer (&set);
  sending->base = smt_answer_ref (self->look->answer);
  sending->now = _smt_desk_now (self->desk);
  sending->signer = smt_desk_get_signer (self->desk);
  _smt_patient_context_set_outcome (self, NULL, NULL);
  g_clear_pointer (&self->refused, g_free);
  _smt_patient_context_set_state (self, SMT_CONTEXT_SENDING);

  worker = g_task_new (NULL, NULL, encoded_cb, g_steal_pointer (&task));
  g_task_set_name (worker, "encode");
  g_task_set_task_data (worker, sending, NULL); /* kept by the outer task until this one has answered */
  g_task_run_in_thread (worker, encode);
}

/**
 * smt_patient_context_send_finish:
 * @self: a patient at work
 * @result: the result
 * @error: return location; set when nothing was applied: the decisions are kept
 *
 * Returns: (transfer full) (nullable): what became of each part; of an unknown outcome too
 */
SmtReceipt *
smt_patient_context_send_finish (SmtPatientContext *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
