/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-read-memory.h"

#include <string.h>

/* Of each kind; a country's texts are many more, but few of them are written often. */
#define MOST_REMEMBERED 4096

/* Texts and names longer than these are seldom met again, and would make the memory large. */
#define LONGEST_TEXT 512

/**
 * Shelf: what was met lately. When @young is full it becomes @old, and what was old is forgotten: what is met often is
 * always on one of them.
 */
typedef struct
{
  GHashTable *young;
  GHashTable *old;
} Shelf;

typedef struct
{
  char *text;
  SmtLanguage languages;
} TextKey;

struct _SmtReadMemory
{
  SmtJsonReader *reader;
  Shelf texts;    /* TextKey → SmtReading */
  Shelf products; /* SmtProductClues → SmtProduct */
};

/* --- shelves ------------------------------------------------------------------------------------------------------ */

static gpointer
shelf_find (const Shelf *shelf, gconstpointer key)
{
  gpointer value = g_hash_table_lookup (shelf->young, key);

  return value != NULL ? value : g_hash_table_lookup (shelf->old, key);
}

static void
shelf_keep (Shelf *shelf, gpointer key, gpointer value)
{
  if (g_hash_table_size (shelf->young) >= MOST_REMEMBERED)
    {
      GHashTable *emptied = shelf->old;

      g_hash_table_remove_all (emptied);
      shelf->old = shelf->young;
      shelf->young = emptied;
    }
  g_hash_table_insert (shelf->young, key, value);
}

