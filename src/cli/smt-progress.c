/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-progress.h"

#include <stdio.h>
#include <unistd.h>

#define BETWEEN_MICROSECONDS (G_USEC_PER_SEC / 5)
#define CLEAR_LINE "\r\033[K"

/**
 * smt_progress_show:
 * @progress: the line
 * @n_documents: documents checked so far
 * @label: the input at hand
 *
 * Tells how far the work has come, now and then. Where standard error is no terminal nothing is written.
 */
void
smt_progress_show (SmtProgress *progress, guint n_documents, const char *label)
{
  gint64 now = g_get_monotonic_time ();

  if (now - progress->last < BETWEEN_MICROSECONDS || !isatty (STDERR_FILENO))
    return;

  fprintf (stderr, CLEAR_LINE "%u – %s", n_documents, label);
  fflush (stderr);
  progress->shown = TRUE;
  progress->last = now;
}

/**
 * smt_progress_clear:
 * @progress: the line
 *
 * Takes the line away before something else is written to the terminal.
 */
void
smt_progress_clear (SmtProgress *progress)
{
  if (!progress->shown)
    return;

  fputs (CLEAR_LINE, stderr);
  fflush (stderr);
  progress->shown = FALSE;
}
