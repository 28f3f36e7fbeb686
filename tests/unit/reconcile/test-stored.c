/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is stored reads back equal: decisions, rhythms, receipts. And what a fresh lookup settles.
 */
#include "make-list.h"

#include "reconcile/smt-receipt.h"

static SmtRange
random_range (GRand *rand)
{
  SmtDecimal lo = { g_rand_int_range (rand, 0, 5000), (guint8)g_rand_int_range (rand, 0, 4) };
  SmtDecimal hi = { lo.mantissa + g_rand_int_range (rand, 1, 900), lo.scale };

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      return SMT_RANGE_NONE;
    case 1:
      return smt_range_exact (lo);
    case 2:
      return smt_range_between (lo, hi);
    default:
      return smt_range_at_most (hi);
    }
}

static SmtRhythm *
random_rhythm (GRand *rand)
{
  SmtRhythm *rhythm = smt_rhythm_new ();
  guint n_steps = (guint)g_rand_int_range (rand, 1, 4);

  for (guint s = 0; s < n_steps; s++)
    {
      SmtStep *step = smt_rhythm_add_step (rhythm);

      step->start = smt_date_add_days (TODAY, (int)s * 30);
      step->end = smt_date_add_days (TODAY, (int)s * 30 + g_rand_int_range (rand, 1, 30));
      for (guint b = (guint)g_rand_int_range (rand, 0, 3); b > 0; b--)
        {
          SmtBeat *beat = smt_rhythm_add_beat (rhythm, s);

          beat->amount = random_range (rand);
          smt_beat_set_unit (beat, g_rand_boolean (rand) ? "tablett" : "\"µg\"\n");
          beat->parts = (guint8)(1 << g_rand_int_range (rand, 0, 6));
          beat->days.kind = (SmtDaysKind)g_rand_int_range (rand, 1, 3);
          beat->days.n = smt_range_exact_int (g_rand_int_range (rand, 1, 90));
          beat->days.unit = (SmtTimeUnit)g_rand_int_range (rand, 0, 5);
          beat->days.weekdays = (guint8)g_rand_int_range (rand, 1, 127);
          beat->days.phase = g_rand_boolean (rand) ? TODAY : SMT_DATE_UNSET;
        }
    }
  rhythm->as_needed = g_rand_boolean (rand);
  rhythm->max_times_day = random_range (rand);
  rhythm->stated = SMT_ATTRIBUTE_AMOUNT | SMT_ATTRIBUTE_DAYS;

  return rhythm;
}

static void
test_random_decisions (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint compared = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (SmtDecision) decision = smt_decision_new ((SmtDecisionKind)g_rand_int_range (rand, 0, SMT_N_DECISIONS), "pll:\"x\"", "d");
      g_autoptr (SmtDecision) back = NULL;
      g_autoptr (SmtDecision) copy = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;

      decision->rhythm = g_rand_boolean (rand) ? random_rhythm (rand) : NULL;
      if (decision->rhythm != NULL && !smt_rhythm_validate (decision->rhythm))
        continue;
      decision->first_day = TODAY;
      decision->reason = g_strdup ("fordi «æøå»\n\\ \"ja\"");
      if (decision->kind == SMT_DECISION_STOP || decision->kind == SMT_DECISION_STOP_LATER)
        decision->stop_reason = (SmtStopReason)g_rand_int_range (rand, 0, 4);
      if (decision->kind == SMT_DECISION_STOP_LATER)
        decision->supply = (SmtStopSupply)g_rand_int_range (rand, 0, 3);
      decision->until = g_rand_boolean (rand) ? smt_date_add_days (TODAY, 3) : SMT_DATE_UNSET;
      decision->stop_date = g_rand_boolean (rand) ? smt_date_add_days (TODAY, 5) : SMT_DATE_UNSET;
      decision->other_key = g_rand_boolean (rand) ? g_strdup ("pll:y") : NULL;
      decision->author = g_rand_boolean (rand) ? g_strdup ("Synne") : NULL;
      decision->role = (SmtRole)g_rand_int_range (rand, 0, 3);
      decision->approver = g_rand_boolean (rand) ? g_strdup ("Lise") : NULL;
      decision->about = g_rand_boolean (rand) ? g_strdup ("zopiklon (fil)") : NULL;
      if (g_rand_boolean (rand))
        decision->overridden = g_strsplit ("C1:a C2:b", " ", -1);
      copy = smt_decision_copy (decision); /* what is approved is a copy: an override that lost its findings would ask anew */
      g_assert_true (smt_decision_equal (decision, copy));
      json = smt_decision_to_json (decision);
      back = smt_decision_from_json (json, &error);
      g_assert_no_error (error);
      g_assert_true (smt_decision_equal (decision, back));
      compared++;
    }
  g_assert_cmpuint (compared, >, 1500);
}

