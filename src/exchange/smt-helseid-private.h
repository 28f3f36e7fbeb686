/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the exchange: the parts of a sign-in.
 * Main thread only.
 */
#pragma once

#include "exchange/smt-helseid-metadata.h"
#include "exchange/smt-helseid.h"
#include "exchange/smt-http.h"
#include "exchange/smt-jose.h"
#include "keyring/smt-secret.h"

G_BEGIN_DECLS

struct _SmtHelseid
{
  GObject parent_instance;

  SmtHelseidSettings *settings;
  SmtKeyring *keyring;
  SmtHelseidBrowser browser; /* (nullable) */
  gpointer browser_data;
  SmtHelseidUserCheck check; /* (nullable) */
  gpointer check_data;
  char *page;
  guint browser_ms;
  guint call_ms;

  /* kept from one sign-in to the next */
  SmtJoseKey *key;              /* of this installation; NULL until it was read */
  SmtHelseidMetadata *metadata; /* (nullable) */
  SmtJson *keys;                /* (nullable) HelseID's */
  gint64 fetched_at;            /* both, on the boot-time clock */
  gint64 ahead;                 /* seconds, of this machine's clock at the last answer */

  /* one sign-in */
  GTask *signing_in;            /* (nullable) */
  SmtJoseKey *proof_key;        /* what its tokens are bound to; never leaves memory */
  char *access_token;
  gint64 access_until;          /* on the boot-time clock */
  char *refresh_token;
  gint64 refresh_until;
  char *nonce;                  /* (nullable) HelseID's, for the next proof */
  char *api_nonce;              /* (nullable) SFM's */
  SmtHelseidIdentity *identity;
  guint revoking;               /* tokens that HelseID is being told to take back */
  GQueue waiting;               /* of GTask: who needs a token that is being fetched */
  gboolean refreshing;
};

/* smt-helseid-call.c: one request to HelseID; @form: (nullable) POST with it, after adding who we are */
void     smt_helseid_call_async  (SmtHelseid *self, const char *url, GHashTable *form, SmtJoseKey *proof_key,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GBytes  *smt_helseid_call_finish (GAsyncResult *result, GError **error);
void     smt_helseid_call_put    (GHashTable *form, const char *name, const char *value);
GHashTable *smt_helseid_call_form (void);
/* the clock error, when it is wrong enough to be the reason; @strict: nothing else has gone wrong yet */
GError  *smt_helseid_blame_clock (SmtHelseid *self, gboolean strict);

/* smt-helseid-prepare.c: key and metadata */
void     smt_helseid_load_key_async  (SmtHelseid *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean smt_helseid_load_key_finish (GAsyncResult *result, GError **error);
void     smt_helseid_prepare_async   (SmtHelseid *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean smt_helseid_prepare_finish  (GAsyncResult *result, GError **error);

/* smt-helseid-tokens.c */
void     smt_helseid_forget_tokens    (SmtHelseid *self);
gboolean smt_helseid_take_tokens      (SmtHelseid *self, GBytes *answer, const char *nonce, gint64 not_before,
                                       GError **error);
void     smt_helseid_authorize_async  (SmtHelseid *self, const char *method, const char *url, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
gboolean smt_helseid_authorize_finish (GAsyncResult *result, char **authorization, char **proof, GError **error);
gboolean smt_helseid_hear             (SmtHelseid *self, const SmtHttpReply *reply);

void     smt_helseid_changed (SmtHelseid *self);

G_END_DECLS
