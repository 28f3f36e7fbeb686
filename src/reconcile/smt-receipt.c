/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-receipt.h"

#include "reconcile/smt-decision-effect.h"

static void
part_free (gpointer data)
{
  SmtReceiptPart *part = data;

  g_free (part->key);
  g_free (part->prescription_id);
  g_free (part->reference);
  g_free (part->text);
  g_free (part);
}

/**
 * smt_receipt_new:
 * @at: when the answer came
 *
 * Returns: (transfer full): a receipt without parts
 */
SmtReceipt *
smt_receipt_new (SmtInstant at)
{
  SmtReceipt *receipt = g_new0 (SmtReceipt, 1);

  receipt->at = at;
  receipt->parts = g_ptr_array_new_with_free_func (part_free);
  g_atomic_ref_count_init (&receipt->ref_count);

  return receipt;
}

/**
 * smt_receipt_add:
 * @receipt: a receipt being built
 * @kind: which part of the send
 * @state: what became of it
 * @key: (nullable): the treatment
 *
 * Returns: (transfer none): the new part, to fill in
 */
SmtReceiptPart *
smt_receipt_add (SmtReceipt *receipt, SmtPartKind kind, SmtPartState state, const char *key)
{
  SmtReceiptPart *part = g_new0 (SmtReceiptPart, 1);

  g_return_val_if_fail (receipt != NULL, part);

  part->kind = kind;
  part->state = state;
  part->key = g_strdup (key);
  g_ptr_array_add (receipt->parts, part);

  return part;
}

static void
add_prescription (SmtReceipt *receipt, SmtPartKind kind, SmtPartState state, const char *key, const char *id)
{
  smt_receipt_add (receipt, kind, state, key)->prescription_id = g_strdup (id);
}

static void
expect_change (SmtReceipt *receipt, const SmtChange *change, SmtPartState state)
{
  const SmtTreatment *treatment = change->treatment;
  SmtEffect effect = smt_decision_effect (change->decision, treatment);

  if (effect.prescribes)
    add_prescription (receipt, SMT_PART_PRESCRIPTION, state, treatment->key, change->decision->new_prescription_id);
  if (effect.edits || effect.leaves_out)
    smt_receipt_add (receipt, SMT_PART_ENTRY, state, treatment->key);
  if (effect.recall != SMT_RECALL_NONE)
    add_prescription (receipt, SMT_PART_RECALL, state, treatment->key,
                      smt_treatment_get_head (treatment)->prescription_id);
}

/**
 * smt_receipt_new_expected:
 * @set: what is sent
 * @state: the state every part starts in
 * @at: when
 *
 * Which parts a send consists of, one line each: a changed or renewed prescription is a new one and a recall, a stop is
 * an entry and a recall, and the list itself is the last part.
 *
 * Returns: (transfer full): a receipt with every part in @state
 */
SmtReceipt *
smt_receipt_new_expected (const SmtChangeSet *set, SmtPartState state, SmtInstant at)
{
  SmtReceipt *receipt = smt_receipt_new (at);

  g_return_val_if_fail (set != NULL, receipt);

  for (guint i = 0; i < set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (set->changes, i);

      if (change->decision != NULL)
        expect_change (receipt, change, state);
    }
  if (set->create_pll)
    smt_receipt_add (receipt, SMT_PART_PLL, state, NULL);

  return receipt;
}

/**
 * smt_receipt_ref:
 * @receipt: a receipt
 *
 * Returns: (transfer full): @receipt
 */
SmtReceipt *
smt_receipt_ref (const SmtReceipt *receipt)
{
  SmtReceipt *self = (SmtReceipt *)receipt;

  g_return_val_if_fail (receipt != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_receipt_unref:
 * @receipt: (transfer full): a receipt
 */
void
smt_receipt_unref (SmtReceipt *receipt)
{
  g_return_if_fail (receipt != NULL);

  if (!g_atomic_ref_count_dec (&receipt->ref_count))
    return;

  g_ptr_array_unref (receipt->parts);
  g_free (receipt);
}

/**
 * smt_receipt_is_whole:
 * @receipt: a receipt
 *
 * A recall counts only once a lookup has confirmed it (contract 5): until then the old prescription can be dispensed.
 *
 * Returns: whether every part is received or confirmed
 */
gboolean
smt_receipt_is_whole (const SmtReceipt *receipt)
{
  g_return_val_if_fail (receipt != NULL, FALSE);

  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);
      gboolean done =
          part->state == SMT_PART_CONFIRMED || (part->state == SMT_PART_RECEIVED && part->kind != SMT_PART_RECALL);

      if (!done)
        return FALSE;
    }

  return TRUE;
}

/**
 * smt_receipt_has_state:
 * @receipt: a receipt
 * @state: a state
 *
 * Returns: whether some part is in @state
 */
gboolean
smt_receipt_has_state (const SmtReceipt *receipt, SmtPartState state)
{
  g_return_val_if_fail (receipt != NULL, FALSE);

  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);

      if (part->state == state)
        return TRUE;
    }

  return FALSE;
}
