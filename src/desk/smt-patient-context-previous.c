/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-patient-context-private.h"

#include "desk/smt-settlement.h"

/* --- what is reconciled ------------------------------------------------------------------------------------------- */

SmtReconciledRecord *
_smt_patient_context_make_record (SmtPatientContext *self, SmtInstant now)
{
  SmtReconciledRecord *record = smt_reconciled_record_new ();

  record->who = smt_patient_context_dup_signer_name (self);
  record->role = g_strdup ("doctor"); /* nobody else may send a list */
  record->sources = self->sources;
  record->conversation = g_strdup (self->conversation);
  record->due = self->due_again;
  record->at = now;

  return record;
}

static void
reconciled_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtPatientContext) self = data;
  g_autoptr (GError) error = NULL;

  if (!smt_journal_add_reconciled_finish (SMT_JOURNAL (source), result, &error))
    _smt_patient_context_complain (self, error);
}

/* From now on the list as @look shows it is the previous one. */
void
_smt_patient_context_keep_reconciled (SmtPatientContext *self,
                                      const SmtSendRecord *send,
                                      SmtSendState outcome,
                                      SmtLook *look)
{
  g_autoptr (SmtReconciledRecord) record = NULL;

  if (outcome != SMT_SEND_DONE && outcome != SMT_SEND_PARTIAL)
    return;
  record = smt_settlement_read_record (send, smt_json_get_bytes (smt_answer_get_json (look->answer)));
  if (record == NULL)
    return;

  smt_journal_add_reconciled_async (smt_desk_get_store (self->desk), look->patient_key, record, reconciled_saved_cb,
                                    g_object_ref (self));
  g_clear_pointer (&look->comparison, smt_comparison_free);
  look->comparison = smt_comparison_new (smt_answer_get_list (look->answer), record, look->answer, NULL, NULL);
}

/* --- what is to be followed up ------------------------------------------------------------------------------------ */

static gboolean
is_follow_up (const SmtDecision *decision)
{
  return decision != NULL && (decision->kind == SMT_DECISION_CLARIFY || decision->kind == SMT_DECISION_OVERRIDE)
         && smt_date_is_set (decision->due);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtPatientContext) self = data;
  g_autoptr (GError) error = NULL;

  if (!smt_journal_follow_up_finish (SMT_JOURNAL (source), result, &error))
    _smt_patient_context_complain (self, error);
}

/* Called before @decision (nullable) is handed to the journal: whoever is to be followed up must be known by name. */
void
_smt_patient_context_before_save (SmtPatientContext *self, const char *key, const SmtDecision *decision)
{
  g_autofree char *person = NULL;

  if (is_follow_up (g_hash_table_lookup (self->journalled, key)))
    self->follows = TRUE;
  if (!is_follow_up (decision))
    return;
  if (!self->named)
    {
      person = smt_work_item_person_to_json (smt_patient_context_get_list (self)->patient);
      smt_journal_add_person_async (smt_desk_get_store (self->desk), self->look->patient_key, person, noted_cb,
                                    g_object_ref (self));
    }
  self->named = TRUE;
  self->follows = TRUE;
}

static void
follow_ups_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtPatientContext) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *follow_ups = smt_journal_load_follow_ups_finish (SMT_JOURNAL (source), result, &error);

  if (follow_ups == NULL)
    {
      _smt_patient_context_complain (self, error);
      return;
    }
  g_clear_pointer (&self->look->follow_ups, g_ptr_array_unref);
  self->look->follow_ups = follow_ups;
  g_signal_emit_by_name (self, "follow-ups-changed");
}

