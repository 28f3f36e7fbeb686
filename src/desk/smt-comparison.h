/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list looked up beside the list as it was last reconciled: what has changed, what is only in the previous one, and
 * what may be double. Immutable once made; made on a worker thread.
 */
#pragma once

#include "fhir/smt-answer.h"
#include "journal/smt-journal-reconciled.h"
#include "list/smt-pairing.h"

G_BEGIN_DECLS

typedef struct
{
  SmtReconciledRecord *record; /* (nullable): never reconciled here */
  SmtAnswer *answer;           /* (nullable): the previous list; what follows borrows from it */
  SmtPairing *pairing;
  GPtrArray *gone;  /* of SmtTreatment: in use or paused then, and not on the list now */
  GHashTable *seen; /* (nullable) key → digest of the rows that say what they said then; NULL without a previous list */
} SmtComparison;

SmtComparison      *smt_comparison_new           (const SmtList *list, SmtReconciledRecord *record, SmtAnswer *previous);
SmtAnswer          *smt_comparison_read_previous (const SmtReconciledRecord *record, SmtCatalogue *catalogue);
void                smt_comparison_free          (SmtComparison *comparison);
/* (nullable): the same treatment as it was when last reconciled */
const SmtTreatment *smt_comparison_find_previous (const SmtComparison *comparison, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtComparison, smt_comparison_free)

G_END_DECLS
