/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * At the start: is what lies at the path the store that the keyring knows, whole, and as far as it had come? Where it
 * is not, it is put aside, never deleted; the last backup takes its place, or a new store does; and it is noted what
 * was done, for the screen to say.
 */
#define G_LOG_DOMAIN "smt-journal"

#include "journal/smt-journal-private.h"

#include <string.h>

#include <glib/gstdio.h>

void
smt_journal_start_free (SmtJournalStart *start)
{
  if (start == NULL)
    return;

  g_free (start->kept);
  g_free (start->why);
  g_free (start);
}

SmtJournalStart *
smt_journal_start_copy (const SmtJournalStart *start)
{
  SmtJournalStart *copy = g_new0 (SmtJournalStart, 1);

  copy->found = start->found;
  copy->missing = start->missing;
  copy->kept = g_strdup (start->kept);
  copy->why = g_strdup (start->why);
  copy->bad = start->bad;
  return copy;
}

/* --- what lies there ---------------------------------------------------------------------------------------------- */

static gboolean
use_keys (SmtJournalDb *db, SmtJournalKeys *keys)
{
  g_clear_pointer (&db->keys, smt_journal_keys_free);
  g_clear_pointer (&db->seal, smt_seal_free);
  db->keys = keys;
  db->seal = smt_seal_new (keys->data, keys->store_id, SMT_JOURNAL_VERSION);
  return TRUE;
}

/* The keys are in the keyring before the file is sealed with them. */
static gboolean
take_new_keys (SmtJournalDb *db, SmtJournalKeys *keys, GError **error)
{
  use_keys (db, keys);
  return smt_journal_keys_store (db->keyring, keys, error);
}

static gboolean
is_same (SmtJournalDb *db, GError **error)
{
  gboolean same = FALSE;

  return smt_journal_file_same (db, &same, error)
         && (same || smt_journal_damaged (error, "the journal of another profile or another time"));
}

static gboolean
open_sealed (SmtJournalDb *db, GError **error)
{
  g_autofree char *scrub = NULL;

  if (db->keys == NULL)
    return smt_journal_damaged (error, "the keyring has no key for this journal");
  if (!is_same (db, error) || !smt_journal_log_replay (db, error)
      || !smt_journal_file_ask (db, "SELECT count(*) FROM meta WHERE key = 'scrub'", &scrub, error))
    return FALSE;

  if (!g_str_equal (scrub, "0") && !smt_journal_file_scrub (db, error))
    return FALSE;
  return TRUE;
}

/* A file of before the seal is taken over once. When the keyring knows a sealed one, it is an old copy. */
static gboolean
open_unsealed (SmtJournalDb *db, const SmtJournalHead *head, GError **error)
{
  g_autoptr (SmtJournalKeys) own = smt_journal_migrate_keys (db, error);

  if (own == NULL)
    return FALSE;
  if (db->keys != NULL && (head != NULL || !g_str_equal (own->store_id, db->keys->store_id)))
    return smt_journal_damaged (error, "a copy from before the journal was sealed");
  if (db->keys == NULL && !take_new_keys (db, g_steal_pointer (&own), error))
    return FALSE;

  return smt_journal_migrate (db, error);
}

/* Without a byte in it, or in its log. */
static gboolean
is_empty (SmtJournalDb *db)
{
  g_autofree char *wal = g_strconcat (db->path, "-wal", NULL);
  GStatBuf status;

  return g_stat (db->path, &status) == 0 && status.st_size == 0 && !g_file_test (wal, G_FILE_TEST_EXISTS);
}

static gboolean
open_new (SmtJournalDb *db, const SmtJournalHead *head, GError **error)
{
  if (head != NULL && head->seq > 0)
    return smt_journal_damaged (error, "the journal is gone");
  if (db->keys == NULL && !take_new_keys (db, smt_journal_keys_new (NULL, NULL), error))
    return FALSE;

  return smt_journal_file_make (db, error);
}

