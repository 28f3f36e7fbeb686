/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts as they are shown: what nobody sees is made to be seen, and what says nothing is no text.
 */
#include "fhir/smt-fhir-tree.h"

#include <string.h>

/* Characters that nobody sees: controls, what turns the direction of a line, and what has no width. They can make a
 * text look like another one. */
static gboolean
is_hidden (gunichar c)
{
  static const struct
  {
    gunichar first;
    gunichar last;
  } ranges[] = { { 0x00, 0x08 },     { 0x0b, 0x0c },     { 0x0e, 0x1f },      { 0x7f, 0x84 },     { 0x86, 0x9f },
                 { 0xad, 0xad },     { 0x061c, 0x061c }, { 0x200b, 0x200f },  { 0x202a, 0x202e }, { 0x2060, 0x206f },
                 { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb }, { 0xe0000, 0xe007f } };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

/* How many of the first bytes are ASCII that is no control character, in steps of eight; nothing of that is hidden. */
static gsize
plain_bytes (const char *text, gsize length)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101), high = ones * 0x80;
  gsize n = 0;

  for (guint64 word = 0; n + sizeof word <= length; n += sizeof word)
    {
      memcpy (&word, text + n, sizeof word);
      /* a high bit for a byte below a space, for DEL (one more is 0x80) and for what is beyond ASCII */
      if ((((word - ones * 0x20) | (word + ones) | word) & high) != 0)
        break;
    }
  return n;
}

/* Only what begins with one of these bytes can be hidden. */
static gboolean
may_hide (const char *text, gsize length)
{
  const guchar *end = (const guchar *)text + length;

  for (const guchar *p = (const guchar *)text + plain_bytes (text, length); p < end; p++)
    if ((*p < 0x20 && *p != '\n') || *p == 0x7f || *p == 0xc2 || *p == 0xd8 || *p == 0xe2 || *p == 0xef || *p == 0xf3)
      return TRUE;
  return FALSE;
}

/* @text: (transfer full). Whatever is hidden is shown as the mark of what cannot be read, and no dose is read through
 * it; the bytes of the answer stay as they came. */
static char *
show_hidden (char *text)
{
  GString *shown;

  if (!may_hide (text, strlen (text)))
    return text;
  shown = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (shown, is_hidden (c) ? 0xfffd : c);
    }
  g_free (text);
  return g_string_free (shown, FALSE);
}

/* Looks at a text that says something just as it stands: no escapes, nothing hidden, no blank before it. %NULL of any
 * other, which _smt_fhir_dup_text() may still know. */
const char *
_smt_fhir_peek_text (SmtJsonCursor string, gsize *length)
{
  const char *text = smt_json_peek_string (string, length);

  return text != NULL && *length > 0 && g_ascii_isgraph (text[0]) && !may_hide (text, *length) ? text : NULL;
}

/* A text that says something: an empty one, or only blanks, is none. */
char *
_smt_fhir_dup_text (SmtJsonCursor string)
{
  gsize length;
  const char *plain = _smt_fhir_peek_text (string, &length);
  char *text = smt_json_dup_string (string);

  if (plain != NULL || text == NULL)
    return text;
  text = show_hidden (text);
  if (text == NULL || g_ascii_isgraph (text[0]))
    return text;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return text;
  g_free (text);
  return NULL;
}
