/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sandbox's patients for counting how much work an ordinary reconciliation is: that they are what they are counted
 * as.
 */
#include "check/smt-finding.h"
#include "desk-helpers.h"

typedef struct
{
  const char *name;
  const char *number;
  guint rows;
  guint changed;
  guint loose;
  guint proposed;
  guint stop;
  guint check;
  guint blocking;
} Scenario;

static const Scenario scenarios[] = {
  { "nothing-changed", "02864710096", 12, 0, 0, 0, 0, 0, 0 },
  { "some-changed", "23814910563", 13, 3, 1, 0, 0, 2, 1 }, /* twelve on the list, and the loose one */
  { "nursing-home", "12893810100", 18, 1, 0, 3, 1, 0, 4 }, /* oxycodone has changed */
  { "question", "14844010029", 5, 0, 0, 1, 0, 0, 3 },      /* a new entry, another dose, words */
};

static void
test_scenario (Fixture *fixture, gconstpointer data)
{
  const Scenario *expected = data;
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, expected->number);
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  Scenario seen = { .rows = smt_reconciliation_get_n_rows (reconciliation) };

  for (guint i = 0; i < seen.rows; i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);

      seen.changed += row->group == SMT_GROUP_CHANGED;
      seen.loose += smt_treatment_is_loose (row->treatment);
      seen.proposed += row->treatment->proposed;
      for (guint k = 0; k < row->findings->len; k++)
        {
          const SmtFinding *finding = g_ptr_array_index (row->findings, k);

          seen.stop += finding->severity_class == SMT_CLASS_STOP;
          seen.check += finding->severity_class == SMT_CLASS_CHECK;
        }
    }
  g_assert_cmpuint (seen.rows, ==, expected->rows);
  g_assert_cmpuint (seen.changed, ==, expected->changed);
  g_assert_cmpuint (seen.loose, ==, expected->loose);
  g_assert_cmpuint (seen.proposed, ==, expected->proposed);
  g_assert_cmpuint (seen.stop, ==, expected->stop);
  g_assert_cmpuint (seen.check, ==, expected->check);
  g_assert_cmpuint (smt_reconciliation_count_blocking (reconciliation), ==, expected->blocking);
}

/* A list without a Stopp, a proposal or anything loose is sent as it is; the sandbox judges that nothing of it is lost.
 */
static void
test_goes_back (Fixture *fixture, gconstpointer data)
{
  const Scenario *scenario = data;
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, scenario->number);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpuint (sandbox_counts (fixture, scenario->number).applied, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strconcat ("/desk/scenarios/", scenarios[i].name, NULL);

      g_autofree char *back = g_strconcat (path, "/goes-back", NULL);

      g_test_add (path, Fixture, &scenarios[i], fixture_set_up, test_scenario, fixture_tear_down);
      if (scenarios[i].stop == 0 && scenarios[i].loose == 0 && scenarios[i].proposed == 0)
        g_test_add (back, Fixture, &scenarios[i], fixture_set_up, test_goes_back, fixture_tear_down);
    }
  return g_test_run ();
}
