/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bulk checking: files of documents or NDJSON → findings, in input order whatever the number of threads.
 * Used from the main thread; documents are checked on it and on worker threads.
 */
#pragma once

#include "cli/smt-finding-report.h"
#include "cli/smt-input.h"
#include "cli/smt-progress.h"
#include "cli/smt-tally.h"
#include "fhir/smt-answer.h"

G_BEGIN_DECLS

/**
 * SmtBulkOptions:
 * @read: how documents are read
 * @language: of the report
 */
typedef struct
{
  SmtReadOptions read;
  SmtReportFormat format;
  SmtLanguage language;
  guint jobs;
} SmtBulkOptions;

/** SmtBulkRun: what all inputs of one run came to. */
typedef struct
{
  const SmtBulkOptions *options;
  SmtTally tally;
  SmtProgress progress;
  int write_fault; /* errno once standard output takes no more; the rest is not checked then */
} SmtBulkRun;

void smt_bulk_check (SmtBulkRun *run, SmtInput *input);

G_END_DECLS
