/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row says of the list that was reconciled last: what has changed and by whom, and what may be double.
 * Main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

/* each (transfer full) (nullable): NULL when there is nothing to say */
char *smt_changed_words   (SmtPatientContext *context, const SmtRow *row);
gboolean smt_treatment_is_new (SmtPatientContext *context, const SmtTreatment *treatment);
char *smt_double_words    (SmtPatientContext *context, const char *key);
char *smt_follow_up_words (SmtPatientContext *context, const char *key);
char *smt_gone_words      (SmtPatientContext *context, const SmtTreatment *gone);
char *smt_overdue_words   (SmtPatientContext *context);

G_END_DECLS
