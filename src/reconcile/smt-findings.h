/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A findings file: what `samstemt-check --format=json` writes (contract 2), one finding a line. It is taken as a whole or not
 * at all.
 * Built by one owner, then not changed. Any thread.
 */
#pragma once

#include "reconcile/smt-flag.h"

G_BEGIN_DECLS

/* of a whole region's findings; the queue is for those of a practice */
#define SMT_FINDINGS_MOST_BYTES (64u * 1024 * 1024)
#define SMT_FINDINGS_MOST_ENTRIES 50000u

#define SMT_FINDINGS_ERROR (smt_findings_error_quark ())
GQuark smt_findings_error_quark (void);

typedef enum
{
  SMT_FINDINGS_ERROR_NOT_FINDINGS, /* a line is none of samstemt-check's findings; nothing of the file was taken */
  SMT_FINDINGS_ERROR_TOO_LARGE,
} SmtFindingsError;

/**
 * SmtFindings:
 * @n_findings: lines of the file, those that only inform among them
 * @flags: key of smt_cleanup_dup_file_key() → SmtFlag, of each entry that is flagged
 */
typedef struct
{
  guint n_findings;
  GHashTable *flags;
} SmtFindings;

SmtFindings *smt_findings_read (const char *text, gsize length, GError **error);
void         smt_findings_free (SmtFindings *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtFindings, smt_findings_free)

G_END_DECLS
