/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a rhythm means in four weeks, and how two rhythms differ. Spreads are written "4", "28/3", "2-3", "<8", "?".
 */
#include "dosing/smt-compare.h"

#include "notation.h"

#include <string.h>

typedef struct
{
  const char *rhythm;
  const char *dose_days;
  const char *amount;
  const char *doses;
  const char *amount_28;
  const char *weekdays; /* seven signs, "x------" is Monday; NULL = unknown */
} MeasureRow;

static const MeasureRow measures[] = {
  /* daily */
  { "3 tablett @1d", "28", "3", "1", "84", NULL },
  { "1 tablett x3 @1d", "28", "3", "3", "84", NULL },
  { "0.5 tablett x3 @1d", "28", "3/2", "3", "42", NULL },
  { "1-2 tablett x3-4 @1d", "28", "3-8", "3-4", "84-224", NULL },
  { "1 tablett x<4 @1d", "28", "<4", "<4", "<112", NULL },
  { "1 tablett p:ME @1d", "28", "2", "2", "56", NULL },
  { "1 tablett p:M @1d + 2 tablett p:E @1d", "28", "3", "2", "84", NULL },
  { "1 tablett c:0800,1400,2000 @1d", "28", "3", "3", "84", NULL },
  { "1 tablett @8h", "28", "3", "3", "84", NULL },
  { "1 tablett @4-6h", "28", "4-6", "4-6", "112-168", NULL },
  { "1 tablett @5h", "28", "4-5", "4-5", "112-140", NULL },
  { "1 tablett @24h", "28", "1", "1", "28", NULL },
  { "1 tablett @mon,tue,wed,thu,fri,sat,sun", "28", "1", "1", "28", NULL },
  { "1 tablett @k7/1w", "28", "1", "1", "28", NULL },
  { "1 tablett p:M @1d + 5 ml p:E @1d", "28", "?", "2", "?", NULL },
  { "1 tablett p:M @1d + 1 tablett p:E @1d + 5 ml p:N @1d", "28", "?", "3", "?", NULL },
  /* rarer */
  { "1 plaster @168h ^2026-11-02", "4", "1", "1", "4", "x------" },
  { "1 tablett @2d", "14", "1", "1", "14", NULL },
  { "1 tablett @3d", "28/3", "1", "1", "28/3", NULL },
  { "1 plaster @72h", "28/3", "1", "1", "28/3", NULL },
  { "1 plaster @36h", "56/3", "1", "1", "56/3", NULL },
  { "1 plaster @3-4d", "7-28/3", "1", "1", "7-28/3", NULL },
  { "3 tablett @1w", "4", "3", "1", "12", NULL },
  { "3 tablett @7d", "4", "3", "1", "12", NULL },
  { "3 tablett @7d ^2026-11-02", "4", "3", "1", "12", "x------" },
  { "3 tablett @1w ^2026-11-03", "4", "3", "1", "12", "-x-----" },
  { "3 tablett @14d ^2026-11-02", "2", "3", "1", "6", "x------" },
  { "3 tablett @3d ^2026-11-02", "28/3", "3", "1", "28", NULL },
  { "3 tablett @k1/1w", "4", "3", "1", "12", NULL },
  { "3 tablett @mon", "4", "3", "1", "12", "x------" },
  { "1 sprøyte @2w", "2", "1", "1", "2", NULL },
  { "1 tablett @k2/1w", "8", "1", "1", "8", NULL },
  { "1 tablett @k2-3/1w", "8-12", "1", "1", "8-12", NULL },
  { "1 tablett @k<3/1w", "<12", "1", "1", "<12", NULL },
  { "1 tablett x2 @k3/1w", "12", "2", "2", "24", NULL },
  { "2.5 mg x3 @1w", "4", "15/2", "3", "30", NULL },
  { "1 tablett @mon,wed,fri", "12", "1", "1", "12", "x-x-x--" },
  { "1 mg @!mon,tue", "20", "1", "1", "20", "--xxxxx" },
  { "1 tablett @mon/2w", "2", "1", "1", "2", "x------" },
  { "2 tablett @mon + 1 tablett @thu", "8", "1-2", "1", "12", "x--x---" },
  { "2 tablett p:M @mon + 1 tablett p:E @mon", "4", "3", "2", "12", "x------" },
  { "2 tablett @tue + 1 tablett @thu", "8", "1-2", "1", "12", "-x-x---" },
  { "2 tablett @mon r2 + 1 tablett @thu", "4-6", "1-3", "1-2", "8", "x--x---" },
  { "1 tablett p:M @1d + 1 tablett p:E @k7/1w", "28", "2", "2", "56", NULL },
  { "1 tablett @k1/1w + 2 tablett @2d", "14-18", "1-3", "1-2", "32", NULL },
  { "5 mg /kg p:M @1d + 5 mg p:E @1d", "28", "?", "2", "?", NULL },
  { "1 tablett @1d + 1 tablett @mon", "28", "1-2", "1-2", "32", NULL },
  { "1 tablett @2d + 2 tablett @k1/1w", "14-18", "1-3", "1-2", "22", NULL },
  { "1 ml @1m", "14/15", "1", "1", "14/15", NULL },
  { "1 ml @3m", "14/45", "1", "1", "14/45", NULL },
  { "1 ml @2-3m", "14/45-7/15", "1", "1", "14/45-7/15", NULL },
  { "1 ml @6m", "2/13", "1", "1", "2/13", NULL },
  { "5 mg @1y", "28/365", "5", "1", "28/73", NULL },
  { "5 mg @12m", "28/365", "5", "1", "28/73", NULL },
  { "1 kapsel @c28:1-21", "21", "1", "1", "21", NULL },
  { "1 tablett x2 @c28:1-5,8-12", "10", "2", "2", "20", NULL },
  { "1 tablett @c21:1-14", "56/3", "1", "1", "56/3", NULL },
  { "1 tablett @c7:1 from:2026-11-03", "4", "1", "1", "4", "-x-----" },
  { "1 tablett @c7:1,3 ^2026-11-03", "8", "1", "1", "8", "-x-x---" },
  /* not repeated */
  { "1 dose @l1", "1", "1", "1", "1", NULL },
  { "1 dose @l1,2,8,9,15", "5", "1", "1", "5", NULL },
  { "1 dose @7d r2", "2", "1", "1", "2", NULL },
  { "1 dose @7d r6", "4", "1", "1", "4", NULL },
  { "1 dose @1d from:2026-11-02 to:2026-11-03", "1", "1", "1", "1", "x------" },
  { "1 dose @1d [1d]", "1", "1", "1", "1", NULL },
  /* totals */
  { "10 mg pd x2 @1d", "28", "10", "2", "280", NULL },
  { "10 mg pd @1d", "28", "10", "?", "280", NULL },
  { "75 mg pp @1m", "14/15", "75", "?", "70", NULL },
  { "0.5 mg pp @k2/1w", "8", "1/4", "?", "2", NULL },
  { "15 mg pp @mon,thu", "8", "15/2", "?", "60", "x--x---" },
  { "1 mg pp @1h", "28", "24", "?", "672", NULL },
  /* not said */
  { "1 tablett", "?", "?", "?", "?", NULL },
  { "1 tablett x3", "?", "3", "3", "?", NULL },
  { "_ _ x3 @1d", "28", "?", "3", "?", NULL },
  { "_ _ @1w", "4", "?", "?", "?", NULL },
  /* as needed and limits */
  { "prn 1-2 tablett", "?", "?", "?", "?", NULL },
  { "prn maxx:4 1-2 tablett", "?", "<8", "<4", "?", NULL },
  { "prn max:6 maxx:4 1-2 tablett @1d", "<28", "<6", "<4", "<168", NULL },
  { "prn 1 tablett p:E @1d", "<28", "<1", "<1", "<28", NULL },
  { "max:6 1-2 tablett x3-4 @1d", "28", "3-6", "3-4", "84-168", NULL },
  { "max:3:g 1000 mg x3-4 @1d", "28", "3000", "3-4", "84000", NULL },
  { "max:3:g 5 ml x3 @1d", "28", "15", "3", "420", NULL },
};

