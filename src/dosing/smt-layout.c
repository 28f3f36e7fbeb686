/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-layout.h"

#include "dosing/smt-layout-brackets.h"
#include "dosing/smt-periods.h"
#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-spread.h"
#include "dosing/smt-steps.h"
#include "dosing/smt-units.h"

#define DAYS_IN_WEEK 7
#define WINDOW 28

/* --- one beat on one day ------------------------------------------------------------------------------------------ */

/* The interval as a whole number of days; 0 for ranges, months, years and broken days. */
static int
interval_in_days (const SmtDays *days)
{
  SmtRatio length;

  if (days->kind != SMT_DAYS_EVERY_N || days->n.kind != SMT_RANGE_EXACT || days->unit > SMT_TIME_UNIT_WEEK
      || !_smt_span_in_days (days->n.lo, days->unit, &length) || length.den != 1 || length.num < 1
      || length.num > G_MAXINT)
    return 0;
  return (int)length.num;
}

static SmtDayKind
dose_if (gboolean dose)
{
  return dose ? SMT_DAY_DOSE : SMT_DAY_REST;
}

static SmtDayKind
by_interval (const SmtDays *days, SmtDate day)
{
  int interval = interval_in_days (days);

  if (smt_date_is_set (days->phase) && smt_date_compare (days->phase, day) == 0)
    return SMT_DAY_DOSE;
  if (interval == 0 || days->repeats != 0 || !smt_date_is_set (days->phase))
    return SMT_DAY_MAYBE;
  return dose_if (smt_date_days_between (days->phase, day) % interval == 0);
}

static SmtDayKind
by_weekday (const SmtDays *days, SmtDate day)
{
  SmtWeekday weekday = smt_date_weekday (day);
  gint64 weeks;

  if ((_smt_days_weekdays (days) >> weekday & 1) == 0)
    return SMT_DAY_REST;
  if (days->repeats != 0)
    return SMT_DAY_MAYBE;
  if (_smt_days_is_every_week (days))
    return SMT_DAY_DOSE;
  if (!smt_date_is_set (days->phase) || !_smt_range_exact_count (days->n, &weeks) || weeks < 1)
    return SMT_DAY_MAYBE;
  SmtDate phase_monday = smt_date_add_days (days->phase, -(int)smt_date_weekday (days->phase));
  int since = smt_date_days_between (phase_monday, smt_date_add_days (day, -(int)weekday));
  return dose_if (since / DAYS_IN_WEEK % weeks == 0);
}

static SmtDayKind
by_cycle (const SmtDays *days, SmtDate step_from, SmtDate day)
{
  SmtDate first = _smt_days_first (days, step_from);

  if (!smt_date_is_set (first) || days->cycle == 0)
    return SMT_DAY_MAYBE;
  int since = smt_date_days_between (first, day);
  int cycle = days->cycle;
  if (days->repeats != 0 && (since < 0 || since / cycle >= days->repeats))
    return SMT_DAY_REST;
  int at = (since % cycle + cycle) % cycle;
  return dose_if (smt_day_bits_has (&days->on, (guint)at + 1));
}

static SmtDayKind
by_list (const SmtDays *days, SmtDate step_from, SmtDate day)
{
  SmtDate first = _smt_days_first (days, step_from);

  if (!smt_date_is_set (first))
    return SMT_DAY_MAYBE;
  int since = smt_date_days_between (first, day);
  return dose_if (since >= 0 && since < SMT_MAX_CYCLE && smt_day_bits_has (&days->on, (guint)since + 1));
}

/* What @day, which lies in the step, is to one beat of it. */
static SmtDayKind
day_of_beat (const SmtDays *said, SmtDate step_from, SmtDate day)
{
  SmtDays settled = _smt_days_settle (said);
  const SmtDays *days = &settled;

  if (_smt_days_is_every_day (days) && days->repeats == 0)
    return SMT_DAY_DOSE;
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      return by_interval (days, day);
    case SMT_DAYS_WEEKDAYS:
      return by_weekday (days, day);
    case SMT_DAYS_CYCLE:
      return by_cycle (days, step_from, day);
    case SMT_DAYS_DAY_LIST:
      return by_list (days, step_from, day);
    case SMT_DAYS_K_OF_N:
      return smt_date_is_set (days->phase) && smt_date_compare (days->phase, day) == 0 ? SMT_DAY_DOSE : SMT_DAY_MAYBE;
    case SMT_DAYS_UNKNOWN:
    default:
      return SMT_DAY_UNKNOWN;
    }
}

