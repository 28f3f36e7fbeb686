/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One finding as output: a JSON object on a line, or a few aligned lines to read. No patient identity in either.
 * Keeps nothing but what @words remembers; any thread.
 */
#pragma once

#include "check/smt-finding.h"
#include "dosing/smt-words-memory.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_REPORT_TABLE,
  SMT_REPORT_JSON,
} SmtReportFormat;

/** SmtPlace: where a document stood. @label is borrowed; @line is that of an NDJSON input, else 1. */
typedef struct
{
  const char *label;
  guint line;
} SmtPlace;

void smt_finding_report (GString *out, const SmtFinding *finding, const SmtTreatment *treatment, const SmtPlace *place,
                         SmtReportFormat format, SmtWordsMemory *words);

G_END_DECLS
