/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server on this machine that misbehaves on purpose; the first part of the path says how. It counts every request it
 * has received whole. Runs its connections on threads of its own.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _FaultServer FaultServer;

FaultServer *fault_server_new      (gboolean tls);
FaultServer *fault_server_new_with (GTlsCertificate *certificate); /* (nullable): speaks TLS as it says */
void         fault_server_free     (FaultServer *server);
char        *fault_server_url      (FaultServer *server, const char *fault);
guint        fault_server_requests (FaultServer *server);    /* received whole */
guint        fault_server_connections (FaultServer *server); /* accepted */
char        *fault_server_dup_last (FaultServer *server);    /* the last request, head and body */
guint        fault_server_free_port (void);                  /* a port where nobody listens */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_free)

G_END_DECLS
