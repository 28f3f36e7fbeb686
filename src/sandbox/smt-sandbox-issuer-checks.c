/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-issuer.h"

#include "sandbox/smt-sandbox-json.h"

#define ASSERTION_KIND "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#define HEALTH_API_SCOPE "e-helse:sfm.api/sfm.api2"
#define ASSERTION_SECONDS 60
#define PROOF_PAST 60
#define LEEWAY 5
#define REQUEST_SECONDS 120

/* One refusal, named once. */
#define REFUSE(error, why) ((SmtSandboxRefusal){ error, why })
#define BAD_CLIENT(why) REFUSE ("invalid_client", why)
#define BAD_REQUEST(why) REFUSE ("invalid_request", why)
#define BAD_PROOF(why) REFUSE ("invalid_dpop_proof", why)
#define BAD_TOKEN(why) REFUSE ("invalid_token", why)

static gboolean
get_time (SmtJsonCursor claims, const char *name, gint64 *out)
{
  SmtDecimal decimal;

  return smt_json_get_decimal (smt_json_member (claims, name), &decimal) && smt_decimal_is_integer (decimal, out);
}

static gboolean
says (SmtJsonCursor from, const char *name, const char *text)
{
  return smt_json_string_equals (smt_json_member (from, name), text);
}

/* Whether @claims bring a jti that nobody has used; from now on it is used. */
static gboolean
use_jti (SmtSandboxIssuer *self, SmtJsonCursor claims)
{
  char *jti = smt_sandbox_json_text (claims, "jti");

  if (jti == NULL || *jti == '\0' || g_hash_table_contains (self->seen, jti))
    {
      g_free (jti);
      return FALSE;
    }
  g_hash_table_add (self->seen, jti);
  return TRUE;
}

/* --- who asks: the client assertion ---------------------------------------------------------------------------------
 */

static SmtSandboxRefusal
check_assertion_claims (SmtSandboxIssuer *self, SmtJsonCursor claims, const char *client_id)
{
  gint64 now = smt_sandbox_issuer_now (self);
  gint64 expires, not_before, issued;

  if (!says (claims, "iss", client_id) || !says (claims, "sub", client_id))
    return BAD_CLIENT ("iss and sub are not the client");
  if (!says (claims, "aud", self->base))
    return BAD_CLIENT ("aud is not this issuer");
  if (!get_time (claims, "exp", &expires) || !get_time (claims, "iat", &issued))
    return BAD_CLIENT ("exp and iat are needed");
  if (expires <= now - LEEWAY)
    return BAD_CLIENT ("the assertion has expired");
  if (expires > now + ASSERTION_SECONDS + LEEWAY || expires > issued + ASSERTION_SECONDS)
    return BAD_CLIENT ("the assertion is valid for too long");
  if (issued > now + LEEWAY || (get_time (claims, "nbf", &not_before) && not_before > now + LEEWAY))
    return BAD_CLIENT ("the assertion is not valid yet");
  if (!use_jti (self, claims))
    return BAD_CLIENT ("the jti was used before");
  return SMT_SANDBOX_TAKEN;
}

/**
 * smt_sandbox_check_assertion:
 * @self: the issuer
 * @form: the request
 * @client_id: (out) (transfer full): who it is
 *
 * private_key_jwt, and nothing else.
 *
 * Returns: why not
 */
SmtSandboxRefusal
smt_sandbox_check_assertion (SmtSandboxIssuer *self, GHashTable *form, char **client_id)
{
  const char *id = g_hash_table_lookup (form, "client_id");
  SmtSandboxRegistered *registered = id != NULL ? g_hash_table_lookup (self->clients, id) : NULL;
  g_autoptr (SmtSandboxToken) token = smt_sandbox_token_read (g_hash_table_lookup (form, "client_assertion"));

  if (g_hash_table_contains (form, "client_secret"))
    return BAD_CLIENT ("no secret is ever sent");
  if (registered == NULL)
    return BAD_CLIENT ("this client is not registered");
  if (g_strcmp0 (g_hash_table_lookup (form, "client_assertion_type"), ASSERTION_KIND) != 0 || token == NULL)
    return BAD_CLIENT ("a client assertion is needed");
  if (!says (smt_json_root (token->header), "typ", "client-authentication+jwt"))
    return BAD_CLIENT ("typ must be client-authentication+jwt");
  if (!smt_sandbox_token_is_signed_by (token, registered->jwk))
    return BAD_CLIENT ("not signed with the client's registered key");
  *client_id = g_strdup (id);
  return check_assertion_claims (self, smt_json_root (token->claims), id);
}

/* --- what is asked: the pushed request ------------------------------------------------------------------------------
 */

