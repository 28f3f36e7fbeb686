/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sends against the sandbox process: what each fault ends in, what was applied, and that nothing was ever sent twice.
 */
#include "desk-helpers.h"

static SmtJsonCursor
find_statement (SmtJsonCursor patient, const char *medicine, gboolean head)
{
  SmtJsonIter iter;
  SmtJsonCursor statement;

  smt_json_iter_init (&iter, smt_json_member (patient, "statements"));
  while (smt_json_iter_next (&iter, NULL, &statement))
    {
      g_autofree char *name = smt_json_dup_string (smt_json_member (statement, "medicine"));
      gboolean is_head = FALSE;

      smt_json_get_boolean (smt_json_member (statement, "head"), &is_head);
      if (name != NULL && strstr (name, medicine) != NULL && is_head == head)
        return statement;
    }
  g_error ("no statement with %s", medicine);
}

static void
assert_member (SmtJsonCursor object, const char *key, const char *expected)
{
  g_autofree char *value = smt_json_dup_string (smt_json_member (object, key));

  g_assert_cmpstr (value, ==, expected);
}

/* --- the whole way ------------------------------------------------------------------------------------------------ */

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtJson) state = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GPtrArray) sends = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *new_id = NULL;
  SmtJsonCursor ada;
  Counts counts;

  settle_ada (context);
  new_id = g_strdup (find_row (context, "Methotrexate")->decision->new_prescription_id);
  g_assert_true (get_flag (context, "can-send"));
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);

  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_SENT);
  g_assert_true (smt_patient_context_get_receipt (context) == receipt
                 || smt_receipt_is_whole (smt_patient_context_get_receipt (context)));
  g_assert_null (smt_patient_context_get_send_error (context));
  g_assert_false (get_flag (context, "can-send"));

  /* the list shown is the new one: in tune, and nothing of it is "changed" */
  g_assert_cmpuint (desk_get_count (G_OBJECT (context), "n-blocking"), ==, 0);
  g_assert_cmpuint (count_decided (context), ==, 0);
  g_assert_cmpuint (find_row (context, "Methotrexate")->findings->len, ==, 0);
  g_assert_false (smt_treatment_is_loose (find_row (context, "Paralgin")->treatment));

  state = sandbox_state (fixture);
  ada = sandbox_patient (state, ADA);
  assert_member (find_statement (ada, "Methotrexate", TRUE), "reseptId", new_id);
  assert_member (find_statement (ada, "Methotrexate", TRUE), "dssn", "3 tabletter hver mandag");
  assert_member (find_statement (ada, "Pantoprazol", TRUE), "status", "stopped");
  counts = sandbox_counts (fixture, ADA);
  g_assert_cmpint (counts.received, ==, 1);
  g_assert_cmpint (counts.applied, ==, 1);

  sends = open_sends (fixture->desk);
  g_assert_cmpuint (sends->len, ==, 0);
}

/* After a restart nothing of what was sent comes back, and what was just sent is not "changed since you last saw it".
 */
static void
test_whole_then_restart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  const SmtReconciliation *reconciliation;

  settle_ada (context);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_clear_object (&context);
  fixture_restart (fixture);

  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_WORKING);
  g_assert_cmpuint (count_decided (context), ==, 0);
  g_assert_cmpuint (smt_patient_context_get_conflicts (context)->len, ==, 0);
  reconciliation = smt_patient_context_get_reconciliation (context);
  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    g_assert_cmpint (smt_reconciliation_get_row (reconciliation, i)->group, !=, SMT_GROUP_CHANGED);
}

static void
test_without_journal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSigner) signer = signer_new ();
  g_autoptr (SmtDesk) desk = smt_desk_new (SMT_BROKER (fixture->client), NULL, signer);
  g_autoptr (SmtPatientContext) context = look_up_well (desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (smt_desk_get_journal (desk));
  g_assert_true (get_flag (context, "saved"));
  settle_ada (context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (get_flag (context, "saved")); /* in memory only, and it says so */

  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (sandbox_counts (fixture, ADA).received, ==, 1);
}

/* A list without anything to say about it: nothing is decided, it goes back as it came. */
static void
test_unchanged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, BO);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  take_in (context, "Paralgin");
  g_assert_cmpuint (smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR), >, 0);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
}

