/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-compare.h"
#include "dosing/smt-words.h"
#include "ui/smt-dose-draft.h"

#include "notation.h"
#include "random-rhythm.h"

#define SEED 20261130
#define N_RANDOM 20000

static SmtDraftStep *
step_of (GPtrArray *steps, guint index)
{
  return g_ptr_array_index (steps, index);
}

/* A draft of one step with an amount and a unit. */
static GPtrArray *
draft_new (const char *amount)
{
  GPtrArray *steps = smt_dose_draft_new ();

  step_of (steps, 0)->amount = g_strdup (amount);
  step_of (steps, 0)->unit = g_strdup ("tablett");
  return steps;
}

static SmtDraftStep *
add_step (GPtrArray *steps, const char *amount)
{
  SmtDraftStep *step = smt_draft_step_new ();

  step->amount = g_strdup (amount);
  step->unit = g_strdup ("tablett");
  g_ptr_array_add (steps, step);
  return step;
}

static SmtDraftFault
fault_of (GPtrArray *steps)
{
  SmtDraftFault fault;
  guint at;
  g_autoptr (SmtRhythm) rhythm = smt_dose_draft_to_rhythm (steps, &at, &fault);

  g_assert_true ((rhythm != NULL) == (fault == SMT_DRAFT_WHOLE));
  return fault;
}

static void
assert_writes (GPtrArray *steps, const char *notation)
{
  SmtDraftFault fault;
  guint at;
  g_autoptr (SmtRhythm) written = smt_dose_draft_to_rhythm (steps, &at, &fault);
  g_autoptr (SmtRhythm) wanted = notation_read (notation);
  g_autofree char *words = written != NULL ? smt_rhythm_to_words (written, SMT_LANGUAGE_NB) : NULL;

  g_test_message ("%s: %s", notation, words);
  g_assert_cmpint (fault, ==, SMT_DRAFT_WHOLE);
  g_assert_true (smt_rhythm_equal (written, wanted));
}

/* --- numbers -------------------------------------------------------------------------------------------------------- */

static void
test_amounts (void)
{
  static const struct
  {
    const char *typed;
    SmtDraftFault fault;
    const char *notation;
  } cases[] = {
    { "3", SMT_DRAFT_WHOLE, "3" },        { "2,5", SMT_DRAFT_WHOLE, "2.5" },
    { "2.5", SMT_DRAFT_WHOLE, "2.5" },    { " 1 ", SMT_DRAFT_WHOLE, "1" },
    { "0,125", SMT_DRAFT_WHOLE, "0.125" }, { "1-2", SMT_DRAFT_WHOLE, "1-2" },
    { "0,5 – 1", SMT_DRAFT_WHOLE, "0.5-1" },
    { "1.000", SMT_DRAFT_AMBIGUOUS_AMOUNT, NULL }, { "2,500", SMT_DRAFT_AMBIGUOUS_AMOUNT, NULL },
    { "1-1.000", SMT_DRAFT_AMBIGUOUS_AMOUNT, NULL },
    { "", SMT_DRAFT_NO_AMOUNT, NULL },    { "0", SMT_DRAFT_NO_AMOUNT, NULL },
    { "-1", SMT_DRAFT_NO_AMOUNT, NULL },  { "1e2", SMT_DRAFT_NO_AMOUNT, NULL },
    { "2-1", SMT_DRAFT_NO_AMOUNT, NULL }, { "1-", SMT_DRAFT_NO_AMOUNT, NULL },
    { "1-2-3", SMT_DRAFT_NO_AMOUNT, NULL }, { "to", SMT_DRAFT_NO_AMOUNT, NULL },
    { "1,2,3", SMT_DRAFT_NO_AMOUNT, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) steps = draft_new (cases[i].typed);
      g_autofree char *notation = g_strdup_printf ("%s tablett p:M @1d", cases[i].notation);

      step_of (steps, 0)->parts = SMT_PART_MORNING;
      g_test_message ("%s", cases[i].typed);
      g_assert_cmpint (fault_of (steps), ==, cases[i].fault);
      if (cases[i].notation != NULL)
        assert_writes (steps, notation);
    }
}

