/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any FHIR R4: documents of every shape, and what a Dosage can say, in made-up examples of the kinds that are met: a
 * prescription as US Core has it, a patient summary (IPS), a line of Legemiddelregisteret, a list in Swedish.
 */
#include "fhir-test.h"

#include "check/smt-finding.h"
#include "dosing/smt-words.h"

#define ATC(code)                                                                                                      \
  "\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"http://www.whocc.no/atc\",\"code\":\"" code "\"}]}"
#define REQUEST(id, rest) "{\"resourceType\":\"MedicationRequest\",\"id\":\"" id "\",\"intent\":\"order\"," rest "}"
#define ACTIVE(id, dosages)                                                                                            \
  REQUEST (id, "\"status\":\"active\"," ATC ("N02BE01") ",\"dosageInstruction\":[" dosages "]")
#define TABLET "\"doseAndRate\":[{\"doseQuantity\":{\"value\":1,\"unit\":\"tablett\"}}]"

/* --- what is heard ------------------------------------------------------------------------------------------------ */

static char *
words_of (const SmtTreatment *treatment, SmtVoiceKind voice)
{
  const SmtSource *source = test_source (treatment, voice, 0);
  const SmtRhythm *rhythm;

  if (source == NULL)
    return g_strdup ("silent");
  rhythm = smt_reading_get_rhythm (source->reading);
  return rhythm != NULL ? smt_rhythm_to_words (rhythm, SMT_LANGUAGE_NB) : g_strdup ("unreadable");
}

static void
assert_words (const SmtTreatment *treatment, SmtVoiceKind voice, const char *expected)
{
  g_autofree char *words = words_of (treatment, voice);

  g_assert_cmpstr (words, ==, expected);
}

static SmtAnswer *
read_ok (const char *text)
{
  g_autoptr (GError) error = NULL;
  SmtAnswer *answer = test_read_text (text, TODAY, &error);

  g_assert_no_error (error);
  return answer;
}

/* One request with these Dosages. */
static void
assert_field (const char *dosages, const char *expected)
{
  g_autofree char *text =
      g_strdup_printf ("{\"resourceType\":\"MedicationRequest\",\"id\":\"r\",\"status\":\"active\"," ATC (
                           "N02BE01") ",\"dosageInstruction\":[%s]}",
                       dosages);
  g_autoptr (SmtAnswer) answer = read_ok (text);

  assert_words (test_treatment (answer, "res:r"), SMT_VOICE_FIELD, expected);
}

static void
assert_timing (const char *timing, const char *expected)
{
  g_autofree char *dosage = g_strdup_printf ("{\"timing\":{%s}," TABLET "}", timing);

  assert_field (dosage, expected);
}

static void
assert_code (const char *code, const char *expected)
{
  g_autofree char *timing = g_strdup_printf ("\"code\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/"
                                             "CodeSystem/v3-GTSAbbreviation\",\"code\":\"%s\"}]}",
                                             code);

  assert_timing (timing, expected);
}

/* --- Timing ------------------------------------------------------------------------------------------------------- */

static void
test_codes (void)
{
  assert_code ("QD", "1 tablett én gang daglig");
  assert_code ("BID", "1 tablett 2 ganger daglig");
  assert_code ("TID", "1 tablett 3 ganger daglig");
  assert_code ("QID", "1 tablett 4 ganger daglig");
  assert_code ("Q4H", "1 tablett hver 4. time");
  assert_code ("Q6H", "1 tablett hver 6. time");
  assert_code ("QOD", "1 tablett annenhver dag");
  assert_code ("WK", "1 tablett én gang i uken");
  assert_code ("MO", "1 tablett én gang i måneden");
  assert_code ("AM", "1 tablett morgen daglig");
  assert_code ("PM", "1 tablett ettermiddag daglig");
  assert_code ("BED", "1 tablett natt daglig");
  assert_code ("SOMETIMES", "unreadable");
}

static void
test_a_code_beside_bounds_says_how_often (void)
{
  assert_timing ("\"code\":{\"coding\":[{\"code\":\"BID\"}]},"
                 "\"repeat\":{\"boundsDuration\":{\"value\":7,\"unit\":\"days\",\"code\":\"d\"}}",
                 "1 tablett 2 ganger daglig i 7 dager");
  /* a repeat that says it itself is what counts */
  assert_timing ("\"code\":{\"coding\":[{\"code\":\"QD\"}],\"text\":\"daily\"},"
                 "\"repeat\":{\"frequency\":1,\"period\":1,\"periodUnit\":\"wk\"}",
                 "1 tablett én gang i uken");
  /* a code of somebody's own is read by its name */
  assert_timing ("\"code\":{\"coding\":[{\"system\":\"urn:oid:2.16.578.1.12.4.1.1.7478\",\"code\":\"130\",\"display\":"
                 "\"1 tablett morgen og kveld\"}]}",
                 "1 tablett morgen og 1 tablett kveld daglig");
}

static void
test_events_are_days (void)
{
  assert_timing ("\"event\":[\"2026-11-23\",\"2026-11-30T08:00:00+01:00\"]", "1 tablett som engangsdose dag 1 og 8");
  assert_timing ("\"event\":[\"2026-11-23T08:00:00Z\",\"2026-11-23T20:00:00Z\",\"2026-11-25T08:00:00Z\"]",
                 "unreadable");
  assert_timing (
      "\"event\":[\"2026-11-23T08:00:00Z\",\"2026-11-23T12:00:00Z\",\"2026-11-23T20:00:00Z\",\"2026-11-25\"]",
      "unreadable");
  assert_timing ("\"event\":[\"2026\"]", "unreadable");
}

