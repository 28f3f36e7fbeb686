/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

/* A resource is asked for a dozen members and its extensions for a dozen names. Here all are found in one walk. */

static inline gboolean
is_same (const char *text, const char *name, gsize length)
{
  return text[0] == name[0] && _smt_json_same_bytes (text, name, length);
}

static inline gboolean
is_same_in_any_case (const char *text, const char *name, gsize length)
{
  return ((text[0] ^ name[0]) & ~0x20) == 0
         && (_smt_json_same_bytes (text, name, length) || g_ascii_strncasecmp (text, name, length) == 0);
}

/* Which name is it? @n when it is none of them. */
static inline guint
find_name (const char *text, gsize length, const SmtJsonName *names, guint n, gboolean any_case)
{
  for (guint i = 0; i < n; i++)
    if (names[i].length == length
        && (any_case ? is_same_in_any_case (text, names[i].text, length) : is_same (text, names[i].text, length)))
      return i;
  return n;
}

static guint
find_escaped_key (const guint8 *data, const SmtJsonEntry *key, const SmtJsonName *names, guint n)
{
  g_autofree char *text = _smt_json_text_unescape (data, key);

  return find_name (text, strlen (text), names, n, FALSE);
}

static inline guint
find_key (const guint8 *data, const SmtJsonEntry *key, const SmtJsonName *names, guint n)
{
  if (G_UNLIKELY (_smt_json_entry_is_escaped (key)))
    return find_escaped_key (data, key, names, n);
  return find_name ((const char *)data + key->start + 1, key->end - key->start - 2, names, n, FALSE);
}

/**
 * smt_json_pick:
 * @object: a place
 * @names: keys that are looked for, none of them empty
 * @n: how many
 * @values: (out) (array length=n): the value of each; nowhere when @object is no object or has no such member
 */
void
smt_json_pick (SmtJsonCursor object, const SmtJsonName *names, guint n, SmtJsonCursor *values)
{
  const SmtJsonEntry *entries;

  memset (values, 0, n * sizeof *values);
  if (smt_json_type (object) != SMT_JSON_OBJECT)
    return;

  entries = object.json->entries;
  for (guint32 at = object.at + 1; at < entries[object.at].next; at = entries[at + 1].next)
    {
      guint i = find_key (object.json->data, &entries[at], names, n);

      if (i < n)
        values[i] = (SmtJsonCursor){ object.json, at + 1 };
    }
}

/* What stands behind the last slash. */
static inline guint
find_tail_of (const char *text, gsize length, const SmtJsonName *tails, guint n)
{
  gsize start = length;

  while (start > 0 && text[start - 1] != '/')
    start--;
  return find_name (text + start, length - start, tails, n, TRUE);
}

static guint
find_escaped_tail (const guint8 *data, const SmtJsonEntry *string, const SmtJsonName *tails, guint n)
{
  g_autofree char *text = _smt_json_text_unescape (data, string);

  return find_tail_of (text, strlen (text), tails, n);
}

static inline guint
find_tail (const guint8 *data, const SmtJsonEntry *string, const SmtJsonName *tails, guint n)
{
  if (_smt_json_entry_type (string) != SMT_JSON_STRING)
    return n;
  if (G_UNLIKELY (_smt_json_entry_is_escaped (string)))
    return find_escaped_tail (data, string, tails, n);
  return find_tail_of ((const char *)data + string->start + 1, string->end - string->start - 2, tails, n);
}

/* The tape index of the value of that key; 0 when the value at @at is no object or has no such member. */
static inline guint32
find_value (const SmtJson *json, guint32 at, const SmtJsonName *key, guint32 print)
{
  const SmtJsonEntry *entries = json->entries;

  if (_smt_json_entry_type (&entries[at]) != SMT_JSON_OBJECT)
    return 0;
  for (guint32 i = at + 1; i < entries[at].next; i = entries[i + 1].next)
    if (_smt_json_text_equals (json->data, &entries[i], key->text, key->length, print))
      return i + 1;
  return 0;
}

/**
 * smt_json_pick_tails:
 * @array: a place
 * @key: the key of a member that names an element
 * @tails: what such names may end in, behind the last slash; letters of ASCII in either case, none of them empty
 * @n: how many
 * @elements: (out) (array length=n): the first element of each name; nowhere when there is none
 *
 * smt_json_iter_next_tail() for several names at once.
 *
 * Returns: how many elements have none of these names
 */
guint
smt_json_pick_tails (SmtJsonCursor array,
                     const SmtJsonName *key,
                     const SmtJsonName *tails,
                     guint n,
                     SmtJsonCursor *elements)
{
  guint32 print = _smt_json_print ((const guint8 *)key->text, key->length);
  const SmtJsonEntry *entries;
  guint unknown = 0;

  memset (elements, 0, n * sizeof *elements);
  if (smt_json_type (array) != SMT_JSON_ARRAY)
    return 0;

  entries = array.json->entries;
  for (guint32 at = array.at + 1; at < entries[array.at].next; at = entries[at].next)
    {
      SmtJsonCursor element = { array.json, at };
      guint32 name = find_value (array.json, at, key, print);
      guint i = name != 0 ? find_tail (array.json->data, &entries[name], tails, n) : n;

      if (i == n)
        unknown++;
      else if (!smt_json_exists (elements[i]))
        elements[i] = element;
    }
  return unknown;
}
