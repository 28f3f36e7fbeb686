/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Validation of an id_token, in full (OpenID Connect Core 3.1.3.7, HelseID's security level).
 * Pure: the clock is an argument. Private to this room.
 */
#pragma once

#include "base/smt-json.h"
#include "exchange/smt-helseid-identity.h"
#include "exchange/smt-helseid-settings.h"

G_BEGIN_DECLS

/** SmtHelseidExpected: what a token is held against. */
typedef struct
{
  const SmtHelseidSettings *settings;
  const char *nonce;        /* (nullable) of this sign-in; NULL after a refresh */
  const char *subject;      /* (nullable) who it must be: after a refresh */
  const char *access_token;
  gint64 now;               /* seconds since 1970 */
  gint64 not_before;        /* the person must have proved who they are since then; 0: at any time */
} SmtHelseidExpected;

SmtHelseidIdentity *smt_helseid_id_token_validate (const char *token, SmtJsonCursor keys,
                                                   const SmtHelseidExpected *expected, GError **error);

G_END_DECLS
