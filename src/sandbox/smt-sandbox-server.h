/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTTP on the loopback address: routes, size and type limits, the clock in the Date header.
 */
#pragma once

#include <libsoup/soup.h>

#include "sandbox/smt-sandbox-faults.h"
#include "sandbox/smt-sandbox-store.h"

G_BEGIN_DECLS

typedef struct _SmtSandboxServer SmtSandboxServer;

SmtSandboxServer *smt_sandbox_server_new        (SmtSandboxStore *store);
void              smt_sandbox_server_free       (SmtSandboxServer *server);
gboolean          smt_sandbox_server_listen     (SmtSandboxServer *server, guint port, GError **error);
guint             smt_sandbox_server_get_port   (SmtSandboxServer *server);
void              smt_sandbox_server_demand_sign_in (SmtSandboxServer *server);
gboolean          smt_sandbox_server_set_fault  (SmtSandboxServer *server, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxServer, smt_sandbox_server_free)

G_END_DECLS