static void
test_not_a_decision (void)
{
  static const char *const texts[] = { "{}", "[]", "{\"kind\":\"keep\"}", "{\"kind\":\"maybe\",\"key\":\"k\"}",
                                       "{\"kind\":\"renew\",\"key\":\"k\",\"role\":\"boss\"}",
                                       "{\"kind\":\"stop-later\",\"key\":\"k\",\"supply\":\"?\"}",
                                       "{\"kind\":\"change\",\"key\":\"k\",\"rhythm\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (smt_decision_from_json (texts[i], &error));
      g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_INCOMPLETE);
    }
}

/* --- receipts ---------------------------------------------------------------------------------------------------- */

#define RX SMT_PRESCRIPTION_DISPENSABLE

static SmtChangeSet *
sent_set (SmtDecisionKind kind, SmtRhythm *rhythm)
{
  const MadeUp rows[] = { { "pll:mtx", "Methotrexate Orifarm tab 2,5 mg", "L04AX03", daily (3), monday (3), "mtx", "rx-old", RX, SMT_TREATMENT_ACTIVE } };
  g_autoptr (SmtList) list = make_list (rows, 1, TRUE);
  g_autoptr (SmtReconciliation) self = smt_reconciliation_new (list, TODAY);
  g_autoptr (SmtDecision) decision = smt_decision_new (kind, "pll:mtx", "digest of pll:mtx");
  g_autoptr (GError) error = NULL;
  SmtChangeSet *set;

  decision->rhythm = rhythm;
  decision->first_day = TODAY;
  decision->new_prescription_id = g_strdup ("rx-new");
  smt_reconciliation_decide (self, decision, &error);
  g_assert_no_error (error);
  set = smt_reconciliation_freeze (self, &error);
  g_assert_no_error (error);

  return set;
}

static SmtPartState
state_of (const SmtReceipt *receipt, SmtPartKind kind)
{
  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);

      if (part->kind == kind)
        return part->state;
    }
  g_assert_not_reached ();
}

static void
test_expected_parts (void)
{
  g_autoptr (SmtChangeSet) change = sent_set (SMT_DECISION_CHANGE, monday (3));
  g_autoptr (SmtChangeSet) stop = sent_set (SMT_DECISION_STOP, NULL);
  g_autoptr (SmtReceipt) of_change = smt_receipt_new_expected (change, SMT_PART_UNKNOWN, 1);
  g_autoptr (SmtReceipt) of_stop = smt_receipt_new_expected (stop, SMT_PART_UNKNOWN, 1);

  g_assert_cmpuint (of_change->parts->len, ==, 3); /* new prescription, recall, list */
  g_assert_cmpuint (of_stop->parts->len, ==, 3);   /* entry, recall, list */
  g_assert_cmpint (state_of (of_change, SMT_PART_RECALL), ==, SMT_PART_UNKNOWN);
  g_assert_cmpint (state_of (of_stop, SMT_PART_ENTRY), ==, SMT_PART_UNKNOWN);
}

/* The list as it is after the change arrived: the new prescription is head, the old one recalled. */
static SmtList *
fresh_after_change (gboolean arrived, gboolean recalled)
{
  const MadeUp rows[] = { { "pll:mtx", "Methotrexate Orifarm tab 2,5 mg", "L04AX03", NULL, arrived ? monday (3) : daily (3), "mtx",
                            arrived ? "RX-NEW" : "rx-old", recalled && !arrived ? SMT_PRESCRIPTION_RECALLED : RX, SMT_TREATMENT_ACTIVE } };
  SmtList *list = make_list (rows, 1, TRUE);

  if (arrived)
    {
      SmtTreatment *treatment = g_ptr_array_index (list->treatments, 0);
      SmtPrescription *old = smt_treatment_add_prescription (treatment);

      old->prescription_id = g_strdup ("rx-old");
      old->status = recalled ? SMT_PRESCRIPTION_RECALLED : RX;
      list->pll_date = 2000;
    }

  return list;
}

static void
test_settle_arrived (void)
{
  g_autoptr (SmtChangeSet) set = sent_set (SMT_DECISION_CHANGE, monday (3));
  g_autoptr (SmtReceipt) unknown = smt_receipt_new_expected (set, SMT_PART_UNKNOWN, 1);
  g_autoptr (SmtList) fresh = fresh_after_change (TRUE, TRUE);
  g_autoptr (SmtReceipt) settled = smt_receipt_settle (unknown, set, fresh, 2);

  g_assert_cmpint (state_of (settled, SMT_PART_PRESCRIPTION), ==, SMT_PART_CONFIRMED);
  g_assert_cmpint (state_of (settled, SMT_PART_RECALL), ==, SMT_PART_CONFIRMED);
  g_assert_cmpint (state_of (settled, SMT_PART_PLL), ==, SMT_PART_CONFIRMED);
  g_assert_true (smt_receipt_is_whole (settled));
  g_assert_false (smt_receipt_is_whole (unknown));
}

