/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was done here with one treatment, read out of the decisions and the sends as the journal keeps them.
 */
#pragma once

#include "journal/smt-journal.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_ACT_DECIDED,
  SMT_ACT_UNDONE, /* the decision was taken back */
  SMT_ACT_SENT,   /* the decision went with a send, and arrived */
} SmtActKind;

/**
 * SmtAct: one thing that was done here with a treatment.
 * @decision: what was decided, taken back or sent
 * @who: (nullable): who signed, of what was sent
 * @role: (nullable): of @who, a word of the desk's
 * @send_id: (nullable): of the send it went with
 * @at: when it was stored
 */
typedef struct
{
  SmtActKind kind;
  SmtDecision *decision;
  char *who;
  char *role;
  char *send_id;
  SmtInstant at;
} SmtAct;

void       smt_act_free                    (SmtAct *act);

/* (element-type SmtAct): the earliest first. @keys: every key the treatment has had (NULL: of all treatments); a decision that gave it one of them counts too */
void       smt_journal_load_history_async  (SmtJournal *self, const char *patient, const char *const *keys, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer data);
GPtrArray *smt_journal_load_history_finish (SmtJournal *self, GAsyncResult *result, GError **error);

G_END_DECLS
