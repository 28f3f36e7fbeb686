/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has been said and done of flagged entries, in the order of the records: the notes about them, the decisions on them,
 * and what was followed up. Nothing of it is stored twice: a queue is what comes of going through it.
 */
#pragma once

#include "journal/smt-journal-notes.h"

G_BEGIN_DECLS

/* kinds of notes: an entry was seen with findings; it was seen without, or not at all; something was said of it */
#define SMT_NOTE_FLAGGED   "flagged"
#define SMT_NOTE_UNFLAGGED "unflagged"
#define SMT_NOTE_THREAD    "thread"

typedef enum
{
  SMT_FLAG_RECORD_NOTE,
  SMT_FLAG_RECORD_DECIDED,
  SMT_FLAG_RECORD_UNDONE,
  SMT_FLAG_RECORD_SENT, /* what was decided last */
  SMT_FLAG_RECORD_ENDED, /* what was to be followed up is done */
} SmtFlagRecordKind;

/**
 * SmtFlagRecord:
 * @note: (nullable): the kind of the note, of a NOTE
 * @patient: key; empty where nobody knows whose the entry is
 * @key: of the treatment
 * @body: (nullable): JSON of the desk's, of a NOTE
 * @decision: (nullable): of DECIDED
 * @at: when it was stored
 */
typedef struct
{
  SmtFlagRecordKind kind;
  char *note;
  char *patient;
  char *key;
  char *body;
  SmtDecision *decision;
  SmtInstant at;
} SmtFlagRecord;

void       smt_flag_record_free          (SmtFlagRecord *record);

/* (element-type SmtFlagRecord), in order. @patient NULL: of everybody; else of that patient, and of entries that are nobody's yet */
void       smt_journal_load_flags_async  (SmtJournal *self, const char *patient, GAsyncReadyCallback callback, gpointer data);
GPtrArray *smt_journal_load_flags_finish (SmtJournal *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtFlagRecord, smt_flag_record_free)

G_END_DECLS
