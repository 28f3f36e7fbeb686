/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-writer.h"

#include <string.h>

/* What the innermost open container waits for. */
typedef enum
{
  IN_NOTHING, /* the document itself */
  IN_ARRAY,
  IN_OBJECT, /* a key */
  IN_MEMBER, /* the value of a key */
} Place;

struct _SmtJsonWriter
{
  GString *text;
  Place places[SMT_JSON_MAX_DEPTH + 1];
  guint depth;
  gboolean wants_comma;
  gboolean broken; /* used against its grammar, or fed what is no JSON; finish then gives nothing */
};

static Place *
innermost (SmtJsonWriter *writer)
{
  return &writer->places[writer->depth];
}

/* A value may stand here: writes the comma before it and notes that it came. */
static gboolean
begin_value (SmtJsonWriter *writer)
{
  Place *place = innermost (writer);

  if (writer->broken || *place == IN_OBJECT || (*place == IN_NOTHING && writer->text->len > 0))
    {
      writer->broken = TRUE;
      return FALSE;
    }

  if (*place == IN_MEMBER)
    *place = IN_OBJECT;
  else if (writer->wants_comma)
    g_string_append_c (writer->text, ',');
  writer->wants_comma = TRUE;
  return TRUE;
}

static void
open_container (SmtJsonWriter *writer, char bracket, Place place)
{
  if (!begin_value (writer))
    return;
  if (writer->depth == SMT_JSON_MAX_DEPTH)
    {
      writer->broken = TRUE;
      return;
    }

  g_string_append_c (writer->text, bracket);
  writer->places[++writer->depth] = place;
  writer->wants_comma = FALSE;
}

static void
close_container (SmtJsonWriter *writer, char bracket, Place place)
{
  if (writer->broken || *innermost (writer) != place)
    {
      writer->broken = TRUE;
      return;
    }

  g_string_append_c (writer->text, bracket);
  writer->depth--;
  writer->wants_comma = TRUE;
}

static void
append_escaped (GString *out, char c)
{
  if (c == '"' || c == '\\')
    g_string_append_printf (out, "\\%c", c);
  else if (c == '\n')
    g_string_append (out, "\\n");
  else if (c == '\r')
    g_string_append (out, "\\r");
  else if (c == '\t')
    g_string_append (out, "\\t");
  else
    g_string_append_printf (out, "\\u%04x", (guint)(guint8)c);
}

static void
append_string (SmtJsonWriter *writer, const char *text)
{
  if (g_utf8_validate (text, -1, NULL))
    smt_json_append_string (writer->text, text);
  else
    writer->broken = TRUE;
}

/* What is known to be a sound value. */
static void
append_value (SmtJsonWriter *writer, const char *lexeme)
{
  if (begin_value (writer))
    g_string_append (writer->text, lexeme);
}

/**
 * smt_json_append_string:
 * @out: where to
 * @text: UTF-8, unescaped
 *
 * Appends @text as a JSON string. Only what RFC 8259 section 7 demands is escaped; å goes out as å. For lines that are
 * written by the million; everything else is written by a #SmtJsonWriter, which knows the grammar.
 */
void
smt_json_append_string (GString *out, const char *text)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  g_string_append_c (out, '"');
  for (;; text++)
    {
      gsize n_plain = 0;

      while ((guint8)text[n_plain] >= 0x20 && text[n_plain] != '"' && text[n_plain] != '\\')
        n_plain++;
      g_string_append_len (out, text, (gssize)n_plain);
      text += n_plain;
      if (*text == '\0')
        break;
      append_escaped (out, *text);
    }
  g_string_append_c (out, '"');
}

/**
 * smt_json_writer_new:
 *
 * A writer takes one document. When it is used against the grammar (a value without its key, a bracket too much), or
 * given text that is not UTF-8, it writes nothing more and smt_json_writer_finish() gives %NULL.
 *
 * Returns: (transfer full): a writer
 */
SmtJsonWriter *
smt_json_writer_new (void)
{
  SmtJsonWriter *writer = g_new0 (SmtJsonWriter, 1);

  writer->text = g_string_new (NULL);
  return writer;
}

/**
 * smt_json_writer_free:
 * @writer: (transfer full) (nullable): a writer
 */
void
smt_json_writer_free (SmtJsonWriter *writer)
{
  if (writer == NULL)
    return;

  g_string_free (writer->text, TRUE);
  g_free (writer);
}

/**
 * smt_json_writer_begin_object:
 * @writer: a writer
 */
void
smt_json_writer_begin_object (SmtJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  open_container (writer, '{', IN_OBJECT);
}

/**
 * smt_json_writer_end_object:
 * @writer: a writer
 */
