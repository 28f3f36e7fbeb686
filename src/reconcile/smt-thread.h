/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread about one flagged prescription: what pharmacist and doctor say to each other until it is settled. Words never
 * settle anything: a thread is closed when its entry is, that is when the new prescription has been looked up and checked,
 * or the doctor has answered every finding.
 * Plain values, owned by one. Any thread.
 */
#pragma once

#include "reconcile/smt-cleanup.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_THREAD_ASKED,    /* the doctor did not have the last word */
  SMT_THREAD_ANSWERED, /* the doctor had: the new prescription, and its check, are waited for */
  SMT_THREAD_SILENT,   /* flagged, and nobody has said anything */
  SMT_THREAD_CLOSED,
  SMT_N_THREAD_STATES,
} SmtThreadState;

/** SmtThreadMessage: what was said, by whom. */
typedef struct
{
  SmtRole role;
  char *who; /* (nullable) */
  char *words;
  SmtInstant at; /* when it was stored; unset before */
} SmtThreadMessage;

/* longer than any question about one prescription */
#define SMT_THREAD_MOST_BYTES 4000

SmtThreadMessage *smt_thread_message_new       (SmtRole role, const char *who, const char *words);
void              smt_thread_message_free      (SmtThreadMessage *message);
char             *smt_thread_message_to_json   (const SmtThreadMessage *message);
/* (nullable): NULL where it is no message */
SmtThreadMessage *smt_thread_message_from_json (const char *json);
/* @messages (nullable) (element-type SmtThreadMessage): in order */
SmtThreadState    smt_thread_state             (const SmtCleanup *entry, GPtrArray *messages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtThreadMessage, smt_thread_message_free)

G_END_DECLS
