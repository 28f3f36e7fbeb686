/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * --validate: strict JSON or not, and where not.
 * Pure functions; any thread.
 */
#pragma once

#include "base/smt-json.h"

G_BEGIN_DECLS

gboolean smt_validate            (GBytes *bytes, const char *label, char **verdict);
char    *smt_validate_dup_reason (GBytes *bytes, SmtJsonPlace *place);

G_END_DECLS
