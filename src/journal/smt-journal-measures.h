/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the journal tells of the work itself: how long it takes, how much is decided, which findings are overridden. Counted out
 * of what is kept anyway; of no patient.
 */
#pragma once

#include "journal/smt-journal.h"

G_BEGIN_DECLS

/** SmtTally: @n findings called @name were overridden, of @n_seen different ones that were met here at all */
typedef struct
{
  char *name;
  guint n;
  guint n_seen;
} SmtTally;

/**
 * SmtMeasures:
 * @n_whole: reconciliations that arrived whole
 * @n_partial: those of which a part arrived
 * @n_unknown: those whose end is not known
 * @n_timed: those of @n_whole whose lookup the journal still knows
 * @median_time: of these: microseconds from the list that was worked on arrived until all was received
 * @median_decisions: of these: how many decisions were taken, or undone, in between
 * @n_sent: decisions that were sent, by SmtDecisionKind
 * @overridden: (element-type SmtTally): overridden findings that were sent, by the name of their code; the most first
 */
typedef struct
{
  guint n_whole;
  guint n_partial;
  guint n_unknown;
  guint n_timed;
  gint64 median_time;
  guint median_decisions;
  guint n_sent[SMT_N_DECISIONS];
  GPtrArray *overridden;
} SmtMeasures;

void         smt_measures_free               (SmtMeasures *measures);
gboolean     smt_tally_is_mostly_overridden  (const SmtTally *tally);

void         smt_journal_load_measures_async  (SmtJournal *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtMeasures *smt_journal_load_measures_finish (SmtJournal *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtMeasures, smt_measures_free)

G_END_DECLS
