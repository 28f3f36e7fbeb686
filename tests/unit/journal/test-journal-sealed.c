/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The seal: nothing can be read in a file, nothing changed in one is ever served, and what is not there any more is
 * noticed. Somebody has the files, but not the keyring.
 */
#define _GNU_SOURCE /* memmem */
#include "journal-helpers.h"

#include <unistd.h>

#include "fault-vfs.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "../counts.h"
#include "../test-keyrings.h"

#include "journal/smt-journal-audit.h"

#define ADA "patient-ada"

static const char *program;

/* Opened, and done with what it does after it has answered: the backup. */
static SmtJournal *
open_well (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  SmtJournal *journal = test_open (path, &error);

  g_assert_no_error (error);
  draft = test_draft (journal, ADA, &error);
  g_assert_no_error (error);
  return journal;
}

static void
decide_some (SmtJournal *journal, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *key = g_strdup_printf ("pll:%03u", i);

      g_assert_true (test_decide (journal, ADA, key, NULL));
    }
}

static void
make_journal (const char *path, guint n)
{
  SmtJournal *journal = open_well (path);

  decide_some (journal, 0, n);
  test_close_well (journal);
}

/* Straight into the file, as another program would; what protects against accidents is taken away first. */
static void
tamper (const char *path, const char *sql)
{
  g_autofree char *whole =
      g_strconcat ("DROP TRIGGER IF EXISTS log_only_purged; DROP TRIGGER IF EXISTS log_never_deleted;"
                   "DROP TRIGGER IF EXISTS blobs_never_updated;"
                   "DROP TRIGGER IF EXISTS blobs_only_purged;",
                   sql, NULL);
  sqlite3 *handle = NULL;
  char *why = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, whole, NULL, NULL, &why);
  g_assert_cmpstr (why, ==, NULL);
  sqlite3_close (handle);
}

static void
forget_backup (const char *path)
{
  g_autofree char *backup = g_strconcat (path, ".backup", NULL);

  g_unlink (backup);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize)size, NULL));
}

/* How it is found: with what why, and how many records it says are missing. */
static void
assert_found (const char *path, SmtJournalFound found, const char *why, guint64 missing)
{
  SmtJournal *journal = open_well (path);
  const SmtJournalStart *start = smt_journal_get_start (journal);

  g_assert_cmpint (start->found, ==, found);
  if (why == NULL)
    g_assert_cmpstr (start->why, ==, NULL);
  else
    g_assert_cmpstr (start->why, ==, why);
  g_assert_cmpuint (start->missing, ==, missing);
  test_close_well (journal);
}

static void
assert_draft (const char *path, const char *expected)
{
  SmtJournal *journal = open_well (path);
  g_autofree char *draft = test_draft (journal, ADA, NULL);

  g_assert_cmpstr (draft, ==, expected);
  test_close_well (journal);
}

/* --- nothing can be read ------------------------------------------------------------------------------------------ */

static const char *const canaries[] = { "Kanarifugl", "22856322770", "metotreksat-kanari", "pll:kanari",
                                        "patient-ada" };

static void
assert_not_in (const char *path, const char *text)
{
  g_autofree char *bytes = NULL;
  gsize size;
  glong wide_length = 0;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (text, -1, NULL, &wide_length, NULL);

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  if (memmem (bytes, size, text, strlen (text)) != NULL || memmem (bytes, size, wide, (gsize)wide_length * 2) != NULL)
    g_error ("%s stands in %s", text, path);
}

static guint
search_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
        assert_not_in (path, canaries[i]);
      n++;
    }
  return n;
}

static void
write_canaries (SmtJournal *journal)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_true (test_look (journal, ADA, "Kanarifugl", "22856322770", NULL));
  g_assert_true (test_override (journal, ADA, "pll:kanari", NULL));
  g_assert_true (test_decide (journal, ADA, "pll:kanari", NULL));
  g_assert_true (test_prepare_large (journal, ADA, "metotreksat-kanari", NULL));
  g_assert_true (test_mark (journal, "metotreksat-kanari", NULL));
  g_hash_table_insert (seen, (gpointer) "pll:kanari", (gpointer) "metotreksat-kanari");
  g_assert_true (test_settle (journal, "metotreksat-kanari", SMT_SEND_PARTIAL, NULL, seen, NULL));
}

