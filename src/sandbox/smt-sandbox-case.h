/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One send under judgement: what came beside what is held.
 */
#pragma once

#include "sandbox/smt-sandbox-outcome.h"
#include "sandbox/smt-sandbox-statement.h"
#include "sandbox/smt-sandbox-store.h"

G_BEGIN_DECLS

typedef struct
{
  SmtSandboxStore   *store;     /* borrowed */
  SmtSandboxPatient *patient;   /* borrowed */
  SmtSandboxRecord  *sent;
  guint              parameter; /* number of the parameter `medication` */
  GPtrArray         *held;      /* statements that the newest lookup showed */
  GPtrArray         *came;      /* statements of the send */
} SmtSandboxCase;

SmtSandboxCase      *smt_sandbox_case_new        (SmtSandboxStore *store, SmtJsonCursor request, char **problem);
void                 smt_sandbox_case_free       (SmtSandboxCase *self);
gboolean             smt_sandbox_case_wants_pll  (const SmtSandboxCase *self);
SmtSandboxEntry     *smt_sandbox_case_signer     (const SmtSandboxCase *self);
SmtSandboxStatement *smt_sandbox_case_held       (const SmtSandboxCase *self, const SmtSandboxStatement *came);
gboolean             smt_sandbox_case_is_touched (const SmtSandboxCase *self, const SmtSandboxStatement *came);
gboolean             smt_sandbox_case_is_recall  (const SmtSandboxCase *self, const SmtSandboxStatement *came);
SmtSandboxStatement *smt_sandbox_case_referred   (const SmtSandboxCase *self, SmtJsonCursor references);
void                 smt_sandbox_case_refuse     (const SmtSandboxCase      *self,
                                                  SmtSandboxOutcome         *outcome,
                                                  const SmtSandboxStatement *came,
                                                  const char                *path,
                                                  const char                *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxCase, smt_sandbox_case_free)

G_END_DECLS
