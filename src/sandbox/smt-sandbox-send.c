/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-send.h"

SmtSandboxAnswer *
smt_sandbox_send (SmtSandboxStore *store, SmtJsonCursor request, SmtSandboxFault fault)
{
  return smt_sandbox_answer_refusal (501, "not-supported", "No sends yet");
}
