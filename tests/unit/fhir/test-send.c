/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The encoder: what each decision becomes in the message, attribute by attribute, and what it refuses.
 */
#include "fhir-test.h"

#include <string.h>

#include "base/smt-text.h"
#include "fhir/smt-sfm-names.h"

#define MTX "pll:1a000000-0000-4000-8000-000000000001"
#define SIMVASTATIN "pll:1a000000-0000-4000-8000-000000000002"
#define CALCIUM "pll:1a000000-0000-4000-8000-000000000003"
#define AMOXICILLIN "rx:2a000000-0000-4000-8000-000000000004"
#define FUROSEMIDE "pll:1a000000-0000-4000-8000-000000000005"
#define PARACETAMOL "pll:1a000000-0000-4000-8000-000000000009"
#define NEW_ID "aaaaaaaa-0000-4000-8000-00000000000a"
#define NEW_ENTRY "bbbbbbbb-0000-4000-8000-00000000000b"
#define AMENDMENT "extension:sfm-reseptamendment/"

static const SmtWeekday start_weekday = SMT_MONDAY;

/* --- bytes -------------------------------------------------------------------------------------------------------- */

/* The entry of the message with that fullUrl. */
static SmtJsonCursor
entry_by_url (SmtJsonCursor bundle, const char *url)
{
  SmtJsonIter iter;
  SmtJsonCursor entry;

  smt_json_iter_init (&iter, smt_json_member (bundle, "entry"));
  while (smt_json_iter_next (&iter, NULL, &entry))
    if (smt_json_string_equals (smt_json_member (entry, "fullUrl"), url))
      return entry;
  return SMT_JSON_NOWHERE;
}

/* Asserts that every entry of the lookup is in the message byte for byte, but those of the resources in @touched. */
static void
assert_untouched_but (SmtAnswer *answer, SmtJsonCursor bundle, const char *const *touched)
{
  SmtJsonIter iter;
  SmtJsonCursor entry;
  guint changed = 0;

  smt_json_iter_init (&iter, smt_json_member (smt_answer_get_bundle (answer), "entry"));
  while (smt_json_iter_next (&iter, NULL, &entry))
    {
      g_autofree char *url = test_string_at (entry, "fullUrl");
      g_autofree char *id = test_string_at (entry, "resource/id");
      g_autofree char *type = test_string_at (entry, "resource/resourceType");
      g_autofree char *before = smt_json_dup_bytes (entry);
      SmtJsonCursor now = entry_by_url (bundle, url);
      g_assert_true (smt_json_exists (now));
      g_autofree char *after = smt_json_dup_bytes (now);
      if (g_strcmp0 (before, after) == 0)
        continue;
      changed++;
      g_assert_true (g_strv_contains (touched, id) || g_strv_contains (touched, type));
    }
  g_assert_cmpuint (changed, ==, g_strv_length ((char **)touched));
}

static char *
resource_id (SmtAnswer *answer, const char *key)
{
  return test_string_at (smt_answer_get_entry (answer, key), "resource/id");
}

static void
test_nothing_decided (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  set->create_pll = FALSE;
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  static const char *const touched[] = { "Composition", NULL };
  assert_untouched_but (answer, test_bundle (message), touched);
  g_assert_cmpuint (smt_json_length (smt_json_member (test_bundle (message), "entry")), ==,
                    smt_json_length (smt_json_member (smt_answer_get_bundle (answer), "entry")));
}

static void
test_kept_rows_are_untouched (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide (set, SMT_DECISION_OVERRIDE, MTX)->reason = g_strdup ("avtalt med revmatolog");
  test_decide (set, SMT_DECISION_KEEP, SIMVASTATIN);
  test_decide (set, SMT_DECISION_CLARIFY, CALCIUM)->recipient = g_strdup ("fastlegen");
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  static const char *const touched[] = { "Composition", "Basic", NULL };
  assert_untouched_but (answer, test_bundle (message), touched);
}

/* --- document ----------------------------------------------------------------------------------------------------- */

