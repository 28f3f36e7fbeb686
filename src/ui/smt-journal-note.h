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

/** SmtWhyNot: why the list was gone through neither with the patient nor with next of kin; nothing is chosen beforehand. */
typedef enum
{
  SMT_WHY_NOT_STATED,
  SMT_WHY_NOT_ABLE,   /* the patient cannot take part */
  SMT_WHY_NOT_REACHED,
  SMT_WHY_NOT_OTHER,  /* in words of one's own */
  SMT_N_WHY_NOT,
} SmtWhyNot;

/** SmtRecordSaid: what the clinician says of a reconciliation. */
typedef struct
{
  guint sources;    /* SmtRecordSources */
  SmtWhyNot why_not;
  const char *text; /* (nullable): in words of one's own, for SMT_WHY_NOT_OTHER */
  SmtDate due;      /* to be reconciled again by then; unset = no limit */
} SmtRecordSaid;

char *smt_journal_note_with_whom (const SmtRecordSaid *said);
char *smt_journal_note           (SmtPatientContext *context, const SmtRecordSaid *said, gboolean arrived);
char *smt_journal_note_of_record (const SmtReconciledRecord *record);
char *smt_journal_note_last      (SmtPatientContext *context);

G_END_DECLS
