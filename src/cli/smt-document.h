/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One document of a bulk run: its bytes, and what they came to.
 * Made by the main thread, checked on any one thread.
 */
#pragma once

#include "cli/smt-finding-report.h"
#include "cli/smt-tally.h"
#include "fhir/smt-answer.h"

G_BEGIN_DECLS

/**
 * SmtDocument:
 * @label: name of the input; borrowed
 * @line: line of an NDJSON input, else 1
 * @report: findings, ready to be written
 * @complaint: why it was not read; empty when it was
 */
typedef struct
{
  GBytes *bytes;
  const char *label;
  guint line;
  GString *report;
  GString *complaint;
  SmtTally tally;
} SmtDocument;

SmtDocument *smt_document_new   (GBytes *bytes, const char *label, guint line);
void         smt_document_free  (SmtDocument *document);
void         smt_document_check (SmtDocument *document, const SmtReadOptions *options, SmtReportFormat format, SmtLanguage language);

G_END_DECLS
