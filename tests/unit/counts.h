/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much a property test does: reduced counts in every check, the full numbers with build-aux/check --long.
 */
#pragma once

#include <glib.h>

static inline gboolean
test_is_long (void)
{
  return g_getenv ("SMT_TEST_LONG") != NULL;
}
