/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-exchange"

#include "exchange/smt-boot-time.h"
#include "exchange/smt-helseid-id-token.h"
#include "exchange/smt-helseid-private.h"
#include "exchange/smt-helseid-proof.h"

#define MARGIN_US (30 * G_USEC_PER_SEC) /* a token that lasts shorter is renewed before it is used */
#define LONGEST_TOKEN 65536
#define LONGEST_LIFE_S (7 * 86400)

static gboolean
refuse (GError **error, SmtHelseidError code, const char *why)
{
  g_set_error_literal (error, SMT_HELSEID_ERROR, (int)code, why);
  return FALSE;
}

void
smt_helseid_forget_tokens (SmtHelseid *self)
{
  g_clear_pointer (&self->access_token, smt_secret_wipe);
  g_clear_pointer (&self->refresh_token, smt_secret_wipe);
  g_clear_pointer (&self->proof_key, smt_jose_key_unref);
  g_clear_pointer (&self->nonce, g_free);
  g_clear_pointer (&self->api_nonce, g_free);
}

/* --- an answer of the token endpoint ------------------------------------------------------------------------------ */

/* Visible ASCII, as it will stand in a header. */
static gboolean
is_token (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] <= ' ' || text[i] > '~')
      return FALSE;

  return length > 0 && length <= LONGEST_TOKEN;
}

/* When something ends that lasts @name seconds from now; 0 when it does not say. */
static gint64
get_end (SmtJsonCursor root, const char *name)
{
  SmtDecimal decimal;
  gint64 seconds = 0;

  if (!smt_json_get_decimal (smt_json_member (root, name), &decimal) || !smt_decimal_is_integer (decimal, &seconds)
      || seconds <= 0)
    return 0;

  return smt_boot_time_now () + MIN (seconds, LONGEST_LIFE_S) * G_USEC_PER_SEC;
}

static gboolean
take_identity (SmtHelseid *self,
               const char *id_token,
               const char *access_token,
               const char *nonce,
               gint64 not_before,
               GError **error)
{
  const SmtHelseidExpected expected = { self->settings,
                                        nonce,
                                        nonce == NULL && self->identity != NULL ? self->identity->subject : NULL,
                                        access_token,
                                        g_get_real_time () / G_USEC_PER_SEC,
                                        not_before };
  g_autoptr (GError) local = NULL;
  SmtHelseidIdentity *identity =
      smt_helseid_id_token_validate (id_token, smt_json_root (self->keys), &expected, &local);
  GError *clock = NULL;

  if (identity != NULL)
    {
      smt_helseid_identity_free (self->identity);
      self->identity = identity;
      return TRUE;
    }
  g_info ("the id_token is not accepted: %s", local->message);
  if (g_error_matches (local, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_ID_TOKEN))
    clock = smt_helseid_blame_clock (self, FALSE);
  g_propagate_error (error, clock != NULL ? clock : g_steal_pointer (&local));

  return FALSE;
}

/**
 * smt_helseid_take_tokens:
 * @self: HelseID
 * @answer: of the token endpoint
 * @nonce: (nullable): of this sign-in; %NULL after a refresh, where the person must stay the same
 * @not_before: when the person was asked anew who they are, seconds since 1970; 0: they were not
 * @error: %SMT_HELSEID_ERROR, or %SMT_JOSE_ERROR_KEY
 *
 * Takes all of it or nothing.
 */
gboolean
smt_helseid_take_tokens (SmtHelseid *self, GBytes *answer, const char *nonce, gint64 not_before, GError **error)
{
  g_autoptr (SmtJson) json = smt_json_read (answer, NULL);
  SmtJsonCursor root = json != NULL ? smt_json_root (json) : SMT_JSON_NOWHERE;
  g_autofree char *access_token = smt_json_dup_string (smt_json_member (root, "access_token"));
  g_autofree char *refresh_token = smt_json_dup_string (smt_json_member (root, "refresh_token"));
  g_autofree char *id_token = smt_json_dup_string (smt_json_member (root, "id_token"));
  g_autofree char *type = smt_json_dup_string (smt_json_member (root, "token_type"));
  gint64 until = get_end (root, "expires_in");

  if (!is_token (access_token) || until == 0 || (id_token == NULL && nonce != NULL))
    return refuse (error, SMT_HELSEID_ERROR_BAD_ANSWER, "the token answer is not complete");
  /* one that anybody could use is not accepted */
  if (type == NULL || g_ascii_strcasecmp (type, "DPoP") != 0)
    return refuse (error, SMT_HELSEID_ERROR_BAD_ANSWER, "the token is not bound to our key");
  if (id_token != NULL && !take_identity (self, id_token, access_token, nonce, not_before, error))
    return FALSE;

  smt_secret_wipe (self->access_token);
  self->access_token = g_steal_pointer (&access_token);
  self->access_until = until;
  if (is_token (refresh_token))
    {
      smt_secret_wipe (self->refresh_token);
      self->refresh_token = g_steal_pointer (&refresh_token);
      self->refresh_until = get_end (root, "rt_expires_in");
    }

  return TRUE;
}

/* --- renewing ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *method;
  char *url;
  char *authorization;
  char *proof;
} Header;

static void
header_free (gpointer data)
{
  Header *header = data;

  g_free (header->method);
  g_free (header->url);
  smt_secret_wipe (header->authorization);
  g_free (header->proof);
  g_free (header);
}

static void
give_headers (SmtHelseid *self, GTask *task)
{
  Header *header = g_task_get_task_data (task);

  header->authorization = g_strconcat ("DPoP ", self->access_token, NULL);
  header->proof = smt_helseid_make_proof (self->proof_key, header->method, header->url, self->access_token,
                                          self->api_nonce, g_get_real_time () / G_USEC_PER_SEC);
  g_task_return_boolean (task, TRUE);
}

/* Everybody who waited gets the new token, or the reason why there is none. */
static void
serve_waiting (SmtHelseid *self, const GError *error)
{
  GTask *waiting;

  self->refreshing = FALSE;
  while ((waiting = g_queue_pop_head (&self->waiting)) != NULL)
    {
      g_autoptr (GTask) task = waiting;

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else if (self->access_token == NULL) /* signed out meanwhile */
        g_task_return_new_error (task, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_SIGNED_OUT, "signed out");
      else
        give_headers (self, task);
    }
}

