/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal-helpers.h"

#include "../test-keyrings.h"

#include <glib/gstdio.h>

void
test_keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

void
test_await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
}

char *
test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  /* numbered: a test's keyring knows a journal by its path, and the random part comes again among thousands */
  static guint number;
  g_autofree char *name = g_strdup_printf ("smt-journal-%u-XXXXXX", ++number);
  char *folder = g_dir_make_tmp (name, &error);

  g_assert_no_error (error);
  return folder;
}

void
test_folder_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

/* Done with what it does after it has answered: room for the log, ballast, backup. */
static SmtJournal *
test_settled (SmtJournal *journal)
{
  if (journal != NULL)
    g_free (test_draft (journal, "nobody", NULL));
  return journal;
}

SmtJournal *
test_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  smt_journal_open_async (file, test_keyring (path), NULL, test_keep_result, &result);
  test_await (&result);
  return test_settled (smt_journal_open_finish (result, error));
}

void
test_close (SmtJournal *journal)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smt_journal_close_async (journal, test_keep_result, &result);
  test_await (&result);
  smt_journal_close_finish (journal, result, &error);
  g_assert_no_error (error);
}

void
test_close_well (SmtJournal *journal)
{
  test_close (journal);
  g_object_unref (journal);
}

void
journal_fixture_set_up (JournalFixture *fixture, gconstpointer data)
{
  fixture->folder = test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "journal.db", NULL);
}

void
journal_fixture_open (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  journal_fixture_set_up (fixture, data);
  fixture->journal = test_open (fixture->path, &error);
  g_assert_no_error (error);
}

void
journal_fixture_restart (JournalFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  test_close_well (fixture->journal);
  fixture->journal = test_open (fixture->path, &error);
  g_assert_no_error (error);
}

void
journal_fixture_tear_down (JournalFixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->journal, test_close_well);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

gboolean
test_decide (SmtJournal *journal, const char *patient, const char *key, GError **error)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (SMT_DECISION_KEEP, key, "digest");
  g_autoptr (GAsyncResult) result = NULL;

  smt_journal_add_decision_async (journal, patient, key, decision, NULL, test_keep_result, &result);
  test_await (&result);
  return smt_journal_add_decision_finish (journal, result, error);
}

gboolean
test_reopen_row (SmtJournal *journal, const char *patient, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_journal_add_decision_async (journal, patient, key, NULL, NULL, test_keep_result, &result);
  test_await (&result);
  return smt_journal_add_decision_finish (journal, result, error);
}

gboolean
test_override (SmtJournal *journal, const char *patient, const char *key, GError **error)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (SMT_DECISION_OVERRIDE, key, "digest");
  g_autoptr (GAsyncResult) result = NULL;

  decision->reason = g_strdup ("avtalt");
  decision->overridden = g_strsplit ("one|two", "|", -1);
  smt_journal_add_decision_async (journal, patient, key, decision, NULL, test_keep_result, &result);
  test_await (&result);
  return smt_journal_add_decision_finish (journal, result, error);
}

/* The keys of decisions in order, with a space between. */
static char *
join_keys (const GPtrArray *draft)
{
  GString *keys = g_string_new (NULL);

  if (draft == NULL)
    return g_string_free (keys, TRUE), NULL;

  for (guint i = 0; i < draft->len; i++)
    {
      const SmtDecision *decision = g_ptr_array_index (draft, i);

      g_string_append_printf (keys, "%s%s", i > 0 ? " " : "", decision->key);
    }

  return g_string_free (keys, FALSE);
}

char *
test_draft (SmtJournal *journal, const char *patient, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) draft = NULL;

  smt_journal_load_draft_async (journal, patient, NULL, test_keep_result, &result);
  test_await (&result);
  draft = smt_journal_load_draft_finish (journal, result, error);
  return join_keys (draft);
}

char *
test_overrides (SmtJournal *journal, const char *patient, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) overrides = NULL;

  smt_journal_load_overrides_async (journal, patient, NULL, test_keep_result, &result);
  test_await (&result);
  overrides = smt_journal_load_overrides_finish (journal, result, error);
  return join_keys (overrides);
}

