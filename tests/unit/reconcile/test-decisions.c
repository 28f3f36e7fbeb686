/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decisions of a clinician's day: what each needs, what it leads to, and the doses that are made of the entry's
 * own.
 */
#include "make-list.h"

#include "reconcile/smt-decision-effect.h"
#include "reconcile/smt-own-dose.h"
#include "reconcile/smt-receipt.h"

#define RX SMT_PRESCRIPTION_DISPENSABLE
#define DAY(n) (smt_date_add_days (TODAY, (n)))

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
    { "pll:never", "Calcigran Forte tyggetab", "A12AX", daily (1), daily (1), "never", NULL, 0, SMT_TREATMENT_ACTIVE },
    { "rx:loose", "Furix tab 40 mg", "C03CA01", daily (2), daily (2), NULL, "loose", RX, SMT_TREATMENT_ACTIVE },
    { "rx:loose2", "Furix tab 40 mg", "C03CA01", daily (2), daily (2), NULL, "loose2", RX, SMT_TREATMENT_ACTIVE },
    { "pll:gone", "Furix tab 20 mg", "C03CA01", daily (1), daily (1), "gone", "rx-gone", SMT_PRESCRIPTION_RECALLED,
      SMT_TREATMENT_STOPPED },
    { "pll:differ", "Paracet tab 500 mg", "N02BE01", daily (1), daily (2), "differ", "rx-differ", RX,
      SMT_TREATMENT_ACTIVE },
    { "pll:asked", "Mirtazapin tab 15 mg", "N06AX11", daily (1), daily (1), "asked", NULL, 0, SMT_TREATMENT_ACTIVE },
  };
  g_autoptr (SmtList) list = make_list (rows, G_N_ELEMENTS (rows), TRUE);

  ((SmtTreatment *)g_ptr_array_index (list->treatments, G_N_ELEMENTS (rows) - 1))->proposed = TRUE;
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

/* Plans the dose, decides, and expects @code, or to be taken when it is negative. */
static void
expect (SmtReconciliation *self, SmtDecision *decision, int code)
{
  g_autoptr (GError) error = NULL;

  smt_decision_plan_dose (decision, smt_reconciliation_find_row (self, decision->key)->treatment, TODAY);
  smt_reconciliation_decide (self, decision, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SMT_RECONCILE_ERROR, code);
}

#define TAKEN -1

/* --- renewal ------------------------------------------------------------------------------------------------------ */

static void
test_renew (void)
{
  static const struct
  {
    const char *key;
    int code;
  } cases[] = {
    { "pll:selo", TAKEN },
    { "pll:dead", TAKEN }, /* used up: what is renewed most */
    { "pll:mtx", SMT_RECONCILE_ERROR_FLAGGED },
    { "pll:differ", SMT_RECONCILE_ERROR_FLAGGED },
    { "pll:never", SMT_RECONCILE_ERROR_NOT_APPLICABLE },
    { "rx:loose", SMT_RECONCILE_ERROR_NOT_APPLICABLE },
    { "pll:gone", SMT_RECONCILE_ERROR_NOT_APPLICABLE },
    { "pll:asked", SMT_RECONCILE_ERROR_NOT_APPLICABLE },
  };
  g_autoptr (SmtReconciliation) self = new_case ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtDecision) renew = new_decision (self, SMT_DECISION_RENEW, cases[i].key);

      expect (self, renew, cases[i].code);
    }
  g_autoptr (SmtDecision) without_id = new_decision (self, SMT_DECISION_RENEW, "pll:selo");
  g_clear_pointer (&without_id->new_prescription_id, g_free);
  expect (self, without_id, SMT_RECONCILE_ERROR_INCOMPLETE);
}

