/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which findings the screen folds for the role that was chosen in the preferences, and whether they were asked for.
 * Main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_FLAGS_FOR "flags-for" /* the setting */

gboolean smt_folding_folds       (SmtPatientContext *context, const SmtRow *row, const SmtFinding *finding);
guint    smt_folding_count       (SmtPatientContext *context, const SmtRow *row);
guint    smt_folding_count_all   (SmtPatientContext *context);
gboolean smt_folding_are_shown   (SmtPatientContext *context);
void     smt_folding_show        (SmtPatientContext *context, gboolean shown);
char    *smt_folding_words       (SmtPatientContext *context);

G_END_DECLS
