/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-server.h"

#include <string.h>

#include "sandbox/smt-sandbox-control.h"
#include "sandbox/smt-sandbox-issuer.h"
#include "sandbox/smt-sandbox-lookup.h"
#include "sandbox/smt-sandbox-send.h"
#include "sandbox/smt-sandbox-wire.h"

struct _SmtSandboxServer
{
  SoupServer *soup;
  GSocketService *service; /* NULL while nobody listens */
  SmtSandboxStore *store;  /* borrowed */
  SmtSandboxWire *wire;
  SmtSandboxIssuer *issuer; /* NULL: nobody has to sign in */
  SmtSandboxFaults faults;
  SmtJson *delayed; /* a send that is still on its way, or NULL */
  guint port;
  guint relisten;
};

static void
set_answer (SmtSandboxServer *self, SoupServerMessage *message, SmtSandboxAnswer *answer)
{
  smt_sandbox_wire_answer (self->wire, message, answer, SMT_SANDBOX_FAULT_NONE);
  smt_sandbox_answer_free (answer);
}

/* A client that compares its clock with the server's must see the sandbox's clock. */
static void
set_date (SmtSandboxServer *self, SoupServerMessage *message)
{
  gint64 seconds = smt_sandbox_clock_now (&self->store->clock) / G_USEC_PER_SEC;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", date);
}

static gboolean
is_json (SoupServerMessage *message)
{
  const char *type = soup_message_headers_get_content_type (soup_server_message_get_request_headers (message), NULL);

  return type != NULL
         && (g_ascii_strcasecmp (type, "application/json") == 0
             || g_ascii_strcasecmp (type, "application/fhir+json") == 0);
}

/* The request as JSON, or NULL with the refusal already set. */
static SmtJson *
read_request (SmtSandboxServer *self, SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (GError) error = NULL;
  SmtJson *json = NULL;

  if (strcmp (soup_server_message_get_method (message), "POST") != 0)
    set_answer (self, message, smt_sandbox_answer_refusal (501, "not-supported", "Only POST is supported here"));
  else if (!is_json (message))
    set_answer (self, message, smt_sandbox_answer_refusal (415, "not-supported", "Send application/fhir+json"));
  else if (g_bytes_get_size (bytes) > SMT_JSON_MAX_BYTES)
    set_answer (self, message, smt_sandbox_answer_refusal (413, "too-long", "The message is too large"));
  else
    {
      json = smt_json_read (bytes, &error);
      if (json == NULL)
        set_answer (self, message, smt_sandbox_answer_refusal (400, "structure", error->message));
    }
  return json;
}

static void
run_lookup (SmtSandboxServer *self, SoupServerMessage *message)
{
  SmtSandboxFault fault = smt_sandbox_faults_take (&self->faults, SMT_SANDBOX_ON_LOOKUP);
  g_autoptr (SmtJson) request = NULL;
  g_autoptr (SmtSandboxAnswer) answer = NULL;

  self->store->lookup_requests++;
  if (smt_sandbox_wire_instead (self->wire, message, fault) || (request = read_request (self, message)) == NULL)
    return;
  answer = smt_sandbox_lookup (self->store, smt_json_root (request), fault);
  smt_sandbox_wire_answer (self->wire, message, answer, fault);
  if (self->delayed != NULL)
    {
      smt_sandbox_answer_free (smt_sandbox_send (self->store, smt_json_root (self->delayed), SMT_SANDBOX_FAULT_NONE));
      g_clear_pointer (&self->delayed, smt_json_unref);
    }
}

