/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in without a browser and without a registration: for the demo's own sandbox on this machine only.
 * Main thread.
 */
#pragma once

#include "exchange/smt-helseid.h"

G_BEGIN_DECLS

void        smt_demo_sign_in_async  (const char *base_url, GAsyncReadyCallback callback, gpointer data);
SmtHelseid *smt_demo_sign_in_finish (GAsyncResult *result, GError **error);

G_END_DECLS
