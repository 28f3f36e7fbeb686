/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-server.h"

#include <stdlib.h>
#include <string.h>

#include "own-port.h"

struct _FaultServer
{
  GSocketService *service;
  GTlsCertificate *certificate; /* (nullable) */
  guint16 port;
  gint requests;    /* atomic */
  gint connections; /* atomic */
  GMutex lock;
  char *last; /* guarded by lock */
};

#define JSON "Content-Type: application/fhir+json\r\n"
#define PARAMETERS "{\"resourceType\":\"Parameters\",\"parameter\":[]}" /* 44 bytes */
#define OUTCOME(code) "{\"resourceType\":\"OperationOutcome\",\"issue\":[" SUPPORT "," code "," TRACE "]}"
#define SUPPORT "{\"code\":\"processing\",\"severity\":\"error\",\"diagnostics\":\"Please use the id\"}"
#define TRACE                                                                                                          \
  "{\"code\":\"informational\",\"severity\":\"information\",\"details\":{\"text\":\"TraceId: 555003cf (Also)\"}}"
#define ISSUE(code) "{\"code\":\"" code "\",\"severity\":\"error\"}"
#define STALE                                                                                                          \
  "{\"code\":\"invalid\",\"severity\":\"error\",\"expression\":"                                                       \
  "[\"Parameters.Parameter[0].Resource.Entry[0].Resource.RelatesTo[0].Target\"]}"

