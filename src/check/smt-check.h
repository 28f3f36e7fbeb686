/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a check is given and what it does. Private to the room: one file per check, one table of them.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

/**
 * SmtHearing: the voices of one treatment on one day.
 * @fields/@texts: (element-type SmtRhythm): what their clear sources say, in the order the sources stand; borrowed.
 *   A source that is ambiguous, unreadable or silent is not among them, so that none is ever taken for "daily"
 */
typedef struct
{
  const SmtTreatment *treatment;
  SmtDate today;
  GPtrArray *fields;
  GPtrArray *texts;
} SmtHearing;

typedef void (*SmtCheckFunc) (const SmtHearing *hearing, GPtrArray *findings);

/**
 * SmtListHearing: all treatments of a list on one day.
 * @found: as many arrays of SmtFinding as the list has treatments, in its order
 */
typedef struct
{
  const SmtList *list;
  SmtDate today;
  GPtrArray **found;
} SmtListHearing;

typedef void (*SmtListCheckFunc) (const SmtListHearing *hearing);

void _smt_check_c1 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c1_ambiguous (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c1_daily (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c2 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c3 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c4 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c5 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c6 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c9 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c11 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c12 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c13 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_c14 (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_open_product (const SmtHearing *hearing, GPtrArray *findings);
void _smt_check_recognition (const SmtHearing *hearing, GPtrArray *findings);

void _smt_check_list_c5 (const SmtListHearing *hearing);
void _smt_check_list_c7 (const SmtListHearing *hearing);
void _smt_check_list_c8 (const SmtListHearing *hearing);
void _smt_check_list_c10 (const SmtListHearing *hearing);
void _smt_check_list_c15 (const SmtListHearing *hearing);
void _smt_check_list_c16 (const SmtListHearing *hearing);

SmtClass _smt_class_by_row (const SmtIntervalRow *row);
gboolean _smt_has_unknown_days (const SmtRhythm *rhythm);
gboolean _smt_is_methotrexate (const SmtTreatment *treatment);
gboolean _smt_goes_on_for_ever (const SmtRhythm *rhythm);
gboolean _smt_is_open_plan (const SmtRhythm *rhythm);
const SmtRhythm *_smt_said_plan (const SmtTreatment *treatment, SmtVoiceKind *voice);
const SmtSource *_smt_newest_history (const SmtTreatment *treatment);

const SmtTreatment *_smt_nth_in_use (const SmtListHearing *hearing, guint index);
void _smt_report_at (const SmtListHearing *hearing, guint index, SmtFinding *finding);
void _smt_settle (const SmtTreatment *treatment, GPtrArray *findings);

G_END_DECLS
