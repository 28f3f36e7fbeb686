/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-helseid-proof.h"

#include "base/smt-json-writer.h"

#define LIFETIME_S 50 /* HelseID takes 60 at most; the rest is for a clock that is a little ahead */

static void
write_time (SmtJsonWriter *writer, const char *key, gint64 seconds)
{
  smt_json_writer_key (writer, key);
  smt_json_writer_int (writer, seconds);
}

static void
write_once (SmtJsonWriter *writer)
{
  g_autofree char *jti = smt_jose_random ();

  smt_json_writer_member (writer, "jti", jti);
}

static char *
make_header (const SmtJoseKey *key, const char *type)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "kid", smt_jose_key_get_id (key));
  smt_json_writer_member (writer, "typ", type);
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

/**
 * smt_helseid_make_assertion:
 * @key: the key that is registered for the client
 * @settings: settings
 * @now: seconds since 1970
 *
 * Returns: (transfer full) (nullable): a client assertion for one request
 */
char *
smt_helseid_make_assertion (const SmtJoseKey *key, const SmtHelseidSettings *settings, gint64 now)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *header = make_header (key, "client-authentication+jwt");
  g_autofree char *claims = NULL;

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "iss", settings->client_id);
  smt_json_writer_member (writer, "sub", settings->client_id);
  smt_json_writer_member (writer, "aud", settings->issuer);
  write_time (writer, "iat", now);
  write_time (writer, "nbf", now);
  write_time (writer, "exp", now + LIFETIME_S);
  write_once (writer);
  smt_json_writer_end_object (writer);
  claims = smt_json_writer_finish (writer);

  return smt_jose_sign (key, header, claims);
}

/**
 * smt_helseid_make_request_object:
 * @key: the key that is registered for the client
 * @settings: settings
 * @now: seconds since 1970
 *
 * Returns: (transfer full) (nullable): what carries `authorization_details`, signed
 */
char *
smt_helseid_make_request_object (const SmtJoseKey *key, const SmtHelseidSettings *settings, gint64 now)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *header = make_header (key, NULL);
  g_autofree char *details = smt_helseid_settings_make_details (settings);
  g_autofree char *claims = NULL;

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "iss", settings->client_id);
  smt_json_writer_member (writer, "aud", settings->issuer);
  smt_json_writer_member (writer, "client_id", settings->client_id);
  write_time (writer, "nbf", now);
  write_time (writer, "exp", now + LIFETIME_S);
  write_once (writer);
  smt_json_writer_key (writer, "authorization_details");
  smt_json_writer_raw (writer, details, -1);
  smt_json_writer_end_object (writer);
  claims = smt_json_writer_finish (writer);

  return smt_jose_sign (key, header, claims);
}

/**
 * smt_helseid_make_proof:
 * @key: the key that the token is bound to
 * @method: of the request
 * @url: of the request, without a query
 * @token: (nullable): the access token that goes with it; none at HelseID itself
 * @nonce: (nullable): what the server gave to be put in
 * @now: seconds since 1970
 *
 * Returns: (transfer full) (nullable): a DPoP proof for one request
 */
char *
smt_helseid_make_proof (const SmtJoseKey *key,
                        const char *method,
                        const char *url,
                        const char *token,
                        const char *nonce,
                        gint64 now)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *open = smt_jose_key_to_public (key);
  g_autofree char *header = g_strdup_printf ("{\"typ\":\"dpop+jwt\",\"jwk\":%s}", open);
  g_autofree char *hash = token != NULL ? smt_jose_hash (token) : NULL;
  g_autofree char *claims = NULL;

  smt_json_writer_begin_object (writer);
  write_once (writer);
  smt_json_writer_member (writer, "htm", method);
  smt_json_writer_member (writer, "htu", url);
  write_time (writer, "iat", now);
  smt_json_writer_member (writer, "ath", hash);
  smt_json_writer_member (writer, "nonce", nonce);
  smt_json_writer_end_object (writer);
  claims = smt_json_writer_finish (writer);

  return smt_jose_sign (key, header, claims);
}
