/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-demo-sign-in.h"

#include <libsoup/soup.h>

#include "app/smt-service.h"

/* The program's own browser: follows the sandbox's redirects, and is one for the life of the program. */
static SoupSession *
get_browser (void)
{
  static SoupSession *session = NULL;

  if (session == NULL)
    session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  return session;
}

static void
browse (SmtHelseid *helseid, const char *address, gpointer data)
{
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, address);

  soup_session_send_and_read_async (get_browser (), message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static guint
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

static SmtHelseid *
make_helseid (const char *base_url, GError **error)
{
  g_autofree char *text = g_strdup_printf ("[sfm]\nbase-url=%s\njournal-id=6d3f2b0a-5c0e-4b7e-9b1a-0a1b2c3d4e5f\n"
                                           "office=Prøvebyen legesenter\nher-id=8900017\n"
                                           "[helseid]\nissuer=%s\nclient-id=samstemt-demo\n"
                                           "redirect-uri=http://127.0.0.1:%u/callback\n"
                                           "organisation=999977774:999977775\n",
                                           base_url, base_url, find_port ());
  SmtHelseidSettings *settings = smt_helseid_settings_read (text, strlen (text), error);
  g_autoptr (SmtKeyring) keyring = smt_keyring_new_in_memory ();
  SmtHelseid *helseid;

  if (settings == NULL)
    return NULL;
  helseid = smt_helseid_new (settings, keyring);
  smt_helseid_set_browser (helseid, browse, NULL);
  smt_service_set_page (helseid);
  return helseid;
}

static void
registered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const SmtHelseidSettings *settings = smt_helseid_get_settings (SMT_HELSEID (source));
  GError *error = NULL;
  g_autofree char *key = smt_helseid_export_key_finish (SMT_HELSEID (source), result, &error);
  g_autofree char *address = g_strconcat (settings->issuer, "/sandbox/helseid", NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, address);
  g_autoptr (GBytes) body = NULL;
  char *text;

  if (key == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  text = g_strdup_printf ("{\"register\":{\"client_id\":\"%s\",\"redirect_uri\":\"%s\",\"jwk\":%s}}",
                          settings->client_id, settings->redirect_uri, key);
  body = g_bytes_new_take (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (get_browser (), message, G_PRIORITY_DEFAULT, NULL, registered_cb,
                                    g_steal_pointer (&task));
}

/**
 * smt_demo_sign_in_async:
 * @base_url: of the demo's sandbox
 *
 * Makes a key in memory and registers it with the sandbox, as a person would with HelseID.
 */
void
smt_demo_sign_in_async (const char *base_url, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  GError *error = NULL;
  SmtHelseid *helseid = make_helseid (base_url, &error);

  g_task_set_source_tag (task, smt_demo_sign_in_async);
  if (helseid == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, helseid, g_object_unref);
  smt_helseid_export_key_async (helseid, exported_cb, g_steal_pointer (&task));
}

/** smt_demo_sign_in_finish: Returns: (transfer full) (nullable): the sandbox's HelseID */
SmtHelseid *
smt_demo_sign_in_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