static char *
ratio_text (SmtRatio ratio)
{
  if (ratio.den == 1)
    return g_strdup_printf ("%" G_GINT64_FORMAT, ratio.num);
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, ratio.num, ratio.den);
}

static char *
spread_text (SmtSpread spread)
{
  g_autofree char *lo = ratio_text (spread.lo);
  g_autofree char *hi = ratio_text (spread.hi);

  switch (spread.kind)
    {
    case SMT_RANGE_EXACT:
      g_assert_cmpstr (lo, ==, hi);
      return g_steal_pointer (&lo);
    case SMT_RANGE_BETWEEN:
      return g_strdup_printf ("%s-%s", lo, hi);
    case SMT_RANGE_AT_MOST:
      return g_strdup_printf ("<%s", hi);
    case SMT_RANGE_UNKNOWN:
    default:
      return g_strdup ("?");
    }
}

static void
assert_spread (const char *rhythm, const char *what, SmtSpread spread, const char *expected)
{
  g_autofree char *text = spread_text (spread);
  g_autofree char *got = g_strdup_printf ("%s: %s %s", rhythm, what, text);
  g_autofree char *wanted = g_strdup_printf ("%s: %s %s", rhythm, what, expected);

  g_assert_cmpstr (got, ==, wanted);
}

static guint8
weekday_bits (const char *text)
{
  guint8 bits = 0;

  for (guint i = 0; text != NULL && i < 7; i++)
    if (text[i] == 'x')
      bits |= (guint8)(1u << i);
  return bits;
}

