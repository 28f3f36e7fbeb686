/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a patient takes home.
 */
#include "reconcile/smt-handout.h"

#include "make-list.h"

#include <string.h>

#define E SMT_PRESCRIPTION_DISPENSABLE

static SmtList *
make_all (void)
{
  const MadeUp all[] = {
    { "pll:agree", "Losartan tab 50 mg", "C09CA01", daily (1), daily (1), "agree", "rx-1", E, SMT_TREATMENT_ACTIVE },
    { "pll:doubt", "Methotrexate Orifarm tab 2,5 mg", "L04AX03", daily (3), weekly (3), "doubt", "rx-2", E,
      SMT_TREATMENT_ACTIVE },
    { "pll:gone", "Naproxen tab 500 mg", "M01AE02", daily (1), daily (1), "gone", NULL, E, SMT_TREATMENT_STOPPED },
    { "pll:hidden", "Marevan tab 2,5 mg", "B01AA03", daily (2), daily (2), "hidden", "rx-3", E, SMT_TREATMENT_ACTIVE },
    { "pll:late", "Amlodipin tab 5 mg", "C08CA01", daily (1), daily (1), "late", NULL, E, SMT_TREATMENT_EXPIRED },
    { "pll:pause", "Furix tab 40 mg", "C03CA01", daily (1), daily (1), "pause", NULL, E, SMT_TREATMENT_PAUSED },
  };
  SmtList *list = make_list (all, G_N_ELEMENTS (all), TRUE);

  ((SmtTreatment *)g_ptr_array_index (list->treatments, 3))->guardian_reserved = TRUE;
  return list;
}

static const SmtHandoutLine *
find (const SmtHandout *handout, const char *key)
{
  for (guint i = 0; i < handout->lines->len; i++)
    {
      const SmtHandoutLine *line = g_ptr_array_index (handout->lines, i);

      if (g_str_equal (line->treatment->key, key))
        return line;
    }
  return NULL;
}

static void
test_lines (void)
{
  g_autoptr (SmtList) list = make_all ();
  g_autoptr (SmtReconciliation) self = smt_reconciliation_new (list, TODAY);
  g_autoptr (SmtHandout) handout = smt_handout_new (self, NULL, SMT_HANDOUT_NB, FALSE);
  const SmtHandoutLine *line = find (handout, "pll:agree");

  g_assert_cmpuint (handout->lines->len, ==, 4);
  g_assert_cmpstr (line->how, ==, "1 tablett morgen daglig");
  g_assert_cmpstr (line->pattern, ==, "1–0–0–0");
  g_assert_cmpstr (line->when, ==, "daglig");
  g_assert_null (line->changed);
  g_assert_cmpint (find (handout, "pll:gone")->group, ==, SMT_HANDOUT_STOPPED);
  g_assert_cmpint (find (handout, "pll:pause")->group, ==, SMT_HANDOUT_PAUSED);
  g_assert_null (find (handout, "pll:late"));
}

/* The paper does not repeat a dose that is in doubt, neither of its two. */
static void
test_doubt_is_no_dose (void)
{
  g_autoptr (SmtList) list = make_all ();
  g_autoptr (SmtReconciliation) self = smt_reconciliation_new (list, TODAY);

  for (SmtHandoutLanguage language = 0; language < SMT_N_HANDOUT_LANGUAGES; language++)
    {
      g_autoptr (SmtHandout) handout = smt_handout_new (self, NULL, language, TRUE);
      const SmtHandoutLine *line = find (handout, "pll:doubt");

      g_assert_null (strpbrk (line->how, "0123456789"));
      g_assert_null (line->pattern);
      g_assert_null (line->when);
    }
}

/* Journal systems write a vaccine as "1 sprøyte daglig"; no paper tells a patient to take one daily. */
static void
test_vaccine (void)
{
  const MadeUp all[] = {
    { "rx:by-use", "Twinrix inj", NULL, daily (1), daily (1), NULL, "by-use", E, SMT_TREATMENT_ACTIVE },
    { "pll:by-atc", "Engerix-B inj", "J07BC01", daily (1), daily (1), "by-atc", "by-atc", E, SMT_TREATMENT_ACTIVE },
  };
  g_autoptr (SmtList) list = make_list (all, G_N_ELEMENTS (all), TRUE);
  g_autoptr (SmtReconciliation) self = NULL;

  ((SmtTreatment *)g_ptr_array_index (list->treatments, 0))->use = SMT_USE_VACCINE;
  self = smt_reconciliation_new (list, TODAY);
  for (SmtHandoutLanguage language = 0; language < SMT_N_HANDOUT_LANGUAGES; language++)
    {
      g_autoptr (SmtHandout) handout = smt_handout_new (self, NULL, language, TRUE);

      g_assert_cmpuint (handout->lines->len, ==, 2);
      for (guint i = 0; i < handout->lines->len; i++)
        {
          const SmtHandoutLine *line = g_ptr_array_index (handout->lines, i);

          g_assert_cmpint (line->group, ==, SMT_HANDOUT_VACCINE);
          g_assert_nonnull (strstr (line->how, language == SMT_HANDOUT_EN ? "vaccine" : "vaksine"));
          g_assert_null (strpbrk (line->how, "0123456789"));
          g_assert_null (line->pattern);
          g_assert_null (line->when);
          /* it never comes onto the list, so it is not told to be missing there */
          g_assert_null (line->changed);
        }
    }
}

