/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way back from the browser: one request to one path on 127.0.0.1, within two minutes.
 * Private to this room. Main thread only.
 */
#pragma once

#include <gio/gio.h>

#include "exchange/smt-helseid-settings.h"

G_BEGIN_DECLS

typedef struct _SmtHelseidListener SmtHelseidListener;

/* pure: the code in a query, held against what this sign-in sent */
char *smt_helseid_callback_read (const char *query, const char *state, const char *issuer, GError **error);

SmtHelseidListener *smt_helseid_listener_new  (const SmtHelseidSettings *settings, const char *page, GError **error);
void                smt_helseid_listener_free (SmtHelseidListener *self);
void                smt_helseid_listener_wait_async  (SmtHelseidListener *self, guint patience_ms, GCancellable *cancellable,
                                                      GAsyncReadyCallback callback, gpointer data);
char               *smt_helseid_listener_wait_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtHelseidListener, smt_helseid_listener_free)

G_END_DECLS
