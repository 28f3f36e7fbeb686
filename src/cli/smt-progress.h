/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a long run has come: one line on standard error that writes over itself, and only on a terminal.
 * Plain value, zero at first; one thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean shown;
  gint64 last; /* monotonic microseconds when the line was written last */
} SmtProgress;

void smt_progress_show  (SmtProgress *progress, guint n_documents, const char *label);
void smt_progress_clear (SmtProgress *progress);

G_END_DECLS
