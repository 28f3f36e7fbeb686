/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every rhythm: canonical forms, measures, comparisons and layouts over random rhythms.
 */
#include "dosing/smt-compare.h"
#include "dosing/smt-layout.h"
#include "dosing/smt-words.h"

#include "random-rhythm.h"

#include <string.h>

#define SEED 20241031
#define COUNT 20000
#define LONG_COUNT 400000 /* with SMT_TEST_LONG */
#define WINDOW 28
#define LONG_WINDOW 64 /* longer than any random cycle */

typedef void (*Property) (const SmtRhythm *rhythm, GRand *rand);

static void
for_all (Property property)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint count = g_getenv ("SMT_TEST_LONG") != NULL ? LONG_COUNT : COUNT;

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (SmtRhythm) rhythm = random_rhythm (rand, RANDOM_ANY);
      property (rhythm, rand);
    }
}

/* Shows the rhythm that failed. */
static void
assert_holds (gboolean holds, const SmtRhythm *rhythm, const char *what)
{
  g_autofree char *words = holds ? NULL : smt_rhythm_to_words (rhythm, SMT_LANGUAGE_NB);

  if (!holds)
    g_error ("%s: %s", what, words);
}

/* --- canonical ---------------------------------------------------------------------------------------------------- */

static void
canonical_is_equal_and_stable (const SmtRhythm *rhythm, GRand *rand)
{
  g_autoptr (SmtRhythm) once = smt_rhythm_canonical (rhythm);
  g_autoptr (SmtRhythm) twice = smt_rhythm_canonical (once);

  assert_holds (smt_rhythm_validate (once), rhythm, "canonical is valid");
  assert_holds (smt_rhythm_equal (rhythm, once), rhythm, "canonical is equal");
  for (guint i = 0; i < once->n_steps; i++)
    assert_holds (once->steps[i].n_beats == twice->steps[i].n_beats, rhythm, "canonical is stable");
}

static void
order_of_beats_does_not_count (const SmtRhythm *rhythm, GRand *rand)
{
  g_autoptr (SmtRhythm) turned = smt_rhythm_copy (rhythm);

  for (guint i = 0; i < turned->n_steps; i++)
    for (guint j = 0; j < turned->steps[i].n_beats / 2; j++)
      {
        SmtBeat *beats = turned->steps[i].beats;
        SmtBeat last = beats[turned->steps[i].n_beats - 1 - j];
        beats[turned->steps[i].n_beats - 1 - j] = beats[j];
        beats[j] = last;
      }
  assert_holds (smt_rhythm_equal (rhythm, turned), rhythm, "order of beats");
}

/* Every part of the day as a beat of its own says the same as one beat with all of them. */
static void
splitting_parts_does_not_count (const SmtRhythm *rhythm, GRand *rand)
{
  g_autoptr (SmtRhythm) split = smt_rhythm_copy (rhythm);

  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      const SmtBeat *beat = rhythm->steps[i].n_beats == 1 ? &rhythm->steps[i].beats[0] : NULL;
      if (beat == NULL || beat->basis != SMT_BASIS_EACH)
        continue;
      for (guint part = 0; part < 6 && beat->parts != 0; part++)
        {
          if ((beat->parts >> part & 1) == 0)
            continue;
          SmtBeat *one = &split->steps[i].beats[0];
          if ((beat->parts & ((1u << part) - 1)) != 0)
            {
              one = smt_rhythm_add_beat (split, i);
              *one = *beat;
              one->unit = g_strdup (beat->unit);
            }
          one->parts = (guint8)(1u << part);
          one->times = SMT_RANGE_NONE;
        }
    }
  assert_holds (smt_rhythm_equal (rhythm, split), rhythm, "splitting parts");
}

/* --- measure and comparison --------------------------------------------------------------------------------------- */

static gboolean
same_spread (SmtSpread a, SmtSpread b)
{
  if (a.kind != b.kind || a.kind == SMT_RANGE_UNKNOWN)
    return a.kind == b.kind;
  return smt_ratio_compare (a.lo, b.lo) == 0 && smt_ratio_compare (a.hi, b.hi) == 0;
}

static void
canonical_measures_the_same (const SmtRhythm *rhythm, GRand *rand)
{
  g_autoptr (SmtRhythm) canonical = smt_rhythm_canonical (rhythm);
  SmtDate on = smt_date_new (2026, 11, (guint)g_rand_int_range (rand, 1, 29));
  SmtMeasure a, b;

  smt_rhythm_measure (rhythm, on, &a);
  smt_rhythm_measure (canonical, on, &b);
  assert_holds (same_spread (a.dose_days, b.dose_days), rhythm, "canonical dose days");
  assert_holds (same_spread (a.amount, b.amount), rhythm, "canonical amount");
  assert_holds (same_spread (a.doses, b.doses), rhythm, "canonical doses");
  assert_holds (same_spread (a.amount_28, b.amount_28), rhythm, "canonical amount in 28 days");
  assert_holds (a.weekdays == b.weekdays, rhythm, "canonical weekdays");
}

