/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C1: a voice against the product. Both sides of the line for every row of the interval table.
 */
#include "check-support.h"

/* Contract 7, written out here on its own. */
static SmtClass
expected_class (const SmtIntervalRow *row)
{
  switch (row->severity)
    {
    case SMT_SEVERITY_S4:
    case SMT_SEVERITY_S3:
      return SMT_CLASS_STOP;
    case SMT_SEVERITY_S2:
      return row->named_2024 ? SMT_CLASS_STOP : SMT_CLASS_CHECK;
    case SMT_SEVERITY_S1:
    case SMT_SEVERITY_NONE:
    default:
      return SMT_CLASS_INFO;
    }
}

static const SmtFinding *
against_product (const GPtrArray *findings)
{
  const SmtFinding *field = find_code (findings, SMT_FINDING_FIELD_AGAINST_PRODUCT);

  return field != NULL ? field : find_code (findings, SMT_FINDING_TEXT_AGAINST_PRODUCT);
}

/* --- every row ---------------------------------------------------------------------------------------------------- */

static void
test_row (gconstpointer data)
{
  const SmtIntervalRow *row = data;
  guint min_days = (guint)row->bound.min_days.num;

  g_assert_cmpint (row->bound.min_days.den, ==, 1);
  for (guint n = 1; n <= min_days + 1; n++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment_of_row (row);
      say_field (treatment, every (1, n, SMT_TIME_UNIT_DAY));
      say_text (treatment, every (1, n, SMT_TIME_UNIT_DAY));
      g_autoptr (GPtrArray) findings = check (treatment);
      const SmtFinding *finding = against_product (findings);

      if (row->bound.daily == SMT_DAILY_ALLOWED || n >= min_days)
        {
          g_assert_null (finding);
          continue;
        }
      gboolean noted = row->note_days.num > 0 && (gint64)n >= row->note_days.num;
      g_assert_nonnull (finding);
      g_assert_cmpint (finding->severity_class, ==, noted ? SMT_CLASS_INFO : expected_class (row));
      g_assert_cmpint (finding->severity, ==, row->severity);
      g_assert_true (finding->row == row);
      g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C1);
      g_assert_cmpint (smt_ratio_compare (finding->factor, (SmtRatio){ min_days, n }), ==, 0);
    }
}

/* Weekly for a weekly product however it is said, and twice as often on the other side. */
static void
test_weekly_spellings (void)
{
  const SmtIntervalRow *row = smt_interval_table_find ("methotrexate-oral");
  SmtRhythm *right[] = { every (3, 1, SMT_TIME_UNIT_WEEK), on_weekdays (3, 1 << SMT_MONDAY),
                         every (3, 7, SMT_TIME_UNIT_DAY), every (3, 168, SMT_TIME_UNIT_HOUR) };
  SmtRhythm *wrong[] = { on_weekdays (3, 1 << SMT_MONDAY | 1 << SMT_THURSDAY), every (3, 6, SMT_TIME_UNIT_DAY),
                         every (3, 72, SMT_TIME_UNIT_HOUR), every (3, 12, SMT_TIME_UNIT_HOUR) };

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment_of_row (row);
      say_field (treatment, right[i]);
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_null (against_product (findings));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment_of_row (row);
      say_field (treatment, wrong[i]);
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_nonnull (against_product (findings));
      g_assert_cmpuint (count_class (findings, SMT_CLASS_STOP), ==, 1);
    }
}

/* --- which voice -------------------------------------------------------------------------------------------------- */

static void
test_heard_in_the_text (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_state (treatment, SMT_VOICE_FIELD, SMT_READING_SILENT);
  say_text (treatment, daily (1));
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = find_code (findings, SMT_FINDING_TEXT_AGAINST_PRODUCT);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP);
  g_assert_nonnull (finding->text);
  g_assert_null (finding->field);
}

static void
test_both_agree_on_daily (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_field (treatment, daily (1));
  say_text (treatment, daily (1));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (find_code (findings, SMT_FINDING_FIELD_AGAINST_PRODUCT));
}

/* A reading that is not clear is never "daily". */
static void
test_unclear_voices (void)
{
  static const SmtReadingState states[] = { SMT_READING_SILENT, SMT_READING_AMBIGUOUS, SMT_READING_UNREADABLE };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);
      say_state (treatment, SMT_VOICE_FIELD, states[i]);
      say_state (treatment, SMT_VOICE_TEXT, states[i]);
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_null (against_product (findings));
    }
}

