/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-patient-context.h"

#include "desk/smt-patient-context-private.h"
#include "reconcile/smt-decision-effect.h"
#include "reconcile/smt-own-dose.h"

/* --- saving ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  SmtPatientContext *self;
  char *key;
} Write;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Write *write = data;
  SmtPatientContext *self = write->self;
  g_autoptr (GError) error = NULL;

  self->pending--;
  if (!smt_journal_add_decision_finish (SMT_JOURNAL (source), result, &error))
    {
      g_hash_table_add (self->unsaved, g_steal_pointer (&write->key));
      _smt_patient_context_complain (self, error);
    }
  _smt_patient_context_update (self);
  _smt_patient_context_after_save (self);

  g_object_unref (write->self);
  g_free (write->key);
  g_free (write);
}

/* Should others change it meanwhile, the clinician is shown what the decision was about. */
static void
remember_base (SmtPatientContext *self, const char *key, const SmtDecision *decision)
{
  const SmtRow *row = smt_reconciliation_find_row (self->look->reconciliation, key);

  if (decision != NULL && row != NULL && g_strcmp0 (row->treatment->digest, decision->digest) == 0)
    _smt_desk_add_decided_on (self->desk, self->look->patient_key, row->treatment);
}

static void
save (SmtPatientContext *self, const char *key, const SmtDecision *decision)
{
  Write *write = g_new0 (Write, 1);

  write->self = g_object_ref (self);
  write->key = g_strdup (key);
  self->pending++;
  _smt_patient_context_before_save (self, key, decision);
  remember_base (self, key, decision);
  if (decision != NULL)
    g_hash_table_replace (self->journalled, g_strdup (key), smt_decision_ref (decision));
  else
    g_hash_table_remove (self->journalled, key);
  smt_journal_add_decision_async (smt_desk_get_store (self->desk), self->look->patient_key, key, decision, NULL,
                                  saved_cb, write);
}

const SmtDecision *
_smt_patient_context_find_decision (SmtPatientContext *self, const char *key)
{
  const SmtRow *row = smt_reconciliation_find_row (self->look->reconciliation, key);

  if (g_str_equal (key, SMT_WHOLE_LIST))
    return smt_reconciliation_get_on_list (self->look->reconciliation);
  return row != NULL ? row->decision : g_hash_table_lookup (self->asides, key);
}

/* What the disk refused before goes with the next act, so that freed space is enough to be saved again. */
static void
save_unsaved (SmtPatientContext *self)
{
  g_autoptr (GHashTable) again = g_steal_pointer (&self->unsaved);
  GHashTableIter iter;
  gpointer key;

  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, again);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    save (self, key, _smt_patient_context_find_decision (self, key));
}

/* @keys: (nullable) (element-type utf8): rows that an act has touched */
void
_smt_patient_context_save_rows (SmtPatientContext *self, GPtrArray *keys)
{
  save_unsaved (self);
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const SmtDecision *decision = _smt_patient_context_find_decision (self, key);

      if (decision != g_hash_table_lookup (self->journalled, key))
        save (self, key, decision);
    }
}

/* A decision after a send begins new work; one that failed is not news any more. */
void
_smt_patient_context_after_act (SmtPatientContext *self, GPtrArray *keys)
{
  if (keys->len == 0)
    return;

  for (guint i = 0; i < keys->len; i++)
    {
      _smt_patient_context_drop_conflict (self, g_ptr_array_index (keys, i));
      if (g_strcmp0 (self->refused, g_ptr_array_index (keys, i)) == 0)
        g_clear_pointer (&self->refused, g_free);
    }
  _smt_patient_context_save_rows (self, keys);
  if (self->state == SMT_CONTEXT_SENT)
    _smt_patient_context_set_state (self, SMT_CONTEXT_WORKING);
  _smt_patient_context_tell_rows (self, keys);
}

void
_smt_patient_context_forget (SmtPatientContext *self, const char *key)
{
  save (self, key, NULL);
  _smt_patient_context_update (self);
  g_signal_emit_by_name (self, "changed");
}

