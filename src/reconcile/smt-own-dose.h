/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dose an entry has now, and what a pause, the end of one and a stop later make of it. The clinician never types it
 * again, and nothing of it is guessed: a dose that its places do not agree on has no own dose.
 * Pure functions; any thread.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

SmtRhythm *smt_own_dose            (const SmtTreatment *treatment, SmtDate today);
gboolean   smt_own_dose_find_pause (const SmtTreatment *treatment, SmtDate today, SmtDate *from, SmtDate *until);
gboolean   smt_own_dose_is_over    (const SmtTreatment *treatment, SmtDate today);

/* fills in the dose that a PAUSE with an end, RESUME or STOP_LATER leads to, while the decision is still being made */
gboolean   smt_decision_plan_dose  (SmtDecision *decision, const SmtTreatment *treatment, SmtDate today);
/* first day of the dose that is written: what the clinician is shown before signing */
SmtDate    smt_decision_get_dose_start (const SmtDecision *decision);

G_END_DECLS
