/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client against a server that misbehaves: what each fault is called, and that nothing is ever sent twice.
 */
#include "exchange/smt-sfm-client.h"

#include "fault-server.h"

static FaultServer *server;

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static SmtSfmClient *
client_for (const char *url, guint deadline_ms)
{
  g_autoptr (GError) error = NULL;
  SmtSfmClient *client = smt_sfm_client_new (url, &error);

  g_assert_no_error (error);
  smt_sfm_client_set_deadlines (client, deadline_ms, deadline_ms);
  return client;
}

static SmtBrokerReply *
call (SmtSfmClient *client, gboolean send, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"resourceType\":\"Parameters\"}", 29);
  g_autoptr (GAsyncResult) result = NULL;
  SmtBroker *broker = SMT_BROKER (client);

  if (send)
    smt_broker_send_async (broker, body, cancellable, keep_result, &result);
  else
    smt_broker_look_up_async (broker, body, cancellable, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return send ? smt_broker_send_finish (broker, result, error) : smt_broker_look_up_finish (broker, result, error);
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

#define WELL (-1)
#define BAD SMT_BROKER_ERROR_BAD_ANSWER
#define UNKNOWN SMT_BROKER_ERROR_UNKNOWN
#define BUSY SMT_BROKER_ERROR_BUSY
#define NOT_ALLOWED SMT_BROKER_ERROR_NOT_ALLOWED
#define SIGN_IN SMT_BROKER_ERROR_SIGN_IN
#define REJECTED SMT_BROKER_ERROR_REJECTED
#define NO_LIST SMT_BROKER_ERROR_NO_LIST
#define CONFLICT SMT_BROKER_ERROR_CONFLICT
#define STALE SMT_BROKER_ERROR_STALE
#define TIMEOUT SMT_BROKER_ERROR_TIMEOUT

/* Worked out from docs/send-protocol.md; the number is the row of our fault table. */
static const struct
{
  const char *fault;
  int look_up;
  int send;
  gboolean deadline; /* ends by its deadline, so give it a short one */
} cases[] = {
  { "ok", WELL, WELL },
  { "plain-json", WELL, WELL },
  { "bundle", WELL, UNKNOWN },
  { "chunked", WELL, WELL },
  { "until-close", WELL, WELL },           /* 43: the document is whole */
  { "until-close-cut", BAD, UNKNOWN },     /* 43 */
  { "hang", TIMEOUT, UNKNOWN, TRUE },      /* 34 */
  { "drip-head", TIMEOUT, UNKNOWN, TRUE }, /* 36 */
  { "drip-body", TIMEOUT, UNKNOWN, TRUE }, /* 37 */
  { "close", BAD, UNKNOWN },               /* 38 */
  { "short", BAD, UNKNOWN },               /* 41 */
  { "chunk-cut", BAD, UNKNOWN },           /* 42 */
  { "two-lengths", BAD, UNKNOWN },         /* 44 */
  { "same-lengths", BAD, UNKNOWN },        /* 44 */
  { "length-and-chunks", BAD, UNKNOWN },   /* 44 */
  { "negative-length", BAD, UNKNOWN },     /* 44 */
  { "big-head", BAD, UNKNOWN },            /* 45 */
  { "flood", BAD, UNKNOWN },               /* 45 */
  { "gzip", BAD, UNKNOWN },                /* 46 */
  { "endless", BAD, UNKNOWN },             /* 47 */
  { "huge-length", BAD, UNKNOWN },         /* 47 */
  { "html", BAD, UNKNOWN },                /* 48 */
  { "json-as-html", BAD, UNKNOWN },        /* 48 */
  { "bad-json", BAD, UNKNOWN },
  { "wrong-type", BAD, UNKNOWN },
  { "no-content", BAD, UNKNOWN },
  { "garbage", BAD, UNKNOWN },
  { "moved", BAD, UNKNOWN },         /* 49 */
  { "moved-301", BAD, UNKNOWN },     /* 49 */
  { "see-other", BAD, UNKNOWN },     /* 49 */
  { "temporary", BAD, UNKNOWN },     /* 49 */
  { "permanent", BAD, UNKNOWN },     /* 49 */
  { "elsewhere", BAD, UNKNOWN },     /* 49: another host */
  { "loop", BAD, UNKNOWN },          /* 50 */
  { "login-401", SIGN_IN, SIGN_IN }, /* 51 */
  { "forbidden-403", NOT_ALLOWED, NOT_ALLOWED },
  { "conflict-400", NO_LIST, CONFLICT },     /* 52 */
  { "conflict-409", NO_LIST, CONFLICT },     /* 52 */
  { "precondition-412", NO_LIST, CONFLICT }, /* 52 */
  { "bare-409", BAD, UNKNOWN },              /* who says so? */
  { "bare-412", BAD, UNKNOWN },              /* 52 */
  { "required-428", NO_LIST, REJECTED },     /* 52 */
  { "content-422", NO_LIST, REJECTED },
  { "stale-400", NO_LIST, STALE }, /* 60 */
  { "invalid-400", NO_LIST, REJECTED },
  { "bare-400", BAD, UNKNOWN },
  { "many-429", BUSY, BUSY },  /* 53 */
  { "later-503", BUSY, BUSY }, /* 53 */
  { "bare-503", BUSY, UNKNOWN },
  { "gateway-502", BUSY, UNKNOWN },
  { "bare-500", BAD, UNKNOWN },
  { "outcome-500", NO_LIST, UNKNOWN },
  { "outcome-200", NO_LIST, UNKNOWN },  /* 54 */
  { "warnings-200", NO_LIST, UNKNOWN }, /* 54 */
  { "gzip-bomb", BAD, UNKNOWN },        /* 46 */
  { "gzip-well", BAD, UNKNOWN },        /* 46 */
};

/* A deadline that is over before the connection stands, on a machine that has other work, tells nothing of the fault:
 * then there is more of it. */
static SmtBrokerReply *
call_connected (const char *url, gboolean send, guint deadline_ms, GError **error)
{
  g_autoptr (SmtSfmClient) client = client_for (url, deadline_ms);
  g_autoptr (GError) trouble = NULL;
  SmtBrokerReply *reply = call (client, send, NULL, &trouble);

  if (g_error_matches (trouble, SMT_BROKER_ERROR, SMT_BROKER_ERROR_NOT_SENT) && deadline_ms < 20000)
    return call_connected (url, send, 10 * deadline_ms, error);
  if (trouble != NULL)
    g_propagate_error (error, g_steal_pointer (&trouble));
  return reply;
}

static void
test_fault (gconstpointer data, gboolean send)
{
  guint i = GPOINTER_TO_UINT (data);
  int expected = send ? cases[i].send : cases[i].look_up;
  g_autofree char *url = fault_server_url (server, cases[i].fault);
  g_autoptr (GError) error = NULL;
  guint before = fault_server_requests (server);
  g_autoptr (SmtBrokerReply) reply = call_connected (url, send, cases[i].deadline ? 200 : 20000, &error);

  if (expected == WELL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (reply);
    }
  else
    {
      g_assert_null (reply);
      g_assert_error (error, SMT_BROKER_ERROR, expected);
    }
  /* what left before the deadline, the server may have to look at yet */
  while (cases[i].deadline && fault_server_requests (server) == before)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fault_server_requests (server) - before, ==, 1);
}

