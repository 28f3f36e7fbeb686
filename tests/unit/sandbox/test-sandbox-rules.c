/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each rule refuses what breaks it, says where, and nothing is then done. A case begins with a send that would pass.
 */
#include "sandbox-fixture.h"

#include <string.h>

#define MTX "Methotrexate Orifarm"
#define CHANGED "{\"url\":\"lastchanged\",\"valueDateTime\":\"2026-01-01T00:00:00+01:00\"}"

typedef struct
{
  const char *name;
  void (*breaks) (Draft *draft);
  const char *reason;
} Case;

static SmtSandboxStatement *
find (Draft *draft, const char *medicine, GPtrArray **statements)
{
  *statements = smt_sandbox_statements (draft->record);
  return draft_find (draft, *statements, medicine);
}

static void
edit_composition (Draft *draft, const char *key, const char *value)
{
  SmtSandboxEntry *composition = g_ptr_array_index (draft->record->entries, 0);

  draft_put (draft, composition->full_url, smt_sandbox_with_member (composition->json, key, value));
}

static void
no_relation (Draft *draft)
{
  edit_composition (draft, "relatesTo", "[]");
}

static void
other_lookup (Draft *draft)
{
  edit_composition (
      draft, "relatesTo",
      "[{\"code\":\"replaces\",\"targetIdentifier\":{\"value\":\"2f1c8cbb-0000-4000-8000-000000000000\"}}]");
}

static void
no_attester (Draft *draft)
{
  edit_composition (draft, "attester", "[]");
}

static void
attester_elsewhere (Draft *draft)
{
  edit_composition (
      draft, "attester",
      "[{\"mode\":\"legal\",\"time\":\"2026-01-01T00:00:00Z\",\"party\":{\"reference\":\"urn:uuid:0\"}}]");
}

static void
nurse_sends (Draft *draft)
{
  SmtSandboxEntry *doctor = smt_sandbox_record_first (draft->record, "Practitioner");
  g_autofree char *bytes = smt_json_dup_bytes (smt_sandbox_entry_resource (doctor));
  g_autofree char *nurse = replaced (bytes, "900100017", "900100033");
  g_autofree char *url = g_strdup ("urn:uuid:7f3b2a10-0000-4000-8000-000000000001");

  draft_put (draft, url, smt_sandbox_json_read (nurse, -1, NULL));
  edit_composition (draft, "attester",
                    "[{\"mode\":\"legal\",\"time\":\"2026-01-01T00:00:00Z\",\"party\":{\"reference\":"
                    "\"urn:uuid:7f3b2a10-0000-4000-8000-000000000001\"}}]");
  draft_create_pll (draft);
}

static void
take_out (Draft *draft, const char *medicine)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = find (draft, medicine, &statements);
  SmtSandboxEntry *composition = g_ptr_array_index (draft->record->entries, 0);
  g_autofree char *url = g_strdup (statement->entry->full_url);
  SmtJsonCursor section = smt_sandbox_json_at (smt_sandbox_entry_resource (composition), "section/0/entry");
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (composition->json);
  SmtJsonIter iter;
  SmtJsonCursor reference;

  smt_json_iter_init (&iter, section);
  while (smt_json_iter_next (&iter, NULL, &reference))
    if (smt_json_string_equals (smt_json_member (reference, "reference"), url))
      smt_json_splice_remove_element (splice, section, reference);
  g_ptr_array_remove_index (draft->record->entries, statement->at);
  draft_put (draft, composition->full_url, smt_sandbox_spliced (splice));
}

static void
head_left_out (Draft *draft)
{
  take_out (draft, "Amlodipin");
}

static void
loose_left_out (Draft *draft)
{
  take_out (draft, "Paralgin");
}

static void
head_not_listed (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = find (draft, "Amlodipin", &statements);
  SmtSandboxStatement *other = draft_find (draft, statements, "Folsyre");

  draft_list (draft, statement->entry->full_url, other->entry->full_url);
}

