/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-helseid-callback.h"

#include <libsoup/soup.h>
#include <string.h>

#include "exchange/smt-helseid-error.h"

#define LONGEST_QUERY 8192

struct _SmtHelseidListener
{
  SoupServer *server;
  char *path;
  char *page;                /* what the browser shows */
  char *query;               /* (nullable): until the request has come */
  GTask *task;               /* (nullable): who waits */
  GCancellable *cancellable; /* (nullable) */
  gulong cancelled_id;
  guint timer;
};

static gboolean
refuse (GError **error, SmtHelseidError code, const char *why)
{
  g_set_error_literal (error, SMT_HELSEID_ERROR, (int)code, why);
  return FALSE;
}

/* --- what came back ----------------------------------------------------------------------------------------------- */

typedef struct
{
  char *code;
  char *state;
  char *issuer;
  char *error;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_free (answer->code);
  g_free (answer->state);
  g_free (answer->issuer);
  g_free (answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

/* Each parameter at most once; others are HelseID's own affair. */
static gboolean
take_parameter (Answer *answer, const char *name, const char *value)
{
  const struct
  {
    const char *name;
    char **value;
  } known[] = {
    { "code", &answer->code },
    { "state", &answer->state },
    { "iss", &answer->issuer },
    { "error", &answer->error },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (!g_str_equal (name, known[i].name))
        continue;
      if (*known[i].value != NULL)
        return FALSE;
      *known[i].value = g_strdup (value);
    }
  return TRUE;
}

static gboolean
read_answer (const char *query, Answer *answer)
{
  GUriParamsIter iter;
  g_autoptr (GError) error = NULL;
  gboolean once = TRUE;
  char *name, *value;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (once && g_uri_params_iter_next (&iter, &name, &value, &error))
    {
      once = take_parameter (answer, name, value);
      g_free (name);
      g_free (value);
    }

  return once && error == NULL;
}

/**
 * smt_helseid_callback_read:
 * @query: the query of the redirect
 * @state: what this sign-in sent
 * @issuer: who must have answered
 * @error: %SMT_HELSEID_ERROR_CALLBACK, or %SMT_HELSEID_ERROR_DENIED where HelseID let nobody in
 *
 * State and issuer come first: what does not belong to this sign-in can neither end it as denied nor bring a code (RFC
 * 9207).
 *
 * Returns: (transfer full) (nullable): the code
 */
char *
smt_helseid_callback_read (const char *query, const char *state, const char *issuer, GError **error)
{
  g_auto (Answer) answer = { NULL };

  if (strlen (query) > LONGEST_QUERY || !read_answer (query, &answer))
    refuse (error, SMT_HELSEID_ERROR_CALLBACK, "the redirect cannot be read");
  else if (g_strcmp0 (answer.state, state) != 0)
    refuse (error, SMT_HELSEID_ERROR_CALLBACK, "the redirect is not of this sign-in");
  else if (g_strcmp0 (answer.issuer, issuer) != 0)
    refuse (error, SMT_HELSEID_ERROR_CALLBACK, "the redirect is of another issuer");
  else if (answer.error != NULL)
    refuse (error, SMT_HELSEID_ERROR_DENIED, "HelseID let nobody in");
  else if (answer.code == NULL || *answer.code == '\0')
    refuse (error, SMT_HELSEID_ERROR_CALLBACK, "the redirect has no code");
  else
    return g_steal_pointer (&answer.code);

  return NULL;
}

/* --- the listener ------------------------------------------------------------------------------------------------- */

static void
stop_waiting (SmtHelseidListener *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_disconnect (self->cancellable, self->cancelled_id);
  g_clear_object (&self->cancellable);
}

/* Ends the wait, and the listening with it. */
static void
end (SmtHelseidListener *self, SmtHelseidError code, const char *why)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task == NULL)
    return;
  stop_waiting (self);
  soup_server_disconnect (self->server);
  if (why == NULL)
    g_task_return_pointer (task, g_strdup (self->query), g_free);
  else
    g_task_return_new_error (task, SMT_HELSEID_ERROR, (int)code, "%s", why);
}