static void
test_measures (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      const MeasureRow *row = &measures[i];
      g_autoptr (SmtRhythm) rhythm = notation_read (row->rhythm);
      SmtMeasure measure;
      g_assert_true (smt_rhythm_validate (rhythm));
      smt_rhythm_measure (rhythm, smt_date_new (2026, 11, 20), &measure);
      assert_spread (row->rhythm, "dose days", measure.dose_days, row->dose_days);
      assert_spread (row->rhythm, "amount", measure.amount, row->amount);
      assert_spread (row->rhythm, "doses", measure.doses, row->doses);
      assert_spread (row->rhythm, "amount in 28", measure.amount_28, row->amount_28);
      g_assert_cmphex (measure.weekdays, ==, weekday_bits (row->weekdays));
    }
}

static void
test_unit_and_per (void)
{
  g_autoptr (SmtRhythm) plain = notation_read ("1 tbl p:M @1d + 1 tablett p:E @1d");
  g_autoptr (SmtRhythm) mixed = notation_read ("1 tablett p:M @1d + 5 ml p:E @1d");
  g_autoptr (SmtRhythm) weighed = notation_read ("5 mg /kg @1d");
  SmtMeasure measure;

  smt_rhythm_measure (plain, SMT_DATE_UNSET, &measure);
  g_assert_true (measure.unit == plain->steps[0].beats[0].unit);
  smt_rhythm_measure (mixed, SMT_DATE_UNSET, &measure);
  g_assert_null (measure.unit);
  smt_rhythm_measure (weighed, SMT_DATE_UNSET, &measure);
  g_assert_cmpint (measure.per, ==, SMT_PER_KG);
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *rhythm;
  const char *on;
  const char *dose_days;
} StepRow;

