/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-words.h"

#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-steps.h"
#include "dosing/smt-words-table.h"

#define N_POSITIONS 4

/* --- steps -------------------------------------------------------------------------------------------------------- */

static gboolean
is_day_list (const SmtStep *step)
{
  for (guint i = 0; i < step->n_beats; i++)
    if (step->beats[i].days.kind == SMT_DAYS_DAY_LIST)
      return TRUE;
  return FALSE;
}

static void
append_days_long (GString *out, const SmtWordTable *table, SmtDate from, SmtDate to)
{
  const SmtUnitOfTimeWords *day = &table->time[SMT_TIME_UNIT_DAY];
  SmtRange days = smt_range_exact_int (smt_date_days_between (from, to));

  _smt_words_counted (out, table, days, day->one_long, day->n_long);
}

/* "i 7 dager": the length as it was said, else what the dates make it. A start says nothing about the dose and is left
 * out; an end without a start is said as a date. */
static void
append_length (GString *out, const SmtRhythm *rhythm, guint i, SmtLanguage language)
{
  const SmtStep *step = &rhythm->steps[i];
  const SmtWordTable *table = _smt_words_table (language);
  const SmtUnitOfTimeWords *time = &table->time[step->length_unit];
  SmtDate next = i + 1 < rhythm->n_steps ? rhythm->steps[i + 1].start : SMT_DATE_UNSET;

  if (_smt_range_known (step->length))
    _smt_words_counted (out, table, step->length, time->one_long, time->n_long);
  else if (smt_date_is_set (step->start) && smt_date_is_set (step->end))
    {
      if (!is_day_list (step))
        append_days_long (out, table, step->start, step->end);
    }
  else if (smt_date_is_set (step->end))
    {
      g_autofree char *last = smt_date_to_words (smt_date_add_days (step->end, -1), language);
      _smt_words_fill (out, table->until, "date", last, NULL);
    }
  else if (smt_date_is_set (step->start) && smt_date_is_set (next))
    append_days_long (out, table, step->start, next);
}

static void
append_step (GString *out, const SmtRhythm *rhythm, guint i, SmtLanguage language)
{
  const SmtWordTable *table = _smt_words_table (language);
  const SmtStep *step = &rhythm->steps[i];
  g_autoptr (GString) words = g_string_new (NULL);

  if (step->n_beats == 0)
    g_string_append (words, table->pause);
  else
    _smt_words_beats (words, rhythm, step, language);
  if (words->len == 0)
    g_string_append (words, table->nothing_said);
  append_length (words, rhythm, i, language);
  g_string_append (out, words->str);
}

/* The days without dose between two dated steps. */
static void
append_gap_before (GString *out, const SmtWordTable *table, const SmtRhythm *rhythm, guint i)
{
  SmtDate end = rhythm->steps[i - 1].end;
  SmtDate start = rhythm->steps[i].start;

  if (!smt_date_is_set (end) || !smt_date_is_set (start) || smt_date_compare (end, start) >= 0)
    return;
  g_string_append (out, table->pause);
  append_days_long (out, table, end, start);
  g_string_append (out, table->then);
}

/* "om våren og om sommeren", "i pollensesongen" */
static void
append_seasons (GString *out, const SmtRhythm *rhythm, const SmtWordTable *table)
{
  g_autoptr (GPtrArray) names = NULL;

  if (rhythm->seasons == 0)
    return;
  names = g_ptr_array_new ();
  for (guint i = 0; i < SMT_N_SEASONS; i++)
    if ((rhythm->seasons >> i & 1) != 0)
      g_ptr_array_add (names, (gpointer)table->season[i]);
  _smt_words_space (out);
  _smt_words_join (out, table, names);
}

static gboolean
is_month (guint month)
{
  return 1 <= month && month <= G_N_ELEMENTS (((SmtWordTable *)NULL)->months);
}

/* "fra oktober til april", "i november" */
static void
append_months (GString *out, const SmtRhythm *rhythm, const SmtWordTable *table)
{
  if (!is_month (rhythm->first_month) || !is_month (rhythm->last_month))
    return;
  const char *first = table->months[rhythm->first_month - 1];
  if (rhythm->first_month == rhythm->last_month)
    _smt_words_fill (out, table->in_month, "month", first, NULL);
  else
    _smt_words_fill (out, table->from_month, "from", first, "to", table->months[rhythm->last_month - 1], NULL);
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

/* The unit of the first beat that has one: the maximum is in the unit of the beats when it names none. */
static const char *
unit_of_beats (const SmtRhythm *rhythm)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      if (rhythm->steps[i].beats[j].unit != NULL)
        return rhythm->steps[i].beats[j].unit;
  return NULL;
}

static void
append_most (GString *out, const SmtRhythm *rhythm, SmtRange most, const char *form, SmtLanguage language)
{
  const char *unit = rhythm->max_unit != NULL ? rhythm->max_unit : unit_of_beats (rhythm);
  g_autoptr (GString) amount = NULL;

  if (!_smt_range_known (most))
    return;
  amount = g_string_new (NULL);
  _smt_words_amount (amount, smt_range_exact (most.hi), unit, SMT_PER_WHOLE, language);
  g_string_append (out, ",");
  _smt_words_fill (out, form, "amount", amount->str, NULL);
}

