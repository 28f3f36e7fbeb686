/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-private.h"

/* The words a stored state is known by; they outlive the order of the enumeration. */
static const char *const state_words[] = {
  [SMT_SEND_READY] = "ready",
  [SMT_SEND_SENDING] = "sending",
  [SMT_SEND_DONE] = "done",
  [SMT_SEND_PARTIAL] = "partial",
  [SMT_SEND_REJECTED] = "rejected",
  [SMT_SEND_UNKNOWN] = "unknown",
  [SMT_SEND_NOT_APPLIED] = "not-applied",
};

#define TO(state) (1u << (state))

/* The protocol: docs/send-protocol.md. SENDING → NOT_APPLIED is for a send that provably left no byte; a partial send
 * becomes better known by each later look, and is then done or still partial. What is absent here does not exist. */
static const guint leads_to[] = {
  [SMT_SEND_READY] = TO (SMT_SEND_SENDING) | TO (SMT_SEND_NOT_APPLIED),
  [SMT_SEND_SENDING] = TO (SMT_SEND_DONE) | TO (SMT_SEND_PARTIAL) | TO (SMT_SEND_REJECTED) | TO (SMT_SEND_UNKNOWN)
                       | TO (SMT_SEND_NOT_APPLIED),
  [SMT_SEND_UNKNOWN] = TO (SMT_SEND_DONE) | TO (SMT_SEND_PARTIAL) | TO (SMT_SEND_NOT_APPLIED),
  [SMT_SEND_PARTIAL] = TO (SMT_SEND_DONE) | TO (SMT_SEND_PARTIAL),
  [SMT_SEND_DONE] = 0,
  [SMT_SEND_REJECTED] = 0,
  [SMT_SEND_NOT_APPLIED] = 0,
};

/* --- inside the journal ------------------------------------------------------------------------------------------- */

const char *
smt_send_state_word (SmtSendState state)
{
  g_return_val_if_fail ((guint)state < G_N_ELEMENTS (state_words), NULL);

  return state_words[state];
}

gboolean
smt_send_state_parse (const char *word, SmtSendState *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_words); i++)
    if (g_strcmp0 (word, state_words[i]) == 0)
      {
        *out = (SmtSendState)i;
        return TRUE;
      }

  return FALSE;
}

gboolean
smt_send_state_leads (SmtSendState from, SmtSendState to)
{
  g_return_val_if_fail ((guint)from < G_N_ELEMENTS (leads_to) && (guint)to < G_N_ELEMENTS (leads_to), FALSE);

  return (leads_to[from] & TO (to)) != 0;
}

/* Two sends for one patient are never on their way at once. */
gboolean
smt_send_state_blocks (SmtSendState state)
{
  return state == SMT_SEND_READY || state == SMT_SEND_SENDING || state == SMT_SEND_UNKNOWN;
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_send_record_new:
 *
 * Returns: (transfer full): an empty record in state %SMT_SEND_READY, to be filled in by its maker
 */
SmtSendRecord *
smt_send_record_new (void)
{
  SmtSendRecord *record = g_new0 (SmtSendRecord, 1);

  record->state = SMT_SEND_READY;
  record->created = SMT_INSTANT_UNSET;

  return record;
}

/**
 * smt_send_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): a copy; bytes and receipt are immutable and shared
 */
SmtSendRecord *
smt_send_record_copy (const SmtSendRecord *record)
{
  SmtSendRecord *copy;

  g_return_val_if_fail (record != NULL, NULL);

  copy = smt_send_record_new ();
  copy->id = g_strdup (record->id);
  copy->patient = g_strdup (record->patient);
  copy->lookup_id = g_strdup (record->lookup_id);
  copy->bytes = record->bytes != NULL ? g_bytes_ref (record->bytes) : NULL;
  copy->sha256 = g_strdup (record->sha256);
  copy->decisions = g_strdup (record->decisions);
  copy->state = record->state;
  copy->receipt = record->receipt != NULL ? smt_receipt_ref (record->receipt) : NULL;
  copy->created = record->created;

  return copy;
}

/**
 * smt_send_record_free:
 * @record: (transfer full): a record
 */
void
smt_send_record_free (SmtSendRecord *record)
{
  g_return_if_fail (record != NULL);

  g_free (record->id);
  g_free (record->patient);
  g_free (record->lookup_id);
  g_clear_pointer (&record->bytes, g_bytes_unref);
  g_free (record->sha256);
  g_free (record->decisions);
  g_clear_pointer (&record->receipt, smt_receipt_unref);
  g_free (record);
}

/**
 * smt_send_leaves_open:
 * @receipt: what became of a send
 * @key: a treatment that the send carried
 *
 * A row is open again after a send when one of its own parts failed or is not known. A row without a part of its own
 * (kept, clarified, let through) went with the list as a whole.
 *
 * Returns: whether the decision on @key still has to be sent
 */
gboolean
smt_send_leaves_open (const SmtReceipt *receipt, const char *key)
{
  gboolean own = FALSE, own_lacks = FALSE, list_lacks = FALSE;

  g_return_val_if_fail (receipt != NULL && key != NULL, TRUE);

  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);
      gboolean lacks = part->state == SMT_PART_FAILED || part->state == SMT_PART_UNKNOWN;

      if (part->kind == SMT_PART_PLL)
        list_lacks = list_lacks || lacks;
      else if (g_strcmp0 (part->key, key) == 0)
        {
          own = TRUE;
          own_lacks = own_lacks || lacks;
        }
    }

  return own ? own_lacks : list_lacks;
}
