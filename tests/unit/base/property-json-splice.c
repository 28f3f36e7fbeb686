/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The splice against a model: the same edits are made to a tree, which knows nothing of bytes and commas. The result
 * must say what the tree says, and every value that no edit touched must be the very bytes it was.
 */
#include "json-tree.h"

#include "../counts.h"

#define SEED 20240603
#define MAX_EDITS 8

typedef struct
{
  SmtJsonSplice *splice;
  GRand *random;
  Tree *root;
} Model;

static guint
count (guint n)
{
  return test_is_long () ? n * 50 : n;
}

static Tree *
new_value (Model *model, char **text)
{
  Tree *tree = tree_make_random (model->random, 2);

  *text = tree_write (tree, model->random);
  tree->touched = TRUE;
  return tree;
}

/* A random node of the old document that is still there, with the container that holds it; or NULL. */
static Tree *
pick (Model *model, Tree **container, guint *index)
{
  Tree *tree = model->root;

  *container = NULL;
  *index = 0;
  while (tree->children->len > 0 && g_rand_int_range (model->random, 0, 4) > 0)
    {
      *container = tree;
      *index = (guint)g_rand_int_range (model->random, 0, (gint)tree->children->len);
      tree = tree->children->pdata[*index];
    }

  return smt_json_exists (tree->origin) ? tree : NULL;
}

/* Marks the way from the root to a node, so that nothing along it is taken for untouched. */
static gboolean
touch (Tree *tree, const Tree *target)
{
  gboolean leads_there = tree == target;

  for (guint i = 0; !leads_there && i < tree->children->len; i++)
    leads_there = touch (tree->children->pdata[i], target);
  tree->touched = tree->touched || leads_there;

  return leads_there;
}

static void
replace (Model *model, Tree *tree, Tree *container, guint index)
{
  g_autofree char *text = NULL;
  Tree *value = new_value (model, &text);

  touch (model->root, tree);
  if (container != NULL && container->type == SMT_JSON_OBJECT && g_rand_boolean (model->random))
    smt_json_splice_set_member (model->splice, container->origin, container->keys->pdata[index], text);
  else
    smt_json_splice_replace (model->splice, tree->origin, text);

  value->key = tree->key;
  if (container != NULL)
    container->children->pdata[index] = value;
  else
    model->root = value;
  tree_free (tree);
}

static void
drop (Model *model, Tree *tree, Tree *container, guint index)
{
  touch (model->root, tree);
  if (container->type == SMT_JSON_OBJECT)
    {
      smt_json_splice_remove_member (model->splice, container->origin, container->keys->pdata[index]);
      g_ptr_array_remove_index (container->keys, index);
    }
  else
    smt_json_splice_remove_element (model->splice, container->origin, tree->origin);
  g_ptr_array_remove_index (container->children, index);
}

static void
append (Model *model, Tree *container)
{
  g_autofree char *text = NULL;
  g_autofree char *key = g_strdup_printf ("new-%u \"å\"", g_rand_int (model->random));
  Tree *value = new_value (model, &text);

  touch (model->root, container);
  if (container->type == SMT_JSON_OBJECT)
    smt_json_splice_set_member (model->splice, container->origin, key, text);
  else
    smt_json_splice_append (model->splice, container->origin, text);
  tree_add (container, key, value);
}

/* Several behind the same element stand in the order they were given. */
static void
insert (Model *model, Tree *tree, Tree *container, guint index)
{
  g_autofree char *text = NULL;
  Tree *value = new_value (model, &text);

  touch (model->root, container);
  smt_json_splice_insert_after (model->splice, container->origin, tree->origin, text);
  value->behind = tree->origin.at;
  for (index++; index < container->children->len; index++)
    if (((Tree *)container->children->pdata[index])->behind != value->behind)
      break;
  g_ptr_array_insert (container->children, (gint)index, value);
}

static void
edit (Model *model)
{
  Tree *container;
  guint index;
  Tree *tree = pick (model, &container, &index);
  gboolean is_container;

  if (tree == NULL)
    return;

  is_container = tree->type == SMT_JSON_OBJECT || tree->type == SMT_JSON_ARRAY;
  switch (g_rand_int_range (model->random, 0, 4))
    {
    case 0:
      if (!tree->touched)
        replace (model, tree, container, index);
      break;
    case 1:
      if (!tree->touched && container != NULL)
        drop (model, tree, container, index);
      break;
    case 2:
      if (is_container)
        append (model, tree);
      break;
    default:
      if (container != NULL && container->type == SMT_JSON_ARRAY)
        insert (model, tree, container, index);
      break;
    }
}

static void
assert_same_bytes (SmtJsonCursor a, SmtJsonCursor b)
{
  g_autofree char *left = smt_json_dup_bytes (a), *right = smt_json_dup_bytes (b);

  g_assert_cmpstr (left, ==, right);
}