static void
medicine_changed (Draft *draft)
{
  SmtSandboxEntry *medicine = smt_sandbox_record_first (draft->record, "Medication");
  g_autofree char *bytes = smt_json_dup_bytes (smt_sandbox_entry_resource (medicine));
  g_autofree char *edited = replaced (bytes, "2,5 mg", "10 mg");

  draft_put (draft, medicine->full_url, smt_sandbox_json_read (edited, -1, NULL));
}

static void
give_identifiers (Draft *draft, const char *medicine, const char *pll, const char *resept)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = find (draft, medicine, &statements);
  g_autofree char *identifiers =
      g_strdup_printf ("[{\"type\":{\"text\":\"PLL\"},\"value\":\"%s\"},{\"type\":{\"text\":\"ReseptId\"},\"value\":"
                       "\"%s\"}]",
                       pll != NULL ? pll : statement->pll, resept != NULL ? resept : statement->resept);
  SmtJson *json = smt_sandbox_with_member (statement->entry->json, "identifier", identifiers);

  draft_put (draft, statement->entry->full_url, with_updated (with_amendment (json, "lastchanged", CHANGED)));
}

static void
pll_id_twice (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;

  give_identifiers (draft, "Amlodipin", find (draft, "Folsyre", &statements)->pll, NULL);
}

static void
pll_id_changed (Draft *draft)
{
  give_identifiers (draft, "Amlodipin", "6a2c8a10-0000-4000-8000-000000000002", NULL);
}

static void
pll_id_no_uuid (Draft *draft)
{
  give_identifiers (draft, "Paralgin", "entry 7", NULL);
}

static void
resept_id_twice (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;

  give_identifiers (draft, "Amlodipin", NULL, find (draft, "Folsyre", &statements)->resept);
}

static void
resept_id_unknown (Draft *draft)
{
  give_identifiers (draft, "Amlodipin", NULL, "6a2c8a10-0000-4000-8000-000000000003");
}

static void
changed_without_date (Draft *draft)
{
  draft_edit (draft, "Calcigran", "Benskjørhet", "Annet");
}

static void
changed_without_lastchanged (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement;

  draft_edit (draft, "Calcigran", "Benskjørhet", "Annet");
  statement = find (draft, "Calcigran", &statements);
  draft_put (draft, statement->entry->full_url, with_updated (smt_json_ref (statement->entry->json)));
}

static void
only_redated (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = find (draft, "Calcigran", &statements);
  SmtJson *json = with_amendment (smt_json_ref (statement->entry->json), "lastchanged", CHANGED);

  draft_put (draft, statement->entry->full_url, with_updated (json));
}

/* 1.0 is not what came in. */
static void
decimal_rewritten (Draft *draft)
{
  draft_edit (draft, "Folsyre", "\"valueDecimal\": 1", "\"valueDecimal\": 1.0");
}

static void
meta_touched (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = find (draft, "Folsyre", &statements);

  draft_put (draft, statement->entry->full_url, with_updated (smt_json_ref (statement->entry->json)));
}

static void
other_resource_id (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = find (draft, "Folsyre", &statements);

  draft_put (draft, statement->entry->full_url, smt_sandbox_with_member (statement->entry->json, "id", "\"1\""));
}

static void
dose_in_place (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = find (draft, "Folsyre", &statements);
  SmtJson *json = with_amendment (smt_json_ref (statement->entry->json), "dssn",
                                  "{\"url\":\"dssn\",\"valueString\":\"2 tabletter morgen\"}");

  draft_put (draft, statement->entry->full_url, with_updated (with_amendment (json, "lastchanged", CHANGED)));
}

/* The following begin with a correct correction of the methotrexate tablets and spoil the new prescription. */

static void
spoil_new (Draft *draft, const char *url, const char *extension)
{
  g_autofree char *resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *new = smt_sandbox_statement_by_resept (statements, resept);

  draft_put (draft, new->entry->full_url, with_amendment (smt_json_ref (new->entry->json), url, extension));
}

