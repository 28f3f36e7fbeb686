/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-interrupt.h"

#include <signal.h>

static volatile sig_atomic_t interrupt; /* number of the signal that came; 0 = none */

static void
note (int number)
{
  interrupt = number;
}

/**
 * smt_interrupt_catch:
 *
 * From here on the first SIGINT or SIGTERM is only noted; the second ends the program.
 */
void
smt_interrupt_catch (void)
{
  struct sigaction action = { .sa_handler = note, .sa_flags = (int)SA_RESETHAND };

  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

/**
 * smt_interrupt_came:
 *
 * Returns: whether a signal was noted
 */
gboolean
smt_interrupt_came (void)
{
  return interrupt != 0;
}

/**
 * smt_interrupt_obey:
 *
 * Ends the program by the signal that was noted, as a caller expects of one that was interrupted; does nothing when
 * none was.
 */
void
smt_interrupt_obey (void)
{
  int number = interrupt;

  if (number == 0)
    return;
  signal (number, SIG_DFL);
  raise (number);
}
