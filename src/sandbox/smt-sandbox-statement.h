/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the sandbox reads from one MedicationStatement, and how it makes the changes SFM makes.
 */
#pragma once

#include "sandbox/smt-sandbox-record.h"

G_BEGIN_DECLS

/* Ids are in small letters; NULL means that it is not there. */
typedef struct
{
  guint            at; /* number of the entry in its bundle */
  SmtSandboxEntry *entry;
  SmtJsonCursor    resource;
  SmtJsonCursor    amendment; /* sfm-reseptamendment */
  char            *id;
  char            *pll;    /* PLL id (libid) */
  char            *resept; /* ReseptId */
  char            *status;
  char            *rfstatus;    /* E, U, T, R or F */
  char            *recall_code; /* 1 to 4 */
  char            *recall_id;
  gboolean         creates;     /* createeresept true */
  gboolean         head;        /* no partOf: stands in the section itself, not on a newer one */
} SmtSandboxStatement;

GPtrArray           *smt_sandbox_statements           (const SmtSandboxRecord *record);
SmtSandboxStatement *smt_sandbox_statement_by_pll     (GPtrArray *statements, const char *pll);
SmtSandboxStatement *smt_sandbox_statement_by_resept  (GPtrArray *statements, const char *resept);
SmtSandboxStatement *smt_sandbox_statement_by_id      (GPtrArray *statements, const char *id);
SmtSandboxStatement *smt_sandbox_statement_same       (GPtrArray *statements, const SmtSandboxStatement *statement);
gboolean             smt_sandbox_statement_equal      (const SmtSandboxStatement *a, const SmtSandboxStatement *b);
gboolean             smt_sandbox_statement_dispensable (const SmtSandboxStatement *statement);

char                *smt_sandbox_statement_text       (const SmtSandboxStatement *statement, const char *url);
gboolean             smt_sandbox_statement_is_registered (const SmtSandboxStatement *statement, const char *role);
SmtJson             *smt_sandbox_with_rf_status       (SmtJson *statement, const char *code);
SmtJson             *smt_sandbox_with_recall          (SmtJson *statement, const SmtSandboxStatement *from,
                                                       const char *stamp);
SmtJson             *smt_sandbox_without_pll_id       (SmtJson *statement);
SmtJson             *smt_sandbox_with_received        (SmtJson *statement, const SmtSandboxStatement *held);

G_END_DECLS
