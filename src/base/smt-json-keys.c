/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

#include <string.h>

/*
 * Duplicate keys: two readers that take different ones of them disagree about a dose, so the document is refused.
 * An object with few keys (nearly all) compares each new key with those before it. A larger one is sorted when it
 * closes, in place: n log n whatever the sender calls them, and no allocation.
 */
#define FEW_KEYS 32

/* The print of a key that is written with escapes, as if it were not. */
static guint32
print_escaped (const guint8 *p, const guint8 *end)
{
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

  return length == 0 ? 0 : (_smt_json_print (ends, 2) & 0xFFFF) | (guint32)MIN (length, 0xFFF) << 16;
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

/* Takes up the key at tape index @at of the object whose keys begin at @first; FALSE when it is there already. */
gboolean
_smt_json_keys_add (SmtJsonTape *tape, const guint8 *data, guint32 first, guint32 at)
{
  const SmtJsonEntry *entry = &tape->entries[at];
  guint32 print = entry->tag >> SMT_JSON_TAG_SHIFT;

  if (G_UNLIKELY (_smt_json_entry_is_escaped (entry)))
    print = print_escaped (data + entry->start + 1, data + entry->end - 1);

  if (tape->n_keys - first < FEW_KEYS)
    for (guint32 i = first; i < tape->n_keys; i++)
      if (tape->keys[i].print == print && _smt_json_text_compare (data, entry, &tape->entries[tape->keys[i].at]) == 0)
        return FALSE;

  if (G_UNLIKELY (tape->n_keys == tape->keys_capacity))
    {
      tape->keys_capacity = MAX (tape->keys_capacity * 2, 256);
      tape->keys = g_renew (SmtJsonKey, tape->keys, tape->keys_capacity);
    }

  tape->keys[tape->n_keys++] = (SmtJsonKey){ print, at };
  return TRUE;
}

/* Lets go of the keys of an object that closes; FALSE when one was there twice, the earliest such in @duplicate. */
gboolean
_smt_json_keys_close (SmtJsonTape *tape, const guint8 *data, guint32 first, guint32 *duplicate)
{
  guint32 n_keys = tape->n_keys - first;
  guint32 earliest = G_MAXUINT32;
  SmtJsonKey *keys;

  tape->n_keys = first;
  if (n_keys <= FEW_KEYS)
    return TRUE;

  keys = tape->keys + first;
  sort_keys (tape, data, keys, n_keys);
  for (guint32 i = 1; i < n_keys; i++)
    if (keys[i].print == keys[i - 1].print
        && _smt_json_text_compare (data, &tape->entries[keys[i].at], &tape->entries[keys[i - 1].at]) == 0)
      earliest = MIN (earliest, keys[i].at);

  *duplicate = earliest;
  return earliest == G_MAXUINT32;
}