static const StepRow steps[] = {
  /* by dates: in force, next, last */
  { "1 tablett @1d from:2026-11-01 to:2026-11-08 > 1 tablett @1w from:2026-11-08", "2026-11-07", "28" },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08 > 1 tablett @1w from:2026-11-08", "2026-11-08", "4" },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08 > 1 tablett @1w from:2026-11-08", "2026-10-01", "28" },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08 > 1 tablett @1w from:2026-11-10 to:2026-12-10", "2026-11-09", "4" },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08 > 1 tablett @1w from:2026-11-10 to:2026-12-10", "2027-01-01", "4" },
  /* by lengths, anchored at the first start */
  { "1 tablett @1d from:2026-11-01 [7d] > 1 tablett @1w", "2026-11-07", "28" },
  { "1 tablett @1d from:2026-11-01 [7d] > 1 tablett @1w", "2026-11-08", "4" },
  { "1 tablett @1d from:2026-11-01 [2w] > 1 tablett @1w", "2026-11-14", "28" },
  { "1 tablett @1d from:2026-11-01 [2w] > 1 tablett @1w", "2026-11-15", "4" },
  { "1 tablett @1d from:2026-11-01 [1m] > 1 tablett @1w", "2026-11-30", "28" },
  { "1 tablett @1d from:2026-11-01 [1m] > 1 tablett @1w", "2026-12-01", "4" },
  { "1 tablett @1d from:2026-11-01 > 1 tablett @1w from:2026-11-20", "2026-11-19", "28" },
  /* a pause is never what is compared: the next dose is, else the last */
  { "1 tablett @1d from:2026-11-01 [7d] > pause [7d] > 1 tablett @1w", "2026-11-10", "4" },
  { "1 tablett @1d from:2026-11-01 [7d] > pause [7d]", "2026-11-10", "28" },
  /* when the dates do not tell, both */
  { "1 tablett @1d [7d] > 1 tablett @1w", "2026-11-10", "4-28" },
  { "1 tablett @1d from:2026-11-01 [7-14d] > 1 tablett @1w", "2026-11-07", "28" },
  { "1 tablett @1d from:2026-11-01 [7-14d] > 1 tablett @1w", "2026-11-10", "4-28" },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08 > 1 tablett @1w from:2026-11-08", NULL, "4-28" },
  { "1 tablett @1d [7d] > pause [7d] > 2 tablett @1d", "2026-11-10", "28" },
  { "1 tablett @1d [7d] > 1 tablett", "2026-11-10", "?" },
};

static void
test_steps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (steps[i].rhythm);
      SmtDate on = SMT_DATE_UNSET;
      SmtMeasure measure;
      g_assert_true (smt_rhythm_validate (rhythm));
      g_assert_true (steps[i].on == NULL || smt_date_parse (steps[i].on, &on));
      smt_rhythm_measure (rhythm, on, &measure);
      assert_spread (steps[i].rhythm, steps[i].on, measure.dose_days, steps[i].dose_days);
    }
}

/* What two steps do not share is not said of both. */
static void
test_steps_together (void)
{
  g_autoptr (SmtRhythm) weighed = notation_read ("5 mg /kg @1d [7d] > 5 mg @1d");
  g_autoptr (SmtRhythm) weekdays = notation_read ("1 tablett @tue [4w] > 1 tablett @thu");
  g_autoptr (SmtRhythm) same = notation_read ("1 tablett @tue [4w] > 3 tbl @tue");
  SmtMeasure measure;

  smt_rhythm_measure (weighed, SMT_DATE_UNSET, &measure);
  assert_spread ("kg, then whole", "amount", measure.amount, "?");
  smt_rhythm_measure (weekdays, SMT_DATE_UNSET, &measure);
  g_assert_cmphex (measure.weekdays, ==, 0);
  smt_rhythm_measure (same, SMT_DATE_UNSET, &measure);
  g_assert_cmphex (measure.weekdays, ==, weekday_bits ("-x-----"));
  assert_spread ("tablett, then tbl", "amount", measure.amount, "1-3");
}

