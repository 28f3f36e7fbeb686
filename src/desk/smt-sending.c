/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-sending-private.h"

/* The end of a send: its outcome on disk, a look at what came of it, and the state that is shown. */

/* --- the end ------------------------------------------------------------------------------------------------------ */

/* Nothing was sent, or nothing was applied: the decisions stay. */
void
_smt_sending_give_up (GTask *task, SmtContextState state, GError *error)
{
  Sending *sending = g_task_get_task_data (task);
  SmtPatientContext *self = sending->self;

  _smt_patient_context_set_outcome (self, NULL, error);
  _smt_patient_context_set_state (self, state);
  g_task_return_error (task, error);
}

static SmtContextState
state_of (SmtSendState outcome)
{
  switch (outcome)
    {
    case SMT_SEND_DONE:
      return SMT_CONTEXT_SENT;
    case SMT_SEND_PARTIAL:
      return SMT_CONTEXT_PARTIAL;
    case SMT_SEND_NOT_APPLIED:
    case SMT_SEND_READY:
      return SMT_CONTEXT_WORKING;
    case SMT_SEND_REJECTED:
      return SMT_CONTEXT_REJECTED;
    case SMT_SEND_SENDING:
    case SMT_SEND_UNKNOWN:
    default:
      return SMT_CONTEXT_UNKNOWN;
    }
}

static void
conclude (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  SmtPatientContext *self = sending->self;

  g_clear_pointer (&self->sent, smt_change_set_unref);
  if (sending->outcome == SMT_SEND_DONE)
    self->sent = smt_change_set_ref (sending->set);
  _smt_patient_context_set_outcome (self, sending->receipt, self->send_error);
  _smt_patient_context_set_state (self, state_of (sending->outcome));
  g_task_return_pointer (task, smt_receipt_ref (sending->receipt), (GDestroyNotify)smt_receipt_unref);
}

/* --- looking afterwards ------------------------------------------------------------------------------------------- */

static void
seen_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!smt_journal_add_seen_finish (SMT_JOURNAL (source), result, &error))
    g_info ("what was seen is not saved: %s", error->message);
}

static GHashTable *
digests_of (const SmtList *list)
{
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);

      g_hash_table_insert (seen, g_strdup (treatment->key), g_strdup (treatment->digest));
    }

  return seen;
}

/* The list after one's own send is what the clinician has seen: only what others change from now on is new. */
static void
save_seen (Sending *sending, const SmtLook *look)
{
  g_autoptr (GHashTable) seen = digests_of (smt_answer_get_list (look->answer));

  if (sending->outcome == SMT_SEND_DONE || sending->outcome == SMT_SEND_PARTIAL)
    smt_journal_add_seen_async (smt_desk_get_store (sending->self->desk), look->patient_key, seen, seen_saved_cb, NULL);
}

/* What the look has made of our send; a send that was done before it is not among the open ones any more.
 * Returns: whether the look has closed its books */
static gboolean
take_settled (Sending *sending, const SmtLook *look)
{
  for (guint i = 0; i < look->sends->len; i++)
    {
      const SmtSendRecord *record = g_ptr_array_index (look->sends, i);

      if (!g_str_equal (record->id, sending->record->id))
        continue;
      sending->outcome = record->state;
      if (record->receipt != NULL)
        {
          g_clear_pointer (&sending->receipt, smt_receipt_unref);
          sending->receipt = smt_receipt_ref (record->receipt);
        }
      return sending->outcome == SMT_SEND_DONE;
    }

  return FALSE;
}

/* A pause without end is a note of ours that no send uses up: it stands on the new list too, until its data change. */
static void
keep_notes (Sending *sending)
{
  SmtPatientContext *self = sending->self;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sending->set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (sending->set->changes, i);

      if (change->decision == NULL || change->decision->kind != SMT_DECISION_PAUSE
          || smt_date_is_set (change->decision->until)
          || _smt_patient_context_find_decision (self, change->decision->key) != NULL)
        continue;
      if (smt_reconciliation_decide (self->look->reconciliation, (SmtDecision *)change->decision, NULL))
        g_ptr_array_add (keys, g_strdup (change->decision->key));
    }
  _smt_patient_context_save_rows (self, keys);
}

