/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody who puts many rhythms into words remembers: the same few doses are said over and over.
 * Owned by one caller; one thread. Changes how fast words come, never what they say.
 */
#pragma once

#include "dosing/smt-words.h"

G_BEGIN_DECLS

typedef struct _SmtWordsMemory SmtWordsMemory;

SmtWordsMemory *smt_words_memory_new  (SmtLanguage language);
void            smt_words_memory_free (SmtWordsMemory *memory);
char           *smt_words_memory_dup  (SmtWordsMemory *memory, const SmtRhythm *rhythm);
SmtLanguage     smt_words_memory_get_language (const SmtWordsMemory *memory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtWordsMemory, smt_words_memory_free)

G_END_DECLS
