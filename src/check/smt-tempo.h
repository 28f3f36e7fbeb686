/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A rhythm held against a bound: is it taken more often than the product allows?
 * Private to the room. Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"
#include "medicine/smt-interval-table.h"

G_BEGIN_DECLS

/**
 * SmtTempo:
 * @too_often: the dose days surely lie closer than the row's shortest interval
 * @only_noted: but not closer than what is used in exceptions
 * @factor: how many times too often; {0,1} when that is no number
 */
typedef struct
{
  gboolean too_often;
  gboolean only_noted;
  SmtRatio factor;
} SmtTempo;

SmtTempo _smt_tempo_against (const SmtRhythm *rhythm, const SmtIntervalRow *row, SmtDate today);

G_END_DECLS