static void
set (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
test_what_is_missing (void)
{
  g_autoptr (GPtrArray) steps = draft_new ("1");
  SmtDraftStep *step = step_of (steps, 0);

  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_PART);
  set (&step->times, "mange");
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_TIMES);
  set (&step->times, "2");
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_WHOLE);
  set (&step->length, "noen");
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_LENGTH);
  set (&step->length, "");
  step->days = SMT_DRAFT_INTERVAL;
  step->every = 1;
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_INTERVAL);
  step->days = SMT_DRAFT_WEEKDAYS;
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_WEEKDAY);
  step->days = SMT_DRAFT_CYCLE;
  step->on = 50;
  step->off = 50;
  step->cycle_unit = SMT_TIME_UNIT_WEEK;
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_CYCLE);
  step->days = SMT_DRAFT_AS_NEEDED;
  set (&step->gap, "litt");
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_LIMIT);
  step->days = SMT_DRAFT_PAUSE;
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_DOSE);
  step->days = SMT_DRAFT_DAILY;
  set (&step->unit, "");
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_UNIT);
}

/* --- every choice --------------------------------------------------------------------------------------------------- */

static void
test_choices (void)
{
  g_autoptr (GPtrArray) steps = draft_new ("2");
  SmtDraftStep *step = step_of (steps, 0);

  set (&step->times, "6");
  assert_writes (steps, "2 tablett x6 @1d");
  step->parts = SMT_PART_MORNING | SMT_PART_EVENING;
  assert_writes (steps, "2 tablett p:ME @1d");
  step->by_part = TRUE;
  set (&step->part_amount[0], "2");
  set (&step->part_amount[4], "1,5");
  assert_writes (steps, "2 tablett p:M @1d + 1.5 tablett p:E @1d");
  step->by_part = FALSE;
  step->parts = 0;
  set (&step->times, "");
  step->days = SMT_DRAFT_INTERVAL;
  step->every = 3;
  step->every_unit = SMT_TIME_UNIT_MONTH;
  assert_writes (steps, "2 tablett @3m");
  step->every = 8;
  step->every_unit = SMT_TIME_UNIT_HOUR;
  assert_writes (steps, "2 tablett @8h");
  step->days = SMT_DRAFT_WEEKDAYS;
  step->weekdays = 1 << SMT_MONDAY;
  assert_writes (steps, "2 tablett @mon");
  step->weeks = 2;
  assert_writes (steps, "2 tablett @mon/2w");
  step->days = SMT_DRAFT_CYCLE;
  step->on = 3;
  step->off = 1;
  step->cycle_unit = SMT_TIME_UNIT_WEEK;
  assert_writes (steps, "2 tablett @c28:1-21");
  step->days = SMT_DRAFT_ONCE;
  assert_writes (steps, "2 tablett @l1");
}

static void
test_as_needed (void)
{
  g_autoptr (GPtrArray) steps = draft_new ("1–2");
  SmtDraftStep *step = step_of (steps, 0);

  step->days = SMT_DRAFT_AS_NEEDED;
  assert_writes (steps, "prn 1-2 tablett");
  set (&step->most_times, "4");
  assert_writes (steps, "prn 1-2 tablett x<4 @1d");
  step->most_unit = SMT_TIME_UNIT_WEEK;
  assert_writes (steps, "prn 1-2 tablett @k<4/1w");
  set (&step->most_times, "");
  set (&step->most_amount, "8");
  assert_writes (steps, "prn max:8 1-2 tablett");
  set (&step->gap, "6");
  assert_writes (steps, "prn max:8 mingap:6 1-2 tablett");
  step->parts = SMT_PART_MORNING | SMT_PART_EVENING;
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NEEDED_PARTS);
}