/* --- faults ------------------------------------------------------------------------------------------------------- */

/* @error: SmtBrokerError of the finish; -1 when it gives a receipt */
static const struct
{
  const char *fault;
  int error;
  SmtContextState state;
  gint64 received; /* sends that the operation saw */
  gint64 applied;
  gboolean kept; /* the decisions are still on the rows */
} faults[] = {
  { "none", -1, SMT_CONTEXT_SENT, 1, 1, FALSE },
  { "slow", -1, SMT_CONTEXT_SENT, 1, 1, FALSE },
  { "refused", SMT_BROKER_ERROR_NOT_SENT, SMT_CONTEXT_WORKING, 0, 0, TRUE },
  { "reset", -1, SMT_CONTEXT_WORKING, 0, 0, TRUE },
  { "hang", -1, SMT_CONTEXT_WORKING, 0, 0, TRUE },
  { "http-500", -1, SMT_CONTEXT_WORKING, 0, 0, TRUE },
  { "wrong-type", -1, SMT_CONTEXT_WORKING, 0, 0, TRUE },
  { "short-body", -1, SMT_CONTEXT_SENT, 1, 1, FALSE },
  { "bad-json", -1, SMT_CONTEXT_SENT, 1, 1, FALSE },
  { "applied-then-lost", -1, SMT_CONTEXT_SENT, 1, 1, FALSE },
  { "conflict", SMT_BROKER_ERROR_CONFLICT, SMT_CONTEXT_CONFLICT, 1, 0, TRUE },
  { "delayed", -1, SMT_CONTEXT_WORKING, 1, 0, TRUE },
};

static void
test_fault (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GPtrArray) sends = NULL;
  g_autoptr (GError) error = NULL;
  gboolean refused = g_str_equal (faults[i].fault, "refused");
  guint decided;
  Counts counts;

  settle_ada (context);
  decided = count_decided (context);
  sandbox_fault (fixture, faults[i].fault, "send", refused ? 0 : 1);
  if (g_str_equal (faults[i].fault, "hang"))
    smt_sfm_client_set_deadlines (fixture->client, 20000, SHORT_MS);
  receipt = sign_and_send (context, &error);
  if (refused)
    sandbox_listen_again (fixture);

  if (faults[i].error < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (receipt);
    }
  else
    {
      g_assert_null (receipt);
      g_assert_error (error, SMT_BROKER_ERROR, faults[i].error);
      g_assert_nonnull (smt_patient_context_get_send_error (context));
    }
  g_assert_cmpint (smt_patient_context_get_state (context), ==, faults[i].state);
  if (receipt != NULL && faults[i].state == SMT_CONTEXT_SENT)
    g_assert_true (smt_receipt_is_whole (receipt));
  if (receipt != NULL && faults[i].state == SMT_CONTEXT_WORKING)
    g_assert_false (smt_receipt_has_state (receipt, SMT_PART_RECEIVED)
                    || smt_receipt_has_state (receipt, SMT_PART_CONFIRMED)
                    || smt_receipt_has_state (receipt, SMT_PART_UNKNOWN));

  counts = sandbox_counts (fixture, ADA);
  g_assert_cmpint (counts.requests, ==, refused ? 0 : 1);
  g_assert_cmpint (counts.received, ==, faults[i].received);
  g_assert_cmpint (counts.applied, ==, faults[i].applied);
  g_assert_cmpuint (count_decided (context), ==, faults[i].kept ? decided : 0);
  sends = open_sends (fixture->desk);
  g_assert_cmpuint (sends->len, ==, 0);
}

