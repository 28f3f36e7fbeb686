/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-bulk.h"

#include <stdio.h>
#include <string.h>

#include "fhir/smt-answer.h"

/* How many documents are held at once; the rest waits in the file. */
#define BATCH 256

typedef struct
{
  GBytes *bytes;
  guint line;
  GString *report;
  GString *complaint;
  int worst;
} Document;

typedef struct
{
  const SmtBulkOptions *options;
  const char *name;
  SmtBulkResult *result;
  GPtrArray *batch;
} Bulk;

static void
document_free (gpointer data)
{
  Document *document = data;

  g_bytes_unref (document->bytes);
  g_string_free (document->report, TRUE);
  g_string_free (document->complaint, TRUE);
  g_free (document);
}

static void
report_list (Document *document, const SmtList *list, const Bulk *bulk)
{
  const SmtBulkOptions *options = bulk->options;

  for (guint t = 0; t < list->treatments->len; t++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, t);
      g_autoptr (GPtrArray) findings = smt_check_treatment (treatment, options->today);

      for (guint f = 0; f < findings->len; f++)
        {
          const SmtFinding *finding = g_ptr_array_index (findings, f);

          document->worst = MAX (document->worst, (int)finding->severity_class);
          smt_finding_report (document->report, finding, treatment, bulk->name, document->line, options->format,
                              options->language);
        }
    }
}

static void
check_document (gpointer data, gpointer user_data)
{
  Document *document = data;
  const Bulk *bulk = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = smt_answer_read (document->bytes, bulk->options->today, &error);

  if (answer != NULL)
    report_list (document, smt_answer_get_list (answer), bulk);
  else
    g_string_append_printf (document->complaint, "%s:%u: %s\n", bulk->name, document->line, error->message);
}

/* One batch through the threads, then printed in the order it was read. */
static void
flush_batch (Bulk *bulk)
{
  GThreadPool *pool = NULL;

  if (bulk->options->jobs > 1 && bulk->batch->len > 1)
    pool = g_thread_pool_new (check_document, bulk, (int)bulk->options->jobs, TRUE, NULL);

  for (guint i = 0; i < bulk->batch->len; i++)
    if (pool == NULL || !g_thread_pool_push (pool, g_ptr_array_index (bulk->batch, i), NULL))
      check_document (g_ptr_array_index (bulk->batch, i), bulk);
  if (pool != NULL)
    g_thread_pool_free (pool, FALSE, TRUE);

  for (guint i = 0; i < bulk->batch->len; i++)
    {
      const Document *document = g_ptr_array_index (bulk->batch, i);

      fwrite (document->report->str, 1, document->report->len, stdout);
      fwrite (document->complaint->str, 1, document->complaint->len, stderr);
      bulk->result->worst = MAX (bulk->result->worst, document->worst);
      if (document->complaint->len > 0)
        bulk->result->n_unreadable++;
    }
  g_ptr_array_set_size (bulk->batch, 0);
}

static void
add_document (GBytes *bytes, guint line, gpointer data)
{
  Bulk *bulk = data;
  Document *document = g_new0 (Document, 1);

  document->bytes = g_bytes_ref (bytes);
  document->line = line;
  document->report = g_string_new (NULL);
  document->complaint = g_string_new (NULL);
  document->worst = -1;
  g_ptr_array_add (bulk->batch, document);

  if (bulk->batch->len == BATCH)
    flush_batch (bulk);
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (" \t\r\n", text[i]) == NULL)
      return FALSE;

  return TRUE;
}

/**
 * smt_bulk_each_line:
 * @content: a text
 * @visit: called with each line that is not blank, without its line break, and its 1-based number
 * @data: for @visit
 */
void
smt_bulk_each_line (GBytes *content, void (*visit) (GBytes *line, guint number, gpointer data), gpointer data)
{
  gsize length;
  const char *text = g_bytes_get_data (content, &length);
  guint number = 0;

  for (gsize start = 0; start < length;)
    {
      const char *end = memchr (text + start, '\n', length - start);
      gsize size = end != NULL ? (gsize)(end - (text + start)) : length - start;

      number++;
      if (!is_blank (text + start, size))
        {
          g_autoptr (GBytes) line = g_bytes_new_from_bytes (content, start, size);

          visit (line, number, data);
        }
      start += size + 1;
    }
}

/* NDJSON is a file whose first line is a document by itself and that goes on after it. */
static gboolean
is_ndjson (GBytes *content)
{
  gsize length;
  const char *text = g_bytes_get_data (content, &length);
  const char *end = length > 0 ? memchr (text, '\n', length) : NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (SmtJson) document = NULL;

  if (end == NULL || is_blank (end, length - (gsize)(end - text)))
    return FALSE;

  first = g_bytes_new_from_bytes (content, 0, (gsize)(end - text));
  document = smt_json_read (first, NULL);
  return document != NULL;
}

/**
 * smt_bulk_check:
 * @content: a document, or NDJSON of them
 * @name: of the input, for the report
 * @options: what to report, and how
 * @result: gathers the worst class found and the documents that could not be read
 *
 * Findings go to standard output in input order, byte for byte the same for any number of jobs; what could not be read
 * is told on standard error, and the rest is still checked.
 */
void
smt_bulk_check (GBytes *content, const char *name, const SmtBulkOptions *options, SmtBulkResult *result)
{
  Bulk bulk = { options, name, result, NULL };

  bulk.batch = g_ptr_array_new_with_free_func (document_free);
  if (is_ndjson (content))
    smt_bulk_each_line (content, add_document, &bulk);
  else
    add_document (content, 1, &bulk);
  flush_batch (&bulk);
  g_ptr_array_unref (bulk.batch);
}
