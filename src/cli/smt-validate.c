/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-validate.h"

#include "base/smt-json.h"

/**
 * smt_validate:
 * @bytes: a file
 * @name: its name
 * @verdict: (out) (transfer full): "ok FILE" or "bad FILE OFFSET: reason"; the reason never quotes the content
 *
 * Returns: whether @bytes is one document of strict JSON
 */
gboolean
smt_validate (GBytes *bytes, const char *name, char **verdict)
{
  g_autoptr (GError) error = NULL;
  SmtJsonPlace place = { 0 };
  g_autoptr (SmtJson) json = smt_json_read_placed (bytes, &place, &error);

  if (json != NULL)
    *verdict = g_strdup_printf ("ok %s", name);
  else
    *verdict = g_strdup_printf ("bad %s %" G_GSIZE_FORMAT ": %s", name, place.offset, error->message);

  return json != NULL;
}
