/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-exchange"

#include "exchange/smt-helseid-private.h"
#include "exchange/smt-helseid-proof.h"

#define FORM_TYPE "application/x-www-form-urlencoded"
#define ASSERTION_TYPE "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#define SURELY_WRONG_S 60 /* an assertion lives shorter than that */
#define PERHAPS_WRONG_S 5 /* enough for a server to refuse */

typedef struct
{
  SmtHelseid *self;
  SmtHttp *http;
  GHashTable *form;          /* (nullable) */
  SmtJoseKey *proof_key;     /* (nullable) */
  GCancellable *cancellable; /* (nullable) */
  gboolean again;            /* with the nonce that was asked for */
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->self);
  g_clear_pointer (&call->http, smt_http_free);
  g_clear_pointer (&call->form, g_hash_table_unref);
  g_clear_pointer (&call->proof_key, smt_jose_key_unref);
  g_clear_object (&call->cancellable);
  g_free (call);
}

/* --- the clock ---------------------------------------------------------------------------------------------------- */

static void
hear_time (SmtHelseid *self, const SmtHttpReply *reply)
{
  if (reply->server_time != SMT_INSTANT_UNSET)
    self->ahead = (g_get_real_time () - reply->server_time) / G_USEC_PER_SEC;
}

/* @strict: nothing else has gone wrong, so that only a clock that cannot work is blamed. */
GError *
smt_helseid_blame_clock (SmtHelseid *self, gboolean strict)
{
  if (ABS (self->ahead) <= (strict ? SURELY_WRONG_S : PERHAPS_WRONG_S))
    return NULL;

  return smt_helseid_error_new_clock (self->ahead);
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static char *
read_error (const SmtHttpReply *reply)
{
  g_autoptr (SmtJson) json = smt_json_read (reply->body, NULL);

  return json != NULL ? smt_json_dup_string (smt_json_member (smt_json_root (json), "error")) : NULL;
}

/* The words of HelseID go to the log only where they are one of OAuth's own codes. */
static GError *
explain (SmtHelseid *self, const SmtHttpReply *reply, const char *said)
{
  GError *error = smt_helseid_blame_clock (self, FALSE);
  SmtHelseidError code = SMT_HELSEID_ERROR_REFUSED;

  if (reply->status >= 500)
    code = SMT_HELSEID_ERROR_NETWORK;
  else if (said == NULL || reply->status < 400)
    code = SMT_HELSEID_ERROR_BAD_ANSWER;
  else if (g_str_equal (said, "invalid_client") || g_str_equal (said, "unauthorized_client"))
    code = SMT_HELSEID_ERROR_CLIENT;
  g_info ("HelseID refused: HTTP %u, %d, clock %+" G_GINT64_FORMAT " s", reply->status, (int)code, self->ahead);
  /* what was granted is gone, whatever the clock says */
  if (error == NULL || g_strcmp0 (said, "invalid_grant") == 0)
    {
      g_clear_error (&error);
      error = g_error_new (SMT_HELSEID_ERROR, (int)code, "HelseID refused: HTTP %u", reply->status);
    }

  return error;
}

static GError *
explain_silence (const GError *http_error)
{
  gboolean cancelled = http_error->code == SMT_HTTP_ERROR_CANCELLED;

  g_info ("HelseID could not be asked: HTTP layer %d", http_error->code);
  return g_error_new_literal (SMT_HELSEID_ERROR, cancelled ? SMT_HELSEID_ERROR_CANCELLED : SMT_HELSEID_ERROR_NETWORK,
                              http_error->message);
}

/* --- a call ------------------------------------------------------------------------------------------------------- */

static void send_call (GTask *task);

/* A nonce is asked for at most once in a call; the second attempt has a proof and an assertion of its own. */
static gboolean
wants_nonce (Call *call, const SmtHttpReply *reply, const char *said)
{
  if (call->proof_key == NULL || reply->nonce == NULL)
    return FALSE;
  g_free (call->self->nonce);
  call->self->nonce = g_strdup (reply->nonce);
  if (call->again || g_strcmp0 (said, "use_dpop_nonce") != 0)
    return FALSE;
  call->again = TRUE;

  return TRUE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  GError *clock;
  gboolean left;
  g_autoptr (SmtHttpReply) reply = smt_http_call_finish (result, &left, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, explain_silence (error));
      return;
    }
  hear_time (call->self, reply);
  said = reply->status >= 400 ? read_error (reply) : NULL;
  if (wants_nonce (call, reply, said))
    {
      send_call (g_steal_pointer (&task));
      return;
    }
  clock = smt_helseid_blame_clock (call->self, TRUE);
  if (clock != NULL)
    g_task_return_error (task, clock);
  else if (reply->status == 200 || reply->status == 201)
    g_task_return_pointer (task, g_bytes_ref (reply->body), (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, explain (call->self, reply, said));
}

static GBytes *
make_body (Call *call)
{
  g_autofree char *assertion =
      smt_helseid_make_assertion (call->self->key, call->self->settings, g_get_real_time () / G_USEC_PER_SEC);
  char *text;

  smt_helseid_call_put (call->form, "client_id", call->self->settings->client_id);
  smt_helseid_call_put (call->form, "client_assertion_type", ASSERTION_TYPE);
  smt_helseid_call_put (call->form, "client_assertion", assertion);
  text = soup_form_encode_hash (call->form);

  return g_bytes_new_take (text, strlen (text));
}

static void
send_call (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr (GBytes) body = call->form != NULL ? make_body (call) : NULL;
  g_autofree char *proof = NULL;
  SmtHttpRequest request = { NULL, FORM_TYPE, body, "application/json", NULL, NULL };

  if (call->proof_key != NULL)
    proof = smt_helseid_make_proof (call->proof_key, "POST", smt_http_get_base (call->http), NULL, call->self->nonce,
                                    g_get_real_time () / G_USEC_PER_SEC);
  request.proof = proof;
  smt_http_call_async (call->http, &request, call->self->call_ms, call->cancellable, answered_cb, task);
}

GHashTable *
smt_helseid_call_form (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)smt_secret_wipe);
}

void
smt_helseid_call_put (GHashTable *form, const char *name, const char *value)
{
  g_hash_table_replace (form, g_strdup (name), g_strdup (value));
}

void
smt_helseid_call_async (SmtHelseid *self,
                        const char *url,
                        GHashTable *form,
                        SmtJoseKey *proof_key,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  Call *call = g_new0 (Call, 1);
  GError *error = NULL;

  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, call, call_free);
  call->self = g_object_ref (self);
  call->form = form != NULL ? g_hash_table_ref (form) : NULL;
  call->proof_key = proof_key != NULL ? smt_jose_key_ref (proof_key) : NULL;
  g_set_object (&call->cancellable, cancellable);
  call->http = smt_http_new (url, &error);
  if (call->http == NULL)
    g_task_return_error (task, explain_silence (error));
  else
    send_call (g_steal_pointer (&task));
  g_clear_error (&error);
}

GBytes *
smt_helseid_call_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
