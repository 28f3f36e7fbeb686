/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-issuer.h"

#include <sys/random.h>

#include "sandbox/smt-sandbox-json.h"

#define TOKEN_SECONDS 300
#define REFRESH_SECONDS 28800

/* National numbers of the kind that Skatteetaten gives to test persons: month + 80. */
static const SmtSandboxPerson persons[] = {
  { "lise", "Lise", "Fastlegesen", "900100017", "LE", "12837010000" },
  { "tor", "Tor", "Revmatologsen", "900100025", "LE", "02847110000" },
  { "siri", "Siri", "Sykepleiersen", "900100033", "SP", "22858010000" },
  { "frode", "Frode", "Farmasøytsen", "900100074", "FA", "09868110000" },
  { "nora", "Nora", "Sekretærsen", NULL, NULL, "14879010000" },
};

static void
registered_free (gpointer data)
{
  SmtSandboxRegistered *registered = data;

  g_free (registered->jwk);
  g_free (registered->redirect_uri);
  g_free (registered);
}

/**
 * smt_sandbox_grant_free:
 * @grant: (transfer full) (nullable): a grant
 */
void
smt_sandbox_grant_free (SmtSandboxGrant *grant)
{
  if (grant == NULL)
    return;
  g_free (grant->client_id);
  g_free (grant->redirect_uri);
  g_free (grant->state);
  g_free (grant->nonce);
  g_free (grant->challenge);
  g_free (grant->organisation);
  g_free (grant->journal_id);
  g_free (grant->jkt);
  g_free (grant);
}

static GHashTable *
grants_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)smt_sandbox_grant_free);
}

/**
 * smt_sandbox_issuer_new:
 * @base: where the sandbox listens; the issuer's name
 *
 * Returns: (transfer full): an issuer with keys of its own that knows no client yet
 */
SmtSandboxIssuer *
smt_sandbox_issuer_new (const char *base)
{
  SmtSandboxIssuer *self = g_new0 (SmtSandboxIssuer, 1);

  self->base = g_strdup (base);
  self->key = smt_sandbox_key_new ("RS256", "sandbox-1");
  self->stranger = smt_sandbox_key_new ("RS256", "sandbox-1");
  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, registered_free);
  self->requests = grants_new ();
  self->codes = grants_new ();
  self->refreshes = grants_new ();
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->nonce = smt_sandbox_issuer_random ();
  self->token_seconds = TOKEN_SECONDS;
  self->refresh_seconds = REFRESH_SECONDS;
  self->demands_nonce = TRUE;
  self->person = &persons[0];
  return self;
}

/**
 * smt_sandbox_issuer_free:
 * @self: (transfer full) (nullable): the issuer
 */
void
smt_sandbox_issuer_free (SmtSandboxIssuer *self)
{
  if (self == NULL)
    return;
  smt_sandbox_key_free (self->key);
  smt_sandbox_key_free (self->stranger);
  g_hash_table_unref (self->clients);
  g_hash_table_unref (self->requests);
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->refreshes);
  g_hash_table_unref (self->seen);
  g_free (self->base);
  g_free (self->nonce);
  g_free (self->fault);
  g_free (self);
}

/**
 * smt_sandbox_issuer_now:
 * @self: the issuer
 *
 * Returns: seconds since 1970 by its clock
 */
gint64
smt_sandbox_issuer_now (const SmtSandboxIssuer *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + self->offset;
}

/**
 * smt_sandbox_issuer_has:
 * @self: the issuer
 * @fault: a fault
 *
 * Returns: whether that fault was ordered
 */
gboolean
smt_sandbox_issuer_has (const SmtSandboxIssuer *self, const char *fault)
{
  return g_strcmp0 (self->fault, fault) == 0;
}

/**
 * smt_sandbox_issuer_random:
 *
 * Returns: (transfer full): a value that nobody can guess
 */
