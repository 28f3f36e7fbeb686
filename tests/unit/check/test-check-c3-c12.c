/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C3, a field without an interval; C12, a field that cannot be displayed; and products that are not recognised.
 */
#include "check-support.h"

static SmtSource *
last_source (SmtTreatment *treatment)
{
  return g_ptr_array_index (treatment->sources, treatment->sources->len - 1);
}

/* --- C3 ----------------------------------------------------------------------------------------------------------- */

static void
test_text_only (void)
{
  static const SmtReadingState texts[] = { SMT_READING_AMBIGUOUS, SMT_READING_UNREADABLE };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);
      say_state (treatment, SMT_VOICE_TEXT, texts[i]);
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_cmpuint (findings->len, ==, 1);
      const SmtFinding *finding = g_ptr_array_index (findings, 0);
      g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_SILENT);
      g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_INFO);
      g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C3);
      g_assert_null (finding->text);
    }
}

/* When nobody says anything there is nothing that the field lacks. */
static void
test_both_silent (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);

  say_state (treatment, SMT_VOICE_FIELD, SMT_READING_SILENT);
  say_state (treatment, SMT_VOICE_TEXT, SMT_READING_SILENT);
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* 2021: a unit and no number, or 0. Unknown, not every day, also for a product that is never daily. */
static void
test_unit_only (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_field (treatment, with_days ((SmtDays){ .kind = SMT_DAYS_UNKNOWN }));
  last_source (treatment)->defects = SMT_DEFECT_NO_INTERVAL_NUMBER;
  say_text (treatment, every (1, 1, SMT_TIME_UNIT_WEEK));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_UNKNOWN_INTERVAL);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_INFO);
}

static void
test_unknown_days_without_defect (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);

  say_field (treatment, with_days ((SmtDays){ .kind = SMT_DAYS_UNKNOWN }));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (find_code (findings, SMT_FINDING_FIELD_UNKNOWN_INTERVAL));
}

static void
test_as_needed_needs_no_days (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);
  SmtRhythm *rhythm = with_days ((SmtDays){ .kind = SMT_DAYS_UNKNOWN });

  rhythm->as_needed = TRUE;
  say_field (treatment, rhythm);
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* --- C12 ---------------------------------------------------------------------------------------------------------- */

static void
test_each_defect (void)
{
  static const SmtFieldDefect defects[] = {
    SMT_DEFECT_INTERVALS_DIFFER,
    SMT_DEFECT_NO_START,
    SMT_DEFECT_UNIT_NOT_DAYS,
    SMT_DEFECT_OVERLAP,
    SMT_DEFECT_ACCURATE_WITH_RANGE,
    SMT_DEFECT_RANGE_TWICE,
    SMT_DEFECT_FIXED_WITH_INTERVAL,
    SMT_DEFECT_INFUSION,
    SMT_DEFECT_CLOCK_WITH_RANGE,
    SMT_DEFECT_CLOCK_NOT_EXACT,
    SMT_DEFECT_AS_NEEDED,
    SMT_DEFECT_RULE,
    SMT_DEFECT_BROKEN_WEEKS,
    SMT_DEFECT_UNITS_DIFFER,
    SMT_DEFECT_NO_DOSE,
    SMT_DEFECT_NO_AMOUNT,
    SMT_DEFECT_ENDS_BEFORE_START,
    SMT_DEFECT_NOT_UNDERSTOOD,
  };

  for (guint i = 0; i < G_N_ELEMENTS (defects); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);
      say_state (treatment, SMT_VOICE_FIELD, SMT_READING_UNREADABLE);
      last_source (treatment)->defects = defects[i];
      say_text (treatment, every (1, 1, SMT_TIME_UNIT_WEEK));
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_cmpuint (findings->len, ==, 1);
      const SmtFinding *finding = g_ptr_array_index (findings, 0);
      g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_DEFECT);
      g_assert_cmpuint (finding->defects, ==, defects[i]);
      g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C12);
      g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK); /* S4, and still no Stopp */
    }
}

