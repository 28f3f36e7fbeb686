/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

/* Which escapes are sound; what they stand for is read later, in smt-json-text.c. */

#define UNIT_LENGTH 6 /* "\\u00e5" */

/* The four digits behind "\u"; FALSE when they are not there. */
static gboolean
read_hex (const guint8 *p, const guint8 *end, guint32 *value)
{
  *value = 0;
  for (guint i = 0; i < 4; i++)
    {
      if (p + i >= end || !g_ascii_isxdigit (p[i]))
        return FALSE;
      *value = *value << 4 | (guint32)g_ascii_xdigit_value ((char)p[i]);
    }

  return TRUE;
}

/* \u0000 is within the grammar, but no C string can hold it: cutting the text there would be a silent change. */
static guint
unicode_escape_length (const guint8 *p, const guint8 *end, SmtJsonError *code, const char **reason)
{
  guint32 unit, low;

  if (!read_hex (p + 2, end, &unit))
    {
      *reason = "\\u needs four hexadecimal digits";
      return 0;
    }
  *code = SMT_JSON_ERROR_UTF8;
  if (unit == 0)
    {
      *reason = "\\u0000 in a string";
      return 0;
    }
  if (unit < 0xD800 || unit > 0xDFFF)
    return UNIT_LENGTH;
  if (unit > 0xDBFF || end - p < 2 * UNIT_LENGTH || p[6] != '\\' || p[7] != 'u' || !read_hex (p + 8, end, &low)
      || low < 0xDC00 || low > 0xDFFF)
    {
      *reason = "half of a surrogate pair";
      return 0;
    }

  return 2 * UNIT_LENGTH;
}

/* How many bytes the escape at @p takes, whose backslash is not the last byte before @end; 0 when it is none, with what
 * is wrong of it. */
guint
_smt_json_escape_length (const guint8 *p, const guint8 *end, SmtJsonError *code, const char **reason)
{
  *code = SMT_JSON_ERROR_SYNTAX;
  switch (p[1])
    {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      return 2;
    case 'u':
      return unicode_escape_length (p, end, code, reason);
    default:
      *reason = "no such escape";
      return 0;
    }
}
