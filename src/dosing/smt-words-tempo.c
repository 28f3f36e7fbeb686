/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-words.h"

#include "dosing/smt-periods.h"
#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-words-table.h"

#define DAYS_IN_WEEK 7

/* --- tempo -------------------------------------------------------------------------------------------------------- */

static void
append_interval_tempo (GString *out, const SmtWordTable *table, const SmtDays *days)
{
  SmtRatio length;
  SmtRange n = days->n;
  SmtTimeUnit unit = days->unit;

  if (n.kind == SMT_RANGE_EXACT && _smt_span_in_days (n.lo, unit, &length) && length.den == 1
      && unit <= SMT_TIME_UNIT_WEEK)
    {
      if (length.num == DAYS_IN_WEEK) /* however it was said */
        {
          n = smt_range_exact_int (1);
          unit = SMT_TIME_UNIT_WEEK;
        }
      else if (unit == SMT_TIME_UNIT_HOUR)
        {
          n = smt_range_exact_int (length.num);
          unit = SMT_TIME_UNIT_DAY;
        }
    }
  _smt_words_every (out, table, n, unit, table->time[unit].adverb);
}

static void
append_weekday_tempo (GString *out, const SmtWordTable *table, const SmtDays *days)
{
  gboolean single = _smt_bits_count (_smt_days_weekdays (days)) == 1;

  if (single && !_smt_days_is_every_week (days))
    _smt_words_every (out, table, days->n, days->unit, table->time[SMT_TIME_UNIT_WEEK].adverb);
  else if (single)
    g_string_append (out, table->time[SMT_TIME_UNIT_WEEK].adverb);
  else
    _smt_words_days (out, table, days);
}

static void
append_tempo (GString *out, const SmtWordTable *table, const SmtDays *days)
{
  if (_smt_days_is_every_day (days))
    {
      g_string_append (out, table->time[SMT_TIME_UNIT_DAY].adverb);
      return;
    }
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      append_interval_tempo (out, table, days);
      break;
    case SMT_DAYS_K_OF_N:
      if (smt_range_is_int (days->k, 1))
        append_interval_tempo (out, table, days);
      else
        _smt_words_days (out, table, days);
      break;
    case SMT_DAYS_WEEKDAYS:
      append_weekday_tempo (out, table, days);
      break;
    case SMT_DAYS_CYCLE:
      if (days->cycle == DAYS_IN_WEEK && smt_day_bits_count (&days->on) == 1)
        g_string_append (out, table->time[SMT_TIME_UNIT_WEEK].adverb);
      else
        _smt_words_days (out, table, days);
      break;
    case SMT_DAYS_DAY_LIST:
      g_string_append (out, table->single_tempo);
      if (smt_day_bits_count (&days->on) > 1)
        {
          _smt_words_space (out);
          _smt_words_day_numbers (out, table, &days->on);
        }
      break;
    case SMT_DAYS_UNKNOWN:
    default:
      g_string_append (out, table->unknown_tempo);
      break;
    }
}

/* The weekdays of all beats when all are plain weekdays, else 0: "2 tablets Monday, 1 Thursday" is "mandag og torsdag".
 */
static guint8
weekdays_together (const SmtStep *step)
{
  guint8 weekdays = 0;

  for (guint i = 0; i < step->n_beats; i++)
    {
      const SmtDays *days = &step->beats[i].days;
      if (!_smt_days_is_every_week (days) || days->except || days->repeats != 0)
        return 0;
      weekdays |= days->weekdays;
    }
  return weekdays;
}

static void
add_once (GPtrArray *texts, const char *text)
{
  for (guint i = 0; i < texts->len; i++)
    if (g_str_equal (g_ptr_array_index (texts, i), text))
      return;
  g_ptr_array_add (texts, g_strdup (text));
}

static char *
step_tempo (const SmtStep *step, const SmtWordTable *table)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);
  SmtDays together = { .kind = SMT_DAYS_WEEKDAYS, .weekdays = weekdays_together (step) };

  if (step->n_beats == 0)
    g_string_append (out, table->pause);
  else if (together.weekdays != 0)
    append_tempo (out, table, &together);
  else
    {
      for (guint i = 0; i < step->n_beats; i++)
        {
          g_autoptr (GString) one = g_string_new (NULL);
          append_tempo (one, table, &step->beats[i].days);
          add_once (texts, one->str);
        }
      _smt_words_join (out, table, texts);
    }
  return g_string_free (out, FALSE);
}

/**
 * smt_rhythm_tempo_words:
 * @rhythm: a rhythm
 * @language: language to write in
 *
 * How often, in a few words, for the headline of a finding ("daglig ↔ ukentlig"). Weekly is weekly however it was said.
 *
 * Returns: (transfer full): "daglig", "ukentlig", "2 ganger i uken", "ved behov", "ukjent intervall" …
 */
char *
smt_rhythm_tempo_words (const SmtRhythm *rhythm, SmtLanguage language)
{
  g_return_val_if_fail (rhythm != NULL, NULL);

  const SmtWordTable *table = _smt_words_table (language);
  g_autofree char *before = NULL;
  GString *out = g_string_new (NULL);
  if (rhythm->as_needed)
    {
      g_string_append (out, table->as_needed);
      return g_string_free (out, FALSE);
    }
  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      g_autofree char *tempo =
          rhythm->steps[i].as_needed ? g_strdup (table->as_needed) : step_tempo (&rhythm->steps[i], table);
      if (g_strcmp0 (tempo, before) == 0)
        continue;
      if (i > 0)
        g_string_append (out, table->then);
      g_string_append (out, tempo);
      g_free (before);
      before = g_steal_pointer (&tempo);
    }
  if (out->len == 0)
    g_string_append (out, table->unknown_tempo);
  return g_string_free (out, FALSE);
}

