/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever is found, for whatever role: what is folded is only for information, says nothing of an interval and can be
 * counted; nothing is lost between what is shown and what is folded; and what blocks is the same for all.
 */
#include "reconcile/smt-profile.h"
#include "reconcile/smt-reconciliation.h"

#include "make-list.h"

#define ROUNDS 20000

/* What a dose or its interval is told by; no role may have less of it. */
static const guint32 of_dose = 1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2 | 1u << SMT_CHECK_C3 | 1u << SMT_CHECK_C4
                               | 1u << SMT_CHECK_C5 | 1u << SMT_CHECK_C9 | 1u << SMT_CHECK_C10 | 1u << SMT_CHECK_C11
                               | 1u << SMT_CHECK_C12 | 1u << SMT_CHECK_C13 | 1u << SMT_CHECK_C14;

static SmtTreatment *
any_treatment (GRand *rand)
{
  gboolean weekly_only = g_rand_boolean (rand);
  const MadeUp made_up = {
    .key = "pll:1",
    .display = weekly_only ? "Methotrexate Orifarm tab 2,5 mg" : "Paracet tab 500 mg",
    .atc = weekly_only ? "L04AX03" : "N02BE01",
    .text = daily (1),
    .entry_id = "1",
    .state = SMT_TREATMENT_ACTIVE,
  };

  return make_treatment (&made_up);
}

static guint
count_shown (SmtProfile profile, const SmtTreatment *treatment, GPtrArray *findings)
{
  guint shown = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      gboolean folds = smt_profile_folds (profile, treatment, finding);

      shown += folds ? 0 : 1;
      if (!folds)
        continue;
      g_assert_cmpint (profile, !=, SMT_PROFILE_ALL);
      g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_INFO);
      g_assert_cmpuint (finding->checks & of_dose, ==, 0);
      g_assert_cmpuint (finding->checks, !=, 0); /* "not recognised" is no check, and never silent */
      g_assert_null (treatment->product->row);
    }
  return shown;
}

static void
test_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261201);
  guint n_folded = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (SmtTreatment) treatment = any_treatment (rand);
      g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
      guint n = (guint)g_rand_int_range (rand, 0, 6);

      for (guint i = 0; i < n; i++)
        {
          SmtFinding *finding = g_new0 (SmtFinding, 1);
          finding->code = (SmtFindingCode)g_rand_int_range (rand, 0, SMT_N_FINDING_CODES);
          finding->severity_class = (SmtClass)g_rand_int_range (rand, 0, SMT_CLASS_STOP + 1);
          finding->checks = 1u << g_rand_int_range (rand, 1, SMT_N_CHECKS);
          if (g_rand_boolean (rand))
            finding->checks |= 1u << g_rand_int_range (rand, 1, SMT_N_CHECKS);
          g_ptr_array_add (findings, finding);
        }
      for (guint profile = 0; profile < SMT_N_PROFILES; profile++)
        {
          guint folded = smt_profile_count_folded ((SmtProfile)profile, treatment, findings);

          g_assert_cmpuint (folded + count_shown ((SmtProfile)profile, treatment, findings), ==, n);
          n_folded += folded;
        }
    }
  g_assert_cmpuint (n_folded, >, 0); /* the table does something */
}

static void
test_each (void)
{
  static const struct
  {
    SmtFindingCode code;
    SmtCheckId check;
    guint profiles;
  } rows[] = {
    { SMT_FINDING_INTERACTION, SMT_CHECK_C16, 1u << SMT_PROFILE_GP },
    { SMT_FINDING_SUPPLY, SMT_CHECK_C6, 1u << SMT_PROFILE_NURSING_HOME },
    { SMT_FINDING_DUPLICATE, SMT_CHECK_C7, 0 },
    { SMT_FINDING_REACTION, SMT_CHECK_C15, 0 },
    { SMT_FINDING_FIELD_SILENT, SMT_CHECK_C3, 0 },
    { SMT_FINDING_EARLIER_INTERVAL, SMT_CHECK_C5, 0 },
  };
  const MadeUp made_up = {
    .key = "pll:1", .display = "Paracet tab 500 mg", .atc = "N02BE01", .text = daily (1), .entry_id = "1"
  };
  g_autoptr (SmtTreatment) treatment = make_treatment (&made_up);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint profile = 0; profile < SMT_N_PROFILES; profile++)
      {
        SmtFinding finding = { .code = rows[i].code, .checks = 1u << rows[i].check, .severity_class = SMT_CLASS_INFO };

        g_assert_cmpint (smt_profile_folds ((SmtProfile)profile, treatment, &finding), ==,
                         rows[i].profiles >> profile & 1);
        finding.severity_class = SMT_CLASS_CHECK;
        g_assert_false (smt_profile_folds ((SmtProfile)profile, treatment, &finding));
      }
}

static void
test_names (void)
{
  for (guint profile = 0; profile < SMT_N_PROFILES; profile++)
    g_assert_cmpint (smt_profile_parse (smt_profile_name ((SmtProfile)profile)), ==, profile);
  g_assert_cmpint (smt_profile_parse ("surgeon"), ==, SMT_PROFILE_ALL);
  g_assert_cmpint (smt_profile_parse (NULL), ==, SMT_PROFILE_ALL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/profile/any", test_any);
  g_test_add_func ("/reconcile/profile/each", test_each);
  g_test_add_func ("/reconcile/profile/names", test_names);
  return g_test_run ();
}