static void
test_effects (void)
{
  static const struct
  {
    const char *key;
    SmtDecisionKind kind;
    SmtStopSupply supply;
    SmtEffect effect;
  } cases[] = {
    { "pll:selo", SMT_DECISION_RENEW, 0, { .prescribes = TRUE, .recall = 1 } },
    { "pll:dead", SMT_DECISION_RENEW, 0, { .prescribes = TRUE, .recall = 0 } },
    { "pll:selo", SMT_DECISION_STOP_LATER, SMT_SUPPLY_ENOUGH, { .edits = TRUE, .recall = 2 } },
    { "pll:selo", SMT_DECISION_STOP_LATER, SMT_SUPPLY_MUST_FETCH, { .prescribes = TRUE, .recall = 3 } },
    { "pll:selo", SMT_DECISION_STOP_LATER, SMT_SUPPLY_WITHOUT_PRESCRIPTION, { .edits = TRUE, .recall = 4 } },
    { "pll:never", SMT_DECISION_STOP_LATER, SMT_SUPPLY_MUST_FETCH, { .edits = TRUE } },
    { "pll:dead", SMT_DECISION_STOP_LATER, SMT_SUPPLY_MUST_FETCH, { .prescribes = TRUE, .recall = 0 } },
    { "pll:dead", SMT_DECISION_STOP_LATER, SMT_SUPPLY_WITHOUT_PRESCRIPTION, { .edits = TRUE } },
    { "pll:dead", SMT_DECISION_STOP_LATER, SMT_SUPPLY_ENOUGH, { .edits = TRUE } },
    { "pll:selo", SMT_DECISION_CHANGE, 0, { .prescribes = TRUE, .recall = 3 } },
    { "pll:dead", SMT_DECISION_CHANGE, 0, { .prescribes = TRUE, .recall = 0 } },
    { "pll:never", SMT_DECISION_CHANGE, 0, { .edits = TRUE } },
    { "pll:dead", SMT_DECISION_RESUME, 0, { .edits = TRUE } },
    { "pll:dead", SMT_DECISION_STOP, 0, { .edits = TRUE } },
    { "pll:selo", SMT_DECISION_RECALL, 0, { .recall = 4 } },
    { "pll:never", SMT_DECISION_RECALL, 0, { 0 } }, /* nothing to recall */
    { "pll:selo", SMT_DECISION_PAUSE, 0, { 0 } },   /* without end: not sent */
    { "pll:asked", SMT_DECISION_DECLINE, 0, { .leaves_out = TRUE } },
    { "pll:selo", SMT_DECISION_DECLINE, 0, { 0 } },
  };
  g_autoptr (SmtReconciliation) self = new_case ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtDecision) decision = new_decision (self, cases[i].kind, cases[i].key);
      SmtEffect effect;

      decision->supply = cases[i].supply;
      effect = smt_decision_effect (decision, smt_reconciliation_find_row (self, cases[i].key)->treatment);
      g_assert_cmpint (effect.prescribes, ==, cases[i].effect.prescribes);
      g_assert_cmpint (effect.recall, ==, cases[i].effect.recall);
      g_assert_cmpint (effect.edits, ==, cases[i].effect.edits);
      g_assert_cmpint (effect.leaves_out, ==, cases[i].effect.leaves_out);
    }
}

/* A prescription that nobody can dispense: a change goes out as a new one, or on the list alone where no id was made.
 */
static void
test_spent_prescription (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  const SmtTreatment *dead = smt_reconciliation_find_row (self, "pll:dead")->treatment;
  g_autoptr (SmtDecision) on_list = new_decision (self, SMT_DECISION_CHANGE, "pll:dead");
  SmtEffect effect;

  g_assert_true (smt_treatment_has_spent_prescription (dead));
  g_assert_false (smt_treatment_has_spent_prescription (smt_reconciliation_find_row (self, "pll:selo")->treatment));
  g_assert_false (smt_treatment_has_spent_prescription (smt_reconciliation_find_row (self, "pll:never")->treatment));
  g_assert_false (smt_treatment_has_spent_prescription (smt_reconciliation_find_row (self, "rx:loose")->treatment));
  g_clear_pointer (&on_list->new_prescription_id, g_free);
  effect = smt_decision_effect (on_list, dead);
  g_assert_true (effect.edits);
  g_assert_false (effect.prescribes);
  on_list->rhythm = weekly (2);
  on_list->first_day = TODAY;
  expect (self, on_list, TAKEN);
}

