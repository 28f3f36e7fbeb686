/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-issuer.h"

#include "base/smt-json-writer.h"
#include "sandbox/smt-sandbox-json.h"

#define CODE_SECONDS 60
#define OLD_SESSION_SECONDS 3600

static void
set_json (SoupServerMessage *message, guint status, const char *body)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_COPY, body, strlen (body));
}

/* Every answer of the issuer says what time it is here. */
static void
set_date (const SmtSandboxIssuer *self, SoupServerMessage *message)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (smt_sandbox_issuer_now (self));
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", date);
}

static void
refuse (SmtSandboxIssuer *self, SoupServerMessage *message, SmtSandboxRefusal refusal)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *body = NULL;
  gboolean client = g_str_equal (refusal.error, "invalid_client");

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "error", refusal.error);
  smt_json_writer_member (writer, "error_description", refusal.why);
  smt_json_writer_end_object (writer);
  body = smt_json_writer_finish (writer);
  if (g_str_equal (refusal.error, "use_dpop_nonce"))
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "DPoP-Nonce", self->nonce);
  set_json (message, client ? 401 : 400, body);
}

static GHashTable *
read_form (SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *type = soup_message_headers_get_content_type (soup_server_message_get_request_headers (message), NULL);

  if (g_strcmp0 (type, "application/x-www-form-urlencoded") != 0)
    return soup_form_decode ("");
  return soup_form_decode (text);
}

/* --- documents ------------------------------------------------------------------------------------------------------
 */

static void
write_address (const SmtSandboxIssuer *self, SmtJsonWriter *writer, const char *key, const char *path)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);

  smt_json_writer_member (writer, key, url);
}

static void
serve_discovery (SmtSandboxIssuer *self, SoupServerMessage *message)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *body = NULL;

  smt_json_writer_begin_object (writer);
  write_address (self, writer, "issuer", smt_sandbox_issuer_has (self, "other-issuer") ? "/other" : "");
  write_address (self, writer, "jwks_uri", "/.well-known/openid-configuration/jwks");
  write_address (self, writer, "authorization_endpoint", "/connect/authorize");
  write_address (self, writer, "pushed_authorization_request_endpoint", "/connect/par");
  write_address (self, writer, "end_session_endpoint", "/connect/endsession");
  write_address (self, writer, "revocation_endpoint", "/connect/revocation");
  if (smt_sandbox_issuer_has (self, "http-endpoint"))
    smt_json_writer_member (writer, "token_endpoint", "http://helseid.example/connect/token");
  else
    write_address (self, writer, "token_endpoint", "/connect/token");
  smt_json_writer_end_object (writer);
  body = smt_json_writer_finish (writer);
  set_json (message, 200, body);
}

static void
serve_keys (SmtSandboxIssuer *self, SoupServerMessage *message)
{
  g_autofree char *key = smt_sandbox_key_public (self->key);
  g_autofree char *body = g_strdup_printf ("{\"keys\":[%s]}", key);

  set_json (message, 200, body);
}

/* --- signing in -----------------------------------------------------------------------------------------------------
 */

static void
serve_par (SmtSandboxIssuer *self, SoupServerMessage *message)
{
  g_autoptr (GHashTable) form = read_form (message);
  g_autoptr (SmtSandboxGrant) grant = g_new0 (SmtSandboxGrant, 1);
  g_autofree char *client_id = NULL;
  g_autofree char *random = smt_sandbox_issuer_random ();
  g_autofree char *uri = g_strconcat ("urn:ietf:params:oauth:request_uri:", random, NULL);
  g_autofree char *body = g_strdup_printf ("{\"request_uri\":\"%s\",\"expires_in\":120}", uri);
  SmtSandboxRefusal refusal = smt_sandbox_check_assertion (self, form, &client_id);

  if (refusal.error == NULL)
    refusal = smt_sandbox_check_request (self, form, client_id, grant);
  if (refusal.error != NULL)
    {
      refuse (self, message, refusal);
      return;
    }
  g_hash_table_insert (self->requests, g_steal_pointer (&uri), g_steal_pointer (&grant));
  self->counts[SMT_SANDBOX_COUNT_REQUESTS]++;
  set_json (message, 201, body);
}

