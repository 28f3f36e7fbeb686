/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the structured field can carry and what it cannot, and from which day on (contract 4).
 */
#include "fhir-test.h"

#include "fhir/smt-field-plan.h"

#define WEDNESDAY "2026-11-25"

static char *
describe (const SmtRhythm *rhythm, const char *first_day)
{
  g_autoptr (SmtFieldPlan) plan = _smt_field_plan_new (rhythm, test_date (first_day));
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_cmpint (smt_send_field_fit (rhythm, test_date (first_day)), ==,
                   plan != NULL ? SMT_FIELD_CARRIES : SMT_FIELD_EMPTY);
  if (plan == NULL)
    return g_strdup ("empty");
  g_assert_true (smt_rhythm_validate (plan->expected));
  for (guint i = 0; i < plan->periods->len; i++)
    {
      const SmtFieldPeriod *period = &g_array_index (plan->periods, SmtFieldPeriod, i);
      g_autofree char *start = smt_date_to_iso (period->start);
      g_autofree char *end = smt_date_is_set (period->end) ? smt_date_to_iso (period->end) : g_strdup ("");
      g_string_append_printf (out, "%s%s..%s/%u", i > 0 ? " " : "", start, end, period->interval);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_plan (SmtRhythm *taken, const char *first_day, const char *expected)
{
  g_autoptr (SmtRhythm) rhythm = taken;
  g_autofree char *found = describe (rhythm, first_day);

  g_assert_cmpstr (found, ==, expected);
}

static SmtRange
tablets (gint64 n)
{
  return smt_range_exact_int (n);
}

static SmtRhythm *
every (gint64 n, SmtTimeUnit unit, const char *phase)
{
  return smt_rhythm_new_every_n (tablets (1), "tablett", (guint)n, unit,
                                 phase != NULL ? test_date (phase) : SMT_DATE_UNSET);
}

/* --- carried ------------------------------------------------------------------------------------------------------ */

static void
test_daily (void)
{
  assert_plan (smt_rhythm_new_daily (tablets (1), "tablett", SMT_PART_MORNING | SMT_PART_EVENING, 0), WEDNESDAY,
               "2026-11-25../1");
  assert_plan (smt_rhythm_new_daily (tablets (1), "tablett", 0, 3), WEDNESDAY, "2026-11-25../1");
  assert_plan (every (24, SMT_TIME_UNIT_HOUR, NULL), WEDNESDAY, "2026-11-25../1");
  assert_plan (smt_rhythm_new_weekdays (tablets (1), "tablett", 0x7f), WEDNESDAY, "2026-11-25../1");
}

static void
test_every_n_days (void)
{
  assert_plan (every (2, SMT_TIME_UNIT_DAY, NULL), WEDNESDAY, "2026-11-25../2");
  assert_plan (every (72, SMT_TIME_UNIT_HOUR, NULL), WEDNESDAY, "2026-11-25../3");
  assert_plan (every (2, SMT_TIME_UNIT_WEEK, NULL), WEDNESDAY, "2026-11-25../14");
  /* a day known to be a dose day decides which days are: before, on, and after the first day */
  assert_plan (every (3, SMT_TIME_UNIT_DAY, "2026-11-20"), WEDNESDAY, "2026-11-26../3");
  assert_plan (every (3, SMT_TIME_UNIT_DAY, WEDNESDAY), WEDNESDAY, "2026-11-25../3");
  assert_plan (every (3, SMT_TIME_UNIT_DAY, "2026-12-02"), WEDNESDAY, "2026-11-26../3");
}

static void
test_one_weekday (void)
{
  static const char *const starts[] = { "2026-11-30../7", "2026-12-01../7", "2026-11-25../7", "2026-11-26../7",
                                        "2026-11-27../7", "2026-11-28../7", "2026-11-29../7" };

  for (guint day = 0; day < 7; day++)
    assert_plan (smt_rhythm_new_weekdays (tablets (3), "tablett", (guint8)(1u << day)), WEDNESDAY, starts[day]);
  /* "alle dager unntatt" six of them is one */
  SmtRhythm *rhythm = smt_rhythm_new_weekdays (tablets (3), "tablett", 0x7e);
  rhythm->steps[0].beats[0].days.except = TRUE;
  assert_plan (rhythm, WEDNESDAY, "2026-11-30../7");
  /* every second Monday, with a Monday that is known */
  rhythm = smt_rhythm_new_weekdays (tablets (3), "tablett", 1);
  rhythm->steps[0].beats[0].days.n = smt_range_exact_int (2);
  rhythm->steps[0].beats[0].days.unit = SMT_TIME_UNIT_WEEK;
  rhythm->steps[0].beats[0].days.phase = test_date ("2026-11-23");
  assert_plan (rhythm, WEDNESDAY, "2026-12-07../14");
}

static void
test_single_dose (void)
{
  SmtRhythm *rhythm = smt_rhythm_new_daily (tablets (1), "sprøyte", 0, 1);
  SmtDays *days = &rhythm->steps[0].beats[0].days;

  *days = (SmtDays){ .kind = SMT_DAYS_DAY_LIST };
  smt_day_bits_set (&days->on, 1);
  assert_plan (rhythm, WEDNESDAY, "2026-11-25..2026-11-26/1");
}

static SmtRhythm *
three_steps (void)
{
  /* 2 a day in 5 days, nothing in 2 days, 1 a day from then on */
  SmtRhythm *rhythm = smt_rhythm_new_daily (tablets (2), "tablett", SMT_PART_MORNING, 0);
  rhythm->steps[0].length = smt_range_exact_int (5);
  rhythm->steps[0].length_unit = SMT_TIME_UNIT_DAY;
  SmtStep *pause = smt_rhythm_add_step (rhythm);
  pause->length = smt_range_exact_int (2);
  pause->length_unit = SMT_TIME_UNIT_DAY;
  smt_rhythm_add_step (rhythm);
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, 2);
  beat->amount = tablets (1);
  smt_beat_set_unit (beat, "tablett");
  beat->parts = SMT_PART_MORNING;
  beat->times = smt_range_exact_int (1);
  beat->days.kind = SMT_DAYS_EVERY_N;
  beat->days.n = smt_range_exact_int (1);
  beat->days.unit = SMT_TIME_UNIT_DAY;
  return rhythm;
}

static void
test_steps (void)
{
  assert_plan (three_steps (), WEDNESDAY, "2026-11-25..2026-11-30/1 2026-12-02../1");
  /* with dates instead of lengths */
  SmtRhythm *rhythm = three_steps ();
  rhythm->steps[0].length = SMT_RANGE_NONE;
  rhythm->steps[1].length = SMT_RANGE_NONE;
  rhythm->steps[0].start = test_date ("2026-12-01");
  rhythm->steps[0].end = test_date ("2026-12-08");
  rhythm->steps[2].start = test_date ("2026-12-10");
  assert_plan (rhythm, WEDNESDAY, "2026-12-01..2026-12-08/1 2026-12-10../1");
  /* a step without an end lasts until the next one starts */
  rhythm = three_steps ();
  rhythm->steps[1].length = SMT_RANGE_NONE;
  rhythm->steps[2].start = test_date ("2026-12-24");
  assert_plan (rhythm, WEDNESDAY, "2026-11-25..2026-11-30/1 2026-12-24../1");
}

/* --- not carried: never the nearest interval ---------------------------------------------------------------------- */

static SmtRhythm *
with_days (SmtDays days)
{
  SmtRhythm *rhythm = smt_rhythm_new_daily (tablets (1), "tablett", 0, 1);

  rhythm->steps[0].beats[0].days = days;
  return rhythm;
}

static void
test_days_that_do_not_fit (void)
{
  SmtDays cycle = { .kind = SMT_DAYS_CYCLE, .cycle = 28 };
  for (guint day = 1; day <= 21; day++)
    smt_day_bits_set (&cycle.on, day);
  SmtDays some = {
    .kind = SMT_DAYS_K_OF_N, .k = smt_range_exact_int (2), .n = smt_range_exact_int (1), .unit = SMT_TIME_UNIT_WEEK
  };
  SmtDays list = { .kind = SMT_DAYS_DAY_LIST };
  smt_day_bits_set (&list.on, 1);
  smt_day_bits_set (&list.on, 8);
  SmtDays twice = { .kind = SMT_DAYS_EVERY_N, .n = smt_range_exact_int (7), .unit = SMT_TIME_UNIT_DAY, .repeats = 2 };
  SmtDays range = { .kind = SMT_DAYS_EVERY_N, .unit = SMT_TIME_UNIT_DAY };
  range.n = smt_range_between (SMT_DECIMAL_INT (2), SMT_DECIMAL_INT (3));

  assert_plan (with_days (cycle), WEDNESDAY, "empty");
  assert_plan (with_days (some), WEDNESDAY, "empty");
  assert_plan (with_days (list), WEDNESDAY, "empty");
  assert_plan (with_days (twice), WEDNESDAY, "empty");
  assert_plan (with_days (range), WEDNESDAY, "empty");
  assert_plan (with_days ((SmtDays){ 0 }), WEDNESDAY, "empty");
  assert_plan (every (1, SMT_TIME_UNIT_MONTH, NULL), WEDNESDAY, "empty");
  assert_plan (every (1, SMT_TIME_UNIT_YEAR, NULL), WEDNESDAY, "empty");
  assert_plan (every (12, SMT_TIME_UNIT_HOUR, NULL), WEDNESDAY, "empty");
  assert_plan (every (36, SMT_TIME_UNIT_HOUR, NULL), WEDNESDAY, "empty");
  assert_plan (smt_rhythm_new_weekdays (tablets (1), "tablett", 0x15), WEDNESDAY, "empty");
}

static void
test_doses_that_do_not_fit (void)
{
  SmtRhythm *rhythm =
      smt_rhythm_new_daily (smt_range_between (SMT_DECIMAL_INT (1), SMT_DECIMAL_INT (2)), "tablett", 0, 1);
  assert_plan (rhythm, WEDNESDAY, "empty");
  assert_plan (smt_rhythm_new_daily (SMT_RANGE_NONE, "tablett", 0, 1), WEDNESDAY, "empty");
  assert_plan (smt_rhythm_new_daily (tablets (1), NULL, 0, 1), WEDNESDAY, "empty");

  rhythm = smt_rhythm_new_daily (tablets (1), "tablett", 0, 1);
  rhythm->as_needed = TRUE;
  assert_plan (rhythm, WEDNESDAY, "empty");

  rhythm = smt_rhythm_new_daily (tablets (1), "tablett", 0, 1);
  rhythm->max_times_day = smt_range_at_most (SMT_DECIMAL_INT (3));
  assert_plan (rhythm, WEDNESDAY, "empty");

  rhythm = smt_rhythm_new_daily (tablets (1), "tablett", 0, 1);
  rhythm->steps[0].beats[0].clock[0] = 480;
  rhythm->steps[0].beats[0].n_clock = 1;
  assert_plan (rhythm, WEDNESDAY, "empty");

  rhythm = smt_rhythm_new_daily (tablets (6), "tablett", 0, 3);
  rhythm->steps[0].beats[0].basis = SMT_BASIS_PER_DAY;
  assert_plan (rhythm, WEDNESDAY, "empty");

  rhythm = smt_rhythm_new_daily (tablets (1), "mg", 0, 1);
  rhythm->steps[0].beats[0].per = SMT_PER_KG;
  assert_plan (rhythm, WEDNESDAY, "empty");
}

static void
test_beats_that_do_not_fit_together (void)
{
  /* one every day and two on Mondays: intervals would differ inside one dosing */
  SmtRhythm *rhythm = smt_rhythm_new_daily (tablets (1), "tablett", SMT_PART_MORNING, 0);
  g_autoptr (SmtRhythm) monday = smt_rhythm_new_weekdays (tablets (2), "tablett", 1);
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, 0);
  beat->amount = tablets (2);
  smt_beat_set_unit (beat, "tablett");
  beat->times = smt_range_exact_int (1);
  beat->days = monday->steps[0].beats[0].days;
  assert_plan (rhythm, WEDNESDAY, "empty");

  /* two units in one dosing */
  rhythm = smt_rhythm_new_daily (tablets (1), "tablett", SMT_PART_MORNING, 0);
  beat = smt_rhythm_add_beat (rhythm, 0);
  *beat = (SmtBeat){ .amount = tablets (5), .parts = SMT_PART_EVENING, .times = smt_range_exact_int (1) };
  beat->days = rhythm->steps[0].beats[0].days;
  smt_beat_set_unit (beat, "mg");
  assert_plan (rhythm, WEDNESDAY, "empty");
}

