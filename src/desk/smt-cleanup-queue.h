/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clean-up queue (opprydding) of the practice: every entry that was ever flagged here, made out of what the journal
 * keeps. Nothing is fetched about anyone to make it.
 * A queue is built by one owner, then immutable and reference-counted; it and what is said to be pure may be used in any
 * thread, the rest in the main one.
 */
#pragma once

#include "desk/smt-desk.h"
#include "journal/smt-journal-flags.h"
#include "reconcile/smt-findings.h"
#include "reconcile/smt-thread.h"

G_BEGIN_DECLS

/**
 * SmtCleanupQueue:
 * @entries: of SmtCleanup, in the order in which they are worked on: what remains, what can be dispensed, what is worst and
 *   what has waited longest stand first. Entries of files that were found under their patient are left out
 * @curve: of SmtCleanupDay: what remained day by day
 * @n_remaining: of @entries
 */
typedef struct
{
  GPtrArray *entries;
  GArray *curve;
  guint n_remaining;

  /* private */
  GPtrArray *all;
  GPtrArray *folded;   /* of each of @entries: what a search looks in */
  GHashTable *people;  /* patient key → JSON */
  GHashTable *names;   /* patient key → name */
  GHashTable *threads; /* "patient\nkey" → GPtrArray of SmtThreadMessage */
  gatomicrefcount ref_count;
} SmtCleanupQueue;

/* pure; @records of smt_journal_load_flags_async() */
SmtCleanupQueue *smt_cleanup_queue_new         (GPtrArray *records, SmtDate today, GError **error);
SmtCleanupQueue *smt_cleanup_queue_ref         (SmtCleanupQueue *self);
void             smt_cleanup_queue_unref       (SmtCleanupQueue *self);
/* (nullable) (transfer full): whose the entry is, to be opened; NULL where only a findings file knows it */
SmtWorkItem     *smt_cleanup_queue_make_item   (SmtCleanupQueue *self, const SmtCleanup *entry);
const char      *smt_cleanup_queue_get_name    (SmtCleanupQueue *self, const SmtCleanup *entry);
gboolean         smt_cleanup_queue_contains    (SmtCleanupQueue *self, guint index, const char *folded);

/* (nullable) (transfer none) (element-type SmtThreadMessage): what has been said of the entry, in order */
GPtrArray       *smt_cleanup_queue_get_thread  (SmtCleanupQueue *self, const SmtCleanup *entry);

/* pure: the notes (element-type SmtNote) that a look leaves; @records of the patient. NULL with an error */
GPtrArray       *smt_cleanup_look_notes        (GPtrArray *records, const char *patient, const SmtReconciliation *reconciliation, SmtInstant at, GError **error);

void             smt_desk_load_cleanup_async   (SmtDesk *self, GAsyncReadyCallback callback, gpointer data);
SmtCleanupQueue *smt_desk_load_cleanup_finish  (SmtDesk *self, GAsyncResult *result, GError **error);

/* says @message (transfer full) of @entry; it is in the thread when that has answered */
void             smt_desk_say_async            (SmtDesk *self, const SmtCleanup *entry, SmtThreadMessage *message, GAsyncReadyCallback callback, gpointer data);
gboolean         smt_desk_say_finish           (SmtDesk *self, GAsyncResult *result, GError **error);

/** SmtFindingsTally: what a findings file came to. */
typedef struct
{
  guint n_findings; /* lines of it */
  guint n_entries;  /* entries that it flags */
  guint n_new;      /* of them, those that nobody knew of, or that say something else now */
} SmtFindingsTally;

/* a file made by `samstemt-check --format=json`, taken into the queue as a whole or not at all */
void             smt_desk_open_findings_async  (SmtDesk *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean         smt_desk_open_findings_finish (SmtDesk *self, GAsyncResult *result, SmtFindingsTally *tally, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtCleanupQueue, smt_cleanup_queue_unref)

G_END_DECLS
