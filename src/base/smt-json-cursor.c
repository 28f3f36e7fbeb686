/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands at a place of a document that was read.
 */
#include "base/smt-json-private.h"

#include <string.h>

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
