/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pure parts of a sign-in, each with what it takes and what it refuses.
 */
#include "exchange/smt-helseid-callback.h"
#include "exchange/smt-helseid-id-token.h"
#include "exchange/smt-helseid-metadata.h"
#include "exchange/smt-helseid-proof.h"
#include "exchange/smt-helseid.h"
#include "exchange/smt-jose.h"

#include <string.h>

#include "own-port.h"

#define ISSUER "https://helseid.example"
#define NOW G_GINT64_CONSTANT (1800000000)

static const char good_settings[] = "[sfm]\n"
                                    "base-url=https://sfm.example/v2\n"
                                    "journal-id=6d3f2b0a-5c0e-4b7e-9b1a-0a1b2c3d4e5f\n"
                                    "office=Prøvebyen legesenter\n"
                                    "her-id=8900017\n"
                                    "[helseid]\n"
                                    "issuer=" ISSUER "\n"
                                    "client-id=c1\n"
                                    "redirect-uri=http://localhost:51234/callback\n"
                                    "organisation=999977774:999977775\n"
                                    "[users]\n"
                                    "lise=900100017\n";

static SmtHelseidSettings *
settings_new (void)
{
  g_autoptr (GError) error = NULL;
  SmtHelseidSettings *settings = smt_helseid_settings_read (good_settings, strlen (good_settings), &error);

  g_assert_no_error (error);
  return settings;
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static SmtJson *
json_of (const char *text)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (GError) error = NULL;
  SmtJson *json = smt_json_read (bytes, &error);

  g_assert_no_error (error);
  return json;
}

static char *
changed (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int)(at - text), text, to, at + strlen (from));
}

/* --- settings -------------------------------------------------------------------------------------------------------
 */

static void
test_settings (void)
{
  g_autoptr (SmtHelseidSettings) settings = settings_new ();

  g_assert_cmpstr (settings->base_url, ==, "https://sfm.example/v2");
  g_assert_cmpuint (settings->redirect_port, ==, 51234);
  g_assert_cmpstr (settings->redirect_path, ==, "/callback");
  g_assert_cmpstr (settings->parent, ==, "999977774");
  g_assert_cmpstr (settings->child, ==, "999977775");
  g_assert_false (settings->single_tenant);
  g_assert_nonnull (strstr (settings->scope, "e-helse:sfm.api/sfm.api2"));
  g_assert_cmpstr (g_hash_table_lookup (settings->users, "lise"), ==, "900100017");
}

static void
test_settings_refused (void)
{
  static const char *const changes[][2] = {
    { "base-url=https", "base-url=http" },
    { "issuer=https", "issuer=http" },
    { "issuer=", "x=" },
    { "client-id=", "x=" },
    { "office=", "x=" },
    { "organisation=", "x=" },
    { "999977774:999977775", "99997777" },
    { "999977774:999977775", "999977774:999977775:1" },
    { "999977774:999977775", "99997777a" },
    { "6d3f2b0a-5c0e-4b7e-9b1a-0a1b2c3d4e5f", "17" },
    { "redirect-uri=http:", "redirect-uri=https:" },
    { "localhost:51234", "192.0.2.1:51234" },
    { "localhost:51234", "0.0.0.0:51234" },
    { "localhost:51234", "localhost" },
    { "localhost:51234", "localhost:80" },
    { "51234/callback", "51234/callback?x=1" },
    { "51234/callback", "51234" },
    { "lise=900100017", "lise=" },
    { "[sfm]", "[other]" },
    { "[sfm]", "sfm" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *text = changed (good_settings, changes[i][0], changes[i][1]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SmtHelseidSettings) settings = smt_helseid_settings_read (text, strlen (text), &error);

      g_assert_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_SETTINGS);
      g_assert_null (settings);
    }
}

