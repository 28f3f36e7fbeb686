/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A voice that can be read in several ways, against the product: every reading too often, some, none.
 */
#include "check-support.h"

#define METHOTREXATE "Metotreksat tab 2,5 mg"

/* Says @text as a person wrote it; it must be ambiguous. */
static void
say_words (SmtTreatment *treatment, SmtVoiceKind voice, const char *text)
{
  SmtReading *reading = smt_dosing_read (text, SMT_LANGUAGE_NB);

  g_assert_cmpint (reading->state, ==, SMT_READING_AMBIGUOUS);
  g_ptr_array_add (treatment->sources, smt_source_new (voice, SMT_ORIGIN_DSSN, text, reading));
}

static GPtrArray *
check_words (const char *display, const char *text)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (display, NULL);

  say_words (treatment, SMT_VOICE_TEXT, text);
  return check (treatment);
}

/* However it is read, it is daily: as grave as a clear text that says so. */
static void
test_every_reading_is_too_often (void)
{
  static const char *const texts[] = { "2 x 1 tablett", "5 mg daglig, kan økes til 10 mg",
                                       "1 tablett daglig eller 1 tablett morgen og kveld",
                                       "40 mg morgen, ev. 40 mg kl. 14",
                                       "1 tablett daglig eller 1 tablett annenhver dag" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) findings = check_words (METHOTREXATE, texts[i]);
      const SmtFinding *finding = find_code (findings, SMT_FINDING_READINGS_AGAINST_PRODUCT);
      g_assert_nonnull (finding);
      g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP);
      g_assert_cmpuint (finding->checks & (1u << SMT_CHECK_C1), !=, 0);
      g_assert_cmpint (finding->voice, ==, SMT_VOICE_TEXT);
      g_assert_null (finding->text);
      g_assert_cmpuint (finding->readings->rhythms->len, >=, 2);
      g_assert_null (find_code (findings, SMT_FINDING_READING_AGAINST_PRODUCT));
    }
}

/* The same for any row that a clear daily dose raises, in its class. */
static void
test_class_by_row (void)
{
  for (guint i = 0; i < smt_interval_table_length (); i++)
    {
      const SmtIntervalRow *row = smt_interval_table_get (i);
      g_autoptr (SmtTreatment) clear = make_treatment_of_row (row);
      g_autoptr (SmtTreatment) ambiguous = make_treatment_of_row (row);
      say_text (clear, daily (1));
      SmtReading *reading = smt_reading_new (SMT_READING_AMBIGUOUS);
      g_ptr_array_add (reading->rhythms, daily (1));
      g_ptr_array_add (reading->rhythms, daily (2));
      g_ptr_array_add (ambiguous->sources, smt_source_new (SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, "ordrett", reading));
      g_autoptr (GPtrArray) of_clear = check (clear);
      g_autoptr (GPtrArray) of_ambiguous = check (ambiguous);
      const SmtFinding *one = find_code (of_clear, SMT_FINDING_TEXT_AGAINST_PRODUCT);
      const SmtFinding *other = find_code (of_ambiguous, SMT_FINDING_READINGS_AGAINST_PRODUCT);
      g_assert_cmpint (one != NULL, ==, other != NULL);
      if (one != NULL)
        g_assert_cmpint (one->severity_class, ==, other->severity_class);
    }
}

/* Where one reading keeps to the product, somebody must look, if it may do serious harm; none is chosen. */
static void
test_some_reading_is_too_often (void)
{
  g_autoptr (GPtrArray) grave = check_words (METHOTREXATE, "1 tablett daglig eller 4 tabletter ukentlig");
  const SmtFinding *finding = find_code (grave, SMT_FINDING_READING_AGAINST_PRODUCT);

  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);
  g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C4);
  g_assert_null (find_code (grave, SMT_FINDING_READINGS_AGAINST_PRODUCT));

  g_autoptr (GPtrArray) mild = check_words ("Humira inj 40 mg", "1 sprøyte daglig eller 1 sprøyte hver 14. dag");
  g_assert_null (find_code (mild, SMT_FINDING_READING_AGAINST_PRODUCT));
}