/* --- beats together ----------------------------------------------------------------------------------------------- */

static SmtRange
range_of_spread (SmtSpread spread)
{
  SmtDecimal lo, hi;

  if (!_smt_spread_known (spread) || !smt_ratio_to_decimal (spread.lo, &lo) || !smt_ratio_to_decimal (spread.hi, &hi))
    return SMT_RANGE_NONE;
  return spread.kind == SMT_RANGE_AT_MOST ? smt_range_at_most (hi) : smt_range_between (lo, hi);
}

/* The kinds of the beats on one day, and the sum of those that surely sound. */
typedef struct
{
  guint n_dose, n_maybe, n_unknown;
  SmtSpread amount;
  SmtSpread doses;
  const char *unit;
  gboolean mixed;
} DaySum;

static void
add_dose (DaySum *sum, const SmtRhythm *rhythm, const SmtBeat *beat)
{
  SmtSpread amount, doses;

  _smt_beat_day (rhythm, beat, &amount, &doses);
  if (sum->n_dose++ == 0)
    {
      sum->amount = amount;
      sum->doses = doses;
      sum->unit = beat->unit;
      return;
    }
  sum->mixed = sum->mixed || !_smt_unit_same (sum->unit, beat->unit);
  sum->amount = _smt_spread_add (sum->amount, amount);
  sum->doses = _smt_spread_add (sum->doses, doses);
}

static void
settle_day (SmtDoseDay *out, const DaySum *sum, gboolean as_needed)
{
  if (sum->n_dose == 0)
    {
      out->kind = sum->n_unknown > 0 ? SMT_DAY_UNKNOWN : sum->n_maybe > 0 ? SMT_DAY_MAYBE : SMT_DAY_REST;
      return;
    }
  out->kind = as_needed ? SMT_DAY_MAYBE : SMT_DAY_DOSE;
  if (sum->n_unknown + sum->n_maybe > 0)
    return; /* something may come on top */
  out->times = range_of_spread (sum->doses);
  if (!sum->mixed)
    out->amount = range_of_spread (sum->amount);
}

static void
lay_out_day (SmtDoseDay *out, const SmtRhythm *rhythm, const SmtStep *step, SmtDate step_from, SmtDate day)
{
  DaySum sum = { 0 };

  for (guint i = 0; i < step->n_beats; i++)
    switch (day_of_beat (&step->beats[i].days, step_from, day))
      {
      case SMT_DAY_DOSE:
        add_dose (&sum, rhythm, &step->beats[i]);
        break;
      case SMT_DAY_MAYBE:
        sum.n_maybe++;
        break;
      case SMT_DAY_UNKNOWN:
        sum.n_unknown++;
        break;
      case SMT_DAY_REST:
      default:
        break;
      }
  settle_day (out, &sum, smt_step_is_as_needed (rhythm, step));
}

/* --- brackets of a step ------------------------------------------------------------------------------------------- */

/* "@count dose days in every @n @unit"; an exact week of days is a week. FALSE when nothing is repeated. */
static gboolean
count_in_period (const SmtDays *days, SmtRange *count, SmtRange *n, SmtTimeUnit *unit)
{
  *unit = days->kind == SMT_DAYS_WEEKDAYS ? SMT_TIME_UNIT_WEEK : SMT_TIME_UNIT_DAY;
  *n = smt_range_exact_int (1);
  *count = smt_range_exact_int (1);
  if (_smt_days_is_every_day (days))
    return TRUE;
  switch (days->kind)
    {
    case SMT_DAYS_WEEKDAYS:
      *count = smt_range_exact_int (_smt_bits_count (_smt_days_weekdays (days)));
      if (_smt_range_known (days->n))
        *n = days->n;
      return TRUE;
    case SMT_DAYS_CYCLE:
      *count = smt_range_exact_int (smt_day_bits_count (&days->on));
      *n = smt_range_exact_int (days->cycle);
      return TRUE;
    case SMT_DAYS_K_OF_N:
    case SMT_DAYS_EVERY_N:
      if (days->kind == SMT_DAYS_K_OF_N)
        *count = days->k;
      *unit = interval_in_days (days) == DAYS_IN_WEEK ? SMT_TIME_UNIT_WEEK : days->unit;
      *n = interval_in_days (days) == DAYS_IN_WEEK ? smt_range_exact_int (1) : days->n;
      return TRUE;
    case SMT_DAYS_DAY_LIST:
      *count = smt_range_exact_int (smt_day_bits_count (&days->on));
      *n = SMT_RANGE_NONE;
      return FALSE;
    case SMT_DAYS_UNKNOWN:
    default:
      return FALSE;
    }
}

