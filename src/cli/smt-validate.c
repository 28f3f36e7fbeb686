/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-validate.h"

#include <string.h>

#include "cli/smt-input.h"

/* The reader's message begins with the place, which the verdict has told already. */
static const char *
reason_of (const GError *error)
{
  const char *reason = strstr (error->message, "): ");

  return reason != NULL ? reason + 3 : error->message;
}

static gboolean
begins_with (GBytes *bytes, const char *signature)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= strlen (signature) && memcmp (data, signature, strlen (signature)) == 0;
}

/* The usual ways in which a file that looks right is none. */
static const char *
hint_about (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (smt_text_is_blank (data, length))
    return " (it is empty)";
  if (begins_with (bytes, "\xef\xbb\xbf"))
    return " (it begins with a byte order mark, which JSON does not allow)";
  if (begins_with (bytes, "\xff\xfe") || begins_with (bytes, "\xfe\xff"))
    return " (it is UTF-16; JSON is UTF-8)";
  if (begins_with (bytes, "\x1f\x8b"))
    return " (it is compressed with gzip)";

  return "";
}

/**
 * smt_validate_dup_reason:
 * @bytes: a document
 * @place: (out): where the fault is
 *
 * Returns: (transfer full) (nullable): why @bytes is not one document of strict JSON, without quoting it; %NULL when it
 *   is one
 */
char *
smt_validate_dup_reason (GBytes *bytes, SmtJsonPlace *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJson) json = smt_json_read_placed (bytes, place, &error);

  return json == NULL ? g_strconcat (reason_of (error), hint_about (bytes), NULL) : NULL;
}

/**
 * smt_validate:
 * @bytes: a file
 * @label: its name
 * @verdict: (out) (transfer full): "ok FILE" or "bad FILE OFFSET: reason"; the reason never quotes the content
 *
 * Returns: whether @bytes is one document of strict JSON
 */
gboolean
smt_validate (GBytes *bytes, const char *label, char **verdict)
{
  SmtJsonPlace place = { 0 };
  g_autofree char *reason = smt_validate_dup_reason (bytes, &place);

  if (reason == NULL)
    *verdict = g_strdup_printf ("ok %s", label);
  else
    *verdict = g_strdup_printf ("bad %s %" G_GSIZE_FORMAT ": %s", label, place.offset, reason);

  return reason == NULL;
}
