/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in from end to end: the client against the sandbox's HelseID and SFM, over HTTP. A browser of the test's own
 * follows the redirects.
 */
#include <glib/gstdio.h>

#include "exchange/smt-helseid-private.h"
#include "exchange/smt-sfm-client.h"
#include "own-port.h"
#include "sandbox-fixture.h"

typedef struct
{
  Sandbox sandbox;
  SmtKeyring *keyring;
  SmtHelseid *helseid;
  SoupSession *browser;
  guint port;
  guint opened;  /* how often the browser was */
  char *last;    /* what it was shown last */
  gboolean deaf; /* the browser opens and nobody does anything */
} Fixture;

/* --- helpers --------------------------------------------------------------------------------------------------------
 */

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static void
browse (SmtHelseid *helseid, const char *address, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  char *last = g_strdup (address); /* it may be the same one again */

  fixture->opened++;
  g_free (fixture->last);
  fixture->last = last;
  if (!fixture->deaf)
    soup_session_send_and_read_async (fixture->browser, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static SmtHelseid *
helseid_new (Fixture *fixture)
{
  g_autofree char *text = g_strdup_printf (
      "[sfm]\nbase-url=%s\njournal-id=6d3f2b0a-5c0e-4b7e-9b1a-0a1b2c3d4e5f\noffice=Prøvebyen legesenter\n"
      "[helseid]\nissuer=%s\nclient-id=c1\nredirect-uri=http://127.0.0.1:%u/"
      "callback\norganisation=999977774:999977775\n",
      fixture->sandbox.base, fixture->sandbox.base, fixture->port);
  g_autoptr (GError) error = NULL;
  SmtHelseidSettings *settings = smt_helseid_settings_read (text, strlen (text), &error);
  SmtHelseid *helseid;

  g_assert_no_error (error);
  helseid = smt_helseid_new (settings, fixture->keyring);
  smt_helseid_set_browser (helseid, browse, fixture);
  return helseid;
}

static char *
export_key (SmtHelseid *helseid, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_helseid_export_key_async (helseid, keep_result, &result);
  return smt_helseid_export_key_finish (helseid, wait_for (&result), error);
}

static void
register_client (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *jwk = export_key (fixture->helseid, &error);
  g_autofree char *body = NULL;

  g_assert_no_error (error);
  body = g_strdup_printf ("{\"register\":{\"client_id\":\"c1\",\"redirect_uri\":\"http://127.0.0.1:%u/callback\","
                          "\"jwk\":%s}}",
                          fixture->port, jwk);
  sandbox_control (&fixture->sandbox, "/sandbox/helseid", body);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sandbox_start (&fixture->sandbox, "--helseid");
  fixture->port = own_port ();
  fixture->keyring = smt_keyring_new_in_memory ();
  fixture->browser = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  fixture->helseid = helseid_new (fixture);
  register_client (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soup_session_abort (fixture->browser);
  while (fixture->helseid->revoking > 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->helseid);
  g_object_unref (fixture->browser);
  g_object_unref (fixture->keyring);
  g_free (fixture->last);
  sandbox_clear (&fixture->sandbox);
}

static void
order (Fixture *fixture, const char *body)
{
  sandbox_control (&fixture->sandbox, "/sandbox/helseid", body);
}

static gint64
count (Fixture *fixture, const char *name)
{
  g_autofree char *text = sandbox_request (&fixture->sandbox, "POST", "/sandbox/helseid", "{}", NULL, NULL);
  g_autoptr (SmtJson) json = read_json (text);
  SmtDecimal decimal;
  gint64 number = -1;

  g_assert_true (smt_json_get_decimal (smt_json_member (smt_json_root (json), name), &decimal));
  g_assert_true (smt_decimal_is_integer (decimal, &number));
  return number;
}

static gboolean
sign_in (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_helseid_sign_in_async (fixture->helseid, NULL, keep_result, &result);
  g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_SIGNING_IN);
  return smt_helseid_sign_in_finish (fixture->helseid, wait_for (&result), error);
}

static void
sign_in_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gboolean well = sign_in (fixture, &error);

  g_assert_no_error (error);
  g_assert_true (well);
  g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_SIGNED_IN);
}

