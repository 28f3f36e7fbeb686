/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an answer says about each part of a send, errors of the service, and the request of a lookup.
 */
#include "fhir-test.h"

#include <string.h>

#define CHANGED "pll:1a000000-0000-4000-8000-000000000001"
#define STOPPED "pll:1a000000-0000-4000-8000-000000000002"
#define LOOSE "rx:2a000000-0000-4000-8000-000000000004"
#define NEW_ID "aaaaaaaa-0000-4000-8000-00000000000a"
#define OTHER_ID "aaaaaaaa-0000-4000-8000-00000000000c"
#define OK_CODE "{\"name\":\"resultCode\",\"valueCoding\":{\"code\":\"0\",\"display\":\"OK\"}}"
#define BAD_CODE "{\"name\":\"resultCode\",\"valueCoding\":{\"code\":\"7\",\"display\":\"Avvist av RF\"}}"
#define RESULT(id, code)                                                                                               \
  "{\"name\":\"prescriptionOperationResult\",\"part\":[{\"name\":\"reseptID\",\"valueString\":\"" id "\"}," code "]}"
#define PLL(code) "{\"name\":\"PllResult\",\"part\":[{\"name\":\"PllmessageID\",\"valueString\":\"x\"}," code "]}"
#define COUNTS(recalls, prescriptions)                                                                                 \
  "{\"name\":\"recallCount\",\"valueInteger\":" recalls                                                                \
  "},{\"name\":\"prescriptionCount\",\"valueInteger\":" prescriptions "}"
#define ANSWER(parts) "{\"resourceType\":\"Parameters\",\"parameter\":[" parts "]}"

/* One prescription changed and one entry stopped: a new prescription, two recalls, an entry and the list. */
static SmtChangeSet *
sent (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  SmtChangeSet *set = test_set_new (answer);

  test_decide_dose (set, CHANGED, smt_rhythm_new_weekdays (smt_range_exact_int (3), "tablett", 1 << SMT_MONDAY),
                    "2026-11-23");
  test_decide (set, SMT_DECISION_STOP, STOPPED)->stop_reason = SMT_STOP_FINISHED;
  return set;
}

static SmtReceipt *
read_receipt (const char *text, GError **error)
{
  g_autoptr (SmtChangeSet) set = sent ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return smt_send_read_answer (bytes, set, 1795080600000000, error);
}

static const SmtReceiptPart *
part_of (const SmtReceipt *receipt, SmtPartKind kind, const char *key)
{
  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);
      if (part->kind == kind && g_strcmp0 (part->key, key) == 0)
        return part;
    }
  g_assert_not_reached ();
}

static void
assert_states (const char *text, SmtPartState prescription, SmtPartState entry, SmtPartState list)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReceipt) receipt = read_receipt (text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (receipt->parts->len, ==, 5);
  g_assert_cmpint (part_of (receipt, SMT_PART_PRESCRIPTION, CHANGED)->state, ==, prescription);
  g_assert_cmpint (part_of (receipt, SMT_PART_ENTRY, STOPPED)->state, ==, entry);
  g_assert_cmpint (part_of (receipt, SMT_PART_PLL, NULL)->state, ==, list);
  /* a recall has no receipt of its own: only a lookup confirms it, whatever the count says */
  g_assert_cmpint (part_of (receipt, SMT_PART_RECALL, CHANGED)->state, ==, SMT_PART_UNCONFIRMED);
  g_assert_cmpint (part_of (receipt, SMT_PART_RECALL, STOPPED)->state, ==, SMT_PART_UNCONFIRMED);
  g_assert_false (smt_receipt_is_whole (receipt));
}

static void
test_all_received (void)
{
  assert_states (ANSWER (COUNTS ("2", "1") "," RESULT (NEW_ID, OK_CODE) "," PLL (OK_CODE)), SMT_PART_RECEIVED,
                 SMT_PART_RECEIVED, SMT_PART_RECEIVED);
  /* ids come in any case */
  assert_states (
      ANSWER (COUNTS ("2", "1") "," RESULT ("AAAAAAAA-0000-4000-8000-00000000000A", OK_CODE) "," PLL (OK_CODE)),
      SMT_PART_RECEIVED, SMT_PART_RECEIVED, SMT_PART_RECEIVED);
}

