/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a long run has come: one line on standard error that writes over itself, and only on a terminal.
 * Plain value, zero at first; one thread at a time.
 */
#pragma once

#include "base/smt-text.h"
#include "cli/smt-input.h"

G_BEGIN_DECLS

/**
 * SmtProgress:
 * @language: of the words; 0 = bokmål
 * @shown: the line is on the terminal
 * @last: monotonic microseconds when it was written last
 * @began: when the input at hand was taken up
 */
typedef struct
{
  SmtLanguage language;
  gboolean shown;
  gint64 last;
  gint64 began;
} SmtProgress;

void  smt_progress_begin    (SmtProgress *progress);
void  smt_progress_show     (SmtProgress *progress, guint n_documents, const SmtInput *input);
void  smt_progress_clear    (SmtProgress *progress);
char *smt_progress_to_words (guint n_documents, goffset done, goffset size, gint64 spent, SmtLanguage language);

G_END_DECLS
