/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-exchange"

#include "exchange/smt-helseid-private.h"

/* --- taken back (RFC 7009) ---------------------------------------------------------------------------------------- */

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtHelseid) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = smt_helseid_call_finish (result, &error);

  self->revoking--;
  if (answer == NULL)
    g_info ("HelseID did not take a token back: %d", error->code);
}

static void
take_back (SmtHelseid *self, const char *token, const char *kind)
{
  g_autoptr (GHashTable) form = NULL;

  if (token == NULL)
    return;
  form = smt_helseid_call_form ();
  smt_helseid_call_put (form, "token", token);
  smt_helseid_call_put (form, "token_type_hint", kind);
  self->revoking++;
  smt_helseid_call_async (self, self->metadata->revocation, form, NULL, NULL, revoked_cb, g_object_ref (self));
}

/* Asked for and not waited for: the tokens are bound to a key that is forgotten here in any case. */
static void
revoke_tokens (SmtHelseid *self)
{
  if (self->metadata == NULL || self->metadata->revocation == NULL)
    return;
  /* the one that could fetch more first */
  take_back (self, self->refresh_token, "refresh_token");
  take_back (self, self->access_token, "access_token");
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_helseid_sign_out:
 * @self: HelseID
 *
 * Forgets tokens, key of the proofs and person at once, whatever the network does, and asks HelseID to take the tokens
 * back. HelseID's own session is in the browser, so its page is shown there; the id_token stays out of that address,
 * since it holds a national number.
 */
void
smt_helseid_sign_out (SmtHelseid *self)
{
  g_autofree char *query = NULL;
  g_autofree char *address = NULL;
  gboolean was_in;

  g_return_if_fail (SMT_IS_HELSEID (self));

  was_in = self->identity != NULL;
  smt_helseid_give_up (self, SMT_HELSEID_ERROR_CANCELLED, "signed out");
  self->refreshing = FALSE;
  for (GTask *task; (task = g_queue_pop_head (&self->waiting)) != NULL; g_object_unref (task))
    g_task_return_new_error (task, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_SIGNED_OUT, "signed out");
  revoke_tokens (self);
  smt_helseid_forget_tokens (self);
  g_clear_pointer (&self->identity, smt_helseid_identity_free);
  smt_helseid_changed (self);
  if (!was_in || self->metadata == NULL || self->metadata->end_session == NULL || self->browser == NULL)
    return;
  query = soup_form_encode ("client_id", self->settings->client_id, NULL);
  address = g_strconcat (self->metadata->end_session, "?", query, NULL);
  self->browser (self, address, self->browser_data);
}