static void
run_send (SmtSandboxServer *self, SoupServerMessage *message, const char *hpr)
{
  SmtSandboxFault fault = smt_sandbox_faults_take (&self->faults, SMT_SANDBOX_ON_SEND);
  g_autoptr (SmtJson) request = NULL;
  g_autoptr (SmtSandboxAnswer) answer = NULL;

  self->store->send_requests++;
  if (smt_sandbox_wire_instead (self->wire, message, fault) || (request = read_request (self, message)) == NULL)
    return;
  if (fault == SMT_SANDBOX_FAULT_DELAYED)
    {
      g_clear_pointer (&self->delayed, smt_json_unref);
      self->delayed = smt_json_ref (request);
    }
  else
    {
      self->store->caller = hpr;
      answer = smt_sandbox_send (self->store, smt_json_root (request), fault);
      self->store->caller = NULL;
    }
  smt_sandbox_wire_answer (self->wire, message, answer, fault);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  SmtSandboxServer *self = data;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (local != NULL && remote != NULL)
    soup_server_accept_iostream (self->soup, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

/* A listener of our own, since libsoup's cannot be closed without closing every connection. */
static gboolean
open_listener (SmtSandboxServer *self, GError **error)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, (guint16)self->port);
  g_autoptr (GSocketAddress) got = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, &got, error))
    return FALSE;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (service);
  self->service = g_steal_pointer (&service);
  return TRUE;
}

/* Really nobody listens, so that a client can prove that nothing was sent. */
static void
close_listener (SmtSandboxServer *self)
{
  if (self->service == NULL)
    return;
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
}

static gboolean
relisten_cb (gpointer data)
{
  SmtSandboxServer *self = data;
  g_autoptr (GError) error = NULL;

  self->relisten = 0;
  self->faults = (SmtSandboxFaults){ SMT_SANDBOX_FAULT_NONE, SMT_SANDBOX_ON_ALL, 0 };
  if (self->service == NULL && !open_listener (self, &error))
    g_message ("The sandbox cannot listen again: %s", error->message);
  return G_SOURCE_REMOVE;
}

static guint
read_seconds (SmtJsonCursor request)
{
  SmtDecimal decimal;
  gint64 seconds = 0;

  if (!smt_json_get_decimal (smt_json_member (request, "seconds"), &decimal)
      || !smt_decimal_is_integer (decimal, &seconds) || seconds < 1 || seconds > 3600)
    return 0;
  return (guint)seconds;
}

static void
control_fault (SmtSandboxServer *self, SoupServerMessage *message, SmtJsonCursor request)
{
  SmtSandboxAnswer *answer = smt_sandbox_control_fault (&self->faults, request);
  guint seconds = read_seconds (request);
  g_autoptr (GError) error = NULL;

  if (answer->status == 200 && self->faults.fault == SMT_SANDBOX_FAULT_REFUSED)
    {
      close_listener (self);
      if (seconds > 0 && self->relisten == 0)
        self->relisten = g_timeout_add_seconds (seconds, relisten_cb, self);
    }
  else if (answer->status == 200 && self->service == NULL && !open_listener (self, &error))
    g_message ("The sandbox cannot listen again: %s", error->message);
  set_answer (self, message, answer);
}

static SmtSandboxAnswer *
control_issuer (SmtSandboxServer *self, SmtJsonCursor request)
{
  if (self->issuer == NULL)
    return smt_sandbox_answer_refusal (404, "not-found", "Nobody has to sign in here");
  return smt_sandbox_issuer_control (self->issuer, request);
}

static void
run_control (SmtSandboxServer *self, SoupServerMessage *message, const char *path)
{
  g_autoptr (SmtJson) request = NULL;

  if (strcmp (path, "/sandbox/state") == 0)
    set_answer (self, message, smt_sandbox_control_state (self->store, &self->faults));
  else if (strcmp (path, "/sandbox/patients") == 0)
    set_answer (self, message, smt_sandbox_control_patients (self->store));
  else if ((request = read_request (self, message)) == NULL)
    return;
  else if (strcmp (path, "/sandbox/fault") == 0)
    control_fault (self, message, smt_json_root (request));
  else if (strcmp (path, "/sandbox/clock") == 0)
    set_answer (self, message, smt_sandbox_control_clock (self->store, smt_json_root (request)));
  else if (strcmp (path, "/sandbox/other-writer") == 0)
    set_answer (self, message, smt_sandbox_control_other_writer (self->store, smt_json_root (request)));
  else if (strcmp (path, "/sandbox/helseid") == 0)
    set_answer (self, message, control_issuer (self, smt_json_root (request)));
  else
    set_answer (self, message, smt_sandbox_answer_refusal (404, "not-found", "There is no such control"));
}

