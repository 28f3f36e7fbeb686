/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What samstemt-fest says, in the language it is asked for.
 * Constant data and pure functions; any thread.
 */
#pragma once

#include "base/smt-text.h"
#include "fest/smt-fest.h"

G_BEGIN_DECLS

char *smt_fest_words_of_error   (const GError *error, SmtLanguage language);
char *smt_fest_words_of_summary (const SmtFestSummary *summary, SmtLanguage language);
char *smt_fest_words_of_age     (SmtDate date, SmtDate today, gboolean old, SmtLanguage language);
char *smt_fest_words_of_catalogue (const SmtCatalogue *catalogue, const char *path, SmtDate today, SmtLanguage language);

G_END_DECLS