/* What was not applied can be sent again by hand, and is then applied once. */
static void
test_again_after_not_applied (Fixture *fixture, gconstpointer data)
{
  static const char *const causes[] = { "refused", "reset" };

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      const char *number = i == 0 ? ADA : BO;
      g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, number);
      g_autoptr (SmtReceipt) first = NULL;
      g_autoptr (SmtReceipt) receipt = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0)
        settle_ada (context);
      else
        take_in (context, "Paralgin");
      sandbox_fault (fixture, causes[i], "send", i == 0 ? 0 : 1);
      first = sign_and_send (context, NULL);
      if (i == 0)
        sandbox_listen_again (fixture);
      g_assert_true (get_flag (context, "can-send"));

      receipt = sign_and_send (context, &error);
      g_assert_no_error (error);
      g_assert_true (smt_receipt_is_whole (receipt));
      g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_SENT);
      g_assert_cmpint (sandbox_counts (fixture, number).applied, ==, 1);
    }
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

static const SmtReceiptPart *
find_part (SmtReceipt *receipt, SmtPartKind kind, const char *key)
{
  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);

      if (part->kind == kind && g_strcmp0 (part->key, key) == 0)
        return part;
    }
  g_assert_not_reached ();
}

/* What is still open is finished by hand: entries of withdrawn prescriptions are stopped, their successors taken in.
 * Then the first send is not open any more either. */
static void
finish_by_hand (Fixture *fixture, SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GPtrArray) sends = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      gboolean loose = smt_treatment_is_loose (row->treatment);
      g_autoptr (SmtDecision) decision = NULL;

      if (!row->blocks)
        continue;
      decision = smt_patient_context_new_decision (context, loose ? SMT_DECISION_TAKE_IN : SMT_DECISION_STOP,
                                                   row->treatment->key);
      decision->stop_reason = SMT_STOP_FINISHED;
      smt_patient_context_decide (context, decision, &error);
      g_assert_no_error (error);
    }

  while (smt_patient_context_get_conflicts (context)->len > 0)
    {
      const SmtConflict *conflict = g_ptr_array_index (smt_patient_context_get_conflicts (context), 0);

      if (!smt_patient_context_take_mine (context, conflict->mine->key, NULL))
        g_assert_true (smt_patient_context_let_go (context, conflict->mine->key));
    }
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_SENT);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 2);
  sends = open_sends (fixture->desk);
  g_assert_cmpuint (sends->len, ==, 0);
}

static void
test_list_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autofree char *changed = g_strdup (find_row (context, "Methotrexate")->treatment->key);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GPtrArray) sends = NULL;
  g_autoptr (GError) error = NULL;

  settle_ada (context);
  sandbox_fault (fixture, data, "send", 1);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);

  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_PARTIAL);
  g_assert_false (smt_receipt_is_whole (receipt));
  g_assert_cmpint (find_part (receipt, SMT_PART_PLL, NULL)->state, ==, SMT_PART_FAILED);
  g_assert_cmpint (find_part (receipt, SMT_PART_PRESCRIPTION, changed)->state, !=, SMT_PART_FAILED);
  g_assert_cmpint (find_part (receipt, SMT_PART_RECALL, changed)->state, ==, SMT_PART_CONFIRMED);

  /* what arrived is not decided any more, what did not still is */
  g_assert_cmpuint (count_decided (context), >, 0);
  g_assert_cmpint (sandbox_counts (fixture, ADA).received, ==, 1);
  sends = open_sends (fixture->desk);
  g_assert_cmpuint (sends->len, ==, 1);
  g_assert_cmpint (((SmtSendRecord *)g_ptr_array_index (sends, 0))->state, ==, SMT_SEND_PARTIAL);

  finish_by_hand (fixture, context);
}

static void
test_prescription_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autofree char *id = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  settle_ada (context);
  id = g_strdup (find_row (context, "Methotrexate")->decision->new_prescription_id);
  sandbox_fault (fixture, "prescription-failed", "send", 1);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);

  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_PARTIAL);
  g_assert_true (smt_receipt_has_state (receipt, SMT_PART_FAILED));
  g_assert_cmpint (sandbox_counts (fixture, ADA).received, ==, 1);

  /* the refused one is still decided, and goes with the id it had */
  g_assert_cmpstr (find_row (context, "Methotrexate")->decision->new_prescription_id, ==, id);
  finish_by_hand (fixture, context);
}

