/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the text and the arithmetic of decimals share.
 */
#pragma once

#include "base/smt-decimal.h"

G_BEGIN_DECLS

/* 10^18 times the largest mantissa still fits, so aligning two decimals never overflows. */
__extension__ typedef __int128 Wide;

static inline gboolean
_smt_decimal_is_valid (SmtDecimal value)
{
  return value.scale <= SMT_DECIMAL_MAX_SCALE;
}

G_END_DECLS