/* --- patterns ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *a;
  const char *b;
  gboolean same;
} PatternRow;

static const PatternRow patterns[] = {
  { "1 tablett @1d from:2026-11-01", "1 tablett @1d from:2026-12-01", TRUE },
  { "1 tablett @1d from:2026-11-01", "1 tablett @1d", TRUE },
  { "1 tablett @1d from:2026-11-01", "2 tablett @1d from:2026-11-01", FALSE },
  { "1 tablett @7d ^2026-11-02", "1 tablett @7d ^2026-11-03", TRUE },
  { "1 tablett p:M @7d ^2026-11-02 + 1 tablett p:E @7d ^2026-11-02", "1 tablett p:M @7d + 1 tablett p:E @7d", TRUE },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08", "1 tablett @1d [7d]", TRUE },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08", "1 tablett @1d [8d]", FALSE },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08", "1 tablett @1d", FALSE },
  { "1 tablett @1d from:2026-11-01 to:2026-11-08 > 2 tablett @1d from:2026-11-08", "1 tablett @1d [7d] > 2 tablett @1d",
    TRUE },
  { "1 tablett @1d [7d] > 2 tablett @1d from:2026-11-08", "1 tablett @1d [7d] > 2 tablett @1d", TRUE },
  { "1 tablett @1d from:2026-11-01 [7d] > pause [7d]", "1 tablett @1d [7d] > pause [7d]", TRUE },
};

static void
test_patterns (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (SmtRhythm) a = notation_read (patterns[i].a);
      g_autoptr (SmtRhythm) b = notation_read (patterns[i].b);
      g_autoptr (SmtRhythm) before = smt_rhythm_copy (a);

      g_test_message ("%s | %s", patterns[i].a, patterns[i].b);
      g_assert_cmpint (smt_rhythm_same_pattern (a, b), ==, patterns[i].same);
      g_assert_cmpint (smt_rhythm_same_pattern (b, a), ==, patterns[i].same);
      g_assert_true (smt_rhythm_equal (a, before));
    }
}

/* --- comparison --------------------------------------------------------------------------------------------------- */

/* Letters of @known and @differ: D dose days, A amount, N number of doses, W weekday, P as needed (pro re nata). */
typedef struct
{
  const char *a;
  const char *b;
  const char *known;
  const char *differ;
  const char *days_factor;
  const char *amount_factor;
} CompareRow;

