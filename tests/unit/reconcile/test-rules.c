/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The edges of the rules: the last day that is too late, the second beat of a dose, what is half said.
 */
#include "make-list.h"

#include "reconcile/smt-decision-effect.h"
#include "reconcile/smt-own-dose.h"

#define RX SMT_PRESCRIPTION_DISPENSABLE
#define DAY(n) (smt_date_add_days (TODAY, (n)))
#define TAKEN -1

static SmtReconciliation *
new_case (void)
{
  const MadeUp rows[] = {
    { "pll:selo", "Selo-Zok depottab 100 mg", "C07AB02", daily (1), daily (1), "selo", "rx-selo", RX,
      SMT_TREATMENT_ACTIVE },
    { "pll:mtx", "Methotrexate Orifarm tab 2,5 mg", "L04AX03", daily (3), monday (3), "mtx", "rx-mtx", RX,
      SMT_TREATMENT_ACTIVE },
    { "pll:dead", "Furix tab 20 mg", "C03CA01", daily (1), daily (1), "dead", "rx-dead", SMT_PRESCRIPTION_FINISHED,
      SMT_TREATMENT_ACTIVE },
    { "pll:stops", "Furix tab 20 mg", "C03CA01", daily (1), daily (1), "stops", NULL, 0, SMT_TREATMENT_PLANNED_STOP },
    { "pll:held", "Paracet tab 500 mg", "N02BE01", daily (1), daily (1), "held", "rx-held", RX, SMT_TREATMENT_PAUSED },
    { "rx:loose", "Furix tab 40 mg", "C03CA01", daily (2), daily (2), NULL, "loose", RX, SMT_TREATMENT_ACTIVE },
  };
  g_autoptr (SmtList) list = make_list (rows, G_N_ELEMENTS (rows), TRUE);

  return smt_reconciliation_new (list, TODAY);
}

static SmtReconciliation *
new_row (MadeUp row)
{
  g_autoptr (SmtList) list = make_list (&row, 1, TRUE);

  return smt_reconciliation_new (list, TODAY);
}

static SmtDecision *
new_decision (const SmtReconciliation *self, SmtDecisionKind kind, const char *key)
{
  SmtDecision *decision = smt_decision_new (kind, key, smt_reconciliation_find_row (self, key)->treatment->digest);

  decision->new_prescription_id = g_strdup ("rx-new");
  decision->first_day = TODAY;
  return decision;
}

/* Plans the dose, decides, and expects @code, or to be taken; what was taken is taken back. */
static void
expect (SmtReconciliation *self, SmtDecision *decision, int code)
{
  g_autoptr (GError) error = NULL;

  smt_decision_plan_dose (decision, smt_reconciliation_find_row (self, decision->key)->treatment, TODAY);
  if (smt_reconciliation_decide (self, decision, &error))
    g_ptr_array_unref (smt_reconciliation_undo (self));
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SMT_RECONCILE_ERROR, code);
}

/* --- a change ----------------------------------------------------------------------------------------------------- */

static void
expect_change (const char *key, SmtRhythm *rhythm, int code)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) change = new_decision (self, SMT_DECISION_CHANGE, key);

  change->rhythm = rhythm;
  expect (self, change, code);
}

/* A dose of which one part is not said is not whole, whichever part it is. */
static void
test_whole_dose (void)
{
  SmtRhythm *second = smt_rhythm_new_daily (smt_range_exact_int (2), "tablett", SMT_PART_MORNING, 1);
  SmtBeat *unsaid = smt_rhythm_add_beat (second, 0);
  SmtRhythm *evening = NULL;

  unsaid->parts = SMT_PART_EVENING;
  unsaid->days = second->steps[0].beats[0].days;
  smt_beat_set_unit (unsaid, "tablett");
  evening = smt_rhythm_copy (second);
  evening->steps[0].beats[1].amount = smt_range_exact_int (1);

  expect_change ("pll:selo", NULL, SMT_RECONCILE_ERROR_INCOMPLETE);
  expect_change ("pll:selo", smt_rhythm_new (), SMT_RECONCILE_ERROR_INCOMPLETE);
  expect_change ("pll:selo", second, SMT_RECONCILE_ERROR_INCOMPLETE);
  expect_change ("pll:selo", evening, TAKEN);
  expect_change ("rx:loose", daily (1), SMT_RECONCILE_ERROR_INCOMPLETE); /* the id of its new entry is not made */
}

