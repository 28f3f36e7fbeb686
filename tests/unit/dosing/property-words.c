/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words hold nothing that the rhythm does not say: no weekday, clock time, number or "daily" of their own, and no word
 * beside those that tell a dose.
 */
#include "dosing/smt-words-memory.h"

#include "random-rhythm.h"

#include <string.h>

#define SEED 20241101
#define COUNT 10000
#define LONG_COUNT 200000 /* with SMT_TEST_LONG */
#define MINUTES_IN_HOUR 60

/* What a language says with; nouns are looked for as they are, everything else as whole words. */
typedef struct
{
  SmtLanguage language;
  const char *clock; /* the two numbers of a clock time */
  const char *daily;
  const char *vocabulary; /* every word but weekdays and units */
} Tongue;

static const Tongue tongues[] = {
  { SMT_LANGUAGE_NB, "kl\\. (\\d\\d)\\.(\\d\\d)", "daglig",
    " daglig hver hvert annenhver én gang ganger gangen om i løpet av med mellomrom times timers dags dagers ukes "
    "ukers "
    "måneds måneders års time timer timen dag dager dagen uke uker uken måned måneder måneden år året døgn per dosedag "
    "alt samme alle unntatt og deretter inntil maks minst mellom dosene ingen dosering oppgitt ikke ved behov som "
    "vinteren våren sommeren høsten pollensesongen "
    "engangsdose syklus sykluser morgen formiddag midt på ettermiddag kveld natt kl fordelt doser til kilo "
    "kvadratmeter fra " },
  { SMT_LANGUAGE_NN, "kl\\. (\\d\\d)\\.(\\d\\d)", "dagleg",
    " dagleg kvar kvart annankvar éin gong gonger om i løpet av med mellomrom times timars dags dagars vekes vekers "
    "månads månaders års time timar timen dag dagar dagen veke veker veka månad månader månaden år året døgn per "
    "dosedag "
    "alt same alle unnateke og deretter inntil maks minst mellom dosane inga dosering oppgitt ikkje ved behov som "
    "vinteren våren sommaren hausten pollensesongen "
    "eingongsdose syklus syklusar morgon formiddag midt på ettermiddag kveld natt kl fordelt dosar til kilo "
    "kvadratmeter frå " },
  { SMT_LANGUAGE_EN, "at (\\d\\d):(\\d\\d)", "daily",
    " daily every other once times time a an in the within apart hour hours day days week weeks month months year "
    "years "
    "per dose all same except and then up to max at least between doses no not stated as needed single on of cycle "
    "winter spring summer autumn pollen season "
    "cycles for morning mid midday afternoon evening night divided into over in doses until kilogram square metre from " },
};

typedef void (*Property) (const SmtRhythm *rhythm, const Tongue *tongue, const char *words);

static void
for_all (Property property)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint count = g_getenv ("SMT_TEST_LONG") != NULL ? LONG_COUNT : COUNT;

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (SmtRhythm) rhythm = random_rhythm (rand, RANDOM_ANY);
      for (guint k = 0; k < G_N_ELEMENTS (tongues); k++)
        {
          g_autofree char *words = smt_rhythm_to_words (rhythm, tongues[k].language);
          property (rhythm, &tongues[k], words);
        }
    }
}

static void
assert_holds (gboolean holds, const char *words, const char *what)
{
  if (!holds)
    g_error ("%s: \"%s\"", what, words);
}

/* --- form --------------------------------------------------------------------------------------------------------- */

static void
words_are_tidy (const SmtRhythm *rhythm, const Tongue *tongue, const char *words)
{
  assert_holds (words[0] != '\0' && words[0] != ' ' && strstr (words, "  ") == NULL && !g_str_has_suffix (words, " "),
                words, "tidy words");
  assert_holds (strchr (words, '{') == NULL && g_utf8_validate (words, -1, NULL), words, "no form left open");
}