static gboolean
prepare (SmtJournal *journal, const char *patient, const char *id, GBytes *bytes, GError **error)
{
  g_autoptr (SmtSendRecord) record = smt_send_record_new ();
  g_autoptr (GAsyncResult) result = NULL;

  record->id = g_strdup (id);
  record->patient = g_strdup (patient);
  record->lookup_id = g_strdup ("lookup-1");
  record->bytes = g_bytes_ref (bytes);
  record->decisions = g_strdup ("[]");
  record->created = 1000000;
  smt_journal_prepare_send_async (journal, record, test_keep_result, &result);
  test_await (&result);
  return smt_journal_prepare_send_finish (journal, result, error);
}

gboolean
test_prepare (SmtJournal *journal, const char *patient, const char *id, GError **error)
{
  g_autofree char *body = g_strdup_printf ("{\"send\":\"%s\"}", id);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  return prepare (journal, patient, id, bytes, error);
}

gboolean
test_prepare_large (SmtJournal *journal, const char *patient, const char *id, GError **error)
{
  g_autofree char *filling = g_strnfill (9000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"send\":\"%s\",\"filling\":\"%s\"}", id, filling);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  return prepare (journal, patient, id, bytes, error);
}

gboolean
test_mark (SmtJournal *journal, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_journal_mark_sending_async (journal, id, test_keep_result, &result);
  test_await (&result);
  return smt_journal_mark_sending_finish (journal, result, error);
}

gboolean
test_settle (SmtJournal *journal,
             const char *id,
             SmtSendState state,
             SmtReceipt *receipt,
             GHashTable *seen,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = g_bytes_new_static ("{}", 2);

  smt_journal_settle_send_async (journal, id, state, receipt, answer, seen, test_keep_result, &result);
  test_await (&result);
  return smt_journal_settle_send_finish (journal, result, error);
}

GPtrArray *
test_open_sends (SmtJournal *journal, const char *patient, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_journal_open_sends_async (journal, patient, NULL, test_keep_result, &result);
  test_await (&result);
  return smt_journal_open_sends_finish (journal, result, error);
}

/* "id=state" of each open send, with a space between; the state is the number of its enumeration. */
char *
test_sends (SmtJournal *journal, const char *patient)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = test_open_sends (journal, patient, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const SmtSendRecord *record = g_ptr_array_index (records, i);

      g_string_append_printf (text, "%s%s=%d", i > 0 ? " " : "", record->id, (int)record->state);
    }

  return g_string_free (text, FALSE);
}

GHashTable *
test_seen (SmtJournal *journal, const char *patient)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *seen;

  smt_journal_load_seen_async (journal, patient, NULL, test_keep_result, &result);
  test_await (&result);
  seen = smt_journal_load_seen_finish (journal, result, &error);
  g_assert_no_error (error);
  return seen;
}

gboolean
test_look (SmtJournal *journal, const char *patient, const char *purpose, const char *sperret, GError **error)
{
  g_autoptr (SmtLookupRecord) record = smt_lookup_record_new ();
  g_autoptr (GAsyncResult) result = NULL;

  record->lookup_id = g_strdup ("lookup");
  record->purpose = g_strdup (purpose);
  record->sperret = g_strdup (sperret);
  record->n_references = 2;
  smt_journal_add_lookup_async (journal, patient, record, test_keep_result, &result);
  test_await (&result);
  return smt_journal_add_lookup_finish (journal, result, error);
}

char *
test_lookups (SmtJournal *journal, const char *patient)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  GString *text = g_string_new (NULL);

  smt_journal_load_lookups_async (journal, patient, NULL, test_keep_result, &result);
  test_await (&result);
  records = smt_journal_load_lookups_finish (journal, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const SmtLookupRecord *record = g_ptr_array_index (records, i);

      g_assert_cmpint (record->at, >, 0);
      g_string_append_printf (text, "%s%s:%s:%s:%u", i > 0 ? " " : "", record->lookup_id, record->purpose,
                              record->sperret != NULL ? record->sperret : "-", record->n_references);
    }

  return g_string_free (text, FALSE);
}
