/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Equality that knows units: 1000 mg is 1 g, exactly; what does not measure the same thing is never equal.
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

gboolean smt_unit_equal        (const char *a, const char *b);
gboolean smt_quantity_equal    (SmtDecimal a, const char *unit_a, SmtDecimal b, const char *unit_b);
gboolean smt_rhythm_equal_dose (const SmtRhythm *a, const SmtRhythm *b);

G_END_DECLS
