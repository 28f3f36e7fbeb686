/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sandbox/smt-sandbox-record.h"

static void
rename_references (SmtJsonSplice *splice, SmtJsonCursor value, GHashTable *names)
{
  gboolean is_object = smt_json_type (value) == SMT_JSON_OBJECT;
  SmtJsonIter iter;
  SmtJsonCursor key;
  SmtJsonCursor child;

  if (!is_object && smt_json_type (value) != SMT_JSON_ARRAY)
    return;
  smt_json_iter_init (&iter, value);
  while (smt_json_iter_next (&iter, &key, &child))
    if (is_object && smt_json_string_equals (key, "reference") && smt_json_type (child) == SMT_JSON_STRING)
      {
        g_autofree char *old = smt_json_dup_string (child);
        const char *renamed = g_hash_table_lookup (names, old);

        if (renamed != NULL)
          {
            g_autofree char *quoted = g_strdup_printf ("\"%s\"", renamed);

            smt_json_splice_replace (splice, child, quoted);
          }
      }
    else
      rename_references (splice, child, names);
}

/* Only people and organizations persist in SFM; everything else gets another id at every lookup. */
static char *
fresh_id (const SmtSandboxEntry *entry)
{
  g_autofree char *old = smt_sandbox_json_text (smt_sandbox_entry_resource (entry), "id");
  g_autofree char *uuid = g_uuid_string_random ();

  if (old == NULL || g_strcmp0 (entry->type, "Practitioner") == 0 || g_strcmp0 (entry->type, "Organization") == 0)
    return NULL;
  if (strspn (old, "0123456789") == strlen (old))
    return g_strdup_printf ("\"%u\"", g_random_int_range (1000000, G_MAXINT32));
  return g_strdup_printf ("\"%s\"", uuid);
}

static SmtSandboxEntry *
renamed_entry (const SmtSandboxEntry *entry, GHashTable *names)
{
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (entry->json);
  SmtJsonCursor resource = smt_sandbox_entry_resource (entry);
  SmtJsonCursor meta = smt_json_member (resource, "meta");
  g_autoptr (SmtJson) renamed = NULL;
  g_autofree char *id = fresh_id (entry);

  rename_references (splice, resource, names);
  if (id != NULL)
    smt_json_splice_replace (splice, smt_json_member (resource, "id"), id);
  if (smt_json_exists (smt_json_member (meta, "lastUpdated")))
    smt_json_splice_remove_member (splice, meta, "lastUpdated");
  if (smt_json_exists (smt_json_member (meta, "versionId")))
    smt_json_splice_remove_member (splice, meta, "versionId");
  renamed = smt_sandbox_spliced (splice);
  return smt_sandbox_entry_new (g_hash_table_lookup (names, entry->full_url), renamed);
}

/**
 * smt_sandbox_record_renamed:
 * @record: a record
 *
 * Returns: (transfer full): the same content under new resource ids and fullUrls, as each lookup gives it
 */
SmtSandboxRecord *
smt_sandbox_record_renamed (const SmtSandboxRecord *record)
{
  SmtSandboxRecord *renamed = smt_sandbox_record_new ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);
      g_autofree char *uuid = g_uuid_string_random ();

      g_hash_table_insert (names, entry->full_url, g_strconcat ("urn:uuid:", uuid, NULL));
    }
  for (guint i = 0; i < record->entries->len; i++)
    g_ptr_array_add (renamed->entries, renamed_entry (g_ptr_array_index (record->entries, i), names));
  for (guint i = 0; i < record->parameters->len; i++)
    g_ptr_array_add (renamed->parameters, g_strdup (g_ptr_array_index (record->parameters, i)));
  return renamed;
}