/* A change that changes nothing would be a renewal by another name. */
static void
test_same_dose (void)
{
  expect_change ("pll:selo", daily (1), SMT_RECONCILE_ERROR_SAME_DOSE);
  expect_change ("pll:selo", daily (2), TAKEN);
  expect_change ("pll:selo", monday (1), TAKEN);
  expect_change ("pll:stops", daily (1), TAKEN); /* it goes on by it */

  /* where the places do not agree, writing what one of them says is a change */
  expect_change ("pll:mtx", monday (3), TAKEN);
  expect_change ("pll:mtx", daily (3), SMT_RECONCILE_ERROR_NEW_FINDING);
}

/* The day of a weekly dose hangs on its first day: the same dose from another day is another one. */
static void
test_same_dose_of_a_day (void)
{
  SmtDate monday_ago = DAY (-(int)smt_date_weekday (TODAY));
  g_autoptr (SmtReconciliation) self =
      new_row ((MadeUp){ "pll:a", "Noe Ukjent tab 1 mg", NULL,
                         smt_rhythm_new_every_n (smt_range_exact_int (1), "tablett", 7, SMT_TIME_UNIT_DAY, monday_ago),
                         monday (1), "a", "rx-a", RX, SMT_TREATMENT_ACTIVE });
  g_autoptr (SmtDecision) change = new_decision (self, SMT_DECISION_CHANGE, "pll:a");
  g_autoptr (SmtDecision) weekday = new_decision (self, SMT_DECISION_CHANGE, "pll:a");

  change->rhythm = smt_rhythm_new_every_n (smt_range_exact_int (1), "tablett", 7, SMT_TIME_UNIT_DAY,
                                           smt_date_add_days (monday_ago, 8));
  expect (self, change, TAKEN);
  weekday->rhythm = monday (1);
  expect (self, weekday, SMT_RECONCILE_ERROR_SAME_DOSE);
}

/* --- days --------------------------------------------------------------------------------------------------------- */

static void
expect_stop_later (SmtDate day, SmtStopSupply supply, SmtStopReason reason, const char *words, int code)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) stop = new_decision (self, SMT_DECISION_STOP_LATER, "pll:selo");

  stop->stop_date = day;
  stop->supply = supply;
  stop->stop_reason = reason;
  stop->reason = g_strdup (words);
  expect (self, stop, code);
}

static void
test_stop_later (void)
{
  expect_stop_later (SMT_DATE_UNSET, SMT_SUPPLY_ENOUGH, SMT_STOP_FINISHED, NULL, SMT_RECONCILE_ERROR_INCOMPLETE);
  expect_stop_later (DAY (-1), SMT_SUPPLY_ENOUGH, SMT_STOP_FINISHED, NULL, SMT_RECONCILE_ERROR_DAY_GONE);
  expect_stop_later (TODAY, SMT_SUPPLY_ENOUGH, SMT_STOP_FINISHED, NULL, SMT_RECONCILE_ERROR_DAY_GONE);
  expect_stop_later (DAY (1), SMT_SUPPLY_ENOUGH, SMT_STOP_FINISHED, NULL, TAKEN);
  expect_stop_later (DAY (9), SMT_SUPPLY_ENOUGH, SMT_STOP_OTHER, " ", SMT_RECONCILE_ERROR_INCOMPLETE);
  expect_stop_later (DAY (9), SMT_SUPPLY_ENOUGH, SMT_STOP_OTHER, "avtalt", TAKEN);
  /* the new prescription is valid for a year less a day */
  expect_stop_later (smt_date_add_years (TODAY, 1), SMT_SUPPLY_MUST_FETCH, SMT_STOP_FINISHED, NULL,
                     SMT_RECONCILE_ERROR_TOO_LONG);
  expect_stop_later (smt_date_add_days (smt_date_add_years (TODAY, 1), -1), SMT_SUPPLY_MUST_FETCH, SMT_STOP_FINISHED,
                     NULL, TAKEN);
  /* and nobody has fetched more on one */
  expect_stop_later (smt_date_add_years (TODAY, 1), SMT_SUPPLY_ENOUGH, SMT_STOP_FINISHED, NULL,
                     SMT_RECONCILE_ERROR_NOT_ENOUGH);
  expect_stop_later (smt_date_add_days (smt_date_add_years (TODAY, 1), -1), SMT_SUPPLY_ENOUGH, SMT_STOP_FINISHED, NULL,
                     TAKEN);
}

static void
expect_pause (SmtDate first, SmtDate until, int code)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) pause = new_decision (self, SMT_DECISION_PAUSE, "pll:selo");

  pause->first_day = first;
  pause->until = until;
  pause->reason = g_strdup ("operasjon");
  expect (self, pause, code);
}