/* A dose that begins when the new prescription has expired, and a year that is a slip. */
static void
test_reach (void)
{
  static const struct
  {
    const char *key;
    int years;
    int days;
    int code;
  } cases[] = {
    { "pll:selo", 0, 0, TAKEN },
    { "pll:selo", 1, -1, TAKEN }, /* the last day that it can be dispensed */
    { "pll:selo", 1, 0, SMT_RECONCILE_ERROR_TOO_LONG },
    { "pll:never", 1, 0, TAKEN },
    { "pll:never", 10, -1, TAKEN },
    { "pll:never", 10, 0, SMT_RECONCILE_ERROR_TOO_FAR },
    { "pll:selo", 36, 0, SMT_RECONCILE_ERROR_TOO_FAR },
  };
  g_autoptr (SmtReconciliation) self = new_case ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtDecision) change = new_decision (self, SMT_DECISION_CHANGE, cases[i].key);

      change->rhythm = weekly (2);
      change->first_day = smt_date_add_days (smt_date_add_years (TODAY, cases[i].years), cases[i].days);
      expect (self, change, cases[i].code);
    }
}

/* --- stop later --------------------------------------------------------------------------------------------------- */

static void
test_stop_later (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) today = new_decision (self, SMT_DECISION_STOP_LATER, "pll:selo");
  g_autoptr (SmtDecision) flagged = new_decision (self, SMT_DECISION_STOP_LATER, "pll:mtx");
  g_autoptr (SmtDecision) far = new_decision (self, SMT_DECISION_STOP_LATER, "pll:selo");
  g_autoptr (SmtDecision) differs = new_decision (self, SMT_DECISION_STOP_LATER, "pll:differ");
  g_autoptr (SmtDecision) good = new_decision (self, SMT_DECISION_STOP_LATER, "pll:selo");
  const SmtRhythm *dose;

  today->stop_date = TODAY;
  expect (self, today, SMT_RECONCILE_ERROR_DAY_GONE);
  flagged->stop_date = DAY (7);
  expect (self, flagged, SMT_RECONCILE_ERROR_STOP);
  far->stop_date = DAY (400);
  far->supply = SMT_SUPPLY_MUST_FETCH;
  expect (self, far, SMT_RECONCILE_ERROR_TOO_LONG);
  differs->stop_date = DAY (7);
  differs->supply = SMT_SUPPLY_WITHOUT_PRESCRIPTION;
  expect (self, differs, SMT_RECONCILE_ERROR_NO_OWN_DOSE);
  good->stop_date = DAY (7);
  good->supply = SMT_SUPPLY_MUST_FETCH;
  expect (self, good, TAKEN);
  dose = smt_reconciliation_find_row (self, "pll:selo")->decision->rhythm;
  g_assert_cmpuint (dose->n_steps, ==, 1);
  g_assert_cmpint (smt_date_compare (dose->steps[0].end, DAY (7)), ==, 0);
}