static void
test_moments_and_hours (void)
{
  assert_timing ("\"repeat\":{\"when\":[\"ACM\",\"ACV\"],\"offset\":30}", "1 tablett 2 ganger daglig");
  assert_timing ("\"repeat\":{\"frequency\":3,\"period\":1,\"periodUnit\":\"d\",\"when\":[\"PC\"]}",
                 "1 tablett 3 ganger daglig");
  assert_timing ("\"repeat\":{\"when\":[\"IMD\"]}", "unreadable");
  assert_timing ("\"repeat\":{\"frequency\":2,\"period\":24,\"periodUnit\":\"h\"}", "1 tablett 2 ganger daglig");
  assert_timing ("\"repeat\":{\"frequency\":2,\"period\":5,\"periodUnit\":\"h\"}", "unreadable");
  assert_timing (
      "\"repeat\":{\"frequency\":1,\"period\":1,\"periodUnit\":\"wk\",\"duration\":2,\"durationUnit\":\"h\"}",
      "1 tablett én gang i uken");
  assert_timing ("\"repeat\":{\"frequency\":1,\"period\":1,\"periodUnit\":\"d\",\"boundsRange\":{"
                 "\"low\":{\"value\":7,\"code\":\"d\"},\"high\":{\"value\":10,\"code\":\"d\"}}}",
                 "1 tablett én gang daglig i 7–10 dager");
  assert_timing ("\"repeat\":{\"frequency\":1,\"period\":1,\"periodUnit\":\"d\",\"boundsDuration\":{\"value\":1,"
                 "\"code\":\"fortnight\"}}",
                 "unreadable");
}

/* A list that is no list, two bounds, and the like: not passed over, for what is left would be another dose. */
static void
test_not_by_half (void)
{
#define REPEAT(members) "\"repeat\":{" members "}"
#define DAILY_AND(more) "\"repeat\":{\"frequency\":1,\"period\":1,\"periodUnit\":\"d\"," more "}"
  static const char *const timings[] = {
    DAILY_AND ("\"dayOfWeek\":\"mon\""),
    DAILY_AND ("\"when\":\"MORN\""),
    DAILY_AND ("\"timeOfDay\":\"08:00:00\""),
    DAILY_AND ("\"boundsPeriod\":{\"start\":\"2026-11-01\"},\"boundsDuration\":{\"value\":7,\"code\":\"d\"}"),
    DAILY_AND ("\"boundsPeriod\":{\"start\":\"soon\"}"),
    DAILY_AND ("\"boundsDuration\":{\"value\":7,\"unit\":\"dager\",\"code\":\"min\"}"),
    DAILY_AND ("\"countMax\":5"),
    DAILY_AND ("\"count\":5,\"countMax\":3"),
    REPEAT ("\"frequency\":1,\"period\":1,\"periodUnit\":\"wk\",\"dayOfWeek\":[\"mon\"],\"when\":[\"MORN\",\"EVE\"]"),
    "\"repeat\":{\"frequency\":1,\"period\":90,\"periodUnit\":\"min\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (timings); i++)
    assert_timing (timings[i], "unreadable");
  assert_field ("{\"asNeededBoolean\":\"true\",\"timing\":{" DAILY_AND ("\"count\":5") "}," TABLET "}", "unreadable");
}

/* Nothing is held against a field that is not understood, so it is said that it was not. */
static void
test_not_understood_is_told (void)
{
  g_autoptr (SmtAnswer) answer = read_ok (REQUEST (
      "r", "\"status\":\"active\"," ATC ("L04AX03") ",\"dosageInstruction\":[{\"text\":\"1 tablett hver mandag\","
                                                    "\"timing\":{\"repeat\":{\"when\":[\"IMD\"]}}," TABLET "}]"));
  g_autoptr (GPtrArray) findings = smt_check_treatment (test_treatment (answer, "res:r"), test_date (TODAY));
  const SmtFinding *finding;

  g_assert_cmpuint (findings->len, ==, 1);
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C12);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);
}

static void
test_counts_and_bounds (void)
{
  assert_timing (DAILY_AND ("\"count\":3,\"countMax\":5"), "1 tablett én gang daglig i 3–5 dager");
  assert_timing (DAILY_AND ("\"count\":5,\"countMax\":5"), "1 tablett én gang daglig i 5 dager");
  assert_timing (DAILY_AND ("\"boundsDuration\":{\"value\":10,\"unit\":\"dager\"}"),
                 "1 tablett én gang daglig i 10 dager");
  assert_timing (DAILY_AND ("\"boundsPeriod\":{\"start\":\"2026-11-18\",\"end\":\"2026-11-22\"}"),
                 "1 tablett én gang daglig i 5 dager");
  /* to the end of December, and of the year */
  assert_timing (DAILY_AND ("\"boundsPeriod\":{\"start\":\"2026-11\",\"end\":\"2026-12\"}"),
                 "1 tablett én gang daglig i 61 dager");
  assert_timing (DAILY_AND ("\"boundsPeriod\":{\"start\":\"2026-12-31\",\"end\":\"2026\"}"),
                 "1 tablett én gang daglig i 1 dag");
  assert_timing (
      "\"repeat\":{\"frequency\":2,\"period\":1,\"periodUnit\":\"wk\",\"dayOfWeek\":[\"mon\"],\"when\":[\"MORN\","
      "\"EVE\"]}",
      "1 tablett morgen og 1 tablett kveld hver mandag");
  assert_timing (
      "\"repeat\":{\"frequency\":4,\"period\":1,\"periodUnit\":\"wk\",\"dayOfWeek\":[\"mon\",\"thu\"],\"timeOfDay\":["
      "\"08:00:00\",\"20:00:00\"]}",
      "1 tablett kl. 08.00 og 1 tablett kl. 20.00 mandag og torsdag");
#undef DAILY_AND
}

