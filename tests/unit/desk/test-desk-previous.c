/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The previous reconciliation against the sandbox process: what is kept after a send, what has changed since, what is
 * only in the previous list; and what is to be followed up.
 */
#include "desk-helpers.h"

#include <string.h>

#include "desk/smt-patient-context-private.h"
#include "list/smt-difference.h"

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
}

#define DUE smt_date_new (2027, 5, 3)

/* Ada, reconciled and sent. */
static SmtPatientContext *
reconcile_ada (Fixture *fixture)
{
  SmtPatientContext *context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (smt_patient_context_get_last_reconciled (context));
  settle_ada (context);
  smt_patient_context_set_record (context, 5, "med pårørende", DUE);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  return context;
}

static void
assert_record (SmtPatientContext *context)
{
  const SmtReconciledRecord *record = smt_patient_context_get_last_reconciled (context);

  g_assert_nonnull (record);
  g_assert_cmpuint (record->sources, ==, 5);
  g_assert_cmpstr (record->conversation, ==, "med pårørende");
  g_assert_cmpint (smt_date_compare (record->due, DUE), ==, 0);
  g_assert_cmpstr (record->role, ==, "doctor");
  g_assert_cmpuint (strlen (record->who), >, 3);
  g_assert_cmpint (record->at, >, 0);
  g_assert_nonnull (record->send_id);
}

static guint
count_changed (SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  guint n = 0;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    n += smt_reconciliation_get_row (reconciliation, i)->group == SMT_GROUP_CHANGED;
  return n;
}

/* Every treatment of the list of now stands in one row of the pairing; what is gone stands in none of them. */
static void
assert_each_once (SmtPatientContext *context)
{
  const SmtList *list = smt_patient_context_get_list (context);
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);
  guint n = 0;

  for (guint i = 0; i < pairing->rows->len; i++)
    n += smt_pair_row_get (g_ptr_array_index (pairing->rows, i), SMT_LIST_CURRENT) != NULL;
  g_assert_cmpuint (n, ==, list->treatments->len);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = reconcile_ada (fixture);

  assert_record (context); /* at once */
  g_assert_cmpuint (count_changed (context), ==, 0);
  g_assert_cmpuint (smt_patient_context_get_gone (context)->len, ==, 0);
  g_clear_object (&context);
  fixture_restart (fixture);

  context = look_up_well (fixture->desk, ADA);
  assert_record (context);
  assert_each_once (context);
  g_assert_cmpuint (count_changed (context), ==, 0);
  g_assert_cmpuint (smt_patient_context_get_gone (context)->len, ==, 0);
  /* what was sent is the previous one, not what was looked up before it */
  g_assert_cmpstr (
      smt_patient_context_get_previous (context, find_row (context, "Methotrexate")->treatment->key)->dose_text, ==,
      "3 tabletter hver mandag");
}

static void
test_partial_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;

  settle_ada (context);
  smt_patient_context_set_record (context, 5, "med pårørende", DUE);
  sandbox_fault (fixture, "prescription-failed", "send", 1);
  receipt = sign_and_send (context, NULL);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_PARTIAL);
  assert_record (context);
}

/* Nothing arrived: nothing was reconciled. */
static void
test_refused_is_not (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;

  settle_ada (context);
  sandbox_fault (fixture, "refused", "send", 0);
  receipt = sign_and_send (context, NULL);
  sandbox_listen_again (fixture);
  g_clear_object (&context);
  context = look_up_well (fixture->desk, ADA);
  g_assert_null (smt_patient_context_get_last_reconciled (context));
}

/* The answer is lost, and the look that finds the send done keeps what was said of it. */
static void
test_settled_by_looking (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;

  settle_ada (context);
  smt_patient_context_set_record (context, 5, "med pårørende", DUE);
  sandbox_fault (fixture, "bad-json", "send", 1);
  receipt = sign_and_send (context, NULL);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_SENT);
  assert_record (context);
  g_clear_object (&context);
  fixture_restart (fixture);
  context = look_up_well (fixture->desk, ADA);
  assert_record (context);
  g_assert_cmpuint (count_changed (context), ==, 0);
}

static void
test_others_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = reconcile_ada (fixture);
  g_autofree char *key = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  const SmtRow *row = NULL;

  for (guint i = 0; row == NULL; i++)
    {
      row = smt_reconciliation_get_row (smt_patient_context_get_reconciliation (context), i);
      if (row->group != SMT_GROUP_UNCHANGED || row->findings->len > 0)
        row = NULL;
    }
  key = g_strdup (row->treatment->key);
  sandbox_other_writer (fixture, ADA, key, "4 tabletter kveld");
  g_clear_object (&context);

  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpuint (count_changed (context), ==, 1);
  row = smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), key);
  g_assert_cmpint (row->group, ==, SMT_GROUP_CHANGED);
  differences =
      smt_treatment_differences (smt_patient_context_get_previous (context, key), row->treatment, SMT_LANGUAGE_NB);
  g_assert_cmpuint (differences->len, >, 0);
  words = smt_treatment_difference_to_words (g_ptr_array_index (differences, 0));
  g_assert_true (g_str_has_prefix (words, "Dose "));
  g_assert_nonnull (strstr (words, "→ "));
  g_assert_nonnull (strstr (words, "4 tabletter"));
}

/* --- a previous list of our own making ---------------------------------------------------------------------------- */

