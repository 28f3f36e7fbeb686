/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-short-dose.h"

#include "dosing/smt-compare.h"

/* --- durations ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *text;
  guint n; /* 0 = unknown */
  SmtTimeUnit unit;
} Duration;

static const Duration durations[] = {
  { "P1D", 1, SMT_TIME_UNIT_DAY },
  { "P7D", 7, SMT_TIME_UNIT_DAY },
  { "P07D", 7, SMT_TIME_UNIT_DAY },
  { "P1W", 1, SMT_TIME_UNIT_WEEK },
  { "P2W", 2, SMT_TIME_UNIT_WEEK },
  { "P1M", 1, SMT_TIME_UNIT_MONTH },
  { "P3M", 3, SMT_TIME_UNIT_MONTH },
  { "P1Y", 1, SMT_TIME_UNIT_YEAR },
  { "P1Y6M", 18, SMT_TIME_UNIT_MONTH },
  { "PT8H", 8, SMT_TIME_UNIT_HOUR },
  { "PT24H", 1, SMT_TIME_UNIT_DAY },
  { "PT72H", 3, SMT_TIME_UNIT_DAY },
  { "PT36H", 36, SMT_TIME_UNIT_HOUR },
  { "P1DT12H", 36, SMT_TIME_UNIT_HOUR },
  { "P0Y0M7DT0H0M0S", 7, SMT_TIME_UNIT_DAY },
  /* unknown */
  { NULL, 0, 0 },
  { "", 0, 0 },
  { "P", 0, 0 },
  { "PT", 0, 0 },
  { "P1", 0, 0 },
  { "1D", 0, 0 },
  { "P1DT", 0, 0 },
  { "P0D", 0, 0 },
  { "P0W", 0, 0 },
  { "PT30M", 0, 0 },
  { "PT8H30M", 0, 0 },
  { "PT1S", 0, 0 },
  { "PT0.5S", 0, 0 },
  { "P1.5D", 0, 0 },
  { "P1M15D", 0, 0 },
  { "P1MT8H", 0, 0 },
  { "P1W1D", 0, 0 },
  { "P1Y1W", 0, 0 },
  { "P1D1M", 0, 0 },
  { "P1D1D", 0, 0 },
  { "P1H", 0, 0 },
  { "PT1D", 0, 0 },
  { "PTT1H", 0, 0 },
  { "PT1HT1H", 0, 0 },
  { "-P1D", 0, 0 },
  { "+P1D", 0, 0 },
  { "P-1D", 0, 0 },
  { "p1d", 0, 0 },
  { " P1D", 0, 0 },
  { "P1D ", 0, 0 },
  { "P 1D", 0, 0 },
  { "P99999999999999999999D", 0, 0 },
  { "P10000D", 0, 0 },
  { "P9999D", 9999, SMT_TIME_UNIT_DAY },
  { "P\xc3\xb8"
    "D",
    0, 0 },
};

static void
test_duration (gconstpointer data)
{
  const Duration *duration = data;
  SmtDuration read = { 77, SMT_TIME_UNIT_YEAR };
  gboolean ok = smt_duration_parse (duration->text, &read);

  g_assert_cmpint (ok, ==, duration->n != 0);
  if (!ok)
    return;
  g_assert_cmpuint (read.n, ==, duration->n);
  g_assert_cmpint (read.unit, ==, duration->unit);
}

/* Whatever is written is read as it was. */
static void
test_written_is_read (void)
{
  static const char letters[] = { 'H', 'D', 'W', 'M', 'Y' };

  for (guint unit = SMT_TIME_UNIT_HOUR; unit <= SMT_TIME_UNIT_YEAR; unit++)
    for (guint n = 1; n <= 400; n++)
      {
        g_autofree char *text = g_strdup_printf ("P%s%u%c", unit == SMT_TIME_UNIT_HOUR ? "T" : "", n, letters[unit]);
        SmtDuration read;
        g_assert_true (smt_duration_parse (text, &read));
        if (unit == SMT_TIME_UNIT_HOUR && n % 24 == 0)
          {
            g_assert_cmpint (read.unit, ==, SMT_TIME_UNIT_DAY);
            g_assert_cmpuint (read.n, ==, n / 24);
            continue;
          }
        g_assert_cmpint (read.unit, ==, unit);
        g_assert_cmpuint (read.n, ==, n);
      }
}