static void
test_pause (void)
{
  expect_pause (SMT_DATE_UNSET, DAY (3), SMT_RECONCILE_ERROR_INCOMPLETE);
  expect_pause (DAY (-1), DAY (3), SMT_RECONCILE_ERROR_DAY_GONE);
  expect_pause (TODAY, DAY (3), TAKEN);
  expect_pause (DAY (3), SMT_DATE_UNSET, TAKEN);
  expect_pause (DAY (3), DAY (2), SMT_RECONCILE_ERROR_DAY_ORDER);
  expect_pause (DAY (3), DAY (3), SMT_RECONCILE_ERROR_DAY_ORDER);
  expect_pause (DAY (3), smt_date_add_years (TODAY, 1), SMT_RECONCILE_ERROR_TOO_LONG);
  expect_pause (DAY (3), smt_date_add_years (TODAY, 2), SMT_RECONCILE_ERROR_TOO_LONG);
  expect_pause (DAY (3), smt_date_add_days (smt_date_add_years (TODAY, 1), -1), TAKEN);
}

/* On hold: taken up again, stopped or kept, and nothing else. */
static void
test_on_hold (void)
{
  static const struct
  {
    SmtDecisionKind kind;
    int first_day, code;
  } cases[] = {
    { SMT_DECISION_RESUME, 0, TAKEN },
    { SMT_DECISION_RESUME, 5, TAKEN },
    { SMT_DECISION_RESUME, -1, SMT_RECONCILE_ERROR_DAY_GONE },
    { SMT_DECISION_STOP, 0, TAKEN },
    { SMT_DECISION_KEEP, 0, TAKEN },
    { SMT_DECISION_RENEW, 0, SMT_RECONCILE_ERROR_NOT_APPLICABLE },
    { SMT_DECISION_PAUSE, 0, SMT_RECONCILE_ERROR_NOT_APPLICABLE },
  };
  g_autoptr (SmtReconciliation) self = new_case ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtDecision) decision = new_decision (self, cases[i].kind, "pll:held");

      decision->first_day = DAY (cases[i].first_day);
      expect (self, decision, cases[i].code);
    }
}

/* --- off the list, and onto another line -------------------------------------------------------------------------- */

static SmtReconciliation *
new_with_prescriptions (guint n, SmtPrescriptionStatus status, gboolean proposed, gboolean asked, gboolean stop)
{
  const MadeUp row = { "pll:a",
                       stop ? "Methotrexate Orifarm tab 2,5 mg" : "Noe Ukjent tab 1 mg",
                       stop ? "L04AX03" : NULL,
                       daily (1),
                       stop ? monday (1) : daily (1),
                       "a",
                       NULL,
                       0,
                       SMT_TREATMENT_ACTIVE };
  g_autoptr (SmtList) list = make_list (&row, 1, TRUE);
  SmtTreatment *treatment = g_ptr_array_index (list->treatments, 0);

  for (guint i = 0; i < n; i++)
    {
      SmtPrescription *link = smt_treatment_add_prescription (treatment);

      link->prescription_id = g_strdup_printf ("rx-%u", i);
      link->status = status;
    }
  treatment->proposed = proposed;
  if (asked)
    {
      SmtMessage *message = smt_message_new ();

      message->kind = SMT_MESSAGE_PROPOSAL;
      smt_message_add_question (message)->key = g_strdup ("pll:a");
      g_ptr_array_add (list->messages, message);
    }
  return smt_reconciliation_new (list, TODAY);
}