static void
end_session (SmtHelseid *self)
{
  smt_helseid_forget_tokens (self);
  smt_helseid_changed (self);
}

/* One renewal, of the sign-in that @proof_key stands for. */
typedef struct
{
  SmtHelseid *self;
  SmtJoseKey *proof_key;
} Renewal;

static void
renewal_free (Renewal *renewal)
{
  g_object_unref (renewal->self);
  smt_jose_key_unref (renewal->proof_key);
  g_free (renewal);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Renewal, renewal_free)

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Renewal) renewal = data;
  SmtHelseid *self = renewal->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = smt_helseid_call_finish (result, &error);

  /* signed out, or in again, while the answer was on its way: it belongs to nobody */
  if (!self->refreshing || self->proof_key != renewal->proof_key)
    return;
  if (answer != NULL)
    smt_helseid_take_tokens (self, answer, NULL, 0, &error);
  if (error != NULL && !g_error_matches (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_NETWORK)
      && !g_error_matches (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_CLOCK))
    {
      g_clear_error (&error);
      refuse (&error, SMT_HELSEID_ERROR_ENDED, "the sign-in could not be renewed");
      end_session (self);
    }
  serve_waiting (self, error);
}

static void
refresh (SmtHelseid *self)
{
  g_autoptr (GHashTable) form = NULL;
  Renewal *renewal;

  if (self->refreshing)
    return;
  self->refreshing = TRUE;
  renewal = g_new0 (Renewal, 1);
  renewal->self = g_object_ref (self);
  renewal->proof_key = smt_jose_key_ref (self->proof_key);
  form = smt_helseid_call_form ();
  smt_helseid_call_put (form, "grant_type", "refresh_token");
  smt_helseid_call_put (form, "refresh_token", self->refresh_token);
  /* not cancelled with the call that needs it: others may, and a rotated refresh token must not be lost */
  smt_helseid_call_async (self, self->metadata->token, form, self->proof_key, NULL, refreshed_cb, renewal);
}

/* --- for the SFM client ------------------------------------------------------------------------------------------- */

static gboolean
may_refresh (SmtHelseid *self)
{
  return self->refresh_token != NULL && (self->refresh_until == 0 || self->refresh_until > smt_boot_time_now ());
}

/**
 * smt_helseid_authorize_async:
 * @self: HelseID
 * @method: of the request
 * @url: of the request
 * @cancellable: (nullable): gives up waiting
 * @callback: called when the headers are there
 * @data: for @callback
 *
 * Renews the token silently where it is about to end.
 */
void
smt_helseid_authorize_async (SmtHelseid *self,
                             const char *method,
                             const char *url,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Header *header = g_new0 (Header, 1);

  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, header, header_free);
  header->method = g_strdup (method);
  header->url = g_strdup (url);
  if (self->access_token == NULL)
    g_task_return_new_error (task, SMT_HELSEID_ERROR,
                             self->identity != NULL ? SMT_HELSEID_ERROR_ENDED : SMT_HELSEID_ERROR_SIGNED_OUT,
                             "nobody is signed in");
  else if (self->access_until > smt_boot_time_now () + MARGIN_US)
    give_headers (self, task);
  else if (may_refresh (self))
    {
      g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
      refresh (self);
    }
  else if (self->access_until > smt_boot_time_now ())
    give_headers (self, task);
  else
    {
      end_session (self);
      g_task_return_new_error (task, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_ENDED, "the sign-in has run out");
    }
}

gboolean
smt_helseid_authorize_finish (GAsyncResult *result, char **authorization, char **proof, GError **error)
{
  Header *header = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *authorization = g_steal_pointer (&header->authorization);
  *proof = g_steal_pointer (&header->proof);

  return TRUE;
}

static gboolean
says (const SmtHttpReply *reply, const char *code)
{
  g_autofree char *wanted = g_strdup_printf ("error=\"%s\"", code);

  return reply->status == 401 && reply->challenge != NULL
         && g_ascii_strncasecmp (reply->challenge, "DPoP ", strlen ("DPoP ")) == 0
         && strstr (reply->challenge, wanted) != NULL;
}

/**
 * smt_helseid_hear:
 * @self: HelseID
 * @reply: an answer of SFM
 *
 * Keeps the nonce that came with it, and lets go a token that SFM does not take.
 *
 * Returns: whether SFM's door-keeper turned the request away over token or nonce (RFC 9449 7.1, 9), so that nothing was
 *   processed and another attempt with other headers can succeed
 */
gboolean
smt_helseid_hear (SmtHelseid *self, const SmtHttpReply *reply)
{
  if (self->proof_key == NULL)
    return FALSE;
  if (reply->nonce != NULL)
    {
      g_free (self->api_nonce);
      self->api_nonce = g_strdup (reply->nonce);
    }
  if (reply->status == 401 && reply->server_time != SMT_INSTANT_UNSET)
    self->ahead = (g_get_real_time () - reply->server_time) / G_USEC_PER_SEC;
  if (says (reply, "use_dpop_nonce"))
    return reply->nonce != NULL;
  if (!says (reply, "invalid_token"))
    return FALSE;
  self->access_until = 0;

  return may_refresh (self);
}
