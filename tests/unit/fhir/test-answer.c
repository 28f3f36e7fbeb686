/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decoder: identity, chains, states, products, people, restrictions and what was not understood.
 */
#include "fhir-test.h"

#include <string.h>

#include "base/smt-text.h"

/* --- the list ----------------------------------------------------------------------------------------------------- */

static void
test_patient_and_list (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtList *list = smt_answer_get_list (answer);
  g_autofree char *born = smt_date_to_iso (list->patient->birth_date);
  g_autofree char *pll = smt_date_to_iso (smt_instant_to_date (list->pll_date));

  g_assert_cmpstr (list->patient->family, ==, "Øverli");
  g_assert_cmpstr (list->patient->given, ==, "Kari");
  g_assert_cmpstr (list->patient->postal_code, ==, "9990");
  g_assert_cmpstr (list->patient->city, ==, "Nordvik");
  g_assert_cmpint (list->patient->gender, ==, SMT_GENDER_FEMALE);
  g_assert_cmpstr (born, ==, "1951-03-14");
  g_assert_true (smt_national_number_is_synthetic (list->patient->national_number));
  g_assert_true (list->has_pll);
  g_assert_cmpstr (list->pll_author, ==, "Liv Fjord, Nordvik legekontor");
  g_assert_cmpstr (pll, ==, "2026-10-01");
  g_assert_nonnull (list->lookup_id);
  g_assert_true (list->rf_fetched != SMT_INSTANT_UNSET && list->kj_fetched != SMT_INSTANT_UNSET);
  g_assert_cmpuint (list->restrictions, ==, SMT_RESTRICTION_RF_LOCKED_EXIST);
  g_assert_cmpuint (list->unread->len, ==, 0);
  g_assert_cmpuint (list->treatments->len, ==, 9);
}

static void
test_states (void)
{
  static const struct
  {
    const char *key;
    SmtTreatmentState state;
    SmtPrescriptionStatus status;
  } expected[] = {
    { "pll:1a000000-0000-4000-8000-000000000001", SMT_TREATMENT_ACTIVE, SMT_PRESCRIPTION_DISPENSABLE },
    { "rx:2a000000-0000-4000-8000-000000000004", SMT_TREATMENT_ACTIVE, SMT_PRESCRIPTION_DISPENSABLE },
    { "pll:1a000000-0000-4000-8000-000000000006", SMT_TREATMENT_PLANNED_STOP, SMT_PRESCRIPTION_RECALLED },
    { "pll:1a000000-0000-4000-8000-000000000007", SMT_TREATMENT_STOPPED, SMT_PRESCRIPTION_RECALLED },
    { "rx:2a000000-0000-4000-8000-000000000008", SMT_TREATMENT_ORPHAN, SMT_PRESCRIPTION_RECALLED },
    { "pll:1a000000-0000-4000-8000-000000000009", SMT_TREATMENT_ACTIVE, SMT_PRESCRIPTION_UNKNOWN },
  };
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const SmtTreatment *treatment = test_treatment (answer, expected[i].key);
      g_assert_cmpint (treatment->state, ==, expected[i].state);
      g_assert_cmpint (smt_treatment_get_head (treatment)->status, ==, expected[i].status);
    }
}

static void
test_planned_stop_by_the_day (void)
{
  static const struct
  {
    const char *today;
    SmtTreatmentState state;
  } days[] = { { "2026-12-23", SMT_TREATMENT_PLANNED_STOP },
               { "2026-12-24", SMT_TREATMENT_STOPPED },
               { "2027-01-02", SMT_TREATMENT_STOPPED } };
  g_autofree char *text = test_load ("ordinary.json");
  g_autofree char *digest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (SmtAnswer) answer = test_read_text (text, days[i].today, NULL);
      const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000006");
      g_assert_cmpint (treatment->state, ==, days[i].state);
      /* what the record says has not changed by the day alone */
      if (digest != NULL)
        g_assert_cmpstr (treatment->digest, ==, digest);
      g_free (digest);
      digest = g_strdup (treatment->digest);
    }
}

static void
test_loose_prescription_expires (void)
{
  g_autofree char *text = test_load ("ordinary.json");
  g_autoptr (SmtAnswer) answer = test_read_text (text, "2027-11-18", NULL);

  g_assert_cmpint (test_treatment (answer, "rx:2a000000-0000-4000-8000-000000000004")->state, ==,
                   SMT_TREATMENT_EXPIRED);
  /* an entry stays on the list when its prescription runs out */
  g_assert_cmpint (test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000001")->state, ==,
                   SMT_TREATMENT_ACTIVE);
}

