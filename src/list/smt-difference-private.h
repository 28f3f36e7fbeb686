/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of differences in one language. Private to the room.
 * Constant data; any thread.
 */
#pragma once

#include "list/smt-difference.h"

G_BEGIN_DECLS

typedef struct
{
  const char *names[SMT_N_TREATMENT_ATTRIBUTES];
  const char *states[SMT_TREATMENT_ORPHAN + 1];
  const char *uses[SMT_USE_VACCINE + 1];
  const char *prescriptions[SMT_PRESCRIPTION_EXPIRED + 1];
  const char *none; /* nothing is said */
  const char *yes;
  const char *no;
  char point; /* of decimals */
  const char *package;
  const char *packages;
} SmtDifferenceWords;

/** SmtDifferences: two treatments being compared. */
typedef struct
{
  const SmtTreatment *before;
  const SmtTreatment *after;
  SmtLanguage language;
  const SmtDifferenceWords *words;
  GPtrArray *found; /* of SmtTreatmentDifference */
} SmtDifferences;

/* (transfer full) both */
void _smt_differences_tell         (SmtDifferences *self, SmtTreatmentAttribute attribute, char *before, char *after);
/* (nullable) both */
void _smt_differences_compare_texts (SmtDifferences *self, SmtTreatmentAttribute attribute, const char *before, const char *after);
void _smt_differences_compare_last_days (SmtDifferences *self);
void _smt_differences_compare_amounts (SmtDifferences *self);

const SmtDifferenceWords *_smt_difference_words (SmtLanguage language);

G_END_DECLS