static void
test_parts_fail_apart (void)
{
  g_autoptr (SmtReceipt) receipt = NULL;

  assert_states (ANSWER (COUNTS ("1", "0") "," RESULT (NEW_ID, BAD_CODE) "," PLL (OK_CODE)), SMT_PART_FAILED,
                 SMT_PART_RECEIVED, SMT_PART_RECEIVED);
  assert_states (ANSWER (COUNTS ("2", "1") "," RESULT (NEW_ID, OK_CODE) "," PLL (BAD_CODE)), SMT_PART_RECEIVED,
                 SMT_PART_FAILED, SMT_PART_FAILED);
  receipt = read_receipt (ANSWER (RESULT (NEW_ID, BAD_CODE) "," PLL (OK_CODE)), NULL);
  g_assert_cmpstr (part_of (receipt, SMT_PART_PRESCRIPTION, CHANGED)->text, ==, "Avvist av RF");
}

/* Two prescriptions of one send, whose results come in either order: each finds its own. */
static void
test_several_prescriptions (void)
{
  static const char *const answers[] = {
    ANSWER (RESULT (NEW_ID, OK_CODE) "," RESULT (OTHER_ID, BAD_CODE) "," PLL (OK_CODE)),
    ANSWER (RESULT (OTHER_ID, BAD_CODE) "," RESULT (NEW_ID, OK_CODE) "," PLL (OK_CODE)),
  };
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  SmtDecision *other;

  test_decide_dose (set, CHANGED, smt_rhythm_new_weekdays (smt_range_exact_int (3), "tablett", 1 << SMT_MONDAY),
                    "2026-11-23");
  other = test_decide_dose (set, LOOSE, smt_rhythm_new_daily (smt_range_exact_int (1), "tablett", SMT_PART_MORNING, 0),
                            "2026-11-23");
  g_free (other->new_prescription_id);
  other->new_prescription_id = g_strdup (OTHER_ID);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (answers[i], strlen (answers[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (SmtReceipt) receipt = smt_send_read_answer (bytes, set, 1795080600000000, &error);

      g_assert_no_error (error);
      g_assert_cmpint (part_of (receipt, SMT_PART_PRESCRIPTION, CHANGED)->state, ==, SMT_PART_RECEIVED);
      g_assert_cmpint (part_of (receipt, SMT_PART_PRESCRIPTION, LOOSE)->state, ==, SMT_PART_FAILED);
    }
}

static void
test_what_is_not_mentioned (void)
{
  /* the list was asked for and always has a result; a prescription that nobody mentions is unknown */
  assert_states (ANSWER (COUNTS ("2", "1") "," RESULT (NEW_ID, OK_CODE)), SMT_PART_RECEIVED, SMT_PART_FAILED,
                 SMT_PART_FAILED);
  assert_states (ANSWER (COUNTS ("2", "1") "," PLL (OK_CODE)), SMT_PART_UNKNOWN, SMT_PART_RECEIVED, SMT_PART_RECEIVED);
  assert_states (ANSWER (RESULT (NEW_ID, "{\"name\":\"x\"}") "," PLL (OK_CODE)), SMT_PART_UNKNOWN, SMT_PART_RECEIVED,
                 SMT_PART_RECEIVED);
}

static void
test_reference_number (void)
{
  g_autoptr (SmtReceipt) receipt = read_receipt (
      ANSWER (RESULT (NEW_ID, "{\"name\":\"refnum\",\"valueString\":\"40012345\"}," OK_CODE) "," PLL (OK_CODE)), NULL);

  g_assert_cmpstr (part_of (receipt, SMT_PART_PRESCRIPTION, CHANGED)->reference, ==, "40012345");
  g_assert_cmpstr (part_of (receipt, SMT_PART_PRESCRIPTION, CHANGED)->prescription_id, ==, NEW_ID);
}

static void
assert_answer_error (const char *text, SmtFhirError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_receipt (text, &error));
  g_assert_error (error, SMT_FHIR_ERROR, (int)code);
}

static void
test_answers_that_are_not_ours (void)
{
  assert_answer_error (ANSWER (RESULT ("dddddddd-0000-4000-8000-00000000000d", OK_CODE)), SMT_FHIR_ERROR_INCONSISTENT);
  assert_answer_error (ANSWER (RESULT (NEW_ID, OK_CODE) "," RESULT (NEW_ID, BAD_CODE)), SMT_FHIR_ERROR_INCONSISTENT);
  assert_answer_error (ANSWER (COUNTS ("3", "1") "," RESULT (NEW_ID, OK_CODE)), SMT_FHIR_ERROR_INCONSISTENT);
  assert_answer_error (ANSWER (COUNTS ("2", "2") "," RESULT (NEW_ID, OK_CODE)), SMT_FHIR_ERROR_INCONSISTENT);
  assert_answer_error ("{\"resourceType\":\"OperationOutcome\",\"issue\":[]}", SMT_FHIR_ERROR_OUTCOME);
  assert_answer_error ("{\"resourceType\":\"Parameters\"}", SMT_FHIR_ERROR_NOT_ANSWER);
  assert_answer_error ("<html>", SMT_FHIR_ERROR_NOT_JSON);
}

/* What is said of it tells the two apart. */
static void
test_what_is_not_ours_is_named (void)
{
  g_autoptr (GError) stranger = NULL;
  g_autoptr (GError) twice = NULL;

  g_assert_null (read_receipt (ANSWER (RESULT ("dddddddd-0000-4000-8000-00000000000d", OK_CODE)), &stranger));
  g_assert_cmpstr (stranger->message, ==, "a result about a prescription that was not sent");
  g_assert_null (read_receipt (ANSWER (RESULT (NEW_ID, OK_CODE) "," RESULT (NEW_ID, OK_CODE)), &twice));
  g_assert_cmpstr (twice->message, ==, "two results about one prescription");
}

/* The states of the parts in their order: r received, f failed, u unconfirmed, ? unknown. */
static char *
states_of (SmtChangeSet *set, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReceipt) receipt = smt_send_read_answer (bytes, set, 1795080600000000, &error);
  GString *states = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);

      g_string_append_c (states, part->state == SMT_PART_RECEIVED      ? 'r'
                                 : part->state == SMT_PART_FAILED      ? 'f'
                                 : part->state == SMT_PART_UNCONFIRMED ? 'u'
                                                                       : '?');
    }
  return g_string_free (states, FALSE);
}

