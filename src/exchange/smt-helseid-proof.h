/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What this installation signs: who it is (client assertion), what it asks for (request object), and that a token is in
 * the right hands (DPoP proof, RFC 9449). Each has a `jti` of its own and is used once.
 * Pure but for the randomness; private to this room.
 */
#pragma once

#include "exchange/smt-helseid-settings.h"
#include "exchange/smt-jose.h"

G_BEGIN_DECLS

char *smt_helseid_make_assertion      (const SmtJoseKey *key, const SmtHelseidSettings *settings, gint64 now);
char *smt_helseid_make_request_object (const SmtJoseKey *key, const SmtHelseidSettings *settings, gint64 now);
char *smt_helseid_make_proof          (const SmtJoseKey *key, const char *method, const char *url, const char *token,
                                       const char *nonce, gint64 now);

G_END_DECLS
