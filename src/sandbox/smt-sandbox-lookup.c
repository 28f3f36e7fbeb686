/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-lookup.h"

#include "sandbox/smt-sandbox-answering.h"
#include "sandbox/smt-sandbox-composition.h"
#include "sandbox/smt-sandbox-original.h"

static SmtSandboxPatient *
find_patient (SmtSandboxStore *store, SmtJsonCursor request)
{
  SmtJsonIter iter;
  SmtJsonCursor parameter;

  smt_json_iter_init (&iter, smt_json_member (request, "parameter"));
  while (smt_json_iter_next (&iter, NULL, &parameter))
    if (smt_json_string_equals (smt_json_member (parameter, "name"), "patient"))
      return smt_sandbox_store_find_person (store, smt_json_member (parameter, "resource"));
  return NULL;
}

/* What this lookup showed is what the next send is judged by. */
static gboolean
remember (SmtSandboxStore *store,
          SmtSandboxPatient *patient,
          SmtSandboxRecord *record,
          GHashTable *hidden,
          const char *lookup_id)
{
  SmtSandboxPatient before = *patient;
  g_autoptr (GError) error = NULL;

  patient->record = record;
  patient->hidden = g_hash_table_ref (hidden);
  patient->lookup_id = g_strdup (lookup_id);
  patient->lookup_at = smt_sandbox_clock_now (&store->clock);
  patient->other_writer = FALSE;
  if (smt_sandbox_store_save (store, &error))
    {
      smt_sandbox_record_free (before.record);
      g_hash_table_unref (before.hidden);
      g_free (before.lookup_id);
      return TRUE;
    }
  g_message ("The state could not be kept: %s", error->message);
  smt_sandbox_record_free (patient->record);
  g_hash_table_unref (patient->hidden);
  g_free (patient->lookup_id);
  *patient = before;
  return FALSE;
}

/* The next in the list. */
static SmtSandboxPatient *
somebody_else (SmtSandboxStore *store, SmtSandboxPatient *patient)
{
  guint at = 0;

  g_ptr_array_find (store->patients, patient, &at);
  return g_ptr_array_index (store->patients, (at + 1) % store->patients->len);
}

/* @consent: what the lookup brought */
static SmtSandboxAnswer *
answer (SmtSandboxStore *store, SmtSandboxPatient *patient, const SmtSandboxConsent *consent, SmtSandboxFault fault)
{
  g_autofree char *stamp = smt_sandbox_clock_stamp (&store->clock);
  g_autofree char *lookup_id = g_uuid_string_random ();
  g_autoptr (SmtSandboxRecord) renamed = smt_sandbox_record_renamed (patient->record);
  g_autoptr (SmtSandboxAccess) access =
      smt_sandbox_access_new (renamed, consent, smt_sandbox_clock_now (&store->clock));
  g_autoptr (SmtSandboxRecord) answered = NULL;
  g_autofree char *body = NULL;

  patient->lookups++;
  smt_sandbox_originals_put (renamed, access, consent->originals);
  answered = smt_sandbox_answering_record (renamed, access, consent->asks_kj, stamp, fault);
  smt_sandbox_composition_write (answered, lookup_id, stamp);
  body = smt_sandbox_record_to_json (answered, stamp);
  if (smt_sandbox_answering_is_whole (answered)
      && !remember (store, patient, g_steal_pointer (&renamed), access->hidden, lookup_id))
    return smt_sandbox_answer_refusal (500, "exception", "The sandbox could not keep its state");
  return smt_sandbox_answer_new (200, g_steal_pointer (&body));
}

/**
 * smt_sandbox_lookup:
 * @store: the store
 * @request: the Parameters that came
 * @fault: rf-failed, kj-failed, pll-failed and wrong-patient make a difference here
 *
 * Every lookup opens a new session: new resource ids and fullUrls, a new Composition.identifier; PLL ids and ReseptIds
 * stay. It replaces the newest lookup, so that a send that names an older one is refused; one that did not read
 * prescriptions and list leaves the newest one be.
 *
 * Returns: (transfer full): the answer
 */
SmtSandboxAnswer *
smt_sandbox_lookup (SmtSandboxStore *store, SmtJsonCursor request, SmtSandboxFault fault)
{
  SmtSandboxPatient *patient = find_patient (store, request);
  g_auto (SmtSandboxConsent) consent = { 0 };
  g_autofree char *problem = NULL;

  if (!smt_sandbox_consent_read (&consent, request, &problem))
    return smt_sandbox_answer_refusal (400, "invalid", problem);
  if (patient == NULL)
    return smt_sandbox_answer_refusal (404, "processing", "The patient is not one of the sandbox");
  if (fault == SMT_SANDBOX_FAULT_WRONG_PATIENT)
    patient = somebody_else (store, patient);
  return answer (store, patient, &consent, fault);
}
