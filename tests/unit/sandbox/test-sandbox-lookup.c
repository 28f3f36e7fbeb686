/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox-fixture.h"

#include <string.h>

static void
test_gives_a_document (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  SmtSandboxEntry *first;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  first = g_ptr_array_index (draft->record->entries, 0);
  g_assert_cmpstr (first->type, ==, "Composition");
  g_assert_cmpuint (draft->record->parameters->len, ==, 8);
  g_assert_nonnull (smt_sandbox_record_message (draft->record, "M25.1"));
}

/* Resource ids, fullUrls and the lookup's name are new each time; what SFM identifies by is not. */
static void
test_new_session_each_time (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) one = NULL;
  g_autoptr (Draft) two = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  sandbox_start (&sandbox, NULL);
  one = draft_lookup (&sandbox, ADA);
  two = draft_lookup (&sandbox, ADA);
  before = smt_sandbox_statements (one->record);
  after = smt_sandbox_statements (two->record);
  g_assert_cmpstr (one->lookup_id, !=, two->lookup_id);
  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < before->len; i++)
    {
      SmtSandboxStatement *a = g_ptr_array_index (before, i);
      SmtSandboxStatement *b = g_ptr_array_index (after, i);

      g_assert_cmpstr (a->entry->full_url, !=, b->entry->full_url);
      g_assert_cmpstr (a->id, !=, b->id);
      g_assert_cmpstr (a->pll, ==, b->pll);
      g_assert_cmpstr (a->resept, ==, b->resept);
      g_assert_null (smt_sandbox_record_find (two->record, a->entry->full_url));
    }
}

static void
test_by_name (void)
{
  static const char format[] =
      "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"patient\",\"resource\":{\"resourceType\":"
      "\"Patient\","
      "\"name\":[{\"family\":\"%s\",\"given\":[\"Eli\"]}],\"birthDate\":\"1944-09-23\",\"gender\":\"female\"}}]}";
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *body = g_strdup_printf (format, "Modell");
  g_autofree char *other = g_strdup_printf (format, "Modellsen");
  g_autofree char *found = NULL;
  g_autofree char *missing = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  found = sandbox_request (&sandbox, "POST", "/Patient/$getMedication", body, &status, NULL);
  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (strstr (found, ELI));
  missing = sandbox_request (&sandbox, "POST", "/Patient/$getMedication", other, &status, NULL);
  g_assert_cmpuint (status, ==, 404);
  g_assert_nonnull (strstr (missing, "OperationOutcome"));
}

static void
test_counts (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) one = NULL;
  g_autoptr (Draft) two = NULL;
  g_autoptr (SmtJson) state = NULL;
  SmtDecimal lookups;

  sandbox_start (&sandbox, NULL);
  one = draft_lookup (&sandbox, ADA);
  two = draft_lookup (&sandbox, ADA);
  state = sandbox_state (&sandbox, ADA);
  g_assert_true (smt_json_get_decimal (smt_json_member (smt_json_root (state), "lookups"), &lookups));
  g_assert_true (smt_decimal_equal (lookups, SMT_DECIMAL_INT (2)));
}

static char *
section_reason (const SmtSandboxRecord *record, const char *section)
{
  SmtJsonIter iter;
  SmtJsonCursor at;
  SmtSandboxEntry *composition = g_ptr_array_index (record->entries, 0);

  smt_json_iter_init (&iter, smt_json_member (smt_sandbox_entry_resource (composition), "section"));
  while (smt_json_iter_next (&iter, NULL, &at))
    if (smt_json_string_equals (smt_sandbox_json_at (at, "code/coding/0/code"), section))
      return smt_sandbox_json_text (at, "emptyReason/coding/0/code");
  g_assert_not_reached ();
}

static void
test_empty_and_no_pll (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) liv = NULL;
  g_autoptr (Draft) per = NULL;
  g_autofree char *medication = NULL;
  g_autofree char *pll = NULL;
  g_autofree char *allergies = NULL;

  sandbox_start (&sandbox, NULL);
  liv = draft_lookup (&sandbox, LIV);
  per = draft_lookup (&sandbox, PER);
  g_assert_nonnull (smt_sandbox_record_message (liv->record, "M25.1"));
  g_assert_null (smt_sandbox_record_message (per->record, "M25.1"));
  medication = section_reason (liv->record, "sectionMedication");
  pll = section_reason (per->record, "sectionPLLinfo");
  allergies = section_reason (per->record, "sectionAllergies");
  g_assert_cmpstr (medication, ==, "nilknown");
  g_assert_cmpstr (pll, ==, "nilknown");
  g_assert_cmpstr (allergies, ==, "unavailable");
}

