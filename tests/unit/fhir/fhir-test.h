/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the fhir room share: reading a file of data/, deciding, encoding, and finding places in the result.
 */
#pragma once

#include "fhir/smt-send.h"

G_BEGIN_DECLS

#define TODAY "2026-11-20"

SmtDate       test_date         (const char *iso);
char         *test_load         (const char *name);
char         *test_replace      (char *text, const char *find, const char *replacement);
SmtAnswer    *test_read_text    (const char *text, const char *today, GError **error);
SmtAnswer    *test_read         (const char *name);

const SmtTreatment *test_treatment (SmtAnswer *answer, const char *key);
const SmtSource    *test_source    (const SmtTreatment *treatment, SmtVoiceKind voice, guint nth);
gboolean            test_is_unread (SmtAnswer *answer, const char *words);

SmtChangeSet *test_set_new      (SmtAnswer *answer);
SmtDecision  *test_decide       (SmtChangeSet *set, SmtDecisionKind kind, const char *key);
SmtDecision  *test_decide_dose  (SmtChangeSet *set, const char *key, SmtRhythm *rhythm, const char *first_day);

SmtSigner    *test_signer       (void);
char         *test_count_uuid   (gpointer data);
GBytes       *test_encode       (SmtAnswer *answer, SmtChangeSet *set, GError **error);
SmtJson      *test_must_encode  (SmtAnswer *answer, SmtChangeSet *set);

/* places: "extension:sfm-regInfo" is the element of that array whose url ends so, "entry#3" the fourth */
SmtJsonCursor test_at           (SmtJsonCursor from, const char *path);
char         *test_string_at    (SmtJsonCursor from, const char *path);
void          test_assert_at    (SmtJsonCursor from, const char *path, const char *expected);
void          test_assert_no    (SmtJsonCursor from, const char *path);
SmtJsonCursor test_bundle       (SmtJson *message);
SmtJsonCursor test_statement    (SmtJsonCursor bundle, const char *type, const char *value);
SmtJsonCursor test_resource     (SmtJsonCursor bundle, const char *type);
guint         test_count_extensions (SmtJsonCursor element, const char *url);
char         *test_period       (SmtJsonCursor statement, guint nth);

/* one daily, weekly … dose of whole tablets; what the tests decide on */
SmtRhythm    *test_tablets      (gint64 amount, guint every_days, const char *phase);

G_END_DECLS
