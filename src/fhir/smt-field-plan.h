/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What SFM's structured field can carry (contract: daily by parts, every n days, one weekday, steps, one dose) and how a
 * rhythm is laid out in it.
 * A plan is owned by its maker and borrows nothing. Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/** SmtFieldPeriod: one ereseptdosing to be. @end is exclusive and unset for an open one. */
typedef struct
{
  SmtDate start; /* its first dose day */
  SmtDate end;
  guint interval; /* days between intakes */
  guint step;     /* of the plan's rhythm: whose beats it carries */
} SmtFieldPeriod;

/** SmtFieldPlan: the periods of a rhythm. @rhythm is its canonical form, @expected what the field must read back as. */
typedef struct
{
  SmtRhythm *rhythm;
  GArray *periods; /* of SmtFieldPeriod, in order */
  SmtRhythm *expected;
} SmtFieldPlan;

SmtFieldPlan *_smt_field_plan_new  (const SmtRhythm *rhythm, SmtDate first_day);
void          _smt_field_plan_free (SmtFieldPlan *plan);
guint         _smt_field_count_intakes (const SmtBeat *beat);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtFieldPlan, _smt_field_plan_free)

G_END_DECLS