/* --- unknown ------------------------------------------------------------------------------------------------------ */

/* Neither the send nor the lookup after it is answered: it stays unknown, on disk too, and blocks. */
static void
test_unknown_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtDecision) decision = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GPtrArray) sends = NULL;
  g_autoptr (GError) error = NULL;
  gboolean applied = g_str_equal (data, "bad-json");

  settle_ada (context);
  sandbox_fault (fixture, data, "all", 0);
  smt_sfm_client_set_deadlines (fixture->client, SHORT_MS, applied ? 20000 : SHORT_MS);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);

  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_UNKNOWN);
  g_assert_true (smt_receipt_has_state (receipt, SMT_PART_UNKNOWN));
  g_assert_error ((GError *)smt_patient_context_get_send_error (context), SMT_BROKER_ERROR, SMT_BROKER_ERROR_UNKNOWN);
  g_assert_false (get_flag (context, "can-send"));
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_STALE);
  g_clear_error (&error);
  decision =
      smt_patient_context_new_decision (context, SMT_DECISION_KEEP, find_row (context, "Levaxin")->treatment->key);
  g_assert_false (smt_patient_context_decide (context, decision, NULL));
  sends = open_sends (fixture->desk);
  g_assert_cmpuint (sends->len, ==, 1);
  g_assert_cmpint (((SmtSendRecord *)g_ptr_array_index (sends, 0))->state, ==, SMT_SEND_UNKNOWN);

  /* the next lookup settles it, in another run of the program too */
  g_clear_object (&context);
  fixture_restart (fixture);
  sandbox_fault (fixture, "none", "all", 0);
  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, applied ? SMT_CONTEXT_SENT : SMT_CONTEXT_WORKING);
  g_assert_nonnull (smt_patient_context_get_receipt (context));
  g_assert_cmpint (smt_receipt_is_whole (smt_patient_context_get_receipt (context)), ==, applied);
  g_assert_cmpint (count_decided (context) > 0, ==, !applied);
  g_clear_pointer (&sends, g_ptr_array_unref);
  sends = open_sends (fixture->desk);
  g_assert_cmpuint (sends->len, ==, 0);
  g_assert_cmpint (sandbox_counts (fixture, ADA).applied, ==, applied ? 1 : 0);
}

/* A lookup in which Reseptformidleren failed shows too little to tell what arrived. */
static void
test_half_a_lookup_settles_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;

  settle_ada (context);
  sandbox_fault (fixture, "hang", "all", 0);
  smt_sfm_client_set_deadlines (fixture->client, SHORT_MS, SHORT_MS);
  receipt = sign_and_send (context, NULL);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_UNKNOWN);

  smt_sfm_client_set_deadlines (fixture->client, 20000, 20000);
  sandbox_fault (fixture, "rf-failed", "lookup", 1);
  g_clear_object (&context);
  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_UNKNOWN);
  g_assert_false (get_flag (context, "can-send"));

  g_clear_object (&context);
  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_WORKING);
  g_assert_true (get_flag (context, "can-send"));
}

/* --- others ------------------------------------------------------------------------------------------------------- */

static gboolean
settle_conflict (SmtPatientContext *context, const char *way, const char *key, GError **error)
{
  if (g_str_equal (way, "mine"))
    return smt_patient_context_take_mine (context, key, error);
  if (g_str_equal (way, "theirs"))
    return smt_patient_context_take_theirs (context, key, error);

  return smt_patient_context_let_go (context, key);
}

