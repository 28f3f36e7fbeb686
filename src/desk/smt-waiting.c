/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-waiting.h"

/* A question that was overtaken by a newer list asks nobody any more. */
static gboolean
is_asked (const SmtList *list, const char *key)
{
  for (guint i = 0; i < list->messages->len; i++)
    {
      const SmtMessage *message = g_ptr_array_index (list->messages, i);

      if (!message->stale && smt_message_find_question (message, key) != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * smt_waiting_count:
 * @reconciliation: the list of a patient, with what has been decided
 *
 * Returns: what waits there
 */
SmtWaiting
smt_waiting_count (const SmtReconciliation *reconciliation)
{
  SmtWaiting waiting = { 0 };
  const SmtList *list;

  g_return_val_if_fail (reconciliation != NULL, waiting);

  list = smt_reconciliation_get_list (reconciliation);
  waiting.n_drafts = smt_reconciliation_count_drafts (reconciliation);
  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);

      if (row->decision != NULL)
        continue;
      if (row->findings->len > 0)
        waiting.n_class[((const SmtFinding *)g_ptr_array_index (row->findings, 0))->severity_class]++;
      waiting.n_loose += smt_treatment_is_loose (row->treatment) && row->blocks && !row->treatment->proposed ? 1 : 0;
      waiting.n_questions += is_asked (list, row->treatment->key) ? 1 : 0;
    }

  return waiting;
}
