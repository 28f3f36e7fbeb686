/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-issuer.h"

#include "base/smt-json-writer.h"

#define ID_TOKEN_SECONDS 60
#define DAY 86400
#define CLAIMS "helseid://claims/"

static void
write_number (SmtJsonWriter *writer, const char *key, gint64 number)
{
  smt_json_writer_key (writer, key);
  smt_json_writer_int (writer, number);
}

/* What both tokens say of the person and of where they work. */
static void
write_person (const SmtSandboxIssuer *self, const SmtSandboxGrant *grant, SmtJsonWriter *writer)
{
  const SmtSandboxPerson *person = grant->person;
  const char *hpr = smt_sandbox_issuer_has (self, "no-hpr") ? NULL : person->hpr;
  g_auto (GStrv) organisation = g_strsplit (grant->organisation, ":", 2);
  gboolean other = smt_sandbox_issuer_has (self, "other-organisation");

  smt_json_writer_member (writer, "sub", person->pid);
  smt_json_writer_member (writer, CLAIMS "identity/security_level",
                          smt_sandbox_issuer_has (self, "level-3") ? "3" : "4");
  smt_json_writer_member (writer, CLAIMS "identity/pid", person->pid);
  smt_json_writer_member (writer, CLAIMS "hpr/hpr_number", hpr);
  if (hpr != NULL && person->profession != NULL)
    {
      smt_json_writer_key (writer, CLAIMS "hpr/hpr_details");
      smt_json_writer_begin_object (writer);
      smt_json_writer_key (writer, "approvals");
      smt_json_writer_begin_array (writer);
      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "profession", person->profession);
      smt_json_writer_end_object (writer);
      smt_json_writer_end_array (writer);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_member (writer, CLAIMS "client/claims/orgnr_parent", other ? "999888777" : organisation[0]);
  if (organisation[1] != NULL && *organisation[1] != '\0')
    smt_json_writer_member (writer, CLAIMS "client/claims/orgnr_child", organisation[1]);
}

static char *
make_access_token (SmtSandboxIssuer *self, const SmtSandboxGrant *grant)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *jti = smt_sandbox_issuer_random ();
  g_autofree char *claims = NULL;
  gint64 now = smt_sandbox_issuer_now (self);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "iss", self->base);
  smt_json_writer_member (writer, "aud",
                          smt_sandbox_issuer_has (self, "other-audience") ? "e-helse:other" : SMT_SANDBOX_AUDIENCE);
  write_number (writer, "iat", now);
  write_number (writer, "exp", smt_sandbox_issuer_has (self, "short-token") ? now : now + self->token_seconds);
  smt_json_writer_member (writer, "jti", jti);
  smt_json_writer_member (writer, "client_id", grant->client_id);
  smt_json_writer_member (writer, "nhn:sfm:journal-id", grant->journal_id);
  smt_json_writer_key (writer, "cnf");
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "jkt", grant->jkt);
  smt_json_writer_end_object (writer);
  write_person (self, grant, writer);
  smt_json_writer_end_object (writer);
  claims = smt_json_writer_finish (writer);
  return smt_sandbox_key_sign (self->key, "at+jwt", NULL, claims);
}

/* The moment that a fault makes of now. */
static gint64
issued_at (const SmtSandboxIssuer *self)
{
  gint64 now = smt_sandbox_issuer_now (self);

  if (smt_sandbox_issuer_has (self, "id-token-expired"))
    return now - DAY;
  return smt_sandbox_issuer_has (self, "id-token-future") ? now + DAY : now;
}

static char *
make_id_claims (const SmtSandboxIssuer *self, const SmtSandboxGrant *grant, const char *access_token)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  const char *hashed = smt_sandbox_issuer_has (self, "id-token-at-hash") ? "another token" : access_token;
  g_autofree char *at_hash = smt_sandbox_hash (hashed, 16);
  gint64 issued = issued_at (self);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "iss",
                          smt_sandbox_issuer_has (self, "id-token-iss") ? "https://other.example" : self->base);
  smt_json_writer_member (writer, "aud", smt_sandbox_issuer_has (self, "id-token-aud") ? "other" : grant->client_id);
  if (smt_sandbox_issuer_has (self, "id-token-azp"))
    smt_json_writer_member (writer, "azp", "other");
  write_number (writer, "iat", issued);
  write_number (writer, "nbf", issued);
  write_number (writer, "exp", issued + ID_TOKEN_SECONDS);
  write_number (writer, "auth_time", grant->authenticated);
  if (!grant->refreshed)
    smt_json_writer_member (writer, "nonce", smt_sandbox_issuer_has (self, "id-token-nonce") ? "other" : grant->nonce);
  smt_json_writer_member (writer, "at_hash", at_hash);
  smt_json_writer_member (writer, "given_name", grant->person->given);
  smt_json_writer_member (writer, "family_name", grant->person->family);
  write_person (self, grant, writer);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

static char *
make_id_token (const SmtSandboxIssuer *self, const SmtSandboxGrant *grant, const char *access_token)
{
  g_autofree char *claims = make_id_claims (self, grant, access_token);
  g_autoptr (SmtSandboxKey) unknown = NULL;

  if (smt_sandbox_issuer_has (self, "id-token-signature"))
    return smt_sandbox_key_sign (self->stranger, "JWT", NULL, claims);
  if (smt_sandbox_issuer_has (self, "id-token-key"))
    {
      unknown = smt_sandbox_key_new ("ES256", "unknown");
      return smt_sandbox_key_sign (unknown, "JWT", NULL, claims);
    }
  if (smt_sandbox_issuer_has (self, "id-token-none"))
    {
      g_autofree char *body = g_base64_encode ((const guchar *)claims, strlen (claims));

      g_strdelimit (g_strdelimit (body, "+", '-'), "/", '_');
      body[strcspn (body, "=")] = '\0';
      return g_strconcat ("eyJhbGciOiJub25lIn0.", body, ".", NULL);
    }
  return smt_sandbox_key_sign (self->key, "JWT", NULL, claims);
}

/**
 * smt_sandbox_make_tokens:
 * @self: the issuer
 * @grant: what was granted
 * @refresh_token: for the next time
 *
 * Returns: (transfer full): the answer of the token endpoint, JSON
 */
char *
smt_sandbox_make_tokens (SmtSandboxIssuer *self, const SmtSandboxGrant *grant, const char *refresh_token)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *access_token = make_access_token (self, grant);
  g_autofree char *id_token = make_id_token (self, grant, access_token);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "access_token", access_token);
  smt_json_writer_member (writer, "token_type", smt_sandbox_issuer_has (self, "bearer") ? "Bearer" : "DPoP");
  write_number (writer, "expires_in", self->token_seconds);
  if (!smt_sandbox_issuer_has (self, "no-id-token"))
    smt_json_writer_member (writer, "id_token", id_token);
  smt_json_writer_member (writer, "refresh_token", refresh_token);
  write_number (writer, "rt_expires_in", self->refresh_seconds);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}
