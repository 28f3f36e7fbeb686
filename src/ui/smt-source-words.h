/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists side by side, in words: which of them have a treatment, what each says of it, by what it is the same, and what it
 * may be the same as.
 * Main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

/* (transfer full): "ada-fastlege.json, 20. august 2026"; @brief: without the day */
char      *smt_source_name         (SmtPatientContext *context, const char *list, gboolean brief);
/* (transfer full) (element-type utf8): the sources that have the row of the treatment; empty where there is but the list */
GPtrArray *smt_source_chips        (SmtPatientContext *context, const SmtTreatment *treatment);
/* (transfer full): "tablett 50 mg · 1 tablett morgen · Høyt blodtrykk" */
char      *smt_source_says         (const SmtTreatment *treatment);
/* (transfer full) (nullable): what the dose that a pharmacy proposes would change: "Dose 1 tablett → 2 tabletter" */
char      *smt_source_proposal_words (SmtPatientContext *context, const SmtTreatment *treatment);
/* (transfer full) (nullable): what the files say otherwise than the list, a line each */
char      *smt_source_other_words  (SmtPatientContext *context, const SmtTreatment *treatment);
/* (transfer full): what one member of a row says otherwise than @ours, and by what both are the same */
char      *smt_source_member_words (const SmtPairMember *member, const SmtTreatment *ours);
const char *smt_source_reason      (SmtPairReason reason);
const char *smt_source_doubt       (SmtPairDoubt doubt);
/* (transfer full): both in words, for the log */
char      *smt_source_pair_words   (SmtPatientContext *context, const char *list, const SmtTreatment *treatment, const char *other_list, const SmtTreatment *other);

G_END_DECLS
