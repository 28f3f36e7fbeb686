/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain FHIR R4, as bulk exports have it: requests, Dosage.timing, contained products, references of the form Type/id.
 */
#include "fhir-test.h"

#include <string.h>

#define BUNDLE(entries) "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" entries "]}"

/* --- timing ------------------------------------------------------------------------------------------------------- */

static void
describe_days (GString *out, const SmtDays *days)
{
  static const char *const units[] = { "h", "d", "wk", "mo", "a" };
  g_autofree char *lo = smt_decimal_to_string (days->n.lo);
  g_autofree char *hi = smt_decimal_to_string (days->n.hi);

  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      g_string_append_printf (out, "every %s", lo);
      if (days->n.kind == SMT_RANGE_BETWEEN)
        g_string_append_printf (out, "-%s", hi);
      g_string_append_printf (out, "%s", units[days->unit]);
      break;
    case SMT_DAYS_WEEKDAYS:
      g_string_append_printf (out, "on %02x", days->weekdays);
      if (days->n.kind != SMT_RANGE_UNKNOWN)
        g_string_append_printf (out, " of %swk", lo);
      break;
    case SMT_DAYS_K_OF_N:
      {
        g_autofree char *k = smt_decimal_to_string (days->k.lo);
        g_string_append_printf (out, "%s of %s%s", k, lo, units[days->unit]);
        break;
      }
    case SMT_DAYS_DAY_LIST:
      g_string_append (out, "once");
      break;
    case SMT_DAYS_UNKNOWN:
    case SMT_DAYS_CYCLE:
    default:
      g_string_append (out, "?");
    }
  if (days->repeats > 0)
    g_string_append_printf (out, " %u times", days->repeats);
}

static char *
describe (const SmtSource *source)
{
  GString *out = g_string_new (NULL);
  const SmtRhythm *rhythm = smt_reading_get_rhythm (source->reading);

  if (rhythm == NULL)
    return g_string_free (g_string_append (out, "unreadable"), FALSE);
  for (guint s = 0; s < rhythm->n_steps; s++)
    {
      const SmtStep *step = &rhythm->steps[s];
      if (s > 0)
        g_string_append (out, "; ");
      for (guint b = 0; b < step->n_beats; b++)
        {
          const SmtBeat *beat = &step->beats[b];
          g_autofree char *amount = smt_decimal_to_string (beat->amount.lo);
          g_autofree char *times = smt_decimal_to_string (beat->times.lo);
          g_string_append_printf (out, "%s%s %s ", b > 0 ? " + " : "",
                                  beat->amount.kind != SMT_RANGE_UNKNOWN ? amount : "?",
                                  beat->unit != NULL ? beat->unit : "?");
          describe_days (out, &beat->days);
          if (beat->times.kind == SMT_RANGE_EXACT)
            g_string_append_printf (out, " x%s", times);
          if (beat->times.kind == SMT_RANGE_AT_MOST)
            {
              g_autofree char *most = smt_decimal_to_string (beat->times.hi);
              g_string_append_printf (out, " up to x%s", most);
            }
          if (beat->parts != 0)
            g_string_append_printf (out, " parts %02x", beat->parts);
          for (guint c = 0; c < beat->n_clock; c++)
            g_string_append_printf (out, " at %u", beat->clock[c]);
        }
      if (smt_date_is_set (step->start) || smt_date_is_set (step->end))
        {
          g_autofree char *start = smt_date_is_set (step->start) ? smt_date_to_iso (step->start) : g_strdup ("");
          g_autofree char *end = smt_date_is_set (step->end) ? smt_date_to_iso (step->end) : g_strdup ("");
          g_string_append_printf (out, " [%s,%s)", start, end);
        }
    }
  if (rhythm->as_needed)
    g_string_append (out, " as needed");
  return g_string_free (out, FALSE);
}

/* What a request with this one Dosage is heard to say. */
static void
assert_dosages (const char *dosages, const char *expected)
{
  g_autofree char *text = g_strdup_printf (
      BUNDLE ("{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"r\",\"status\":\"active\","
              "\"medicationCodeableConcept\":{\"text\":\"Prøvin tab 5 mg\"},\"dosageInstruction\":[%s]}}"),
      dosages);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, &error);
  g_assert_no_error (error);
  const SmtSource *source = test_source (test_treatment (answer, "res:r"), SMT_VOICE_FIELD, 0);
  g_autofree char *found = NULL;

  g_assert_nonnull (source);
  g_assert_cmpint (source->origin, ==, SMT_ORIGIN_TIMING);
  found = describe (source);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_repeat (const char *repeat, const char *expected)
{
  g_autofree char *dosage = g_strdup_printf (
      "{\"timing\":{\"repeat\":{%s}},\"doseAndRate\":[{\"doseQuantity\":{\"value\":2.50,\"unit\":\"mg\"}}]}", repeat);

  assert_dosages (dosage, expected);
}