static void
test_reserved (void)
{
  g_autoptr (SmtList) list = make_all ();
  g_autoptr (SmtReconciliation) self = smt_reconciliation_new (list, TODAY);
  g_autoptr (SmtHandout) without = smt_handout_new (self, NULL, SMT_HANDOUT_NB, FALSE);
  g_autoptr (SmtHandout) with = smt_handout_new (self, NULL, SMT_HANDOUT_NB, TRUE);

  g_assert_null (find (without, "pll:hidden"));
  g_assert_cmpuint (without->n_reserved, ==, 1);
  g_assert_nonnull (find (with, "pll:hidden"));
  g_assert_cmpuint (with->n_reserved, ==, 1);
}

static void
decide (SmtReconciliation *self, SmtDecisionKind kind, const char *key, int amount)
{
  g_autoptr (SmtDecision) decision =
      smt_decision_new (kind, key, smt_reconciliation_find_row (self, key)->treatment->digest);
  g_autoptr (GError) error = NULL;

  if (kind == SMT_DECISION_CHANGE)
    {
      decision->rhythm = key[4] == 'd' ? weekly (amount) : daily (amount);
      decision->first_day = TODAY;
      decision->new_prescription_id = g_strdup ("new");
    }
  decision->stop_reason = SMT_STOP_FINISHED;
  smt_reconciliation_decide (self, decision, &error);
  g_assert_no_error (error);
}

static void
test_changed (void)
{
  g_autoptr (SmtList) list = make_all ();
  g_autoptr (SmtReconciliation) self = smt_reconciliation_new (list, TODAY);
  g_autoptr (SmtChangeSet) sent = NULL;
  g_autoptr (SmtHandout) handout = NULL;
  g_autoptr (GError) error = NULL;

  decide (self, SMT_DECISION_CHANGE, "pll:agree", 2);
  decide (self, SMT_DECISION_CHANGE, "pll:doubt", 3);
  decide (self, SMT_DECISION_STOP, "pll:hidden", 0);
  sent = smt_reconciliation_freeze (self, &error);
  g_assert_no_error (error);

  handout = smt_handout_new (self, sent, SMT_HANDOUT_NB, TRUE);
  g_assert_cmpstr (find (handout, "pll:agree")->changed, ==,
                   "Ny dose fra 20. november 2026. Før: 1 tablett morgen daglig.");
  /* of two doses that disagreed, none is told as the one before */
  g_assert_cmpstr (find (handout, "pll:doubt")->changed, ==, "Ny dose fra 20. november 2026.");
  g_assert_cmpstr (find (handout, "pll:hidden")->changed, ==, "Sluttet nå.");
}

/* A recalled loose prescription is not on the list that is looked up afterwards, and is told as ended all the same. */
static void
test_recalled (void)
{
  const MadeUp loose = { "rx:loose", "Furix tab 40 mg", "C03CA01", daily (2),           daily (2),
                         NULL,       "loose",           E,         SMT_TREATMENT_ACTIVE };
  g_autoptr (SmtList) before = make_list (&loose, 1, TRUE);
  g_autoptr (SmtList) after = make_list (NULL, 0, TRUE);
  g_autoptr (SmtReconciliation) old = smt_reconciliation_new (before, TODAY);
  g_autoptr (SmtReconciliation) self = smt_reconciliation_new (after, TODAY);
  g_autoptr (SmtChangeSet) sent = NULL;
  g_autoptr (SmtHandout) handout = NULL;
  g_autoptr (SmtHandout) unsent = NULL;
  g_autoptr (GError) error = NULL;

  decide (old, SMT_DECISION_RECALL, "rx:loose", 0);
  sent = smt_reconciliation_freeze (old, &error);
  g_assert_no_error (error);

  handout = smt_handout_new (self, sent, SMT_HANDOUT_NB, FALSE);
  g_assert_cmpuint (handout->lines->len, ==, 1);
  g_assert_cmpint (find (handout, "rx:loose")->group, ==, SMT_HANDOUT_STOPPED);
  g_assert_cmpstr (find (handout, "rx:loose")->changed, ==, "Sluttet nå.");
  unsent = smt_handout_new (self, NULL, SMT_HANDOUT_NB, FALSE);
  g_assert_cmpuint (unsent->lines->len, ==, 0);
}

/* Every word has a bokmål one, and the others where they are not left to it. */
static void
test_words (void)
{
  for (SmtHandoutLanguage language = 0; language < SMT_N_HANDOUT_LANGUAGES; language++)
    {
      for (SmtHandoutWord word = 0; word < SMT_N_HANDOUT_WORDS; word++)
        g_assert_true (smt_handout_word (word, language) != NULL || word == SMT_HANDOUT_WORD_LANGUAGE);
      for (SmtHandoutGroup group = 0; group < SMT_N_HANDOUT_GROUPS; group++)
        g_assert_nonnull (smt_handout_group_name (group, language));
    }
  g_assert_cmpstr (smt_handout_word (SMT_HANDOUT_WORD_WHY, SMT_HANDOUT_SE), ==, "Manne");
  g_assert_cmpstr (smt_handout_word (SMT_HANDOUT_WORD_ADVICE, SMT_HANDOUT_SE), ==,
                   smt_handout_word (SMT_HANDOUT_WORD_ADVICE, SMT_HANDOUT_NB));
  g_assert_nonnull (smt_handout_word (SMT_HANDOUT_WORD_LANGUAGE, SMT_HANDOUT_SE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/handout/lines", test_lines);
  g_test_add_func ("/reconcile/handout/doubt-is-no-dose", test_doubt_is_no_dose);
  g_test_add_func ("/reconcile/handout/vaccine", test_vaccine);
  g_test_add_func ("/reconcile/handout/reserved", test_reserved);
  g_test_add_func ("/reconcile/handout/changed", test_changed);
  g_test_add_func ("/reconcile/handout/recalled", test_recalled);
  g_test_add_func ("/reconcile/handout/words", test_words);
  return g_test_run ();
}
