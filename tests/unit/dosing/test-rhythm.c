/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Building, equality, daily and validity of rhythms.
 */
#include "dosing/smt-rhythm.h"

#include "notation.h"

typedef struct
{
  const char *a;
  const char *b;
} Pair;

static const Pair equal[] = {
  { "1 tablett @1d", "1.0 tablett @1d" },
  { "1 tablett p:M @1d + 1 tablett p:E @1d", "1 tablett p:ME @1d" },
  { "1 tablett p:E @1d + 1 tablett p:M @1d", "1 tablett p:ME x2 @1d" },
  { "1 tablett p:M @1d + 2 tablett p:E @1d", "2 tablett p:E @1d + 1 tablett p:M @1d" },
  { "1 tablett x1 @1d + 1 tablett x2 @1d", "1 tablett x3 @1d" },
  { "1 tablett c:2000,0800 @1d", "1 tablett c:0800 @1d + 1 tablett c:2000 @1d" },
  { "1 tablett @mon + 1 tablett @thu", "1 tablett @mon,thu" },
  { "1 tablett p:M @mon,thu + 1 tablett p:E @mon", "1 tablett p:ME @mon + 1 tablett p:M @thu" },
  { "1 tablett @mon,tue,wed + 1 tablett @thu,fri,sat,sun", "1 tablett @1d" },
  { "1 mg @!mon,tue", "1 mg @wed,thu,fri,sat,sun" },
  { "1 tablett @mon,tue,wed,thu,fri,sat,sun", "1 tablett @1d" },
  { "1 tablett @mon/1w", "1 tablett @mon" },
  { "1 tablett @k1/1w", "1 tablett @1w" },
  { "1 tablett @k7/1w", "1 tablett @1d" },
  { "1 tablett @c7:1-7", "1 tablett @1d" },
  { "1 tablett @1d ^2026-11-02", "1 tablett @1d" },
  { "1 tablett @mon ^2026-11-02", "1 tablett @mon" },
  { "3 tablett x1 @mon", "3 tablett @mon" },
  { "1-1 tablett @1d", "1 tablett @1d" },
  { "1 tbl @1d", "1 tablett @1d" },
  { "50 ug @1d", "50 mikrogram @1d" },
  { "10 E @1d", "10 IE @1d" },
  { "prn max:8:tbl 1 tablett", "prn max:8 1 tablett" },
  { "1 dose @7d r2", "1 dose @l1,8" },
  { "1 dose @1w r2", "1 dose @7d r2" },
  { "1 dose @7d r2 ^2026-11-02", "1 dose @l1,8 ^2026-11-02" },
  { "prn 1 tablett x<4", "prn maxx:4 1 tablett" },
  { "prn max:8:tablett 1 tablett", "prn max:8 1 tablett" },
};

static const Pair different[] = {
  { "1 tablett @1d", "2 tablett @1d" },
  { "1 tablett @1d", "1 mg @1d" },
  { "1 tablett @1d", "1 tablett @1w" },
  { "1 tablett @1d", "1 tablett" },
  { "1 tablett @7d", "1 tablett @1w" },
  { "1 tablett @7d", "1 tablett @7d ^2026-11-02" },
  { "1 tablett @7d ^2026-11-02", "1 tablett @7d ^2026-11-03" },
  { "3 tablett @7d ^2026-11-02", "3 tablett @mon" },
  { "1 tablett p:M @1d", "1 tablett p:E @1d" },
  { "1 tablett p:M @1d", "1 tablett @1d" },
  { "1 tablett p:M x1", "1 tablett x1" },
  { "1 tablett @mon/2w ^2026-11-02", "1 tablett @mon/2w ^2026-11-09" },
  { "1 tablett @mon/2w + 1 tablett @thu/2w", "1 tablett @mon,thu/2w" },
  { "1 tablett x3", "1 tablett x3 @1d" },
  { "1 tablett", "1 tablett x1" },
  { "1 tablett @1d", "prn 1 tablett @1d" },
  { "1 tablett @1d [7d]", "1 tablett @1d" },
  { "1 tablett @1d from:2026-11-01", "1 tablett @1d from:2026-11-02" },
  { "1 tablett @1d to:2026-11-01", "1 tablett @1d" },
  { "1 tablett @1d [7d] > pause", "1 tablett @1d [7d]" },
  { "10 mg pd @1d", "10 mg @1d" },
  { "70 mg pp @k7/1w", "70 mg pp @1d" },
  { "5 mg /kg @1d", "5 mg @1d" },
  { "prn maxx:4 1 tablett", "prn maxx:3 1 tablett" },
  { "prn max:8 1 tablett", "prn max:6 1 tablett" },
  { "1 dose @7d r2", "1 dose @7d" },
  { "1 tablett x<3 @1d", "1 tablett x3 @1d" },
  { "1 tablett p:M @1d + 1 tablett p:M @1d", "1 tablett p:M @1d" },
};