static void
test_details (void)
{
  g_autoptr (SmtHelseidSettings) settings = settings_new ();
  g_autofree char *many = smt_helseid_settings_make_details (settings);
  g_autofree char *one = NULL;

  g_assert_cmpstr (many, ==,
                   "[{\"type\":\"helseid_authorization\",\"practitioner_role\":{\"organization\":{\"identifier\":"
                   "{\"system\":\"urn:oid:1.0.6523\",\"type\":\"ENH\",\"value\":\"NO:ORGNR:999977774:999977775\"}}}},"
                   "{\"type\":\"nhn:sfm:journal-id\",\"value\":{\"journal_id\":"
                   "\"6d3f2b0a-5c0e-4b7e-9b1a-0a1b2c3d4e5f\"}}]");
  settings->single_tenant = TRUE;
  one = smt_helseid_settings_make_details (settings);
  g_assert_nonnull (
      strstr (one, "{\"system\":\"urn:oid:2.16.578.1.12.4.1.2.101\",\"type\":\"ENH\",\"value\":\"999977775\"}"));
}

/* --- metadata -------------------------------------------------------------------------------------------------------
 */

static const char good_metadata[] = "{\"issuer\":\"" ISSUER "\",\"jwks_uri\":\"" ISSUER "/jwks\","
                                    "\"authorization_endpoint\":\"" ISSUER "/authorize\","
                                    "\"pushed_authorization_request_endpoint\":\"" ISSUER "/par\","
                                    "\"token_endpoint\":\"" ISSUER "/token\"}";

static void
test_metadata (void)
{
  static const char *const changes[][2] = {
    { "\"issuer\":\"" ISSUER, "\"issuer\":\"" ISSUER "/" },
    { "\"issuer\"", "\"x\"" },
    { "\"token_endpoint\"", "\"x\"" },
    { "\"token_endpoint\":\"https", "\"token_endpoint\":\"http" },
    { "\"jwks_uri\":\"https://helseid.example", "\"jwks_uri\":\"http://127.0.0.1:8080" },
    { "\"authorization_endpoint\":\"https", "\"authorization_endpoint\":\"javascript" },
    { "\"pushed_authorization_request_endpoint\":\"", "\"pushed_authorization_request_endpoint\":\"x" },
    { "{", "{\"issuer\":\"x\"," },
    { "{", "[" },
  };
  g_autoptr (GBytes) good = bytes_of (good_metadata);
  g_autoptr (SmtHelseidMetadata) metadata = smt_helseid_metadata_read (good, ISSUER, NULL);

  g_assert_nonnull (metadata);
  g_assert_cmpstr (metadata->token, ==, ISSUER "/token");
  g_assert_null (metadata->end_session);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *text = changed (good_metadata, changes[i][0], changes[i][1]);
      g_autoptr (GBytes) bytes = bytes_of (text);
      g_autoptr (GError) error = NULL;

      g_assert_null (smt_helseid_metadata_read (bytes, ISSUER, &error));
      g_assert_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_BAD_ANSWER);
    }
}

/* --- the redirect ---------------------------------------------------------------------------------------------------
 */

static void
test_callback (void)
{
  static const struct
  {
    const char *query;
    const char *code; /* NULL: refused */
    SmtHelseidError error;
  } cases[] = {
    { "code=c&state=s&iss=https%3A%2F%2Fhelseid.example&session_state=x", "c", 0 },
    { "code=a%2Bb&state=s&iss=https://helseid.example", "a+b", 0 },
    { "error=access_denied&state=s&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_DENIED },
    { "error=access_denied&state=other&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "code=c&error=x&state=s&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_DENIED },
    { "code=c&state=t&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "code=c&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "code=c&state=s", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "code=c&state=s&iss=https://helseid.example/", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "code=c&code=d&state=s&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "code=c&state=s&state=s&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "state=s&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "code=&state=s&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "code=%00&state=s&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "code=%ff&state=s&iss=https://helseid.example", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "", NULL, SMT_HELSEID_ERROR_CALLBACK },
    { "&&&=", NULL, SMT_HELSEID_ERROR_CALLBACK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *code = smt_helseid_callback_read (cases[i].query, "s", ISSUER, &error);

      g_assert_cmpstr (code, ==, cases[i].code);
      if (cases[i].code == NULL)
        g_assert_error (error, SMT_HELSEID_ERROR, (int)cases[i].error);
    }
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **)slot = g_object_ref (result);
}

/* Connected and sent before anybody has looked: the listener finds it there with the others. */
static GSocket *
ask_at_once (const SmtHelseidSettings *settings, const char *query)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16)settings->redirect_port);
  g_autofree char *request =
      g_strdup_printf ("GET /callback?%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", query, settings->redirect_port);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_connect (socket, address, NULL, NULL));
  g_assert_cmpint (g_socket_send (socket, request, strlen (request), NULL, NULL), ==, (gssize)strlen (request));
  return socket;
}

