/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "keyring/smt-keyring-private.h"

#include <libsecret/secret.h>
#include <string.h>

/* Secrets go as base64: some services keep text only. */
#define CONTENT_TYPE "text/plain"

static const SecretSchema schema = {
  SMT_APP_ID ".Secret",
  SECRET_SCHEMA_NONE,
  {
      { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
  /* libsecret's own room to grow */
  0,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
};

/* The place is the digest of the profile's folder: a path may hold a name. */
gpointer
smt_keyring_service_new (const char *profile)
{
  g_autofree char *path = g_canonicalize_filename (profile, NULL);
  char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  digest[32] = '\0';
  return digest;
}

static GHashTable *
attributes_new (const char *profile, const char *name)
{
  return secret_attributes_build (&schema, "application", SMT_APP_ID, "profile", profile, "name", name, NULL);
}

static SmtKeyringError
kind_of (const GError *error)
{
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return SMT_KEYRING_ERROR_DENIED;
  if (error->domain == SECRET_ERROR && error->code != SECRET_ERROR_NO_SUCH_OBJECT)
    return SMT_KEYRING_ERROR_FAILED;
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return SMT_KEYRING_ERROR_DENIED;
  return SMT_KEYRING_ERROR_NO_SERVICE; /* no bus, no such name, no answer in time, no collection */
}

/* @trouble (nullable): libsecret says FALSE without an error when the user closed its question. */
static void
set_error (GError **error, GError *trouble, const char *doing)
{
  if (trouble == NULL)
    g_set_error (error, SMT_KEYRING_ERROR, SMT_KEYRING_ERROR_DENIED, "%s: the keyring stayed locked", doing);
  else if (g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, trouble->message);
  else
    g_set_error (error, SMT_KEYRING_ERROR, kind_of (trouble), "%s: %s", doing, trouble->message);
}

static gboolean
service_store (gpointer place, const char *name, GBytes *secret, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_new (place, name);
  g_autoptr (GError) trouble = NULL;
  char *text = g_base64_encode (g_bytes_get_data (secret, NULL), g_bytes_get_size (secret));
  SecretValue *value = secret_value_new_full (text, -1, CONTENT_TYPE, (GDestroyNotify)smt_secret_wipe);
  gboolean stored = secret_password_storev_binary_sync (&schema, attributes, SECRET_COLLECTION_DEFAULT, "Samstemt",
                                                        value, cancellable, &trouble);

  secret_value_unref (value);
  if (!stored)
    set_error (error, trouble, "store");
  return stored;
}

static GBytes *
decode (SecretValue *value)
{
  gsize length = 0;
  const char *held = secret_value_get (value, &length);
  char *text = g_strndup (held, length);
  g_autoptr (GBytes) secret = NULL;
  guchar *bytes;

  bytes = g_base64_decode (text, &length);
  secret = smt_secret_new (bytes, length);
  explicit_bzero (bytes, length);
  g_free (bytes);
  smt_secret_wipe (text);
  return g_steal_pointer (&secret);
}

/* A lookup would answer a secret that stayed locked like one that is not there, and a key that is not there is made
 * anew. So the item itself is searched for: when there is one, it must give its secret. */
static GBytes *
service_load (gpointer place, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_new (place, name);
  g_autoptr (GError) trouble = NULL;
  GList *items = secret_password_searchv_sync (&schema, attributes, SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
                                               cancellable, &trouble);
  SecretValue *value = NULL;
  GBytes *secret = NULL;

  if (trouble != NULL)
    set_error (error, trouble, "load");
  else if (items != NULL)
    {
      value = secret_retrievable_retrieve_secret_sync (items->data, cancellable, &trouble);
      if (value == NULL)
        set_error (error, trouble, "load");
      else
        secret = decode (value);
      g_clear_pointer (&value, secret_value_unref);
    }

  g_list_free_full (items, g_object_unref);
  return secret;
}

static gboolean
service_clear (gpointer place, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_new (place, name);
  g_autoptr (GError) trouble = NULL;

  secret_password_clearv_sync (&schema, attributes, cancellable, &trouble);
  if (trouble == NULL)
    return TRUE;

  set_error (error, trouble, "clear");
  return FALSE;
}

const SmtKeyringPlace smt_keyring_service = { service_store, service_load, service_clear, g_free, TRUE };