/* Back to the program, as HelseID's own page would lead. */
static void
lead_back (SmtSandboxIssuer *self, SoupServerMessage *message, const SmtSandboxGrant *grant, const char *code)
{
  const char *state = smt_sandbox_issuer_has (self, "callback-state") ? "other" : grant->state;
  const char *issuer = smt_sandbox_issuer_has (self, "callback-iss") ? "https://other.example" : self->base;
  g_autoptr (GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *encoded = NULL;
  g_autofree char *target = NULL;

  if (smt_sandbox_issuer_has (self, "deny"))
    g_hash_table_insert (query, (gpointer) "error", (gpointer) "access_denied");
  else
    g_hash_table_insert (query, (gpointer) "code", (gpointer)code);
  g_hash_table_insert (query, (gpointer) "state", (gpointer)state);
  if (!smt_sandbox_issuer_has (self, "callback-no-iss"))
    g_hash_table_insert (query, (gpointer) "iss", (gpointer)issuer);
  encoded = soup_form_encode_hash (query);
  target = g_strconcat (grant->redirect_uri, "?", encoded, NULL);
  soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, target);
}

/* The browser's session answers for the person until it is ended, unless the program wants them asked anew. */
static gint64
authenticate (SmtSandboxIssuer *self, const SmtSandboxGrant *grant)
{
  gint64 now = smt_sandbox_issuer_now (self);

  if (smt_sandbox_issuer_has (self, "old-session"))
    return now - OLD_SESSION_SECONDS;
  if (self->session == 0 || grant->asked_anew)
    self->session = now;
  return self->session;
}

/* The test person that the control chose is let in without being asked. */
static void
serve_authorize (SmtSandboxIssuer *self, SoupServerMessage *message)
{
  const char *text = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GHashTable) query = soup_form_decode (text != NULL ? text : "");
  const char *uri = g_hash_table_lookup (query, "request_uri");
  g_autofree char *owned = NULL;
  gpointer key = NULL;
  gpointer value = NULL;
  SmtSandboxGrant *grant;
  char *code;

  if (uri == NULL || !g_hash_table_steal_extended (self->requests, uri, &key, &value))
    {
      refuse (self, message, (SmtSandboxRefusal){ "invalid_request_uri", "no such pushed request" });
      return;
    }
  owned = key;
  grant = value;
  if (g_strcmp0 (g_hash_table_lookup (query, "client_id"), grant->client_id) != 0
      || grant->expires <= smt_sandbox_issuer_now (self))
    {
      smt_sandbox_grant_free (grant);
      refuse (self, message, (SmtSandboxRefusal){ "invalid_request_uri", "somebody else's, or too late" });
      return;
    }
  code = smt_sandbox_issuer_random ();
  grant->person = self->person;
  grant->authenticated = authenticate (self, grant);
  grant->expires = smt_sandbox_issuer_now (self) + CODE_SECONDS;
  lead_back (self, message, grant, code);
  g_hash_table_insert (self->codes, code, grant);
}

/* --- tokens ---------------------------------------------------------------------------------------------------------
 */

/* What is granted for a code or for a refresh token: taken out, since either is used once. */
static SmtSandboxGrant *
take_grant (GHashTable *grants, const char *name)
{
  g_autofree char *owned = NULL;
  gpointer key = NULL;
  gpointer value = NULL;

  if (name == NULL || !g_hash_table_steal_extended (grants, name, &key, &value))
    return NULL;
  owned = key;
  return value;
}

