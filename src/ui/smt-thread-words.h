/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads in words: states, ready answers, and the whole thread as text to be sent by other means.
 * Main thread.
 */
#pragma once

#include "desk/smt-cleanup-queue.h"

G_BEGIN_DECLS

const char        *smt_word_for_thread (SmtThreadState state);
/* (transfer full) (array zero-terminated=1): what @role would say most often */
char             **smt_ready_answers   (SmtRole role);
char              *smt_message_line    (const SmtThreadMessage *message, SmtDate today);
/* names no patient: who sends it on knows whom it is about */
char              *smt_thread_to_text  (const SmtCleanup *entry, GPtrArray *messages, SmtDate today);

G_END_DECLS
