/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#include <string.h>

/* A prescription is derived from one message; more than a few is no answer of SFM's. */
#define MAX_ORIGINALS 8

/* Only base64 with its padding, blanks between; anything else is not what was sent. */
static GBytes *
decode_base64 (const char *text)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  gsize length = 0, padding = 0, size;
  guchar *data;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isspace (*p))
        continue;
      if (*p == '=')
        padding++;
      else if (padding > 0 || strchr (alphabet, *p) == NULL)
        return NULL;
      length++;
    }
  if (length == 0 || length % 4 != 0 || padding > 2)
    return NULL;
  data = g_base64_decode (text, &size);
  return g_bytes_new_take (data, size);
}

static gboolean
is_xml (SmtJsonCursor binary)
{
  g_autofree char *type = _smt_fhir_dup_text (smt_json_member (binary, "contentType"));
  char *parameters = type != NULL ? strchr (type, ';') : NULL;

  if (type == NULL)
    return FALSE;
  if (parameters != NULL)
    *parameters = '\0';
  g_strstrip (type);
  return g_ascii_strcasecmp (type, "application/xml") == 0 || g_ascii_strcasecmp (type, "text/xml") == 0;
}

static SmtM1Dosing *
read_binary (SmtDecoder *decoder, SmtJsonCursor binary)
{
  g_autofree char *text = smt_json_dup_string (smt_json_member (binary, "data"));
  g_autoptr (GBytes) bytes = text != NULL ? decode_base64 (text) : NULL;

  if (bytes == NULL)
    {
      _smt_decoder_say_unread (decoder, "Binary.data");
      bytes = g_bytes_new_static ("", 0);
    }
  return smt_m1_dosing_read (bytes);
}

/* Several statements may name one Binary; it is read once. */
static const SmtM1Dosing *
read_once (SmtDecoder *decoder, SmtNode *node)
{
  SmtM1Dosing *dosing = g_hash_table_lookup (decoder->originals, node);

  if (dosing != NULL)
    return dosing;
  dosing = read_binary (decoder, node->resource);
  for (guint i = 0; i < dosing->unread->len; i++)
    _smt_decoder_say_unread (decoder, "%s", (const char *)g_ptr_array_index (dosing->unread, i));
  g_hash_table_insert (decoder->originals, node, dosing);
  return dosing;
}

static SmtSource *
hear_original (SmtDecoder *decoder, SmtNode *node, gboolean as_needed)
{
  const SmtM1Dosing *dosing = read_once (decoder, node);
  SmtReading *reading;
  SmtSource *source;

  if (dosing->reading->state == SMT_READING_SILENT)
    return NULL; /* a prescription without a structured dose has no field to hear */
  reading = as_needed ? _smt_decode_as_needed (dosing->reading) : smt_reading_ref (dosing->reading);
  source = smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_M1, dosing->raw, reading);
  source->defects = dosing->defects;
  return source;
}

/* Hears the original prescriptions that a statement is derived from (IncludeOriginal of $getMedication), each once, and
 * adds them to @sources. */
void
_smt_decode_originals (SmtDecoder *decoder, const SmtNode *statement, gboolean as_needed, GPtrArray *sources)
{
  SmtJsonCursor references = statement->parts->members.derived_from;
  g_autoptr (GPtrArray) seen = NULL;
  SmtJsonIter iter;
  SmtJsonCursor reference;

  if (smt_json_length (references) == 0)
    return;
  seen = g_ptr_array_new ();
  smt_json_iter_init (&iter, references);
  while (smt_json_iter_next (&iter, NULL, &reference))
    {
      SmtNode *node = _smt_decoder_resolve (decoder, reference);
      SmtSource *source;
      if (node == NULL)
        _smt_decoder_say_unread (decoder, "MedicationStatement.derivedFrom: the Bundle does not hold it");
      else if (!smt_json_string_equals (node->type, "Binary"))
        continue; /* plain FHIR: a statement may be derived from anything */
      else if (!is_xml (node->resource))
        _smt_decoder_say_unread (decoder, "Binary.contentType");
      else if (g_ptr_array_find (seen, node, NULL))
        continue;
      else if (seen->len == MAX_ORIGINALS)
        _smt_decoder_say_unread (decoder, "MedicationStatement.derivedFrom: too many");
      else
        {
          g_ptr_array_add (seen, node);
          source = hear_original (decoder, node, as_needed);
          if (source != NULL)
            g_ptr_array_add (sources, source);
        }
    }
}
