/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A findings file, opened into the clean-up queue (Opprydding): taken as a whole or refused; what is taken is stored as
 * a note, comes back out of the journal as the same flag, and makes the queue.
 */
#include <string.h>

#include "desk/smt-cleanup-private.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* As the journal gives a note back. */
static SmtFlagRecord *
store (const char *key, const SmtFlag *flag)
{
  g_autoptr (SmtNote) note = _smt_cleanup_note_flag ("", key, flag, NULL);
  SmtFlagRecord *record = g_new0 (SmtFlagRecord, 1);

  record->kind = SMT_FLAG_RECORD_NOTE;
  record->patient = g_strdup ("");
  record->key = g_strdup (key);
  record->note = g_strdup (SMT_NOTE_FLAGGED);
  record->body = g_strdup (note->body);
  record->at = 1;
  return record;
}

static void
check_queue (const SmtFindings *findings)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_flag_record_free);
  g_autoptr (SmtCleanupQueue) queue = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer key, flag;

  g_hash_table_iter_init (&iter, findings->flags);
  while (g_hash_table_iter_next (&iter, &key, &flag))
    g_ptr_array_add (records, store (key, flag));

  queue = smt_cleanup_queue_new (records, smt_date_new (2026, 1, 1), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (queue->entries->len, ==, records->len);
  g_assert_cmpuint (queue->n_remaining, ==, records->len);
  for (guint i = 0; i < queue->entries->len; i++)
    {
      const SmtCleanup *entry = g_ptr_array_index (queue->entries, i);

      g_assert_true (smt_flag_equal (entry->flag, g_hash_table_lookup (findings->flags, entry->key)));
      g_assert_cmpint (entry->flag->severity_class, >=, SMT_CLASS_CHECK);
      g_assert_null (smt_cleanup_queue_make_item (queue, entry));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtFindings) findings = smt_findings_read ((const char *)data, size, &error);

  g_assert_true ((findings == NULL) == (error != NULL));
  if (findings == NULL)
    return 0;
  g_assert_cmpuint (g_hash_table_size (findings->flags), <=, findings->n_findings);
  check_queue (findings);
  return 0;
}
