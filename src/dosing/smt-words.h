/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rhythm → words: what a pharmacist would write, in an explicit language (never the user interface's own).
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-bound.h"
#include "dosing/smt-layout.h"
#include "dosing/smt-rhythm.h"
#include "base/smt-text.h"

G_BEGIN_DECLS

char *smt_rhythm_to_words    (const SmtRhythm *rhythm, SmtLanguage language);
char *smt_rhythm_to_pattern  (const SmtRhythm *rhythm);
char *smt_rhythm_tempo_words (const SmtRhythm *rhythm, SmtLanguage language);
char *smt_supply_to_words    (const SmtRhythm *rhythm, SmtLanguage language);
char *smt_bound_to_words     (const SmtBound *bound, SmtLanguage language);
char *smt_bracket_to_words   (const SmtBracket *bracket, SmtLanguage language);
char *smt_range_to_words     (SmtRange range, const char *unit, SmtLanguage language);
char *smt_date_to_words      (SmtDate date, SmtLanguage language);
const char *smt_weekday_name (SmtWeekday weekday, SmtLanguage language);
const char *smt_month_name   (guint month, SmtLanguage language);
const char *smt_weekday_initial (SmtWeekday weekday, SmtLanguage language);

G_END_DECLS