/* Called when the journal has taken a decision. */
void
_smt_patient_context_after_save (SmtPatientContext *self)
{
  if (!self->follows)
    return;

  self->follows = FALSE;
  smt_journal_load_follow_ups_async (smt_desk_get_store (self->desk), self->look->patient_key, NULL,
                                     follow_ups_loaded_cb, g_object_ref (self));
  smt_desk_refresh_tasks (self->desk);
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_patient_context_dup_signer_name:
 * @self: a patient at work
 *
 * Returns: (transfer full) (nullable): who signs what is decided here; %NULL for a list in a file
 */
char *
smt_patient_context_dup_signer_name (SmtPatientContext *self)
{
  const SmtSigner *signer;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  if (self->desk == NULL)
    return NULL;
  signer = smt_desk_get_signer (self->desk);
  return g_strdup_printf ("%s %s", signer->given, signer->family);
}

/**
 * smt_patient_context_dup_worker_name:
 * @self: a patient at work
 *
 * Returns: (transfer full) (nullable): who decides or drafts here; %NULL where that is not known, and for a list in a
 * file
 */
char *
smt_patient_context_dup_worker_name (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->desk != NULL ? smt_desk_dup_worker_name (self->desk) : NULL;
}

/**
 * smt_patient_context_get_last_reconciled:
 * @self: a patient at work
 *
 * Returns: (transfer none) (nullable): what was reconciled last with this program
 */
const SmtReconciledRecord *
smt_patient_context_get_last_reconciled (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->look->comparison->record;
}

/**
 * smt_patient_context_has_previous:
 * @self: a patient at work
 *
 * Returns: whether the list that was reconciled last is there to compare with
 */
gboolean
smt_patient_context_has_previous (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), FALSE);

  return self->look->comparison->answer != NULL;
}

/**
 * smt_patient_context_get_previous:
 * @self: a patient at work
 * @key: a treatment of the list
 *
 * Returns: (transfer none) (nullable): the same treatment as it was when last reconciled
 */
const SmtTreatment *
smt_patient_context_get_previous (SmtPatientContext *self, const char *key)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, NULL);

  return smt_comparison_find_previous (self->look->comparison, key);
}

/**
 * smt_patient_context_get_gone:
 * @self: a patient at work
 *
 * Returns: (transfer none) (element-type SmtTreatment): what was in use or paused when last reconciled, and is not on
 * the list now; another array after "changed"
 */
GPtrArray *
smt_patient_context_get_gone (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->look->comparison->gone;
}

/**
 * smt_patient_context_set_record:
 * @self: a patient at work
 * @sources: bits of the caller's: what the reconciliation rests on
 * @conversation: (nullable): with whom, or why not
 * @due_again: the day by which to reconcile again; unset = no limit
 */
void
smt_patient_context_set_record (SmtPatientContext *self, guint sources, const char *conversation, SmtDate due_again)
{
  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (self));

  self->sources = sources;
  g_free (self->conversation);
  self->conversation = g_strdup (conversation);
  self->due_again = due_again;
}

/**
 * smt_patient_context_get_follow_ups:
 * @self: a patient at work
 *
 * Returns: (transfer none) (nullable) (element-type SmtFollowUp): what is to be followed up, the earliest first;
 * another array after "follow-ups-changed" and "changed"
 */
GPtrArray *
smt_patient_context_get_follow_ups (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->look->follow_ups;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtPatientContext) self = data;
  g_autoptr (GError) error = NULL;

  if (!smt_journal_follow_up_finish (SMT_JOURNAL (source), result, &error))
    {
      _smt_patient_context_complain (self, error);
      return;
    }
  self->follows = TRUE;
  _smt_patient_context_after_save (self);
}

/**
 * smt_patient_context_end_follow_up:
 * @self: a patient at work
 * @key: the treatment that was to be followed up
 *
 * Says that it is done, or need not be done; "follow-ups-changed" tells when that is on disk.
 */
void
smt_patient_context_end_follow_up (SmtPatientContext *self, const char *key)
{
  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL);

  smt_journal_end_follow_up_async (smt_desk_get_store (self->desk), self->look->patient_key, key, ended_cb,
                                   g_object_ref (self));
}
