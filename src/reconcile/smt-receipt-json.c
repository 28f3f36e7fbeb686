/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-receipt.h"
#include "reconcile/smt-rhythm-json.h"

static const char *const kinds[] = {
  [SMT_PART_PRESCRIPTION] = "prescription",
  [SMT_PART_RECALL] = "recall",
  [SMT_PART_ENTRY] = "entry",
  [SMT_PART_PLL] = "pll",
};

static const char *const states[] = {
  [SMT_PART_RECEIVED] = "received",       [SMT_PART_CONFIRMED] = "confirmed",
  [SMT_PART_UNCONFIRMED] = "unconfirmed", [SMT_PART_FAILED] = "failed",
  [SMT_PART_UNKNOWN] = "unknown",
};

static int
find_word (const char *const *words, guint n_words, SmtJsonCursor word)
{
  for (guint i = 0; i < n_words; i++)
    if (smt_json_string_equals (word, words[i]))
      return (int)i;

  return -1;
}

/**
 * smt_receipt_to_json:
 * @receipt: a receipt
 *
 * Returns: (transfer full): one JSON object that smt_receipt_from_json() reads back
 */
char *
smt_receipt_to_json (const SmtReceipt *receipt)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  g_return_val_if_fail (receipt != NULL, NULL);

  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "at");
  smt_json_writer_int (writer, receipt->at);
  smt_json_writer_key (writer, "parts");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);

      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "kind", kinds[part->kind]);
      smt_json_writer_member (writer, "state", states[part->state]);
      smt_json_writer_member (writer, "key", part->key);
      smt_json_writer_member (writer, "prescriptionId", part->prescription_id);
      smt_json_writer_member (writer, "reference", part->reference);
      smt_json_writer_member (writer, "text", part->text);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

static gboolean
read_part (SmtJsonCursor object, SmtReceipt *receipt)
{
  int kind = find_word (kinds, G_N_ELEMENTS (kinds), smt_json_member (object, "kind"));
  int state = find_word (states, G_N_ELEMENTS (states), smt_json_member (object, "state"));
  g_autofree char *key = smt_json_dup_string (smt_json_member (object, "key"));
  SmtReceiptPart *part;

  if (kind < 0 || state < 0)
    return FALSE;

  part = smt_receipt_add (receipt, (SmtPartKind)kind, (SmtPartState)state, key);
  part->prescription_id = smt_json_dup_string (smt_json_member (object, "prescriptionId"));
  part->reference = smt_json_dup_string (smt_json_member (object, "reference"));
  part->text = smt_json_dup_string (smt_json_member (object, "text"));

  return TRUE;
}

/**
 * smt_receipt_from_json:
 * @json: one JSON object
 * @error: return location
 *
 * Returns: (transfer full): the receipt, or %NULL with an error of %SMT_JSON_ERROR, or of %SMT_RECONCILE_ERROR with
 *   code %SMT_RECONCILE_ERROR_INCOMPLETE when it is JSON but no receipt
 */
SmtReceipt *
smt_receipt_from_json (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SmtJson) document = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  SmtJsonCursor parts, part;
  SmtJsonIter iter;

  g_return_val_if_fail (json != NULL, NULL);

  bytes = g_bytes_new (json, strlen (json));
  document = smt_json_read (bytes, error);
  if (document == NULL)
    return NULL;

  parts = smt_json_member (smt_json_root (document), "parts");
  receipt = smt_receipt_new (smt_json_get_int (smt_json_member (smt_json_root (document), "at"), SMT_INSTANT_UNSET));
  if (smt_json_type (parts) == SMT_JSON_ARRAY)
    {
      gboolean whole = TRUE;

      smt_json_iter_init (&iter, parts);
      while (whole && smt_json_iter_next (&iter, NULL, &part))
        whole = read_part (part, receipt);
      if (whole)
        return g_steal_pointer (&receipt);
    }

  g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_INCOMPLETE, "not a stored receipt");
  return NULL;
}
