/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * --read-dosing: what the reader heard in a dosing text, as one JSON object a line.
 * Pure functions; any thread.
 */
#pragma once

#include "base/smt-text.h"

G_BEGIN_DECLS

char    *smt_dosing_report_to_json (const char *text, SmtLanguage languages, SmtLanguage words);
gboolean smt_dosing_report_split   (const char *line, SmtLanguage *languages, const char **text);

G_END_DECLS
