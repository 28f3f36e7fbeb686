/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-spread.h"

#include "dosing/smt-rhythm-private.h"

static const SmtRatio zero = { 0, 1 };

static SmtRatio
smaller (SmtRatio a, SmtRatio b)
{
  return smt_ratio_compare (a, b) <= 0 ? a : b;
}

static SmtRatio
greater (SmtRatio a, SmtRatio b)
{
  return smt_ratio_compare (a, b) >= 0 ? a : b;
}

/* The kind that follows from the ends and from the kinds it was made of. */
static SmtSpread
make (SmtRatio lo, SmtRatio hi, gboolean at_most)
{
  if (at_most)
    return (SmtSpread){ zero, hi, SMT_RANGE_AT_MOST };
  return (SmtSpread){ lo, hi, smt_ratio_compare (lo, hi) == 0 ? SMT_RANGE_EXACT : SMT_RANGE_BETWEEN };
}

static gboolean
either_at_most (SmtSpread a, SmtSpread b)
{
  return a.kind == SMT_RANGE_AT_MOST || b.kind == SMT_RANGE_AT_MOST;
}

gboolean
_smt_spread_known (SmtSpread spread)
{
  return spread.kind != SMT_RANGE_UNKNOWN;
}

SmtSpread
_smt_spread_exact (SmtRatio value)
{
  return (SmtSpread){ value, value, SMT_RANGE_EXACT };
}

SmtSpread
_smt_spread_of_range (SmtRange range)
{
  SmtRatio lo = zero, hi;

  if (range.kind == SMT_RANGE_EXACT)
    return smt_decimal_to_ratio (range.hi, &hi) ? _smt_spread_exact (hi) : SMT_SPREAD_UNKNOWN;
  if (range.kind == SMT_RANGE_UNKNOWN || !smt_decimal_to_ratio (range.hi, &hi))
    return SMT_SPREAD_UNKNOWN;
  if (range.kind != SMT_RANGE_AT_MOST && !smt_decimal_to_ratio (range.lo, &lo))
    return SMT_SPREAD_UNKNOWN;
  return make (lo, hi, range.kind == SMT_RANGE_AT_MOST);
}

/* @n of @unit in days. */
SmtSpread
_smt_spread_of_span (SmtRange n, SmtTimeUnit unit)
{
  SmtRatio lo, hi;

  if (n.kind == SMT_RANGE_EXACT)
    return _smt_span_in_days (n.hi, unit, &hi) ? _smt_spread_exact (hi) : SMT_SPREAD_UNKNOWN;
  if (n.kind != SMT_RANGE_BETWEEN)
    return SMT_SPREAD_UNKNOWN;
  if (!_smt_span_in_days (n.lo, unit, &lo) || !_smt_span_in_days (n.hi, unit, &hi))
    return SMT_SPREAD_UNKNOWN;
  return make (lo, hi, FALSE);
}

/* Most numbers of a dose are one number, and need only be worked out once. */
static gboolean
both_exact (SmtSpread a, SmtSpread b)
{
  return a.kind == SMT_RANGE_EXACT && b.kind == SMT_RANGE_EXACT;
}

SmtSpread
_smt_spread_add (SmtSpread a, SmtSpread b)
{
  SmtRatio lo, hi;

  if (both_exact (a, b))
    return smt_ratio_add (a.lo, b.lo, &lo) ? _smt_spread_exact (lo) : SMT_SPREAD_UNKNOWN;
  if (!_smt_spread_known (a) || !_smt_spread_known (b) || !smt_ratio_add (a.lo, b.lo, &lo)
      || !smt_ratio_add (a.hi, b.hi, &hi))
    return SMT_SPREAD_UNKNOWN;
  return make (lo, hi, either_at_most (a, b));
}

SmtSpread
_smt_spread_multiply (SmtSpread a, SmtSpread b)
{
  SmtRatio lo, hi;

  if (both_exact (a, b))
    return smt_ratio_multiply (a.lo, b.lo, &lo) ? _smt_spread_exact (lo) : SMT_SPREAD_UNKNOWN;
  if (!_smt_spread_known (a) || !_smt_spread_known (b) || !smt_ratio_multiply (a.lo, b.lo, &lo)
      || !smt_ratio_multiply (a.hi, b.hi, &hi))
    return SMT_SPREAD_UNKNOWN;
  return make (lo, hi, either_at_most (a, b));
}

/* Unknown when the divisor may be zero, as anything "at most" may be. */
SmtSpread
_smt_spread_divide (SmtSpread a, SmtSpread b)
{
  SmtRatio lo, hi;

  if (both_exact (a, b))
    return smt_ratio_divide (a.lo, b.lo, &lo) ? _smt_spread_exact (lo) : SMT_SPREAD_UNKNOWN;
  if (!_smt_spread_known (a) || !_smt_spread_known (b) || b.kind == SMT_RANGE_AT_MOST
      || !smt_ratio_divide (a.lo, b.hi, &lo) || !smt_ratio_divide (a.hi, b.lo, &hi))
    return SMT_SPREAD_UNKNOWN;
  return make (lo, hi, a.kind == SMT_RANGE_AT_MOST);
}

/* Nothing above @most. */
SmtSpread
_smt_spread_cap (SmtSpread spread, SmtRatio most)
{
  if (!_smt_spread_known (spread))
    return spread;
  return make (smaller (spread.lo, most), smaller (spread.hi, most), spread.kind == SMT_RANGE_AT_MOST);
}

/* Either of the two. */
SmtSpread
_smt_spread_hull (SmtSpread a, SmtSpread b)
{
  if (!_smt_spread_known (a) || !_smt_spread_known (b))
    return SMT_SPREAD_UNKNOWN;
  return make (smaller (a.lo, b.lo), greater (a.hi, b.hi), either_at_most (a, b));
}

/* The same as a limit instead of a plan. */
SmtSpread
_smt_spread_at_most (SmtSpread spread)
{
  return _smt_spread_known (spread) ? make (zero, spread.hi, TRUE) : spread;
}

/* Whether both are known and have no value in common. */
gboolean
_smt_spread_apart (SmtSpread a, SmtSpread b)
{
  return _smt_spread_known (a) && _smt_spread_known (b)
         && (smt_ratio_compare (a.hi, b.lo) < 0 || smt_ratio_compare (b.hi, a.lo) < 0);
}

/* a / b: of two exact values their quotient, of two ranges apart the quotient nearest to 1, else {0, 1}. */
SmtRatio
_smt_spread_factor (SmtSpread a, SmtSpread b)
{
  SmtRatio factor;
  gboolean exact = a.kind == SMT_RANGE_EXACT && b.kind == SMT_RANGE_EXACT;

  if (!exact && !_smt_spread_apart (a, b))
    return zero;
  if (smt_ratio_compare (a.lo, b.hi) > 0)
    return smt_ratio_divide (a.lo, b.hi, &factor) ? factor : zero;
  return smt_ratio_divide (a.hi, b.lo, &factor) ? factor : zero;
}