static void
test_defects_together (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);

  say_field (treatment, daily (1));
  last_source (treatment)->defects = SMT_DEFECT_NO_START | SMT_DEFECT_NO_INTERVAL_NUMBER;
  say_field (treatment, daily (1));
  last_source (treatment)->defects = SMT_DEFECT_OVERLAP;
  say_text (treatment, daily (1));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpuint (find_code (findings, SMT_FINDING_FIELD_DEFECT)->defects, ==,
                    SMT_DEFECT_NO_START | SMT_DEFECT_OVERLAP);
  g_assert_nonnull (find_code (findings, SMT_FINDING_FIELD_UNKNOWN_INTERVAL));
}

/* --- recognition -------------------------------------------------------------------------------------------------- */

static void
test_not_recognised (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("PAR-SME: Test bikubegel 456 cm2", NULL);

  say_field (treatment, daily (1));
  say_text (treatment, daily (1));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_PRODUCT_NOT_RECOGNISED);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_INFO);
  g_assert_cmpuint (finding->checks, ==, 0);
}

static void
test_without_product (void)
{
  g_autoptr (SmtTreatment) treatment = smt_treatment_new ();

  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (find_code (findings, SMT_FINDING_PRODUCT_NOT_RECOGNISED));
}

/* Field and text are still held against one another. */
static void
test_not_recognised_is_compared (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Ukjent tab 5 mg", NULL);

  say_field (treatment, daily (1));
  say_text (treatment, every (1, 1, SMT_TIME_UNIT_WEEK));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpint (find_code (findings, SMT_FINDING_FIELD_AGAINST_TEXT)->severity_class, ==, SMT_CLASS_CHECK);
  g_assert_nonnull (find_code (findings, SMT_FINDING_PRODUCT_NOT_RECOGNISED));
}

/* "Alendronat" may be the tablet of the week or that of the day: neither Stopp nor silence. Weekly, or of a said
 * strength, there is nothing to tell. */
static void
test_strength_not_said (void)
{
  static const struct
  {
    const char *display;
    gboolean weekly;
    gboolean told;
  } cases[] = {
    { "Alendronat tab", FALSE, TRUE },
    { "Alendronat tab", TRUE, FALSE },
    { "Alendronat tab 10 mg", FALSE, FALSE },
    { "Alendronat tab 20 mg", FALSE, FALSE },
    { "Semaglutid", FALSE, TRUE },
    { "Paracet tab", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment (cases[i].display, NULL);
      say_field (treatment, cases[i].weekly ? every (1, 1, SMT_TIME_UNIT_WEEK) : daily (1));
      g_autoptr (GPtrArray) findings = check (treatment);
      const SmtFinding *finding = find_code (findings, SMT_FINDING_PRODUCT_OPEN);
      g_test_message ("%s", cases[i].display);
      g_assert_true ((finding != NULL) == cases[i].told);
      g_assert_true (finding == NULL || (finding->severity_class == SMT_CLASS_INFO && finding->row == NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/c3/text-only", test_text_only);
  g_test_add_func ("/check/c3/both-silent", test_both_silent);
  g_test_add_func ("/check/c3/unit-only", test_unit_only);
  g_test_add_func ("/check/c3/unknown-days-without-defect", test_unknown_days_without_defect);
  g_test_add_func ("/check/c3/as-needed-needs-no-days", test_as_needed_needs_no_days);
  g_test_add_func ("/check/c12/each-defect", test_each_defect);
  g_test_add_func ("/check/c12/defects-together", test_defects_together);
  g_test_add_func ("/check/recognition/not-recognised", test_not_recognised);
  g_test_add_func ("/check/recognition/without-product", test_without_product);
  g_test_add_func ("/check/recognition/is-compared", test_not_recognised_is_compared);

  g_test_add_func ("/check/recognition/strength-not-said", test_strength_not_said);
  return g_test_run ();
}
