/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-findings.h"

#include <string.h>

#include "reconcile/smt-cleanup.h"

G_DEFINE_QUARK (smt - findings - error - quark, smt_findings_error)

/** Reading: one file. */
typedef struct
{
  SmtJsonReader *reader;
  GHashTable *told; /* key → GPtrArray of SmtFlag, as they came */
  guint n_findings;
} Reading;

/** smt_findings_free: @findings (transfer full) */
void
smt_findings_free (SmtFindings *findings)
{
  g_return_if_fail (findings != NULL);

  g_hash_table_unref (findings->flags);
  g_free (findings);
}

static void
keep (Reading *reading, SmtFlag *flag)
{
  g_autofree char *key = smt_cleanup_dup_file_key (flag->entry);
  GPtrArray *of_entry = g_hash_table_lookup (reading->told, key);

  if (of_entry == NULL)
    {
      of_entry = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_flag_unref);
      g_hash_table_insert (reading->told, g_steal_pointer (&key), of_entry);
    }
  g_ptr_array_add (of_entry, flag);
}

static gboolean
take_line (Reading *reading, GBytes *line, guint number, GError **error)
{
  const SmtJson *json = smt_json_reader_read (reading->reader, line, NULL, NULL);
  gboolean is_finding = FALSE;
  SmtFlag *flag = json != NULL ? smt_flag_new_from_report (smt_json_root (json), &is_finding) : NULL;

  if (!is_finding)
    {
      g_set_error (error, SMT_FINDINGS_ERROR, SMT_FINDINGS_ERROR_NOT_FINDINGS, "line %u is no finding", number);
      return FALSE;
    }
  reading->n_findings++;
  if (flag != NULL)
    keep (reading, flag);
  if (g_hash_table_size (reading->told) <= SMT_FINDINGS_MOST_ENTRIES)
    return TRUE;
  g_set_error (error, SMT_FINDINGS_ERROR, SMT_FINDINGS_ERROR_TOO_LARGE, "more than %u entries",
               SMT_FINDINGS_MOST_ENTRIES);
  return FALSE;
}

static gboolean
is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (line[i]))
      return FALSE;
  return TRUE;
}

static gboolean
take_lines (Reading *reading, const char *text, gsize length, GError **error)
{
  guint number = 0;

  for (gsize at = 0; at < length;)
    {
      const char *line = text + at;
      const char *end = memchr (line, '\n', length - at);
      gsize line_length = end != NULL ? (gsize)(end - line) : length - at;
      g_autoptr (GBytes) bytes = g_bytes_new_static (line, line_length);

      number++;
      if (!is_blank (line, line_length) && !take_line (reading, bytes, number, error))
        return FALSE;
      at += line_length + 1;
    }
  return TRUE;
}

/* By halves: an entry that a broken file tells of a hundred thousand times does not take that many copies of all of
 * them. Returns: (transfer full) */
static SmtFlag *
join (GPtrArray *flags, guint from, guint to)
{
  guint middle = from + (to - from) / 2;
  g_autoptr (SmtFlag) first = NULL;
  g_autoptr (SmtFlag) second = NULL;

  if (to - from == 1)
    return smt_flag_ref (g_ptr_array_index (flags, from));
  first = join (flags, from, middle);
  second = join (flags, middle, to);
  return smt_flag_join (first, second);
}

/**
 * smt_findings_read:
 * @text: a file, UTF-8; what stands in it may be anything
 * @length: of @text, in bytes
 * @error: return location; %SMT_FINDINGS_ERROR
 *
 * Lines that only inform are counted and flag nothing; empty lines are passed over. An entry that several lines tell of
 * is flagged once, as the worst of them says, with the findings of all.
 *
 * Returns: (transfer full) (nullable): what the file says; %NULL where a line is no finding, or the file is too large
 */
SmtFindings *
smt_findings_read (const char *text, gsize length, GError **error)
{
  g_autoptr (SmtJsonReader) reader = smt_json_reader_new ();
  g_autoptr (GHashTable) told =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  Reading reading = { .reader = reader, .told = told };
  SmtFindings *findings;
  GHashTableIter iter;
  gpointer key, flags;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length > SMT_FINDINGS_MOST_BYTES)
    {
      g_set_error (error, SMT_FINDINGS_ERROR, SMT_FINDINGS_ERROR_TOO_LARGE, "more than %u bytes",
                   SMT_FINDINGS_MOST_BYTES);
      return NULL;
    }
  if (!take_lines (&reading, text, length, error))
    return NULL;

  findings = g_new0 (SmtFindings, 1);
  findings->n_findings = reading.n_findings;
  findings->flags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)smt_flag_unref);
  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, &key, &flags))
    g_hash_table_insert (findings->flags, g_strdup (key), join (flags, 0, ((GPtrArray *)flags)->len));
  return findings;
}
