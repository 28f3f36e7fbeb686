/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules a decision must pass, and where a row stands. Private to the room.
 * Pure functions; any thread.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

gboolean smt_row_has_stop      (const SmtRow *row);
gboolean smt_row_is_let_through (const SmtRow *row, const SmtDecision *override);
gboolean smt_row_is_blocking   (const SmtRow *row, const SmtList *list);
/* @other: (nullable): the row that a BELONGS_TO names */
gboolean smt_row_may_decide    (const SmtRow *row, const SmtDecision *decision, const SmtRow *other, const SmtList *list, SmtDate today, GError **error);
SmtGroup smt_row_choose_group  (const SmtRow *row, const SmtList *list, GHashTable *seen, SmtDate today);
gboolean smt_row_is_changed    (const SmtTreatment *treatment, const SmtList *list, GHashTable *seen);
gboolean smt_row_may_keep_in_bulk (const SmtRow *row);

G_END_DECLS
