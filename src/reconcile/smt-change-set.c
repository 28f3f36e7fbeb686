/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-reconciliation.h"

static void
change_free (gpointer data)
{
  SmtChange *change = data;
  SmtDecision *decision = (SmtDecision *)change->decision;

  smt_treatment_unref ((SmtTreatment *)change->treatment);
  g_clear_pointer (&decision, smt_decision_unref);
  g_free (change);
}

/* A list is sent where there is one, or where this send puts the first line on it. */
static gboolean
makes_a_list (const SmtChangeSet *set)
{
  if (set->list->has_pll)
    return TRUE;

  for (guint i = 0; i < set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (set->changes, i);

      if (change->decision != NULL && change->decision->new_entry_id != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * smt_reconciliation_freeze:
 * @self: a reconciliation
 * @error: return location; %SMT_RECONCILE_ERROR_BLOCKED
 *
 * Returns: (transfer full): what is to be sent, every treatment of the list exactly once, or %NULL while a row blocks
 */
SmtChangeSet *
smt_reconciliation_freeze (const SmtReconciliation *self, GError **error)
{
  const SmtList *list;
  SmtChangeSet *set;

  g_return_val_if_fail (self != NULL, NULL);

  if (!smt_reconciliation_is_ready (self))
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_BLOCKED, "a row must be decided first");
      return NULL;
    }

  list = smt_reconciliation_get_list (self);
  set = g_new0 (SmtChangeSet, 1);
  g_atomic_ref_count_init (&set->ref_count);
  set->list = smt_list_ref (list);
  set->changes = g_ptr_array_new_with_free_func (change_free);

  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      const SmtRow *row = smt_reconciliation_find_row (self, treatment->key);
      SmtChange *change = g_new0 (SmtChange, 1);

      change->treatment = smt_treatment_ref (treatment);
      change->decision = row->decision != NULL ? smt_decision_ref (row->decision) : NULL;
      g_ptr_array_add (set->changes, change);
    }
  set->create_pll = makes_a_list (set);
  if (smt_reconciliation_get_on_list (self) != NULL)
    set->on_list = smt_decision_ref ((SmtDecision *)smt_reconciliation_get_on_list (self));

  return set;
}

/**
 * smt_change_set_ref:
 * @set: a change set
 *
 * Returns: (transfer full): @set
 */
SmtChangeSet *
smt_change_set_ref (const SmtChangeSet *set)
{
  SmtChangeSet *self = (SmtChangeSet *)set;

  g_return_val_if_fail (set != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_change_set_unref:
 * @set: (transfer full): a change set
 */
void
smt_change_set_unref (SmtChangeSet *set)
{
  g_return_if_fail (set != NULL);

  if (!g_atomic_ref_count_dec (&set->ref_count))
    return;

  g_ptr_array_unref (set->changes);
  g_clear_pointer (&set->on_list, smt_decision_unref);
  smt_list_unref (set->list);
  g_free (set);
}

/**
 * smt_change_set_find:
 * @set: a change set
 * @key: a treatment key
 *
 * Returns: (transfer none) (nullable): the line for that treatment
 */
const SmtChange *
smt_change_set_find (const SmtChangeSet *set, const char *key)
{
  g_return_val_if_fail (set != NULL && key != NULL, NULL);

  for (guint i = 0; i < set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (set->changes, i);

      if (g_str_equal (change->treatment->key, key))
        return change;
    }

  return NULL;
}

/**
 * smt_change_set_count:
 * @set: a change set
 * @kind: a kind of decision
 *
 * Returns: how many lines carry it
 */
guint
smt_change_set_count (const SmtChangeSet *set, SmtDecisionKind kind)
{
  guint count = 0;

  g_return_val_if_fail (set != NULL, 0);

  for (guint i = 0; i < set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (set->changes, i);

      if (change->decision != NULL && change->decision->kind == kind)
        count++;
    }

  return count;
}
