/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A number of days as the period people call it by. Used inside this room only.
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/** SmtPeriod: @count dose days in every @n @unit. */
typedef struct
{
  guint count;
  SmtRange n;
  SmtTimeUnit unit;
} SmtPeriod;

SmtPeriod _smt_period_of_days (SmtRatio days);

G_END_DECLS