static void
test_entry (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000001");
  const SmtPrescription *head = smt_treatment_get_head (treatment);
  g_autofree char *start = smt_date_to_iso (treatment->start_date);
  g_autofree char *written = smt_date_to_iso (head->written);
  g_autofree char *expires = smt_date_to_iso (head->expires);

  g_assert_cmpstr (treatment->entry_id, ==, "1a000000-0000-4000-8000-000000000001");
  g_assert_cmpstr (head->prescription_id, ==, "2a000000-0000-4000-8000-000000000001");
  g_assert_cmpstr (treatment->product->atc, ==, "L04AX03");
  g_assert_cmpint (treatment->product->certainty, ==, SMT_CERTAINTY_ATC);
  g_assert_nonnull (treatment->product->row);
  g_assert_cmpstr (treatment->product->display, ==, "Methotrexate Orifarm tab 2,5 mg");
  g_assert_cmpint (treatment->use, ==, SMT_USE_REGULAR);
  g_assert_cmpstr (treatment->indication, ==, "MOT LEDDGIKT");
  g_assert_cmpstr (treatment->dose_text, ==, "3 tabletter hver mandag\nSvelges hel\nBlodprøve hver måned");
  g_assert_cmpstr (treatment->instruction, ==, "Svelges hel\nBlodprøve hver måned");
  g_assert_cmpstr (treatment->author, ==, "Liv Fjord");
  g_assert_cmpstr (start, ==, "2024-02-05");
  g_assert_cmpstr (written, ==, "2026-09-01");
  g_assert_cmpstr (expires, ==, "2027-08-31");
  g_assert_false (treatment->without_prescription);

  treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000003");
  g_assert_true (treatment->without_prescription);
  g_assert_cmpuint (treatment->prescriptions->len, ==, 0);
  g_assert_null (treatment->product->atc);
}

static void
test_ids_without_case (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000002");

  /* written "2A000000-…" in the answer */
  g_assert_cmpstr (smt_treatment_get_head (treatment)->prescription_id, ==, "2a000000-0000-4000-8000-000000000002");
  g_assert_true (smt_json_exists (smt_answer_get_link (answer, "2A000000-0000-4000-8000-000000000002")));
}

static void
test_stop (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000007");
  g_autofree char *stopped = smt_date_to_iso (treatment->stop_date);

  g_assert_cmpstr (stopped, ==, "2026-10-20");
  g_assert_cmpstr (treatment->stop_reason, ==, "Annen årsak");
  g_assert_cmpint (smt_treatment_get_head (treatment)->recall_code, ==, 2);
}

/* --- chains ------------------------------------------------------------------------------------------------------- */

static void
test_chain_of_three (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000005");
  static const char *const ids[] = { "2a000000-0000-4000-8000-000000000005", "2a000000-0000-4000-8000-000000000015",
                                     "2a000000-0000-4000-8000-000000000025" };
  static const int recalls[] = { 0, 3, 1 };

  g_assert_cmpuint (treatment->prescriptions->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const SmtPrescription *link = g_ptr_array_index (treatment->prescriptions, i);
      g_assert_cmpstr (link->prescription_id, ==, ids[i]);
      g_assert_cmpint (link->recall_code, ==, recalls[i]);
      if (i > 0)
        g_assert_cmpstr (link->recall_id, ==, ids[i - 1]);
      g_assert_true (smt_json_exists (smt_answer_get_link (answer, ids[i])));
    }
  g_assert_null (smt_list_find (smt_answer_get_list (answer), "rx:2a000000-0000-4000-8000-000000000015"));
}

/* What the prescription before the head says itself; of what stands alone there is none. */
static void
test_before (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000005");
  const SmtTreatment *before = treatment->before;
  const SmtPrescription *link = smt_treatment_get_head (before);

  g_assert_cmpstr (before->dose_text, ==, "1 tablett morgen daglig");
  g_assert_cmpstr (treatment->dose_text, ==, "2 tabletter morgen daglig");
  g_assert_cmpint (smt_treatment_get_voice_state (before, SMT_VOICE_TEXT), ==, SMT_READING_CLEAR);
  g_assert_cmpuint (before->prescriptions->len, ==, 1);
  g_assert_cmpstr (link->prescription_id, ==, "2a000000-0000-4000-8000-000000000015");
  g_assert_true (smt_decimal_equal (link->packages, SMT_DECIMAL_INT (1)));
  g_assert_cmpstr (link->refills, ==, "3");
  g_assert_cmpint (link->substitution, ==, SMT_SUBSTITUTION_ACCEPTED);
  g_assert_null (before->before);
  g_assert_null (test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000001")->before);
}

static void
test_chain_by_recall_alone (void)
{
  /* without basedOn and partOf, recallinfo.recallId still says what replaced what */
  g_autofree char *text = test_load ("ordinary.json");
  text = test_replace (text, "\"basedOn\"", "\"x-basedOn\"");
  text = test_replace (text, "\"partOf\"", "\"x-partOf\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000005")->prescriptions->len, ==, 3);
  g_assert_true (test_is_unread (answer, "MedicationStatement.x-basedOn"));
}

