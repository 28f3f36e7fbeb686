/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sandbox as HelseID, asked by hand: each rule with what keeps it and what breaks it. Its client has code of its
 * own (tests/unit/exchange/test-helseid.c); here every token is made piece by piece.
 */
#include "sandbox-fixture.h"

#include "sandbox/smt-sandbox-issuer.h"

#define CLIENT "c1"
#define REDIRECT "http://127.0.0.1:51234/callback"
#define VERIFIER "a-verifier-that-is-long-enough-for-rfc-7636-really"
#define JOURNAL "6d3f2b0a-5c0e-4b7e-9b1a-0a1b2c3d4e5f"
#define DETAILS                                                                                                        \
  "[{\"type\":\"helseid_authorization\",\"practitioner_role\":{\"organization\":{\"identifier\":{\"system\":"          \
  "\"urn:oid:1.0.6523\",\"type\":\"ENH\",\"value\":\"NO:ORGNR:999977774:999977775\"}}}},"                              \
  "{\"type\":\"nhn:sfm:journal-id\",\"value\":{\"journal_id\":\"" JOURNAL "\"}}]"

static SmtSandboxKey *client_key;
static SmtSandboxKey *proof_key;
static SmtSandboxKey *other_key;

/* Everything that goes into one request; each test changes one thing. */
typedef struct
{
  const char *assertion_type, *typ, *iss, *sub, *aud, *jti, *client_id;
  gint64 issued, lasts, not_before;
  const SmtSandboxKey *key;
  gboolean no_exp;

  const char *proof_typ, *htm, *htu, *proof_jti, *nonce, *ath, *proof_jwk;
  gint64 proof_issued;
  const SmtSandboxKey *proof_key;
  gboolean no_proof;

  const char *response_type, *redirect_uri, *scope, *method, *state, *details, *object_iss, *object_jti;
  gint64 object_lasts;
  const SmtSandboxKey *object_key;
  gboolean no_object;

  const char *grant, *code, *verifier, *refresh, *extra;
} Asked;

typedef struct
{
  guint status;
  SmtJson *json; /* NULL: none */
  char *location;
  char *nonce;
  char *challenge;
} Got;

static void
got_clear (Got *got)
{
  g_clear_pointer (&got->json, smt_json_unref);
  g_free (got->location);
  g_free (got->nonce);
  g_free (got->challenge);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Got, got_clear)