static void
test_delete_and_decline (void)
{
  static const struct
  {
    SmtDecisionKind kind;
    guint prescriptions;
    gboolean proposed, asked, stop;
    int code;
  } cases[] = {
    { SMT_DECISION_DELETE, 0, FALSE, FALSE, FALSE, TAKEN },
    { SMT_DECISION_DELETE, 1, FALSE, FALSE, FALSE, TAKEN },
    { SMT_DECISION_DELETE, 2, FALSE, FALSE, FALSE, SMT_RECONCILE_ERROR_NOT_APPLICABLE },
    { SMT_DECISION_DELETE, 0, TRUE, FALSE, FALSE, SMT_RECONCILE_ERROR_NOT_APPLICABLE },
    { SMT_DECISION_DECLINE, 0, TRUE, FALSE, FALSE, TAKEN },
    { SMT_DECISION_DECLINE, 1, TRUE, FALSE, FALSE, SMT_RECONCILE_ERROR_NOT_APPLICABLE },
    { SMT_DECISION_DECLINE, 1, FALSE, TRUE, FALSE, TAKEN },
    { SMT_DECISION_DECLINE, 0, FALSE, TRUE, TRUE, SMT_RECONCILE_ERROR_STOP }, /* the Stopp would go back with it */
    { SMT_DECISION_DECLINE, 0, TRUE, FALSE, TRUE, TAKEN },                    /* it does not */
    { SMT_DECISION_DECLINE, 0, FALSE, FALSE, FALSE, SMT_RECONCILE_ERROR_NOT_APPLICABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtReconciliation) self = new_with_prescriptions (cases[i].prescriptions, SMT_PRESCRIPTION_FINISHED,
                                                                   cases[i].proposed, cases[i].asked, cases[i].stop);
      g_autoptr (SmtDecision) decision = new_decision (self, cases[i].kind, "pll:a");

      g_test_message ("%u", i);
      decision->reason = g_strdup ("registrert ved en feil");
      expect (self, decision, cases[i].code);
    }
}

static void
expect_belongs (SmtTreatmentState state, const char *atc, const char *recalled_for, int code)
{
  const MadeUp rows[] = {
    { "pll:a", "Furix tab 20 mg", atc, daily (1), daily (1), "a", "rx-old", SMT_PRESCRIPTION_RECALLED, state },
    { "rx:loose", "Furix tab 40 mg", "C03CA01", daily (2), daily (2), NULL, "rx-1", RX, SMT_TREATMENT_ACTIVE },
  };
  g_autoptr (SmtList) list = make_list (rows, G_N_ELEMENTS (rows), TRUE);
  SmtTreatment *entry = g_ptr_array_index (list->treatments, 0);
  g_autoptr (SmtReconciliation) self = NULL;
  g_autoptr (SmtDecision) decision = NULL;

  ((SmtPrescription *)entry->prescriptions->pdata[0])->recall_id = g_strdup (recalled_for);
  self = smt_reconciliation_new (list, TODAY);
  decision = new_decision (self, SMT_DECISION_BELONGS_TO, "rx:loose");
  decision->other_key = g_strdup ("pll:a");
  expect (self, decision, code);
}

/* A prescription goes to no line that is going to be stopped, since it would be dispensed after that; but for the one
 * that was made for the line. */