/* A second source of the same voice is heard, too. */
static void
test_second_source (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say (treatment, SMT_VOICE_FIELD, SMT_ORIGIN_ERESEPTDOSING, every (3, 1, SMT_TIME_UNIT_WEEK));
  say (treatment, SMT_VOICE_FIELD, SMT_ORIGIN_KORTDOSE, daily (3));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_nonnull (find_code (findings, SMT_FINDING_FIELD_AGAINST_PRODUCT));
}

/* --- what is no plan that could be too frequent ------------------------------------------------------------------- */

static gboolean
raises (const char *row_id, SmtRhythm *rhythm)
{
  g_autoptr (SmtTreatment) treatment = make_treatment_of_row (smt_interval_table_find (row_id));

  say_field (treatment, rhythm);
  g_autoptr (GPtrArray) findings = check (treatment);
  return against_product (findings) != NULL;
}

/* Licensed Norwegian text: 2.5 mg three times in 24 hours, once a week. */
static void
test_split_weekly_dose (void)
{
  SmtRhythm *split = every (1, 1, SMT_TIME_UNIT_WEEK);

  split->steps[0].beats[0].times = smt_range_exact_int (3);
  split->steps[0].beats[0].gap_hours = smt_range_exact_int (12);
  g_assert_false (raises ("methotrexate-oral", split));
}

static void
test_single_dose (void)
{
  SmtDays once = { .kind = SMT_DAYS_DAY_LIST };

  smt_day_bits_set (&once.on, 1);
  g_assert_false (raises ("zoledronic-acid", with_days (once)));
  g_assert_false (raises ("zoledronic-acid", for_days (daily (1), 1)));
  g_assert_true (raises ("zoledronic-acid", for_days (daily (1), 2)));
  g_assert_false (raises ("methotrexate-oral", for_days (every (1, 3, SMT_TIME_UNIT_DAY), 3)));
  g_assert_true (raises ("methotrexate-oral", for_days (every (1, 3, SMT_TIME_UNIT_DAY), 4)));
}

static void
test_loading_doses (void)
{
  SmtRhythm *loading = for_days (daily (1), 5);
  SmtStep *then = smt_rhythm_add_step (loading);

  then->start = loading->steps[0].end;
  SmtBeat *beat = smt_rhythm_add_beat (loading, 1);
  beat->amount = smt_range_exact_int (1);
  beat->days = (SmtDays){ .kind = SMT_DAYS_EVERY_N, .n = smt_range_exact_int (3), .unit = SMT_TIME_UNIT_MONTH };
  g_assert_false (raises ("hydroxocobalamin", smt_rhythm_ref (loading)));
  g_assert_true (raises ("methotrexate-oral", loading)); /* never daily: not at first either */

  g_assert_true (raises ("hydroxocobalamin", daily (1)));
  g_assert_true (raises ("hydroxocobalamin", for_days (daily (1), 60)));
}

static void
test_loading_without_dates (void)
{
  SmtRhythm *loading = daily (1);

  loading->steps[0].length = smt_range_exact_int (1);
  loading->steps[0].length_unit = SMT_TIME_UNIT_WEEK;
  g_assert_false (raises ("hydroxocobalamin", loading));
}

/* As needed is a maximum, no plan; but "up to daily" of what is never taken daily is still too often. */
static void
test_as_needed (void)
{
  SmtRhythm *rhythm = daily (1);

  rhythm->as_needed = TRUE;
  g_assert_true (raises ("methotrexate-oral", rhythm));

  rhythm = every (1, 1, SMT_TIME_UNIT_WEEK);
  rhythm->as_needed = TRUE;
  g_assert_false (raises ("methotrexate-oral", rhythm));

  rhythm = with_days ((SmtDays){ .kind = SMT_DAYS_UNKNOWN });
  rhythm->as_needed = TRUE;
  g_assert_false (raises ("methotrexate-oral", rhythm));

  rhythm = daily (1);
  rhythm->as_needed = TRUE;
  g_assert_false (raises ("hydroxocobalamin", rhythm));
}

static void
test_unknown_days (void)
{
  g_assert_false (raises ("methotrexate-oral", with_days ((SmtDays){ .kind = SMT_DAYS_UNKNOWN })));
}

