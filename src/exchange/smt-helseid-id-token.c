/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-helseid-id-token.h"

#include <string.h>

#include "exchange/smt-helseid-error.h"
#include "exchange/smt-jose.h"
#include "keyring/smt-secret.h"

#define LEVEL_CLAIM "helseid://claims/identity/security_level"
#define PID_CLAIM "helseid://claims/identity/pid"
#define HPR_CLAIM "helseid://claims/hpr/hpr_number"
#define HPR_DETAILS_CLAIM "helseid://claims/hpr/hpr_details"
#define PARENT_CLAIM "helseid://claims/client/claims/orgnr_parent"
#define CHILD_CLAIM "helseid://claims/client/claims/orgnr_child"
#define LEVEL "4"

#define LEEWAY_S 10
#define OLDEST_S 300 /* between HelseID's signature and our look at it */
#define LONGEST_HPR 9

static gboolean
refuse (GError **error, SmtHelseidError code, const char *why)
{
  g_set_error_literal (error, SMT_HELSEID_ERROR, (int)code, why);
  return FALSE;
}

/* --- claims ------------------------------------------------------------------------------------------------------- */

/* A text, or a whole number as text: both are seen of the same claim. */
static char *
take (SmtJsonCursor claims, const char *name)
{
  SmtJsonCursor value = smt_json_member (claims, name);
  char *text = smt_json_dup_string (value);
  SmtDecimal decimal;
  gint64 number;

  if (text == NULL && smt_json_get_decimal (value, &decimal) && smt_decimal_is_integer (decimal, &number))
    text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return text;
}

static gboolean
get_time (SmtJsonCursor claims, const char *name, gint64 *out)
{
  SmtDecimal decimal;

  return smt_json_get_decimal (smt_json_member (claims, name), &decimal) && smt_decimal_is_integer (decimal, out);
}

static gboolean
is_audience (SmtJsonCursor claims, const char *client_id)
{
  SmtJsonCursor audience = smt_json_member (claims, "aud");
  SmtJsonCursor party = smt_json_member (claims, "azp");

  if (smt_json_exists (party) && !smt_json_string_equals (party, client_id))
    return FALSE;
  if (smt_json_type (audience) == SMT_JSON_ARRAY)
    /* one audience besides us would be somebody whom we do not know */
    return smt_json_length (audience) == 1 && smt_json_string_equals (smt_json_element (audience, 0), client_id);

  return smt_json_string_equals (audience, client_id);
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

static gboolean
check_origin (SmtJsonCursor claims, const SmtHelseidExpected *expected, GError **error)
{
  if (!smt_json_string_equals (smt_json_member (claims, "iss"), expected->settings->issuer))
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token is of another issuer");
  if (!is_audience (claims, expected->settings->client_id))
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token is for another client");
  if (expected->nonce != NULL && !smt_json_string_equals (smt_json_member (claims, "nonce"), expected->nonce))
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token is for another sign-in");
  if (expected->subject != NULL && !smt_json_string_equals (smt_json_member (claims, "sub"), expected->subject))
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token is about another person");

  return TRUE;
}

static gboolean
check_times (SmtJsonCursor claims, gint64 now, GError **error)
{
  gint64 expires, issued, not_before;

  if (!get_time (claims, "exp", &expires) || !get_time (claims, "iat", &issued))
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token does not say when it is valid");
  if (expires <= now - LEEWAY_S)
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token has expired");
  if (issued > now + LEEWAY_S || (get_time (claims, "nbf", &not_before) && not_before > now + LEEWAY_S))
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token is from the future");
  if (issued < now - OLDEST_S)
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token is old");

  return TRUE;
}

/* OpenID Connect Core 3.1.2.1: who asks with max_age must be told auth_time, and looks at it. */
static gboolean
check_presence (SmtJsonCursor claims, gint64 not_before, GError **error)
{
  gint64 authenticated;

  if (not_before == 0)
    return TRUE;
  if (!get_time (claims, "auth_time", &authenticated) || authenticated < not_before - LEEWAY_S)
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "nobody proved just now who they are");

  return TRUE;
}

/* The access token that came with it is the one it was made for. */
static gboolean
check_hash (SmtJsonCursor claims, const char *access_token, const char *algorithm, GError **error)
{
  SmtJsonCursor said = smt_json_member (claims, "at_hash");
  g_autofree char *hash = smt_jose_half_hash (access_token, algorithm);

  if (smt_json_exists (said) && !smt_json_string_equals (said, hash))
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token belongs to another access token");

  return TRUE;
}

static gboolean
check_organisation (const SmtHelseidIdentity *self,
                    SmtJsonCursor claims,
                    const SmtHelseidSettings *settings,
                    GError **error)
{
  g_autofree char *parent = take (claims, PARENT_CLAIM);
  g_autofree char *child = take (claims, CHILD_CLAIM);

  if ((parent != NULL && !g_str_equal (parent, settings->parent))
      || (child != NULL && settings->child != NULL && !g_str_equal (child, settings->child)))
    return refuse (error, SMT_HELSEID_ERROR_ORGANISATION, "signed in for another organisation");

  return TRUE;
}