static void
after_act_on (SmtPatientContext *self, const char *key)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (keys, g_strdup (key));
  _smt_patient_context_after_act (self, keys);
}

/* The decision with the dose that its dates make of the entry's own, as of today: one that was drafted yesterday would
 * count its days from there. Returns: (transfer full) */
SmtDecision *
_smt_patient_context_plan (SmtPatientContext *self, const SmtDecision *decision)
{
  const SmtRow *row = smt_reconciliation_find_row (self->look->reconciliation, decision->key);
  SmtDecision *planned;

  if (row == NULL || !smt_decision_plans_dose (decision, row->treatment))
    return smt_decision_ref (decision);

  planned = smt_decision_copy (decision);
  smt_decision_plan_dose (planned, row->treatment, self->today);
  return planned;
}

/* Whoever works here may have changed since the last act. */
static SmtReconciliation *
get_worked_on (SmtPatientContext *self)
{
  smt_reconciliation_set_role (self->look->reconciliation, smt_desk_get_role (self->desk));
  return self->look->reconciliation;
}

/* --- public API: deciding ----------------------------------------------------------------------------------------- */

/**
 * smt_patient_context_decide:
 * @self: a patient at work
 * @decision: (transfer none): what was chosen
 * @error: return location; %SMT_RECONCILE_ERROR
 *
 * The row shows it at once; "saved" is false until it is on disk. The dose of a pause, of what is resumed and of a stop
 * later is made here, out of the entry's own.
 *
 * Returns: whether it was taken
 */
gboolean
smt_patient_context_decide (SmtPatientContext *self, SmtDecision *decision, GError **error)
{
  g_autoptr (SmtDecision) planned = NULL;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && decision != NULL, FALSE);

  if (!_smt_patient_context_may_decide (self))
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE,
                           "a send is on its way or must be settled first");
      return FALSE;
    }
  if (smt_decision_is_aside (decision))
    return _smt_patient_context_decide_aside (self, decision, error);
  planned = _smt_patient_context_plan (self, decision);
  if (!smt_reconciliation_decide (get_worked_on (self), planned, error))
    return FALSE;

  after_act_on (self, decision->key);
  return TRUE;
}

/**
 * smt_patient_context_clear:
 * @self: a patient at work
 * @key: a treatment key
 *
 * Returns: whether there was a decision to take back
 */
gboolean
smt_patient_context_clear (SmtPatientContext *self, const char *key)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, FALSE);

  if (!_smt_patient_context_may_decide (self))
    return FALSE;
  if (g_hash_table_contains (self->asides, key))
    return _smt_patient_context_clear_aside (self, key);
  if (!smt_reconciliation_clear (get_worked_on (self), key))
    return FALSE;

  after_act_on (self, key);
  return TRUE;
}

/* What @act decides of many rows at once, in the name of who works here. Returns: how many rows that were */
static guint
act_on_many (SmtPatientContext *self,
             SmtRole role,
             GPtrArray *(*act) (SmtReconciliation *reconciliation, SmtRole role, const char *drafter))
{
  g_autoptr (GPtrArray) keys = NULL;
  g_autofree char *drafter = NULL;

  if (!_smt_patient_context_may_decide (self))
    return 0;

  drafter = role != SMT_ROLE_DOCTOR ? smt_patient_context_dup_worker_name (self) : NULL;
  keys = act (get_worked_on (self), role, drafter);
  _smt_patient_context_after_act (self, keys);
  return keys->len;
}

/**
 * smt_patient_context_keep_unchanged:
 * @self: a patient at work
 * @role: who keeps: what a nurse or a pharmacist keeps is a draft
 *
 * Keeps every unchanged row without finding: one act, taken back by one undo.
 *
 * Returns: how many rows that were
 */
guint
smt_patient_context_keep_unchanged (SmtPatientContext *self, SmtRole role)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), 0);

  return act_on_many (self, role, smt_reconciliation_keep_unchanged);
}