static void
check_fails (Fixture *fixture, SmtHelseidError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in (fixture, &error));
  g_assert_error (error, SMT_HELSEID_ERROR, (int)code);
  g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_SIGNED_OUT);
  g_assert_null (smt_helseid_get_identity (fixture->helseid));
}

/* Addresses that listen on the port, as the kernel lists them; "0100007F" is 127.0.0.1. */
static char *
listeners_on (guint port)
{
  static const char *const tables[] = { "/proc/net/tcp", "/proc/net/tcp6" };
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;

      if (!g_file_get_contents (tables[i], &text, NULL, NULL))
        continue;
      lines = g_strsplit (text, "\n", -1);
      for (guint j = 1; lines[j] != NULL; j++)
        {
          g_auto (GStrv) words = g_strsplit_set (g_strstrip (lines[j]), " :", -1);

          /* n, "", address, port, remote, port, state */
          if (g_strv_length (words) > 6 && g_ascii_strtoull (words[3], NULL, 16) == port
              && g_str_equal (words[6], "0A"))
            g_string_append_printf (found, "%s ", words[2]);
        }
    }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

/* --- signing in -----------------------------------------------------------------------------------------------------
 */

static void
test_sign_in (Fixture *fixture, gconstpointer data)
{
  const SmtHelseidIdentity *identity;

  sign_in_well (fixture);
  identity = smt_helseid_get_identity (fixture->helseid);
  g_assert_cmpstr (identity->given, ==, "Lise");
  g_assert_cmpstr (identity->family, ==, "Fastlegesen");
  g_assert_cmpstr (identity->hpr, ==, "900100017");
  g_assert_cmpstr (identity->profession, ==, "LE");
  g_assert_cmpstr (identity->organisation, ==, "999977775");
  g_assert_cmpuint (fixture->opened, ==, 1);
  /* the nonce that was demanded cost a second request, and only one set of tokens was made */
  g_assert_cmpint (count (fixture, "tokens"), ==, 1);
}

static void
test_address_tells_nothing (Fixture *fixture, gconstpointer data)
{
  sign_in_well (fixture);
  g_assert_nonnull (strstr (fixture->last, "request_uri="));
  g_assert_null (strstr (fixture->last, "state"));
  g_assert_null (strstr (fixture->last, "authorization_details"));
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    SmtHelseidError error;
  } cases[] = {
    { "other-issuer", SMT_HELSEID_ERROR_BAD_ANSWER },
    { "http-endpoint", SMT_HELSEID_ERROR_BAD_ANSWER },
    { "http-500", SMT_HELSEID_ERROR_NETWORK },
    { "deny", SMT_HELSEID_ERROR_DENIED },
    { "callback-state", SMT_HELSEID_ERROR_CALLBACK },
    { "callback-iss", SMT_HELSEID_ERROR_CALLBACK },
    { "callback-no-iss", SMT_HELSEID_ERROR_CALLBACK },
    { "bearer", SMT_HELSEID_ERROR_BAD_ANSWER },
    { "no-id-token", SMT_HELSEID_ERROR_BAD_ANSWER },
    { "id-token-iss", SMT_HELSEID_ERROR_ID_TOKEN },
    { "id-token-aud", SMT_HELSEID_ERROR_ID_TOKEN },
    { "id-token-azp", SMT_HELSEID_ERROR_ID_TOKEN },
    { "id-token-nonce", SMT_HELSEID_ERROR_ID_TOKEN },
    { "id-token-expired", SMT_HELSEID_ERROR_ID_TOKEN },
    { "id-token-future", SMT_HELSEID_ERROR_ID_TOKEN },
    { "id-token-at-hash", SMT_HELSEID_ERROR_ID_TOKEN },
    { "id-token-signature", SMT_HELSEID_ERROR_ID_TOKEN },
    { "id-token-key", SMT_HELSEID_ERROR_ID_TOKEN },
    { "id-token-none", SMT_HELSEID_ERROR_ID_TOKEN },
    { "level-3", SMT_HELSEID_ERROR_LEVEL },
    { "no-hpr", SMT_HELSEID_ERROR_NO_HPR },
    { "other-organisation", SMT_HELSEID_ERROR_ORGANISATION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"fault\":\"%s\"}", cases[i].fault);

      g_test_message ("%s", cases[i].fault);
      order (fixture, body);
      check_fails (fixture, cases[i].error);
    }
  /* and nothing of all that stays behind */
  order (fixture, "{\"fault\":null}");
  sign_in_well (fixture);
}

