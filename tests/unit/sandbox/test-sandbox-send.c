/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox-fixture.h"

#include <string.h>

#define MTX "Methotrexate Orifarm"

static void
assert_count (SmtJson *receipt, const char *name, int expected)
{
  SmtDecimal count;

  g_assert_true (smt_json_get_decimal (smt_json_member (result_named (receipt, name, 0), "valueInteger"), &count));
  g_assert_true (smt_decimal_equal (count, SMT_DECIMAL_INT (expected)));
}

static char *
part_code (SmtJsonCursor result)
{
  g_assert_true (smt_json_string_equals (smt_sandbox_json_at (result, "part/1/name"), "resultCode"));
  return smt_sandbox_json_text (result, "part/1/valueCoding/code");
}

static void
assert_text (SmtJsonCursor object, const char *key, const char *expected)
{
  g_autofree char *text = smt_sandbox_json_text (object, key);

  g_assert_cmpstr (text, ==, expected);
}

/* The list goes back as it came: the PLL is confirmed, and nothing else happens. */
static void
test_confirm (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) after = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  g_autofree char *code = NULL;
  g_autofree char *message = NULL;
  SmtSandboxEntry *info;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_count (receipt, "recallCount", 0);
  assert_count (receipt, "prescriptionCount", 0);
  code = part_code (result_named (receipt, "PllResult", 0));
  g_assert_cmpstr (code, ==, "0");
  g_assert_true (smt_json_string_equals (smt_sandbox_json_at (result_named (receipt, "PllResult", 0), "part/0/name"),
                                         "PllmessageID"));
  message = smt_sandbox_json_text (result_named (receipt, "PllResult", 0), "part/0/valueString");
  state = sandbox_state (&sandbox, ADA);
  assert_text (smt_json_member (smt_json_root (state), "pll"), "messageId", message);
  after = draft_lookup (&sandbox, ADA);
  info = smt_sandbox_record_message (after->record, "M25.1");
  g_assert_false (smt_json_exists (smt_sandbox_extension (
      smt_sandbox_extension (smt_sandbox_entry_resource (info), SMT_SANDBOX_PLL_INFORMATION), "createPLL")));
}

static void
test_correct (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *old_resept = NULL;
  g_autofree char *pll = NULL;
  g_autofree char *resept = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  SmtJsonCursor new_entry;
  SmtJsonCursor old_entry;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  before = smt_sandbox_statements (draft->record);
  old_resept = g_strdup (draft_find (draft, before, MTX)->resept);
  pll = g_strdup (draft_find (draft, before, MTX)->pll);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_count (receipt, "recallCount", 1);
  assert_count (receipt, "prescriptionCount", 1);
  g_assert_true (smt_json_string_equals (
      smt_sandbox_json_at (result_named (receipt, "prescriptionOperationResult", 0), "part/0/valueString"), resept));

  state = sandbox_state (&sandbox, ADA);
  new_entry = state_entry (state, "reseptId", resept);
  old_entry = state_entry (state, "reseptId", old_resept);
  assert_text (new_entry, "pll", pll);
  assert_text (new_entry, "rfstatus", "E");
  assert_text (new_entry, "status", "active");
  assert_text (old_entry, "pll", NULL);
  assert_text (old_entry, "rfstatus", "T");
  assert_text (old_entry, "status", "completed");
  assert_text (old_entry, "recallCode", "3");
  assert_text (old_entry, "recallId", resept);
  g_assert_cmpuint (smt_json_length (smt_json_member (smt_json_root (state), "recalls")), ==, 1);
}

/* After a correction the next lookup shows a longer chain: new, old, older. */
static void
test_chain_after_correction (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) after = NULL;
  g_autoptr (GPtrArray) statements = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autofree char *resept = NULL;
  SmtSandboxStatement *head;
  guint status;
  guint links = 1;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  after = draft_lookup (&sandbox, ADA);
  statements = smt_sandbox_statements (after->record);
  head = smt_sandbox_statement_by_resept (statements, resept);
  g_assert_true (head->head);
  g_assert_false (head->creates);
  g_assert_false (smt_json_exists (smt_json_member (smt_json_member (head->resource, "meta"), "lastUpdated")));
  while (head != NULL)
    {
      g_autofree char *url = smt_sandbox_json_text (head->resource, "basedOn/0/reference");

      head = NULL;
      for (guint i = 0; url != NULL && i < statements->len; i++)
        {
          SmtSandboxStatement *statement = g_ptr_array_index (statements, i);

          if (strcmp (statement->entry->full_url, url) == 0)
            {
              head = statement;
              links++;
            }
        }
    }
  g_assert_cmpuint (links, ==, 3);
}