static const char *const daily[] = {
  "1 tablett @1d",
  "_ _ @1d",
  "1 tablett x3 @1d",
  "1 tablett @8h",
  "1 tablett @4-6h",
  "1 tablett @24h",
  "1 tablett @mon,tue,wed,thu,fri,sat,sun",
  "1 tablett @mon,tue,wed,thu,fri + 2 tablett @sat,sun",
  "1 tablett @k7/1w",
  "1 tablett @1d + 1 tablett @mon",
  "1 tablett @1d [7d] > pause [7d] > 1 tablett @1d",
  "prn 1 tablett @1d",
};

static const char *const not_daily[] = {
  "1 tablett",
  "1 tablett x3",
  "1 tablett p:M",
  "1 tablett @2d",
  "1 tablett @1w",
  "1 tablett @mon",
  "1 tablett @!sun",
  "1 tablett @36h",
  "1 tablett @12-36h",
  "1 tablett @k6-7/1w",
  "1 tablett @c28:1-21",
  "1 dose @l1",
  "1 tablett @1d [7d] > 1 tablett @1w",
  "1 tablett @1d [7d] > 1 tablett",
  "1 tablett @mon,tue,wed,thu/2w + 1 tablett @fri,sat,sun/2w",
  "pause",
};

static const char *const valid[] = {
  "1 tablett @1d",
  "1 tablett",
  "_ _",
  "0 tablett @1d",
  "0-1 tablett @1d",
  "1 tablett p:ME x2 @1d",
  "1 tablett p:M c:0800 @1d",
  "1 tablett @mon ^2026-11-02",
  "1 tablett @c384:1,384",
  "1 tablett @k<3/1w",
  "1 tablett @1d from:2026-11-01 to:2026-11-08 [7d]",
  "1 tablett @1d from:2026-11-01 to:2026-11-08 [1w]",
  "1 tablett @1d from:2026-11-01 to:2026-11-08 > 1 tablett @1w from:2026-11-08",
  "1 tablett @1d from:2026-11-01 > 1 tablett @1w from:2026-11-08",
  "1 tablett @1d to:2026-11-08 > 1 tablett @1w",
};

static const char *const invalid[] = {
  "-1 tablett @1d",
  "1 tablett x0 @1d",
  "1 tablett p:ME x3 @1d",
  "1 tablett p:ME c:0800 @1d",
  "1 tablett c:0800 x2 @1d",
  "1 tablett c:0800,0800 @1d",
  "1 tablett c:2400 @1d",
  "1 tablett @0d",
  "1 tablett @_d",
  "1 tablett @!mon,tue,wed,thu,fri,sat,sun",
  "1 tablett @mon ^2026-11-03",
  "1 tablett @!mon ^2026-11-02",
  "1 tablett @mon/2d",
  "1 tablett @c0:1",
  "1 tablett @c385:1",
  "1 tablett @c7:8",
  "1 tablett @k8/1w",
  "1 tablett @k_/1w",
  "1 tablett @1d from:2026-11-08 to:2026-11-08",
  "1 tablett @1d from:2026-11-08 to:2026-11-01",
  "1 tablett @1d from:2026-11-01 to:2026-11-08 [6d]",
  "1 tablett @1d from:2026-11-01 to:2026-11-09 > 1 tablett @1w from:2026-11-08",
  "1 tablett @1d from:2026-11-08 > 1 tablett @1w from:2026-11-08",
  "1 tablett @1d from:2026-11-08 > 1 tablett @1w from:2026-11-01",
  "1 tablett @1d [0d]",
  "max:-1 1 tablett @1d",
};

