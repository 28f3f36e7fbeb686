/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-clock.h"

/**
 * smt_sandbox_clock_now:
 * @clock: the clock
 *
 * Returns: the instant it is in the sandbox
 */
SmtInstant
smt_sandbox_clock_now (const SmtSandboxClock *clock)
{
  return g_get_real_time () + clock->offset;
}

/**
 * smt_sandbox_clock_today:
 * @clock: the clock
 *
 * Returns: the calendar date in Norway at that instant
 */
SmtDate
smt_sandbox_clock_today (const SmtSandboxClock *clock)
{
  return smt_instant_to_date (smt_sandbox_clock_now (clock));
}

/**
 * smt_sandbox_clock_set:
 * @clock: the clock
 * @iso: the instant it is to be now; it goes on running from there
 *
 * Returns: whether @iso was understood
 */
gboolean
smt_sandbox_clock_set (SmtSandboxClock *clock, const char *iso)
{
  SmtInstant instant;

  if (iso == NULL || !smt_instant_parse (iso, &instant))
    return FALSE;
  clock->offset = instant - g_get_real_time ();
  return TRUE;
}

/**
 * smt_sandbox_clock_stamp:
 * @clock: the clock
 *
 * Returns: (transfer full): now, as answers write it
 */
char *
smt_sandbox_clock_stamp (const SmtSandboxClock *clock)
{
  return smt_instant_to_rfc3339 (smt_sandbox_clock_now (clock));
}