static void
test_settle_nothing_arrived (void)
{
  g_autoptr (SmtChangeSet) set = sent_set (SMT_DECISION_CHANGE, monday (3));
  g_autoptr (SmtReceipt) unknown = smt_receipt_new_expected (set, SMT_PART_UNKNOWN, 1);
  g_autoptr (SmtList) fresh = fresh_after_change (FALSE, FALSE);
  g_autoptr (SmtReceipt) settled = smt_receipt_settle (unknown, set, fresh, 2);

  g_assert_cmpint (state_of (settled, SMT_PART_PRESCRIPTION), ==, SMT_PART_FAILED);
  g_assert_cmpint (state_of (settled, SMT_PART_RECALL), ==, SMT_PART_UNCONFIRMED);
  g_assert_cmpint (state_of (settled, SMT_PART_PLL), ==, SMT_PART_FAILED);
}

static void
test_recall_needs_a_lookup (void)
{
  g_autoptr (SmtChangeSet) set = sent_set (SMT_DECISION_CHANGE, monday (3));
  g_autoptr (SmtReceipt) received = smt_receipt_new_expected (set, SMT_PART_RECEIVED, 1);
  g_autoptr (SmtList) still_there = fresh_after_change (TRUE, FALSE);
  g_autoptr (SmtReceipt) settled = smt_receipt_settle (received, set, still_there, 2);

  g_assert_false (smt_receipt_is_whole (received));
  g_assert_cmpint (state_of (settled, SMT_PART_RECALL), ==, SMT_PART_UNCONFIRMED);
  g_assert_true (smt_receipt_has_state (settled, SMT_PART_UNCONFIRMED));
}

static void
test_failed_stays_failed (void)
{
  g_autoptr (SmtChangeSet) set = sent_set (SMT_DECISION_CHANGE, monday (3));
  g_autoptr (SmtReceipt) failed = smt_receipt_new_expected (set, SMT_PART_FAILED, 1);
  g_autoptr (SmtList) fresh = fresh_after_change (TRUE, TRUE);
  g_autoptr (SmtReceipt) settled = smt_receipt_settle (failed, set, fresh, 2);

  g_assert_cmpint (state_of (settled, SMT_PART_PRESCRIPTION), ==, SMT_PART_FAILED);
  g_assert_cmpint (state_of (settled, SMT_PART_PLL), ==, SMT_PART_FAILED);
}

static void
test_somebody_elses_list (void)
{
  g_autoptr (SmtChangeSet) set = sent_set (SMT_DECISION_STOP, NULL);
  g_autoptr (SmtReceipt) unknown = smt_receipt_new_expected (set, SMT_PART_UNKNOWN, 1);
  g_autoptr (SmtList) fresh = fresh_after_change (FALSE, FALSE);
  g_autoptr (SmtReceipt) settled = NULL;

  fresh->pll_date = 3000; /* newer, but our stop is not in it */
  settled = smt_receipt_settle (unknown, set, fresh, 2);
  g_assert_cmpint (state_of (settled, SMT_PART_ENTRY), ==, SMT_PART_FAILED);
  g_assert_cmpint (state_of (settled, SMT_PART_PLL), ==, SMT_PART_FAILED);
}

static void
test_receipt_round_trip (void)
{
  g_autoptr (SmtChangeSet) set = sent_set (SMT_DECISION_CHANGE, monday (3));
  g_autoptr (SmtReceipt) receipt = smt_receipt_new_expected (set, SMT_PART_RECEIVED, 123456789);
  SmtReceiptPart *part = g_ptr_array_index (receipt->parts, 0);
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  g_autoptr (SmtReceipt) back = NULL;

  part->text = g_strdup ("Resepten er avvist «…»");
  part->reference = g_strdup ("123");
  json = smt_receipt_to_json (receipt);
  back = smt_receipt_from_json (json, NULL);
  again = smt_receipt_to_json (back);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpint (back->at, ==, 123456789);
  g_assert_cmpstr (((SmtReceiptPart *)g_ptr_array_index (back->parts, 0))->text, ==, part->text);
  g_assert_null (smt_receipt_from_json ("{\"parts\":[{\"kind\":\"pll\",\"state\":\"perhaps\"}]}", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/stored/random-decisions", test_random_decisions);
  g_test_add_func ("/reconcile/stored/not-a-decision", test_not_a_decision);
  g_test_add_func ("/reconcile/receipt/expected-parts", test_expected_parts);
  g_test_add_func ("/reconcile/receipt/settle-arrived", test_settle_arrived);
  g_test_add_func ("/reconcile/receipt/settle-nothing-arrived", test_settle_nothing_arrived);
  g_test_add_func ("/reconcile/receipt/recall-needs-a-lookup", test_recall_needs_a_lookup);
  g_test_add_func ("/reconcile/receipt/failed-stays-failed", test_failed_stays_failed);
  g_test_add_func ("/reconcile/receipt/somebody-elses-list", test_somebody_elses_list);
  g_test_add_func ("/reconcile/receipt/round-trip", test_receipt_round_trip);
  return g_test_run ();
}
