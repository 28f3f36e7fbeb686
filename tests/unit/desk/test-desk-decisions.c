/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each kind of decision from the row to what the sandbox holds afterwards, over HTTP.
 */
#include "desk-helpers.h"

#define ASTRID "02864710096" /* twelve quiet tablets, each with a prescription */
#define BIRGER "23814910563" /* ten quiet ones and two that are flagged */
#define TORA "03824810086"   /* a loose tablet of the same substance as one on the list */
#define MONS "12893810100"   /* a pharmacy proposes three */

/* --- what the sandbox holds --------------------------------------------------------------------------------------- */

static char *
dup_field (const Held *held)
{
  return smt_json_dup_bytes (smt_json_member (held->statement, "ereseptdosing"));
}

/* --- renewal ------------------------------------------------------------------------------------------------------ */

static void
test_renew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  const SmtTreatment *before = find_row (context, "Losartan")->treatment;
  g_autofree char *entry_id = g_strdup (before->entry_id);
  g_autofree char *old_id = g_strdup (smt_treatment_get_head (before)->prescription_id);
  g_autoptr (SmtDecision) renew = decision_on (context, SMT_DECISION_RENEW, "Losartan");
  g_auto (Held) was = held_by (fixture, ASTRID, "pll", entry_id);
  g_autofree char *dose_before = dup_field (&was);
  g_autofree char *text_before = smt_json_dup_string (smt_json_member (was.statement, "dssn"));

  decide_well (context, renew);
  send_whole (fixture, context, ASTRID);

  g_auto (Held) now = held_by (fixture, ASTRID, "pll", entry_id);
  g_auto (Held) old = held_by (fixture, ASTRID, "reseptId", old_id);
  g_autofree char *dose_now = dup_field (&now);
  assert_held (&now, "reseptId", renew->new_prescription_id);
  assert_held (&now, "rfstatus", "E");
  assert_held (&now, "dssn", text_before);
  g_assert_cmpstr (dose_now, ==, dose_before);
  assert_held (&old, "rfstatus", "T");
  assert_held (&old, "recallCode", "1");
  assert_held (&old, "recallId", renew->new_prescription_id);
}

static void
test_renew_all (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Amlodipin", "Atorvastatin", "Metformin", "Pantoprazol", "Allopur",
                                       "Levaxin",   "Tamsulosin",   "Losartan",  "Alendronat",  "Divisun" };
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, BIRGER);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) refused = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (keys, find_row (context, names[i])->treatment->key);
  g_assert_cmpuint (smt_patient_context_renew_all (context, keys, &refused), ==, 8);
  g_assert_cmpuint (refused->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (refused, 0), ==, find_row (context, "Alendronat")->treatment->key);
  g_assert_cmpstr (g_ptr_array_index (refused, 1), ==, find_row (context, "Divisun")->treatment->key);
  g_assert_null (find_row (context, "Alendronat")->decision);

  g_assert_true (smt_patient_context_undo (context));
  g_assert_cmpuint (count_decided (context), ==, 0);
  g_assert_true (smt_patient_context_redo (context));
  g_assert_cmpuint (count_decided (context), ==, 8);

  take_in (context, "Paracet");
  send_whole (fixture, context, BIRGER);
}

static void
test_renew_flagged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, BIRGER);
  g_autoptr (SmtDecision) renew = decision_on (context, SMT_DECISION_RENEW, "Alendronat");

  assert_refused (context, renew, SMT_RECONCILE_ERROR_FLAGGED);
}

/* --- an override ----------------------------------------------------------------------------------------------------
 */

/* Ada's list with Metotreksat overridden by @role and everything else settled, sent. */
static SmtPatientContext *
send_overridden (Fixture *fixture, SmtRole role)
{
  SmtPatientContext *context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtDecision) override = NULL;

  settle_ada (context);
  override = decision_on (context, SMT_DECISION_OVERRIDE, "Methotrexate");
  override->reason = g_strdup ("avtalt med revmatolog");
  override->role = role;
  decide_well (context, override);
  if (role != SMT_ROLE_DOCTOR)
    g_assert_cmpuint (smt_patient_context_approve_all (context), ==, 1);
  send_whole (fixture, context, ADA);
  wait_until_saved (context);
  return context;
}

