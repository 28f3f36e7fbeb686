/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-desk-private.h"
#include "journal/smt-journal-notes.h"

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (smt_journal_add_notes_finish (SMT_JOURNAL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Writes one note of @kind about @key (may be empty) of @patient. @callback is called when it is on disk. */
void
_smt_desk_note_async (SmtDesk *self,
                      const char *kind,
                      const char *patient,
                      const char *key,
                      const char *body,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_name (task, G_STRFUNC);
  g_ptr_array_add (notes, smt_note_new (kind, patient, key, body));
  smt_journal_add_notes_async (smt_desk_get_store (self), notes, added_cb, task);
}

gboolean
_smt_desk_note_finish (SmtDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
