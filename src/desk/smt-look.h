/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A look at a patient: the list, checked; sends that were open, settled by it; the draft and what was seen before.
 * Private to this room. Main thread only; decoding and checking run on a worker thread.
 */
#pragma once

#include "desk/smt-comparison.h"
#include "desk/smt-desk-private.h"

G_BEGIN_DECLS

typedef struct
{
  SmtLookupRequest *request; /* what was asked, with all that an open send had to see */
  SmtAnswer *answer;
  SmtReconciliation *reconciliation; /* nothing decided yet */
  char *patient_key;
  gint64 boot_time;       /* when it was asked for */
  SmtInstant server_time; /* when it was answered, at the service */
  SmtInstant fetched;     /* when the registers were asked */
  GPtrArray *sends;       /* of SmtSendRecord: those that were open, with their states and receipts as they are now */
  GPtrArray *draft;       /* (nullable) of SmtDecision */
  GPtrArray *overrides;   /* (nullable) of SmtDecision: those of earlier sends */
  GHashTable *seen;       /* (nullable) key → digest */
  SmtComparison *comparison; /* with what was reconciled last, and what was said of pairs by hand */
  GPtrArray *acts;        /* (nullable) of SmtPairAct: what was said */
  GPtrArray *follow_ups;  /* (nullable) of SmtFollowUp */
  GError *trouble;        /* (nullable) of the journal; the list itself is whole */
} SmtLook;

void     smt_look_async  (SmtDesk *desk, const SmtLookupRequest *request, SmtDate today, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtLook *smt_look_finish (GAsyncResult *result, GError **error);
void     smt_look_free   (SmtLook *look);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtLook, smt_look_free)

G_END_DECLS