static gboolean
check_person (const SmtHelseidIdentity *self, SmtJsonCursor claims, GError **error)
{
  g_autofree char *level = take (claims, LEVEL_CLAIM);

  if (self->subject == NULL || *self->subject == '\0')
    return refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, "the id_token is about nobody");
  if (g_strcmp0 (level, LEVEL) != 0)
    return refuse (error, SMT_HELSEID_ERROR_LEVEL, "not signed in at security level 4");
  if (self->hpr == NULL || *self->hpr == '\0' || strlen (self->hpr) > LONGEST_HPR
      || strspn (self->hpr, "0123456789") != strlen (self->hpr))
    return refuse (error, SMT_HELSEID_ERROR_NO_HPR, "no HPR number");

  return TRUE;
}

/* --- the person --------------------------------------------------------------------------------------------------- */

/* The professions stand in hpr_details.approvals [I]; a doctor who is also something else is a doctor here. */
static char *
take_profession (SmtJsonCursor claims)
{
  SmtJsonCursor details = smt_json_member (claims, HPR_DETAILS_CLAIM);
  SmtJsonIter iter;
  SmtJsonCursor approval;
  char *profession = NULL;

  smt_json_iter_init (&iter, smt_json_member (details, "approvals"));
  while (smt_json_iter_next (&iter, NULL, &approval))
    {
      g_autofree char *one = smt_json_dup_string (smt_json_member (approval, "profession"));

      if (one != NULL && (profession == NULL || g_str_equal (one, "LE")))
        {
          g_free (profession);
          profession = g_steal_pointer (&one);
        }
    }

  return profession;
}

static SmtHelseidIdentity *
identity_new (SmtJsonCursor claims)
{
  SmtHelseidIdentity *self = g_new0 (SmtHelseidIdentity, 1);
  g_autofree char *name = take (claims, "name");

  self->subject = take (claims, "sub");
  self->pid = take (claims, PID_CLAIM);
  self->given = take (claims, "given_name");
  self->family = take (claims, "family_name");
  self->hpr = take (claims, HPR_CLAIM);
  self->profession = take_profession (claims);
  self->organisation = take (claims, CHILD_CLAIM);
  if (self->organisation == NULL)
    self->organisation = take (claims, PARENT_CLAIM);
  if (self->family == NULL && name != NULL)
    {
      const char *last = strrchr (name, ' ');

      self->family = g_strdup (last != NULL ? last + 1 : name);
      g_free (self->given);
      self->given = last != NULL ? g_strndup (name, (gsize)(last - name)) : NULL;
    }
  if (self->family == NULL)
    self->family = g_strdup ("");
  if (self->given == NULL)
    self->given = g_strdup ("");

  return self;
}

/**
 * smt_helseid_identity_copy:
 * @identity: an identity
 *
 * Returns: (transfer full): a copy
 */
SmtHelseidIdentity *
smt_helseid_identity_copy (const SmtHelseidIdentity *identity)
{
  SmtHelseidIdentity *copy = g_new0 (SmtHelseidIdentity, 1);

  copy->subject = g_strdup (identity->subject);
  copy->pid = g_strdup (identity->pid);
  copy->given = g_strdup (identity->given);
  copy->family = g_strdup (identity->family);
  copy->hpr = g_strdup (identity->hpr);
  copy->profession = g_strdup (identity->profession);
  copy->organisation = g_strdup (identity->organisation);

  return copy;
}

/**
 * smt_helseid_identity_free:
 * @identity: (transfer full) (nullable): an identity
 */
void
smt_helseid_identity_free (SmtHelseidIdentity *identity)
{
  if (identity == NULL)
    return;

  g_free (identity->subject);
  smt_secret_wipe (identity->pid);
  g_free (identity->given);
  g_free (identity->family);
  g_free (identity->hpr);
  g_free (identity->profession);
  g_free (identity->organisation);
  g_free (identity);
}

/**
 * smt_helseid_id_token_validate:
 * @token: the id_token
 * @keys: the issuer's JWK set
 * @expected: what it is held against
 * @error: %SMT_HELSEID_ERROR; a signature by an unknown key is %SMT_JOSE_ERROR_KEY, so that the keys can be fetched
 * anew
 *
 * Returns: (transfer full) (nullable): who has signed in
 */
SmtHelseidIdentity *
smt_helseid_id_token_validate (const char *token,
                               SmtJsonCursor keys,
                               const SmtHelseidExpected *expected,
                               GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *algorithm = NULL;
  g_autoptr (SmtJson) payload = smt_jose_verify (token, keys, &algorithm, &local);
  g_autoptr (SmtHelseidIdentity) self = NULL;
  SmtJsonCursor claims;

  if (payload == NULL && g_error_matches (local, SMT_JOSE_ERROR, SMT_JOSE_ERROR_KEY))
    g_propagate_error (error, g_steal_pointer (&local));
  else if (payload == NULL)
    refuse (error, SMT_HELSEID_ERROR_ID_TOKEN, local->message);
  if (payload == NULL)
    return NULL;

  claims = smt_json_root (payload);
  self = identity_new (claims);
  if (!check_origin (claims, expected, error) || !check_times (claims, expected->now, error)
      || !check_presence (claims, expected->not_before, error)
      || !check_hash (claims, expected->access_token, algorithm, error) || !check_person (self, claims, error)
      || !check_organisation (self, claims, expected->settings, error))
    return NULL;

  return g_steal_pointer (&self);
}
