/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What single kinds of decision need, where it takes more than a line. Private to the room.
 * Pure functions; any thread.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

gboolean _smt_refuse            (GError **error, SmtReconcileError code, const char *why);
gboolean _smt_is_said           (const char *text);
gboolean _smt_may_stand_on_list (const SmtRow *row, GError **error);
gboolean _smt_reason_is_said    (const SmtDecision *decision, GError **error);
gboolean _smt_follows_on         (const SmtTreatment *loose, const SmtTreatment *entry);
gboolean _smt_check_reach       (const SmtRow *row, const SmtDecision *decision, SmtDate day, SmtDate today, GError **error);
gboolean _smt_check_changes     (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error);
gboolean _smt_check_new_dose    (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error);
gboolean _smt_check_stop_later  (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error);
gboolean _smt_check_pause       (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error);
gboolean _smt_check_resume      (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error);
gboolean _smt_check_renew       (const SmtRow *row, const SmtDecision *decision, SmtDate today, GError **error);
gboolean _smt_check_delete      (const SmtRow *row, const SmtDecision *decision, GError **error);
gboolean _smt_check_decline     (const SmtRow *row, const SmtDecision *decision, GError **error);
gboolean _smt_check_belongs_to  (const SmtRow *row, const SmtRow *other, GError **error);
gboolean _smt_check_list_resume (const SmtList *list, const SmtDecision *decision, SmtDate today, GError **error);

G_END_DECLS
