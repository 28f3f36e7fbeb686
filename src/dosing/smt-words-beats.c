/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-words-table.h"

#include "dosing/smt-rhythm-private.h"

#define N_PARTS 6
#define MINUTES_IN_HOUR 60

/* What is known about the words of one beat before they are written. */
typedef struct
{
  const SmtBeat *beat;
  const SmtWordTable *table;
  SmtLanguage language;
} Writer;

/* A phrase and where in the day it belongs: "2 tabletter kveld". */
typedef struct
{
  guint order;
  char *text;
} Phrase;

static int
compare_phrases (const void *a, const void *b)
{
  const Phrase *first = a;
  const Phrase *second = b;

  return first->order < second->order ? -1 : first->order > second->order;
}

static void
take_phrase (GArray *phrases, guint order, GString *text)
{
  Phrase phrase = { order * 16 + phrases->len, g_string_free (text, FALSE) };

  g_array_append_val (phrases, phrase);
}

static gboolean
is_every_n (const SmtDays *days, gint64 n, SmtTimeUnit unit)
{
  return days->kind == SMT_DAYS_EVERY_N && days->unit == unit && smt_range_is_int (days->n, n);
}

/* Days that are written as a count of a period ("én gang i uken"), before which a bare count would be taken for the
 * period's own. */
static gboolean
is_once_in_period (const SmtDays *days)
{
  if (days->kind == SMT_DAYS_K_OF_N)
    return smt_range_is_int (days->k, 1) && smt_range_is_int (days->n, 1);
  return days->kind == SMT_DAYS_EVERY_N && days->unit > SMT_TIME_UNIT_DAY && smt_range_is_int (days->n, 1);
}

/* "hver 2. uke": beside several doses of a day it could be taken for each day of these weeks. */
static gboolean
is_weeks_apart (const SmtDays *days)
{
  gboolean once = days->kind == SMT_DAYS_EVERY_N || (days->kind == SMT_DAYS_K_OF_N && smt_range_is_int (days->k, 1));

  return once && days->unit == SMT_TIME_UNIT_WEEK && !smt_range_is_int (days->n, 1);
}

/* --- how many doses ----------------------------------------------------------------------------------------------- */

static void
append_gap (GString *out, const Writer *writer)
{
  if (_smt_range_known (writer->beat->gap_hours))
    _smt_words_counted (out, writer->table, writer->beat->gap_hours, writer->table->gap_one, writer->table->gap);
}

/* "3 ganger", "3 ganger om dagen", "3 ganger samme dag", as the words for the days need it. */
static void
append_times (GString *out, const Writer *writer)
{
  const SmtBeat *beat = writer->beat;
  const SmtWordTable *table = writer->table;
  const SmtDays *days = &beat->days;
  gboolean single = smt_range_is_int (beat->times, 1);

  if (!_smt_range_known (beat->times))
    return;
  if (single && days->kind != SMT_DAYS_UNKNOWN && !is_every_n (days, 1, SMT_TIME_UNIT_DAY))
    return; /* one dose on each of these days is what the words for the days say already */
  if (is_once_in_period (days) || is_weeks_apart (days))
    _smt_words_counted (out, table, beat->times, table->once, table->times_same_day);
  else if (days->kind == SMT_DAYS_UNKNOWN || days->kind == SMT_DAYS_WEEKDAYS || days->kind == SMT_DAYS_DAY_LIST
           || is_every_n (days, 1, SMT_TIME_UNIT_DAY))
    _smt_words_counted (out, table, beat->times, table->once, table->times);
  else
    _smt_words_counted (out, table, beat->times, table->once, table->times_a_day);
}

/* --- amounts that are divided ------------------------------------------------------------------------------------- */

static void
append_parts (GString *out, const Writer *writer)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint part = 0; part < N_PARTS; part++)
    if ((writer->beat->parts >> part & 1) != 0)
      g_ptr_array_add (names, (gpointer)writer->table->parts[part]);
  _smt_words_join (list, writer->table, names);
  _smt_words_fill (out, writer->table->split_over, "list", list->str, NULL);
}