static void
measure_is_in_order (const SmtRhythm *rhythm, GRand *rand)
{
  SmtMeasure measure;

  smt_rhythm_measure (rhythm, SMT_DATE_UNSET, &measure);
  const SmtSpread spreads[] = { measure.dose_days, measure.amount, measure.doses, measure.amount_28 };
  for (guint i = 0; i < G_N_ELEMENTS (spreads); i++)
    {
      assert_holds (smt_ratio_compare (spreads[i].lo, spreads[i].hi) <= 0, rhythm, "ends in order");
      assert_holds (smt_ratio_compare (spreads[i].lo, SMT_RATIO_INT (0)) >= 0, rhythm, "not negative");
      assert_holds (!rhythm->as_needed || spreads[i].kind == SMT_RANGE_UNKNOWN || spreads[i].kind == SMT_RANGE_AT_MOST,
                    rhythm, "as needed is a limit");
    }
  assert_holds (smt_ratio_compare (measure.dose_days.hi, SMT_RATIO_INT (WINDOW)) <= 0, rhythm, "at most 28 dose days");
}

static void
nothing_differs_from_itself (const SmtRhythm *rhythm, GRand *rand)
{
  SmtDifference difference = smt_rhythm_compare (rhythm, rhythm, smt_date_new (2026, 11, 20));

  assert_holds (difference.flags == SMT_DIFFERENCE_NONE, rhythm, "differs from itself");
}

static gboolean
reciprocal (SmtRatio a, SmtRatio b)
{
  return a.num == 0 || b.num == 0 ? a.num == b.num : a.num == b.den && a.den == b.num;
}

static void
comparison_is_symmetric (const SmtRhythm *rhythm, GRand *rand)
{
  g_autoptr (SmtRhythm) other = random_rhythm (rand, RANDOM_ANY);
  SmtDifference there = smt_rhythm_compare (rhythm, other, smt_date_new (2026, 11, 20));
  SmtDifference back = smt_rhythm_compare (other, rhythm, smt_date_new (2026, 11, 20));

  assert_holds (there.known == back.known && there.flags == back.flags, rhythm, "symmetric");
  assert_holds ((there.flags & ~there.known) == 0, rhythm, "only known attributes differ");
  assert_holds (reciprocal (there.days_factor, back.days_factor), rhythm, "days factor turns round");
  assert_holds (reciprocal (there.amount_factor, back.amount_factor), rhythm, "amount factor turns round");
}

static void
equal_rhythms_do_not_differ (const SmtRhythm *rhythm, GRand *rand)
{
  g_autoptr (SmtRhythm) canonical = smt_rhythm_canonical (rhythm);
  SmtDifference difference = smt_rhythm_compare (rhythm, canonical, smt_date_new (2026, 11, 20));

  assert_holds (difference.flags == SMT_DIFFERENCE_NONE, rhythm, "equal rhythms differ");
}

/* --- layout ------------------------------------------------------------------------------------------------------- */

/* A rhythm whose days are all surely known, with the day it is laid out from. */
static gboolean
first_known_day (const SmtRhythm *rhythm, SmtDate *first)
{
  const SmtStep *step = &rhythm->steps[0];

  if (rhythm->n_steps != 1 || step->n_beats != 1 || rhythm->as_needed || step->length.kind != SMT_RANGE_UNKNOWN)
    return FALSE;
  const SmtDays *days = &step->beats[0].days;
  *first = smt_date_is_set (days->phase) ? days->phase : step->start;
  if (smt_date_is_set (step->start) && smt_date_is_set (days->phase))
    return FALSE; /* the two may not agree about where the count begins */
  if (!smt_date_is_set (*first))
    *first = smt_date_new (2026, 11, 2);
  return TRUE;
}

static gboolean
count_days (const SmtLayout *layout, gint64 *dose_days)
{
  *dose_days = 0;
  for (guint i = 0; i < layout->n_days; i++)
    {
      if (layout->days[i].kind == SMT_DAY_UNKNOWN || layout->days[i].kind == SMT_DAY_MAYBE)
        return FALSE;
      *dose_days += layout->days[i].kind == SMT_DAY_DOSE ? 1 : 0;
    }
  return TRUE;
}

