/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who the patient is and how fresh the list is. Never scrolls away; the last five digits are shown only when asked for.
 * Owned by its page; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_IDENTITY_STRIP (smt_identity_strip_get_type ())
G_DECLARE_FINAL_TYPE (SmtIdentityStrip, smt_identity_strip, SMT, IDENTITY_STRIP, GtkWidget)

void smt_identity_strip_set_context (SmtIdentityStrip *self, SmtPatientContext *context);
void smt_identity_strip_place_freshness (SmtIdentityStrip *self, GtkBox *box);

G_END_DECLS