static void
test_steps_that_do_not_fit (void)
{
  SmtRhythm *rhythm = three_steps ();
  rhythm->steps[0].length = SMT_RANGE_NONE; /* when does the pause begin? */
  assert_plan (rhythm, WEDNESDAY, "empty");

  rhythm = three_steps ();
  rhythm->steps[0].length_unit = SMT_TIME_UNIT_MONTH;
  assert_plan (rhythm, WEDNESDAY, "empty");

  rhythm = three_steps ();
  rhythm->steps[0].length = smt_range_between (SMT_DECIMAL_INT (5), SMT_DECIMAL_INT (7));
  assert_plan (rhythm, WEDNESDAY, "empty");

  /* weekly, for two days: not one dose day in it */
  rhythm = smt_rhythm_new_weekdays (tablets (1), "tablett", 1);
  rhythm->steps[0].length = smt_range_exact_int (2);
  rhythm->steps[0].length_unit = SMT_TIME_UNIT_DAY;
  assert_plan (rhythm, WEDNESDAY, "empty");

  assert_plan (smt_rhythm_new (), WEDNESDAY, "empty");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/field-plan/daily", test_daily);
  g_test_add_func ("/fhir/field-plan/every-n-days", test_every_n_days);
  g_test_add_func ("/fhir/field-plan/one-weekday", test_one_weekday);
  g_test_add_func ("/fhir/field-plan/single-dose", test_single_dose);
  g_test_add_func ("/fhir/field-plan/steps", test_steps);
  g_test_add_func ("/fhir/field-plan/days-that-do-not-fit", test_days_that_do_not_fit);
  g_test_add_func ("/fhir/field-plan/doses-that-do-not-fit", test_doses_that_do_not_fit);
  g_test_add_func ("/fhir/field-plan/beats-that-do-not-fit-together", test_beats_that_do_not_fit_together);
  g_test_add_func ("/fhir/field-plan/steps-that-do-not-fit", test_steps_that_do_not_fit);
  return g_test_run ();
}