static void
test_frequency (void)
{
  assert_repeat ("\"frequency\":1,\"period\":1,\"periodUnit\":\"d\"", "2.5 mg every 1d x1");
  assert_repeat ("\"frequency\":3,\"period\":1.0,\"periodUnit\":\"d\"", "2.5 mg every 1d x3");
  assert_repeat ("\"frequency\":1,\"period\":2,\"periodUnit\":\"d\"", "2.5 mg every 2d x1");
  assert_repeat ("\"frequency\":1,\"period\":1,\"periodUnit\":\"wk\"", "2.5 mg every 1wk x1");
  assert_repeat ("\"frequency\":1,\"period\":8,\"periodUnit\":\"h\"", "2.5 mg every 8h");
  assert_repeat ("\"frequency\":1,\"period\":72,\"periodUnit\":\"h\"", "2.5 mg every 72h");
  assert_repeat ("\"frequency\":2,\"period\":1,\"periodUnit\":\"wk\"", "2.5 mg 2 of 1wk x1");
  assert_repeat ("\"frequency\":1,\"period\":2,\"periodMax\":3,\"periodUnit\":\"mo\"", "2.5 mg every 2-3mo x1");
}

static void
test_days_of_the_week (void)
{
  assert_repeat ("\"dayOfWeek\":[\"mon\"]", "2.5 mg on 01");
  assert_repeat ("\"frequency\":1,\"period\":1,\"periodUnit\":\"wk\",\"dayOfWeek\":[\"mon\"]", "2.5 mg on 01 x1");
  assert_repeat ("\"frequency\":2,\"period\":1,\"periodUnit\":\"wk\",\"dayOfWeek\":[\"mon\",\"thu\"]",
                 "2.5 mg on 09 x1");
  assert_repeat ("\"frequency\":2,\"period\":1,\"periodUnit\":\"d\",\"dayOfWeek\":[\"sat\",\"sun\"]",
                 "2.5 mg on 60 x2");
  assert_repeat ("\"frequency\":1,\"period\":2,\"periodUnit\":\"wk\",\"dayOfWeek\":[\"fri\"]",
                 "2.5 mg on 10 of 2wk x1");
  /* three doses on two named days a week: which day has two? */
  assert_repeat ("\"frequency\":3,\"period\":1,\"periodUnit\":\"wk\",\"dayOfWeek\":[\"mon\",\"thu\"]", "unreadable");
  assert_repeat ("\"dayOfWeek\":[\"someday\"]", "unreadable");
}

static void
test_parts_and_clock (void)
{
  assert_repeat ("\"when\":[\"MORN\",\"EVE\"]", "2.5 mg every 1d x2 parts 11");
  assert_repeat ("\"frequency\":1,\"period\":1,\"periodUnit\":\"wk\",\"when\":[\"MORN\"]",
                 "2.5 mg every 1wk x1 parts 01");
  assert_repeat ("\"when\":[\"CM\",\"CV\"]", "2.5 mg every 1d x2");
  assert_repeat ("\"timeOfDay\":[\"08:00:00\",\"20:30\"]", "2.5 mg every 1d x2 at 480 at 1230");
  assert_repeat ("\"timeOfDay\":[\"8\"]", "unreadable");
}

static void
test_bounds_and_counts (void)
{
  /* the end of a Period is its last day */
  assert_repeat ("\"boundsPeriod\":{\"start\":\"2026-09-01\",\"end\":\"2026-09-10\"},\"frequency\":1,\"period\":1,"
                 "\"periodUnit\":\"d\"",
                 "2.5 mg every 1d x1 [2026-09-01,2026-09-11)");
  assert_repeat ("\"count\":1", "2.5 mg once x1");
  assert_repeat ("\"count\":5,\"frequency\":1,\"period\":1,\"periodUnit\":\"mo\"", "2.5 mg every 1mo 5 times x1");
  assert_repeat ("\"count\":5,\"frequency\":2,\"period\":1,\"periodUnit\":\"d\"", "unreadable");
}