static void
spoil_old (Draft *draft, const char *url, const char *extension)
{
  g_autoptr (GPtrArray) before = smt_sandbox_statements (draft->record);
  g_autofree char *old_resept = g_strdup (draft_find (draft, before, MTX)->resept);
  g_autofree char *resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *new = smt_sandbox_statement_by_resept (statements, resept);
  SmtSandboxStatement *old = smt_sandbox_statement_by_resept (statements, old_resept);

  g_assert_true (new->creates);
  draft_put (draft, old->entry->full_url, with_amendment (smt_json_ref (old->entry->json), url, extension));
}

static void
new_without_text (Draft *draft)
{
  spoil_new (draft, "dssn", NULL);
}

static void
new_without_refills (Draft *draft)
{
  spoil_new (draft, "reit", NULL);
}

static void
new_without_packages (Draft *draft)
{
  spoil_new (draft, "numberofpackages", NULL);
}

static void
new_dated_before (Draft *draft)
{
  spoil_new (draft, "reseptdate", "{\"url\":\"reseptdate\",\"valueDate\":\"2020-02-03\"}");
}

static void
new_lasts_too_long (Draft *draft)
{
  spoil_new (draft, "expirationdate", "{\"url\":\"expirationdate\",\"valueDate\":\"2099-02-03\"}");
}

static void
new_with_status (Draft *draft)
{
  spoil_new (draft, "rfstatus",
             "{\"url\":\"rfstatus\",\"extension\":[{\"url\":\"status\",\"valueCodeableConcept\":{\"coding\":"
             "[{\"code\":\"E\"}]}}]}");
}

static void
old_not_recalled (Draft *draft)
{
  spoil_old (draft, "recallinfo", NULL);
}

static void
recall_without_reason (Draft *draft)
{
  spoil_old (draft, "recallinfo",
             "{\"url\":\"recallinfo\",\"extension\":[{\"url\":\"recallcode\",\"valueCodeableConcept\":{\"coding\":"
             "[{\"code\":\"3\"}]}}]}");
}

static void
recall_of_unknown_kind (Draft *draft)
{
  spoil_old (draft, "recallinfo",
             "{\"url\":\"recallinfo\",\"extension\":[{\"url\":\"text\",\"valueString\":\"x\"},{\"url\":\"recallcode\","
             "\"valueCodeableConcept\":{\"coding\":[{\"code\":\"9\"}]}}]}");
}

static void
stop_without_when (Draft *draft)
{
  draft_edit (draft, "Amlodipin", "\"active\"", "\"stopped\"");
}

static void
on_hold (Draft *draft)
{
  draft_edit (draft, "Calcigran", "\"active\"", "\"on-hold\"");
}

/* ereseptdosing that Reseptformidleren cannot display. @inner: starttime and the rest of one dosing, or several. */
static void
spoil_dose (Draft *draft, const char *dosings)
{
  g_autofree char *resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *new = smt_sandbox_statement_by_resept (statements, resept);
  g_auto (GStrv) each = g_strsplit (dosings, "|", -1);
  SmtJson *json = with_amendment (smt_json_ref (new->entry->json), "ereseptdosing", NULL);

  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *dosing = g_strdup_printf ("{\"url\":\"ereseptdosing\",\"extension\":[%s]}", each[i]);
      SmtJson *next = smt_sandbox_with_extension (json, SMT_SANDBOX_AMENDMENT, dosing);

      smt_json_unref (json);
      json = next;
    }
  draft_put (draft, new->entry->full_url, json);
}

#define START(day) "{\"url\":\"starttime\",\"valueDate\":\"" day "\"}"
#define END(day) "{\"url\":\"endtime\",\"valueDate\":\"" day "\"}"
#define INTAKE(interval, unit, accurate, part)                                                                         \
  "{\"url\":\"repeatingdosage\",\"extension\":[{\"url\":\"amount\",\"valueQuantity\":{\"value\":1,\"unit\":"           \
  "\"tablett\"}"                                                                                                       \
  "},{\"url\":\"interval\",\"valueQuantity\":{\"value\":" interval ",\"unit\":\"" unit "\"}},{\"url\":\"accurate\","   \
  "\"valueBoolean\":" accurate "},{\"url\":\"timerange\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"" part      \
  "\"}]}}]}"

