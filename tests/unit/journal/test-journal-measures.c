/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the journal tells of the work itself.
 */
#include "journal/smt-journal-flags.h"
#include "journal/smt-journal-measures.h"

#include "journal-helpers.h"

#define ADA "patient-ada"
#define BO "patient-bo"

static SmtMeasures *
measure (JournalFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmtMeasures *measures;

  smt_journal_load_measures_async (fixture->journal, NULL, test_keep_result, &result);
  test_await (&result);
  measures = smt_journal_load_measures_finish (fixture->journal, result, &error);
  g_assert_no_error (error);
  return measures;
}

static void
send (JournalFixture *fixture, const char *patient, const char *id, SmtSendState state)
{
  g_assert_true (test_prepare (fixture->journal, patient, id, NULL));
  g_assert_true (test_mark (fixture->journal, id, NULL));
  g_assert_true (test_settle (fixture->journal, id, state, NULL, NULL, NULL));
}

static void
look (JournalFixture *fixture, const char *patient)
{
  g_assert_true (test_look (fixture->journal, patient, "treatment", NULL, NULL));
}

static void
test_nothing (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtMeasures) measures = measure (fixture);

  g_assert_cmpuint (measures->n_whole + measures->n_partial + measures->n_unknown + measures->n_timed, ==, 0);
  g_assert_cmpint (measures->median_time, ==, 0);
  g_assert_cmpuint (measures->overridden->len, ==, 0);
}

/* What was undone is an act, but nothing that was sent; an unsent draft is neither. */
static void
test_one (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtMeasures) measures = NULL;
  const SmtTally *first;

  look (fixture, ADA);
  g_assert_true (test_decide (fixture->journal, ADA, "pll:1", NULL));
  g_assert_true (test_reopen_row (fixture->journal, ADA, "pll:1", NULL));
  g_assert_true (test_override (fixture->journal, ADA, "pll:1", NULL));
  g_assert_true (test_decide (fixture->journal, ADA, "pll:2", NULL));
  send (fixture, ADA, "send-1", SMT_SEND_DONE);
  g_assert_true (test_decide (fixture->journal, ADA, "pll:2", NULL));
  journal_fixture_restart (fixture);

  measures = measure (fixture);
  g_assert_cmpuint (measures->n_whole, ==, 1);
  g_assert_cmpuint (measures->n_timed, ==, 1);
  g_assert_cmpint (measures->median_time, >=, 0);
  g_assert_cmpuint (measures->median_decisions, ==, 4);
  g_assert_cmpuint (measures->n_sent[SMT_DECISION_KEEP], ==, 1);
  g_assert_cmpuint (measures->n_sent[SMT_DECISION_OVERRIDE], ==, 1);
  g_assert_cmpuint (measures->overridden->len, ==, 2);
  first = g_ptr_array_index (measures->overridden, 0);
  g_assert_cmpstr (first->name, ==, "one");
  g_assert_cmpuint (first->n, ==, 1);
}

static void
add_flag (JournalFixture *fixture, const char *key, const char *findings)
{
  g_autofree char *body = g_strdup_printf (
      "{\"flag\":{\"entry\":\"%s\",\"medicine\":\"M\",\"atc\":null,\"checks\":\"C1\",\"class\":\"stop\","
      "\"dispense\":\"possible\",\"nb\":\"h\",\"nn\":\"h\",\"en\":\"h\",\"findings\":[%s]}}",
      key, findings);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);

  g_ptr_array_add (notes, smt_note_new (SMT_NOTE_FLAGGED, ADA, key, body));
  smt_journal_add_notes_async (fixture->journal, notes, test_keep_result, &result);
  test_await (&result);
  g_assert_true (smt_journal_add_notes_finish (fixture->journal, result, NULL));
}

/* Of each rule that was overridden: how many of its findings were met, each once however often it was looked at. */
static void
test_rules (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (SmtMeasures) measures = NULL;
  const SmtTally *first;

  look (fixture, ADA);
  add_flag (fixture, "pll:1", "\"one|pll:1|a\",\"other|pll:1|a\"");
  add_flag (fixture, "pll:1", "\"one|pll:1|a\"");
  add_flag (fixture, "pll:2", "\"one|pll:2|b\"");
  g_assert_true (test_override (fixture->journal, ADA, "pll:1", NULL));
  send (fixture, ADA, "send-1", SMT_SEND_DONE);

  measures = measure (fixture);
  first = g_ptr_array_index (measures->overridden, 0);
  g_assert_cmpstr (first->name, ==, "one");
  g_assert_cmpuint (first->n, ==, 1);
  g_assert_cmpuint (first->n_seen, ==, 3); /* two that were flagged, and the one of the override */
  g_assert_false (smt_tally_is_mostly_overridden (first));
}

static void
test_mostly (JournalFixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint n, n_seen;
    gboolean mostly;
  } rows[] = { { 0, 0, FALSE }, { 2, 2, FALSE },  { 3, 3, TRUE },    { 3, 5, TRUE },
               { 3, 6, FALSE }, { 50, 99, TRUE }, { 50, 100, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SmtTally tally = { NULL, rows[i].n, rows[i].n_seen };
      g_assert_cmpint (smt_tally_is_mostly_overridden (&tally), ==, rows[i].mostly);
    }
}

/* Each patient's acts are their own; how a send ended is what it is known by last. */
static void
test_many (JournalFixture *fixture, gconstpointer data)
{
  static const guint n_acts[] = { 5, 1, 3 };
  g_autoptr (SmtMeasures) measures = NULL;

  look (fixture, BO);
  g_assert_true (test_decide (fixture->journal, BO, "pll:1", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (n_acts); i++)
    {
      g_autofree char *id = g_strdup_printf ("send-%u", i);

      look (fixture, ADA);
      for (guint act = 0; act < n_acts[i]; act++)
        g_assert_true (test_decide (fixture->journal, ADA, "pll:1", NULL));
      send (fixture, ADA, id, SMT_SEND_DONE);
    }
  send (fixture, BO, "send-bo", SMT_SEND_UNKNOWN);

  measures = measure (fixture);
  g_assert_cmpuint (measures->n_whole, ==, G_N_ELEMENTS (n_acts));
  g_assert_cmpuint (measures->n_unknown, ==, 1);
  g_assert_cmpuint (measures->median_decisions, ==, 3);
  g_assert_cmpuint (measures->n_sent[SMT_DECISION_KEEP], ==, G_N_ELEMENTS (n_acts));
  g_assert_true (test_settle (fixture->journal, "send-bo", SMT_SEND_NOT_APPLIED, NULL, NULL, NULL));
  g_clear_pointer (&measures, smt_measures_free);
  measures = measure (fixture);
  g_assert_cmpuint (measures->n_unknown, ==, 0);
}

#define ADD(path, test) g_test_add (path, JournalFixture, NULL, journal_fixture_open, test, journal_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/journal/measures/nothing", test_nothing);
  ADD ("/journal/measures/one", test_one);
  ADD ("/journal/measures/many", test_many);
  ADD ("/journal/measures/rules", test_rules);
  ADD ("/journal/measures/mostly", test_mostly);
  return g_test_run ();
}