static void
test_look_up (gconstpointer data)
{
  test_fault (data, FALSE);
}

static void
test_send (gconstpointer data)
{
  test_fault (data, TRUE);
}

/* --- what surely did not leave ------------------------------------------------------------------------------------ */

static void
assert_nothing_left (const char *url, guint deadline_ms, SmtBrokerError expected)
{
  for (guint send = 0; send < 2; send++)
    {
      g_autoptr (SmtSfmClient) client = client_for (url, deadline_ms);
      g_autoptr (GError) error = NULL;

      g_assert_null (call (client, send == 1, NULL, &error));
      g_assert_error (error, SMT_BROKER_ERROR, (int)expected);
    }
}

static void
assert_not_sent (const char *url, guint deadline_ms)
{
  assert_nothing_left (url, deadline_ms, SMT_BROKER_ERROR_NOT_SENT);
}

static void
test_refused (void)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", fault_server_free_port ());

  assert_not_sent (url, 20000);
}

static void
test_no_such_name (void)
{
  assert_not_sent ("https://samstemt.invalid/sfm", 20000);
}

static void
test_untrusted_certificate (void)
{
  g_autoptr (FaultServer) tls = fault_server_new (TRUE);
  g_autofree char *url = fault_server_url (tls, "ok");

  assert_nothing_left (url, 20000, SMT_BROKER_ERROR_CERT_ISSUER);
  g_assert_cmpuint (fault_server_connections (tls), ==, 2);
  g_assert_cmpuint (fault_server_requests (tls), ==, 0);
}

