/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The controls under /sandbox/: what a test orders and what it may look at.
 */
#pragma once

#include "sandbox/smt-sandbox-faults.h"
#include "sandbox/smt-sandbox-outcome.h"
#include "sandbox/smt-sandbox-store.h"

G_BEGIN_DECLS

SmtSandboxAnswer *smt_sandbox_control_fault        (SmtSandboxFaults *faults, SmtJsonCursor request);
SmtSandboxAnswer *smt_sandbox_control_clock        (SmtSandboxStore *store, SmtJsonCursor request);
SmtSandboxAnswer *smt_sandbox_control_other_writer (SmtSandboxStore *store, SmtJsonCursor request);
SmtSandboxAnswer *smt_sandbox_control_state        (SmtSandboxStore *store, const SmtSandboxFaults *faults);
SmtSandboxAnswer *smt_sandbox_control_patients     (SmtSandboxStore *store);
gboolean          smt_sandbox_other_writer         (SmtSandboxStore *store, SmtSandboxPatient *patient,
                                                    const char *entry, const char *dssn, GError **error);

G_END_DECLS
