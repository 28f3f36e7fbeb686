/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox-rules.h"

#include <string.h>

SmtSandboxStatement *
rules_find (Draft *draft, const char *medicine, GPtrArray **statements)
{
  *statements = smt_sandbox_statements (draft->record);
  return draft_find (draft, *statements, medicine);
}

/* A correct correction of the methotrexate tablets whose new prescription is spoilt. */
void
rules_spoil_new (Draft *draft, const char *url, const char *extension)
{
  g_autofree char *resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *new = smt_sandbox_statement_by_resept (statements, resept);

  draft_put (draft, new->entry->full_url, with_amendment (smt_json_ref (new->entry->json), url, extension));
}

/* That an issue gives the reason and points into the bundle. */
void
rules_assert_refused (SmtJson *outcome, const char *reason)
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
  const RuleCase *broken = data;
  g_autoptr (Draft) draft = draft_lookup (&shared, ADA);
  g_autoptr (SmtJson) before = sandbox_state (&shared, ADA);
  g_autoptr (SmtJson) outcome = NULL;
  g_autoptr (SmtJson) after = NULL;
  g_autofree char *held = smt_sandbox_canonical (smt_json_member (smt_json_root (before), "statements"), NULL);
  g_autofree char *holds = NULL;
  guint status;

  broken->breaks (draft);
  outcome = draft_send (&shared, draft, &status);
  rules_assert_refused (outcome, broken->reason);
  g_assert_cmpuint (status, ==, 400);
  after = sandbox_state (&shared, ADA);
  holds = smt_sandbox_canonical (smt_json_member (smt_json_root (after), "statements"), NULL);
  g_assert_cmpstr (held, ==, holds);
}

/* The caller has added its other tests; ends with all of them run. */
int
rules_run_cases (const char *suite, const RuleCase *cases, guint n_cases)
{
  int result;

  sandbox_start (&shared, NULL);
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/", suite, "/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  result = g_test_run ();
  sandbox_clear (&shared);
  return result;
}
