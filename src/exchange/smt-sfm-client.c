/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-sfm-client.h"

#include "exchange/smt-broker-private.h"
#include "exchange/smt-helseid-private.h"

#define LOOK_UP_PATH "Patient/$getMedication"
#define SEND_PATH "Patient/$sendMedication"
#define DEADLINE_MS 60000

struct _SmtSfmClient
{
  GObject parent_instance;

  SmtHttp *http;
  SmtHelseid *helseid; /* NULL: a service that demands no sign-in */
  guint look_up_ms;
  guint send_ms;
};

static void broker_init (SmtBrokerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SmtSfmClient,
                               smt_sfm_client,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SMT_TYPE_BROKER, broker_init))

typedef struct
{
  gboolean send;
  GBytes *request;
  GCancellable *cancellable; /* (nullable) */
  gboolean again;            /* with another token or nonce */
  SmtHttpReply *reply;       /* (nullable) until it has come */
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_pointer (&call->reply, smt_http_reply_free);
  g_bytes_unref (call->request);
  g_clear_object (&call->cancellable);
  g_free (call);
}

/* --- one call ----------------------------------------------------------------------------------------------------- */

static void
answer (GTask *task, SmtBrokerReply *reply, GError *error)
{
  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify)smt_broker_reply_unref);
  else
    g_task_return_error (task, error);
}

/* On a worker thread: reading 8 MB strictly takes longer than a frame. */
static void
understand (GTask *worker, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Call *call = data;
  GError *error = NULL;
  SmtBrokerReply *reply = smt_sfm_understand_reply (call->reply, call->send, &error);

  answer (worker, reply, error);
}

static void
understood_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SmtBrokerReply *reply = g_task_propagate_pointer (G_TASK (result), &error);

  answer (task, reply, error);
}

/* By a task of its own. GLib's thread lets go of the task it ran some time after the answer was delivered; were it this
 * one, the client, its sessions and HelseID could end on that thread, and after whoever made them believes them gone.
 */
static void
read_answer (GTask *task)
{
  g_autoptr (GTask) worker = g_task_new (NULL, NULL, understood_cb, task);

  g_task_set_name (worker, "understand");
  g_task_set_task_data (worker, g_task_get_task_data (task), NULL); /* kept by @task until the worker has answered */
  g_task_run_in_thread (worker, understand);
}

static void authorize (GTask *task);

static void
fail (GTask *task, GError *error)
{
  g_info ("%s failed: %d", g_task_get_name (task), error->code);
  g_task_return_error (task, error);
}

/* Turned away at the door, for a reason that signing in again or another clock would mend. */
static GError *
explain_refusal (SmtSfmClient *self, const SmtHttpReply *reply)
{
  GError *clock;

  if (self->helseid == NULL || reply->status != 401 || reply->challenge == NULL)
    return NULL;
  clock = smt_helseid_blame_clock (self->helseid, FALSE);
  if (clock != NULL)
    {
      gint64 ahead = smt_helseid_error_get_clock_offset (clock);

      g_error_free (clock);
      return smt_broker_error_new_clock (ahead);
    }

  return smt_broker_error_new (SMT_BROKER_ERROR_SIGN_IN, "the token is not taken", NULL, 0);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtSfmClient *self = SMT_SFM_CLIENT (g_task_get_source_object (task));
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean left = TRUE;
  GError *refusal;

  call->reply = smt_http_call_finish (result, &left, &error);
  if (call->reply == NULL)
    {
      g_task_return_error (task, smt_sfm_understand_error (error, call->send, left));
      return;
    }
  /* the one case in which the same bytes leave twice: the first time nobody but the door-keeper saw them */
  if (self->helseid != NULL && smt_helseid_hear (self->helseid, call->reply) && !call->again)
    {
      call->again = TRUE;
      g_clear_pointer (&call->reply, smt_http_reply_free);
      g_info ("%s was turned away over its token; once more with another", g_task_get_name (task));
      authorize (g_steal_pointer (&task));
      return;
    }
  refusal = explain_refusal (self, call->reply);
  if (refusal != NULL)
    fail (task, refusal);
  else
    read_answer (g_steal_pointer (&task));
}

static void
call_service (GTask *task, const char *authorization, const char *proof)
{
  SmtSfmClient *self = SMT_SFM_CLIENT (g_task_get_source_object (task));
  Call *call = g_task_get_task_data (task);
  const SmtHttpRequest asked = { call->send ? SEND_PATH : LOOK_UP_PATH,     "application/fhir+json", call->request,
                                 "application/fhir+json, application/json", authorization,           proof };

  smt_http_call_async (self->http, &asked, call->send ? self->send_ms : self->look_up_ms, call->cancellable,
                       answered_cb, task);
}

/* --- signed in ---------------------------------------------------------------------------------------------------- */

