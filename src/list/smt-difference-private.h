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
} SmtDifferenceWords;

const SmtDifferenceWords *_smt_difference_words (SmtLanguage language);

G_END_DECLS
