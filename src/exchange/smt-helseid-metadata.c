/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-helseid-metadata.h"

#include "exchange/smt-helseid-error.h"
#include "exchange/smt-http.h"

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_BAD_ANSWER, "%s", why);
  return FALSE;
}

/* An address is https; http on this machine only where the issuer is on this machine too. */
static gboolean
take (SmtJsonCursor root, const char *key, gboolean local, char **out)
{
  g_autofree char *url = smt_json_dup_string (smt_json_member (root, key));
  gboolean loopback = FALSE;

  if (url == NULL || !smt_http_check_base (url, &loopback, NULL) || (loopback && !local))
    return FALSE;
  *out = g_steal_pointer (&url);

  return TRUE;
}

/**
 * smt_helseid_metadata_read:
 * @bytes: the discovery document
 * @issuer: whose it must be
 * @error: %SMT_HELSEID_ERROR_BAD_ANSWER
 *
 * Returns: (transfer full) (nullable): the addresses in it
 */
SmtHelseidMetadata *
smt_helseid_metadata_read (GBytes *bytes, const char *issuer, GError **error)
{
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);
  g_autoptr (SmtHelseidMetadata) self = g_new0 (SmtHelseidMetadata, 1);
  SmtJsonCursor root;
  gboolean local = FALSE;

  if (json == NULL)
    {
      refuse (error, "the discovery document cannot be read");
      return NULL;
    }
  root = smt_json_root (json);
  if (!smt_json_string_equals (smt_json_member (root, "issuer"), issuer) || !smt_http_check_base (issuer, &local, NULL))
    {
      refuse (error, "the discovery document is of another issuer");
      return NULL;
    }
  self->issuer = g_strdup (issuer);
  if (!take (root, "jwks_uri", local, &self->jwks_uri)
      || !take (root, "pushed_authorization_request_endpoint", local, &self->par)
      || !take (root, "authorization_endpoint", local, &self->authorize)
      || !take (root, "token_endpoint", local, &self->token))
    {
      refuse (error, "the discovery document lacks an address, or names one that may not be used");
      return NULL;
    }
  take (root, "end_session_endpoint", local, &self->end_session);
  take (root, "revocation_endpoint", local, &self->revocation);

  return g_steal_pointer (&self);
}

/**
 * smt_helseid_metadata_free:
 * @metadata: (transfer full) (nullable): metadata
 */
void
smt_helseid_metadata_free (SmtHelseidMetadata *metadata)
{
  if (metadata == NULL)
    return;

  g_free (metadata->issuer);
  g_free (metadata->jwks_uri);
  g_free (metadata->par);
  g_free (metadata->authorize);
  g_free (metadata->token);
  g_free (metadata->end_session);
  g_free (metadata->revocation);
  g_free (metadata);
}

/**
 * smt_helseid_keys_read:
 * @bytes: the JWK set
 * @error: %SMT_HELSEID_ERROR_BAD_ANSWER
 *
 * Returns: (transfer full) (nullable): the document, with at least one key
 */
SmtJson *
smt_helseid_keys_read (GBytes *bytes, GError **error)
{
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);

  if (json == NULL || smt_json_length (smt_json_member (smt_json_root (json), "keys")) == 0)
    {
      refuse (error, "no keys to verify with");
      return NULL;
    }

  return g_steal_pointer (&json);
}
