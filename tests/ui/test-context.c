/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands beside a dose on the screen, as values: the course of a treatment, the steps of a dose,
 * lanes and marks.
 */
#include "smt-config.h"

#include <locale.h>

#include "ui/smt-course.h"
#include "ui/smt-lane.h"
#include "ui/smt-row-words.h"
#include "ui/smt-step-words.h"

#define TODAY "2026-11-30"

static SmtDate
date (const char *iso)
{
  SmtDate out;

  g_assert_true (smt_date_parse (iso, &out));
  return out;
}

static SmtPrescription *
add_link (SmtTreatment *treatment, const char *id, const char *written)
{
  SmtPrescription *link = smt_treatment_add_prescription (treatment);

  link->prescription_id = g_strdup (id);
  link->written = date (written);
  return link;
}

static void
add_supply (SmtTreatment *treatment, const char *raw, const char *day)
{
  SmtSource *source = smt_source_new (SMT_VOICE_SUPPLY, SMT_ORIGIN_DELIVERY, raw, smt_reading_new (SMT_READING_SILENT));

  if (day != NULL)
    source->date = date (day);
  g_ptr_array_add (treatment->sources, source);
}

static SmtTreatment *
new_treatment (void)
{
  SmtTreatment *treatment = smt_treatment_new ();

  treatment->key = g_strdup ("pll:1");
  treatment->entry_id = g_strdup ("1");
  return treatment;
}

static GPtrArray *
course_of (const SmtTreatment *treatment)
{
  SmtRow row = { .treatment = treatment };
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();

  row.findings = findings;
  return smt_course_new (&row, date (TODAY));
}

/* --- the course -------------------------------------------------------------------------------------------------- */

static void
test_course_order (void)
{
  const SmtCourseKind order[] = { SMT_COURSE_DISPENSING,   SMT_COURSE_PRESCRIPTION, SMT_COURSE_DISPENSING,
                                  SMT_COURSE_PRESCRIPTION, SMT_COURSE_TODAY,        SMT_COURSE_STOP,
                                  SMT_COURSE_EXPIRY };
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  g_autoptr (GPtrArray) course = NULL;
  g_autofree char *sentence = NULL;
  SmtPrescription *head = add_link (treatment, "b", "2026-11-02");

  head->status = SMT_PRESCRIPTION_DISPENSABLE;
  head->expires = date ("2027-11-01");
  add_link (treatment, "a", "2025-11-03")->status = SMT_PRESCRIPTION_RECALLED;
  add_supply (treatment, "Utlevert 2 pakninger", "2026-01-10");
  add_supply (treatment, "Utlevert 1 pakning", "2025-01-10");
  add_supply (treatment, "300 tabletter på 365 dager", NULL); /* an estimate is no dispensing */
  treatment->state = SMT_TREATMENT_PLANNED_STOP;
  treatment->stop_date = date ("2027-01-01");
  course = course_of (treatment);
  g_assert_cmpuint (course->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < course->len; i++)
    g_assert_cmpint (((const SmtCourseEvent *)g_ptr_array_index (course, i))->kind, ==, order[i]);
  g_assert_true (((const SmtCourseEvent *)g_ptr_array_index (course, 3))->in_force);
  g_assert_false (((const SmtCourseEvent *)g_ptr_array_index (course, 1))->in_force);
  sentence = smt_course_describe (course);
  g_assert_nonnull (strstr (sentence, "2027"));
  g_assert_nonnull (strstr (sentence, "Planned stop"));
}

/* Today alone is no course, and what was recalled does not expire. */
static void
test_course_without_days (void)
{
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  g_autoptr (GPtrArray) empty = course_of (treatment);
  g_autoptr (GPtrArray) recalled = NULL;
  SmtPrescription *head;

  g_assert_cmpuint (empty->len, ==, 0);
  head = add_link (treatment, "a", "2025-11-03");
  head->status = SMT_PRESCRIPTION_RECALLED;
  head->expires = date ("2026-11-02");
  recalled = course_of (treatment);
  for (guint i = 0; i < recalled->len; i++)
    g_assert_cmpint (((const SmtCourseEvent *)g_ptr_array_index (recalled, i))->kind, !=, SMT_COURSE_EXPIRY);
}