/* The same send again is refused: its ReseptId is known. */
static void
test_never_twice (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *body = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (SmtJson) state = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  body = draft_to_body (draft);
  first = sandbox_request (&sandbox, "POST", "/Patient/$sendMedication", body, &status, NULL);
  g_assert_cmpuint (status, ==, 200);
  second = sandbox_request (&sandbox, "POST", "/Patient/$sendMedication", body, &status, NULL);
  g_assert_cmpuint (status, ==, 400);
  g_assert_nonnull (strstr (second, "Duplicate"));
  state = sandbox_state (&sandbox, ADA);
  g_assert_cmpuint (smt_json_length (smt_json_member (smt_json_root (state), "recalls")), ==, 1);
}

static void
test_national_filter (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *code = NULL;
  g_autofree char *words = NULL;
  g_autofree char *pll_code = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  SmtJsonCursor result;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 1, NULL);
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_count (receipt, "prescriptionCount", 0);
  assert_count (receipt, "recallCount", 0);
  result = result_named (receipt, "prescriptionOperationResult", 0);
  code = part_code (result);
  words = smt_sandbox_json_text (result, "part/1/valueCoding/display");
  g_assert_cmpstr (code, !=, "0");
  g_assert_cmpstr (words, ==,
                   "Resepten er avvist fordi den har kjent avvik i strukturert dosering. Opprett ny resept ved å søke "
                   "opp legemiddelet på nytt. Tidligere resept/legemiddelbehandling/mal bør avsluttes/tilbakekalles.");
  pll_code = part_code (result_named (receipt, "PllResult", 0));
  g_assert_cmpstr (pll_code, !=, "0");
  state = sandbox_state (&sandbox, ADA);
  g_assert_false (smt_json_exists (state_entry (state, "reseptId", resept)));
}

/* The filter knows the product, not the dose as such: a daily folic acid passes. */
static void
test_filter_lets_others_pass (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, "Folsyre", "2 tabletter morgen", 1, NULL);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_count (receipt, "prescriptionCount", 1);
  g_assert_false (smt_json_exists (result_named (receipt, "PllResult", 0)));
}

/* Without the PLL the new prescription is loose and the entry stays on the list with a recalled prescription. */
static void
test_without_pll (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *pll = NULL;
  g_autofree char *resept = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  before = smt_sandbox_statements (draft->record);
  pll = g_strdup (draft_find (draft, before, MTX)->pll);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  state = sandbox_state (&sandbox, ADA);
  assert_text (state_entry (state, "reseptId", resept), "pll", NULL);
  assert_text (state_entry (state, "pll", pll), "rfstatus", "T");
  assert_text (state_entry (state, "pll", pll), "status", "active");
}

static void
test_stop (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  SmtSandboxStatement *statement;
  g_autofree char *now = draft_now ();
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  before = smt_sandbox_statements (draft->record);
  statement = draft_find (draft, before, "Amlodipin");
  draft_put (draft, statement->entry->full_url, draft_stopped (statement, now, "2"));
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_count (receipt, "recallCount", 1);
  state = sandbox_state (&sandbox, ADA);
  assert_text (state_entry (state, "pll", statement->pll), "status", "stopped");
  assert_text (state_entry (state, "pll", statement->pll), "rfstatus", "T");
  g_assert_true (smt_json_exists (smt_json_member (state_entry (state, "pll", statement->pll), "discontinuation")));
}

/* An entry without prescription is changed in place. */
static void
test_change_in_place (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  SmtSandboxStatement *statement;
  SmtJson *json;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  before = smt_sandbox_statements (draft->record);
  statement = draft_find (draft, before, "Calcigran");
  json = with_amendment (smt_json_ref (statement->entry->json), "dssn",
                         "{\"url\":\"dssn\",\"valueString\":\"1 tablett morgen\"}");
  json = with_amendment (json, "ereseptdosing", NULL);
  json =
      with_amendment (json, "lastchanged", "{\"url\":\"lastchanged\",\"valueDateTime\":\"2026-01-01T00:00:00+01:00\"}");
  draft_put (draft, statement->entry->full_url, with_updated (json));
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  state = sandbox_state (&sandbox, ADA);
  assert_text (state_entry (state, "pll", statement->pll), "dssn", "1 tablett morgen");
  g_assert_cmpuint (smt_json_length (smt_json_member (state_entry (state, "pll", statement->pll), "ereseptdosing")), ==,
                    0);
}

