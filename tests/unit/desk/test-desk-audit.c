/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log of use: who was at work, in what role, and what was done.
 */
#include "desk-helpers.h"

#include "journal/smt-journal-audit.h"

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static GPtrArray *
load (SmtJournal *journal, const char *patient)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines;

  smt_journal_load_audit_async (journal, patient, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  lines = smt_journal_load_audit_finish (journal, result, &error);
  g_assert_no_error (error);
  return lines;
}

static void
assert_line (GPtrArray *lines, guint at, const char *act, const char *who, const char *why, const char *detail)
{
  const SmtAuditEntry *line;

  g_assert_cmpuint (at, <, lines->len);
  line = g_ptr_array_index (lines, at);
  g_assert_cmpstr (line->act, ==, act);
  g_assert_cmpstr (line->who, ==, who);
  g_assert_cmpstr (line->why, ==, why);
  g_assert_cmpstr (line->detail, ==, detail);
}

/* The role is that of the moment, and stays with the line. */
static void
test_who (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSigner) signer = signer_new ();
  g_autofree char *doctor = g_strdup_printf ("%s doctor %s %s", signer->hpr, signer->given, signer->family);
  const char *nurse = "- nurse Siri Sykepleiersen"; /* not in the signer's name, nor by the signer's number */
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) bo = look_up_well (fixture->desk, BO);
  g_autoptr (GPtrArray) lines = NULL;

  g_assert_nonnull (bo); /* looked at, and in no line of Ada's */
  smt_patient_context_note_paper (ada, "handout", "print", "nb");
  smt_desk_set_worker (fixture->desk, SMT_ROLE_NURSE, " Siri Sykepleiersen ");
  smt_patient_context_note_paper (ada, "handover", "pdf", "nb");
  smt_patient_context_note_paper (ada, "handover", "copy", "nb");
  smt_desk_set_worker (fixture->desk, SMT_ROLE_PHARMACIST, " ");
  smt_patient_context_note_act (ada, "opened", NULL);

  lines = load (fixture->journal, smt_patient_context_get_journal_key (ada));
  g_assert_cmpuint (lines->len, ==, 5); /* nothing of the other patient */
  assert_line (lines, 0, "lookup", doctor, "reconciliation", NULL);
  assert_line (lines, 1, "printed", doctor, "reconciliation", "handout");
  assert_line (lines, 2, "exported", nurse, "reconciliation", "handover");
  assert_line (lines, 3, "copied", nurse, "reconciliation", "handover");
  assert_line (lines, 4, "opened", "- pharmacist ", "reconciliation", NULL);
}

static void
test_read_who (void)
{
  g_autofree char *hpr = NULL;
  g_autofree char *name = NULL;
  SmtRole role;

  g_assert_true (smt_desk_read_who ("900100017 nurse Lise Marie Fastlegesen", &hpr, &role, &name));
  g_assert_cmpstr (hpr, ==, "900100017");
  g_assert_cmpint (role, ==, SMT_ROLE_NURSE);
  g_assert_cmpstr (name, ==, "Lise Marie Fastlegesen");
  g_clear_pointer (&hpr, g_free);
  g_clear_pointer (&name, g_free);
  g_assert_true (smt_desk_read_who ("- pharmacist ", &hpr, &role, &name));
  g_assert_null (hpr);
  g_assert_cmpstr (name, ==, "");
  g_assert_false (smt_desk_read_who (NULL, &hpr, &role, &name));
  g_assert_false (smt_desk_read_who ("Lise", &hpr, &role, &name));
  g_assert_false (smt_desk_read_who ("900100017 king Lise", &hpr, &role, &name));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/audit/who", Fixture, NULL, fixture_set_up, test_who, fixture_tear_down);
  g_test_add_func ("/desk/audit/read-who", test_read_who);

  return g_test_run ();
}