static Asked
asked (void)
{
  return (Asked){
    .typ = "client-authentication+jwt",
    .iss = CLIENT,
    .sub = CLIENT,
    .client_id = CLIENT,
    .lasts = 50,
    .key = client_key,
    .assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    .proof_typ = "dpop+jwt",
    .proof_key = proof_key,
    .response_type = "code",
    .redirect_uri = REDIRECT,
    .scope = "openid e-helse:sfm.api/sfm.api2",
    .method = "S256",
    .state = "s1",
    .details = DETAILS,
    .object_iss = CLIENT,
    .object_lasts = 50,
    .object_key = client_key,
    .grant = "authorization_code",
    .verifier = VERIFIER,
  };
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static char *
make_assertion (Sandbox *sandbox, const Asked *a)
{
  g_autofree char *jti = a->jti != NULL ? g_strdup (a->jti) : smt_sandbox_issuer_random ();
  g_autofree char *claims =
      g_strdup_printf ("{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"iat\":%" G_GINT64_FORMAT
                       ",\"nbf\":%" G_GINT64_FORMAT ",\"%s\":%" G_GINT64_FORMAT ",\"jti\":\"%s\"}",
                       a->iss, a->sub, a->aud != NULL ? a->aud : sandbox->base, now () + a->issued,
                       now () + a->not_before, a->no_exp ? "x" : "exp", now () + a->issued + a->lasts, jti);

  return smt_sandbox_key_sign (a->key, a->typ, NULL, claims);
}

static char *
make_object (Sandbox *sandbox, const Asked *a)
{
  g_autofree char *jti = a->object_jti != NULL ? g_strdup (a->object_jti) : smt_sandbox_issuer_random ();
  g_autofree char *claims =
      g_strdup_printf ("{\"iss\":\"%s\",\"client_id\":\"" CLIENT "\",\"aud\":\"%s\",\"exp\":%" G_GINT64_FORMAT
                       ",\"jti\":\"%s\",\"authorization_details\":%s}",
                       a->object_iss, sandbox->base, now () + a->object_lasts, jti, a->details);

  return smt_sandbox_key_sign (a->object_key, "JWT", NULL, claims);
}

static char *
make_proof (Sandbox *sandbox, const Asked *a, const char *path)
{
  g_autofree char *jti = a->proof_jti != NULL ? g_strdup (a->proof_jti) : smt_sandbox_issuer_random ();
  g_autofree char *url = g_strconcat (sandbox->base, path, NULL);
  g_autofree char *jwk = a->proof_jwk != NULL ? g_strdup (a->proof_jwk) : smt_sandbox_key_public (proof_key);
  g_autofree char *nonce = a->nonce != NULL ? g_strdup_printf (",\"nonce\":\"%s\"", a->nonce) : g_strdup ("");
  g_autofree char *ath = a->ath != NULL ? g_strdup_printf (",\"ath\":\"%s\"", a->ath) : g_strdup ("");
  g_autofree char *claims = g_strdup_printf (
      "{\"jti\":\"%s\",\"htm\":\"%s\",\"htu\":\"%s\",\"iat\":%" G_GINT64_FORMAT "%s%s}", jti,
      a->htm != NULL ? a->htm : "POST", a->htu != NULL ? a->htu : url, now () + a->proof_issued, nonce, ath);

  return smt_sandbox_key_sign (a->proof_key, a->proof_typ, jwk, claims);
}

static Got
ask (Sandbox *sandbox,
     const char *method,
     const char *path,
     const char *type,
     const char *body,
     const char *proof,
     const char *authorization)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 60, "proxy-resolver", NULL, NULL);
  g_autofree char *url = g_strconcat (sandbox->base, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) request = g_bytes_new (body != NULL ? body : "", body != NULL ? strlen (body) : 0);
  g_autoptr (GBytes) answer = NULL;
  SoupMessageHeaders *headers;
  Got got = { 0 };

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, type, request);
  headers = soup_message_get_request_headers (message);
  if (proof != NULL)
    soup_message_headers_replace (headers, "DPoP", proof);
  if (authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", authorization);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_nonnull (answer);
  headers = soup_message_get_response_headers (message);
  got.status = soup_message_get_status (message);
  got.json = smt_json_read (answer, NULL);
  got.location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  got.nonce = g_strdup (soup_message_headers_get_one (headers, "DPoP-Nonce"));
  got.challenge = g_strdup (soup_message_headers_get_one (headers, "WWW-Authenticate"));
  return got;
}

static Got
post_form (Sandbox *sandbox, const char *path, GHashTable *form, const char *proof)
{
  g_autofree char *body = soup_form_encode_hash (form);

  return ask (sandbox, "POST", path, "application/x-www-form-urlencoded", body, proof, NULL);
}

static void
put (GHashTable *form, const char *name, const char *value)
{
  if (value != NULL)
    g_hash_table_insert (form, g_strdup (name), g_strdup (value));
}

static GHashTable *
form_new (Sandbox *sandbox, const Asked *a)
{
  GHashTable *form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *assertion = make_assertion (sandbox, a);

  put (form, "client_id", a->client_id);
  put (form, "client_assertion_type", a->assertion_type);
  put (form, "client_assertion", assertion);
  if (a->extra != NULL)
    put (form, a->extra, "x");
  return form;
}

