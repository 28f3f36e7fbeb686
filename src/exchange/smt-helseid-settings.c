/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-helseid-settings.h"

#include <gio/gio.h>

#include "base/smt-json-writer.h"
#include "exchange/smt-helseid-error.h"
#include "exchange/smt-http.h"

#define SFM_GROUP "sfm"
#define HELSEID_GROUP "helseid"
#define USERS_GROUP "users"
#define LARGEST_FILE 65536

/* The scopes of the sources (docs/helseid.md); the one for the HPR number is inferred. */
#define SCOPE                                                                                                          \
  "openid profile offline_access helseid://scopes/identity/pid helseid://scopes/identity/security_level "              \
  "helseid://scopes/hpr/hpr_number e-helse:sfm.api/sfm.api2"

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_SETTINGS, "%s", why);
  return FALSE;
}

static char *
take (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *value = g_key_file_get_string (file, group, key, NULL);

  if (value != NULL && *g_strstrip (value) != '\0')
    return g_steal_pointer (&value);

  return NULL;
}

/* The redirect is listened for on this machine and nowhere else, on the port that is registered. */
static gboolean
take_redirect (SmtHelseidSettings *self, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (self->redirect_uri, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || !g_str_equal (g_uri_get_scheme (uri), "http")
      || (!g_str_equal (host, "127.0.0.1") && !g_str_equal (host, "localhost")) || g_uri_get_port (uri) < 1024
      || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL
      || *g_uri_get_path (uri) != '/')
    return refuse (error, "redirect-uri must be http://127.0.0.1:PORT/PATH or http://localhost:PORT/PATH");
  self->redirect_port = (guint)g_uri_get_port (uri);
  self->redirect_path = g_strdup (g_uri_get_path (uri));

  return TRUE;
}

static gboolean
is_digits (const char *text, gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789") == length;
}

/* NUMBER, or PARENT:CHILD. */
static gboolean
take_organisation (SmtHelseidSettings *self, const char *text, GError **error)
{
  g_auto (GStrv) numbers = g_strsplit (text, ":", 3);
  guint n = g_strv_length (numbers);

  if (n < 1 || n > 2 || !is_digits (numbers[0], 9) || (n == 2 && !is_digits (numbers[1], 9)))
    return refuse (error, "organisation must be PARENT or PARENT:CHILD, nine digits each");
  self->parent = g_strdup (numbers[0]);
  self->child = g_strdup (numbers[1]);

  return TRUE;
}

static gboolean
take_users (SmtHelseidSettings *self, GKeyFile *file, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, USERS_GROUP, NULL, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      char *number = take (file, USERS_GROUP, names[i]);

      if (number == NULL)
        return refuse (error, "a user without an HPR number");
      g_hash_table_insert (self->users, g_strdup (names[i]), number);
    }

  return TRUE;
}

static gboolean
check (SmtHelseidSettings *self, const char *organisation, GError **error)
{
  gboolean loopback;

  if (self->base_url == NULL || self->issuer == NULL || self->client_id == NULL || self->redirect_uri == NULL
      || self->journal_id == NULL || self->office == NULL || organisation == NULL)
    return refuse (error, "base-url, issuer, client-id, redirect-uri, journal-id, office and organisation are needed");
  if (!smt_http_check_base (self->base_url, &loopback, NULL) || !smt_http_check_base (self->issuer, &loopback, NULL))
    return refuse (error, "base-url and issuer must be https");
  if (!g_uuid_string_is_valid (self->journal_id))
    return refuse (error, "journal-id must be a UUID");

  return take_redirect (self, error) && take_organisation (self, organisation, error);
}

/**
 * smt_helseid_settings_read:
 * @text: a key file
 * @length: its bytes
 * @error: %SMT_HELSEID_ERROR_SETTINGS
 *
 * Returns: (transfer full) (nullable): the settings
 */
