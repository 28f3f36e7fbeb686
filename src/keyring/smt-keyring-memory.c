/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keyring/smt-keyring-private.h"

typedef struct
{
  GMutex lock;
  GHashTable *secrets; /* name → GBytes */
} Memory;

gpointer
smt_keyring_memory_new (void)
{
  Memory *memory = g_new0 (Memory, 1);

  g_mutex_init (&memory->lock);
  memory->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  return memory;
}

static void
memory_free (gpointer place)
{
  Memory *memory = place;

  g_hash_table_unref (memory->secrets);
  g_mutex_clear (&memory->lock);
  g_free (memory);
}

static gboolean
memory_store (gpointer place, const char *name, GBytes *secret, GCancellable *cancellable, GError **error)
{
  Memory *memory = place;

  g_mutex_lock (&memory->lock);
  g_hash_table_replace (memory->secrets, g_strdup (name), g_bytes_ref (secret));
  g_mutex_unlock (&memory->lock);
  return TRUE;
}

static GBytes *
memory_load (gpointer place, const char *name, GCancellable *cancellable, GError **error)
{
  Memory *memory = place;
  GBytes *secret;

  g_mutex_lock (&memory->lock);
  secret = g_hash_table_lookup (memory->secrets, name);
  if (secret != NULL)
    g_bytes_ref (secret);
  g_mutex_unlock (&memory->lock);
  return secret;
}

static gboolean
memory_clear (gpointer place, const char *name, GCancellable *cancellable, GError **error)
{
  Memory *memory = place;

  g_mutex_lock (&memory->lock);
  g_hash_table_remove (memory->secrets, name);
  g_mutex_unlock (&memory->lock);
  return TRUE;
}

const SmtKeyringPlace smt_keyring_memory = { memory_store, memory_load, memory_clear, memory_free, FALSE };
