/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-jose.h"

#include <jose/b64.h>
#include <jose/jwk.h>
#include <jose/jws.h>

#include "sandbox/smt-sandbox-json.h"

#define WHOLE_HASH 32

struct _SmtSandboxKey
{
  json_t *jwk; /* both parts, with its algorithm and name */
};

static void
no_word (void *misc, const char *file, int line, uint64_t error, const char *format, va_list arguments)
{
}

/* A refusal is the sandbox's daily work and nothing for standard error. */
static jose_cfg_t *
config (void)
{
  static jose_cfg_t *kept = NULL;

  if (kept == NULL)
    {
      kept = jose_cfg ();
      jose_cfg_set_err_func (kept, no_word, NULL);
    }
  return kept;
}

static char *
to_text (const json_t *value)
{
  char *text = json_dumps (value, JSON_COMPACT);
  char *copy = g_strdup (text);

  free (text);
  return copy;
}

/**
 * smt_sandbox_key_new:
 * @algorithm: what it is to sign with, such as "RS256"
 * @id: its `kid`
 *
 * Returns: (transfer full): a new key pair
 */
SmtSandboxKey *
smt_sandbox_key_new (const char *algorithm, const char *id)
{
  SmtSandboxKey *key = g_new0 (SmtSandboxKey, 1);

  key->jwk = json_pack ("{s:s,s:s}", "alg", algorithm, "kid", id);
  if (!jose_jwk_gen (config (), key->jwk))
    g_error ("no key for %s", algorithm);
  return key;
}

/**
 * smt_sandbox_key_free:
 * @key: (transfer full) (nullable): a key
 */
void
smt_sandbox_key_free (SmtSandboxKey *key)
{
  if (key == NULL)
    return;
  json_decref (key->jwk);
  g_free (key);
}

/**
 * smt_sandbox_key_public:
 * @key: a key
 *
 * Returns: (transfer full): its public part, as it stands in a JWK set
 */
char *
smt_sandbox_key_public (const SmtSandboxKey *key)
{
  json_auto_t *open = json_deep_copy (key->jwk);

  jose_jwk_pub (config (), open);
  json_object_del (open, "key_ops");
  json_object_set_new (open, "use", json_string ("sig"));
  return to_text (open);
}

/**
 * smt_sandbox_key_sign:
 * @key: a key
 * @type: the `typ` of the header
 * @jwk: (nullable): a key to put into the header, JSON
 * @claims: JSON
 *
 * Returns: (transfer full): a compact JWS
 */
char *
smt_sandbox_key_sign (const SmtSandboxKey *key, const char *type, const char *jwk, const char *claims)
{
  json_auto_t *jws = json_pack ("{s:o}", "payload", jose_b64_enc (claims, strlen (claims)));
  json_auto_t *signature = json_pack ("{s:{s:s,s:O,s:O}}", "protected", "typ", type, "kid",
                                      json_object_get (key->jwk, "kid"), "alg", json_object_get (key->jwk, "alg"));

  if (jwk != NULL)
    json_object_set_new (json_object_get (signature, "protected"), "jwk", json_loads (jwk, 0, NULL));
  if (!jose_jws_sig (config (), jws, signature, key->jwk))
    g_error ("a token could not be signed");
  return g_strjoin (".", json_string_value (json_object_get (jws, "protected")),
                    json_string_value (json_object_get (jws, "payload")),
                    json_string_value (json_object_get (jws, "signature")), NULL);
}

/* --- tokens of others ----------------------------------------------------------------------------------------------
 */

static SmtJson *
unpack (const char *part)
{
  gsize size = jose_b64_dec_buf (NULL, strlen (part), NULL, 0);
  g_autofree char *bytes = size > 0 && size < SMT_JSON_MAX_BYTES ? g_malloc0 (size) : NULL;

  if (bytes == NULL || jose_b64_dec_buf (part, strlen (part), bytes, size) != size)
    return NULL;
  return smt_sandbox_json_read (bytes, (gssize)size, NULL);
}

/**
 * smt_sandbox_token_read:
 * @text: (nullable): a compact JWS
 *
 * Returns: (transfer full) (nullable): its parts, not yet verified
 */
SmtSandboxToken *
smt_sandbox_token_read (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ".", 4);
  g_autoptr (SmtSandboxToken) token = g_new0 (SmtSandboxToken, 1);

  if (g_strv_length (parts) != 3)
    return NULL;
  token->text = g_strdup (text);
  token->header = unpack (parts[0]);
  token->claims = unpack (parts[1]);
  return token->header != NULL && token->claims != NULL ? g_steal_pointer (&token) : NULL;
}

/**
 * smt_sandbox_token_free:
 * @token: (transfer full) (nullable): a token
 */
void
smt_sandbox_token_free (SmtSandboxToken *token)
{
  if (token == NULL)
    return;
  g_free (token->text);
  g_clear_pointer (&token->header, smt_json_unref);
  g_clear_pointer (&token->claims, smt_json_unref);
  g_free (token);
}

/* A shared secret or no signature at all proves nothing. */
static gboolean
is_asymmetric (SmtJsonCursor algorithm)
{
  static const char *const taken[] = {
    "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"
  };

  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    if (smt_json_string_equals (algorithm, taken[i]))
      return TRUE;
  return FALSE;
}

/**
 * smt_sandbox_token_is_signed_by:
 * @token: a token
 * @jwk: a public key, JSON
 *
 * Returns: whether that key signed it, asymmetrically
 */
gboolean
smt_sandbox_token_is_signed_by (const SmtSandboxToken *token, const char *jwk)
{
  g_auto (GStrv) parts = g_strsplit (token->text, ".", 4);
  json_auto_t *key = json_loads (jwk, JSON_REJECT_DUPLICATES, NULL);
  json_auto_t *jws = json_pack ("{s:s,s:s,s:s}", "protected", parts[0], "payload", parts[1], "signature", parts[2]);

  return is_asymmetric (smt_json_member (smt_json_root (token->header), "alg")) && key != NULL
         && jose_jws_ver (config (), jws, NULL, key, FALSE);
}

/* --- names and hashes ----------------------------------------------------------------------------------------------
 */

/**
 * smt_sandbox_jwk_thumbprint:
 * @jwk: a key, JSON
 *
 * Returns: (transfer full) (nullable): its thumbprint (RFC 7638)
 */
char *
smt_sandbox_jwk_thumbprint (const char *jwk)
{
  json_auto_t *key = json_loads (jwk, JSON_REJECT_DUPLICATES, NULL);
  json_auto_t *thumbprint = key != NULL ? jose_jwk_thp (config (), key, "S256") : NULL;

  return g_strdup (json_string_value (thumbprint));
}

/**
 * smt_sandbox_hash:
 * @text: a text
 * @bytes: how many bytes of its SHA-256, from the left; 0 = all
 *
 * Returns: (transfer full): them as base64url
 */
char *
smt_sandbox_hash (const char *text, guint bytes)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[WHOLE_HASH];
  gsize length = sizeof digest;
  json_auto_t *encoded = NULL;

  g_checksum_update (checksum, (const guchar *)text, (gssize)strlen (text));
  g_checksum_get_digest (checksum, digest, &length);
  encoded = jose_b64_enc (digest, bytes > 0 ? bytes : length);
  return g_strdup (json_string_value (encoded));
}
