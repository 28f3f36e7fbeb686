/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * RFC 8259 to the letter, in one pass and without recursion. Every function that reads takes the place to read from and
 * gives the place behind what it read, or NULL after noting a fault.
 */

/* A container that is still open; at the bottom stands the document, which nothing ends. */
typedef struct
{
  guint64 prints; /* of the keys so far, a bit for each that is not quite its own */
  guint32 at;     /* its tape index */
  guint32 length; /* members or elements so far */
  guint8 closer;  /* the bracket that ends it */
} Frame;

typedef struct
{
  const guint8 *data;
  const guint8 *end;
  SmtJsonTape *tape;
  SmtJsonEntry *entries; /* of @tape */
  guint32 n_entries;     /* so far */
  guint32 capacity;      /* of @tape */
  SmtJsonFault *fault;
  Frame *top; /* of @frames */
  Frame frames[SMT_JSON_MAX_DEPTH + 1];
} Scan;

typedef enum
{
  CLASS_BAD,
  CLASS_SPACE,
  CLASS_NUMBER,
  CLASS_OPEN,
  CLASS_LITERAL,
} ByteClass;

/* What a byte can begin. The four bytes of white space are the RFC's; no other space counts. */
static const guint8 classes[256] = {
  [' '] = CLASS_SPACE,  ['\t'] = CLASS_SPACE, ['\n'] = CLASS_SPACE,  ['\r'] = CLASS_SPACE,  ['-'] = CLASS_NUMBER,
  ['0'] = CLASS_NUMBER, ['1'] = CLASS_NUMBER, ['2'] = CLASS_NUMBER,  ['3'] = CLASS_NUMBER,  ['4'] = CLASS_NUMBER,
  ['5'] = CLASS_NUMBER, ['6'] = CLASS_NUMBER, ['7'] = CLASS_NUMBER,  ['8'] = CLASS_NUMBER,  ['9'] = CLASS_NUMBER,
  ['{'] = CLASS_OPEN,   ['['] = CLASS_OPEN,   ['t'] = CLASS_LITERAL, ['f'] = CLASS_LITERAL, ['n'] = CLASS_LITERAL,
};

#define EVERY_BYTE(b) ((b)*G_GUINT64_CONSTANT (0x0101010101010101))
#define HIGH_BITS EVERY_BYTE (0x80)

static const guint8 *
fail (Scan *scan, const guint8 *at, SmtJsonError code, const char *reason)
{
  *scan->fault = (SmtJsonFault){ code, (gsize)(at - scan->data), reason };
  return NULL;
}

static const guint8 *
fail_syntax (Scan *scan, const guint8 *at, const char *reason)
{
  return fail (scan, at, SMT_JSON_ERROR_SYNTAX, at == scan->end ? "the document ends too early" : reason);
}

/* Answers come without white space; so what is looked for is looked for at once, and only then behind some. */
static const guint8 *
skip_space (const guint8 *p, const guint8 *end)
{
  while (p < end && classes[*p] == CLASS_SPACE)
    p++;

  return p;
}

/* The place of @wanted, which must come next; NULL when it does not. */
static inline const guint8 *
go_to (const Scan *scan, const guint8 *p, guint8 wanted)
{
  if (G_LIKELY (p < scan->end && *p == wanted))
    return p;
  p = skip_space (p, scan->end);
  return p < scan->end && *p == wanted ? p : NULL;
}

static void
grow_tape (Scan *scan)
{
  SmtJsonTape *tape = scan->tape;

  tape->capacity = MAX (tape->capacity * 2, 256);
  tape->entries = g_renew (SmtJsonEntry, tape->entries, tape->capacity);
  scan->entries = tape->entries;
  scan->capacity = tape->capacity;
}

static inline guint32
push (Scan *scan, const guint8 *start, const guint8 *stop, guint32 tag)
{
  guint32 at = scan->n_entries;

  if (G_UNLIKELY (at == scan->capacity))
    grow_tape (scan);

  scan->entries[at] = (SmtJsonEntry){ (guint32)(start - scan->data), (guint32)(stop - scan->data), at + 1, tag };
  scan->n_entries = at + 1;
  return at;
}

