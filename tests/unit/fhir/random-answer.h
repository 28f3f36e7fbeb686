/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers made at random, in the shapes of SFM: chains of any length, loose and stopped entries, old and new spelling,
 * numbers and white space of every form, things nobody knows.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/** RandomAnswer: what was put in, to be compared with what is read. */
typedef struct
{
  char *text;
  guint n_heads;
  guint n_statements;
} RandomAnswer;

RandomAnswer *random_answer_new  (GRand *rand);
void          random_answer_free (RandomAnswer *answer);
SmtRhythm    *random_dose        (GRand *rand);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RandomAnswer, random_answer_free)

G_END_DECLS
