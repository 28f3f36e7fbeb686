/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A rhythm in the notation of notation.h, to show what was read when a test fails.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

char *notation_write (const SmtRhythm *rhythm);

G_END_DECLS
