/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rhythms and bounds laid out over days. Days: D dose, - rest, ~ maybe, ? unknown. Brackets: "from-to count/period",
 * with
 * "!" when cut. 2026-11-02 is a Monday.
 */
#include "dosing/smt-layout.h"

#include "notation.h"

#include <string.h>

typedef struct
{
  const char *rhythm;
  const char *first;
  const char *days;
  const char *brackets;
} Row;

static const Row rows[] = {
  /* surely known */
  { "1 tablett @1d", "2026-11-02", "DDDDDDD", "" },
  { "1 tablett x3 @1d", "2026-11-02", "DDDDDDD", "" },
  { "1 tablett @8h", "2026-11-02", "DDDDDDD", "" },
  { "3 tablett @mon", "2026-11-02", "D------D------", "" },
  { "3 tablett @mon", "2026-11-04", "-----D------D-", "" },
  { "1 tablett @mon,wed,fri", "2026-11-02", "D-D-D--", "" },
  { "1 tablett @!mon,tue", "2026-11-02", "--DDDDD", "" },
  { "3 tablett @7d ^2026-11-03", "2026-11-02", "-D------D-----", "" },
  { "3 tablett @1w ^2026-10-27", "2026-11-02", "-D------D-----", "" },
  { "1 tablett @2d ^2026-11-03", "2026-11-02", "-D-D-D-", "" },
  { "1 tablett @3d ^2026-11-10", "2026-11-02", "--D--D--D--D", "" },
  { "1 plaster @72h ^2026-11-02", "2026-11-02", "D--D--D--", "" },
  { "1 plaster @mon/2w ^2026-11-02", "2026-11-02", "D-------------D------", "" },
  { "1 plaster @mon,thu/2w ^2026-11-05", "2026-11-02", "D--D----------D--D---", "" },
  { "1 tablett @c7:1,2 from:2026-11-02", "2026-11-02", "DD-----DD-----", "" },
  { "1 tablett @c7:2,3 ^2026-11-03", "2026-11-02", "-DD-----DD----", "" },
  { "1 tablett @c4:1 ^2026-11-06 r2", "2026-11-02", "----D---D-----", "" },
  { "1 dose @l1 from:2026-11-04", "2026-11-02", "??D----", "" },
  { "1 dose @l1,3 from:2026-11-02", "2026-11-02", "D-D----", "" },
  { "1 dose @7d ^2026-11-02 r2", "2026-11-02", "D------D-------------", "" },
  { "1 dose @7d r2 from:2026-11-03", "2026-11-02", "?D------D------", "" },
  { "1 dose @7d r2", "2026-11-02", "~~~~~~~", "0-7 2!" },
  { "1 dose @1d r3 from:2026-11-02", "2026-11-02", "DDD----", "" },
  { "1 tablett @mon + 1 tablett @thu", "2026-11-02", "D--D---", "" },
  /* how many, not which */
  { "3 tablett @1w", "2026-11-02", "~~~~~~~~~~~~~~", "0-7 1/1w; 7-14 1/1w" },
  { "3 tablett @7d", "2026-11-02", "~~~~~~~", "0-7 1/1w" },
  { "3 tablett @1w", "2026-11-05", "~~~~~~~~~~~~~~", "0-4 1/1w!; 4-11 1/1w; 11-14 1/1w!" },
  { "1 tablett @k2-3/1w", "2026-11-02", "~~~~~~~", "0-7 2-3/1w" },
  { "1 tablett @2d", "2026-11-02", "~~~~~~", "0-2 1/2d; 2-4 1/2d; 4-6 1/2d" },
  { "1 sprøyte @2w", "2026-11-02", "~~~~~~~~~~~~~~~~~~~~~", "0-14 1/2w; 14-21 1/2w!" },
  { "1 plaster @3-4d", "2026-11-02", "~~~~~~~", "0-7 1/3-4d!" },
  { "1 plaster @36h", "2026-11-02", "~~~~~~~", "0-7 1/36h!" },
  { "1 ml @2-3m", "2026-11-02", "~~~~~~~", "0-7 1/2-3m!" },
  { "1 ml @1m", "2026-11-28", "~~~~~~~", "0-3 1/1m!; 3-7 1/1m!" },
  { "1 ml @3m", "2026-11-02", "~~~~~~~", "0-7 1/3m!" },
  { "1 ml @3m ^2026-11-04", "2026-11-02", "~~D~~~~", "0-7 1/3m!" },
  { "1 plaster @mon/2w", "2026-11-02", "~------~------", "0-14 1/2w" },
  { "1 kapsel @c28:1-21", "2026-11-02", "~~~~~~~~~~~~~~~~~~~~~~~~~~~~", "0-28 21/28d" },
  { "1 dose @l1,8", "2026-11-02", "~~~~~~~", "0-7 2!" },
  { "1 tablett x3 @1d [7d]", "2026-11-02", "~~~~~~~~~~", "0-10 7/7d!" },
  { "1 tablett @1w [10d]", "2026-11-02", "~~~~~~~", "0-7 ?/10d!" },
  { "prn 1 tablett @1d", "2026-11-02", "~~~~~~~", "0-7 <1/1d!" },
  { "prn 1 tablett @mon", "2026-11-02", "~------", "0-7 <1/1w" },
  { "1 tablett p:M @1w + 1 tablett p:E @1w", "2026-11-02", "~~~~~~~", "0-7 1/1w" },
  /* not said */
  { "1 tablett", "2026-11-02", "???????", "" },
  { "1 tablett x3", "2026-11-02", "???????", "" },
  { "1 tablett [7d]", "2026-11-02", "???????", "" },
  { "prn 1 tablett", "2026-11-02", "???????", "" },
  { "1 tablett p:M + 1 tablett p:E @mon", "2026-11-02", "D??????", "" },
  /* dates and steps */
  { "1 tablett @1d from:2026-11-04", "2026-11-02", "??DDDDD", "" },
  { "1 tablett @1d from:2026-11-02 to:2026-11-05", "2026-11-02", "DDD----", "" },
  { "1 tablett @1d to:2026-11-05", "2026-11-02", "DDD----", "" },
  { "1 tablett @1d from:2026-11-02 [3d]", "2026-11-02", "DDD----", "" },
  { "1 tablett @1d from:2026-11-02 [3-5d]", "2026-11-02", "DDD????", "" },
  { "1 tablett @1d from:2026-11-02 [3d] > pause [2d] > 1 tablett @1d", "2026-11-01", "?DDD--DD", "" },
  { "1 tablett @1d from:2026-11-02 to:2026-11-04 > 1 tablett @1d from:2026-11-06", "2026-11-02", "DD--DDD", "" },
  { "1 tablett @1d from:2026-11-02 > 1 tablett @mon from:2026-11-06", "2026-11-02", "DDDD---D------D", "" },
  { "1 tablett @1d [7d] > 1 tablett @mon", "2026-11-02", "???????", "" },
  { "1 tablett @1d from:2026-11-02 [3d] > 1 tablett @1w", "2026-11-02", "DDD~~~~~~~~~~~", "3-7 1/1w; 7-14 1/1w" },
  { "1 tablett @1w from:2026-11-02 to:2026-11-12", "2026-11-02", "~~~~~~~~~~--", "0-7 1/1w; 7-10 1/1w" },
};