/* Days 1 to 4 of 28 are one in seven by the count. */
static void
test_days_in_a_row (void)
{
  SmtDays cycle = { .kind = SMT_DAYS_CYCLE, .cycle = 28 };

  for (guint day = 1; day <= 4; day++)
    smt_day_bits_set (&cycle.on, day);
  g_assert_true (raises ("methotrexate-oral", with_days (cycle)));
  g_assert_true (raises ("ixazomib", with_days (cycle)));

  SmtDays ixazomib = { .kind = SMT_DAYS_CYCLE, .cycle = 28 };
  smt_day_bits_set (&ixazomib.on, 1);
  smt_day_bits_set (&ixazomib.on, 8);
  smt_day_bits_set (&ixazomib.on, 15);
  g_assert_false (raises ("ixazomib", with_days (ixazomib)));

  /* the days meet over the end of the cycle */
  SmtDays wrapped = { .kind = SMT_DAYS_CYCLE, .cycle = 28 };
  smt_day_bits_set (&wrapped.on, 1);
  smt_day_bits_set (&wrapped.on, 27);
  g_assert_true (raises ("methotrexate-oral", with_days (wrapped)));

  SmtDays list = { .kind = SMT_DAYS_DAY_LIST };
  smt_day_bits_set (&list.on, 1);
  smt_day_bits_set (&list.on, 2);
  g_assert_true (raises ("methotrexate-oral", with_days (list)));

  /* two days in a row once a month is how risedronate 75 mg is taken */
  SmtDays monthly = { .kind = SMT_DAYS_CYCLE, .cycle = 28 };
  smt_day_bits_set (&monthly.on, 1);
  smt_day_bits_set (&monthly.on, 2);
  g_assert_false (raises ("risedronate-monthly", with_days (monthly)));
}

/* Of a range only what holds for its whole length is surely too often. */
static void
test_ranges (void)
{
  SmtDays often = { .kind = SMT_DAYS_EVERY_N,
                    .n = smt_range_between (SMT_DECIMAL_INT (5), SMT_DECIMAL_INT (6)),
                    .unit = SMT_TIME_UNIT_DAY };
  SmtDays maybe = { .kind = SMT_DAYS_EVERY_N,
                    .n = smt_range_between (SMT_DECIMAL_INT (6), SMT_DECIMAL_INT (7)),
                    .unit = SMT_TIME_UNIT_DAY };
  SmtDays twice_a_week = {
    .kind = SMT_DAYS_K_OF_N, .k = smt_range_exact_int (2), .n = smt_range_exact_int (1), .unit = SMT_TIME_UNIT_WEEK
  };

  g_assert_true (raises ("methotrexate-oral", with_days (often)));
  g_assert_false (raises ("methotrexate-oral", with_days (maybe)));
  g_assert_true (raises ("methotrexate-oral", with_days (twice_a_week)));
  g_assert_false (raises ("etanercept", with_days (twice_a_week)));
}

/* A step that is over is not what the patient takes; one that is to come is. */
static void
test_steps (void)
{
  SmtRhythm *rhythm = every (1, 1, SMT_TIME_UNIT_WEEK);
  rhythm->steps[0].start = TODAY;
  rhythm->steps[0].end = smt_date_add_days (TODAY, 28);
  SmtStep *then = smt_rhythm_add_step (rhythm);
  then->start = rhythm->steps[0].end;
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, 1);
  beat->amount = smt_range_exact_int (1);
  beat->days = (SmtDays){ .kind = SMT_DAYS_EVERY_N, .n = smt_range_exact_int (1), .unit = SMT_TIME_UNIT_DAY };
  g_assert_true (raises ("methotrexate-oral", rhythm));

  SmtRhythm *over = daily (1);
  over->steps[0].start = smt_date_add_days (TODAY, -20);
  over->steps[0].end = smt_date_add_days (TODAY, -10);
  then = smt_rhythm_add_step (over);
  then->start = over->steps[0].end;
  beat = smt_rhythm_add_beat (over, 1);
  beat->amount = smt_range_exact_int (1);
  beat->days = (SmtDays){ .kind = SMT_DAYS_EVERY_N, .n = smt_range_exact_int (1), .unit = SMT_TIME_UNIT_WEEK };
  g_assert_false (raises ("methotrexate-oral", over));
}

