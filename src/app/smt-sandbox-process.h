/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sandbox as a child process: started for the demo, spoken to over loopback HTTP like any server, ended with us.
 * Owned by the session; main thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SMT_TYPE_SANDBOX_PROCESS (smt_sandbox_process_get_type ())
G_DECLARE_FINAL_TYPE (SmtSandboxProcess, smt_sandbox_process, SMT, SANDBOX_PROCESS, GObject)

/* @now (nullable): the sandbox's clock, as ISO 8601 */
void               smt_sandbox_process_start_async  (const char *folder, const char *now, gboolean helseid, GAsyncReadyCallback callback, gpointer data);
SmtSandboxProcess *smt_sandbox_process_start_finish (GAsyncResult *result, GError **error);
const char        *smt_sandbox_process_get_base_url (SmtSandboxProcess *self);

G_END_DECLS
