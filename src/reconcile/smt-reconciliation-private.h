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

/** SmtActRecord: what one undo takes back: a single decision, or a whole "keep all". */
typedef struct _SmtActRecord SmtActRecord;

GPtrArray *_smt_acts_new   (void);
SmtActRecord    *_smt_act_new    (SmtRole role);
void       _smt_act_move   (SmtReconciliation *self, SmtActRecord *act, const char *key, const SmtDecision *decision);
void       _smt_act_commit (SmtReconciliation *self, SmtActRecord *act);
gboolean   _smt_may_act_as (const SmtReconciliation *self, SmtRole maker, GError **error);
const SmtDecision *_smt_reconciliation_get_decision (const SmtReconciliation *self, const char *key);
void       _smt_reconciliation_weigh (SmtReconciliation *self, SmtRow *row);

G_END_DECLS
