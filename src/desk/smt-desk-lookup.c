/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking a patient up, and what was left open of the sends before.
 */
#include "desk/smt-desk.h"

#include "desk/smt-desk-private.h"
#include "desk/smt-look.h"
#include "desk/smt-patient-context-private.h"

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SmtLook *look = smt_look_finish (result, &error);

  if (look == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, _smt_patient_context_new (g_task_get_source_object (task), look), g_object_unref);
}

static void
request_free (gpointer data)
{
  smt_lookup_request_free (data);
}

/**
 * smt_desk_look_up_async:
 * @self: a desk
 * @request: (transfer full): whom to look up
 * @cancellable: (nullable): gives the lookup up
 * @callback: called with the patient at work
 * @data: for @callback
 *
 * Fetches the list, checks it, settles what was still open of earlier sends, and puts the decisions of the draft back
 * on the rows whose data are the same.
 */
void
smt_desk_look_up_async (SmtDesk *self,
                        SmtLookupRequest *request,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  GTask *task;

  g_return_if_fail (SMT_IS_DESK (self) && request != NULL);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, request, request_free);
  smt_look_async (self, request, smt_desk_get_today (self), cancellable, looked_cb, task);
}

/**
 * smt_desk_look_up_finish:
 * @self: a desk
 * @result: the result
 * @error: return location; %SMT_BROKER_ERROR, where an answer that cannot be read or is about somebody else is
 *   %SMT_BROKER_ERROR_BAD_ANSWER
 *
 * Returns: (transfer full) (nullable): the patient at work
 */
SmtPatientContext *
smt_desk_look_up_finish (SmtDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- open sends --------------------------------------------------------------------------------------------------- */

static void
sends_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *sends = smt_journal_open_sends_finish (SMT_JOURNAL (source), result, &error);

  if (sends != NULL)
    g_task_return_pointer (task, sends, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * smt_desk_open_sends_async:
 * @self: a desk
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_desk_open_sends_async (SmtDesk *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (SMT_IS_DESK (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_name (task, G_STRFUNC);
  smt_journal_open_sends_async (smt_desk_get_store (self), NULL, NULL, sends_cb, task);
}

/**
 * smt_desk_open_sends_finish:
 * @self: a desk
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtSendRecord) (nullable): sends whose end nobody has seen; looking the
 * patient up settles them
 */
GPtrArray *
smt_desk_open_sends_finish (SmtDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
