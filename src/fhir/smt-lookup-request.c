/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-lookup-request.h"

#include <string.h>

#include "base/smt-json-writer.h"
#include "fhir/smt-sfm-names.h"

/* --- patient ------------------------------------------------------------------------------------------------------ */

/* A D-number is a birth date with 40 added to the day. */
static gboolean
is_d_number (const char *number)
{
  return number[0] >= '4' && number[0] <= '7';
}

static void
write_identifier (SmtJsonWriter *writer, const char *number)
{
  gboolean d_number = is_d_number (number);

  smt_json_writer_key (writer, "identifier");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "use", "official");
  smt_json_writer_key (writer, "type");
  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "coding");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "system", d_number ? SMT_SYSTEM_DNR_TYPE : SMT_SYSTEM_FNR_TYPE);
  smt_json_writer_member (writer, "code", d_number ? "DNR-nummer" : "FNR-nummer");
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
  smt_json_writer_member (writer, "system", d_number ? SMT_ID_DNR : SMT_ID_FNR);
  smt_json_writer_member (writer, "value", number);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);
}

static void
write_name (SmtJsonWriter *writer, const SmtPatient *patient)
{
  smt_json_writer_key (writer, "name");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "family", patient->family);
  if (patient->given != NULL)
    {
      smt_json_writer_key (writer, "given");
      smt_json_writer_begin_array (writer);
      smt_json_writer_string (writer, patient->given);
      smt_json_writer_end_array (writer);
    }
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);
}

static const char *
gender_code (SmtGender gender)
{
  switch (gender)
    {
    case SMT_GENDER_FEMALE:
      return "female";
    case SMT_GENDER_MALE:
      return "male";
    case SMT_GENDER_OTHER:
      return "other";
    case SMT_GENDER_UNKNOWN:
    default:
      return "unknown";
    }
}

static void
write_address (SmtJsonWriter *writer, const SmtPatient *patient)
{
  if (patient->address_line == NULL && patient->postal_code == NULL && patient->city == NULL)
    return;
  smt_json_writer_key (writer, "address");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "use", "home");
  smt_json_writer_member (writer, "type", "physical");
  if (patient->address_line != NULL)
    {
      smt_json_writer_key (writer, "line");
      smt_json_writer_begin_array (writer);
      smt_json_writer_string (writer, patient->address_line);
      smt_json_writer_end_array (writer);
    }
  smt_json_writer_member (writer, "city", patient->city);
  smt_json_writer_member (writer, "postalCode", patient->postal_code);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);
}

static void
write_patient (SmtJsonWriter *writer, const SmtPatient *patient)
{
  g_autofree char *birth_date = smt_date_is_set (patient->birth_date) ? smt_date_to_iso (patient->birth_date) : NULL;

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "resourceType", "Patient");
  smt_json_writer_key (writer, "meta");
  smt_json_writer_raw (writer, "{\"profile\":[\"" SMT_PROFILE_PATIENT "\"]}", -1);
  if (patient->national_number != NULL)
    write_identifier (writer, patient->national_number);
  smt_json_writer_key (writer, "active");
  smt_json_writer_boolean (writer, TRUE);
  write_name (writer, patient);
  smt_json_writer_member (writer, "gender", gender_code (patient->gender));
  smt_json_writer_member (writer, "birthDate", birth_date);
  write_address (writer, patient);
  smt_json_writer_end_object (writer);
}

/* --- parameters --------------------------------------------------------------------------------------------------- */

static void
write_parameter (SmtJsonWriter *writer, const char *name, const char *value_key, const char *value)
{
  if (value == NULL)
    return;
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "name", name);
  smt_json_writer_member (writer, value_key, value);
  smt_json_writer_end_object (writer);
}