static void
test_quantities (void)
{
#define AMOUNT(quantity)                                                                                               \
  "{\"timing\":{\"code\":{\"coding\":[{\"code\":\"QD\"}]}},\"doseAndRate\":[{\"doseQuantity\":{" quantity "}}]}"
  assert_field (AMOUNT ("\"value\":3,\"unit\":\"{tbl}\",\"code\":\"{tbl}\""), "3 tabletter én gang daglig");
  assert_field (AMOUNT ("\"value\":3,\"comparator\":\"<=\",\"unit\":\"tablett\""), "inntil 3 tabletter én gang daglig");
  assert_field (AMOUNT ("\"value\":3,\"comparator\":\">\",\"unit\":\"tablett\""), "unreadable");
#undef AMOUNT
}

/* --- Dosage ------------------------------------------------------------------------------------------------------- */

static void
test_a_limit_is_no_plan (void)
{
  g_autoptr (SmtAnswer) answer = read_ok (
      REQUEST ("r", "\"status\":\"active\"," ATC ("L04AX03") ",\"dosageInstruction\":[{\"asNeededBoolean\":true,"
                                                             "\"text\":\"1 tablett ved behov, inntil 25 ganger "
                                                             "daglig\",\"timing\":{\"repeat\":{\"frequency\":25,"
                                                             "\"period\":1,\"periodUnit\":\"d\"}}," TABLET "}]"));
  const SmtTreatment *treatment = test_treatment (answer, "res:r");
  const SmtRhythm *field = smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD);

  g_assert_true (field->as_needed);
  g_assert_true (smt_rhythm_equal (field, smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT)));
  assert_words (treatment, SMT_VOICE_FIELD, "1 tablett ved behov, inntil 25 ganger daglig");
  assert_field ("{\"asNeededCodeableConcept\":{\"text\":\"hodepine\"}," TABLET "}", "1 tablett ved behov");
}

static void
test_the_most_of_a_day (void)
{
  static const char *const day = "{\"asNeededBoolean\":true,\"maxDosePerPeriod\":{\"numerator\":{\"value\":8,\"unit\":"
                                 "\"tablett\"},\"denominator\":{\"value\":%s,\"code\":\"%s\"}}," TABLET "}";
  g_autofree char *one_day = g_strdup_printf (day, "1", "d");
  g_autofree char *hours = g_strdup_printf (day, "24", "h");
  g_autofree char *week = g_strdup_printf (day, "1", "wk");
  g_autofree char *document = g_strdup_printf (ACTIVE ("r", "%s"), week);
  g_autoptr (SmtAnswer) answer = read_ok (document);

  assert_field (one_day, "1 tablett ved behov, maks 8 tabletter per døgn");
  assert_field (hours, "1 tablett ved behov, maks 8 tabletter per døgn");
  assert_words (test_treatment (answer, "res:r"), SMT_VOICE_FIELD, "1 tablett ved behov");
  g_assert_true (test_is_unread (answer, "Dosage.maxDosePerPeriod"));
}

static void
test_ordered_and_calculated (void)
{
  static const char *const rates =
      "{\"timing\":{\"code\":{\"coding\":[{\"code\":\"QD\"}]}},\"doseAndRate\":["
      "{\"type\":{\"coding\":[{\"code\":\"%s\"}]},\"doseQuantity\":{\"value\":2,\"unit\":\"mg\"}},"
      "{\"type\":{\"coding\":[{\"code\":\"%s\"}]},\"doseQuantity\":{\"value\":3,\"unit\":\"mg\"}}]}";
  g_autofree char *one = g_strdup_printf (rates, "calculated", "ordered");
  g_autofree char *none = g_strdup_printf (rates, "calculated", "calculated");

  assert_field (one, "3 milligram én gang daglig");
  assert_field (none, "unreadable");
}

static void
test_a_rate_is_named (void)
{
  g_autoptr (SmtAnswer) answer = read_ok (
      ACTIVE ("r", "{\"timing\":{\"code\":{\"coding\":[{\"code\":\"WK\"}]}},\"doseAndRate\":[{\"rateQuantity\":"
                   "{\"value\":100,\"unit\":\"ml/h\"}}]}"));

  assert_words (test_treatment (answer, "res:r"), SMT_VOICE_FIELD, "én gang i uken");
  g_assert_true (test_is_unread (answer, "Dosage.doseAndRate.rateQuantity"));
}

#define DAILY(sequence, when)                                                                                          \
  "{" sequence "\"timing\":{\"repeat\":{\"frequency\":1,\"period\":1,\"periodUnit\":\"d\",\"when\":[\"" when           \
  "\"]}}," TABLET "}"
#define WEEKLY(sequence)                                                                                               \
  "{" sequence "\"timing\":{\"repeat\":{\"frequency\":1,\"period\":1,\"periodUnit\":\"wk\"}}," TABLET "}"

