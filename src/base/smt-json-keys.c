/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

#include <string.h>

/*
 * Duplicate keys: two readers that take different ones of them disagree about a dose, so the document is refused.
 * An object with few keys (nearly all) compares each new key with those before it. A larger one is sorted when it
 * closes, in place: n log n whatever the sender does to the hashes, and no allocation.
 */
#define FEW_KEYS 32

static guint64
load_8 (const guint8 *p)
{
  guint64 word;

  memcpy (&word, p, sizeof word);
  return GUINT64_FROM_LE (word);
}

/* Only the first and last eight bytes and the length: keys that differ elsewhere are told apart by comparing. */
static guint32
mix (guint64 head, guint64 tail, guint64 length)
{
  guint64 hash = (head ^ length) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  hash = (hash ^ hash >> 32 ^ tail) * G_GUINT64_CONSTANT (0xC2B2AE3D27D4EB4F);
  return (guint32)(hash >> 32);
}

static guint32
hash_plain (const guint8 *p, gsize length, const guint8 *data_end)
{
  guint64 head = 0;

  if (length >= 8)
    return mix (load_8 (p), load_8 (p + length - 8), length);
  if (length == 0)
    return mix (0, 0, 0);

  if (data_end - p >= 8)
    head = load_8 (p) & G_MAXUINT64 >> (64 - 8 * length);
  else
    for (gsize i = 0; i < length; i++)
      head |= (guint64)p[i] << 8 * i;

  return mix (head, head, length);
}

/* The same hash of a key that is written with escapes. */
static guint32
hash_escaped (const guint8 *p, const guint8 *end)
{
  guint64 head = 0, tail = 0;
  gsize length = 0;

  while (p < end)
    {
      char utf8[6];
      int n_bytes = g_unichar_to_utf8 (_smt_json_next_char (&p), utf8);

      for (int i = 0; i < n_bytes; i++, length++)
        {
          guint64 byte = (guint8)utf8[i];

          if (length < 8)
            head |= byte << 8 * length;
          tail = tail >> 8 | byte << 56;
        }
    }

  return mix (head, length < 8 ? head : tail, length);
}

/* By hash, then text, then place, so that equal keys end up side by side in the order of the document. */
static int
compare_keys (const SmtJsonTape *tape, const guint8 *data, SmtJsonKey a, SmtJsonKey b)
{
  int order;

  if (a.hash != b.hash)
    return a.hash < b.hash ? -1 : 1;

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
_smt_json_keys_add (SmtJsonTape *tape, const guint8 *data, const guint8 *end, guint32 first, guint32 at)
{
  const SmtJsonEntry *entry = &tape->entries[at];
  const guint8 *body = data + entry->start + 1, *body_end = data + entry->end - 1;
  guint32 hash;

  hash = _smt_json_entry_is_escaped (entry) ? hash_escaped (body, body_end)
                                            : hash_plain (body, (gsize)(body_end - body), end);

  if (tape->n_keys - first < FEW_KEYS)
    for (guint32 i = first; i < tape->n_keys; i++)
      if (tape->keys[i].hash == hash && _smt_json_text_compare (data, entry, &tape->entries[tape->keys[i].at]) == 0)
        return FALSE;

  if (G_UNLIKELY (tape->n_keys == tape->keys_capacity))
    {
      tape->keys_capacity = MAX (tape->keys_capacity * 2, 256);
      tape->keys = g_renew (SmtJsonKey, tape->keys, tape->keys_capacity);
    }

  tape->keys[tape->n_keys++] = (SmtJsonKey){ hash, at };
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
    if (keys[i].hash == keys[i - 1].hash
        && _smt_json_text_compare (data, &tape->entries[keys[i].at], &tape->entries[keys[i - 1].at]) == 0)
      earliest = MIN (earliest, keys[i].at);

  *duplicate = earliest;
  return earliest == G_MAXUINT32;
}
