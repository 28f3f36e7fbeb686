/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A round (visitt): where each patient of the day stands. A nurse prepares, the doctor decides.
 * Pure; any thread.
 */
#pragma once

#include "reconcile/smt-decision.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_ROUND_WAITING,  /* nobody has prepared it today */
  SMT_ROUND_PREPARED, /* klargjort: drafts wait for the doctor, or somebody said so */
  SMT_ROUND_DONE,     /* a list was sent today, or the doctor said so, and nothing has come since */
  SMT_N_ROUND_STATES,
} SmtRoundState;

/**
 * SmtRoundFacts:
 * @prepared: when somebody said last that the patient is prepared
 * @done: when a doctor said last that the patient is done
 * @reconciled: when a list was sent last
 * @n_drafts: decisions of a nurse or a pharmacist that nobody has approved
 *
 * Instants are %SMT_INSTANT_UNSET where it never happened.
 */
typedef struct
{
  SmtInstant prepared;
  SmtInstant done;
  SmtInstant reconciled;
  guint n_drafts;
} SmtRoundFacts;

SmtRoundState smt_round_state (const SmtRoundFacts *facts, SmtDate today);

G_END_DECLS
