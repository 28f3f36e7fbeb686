/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of a patient as it was at each reconciliation, and what was promised to be followed up. Both are rows of the journal:
 * append-only, written by its one thread, answered on the caller's main context.
 */
#pragma once

#include "journal/smt-journal.h"

G_BEGIN_DECLS

/**
 * SmtReconciledRecord: a reconciliation (samstemming) that was sent, wholly or in part.
 * @entry: its number in the journal, by which it is asked for; 0 of one that is not from there
 * @bytes: the answer of the lookup that showed the list afterwards; the decoder reads it back
 * @sources: bits of the desk's: what it rested on
 */
typedef struct
{
  gint64 entry;
  char *send_id; /* (nullable) */
  GBytes *bytes; /* (nullable): only in a list of all */
  char *who;
  char *role;
  guint sources;
  char *conversation; /* (nullable): with whom, or why not */
  SmtDate due;        /* to be reconciled again by then; unset = no limit chosen */
  SmtInstant at;
} SmtReconciledRecord;

SmtReconciledRecord *smt_reconciled_record_new  (void);
SmtReconciledRecord *smt_reconciled_record_copy (const SmtReconciledRecord *record);
void                 smt_reconciled_record_free (SmtReconciledRecord *record);

void                 smt_journal_add_reconciled_async   (SmtJournal *self, const char *patient, const SmtReconciledRecord *record,
                                                         GAsyncReadyCallback callback, gpointer data);
gboolean             smt_journal_add_reconciled_finish  (SmtJournal *self, GAsyncResult *result, GError **error);
/* (nullable): the newest one; NULL without an error when there is none */
void                 smt_journal_load_reconciled_async  (SmtJournal *self, const char *patient, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer data);
SmtReconciledRecord *smt_journal_load_reconciled_finish (SmtJournal *self, GAsyncResult *result, GError **error);
/* (element-type SmtReconciledRecord): all that are kept, the newest first, without their bytes */
void                 smt_journal_list_reconciled_async  (SmtJournal *self, const char *patient, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer data);
GPtrArray           *smt_journal_list_reconciled_finish (SmtJournal *self, GAsyncResult *result, GError **error);
/* one of them, with its bytes; ended by smt_journal_load_reconciled_finish() */
void                 smt_journal_load_reconciled_entry_async (SmtJournal *self, const char *patient, gint64 entry, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer data);

/**
 * SmtFollowUp (følges opp): a clarification, or an override with a date, that nobody has settled yet.
 * It is read out of the decisions themselves: it stands while its decision is in the draft, stays when that is sent, is
 * gone when that is undone, and ends when another decision on the treatment is sent, or when it is said to be done.
 */
typedef struct
{
  char *patient; /* key */
  char *person;  /* JSON of the desk's: who that is */
  SmtDecision *decision;
} SmtFollowUp;

void                 smt_follow_up_free (SmtFollowUp *follow_up);

/* who a patient with follow-ups is; without this there is nobody to open. To be stored before the decision */
void                 smt_journal_add_person_async       (SmtJournal *self, const char *patient, const char *person,
                                                         GAsyncReadyCallback callback, gpointer data);
/* the follow-up on a treatment is done, or need not be done */
void                 smt_journal_end_follow_up_async    (SmtJournal *self, const char *patient, const char *key,
                                                         GAsyncReadyCallback callback, gpointer data);
/* of either of the two above */
gboolean             smt_journal_follow_up_finish       (SmtJournal *self, GAsyncResult *result, GError **error);
/* (element-type SmtFollowUp): the earliest first; @patient NULL = everyone's */
void                 smt_journal_load_follow_ups_async  (SmtJournal *self, const char *patient, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer data);
GPtrArray           *smt_journal_load_follow_ups_finish (SmtJournal *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtReconciledRecord, smt_reconciled_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtFollowUp, smt_follow_up_free)

G_END_DECLS
