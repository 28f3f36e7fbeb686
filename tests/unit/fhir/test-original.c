/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The original prescription within an answer: a source of the field voice, found through derivedFrom, sent back as it
 * came; and prescriptions of what is no medicine.
 */
#include <string.h>

#include "check/smt-finding.h"
#include "fhir-test.h"

#define MTX "pll:1a000000-0000-4000-8000-000000000001"
#define MTX_URL "urn:uuid:0f21ddb6-6cad-4a26-8d11-6ece1738f7d9"
#define BINARY_URL "urn:uuid:b1000000-0000-4000-8000-000000000001"
#define FIRST_ENTRY "      \"fullUrl\": \"urn:uuid:9531985d-5d9d-49f8-9818-e811892f902b\""

#define M1(days)                                                                                                       \
  "<Resept xmlns=\"http://www.kith.no/xmlstds/eresept/m1/2013-10-08\"><ReseptDokLegemiddel>"                           \
  "<Forskrivning xmlns=\"http://www.kith.no/xmlstds/eresept/forskrivning/2013-10-08\"><Dosering>"                      \
  "<Starttidspunkt V=\"2026-09-07\"/><DoseFastTidspunkt><Mengde V=\"3\" U=\"tablett\"/>" days                          \
  "<GisEksakt>false</GisEksakt></DoseFastTidspunkt></Dosering></Forskrivning></ReseptDokLegemiddel></Resept>"
#define MONDAY M1 ("<FastDose><FasteUkedager V=\"1\"/></FastDose>")
#define DAILY M1 ("<Intervall V=\"1\" U=\"Døgn\"/>")

/* The ordinary answer with a Binary that methotrexate is derived from. */
static char *
dup_answer (const char *type, const char *data)
{
  g_autofree char *entry = g_strdup_printf ("\"fullUrl\":\"" BINARY_URL "\",\"resource\":{\"resourceType\":\"Binary\","
                                            "\"contentType\":\"%s\",\"data\":\"%s\"}},{\n" FIRST_ENTRY,
                                            type, data);
  char *text = test_replace (test_load ("ordinary.json"), FIRST_ENTRY, entry);

  return test_replace (text, "\"fullUrl\": \"" MTX_URL "\",\n      \"resource\": {",
                       "\"fullUrl\": \"" MTX_URL "\",\n      \"resource\": {\n"
                       "       \"derivedFrom\": [{\"reference\":\"" BINARY_URL "\"}],");
}

static char *
dup_answer_of (const char *xml)
{
  g_autofree char *data = g_base64_encode ((const guchar *)xml, strlen (xml));

  return dup_answer ("application/xml", data);
}

static SmtAnswer *
read_answer (const char *text)
{
  g_autoptr (GError) error = NULL;
  SmtAnswer *answer = test_read_text (text, TODAY, &error);

  g_assert_no_error (error);
  return answer;
}

static const SmtSource *
original_of (SmtAnswer *answer)
{
  const SmtTreatment *treatment = test_treatment (answer, MTX);

  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->origin == SMT_ORIGIN_M1)
        return source;
    }
  return NULL;
}

static guint
count_code (SmtAnswer *answer, SmtFindingCode code)
{
  g_autoptr (GPtrArray) findings = smt_check_treatment (test_treatment (answer, MTX), test_date (TODAY));
  guint count = 0;

  for (guint i = 0; i < findings->len; i++)
    count += ((const SmtFinding *)g_ptr_array_index (findings, i))->code == code;
  return count;
}

/* --- hearing ------------------------------------------------------------------------------------------------------ */

static void
test_is_a_source (void)
{
  g_autofree char *text = dup_answer_of (MONDAY);
  g_autoptr (SmtAnswer) answer = read_answer (text);
  g_autoptr (SmtAnswer) plain = test_read ("ordinary.json");
  const SmtSource *source = original_of (answer);

  g_assert_nonnull (source);
  g_assert_cmpint (source->voice, ==, SMT_VOICE_FIELD);
  g_assert_cmpint (source->reading->state, ==, SMT_READING_CLEAR);
  g_assert_cmpstr (source->raw, ==, "3 tablett, mandag, fra 2026-09-07");
  /* beside the field, which stays first */
  g_assert_cmpint (test_source (test_treatment (answer, MTX), SMT_VOICE_FIELD, 0)->origin, ==,
                   SMT_ORIGIN_ERESEPTDOSING);
  g_assert_cmpuint (smt_answer_get_list (answer)->unread->len, ==, smt_answer_get_list (plain)->unread->len);
  /* what an override rests on has changed */
  g_assert_cmpstr (test_treatment (answer, MTX)->digest, !=, test_treatment (plain, MTX)->digest);
}