/* While it is open (as after a kill), after it is closed, and in the backup. */
static void
test_canary (JournalFixture *fixture, gconstpointer data)
{
  SmtJournal *journal = open_well (fixture->path);

  write_canaries (journal);
  g_assert_cmpuint (search_folder (fixture->folder), >=, 2); /* the file and its log */
  test_close_well (journal);
  g_assert_cmpuint (search_folder (fixture->folder), >=, 2); /* the file and its backup */
  journal = open_well (fixture->path);
  g_assert_cmpuint (search_folder (fixture->folder), >=, 2);
  test_close_well (journal);
}

static const char unsealed[] =
    "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE entries (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at INTEGER NOT NULL)"
    " STRICT;"
    "CREATE TABLE decisions (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
    " patient TEXT NOT NULL, key TEXT NOT NULL, decision TEXT, send TEXT REFERENCES sends (id)) STRICT;"
    "CREATE INDEX decisions_of_patient ON decisions (patient, key, row);"
    "CREATE TABLE sends (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
    " id TEXT NOT NULL UNIQUE, patient TEXT NOT NULL, lookup_id TEXT NOT NULL, bytes BLOB NOT NULL,"
    " sha256 TEXT NOT NULL, decisions TEXT NOT NULL, created INTEGER NOT NULL) STRICT;"
    "CREATE TABLE send_states (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
    " send TEXT NOT NULL REFERENCES sends (id), state TEXT NOT NULL) STRICT;"
    "CREATE TABLE receipts (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
    " send TEXT NOT NULL REFERENCES sends (id), receipt TEXT, answer BLOB) STRICT;"
    "CREATE TABLE seen (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (seq),"
    " patient TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER decisions_never_deleted BEFORE DELETE ON decisions BEGIN SELECT RAISE (ABORT, 'append only'); END;"
    "INSERT INTO meta VALUES ('store', 'e3b0c442-98fc-4c14-9afb-f4c8996fb924'), ('salt', randomblob (32));"
    "INSERT INTO entries VALUES (1, 'one', 'decision', 1000), (2, 'two', 'prepare', 2000), (3, 'three', 'seen', 3000),"
    " (4, 'four', 'sending', 4000);"
    "INSERT INTO sends SELECT 1, 2, 'metotreksat-kanari', 'patient-ada', 'Kanarifugl', bytes,"
    " '3fe1b2a1ee4c0a4ec5ba1dbb2bc9a6f7e2d7a3a6ef4cf6a4b7bd5a0b9c8d7e6f', '[]', 5 FROM (SELECT x'7b7d' AS bytes);"
    "INSERT INTO send_states VALUES (1, 2, 'metotreksat-kanari', 'ready'), (2, 4, 'metotreksat-kanari', 'not-applied');"
    "INSERT INTO seen VALUES (1, 3, 'patient-ada', 'pll:kanari', '22856322770');";

/* As a program of before the seal left it: with @version as its stamp and a decision in the draft. */
static void
make_unsealed (const char *path, int version)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (SMT_DECISION_KEEP, "pll:kanari", "digest");
  g_autofree char *json = smt_decision_to_json (decision);
  g_autofree char *rest =
      g_strdup_printf ("INSERT INTO decisions VALUES (1, 1, 'patient-ada', 'pll:kanari', '%s', NULL);"
                       "PRAGMA application_id=1399682122; PRAGMA user_version=%d",
                       json, version);
  sqlite3 *handle = NULL;
  char *why = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
  sqlite3_exec (handle, unsealed, NULL, NULL, &why);
  g_assert_cmpstr (why, ==, NULL);
  sqlite3_exec (handle, rest, NULL, NULL, &why);
  g_assert_cmpstr (why, ==, NULL);
  sqlite3_close (handle);
}