static gboolean
needs_bracket (const SmtLayout *layout,
               const SmtWindow *window,
               const SmtDays *days,
               SmtDate step_from,
               gboolean as_needed)
{
  for (guint i = window->from; i < window->to; i++)
    {
      SmtDayKind kind = day_of_beat (days, step_from, smt_date_add_days (layout->first, (int)i));
      if (kind == SMT_DAY_MAYBE || (as_needed && kind == SMT_DAY_DOSE))
        return TRUE;
    }
  return FALSE;
}

static gboolean
said_before (const SmtStep *step, guint at)
{
  for (guint i = 0; i < at; i++)
    if (_smt_days_compare (&step->beats[i].days, &step->beats[at].days) == 0)
      return TRUE;
  return FALSE;
}

static void
add_brackets (const SmtLayout *layout,
              GArray *brackets,
              const SmtWindow *window,
              const SmtStep *step,
              SmtDate step_from,
              gboolean as_needed)
{
  for (guint i = 0; i < step->n_beats; i++)
    {
      SmtDays settled = _smt_days_settle (&step->beats[i].days);
      const SmtDays *days = &settled;
      SmtRange count, n;
      SmtTimeUnit unit;
      if (said_before (step, i) || !needs_bracket (layout, window, days, step_from, as_needed))
        continue;
      gboolean repeated = count_in_period (days, &count, &n, &unit) && days->repeats == 0;
      if (as_needed)
        count = smt_range_at_most (count.hi);
      if (repeated && !_smt_days_is_every_day (days))
        _smt_brackets_add (brackets, window, count, n, unit);
      else
        _smt_brackets_add_one (brackets, window, count, n, unit, window->cut_before || window->cut_after || !repeated);
    }
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

static SmtLayout *
new_layout (SmtDate first, guint n_days, SmtDayKind kind)
{
  SmtLayout *layout = g_new0 (SmtLayout, 1);

  layout->first = first;
  layout->n_days = n_days;
  layout->days = g_new0 (SmtDoseDay, n_days);
  for (guint i = 0; i < n_days; i++)
    layout->days[i].kind = kind;
  return layout;
}

static void
take_brackets (SmtLayout *layout, GArray *brackets)
{
  layout->n_brackets = brackets->len;
  layout->brackets = (SmtBracket *)(void *)g_array_free (brackets, FALSE);
}

static gboolean
is_in_step (const SmtRhythm *rhythm, const SmtStepSpan *spans, SmtDate day, guint step)
{
  guint at;

  return _smt_steps_find (rhythm, spans, day, &at) == SMT_PLACE_IN_STEP && at == step;
}

static void
lay_out_step (SmtLayout *layout, GArray *brackets, const SmtRhythm *rhythm, const SmtStepSpan *spans, guint at)
{
  const SmtStep *step = &rhythm->steps[at];
  SmtWindow window = { .first = layout->first, .from = layout->n_days, .to = 0 };

  for (guint i = 0; i < layout->n_days; i++)
    {
      SmtDate day = smt_date_add_days (layout->first, (int)i);
      if (!is_in_step (rhythm, spans, day, at))
        continue;
      window.from = MIN (window.from, i);
      window.to = i + 1;
      lay_out_day (&layout->days[i], rhythm, step, spans[at].from, day);
    }
  if (window.from >= window.to)
    return;
  window.cut_before = window.from == 0 && is_in_step (rhythm, spans, smt_date_add_days (layout->first, -1), at);
  window.cut_after = window.to == layout->n_days
                     && is_in_step (rhythm, spans, smt_date_add_days (layout->first, (int)layout->n_days), at);
  add_brackets (layout, brackets, &window, step, spans[at].from, smt_step_is_as_needed (rhythm, step));
}

/* How many dose days a step has in its length; unknown unless it is a whole number. */
static SmtRange
dose_days_in_length (const SmtRhythm *rhythm, const SmtStep *step)
{
  SmtMeasure measure;
  SmtSpread length = _smt_spread_of_span (step->length, step->length_unit);

  smt_rhythm_measure (rhythm, SMT_DATE_UNSET, &measure);
  SmtSpread all = _smt_spread_multiply (measure.dose_days, length);
  SmtSpread count = _smt_spread_divide (all, _smt_spread_exact (SMT_RATIO_INT (WINDOW)));
  return count.kind == SMT_RANGE_EXACT && count.lo.den == 1 ? range_of_spread (count) : SMT_RANGE_NONE;
}

/* "In 7 days" from a day that nobody said: a bracket over all days, since it may begin on any. */
static void
lay_out_unplaced (SmtLayout *layout, GArray *brackets, const SmtRhythm *rhythm)
{
  const SmtStep *step = &rhythm->steps[0];
  SmtWindow window = { .first = layout->first, .from = 0, .to = layout->n_days };

  for (guint i = 0; i < step->n_beats; i++)
    if (step->beats[i].days.kind == SMT_DAYS_UNKNOWN)
      return;
  if (step->n_beats == 0 || smt_step_is_as_needed (rhythm, step))
    return;
  for (guint i = 0; i < layout->n_days; i++)
    layout->days[i].kind = SMT_DAY_MAYBE;
  _smt_brackets_add_one (brackets, &window, dose_days_in_length (rhythm, step), step->length, step->length_unit, TRUE);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_rhythm_lay_out:
 * @rhythm: a rhythm
 * @first: the first day
 * @n_days: how many days
 *
 * A dot only where the day is known: every day, named weekdays, a phase, a cycle or list whose first day is known.
 * Where the rhythm says how many but not which, the days are "maybe" under brackets. Days before the first step are
 * unknown; pauses, gaps between dated steps and days after the end are rest.
 *
 * Returns: (transfer full): the layout
 */
SmtLayout *
smt_rhythm_lay_out (const SmtRhythm *rhythm, SmtDate first, guint n_days)
{
  g_return_val_if_fail (rhythm != NULL, NULL);
  g_return_val_if_fail (smt_date_is_set (first), NULL);

  SmtLayout *layout = new_layout (first, n_days, SMT_DAY_UNKNOWN);
  g_autofree SmtStepSpan *spans = _smt_steps_place (rhythm);
  GArray *brackets = g_array_new (FALSE, FALSE, sizeof (SmtBracket));
  for (guint i = 0; i < n_days; i++)
    {
      guint at;
      SmtStepPlace place = _smt_steps_find (rhythm, spans, smt_date_add_days (first, (int)i), &at);
      if (place == SMT_PLACE_GAP || place == SMT_PLACE_AFTER)
        layout->days[i].kind = SMT_DAY_REST;
    }
  if (rhythm->n_steps == 1 && !spans[0].placed)
    lay_out_unplaced (layout, brackets, rhythm);
  else
    for (guint i = 0; i < rhythm->n_steps; i++)
      lay_out_step (layout, brackets, rhythm, spans, i);
  take_brackets (layout, brackets);
  return layout;
}

/**
 * smt_bound_lay_out:
 * @bound: what a product allows
 * @first: the first day
 * @n_days: how many days
 *
 * Returns: (transfer full): brackets of the shortest usual interval, at most one dose day in each; no dots
 */
SmtLayout *
smt_bound_lay_out (const SmtBound *bound, SmtDate first, guint n_days)
{
  g_return_val_if_fail (bound != NULL, NULL);
  g_return_val_if_fail (smt_date_is_set (first), NULL);

  SmtLayout *layout = new_layout (first, n_days, SMT_DAY_MAYBE);
  SmtPeriod period = _smt_period_of_days (bound->min_days);
  SmtRange count = smt_range_at_most (SMT_DECIMAL_INT (period.count));
  SmtWindow window = { first, 0, n_days, TRUE, TRUE };
  GArray *brackets = g_array_new (FALSE, FALSE, sizeof (SmtBracket));
  if (smt_ratio_compare (bound->min_days, SMT_RATIO_INT (1)) <= 0)
    _smt_brackets_add_one (brackets, &window, count, period.n, period.unit, TRUE);
  else
    _smt_brackets_add (brackets, &window, count, period.n, period.unit);
  take_brackets (layout, brackets);
  return layout;
}

/**
 * smt_layout_free:
 * @layout: (nullable) (transfer full): a layout
 */
void
smt_layout_free (SmtLayout *layout)
{
  if (layout == NULL)
    return;
  g_free (layout->days);
  g_free (layout->brackets);
  g_free (layout);
}