/* --- weekdays ----------------------------------------------------------------------------------------------------- */

static guint8
all_weekdays (const SmtRhythm *rhythm)
{
  guint8 weekdays = 0;

  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      if (rhythm->steps[i].beats[j].days.kind == SMT_DAYS_WEEKDAYS)
        weekdays |= rhythm->steps[i].beats[j].days.weekdays;
  return weekdays;
}

static void
words_name_no_other_weekday (const SmtRhythm *rhythm, const Tongue *tongue, const char *words)
{
  guint8 weekdays = all_weekdays (rhythm);

  for (guint day = 0; day < 7; day++)
    {
      gboolean named = strstr (words, smt_weekday_name ((SmtWeekday)day, tongue->language)) != NULL;
      assert_holds (named == ((weekdays >> day & 1) != 0), words, "weekdays named as they are");
    }
}

/* --- clock times -------------------------------------------------------------------------------------------------- */

static gboolean
has_clock_time (const SmtRhythm *rhythm, guint minutes)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      for (guint k = 0; k < rhythm->steps[i].beats[j].n_clock; k++)
        if (rhythm->steps[i].beats[j].clock[k] == minutes)
          return TRUE;
  return FALSE;
}

static void
words_tell_no_other_time (const SmtRhythm *rhythm, const Tongue *tongue, const char *words)
{
  g_autoptr (GRegex) clock = g_regex_new (tongue->clock, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (clock, words, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *hours = g_match_info_fetch (match, 1);
      g_autofree char *minutes = g_match_info_fetch (match, 2);
      guint at = (guint)(g_ascii_strtoull (hours, NULL, 10) * MINUTES_IN_HOUR + g_ascii_strtoull (minutes, NULL, 10));
      assert_holds (has_clock_time (rhythm, at), words, "only its own times");
    }
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static void
add_number (GHashTable *numbers, SmtDecimal value)
{
  g_hash_table_add (numbers, smt_decimal_to_string (value));
}

static void
add_range (GHashTable *numbers, SmtRange range)
{
  if (range.kind == SMT_RANGE_UNKNOWN)
    return;
  add_number (numbers, range.lo);
  add_number (numbers, range.hi);
}

static void
add_beat_numbers (GHashTable *numbers, const SmtBeat *beat)
{
  add_range (numbers, beat->amount);
  add_range (numbers, beat->times);
  add_range (numbers, beat->gap_hours);
  add_range (numbers, beat->days.n);
  add_range (numbers, beat->days.k);
  add_number (numbers, SMT_DECIMAL_INT (beat->days.cycle));
  add_number (numbers, SMT_DECIMAL_INT (beat->days.repeats));
  for (guint day = 1; day <= SMT_MAX_CYCLE; day++)
    if (smt_day_bits_has (&beat->days.on, day))
      add_number (numbers, SMT_DECIMAL_INT (day));
}

static GHashTable *
numbers_of (const SmtRhythm *rhythm)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_range (numbers, rhythm->max_amount_day);
  add_range (numbers, rhythm->max_times_day);
  add_range (numbers, rhythm->max_amount_long);
  add_range (numbers, rhythm->min_gap_hours);
  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      add_range (numbers, rhythm->steps[i].length);
      for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
        add_beat_numbers (numbers, &rhythm->steps[i].beats[j]);
    }
  return numbers;
}

/* Takes the clock times out, whose digits are no doses, and the spaces within numbers. */
static char *
without_clock (const char *words, const Tongue *tongue)
{
  g_autofree char *pattern = g_strdup_printf ("%s|\u00a0", tongue->clock);
  g_autoptr (GRegex) clock = g_regex_new (pattern, 0, 0, NULL);

  return g_regex_replace_literal (clock, words, -1, 0, "", 0, NULL);
}