static void
test_head_that_another_follows_on_stays_a_row (void)
{
  /* both are on the list; taking one for the other's past would hide it */
  g_autoptr (SmtAnswer) whole = test_read ("ordinary.json");
  g_autofree char *url =
      test_string_at (smt_answer_get_entry (whole, "pll:1a000000-0000-4000-8000-000000000002"), "fullUrl");
  g_autofree char *text = test_load ("ordinary.json");
  const char *at = strstr (text, "\"resourceType\": \"MedicationStatement\"");
  g_autofree char *patched =
      g_strdup_printf ("%.*s\"basedOn\": [{\"reference\": \"%s\"}], %s", (int)(at - text), text, url, at);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = test_read_text (patched, TODAY, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 9);
  g_assert_cmpuint (test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000001")->prescriptions->len, ==, 2);
  test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000002");
  g_assert_true (test_is_unread (answer, "MedicationStatement.basedOn: a head of a chain is also an older link"));
}

static void
test_cycle_is_refused (void)
{
  g_autofree char *text = test_load ("ordinary.json");
  g_autoptr (SmtAnswer) whole = test_read ("ordinary.json");
  g_autofree char *head =
      test_string_at (smt_answer_get_link (whole, "2a000000-0000-4000-8000-000000000005"), "fullUrl");
  g_autofree char *oldest =
      test_string_at (smt_answer_get_link (whole, "2a000000-0000-4000-8000-000000000025"), "fullUrl");
  g_autoptr (GError) error = NULL;

  /* the middle one is based on the head instead of on the oldest */
  g_autofree char *find =
      g_strdup_printf ("\"display\": \"Furosemid tab 20 mg\",\n         \"reference\": \"%s\"", oldest);
  g_autofree char *bad =
      g_strdup_printf ("\"display\": \"Furosemid tab 20 mg\",\n         \"reference\": \"%s\"", head);
  text = test_replace (text, find, bad);
  g_assert_null (test_read_text (text, TODAY, &error));
  g_assert_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT);
}

static void
test_entry_index_leads_to_row (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  SmtJsonCursor entries = smt_json_member (smt_answer_get_bundle (answer), "entry");
  SmtJsonCursor old = smt_answer_get_link (answer, "2a000000-0000-4000-8000-000000000025");
  guint medications = 0;

  for (guint i = 0; i < smt_json_length (entries); i++)
    {
      SmtJsonCursor entry = smt_json_element (entries, i);
      const char *key = smt_answer_key_of_entry (answer, i);
      if (smt_json_same (entry, old))
        g_assert_cmpstr (key, ==, "pll:1a000000-0000-4000-8000-000000000005");
      if (smt_json_string_equals (test_at (entry, "resource/resourceType"), "Patient"))
        g_assert_null (key);
      medications += smt_json_string_equals (test_at (entry, "resource/resourceType"), "Medication") && key != NULL;
    }
  g_assert_cmpuint (medications, ==, 8);
  g_assert_null (smt_answer_key_of_entry (answer, 10000));
}

/* --- contradictions ----------------------------------------------------------------------------------------------- */

static void
assert_refused (const char *find, const char *replacement, SmtFhirError code)
{
  g_autofree char *text = test_replace (test_load ("ordinary.json"), find, replacement);
  g_autoptr (GError) error = NULL;

  g_assert_null (test_read_text (text, TODAY, &error));
  g_assert_error (error, SMT_FHIR_ERROR, (int)code);
}

