/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two places a secret can be in. Both may be asked from any thread.
 */
#pragma once

#include "keyring/smt-keyring.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean (*store) (gpointer place, const char *name, GBytes *secret, GCancellable *cancellable, GError **error);
  GBytes *(*load) (gpointer place, const char *name, GCancellable *cancellable, GError **error);
  gboolean (*clear) (gpointer place, const char *name, GCancellable *cancellable, GError **error);
  GDestroyNotify free;
  gboolean lasting;
} SmtKeyringPlace;

extern const SmtKeyringPlace smt_keyring_service;
extern const SmtKeyringPlace smt_keyring_memory;

gpointer smt_keyring_service_new (const char *profile);
gpointer smt_keyring_memory_new  (void);

G_END_DECLS
