/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Acts about many rows: keeping, renewing, joining, approving. Each is one act and one undo.
 */
#include "reconcile/smt-decision-rules.h"
#include "reconcile/smt-reconciliation-private.h"
#include "reconcile/smt-reconciliation-rules.h"

static SmtRow *
find_row (const SmtReconciliation *self, const char *key)
{
  return g_hash_table_lookup (self->by_key, key);
}

/**
 * smt_reconciliation_keep_unchanged:
 * @self: a reconciliation
 * @role: who keeps: what a nurse or a pharmacist keeps is a draft
 * @author: (nullable): the name of whoever drafts
 *
 * Keeps every row that is unchanged, in use, on the list, undecided and without any finding: one act, one undo.
 *
 * Returns: (transfer full) (element-type utf8): the keys of these rows; empty when there were none
 */
GPtrArray *
smt_reconciliation_keep_unchanged (SmtReconciliation *self, SmtRole role, const char *author)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  SmtActRecord *act;

  g_return_val_if_fail (self != NULL, keys);

  if (!_smt_may_act_as (self, role, NULL))
    return keys;
  act = _smt_act_new (role);
  for (guint i = 0; i < self->rows->len; i++)
    {
      SmtRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (SmtDecision) keep = NULL;

      if (!smt_row_may_keep_in_bulk (row))
        continue;

      keep = smt_decision_new (SMT_DECISION_KEEP, row->treatment->key, row->treatment->digest);
      keep->role = role;
      keep->author = g_strdup (author);
      _smt_act_move (self, act, row->treatment->key, keep);
      g_ptr_array_add (keys, g_strdup (row->treatment->key));
    }

  _smt_act_commit (self, act);

  return keys;
}

static SmtDecision *
new_renewal (const SmtRow *row, const SmtRenewal *renewal)
{
  SmtDecision *decision = smt_decision_new (SMT_DECISION_RENEW, row->treatment->key, row->treatment->digest);

  decision->new_prescription_id = renewal->make_id (renewal->make_id_data);
  decision->author = g_strdup (renewal->author);
  decision->role = renewal->role;

  return decision;
}

/* What was decided by hand is not decided anew in a batch, and no batch answers a pharmacy that asks for another dose.
 */
static gboolean
is_open_for_renewal (const SmtRow *row)
{
  return !row->asked && (row->decision == NULL || row->decision->kind == SMT_DECISION_KEEP);
}

/**
 * smt_reconciliation_renew_all:
 * @self: a reconciliation
 * @keys: (element-type utf8): the rows that are asked for
 * @renewal: where ids come from, and who drafts
 * @refused: (out) (optional) (transfer full) (element-type utf8): keys of the rows that were not renewed: flagged,
 * asked about by a pharmacy, without prescription, stopped, or decided otherwise; they are named to the clinician, and
 * each is decided by itself
 *
 * One act, one undo. A row that is renewed already stays as it is.
 *
 * Returns: (transfer full) (element-type utf8): the keys of the rows that were renewed by it
 */
GPtrArray *
smt_reconciliation_renew_all (SmtReconciliation *self, GPtrArray *keys, const SmtRenewal *renewal, GPtrArray **refused)
{
  GPtrArray *renewed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);
  SmtActRecord *act;

  g_return_val_if_fail (self != NULL && keys != NULL && renewal != NULL && renewal->make_id != NULL, renewed);

  if (!_smt_may_act_as (self, renewal->role, NULL))
    return renewed;
  act = _smt_act_new (renewal->role);
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      SmtRow *row = find_row (self, key);
      g_autoptr (SmtDecision) decision = row != NULL ? new_renewal (row, renewal) : NULL;

      if (row != NULL && row->decision != NULL && row->decision->kind == SMT_DECISION_RENEW)
        continue;
      if (row == NULL || !is_open_for_renewal (row) || !smt_reconciliation_may_decide (self, decision, NULL))
        {
          g_ptr_array_add (others, g_strdup (key));
          continue;
        }
      _smt_act_move (self, act, key, decision);
      g_ptr_array_add (renewed, g_strdup (key));
    }
  _smt_act_commit (self, act);
  if (refused != NULL)
    *refused = g_steal_pointer (&others);

  return renewed;
}