static void
append_range (GString *out, SmtRange range)
{
  g_autofree char *lo = smt_decimal_to_string (range.lo);
  g_autofree char *hi = smt_decimal_to_string (range.hi);

  if (range.kind == SMT_RANGE_UNKNOWN)
    g_string_append (out, "?");
  else if (range.kind == SMT_RANGE_EXACT)
    g_string_append (out, hi);
  else if (range.kind == SMT_RANGE_AT_MOST)
    g_string_append_printf (out, "<%s", hi);
  else
    g_string_append_printf (out, "%s-%s", lo, hi);
}

static char *
brackets_text (const SmtLayout *layout)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < layout->n_brackets; i++)
    {
      const SmtBracket *bracket = &layout->brackets[i];
      g_string_append_printf (out, "%s%u-%u ", i > 0 ? "; " : "", bracket->from, bracket->to);
      append_range (out, bracket->count);
      if (bracket->period.kind != SMT_RANGE_UNKNOWN)
        {
          g_string_append_c (out, '/');
          append_range (out, bracket->period);
          g_string_append_c (out, "hdwmy"[bracket->unit]);
        }
      if (bracket->cut)
        g_string_append_c (out, '!');
    }
  return g_string_free (out, FALSE);
}

static char *
days_text (const SmtLayout *layout)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < layout->n_days; i++)
    g_string_append_c (out, "?-D~"[layout->days[i].kind]);
  return g_string_free (out, FALSE);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (rows[i].rhythm);
      SmtDate first;
      g_assert_true (smt_date_parse (rows[i].first, &first));
      g_autoptr (SmtLayout) layout = smt_rhythm_lay_out (rhythm, first, (guint)strlen (rows[i].days));
      g_autofree char *days = days_text (layout);
      g_autofree char *brackets = brackets_text (layout);
      g_autofree char *got = g_strdup_printf ("%s: %s [%s]", rows[i].rhythm, days, brackets);
      g_autofree char *wanted = g_strdup_printf ("%s: %s [%s]", rows[i].rhythm, rows[i].days, rows[i].brackets);
      g_assert_cmpstr (got, ==, wanted);
    }
}

