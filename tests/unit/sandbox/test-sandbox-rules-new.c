/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules about what is new: prescriptions, recalls, statuses.
 */
#include "sandbox-rules.h"

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
  rules_spoil_new (draft, "dssn", NULL);
}

static void
new_without_refills (Draft *draft)
{
  rules_spoil_new (draft, "reit", NULL);
}

static void
new_without_packages (Draft *draft)
{
  rules_spoil_new (draft, "numberofpackages", NULL);
}

static void
new_dated_before (Draft *draft)
{
  rules_spoil_new (draft, "reseptdate", "{\"url\":\"reseptdate\",\"valueDate\":\"2020-02-03\"}");
}

static void
new_lasts_too_long (Draft *draft)
{
  rules_spoil_new (draft, "expirationdate", "{\"url\":\"expirationdate\",\"valueDate\":\"2099-02-03\"}");
}

static void
new_with_status (Draft *draft)
{
  rules_spoil_new (draft, "rfstatus",
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
stop_with (Draft *draft, const char *when, const char *recall_code)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *statement = draft_find (draft, statements, "Amlodipin");

  draft_put (draft, statement->entry->full_url, draft_stopped (statement, when, recall_code));
}

/* Its prescription is recalled for another reason than the stop. */
static void
stop_recalled_otherwise (Draft *draft)
{
  g_autofree char *now = draft_now ();

  stop_with (draft, now, "4");
}

static void
stop_long_ago (Draft *draft)
{
  stop_with (draft, "2020-01-01T00:00:00+01:00", "2");
}

static void
on_hold (Draft *draft)
{
  draft_edit (draft, "Calcigran", "\"active\"", "\"on-hold\"");
}

/* What was registered in error may be deleted, but nothing that a pharmacy could still hand out, and nothing loose. */
static void
deleted_prescribed (Draft *draft)
{
  draft_edit (draft, "Amlodipin", "\"active\"", "\"entered-in-error\"");
}

static void
deleted_loose (Draft *draft)
{
  draft_edit (draft, "Paralgin", "\"active\"", "\"entered-in-error\"");
}

/* A link of another entry, and still to be had at the pharmacy. */
static void
linked_not_recalled (Draft *draft)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *old = draft_find (draft, statements, "Amlodipin");
  SmtSandboxStatement *other = draft_find (draft, statements, "Calcigran");
  g_autofree char *part_of = g_strdup_printf ("[{\"reference\":\"%s\"}]", other->entry->full_url);
  g_autoptr (SmtJson) linked = smt_sandbox_with_member (old->entry->json, "partOf", part_of);

  draft_put (draft, old->entry->full_url, smt_sandbox_with_member (linked, "status", "\"completed\""));
}

static const RuleCase cases[] = {
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
  { "stop-recalled-otherwise", stop_recalled_otherwise, "must be recalled (7500 2)" },
  { "stop-long-ago", stop_long_ago, "stops now" },
  { "on-hold", on_hold, "status must be" },
  { "deleted-prescribed", deleted_prescribed, "is stopped, not deleted" },
  { "deleted-loose", deleted_loose, "Only an entry of the list" },
  { "linked-not-recalled", linked_not_recalled, "must be recalled" },
};

/* What the cases begin with is accepted: the list as it came, and the correction they spoil. */
static void
test_begins_well (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autofree char *taken = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, BO);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  taken = smt_sandbox_json_text (result_named (receipt, "prescriptionOperationResult", 0), "part/0/valueString");
  g_assert_cmpstr (taken, ==, resept);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/rules-new/begins-well", test_begins_well);
  return rules_run_cases ("rules-new", cases, G_N_ELEMENTS (cases));
}