static void
test_contradictions_are_refused (void)
{
  g_autoptr (SmtAnswer) whole = test_read ("ordinary.json");
  g_autofree char *head =
      test_string_at (smt_answer_get_entry (whole, "pll:1a000000-0000-4000-8000-000000000002"), "fullUrl");
  g_autofree char *find = g_strdup_printf ("\"fullUrl\": \"%s\"", head);

  /* the same PLL id on two entries, whatever its case */
  assert_refused ("1a000000-0000-4000-8000-000000000002", "1A000000-0000-4000-8000-000000000001",
                  SMT_FHIR_ERROR_INCONSISTENT);
  /* one loose prescription twice */
  assert_refused ("2a000000-0000-4000-8000-000000000008", "2a000000-0000-4000-8000-000000000004",
                  SMT_FHIR_ERROR_INCONSISTENT);
  /* a listed medicine that is not there */
  assert_refused (find, "\"fullUrl\": \"urn:uuid:00000000-0000-4000-8000-000000000000\"", SMT_FHIR_ERROR_INCONSISTENT);
  assert_refused ("\"resourceType\": \"Bundle\"", "\"resourceType\": \"Bunde\"", SMT_FHIR_ERROR_NOT_ANSWER);
  assert_refused ("\"total\": ", "\"total\": 0", SMT_FHIR_ERROR_NOT_JSON);
}

static void
test_prescription_on_two_entries (void)
{
  /* not allowed, but both rows can be shown */
  g_autofree char *text = test_replace (test_load ("ordinary.json"), "2A000000-0000-4000-8000-000000000002",
                                        "2a000000-0000-4000-8000-000000000001");
  g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, NULL);

  g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 9);
  g_assert_true (test_is_unread (answer, "MedicationStatement.identifier: the same ReseptId twice"));
}

static void
test_not_an_answer (void)
{
  static const struct
  {
    const char *text;
    SmtFhirError code;
  } bad[] = {
    { "", SMT_FHIR_ERROR_NOT_JSON },
    { "{\"resourceType\":\"Bundle\"", SMT_FHIR_ERROR_NOT_JSON },
    { "[]", SMT_FHIR_ERROR_NOT_ANSWER },
    { "{\"resourceType\":\"Parameters\"}", SMT_FHIR_ERROR_NOT_ANSWER },
    { "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"medication\"}]}", SMT_FHIR_ERROR_NOT_ANSWER },
    { "{\"resourceType\":\"OperationOutcome\",\"issue\":[]}", SMT_FHIR_ERROR_OUTCOME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (test_read_text (bad[i].text, TODAY, &error));
      g_assert_error (error, SMT_FHIR_ERROR, (int)bad[i].code);
    }
}

static void
test_bare_bundle (void)
{
  g_autoptr (SmtAnswer) whole = test_read ("ordinary.json");
  g_autofree char *text = smt_json_dup_bytes (smt_answer_get_bundle (whole));
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 9);
  g_assert_cmpuint (smt_answer_get_list (answer)->restrictions, ==, 0);
  g_assert_cmpuint (smt_answer_get_list (answer)->reactions->len, ==, 1);
}

static void
test_statement_that_no_section_lists (void)
{
  /* an entry that the Composition forgot is still shown */
  g_autoptr (SmtAnswer) whole = test_read ("ordinary.json");
  g_autofree char *text = test_load ("ordinary.json");
  g_autofree char *url =
      test_string_at (smt_answer_get_entry (whole, "pll:1a000000-0000-4000-8000-000000000003"), "fullUrl");
  g_autofree char *find = g_strdup_printf ("\"reference\": \"%s\"", url);
  g_autofree char *other =
      test_string_at (smt_answer_get_entry (whole, "pll:1a000000-0000-4000-8000-000000000002"), "fullUrl");
  g_autofree char *replacement = g_strdup_printf ("\"reference\": \"%s\"", other);
  text = test_replace (text, find, replacement);
  g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, NULL);

  g_assert_cmpuint (smt_answer_get_list (answer)->treatments->len, ==, 9);
  g_assert_true (test_is_unread (answer, "MedicationStatement: not listed by sectionMedication"));
}

/* --- digests ------------------------------------------------------------------------------------------------------ */

static char *
digest_with (const char *find, const char *replacement)
{
  g_autofree char *text = test_load ("ordinary.json");
  if (find != NULL)
    text = test_replace (g_steal_pointer (&text), find, replacement);
  g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, NULL);

  return g_strdup (test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000001")->digest);
}

