/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small phrases of the screen: the language in use, dates, names of medicines, shapes of findings.
 * Main thread.
 */
#pragma once

#include "check/smt-finding.h"
#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

SmtLanguage smt_phrase_language      (void);
char       *smt_phrase_date          (SmtDate date);
char       *smt_phrase_time          (SmtInstant instant);
char       *smt_phrase_moment        (SmtInstant instant, SmtDate today);
gboolean    smt_phrase_parse_date    (const char *text, SmtDate *out);
char       *smt_phrase_date_for_entry(SmtDate date);
char       *smt_phrase_capitalize    (const char *text);

char       *smt_phrase_medicine      (const SmtTreatment *treatment);
char       *smt_phrase_brand         (const SmtTreatment *treatment);
char       *smt_phrase_strength      (const SmtTreatment *treatment);
char       *smt_phrase_preparation   (const SmtTreatment *treatment);
char       *smt_phrase_treatment     (const SmtTreatment *treatment);
char       *smt_phrase_dose          (const SmtRhythm *rhythm);
char       *smt_phrase_quote         (const char *text);
char       *smt_phrase_unbroken      (const char *text);

const char *smt_class_shape          (SmtClass severity_class);
const char *smt_class_css            (SmtClass severity_class);
char       *smt_phrase_badge         (const SmtFinding *finding);
gboolean    smt_finding_is_between_voices (const SmtFinding *finding);

G_END_DECLS