static void
test_steps (void)
{
  g_autoptr (GPtrArray) steps = draft_new ("4");
  SmtDraftStep *step = step_of (steps, 0);
  SmtDraftFault fault;
  guint at;

  step->parts = SMT_PART_MORNING;
  step = add_step (steps, "2");
  step->parts = SMT_PART_MORNING;
  g_assert_null (smt_dose_draft_to_rhythm (steps, &at, &fault));
  g_assert_cmpint (fault, ==, SMT_DRAFT_NO_LENGTH);
  g_assert_cmpuint (at, ==, 0);
  set (&step_of (steps, 0)->length, "5");
  assert_writes (steps, "4 tablett p:M @1d [5d] > 2 tablett p:M @1d");
  step->days = SMT_DRAFT_PAUSE;
  set (&step->length, "2");
  step->length_unit = SMT_TIME_UNIT_WEEK;
  step = add_step (steps, "1");
  step->days = SMT_DRAFT_WEEKDAYS;
  step->weekdays = 1 << SMT_FRIDAY;
  assert_writes (steps, "4 tablett p:M @1d [5d] > pause [2w] > 1 tablett @fri");
}

/* As needed is said of a step alone where there are others; what holds for all of them is said of the whole. */
static void
test_needed_step (void)
{
  g_autoptr (GPtrArray) steps = draft_new ("2");
  SmtDraftStep *step = step_of (steps, 0);
  SmtDraftFault fault;
  g_autoptr (SmtRhythm) rhythm = NULL;
  guint at;

  step->parts = SMT_PART_MORNING;
  set (&step->length, "5");
  step = add_step (steps, "1");
  step->days = SMT_DRAFT_AS_NEEDED;
  rhythm = smt_dose_draft_to_rhythm (steps, &at, &fault);
  g_assert_cmpint (fault, ==, SMT_DRAFT_WHOLE);
  g_assert_false (rhythm->as_needed);
  g_assert_false (rhythm->steps[0].as_needed);
  g_assert_true (rhythm->steps[1].as_needed);
  set (&step->most_amount, "4");
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_STEP_LIMITS);
}

/* So much in a week or a month, and part of the year. */
static void
test_long (void)
{
  g_autoptr (GPtrArray) steps = draft_new ("1");
  SmtDraftStep *step = step_of (steps, 0);

  step->days = SMT_DRAFT_AS_NEEDED;
  set (&step->most_long, "10");
  step->most_long_unit = SMT_TIME_UNIT_MONTH;
  {
    SmtDraftFault fault;
    guint at;
    g_autoptr (SmtRhythm) rhythm = smt_dose_draft_to_rhythm (steps, &at, &fault);

    g_assert_cmpint (fault, ==, SMT_DRAFT_WHOLE);
    g_assert_true (smt_range_equal (rhythm->max_amount_long, smt_range_at_most (SMT_DECIMAL_INT (10))));
    g_assert_cmpint (rhythm->max_long_unit, ==, SMT_TIME_UNIT_MONTH);
  }
  set (&step->most_long, "mange");
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_LIMIT);
  set (&step->most_long, "");
  step->days = SMT_DRAFT_DAILY;
  step->parts = SMT_PART_MORNING;
  step->from_month = 10;
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_MONTHS);
  step->to_month = 3;
  assert_writes (steps, "months:10-3 1 tablett p:M @1d");
}

/* What words would say as another dose is refused, whatever fields it stands in. */
static void
test_no_words (void)
{
  g_autoptr (GPtrArray) steps = draft_new ("1");
  SmtDraftStep *step = step_of (steps, 0);

  set (&step->unit, "dingser");
  step->parts = SMT_PART_MORNING;
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_WORDS);
}

/* --- opening -------------------------------------------------------------------------------------------------------- */

/* What is opened and written again is the same dose: nothing is lost, and nothing added. */
static void
test_opens_what_it_writes (void)
{
  static const char *const doses[] = {
    "2 tablett x6 @1d", "2 tablett p:ME @1d", "2 tablett p:M @1d + 1.5 tablett p:E @1d", "2 tablett @3m", "2 tablett @8h",
    "1 tablett @1d", "2 tablett @mon/2w", "2 tablett @!sat,sun", "2 tablett @c28:1-21", "2 tablett @l1", "2 tablett x2 @3d",
    "prn 1-2 tablett", "prn 1 tablett x<4 @1d", "prn 1 tablett @k<2/1w", "prn max:8 mingap:6 1 tablett", "prn 1 tablett p:E @1d",
    "prn max:4 1 tablett x<4 @1d", "4 tablett p:M @1d [5d] > pause [2w] > 1 tablett @fri", "1 tablett p:M @1d [7d]",
    "2 tablett @mon [4w] > 1 tablett @mon [4w]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (doses); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (doses[i]);
      g_autoptr (GPtrArray) steps = smt_dose_draft_from_rhythm (rhythm);

      g_test_message ("%s", doses[i]);
      g_assert_nonnull (steps);
      assert_writes (steps, doses[i]);
    }
}

