/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random lists under random acts. What must hold at every step: each treatment is one row and one line of a change set,
 * undo∘do is identity, no undecided Stopp is frozen, nothing stopped is ever decided on.
 */
#include "make-list.h"

#include "../counts.h"

static guint
rounds (guint usual, guint thorough)
{
  return test_is_long () ? thorough : usual;
}

static SmtList *
random_list (GRand *rand)
{
  static const char *const displays[] = { "Methotrexate Orifarm tab 2,5 mg", "Selo-Zok depottab 100 mg",
                                          "Alendronat Bluefish tab 70 mg", "Noe Ukjent tab 1 mg" };
  MadeUp rows[12];
  guint n = (guint)g_rand_int_range (rand, 0, 12);
  char *names[24] = { NULL };
  SmtList *list;

  for (guint i = 0; i < n; i++)
    {
      gboolean loose = g_rand_int_range (rand, 0, 4) == 0;

      names[2 * i] = g_strdup_printf ("%s:%u", loose ? "rx" : "pll", i);
      names[2 * i + 1] = g_strdup_printf ("rx-%u", i);
      rows[i] = (MadeUp){
        .key = names[2 * i],
        .display = displays[g_rand_int_range (rand, 0, G_N_ELEMENTS (displays))],
        .field = g_rand_boolean (rand) ? daily (g_rand_int_range (rand, 1, 4)) : NULL,
        .text = g_rand_boolean (rand) ? monday (g_rand_int_range (rand, 1, 4)) : daily (1),
        .entry_id = loose ? NULL : names[2 * i],
        .prescription_id = loose || g_rand_boolean (rand) ? names[2 * i + 1] : NULL,
        .status = (SmtPrescriptionStatus)g_rand_int_range (rand, 0, 6),
        .state = (SmtTreatmentState)g_rand_int_range (rand, 0, 6),
      };
    }
  list = make_list (rows, n, g_rand_boolean (rand));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (names[i]);

  return list;
}

static SmtDecision *
random_decision (GRand *rand, const SmtReconciliation *self)
{
  guint n = smt_reconciliation_get_n_rows (self);
  const SmtRow *row = smt_reconciliation_get_row (self, (guint)g_rand_int_range (rand, 0, (gint32)n));
  SmtDecision *decision = smt_decision_new ((SmtDecisionKind)g_rand_int_range (rand, 0, 7), row->treatment->key,
                                            g_rand_int_range (rand, 0, 10) == 0 ? "stale" : row->treatment->digest);

  decision->rhythm = g_rand_boolean (rand) ? monday (1) : daily (1);
  decision->first_day = TODAY;
  decision->new_prescription_id = g_rand_boolean (rand) ? g_strdup ("rx-new") : NULL;
  decision->new_entry_id = g_rand_boolean (rand) ? g_strdup ("new") : NULL;
  decision->reason = g_rand_boolean (rand) ? g_strdup ("avtalt") : NULL;
  decision->recipient = g_rand_boolean (rand) ? g_strdup ("apotek") : NULL;
  decision->due = g_rand_boolean (rand) ? TODAY : SMT_DATE_UNSET;

  return decision;
}

/* The whole visible state as text, so that two states can be compared. */
static char *
picture (const SmtReconciliation *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (self); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (self, i);
      g_autofree char *json = row->decision != NULL ? smt_decision_to_json (row->decision) : g_strdup ("-");

      g_string_append_printf (out, "%s %d %d %s\n", row->treatment->key, row->group, row->blocks, json);
    }

  return g_string_free (out, FALSE);
}

static gboolean
has_stop (const SmtRow *row)
{
  for (guint i = 0; i < row->findings->len; i++)
    if (((const SmtFinding *)g_ptr_array_index (row->findings, i))->severity_class == SMT_CLASS_STOP)
      return TRUE;

  return FALSE;
}

static void
assert_invariants (const SmtReconciliation *self)
{
  const SmtList *list = smt_reconciliation_get_list (self);
  g_autoptr (SmtChangeSet) set = smt_reconciliation_freeze (self, NULL);

  g_assert_cmpuint (smt_reconciliation_get_n_rows (self), ==, list->treatments->len);
  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      const SmtRow *row = smt_reconciliation_find_row (self, treatment->key);

      g_assert_true (row->treatment == treatment);
      if (!smt_treatment_is_in_use (treatment) && treatment->state != SMT_TREATMENT_PAUSED)
        g_assert_null (row->decision);
      if (has_stop (row) && smt_treatment_is_in_use (treatment))
        {
          g_assert_true (row->decision == NULL || row->decision->kind != SMT_DECISION_KEEP);
          g_assert_true (row->decision == NULL || row->decision->kind != SMT_DECISION_TAKE_IN);
          if (row->decision == NULL)
            g_assert_null (set);
        }
      if (set != NULL)
        g_assert_true (((const SmtChange *)g_ptr_array_index (set->changes, i))->treatment == treatment);
    }
  if (set != NULL)
    g_assert_cmpuint (set->changes->len, ==, list->treatments->len);
}

static void
act_and_take_back (GRand *rand, SmtReconciliation *self)
{
  g_autofree char *before = picture (self);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  gboolean acted;

  if (g_rand_int_range (rand, 0, 5) == 0)
    {
      g_autoptr (GPtrArray) kept = smt_reconciliation_keep_unchanged (self);

      acted = kept->len > 0;
    }
  else
    {
      g_autoptr (SmtDecision) decision = random_decision (rand, self);

      acted = smt_reconciliation_decide (self, decision, NULL);
    }

  after = picture (self);
  if (!acted)
    {
      g_assert_cmpstr (before, ==, after);
      return;
    }

  g_ptr_array_unref (smt_reconciliation_undo (self));
  undone = picture (self);
  g_assert_cmpstr (undone, ==, before);
  g_ptr_array_unref (smt_reconciliation_redo (self));
  redone = picture (self);
  g_assert_cmpstr (redone, ==, after);
}

static void
test_random_acts (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261120);
  guint n_lists = rounds (1500, 20000);
  guint frozen = 0;

  for (guint i = 0; i < n_lists; i++)
    {
      g_autoptr (SmtList) list = random_list (rand);
      g_autoptr (SmtReconciliation) self = smt_reconciliation_new (list, TODAY);
      g_autofree char *fresh = picture (self);
      g_autofree char *back = NULL;
      g_autoptr (SmtChangeSet) set = NULL;

      for (guint act = 0; list->treatments->len > 0 && act < 12; act++)
        {
          act_and_take_back (rand, self);
          assert_invariants (self);
        }
      set = smt_reconciliation_freeze (self, NULL);
      frozen += set != NULL;
      while (smt_reconciliation_can_undo (self))
        g_ptr_array_unref (smt_reconciliation_undo (self));
      back = picture (self);
      g_assert_cmpstr (back, ==, fresh);
    }

  /* Both outcomes were really met, or the invariants above said nothing. */
  g_assert_cmpuint (frozen, >, n_lists / 10);
  g_assert_cmpuint (frozen, <, n_lists);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/property/random-acts", test_random_acts);
  return g_test_run ();
}