/* However it is taken until then, the day is one that somebody plans. */
static void
test_stop_later_reach (void)
{
  static const struct
  {
    const char *key;
    SmtStopSupply supply;
    int years;
    int days;
    int code;
  } cases[] = {
    { "pll:selo", SMT_SUPPLY_ENOUGH, 1, -1, TAKEN },
    { "pll:selo", SMT_SUPPLY_ENOUGH, 1, 0, SMT_RECONCILE_ERROR_NOT_ENOUGH },
    { "pll:selo", SMT_SUPPLY_MUST_FETCH, 1, -1, TAKEN },
    { "pll:selo", SMT_SUPPLY_MUST_FETCH, 1, 0, SMT_RECONCILE_ERROR_TOO_LONG },
    { "pll:selo", SMT_SUPPLY_WITHOUT_PRESCRIPTION, 10, -1, TAKEN },
    { "pll:selo", SMT_SUPPLY_WITHOUT_PRESCRIPTION, 10, 0, SMT_RECONCILE_ERROR_TOO_FAR },
    { "pll:selo", SMT_SUPPLY_ENOUGH, 36, 0, SMT_RECONCILE_ERROR_TOO_FAR },
    { "pll:never", SMT_SUPPLY_ENOUGH, 5, 0, TAKEN },
    { "pll:never", SMT_SUPPLY_ENOUGH, 10, 0, SMT_RECONCILE_ERROR_TOO_FAR },
  };
  g_autoptr (SmtReconciliation) self = new_case ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtDecision) stop = new_decision (self, SMT_DECISION_STOP_LATER, cases[i].key);

      stop->stop_date = smt_date_add_days (smt_date_add_years (TODAY, cases[i].years), cases[i].days);
      stop->supply = cases[i].supply;
      expect (self, stop, cases[i].code);
    }
}

/* --- pause -------------------------------------------------------------------------------------------------------- */

static void
test_pause (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) pause = new_decision (self, SMT_DECISION_PAUSE, "pll:selo");
  g_autoptr (SmtDecision) backwards = new_decision (self, SMT_DECISION_PAUSE, "pll:selo");
  g_autoptr (SmtDecision) forged = new_decision (self, SMT_DECISION_PAUSE, "pll:selo");
  g_autoptr (SmtDecision) resume = new_decision (self, SMT_DECISION_RESUME, "pll:selo");
  g_autoptr (GError) error = NULL;
  const SmtStep *steps;

  /* "why" is asked for as much as "when" */
  pause->first_day = DAY (3);
  pause->until = DAY (10);
  expect (self, pause, SMT_RECONCILE_ERROR_INCOMPLETE);
  pause->until = SMT_DATE_UNSET;
  expect (self, pause, SMT_RECONCILE_ERROR_INCOMPLETE);
  pause->reason = g_strdup ("operasjon");

  backwards->first_day = DAY (3);
  backwards->until = DAY (3);
  backwards->reason = g_strdup ("operasjon");
  expect (self, backwards, SMT_RECONCILE_ERROR_DAY_ORDER);
  expect (self, resume, SMT_RECONCILE_ERROR_NOT_APPLICABLE);

  /* another dose is no pause, whatever it is called */
  forged->first_day = DAY (3);
  forged->until = DAY (10);
  forged->rhythm = daily (2);
  forged->reason = g_strdup ("operasjon");
  g_assert_false (smt_reconciliation_decide (self, forged, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_INCOMPLETE);

  pause->first_day = DAY (3);
  pause->until = DAY (10);
  expect (self, pause, TAKEN);
  g_assert_cmpuint (pause->rhythm->n_steps, ==, 3);
  steps = pause->rhythm->steps;
  g_assert_cmpuint (steps[1].n_beats, ==, 0);
  g_assert_cmpint (smt_date_compare (steps[0].end, DAY (3)), ==, 0);
  g_assert_cmpint (smt_date_compare (steps[1].end, DAY (10)), ==, 0);
  g_assert_false (smt_date_is_set (steps[2].end));
  g_assert_cmpint (smt_date_compare (smt_decision_get_dose_start (pause), TODAY), ==, 0);
}

/* Where the row of @treatment stands, on a list that nobody has changed since it was sent. */
static void
assert_group (SmtTreatment *treatment, SmtDate today, SmtGroup group)
{
  g_autoptr (SmtList) list = make_list (NULL, 0, TRUE);

  g_ptr_array_add (list->treatments, smt_treatment_ref (treatment));
  g_autoptr (SmtReconciliation) self = smt_reconciliation_new (list, today);
  g_assert_cmpint (smt_reconciliation_get_row (self, 0)->group, ==, group);
}