static void
test_belongs_to (void)
{
  expect_belongs (SMT_TREATMENT_ACTIVE, "C03CA01", NULL, TAKEN);
  expect_belongs (SMT_TREATMENT_ACTIVE, "C07AB02", NULL, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  expect_belongs (SMT_TREATMENT_PLANNED_STOP, "C03CA01", NULL, SMT_RECONCILE_ERROR_STOPS);
  expect_belongs (SMT_TREATMENT_PLANNED_STOP, "C03CA01", "rx-2", SMT_RECONCILE_ERROR_STOPS);
  expect_belongs (SMT_TREATMENT_PLANNED_STOP, "C03CA01", "RX-1", TAKEN);
  expect_belongs (SMT_TREATMENT_PAUSED, "C03CA01", NULL, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
}

/* --- what is shown ------------------------------------------------------------------------------------------------ */

/* Without a record of what was seen last, what was changed after the list was sent has changed. */
static void
test_changed_since_sent (void)
{
  static const struct
  {
    SmtInstant sent, changed;
    gboolean is_changed;
  } cases[] = {
    { 1000, 1001, TRUE },
    { 1000, 1000, FALSE },
    { 1000, 999, FALSE },
    { 1000, SMT_INSTANT_UNSET, FALSE },
    { SMT_INSTANT_UNSET, 1001, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MadeUp row = { "pll:a", "Noe Ukjent tab 1 mg", NULL, daily (1), daily (1), "a", NULL,
                           0,       SMT_TREATMENT_ACTIVE };
      g_autoptr (SmtList) list = make_list (&row, 1, TRUE);
      g_autoptr (SmtReconciliation) self = NULL;

      list->pll_date = cases[i].sent;
      ((SmtTreatment *)g_ptr_array_index (list->treatments, 0))->last_changed = cases[i].changed;
      self = smt_reconciliation_new (list, TODAY);
      g_assert_cmpint (smt_reconciliation_get_row (self, 0)->group == SMT_GROUP_CHANGED, ==, cases[i].is_changed);
      g_assert_cmpint (smt_reconciliation_get_row (self, 0)->changed, ==, cases[i].is_changed);
    }
}

/* By group, then by use, then as the list has them. */
static void
test_order (void)
{
  static const SmtUse uses[] = { SMT_USE_VACCINE, SMT_USE_COURSE,  SMT_USE_AS_NEEDED, SMT_USE_UNKNOWN,
                                 SMT_USE_REGULAR, SMT_USE_REGULAR, SMT_USE_COURSE };
  static const char *const expected[] = { "6", "4", "5", "3", "2", "1", "0" };
  g_autoptr (SmtList) list = make_list (NULL, 0, TRUE);
  g_autoptr (SmtReconciliation) self = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      SmtTreatment *treatment = make_treatment (
          &(MadeUp){ key, "Noe Ukjent tab 1 mg", NULL, daily (1), daily (1), key, NULL, 0, SMT_TREATMENT_ACTIVE });

      treatment->use = uses[i];
      if (i + 1 == G_N_ELEMENTS (uses))
        treatment->last_changed = list->pll_date + 1;
      g_ptr_array_add (list->treatments, treatment);
    }
  self = smt_reconciliation_new (list, TODAY);
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    g_assert_cmpstr (smt_reconciliation_get_row (self, i)->treatment->key, ==, expected[i]);
}

/* After which decisions others may still hold what the list said before. */
static void
test_alters_dose (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();

  g_assert_false (smt_decision_alters_dose (NULL));
  for (guint kind = 0; kind < SMT_N_DECISIONS; kind++)
    {
      g_autoptr (SmtDecision) decision = new_decision (self, (SmtDecisionKind)kind, "pll:selo");

      g_assert_cmpint (smt_decision_alters_dose (decision), ==,
                       kind == SMT_DECISION_STOP || kind == SMT_DECISION_STOP_LATER || kind == SMT_DECISION_DELETE);
      decision->rhythm = daily (2);
      g_assert_true (smt_decision_alters_dose (decision));
    }
}

/* An override of what is on the list no more says nothing. */
static void
test_override_of_nothing (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (GPtrArray) overrides = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_decision_unref);

  g_ptr_array_add (overrides, smt_decision_new (SMT_DECISION_OVERRIDE, "pll:nobody", "digest"));
  smt_reconciliation_set_overrides (self, overrides);
  g_assert_null (smt_reconciliation_find_row (self, "pll:mtx")->override);
}

/* What a doctor decided is opened again by a doctor alone; a draft by whoever works here. */
static void
test_clear_by_others (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) stop = new_decision (self, SMT_DECISION_STOP, "pll:selo");
  g_autoptr (SmtDecision) draft = new_decision (self, SMT_DECISION_STOP, "pll:dead");

  stop->stop_reason = SMT_STOP_FINISHED;
  draft->stop_reason = SMT_STOP_FINISHED;
  draft->role = SMT_ROLE_NURSE;
  g_assert_true (smt_reconciliation_decide (self, stop, NULL));
  g_assert_true (smt_reconciliation_decide (self, draft, NULL));
  smt_reconciliation_set_role (self, SMT_ROLE_NURSE);
  g_assert_false (smt_reconciliation_clear (self, "pll:selo"));
  g_assert_nonnull (smt_reconciliation_find_row (self, "pll:selo")->decision);
  g_assert_true (smt_reconciliation_clear (self, "pll:dead"));
  smt_reconciliation_set_role (self, SMT_ROLE_DOCTOR);
  g_assert_true (smt_reconciliation_clear (self, "pll:selo"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/rules/whole-dose", test_whole_dose);
  g_test_add_func ("/reconcile/rules/same-dose", test_same_dose);
  g_test_add_func ("/reconcile/rules/same-dose-of-a-day", test_same_dose_of_a_day);
  g_test_add_func ("/reconcile/rules/stop-later", test_stop_later);
  g_test_add_func ("/reconcile/rules/pause", test_pause);
  g_test_add_func ("/reconcile/rules/on-hold", test_on_hold);
  g_test_add_func ("/reconcile/rules/delete-and-decline", test_delete_and_decline);
  g_test_add_func ("/reconcile/rules/belongs-to", test_belongs_to);
  g_test_add_func ("/reconcile/rules/changed-since-sent", test_changed_since_sent);
  g_test_add_func ("/reconcile/rules/order", test_order);
  g_test_add_func ("/reconcile/rules/alters-dose", test_alters_dose);
  g_test_add_func ("/reconcile/rules/override-of-nothing", test_override_of_nothing);
  g_test_add_func ("/reconcile/rules/clear-by-others", test_clear_by_others);
  return g_test_run ();
}
