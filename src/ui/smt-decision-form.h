/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inline form of decisions that need more than a key: a reason, a recipient, a date. Nothing is decided until it is filled in.
 * Lives inside a row or the detail pane; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_DECISION_FORM (smt_decision_form_get_type ())
G_DECLARE_FINAL_TYPE (SmtDecisionForm, smt_decision_form, SMT, DECISION_FORM, GtkWidget)

/* signal "closed" (gboolean decided) */
GtkWidget *smt_decision_form_new   (void);
void       smt_decision_form_open  (SmtDecisionForm *self, SmtPatientContext *context, const char *key, SmtDecisionKind kind);
/* of a row that stands only in a file, which is @about in words */
void       smt_decision_form_open_aside (SmtDecisionForm *self, SmtPatientContext *context, const char *key, SmtDecisionKind kind, const char *about);
void       smt_decision_form_close (SmtDecisionForm *self);

G_END_DECLS
