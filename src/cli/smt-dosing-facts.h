/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reading says, attribute by attribute, as --read-dosing tells it: of one step, of all steps, of all readings.
 * Facts borrow from the rhythm they were taken from. Pure functions; any thread.
 */
#pragma once

#include "cli/smt-dose-rate.h"

G_BEGIN_DECLS

/**
 * SmtDosingFacts: what was not said, or was said in more than one way, is unknown.
 * @unit: (nullable): borrowed from the rhythm; NULL as well when @units_differ
 * @basis: meaningless while @amount is unknown
 * @weekdays: bit 0 = Monday; 0 = not said
 * @duration: in days
 */
typedef struct
{
  SmtRange amount;
  const char *unit;
  gboolean units_differ;
  SmtPer per;
  SmtBasis basis;
  SmtDoseRate rate;
  guint8 weekdays;
  SmtRange duration;
  SmtRange max_per_day;
  gboolean as_needed;
} SmtDosingFacts;

SmtDosingFacts smt_step_facts          (const SmtRhythm *rhythm, const SmtStep *step);
SmtDosingFacts smt_rhythm_facts        (const SmtRhythm *rhythm);
SmtDosingFacts smt_rhythms_facts       (const GPtrArray *rhythms);
gboolean       smt_step_amounts_differ (const SmtStep *step);

G_END_DECLS