static void
test_equal (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (equal); i++)
    {
      g_autoptr (SmtRhythm) a = notation_read (equal[i].a);
      g_autoptr (SmtRhythm) b = notation_read (equal[i].b);
      g_test_message ("%s | %s", equal[i].a, equal[i].b);
      g_assert_true (smt_rhythm_equal (a, b));
      g_assert_true (smt_rhythm_equal (b, a));
    }
}

static void
test_different (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (different); i++)
    {
      g_autoptr (SmtRhythm) a = notation_read (different[i].a);
      g_autoptr (SmtRhythm) b = notation_read (different[i].b);
      g_test_message ("%s | %s", different[i].a, different[i].b);
      g_assert_false (smt_rhythm_equal (a, b));
      g_assert_false (smt_rhythm_equal (b, a));
      g_assert_true (smt_rhythm_equal (a, a));
    }
}

/* What was stated and what a standard filled in is how it was said, not what. */
static void
test_stated_does_not_count (void)
{
  g_autoptr (SmtRhythm) a = notation_read ("2 tablett p:E @1d");
  g_autoptr (SmtRhythm) b = smt_rhythm_copy (a);

  b->defaulted = SMT_ATTRIBUTE_DAYS;
  b->stated = SMT_ATTRIBUTE_AMOUNT;
  g_assert_true (smt_rhythm_equal (a, b));
}

static void
test_canonical_is_stable (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (equal); i++)
    {
      g_autoptr (SmtRhythm) a = notation_read (equal[i].a);
      g_autoptr (SmtRhythm) once = smt_rhythm_canonical (a);
      g_autoptr (SmtRhythm) twice = smt_rhythm_canonical (once);
      g_assert_true (smt_rhythm_equal (a, once));
      g_assert_cmpuint (once->steps[0].n_beats, ==, twice->steps[0].n_beats);
    }
}

static void
test_canonical_merges (void)
{
  g_autoptr (SmtRhythm) rhythm = notation_read ("1 tablett p:E @1d + 1 tablett p:M @1d + 1 tablett p:D @1d");
  g_autoptr (SmtRhythm) canonical = smt_rhythm_canonical (rhythm);
  const SmtBeat *beat = &canonical->steps[0].beats[0];

  g_assert_cmpuint (canonical->steps[0].n_beats, ==, 1);
  g_assert_cmphex (beat->parts, ==, SMT_PART_MORNING | SMT_PART_MIDDAY | SMT_PART_EVENING);
  g_assert_true (smt_range_is_int (beat->times, 3));
  g_assert_cmpuint (rhythm->steps[0].n_beats, ==, 3);
}

/* The field writes the unit it was given: "mg" must not come out of a canonical form as "milligram". */
static void
test_canonical_keeps_units (void)
{
  g_autoptr (SmtRhythm) rhythm = notation_read ("max:8:g 500 mg @1d");
  g_autoptr (SmtRhythm) canonical = smt_rhythm_canonical (rhythm);

  g_assert_cmpstr (canonical->steps[0].beats[0].unit, ==, "mg");
  g_assert_cmpstr (canonical->max_unit, ==, "g");
}

static void
test_daily (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (daily); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (daily[i]);
      g_test_message ("%s", daily[i]);
      g_assert_true (smt_rhythm_is_daily (rhythm));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (not_daily); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (not_daily[i]);
      g_test_message ("%s", not_daily[i]);
      g_assert_false (smt_rhythm_is_daily (rhythm));
    }
}

static void
test_nothing_is_daily_by_accident (void)
{
  g_autoptr (SmtRhythm) empty = smt_rhythm_new ();
  g_assert_false (smt_rhythm_is_daily (empty));
  g_assert_false (smt_rhythm_validate (empty));

  smt_rhythm_add_step (empty);
  g_assert_false (smt_rhythm_is_daily (empty));
  smt_rhythm_add_beat (empty, 0);
  g_assert_false (smt_rhythm_is_daily (empty));
  g_assert_cmpuint (smt_beat_times_if_known (&empty->steps[0].beats[0]), ==, 0);
}