static void
test_digest (void)
{
  /* what changes at each lookup, or says the same in other letters */
  static const char *const same[][2] = {
    { "\"versionId\": \"3\"", "\"versionId\": \"4\"" },
    { "\"lastUpdated\": \"2026-10-01T08:00:00+02:00\"", "\"lastUpdated\": \"2026-11-20T08:00:00+01:00\"" },
    { "2026-09-01T09:15:00.1234567+02:00", "2026-09-01T07:15:00Z" },
    { "\"sistutlevert\"", "\"Sistutlevert\"" },
    { "2026-10-02T00:00:00+00:00", "2026-11-02T00:00:00+00:00" }, /* a new dispensing */
    { "2A000000-0000-4000-8000-000000000002", "2a000000-0000-4000-8000-000000000002" },
    { "\"value\": 3\n", "\"value\": 3.0\n" },
  };
  static const char *const other[][2] = {
    { "3 tabletter hver mandag", "3 tabletter hver tirsdag" },
    { "\"value\": 3\n", "\"value\": 4\n" },
    { "Methotrexate Orifarm tab 2,5 mg", "Methotrexate Orifarm tab 10 mg" },
    { "Blodprøve hver måned", "Blodprøve hver uke" },
    { "MOT LEDDGIKT", "MOT PSORIASIS" },
    { "L04AX03", "L01BA01" },
    { "2027-08-31", "2027-09-30" },
    /* a renewal is another prescription: what was overridden on the old one is asked again */
    { "2a000000-0000-4000-8000-000000000001", "2a000000-0000-4000-8000-0000000000ff" },
  };
  g_autofree char *plain = digest_with (NULL, NULL);

  g_assert_cmpuint (strlen (plain), ==, 64);
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *digest = digest_with (same[i][0], same[i][1]);
      g_assert_cmpstr (digest, ==, plain);
    }
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_autofree char *digest = digest_with (other[i][0], other[i][1]);
      g_assert_cmpstr (digest, !=, plain);
    }
}

/* --- what is not shown -------------------------------------------------------------------------------------------- */

static void
test_unknown_things_are_said (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("unknown.json");
  const SmtList *list = smt_answer_get_list (answer);
  const SmtTreatment *treatment = test_treatment (answer, "pll:1c000000-0000-4000-8000-000000000001");
  static const char *const said[] = {
    "Bundle.entry Device",
    "Composition.section sectionBrandNew",
    "MedicationStatement.modifierExtension",
    "MedicationStatement.extension sfm-brand-new-thing",
    "sfm-reseptamendment.extension newflag",
    "repeatingdosage.extension fastdose",
    "MedicationStatement.medicationReference: the Bundle does not hold it",
    "rfstatus Q",
    "sfm-use 9",
    "sectionAllergies Device",
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_assert_true (test_is_unread (answer, said[i]));
  g_assert_cmpuint (list->unread->len, ==, G_N_ELEMENTS (said));
  g_assert_true ((list->restrictions & SMT_RESTRICTION_NOT_UNDERSTOOD) != 0);
  g_assert_true ((list->restrictions & SMT_RESTRICTION_PLL_FAILED) != 0);
  g_assert_true ((list->restrictions & SMT_RESTRICTION_KJ_DOWN) != 0);
  g_assert_true ((list->restrictions & SMT_RESTRICTION_NO_PLL) == 0);
  /* the known parts of the field say "daily"; the unknown one may say which weekday */
  g_assert_cmpint (smt_treatment_get_voice_state (treatment, SMT_VOICE_FIELD), ==, SMT_READING_UNREADABLE);
  /* the product of a Medication that is missing is what the statement calls it */
  treatment = test_treatment (answer, "pll:1c000000-0000-4000-8000-000000000002");
  g_assert_cmpstr (treatment->product->display, ==, "Warfarin tab 2,5 mg");
}

static void
test_spelling_of_2021 (void)
{
  g_autofree char *text = test_load ("spelling-2021.json");
  g_autoptr (SmtAnswer) answer = test_read_text (text, "2021-05-06", NULL);
  const SmtTreatment *treatment = test_treatment (answer, "pll:1b000000-0000-4000-8000-000000000001");
  const SmtPrescription *head = smt_treatment_get_head (treatment);
  g_autofree char *written = smt_date_to_iso (head->written);

  g_assert_cmpuint (smt_answer_get_list (answer)->unread->len, ==, 0);
  g_assert_cmpstr (head->prescription_id, ==, "2b000000-0000-4000-8000-000000000001");
  g_assert_cmpstr (written, ==, "2021-04-01");
  g_assert_cmpstr (head->prescriber, ==, "Liv Fjord");
  g_assert_cmpstr (treatment->author, ==, "Liv Fjord");
  g_assert_cmpint (smt_answer_get_list (answer)->reactions_knowledge, ==, SMT_KNOWLEDGE_NOT_ASKED);
  g_assert_true ((smt_answer_get_list (answer)->restrictions & SMT_RESTRICTION_KJ_NOT_ASKED) != 0);
}

static SmtAnswer *
read_with_question_at (const char *instant)
{
  char *text = test_load ("ordinary.json");
  g_autofree char *changed = test_replace (text, "2026-09-27T10:56:29+02:00", instant);

  return test_read_text (changed, TODAY, NULL);
}

/* What a pharmacy asks stands while it is newer than the list. The doctor's name on it makes no entry a proposal. */
static void
test_messages (void)
{
  static const struct
  {
    const char *asked;
    gboolean stale;
  } cases[] = {
    { "2026-09-27T10:56:29+02:00", TRUE },
    { "2026-10-01T08:00:05.2232291+02:00", TRUE }, /* with the list */
    { "2026-10-02T10:56:29+02:00", FALSE },
    { "2026-09-30", TRUE },
    { "2026-10-01", FALSE }, /* that day, perhaps after the list */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtAnswer) answer = read_with_question_at (cases[i].asked);
      const SmtList *list = smt_answer_get_list (answer);
      const SmtMessage *sent = g_ptr_array_index (list->messages, 0);
      const SmtMessage *asked = g_ptr_array_index (list->messages, 1);

      g_assert_cmpuint (list->messages->len, ==, 2);
      g_assert_cmpint (sent->kind, ==, SMT_MESSAGE_LIST);
      g_assert_cmpstr (sent->id, ==, "7f26144b-9828-4fcd-99a5-4a7bb1fee08f");
      g_assert_cmpstr (sent->author, ==, "Liv Fjord, Nordvik legekontor");
      g_assert_cmpint (asked->kind, ==, SMT_MESSAGE_PROPOSAL);
      g_assert_cmpint (asked->stale, ==, cases[i].stale);
      for (guint t = 0; t < list->treatments->len; t++)
        g_assert_false (((SmtTreatment *)g_ptr_array_index (list->treatments, t))->proposed);
    }
}

