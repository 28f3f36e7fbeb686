/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one way a widget makes a decision: journalled by the context, told to the window for the message with undo.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-desk.h"

G_BEGIN_DECLS

gboolean smt_decide              (GtkWidget *from, SmtPatientContext *context, SmtDecision *decision, GError **error);
gboolean smt_decide_simply       (GtkWidget *from, SmtPatientContext *context, SmtDecisionKind kind, const char *key, GError **error);
gboolean smt_decision_applies    (SmtPatientContext *context, SmtDecisionKind kind, const char *key);
GError  *smt_decision_why_not    (SmtPatientContext *context, SmtDecisionKind kind, const char *key);
SmtRhythm *smt_decide_pharmacy_dose (SmtPatientContext *context, const char *key);
gboolean smt_context_is_open     (SmtPatientContext *context);
GPtrArray *smt_decide_entries_for (SmtPatientContext *context, const char *key);
void      smt_decide_set_profession (gboolean known, const char *profession);
void      smt_decide_tell_worker (SmtDesk *desk);
SmtRole    smt_decide_get_role (void);
char      *smt_decide_renewed_words (guint n);
guint      smt_decide_count_joins (SmtPatientContext *context);
char      *smt_decide_renew_all (SmtPatientContext *context, guint *n_renewed);

G_END_DECLS