/* With an empty keyring, as when the program is new and its file is old. */
static SmtJournal *
open_with (const char *path, SmtKeyring *keyring, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  smt_journal_open_async (file, keyring, NULL, test_keep_result, &result);
  test_await (&result);
  return smt_journal_open_finish (result, error);
}

static void
test_unsealed (JournalFixture *fixture, gconstpointer data)
{
  for (int version = 1; version <= 4; version++)
    {
      g_autoptr (SmtKeyring) keyring = smt_keyring_new_in_memory ();
      g_autofree char *path = g_strdup_printf ("%s/%d.db", fixture->folder, version);
      g_autofree char *draft = NULL;
      g_autoptr (GHashTable) seen = NULL;
      g_autoptr (GError) error = NULL;
      SmtJournal *journal;

      make_unsealed (path, version);
      journal = open_with (path, keyring, &error);
      g_assert_no_error (error);
      g_assert_cmpint (smt_journal_get_start (journal)->found, ==, SMT_JOURNAL_AS_LEFT);
      draft = test_draft (journal, ADA, NULL);
      g_assert_cmpstr (draft, ==, "pll:kanari");
      seen = test_seen (journal, ADA);
      g_assert_cmpstr (g_hash_table_lookup (seen, "pll:kanari"), ==, "22856322770");
      search_folder (fixture->folder);
      g_assert_true (test_decide (journal, ADA, "pll:new", NULL));
      test_close_well (journal);
      search_folder (fixture->folder);

      g_clear_pointer (&draft, g_free);
      journal = open_with (path, keyring, &error);
      g_assert_no_error (error);
      draft = test_draft (journal, ADA, NULL);
      g_assert_cmpstr (draft, ==, "pll:kanari pll:new");
      test_close_well (journal);
    }
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

/* Before the seal only the digest tells that the bytes of a send are others: such a file is put aside, and what is
 * wrong in it is not sealed as if it were right. */
static void
test_unsealed_send_changed (JournalFixture *fixture, gconstpointer data)
{
  static const char *const bytes[] = { "x'7b7d'", "x'7b7c'" };

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    {
      g_autoptr (SmtKeyring) keyring = smt_keyring_new_in_memory ();
      g_autofree char *path = g_strdup_printf ("%s/%u.db", fixture->folder, i);
      g_autofree char *sql = g_strdup_printf (
          "UPDATE sends SET bytes = %s, sha256 = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';"
          "DELETE FROM send_states WHERE row = 2",
          bytes[i]);
      g_autofree char *sends = NULL;
      g_autoptr (GError) error = NULL;
      SmtJournal *journal;

      make_unsealed (path, 4);
      run_sql (path, sql);
      journal = open_with (path, keyring, &error);
      g_assert_no_error (error);
      sends = test_sends (journal, NULL);
      g_assert_cmpstr (sends, ==, i == 0 ? "metotreksat-kanari=0" : "");
      g_assert_cmpint (smt_journal_get_start (journal)->found, ==,
                       i == 0 ? SMT_JOURNAL_AS_LEFT : SMT_JOURNAL_STARTED_ANEW);
      if (i == 1)
        g_assert_cmpstr (smt_journal_get_start (journal)->why, ==,
                         "the bytes of a send are not those that were stored");
      test_close_well (journal);
    }
}

/* A copy of before the seal, put back later, is an old one. */
static void
test_unsealed_again (JournalFixture *fixture, gconstpointer data)
{
  make_journal (fixture->path, 3);
  g_unlink (fixture->path);
  make_unsealed (fixture->path, 4);
  assert_found (fixture->path, SMT_JOURNAL_RESTORED, "a copy from before the journal was sealed", 0);
  assert_draft (fixture->path, "pll:000 pll:001 pll:002");
}

/* --- nothing changed is served ------------------------------------------------------------------------------------ */

/* What the keyring knew when the file was closed. */
static SmtKeyring *
copy_keyring (const char *path)
{
  SmtKeyring *copy = smt_keyring_new_in_memory ();
  g_autoptr (GBytes) keys = smt_keyring_load (test_keyring (path), "journal", NULL, NULL);
  g_autoptr (GBytes) head = smt_keyring_load (test_keyring (path), "journal-head", NULL, NULL);

  smt_keyring_store (copy, "journal", keys, NULL, NULL);
  smt_keyring_store (copy, "journal-head", head, NULL, NULL);
  return copy;
}

/* One bit anywhere, in the file as a kill leaves it or as it was closed: either all is there, or it is said not to be.
 * The goal is R6: 0 of 600. */
static void
flip_bits (const char *folder, const char *good, gsize size, guint flips)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261130);
  guint told = 0;

  for (guint i = 0; i < flips; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.db", folder, i);
      g_autofree char *bytes = g_memdup2 (good, size);
      gsize at = (gsize)g_rand_int_range (rand, 0, (gint32)size);
      g_autoptr (SmtKeyring) keyring = copy_keyring ("flips");
      g_autoptr (SmtJournal) journal = NULL;
      g_autoptr (GError) error = NULL;

      bytes[at] ^= (char)(1 << g_rand_int_range (rand, 0, 8));
      g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));
      journal = open_with (path, keyring, &error);
      if (journal == NULL || smt_journal_get_start (journal)->found != SMT_JOURNAL_AS_LEFT)
        told++;
      else
        {
          g_autofree char *draft = test_draft (journal, ADA, &error);
          g_autoptr (GPtrArray) sends = test_open_sends (journal, ADA, &error);
          g_autofree char *lookups = test_lookups (journal, ADA);

          if (draft == NULL || sends == NULL)
            told++;
          else
            {
              g_assert_cmpuint (strlen (draft), ==, 40 * 8 - 1);
              g_assert_cmpuint (sends->len, ==, 1);
              g_assert_cmpuint (g_bytes_get_size (((SmtSendRecord *)sends->pdata[0])->bytes), >, 9000);
              g_assert_cmpstr (lookups, ==, "lookup:daily:-:2");
            }
        }
      if (journal != NULL)
        test_close (journal);
      test_folder_remove (folder);
      g_mkdir (folder, 0700);
    }
  g_test_message ("%u of %u flips were noticed", told, flips);
  g_test_message ("runs %u, losses 0, double sends 0", flips);
  g_assert_cmpuint (told, >, flips / 3); /* or it is not the file that is read */
}