/* --- rhythms ------------------------------------------------------------------------------------------------------ */

static SmtDecimal
decimal (const char *text)
{
  SmtDecimal value;

  g_assert_true (smt_decimal_parse (text, -1, &value));
  return value;
}

static SmtRhythm *
listen (const char *amount, const char *period, guint iterations)
{
  const SmtShortDoseUse use = { decimal (amount), period, iterations, NULL, 0 };

  return smt_short_dose_listen (&use, 1);
}

static void
assert_measure (const SmtRhythm *rhythm, SmtRatio days_lo, SmtRatio days_hi, SmtRatio amount_28)
{
  SmtMeasure measure;

  smt_rhythm_measure (rhythm, SMT_DATE_UNSET, &measure);
  g_assert_cmpint (smt_ratio_compare (measure.dose_days.lo, days_lo), ==, 0);
  g_assert_cmpint (smt_ratio_compare (measure.dose_days.hi, days_hi), ==, 0);
  g_assert_cmpint (measure.amount_28.kind, ==, SMT_RANGE_EXACT);
  g_assert_cmpint (smt_ratio_compare (measure.amount_28.lo, amount_28), ==, 0);
}

static void
test_daily (void)
{
  g_autoptr (SmtRhythm) rhythm = listen ("3", "P1D", 0);

  g_assert_true (smt_rhythm_is_daily (rhythm));
  assert_measure (rhythm, SMT_RATIO_INT (28), SMT_RATIO_INT (28), SMT_RATIO_INT (84));
  /* three a day may be three doses or one */
  g_assert_cmpuint (smt_beat_times_if_known (&rhythm->steps[0].beats[0]), ==, 0);
}

static void
test_weekly (void)
{
  static const char *const weeks[] = { "P7D", "P1W", "PT168H" };

  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      g_autoptr (SmtRhythm) rhythm = listen ("1", weeks[i], 0);
      g_assert_nonnull (rhythm);
      g_assert_false (smt_rhythm_is_daily (rhythm));
      g_assert_cmpint (rhythm->steps[0].beats[0].days.kind, ==, SMT_DAYS_EVERY_N);
      assert_measure (rhythm, SMT_RATIO_INT (4), SMT_RATIO_INT (4), SMT_RATIO_INT (4));
    }
}

/* Two tablets in a week may be taken on one day or on two; never on all. */
static void
test_several_in_a_week (void)
{
  g_autoptr (SmtRhythm) two = listen ("2", "P7D", 0);
  g_autoptr (SmtRhythm) many = listen ("40", "P7D", 0);
  g_autoptr (SmtRhythm) half = listen ("2.5", "P7D", 0);

  assert_measure (two, SMT_RATIO_INT (4), SMT_RATIO_INT (8), SMT_RATIO_INT (8));
  assert_measure (many, SMT_RATIO_INT (4), SMT_RATIO_INT (28), SMT_RATIO_INT (160));
  assert_measure (half, SMT_RATIO_INT (4), SMT_RATIO_INT (12), SMT_RATIO_INT (10));
  g_assert_false (smt_rhythm_is_daily (many));
}

static void
test_months (void)
{
  g_autoptr (SmtRhythm) one = listen ("1", "P1M", 0);
  g_autoptr (SmtRhythm) three = listen ("3", "P1M", 0);

  g_assert_cmpint (one->steps[0].beats[0].days.kind, ==, SMT_DAYS_EVERY_N);
  g_assert_cmpint (one->steps[0].beats[0].days.unit, ==, SMT_TIME_UNIT_MONTH);
  g_assert_cmpint (three->steps[0].beats[0].days.kind, ==, SMT_DAYS_K_OF_N);
  g_assert_true (smt_decimal_equal (three->steps[0].beats[0].days.k.hi, SMT_DECIMAL_INT (3)));
}

