/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-jose.h"

#include <jose/b64.h>
#include <jose/jwk.h>
#include <jose/jws.h>
#include <sys/random.h>

#include "keyring/smt-secret.h"

/* clang-format off */
G_DEFINE_QUARK (smt-jose-error-quark, smt_jose_error)
/* clang-format on */

#define OWN_ALGORITHM "ES256"
#define RANDOM_BYTES 32
#define LONGEST_TOKEN 65536

struct _SmtJoseKey
{
  json_t *jwk;
  guint references; /* main thread only */
  char *id;         /* its thumbprint (RFC 7638): the same key has the same name everywhere */
};

/* What HelseID may sign with, and the kind of key for it. Neither "none" nor shared secrets are here. */
static const struct
{
  const char *name;
  const char *kind;
  GChecksumType hash;
} algorithms[] = {
  { "RS256", "RSA", G_CHECKSUM_SHA256 }, { "PS256", "RSA", G_CHECKSUM_SHA256 }, { "ES256", "EC", G_CHECKSUM_SHA256 },
  { "RS384", "RSA", G_CHECKSUM_SHA384 }, { "PS384", "RSA", G_CHECKSUM_SHA384 }, { "ES384", "EC", G_CHECKSUM_SHA384 },
  { "RS512", "RSA", G_CHECKSUM_SHA512 }, { "PS512", "RSA", G_CHECKSUM_SHA512 }, { "ES512", "EC", G_CHECKSUM_SHA512 },
};

static int
find_algorithm (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_strcmp0 (algorithms[i].name, name) == 0)
      return (int)i;

  return -1;
}

static void
keep_quiet (void *misc, const char *file, int line, uint64_t err, const char *fmt, va_list ap)
{
}

/* libjose writes its troubles to standard error unless told otherwise; ours travel as errors. */
static jose_cfg_t *
quiet (void)
{
  static jose_cfg_t *config = NULL;

  if (config == NULL)
    {
      config = jose_cfg ();
      if (config == NULL)
        g_error ("no memory for libjose");
      jose_cfg_set_err_func (config, keep_quiet, NULL);
    }

  return config;
}

/* Everything that libjose reads has been through the strict reader. */
static json_t *
load (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);

  if (json == NULL || smt_json_type (smt_json_root (json)) != SMT_JSON_OBJECT)
    return NULL;

  return json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL);
}

