/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a patient takes home: each medicine with what it is for, how and when it is taken, and what has changed. Words come
 * from tables with an explicit language, since it is the patient's and not the screen's.
 * Built by one owner, then immutable. Pure functions; any thread.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_HANDOUT_NB,
  SMT_HANDOUT_NN,
  SMT_HANDOUT_SE, /* Northern Sámi: the words that are certain, bokmål for the rest */
  SMT_HANDOUT_EN,
  SMT_N_HANDOUT_LANGUAGES,
} SmtHandoutLanguage;

typedef enum
{
  SMT_HANDOUT_REGULAR,
  SMT_HANDOUT_COURSE,
  SMT_HANDOUT_AS_NEEDED,
  SMT_HANDOUT_VACCINE,
  SMT_HANDOUT_PAUSED,
  SMT_HANDOUT_STOPPED,
  SMT_N_HANDOUT_GROUPS,
} SmtHandoutGroup;

/** SmtHandoutLine: one medicine; what is NULL is not known, or there is nothing to say. */
typedef struct
{
  SmtHandoutGroup group;
  const SmtTreatment *treatment; /* owned: one reference */
  char *why;     /* (nullable) */
  char *how;     /* the dose in words; a sentence to ask where it is not certain */
  char *pattern; /* (nullable) "1–0–0–1" */
  char *when;    /* (nullable) */
  char *changed; /* (nullable) */
} SmtHandoutLine;

/** SmtHandout: @lines are by group; @n_reserved of them, or beside them, are not for guardians to see. */
typedef struct
{
  SmtHandoutLanguage language;
  GPtrArray *lines; /* of SmtHandoutLine */
  guint n_reserved;
} SmtHandout;

/** SmtHandoutWord: what stands on the paper besides the medicines. */
typedef enum
{
  SMT_HANDOUT_WORD_TITLE,
  SMT_HANDOUT_WORD_NAME,
  SMT_HANDOUT_WORD_BORN,
  SMT_HANDOUT_WORD_VALID_FROM,
  SMT_HANDOUT_WORD_WHO,
  SMT_HANDOUT_WORD_PRINTED_BY,
  SMT_HANDOUT_WORD_WHY,
  SMT_HANDOUT_WORD_HOW,
  SMT_HANDOUT_WORD_WHEN,
  SMT_HANDOUT_WORD_CHANGED,
  SMT_HANDOUT_WORD_PATTERN, /* what "1–0–0–1" means */
  SMT_HANDOUT_WORD_NOTHING,
  SMT_HANDOUT_WORD_ADVICE,
  SMT_HANDOUT_WORD_LANGUAGE, /* (nullable): which language the doses are in, where that is another one */
  SMT_HANDOUT_WORD_PAGE,
  SMT_N_HANDOUT_WORDS,
} SmtHandoutWord;

/* @sent (nullable): what was sent of this list, so that the paper can say what has changed */
SmtHandout *smt_handout_new        (const SmtReconciliation *reconciliation, const SmtChangeSet *sent,
                                    SmtHandoutLanguage language, gboolean with_reserved);
void        smt_handout_free       (SmtHandout *handout);
const char *smt_handout_word       (SmtHandoutWord word, SmtHandoutLanguage language);
const char *smt_handout_group_name (SmtHandoutGroup group, SmtHandoutLanguage language);
/* the language doses and dates are written in */
SmtLanguage smt_handout_dose_language (SmtHandoutLanguage language);
const char *smt_handout_language_tag  (SmtHandoutLanguage language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtHandout, smt_handout_free)

G_END_DECLS