static void
assert_asks (Fixture *fixture, gboolean asks)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  const SmtRow *row = find_row (context, "Methotrexate");

  g_auto (GStrv) stops = smt_row_dup_stops (row);

  g_assert_cmpuint (g_strv_length (stops), >, 0); /* what was found stands, whoever let it through */
  g_assert_cmpint (row->blocks, ==, asks);
  g_assert_cmpint (row->override == NULL, ==, asks);
}

/* What was overridden once stays quiet at every lookup, until somebody writes another dose. */
static void
test_override_until_data_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = send_overridden (fixture, SMT_ROLE_DOCTOR);
  g_autofree char *key = g_strdup (find_row (context, "Methotrexate")->treatment->key);

  g_clear_object (&context);
  assert_asks (fixture, FALSE);
  fixture_restart (fixture);
  assert_asks (fixture, FALSE);
  sandbox_other_writer (fixture, ADA, key, "4 tabletter daglig");
  assert_asks (fixture, TRUE);
}

/* What a nurse drafted and a doctor approved is an override like any other: nobody is asked again. */
static void
test_override_approved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = send_overridden (fixture, SMT_ROLE_NURSE);

  g_clear_object (&context);
  assert_asks (fixture, FALSE);
}

/* To keep the line is no new word about the finding: it stays quiet, the keeping outlives the program, and what was to
 * be followed up still is. */
static void
test_override_and_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtDecision) override = NULL;
  g_autoptr (SmtDecision) keep = NULL;

  settle_ada (context);
  override = decision_on (context, SMT_DECISION_OVERRIDE, "Methotrexate");
  override->reason = g_strdup ("avtalt med revmatolog");
  override->due = smt_date_new (2099, 5, 1);
  decide_well (context, override);
  send_whole (fixture, context, ADA);
  g_assert_cmpuint (smt_patient_context_get_follow_ups (context)->len, ==, 1);

  keep = decision_on (context, SMT_DECISION_KEEP, "Methotrexate");
  decide_well (context, keep);
  wait_until_saved (context);
  g_clear_object (&context);
  fixture_restart (fixture);
  context = look_up_well (fixture->desk, ADA);
  g_assert_nonnull (find_row (context, "Methotrexate")->override);
  g_assert_nonnull (find_row (context, "Methotrexate")->decision);
  g_assert_cmpint (find_row (context, "Methotrexate")->decision->kind, ==, SMT_DECISION_KEEP);

  send_whole (fixture, context, ADA);
  g_assert_cmpuint (smt_patient_context_get_follow_ups (context)->len, ==, 1);
  g_clear_object (&context);
  assert_asks (fixture, FALSE);
}

/* A renewal is written anew by somebody who must look again. */
static void
test_override_and_renewal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = send_overridden (fixture, SMT_ROLE_DOCTOR);
  g_autoptr (SmtDecision) renew = decision_on (context, SMT_DECISION_RENEW, "Methotrexate");

  assert_refused (context, renew, SMT_RECONCILE_ERROR_FLAGGED);
}

/* --- a change ---------------------------------------------------------------------------------------------------- */

/* It would be a renewal by another name, also of what is flagged. */
static void
test_change_to_the_same (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  g_autoptr (SmtDecision) change = decision_on (context, SMT_DECISION_CHANGE, "Losartan");
  g_autoptr (SmtDecision) other = decision_on (context, SMT_DECISION_CHANGE, "Losartan");

  change->first_day = other->first_day = in_days (context, 0);
  change->rhythm =
      smt_rhythm_copy (smt_treatment_get_rhythm (find_row (context, "Losartan")->treatment, SMT_VOICE_TEXT));
  assert_refused (context, change, SMT_RECONCILE_ERROR_SAME_DOSE);
  other->rhythm = smt_rhythm_copy (change->rhythm);
  other->rhythm->steps[0].beats[0].amount = smt_range_exact_int (2);
  decide_well (context, other);
}

/* --- pause -------------------------------------------------------------------------------------------------------- */

static SmtDecision *
new_pause (SmtPatientContext *context, const char *name, int from, int days)
{
  SmtDecision *pause = decision_on (context, SMT_DECISION_PAUSE, name);

  pause->first_day = in_days (context, from);
  pause->reason = g_strdup ("operasjon");
  if (days > 0)
    pause->until = in_days (context, from + days);
  return pause;
}

