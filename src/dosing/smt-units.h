/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dose units: their spellings, their words in each language, and which of them measure the same.
 * Constant data and pure functions; any thread. Used inside this room only.
 */
#pragma once

#include "base/smt-decimal.h"
#include "base/smt-text.h"

G_BEGIN_DECLS

int         _smt_unit_compare (const char *a, const char *b);
gboolean    _smt_unit_same    (const char *a, const char *b);
gboolean    _smt_unit_convert (const char *from, const char *to, SmtRatio *factor);
const char *_smt_unit_word    (const char *unit, gboolean plural, SmtLanguage language);

G_END_DECLS
