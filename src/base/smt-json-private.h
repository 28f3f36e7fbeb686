/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the JSON reader share: the tape, the open keys, the text of strings.
 * Owned by the document or the reader that made it; a tape that is built is never changed.
 */
#pragma once

#include <string.h>

#include "base/smt-json.h"

G_BEGIN_DECLS

/*
 * One value or key. The tape holds them in document order: a container, then all that is inside it; a key, then its
 * value. 8 MB of JSON hold at most 4 Mi values, so every index and length fits its field and a tape is never larger
 * than 8 times the document.
 */
typedef struct
{
  guint32 start; /* first byte; of a string its opening quote */
  guint32 end;   /* one past the last byte */
  guint32 next;  /* tape index of what follows this value and all inside it; of a key, its value */
  guint32 tag;   /* type, whether a string holds an escape; members or elements of a container, the print of a string */
} SmtJsonEntry;

#define SMT_JSON_TAG_TYPE 0x7u
#define SMT_JSON_TAG_ESCAPED 0x8u
#define SMT_JSON_TAG_SHIFT 4

/* A key of a large object that closes. */
typedef struct
{
  guint32 print; /* of the unescaped key */
  guint32 at;    /* its tape index */
} SmtJsonKey;

/* A tape that is being built, with room that is kept from one document to the next. */
typedef struct
{
  SmtJsonEntry *entries;
  guint32 n_entries;
  guint32 capacity;
  SmtJsonKey *keys; /* room to sort the keys of a large object in */
  guint32 keys_capacity;
} SmtJsonTape;

/* The first thing found wrong. */
typedef struct
{
  SmtJsonError code;
  gsize offset;
  const char *reason; /* static */
} SmtJsonFault;

struct _SmtJson
{
  gatomicrefcount ref_count;
  GBytes *bytes;
  const guint8 *data;
  SmtJsonEntry *entries;
};

gboolean _smt_json_escaped_equals (const guint8 *data, const SmtJsonEntry *string, const char *text, gsize length);

static inline SmtJsonType
_smt_json_entry_type (const SmtJsonEntry *entry)
{
  return (SmtJsonType)(entry->tag & SMT_JSON_TAG_TYPE);
}

static inline gboolean
_smt_json_entry_is_escaped (const SmtJsonEntry *entry)
{
  return (entry->tag & SMT_JSON_TAG_ESCAPED) != 0;
}

static inline guint32
_smt_json_entry_length (const SmtJsonEntry *entry)
{
  return entry->tag >> SMT_JSON_TAG_SHIFT;
}

/*
 * Length (but for its highest bits), first and last byte of a text, in 28 bits: nearly all texts that are not the one
 * looked for are told apart by it. A string with escapes has the print of its bytes as they stand, and is compared
 * without it.
 */
static inline guint32
_smt_json_print_of (gsize length, guint8 first, guint8 last)
{
  return ((guint32)length & 0xFFF) << 16 | (guint32)first << 8 | last;
}

/* The print of what stands from one quote to the other; of nothing, they are its first and last byte themselves. */
static inline guint32
_smt_json_print_quoted (const guint8 *open, const guint8 *close)
{
  return _smt_json_print_of ((gsize)(close - open - 1), open[1], close[-1]);
}

static inline guint32
_smt_json_print (const guint8 *text, gsize length)
{
  return length > 0 ? _smt_json_print_of (length, text[0], text[length - 1]) : _smt_json_print_of (0, '"', '"');
}

/* Are the first and the last @size bytes the same? The two overlap when there are fewer than twice as many. */
static G_ALWAYS_INLINE inline gboolean
_smt_json_same_ends (const guint8 *p, const guint8 *q, gsize length, gsize size)
{
  guint64 first[2] = { 0 }, last[2] = { 0 };

  memcpy (&first[0], p, size);
  memcpy (&first[1], q, size);
  memcpy (&last[0], p + length - size, size);
  memcpy (&last[1], q + length - size, size);
  return ((first[0] ^ first[1]) | (last[0] ^ last[1])) == 0;
}

/* memcmp() for names, which are short: a few words are compared sooner than a function is called. */
static inline gboolean
_smt_json_same_bytes (const void *a, const void *b, gsize length)
{
  const guint8 *p = a, *q = b;

  if (length > 16)
    return memcmp (p, q, length) == 0;
  if (length >= 8)
    return _smt_json_same_ends (p, q, length, 8);
  if (length >= 4)
    return _smt_json_same_ends (p, q, length, 4);
  if (length >= 2)
    return _smt_json_same_ends (p, q, length, 2);
  return length == 0 || *p == *q;
}

/* Is @text, whose print is @print, what the string says? */
static inline gboolean
_smt_json_text_equals (const guint8 *data, const SmtJsonEntry *string, const char *text, gsize length, guint32 print)
{
  if (G_LIKELY (string->tag != (print << SMT_JSON_TAG_SHIFT | SMT_JSON_STRING)))
    return G_UNLIKELY (_smt_json_entry_is_escaped (string)) && _smt_json_escaped_equals (data, string, text, length);
  return string->end - string->start - 2 == length && _smt_json_same_bytes (data + string->start + 1, text, length);
}

gboolean _smt_json_scan (SmtJsonTape *tape, const guint8 *data, gsize size, SmtJsonFault *fault);
void _smt_json_tape_clear (SmtJsonTape *tape);

/*
 * An object with more keys than this is looked through for equal ones when it closes; a smaller one (nearly all), as
 * each key comes.
 */
#define SMT_JSON_FEW_KEYS 32

guint32 _smt_json_keys_print_escaped (const guint8 *data, const SmtJsonEntry *key);
gboolean _smt_json_keys_hold (const SmtJsonTape *tape, const guint8 *data, guint32 object, guint32 at);
guint32 _smt_json_keys_find_twice (SmtJsonTape *tape, const guint8 *data, guint32 object, guint32 n_keys);

/* The print of a key, whether or not it is written with escapes. */
static inline guint32
_smt_json_key_print (const guint8 *data, const SmtJsonEntry *key)
{
  return G_UNLIKELY (_smt_json_entry_is_escaped (key)) ? _smt_json_keys_print_escaped (data, key)
                                                       : key->tag >> SMT_JSON_TAG_SHIFT;
}

gunichar _smt_json_next_char (const guint8 **place);
guint _smt_json_escape_length (const guint8 *p, const guint8 *end, SmtJsonError *code, const char **reason);
int _smt_json_text_compare (const guint8 *data, const SmtJsonEntry *a, const SmtJsonEntry *b);
char *_smt_json_text_unescape (const guint8 *data, const SmtJsonEntry *string);

G_END_DECLS
