/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clean-up queue read out of the journal, and what is said of its entries written into it.
 */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-cleanup-queue.h"
#include "desk/smt-desk-private.h"

typedef struct
{
  GPtrArray *records;
  SmtDate today;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_clear_pointer (&loading->records, g_ptr_array_unref);
  g_free (loading);
}

static void
make_queue (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Loading *loading = data;
  GError *error = NULL;
  SmtCleanupQueue *queue = smt_cleanup_queue_new (loading->records, loading->today, &error);

  if (queue != NULL)
    g_task_return_pointer (task, queue, (GDestroyNotify)smt_cleanup_queue_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;

  loading->records = smt_journal_load_flags_finish (SMT_JOURNAL (source), result, &error);
  if (loading->records == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, make_queue);
}

/**
 * smt_desk_load_cleanup_async:
 * @self: a desk
 * @callback: called with the queue
 * @data: for @callback
 */
void
smt_desk_load_cleanup_async (SmtDesk *self, GAsyncReadyCallback callback, gpointer data)
{
  Loading *loading;
  GTask *task;

  g_return_if_fail (SMT_IS_DESK (self));

  loading = g_new0 (Loading, 1);
  loading->today = smt_desk_get_today (self);
  task = g_task_new (self, NULL, callback, data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, loading, loading_free);
  smt_journal_load_flags_async (smt_desk_get_store (self), NULL, loaded_cb, task);
}

/**
 * smt_desk_load_cleanup_finish:
 * @self: a desk
 * @result: the result
 * @error: return location; %SMT_JOURNAL_ERROR
 *
 * Returns: (transfer full) (nullable): the queue
 */
SmtCleanupQueue *
smt_desk_load_cleanup_finish (SmtDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- saying ---------------------------------------------------------------------------------------------------------
 */

/**
 * smt_desk_say_async:
 * @self: a desk
 * @entry: an entry of the queue
 * @message: (transfer full): what is said of it
 * @callback: called when it is on disk
 * @data: for @callback
 */
void
smt_desk_say_async (SmtDesk *self,
                    const SmtCleanup *entry,
                    SmtThreadMessage *message,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  g_autoptr (SmtThreadMessage) owned = message;
  g_autofree char *body = NULL;

  g_return_if_fail (SMT_IS_DESK (self) && entry != NULL && message != NULL);

  body = smt_thread_message_to_json (owned);
  _smt_desk_note_async (self, SMT_NOTE_THREAD, entry->patient, entry->key, body, callback, data);
}

gboolean
smt_desk_say_finish (SmtDesk *self, GAsyncResult *result, GError **error)
{
  return _smt_desk_note_finish (self, result, error);
}
