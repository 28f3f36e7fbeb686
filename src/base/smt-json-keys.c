/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

#include <string.h>

/*
 * Duplicate keys: two readers that take different ones of them disagree about a dose, so the document is refused.
 * The keys of an object that is still open stand on the tape. In an object with few of them the scanner asks here about
 * a new one, and that only when its print may have been there before. A larger object is sorted when it closes: n log n
 * whatever the sender calls its keys.
 */

/* The print of a key that is written with escapes, as if it were not. */
guint32
_smt_json_keys_print_escaped (const guint8 *data, const SmtJsonEntry *key)
{
  const guint8 *p = data + key->start + 1, *end = data + key->end - 1;
  guint8 ends[2] = { 0 };
  gsize length = 0;

  while (p < end)
    {
      char utf8[6];
      int n_bytes = g_unichar_to_utf8 (_smt_json_next_char (&p), utf8);

      if (length == 0)
        ends[0] = (guint8)utf8[0];
      ends[1] = (guint8)utf8[n_bytes - 1];
      length += (gsize)n_bytes;
    }

  return _smt_json_print_of (length, ends[0], ends[1]);
}

/* By print, then text, then place, so that equal keys end up side by side in the order of the document. */
static int
compare_keys (const SmtJsonTape *tape, const guint8 *data, SmtJsonKey a, SmtJsonKey b)
{
  int order;

  if (a.print != b.print)
    return a.print < b.print ? -1 : 1;

  order = _smt_json_text_compare (data, &tape->entries[a.at], &tape->entries[b.at]);
  return order != 0 ? order : (a.at > b.at) - (a.at < b.at);
}

static void
sift_down (SmtJsonTape *tape, const guint8 *data, SmtJsonKey *heap, guint32 root, guint32 n_keys)
{
  SmtJsonKey key = heap[root];

  for (guint32 child = 2 * root + 1; child < n_keys; child = 2 * root + 1)
    {
      if (child + 1 < n_keys && compare_keys (tape, data, heap[child], heap[child + 1]) < 0)
        child++;
      if (compare_keys (tape, data, key, heap[child]) >= 0)
        break;
      heap[root] = heap[child];
      root = child;
    }

  heap[root] = key;
}

static void
sort_keys (SmtJsonTape *tape, const guint8 *data, SmtJsonKey *keys, guint32 n_keys)
{
  for (guint32 i = n_keys / 2; i-- > 0;)
    sift_down (tape, data, keys, i, n_keys);

  for (guint32 last = n_keys - 1; last > 0; last--)
    {
      SmtJsonKey largest = keys[0];

      keys[0] = keys[last];
      keys[last] = largest;
      sift_down (tape, data, keys, 0, last);
    }
}

/* Has the object at tape index @object the key at @at already, before it? */
gboolean
_smt_json_keys_hold (const SmtJsonTape *tape, const guint8 *data, guint32 object, guint32 at)
{
  const SmtJsonEntry *entries = tape->entries;
  guint32 print = _smt_json_key_print (data, &entries[at]);

  for (guint32 i = object + 1; i < at; i = entries[i + 1].next)
    if (_smt_json_key_print (data, &entries[i]) == print
        && _smt_json_text_compare (data, &entries[i], &entries[at]) == 0)
      return TRUE;
  return FALSE;
}

static void
gather_keys (SmtJsonTape *tape, const guint8 *data, guint32 object, guint32 n_keys)
{
  guint32 at = object + 1;

  if (n_keys > tape->keys_capacity)
    {
      tape->keys_capacity = MAX (n_keys, tape->keys_capacity * 2);
      tape->keys = g_renew (SmtJsonKey, tape->keys, tape->keys_capacity);
    }
  for (guint32 i = 0; i < n_keys; i++)
    {
      tape->keys[i] = (SmtJsonKey){ _smt_json_key_print (data, &tape->entries[at]), at };
      at = tape->entries[at + 1].next;
    }
}

/* The tape index of the earliest key that the object has before; 0 when it has none. No key has index 0. */
guint32
_smt_json_keys_find_twice (SmtJsonTape *tape, const guint8 *data, guint32 object, guint32 n_keys)
{
  guint32 earliest = 0;
  const SmtJsonKey *keys;

  gather_keys (tape, data, object, n_keys);
  sort_keys (tape, data, tape->keys, n_keys);
  keys = tape->keys;
  for (guint32 i = 1; i < n_keys; i++)
    if (keys[i].print == keys[i - 1].print && (earliest == 0 || keys[i].at < earliest)
        && _smt_json_text_compare (data, &tape->entries[keys[i].at], &tape->entries[keys[i - 1].at]) == 0)
      earliest = keys[i].at;
  return earliest;
}