static guint32
restrictions_with (const char *find, const char *replacement)
{
  g_autofree char *text = test_replace (test_load ("no-list.json"), find, replacement);
  g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, NULL);

  g_assert_nonnull (answer);
  return smt_answer_get_list (answer)->restrictions;
}

static void
test_restrictions (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("no-list.json");

  /* a list that is not there, and that was asked for */
  g_assert_cmpuint (smt_answer_get_list (answer)->restrictions, ==, SMT_RESTRICTION_NO_PLL);
  g_assert_false (smt_answer_get_list (answer)->has_pll);
  /* the codes of one kind at a time; every code in the file is "0" but those of other systems */
  g_assert_cmpuint (restrictions_with ("\"RFHentetTidspunkt\"", "\"RFHentet\""), ==,
                    SMT_RESTRICTION_RF_FAILED | SMT_RESTRICTION_PLL_FAILED);
  g_assert_cmpuint (restrictions_with ("\"RFM96Feilkode\"", "\"x\"") & SMT_RESTRICTION_RF_FAILED, ==, 0);
  g_assert_cmpuint (restrictions_with ("\"KJHentetTidspunkt\"", "\"x\"") & SMT_RESTRICTION_KJ_NOT_ASKED, !=, 0);
  g_assert_cmpuint (restrictions_with ("\"name\": \"KJHarLaste\",\n   \"valueBoolean\": false",
                                       "\"name\": \"KJHarLaste\",\n   \"valueBoolean\": true"),
                    ==, SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_KJ_LOCKED_EXIST);
  g_assert_cmpuint (restrictions_with ("\"name\": \"KJHarLegemidler\",\n   \"valueBoolean\": false",
                                       "\"name\": \"KJHarLegemidler\",\n   \"valueBoolean\": true"),
                    ==, SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_KJ_MEDICINES_EXIST);
}

/* What a code means depends on the register that says it. */
static void
test_result_codes (void)
{
  static const struct
  {
    const char *name;
    char code;
    guint32 meaning;
  } rows[] = {
    { "\"RFM912Feilkode\"", '1', SMT_RESTRICTION_PLL_DOWN },
    { "\"RFM912Feilkode\"", '6', SMT_RESTRICTION_PLL_SPERRET },
    { "\"RFM912Feilkode\"", '7', SMT_RESTRICTION_PLL_BLOKKERT },
    { "\"RFM912Feilkode\"", '8', SMT_RESTRICTION_PLL_FAILED },
    { "\"RFM912Feilkode\"", '9', SMT_RESTRICTION_PLL_FAILED },
    { "\"RFM96Feilkode\"", '1', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_RF_DOWN },
    { "\"RFM96Feilkode\"", '5', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_RF_FAILED },
    { "\"RFM96Feilkode\"", '6', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_RF_SPERRET },
    { "\"RFM96Feilkode\"", '7', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_RF_BLOKKERT },
    { "\"KJFeilkode\"", '1', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_KJ_DOWN },
    { "\"KJFeilkode\"", '2', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_KJ_FAILED },
    { "\"KJFeilkode\"", '5', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_KJ_NO_RIGHT },
    { "\"KJFeilkode\"", '6', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_KJ_SPERRET },
    { "\"KJFeilkode\"", '7', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_KJ_BLOKKERT },
    { "\"KJFeilkode\"", '8', SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_KJ_RESERVED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = test_load ("no-list.json");
      char *code = strstr (strstr (text, rows[i].name), "\"code\": \"0\"");
      code[9] = rows[i].code;
      g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, NULL);
      g_assert_cmphex (smt_answer_get_list (answer)->restrictions, ==, rows[i].meaning);
    }
}

