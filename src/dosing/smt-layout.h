/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dose days: a rhythm or a bound laid out over calendar days, for the voices strip and for comparison.
 * Owned by the caller; any thread.
 */
#pragma once

#include "dosing/smt-bound.h"
#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_DAY_UNKNOWN, /* days unsaid, or outside what the rhythm speaks of */
  SMT_DAY_REST,    /* a day without dose, surely */
  SMT_DAY_DOSE,    /* a dose day, surely */
  SMT_DAY_MAYBE,   /* somewhere under a bracket: a dose day or not; never drawn as a dot */
} SmtDayKind;

typedef struct
{
  SmtDayKind kind;
  SmtRange amount; /* of the whole day, in the unit of the beats; unknown when units differ or it was not said */
  SmtRange times;  /* doses that day */
} SmtDoseDay;

/** SmtBracket: "@count doses somewhere in days [from, to)": an unknown weekday, a range or a bound. */
typedef struct
{
  guint from;
  guint to;
  SmtRange count;      /* dose days in the bracket */
  SmtRange period;     /* the period it stands for, in @unit */
  SmtTimeUnit unit;
  gboolean cut;        /* the period goes on beyond the days laid out */
} SmtBracket;

typedef struct
{
  SmtDate first;
  SmtDoseDay *days;
  guint n_days;
  SmtBracket *brackets;
  guint n_brackets;
} SmtLayout;

SmtLayout *smt_rhythm_lay_out (const SmtRhythm *rhythm, SmtDate first, guint n_days);
SmtLayout *smt_bound_lay_out  (const SmtBound *bound, SmtDate first, guint n_days);
void       smt_layout_free    (SmtLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtLayout, smt_layout_free)

G_END_DECLS
