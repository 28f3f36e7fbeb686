/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-decision-rules.h"
#include "reconcile/smt-reconciliation-private.h"

/* A list that is paused as a whole (features.md 26) is not sent before a doctor has said, with a reason, that it is in
 * use again. That is a decision like any other: it is undone in its turn, kept in the journal, and frozen with the
 * rest. It is about no row. */

/**
 * smt_decision_is_of_list:
 * @decision: a decision
 *
 * Returns: whether it is about the list as a whole
 */
gboolean
smt_decision_is_of_list (const SmtDecision *decision)
{
  g_return_val_if_fail (decision != NULL, FALSE);

  return g_str_equal (decision->key, SMT_WHOLE_LIST);
}

/* Whoever prepares for the doctor does not take a list into use that another doctor has paused. */
gboolean
_smt_check_list_resume (const SmtList *list, const SmtDecision *decision, SmtDate today, GError **error)
{
  const SmtMessage *pause = smt_list_find_pause (list, today);
  g_autofree char *digest = pause != NULL ? smt_message_dup_pause_digest (pause) : NULL;

  if (pause == NULL || decision->kind != SMT_DECISION_RESUME || decision->role != SMT_ROLE_DOCTOR)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "only a doctor takes a paused list into use");
  if (g_strcmp0 (digest, decision->digest) != 0)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_STALE, "it is paused in another way now");

  return _smt_reason_is_said (decision, error);
}

/**
 * smt_reconciliation_get_pause:
 * @self: a reconciliation
 *
 * Returns: (transfer none) (nullable): the message that says that the whole list is paused, on the day it is worked on
 */
const SmtMessage *
smt_reconciliation_get_pause (const SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return smt_list_find_pause (self->list, self->today);
}

/**
 * smt_reconciliation_get_on_list:
 * @self: a reconciliation
 *
 * Returns: (transfer none) (nullable): what was decided about the list as a whole
 */
const SmtDecision *
smt_reconciliation_get_on_list (const SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->on_list;
}

/**
 * smt_reconciliation_pause_blocks:
 * @self: a reconciliation
 *
 * Returns: whether the list is paused and nobody has said that it is in use again: nothing is sent before
 */
gboolean
smt_reconciliation_pause_blocks (const SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->on_list == NULL && smt_reconciliation_get_pause (self) != NULL;
}