/* Token and proof come before everything else, so that whoever is refused knows that nothing was done. */
static gboolean
is_admitted (SmtSandboxServer *self, SoupServerMessage *message, const char *path, char **hpr)
{
  return self->issuer == NULL || smt_sandbox_issuer_admits (self->issuer, message, path, hpr);
}

static void
request_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  SmtSandboxServer *self = data;
  g_autofree char *plain = g_uri_unescape_string (path, NULL);
  g_autofree char *hpr = NULL;

  set_date (self, message);
  if (g_strcmp0 (plain, "/Patient/$getMedication") == 0)
    {
      if (is_admitted (self, message, plain, &hpr))
        run_lookup (self, message);
    }
  else if (g_strcmp0 (plain, "/Patient/$sendMedication") == 0)
    {
      if (is_admitted (self, message, plain, &hpr))
        run_send (self, message, hpr);
    }
  else if (self->issuer != NULL && smt_sandbox_issuer_serve (self->issuer, message, path))
    return;
  else if (g_str_has_prefix (path, "/sandbox/"))
    run_control (self, message, path);
  else
    set_answer (self, message, smt_sandbox_answer_refusal (501, "not-supported", "SFM Basis does not support this"));
}

/**
 * smt_sandbox_server_new:
 * @store: (transfer none): the store it serves; must outlive the server
 *
 * Returns: (transfer full): a server that does not listen yet
 */
SmtSandboxServer *
smt_sandbox_server_new (SmtSandboxStore *store)
{
  SmtSandboxServer *self = g_new0 (SmtSandboxServer, 1);

  self->store = store;
  self->wire = smt_sandbox_wire_new ();
  self->soup = soup_server_new ("server-header", "samstemt-sandbox ", NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  return self;
}

/**
 * smt_sandbox_server_free:
 * @self: (transfer full) (nullable): the server
 */
void
smt_sandbox_server_free (SmtSandboxServer *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->relisten, g_source_remove);
  close_listener (self);
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  smt_sandbox_wire_free (self->wire);
  smt_sandbox_issuer_free (self->issuer);
  g_clear_pointer (&self->delayed, smt_json_unref);
  g_free (self);
}

/**
 * smt_sandbox_server_listen:
 * @self: the server
 * @port: a port, or 0 for any that is free; on 127.0.0.1 only
 * @error: set when it is taken
 *
 * With the fault `refused` in force the port is chosen and given up again.
 *
 * Returns: whether the address is known
 */
gboolean
smt_sandbox_server_listen (SmtSandboxServer *self, guint port, GError **error)
{
  self->port = port;
  if (!open_listener (self, error))
    return FALSE;
  if (self->faults.fault == SMT_SANDBOX_FAULT_REFUSED)
    close_listener (self);
  return TRUE;
}

/**
 * smt_sandbox_server_get_port:
 * @self: a server that listens
 *
 * Returns: its port
 */
guint
smt_sandbox_server_get_port (SmtSandboxServer *self)
{
  return self->port;
}

/**
 * smt_sandbox_server_set_fault:
 * @self: the server
 * @name: (nullable): a fault, for all requests it is about; %NULL clears it and listens again
 *
 * Returns: whether there is such a fault
 */
gboolean
smt_sandbox_server_set_fault (SmtSandboxServer *self, const char *name)
{
  gboolean was_refusing = self->faults.fault == SMT_SANDBOX_FAULT_REFUSED;

  if (!smt_sandbox_faults_set (&self->faults, name, NULL, 0))
    return FALSE;
  if (was_refusing && self->faults.fault != SMT_SANDBOX_FAULT_REFUSED)
    {
      g_clear_handle_id (&self->relisten, g_source_remove);
      relisten_cb (self);
    }
  return TRUE;
}

/**
 * smt_sandbox_server_demand_sign_in:
 * @self: a server that listens
 *
 * From now on it is HelseID too, and only who has signed in may look up and send.
 */
void
smt_sandbox_server_demand_sign_in (SmtSandboxServer *self)
{
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u", self->port);

  smt_sandbox_issuer_free (self->issuer);
  self->issuer = smt_sandbox_issuer_new (base);
}