static SmtSandboxRefusal
check_grant (SmtSandboxIssuer *self, GHashTable *form, SmtSandboxGrant *grant, const char *client_id, const char *jkt)
{
  const char *verifier = g_hash_table_lookup (form, "code_verifier");
  g_autofree char *challenge = verifier != NULL ? smt_sandbox_hash (verifier, 0) : NULL;

  if (grant == NULL)
    return (SmtSandboxRefusal){ "invalid_grant", "no such code or refresh token" };
  if (g_strcmp0 (grant->client_id, client_id) != 0)
    return (SmtSandboxRefusal){ "invalid_grant", "somebody else's" };
  if (grant->expires <= smt_sandbox_issuer_now (self))
    return (SmtSandboxRefusal){ "invalid_grant", "too late" };
  if (grant->jkt != NULL)
    return g_strcmp0 (grant->jkt, jkt) == 0 ? SMT_SANDBOX_TAKEN
                                            : (SmtSandboxRefusal){ "invalid_grant", "bound to another key" };
  if (g_strcmp0 (grant->redirect_uri, g_hash_table_lookup (form, "redirect_uri")) != 0)
    return (SmtSandboxRefusal){ "invalid_grant", "the redirect_uri is another one" };
  if (g_strcmp0 (grant->challenge, challenge) != 0)
    return (SmtSandboxRefusal){ "invalid_grant", "the code_verifier does not fit" };
  return SMT_SANDBOX_TAKEN;
}

static void
give_tokens (SmtSandboxIssuer *self, SoupServerMessage *message, SmtSandboxGrant *grant, const char *jkt)
{
  char *refresh = smt_sandbox_issuer_random ();
  g_autofree char *body = NULL;

  self->counts[grant->jkt != NULL ? SMT_SANDBOX_COUNT_REFRESHES : SMT_SANDBOX_COUNT_TOKENS]++;
  grant->refreshed = grant->jkt != NULL;
  g_free (grant->jkt);
  grant->jkt = g_strdup (jkt);
  grant->expires = smt_sandbox_issuer_now (self) + self->refresh_seconds;
  body = smt_sandbox_make_tokens (self, grant, refresh);
  g_hash_table_insert (self->refreshes, refresh, grant);
  set_json (message, 200, body);
}

static void
serve_token (SmtSandboxIssuer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GHashTable) form = read_form (message);
  g_autoptr (SmtSandboxGrant) grant = NULL;
  g_autofree char *client_id = NULL;
  g_autofree char *jkt = NULL;
  const char *kind = g_hash_table_lookup (form, "grant_type");
  SmtSandboxRefusal refusal = smt_sandbox_check_assertion (self, form, &client_id);

  if (refusal.error == NULL)
    refusal = smt_sandbox_check_proof (self, headers, "POST", "/connect/token", NULL, &jkt);
  if (refusal.error == NULL && g_strcmp0 (kind, "authorization_code") == 0)
    grant = take_grant (self->codes, g_hash_table_lookup (form, "code"));
  else if (refusal.error == NULL && g_strcmp0 (kind, "refresh_token") == 0)
    grant = take_grant (self->refreshes, g_hash_table_lookup (form, "refresh_token"));
  else if (refusal.error == NULL)
    refusal = (SmtSandboxRefusal){ "unsupported_grant_type", "authorization_code or refresh_token" };
  if (refusal.error == NULL)
    refusal = check_grant (self, form, grant, client_id, jkt);
  if (refusal.error != NULL)
    refuse (self, message, refusal);
  else
    give_tokens (self, message, g_steal_pointer (&grant), jkt);
}

/* RFC 7009: a token that is not known is no error; an access token is a JWT that lives out its minutes, as HelseID's.
 */
static void
serve_revocation (SmtSandboxIssuer *self, SoupServerMessage *message)
{
  g_autoptr (GHashTable) form = read_form (message);
  g_autoptr (SmtSandboxGrant) grant = NULL;
  g_autofree char *client_id = NULL;
  SmtSandboxRefusal refusal = smt_sandbox_check_assertion (self, form, &client_id);

  if (refusal.error == NULL && g_hash_table_lookup (form, "token") == NULL)
    refusal = (SmtSandboxRefusal){ "invalid_request", "no token" };
  if (refusal.error != NULL)
    {
      refuse (self, message, refusal);
      return;
    }
  grant = take_grant (self->refreshes, g_hash_table_lookup (form, "token"));
  if (grant != NULL)
    self->counts[SMT_SANDBOX_COUNT_REVOKED]++;
  set_json (message, 200, "");
}

