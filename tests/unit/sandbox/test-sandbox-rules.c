/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules about the send as a whole and about what goes back: lookup, signature, completeness, identities, untouched
 * bytes.
 */
#include "sandbox-rules.h"

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
  draft_sign_as (draft, "900100033");
  draft_create_pll (draft);
}

static void
take_out (Draft *draft, const char *medicine)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = rules_find (draft, medicine, &statements);
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

/* It stopped lately: it goes along for 90 days. */
static void
stopped_left_out (Draft *draft)
{
  take_out (draft, "Naproxen");
}

static void
head_not_listed (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = rules_find (draft, "Amlodipin", &statements);
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
  SmtSandboxStatement *statement = rules_find (draft, medicine, &statements);
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

  give_identifiers (draft, "Amlodipin", rules_find (draft, "Folsyre", &statements)->pll, NULL);
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

  give_identifiers (draft, "Amlodipin", NULL, rules_find (draft, "Folsyre", &statements)->resept);
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
  statement = rules_find (draft, "Calcigran", &statements);
  draft_put (draft, statement->entry->full_url, with_updated (smt_json_ref (statement->entry->json)));
}

static void
only_redated (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = rules_find (draft, "Calcigran", &statements);
  SmtJson *json = with_amendment (smt_json_ref (statement->entry->json), "lastchanged", CHANGED);

  draft_put (draft, statement->entry->full_url, with_updated (json));
}

/* The day the treatment began, written as the instant it began at. */
static void
date_respelt (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = rules_find (draft, "Calcigran", &statements);
  g_autofree char *day =
      smt_sandbox_json_text (smt_sandbox_extension (statement->resource, "effectiveDateTime"), "valueDate");
  g_autofree char *from = g_strdup_printf ("\"%s\"", day);
  g_autofree char *to = g_strdup_printf ("\"%sT00:00:00\"", day);
  SmtJson *json;

  draft_edit (draft, "Calcigran", from, to);
  g_clear_pointer (&statements, g_ptr_array_unref);
  statement = rules_find (draft, "Calcigran", &statements);
  json = with_amendment (smt_json_ref (statement->entry->json), "lastchanged", CHANGED);
  draft_put (draft, statement->entry->full_url, with_updated (json));
}

/* Changed in place, and something that has nothing to do with it has gone. */
static void
attribute_lost (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = rules_find (draft, "Calcigran", &statements);
  g_autoptr (SmtJson) whole = with_amendment (smt_json_ref (statement->entry->json), "lastchanged", CHANGED);

  draft_put (draft, statement->entry->full_url,
             with_updated (smt_sandbox_without_extension (whole, NULL, "effectiveDateTime")));
}

/* Guardians would see what they were not to see. */
static void
attribute_lost_in_new (Draft *draft)
{
  rules_spoil_new (draft, "guardiantransparencyreservation", NULL);
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
  SmtSandboxStatement *statement = rules_find (draft, "Folsyre", &statements);

  draft_put (draft, statement->entry->full_url, with_updated (smt_json_ref (statement->entry->json)));
}

static void
other_resource_id (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = rules_find (draft, "Folsyre", &statements);

  draft_put (draft, statement->entry->full_url, smt_sandbox_with_member (statement->entry->json, "id", "\"1\""));
}

static void
dose_in_place (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement = rules_find (draft, "Folsyre", &statements);
  SmtJson *json = with_amendment (smt_json_ref (statement->entry->json), "dssn",
                                  "{\"url\":\"dssn\",\"valueString\":\"2 tabletter morgen\"}");

  draft_put (draft, statement->entry->full_url, with_updated (with_amendment (json, "lastchanged", CHANGED)));
}

/* Not the dose, but the prescription says another reason than the list would. */
static void
area_in_place (Draft *draft)
{
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement;

  draft_edit (draft, "Amlodipin", "Høyt blodtrykk", "Angina");
  statement = rules_find (draft, "Amlodipin", &statements);
  draft_put (draft, statement->entry->full_url,
             with_updated (with_amendment (smt_json_ref (statement->entry->json), "lastchanged", CHANGED)));
}

/* Taken onto the list, but of a kind that is never on it. */
static void
list_vaccine (Draft *draft)
{
  draft_edit (draft, "Paralgin", "\"code\": \"3\"", "\"code\": \"4\"");
  give_identifiers (draft, "Paralgin", "6a2c8a10-0000-4000-8000-000000000004", NULL);
}

static void
list_goods (Draft *draft)
{
  draft_edit (draft, "Paralgin", "\"code\": \"L\"", "\"code\": \"A\"");
  give_identifiers (draft, "Paralgin", "6a2c8a10-0000-4000-8000-000000000004", NULL);
}

static void
list_locked (Draft *draft)
{
  draft_edit (draft, "Paralgin", "\"valueBoolean\": false", "\"valueBoolean\": true");
  give_identifiers (draft, "Paralgin", "6a2c8a10-0000-4000-8000-000000000004", NULL);
}

static const RuleCase cases[] = {
  { "list-vaccine", list_vaccine, "Vaccines are not in M25.1" },
  { "list-goods", list_goods, "Only medicines are in M25.1" },
  { "list-locked", list_locked, "Locked prescriptions are not in M25.1" },
  { "no-relation", no_relation, "which lookup" },
  { "other-lookup", other_lookup, "newest lookup" },
  { "no-attester", no_attester, "attester" },
  { "attester-elsewhere", attester_elsewhere, "no Practitioner" },
  { "nurse-sends-pll", nurse_sends, "Only a doctor" },
  { "head-left-out", head_left_out, "Missing from the bundle: Amlodipin" },
  { "loose-left-out", loose_left_out, "Missing from the bundle: Paralgin" },
  { "stopped-left-out", stopped_left_out, "Missing from the bundle: Naproxen" },
  { "date-respelt", date_respelt, "only spelt otherwise" },
  { "attribute-lost", attribute_lost, "but for effectiveDateTime" },
  { "attribute-lost-in-new", attribute_lost_in_new, "but for guardiantransparencyreservation" },
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
  { "area-in-place", area_in_place, "differs from its prescription" },
  { "dose-in-place", dose_in_place, "neither recalled nor renewed" },
};

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
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/rules/setting-for-senders", test_setting_for_senders);
  return rules_run_cases ("rules", cases, G_N_ELEMENTS (cases));
}