static void
test_hours (void)
{
  g_autoptr (SmtRhythm) rhythm = listen ("2", "PT8H", 0);

  g_assert_true (smt_rhythm_is_daily (rhythm));
  g_assert_cmpuint (smt_beat_times_if_known (&rhythm->steps[0].beats[0]), ==, 3);
  assert_measure (rhythm, SMT_RATIO_INT (28), SMT_RATIO_INT (28), SMT_RATIO_INT (168));
}

/* Without a period nothing is known, least of all "daily". */
static void
test_unknown (void)
{
  static const char *const periods[] = { NULL, "", "P0D", "P1M15D", "ukentlig" };

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    g_assert_null (listen ("1", periods[i], 0));
  g_assert_null (smt_short_dose_listen (NULL, 0));
  g_assert_null (listen ("0", "P1D", 0));
  g_assert_null (listen ("-1", "P1D", 0));
}

static void
test_iterations (void)
{
  g_autoptr (SmtRhythm) rhythm = listen ("1", "P1D", 5);

  g_assert_true (smt_range_is_int (rhythm->steps[0].length, 5));
  g_assert_cmpint (rhythm->steps[0].length_unit, ==, SMT_TIME_UNIT_DAY);
  g_autoptr (SmtRhythm) weeks = listen ("1", "P7D", 4);
  g_assert_true (smt_range_is_int (weeks->steps[0].length, 28));
  g_assert_null (listen ("1", "P1D", G_MAXUINT));
}

static void
test_sequence (void)
{
  const SmtShortDoseUse uses[] = { { SMT_DECIMAL_INT (2), "P1D", 3, NULL, 0 },
                                   { SMT_DECIMAL_INT (0), "P1D", 1, NULL, 0 },
                                   { SMT_DECIMAL_INT (1), "P1D", 0, NULL, 0 } };
  g_autoptr (SmtRhythm) rhythm = smt_short_dose_listen (uses, 3);

  g_assert_nonnull (rhythm);
  g_assert_cmpuint (rhythm->n_steps, ==, 3);
  g_assert_true (smt_range_is_int (rhythm->steps[0].length, 3));
  g_assert_cmpuint (rhythm->steps[1].n_beats, ==, 0); /* a pause */
  g_assert_cmpint (rhythm->steps[2].length.kind, ==, SMT_RANGE_UNKNOWN);

  /* when the second begins is not said */
  const SmtShortDoseUse open[] = { { SMT_DECIMAL_INT (2), "P1D", 0, NULL, 0 },
                                   { SMT_DECIMAL_INT (1), "P1D", 5, NULL, 0 } };
  g_assert_null (smt_short_dose_listen (open, 2));
  const SmtShortDoseUse pauses[] = { { SMT_DECIMAL_INT (0), "P1D", 3, NULL, 0 },
                                     { SMT_DECIMAL_INT (0), "P1D", 0, NULL, 0 } };
  g_assert_null (smt_short_dose_listen (pauses, 2));
}

/* --- set times ---------------------------------------------------------------------------------------------------- */

#define TIME(...) ((SmtShortDoseTime){ __VA_ARGS__, .clock = SMT_CLOCK_UNSAID })
#define TIME_AT(minutes, ...) ((SmtShortDoseTime){ __VA_ARGS__, .clock = (minutes) })

static SmtRhythm *
listen_times (const char *amount, const char *period, const SmtShortDoseTime *times, guint n_times)
{
  const SmtShortDoseUse use = { decimal (amount), period, 0, times, n_times };

  return smt_short_dose_listen (&use, 1);
}

