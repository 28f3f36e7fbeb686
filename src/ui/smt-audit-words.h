/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log of use in plain words, for its window and for the file it is saved as.
 * Main thread.
 */
#pragma once

#include "journal/smt-journal-audit.h"

G_BEGIN_DECLS

/** SmtAuditNames: the one patient whose name is known; the journal holds no names. */
typedef struct
{
  const char *key;  /* (nullable) */
  const char *name; /* (nullable) */
} SmtAuditNames;

char *smt_words_for_audit_entry (const SmtAuditEntry *entry, const SmtAuditNames *names);
char *smt_words_for_audit       (GPtrArray *entries, const SmtAuditNames *names);
char *smt_words_for_chain       (guint64 n_records, const GError *error);

G_END_DECLS