static void
serve_end (SmtSandboxIssuer *self, SoupServerMessage *message)
{
  static const char page[] = "<!DOCTYPE html><title>Logget ut</title><p>Du er logget ut av sandkassens HelseID.";

  self->session = 0;
  self->counts[SMT_SANDBOX_COUNT_ENDED]++;
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_STATIC, page, strlen (page));
}

static const struct
{
  const char *method;
  const char *path;
  void (*serve) (SmtSandboxIssuer *self, SoupServerMessage *message);
} routes[] = {
  { "GET", "/.well-known/openid-configuration", serve_discovery },
  { "GET", "/.well-known/openid-configuration/jwks", serve_keys },
  { "POST", "/connect/par", serve_par },
  { "GET", "/connect/authorize", serve_authorize },
  { "POST", "/connect/token", serve_token },
  { "POST", "/connect/revocation", serve_revocation },
  { "GET", "/connect/endsession", serve_end },
};

/**
 * smt_sandbox_issuer_serve:
 * @self: the issuer
 * @message: the request
 * @path: of it
 *
 * Returns: whether that is HelseID's; then the answer is set
 */
gboolean
smt_sandbox_issuer_serve (SmtSandboxIssuer *self, SoupServerMessage *message, const char *path)
{
  const char *method = soup_server_message_get_method (message);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!g_str_equal (routes[i].path, path))
        continue;
      set_date (self, message);
      if (!g_str_equal (routes[i].method, method))
        soup_server_message_set_status (message, 405, NULL);
      else if (smt_sandbox_issuer_has (self, "http-500") && !g_str_has_prefix (path, "/.well-known"))
        set_json (message, 500, "{\"error\":\"server_error\"}");
      else
        routes[i].serve (self, message);
      return TRUE;
    }
  return FALSE;
}

/**
 * smt_sandbox_issuer_admits:
 * @self: the issuer
 * @message: a call of SFM
 * @path: of it
 * @hpr: (out) (transfer full): who calls
 *
 * Token and proof are looked at before anything of the request is.
 *
 * Returns: whether the call may be carried out; if not, the answer is set
 */
gboolean
smt_sandbox_issuer_admits (SmtSandboxIssuer *self, SoupServerMessage *message, const char *path, char **hpr)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  const char *given = soup_message_headers_get_one (request, "Authorization");
  const char *token = given != NULL && g_str_has_prefix (given, "DPoP ") ? given + strlen ("DPoP ") : NULL;
  SmtSandboxRefusal refusal = { "invalid_token", "a token bound to a key is needed" };
  g_autoptr (SmtSandboxAnswer) answer = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *jkt = NULL;

  if (token != NULL)
    refusal = smt_sandbox_check_proof (self, request, soup_server_message_get_method (message), path, token, &jkt);
  if (refusal.error == NULL)
    refusal = smt_sandbox_check_access (self, token, jkt, hpr);
  if (refusal.error == NULL)
    return TRUE;
  set_date (self, message);
  challenge = g_strdup_printf ("DPoP error=\"%s\", error_description=\"%s\"", refusal.error, refusal.why);
  soup_message_headers_replace (response, "WWW-Authenticate", challenge);
  if (g_str_equal (refusal.error, "use_dpop_nonce"))
    soup_message_headers_replace (response, "DPoP-Nonce", self->nonce);
  answer = smt_sandbox_answer_refusal (401, "login", refusal.why);
  set_json (message, g_str_equal (refusal.error, "insufficient_scope") ? 403 : 401, answer->body);
  return FALSE;
}
