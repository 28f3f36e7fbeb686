/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-splice.h"

#include <string.h>

#include "base/smt-json-private.h"
#include "base/smt-json-writer.h"

/* A member or element that is added; elements have no key. */
typedef struct
{
  char *key;
  char *json;
} Addition;

/* What becomes of one value of the old document. */
typedef struct
{
  guint32 at;        /* its tape index */
  guint32 container; /* tape index of what holds it, once that is known to be needed */
  gboolean removed;
  char *replacement;
  GPtrArray *after; /* (element-type Addition) new elements right behind it */
  GPtrArray *end;   /* (element-type Addition) what is new at the end of it */
} Change;

/* Bytes of the old document and what stands in their place. */
typedef struct
{
  guint32 start;
  guint32 stop;
  char *text; /* NULL for nothing */
} Edit;

struct _SmtJsonSplice
{
  SmtJson *json;
  GHashTable *changes; /* tape index → Change */
  GError *fault;       /* the first edit that could not be taken up */
};

static void
addition_free (gpointer data)
{
  Addition *addition = data;

  g_free (addition->key);
  g_free (addition->json);
  g_free (addition);
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->replacement);
  g_clear_pointer (&change->after, g_ptr_array_unref);
  g_clear_pointer (&change->end, g_ptr_array_unref);
  g_free (change);
}

static void
edit_clear (gpointer data)
{
  Edit *edit = data;

  g_free (edit->text);
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

static Change *
ensure_change (SmtJsonSplice *splice, guint32 at)
{
  Change *change = g_hash_table_lookup (splice->changes, GUINT_TO_POINTER (at));

  if (change == NULL)
    {
      change = g_new0 (Change, 1);
      change->at = at;
      g_hash_table_insert (splice->changes, GUINT_TO_POINTER (at), change);
    }

  return change;
}

static void
set_replacement (SmtJsonSplice *splice, guint32 at, const char *new_json)
{
  Change *change = ensure_change (splice, at);

  change->removed = FALSE;
  g_free (change->replacement);
  change->replacement = g_strdup (new_json);
}

static void
set_removed (SmtJsonSplice *splice, guint32 container, guint32 at)
{
  Change *change = ensure_change (splice, at);

  change->removed = TRUE;
  change->container = container;
  g_clear_pointer (&change->replacement, g_free);
}

static void
add (GPtrArray **additions, const char *key, const char *new_json)
{
  Addition *addition = g_new0 (Addition, 1);

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
    if (g_str_equal (((Addition *)additions->pdata[*index])->key, key))
      return TRUE;

  return FALSE;
}

static char *
write_key (const char *key)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_string (writer, key);
  return smt_json_writer_finish (writer);
}

static char *
join (GPtrArray *additions, gboolean comma_first)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < additions->len; i++)
    {
      const Addition *addition = additions->pdata[i];

      if (comma_first || i > 0)
        g_string_append_c (text, ',');
      if (addition->key != NULL)
        {
          g_autofree char *key = write_key (addition->key);

          g_string_append (text, key);
          g_string_append_c (text, ':');
        }
      g_string_append (text, addition->json);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
has_any (GPtrArray *additions)
{
  return additions != NULL && additions->len > 0;
}

static void
add_edit (GArray *edits, guint32 start, guint32 stop, char *text)
{
  Edit edit = { start, stop, text };

  g_array_append_val (edits, edit);
}

/* The bytes between two old values, and who stands before them while a container is laid out. */
typedef struct
{
  guint32 last_stop; /* where the slot before ended in the old document */
  gboolean occupied; /* whether anything stands before this slot in the new one */
} Layout;

/*
 * One old member or element. What goes takes the comma before it along, or the one after it when nothing is left
 * before; so commas come right however many go.
 */
static void
lay_out_slot (Layout *layout, const Change *change, guint32 start, guint32 stop, guint32 next_start, GArray *edits)
{
  gboolean removed = change != NULL && change->removed;
  gboolean followed = change != NULL && has_any (change->after);

  if (removed && followed)
    add_edit (edits, start, stop, join (change->after, FALSE));
  else if (removed && layout->occupied)
    add_edit (edits, layout->last_stop, stop, NULL);
  else if (removed)
    add_edit (edits, start, next_start, NULL);
  else if (followed)
    add_edit (edits, stop, stop, join (change->after, TRUE));

  layout->occupied = layout->occupied || !removed || followed;
  layout->last_stop = stop;
}

static void
lay_out (SmtJsonSplice *splice, guint32 container, GArray *edits)
{
  const SmtJsonEntry *entries = splice->json->entries;
  const SmtJsonEntry *entry = &entries[container];
  guint32 to_value = _smt_json_entry_type (entry) == SMT_JSON_OBJECT ? 1 : 0;
  Layout layout = { entry->start + 1, FALSE };
  const Change *own = g_hash_table_lookup (splice->changes, GUINT_TO_POINTER (container));

  for (guint32 at = container + 1; at < entry->next;)
    {
      const SmtJsonEntry *value = &entries[at + to_value];
      guint32 next_start = value->next < entry->next ? entries[value->next].start : value->end;

      lay_out_slot (&layout, g_hash_table_lookup (splice->changes, GUINT_TO_POINTER (at + to_value)), entries[at].start,
                    value->end, next_start, edits);
      at = value->next;
    }

  if (own != NULL && has_any (own->end))
    add_edit (edits, layout.last_stop, layout.last_stop, join (own->end, layout.occupied));
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const Change *left = *(const Change *const *)a, *right = *(const Change *const *)b;

  return (left->at > right->at) - (left->at < right->at);
}

static int
compare_edits (gconstpointer a, gconstpointer b)
{
  const Edit *left = a, *right = b;

  return (left->start > right->start) - (left->start < right->start);
}

static gboolean
fail_edit (GError **error, const char *reason)
{
  g_set_error_literal (error, SMT_JSON_ERROR, SMT_JSON_ERROR_EDIT, reason);
  return FALSE;
}

/* An edit inside a value that is itself replaced or removed would be lost without a word. */
static gboolean
check_overlaps (SmtJsonSplice *splice, GPtrArray *changes, guint32 part, GError **error)
{
  guint32 covered_until = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = changes->pdata[i];
      guint32 next = splice->json->entries[change->at].next;
      gboolean covers = change->removed || change->replacement != NULL;

      if (change->at < covered_until || (covers && has_any (change->end)))
        return fail_edit (error, "two edits overlap");
      if (!covers)
        continue;
      if ((change->at < part && part < next) || (change->at == part && change->removed))
        return fail_edit (error, "the part asked for is not in the new document");
      covered_until = next;
    }

  return TRUE;
}

