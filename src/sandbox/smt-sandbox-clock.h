/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sandbox's own clock: real time plus an offset that a test may set.
 * One for the process, owned by the store.
 */
#pragma once

#include "base/smt-date.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 offset; /* microseconds */
} SmtSandboxClock;

SmtInstant smt_sandbox_clock_now    (const SmtSandboxClock *clock);
SmtDate    smt_sandbox_clock_today  (const SmtSandboxClock *clock);
gboolean   smt_sandbox_clock_set    (SmtSandboxClock *clock, const char *iso);
char      *smt_sandbox_clock_stamp  (const SmtSandboxClock *clock);

G_END_DECLS
