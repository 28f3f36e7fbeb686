/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Composition of an answer: which entry stands in which section.
 */
#pragma once

#include "sandbox/smt-sandbox-record.h"

G_BEGIN_DECLS

void smt_sandbox_composition_write (SmtSandboxRecord *record, const char *lookup_id, const char *stamp);

G_END_DECLS
