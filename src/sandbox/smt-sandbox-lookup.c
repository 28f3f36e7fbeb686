/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-lookup.h"

#include <string.h>

#include "sandbox/smt-sandbox-composition.h"

static gboolean
has_identifier (SmtJsonCursor asked, const char *number)
{
  SmtJsonIter iter;
  SmtJsonCursor identifier;

  smt_json_iter_init (&iter, smt_json_member (asked, "identifier"));
  while (smt_json_iter_next (&iter, NULL, &identifier))
    if (smt_json_string_equals (smt_json_member (identifier, "value"), number))
      return TRUE;
  return FALSE;
}

static gboolean
same_text (SmtJsonCursor a, SmtJsonCursor b, const char *path)
{
  g_autofree char *text_a = smt_sandbox_json_text (a, path);
  g_autofree char *text_b = smt_sandbox_json_text (b, path);

  return text_a != NULL && g_strcmp0 (text_a, text_b) == 0;
}

/* Without a number SFM finds the patient by name, birth date and gender together (G/getMedication). */
static gboolean
is_patient (SmtJsonCursor asked, const SmtSandboxPatient *patient)
{
  SmtJsonCursor known = smt_sandbox_entry_resource (smt_sandbox_record_first (patient->record, "Patient"));

  if (smt_json_length (smt_json_member (asked, "identifier")) > 0)
    return has_identifier (asked, patient->number);
  return same_text (asked, known, "name/0/family") && same_text (asked, known, "name/0/given/0")
         && same_text (asked, known, "birthDate") && same_text (asked, known, "gender");
}

static SmtSandboxPatient *
find_patient (SmtSandboxStore *store, SmtJsonCursor request)
{
  SmtJsonIter iter;
  SmtJsonCursor parameter;

  smt_json_iter_init (&iter, smt_json_member (request, "parameter"));
  while (smt_json_iter_next (&iter, NULL, &parameter))
    if (smt_json_string_equals (smt_json_member (parameter, "name"), "patient"))
      for (guint i = 0; i < store->patients->len; i++)
        if (is_patient (smt_json_member (parameter, "resource"), g_ptr_array_index (store->patients, i)))
          return g_ptr_array_index (store->patients, i);
  return NULL;
}

static gboolean
is_named (const char *parameter, const char *name)
{
  g_autoptr (SmtJson) json = smt_sandbox_json_read (parameter, -1, NULL);

  return smt_json_string_equals (smt_json_member (smt_json_root (json), "name"), name);
}

static char *
instant_parameter (const char *name, const char *stamp)
{
  return g_strdup_printf ("{\"name\":\"%s\",\"valueDateTime\":\"%s\"}", name, stamp);
}

static char *
failed_parameter (const char *name, const char *display)
{
  return g_strdup_printf (
      "{\"name\":\"%s\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\"" SMT_SANDBOX_ERROR_CODES
      "\",\"code\":\"1\",\"display\":\"%s\"}]}}",
      name, display);
}

/* The parameter as this answer says it; NULL leaves it out. */
static char *
answer_parameter (const char *parameter, const char *stamp, SmtSandboxFault fault)
{
  if (is_named (parameter, "KJHentetTidspunkt"))
    return fault == SMT_SANDBOX_FAULT_KJ_FAILED ? NULL : instant_parameter ("KJHentetTidspunkt", stamp);
  if (is_named (parameter, "RFHentetTidspunkt"))
    return fault == SMT_SANDBOX_FAULT_RF_FAILED ? NULL : instant_parameter ("RFHentetTidspunkt", stamp);
  if (fault == SMT_SANDBOX_FAULT_KJ_FAILED && is_named (parameter, "KJFeilkode"))
    return failed_parameter ("KJFeilkode", "Kjernejournal er ikke tilgjengelig");
  if (fault == SMT_SANDBOX_FAULT_RF_FAILED && is_named (parameter, "RFM96Feilkode"))
    return failed_parameter ("RFM96Feilkode", "Reseptformidleren er ikke tilgjengelig");
  if (fault == SMT_SANDBOX_FAULT_RF_FAILED && is_named (parameter, "RFM912Feilkode"))
    return failed_parameter ("RFM912Feilkode", "Reseptformidleren er ikke tilgjengelig");
  return g_strdup (parameter);
}

