/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clean-up queue in words: states, what an entry says, and the file for a spreadsheet.
 * Main thread.
 */
#pragma once

#include "desk/smt-cleanup-queue.h"

G_BEGIN_DECLS

const char *smt_word_for_cleanup_state  (SmtCleanupState state);
const char *smt_word_for_dispense       (SmtDispense dispense);
/* (transfer full): the state with what it rests on: "avklares med reumatologen innen 4. des. 2026" */
char       *smt_cleanup_state_sentence  (const SmtCleanup *entry);
/* (nullable): of an entry that only a findings file knows */
const char *smt_cleanup_why_no_thread   (const SmtCleanup *entry);
/* (nullable): of an entry that only a findings file knows */
const char *smt_cleanup_why_no_thread   (const SmtCleanup *entry);
char       *smt_cleanup_summary         (SmtCleanupQueue *queue);
/* (transfer full): a line an entry; no patient is named */
char       *smt_cleanup_to_csv          (SmtCleanupQueue *queue);
const char *smt_sentence_for_findings   (const GError *error);

G_END_DECLS
