/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What waits for the doctor at one patient: for the work list, so that a round knows whom to see.
 * Pure functions; any thread.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

/** SmtWaiting: rows nobody has decided on, by what they wait for; a draft waits for its approval. */
typedef struct
{
  guint n_class[SMT_CLASS_STOP + 1]; /* by the worst finding of the row */
  guint n_loose;                     /* loose prescriptions beside a list */
  guint n_questions;                 /* of a pharmacy, that still stand */
  guint n_drafts;                    /* of a nurse or a pharmacist */
} SmtWaiting;

SmtWaiting smt_waiting_count (const SmtReconciliation *reconciliation);

G_END_DECLS
