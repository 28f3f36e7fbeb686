/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The original prescriptions (M1, XML) that a lookup asks for with IncludeOriginal: one Binary for each prescription,
 * which its statement is derivedFrom.
 */
#pragma once

#include "sandbox/smt-sandbox-access.h"

G_BEGIN_DECLS

char *smt_sandbox_original_write (SmtJsonCursor statement, const char *message_id, const char *dosing);
void  smt_sandbox_originals_put  (SmtSandboxRecord *record, const SmtSandboxAccess *access, gboolean wanted);

G_END_DECLS
