/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as JSON: read, walk all of it, edit it, and read the outcome. What is read must be held whole by the tape;
 * every splice that the rules allow must give a document.
 */
#include <string.h>

#include "base/smt-json-splice.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Calls every accessor on every value; also those that do not fit its type. */
static void
walk (SmtJsonCursor value, gsize outer_start, gsize outer_end)
{
  SmtJsonIter iter;
  SmtJsonCursor key, child;
  SmtDecimal decimal;
  gboolean truth;
  gsize start, end;
  guint n_children = 0;
  g_autofree char *text = smt_json_dup_string (value);

  smt_json_get_span (value, &start, &end);
  g_assert_true (start >= outer_start && start < end && end <= outer_end);
  smt_json_get_decimal (value, &decimal);
  smt_json_get_boolean (value, &truth);
  if (text != NULL)
    {
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (smt_json_string_equals (value, text));
    }

  smt_json_iter_init (&iter, value);
  while (smt_json_iter_next (&iter, &key, &child))
    {
      g_autofree char *name = smt_json_dup_string (key);

      n_children++;
      if (name != NULL && n_children < 100)
        g_assert_true (smt_json_same (smt_json_member (value, name), child));
      walk (child, start, end);
    }
  g_assert_cmpuint (n_children, ==, smt_json_length (value));
}

/* The tape in as few bytes as can be: another document that says the same. */
static void
write_compact (GString *out, SmtJsonCursor value)
{
  SmtJsonType type = smt_json_type (value);
  SmtJsonIter iter;
  SmtJsonCursor key, child;
  g_autofree char *bytes = NULL;
  gsize before;

  if (type != SMT_JSON_OBJECT && type != SMT_JSON_ARRAY)
    {
      bytes = smt_json_dup_bytes (value);
      g_string_append (out, bytes);
      return;
    }

  g_string_append_c (out, type == SMT_JSON_OBJECT ? '{' : '[');
  before = out->len;
  smt_json_iter_init (&iter, value);
  while (smt_json_iter_next (&iter, &key, &child))
    {
      if (out->len > before)
        g_string_append_c (out, ',');
      if (smt_json_exists (key))
        {
          write_compact (out, key);
          g_string_append_c (out, ':');
        }
      write_compact (out, child);
    }
  g_string_append_c (out, type == SMT_JSON_OBJECT ? '}' : ']');
}

/* The bytes that are no white space outside strings. */
static GString *
strip (const guint8 *data, gsize size)
{
  GString *out = g_string_sized_new (size);
  gboolean in_string = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      gboolean is_space = memchr (" \t\r\n", data[i], 4) != NULL;

      if (in_string || !is_space)
        g_string_append_c (out, (char)data[i]);
      if (in_string && data[i] == '\\' && i + 1 < size)
        g_string_append_c (out, (char)data[++i]);
      else if (data[i] == '"')
        in_string = !in_string;
    }

  return out;
}

static void
check_whole (SmtJson *json, const guint8 *data, gsize size)
{
  g_autoptr (GString) compact = g_string_sized_new (size);
  g_autoptr (GString) stripped = strip (data, size);

  write_compact (compact, smt_json_root (json));
  g_assert_cmpmem (compact->str, compact->len, stripped->str, stripped->len);
}

/* Edits chosen by the bytes of the document itself, at one level of it. */
static void
edit_container (SmtJsonSplice *splice, SmtJsonCursor container, guint32 choice)
{
  SmtJsonIter iter;
  SmtJsonCursor key, child;

  smt_json_iter_init (&iter, container);
  while (smt_json_iter_next (&iter, &key, &child))
    {
      g_autofree char *name = smt_json_dup_string (key);

      choice = choice * 1664525u + 1013904223u;
      if (choice >> 29 == 0)
        smt_json_splice_replace (splice, child, "\"x\"");
      else if (choice >> 29 == 1 && name != NULL)
        smt_json_splice_set_member (splice, container, name, "{\"a\":[]}");
      else if (choice >> 29 == 2 && name != NULL)
        smt_json_splice_remove_member (splice, container, name);
      else if (choice >> 29 == 2)
        smt_json_splice_remove_element (splice, container, child);
      else if (choice >> 29 == 3 && name == NULL)
        smt_json_splice_insert_after (splice, container, child, "1.50");
    }

  if (smt_json_type (container) == SMT_JSON_ARRAY && choice & 1)
    smt_json_splice_append (splice, container, "null");
  if (smt_json_type (container) == SMT_JSON_OBJECT && choice & 1)
    smt_json_splice_set_member (splice, container, "new \"å\"", "null");
}

static void
check_splice (SmtJson *json, gsize size)
{
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (json);
  g_autoptr (GBytes) untouched = smt_json_splice_apply (splice, NULL);
  g_autoptr (GBytes) edited = NULL;
  g_autoptr (GError) error = NULL;
  SmtJsonCursor container = smt_json_root (json);

  g_assert_true (g_bytes_equal (untouched, smt_json_get_bytes (json)));

  /* the edits go to one level, so they cannot overlap; it is the deeper one for half of the documents */
  if (size % 2 == 1 && smt_json_length (container) > 0)
    {
      SmtJsonIter iter;

      smt_json_iter_init (&iter, container);
      smt_json_iter_next (&iter, NULL, &container);
    }
  edit_container (splice, container, (guint32)size);
  edited = smt_json_splice_apply (splice, &error);
  /* a document at a limit may grow beyond it */
  if (edited == NULL)
    g_assert_error (error, SMT_JSON_ERROR, SMT_JSON_ERROR_LIMIT);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  SmtJsonPlace place = { 0 };
  g_autoptr (SmtJson) json = smt_json_read_placed (bytes, &place, &error);

  if (json == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (place.offset, <=, size);
      return 0;
    }

  walk (smt_json_root (json), 0, size);
  check_whole (json, data, size);
  /* every edit is a document read on its own; a million of them say no more than a few thousand */
  if (smt_json_length (smt_json_root (json)) < 5000)
    check_splice (json, size);

  return 0;
}
