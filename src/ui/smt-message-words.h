/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has been sent about the list, in sentences: who asks what, and whether it still stands.
 * Main thread.
 */
#pragma once

#include "list/smt-list.h"

G_BEGIN_DECLS

char *smt_message_questions (const SmtList *list, const char *key);
char *smt_message_question  (const SmtMessage *message, const SmtQuestion *question);
char *smt_message_sentence  (const SmtMessage *message);
char *smt_message_pause     (const SmtMessage *message);

G_END_DECLS
