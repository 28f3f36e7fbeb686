/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The application: options, keys, preferences, and the session behind the window.
 * Main thread.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SMT_TYPE_APPLICATION (smt_application_get_type ())
G_DECLARE_FINAL_TYPE (SmtApplication, smt_application, SMT, APPLICATION, AdwApplication)

SmtApplication *smt_application_new             (void);
int             smt_application_get_exit_status (SmtApplication *self);

G_END_DECLS
