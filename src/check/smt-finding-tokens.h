/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words that tokens of finding sentences are made of. Private to the room. Pure functions; any thread.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

typedef char *(*SmtTokenFunc) (const SmtFinding *finding, SmtLanguage language);

char        *_smt_ratio_words       (SmtRatio ratio, SmtLanguage language);
char        *_smt_rhythm_words      (const SmtRhythm *rhythm, SmtLanguage language);
char        *_smt_tempo_words       (const SmtRhythm *rhythm, SmtDate on, SmtLanguage language);
char        *_smt_short_tempo_words (const SmtRhythm *rhythm, SmtLanguage language);

SmtTokenFunc _smt_token_elsewhere   (const char *name, gsize length);

G_END_DECLS
