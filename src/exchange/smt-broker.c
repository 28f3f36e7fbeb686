/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-broker.h"

#include "exchange/smt-broker-private.h"

G_DEFINE_INTERFACE (SmtBroker, smt_broker, G_TYPE_OBJECT)

/* --- errors that carry an outcome --------------------------------------------------------------------------------- */

/* Errors are copied, outcomes are not: the copies share one. */
typedef struct
{
  SmtOutcome *outcome; /* (nullable) */
  guint retry_after;   /* seconds; 0: not said */
  SmtInstant retry_at;
} Shared;

typedef struct
{
  Shared *shared; /* (nullable) an atomic rc box */
  gint64 ahead;   /* of the clock, seconds */
} SmtBrokerErrorPrivate;

static void
shared_clear (gpointer data)
{
  Shared *shared = data;

  g_clear_pointer (&shared->outcome, smt_outcome_free);
}

static void
smt_broker_error_private_init (SmtBrokerErrorPrivate *priv)
{
  priv->shared = NULL;
  priv->ahead = 0;
}

static void
smt_broker_error_private_copy (const SmtBrokerErrorPrivate *source, SmtBrokerErrorPrivate *target)
{
  target->shared = source->shared != NULL ? g_atomic_rc_box_acquire (source->shared) : NULL;
  target->ahead = source->ahead;
}

static void
smt_broker_error_private_clear (SmtBrokerErrorPrivate *priv)
{
  if (priv->shared != NULL)
    g_atomic_rc_box_release_full (priv->shared, shared_clear);
}

/* GLib keeps the private part before the error, and aligned for it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (SmtBrokerError, smt_broker_error)
#pragma GCC diagnostic pop

/**
 * smt_broker_error_new:
 * @code: what happened
 * @message: for the log
 * @outcome: (transfer full) (nullable): what the service said
 * @retry_after: seconds until it wants to be asked again; 0 where it does not say
 *
 * Returns: (transfer full): an error that carries all of it
 */
GError *
smt_broker_error_new (SmtBrokerError code, const char *message, SmtOutcome *outcome, guint retry_after)
{
  GError *error = g_error_new_literal (SMT_BROKER_ERROR, (int)code, message);

  if (outcome != NULL || retry_after > 0)
    {
      SmtBrokerErrorPrivate *priv = smt_broker_error_get_private (error);

      priv->shared = g_atomic_rc_box_new0 (Shared);
      priv->shared->outcome = outcome;
      priv->shared->retry_after = retry_after;
      priv->shared->retry_at =
          retry_after > 0 ? g_get_real_time () + (gint64)retry_after * G_USEC_PER_SEC : SMT_INSTANT_UNSET;
    }

  return error;
}

GError *
smt_broker_error_new_clock (gint64 ahead)
{
  GError *error = smt_broker_error_new (SMT_BROKER_ERROR_CLOCK, "the clock of this machine is wrong", NULL, 0);

  smt_broker_error_get_private (error)->ahead = ahead;
  return error;
}

static void
smt_broker_default_init (SmtBrokerInterface *iface)
{
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_broker_reply_ref:
 * @reply: a reply
 *
 * Returns: (transfer full): @reply
 */
SmtBrokerReply *
smt_broker_reply_ref (SmtBrokerReply *reply)
{
  g_return_val_if_fail (reply != NULL, NULL);

  g_atomic_ref_count_inc (&reply->ref_count);
  return reply;
}

/**
 * smt_broker_reply_unref:
 * @reply: (transfer full): a reply
 */
void
smt_broker_reply_unref (SmtBrokerReply *reply)
{
  g_return_if_fail (reply != NULL);

  if (!g_atomic_ref_count_dec (&reply->ref_count))
    return;

  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply);
}

/**
 * smt_broker_look_up_async:
 * @self: a broker
 * @request: the bytes of the request
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @data: for @callback
 */
