/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the journal keeps: drafts with undo, the send protocol's table, receipts, what was seen.
 */
#include "journal-helpers.h"

#define ADA "patient-ada"
#define BO "patient-bo"

static void
assert_draft (JournalFixture *fixture, const char *patient, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = test_draft (fixture->journal, patient, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (draft, ==, expected);
}

static void
assert_sends (JournalFixture *fixture, const char *patient, const char *expected)
{
  g_autofree char *sends = test_sends (fixture->journal, patient);

  g_assert_cmpstr (sends, ==, expected);
}

static void
decide (JournalFixture *fixture, const char *patient, const char *key)
{
  g_autoptr (GError) error = NULL;

  test_decide (fixture->journal, patient, key, &error);
  g_assert_no_error (error);
}

/* A send led along a path of states, READY first. */
static void
lead (JournalFixture *fixture, const char *id, const SmtSendState *path, guint length)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < length; i++)
    {
      if (path[i] == SMT_SEND_READY)
        test_prepare (fixture->journal, ADA, id, &error);
      else if (path[i] == SMT_SEND_SENDING)
        test_mark (fixture->journal, id, &error);
      else
        test_settle (fixture->journal, id, path[i], NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

#define LEAD(fixture, id, ...)                                                                                         \
  lead (fixture, id, (const SmtSendState[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const SmtSendState[]){ __VA_ARGS__ })))

/* --- drafts ------------------------------------------------------------------------------------------------------- */

static void
test_draft_keeps_order (JournalFixture *fixture, gconstpointer data)
{
  decide (fixture, ADA, "pll:a");
  decide (fixture, ADA, "pll:b");
  decide (fixture, BO, "pll:x");
  decide (fixture, ADA, "pll:c");
  decide (fixture, ADA, "pll:a"); /* decided anew: now the last */

  assert_draft (fixture, ADA, "pll:b pll:c pll:a");
  assert_draft (fixture, BO, "pll:x");
  assert_draft (fixture, "nobody", "");

  journal_fixture_restart (fixture);
  assert_draft (fixture, ADA, "pll:b pll:c pll:a");
}

static void
test_draft_undo (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  decide (fixture, ADA, "pll:a");
  decide (fixture, ADA, "pll:b");
  test_reopen_row (fixture->journal, ADA, "pll:a", &error);
  g_assert_no_error (error);
  assert_draft (fixture, ADA, "pll:b");

  journal_fixture_restart (fixture);
  assert_draft (fixture, ADA, "pll:b");

  decide (fixture, ADA, "pll:a");
  assert_draft (fixture, ADA, "pll:b pll:a");
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static void
test_draft_carries_everything (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (SMT_DECISION_STOP, "pll:a", "0123abcd");
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GPtrArray) draft = NULL;
  g_autoptr (GError) error = NULL;
  const SmtDecision *back;

  decision->stop_reason = SMT_STOP_OTHER;
  decision->reason = g_strdup ("Kvalme æøå \"sitat\"\nny linje");
  smt_journal_add_decision_async (fixture->journal, ADA, "pll:a", decision, NULL, keep_result, &added);
  smt_journal_load_draft_async (fixture->journal, ADA, NULL, keep_result, &loaded);
  while (loaded == NULL)
    g_main_context_iteration (NULL, TRUE);

  /* answered in the order asked: the load saw the decision added just before it */
  g_assert_nonnull (added);
  g_assert_true (smt_journal_add_decision_finish (fixture->journal, added, &error));
  draft = smt_journal_load_draft_finish (fixture->journal, loaded, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draft->len, ==, 1);
  back = g_ptr_array_index (draft, 0);
  g_assert_cmpint (back->kind, ==, SMT_DECISION_STOP);
  g_assert_cmpint (back->stop_reason, ==, SMT_STOP_OTHER);
  g_assert_cmpstr (back->digest, ==, "0123abcd");
  g_assert_cmpstr (back->reason, ==, decision->reason);
}

static void
test_cancelled_write_is_not_begun (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (SMT_DECISION_KEEP, "pll:a", "d");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  smt_journal_add_decision_async (fixture->journal, ADA, "pll:a", decision, cancellable, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (smt_journal_add_decision_finish (fixture->journal, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_draft (fixture, ADA, "");
}

static void
test_patient_key (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *other_path = g_build_filename (fixture->folder, "other.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJournal) other = test_open (other_path, &error);
  g_autofree char *first = smt_journal_dup_patient_key (fixture->journal, "22856322770");
  g_autofree char *again = NULL;
  g_autofree char *elsewhere = smt_journal_dup_patient_key (other, "22856322770");

  g_assert_cmpuint (strlen (first), ==, 64);
  g_assert_cmpstr (first, !=, elsewhere);
  journal_fixture_restart (fixture);
  again = smt_journal_dup_patient_key (fixture->journal, "22856322770");
  g_assert_cmpstr (first, ==, again);
  test_close (other);
}

/* --- the send protocol -------------------------------------------------------------------------------------------- */

#define R SMT_SEND_READY
#define S SMT_SEND_SENDING
#define D SMT_SEND_DONE
#define P SMT_SEND_PARTIAL
#define J SMT_SEND_REJECTED
#define U SMT_SEND_UNKNOWN
#define N SMT_SEND_NOT_APPLIED

/* Written down from docs/send-protocol.md and nothing else: row = from, column = to, in the order R S D P J U N. */
static const SmtSendState all_states[] = { R, S, D, P, J, U, N };
static const char *const may_lead[] = {
  ".x....x", /* ready */
  "..xxxxx", /* sending */
  ".......", /* done */
  "..xx...", /* partial: known better by a later look */
  ".......", /* rejected */
  "..xx..x", /* unknown: never rejected, never sent again */
  ".......", /* not applied */
};

static const struct
{
  SmtSendState path[4];
  guint length;
} ways[] = { { { R }, 1 },       { { R, S }, 2 },    { { R, S, D }, 3 }, { { R, S, P }, 3 },
             { { R, S, J }, 3 }, { { R, S, U }, 3 }, { { R, S, N }, 3 } };

static void
test_state_table (JournalFixture *fixture, gconstpointer data)
{
  for (guint from = 0; from < G_N_ELEMENTS (all_states); from++)
    for (guint to = 1; to < G_N_ELEMENTS (all_states); to++)
      {
        g_autofree char *id = g_strdup_printf ("send-%u-%u", from, to);
        g_autoptr (GError) error = NULL;
        gboolean moved;

        lead (fixture, id, ways[from].path, ways[from].length);
        if (all_states[to] == SMT_SEND_SENDING)
          moved = test_mark (fixture->journal, id, &error);
        else
          moved = test_settle (fixture->journal, id, all_states[to], NULL, NULL, &error);

        g_test_message ("from %u to %u", from, to);
        g_assert_cmpint (moved, ==, may_lead[from][to] == 'x');
        if (!moved)
          g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_STATE);

        /* out of the way of the next one */
        test_settle (fixture->journal, id, SMT_SEND_NOT_APPLIED, NULL, NULL, NULL);
      }
}

static void
test_one_send_per_patient (JournalFixture *fixture, gconstpointer data)
{
  static const SmtSendState on_its_way[] = { R, S, U };

  for (guint i = 0; i < G_N_ELEMENTS (on_its_way); i++)
    {
      g_autofree char *first = g_strdup_printf ("first-%u", i);
      g_autofree char *second = g_strdup_printf ("second-%u", i);
      g_autofree char *other = g_strdup_printf ("other-%u", i);
      g_autoptr (GError) error = NULL;

      lead (fixture, first, ways[on_its_way[i] == R ? 0 : on_its_way[i] == S ? 1 : 5].path, i + 1);
      g_assert_false (test_prepare (fixture->journal, ADA, second, &error));
      g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_STATE);
      g_clear_error (&error);

      g_assert_true (test_prepare (fixture->journal, BO, other, &error));
      g_assert_no_error (error);
      test_settle (fixture->journal, first, N, NULL, NULL, &error);
      test_settle (fixture->journal, other, N, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
assert_overrides (JournalFixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *keys = test_overrides (fixture->journal, ADA, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (keys, ==, expected);
}

static gboolean
decide_as (SmtJournal *journal, SmtDecisionKind kind, const char *key)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (kind, key, "digest");
  g_autoptr (GAsyncResult) result = NULL;

  decision->reason = g_strdup ("avtalt");
  smt_journal_add_decision_async (journal, ADA, key, decision, NULL, test_keep_result, &result);
  test_await (&result);
  return smt_journal_add_decision_finish (journal, result, NULL);
}

/* An override that went with a send is found again at the next lookup, until something else went with one. To keep the
 * line is nothing else. */
static void
test_override_of_a_send (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test_override (fixture->journal, ADA, "pll:a", &error);
  test_override (fixture->journal, ADA, "pll:b", &error);
  test_decide (fixture->journal, ADA, "pll:c", &error);
  test_override (fixture->journal, BO, "pll:d", &error);
  test_reopen_row (fixture->journal, ADA, "pll:b", &error);
  g_assert_no_error (error);
  assert_overrides (fixture, ""); /* not sent yet */

  LEAD (fixture, "one", R, S, D);
  assert_overrides (fixture, "pll:a"); /* what was undone, or is no override, is none */
  LEAD (fixture, "two", R, S, D);
  assert_overrides (fixture, "pll:a"); /* a send without a word about it leaves it */

  g_assert_true (decide_as (fixture->journal, SMT_DECISION_KEEP, "pll:a"));
  assert_overrides (fixture, "pll:a"); /* a draft has said nothing yet */
  LEAD (fixture, "three", R, S, D);
  assert_overrides (fixture, "pll:a");

  g_assert_true (decide_as (fixture->journal, SMT_DECISION_CLARIFY, "pll:a"));
  assert_overrides (fixture, "pll:a");
  test_reopen_row (fixture->journal, ADA, "pll:a", &error);
  assert_overrides (fixture, "pll:a");
  g_assert_true (decide_as (fixture->journal, SMT_DECISION_CLARIFY, "pll:a"));
  LEAD (fixture, "four", R, S, D);
  assert_overrides (fixture, "");
}

static void
test_unknown_send (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (test_mark (fixture->journal, "no-such-send", &error));
  g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_STATE);
  g_clear_error (&error);
  g_assert_false (test_settle (fixture->journal, "no-such-send", D, NULL, NULL, &error));
  g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_STATE);
}

static void
test_id_used_once (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  LEAD (fixture, "one", R, S, D);
  g_assert_false (test_prepare (fixture->journal, ADA, "one", &error));
  g_assert_nonnull (error);
  assert_sends (fixture, NULL, "");
}

static void
test_wrong_digest (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtSendRecord) record = smt_send_record_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  record->id = g_strdup ("one");
  record->patient = g_strdup (ADA);
  record->lookup_id = g_strdup ("lookup");
  record->bytes = g_bytes_new_static ("{}", 2);
  record->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "{ }", -1);
  record->decisions = g_strdup ("[]");
  smt_journal_prepare_send_async (fixture->journal, record, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (smt_journal_prepare_send_finish (fixture->journal, result, &error));
  g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_STATE);
  assert_sends (fixture, NULL, "");
}

static void
test_sending_becomes_unknown (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *expected = g_strdup_printf ("one=%d", U);

  LEAD (fixture, "one", R, S);
  journal_fixture_restart (fixture);
  assert_sends (fixture, ADA, expected);
  journal_fixture_restart (fixture);
  assert_sends (fixture, NULL, expected);

  LEAD (fixture, "one", N);
  assert_sends (fixture, NULL, "");
}

static void
test_ready_stays_ready (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *expected = g_strdup_printf ("one=%d", R);

  LEAD (fixture, "one", R);
  journal_fixture_restart (fixture);
  assert_sends (fixture, ADA, expected);
}

static void
test_record_comes_back_whole (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtReceipt) receipt = smt_receipt_new (5000000);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  const SmtSendRecord *record;

  smt_receipt_add (receipt, SMT_PART_PLL, SMT_PART_UNKNOWN, NULL);
  LEAD (fixture, "one", R, S);
  test_settle (fixture->journal, "one", U, receipt, NULL, &error);
  g_assert_no_error (error);
  journal_fixture_restart (fixture);

  records = test_open_sends (fixture->journal, ADA, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (record->patient, ==, ADA);
  g_assert_cmpstr (record->lookup_id, ==, "lookup-1");
  g_assert_cmpmem (g_bytes_get_data (record->bytes, NULL), g_bytes_get_size (record->bytes), "{\"send\":\"one\"}", 14);
  g_assert_cmpstr (record->decisions, ==, "[]");
  g_assert_cmpint (record->created, ==, 1000000);
  g_assert_nonnull (record->receipt);
  g_assert_cmpuint (record->receipt->parts->len, ==, 1);
  g_assert_true (smt_receipt_has_state (record->receipt, SMT_PART_UNKNOWN));
}

/* --- what a send closes ------------------------------------------------------------------------------------------- */

static void
test_done_closes_what_was_sent (JournalFixture *fixture, gconstpointer data)
{
  decide (fixture, ADA, "pll:a");
  decide (fixture, ADA, "pll:b");
  decide (fixture, BO, "pll:x");
  LEAD (fixture, "one", R, S);
  decide (fixture, ADA, "pll:b"); /* after the bytes were fixed: not in them */
  decide (fixture, ADA, "pll:c");
  LEAD (fixture, "one", D);

  assert_draft (fixture, ADA, "pll:b pll:c");
  assert_draft (fixture, BO, "pll:x");
  assert_sends (fixture, NULL, "");
}

static void
test_others_keep_the_draft (JournalFixture *fixture, gconstpointer data)
{
  decide (fixture, ADA, "pll:a");
  LEAD (fixture, "rejected", R, S, J);
  assert_draft (fixture, ADA, "pll:a");
  LEAD (fixture, "lost", R, S, U, N);
  assert_draft (fixture, ADA, "pll:a");
  LEAD (fixture, "offline", R, S, N);
  assert_draft (fixture, ADA, "pll:a");
}

static void
test_partial_closes_what_arrived (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtReceipt) receipt = smt_receipt_new (5000000);
  g_autoptr (GError) error = NULL;
  g_autofree char *partial = g_strdup_printf ("one=%d", P);

  decide (fixture, ADA, "pll:arrived");
  decide (fixture, ADA, "pll:failed");
  decide (fixture, ADA, "pll:kept");
  decide (fixture, ADA, "pll:half");
  smt_receipt_add (receipt, SMT_PART_PRESCRIPTION, SMT_PART_RECEIVED, "pll:arrived");
  smt_receipt_add (receipt, SMT_PART_RECALL, SMT_PART_UNCONFIRMED, "pll:arrived");
  smt_receipt_add (receipt, SMT_PART_PRESCRIPTION, SMT_PART_FAILED, "pll:failed");
  smt_receipt_add (receipt, SMT_PART_ENTRY, SMT_PART_RECEIVED, "pll:half");
  smt_receipt_add (receipt, SMT_PART_RECALL, SMT_PART_FAILED, "pll:half");
  smt_receipt_add (receipt, SMT_PART_PLL, SMT_PART_RECEIVED, NULL);
  LEAD (fixture, "one", R, S);
  test_settle (fixture->journal, "one", P, receipt, NULL, &error);
  g_assert_no_error (error);

  assert_draft (fixture, ADA, "pll:failed pll:half");
  assert_sends (fixture, ADA, partial);

  /* the failed parts go with the next send; then nobody asks for the first any more */
  LEAD (fixture, "two", R, S, D);
  assert_draft (fixture, ADA, "");
  assert_sends (fixture, ADA, "");
}

static void
test_failed_list_keeps_kept_rows_open (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtReceipt) receipt = smt_receipt_new (5000000);
  g_autoptr (GError) error = NULL;

  decide (fixture, ADA, "pll:changed");
  decide (fixture, ADA, "pll:kept");
  smt_receipt_add (receipt, SMT_PART_PRESCRIPTION, SMT_PART_RECEIVED, "pll:changed");
  smt_receipt_add (receipt, SMT_PART_PLL, SMT_PART_FAILED, NULL);
  LEAD (fixture, "one", R, S);
  test_settle (fixture->journal, "one", P, receipt, NULL, &error);
  g_assert_no_error (error);

  assert_draft (fixture, ADA, "pll:kept");
}