static void
test_sequence (void)
{
  g_autoptr (SmtAnswer) concurrent =
      read_ok (ACTIVE ("r", DAILY ("\"sequence\":1,", "MORN") "," DAILY ("\"sequence\":1,", "EVE")));
  g_autoptr (SmtAnswer) sequential =
      read_ok (ACTIVE ("r", WEEKLY ("\"sequence\":2,") "," DAILY ("\"sequence\":1,", "MORN")));
  g_autoptr (SmtAnswer) unsaid = read_ok (ACTIVE ("r", DAILY ("", "MORN") "," DAILY ("", "EVE")));
  const SmtRhythm *steps = smt_treatment_get_rhythm (test_treatment (sequential, "res:r"), SMT_VOICE_FIELD);

  assert_words (test_treatment (concurrent, "res:r"), SMT_VOICE_FIELD, "1 tablett morgen og 1 tablett kveld daglig");
  assert_words (test_treatment (unsaid, "res:r"), SMT_VOICE_FIELD, "1 tablett morgen og 1 tablett kveld daglig");
  g_assert_nonnull (steps);
  g_assert_cmpuint (steps->n_steps, ==, 2);
  g_assert_cmpint (steps->steps[0].beats[0].days.unit, ==, SMT_TIME_UNIT_DAY); /* 1 before 2 */
  g_assert_cmpint (steps->steps[1].beats[0].days.unit, ==, SMT_TIME_UNIT_WEEK);
}

static void
test_texts_of_several_dosages_are_one (void)
{
  g_autoptr (SmtAnswer) answer = read_ok (
      ACTIVE ("r", "{\"sequence\":1,\"text\":\"2 tabletter morgen\"},{\"sequence\":1,\"text\":\"1 tablett kveld\"}"));
  g_autoptr (SmtAnswer) unclear = read_ok (
      ACTIVE ("r", "{\"sequence\":1,\"text\":\"2 tabletter morgen\"},{\"sequence\":1,\"text\":\"så noe annet 7\"}"));
  const SmtTreatment *treatment = test_treatment (answer, "res:r");

  g_assert_null (test_source (treatment, SMT_VOICE_TEXT, 1));
  assert_words (treatment, SMT_VOICE_TEXT, "2 tabletter morgen og 1 tablett kveld daglig");
  assert_words (test_treatment (unclear, "res:r"), SMT_VOICE_TEXT, "unreadable");
}

static void
test_as_needed_beside_a_plan (void)
{
  g_autoptr (SmtAnswer) answer =
      read_ok (ACTIVE ("r", DAILY ("\"sequence\":1,", "MORN") ",{\"sequence\":1,\"asNeededBoolean\":true," TABLET "}"));

  assert_words (test_treatment (answer, "res:r"), SMT_VOICE_FIELD, "1 tablett morgen daglig");
  g_assert_true (test_is_unread (answer, "Dosage: as needed beside a plan"));
}

/* --- weekdays without a period ------------------------------------------------------------------------------------ */

static const SmtFinding *
find_c3 (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if ((((const SmtFinding *)g_ptr_array_index (findings, i))->checks & (1u << SMT_CHECK_C3)) != 0)
      return g_ptr_array_index (findings, i);
  return NULL;
}

static void
test_weekdays_without_a_period (void)
{
  static const char *const repeats[] = { "\"dayOfWeek\":[\"mon\"]",
                                         "\"dayOfWeek\":[\"mon\"],\"frequency\":1,\"period\":1,\"periodUnit\":\"d\"" };

  for (guint i = 0; i < G_N_ELEMENTS (repeats); i++)
    {
      g_autofree char *text =
          g_strdup_printf (REQUEST ("r", "\"status\":\"active\"," ATC (
                                             "L04AX03") ",\"dosageInstruction\":[{\"text\":\"1 tablett hver mandag\","
                                                        "\"timing\":{\"repeat\":{%s}}," TABLET "}]"),
                           repeats[i]);
      g_autoptr (SmtAnswer) answer = read_ok (text);
      const SmtTreatment *treatment = test_treatment (answer, "res:r");
      g_autoptr (GPtrArray) findings = smt_check_treatment (treatment, test_date (TODAY));
      const SmtFinding *finding = find_c3 (findings);
      g_autofree char *badge = NULL;

      g_assert_cmpint (smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD)->steps[0].beats[0].days.kind, ==,
                       SMT_DAYS_WEEKDAYS);
      g_assert_cmpuint (findings->len, ==, 1); /* neither daily nor out of tune */
      g_assert_nonnull (finding);
      g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_INFO);
      badge = smt_finding_badge (finding, SMT_LANGUAGE_NB);
      g_assert_cmpstr (badge, ==, "periode ikke oppgitt");
    }
  g_autoptr (SmtAnswer) weekly =
      read_ok (REQUEST ("r", "\"status\":\"active\"," ATC (
                                 "L04AX03") ",\"dosageInstruction\":[{\"timing\":{\"repeat\":{\"dayOfWeek\":[\"mon\"],"
                                            "\"frequency\":1,\"period\":1,\"periodUnit\":\"wk\"}}," TABLET "}]"));
  g_autoptr (GPtrArray) none = smt_check_treatment (test_treatment (weekly, "res:r"), test_date (TODAY));
  g_assert_null (find_c3 (none));
}

/* Words of a language that nobody here reads are not taken for ours. */
static void
test_languages (void)
{
  static const char *const tags[][2] = { { "de", "unreadable" },
                                         { "fi-FI", "unreadable" },
                                         { "nb-NO", "1 tablett daglig" },
                                         { "no", "1 tablett daglig" },
                                         { "und", "1 tablett daglig" } };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *text =
          g_strdup_printf (REQUEST ("r", "\"language\":\"%s\",\"status\":\"active\"," ATC (
                                             "N02BE01") ",\"dosageInstruction\":[{\"text\":\"1 tablett daglig\"}]"),
                           tags[i][0]);
      g_autoptr (SmtAnswer) answer = read_ok (text);
      assert_words (test_treatment (answer, "res:r"), SMT_VOICE_TEXT, tags[i][1]);
    }
}

