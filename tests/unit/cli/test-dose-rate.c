/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Doses in a period, and periods in days, as --read-dosing tells them: what no dosing text can bring about as well.
 */
#include "cli/smt-dosing-facts.h"

static SmtRange
months (gint64 n)
{
  return smt_range_to_days (smt_range_exact_int (n), SMT_TIME_UNIT_MONTH);
}

static void
test_months (void)
{
  static const struct
  {
    gint64 months, days;
  } cases[] = { { 1, 30 },   { 2, 60 },   { 3, 90 },   { 4, 120 },  { 6, 182 },  { 9, 270 },
                { 12, 365 }, { 15, 455 }, { 18, 547 }, { 24, 730 }, { 30, 912 }, { 36, 1095 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (smt_range_is_int (months (cases[i].months), cases[i].days));

  g_assert_true (smt_range_equal (
      smt_range_to_days (smt_range_between (SMT_DECIMAL_INT (6), SMT_DECIMAL_INT (12)), SMT_TIME_UNIT_MONTH),
      smt_range_between (SMT_DECIMAL_INT (182), SMT_DECIMAL_INT (365))));
}

static void
test_other_units (void)
{
  SmtDecimal half = { 5, 1 };

  g_assert_true (smt_range_is_int (smt_range_to_days (smt_range_exact_int (2), SMT_TIME_UNIT_WEEK), 14));
  g_assert_true (smt_range_is_int (smt_range_to_days (smt_range_exact_int (2), SMT_TIME_UNIT_YEAR), 730));
  g_assert_true (smt_range_is_int (smt_range_to_days (smt_range_exact_int (72), SMT_TIME_UNIT_HOUR), 3));
  g_assert_true (
      smt_range_equal (smt_range_to_days (smt_range_exact_int (12), SMT_TIME_UNIT_HOUR), smt_range_exact (half)));
  g_assert_cmpint (smt_range_to_days (SMT_RANGE_NONE, SMT_TIME_UNIT_DAY).kind, ==, SMT_RANGE_UNKNOWN);
  g_assert_cmpint (smt_range_to_days (smt_range_exact_int (G_MAXINT64), SMT_TIME_UNIT_YEAR).kind, ==,
                   SMT_RANGE_UNKNOWN);
}

static SmtBeat *
add_every (SmtRhythm *rhythm, SmtRange n, SmtTimeUnit unit, SmtRange times)
{
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, 0);

  beat->days.kind = SMT_DAYS_EVERY_N;
  beat->days.n = n;
  beat->days.unit = unit;
  beat->times = times;
  return beat;
}

static void
test_beats_with_different_periods (void)
{
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();
  SmtDoseRate rate;

  smt_rhythm_add_step (rhythm);
  add_every (rhythm, smt_range_exact_int (1), SMT_TIME_UNIT_DAY, smt_range_exact_int (2));
  add_every (rhythm, smt_range_exact_int (1), SMT_TIME_UNIT_WEEK, SMT_RANGE_NONE);
  rate = smt_step_dose_rate (&rhythm->steps[0]);
  g_assert_true (smt_range_is_int (rate.times, 15));
  g_assert_true (smt_range_is_int (rate.period_days, 7));

  add_every (rhythm, smt_range_exact_int (2), SMT_TIME_UNIT_DAY, SMT_RANGE_NONE);
  rate = smt_step_dose_rate (&rhythm->steps[0]);
  g_assert_true (smt_range_is_int (rate.times, 37));
  g_assert_true (smt_range_is_int (rate.period_days, 14));

  add_every (rhythm, smt_range_between (SMT_DECIMAL_INT (2), SMT_DECIMAL_INT (3)), SMT_TIME_UNIT_MONTH, SMT_RANGE_NONE);
  rate = smt_step_dose_rate (&rhythm->steps[0]);
  g_assert_cmpint (rate.times.kind, ==, SMT_RANGE_UNKNOWN);
  g_assert_cmpint (rate.period_days.kind, ==, SMT_RANGE_UNKNOWN);
}

static void
test_days_unsaid_are_not_daily (void)
{
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();
  SmtDosingFacts facts;

  smt_rhythm_add_step (rhythm);
  smt_rhythm_add_beat (rhythm, 0)->amount = smt_range_exact_int (1);
  facts = smt_rhythm_facts (rhythm);
  g_assert_true (smt_range_is_int (facts.amount, 1));
  g_assert_cmpint (facts.rate.times.kind, ==, SMT_RANGE_UNKNOWN);
  g_assert_cmpint (facts.rate.period_days.kind, ==, SMT_RANGE_UNKNOWN);
  g_assert_cmpint (facts.weekdays, ==, 0);
  g_assert_cmpint (facts.max_per_day.kind, ==, SMT_RANGE_UNKNOWN);
}

static void
test_units_that_differ (void)
{
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();
  SmtDosingFacts facts;

  smt_rhythm_add_step (rhythm);
  for (guint i = 0; i < 2; i++)
    {
      SmtBeat *beat = add_every (rhythm, smt_range_exact_int (1), SMT_TIME_UNIT_DAY, SMT_RANGE_NONE);

      beat->amount = smt_range_exact_int (5);
      smt_beat_set_unit (beat, i == 0 ? "mg" : "ml");
    }
  g_assert_true (smt_step_amounts_differ (&rhythm->steps[0]));
  facts = smt_rhythm_facts (rhythm);
  g_assert_cmpint (facts.amount.kind, ==, SMT_RANGE_UNKNOWN);
  g_assert_null (facts.unit);
  g_assert_true (facts.units_differ);
  g_assert_true (smt_range_is_int (facts.rate.times, 2));
}

static void
test_duration_by_dates (void)
{
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new_daily (smt_range_exact_int (1), "tablett", 0, 1);
  SmtDosingFacts facts;

  rhythm->steps[0].start = smt_date_new (2026, 2, 27);
  facts = smt_rhythm_facts (rhythm);
  g_assert_cmpint (facts.duration.kind, ==, SMT_RANGE_UNKNOWN);
  rhythm->steps[0].end = smt_date_new (2026, 3, 2);
  facts = smt_rhythm_facts (rhythm);
  g_assert_true (smt_range_is_int (facts.duration, 3));
}

static void
test_no_readings (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  SmtDosingFacts facts = smt_rhythms_facts (none);

  g_assert_cmpint (facts.amount.kind, ==, SMT_RANGE_UNKNOWN);
  g_assert_cmpint (facts.rate.times.kind, ==, SMT_RANGE_UNKNOWN);
  g_assert_null (facts.unit);
  g_assert_false (facts.as_needed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dose-rate/months", test_months);
  g_test_add_func ("/dose-rate/other-units", test_other_units);
  g_test_add_func ("/dose-rate/beats-with-different-periods", test_beats_with_different_periods);
  g_test_add_func ("/dose-rate/days-unsaid-are-not-daily", test_days_unsaid_are_not_daily);
  g_test_add_func ("/dose-rate/units-that-differ", test_units_that_differ);
  g_test_add_func ("/dose-rate/duration-by-dates", test_duration_by_dates);
  g_test_add_func ("/dose-rate/no-readings", test_no_readings);
  return g_test_run ();
}
