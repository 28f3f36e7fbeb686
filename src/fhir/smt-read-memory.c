/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-read-memory.h"

#include <string.h>

/* Of each kind; a country's texts are many more, but few of them are written often. */
#define MOST_REMEMBERED 4096

/* What is longer, as a key, is seldom met again, and would make the memory large. */
#define LONGEST_KEY 1024

/** Key: some texts in one piece, so that one that is remembered is compared with a single look at it. */
typedef struct
{
  guint hash;
  guint length;
  char bytes[LONGEST_KEY]; /* only @length of them are there */
} Key;

/**
 * Shelf: what was met lately. When @young is full it becomes @old, and what was old is forgotten: what is met often is
 * always on one of them.
 */
typedef struct
{
  GHashTable *young;
  GHashTable *old;
} Shelf;

struct _SmtReadMemory
{
  SmtJsonReader *reader;
  Shelf texts;    /* Key → SmtReading */
  Shelf products; /* Key → SmtProduct */
};

/* --- keys --------------------------------------------------------------------------------------------------------- */

/* FALSE when there is no room for it. No text begins with the byte that stands for none. */
static gboolean
key_add (Key *key, const char *text)
{
  gsize length = text != NULL ? strlen (text) + 1 : 1;

  if (length > LONGEST_KEY - key->length)
    return FALSE;
  memcpy (key->bytes + key->length, text != NULL ? text : "\xff", length);
  key->length += (guint)length;
  return TRUE;
}

/* FALSE when it is too long to be remembered. */
static gboolean
key_init (Key *key, guint8 kind, const char *const *texts, guint n)
{
  key->bytes[0] = (char)kind;
  key->length = 1;
  for (guint i = 0; i < n; i++)
    if (!key_add (key, texts[i]))
      return FALSE;
  key->hash = smt_bytes_hash (key->bytes, key->length);
  return TRUE;
}

static Key *
key_copy (const Key *key)
{
  return g_memdup2 (key, G_STRUCT_OFFSET (Key, bytes) + key->length);
}

static guint
key_hash (gconstpointer data)
{
  return ((const Key *)data)->hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *left = a, *right = b;

  return left->length == right->length && memcmp (left->bytes, right->bytes, left->length) == 0;
}

/* --- shelves ------------------------------------------------------------------------------------------------------ */

static Shelf
shelf_new (GDestroyNotify unref_value)
{
  return (Shelf){ g_hash_table_new_full (key_hash, key_equal, g_free, unref_value),
                  g_hash_table_new_full (key_hash, key_equal, g_free, unref_value) };
}

static gpointer
shelf_find (const Shelf *shelf, const Key *key)
{
  gpointer value = g_hash_table_lookup (shelf->young, key);

  return value != NULL ? value : g_hash_table_lookup (shelf->old, key);
}

static void
shelf_keep (Shelf *shelf, const Key *key, gpointer value)
{
  if (g_hash_table_size (shelf->young) >= MOST_REMEMBERED)
    {
      GHashTable *emptied = shelf->old;

      g_hash_table_remove_all (emptied);
      shelf->old = shelf->young;
      shelf->young = emptied;
    }
  g_hash_table_insert (shelf->young, key_copy (key), value);
}

static void
shelf_clear (Shelf *shelf)
{
  g_hash_table_unref (shelf->young);
  g_hash_table_unref (shelf->old);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static void
unref_reading (gpointer data)
{
  smt_reading_unref (data);
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
  SmtReading *reading;
  Key key;

  if (languages == 0)
    return smt_reading_new (SMT_READING_UNREADABLE);
  if (memory == NULL || !key_init (&key, (guint8)languages, &text, 1))
    return smt_dosing_read (text, languages);
  reading = shelf_find (&memory->texts, &key);
  if (reading != NULL)
    return smt_reading_ref (reading);

  reading = smt_dosing_read (text, languages);
  shelf_keep (&memory->texts, &key, smt_reading_ref (reading));
  return reading;
}

/* --- products ----------------------------------------------------------------------------------------------------- */

/* The FEST product follows from its id. FALSE when it is too much to be remembered. */
static gboolean
key_init_of_clues (Key *key, const SmtProductClues *clues)
{
  const char *const texts[] = { clues->display, clues->fest_id,   clues->atc,       clues->atc_display,
                                clues->name,    clues->form_code, clues->form_text, clues->strength };

  return key_init (key, clues->is_substance ? 1 : 0, texts, G_N_ELEMENTS (texts));
}

static void
unref_product (gpointer data)
{
  smt_product_unref (data);
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
  Key key;

  if (memory == NULL || !key_init_of_clues (&key, clues))
    return smt_product_recognise (clues);
  product = shelf_find (&memory->products, &key);
  if (product != NULL)
    return smt_product_ref (product);

  product = smt_product_recognise (clues);
  shelf_keep (&memory->products, &key, smt_product_ref (product));
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
  memory->texts = shelf_new (unref_reading);
  memory->products = shelf_new (unref_product);
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
