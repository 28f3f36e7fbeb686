/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the journal: the one connection, what is written through it, and the send protocol's table.
 * Worker thread only, but for the pure functions.
 */
#pragma once

#include <sqlite3.h>

#include "journal/smt-journal.h"

G_BEGIN_DECLS

/* --- the connection (smt-journal-db.c) ---------------------------------------------------------------------------- */

typedef struct
{
  char *path;             /* (nullable): in memory only */
  sqlite3 *handle;        /* (nullable): NULL after a failed commit that could not be looked into */
  GHashTable *statements; /* SQL (static) → sqlite3_stmt, owned */
  char *store_id;         /* UUID of this file */
  guint8 salt[32];
  gboolean moved;         /* once true, nothing is saved any more */
} SmtJournalDb;

/* One write: rows that belong to journal entry @entry; all of them or none are stored */
typedef gboolean (*SmtJournalBody) (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);

SmtJournalDb *smt_journal_db_open    (const char *path, GError **error);
void          smt_journal_db_free    (SmtJournalDb *db);
sqlite3_stmt *smt_journal_db_prepare (SmtJournalDb *db, const char *sql, GError **error);
gboolean      smt_journal_db_run     (SmtJournalDb *db, sqlite3_stmt *statement, GError **error);
gboolean      smt_journal_db_next    (SmtJournalDb *db, sqlite3_stmt *statement, gboolean *row, GError **error);
gboolean      smt_journal_db_ready   (SmtJournalDb *db, GError **error);
gboolean      smt_journal_db_write   (SmtJournalDb *db, const char *kind, SmtJournalBody body, gpointer input, GError **error);
void          smt_journal_set_error  (GError **error, int code, const char *doing);

static inline void
smt_statement_done (sqlite3_stmt *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtJournalDb, smt_journal_db_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, smt_statement_done)

/* --- the worker (smt-journal.c) ----------------------------------------------------------------------------------- */

/* Does its work on @db, with the task data of its task as @input, and gives a result to free with @free_result, or NULL
 * with an error; without a @free_result the result is only a truth */
typedef gpointer (*SmtJournalWork) (SmtJournalDb *db, gpointer input, GError **error);

void _smt_journal_ask (SmtJournal *self, GTask *task, SmtJournalWork work, GDestroyNotify free_result);

/* --- the file: settings, schema, identity (smt-journal-open.c) ---------------------------------------------------- */

gboolean smt_journal_file_create (const char *path, GError **error);
gboolean smt_journal_file_attach (SmtJournalDb *db, GError **error);
gboolean smt_journal_file_check  (SmtJournalDb *db, GError **error);
gboolean smt_journal_file_same   (SmtJournalDb *db, GError **error);

/* --- what is written and read ------------------------------------------------------------------------------------- */

typedef struct
{
  char *patient;
  char *key;      /* of the treatment */
  char *decision; /* (nullable) JSON */
} SmtJournalDecision;

typedef struct
{
  char *send_id;
  SmtSendState state;
  SmtReceipt *receipt; /* (nullable) */
  GBytes *answer;      /* (nullable) */
  GHashTable *seen;    /* (nullable) key → digest */
} SmtJournalSettlement;

typedef struct
{
  char *patient;
  GHashTable *seen;
} SmtJournalSeen;

gboolean    smt_journal_write_decision     (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
GPtrArray  *smt_journal_read_draft         (SmtJournalDb *db, const char *patient, GError **error);
gboolean    smt_journal_close_draft        (SmtJournalDb *db, gint64 entry, const char *send_id, const SmtReceipt *receipt, GError **error);
gboolean    smt_journal_write_seen         (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
GPtrArray  *smt_journal_read_overrides     (SmtJournalDb *db, const char *patient, GError **error);
GHashTable *smt_journal_read_seen          (SmtJournalDb *db, const char *patient, GError **error);

gboolean    smt_journal_write_send         (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
gboolean    smt_journal_write_sending      (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
gboolean    smt_journal_write_settlement   (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
gboolean    smt_journal_confirm_sending    (SmtJournalDb *db, const char *send_id, GError **error);
gboolean    smt_journal_doubt_sending      (SmtJournalDb *db, GError **error);
GPtrArray  *smt_journal_read_open_sends    (SmtJournalDb *db, const char *patient, GError **error);

/* --- the send protocol (smt-send-record.c) ------------------------------------------------------------------------ */

const char *smt_send_state_word   (SmtSendState state);
gboolean    smt_send_state_parse  (const char *word, SmtSendState *out);
gboolean    smt_send_state_leads  (SmtSendState from, SmtSendState to);
gboolean    smt_send_state_blocks (SmtSendState state);

G_END_DECLS
