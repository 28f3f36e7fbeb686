/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the journal: the one connection, what is written through it, and the send protocol's table.
 * Worker thread only, but for the pure functions.
 */
#pragma once

#include <sqlite3.h>

#include "journal/smt-journal-keys.h"
#include "journal/smt-journal.h"

G_BEGIN_DECLS

/* --- the store (smt-journal-db.c) --------------------------------------------------------------------------------- */

/* What a row belongs to: patient content, or the log of who did what, which outlives it. */
typedef enum
{
  SMT_RECORD_CONTENT,
  SMT_RECORD_AUDIT,
  SMT_N_RECORD_KINDS
} SmtRecordKind;

/* The tables live in memory, in clear, and every query runs there. On disk lies a log of sealed records, one for each
 * write and kind, out of which the tables are made again when the file is opened. */
typedef struct
{
  char *path;             /* (nullable): in memory only */
  sqlite3 *handle;        /* the tables */
  sqlite3 *file;          /* (nullable) the log; NULL after a failed commit that could not be looked into */
  GHashTable *statements; /* SQL (static) → sqlite3_stmt, owned; of @handle */
  GHashTable *writes;     /* the same of @file: what every write needs */
  GArray *touched;        /* (nullable) of SmtJournalRow: what the write at work has inserted */
  SmtKeyring *keyring;    /* (nullable) */
  SmtJournalKeys *keys;
  SmtSeal *seal;
  SmtHeadKeeper *keeper; /* (nullable) */
  GArray *emptied;       /* (nullable) of gint64: the records that the purge at work empties */
  gint64 seq;            /* of the last record in the log */
  guint8 chain[SMT_CHAIN_SIZE];
  gint64 blob;            /* of the last blob */
  char *who;              /* (nullable): who is at work, for the audit log */
  SmtJournalStart *start; /* how it was found */
  gboolean moved;         /* once true, nothing is saved any more */
} SmtJournalDb;

typedef struct
{
  const char *table; /* static */
  gint64 row;
} SmtJournalRow;

/* One write: rows that belong to journal entry @entry; all of them or none are stored */
typedef gboolean (*SmtJournalBody) (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);

SmtJournalDb *smt_journal_db_open    (const char *path, SmtKeyring *keyring, GError **error);
void          smt_journal_db_free    (SmtJournalDb *db);
sqlite3_stmt *smt_journal_db_prepare (SmtJournalDb *db, const char *sql, GError **error);
sqlite3_stmt *smt_journal_db_prepare_write (SmtJournalDb *db, const char *sql, GError **error);
gboolean      smt_journal_db_run     (SmtJournalDb *db, sqlite3_stmt *statement, GError **error);
gboolean      smt_journal_db_next    (SmtJournalDb *db, sqlite3_stmt *statement, gboolean *row, GError **error);
/* a BLOB column; large ones are fetched from the file and checked */
GBytes       *smt_journal_db_bytes   (SmtJournalDb *db, sqlite3_stmt *row, int column, GError **error);
/* What one row says, NULL with an error where it cannot be read */
typedef gpointer (*SmtJournalReader) (SmtJournalDb *db, sqlite3_stmt *row, GError **error);
/* every row of the query @sql (static), whose parameters are @values in their order; NULL where one cannot be read */
GPtrArray    *smt_journal_db_list    (SmtJournalDb *db, const char *sql, const char *const *values, SmtJournalReader reader,
                                      GDestroyNotify free_item, GError **error);
gboolean      smt_journal_db_ready   (SmtJournalDb *db, GError **error);
gboolean      smt_journal_db_write   (SmtJournalDb *db, const char *kind, SmtJournalBody body, gpointer input, GError **error);
void          smt_journal_set_error  (GError **error, int code, const char *doing);
gboolean      smt_journal_damaged    (GError **error, const char *what);

/* --- the tables in memory (smt-journal-tables.c) ------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  SmtRecordKind kind;
  const char *patient; /* (nullable) SQL for the patient of a row t */
} SmtJournalTable;

extern const SmtJournalTable smt_journal_tables[];
extern const guint smt_journal_n_tables;

gboolean    smt_journal_tables_make   (SmtJournalDb *db, GError **error);
void        smt_journal_tables_drop   (SmtJournalDb *db);
/* the rows of @kind among those the write at work has touched, as bytes; NULL when there are none. Large blobs are put
 * aside into @blobs (element-type SmtJournalBlob) */
GBytes     *smt_journal_tables_pack   (SmtJournalDb *db, SmtRecordKind kind, GPtrArray *blobs, GError **error);
gboolean    smt_journal_tables_unpack (SmtJournalDb *db, GBytes *content, GError **error);
/* the entry that a record belongs to, and when it was made */
gboolean    smt_journal_tables_entry  (GBytes *content, gint64 *entry, gint64 *at);

typedef struct
{
  gint64 id;
  GBytes *bytes;
} SmtJournalBlob;

/* --- the log on disk (smt-journal-log.c) -------------------------------------------------------------------------- */

gboolean    smt_journal_log_append    (SmtJournalDb *db, GError **error);
gboolean    smt_journal_log_replay    (SmtJournalDb *db, GError **error);
gboolean    smt_journal_log_check     (SmtJournalDb *db, guint64 *n, GError **error);
gboolean    smt_journal_log_reread    (SmtJournalDb *db, gint64 seq, const guint8 *chain, GError **error);
/* the number, kind, entry and time of every record that still has its content */
typedef void (*SmtJournalVisitor) (gint64 seq, gint64 kind, gint64 entry, gint64 at, gpointer data);
gboolean    smt_journal_log_visit     (SmtJournalDb *db, SmtJournalVisitor visitor, gpointer data, GError **error);
/* inside the transaction of a purge that has just been appended */
gboolean    smt_journal_log_empty     (SmtJournalDb *db, const GArray *seqs, GError **error);
GBytes     *smt_journal_log_blob      (SmtJournalDb *db, gint64 id, gint64 seq, GError **error);

