/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-pairing.h"
#include "reconcile/smt-decision-rules.h"

/* What is said of a treatment that stands only in a file: it is on no row of the list, changes nothing that is sent,
 * and goes into the record of the reconciliation. */

/**
 * smt_aside_key:
 * @list: the id of a file's list
 * @key: of a treatment in it
 *
 * Returns: (transfer full): what a decision about it is known by, at the next lookup too
 */
char *
smt_aside_key (const char *list, const char *key)
{
  g_return_val_if_fail (list != NULL && g_str_has_prefix (list, SMT_LIST_FILE) && key != NULL, NULL);

  return g_strdup_printf ("%s/%s", list, key);
}

/**
 * smt_decision_is_aside:
 * @decision: a decision
 *
 * Returns: whether it is about a treatment that stands only in a file
 */
gboolean
smt_decision_is_aside (const SmtDecision *decision)
{
  g_return_val_if_fail (decision != NULL, FALSE);

  return g_str_has_prefix (decision->key, SMT_LIST_FILE);
}

/**
 * smt_aside_check:
 * @decision: one about a treatment that stands only in a file
 * @error: return location; %SMT_RECONCILE_ERROR
 *
 * It is clarified with somebody by a day, or it does not come onto the list, for a reason. Nothing that would change a
 * list fits it.
 *
 * Returns: whether it can be said
 */
gboolean
smt_aside_check (const SmtDecision *decision, GError **error)
{
  g_return_val_if_fail (decision != NULL && smt_decision_is_aside (decision), FALSE);

  if (decision->kind != SMT_DECISION_CLARIFY && decision->kind != SMT_DECISION_DECLINE)
    return _smt_refuse (error, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "what is only in a file is not on the list");
  if (!_smt_is_said (decision->about))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "it does not say what it is about");
  if (decision->kind == SMT_DECISION_CLARIFY
      && (!_smt_is_said (decision->recipient) || !smt_date_is_set (decision->due)))
    return _smt_refuse (error, SMT_RECONCILE_ERROR_INCOMPLETE, "a clarification needs a recipient and a date");

  return decision->kind == SMT_DECISION_CLARIFY || _smt_reason_is_said (decision, error);
}
