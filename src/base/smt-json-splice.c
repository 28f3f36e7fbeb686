/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-splice-private.h"

#include <string.h>

static void
addition_free (gpointer data)
{
  SmtJsonAddition *addition = data;

  g_free (addition->key);
  g_free (addition->json);
  g_free (addition);
}

static void
change_free (gpointer data)
{
  SmtJsonChange *change = data;

  g_free (change->replacement);
  g_clear_pointer (&change->after, g_ptr_array_unref);
  g_clear_pointer (&change->end, g_ptr_array_unref);
  g_free (change);
}

static void
refuse (SmtJsonSplice *splice, const char *reason)
{
  if (splice->fault == NULL)
    g_set_error_literal (&splice->fault, SMT_JSON_ERROR, SMT_JSON_ERROR_EDIT, reason);
}

static gboolean
is_place (SmtJsonSplice *splice, SmtJsonCursor cursor)
{
  if (cursor.json == splice->json)
    return TRUE;

  refuse (splice, "an edit names no place in this document");
  return FALSE;
}

static gboolean
is_container (SmtJsonSplice *splice, SmtJsonCursor cursor, SmtJsonType type)
{
  if (!is_place (splice, cursor))
    return FALSE;
  if (smt_json_type (cursor) == type)
    return TRUE;

  refuse (splice, type == SMT_JSON_OBJECT ? "an edit needs an object" : "an edit needs an array");
  return FALSE;
}

static gboolean
is_element (SmtJsonSplice *splice, SmtJsonCursor array, SmtJsonCursor element)
{
  SmtJsonIter iter;
  SmtJsonCursor value;

  if (!is_container (splice, array, SMT_JSON_ARRAY))
    return FALSE;

  smt_json_iter_init (&iter, array);
  while (smt_json_iter_next (&iter, NULL, &value))
    if (smt_json_same (value, element))
      return TRUE;

  refuse (splice, "an edit names an element that is not in its array");
  return FALSE;
}

/* A stray comma in a new value would make a second member of it, so each must be a document of its own. */
static gboolean
is_json (SmtJsonSplice *splice, const char *new_json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (new_json, strlen (new_json));
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJson) json = smt_json_read (bytes, &error);

  if (json == NULL && splice->fault == NULL)
    g_propagate_prefixed_error (&splice->fault, g_steal_pointer (&error), "new value: ");

  return json != NULL;
}

static SmtJsonChange *
ensure_change (SmtJsonSplice *splice, guint32 at)
{
  SmtJsonChange *change = g_hash_table_lookup (splice->changes, GUINT_TO_POINTER (at));

  if (change == NULL)
    {
      change = g_new0 (SmtJsonChange, 1);
      change->at = at;
      g_hash_table_insert (splice->changes, GUINT_TO_POINTER (at), change);
    }

  return change;
}

static void
set_replacement (SmtJsonSplice *splice, guint32 at, const char *new_json)
{
  SmtJsonChange *change = ensure_change (splice, at);

  change->removed = FALSE;
  g_free (change->replacement);
  change->replacement = g_strdup (new_json);
}

static void
set_removed (SmtJsonSplice *splice, guint32 container, guint32 at)
{
  SmtJsonChange *change = ensure_change (splice, at);

  change->removed = TRUE;
  change->container = container;
  g_clear_pointer (&change->replacement, g_free);
}

static void
add (GPtrArray **additions, const char *key, const char *new_json)
{
  SmtJsonAddition *addition = g_new0 (SmtJsonAddition, 1);

  addition->key = g_strdup (key);
  addition->json = g_strdup (new_json);
  if (*additions == NULL)
    *additions = g_ptr_array_new_with_free_func (addition_free);
  g_ptr_array_add (*additions, addition);
}

static gboolean
find_addition (GPtrArray *additions, const char *key, guint *index)
{
  for (*index = 0; additions != NULL && *index < additions->len; (*index)++)
    if (g_str_equal (((SmtJsonAddition *)additions->pdata[*index])->key, key))
      return TRUE;

  return FALSE;
}

/**
 * smt_json_splice_new:
 * @json: the old document
 *
 * Gathers edits to a document that stays untouched. They may come in any order. Of several edits to the very same value
 * (replace, set, remove) the last one holds. An edit inside a value that another edit replaces or removes is an overlap
 * and refused. An edit that cannot be taken up (no such place, a new value that is not JSON) is remembered, so that
 * smt_json_splice_apply() fails instead of giving out a document without it.
 *
 * Returns: (transfer full): a splice without edits
 */
SmtJsonSplice *
smt_json_splice_new (SmtJson *json)
{
  SmtJsonSplice *splice;

  g_return_val_if_fail (json != NULL, NULL);

  splice = g_new0 (SmtJsonSplice, 1);
  splice->json = smt_json_ref (json);
  splice->changes = g_hash_table_new_full (NULL, NULL, NULL, change_free);
  return splice;
}

/**
 * smt_json_splice_free:
 * @splice: (transfer full) (nullable): a splice
 */
void
smt_json_splice_free (SmtJsonSplice *splice)
{
  if (splice == NULL)
    return;

  smt_json_unref (splice->json);
  g_hash_table_unref (splice->changes);
  g_clear_error (&splice->fault);
  g_free (splice);
}

/**
 * smt_json_splice_replace:
 * @splice: a splice
 * @value: the value that goes
 * @new_json: the one that comes in its place
 */