/* --- documents ---------------------------------------------------------------------------------------------------- */

static void
test_shapes (void)
{
#define ONE ACTIVE ("r", "{\"text\":\"1 tablett daglig\"}")
  static const char *const documents[] = {
    ONE,
    "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"resource\":" ONE "}]}",
    "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"POST\",\"url\":\"x\"},"
    "\"resource\":" ONE "}]}",
    "{\"resourceType\":\"Bundle\",\"type\":\"batch-response\",\"entry\":[{\"resource\":{\"resourceType\":\"Bundle\","
    "\"entry\":"
    "[{\"resource\":" ONE "}]}}]}",
    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"return\",\"resource\":" ONE "}]}",
    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"return\",\"part\":[{\"name\":\"order\","
    "\"resource\":" ONE "}]}]}",
    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"other\",\"resource\":{\"resourceType\":\"Bundle\","
    "\"entry\":"
    "[{\"resource\":" ONE "}]}}]}",
  };
#undef ONE

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (SmtAnswer) answer = read_ok (documents[i]);
      g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 1);
      assert_words (test_treatment (answer, "res:r"), SMT_VOICE_TEXT, "1 tablett daglig");
      /* no lookup was made, so that no register failed */
      g_assert_cmpuint (
          smt_answer_get_list (answer)->restrictions & (SMT_RESTRICTION_RF_FAILED | SMT_RESTRICTION_KJ_FAILED), ==, 0);
    }
}

static void
test_what_is_no_answer (void)
{
  static const char *const documents[] = { "{}", "{\"resourceType\":\"Patient\"}", "[]",
                                           "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"x\"}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (test_read_text (documents[i], TODAY, &error));
      g_assert_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_ANSWER);
    }
}

static void
test_statuses (void)
{
  static const struct
  {
    const char *status;
    int state; /* -1: left out */
  } cases[] = { { "active", SMT_TREATMENT_ACTIVE },
                { "draft", SMT_TREATMENT_ACTIVE },
                { "on-hold", SMT_TREATMENT_PAUSED },
                { "stopped", SMT_TREATMENT_STOPPED },
                { "completed", SMT_TREATMENT_STOPPED },
                { "cancelled", SMT_TREATMENT_STOPPED },
                { "entered-in-error", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (REQUEST ("r", "\"status\":\"%s\"," ATC ("N02BE01")), cases[i].status);
      g_autoptr (SmtAnswer) answer = read_ok (text);
      if (cases[i].state < 0)
        g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 0);
      else
        g_assert_cmpint (test_treatment (answer, "res:r")->state, ==, cases[i].state);
      g_assert_cmpuint (smt_answer_get_list (answer)->unread->len, ==, 0);
    }
}

static void
test_a_prohibition_is_no_treatment (void)
{
  g_autoptr (SmtAnswer) answer =
      read_ok (REQUEST ("r", "\"status\":\"active\",\"doNotPerform\":true," ATC ("N02BE01")));

  g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 0);
  g_assert_true (test_is_unread (answer, "MedicationRequest.doNotPerform"));
}

/* A version in a reference is no other resource. */
static void
test_references_with_a_version (void)
{
  static const char *const references[] = { "http://x.example/Medication/m/_history/2", "Medication/m/_history/2",
                                            "Medication/m", "http://x.example/Medication/m" };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"fullUrl\":\"http://"
                           "x.example/Medication/m\",\"resource\":{"
                           "\"resourceType\":\"Medication\",\"id\":\"m\",\"code\":{\"text\":\"Metotreksat tab 2,5 "
                           "mg\"}}},{\"resource\":" REQUEST (
                               "r", "\"status\":\"active\",\"medicationReference\":{\"reference\":\"%s\"}") "}]}",
                           references[i]);
      g_autoptr (SmtAnswer) answer = read_ok (text);
      g_assert_cmpstr (test_treatment (answer, "res:r")->product->display, ==, "Metotreksat tab 2,5 mg");
    }
}

/* The strength of what is in it, where the name has none: 70 mg of alendronate is not taken daily. */
static void
test_strength_of_an_ingredient (void)
{
  static const struct
  {
    const char *atc;
    const char *strength; /* numerator and denominator */
    const char *shown;
    const char *row;
  } cases[] = {
    { "M05BA04", "\"numerator\":{\"value\":70,\"unit\":\"mg\"},\"denominator\":{\"value\":1,\"unit\":\"tablet\"}",
      "70 mg", "alendronate-weekly" },
    { "M05BA04", "\"numerator\":{\"value\":10,\"code\":\"mg\"},\"denominator\":{\"value\":1}", "10 mg",
      "alendronate-daily" },
    { "A11CC05", "\"numerator\":{\"value\":20000,\"code\":\"[iU]\"}", "20000 IE", "colecalciferol-high" },
    { "A11CC05", "\"numerator\":{\"value\":500,\"code\":\"ug\"}", "500 mikrog", "colecalciferol-high-microgram" },
    { "A11CC05", "\"numerator\":{\"value\":20000,\"code\":\"[iU]\"},\"denominator\":{\"value\":1,\"code\":\"mL\"}",
      "20000 IE/ml", NULL },
    { "M05BA04", "\"numerator\":{\"value\":70}", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          REQUEST (
              "r",
              "\"status\":\"active\",\"medicationReference\":{\"reference\":\"#m\"},\"contained\":[{\"resourceType\":"
              "\"Medication\",\"id\":\"m\",\"code\":{\"coding\":[{\"system\":\"http://www.whocc.no/"
              "atc\",\"code\":\"%s\"}]},"
              "\"form\":{\"text\":\"Kapsel\"},\"ingredient\":[{\"strength\":{%s}}]}]"),
          cases[i].atc, cases[i].strength);
      g_autoptr (SmtAnswer) answer = read_ok (text);
      const SmtProduct *product = test_treatment (answer, "res:r")->product;
      g_autofree char *shown = smt_product_strength_to_text (product);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpstr (product->row != NULL ? product->row->id : NULL, ==, cases[i].row);
      g_assert_false (product->strength_parsed);
    }
}