static void
test_unknown_client (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtJoseKey) other = smt_jose_key_generate ();
  g_autofree char *jwk = smt_jose_key_to_public (other);
  g_autofree char *body = g_strdup_printf (
      "{\"register\":{\"client_id\":\"c1\",\"redirect_uri\":\"http://127.0.0.1:%u/callback\",\"jwk\":%s}}",
      fixture->port, jwk);

  order (fixture, body);
  check_fails (fixture, SMT_HELSEID_ERROR_CLIENT);
}

static void
test_other_redirect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *jwk = export_key (fixture->helseid, NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"register\":{\"client_id\":\"c1\",\"redirect_uri\":\"http://127.0.0.1:1/callback\",\"jwk\":%s}}", jwk);

  order (fixture, body);
  check_fails (fixture, SMT_HELSEID_ERROR_REFUSED);
}

static void
test_nobody_there (Fixture *fixture, gconstpointer data)
{
  sandbox_stop (&fixture->sandbox);
  check_fails (fixture, SMT_HELSEID_ERROR_NETWORK);
}

#define YEAR 31557600

/* Row 64: the offset is said, whether HelseID refuses over it or not. */
static void
test_clock (Fixture *fixture, gconstpointer data)
{
  static const int offsets[] = { 300, -300, 600, -600, 86400, -86400, 20 * YEAR, -20 * YEAR, 30, -30 };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"clock\":%d}", offsets[i]);
      g_autoptr (GError) error = NULL;
      gint64 ahead;

      order (fixture, body);
      g_assert_false (sign_in (fixture, &error));
      g_assert_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_CLOCK);
      ahead = smt_helseid_error_get_clock_offset (error);
      g_assert_cmpint (ABS (ahead + offsets[i]), <=, 20);
    }
  order (fixture, "{\"clock\":0}");
  sign_in_well (fixture);
}

/* --- the way back ---------------------------------------------------------------------------------------------------
 */

static void
look_and_browse (SmtHelseid *helseid, const char *address, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *found = listeners_on (fixture->port);

  g_assert_cmpstr (found, ==, "0100007F ");
  browse (helseid, address, data);
}

/* T18: on the loopback address only, and only while somebody signs in. */
static void
test_listener (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = listeners_on (fixture->port);
  g_autofree char *after = NULL;

  smt_helseid_set_browser (fixture->helseid, look_and_browse, fixture);
  g_assert_cmpstr (before, ==, "");
  sign_in_well (fixture);
  after = listeners_on (fixture->port);
  g_assert_cmpstr (after, ==, "");
}

static void
stray_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);

  g_assert_cmpuint (soup_message_get_status (message), ==, 404);
  browse (fixture->helseid, fixture->last, fixture);
}

static void
stray_first (SmtHelseid *helseid, const char *address, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *icon = g_strdup_printf ("http://127.0.0.1:%u/favicon.ico", fixture->port);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", icon);

  fixture->last = g_strdup (address); /* the first time */
  soup_session_send_and_read_async (fixture->browser, message, G_PRIORITY_DEFAULT, NULL, stray_cb, fixture);
}

/* A browser asks for more than it was led to. */
static void
test_stray_request (Fixture *fixture, gconstpointer data)
{
  smt_helseid_set_browser (fixture->helseid, stray_first, fixture);
  sign_in_well (fixture);
}