static const CompareRow comparisons[] = {
  /* the fault of 2024: the field says daily, the text says Monday */
  { "3 tablett p:M @1d", "3 tablett @mon", "DANP", "D", "7", "1" },
  { "3 tablett @mon", "3 tablett p:M @1d", "DANP", "D", "1/7", "1" },
  { "1 tablett @1d", "1 tablett @1w", "DANP", "D", "7", "1" },
  { "1 tablett @1d", "1 tablett @3d", "DANP", "D", "3", "1" },
  { "1 tablett @1d", "1 tablett @k3/1w", "DANP", "D", "7/3", "1" },
  { "1 tablett @1d", "1 ml @1m", "DNP", "D", "30", "0" },
  /* three times a day against once a week three times that day */
  { "2.5 mg x3 @1d", "2.5 mg x3 @1w", "DANP", "D", "7", "1" },
  /* the same */
  { "3 tablett p:M @7d ^2026-11-02", "3 tablett @mon", "DANWP", "", "1", "1" },
  { "1 tablett x3 @1d", "1 tablett p:MDE @1d", "DANP", "", "1", "1" },
  { "1 plaster @72h", "1 plaster @3d", "DANP", "", "1", "1" },
  { "1 tablett @2w", "1 tablett @14d", "DANP", "", "1", "1" },
  /* the weekday against the phase */
  { "3 tablett p:M @7d ^2026-11-03", "3 tablett @mon", "DANWP", "W", "1", "1" },
  { "3 tablett @mon", "3 tablett @thu", "DANWP", "W", "1", "1" },
  { "3 tablett @1w", "3 tablett @mon", "DANP", "", "1", "1" },
  { "1 tablett @mon,thu", "1 tablett @k2/1w", "DANP", "", "1", "1" },
  /* amount and doses */
  { "2 tablett @1d", "1 tablett @1d", "DANP", "A", "1", "2" },
  { "1 tablett x2 @1d", "2 tablett x1 @1d", "DANP", "N", "1", "1" },
  { "1 tablett x3 @1d", "1 tablett x2 @1d", "DANP", "AN", "1", "3/2" },
  { "10 mg pd @1d", "5 mg x2 @1d", "DAP", "", "1", "1" },
  /* units */
  { "1 g @1d", "1000 mg @1d", "DANP", "", "1", "1" },
  { "1 mg @1d", "100 µg @1d", "DANP", "A", "1", "10" },
  { "50 ug @1d", "50 mikrogram @1d", "DANP", "", "1", "1" },
  { "10 E @1d", "10 IE @1d", "DANP", "", "1", "1" },
  { "1 tablett @1d", "1 tbl @1d", "DANP", "", "1", "1" },
  { "1 tablett @1d", "1 depottablett @1d", "DANP", "", "1", "1" },
  { "1 tablett @1d", "70 mg @1d", "DNP", "", "1", "0" },
  { "1 _ @1d", "1 tablett @1d", "DNP", "", "1", "0" },
  { "2 _ x3 @1d", "1 _ x3 @1d", "DANP", "A", "1", "2" },
  { "5 mg /kg @1d", "5 mg @1d", "DNP", "", "1", "0" },
  { "5 mg /kg @1d", "10 mg /kg @1d", "DANP", "A", "1", "1/2" },
  /* ranges that overlap do not differ */
  { "1-2 tablett @1d", "2-3 tablett @1d", "DANP", "", "1", "0" },
  { "1-2 tablett @1d", "2 tablett @1d", "DANP", "", "1", "0" },
  { "1-2 tablett @1d", "6 tablett @1d", "DANP", "A", "1", "1/3" },
  { "1 tablett @k2-3/1w", "1 tablett @k2/1w", "DANP", "", "0", "1" },
  { "1 tablett @1d", "1 tablett @k2-3/1w", "DANP", "D", "7/3", "1" },
  { "1 ml @2-3m", "1 ml @3m", "DANP", "", "0", "1" },
  /* what is unknown stays unknown */
  { "1 tablett", "1 tablett @1d", "P", "", "0", "0" },
  { "1 tablett x3", "1 tablett x3 @1d", "ANP", "", "0", "1" },
  { "_ _ @1d", "3 tablett @mon", "DP", "D", "7", "0" },
  /* as needed is a limit */
  { "prn 1 tablett p:E @1d", "1 tablett p:E @1d", "DANP", "P", "0", "0" },
  { "prn maxx:3 1 tablett", "1 tablett x3 @1d", "ANP", "P", "0", "0" },
  { "prn maxx:3 1 tablett", "2 tablett x4 @1d", "ANP", "ANP", "0", "3/8" },
  /* as needed in one step: in force, over, or nobody knows; and in neither */
  { "1 tablett @1d from:2026-11-02 [7d] > need 1 tablett @1d", "1 tablett @1d", "DANP", "P", "0", "0" },
  { "need 1 tablett @1d from:2026-11-02 [7d] > 1 tablett @1d", "1 tablett @1d", "DANP", "", "1", "1" },
  { "1 tablett @1d [7d] > need 1 tablett @1d", "1 tablett @1d", "DAN", "", "0", "0" },
  { "1 tablett @1d [7d] > need 1 tablett @1d", "prn 1 tablett @1d", "DAN", "", "0", "0" },
  /* single dose against an open daily one */
  { "1 dose p:M @1d", "1 dose @l1", "DANP", "D", "28", "1" },
  { "1 dose p:M @1d from:2026-11-02 to:2026-11-03", "1 dose @l1", "DANP", "", "1", "1" },
  /* cycles */
  { "1 kapsel @1d", "1 kapsel @c28:1-21", "DANP", "D", "4/3", "1" },
  { "1 tablett x2 @c28:1-5,8-12", "1 tablett x2 @c28:1-5,8-12", "DANP", "", "1", "1" },
};

