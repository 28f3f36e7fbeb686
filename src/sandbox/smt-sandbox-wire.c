/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-wire.h"

#include <string.h>
#include <sys/socket.h>

#define DRIP_PIECES 15
#define DRIP_INTERVAL_MS 100

struct _SmtSandboxWire
{
  GPtrArray *held;  /* GIOStream: connections that never get an answer */
  GPtrArray *drips; /* Drip: answers on their way */
};

typedef struct
{
  SmtSandboxWire *wire; /* borrowed */
  GIOStream *stream;
  GBytes *body;
  gsize at;
  guint source;
} Drip;

static void
drip_free (gpointer data)
{
  Drip *drip = data;

  if (drip->source != 0)
    g_source_remove (drip->source);
  g_io_stream_close (drip->stream, NULL, NULL);
  g_object_unref (drip->stream);
  g_bytes_unref (drip->body);
  g_free (drip);
}

/**
 * smt_sandbox_wire_new:
 *
 * Returns: (transfer full): keeper of the connections that outlive their request
 */
SmtSandboxWire *
smt_sandbox_wire_new (void)
{
  SmtSandboxWire *wire = g_new0 (SmtSandboxWire, 1);

  wire->held = g_ptr_array_new_with_free_func (g_object_unref);
  wire->drips = g_ptr_array_new_with_free_func (drip_free);
  return wire;
}

/**
 * smt_sandbox_wire_free:
 * @wire: (transfer full) (nullable): the keeper; its connections are closed
 */
void
smt_sandbox_wire_free (SmtSandboxWire *wire)
{
  if (wire == NULL)
    return;
  g_ptr_array_unref (wire->held);
  g_ptr_array_unref (wire->drips);
  g_free (wire);
}

static void
set_body (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

/* libsoup wraps the connection; the socket lies one layer down. */
static GSocket *
socket_of (GIOStream *stream)
{
  g_autoptr (GIOStream) base = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (stream), "base-iostream") != NULL)
    g_object_get (stream, "base-iostream", &base, NULL);
  if (base != NULL)
    stream = base;
  return G_IS_SOCKET_CONNECTION (stream) ? g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)) : NULL;
}

/* Closing with linger 0 sends RST instead of FIN. */
static void
reset_connection (SoupServerMessage *message)
{
  const struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  GSocket *socket = socket_of (stream);

  if (socket != NULL)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_io_stream_close (stream, NULL, NULL);
}

/* A status with an OperationOutcome instead of the operation. */
static SmtSandboxAnswer *
refusal_of (SmtSandboxFault fault)
{
  static const struct
  {
    SmtSandboxFault fault;
    guint status;
    const char *code;
    const char *diagnostics;
  } refusals[] = {
    { SMT_SANDBOX_FAULT_HTTP_500, 500, "exception", "Internal error" },
    { SMT_SANDBOX_FAULT_SIGNED_OUT, 401, "login", "The token has expired" },
    { SMT_SANDBOX_FAULT_FORBIDDEN, 403, "forbidden", "The role may not do this" },
    { SMT_SANDBOX_FAULT_PRECONDITION, 412, "processing", "The list is not what it was" },
    { SMT_SANDBOX_FAULT_BUSY, 429, "throttled", "Too many requests" },
    { SMT_SANDBOX_FAULT_DOWN, 503, "transient", "Closed for maintenance" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].fault == fault)
      return smt_sandbox_answer_refusal (refusals[i].status, refusals[i].code, refusals[i].diagnostics);
  return NULL;
}

/**
 * smt_sandbox_wire_instead:
 * @wire: the keeper
 * @message: the request
 * @fault: the fault it gets
 *
 * Returns: whether the fault took the place of the operation, which is then not carried out
 */
