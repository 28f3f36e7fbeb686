/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-json-private.h"

#include <string.h>

struct _SmtJsonReader
{
  SmtJsonTape tape;
  SmtJson document; /* the one last read; its tape is the reader's */
};

/* clang-format off */
G_DEFINE_QUARK (smt-json-error-quark, smt_json_error)
/* clang-format on */

static void
find_place (const guint8 *data, gsize offset, SmtJsonPlace *place)
{
  gsize line_start = 0;
  guint line = 1;

  for (gsize i = 0; i < offset; i++)
    if (data[i] == '\n')
      {
        line++;
        line_start = i + 1;
      }

  *place = (SmtJsonPlace){ offset, line, (guint)(offset - line_start) + 1 };
}

/* The message names the place and the rule, never a byte of the document: it may go to a log. */
static gboolean
scan_bytes (SmtJsonTape *tape, GBytes *bytes, SmtJsonPlace *place, GError **error)
{
  SmtJsonFault fault;
  SmtJsonPlace found;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  /* an empty GBytes has no data at all */
  if (data == NULL)
    data = (const guint8 *)"";
  if (_smt_json_scan (tape, data, size, &fault))
    return TRUE;

  find_place (data, fault.offset, &found);
  if (place != NULL)
    *place = found;
  g_set_error (error, SMT_JSON_ERROR, (gint)fault.code, "byte %" G_GSIZE_FORMAT " (line %u, column %u): %s",
               found.offset, found.line, found.column, fault.reason);
  return FALSE;
}

/**
 * smt_json_read:
 * @bytes: one document
 * @error: return location for an error of %SMT_JSON_ERROR
 *
 * Reads strictly by RFC 8259; beyond it, as the RFC allows, a byte order mark, a key that comes twice, half of a
 * surrogate pair, `\u0000`, more than %SMT_JSON_MAX_DEPTH levels and more than %SMT_JSON_MAX_BYTES are refused.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL
 */
SmtJson *
smt_json_read (GBytes *bytes, GError **error)
{
  return smt_json_read_placed (bytes, NULL, error);
}

/**
 * smt_json_read_placed:
 * @bytes: one document
 * @place: (out) (optional): where the error lies; untouched when there is none
 * @error: return location for an error of %SMT_JSON_ERROR
 *
 * Like smt_json_read(), and tells where it went wrong.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL
 */
SmtJson *
smt_json_read_placed (GBytes *bytes, SmtJsonPlace *place, GError **error)
{
  SmtJsonTape tape = { 0 };
  SmtJson *json;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!scan_bytes (&tape, bytes, place, error))
    {
      _smt_json_tape_clear (&tape);
      return NULL;
    }

  json = g_new0 (SmtJson, 1);
  g_atomic_ref_count_init (&json->ref_count);
  json->bytes = g_bytes_ref (bytes);
  json->data = g_bytes_get_data (bytes, NULL);
  json->entries = g_renew (SmtJsonEntry, g_steal_pointer (&tape.entries), tape.n_entries);
  _smt_json_tape_clear (&tape);
  return json;
}

/**
 * smt_json_ref:
 * @json: a document
 *
 * Returns: (transfer full): @json
 */
SmtJson *
smt_json_ref (SmtJson *json)
{
  g_return_val_if_fail (json != NULL, NULL);

  g_atomic_ref_count_inc (&json->ref_count);
  return json;
}

/**
 * smt_json_unref:
 * @json: (transfer full): a document
 */
void
smt_json_unref (SmtJson *json)
{
  g_return_if_fail (json != NULL);

  if (!g_atomic_ref_count_dec (&json->ref_count))
    return;

  g_bytes_unref (json->bytes);
  g_free (json->entries);
  g_free (json);
}

/**
 * smt_json_get_bytes:
 * @json: a document
 *
 * Returns: (transfer none): the very bytes it was read from
 */
GBytes *
smt_json_get_bytes (const SmtJson *json)
{
  g_return_val_if_fail (json != NULL, NULL);

  return json->bytes;
}

/**
 * smt_json_root:
 * @json: a document
 *
 * Returns: its one value
 */
SmtJsonCursor
smt_json_root (const SmtJson *json)
{
  g_return_val_if_fail (json != NULL, SMT_JSON_NOWHERE);

  return (SmtJsonCursor){ json, 0 };
}

/**
 * smt_json_reader_new:
 *
 * Returns: (transfer full): a reader that keeps its tape from one document to the next
 */
SmtJsonReader *
smt_json_reader_new (void)
{
  return g_new0 (SmtJsonReader, 1);
}

/**
 * smt_json_reader_free:
 * @reader: (transfer full) (nullable): a reader
 */
void
smt_json_reader_free (SmtJsonReader *reader)
{
  if (reader == NULL)
    return;

  _smt_json_tape_clear (&reader->tape);
  g_clear_pointer (&reader->document.bytes, g_bytes_unref);
  g_free (reader);
}

/**
 * smt_json_reader_read:
 * @reader: a reader
 * @bytes: one document
 * @place: (out) (optional): where the error lies; untouched when there is none
 * @error: return location for an error of %SMT_JSON_ERROR
 *
 * Reads like smt_json_read() and allocates nothing once the tape has grown to the size the documents need.
 *
 * Returns: (transfer none) (nullable): the document, which is the reader's own and is good until the next document is
 *   read or the reader is freed; it cannot be kept with smt_json_ref(). %NULL on error
 */
const SmtJson *
smt_json_reader_read (SmtJsonReader *reader, GBytes *bytes, SmtJsonPlace *place, GError **error)
{
  g_return_val_if_fail (reader != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_bytes_ref (bytes);
  g_clear_pointer (&reader->document.bytes, g_bytes_unref);
  reader->document.bytes = bytes;
  if (!scan_bytes (&reader->tape, bytes, place, error))
    return NULL;

  reader->document.data = g_bytes_get_data (bytes, NULL);
  reader->document.entries = reader->tape.entries;
  return &reader->document;
}
