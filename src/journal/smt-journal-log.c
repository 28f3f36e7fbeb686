/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log on disk: one sealed record a write and kind, each bound to its number and to all before it. What was purged
 * leaves its digest, so that the chain stands.
 */
#include "journal/smt-journal-private.h"

#include <string.h>

/* --- appending ---------------------------------------------------------------------------------------------------- */

static gboolean
step_once (sqlite3_stmt *statement, const char *doing, GError **error)
{
  int code = sqlite3_step (statement);

  sqlite3_finalize (statement);
  if (code == SQLITE_DONE)
    return TRUE;

  smt_journal_set_error (error, code, doing);
  return FALSE;
}

static sqlite3_stmt *
prepare (SmtJournalDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db->file, sql, -1, &statement, NULL);

  if (code != SQLITE_OK)
    smt_journal_set_error (error, code, "prepare");
  return statement;
}

static gboolean
append_blob (SmtJournalDb *db, const SmtJournalBlob *blob, gint64 seq, GError **error)
{
  SmtPlace place = { "blobs", blob->id, seq, NULL };
  g_autoptr (GBytes) sealed =
      smt_seal_close (db->seal, &place, g_bytes_get_data (blob->bytes, NULL), g_bytes_get_size (blob->bytes));
  sqlite3_stmt *insert = prepare (db, "INSERT INTO blobs (id, record, sealed) VALUES (?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, blob->id);
  sqlite3_bind_int64 (insert, 2, seq);
  sqlite3_bind_blob64 (insert, 3, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), SQLITE_STATIC);
  return step_once (insert, "write", error);
}

static gboolean
append_record (SmtJournalDb *db, SmtRecordKind kind, GBytes *content, GError **error)
{
  gint64 seq = db->seq + 1;
  SmtPlace place = { "log", seq, kind, db->chain };
  g_autoptr (GBytes) sealed =
      smt_seal_close (db->seal, &place, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  guint8 digest[SMT_CHAIN_SIZE], link[SMT_CHAIN_SIZE];
  g_autoptr (sqlite3_stmt) insert = smt_journal_db_prepare_write (
      db, "INSERT INTO log (seq, kind, sealed, digest, chain) VALUES (?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;

  smt_seal_digest (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), digest);
  smt_seal_next_link (db->chain, seq, kind, digest, link);
  sqlite3_bind_int64 (insert, 1, seq);
  sqlite3_bind_int64 (insert, 2, kind);
  sqlite3_bind_blob64 (insert, 3, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), SQLITE_STATIC);
  sqlite3_bind_blob (insert, 4, digest, sizeof digest, SQLITE_STATIC);
  sqlite3_bind_blob (insert, 5, link, sizeof link, SQLITE_STATIC);
  if (!smt_journal_db_run (db, insert, error))
    return FALSE;

  db->seq = seq;
  memcpy (db->chain, link, sizeof link);
  return TRUE;
}

/* What the write at work has touched, into the open transaction of the file. On an error the caller takes both back. */
gboolean
smt_journal_log_append (SmtJournalDb *db, GError **error)
{
  g_autoptr (GPtrArray) blobs = g_ptr_array_new ();
  gint64 first = db->seq + 1;

  for (int kind = 0; kind < SMT_N_RECORD_KINDS; kind++)
    {
      GError *trouble = NULL;
      g_autoptr (GBytes) content = smt_journal_tables_pack (db, (SmtRecordKind)kind, blobs, &trouble);

      if (trouble != NULL)
        {
          g_propagate_error (error, trouble);
          return FALSE;
        }
      if (content != NULL && !append_record (db, (SmtRecordKind)kind, content, error))
        return FALSE;
    }

  for (guint i = 0; i < blobs->len; i++)
    if (!append_blob (db, g_ptr_array_index (blobs, i), first, error))
      return FALSE;

  db->blob += blobs->len;
  return TRUE;
}

/* --- reading and checking ----------------------------------------------------------------------------------------- */

typedef struct
{
  SmtJournalDb *db;
  gboolean unpack;           /* else only checked */
  SmtJournalVisitor visitor; /* (nullable) */
  gpointer data;             /* for it */
  gint64 seq;
  guint8 chain[SMT_CHAIN_SIZE];
  GHashTable *purged; /* seq → itself: found without content */
} Walk;

