/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Error codes and states of knowledge → one sentence each, and what to do. No raw error text reaches the screen.
 * Main thread.
 */
#pragma once

#include "check/smt-finding.h"
#include "exchange/smt-broker.h"
#include "exchange/smt-helseid-error.h"
#include "journal/smt-journal.h"

G_BEGIN_DECLS

char       *smt_sentence_for_error       (const GError *error);
char       *smt_sentence_for_lookup_error (const GError *error);
const char *smt_remedy_for_error         (const GError *error);
const char *smt_sentence_for_reactions   (SmtKnowledge knowledge);
const char *smt_sentence_for_off_list    (const SmtTreatment *treatment);
char       *smt_sentence_for_catalogue   (const SmtCatalogue *catalogue, SmtDate today);
char       *smt_words_for_catalogue      (const SmtCatalogue *catalogue, SmtDate today);
const char *smt_sentence_for_number      (SmtNationalNumber state);

G_END_DECLS
