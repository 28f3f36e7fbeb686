/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-tree.h"

static const char *const numbers[] = {
  "0", "-0", "1", "100.10", "2.50", "-3e-7", "12345678901234567890", "1E400", "0.0"
};
static const char *const characters[] = { "a", "Z", " ", "0", "\"", "\\", "/", "\n", "\t", "\x01",        "\x7f",
                                          "å", "€", "💊", "{", "}",  "[",  "]", ",",  ":",  "\xef\xbf\xbf" };

Tree *
tree_new (SmtJsonType type, const char *text)
{
  Tree *tree = g_new0 (Tree, 1);

  tree->type = type;
  tree->text = g_strdup (text);
  tree->keys = g_ptr_array_new_with_free_func (g_free);
  tree->children = g_ptr_array_new_with_free_func ((GDestroyNotify)tree_free);
  return tree;
}

void
tree_free (Tree *tree)
{
  g_free (tree->text);
  g_ptr_array_unref (tree->keys);
  g_ptr_array_unref (tree->children);
  g_free (tree);
}

void
tree_add (Tree *container, const char *key, Tree *child)
{
  if (container->type == SMT_JSON_OBJECT)
    g_ptr_array_add (container->keys, g_strdup (key));
  g_ptr_array_add (container->children, child);
}

static char *
make_text (GRand *random)
{
  GString *text = g_string_new (NULL);
  gint n_characters = g_rand_int_range (random, 0, g_rand_int_range (random, 1, 24));

  for (gint i = 0; i < n_characters; i++)
    g_string_append (text, characters[g_rand_int_range (random, 0, G_N_ELEMENTS (characters))]);

  return g_string_free (text, FALSE);
}

static gboolean
has_key (const Tree *object, const char *key)
{
  for (guint i = 0; i < object->keys->len; i++)
    if (g_str_equal (object->keys->pdata[i], key))
      return TRUE;

  return FALSE;
}

static Tree *
make_scalar (GRand *random)
{
  g_autofree char *text = NULL;

  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      return tree_new (SMT_JSON_NULL, "null");
    case 1:
      return tree_new (SMT_JSON_BOOLEAN, g_rand_boolean (random) ? "true" : "false");
    case 2:
      return tree_new (SMT_JSON_NUMBER, numbers[g_rand_int_range (random, 0, G_N_ELEMENTS (numbers))]);
    default:
      text = make_text (random);
      return tree_new (SMT_JSON_STRING, text);
    }
}

Tree *
tree_make_random (GRand *random, guint depth)
{
  Tree *tree;
  gint n_children;

  if (depth == 0 || g_rand_int_range (random, 0, 5) < 2)
    return make_scalar (random);

  tree = tree_new (g_rand_boolean (random) ? SMT_JSON_OBJECT : SMT_JSON_ARRAY, NULL);
  n_children = g_rand_int_range (random, 0, 40) == 0 ? 40 : g_rand_int_range (random, 0, 6);
  for (gint i = 0; i < n_children; i++)
    {
      g_autofree char *key = make_text (random);

      if (!has_key (tree, key))
        tree_add (tree, key, tree_make_random (random, depth - 1));
    }

  return tree;
}

static void
write_space (GString *out, GRand *random)
{
  while (random != NULL && g_rand_int_range (random, 0, 3) == 0)
    g_string_append_c (out, " \t\r\n"[g_rand_int_range (random, 0, 4)]);
}

static void
write_escape (GString *out, gunichar c)
{
  if (c >= 0x10000)
    g_string_append_printf (out, "\\u%04x\\u%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
  else if (c == '/')
    g_string_append (out, "\\/");
  else
    g_string_append_printf (out, "\\u%04x", c);
}

static void
write_string (GString *out, const char *text, GRand *random)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char)c);
      else if (c < 0x20 || (random != NULL && g_rand_int_range (random, 0, 8) == 0))
        write_escape (out, c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
}