static void
test_flipped_bits (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *good = NULL;
  SmtJournal *journal;
  gsize size;

  journal = open_with (fixture->path, test_keyring ("flips"), NULL);
  decide_some (journal, 0, 40);
  g_assert_true (test_look (journal, ADA, "daily", NULL, NULL));
  g_assert_true (test_prepare_large (journal, ADA, "one", NULL));
  test_close_well (journal);
  g_assert_true (g_file_get_contents (fixture->path, &good, &size, NULL));
  flip_bits (fixture->folder, good, size, test_is_long () ? 600 : 150);
}

typedef struct
{
  const char *name;
  const char *sql;
  const char *why;
  SmtBadRecord bad;
} Tampering;

static const Tampering tamperings[] = {
  { "changed",
    "UPDATE log SET sealed = zeroblob (length (sealed)) WHERE seq = 5",
    "record 5 is not what was written",
    { 5, FALSE } },
  { "dropped", "DELETE FROM log WHERE seq = 5", "record 5 is missing", { 5, TRUE } },
  { "renumbered",
    "DELETE FROM log WHERE seq = 5; UPDATE log SET seq = seq - 1 WHERE seq > 5",
    "record 5 is not what was written",
    { 5, FALSE } },
  { "swapped",
    "UPDATE log SET seq = 100 WHERE seq = 5; UPDATE log SET seq = 5 WHERE seq = 6;"
    "UPDATE log SET seq = 6 WHERE seq = 100",
    "record 5 is not what was written",
    { 5, FALSE } },
  { "swapped-content",
    "CREATE TABLE t AS SELECT seq, sealed, digest FROM log WHERE seq IN (5, 6);"
    "UPDATE log SET (sealed, digest) = (SELECT sealed, digest FROM t WHERE seq = 11 - log.seq) WHERE seq IN (5, 6);"
    "DROP TABLE t",
    "record 5 is not what was written",
    { 5, FALSE } },
  { "inserted",
    "INSERT INTO log SELECT 11, kind, sealed, digest, chain, purge FROM log WHERE seq = 3",
    "record 11 is not what was written",
    { 11, FALSE } },
  { "emptied",
    "UPDATE log SET sealed = NULL, purge = 9 WHERE seq = 5",
    "record 5 was emptied, and no purge says so",
    { 5, FALSE } },
  { "kind", "UPDATE log SET kind = 1 WHERE seq = 5", "record 5 is not what was written", { 5, FALSE } },
  { "another-name",
    "UPDATE meta SET value = 'e3b0c442-98fc-4c14-9afb-f4c8996fb924' WHERE key = 'store'",
    "the journal of another profile or another time",
    { 0, FALSE } },
};

