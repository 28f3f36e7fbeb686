/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signed tokens, by libjose: what the issuer needs, written for the sandbox alone, so that it cannot share a mistake with
 * the client.
 */
#pragma once

#include "base/smt-json.h"

G_BEGIN_DECLS

/** SmtSandboxToken: a compact JWS, taken apart; who signed it is another question. */
typedef struct
{
  char    *text;
  SmtJson *header;
  SmtJson *claims;
} SmtSandboxToken;

typedef struct _SmtSandboxKey SmtSandboxKey;

SmtSandboxKey   *smt_sandbox_key_new           (const char *algorithm, const char *id);
void             smt_sandbox_key_free          (SmtSandboxKey *key);
char            *smt_sandbox_key_public        (const SmtSandboxKey *key);
char            *smt_sandbox_key_sign          (const SmtSandboxKey *key, const char *type, const char *jwk,
                                                const char *claims);

SmtSandboxToken *smt_sandbox_token_read        (const char *text);
void             smt_sandbox_token_free        (SmtSandboxToken *token);
gboolean         smt_sandbox_token_is_signed_by (const SmtSandboxToken *token, const char *jwk);

char            *smt_sandbox_jwk_thumbprint    (const char *jwk);
char            *smt_sandbox_hash              (const char *text, guint bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxKey, smt_sandbox_key_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxToken, smt_sandbox_token_free)

G_END_DECLS