/* One day, told twice, is told once; another one is told. */
static void
test_course_start (void)
{
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) other = NULL;

  add_link (treatment, "a", "2025-11-03");
  treatment->start_date = date ("2025-11-03");
  same = course_of (treatment);
  g_assert_cmpint (((const SmtCourseEvent *)g_ptr_array_index (same, 0))->kind, ==, SMT_COURSE_PRESCRIPTION);
  treatment->start_date = date ("2025-11-01");
  other = course_of (treatment);
  g_assert_cmpint (((const SmtCourseEvent *)g_ptr_array_index (other, 0))->kind, ==, SMT_COURSE_START);
}

/* The word and the day of a dispensing stand beside what was handed out, and are not in it once more. */
static void
test_course_dispensed_once (void)
{
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  g_autoptr (GPtrArray) course = NULL;
  const SmtCourseEvent *first, *second;

  add_supply (treatment, "Utlevert 1 pakning à 12 stk, 2026-01-10", "2026-01-10");
  add_supply (treatment, "Utlevert 3 pakninger, sist 10.05.2026", "2026-05-10");
  ((SmtSource *)g_ptr_array_index (treatment->sources, 0))->handed_out = g_strdup ("1 pakning à 12 stk");
  ((SmtSource *)g_ptr_array_index (treatment->sources, 1))->handed_out = g_strdup ("3 pakninger");
  ((SmtSource *)g_ptr_array_index (treatment->sources, 1))->in_all = TRUE;
  course = course_of (treatment);
  first = g_ptr_array_index (course, 0);
  second = g_ptr_array_index (course, 1);
  g_assert_cmpstr (first->headline, ==, "Dispensed");
  g_assert_cmpstr (first->about, ==, "1 pakning à 12 stk");
  g_assert_cmpstr (second->about, ==, "3 pakninger, in all until then");
}

/* --- steps ------------------------------------------------------------------------------------------------------- */

/* 4, then 2, then 1 tablet a day, ten days each, from @start (nullable: nobody said from when). */
static SmtTreatment *
new_tapering (SmtVoiceKind voice, const char *start)
{
  SmtTreatment *treatment = new_treatment ();
  SmtRhythm *rhythm = smt_rhythm_new ();

  for (guint i = 0; i < 3; i++)
    {
      SmtStep *step = smt_rhythm_add_step (rhythm);
      SmtBeat *beat;

      step->length = smt_range_exact_int (10);
      step->start = i == 0 && start != NULL ? date (start) : SMT_DATE_UNSET;
      beat = smt_rhythm_add_beat (rhythm, i);
      beat->amount = smt_range_exact_int (4 >> i);
      smt_beat_set_unit (beat, "tablett");
      beat->days.kind = SMT_DAYS_EVERY_N;
      beat->days.n = smt_range_exact_int (1);
      beat->days.unit = SMT_TIME_UNIT_DAY;
    }
  g_ptr_array_add (treatment->sources, smt_source_new (voice, SMT_ORIGIN_DSSN, "x", smt_reading_new_clear (rhythm)));
  return treatment;
}

static void
assert_step (const char *start, const char *expected)
{
  g_autoptr (SmtTreatment) treatment = new_tapering (SMT_VOICE_TEXT, start);
  g_autoptr (SmtStepPlan) plan = smt_step_plan_for (treatment, date (TODAY));
  g_autofree char *words = smt_step_today (plan, date (TODAY));

  g_assert_cmpstr (words, ==, expected);
}