static Got
push (Sandbox *sandbox, const Asked *a)
{
  g_autoptr (GHashTable) form = form_new (sandbox, a);
  g_autofree char *object = make_object (sandbox, a);
  g_autofree char *challenge = smt_sandbox_hash (VERIFIER, 0);

  put (form, "response_type", a->response_type);
  put (form, "redirect_uri", a->redirect_uri);
  put (form, "scope", a->scope);
  put (form, "code_challenge", challenge);
  put (form, "code_challenge_method", a->method);
  put (form, "state", a->state);
  put (form, "nonce", "n1");
  if (!a->no_object)
    put (form, "request", object);
  return post_form (sandbox, "/connect/par", form, NULL);
}

static Got
authorize (Sandbox *sandbox, const char *client_id, const char *request_uri)
{
  g_autofree char *query = soup_form_encode ("client_id", client_id, "request_uri", request_uri, NULL);
  g_autofree char *path = g_strconcat ("/connect/authorize?", query, NULL);

  return ask (sandbox, "GET", path, NULL, NULL, NULL, NULL);
}

/* A code, by the straight way. */
static char *
get_code (Sandbox *sandbox)
{
  Asked a = asked ();
  g_auto (Got) pushed = push (sandbox, &a);
  g_autofree char *uri = smt_sandbox_json_text (smt_json_root (pushed.json), "request_uri");
  g_auto (Got) led = { 0 };
  g_autoptr (GUri) target = NULL;
  g_autoptr (GHashTable) query = NULL;

  g_assert_cmpuint (pushed.status, ==, 201);
  led = authorize (sandbox, CLIENT, uri);
  g_assert_cmpuint (led.status, ==, 302);
  target = g_uri_parse (led.location, G_URI_FLAGS_ENCODED_QUERY, NULL);
  query = soup_form_decode (g_uri_get_query (target));
  g_assert_cmpstr (g_hash_table_lookup (query, "state"), ==, "s1");
  g_assert_cmpstr (g_hash_table_lookup (query, "iss"), ==, sandbox->base);
  return g_strdup (g_hash_table_lookup (query, "code"));
}

static Got
get_tokens (Sandbox *sandbox, const Asked *a)
{
  g_autoptr (GHashTable) form = form_new (sandbox, a);
  g_autofree char *proof = a->no_proof ? NULL : make_proof (sandbox, a, "/connect/token");

  put (form, "grant_type", a->grant);
  put (form, "code", a->code);
  put (form, "redirect_uri", a->redirect_uri);
  put (form, "code_verifier", a->verifier);
  put (form, "refresh_token", a->refresh);
  return post_form (sandbox, "/connect/token", form, proof);
}

static void
check_refused (const Got *got, guint status, const char *error, const char *why)
{
  g_autofree char *said = smt_sandbox_json_text (smt_json_root (got->json), "error");
  g_autofree char *described = smt_sandbox_json_text (smt_json_root (got->json), "error_description");

  g_assert_cmpstr (described, ==, why);
  g_assert_cmpstr (said, ==, error);
  g_assert_cmpuint (got->status, ==, status);
}

static void
start (Sandbox *sandbox)
{
  g_autofree char *jwk = smt_sandbox_key_public (client_key);
  g_autofree char *body = g_strdup_printf ("{\"register\":{\"client_id\":\"" CLIENT "\",\"redirect_uri\":\"" REDIRECT
                                           "\",\"jwk\":%s},\"demand-nonce\":false}",
                                           jwk);

  sandbox_start (sandbox, "--helseid");
  sandbox_control (sandbox, "/sandbox/helseid", body);
}

/* --- tests ----------------------------------------------------------------------------------------------------------
 */