static gboolean
has_chain_at (SmtJournalDb *db, const SmtJournalHead *head, gboolean *has, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT hex (chain) FROM log WHERE seq = %" G_GINT64_FORMAT, head->seq);
  g_autofree char *chain = NULL;
  GString *wanted = g_string_new (NULL);

  for (guint i = 0; i < SMT_CHAIN_SIZE; i++)
    g_string_append_printf (wanted, "%02X", head->chain[i]);
  *has = smt_journal_file_ask (db, sql, &chain, error) && g_str_equal (chain, wanted->str);
  g_string_free (wanted, TRUE);
  return chain != NULL;
}

/* What is known outside is never ahead of the file, unless the file is an old one. */
static gboolean
compare_head (SmtJournalDb *db, const SmtJournalHead *head, GError **error)
{
  gboolean has = FALSE;

  if (head == NULL || head->seq == 0)
    return TRUE;
  if (head->seq <= db->seq)
    return has_chain_at (db, head, &has, error) && (has || smt_journal_damaged (error, "its history is another"));

  db->start->missing = (guint64)(head->seq - db->seq);
  if (db->start->found == SMT_JOURNAL_AS_LEFT && smt_journal_backup_seq (db) > db->seq)
    return smt_journal_damaged (error, "the journal is older than its backup");
  if (db->start->found == SMT_JOURNAL_AS_LEFT)
    db->start->found = SMT_JOURNAL_OLDER;
  return TRUE;
}

static gboolean
open_once (SmtJournalDb *db, const SmtJournalHead *head, GError **error)
{
  gint64 version = 0;

  smt_journal_tables_drop (db);
  smt_journal_file_shut (db);
  if (!smt_journal_tables_make (db, error) || !smt_journal_file_create (db->path, error))
    return FALSE;
  if (is_empty (db) && head != NULL && head->seq > 0)
    return smt_journal_damaged (error, "the journal is gone");
  if (!smt_journal_file_attach (db, &version, error))
    return FALSE;
  if (version == 0)
    return open_new (db, head, error);

  return smt_journal_file_whole (db, error)
         && (version < SMT_JOURNAL_VERSION ? open_unsealed (db, head, error) : open_sealed (db, error))
         && compare_head (db, head, error);
}

/* --- mending ------------------------------------------------------------------------------------------------------ */

static gboolean
put_aside (const char *from, const char *to, GError **error)
{
  int failed;

  if (!g_file_test (from, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_rename (from, to) == 0)
    return TRUE;

  failed = errno;
  g_set_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "put aside: %s", g_strerror (failed));
  return FALSE;
}

/* The damaged file with its log: somebody may still get something out of it. A file without a byte in it is not kept.
 */
static gboolean
keep_damaged (SmtJournalDb *db, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *kept = g_strdup_printf ("%s.damaged-%s-%.8s", db->path, stamp, unique);
  g_autofree char *wal = g_strconcat (db->path, "-wal", NULL);
  g_autofree char *kept_wal = g_strconcat (kept, "-wal", NULL);

  smt_journal_file_shut (db);
  if (is_empty (db))
    return g_unlink (db->path) == 0 || put_aside (db->path, kept, error);
  if (!put_aside (wal, kept_wal, error) || !put_aside (db->path, kept, error)
      || !smt_journal_file_sync_folder (db->path, error))
    return FALSE;

  if (db->start->kept == NULL)
    db->start->kept = g_steal_pointer (&kept);
  return TRUE;
}

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED);
}

/* Before a file is called damaged it is read once more: a disk or a memory that failed for a moment is no damage. */
static gboolean
open_twice (SmtJournalDb *db, const SmtJournalHead *head, GError **error)
{
  g_autoptr (GError) trouble = NULL;

  if (open_once (db, head, &trouble))
    return TRUE;
  if (is_damage (trouble))
    return open_once (db, head, error);

  g_propagate_error (error, g_steal_pointer (&trouble));
  return FALSE;
}

/* A backup is closed and whole, or it is not there: it can take the place by its name. */
static gboolean
open_backup (SmtJournalDb *db, const SmtJournalHead *head, GError **error)
{
  g_autofree char *backup = smt_journal_backup_path (db);

  if (db->keys == NULL || !g_file_test (backup, G_FILE_TEST_EXISTS))
    return smt_journal_damaged (error, "there is no backup");

  db->start->found = SMT_JOURNAL_RESTORED;
  return put_aside (backup, db->path, error) && smt_journal_file_sync_folder (db->path, error)
         && open_once (db, head, error);
}