void
smt_json_splice_replace (SmtJsonSplice *splice, SmtJsonCursor value, const char *new_json)
{
  g_return_if_fail (splice != NULL);
  g_return_if_fail (new_json != NULL);

  if (is_place (splice, value) && is_json (splice, new_json))
    set_replacement (splice, value.at, new_json);
}

/**
 * smt_json_splice_set_member:
 * @splice: a splice
 * @object: an object
 * @key: a key, unescaped
 * @new_json: its value
 *
 * Replaces the value of the member where it stands; a member that is not there is added at the end of the object.
 */
void
smt_json_splice_set_member (SmtJsonSplice *splice, SmtJsonCursor object, const char *key, const char *new_json)
{
  SmtJsonCursor value;
  SmtJsonChange *change;
  guint index;

  g_return_if_fail (splice != NULL);
  g_return_if_fail (key != NULL);
  g_return_if_fail (new_json != NULL);

  if (!is_container (splice, object, SMT_JSON_OBJECT) || !is_json (splice, new_json))
    return;
  if (!g_utf8_validate (key, -1, NULL))
    {
      refuse (splice, "a new key is not UTF-8");
      return;
    }

  value = smt_json_member (object, key);
  if (smt_json_exists (value))
    {
      set_replacement (splice, value.at, new_json);
      return;
    }

  change = ensure_change (splice, object.at);
  if (find_addition (change->end, key, &index))
    {
      SmtJsonAddition *addition = change->end->pdata[index];

      g_free (addition->json);
      addition->json = g_strdup (new_json);
    }
  else
    add (&change->end, key, new_json);
}

/**
 * smt_json_splice_remove_member:
 * @splice: a splice
 * @object: an object
 * @key: a key, unescaped; nothing happens when @object has no such member
 */
void
smt_json_splice_remove_member (SmtJsonSplice *splice, SmtJsonCursor object, const char *key)
{
  SmtJsonCursor value;
  SmtJsonChange *change;
  guint index;

  g_return_if_fail (splice != NULL);
  g_return_if_fail (key != NULL);

  if (!is_container (splice, object, SMT_JSON_OBJECT))
    return;

  value = smt_json_member (object, key);
  if (smt_json_exists (value))
    {
      set_removed (splice, object.at, value.at);
      return;
    }

  change = g_hash_table_lookup (splice->changes, GUINT_TO_POINTER (object.at));
  if (change != NULL && find_addition (change->end, key, &index))
    g_ptr_array_remove_index (change->end, index);
}

/**
 * smt_json_splice_remove_element:
 * @splice: a splice
 * @array: an array
 * @element: the element of it that goes
 */
void
smt_json_splice_remove_element (SmtJsonSplice *splice, SmtJsonCursor array, SmtJsonCursor element)
{
  g_return_if_fail (splice != NULL);

  if (is_element (splice, array, element))
    set_removed (splice, array.at, element.at);
}

/**
 * smt_json_splice_append:
 * @splice: a splice
 * @array: an array
 * @new_json: a new last element; of several the one given first stands first
 */
void
smt_json_splice_append (SmtJsonSplice *splice, SmtJsonCursor array, const char *new_json)
{
  g_return_if_fail (splice != NULL);
  g_return_if_fail (new_json != NULL);

  if (is_container (splice, array, SMT_JSON_ARRAY) && is_json (splice, new_json))
    add (&ensure_change (splice, array.at)->end, NULL, new_json);
}

/**
 * smt_json_splice_insert_after:
 * @splice: a splice
 * @array: an array
 * @element: the element of it that the new one follows; if it is removed, the new one stands in its place
 * @new_json: a new element; of several behind the same element the one given first stands first
 */
void
smt_json_splice_insert_after (SmtJsonSplice *splice, SmtJsonCursor array, SmtJsonCursor element, const char *new_json)
{
  SmtJsonChange *change;

  g_return_if_fail (splice != NULL);
  g_return_if_fail (new_json != NULL);

  if (!is_element (splice, array, element) || !is_json (splice, new_json))
    return;

  change = ensure_change (splice, element.at);
  change->container = array.at;
  add (&change->after, NULL, new_json);
}

/**
 * smt_json_splice_apply:
 * @splice: a splice
 * @error: return location for an error of %SMT_JSON_ERROR
 *
 * Every byte outside the edits is as it was; without edits it is the very same bytes. The result has been read again by
 * the strict reader. The splice can be added to and applied again.
 *
 * Returns: (transfer full) (nullable): the new document, or %NULL
 */
GBytes *
smt_json_splice_apply (SmtJsonSplice *splice, GError **error)
{
  g_return_val_if_fail (splice != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return _smt_json_splice_render (splice, 0, 0, g_bytes_get_size (splice->json->bytes), error);
}

/**
 * smt_json_splice_apply_to:
 * @splice: a splice
 * @part: a value of the old document, such as one resource of a bundle
 * @error: return location for an error of %SMT_JSON_ERROR
 *
 * Applies only the edits within @part. It fails when @part is removed, or lies in something that is removed or
 * replaced.
 *
 * Returns: (transfer full) (nullable): the new bytes of @part alone, or %NULL
 */
GBytes *
smt_json_splice_apply_to (SmtJsonSplice *splice, SmtJsonCursor part, GError **error)
{
  gsize start, stop;

  g_return_val_if_fail (splice != NULL, NULL);
  g_return_val_if_fail (part.json == splice->json, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  smt_json_get_span (part, &start, &stop);
  return _smt_json_splice_render (splice, part.at, start, stop, error);
}
