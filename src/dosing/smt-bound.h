/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The product's voice: what a medicine allows. A bound, not a plan.
 */
#pragma once

#include "base/smt-decimal.h"

G_BEGIN_DECLS

/** SmtDailyRule: whether this product is ever taken daily. */
typedef enum
{
  SMT_DAILY_ALLOWED,
  SMT_DAILY_NEVER,
  SMT_DAILY_IN_CYCLE,  /* daily only inside a cycle with a break */
  SMT_DAILY_AT_FIRST,  /* only the first doses */
  SMT_DAILY_ONCOLOGY,  /* only in oncology, by a specialist, for a short time */
} SmtDailyRule;

/**
 * SmtBound:
 * @min_days: shortest usual interval in days
 * @max_days: longest usual interval in days; num 0 = none stated
 * @weekly_max: most in seven days, in @weekly_max_unit
 * @weekly_max_unit: (nullable): static string; NULL = no maximum stated
 */
typedef struct
{
  SmtRatio min_days;
  SmtRatio max_days;
  SmtDecimal weekly_max;
  const char *weekly_max_unit;
  SmtDailyRule daily;
} SmtBound;

G_END_DECLS