static char *
clock_words (const SmtWordTable *table, guint minutes)
{
  g_autofree char *time =
      g_strdup_printf ("%02u%c%02u", minutes / MINUTES_IN_HOUR, table->minute_sign, minutes % MINUTES_IN_HOUR);
  g_autoptr (GString) out = g_string_new (NULL);

  _smt_words_fill (out, table->clock, "time", time, NULL);
  return g_strdup (out->str);
}

static void
append_clock_list (GString *out, const Writer *writer)
{
  g_autoptr (GPtrArray) times = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < writer->beat->n_clock; i++)
    g_ptr_array_add (times, clock_words (writer->table, writer->beat->clock[i]));
  _smt_words_join (list, writer->table, times);
  _smt_words_fill (out, writer->table->split_over, "list", list->str, NULL);
}

static void
append_division (GString *out, const Writer *writer)
{
  const SmtBeat *beat = writer->beat;

  if (beat->parts != 0)
    append_parts (out, writer);
  else if (beat->n_clock != 0)
    append_clock_list (out, writer);
  else if (_smt_range_known (beat->times) && !smt_range_is_int (beat->times, 1))
    {
      g_autofree char *number = _smt_words_number (writer->table, beat->times);
      _smt_words_fill (out, writer->table->split_doses, "n", number, NULL);
    }
  append_gap (out, writer);
}

/* "10 milligram per døgn fordelt på 2 doser": the days are said with it when they are every day. */
static void
append_daily_total (GString *out, const Writer *writer)
{
  const SmtBeat *beat = writer->beat;
  const SmtWordTable *table = writer->table;
  gboolean daily = is_every_n (&beat->days, 1, SMT_TIME_UNIT_DAY);

  _smt_words_amount (out, beat->amount, beat->unit, beat->per, writer->language);
  _smt_words_fill (out, daily ? table->per_day : table->per_dose_day, NULL);
  append_division (out, writer);
}

/* "75 milligram per måned", "0,5 milligram per uke fordelt på 2 dager". */
static void
append_period_total (GString *out, const Writer *writer)
{
  const SmtBeat *beat = writer->beat;
  const SmtWordTable *table = writer->table;
  const SmtDays *days = &beat->days;
  gboolean weekly = days->kind == SMT_DAYS_WEEKDAYS;
  const SmtUnitOfTimeWords *time = &table->time[weekly ? SMT_TIME_UNIT_WEEK : days->unit];

  _smt_words_amount (out, beat->amount, beat->unit, beat->per, writer->language);
  if (days->kind == SMT_DAYS_CYCLE)
    _smt_words_fill (out, table->per_cycle, NULL);
  else if (weekly && !_smt_range_known (days->n))
    _smt_words_fill (out, time->per, NULL);
  else if (weekly || days->kind == SMT_DAYS_EVERY_N || days->kind == SMT_DAYS_K_OF_N)
    _smt_words_counted (out, table, days->n, time->per, time->per_n);
  else
    _smt_words_fill (out, table->in_all, NULL);
  if (days->kind == SMT_DAYS_K_OF_N)
    {
      g_autofree char *number = _smt_words_number (table, days->k);
      _smt_words_fill (out, table->split_days, "n", number, NULL);
      if (_smt_range_known (beat->times) && !smt_range_is_int (beat->times, 1))
        _smt_words_counted (out, table, beat->times, table->once, table->times_a_day);
      append_gap (out, writer);
      return;
    }
  append_division (out, writer);
}

/* --- one dose ----------------------------------------------------------------------------------------------------- */

static void
append_each_amount (GString *out, const Writer *writer)
{
  const SmtBeat *beat = writer->beat;

  _smt_words_amount (out, beat->amount, beat->unit, beat->per, writer->language);
}

