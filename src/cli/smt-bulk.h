/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bulk checking: files of documents or NDJSON → findings, in input order whatever the number of threads.
 * Used from the main thread; documents are checked on worker threads.
 */
#pragma once

#include "cli/smt-finding-report.h"

G_BEGIN_DECLS

typedef struct
{
  SmtReportFormat format;
  SmtLanguage language;
  SmtDate today;
  guint jobs;
} SmtBulkOptions;

/** SmtBulkResult: @worst is -1 while nothing was found. */
typedef struct
{
  int worst; /* SmtClass */
  guint n_unreadable;
} SmtBulkResult;

void smt_bulk_check (GBytes *content, const char *name, const SmtBulkOptions *options, SmtBulkResult *result);
void smt_bulk_each_line (GBytes *content, void (*visit) (GBytes *line, guint number, gpointer data), gpointer data);

G_END_DECLS