static char *
flags_text (SmtDifferenceFlags flags)
{
  GString *out = g_string_new (NULL);

  if (flags & SMT_DIFFERENCE_DOSE_DAYS)
    g_string_append_c (out, 'D');
  if (flags & SMT_DIFFERENCE_AMOUNT)
    g_string_append_c (out, 'A');
  if (flags & SMT_DIFFERENCE_DOSES)
    g_string_append_c (out, 'N');
  if (flags & SMT_DIFFERENCE_WEEKDAY)
    g_string_append_c (out, 'W');
  if (flags & SMT_DIFFERENCE_AS_NEEDED)
    g_string_append_c (out, 'P');
  return g_string_free (out, FALSE);
}

static void
test_comparisons (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (comparisons); i++)
    {
      const CompareRow *row = &comparisons[i];
      g_autoptr (SmtRhythm) a = notation_read (row->a);
      g_autoptr (SmtRhythm) b = notation_read (row->b);
      SmtDifference difference = smt_rhythm_compare (a, b, smt_date_new (2026, 11, 20));
      g_autofree char *known = flags_text (difference.known);
      g_autofree char *differ = flags_text (difference.flags);
      g_autofree char *days = ratio_text (difference.days_factor);
      g_autofree char *amount = ratio_text (difference.amount_factor);
      g_autofree char *got = g_strdup_printf ("%s | %s: %s, %s, %s, %s", row->a, row->b, known, differ, days, amount);
      g_autofree char *wanted = g_strdup_printf ("%s | %s: %s, %s, %s, %s", row->a, row->b, row->known, row->differ,
                                                 row->days_factor, row->amount_factor);
      g_assert_cmpstr (got, ==, wanted);
    }
}

static void
test_factor (void)
{
  g_assert_true (smt_factor_at_least (SMT_RATIO_INT (7), 2));
  g_assert_true (smt_factor_at_least (SMT_RATIO_INT (2), 2));
  g_assert_true (smt_factor_at_least ((SmtRatio){ 7, 3 }, 2));
  g_assert_true (smt_factor_at_least ((SmtRatio){ 1, 2 }, 2));
  g_assert_true (smt_factor_at_least ((SmtRatio){ 1, 7 }, 2));
  g_assert_false (smt_factor_at_least ((SmtRatio){ 4, 3 }, 2));
  g_assert_false (smt_factor_at_least ((SmtRatio){ 3, 4 }, 2));
  g_assert_false (smt_factor_at_least (SMT_RATIO_INT (1), 2));
  /* nothing that is no factor */
  g_assert_false (smt_factor_at_least ((SmtRatio){ 0, 1 }, 2));
  g_assert_false (smt_factor_at_least ((SmtRatio){ -3, 1 }, 2));
  g_assert_false (smt_factor_at_least ((SmtRatio){ 3, 0 }, 2));
  g_assert_false (smt_factor_at_least ((SmtRatio){ 3, -1 }, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dosing/measure/table", test_measures);
  g_test_add_func ("/dosing/measure/unit-and-per", test_unit_and_per);
  g_test_add_func ("/dosing/measure/steps", test_steps);
  g_test_add_func ("/dosing/measure/steps-together", test_steps_together);
  g_test_add_func ("/dosing/compare/patterns", test_patterns);
  g_test_add_func ("/dosing/compare/table", test_comparisons);
  g_test_add_func ("/dosing/compare/factor", test_factor);
  return g_test_run ();
}