static void
test_composition (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor composition = test_resource (test_bundle (message), "Composition");
  SmtJsonCursor before = test_resource (smt_answer_get_bundle (answer), "Composition");
  g_autofree char *practitioner = test_string_at (before, "author#0/reference");
  g_autofree char *organization = test_string_at (before, "author#1/reference");
  g_autofree char *sections = test_string_at (before, "section");

  g_assert_true (smt_json_string_equals (test_at (smt_json_root (message), "resourceType"), "Parameters"));
  g_assert_cmpuint (smt_json_length (test_at (smt_json_root (message), "parameter")), ==, 1);
  test_assert_at (smt_json_root (message), "parameter#0/name", "medication");
  test_assert_at (composition, "relatesTo#0/code", "replaces");
  test_assert_at (composition, "relatesTo#0/targetIdentifier/use", "official");
  test_assert_at (composition, "relatesTo#0/targetIdentifier/value", smt_answer_get_list (answer)->lookup_id);
  g_autofree char *own = test_string_at (composition, "identifier/value");
  g_assert_cmpstr (own, !=, smt_answer_get_list (answer)->lookup_id);
  g_assert_cmpuint (strlen (own), ==, 36);
  test_assert_at (composition, "attester#0/mode", "legal");
  test_assert_at (composition, "attester#0/time", "2026-11-20T10:30:00+01:00");
  test_assert_at (composition, "attester#0/party/reference", practitioner);
  test_assert_at (composition, "author#0/reference", practitioner);
  test_assert_at (composition, "author#1/reference", organization);
  test_assert_at (composition, "date", TODAY);
  test_assert_at (composition, "status", "final");
  test_assert_at (composition, "section", sections);
}

static void
test_signer_who_is_not_there (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  g_autoptr (SmtSigner) signer = test_signer ();
  g_autoptr (GError) error = NULL;
  guint n = 0;
  const SmtSendContext context = { signer, 1795080600000000, test_date (TODAY), test_count_uuid, &n };

  g_free (signer->hpr);
  signer->hpr = g_strdup ("700000007");
  signer->national_number = g_strdup ("02917540009");
  g_autoptr (GBytes) bytes = smt_send_encode (answer, set, &context, &error);
  g_assert_no_error (error);
  g_autoptr (SmtJson) message = smt_json_read (bytes, NULL);
  SmtJsonCursor bundle = test_bundle (message);
  g_autofree char *party = test_string_at (test_resource (bundle, "Composition"), "attester#0/party/reference");
  SmtJsonCursor entry = entry_by_url (bundle, party);

  test_assert_at (entry, "resource/resourceType", "Practitioner");
  test_assert_at (entry, "resource/meta/profile#0", SMT_PROFILE_PRACTITIONER);
  test_assert_at (entry, "resource/identifier#0/system", SMT_ID_HPR);
  test_assert_at (entry, "resource/identifier#0/value", "700000007");
  test_assert_at (entry, "resource/identifier#1/value", "02917540009");
  test_assert_at (entry, "resource/name#0/family", "Fjord");
  /* and is now the author of the list */
  g_autofree char *author = test_string_at (test_resource (bundle, "Basic"), "author/reference");
  test_assert_at (entry_by_url (bundle, author), "resource/practitioner/reference", party);
  /* the office was there: no second organisation */
  g_autofree char *total = test_string_at (bundle, "total");
  g_assert_cmpuint ((guint)g_ascii_strtoull (total, NULL, 10), ==, smt_json_length (smt_json_member (bundle, "entry")));
}

static void
test_list_is_asked_for (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor bundle = test_bundle (message);
  SmtJsonCursor info = test_resource (bundle, "Basic");
  SmtJsonCursor before = test_resource (smt_answer_get_bundle (answer), "Basic");
  g_autofree char *author = test_string_at (before, "author");
  g_autofree char *identifier = test_string_at (before, "identifier");

  test_assert_at (info, "code/coding#0/code", "M25.1");
  test_assert_at (info, "extension:sfm-pllInformation/extension:createPLL/valueBoolean", "true");
  test_assert_at (info, "extension:sfm-pllInformation/extension:substitute/valueBoolean", "false");
  test_assert_at (info, "meta/lastUpdated", "2026-11-20T10:30:00+01:00");
  test_assert_at (info, "author", author);
  test_assert_at (info, "identifier", identifier);
  /* M25.2 is not ours to send */
  g_autofree char *whole = smt_json_dup_bytes (bundle);
  const char *first = strstr (whole, "createPLL");
  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, "createPLL"));
}