static char *
dump (const json_t *value)
{
  char *text = json_dumps (value, JSON_COMPACT | JSON_SORT_KEYS);
  char *copy = g_strdup (text);

  if (text != NULL)
    explicit_bzero (text, strlen (text));
  free (text);
  return copy;
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static SmtJoseKey *
key_new (json_t *jwk)
{
  SmtJoseKey *key = g_new0 (SmtJoseKey, 1);
  json_auto_t *thumbprint = jose_jwk_thp (quiet (), jwk, "S256");

  key->jwk = jwk;
  key->references = 1;
  key->id = g_strdup (json_string_value (thumbprint));
  if (key->id == NULL)
    g_clear_pointer (&key, smt_jose_key_unref);

  return key;
}

/**
 * smt_jose_key_generate:
 *
 * Returns: (transfer full) (nullable): a new key pair on P-256, for ES256
 */
SmtJoseKey *
smt_jose_key_generate (void)
{
  json_t *jwk = json_pack ("{s:s}", "alg", OWN_ALGORITHM);

  if (jwk == NULL || !jose_jwk_gen (quiet (), jwk))
    {
      json_decref (jwk);
      return NULL;
    }

  return key_new (jwk);
}

/**
 * smt_jose_key_from_secret:
 * @secret: what smt_jose_key_to_secret() gave
 *
 * Returns: (transfer full) (nullable): the key; %NULL for anything else than a key pair for ES256
 */
SmtJoseKey *
smt_jose_key_from_secret (const char *secret)
{
  json_t *jwk = load (secret, strlen (secret));

  if (jwk == NULL || g_strcmp0 (json_string_value (json_object_get (jwk, "alg")), OWN_ALGORITHM) != 0
      || json_object_get (jwk, "d") == NULL || !jose_jwk_prm (quiet (), jwk, FALSE, "sign"))
    {
      json_decref (jwk);
      return NULL;
    }

  return key_new (jwk);
}

/**
 * smt_jose_key_to_secret:
 * @key: a key
 *
 * Returns: (transfer full): the whole key, with its private part; for the Secret Service only, to be wiped with
 * smt_secret_wipe()
 */
char *
smt_jose_key_to_secret (const SmtJoseKey *key)
{
  return dump (key->jwk);
}

/**
 * smt_jose_key_to_public:
 * @key: a key
 *
 * Returns: (transfer full): the public part as a JWK with `kid`, `alg` and `use`
 */
char *
smt_jose_key_to_public (const SmtJoseKey *key)
{
  json_auto_t *open = json_deep_copy (key->jwk);

  if (open == NULL || !jose_jwk_pub (quiet (), open))
    return NULL;
  json_object_del (open, "key_ops");
  json_object_set_new (open, "kid", json_string (key->id));
  json_object_set_new (open, "use", json_string ("sig"));

  return dump (open);
}

/**
 * smt_jose_key_get_id:
 * @key: a key
 *
 * Returns: its thumbprint (RFC 7638), which is also its `kid` and what `cnf.jkt` names
 */
const char *
smt_jose_key_get_id (const SmtJoseKey *key)
{
  return key->id;
}

/**
 * smt_jose_key_ref:
 * @key: a key
 *
 * Returns: (transfer full): @key
 */
SmtJoseKey *
smt_jose_key_ref (SmtJoseKey *key)
{
  key->references++;
  return key;
}

/**
 * smt_jose_key_unref:
 * @key: (transfer full) (nullable): a key
 */
void
smt_jose_key_unref (SmtJoseKey *key)
{
  if (key == NULL || --key->references > 0)
    return;

  json_decref (key->jwk);
  g_free (key->id);
  g_free (key);
}

/* --- signing ------------------------------------------------------------------------------------------------------ */

static const char *
part (const json_t *jws, const char *name)
{
  return json_string_value (json_object_get (jws, name));
}

/**
 * smt_jose_sign:
 * @key: a key
 * @header: the protected header, JSON; its `alg` is set here
 * @claims: the payload, JSON
 *
 * Returns: (transfer full) (nullable): a compact JWS
 */
char *
smt_jose_sign (const SmtJoseKey *key, const char *header, const char *claims)
{
  json_t *protect = load (header, strlen (header));
  json_auto_t *jws = json_pack ("{s:o}", "payload", jose_b64_enc (claims, strlen (claims)));
  json_auto_t *signature = NULL;

  if (protect == NULL || jws == NULL)
    {
      json_decref (protect);
      return NULL;
    }
  json_object_set_new (protect, "alg", json_string (OWN_ALGORITHM));
  signature = json_pack ("{s:o}", "protected", protect);
  if (signature == NULL || !jose_jws_sig (quiet (), jws, signature, key->jwk))
    return NULL;

  return g_strjoin (".", part (jws, "protected"), part (jws, "payload"), part (jws, "signature"), NULL);
}

/* --- verifying ---------------------------------------------------------------------------------------------------- */

static SmtJson *
decode (const char *encoded)
{
  gsize length = strlen (encoded);
  gsize size = jose_b64_dec_buf (NULL, length, NULL, 0);
  g_autoptr (GBytes) bytes = NULL;
  guint8 *buffer;

  if (size == SIZE_MAX || size == 0)
    return NULL;
  buffer = g_malloc (size);
  bytes = g_bytes_new_take (buffer, size);
  if (jose_b64_dec_buf (encoded, length, buffer, size) != size)
    return NULL;

  return smt_json_read (bytes, NULL);
}

static gboolean
suits (SmtJsonCursor key, SmtJsonCursor id, const char *algorithm, const char *kind)
{
  SmtJsonCursor use = smt_json_member (key, "use");
  SmtJsonCursor own = smt_json_member (key, "alg");
  g_autofree char *name = smt_json_dup_string (id);

  return smt_json_string_equals (smt_json_member (key, "kty"), kind)
         && (!smt_json_exists (use) || smt_json_string_equals (use, "sig"))
         && (!smt_json_exists (own) || smt_json_string_equals (own, algorithm))
         && (name == NULL || smt_json_string_equals (smt_json_member (key, "kid"), name));
}

static gboolean
is_signed_by (SmtJsonCursor key, char **parts)
{
  g_autofree char *text = smt_json_dup_bytes (key);
  json_auto_t *jwk = load (text, strlen (text));
  json_auto_t *jws = json_pack ("{s:s,s:s,s:s}", "protected", parts[0], "payload", parts[1], "signature", parts[2]);

  return jwk != NULL && jws != NULL && jose_jws_ver (quiet (), jws, NULL, jwk, FALSE);
}

static gboolean
check_signature (SmtJsonCursor header, SmtJsonCursor keys, char **parts, int algorithm, GError **error)
{
  SmtJsonIter iter;
  SmtJsonCursor key;
  gboolean found = FALSE;

  smt_json_iter_init (&iter, smt_json_member (keys, "keys"));
  while (smt_json_iter_next (&iter, NULL, &key))
    {
      if (!suits (key, smt_json_member (header, "kid"), algorithms[algorithm].name, algorithms[algorithm].kind))
        continue;
      found = TRUE;
      if (is_signed_by (key, parts))
        return TRUE;
    }
  if (found)
    g_set_error_literal (error, SMT_JOSE_ERROR, SMT_JOSE_ERROR_SIGNATURE, "the signature is not its issuer's");
  else
    g_set_error_literal (error, SMT_JOSE_ERROR, SMT_JOSE_ERROR_KEY, "signed with a key that the issuer does not name");

  return FALSE;
}

/**
 * smt_jose_verify:
 * @token: a compact JWS
 * @keys: a JWK set
 * @algorithm: (out) (nullable) (transfer full): what it was signed with
 * @error: %SMT_JOSE_ERROR
 *
 * Only asymmetric algorithms, only keys of the kind that the algorithm needs, nothing that is marked critical.
 *
 * Returns: (transfer full) (nullable): what was signed, strictly read
 */
SmtJson *
smt_jose_verify (const char *token, SmtJsonCursor keys, char **algorithm, GError **error)
{
  g_auto (GStrv) parts = strlen (token) <= LONGEST_TOKEN ? g_strsplit (token, ".", 4) : NULL;
  g_autoptr (SmtJson) header = NULL;
  g_autoptr (SmtJson) payload = NULL;
  g_autofree char *name = NULL;
  int found;

  if (parts == NULL || g_strv_length (parts) != 3 || (header = decode (parts[0])) == NULL
      || (payload = decode (parts[1])) == NULL || smt_json_type (smt_json_root (payload)) != SMT_JSON_OBJECT
      || smt_json_exists (smt_json_member (smt_json_root (header), "crit")))
    {
      g_set_error_literal (error, SMT_JOSE_ERROR, SMT_JOSE_ERROR_FORMAT, "not a signed token");
      return NULL;
    }
  name = smt_json_dup_string (smt_json_member (smt_json_root (header), "alg"));
  found = find_algorithm (name);
  if (found < 0)
    {
      g_set_error_literal (error, SMT_JOSE_ERROR, SMT_JOSE_ERROR_ALGORITHM, "signed in a way that is not accepted");
      return NULL;
    }
  if (!check_signature (smt_json_root (header), keys, parts, found, error))
    return NULL;
  if (algorithm != NULL)
    *algorithm = g_steal_pointer (&name);

  return g_steal_pointer (&payload);
}

/* --- small things ------------------------------------------------------------------------------------------------- */

/**
 * smt_jose_encode:
 * @bytes: bytes
 * @length: how many
 *
 * Returns: (transfer full): base64url without padding
 */
char *
smt_jose_encode (const guint8 *bytes, gsize length)
{
  gsize size = jose_b64_enc_buf (NULL, length, NULL, 0);
  char *text = g_malloc0 (size + 1);

  jose_b64_enc_buf (bytes, length, text, size);
  return text;
}

static char *
encode_hash (GChecksumType type, const char *text, guint divisor)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (type);
  guint8 digest[64];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *)text, (gssize)strlen (text));
  g_checksum_get_digest (checksum, digest, &length);
  return smt_jose_encode (digest, length / divisor);
}

/**
 * smt_jose_hash:
 * @text: a text
 *
 * Returns: (transfer full): base64url of its SHA-256: an `ath`, or a PKCE challenge
 */
char *
smt_jose_hash (const char *text)
{
  return encode_hash (G_CHECKSUM_SHA256, text, 1);
}

/**
 * smt_jose_half_hash:
 * @text: a token
 * @algorithm: what the id_token beside it is signed with
 *
 * Returns: (transfer full) (nullable): base64url of the left half of its hash: an `at_hash` (OpenID Connect
 * Core 3.1.3.6)
 */
char *
smt_jose_half_hash (const char *text, const char *algorithm)
{
  int found = find_algorithm (algorithm);

  return found >= 0 ? encode_hash (algorithms[found].hash, text, 2) : NULL;
}

/**
 * smt_jose_random:
 *
 * Returns: (transfer full): 256 bits that nobody can guess, as base64url
 */
char *
smt_jose_random (void)
{
  guint8 bytes[RANDOM_BYTES];

  /* the kernel's generator; up to 256 bytes come whole or not at all */
  if (getrandom (bytes, sizeof bytes, 0) != (gssize)sizeof bytes)
    g_error ("the system has no randomness");

  return smt_jose_encode (bytes, sizeof bytes);
}
