/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-bulk.h"

#include <stdio.h>
#include <string.h>

#include "base/smt-json.h"
#include "cli/smt-block.h"
#include "cli/smt-interrupt.h"

/* A thread takes about so much at a time: enough to be worth a turn, little enough to stay close to the processor. */
#define BLOCK_BYTES (1024u * 1024)

/** Slot: a block, and whether it waits to be written. */
typedef struct
{
  SmtBlock block;
  gboolean is_checked;
} Slot;

/**
 * Bulk: blocks go round in a ring: taken from the input in its order, checked by as many threads as there are, written
 * in the order they were taken. One lock guards all of it; it is not held while a block is checked.
 */
typedef struct
{
  SmtBulkRun *run;
  SmtInput *input;
  gboolean is_one; /* document, not NDJSON of them */
  GMutex lock;
  GCond changed;
  Slot *slots;
  guint n_slots;
  guint n_taken;
  guint n_written;
  gboolean at_end; /* nothing more is taken */
} Bulk;

/* --- a block ----------------------------------------------------------------------------------------------------- */

/* An input that failed before its first byte is no empty document. */
static gboolean
fill_whole (Bulk *bulk, SmtBlock *block)
{
  g_autoptr (GBytes) bytes = smt_input_take_rest (bulk->input, SMT_JSON_MAX_BYTES);
  gsize length;
  const guint8 *text = g_bytes_get_data (bytes, &length);

  bulk->at_end = TRUE;
  block->is_one = TRUE;
  block->label = smt_input_get_label (bulk->input);
  g_byte_array_set_size (block->bytes, 0);
  if (length > 0)
    g_byte_array_append (block->bytes, text, (guint)length);
  return length > 0 || !smt_input_failed (bulk->input, NULL);
}

static gboolean
fill_lines (Bulk *bulk, SmtBlock *block)
{
  block->label = smt_input_get_label (bulk->input);
  if (smt_input_take_lines (bulk->input, block->bytes, BLOCK_BYTES, SMT_JSON_MAX_BYTES, &block->first_line))
    return TRUE;

  bulk->at_end = TRUE;
  return FALSE;
}

/* The next block, when there is one, and once there is room for it. */
static Slot *
take_block (Bulk *bulk)
{
  Slot *slot = NULL;

  g_mutex_lock (&bulk->lock);
  while (!bulk->at_end && bulk->n_taken - bulk->n_written == bulk->n_slots)
    g_cond_wait (&bulk->changed, &bulk->lock);
  bulk->at_end |= bulk->run->write_fault != 0 || smt_interrupt_came ();
  if (!bulk->at_end)
    {
      slot = &bulk->slots[bulk->n_taken % bulk->n_slots];
      if (bulk->is_one ? fill_whole (bulk, &slot->block) : fill_lines (bulk, &slot->block))
        bulk->n_taken++;
      else
        slot = NULL;
    }
  g_mutex_unlock (&bulk->lock);

  return slot;
}

static void
write_block (SmtBulkRun *run, const SmtBlock *block)
{
  if (run->write_fault != 0)
    return; /* what was checked behind it is dropped: it must not seem to follow on what was written */
  smt_progress_clear (&run->progress);
  run->write_fault = smt_block_write (block);
  smt_tally_add (&run->tally, &block->said.tally);
}

/* Writes what is next in order and has been checked, whoever checked it. */
static void
give_block (Bulk *bulk, Slot *slot)
{
  SmtBulkRun *run = bulk->run;

  g_mutex_lock (&bulk->lock);
  slot->is_checked = TRUE;
  while (bulk->n_written < bulk->n_taken && bulk->slots[bulk->n_written % bulk->n_slots].is_checked)
    {
      Slot *next = &bulk->slots[bulk->n_written % bulk->n_slots];

      write_block (run, &next->block);
      next->is_checked = FALSE;
      bulk->n_written++;
    }
  smt_progress_show (&run->progress, run->tally.n_documents, bulk->input);
  g_cond_broadcast (&bulk->changed);
  g_mutex_unlock (&bulk->lock);
}

static gpointer
work (gpointer data)
{
  Bulk *bulk = data;
  const SmtBulkOptions *options = bulk->run->options;
  g_autoptr (SmtReadMemory) memory = smt_read_memory_new ();
  g_autoptr (SmtWordsMemory) words = smt_words_memory_new (options->language);
  SmtReadOptions read = options->read;
  Slot *slot;

  read.memory = memory;
  read.findings_only = TRUE;
  while ((slot = take_block (bulk)) != NULL)
    {
      smt_block_check (&slot->block, &read, options->format, words);
      give_block (bulk, slot);
    }

  return NULL;
}

/* The main thread works too. A thread that cannot be made is done without. */
static void
check_blocks (Bulk *bulk)
{
  guint wanted = bulk->is_one ? 1 : bulk->run->options->jobs;
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

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
report_failure (SmtBulkRun *run, const SmtInput *input)
{
  g_autoptr (GError) error = NULL;

  if (!smt_input_failed (input, &error))
    return;

  fprintf (stderr, "%s: %s\n", smt_input_get_label (input), error->message);
  run->tally.n_unreadable++;
}

static void
bulk_init (Bulk *bulk, SmtBulkRun *run, SmtInput *input)
{
  *bulk = (Bulk){ .run = run, .input = input, .is_one = !holds_lines (input) };
  bulk->n_slots = bulk->is_one || run->options->jobs == 1 ? 1 : 2 * run->options->jobs;
  bulk->slots = g_new0 (Slot, bulk->n_slots);
  for (guint i = 0; i < bulk->n_slots; i++)
    smt_block_init (&bulk->slots[i].block);
  g_mutex_init (&bulk->lock);
  g_cond_init (&bulk->changed);
  smt_progress_begin (&run->progress);
}

static void
bulk_clear (Bulk *bulk)
{
  for (guint i = 0; i < bulk->n_slots; i++)
    smt_block_clear (&bulk->slots[i].block);
  g_free (bulk->slots);
  g_mutex_clear (&bulk->lock);
  g_cond_clear (&bulk->changed);
}

/**
 * smt_bulk_check:
 * @run: options, and what all inputs came to
 * @input: a document, or NDJSON of them
 *
 * Findings go to standard output in input order, byte for byte the same for any number of jobs; what could not be read
 * is told on standard error, and the rest is still checked. Two blocks a job are held at a time, of about a megabyte or
 * one longer line each. After smt_interrupt_came() nothing more is read, and what was read is still written.
 */
void
smt_bulk_check (SmtBulkRun *run, SmtInput *input)
{
  Bulk bulk;

  g_return_if_fail (run != NULL && input != NULL);

  fflush (stdout); /* blocks are written past its buffer */
  bulk_init (&bulk, run, input);
  check_blocks (&bulk);
  smt_progress_clear (&run->progress);
  report_failure (run, input);
  bulk_clear (&bulk);
}