static void
test_half_understood_is_unreadable (void)
{
  assert_repeat ("\"frequency\":1,\"period\":1,\"periodUnit\":\"d\",\"offset\":30", "unreadable");
  assert_repeat ("\"frequency\":1,\"period\":1", "unreadable");
  assert_repeat ("\"frequency\":1,\"period\":1,\"periodUnit\":\"min\"", "unreadable");
  assert_repeat ("\"frequency\":1.5,\"period\":1,\"periodUnit\":\"d\"", "unreadable");
  assert_repeat ("\"frequency\":1,\"period\":0,\"periodUnit\":\"d\"", "unreadable");
  /* how often, but not in what: never daily */
  assert_repeat ("\"frequency\":1", "2.5 mg ? x1");
}

static void
test_several_dosages (void)
{
  assert_dosages ("{\"timing\":{\"repeat\":{\"when\":[\"MORN\"]}},\"doseAndRate\":[{\"doseQuantity\":{\"value\":1,"
                  "\"unit\":\"tablett\"}}]},"
                  "{\"timing\":{\"repeat\":{\"when\":[\"EVE\"]}},\"doseAndRate\":[{\"doseQuantity\":{\"value\":2,"
                  "\"unit\":\"tablett\"}}]}",
                  "1 tablett every 1d x1 parts 01 + 2 tablett every 1d x1 parts 10");
  assert_dosages ("{\"timing\":{\"repeat\":{\"boundsPeriod\":{\"start\":\"2026-09-01\",\"end\":\"2026-09-07\"},"
                  "\"frequency\":1,\"period\":1,\"periodUnit\":\"d\"}}},"
                  "{\"timing\":{\"repeat\":{\"boundsPeriod\":{\"start\":\"2026-09-08\"},\"frequency\":1,\"period\":2,"
                  "\"periodUnit\":\"d\"}}}",
                  "? ? every 1d x1 [2026-09-01,2026-09-08); ? ? every 2d x1 [2026-09-08,)");
}

static void
test_as_needed_and_codes (void)
{
  assert_dosages (
      "{\"asNeededBoolean\":true,\"timing\":{\"repeat\":{\"frequency\":3,\"period\":1,\"periodUnit\":\"d\"}}}",
      "? ? every 1d up to x3 as needed");
  assert_dosages ("{\"timing\":{\"code\":{\"coding\":[{\"code\":\"BID\"}]}}}", "? ? every 1d x2");
  assert_dosages ("{\"timing\":{\"code\":{\"coding\":[{\"code\":\"QOD\"}]}}}", "? ? every 2d x1");
  assert_dosages ("{\"timing\":{\"code\":{\"coding\":[{\"system\":\"urn:oid:2.16.578.1.12.4.1.1.7478\",\"code\":"
                  "\"130\",\"display\":\"1+0+0+1\"}]}}}",
                  "1 ? every 1d x2 parts 11");
}

/* --- resources ---------------------------------------------------------------------------------------------------- */

static void
test_products (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = test_read_text (
      BUNDLE (
          "{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"a\",\"status\":\"active\","
          "\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"http://www.whocc.no/atc\",\"code\":\"L04AX03\","
          "\"display\":\"metotreksat\"}]},\"dosageInstruction\":[{\"text\":\"1 tablett daglig\"}]}},"
          "{\"resource\":{\"resourceType\":\"MedicationStatement\",\"id\":\"a\",\"status\":\"completed\","
          "\"contained\":[{\"resourceType\":\"Medication\",\"id\":\"m\",\"code\":{\"coding\":[{\"system\":"
          "\"http://dmp.no/fhir/NamingSystem/festLegemiddelMerkevare\",\"code\":\"ID_7\",\"display\":\"Prøvin tab 5 "
          "mg\"}]}}],"
          "\"medicationReference\":{\"reference\":\"#m\"},\"dosage\":[{\"text\":\"1 tablett daglig\"}]}},"
          "{\"resource\":{\"resourceType\":\"Medication\",\"id\":\"shared\",\"code\":{\"text\":\"Delin tab 1 mg\"}}},"
          "{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"b\",\"status\":\"active\","
          "\"medicationReference\":{\"reference\":\"Medication/shared\"}}}"),
      TODAY, &error);
  g_assert_no_error (error);
  const SmtTreatment *by_atc = test_treatment (answer, "res:a");
  const SmtTreatment *contained = g_ptr_array_index (smt_answer_get_list (answer)->treatments, 1);

  g_assert_cmpstr (by_atc->product->atc, ==, "L04AX03");
  g_assert_nonnull (by_atc->product->row);
  g_assert_cmpint (smt_treatment_get_voice_state (by_atc, SMT_VOICE_TEXT), ==, SMT_READING_CLEAR);
  /* the same id in another type of resource is another treatment */
  g_assert_cmpstr (contained->key, !=, by_atc->key);
  g_assert_cmpstr (contained->product->display, ==, "Prøvin tab 5 mg");
  g_assert_cmpstr (contained->product->fest_id, ==, "ID_7");
  g_assert_cmpint (contained->state, ==, SMT_TREATMENT_STOPPED);
  g_assert_cmpstr (test_treatment (answer, "res:b")->product->display, ==, "Delin tab 1 mg");
  g_assert_cmpuint (smt_answer_get_list (answer)->unread->len, ==, 1); /* no Patient */
}