void
smt_json_writer_end_object (SmtJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  close_container (writer, '}', IN_OBJECT);
}

/**
 * smt_json_writer_begin_array:
 * @writer: a writer
 */
void
smt_json_writer_begin_array (SmtJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  open_container (writer, '[', IN_ARRAY);
}

/**
 * smt_json_writer_end_array:
 * @writer: a writer
 */
void
smt_json_writer_end_array (SmtJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  close_container (writer, ']', IN_ARRAY);
}

/**
 * smt_json_writer_key:
 * @writer: a writer, in an object
 * @key: the key of the next value, unescaped
 */
void
smt_json_writer_key (SmtJsonWriter *writer, const char *key)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (key != NULL);

  if (writer->broken || *innermost (writer) != IN_OBJECT)
    {
      writer->broken = TRUE;
      return;
    }

  if (writer->wants_comma)
    g_string_append_c (writer->text, ',');
  append_string (writer, key);
  g_string_append_c (writer->text, ':');
  *innermost (writer) = IN_MEMBER;
}

/**
 * smt_json_writer_string:
 * @writer: a writer
 * @text: (nullable): UTF-8, unescaped; %NULL writes null
 */
void
smt_json_writer_string (SmtJsonWriter *writer, const char *text)
{
  g_return_if_fail (writer != NULL);

  if (text == NULL)
    smt_json_writer_null (writer);
  else if (begin_value (writer))
    append_string (writer, text);
}

/**
 * smt_json_writer_decimal:
 * @writer: a writer
 * @value: a number; the zeros in its scale are written, 1.00 as 1.00
 */
void
smt_json_writer_decimal (SmtJsonWriter *writer, SmtDecimal value)
{
  g_autofree char *lexeme = smt_decimal_to_lexeme (value);

  g_return_if_fail (writer != NULL);

  append_value (writer, lexeme);
}

/**
 * smt_json_writer_int:
 * @writer: a writer
 * @value: a whole number
 */
void
smt_json_writer_int (SmtJsonWriter *writer, gint64 value)
{
  smt_json_writer_decimal (writer, SMT_DECIMAL_INT (value));
}

/**
 * smt_json_writer_boolean:
 * @writer: a writer
 * @value: the truth
 */
void
smt_json_writer_boolean (SmtJsonWriter *writer, gboolean value)
{
  g_return_if_fail (writer != NULL);

  append_value (writer, value ? "true" : "false");
}

/**
 * smt_json_writer_null:
 * @writer: a writer
 */
void
smt_json_writer_null (SmtJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  append_value (writer, "null");
}

/**
 * smt_json_writer_raw:
 * @writer: a writer
 * @json: one JSON value, such as the bytes of another document's member
 * @length: bytes in @json, or -1 when it is NUL-terminated
 *
 * The value goes out untouched. Anything but one sound value breaks the document: a comma too much in @json would make
 * a second member of it.
 */
void
smt_json_writer_raw (SmtJsonWriter *writer, const char *json, gssize length)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SmtJson) value = NULL;

  g_return_if_fail (writer != NULL);
  g_return_if_fail (json != NULL);

  bytes = g_bytes_new (json, length < 0 ? strlen (json) : (gsize)length);
  value = smt_json_read (bytes, NULL);
  if (value == NULL)
    writer->broken = TRUE;
  else if (begin_value (writer))
    g_string_append_len (writer->text, json, length);
}

/**
 * smt_json_writer_member:
 * @writer: a writer, in an object
 * @key: a key
 * @text: (nullable): its value; %NULL writes neither
 */
void
smt_json_writer_member (SmtJsonWriter *writer, const char *key, const char *text)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (key != NULL);

  if (text == NULL)
    return;

  smt_json_writer_key (writer, key);
  smt_json_writer_string (writer, text);
}

/**
 * smt_json_writer_finish:
 * @writer: a writer
 *
 * Reads what was written with the strict reader before it gives it out, so that a key written twice or a bad raw value
 * leaves nobody's hands. The writer is empty afterwards, ready for another document, and still the caller's to free.
 *
 * Returns: (transfer full) (nullable): the document; %NULL when it is not one sound document
 */
char *
smt_json_writer_finish (SmtJsonWriter *writer)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SmtJson) json = NULL;
  GString *text;
  gboolean broken;

  g_return_val_if_fail (writer != NULL, NULL);

  broken = writer->broken;
  text = g_steal_pointer (&writer->text);
  *writer = (SmtJsonWriter){ .text = g_string_new (NULL) };
  bytes = g_string_free_to_bytes (text);
  if (!broken)
    json = smt_json_read (bytes, NULL);

  return json != NULL ? smt_json_dup_bytes (smt_json_root (json)) : NULL;
}