/* What a pause leads to, read again, is a pause that can be resumed; the weekday of a weekly dose outlives both. */
static void
test_resume_weekly (void)
{
  SmtDate last_monday = DAY (-(int)smt_date_weekday (TODAY));
  SmtRhythm *own = smt_rhythm_new_every_n (smt_range_exact_int (1), "tablett", 7, SMT_TIME_UNIT_DAY, last_monday);
  MadeUp row = { "pll:a", "Noe Ukjent tab 1 mg", NULL, own, monday (1), "a", "rx-a", RX, SMT_TREATMENT_ACTIVE };
  g_autoptr (SmtTreatment) treatment = make_treatment (&row);
  g_autoptr (SmtDecision) pause = smt_decision_new (SMT_DECISION_PAUSE, "pll:a", "d");
  g_autoptr (SmtDecision) resume = smt_decision_new (SMT_DECISION_RESUME, "pll:a", "d");
  g_autoptr (SmtTreatment) paused = NULL;
  SmtDate from, until;

  pause->first_day = DAY (2);
  pause->until = DAY (30);
  g_assert_true (smt_decision_plan_dose (pause, treatment, TODAY));
  row.field = smt_rhythm_copy (pause->rhythm);
  row.text = smt_rhythm_copy (pause->rhythm);
  paused = make_treatment (&row);
  g_assert_true (smt_own_dose_find_pause (paused, DAY (5), &from, &until));
  g_assert_cmpint (smt_date_compare (from, DAY (5)), ==, 0);
  g_assert_cmpint (smt_date_compare (until, DAY (30)), ==, 0);
  g_assert_false (smt_own_dose_find_pause (paused, DAY (30), NULL, NULL));
  assert_group (paused, DAY (1), SMT_GROUP_UNCHANGED);
  assert_group (paused, DAY (5), SMT_GROUP_PAUSED);
  assert_group (paused, DAY (30), SMT_GROUP_UNCHANGED);

  resume->first_day = DAY (6);
  g_assert_true (smt_decision_plan_dose (resume, paused, DAY (5)));
  g_assert_cmpuint (resume->rhythm->n_steps, ==, 1);
  g_assert_cmpint (smt_date_compare (resume->rhythm->steps[0].start, DAY (6)), ==, 0);
  g_assert_cmpint (smt_date_compare (resume->rhythm->steps[0].beats[0].days.phase, last_monday), ==, 0);
}

/* --- joining, deleting, declining --------------------------------------------------------------------------------- */

static SmtDecision *
new_belonging (SmtReconciliation *self, const char *key, const char *other)
{
  SmtDecision *decision = new_decision (self, SMT_DECISION_BELONGS_TO, key);

  decision->other_key = g_strdup (other);
  return decision;
}