/* From midnight in Norway. */
static void
write_since (SmtJsonWriter *writer, SmtDate since)
{
  g_autofree char *day = NULL;
  g_autofree char *midnight = NULL;
  g_autofree char *stamp = NULL;
  SmtInstant instant;

  if (!smt_date_is_set (since))
    return;
  day = smt_date_to_iso (since);
  midnight = g_strconcat (day, "T00:00:00", NULL);
  if (smt_instant_parse (midnight, &instant))
    stamp = smt_instant_to_rfc3339 (instant);
  write_parameter (writer, "historyTimestamp", "valueDateTime", stamp);
}

static void
write_access (SmtJsonWriter *writer, const SmtLookupRequest *request)
{
  for (guint i = 0; request->reference_numbers != NULL && request->reference_numbers[i] != NULL; i++)
    write_parameter (writer, "Referansenummer", "valueString", request->reference_numbers[i]);
  write_since (writer, request->since);
  write_parameter (writer, "SamtykkeKjernejournal", "valueCode", smt_consent_code (request->consent));
  write_parameter (writer, "SamtykkeSperretLegemidler", "valueCode", smt_consent_code (request->sperret));
  write_parameter (writer, "SamtykkeLasteResepter", "valueCode", smt_consent_code (request->locked));
}

/* --- widening ----------------------------------------------------------------------------------------------------- */

static gboolean
widen_consent (SmtConsent *consent, SmtConsent other)
{
  if (other == SMT_CONSENT_NONE || *consent == other)
    return FALSE;
  *consent = other;
  return TRUE;
}

static gboolean
widen_numbers (SmtLookupRequest *request, char *const *others)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean wider = FALSE;

  if (request->reference_numbers != NULL)
    g_strv_builder_addv (builder, (const char **)request->reference_numbers);
  for (guint i = 0; others != NULL && others[i] != NULL; i++)
    if (request->reference_numbers == NULL
        || !g_strv_contains ((const char *const *)request->reference_numbers, others[i]))
      {
        g_strv_builder_add (builder, others[i]);
        wider = TRUE;
      }
  if (wider)
    {
      g_strfreev (request->reference_numbers);
      request->reference_numbers = g_strv_builder_end (builder);
    }
  return wider;
}

