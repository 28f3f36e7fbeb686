/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log of who did what to whom, when and why (tilgangslogg). Rows of the journal, sealed and chained like the rest;
 * a purge of patient content leaves them.
 */
#pragma once

#include "journal/smt-journal.h"

G_BEGIN_DECLS

/**
 * SmtAuditEntry: one line of the log.
 * @act: "lookup", "send", "override", "mended", "purged" are written by the journal itself; the desk and the window write
 *   "opened" (again, without a lookup), "printed", "exported", "copied", "log-read", "log-exported"
 */
typedef struct
{
  gint64 number; /* order is by this, never by the clock */
  SmtInstant at; /* by this machine's clock */
  char *act;
  char *patient; /* (nullable) key */
  char *who;     /* (nullable) */
  char *why;     /* (nullable): purpose, reason or what became of it */
  char *detail;  /* (nullable) */
} SmtAuditEntry;

void       smt_audit_entry_free           (SmtAuditEntry *entry);

/* who is at work from here on */
void       smt_journal_set_who            (SmtJournal *self, const char *who);
/* @callback may be NULL: nobody waits for it */
void       smt_journal_add_audit_async    (SmtJournal *self, const char *act, const char *patient, const char *why, const char *detail,
                                           GAsyncReadyCallback callback, gpointer data);
gboolean   smt_journal_add_audit_finish   (SmtJournal *self, GAsyncResult *result, GError **error);
/* (element-type SmtAuditEntry): oldest first; @patient NULL = everyone's */
void       smt_journal_load_audit_async   (SmtJournal *self, const char *patient, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer data);
GPtrArray *smt_journal_load_audit_finish  (SmtJournal *self, GAsyncResult *result, GError **error);

/* reads the whole journal from the disk again; the error names the first record that is not what was written */
void       smt_journal_check_async        (SmtJournal *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean   smt_journal_check_finish       (SmtJournal *self, GAsyncResult *result, guint64 *n_records, GError **error);

/* Takes out, for good, the patient content that is older than @content and the log lines that are older than @audit
 * (SMT_INSTANT_UNSET: none). Patients with unsent decisions, open sends or follow-ups are left whole. */
void       smt_journal_purge_async        (SmtJournal *self, SmtInstant content, SmtInstant audit,
                                           GAsyncReadyCallback callback, gpointer data);
gboolean   smt_journal_purge_finish       (SmtJournal *self, GAsyncResult *result, guint *n_records, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtAuditEntry, smt_audit_entry_free)

G_END_DECLS
