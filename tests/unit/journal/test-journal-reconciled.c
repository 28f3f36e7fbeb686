/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was last reconciled of a patient, and what is to be followed up, as the journal keeps them.
 */
#include "journal/smt-journal-reconciled.h"

#include "journal/smt-journal-audit.h"
#include "journal/smt-journal-notes.h"

#include "journal-helpers.h"

#include <string.h>

#define ADA "patient-ada"
#define BO "patient-bo"

/* --- what was reconciled ------------------------------------------------------------------------------------------ */

static gboolean
store (JournalFixture *fixture, const char *patient, const char *bytes, SmtDate due, SmtInstant at, GError **error)
{
  g_autoptr (SmtReconciledRecord) record = smt_reconciled_record_new ();
  g_autoptr (GAsyncResult) result = NULL;

  record->bytes = g_bytes_new (bytes, strlen (bytes));
  record->who = g_strdup ("Kari Prøve");
  record->role = g_strdup ("doctor");
  record->sources = 5;
  record->conversation = g_strdup ("med pårørende");
  record->due = due;
  record->at = at;
  smt_journal_add_reconciled_async (fixture->journal, patient, record, test_keep_result, &result);
  test_await (&result);
  return smt_journal_add_reconciled_finish (fixture->journal, result, error);
}

static SmtReconciledRecord *
load (JournalFixture *fixture, const char *patient, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_journal_load_reconciled_async (fixture->journal, patient, NULL, test_keep_result, &result);
  test_await (&result);
  return smt_journal_load_reconciled_finish (fixture->journal, result, error);
}

static void
test_newest_is_kept (JournalFixture *fixture, gconstpointer data)
{
  const SmtDate due = smt_date_new (2027, 5, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReconciledRecord) ada = NULL;

  g_assert_true (store (fixture, ADA, "{\"old\":1}", SMT_DATE_UNSET, 1, &error));
  g_assert_true (store (fixture, ADA, "{\"new\":2}", due, 2, &error));
  journal_fixture_restart (fixture);

  ada = load (fixture, ADA, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (ada->bytes, NULL), g_bytes_get_size (ada->bytes), "{\"new\":2}", 9);
  g_assert_cmpstr (ada->who, ==, "Kari Prøve");
  g_assert_cmpstr (ada->role, ==, "doctor");
  g_assert_cmpuint (ada->sources, ==, 5);
  g_assert_cmpstr (ada->conversation, ==, "med pårørende");
  g_assert_cmpint (smt_date_compare (ada->due, due), ==, 0);
  g_assert_cmpint (ada->at, ==, 2);
  g_assert_null (ada->send_id);
}

static void
test_none (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (store (fixture, BO, "{}", SMT_DATE_UNSET, 1, &error));
  g_assert_null (load (fixture, ADA, &error));
  g_assert_no_error (error);
}

/* Every one that was ever stored, the newest first; each is there with its bytes when it is asked for. */
static void
test_all_are_kept (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GAsyncResult) of_bo = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (SmtReconciledRecord) first = NULL;
  const SmtReconciledRecord *newest, *oldest;

  g_assert_true (store (fixture, ADA, "{\"old\":1}", SMT_DATE_UNSET, 2, &error));
  g_assert_true (store (fixture, BO, "{\"other\":1}", SMT_DATE_UNSET, 3, &error));
  g_assert_true (store (fixture, ADA, "{\"new\":2}", SMT_DATE_UNSET, 1, &error)); /* by number, not by the clock */
  journal_fixture_restart (fixture);

  smt_journal_list_reconciled_async (fixture->journal, ADA, NULL, test_keep_result, &listed);
  test_await (&listed);
  all = smt_journal_list_reconciled_finish (fixture->journal, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  newest = g_ptr_array_index (all, 0);
  oldest = g_ptr_array_index (all, 1);
  g_assert_cmpint (newest->at, ==, 1);
  g_assert_cmpint (oldest->at, ==, 2);
  g_assert_cmpint (oldest->entry, <, newest->entry);
  g_assert_null (oldest->bytes);
  g_assert_cmpstr (oldest->conversation, ==, "med pårørende");

  smt_journal_load_reconciled_entry_async (fixture->journal, ADA, oldest->entry, NULL, test_keep_result, &asked);
  test_await (&asked);
  first = smt_journal_load_reconciled_finish (fixture->journal, asked, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (first->bytes, NULL), g_bytes_get_size (first->bytes), "{\"old\":1}", 9);
  g_assert_cmpint (first->entry, ==, oldest->entry);

  smt_journal_load_reconciled_entry_async (fixture->journal, BO, oldest->entry, NULL, test_keep_result, &of_bo);
  test_await (&of_bo);
  g_assert_null (smt_journal_load_reconciled_finish (fixture->journal, of_bo, &error)); /* somebody else's */
  g_assert_no_error (error);
}

