/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-app"

#include "app/smt-service.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

#define FILE_NAME "service.ini"

static char *
dup_folder (const SmtOptions *options)
{
  if (options->profile != NULL)
    return g_strdup (options->profile);
  return g_build_filename (g_get_user_data_dir (), "samstemt", NULL);
}

static char *
find_in (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

static char *
find_in_config (const char *folder)
{
  g_autofree char *own = g_build_filename (folder, "samstemt", NULL);

  return find_in (own);
}

/** smt_service_find: Returns: (transfer full) (nullable): the file that was named, else the user's, else the machine's;
 * none where the demo or an address was asked for */
char *
smt_service_find (const SmtOptions *options)
{
  g_autofree char *folder = dup_folder (options);
  const char *const *folders = g_get_system_config_dirs ();
  char *found;

  if (options->service != NULL)
    return g_strdup (options->service);
  if (options->demo || options->base_url != NULL)
    return NULL;
  found = find_in (folder);
  if (found == NULL)
    found = find_in_config (g_get_user_config_dir ());
  for (guint i = 0; found == NULL && folders[i] != NULL; i++)
    found = find_in_config (folders[i]);
  return found;
}

/* --- the browser -----------------------------------------------------------------------------------------------------
 */

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtHelseid) helseid = data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (source != NULL ? GTK_WINDOW (source) : NULL, result, &error))
    return;
  g_info ("no browser: %s %d", g_quark_to_string (error->domain), error->code);
  smt_helseid_give_up (helseid, SMT_HELSEID_ERROR_BROWSER, "no browser");
}

/* Inside a Flatpak this asks the portal. */
static void
show_in_browser (SmtHelseid *helseid, const char *address, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));

  gtk_show_uri_full (window, address, GDK_CURRENT_TIME, NULL, shown_cb, g_object_ref (helseid));
}

/** smt_service_set_page: what the browser shows when it has come back */
void
smt_service_set_page (SmtHelseid *helseid)
{
  g_autofree char *page =
      g_markup_printf_escaped ("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Samstemt</title>"
                               "<style>body{font:1.2em sans-serif;margin:4em "
                               "auto;max-width:30em;text-align:center;color-scheme:light dark}</style>"
                               "</head><body><h1>Samstemt</h1><p>%s</p></body></html>",
                               C_ ("sign-in", "You can close this page and go back to Samstemt."));

  smt_helseid_set_page (helseid, page);
}

/* --- HelseID ---------------------------------------------------------------------------------------------------------
 */

/* HelseID's user and the local user are one person, where the service file says who is who. */
static gboolean
is_local_user (const SmtHelseidIdentity *identity, gpointer data)
{
  const SmtHelseidSettings *settings = smt_helseid_get_settings (data);

  if (g_hash_table_size (settings->users) == 0)
    return TRUE;
  return g_strcmp0 (g_hash_table_lookup (settings->users, g_get_user_name ()), identity->hpr) == 0;
}

/** smt_service_open: Returns: (transfer full) (nullable): HelseID as the file at @path says; its key belongs to @folder
 */
SmtHelseid *
smt_service_open (const char *path, const char *folder, GError **error)
{
  SmtHelseidSettings *settings = smt_helseid_settings_load (path, error);
  g_autoptr (SmtKeyring) keyring = settings != NULL ? smt_keyring_new (folder) : NULL;
  SmtHelseid *helseid;

  if (settings == NULL)
    return NULL;
  helseid = smt_helseid_new (settings, keyring);
  smt_helseid_set_browser (helseid, show_in_browser, NULL);
  smt_helseid_set_user_check (helseid, is_local_user, helseid);
  smt_service_set_page (helseid);
  return helseid;
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

/** smt_service_export_key: Returns: the exit status; the key is made when there is none */
int
smt_service_export_key (const SmtOptions *options)
{
  g_autofree char *folder = dup_folder (options);
  g_autoptr (SmtKeyring) keyring = smt_keyring_new (folder);
  g_autoptr (SmtHelseid) helseid = smt_helseid_new (NULL, keyring);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;

  smt_helseid_export_key_async (helseid, exported_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  key = smt_helseid_export_key_finish (helseid, result, &error);
  if (key != NULL)
    g_print ("%s\n", key);
  else
    g_printerr ("samstemt: %s\n", error->message);
  return key != NULL ? 0 : 1;
}
