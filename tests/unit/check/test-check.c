/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which treatments are checked, in which order findings come, and what a proposed dose would raise.
 */
#include "check-support.h"

/* A treatment with the fault of 2024, which raises a Stopp whenever it is checked at all. */
static SmtTreatment *
make_faulty (const char *key)
{
  SmtTreatment *treatment = make_treatment ("Metex inj, oppl i ferdigfylt penn 15 mg", "L04AX03");

  g_free (treatment->key);
  treatment->key = g_strdup (key);
  say_field (treatment, in_unit (daily (1), "penn"));
  say_text (treatment, in_unit (every (1, 1, SMT_TIME_UNIT_WEEK), "penn"));
  return treatment;
}

static void
test_states (void)
{
  static const struct
  {
    SmtTreatmentState state;
    guint findings;
  } states[] = {
    { SMT_TREATMENT_ACTIVE, 1 },  { SMT_TREATMENT_PLANNED_STOP, 1 }, { SMT_TREATMENT_PAUSED, 0 },
    { SMT_TREATMENT_STOPPED, 0 }, { SMT_TREATMENT_EXPIRED, 0 },      { SMT_TREATMENT_ORPHAN, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_faulty ("pll:1");
      treatment->state = states[i].state;
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_cmpuint (findings->len, ==, states[i].findings);
    }
}

/* Vaccines are written "1 sprøyte morgen daglig" with no end; they must not drown the list. */
static void
test_vaccines (void)
{
  g_autoptr (SmtTreatment) by_use = make_faulty ("pll:1");
  g_autoptr (SmtTreatment) by_atc = make_treatment ("Vivotif enterokaps", "J07AP01");

  by_use->use = SMT_USE_VACCINE;
  g_autoptr (GPtrArray) of_use = check (by_use);
  g_assert_cmpuint (of_use->len, ==, 1);
  g_assert_cmpuint (count_class (of_use, SMT_CLASS_INFO), ==, 1);

  say_field (by_atc, daily (1));
  say_text (by_atc, every (1, 3, SMT_TIME_UNIT_DAY));
  g_autoptr (GPtrArray) of_atc = check (by_atc);
  g_assert_cmpuint (of_atc->len, >=, 1);
  g_assert_cmpuint (count_class (of_atc, SMT_CLASS_INFO), ==, of_atc->len);
}

static void
test_order (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_field (treatment, daily (1));
  ((SmtSource *)g_ptr_array_index (treatment->sources, 0))->defects =
      SMT_DEFECT_NO_START | SMT_DEFECT_NO_INTERVAL_NUMBER;
  say_text (treatment, every (1, 1, SMT_TIME_UNIT_WEEK));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      g_assert_cmpint (finding->severity_class, ==, (SmtClass)(SMT_CLASS_STOP - (int)i));
    }
}

static void
test_list (void)
{
  static const char *const keys[] = { "pll:b", "pll:a", "pll:c" };
  g_autoptr (SmtList) list = smt_list_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_ptr_array_add (list->treatments, make_faulty (keys[i]));
  g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
  /* each has its fault, and a duplicate of each of the other two */
  g_assert_cmpuint (findings->len, ==, 9);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpstr (((const SmtFinding *)g_ptr_array_index (findings, i))->key, ==, keys[i / 3]);
  for (guint i = 0; i < 9; i += 3)
    g_assert_cmpint (((const SmtFinding *)g_ptr_array_index (findings, i))->severity_class, ==, SMT_CLASS_STOP);
}

/* --- proposed doses ----------------------------------------------------------------------------------------------- */

static guint
stops_of (const SmtTreatment *treatment, SmtRhythm *rhythm)
{
  g_autoptr (SmtRhythm) proposed = rhythm;
  g_autoptr (GPtrArray) findings = smt_check_rhythm (treatment, proposed, TODAY);

  return count_class (findings, SMT_CLASS_STOP);
}

/* What the treatment says today does not matter to what is proposed, nor does its state. */
static void
test_proposed (void)
{
  g_autoptr (SmtTreatment) treatment = make_faulty ("pll:1");

  g_assert_cmpuint (stops_of (treatment, daily (1)), ==, 1);
  g_assert_cmpuint (stops_of (treatment, every (1, 1, SMT_TIME_UNIT_WEEK)), ==, 0);
  g_assert_cmpuint (stops_of (treatment, on_weekdays (1, 1 << SMT_TUESDAY)), ==, 0);
  treatment->state = SMT_TREATMENT_STOPPED;
  g_assert_cmpuint (stops_of (treatment, daily (1)), ==, 1);
}

static void
test_proposed_right_is_silent (void)
{
  g_autoptr (SmtTreatment) unknown = make_treatment ("Ukjent tab 5 mg", NULL);
  g_autoptr (SmtRhythm) rhythm = daily (1);
  g_autoptr (GPtrArray) findings = smt_check_rhythm (unknown, rhythm, TODAY);

  g_assert_cmpuint (findings->len, ==, 0);
}

/* --- identity ----------------------------------------------------------------------------------------------------- */

static void
test_identity (void)
{
  g_autoptr (SmtTreatment) treatment = make_faulty ("pll:1");
  g_autoptr (SmtTreatment) again = make_faulty ("pll:1");
  g_autoptr (SmtTreatment) other = make_faulty ("pll:2");
  g_autoptr (SmtTreatment) changed = make_faulty ("pll:1");

  g_free (changed->digest);
  changed->digest = g_strdup ("d2");
  SmtTreatment *treatments[] = { treatment, again, other, changed };
  char *identities[G_N_ELEMENTS (treatments)];
  for (guint i = 0; i < G_N_ELEMENTS (treatments); i++)
    {
      g_autoptr (GPtrArray) findings = check (treatments[i]);
      identities[i] = smt_finding_dup_identity (g_ptr_array_index (findings, 0));
    }
  g_assert_cmpstr (identities[0], ==, identities[1]);
  g_assert_cmpstr (identities[0], !=, identities[2]);
  g_assert_cmpstr (identities[0], !=, identities[3]);
  for (guint i = 0; i < G_N_ELEMENTS (treatments); i++)
    g_free (identities[i]);
}

/* A finding outlives the array and the treatment it came from. */
static void
test_references (void)
{
  g_autoptr (SmtFinding) held = NULL;

  {
    g_autoptr (SmtTreatment) treatment = make_faulty ("pll:1");
    g_autoptr (GPtrArray) findings = check (treatment);
    held = smt_finding_ref (g_ptr_array_index (findings, 0));
  }
  g_assert_cmpstr (held->key, ==, "pll:1");
  g_assert_true (smt_rhythm_is_daily (held->field));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/check/states", test_states);
  g_test_add_func ("/check/check/vaccines", test_vaccines);
  g_test_add_func ("/check/check/order", test_order);
  g_test_add_func ("/check/check/list", test_list);
  g_test_add_func ("/check/check/proposed", test_proposed);
  g_test_add_func ("/check/check/proposed-right-is-silent", test_proposed_right_is_silent);
  g_test_add_func ("/check/check/identity", test_identity);
  g_test_add_func ("/check/check/references", test_references);

  return g_test_run ();
}