/* --- reactions ---------------------------------------------------------------------------------------------------- */

#define REACTION(rest)                                                                                                 \
  "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":" REQUEST (                           \
      "r", "\"status\":\"active\"," ATC ("J01CE02")) "},{\"resource\":{\"resourceType\":\"AllergyIntolerance\"," rest  \
                                                     "}}]}"
#define CODED(system, code) "\"code\":{\"coding\":[{\"system\":\"" system "\",\"code\":\"" code "\"}]}"
#define ABSENT "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"

static gboolean
raises (const GPtrArray *findings, SmtCheckId check)
{
  for (guint i = 0; i < findings->len; i++)
    if ((((const SmtFinding *)g_ptr_array_index (findings, i))->checks & (1u << check)) != 0)
      return TRUE;
  return FALSE;
}

static void
assert_reaction (const char *document, SmtKnowledge knowledge, int found, gboolean severe)
{
  g_autoptr (SmtAnswer) answer = read_ok (document);
  const SmtList *list = smt_answer_get_list (answer);
  g_autoptr (GPtrArray) findings = smt_check_list (list, test_date (TODAY));

  g_assert_cmpint (list->reactions_knowledge, ==, knowledge);
  g_assert_cmpuint (list->reactions->len, ==, (guint)found);
  g_assert_cmpint (raises (findings, SMT_CHECK_C15), ==, found > 0);
  if (found > 0)
    g_assert_cmpint (((const SmtReaction *)g_ptr_array_index (list->reactions, 0))->severe, ==, severe);
}

/* Reactions stand among the resources, whether a section lists them or not. */
static void
test_reactions (void)
{
  assert_reaction (REACTION (CODED ("http://www.whocc.no/atc", "J01C")), SMT_KNOWLEDGE_KNOWN, 1, FALSE);
  assert_reaction (REACTION ("\"criticality\":\"high\"," CODED ("urn:oid:2.16.840.1.113883.6.73", "J01C")),
                   SMT_KNOWLEDGE_KNOWN, 1, TRUE);
  assert_reaction (REACTION ("\"reaction\":[{\"severity\":\"severe\"}]," CODED ("http://www.whocc.no/atc", "J01C")),
                   SMT_KNOWLEDGE_KNOWN, 1, TRUE);
  assert_reaction (REACTION ("\"verificationStatus\":{\"coding\":[{\"code\":\"refuted\"}]}," CODED (
                       "http://www.whocc.no/atc", "J01C")),
                   SMT_KNOWLEDGE_NOT_ASKED, 0, FALSE);
  assert_reaction (REACTION (CODED (ABSENT, "no-known-allergies")), SMT_KNOWLEDGE_NONE_KNOWN, 0, FALSE);
  assert_reaction (REACTION (CODED ("http://snomed.info/sct", "716186003")), SMT_KNOWLEDGE_NONE_KNOWN, 0, FALSE);
  assert_reaction (REACTION (CODED (ABSENT, "no-allergy-info")), SMT_KNOWLEDGE_NOT_ASKED, 0, FALSE);
}

/* "No known medications" is said as a statement, and is no medicine. */
static void
test_no_medicines (void)
{
  static const char *const codes[] = { "no-known-medications", "no-medication-info" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"resourceType\":\"MedicationStatement\",\"id\":\"s\",\"status\":\"active\",\"medicationCodeableConcept\":{"
          "\"coding\":[{\"system\":\"" ABSENT "\",\"code\":\"%s\"}]}}",
          codes[i]);
      g_autoptr (SmtAnswer) answer = read_ok (text);
      g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 0);
    }
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static void
test_lists (void)
{
  g_autoptr (SmtAnswer) carried =
      read_ok ("{\"resourceType\":\"List\",\"status\":\"current\",\"contained\":["
               "" ACTIVE ("r", "{\"text\":\"1 tablett daglig\"}") "],\"entry\":[{\"item\":{"
                                                                  "\"reference\":\"#r\"}}]}");
  g_autoptr (SmtAnswer) taken_off = read_ok (
      "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{\"resourceType\":\"List\","
      "\"entry\":[{"
      "\"deleted\":true,\"item\":{\"reference\":\"MedicationRequest/r\"}},{\"item\":{\"reference\":\"MedicationRequest/"
      "q\"}}]}},{\"resource\":" ACTIVE ("r", "") "},{\"resource\":" ACTIVE ("q", "") "}]}");

  assert_words (test_treatment (carried, "res:r"), SMT_VOICE_TEXT, "1 tablett daglig");
  g_assert_cmpuint (smt_answer_get_list (taken_off)->treatments->len, ==, 1);
  g_assert_nonnull (test_treatment (taken_off, "res:q"));
  g_assert_true (test_is_unread (taken_off, "List.entry.deleted"));
}