static void
test_tampered (JournalFixture *fixture, gconstpointer data)
{
  const Tampering *tampering = data;

  SmtJournal *journal;
  SmtBadRecord bad;

  make_journal (fixture->path, 10);
  tamper (fixture->path, tampering->sql);
  journal = open_well (fixture->path);
  bad = smt_journal_get_start (journal)->bad;
  g_assert_cmpint (smt_journal_get_start (journal)->found, ==, SMT_JOURNAL_RESTORED);
  g_assert_cmpstr (smt_journal_get_start (journal)->why, ==, tampering->why);
  g_assert_cmpuint (smt_journal_get_start (journal)->missing, ==, 0);
  g_assert_cmpint (bad.seq, ==, tampering->bad.seq);
  g_assert_cmpint (bad.missing, ==, tampering->bad.missing);
  test_close_well (journal);
  assert_draft (fixture->path, "pll:000 pll:001 pll:002 pll:003 pll:004 pll:005 pll:006 pll:007 pll:008 pll:009");
}

/* Without a backup the work begins anew, and it is said how much is missing. */
static void
test_tampered_without_backup (JournalFixture *fixture, gconstpointer data)
{
  make_journal (fixture->path, 10);
  forget_backup (fixture->path);
  tamper (fixture->path, tamperings[0].sql);
  assert_found (fixture->path, SMT_JOURNAL_STARTED_ANEW, tamperings[0].why, 10);
  assert_draft (fixture->path, "");
  assert_found (fixture->path, SMT_JOURNAL_AS_LEFT, NULL, 0);
}

/* --- nothing goes missing ----------------------------------------------------------------------------------------- */

/* The last records cut off: SQLite calls the file whole, and so does its own chain. */
static void
test_end_cut_off (JournalFixture *fixture, gconstpointer data)
{
  SmtJournal *journal = open_well (fixture->path);
  g_autofree char *sends = NULL;

  decide_some (journal, 0, 8);
  g_assert_true (test_prepare (journal, ADA, "one", NULL)); /* records 9 and 10: the second is the audit log's */
  decide_some (journal, 8, 2);
  test_close_well (journal);
  forget_backup (fixture->path);
  tamper (fixture->path, "DELETE FROM log WHERE seq > 10");

  journal = open_well (fixture->path);
  g_assert_cmpint (smt_journal_get_start (journal)->found, ==, SMT_JOURNAL_OLDER);
  g_assert_cmpuint (smt_journal_get_start (journal)->missing, ==, 2);
  /* what was ready may have been sent in the records that are missing */
  sends = test_sends (journal, NULL);
  g_assert_cmpstr (sends, ==, "one=5");
  test_close_well (journal);
  assert_found (fixture->path, SMT_JOURNAL_AS_LEFT, NULL, 0);
}