/* @data: what becomes of my stop of a medicine that somebody else has given a new dose meanwhile */
static void
test_other_writer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autofree char *theirs = g_strdup (find_row (context, "Pantoprazol")->treatment->key);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJson) state = NULL;
  const SmtConflict *conflict;
  guint decided;

  settle_ada (context);
  decided = count_decided (context);
  sandbox_other_writer (fixture, ADA, theirs, "2 tabletter kveld");
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_CONFLICT);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_CONFLICT);
  g_assert_false (get_flag (context, "can-send"));

  /* it has been looked at again: my decisions are back, but for the row that somebody else has changed */
  g_assert_cmpuint (count_decided (context), ==, decided - 1);
  g_assert_cmpuint (smt_patient_context_get_conflicts (context)->len, ==, 1);
  conflict = g_ptr_array_index (smt_patient_context_get_conflicts (context), 0);
  g_assert_cmpstr (conflict->mine->key, ==, theirs);
  g_assert_cmpint (conflict->mine->kind, ==, SMT_DECISION_STOP);
  g_assert_cmpstr (conflict->base->dose_text, !=, conflict->theirs->dose_text);
  g_assert_cmpstr (conflict->theirs->dose_text, ==, "2 tabletter kveld");

  g_clear_error (&error);
  g_assert_null (sign_and_send (context, &error)); /* nobody has said yet what is to stand */
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_true (settle_conflict (context, data, theirs, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (smt_patient_context_get_conflicts (context)->len, ==, 0);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (sandbox_counts (fixture, ADA).applied, ==, 1);
  state = sandbox_state (fixture);
  assert_member (find_statement (sandbox_patient (state, ADA), "Pantoprazol", TRUE), "status",
                 g_str_equal (data, "mine") ? "stopped" : "active");
  assert_member (find_statement (sandbox_patient (state, ADA), "Pantoprazol", TRUE), "dssn", "2 tabletter kveld");

  /* what was settled does not come back */
  g_clear_object (&context);
  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpuint (smt_patient_context_get_conflicts (context)->len, ==, 0);
}

/* The OperationOutcome points at an entry of the bundle that was sent: the row it is about is named. */
static void
test_row_refused (Fixture *fixture, gconstpointer data)
{
  const char *number = data != NULL ? BO : ADA;
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, number);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  gint64 lookups;
  guint decided;

  if (data != NULL)
    take_in (context, "Paralgin"); /* joins the list with an id that it did not have here */
  else
    settle_ada (context);
  decided = count_decided (context);
  lookups = sandbox_lookups (fixture);
  sandbox_fault (fixture, "row-refused", "send", 1);
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_REJECTED);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_REJECTED);
  g_assert_cmpint (sandbox_lookups (fixture), ==, lookups + 1); /* it was looked at again by itself */
  g_assert_cmpuint (count_decided (context), ==, decided);

  key = g_strdup (smt_patient_context_get_refused (context));
  g_assert_nonnull (key);
  g_assert_cmpint (smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), key)->decision->kind,
                   !=, SMT_DECISION_KEEP);
  if (data != NULL)
    g_assert_cmpstr (key, ==, find_row (context, "Paralgin")->treatment->key);

  /* decided anew, the row is like any other; and a person may send again */
  g_clear_error (&error);
  g_assert_true (smt_patient_context_clear (context, key));
  g_assert_null (smt_patient_context_get_refused (context));
  g_assert_true (smt_patient_context_undo (context));
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (sandbox_counts (fixture, number).applied, ==, 1);
}

static void
test_refused_as_too_old (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (GError) error = NULL;

  settle_ada (context);
  sandbox_forward (fixture, 4 * 60 + 1);
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_STALE);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_REJECTED);
  g_assert_cmpint (sandbox_counts (fixture, ADA).applied, ==, 0);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static void
