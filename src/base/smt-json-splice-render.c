/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-splice-private.h"

#include <string.h>

#include "base/smt-json-writer.h"

/* Bytes of the old document and what stands in their place. */
typedef struct
{
  guint32 start;
  guint32 stop;
  char *text; /* NULL for nothing */
} Edit;

static void
edit_clear (gpointer data)
{
  Edit *edit = data;

  g_free (edit->text);
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
      const SmtJsonAddition *addition = additions->pdata[i];

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
lay_out_slot (Layout *layout,
              const SmtJsonChange *change,
              guint32 start,
              guint32 stop,
              guint32 next_start,
              GArray *edits)
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
  const SmtJsonChange *own = g_hash_table_lookup (splice->changes, GUINT_TO_POINTER (container));

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
  const SmtJsonChange *left = *(const SmtJsonChange *const *)a, *right = *(const SmtJsonChange *const *)b;

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
      const SmtJsonChange *change = changes->pdata[i];
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
      const SmtJsonChange *change = changes->pdata[i];

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
      const SmtJsonChange *change = changes->pdata[i];
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
GBytes *
_smt_json_splice_render (SmtJsonSplice *splice, guint32 part, gsize from, gsize to, GError **error)
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