static gboolean
was_taken (GSocket *socket)
{
  char head[64] = { 0 };

  /* a connection that was cut counts as an answer too: it is none that took the request */
  return g_socket_receive (socket, head, sizeof head - 1, NULL, NULL) > 0 && g_str_has_prefix (head, "HTTP/1.1 200");
}

/* Somebody on this machine asks in the same moment as the browser: the first counts, and the other changes nothing of
 * it. */
static void
test_two_at_once (void)
{
  g_autoptr (SmtHelseidSettings) settings = settings_new ();
  g_autoptr (SmtHelseidListener) listener = NULL;
  g_autoptr (GSocket) first = NULL;
  g_autoptr (GSocket) second = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *query = NULL;
  gboolean taken;

  settings->redirect_port = own_port ();
  listener = smt_helseid_listener_new (settings, "<!DOCTYPE html><title>ok</title>", &error);
  g_assert_no_error (error);
  first = ask_at_once (settings, "code=first");
  second = ask_at_once (settings, "code=second");
  smt_helseid_listener_wait_async (listener, 60000, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  query = smt_helseid_listener_wait_finish (result, &error);
  g_assert_no_error (error);
  taken = was_taken (first);
  g_assert_true (was_taken (second) != taken);
  g_assert_cmpstr (query, ==, taken ? "code=first" : "code=second");
}

/* --- keys and signatures --------------------------------------------------------------------------------------------
 */

static char *
key_set (const SmtJoseKey *key)
{
  g_autofree char *open = smt_jose_key_to_public (key);

  return g_strdup_printf ("{\"keys\":[%s]}", open);
}

static void
test_keys (void)
{
  g_autoptr (SmtJoseKey) key = smt_jose_key_generate ();
  g_autofree char *secret = smt_jose_key_to_secret (key);
  g_autofree char *open = smt_jose_key_to_public (key);
  g_autoptr (SmtJson) json = json_of (open);
  g_autoptr (SmtJoseKey) again = smt_jose_key_from_secret (secret);

  g_assert_nonnull (strstr (secret, "\"d\":"));
  g_assert_false (smt_json_exists (smt_json_member (smt_json_root (json), "d")));
  g_assert_true (smt_json_string_equals (smt_json_member (smt_json_root (json), "kid"), smt_jose_key_get_id (key)));
  g_assert_true (smt_json_string_equals (smt_json_member (smt_json_root (json), "alg"), "ES256"));
  g_assert_cmpstr (smt_jose_key_get_id (again), ==, smt_jose_key_get_id (key));
  g_assert_null (smt_jose_key_from_secret (open));
  g_assert_null (smt_jose_key_from_secret ("{}"));
  g_assert_null (smt_jose_key_from_secret ("nothing"));
}

static void
check_jose (const char *token, const char *keys, int code)
{
  g_autoptr (SmtJson) set = json_of (keys);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJson) payload = smt_jose_verify (token, smt_json_root (set), NULL, &error);

  if (code < 0)
    g_assert_nonnull (payload);
  else
    g_assert_error (error, SMT_JOSE_ERROR, code);
}

