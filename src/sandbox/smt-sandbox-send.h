/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POST [base]/Patient/$sendMedication
 */
#pragma once

#include "sandbox/smt-sandbox-faults.h"
#include "sandbox/smt-sandbox-outcome.h"
#include "sandbox/smt-sandbox-store.h"

G_BEGIN_DECLS

SmtSandboxAnswer *smt_sandbox_send (SmtSandboxStore *store, SmtJsonCursor request, SmtSandboxFault fault);

G_END_DECLS
