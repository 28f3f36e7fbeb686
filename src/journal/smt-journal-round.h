/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the journal knows of the patients of a round: what is drafted, what was said, when a list was sent last.
 */
#pragma once

#include "journal/smt-journal-notes.h"

G_BEGIN_DECLS

#define SMT_NOTE_ROUND "round"

/**
 * SmtRoundRecord:
 * @patient: key
 * @n_drafts: open decisions of a nurse or a pharmacist without approval
 * @n_decided: open decisions of a doctor, or approved
 * @author: (nullable): of the draft that was made last
 * @reconciled: when a list was sent last; or unset
 * @notes: of SmtNote, of the kind %SMT_NOTE_ROUND, oldest first
 */
typedef struct
{
  char *patient;
  guint n_drafts;
  guint n_decided;
  char *author;
  SmtInstant reconciled;
  GPtrArray *notes;
} SmtRoundRecord;

void       smt_round_record_free         (SmtRoundRecord *record);

/* (element-type SmtRoundRecord): one a key, in their order */
void       smt_journal_load_round_async  (SmtJournal *self, const char *const *patients, GAsyncReadyCallback callback, gpointer data);
GPtrArray *smt_journal_load_round_finish (SmtJournal *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtRoundRecord, smt_round_record_free)

G_END_DECLS