static void
test_belongs_to (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) nowhere = new_belonging (self, "rx:loose", "pll:nobody");
  g_autoptr (SmtDecision) prescribed = new_belonging (self, "rx:loose", "pll:selo");
  g_autoptr (SmtDecision) another = new_belonging (self, "rx:loose", "pll:never");
  g_autoptr (SmtDecision) stopped = new_belonging (self, "rx:loose", "pll:gone");
  g_autoptr (SmtDecision) good = new_belonging (self, "rx:loose", "pll:dead");
  g_autoptr (SmtDecision) second = new_belonging (self, "rx:loose2", "pll:dead");
  g_autoptr (SmtDecision) stop = new_decision (self, SMT_DECISION_STOP, "pll:dead");

  expect (self, nowhere, SMT_RECONCILE_ERROR_INCOMPLETE);
  expect (self, prescribed, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  expect (self, another, SMT_RECONCILE_ERROR_NOT_APPLICABLE); /* another medicine */
  expect (self, stopped, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  expect (self, good, TAKEN);
  expect (self, second, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  expect (self, stop, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  g_assert_true (smt_reconciliation_clear (self, "rx:loose"));
  expect (self, stop, TAKEN);
  expect (self, good, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
}

static void
test_delete_and_decline (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) prescribed = new_decision (self, SMT_DECISION_DELETE, "pll:selo");
  g_autoptr (SmtDecision) good = new_decision (self, SMT_DECISION_DELETE, "pll:never");
  g_autoptr (SmtDecision) nobody_asked = new_decision (self, SMT_DECISION_DECLINE, "pll:selo");
  g_autoptr (SmtDecision) decline = new_decision (self, SMT_DECISION_DECLINE, "pll:asked");
  g_autoptr (SmtDecision) keep = new_decision (self, SMT_DECISION_KEEP, "pll:asked");

  prescribed->reason = g_strdup ("feil");
  expect (self, prescribed, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  expect (self, good, SMT_RECONCILE_ERROR_INCOMPLETE);
  good->reason = g_strdup ("feil");
  expect (self, good, TAKEN);

  g_assert_true (smt_reconciliation_find_row (self, "pll:asked")->blocks);
  expect (self, keep, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  nobody_asked->reason = g_strdup ("nei");
  expect (self, nobody_asked, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  expect (self, decline, SMT_RECONCILE_ERROR_INCOMPLETE);
  decline->reason = g_strdup ("ikke indisert");
  expect (self, decline, TAKEN);
  g_assert_false (smt_reconciliation_find_row (self, "pll:asked")->blocks);
}

/* --- settling ----------------------------------------------------------------------------------------------------- */

static SmtPartState
settled_entry (SmtDecision *decision, const MadeUp *before, const MadeUp *after, guint n_after)
{
  g_autoptr (SmtList) sent = make_list (before, 1, TRUE);
  g_autoptr (SmtList) fresh = make_list (after, n_after, TRUE);
  g_autoptr (SmtReceipt) receipt = smt_receipt_new (1);
  g_autoptr (SmtReceipt) settled = NULL;
  SmtChange change = { g_ptr_array_index (sent->treatments, 0), decision };
  SmtChangeSet set = { .list = sent, .changes = g_ptr_array_new () };
  SmtPartState state;

  for (guint i = 0; i < n_after; i++)
    ((SmtTreatment *)g_ptr_array_index (fresh->treatments, i))->stop_date = DAY (7);
  g_ptr_array_add (set.changes, &change);
  smt_receipt_add (receipt, SMT_PART_ENTRY, SMT_PART_UNKNOWN, before->key);
  settled = smt_receipt_settle (receipt, &set, fresh, 2);
  state = ((const SmtReceiptPart *)g_ptr_array_index (settled->parts, 0))->state;
  g_ptr_array_unref (set.changes);
  return state;
}

#define ROW(key_, entry_, rx_, state_)                                                                                 \
  ((MadeUp){ key_, "Furix tab 20 mg", "C03CA01", daily (1), daily (1), entry_, rx_, RX, state_ })

static void
test_settle (void)
{
  g_autoptr (SmtDecision) later = smt_decision_new (SMT_DECISION_STOP_LATER, "pll:a", "d");
  g_autoptr (SmtDecision) delete = smt_decision_new (SMT_DECISION_DELETE, "pll:a", "d");
  g_autoptr (SmtDecision) belongs = smt_decision_new (SMT_DECISION_BELONGS_TO, "rx:new", "d");

  later->stop_date = DAY (7);
  g_assert_cmpint (settled_entry (later, &ROW ("pll:a", "a", "old", SMT_TREATMENT_ACTIVE),
                                  &ROW ("pll:a", "a", "old", SMT_TREATMENT_PLANNED_STOP), 1),
                   ==, SMT_PART_CONFIRMED);
  g_assert_cmpint (settled_entry (later, &ROW ("pll:a", "a", "old", SMT_TREATMENT_ACTIVE),
                                  &ROW ("pll:a", "a", "old", SMT_TREATMENT_ACTIVE), 1),
                   ==, SMT_PART_FAILED);
  later->stop_date = DAY (8);
  g_assert_cmpint (settled_entry (later, &ROW ("pll:a", "a", "old", SMT_TREATMENT_ACTIVE),
                                  &ROW ("pll:a", "a", "old", SMT_TREATMENT_PLANNED_STOP), 1),
                   ==, SMT_PART_FAILED);
  g_assert_cmpint (settled_entry (delete, &ROW ("pll:a", "a", NULL, SMT_TREATMENT_ACTIVE), NULL, 0), ==,
                   SMT_PART_CONFIRMED);
  g_assert_cmpint (settled_entry (delete, &ROW ("pll:a", "a", NULL, SMT_TREATMENT_ACTIVE),
                                  &ROW ("pll:a", "a", NULL, SMT_TREATMENT_ACTIVE), 1),
                   ==, SMT_PART_FAILED);
  belongs->other_key = g_strdup ("pll:a");
  g_assert_cmpint (settled_entry (belongs, &ROW ("rx:new", NULL, "new", SMT_TREATMENT_ACTIVE),
                                  &ROW ("pll:a", "a", "new", SMT_TREATMENT_ACTIVE), 1),
                   ==, SMT_PART_CONFIRMED);
  g_assert_cmpint (settled_entry (belongs, &ROW ("rx:new", NULL, "new", SMT_TREATMENT_ACTIVE),
                                  &ROW ("pll:a", "a", "old", SMT_TREATMENT_ACTIVE), 1),
                   ==, SMT_PART_FAILED);
}

/* What can never fit is refused as such, however little was said: else a form would open that no answer satisfies. */
static void
test_clarify_a_proposal (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) empty = new_decision (self, SMT_DECISION_CLARIFY, "pll:asked");
  g_autoptr (SmtDecision) on_list = new_decision (self, SMT_DECISION_CLARIFY, "pll:selo");

  expect (self, empty, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  expect (self, on_list, SMT_RECONCILE_ERROR_INCOMPLETE);
}

/* --- drafts ------------------------------------------------------------------------------------------------------- */

static void
test_drafts (void)
{
  g_autoptr (SmtReconciliation) self = new_case ();
  g_autoptr (SmtDecision) draft = new_decision (self, SMT_DECISION_RENEW, "pll:selo");
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) error = NULL;
  const SmtRow *row = smt_reconciliation_find_row (self, "pll:selo");
  guint blocking = smt_reconciliation_count_blocking (self);

  draft->author = g_strdup ("Synne");
  draft->role = SMT_ROLE_PHARMACIST;
  expect (self, draft, TAKEN);
  g_assert_true (row->draft && row->blocks);
  g_assert_cmpuint (smt_reconciliation_count_drafts (self), ==, 1);
  g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, blocking + 1);
  g_assert_false (smt_reconciliation_approve (self, "pll:dead", "Lise", &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE);

  keys = smt_reconciliation_approve_all (self, "Lise");
  g_assert_cmpuint (keys->len, ==, 1);
  g_assert_false (row->draft || row->blocks);
  g_assert_cmpstr (row->decision->author, ==, "Synne");
  g_assert_cmpint (row->decision->role, ==, SMT_ROLE_PHARMACIST);
  g_ptr_array_unref (smt_reconciliation_undo (self));
  g_assert_true (row->draft);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/decisions/clarify-a-proposal", test_clarify_a_proposal);
  g_test_add_func ("/reconcile/decisions/renew", test_renew);
  g_test_add_func ("/reconcile/decisions/effects", test_effects);
  g_test_add_func ("/reconcile/decisions/stop-later", test_stop_later);
  g_test_add_func ("/reconcile/decisions/spent-prescription", test_spent_prescription);
  g_test_add_func ("/reconcile/decisions/reach", test_reach);
  g_test_add_func ("/reconcile/decisions/stop-later/reach", test_stop_later_reach);
  g_test_add_func ("/reconcile/decisions/pause", test_pause);
  g_test_add_func ("/reconcile/decisions/resume-weekly", test_resume_weekly);
  g_test_add_func ("/reconcile/decisions/belongs-to", test_belongs_to);
  g_test_add_func ("/reconcile/decisions/delete-and-decline", test_delete_and_decline);
  g_test_add_func ("/reconcile/decisions/settle", test_settle);
  g_test_add_func ("/reconcile/decisions/drafts", test_drafts);
  return g_test_run ();
}