static void
forge (SmtHelseid *helseid, const char *address, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *forged = g_strdup_printf ("http://127.0.0.1:%u/callback?code=c&state=guessed&iss=%s", fixture->port,
                                             fixture->sandbox.base);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", forged);

  soup_session_send_and_read_async (fixture->browser, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

/* Whoever else on this machine finds the port ends the sign-in, and gets nothing by it. */
static void
test_forged_redirect (Fixture *fixture, gconstpointer data)
{
  smt_helseid_set_browser (fixture->helseid, forge, fixture);
  check_fails (fixture, SMT_HELSEID_ERROR_CALLBACK);
  g_assert_cmpint (count (fixture, "tokens"), ==, 0);
}

static void
test_port_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16)fixture->port);

  g_assert_true (
      g_socket_listener_add_address (other, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, NULL, NULL));
  check_fails (fixture, SMT_HELSEID_ERROR_PORT);
  g_assert_cmpuint (fixture->opened, ==, 0);
}

static void
test_nobody_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *after = NULL;

  fixture->deaf = TRUE;
  smt_helseid_set_deadlines (fixture->helseid, 1, 20000);
  check_fails (fixture, SMT_HELSEID_ERROR_TIMEOUT);
  after = listeners_on (fixture->port);
  g_assert_cmpstr (after, ==, "");
}

static void
no_browser (SmtHelseid *helseid, const char *address, gpointer data)
{
  smt_helseid_give_up (helseid, SMT_HELSEID_ERROR_BROWSER, "no browser");
}

static void
test_no_browser (Fixture *fixture, gconstpointer data)
{
  smt_helseid_set_browser (fixture->helseid, no_browser, NULL);
  check_fails (fixture, SMT_HELSEID_ERROR_BROWSER);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->deaf = TRUE;
  smt_helseid_sign_in_async (fixture->helseid, cancellable, keep_result, &result);
  while (fixture->opened == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_false (smt_helseid_sign_in_finish (fixture->helseid, wait_for (&result), &error));
  g_assert_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_CANCELLED);
}

/* --- who ------------------------------------------------------------------------------------------------------------
 */

static gboolean
nobody (const SmtHelseidIdentity *identity, gpointer data)
{
  return FALSE;
}

static void
test_not_the_local_user (Fixture *fixture, gconstpointer data)
{
  smt_helseid_set_user_check (fixture->helseid, nobody, NULL);
  check_fails (fixture, SMT_HELSEID_ERROR_OTHER_USER);
}

/* T14: another person must wait until the first has signed out, which closes what is open. */
static void
test_other_person (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  order (fixture, "{\"person\":\"tor\"}");
  g_assert_false (sign_in (fixture, &error));
  g_assert_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_OTHER_USER);
  g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_ENDED);
  g_assert_cmpstr (smt_helseid_get_identity (fixture->helseid)->given, ==, "Lise");
  smt_helseid_sign_out (fixture->helseid);
  sign_in_well (fixture);
  g_assert_cmpstr (smt_helseid_get_identity (fixture->helseid)->given, ==, "Tor");
}

static void
test_sign_out (Fixture *fixture, gconstpointer data)
{
  sign_in_well (fixture);
  smt_helseid_sign_out (fixture->helseid);
  g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_SIGNED_OUT);
  g_assert_null (fixture->helseid->access_token);
  g_assert_null (fixture->helseid->refresh_token);
  g_assert_null (fixture->helseid->proof_key);
  while (count (fixture, "ended") == 0 || fixture->helseid->revoking > 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (g_str_has_suffix (fixture->last, "/connect/endsession?client_id=c1"));
}

/* --- keys -----------------------------------------------------------------------------------------------------------
 */

static void
test_key_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = export_key (fixture->helseid, NULL);
  g_autoptr (SmtHelseid) other = helseid_new (fixture);
  g_autofree char *second = export_key (other, NULL);

  g_assert_cmpstr (first, ==, second);
  g_assert_null (strstr (first, "\"d\""));
}

