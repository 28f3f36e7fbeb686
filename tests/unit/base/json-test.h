/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the JSON files share.
 */
#pragma once

#include <string.h>

#include "base/smt-json-splice.h"
#include "base/smt-json-writer.h"

static inline GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* A document that has to be sound. The bytes are a copy of their own size, so a sanitizer sees a read beyond them. */
static inline SmtJson *
must_read (const char *text)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (GError) error = NULL;
  SmtJson *json = smt_json_read (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);
  return json;
}

static inline gboolean
is_read (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);

  return json != NULL;
}

static inline SmtJsonCursor
root_member (SmtJson *json, const char *key)
{
  return smt_json_member (smt_json_root (json), key);
}

static inline void
assert_bytes (GBytes *bytes, const char *expected)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpmem (data, size, expected, strlen (expected));
}
