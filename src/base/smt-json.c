/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

#include <string.h>

struct _SmtJsonReader
{
  SmtJsonTape tape;
  SmtJson document; /* the one last read; its tape is the reader's */
};

/* clang-format off */
G_DEFINE_QUARK (smt-json-error-quark, smt_json_error)
/* clang-format on */

static void
find_place (const guint8 *data, gsize offset, SmtJsonPlace *place)
{
  gsize line_start = 0;
  guint line = 1;

  for (gsize i = 0; i < offset; i++)
    if (data[i] == '\n')
      {
        line++;
        line_start = i + 1;
      }

  *place = (SmtJsonPlace){ offset, line, (guint)(offset - line_start) + 1 };
}

/* The message names the place and the rule, never a byte of the document: it may go to a log. */
static gboolean
scan_bytes (SmtJsonTape *tape, GBytes *bytes, SmtJsonPlace *place, GError **error)
{
  SmtJsonFault fault;
  SmtJsonPlace found;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  /* an empty GBytes has no data at all */
  if (data == NULL)
    data = (const guint8 *)"";
  if (_smt_json_scan (tape, data, size, &fault))
    return TRUE;

  find_place (data, fault.offset, &found);
  if (place != NULL)
    *place = found;
  g_set_error (error, SMT_JSON_ERROR, (gint)fault.code, "byte %" G_GSIZE_FORMAT " (line %u, column %u): %s",
               found.offset, found.line, found.column, fault.reason);
  return FALSE;
}

static const SmtJsonEntry *
get_entry (SmtJsonCursor cursor)
{
  return cursor.json != NULL ? &cursor.json->entries[cursor.at] : NULL;
}

/* The entry when it is of the wanted type, so that every accessor answers "nothing" for all else. */
static const SmtJsonEntry *
get_entry_of (SmtJsonCursor cursor, SmtJsonType type)
{
  const SmtJsonEntry *entry = get_entry (cursor);

  return entry != NULL && _smt_json_entry_type (entry) == type ? entry : NULL;
}

static gboolean
is_container (const SmtJsonEntry *entry)
{
  return entry != NULL && _smt_json_entry_type (entry) >= SMT_JSON_ARRAY;
}

/**
 * smt_json_read:
 * @bytes: one document
 * @error: return location for an error of %SMT_JSON_ERROR
 *
 * Reads strictly by RFC 8259; beyond it, as the RFC allows, a byte order mark, a key that comes twice, half of a
 * surrogate pair, `\u0000`, more than %SMT_JSON_MAX_DEPTH levels and more than %SMT_JSON_MAX_BYTES are refused.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL
 */
SmtJson *
smt_json_read (GBytes *bytes, GError **error)
{
  return smt_json_read_placed (bytes, NULL, error);
}

/**
 * smt_json_read_placed:
 * @bytes: one document
 * @place: (out) (optional): where the error lies; untouched when there is none
 * @error: return location for an error of %SMT_JSON_ERROR
 *
 * Like smt_json_read(), and tells where it went wrong.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL
 */
SmtJson *
smt_json_read_placed (GBytes *bytes, SmtJsonPlace *place, GError **error)
{
  SmtJsonTape tape = { 0 };
  SmtJson *json;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!scan_bytes (&tape, bytes, place, error))
    {
      _smt_json_tape_clear (&tape);
      return NULL;
    }

  json = g_new0 (SmtJson, 1);
  g_atomic_ref_count_init (&json->ref_count);
  json->bytes = g_bytes_ref (bytes);
  json->data = g_bytes_get_data (bytes, NULL);
  json->entries = g_renew (SmtJsonEntry, g_steal_pointer (&tape.entries), tape.n_entries);
  _smt_json_tape_clear (&tape);
  return json;
}

/**
 * smt_json_ref:
 * @json: a document
 *
 * Returns: (transfer full): @json
 */
SmtJson *
smt_json_ref (SmtJson *json)
{
  g_return_val_if_fail (json != NULL, NULL);

  g_atomic_ref_count_inc (&json->ref_count);
  return json;
}

/**
 * smt_json_unref:
 * @json: (transfer full): a document
 */
void
smt_json_unref (SmtJson *json)
{
  g_return_if_fail (json != NULL);

  if (!g_atomic_ref_count_dec (&json->ref_count))
    return;

  g_bytes_unref (json->bytes);
  g_free (json->entries);
  g_free (json);
}

/**
 * smt_json_get_bytes:
 * @json: a document
 *
 * Returns: (transfer none): the very bytes it was read from
 */
GBytes *
smt_json_get_bytes (const SmtJson *json)
{
  g_return_val_if_fail (json != NULL, NULL);

  return json->bytes;
}

/**
 * smt_json_root:
 * @json: a document
 *
 * Returns: its one value
 */
SmtJsonCursor
smt_json_root (const SmtJson *json)
{
  g_return_val_if_fail (json != NULL, SMT_JSON_NOWHERE);

  return (SmtJsonCursor){ json, 0 };
}

/**
 * smt_json_reader_new:
 *
 * Returns: (transfer full): a reader that keeps its tape from one document to the next
 */