static void
test_valid (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (valid); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (valid[i]);
      g_test_message ("%s", valid[i]);
      g_assert_true (smt_rhythm_validate (rhythm));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (invalid[i]);
      g_test_message ("%s", invalid[i]);
      g_assert_false (smt_rhythm_validate (rhythm));
    }
}

/* Ends that contradict the kind of a range can only be made by hand. */
static void
test_broken_ranges (void)
{
  g_autoptr (SmtRhythm) rhythm = notation_read ("1 tablett @1d");
  SmtBeat *beat = &rhythm->steps[0].beats[0];

  beat->amount = (SmtRange){ SMT_DECIMAL_INT (3), SMT_DECIMAL_INT (2), SMT_RANGE_BETWEEN };
  g_assert_false (smt_rhythm_validate (rhythm));
  beat->amount = (SmtRange){ SMT_DECIMAL_INT (2), SMT_DECIMAL_INT (3), SMT_RANGE_EXACT };
  g_assert_false (smt_rhythm_validate (rhythm));
  beat->amount = (SmtRange){ { 1, 19 }, { 1, 19 }, SMT_RANGE_EXACT };
  g_assert_false (smt_rhythm_validate (rhythm));
  beat->amount = smt_range_exact_int (1);
  g_assert_true (smt_rhythm_validate (rhythm));
  beat->n_clock = SMT_MAX_CLOCK + 1;
  g_assert_false (smt_rhythm_validate (rhythm));
}

static void
assert_times (const char *text, guint times)
{
  g_autoptr (SmtRhythm) rhythm = notation_read (text);

  g_assert_cmpuint (smt_beat_times_if_known (&rhythm->steps[0].beats[0]), ==, times);
}

static void
test_times (void)
{
  assert_times ("1 tablett x3 @1d", 3);
  assert_times ("1 tablett p:ME @1d", 2);
  assert_times ("1 tablett c:0800,1400,2000 @1d", 3);
  assert_times ("1 tablett @8h", 3);
  assert_times ("1 tablett @5h", 0);
  assert_times ("1 tablett @4-6h", 0);
  assert_times ("1 tablett x3-4 @1d", 0);
  assert_times ("1 tablett x<3 @1d", 0);
  assert_times ("1 tablett @1d", 0);
  assert_times ("1 tablett", 0);
}

static void
test_ready_made (void)
{
  SmtRange one = smt_range_exact_int (1);
  SmtDate monday = smt_date_new (2026, 11, 2);
  g_autoptr (SmtRhythm) parts = smt_rhythm_new_daily (one, "tablett", SMT_PART_MORNING | SMT_PART_EVENING, 0);
  g_autoptr (SmtRhythm) counted = smt_rhythm_new_daily (one, "tablett", 0, 3);
  g_autoptr (SmtRhythm) weekly = smt_rhythm_new_every_n (one, "tablett", 7, SMT_TIME_UNIT_DAY, monday);
  g_autoptr (SmtRhythm) weekdays = smt_rhythm_new_weekdays (one, NULL, 0x11);
  g_autoptr (SmtRhythm) parts_read = notation_read ("1 tablett p:ME @1d");
  g_autoptr (SmtRhythm) counted_read = notation_read ("1 tablett x3 @1d");
  g_autoptr (SmtRhythm) weekly_read = notation_read ("1 tablett @7d ^2026-11-02");
  g_autoptr (SmtRhythm) weekdays_read = notation_read ("1 _ @mon,fri");

  g_assert_true (smt_rhythm_equal (parts, parts_read));
  g_assert_true (smt_rhythm_equal (counted, counted_read));
  g_assert_true (smt_rhythm_equal (weekly, weekly_read));
  g_assert_true (smt_rhythm_equal (weekdays, weekdays_read));
  g_assert_cmphex (parts->stated, ==,
                   SMT_ATTRIBUTE_AMOUNT | SMT_ATTRIBUTE_UNIT | SMT_ATTRIBUTE_TIMES | SMT_ATTRIBUTE_PARTS
                       | SMT_ATTRIBUTE_DAYS);
  g_assert_cmphex (weekly->stated, ==,
                   SMT_ATTRIBUTE_AMOUNT | SMT_ATTRIBUTE_UNIT | SMT_ATTRIBUTE_DAYS | SMT_ATTRIBUTE_PHASE);
}

