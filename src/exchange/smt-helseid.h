/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in with HelseID, and who has. Tokens live in memory only; the installation's key in the keyring.
 * Main thread only.
 */
#pragma once

#include <gio/gio.h>

#include "exchange/smt-helseid-error.h"
#include "exchange/smt-helseid-identity.h"
#include "exchange/smt-helseid-settings.h"
#include "keyring/smt-keyring.h"

G_BEGIN_DECLS

#define SMT_TYPE_HELSEID (smt_helseid_get_type ())
G_DECLARE_FINAL_TYPE (SmtHelseid, smt_helseid, SMT, HELSEID, GObject)

typedef enum
{
  SMT_HELSEID_SIGNED_OUT,
  SMT_HELSEID_SIGNING_IN,
  SMT_HELSEID_SIGNED_IN,
  SMT_HELSEID_ENDED, /* somebody was signed in; the tokens have run out or were taken back */
} SmtHelseidState;

/** SmtHelseidBrowser: shows an address to the person; smt_helseid_give_up() says that it could not. */
typedef void (*SmtHelseidBrowser) (SmtHelseid *self, const char *address, gpointer data);
/** SmtHelseidUserCheck: whether this person may work here: HelseID's user and the local user must be one person. */
typedef gboolean (*SmtHelseidUserCheck) (const SmtHelseidIdentity *identity, gpointer data);

SmtHelseid *smt_helseid_new            (SmtHelseidSettings *settings, SmtKeyring *keyring);
const SmtHelseidSettings *smt_helseid_get_settings (SmtHelseid *self);
void        smt_helseid_set_browser    (SmtHelseid *self, SmtHelseidBrowser browser, gpointer data);
void        smt_helseid_set_page       (SmtHelseid *self, const char *page);
void        smt_helseid_set_user_check (SmtHelseid *self, SmtHelseidUserCheck check, gpointer data);
/* tests shorten them: from opening the browser to the redirect, and of one request */
void        smt_helseid_set_deadlines  (SmtHelseid *self, guint browser_ms, guint call_ms);

SmtHelseidState           smt_helseid_get_state    (SmtHelseid *self);
/* who has signed in, also after the sign-in has ended; NULL: nobody */
const SmtHelseidIdentity *smt_helseid_get_identity (SmtHelseid *self);

void        smt_helseid_sign_in_async  (SmtHelseid *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* the same person proves once more who they are, whatever session the browser has; smt_helseid_sign_in_finish() */
void        smt_helseid_confirm_async  (SmtHelseid *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean    smt_helseid_sign_in_finish (SmtHelseid *self, GAsyncResult *result, GError **error);
void        smt_helseid_give_up        (SmtHelseid *self, SmtHelseidError code, const char *why);
/* forgets the tokens, has HelseID take them back, and shows HelseID's page that ends its own session in the browser */
void        smt_helseid_sign_out       (SmtHelseid *self);

/* the public JWK that is registered with HelseID; makes the key when there is none yet */
void        smt_helseid_export_key_async  (SmtHelseid *self, GAsyncReadyCallback callback, gpointer data);
char       *smt_helseid_export_key_finish (SmtHelseid *self, GAsyncResult *result, GError **error);

G_END_DECLS
