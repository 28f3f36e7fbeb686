/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ways of stopping later from the row to what the sandbox holds afterwards, over HTTP; and what is decided on what
 * is going to be stopped.
 */
#include "desk-helpers.h"

#include "reconcile/smt-decision-effect.h"
#include "reconcile/smt-own-dose.h"

#define ASTRID "02864710096" /* twelve quiet tablets, each with a prescription */

/* --- a stop later ------------------------------------------------------------------------------------------------- */

static SmtDecision *
new_stop_later (SmtPatientContext *context, const char *name, SmtStopSupply supply)
{
  SmtDecision *decision = decision_on (context, SMT_DECISION_STOP_LATER, name);

  decision->stop_date = in_days (context, 14);
  decision->supply = supply;
  decision->stop_reason = SMT_STOP_FINISHED;
  return decision;
}

static void
assert_stops_then (SmtPatientContext *context, const char *name, const SmtDecision *decision)
{
  const SmtTreatment *treatment = find_row (context, name)->treatment;

  g_assert_cmpint (treatment->state, ==, SMT_TREATMENT_PLANNED_STOP);
  g_assert_cmpint (smt_date_compare (treatment->stop_date, decision->stop_date), ==, 0);
}

static SmtDate
field_end (SmtPatientContext *context, const char *name)
{
  const SmtRhythm *field = smt_treatment_get_rhythm (find_row (context, name)->treatment, SMT_VOICE_FIELD);

  return field != NULL ? field->steps[field->n_steps - 1].end : SMT_DATE_UNSET;
}

static void
test_stop_later_enough (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  g_autofree char *entry_id = g_strdup (find_row (context, "Sertralin")->treatment->entry_id);
  g_autoptr (SmtDecision) stop = new_stop_later (context, "Sertralin", SMT_SUPPLY_ENOUGH);

  decide_well (context, stop);
  send_whole (fixture, context, ASTRID);

  g_auto (Held) held = held_by (fixture, ASTRID, "pll", entry_id);
  assert_held (&held, "status", "active");
  assert_held (&held, "rfstatus", "T");
  assert_held (&held, "recallCode", "2");
  assert_held (&held, "dssn", "1 tablett morgen");
  assert_stops_then (context, "Sertralin", stop);
  g_assert_false (smt_date_is_set (field_end (context, "Sertralin")));
}

static void
test_stop_later_must_fetch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  const SmtTreatment *before = find_row (context, "Sertralin")->treatment;
  g_autofree char *entry_id = g_strdup (before->entry_id);
  g_autofree char *old_id = g_strdup (smt_treatment_get_head (before)->prescription_id);
  g_autoptr (SmtDecision) stop = new_stop_later (context, "Sertralin", SMT_SUPPLY_MUST_FETCH);

  decide_well (context, stop);
  send_whole (fixture, context, ASTRID);

  g_auto (Held) now = held_by (fixture, ASTRID, "pll", entry_id);
  g_auto (Held) old = held_by (fixture, ASTRID, "reseptId", old_id);
  assert_held (&now, "reseptId", stop->new_prescription_id);
  assert_held (&now, "rfstatus", "E");
  assert_held (&old, "recallCode", "3");
  assert_held (&old, "recallId", stop->new_prescription_id);
  assert_stops_then (context, "Sertralin", stop);
  g_assert_cmpint (smt_date_compare (field_end (context, "Sertralin"), stop->stop_date), ==, 0);
  g_assert_cmpint (
      smt_date_compare (smt_treatment_get_head (find_row (context, "Sertralin")->treatment)->expires, stop->stop_date),
      ==, 0);
}

static void
test_stop_later_without_prescription (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  g_autofree char *entry_id = g_strdup (find_row (context, "Sertralin")->treatment->entry_id);
  g_autoptr (SmtDecision) stop = new_stop_later (context, "Sertralin", SMT_SUPPLY_WITHOUT_PRESCRIPTION);

  decide_well (context, stop);
  send_whole (fixture, context, ASTRID);

  g_auto (Held) held = held_by (fixture, ASTRID, "pll", entry_id);
  assert_held (&held, "recallCode", "4");
  assert_stops_then (context, "Sertralin", stop);
  g_assert_true (find_row (context, "Sertralin")->treatment->without_prescription);
  g_assert_cmpint (smt_date_compare (field_end (context, "Sertralin"), stop->stop_date), ==, 0);
}

static void
test_stop_later_never_prescribed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtDecision) stop = new_stop_later (context, "Calcigran", SMT_SUPPLY_ENOUGH);

  settle_ada (context);
  decide_well (context, stop);
  send_whole (fixture, context, ADA);

  assert_stops_then (context, "Calcigran", stop);
  g_assert_cmpint (smt_date_compare (field_end (context, "Calcigran"), stop->stop_date), ==, 0);
}

/* --- what is going to be stopped ---------------------------------------------------------------------------------- */

/* Decides on Sertralin, sends it, and looks the patient up again. */
static void
stop_and_look (Fixture *fixture, SmtPatientContext **context, SmtStopSupply supply, int days)
{
  g_autoptr (SmtDecision) stop = new_stop_later (*context, "Sertralin", supply);

  stop->stop_date = in_days (*context, days);
  decide_well (*context, stop);
  send_whole (fixture, *context, ASTRID);
  assert_stops_then (*context, "Sertralin", stop);
  g_clear_object (context);
  *context = look_up_well (fixture->desk, ASTRID);
}

