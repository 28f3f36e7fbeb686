/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every reconciliation of the patient that is kept: one is opened as it was, by its row or by a day, or two are compared.
 * Owned by the window; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-past.h"

G_BEGIN_DECLS

#define SMT_TYPE_PAST_PAGE (smt_past_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtPastPage, smt_past_page, SMT, PAST_PAGE, GtkWidget)

/* signal "opened" (entry, since): as smt_patient_context_open_past_async() has them */
/* @context (nullable): whose they are; they are read anew */
void smt_past_page_set_context (SmtPastPage *self, SmtPatientContext *context);
/* why what was asked for cannot be shown; until something else is asked for */
void smt_past_page_fail        (SmtPastPage *self, const GError *error);

G_END_DECLS