static void
words_hold_no_other_number (const SmtRhythm *rhythm, const Tongue *tongue, const char *words)
{
  g_autofree char *plain = without_clock (words, tongue);
  g_autoptr (GHashTable) numbers = numbers_of (rhythm);
  g_autoptr (GRegex) number = g_regex_new ("\\d+([,.]\\d+)?", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (number, plain, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *found = g_match_info_fetch (match, 0);
      g_strdelimit (found, ",", '.');
      assert_holds (g_hash_table_contains (numbers, found), words, "only its own numbers");
    }
}

/* --- "daily" ------------------------------------------------------------------------------------------------------ */

static gboolean
says_daily (const SmtRhythm *rhythm)
{
  if (rhythm->max_times_day.kind != SMT_RANGE_UNKNOWN)
    return TRUE;
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      {
        const SmtDays *days = &rhythm->steps[i].beats[j].days;
        if (days->kind == SMT_DAYS_EVERY_N && days->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (days->n, 1))
          return TRUE;
      }
  return FALSE;
}

/* The word that killed: it stands only where the rhythm says every day, or how many at most in a day. */
static void
words_say_daily_only_when_daily (const SmtRhythm *rhythm, const Tongue *tongue, const char *words)
{
  g_autofree char *tempo = smt_rhythm_tempo_words (rhythm, tongue->language);

  if (strstr (words, tongue->daily) != NULL)
    assert_holds (says_daily (rhythm), words, "says daily");
  if (rhythm->n_steps == 1 && strcmp (tempo, tongue->daily) == 0)
    assert_holds (smt_rhythm_is_daily (rhythm), words, "tempo says daily");
}

/* --- vocabulary --------------------------------------------------------------------------------------------------- */

/* Whether @word is one of the words of @unit: "release" of "prolonged-release tablets". */
static gboolean
is_of_unit (const char *word, const char *unit, SmtLanguage language)
{
  g_autofree char *one = smt_range_to_words (SMT_RANGE_NONE, unit, language);
  g_autofree char *many = smt_range_to_words (smt_range_exact_int (2), unit, language);
  g_auto (GStrv) singular = g_strsplit_set (one, " -", -1);
  g_auto (GStrv) plural = g_strsplit_set (many, " -", -1);

  return g_strv_contains ((const char *const *)singular, word) || g_strv_contains ((const char *const *)plural, word);
}

static gboolean
is_unit (const SmtRhythm *rhythm, const char *word, SmtLanguage language)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      if (rhythm->steps[i].beats[j].unit != NULL && is_of_unit (word, rhythm->steps[i].beats[j].unit, language))
        return TRUE;
  return FALSE;
}

static gboolean
is_weekday (const char *word, SmtLanguage language)
{
  for (guint day = 0; day < 7; day++)
    if (strcmp (word, smt_weekday_name ((SmtWeekday)day, language)) == 0)
      return TRUE;
  return FALSE;
}

/* A month is named only where the dose is bound to it. */
static gboolean
is_month_of (const SmtRhythm *rhythm, const char *word, SmtLanguage language)
{
  if (rhythm->first_month == 0)
    return FALSE;
  g_autofree char *first = smt_date_to_words (smt_date_new (2026, rhythm->first_month, 1), language);
  g_autofree char *last = smt_date_to_words (smt_date_new (2026, rhythm->last_month, 1), language);
  return g_utf8_strlen (word, -1) > 2 && (strstr (first, word) != NULL || strstr (last, word) != NULL);
}

