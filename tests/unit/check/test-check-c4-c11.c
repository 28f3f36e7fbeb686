/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C4, a text without an interval; C11, a cycle without a break.
 */
#include "check-support.h"

/* --- C4 ----------------------------------------------------------------------------------------------------------- */

static const SmtFinding *
without_interval (const GPtrArray *findings)
{
  return find_code (findings, SMT_FINDING_TEXT_WITHOUT_INTERVAL);
}

static gboolean
lacks_interval (const char *display, const char *atc, SmtReadingState text)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (display, atc);

  say_state (treatment, SMT_VOICE_TEXT, text);
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = without_interval (findings);
  if (finding != NULL)
    {
      g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_INFO);
      g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C4);
    }
  return finding != NULL;
}

/* "etter avtale" is a note for what may do serious harm, and for nothing else. */
static void
test_by_severity (void)
{
  g_assert_true (lacks_interval ("Metotreksat tab 2,5 mg", NULL, SMT_READING_SILENT)); /* S4 */
  g_assert_true (lacks_interval ("Fosamax tab 70 mg", NULL, SMT_READING_SILENT));      /* S3 */
  g_assert_false (lacks_interval ("Humira inj 40 mg", NULL, SMT_READING_SILENT));      /* S2 */
  g_assert_false (lacks_interval ("Ukjent tab 5 mg", NULL, SMT_READING_SILENT));
}

/* The dose of warfarin stands in a scheme of its own. */
static void
test_never_warfarin (void)
{
  g_assert_false (lacks_interval ("Marevan tab 2,5 mg", NULL, SMT_READING_SILENT));
  g_assert_false (lacks_interval ("Marevan tab 2,5 mg", "B01AA03", SMT_READING_SILENT));
}

/* What was not understood may well be an interval. */
static void
test_not_understood (void)
{
  g_assert_false (lacks_interval ("Metotreksat tab 2,5 mg", NULL, SMT_READING_UNREADABLE));
  g_assert_false (lacks_interval ("Metotreksat tab 2,5 mg", NULL, SMT_READING_AMBIGUOUS));
}

static void
test_amount_only (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_text (treatment, with_days ((SmtDays){ .kind = SMT_DAYS_UNKNOWN }));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_nonnull (without_interval (findings));
}

/* A FHIR list of structure alone has no text that could leave the interval out. */
static void
test_no_text_at_all (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_field (treatment, every (3, 1, SMT_TIME_UNIT_WEEK));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_null (without_interval (findings));
}

static void
test_one_text_is_enough (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_state (treatment, SMT_VOICE_TEXT, SMT_READING_SILENT);
  say_text (treatment, every (3, 1, SMT_TIME_UNIT_WEEK));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_null (without_interval (findings));
}

/* --- C11 ---------------------------------------------------------------------------------------------------------- */

#define CAPECITABINE "Xeloda tab 500 mg"

static const SmtFinding *
no_break (const GPtrArray *findings)
{
  return find_code (findings, SMT_FINDING_NO_BREAK);
}

static gboolean
goes_without_break (const char *display, SmtRhythm *rhythm)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (display, NULL);

  say_field (treatment, smt_rhythm_ref (rhythm));
  say_text (treatment, rhythm);
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = no_break (findings);
  if (finding != NULL)
    g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK); /* S4, and still no Stopp */
  return finding != NULL;
}

static SmtRhythm *
two_weeks_of_three (void)
{
  SmtDays cycle = { .kind = SMT_DAYS_CYCLE, .cycle = 21 };

  for (guint day = 1; day <= 14; day++)
    smt_day_bits_set (&cycle.on, day);
  return with_days (cycle);
}

static void
test_break (void)
{
  SmtRhythm *paused = daily (3);

  paused->steps[0].length = smt_range_exact_int (14);
  paused->steps[0].length_unit = SMT_TIME_UNIT_DAY;
  smt_rhythm_add_step (paused);

  SmtRhythm *as_needed = daily (3);
  as_needed->as_needed = TRUE;

  g_assert_false (goes_without_break (CAPECITABINE, as_needed));
  g_assert_true (goes_without_break (CAPECITABINE, daily (3)));
  g_assert_false (goes_without_break (CAPECITABINE, two_weeks_of_three ()));
  g_assert_false (goes_without_break (CAPECITABINE, for_days (daily (3), 14)));
  g_assert_false (goes_without_break (CAPECITABINE, paused));
}

/* Taking the pill without its week off is accepted practice; daily products have no cycle. */
static void
test_only_cancer_products (void)
{
  g_assert_true (goes_without_break ("Revlimid kaps 10 mg", daily (1)));
  g_assert_false (goes_without_break ("Microgynon tab", daily (1)));
  g_assert_false (goes_without_break ("Furix tab 20 mg", daily (1)));
}

/* The field lost the pause that the text has: one cause, told once. */
static void
test_pause_lost_in_the_field (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (CAPECITABINE, NULL);

  say_field (treatment, daily (1));
  say_text (treatment, two_weeks_of_three ());
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpuint (no_break (findings)->checks, ==, 1u << SMT_CHECK_C2 | 1u << SMT_CHECK_C11);
  g_autofree char *headline = smt_finding_headline (no_break (findings), SMT_LANGUAGE_NB);
  g_autofree char *rule = smt_finding_rule (no_break (findings), SMT_LANGUAGE_NB);
  g_assert_cmpstr (headline, ==, "Feltet sier hver dag uten pause, preparatet tas i kurer");
  g_assert_true (g_str_has_prefix (rule, "C2 og C11 · "));
}

static void
test_proposed (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (CAPECITABINE, NULL);
  g_autoptr (SmtRhythm) endless = daily (3);
  g_autoptr (GPtrArray) findings = smt_check_rhythm (treatment, endless, TODAY);

  g_assert_nonnull (no_break (findings));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/c4/by-severity", test_by_severity);
  g_test_add_func ("/check/c4/never-warfarin", test_never_warfarin);
  g_test_add_func ("/check/c4/not-understood", test_not_understood);
  g_test_add_func ("/check/c4/amount-only", test_amount_only);
  g_test_add_func ("/check/c4/no-text-at-all", test_no_text_at_all);
  g_test_add_func ("/check/c4/one-text-is-enough", test_one_text_is_enough);
  g_test_add_func ("/check/c11/break", test_break);
  g_test_add_func ("/check/c11/only-cancer-products", test_only_cancer_products);
  g_test_add_func ("/check/c11/pause-lost-in-the-field", test_pause_lost_in_the_field);
  g_test_add_func ("/check/c11/proposed", test_proposed);

  return g_test_run ();
}
