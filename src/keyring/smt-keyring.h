/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where keys are kept: the user's Secret Service, inside a Flatpak through the portal; never a file of ours in clear.
 * A secret has a short name of the program's own ("journal-key"); what tells profiles apart is a digest of their folder.
 * Nothing about a patient is in a name, a label or an attribute.
 */
#pragma once

#include <gio/gio.h>

#include "keyring/smt-secret.h"

G_BEGIN_DECLS

#define SMT_KEYRING_ERROR (smt_keyring_error_quark ())
GQuark smt_keyring_error_quark (void);

typedef enum
{
  SMT_KEYRING_ERROR_NO_SERVICE, /* no Secret Service on this computer, or it does not answer */
  SMT_KEYRING_ERROR_DENIED,     /* locked, and the user did not open it */
  SMT_KEYRING_ERROR_FAILED,     /* it answered, but not with what it was asked for */
} SmtKeyringError;

#define SMT_TYPE_KEYRING (smt_keyring_get_type ())
G_DECLARE_FINAL_TYPE (SmtKeyring, smt_keyring, SMT, KEYRING, GObject)

SmtKeyring *smt_keyring_new           (const char *profile);
SmtKeyring *smt_keyring_new_in_memory (void);
/* whether what is stored is still there when the program has ended */
gboolean    smt_keyring_is_lasting    (SmtKeyring *self);

/* These wait, for the user too where the service asks for a password: for worker threads only */
gboolean    smt_keyring_store         (SmtKeyring *self, const char *name, GBytes *secret, GCancellable *cancellable, GError **error);
/* (nullable): NULL without an error when there is no such secret */
GBytes     *smt_keyring_load          (SmtKeyring *self, const char *name, GCancellable *cancellable, GError **error);
/* clearing what is not there is no error */
gboolean    smt_keyring_clear         (SmtKeyring *self, const char *name, GCancellable *cancellable, GError **error);

void        smt_keyring_store_async   (SmtKeyring *self, const char *name, GBytes *secret, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
gboolean    smt_keyring_store_finish  (SmtKeyring *self, GAsyncResult *result, GError **error);
void        smt_keyring_load_async    (SmtKeyring *self, const char *name, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
GBytes     *smt_keyring_load_finish   (SmtKeyring *self, GAsyncResult *result, GError **error);
void        smt_keyring_clear_async   (SmtKeyring *self, const char *name, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
gboolean    smt_keyring_clear_finish  (SmtKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