/* Nothing but a dose: no indication, no advice, no word of another language. */
static void
words_are_of_the_vocabulary (const SmtRhythm *rhythm, const Tongue *tongue, const char *words)
{
  g_autoptr (GRegex) word = g_regex_new ("\\p{L}+", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (word, words, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *found = g_match_info_fetch (match, 0);
      g_autofree char *whole = g_strdup_printf (" %s ", found);
      assert_holds (strstr (tongue->vocabulary, whole) != NULL || is_weekday (found, tongue->language)
                        || is_month_of (rhythm, found, tongue->language) || is_unit (rhythm, found, tongue->language),
                    words, found);
    }
}

/* Another rhythm that differs in one thing, which words may or may not tell. */
static void
vary (GRand *rand, SmtRhythm *rhythm)
{
  SmtStep *step = &rhythm->steps[g_rand_int_range (rand, 0, (gint)rhythm->n_steps)];
  SmtBeat *beat = step->n_beats > 0 ? &step->beats[g_rand_int_range (rand, 0, (gint)step->n_beats)] : NULL;

  switch (g_rand_int_range (rand, 0, beat != NULL ? 12 : 4))
    {
    case 0:
      smt_date_parse ("2026-03-02", &step->start);
      break;
    case 1:
      smt_date_parse ("2026-04-02", &step->end);
      break;
    case 2:
      rhythm->as_needed = !rhythm->as_needed;
      break;
    case 3:
      rhythm->seasons ^= SMT_SEASON_WINTER;
      rhythm->first_month ^= 1;
      rhythm->max_long_unit = SMT_TIME_UNIT_MONTH;
      rhythm->max_amount_long = smt_range_at_most (SMT_DECIMAL_INT (9));
      break;
    case 4:
      smt_beat_set_unit (beat, "en enhet med et langt navn");
      break;
    case 5:
      smt_beat_set_unit (beat, beat->unit == NULL ? "" : NULL);
      break;
    case 6:
      beat->amount = smt_range_exact_int (g_rand_int_range (rand, 1, 4));
      break;
    case 7:
      beat->parts ^= SMT_PART_NIGHT;
      break;
    case 8:
      smt_date_parse ("2026-03-04", &beat->days.phase);
      break;
    case 9:
      beat->days.weekdays ^= 1;
      break;
    case 10:
      smt_day_bits_set (&beat->days.on, (guint)g_rand_int_range (rand, 1, SMT_MAX_CYCLE + 1));
      break;
    default:
      beat->days.repeats = (guint16)(beat->days.repeats + 1);
      break;
    }
}

/* What is remembered of the rhythms before changes no word of the next, however near it is to one of them. */
static void
test_memory_changes_no_words (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 1);
  guint count = g_getenv ("SMT_TEST_LONG") != NULL ? LONG_COUNT : COUNT;

  for (gsize t = 0; t < G_N_ELEMENTS (tongues); t++)
    {
      g_autoptr (SmtWordsMemory) memory = smt_words_memory_new (tongues[t].language);
      for (guint i = 0; i < count; i++)
        {
          g_autoptr (SmtRhythm) rhythm = random_rhythm (rand, RANDOM_ANY);
          for (guint round = 0; round < 4; round++)
            {
              g_autofree char *fresh = smt_rhythm_to_words (rhythm, tongues[t].language);
              g_autofree char *met = smt_words_memory_dup (memory, rhythm);
              g_autofree char *again = smt_words_memory_dup (memory, rhythm);

              g_assert_cmpstr (met, ==, fresh);
              g_assert_cmpstr (again, ==, fresh);
              vary (rand, rhythm);
            }
        }
    }
}

typedef struct
{
  const char *path;
  Property property;
} Entry;

static const Entry properties[] = {
  { "/dosing/property/words-are-tidy", words_are_tidy },
  { "/dosing/property/words-name-no-other-weekday", words_name_no_other_weekday },
  { "/dosing/property/words-tell-no-other-time", words_tell_no_other_time },
  { "/dosing/property/words-hold-no-other-number", words_hold_no_other_number },
  { "/dosing/property/words-say-daily-only-when-daily", words_say_daily_only_when_daily },
  { "/dosing/property/words-are-of-the-vocabulary", words_are_of_the_vocabulary },
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
  g_test_add_func ("/dosing/property/memory-changes-no-words", test_memory_changes_no_words);
  return g_test_run ();
}