/* The old keys are kept under another name: the file that was put aside can still be opened with them. */
static gboolean
open_anew (SmtJournalDb *db, const SmtJournalHead *head, GError **error)
{
  if (db->keys != NULL && !smt_journal_keys_keep (db->keyring, db->keys, error))
    return FALSE;
  if (!take_new_keys (db, smt_journal_keys_new (NULL, NULL), error))
    return FALSE;

  db->start->found = SMT_JOURNAL_STARTED_ANEW;
  db->start->missing = head != NULL ? (guint64)head->seq : 0;
  return open_once (db, NULL, error);
}

static gboolean
mend (SmtJournalDb *db, const SmtJournalHead *head, const GError *why, GError **error)
{
  g_autoptr (GError) trouble = NULL;

  g_message ("the journal cannot be used as it is: %s", why->message);
  db->start->why = g_strdup (why->message);
  db->start->bad = smt_journal_error_get_bad_record (why);
  db->start->missing = 0;
  if (!keep_damaged (db, error))
    return FALSE;
  if (open_backup (db, head, &trouble))
    return TRUE;
  if (!is_damage (trouble))
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }

  return keep_damaged (db, error) && open_anew (db, head, error);
}

static gboolean
write_mended (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  static const char *const words[] = { "as-left", "restored", "older", "started-anew" };
  g_autofree char *missing = g_strdup_printf ("%" G_GUINT64_FORMAT, db->start->missing);

  return smt_journal_write_audit (db, entry, "mended", NULL, words[db->start->found], missing, error);
}

/* Keys, head and file; whatever was on its way is unknown now, and after a mending whatever was ready to go as well: it
 * may have gone in the records that are missing. */
gboolean
smt_journal_start (SmtJournalDb *db, GError **error)
{
  g_autoptr (GError) trouble = NULL;
  g_autoptr (SmtJournalHead) head = NULL;
  SmtJournalKeys *keys = NULL;
  gboolean mended;

  if (!smt_journal_keys_load (db->keyring, &keys, error) || (keys != NULL && !use_keys (db, keys))
      || !smt_journal_head_load (db->keyring, &head, error))
    return FALSE;
  if (head != NULL && (keys == NULL || !g_str_equal (head->store_id, keys->store_id)))
    g_clear_pointer (&head, smt_journal_head_free); /* of a store before this one */

  if (!open_twice (db, head, &trouble))
    {
      if (!is_damage (trouble))
        {
          g_propagate_error (error, g_steal_pointer (&trouble));
          return FALSE;
        }
      if (!mend (db, head, trouble, error))
        return FALSE;
    }

  mended = db->start->found != SMT_JOURNAL_AS_LEFT;
  if (!smt_journal_doubt_sending (db, mended, error)
      || (mended && !smt_journal_db_write (db, "mended", write_mended, NULL, error)))
    return FALSE;

  db->keeper = smt_head_keeper_new (db->keyring);
  smt_head_keeper_keep (db->keeper, smt_journal_head_new (db->keys->store_id, db->seq, db->chain));
  return TRUE;
}

/* After opening anew in the middle of work: the store we had, with perhaps a record more than the tables hold. */
gboolean
smt_journal_start_again (SmtJournalDb *db, GError **error)
{
  g_autoptr (GError) trouble = NULL;
  gint64 version = 0;
  gboolean same = FALSE;

  if (smt_journal_file_attach (db, &version, &trouble) && smt_journal_file_same (db, &same, &trouble) && same
      && smt_journal_log_replay (db, &trouble))
    return TRUE;

  smt_journal_file_shut (db);
  if (trouble == NULL)
    {
      db->moved = TRUE;
      g_set_error_literal (&trouble, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_MOVED, "another journal lies in its place");
    }
  g_propagate_error (error, g_steal_pointer (&trouble));
  return FALSE;
}