static void
test_assertions (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  Asked a;

  start (&sandbox);
#define CASE(change, why)                                                                                              \
  do                                                                                                                   \
    {                                                                                                                  \
      g_auto (Got) got = { 0 };                                                                                        \
      a = asked ();                                                                                                    \
      change;                                                                                                          \
      got = push (&sandbox, &a);                                                                                       \
      check_refused (&got, 401, "invalid_client", why);                                                                \
    }                                                                                                                  \
  while (0)

  CASE (a.client_id = "nobody", "this client is not registered");
  CASE (a.extra = "client_secret", "no secret is ever sent");
  CASE (a.assertion_type = "basic", "a client assertion is needed");
  CASE (a.typ = "JWT", "typ must be client-authentication+jwt");
  CASE (a.key = other_key, "not signed with the client's registered key");
  CASE (a.iss = "other", "iss and sub are not the client");
  CASE (a.sub = "other", "iss and sub are not the client");
  CASE (a.aud = "https://other.example", "aud is not this issuer");
  CASE (a.no_exp = TRUE, "exp and iat are needed");
  CASE (a.issued = -120, "the assertion has expired");
  CASE (a.lasts = 61, "the assertion is valid for too long");
  CASE ((a.issued = 100, a.lasts = 5), "the assertion is valid for too long");
  CASE ((a.issued = 30, a.lasts = 20), "the assertion is not valid yet");
  CASE (a.not_before = 30, "the assertion is not valid yet");
#undef CASE
}

static void
test_assertion_only_once (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  Asked a = asked ();
  g_auto (Got) first = { 0 };
  g_auto (Got) second = { 0 };

  start (&sandbox);
  a.jti = "only-once";
  first = push (&sandbox, &a);
  g_assert_cmpuint (first.status, ==, 201);
  second = push (&sandbox, &a);
  check_refused (&second, 401, "invalid_client", "the jti was used before");
}

static void
test_request_object_only_once (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  Asked a = asked ();
  g_auto (Got) first = { 0 };
  g_auto (Got) second = { 0 };

  start (&sandbox);
  a.object_jti = "object-once";
  first = push (&sandbox, &a);
  g_assert_cmpuint (first.status, ==, 201);
  second = push (&sandbox, &a);
  check_refused (&second, 400, "invalid_request_object", "the jti was used before");
}

static void
test_requests (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  Asked a;

  start (&sandbox);
#define CASE(change, error, why)                                                                                       \
  do                                                                                                                   \
    {                                                                                                                  \
      g_auto (Got) got = { 0 };                                                                                        \
      a = asked ();                                                                                                    \
      change;                                                                                                          \
      got = push (&sandbox, &a);                                                                                       \
      check_refused (&got, 400, error, why);                                                                           \
    }                                                                                                                  \
  while (0)

  CASE (a.response_type = "token", "unsupported_response_type", "response_type must be code");
  CASE (a.redirect_uri = "http://127.0.0.1:51235/callback", "invalid_request",
        "the redirect_uri is not the registered one");
  CASE (a.redirect_uri = REDIRECT "/", "invalid_request", "the redirect_uri is not the registered one");
  CASE (a.method = "plain", "invalid_request", "PKCE with S256 is needed");
  CASE (a.state = NULL, "invalid_request", "state and nonce are needed");
  CASE (a.scope = "openid", "invalid_scope", "openid and e-helse:sfm.api/sfm.api2 are needed");
  CASE (a.no_object = TRUE, "invalid_request_object", "a signed request object is needed");
  CASE (a.object_key = other_key, "invalid_request_object", "a signed request object is needed");
  CASE (a.object_iss = "other", "invalid_request_object", "the request object is somebody else's");
  CASE (a.object_lasts = -60, "invalid_request_object", "the request object has expired");
  CASE (a.details = "[]", "invalid_authorization_details", "organisation and journal id are needed");
#undef CASE
}

static void
test_authorize_only_once (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  Asked a = asked ();
  g_auto (Got) pushed = { 0 };
  g_auto (Got) foreign = { 0 };
  g_auto (Got) again = { 0 };
  g_autofree char *uri = NULL;

  start (&sandbox);
  pushed = push (&sandbox, &a);
  uri = smt_sandbox_json_text (smt_json_root (pushed.json), "request_uri");
  foreign = authorize (&sandbox, "other", uri);
  check_refused (&foreign, 400, "invalid_request_uri", "somebody else's, or too late");
  again = authorize (&sandbox, CLIENT, uri);
  check_refused (&again, 400, "invalid_request_uri", "no such pushed request");
}