static void
test_signatures (void)
{
  g_autoptr (SmtJoseKey) key = smt_jose_key_generate ();
  g_autoptr (SmtJoseKey) other = smt_jose_key_generate ();
  g_autofree char *keys = key_set (key);
  g_autofree char *others = key_set (other);
  g_autofree char *header = g_strdup_printf ("{\"kid\":\"%s\"}", smt_jose_key_get_id (key));
  g_autofree char *token = smt_jose_sign (key, header, "{\"a\":1}");
  g_autofree char *unnamed = smt_jose_sign (key, "{}", "{\"a\":1}");
  g_autofree char *critical = smt_jose_sign (key, "{\"crit\":[\"exp\"]}", "{\"a\":1}");
  g_autofree char *array = smt_jose_sign (key, "{}", "[1]");
  g_autofree char *twice = smt_jose_sign (key, "{}", "{\"a\":1,\"a\":2}");
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autofree char *swapped = g_strjoin (".", parts[0], "eyJhIjoyfQ", parts[2], NULL);
  g_autofree char *none = g_strjoin (".", "eyJhbGciOiJub25lIn0", parts[1], "", NULL);
  g_autofree char *shared = g_strjoin (".", "eyJhbGciOiJIUzI1NiJ9", parts[1], parts[2], NULL);
  g_autofree char *cut = g_strndup (token, strlen (token) - 4);
  g_autofree char *encryption = changed (keys, "\"sig\"", "\"enc\"");
  g_autofree char *kindless = changed (keys, "\"kty\"", "\"kind\"");
  g_autofree char *other_kind = changed (keys, "\"kty\":\"EC\"", "\"kty\":\"RSA\"");

  check_jose (token, keys, -1);
  check_jose (unnamed, keys, -1);
  check_jose (token, others, SMT_JOSE_ERROR_KEY);
  check_jose (unnamed, others, SMT_JOSE_ERROR_SIGNATURE);
  check_jose (token, encryption, SMT_JOSE_ERROR_KEY);
  /* a key that cannot be of this algorithm is not tried: a fresh set is asked for, which may have the right one */
  check_jose (token, kindless, SMT_JOSE_ERROR_KEY);
  check_jose (token, other_kind, SMT_JOSE_ERROR_KEY);
  check_jose (token, "{\"keys\":[]}", SMT_JOSE_ERROR_KEY);
  check_jose (swapped, keys, SMT_JOSE_ERROR_SIGNATURE);
  check_jose (cut, keys, SMT_JOSE_ERROR_SIGNATURE);
  check_jose (none, keys, SMT_JOSE_ERROR_ALGORITHM);
  check_jose (shared, keys, SMT_JOSE_ERROR_ALGORITHM);
  check_jose (critical, keys, SMT_JOSE_ERROR_FORMAT);
  check_jose (array, keys, SMT_JOSE_ERROR_FORMAT);
  check_jose (twice, keys, SMT_JOSE_ERROR_FORMAT);
  check_jose ("", keys, SMT_JOSE_ERROR_FORMAT);
  check_jose ("a.b.c.d", keys, SMT_JOSE_ERROR_FORMAT);
  check_jose ("..", keys, SMT_JOSE_ERROR_FORMAT);
}