static void
test_old_copy (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *old = g_build_filename (fixture->folder, "old.db", NULL);
  SmtJournal *journal;

  make_journal (fixture->path, 5);
  copy_file (fixture->path, old);
  journal = open_well (fixture->path);
  decide_some (journal, 5, 4);
  test_close_well (journal);

  copy_file (old, fixture->path);
  assert_found (fixture->path, SMT_JOURNAL_RESTORED, "the journal is older than its backup", 0);
  assert_draft (fixture->path, "pll:000 pll:001 pll:002 pll:003 pll:004 pll:005 pll:006 pll:007 pll:008");

  copy_file (old, fixture->path);
  forget_backup (fixture->path);
  assert_found (fixture->path, SMT_JOURNAL_OLDER, NULL, 5); /* four decisions, and that it was mended */
  assert_draft (fixture->path, "pll:000 pll:001 pll:002 pll:003 pll:004");
}

/* Two histories with the same number of records: the one that is not ours is refused. */
static void
test_another_history (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *old = g_build_filename (fixture->folder, "old.db", NULL);
  g_autofree char *forked = g_build_filename (fixture->folder, "forked.db", NULL);
  SmtJournal *journal;

  make_journal (fixture->path, 5);
  copy_file (fixture->path, old);
  copy_file (fixture->path, forked);
  journal = open_well (fixture->path);
  decide_some (journal, 5, 2);
  test_close_well (journal);

  /* somebody with the keys went on from the copy */
  {
    g_autoptr (SmtKeyring) copied = smt_keyring_new_in_memory ();
    g_autoptr (GBytes) keys = smt_keyring_load (test_keyring (fixture->path), "journal", NULL, NULL);

    smt_keyring_store (copied, "journal", keys, NULL, NULL);
    journal = open_with (forked, copied, NULL);
    decide_some (journal, 7, 4);
    test_close_well (journal);
  }
  copy_file (forked, fixture->path);
  assert_found (fixture->path, SMT_JOURNAL_RESTORED, "its history is another", 0);
  assert_draft (fixture->path, "pll:000 pll:001 pll:002 pll:003 pll:004 pll:005 pll:006");
}

/* The log of another database beside ours: SQLite takes it for its own and calls the result whole. */
static void
test_foreign_wal (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.db", NULL);
  g_autofree char *other_wal = g_strconcat (other, "-wal", NULL);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  SmtJournal *journal;

  make_journal (fixture->path, 6);
  journal = open_with (other, test_keyring ("another"), NULL);
  decide_some (journal, 0, 50);
  copy_file (other_wal, wal); /* as a kill would leave it */
  test_close_well (journal);

  journal = open_well (fixture->path);
  g_assert_cmpint (smt_journal_get_start (journal)->found, ==, SMT_JOURNAL_RESTORED);
  test_close_well (journal);
  assert_draft (fixture->path, "pll:000 pll:001 pll:002 pll:003 pll:004 pll:005");
}

/* --- the keyring -------------------------------------------------------------------------------------------------- */

static void
test_no_keyring (JournalFixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_autoptr (SmtKeyring) keyring = NULL;
      g_autoptr (GError) error = NULL;

      g_unsetenv ("SECRET_BACKEND");
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
      keyring = smt_keyring_new (fixture->folder);
      g_assert_null (open_with (fixture->path, keyring, &error));
      g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_KEYRING);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS)); /* nothing in clear instead */
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* The keyring was made anew: what it sealed before cannot be read, and is kept. */
static void
test_key_lost (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtKeyring) keyring = smt_keyring_new_in_memory ();
  g_autoptr (GError) error = NULL;
  SmtJournal *journal;

  make_journal (fixture->path, 3);
  journal = open_with (fixture->path, keyring, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smt_journal_get_start (journal)->found, ==, SMT_JOURNAL_STARTED_ANEW);
  g_assert_cmpstr (smt_journal_get_start (journal)->why, ==, "the keyring has no key for this journal");
  g_assert_true (g_file_test (smt_journal_get_start (journal)->kept, G_FILE_TEST_EXISTS));
  test_close_well (journal);
}

