/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dose rate: doses in one period, and the period in days, as --read-dosing reports them.
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

typedef struct
{
  SmtRange times;
  SmtRange period_days;
} SmtDoseRate;

SmtDoseRate smt_step_dose_rate (const SmtStep *step);
SmtRange    smt_range_to_days  (SmtRange range, SmtTimeUnit unit);

G_END_DECLS