static void
test_proofs (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *other_jwk = smt_sandbox_key_public (other_key);
  Asked a;

  start (&sandbox);
#define CASE(change, why)                                                                                              \
  do                                                                                                                   \
    {                                                                                                                  \
      g_auto (Got) got = { 0 };                                                                                        \
      a = asked ();                                                                                                    \
      a.code = "none";                                                                                                 \
      change;                                                                                                          \
      got = get_tokens (&sandbox, &a);                                                                                 \
      check_refused (&got, 400, "invalid_dpop_proof", why);                                                            \
    }                                                                                                                  \
  while (0)

  CASE (a.no_proof = TRUE, "exactly one proof is needed");
  CASE (a.proof_typ = "JWT", "typ must be dpop+jwt");
  CASE (a.proof_jwk = other_jwk, "not signed with its own key");
  CASE (a.proof_jwk = "{\"kty\":\"oct\",\"k\":\"AAAA\"}", "the public key, and only that, is needed");
  CASE (a.proof_jwk = "{\"kty\":\"EC\",\"d\":\"AAAA\"}", "the public key, and only that, is needed");
  CASE (a.htm = "GET", "htm is another method");
  CASE (a.htu = "http://127.0.0.1:1/connect/token", "htu is another address");
  CASE (a.proof_issued = -90, "iat is too old, or in the future");
  CASE (a.proof_issued = 60, "iat is too old, or in the future");
#undef CASE
}

static void
test_proof_only_once (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  Asked a = asked ();
  g_auto (Got) first = { 0 };
  g_auto (Got) second = { 0 };

  start (&sandbox);
  a.proof_jti = "proof-once";
  a.code = "none";
  first = get_tokens (&sandbox, &a);
  check_refused (&first, 400, "invalid_grant", "no such code or refresh token");
  second = get_tokens (&sandbox, &a);
  check_refused (&second, 400, "invalid_dpop_proof", "the jti was used before");
}

static void
test_nonce (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  Asked a = asked ();
  g_autofree char *code = NULL;
  g_auto (Got) without = { 0 };
  g_auto (Got) with = { 0 };

  start (&sandbox);
  sandbox_control (&sandbox, "/sandbox/helseid", "{\"demand-nonce\":true}");
  code = get_code (&sandbox);
  a.code = code;
  without = get_tokens (&sandbox, &a);
  check_refused (&without, 400, "use_dpop_nonce", "the proof must carry the nonce");
  g_assert_nonnull (without.nonce);
  a.nonce = without.nonce;
  with = get_tokens (&sandbox, &a);
  g_assert_cmpuint (with.status, ==, 200);
}

static void
test_codes (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  Asked a;

  start (&sandbox);
#define CASE(change, why)                                                                                              \
  do                                                                                                                   \
    {                                                                                                                  \
      g_autofree char *code = get_code (&sandbox);                                                                     \
      g_auto (Got) got = { 0 };                                                                                        \
      g_auto (Got) after = { 0 };                                                                                      \
      a = asked ();                                                                                                    \
      a.code = code;                                                                                                   \
      change;                                                                                                          \
      got = get_tokens (&sandbox, &a);                                                                                 \
      check_refused (&got, 400, "invalid_grant", why);                                                                 \
      a = asked (); /* the code is used up, whatever was wrong */                                                      \
      a.code = code;                                                                                                   \
      after = get_tokens (&sandbox, &a);                                                                               \
      check_refused (&after, 400, "invalid_grant", "no such code or refresh token");                                   \
    }                                                                                                                  \
  while (0)

  CASE (a.verifier = "another-verifier-that-is-long-enough-as-well", "the code_verifier does not fit");
  CASE (a.verifier = NULL, "the code_verifier does not fit");
  CASE (a.redirect_uri = "http://127.0.0.1:51235/callback", "the redirect_uri is another one");
#undef CASE
}

