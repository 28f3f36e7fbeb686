/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decision whose data have changed since it was taken: what it was taken on, what there is now, and what was decided.
 * Private to this room but for the struct. Main thread only.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

/** SmtConflict: three views of one treatment. */
typedef struct
{
  SmtDecision *mine;
  SmtTreatment *base;         /* (nullable): as it was when decided; NULL when that is not known any more */
  const SmtTreatment *theirs; /* (nullable): as it is now; NULL when it is gone from the list. Borrowed from the list */
} SmtConflict;

SmtConflict *smt_conflict_new  (const SmtDecision *mine, const SmtTreatment *base, const SmtTreatment *theirs);
void         smt_conflict_free (SmtConflict *conflict);

G_END_DECLS