/* One answer in raw bytes; the connection is closed after it. */
static const struct
{
  const char *fault;
  const char *head; /* status line and headers, without the empty line */
  const char *body;
  gboolean length; /* with a true Content-Length */
} answers[] = {
  { "ok", "200 OK\r\nDate: Tue, 11 Jun 2024 10:00:00 GMT\r\n" JSON, PARAMETERS, TRUE },
  { "plain-json", "200 OK\r\nContent-Type: application/json; charset=utf-8\r\n", PARAMETERS, TRUE },
  { "bundle", "200 OK\r\n" JSON, "{\"resourceType\":\"Bundle\"}", TRUE },
  { "until-close", "200 OK\r\n" JSON, PARAMETERS, FALSE },
  { "until-close-cut", "200 OK\r\n" JSON, "{\"resourceType\":\"Parameters\"", FALSE },
  { "chunked", "200 OK\r\n" JSON "Transfer-Encoding: chunked\r\n", "2c\r\n" PARAMETERS "\r\n0\r\n\r\n", FALSE },
  { "chunk-cut", "200 OK\r\n" JSON "Transfer-Encoding: chunked\r\n", "1c\r\n{\"resourceType\":\"Parameters\"\r\n",
    FALSE },
  { "short", "200 OK\r\n" JSON "Content-Length: 1000\r\n", PARAMETERS, FALSE },
  { "two-lengths", "200 OK\r\n" JSON "Content-Length: 44\r\nContent-Length: 20\r\n", PARAMETERS, FALSE },
  { "same-lengths", "200 OK\r\n" JSON "Content-Length: 44\r\nContent-Length: 44\r\n", PARAMETERS, FALSE },
  { "length-and-chunks", "200 OK\r\n" JSON "Content-Length: 44\r\nTransfer-Encoding: chunked\r\n",
    "2c\r\n" PARAMETERS "\r\n0\r\n\r\n", FALSE },
  { "negative-length", "200 OK\r\n" JSON "Content-Length: -1\r\n", PARAMETERS, FALSE },
  { "gzip", "200 OK\r\n" JSON "Content-Encoding: gzip\r\n", "\x1f\x8b\x08", TRUE },
  { "html", "200 OK\r\nContent-Type: text/html\r\n", "<html>Logg inn</html>", TRUE },
  { "json-as-html", "200 OK\r\nContent-Type: text/html\r\n", PARAMETERS, TRUE },
  { "bad-json", "200 OK\r\n" JSON, "{\"resourceType\":\"Parameters\",}", TRUE },
  { "wrong-type", "200 OK\r\n" JSON, "{\"resourceType\":\"Patient\"}", TRUE },
  { "no-content", "204 No Content\r\n", "", FALSE },
  { "moved", "302 Found\r\nLocation: /ok/elsewhere\r\n", "", TRUE },
  { "moved-301", "301 Moved Permanently\r\nLocation: /ok/elsewhere\r\n", "", TRUE },
  { "see-other", "303 See Other\r\nLocation: /ok/elsewhere\r\n", "", TRUE },
  { "permanent", "308 Permanent Redirect\r\nLocation: /ok/elsewhere\r\n", "", TRUE },
  { "elsewhere", "307 Temporary Redirect\r\nLocation: http://localhost.example.org/x\r\n", "", TRUE },
  { "loop", "307 Temporary Redirect\r\nLocation: /loop/Patient/$sendMedication\r\n", "", TRUE },
  { "temporary", "307 Temporary Redirect\r\nLocation: /ok/elsewhere\r\n", "", TRUE },
  { "outcome-200", "200 OK\r\n" JSON, OUTCOME (ISSUE ("invalid")), TRUE },
  { "invalid-400", "400 Bad Request\r\n" JSON, OUTCOME (ISSUE ("invalid")), TRUE },
  { "stale-400", "400 Bad Request\r\n" JSON, OUTCOME (STALE), TRUE },
  { "conflict-400", "400 Bad Request\r\n" JSON, OUTCOME (ISSUE ("conflict")), TRUE },
  { "conflict-409", "409 Conflict\r\n" JSON, OUTCOME (ISSUE ("conflict")), TRUE },
  { "precondition-412", "412 Precondition Failed\r\n" JSON, OUTCOME (ISSUE ("processing")), TRUE },
  { "bare-409", "409 Conflict\r\n", "", TRUE },
  { "bare-412", "412 Precondition Failed\r\n", "", TRUE },
  { "required-428", "428 Precondition Required\r\n" JSON, OUTCOME (ISSUE ("required")), TRUE },
  { "content-422", "422 Unprocessable Entity\r\n" JSON, OUTCOME (ISSUE ("business-rule")), TRUE },
  { "warnings-200", "200 OK\r\n" JSON, "{\"resourceType\":\"OperationOutcome\",\"issue\":[" TRACE "]}", TRUE },
  { "later-at",
    "503 Service Unavailable\r\nDate: Tue, 11 Jun 2024 10:00:00 GMT\r\n"
    "Retry-After: Tue, 11 Jun 2024 10:01:30 GMT\r\n",
    "", TRUE },
  { "later-never", "429 Too Many Requests\r\nRetry-After: 99999999999999999999\r\n", "", TRUE },
  { "later-words", "429 Too Many Requests\r\nRetry-After: soon\r\n", "", TRUE },
  { "bare-400", "400 Bad Request\r\nContent-Type: text/html\r\n", "<html/>", TRUE },
  { "login-401", "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n", "", TRUE },
  { "forbidden-403", "403 Forbidden\r\nContent-Type: text/html\r\n", "<html/>", TRUE },
  { "many-429", "429 Too Many Requests\r\nRetry-After: 1\r\n", "", TRUE },
  { "bare-500", "500 Internal Server Error\r\n", "", TRUE },
  { "outcome-500", "500 Internal Server Error\r\n" JSON, OUTCOME (ISSUE ("exception")), TRUE },
  { "gateway-502", "502 Bad Gateway\r\n", "", TRUE },
  { "bare-503", "503 Service Unavailable\r\n", "", TRUE },
  { "later-503", "503 Service Unavailable\r\nRetry-After: 5\r\n", "", TRUE },
  { "garbage", "\001\002 not HTTP", "", FALSE },
};

/* Made for these tests and trusted by nobody; no other use. */
static const char pem[] = "-----BEGIN PRIVATE KEY-----\n"
                          "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYu8BK+4uYr+pYFLT\n"
                          "GkTJeyp1AihMGqx12sRj13oNVSChRANCAAQBdZOKEnq3XOKB8RZpYg2GUZs+bTnM\n"
                          "06igzd00nRT9oe6H5kKRmRJfrDgTqj7jOY9YBq7lx+AfSKbzKkcI/p5o\n"
                          "-----END PRIVATE KEY-----\n"
                          "-----BEGIN CERTIFICATE-----\n"
                          "MIIBmzCCAUGgAwIBAgIURv8U24YKBQJtWW19TMWJdTT8FswwCgYIKoZIzj0EAwIw\n"
                          "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMDE2MDk1OFoYDzIxMjYxMDI3\n"
                          "MTYwOTU4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
                          "PQMBBwNCAAQBdZOKEnq3XOKB8RZpYg2GUZs+bTnM06igzd00nRT9oe6H5kKRmRJf\n"
                          "rDgTqj7jOY9YBq7lx+AfSKbzKkcI/p5oo28wbTAdBgNVHQ4EFgQUKcE0sRqyXzMR\n"
                          "69qPJ9ozPaxAk0cwHwYDVR0jBBgwFoAUKcE0sRqyXzMR69qPJ9ozPaxAk0cwDwYD\n"
                          "VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI\n"
                          "zj0EAwIDSAAwRQIhAOTMdjxTlWvrybrzfJ6p5PpLut5bUKo0guvrGCOiU4DFAiAK\n"
                          "wakzWGHKpYdcnJvy3newSp/nknk/PfS1exrrZh+mfw==\n"
                          "-----END CERTIFICATE-----\n";

