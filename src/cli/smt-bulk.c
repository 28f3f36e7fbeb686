/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-bulk.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/smt-json.h"
#include "cli/smt-document.h"

/* How much is held at once; the rest waits in the file. */
#define BATCH_DOCUMENTS 256
#define BATCH_BYTES (16u * 1024 * 1024)

typedef struct
{
  SmtBulkRun *run;
  GPtrArray *batch; /* of SmtDocument, in input order */
  gsize n_bytes;
  gint next; /* the first document of the batch that no thread has taken; atomic */
} Bulk;

/* --- a batch ----------------------------------------------------------------------------------------------------- */

static gpointer
work (gpointer data)
{
  Bulk *bulk = data;
  const SmtBulkOptions *options = bulk->run->options;
  guint at;

  while ((at = (guint)g_atomic_int_add (&bulk->next, 1)) < bulk->batch->len)
    smt_document_check (g_ptr_array_index (bulk->batch, at), &options->read, options->format, options->language);

  return NULL;
}

/* The main thread works too. A thread that cannot be made is done without. */
static void
check_batch (Bulk *bulk)
{
  guint wanted = MIN (bulk->run->options->jobs, bulk->batch->len);
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  bulk->next = 0;
  for (guint i = 1; i < wanted; i++)
    {
      GThread *thread = g_thread_try_new ("check", work, bulk, NULL);

      if (thread == NULL)
        break;
      g_ptr_array_add (threads, thread);
    }
  work (bulk);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
}

static void
write_document (SmtBulkRun *run, const SmtDocument *document)
{
  smt_tally_add (&run->tally, &document->tally);
  if (document->complaint->len > 0)
    {
      fflush (stdout);
      fwrite (document->complaint->str, 1, document->complaint->len, stderr);
    }
  fwrite (document->report->str, 1, document->report->len, stdout);
}

static void
note_write_fault (SmtBulkRun *run)
{
  errno = 0;
  if (fflush (stdout) != 0 || ferror (stdout))
    run->write_fault = errno != 0 ? errno : EIO;
}

static void
flush_batch (Bulk *bulk)
{
  SmtBulkRun *run = bulk->run;

  if (bulk->batch->len == 0)
    return;

  check_batch (bulk);
  smt_progress_clear (&run->progress);
  for (guint i = 0; i < bulk->batch->len; i++)
    write_document (run, g_ptr_array_index (bulk->batch, i));
  note_write_fault (run);
  g_ptr_array_set_size (bulk->batch, 0);
  bulk->n_bytes = 0;
}

static void
add_document (Bulk *bulk, SmtInput *input, GBytes *bytes, guint line)
{
  bulk->n_bytes += g_bytes_get_size (bytes);
  g_ptr_array_add (bulk->batch, smt_document_new (bytes, smt_input_get_label (input), line));

  if (bulk->batch->len >= BATCH_DOCUMENTS || bulk->n_bytes >= BATCH_BYTES)
    {
      flush_batch (bulk);
      smt_progress_show (&bulk->run->progress, bulk->run->tally.n_documents, smt_input_get_label (input));
    }
}

/* --- a document, or one a line ----------------------------------------------------------------------------------- */

static gboolean
is_document (SmtJsonReader *reader, const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);

  return length <= SMT_JSON_MAX_BYTES && smt_json_reader_read (reader, bytes, NULL, NULL) != NULL;
}

/* Inside one long document no line is a whole resource by itself; in NDJSON most are, even if the first is broken. */
static gboolean
is_resource (SmtJsonReader *reader, const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  const SmtJson *json = smt_json_reader_read (reader, bytes, NULL, NULL);

  return json != NULL && smt_json_exists (smt_json_member (smt_json_root (json), "resourceType"));
}

static gboolean
has_resource_line (SmtJsonReader *reader, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *line = text; line < end;)
    {
      const char *stop = memchr (line, '\n', (gsize)(end - line));

      if (stop == NULL)
        stop = end;
      if (*line == '{' && is_resource (reader, line, (gsize)(stop - line)))
        return TRUE;
      line = stop + 1;
    }

  return FALSE;
}

/* NDJSON is an input whose first line is a document by itself; or, when that line is broken, one that is no document
 * as a whole and has some other line that is a resource. */
static gboolean
holds_lines (SmtInput *input)
{
  g_autoptr (SmtJsonReader) reader = smt_json_reader_new ();
  gsize length;
  const char *text = smt_input_peek_line (input, SMT_JSON_MAX_BYTES, &length);

  if (text == NULL)
    return FALSE;
  if (length > SMT_JSON_MAX_BYTES || is_document (reader, text, length))
    return TRUE;

  text = smt_input_peek (input, SMT_JSON_MAX_BYTES + 1, &length);
  return !is_document (reader, text, length) && has_resource_line (reader, text, length);
}

static void
add_lines (Bulk *bulk, SmtInput *input)
{
  GBytes *line;
  guint number;

  while (bulk->run->write_fault == 0 && (line = smt_input_take_line (input, SMT_JSON_MAX_BYTES, &number)) != NULL)
    {
      gsize length;
      const char *text = g_bytes_get_data (line, &length);

      if (smt_text_is_blank (text, length))
        g_bytes_unref (line);
      else
        add_document (bulk, input, line, number);
    }
}

/* An input that failed before its first byte is no empty document. */
static void
add_whole (Bulk *bulk, SmtInput *input)
{
  GBytes *bytes = smt_input_take_rest (input, SMT_JSON_MAX_BYTES);

  if (g_bytes_get_size (bytes) == 0 && smt_input_failed (input, NULL))
    g_bytes_unref (bytes);
  else
    add_document (bulk, input, bytes, 1);
}

static void
report_failure (SmtBulkRun *run, const SmtInput *input)
{
  g_autoptr (GError) error = NULL;

  if (!smt_input_failed (input, &error))
    return;

  fprintf (stderr, "%s: %s\n", smt_input_get_label (input), error->message);
  run->tally.n_unreadable++;
}

/**
 * smt_bulk_check:
 * @run: options, and what all inputs came to
 * @input: a document, or NDJSON of them
 *
 * Findings go to standard output in input order, byte for byte the same for any number of jobs; what could not be read
 * is told on standard error, and the rest is still checked. Only one batch of documents is held at a time.
 */
void
smt_bulk_check (SmtBulkRun *run, SmtInput *input)
{
  Bulk bulk = { run, NULL, 0, 0 };

  g_return_if_fail (run != NULL && input != NULL);

  bulk.batch = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_document_free);
  if (holds_lines (input))
    add_lines (&bulk, input);
  else
    add_whole (&bulk, input);
  flush_batch (&bulk);
  smt_progress_clear (&run->progress);
  report_failure (run, input);
  g_ptr_array_unref (bulk.batch);
}