/* RFC 7636 appendix B, and OpenID Connect Core A.3 by the same function. */
static void
test_hashes (void)
{
  g_autofree char *challenge = smt_jose_hash ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *half = smt_jose_half_hash ("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "RS256");
  g_autofree char *one = smt_jose_random ();
  g_autofree char *other = smt_jose_random ();

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpstr (half, ==, "77QmUPtjPfzWtF2AnpK9RQ");
  g_assert_cmpuint (strlen (one), ==, 43);
  g_assert_cmpstr (one, !=, other);
}

/* --- the id_token ---------------------------------------------------------------------------------------------------
 */

static const char good_claims[] =
    "{\"iss\":\"" ISSUER "\",\"aud\":\"c1\",\"sub\":\"s1\",\"nonce\":\"n1\",\"iat\":1800000000,\"nbf\":1800000000,"
    "\"exp\":1800000300,\"given_name\":\"Lise\",\"family_name\":\"Fastlegesen\","
    "\"helseid://claims/identity/security_level\":\"4\",\"helseid://claims/identity/pid\":\"12837010000\","
    "\"helseid://claims/hpr/hpr_number\":\"900100017\","
    "\"helseid://claims/hpr/hpr_details\":{\"approvals\":[{\"profession\":\"SP\"},{\"profession\":\"LE\"}]},"
    "\"helseid://claims/client/claims/orgnr_parent\":\"999977774\"}";

static SmtHelseidIdentity *
validate (const SmtJoseKey *key, const char *claims, const char *nonce, const char *subject, GError **error)
{
  g_autoptr (SmtHelseidSettings) settings = settings_new ();
  g_autofree char *keys = key_set (key);
  g_autoptr (SmtJson) set = json_of (keys);
  g_autofree char *token = smt_jose_sign (key, "{\"typ\":\"JWT\"}", claims);
  const SmtHelseidExpected expected = { settings, nonce, subject, "token", NOW, 0 };

  return smt_helseid_id_token_validate (token, smt_json_root (set), &expected, error);
}

static void
test_id_token (void)
{
  g_autoptr (SmtJoseKey) key = smt_jose_key_generate ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtHelseidIdentity) identity = validate (key, good_claims, "n1", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (identity->given, ==, "Lise");
  g_assert_cmpstr (identity->family, ==, "Fastlegesen");
  g_assert_cmpstr (identity->hpr, ==, "900100017");
  g_assert_cmpstr (identity->profession, ==, "LE");
  g_assert_cmpstr (identity->pid, ==, "12837010000");
  g_assert_cmpstr (identity->organisation, ==, "999977774");
}

static void
test_id_token_taken (void)
{
  static const char *const changes[][2] = {
    { "\"aud\":\"c1\"", "\"aud\":[\"c1\"]" },
    { "\"aud\":\"c1\"", "\"aud\":\"c1\",\"azp\":\"c1\"" },
    { "level\":\"4\"", "level\":4" },
    { "hpr_number\":\"900100017\"", "hpr_number\":900100017" },
    { "\"exp\":1800000300", "\"exp\":1799999991" },
    { "\"iat\":1800000000", "\"iat\":1800000010" },
    { "\"iat\":1800000000", "\"iat\":1799999700" },
    { "\"given_name\":\"Lise\",\"family_name\":\"Fastlegesen\"", "\"name\":\"Lise Fastlegesen\"" },
  };
  g_autoptr (SmtJoseKey) key = smt_jose_key_generate ();

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *claims = changed (good_claims, changes[i][0], changes[i][1]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SmtHelseidIdentity) identity = validate (key, claims, "n1", NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (identity->family, ==, "Fastlegesen");
      g_assert_cmpstr (identity->given, ==, "Lise");
      g_assert_cmpstr (identity->hpr, ==, "900100017");
    }
}

static void
test_id_token_refused (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    SmtHelseidError error;
  } cases[] = {
    { ISSUER, "https://other.example", SMT_HELSEID_ERROR_ID_TOKEN },
    { ISSUER, ISSUER "/", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"aud\":\"c1\"", "\"aud\":\"c2\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"aud\":\"c1\"", "\"aud\":[\"c1\",\"c2\"]", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"aud\":\"c1\"", "\"aud\":[]", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"aud\":\"c1\"", "\"aud\":\"c1\",\"azp\":\"c2\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"aud\"", "\"x\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"nonce\":\"n1\"", "\"nonce\":\"n2\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"nonce\"", "\"x\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"sub\":\"s1\"", "\"sub\":\"\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"exp\":1800000300", "\"exp\":1799999990", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"exp\":1800000300", "\"exp\":\"1800000300\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"exp\"", "\"x\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"iat\"", "\"x\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"iat\":1800000000", "\"iat\":1800000011", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"iat\":1800000000", "\"iat\":1799999699", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"nbf\":1800000000", "\"nbf\":1800000011", SMT_HELSEID_ERROR_ID_TOKEN },
    { "\"aud\":\"c1\"", "\"aud\":\"c1\",\"at_hash\":\"x\"", SMT_HELSEID_ERROR_ID_TOKEN },
    { "level\":\"4\"", "level\":\"3\"", SMT_HELSEID_ERROR_LEVEL },
    { "level\":\"4\"", "level\":4.5", SMT_HELSEID_ERROR_LEVEL },
    { "security_level", "x", SMT_HELSEID_ERROR_LEVEL },
    { "hpr_number", "x", SMT_HELSEID_ERROR_NO_HPR },
    { "hpr_number\":\"900100017\"", "hpr_number\":\"\"", SMT_HELSEID_ERROR_NO_HPR },
    { "hpr_number\":\"900100017\"", "hpr_number\":\"9001 00017\"", SMT_HELSEID_ERROR_NO_HPR },
    { "hpr_number\":\"900100017\"", "hpr_number\":\"9001000170\"", SMT_HELSEID_ERROR_NO_HPR },
    { "parent\":\"999977774\"", "parent\":\"999977773\"", SMT_HELSEID_ERROR_ORGANISATION },
    { "orgnr_parent\":\"999977774\"", "orgnr_child\":\"999977773\"", SMT_HELSEID_ERROR_ORGANISATION },
  };
  g_autoptr (SmtJoseKey) key = smt_jose_key_generate ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *claims = changed (good_claims, cases[i].from, cases[i].to);
      g_autoptr (GError) error = NULL;

      g_assert_null (validate (key, claims, "n1", NULL, &error));
      g_assert_error (error, SMT_HELSEID_ERROR, (int)cases[i].error);
    }
}