static void
test_chain_of_requests (void)
{
  g_autoptr (SmtAnswer) answer = test_read_text (
      BUNDLE ("{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"old\",\"status\":\"completed\","
              "\"medicationCodeableConcept\":{\"text\":\"Prøvin\"},\"dosageInstruction\":[{\"text\":\"2 tabletter "
              "daglig\"}]}},"
              "{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"new\",\"status\":\"active\","
              "\"priorPrescription\":{\"reference\":\"MedicationRequest/old\"},"
              "\"medicationCodeableConcept\":{\"text\":\"Prøvin\"},\"dosageInstruction\":[{\"text\":\"1 tablett "
              "daglig\"}]}}"),
      TODAY, NULL);

  g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 1);
  g_assert_cmpstr (test_source (test_treatment (answer, "res:new"), SMT_VOICE_HISTORY, 0)->raw, ==,
                   "2 tabletter daglig");
}

static void
test_language_of_the_resource (void)
{
  g_autoptr (SmtAnswer) answer =
      test_read_text (BUNDLE ("{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"en\",\"status\":"
                              "\"active\",\"language\":\"en\","
                              "\"medicationCodeableConcept\":{\"text\":\"Methotrexate\"},"
                              "\"dosageInstruction\":[{\"text\":\"3 tablets once weekly\"}]}}"),
                      TODAY, NULL);

  g_assert_cmpint (smt_treatment_get_voice_state (test_treatment (answer, "res:en"), SMT_VOICE_TEXT), ==,
                   SMT_READING_CLEAR);
}

static void
test_modifier_is_said (void)
{
  g_autoptr (SmtAnswer) answer = test_read_text (
      BUNDLE ("{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"x\",\"status\":\"active\","
              "\"modifierExtension\":[{\"url\":\"http://example.invalid/not\",\"valueBoolean\":true}]}}"),
      TODAY, NULL);

  g_assert_true (test_is_unread (answer, "modifierExtension"));
}

/* --- what is bent ------------------------------------------------------------------------------------------------- */

#define VERSION(more, text)                                                                                            \
  "{\"fullUrl\":\"http://example.invalid/MedicationRequest/r\",\"resource\":{\"resourceType\":"                        \
  "\"MedicationRequest\",\"id\":\"r\",\"status\":\"active\"," more "\"medicationCodeableConcept\":{\"text\":"          \
  "\"Prøvin\"},\"dosageInstruction\":[{\"text\":\"" text "\"}]}}"
#define HISTORY(entries) "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[" entries "]}"
#define MADE(when) "\"meta\":{\"lastUpdated\":\"" when "\"},"
#define NUMBERED(version) "\"meta\":{\"versionId\":\"" version "\"},"

/* The answer has one treatment, and its text is the weekly one. */
static void
assert_only_weekly (const char *json)
{
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, NULL);
  const SmtRhythm *rhythm;

  g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 1);
  rhythm = smt_treatment_get_rhythm (test_treatment (answer, "res:r"), SMT_VOICE_TEXT);
  g_assert_nonnull (rhythm);
  g_assert_cmpint (rhythm->steps[0].beats[0].days.unit, ==, SMT_TIME_UNIT_WEEK);
}

/* A dose that is no list is not read, and is not passed over in silence. */
static void
test_dosage_that_is_no_list (void)
{
  g_autoptr (SmtAnswer) answer =
      test_read_text ("{\"resourceType\":\"MedicationRequest\",\"id\":\"x\",\"status\":\"active\","
                      "\"dosageInstruction\":{\"text\":\"1 tablett daglig\"}}",
                      TODAY, NULL);

  g_assert_true (test_is_unread (answer, "dosageInstruction"));
  g_assert_null (test_source (test_treatment (answer, "res:x"), SMT_VOICE_TEXT, 0));
  g_assert_cmpuint (test_source (test_treatment (answer, "res:x"), SMT_VOICE_FIELD, 0)->defects, ==,
                    SMT_DEFECT_NOT_UNDERSTOOD);
}

