/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What never stands on the list, from lookup to receipt: a vaccine and a locked prescription stay beside it.
 */
#include "desk-helpers.h"

#define PAAL "22907110196" /* a loose prescription of a vaccine */
#define LARS "09897510143" /* a locked prescription of quetiapine */
#define REFERENCE "73194"

static void
assert_taken (SmtPatientContext *context, SmtDecisionKind kind, const char *name)
{
  g_autoptr (SmtDecision) decision =
      smt_patient_context_new_decision (context, kind, find_row (context, name)->treatment->key);
  g_autoptr (GError) error = NULL;

  g_assert_null (decision->new_entry_id);
  smt_patient_context_decide (context, decision, &error);
  g_assert_no_error (error);
}

static void
assert_never_taken_in (SmtPatientContext *context, const char *name, SmtReconcileError code)
{
  const SmtRow *row = find_row (context, name);
  g_autoptr (SmtDecision) take_in =
      smt_patient_context_new_decision (context, SMT_DECISION_TAKE_IN, row->treatment->key);
  g_autoptr (GError) error = NULL;

  g_assert_true (smt_treatment_is_loose (row->treatment));
  g_assert_false (row->blocks);
  g_assert_false (smt_patient_context_decide (context, take_in, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, (int)code);
}

/* Pål's list is whole but for what may block it; his loose prescriptions are decided elsewhere. */
static void
send_all_of_it (SmtPatientContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReceipt) receipt = sign_and_send (context, &error);

  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_SENT);
}

static void
assert_beside (Fixture *fixture, const char *number, const char *prescription_id, const char *rf_status)
{
  g_autoptr (SmtJson) state = sandbox_state (fixture);
  SmtJsonIter iter;
  SmtJsonCursor statement;
  guint n = 0;

  smt_json_iter_init (&iter, smt_json_member (sandbox_patient (state, number), "statements"));
  while (smt_json_iter_next (&iter, NULL, &statement))
    {
      if (!smt_json_string_equals (smt_json_member (statement, "reseptId"), prescription_id))
        continue;
      n++;
      g_assert_cmpint (smt_json_type (smt_json_member (statement, "pll")), !=, SMT_JSON_STRING);
      g_assert_true (smt_json_string_equals (smt_json_member (statement, "rfstatus"), rf_status));
    }
  g_assert_cmpuint (n, ==, 1);
}

static char *
dup_prescription_id (SmtPatientContext *context, const char *name)
{
  return g_strdup (smt_treatment_get_head (find_row (context, name)->treatment)->prescription_id);
}

/* Nobody has to answer for it: the list is sent, and the prescription is as it was. */
static void
test_vaccine_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, PAAL);
  g_autofree char *id = dup_prescription_id (context, "Hepatitt");

  assert_never_taken_in (context, "Hepatitt", SMT_RECONCILE_ERROR_VACCINE);
  assert_taken (context, SMT_DECISION_KEEP, "Hepatitt");
  send_all_of_it (context);
  assert_beside (fixture, PAAL, id, "E");
}

static void
test_vaccine_is_recalled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, PAAL);
  g_autofree char *id = dup_prescription_id (context, "Hepatitt");

  assert_taken (context, SMT_DECISION_RECALL, "Hepatitt");
  send_all_of_it (context);
  assert_beside (fixture, PAAL, id, "T");
}

/* Its dose is put right by a new prescription that is as loose as the old one. */
static void
test_vaccine_is_corrected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, PAAL);
  g_autofree char *old_id = dup_prescription_id (context, "Hepatitt");
  g_autofree char *new_id = NULL;

  change_weekly (context, "Hepatitt", 1, "sprøyte", SMT_MONDAY);
  new_id = g_strdup (find_row (context, "Hepatitt")->decision->new_prescription_id);
  g_assert_null (find_row (context, "Hepatitt")->decision->new_entry_id);
  send_all_of_it (context);
  assert_beside (fixture, PAAL, new_id, "E");
  assert_beside (fixture, PAAL, old_id, "T");
}

static void
test_locked_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_with_reference (fixture->desk, LARS, REFERENCE);
  g_autofree char *id = dup_prescription_id (context, "Quetiapin");

  assert_never_taken_in (context, "Quetiapin", SMT_RECONCILE_ERROR_LOCKED);
  assert_taken (context, SMT_DECISION_KEEP, "Quetiapin");
  send_all_of_it (context);
  assert_beside (fixture, LARS, id, "E");
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/desk/off-list/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("vaccine/stays", test_vaccine_stays);
  ADD ("vaccine/recalled", test_vaccine_is_recalled);
  ADD ("vaccine/corrected", test_vaccine_is_corrected);
  ADD ("locked/stays", test_locked_stays);
  return g_test_run ();
}
