/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every document. A fixed seed; `-m slow` runs fifty times as many.
 */
#include "json-tree.h"

#include "../counts.h"

#define SEED 20240601
#define DEPTH 5

static guint
count (guint n)
{
  return test_is_long () ? n * 50 : n;
}

/* What is written with any space and any escapes says the same when it is read. */
static void
test_read_what_was_written (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < count (4000); i++)
    {
      g_autoptr (Tree) tree = tree_make_random (random, DEPTH);
      g_autofree char *text = tree_write (tree, random);
      g_autoptr (SmtJson) json = must_read (text);

      tree_match (tree, smt_json_root (json));
    }
}

static void
write_with_writer (SmtJsonWriter *writer, const Tree *tree)
{
  if (tree->type == SMT_JSON_STRING)
    smt_json_writer_string (writer, tree->text);
  else if (tree->type == SMT_JSON_OBJECT)
    {
      smt_json_writer_begin_object (writer);
      for (guint i = 0; i < tree->children->len; i++)
        {
          smt_json_writer_key (writer, tree->keys->pdata[i]);
          write_with_writer (writer, tree->children->pdata[i]);
        }
      smt_json_writer_end_object (writer);
    }
  else if (tree->type == SMT_JSON_ARRAY)
    {
      smt_json_writer_begin_array (writer);
      for (guint i = 0; i < tree->children->len; i++)
        write_with_writer (writer, tree->children->pdata[i]);
      smt_json_writer_end_array (writer);
    }
  else
    smt_json_writer_raw (writer, tree->text, -1);
}

static void
test_read_what_the_writer_wrote (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 1);
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  for (guint i = 0; i < count (2000); i++)
    {
      g_autoptr (Tree) tree = tree_make_random (random, DEPTH);
      g_autofree char *text = NULL;
      g_autoptr (SmtJson) json = NULL;

      write_with_writer (writer, tree);
      text = smt_json_writer_finish (writer);
      json = must_read (text);
      tree_match (tree, smt_json_root (json));
    }
}

/* Replaces, takes out, puts in or swaps one byte. */
static void
mutate (GString *text, GRand *random)
{
  static const char likely[] = "{}[],:\"\\ \n0123456789.-+eEtfnu\x80\xc3\xff";
  gssize at = g_rand_int_range (random, 0, (gint)text->len);
  char byte = g_rand_boolean (random) ? likely[g_rand_int_range (random, 0, sizeof likely - 1)]
                                      : (char)g_rand_int_range (random, 0, 256);

  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      g_string_erase (text, at, 1);
      break;
    case 1:
      g_string_insert_len (text, at, &byte, 1);
      break;
    case 2:
      text->str[at] ^= (char)(1 << g_rand_int_range (random, 0, 8));
      break;
    default:
      text->str[at] = byte;
      break;
    }
}

/*
 * A document with one byte changed is read or refused, and if it is read the tape holds all of it: the tape written out
 * again is the document without the space between its parts.
 */
static void
test_mutations (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 2);
  guint n_read = 0, n_refused = 0;

  for (guint i = 0; i < count (20000); i++)
    {
      g_autoptr (Tree) tree = tree_make_random (random, 3);
      g_autofree char *text = tree_write (tree, random);
      g_autoptr (GString) mutated = g_string_new (text);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SmtJson) json = NULL;
      g_autofree char *stripped = NULL, *written = NULL;
      SmtJsonPlace place = { G_MAXSIZE, 0, 0 };

      mutate (mutated, random);
      bytes = g_bytes_new (mutated->str, mutated->len);
      json = smt_json_read_placed (bytes, &place, NULL);
      if (json == NULL)
        {
          g_assert_cmpuint (place.offset, <=, mutated->len);
          g_assert_cmpuint (place.line, >=, 1);
          g_assert_cmpuint (place.column, >=, 1);
          n_refused++;
          continue;
        }

      n_read++;
      stripped = strip_space (mutated->str, mutated->len);
      written = tape_write (smt_json_root (json));
      g_assert_cmpstr (written, ==, stripped);
      g_assert_true (g_utf8_validate_len (mutated->str, mutated->len, NULL));
    }

  g_assert_cmpuint (n_read, >, 1000);
  g_assert_cmpuint (n_refused, >, 1000);
}

/* A reader that is used again and again says what a fresh one says. */
static void
test_reader_is_like_fresh (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 3);
  g_autoptr (SmtJsonReader) reader = smt_json_reader_new ();

  for (guint i = 0; i < count (4000); i++)
    {
      g_autoptr (Tree) tree = tree_make_random (random, DEPTH);
      g_autofree char *text = tree_write (tree, random);
      g_autoptr (GString) maybe_bad = g_string_new (text);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SmtJson) fresh = NULL;
      g_autoptr (GError) error = NULL, reader_error = NULL;
      const SmtJson *again;

      if (i % 2 == 0)
        mutate (maybe_bad, random);
      bytes = g_bytes_new (maybe_bad->str, maybe_bad->len);
      fresh = smt_json_read (bytes, &error);
      again = smt_json_reader_read (reader, bytes, NULL, &reader_error);
      g_assert_cmpint (fresh != NULL, ==, again != NULL);
      if (fresh != NULL)
        {
          g_autofree char *one = tape_write (smt_json_root (fresh)), *other = tape_write (smt_json_root (again));

          g_assert_cmpstr (one, ==, other);
        }
      else
        g_assert_cmpstr (error->message, ==, reader_error->message);
    }
}

/* A key that is added once more, under any escapes and however many there are, is found. */
static void
test_every_duplicate_is_found (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 4);

  for (guint i = 0; i < count (2000); i++)
    {
      g_autoptr (Tree) tree = tree_new (SMT_JSON_OBJECT, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      gint n_keys = g_rand_int_range (random, 1, 80);
      gint twice = g_rand_int_range (random, 0, n_keys);

      for (gint j = 0; j < n_keys; j++)
        {
          g_autofree char *key = g_strdup_printf ("%.*så%d", j % 20, "abcdefghijklmnopqrst", j);

          tree_add (tree, key, tree_new (SMT_JSON_NULL, "null"));
        }
      tree_add (tree, tree->keys->pdata[twice], tree_new (SMT_JSON_NULL, "null"));
      text = tree_write (tree, random);
      bytes = bytes_of (text);
      g_assert_null (smt_json_read (bytes, &error));
      g_assert_error (error, SMT_JSON_ERROR, SMT_JSON_ERROR_DUPLICATE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/property/json/read-what-was-written", test_read_what_was_written);
  g_test_add_func ("/property/json/read-what-the-writer-wrote", test_read_what_the_writer_wrote);
  g_test_add_func ("/property/json/mutations", test_mutations);
  g_test_add_func ("/property/json/reader-is-like-fresh", test_reader_is_like_fresh);
  g_test_add_func ("/property/json/duplicates", test_every_duplicate_is_found);

  return g_test_run ();
}