/* Whether four weeks hold a whole number of the periods that @days repeat. */
static gboolean
window_holds_whole_periods (const SmtDays *days)
{
  if (days->kind == SMT_DAYS_CYCLE)
    return WINDOW % days->cycle == 0;
  if (days->kind == SMT_DAYS_WEEKDAYS)
    return !smt_range_is_int (days->n, 3);
  return days->kind != SMT_DAYS_DAY_LIST;
}

static void
layout_counts_what_is_measured (const SmtRhythm *rhythm, GRand *rand)
{
  SmtDate first;
  SmtMeasure measure;
  gint64 dose_days;

  if (!first_known_day (rhythm, &first))
    return;
  const SmtDays *days = &rhythm->steps[0].beats[0].days;
  g_autoptr (SmtLayout) layout = smt_rhythm_lay_out (rhythm, first, WINDOW);
  smt_rhythm_measure (rhythm, first, &measure);
  if (!count_days (layout, &dose_days) || measure.dose_days.kind != SMT_RANGE_EXACT)
    return;
  SmtRatio exact = measure.dose_days.lo;
  if (exact.den == 1 && days->repeats == 0 && window_holds_whole_periods (days))
    assert_holds (dose_days == exact.num, rhythm, "laid out as measured");
  else if (days->kind == SMT_DAYS_EVERY_N)
    assert_holds (dose_days >= exact.num / exact.den && dose_days <= exact.num / exact.den + 1, rhythm,
                  "laid out nearly as measured");
}

static void
amounts_add_up (const SmtRhythm *rhythm, GRand *rand)
{
  SmtDate first;
  SmtMeasure measure;
  gint64 dose_days;
  SmtDecimal sum = SMT_DECIMAL_ZERO;
  SmtRatio total;

  if (!first_known_day (rhythm, &first))
    return;
  g_autoptr (SmtLayout) layout = smt_rhythm_lay_out (rhythm, first, WINDOW);
  smt_rhythm_measure (rhythm, first, &measure);
  if (!count_days (layout, &dose_days) || measure.amount_28.kind != SMT_RANGE_EXACT
      || measure.dose_days.kind != SMT_RANGE_EXACT || !(measure.dose_days.lo.den == 1)
      || dose_days != measure.dose_days.lo.num)
    return;
  for (guint i = 0; i < WINDOW; i++)
    if (layout->days[i].kind == SMT_DAY_DOSE)
      {
        if (layout->days[i].amount.kind != SMT_RANGE_EXACT)
          return; /* 10 in 3 days is no decimal */
        g_assert_true (smt_decimal_add (sum, layout->days[i].amount.lo, &sum));
      }
  g_assert_true (smt_decimal_to_ratio (sum, &total));
  assert_holds (smt_ratio_compare (total, measure.amount_28.lo) == 0, rhythm, "amounts add up");
}

static void
brackets_cover_what_is_uncertain (const SmtRhythm *rhythm, GRand *rand)
{
  SmtDate first = smt_date_new (2026, 11, (guint)g_rand_int_range (rand, 1, 29));
  guint n_days = (guint)g_rand_int_range (rand, 1, 60);
  g_autoptr (SmtLayout) layout = smt_rhythm_lay_out (rhythm, first, n_days);

  for (guint i = 0; i < layout->n_brackets; i++)
    assert_holds (layout->brackets[i].from < layout->brackets[i].to && layout->brackets[i].to <= n_days, rhythm,
                  "bracket lies in the days");
  for (guint day = 0; day < n_days; day++)
    {
      gboolean covered = layout->days[day].kind != SMT_DAY_MAYBE;
      for (guint i = 0; i < layout->n_brackets && !covered; i++)
        covered = layout->brackets[i].from <= day && day < layout->brackets[i].to;
      assert_holds (covered, rhythm, "a maybe stands under a bracket");
    }
}

/* Unknown days never become dots, and what is clearly daily has nothing but dots. */
static void
dots_are_never_invented (const SmtRhythm *rhythm, GRand *rand)
{
  SmtDate first = smt_date_new (2026, 11, 2);
  g_autoptr (SmtLayout) layout = smt_rhythm_lay_out (rhythm, first, LONG_WINDOW);
  const SmtStep *step = &rhythm->steps[0];
  guint dots = 0;

  for (guint i = 0; i < LONG_WINDOW; i++)
    dots += layout->days[i].kind == SMT_DAY_DOSE ? 1 : 0;
  if (rhythm->as_needed)
    assert_holds (dots == 0, rhythm, "as needed has no dots");
  if (rhythm->n_steps != 1 || smt_date_is_set (step->start) || step->length.kind != SMT_RANGE_UNKNOWN
      || step->beats[0].days.repeats != 0 || rhythm->as_needed)
    return;
  if (step->n_beats == 1 && step->beats[0].days.kind == SMT_DAYS_UNKNOWN)
    assert_holds (dots == 0, rhythm, "unknown days have no dots");
  if (smt_rhythm_is_daily (rhythm))
    assert_holds (dots == LONG_WINDOW, rhythm, "daily is all dots");
  else if (step->n_beats == 1)
    assert_holds (dots < LONG_WINDOW, rhythm, "what is not daily is not all dots");
}

