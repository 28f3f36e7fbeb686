/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "base/smt-json.h"
#include "desk/smt-look-private.h"
#include "desk/smt-patient-context-private.h"

/** Opening: a file being read on a worker thread. */
typedef struct
{
  GFile *file;
  SmtDate today;
  SmtCatalogue *catalogue; /* (nullable) */
  gboolean beside;         /* to stand beside a patient, not alone */
  SmtLook *look;
  SmtBeside *list;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_object (&opening->file);
  g_clear_pointer (&opening->catalogue, smt_catalogue_unref);
  g_clear_pointer (&opening->look, smt_look_free);
  g_clear_pointer (&opening->list, smt_beside_unref);
  g_free (opening);
}

/* One byte more than the longest document, so that a longer one is refused like anywhere else and never held. */
static GBytes *
read_bytes (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *text = NULL;
  gsize length;

  if (stream == NULL)
    return NULL;
  text = g_malloc (SMT_JSON_MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), text, SMT_JSON_MAX_BYTES + 1, &length, cancellable, error))
    return NULL;
  return g_bytes_new (text, length);
}

/* Nobody was asked and nothing was sent before: what a lookup knows besides the list is empty. */
SmtLook *
_smt_look_at_list (SmtAnswer *answer, SmtDate today, SmtComparison *comparison)
{
  const SmtList *list = smt_answer_get_list (answer);
  SmtLook *look = g_new0 (SmtLook, 1);

  look->request = smt_lookup_request_new (smt_patient_ref (list->patient));
  look->reconciliation = smt_reconciliation_new (list, today);
  look->comparison = comparison;
  look->answer = answer;
  look->server_time = SMT_INSTANT_UNSET;
  look->fetched = list->rf_fetched;
  look->sends = g_ptr_array_new ();
  return look;
}

/* "file.json", and not the folder it lies in. */
static char *
dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL ? g_filename_display_name (base) : g_strdup ("?");
}

static void
open_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  const SmtReadOptions options = { .today = opening->today, .catalogue = opening->catalogue };
  GError *error = NULL;
  g_autoptr (GBytes) bytes = read_bytes (opening->file, cancellable, &error);
  SmtAnswer *answer = bytes != NULL ? smt_answer_read_with (bytes, &options, &error) : NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (opening->beside)
    {
      g_autofree char *name = dup_name (opening->file);

      opening->list = smt_beside_new (name, answer);
      smt_answer_unref (answer);
    }
  else
    opening->look = _smt_look_at_list (answer, opening->today,
                                       smt_comparison_new (smt_answer_get_list (answer), NULL, NULL, NULL, NULL));
  g_task_return_boolean (task, TRUE);
}

static Opening *
opening_new (GFile *file, SmtDate today, const SmtCatalogue *catalogue)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->file = g_object_ref (file);
  opening->today = today;
  opening->catalogue = catalogue != NULL ? smt_catalogue_ref (catalogue) : NULL;
  return opening;
}

/**
 * smt_patient_context_open_file_async:
 * @file: a file with one list: an answer of SFM, or plain FHIR R4
 * @today: the day to check for
 * @catalogue: (nullable): FEST
 * @cancellable: (nullable): to give it up
 * @callback: called when it was read
 * @data: for @callback
 *
 * Reads, decodes and checks a file on a worker thread, only to be shown: nothing in it can be decided, nothing of it is
 * written down anywhere, and it is never sent.
 */
void
smt_patient_context_open_file_async (GFile *file,
                                     SmtDate today,
                                     const SmtCatalogue *catalogue,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (file, cancellable, callback, data);
  g_task_set_task_data (task, opening_new (file, today, catalogue), opening_free);
  g_task_run_in_thread (task, open_file);
}

/**
 * smt_patient_context_open_file_finish:
 * @result: of smt_patient_context_open_file_async()
 * @error: return location for an error of %SMT_FHIR_ERROR or %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): the list of the file, in the state %SMT_CONTEXT_FILE
 */
SmtPatientContext *
smt_patient_context_open_file_finish (GAsyncResult *result, GError **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return _smt_patient_context_new (NULL, g_steal_pointer (&opening->look));
}

/**
 * smt_patient_context_read_file_async:
 * @file: a file with one list: an answer of SFM, or plain FHIR R4
 * @today: the day to read it for
 * @catalogue: (nullable): FEST
 * @cancellable: (nullable): to give it up
 * @callback: called when it was read
 * @data: for @callback
 *
 * Reads a list on a worker thread, to stand beside that of the patient at work.
 */
void
smt_patient_context_read_file_async (GFile *file,
                                     SmtDate today,
                                     const SmtCatalogue *catalogue,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (file, cancellable, callback, data);
  opening = opening_new (file, today, catalogue);
  opening->beside = TRUE;
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_file);
}

/**
 * smt_patient_context_read_file_finish:
 * @result: of smt_patient_context_read_file_async()
 * @error: return location for an error of %SMT_FHIR_ERROR or %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): the list of the file
 */
SmtBeside *
smt_patient_context_read_file_finish (GAsyncResult *result, GError **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&opening->list);
}
