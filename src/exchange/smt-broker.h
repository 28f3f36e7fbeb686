/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The broker: what the desk asks of a service that holds medication lists. SFM is one.
 * Main thread only.
 */
#pragma once

#include <gio/gio.h>

#include "fhir/smt-send.h"

G_BEGIN_DECLS

#define SMT_BROKER_ERROR (smt_broker_error_quark ())
GQuark smt_broker_error_quark (void);

/** SmtBrokerError: each has one sentence and one next step on the screen. After NOT_SENT, SIGN_IN, CLOCK and those that say that the service refused, nothing was applied. */
typedef enum
{
  SMT_BROKER_ERROR_NOT_SENT,   /* provably nothing left: refused, no route, no name, cancelled before the first byte */
  SMT_BROKER_ERROR_REJECTED,   /* the service answered with an OperationOutcome and did nothing */
  SMT_BROKER_ERROR_CONFLICT,   /* another writer since the lookup; nothing was applied */
  SMT_BROKER_ERROR_STALE,      /* the lookup is too old or not the newest; look up again */
  SMT_BROKER_ERROR_NOT_ALLOWED, /* 403 */
  SMT_BROKER_ERROR_BUSY,       /* 429, 503 before anything was done */
  SMT_BROKER_ERROR_BAD_ANSWER, /* of a lookup: cut off, not JSON, wrong type, too large, for another patient */
  SMT_BROKER_ERROR_UNKNOWN,    /* of a send: anything else once a byte may have left. Never resent; settled by looking */
  SMT_BROKER_ERROR_TIMEOUT,    /* of a lookup */
  SMT_BROKER_ERROR_CANCELLED,
  SMT_BROKER_ERROR_SIGN_IN,    /* nobody is signed in any more; nothing left, or it was turned away at the door */
  SMT_BROKER_ERROR_CLOCK,      /* turned away at the door, since this machine's clock is wrong; smt_broker_error_get_clock_offset() */
  SMT_BROKER_ERROR_CERT_EXPIRED,   /* the service's certificate has run out; nothing left */
  SMT_BROKER_ERROR_CERT_TOO_EARLY, /* is not valid yet; nothing left */
  SMT_BROKER_ERROR_CERT_NAME,      /* is somebody else's; nothing left */
  SMT_BROKER_ERROR_CERT_ISSUER,    /* is one that nobody vouches for; nothing left */
  SMT_BROKER_ERROR_NO_LIST,    /* of a lookup: an OperationOutcome instead of a list; says nothing about any send */
} SmtBrokerError;

/** SmtBrokerReply: a whole answer, held to its limits; the body is not yet understood. */
typedef struct
{
  GBytes *body;
  guint status;
  SmtInstant server_time; /* the Date header; SMT_INSTANT_UNSET */
  gatomicrefcount ref_count;
} SmtBrokerReply;

SmtBrokerReply *smt_broker_reply_ref   (SmtBrokerReply *reply);
void            smt_broker_reply_unref (SmtBrokerReply *reply);

#define SMT_TYPE_BROKER (smt_broker_get_type ())
G_DECLARE_INTERFACE (SmtBroker, smt_broker, SMT, BROKER, GObject)

struct _SmtBrokerInterface
{
  GTypeInterface parent_iface;

  void            (*look_up_async)  (SmtBroker *self, GBytes *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  SmtBrokerReply *(*look_up_finish) (SmtBroker *self, GAsyncResult *result, GError **error);
  void            (*send_async)     (SmtBroker *self, GBytes *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  SmtBrokerReply *(*send_finish)    (SmtBroker *self, GAsyncResult *result, GError **error);
  gboolean        (*is_synthetic)   (SmtBroker *self);
};

void            smt_broker_look_up_async  (SmtBroker *self, GBytes *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtBrokerReply *smt_broker_look_up_finish (SmtBroker *self, GAsyncResult *result, GError **error);
void            smt_broker_send_async     (SmtBroker *self, GBytes *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtBrokerReply *smt_broker_send_finish    (SmtBroker *self, GAsyncResult *result, GError **error);
/* true while the base URL is on loopback: the banner "Syntetiske data" follows this, not a setting */
gboolean        smt_broker_is_synthetic   (SmtBroker *self);

/* (nullable): the OperationOutcome that came with an error of this domain, attached by the client; borrowed from @error */
const SmtOutcome *smt_broker_error_get_outcome (const GError *error);
/* seconds until the service wants to be asked again, of BUSY; 0 where it does not say */
guint             smt_broker_error_get_retry_after (const GError *error);
/* when that is, by the clock of this machine; SMT_INSTANT_UNSET */
SmtInstant        smt_broker_error_get_retry_at    (const GError *error);
/* @outcome: (transfer full) (nullable); @retry_after: seconds, 0 = not said */
GError           *smt_broker_error_new             (SmtBrokerError code, const char *message, SmtOutcome *outcome, guint retry_after);

/* of SMT_BROKER_ERROR_CLOCK: seconds that this machine's clock is ahead of the server's; else 0 */
gint64            smt_broker_error_get_clock_offset (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtBrokerReply, smt_broker_reply_unref)

G_END_DECLS