static void
test_text_xml_with_charset (void)
{
  g_autofree char *data = g_base64_encode ((const guchar *)MONDAY, strlen (MONDAY));
  g_autofree char *text = dup_answer ("Text/XML; charset=utf-8", data);
  g_autoptr (SmtAnswer) answer = read_answer (text);

  g_assert_cmpint (original_of (answer)->reading->state, ==, SMT_READING_CLEAR);
}

/* Without a text to hold them against, the two fields are held against one another. */
static void
test_fields_differ (void)
{
  g_autofree char *text = test_replace (dup_answer_of (MONDAY), "3 tabletter hver mandag", "dssn");
  g_autofree char *same = test_replace (dup_answer_of (DAILY), "3 tabletter hver mandag", "dssn");
  g_autoptr (SmtAnswer) answer = read_answer (text);
  g_autoptr (SmtAnswer) agreeing = read_answer (same);

  g_assert_cmpuint (count_code (answer, SMT_FINDING_SOURCES_DIFFER), ==, 1);
  g_assert_cmpuint (count_code (agreeing, SMT_FINDING_SOURCES_DIFFER), ==, 0);
}

static void
test_defects_are_told (void)
{
  g_autofree char *text =
      dup_answer_of (M1 ("<Intervall V=\"1\" U=\"Døgn\"/><FastDose><FasteUkedager V=\"1\"/></FastDose>"));
  g_autoptr (SmtAnswer) answer = read_answer (text);

  g_assert_cmpuint (original_of (answer)->defects, ==, SMT_DEFECT_FIXED_WITH_INTERVAL);
  g_assert_cmpint (original_of (answer)->reading->state, ==, SMT_READING_UNREADABLE);
  g_assert_cmpuint (count_code (answer, SMT_FINDING_FIELD_DEFECT), ==, 1);
}

/* An older link that is derived from an original says what that says, unless it says nothing clear. */
static void
test_history (void)
{
  static const char *const xmls[] = { MONDAY, "<a/>" };

  for (guint i = 0; i < G_N_ELEMENTS (xmls); i++)
    {
      g_autofree char *text = dup_answer_of (xmls[i]);
      text = test_replace (g_steal_pointer (&text), "[{\"reference\":\"" BINARY_URL "\"}]", "[]");
      text = test_replace (g_steal_pointer (&text),
                           "\"fullUrl\": \"urn:uuid:ae2eb154-7f15-4524-b4b9-b5df9e7769b1\",\n      \"resource\": {",
                           "\"fullUrl\": \"urn:uuid:ae2eb154-7f15-4524-b4b9-b5df9e7769b1\",\n      \"resource\": {"
                           "\"derivedFrom\":[{\"reference\":\"" BINARY_URL "\"}],");
      g_autoptr (SmtAnswer) answer = read_answer (text);
      g_autoptr (SmtAnswer) plain = test_read ("ordinary.json");
      const char *key = "pll:1a000000-0000-4000-8000-000000000005";
      const SmtSource *heard = test_source (test_treatment (answer, key), SMT_VOICE_HISTORY, 1);
      const SmtSource *before = test_source (test_treatment (plain, key), SMT_VOICE_HISTORY, 1);

      g_assert_cmpint (before->reading->state, ==, SMT_READING_CLEAR);
      g_assert_cmpstr (heard->raw, ==, i == 0 ? "3 tablett, mandag, fra 2026-09-07" : before->raw);
    }
}

/* --- what cannot be read ------------------------------------------------------------------------------------------ */

static void
assert_unreadable (const char *type, const char *data, const char *said)
{
  g_autofree char *text = dup_answer (type, data);
  g_autoptr (SmtAnswer) answer = read_answer (text);

  g_assert_true (test_is_unread (answer, said));
  g_assert_true ((smt_answer_get_list (answer)->restrictions & SMT_RESTRICTION_NOT_UNDERSTOOD) != 0);
  if (original_of (answer) != NULL)
    g_assert_cmpint (original_of (answer)->reading->state, ==, SMT_READING_UNREADABLE);
  else
    g_assert_cmpstr (said, ==, "Binary.contentType");
}