static SmtDecision *
new_joining (const SmtRow *row, const SmtRow *line, SmtRole role, const char *author)
{
  SmtDecision *decision = smt_decision_new (SMT_DECISION_BELONGS_TO, row->treatment->key, row->treatment->digest);

  decision->other_key = g_strdup (line->treatment->key);
  decision->role = role;
  decision->author = g_strdup (author);

  return decision;
}

/**
 * smt_reconciliation_join_all:
 * @self: a reconciliation
 * @role: who joins: what a nurse or a pharmacist joins is a draft
 * @author: (nullable): the name of whoever drafts
 *
 * Joins every undecided loose prescription with the line whose own was recalled in its favour, by the ReseptId that the
 * recall names (smt_reconciliation_find_line()), and with no other: what is left of a send whose list did not arrive.
 * One act, one undo.
 *
 * Returns: (transfer full) (element-type utf8): the keys of these prescriptions; empty when there were none
 */
GPtrArray *
smt_reconciliation_join_all (SmtReconciliation *self, SmtRole role, const char *author)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  SmtActRecord *act;

  g_return_val_if_fail (self != NULL, keys);

  if (!_smt_may_act_as (self, role, NULL))
    return keys;
  act = _smt_act_new (role);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SmtRow *row = g_ptr_array_index (self->rows, i);
      const SmtRow *line = row->decision == NULL ? smt_reconciliation_find_line (self, row->treatment->key) : NULL;
      g_autoptr (SmtDecision) joins = line != NULL ? new_joining (row, line, role, author) : NULL;

      if (joins == NULL || !smt_reconciliation_may_decide (self, joins, NULL))
        continue;
      _smt_act_move (self, act, row->treatment->key, joins);
      g_ptr_array_add (keys, g_strdup (row->treatment->key));
    }
  _smt_act_commit (self, act);

  return keys;
}

/* One draft in @act. */
static gboolean
approve_row (SmtReconciliation *self, SmtActRecord *act, SmtRow *row, const char *approver, GError **error)
{
  g_autoptr (SmtDecision) approved = smt_decision_copy (row->decision);

  g_free (approved->approver);
  approved->approver = g_strdup (approver);
  if (!smt_reconciliation_may_decide (self, approved, error))
    return FALSE;

  _smt_act_move (self, act, row->treatment->key, approved);
  return TRUE;
}

/**
 * smt_reconciliation_approve:
 * @self: a reconciliation
 * @key: the row of a draft
 * @approver: the doctor, as shown
 * @error: return location; %SMT_RECONCILE_ERROR
 *
 * The doctor's yes to what a nurse or a pharmacist drafted. Who drafted it stays on the decision.
 *
 * Returns: whether there was a draft, and it still may be decided
 */
gboolean
smt_reconciliation_approve (SmtReconciliation *self, const char *key, const char *approver, GError **error)
{
  SmtRow *row;
  SmtActRecord *act;
  gboolean approved;

  g_return_val_if_fail (self != NULL && key != NULL && approver != NULL, FALSE);

  row = find_row (self, key);
  if (row == NULL || !row->draft)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "there is no draft");
      return FALSE;
    }
  if (!_smt_may_act_as (self, SMT_ROLE_DOCTOR, error))
    return FALSE;

  act = _smt_act_new (SMT_ROLE_DOCTOR);
  approved = approve_row (self, act, row, approver, error);
  _smt_act_commit (self, act);

  return approved;
}

/**
 * smt_reconciliation_approve_all:
 * @self: a reconciliation
 * @approver: the doctor, as shown
 *
 * Approves every draft: one act, one undo.
 *
 * Returns: (transfer full) (element-type utf8): the keys of the rows that were drafts
 */
GPtrArray *
smt_reconciliation_approve_all (SmtReconciliation *self, const char *approver)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  SmtActRecord *act;

  g_return_val_if_fail (self != NULL && approver != NULL, keys);

  if (!_smt_may_act_as (self, SMT_ROLE_DOCTOR, NULL))
    return keys;
  act = _smt_act_new (SMT_ROLE_DOCTOR);
  for (guint i = 0; i < self->rows->len; i++)
    {
      SmtRow *row = g_ptr_array_index (self->rows, i);

      if (row->draft && approve_row (self, act, row, approver, NULL))
        g_ptr_array_add (keys, g_strdup (row->treatment->key));
    }
  _smt_act_commit (self, act);

  return keys;
}