static void
test_steps_today (void)
{
  assert_step ("2026-11-30",
               "Today, step 1 of 3: 4 tablets daily, until and including 9 December 2026; then 2 tablets daily");
  assert_step ("2026-11-11",
               "Today, step 2 of 3: 2 tablets daily, until and including 30 November 2026; then 1 tablet daily");
  assert_step ("2026-11-10", "Today, step 3 of 3: 1 tablet daily, until and including 9 December 2026");
  assert_step ("2026-12-01", "The first step begins on 1 December 2026");
  assert_step ("2026-10-31", "The last step ended on 29 November 2026");
  assert_step (NULL, "3 steps; which one is today's is not said");
}

/* The voice with dates speaks, whichever it is; one dose has no steps, and neither has what is no longer taken. */
static void
test_steps_of_which_voice (void)
{
  g_autoptr (SmtTreatment) treatment = new_tapering (SMT_VOICE_TEXT, NULL);
  g_autoptr (SmtTreatment) other = new_tapering (SMT_VOICE_FIELD, "2026-11-30");
  g_autoptr (SmtStepPlan) plan = NULL;
  g_autoptr (SmtTreatment) single = new_treatment ();

  g_ptr_array_add (treatment->sources, smt_source_ref (g_ptr_array_index (other->sources, 0)));
  plan = smt_step_plan_for (treatment, date (TODAY));
  g_assert_true (plan->place_known);
  g_assert_null (smt_step_plan_for (single, date (TODAY)));
  treatment->state = SMT_TREATMENT_STOPPED;
  g_assert_null (smt_step_plan_for (treatment, date (TODAY)));
}

/* --- lanes and marks --------------------------------------------------------------------------------------------- */

static void
assert_bites (const char *roll, const char *deadline, const char *expected)
{
  g_autoptr (SmtList) list = smt_list_new ();
  SmtMessage *message = smt_message_new ();
  g_autofree char *words = NULL;

  message->kind = SMT_MESSAGE_LIST;
  message->next_roll = date (roll);
  if (deadline != NULL)
    message->deadline = date (deadline);
  g_ptr_array_add (list->messages, message);
  words = smt_multidose_bites (list, date (TODAY));
  g_assert_cmpstr (words, ==, expected);
}

/* The deadline itself is the last day for changes; a roll that is over says nothing. */
static void
test_multidose_bites (void)
{
  assert_bites ("2026-12-09", "2026-11-30",
                "a change made now comes with the roll of 9 December 2026 (deadline 30 November 2026)");
  assert_bites (
      "2026-12-09", "2026-11-29",
      "too late for the roll of 9 December 2026 (deadline 29 November 2026): a change made now comes with the "
      "one after it");
  assert_bites ("2026-12-09", NULL, "next roll 9 December 2026; ask the pharmacy whether a change reaches it");
  assert_bites ("2026-11-29", "2026-11-20", NULL);
}

static void
test_lanes (void)
{
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();
  g_autoptr (SmtList) list = smt_list_new ();
  g_autofree char *without = NULL;
  g_autofree char *beside = NULL;
  g_autofree char *alarm = NULL;
  g_autofree char *packed = NULL;
  SmtRow row = { .treatment = treatment, .findings = findings };

  g_assert_null (smt_lane_heading (SMT_LANE_ALARM, list, date (TODAY)));
  g_assert_cmpint (smt_lane_of (&row), ==, SMT_LANE_REGULAR);
  treatment->use = SMT_USE_AS_NEEDED;
  g_assert_cmpint (smt_lane_of (&row), ==, SMT_LANE_AS_NEEDED);
  without = smt_lane_heading (SMT_LANE_AS_NEEDED, list, date (TODAY));
  g_assert_cmpstr (without, ==, "As needed");
  treatment->multidose = TRUE; /* packed, whatever its use */
  g_assert_cmpint (smt_lane_of (&row), ==, SMT_LANE_MULTIDOSE);
  g_ptr_array_add (list->treatments, smt_treatment_ref (treatment));
  beside = smt_lane_heading (SMT_LANE_AS_NEEDED, list, date (TODAY));
  g_assert_cmpstr (beside, ==, "As needed, outside multidose");
  alarm = smt_lane_heading (SMT_LANE_ALARM, list, date (TODAY));
  g_assert_cmpstr (alarm, ==, "Stop, to be decided first, outside multidose");
  packed = smt_lane_heading (SMT_LANE_ALARM_MULTIDOSE, list, date (TODAY));
  g_assert_cmpstr (
      packed, ==,
      "Stop, to be decided first · Multidose: packed by the pharmacy · when a change reaches the patient is not "
      "known: ask the pharmacy");
}

