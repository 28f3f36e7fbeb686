/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the journal was found at the start, in words.
 */
#pragma once

#include "journal/smt-journal.h"

G_BEGIN_DECLS

char *smt_words_for_bad_record    (SmtBadRecord bad);
char *smt_words_for_journal_start (const SmtJournalStart *start);

G_END_DECLS