static void
test_unreadable (void)
{
  const char *doctype = "<!DOCTYPE Resept [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Resept>&x;</Resept>";
  g_autofree char *hostile = g_base64_encode ((const guchar *)doctype, strlen (doctype));
  g_autofree guchar *zeros = g_malloc0 (1200 * 1024);
  g_autofree char *big = g_base64_encode (zeros, 1200 * 1024);

  assert_unreadable ("application/xml", hostile, "M1 refused: DOCTYPE");
  assert_unreadable ("application/xml", big, "M1 refused: too big");
  assert_unreadable ("application/xml", "PGEvPg=", "Binary.data"); /* base64 that is cut off */
  assert_unreadable ("application/xml", "<a/>", "Binary.data");
  assert_unreadable ("application/xml", "", "Binary.data");
  assert_unreadable ("application/xml", "PGEvPg==", "M1 Resept: not found");
  assert_unreadable ("application/pdf", "PGEvPg==", "Binary.contentType");
}

static void
test_reference_to_nothing (void)
{
  g_autofree char *text = test_replace (dup_answer_of (MONDAY), "[{\"reference\":\"" BINARY_URL "\"}]",
                                        "[{\"reference\":\"urn:uuid:b1000000-0000-4000-8000-00000000000f\"}]");
  g_autoptr (SmtAnswer) answer = read_answer (text);

  g_assert_null (original_of (answer));
  g_assert_true (test_is_unread (answer, "MedicationStatement.derivedFrom: the Bundle does not hold it"));
}