static void
test_damaged_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) damaged = smt_secret_new ("{}", 2);
  g_autoptr (SmtHelseid) other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (smt_keyring_store (fixture->keyring, "helseid-key", damaged, NULL, NULL));
  other = helseid_new (fixture);
  g_assert_null (export_key (other, &error));
  g_assert_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_KEYS);
}

/* --- calls ----------------------------------------------------------------------------------------------------------
 */

static SmtSfmClient *
client_new (Fixture *fixture)
{
  SmtSfmClient *client = smt_sfm_client_new (fixture->sandbox.base, NULL);

  smt_sfm_client_set_helseid (client, fixture->helseid);
  return client;
}

static SmtBrokerReply *
call (SmtSfmClient *client, gboolean send, GError **error)
{
  g_autofree char *text = lookup_body (ADA);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;
  SmtBroker *broker = SMT_BROKER (client);

  if (send)
    smt_broker_send_async (broker, body, NULL, keep_result, &result);
  else
    smt_broker_look_up_async (broker, body, NULL, keep_result, &result);
  wait_for (&result);
  return send ? smt_broker_send_finish (broker, result, error) : smt_broker_look_up_finish (broker, result, error);
}

static void
look_up_well (SmtSfmClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtBrokerReply) reply = call (client, FALSE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

/* RFC 7009: what was granted is taken back, and nobody waits for it. */
static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  sign_in_well (fixture);
  smt_helseid_sign_out (fixture->helseid);
  g_assert_cmpuint (fixture->helseid->revoking, ==, 2);
  g_assert_null (fixture->helseid->refresh_token);
  while (fixture->helseid->revoking > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count (fixture, "revoked"), ==, 1);
  sign_in_well (fixture);
}

static void
test_not_revoked (Fixture *fixture, gconstpointer data)
{
  sign_in_well (fixture);
  sandbox_stop (&fixture->sandbox);
  smt_helseid_sign_out (fixture->helseid);
  g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_SIGNED_OUT);
  g_assert_null (fixture->helseid->access_token);
  while (fixture->helseid->revoking > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* --- going on where one left ----------------------------------------------------------------------------------------
 */

static gboolean
confirm (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_helseid_confirm_async (fixture->helseid, NULL, keep_result, &result);
  return smt_helseid_sign_in_finish (fixture->helseid, wait_for (&result), error);
}

static void
test_confirm (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  /* an hour later the browser's session would answer for the person */
  order (fixture, "{\"fault\":\"old-session\"}");
  g_assert_false (confirm (fixture, &error));
  g_assert_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_ID_TOKEN);
  g_assert_cmpstr (smt_helseid_get_identity (fixture->helseid)->given, ==, "Lise");
  g_clear_error (&error);
  order (fixture, "{\"fault\":null}");
  g_assert_true (confirm (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_SIGNED_IN);
  look_up_well (client);
}

static void
test_confirm_other (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  order (fixture, "{\"person\":\"tor\"}");
  g_assert_false (confirm (fixture, &error));
  g_assert_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_OTHER_USER);
  g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_ENDED);
}

/* How many calls came past the door-keeper. */
static gint64
requests (Fixture *fixture, const char *name)
{
  g_autofree char *text = sandbox_request (&fixture->sandbox, "GET", "/sandbox/state", NULL, NULL, NULL);
  g_autoptr (SmtJson) json = read_json (text);
  SmtDecimal decimal;
  gint64 number = -1;

  g_assert_true (smt_json_get_decimal (smt_json_member (smt_json_root (json), name), &decimal));
  g_assert_true (smt_decimal_is_integer (decimal, &number));
  return number;
}

static void
test_call (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);

  sign_in_well (fixture);
  look_up_well (client);
  look_up_well (client);
  g_assert_cmpint (requests (fixture, "lookupRequests"), ==, 2);
  g_assert_cmpint (count (fixture, "refreshes"), ==, 0); /* FK3: no new token while one is valid */
}

