/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A keyring for each journal of a test, by its path: as long as the process lives, and with the same keys in every
 * process, so that a parent can open what its child has written.
 */
#pragma once

#include <string.h>

#include "keyring/smt-keyring.h"

static inline SmtKeyring *
test_keyring (const char *path)
{
  static GHashTable *keyrings;
  SmtKeyring *keyring;

  if (keyrings == NULL)
    keyrings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  keyring = g_hash_table_lookup (keyrings, path);
  if (keyring == NULL)
    {
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
      g_autofree char *text = g_strdup_printf ("SmJ1%.8s-%.4s-%.4s-%.4s-%.12s%s", digest, digest + 8, digest + 12,
                                               digest + 16, digest + 20, digest);
      g_autoptr (GBytes) secret = smt_secret_new (text, strlen (text));

      keyring = smt_keyring_new_in_memory ();
      smt_keyring_store (keyring, "journal", secret, NULL, NULL);
      g_hash_table_insert (keyrings, g_strdup (path), keyring);
    }

  return keyring;
}
