/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-words-memory.h"

#include <string.h>

#define MOST_REMEMBERED 4096
#define MOST_BEATS 6
#define UNIT_NUMBERS 2 /* fifteen bytes of a unit, and the end of the text */

/** Key: all that words say of a rhythm in one step without an end, number by number. Only @length of them are set. */
typedef struct
{
  guint length;
  gint64 numbers[20 + MOST_BEATS * 32];
} Key;

struct _SmtWordsMemory
{
  SmtLanguage language;
  GHashTable *words; /* Key → text */
};

/* --- keys --------------------------------------------------------------------------------------------------------- */

static void
add (Key *key, gint64 number)
{
  key->numbers[key->length++] = number;
}

static void
add_range (Key *key, const SmtRange *range)
{
  add (key, range->lo.mantissa);
  add (key, range->hi.mantissa);
  add (key, (gint64)range->kind << 16 | (gint64)range->lo.scale << 8 | range->hi.scale);
}

/* FALSE when the text is too long to be remembered. */
static gboolean
add_unit (Key *key, const char *unit)
{
  gint64 bytes[UNIT_NUMBERS] = { 0 };
  gsize length = unit != NULL ? strlen (unit) : 0;

  if (length >= sizeof bytes)
    return FALSE;
  memcpy (bytes, unit != NULL ? unit : "", length);
  add (key, unit != NULL);
  for (guint i = 0; i < UNIT_NUMBERS; i++)
    add (key, bytes[i]);
  return TRUE;
}

/* No words tell a phase, but beats on the same days are told together: what counts is how far the phases are apart. */
static void
add_days (Key *key, const SmtDays *days, const SmtDays *first)
{
  add (key, (gint64)days->phase.julian - first->phase.julian);
  add (key, (gint64)days->kind << 32 | (gint64)days->unit << 16 | (days->except ? 1 << 8 : 0) | days->weekdays);
  add (key, (gint64)days->cycle << 16 | days->repeats);
  add_range (key, &days->n);
  add_range (key, &days->k);
  for (guint i = 0; i < G_N_ELEMENTS (days->on.word); i++)
    add (key, (gint64)days->on.word[i]);
}

static gboolean
add_beat (Key *key, const SmtBeat *beat, const SmtBeat *first)
{
  gint64 clock[SMT_MAX_CLOCK / 4]; /* four minutes of the day in each */

  G_STATIC_ASSERT (sizeof clock == sizeof beat->clock);
  memcpy (clock, beat->clock, sizeof clock);
  add (key, (gint64)beat->n_clock << 32 | (gint64)beat->basis << 16 | (gint64)beat->per << 8 | beat->parts);
  for (guint i = 0; i < G_N_ELEMENTS (clock); i++)
    add (key, clock[i]);
  add_range (key, &beat->amount);
  add_range (key, &beat->times);
  add_range (key, &beat->gap_hours);
  add_days (key, &beat->days, &first->days);
  return add_unit (key, beat->unit);
}

/* FALSE when words may tell more of @rhythm than a key holds: its dates, or what lies between its steps. */
static gboolean
key_init (Key *key, const SmtRhythm *rhythm)
{
  const SmtStep *step = rhythm->steps;

  key->length = 0;
  if (rhythm->n_steps != 1 || step->n_beats > MOST_BEATS || smt_date_is_set (step->end))
    return FALSE;
  add (key, (gint64)step->n_beats << 32 | (gint64)step->length_unit << 16
                | (smt_step_is_as_needed (rhythm, step) ? 1 << 8 : 0) | rhythm->seasons);
  add (key, (gint64)rhythm->first_month << 16 | (gint64)rhythm->last_month << 8 | rhythm->max_long_unit);
  add_range (key, &rhythm->max_amount_long);
  add_range (key, &step->length);
  add_range (key, &rhythm->max_amount_day);
  add_range (key, &rhythm->max_times_day);
  add_range (key, &rhythm->min_gap_hours);
  for (guint i = 0; i < step->n_beats; i++)
    if (!add_beat (key, &step->beats[i], &step->beats[0]))
      return FALSE;
  return add_unit (key, rhythm->max_unit);
}

static gsize
key_size (const Key *key)
{
  return G_STRUCT_OFFSET (Key, numbers) + key->length * sizeof key->numbers[0];
}

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;
  guint64 hash = key->length;

  for (guint i = 0; i < key->length; i++)
    {
      hash = (hash ^ (guint64)key->numbers[i]) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
      hash ^= hash >> 32;
    }
  return (guint)hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *left = a, *right = b;

  return left->length == right->length
         && memcmp (left->numbers, right->numbers, left->length * sizeof left->numbers[0]) == 0;
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_words_memory_new:
 * @language: as for smt_rhythm_to_words()
 *
 * Returns: (transfer full): a memory of nothing yet
 */
SmtWordsMemory *
smt_words_memory_new (SmtLanguage language)
{
  SmtWordsMemory *memory = g_new0 (SmtWordsMemory, 1);

  memory->language = language;
  memory->words = g_hash_table_new_full (key_hash, key_equal, g_free, g_free);
  return memory;
}

/**
 * smt_words_memory_free:
 * @memory: (transfer full) (nullable): a memory
 */
void
smt_words_memory_free (SmtWordsMemory *memory)
{
  if (memory == NULL)
    return;

  g_hash_table_unref (memory->words);
  g_free (memory);
}

/**
 * smt_words_memory_get_language:
 * @memory: a memory
 *
 * Returns: the language of its words
 */
SmtLanguage
smt_words_memory_get_language (const SmtWordsMemory *memory)
{
  return memory->language;
}

/**
 * smt_words_memory_dup:
 * @memory: a memory
 * @rhythm: a rhythm
 *
 * Returns: (transfer full): what smt_rhythm_to_words() says of it
 */
char *
smt_words_memory_dup (SmtWordsMemory *memory, const SmtRhythm *rhythm)
{
  const char *known;
  char *words;
  Key key;

  g_return_val_if_fail (memory != NULL && rhythm != NULL, NULL);

  if (!key_init (&key, rhythm))
    return smt_rhythm_to_words (rhythm, memory->language);
  known = g_hash_table_lookup (memory->words, &key);
  if (known != NULL)
    return g_strdup (known);

  words = smt_rhythm_to_words (rhythm, memory->language);
  if (g_hash_table_size (memory->words) >= MOST_REMEMBERED)
    g_hash_table_remove_all (memory->words);
  g_hash_table_insert (memory->words, g_memdup2 (&key, key_size (&key)), g_strdup (words));
  return words;
}
