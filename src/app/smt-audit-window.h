/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log of use (innsynslogg): who did what to whom, when and why. To open it and to save it are lines of it too.
 * Main thread.
 */
#pragma once

#include "desk/smt-desk.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @context (nullable): the patient at work */
void smt_audit_window_show (GtkWindow *parent, SmtDesk *desk, SmtPatientContext *context);

G_END_DECLS