static SmtSandboxRefusal
check_parameters (SmtSandboxIssuer *self, GHashTable *form, const char *client_id)
{
  SmtSandboxRegistered *registered = g_hash_table_lookup (self->clients, client_id);
  const char *scope = g_hash_table_lookup (form, "scope");
  const char *challenge = g_hash_table_lookup (form, "code_challenge");
  g_auto (GStrv) scopes = g_strsplit (scope != NULL ? scope : "", " ", -1);

  if (g_strcmp0 (g_hash_table_lookup (form, "response_type"), "code") != 0)
    return REFUSE ("unsupported_response_type", "response_type must be code");
  if (g_strcmp0 (g_hash_table_lookup (form, "redirect_uri"), registered->redirect_uri) != 0)
    return BAD_REQUEST ("the redirect_uri is not the registered one");
  if (g_strcmp0 (g_hash_table_lookup (form, "code_challenge_method"), "S256") != 0 || challenge == NULL
      || strlen (challenge) != 43)
    return BAD_REQUEST ("PKCE with S256 is needed");
  if (g_hash_table_lookup (form, "state") == NULL || g_hash_table_lookup (form, "nonce") == NULL)
    return BAD_REQUEST ("state and nonce are needed");
  if (!g_strv_contains ((const char *const *)scopes, "openid")
      || !g_strv_contains ((const char *const *)scopes, HEALTH_API_SCOPE))
    return REFUSE ("invalid_scope", "openid and " HEALTH_API_SCOPE " are needed");
  return SMT_SANDBOX_TAKEN;
}

/* Which organisation and which journal. */
static gboolean
take_details (SmtJsonCursor details, SmtSandboxGrant *grant)
{
  SmtJsonIter iter;
  SmtJsonCursor one;

  smt_json_iter_init (&iter, details);
  while (smt_json_iter_next (&iter, NULL, &one))
    {
      SmtJsonCursor number = smt_sandbox_json_at (one, "practitioner_role/organization/identifier");
      g_autofree char *value = smt_sandbox_json_text (number, "value");

      if (says (one, "type", "helseid_authorization") && value != NULL && grant->organisation == NULL)
        grant->organisation = g_strdup (g_str_has_prefix (value, "NO:ORGNR:") ? value + strlen ("NO:ORGNR:") : value);
      else if (says (one, "type", "nhn:sfm:journal-id") && grant->journal_id == NULL)
        grant->journal_id = smt_sandbox_json_text (one, "value/journal_id");
    }
  return grant->organisation != NULL && grant->journal_id != NULL && g_uuid_string_is_valid (grant->journal_id);
}

static SmtSandboxRefusal
check_request_object (SmtSandboxIssuer *self, GHashTable *form, const char *client_id, SmtSandboxGrant *grant)
{
  SmtSandboxRegistered *registered = g_hash_table_lookup (self->clients, client_id);
  g_autoptr (SmtSandboxToken) token = smt_sandbox_token_read (g_hash_table_lookup (form, "request"));
  SmtJsonCursor claims = token != NULL ? smt_json_root (token->claims) : SMT_JSON_NOWHERE;
  gint64 expires = 0;

  if (token == NULL || !smt_sandbox_token_is_signed_by (token, registered->jwk))
    return REFUSE ("invalid_request_object", "a signed request object is needed");
  if (!says (claims, "iss", client_id) || !says (claims, "client_id", client_id) || !says (claims, "aud", self->base))
    return REFUSE ("invalid_request_object", "the request object is somebody else's");
  if (!get_time (claims, "exp", &expires) || expires <= smt_sandbox_issuer_now (self) - LEEWAY)
    return REFUSE ("invalid_request_object", "the request object has expired");
  if (!use_jti (self, claims))
    return REFUSE ("invalid_request_object", "the jti was used before");
  if (!take_details (smt_json_member (claims, "authorization_details"), grant))
    return REFUSE ("invalid_authorization_details", "organisation and journal id are needed");
  return SMT_SANDBOX_TAKEN;
}

/**
 * smt_sandbox_check_request:
 * @self: the issuer
 * @form: the pushed request
 * @client_id: who asks
 * @grant: gets what was asked for
 *
 * Returns: why not
 */
SmtSandboxRefusal
smt_sandbox_check_request (SmtSandboxIssuer *self, GHashTable *form, const char *client_id, SmtSandboxGrant *grant)
{
  SmtSandboxRefusal refusal = check_parameters (self, form, client_id);

  if (refusal.error == NULL)
    refusal = check_request_object (self, form, client_id, grant);
  grant->client_id = g_strdup (client_id);
  grant->redirect_uri = g_strdup (g_hash_table_lookup (form, "redirect_uri"));
  grant->state = g_strdup (g_hash_table_lookup (form, "state"));
  grant->nonce = g_strdup (g_hash_table_lookup (form, "nonce"));
  grant->challenge = g_strdup (g_hash_table_lookup (form, "code_challenge"));
  grant->asked_anew = g_strcmp0 (g_hash_table_lookup (form, "prompt"), "login") == 0;
  grant->expires = smt_sandbox_issuer_now (self) + REQUEST_SECONDS;
  return refusal;
}

