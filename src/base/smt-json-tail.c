/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

/* An answer has tens of thousands of extensions, and is asked for those of a name tens of thousands of times; so this
 * one question is answered on the tape itself. */

static gboolean
ends_in (const char *whole, gsize whole_length, const char *text, gsize length)
{
  const char *end = whole + whole_length - length;

  return whole_length >= length && (whole_length == length || end[-1] == '/')
         && (_smt_json_same_bytes (end, text, length) || g_ascii_strncasecmp (end, text, length) == 0);
}

static gboolean
escaped_ends_in (const guint8 *data, const SmtJsonEntry *string, const char *text, gsize length)
{
  g_autofree char *whole = _smt_json_text_unescape (data, string);

  return ends_in (whole, strlen (whole), text, length);
}

static inline gboolean
says_tail (const guint8 *data, const SmtJsonEntry *string, const char *text, gsize length)
{
  gsize whole_length = string->end - string->start - 2;
  const char *whole = (const char *)data + string->start + 1;

  if (_smt_json_entry_type (string) != SMT_JSON_STRING)
    return FALSE;
  if (G_UNLIKELY (_smt_json_entry_is_escaped (string)))
    return escaped_ends_in (data, string, text, length);
  /* nearly all are told apart here; case is the bit that is masked */
  if (whole_length < length || ((whole[whole_length - length] ^ text[0]) & ~0x20) != 0)
    return FALSE;
  return ends_in (whole, whole_length, text, length);
}

/**
 * smt_json_iter_next_tail:
 * @iter: a walk through an array; through an object it finds nothing
 * @tail: what to find; its text is not empty
 * @value: (out): the next element it is true of; nowhere at the end
 *
 * Returns: %FALSE at the end
 */
gboolean
smt_json_iter_next_tail (SmtJsonIter *iter, const SmtJsonTail *tail, SmtJsonCursor *value)
{
  const SmtJsonEntry *entries;
  guint32 print = _smt_json_print ((const guint8 *)tail->key, tail->key_length);
  const guint8 *data;

  *value = SMT_JSON_NOWHERE;
  if (smt_json_type (iter->container) != SMT_JSON_ARRAY || tail->length == 0)
    return FALSE;

  entries = iter->container.json->entries;
  data = iter->container.json->data;
  while (iter->at < iter->stop)
    {
      guint32 at = iter->at;
      const SmtJsonEntry *element = &entries[at];

      iter->at = element->next;
      if (_smt_json_entry_type (element) != SMT_JSON_OBJECT)
        continue;
      for (guint32 key = at + 1; key < element->next; key = entries[key + 1].next)
        if (_smt_json_text_equals (data, &entries[key], tail->key, tail->key_length, print))
          {
            if (!says_tail (data, &entries[key + 1], tail->text, tail->length))
              break; /* no key comes twice */
            *value = (SmtJsonCursor){ iter->container.json, at };
            return TRUE;
          }
    }

  return FALSE;
}