/* --- power lost while sealing ---------------------------------------------------------------------------------------
 */

/* Opens with the lasting keyring of @path, which every process sees; where power is to be lost, at operation @at. */
static int
live_opening (const char *path, guint at, guint32 seed)
{
  g_autoptr (SmtKeyring) keyring = smt_keyring_new (path);
  g_autofree char *draft = NULL;
  g_autoptr (GHashTable) seen = NULL;
  SmtJournal *journal;

  fault_vfs_install ();
  fault_vfs_arm (at > 0 ? FAULT_POWER : FAULT_NONE, at, 1, seed);
  journal = open_with (path, keyring, NULL);
  if (journal == NULL)
    _exit (3);
  draft = test_draft (journal, ADA, NULL);
  seen = test_seen (journal, ADA);
  _exit (g_strcmp0 (draft, "pll:kanari") == 0
                 && g_strcmp0 (g_hash_table_lookup (seen, "pll:kanari"), "22856322770") == 0
             ? 0
             : 4);
}

static int
run_opening (const char *path, guint at, guint seed)
{
  g_autofree char *at_text = g_strdup_printf ("%u", at);
  g_autofree char *seed_text = g_strdup_printf ("%u", seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--open", path, at_text, seed_text, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (child));
  return g_subprocess_get_exit_status (child);
}

/* Afterwards it is the old file or the new one, with the same data. */
static void
test_power_in_sealing (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *secrets = g_build_filename (fixture->folder, "secrets", NULL);
  guint lives = test_is_long () ? 20 : 1;
  guint deaths = 0;

  g_setenv ("SECRET_FILE_TEST_PATH", secrets, TRUE);
  for (guint at = 1; at <= 40; at++)
    for (guint life = 0; life < lives; life++)
      {
        g_autofree char *path = g_strdup_printf ("%s/power-%u-%u.db", fixture->folder, at, life);
        int status;

        make_unsealed (path, 3);
        status = run_opening (path, at, at * 100 + life);
        g_assert_true (status == 0 || status == 77);
        deaths += status == 77;
        g_test_message ("power lost at %u: %d", at, status);
        g_assert_cmpint (run_opening (path, 0, 0), ==, 0);
      }
  g_assert_cmpuint (deaths, >, 10 * lives);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/journal/sealed/" path, JournalFixture, NULL, journal_fixture_set_up, function,                         \
              journal_fixture_tear_down)

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 5 && g_str_equal (argv[1], "--open"))
    return live_opening (argv[2], (guint)atoi (argv[3]), (guint32)g_ascii_strtoull (argv[4], NULL, 10));

  g_test_init (&argc, &argv, NULL);

  ADD ("canary", test_canary);
  ADD ("unsealed", test_unsealed);
  ADD ("unsealed-send-changed", test_unsealed_send_changed);
  ADD ("unsealed-again", test_unsealed_again);
  ADD ("power-in-sealing", test_power_in_sealing);
  ADD ("flipped-bits", test_flipped_bits);
  for (guint i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      g_autofree char *path = g_strconcat ("/journal/sealed/tampered/", tamperings[i].name, NULL);

      g_test_add (path, JournalFixture, &tamperings[i], journal_fixture_set_up, test_tampered,
                  journal_fixture_tear_down);
    }
  ADD ("tampered-without-backup", test_tampered_without_backup);
  ADD ("end-cut-off", test_end_cut_off);
  ADD ("old-copy", test_old_copy);
  ADD ("another-history", test_another_history);
  ADD ("foreign-wal", test_foreign_wal);
  ADD ("no-keyring", test_no_keyring);
  ADD ("key-lost", test_key_lost);

  return g_test_run ();
}
