/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-block.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/**
 * smt_block_init:
 * @block: (out): a block without documents
 */
void
smt_block_init (SmtBlock *block)
{
  *block = (SmtBlock){ .bytes = g_byte_array_new () };
  smt_said_init (&block->said);
}

/**
 * smt_block_clear:
 * @block: a block
 *
 * Frees what is in it.
 */
void
smt_block_clear (SmtBlock *block)
{
  g_byte_array_unref (block->bytes);
  smt_said_clear (&block->said);
}

/* --- checking ---------------------------------------------------------------------------------------------------- */

static void
check_lines (SmtBlock *block, const SmtReadOptions *options, SmtReportFormat format, SmtWordsMemory *words)
{
  const char *text = (const char *)block->bytes->data;
  const char *end = text + block->bytes->len;
  SmtPlace place = { block->label, block->first_line };

  for (; text < end; place.line++)
    {
      const char *stop = memchr (text, '\n', (gsize)(end - text));
      gsize length = (gsize)((stop != NULL ? stop : end) - text);
      if (!smt_text_is_blank (text, length))
        {
          g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
          smt_document_check (bytes, &place, options, format, words, &block->said);
        }
      text += length + 1;
    }
}

/**
 * smt_block_check:
 * @block: a block with documents
 * @options: how they are read, and the day to check for
 * @format: of the report
 * @words: those of the report, and their language
 *
 * Fills in what they came to.
 */
void
smt_block_check (SmtBlock *block, const SmtReadOptions *options, SmtReportFormat format, SmtWordsMemory *words)
{
  const SmtPlace place = { block->label, 1 };
  g_autoptr (GBytes) bytes = NULL;

  smt_said_empty (&block->said);
  if (!block->is_one)
    {
      check_lines (block, options, format, words);
      return;
    }
  bytes = g_bytes_new_static (block->bytes->data, block->bytes->len);
  smt_document_check (bytes, &place, options, format, words, &block->said);
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

/* All of it or an error, also when a signal comes between: what is written ends with a whole line. */
static int
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, text, length);
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return errno;
      text += written;
      length -= (gsize)written;
    }
  return 0;
}

/**
 * smt_block_write:
 * @block: a block that was checked
 *
 * Findings go to standard output and complaints to standard error, each in its place in the order of the input.
 *
 * Returns: errno of standard output; 0 when all was written
 */
int
smt_block_write (const SmtBlock *block)
{
  const SmtSaid *said = &block->said;
  gsize reported = 0, complained = 0;
  int fault = 0;

  for (guint i = 0; i < said->marks->len && fault == 0; i++)
    {
      const SmtSaidMark *mark = &g_array_index (said->marks, SmtSaidMark, i);
      fault = write_all (STDOUT_FILENO, said->report->str + reported, mark->report - reported);
      write_all (STDERR_FILENO, said->complaint->str + complained, mark->complaint - complained);
      reported = mark->report;
      complained = mark->complaint;
    }
  return fault != 0 ? fault : write_all (STDOUT_FILENO, said->report->str + reported, said->report->len - reported);
}