static void
assert_parts (SmtChangeSet *set, const char *text, const char *expected)
{
  g_autofree char *states = states_of (set, text);

  g_assert_cmpstr (states, ==, expected);
}

/* An entry, its recall and the list: no prescription is sent, and none may be counted. */
static void
test_stop_alone (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide (set, SMT_DECISION_STOP, STOPPED)->stop_reason = SMT_STOP_FINISHED;
  assert_parts (set, ANSWER (COUNTS ("1", "0") "," PLL (OK_CODE)), "rur");
  assert_parts (set, ANSWER (PLL (OK_CODE)), "rur"); /* no counts is no count */
  assert_parts (set, ANSWER (COUNTS ("1", "0") "," PLL (BAD_CODE)), "fuf");
  assert_parts (set, ANSWER (COUNTS ("1", "0")), "fuf"); /* it was asked for */
  /* a result without a code says nothing */
  assert_parts (set, ANSWER (COUNTS ("1", "0") "," PLL ("{\"name\":\"x\"}")), "?u?");

  set->create_pll = FALSE;
  assert_parts (set, ANSWER (COUNTS ("1", "0")), "?u");
}

/* A recall alone, as the first part and the only one. */
static void
test_recall_alone (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide (set, SMT_DECISION_RECALL, LOOSE)->stop_reason = SMT_STOP_FINISHED;
  set->create_pll = FALSE;
  assert_parts (set, ANSWER (COUNTS ("1", "0")), "u");
  assert_parts (set, ANSWER (COUNTS ("0", "0")), "u");
}

/* Nothing is recalled and nothing prescribed: an answer without counts is as good. */
static void
test_nothing_counted (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  assert_parts (set, ANSWER (PLL (OK_CODE)), "r");
}

/* --- errors of the service ---------------------------------------------------------------------------------------- */

static SmtOutcome *
read_outcome (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return smt_outcome_read (bytes, error);
}

static void
test_outcome (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtOutcome) outcome = read_outcome (
      "{\"id\":\"0d3f\",\"resourceType\":\"OperationOutcome\",\"issue\":["
      "{\"code\":\"processing\",\"diagnostics\":\"Please use the id\",\"severity\":\"error\"},"
      "{\"code\":\"invalid\",\"diagnostics\":\"dssn missing\",\"details\":{\"text\":\"Resepten er avvist\"},"
      "\"expression\":[\"Parameters.Parameter[0].Resource.Entry[30].Resource.Extension[1]\"],\"severity\":\"error\"},"
      "{\"code\":\"informational\",\"details\":{\"text\":\"TraceId: 5550abcd (Also include this)\"},"
      "\"severity\":\"information\"}]}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpstr (outcome->code, ==, "processing");
  g_assert_cmpstr (outcome->diagnostics, ==, "dssn missing");
  g_assert_cmpstr (outcome->details, ==, "Resepten er avvist");
  g_assert_cmpstr (outcome->trace_id, ==, "5550abcd");
  g_assert_cmpint (outcome->entry, ==, 30);
}

