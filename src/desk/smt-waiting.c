/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-waiting.h"

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

  g_return_val_if_fail (reconciliation != NULL, waiting);

  waiting.n_drafts = smt_reconciliation_count_drafts (reconciliation);
  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);

      if (row->decision != NULL)
        continue;
      if (row->findings->len > 0)
        waiting.n_class[((const SmtFinding *)g_ptr_array_index (row->findings, 0))->severity_class]++;
      waiting.n_loose +=
          smt_treatment_may_join_list (row->treatment) && row->blocks && !row->treatment->proposed ? 1 : 0;
      waiting.n_questions += row->asked ? 1 : 0;
    }

  return waiting;
}
