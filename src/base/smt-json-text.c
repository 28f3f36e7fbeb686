/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

#include <string.h>

/* Everything here reads strings that the scanner has found sound; nothing is checked twice. */

static guint32
read_four_hex (const guint8 *p)
{
  guint32 value = 0;

  for (guint i = 0; i < 4; i++)
    value = value << 4 | (guint32)g_ascii_xdigit_value ((char)p[i]);

  return value;
}

/* A character behind a backslash; a surrogate pair is one character in two escapes. */
static gunichar
read_escape (const guint8 **place)
{
  const guint8 *p = *place;
  guint32 c;

  *place = p + 1;
  switch (*p)
    {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'u':
      break;
    default:
      return *p;
    }

  c = read_four_hex (p + 1);
  *place = p + 5;
  if (c >= 0xD800 && c < 0xDC00)
    {
      c = 0x10000 + ((c - 0xD800) << 10) + (read_four_hex (p + 7) - 0xDC00);
      *place = p + 11;
    }

  return c;
}

/* The next character of a string's body, unescaped. */
gunichar
_smt_json_next_char (const guint8 **place)
{
  const guint8 *p = *place;

  if (*p == '\\')
    {
      *place = p + 1;
      return read_escape (place);
    }

  *place = (const guint8 *)g_utf8_next_char ((const char *)p);
  return g_utf8_get_char ((const char *)p);
}

/* An order of strings after unescaping; which one does not matter, only that equal texts and no others are equal. */
int
_smt_json_text_compare (const guint8 *data, const SmtJsonEntry *a, const SmtJsonEntry *b)
{
  const guint8 *p = data + a->start + 1, *p_end = data + a->end - 1;
  const guint8 *q = data + b->start + 1, *q_end = data + b->end - 1;

  if (!_smt_json_entry_is_escaped (a) && !_smt_json_entry_is_escaped (b) && p_end - p == q_end - q)
    return memcmp (p, q, (gsize)(p_end - p));

  while (p < p_end && q < q_end)
    {
      gunichar left = _smt_json_next_char (&p);
      gunichar right = _smt_json_next_char (&q);

      if (left != right)
        return left < right ? -1 : 1;
    }

  return (p < p_end) - (q < q_end);
}

gboolean
_smt_json_escaped_equals (const guint8 *data, const SmtJsonEntry *string, const char *text, gsize length)
{
  const guint8 *p = data + string->start + 1, *end = data + string->end - 1;

  while (p < end)
    {
      char utf8[6];
      gsize n_bytes = (gsize)g_unichar_to_utf8 (_smt_json_next_char (&p), utf8);

      if (n_bytes > length || memcmp (text, utf8, n_bytes) != 0)
        return FALSE;
      text += n_bytes;
      length -= n_bytes;
    }

  return length == 0;
}

char *
_smt_json_text_unescape (const guint8 *data, const SmtJsonEntry *string)
{
  const guint8 *p = data + string->start + 1, *end = data + string->end - 1;
  char *text, *out;

  if (!_smt_json_entry_is_escaped (string))
    {
      text = g_malloc ((gsize)(end - p) + 1);
      memcpy (text, p, (gsize)(end - p));
      text[end - p] = '\0';
      return text;
    }

  /* unescaping never makes a text longer */
  text = out = g_malloc ((gsize)(end - p) + 1);
  while (p < end)
    if (*p != '\\')
      *out++ = (char)*p++;
    else
      out += g_unichar_to_utf8 (_smt_json_next_char (&p), out);
  *out = '\0';

  return text;
}