static void
test_call_signed_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);

  for (guint send = 0; send < 2; send++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (call (client, send == 1, &error));
      g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_SIGN_IN);
    }
}

/* Row 65: a new nonce is demanded in the middle; one more attempt, and what was sent is sent once. */
static void
test_new_nonce (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  look_up_well (client);
  order (fixture, "{\"new-nonce\":true}");
  look_up_well (client);
  order (fixture, "{\"new-nonce\":true}");
  /* not a send that could be carried out, but one that was read */
  g_assert_null (call (client, TRUE, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_REJECTED);
  g_assert_cmpint (requests (fixture, "lookupRequests"), ==, 2);
  g_assert_cmpint (requests (fixture, "sendRequests"), ==, 1);
}

/* Row 51: the token is not taken in the middle; a new one, and one more attempt. */
static void
test_token_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);
  g_autoptr (GError) error = NULL;

  order (fixture, "{\"fault\":\"short-token\",\"demand-nonce\":false}");
  sign_in_well (fixture);
  order (fixture, "{\"fault\":null}");
  g_assert_null (call (client, TRUE, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_REJECTED);
  g_assert_cmpint (requests (fixture, "sendRequests"), ==, 1);
  g_assert_cmpint (count (fixture, "refreshes"), ==, 1);
}

/* ONE new attempt: a service that takes no token at all is not asked for ever. */
static void
test_token_refused_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);

  order (fixture, "{\"fault\":\"other-audience\",\"demand-nonce\":false}");
  sign_in_well (fixture);
  for (guint send = 0; send < 2; send++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (call (client, send == 1, &error));
      g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_SIGN_IN);
    }
  g_assert_cmpint (requests (fixture, "sendRequests"), ==, 0);
  g_assert_cmpint (count (fixture, "refreshes"), <=, 3);
}

static void
test_renewed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);

  order (fixture, "{\"token-seconds\":20,\"demand-nonce\":false}");
  sign_in_well (fixture);
  look_up_well (client);
  look_up_well (client);
  g_assert_cmpint (count (fixture, "refreshes"), ==, 2);
  g_assert_cmpuint (fixture->opened, ==, 1);
}

/* Two calls at once need a new token: it is fetched once. */
static void
test_renewed_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);
  g_autofree char *text = lookup_body (ADA);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (SmtBrokerReply) one = NULL;
  g_autoptr (SmtBrokerReply) other = NULL;

  order (fixture, "{\"token-seconds\":20}");
  sign_in_well (fixture);
  order (fixture, "{\"token-seconds\":300}");
  smt_broker_look_up_async (SMT_BROKER (client), body, NULL, keep_result, &first);
  smt_broker_look_up_async (SMT_BROKER (client), body, NULL, keep_result, &second);
  one = smt_broker_look_up_finish (SMT_BROKER (client), wait_for (&first), NULL);
  other = smt_broker_look_up_finish (SMT_BROKER (client), wait_for (&second), NULL);
  g_assert_nonnull (one);
  g_assert_nonnull (other);
  g_assert_cmpint (count (fixture, "refreshes"), ==, 1);
}

static void
test_ended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);
  g_autoptr (GError) error = NULL;

  order (fixture, "{\"token-seconds\":20}");
  sign_in_well (fixture);
  order (fixture, "{\"forget\":true}");
  g_assert_null (call (client, TRUE, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_SIGN_IN);
  g_assert_cmpint (requests (fixture, "sendRequests"), ==, 0);
  g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_ENDED);
  order (fixture, "{\"token-seconds\":300}");
  sign_in_well (fixture); /* the same person goes on */
  look_up_well (client);
}

