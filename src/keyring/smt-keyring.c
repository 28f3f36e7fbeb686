/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-keyring"

#include "keyring/smt-keyring-private.h"

/* clang-format off */
G_DEFINE_QUARK (smt-keyring-error-quark, smt_keyring_error)
/* clang-format on */

struct _SmtKeyring
{
  GObject parent_instance;

  const SmtKeyringPlace *kind;
  gpointer place;
};

G_DEFINE_FINAL_TYPE (SmtKeyring, smt_keyring, G_TYPE_OBJECT)

static void
smt_keyring_finalize (GObject *object)
{
  SmtKeyring *self = SMT_KEYRING (object);

  self->kind->free (self->place);
  G_OBJECT_CLASS (smt_keyring_parent_class)->finalize (object);
}

static void
smt_keyring_class_init (SmtKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smt_keyring_finalize;
}

static void
smt_keyring_init (SmtKeyring *self)
{
}

static SmtKeyring *
keyring_new (const SmtKeyringPlace *kind, gpointer place)
{
  SmtKeyring *self = g_object_new (SMT_TYPE_KEYRING, NULL);

  self->kind = kind;
  self->place = place;
  return self;
}

/**
 * smt_keyring_new:
 * @profile: the folder of the profile; only a digest of its path is used, so that two profiles have two sets of secrets
 *
 * Does not ask for anything yet: whether there is a service is seen at the first secret.
 *
 * Returns: (transfer full): the user's Secret Service
 */
SmtKeyring *
smt_keyring_new (const char *profile)
{
  g_return_val_if_fail (profile != NULL, NULL);

  return keyring_new (&smt_keyring_service, smt_keyring_service_new (profile));
}

/**
 * smt_keyring_new_in_memory:
 *
 * Returns: (transfer full): a keyring whose secrets are gone with the program
 */
SmtKeyring *
smt_keyring_new_in_memory (void)
{
  return keyring_new (&smt_keyring_memory, smt_keyring_memory_new ());
}

gboolean
smt_keyring_is_lasting (SmtKeyring *self)
{
  g_return_val_if_fail (SMT_IS_KEYRING (self), FALSE);

  return self->kind->lasting;
}

/* --- waiting ------------------------------------------------------------------------------------------------------ */

/**
 * smt_keyring_store:
 * @self: a keyring
 * @name: the program's name for it
 * @secret: any bytes; what was stored under the name before is replaced
 * @cancellable: (nullable): a cancellable
 * @error: return location, %SMT_KEYRING_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is stored
 */
gboolean
smt_keyring_store (SmtKeyring *self, const char *name, GBytes *secret, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SMT_IS_KEYRING (self) && name != NULL && secret != NULL, FALSE);

  return self->kind->store (self->place, name, secret, cancellable, error);
}

/**
 * smt_keyring_load:
 * @self: a keyring
 * @name: the program's name for it
 * @cancellable: (nullable): a cancellable
 * @error: return location, %SMT_KEYRING_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the secret, wiped when freed; %NULL without an error when there is none
 */
GBytes *
smt_keyring_load (SmtKeyring *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SMT_IS_KEYRING (self) && name != NULL, NULL);

  return self->kind->load (self->place, name, cancellable, error);
}

/**
 * smt_keyring_clear:
 * @self: a keyring
 * @name: the program's name for it
 * @cancellable: (nullable): a cancellable
 * @error: return location, %SMT_KEYRING_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is gone
 */
gboolean
smt_keyring_clear (SmtKeyring *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SMT_IS_KEYRING (self) && name != NULL, FALSE);

  return self->kind->clear (self->place, name, cancellable, error);
}

/* --- not waiting -------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *name;
  GBytes *secret; /* (nullable) */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->name);
  g_clear_pointer (&wish->secret, g_bytes_unref);
  g_free (wish);
}

static void
run (SmtKeyring *self,
     const char *name,
     GBytes *secret,
     GTaskThreadFunc work,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Wish *wish = g_new0 (Wish, 1);

  wish->name = g_strdup (name);
  wish->secret = secret != NULL ? g_bytes_ref (secret) : NULL;
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, work);
}

static void
store_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wish *wish = data;
  GError *error = NULL;

  if (smt_keyring_store (source, wish->name, wish->secret, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wish *wish = data;
  GError *error = NULL;
  GBytes *secret = smt_keyring_load (source, wish->name, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify)g_bytes_unref);
}

static void
clear_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wish *wish = data;
  GError *error = NULL;

  if (smt_keyring_clear (source, wish->name, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/** smt_keyring_store_async: smt_keyring_store() without waiting; @callback on the caller's main context */
void
smt_keyring_store_async (SmtKeyring *self,
                         const char *name,
                         GBytes *secret,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_return_if_fail (SMT_IS_KEYRING (self) && name != NULL && secret != NULL);

  run (self, name, secret, store_in_thread, cancellable, callback, data);
}

gboolean
smt_keyring_store_finish (SmtKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/** smt_keyring_load_async: smt_keyring_load() without waiting; @callback on the caller's main context */
void
smt_keyring_load_async (SmtKeyring *self,
                        const char *name,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_return_if_fail (SMT_IS_KEYRING (self) && name != NULL);

  run (self, name, NULL, load_in_thread, cancellable, callback, data);
}

/** smt_keyring_load_finish: Returns: (transfer full) (nullable): the secret; %NULL without an error when there is none
 */
GBytes *
smt_keyring_load_finish (SmtKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** smt_keyring_clear_async: smt_keyring_clear() without waiting; @callback on the caller's main context */
void
smt_keyring_clear_async (SmtKeyring *self,
                         const char *name,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_return_if_fail (SMT_IS_KEYRING (self) && name != NULL);

  run (self, name, NULL, clear_in_thread, cancellable, callback, data);
}

gboolean
smt_keyring_clear_finish (SmtKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
