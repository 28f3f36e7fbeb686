/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deciding about one row, or about the list as a whole.
 */
#include "reconcile/smt-decision-rules.h"
#include "reconcile/smt-reconciliation-private.h"
#include "reconcile/smt-reconciliation-rules.h"

static SmtRow *
find_row (const SmtReconciliation *self, const char *key)
{
  return g_hash_table_lookup (self->by_key, key);
}

/* The row of the loose prescription that belongs to @entry, other than @but. */
static const SmtRow *
find_taker (const SmtReconciliation *self, const SmtRow *entry, const SmtRow *but)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SmtRow *row = g_ptr_array_index (self->rows, i);

      if (row != but && row->decision != NULL && row->decision->kind == SMT_DECISION_BELONGS_TO
          && g_strcmp0 (row->decision->other_key, entry->treatment->key) == 0)
        return row;
    }

  return NULL;
}

/* What its own renewal takes over is past, and asks for nothing more. */
void
_smt_reconciliation_weigh (SmtReconciliation *self, SmtRow *row)
{
  const SmtRow *taker;

  row->blocks = smt_row_is_blocking (row, self->list);
  taker = row->blocks && row->decision == NULL ? find_taker (self, row, NULL) : NULL;
  if (taker != NULL && _smt_follows_on (taker->treatment, row->treatment))
    row->blocks = FALSE;
}

/**
 * smt_reconciliation_find_line:
 * @self: a reconciliation
 * @key: a row
 *
 * After a send whose list did not arrive the new prescription stands beside the line that it was made for.
 *
 * Returns: (transfer none) (nullable): the line whose recalled prescription the loose one of @key replaces, where it
 * may be joined with it
 */
const SmtRow *
smt_reconciliation_find_line (const SmtReconciliation *self, const char *key)
{
  const SmtRow *row;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  row = find_row (self, key);
  for (guint i = 0; row != NULL && i < self->rows->len; i++)
    {
      const SmtRow *line = g_ptr_array_index (self->rows, i);

      if (_smt_follows_on (row->treatment, line->treatment) && _smt_check_belongs_to (row, line, NULL))
        return line;
    }

  return NULL;
}

/**
 * smt_reconciliation_may_decide:
 * @self: a reconciliation
 * @decision: a decision
 * @error: return location; %SMT_RECONCILE_ERROR
 *
 * Returns: whether smt_reconciliation_decide() would take @decision
 */
gboolean
smt_reconciliation_may_decide (const SmtReconciliation *self, const SmtDecision *decision, GError **error)
{
  const SmtRow *row;
  const SmtRow *other = NULL;

  g_return_val_if_fail (self != NULL && decision != NULL, FALSE);

  if (smt_decision_is_of_list (decision))
    return _smt_check_list_resume (self->list, decision, self->today, error);
  row = find_row (self, decision->key);
  if (row == NULL)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_UNKNOWN_TREATMENT, "no such treatment");
      return FALSE;
    }

  if (decision->kind != SMT_DECISION_KEEP && find_taker (self, row, NULL) != NULL)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE,
                           "a loose prescription takes the entry over");
      return FALSE;
    }
  if (decision->kind == SMT_DECISION_BELONGS_TO && decision->other_key != NULL)
    other = find_row (self, decision->other_key);
  if (other != NULL && find_taker (self, other, row) != NULL)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE,
                           "another prescription belongs to that entry");
      return FALSE;
    }

  return smt_row_may_decide (row, decision, other, self->list, self->today, error);
}

/* Whose word it is: a draft that was approved is the doctor's. */
static SmtRole
maker_of (const SmtDecision *decision)
{
  return decision->approver != NULL ? SMT_ROLE_DOCTOR : decision->role;
}

/**
 * smt_reconciliation_decide:
 * @self: a reconciliation
 * @decision: (transfer none): what was chosen; replaces an earlier decision on the row
 * @error: return location; %SMT_RECONCILE_ERROR
 *
 * Returns: whether the decision was taken
 */
gboolean
smt_reconciliation_decide (SmtReconciliation *self, SmtDecision *decision, GError **error)
{
  SmtActRecord *act;

  g_return_val_if_fail (self != NULL && decision != NULL, FALSE);

  if (!_smt_may_act_as (self, maker_of (decision), error) || !smt_reconciliation_may_decide (self, decision, error))
    return FALSE;

  act = _smt_act_new (maker_of (decision));
  _smt_act_move (self, act, decision->key, decision);
  _smt_act_commit (self, act);

  return TRUE;
}

/**
 * smt_reconciliation_clear:
 * @self: a reconciliation
 * @key: a treatment key, or %SMT_WHOLE_LIST
 *
 * Opens a decided row again; this too can be undone. What a doctor has decided is opened by a doctor alone: else a stop
 * would be gone, and nothing would block.
 *
 * Returns: whether there was a decision to take back, and it was taken back
 */
gboolean
smt_reconciliation_clear (SmtReconciliation *self, const char *key)
{
  gboolean whole;
  const SmtDecision *decision;
  SmtActRecord *act;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  whole = g_str_equal (key, SMT_WHOLE_LIST);
  decision = whole || find_row (self, key) != NULL ? _smt_reconciliation_get_decision (self, key) : NULL;
  if (decision == NULL || !_smt_may_act_as (self, maker_of (decision), NULL))
    return FALSE;

  act = _smt_act_new (self->role);
  _smt_act_move (self, act, key, NULL);
  _smt_act_commit (self, act);

  return TRUE;
}
