/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where in the calendar the steps of a rhythm lie. Used inside this room only.
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/** SmtStepPlace: what a day is to the steps of a rhythm. */
typedef enum
{
  SMT_PLACE_IN_STEP,
  SMT_PLACE_BEFORE,  /* before the first step */
  SMT_PLACE_GAP,     /* between two dated steps: "ingen dosering" */
  SMT_PLACE_AFTER,   /* after the end of the last step */
  SMT_PLACE_UNKNOWN, /* the dates or lengths do not tell */
} SmtStepPlace;

/** SmtStepSpan: the days [from, to) of a step. */
typedef struct
{
  SmtDate from;       /* unset: not known, or always when @placed */
  SmtDate to;         /* unset: open, or not known when @end_unknown */
  SmtDate sure_until; /* with @end_unknown: in force at least before this day */
  gboolean placed;
  gboolean end_unknown;
} SmtStepSpan;

SmtStepSpan *_smt_steps_place       (const SmtRhythm *rhythm);
SmtStepPlace _smt_steps_find        (const SmtRhythm *rhythm, const SmtStepSpan *spans, SmtDate day, guint *step);
gboolean     _smt_steps_relevant    (const SmtRhythm *rhythm, SmtDate on, guint *step);
gboolean     _smt_step_is_one_day   (const SmtRhythm *rhythm, const SmtStep *step);
SmtDate      _smt_date_add_span     (SmtDate date, SmtDecimal n, SmtTimeUnit unit);

G_END_DECLS