/* --- what was seen ------------------------------------------------------------------------------------------------ */

static void
test_seen_is_the_latest (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) back = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (seen, (gpointer) "pll:a", (gpointer) "old");
  g_hash_table_insert (seen, (gpointer) "pll:b", (gpointer) "same");
  LEAD (fixture, "one", R, S);
  test_settle (fixture->journal, "one", D, NULL, seen, &error);
  g_assert_no_error (error);

  g_hash_table_remove_all (seen);
  g_hash_table_insert (seen, (gpointer) "pll:a", (gpointer) "new");
  smt_journal_add_seen_async (fixture->journal, ADA, seen, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (smt_journal_add_seen_finish (fixture->journal, result, &error));
  g_assert_no_error (error);

  journal_fixture_restart (fixture);
  back = test_seen (fixture->journal, ADA);
  g_assert_cmpuint (g_hash_table_size (back), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (back, "pll:a"), ==, "new");
  g_assert_cmpstr (g_hash_table_lookup (back, "pll:b"), ==, "same");
}

static void
test_refused_settlement_stores_nothing (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) back = NULL;

  decide (fixture, ADA, "pll:a");
  g_hash_table_insert (seen, (gpointer) "pll:a", (gpointer) "digest");
  LEAD (fixture, "one", R); /* DONE cannot follow READY */
  g_assert_false (test_settle (fixture->journal, "one", D, NULL, seen, NULL));

  back = test_seen (fixture->journal, ADA);
  g_assert_cmpuint (g_hash_table_size (back), ==, 0);
  assert_draft (fixture, ADA, "pll:a");
}

