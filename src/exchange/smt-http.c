/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-exchange"

#include "exchange/smt-http.h"

#include <stdlib.h>

#include "exchange/smt-boot-time.h"

/* clang-format off */
G_DEFINE_QUARK (smt-http-error-quark, smt_http_error)
/* clang-format on */

#define READ_SIZE 65536
#define LONGEST_NAP_MS 1000 /* between two looks at the clock, so that a machine that slept notices at once */
#define MOST_INFORMATIONAL 8
#define TLS_PRIORITY                                                                                                   \
  "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-RSA:+ECDHE-ECDSA:-CIPHER-ALL:+AES-256-GCM:"            \
  "+AES-128-GCM:+CHACHA20-POLY1305:-MAC-ALL:+AEAD:-SHA1"

struct _SmtHttp
{
  SoupSession *session;
  char *base; /* without a slash at its end */
  gboolean loopback;
};

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *received;
  gint64 expected; /* -1: not said */

  GCancellable *inner; /* ends the request for any reason; @refusal says which */
  GCancellable *outer; /* (nullable) the caller's */
  gulong outer_id;
  GError *refusal;
  gint64 deadline; /* on the boot-time clock */
  guint timer;

  gboolean left;
  guint informational;
} Request;

/* GnuTLS reads this once, before the first connection. Here no other thread runs yet, so the environment may be set;
 * what an administrator has set stands. The handshake is looked at as well. */
__attribute__ ((constructor)) static void
raise_tls_floor (void)
{
  setenv ("G_TLS_GNUTLS_PRIORITY", TLS_PRIORITY, 0);
}

/* --- a request's end ---------------------------------------------------------------------------------------------- */

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_handle_id (&request->timer, g_source_remove);
  if (request->message != NULL)
    g_signal_handlers_disconnect_by_data (request->message, request);
  g_clear_object (&request->session);
  g_clear_object (&request->message);
  g_clear_object (&request->stream);
  g_clear_object (&request->inner);
  g_clear_object (&request->outer);
  g_clear_pointer (&request->received, g_byte_array_unref);
  g_clear_error (&request->refusal);
  g_free (request);
}

/* The first reason counts; what breaks afterwards is only its echo. */
static void
refuse (Request *request, SmtHttpError code, const char *why)
{
  if (request->refusal == NULL)
    request->refusal = g_error_new_literal (SMT_HTTP_ERROR, code, why);
  g_cancellable_cancel (request->inner);
}

static void
stop_watching (Request *request)
{
  g_clear_handle_id (&request->timer, g_source_remove);
  g_cancellable_disconnect (request->outer, request->outer_id);
  request->outer_id = 0;
}

/* Why there is no connection, as far as the certificate tells; the name first, which no clock changes. */
static SmtHttpError
weigh_connection (Request *request)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (request->message);

  if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return SMT_HTTP_ERROR_NAME;
  if ((flags & G_TLS_CERTIFICATE_EXPIRED) != 0)
    return SMT_HTTP_ERROR_EXPIRED;
  if ((flags & G_TLS_CERTIFICATE_NOT_ACTIVATED) != 0)
    return SMT_HTTP_ERROR_TOO_EARLY;
  if (flags != 0)
    return SMT_HTTP_ERROR_ISSUER;

  return SMT_HTTP_ERROR_CONNECT;
}

static void
fail (GTask *task, const GError *error)
{
  Request *request = g_task_get_task_data (task);
  GError *reason = g_steal_pointer (&request->refusal);

  stop_watching (request);
  if (reason == NULL)
    reason = g_error_new (SMT_HTTP_ERROR, request->left ? SMT_HTTP_ERROR_CUT_OFF : weigh_connection (request), "%s",
                          error != NULL ? error->message : "the answer is not whole");
  g_task_return_error (task, reason);
}

static void
succeed (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  SmtHttpReply *reply = g_new0 (SmtHttpReply, 1);

  stop_watching (request);
  reply->status = soup_message_get_status (request->message);
  smt_http_read_headers (soup_message_get_response_headers (request->message), reply);
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&request->received));
  g_task_return_pointer (task, reply, (GDestroyNotify)smt_http_reply_free);
}

/* --- watching ----------------------------------------------------------------------------------------------------- */

static gboolean
look_at_clock_cb (gpointer data)
{
  Request *request = data;
  gint64 remaining_ms = (request->deadline - smt_boot_time_now ()) / 1000;

  request->timer = 0;
  if (remaining_ms <= 0)
    refuse (request, SMT_HTTP_ERROR_DEADLINE, "no whole answer within the deadline");
  else
    request->timer = g_timeout_add ((guint)MIN (remaining_ms + 1, LONGEST_NAP_MS), look_at_clock_cb, request);

  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  refuse (data, SMT_HTTP_ERROR_CANCELLED, "cancelled");
}

/* Comes after the connection stands and before the first byte of the request is written to it. */
static void
starting_cb (SoupMessage *message, gpointer data)
{
  Request *request = data;

  if (request->left)
    refuse (request, SMT_HTTP_ERROR_CUT_OFF, "it would have been sent a second time");
  request->left = TRUE;
}

static void
restarted_cb (SoupMessage *message, gpointer data)
{
  refuse (data, SMT_HTTP_ERROR_CUT_OFF, "it would have been sent a second time");
}

static void
informational_cb (SoupMessage *message, gpointer data)
{
  Request *request = data;

  if (++request->informational > MOST_INFORMATIONAL)
    refuse (request, SMT_HTTP_ERROR_HEADERS, "too many informational answers");
}

