/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reader of many answers remembers from one to the next: dosing texts it has read, products it has recognised,
 * and the room its JSON reader has grown to. Bounded, and without a trace of whose they were.
 * Owned by one caller; one thread. Changes how fast answers are read, never what they say.
 */
#pragma once

#include "base/smt-json.h"
#include "dosing/smt-reading.h"
#include "medicine/smt-product.h"

G_BEGIN_DECLS

typedef struct _SmtReadMemory SmtReadMemory;

SmtReadMemory *smt_read_memory_new  (void);
void           smt_read_memory_free (SmtReadMemory *memory);

SmtReading    *_smt_read_memory_read_text   (SmtReadMemory *memory, const char *text, SmtLanguage languages);
SmtProduct    *_smt_read_memory_recognise   (SmtReadMemory *memory, const SmtProductClues *clues);
SmtJsonReader *_smt_read_memory_json_reader (SmtReadMemory *memory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtReadMemory, smt_read_memory_free)

G_END_DECLS
