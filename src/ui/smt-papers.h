/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The papers that leave the program: the patient's list, and the summary for those who take over (epikrise, PLO message).
 * Main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"
#include "reconcile/smt-handout.h"
#include "ui/smt-paper.h"

G_BEGIN_DECLS

SmtPaper *smt_papers_handout       (SmtPatientContext *context, SmtHandoutLanguage language, gboolean with_reserved);
SmtPaper *smt_papers_handover      (SmtPatientContext *context);
char     *smt_papers_handover_text (SmtPatientContext *context);

G_END_DECLS