static void
test_renewed_as_another (Fixture *fixture, gconstpointer data)
{
  static const char *const faults[] = { "id-token-iss", "id-token-signature", "level-3", "no-hpr", "bearer" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (SmtSfmClient) client = client_new (fixture);
      g_autofree char *body = g_strdup_printf ("{\"fault\":\"%s\"}", faults[i]);
      g_autoptr (GError) error = NULL;

      order (fixture, "{\"fault\":null,\"token-seconds\":20}");
      sign_in_well (fixture);
      order (fixture, body);
      g_assert_null (call (client, FALSE, &error));
      g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_SIGN_IN);
      g_assert_cmpint (smt_helseid_get_state (fixture->helseid), ==, SMT_HELSEID_ENDED);
    }
}

/* The clock goes wrong after signing in: the service turns the proof away, and the reason is said. */
static void
test_clock_of_a_call (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);
  g_autoptr (GError) error = NULL;
  gint64 ahead;

  sign_in_well (fixture);
  order (fixture, "{\"clock\":120,\"demand-nonce\":false}");
  g_assert_null (call (client, TRUE, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_CLOCK);
  ahead = smt_broker_error_get_clock_offset (error);
  g_assert_cmpint (ABS (ahead + 120), <=, 20);
  g_assert_cmpint (requests (fixture, "sendRequests"), ==, 0);
}

/* T7, T15: neither token nor number nor name in the log. */
static GString *logged;

static void
collect (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
    g_error ("%s", message);
  g_string_append (logged, message);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSfmClient) client = client_new (fixture);
  g_autoptr (GError) error = NULL;
  static const char *const names[] = { "12837010000", "900100017", "Fastlegesen" };
  g_autofree char *token = NULL;
  g_autofree char *refresh_token = NULL;

  sign_in_well (fixture);
  token = g_strdup (fixture->helseid->access_token);
  refresh_token = g_strdup (fixture->helseid->refresh_token);
  look_up_well (client);
  order (fixture, "{\"new-nonce\":true}");
  look_up_well (client);
  smt_helseid_sign_out (fixture->helseid);
  order (fixture, "{\"fault\":\"id-token-nonce\"}");
  g_assert_false (sign_in (fixture, &error));
  g_assert_nonnull (strstr (logged->str, "nobody was signed in"));
  g_assert_null (strstr (logged->str, token));
  g_assert_null (strstr (logged->str, refresh_token));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_null (strstr (logged->str, names[i]));
}

#define TEST(name, function) g_test_add ("/helseid/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  logged = g_string_new (NULL);
  g_log_set_default_handler (collect, NULL);

  TEST ("sign-in", test_sign_in);
  TEST ("address-tells-nothing", test_address_tells_nothing);
  TEST ("refusals", test_refusals);
  TEST ("unknown-client", test_unknown_client);
  TEST ("other-redirect", test_other_redirect);
  TEST ("clock", test_clock);
  TEST ("listener", test_listener);
  TEST ("stray-request", test_stray_request);
  TEST ("forged-redirect", test_forged_redirect);
  TEST ("port-taken", test_port_taken);
  TEST ("nobody-comes-back", test_nobody_comes_back);
  TEST ("no-browser", test_no_browser);
  TEST ("cancelled", test_cancelled);
  TEST ("not-the-local-user", test_not_the_local_user);
  TEST ("other-person", test_other_person);
  TEST ("sign-out", test_sign_out);
  TEST ("sign-out/revoked", test_revoked);
  TEST ("sign-out/not-revoked", test_not_revoked);
  TEST ("confirm", test_confirm);
  TEST ("confirm/other", test_confirm_other);
  TEST ("key-is-kept", test_key_is_kept);
  TEST ("damaged-key", test_damaged_key);
  TEST ("call", test_call);
  TEST ("call-signed-out", test_call_signed_out);
  TEST ("new-nonce", test_new_nonce);
  TEST ("token-refused", test_token_refused);
  TEST ("token-refused-again", test_token_refused_again);
  TEST ("renewed", test_renewed);
  TEST ("renewed-once", test_renewed_once);
  TEST ("ended", test_ended);
  TEST ("renewed-as-another", test_renewed_as_another);
  TEST ("clock-of-a-call", test_clock_of_a_call);
  TEST ("log", test_log);
  TEST ("nobody-there", test_nobody_there);

  return g_test_run ();
}