#ifdef __SSE2__
/*
 * A bit for each of sixteen bytes that needs a look: as signed numbers, what is beyond ASCII is below a space, too, and
 * what is below a space is negative once that is taken from it.
 */
static inline guint
find_special (const guint8 *p)
{
  __m128i bytes = _mm_loadu_si128 ((const __m128i_u *)p);
  __m128i quote = _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('"'));
  __m128i backslash = _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('\\'));
  __m128i control = _mm_subs_epi8 (bytes, _mm_set1_epi8 (0x20));

  return (guint)_mm_movemask_epi8 (_mm_or_si128 (_mm_or_si128 (quote, backslash), control));
}
#endif

/* Moves over what needs no look: neither a quote, a backslash, a control character nor a byte beyond ASCII. */
static inline const guint8 *
skip_plain (const guint8 *p, const guint8 *end)
{
#ifdef __SSE2__
  while (end - p >= 16)
    {
      guint special = find_special (p);

      if (special != 0)
        return p + __builtin_ctz (special);
      p += 16;
    }
#endif

  while (end - p >= 8)
    {
      guint64 word, quote, backslash, special;

      memcpy (&word, p, sizeof word);
      word = GUINT64_FROM_LE (word);
      quote = word ^ EVERY_BYTE ('"');
      backslash = word ^ EVERY_BYTE ('\\');
      /* below the first hit there is no borrow, so the lowest bit set is right */
      special = ((quote - EVERY_BYTE (1)) & ~quote) | ((backslash - EVERY_BYTE (1)) & ~backslash)
                | ((word - EVERY_BYTE (0x20)) & ~word) | word;
      special &= HIGH_BITS;
      if (special != 0)
        return p + (__builtin_ctzll (special) >> 3);
      p += 8;
    }

  while (p < end && *p >= 0x20 && *p < 0x80 && *p != '"' && *p != '\\')
    p++;

  return p;
}

static inline gboolean
is_continuation (guint8 byte)
{
  return (byte & 0xC0) == 0x80;
}

/* One character beyond ASCII, by the table of well-formed sequences in the Unicode standard (3.9, table 3-7). */
static const guint8 *
read_utf8 (Scan *scan, const guint8 *p)
{
  static const char reason[] = "not UTF-8";
  gsize left = (gsize)(scan->end - p);
  guint8 low = 0x80, high = 0xBF;
  gsize length;

  if (*p >= 0xC2 && *p <= 0xDF)
    length = 2;
  else if (*p >= 0xE0 && *p <= 0xEF)
    length = 3;
  else if (*p >= 0xF0 && *p <= 0xF4)
    length = 4;
  else
    return fail (scan, p, SMT_JSON_ERROR_UTF8, reason);

  if (*p == 0xE0)
    low = 0xA0; /* else overlong */
  else if (*p == 0xED)
    high = 0x9F; /* else a surrogate */
  else if (*p == 0xF0)
    low = 0x90; /* else overlong */
  else if (*p == 0xF4)
    high = 0x8F; /* else beyond U+10FFFF */

  if (left < length || p[1] < low || p[1] > high)
    return fail (scan, p, SMT_JSON_ERROR_UTF8, reason);
  for (gsize i = 2; i < length; i++)
    if (!is_continuation (p[i]))
      return fail (scan, p, SMT_JSON_ERROR_UTF8, reason);

  return p + length;
}

static const guint8 *
read_escape (Scan *scan, const guint8 *p)
{
  SmtJsonError code = SMT_JSON_ERROR_SYNTAX;
  const char *reason = NULL;

  if (p + 1 == scan->end)
    return fail_syntax (scan, scan->end, NULL);
  guint length = _smt_json_escape_length (p, scan->end, &code, &reason);
  return length > 0 ? p + length : fail (scan, p, code, reason);
}

/* A string from its opening quote on, put on the tape. */
static G_ALWAYS_INLINE inline const guint8 *
read_string (Scan *scan, const guint8 *start)
{
  guint32 tag = SMT_JSON_STRING;
  const guint8 *p = start + 1;

  for (;;)
    {
      p = skip_plain (p, scan->end);
      if (G_UNLIKELY (p == scan->end))
        return fail_syntax (scan, p, NULL);
      if (*p == '"')
        break;

      if (*p >= 0x80)
        p = read_utf8 (scan, p);
      else if (*p == '\\')
        {
          tag |= SMT_JSON_TAG_ESCAPED;
          p = read_escape (scan, p);
        }
      else
        return fail_syntax (scan, p, "a control character in a string");
      if (p == NULL)
        return NULL;
    }

  push (scan, start, p + 1, tag | _smt_json_print_quoted (start, p) << SMT_JSON_TAG_SHIFT);
  return p + 1;
}