#define DISPENSE(rest)                                                                                                 \
  "{\"resourceType\":\"MedicationDispense\",\"id\":\"d\",\"status\":\"completed\"," ATC (                              \
      "L04AX03") ",\"dosageInstruction\":[{\"text\":\"1 tablett hver mandag\"}]" rest "}"

static void
test_dispensings (void)
{
  g_autoptr (SmtAnswer) alone = read_ok (DISPENSE (""));
  g_autoptr (SmtAnswer) filled = read_ok ("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" ACTIVE (
      "r",
      "{\"text\":\"1 tablett daglig\"}") "},{\"resource\":" DISPENSE (",\"authorizingPrescription\":[{\"reference\":"
                                                                      "\"MedicationRequest/r\"}]") "}]}");

  g_assert_cmpint (test_treatment (alone, "res:d")->state, ==, SMT_TREATMENT_ACTIVE);
  assert_words (test_treatment (alone, "res:d"), SMT_VOICE_TEXT, "1 tablett hver mandag");
  g_assert_cmpuint (smt_answer_get_list (filled)->treatments->len, ==, 1);
  g_assert_nonnull (test_source (test_treatment (filled, "res:r"), SMT_VOICE_SUPPLY, 0));
}

/* --- examples of the kinds that are met --------------------------------------------------------------------------- */

static void
test_us_core (void)
{
  g_autoptr (SmtAnswer) answer = read_ok (
      "{\"resourceType\":\"MedicationRequest\",\"id\":\"mtx\",\"language\":\"en-US\",\"meta\":{\"profile\":["
      "\"http://hl7.org/fhir/us/core/StructureDefinition/"
      "us-core-medicationrequest\"]},\"status\":\"active\",\"intent\":\"order\","
      "\"reportedBoolean\":false,\"category\":[{\"coding\":[{\"code\":\"outpatient\"}]}],\"medicationCodeableConcept\":"
      "{"
      "\"coding\":[{\"system\":\"http://www.nlm.nih.gov/research/umls/"
      "rxnorm\",\"code\":\"105585\",\"display\":\"methotrexate 2.5 "
      "MG Oral "
      "Tablet\"}]},\"subject\":{\"reference\":\"Patient/"
      "made-up\"},\"authoredOn\":\"2026-10-01\",\"dosageInstruction\":["
      "{\"text\":\"Take 3 tablets once weekly\",\"timing\":{\"repeat\":{\"boundsPeriod\":{\"start\":\"2026-10-01\"},"
      "\"frequency\":1,\"period\":1,\"periodUnit\":\"d\"}},\"route\":{\"text\":\"oral\"},\"doseAndRate\":[{"
      "\"doseQuantity\":{"
      "\"value\":3,\"unit\":\"tablet\"}}]}]}");
  const SmtTreatment *treatment = test_treatment (answer, "res:mtx");
  g_autoptr (GPtrArray) findings = smt_check_treatment (treatment, test_date (TODAY));
  const SmtFinding *finding = findings->len > 0 ? g_ptr_array_index (findings, 0) : NULL;

  g_assert_cmpstr (treatment->product->generic, ==, "metotreksat");
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP);
  g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2);
}

static void
test_patient_summary (void)
{
  g_autoptr (SmtAnswer) answer = read_ok (
      "{\"resourceType\":\"Bundle\",\"type\":\"document\",\"entry\":["
      "{\"fullUrl\":\"urn:uuid:c\",\"resource\":{\"resourceType\":\"Composition\",\"status\":\"final\",\"subject\":{"
      "\"reference\":"
      "\"urn:uuid:p\"},\"section\":[{\"code\":{\"coding\":[{\"system\":\"http://"
      "loinc.org\",\"code\":\"10160-0\"}]},\"entry\":[{"
      "\"reference\":\"urn:uuid:s\"}]},{\"code\":{\"coding\":[{\"system\":\"http://"
      "loinc.org\",\"code\":\"11450-4\"}]}}]}},"
      "{\"fullUrl\":\"urn:uuid:p\",\"resource\":{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Oppdiktet\"}]}},"
      "{\"fullUrl\":\"urn:uuid:k\",\"resource\":{\"resourceType\":\"Condition\",\"id\":\"k\"}},"
      "{\"fullUrl\":\"urn:uuid:m\",\"resource\":{\"resourceType\":\"Medication\",\"ingredient\":[{"
      "\"itemCodeableConcept\":{"
      "\"coding\":[{\"system\":\"urn:oid:2.16.840.1.113883.6.73\",\"code\":\"M05BA04\",\"display\":\"alendronic "
      "acid\"}]}}],"
      "\"form\":{\"text\":\"tablet\"}}},"
      "{\"fullUrl\":\"urn:uuid:s\",\"resource\":{\"resourceType\":\"MedicationStatement\",\"id\":\"s\",\"status\":"
      "\"active\","
      "\"medicationReference\":{\"reference\":\"urn:uuid:m\"},\"effectivePeriod\":{\"start\":\"2026-01\"},\"dosage\":[{"
      "\"timing\":"
      "{\"repeat\":{\"count\":5,\"frequency\":1,\"period\":1,\"periodUnit\":\"mo\"}}," TABLET "}]}}]}");
  const SmtList *list = smt_answer_get_list (answer);
  const SmtTreatment *treatment = test_treatment (answer, "res:s");

  g_assert_cmpuint (list->unread->len, ==, 0); /* sections and conditions say no dose */
  g_assert_cmpstr (list->patient->family, ==, "Oppdiktet");
  g_assert_cmpstr (treatment->product->atc, ==, "M05BA04");
  assert_words (treatment, SMT_VOICE_FIELD, "1 tablett 5 ganger med 1 måneds mellomrom");
}