/* The browser has its page; now the door may be shut. */
static gboolean
answered_cb (gpointer data)
{
  SmtHelseidListener *self = data;

  self->timer = 0;
  end (self, SMT_HELSEID_ERROR_CALLBACK, NULL);
  return G_SOURCE_REMOVE;
}

static void
page_sent_cb (SoupServerMessage *message, SmtHelseidListener *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_idle_add (answered_cb, self);
}

static void
show_page (SoupServerMessage *message, guint status, const char *page)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page, strlen (page));
}

/* Only the first request to the path counts: whoever comes second is answered as if nobody listened for it. */
static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  SmtHelseidListener *self = data;
  GUri *uri = soup_server_message_get_uri (message);

  if (self->query != NULL || !g_str_equal (soup_server_message_get_method (message), "GET")
      || g_strcmp0 (g_uri_get_path (uri), self->path) != 0)
    {
      show_page (message, SOUP_STATUS_NOT_FOUND, "<!DOCTYPE html><title>404</title>");
      return;
    }
  self->query = g_strdup (g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "");
  g_signal_connect (message, "finished", G_CALLBACK (page_sent_cb), self);
  show_page (message, SOUP_STATUS_OK, self->page);
}

/**
 * smt_helseid_listener_new:
 * @settings: settings
 * @page: HTML that the browser shows when it has come back
 * @error: %SMT_HELSEID_ERROR_PORT
 *
 * Returns: (transfer full) (nullable): somebody who listens on 127.0.0.1 only, on the registered port
 */
SmtHelseidListener *
smt_helseid_listener_new (const SmtHelseidSettings *settings, const char *page, GError **error)
{
  g_autoptr (SmtHelseidListener) self = g_new0 (SmtHelseidListener, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16)settings->redirect_port);
  g_autoptr (GError) local = NULL;

  self->path = g_strdup (settings->redirect_path);
  self->page = g_strdup (page);
  /* raw paths, since the redirect must match to the letter */
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  if (!soup_server_listen (self->server, address, 0, &local))
    {
      refuse (error, SMT_HELSEID_ERROR_PORT, local->message);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * smt_helseid_listener_free:
 * @self: (transfer full) (nullable): a listener; who waits is told that it was cancelled
 */
void
smt_helseid_listener_free (SmtHelseidListener *self)
{
  if (self == NULL)
    return;

  end (self, SMT_HELSEID_ERROR_CANCELLED, "given up");
  soup_server_disconnect (self->server);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->server);
  g_free (self->path);
  g_free (self->page);
  g_free (self->query);
  g_free (self);
}

static gboolean
late_cb (gpointer data)
{
  SmtHelseidListener *self = data;

  self->timer = 0;
  end (self, SMT_HELSEID_ERROR_TIMEOUT, "nobody came back from the browser");
  return G_SOURCE_REMOVE;
}

static gboolean
given_up_cb (gpointer data)
{
  SmtHelseidListener *self = data;

  self->timer = 0;
  end (self, SMT_HELSEID_ERROR_CANCELLED, "given up");
  return G_SOURCE_REMOVE;
}

/* From an idle call, since a handler must not take itself off the cancellable. */
static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  SmtHelseidListener *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_idle_add (given_up_cb, self);
}

/**
 * smt_helseid_listener_wait_async:
 * @self: a listener; must outlive the wait, or end it by being freed
 * @patience_ms: how long
 * @cancellable: (nullable): gives up
 * @callback: called when it is over
 * @data: for @callback
 */
void
smt_helseid_listener_wait_async (SmtHelseidListener *self,
                                 guint patience_ms,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  self->task = g_task_new (NULL, NULL, callback, data);
  g_task_set_name (self->task, G_STRFUNC);
  self->timer = g_timeout_add (patience_ms, late_cb, self);
  if (cancellable != NULL)
    {
      self->cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
    }
}

/**
 * smt_helseid_listener_wait_finish:
 * @result: the result
 * @error: %SMT_HELSEID_ERROR
 *
 * Returns: (transfer full) (nullable): the query of the request
 */
char *
smt_helseid_listener_wait_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
