/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON Web Keys and signatures, by libjose. The only file of the room that knows libjose and its JSON library; outside it
 * a key is opaque, and documents are what the strict reader gives. Private to this room. Main thread only.
 */
#pragma once

#include "base/smt-json.h"

G_BEGIN_DECLS

#define SMT_JOSE_ERROR (smt_jose_error_quark ())
GQuark smt_jose_error_quark (void);

typedef enum
{
  SMT_JOSE_ERROR_FORMAT,    /* no compact JWS, or parts that are no JSON */
  SMT_JOSE_ERROR_ALGORITHM, /* none, a shared secret, or one we do not know */
  SMT_JOSE_ERROR_KEY,       /* no key with that name, or one that does not fit the algorithm */
  SMT_JOSE_ERROR_SIGNATURE,
} SmtJoseError;

/** SmtJoseKey: a key pair; the private part leaves it only by smt_jose_key_to_secret(). */
typedef struct _SmtJoseKey SmtJoseKey;

SmtJoseKey *smt_jose_key_generate      (void);
SmtJoseKey *smt_jose_key_from_secret   (const char *secret);
char       *smt_jose_key_to_secret     (const SmtJoseKey *key);
char       *smt_jose_key_to_public     (const SmtJoseKey *key);
const char *smt_jose_key_get_id        (const SmtJoseKey *key);
SmtJoseKey *smt_jose_key_ref           (SmtJoseKey *key);
void        smt_jose_key_unref         (SmtJoseKey *key);

char       *smt_jose_sign              (const SmtJoseKey *key, const char *header, const char *claims);
SmtJson    *smt_jose_verify            (const char *token, SmtJsonCursor keys, char **algorithm, GError **error);

char       *smt_jose_encode            (const guint8 *bytes, gsize length);
char       *smt_jose_hash              (const char *text);
char       *smt_jose_half_hash         (const char *text, const char *algorithm);
char       *smt_jose_random            (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtJoseKey, smt_jose_key_unref)

G_END_DECLS