static void
test_first_list (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("no-list.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide (set, SMT_DECISION_TAKE_IN, "rx:2e000000-0000-4000-8000-000000000001")->new_entry_id =
      g_strdup (NEW_ENTRY);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor bundle = test_bundle (message);
  SmtJsonCursor info = test_resource (bundle, "Basic");
  SmtJsonCursor composition = test_resource (bundle, "Composition");
  g_autofree char *url = test_string_at (composition, "section#1/entry#0/reference");
  g_autofree char *subject = test_string_at (composition, "subject");
  g_autofree char *author = test_string_at (info, "author/reference");

  test_assert_at (composition, "section#1/code/coding#0/code", "sectionPLLinfo");
  test_assert_no (composition, "section#1/emptyReason");
  test_assert_at (entry_by_url (bundle, url), "resource/resourceType", "Basic");
  test_assert_at (info, "meta/profile#0", SMT_PROFILE_PLL_INFO);
  test_assert_at (info, "code/coding#0/code", "M25.1");
  test_assert_at (info, "extension:sfm-pllInformation/extension:createPLL/valueBoolean", "true");
  test_assert_at (info, "subject", subject);
  test_assert_at (entry_by_url (bundle, author), "resource/resourceType", "PractitionerRole");
  /* and the entry */
  SmtJsonCursor taken = test_statement (bundle, "PLL", NEW_ENTRY);
  test_assert_at (taken, "identifier#0/value", "2e000000-0000-4000-8000-000000000001");
  test_assert_at (taken, "identifier#1/type/text", "PLL");
  test_assert_at (taken, AMENDMENT "extension:lastchanged/valueDateTime", "2026-11-20T10:30:00+01:00");
  test_assert_at (taken, AMENDMENT "extension:reseptdate/valueDate", "2026-11-01");
  test_assert_no (taken, AMENDMENT "extension:recallinfo");
}

/* --- change of a prescription (contract 5) ------------------------------------------------------------------------ */

static SmtChangeSet *
change_methotrexate (SmtAnswer *answer, SmtRhythm *rhythm)
{
  SmtChangeSet *set = test_set_new (answer);

  /* a Wednesday */
  test_decide_dose (set, MTX, rhythm, "2026-11-25")->reason = g_strdup ("feltet sa hver dag");
  return set;
}

static void
test_new_prescription (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set =
      change_methotrexate (answer, smt_rhythm_new_weekdays (smt_range_exact_int (3), "tablett", 1 << start_weekday));
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor bundle = test_bundle (message);
  SmtJsonCursor new = test_statement (bundle, "ReseptId", NEW_ID);
  SmtJsonCursor entry = smt_answer_get_entry (answer, MTX);
  g_autofree char *old_url = test_string_at (entry, "fullUrl");
  g_autofree char *old_id = test_string_at (entry, "resource/id");
  g_autofree char *new_id = test_string_at (new, "id");
  g_autofree char *period = test_period (new, 0);

  /* identity */
  g_assert_cmpstr (new_id, !=, old_id);
  g_assert_cmpuint (smt_json_length (smt_json_member (new, "meta")), ==, 1);
  test_assert_at (new, "meta/profile#0", SMT_PROFILE_STATEMENT);
  test_assert_at (new, "identifier#0/value", "1a000000-0000-4000-8000-000000000001");
  test_assert_at (new, "identifier#1/value", NEW_ID);
  g_assert_cmpuint (smt_json_length (smt_json_member (new, "identifier")), ==, 2);
  test_assert_at (new, "basedOn#0/reference", old_url);
  test_assert_no (new, "partOf");
  test_assert_at (new, "status", "active");
  /* dose: field and text of one rhythm; the field begins on the first Monday */
  test_assert_at (new, "dosage#0/text", "3 tabletter hver mandag");
  test_assert_at (new, AMENDMENT "extension:dssn/valueString",
                  "3 tabletter hver mandag\nSvelges hel\nBlodprøve hver måned");
  g_assert_cmpuint (test_count_extensions (test_at (new, "extension:sfm-reseptamendment"), "ereseptdosing"), ==, 1);
  g_assert_cmpstr (period, ==, "2026-11-30.. | 3 tablett / 7 Døgn");
  g_assert_cmpint (smt_date_weekday (test_date ("2026-11-30")), ==, SMT_MONDAY);
  /* dates and persons */
  test_assert_at (new, AMENDMENT "extension:reseptdate/valueDate", TODAY);
  test_assert_at (new, AMENDMENT "extension:expirationdate/valueDate", "2027-11-19");
  test_assert_at (new, AMENDMENT "extension:lastchanged/valueDateTime", "2026-11-20T10:30:00+01:00");
  test_assert_at (new, AMENDMENT "extension:createeresept/valueBoolean", "true");
  test_assert_at (new, AMENDMENT "extension:typeresept/valueCodeableConcept/coding#0/code", "E");
  test_assert_at (new, "extension:sfm-regInfo/extension:type/valueCodeableConcept/coding#0/code", "1");
  test_assert_at (new, "extension:sfm-regInfo/extension:timestamp/valueDateTime", "2026-11-20T10:30:00+01:00");
  g_assert_cmpuint (test_count_extensions (new, "sfm-regInfo"), ==, 1);
  /* nothing of the old prescription */
  static const char *const gone[] = { "rfstatus", "recallinfo", "refnum" };
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    g_assert_cmpuint (test_count_extensions (test_at (new, "extension:sfm-reseptamendment"), gone[i]), ==, 0);
  g_assert_cmpuint (test_count_extensions (new, "sfm-deliverysummary"), ==, 0);
  /* all the rest is kept */
  test_assert_at (new, "extension:effectiveDateTime/valueDate", "2024-02-05");
  test_assert_at (new, AMENDMENT "extension:reit/valueString", "3");
  test_assert_at (new, "dosage#0/patientInstruction", "Blodprøve hver måned");
}

static void
test_new_prescription_is_part_of_nothing (void)
{
  g_autofree char *text = test_load ("ordinary.json");
  const char *at = strstr (text, "\"resourceType\": \"MedicationStatement\"");
  g_autofree char *patched =
      g_strdup_printf ("%.*s\"partOf\": [{\"reference\": \"urn:uuid:00000000-0000-4000-8000-000000000000\"}], "
                       "\"text\": {\"div\": \"3 hver dag\"}, %s",
                       (int)(at - text), text, at);
  g_autoptr (SmtAnswer) answer = test_read_text (patched, TODAY, NULL);
  g_autoptr (SmtChangeSet) set =
      change_methotrexate (answer, smt_rhythm_new_weekdays (smt_range_exact_int (3), "tablett", 1 << start_weekday));
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor new = test_statement (test_bundle (message), "ReseptId", NEW_ID);

  test_assert_no (new, "partOf");
  test_assert_no (new, "text"); /* a narrative of the old dose */
}

static void
test_old_prescription (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set =
      change_methotrexate (answer, smt_rhythm_new_weekdays (smt_range_exact_int (3), "tablett", 1 << start_weekday));
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor bundle = test_bundle (message);
  SmtJsonCursor old = test_statement (bundle, "ReseptId", "2a000000-0000-4000-8000-000000000001");
  g_autofree char *new_id = test_string_at (test_statement (bundle, "ReseptId", NEW_ID), "id");
  g_autofree char *new_url = g_strconcat ("urn:uuid:", new_id, NULL);
  g_autofree char *period = test_period (old, 0);
  g_autofree char *basic = NULL;

  g_assert_cmpuint (smt_json_length (smt_json_member (old, "identifier")), ==, 1);
  test_assert_at (old, "status", "completed");
  test_assert_at (old, "partOf#0/reference", new_url);
  test_assert_at (old, AMENDMENT "extension:recallinfo/extension:recallId/valueString", NEW_ID);
  test_assert_at (old, AMENDMENT "extension:recallinfo/extension:recallcode/valueCodeableConcept/coding#0/code", "3");
  test_assert_at (old, AMENDMENT "extension:recallinfo/extension:recallcode/valueCodeableConcept/coding#0/system",
                  SMT_LIST_RECALL);
  test_assert_at (old, AMENDMENT "extension:recallinfo/extension:text/valueString", "feltet sa hver dag");
  test_assert_no (old, "meta/versionId");
  test_assert_at (old, "meta/lastUpdated", "2026-11-20T10:30:00+01:00");
  test_assert_at (old, "meta/source", "http://sfm.example.invalid/Patient/$getMedication");
  /* what it said stays as it was: it is history now */
  g_assert_cmpstr (period, ==, "2026-09-01.. | 3 tablett / 1 Døgn @1");
  test_assert_at (old, AMENDMENT "extension:reseptdate/valueDate", "2026-09-01");
  /* the section lists the new one, in the place of the old */
  test_assert_at (test_resource (bundle, "Composition"), "section#0/entry#0/reference", new_url);
  g_assert_cmpuint (
      smt_json_length (test_at (test_resource (bundle, "Composition"), "section#0/entry")), ==,
      smt_json_length (test_at (test_resource (smt_answer_get_bundle (answer), "Composition"), "section#0/entry")));
  /* and nothing else was touched; new entries stand last */
  g_autofree char *id = resource_id (answer, MTX);
  const char *touched[] = { "Composition", "Basic", id, NULL };
  assert_untouched_but (answer, bundle, touched);
  basic = test_string_at (bundle, "total");
  g_assert_cmpuint ((guint)g_ascii_strtoull (basic, NULL, 10), ==, smt_json_length (smt_json_member (bundle, "entry")));
}

static void
test_chain_grows (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide_dose (set, FUROSEMIDE, test_tablets (1, 1, NULL), TODAY);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  g_autofree char *bundle = smt_json_dup_bytes (test_bundle (message));
  g_autoptr (SmtAnswer) sent = test_read_text (bundle, TODAY, NULL);
  const SmtTreatment *now = test_treatment (sent, FUROSEMIDE);

  g_assert_cmpuint (now->prescriptions->len, ==, 4);
  g_assert_cmpstr (smt_treatment_get_head (now)->prescription_id, ==, NEW_ID);
  g_assert_cmpint (((SmtPrescription *)g_ptr_array_index (now->prescriptions, 1))->recall_code, ==, 3);
}

static void
test_several_weekdays_empty_the_field (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = change_methotrexate (
      answer, smt_rhythm_new_weekdays (smt_range_exact_int (2), "tablett", 1 << SMT_MONDAY | 1 << SMT_THURSDAY));
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor new = test_statement (test_bundle (message), "ReseptId", NEW_ID);
  g_autofree char *text = test_string_at (new, "dosage#0/text");

  g_assert_cmpuint (test_count_extensions (test_at (new, "extension:sfm-reseptamendment"), "ereseptdosing"), ==, 0);
  g_assert_nonnull (strstr (text, "mandag"));
  g_assert_nonnull (strstr (text, "torsdag"));
}

static void
test_short_dose_goes_unless_it_says_the_same (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  g_autoptr (SmtChangeSet) same = test_set_new (answer);

  test_decide_dose (set, SIMVASTATIN, smt_rhythm_new_daily (smt_range_exact_int (2), "tablett", SMT_PART_EVENING, 0),
                    TODAY);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  g_assert_cmpuint (
      test_count_extensions (test_at (test_statement (test_bundle (message), "ReseptId", NEW_ID), "dosage#0"),
                             "sfm-shortdosage"),
      ==, 0);
  test_decide_dose (same, SIMVASTATIN, smt_rhythm_new_daily (smt_range_exact_int (1), "tablett", SMT_PART_EVENING, 0),
                    TODAY);
  g_autoptr (SmtJson) kept = test_must_encode (answer, same);
  test_assert_at (test_statement (test_bundle (kept), "ReseptId", NEW_ID),
                  "dosage#0/extension:sfm-shortdosage/valueCodeableConcept/coding#0/code", "5514");
}

static void
test_change_of_a_loose_prescription (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide_dose (set, AMOXICILLIN, smt_rhythm_new_daily (smt_range_exact_int (1), "kapsel", SMT_PART_MORNING, 0),
                    TODAY);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor new = test_statement (test_bundle (message), "ReseptId", NEW_ID);

  g_assert_true (smt_json_same (new, test_statement (test_bundle (message), "PLL", NEW_ENTRY)));
  test_assert_at (test_statement (test_bundle (message), "ReseptId", "2a000000-0000-4000-8000-000000000004"), "status",
                  "completed");
}

/* --- change in place ---------------------------------------------------------------------------------------------- */

static void
test_change_in_place (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide_dose (set, CALCIUM, test_tablets (2, 1, NULL), "2026-11-21");
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor entry = test_statement (test_bundle (message), "PLL", "1a000000-0000-4000-8000-000000000003");
  g_autofree char *id = resource_id (answer, CALCIUM);
  g_autofree char *period = test_period (entry, 0);
  const char *touched[] = { "Composition", "Basic", id, NULL };

  test_assert_at (entry, "id", id);
  test_assert_at (entry, "dosage#0/text", "2 tabletter morgen daglig");
  test_assert_at (entry, AMENDMENT "extension:dssn/valueString", "2 tabletter morgen daglig");
  g_assert_cmpstr (period, ==, "2026-11-21.. | 2 tablett / 1 Døgn @1");
  test_assert_at (entry, AMENDMENT "extension:lastchanged/valueDateTime", "2026-11-20T10:30:00+01:00");
  test_assert_at (entry, "meta/lastUpdated", "2026-11-20T10:30:00+01:00");
  test_assert_no (entry, AMENDMENT "extension:recallinfo");
  test_assert_no (entry, AMENDMENT "extension:createeresept");
  test_assert_at (entry, AMENDMENT "extension:typeresept/valueCodeableConcept/coding#0/code", "U");
  test_assert_at (entry, "status", "active");
  assert_untouched_but (answer, test_bundle (message), touched);
}

static void
test_dead_prescription_is_left_behind (void)
{
  /* its prescription is not known any more and cannot say the new dose; an entry must equal its prescription, so that
   * it goes on without one. What was received is returned all the same */
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide_dose (set, PARACETAMOL, test_tablets (2, 1, NULL), TODAY);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor entry = test_statement (test_bundle (message), "PLL", "1a000000-0000-4000-8000-000000000009");

  test_assert_at (entry, "identifier#1/value", "2a000000-0000-4000-8000-000000000009");
  test_assert_at (entry, AMENDMENT "extension:typeresept/valueCodeableConcept/coding#0/code", "U");
  test_assert_no (entry, AMENDMENT "extension:createeresept");
  test_assert_no (entry, AMENDMENT "extension:recallinfo");
  /* "Ved behov" belonged to the old dose */
  test_assert_at (entry, "dosage#0/extension:sfm-use/valueCodeableConcept/coding#0/code", "1");
  g_assert_cmpuint (test_count_extensions (test_at (entry, "dosage#0"), "sfm-shortdosage"), ==, 0);
}

/* --- stop, recall, take in ---------------------------------------------------------------------------------------- */

static void
test_stop (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  SmtDecision *decision = test_decide (set, SMT_DECISION_STOP, SIMVASTATIN);

  decision->stop_reason = SMT_STOP_OTHER;
  decision->reason = g_strdup ("muskelsmerter");
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor entry = test_statement (test_bundle (message), "PLL", "1a000000-0000-4000-8000-000000000002");
  g_autofree char *id = resource_id (answer, SIMVASTATIN);
  const char *touched[] = { "Composition", "Basic", id, NULL };
  g_autofree char *period = test_period (entry, 0);

  test_assert_at (entry, "status", "stopped");
  test_assert_at (entry, "extension:sfm-discontinuation/extension:timedate/valueDateTime", "2026-11-20T10:30:00+01:00");
  test_assert_at (entry, "extension:sfm-discontinuation/extension:reason/valueCodeableConcept/coding#0/code", "X");
  test_assert_at (entry, "extension:sfm-discontinuation/extension:reason/valueCodeableConcept/coding#0/system",
                  SMT_LIST_STOP_REASON);
  test_assert_at (entry, "extension:sfm-discontinuation/extension:note/valueString", "muskelsmerter");
  g_assert_cmpuint (test_count_extensions (entry, "sfm-regInfo"), ==, 2);
  /* who prescribed it stays; who stopped it stands behind the stop */
  test_assert_at (entry, "extension:sfm-regInfo/extension:type/valueCodeableConcept/coding#0/code", "1");
  SmtJsonCursor extensions = smt_json_member (entry, "extension");
  SmtJsonCursor last = smt_json_element (extensions, smt_json_length (extensions) - 1);
  test_assert_at (last, "url", SMT_EXT_REG_INFO);
  test_assert_at (last, "extension:type/valueCodeableConcept/coding#0/code", "3");
  test_assert_at (last, "extension:timestamp/valueDateTime", "2026-11-20T10:30:00+01:00");
  test_assert_at (entry, AMENDMENT "extension:recallinfo/extension:recallcode/valueCodeableConcept/coding#0/code", "2");
  test_assert_no (entry, AMENDMENT "extension:recallinfo/extension:recallId");
  test_assert_at (entry, AMENDMENT "extension:lastchanged/valueDateTime", "2026-11-20T10:30:00+01:00");
  g_assert_cmpstr (period, ==, "2026-05-01.. | 1 tablett / 1 Døgn @5");
  assert_untouched_but (answer, test_bundle (message), touched);
}

static void
test_stop_without_prescription (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide (set, SMT_DECISION_STOP, CALCIUM)->stop_reason = SMT_STOP_FINISHED;
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor entry = test_statement (test_bundle (message), "PLL", "1a000000-0000-4000-8000-000000000003");

  test_assert_at (entry, "status", "stopped");
  test_assert_no (entry, AMENDMENT "extension:recallinfo");
  test_assert_no (entry, "extension:sfm-discontinuation/extension:note");
}

static void
test_recall (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide (set, SMT_DECISION_RECALL, SIMVASTATIN);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor entry = test_statement (test_bundle (message), "PLL", "1a000000-0000-4000-8000-000000000002");

  test_assert_at (entry, "status", "active");
  test_assert_at (entry, AMENDMENT "extension:recallinfo/extension:recallcode/valueCodeableConcept/coding#0/code", "4");
  test_assert_at (entry, AMENDMENT "extension:typeresept/valueCodeableConcept/coding#0/code", "U");
  g_assert_cmpuint (smt_json_length (smt_json_member (entry, "identifier")), ==, 2);
}

static void
test_take_in (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide (set, SMT_DECISION_TAKE_IN, AMOXICILLIN)->new_entry_id = g_strdup (NEW_ENTRY);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor entry = test_statement (test_bundle (message), "PLL", NEW_ENTRY);
  g_autofree char *id = resource_id (answer, AMOXICILLIN);
  const char *touched[] = { "Composition", "Basic", id, NULL };

  test_assert_at (entry, "id", id);
  test_assert_at (entry, AMENDMENT "extension:dssn/valueString", "1 kapsel morgen og 1 kapsel kveld i 10 dager");
  assert_untouched_but (answer, test_bundle (message), touched);
}

/* --- refusals ----------------------------------------------------------------------------------------------------- */

static void
assert_cannot (SmtAnswer *answer, SmtChangeSet *set, SmtFhirError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (test_encode (answer, set, &error));
  g_assert_error (error, SMT_FHIR_ERROR, (int)code);
}

static void
test_instruction_with_a_dose_is_refused (void)
{
  /* "Ta 1 tablett hver dag" would stay on the label below the new dose */
  g_autofree char *json = test_replace (test_load ("ordinary.json"), "Blodprøve hver måned", "1 tablett hver dag");
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, NULL);
  g_autoptr (SmtChangeSet) set =
      change_methotrexate (answer, smt_rhythm_new_weekdays (smt_range_exact_int (3), "tablett", 1 << start_weekday));

  assert_cannot (answer, set, SMT_FHIR_ERROR_CANNOT_CARRY);
}

