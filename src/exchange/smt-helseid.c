/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-helseid.h"

#include "exchange/smt-helseid-private.h"

#define BROWSER_MS (2 * 60 * 1000) /* ASVS V6.2 by way of the threat table: two minutes */
#define CALL_MS 20000

G_DEFINE_FINAL_TYPE (SmtHelseid, smt_helseid, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
smt_helseid_finalize (GObject *object)
{
  SmtHelseid *self = SMT_HELSEID (object);

  smt_helseid_forget_tokens (self);
  g_clear_pointer (&self->identity, smt_helseid_identity_free);
  g_clear_pointer (&self->metadata, smt_helseid_metadata_free);
  g_clear_pointer (&self->keys, smt_json_unref);
  g_clear_pointer (&self->key, smt_jose_key_unref);
  g_clear_pointer (&self->settings, smt_helseid_settings_free);
  g_clear_object (&self->keyring);
  g_free (self->page);

  G_OBJECT_CLASS (smt_helseid_parent_class)->finalize (object);
}

static void
smt_helseid_class_init (SmtHelseidClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smt_helseid_finalize;

  /**
   * SmtHelseid::changed:
   *
   * Somebody has signed in or out, or the sign-in has ended or begun.
   */
  signals[CHANGED] = g_signal_new ("changed", SMT_TYPE_HELSEID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
smt_helseid_init (SmtHelseid *self)
{
  self->browser_ms = BROWSER_MS;
  self->call_ms = CALL_MS;
  self->page = g_strdup ("<!DOCTYPE html><title>Samstemt</title>");
  g_queue_init (&self->waiting);
}

void
smt_helseid_changed (SmtHelseid *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * smt_helseid_new:
 * @settings: (transfer full): where HelseID is and who we are there
 * @keyring: (transfer none): where the key is kept
 *
 * Returns: (transfer full): nobody signed in yet
 */
SmtHelseid *
smt_helseid_new (SmtHelseidSettings *settings, SmtKeyring *keyring)
{
  SmtHelseid *self = g_object_new (SMT_TYPE_HELSEID, NULL);

  self->settings = settings;
  self->keyring = g_object_ref (keyring);

  return self;
}

/**
 * smt_helseid_get_settings:
 * @self: HelseID
 *
 * Returns: (transfer none): what it was made with
 */
const SmtHelseidSettings *
smt_helseid_get_settings (SmtHelseid *self)
{
  g_return_val_if_fail (SMT_IS_HELSEID (self), NULL);

  return self->settings;
}

/**
 * smt_helseid_set_browser:
 * @self: HelseID
 * @browser: shows an address to the person
 * @data: for @browser
 */
void
smt_helseid_set_browser (SmtHelseid *self, SmtHelseidBrowser browser, gpointer data)
{
  g_return_if_fail (SMT_IS_HELSEID (self));

  self->browser = browser;
  self->browser_data = data;
}

/**
 * smt_helseid_set_page:
 * @self: HelseID
 * @page: HTML that the browser shows when it has come back
 */
void
smt_helseid_set_page (SmtHelseid *self, const char *page)
{
  g_return_if_fail (SMT_IS_HELSEID (self));

  g_free (self->page);
  self->page = g_strdup (page);
}

/**
 * smt_helseid_set_user_check:
 * @self: HelseID
 * @check: (nullable): whether a person may work here
 * @data: for @check
 */
void
smt_helseid_set_user_check (SmtHelseid *self, SmtHelseidUserCheck check, gpointer data)
{
  g_return_if_fail (SMT_IS_HELSEID (self));

  self->check = check;
  self->check_data = data;
}

/**
 * smt_helseid_set_deadlines:
 * @self: HelseID
 * @browser_ms: from opening the browser to the redirect
 * @call_ms: of one request
 */
void
smt_helseid_set_deadlines (SmtHelseid *self, guint browser_ms, guint call_ms)
{
  g_return_if_fail (SMT_IS_HELSEID (self));

  self->browser_ms = browser_ms;
  self->call_ms = call_ms;
}

/**
 * smt_helseid_get_state:
 * @self: HelseID
 *
 * Returns: how it stands
 */
SmtHelseidState
smt_helseid_get_state (SmtHelseid *self)
{
  g_return_val_if_fail (SMT_IS_HELSEID (self), SMT_HELSEID_SIGNED_OUT);

  if (self->signing_in != NULL)
    return SMT_HELSEID_SIGNING_IN;
  if (self->access_token != NULL)
    return SMT_HELSEID_SIGNED_IN;

  return self->identity != NULL ? SMT_HELSEID_ENDED : SMT_HELSEID_SIGNED_OUT;
}

/**
 * smt_helseid_get_identity:
 * @self: HelseID
 *
 * Returns: (transfer none) (nullable): who has signed in, until smt_helseid_sign_out()
 */
const SmtHelseidIdentity *
smt_helseid_get_identity (SmtHelseid *self)
{
  g_return_val_if_fail (SMT_IS_HELSEID (self), NULL);

  return self->identity;
}

/* --- the public key ----------------------------------------------------------------------------------------------- */

static void
key_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (smt_helseid_load_key_finish (result, &error))
    g_task_return_pointer (task, smt_jose_key_to_public (SMT_HELSEID (source)->key), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * smt_helseid_export_key_async:
 * @self: HelseID
 * @callback: called with the key
 * @data: for @callback
 */
void
smt_helseid_export_key_async (SmtHelseid *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (SMT_IS_HELSEID (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_name (task, G_STRFUNC);
  smt_helseid_load_key_async (self, NULL, key_ready_cb, task);
}

/**
 * smt_helseid_export_key_finish:
 * @self: HelseID
 * @result: the result
 * @error: %SMT_HELSEID_ERROR_KEYS
 *
 * Returns: (transfer full) (nullable): the public JWK
 */
char *
smt_helseid_export_key_finish (SmtHelseid *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
