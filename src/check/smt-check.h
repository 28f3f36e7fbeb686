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

void     _smt_check_c1          (const SmtHearing *hearing, GPtrArray *findings);
void     _smt_check_c2          (const SmtHearing *hearing, GPtrArray *findings);
void     _smt_check_c3          (const SmtHearing *hearing, GPtrArray *findings);
void     _smt_check_c4          (const SmtHearing *hearing, GPtrArray *findings);
void     _smt_check_c11         (const SmtHearing *hearing, GPtrArray *findings);
void     _smt_check_c12         (const SmtHearing *hearing, GPtrArray *findings);
void     _smt_check_recognition (const SmtHearing *hearing, GPtrArray *findings);

SmtClass _smt_class_by_row      (const SmtIntervalRow *row);
gboolean _smt_has_unknown_days  (const SmtRhythm *rhythm);
gboolean _smt_is_methotrexate   (const SmtTreatment *treatment);

G_END_DECLS