static void
test_outcome_with_little (void)
{
  g_autoptr (SmtOutcome) conflict = read_outcome (
      "{\"resourceType\":\"OperationOutcome\",\"id\":\"77\",\"issue\":[{\"severity\":\"error\",\"code\":\"conflict\","
      "\"location\":[\"Bundle.entry[2]\"]}]}",
      NULL);
  g_autoptr (SmtOutcome) empty = read_outcome ("{\"resourceType\":\"OperationOutcome\"}", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (conflict->code, ==, "conflict");
  g_assert_cmpint (conflict->entry, ==, 2);
  g_assert_cmpstr (conflict->trace_id, ==, "77");
  g_assert_null (conflict->details);
  g_assert_cmpstr (empty->code, ==, "unknown");
  g_assert_cmpint (empty->entry, ==, -1);
  g_assert_null (read_outcome ("{\"resourceType\":\"Parameters\"}", &error));
  g_assert_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_ANSWER);
}

static void
test_outcome_entry_is_a_number (void)
{
  static const char *const places[] = { "Entry[]", "Entry[x]", "Entry[-1]", "Entry[99999999999]", "Entry[3", "" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
                           "\"expression\":[\"%s\"]}]}",
                           places[i]);
      g_autoptr (SmtOutcome) outcome = read_outcome (text, NULL);
      g_assert_cmpint (outcome->entry, ==, -1);
    }
}

#define ISSUE(rest) "{\"severity\":\"error\",\"code\":\"invalid\"" rest "}"
#define OUTCOME(issues) "{\"resourceType\":\"OperationOutcome\",\"id\":\"77\",\"issue\":[" issues "]}"

static void
assert_outcome (const char *text, int entry, const char *diagnostics, const char *trace_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtOutcome) outcome = read_outcome (text, &error);

  g_assert_no_error (error);
  g_assert_cmpint (outcome->entry, ==, entry);
  g_assert_cmpstr (outcome->diagnostics, ==, diagnostics);
  g_assert_cmpstr (outcome->trace_id, ==, trace_id);
}

/* The first place that is named is the one; entry 0 is a place like the others. */
static void
test_outcome_places (void)
{
  assert_outcome (
      OUTCOME (ISSUE (",\"expression\":[\"Bundle.entry[0]\",\"Bundle.entry[3]\"],\"location\":[\"entry[5]\"]")), 0,
      NULL, "77");
  assert_outcome (OUTCOME (ISSUE (",\"expression\":[\"Bundle.total\",\"Bundle.entry[3]\"]")), 3, NULL, "77");
  assert_outcome (OUTCOME (ISSUE (",\"expression\":[\"Bundle.total\"],\"location\":[\"entry[5]\"]")), 5, NULL, "77");
  assert_outcome (OUTCOME (ISSUE (",\"expression\":[\"entry[010]\"]")), 10, NULL, "77");
  assert_outcome (OUTCOME (ISSUE (",\"expression\":[\"entry[2147483647]\"]")), G_MAXINT, NULL, "77");
  assert_outcome (OUTCOME (ISSUE (",\"expression\":[\"entry[2147483648]\"]")), -1, NULL, "77");
  /* the issue that points somewhere says more than one that does not, and the first of them is kept */
  assert_outcome (OUTCOME (ISSUE (",\"diagnostics\":\"a\"") "," ISSUE (",\"diagnostics\":\"b\"")), -1, "a", "77");
  assert_outcome (
      OUTCOME (ISSUE (",\"diagnostics\":\"a\"") "," ISSUE (",\"diagnostics\":\"b\",\"location\":[\"entry[0]\"]")), 0,
      "b", "77");
  assert_outcome (OUTCOME (ISSUE (",\"diagnostics\":\"a\",\"location\":[\"entry[0]\"]") "," ISSUE (
                      ",\"diagnostics\":\"b\",\"location\":[\"entry[4]\"]")),
                  0, "a", "77");
  assert_outcome (
      OUTCOME (ISSUE (",\"diagnostics\":\"a\",\"location\":[\"entry[4]\"]") "," ISSUE (",\"diagnostics\":\"b\"")), 4,
      "a", "77");
}

