/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of an earlier list: which one it is, what it is compared with, and where none is kept.
 * Main thread.
 */
#pragma once

#include "desk/smt-past.h"

G_BEGIN_DECLS

char *smt_past_moment        (SmtInstant instant);
char *smt_past_none_words    (const SmtPast *past, SmtDate day);
char *smt_past_banner_words  (SmtPatientContext *context);
/* each (nullable): NULL of a list that is no earlier one */
char *smt_past_fresh_words   (SmtPatientContext *context);
char *smt_past_heading       (SmtPatientContext *context, SmtGroup group);
char *smt_past_decided_words (SmtPatientContext *context, const char *key);
char *smt_past_last_words    (SmtPatientContext *context);
/* the days of both lists, for a sentence with them; FALSE: nothing is compared with an earlier list here */
gboolean smt_past_days       (SmtPatientContext *context, char **since, char **shown);

G_END_DECLS