/* Of several steps the worst is told, wherever it stands. */
static void
test_worst_step (void)
{
  static const guint intervals[][2] = { { 2, 1 }, { 1, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment_of_row (smt_interval_table_find ("fentanyl-patch"));
      SmtRhythm *rhythm = for_days (every (1, intervals[i][0], SMT_TIME_UNIT_DAY), 14);
      SmtStep *then = smt_rhythm_add_step (rhythm);
      then->start = rhythm->steps[0].end;
      SmtBeat *beat = smt_rhythm_add_beat (rhythm, 1);
      beat->amount = smt_range_exact_int (1);
      beat->days =
          (SmtDays){ .kind = SMT_DAYS_EVERY_N, .n = smt_range_exact_int (intervals[i][1]), .unit = SMT_TIME_UNIT_DAY };
      say_field (treatment, rhythm);
      say_state (treatment, SMT_VOICE_TEXT, SMT_READING_UNREADABLE);
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_cmpint (against_product (findings)->severity_class, ==, SMT_CLASS_STOP);
      g_assert_cmpint (smt_ratio_compare (against_product (findings)->factor, SMT_RATIO_INT (3)), ==, 0);
    }
}

/* --- weekly maximum ----------------------------------------------------------------------------------------------- */

static const SmtFinding *
weekly_maximum (const GPtrArray *findings)
{
  return find_code (findings, SMT_FINDING_WEEKLY_MAXIMUM);
}

static void
test_weekly_maximum (void)
{
  static const struct
  {
    const char *display;
    gint64 tablets;
    gboolean above;
  } doses[] = {
    { "Metotreksat tab 2,5 mg", 8, FALSE }, /* 20 mg */
    { "Metotreksat tab 2,5 mg", 9, TRUE },  /* 22,5 mg */
    { "Metotreksat tab 10 mg", 2, FALSE },  { "Metotreksat tab 10 mg", 3, TRUE },
    { "Metotreksat tab", 30, FALSE }, /* the strength is not known */
  };

  for (guint i = 0; i < G_N_ELEMENTS (doses); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment (doses[i].display, NULL);
      say_field (treatment, every (doses[i].tablets, 1, SMT_TIME_UNIT_WEEK));
      say_text (treatment, every (doses[i].tablets, 1, SMT_TIME_UNIT_WEEK));
      g_autoptr (GPtrArray) findings = check (treatment);
      const SmtFinding *finding = weekly_maximum (findings);
      g_assert_cmpint (finding != NULL, ==, doses[i].above);
      if (finding != NULL)
        g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);
    }
}

/* A concentration does not tell how much is in one syringe; a maximum as needed is no plan. */
static void
test_weekly_maximum_unknown (void)
{
  g_autoptr (SmtTreatment) solution = make_treatment ("Metotreksat inj, oppl 25 mg/ml", NULL);
  g_autoptr (SmtTreatment) as_needed = make_treatment ("Metotreksat tab 2,5 mg", NULL);
  SmtRhythm *syringes =
      smt_rhythm_new_every_n (smt_range_exact_int (2), "sprøyte", 1, SMT_TIME_UNIT_WEEK, SMT_DATE_UNSET);
  SmtRhythm *tablets = every (12, 1, SMT_TIME_UNIT_WEEK);

  say_field (solution, syringes);
  g_autoptr (GPtrArray) of_solution = check (solution);
  g_assert_null (weekly_maximum (of_solution));

  tablets->as_needed = TRUE;
  say_field (as_needed, tablets);
  g_autoptr (GPtrArray) of_as_needed = check (as_needed);
  g_assert_null (weekly_maximum (of_as_needed));
}

/* Too often is also too much: one cause, one finding. */
static void
test_weekly_maximum_is_not_told_twice (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_field (treatment, daily (6));
  say_text (treatment, daily (6));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_null (weekly_maximum (findings));
  g_assert_cmpuint (findings->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < smt_interval_table_length (); i++)
    {
      const SmtIntervalRow *row = smt_interval_table_get (i);
      g_autofree char *path = g_strdup_printf ("/check/c1/row/%s", row->id);
      g_test_add_data_func (path, row, test_row);
    }
  g_test_add_func ("/check/c1/weekly-spellings", test_weekly_spellings);
  g_test_add_func ("/check/c1/heard-in-the-text", test_heard_in_the_text);
  g_test_add_func ("/check/c1/both-agree-on-daily", test_both_agree_on_daily);
  g_test_add_func ("/check/c1/unclear-voices", test_unclear_voices);
  g_test_add_func ("/check/c1/second-source", test_second_source);
  g_test_add_func ("/check/c1/split-weekly-dose", test_split_weekly_dose);
  g_test_add_func ("/check/c1/single-dose", test_single_dose);
  g_test_add_func ("/check/c1/loading-doses", test_loading_doses);
  g_test_add_func ("/check/c1/loading-without-dates", test_loading_without_dates);
  g_test_add_func ("/check/c1/as-needed", test_as_needed);
  g_test_add_func ("/check/c1/unknown-days", test_unknown_days);
  g_test_add_func ("/check/c1/days-in-a-row", test_days_in_a_row);
  g_test_add_func ("/check/c1/ranges", test_ranges);
  g_test_add_func ("/check/c1/steps", test_steps);
  g_test_add_func ("/check/c1/worst-step", test_worst_step);
  g_test_add_func ("/check/c1/weekly-maximum", test_weekly_maximum);
  g_test_add_func ("/check/c1/weekly-maximum-unknown", test_weekly_maximum_unknown);
  g_test_add_func ("/check/c1/weekly-maximum-is-not-told-twice", test_weekly_maximum_is_not_told_twice);

  return g_test_run ();
}