static void
test_code_too_late (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *code = NULL;
  g_auto (Got) got = { 0 };
  Asked a = asked ();

  start (&sandbox);
  code = get_code (&sandbox);
  a.code = code;
  sandbox_control (&sandbox, "/sandbox/helseid", "{\"clock\":61}");
  a.issued = a.not_before = a.proof_issued = 61;
  got = get_tokens (&sandbox, &a);
  check_refused (&got, 400, "invalid_grant", "too late");
}

static void
test_refresh (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *code = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *other_jwk = smt_sandbox_key_public (other_key);
  g_auto (Got) got = { 0 };
  g_auto (Got) renewed = { 0 };
  g_auto (Got) used = { 0 };
  g_auto (Got) foreign = { 0 };
  Asked a = asked ();

  start (&sandbox);
  code = get_code (&sandbox);
  a.code = code;
  got = get_tokens (&sandbox, &a);
  first = smt_sandbox_json_text (smt_json_root (got.json), "refresh_token");

  a = asked ();
  a.grant = "refresh_token";
  a.refresh = first;
  renewed = get_tokens (&sandbox, &a);
  g_assert_cmpuint (renewed.status, ==, 200);
  second = smt_sandbox_json_text (smt_json_root (renewed.json), "refresh_token");
  g_assert_cmpstr (first, !=, second);
  used = get_tokens (&sandbox, &a);
  check_refused (&used, 400, "invalid_grant", "no such code or refresh token");

  a.refresh = second;
  a.proof_key = other_key;
  a.proof_jwk = other_jwk;
  foreign = get_tokens (&sandbox, &a);
  check_refused (&foreign, 400, "invalid_grant", "bound to another key");
}

/* --- SFM ------------------------------------------------------------------------------------------------------------
 */

#define LOOK_UP "/Patient/$getMedication"

static char *
get_access_token (Sandbox *sandbox)
{
  g_autofree char *code = get_code (sandbox);
  Asked a = asked ();
  g_auto (Got) got = { 0 };

  a.code = code;
  got = get_tokens (sandbox, &a);
  g_assert_cmpuint (got.status, ==, 200);
  return smt_sandbox_json_text (smt_json_root (got.json), "access_token");
}

static Got
look_up (Sandbox *sandbox, const Asked *a, const char *scheme, const char *token)
{
  g_autofree char *proof = a->no_proof ? NULL : make_proof (sandbox, a, LOOK_UP);
  g_autofree char *authorization = g_strconcat (scheme, token, NULL);
  g_autofree char *body = lookup_body (ADA);

  return ask (sandbox, "POST", LOOK_UP, "application/fhir+json", body, proof, authorization);
}

static void
check_call_refused (const Got *got, guint status, const char *error, const char *why)
{
  g_autofree char *challenge = g_strdup_printf ("DPoP error=\"%s\", error_description=\"%s\"", error, why);

  g_assert_cmpstr (got->challenge, ==, challenge);
  g_assert_cmpuint (got->status, ==, status);
}