static void
shelf_clear (Shelf *shelf)
{
  g_hash_table_unref (shelf->young);
  g_hash_table_unref (shelf->old);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static guint
text_key_hash (gconstpointer data)
{
  const TextKey *key = data;

  return smt_text_hash (key->text) ^ (guint)key->languages;
}

static gboolean
text_key_equal (gconstpointer a, gconstpointer b)
{
  const TextKey *left = a, *right = b;

  return left->languages == right->languages && g_str_equal (left->text, right->text);
}

static void
text_key_free (gpointer data)
{
  TextKey *key = data;

  g_free (key->text);
  g_free (key);
}

static void
unref_reading (gpointer data)
{
  smt_reading_unref (data);
}

static GHashTable *
new_text_table (void)
{
  return g_hash_table_new_full (text_key_hash, text_key_equal, text_key_free, unref_reading);
}

/*
 * _smt_read_memory_read_text:
 * @memory: (nullable): a memory
 * @text: a dose text
 * @languages: the languages it may be in; 0 for one that is not read here
 *
 * Returns: (transfer full): what smt_dosing_read() says of it
 */
SmtReading *
_smt_read_memory_read_text (SmtReadMemory *memory, const char *text, SmtLanguage languages)
{
  const TextKey wanted = { (char *)text, languages };
  TextKey *key;
  SmtReading *reading;

  if (languages == 0)
    return smt_reading_new (SMT_READING_UNREADABLE);
  if (memory == NULL || strnlen (text, LONGEST_TEXT + 1) > LONGEST_TEXT)
    return smt_dosing_read (text, languages);
  reading = shelf_find (&memory->texts, &wanted);
  if (reading != NULL)
    return smt_reading_ref (reading);

  reading = smt_dosing_read (text, languages);
  key = g_new (TextKey, 1);
  *key = (TextKey){ g_strdup (text), languages };
  shelf_keep (&memory->texts, key, smt_reading_ref (reading));
  return reading;
}

/* --- products ----------------------------------------------------------------------------------------------------- */

#define N_CLUES 8

static void
clues_list (const SmtProductClues *clues, const char *out[N_CLUES])
{
  out[0] = clues->display;
  out[1] = clues->fest_id;
  out[2] = clues->atc;
  out[3] = clues->atc_display;
  out[4] = clues->name;
  out[5] = clues->form_code;
  out[6] = clues->form_text;
  out[7] = clues->strength;
}

static guint
clues_hash (gconstpointer data)
{
  const char *clues[N_CLUES];
  guint hash = 0;

  clues_list (data, clues);
  for (guint i = 0; i < N_CLUES; i++)
    hash = hash * 31 + (clues[i] != NULL ? smt_text_hash (clues[i]) : 0);
  return hash;
}

static gboolean
clues_equal (gconstpointer a, gconstpointer b)
{
  const char *left[N_CLUES], *right[N_CLUES];

  clues_list (a, left);
  clues_list (b, right);
  for (guint i = 0; i < N_CLUES; i++)
    if (g_strcmp0 (left[i], right[i]) != 0)
      return FALSE;
  return ((const SmtProductClues *)a)->is_substance == ((const SmtProductClues *)b)->is_substance;
}

static SmtProductClues *
clues_copy (const SmtProductClues *clues)
{
  SmtProductClues *copy = g_memdup2 (clues, sizeof *clues);

  copy->fest = NULL; /* follows from the id */
  copy->atc = g_strdup (clues->atc);
  copy->atc_display = g_strdup (clues->atc_display);
  copy->fest_id = g_strdup (clues->fest_id);
  copy->display = g_strdup (clues->display);
  copy->name = g_strdup (clues->name);
  copy->form_code = g_strdup (clues->form_code);
  copy->form_text = g_strdup (clues->form_text);
  copy->strength = g_strdup (clues->strength);
  return copy;
}

static void
clues_free (gpointer data)
{
  SmtProductClues *clues = data;
  const char *parts[N_CLUES];

  clues_list (clues, parts);
  for (guint i = 0; i < N_CLUES; i++)
    g_free ((char *)parts[i]);
  g_free (clues);
}

static void
unref_product (gpointer data)
{
  smt_product_unref (data);
}

static GHashTable *
new_product_table (void)
{
  return g_hash_table_new_full (clues_hash, clues_equal, clues_free, unref_product);
}

static gboolean
is_short (const SmtProductClues *clues)
{
  const char *parts[N_CLUES];

  clues_list (clues, parts);
  for (guint i = 0; i < N_CLUES; i++)
    if (parts[i] != NULL && strnlen (parts[i], LONGEST_TEXT + 1) > LONGEST_TEXT)
      return FALSE;
  return TRUE;
}

/*
 * _smt_read_memory_recognise:
 * @memory: (nullable): a memory
 * @clues: what is known of a product
 *
 * Returns: (transfer full): what smt_product_recognise() makes of it
 */
SmtProduct *
_smt_read_memory_recognise (SmtReadMemory *memory, const SmtProductClues *clues)
{
  SmtProduct *product;

  if (memory == NULL || !is_short (clues))
    return smt_product_recognise (clues);
  product = shelf_find (&memory->products, clues);
  if (product != NULL)
    return smt_product_ref (product);

  product = smt_product_recognise (clues);
  shelf_keep (&memory->products, clues_copy (clues), smt_product_ref (product));
  return product;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* The reader whose tape is kept; %NULL without a memory. */
SmtJsonReader *
_smt_read_memory_json_reader (SmtReadMemory *memory)
{
  return memory != NULL ? memory->reader : NULL;
}

/**
 * smt_read_memory_new:
 *
 * Returns: (transfer full): a memory of nothing yet
 */
SmtReadMemory *
smt_read_memory_new (void)
{
  SmtReadMemory *memory = g_new0 (SmtReadMemory, 1);

  memory->reader = smt_json_reader_new ();
  memory->texts = (Shelf){ new_text_table (), new_text_table () };
  memory->products = (Shelf){ new_product_table (), new_product_table () };
  return memory;
}

/**
 * smt_read_memory_free:
 * @memory: (transfer full) (nullable): a memory
 */
void
smt_read_memory_free (SmtReadMemory *memory)
{
  if (memory == NULL)
    return;

  smt_json_reader_free (memory->reader);
  shelf_clear (&memory->texts);
  shelf_clear (&memory->products);
  g_free (memory);
}