char *
smt_sandbox_issuer_random (void)
{
  guint8 bytes[24];
  g_autofree char *base64 = NULL;

  if (getrandom (bytes, sizeof bytes, 0) != (gssize)sizeof bytes)
    g_error ("no randomness");
  base64 = g_base64_encode (bytes, sizeof bytes);
  return g_strdelimit (g_strdelimit (g_steal_pointer (&base64), "+", '-'), "/", '_');
}

/* --- the control ---------------------------------------------------------------------------------------------------
 */

static gboolean
set_person (SmtSandboxIssuer *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (persons); i++)
    if (g_strcmp0 (persons[i].name, name) == 0)
      {
        self->person = &persons[i];
        return TRUE;
      }
  return FALSE;
}

static gboolean
register_client (SmtSandboxIssuer *self, SmtJsonCursor client)
{
  char *id = smt_sandbox_json_text (client, "client_id");
  SmtSandboxRegistered *registered = g_new0 (SmtSandboxRegistered, 1);
  SmtJsonCursor jwk = smt_json_member (client, "jwk");

  registered->redirect_uri = smt_sandbox_json_text (client, "redirect_uri");
  registered->jwk = smt_json_type (jwk) == SMT_JSON_OBJECT ? smt_json_dup_bytes (jwk) : NULL;
  if (id == NULL || registered->redirect_uri == NULL || registered->jwk == NULL
      || smt_json_exists (smt_json_member (jwk, "d")))
    {
      g_free (id);
      registered_free (registered);
      return FALSE;
    }
  g_hash_table_replace (self->clients, id, registered);
  return TRUE;
}

static void
take_number (SmtJsonCursor request, const char *name, gint64 *out)
{
  SmtDecimal decimal;
  gint64 number;

  if (smt_json_get_decimal (smt_json_member (request, name), &decimal) && smt_decimal_is_integer (decimal, &number))
    *out = number;
}

static void
write_state (const SmtSandboxIssuer *self, SmtJsonWriter *writer)
{
  static const char *const names[] = { "requests", "tokens", "refreshes", "ended", "revoked" };

  smt_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      smt_json_writer_key (writer, names[i]);
      smt_json_writer_int (writer, self->counts[i]);
    }
  smt_json_writer_member (writer, "person", self->person->name);
  smt_json_writer_member (writer, "fault", self->fault);
  smt_json_writer_end_object (writer);
}

/**
 * smt_sandbox_issuer_control:
 * @self: the issuer
 * @request: what to change: `register`, `person`, `fault` (null clears it), `clock` (seconds), `token-seconds`,
 *   `refresh-seconds`, `demand-nonce`, `new-nonce`, `forget` (every sign-in)
 *
 * Returns: (transfer full): how it stands now, or why not
 */
SmtSandboxAnswer *
smt_sandbox_issuer_control (SmtSandboxIssuer *self, SmtJsonCursor request)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  SmtJsonCursor client = smt_json_member (request, "register");
  SmtJsonCursor fault = smt_json_member (request, "fault");
  g_autofree char *person = smt_sandbox_json_text (request, "person");

  if ((smt_json_exists (client) && !register_client (self, client)) || (person != NULL && !set_person (self, person)))
    return smt_sandbox_answer_refusal (400, "value", "No such person, or no client with a public key");
  if (smt_json_exists (fault))
    {
      g_free (self->fault);
      self->fault = smt_json_dup_string (fault);
    }
  take_number (request, "clock", &self->offset);
  take_number (request, "token-seconds", &self->token_seconds);
  take_number (request, "refresh-seconds", &self->refresh_seconds);
  smt_json_get_boolean (smt_json_member (request, "demand-nonce"), &self->demands_nonce);
  if (smt_sandbox_json_true (request, "new-nonce"))
    {
      g_free (self->nonce);
      self->nonce = smt_sandbox_issuer_random ();
    }
  if (smt_sandbox_json_true (request, "forget"))
    g_hash_table_remove_all (self->refreshes);
  write_state (self, writer);
  return smt_sandbox_answer_new (200, smt_json_writer_finish (writer));
}
