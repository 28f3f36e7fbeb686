/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the exchange: errors with their outcome, and what an HTTP answer means.
 * Pure functions; any thread.
 */
#pragma once

#include "exchange/smt-broker.h"
#include "exchange/smt-http.h"

G_BEGIN_DECLS

GError         *smt_broker_error_new_clock (gint64 ahead);

SmtBrokerReply *smt_sfm_understand_reply (const SmtHttpReply *reply, gboolean send, GError **error);
GError         *smt_sfm_understand_error (const GError *http_error, gboolean send, gboolean left);

G_END_DECLS