static gboolean
keeps_secrets_forward (GTlsConnection *connection)
{
  g_autofree char *suite = g_tls_connection_get_ciphersuite_name (connection);

  if (g_tls_connection_get_protocol_version (connection) != G_TLS_PROTOCOL_VERSION_TLS_1_2)
    return TRUE; /* 1.3 has no other kind */

  return suite != NULL && strstr (suite, "DHE") != NULL;
}

static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer data)
{
  GTlsConnection *tls;

  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKED || !G_IS_TLS_CONNECTION (connection))
    return;

  tls = G_TLS_CONNECTION (connection);
  if (g_tls_connection_get_protocol_version (tls) < G_TLS_PROTOCOL_VERSION_TLS_1_2 || !keeps_secrets_forward (tls))
    refuse (data, SMT_HTTP_ERROR_CONNECT, "the connection is not safe enough");
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static void read_on (GTask *task);

static gboolean
is_whole (Request *request)
{
  return request->refusal == NULL && (request->expected < 0 || request->expected == (gint64)request->received->len);
}

static void
bytes_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size = 0;
  gconstpointer start;

  if (bytes == NULL)
    {
      fail (task, error);
      return;
    }

  start = g_bytes_get_data (bytes, &size);
  if (size == 0 && is_whole (request))
    succeed (task);
  else if (size == 0)
    fail (task, NULL);
  else if (size > SMT_HTTP_MAX_BODY - request->received->len)
    {
      refuse (request, SMT_HTTP_ERROR_TOO_LARGE, "the answer is too large");
      fail (task, NULL);
    }
  else
    {
      g_byte_array_append (request->received, start, (guint)size);
      read_on (g_steal_pointer (&task));
    }
}

static void
read_on (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (request->stream, READ_SIZE, G_PRIORITY_DEFAULT, request->inner, bytes_read_cb, task);
}

static void
headers_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  request->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (request->stream == NULL || request->refusal != NULL)
    {
      fail (task, error);
      return;
    }

  if (!smt_http_check_headers (soup_message_get_response_headers (request->message), &request->expected,
                               &request->refusal))
    {
      g_cancellable_cancel (request->inner);
      fail (task, NULL);
      return;
    }

  read_on (g_steal_pointer (&task));
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

static SoupMessage *
message_new (SmtHttp *self, const SmtHttpRequest *request)
{
  g_autofree char *address = smt_http_make_url (self, request->path);
  SoupMessage *message = soup_message_new (request->body != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET, address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  soup_message_headers_replace (headers, "Accept", request->accept);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  soup_message_headers_replace (headers, "Connection", "close");
  if (request->authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", request->authorization);
  if (request->proof != NULL)
    soup_message_headers_replace (headers, "DPoP", request->proof);

  return message;
}

static void
watch (Request *request, guint deadline_ms, GCancellable *cancellable)
{
  g_signal_connect (request->message, "starting", G_CALLBACK (starting_cb), request);
  g_signal_connect (request->message, "restarted", G_CALLBACK (restarted_cb), request);
  g_signal_connect (request->message, "got-informational", G_CALLBACK (informational_cb), request);
  g_signal_connect (request->message, "network-event", G_CALLBACK (network_event_cb), request);

  request->deadline = smt_boot_time_now () + (gint64)deadline_ms * 1000;
  request->timer = g_timeout_add (MIN (deadline_ms, LONGEST_NAP_MS), look_at_clock_cb, request);
  if (cancellable != NULL)
    {
      request->outer = g_object_ref (cancellable);
      request->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb), request, NULL);
    }
}

/* --- for the other files of the room ------------------------------------------------------------------------------ */

SmtHttp *
smt_http_new (const char *base_url, GError **error)
{
  gboolean loopback = FALSE;
  SmtHttp *self;

  if (!smt_http_check_base (base_url, &loopback, error))
    return NULL;

  self = g_new0 (SmtHttp, 1);
  self->loopback = loopback;
  self->base = g_strdup (base_url);
  while (g_str_has_suffix (self->base, "/"))
    self->base[strlen (self->base) - 1] = '\0';

  self->session = soup_session_new ();
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_set_user_agent (self->session, "Samstemt");
  if (loopback)
    soup_session_set_proxy_resolver (self->session, NULL);

  return self;
}

void
smt_http_free (SmtHttp *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->session);
  g_free (self->base);
  g_free (self);
}

const char *
smt_http_get_base (SmtHttp *self)
{
  return self->base;
}

gboolean
smt_http_is_loopback (SmtHttp *self)
{
  return self->loopback;
}

char *
smt_http_make_url (SmtHttp *self, const char *path)
{
  return path != NULL ? g_strconcat (self->base, "/", path, NULL) : g_strdup (self->base);
}

/* The total deadline runs from here to the last byte of the answer. */
void
smt_http_call_async (SmtHttp *self,
                     const SmtHttpRequest *asked,
                     guint deadline_ms,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  Request *request = g_new0 (Request, 1);

  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, request, request_free);
  request->session = g_object_ref (self->session);
  request->message = message_new (self, asked);
  request->received = g_byte_array_new ();
  request->expected = -1;
  request->inner = g_cancellable_new ();
  watch (request, deadline_ms, cancellable);

  soup_session_send_async (request->session, request->message, G_PRIORITY_DEFAULT, request->inner, headers_read_cb,
                           task);
}

SmtHttpReply *
smt_http_call_finish (GAsyncResult *result, gboolean *left, GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  *left = request->left;
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
smt_http_reply_free (SmtHttpReply *reply)
{
  g_return_if_fail (reply != NULL);

  g_free (reply->content_type);
  g_free (reply->nonce);
  g_free (reply->challenge);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply);
}
