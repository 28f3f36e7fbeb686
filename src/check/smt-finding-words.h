/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding sentences: templates per language, and the tokens that stand in them. Private to the room.
 * Const data; any thread.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

/** SmtFindingSaying: what is said of a finding; some codes are said in more than one way. */
typedef enum
{
  SMT_PHRASE_FIELD_AGAINST_PRODUCT,
  SMT_PHRASE_BOTH_AGAINST_PRODUCT, /* field and text agree with one another */
  SMT_PHRASE_TEXT_AGAINST_PRODUCT,
  SMT_PHRASE_FIELD_MORE_OFTEN,
  SMT_PHRASE_TEXT_MORE_OFTEN,
  SMT_PHRASE_FIELD_MORE,
  SMT_PHRASE_TEXT_MORE,
  SMT_PHRASE_DIFFERS,
  SMT_PHRASE_WEEKDAY,
  SMT_PHRASE_FIELD_SILENT,
  SMT_PHRASE_NOTHING_CLEAR, /* field silent, and no clear text either */
  SMT_PHRASE_UNKNOWN_INTERVAL,
  SMT_PHRASE_PERIOD_UNSAID, /* weekdays without a period */
  SMT_PHRASE_DEFECT,
  SMT_PHRASE_NOT_RECOGNISED,
  SMT_PHRASE_PRODUCT_OPEN,
  SMT_PHRASE_FIELDS_DIFFER,
  SMT_PHRASE_TEXTS_DIFFER,
  SMT_PHRASE_FIELD_ABOVE_MAXIMUM,
  SMT_PHRASE_TEXT_ABOVE_MAXIMUM,
  SMT_PHRASE_TEXT_WITHOUT_INTERVAL,
  SMT_PHRASE_FIELD_WITHOUT_BREAK,
  SMT_PHRASE_TEXT_WITHOUT_BREAK,
  SMT_PHRASE_RARER_THAN_PRODUCT,
  SMT_PHRASE_DAILY_MAXIMUM,
  SMT_PHRASE_EARLIER_INTERVAL,
  SMT_PHRASE_SUPPLY_LASTS,
  SMT_PHRASE_SUPPLY_RUNS_OUT,
  SMT_PHRASE_DUPLICATE,
  SMT_PHRASE_NO_FOLIC_ACID,
  SMT_PHRASE_FOLIC_ACID_SAME_DAY,
  SMT_PHRASE_INTERVALS_SWAPPED,
  SMT_PHRASE_AMOUNT_AGAINST_DDD,
  SMT_PHRASE_TWO_STRENGTHS,
  SMT_PHRASE_RENEWED_FAULT,
  SMT_PHRASE_UNIT_AGAINST_FORM,
  SMT_PHRASE_UNITS_DIFFER,
  SMT_PHRASE_UNIT_SIZE,
  SMT_PHRASE_REACTION,
  SMT_PHRASE_INTERACTION_AVOID,
  SMT_PHRASE_INTERACTION,
  SMT_PHRASE_READINGS_AGAINST_PRODUCT,
  SMT_PHRASE_READING_AGAINST_PRODUCT,
  SMT_N_PHRASES,
} SmtFindingSaying;

/** SmtFindingPhrase: templates with tokens in braces. */
typedef struct
{
  const char *badge;
  const char *headline;
  const char *explain;
  const char *remedy;
} SmtFindingPhrase;

#define SMT_N_DEFECTS     19
#define SMT_N_DIFFERENCES 5

/**
 * SmtFindingWords: all words of one language.
 * @defects/@differences: by bit number of SmtFieldDefect and SmtDifferenceFlags
 */
typedef struct
{
  SmtFindingPhrase phrases[SMT_N_PHRASES];
  const char *classes[SMT_CLASS_STOP + 1];
  const char *defects[SMT_N_DEFECTS];
  const char *differences[SMT_N_DIFFERENCES];
  const char *voices[2];  /* by SmtVoiceKind: the field, the text */
  const char *earlier[2]; /* the last prescription, an earlier entry */
  const char *manifestation;
  const char *severe;
  const char *registered;
  const char *no_consequence;
  const char *and;
  const char *or;
  const char *about;
  const char *every_day;
  const char *times_as_often;
  const char *closer;
  const char *unknown;
  const char *rule_set;
  const char *row;
  const char *source;
  const char *recognition;
  const char *unreviewed;
  char point;
} SmtFindingWords;

extern const SmtFindingWords _smt_finding_words_nb;
extern const SmtFindingWords _smt_finding_words_nn;
extern const SmtFindingWords _smt_finding_words_en;

const SmtFindingWords *_smt_finding_words_for    (SmtLanguage language);
SmtFindingSaying           _smt_finding_phrase    (const SmtFinding *finding);
char               *_smt_finding_expand (const char *pattern, const SmtFinding *finding, SmtLanguage language);

G_END_DECLS
