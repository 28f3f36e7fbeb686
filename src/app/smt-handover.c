/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-app"

#include "app/smt-handover.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>

#include "base/smt-json.h"

#define INTERFACE "no.samstemt.Samstemt.Context"
#define MOST_BYTES 65536
#define PATIENCE_MS 10000

static const char introspection[] = "<node><interface name='" INTERFACE "'><method name='Open'>"
                                    "<arg type='h' name='context' direction='in'/></method></interface></node>";

/* One reading, until it has come or nobody waits any more. */
typedef struct
{
  SmtHandoverCallback callback;
  gpointer data;
  GDBusMethodInvocation *invocation; /* (nullable) */
  GCancellable *cancellable;
  guint timer;
  char buffer[MOST_BYTES + 1];
} Reading;

typedef struct
{
  SmtHandoverCallback callback;
  gpointer data;
} Listener;

/* --- what is handed over ---------------------------------------------------------------------------------------------
 */

/**
 * smt_handover_read:
 * @bytes: {"user": {"hpr"}, "patient": a person as an item of a work list is written}
 * @hpr: (out) (transfer full): of the user
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the patient
 */
SmtWorkItem *
smt_handover_read (GBytes *bytes, char **hpr, GError **error)
{
  g_autoptr (SmtJson) json = smt_json_read (bytes, error);
  SmtJsonCursor root = json != NULL ? smt_json_root (json) : SMT_JSON_NOWHERE;
  SmtJsonCursor patient = smt_json_member (root, "patient");
  g_autofree char *user = smt_json_dup_string (smt_json_member (smt_json_member (root, "user"), "hpr"));
  g_autofree char *text = NULL;
  SmtWorkItem *item;

  if (json == NULL)
    return NULL;
  if (user == NULL || *user == '\0' || smt_json_type (patient) != SMT_JSON_OBJECT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a context names a user and a patient");
      return NULL;
    }
  text = smt_json_dup_bytes (patient);
  item = smt_work_item_new_from_json (text, error);
  if (item != NULL)
    *hpr = g_steal_pointer (&user);
  return item;
}

/* --- reading ---------------------------------------------------------------------------------------------------------
 */

static void
reading_free (Reading *reading)
{
  g_clear_handle_id (&reading->timer, g_source_remove);
  g_clear_object (&reading->cancellable);
  explicit_bzero (reading->buffer, sizeof reading->buffer);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* The answer on the bus says whether it could be read, and nothing of what it was. */
static void
answer (Reading *reading, gboolean good)
{
  if (reading->invocation == NULL)
    return;
  if (good)
    g_dbus_method_invocation_return_value (reading->invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (reading->invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                                   "the context cannot be read");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Reading) reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SmtWorkItem) item = NULL;
  g_autofree char *hpr = NULL;
  gsize length = 0;

  if (g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error) && length <= MOST_BYTES)
    {
      bytes = g_bytes_new (reading->buffer, length);
      item = smt_handover_read (bytes, &hpr, &error);
    }
  g_info ("a context was handed over and %s", item != NULL ? "read" : "not understood");
  answer (reading, item != NULL);
  if (item != NULL)
    reading->callback (hpr, item, reading->data);
}

static gboolean
late_cb (gpointer data)
{
  Reading *reading = data;

  reading->timer = 0;
  g_cancellable_cancel (reading->cancellable);
  return G_SOURCE_REMOVE;
}

static void
read_from (int fd, SmtHandoverCallback callback, gpointer data, GDBusMethodInvocation *invocation)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (fd, TRUE);
  Reading *reading = g_new0 (Reading, 1);

  reading->callback = callback;
  reading->data = data;
  reading->invocation = invocation;
  reading->cancellable = g_cancellable_new ();
  reading->timer = g_timeout_add (PATIENCE_MS, late_cb, reading);
  g_input_stream_read_all_async (stream, reading->buffer, sizeof reading->buffer, G_PRIORITY_DEFAULT,
                                 reading->cancellable, read_cb, reading);
}

/** smt_handover_take: reads a context from @fd, which must be a pipe, a socket or a file of its own */
void
smt_handover_take (int fd, SmtHandoverCallback callback, gpointer data)
{
  read_from (fd, callback, data, NULL);
}

/* --- on the bus ------------------------------------------------------------------------------------------------------
 */

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  Listener *listener = data;
  GUnixFDList *list = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
  gint32 handle = -1;
  int fd = -1;

  g_variant_get (parameters, "(h)", &handle);
  if (list != NULL && handle >= 0 && handle < g_unix_fd_list_get_length (list))
    fd = g_unix_fd_list_get (list, handle, NULL);
  if (fd >= 0)
    read_from (fd, listener->callback, listener->data, invocation);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                                   "a file descriptor is needed");
}

/** smt_handover_export: Returns: a registration, or 0 */
guint
smt_handover_export (GDBusConnection *connection,
                     const char *path,
                     SmtHandoverCallback callback,
                     gpointer data,
                     GError **error)
{
  static const GDBusInterfaceVTable table = { .method_call = called_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  Listener *listener = g_new0 (Listener, 1);

  listener->callback = callback;
  listener->data = data;
  return g_dbus_connection_register_object (connection, path, node->interfaces[0], &table, listener, g_free, error);
}

/** smt_handover_pass: Returns: whether the running copy has read it */
gboolean
smt_handover_pass (GDBusConnection *connection, const char *name, const char *path, int fd, GError **error)
{
  g_autoptr (GUnixFDList) list = g_unix_fd_list_new_from_array (&fd, 1);
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_sync (
      connection, name, path, INTERFACE, "Open", g_variant_new ("(h)", 0), NULL, G_DBUS_CALL_FLAGS_NONE,
      2 * PATIENCE_MS, list, NULL, NULL, error);

  return reply != NULL;
}