SmtJsonReader *
smt_json_reader_new (void)
{
  return g_new0 (SmtJsonReader, 1);
}

/**
 * smt_json_reader_free:
 * @reader: (transfer full) (nullable): a reader
 */
void
smt_json_reader_free (SmtJsonReader *reader)
{
  if (reader == NULL)
    return;

  _smt_json_tape_clear (&reader->tape);
  g_clear_pointer (&reader->document.bytes, g_bytes_unref);
  g_free (reader);
}

/**
 * smt_json_reader_read:
 * @reader: a reader
 * @bytes: one document
 * @place: (out) (optional): where the error lies; untouched when there is none
 * @error: return location for an error of %SMT_JSON_ERROR
 *
 * Reads like smt_json_read() and allocates nothing once the tape has grown to the size the documents need.
 *
 * Returns: (transfer none) (nullable): the document, which is the reader's own and is good until the next document is
 *   read or the reader is freed; it cannot be kept with smt_json_ref(). %NULL on error
 */
const SmtJson *
smt_json_reader_read (SmtJsonReader *reader, GBytes *bytes, SmtJsonPlace *place, GError **error)
{
  g_return_val_if_fail (reader != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_bytes_ref (bytes);
  g_clear_pointer (&reader->document.bytes, g_bytes_unref);
  reader->document.bytes = bytes;
  if (!scan_bytes (&reader->tape, bytes, place, error))
    return NULL;

  reader->document.data = g_bytes_get_data (bytes, NULL);
  reader->document.entries = reader->tape.entries;
  return &reader->document;
}

/**
 * smt_json_type:
 * @cursor: a place
 *
 * Returns: the type of the value there; %SMT_JSON_NONE when there is none
 */
SmtJsonType
smt_json_type (SmtJsonCursor cursor)
{
  const SmtJsonEntry *entry = get_entry (cursor);

  return entry != NULL ? _smt_json_entry_type (entry) : SMT_JSON_NONE;
}

/**
 * smt_json_exists:
 * @cursor: a place
 *
 * Returns: whether there is a value; a JSON null is one
 */
gboolean
smt_json_exists (SmtJsonCursor cursor)
{
  return cursor.json != NULL;
}

/**
 * smt_json_same:
 * @a: a place
 * @b: another place
 *
 * Returns: whether both are the same place in the same document; two values that say the same are not, and what does
 *   not exist is not the same as anything
 */
gboolean
smt_json_same (SmtJsonCursor a, SmtJsonCursor b)
{
  return a.json != NULL && a.json == b.json && a.at == b.at;
}

/**
 * smt_json_member_sized:
 * @object: a place
 * @key: a key, unescaped
 * @length: of the key, in bytes
 *
 * Returns: the value of the member; nowhere when @object is no object or has no such member
 */
SmtJsonCursor
smt_json_member_sized (SmtJsonCursor object, const char *key, gsize length)
{
  const SmtJsonEntry *entry = get_entry_of (object, SMT_JSON_OBJECT);
  const SmtJsonEntry *entries;
  guint32 print;

  g_return_val_if_fail (key != NULL, SMT_JSON_NOWHERE);

  if (entry == NULL)
    return SMT_JSON_NOWHERE;

  entries = object.json->entries;
  print = _smt_json_print ((const guint8 *)key, length);
  for (guint32 at = object.at + 1; at < entry->next; at = entries[at + 1].next)
    if (_smt_json_text_equals (object.json->data, &entries[at], key, length, print))
      return (SmtJsonCursor){ object.json, at + 1 };

  return SMT_JSON_NOWHERE;
}

/**
 * smt_json_element:
 * @array: a place
 * @index: 0 is the first
 *
 * Returns: the element; nowhere when @array is no array or has no such element
 */
SmtJsonCursor
smt_json_element (SmtJsonCursor array, guint index)
{
  const SmtJsonEntry *entry = get_entry_of (array, SMT_JSON_ARRAY);
  guint32 at = array.at + 1;

  if (entry == NULL || index >= _smt_json_entry_length (entry))
    return SMT_JSON_NOWHERE;

  while (index-- > 0)
    at = array.json->entries[at].next;

  return (SmtJsonCursor){ array.json, at };
}

/**
 * smt_json_length:
 * @container: a place
 *
 * Returns: how many members or elements there are; 0 when @container is neither object nor array
 */
guint
smt_json_length (SmtJsonCursor container)
{
  const SmtJsonEntry *entry = get_entry (container);

  return is_container (entry) ? _smt_json_entry_length (entry) : 0;
}

/**
 * smt_json_iter_init:
 * @iter: (out caller-allocates): the walk
 * @container: an object or array; anything else has nothing to walk
 */
void
smt_json_iter_init (SmtJsonIter *iter, SmtJsonCursor container)
{
  const SmtJsonEntry *entry = get_entry (container);

  g_return_if_fail (iter != NULL);

  *iter = (SmtJsonIter){ container, 0, 0 };
  if (!is_container (entry) || _smt_json_entry_length (entry) == 0)
    return;

  iter->at = container.at + 1;
  iter->stop = entry->next;
}

/**
 * smt_json_iter_next:
 * @iter: a walk
 * @key: (out) (optional): the key of the member; nowhere in an array
 * @value: (out) (optional): the value of the member, or the element
 *
 * Returns: %FALSE at the end; @key and @value are then nowhere
 */
gboolean
smt_json_iter_next (SmtJsonIter *iter, SmtJsonCursor *key, SmtJsonCursor *value)
{
  SmtJsonCursor found_key = SMT_JSON_NOWHERE, found_value = SMT_JSON_NOWHERE;
  gboolean found;

  g_return_val_if_fail (iter != NULL, FALSE);

  found = iter->at < iter->stop;
  if (found)
    {
      if (smt_json_type (iter->container) == SMT_JSON_OBJECT)
        found_key = (SmtJsonCursor){ iter->container.json, iter->at++ };
      found_value = (SmtJsonCursor){ iter->container.json, iter->at };
      iter->at = get_entry (found_value)->next;
    }

  if (key != NULL)
    *key = found_key;
  if (value != NULL)
    *value = found_value;
  return found;
}

/**
 * smt_json_string_says:
 * @string: a place
 * @text: a text
 * @length: of the text, in bytes
 *
 * Compares after unescaping, without allocating.
 *
 * Returns: whether @string is a string that says @text
 */
gboolean
smt_json_string_says (SmtJsonCursor string, const char *text, gsize length)
{
  const SmtJsonEntry *entry = get_entry_of (string, SMT_JSON_STRING);

  g_return_val_if_fail (text != NULL, FALSE);

  return entry != NULL
         && _smt_json_text_equals (string.json->data, entry, text, length,
                                   _smt_json_print ((const guint8 *)text, length));
}

/**
 * smt_json_peek_string:
 * @string: a place
 * @length: (out): its length in bytes; untouched when there is none
 *
 * Looks at a text in the document itself. No zero byte ends it.
 *
 * Returns: (transfer none) (nullable): the text; %NULL when @string is no string, or is written with escapes
 */
const char *
smt_json_peek_string (SmtJsonCursor string, gsize *length)
{
  const SmtJsonEntry *entry = get_entry_of (string, SMT_JSON_STRING);

  if (entry == NULL || _smt_json_entry_is_escaped (entry))
    return NULL;

  *length = entry->end - entry->start - 2;
  return (const char *)string.json->data + entry->start + 1;
}

/**
 * smt_json_dup_string:
 * @string: a place
 *
 * Returns: (transfer full) (nullable): the text, unescaped, in UTF-8; %NULL when @string is no string
 */
char *
smt_json_dup_string (SmtJsonCursor string)
{
  const SmtJsonEntry *entry = get_entry_of (string, SMT_JSON_STRING);

  return entry != NULL ? _smt_json_text_unescape (string.json->data, entry) : NULL;
}

/**
 * smt_json_get_decimal:
 * @number: a place
 * @out: (out): the number
 *
 * Returns: %FALSE, with @out untouched, when @number is no number, or one that a decimal cannot hold exactly
 */
gboolean
smt_json_get_decimal (SmtJsonCursor number, SmtDecimal *out)
{
  const SmtJsonEntry *entry = get_entry_of (number, SMT_JSON_NUMBER);

  g_return_val_if_fail (out != NULL, FALSE);

  return entry != NULL
         && smt_decimal_parse ((const char *)number.json->data + entry->start, (gssize)(entry->end - entry->start),
                               out);
}

/**
 * smt_json_get_boolean:
 * @boolean: a place
 * @out: (out): the truth
 *
 * Returns: %FALSE, with @out untouched, when @boolean is neither true nor false
 */
gboolean
smt_json_get_boolean (SmtJsonCursor boolean, gboolean *out)
{
  const SmtJsonEntry *entry = get_entry_of (boolean, SMT_JSON_BOOLEAN);

  g_return_val_if_fail (out != NULL, FALSE);

  if (entry == NULL)
    return FALSE;

  *out = boolean.json->data[entry->start] == 't';
  return TRUE;
}

/**
 * smt_json_get_span:
 * @cursor: a place
 * @start: (out) (optional): offset of the first byte of the value in the document
 * @end: (out) (optional): offset behind its last byte
 *
 * White space around the value is not part of it. Both are 0 when there is no value.
 */
void
smt_json_get_span (SmtJsonCursor cursor, gsize *start, gsize *end)
{
  const SmtJsonEntry *entry = get_entry (cursor);

  if (start != NULL)
    *start = entry != NULL ? entry->start : 0;
  if (end != NULL)
    *end = entry != NULL ? entry->end : 0;
}

/**
 * smt_json_dup_bytes:
 * @cursor: a place
 *
 * Returns: (transfer full) (nullable): the bytes of the value as they stand in the document; %NULL when there is none
 */
char *
smt_json_dup_bytes (SmtJsonCursor cursor)
{
  const SmtJsonEntry *entry = get_entry (cursor);

  return entry != NULL ? g_strndup ((const char *)cursor.json->data + entry->start, entry->end - entry->start) : NULL;
}