/* After a refresh there is no nonce, and the person must be the same. */
static void
test_id_token_refreshed (void)
{
  g_autoptr (SmtJoseKey) key = smt_jose_key_generate ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtHelseidIdentity) same = validate (key, good_claims, NULL, "s1", &error);

  g_assert_no_error (error);
  g_assert_nonnull (same);
  g_assert_null (validate (key, good_claims, NULL, "s2", &error));
  g_assert_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_ID_TOKEN);
}

/* --- what is signed -------------------------------------------------------------------------------------------------
 */

static SmtJson *
opened (const SmtJoseKey *key, const char *token)
{
  g_autofree char *keys = key_set (key);
  g_autoptr (SmtJson) set = json_of (keys);
  g_autoptr (GError) error = NULL;
  SmtJson *json = smt_jose_verify (token, smt_json_root (set), NULL, &error);

  g_assert_no_error (error);
  return json;
}

static char *
text_at (SmtJson *json, const char *name)
{
  return smt_json_dup_string (smt_json_member (smt_json_root (json), name));
}

static void
test_proof (void)
{
  g_autoptr (SmtJoseKey) key = smt_jose_key_generate ();
  g_autofree char *one = smt_helseid_make_proof (key, "POST", "https://sfm.example/x", "token", "n1", NOW);
  g_autofree char *other = smt_helseid_make_proof (key, "POST", "https://sfm.example/x", NULL, NULL, NOW);
  g_autoptr (SmtJson) first = opened (key, one);
  g_autoptr (SmtJson) second = opened (key, other);
  g_autofree char *first_jti = text_at (first, "jti");
  g_autofree char *second_jti = text_at (second, "jti");
  g_autofree char *ath = smt_jose_hash ("token");
  g_autofree char *said = text_at (first, "ath");

  g_assert_cmpstr (said, ==, ath);
  g_assert_cmpstr (first_jti, !=, second_jti);
  g_assert_true (smt_json_string_equals (smt_json_member (smt_json_root (first), "nonce"), "n1"));
  g_assert_true (smt_json_string_equals (smt_json_member (smt_json_root (first), "htu"), "https://sfm.example/x"));
  g_assert_false (smt_json_exists (smt_json_member (smt_json_root (second), "ath")));
  g_assert_false (smt_json_exists (smt_json_member (smt_json_root (second), "nonce")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/helseid/settings", test_settings);
  g_test_add_func ("/helseid/settings-refused", test_settings_refused);
  g_test_add_func ("/helseid/details", test_details);
  g_test_add_func ("/helseid/metadata", test_metadata);
  g_test_add_func ("/helseid/callback", test_callback);
  g_test_add_func ("/helseid/two-at-once", test_two_at_once);
  g_test_add_func ("/helseid/keys", test_keys);
  g_test_add_func ("/helseid/signatures", test_signatures);
  g_test_add_func ("/helseid/hashes", test_hashes);
  g_test_add_func ("/helseid/id-token", test_id_token);
  g_test_add_func ("/helseid/id-token-taken", test_id_token_taken);
  g_test_add_func ("/helseid/id-token-refused", test_id_token_refused);
  g_test_add_func ("/helseid/id-token-refreshed", test_id_token_refreshed);
  g_test_add_func ("/helseid/proof", test_proof);

  return g_test_run ();
}
