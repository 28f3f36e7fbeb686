/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-exchange"

#include "exchange/smt-boot-time.h"
#include "exchange/smt-helseid-private.h"

#define KEY_NAME "helseid-key"
#define DISCOVERY_PATH "/.well-known/openid-configuration"
#define METADATA_LIFETIME_US (24 * G_TIME_SPAN_HOUR) /* HelseID FK2: about a day */

/* --- the key ------------------------------------------------------------------------------------------------------ */

static SmtHelseid *
self_of (GTask *task)
{
  return SMT_HELSEID (g_task_get_source_object (task));
}

static void
fail_keys (GTask *task, const char *why)
{
  g_task_return_new_error (task, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_KEYS, "%s", why);
}

/* Only a key that is kept is used: one that is gone tomorrow would have to be registered anew. */
static void
key_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  SmtJoseKey *key = g_task_get_task_data (task);
  SmtHelseid *self = self_of (task);

  if (!smt_keyring_store_finish (SMT_KEYRING (source), result, &error))
    {
      g_info ("the key could not be kept: %d", error->code);
      fail_keys (task, "the key could not be kept");
      return;
    }
  if (self->key == NULL)
    {
      g_autofree char *secret = smt_jose_key_to_secret (key);

      self->key = smt_jose_key_from_secret (secret);
      explicit_bzero (secret, strlen (secret));
    }
  g_task_return_boolean (task, TRUE);
}

static void
make_key (GTask *task)
{
  SmtHelseid *self = self_of (task);
  SmtJoseKey *key = smt_jose_key_generate ();
  g_autoptr (GBytes) secret = NULL;
  char *text;

  if (key == NULL)
    {
      fail_keys (task, "no key could be made");
      g_object_unref (task);
      return;
    }
  text = smt_jose_key_to_secret (key);
  secret = smt_secret_new (text, strlen (text));
  smt_secret_wipe (text);
  g_task_set_task_data (task, key, (GDestroyNotify)smt_jose_key_unref);
  g_info ("a key for HelseID was made");
  smt_keyring_store_async (self->keyring, KEY_NAME, secret, g_task_get_cancellable (task), key_stored_cb, task);
}

static void
key_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) secret = smt_keyring_load_finish (SMT_KEYRING (source), result, &error);
  SmtHelseid *self = self_of (task);
  char *text;

  if (error != NULL)
    {
      g_info ("the key could not be read: %d", error->code);
      fail_keys (task, "the key could not be read");
      return;
    }
  if (secret == NULL)
    {
      make_key (g_steal_pointer (&task));
      return;
    }
  text = g_strndup (g_bytes_get_data (secret, NULL), g_bytes_get_size (secret));
  if (self->key == NULL)
    self->key = smt_jose_key_from_secret (text);
  smt_secret_wipe (text);
  if (self->key == NULL)
    fail_keys (task, "what is kept as the key is none");
  else
    g_task_return_boolean (task, TRUE);
}

void
smt_helseid_load_key_async (SmtHelseid *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_name (task, G_STRFUNC);
  g_task_set_check_cancellable (task, FALSE);
  if (self->key != NULL)
    g_task_return_boolean (task, TRUE);
  else
    smt_keyring_load_async (self->keyring, KEY_NAME, cancellable, key_loaded_cb, g_steal_pointer (&task));
}

gboolean
smt_helseid_load_key_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- what HelseID says of itself ---------------------------------------------------------------------------------- */

static void
keys_fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtHelseid *self = self_of (task);
  GError *error = NULL;
  g_autoptr (GBytes) answer = smt_helseid_call_finish (result, &error);
  SmtJson *keys = answer != NULL ? smt_helseid_keys_read (answer, &error) : NULL;

  if (keys == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->keys, smt_json_unref);
  self->keys = keys;
  self->fetched_at = smt_boot_time_now ();
  g_task_return_boolean (task, TRUE);
}

static void
metadata_fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtHelseid *self = self_of (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (GBytes) answer = smt_helseid_call_finish (result, &error);
  SmtHelseidMetadata *metadata =
      answer != NULL ? smt_helseid_metadata_read (answer, self->settings->issuer, &error) : NULL;

  if (metadata == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->metadata, smt_helseid_metadata_free);
  self->metadata = metadata;
  smt_helseid_call_async (self, metadata->jwks_uri, NULL, NULL, cancellable, keys_fetched_cb, g_steal_pointer (&task));
}

static gboolean
is_fresh (SmtHelseid *self)
{
  return self->metadata != NULL && self->keys != NULL && smt_boot_time_now () - self->fetched_at < METADATA_LIFETIME_US;
}

static void
prepared_key_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtHelseid *self = self_of (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *url = g_strconcat (self->settings->issuer, DISCOVERY_PATH, NULL);
  GError *error = NULL;

  if (!smt_helseid_load_key_finish (result, &error))
    g_task_return_error (task, error);
  else if (is_fresh (self))
    g_task_return_boolean (task, TRUE);
  else
    smt_helseid_call_async (self, url, NULL, NULL, cancellable, metadata_fetched_cb, g_steal_pointer (&task));
}

void
smt_helseid_prepare_async (SmtHelseid *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_name (task, G_STRFUNC);
  g_task_set_check_cancellable (task, FALSE);
  smt_helseid_load_key_async (self, cancellable, prepared_key_cb, task);
}

gboolean
smt_helseid_prepare_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