/* A lookup in which Reseptformidleren failed shows no list, says why, and is none to send from. */
static void
test_rf_failed (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) before = NULL;
  g_autoptr (Draft) failed = NULL;
  g_autoptr (GPtrArray) statements = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  before = draft_lookup (&sandbox, ADA);
  sandbox_control (&sandbox, "/sandbox/fault", "{\"fault\":\"rf-failed\",\"times\":1}");
  failed = draft_lookup (&sandbox, ADA);
  statements = smt_sandbox_statements (failed->record);
  g_assert_cmpuint (statements->len, ==, 0);
  g_assert_null (smt_sandbox_record_message (failed->record, "M25.1"));
  g_assert_cmpuint (failed->record->parameters->len, ==, 7);
  reason = section_reason (failed->record, "sectionMedication");
  g_assert_cmpstr (reason, ==, "unavailable");
  refusal = draft_send (&sandbox, failed, &status);
  g_assert_cmpuint (status, ==, 400);
  receipt = draft_send (&sandbox, before, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* The clock of the answer is the sandbox's, so that a client can measure the age of its lookup by it. */
static void
test_date_header (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *body = lookup_body (ADA);
  g_autofree char *date = NULL;

  sandbox_start (&sandbox, "--now=2031-02-03T12:00:00+01:00");
  date = sandbox_header (&sandbox, "/Patient/$getMedication", body, "Date");
  g_assert_true (g_str_has_prefix (date, "Mon, 03 Feb 2031 11:00"));
}

static void
test_refuses_other_requests (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *get = NULL;
  g_autofree char *bad = NULL;
  g_autofree char *elsewhere = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  get = sandbox_request (&sandbox, "GET", "/Patient/$getMedication", NULL, &status, NULL);
  g_assert_cmpuint (status, ==, 501);
  bad = sandbox_request (&sandbox, "POST", "/Patient/$getMedication", "{\"a\":1,\"a\":2}", &status, NULL);
  g_assert_cmpuint (status, ==, 400);
  elsewhere = sandbox_request (&sandbox, "POST", "/Patient/$withdraw", "{}", &status, NULL);
  g_assert_cmpuint (status, ==, 501);
}

static void
test_work_list (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (SmtJson) json = NULL;
  g_autoptr (SmtJson) state = NULL;
  SmtJsonCursor people;
  SmtDecimal lookups;

  sandbox_start (&sandbox, NULL);
  text = sandbox_request (&sandbox, "GET", "/sandbox/patients", NULL, NULL, NULL);
  json = smt_sandbox_json_read (text, -1, NULL);
  people = smt_json_member (smt_json_root (json), "patients");
  g_assert_cmpuint (smt_json_length (people), ==, 40);
  g_assert_true (smt_json_string_equals (smt_sandbox_json_at (people, "9/key"), "10-mia"));
  g_assert_true (smt_json_string_equals (smt_sandbox_json_at (people, "0/family"), "Testesen"));
  g_assert_true (smt_json_string_equals (smt_sandbox_json_at (people, "0/birthDate"), "1950-07-01"));
  g_assert_true (smt_json_string_equals (smt_sandbox_json_at (people, "0/postalCode"), "9999"));
  state = sandbox_state (&sandbox, ADA);
  g_assert_true (smt_json_get_decimal (smt_json_member (smt_json_root (state), "lookups"), &lookups));
  g_assert_true (smt_decimal_equal (lookups, SMT_DECIMAL_ZERO));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/lookup/document", test_gives_a_document);
  g_test_add_func ("/sandbox/lookup/new-session", test_new_session_each_time);
  g_test_add_func ("/sandbox/lookup/by-name", test_by_name);
  g_test_add_func ("/sandbox/lookup/counts", test_counts);
  g_test_add_func ("/sandbox/lookup/empty", test_empty_and_no_pll);
  g_test_add_func ("/sandbox/lookup/rf-failed", test_rf_failed);
  g_test_add_func ("/sandbox/lookup/date-header", test_date_header);
  g_test_add_func ("/sandbox/lookup/other-requests", test_refuses_other_requests);
  g_test_add_func ("/sandbox/lookup/work-list", test_work_list);
  return g_test_run ();
}
