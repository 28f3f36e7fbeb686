/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list looked up beside the list as it was last reconciled and the lists opened from files: what has changed, what
 * is only in the previous one, what is only in a file, and what may be double. Immutable once made; any thread.
 */
#pragma once

#include "desk/smt-beside.h"
#include "journal/smt-journal-reconciled.h"
#include "list/smt-pairing.h"

G_BEGIN_DECLS

typedef struct
{
  SmtReconciledRecord *record; /* (nullable): never reconciled here */
  SmtAnswer *answer;           /* (nullable): the previous list; what follows borrows from it */
  GPtrArray *files;            /* of SmtBeside: in the order in which they were opened */
  SmtPairing *pairing; /* of the list, what is proposed for it, the previous one and the files */
  GPtrArray *gone;  /* of SmtTreatment: in use or paused then, and not on the list now */
  GPtrArray *alone; /* of SmtPairRow: in a file, and neither on the list now nor gone from it */
  GHashTable *seen; /* (nullable) key → digest of the rows that say what they said then; NULL without a previous list */
} SmtComparison;

SmtComparison      *smt_comparison_new           (const SmtList *list, const SmtReconciledRecord *record, SmtAnswer *previous, GPtrArray *files, GPtrArray *links);
SmtAnswer          *smt_comparison_read_previous (const SmtReconciledRecord *record, SmtCatalogue *catalogue);
void                smt_comparison_free          (SmtComparison *comparison);
/* (nullable): the row of a treatment of the list looked up */
const SmtPairRow   *smt_comparison_find          (const SmtComparison *comparison, const char *key);
/* (nullable): the same treatment as it was when last reconciled */
const SmtTreatment *smt_comparison_find_previous (const SmtComparison *comparison, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtComparison, smt_comparison_free)

G_END_DECLS
