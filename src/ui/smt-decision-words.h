/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decisions, prescriptions and receipts in words.
 * Main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

const char *smt_word_for_stop_reason   (SmtStopReason reason);
char       *smt_words_for_person (const char *name, SmtRole role);
const char *smt_word_for_role          (SmtRole role);
char       *smt_sentence_for_decision  (const SmtDecision *decision);
char       *smt_sentence_for_draft     (const SmtDecision *decision);
char       *smt_sentence_with_author   (char *sentence, const SmtDecision *decision);
const char *smt_word_for_group         (SmtGroup group);
char       *smt_sentence_for_prescription (const SmtTreatment *treatment);
const char *smt_word_for_status        (SmtPrescriptionStatus status);
const char *smt_word_for_use           (SmtUse use);
const char *smt_word_for_voice         (SmtVoiceKind voice);
const char *smt_word_for_origin        (SmtOrigin origin);

char       *smt_headline_for_part      (const SmtReceiptPart *part, const SmtList *list);
char       *smt_sentence_for_part      (const SmtReceiptPart *part);
const char *smt_word_for_part_state    (SmtPartState state);
const char *smt_part_state_css         (SmtPartState state);

G_END_DECLS