/* At least one digit. */
static inline const guint8 *
read_digits (Scan *scan, const guint8 *p)
{
  const guint8 *start = p;

  while (p < scan->end && *p >= '0' && *p <= '9')
    p++;

  return p > start ? p : fail_syntax (scan, p, "a digit is missing in a number");
}

static const guint8 *
read_number (Scan *scan, const guint8 *start)
{
  const guint8 *p = start + (*start == '-');

  /* a leading zero stands alone: what follows it is then found not to belong */
  p = p < scan->end && *p == '0' ? p + 1 : read_digits (scan, p);
  if (p != NULL && p < scan->end && *p == '.')
    p = read_digits (scan, p + 1);
  if (p != NULL && p < scan->end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < scan->end && (*p == '+' || *p == '-'))
        p++;
      p = read_digits (scan, p);
    }

  if (p != NULL)
    push (scan, start, p, SMT_JSON_NUMBER);
  return p;
}

static const guint8 *
read_literal (Scan *scan, const guint8 *start)
{
  const char *word = *start == 't' ? "true" : *start == 'f' ? "false" : "null";
  gsize length = strlen (word);

  if ((gsize)(scan->end - start) < length || memcmp (start, word, length) != 0)
    return fail (scan, start, SMT_JSON_ERROR_SYNTAX, "a value is missing");

  push (scan, start, start + length, *start == 'n' ? SMT_JSON_NULL : SMT_JSON_BOOLEAN);
  return start + length;
}

/* Puts a container on the tape and on top; @p is at its bracket. */
static inline const guint8 *
open_container (Scan *scan, const guint8 *p)
{
  gboolean is_object = *p == '{';

  if (G_UNLIKELY (scan->top == scan->frames + SMT_JSON_MAX_DEPTH))
    return fail (scan, p, SMT_JSON_ERROR_LIMIT, "too deep");

  *++scan->top =
      (Frame){ .at = push (scan, p, p, is_object ? SMT_JSON_OBJECT : SMT_JSON_ARRAY), .closer = is_object ? '}' : ']' };
  return p + 1;
}

static inline const guint8 *
close_container (Scan *scan, const guint8 *p)
{
  const Frame *frame = scan->top--;
  SmtJsonEntry *entry = &scan->entries[frame->at];

  if (G_UNLIKELY (frame->length > SMT_JSON_FEW_KEYS) && frame->closer == '}')
    {
      guint32 twice = _smt_json_keys_find_twice (scan->tape, scan->data, frame->at, frame->length);
      if (twice != 0)
        return fail (scan, scan->data + scan->tape->entries[twice].start, SMT_JSON_ERROR_DUPLICATE,
                     "a key comes twice");
    }

  entry->end = (guint32)(p + 1 - scan->data);
  entry->next = scan->n_entries;
  entry->tag |= frame->length << SMT_JSON_TAG_SHIFT;
  return p + 1;
}

/* Is the key that was read last one that its object has already? Nearly all are told apart by a bit of their print. */
static inline gboolean
comes_twice (Scan *scan, Frame *frame)
{
  guint32 at = scan->n_entries - 1;
  guint32 print = _smt_json_key_print (scan->data, &scan->entries[at]);
  guint64 bit = G_GUINT64_CONSTANT (1) << (print * 0x9E3779B1u >> 26);

  if (G_UNLIKELY ((frame->prints & bit) != 0) && frame->length < SMT_JSON_FEW_KEYS
      && _smt_json_keys_hold (scan->tape, scan->data, frame->at, at))
    return TRUE;
  frame->prints |= bit;
  return FALSE;
}