static void
store_previous (Fixture *fixture, GBytes *bytes)
{
  g_autoptr (SmtReconciledRecord) record = smt_reconciled_record_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *patient = smt_journal_dup_patient_key (fixture->journal, ADA);

  record->bytes = g_bytes_ref (bytes);
  record->who = g_strdup ("Kari Prøve");
  record->role = g_strdup ("doctor");
  record->at = 1;
  smt_journal_add_reconciled_async (fixture->journal, patient, record, keep_cb, &result);
  await (&result);
  g_assert_true (smt_journal_add_reconciled_finish (fixture->journal, result, NULL));
}

/* Another list altogether: what was in use on it is missed, each once, and all that is on the list now is new. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) per = look_up_well (fixture->desk, PER);
  g_autoptr (SmtPatientContext) ada = NULL;
  const SmtList *other = smt_patient_context_get_list (per);
  guint expected = 0;

  store_previous (fixture, smt_json_get_bytes (smt_answer_get_json (per->look->answer)));
  ada = look_up_well (fixture->desk, ADA);
  for (guint i = 0; i < other->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (other->treatments, i);
      gboolean paired = FALSE;

      for (guint r = 0; r < smt_patient_context_get_pairing (ada)->rows->len; r++)
        {
          const SmtPairRow *row = g_ptr_array_index (smt_patient_context_get_pairing (ada)->rows, r);
          const SmtPairMember *then = smt_pair_row_get (row, SMT_LIST_PREVIOUS);

          paired |= then != NULL && g_str_equal (then->treatment->key, treatment->key)
                    && smt_pair_row_get (row, SMT_LIST_CURRENT) != NULL;
        }
      expected += !paired && smt_treatment_is_in_use (treatment);
    }
  g_assert_cmpuint (expected, >, 0);
  g_assert_cmpuint (smt_patient_context_get_gone (ada)->len, ==, expected);
  assert_each_once (ada);
}

/* What cannot be read any more is not compared with; what was seen still is. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = reconcile_ada (fixture);
  g_autoptr (GBytes) broken = g_bytes_new_static ("{\"resourceType\":", 16);

  store_previous (fixture, broken);
  g_clear_object (&context);
  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpuint (count_changed (context), ==, 0);
  g_assert_cmpuint (smt_patient_context_get_gone (context)->len, ==, 0);
}

/* --- what is to be followed up ------------------------------------------------------------------------------------ */

static void
clarify (SmtPatientContext *context, const char *name, SmtDate due)
{
  const SmtRow *row = find_row (context, name);
  g_autoptr (SmtDecision) decision =
      smt_patient_context_new_decision (context, SMT_DECISION_CLARIFY, row->treatment->key);

  decision->recipient = g_strdup ("fastlegen");
  decision->due = due;
  g_assert_true (smt_patient_context_decide (context, decision, NULL));
}

static void
wait_for_tasks (Fixture *fixture, guint n)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (smt_desk_get_tasks (fixture->desk))) != n)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_follow_ups (SmtPatientContext *context, guint n)
{
  while (smt_patient_context_get_follow_ups (context)->len != n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_tasks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtWorkItem) item = NULL;

  clarify (context, "Methotrexate", DUE);
  wait_for_tasks (fixture, 1);
  wait_for_follow_ups (context, 1);
  smt_patient_context_undo (context);
  wait_for_tasks (fixture, 0);
  wait_for_follow_ups (context, 0);
  smt_patient_context_redo (context);
  clarify (context, "Metex", smt_date_new (2027, 4, 1));
  wait_for_follow_ups (context, 2);
  wait_until_saved (context);
  g_clear_object (&context);
  fixture_restart (fixture);

  wait_for_tasks (fixture, 1); /* one patient, known by name before anybody is looked up */
  item = g_list_model_get_item (G_LIST_MODEL (smt_desk_get_tasks (fixture->desk)), 0);
  g_assert_cmpuint (smt_work_item_get_n_follow_ups (item), ==, 2);
  g_assert_cmpint (smt_date_compare (smt_work_item_get_due (item), smt_date_new (2027, 4, 1)), ==, 0);
  g_assert_cmpstr (smt_work_item_get_patient (item)->national_number, ==, ADA);
  g_assert_cmpstr (smt_work_item_get_patient (item)->family, ==, "Testesen");
}

static void
test_settled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) first = NULL;
  g_autoptr (SmtReceipt) second = NULL;
  g_autofree char *metex = g_strdup (find_row (context, "Metex")->treatment->key);

  settle_ada (context);
  clarify (context, "Methotrexate", DUE);
  clarify (context, "Metex", DUE);
  first = sign_and_send (context, NULL);
  g_assert_true (smt_receipt_is_whole (first));
  g_assert_cmpuint (smt_patient_context_get_follow_ups (context)->len, ==, 2);

  change_weekly (context, "Methotrexate", 3, "tablett", SMT_MONDAY);
  clarify (context, "Metex", DUE);
  wait_until_saved (context);
  g_assert_cmpuint (smt_patient_context_get_follow_ups (context)->len, ==, 2);
  second = sign_and_send (context, NULL);
  g_assert_nonnull (second);
  g_assert_cmpuint (smt_patient_context_get_follow_ups (context)->len, ==, 1);
  wait_for_tasks (fixture, 1);

  smt_patient_context_end_follow_up (context, metex);
  wait_for_follow_ups (context, 0);
  wait_for_tasks (fixture, 0);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/desk/previous/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("kept", test_kept);
  ADD ("partial-is-kept", test_partial_is_kept);
  ADD ("refused-is-not", test_refused_is_not);
  ADD ("settled-by-looking", test_settled_by_looking);
  ADD ("others-change", test_others_change);
  ADD ("gone", test_gone);
  ADD ("unreadable", test_unreadable);
  ADD ("tasks", test_tasks);
  ADD ("tasks-settled", test_settled);
  return g_test_run ();
}
