/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Treatments for the tests of the checks.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

#define TODAY (smt_date_new (2026, 11, 20)) /* a Friday */

SmtTreatment *make_treatment (const char *display, const char *atc);
SmtTreatment *make_treatment_of_row (const SmtIntervalRow *row);
void          say (SmtTreatment *treatment, SmtVoiceKind voice, SmtOrigin origin, SmtRhythm *rhythm);
void          say_field (SmtTreatment *treatment, SmtRhythm *rhythm);
void          say_text (SmtTreatment *treatment, SmtRhythm *rhythm);
void          say_state (SmtTreatment *treatment, SmtVoiceKind voice, SmtReadingState state);

SmtRhythm *daily (gint64 amount);
SmtRhythm *every (gint64 amount, guint n, SmtTimeUnit unit);
SmtRhythm *on_weekdays (gint64 amount, guint8 weekdays);
SmtRhythm *in_unit (SmtRhythm *rhythm, const char *unit);
SmtRhythm *for_days (SmtRhythm *rhythm, guint days);
SmtRhythm *with_days (SmtDays days);

GPtrArray        *check (const SmtTreatment *treatment);
const SmtFinding *find_code (const GPtrArray *findings, SmtFindingCode code);
guint             count_class (const GPtrArray *findings, SmtClass severity_class);

G_END_DECLS