/**
 * smt_patient_context_join_all:
 * @self: a patient at work
 * @role: who joins: what a nurse or a pharmacist joins is a draft
 *
 * Joins each loose prescription with the line that it was made for, where the line's own was recalled in its favour:
 * one act, taken back by one undo.
 *
 * Returns: how many that were
 */
guint
smt_patient_context_join_all (SmtPatientContext *self, SmtRole role)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), 0);

  return act_on_many (self, role, smt_reconciliation_join_all);
}

static char *
make_id (gpointer data)
{
  return g_uuid_string_random ();
}

/**
 * smt_patient_context_renew_all:
 * @self: a patient at work
 * @keys: (element-type utf8): the rows that are asked for
 * @refused: (out) (optional) (transfer full) (element-type utf8): keys of those that must be decided one by one
 *
 * Renews what may be renewed unchanged: one act, taken back by one undo.
 *
 * Returns: how many rows that were
 */
guint
smt_patient_context_renew_all (SmtPatientContext *self, GPtrArray *keys, GPtrArray **refused)
{
  g_autoptr (GPtrArray) renewed = NULL;
  g_autofree char *drafter = NULL;
  SmtRenewal renewal = { .make_id = make_id };

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && keys != NULL, 0);

  if (!_smt_patient_context_may_decide (self))
    return 0;

  renewal.role = smt_desk_get_role (self->desk);
  drafter = renewal.role != SMT_ROLE_DOCTOR ? smt_patient_context_dup_worker_name (self) : NULL;
  renewal.author = drafter;
  renewed = smt_reconciliation_renew_all (get_worked_on (self), keys, &renewal, refused);
  _smt_patient_context_after_act (self, renewed);
  return renewed->len;
}

/**
 * smt_patient_context_approve:
 * @self: a patient at work
 * @key: the row of a draft
 * @error: return location; %SMT_RECONCILE_ERROR
 *
 * The signer's yes to what a nurse or a pharmacist drafted.
 *
 * Returns: whether there was a draft, and it was approved
 */
gboolean
smt_patient_context_approve (SmtPatientContext *self, const char *key, GError **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, FALSE);

  if (!_smt_patient_context_may_decide (self))
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE,
                           "a send is on its way or must be settled first");
      return FALSE;
    }
  name = smt_patient_context_dup_signer_name (self);
  if (!smt_reconciliation_approve (get_worked_on (self), key, name, error))
    return FALSE;

  after_act_on (self, key);
  return TRUE;
}

/**
 * smt_patient_context_approve_all:
 * @self: a patient at work
 *
 * Returns: how many drafts were approved: one act, one undo
 */
guint
smt_patient_context_approve_all (SmtPatientContext *self)
{
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) approved = NULL;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), 0);

  if (!_smt_patient_context_may_decide (self))
    return 0;

  name = smt_patient_context_dup_signer_name (self);
  approved = smt_reconciliation_approve_all (get_worked_on (self), name);
  _smt_patient_context_after_act (self, approved);
  return approved->len;
}

/**
 * smt_patient_context_undo:
 * @self: a patient at work
 *
 * A doctor's acts are taken back by a doctor alone.
 *
 * Returns: whether there was something to undo, and it was undone
 */
gboolean
smt_patient_context_undo (SmtPatientContext *self)
{
  g_autoptr (GPtrArray) keys = NULL;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), FALSE);

  if (!_smt_patient_context_may_decide (self))
    return FALSE;
  if (_smt_patient_context_undoes_step (self))
    return _smt_patient_context_undo_step (self);
  keys = smt_reconciliation_undo (get_worked_on (self));
  if (keys == NULL)
    return FALSE;

  _smt_patient_context_after_act (self, keys);
  return TRUE;
}

/**
 * smt_patient_context_redo:
 * @self: a patient at work
 *
 * Returns: whether there was something to redo, and it was done again
 */