static void
write_tree (GString *out, const Tree *tree, GRand *random)
{
  gboolean is_object = tree->type == SMT_JSON_OBJECT;

  write_space (out, random);
  if (tree->type == SMT_JSON_STRING)
    write_string (out, tree->text, random);
  else if (!is_object && tree->type != SMT_JSON_ARRAY)
    g_string_append (out, tree->text);
  else
    {
      g_string_append_c (out, is_object ? '{' : '[');
      write_space (out, random);
      for (guint i = 0; i < tree->children->len; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          write_space (out, random);
          if (is_object)
            {
              write_string (out, tree->keys->pdata[i], random);
              write_space (out, random);
              g_string_append_c (out, ':');
            }
          write_tree (out, tree->children->pdata[i], random);
        }
      g_string_append_c (out, is_object ? '}' : ']');
    }
  write_space (out, random);
}

char *
tree_write (const Tree *tree, GRand *random)
{
  GString *out = g_string_new (NULL);

  write_tree (out, tree, random);
  return g_string_free (out, FALSE);
}

static void
match_container (Tree *tree, SmtJsonCursor value)
{
  SmtJsonIter iter;
  SmtJsonCursor key, child;
  guint n_children = 0;

  g_assert_cmpuint (smt_json_length (value), ==, tree->children->len);
  smt_json_iter_init (&iter, value);
  while (smt_json_iter_next (&iter, &key, &child))
    {
      if (tree->type == SMT_JSON_OBJECT)
        {
          g_assert_true (smt_json_string_equals (key, tree->keys->pdata[n_children]));
          g_assert_true (smt_json_same (child, smt_json_member (value, tree->keys->pdata[n_children])));
        }
      else
        g_assert_true (smt_json_same (child, smt_json_element (value, n_children)));
      ((Tree *)tree->children->pdata[n_children])->key = key;
      tree_match (tree->children->pdata[n_children++], child);
    }
  g_assert_cmpuint (n_children, ==, tree->children->len);
}

void
tree_match (Tree *tree, SmtJsonCursor value)
{
  g_autofree char *text = NULL;

  tree->origin = value;
  g_assert_cmpint (smt_json_type (value), ==, tree->type);
  if (tree->type == SMT_JSON_OBJECT || tree->type == SMT_JSON_ARRAY)
    {
      match_container (tree, value);
      return;
    }

  text = tree->type == SMT_JSON_STRING ? smt_json_dup_string (value) : smt_json_dup_bytes (value);
  g_assert_cmpstr (text, ==, tree->text);
}

char *
strip_space (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean escapes = in_string && text[i] == '\\' && i + 1 < length;

      if (in_string || strchr (" \t\r\n", text[i]) == NULL)
        g_string_append_c (out, text[i]);
      if (escapes)
        g_string_append_c (out, text[++i]);
      else if (text[i] == '"')
        in_string = !in_string;
    }

  return g_string_free (out, FALSE);
}

static void
write_tape (GString *out, SmtJsonCursor value)
{
  SmtJsonType type = smt_json_type (value);
  g_autofree char *bytes = NULL;
  SmtJsonIter iter;
  SmtJsonCursor key, child;
  gboolean first = TRUE;

  if (type != SMT_JSON_OBJECT && type != SMT_JSON_ARRAY)
    {
      bytes = smt_json_dup_bytes (value);
      g_string_append (out, bytes);
      return;
    }

  g_string_append_c (out, type == SMT_JSON_OBJECT ? '{' : '[');
  smt_json_iter_init (&iter, value);
  while (smt_json_iter_next (&iter, &key, &child))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      if (type == SMT_JSON_OBJECT)
        {
          write_tape (out, key);
          g_string_append_c (out, ':');
        }
      write_tape (out, child);
    }
  g_string_append_c (out, type == SMT_JSON_OBJECT ? '}' : ']');
}

char *
tape_write (SmtJsonCursor value)
{
  GString *out = g_string_new (NULL);

  write_tape (out, value);
  return g_string_free (out, FALSE);
}
