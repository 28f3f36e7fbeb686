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
  step->days = SMT_DRAFT_AS_NEEDED;
  g_assert_cmpint (fault_of (steps), ==, SMT_DRAFT_NEEDED_ALONE);
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

/* A random dose is opened whole or not at all; where it lacks what only a person can say, that is what is missing. */
static void
test_random_doses (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint held = 0;

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
    }
  g_test_message ("%u of %u held", held, N_RANDOM);
  g_assert_cmpuint (held, >, N_RANDOM / 20);
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