/* The same Binary named twice is one voice speaking once. */
static void
test_named_twice (void)
{
  g_autofree char *text = test_replace (dup_answer_of (MONDAY), "[{\"reference\":\"" BINARY_URL "\"}]",
                                        "[{\"reference\":\"" BINARY_URL "\"},{\"reference\":\"" BINARY_URL "\"}]");
  g_autoptr (SmtAnswer) answer = read_answer (text);
  const SmtTreatment *treatment = test_treatment (answer, MTX);
  guint count = 0;

  for (guint i = 0; i < treatment->sources->len; i++)
    count += ((const SmtSource *)g_ptr_array_index (treatment->sources, i))->origin == SMT_ORIGIN_M1;
  g_assert_cmpuint (count, ==, 1);
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

static SmtJsonCursor
binary_entry (SmtJsonCursor bundle)
{
  SmtJsonIter iter;
  SmtJsonCursor entry;

  smt_json_iter_init (&iter, smt_json_member (bundle, "entry"));
  while (smt_json_iter_next (&iter, NULL, &entry))
    if (smt_json_string_equals (smt_json_member (entry, "fullUrl"), BINARY_URL))
      return entry;
  return SMT_JSON_NOWHERE;
}

static void
assert_binary_is_kept (SmtAnswer *answer, SmtJson *message)
{
  g_autofree char *before = smt_json_dup_bytes (binary_entry (smt_answer_get_bundle (answer)));
  g_autofree char *after = smt_json_dup_bytes (binary_entry (test_bundle (message)));

  g_assert_nonnull (before);
  g_assert_cmpstr (after, ==, before);
}

static void
test_untouched_keeps_its_bytes (void)
{
  g_autofree char *text = dup_answer_of (MONDAY);
  g_autoptr (SmtAnswer) answer = read_answer (text);
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor old = test_statement (smt_answer_get_bundle (answer), "PLL", "1a000000-0000-4000-8000-000000000001");
  SmtJsonCursor now = test_statement (test_bundle (message), "PLL", "1a000000-0000-4000-8000-000000000001");
  g_autofree char *before = smt_json_dup_bytes (old);
  g_autofree char *after = smt_json_dup_bytes (now);

  assert_binary_is_kept (answer, message);
  g_assert_cmpstr (after, ==, before);
}

/* The new prescription is not derived from the old message, which says the old dose; the old one still is. */
static void
test_changed_dose_leaves_the_original (void)
{
  g_autofree char *text = dup_answer_of (DAILY);
  g_autoptr (SmtAnswer) answer = read_answer (text);
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  test_decide_dose (set, MTX, test_tablets (3, 7, "2026-11-23"), "2026-11-23");
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor new = test_statement (test_bundle (message), "PLL", "1a000000-0000-4000-8000-000000000001");
  SmtJsonCursor old = test_statement (test_bundle (message), "ReseptId", "2a000000-0000-4000-8000-000000000001");

  test_assert_no (new, "derivedFrom");
  test_assert_at (old, "derivedFrom#0/reference", BINARY_URL);
  assert_binary_is_kept (answer, message);
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

static void
test_request (void)
{
  SmtPatient *patient = smt_patient_new ();
  g_autoptr (SmtLookupRequest) request = smt_lookup_request_new (patient);

  patient->family = g_strdup ("Moen");
  g_autoptr (GBytes) without = smt_lookup_request_encode (request);
  request->include_original = TRUE;
  g_autoptr (GBytes) with = smt_lookup_request_encode (request);
  g_autoptr (SmtJson) json = smt_json_read (with, NULL);
  g_autoptr (SmtJson) plain = smt_json_read (without, NULL);

  test_assert_at (smt_json_root (json), "parameter#1/name", "IncludeOriginal");
  test_assert_at (smt_json_root (json), "parameter#1/valueCode", "include_reseptdok");
  test_assert_no (smt_json_root (plain), "parameter#1");
}

/* --- what is no medicine ------------------------------------------------------------------------------------------ */

#define OTHER_URL "urn:uuid:b2000000-0000-4000-8000-000000000001"
#define OTHER_ENTRY                                                                                                    \
  "\"fullUrl\":\"" OTHER_URL "\",\"resource\":{\"resourceType\":\"Basic\",\"code\":{\"coding\":[{\"code\":\"A\","      \
  "\"display\":\"Annet\"}]},\"identifier\":[{\"type\":{\"text\":\"reseptId\"},"                                        \
  "\"value\":\"89F96DC2-0000-4000-8000-000000000001\"}],\"extension\":[{\"extension\":[{\"url\":\"productgroup\","     \
  "\"valueCodeableConcept\":{\"coding\":[{\"code\":\"601\",\"display\":\"Næringsmidler\"}]}}],"                       \
  "\"url\":\"http://ehelse.no/fhir/StructureDefinition/sfm-reseptdocbanda\"},{\"extension\":[{\"url\":\"dssn\","       \
  "\"valueString\":\"Etter behov\"}],"                                                                                 \
  "\"url\":\"http://ehelse.no/fhir/StructureDefinition/sfm-reseptamendment\"}]}},{\n" FIRST_ENTRY

static void
test_others (void)
{
  g_autofree char *text = test_replace (test_replace (test_load ("ordinary.json"), FIRST_ENTRY, OTHER_ENTRY),
                                        "\"title\": \"Other Prescriptions\"",
                                        "\"title\": \"Other Prescriptions\", \"entry\": [{\"reference\":\"" OTHER_URL
                                        "\"},{\"reference\":\"urn:uuid:x\"}]");
  g_autoptr (SmtAnswer) answer = read_answer (text);
  const SmtList *list = smt_answer_get_list (answer);
  const SmtOtherPrescription *other;

  g_assert_cmpuint (list->others->len, ==, 1);
  other = g_ptr_array_index (list->others, 0);
  g_assert_cmpstr (other->display, ==, "Næringsmidler");
  g_assert_cmpstr (other->text, ==, "Etter behov");
  g_assert_cmpstr (other->prescription_id, ==, "89f96dc2-0000-4000-8000-000000000001");
  g_assert_true (test_is_unread (answer, "sectionOtherPrescriptions: the Bundle does not hold it"));
}

static void
test_no_others (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");

  g_assert_cmpuint (smt_answer_get_list (answer)->others->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/original/is-a-source", test_is_a_source);
  g_test_add_func ("/fhir/original/text-xml-with-charset", test_text_xml_with_charset);
  g_test_add_func ("/fhir/original/fields-differ", test_fields_differ);
  g_test_add_func ("/fhir/original/defects-are-told", test_defects_are_told);
  g_test_add_func ("/fhir/original/history", test_history);
  g_test_add_func ("/fhir/original/unreadable", test_unreadable);
  g_test_add_func ("/fhir/original/reference-to-nothing", test_reference_to_nothing);
  g_test_add_func ("/fhir/original/named-twice", test_named_twice);
  g_test_add_func ("/fhir/original/untouched-keeps-its-bytes", test_untouched_keeps_its_bytes);
  g_test_add_func ("/fhir/original/changed-dose-leaves-the-original", test_changed_dose_leaves_the_original);
  g_test_add_func ("/fhir/original/request", test_request);
  g_test_add_func ("/fhir/others", test_others);
  g_test_add_func ("/fhir/others/none", test_no_others);

  return g_test_run ();
}
