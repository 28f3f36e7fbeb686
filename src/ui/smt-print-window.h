/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window in which one chooses what is handed out, in which language, and how.
 * Main thread.
 */
#pragma once

#include <adwaita.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_PRINT_WINDOW (smt_print_window_get_type ())
G_DECLARE_FINAL_TYPE (SmtPrintWindow, smt_print_window, SMT, PRINT_WINDOW, AdwWindow)

GtkWindow *smt_print_window_new (GtkWindow *parent, SmtPatientContext *context, gboolean synthetic);

G_END_DECLS