/* --- reading a request -------------------------------------------------------------------------------------------- */

static gboolean
read_request (FaultServer *server, GInputStream *input, GString *request)
{
  char buffer[4096];

  for (;;)
    {
      const char *end = strstr (request->str, "\r\n\r\n");
      const char *length = end != NULL ? strstr (request->str, "Content-Length: ") : NULL;
      gssize got;

      if (end != NULL
          && request->len >= (gsize)(end - request->str) + 4 + (length != NULL ? strtoul (length + 16, NULL, 10) : 0))
        break;

      got = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL);
      if (got <= 0)
        return FALSE;
      g_string_append_len (request, buffer, got);
    }

  g_mutex_lock (&server->lock);
  g_free (server->last);
  server->last = g_strdup (request->str);
  g_mutex_unlock (&server->lock);
  g_atomic_int_inc (&server->requests);
  return TRUE;
}

/* "POST /fault/Patient/…" → "fault" */
static char *
dup_fault (const GString *request)
{
  g_auto (GStrv) parts = g_strsplit (request->str, "/", 3);

  return g_strdup (parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
}

/* --- answering ---------------------------------------------------------------------------------------------------- */

static gboolean
write_text (GOutputStream *output, const char *text)
{
  return g_output_stream_write_all (output, text, strlen (text), NULL, NULL, NULL);
}

static void
wait_for_close (GInputStream *input)
{
  char buffer[256];

  while (g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL) > 0)
    ;
}

/* Until the client has had enough. */
static void
drip (GOutputStream *output, const char *start)
{
  if (!write_text (output, start))
    return;
  while (write_text (output, "a"))
    g_usleep (5000);
}

static void
pour (GOutputStream *output, const char *start)
{
  g_autofree char *block = g_strnfill (65536, ' ');
  gsize poured = 0;

  if (!write_text (output, start))
    return;
  while (poured < 64 * 1024 * 1024 && write_text (output, block))
    poured += 65536;
}

/* @block as a compressed body, so many times. */
static void
squeeze (GOutputStream *output, const char *block, guint times)
{
  g_autoptr (GConverter) deflate = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) kept = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) squeezed = g_converter_output_stream_new (kept, deflate);

  for (guint i = 0; i < times; i++)
    g_output_stream_write_all (squeezed, block, strlen (block), NULL, NULL, NULL);
  g_output_stream_close (squeezed, NULL, NULL);
  if (write_text (output, "HTTP/1.1 200 OK\r\n" JSON "Content-Encoding: gzip\r\n\r\n"))
    g_output_stream_write_all (output, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (kept)),
                               g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (kept)), NULL, NULL, NULL);
}

/* Some kilobytes that would be four times the most we read if anybody inflated them. */
static void
bomb (GOutputStream *output)
{
  g_autofree char *block = g_strnfill (65536, ' ');

  squeeze (output, block, 512);
}

/* What would be a good answer if somebody inflated it. */
static void
squeeze_well (GOutputStream *output)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answers[i].fault, "ok"))
      squeeze (output, answers[i].body, 1);
}

static void
flood (GOutputStream *output)
{
  for (guint i = 0; i < 200000 && write_text (output, "HTTP/1.1 103 Early Hints\r\n\r\n"); i++)
    ;
}

