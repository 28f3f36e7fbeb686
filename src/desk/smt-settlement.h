/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a send is settled by looking: what must be remembered of it, and what a fresh list says about it.
 * Private to this room. Pure functions; any thread.
 */
#pragma once

#include "fhir/smt-lookup-request.h"
#include "journal/smt-journal-reconciled.h"
#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

/* @record: (nullable): the reconciliation that the send is, without its bytes */
char         *smt_settlement_to_json   (const SmtChangeSet *set, const SmtLookupRequest *request, const SmtReconciledRecord *record);
SmtReconciledRecord *smt_settlement_read_record (const SmtSendRecord *send, GBytes *bytes);
SmtChangeSet *smt_settlement_from_json (const char *json, GError **error);
gboolean      smt_settlement_widen     (const char *json, SmtLookupRequest *request);
gboolean      smt_settlement_can_tell  (const SmtList *fresh);
SmtSendState  smt_settlement_state     (SmtSendState before, const SmtReceipt *settled);
SmtSendState  smt_settlement_of_answer (const SmtReceipt *receipt);

G_END_DECLS
