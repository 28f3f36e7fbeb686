/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What one lookup answers: the entries it may see from the registers that answered, and a result code of each.
 */
#pragma once

#include "sandbox/smt-sandbox-access.h"
#include "sandbox/smt-sandbox-faults.h"

G_BEGIN_DECLS

SmtSandboxRecord *smt_sandbox_answering_record  (const SmtSandboxRecord *record, const SmtSandboxAccess *access,
                                                 gboolean asks_kj, const char *stamp, SmtSandboxFault fault);
gboolean          smt_sandbox_answering_is_whole (const SmtSandboxRecord *answered);

G_END_DECLS