/* The part of the splice for one value is what stands in its place in the whole. */
static void
check_part (Model *model, const Tree *tree, SmtJsonCursor value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) part = smt_json_splice_apply_to (model->splice, tree->origin, &error);
  g_autofree char *expected = smt_json_dup_bytes (value);

  g_assert_no_error (error);
  assert_bytes (part, expected);
}

static void
check (Model *model, const Tree *tree, SmtJsonCursor value)
{
  SmtJsonIter iter;
  SmtJsonCursor key, child;
  guint n_children = 0;

  if (smt_json_exists (tree->origin))
    check_part (model, tree, value);
  if (smt_json_exists (tree->origin) && !tree->touched)
    assert_same_bytes (tree->origin, value);

  g_assert_cmpuint (smt_json_length (value), ==, tree->children->len);
  smt_json_iter_init (&iter, value);
  while (smt_json_iter_next (&iter, &key, &child))
    {
      const Tree *expected = tree->children->pdata[n_children++];

      if (smt_json_exists (expected->key))
        assert_same_bytes (expected->key, key);
      check (model, expected, child);
    }
}

static void
test_random_edits (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < count (4000); i++)
    {
      Model model = { .random = random, .root = tree_make_random (random, 4) };
      g_autofree char *text = tree_write (model.root, random);
      g_autoptr (SmtJson) json = must_read (text);
      g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (json);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SmtJson) result = NULL;

      tree_match (model.root, smt_json_root (json));
      model.splice = splice;
      for (gint n_edits = g_rand_int_range (random, 0, MAX_EDITS); n_edits > 0; n_edits--)
        edit (&model);

      bytes = smt_json_splice_apply (splice, &error);
      g_assert_no_error (error);
      result = smt_json_read (bytes, &error);
      g_assert_no_error (error);
      check (&model, model.root, smt_json_root (result));
      /* the model is compared last: it takes the new document for its origin */
      tree_match (model.root, smt_json_root (result));
      tree_free (model.root);
    }
}

static gsize
common_prefix (const char *a, const char *b)
{
  gsize length = 0;

  while (a[length] != '\0' && a[length] == b[length])
    length++;

  return length;
}

/* Whether @longer is @shorter with one piece put in somewhere. */
static gboolean
is_one_piece_longer (const char *longer, const char *shorter)
{
  gsize n_longer = strlen (longer), n_shorter = strlen (shorter);
  gsize prefix = common_prefix (longer, shorter);
  gsize suffix = 0;

  while (suffix < n_shorter && longer[n_longer - 1 - suffix] == shorter[n_shorter - 1 - suffix])
    suffix++;

  return n_longer >= n_shorter && prefix + suffix >= n_shorter;
}

static char *
apply (SmtJsonSplice *splice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = smt_json_splice_apply (splice, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

/* One edit changes one piece: its length is that of the value, and of one comma (and a key) where one is due. */
static void
check_one_edit (GRand *random, SmtJson *json, Tree *root, const char *text)
{
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (json);
  Model model = { splice, random, root };
  Tree *container;
  guint index;
  Tree *tree = pick (&model, &container, &index);
  g_autofree char *result = NULL;
  gsize start, end;

  smt_json_get_span (tree->origin, &start, &end);
  if (container == NULL || g_rand_boolean (random))
    {
      g_autofree char *expected = g_strdup_printf ("%.*s\"X\"%s", (int)start, text, text + end);

      smt_json_splice_replace (splice, tree->origin, "\"X\"");
      result = apply (splice);
      g_assert_cmpstr (result, ==, expected);
    }
  else if (container->type == SMT_JSON_ARRAY && g_rand_boolean (random))
    {
      g_autofree char *expected = g_strdup_printf ("%.*s,\"X\"%s", (int)end, text, text + end);

      smt_json_splice_insert_after (splice, container->origin, tree->origin, "\"X\"");
      result = apply (splice);
      g_assert_cmpstr (result, ==, expected);
    }
  else
    {
      if (container->type == SMT_JSON_ARRAY)
        smt_json_splice_remove_element (splice, container->origin, tree->origin);
      else
        smt_json_splice_remove_member (splice, container->origin, container->keys->pdata[index]);
      result = apply (splice);
      g_assert_true (is_one_piece_longer (text, result));
    }
}

static void
test_one_edit_changes_one_piece (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 1);

  for (guint i = 0; i < count (4000); i++)
    {
      g_autoptr (Tree) root = tree_make_random (random, 4);
      g_autofree char *text = tree_write (root, random);
      g_autoptr (SmtJson) json = must_read (text);

      tree_match (root, smt_json_root (json));
      check_one_edit (random, json, root, text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/property/json-splice/random-edits", test_random_edits);
  g_test_add_func ("/property/json-splice/one-edit", test_one_edit_changes_one_piece);

  return g_test_run ();
}