static gboolean
has_mark (const SmtTreatment *treatment, const char *mark)
{
  const char *marks[SMT_ROW_MAX_MARKS];
  guint n = smt_row_marks (treatment, marks);

  g_assert_cmpuint (n, <=, SMT_ROW_MAX_MARKS);
  return n > 0 && g_strv_contains ((const char *const[]){ marks[n - 1], n > 1 ? marks[n - 2] : NULL, NULL }, mark);
}

static SmtRhythm *
add_as_needed (SmtTreatment *treatment)
{
  SmtRhythm *rhythm = smt_rhythm_new ();

  rhythm->as_needed = TRUE;
  smt_rhythm_add_step (rhythm);
  smt_rhythm_add_beat (rhythm, 0)->amount = smt_range_exact_int (1);
  g_ptr_array_add (treatment->sources,
                   smt_source_new (SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, "x", smt_reading_new_clear (rhythm)));
  return rhythm;
}

static void
test_soft_marks (void)
{
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  SmtRhythm *rhythm;

  g_assert_true (has_mark (treatment, "No indication"));
  g_assert_false (has_mark (treatment, "As needed without a maximum"));
  treatment->indication = g_strdup ("Smerter");
  g_assert_false (has_mark (treatment, "No indication"));
  rhythm = add_as_needed (treatment);
  g_assert_true (has_mark (treatment, "As needed without a maximum"));
  rhythm->max_times_day = smt_range_exact_int (3);
  g_assert_false (has_mark (treatment, "As needed without a maximum"));
  rhythm->max_times_day = SMT_RANGE_NONE;
  treatment->state = SMT_TREATMENT_STOPPED; /* what is no longer taken needs neither */
  g_assert_false (has_mark (treatment, "As needed without a maximum"));
}

/* What a change does to a planned stop is said where the change is; a stop that is not planned is not lifted. */
static void
test_lifted_stop (void)
{
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  g_autoptr (SmtDecision) change = smt_decision_new (SMT_DECISION_CHANGE, treatment->key, NULL);
  SmtRow row = { .treatment = treatment, .decision = change };
  g_autofree char *plain = smt_row_dup_decision (&row);
  g_autofree char *lifted = NULL;

  g_assert_cmpstr (plain, ==, "Changed");
  treatment->state = SMT_TREATMENT_PLANNED_STOP;
  treatment->stop_date = date ("2026-12-19");
  lifted = smt_row_dup_decision (&row);
  g_assert_cmpstr (lifted, ==, "Changed. The stop planned for 19 December 2026 is lifted");
}

int
main (int argc, char **argv)
{
  g_setenv ("LANGUAGE", "en", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/course/order", test_course_order);
  g_test_add_func ("/ui/course/without-days", test_course_without_days);
  g_test_add_func ("/ui/course/start", test_course_start);
  g_test_add_func ("/ui/course/dispensed-once", test_course_dispensed_once);
  g_test_add_func ("/ui/steps/today", test_steps_today);
  g_test_add_func ("/ui/steps/voice", test_steps_of_which_voice);
  g_test_add_func ("/ui/lanes/multidose-bites", test_multidose_bites);
  g_test_add_func ("/ui/lanes/order", test_lanes);
  g_test_add_func ("/ui/marks/soft", test_soft_marks);
  g_test_add_func ("/ui/decision/lifted-stop", test_lifted_stop);
  return g_test_run ();
}