/* Whoever decided it: vaccines, goods and what is locked get no PLL id. */
static void
test_off_list_is_refused (void)
{
  static const struct
  {
    const char *find;
    const char *replacement;
    SmtOffList why;
  } cases[] = {
    { "\"code\": \"2\",\n              \"display\": \"Kur\"", "\"code\": \"4\", \"display\": \"Vaksine\"",
      SMT_OFF_LIST_VACCINE },
    { "\"code\": \"L\"", "\"code\": \"A\"", SMT_OFF_LIST_GOODS },
    { "\"url\": \"lockedresept\",\n           \"valueBoolean\": false",
      "\"url\": \"lockedresept\", \"valueBoolean\": true", SMT_OFF_LIST_LOCKED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ordinary = test_load ("ordinary.json");
      g_autoptr (GString) json = g_string_new (ordinary);
      g_autoptr (SmtAnswer) answer = NULL;
      g_autoptr (SmtChangeSet) set = NULL;

      g_assert_cmpuint (g_string_replace (json, cases[i].find, cases[i].replacement, 0), >, 0);
      answer = test_read_text (json->str, TODAY, NULL);
      g_assert_cmpint (smt_treatment_get_off_list (test_treatment (answer, AMOXICILLIN)), ==, cases[i].why);
      set = test_set_new (answer);
      test_decide (set, SMT_DECISION_TAKE_IN, AMOXICILLIN)->new_entry_id = g_strdup (NEW_ENTRY);
      assert_cannot (answer, set, SMT_FHIR_ERROR_CANNOT_CARRY);
    }
}

static void
test_several_dosages_are_refused (void)
{
  g_autofree char *json =
      test_replace (test_load ("ordinary.json"), "\"patientInstruction\": \"Blodprøve hver måned\"\n        }",
                    "\"patientInstruction\": \"Blodprøve hver måned\"\n        }, {\"sequence\": 2}");
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, NULL);
  g_autoptr (SmtChangeSet) set =
      change_methotrexate (answer, smt_rhythm_new_weekdays (smt_range_exact_int (3), "tablett", 1 << start_weekday));

  assert_cannot (answer, set, SMT_FHIR_ERROR_CANNOT_CARRY);
}