static gboolean
is_left_out (const SmtSandboxEntry *entry, SmtSandboxFault fault)
{
  static const char *const from_rf[] = { "MedicationStatement", "Medication", "MedicationDispense", "Basic", NULL };

  if (fault == SMT_SANDBOX_FAULT_RF_FAILED)
    return g_strv_contains (from_rf, entry->type);
  return fault == SMT_SANDBOX_FAULT_KJ_FAILED && strcmp (entry->type, "AllergyIntolerance") == 0;
}

/* @record as it is answered: the parameters of now, and nothing from a register that did not answer. */
static SmtSandboxRecord *
answered_record (const SmtSandboxRecord *record, const char *stamp, SmtSandboxFault fault)
{
  SmtSandboxRecord *answered = smt_sandbox_record_new ();

  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);

      if (!is_left_out (entry, fault))
        g_ptr_array_add (answered->entries, smt_sandbox_entry_ref (entry));
    }
  for (guint i = 0; i < record->parameters->len; i++)
    {
      char *parameter = answer_parameter (g_ptr_array_index (record->parameters, i), stamp, fault);

      if (parameter != NULL)
        g_ptr_array_add (answered->parameters, parameter);
    }
  return answered;
}

/* A lookup without Reseptformidleren is none to send from (G/PopulatingsendMedication): it leaves the newest one be. */
static gboolean
remember (SmtSandboxStore *store, SmtSandboxPatient *patient, SmtSandboxRecord *record, const char *lookup_id)
{
  SmtSandboxPatient before = *patient;
  g_autoptr (GError) error = NULL;

  patient->record = record;
  patient->lookup_id = g_strdup (lookup_id);
  patient->lookup_at = smt_sandbox_clock_now (&store->clock);
  patient->other_writer = FALSE;
  if (smt_sandbox_store_save (store, &error))
    {
      smt_sandbox_record_free (before.record);
      g_free (before.lookup_id);
      return TRUE;
    }
  g_message ("The state could not be kept: %s", error->message);
  smt_sandbox_record_free (patient->record);
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

/**
 * smt_sandbox_lookup:
 * @store: the store
 * @request: the Parameters that came
 * @fault: rf-failed, kj-failed and wrong-patient make a difference here
 *
 * Every lookup opens a new session: new resource ids and fullUrls, a new Composition.identifier; PLL ids and ReseptIds
 * stay. It replaces the newest lookup, so that a send that names an older one is refused.
 *
 * Returns: (transfer full): the answer
 */
SmtSandboxAnswer *
smt_sandbox_lookup (SmtSandboxStore *store, SmtJsonCursor request, SmtSandboxFault fault)
{
  SmtSandboxPatient *patient = find_patient (store, request);
  g_autofree char *stamp = smt_sandbox_clock_stamp (&store->clock);
  g_autofree char *lookup_id = g_uuid_string_random ();
  g_autoptr (SmtSandboxRecord) renamed = NULL;
  g_autoptr (SmtSandboxRecord) answered = NULL;
  g_autofree char *body = NULL;

  if (patient == NULL)
    return smt_sandbox_answer_refusal (404, "processing", "The patient is not one of the sandbox");
  if (fault == SMT_SANDBOX_FAULT_WRONG_PATIENT)
    patient = somebody_else (store, patient);
  patient->lookups++;
  renamed = smt_sandbox_record_renamed (patient->record);
  answered = answered_record (renamed, stamp, fault);
  smt_sandbox_composition_write (answered, lookup_id, stamp);
  body = smt_sandbox_record_to_json (answered, stamp);
  if (fault != SMT_SANDBOX_FAULT_RF_FAILED && !remember (store, patient, g_steal_pointer (&renamed), lookup_id))
    return smt_sandbox_answer_refusal (500, "exception", "The sandbox could not keep its state");
  return smt_sandbox_answer_new (200, g_steal_pointer (&body));
}