/* --- bound -------------------------------------------------------------------------------------------------------- */

/* "én gang i uken", "2 ganger i uken", "hver 3. måned". */
static void
append_period (GString *out, const SmtWordTable *table, const SmtPeriod *period)
{
  const SmtUnitOfTimeWords *time = &table->time[period->unit];

  if (period->count == 1)
    {
      _smt_words_every (out, table, period->n, period->unit, time->once);
      return;
    }
  _smt_words_counted (out, table, smt_range_exact_int (period->count), table->once, table->times);
  _smt_words_fill (out, time->in, NULL);
}

static gboolean
is_daily_period (const SmtPeriod *period)
{
  return period->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (period->n, 1);
}

static void
append_interval_bound (GString *out, const SmtWordTable *table, const SmtBound *bound)
{
  SmtPeriod shortest = _smt_period_of_days (bound->min_days);
  SmtPeriod longest = bound->max_days.num > 0 ? _smt_period_of_days (bound->max_days) : shortest;

  if (smt_range_equal (shortest.n, longest.n) && shortest.unit == longest.unit && shortest.count == longest.count)
    {
      if (is_daily_period (&shortest))
        g_string_append (out, table->bound_daily);
      else
        append_period (out, table, &shortest);
      return;
    }
  if (shortest.unit == longest.unit && shortest.count == 1 && longest.count == 1 && !smt_range_is_int (shortest.n, 1))
    {
      shortest.n = smt_range_between (shortest.n.lo, longest.n.hi);
      append_period (out, table, &shortest);
      return;
    }
  g_autoptr (GString) from = g_string_new (NULL);
  g_autoptr (GString) to = g_string_new (NULL);
  append_period (from, table, &shortest);
  append_period (to, table, &longest);
  _smt_words_fill (out, table->bound_from_to, "from", from->str, "to", to->str, NULL);
}

/**
 * smt_bound_to_words:
 * @bound: what a product allows
 * @language: language to write in
 *
 * Returns: (transfer full): "én gang i uken, høyst 20 milligram i uken"
 */
char *
smt_bound_to_words (const SmtBound *bound, SmtLanguage language)
{
  g_return_val_if_fail (bound != NULL, NULL);

  const SmtWordTable *table = _smt_words_table (language);
  GString *out = g_string_new (NULL);
  append_interval_bound (out, table, bound);
  if (bound->weekly_max_unit != NULL)
    {
      g_autofree char *amount =
          smt_range_to_words (smt_range_exact (bound->weekly_max), bound->weekly_max_unit, language);
      _smt_words_fill (out, table->weekly_max, "amount", amount, NULL);
    }
  if (bound->daily == SMT_DAILY_IN_CYCLE)
    g_string_append (out, table->bound_cycle);
  else if (bound->daily == SMT_DAILY_AT_FIRST)
    g_string_append (out, table->bound_first);
  else if (bound->daily == SMT_DAILY_ONCOLOGY)
    g_string_append (out, table->bound_oncology);
  return g_string_free (out, FALSE);
}

/* --- bracket ------------------------------------------------------------------------------------------------------ */

static void
append_count (GString *out, const SmtWordTable *table, SmtRange count)
{
  g_autofree char *number = _smt_words_number (table, smt_range_exact (count.hi));
  const char *most = smt_decimal_equal (count.hi, SMT_DECIMAL_INT (1)) ? table->count_one : number;

  if (count.kind == SMT_RANGE_UNKNOWN)
    g_string_append (out, table->count_unknown);
  else if (count.kind == SMT_RANGE_AT_MOST)
    _smt_words_fill (out, table->count_at_most, "n", most, NULL);
  else if (count.kind == SMT_RANGE_EXACT)
    g_string_append (out, most);
  else
    {
      g_autofree char *range = _smt_words_number (table, count);
      g_string_append (out, range);
    }
}

/**
 * smt_bracket_to_words:
 * @bracket: a bracket of a layout
 * @language: language to write in
 *
 * Returns: (transfer full): "én i uken", "2–3 i uken", "én hver 2.–3. måned"; the count alone when no period is known
 */
char *
smt_bracket_to_words (const SmtBracket *bracket, SmtLanguage language)
{
  g_return_val_if_fail (bracket != NULL, NULL);

  const SmtWordTable *table = _smt_words_table (language);
  const SmtUnitOfTimeWords *time = &table->time[bracket->unit];
  GString *out = g_string_new (NULL);
  append_count (out, table, bracket->count);
  if (!_smt_range_known (bracket->period))
    return g_string_free (out, FALSE);
  if (smt_range_is_int (bracket->count, 1) || smt_range_is_int (bracket->period, 1))
    _smt_words_every (out, table, bracket->period, bracket->unit, time->in);
  else
    _smt_words_counted (out, table, bracket->period, time->in, time->in_n);
  return g_string_free (out, FALSE);
}
