/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What servers of 2021 wrote, and what may be sent back of it.
 */
#include "sandbox-fixture.h"

#include <string.h>

#define CHANGED "{\"url\":\"lastchanged\",\"valueDateTime\":\"2026-01-01T00:00:00+01:00\"}"

static void
date_change (Draft *draft, const char *medicine)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *statement = draft_find (draft, statements, medicine);

  draft_put (draft, statement->entry->full_url,
             with_updated (with_amendment (smt_json_ref (statement->entry->json), "lastchanged", CHANGED)));
}

/* What is changed may keep its spelling, and a field without a number that nobody touched. */
static void
test_changed (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, GRO);
  draft_edit (draft, "Calcigran", "Benskjørhet", "Vitaminmangel");
  date_change (draft, "Calcigran");
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
}

static char *
refusal_of (Sandbox *sandbox, Draft *draft)
{
  guint status;
  g_autoptr (SmtJson) refusal = draft_send (sandbox, draft, &status);

  g_assert_cmpuint (status, ==, 400);
  return smt_json_dup_bytes (smt_json_root (refusal));
}

/* A dose that is changed is written so that it can be displayed: an interval with its number. */
static void
test_changed_dose (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *reason = NULL;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, GRO);
  draft_edit (draft, "Calcigran", "tablett kveld", "tablett til kvelds");
  date_change (draft, "Calcigran");
  reason = refusal_of (&sandbox, draft);
  g_assert_nonnull (strstr (reason, "Only intervals in Døgn can be displayed"));
}

/* A new prescription is written as today, not as the one it was made of. */
static void
test_new_prescription (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *reason = NULL;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, GRO);
  resept = draft_correct (draft, "Metoprolol", "1 tablett morgen", 1, NULL);
  reason = refusal_of (&sandbox, draft);
  g_assert_nonnull (strstr (reason, "regInfo (Forskrevet av)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/spelling/changed", test_changed);
  g_test_add_func ("/sandbox/spelling/changed-dose", test_changed_dose);
  g_test_add_func ("/sandbox/spelling/new-prescription", test_new_prescription);
  return g_test_run ();
}