/* A history has one fullUrl many times: the newest version counts, else the one that stands first. */
static void
test_versions_of_one_resource (void)
{
  assert_only_weekly (HISTORY (VERSION ("", "2 tabletter ukentlig") "," VERSION ("", "1 tablett daglig")));
  assert_only_weekly (HISTORY (VERSION (MADE ("2026-01-01T10:00:00Z"), "1 tablett daglig") "," VERSION (
      MADE ("2026-03-01T10:00:00Z"), "2 tabletter ukentlig")));
  assert_only_weekly (
      BUNDLE (VERSION (NUMBERED ("2"), "2 tabletter ukentlig") "," VERSION (NUMBERED ("1"), "1 daglig")));
}

/* What was deleted last is no treatment, whatever its versions say. */
static void
test_deleted_in_a_history (void)
{
  g_autoptr (SmtAnswer) answer = test_read_text (
      HISTORY (
          "{\"fullUrl\":\"http://example.invalid/MedicationRequest/r\",\"request\":{\"method\":\"DELETE\"}}," VERSION (
              "", "1 tablett daglig")),
      TODAY, NULL);

  g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 0);
}

/* Two entries with one fullUrl that are no versions leave open which one a reference means. */
static void
test_one_url_for_two (void)
{
  g_autoptr (GBytes) bytes =
      g_bytes_new_static (BUNDLE (VERSION ("", "1 daglig") "," VERSION ("", "2 daglig")),
                          strlen (BUNDLE (VERSION ("", "1 daglig") "," VERSION ("", "2 daglig"))));
  g_autoptr (GError) error = NULL;

  g_assert_null (smt_answer_read (bytes, test_date (TODAY), &error));
  g_assert_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT);
}

/* R5 has one member for the medicine, by code or by reference. */
static void
test_medication_of_r5 (void)
{
  g_autoptr (SmtAnswer) by_code = test_read_text (
      "{\"resourceType\":\"MedicationRequest\",\"id\":\"x\",\"status\":\"active\",\"medication\":{\"concept\":{"
      "\"coding\":[{\"system\":\"http://www.whocc.no/atc\",\"code\":\"L04AX03\"}]}}}",
      TODAY, NULL);
  g_autoptr (SmtAnswer) by_reference = test_read_text (
      BUNDLE ("{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"x\",\"status\":\"active\","
              "\"medication\":{\"reference\":{\"reference\":\"Medication/m\"}}}},"
              "{\"resource\":{\"resourceType\":\"Medication\",\"id\":\"m\",\"code\":{\"coding\":[{"
              "\"system\":\"http://www.whocc.no/atc\",\"code\":\"L04AX03\"}]}}}"),
      TODAY, NULL);

  g_assert_cmpstr (test_treatment (by_code, "res:x")->product->generic, ==, "metotreksat");
  g_assert_cmpstr (test_treatment (by_reference, "res:x")->product->generic, ==, "metotreksat");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/plain/frequency", test_frequency);
  g_test_add_func ("/fhir/plain/days-of-the-week", test_days_of_the_week);
  g_test_add_func ("/fhir/plain/parts-and-clock", test_parts_and_clock);
  g_test_add_func ("/fhir/plain/bounds-and-counts", test_bounds_and_counts);
  g_test_add_func ("/fhir/plain/half-understood", test_half_understood_is_unreadable);
  g_test_add_func ("/fhir/plain/several-dosages", test_several_dosages);
  g_test_add_func ("/fhir/plain/as-needed-and-codes", test_as_needed_and_codes);
  g_test_add_func ("/fhir/plain/products", test_products);
  g_test_add_func ("/fhir/plain/chain-of-requests", test_chain_of_requests);
  g_test_add_func ("/fhir/plain/language", test_language_of_the_resource);
  g_test_add_func ("/fhir/plain/modifier", test_modifier_is_said);
  g_test_add_func ("/fhir/plain/dosage-that-is-no-list", test_dosage_that_is_no_list);
  g_test_add_func ("/fhir/plain/versions", test_versions_of_one_resource);
  g_test_add_func ("/fhir/plain/deleted", test_deleted_in_a_history);
  g_test_add_func ("/fhir/plain/one-url-for-two", test_one_url_for_two);
  g_test_add_func ("/fhir/plain/medication-of-r5", test_medication_of_r5);
  return g_test_run ();
}