SmtHelseidSettings *
smt_helseid_settings_read (const char *text, gsize length, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SmtHelseidSettings) self = g_new0 (SmtHelseidSettings, 1);
  g_autofree char *organisation = NULL;
  g_autofree char *tenants = NULL;

  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (length == 0 || !g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL))
    {
      refuse (error, "not a key file");
      return NULL;
    }
  self->base_url = take (file, SFM_GROUP, "base-url");
  self->journal_id = take (file, SFM_GROUP, "journal-id");
  self->office = take (file, SFM_GROUP, "office");
  self->her_id = take (file, SFM_GROUP, "her-id");
  self->issuer = take (file, HELSEID_GROUP, "issuer");
  self->client_id = take (file, HELSEID_GROUP, "client-id");
  self->redirect_uri = take (file, HELSEID_GROUP, "redirect-uri");
  self->scope = take (file, HELSEID_GROUP, "scope");
  if (self->scope == NULL)
    self->scope = g_strdup (SCOPE);
  organisation = take (file, HELSEID_GROUP, "organisation");
  tenants = take (file, HELSEID_GROUP, "tenants");
  self->single_tenant = g_strcmp0 (tenants, "single") == 0;
  if (!check (self, organisation, error) || !take_users (self, file, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * smt_helseid_settings_load:
 * @path: a file
 * @error: %SMT_HELSEID_ERROR_SETTINGS
 *
 * Returns: (transfer full) (nullable): the settings in it
 */
SmtHelseidSettings *
smt_helseid_settings_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) trouble = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &trouble))
    {
      refuse (error, trouble->message);
      return NULL;
    }
  if (length > LARGEST_FILE)
    {
      refuse (error, "too large for a service file");
      return NULL;
    }

  return smt_helseid_settings_read (text, length, error);
}

/**
 * smt_helseid_settings_free:
 * @settings: (transfer full) (nullable): settings
 */
void
smt_helseid_settings_free (SmtHelseidSettings *settings)
{
  if (settings == NULL)
    return;

  g_free (settings->base_url);
  g_free (settings->issuer);
  g_free (settings->client_id);
  g_free (settings->scope);
  g_free (settings->redirect_uri);
  g_free (settings->redirect_path);
  g_free (settings->parent);
  g_free (settings->child);
  g_free (settings->journal_id);
  g_free (settings->office);
  g_free (settings->her_id);
  g_clear_pointer (&settings->users, g_hash_table_unref);
  g_free (settings);
}

/* {"practitioner_role": {"organization": {"identifier": …}}} */
static void
write_organisation (SmtJsonWriter *writer, const SmtHelseidSettings *settings)
{
  g_autofree char *both =
      g_strdup_printf ("NO:ORGNR:%s:%s", settings->parent, settings->child != NULL ? settings->child : "");

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "type", "helseid_authorization");
  smt_json_writer_key (writer, "practitioner_role");
  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "organization");
  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "identifier");
  smt_json_writer_begin_object (writer);
  if (settings->single_tenant)
    {
      smt_json_writer_member (writer, "system", "urn:oid:2.16.578.1.12.4.1.2.101");
      smt_json_writer_member (writer, "type", "ENH");
      smt_json_writer_member (writer, "value", settings->child != NULL ? settings->child : settings->parent);
    }
  else
    {
      smt_json_writer_member (writer, "system", "urn:oid:1.0.6523");
      smt_json_writer_member (writer, "type", "ENH");
      smt_json_writer_member (writer, "value", both);
    }
  smt_json_writer_end_object (writer);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_object (writer);
}

/**
 * smt_helseid_settings_make_details:
 * @settings: settings
 *
 * Returns: (transfer full): the `authorization_details`: for which organisation and which journal of SFM
 */
char *
smt_helseid_settings_make_details (const SmtHelseidSettings *settings)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_array (writer);
  write_organisation (writer, settings);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "type", "nhn:sfm:journal-id");
  smt_json_writer_key (writer, "value");
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "journal_id", settings->journal_id);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);

  return smt_json_writer_finish (writer);
}