static gboolean
name_bad (SmtBadRecord bad, const char *what, GError **error)
{
  g_autofree char *message = g_strdup_printf ("record %" G_GINT64_FORMAT " %s", bad.seq, what);

  g_propagate_error (error, smt_journal_error_new_bad_record (bad, message));
  return FALSE;
}

static gboolean
name_bad_record (gint64 seq, const char *what, GError **error)
{
  return name_bad ((SmtBadRecord){ seq, FALSE }, what, error);
}

static gboolean
name_missing_record (gint64 seq, GError **error)
{
  return name_bad ((SmtBadRecord){ seq, TRUE }, "is missing", error);
}

static gboolean
visit (Walk *walk, GBytes *content, gint64 seq, gint64 kind)
{
  gint64 entry = 0, at = 0;

  if (!smt_journal_tables_entry (content, &entry, &at))
    return FALSE;

  walk->visitor (seq, kind, entry, at, walk->data);
  return TRUE;
}

static gboolean
read_content (Walk *walk, sqlite3_stmt *row, gint64 seq, gint64 kind, GError **error)
{
  SmtPlace place = { "log", seq, kind, walk->chain };
  g_autoptr (GBytes) content =
      smt_seal_open (walk->db->seal, &place, sqlite3_column_blob (row, 2), (gsize)sqlite3_column_bytes (row, 2));

  if (content == NULL)
    return name_bad_record (seq, "is not what was sealed", error);
  if (walk->visitor != NULL && !visit (walk, content, seq, kind))
    return name_bad_record (seq, "belongs to no entry", error);

  return !walk->unpack || smt_journal_tables_unpack (walk->db, content, error);
}

static gboolean
is_digest (sqlite3_stmt *row, int column, const guint8 *digest)
{
  return sqlite3_column_bytes (row, column) == SMT_CHAIN_SIZE
         && memcmp (sqlite3_column_blob (row, column), digest, SMT_CHAIN_SIZE) == 0;
}

/* seq, kind, sealed, digest, chain */
static gboolean
read_record (Walk *walk, sqlite3_stmt *row, GError **error)
{
  gint64 seq = sqlite3_column_int64 (row, 0);
  gint64 kind = sqlite3_column_int64 (row, 1);
  gboolean purged = sqlite3_column_type (row, 2) == SQLITE_NULL;
  guint8 digest[SMT_CHAIN_SIZE], link[SMT_CHAIN_SIZE];

  if (seq != walk->seq + 1)
    return name_missing_record (walk->seq + 1, error);
  if (!purged)
    smt_seal_digest (sqlite3_column_blob (row, 2), (gsize)sqlite3_column_bytes (row, 2), digest);
  else if (sqlite3_column_bytes (row, 3) == SMT_CHAIN_SIZE)
    memcpy (digest, sqlite3_column_blob (row, 3), SMT_CHAIN_SIZE);
  else
    return name_bad_record (seq, "has lost its digest", error);

  smt_seal_next_link (walk->chain, seq, kind, digest, link);
  if (!is_digest (row, 3, digest) || !is_digest (row, 4, link))
    return name_bad_record (seq, "is not what was written", error);
  if (!purged && !read_content (walk, row, seq, kind, error))
    return FALSE;
  if (purged)
    g_hash_table_add (walk->purged, g_memdup2 (&seq, sizeof seq));

  walk->seq = seq;
  memcpy (walk->chain, link, sizeof link);
  return TRUE;
}

static gboolean
walk_records (Walk *walk, GError **error)
{
  sqlite3_stmt *select =
      prepare (walk->db, "SELECT seq, kind, sealed, digest, chain FROM log WHERE seq > ? ORDER BY seq", error);
  gboolean whole = TRUE;
  int code = SQLITE_DONE;

  if (select == NULL)
    return FALSE;

  sqlite3_bind_int64 (select, 1, walk->seq);
  while (whole && (code = sqlite3_step (select)) == SQLITE_ROW)
    whole = read_record (walk, select, error);
  sqlite3_finalize (select);
  if (whole && code != SQLITE_DONE)
    {
      smt_journal_set_error (error, code, "read");
      if (error != NULL && (*error)->code == SMT_JOURNAL_ERROR_NOT_SAVED)
        (*error)->code = SMT_JOURNAL_ERROR_NOT_READ;
      return FALSE;
    }

  return whole;
}