/* --- what is to be followed up ------------------------------------------------------------------------------------ */

static void
name_ada (JournalFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smt_journal_add_person_async (fixture->journal, ADA, "{\"family\":\"Testesen\"}", test_keep_result, &result);
  test_await (&result);
  g_assert_true (smt_journal_follow_up_finish (fixture->journal, result, &error));
  g_assert_no_error (error);
}

static void
decide (JournalFixture *fixture, const char *key, SmtDecisionKind kind, SmtDate due)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (kind, key, "digest");
  g_autoptr (GAsyncResult) result = NULL;

  decision->due = due;
  decision->recipient = g_strdup ("fastlegen");
  smt_journal_add_decision_async (fixture->journal, ADA, key, decision, NULL, test_keep_result, &result);
  test_await (&result);
  g_assert_true (smt_journal_add_decision_finish (fixture->journal, result, NULL));
}

static void
send_all (JournalFixture *fixture, const char *id, SmtSendState state)
{
  g_assert_true (test_prepare (fixture->journal, ADA, id, NULL));
  g_assert_true (test_mark (fixture->journal, id, NULL));
  g_assert_true (test_settle (fixture->journal, id, state, NULL, NULL, NULL));
}

static void
end (JournalFixture *fixture, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_journal_end_follow_up_async (fixture->journal, ADA, key, test_keep_result, &result);
  test_await (&result);
  g_assert_true (smt_journal_follow_up_finish (fixture->journal, result, NULL));
}

