/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-exchange"

#include "exchange/smt-helseid-callback.h"
#include "exchange/smt-helseid-private.h"
#include "exchange/smt-helseid-proof.h"

/* One sign-in, from the button to the tokens. */
typedef struct
{
  GCancellable *inner; /* ends it for any reason; @refusal says which */
  GCancellable *outer; /* (nullable) the caller's */
  gulong outer_id;
  GError *refusal;   /* (nullable) */
  gint64 not_before; /* when the person was asked anew who they are; 0: they were not */
  char *state;
  char *nonce;
  char *verifier;
  SmtJoseKey *proof_key; /* becomes HelseID's when all is well */
  SmtHelseidListener *listener;
  GBytes *answer; /* (nullable) of the token endpoint, while the keys are fetched anew */
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  g_cancellable_disconnect (sign_in->outer, sign_in->outer_id);
  g_clear_pointer (&sign_in->listener, smt_helseid_listener_free);
  g_clear_object (&sign_in->inner);
  g_clear_object (&sign_in->outer);
  g_clear_error (&sign_in->refusal);
  g_free (sign_in->state);
  g_free (sign_in->nonce);
  smt_secret_wipe (sign_in->verifier);
  g_clear_pointer (&sign_in->proof_key, smt_jose_key_unref);
  g_clear_pointer (&sign_in->answer, g_bytes_unref);
  g_free (sign_in);
}

/* --- its end ------------------------------------------------------------------------------------------------------ */

/* @error: (transfer full) (nullable): why not */
static void
end (GTask *task, GError *error)
{
  SmtHelseid *self = SMT_HELSEID (g_task_get_source_object (task));
  SignIn *sign_in = g_task_get_task_data (task);

  if (sign_in->refusal != NULL && error != NULL)
    {
      g_clear_error (&error);
      error = g_steal_pointer (&sign_in->refusal);
    }
  self->signing_in = NULL;
  g_clear_pointer (&sign_in->listener, smt_helseid_listener_free);
  if (error != NULL)
    g_info ("nobody was signed in: %s %d", g_quark_to_string (error->domain), error->code);
  smt_helseid_changed (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
check_user (SmtHelseid *self, const SmtHelseidIdentity *before, GError **error)
{
  gboolean same = before == NULL || g_strcmp0 (before->hpr, self->identity->hpr) == 0;

  if (same && (self->check == NULL || self->check (self->identity, self->check_data)))
    return TRUE;
  g_set_error_literal (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_OTHER_USER, "somebody else signed in");

  return FALSE;
}

/* Takes the tokens for this sign-in; what was there before comes back if it may not be. */
static gboolean
take (SmtHelseid *self, SignIn *sign_in, GError **error)
{
  g_autoptr (SmtHelseidIdentity) before = g_steal_pointer (&self->identity);

  smt_helseid_forget_tokens (self);
  self->refreshing = FALSE;
  if (smt_helseid_take_tokens (self, sign_in->answer, sign_in->nonce, sign_in->not_before, error)
      && check_user (self, before, error))
    {
      self->proof_key = g_steal_pointer (&sign_in->proof_key);
      return TRUE;
    }
  smt_helseid_forget_tokens (self);
  g_clear_pointer (&self->identity, smt_helseid_identity_free);
  self->identity = g_steal_pointer (&before);

  return FALSE;
}

/* --- tokens ------------------------------------------------------------------------------------------------------- */

static void
keys_renewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtHelseid *self = SMT_HELSEID (source);
  GError *error = NULL;

  if (smt_helseid_prepare_finish (result, &error) && !take (self, g_task_get_task_data (task), &error)
      && error->domain == SMT_JOSE_ERROR)
    {
      g_clear_error (&error);
      error = g_error_new_literal (SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_ID_TOKEN, "signed with a key nobody knows");
    }
  end (task, error);
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtHelseid *self = SMT_HELSEID (g_task_get_source_object (task));
  SignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;

  sign_in->answer = smt_helseid_call_finish (result, &error);
  if (sign_in->answer != NULL && !take (self, sign_in, &error) && error->domain == SMT_JOSE_ERROR)
    {
      /* HelseID has a newer key than the one we keep for a day */
      g_clear_error (&error);
      g_clear_pointer (&self->keys, smt_json_unref);
      smt_helseid_prepare_async (self, sign_in->inner, keys_renewed_cb, g_steal_pointer (&task));
      return;
    }
  end (task, error);
}

static void
came_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtHelseid *self = SMT_HELSEID (g_task_get_source_object (task));
  SignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *query = smt_helseid_listener_wait_finish (result, &error);
  g_autofree char *code = NULL;
  g_autoptr (GHashTable) form = NULL;

  if (query != NULL)
    code = smt_helseid_callback_read (query, sign_in->state, self->settings->issuer, &error);
  if (code == NULL)
    {
      end (task, error);
      return;
    }
  form = smt_helseid_call_form ();
  smt_helseid_call_put (form, "grant_type", "authorization_code");
  smt_helseid_call_put (form, "code", code);
  smt_helseid_call_put (form, "redirect_uri", self->settings->redirect_uri);
  smt_helseid_call_put (form, "code_verifier", sign_in->verifier);
  smt_helseid_call_async (self, self->metadata->token, form, sign_in->proof_key, sign_in->inner, token_cb,
                          g_steal_pointer (&task));
}

