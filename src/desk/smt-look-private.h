/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A look on its way: shared by its two files.
 * Main thread only.
 */
#pragma once

#include "desk/smt-look.h"

G_BEGIN_DECLS

typedef struct
{
  SmtDesk *desk;
  SmtDate today;
  SmtCatalogue *catalogue;   /* (nullable) */
  GCancellable *cancellable; /* (nullable) */
  SmtBrokerReply *reply;
  SmtLook *look;
  gboolean asked_again; /* once, to see what an open send had seen */
  guint retries;        /* of a service that was busy */
  guint next;           /* of look->sends, to be settled */

  SmtReconciledRecord *record; /* (nullable): what was reconciled last */
  GPtrArray *flag_records;     /* (nullable): of SmtFlagRecord: what is known of flagged entries */
  GPtrArray *flag_notes;       /* (nullable): of SmtNote: what the look says of them that was not known */
  SmtSendState state;          /* of the send being settled */
  SmtReceipt *receipt;
} Looking;

/* asks the broker, once more where that is needed; @task (transfer full) */
void _smt_look_ask    (GTask *task);
/* the journal's part, once the list has been understood; @task (transfer full) */
void _smt_look_settle (GTask *task);
/* a list that is only shown, on any thread; @answer, @comparison (transfer full) */
SmtLook *_smt_look_at_list (SmtAnswer *answer, SmtDate today, SmtComparison *comparison);

G_END_DECLS