/* --- in whose hands: the proof --------------------------------------------------------------------------------------
 */

static SmtSandboxRefusal
check_proof_claims (SmtSandboxIssuer *self,
                    SmtJsonCursor claims,
                    const char *method,
                    const char *path,
                    const char *access_token)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  g_autofree char *hash = access_token != NULL ? smt_sandbox_hash (access_token, 0) : NULL;
  gint64 now = smt_sandbox_issuer_now (self);
  gint64 issued;

  if (!says (claims, "htm", method))
    return BAD_PROOF ("htm is another method");
  if (!says (claims, "htu", url))
    return BAD_PROOF ("htu is another address");
  if (!get_time (claims, "iat", &issued) || issued < now - PROOF_PAST || issued > now + LEEWAY)
    return BAD_PROOF ("iat is too old, or in the future");
  if (hash != NULL && !says (claims, "ath", hash))
    return BAD_PROOF ("ath is of another token");
  if (self->demands_nonce && !says (claims, "nonce", self->nonce))
    return REFUSE ("use_dpop_nonce", "the proof must carry the nonce");
  if (!use_jti (self, claims))
    return BAD_PROOF ("the jti was used before");
  return SMT_SANDBOX_TAKEN;
}

/**
 * smt_sandbox_check_proof:
 * @self: the issuer
 * @headers: of the request
 * @method: of the request
 * @path: of the request, without its query
 * @access_token: (nullable): the token that came with it
 * @jkt: (out) (transfer full): the thumbprint of the key that signed it
 *
 * Returns: why not
 */
SmtSandboxRefusal
smt_sandbox_check_proof (SmtSandboxIssuer *self,
                         SoupMessageHeaders *headers,
                         const char *method,
                         const char *path,
                         const char *access_token,
                         char **jkt)
{
  g_autoptr (SmtSandboxToken) proof = smt_sandbox_token_read (soup_message_headers_get_list (headers, "DPoP"));
  SmtJsonCursor header = proof != NULL ? smt_json_root (proof->header) : SMT_JSON_NOWHERE;
  SmtJsonCursor key = smt_json_member (header, "jwk");
  g_autofree char *jwk = NULL;

  if (proof == NULL)
    return BAD_PROOF ("exactly one proof is needed");
  if (!says (header, "typ", "dpop+jwt"))
    return BAD_PROOF ("typ must be dpop+jwt");
  if (smt_json_type (key) != SMT_JSON_OBJECT || smt_json_exists (smt_json_member (key, "d"))
      || smt_json_exists (smt_json_member (key, "k")))
    return BAD_PROOF ("the public key, and only that, is needed");
  jwk = smt_json_dup_bytes (key);
  if (!smt_sandbox_token_is_signed_by (proof, jwk))
    return BAD_PROOF ("not signed with its own key");
  *jkt = smt_sandbox_jwk_thumbprint (jwk);
  return check_proof_claims (self, smt_json_root (proof->claims), method, path, access_token);
}

/**
 * smt_sandbox_check_access:
 * @self: the issuer
 * @access_token: the token
 * @jkt: the thumbprint of the key that made the proof
 * @hpr: (out) (transfer full): whose it is
 *
 * What SFM demands of a token.
 *
 * Returns: why not
 */
SmtSandboxRefusal
smt_sandbox_check_access (SmtSandboxIssuer *self, const char *access_token, const char *jkt, char **hpr)
{
  g_autoptr (SmtSandboxToken) token = smt_sandbox_token_read (access_token);
  g_autofree char *jwk = smt_sandbox_key_public (self->key);
  SmtJsonCursor claims = token != NULL ? smt_json_root (token->claims) : SMT_JSON_NOWHERE;
  gint64 expires;

  if (token == NULL || !smt_sandbox_token_is_signed_by (token, jwk) || !says (claims, "iss", self->base))
    return BAD_TOKEN ("not a token of this issuer");
  if (!says (smt_json_root (token->header), "typ", "at+jwt") || !says (claims, "aud", SMT_SANDBOX_AUDIENCE))
    return BAD_TOKEN ("not a token for SFM");
  if (!get_time (claims, "exp", &expires) || expires <= smt_sandbox_issuer_now (self))
    return BAD_TOKEN ("the token has expired");
  if (!says (smt_json_member (claims, "cnf"), "jkt", jkt))
    return BAD_TOKEN ("the token is bound to another key");
  if (!says (claims, "helseid://claims/identity/security_level", "4"))
    return REFUSE ("insufficient_scope", "security level 4 is needed");
  *hpr = smt_json_dup_string (smt_json_member (claims, "helseid://claims/hpr/hpr_number"));
  if (*hpr == NULL)
    return REFUSE ("insufficient_scope", "an HPR number is needed");
  return SMT_SANDBOX_TAKEN;
}