/* A key and the colon behind it. */
static inline const guint8 *
scan_key (Scan *scan, const guint8 *p)
{
  const guint8 *start = go_to (scan, p, '"');

  if (G_UNLIKELY (start == NULL))
    return fail_syntax (scan, skip_space (p, scan->end), "a key is missing");

  p = read_string (scan, start);
  if (p == NULL)
    return NULL;
  if (G_UNLIKELY (comes_twice (scan, scan->top)))
    return fail (scan, start, SMT_JSON_ERROR_DUPLICATE, "a key comes twice");

  start = go_to (scan, p, ':');
  return G_LIKELY (start != NULL) ? start + 1 : fail_syntax (scan, skip_space (p, scan->end), "a colon is missing");
}

/* A value; of a container only what opens it, and its bracket at once when there is nothing in it. */
static inline const guint8 *
scan_value (Scan *scan, const guint8 *p, gboolean *is_open)
{
  *is_open = FALSE;
  if (G_UNLIKELY (p == scan->end || *p <= ' '))
    p = skip_space (p, scan->end);
  if (G_UNLIKELY (p == scan->end))
    return fail_syntax (scan, p, NULL);

  scan->top->length++;
  if (*p == '"') /* more than half, and told without a jump that has to be guessed */
    return read_string (scan, p);
  switch ((ByteClass)classes[*p])
    {
    case CLASS_NUMBER:
      return read_number (scan, p);
    case CLASS_LITERAL:
      return read_literal (scan, p);
    case CLASS_OPEN:
      p = open_container (scan, p);
      if (p == NULL)
        return NULL;
      *is_open = go_to (scan, p, scan->top->closer) == NULL;
      return *is_open ? p : close_container (scan, skip_space (p, scan->end));
    case CLASS_SPACE:
    case CLASS_BAD:
    default:
      return fail (scan, p, SMT_JSON_ERROR_SYNTAX, "a value is missing");
    }
}

/* What ends behind a value, up to the comma before the next one, or to the end of the document. */
static inline const guint8 *
scan_ends (Scan *scan, const guint8 *p)
{
  for (;;)
    {
      if (G_UNLIKELY (p == scan->end || *p <= ' '))
        p = skip_space (p, scan->end);
      if (scan->top == scan->frames)
        return p == scan->end ? p : fail (scan, p, SMT_JSON_ERROR_SYNTAX, "something follows the document");
      if (G_UNLIKELY (p == scan->end))
        return fail_syntax (scan, p, NULL);
      if (*p == ',')
        return p + 1;
      if (*p != scan->top->closer)
        return fail (scan, p, SMT_JSON_ERROR_SYNTAX, "a comma or a closing bracket is missing");
      p = close_container (scan, p);
      if (p == NULL)
        return NULL;
    }
}

static const guint8 *
scan_document (Scan *scan)
{
  const guint8 *p = scan->data;
  gboolean is_open;

  for (;;)
    {
      p = scan_value (scan, p, &is_open);
      if (p != NULL && !is_open)
        p = scan_ends (scan, p);
      if (p == NULL || scan->top == scan->frames)
        return p;
      if (scan->top->closer == '}')
        p = scan_key (scan, p);
      if (p == NULL)
        return NULL;
    }
}

/* Reads one document onto the tape, which is emptied first; FALSE with the first fault. */
gboolean
_smt_json_scan (SmtJsonTape *tape, const guint8 *data, gsize size, SmtJsonFault *fault)
{
  gboolean is_sound;
  Scan scan;

  scan.data = data;
  scan.end = data + size;
  scan.tape = tape;
  scan.fault = fault;
  scan.top = scan.frames;
  scan.frames[0] = (Frame){ 0 };
  scan.entries = tape->entries;
  scan.n_entries = tape->n_entries = 0;
  scan.capacity = tape->capacity;

  if (size > SMT_JSON_MAX_BYTES)
    return fail (&scan, data + SMT_JSON_MAX_BYTES, SMT_JSON_ERROR_LIMIT, "too long") != NULL;
  is_sound = scan_document (&scan) != NULL;
  tape->n_entries = scan.n_entries;
  return is_sound;
}

void
_smt_json_tape_clear (SmtJsonTape *tape)
{
  g_clear_pointer (&tape->entries, g_free);
  g_clear_pointer (&tape->keys, g_free);
  *tape = (SmtJsonTape){ 0 };
}