static void
answer_by_table (GOutputStream *output, const char *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (fault, answers[i].fault))
      {
        g_autofree char *length = answers[i].length
                                      ? g_strdup_printf ("Content-Length: %u\r\n", (guint)strlen (answers[i].body))
                                      : g_strdup ("");
        g_autofree char *answer = g_strconcat ("HTTP/1.1 ", answers[i].head, length, "\r\n", answers[i].body, NULL);

        write_text (output, answer);
        return;
      }
}

static void
misbehave (FaultServer *server, GIOStream *stream, const char *fault)
{
  g_autoptr (GString) next = g_string_new (NULL);
  GInputStream *input = g_io_stream_get_input_stream (stream);
  GOutputStream *output = g_io_stream_get_output_stream (stream);

  if (g_str_equal (fault, "hang"))
    wait_for_close (input);
  else if (g_str_equal (fault, "drip-head"))
    drip (output, "HTTP/1.1 200 OK\r\nX-A: ");
  else if (g_str_equal (fault, "drip-body"))
    drip (output, "HTTP/1.1 200 OK\r\n" JSON "Content-Length: 1000000\r\n\r\n{");
  else if (g_str_equal (fault, "endless"))
    pour (output, "HTTP/1.1 200 OK\r\n" JSON "\r\n");
  else if (g_str_equal (fault, "huge-length"))
    pour (output, "HTTP/1.1 200 OK\r\n" JSON "Content-Length: 67108864\r\n\r\n");
  else if (g_str_equal (fault, "big-head"))
    pour (output, "HTTP/1.1 200 OK\r\nX-A: ");
  else if (g_str_equal (fault, "gzip-bomb"))
    bomb (output);
  else if (g_str_equal (fault, "gzip-well"))
    squeeze_well (output);
  else if (g_str_equal (fault, "flood"))
    flood (output);
  else if (g_str_equal (fault, "close-on-reuse"))
    {
      answer_by_table (output, "ok");
      read_request (server, input, next); /* and closes without an answer */
    }
  else
    answer_by_table (output, fault); /* "close": nothing at all */
}

static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  FaultServer *server = data;
  g_autoptr (GString) request = g_string_new (NULL);
  g_autoptr (GIOStream) stream = NULL;
  g_autofree char *fault = NULL;

  g_atomic_int_inc (&server->connections);
  stream = server->certificate != NULL
               ? g_tls_server_connection_new (G_IO_STREAM (connection), server->certificate, NULL)
               : g_object_ref (G_IO_STREAM (connection));
  if (read_request (server, g_io_stream_get_input_stream (stream), request))
    {
      fault = dup_fault (request);
      misbehave (server, stream, fault);
    }
  g_io_stream_close (stream, NULL, NULL);

  return TRUE;
}

/* --- for tests ---------------------------------------------------------------------------------------------------- */

FaultServer *
fault_server_new (gboolean tls)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = tls ? g_tls_certificate_new_from_pem (pem, -1, &error) : NULL;

  g_assert_no_error (error);
  return fault_server_new_with (certificate);
}

FaultServer *
fault_server_new_with (GTlsCertificate *certificate)
{
  FaultServer *server = g_new0 (FaultServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&server->lock);
  g_set_object (&server->certificate, certificate);
  server->service = g_threaded_socket_service_new (8);
  g_socket_listener_add_address (G_SOCKET_LISTENER (server->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  g_signal_connect (server->service, "run", G_CALLBACK (run_cb), server);
  g_socket_service_start (server->service);

  return server;
}

void
fault_server_free (FaultServer *server)
{
  g_socket_service_stop (server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (server->service));
  g_object_unref (server->service);
  g_clear_object (&server->certificate);
  g_free (server->last);
  g_mutex_clear (&server->lock);
  g_free (server);
}

char *
fault_server_url (FaultServer *server, const char *fault)
{
  return g_strdup_printf ("%s://127.0.0.1:%u/%s", server->certificate != NULL ? "https" : "http", server->port, fault);
}

guint
fault_server_requests (FaultServer *server)
{
  return (guint)g_atomic_int_get (&server->requests);
}

guint
fault_server_connections (FaultServer *server)
{
  return (guint)g_atomic_int_get (&server->connections);
}

char *
fault_server_dup_last (FaultServer *server)
{
  char *last;

  g_mutex_lock (&server->lock);
  last = g_strdup (server->last);
  g_mutex_unlock (&server->lock);

  return last;
}

guint
fault_server_free_port (void)
{
  return own_port ();
}