/* Paused from a day to come, then taken again: two periods with a gap, as the same words say. */
static void
test_pause_and_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  const SmtTreatment *before = find_row (context, "Eliquis")->treatment;
  g_autofree char *entry_id = g_strdup (before->entry_id);
  g_autofree char *old_id = g_strdup (smt_treatment_get_head (before)->prescription_id);
  g_autoptr (SmtDecision) pause = new_pause (context, "Eliquis", 3, 10);
  g_autoptr (SmtDecision) resume = NULL;
  const SmtRhythm *field;

  decide_well (context, pause);
  send_whole (fixture, context, ASTRID);

  g_auto (Held) held = held_by (fixture, ASTRID, "pll", entry_id);
  g_auto (Held) old = held_by (fixture, ASTRID, "reseptId", old_id);
  assert_held (&old, "recallCode", "3");
  assert_held (&held, "reseptId", pause->new_prescription_id);
  assert_held (
      &held, "dssn",
      "1 tablett morgen daglig i 3 dager, deretter ingen dosering i 10 dager, deretter 1 tablett morgen daglig");
  field = smt_treatment_get_rhythm (find_row (context, "Eliquis")->treatment, SMT_VOICE_FIELD);
  g_assert_cmpuint (field->n_steps, ==, 3);
  g_assert_cmpuint (field->steps[1].n_beats, ==, 0);
  g_assert_cmpint (smt_date_compare (field->steps[1].start, pause->first_day), ==, 0);
  g_assert_cmpint (smt_date_compare (field->steps[1].end, pause->until), ==, 0);

  resume = decision_on (context, SMT_DECISION_RESUME, "Eliquis");
  decide_well (context, resume);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (SmtReceipt) receipt = sign_and_send (context, &error);

    g_assert_no_error (error);
    g_assert_true (smt_receipt_is_whole (receipt));
  }
  field = smt_treatment_get_rhythm (find_row (context, "Eliquis")->treatment, SMT_VOICE_FIELD);
  g_assert_cmpuint (field->n_steps, ==, 1);
  g_assert_false (smt_date_is_set (field->steps[0].end));
}

static void
test_pause_from_today (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  g_autoptr (SmtDecision) pause = new_pause (context, "Eliquis", 0, 10);
  g_autoptr (SmtDecision) resume = NULL;
  const SmtRhythm *field;

  decide_well (context, pause);
  send_whole (fixture, context, ASTRID);
  field = smt_treatment_get_rhythm (find_row (context, "Eliquis")->treatment, SMT_VOICE_FIELD);
  g_assert_cmpint (smt_date_compare (field->steps[0].start, pause->until), ==, 0);

  resume = decision_on (context, SMT_DECISION_RESUME, "Eliquis");
  decide_well (context, resume);
}

/* Nobody else hears of it: nothing of the row is sent, and it stands here until its data change. */
static void
test_pause_without_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  g_autofree char *entry_id = g_strdup (find_row (context, "Eliquis")->treatment->entry_id);
  g_autoptr (SmtDecision) pause = new_pause (context, "Eliquis", 0, 0);
  g_auto (Held) before = held_by (fixture, ASTRID, "pll", entry_id);
  g_autofree char *statement_before = smt_json_dup_bytes (before.statement);

  decide_well (context, pause);
  send_whole (fixture, context, ASTRID);

  g_auto (Held) after = held_by (fixture, ASTRID, "pll", entry_id);
  g_autofree char *statement_after = smt_json_dup_bytes (after.statement);
  g_assert_cmpstr (statement_after, ==, statement_before);
  g_assert_nonnull (find_row (context, "Eliquis")->decision);
  wait_until_saved (context);
  g_clear_object (&context);
  context = look_up_well (fixture->desk, ASTRID);
  g_assert_cmpint (find_row (context, "Eliquis")->decision->kind, ==, SMT_DECISION_PAUSE);
}

/* --- the pharmacy's proposals ------------------------------------------------------------------------------------- */

static void
test_decline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, MONS);
  g_autoptr (SmtDecision) decline = decision_on (context, SMT_DECISION_DECLINE, "Mirtazapin");
  g_autoptr (SmtDecision) stop = decision_on (context, SMT_DECISION_STOP, "Solifenacin");
  g_autoptr (SmtDecision) clarify = decision_on (context, SMT_DECISION_CLARIFY, "Alendronat");
  g_autofree char *declined = g_strdup (find_row (context, "Mirtazapin")->treatment->entry_id);

  assert_refused (context, decline, SMT_RECONCILE_ERROR_INCOMPLETE);
  decline->reason = g_strdup ("Ikke indisert");
  decide_well (context, decline);
  stop->stop_reason = SMT_STOP_FINISHED;
  decide_well (context, stop);
  clarify->recipient = g_strdup ("apoteket");
  clarify->due = in_days (context, 3);
  decide_well (context, clarify);
  take_in (context, "Duroferon");
  send_whole (fixture, context, MONS);

  g_auto (Held) gone = held_by (fixture, MONS, "pll", declined);
  g_assert_false (smt_json_exists (gone.statement));
  g_assert_null (smt_list_find (smt_patient_context_get_list (context), decline->key));
  g_assert_cmpint (smt_list_find (smt_patient_context_get_list (context), stop->key)->state, ==, SMT_TREATMENT_STOPPED);
  g_assert_false (find_row (context, "Duroferon")->treatment->proposed);
}