/* --- the browser -------------------------------------------------------------------------------------------------- */

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtHelseid *self = SMT_HELSEID (g_task_get_source_object (task));
  SignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) answer = smt_helseid_call_finish (result, &error);
  g_autoptr (SmtJson) json = answer != NULL ? smt_json_read (answer, NULL) : NULL;
  g_autofree char *uri =
      json != NULL ? smt_json_dup_string (smt_json_member (smt_json_root (json), "request_uri")) : NULL;
  g_autofree char *query = NULL;
  g_autofree char *address = NULL;

  if (error == NULL && uri == NULL)
    error = g_error_new_literal (SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_BAD_ANSWER, "no request_uri");
  if (error == NULL)
    sign_in->listener = smt_helseid_listener_new (self->settings, self->page, &error);
  if (error != NULL)
    {
      end (task, error);
      return;
    }
  query = soup_form_encode ("client_id", self->settings->client_id, "request_uri", uri, NULL);
  address = g_strconcat (self->metadata->authorize, "?", query, NULL);
  smt_helseid_listener_wait_async (sign_in->listener, self->browser_ms, sign_in->inner, came_back_cb,
                                   g_object_ref (task));
  if (self->browser != NULL)
    self->browser (self, address, self->browser_data);
  else
    smt_helseid_give_up (self, SMT_HELSEID_ERROR_BROWSER, "no browser");
}

static void
push (GTask *task)
{
  SmtHelseid *self = SMT_HELSEID (g_task_get_source_object (task));
  SignIn *sign_in = g_task_get_task_data (task);
  g_autofree char *challenge = smt_jose_hash (sign_in->verifier);
  g_autofree char *object =
      smt_helseid_make_request_object (self->key, self->settings, g_get_real_time () / G_USEC_PER_SEC);
  g_autoptr (GHashTable) form = smt_helseid_call_form ();

  smt_helseid_call_put (form, "response_type", "code");
  smt_helseid_call_put (form, "scope", self->settings->scope);
  smt_helseid_call_put (form, "redirect_uri", self->settings->redirect_uri);
  smt_helseid_call_put (form, "code_challenge", challenge);
  smt_helseid_call_put (form, "code_challenge_method", "S256");
  smt_helseid_call_put (form, "state", sign_in->state);
  smt_helseid_call_put (form, "nonce", sign_in->nonce);
  smt_helseid_call_put (form, "request", object);
  if (sign_in->not_before != 0)
    {
      /* a session that is still open in the browser is not enough */
      smt_helseid_call_put (form, "prompt", "login");
      smt_helseid_call_put (form, "max_age", "0");
    }
  smt_helseid_call_async (self, self->metadata->par, form, NULL, sign_in->inner, pushed_cb, task);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (smt_helseid_prepare_finish (result, &error))
    push (task);
  else
    {
      end (task, error);
      g_object_unref (task);
    }
}

static void
outer_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
begin (SmtHelseid *self, gint64 not_before, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  SignIn *sign_in;

  g_task_set_name (task, G_STRFUNC);
  if (self->signing_in != NULL)
    {
      g_task_return_new_error (task, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_CANCELLED, "a sign-in is under way");
      g_object_unref (task);
      return;
    }
  sign_in = g_new0 (SignIn, 1);
  g_task_set_task_data (task, sign_in, sign_in_free);
  sign_in->inner = g_cancellable_new ();
  sign_in->not_before = not_before;
  sign_in->state = smt_jose_random ();
  sign_in->nonce = smt_jose_random ();
  sign_in->verifier = smt_jose_random ();
  sign_in->proof_key = smt_jose_key_generate ();
  if (cancellable != NULL)
    {
      sign_in->outer = g_object_ref (cancellable);
      sign_in->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                                 g_object_ref (sign_in->inner), g_object_unref);
    }
  self->signing_in = task;
  smt_helseid_changed (self);
  smt_helseid_prepare_async (self, sign_in->inner, prepared_cb, task);
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_helseid_sign_in_async:
 * @self: HelseID
 * @cancellable: (nullable): gives up
 * @callback: called when somebody has signed in, or nobody
 * @data: for @callback
 *
 * Shows the browser and waits for two minutes. One sign-in at a time.
 */
void
smt_helseid_sign_in_async (SmtHelseid *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (SMT_IS_HELSEID (self));

  begin (self, 0, cancellable, callback, data);
}

/**
 * smt_helseid_confirm_async:
 * @self: HelseID
 * @cancellable: (nullable): gives up
 * @callback: called with the answer, for smt_helseid_sign_in_finish()
 * @data: for @callback
 *
 * Signs in once more, for somebody who wants to go on where they left: HelseID must ask who it is even where its
 * session in the browser is open, and it must be the same person. Whoever else it is ends the sign-in and gets nothing.
 */
void
smt_helseid_confirm_async (SmtHelseid *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (SMT_IS_HELSEID (self));

  begin (self, g_get_real_time () / G_USEC_PER_SEC, cancellable, callback, data);
}

/**
 * smt_helseid_sign_in_finish:
 * @self: HelseID
 * @result: the result
 * @error: %SMT_HELSEID_ERROR
 *
 * Returns: whether somebody is signed in now; smt_helseid_get_identity() says who
 */
gboolean
smt_helseid_sign_in_finish (SmtHelseid *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_helseid_give_up:
 * @self: HelseID
 * @code: why
 * @why: for the log
 *
 * Ends the sign-in that is under way, if there is one.
 */
void
smt_helseid_give_up (SmtHelseid *self, SmtHelseidError code, const char *why)
{
  SignIn *sign_in;

  g_return_if_fail (SMT_IS_HELSEID (self));

  if (self->signing_in == NULL)
    return;
  sign_in = g_task_get_task_data (self->signing_in);
  if (sign_in->refusal == NULL)
    sign_in->refusal = g_error_new_literal (SMT_HELSEID_ERROR, (int)code, why);
  g_cancellable_cancel (sign_in->inner);
}