gboolean
smt_sandbox_wire_instead (SmtSandboxWire *wire, SoupServerMessage *message, SmtSandboxFault fault)
{
  g_autoptr (SmtSandboxAnswer) answer = NULL;

  if (fault == SMT_SANDBOX_FAULT_REFUSED || fault == SMT_SANDBOX_FAULT_RESET)
    reset_connection (message);
  else if (fault == SMT_SANDBOX_FAULT_HANG)
    g_ptr_array_add (wire->held, soup_server_message_steal_connection (message));
  else if (fault == SMT_SANDBOX_FAULT_WRONG_TYPE)
    set_body (message, 200, "text/html; charset=utf-8", "<!DOCTYPE html><title>Logg inn</title><p>Logg inn på nettet");
  else if ((answer = refusal_of (fault)) != NULL)
    {
      set_body (message, answer->status, "application/json; charset=utf-8", answer->body);
      if (fault == SMT_SANDBOX_FAULT_BUSY)
        soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "1");
      else if (fault == SMT_SANDBOX_FAULT_DOWN)
        soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "300");
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
write_all (GIOStream *stream, const char *text, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, length, NULL, NULL, NULL);
}

/* The body stops in the middle and the connection ends. */
static void
answer_short (SoupServerMessage *message, const SmtSandboxAnswer *answer)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  gsize length = strlen (answer->body);
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 %u OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
      answer->status, length);

  if (write_all (stream, head, strlen (head)))
    write_all (stream, answer->body, length / 2);
  g_io_stream_close (stream, NULL, NULL);
}

static gboolean
drip_cb (gpointer data)
{
  Drip *drip = data;
  gsize length;
  const char *body = g_bytes_get_data (drip->body, &length);
  gsize piece = MIN (length / DRIP_PIECES + 1, length - drip->at);
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_MODIFIER "x\r\n", piece);
  gboolean alive = piece == 0
                   || (write_all (drip->stream, size, strlen (size)) && write_all (drip->stream, body + drip->at, piece)
                       && write_all (drip->stream, "\r\n", 2));

  drip->at += piece;
  if (alive && drip->at < length)
    return G_SOURCE_CONTINUE;
  if (alive)
    write_all (drip->stream, "0\r\n\r\n", 5);
  drip->source = 0;
  g_ptr_array_remove (drip->wire->drips, drip);
  return G_SOURCE_REMOVE;
}

static void
answer_slowly (SmtSandboxWire *wire, SoupServerMessage *message, const SmtSandboxAnswer *answer)
{
  Drip *drip = g_new0 (Drip, 1);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u OK\r\nContent-Type: application/json; charset=utf-8\r\n"
                                           "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
                                           answer->status);

  drip->wire = wire;
  drip->stream = soup_server_message_steal_connection (message);
  drip->body = g_bytes_new (answer->body, strlen (answer->body));
  write_all (drip->stream, head, strlen (head));
  g_ptr_array_add (wire->drips, drip);
  drip->source = g_timeout_add (DRIP_INTERVAL_MS, drip_cb, drip);
}

static void
answer_nothing (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

/**
 * smt_sandbox_wire_answer:
 * @wire: the keeper
 * @message: the request
 * @answer: (nullable): the answer of the operation, which was carried out; %NULL when none leaves
 * @fault: what happens to the answer on its way
 */
void
smt_sandbox_wire_answer (SmtSandboxWire *wire,
                         SoupServerMessage *message,
                         const SmtSandboxAnswer *answer,
                         SmtSandboxFault fault)
{
  g_autofree char *twice = NULL;

  if (fault == SMT_SANDBOX_FAULT_SHORT_BODY)
    answer_short (message, answer);
  else if (fault == SMT_SANDBOX_FAULT_SLOW)
    answer_slowly (wire, message, answer);
  else if (fault == SMT_SANDBOX_FAULT_APPLIED_THEN_LOST || fault == SMT_SANDBOX_FAULT_DELAYED)
    answer_nothing (message);
  else if (fault == SMT_SANDBOX_FAULT_BAD_JSON)
    {
      /* A whole answer whose resourceType stands twice: a lenient reader would take either. */
      twice = g_strconcat ("{\"resourceType\":\"Parameters\",", answer->body + 1, NULL);
      set_body (message, answer->status, "application/json; charset=utf-8", twice);
    }
  else
    set_body (message, answer->status, "application/json; charset=utf-8", answer->body);
}
