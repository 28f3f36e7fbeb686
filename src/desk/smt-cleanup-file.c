/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A findings file of samstemt-check (contract 2), opened into the clean-up queue. It says nothing of whose the entries
 * are; they are found when their patients are looked up.
 */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-cleanup-private.h"
#include "journal/smt-journal-audit.h"

typedef struct
{
  GFile *file;
  SmtFindings *findings; /* what the file says */
  GPtrArray *records;
  GPtrArray *notes;
  SmtFindingsTally tally;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_object (&opening->file);
  g_clear_pointer (&opening->findings, smt_findings_free);
  g_clear_pointer (&opening->records, g_ptr_array_unref);
  g_clear_pointer (&opening->notes, g_ptr_array_unref);
  g_free (opening);
}

/* --- reading, on a worker thread ------------------------------------------------------------------------------------
 */

/* Neither a pipe that nobody writes to nor a device without an end is waited for. */
static gboolean
is_file (Opening *opening, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (opening->file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                         G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error_literal (error, SMT_FINDINGS_ERROR, SMT_FINDINGS_ERROR_NOT_FINDINGS, "no file");
  else if (g_file_info_get_size (info) > SMT_FINDINGS_MOST_BYTES)
    g_set_error_literal (error, SMT_FINDINGS_ERROR, SMT_FINDINGS_ERROR_TOO_LARGE, "too many bytes");
  else
    return TRUE;
  return FALSE;
}

static void
read_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  g_autofree char *text = NULL;
  gsize length;
  GError *error = NULL;

  if (is_file (opening, cancellable, &error)
      && g_file_load_contents (opening->file, cancellable, &text, &length, NULL, &error))
    opening->findings = smt_findings_read (text, length, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  opening->tally.n_findings = opening->findings->n_findings;
  opening->tally.n_entries = g_hash_table_size (opening->findings->flags);
  g_task_return_boolean (task, TRUE);
}

/* --- what is news in it, on a worker thread -------------------------------------------------------------------------
 */

/* What a look has seen of an entry is surer than a file, which does not even say when it was made. */
static GHashTable *
find_looked_at (const SmtCleanupFold *fold)
{
  GHashTable *looked_at = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < fold->entries->len; i++)
    {
      const SmtCleanup *entry = g_ptr_array_index (fold->entries, i);

      if (entry->flag != NULL && *entry->patient != '\0')
        g_hash_table_add (looked_at, smt_cleanup_dup_file_key (entry->flag->entry));
    }
  return looked_at;
}

static void
weigh (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  g_auto (SmtCleanupFold) fold = { 0 };
  g_autoptr (GHashTable) looked_at = NULL;
  GHashTableIter iter;
  gpointer key, flag;
  GError *error = NULL;

  if (!_smt_cleanup_fold (&fold, opening->records, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  looked_at = find_looked_at (&fold);
  opening->notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  g_hash_table_iter_init (&iter, opening->findings->flags);
  while (g_hash_table_iter_next (&iter, &key, &flag))
    {
      const SmtCleanupEvent event = { .kind = SMT_CLEANUP_SAW_FLAGGED, .flag = flag, .at = SMT_INSTANT_UNSET };

      if (!g_hash_table_contains (looked_at, key) && smt_cleanup_apply (_smt_cleanup_fold_get (&fold, "", key), &event))
        g_ptr_array_add (opening->notes, _smt_cleanup_note_flag ("", key, flag, NULL));
    }
  opening->tally.n_new = opening->notes->len;
  g_task_return_boolean (task, TRUE);
}

/* --- one after another ----------------------------------------------------------------------------------------------
 */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  g_autofree char *detail = g_strdup_printf ("%u %u", opening->tally.n_entries, opening->tally.n_new);
  GError *error = NULL;

  if (!smt_journal_add_notes_finish (SMT_JOURNAL (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  smt_journal_add_audit_async (SMT_JOURNAL (source), "findings-opened", NULL, NULL, detail, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
weighed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtDesk *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    smt_journal_add_notes_async (smt_desk_get_store (self), opening->notes, stored_cb, g_steal_pointer (&task));
}

static void
run (GTask *task, GTaskThreadFunc work, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) worker = g_task_new (NULL, g_task_get_cancellable (task), callback, task);

  g_task_set_task_data (worker, g_task_get_task_data (task),
                        NULL); /* kept by the outer task until this one has answered */
  g_task_run_in_thread (worker, work);
}

static void
records_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->records = smt_journal_load_flags_finish (SMT_JOURNAL (source), result, &error);
  if (opening->records == NULL)
    g_task_return_error (task, error);
  else
    run (g_steal_pointer (&task), weigh, weighed_cb);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtDesk *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_info ("a findings file was not taken: %s %d", g_quark_to_string (error->domain), error->code);
      g_task_return_error (task, error);
      return;
    }
  smt_journal_load_flags_async (smt_desk_get_store (self), NULL, records_loaded_cb, g_steal_pointer (&task));
}

/**
 * smt_desk_open_findings_async:
 * @self: a desk
 * @file: a file of findings, one JSON object a line
 * @cancellable: (nullable): gives the reading up
 * @callback: called when its entries stand in the queue
 * @data: for @callback
 *
 * Entries that a look has seen, and those that say nothing new, are not written once more.
 */
void
smt_desk_open_findings_async (SmtDesk *self,
                              GFile *file,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  Opening *opening;
  GTask *task;

  g_return_if_fail (SMT_IS_DESK (self) && G_IS_FILE (file));

  opening = g_new0 (Opening, 1);
  opening->file = g_object_ref (file);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, opening, opening_free);
  run (task, read_file, read_cb);
}

/**
 * smt_desk_open_findings_finish:
 * @self: a desk
 * @result: the result
 * @tally: (out) (optional): what the file came to
 * @error: return location; %SMT_FINDINGS_ERROR, %G_IO_ERROR or %SMT_JOURNAL_ERROR; then nothing of it was taken
 *
 * Returns: whether it was taken
 */
gboolean
smt_desk_open_findings_finish (SmtDesk *self, GAsyncResult *result, SmtFindingsTally *tally, GError **error)
{
  const Opening *opening;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  opening = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (tally != NULL)
    *tally = opening->tally;
  return TRUE;
}
