/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-patient-context-private.h"

/* Every key the treatment is known by: its own, and that of each prescription of its chain while it was loose. */
char **
_smt_patient_context_dup_keys (const SmtTreatment *treatment)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  g_strv_builder_add (keys, treatment->key);
  for (guint i = 0; i < treatment->prescriptions->len; i++)
    {
      const SmtPrescription *link = g_ptr_array_index (treatment->prescriptions, i);
      g_autofree char *key = link->prescription_id != NULL ? g_strconcat ("rx:", link->prescription_id, NULL) : NULL;

      if (key != NULL)
        g_strv_builder_add (keys, key);
    }
  return g_strv_builder_end (keys);
}

/* Of a list as it was, what was done by then. */
static void
forget_later (const SmtPastLook *past, GPtrArray *acts)
{
  for (guint i = acts->len; i > 0; i--)
    if (!_smt_past_look_knows (past, g_ptr_array_index (acts, i - 1)))
      g_ptr_array_remove_index (acts, i - 1);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtPatientContext *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *acts = smt_journal_load_history_finish (SMT_JOURNAL (source), result, &error);

  if (acts != NULL && self->past != NULL)
    forget_later (self->past, acts);
  if (acts != NULL)
    g_task_return_pointer (task, acts, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * smt_patient_context_load_history_async:
 * @self: a patient at work
 * @key: a treatment of the list
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 *
 * Asks what was decided on the treatment with this program, and what was sent; of a file nothing was.
 */
void
smt_patient_context_load_history_async (SmtPatientContext *self,
                                        const char *key,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer data)
{
  const SmtTreatment *treatment;
  SmtJournal *store;
  GTask *task;

  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_name (task, G_STRFUNC);
  treatment = smt_list_find (smt_patient_context_get_list (self), key);
  store = self->desk != NULL   ? smt_desk_get_store (self->desk)
          : self->past != NULL ? _smt_past_look_get_store (self->past)
                               : NULL;
  if (store == NULL || treatment == NULL)
    {
      g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify)g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  g_auto (GStrv) keys = _smt_patient_context_dup_keys (treatment);
  smt_journal_load_history_async (store, self->look->patient_key, (const char *const *)keys, cancellable, loaded_cb,
                                  task);
}

/**
 * smt_patient_context_load_history_finish:
 * @self: a patient at work
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtAct) (nullable): what was done here, the earliest first; %NULL with an
 * error
 */
GPtrArray *
smt_patient_context_load_history_finish (SmtPatientContext *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
