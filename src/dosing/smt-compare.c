/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-compare.h"

#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-spread.h"
#include "dosing/smt-steps.h"
#include "dosing/smt-units.h"

/* Notes one attribute that both said. */
static SmtRatio
compare_spreads (SmtSpread a, SmtSpread b, SmtDifferenceFlags flag, SmtDifference *out)
{
  if (!_smt_spread_known (a) || !_smt_spread_known (b))
    return (SmtRatio){ 0, 1 };
  out->known |= flag;
  if (_smt_spread_apart (a, b))
    out->flags |= flag;
  return _smt_spread_factor (a, b);
}

/* The amount of @b in the unit of @a; unknown when the units do not measure the same. */
static SmtSpread
amount_in_unit_of (const SmtMeasure *a, const SmtMeasure *b)
{
  SmtRatio factor;

  if (a->per != b->per || !_smt_unit_convert (b->unit, a->unit, &factor))
    return SMT_SPREAD_UNKNOWN;
  return _smt_spread_multiply (b->amount, _smt_spread_exact (factor));
}

/* Whether the dose is as needed on @on; FALSE when that is so in some steps only and nobody knows which is in force. */
static gboolean
need_is_known (const SmtRhythm *rhythm, SmtDate on, gboolean *need)
{
  guint at;

  *need = rhythm->as_needed != FALSE;
  if (*need || !smt_rhythm_has_need (rhythm))
    return TRUE;
  if (!_smt_steps_relevant (rhythm, on, &at))
    return FALSE;
  *need = smt_step_is_as_needed (rhythm, &rhythm->steps[at]);
  return TRUE;
}

/**
 * smt_rhythm_compare:
 * @a: a rhythm
 * @b: a rhythm
 * @on: the day to judge on; unset = not known
 *
 * Compares what both say, by meaning (contract 7): dose days in 28, amount a dose day, doses a dose day, weekdays or
 * the weekday that a phase fixes, and as needed. Ranges that overlap do not differ, and what one of them left out is
 * not compared. Amounts are compared in the same unit, or in units of the same measure (g and mg); tablets against mg
 * are not. Of two ranges apart the factor is the one nearest to 1.
 *
 * Returns: what could be compared and what differs
 */
SmtDifference
smt_rhythm_compare (const SmtRhythm *a, const SmtRhythm *b, SmtDate on)
{
  SmtDifference out = { 0, 0, { 0, 1 }, { 0, 1 } };
  SmtMeasure left, right;

  g_return_val_if_fail (a != NULL && b != NULL, out);

  smt_rhythm_measure (a, on, &left);
  smt_rhythm_measure (b, on, &right);
  out.days_factor = compare_spreads (left.dose_days, right.dose_days, SMT_DIFFERENCE_DOSE_DAYS, &out);
  out.amount_factor = compare_spreads (left.amount, amount_in_unit_of (&left, &right), SMT_DIFFERENCE_AMOUNT, &out);
  compare_spreads (left.doses, right.doses, SMT_DIFFERENCE_DOSES, &out);
  if (left.weekdays != 0 && right.weekdays != 0)
    {
      out.known |= SMT_DIFFERENCE_WEEKDAY;
      if (left.weekdays != right.weekdays)
        out.flags |= SMT_DIFFERENCE_WEEKDAY;
    }
  gboolean need_a, need_b;
  if (need_is_known (a, on, &need_a) && need_is_known (b, on, &need_b))
    {
      out.known |= SMT_DIFFERENCE_AS_NEEDED;
      if (need_a != need_b)
        out.flags |= SMT_DIFFERENCE_AS_NEEDED;
    }
  return out;
}

/* Without dates and phases: what a text says about the pattern alone. */
static SmtRhythm *
dup_undated (const SmtRhythm *rhythm)
{
  SmtRhythm *copy = smt_rhythm_copy (rhythm);

  for (guint i = 0; i < copy->n_steps; i++)
    {
      SmtStep *step = &copy->steps[i];
      if (step->length.kind == SMT_RANGE_UNKNOWN && smt_date_is_set (step->start) && smt_date_is_set (step->end))
        {
          step->length = smt_range_exact_int (smt_date_days_between (step->start, step->end));
          step->length_unit = SMT_TIME_UNIT_DAY;
        }
      step->start = SMT_DATE_UNSET;
      step->end = SMT_DATE_UNSET;
      for (guint b = 0; b < step->n_beats; b++)
        step->beats[b].days.phase = SMT_DATE_UNSET;
    }
  return copy;
}

/**
 * smt_rhythm_same_pattern:
 * @a: a rhythm
 * @b: another
 *
 * Returns: whether both say the same when their dates are left out: the lengths of the steps and what is taken in each
 */
gboolean
smt_rhythm_same_pattern (const SmtRhythm *a, const SmtRhythm *b)
{
  g_autoptr (SmtRhythm) pattern_a = NULL;
  g_autoptr (SmtRhythm) pattern_b = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  pattern_a = dup_undated (a);
  pattern_b = dup_undated (b);
  return smt_rhythm_equal (pattern_a, pattern_b);
}

/**
 * smt_factor_at_least:
 * @factor: a factor of #SmtDifference
 * @times: a whole number above 0
 *
 * Returns: whether one of the two is at least @times the other, whichever way round; %FALSE for an unknown factor
 */
gboolean
smt_factor_at_least (SmtRatio factor, gint64 times)
{
  g_return_val_if_fail (times > 0, FALSE);

  if (factor.num <= 0 || factor.den <= 0)
    return FALSE;
  return smt_ratio_compare (factor, SMT_RATIO_INT (times)) >= 0
         || smt_ratio_compare (factor, (SmtRatio){ 1, times }) <= 0;
}
