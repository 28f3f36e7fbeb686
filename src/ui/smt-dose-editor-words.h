/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the dose editor says, and how it reads a dose that is written in words.
 * Main thread.
 */
#pragma once

#include "check/smt-check.h"
#include "dosing/smt-reading.h"
#include "ui/smt-dose-draft.h"

G_BEGIN_DECLS

const char *smt_dose_editor_part    (guint part);
const char *smt_dose_editor_fault   (SmtDraftFault fault);
char       *smt_dose_editor_missing (SmtDraftFault fault, guint step);
char       *smt_dose_editor_step    (const SmtDraftStep *step);
char       *smt_dose_editor_finding (const SmtTreatment *treatment, const SmtRhythm *rhythm, SmtDate today, gboolean *stop);
SmtReading *smt_dose_editor_read    (const char *text, char **missing);

G_END_DECLS