static void
test_failed_list_is_not_empty (void)
{
  static const char codes[] = { '4', '5' };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *text = test_load ("no-list.json");
      const char *name = strstr (text, "\"RFM912Feilkode\"");
      char *code = strstr (name, "\"code\": \"0\"");
      code[9] = codes[i];
      g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, NULL);
      g_assert_cmpuint (smt_answer_get_list (answer)->restrictions, ==, SMT_RESTRICTION_PLL_FAILED);
    }
}

/* --- reactions ---------------------------------------------------------------------------------------------------- */

static void
test_reactions (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtList *list = smt_answer_get_list (answer);

  /* two in the answer; one of them was refuted */
  g_assert_cmpuint (list->reactions->len, ==, 1);
  const SmtReaction *reaction = g_ptr_array_index (list->reactions, 0);
  g_assert_cmpstr (reaction->display, ==, "Fenoksymetylpenicillin");
  g_assert_cmpstr (reaction->atc, ==, "J01CE02");
  g_assert_cmpstr (reaction->manifestation, ==, "Anafylaktisk reaksjon");
  g_assert_cmpstr (reaction->source, ==, "KJ");
  g_assert_true (reaction->severe);
  g_assert_cmpint (list->reactions_knowledge, ==, SMT_KNOWLEDGE_KNOWN);
  g_assert_false (list->reactions_incomplete);
}

static void
test_reaction_to_an_excipient (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("dispensed.json");
  const SmtReaction *reaction = g_ptr_array_index (smt_answer_get_list (answer)->reactions, 0);

  g_assert_cmpstr (reaction->display, ==, "Laktose");
  g_assert_null (reaction->excipient);
  g_assert_null (reaction->atc);
  g_assert_false (reaction->severe);
}

/* The brand alone would read as a reaction to its active substance. */
static void
test_reaction_to_an_excipient_of_a_brand (void)
{
  const char *extension = "\"code\": {\n        \"extension\": [\n         {\n          \"url\": "
                          "\"http://nhn.no/kj/fhir/StructureDefinition/inactiveIngredient\"";
  g_autofree char *whole = g_strconcat ("\"code\": { \"text\": \"Paracet\",", strchr (extension, '{') + 1, NULL);
  g_autofree char *text = test_replace (test_load ("dispensed.json"), extension, whole);
  g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, NULL);
  const SmtReaction *reaction = g_ptr_array_index (smt_answer_get_list (answer)->reactions, 0);
  SmtReaction *copy = smt_reaction_copy (reaction);

  g_assert_cmpstr (reaction->display, ==, "Paracet");
  g_assert_cmpstr (reaction->excipient, ==, "Laktose");
  g_assert_cmpstr (copy->excipient, ==, "Laktose");
  smt_reaction_free (copy);
}

static SmtKnowledge
knowledge_with (const char *file, const char *find, const char *replacement, gboolean *incomplete)
{
  g_autofree char *text = test_replace (test_load (file), find, replacement);
  g_autoptr (SmtAnswer) answer = test_read_text (text, TODAY, NULL);

  g_assert_nonnull (answer);
  *incomplete = smt_answer_get_list (answer)->reactions_incomplete;
  return smt_answer_get_list (answer)->reactions_knowledge;
}

