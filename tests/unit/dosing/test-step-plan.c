/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps of a dose one by one. A plan is written "dose from..to", an asterisk before today's, "?" where it is not
 * known which one today's is.
 */
#include "dosing/smt-step-plan.h"
#include "dosing/smt-words.h"

#include "notation.h"

typedef struct
{
  const char *rhythm;
  const char *day;
  const char *plan;
} Row;

static const Row rows[] = {
  /* dated: the step in force, and none before the first or after the last */
  { "1 tablett p:M @1d from:2026-11-01 to:2026-11-08 > 2 tablett p:M @1d from:2026-11-08", "2026-11-07",
    "*1 tablett morgen daglig 2026-11-01..2026-11-08; 2 tabletter morgen daglig 2026-11-08.." },
  { "1 tablett p:M @1d from:2026-11-01 to:2026-11-08 > 2 tablett p:M @1d from:2026-11-08", "2026-11-08",
    "1 tablett morgen daglig 2026-11-01..2026-11-08; *2 tabletter morgen daglig 2026-11-08.." },
  { "1 tablett p:M @1d from:2026-11-01 to:2026-11-08 > 2 tablett p:M @1d from:2026-11-08", "2026-10-31",
    "1 tablett morgen daglig 2026-11-01..2026-11-08; 2 tabletter morgen daglig 2026-11-08.." },
  { "1 tablett p:M @1d from:2026-11-01 to:2026-11-03 > 2 tablett p:M @1d from:2026-11-03 to:2026-11-05", "2026-11-05",
    "1 tablett morgen daglig 2026-11-01..2026-11-03; 2 tabletter morgen daglig 2026-11-03..2026-11-05" },
  /* lengths follow one another from the first date */
  { "4 tablett p:M @1d [5d] from:2026-11-01 > 2 tablett p:M @1d [5d] > 1 tablett p:M @1d", "2026-11-06",
    "4 tabletter morgen daglig 2026-11-01..2026-11-06; *2 tabletter morgen daglig 2026-11-06..2026-11-11; "
    "1 tablett morgen daglig 2026-11-11.." },
  /* without a first day nobody knows */
  { "4 tablett p:M @1d [5d] > 2 tablett p:M @1d [5d]", "2026-11-06",
    "? 4 tabletter morgen daglig ..; 2 tabletter morgen daglig .." },
  /* a pause, written out or as a gap between dates */
  { "1 tablett p:M @1d [7d] from:2026-11-01 > pause [7d] > 1 tablett p:M @1d", "2026-11-10",
    "1 tablett morgen daglig 2026-11-01..2026-11-08; *pause 2026-11-08..2026-11-15; 1 tablett morgen daglig "
    "2026-11-15.." },
  { "1 tablett p:M @1d from:2026-11-01 to:2026-11-08 > 1 tablett p:M @1d from:2026-11-15", "2026-11-10",
    "1 tablett morgen daglig 2026-11-01..2026-11-08; *pause 2026-11-08..2026-11-15; 1 tablett morgen daglig "
    "2026-11-15.." },
  /* a length that is a range: sure only at its beginning */
  { "1 tablett p:M @1d [2-4d] from:2026-11-01 > 2 tablett p:M @1d", "2026-11-02",
    "*1 tablett morgen daglig 2026-11-01..; 2 tabletter morgen daglig .." },
  { "1 tablett p:M @1d [2-4d] from:2026-11-01 > 2 tablett p:M @1d", "2026-11-04",
    "? 1 tablett morgen daglig 2026-11-01..; 2 tabletter morgen daglig .." },
};

static char *
iso (SmtDate date)
{
  return smt_date_is_set (date) ? smt_date_to_iso (date) : g_strdup ("");
}

static char *
plan_text (const SmtStepPlan *plan)
{
  GString *out = g_string_new (plan->place_known ? "" : "? ");

  for (guint i = 0; i < plan->n_steps; i++)
    {
      const SmtPlannedStep *step = &plan->steps[i];
      g_autofree char *dose =
          step->dose != NULL ? smt_rhythm_to_words (step->dose, SMT_LANGUAGE_NB) : g_strdup ("pause");
      g_autofree char *from = iso (step->from);
      g_autofree char *to = iso (step->to);

      g_string_append_printf (out, "%s%s%s %s..%s", i > 0 ? "; " : "", step->now ? "*" : "", dose, from, to);
    }
  return g_string_free (out, FALSE);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (rows[i].rhythm);
      g_autoptr (SmtStepPlan) plan = NULL;
      g_autofree char *text = NULL;
      SmtDate day;

      g_assert_true (smt_date_parse (rows[i].day, &day));
      plan = smt_step_plan_new (rhythm, day);
      g_assert_nonnull (plan);
      text = plan_text (plan);
      g_assert_cmpstr (text, ==, rows[i].plan);
    }
}

static void
test_one_step_is_no_plan (void)
{
  g_autoptr (SmtRhythm) rhythm = notation_read ("1 tablett p:M @1d from:2026-11-01 to:2026-11-08");

  g_assert_null (smt_step_plan_new (rhythm, smt_date_new (2026, 11, 2)));
}

static void
test_now (void)
{
  g_autoptr (SmtRhythm) rhythm = notation_read (rows[4].rhythm);
  g_autoptr (SmtStepPlan) plan = smt_step_plan_new (rhythm, smt_date_new (2026, 11, 6));
  g_autoptr (SmtStepPlan) before = smt_step_plan_new (rhythm, smt_date_new (2026, 10, 6));
  guint index = 0;

  g_assert_true (smt_step_plan_now (plan, &index) == &plan->steps[1]);
  g_assert_cmpuint (index, ==, 1);
  g_assert_null (smt_step_plan_now (before, NULL));
  g_assert_true (before->place_known);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dosing/step-plan/rows", test_rows);
  g_test_add_func ("/dosing/step-plan/one-step", test_one_step_is_no_plan);
  g_test_add_func ("/dosing/step-plan/now", test_now);
  return g_test_run ();
}