/* One step of @steps, where there are several, becomes one as needed: what is written of it opens as it was written.
 * Returns: whether there was such a dose */
static gboolean
need_one (GRand *rand, GPtrArray *steps)
{
  SmtDraftStep *step = step_of (steps, (guint)g_rand_int_range (rand, 0, (gint)steps->len));
  g_autoptr (SmtRhythm) written = NULL;
  g_autoptr (SmtRhythm) again = NULL;
  g_autoptr (GPtrArray) opened = NULL;
  SmtDraftFault fault;
  guint at;

  if (steps->len == 1 || step->days == SMT_DRAFT_PAUSE)
    return FALSE;
  step->days = SMT_DRAFT_AS_NEEDED;
  step->by_part = FALSE;
  step->parts = g_rand_boolean (rand) ? 0 : (guint8)(1 << g_rand_int_range (rand, 0, SMT_DRAFT_N_PARTS));
  set (&step->most_times, step->parts == 0 && g_rand_boolean (rand) ? "3" : "");
  written = smt_dose_draft_to_rhythm (steps, &at, &fault);
  if (written == NULL || written->as_needed)
    return FALSE;
  opened = smt_dose_draft_from_rhythm (written);
  g_assert_nonnull (opened);
  again = smt_dose_draft_to_rhythm (opened, &at, &fault);
  g_assert_nonnull (again);
  g_assert_true (smt_rhythm_equal (written, again));
  return smt_rhythm_has_need (again);
}

/* A random dose is opened whole or not at all; where it lacks what only a person can say, that is what is missing. */
static void
test_random_doses (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint held = 0, needed_step = 0, most_long = 0, months = 0;

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (SmtRhythm) rhythm = random_rhythm (rand, RANDOM_CARRIED);
      g_autoptr (GPtrArray) steps = smt_dose_draft_from_rhythm (rhythm);
      g_autofree char *words = smt_rhythm_to_words (rhythm, SMT_LANGUAGE_NB);
      g_autoptr (SmtRhythm) again = NULL;
      SmtDraftFault fault;
      guint at;

      if (steps == NULL)
        continue;
      held++;
      again = smt_dose_draft_to_rhythm (steps, &at, &fault);
      if (again == NULL ? fault != SMT_DRAFT_NO_WEEKDAY && fault != SMT_DRAFT_NO_UNIT && fault != SMT_DRAFT_NO_LENGTH
                        : !smt_rhythm_equal (rhythm, again))
        g_error ("%u: \"%s\" comes back as %d", i, words, again == NULL ? (int)fault : -1);
      if (again == NULL)
        continue;
      needed_step += need_one (rand, steps);
      most_long += again->max_amount_long.kind != SMT_RANGE_UNKNOWN;
      months += again->first_month != 0;
    }
  g_test_message ("%u of %u held", held, N_RANDOM);
  g_test_message ("as needed of a step %u, the most of a week or month %u, months %u", needed_step, most_long, months);
  g_assert_cmpuint (held, >, N_RANDOM / 20);
  g_assert_cmpuint (MIN (needed_step, MIN (most_long, months)), >, 20);
}

/* A weekly dose without weekday opens with the weekday open: the program never names one. */
static void
test_weekly_names_no_day (void)
{
  g_autoptr (SmtRhythm) weekly = notation_read ("3 tablett @1w");
  g_autoptr (GPtrArray) steps = smt_dose_draft_from_rhythm (weekly);

  g_assert_cmpint (step_of (steps, 0)->days, ==, SMT_DRAFT_WEEKDAYS);
  g_assert_cmpint (step_of (steps, 0)->weekdays, ==, 0);
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NO_WEEKDAY);
}

