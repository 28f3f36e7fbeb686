/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of a bulk run: some documents of one input that are checked one after another by one thread, and what they
 * came to, ready to be written.
 * Filled by whoever holds the input, checked on any one thread, written in input order. Its room is used again.
 */
#pragma once

#include "cli/smt-document.h"
#include "cli/smt-input.h"

G_BEGIN_DECLS

/**
 * SmtBlock:
 * @bytes: whole lines, each with its line break; or one document
 * @label: of the input; borrowed
 * @first_line: number of the first line
 * @is_one: the whole of it is one document
 * @said: what the documents came to
 */
typedef struct
{
  GByteArray *bytes;
  const char *label;
  guint first_line;
  gboolean is_one;
  SmtSaid said;
} SmtBlock;

void smt_block_init  (SmtBlock *block);
void smt_block_clear (SmtBlock *block);
void smt_block_check (SmtBlock *block, const SmtReadOptions *options, SmtReportFormat format, SmtWordsMemory *words);
int  smt_block_write (const SmtBlock *block);

G_END_DECLS