static inline void
smt_statement_done (sqlite3_stmt *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtJournalDb, smt_journal_db_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, smt_statement_done)

void             smt_journal_start_free (SmtJournalStart *start);
SmtJournalStart *smt_journal_start_copy (const SmtJournalStart *start);

/* --- the worker (smt-journal.c) ----------------------------------------------------------------------------------- */

/* Does its work on @db with the @input of its call, and gives a result to free with @free_result, or NULL
 * with an error; without a @free_result the result is only a truth */
typedef gpointer (*SmtJournalWork) (SmtJournalDb *db, gpointer input, GError **error);

/* Has the worker do @work; @name: of the call, static. @input (nullable) is the call's own */
void _smt_journal_ask (SmtJournal *self, const char *name, gpointer input, GDestroyNotify free_input, SmtJournalWork work,
                       GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* --- the file: settings, schema, identity (smt-journal-file.c) ---------------------------------------------------- */

#define SMT_JOURNAL_VERSION 10 /* below that: not sealed */

gboolean smt_journal_file_create (const char *path, GError **error);
gboolean smt_journal_file_sync_folder (const char *path, GError **error);
gboolean smt_journal_file_attach (SmtJournalDb *db, gint64 *version, GError **error);
gboolean smt_journal_file_whole  (SmtJournalDb *db, GError **error);
gboolean smt_journal_file_make   (SmtJournalDb *db, GError **error);
gboolean smt_journal_file_make_tables (SmtJournalDb *db, GError **error);
gboolean smt_journal_file_ask    (SmtJournalDb *db, const char *sql, char **answer, GError **error);
gboolean smt_journal_file_run    (SmtJournalDb *db, const char *sql, const char *doing, GError **error);
gboolean smt_journal_file_same   (SmtJournalDb *db, gboolean *same, GError **error);
gboolean smt_journal_file_scrub  (SmtJournalDb *db, GError **error);
void     smt_journal_file_lay_log (SmtJournalDb *db);
void     smt_journal_file_shut   (SmtJournalDb *db);

/* --- at the start (smt-journal-start.c) ---------------------------------------------------------------------------- */

/* opens what lies at the path, and where that is not what it should be, mends what can be mended and notes it in start */
gboolean smt_journal_start       (SmtJournalDb *db, GError **error);
gboolean smt_journal_start_again (SmtJournalDb *db, GError **error);
/* the file as it is now beside itself, for the day it is damaged; trouble is only logged */
void     smt_journal_back_up     (SmtJournalDb *db);
/* the seq of the last record in the backup; 0 when there is none that can be read */
gint64   smt_journal_backup_seq  (SmtJournalDb *db);
char    *smt_journal_backup_path (SmtJournalDb *db);
void     smt_journal_lay_ballast (SmtJournalDb *db);
gboolean smt_journal_drop_ballast (SmtJournalDb *db);

/* --- a file that is not sealed yet (smt-journal-migrate.c) -------------------------------------------------------- */

gboolean smt_journal_migrate     (SmtJournalDb *db, GError **error);
/* its own identity and salt, as keys */
SmtJournalKeys *smt_journal_migrate_keys (SmtJournalDb *db, GError **error);

/* --- what is written and read ------------------------------------------------------------------------------------- */

typedef struct
{
  char *patient;
  char *key;      /* of the treatment */
  char *decision; /* (nullable) JSON */
  char *override; /* (nullable): the reason, where it lets a finding through */
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

SmtDecision *smt_journal_decision          (const char *json, GError **error);
gboolean    smt_journal_write_decision     (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
GPtrArray  *smt_journal_read_draft         (SmtJournalDb *db, const char *patient, GError **error);
gboolean    smt_journal_close_draft        (SmtJournalDb *db, gint64 entry, const char *send_id, const SmtReceipt *receipt, GError **error);
gboolean    smt_journal_write_seen         (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
GPtrArray  *smt_journal_read_overrides     (SmtJournalDb *db, const char *patient, GError **error);
GPtrArray  *smt_journal_read_follow_ups    (SmtJournalDb *db, const char *patient, GError **error);
GHashTable *smt_journal_read_seen          (SmtJournalDb *db, const char *patient, GError **error);

gboolean    smt_journal_write_send         (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
gboolean    smt_journal_write_sending      (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
gboolean    smt_journal_write_settlement   (SmtJournalDb *db, gint64 entry, gpointer input, GError **error);
gboolean    smt_journal_doubt_sending      (SmtJournalDb *db, gboolean ready_too, GError **error);
/* who did what to whom, in the write at work; @patient and what follows may be NULL */
gboolean    smt_journal_write_audit        (SmtJournalDb *db, gint64 entry, const char *act, const char *patient, const char *why,
                                            const char *detail, GError **error);
GPtrArray  *smt_journal_read_open_sends    (SmtJournalDb *db, const char *patient, GError **error);

/* --- the send protocol (smt-send-record.c) ------------------------------------------------------------------------ */

const char *smt_send_state_word   (SmtSendState state);
gboolean    smt_send_state_parse  (const char *word, SmtSendState *out);
gboolean    smt_send_state_leads  (SmtSendState from, SmtSendState to);
gboolean    smt_send_state_blocks (SmtSendState state);

G_END_DECLS
