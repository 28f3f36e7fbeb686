/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-round.h"

static gboolean
is_today (SmtInstant at, SmtDate today)
{
  return at != SMT_INSTANT_UNSET && smt_date_compare (smt_instant_to_date (at), today) == 0;
}

/**
 * smt_round_state:
 * @facts: what has happened to a patient
 * @today: the day of the round
 *
 * A draft waits however old it is; what was said yesterday is of another round. Prepared once more after the doctor was
 * done, the patient waits again.
 *
 * Returns: where the patient stands
 */
SmtRoundState
smt_round_state (const SmtRoundFacts *facts, SmtDate today)
{
  SmtInstant done;

  g_return_val_if_fail (facts != NULL && smt_date_is_set (today), SMT_ROUND_WAITING);

  done = MAX (facts->done, facts->reconciled); /* unset is before everything */
  if (facts->n_drafts > 0)
    return SMT_ROUND_PREPARED;
  if (is_today (done, today) && facts->prepared <= done)
    return SMT_ROUND_DONE;
  return is_today (facts->prepared, today) ? SMT_ROUND_PREPARED : SMT_ROUND_WAITING;
}
