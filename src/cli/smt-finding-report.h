/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One finding as a line of output: a JSON object or a line to read. No patient identity in either.
 * Pure functions; any thread.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_REPORT_TABLE,
  SMT_REPORT_JSON,
} SmtReportFormat;

void smt_finding_report (GString *out, const SmtFinding *finding, const SmtTreatment *treatment, const char *file,
                         guint line, SmtReportFormat format, SmtLanguage language);

G_END_DECLS