static void
test_parts (void)
{
  const SmtShortDoseTime times[] = { TIME (.amount = SMT_DECIMAL_INT (1), .unit = "tablett", .interval = 1, .part = 1),
                                     TIME (.amount = SMT_DECIMAL_INT (2), .unit = "tablett", .interval = 1,
                                           .part = 5) };
  g_autoptr (SmtRhythm) rhythm = listen_times ("3", "P1D", times, 2);

  g_assert_nonnull (rhythm);
  g_assert_cmpuint (rhythm->steps[0].n_beats, ==, 2);
  g_assert_cmpint (rhythm->steps[0].beats[0].parts, ==, SMT_PART_MORNING);
  g_assert_cmpint (rhythm->steps[0].beats[1].parts, ==, SMT_PART_EVENING);
  g_assert_cmpstr (rhythm->steps[0].beats[0].unit, ==, "tablett");
  assert_measure (rhythm, SMT_RATIO_INT (28), SMT_RATIO_INT (28), SMT_RATIO_INT (84));
}

/* The three ways to write weekly (sfm 2.3). */
static void
test_weekly_times (void)
{
  const SmtShortDoseTime interval = TIME (.amount = SMT_DECIMAL_INT (1), .interval = 7);
  const SmtShortDoseTime monday = TIME (.amount = SMT_DECIMAL_INT (1), .weekdays = 1);
  const SmtShortDoseTime cycle = TIME (.amount = SMT_DECIMAL_INT (1), .days_on = 1, .days_off = 6);
  const SmtShortDoseTime unsaid = TIME_AT (8 * 60, .amount = SMT_DECIMAL_INT (1));
  const SmtShortDoseTime *const all[] = { &interval, &monday, &cycle, &unsaid };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (SmtRhythm) rhythm = listen_times ("1", "P7D", all[i], 1);
      g_assert_nonnull (rhythm);
      assert_measure (rhythm, SMT_RATIO_INT (4), SMT_RATIO_INT (4), SMT_RATIO_INT (4));
    }
}

/* Doses that do not add up to the consumption, or that say their days twice: nobody knows which holds. */
static void
test_contradictions (void)
{
  const SmtShortDoseTime daily = TIME (.amount = SMT_DECIMAL_INT (1), .interval = 1);
  const SmtShortDoseTime two = TIME (.amount = SMT_DECIMAL_INT (2), .interval = 7);
  const SmtShortDoseTime both = TIME (.amount = SMT_DECIMAL_INT (1), .interval = 7, .weekdays = 1);
  const SmtShortDoseTime part = TIME (.amount = SMT_DECIMAL_INT (1), .interval = 7, .part = 7);
  const SmtShortDoseTime clock = TIME_AT (480, .amount = SMT_DECIMAL_INT (1), .interval = 7, .part = 1);
  const SmtShortDoseTime off = TIME (.amount = SMT_DECIMAL_INT (1), .days_off = 7);
  const SmtShortDoseTime long_cycle = TIME (.amount = SMT_DECIMAL_INT (1), .days_on = 1, .days_off = 1000);
  const SmtShortDoseTime nothing = TIME (.interval = 7);
  const SmtShortDoseTime *const all[] = { &daily, &two, &both, &part, &clock, &off, &long_cycle, &nothing };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_null (listen_times ("1", "P7D", all[i], 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *path = g_strdup_printf ("/medicine/duration/%02u", i);
      g_test_add_data_func (path, &durations[i], test_duration);
    }
  g_test_add_func ("/medicine/duration/written-is-read", test_written_is_read);
  g_test_add_func ("/medicine/short-dose/daily", test_daily);
  g_test_add_func ("/medicine/short-dose/weekly", test_weekly);
  g_test_add_func ("/medicine/short-dose/several-in-a-week", test_several_in_a_week);
  g_test_add_func ("/medicine/short-dose/months", test_months);
  g_test_add_func ("/medicine/short-dose/hours", test_hours);
  g_test_add_func ("/medicine/short-dose/unknown", test_unknown);
  g_test_add_func ("/medicine/short-dose/iterations", test_iterations);
  g_test_add_func ("/medicine/short-dose/sequence", test_sequence);
  g_test_add_func ("/medicine/short-dose/parts", test_parts);
  g_test_add_func ("/medicine/short-dose/weekly-times", test_weekly_times);
  g_test_add_func ("/medicine/short-dose/contradictions", test_contradictions);
  return g_test_run ();
}
