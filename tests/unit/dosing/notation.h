/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A short notation for rhythms, for tests only: "2 tablett p:ME @1d [7d] > pause [7d]".
 * The grammar stands in notation.c.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

SmtRhythm *notation_read (const char *text);

G_END_DECLS