static void
test_calls (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *token = NULL;
  g_autofree char *ath = NULL;
  g_autofree char *other_jwk = smt_sandbox_key_public (other_key);
  g_auto (Got) good = { 0 };
  g_autoptr (SmtJson) state = NULL;
  Asked a = asked ();

  start (&sandbox);
  token = get_access_token (&sandbox);
  ath = smt_sandbox_hash (token, 0);
#define CASE(change, scheme, presented, error, why)                                                                    \
  do                                                                                                                   \
    {                                                                                                                  \
      g_auto (Got) got = { 0 };                                                                                        \
      a = asked ();                                                                                                    \
      a.ath = ath;                                                                                                     \
      change;                                                                                                          \
      got = look_up (&sandbox, &a, scheme, presented);                                                                 \
      check_call_refused (&got, 401, error, why);                                                                      \
    }                                                                                                                  \
  while (0)

  CASE ((void)0, "Bearer ", token, "invalid_token", "a token bound to a key is needed");
  CASE (a.no_proof = TRUE, "DPoP ", token, "invalid_dpop_proof", "exactly one proof is needed");
  CASE (a.ath = "other", "DPoP ", token, "invalid_dpop_proof", "ath is of another token");
  CASE (a.ath = NULL, "DPoP ", token, "invalid_dpop_proof", "ath is of another token");
  CASE (a.htu = sandbox.base, "DPoP ", token, "invalid_dpop_proof", "htu is another address");
  CASE ((a.proof_key = other_key, a.proof_jwk = other_jwk), "DPoP ", token, "invalid_token",
        "the token is bound to another key");
  CASE (sandbox_control (&sandbox, "/sandbox/helseid", "{\"demand-nonce\":true}"), "DPoP ", token, "use_dpop_nonce",
        "the proof must carry the nonce");
  sandbox_control (&sandbox, "/sandbox/helseid", "{\"demand-nonce\":false}");
  CASE ((sandbox_control (&sandbox, "/sandbox/helseid", "{\"clock\":301}"), a.proof_issued = 301), "DPoP ", token,
        "invalid_token", "the token has expired");
  sandbox_control (&sandbox, "/sandbox/helseid", "{\"clock\":0}");
#undef CASE

  state = sandbox_state (&sandbox, ADA);
  g_assert_true (smt_json_exists (smt_json_root (state)));
  a = asked ();
  a.ath = ath;
  good = look_up (&sandbox, &a, "DPoP ", token);
  g_assert_cmpuint (good.status, ==, 200);
}

static void
test_tokens_of_faults (void)
{
  static const struct
  {
    const char *fault;
    guint status;
    const char *error;
    const char *why;
  } cases[] = {
    { "other-audience", 401, "invalid_token", "not a token for SFM" },
    { "level-3", 403, "insufficient_scope", "security level 4 is needed" },
    { "no-hpr", 403, "insufficient_scope", "an HPR number is needed" },
  };
  g_auto (Sandbox) sandbox = { 0 };

  start (&sandbox);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *order = g_strdup_printf ("{\"fault\":\"%s\"}", cases[i].fault);
      g_autofree char *token = NULL;
      g_autofree char *ath = NULL;
      g_auto (Got) got = { 0 };
      Asked a = asked ();

      sandbox_control (&sandbox, "/sandbox/helseid", order);
      token = get_access_token (&sandbox);
      ath = smt_sandbox_hash (token, 0);
      a.ath = ath;
      got = look_up (&sandbox, &a, "DPoP ", token);
      check_call_refused (&got, cases[i].status, cases[i].error, cases[i].why);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  client_key = smt_sandbox_key_new ("PS256", "c1-key");
  proof_key = smt_sandbox_key_new ("ES256", "p1");
  other_key = smt_sandbox_key_new ("ES256", "o1");

  g_test_add_func ("/sandbox/helseid/assertions", test_assertions);
  g_test_add_func ("/sandbox/helseid/assertion-only-once", test_assertion_only_once);
  g_test_add_func ("/sandbox/helseid/request-object-once", test_request_object_only_once);
  g_test_add_func ("/sandbox/helseid/requests", test_requests);
  g_test_add_func ("/sandbox/helseid/authorize-only-once", test_authorize_only_once);
  g_test_add_func ("/sandbox/helseid/proofs", test_proofs);
  g_test_add_func ("/sandbox/helseid/proof-only-once", test_proof_only_once);
  g_test_add_func ("/sandbox/helseid/nonce", test_nonce);
  g_test_add_func ("/sandbox/helseid/codes", test_codes);
  g_test_add_func ("/sandbox/helseid/code-too-late", test_code_too_late);
  g_test_add_func ("/sandbox/helseid/refresh", test_refresh);
  g_test_add_func ("/sandbox/helseid/calls", test_calls);
  g_test_add_func ("/sandbox/helseid/tokens-of-faults", test_tokens_of_faults);
  return g_test_run ();
}
