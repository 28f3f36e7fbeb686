/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes from outside while signing in; the first byte says which door: discovery, keys, redirect, id_token as
 * bytes, claims that HelseID's own key has signed, the service file.
 */
#include <string.h>

#include "exchange/smt-helseid-callback.h"
#include "exchange/smt-helseid-id-token.h"
#include "exchange/smt-helseid-metadata.h"
#include "exchange/smt-helseid.h"
#include "exchange/smt-jose.h"

#define ISSUER "https://helseid.example"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char service_file[] = "[sfm]\nbase-url=https://sfm.example\noffice=o\n"
                                   "journal-id=6d3f2b0a-5c0e-4b7e-9b1a-0a1b2c3d4e5f\n"
                                   "[helseid]\nissuer=" ISSUER "\nclient-id=c1\norganisation=999977774\n"
                                   "redirect-uri=http://127.0.0.1:51234/callback\n";

static SmtHelseidSettings *settings;
static SmtJoseKey *key;
static SmtJson *keys;

static void
prepare (void)
{
  g_autofree char *open = NULL;
  g_autofree char *set = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (settings != NULL)
    return;
  settings = smt_helseid_settings_read (service_file, strlen (service_file), NULL);
  key = smt_jose_key_generate ();
  open = smt_jose_key_to_public (key);
  set = g_strdup_printf ("{\"keys\":[%s]}", open);
  bytes = g_bytes_new (set, strlen (set));
  keys = smt_json_read (bytes, NULL);
}

static void
read_metadata (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtHelseidMetadata) metadata = smt_helseid_metadata_read (bytes, ISSUER, &error);

  g_assert_true ((metadata == NULL) == (error != NULL));
  if (metadata != NULL)
    g_assert_true (g_str_has_prefix (metadata->token, "https:") && g_str_has_prefix (metadata->par, "https:"));
}

/* Whatever the keys are, nothing is verified that no key of ours signed. */
static void
read_keys (GBytes *bytes, const char *token)
{
  g_autoptr (SmtJson) set = smt_helseid_keys_read (bytes, NULL);
  g_autoptr (SmtJson) payload = set != NULL ? smt_jose_verify (token, smt_json_root (set), NULL, NULL) : NULL;

  g_assert_null (payload);
}

static void
read_callback (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = smt_helseid_callback_read (text, "state", ISSUER, &error);

  g_assert_true ((code == NULL) == (error != NULL));
  if (code != NULL)
    g_assert_nonnull (strstr (text, "state"));
}

static void
read_token (const char *token, gboolean ours)
{
  const SmtHelseidExpected expected = { settings, "n1", NULL, "token", 1800000000, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtHelseidIdentity) identity =
      smt_helseid_id_token_validate (token, smt_json_root (keys), &expected, &error);

  g_assert_true ((identity == NULL) == (error != NULL));
  g_assert_true (identity == NULL || (ours && strspn (identity->hpr, "0123456789") == strlen (identity->hpr)));
}

static void
read_claims (const char *text)
{
  g_autofree char *token = smt_jose_sign (key, "{}", text);

  if (token != NULL)
    read_token (token, TRUE);
}

static void
read_settings (const char *text, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtHelseidSettings) read = smt_helseid_settings_read (text, size, &error);

  g_assert_true ((read == NULL) == (error != NULL));
  if (read != NULL)
    {
      g_autofree char *details = smt_helseid_settings_make_details (read);

      g_assert_nonnull (details);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  prepare ();
  if (size == 0)
    return 0;
  text = g_strndup ((const char *)data + 1, size - 1);
  bytes = g_bytes_new (data + 1, size - 1);
  switch (data[0])
    {
    case 'd':
      read_metadata (bytes);
      break;
    case 'k':
      read_keys (bytes, "eyJhbGciOiJFUzI1NiJ9.e30.AAAA");
      break;
    case 'c':
      read_callback (text);
      break;
    case 't':
      read_token (text, FALSE);
      break;
    case 's':
      read_settings (text, strlen (text));
      break;
    default:
      read_claims (text);
      break;
    }

  return 0;
}
