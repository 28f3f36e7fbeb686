/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comparison of two rhythms by what they mean: dose days in 28, amount and doses a dose day, weekdays.
 * Exact ratios, a range, or unknown. Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/** SmtSpread: an exact quotient, a range of them, or unknown. AT_MOST has only @hi. */
typedef struct
{
  SmtRatio lo;
  SmtRatio hi;
  SmtRangeKind kind;
} SmtSpread;

/** SmtMeasure: what a rhythm means in four weeks, taken from the step in force on a day. */
typedef struct
{
  SmtSpread dose_days; /* in 28 days */
  SmtSpread amount;    /* on a dose day, in @unit */
  SmtSpread doses;     /* on a dose day */
  SmtSpread amount_28; /* in 28 days, in @unit */
  const char *unit;    /* borrowed from the rhythm; NULL when not said or mixed */
  SmtPer per;          /* the amount is for the whole, or for each kg or m² */
  guint8 weekdays;     /* the weekdays it names, or that its phase fixes; 0 when unknown */
} SmtMeasure;

typedef enum
{
  SMT_DIFFERENCE_NONE      = 0,
  SMT_DIFFERENCE_DOSE_DAYS = 1 << 0,
  SMT_DIFFERENCE_AMOUNT    = 1 << 1,
  SMT_DIFFERENCE_DOSES     = 1 << 2,
  SMT_DIFFERENCE_WEEKDAY   = 1 << 3,
  SMT_DIFFERENCE_AS_NEEDED = 1 << 4,
} SmtDifferenceFlags;

/**
 * SmtDifference: @a against @b.
 * @known: the attributes that both said and that could be compared
 * @flags: of these, the ones that differ (ranges that overlap do not differ)
 * @days_factor: dose days of a / dose days of b; {0,1} when unknown
 * @amount_factor: amount a dose day of a / of b; {0,1} when unknown (also when the units differ)
 */
typedef struct
{
  SmtDifferenceFlags known;
  SmtDifferenceFlags flags;
  SmtRatio days_factor;
  SmtRatio amount_factor;
} SmtDifference;

void          smt_rhythm_measure   (const SmtRhythm *rhythm, SmtDate on, SmtMeasure *out);
SmtDifference smt_rhythm_compare   (const SmtRhythm *a, const SmtRhythm *b, SmtDate on);
gboolean      smt_rhythm_same_pattern (const SmtRhythm *a, const SmtRhythm *b);
gboolean      smt_factor_at_least  (SmtRatio factor, gint64 times);

G_END_DECLS