static void
equal_rhythms_lay_out_alike (const SmtRhythm *rhythm, GRand *rand)
{
  g_autoptr (SmtRhythm) canonical = smt_rhythm_canonical (rhythm);
  SmtDate first = smt_date_new (2026, 11, 2);
  g_autoptr (SmtLayout) a = smt_rhythm_lay_out (rhythm, first, WINDOW);
  g_autoptr (SmtLayout) b = smt_rhythm_lay_out (canonical, first, WINDOW);

  for (guint i = 0; i < WINDOW; i++)
    {
      assert_holds (a->days[i].kind == b->days[i].kind, rhythm, "same days");
      assert_holds (smt_range_equal (a->days[i].amount, b->days[i].amount), rhythm, "same amounts");
    }
}

/* --- nonsense ----------------------------------------------------------------------------------------------------- */

/* What a decoder let through by mistake must not bring the engine down. */
static void
nonsense_is_survived (const SmtRhythm *unused, GRand *rand)
{
  static const SmtLanguage languages[] = { SMT_LANGUAGE_NB, SMT_LANGUAGE_NN, SMT_LANGUAGE_EN };
  g_autoptr (SmtRhythm) rhythm = random_nonsense (rand);
  g_autoptr (SmtRhythm) canonical = smt_rhythm_canonical (rhythm);
  SmtDate day = smt_date_new (2026, 11, 2);
  g_autoptr (SmtLayout) layout = smt_rhythm_lay_out (rhythm, day, WINDOW);
  g_autofree char *pattern = smt_rhythm_to_pattern (rhythm);
  SmtDifference difference = smt_rhythm_compare (rhythm, canonical, day);

  g_assert_cmpuint (difference.flags & ~difference.known, ==, 0);
  smt_rhythm_validate (rhythm);
  smt_rhythm_is_daily (rhythm);
  g_assert_true (smt_rhythm_equal (rhythm, rhythm));
  g_assert_true (pattern == NULL || pattern[0] != '\0');
  for (guint i = 0; i < layout->n_brackets; i++)
    g_assert_cmpuint (layout->brackets[i].to, <=, WINDOW);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *words = smt_rhythm_to_words (rhythm, languages[i]);
      g_autofree char *tempo = smt_rhythm_tempo_words (rhythm, languages[i]);
      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_true (g_utf8_validate (tempo, -1, NULL));
    }
}

typedef struct
{
  const char *path;
  Property property;
} Entry;

static const Entry properties[] = {
  { "/dosing/property/canonical-is-equal-and-stable", canonical_is_equal_and_stable },
  { "/dosing/property/order-of-beats-does-not-count", order_of_beats_does_not_count },
  { "/dosing/property/splitting-parts-does-not-count", splitting_parts_does_not_count },
  { "/dosing/property/canonical-measures-the-same", canonical_measures_the_same },
  { "/dosing/property/measure-is-in-order", measure_is_in_order },
  { "/dosing/property/nothing-differs-from-itself", nothing_differs_from_itself },
  { "/dosing/property/comparison-is-symmetric", comparison_is_symmetric },
  { "/dosing/property/equal-rhythms-do-not-differ", equal_rhythms_do_not_differ },
  { "/dosing/property/layout-counts-what-is-measured", layout_counts_what_is_measured },
  { "/dosing/property/amounts-add-up", amounts_add_up },
  { "/dosing/property/brackets-cover-what-is-uncertain", brackets_cover_what_is_uncertain },
  { "/dosing/property/dots-are-never-invented", dots_are_never_invented },
  { "/dosing/property/equal-rhythms-lay-out-alike", equal_rhythms_lay_out_alike },
  { "/dosing/property/nonsense-is-survived", nonsense_is_survived },
};

static void
run (gconstpointer entry)
{
  for_all (((const Entry *)entry)->property);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    g_test_add_data_func (properties[i].path, &properties[i], run);
  return g_test_run ();
}