static void
dose_without_start (Draft *draft)
{
  spoil_dose (draft, INTAKE ("7", "Døgn", "false", "1"));
}

static void
dose_in_weeks (Draft *draft)
{
  spoil_dose (draft, START ("2026-01-05") "," INTAKE ("1", "Uke", "false", "1"));
}

static void
dose_with_two_intervals (Draft *draft)
{
  spoil_dose (draft,
              START ("2026-01-05") "," INTAKE ("7", "Døgn", "false", "1") "," INTAKE ("14", "Døgn", "false", "5"));
}

static void
dose_with_part_twice (Draft *draft)
{
  spoil_dose (draft,
              START ("2026-01-05") "," INTAKE ("7", "Døgn", "false", "1") "," INTAKE ("7", "Døgn", "false", "1"));
}

static void
dose_accurate_with_part (Draft *draft)
{
  spoil_dose (draft, START ("2026-01-05") "," INTAKE ("7", "Døgn", "true", "1"));
}

static void
dose_of_zero_days (Draft *draft)
{
  spoil_dose (draft, START ("2026-01-05") "," INTAKE ("0", "Døgn", "false", "1"));
}

static void
dose_that_overlaps (Draft *draft)
{
  spoil_dose (draft, START ("2026-01-05") "," END ("2026-02-05") "," INTAKE ("7", "Døgn", "false", "1") "|" START (
                         "2026-02-04") "," INTAKE ("7", "Døgn", "false", "1"));
}

static const Case cases[] = {
  { "no-relation", no_relation, "which lookup" },
  { "other-lookup", other_lookup, "newest lookup" },
  { "no-attester", no_attester, "attester" },
  { "attester-elsewhere", attester_elsewhere, "no Practitioner" },
  { "nurse-sends-pll", nurse_sends, "Only a doctor" },
  { "head-left-out", head_left_out, "Missing from the bundle: Amlodipin" },
  { "loose-left-out", loose_left_out, "Missing from the bundle: Paralgin" },
  { "head-not-listed", head_not_listed, "not listed in sectionMedication" },
  { "medicine-changed", medicine_changed, "not as it was in the lookup" },
  { "pll-id-twice", pll_id_twice, "same PLL id" },
  { "pll-id-changed", pll_id_changed, "never changes" },
  { "pll-id-no-uuid", pll_id_no_uuid, "must be a uuid" },
  { "resept-id-twice", resept_id_twice, "two active entries" },
  { "resept-id-unknown", resept_id_unknown, "createeresept not set" },
  { "changed-without-date", changed_without_date, "meta.lastUpdated" },
  { "changed-without-lastchanged", changed_without_lastchanged, "must set lastchanged" },
  { "only-redated", only_redated, "lastchanged may change only" },
  { "decimal-rewritten", decimal_rewritten, "meta.lastUpdated" },
  { "meta-touched", meta_touched, "its own meta" },
  { "other-resource-id", other_resource_id, "its own id" },
  { "dose-in-place", dose_in_place, "neither recalled nor renewed" },
  { "new-without-text", new_without_text, "dssn missing" },
  { "new-without-refills", new_without_refills, "reit missing" },
  { "new-without-packages", new_without_packages, "numberofpackages or amount missing" },
  { "new-dated-before", new_dated_before, "day of sending" },
  { "new-lasts-too-long", new_lasts_too_long, "at most a year" },
  { "new-with-status", new_with_status, "carries no rfstatus" },
  { "old-not-recalled", old_not_recalled, "not recalled" },
  { "recall-without-reason", recall_without_reason, "recallinfo.text" },
  { "recall-of-unknown-kind", recall_of_unknown_kind, "recallcode must be" },
  { "stop-without-when", stop_without_when, "timedate and reason" },
  { "on-hold", on_hold, "status must be" },
  { "dose-without-start", dose_without_start, "without starttime" },
  { "dose-in-weeks", dose_in_weeks, "Only intervals in Døgn" },
  { "dose-with-two-intervals", dose_with_two_intervals, "Different intervals" },
  { "dose-with-part-twice", dose_with_part_twice, "same part of the day" },
  { "dose-accurate-with-part", dose_accurate_with_part, "together with accurate" },
  { "dose-of-zero-days", dose_of_zero_days, "no whole number of days" },
  { "dose-that-overlaps", dose_that_overlaps, "overlap" },
};

