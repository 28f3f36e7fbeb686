/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * --validate: strict JSON or not, and where not.
 * Pure functions; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean smt_validate (GBytes *bytes, const char *name, char **verdict);

G_END_DECLS
