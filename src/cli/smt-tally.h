/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was counted: documents, treatments, findings by class.
 * Plain value; any thread.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_documents;
  guint n_unreadable; /* documents and inputs; a folder is an input without a document */
  guint n_treatments; /* in use; no other is checked */
  guint n_findings[SMT_CLASS_STOP + 1];
} SmtTally;

void  smt_tally_add      (SmtTally *tally, const SmtTally *other);
int   smt_tally_worst    (const SmtTally *tally);
char *smt_tally_to_words (const SmtTally *tally, SmtLanguage language);

G_END_DECLS