static void
test_not_nearly_right (void)
{
  static const char *const doses[] = {
    "1 tablett @2-3m",       "1 tablett c:0800 @1d", "1 tablett @c28:1-5,8-12", "prn 1 tablett @4h", "1 tablett x<3 @1d",
    "6 tablett pd @1d",      "2 mg /kg @1d",         "1 tablett @mon + 2 tablett @thu", "prn max:4:g 2 tablett",
    "1 tablett g:6 x3 @1d",  "1 tablett @1d [5-7d]", "1 tablett @7d r2", "1 tablett", "1 tablett @1d to:2026-12-05",
  };

  for (guint i = 0; i < G_N_ELEMENTS (doses); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (doses[i]);

      g_test_message ("%s", doses[i]);
      g_assert_null (smt_dose_draft_from_rhythm (rhythm));
    }
}

/* A step between two dates lasts the days between them. */
static void
test_dates_become_lengths (void)
{
  g_autoptr (SmtRhythm) dated = notation_read ("2 tablett p:M @1d from:2026-11-01 to:2026-11-08");
  g_autoptr (GPtrArray) steps = smt_dose_draft_from_rhythm (dated);

  g_assert_cmpstr (step_of (steps, 0)->length, ==, "7");
  assert_writes (steps, "2 tablett p:M @1d [7d]");
}

static void
test_first_day (void)
{
  const SmtDate friday = smt_date_new (2026, 11, 20);
  g_autoptr (GPtrArray) steps = draft_new ("1");
  SmtDraftStep *step = step_of (steps, 0);

  g_assert_cmpint (smt_date_days_between (friday, smt_dose_draft_first_day (steps, friday)), ==, 0);
  step->days = SMT_DRAFT_WEEKDAYS;
  step->weekdays = 1 << SMT_MONDAY;
  g_assert_cmpint (smt_date_days_between (friday, smt_dose_draft_first_day (steps, friday)), ==, 3);
  step->weekdays = 1 << SMT_FRIDAY;
  g_assert_cmpint (smt_date_days_between (friday, smt_dose_draft_first_day (steps, friday)), ==, 0);
}

/* A step that is copied says the same, and lives on its own. */
static void
test_copy (void)
{
  g_autoptr (SmtRhythm) rhythm = notation_read ("prn max:8 mingap:6 1-2 tablett");
  g_autoptr (GPtrArray) steps = smt_dose_draft_from_rhythm (rhythm);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_draft_step_free);

  g_ptr_array_add (copies, smt_draft_step_copy (step_of (steps, 0)));
  g_clear_pointer (&steps, g_ptr_array_unref);
  assert_writes (copies, "prn max:8 mingap:6 1-2 tablett");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/dose-draft/amounts", test_amounts);
  g_test_add_func ("/ui/dose-draft/what-is-missing", test_what_is_missing);
  g_test_add_func ("/ui/dose-draft/choices", test_choices);
  g_test_add_func ("/ui/dose-draft/as-needed", test_as_needed);
  g_test_add_func ("/ui/dose-draft/steps", test_steps);
  g_test_add_func ("/ui/dose-draft/needed-step", test_needed_step);
  g_test_add_func ("/ui/dose-draft/long", test_long);
  g_test_add_func ("/ui/dose-draft/no-words", test_no_words);
  g_test_add_func ("/ui/dose-draft/opens-what-it-writes", test_opens_what_it_writes);
  g_test_add_func ("/ui/dose-draft/random-doses", test_random_doses);
  g_test_add_func ("/ui/dose-draft/weekly-names-no-day", test_weekly_names_no_day);
  g_test_add_func ("/ui/dose-draft/not-nearly-right", test_not_nearly_right);
  g_test_add_func ("/ui/dose-draft/dates-become-lengths", test_dates_become_lengths);
  g_test_add_func ("/ui/dose-draft/first-day", test_first_day);
  g_test_add_func ("/ui/dose-draft/copy", test_copy);
  return g_test_run ();
}
