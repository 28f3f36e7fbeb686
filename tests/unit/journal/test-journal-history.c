/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was done with one treatment, as the journal tells it: "decided keep; undone keep; sent change by Kari Prøve".
 */
#include "journal/smt-journal-history.h"
#include "journal/smt-journal-reconciled.h"

#include "journal-helpers.h"

#define ADA "patient-ada"

/* @entry_id (nullable): the PLL id the decision gives */
static void
decide (JournalFixture *fixture, const char *patient, const char *key, SmtDecisionKind kind, const char *entry_id)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (kind, key, "digest");
  g_autoptr (GAsyncResult) result = NULL;

  decision->new_entry_id = g_strdup (entry_id);
  smt_journal_add_decision_async (fixture->journal, patient, key, decision, NULL, test_keep_result, &result);
  test_await (&result);
  g_assert_true (smt_journal_add_decision_finish (fixture->journal, result, NULL));
}

static void
send_all (JournalFixture *fixture, const char *id)
{
  g_autoptr (SmtReconciledRecord) record = smt_reconciled_record_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (test_prepare (fixture->journal, ADA, id, NULL));
  g_assert_true (test_mark (fixture->journal, id, NULL));
  g_assert_true (test_settle (fixture->journal, id, SMT_SEND_DONE, NULL, NULL, NULL));
  record->send_id = g_strdup (id);
  record->bytes = g_bytes_new_static ("{}", 2);
  record->who = g_strdup ("Kari Prøve");
  record->role = g_strdup ("doctor");
  record->at = 1;
  smt_journal_add_reconciled_async (fixture->journal, ADA, record, test_keep_result, &result);
  test_await (&result);
  g_assert_true (smt_journal_add_reconciled_finish (fixture->journal, result, NULL));
}

static void
assert_history (JournalFixture *fixture, const char *const *keys, const char *expected)
{
  static const char *const words[] = { "decided", "undone", "sent" };
  static const char *const kinds[SMT_N_DECISIONS] = { "keep", "change", "stop", "take-in" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) acts = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  smt_journal_load_history_async (fixture->journal, ADA, keys, NULL, test_keep_result, &result);
  test_await (&result);
  acts = smt_journal_load_history_finish (fixture->journal, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < acts->len; i++)
    {
      const SmtAct *act = g_ptr_array_index (acts, i);

      g_assert_cmpint (act->at, >, 0);
      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", words[act->kind], kinds[act->decision->kind]);
      if (act->who != NULL)
        g_string_append_printf (text, " by %s, %s", act->who, act->role);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static const char *const pll_1[] = { "pll:1", NULL };

static void
test_each_act (JournalFixture *fixture, gconstpointer data)
{
  decide (fixture, ADA, "pll:1", SMT_DECISION_KEEP, NULL);
  g_assert_true (test_reopen_row (fixture->journal, ADA, "pll:1", NULL));
  decide (fixture, ADA, "pll:1", SMT_DECISION_CHANGE, NULL);
  decide (fixture, ADA, "pll:2", SMT_DECISION_STOP, NULL);
  decide (fixture, "patient-bo", "pll:1", SMT_DECISION_STOP, NULL);
  assert_history (fixture, pll_1, "decided keep; undone keep; decided change");
  send_all (fixture, "send-1");
  assert_history (fixture, pll_1, "decided keep; undone keep; decided change; sent change by Kari Prøve, doctor");
}

/* The loose prescription was taken in and became an entry: its earlier name is part of the history. */
static void
test_earlier_name (JournalFixture *fixture, gconstpointer data)
{
  decide (fixture, ADA, "rx:9", SMT_DECISION_KEEP, NULL);
  decide (fixture, ADA, "rx:9", SMT_DECISION_TAKE_IN, "1");
  send_all (fixture, "send-1");
  assert_history (fixture, pll_1, "decided keep; decided take-in; sent take-in by Kari Prøve, doctor");
}

static void
test_nothing (JournalFixture *fixture, gconstpointer data)
{
  decide (fixture, ADA, "pll:2", SMT_DECISION_STOP, NULL);
  assert_history (fixture, pll_1, "");
}

#define ADD(path, test) g_test_add (path, JournalFixture, NULL, journal_fixture_open, test, journal_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/journal/history/each-act", test_each_act);
  ADD ("/journal/history/earlier-name", test_earlier_name);
  ADD ("/journal/history/nothing", test_nothing);
  return g_test_run ();
}