/* A count without a unit: "1 × 3 daglig". */
static void
append_bare_count (GString *out, const Writer *writer)
{
  const SmtBeat *beat = writer->beat;
  gint64 times;

  append_each_amount (out, writer);
  if (beat->unit != NULL || !_smt_range_known (beat->amount) || !_smt_range_exact_count (beat->times, &times)
      || times < 2)
    append_times (out, writer);
  else
    {
      g_autofree char *number = _smt_words_number (writer->table, beat->times);
      _smt_words_fill (out, "× {n}", "n", number, NULL);
    }
  append_gap (out, writer);
}

static void
write_parts (GArray *phrases, const Writer *writer)
{
  const SmtBeat *beat = writer->beat;
  guint at = 0;

  for (guint part = 0; part < N_PARTS; part++)
    {
      if ((beat->parts >> part & 1) == 0)
        continue;
      GString *text = g_string_new (NULL);
      append_each_amount (text, writer);
      _smt_words_fill (text, writer->table->parts[part], NULL);
      if (at < beat->n_clock)
        {
          g_autofree char *time = clock_words (writer->table, beat->clock[at++]);
          _smt_words_fill (text, time, NULL);
        }
      take_phrase (phrases, part, text);
    }
}

static void
write_clock (GArray *phrases, const Writer *writer)
{
  for (guint i = 0; i < writer->beat->n_clock; i++)
    {
      g_autofree char *time = clock_words (writer->table, writer->beat->clock[i]);
      GString *text = g_string_new (NULL);
      append_each_amount (text, writer);
      _smt_words_fill (text, time, NULL);
      take_phrase (phrases, N_PARTS + writer->beat->clock[i], text);
    }
}

static void
write_beat (GArray *phrases, const Writer *writer)
{
  const SmtBeat *beat = writer->beat;

  if (beat->basis == SMT_BASIS_EACH && beat->parts != 0)
    {
      write_parts (phrases, writer);
      return;
    }
  if (beat->basis == SMT_BASIS_EACH && beat->n_clock != 0)
    {
      write_clock (phrases, writer);
      return;
    }
  GString *text = g_string_new (NULL);
  if (beat->basis == SMT_BASIS_PER_DAY)
    append_daily_total (text, writer);
  else if (beat->basis == SMT_BASIS_PER_PERIOD)
    append_period_total (text, writer);
  else
    append_bare_count (text, writer);
  take_phrase (phrases, N_PARTS + MINUTES_IN_HOUR * 24, text);
}

/* --- beats together ----------------------------------------------------------------------------------------------- */

/* Whether the amount has said the days already. */
static gboolean
days_are_said (const SmtBeat *beat)
{
  const SmtDays *days = &beat->days;

  if (beat->basis == SMT_BASIS_PER_DAY)
    return is_every_n (days, 1, SMT_TIME_UNIT_DAY);
  return beat->basis == SMT_BASIS_PER_PERIOD && (days->kind == SMT_DAYS_EVERY_N || days->kind == SMT_DAYS_K_OF_N);
}

/* @several: more than one dose a day was written, so that "3 ganger i uken" would be taken for their number. */
static gboolean
has_other_days (const SmtStep *step, const SmtBeat *beat)
{
  for (guint i = 0; i < step->n_beats; i++)
    if (_smt_days_compare (&step->beats[i].days, &beat->days) != 0)
      return TRUE;
  return FALSE;
}

