/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random valid rhythms for property tests. The same seed gives the same rhythms.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

typedef enum
{
  RANDOM_ANY,     /* everything a rhythm can say */
  RANDOM_CARRIED, /* what words carry to the reader and back: see docs/dosing.md, "What words do not carry" */
} RandomKind;

SmtRhythm *random_rhythm   (GRand *rand, RandomKind kind);
SmtRhythm *random_nonsense (GRand *rand);

G_END_DECLS