static void
test_decisions_about_another_lookup_are_refused (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtAnswer) other = test_read ("fields.json");
  g_autofree char *json =
      test_replace (test_load ("ordinary.json"), "3 tabletter hver mandag", "4 tabletter hver mandag");
  g_autoptr (SmtAnswer) changed = test_read_text (json, TODAY, NULL);
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  assert_cannot (other, set, SMT_FHIR_ERROR_INCONSISTENT);
  assert_cannot (changed, set, SMT_FHIR_ERROR_INCONSISTENT);
}

static void
test_failed_lookup_is_no_base (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("unknown.json"); /* RFM912Feilkode 3 */
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  assert_cannot (answer, set, SMT_FHIR_ERROR_INCONSISTENT);
}

static void
test_same_ids_same_bytes (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set =
      change_methotrexate (answer, smt_rhythm_new_weekdays (smt_range_exact_int (3), "tablett", 1 << start_weekday));
  g_autoptr (GBytes) first = test_encode (answer, set, NULL);
  g_autoptr (GBytes) second = test_encode (answer, set, NULL);

  g_assert_true (g_bytes_equal (first, second));
}

static void
test_unknown_content_goes_back (void)
{
  /* also on a row that is changed */
  g_autofree char *json = test_replace (test_load ("unknown.json"), "\"code\": \"3\",\n      \"display\": \"Feil\"",
                                        "\"code\": \"0\",\n      \"display\": \"OK\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, &error);
  g_assert_no_error (error);
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  test_decide_dose (set, "pll:1c000000-0000-4000-8000-000000000001", test_tablets (1, 7, "2026-11-23"), "2026-11-23");
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor new = test_statement (test_bundle (message), "ReseptId", NEW_ID);

  test_assert_at (new, "extension:sfm-brand-new-thing/extension#0/valueString", "y");
  test_assert_at (new, AMENDMENT "extension:newflag/valueBoolean", "true");
  g_assert_true (smt_json_exists (test_at (new, "modifierExtension#0")));
  g_autofree char *period = test_period (new, 0);
  g_assert_cmpstr (period, ==, "2026-11-23.. | 1 tablett / 7 Døgn");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/send/nothing-decided", test_nothing_decided);
  g_test_add_func ("/fhir/send/kept-rows-are-untouched", test_kept_rows_are_untouched);
  g_test_add_func ("/fhir/send/composition", test_composition);
  g_test_add_func ("/fhir/send/signer-who-is-not-there", test_signer_who_is_not_there);
  g_test_add_func ("/fhir/send/list-is-asked-for", test_list_is_asked_for);
  g_test_add_func ("/fhir/send/first-list", test_first_list);
  g_test_add_func ("/fhir/send/new-prescription", test_new_prescription);
  g_test_add_func ("/fhir/send/part-of-nothing", test_new_prescription_is_part_of_nothing);
  g_test_add_func ("/fhir/send/old-prescription", test_old_prescription);
  g_test_add_func ("/fhir/send/chain-grows", test_chain_grows);
  g_test_add_func ("/fhir/send/several-weekdays-empty-the-field", test_several_weekdays_empty_the_field);
  g_test_add_func ("/fhir/send/short-dose", test_short_dose_goes_unless_it_says_the_same);
  g_test_add_func ("/fhir/send/change-of-a-loose-prescription", test_change_of_a_loose_prescription);
  g_test_add_func ("/fhir/send/change-in-place", test_change_in_place);
  g_test_add_func ("/fhir/send/dead-prescription", test_dead_prescription_is_left_behind);
  g_test_add_func ("/fhir/send/stop", test_stop);
  g_test_add_func ("/fhir/send/stop-without-prescription", test_stop_without_prescription);
  g_test_add_func ("/fhir/send/recall", test_recall);
  g_test_add_func ("/fhir/send/take-in", test_take_in);
  g_test_add_func ("/fhir/send/instruction-with-a-dose", test_instruction_with_a_dose_is_refused);
  g_test_add_func ("/fhir/send/off-list-refused", test_off_list_is_refused);
  g_test_add_func ("/fhir/send/several-dosages", test_several_dosages_are_refused);
  g_test_add_func ("/fhir/send/another-lookup", test_decisions_about_another_lookup_are_refused);
  g_test_add_func ("/fhir/send/failed-lookup", test_failed_lookup_is_no_base);
  g_test_add_func ("/fhir/send/same-ids-same-bytes", test_same_ids_same_bytes);
  g_test_add_func ("/fhir/send/unknown-content", test_unknown_content_goes_back);
  return g_test_run ();
}
