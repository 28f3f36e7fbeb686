/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an operation ends in: an HTTP status and a body; refusals gather their issues for an OperationOutcome.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint      status; /* HTTP */
  GPtrArray *issues; /* raw JSON */
} SmtSandboxOutcome;

/* A whole answer. */
typedef struct
{
  guint status;
  char *body; /* JSON */
} SmtSandboxAnswer;

SmtSandboxOutcome *smt_sandbox_outcome_new       (void);
void               smt_sandbox_outcome_free      (SmtSandboxOutcome *outcome);
void               smt_sandbox_outcome_add       (SmtSandboxOutcome *outcome, const char *code, const char *where,
                                                  const char *format, ...) G_GNUC_PRINTF (4, 5);
gboolean           smt_sandbox_outcome_is_empty  (const SmtSandboxOutcome *outcome);
SmtSandboxAnswer  *smt_sandbox_outcome_to_answer (const SmtSandboxOutcome *outcome);

SmtSandboxAnswer  *smt_sandbox_answer_new        (guint status, char *body);
SmtSandboxAnswer  *smt_sandbox_answer_refusal    (guint status, const char *code, const char *diagnostics);
void               smt_sandbox_answer_free       (SmtSandboxAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxOutcome, smt_sandbox_outcome_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxAnswer, smt_sandbox_answer_free)

G_END_DECLS
