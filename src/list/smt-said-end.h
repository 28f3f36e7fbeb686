/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last day that a dose text names, where the field or a planned stop names the same one.
 * Pure functions; any thread.
 */
#pragma once

#include "list/smt-treatment.h"

G_BEGIN_DECLS

SmtDate    smt_treatment_find_said_end (const SmtTreatment *treatment);
SmtRhythm *smt_treatment_dup_said      (const SmtTreatment *treatment, SmtVoiceKind voice);

G_END_DECLS