test_double_click (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  settle_ada (context);
  smt_patient_context_send_async (context, NULL, keep_result, &first);
  smt_patient_context_send_async (context, NULL, keep_result, &second);
  while (first == NULL || second == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (smt_patient_context_send_finish (context, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);
  receipt = smt_patient_context_send_finish (context, first, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (sandbox_counts (fixture, ADA).received, ==, 1);
}

/* The same patient opened twice: one of them is sent, the other is told that a send is not settled. */
static void
test_two_contexts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) one = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) two = look_up_well (fixture->desk, ADA);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (SmtReceipt) receipt_one = NULL;
  g_autoptr (SmtReceipt) receipt_two = NULL;
  g_autoptr (GError) error_one = NULL;
  g_autoptr (GError) error_two = NULL;

  settle_ada (one);
  settle_ada (two);
  sandbox_fault (fixture, "slow", "send", 1); /* so that the first is still on its way when the second is prepared */
  smt_patient_context_send_async (one, NULL, keep_result, &first);
  smt_patient_context_send_async (two, NULL, keep_result, &second);
  while (first == NULL || second == NULL)
    g_main_context_iteration (NULL, TRUE);

  receipt_one = smt_patient_context_send_finish (one, first, &error_one);
  receipt_two = smt_patient_context_send_finish (two, second, &error_two);
  g_assert_true (g_error_matches (error_one, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_STATE)
                 != g_error_matches (error_two, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_STATE));
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 1);
}

static void
count_message (SmtPatientContext *context, const GError *error, gpointer data)
{
  guint *messages = data;

  (*messages)++;
}

/* The patient is looked up again while a send is on its way: that look leaves the send to the one who sent it. */
static void
test_looked_up_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) sender = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) other = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  guint messages = 0;

  settle_ada (sender);
  g_signal_connect (sender, "message", G_CALLBACK (count_message), &messages);
  sandbox_fault (fixture, "slow", "send", 1); /* carried out at once, told slowly */
  smt_patient_context_send_async (sender, NULL, keep_result, &result);
  while (sandbox_counts (fixture, ADA).applied == 0)
    g_main_context_iteration (NULL, FALSE);

  other = look_up_well (fixture->desk, ADA);
  g_assert_null (result);
  g_assert_cmpint (smt_patient_context_get_state (other), ==, SMT_CONTEXT_UNKNOWN);
  g_assert_false (get_flag (other, "can-send"));
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  receipt = smt_patient_context_send_finish (sender, result, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (smt_patient_context_get_state (sender), ==, SMT_CONTEXT_SENT);
  g_assert_cmpuint (messages, ==, 0);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 1);
}

static void
test_blocked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (GError) error = NULL;

  g_assert_false (get_flag (context, "can-send"));
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_BLOCKED);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_WORKING);
  g_assert_cmpint (sandbox_counts (fixture, ADA).received, ==, 0);
}

#define ADD(path, data, function)                                                                                      \
  g_test_add ("/desk/send/" path, Fixture, data, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("whole", NULL, test_whole);
  ADD ("whole-then-restart", NULL, test_whole_then_restart);
  ADD ("without-journal", NULL, test_without_journal);
  ADD ("unchanged", NULL, test_unchanged);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/desk/send/fault/", faults[i].fault, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_fault, fixture_tear_down);
    }
  ADD ("again", NULL, test_again_after_not_applied);
  ADD ("part/pll-failed", "pll-failed", test_list_failed);
  ADD ("part/pll-silent", "pll-silent", test_list_failed);
  ADD ("part/prescription-failed", NULL, test_prescription_failed);
  ADD ("unknown/hang", "hang", test_unknown_stays);
  ADD ("unknown/bad-json", "bad-json", test_unknown_stays);
  ADD ("unknown/half-a-lookup", NULL, test_half_a_lookup_settles_nothing);
  ADD ("other-writer/mine", "mine", test_other_writer);
  ADD ("other-writer/theirs", "theirs", test_other_writer);
  ADD ("other-writer/anew", "anew", test_other_writer);
  ADD ("row-refused", NULL, test_row_refused);
  ADD ("row-refused/new", "new", test_row_refused);
  ADD ("too-old", NULL, test_refused_as_too_old);
  ADD ("double-click", NULL, test_double_click);
  ADD ("two-contexts", NULL, test_two_contexts);
  ADD ("looked-up-meanwhile", NULL, test_looked_up_meanwhile);
  ADD ("blocked", NULL, test_blocked);

  return g_test_run ();
}