static void
test_copy_is_deep (void)
{
  g_autoptr (SmtRhythm) rhythm = notation_read ("max:4:g 1 tablett @1d [7d] > 2 tablett @1w");
  g_autoptr (SmtRhythm) copy = smt_rhythm_copy (rhythm);

  smt_beat_set_unit (&copy->steps[0].beats[0], "kapsel");
  smt_rhythm_set_max_unit (copy, NULL);
  smt_rhythm_add_beat (copy, 1);
  g_assert_cmpstr (rhythm->steps[0].beats[0].unit, ==, "tablett");
  g_assert_cmpstr (rhythm->max_unit, ==, "g");
  g_assert_cmpuint (rhythm->steps[1].n_beats, ==, 1);
}

static void
test_ref (void)
{
  SmtRhythm *rhythm = notation_read ("1 tablett @1d");
  SmtRhythm *again = smt_rhythm_ref (rhythm);

  g_assert_true (again == rhythm);
  smt_rhythm_unref (rhythm);
  g_assert_cmpstr (again->steps[0].beats[0].unit, ==, "tablett");
  smt_rhythm_unref (again);
  smt_rhythm_unref (NULL);
}

static void
test_day_bits (void)
{
  SmtDayBits bits = { { 0 } };

  smt_day_bits_set (&bits, 1);
  smt_day_bits_set (&bits, 64);
  smt_day_bits_set (&bits, 65);
  smt_day_bits_set (&bits, SMT_MAX_CYCLE);
  smt_day_bits_set (&bits, 1);
  g_assert_cmpuint (smt_day_bits_count (&bits), ==, 4);
  g_assert_true (smt_day_bits_has (&bits, 64));
  g_assert_true (smt_day_bits_has (&bits, SMT_MAX_CYCLE));
  g_assert_false (smt_day_bits_has (&bits, 2));
  g_assert_false (smt_day_bits_has (&bits, 0));
  g_assert_false (smt_day_bits_has (&bits, SMT_MAX_CYCLE + 1));
}

static void
test_ranges (void)
{
  SmtRange exact = smt_range_between (SMT_DECIMAL_INT (2), (SmtDecimal){ 20, 1 });

  g_assert_cmpint (exact.kind, ==, SMT_RANGE_EXACT);
  g_assert_true (smt_range_is_int (exact, 2));
  g_assert_false (smt_range_is_int (SMT_RANGE_NONE, 0));
  g_assert_false (smt_range_is_int (smt_range_at_most (SMT_DECIMAL_INT (2)), 2));
  g_assert_true (smt_range_equal (SMT_RANGE_NONE, SMT_RANGE_NONE));
  g_assert_false (smt_range_equal (SMT_RANGE_NONE, smt_range_exact_int (0)));
  g_assert_false (smt_range_equal (smt_range_at_most (SMT_DECIMAL_INT (2)), smt_range_exact_int (2)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dosing/rhythm/equal", test_equal);
  g_test_add_func ("/dosing/rhythm/different", test_different);
  g_test_add_func ("/dosing/rhythm/stated-does-not-count", test_stated_does_not_count);
  g_test_add_func ("/dosing/rhythm/canonical-is-stable", test_canonical_is_stable);
  g_test_add_func ("/dosing/rhythm/canonical-merges", test_canonical_merges);
  g_test_add_func ("/dosing/rhythm/canonical-keeps-units", test_canonical_keeps_units);
  g_test_add_func ("/dosing/rhythm/daily", test_daily);
  g_test_add_func ("/dosing/rhythm/nothing-is-daily-by-accident", test_nothing_is_daily_by_accident);
  g_test_add_func ("/dosing/rhythm/valid", test_valid);
  g_test_add_func ("/dosing/rhythm/broken-ranges", test_broken_ranges);
  g_test_add_func ("/dosing/rhythm/times", test_times);
  g_test_add_func ("/dosing/rhythm/ready-made", test_ready_made);
  g_test_add_func ("/dosing/rhythm/copy-is-deep", test_copy_is_deep);
  g_test_add_func ("/dosing/rhythm/ref", test_ref);
  g_test_add_func ("/dosing/rhythm/day-bits", test_day_bits);
  g_test_add_func ("/dosing/rhythm/ranges", test_ranges);
  return g_test_run ();
}
