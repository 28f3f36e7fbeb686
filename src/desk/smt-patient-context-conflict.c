/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-patient-context-private.h"

/**
 * smt_conflict_new:
 * @mine: (transfer none): what was decided
 * @base: (transfer none) (nullable): what it was decided on
 * @theirs: (transfer none) (nullable): what there is now; must outlive the conflict
 *
 * Returns: (transfer full): the three of them
 */
SmtConflict *
smt_conflict_new (const SmtDecision *mine, const SmtTreatment *base, const SmtTreatment *theirs)
{
  SmtConflict *conflict = g_new0 (SmtConflict, 1);

  conflict->mine = smt_decision_ref ((SmtDecision *)mine);
  conflict->base = base != NULL ? smt_treatment_ref ((SmtTreatment *)base) : NULL;
  conflict->theirs = theirs;
  return conflict;
}

/**
 * smt_conflict_free:
 * @conflict: (transfer full): a conflict
 */
void
smt_conflict_free (SmtConflict *conflict)
{
  g_return_if_fail (conflict != NULL);

  smt_decision_unref (conflict->mine);
  g_clear_pointer (&conflict->base, smt_treatment_unref);
  g_free (conflict);
}

/* The digest proves that a treatment is the one that was decided on: this program has it, or it is what was reconciled
 * last. */
static const SmtTreatment *
find_base (SmtPatientContext *self, const SmtDecision *decision)
{
  const SmtTreatment *base = _smt_desk_find_decided_on (self->desk, self->look->patient_key, decision->digest);
  const SmtTreatment *previous = smt_comparison_find_previous (self->look->comparison, decision->key);

  if (base != NULL)
    return base;
  return previous != NULL && g_strcmp0 (previous->digest, decision->digest) == 0 ? previous : NULL;
}

void
_smt_patient_context_add_conflict (SmtPatientContext *self, const SmtDecision *decision)
{
  const SmtRow *row = smt_reconciliation_find_row (self->look->reconciliation, decision->key);

  g_ptr_array_add (self->conflicts, smt_conflict_new (decision, self->desk != NULL ? find_base (self, decision) : NULL,
                                                      row != NULL ? row->treatment : NULL));
}

static SmtConflict *
find_conflict (SmtPatientContext *self, const char *key, guint *index)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      SmtConflict *conflict = g_ptr_array_index (self->conflicts, i);

      if (!g_str_equal (conflict->mine->key, key))
        continue;
      if (index != NULL)
        *index = i;
      return conflict;
    }

  return NULL;
}

/* What has been decided anew is in conflict with nobody. Returns: whether there was a conflict */
gboolean
_smt_patient_context_drop_conflict (SmtPatientContext *self, const char *key)
{
  guint index;

  if (find_conflict (self, key, &index) == NULL)
    return FALSE;
  g_ptr_array_remove_index (self->conflicts, index);
  return TRUE;
}

/* Those whose row does not block by itself: nobody has yet said what becomes of the decision. */
guint
_smt_patient_context_count_conflicts (SmtPatientContext *self)
{
  guint count = 0;

  for (guint i = 0; i < self->conflicts->len; i++)
    {
      const SmtConflict *conflict = g_ptr_array_index (self->conflicts, i);
      const SmtRow *row = smt_reconciliation_find_row (self->look->reconciliation, conflict->mine->key);

      count += row == NULL || !row->blocks ? 1 : 0;
    }

  return count;
}

/* The same decision, ids and all, about the data of now. */
static SmtDecision *
about_now (const SmtConflict *conflict)
{
  SmtDecision *decision = smt_decision_copy (conflict->mine);

  g_free (decision->digest);
  decision->digest = g_strdup (conflict->theirs->digest);
  return decision;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_UNKNOWN_TREATMENT, "the row is gone");
  return FALSE;
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_patient_context_get_conflicts:
 * @self: a patient at work
 *
 * Returns: (transfer none) (element-type SmtConflict): decisions whose data have changed since, or whose treatment is
 *   gone; they are on no row, are not sent, and nothing is sent before each of them is settled
 */
GPtrArray *
smt_patient_context_get_conflicts (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->conflicts;
}

/**
 * smt_patient_context_take_mine:
 * @self: a patient at work
 * @key: the treatment in conflict
 * @error: return location; %SMT_RECONCILE_ERROR, where the decision does not fit what there is now
 *
 * Returns: whether my decision stands on the data of now
 */
gboolean
smt_patient_context_take_mine (SmtPatientContext *self, const char *key, GError **error)
{
  SmtConflict *conflict;
  g_autoptr (SmtDecision) decision = NULL;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, FALSE);

  conflict = find_conflict (self, key, NULL);
  if (conflict == NULL || conflict->theirs == NULL)
    return refuse (error);

  decision = about_now (conflict);
  return smt_patient_context_decide (self, decision, error);
}

/**
 * smt_patient_context_take_theirs:
 * @self: a patient at work
 * @key: the treatment in conflict
 * @error: return location; %SMT_RECONCILE_ERROR_STOP where what there is now cannot be kept as it is
 *
 * What others made of it is kept; where nothing is left, or it cannot be kept as such, my decision is only let go of.
 *
 * Returns: whether it is settled so
 */
gboolean
smt_patient_context_take_theirs (SmtPatientContext *self, const char *key, GError **error)
{
  SmtConflict *conflict;
  g_autoptr (SmtDecision) keep = NULL;
  g_autoptr (GError) refusal = NULL;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, FALSE);

  conflict = find_conflict (self, key, NULL);
  if (conflict == NULL)
    return refuse (error);
  if (conflict->theirs == NULL || !smt_treatment_is_in_use (conflict->theirs))
    return smt_patient_context_let_go (self, key);

  keep = smt_patient_context_new_decision (self, SMT_DECISION_KEEP, key);
  if (smt_patient_context_decide (self, keep, &refusal))
    return TRUE;
  if (g_error_matches (refusal, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE))
    return smt_patient_context_let_go (self, key);

  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

/**
 * smt_patient_context_let_go:
 * @self: a patient at work
 * @key: the treatment in conflict
 *
 * Lets go of my decision; the row, where there is one, is open as others left it.
 *
 * Returns: whether there was a conflict
 */
gboolean
smt_patient_context_let_go (SmtPatientContext *self, const char *key)
{
  g_autofree char *kept = NULL;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, FALSE);

  if (!_smt_patient_context_may_decide (self))
    return FALSE;
  kept = g_strdup (key); /* it may be the conflict's own */
  if (!_smt_patient_context_drop_conflict (self, kept))
    return FALSE;

  _smt_patient_context_forget (self, kept);
  return TRUE;
}
