/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arithmetic on spreads: exact, or unknown. Used inside this room only.
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-compare.h"

G_BEGIN_DECLS

#define SMT_SPREAD_UNKNOWN ((SmtSpread){ { 0, 1 }, { 0, 1 }, SMT_RANGE_UNKNOWN })

SmtSpread _smt_spread_exact      (SmtRatio value);
SmtSpread _smt_spread_of_range   (SmtRange range);
SmtSpread _smt_spread_of_span    (SmtRange n, SmtTimeUnit unit);
gboolean  _smt_spread_known      (SmtSpread spread);
SmtSpread _smt_spread_add        (SmtSpread a, SmtSpread b);
SmtSpread _smt_spread_multiply   (SmtSpread a, SmtSpread b);
SmtSpread _smt_spread_divide     (SmtSpread a, SmtSpread b);
SmtSpread _smt_spread_cap        (SmtSpread spread, SmtRatio most);
SmtSpread _smt_spread_hull       (SmtSpread a, SmtSpread b);
SmtSpread _smt_spread_at_most    (SmtSpread spread);
gboolean  _smt_spread_apart      (SmtSpread a, SmtSpread b);
SmtRatio  _smt_spread_factor     (SmtSpread a, SmtSpread b);

/* smt-measure-beat.c: the amount and the doses of one beat on a day that is its dose day */
void _smt_beat_day (const SmtRhythm *rhythm, const SmtBeat *beat, SmtSpread *amount, SmtSpread *doses);

G_END_DECLS