void
smt_broker_look_up_async (SmtBroker *self,
                          GBytes *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (SMT_IS_BROKER (self) && request != NULL);

  SMT_BROKER_GET_IFACE (self)->look_up_async (self, request, cancellable, callback, data);
}

/**
 * smt_broker_look_up_finish:
 * @self: a broker
 * @result: the result
 * @error: return location; %SMT_BROKER_ERROR
 *
 * Returns: (transfer full) (nullable): the answer: one whole JSON document of a type that a lookup can have
 */
SmtBrokerReply *
smt_broker_look_up_finish (SmtBroker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SMT_IS_BROKER (self), NULL);

  return SMT_BROKER_GET_IFACE (self)->look_up_finish (self, result, error);
}

/**
 * smt_broker_send_async:
 * @self: a broker
 * @request: the bytes of the request
 * @cancellable: (nullable): stops the send only before its first byte; later it makes the outcome unknown
 * @callback: called with the answer
 * @data: for @callback
 *
 * Sends once. Nothing below this call sends a second time, but for one case: the service's door-keeper turned it away
 * over its token or nonce before anything was processed (docs/exchange.md).
 */
void
smt_broker_send_async (SmtBroker *self,
                       GBytes *request,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_return_if_fail (SMT_IS_BROKER (self) && request != NULL);

  SMT_BROKER_GET_IFACE (self)->send_async (self, request, cancellable, callback, data);
}

/**
 * smt_broker_send_finish:
 * @self: a broker
 * @result: the result
 * @error: return location; %SMT_BROKER_ERROR, of which %SMT_BROKER_ERROR_UNKNOWN says that it may have been applied
 *
 * Returns: (transfer full) (nullable): the answer, to be read part by part
 */
SmtBrokerReply *
smt_broker_send_finish (SmtBroker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SMT_IS_BROKER (self), NULL);

  return SMT_BROKER_GET_IFACE (self)->send_finish (self, result, error);
}

/**
 * smt_broker_is_synthetic:
 * @self: a broker
 *
 * Returns: whether it is this machine that answers: then the patients are made up, and every window says so
 */
gboolean
smt_broker_is_synthetic (SmtBroker *self)
{
  g_return_val_if_fail (SMT_IS_BROKER (self), FALSE);

  return SMT_BROKER_GET_IFACE (self)->is_synthetic (self);
}

static const Shared *
shared_of (const GError *error)
{
  return error != NULL && error->domain == SMT_BROKER_ERROR ? smt_broker_error_get_private (error)->shared : NULL;
}

/**
 * smt_broker_error_get_outcome:
 * @error: an error
 *
 * Returns: (transfer none) (nullable): what the service said, valid as long as @error
 */
const SmtOutcome *
smt_broker_error_get_outcome (const GError *error)
{
  const Shared *shared = shared_of (error);

  return shared != NULL ? shared->outcome : NULL;
}

/**
 * smt_broker_error_get_retry_after:
 * @error: an error
 *
 * Returns: seconds from the answer until the service wants to be asked again; 0 where it did not say
 */
guint
smt_broker_error_get_retry_after (const GError *error)
{
  const Shared *shared = shared_of (error);

  return shared != NULL ? shared->retry_after : 0;
}

/**
 * smt_broker_error_get_retry_at:
 * @error: an error
 *
 * Returns: when the service wants to be asked again, by the clock of this machine; %SMT_INSTANT_UNSET
 */
SmtInstant
smt_broker_error_get_retry_at (const GError *error)
{
  const Shared *shared = shared_of (error);

  return shared != NULL && shared->retry_after > 0 ? shared->retry_at : SMT_INSTANT_UNSET;
}

/**
 * smt_broker_error_get_clock_offset:
 * @error: an error
 *
 * Returns: of %SMT_BROKER_ERROR_CLOCK, the seconds that this machine's clock is ahead of the server's; else 0
 */
gint64
smt_broker_error_get_clock_offset (const GError *error)
{
  if (!g_error_matches (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_CLOCK))
    return 0;

  return smt_broker_error_get_private (error)->ahead;
}