static void
test_outcome_trace (void)
{
  assert_outcome (OUTCOME (ISSUE (",\"diagnostics\":\"Feil. TraceId: 55-af (Also)\"")), -1,
                  "Feil. TraceId: 55-af (Also)", "55-af");
  assert_outcome (OUTCOME (ISSUE (",\"diagnostics\":\"TRACEID:7\"")), -1, "TRACEID:7", "7");
  assert_outcome (OUTCOME (ISSUE (",\"diagnostics\":\"TraceId:   (none)\"")), -1, "TraceId:   (none)", "77");
  assert_outcome (OUTCOME (ISSUE (",\"details\":{\"text\":\"TraceId: a1\"},\"diagnostics\":\"TraceId: b2\"")), -1,
                  "TraceId: b2", "a1");
}

/* --- lookup request ----------------------------------------------------------------------------------------------- */

static SmtJson *
encode_request (SmtLookupRequest *request)
{
  g_autoptr (GBytes) bytes = smt_lookup_request_encode (request);
  g_autoptr (GError) error = NULL;
  SmtJson *json = smt_json_read (bytes, &error);

  g_assert_no_error (error);
  return json;
}

static void
test_request_with_number (void)
{
  SmtPatient *patient = smt_patient_new ();
  patient->national_number = g_strdup ("14835130003");
  patient->family = g_strdup ("Øverli");
  patient->given = g_strdup ("Kari");
  patient->postal_code = g_strdup ("9990");
  patient->city = g_strdup ("Nordvik");
  g_autoptr (SmtLookupRequest) request = smt_lookup_request_new (patient);
  request->consent = SMT_CONSENT_EXCEPTION;
  request->reference_numbers = g_strsplit ("40012345 73194", " ", 0);
  request->sperret = SMT_CONSENT_EMERGENCY;
  request->locked = SMT_CONSENT_GIVEN;
  request->since = test_date ("2025-07-01");
  g_autoptr (SmtJson) json = encode_request (request);
  SmtJsonCursor root = smt_json_root (json);

  test_assert_at (root, "resourceType", "Parameters");
  test_assert_at (root, "parameter#0/name", "patient");
  test_assert_at (root, "parameter#0/resource/meta/profile#0", "http://ehelse.no/fhir/StructureDefinition/sfm-Patient");
  test_assert_at (root, "parameter#0/resource/identifier#0/use", "official");
  test_assert_at (root, "parameter#0/resource/identifier#0/type/coding#0/code", "FNR-nummer");
  test_assert_at (root, "parameter#0/resource/identifier#0/system", "urn:oid:2.16.578.1.12.4.1.4.1");
  test_assert_at (root, "parameter#0/resource/identifier#0/value", "14835130003");
  test_assert_at (root, "parameter#0/resource/active", "true");
  test_assert_at (root, "parameter#0/resource/name#0/family", "Øverli");
  test_assert_at (root, "parameter#0/resource/name#0/given#0", "Kari");
  test_assert_at (root, "parameter#0/resource/gender", "unknown");
  test_assert_no (root, "parameter#0/resource/birthDate");
  test_assert_at (root, "parameter#0/resource/address#0/city", "Nordvik");
  test_assert_at (root, "parameter#0/resource/address#0/postalCode", "9990");
  test_assert_at (root, "parameter#1/name", "Referansenummer");
  test_assert_at (root, "parameter#1/valueString", "40012345");
  test_assert_at (root, "parameter#2/name", "Referansenummer");
  test_assert_at (root, "parameter#2/valueString", "73194");
  test_assert_at (root, "parameter#3/name", "historyTimestamp");
  test_assert_at (root, "parameter#3/valueDateTime", "2025-07-01T00:00:00+02:00");
  test_assert_at (root, "parameter#4/name", "SamtykkeKjernejournal");
  test_assert_at (root, "parameter#4/valueCode", "HPUNNTAK");
  test_assert_at (root, "parameter#5/name", "SamtykkeSperretLegemidler");
  test_assert_at (root, "parameter#5/valueCode", "HPAKUTT");
  test_assert_at (root, "parameter#6/name", "SamtykkeLasteResepter");
  test_assert_at (root, "parameter#6/valueCode", "HPMOTTATTSAMTYKKE");
  g_assert_cmpuint (smt_json_length (smt_json_member (root, "parameter")), ==, 7);
}