static SmtContextState
refused_state (const Sending *sending)
{
  if (sending->outcome == SMT_SEND_NOT_APPLIED)
    return sending->before;
  if (sending->error->code == SMT_BROKER_ERROR_CONFLICT)
    return SMT_CONTEXT_CONFLICT;

  return SMT_CONTEXT_REJECTED;
}

/* What was refused is shown on the list as it is now; without one (@look: NULL) a person looks up again. */
static void
looked_after_refusal (GTask *task, SmtLook *look)
{
  Sending *sending = g_task_get_task_data (task);
  SmtPatientContext *self = sending->self;
  SmtContextState state = refused_state (sending);

  self->must_look = look == NULL;
  if (look != NULL)
    _smt_patient_context_take_look (self, look);
  g_clear_pointer (&self->refused, g_free);
  self->refused = g_steal_pointer (&sending->refused);
  _smt_sending_give_up (task, state, g_steal_pointer (&sending->error));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sending *sending = g_task_get_task_data (task);
  SmtPatientContext *self = sending->self;
  g_autoptr (GError) error = NULL;
  SmtLook *look = smt_look_finish (result, &error);

  if (sending->outcome == SMT_SEND_REJECTED)
    {
      looked_after_refusal (task, look);
      return;
    }
  if (look == NULL)
    {
      self->must_look = TRUE;
      _smt_patient_context_complain (self, error);
    }
  else
    {
      if (!take_settled (sending, look))
        _smt_patient_context_keep_reconciled (self, sending->record, sending->outcome, look);
      save_seen (sending, look);
      smt_desk_refresh_tasks (self->desk); /* a decision that was sent ends what was to be followed up */
      _smt_patient_context_take_look (self, look);
      keep_notes (sending);
    }
  conclude (task);
}

static void
look_again (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  SmtPatientContext *self = sending->self;

  if (sending->outcome == SMT_SEND_UNKNOWN)
    {
      _smt_patient_context_set_outcome (self, sending->receipt, sending->error);
      _smt_patient_context_set_state (self, SMT_CONTEXT_UNKNOWN);
    }
  smt_look_async (self->desk, self->look->request, self->today, NULL, looked_cb, task);
}

/* --- closing the books -------------------------------------------------------------------------------------------- */

/* The service has spoken: what it has is looked at before anybody goes on. Where nobody may ask, or it is busy, there
 * is no use in asking at once. */
static gboolean
wants_a_look (const Sending *sending)
{
  return sending->error->code == SMT_BROKER_ERROR_CONFLICT || sending->error->code == SMT_BROKER_ERROR_REJECTED
         || sending->error->code == SMT_BROKER_ERROR_STALE;
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* Not stored: it stays SENDING on disk, and becomes unknown there if we do not get to look */
  if (!smt_journal_settle_send_finish (SMT_JOURNAL (source), result, &error))
    _smt_patient_context_complain (sending->self, error);
  _smt_desk_end_send (sending->self->desk, sending->record->id);

  if (sending->outcome == SMT_SEND_NOT_APPLIED)
    {
      SmtContextState state = refused_state (sending);

      _smt_sending_give_up (task, state, g_steal_pointer (&sending->error));
    }
  else if (sending->outcome == SMT_SEND_REJECTED && !wants_a_look (sending))
    looked_after_refusal (task, NULL);
  else
    look_again (g_steal_pointer (&task));
}

void
_smt_sending_settle (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GHashTable) seen = digests_of (sending->set->list);

  smt_journal_settle_send_async (smt_desk_get_store (sending->self->desk), sending->record->id, sending->outcome,
                                 sending->receipt, sending->answer, sending->outcome == SMT_SEND_DONE ? seen : NULL,
                                 settled_cb, task);
}