gboolean
smt_patient_context_redo (SmtPatientContext *self)
{
  g_autoptr (GPtrArray) keys = NULL;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), FALSE);

  if (!_smt_patient_context_may_decide (self))
    return FALSE;
  if (_smt_patient_context_redoes_step (self))
    return _smt_patient_context_redo_step (self);
  keys = smt_reconciliation_redo (get_worked_on (self));
  if (keys == NULL)
    return FALSE;

  _smt_patient_context_after_act (self, keys);
  return TRUE;
}

/* An id that an earlier attempt may have used is used again: the same in every attempt (docs/send-protocol.md). */
static char *
dup_or_make_id (const char *earlier)
{
  return earlier != NULL ? g_strdup (earlier) : g_uuid_string_random ();
}

/* Its id is made before it is known whether the dates and the supply of the decision lead to a new prescription. */
static gboolean
may_prescribe (SmtDecisionKind kind, const SmtTreatment *treatment)
{
  if (kind == SMT_DECISION_RENEW)
    return TRUE;
  if (smt_treatment_has_spent_prescription (treatment))
    return kind == SMT_DECISION_CHANGE || kind == SMT_DECISION_STOP_LATER;

  return smt_treatment_is_dispensable (treatment)
         && (kind == SMT_DECISION_CHANGE || kind == SMT_DECISION_PAUSE || kind == SMT_DECISION_RESUME
             || kind == SMT_DECISION_STOP_LATER);
}

static SmtDecision *
new_decision_of_list (SmtPatientContext *self, SmtDecisionKind kind)
{
  const SmtMessage *pause = smt_reconciliation_get_pause (self->look->reconciliation);
  g_autofree char *digest = pause != NULL ? smt_message_dup_pause_digest (pause) : NULL;

  return smt_decision_new (kind, SMT_WHOLE_LIST, digest);
}

/**
 * smt_patient_context_new_decision:
 * @self: a patient at work
 * @kind: what is chosen
 * @key: the treatment, or %SMT_WHOLE_LIST
 *
 * Makes the ids that the decision needs, and today as the first day of a changed dose; its maker fills in the rest
 * before it is decided.
 *
 * Returns: (transfer full): a decision
 */
SmtDecision *
smt_patient_context_new_decision (SmtPatientContext *self, SmtDecisionKind kind, const char *key)
{
  const SmtRow *row;
  const SmtDecision *earlier;
  SmtDecision *decision;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, NULL);

  if (g_str_equal (key, SMT_WHOLE_LIST))
    return new_decision_of_list (self, kind);
  row = smt_reconciliation_find_row (self->look->reconciliation, key);
  decision = smt_decision_new (kind, key, row != NULL ? row->treatment->digest : NULL);
  if (row == NULL)
    return decision;

  earlier = row->decision != NULL && row->decision->kind == kind ? row->decision : NULL;
  if (kind == SMT_DECISION_CHANGE || kind == SMT_DECISION_PAUSE || kind == SMT_DECISION_RESUME)
    decision->first_day = self->today;
  if (kind == SMT_DECISION_OVERRIDE)
    decision->overridden = smt_row_dup_stops (row);
  if (may_prescribe (kind, row->treatment))
    decision->new_prescription_id = dup_or_make_id (earlier != NULL ? earlier->new_prescription_id : NULL);
  if ((kind == SMT_DECISION_TAKE_IN || kind == SMT_DECISION_CHANGE) && smt_treatment_may_join_list (row->treatment))
    decision->new_entry_id = dup_or_make_id (earlier != NULL ? earlier->new_entry_id : NULL);

  return decision;
}

/**
 * smt_patient_context_review:
 * @self: a patient at work
 * @error: return location; %SMT_RECONCILE_ERROR_BLOCKED
 *
 * Returns: (transfer full) (nullable): what would be sent
 */
SmtChangeSet *
smt_patient_context_review (SmtPatientContext *self, GError **error)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  if (self->conflicts->len > 0)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_BLOCKED, "a decision is in conflict");
      return NULL;
    }
  return smt_reconciliation_freeze (self->look->reconciliation, error);
}
