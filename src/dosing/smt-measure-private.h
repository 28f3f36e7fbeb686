/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the two files that measure a rhythm share: one beat by itself, and the days it falls on.
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-spread.h"

G_BEGIN_DECLS

#define SMT_WINDOW 28 /* days: four whole weeks, so that weekly and daily are both whole numbers */
#define SMT_DAYS_IN_WEEK 7

/** SmtBeatMeasure: what one beat means by itself. */
typedef struct
{
  SmtSpread dose_days;
  SmtSpread amount;
  SmtSpread doses;
  SmtSpread amount_28;
} SmtBeatMeasure;

SmtBeatMeasure _smt_beat_measure      (const SmtRhythm *rhythm, const SmtBeat *beat);
const SmtDays *_smt_beat_settled_days (const SmtBeat *beat, SmtDays *room);
SmtSpread      _smt_days_period       (const SmtDays *days);

G_END_DECLS
