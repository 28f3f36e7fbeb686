/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lanes of a group: regular medicines, as needed, courses, and what a pharmacy packs.
 * Main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

/** SmtLane: in the order in which they stand. */
typedef enum
{
  SMT_LANE_ALARM,           /* a Stopp waits for a decision: before everything, whatever it is */
  SMT_LANE_ALARM_MULTIDOSE, /* the same, of what a pharmacy packs */
  SMT_LANE_REGULAR,
  SMT_LANE_AS_NEEDED,
  SMT_LANE_COURSE,
  SMT_LANE_VACCINE,
  SMT_LANE_MULTIDOSE,
  SMT_N_LANES,
} SmtLane;

SmtLane  smt_lane_of           (const SmtRow *row);
char    *smt_lane_heading      (SmtLane lane, const SmtList *list, SmtDate today);
gboolean smt_list_has_multidose (const SmtList *list);
char    *smt_multidose_bites   (const SmtList *list, SmtDate today);

G_END_DECLS