/* --- drafts ------------------------------------------------------------------------------------------------------- */

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Losartan", "Sertralin" };
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SmtDecision) draft = decision_on (context, SMT_DECISION_RENEW, names[i]);

      draft->author = g_strdup ("Synne Sykepleier");
      draft->role = SMT_ROLE_NURSE;
      decide_well (context, draft);
      g_assert_true (find_row (context, names[i])->draft);
    }
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_BLOCKED);
  g_assert_cmpint (sandbox_counts (fixture, ASTRID).received, ==, 0);

  /* the draft waits for the doctor on the disk */
  wait_until_saved (context);
  g_clear_object (&context);
  context = look_up_well (fixture->desk, ASTRID);
  g_assert_true (find_row (context, "Losartan")->draft);
  g_assert_cmpstr (find_row (context, "Losartan")->decision->author, ==, "Synne Sykepleier");

  g_assert_true (smt_patient_context_approve (context, find_row (context, "Losartan")->treatment->key, NULL));
  g_assert_true (find_row (context, "Sertralin")->blocks);
  g_assert_cmpuint (smt_patient_context_approve_all (context), ==, 1);
  g_assert_cmpstr (find_row (context, "Sertralin")->decision->approver, ==, "Lise Fastlegesen");
  send_whole (fixture, context, ASTRID);
}

/* --- off the list ------------------------------------------------------------------------------------------------- */

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtDecision) wrong = decision_on (context, SMT_DECISION_DELETE, "Atorvastatin");
  g_autoptr (SmtDecision) delete = decision_on (context, SMT_DECISION_DELETE, "Calcigran");
  g_autofree char *entry_id = g_strdup (find_row (context, "Calcigran")->treatment->entry_id);

  settle_ada (context);
  wrong->reason = g_strdup ("feil pasient");
  assert_refused (context, wrong, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  delete->reason = g_strdup ("feil pasient");
  decide_well (context, delete);
  send_whole (fixture, context, ADA);

  g_auto (Held) gone = held_by (fixture, ADA, "pll", entry_id);
  g_assert_false (smt_json_exists (gone.statement));
  g_assert_null (smt_list_find (smt_patient_context_get_list (context), delete->key));
}

/* The prescription of the entry is withdrawn first; then the loose one of the same substance takes its place. */
static void
test_belongs_to (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, TORA);
  const SmtTreatment *entry = find_row (context, "Levaxin tab 50")->treatment;
  g_autofree char *entry_id = g_strdup (entry->entry_id);
  g_autofree char *entry_key = g_strdup (entry->key);
  g_autofree char *old_id = g_strdup (smt_treatment_get_head (entry)->prescription_id);
  g_autofree char *loose_id =
      g_strdup (smt_treatment_get_head (find_row (context, "Levaxin tab 100")->treatment)->prescription_id);
  g_autoptr (SmtDecision) recall = decision_on (context, SMT_DECISION_RECALL, "Levaxin tab 50");
  g_autoptr (SmtDecision) belongs = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  decide_well (context, recall);
  clarify_rest (context);
  send_whole (fixture, context, TORA);

  belongs = decision_on (context, SMT_DECISION_BELONGS_TO, "Levaxin tab 100");
  belongs->other_key = g_strdup (entry_key);
  decide_well (context, belongs);
  clarify_rest (context);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));

  g_auto (Held) now = held_by (fixture, TORA, "pll", entry_id);
  g_auto (Held) old = held_by (fixture, TORA, "reseptId", old_id);
  assert_held (&now, "reseptId", loose_id);
  assert_held (&now, "status", "active");
  assert_held (&old, "status", "completed");
  assert_held (&old, "pll", NULL);
  entry = smt_list_find (smt_patient_context_get_list (context), entry_key);
  g_assert_cmpstr (smt_treatment_get_head (entry)->prescription_id, ==, loose_id);
  g_assert_cmpuint (entry->prescriptions->len, >=, 2);
  g_assert_null (smt_list_find (smt_patient_context_get_list (context), belongs->key));
}