static gboolean
widen_since (SmtDate *since, SmtDate other)
{
  if (!smt_date_is_set (other) || (smt_date_is_set (*since) && smt_date_compare (*since, other) <= 0))
    return FALSE;
  *since = other;
  return TRUE;
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_lookup_request_new:
 * @patient: (transfer full): whom to look up
 *
 * Returns: (transfer full): a request that asks kjernejournal nothing yet
 */
SmtLookupRequest *
smt_lookup_request_new (SmtPatient *patient)
{
  SmtLookupRequest *request = g_new0 (SmtLookupRequest, 1);

  g_return_val_if_fail (patient != NULL, request);

  request->patient = patient;
  request->since = SMT_DATE_UNSET;
  return request;
}

/**
 * smt_lookup_request_free:
 * @request: (transfer full): a request
 */
void
smt_lookup_request_free (SmtLookupRequest *request)
{
  g_return_if_fail (request != NULL);

  g_clear_pointer (&request->patient, smt_patient_unref);
  g_strfreev (request->reference_numbers);
  g_free (request->reason);
  g_free (request);
}

/**
 * smt_lookup_request_copy:
 * @request: a request
 *
 * Returns: (transfer full): another one that says the same
 */
SmtLookupRequest *
smt_lookup_request_copy (const SmtLookupRequest *request)
{
  SmtLookupRequest *copy;

  g_return_val_if_fail (request != NULL, NULL);

  copy = g_new0 (SmtLookupRequest, 1);
  *copy = *request;
  copy->patient = smt_patient_ref (request->patient);
  copy->reason = g_strdup (request->reason);
  copy->reference_numbers = g_strdupv (request->reference_numbers);
  return copy;
}

/**
 * smt_lookup_request_widen:
 * @request: a request
 * @other: an earlier one, about the same patient
 *
 * Lets @request see what @other saw: the same reference numbers, the same consents, at least as far back.
 *
 * Returns: whether @request asks for something else than before
 */
gboolean
smt_lookup_request_widen (SmtLookupRequest *request, const SmtLookupRequest *other)
{
  gboolean wider = FALSE;

  g_return_val_if_fail (request != NULL && other != NULL, FALSE);

  wider |= widen_consent (&request->consent, other->consent);
  wider |= widen_consent (&request->sperret, other->sperret);
  wider |= widen_consent (&request->locked, other->locked);
  wider |= widen_numbers (request, other->reference_numbers);
  wider |= widen_since (&request->since, other->since);
  if (request->reason == NULL && smt_lookup_request_is_emergency (request))
    request->reason = g_strdup (other->reason);
  return wider;
}

/**
 * smt_lookup_request_is_emergency:
 * @request: a request
 *
 * Returns: whether anything is opened as an emergency (øyeblikkelig hjelp): who does so says why
 */
gboolean
smt_lookup_request_is_emergency (const SmtLookupRequest *request)
{
  g_return_val_if_fail (request != NULL, FALSE);

  return request->consent == SMT_CONSENT_EMERGENCY || request->sperret == SMT_CONSENT_EMERGENCY
         || request->locked == SMT_CONSENT_EMERGENCY;
}

/**
 * smt_consent_code:
 * @consent: a basis
 *
 * Returns: (nullable): its code in SFM; %NULL where nothing is opened
 */
const char *
smt_consent_code (SmtConsent consent)
{
  switch (consent)
    {
    case SMT_CONSENT_EXCEPTION:
      return "HPUNNTAK";
    case SMT_CONSENT_GIVEN:
      return "HPMOTTATTSAMTYKKE";
    case SMT_CONSENT_EMERGENCY:
      return "HPAKUTT";
    case SMT_CONSENT_NONE:
    default:
      return NULL;
    }
}

/**
 * smt_consent_from_code:
 * @code: (nullable): a code of smt_consent_code()
 *
 * Returns: the basis; %SMT_CONSENT_NONE for anything else
 */
SmtConsent
smt_consent_from_code (const char *code)
{
  for (SmtConsent consent = SMT_CONSENT_EXCEPTION; consent <= SMT_CONSENT_EMERGENCY; consent++)
    if (g_strcmp0 (code, smt_consent_code (consent)) == 0)
      return consent;
  return SMT_CONSENT_NONE;
}

/**
 * smt_purpose_token:
 * @purpose: what a lookup is for
 *
 * Returns: a word for it that never changes, for storing
 */
const char *
smt_purpose_token (SmtPurpose purpose)
{
  switch (purpose)
    {
    case SMT_PURPOSE_TREATMENT:
      return "treatment";
    case SMT_PURPOSE_RENEWAL:
      return "renewal";
    case SMT_PURPOSE_RECONCILIATION:
    default:
      return "reconciliation";
    }
}

/**
 * smt_lookup_request_encode:
 * @request: a request
 *
 * The body of $getMedication. A patient without a national number is looked up by name, birth date and gender (SFM
 * implementation guide, getMedication).
 *
 * Returns: (transfer full): the bytes to send
 */
GBytes *
smt_lookup_request_encode (const SmtLookupRequest *request)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  char *json;

  g_return_val_if_fail (request != NULL && request->patient != NULL, NULL);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "resourceType", "Parameters");
  smt_json_writer_key (writer, "parameter");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "name", "patient");
  smt_json_writer_key (writer, "resource");
  write_patient (writer, request->patient);
  smt_json_writer_end_object (writer);
  write_access (writer, request);
  write_parameter (writer, "IncludeOriginal", "valueCode", request->include_original ? "include_reseptdok" : NULL);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
  json = smt_json_writer_finish (writer);
  return g_bytes_new_take (json, strlen (json));
}
