/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers as they leave: whole, or broken in one of the ways that networks and servers break them.
 * Broken ones take the connection from libsoup and write it byte by byte.
 */
#pragma once

#include <libsoup/soup.h>

#include "sandbox/smt-sandbox-faults.h"
#include "sandbox/smt-sandbox-outcome.h"

G_BEGIN_DECLS

typedef struct _SmtSandboxWire SmtSandboxWire;

SmtSandboxWire *smt_sandbox_wire_new       (void);
void            smt_sandbox_wire_free      (SmtSandboxWire *wire);
gboolean        smt_sandbox_wire_instead   (SmtSandboxWire *wire, SoupServerMessage *message, SmtSandboxFault fault);
void            smt_sandbox_wire_answer    (SmtSandboxWire         *wire,
                                            SoupServerMessage      *message,
                                            const SmtSandboxAnswer *answer,
                                            SmtSandboxFault         fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxWire, smt_sandbox_wire_free)

G_END_DECLS