/* The end of the dose goes with the stop, later or sooner; so does the prescription where one is made. */
static void
test_stop_moves (Fixture *fixture, gconstpointer data)
{
  static const int later[] = { 28, 7 };
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);

  stop_and_look (fixture, &context, SMT_SUPPLY_MUST_FETCH, 14);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    {
      stop_and_look (fixture, &context, SMT_SUPPLY_MUST_FETCH, later[i]);
      g_assert_cmpint (smt_date_compare (field_end (context, "Sertralin"), in_days (context, later[i])), ==, 0);
      g_assert_cmpint (smt_date_compare (smt_treatment_get_head (find_row (context, "Sertralin")->treatment)->expires,
                                         in_days (context, later[i])),
                       ==, 0);
    }
}

/* Without its prescription it has the end of the dose alone. */
static void
test_stop_moves_without_prescription (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);

  stop_and_look (fixture, &context, SMT_SUPPLY_WITHOUT_PRESCRIPTION, 14);
  stop_and_look (fixture, &context, SMT_SUPPLY_WITHOUT_PRESCRIPTION, 28);
  g_assert_cmpint (smt_date_compare (field_end (context, "Sertralin"), in_days (context, 28)), ==, 0);
  g_assert_true (find_row (context, "Sertralin")->treatment->without_prescription);
}

/* The dose ended with the first stop; with enough for longer it lasts until the second. */
static void
test_stop_moves_with_enough (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  g_autofree char *entry_id = g_strdup (find_row (context, "Sertralin")->treatment->entry_id);

  stop_and_look (fixture, &context, SMT_SUPPLY_MUST_FETCH, 14);
  stop_and_look (fixture, &context, SMT_SUPPLY_ENOUGH, 28);

  g_auto (Held) held = held_by (fixture, ASTRID, "pll", entry_id);
  assert_held (&held, "recallCode", "2");
  g_assert_cmpint (smt_date_compare (field_end (context, "Sertralin"), in_days (context, 28)), ==, 0);
  g_assert_false (find_row (context, "Sertralin")->treatment->without_prescription);
}

/* A dose cannot end on the day of a stop when it has ended before. */
static void
test_stop_after_the_dose (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, "22907110196");
  g_autoptr (SmtDecision) stop = new_stop_later (context, "Prednisolon", SMT_SUPPLY_MUST_FETCH);

  stop->stop_date = in_days (context, 60);
  g_assert_false (smt_decision_plan_dose (stop, find_row (context, "Prednisolon")->treatment, in_days (context, 0)));
  assert_refused (context, stop, SMT_RECONCILE_ERROR_DOSE_ENDS);
}

/* A new dose says how it is taken from now on: that it stops is said nowhere any more. */
static void
test_change_lifts_stop (Fixture *fixture, gconstpointer data)
{
  static const SmtStopSupply supplies[] = { SMT_SUPPLY_MUST_FETCH, SMT_SUPPLY_ENOUGH };

  for (guint i = 0; i < G_N_ELEMENTS (supplies); i++)
    {
      const char *name = i == 0 ? "Sertralin" : "Losartan";
      g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
      g_autoptr (SmtRhythm) dose =
          smt_rhythm_copy (smt_treatment_get_rhythm (find_row (context, name)->treatment, SMT_VOICE_TEXT));
      g_autoptr (SmtDecision) stop = new_stop_later (context, name, supplies[i]);
      g_autoptr (SmtDecision) change = NULL;

      decide_well (context, stop);
      send_whole (fixture, context, ASTRID);
      change = decision_on (context, SMT_DECISION_CHANGE, name);
      change->rhythm = smt_rhythm_ref (dose);
      change->first_day = in_days (context, 0);
      g_assert_true (smt_decision_lifts_stop (change, find_row (context, name)->treatment));
      decide_well (context, change);
      send_whole (fixture, context, ASTRID);
      g_assert_cmpint (find_row (context, name)->treatment->state, ==, SMT_TREATMENT_ACTIVE);
      g_assert_false (smt_date_is_set (find_row (context, name)->treatment->stop_date));
      g_assert_false (smt_date_is_set (field_end (context, name)));
    }
}

/* Two ends in one dose are nobody's meaning. */
static void
test_what_stops (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  g_autoptr (SmtDecision) renew = NULL;
  g_autoptr (SmtDecision) pause = NULL;

  stop_and_look (fixture, &context, SMT_SUPPLY_MUST_FETCH, 14);
  renew = decision_on (context, SMT_DECISION_RENEW, "Sertralin");
  assert_refused (context, renew, SMT_RECONCILE_ERROR_STOPS);
  pause = decision_on (context, SMT_DECISION_PAUSE, "Sertralin");
  pause->first_day = in_days (context, 1);
  pause->until = in_days (context, 3);
  pause->reason = g_strdup ("operasjon");
  assert_refused (context, pause, SMT_RECONCILE_ERROR_STOPS);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/desk/stop-later/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("enough", test_stop_later_enough);
  ADD ("must-fetch", test_stop_later_must_fetch);
  ADD ("without-prescription", test_stop_later_without_prescription);
  ADD ("never-prescribed", test_stop_later_never_prescribed);
  ADD ("moves/with-prescription", test_stop_moves);
  ADD ("moves/without-prescription", test_stop_moves_without_prescription);
  ADD ("moves/with-enough", test_stop_moves_with_enough);
  ADD ("after-the-dose", test_stop_after_the_dose);
  ADD ("lifted-by-a-change", test_change_lifts_stop);
  ADD ("renewal-and-pause", test_what_stops);
  return g_test_run ();
}