static GPtrArray *
sort_changes (SmtJsonSplice *splice)
{
  GPtrArray *changes = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer change;

  g_hash_table_iter_init (&iter, splice->changes);
  while (g_hash_table_iter_next (&iter, NULL, &change))
    g_ptr_array_add (changes, change);
  g_ptr_array_sort (changes, compare_changes);

  return changes;
}

/* The containers within [first, stop) of the tape whose members or elements change in number. */
static GHashTable *
collect_containers (GPtrArray *changes, guint32 first, guint32 stop)
{
  GHashTable *containers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = changes->pdata[i];

      if ((change->removed || has_any (change->after)) && change->container >= first && change->container < stop)
        g_hash_table_add (containers, GUINT_TO_POINTER (change->container));
      if (has_any (change->end) && change->at >= first && change->at < stop)
        g_hash_table_add (containers, GUINT_TO_POINTER (change->at));
    }

  return containers;
}

/* The edits to the bytes of the value at @part, in the order of the document. */
static GArray *
plan_edits (SmtJsonSplice *splice, GPtrArray *changes, guint32 part)
{
  const SmtJsonEntry *entries = splice->json->entries;
  guint32 stop = entries[part].next;
  g_autoptr (GHashTable) containers = collect_containers (changes, part, stop);
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (Edit));
  GHashTableIter iter;
  gpointer container;

  g_array_set_clear_func (edits, edit_clear);
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = changes->pdata[i];
      const SmtJsonEntry *entry = &entries[change->at];

      if (change->replacement != NULL && change->at >= part && change->at < stop)
        add_edit (edits, entry->start, entry->end, g_strdup (change->replacement));
    }

  g_hash_table_iter_init (&iter, containers);
  while (g_hash_table_iter_next (&iter, &container, NULL))
    lay_out (splice, GPOINTER_TO_UINT (container), edits);

  /* a stable sort: what is put in at a place stays before what is taken out from there on */
  g_array_sort (edits, compare_edits);
  return edits;
}

static GBytes *
write_edits (SmtJsonSplice *splice, GArray *edits, gsize from, gsize to)
{
  const guint8 *data = splice->json->data;
  GByteArray *out = g_byte_array_sized_new ((guint)(to - from));
  gsize at = from;

  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = &g_array_index (edits, Edit, i);

      g_assert (edit->start >= at);
      g_byte_array_append (out, data + at, (guint)(edit->start - at));
      if (edit->text != NULL)
        g_byte_array_append (out, (const guint8 *)edit->text, (guint)strlen (edit->text));
      at = edit->stop;
    }
  g_byte_array_append (out, data + at, (guint)(to - at));

  return g_byte_array_free_to_bytes (out);
}

/* The new bytes of [from, to), which hold the value at @part; read again before they are given out. */
static GBytes *
render (SmtJsonSplice *splice, guint32 part, gsize from, gsize to, GError **error)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SmtJson) result = NULL;

  if (splice->fault != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (splice->fault);
      return NULL;
    }

  changes = sort_changes (splice);
  if (!check_overlaps (splice, changes, part, error))
    return NULL;

  edits = plan_edits (splice, changes, part);
  if (edits->len == 0)
    return g_bytes_new_from_bytes (splice->json->bytes, from, to - from);

  bytes = write_edits (splice, edits, from, to);
  result = smt_json_read (bytes, error);
  return result != NULL ? g_steal_pointer (&bytes) : NULL;
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
  Change *change;
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
      Addition *addition = change->end->pdata[index];

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
  Change *change;
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
  Change *change;

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

  return render (splice, 0, 0, g_bytes_get_size (splice->json->bytes), error);
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
  return render (splice, part.at, start, stop, error);
}
