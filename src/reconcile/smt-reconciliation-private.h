/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reconciliation from inside: what its files share. Private to the room.
 * Owned by one thread.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

struct _SmtReconciliation
{
  SmtList *list;
  SmtDate today;
  GPtrArray *rows;    /* of SmtRow, as they stand on the page */
  GHashTable *by_key; /* treatment key → SmtRow, both borrowed from the row */
  GPtrArray *beside;  /* (nullable) of SmtFinding: those of the rows that rest on reactions from elsewhere */
  SmtDecision *on_list; /* (nullable): about the list as a whole */
  GPtrArray *done;    /* of acts: smt-reconciliation-acts.c */
  GPtrArray *undone;
  SmtRole role;       /* who acts from now on */
};

GPtrArray *_smt_acts_new (void);
void       _smt_reconciliation_weigh (SmtReconciliation *self, SmtRow *row);

G_END_DECLS