static void
test_knowledge_is_section_and_code (void)
{
  gboolean incomplete;
  const char *kj_code = "\"code\": \"0\",\n      \"display\": \"OK\",\n      \"system\": "
                        "\"http://ehelse.no/fhir/CodeSystem/sfm-kj-rf-error-code\"\n     }\n    ],\n    \"text\"";
  const char *kj_failed = "\"code\": \"1\",\n      \"display\": \"Nede\",\n      \"system\": "
                          "\"http://ehelse.no/fhir/CodeSystem/sfm-kj-rf-error-code\"\n     }\n    ],\n    \"text\"";

  g_assert_cmpint (knowledge_with ("fields.json", "nilknown", "nilknown", &incomplete), ==, SMT_KNOWLEDGE_NONE_KNOWN);
  g_assert_cmpint (knowledge_with ("fields.json", "nilknown", "unavailable", &incomplete), ==,
                   SMT_KNOWLEDGE_UNAVAILABLE);
  g_assert_cmpint (knowledge_with ("fields.json", "sectionAllergies", "x", &incomplete), ==, SMT_KNOWLEDGE_NOT_ASKED);
  /* "none known" beside a failed lookup is not known at all */
  g_assert_cmpint (knowledge_with ("fields.json", kj_code, kj_failed, &incomplete), ==, SMT_KNOWLEDGE_UNAVAILABLE);
  g_assert_cmpint (knowledge_with ("fields.json", "\"KJHentetTidspunkt\"", "\"x\"", &incomplete), ==,
                   SMT_KNOWLEDGE_NOT_ASKED);
  /* an empty list without a reason: nobody has said that there are none */
  g_assert_cmpint (knowledge_with ("no-list.json", "Nora", "Nora", &incomplete), ==, SMT_KNOWLEDGE_UNAVAILABLE);
  /* entries beside a failed lookup are shown, and said to be possibly not all */
  g_assert_cmpint (knowledge_with ("ordinary.json", kj_code, kj_failed, &incomplete), ==, SMT_KNOWLEDGE_KNOWN);
  g_assert_true (incomplete);
  /* when all that is recorded was refuted, none is known */
  g_assert_cmpint (knowledge_with ("ordinary.json", "\"unconfirmed\"", "\"refuted\"", &incomplete), ==,
                   SMT_KNOWLEDGE_NONE_KNOWN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/answer/patient-and-list", test_patient_and_list);
  g_test_add_func ("/fhir/answer/states", test_states);
  g_test_add_func ("/fhir/answer/planned-stop-by-the-day", test_planned_stop_by_the_day);
  g_test_add_func ("/fhir/answer/loose-prescription-expires", test_loose_prescription_expires);
  g_test_add_func ("/fhir/answer/entry", test_entry);
  g_test_add_func ("/fhir/answer/ids-without-case", test_ids_without_case);
  g_test_add_func ("/fhir/answer/stop", test_stop);
  g_test_add_func ("/fhir/answer/chain-of-three", test_chain_of_three);
  g_test_add_func ("/fhir/answer/before", test_before);
  g_test_add_func ("/fhir/answer/chain-by-recall-alone", test_chain_by_recall_alone);
  g_test_add_func ("/fhir/answer/head-that-another-follows-on", test_head_that_another_follows_on_stays_a_row);
  g_test_add_func ("/fhir/answer/cycle-is-refused", test_cycle_is_refused);
  g_test_add_func ("/fhir/answer/entry-index-leads-to-row", test_entry_index_leads_to_row);
  g_test_add_func ("/fhir/answer/contradictions-are-refused", test_contradictions_are_refused);
  g_test_add_func ("/fhir/answer/prescription-on-two-entries", test_prescription_on_two_entries);
  g_test_add_func ("/fhir/answer/not-an-answer", test_not_an_answer);
  g_test_add_func ("/fhir/answer/bare-bundle", test_bare_bundle);
  g_test_add_func ("/fhir/answer/statement-that-no-section-lists", test_statement_that_no_section_lists);
  g_test_add_func ("/fhir/answer/digest", test_digest);
  g_test_add_func ("/fhir/answer/unknown-things-are-said", test_unknown_things_are_said);
  g_test_add_func ("/fhir/answer/spelling-of-2021", test_spelling_of_2021);
  g_test_add_func ("/fhir/answer/messages", test_messages);
  g_test_add_func ("/fhir/answer/restrictions", test_restrictions);
  g_test_add_func ("/fhir/answer/result-codes", test_result_codes);
  g_test_add_func ("/fhir/answer/failed-list-is-not-empty", test_failed_list_is_not_empty);
  g_test_add_func ("/fhir/answer/reactions", test_reactions);
  g_test_add_func ("/fhir/answer/knowledge-is-section-and-code", test_knowledge_is_section_and_code);
  g_test_add_func ("/fhir/answer/reaction-to-an-excipient", test_reaction_to_an_excipient);
  g_test_add_func ("/fhir/answer/reaction-to-an-excipient-of-a-brand", test_reaction_to_an_excipient_of_a_brand);
  return g_test_run ();
}