/* What was opened for the send is opened again for the look that settles it; what is asked for anew stays asked for. */
static void
test_request_widened (void)
{
  g_autoptr (SmtLookupRequest) before = smt_lookup_request_new (smt_patient_new ());
  g_autoptr (SmtLookupRequest) request = smt_lookup_request_new (smt_patient_new ());

  before->consent = SMT_CONSENT_GIVEN;
  before->locked = SMT_CONSENT_EMERGENCY;
  before->reference_numbers = g_strsplit ("1 2", " ", 0);
  before->since = test_date ("2024-01-01");
  request->consent = SMT_CONSENT_EXCEPTION;
  request->sperret = SMT_CONSENT_GIVEN;
  request->reference_numbers = g_strsplit ("2 3", " ", 0);
  request->since = test_date ("2025-01-01");
  g_assert_true (smt_lookup_request_widen (request, before));
  g_autofree char *numbers = g_strjoinv (" ", request->reference_numbers);
  g_autofree char *since = smt_date_to_iso (request->since);

  g_assert_cmpint (request->consent, ==, SMT_CONSENT_GIVEN);
  g_assert_cmpint (request->sperret, ==, SMT_CONSENT_GIVEN);
  g_assert_cmpint (request->locked, ==, SMT_CONSENT_EMERGENCY);
  g_assert_cmpstr (numbers, ==, "2 3 1");
  g_assert_cmpstr (since, ==, "2024-01-01");
  g_assert_false (smt_lookup_request_widen (request, before));
}

static void
test_request_without_number (void)
{
  SmtPatient *patient = smt_patient_new ();
  patient->family = g_strdup ("Lie");
  patient->given = g_strdup ("Nora");
  patient->birth_date = test_date ("1990-05-17");
  patient->gender = SMT_GENDER_FEMALE;
  g_autoptr (SmtLookupRequest) request = smt_lookup_request_new (patient);
  g_autoptr (SmtJson) json = encode_request (request);
  SmtJsonCursor root = smt_json_root (json);

  test_assert_no (root, "parameter#0/resource/identifier");
  test_assert_no (root, "parameter#0/resource/address");
  test_assert_at (root, "parameter#0/resource/birthDate", "1990-05-17");
  test_assert_at (root, "parameter#0/resource/gender", "female");
  g_assert_cmpuint (smt_json_length (smt_json_member (root, "parameter")), ==, 1);
}

static void
test_request_with_d_number (void)
{
  SmtPatient *patient = smt_patient_new ();
  patient->national_number = g_strdup ("54835130003");
  g_autoptr (SmtLookupRequest) request = smt_lookup_request_new (patient);
  g_autoptr (SmtJson) json = encode_request (request);

  test_assert_at (smt_json_root (json), "parameter#0/resource/identifier#0/system", "urn:oid:2.16.578.1.12.4.1.4.2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/request/widened", test_request_widened);
  g_test_add_func ("/fhir/send-answer/all-received", test_all_received);
  g_test_add_func ("/fhir/send-answer/parts-fail-apart", test_parts_fail_apart);
  g_test_add_func ("/fhir/send-answer/several-prescriptions", test_several_prescriptions);
  g_test_add_func ("/fhir/send-answer/not-mentioned", test_what_is_not_mentioned);
  g_test_add_func ("/fhir/send-answer/reference-number", test_reference_number);
  g_test_add_func ("/fhir/send-answer/not-ours", test_answers_that_are_not_ours);
  g_test_add_func ("/fhir/send-answer/not-ours-is-named", test_what_is_not_ours_is_named);
  g_test_add_func ("/fhir/send-answer/stop-alone", test_stop_alone);
  g_test_add_func ("/fhir/send-answer/recall-alone", test_recall_alone);
  g_test_add_func ("/fhir/send-answer/nothing-counted", test_nothing_counted);
  g_test_add_func ("/fhir/outcome/whole", test_outcome);
  g_test_add_func ("/fhir/outcome/places", test_outcome_places);
  g_test_add_func ("/fhir/outcome/trace", test_outcome_trace);
  g_test_add_func ("/fhir/outcome/little", test_outcome_with_little);
  g_test_add_func ("/fhir/outcome/entry-is-a-number", test_outcome_entry_is_a_number);
  g_test_add_func ("/fhir/lookup-request/number", test_request_with_number);
  g_test_add_func ("/fhir/lookup-request/no-number", test_request_without_number);
  g_test_add_func ("/fhir/lookup-request/d-number", test_request_with_d_number);
  return g_test_run ();
}