/* Accepted, and never a word: no request has left while the handshake is not done. */
static void
test_silent_handshake (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (silent, NULL, &error);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (SmtSfmClient) client = client_for (url, 200);

  g_assert_no_error (error);
  g_assert_null (call (client, TRUE, NULL, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_NOT_SENT);
  g_clear_error (&error);
  g_assert_null (call_connected (url, FALSE, 200, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_TIMEOUT);
}

static void
test_cancelled_before (void)
{
  g_autofree char *url = fault_server_url (server, "ok");
  g_autoptr (SmtSfmClient) client = client_for (url, 20000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint before = fault_server_requests (server);

  g_cancellable_cancel (cancellable);
  g_assert_null (call (client, TRUE, cancellable, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_NOT_SENT);
  g_clear_error (&error);
  g_assert_null (call (client, FALSE, cancellable, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_CANCELLED);
  g_assert_cmpuint (fault_server_requests (server), ==, before);
}

/* Cancelled when the server has the request: of a send nobody knows. */
static void
cancel_after (gboolean send, SmtBrokerError expected)
{
  g_autofree char *url = fault_server_url (server, "hang");
  g_autoptr (SmtSfmClient) client = client_for (url, 20000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint before = fault_server_requests (server);
  SmtBroker *broker = SMT_BROKER (client);

  if (send)
    smt_broker_send_async (broker, body, cancellable, keep_result, &result);
  else
    smt_broker_look_up_async (broker, body, cancellable, keep_result, &result);
  while (fault_server_requests (server) == before)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (send ? smt_broker_send_finish (broker, result, &error)
                      : smt_broker_look_up_finish (broker, result, &error));
  g_assert_error (error, SMT_BROKER_ERROR, (int)expected);
}

static void
test_cancelled_after (void)
{
  cancel_after (TRUE, SMT_BROKER_ERROR_UNKNOWN);
  cancel_after (FALSE, SMT_BROKER_ERROR_CANCELLED);
}

/* --- what goes out ------------------------------------------------------------------------------------------------ */

static void
test_request (void)
{
  g_autofree char *base = fault_server_url (server, "ok");
  g_autofree char *url = g_strconcat (base, "/sfmbasis/v1.0/", NULL);
  g_autoptr (SmtSfmClient) client = client_for (url, 20000);
  g_autoptr (SmtBrokerReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request = NULL;
  g_autofree char *lower = NULL;

  reply = call (client, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpint (reply->server_time, ==, G_GINT64_CONSTANT (1718100000) * G_USEC_PER_SEC);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, 44);

  request = fault_server_dup_last (server);
  g_assert_true (g_str_has_prefix (request, "POST /ok/sfmbasis/v1.0/Patient/$getMedication HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/fhir+json\r\n"));
  g_assert_nonnull (strstr (request, "\r\nConnection: close\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAccept: application/fhir+json, application/json\r\n"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n{\"resourceType\":\"Parameters\"}"));
  lower = g_ascii_strdown (request, -1);
  g_assert_null (strstr (lower, "cookie"));
  g_assert_null (strstr (lower, "referer"));
  g_assert_null (strstr (lower, "gzip"));

  g_clear_pointer (&request, g_free);
  g_clear_pointer (&reply, smt_broker_reply_unref);
  reply = call (client, TRUE, NULL, &error);
  g_assert_no_error (error);
  request = fault_server_dup_last (server);
  g_assert_true (g_str_has_prefix (request, "POST /ok/sfmbasis/v1.0/Patient/$sendMedication HTTP/1.1\r\n"));
}

/* Each send has a connection of its own: there is none that could have been closed behind our back (39). */
static void
test_close_on_reuse (void)
{
  g_autofree char *url = fault_server_url (server, "close-on-reuse");
  g_autoptr (SmtSfmClient) client = client_for (url, 20000);
  guint connections = fault_server_connections (server);
  guint requests = fault_server_requests (server);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SmtBrokerReply) reply = call (client, TRUE, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (reply);
    }
  g_assert_cmpuint (fault_server_connections (server) - connections, ==, 3);
  g_assert_cmpuint (fault_server_requests (server) - requests, ==, 3);
}

static void
test_outcome (void)
{
  g_autofree char *url = fault_server_url (server, "conflict-409");
  g_autoptr (SmtSfmClient) client = client_for (url, 20000);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  const SmtOutcome *outcome;

  g_assert_null (call (client, TRUE, NULL, &error));
  outcome = smt_broker_error_get_outcome (error);
  g_assert_nonnull (outcome);
  g_assert_nonnull (outcome->trace_id);
  g_assert_nonnull (strstr (outcome->trace_id, "555003cf"));

  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_nonnull (smt_broker_error_get_outcome (copy));
  g_assert_cmpint (smt_broker_error_get_outcome (copy)->entry, ==, -1);
}

/* When to come back, in seconds or as a date; a service that says nonsense is asked again, but not at once. */
static void
test_retry_after (void)
{
  static const struct
  {
    const char *fault;
    guint seconds;
  } said[] = { { "many-429", 1 },    { "later-503", 5 }, { "later-at", 90 }, { "later-never", 3600 },
               { "later-words", 1 }, { "bare-503", 0 },  { "login-401", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *url = fault_server_url (server, said[i].fault);
      g_autoptr (SmtSfmClient) client = client_for (url, 20000);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) copy = NULL;

      g_assert_null (call (client, FALSE, NULL, &error));
      copy = g_error_copy (error);
      g_assert_cmpuint (smt_broker_error_get_retry_after (copy), ==, said[i].seconds);
    }
}

static void
test_error_without_outcome (void)
{
  g_autofree char *url = fault_server_url (server, "bare-500");
  g_autoptr (SmtSfmClient) client = client_for (url, 20000);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_null (call (client, TRUE, NULL, &error));
  g_assert_null (smt_broker_error_get_outcome (error));
  g_assert_null (smt_broker_error_get_outcome (other));
  g_assert_null (smt_broker_error_get_outcome (NULL));
}

/* --- addresses ---------------------------------------------------------------------------------------------------- */

static void
test_addresses (void)
{
  static const char *const refused[] = {
    "",
    "127.0.0.1:80",
    "ftp://127.0.0.1/",
    "http://example.org/",
    "http://10.0.0.1/",
    "http://127.0.0.1.example.org/",
    "http://localhost.example.org/",
    "http://0.0.0.0/",
    "http://[::2]/",
    "http://user@127.0.0.1/",
    "https://user:secret@example.org/",
    "https://example.org/?a=b",
    "https://example.org/#x",
  };
  static const struct
  {
    const char *url;
    gboolean synthetic;
  } taken[] = {
    { "http://127.0.0.1:8080", TRUE }, { "http://127.8.9.10/x", TRUE }, { "http://localhost:1/", TRUE },
    { "http://[::1]:8080/", TRUE },    { "https://127.0.0.1/", TRUE },  { "https://example.org/sfmbasis/v1.0/", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (smt_sfm_client_new (refused[i], &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SmtSfmClient) client = smt_sfm_client_new (taken[i].url, &error);

      g_assert_no_error (error);
      g_assert_cmpint (smt_broker_is_synthetic (SMT_BROKER (client)), ==, taken[i].synthetic);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE); /* whatever this machine has */
  g_test_init (&argc, &argv, NULL);
  server = fault_server_new (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *look_up = g_strconcat ("/exchange/look-up/", cases[i].fault, NULL);
      g_autofree char *send = g_strconcat ("/exchange/send/", cases[i].fault, NULL);

      g_test_add_data_func (look_up, GUINT_TO_POINTER (i), test_look_up);
      g_test_add_data_func (send, GUINT_TO_POINTER (i), test_send);
    }
  g_test_add_func ("/exchange/not-sent/refused", test_refused);
  g_test_add_func ("/exchange/not-sent/no-such-name", test_no_such_name);
  g_test_add_func ("/exchange/not-sent/untrusted", test_untrusted_certificate);
  g_test_add_func ("/exchange/not-sent/silent-handshake", test_silent_handshake);
  g_test_add_func ("/exchange/cancelled/before", test_cancelled_before);
  g_test_add_func ("/exchange/cancelled/after", test_cancelled_after);
  g_test_add_func ("/exchange/request", test_request);
  g_test_add_func ("/exchange/close-on-reuse", test_close_on_reuse);
  g_test_add_func ("/exchange/outcome", test_outcome);
  g_test_add_func ("/exchange/retry-after", test_retry_after);
  g_test_add_func ("/exchange/no-outcome", test_error_without_outcome);
  g_test_add_func ("/exchange/addresses", test_addresses);

  status = g_test_run ();
  fault_server_free (server);
  return status;
}
