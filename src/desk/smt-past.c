/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-past.h"

#include "desk/smt-patient-context-private.h"

void
smt_past_free (SmtPast *past)
{
  g_return_if_fail (past != NULL);

  g_clear_pointer (&past->records, g_ptr_array_unref);
  g_free (past);
}

/* --- which one ---------------------------------------------------------------------------------------------------- */

/**
 * smt_past_find:
 * @past: what is kept of a patient
 * @day: any day
 *
 * Of several with the same time the one that was stored last: it shows what came of that send in the end.
 *
 * Returns: (transfer none) (nullable): the newest reconciliation of that day, or before it; %NULL where none is kept
 */
const SmtReconciledRecord *
smt_past_find (const SmtPast *past, SmtDate day)
{
  const SmtReconciledRecord *found = NULL;

  g_return_val_if_fail (past != NULL && smt_date_is_set (day), NULL);

  for (guint i = 0; i < past->records->len; i++)
    {
      const SmtReconciledRecord *record = g_ptr_array_index (past->records, i);

      if (smt_date_compare (smt_instant_to_date (record->at), day) <= 0 && (found == NULL || record->at > found->at))
        found = record;
    }
  return found;
}

/** smt_past_find_oldest: Returns: (transfer none) (nullable): the earliest reconciliation that is kept */
const SmtReconciledRecord *
smt_past_find_oldest (const SmtPast *past)
{
  const SmtReconciledRecord *found = NULL;

  g_return_val_if_fail (past != NULL, NULL);

  for (guint i = 0; i < past->records->len; i++)
    {
      const SmtReconciledRecord *record = g_ptr_array_index (past->records, i);

      if (found == NULL || record->at <= found->at)
        found = record;
    }
  return found;
}

/** smt_past_find_entry: Returns: (transfer none) (nullable): the reconciliation that is number @entry of the journal */
const SmtReconciledRecord *
smt_past_find_entry (const SmtPast *past, gint64 entry)
{
  g_return_val_if_fail (past != NULL, NULL);

  for (guint i = 0; i < past->records->len; i++)
    {
      const SmtReconciledRecord *record = g_ptr_array_index (past->records, i);

      if (record->entry == entry)
        return record;
    }
  return NULL;
}

/* --- what is kept ------------------------------------------------------------------------------------------------- */

static void
lookups_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtPast *past = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) lookups = smt_journal_load_lookups_finish (SMT_JOURNAL (source), result, &error);
  const SmtLookupRecord *first = lookups != NULL && lookups->len > 0 ? g_ptr_array_index (lookups, 0) : NULL;

  if (lookups == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (first != NULL)
    past->first_look = first->at;
  g_task_return_boolean (task, TRUE);
}

static void
records_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  SmtPatientContext *self = g_task_get_source_object (task);
  SmtPast *past = g_task_get_task_data (task);
  GError *error = NULL;

  past->records = smt_journal_list_reconciled_finish (SMT_JOURNAL (source), result, &error);
  if (past->records == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  smt_journal_load_lookups_async (SMT_JOURNAL (source), self->look->patient_key, g_task_get_cancellable (task),
                                  lookups_loaded_cb, task);
}

/**
 * smt_patient_context_load_past_async:
 * @self: a patient at work; nothing is kept of a list in a file
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 *
 * Asks the journal what it keeps of the patient's earlier lists; the lists themselves are not read.
 */
void
smt_patient_context_load_past_async (SmtPatientContext *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data)
{
  GTask *task;
  SmtPast *past;

  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (self) && self->desk != NULL);

  past = g_new0 (SmtPast, 1);
  past->first_look = SMT_INSTANT_UNSET;
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, past, (GDestroyNotify)smt_past_free);
  smt_journal_list_reconciled_async (smt_desk_get_store (self->desk), self->look->patient_key, cancellable,
                                     records_listed_cb, task);
}

/**
 * smt_patient_context_load_past_finish:
 * @self: a patient at work
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is kept; %NULL with an error
 */
SmtPast *
smt_patient_context_load_past_finish (SmtPatientContext *self, GAsyncResult *result, GError **error)
{
  SmtPast *past = g_task_get_task_data (G_TASK (result));
  SmtPast *taken;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  taken = g_new0 (SmtPast, 1);
  taken->records = g_steal_pointer (&past->records);
  taken->first_look = past->first_look;
  return taken;
}