static void
assert_follow_ups (JournalFixture *fixture, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  smt_journal_load_follow_ups_async (fixture->journal, NULL, NULL, test_keep_result, &result);
  test_await (&result);
  found = smt_journal_load_follow_ups_finish (fixture->journal, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const SmtFollowUp *follow_up = g_ptr_array_index (found, i);
      g_autofree char *due = smt_date_to_iso (follow_up->decision->due);

      g_assert_cmpstr (follow_up->patient, ==, ADA);
      g_assert_cmpstr (follow_up->person, ==, "{\"family\":\"Testesen\"}");
      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", follow_up->decision->key, due);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

#define MAY smt_date_new (2027, 5, 3)
#define APRIL smt_date_new (2027, 4, 1)

static void
test_stands_and_is_undone (JournalFixture *fixture, gconstpointer data)
{
  name_ada (fixture);
  decide (fixture, "pll:a", SMT_DECISION_CLARIFY, MAY);
  decide (fixture, "pll:b", SMT_DECISION_OVERRIDE, APRIL);
  decide (fixture, "pll:c", SMT_DECISION_OVERRIDE, SMT_DATE_UNSET);
  decide (fixture, "pll:d", SMT_DECISION_STOP, MAY);
  assert_follow_ups (fixture, "pll:b:2027-04-01 pll:a:2027-05-03");
  g_assert_true (test_reopen_row (fixture->journal, ADA, "pll:b", NULL));
  assert_follow_ups (fixture, "pll:a:2027-05-03");
  journal_fixture_restart (fixture);
  assert_follow_ups (fixture, "pll:a:2027-05-03");
}

static guint
purge (JournalFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  smt_journal_purge_async (fixture->journal, g_get_real_time () + 1, SMT_INSTANT_UNSET, test_keep_result, &result);
  test_await (&result);
  smt_journal_purge_finish (fixture->journal, result, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* Who somebody is stays while they are to be followed up, and no longer: that they once were is no reason. */
static void
test_purged_when_done (JournalFixture *fixture, gconstpointer data)
{
  name_ada (fixture);
  decide (fixture, "pll:a", SMT_DECISION_CLARIFY, MAY);
  send_all (fixture, "one", SMT_SEND_DONE);
  g_assert_cmpuint (purge (fixture), ==, 0);
  assert_follow_ups (fixture, "pll:a:2027-05-03");
  end (fixture, "pll:a");
  g_assert_cmpuint (purge (fixture), >, 0);
  /* nobody knows who it was: a new follow-up without a name would not be listed */
  decide (fixture, "pll:a", SMT_DECISION_CLARIFY, MAY);
  assert_follow_ups (fixture, "");
}

/* It outlives its send; a later decision ends it, but not before that one is sent. */
static void
test_outlives_the_send (JournalFixture *fixture, gconstpointer data)
{
  name_ada (fixture);
  decide (fixture, "pll:a", SMT_DECISION_CLARIFY, MAY);
  send_all (fixture, "one", SMT_SEND_DONE);
  assert_follow_ups (fixture, "pll:a:2027-05-03");

  decide (fixture, "pll:a", SMT_DECISION_KEEP, SMT_DATE_UNSET);
  assert_follow_ups (fixture, "pll:a:2027-05-03");
  g_assert_true (test_reopen_row (fixture->journal, ADA, "pll:a", NULL));
  assert_follow_ups (fixture, "pll:a:2027-05-03");

  decide (fixture, "pll:a", SMT_DECISION_CLARIFY, APRIL);
  assert_follow_ups (fixture, "pll:a:2027-04-01");
  g_assert_true (test_reopen_row (fixture->journal, ADA, "pll:a", NULL));
  assert_follow_ups (fixture, "pll:a:2027-05-03");

  decide (fixture, "pll:a", SMT_DECISION_KEEP, SMT_DATE_UNSET);
  send_all (fixture, "two", SMT_SEND_REJECTED);
  assert_follow_ups (fixture, "pll:a:2027-05-03");
  send_all (fixture, "three", SMT_SEND_DONE);
  assert_follow_ups (fixture, "");
}

/* Said to be done it is gone, and a new one on the same treatment is a new one. */
static void
test_ended (JournalFixture *fixture, gconstpointer data)
{
  name_ada (fixture);
  decide (fixture, "pll:a", SMT_DECISION_CLARIFY, MAY);
  send_all (fixture, "one", SMT_SEND_DONE);
  end (fixture, "pll:a");
  assert_follow_ups (fixture, "");
  journal_fixture_restart (fixture);
  assert_follow_ups (fixture, "");
  decide (fixture, "pll:a", SMT_DECISION_CLARIFY, APRIL);
  assert_follow_ups (fixture, "pll:a:2027-04-01");
}

/* Who is not known by name cannot be opened, and is not read. */
static void
test_nobody (JournalFixture *fixture, gconstpointer data)
{
  decide (fixture, "pll:a", SMT_DECISION_CLARIFY, MAY);
  assert_follow_ups (fixture, "");
}

/* --- notes -------------------------------------------------------------------------------------------------------- */

static void
note (JournalFixture *fixture, const char *kind, const char *patient, const char *body)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (notes, smt_note_new (kind, patient, "pll:a", body));
  g_ptr_array_add (notes, smt_note_new (kind, patient, "", body));
  smt_journal_add_notes_async (fixture->journal, notes, test_keep_result, &result);
  test_await (&result);
  g_assert_true (smt_journal_add_notes_finish (fixture->journal, result, &error));
  g_assert_no_error (error);
}

static void
assert_notes (JournalFixture *fixture, const char *kind, const char *patient, const char *expected)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  smt_journal_load_notes_async (fixture->journal, kind, patient, test_keep_result, &result);
  test_await (&result);
  notes = smt_journal_load_notes_finish (fixture->journal, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < notes->len; i++)
    {
      const SmtNote *stored = g_ptr_array_index (notes, i);

      g_assert_cmpstr (stored->kind, ==, kind);
      g_assert_cmpint (stored->at, >, 0);
      g_string_append_printf (found, "%s%s/%s/%s", i > 0 ? " " : "", stored->patient, stored->key, stored->body);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_notes (JournalFixture *fixture, gconstpointer data)
{
  note (fixture, "paper", "ada", "1");
  note (fixture, "case", "ada", "2");
  note (fixture, "paper", "bo", "3");
  journal_fixture_restart (fixture);
  assert_notes (fixture, "paper", NULL, "ada/pll:a/1 ada//1 bo/pll:a/3 bo//3");
  assert_notes (fixture, "paper", "bo", "bo/pll:a/3 bo//3");
  assert_notes (fixture, "case", NULL, "ada/pll:a/2 ada//2");
  assert_notes (fixture, "thread", NULL, "");
}

#define ADD(name, test)                                                                                                \
  g_test_add ("/journal/reconciled/" name, JournalFixture, NULL, journal_fixture_open, test, journal_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("newest-is-kept", test_newest_is_kept);
  ADD ("none", test_none);
  ADD ("all-are-kept", test_all_are_kept);
  ADD ("stands-and-is-undone", test_stands_and_is_undone);
  ADD ("purged-when-done", test_purged_when_done);
  ADD ("outlives-the-send", test_outlives_the_send);
  ADD ("ended", test_ended);
  ADD ("nobody", test_nobody);
  ADD ("notes", test_notes);
  return g_test_run ();
}
