/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a send that passed the rules does: prescriptions (M1), then recalls (M5), then the PLL (M25.1), in SFM's order.
 */
#pragma once

#include "sandbox/smt-sandbox-case.h"
#include "sandbox/smt-sandbox-faults.h"

G_BEGIN_DECLS

/* The result code of one prescription or of the PLL: "0" OK. */
typedef struct
{
  char *id; /* ReseptId, or the PLL's message id */
  char *code;
  char *display;
} SmtSandboxResult;

typedef struct
{
  SmtSandboxRecord *record;        /* what is held from now on */
  GPtrArray        *prescriptions; /* of SmtSandboxResult, one a new prescription */
  GPtrArray        *recalls;       /* of char*: JSON */
  SmtSandboxResult *pll;           /* or NULL: not asked for */
} SmtSandboxApplied;

SmtSandboxApplied *smt_sandbox_apply        (const SmtSandboxCase *self, SmtSandboxFault fault);
void               smt_sandbox_applied_free (SmtSandboxApplied *applied);
gboolean           smt_sandbox_result_is_ok (const SmtSandboxResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxApplied, smt_sandbox_applied_free)

G_END_DECLS