/* That an issue gives the reason and points into the bundle. */
static void
assert_refused (SmtJson *outcome, const char *reason)
{
  SmtJsonIter iter;
  SmtJsonCursor issue;
  gboolean found = FALSE;

  g_assert_true (
      smt_json_string_equals (smt_json_member (smt_json_root (outcome), "resourceType"), "OperationOutcome"));
  smt_json_iter_init (&iter, smt_json_member (smt_json_root (outcome), "issue"));
  while (smt_json_iter_next (&iter, NULL, &issue))
    {
      g_autofree char *why = smt_sandbox_json_text (issue, "diagnostics");
      g_autofree char *where = smt_sandbox_json_text (issue, "expression/0");

      if (why != NULL && strstr (why, reason) != NULL)
        {
          found = TRUE;
          g_assert_true (g_str_has_prefix (where, "Parameters.Parameter[0].Resource.Entry["));
        }
    }
  if (!found)
    {
      g_autofree char *bytes = smt_json_dup_bytes (smt_json_root (outcome));

      g_test_message ("%s", bytes);
    }
  g_assert_true (found);
}

static Sandbox shared = { 0 };

static void
test_case (gconstpointer data)
{
  const Case *broken = data;
  g_autoptr (Draft) draft = draft_lookup (&shared, ADA);
  g_autoptr (SmtJson) before = sandbox_state (&shared, ADA);
  g_autoptr (SmtJson) outcome = NULL;
  g_autoptr (SmtJson) after = NULL;
  g_autofree char *held = smt_sandbox_canonical (smt_json_member (smt_json_root (before), "statements"), NULL);
  g_autofree char *holds = NULL;
  guint status;

  broken->breaks (draft);
  outcome = draft_send (&shared, draft, &status);
  assert_refused (outcome, broken->reason);
  g_assert_cmpuint (status, ==, 400);
  after = sandbox_state (&shared, ADA);
  holds = smt_sandbox_canonical (smt_json_member (smt_json_root (after), "statements"), NULL);
  g_assert_cmpstr (held, ==, holds);
}

/* What the cases begin with is accepted: the list as it came, and the correction they spoil. */
static void
test_begins_well (void)
{
  g_autoptr (Draft) draft = draft_lookup (&shared, BO);
  g_autofree char *resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  g_autoptr (SmtJson) receipt = NULL;
  g_autofree char *taken = NULL;
  guint status;

  draft_create_pll (draft);
  receipt = draft_send (&shared, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  taken = smt_sandbox_json_text (result_named (receipt, "prescriptionOperationResult", 0), "part/0/valueString");
  g_assert_cmpstr (taken, ==, resept);
}

/* The documented setting: where all prescribers may send a PLL, the nurse of the case above may. */
static void
test_setting_for_senders (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, "--pll-senders=all");
  draft = draft_lookup (&sandbox, ADA);
  nurse_sends (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  sandbox_start (&shared, NULL);
  g_test_add_func ("/sandbox/rules/begins-well", test_begins_well);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/rules/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sandbox/rules/setting-for-senders", test_setting_for_senders);
  result = g_test_run ();
  sandbox_clear (&shared);
  return result;
}
