/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A send on its way: shared by the file that sends and the one that closes the books.
 * Main thread only.
 */
#pragma once

#include "desk/smt-patient-context-private.h"

G_BEGIN_DECLS

/* One send, from the frozen change set to the list shown afterwards. Each step is on disk before the next begins, and
 * only one of them lets a byte out (docs/send-protocol.md). */
typedef struct
{
  SmtPatientContext *self; /* borrowed from the task */
  SmtContextState before;
  GCancellable *cancellable; /* (nullable) */
  SmtChangeSet *set;
  SmtAnswer *base; /* the bytes that are edited */
  SmtInstant now;
  const SmtSigner *signer; /* borrowed from the desk */

  SmtSendRecord *record;
  SmtSendState outcome;
  SmtReceipt *receipt; /* (nullable) */
  GBytes *answer;      /* (nullable) */
  GError *error;       /* (nullable): nothing was applied, and why */
  char *refused;       /* (nullable): the row that the service pointed at */
} Sending;

/* nothing was sent, or nothing was applied: the decisions stay; @error (transfer full) */
void _smt_sending_give_up (GTask *task, SmtContextState state, GError *error);
/* the outcome onto the disk, and then a look; @task (transfer full) */
void _smt_sending_settle  (GTask *task);

G_END_DECLS