/* No reading is too often, or the product is taken daily: nothing to say. */
static void
test_no_reading_is_too_often (void)
{
  static const char *const cases[][2] = {
    { METHOTREXATE, "10 mg ukentlig, kan økes til 15 mg" },
    { METHOTREXATE, "2 x 1 tablett én gang i uken" },
    { "Furix tab 40 mg", "40 mg morgen, ev. 40 mg kl. 14" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment (cases[i][0], NULL);
      g_ptr_array_add (treatment->sources, smt_source_new (SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, cases[i][1],
                                                           smt_dosing_read (cases[i][1], SMT_LANGUAGE_NB)));
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_null (find_code (findings, SMT_FINDING_READINGS_AGAINST_PRODUCT));
      g_assert_null (find_code (findings, SMT_FINDING_READING_AGAINST_PRODUCT));
    }
}

/* A clear field that says daily is the finding; an ambiguous text beside it adds none of its own. */
static void
test_beside_a_clear_voice (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (METHOTREXATE, NULL);

  say_field (treatment, daily (1));
  say_words (treatment, SMT_VOICE_TEXT, "2 x 1 tablett");
  g_autoptr (GPtrArray) both = check (treatment);
  g_assert_nonnull (find_code (both, SMT_FINDING_FIELD_AGAINST_PRODUCT));
  g_assert_null (find_code (both, SMT_FINDING_READINGS_AGAINST_PRODUCT));

  g_autoptr (SmtTreatment) right = make_treatment (METHOTREXATE, NULL);
  say_field (right, every (1, 1, SMT_TIME_UNIT_WEEK));
  say_words (right, SMT_VOICE_TEXT, "2 x 1 tablett");
  g_autoptr (GPtrArray) text_only = check (right);
  const SmtFinding *finding = find_code (text_only, SMT_FINDING_READINGS_AGAINST_PRODUCT);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP);
}

/* Kortdose is heard as a field, and may be ambiguous too. */
static void
test_field_voice (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (METHOTREXATE, NULL);

  say_words (treatment, SMT_VOICE_FIELD, "2 x 1 tablett");
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = find_code (findings, SMT_FINDING_READINGS_AGAINST_PRODUCT);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->voice, ==, SMT_VOICE_FIELD);
}

/* Whatever was meant, no days are said: C4, as for a clear text that says none. */
static void
test_no_days_in_any_reading (void)
{
  g_autoptr (GPtrArray) findings = check_words (METHOTREXATE, "1.000 mg");

  g_assert_nonnull (find_code (findings, SMT_FINDING_TEXT_WITHOUT_INTERVAL));
  g_assert_null (find_code (findings, SMT_FINDING_READINGS_AGAINST_PRODUCT));
}

static void
assert_words (const SmtFinding *finding, SmtLanguage language, const char *headline, const char *explain)
{
  g_autofree char *said = smt_finding_headline (finding, language);
  g_autofree char *why = smt_finding_explain (finding, language);

  g_assert_cmpstr (said, ==, headline);
  g_assert_cmpstr (why, ==, explain);
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) all = check_words (METHOTREXATE, "5 mg daglig, kan økes til 10 mg");
  const SmtFinding *finding = find_code (all, SMT_FINDING_READINGS_AGAINST_PRODUCT);

  assert_words (finding, SMT_LANGUAGE_NB, "Teksten er flertydig, men uansett oftere enn preparatet: én gang i uken",
                "Metotreksat daglig er livsfarlig. Teksten kan leses som «5 milligram daglig» eller «10 milligram "
                "daglig». Hver av lesningene gir et kortere intervall enn preparatets korteste vanlige.");
  assert_words (finding, SMT_LANGUAGE_EN,
                "The text is ambiguous, but in any case more often than the product: once a week",
                "Methotrexate every day is life-threatening. The text can be read as “5 milligrams daily” or “10 "
                "milligrams daily”. Every reading has a shorter interval than the product's shortest usual one.");

  g_autoptr (GPtrArray) some = check_words (METHOTREXATE, "1 tablett daglig eller 4 tabletter ukentlig");
  finding = find_code (some, SMT_FINDING_READING_AGAINST_PRODUCT);
  assert_words (
      finding, SMT_LANGUAGE_NN, "Teksten er fleirtydig og kan bety oftare enn preparatet: éin gong i veka",
      "Metotreksat dagleg er livsfarleg. Teksten kan lesast som «1 tablett dagleg» eller «4 tablettar éin gong i "
      "veka». Programmet vel ingen av dei.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/ambiguous/every-reading-is-too-often", test_every_reading_is_too_often);
  g_test_add_func ("/check/ambiguous/class-by-row", test_class_by_row);
  g_test_add_func ("/check/ambiguous/some-reading-is-too-often", test_some_reading_is_too_often);
  g_test_add_func ("/check/ambiguous/no-reading-is-too-often", test_no_reading_is_too_often);
  g_test_add_func ("/check/ambiguous/beside-a-clear-voice", test_beside_a_clear_voice);
  g_test_add_func ("/check/ambiguous/field-voice", test_field_voice);
  g_test_add_func ("/check/ambiguous/no-days-in-any-reading", test_no_days_in_any_reading);
  g_test_add_func ("/check/ambiguous/words", test_words);

  return g_test_run ();
}