/* Nothing of the request has been processed; what is told is why it cannot be. */
static GError *
explain_no_token (const GError *error, gboolean send)
{
  if (g_error_matches (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_CLOCK))
    return smt_broker_error_new_clock (smt_helseid_error_get_clock_offset (error));
  if (g_error_matches (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_NETWORK))
    return smt_broker_error_new (SMT_BROKER_ERROR_NOT_SENT, "HelseID could not be reached", NULL, 0);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return smt_broker_error_new (send ? SMT_BROKER_ERROR_NOT_SENT : SMT_BROKER_ERROR_CANCELLED, "cancelled", NULL, 0);

  return smt_broker_error_new (SMT_BROKER_ERROR_SIGN_IN, "nobody is signed in", NULL, 0);
}

static void
authorized_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Call *call = g_task_get_task_data (task);
  g_autofree char *authorization = NULL;
  g_autofree char *proof = NULL;
  g_autoptr (GError) error = NULL;

  if (smt_helseid_authorize_finish (result, &authorization, &proof, &error))
    call_service (g_steal_pointer (&task), authorization, proof);
  else
    fail (task, explain_no_token (error, call->send));
}

static void
authorize (GTask *task)
{
  SmtSfmClient *self = SMT_SFM_CLIENT (g_task_get_source_object (task));
  Call *call = g_task_get_task_data (task);
  g_autofree char *url = smt_http_make_url (self->http, call->send ? SEND_PATH : LOOK_UP_PATH);

  smt_helseid_authorize_async (self->helseid, "POST", url, call->cancellable, authorized_cb, task);
}

/* The task does not look at @cancellable itself: once bytes may have left, a cancelled send is an unknown one. */
static void
post (SmtSfmClient *self,
      gboolean send,
      GBytes *request,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  Call *call = g_new0 (Call, 1);

  call->send = send;
  call->request = g_bytes_ref (request);
  g_set_object (&call->cancellable, cancellable);
  g_task_set_name (task, send ? "send" : "look-up");
  g_task_set_task_data (task, call, call_free);
  if (self->helseid != NULL)
    authorize (task);
  else
    call_service (task, NULL, NULL);
}

/* --- broker ------------------------------------------------------------------------------------------------------- */

static void
look_up_async (SmtBroker *broker,
               GBytes *request,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer data)
{
  post (SMT_SFM_CLIENT (broker), FALSE, request, cancellable, callback, data);
}

static void
send_async (SmtBroker *broker, GBytes *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  post (SMT_SFM_CLIENT (broker), TRUE, request, cancellable, callback, data);
}

static SmtBrokerReply *
finish (SmtBroker *broker, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, broker), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
is_synthetic (SmtBroker *broker)
{
  return smt_http_is_loopback (SMT_SFM_CLIENT (broker)->http);
}

static void
broker_init (SmtBrokerInterface *iface)
{
  iface->look_up_async = look_up_async;
  iface->look_up_finish = finish;
  iface->send_async = send_async;
  iface->send_finish = finish;
  iface->is_synthetic = is_synthetic;
}

/* --- object ------------------------------------------------------------------------------------------------------- */

static void
smt_sfm_client_finalize (GObject *object)
{
  SmtSfmClient *self = SMT_SFM_CLIENT (object);

  g_clear_pointer (&self->http, smt_http_free);
  g_clear_object (&self->helseid);

  G_OBJECT_CLASS (smt_sfm_client_parent_class)->finalize (object);
}

static void
smt_sfm_client_class_init (SmtSfmClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smt_sfm_client_finalize;
}

static void
smt_sfm_client_init (SmtSfmClient *self)
{
  self->look_up_ms = DEADLINE_MS;
  self->send_ms = DEADLINE_MS;
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_sfm_client_new:
 * @base_url: where SFM is; https, or http on this machine
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a client that has not yet connected to anything
 */
SmtSfmClient *
smt_sfm_client_new (const char *base_url, GError **error)
{
  SmtHttp *http;
  SmtSfmClient *self;

  g_return_val_if_fail (base_url != NULL, NULL);

  http = smt_http_new (base_url, error);
  if (http == NULL)
    return NULL;

  self = g_object_new (SMT_TYPE_SFM_CLIENT, NULL);
  self->http = http;

  return self;
}

/**
 * smt_sfm_client_get_base_url:
 * @self: a client
 *
 * Returns: the address it was made with, without a slash at its end
 */
const char *
smt_sfm_client_get_base_url (SmtSfmClient *self)
{
  g_return_val_if_fail (SMT_IS_SFM_CLIENT (self), NULL);

  return smt_http_get_base (self->http);
}

/**
 * smt_sfm_client_set_deadlines:
 * @self: a client
 * @look_up_ms: for a lookup, milliseconds from the call to the last byte
 * @send_ms: for a send
 */
void
smt_sfm_client_set_deadlines (SmtSfmClient *self, guint look_up_ms, guint send_ms)
{
  g_return_if_fail (SMT_IS_SFM_CLIENT (self));

  self->look_up_ms = look_up_ms;
  self->send_ms = send_ms;
}

/**
 * smt_sfm_client_set_helseid:
 * @self: a client
 * @helseid: (transfer none) (nullable): whose tokens it uses
 */
void
smt_sfm_client_set_helseid (SmtSfmClient *self, SmtHelseid *helseid)
{
  g_return_if_fail (SMT_IS_SFM_CLIENT (self));

  g_set_object (&self->helseid, helseid);
}