/* Each new prescription goes to the line it was made for. */
static guint
join_lines (SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  guint n = 0;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const char *key = smt_reconciliation_get_row (reconciliation, i)->treatment->key;
      const SmtRow *line = smt_reconciliation_find_line (reconciliation, key);
      g_autoptr (SmtDecision) belongs = NULL;

      if (line == NULL)
        continue;
      belongs = smt_patient_context_new_decision (context, SMT_DECISION_BELONGS_TO, key);
      belongs->other_key = g_strdup (line->treatment->key);
      decide_well (context, belongs);
      g_assert_false (line->blocks);
      n++;
    }
  return n;
}

/* The same in one act: one undo takes it back, and what was decided by hand is left alone. */
static guint
join_all_lines (SmtPatientContext *context)
{
  guint decided = count_decided (context);
  guint n = smt_patient_context_join_all (context, SMT_ROLE_DOCTOR);

  g_assert_cmpuint (n, >, 1);
  g_assert_cmpuint (count_decided (context), ==, decided + n);
  g_assert_true (smt_patient_context_undo (context));
  g_assert_cmpuint (count_decided (context), ==, decided);
  g_assert_cmpuint (join_lines (context), ==, n);
  g_assert_cmpuint (smt_patient_context_join_all (context, SMT_ROLE_DOCTOR), ==, 0);
  for (guint i = 0; i < n; i++)
    g_assert_true (smt_patient_context_undo (context));
  g_assert_cmpuint (smt_patient_context_join_all (context, SMT_ROLE_DOCTOR), ==, n);
  g_assert_cmpuint (count_decided (context), ==, decided + n);
  return n;
}

/* One prescription was refused, and the list with it: the others stand loose beside their lines, whose own are
 * recalled. The fault that was corrected, a Stopp, is then still on the line, and goes with it. */
static void
join_after_partial (Fixture *fixture, guint (*join) (SmtPatientContext *))
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtDecision) renew = decision_on (context, SMT_DECISION_RENEW, "Atorvastatin");
  const SmtTreatment *pen = find_row (context, "Metex")->treatment;
  g_autofree char *pen_entry = g_strdup (pen->entry_id);
  g_autofree char *pen_key = g_strdup (pen->key);
  g_autofree char *new_id = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  settle_ada (context);
  decide_well (context, renew);
  new_id = g_strdup (smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), pen_key)
                         ->decision->new_prescription_id);
  sandbox_fault (fixture, "prescription-failed", "send", 1);
  receipt = sign_and_send (context, &error);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_PARTIAL);

  g_clear_object (&context);
  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpuint (join (context), ==, 2);
  stop_row (context, "Pantoprazol"); /* its prescription was recalled, its line was not */
  send_whole (fixture, context, ADA);

  g_auto (Held) held = held_by (fixture, ADA, "pll", pen_entry);
  assert_held (&held, "reseptId", new_id);
  assert_held (&held, "rfstatus", "E");
  g_assert_false (smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), pen_key)->blocks);
}

static void
test_joined_after_partial (Fixture *fixture, gconstpointer data)
{
  join_after_partial (fixture, join_lines);
}

static void
test_all_joined_after_partial (Fixture *fixture, gconstpointer data)
{
  join_after_partial (fixture, join_all_lines);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/desk/decisions/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("renew/one", test_renew);
  ADD ("renew/all", test_renew_all);
  ADD ("renew/flagged", test_renew_flagged);
  ADD ("override/until-data-change", test_override_until_data_change);
  ADD ("override/approved", test_override_approved);
  ADD ("override/and-keep", test_override_and_keep);
  ADD ("override/and-renewal", test_override_and_renewal);
  ADD ("change/to-the-same", test_change_to_the_same);
  ADD ("pause/and-resume", test_pause_and_resume);
  ADD ("pause/from-today", test_pause_from_today);
  ADD ("pause/without-end", test_pause_without_end);
  ADD ("pharmacy/decline", test_decline);
  ADD ("draft", test_draft);
  ADD ("delete", test_delete);
  ADD ("belongs-to", test_belongs_to);
  ADD ("joined-after-partial", test_joined_after_partial);
  ADD ("joined-after-partial/all", test_all_joined_after_partial);
  return g_test_run ();
}