static void
test_registry_line (void)
{
  g_autoptr (SmtAnswer) answer =
      read_ok ("{\"resourceType\":\"MedicationRequest\",\"id\":\"lmdi\",\"contained\":[{\"resourceType\":"
               "\"Medication\",\"id\":\"m\","
               "\"code\":{\"coding\":[{\"system\":\"http://dmp.no/fhir/NamingSystem/"
               "festLegemiddelMerkevare\",\"code\":\"ID_X\",\"display\":"
               "\"Xeplion inj, depot 100 "
               "mg\"},{\"system\":\"http://www.whocc.no/atc\",\"code\":\"N05AX13\"}]}}],\"status\":\"completed\","
               "\"intent\":\"order\",\"medicationReference\":{\"reference\":\"#m\"},\"dosageInstruction\":[{\"timing\":"
               "{\"repeat\":{"
               "\"count\":5,\"frequency\":1,\"period\":1,\"periodUnit\":\"mo\"}},\"doseAndRate\":[{\"doseQuantity\":{"
               "\"value\":100,"
               "\"unit\":\"mg\"}}]}]}");
  const SmtTreatment *treatment = test_treatment (answer, "res:lmdi");

  g_assert_cmpstr (treatment->product->atc, ==, "N05AX13");
  assert_words (treatment, SMT_VOICE_FIELD, "100 milligram 5 ganger med 1 måneds mellomrom");
}

static void
test_swedish_list (void)
{
  g_autoptr (SmtAnswer) answer =
      read_ok ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"language\":\"sv-SE\",\"entry\":[{\"resource\":{"
               "\"resourceType\":"
               "\"MedicationRequest\",\"id\":\"nll\",\"status\":\"active\",\"intent\":\"order\"," ATC (
                   "L04AX03") ",\"dosageInstruction\":[{"
                              "\"text\":\"3 tabletter varje "
                              "måndag\",\"timing\":{\"repeat\":{\"dayOfWeek\":[\"mon\"],\"frequency\":1,\"period\":1,"
                              "\"periodUnit\":\"wk\"}},\"doseAndRate\":[{\"doseQuantity\":{\"value\":3,\"unit\":"
                              "\"tablett\"}}]}]}}]}");
  const SmtTreatment *treatment = test_treatment (answer, "res:nll");
  g_autoptr (GPtrArray) findings = smt_check_treatment (treatment, test_date (TODAY));

  assert_words (treatment, SMT_VOICE_TEXT, "3 tabletter hver mandag");
  assert_words (treatment, SMT_VOICE_FIELD, "3 tabletter hver mandag");
  g_assert_cmpuint (findings->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/generic/codes", test_codes);
  g_test_add_func ("/fhir/generic/code-beside-bounds", test_a_code_beside_bounds_says_how_often);
  g_test_add_func ("/fhir/generic/events", test_events_are_days);
  g_test_add_func ("/fhir/generic/moments-and-hours", test_moments_and_hours);
  g_test_add_func ("/fhir/generic/not-by-half", test_not_by_half);
  g_test_add_func ("/fhir/generic/not-understood-is-told", test_not_understood_is_told);
  g_test_add_func ("/fhir/generic/counts-and-bounds", test_counts_and_bounds);
  g_test_add_func ("/fhir/generic/quantities", test_quantities);
  g_test_add_func ("/fhir/generic/limit-is-no-plan", test_a_limit_is_no_plan);
  g_test_add_func ("/fhir/generic/most-of-a-day", test_the_most_of_a_day);
  g_test_add_func ("/fhir/generic/ordered-and-calculated", test_ordered_and_calculated);
  g_test_add_func ("/fhir/generic/rate", test_a_rate_is_named);
  g_test_add_func ("/fhir/generic/sequence", test_sequence);
  g_test_add_func ("/fhir/generic/several-texts", test_texts_of_several_dosages_are_one);
  g_test_add_func ("/fhir/generic/as-needed-beside-a-plan", test_as_needed_beside_a_plan);
  g_test_add_func ("/fhir/generic/weekdays-without-a-period", test_weekdays_without_a_period);
  g_test_add_func ("/fhir/generic/languages", test_languages);
  g_test_add_func ("/fhir/generic/shapes", test_shapes);
  g_test_add_func ("/fhir/generic/no-answer", test_what_is_no_answer);
  g_test_add_func ("/fhir/generic/statuses", test_statuses);
  g_test_add_func ("/fhir/generic/prohibition", test_a_prohibition_is_no_treatment);
  g_test_add_func ("/fhir/generic/references-with-a-version", test_references_with_a_version);
  g_test_add_func ("/fhir/generic/strength-of-an-ingredient", test_strength_of_an_ingredient);
  g_test_add_func ("/fhir/generic/reactions", test_reactions);
  g_test_add_func ("/fhir/generic/no-medicines", test_no_medicines);
  g_test_add_func ("/fhir/generic/lists", test_lists);
  g_test_add_func ("/fhir/generic/dispensings", test_dispensings);
  g_test_add_func ("/fhir/generic/us-core", test_us_core);
  g_test_add_func ("/fhir/generic/patient-summary", test_patient_summary);
  g_test_add_func ("/fhir/generic/registry-line", test_registry_line);
  g_test_add_func ("/fhir/generic/swedish-list", test_swedish_list);
  return g_test_run ();
}
