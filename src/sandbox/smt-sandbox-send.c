/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-send.h"

#include <string.h>

#include "sandbox/smt-sandbox-apply.h"
#include "sandbox/smt-sandbox-control.h"
#include "sandbox/smt-sandbox-rules.h"

static void
write_count (SmtJsonWriter *writer, const char *name, guint count)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "name", name);
  smt_json_writer_key (writer, "valueInteger");
  smt_json_writer_int (writer, count);
  smt_json_writer_end_object (writer);
}

static void
write_result (SmtJsonWriter *writer, const char *name, const char *id_name, const SmtSandboxResult *result)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "name", name);
  smt_json_writer_key (writer, "part");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "name", id_name);
  smt_json_writer_member (writer, "valueString", result->id);
  smt_json_writer_end_object (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "name", "resultCode");
  smt_json_writer_key (writer, "valueCoding");
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "code", result->code);
  smt_json_writer_member (writer, "display", result->display);
  smt_json_writer_member (writer, "system", SMT_SANDBOX_ERROR_CODES);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
}

static char *
receipt_of (const SmtSandboxApplied *applied)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  guint taken = 0;

  for (guint i = 0; i < applied->prescriptions->len; i++)
    if (smt_sandbox_result_is_ok (g_ptr_array_index (applied->prescriptions, i)))
      taken++;
  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "parameter");
  smt_json_writer_begin_array (writer);
  write_count (writer, "recallCount", applied->recalls->len);
  write_count (writer, "prescriptionCount", taken);
  if (applied->pll != NULL)
    write_result (writer, "PllResult", "PllmessageID", applied->pll);
  for (guint i = 0; i < applied->prescriptions->len; i++)
    write_result (writer, "prescriptionOperationResult", "reseptID", g_ptr_array_index (applied->prescriptions, i));
  smt_json_writer_end_array (writer);
  smt_json_writer_member (writer, "resourceType", "Parameters");
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

static gboolean
save (SmtSandboxStore *store)
{
  g_autoptr (GError) error = NULL;

  if (smt_sandbox_store_save (store, &error))
    return TRUE;
  g_message ("The state could not be kept: %s", error->message);
  return FALSE;
}

/* Takes what was done into the store; on a full disk nothing was done. */
static gboolean
keep (SmtSandboxStore *store, SmtSandboxPatient *patient, SmtSandboxApplied *applied)
{
  SmtSandboxRecord *before = patient->record;
  guint recalls = patient->recalls->len;

  patient->record = g_steal_pointer (&applied->record);
  patient->applied++;
  for (guint i = 0; i < applied->recalls->len; i++)
    g_ptr_array_add (patient->recalls, g_strdup (g_ptr_array_index (applied->recalls, i)));
  if (save (store))
    {
      smt_sandbox_record_free (before);
      return TRUE;
    }
  smt_sandbox_record_free (patient->record);
  patient->record = before;
  patient->applied--;
  g_ptr_array_set_size (patient->recalls, (int)recalls);
  return FALSE;
}

static SmtSandboxAnswer *
refuse (SmtSandboxStore *store, SmtSandboxPatient *patient, SmtSandboxAnswer *answer)
{
  patient->refused++;
  save (store);
  return answer;
}

/* As a rule of SFM's that nobody here knows of. */
static void
refuse_a_row (SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  outcome->status = 422;
  for (guint i = 0; i < self->came->len; i++)
    {
      const SmtSandboxStatement *came = g_ptr_array_index (self->came, i);

      if (!smt_sandbox_case_is_touched (self, came))
        continue;
      smt_sandbox_case_refuse (self, outcome, came, "", "This one is not taken");
      return;
    }
}

/**
 * smt_sandbox_send:
 * @store: the store
 * @request: the Parameters that came
 * @fault: conflict, pll-failed and prescription-failed make a difference here
 *
 * Returns: (transfer full): the receipt, or an OperationOutcome and nothing done
 */
SmtSandboxAnswer *
smt_sandbox_send (SmtSandboxStore *store, SmtJsonCursor request, SmtSandboxFault fault)
{
  g_autofree char *problem = NULL;
  g_autoptr (SmtSandboxCase) self = smt_sandbox_case_new (store, request, &problem);
  g_autoptr (SmtSandboxOutcome) outcome = smt_sandbox_outcome_new ();
  g_autoptr (SmtSandboxApplied) applied = NULL;
  SmtSandboxPatient *patient;

  if (self == NULL)
    return smt_sandbox_answer_refusal (400, "invalid", problem);
  patient = self->patient;
  patient->sends++;
  if (fault == SMT_SANDBOX_FAULT_CONFLICT)
    smt_sandbox_other_writer (store, patient, NULL, NULL, NULL);
  if (patient->other_writer)
    return refuse (
        store, patient,
        smt_sandbox_answer_refusal (409, "conflict", "The list was changed by another writer since the lookup"));
  smt_sandbox_rules_run (self, outcome);
  if (fault == SMT_SANDBOX_FAULT_ROW_REFUSED)
    refuse_a_row (self, outcome);
  if (!smt_sandbox_outcome_is_empty (outcome))
    return refuse (store, patient, smt_sandbox_outcome_to_answer (outcome));
  applied = smt_sandbox_apply (self, fault);
  if (!keep (store, patient, applied))
    return smt_sandbox_answer_refusal (500, "exception", "The sandbox could not keep its state");
  return smt_sandbox_answer_new (200, receipt_of (applied));
}