static void
append_limits (GString *out, const SmtRhythm *rhythm, SmtLanguage language)
{
  const SmtWordTable *table = _smt_words_table (language);

  if (_smt_range_known (rhythm->max_times_day))
    {
      g_string_append (out, ",");
      _smt_words_counted (out, table, smt_range_exact (rhythm->max_times_day.hi), table->max_once, table->max_times);
    }
  append_most (out, rhythm, rhythm->max_amount_day, table->max_amount, language);
  append_most (out, rhythm, rhythm->max_amount_long,
               rhythm->max_long_unit == SMT_TIME_UNIT_MONTH ? table->max_month : table->max_week, language);
  if (_smt_range_known (rhythm->min_gap_hours))
    {
      g_string_append (out, ",");
      _smt_words_counted (out, table, smt_range_exact (rhythm->min_gap_hours.hi), table->min_gap_one, table->min_gap);
    }
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_rhythm_to_words:
 * @rhythm: a rhythm
 * @language: language to write in: bokmål, nynorsk or English; others get bokmål
 *
 * What a pharmacist would write: "3 tabletter hver mandag". Says nothing that the rhythm does not say: unknown days
 * give no words about days. Left out are the phase and the date of the start, which are no part of how a dose is taken.
 *
 * Returns: (transfer full): one line
 */
char *
smt_rhythm_to_words (const SmtRhythm *rhythm, SmtLanguage language)
{
  g_return_val_if_fail (rhythm != NULL, NULL);

  const SmtWordTable *table = _smt_words_table (language);
  g_autoptr (SmtRhythm) lifted = _smt_rhythm_lift_maximum (rhythm);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < lifted->n_steps; i++)
    {
      if (i > 0)
        {
          g_string_append (out, table->then);
          append_gap_before (out, table, lifted, i);
        }
      append_step (out, lifted, i, language);
    }
  append_seasons (out, lifted, table);
  append_months (out, lifted, table);
  append_limits (out, lifted, language);
  return g_string_free (out, FALSE);
}

static int
position_of (guint part, gboolean with_midday)
{
  static const int four[] = { 0, 1, -1, 2, 3, -1 };
  static const int three[] = { 0, -1, 1, -1, 2, -1 };

  return with_midday ? three[part] : four[part];
}

static gboolean
fill_positions (const SmtBeat *beat, gboolean with_midday, SmtDecimal *positions, gboolean *taken)
{
  for (guint part = 0; part < 6; part++)
    {
      int at = position_of (part, with_midday);
      if ((beat->parts >> part & 1) == 0)
        continue;
      if (at < 0 || taken[at])
        return FALSE;
      taken[at] = TRUE;
      positions[at] = beat->amount.lo;
    }
  return TRUE;
}

static gboolean
beat_fits_pattern (const SmtBeat *beat, const char *unit)
{
  return beat->parts != 0 && beat->n_clock == 0 && beat->basis == SMT_BASIS_EACH && beat->per == SMT_PER_WHOLE
         && beat->amount.kind == SMT_RANGE_EXACT && g_strcmp0 (beat->unit, unit) == 0 && beat->days.repeats == 0
         && beat->days.kind == SMT_DAYS_EVERY_N && beat->days.unit == SMT_TIME_UNIT_DAY
         && smt_range_is_int (beat->days.n, 1);
}

/**
 * smt_rhythm_to_pattern:
 * @rhythm: a rhythm
 *
 * The short form beside the words: morgen–formiddag–ettermiddag–kveld, or morgen–midt på dagen–kveld when midday is
 * named (contract 3).
 *
 * Returns: (transfer full) (nullable): "1–0–0–1"; %NULL for anything but one daily dose in known amounts by parts of
 * the day
 */
char *
smt_rhythm_to_pattern (const SmtRhythm *rhythm)
{
  SmtDecimal positions[N_POSITIONS] = { { 0, 0 } };
  gboolean taken[N_POSITIONS] = { FALSE };
  gboolean with_midday = FALSE;

  g_return_val_if_fail (rhythm != NULL, NULL);

  if (rhythm->n_steps != 1 || rhythm->as_needed || rhythm->steps[0].n_beats == 0)
    return NULL;
  const SmtStep *step = &rhythm->steps[0];
  for (guint i = 0; i < step->n_beats; i++)
    with_midday = with_midday || (step->beats[i].parts & SMT_PART_MIDDAY) != 0;
  for (guint i = 0; i < step->n_beats; i++)
    if (!beat_fits_pattern (&step->beats[i], step->beats[0].unit)
        || !fill_positions (&step->beats[i], with_midday, positions, taken))
      return NULL;

  GString *out = g_string_new (NULL);
  for (guint i = 0; i < (with_midday ? N_POSITIONS - 1 : N_POSITIONS); i++)
    {
      g_autofree char *number = smt_decimal_format (smt_decimal_normalize (positions[i]), ',');
      g_string_append_printf (out, "%s%s", i > 0 ? "–" : "", number);
    }
  return g_string_free (out, FALSE);
}