static void
append_group_days (GString *out, const SmtStep *step, const SmtBeat *beat, gboolean several, const SmtWordTable *table)
{
  const SmtDays *days = &beat->days;

  if (several && is_weeks_apart (days))
    _smt_words_fill (out, table->same_day, NULL);
  several = several || (_smt_range_known (beat->times) && !smt_range_is_int (beat->times, 1));
  if (days_are_said (beat))
    return;
  if (days->kind == SMT_DAYS_K_OF_N && several && !smt_range_is_int (days->k, 1))
    {
      const SmtUnitOfTimeWords *time = &table->time[days->unit];
      _smt_words_counted (out, table, days->k, table->once, table->days_in);
      _smt_words_counted (out, table, days->n, time->in, time->per_n);
      return;
    }
  if (days->kind == SMT_DAYS_DAY_LIST)
    _smt_words_day_list (out, table, days, FALSE, has_other_days (step, beat));
  else
    _smt_words_days (out, table, days);
}

/* "1 tablett ved behov, inntil 4 ganger daglig": the maximum says every day, and "daglig" before it would be a plan. */
static gboolean
maximum_says_days (const SmtRhythm *rhythm, const SmtBeat *beat)
{
  return rhythm->as_needed && _smt_range_known (rhythm->max_times_day) && !_smt_range_known (beat->times)
         && beat->parts == 0 && beat->n_clock == 0 && beat->basis == SMT_BASIS_EACH
         && is_every_n (&beat->days, 1, SMT_TIME_UNIT_DAY);
}

/* The doses of all beats that share the days of beat @first, in the order of the day. */
static GPtrArray *
group_doses (const SmtStep *step, guint first, SmtLanguage language)
{
  const SmtWordTable *table = _smt_words_table (language);
  g_autoptr (GArray) phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = first; i < step->n_beats; i++)
    if (_smt_days_compare (&step->beats[first].days, &step->beats[i].days) == 0)
      write_beat (phrases, &(Writer){ &step->beats[i], table, language });
  g_array_sort (phrases, compare_phrases);
  for (guint i = 0; i < phrases->len; i++)
    {
      char *text = g_array_index (phrases, Phrase, i).text;
      if (text[0] != '\0')
        g_ptr_array_add (texts, text);
      else
        g_free (text);
    }
  return texts;
}

/* "1 tablett morgen og 2 tabletter kveld daglig"; several doses of a single day come after the word that says so, which
 * at the end would be taken for the last dose alone. */
static char *
group_words (const SmtRhythm *rhythm, const SmtStep *step, guint first, SmtLanguage language)
{
  const SmtWordTable *table = _smt_words_table (language);
  const SmtBeat *leader = &step->beats[first];
  g_autoptr (GPtrArray) doses = group_doses (step, first, language);
  gboolean days_first = leader->days.kind == SMT_DAYS_DAY_LIST && doses->len > 1;
  GString *out = g_string_new (NULL);

  if (days_first)
    {
      _smt_words_day_list (out, table, &leader->days, TRUE, has_other_days (step, leader));
      _smt_words_space (out);
    }
  _smt_words_join (out, table, doses);
  if (!days_first && !maximum_says_days (rhythm, leader))
    append_group_days (out, step, leader, doses->len > 1, table);
  if (smt_step_is_as_needed (rhythm, step))
    _smt_words_fill (out, table->as_needed, NULL);
  return g_string_free (out, FALSE);
}

static gboolean
is_first_of_group (const SmtStep *step, guint at)
{
  for (guint i = 0; i < at; i++)
    if (_smt_days_compare (&step->beats[i].days, &step->beats[at].days) == 0)
      return FALSE;
  return TRUE;
}

/* All beats of a step. Beats on unknown days come last, where no other beat's days can be taken for theirs. */
void
_smt_words_beats (GString *out, const SmtRhythm *rhythm, const SmtStep *step, SmtLanguage language)
{
  const SmtWordTable *table = _smt_words_table (language);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (g_free);

  for (guint unknown = 0; unknown < 2; unknown++)
    for (guint i = 0; i < step->n_beats; i++)
      if (is_first_of_group (step, i) && (step->beats[i].days.kind == SMT_DAYS_UNKNOWN) == (unknown == 1))
        g_ptr_array_add (groups, group_words (rhythm, step, i, language));
  _smt_words_join (out, table, groups);
}