/* A loose prescription is taken into the list: it gets a PLL id and keeps its ReseptId. */
static void
test_take_in (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  g_autofree char *pll = g_uuid_string_random ();
  g_autofree char *identifiers = NULL;
  SmtSandboxStatement *statement;
  SmtJson *json;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  before = smt_sandbox_statements (draft->record);
  statement = draft_find (draft, before, "Paralgin");
  identifiers = g_strdup_printf ("[{\"type\":{\"text\":\"PLL\"},\"value\":\"%s\"},{\"type\":{\"text\":\"ReseptId\"},"
                                 "\"value\":\"%s\"}]",
                                 pll, statement->resept);
  json = smt_sandbox_with_member (statement->entry->json, "identifier", identifiers);
  json =
      with_amendment (json, "lastchanged", "{\"url\":\"lastchanged\",\"valueDateTime\":\"2026-01-01T00:00:00+01:00\"}");
  draft_put (draft, statement->entry->full_url, with_updated (json));
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  state = sandbox_state (&sandbox, ADA);
  assert_text (state_entry (state, "pll", pll), "reseptId", statement->resept);
  assert_text (state_entry (state, "pll", pll), "rfstatus", "E");
}

/* The prescription alone is withdrawn (7500 4); the entry stays on the list without one that can be dispensed. */
static void
test_withdraw (void)
{
  static const char recall[] = "{\"url\":\"recallinfo\",\"extension\":[{\"url\":\"text\",\"valueString\":\"Annen\"},"
                               "{\"url\":\"recallcode\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"4\"}]}}]}";
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  SmtSandboxStatement *statement;
  SmtJson *json;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  before = smt_sandbox_statements (draft->record);
  statement = draft_find (draft, before, "Folsyre");
  json = with_amendment (smt_json_ref (statement->entry->json), "recallinfo", recall);
  draft_put (draft, statement->entry->full_url, with_updated (json));
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_count (receipt, "recallCount", 1);
  state = sandbox_state (&sandbox, ADA);
  assert_text (state_entry (state, "pll", statement->pll), "rfstatus", "T");
  assert_text (state_entry (state, "pll", statement->pll), "status", "active");
}

/* Per has no PLL: the first one is made of his loose prescription. */
static void
test_first_pll (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) after = NULL;
  g_autoptr (SmtJson) info = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autofree char *code = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, PER);
  info = smt_sandbox_json_read (
      "{\"resourceType\":\"Basic\",\"meta\":{\"profile\":[\"" SMT_SANDBOX_EHELSE "sfm-PLL-info\"]},\"extension\":[{"
      "\"url\":\"" SMT_SANDBOX_PLL_INFORMATION "\",\"extension\":[{\"url\":\"substitute\",\"valueBoolean\":false}]}],"
      "\"code\":{\"coding\":[{\"system\":\"http://ehelse.no/fhir/CodeSystem/sfm-message-type\",\"code\":\"M25.1\"}]}}",
      -1, NULL);
  draft_put (draft, "urn:uuid:7f3b2a10-0000-4000-8000-00000000000a", smt_json_ref (info));
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  code = part_code (result_named (receipt, "PllResult", 0));
  g_assert_cmpstr (code, ==, "0");
  after = draft_lookup (&sandbox, PER);
  g_assert_nonnull (smt_sandbox_record_message (after->record, "M25.1"));
}

/* What Reseptformidleren knows is taken from there, whatever the client says. */
static void
test_rf_knows_best (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  draft_edit (draft, "Selo-Zok", "Under ekspedering", "Ekspederbar");
  draft_edit (draft, "Selo-Zok", "\"code\": \"U\"", "\"code\": \"E\"");
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  state = sandbox_state (&sandbox, ADA);
  assert_text (state_entry (state, "medicine", "Selo-Zok depottab 50 mg"), "rfstatus", "U");
}

/* A second send from the same lookup must be consistent with the first. */
static void
test_second_send (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) one = NULL;
  g_autoptr (SmtJson) two = NULL;
  g_autoptr (SmtJson) three = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  first = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  one = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  two = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 400);
  g_clear_pointer (&draft, draft_free);
  draft = draft_lookup (&sandbox, ADA);
  second = draft_correct (draft, "Folsyre", "1 tablett kveld", 1, NULL);
  three = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/send/confirm", test_confirm);
  g_test_add_func ("/sandbox/send/correct", test_correct);
  g_test_add_func ("/sandbox/send/chain", test_chain_after_correction);
  g_test_add_func ("/sandbox/send/never-twice", test_never_twice);
  g_test_add_func ("/sandbox/send/national-filter", test_national_filter);
  g_test_add_func ("/sandbox/send/filter-lets-pass", test_filter_lets_others_pass);
  g_test_add_func ("/sandbox/send/without-pll", test_without_pll);
  g_test_add_func ("/sandbox/send/stop", test_stop);
  g_test_add_func ("/sandbox/send/change-in-place", test_change_in_place);
  g_test_add_func ("/sandbox/send/take-in", test_take_in);
  g_test_add_func ("/sandbox/send/withdraw", test_withdraw);
  g_test_add_func ("/sandbox/send/first-pll", test_first_pll);
  g_test_add_func ("/sandbox/send/rf-knows-best", test_rf_knows_best);
  g_test_add_func ("/sandbox/send/second-send", test_second_send);
  return g_test_run ();
}