static void
test_closed_journal_says_so (void)
{
  g_autofree char *folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "journal.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJournal) journal = test_open (path, &error);

  g_assert_no_error (error);
  test_close (journal);
  g_assert_false (test_decide (journal, ADA, "pll:a", &error));
  g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_SAVED);
  test_folder_remove (folder);
}

static void
test_lookups_are_kept (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bo = NULL;
  g_autofree char *ada = NULL;

  test_look (fixture->journal, ADA, "reconciliation", NULL, &error);
  test_look (fixture->journal, BO, "renewal", NULL, &error);
  test_look (fixture->journal, ADA, "treatment", "HPAKUTT", &error);
  g_assert_no_error (error);

  journal_fixture_restart (fixture);
  ada = test_lookups (fixture->journal, ADA);
  bo = test_lookups (fixture->journal, BO);
  g_assert_cmpstr (ada, ==, "lookup:reconciliation:-:2 lookup:treatment:HPAKUTT:2");
  g_assert_cmpstr (bo, ==, "lookup:renewal:-:2");
}

static void
test_in_memory (void)
{
  g_autoptr (SmtJournal) journal = smt_journal_new_in_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *key = smt_journal_dup_patient_key (journal, "22856322770");

  g_assert_cmpuint (strlen (key), ==, 64);
  g_assert_true (test_decide (journal, ADA, "pll:a", &error));
  g_assert_true (test_prepare (journal, ADA, "one", &error));
  g_assert_true (test_mark (journal, "one", &error));
  g_assert_false (test_prepare (journal, ADA, "two", NULL));
  draft = test_draft (journal, ADA, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft, ==, "pll:a");
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/journal/" path, JournalFixture, NULL, journal_fixture_open, function, journal_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("draft/order", test_draft_keeps_order);
  ADD ("draft/undo", test_draft_undo);
  ADD ("draft/whole", test_draft_carries_everything);
  ADD ("draft/cancelled", test_cancelled_write_is_not_begun);
  ADD ("patient-key", test_patient_key);
  ADD ("send/table", test_state_table);
  ADD ("send/one-per-patient", test_one_send_per_patient);
  ADD ("send/no-such", test_unknown_send);
  ADD ("override-of-a-send", test_override_of_a_send);
  ADD ("send/id-once", test_id_used_once);
  ADD ("send/wrong-digest", test_wrong_digest);
  ADD ("send/sending-becomes-unknown", test_sending_becomes_unknown);
  ADD ("send/ready-stays", test_ready_stays_ready);
  ADD ("send/whole", test_record_comes_back_whole);
  ADD ("close/done", test_done_closes_what_was_sent);
  ADD ("close/others", test_others_keep_the_draft);
  ADD ("close/partial", test_partial_closes_what_arrived);
  ADD ("close/list-failed", test_failed_list_keeps_kept_rows_open);
  ADD ("seen/latest", test_seen_is_the_latest);
  ADD ("seen/refused", test_refused_settlement_stores_nothing);
  ADD ("lookups", test_lookups_are_kept);
  g_test_add_func ("/journal/in-memory", test_in_memory);
  g_test_add_func ("/journal/closed", test_closed_journal_says_so);

  return g_test_run ();
}