/* Takes out of @purged what the purges say they have taken. */
static gboolean
account_for_purges (SmtJournalDb *db, GHashTable *purged, GError **error)
{
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (db, "SELECT records FROM purges", error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;

  while (smt_journal_db_next (db, select, &row, error))
    {
      g_auto (GStrv) ranges = NULL;

      if (!row)
        return TRUE;
      ranges = g_strsplit ((const char *)sqlite3_column_text (select, 0), ",", -1);
      for (guint i = 0; ranges[i] != NULL; i++)
        {
          char *end = NULL;
          gint64 first = g_ascii_strtoll (ranges[i], &end, 10);
          gint64 last = *end == '-' ? g_ascii_strtoll (end + 1, NULL, 10) : first;

          for (gint64 seq = first; seq <= last; seq++)
            g_hash_table_remove (purged, &seq);
        }
    }

  return FALSE;
}

static gboolean
no_other_gaps (SmtJournalDb *db, GHashTable *purged, GError **error)
{
  GHashTableIter iter;
  gpointer key;
  gint64 first = G_MAXINT64;

  if (!account_for_purges (db, purged, error))
    return FALSE;

  g_hash_table_iter_init (&iter, purged);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    first = MIN (first, *(const gint64 *)key);

  return g_hash_table_size (purged) == 0 || name_bad_record (first, "was emptied, and no purge says so", error);
}

static gboolean
find_last_blob (SmtJournalDb *db, GError **error)
{
  g_autofree char *last = NULL;

  if (!smt_journal_file_ask (db, "SELECT coalesce (max (id), 0) FROM blobs", &last, error))
    return FALSE;

  db->blob = g_ascii_strtoll (last, NULL, 10);
  return TRUE;
}

/* Reads what the tables do not hold yet into them: all of it at the start. Every record is verified; nothing that is
 * not what was written ever reaches a table. */
gboolean
smt_journal_log_replay (SmtJournalDb *db, GError **error)
{
  g_autoptr (GHashTable) purged = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Walk walk = { db, TRUE, NULL, NULL, db->seq, { 0 }, purged };

  memcpy (walk.chain, db->chain, sizeof walk.chain);
  if (sqlite3_exec (db->handle, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    {
      smt_journal_set_error (error, SQLITE_NOMEM, "begin");
      return FALSE;
    }
  if (!walk_records (&walk, error) || !no_other_gaps (db, purged, error) || !find_last_blob (db, error))
    {
      sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }

  if (sqlite3_exec (db->handle, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    {
      sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
      smt_journal_set_error (error, SQLITE_NOMEM, "commit");
      return FALSE;
    }
  db->seq = walk.seq;
  memcpy (db->chain, walk.chain, sizeof walk.chain);
  return TRUE;
}

gboolean
smt_journal_log_visit (SmtJournalDb *db, SmtJournalVisitor visitor, gpointer data, GError **error)
{
  g_autoptr (GHashTable) purged = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Walk walk = { db, FALSE, visitor, data, 0, { 0 }, purged };

  return walk_records (&walk, error);
}

static gboolean
empty_record (SmtJournalDb *db, gint64 seq, GError **error)
{
  sqlite3_stmt *update = prepare (db, "UPDATE log SET sealed = NULL, purge = ? WHERE seq = ?", error);
  sqlite3_stmt *erase;

  if (update == NULL)
    return FALSE;
  sqlite3_bind_int64 (update, 1, db->seq);
  sqlite3_bind_int64 (update, 2, seq);
  if (!step_once (update, "purge", error))
    return FALSE;

  erase = prepare (db, "DELETE FROM blobs WHERE record = ?", error);
  if (erase == NULL)
    return FALSE;
  sqlite3_bind_int64 (erase, 1, seq);
  return step_once (erase, "purge", error);
}

/* The record of the purge is the last one. What it empties is overwritten when the file is scrubbed, or at the next
 * start. */
gboolean
smt_journal_log_empty (SmtJournalDb *db, const GArray *seqs, GError **error)
{
  for (guint i = 0; i < seqs->len; i++)
    if (!empty_record (db, g_array_index (seqs, gint64, i), error))
      return FALSE;

  return smt_journal_file_run (db, "INSERT OR REPLACE INTO meta VALUES ('scrub', 1)", "purge", error);
}

static gboolean
check_blobs (SmtJournalDb *db, GError **error)
{
  sqlite3_stmt *select = prepare (db, "SELECT id, record, sealed FROM blobs ORDER BY id", error);
  gboolean whole = TRUE;
  int code = SQLITE_DONE;

  if (select == NULL)
    return FALSE;

  while (whole && (code = sqlite3_step (select)) == SQLITE_ROW)
    {
      SmtPlace place = { "blobs", sqlite3_column_int64 (select, 0), sqlite3_column_int64 (select, 1), NULL };
      g_autoptr (GBytes) blob =
          smt_seal_open (db->seal, &place, sqlite3_column_blob (select, 2), (gsize)sqlite3_column_bytes (select, 2));

      whole = blob != NULL || name_bad_record (place.bound, "has a part that is not what was sealed", error);
    }
  sqlite3_finalize (select);
  if (whole && code != SQLITE_DONE)
    smt_journal_set_error (error, code, "read");

  return whole && code == SQLITE_DONE;
}

/* Every record and every blob once more from the disk, and that the end is where it is known to be. */
gboolean
smt_journal_log_check (SmtJournalDb *db, guint64 *n, GError **error)
{
  g_autoptr (GHashTable) purged = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Walk walk = { db, FALSE, NULL, NULL, 0, { 0 }, purged };

  if (db->file == NULL)
    {
      *n = 0;
      return TRUE;
    }
  sqlite3_db_release_memory (db->file); /* what is cached says nothing of the disk */
  if (!walk_records (&walk, error) || !no_other_gaps (db, purged, error) || !check_blobs (db, error))
    return FALSE;
  if (walk.seq != db->seq || memcmp (walk.chain, db->chain, sizeof walk.chain) != 0)
    return name_missing_record (walk.seq + 1, error);

  *n = (guint64)walk.seq;
  return TRUE;
}

/* What was appended after record @seq, which had the link @chain, once more from the disk and not from what is cached.
 */
gboolean
smt_journal_log_reread (SmtJournalDb *db, gint64 seq, const guint8 *chain, GError **error)
{
  g_autoptr (GHashTable) purged = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Walk walk = { db, FALSE, NULL, NULL, seq, { 0 }, purged };

  if (db->file == NULL)
    return TRUE;

  memcpy (walk.chain, chain, sizeof walk.chain);
  sqlite3_db_release_memory (db->file);
  return walk_records (&walk, error) && (walk.seq == db->seq || name_missing_record (walk.seq + 1, error));
}

/* One large blob of record @seq, opened. */
GBytes *
smt_journal_log_blob (SmtJournalDb *db, gint64 id, gint64 seq, GError **error)
{
  SmtPlace place = { "blobs", id, seq, NULL };
  sqlite3_stmt *select = prepare (db, "SELECT sealed FROM blobs WHERE id = ?", error);
  GBytes *blob = NULL;
  int code;

  if (select == NULL)
    return NULL;

  sqlite3_bind_int64 (select, 1, id);
  code = sqlite3_step (select);
  if (code == SQLITE_ROW)
    {
      blob = smt_seal_open (db->seal, &place, sqlite3_column_blob (select, 0), (gsize)sqlite3_column_bytes (select, 0));
      if (blob == NULL)
        name_bad_record (seq, "has a part that is not what was sealed", error);
    }
  else if (code == SQLITE_DONE)
    name_bad_record (seq, "has a part that is missing", error);
  else
    {
      smt_journal_set_error (error, code, "read");
      if (error != NULL && (*error)->code == SMT_JOURNAL_ERROR_NOT_SAVED)
        (*error)->code = SMT_JOURNAL_ERROR_NOT_READ;
    }
  sqlite3_finalize (select);
  return blob;
}
