/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One document: its bytes → findings, or a complaint.
 * Any thread.
 */
#pragma once

#include "cli/smt-finding-report.h"
#include "cli/smt-tally.h"
#include "fhir/smt-answer.h"

G_BEGIN_DECLS

/** SmtSaidMark: a complaint ends at @complaint, and comes before what is reported from @report on. */
typedef struct
{
  gsize report;
  gsize complaint;
} SmtSaidMark;

/**
 * SmtSaid: what some documents came to, one after another.
 * @report: findings, ready to be written
 * @complaint: why documents were not read
 * @marks: of SmtSaidMark, one a complaint
 */
typedef struct
{
  GString *report;
  GString *complaint;
  GArray *marks;
  SmtTally tally;
} SmtSaid;

void smt_said_init      (SmtSaid *said);
void smt_said_empty     (SmtSaid *said);
void smt_said_clear     (SmtSaid *said);
void smt_document_check (GBytes *bytes, const SmtPlace *place, const SmtReadOptions *options, SmtReportFormat format,
                         SmtWordsMemory *words, SmtSaid *said);

G_END_DECLS