static void
assert_day (const char *text, guint day, const char *amount, const char *times)
{
  g_autoptr (SmtRhythm) rhythm = notation_read (text);
  g_autoptr (SmtLayout) layout = smt_rhythm_lay_out (rhythm, smt_date_new (2026, 11, 2), 7);
  g_autoptr (GString) got_amount = g_string_new (NULL);
  g_autoptr (GString) got_times = g_string_new (NULL);

  append_range (got_amount, layout->days[day].amount);
  append_range (got_times, layout->days[day].times);
  g_assert_cmpstr (got_amount->str, ==, amount);
  g_assert_cmpstr (got_times->str, ==, times);
}

static void
test_amounts (void)
{
  assert_day ("3 tablett @mon", 0, "3", "1");
  assert_day ("3 tablett @mon", 1, "?", "?");
  assert_day ("1 tablett x3 @1d", 2, "3", "3");
  assert_day ("1 tablett p:M @1d + 2 tablett p:E @1d", 0, "3", "2");
  assert_day ("1-2 tablett x3 @1d", 0, "3-6", "3");
  assert_day ("1 tablett @1d + 2 tablett @mon", 0, "3", "2");
  assert_day ("1 tablett @1d + 2 tablett @mon", 1, "1", "1");
  assert_day ("1 tablett p:M @1d + 5 ml p:E @1d", 0, "?", "2");
  assert_day ("1 tablett @1d + 1 tablett @1w", 0, "?", "?");
  assert_day ("_ _ @1d", 0, "?", "?");
  assert_day ("10 mg pd x2 @1d", 0, "10", "2");
  assert_day ("15 mg pp @mon,thu", 0, "7.5", "?");
  assert_day ("10 mg pp @mon,wed,fri", 0, "?", "?"); /* 10/3 is no decimal */
  assert_day ("1 tablett x<4 @1d", 0, "<4", "<4");
}

static void
assert_bound (SmtRatio min_days, const char *first_day, const char *expected)
{
  SmtBound bound = { .min_days = min_days };
  SmtDate first;

  g_assert_true (smt_date_parse (first_day, &first));
  g_autoptr (SmtLayout) layout = smt_bound_lay_out (&bound, first, 14);
  g_autofree char *days = days_text (layout);
  g_autofree char *brackets = brackets_text (layout);
  g_assert_cmpstr (days, ==, "~~~~~~~~~~~~~~");
  g_assert_cmpstr (brackets, ==, expected);
}

static void
test_bound (void)
{
  assert_bound (SMT_RATIO_INT (7), "2026-11-02", "0-7 <1/1w; 7-14 <1/1w");
  assert_bound (SMT_RATIO_INT (7), "2026-11-04", "0-5 <1/1w!; 5-12 <1/1w; 12-14 <1/1w!");
  assert_bound (SMT_RATIO_INT (3), "2026-11-02", "0-3 <1/3d; 3-6 <1/3d; 6-9 <1/3d; 9-12 <1/3d; 12-14 <1/3d!");
  assert_bound (SMT_RATIO_INT (28), "2026-11-02", "0-14 <1/4w!");
  assert_bound ((SmtRatio){ 7, 2 }, "2026-11-02", "0-7 <2/1w; 7-14 <2/1w");
  assert_bound (SMT_RATIO_INT (1), "2026-11-02", "0-14 <1/1d!");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dosing/layout/days", test_rows);
  g_test_add_func ("/dosing/layout/amounts", test_amounts);
  g_test_add_func ("/dosing/layout/bound", test_bound);
  return g_test_run ();
}
