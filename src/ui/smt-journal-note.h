/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The note for the journal: plain text of what was reconciled, from which sources, and what was decided.
 * Main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

/** SmtRecordSources: what the reconciliation rested on; bits. */
typedef enum
{
  SMT_RECORD_LIST    = 1 << 0,
  SMT_RECORD_SUMMARY = 1 << 1,
  SMT_RECORD_LETTER  = 1 << 2,
  SMT_RECORD_PATIENT = 1 << 3,
  SMT_RECORD_KIN     = 1 << 4,
} SmtRecordSources;

const char *smt_journal_note_with_whom (guint sources);
char *smt_journal_note (SmtPatientContext *context, guint sources);

G_END_DECLS
