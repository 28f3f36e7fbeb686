/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C2: text against structure, and one finding for one cause.
 */
#include "check-support.h"

#include "dosing/smt-compare.h"

/* --- classes ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *display;
  SmtClass grave; /* class of a difference by a factor of 2 or more */
} Grade;

static const Grade grades[] = {
  { "Marevan tab 2,5 mg", SMT_CLASS_STOP },                        /* S4, daily allowed */
  { "Fosamax tab 70 mg", SMT_CLASS_STOP },                         /* S3 */
  { "Erelzi inj, oppl i ferdigfylt penn 50 mg", SMT_CLASS_STOP },  /* S2, named in 2024 */
  { "Humira inj, oppl i ferdigfylt penn 40 mg", SMT_CLASS_CHECK }, /* S2 */
  { "Furix tab 20 mg", SMT_CLASS_CHECK },                          /* S2 control */
  { "Folsyre tab 1 mg", SMT_CLASS_INFO },                          /* S1 */
  { "Ukjent tab 5 mg", SMT_CLASS_CHECK },                          /* no row: counts as S2 */
};

static void
test_grave (gconstpointer data)
{
  const Grade *grade = data;
  g_autoptr (SmtTreatment) treatment = make_treatment (grade->display, NULL);

  /* both a year and more apart, so that only C2 can speak */
  say_field (treatment, every (1, 728, SMT_TIME_UNIT_DAY));
  say_text (treatment, every (1, 1456, SMT_TIME_UNIT_DAY));
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = find_code (findings, SMT_FINDING_FIELD_AGAINST_TEXT);
  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C2);
  g_assert_cmpint (finding->severity_class, ==, grade->grave);
  g_assert_cmpint (smt_ratio_compare (finding->factor, SMT_RATIO_INT (2)), ==, 0);
}

static void
test_small (gconstpointer data)
{
  const Grade *grade = data;
  g_autoptr (SmtTreatment) treatment = make_treatment (grade->display, NULL);

  say_field (treatment, every (3, 728, SMT_TIME_UNIT_DAY));
  say_text (treatment, every (2, 728, SMT_TIME_UNIT_DAY));
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = find_code (findings, SMT_FINDING_FIELD_DIFFERS_FROM_TEXT);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);
  g_assert_cmpuint (finding->difference, ==, SMT_DIFFERENCE_AMOUNT);
}

static void
test_amounts (void)
{
  static const struct
  {
    gint64 field;
    gint64 text;
    gboolean grave;
  } amounts[] = {
    { 2, 1, TRUE }, { 1, 2, TRUE }, { 3, 2, FALSE }, { 2, 3, FALSE }, { 39, 20, FALSE }, { 40, 20, TRUE }
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);
      say_field (treatment, daily (amounts[i].field));
      say_text (treatment, daily (amounts[i].text));
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_cmpuint (findings->len, ==, 1);
      g_assert_cmpuint (count_class (findings, amounts[i].grave ? SMT_CLASS_STOP : SMT_CLASS_CHECK), ==, 1);
    }
}

/* --- the nine products -------------------------------------------------------------------------------------------- */

static const char *const named[] = {
  "Alendronat Bluefish tab 70 mg",
  "Alendronat Sandoz tab 70 mg",
  "Metex inj, oppl i ferdigfylt penn 15 mg",
  "Metex inj, oppl i ferdigfylt penn 25 mg",
  "Nordimet inj, oppl i ferdigfylt penn 15 mg",
  "Erelzi inj, oppl i ferdigfylt penn 50 mg",
  "Wegovy inj, oppl i ferdigfylt penn 0,5 mg",
  "Wegovy inj, oppl i ferdigfylt penn 1 mg",
  "Trulicity inj, oppl i ferdigfylt penn 0,75 mg",
};

/* The fault of 2024: the field says daily, text and product say weekly. One finding, Stopp, with both checks. */
static void
test_named_daily (gconstpointer data)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (data, NULL);
  const char *unit = treatment->product->form == SMT_FORM_INJECTION ? "penn" : "tablett";

  say_field (treatment, in_unit (daily (1), unit));
  say_text (treatment, in_unit (every (1, 1, SMT_TIME_UNIT_WEEK), unit));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_AGAINST_TEXT);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP);
  /* a pen every day is far above the defined daily dose, where that is stated */
  guint32 ddd = treatment->product->row->ddd_unit != NULL ? 1u << SMT_CHECK_C9 : 0;
  g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2 | ddd);
  g_assert_cmpint (smt_ratio_compare (finding->factor, SMT_RATIO_INT (7)), ==, 0);
  g_assert_nonnull (finding->row);
}

static void
test_named_right (gconstpointer data)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (data, NULL);

  const char *unit = treatment->product->form == SMT_FORM_INJECTION ? "penn" : "tablett";
  say_field (treatment, in_unit (every (1, 7, SMT_TIME_UNIT_DAY), unit));
  say_text (treatment, in_unit (every (1, 1, SMT_TIME_UNIT_WEEK), unit));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* The text alone cannot be held against a field; that only informs. */
static void
test_named_text_only (gconstpointer data)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (data, NULL);

  say_text (treatment, in_unit (every (1, 1, SMT_TIME_UNIT_WEEK),
                                treatment->product->form == SMT_FORM_INJECTION ? "penn" : "tablett"));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (find_code (findings, SMT_FINDING_FIELD_SILENT));
  g_assert_cmpuint (count_class (findings, SMT_CLASS_INFO), ==, 1);
}

/* Controls: products taken daily raise nothing when they are. */
static void
test_controls_daily (void)
{
  guint count = 0;

  for (guint i = 0; i < smt_interval_table_length (); i++)
    {
      const SmtIntervalRow *row = smt_interval_table_get (i);
      if (row->bound.daily != SMT_DAILY_ALLOWED)
        continue;
      g_autoptr (SmtTreatment) treatment = make_treatment_of_row (row);
      say_field (treatment, daily (1));
      say_text (treatment, daily (1));
      g_autoptr (GPtrArray) findings = check (treatment);
      g_assert_cmpuint (findings->len, ==, 0);
      count++;
    }
  g_assert_cmpuint (count, >=, 18);
}

/* --- one cause, one finding --------------------------------------------------------------------------------------- */

/* The other way round: the field is right, the text says daily. */
static void
test_text_daily (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_field (treatment, every (3, 7, SMT_TIME_UNIT_DAY));
  say_text (treatment, daily (3));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_AGAINST_TEXT);
  g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2);
  g_assert_cmpint (smt_ratio_compare (finding->factor, (SmtRatio){ 1, 7 }), ==, 0);
}

/* A small difference of dose days is the same cause as the product's, and Stopp by the product. */
static void
test_small_difference_of_days (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_field (treatment, every (3, 5, SMT_TIME_UNIT_DAY));
  say_text (treatment, every (3, 1, SMT_TIME_UNIT_WEEK));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_AGAINST_PRODUCT);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP);
  g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2);
}

/* What is only noted of the product, and for a look between the voices, is for a look. */
static void
test_noted_and_different (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Durogesic depotplaster 25 mikrog/time", NULL);

  say_field (treatment, in_unit (every (1, 2, SMT_TIME_UNIT_DAY), "plaster"));
  say_text (treatment, in_unit (every (1, 3, SMT_TIME_UNIT_DAY), "plaster"));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_AGAINST_PRODUCT);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);
}

/* Both voices too frequent, and of different amounts: two causes. */
static void
test_two_causes (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_field (treatment, daily (1));
  say_text (treatment, daily (4));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_nonnull (find_code (findings, SMT_FINDING_FIELD_AGAINST_PRODUCT));
  g_assert_nonnull (find_code (findings, SMT_FINDING_FIELD_AGAINST_TEXT));
}

/* --- what is compared --------------------------------------------------------------------------------------------- */

static void
test_unclear_is_not_compared (void)
{
  static const SmtReadingState states[] = { SMT_READING_SILENT, SMT_READING_AMBIGUOUS, SMT_READING_UNREADABLE };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SmtTreatment) text = make_treatment ("Marevan tab 2,5 mg", NULL);
      say_field (text, daily (1));
      say_state (text, SMT_VOICE_TEXT, states[i]);
      g_autoptr (GPtrArray) by_text = check (text);
      g_assert_cmpuint (by_text->len, ==, 0);

      g_autoptr (SmtTreatment) field = make_treatment ("Marevan tab 2,5 mg", NULL);
      say_state (field, SMT_VOICE_FIELD, states[i]);
      say_text (field, daily (1));
      g_autoptr (GPtrArray) by_field = check (field);
      g_assert_cmpuint (count_class (by_field, SMT_CLASS_STOP) + count_class (by_field, SMT_CLASS_CHECK), ==, 0);
    }
}

/* The history speaks of what was, not of what is. */
static void
test_history_is_not_compared (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);

  say_field (treatment, daily (1));
  say_text (treatment, daily (1));
  say (treatment, SMT_VOICE_HISTORY, SMT_ORIGIN_CHAIN, daily (9));
  say (treatment, SMT_VOICE_SUPPLY, SMT_ORIGIN_DELIVERY, daily (9));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_weekday (gconstpointer data)
{
  gboolean methotrexate = GPOINTER_TO_INT (data);
  g_autoptr (SmtTreatment) treatment = make_treatment (methotrexate ? "Metex inj 15 mg" : "Fosamax tab 70 mg", NULL);
  SmtRhythm *field = smt_rhythm_new_every_n (smt_range_exact_int (1), "tablett", 7, SMT_TIME_UNIT_DAY,
                                             smt_date_new (2026, 11, 17)); /* a Tuesday */

  say_field (treatment, field);
  say_text (treatment, on_weekdays (1, 1 << SMT_MONDAY));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_WEEKDAY_AGAINST_TEXT);
  g_assert_cmpint (finding->severity_class, ==, methotrexate ? SMT_CLASS_STOP : SMT_CLASS_CHECK);
}

static void
test_weekday_that_agrees (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metex inj 15 mg", NULL);

  say_field (treatment, smt_rhythm_new_every_n (smt_range_exact_int (1), "tablett", 7, SMT_TIME_UNIT_DAY,
                                                smt_date_new (2026, 11, 16)));
  say_text (treatment, on_weekdays (1, 1 << SMT_MONDAY));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* sfm-use 3 makes a field as needed; a text that does not repeat it is not out of tune. */
static void
test_as_needed (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);
  SmtRhythm *field = daily (1);

  field->as_needed = TRUE;
  say_field (treatment, field);
  say_text (treatment, daily (1));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* … and it hides nothing: the field still lets every day be a dose day. */
static void
test_as_needed_hides_nothing (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Methotrexate Orifarm tab 2,5 mg", "L04AX03");
  SmtRhythm *field = daily (3);

  field->as_needed = TRUE;
  say_field (treatment, field);
  say_text (treatment, on_weekdays (3, 1 << SMT_MONDAY));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpuint (count_class (findings, SMT_CLASS_STOP), ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2);
}

/* --- sources of one voice ----------------------------------------------------------------------------------------- */

static void
test_two_fields (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);

  say (treatment, SMT_VOICE_FIELD, SMT_ORIGIN_ERESEPTDOSING, daily (1));
  say (treatment, SMT_VOICE_FIELD, SMT_ORIGIN_KORTDOSE, every (1, 2, SMT_TIME_UNIT_DAY));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_SOURCES_DIFFER);
  g_assert_cmpint (finding->voice, ==, SMT_VOICE_FIELD);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP);
}

static void
test_two_texts (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Furix tab 20 mg", NULL);

  say (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, daily (2));
  say (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DOSAGE_TEXT, daily (3));
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = find_code (findings, SMT_FINDING_SOURCES_DIFFER);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->voice, ==, SMT_VOICE_TEXT);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);
}

/* The gravest pair of sources is told, and only once. */
static void
test_second_text_disagrees (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Metotreksat tab 2,5 mg", NULL);

  say_field (treatment, daily (3));
  say (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, daily (3));
  say (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DOSAGE_TEXT, every (3, 1, SMT_TIME_UNIT_WEEK));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (find_code (findings, SMT_FINDING_FIELD_AGAINST_TEXT));
}

/* Whichever stands first: the gravest pair is told. */
static void
test_gravest_pair (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);

  say_field (treatment, daily (4));
  say (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, daily (3));
  say (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DOSAGE_TEXT, daily (1));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_AGAINST_TEXT);
  g_assert_cmpint (smt_ratio_compare (finding->factor, SMT_RATIO_INT (4)), ==, 0);
}

/* Other weekdays and more of them: the number of days is what differs. */
static void
test_weekdays_and_number (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Furix tab 20 mg", NULL);

  say_field (treatment, on_weekdays (1, 1 << SMT_MONDAY | 1 << SMT_WEDNESDAY | 1 << SMT_FRIDAY));
  say_text (treatment, on_weekdays (1, 1 << SMT_TUESDAY | 1 << SMT_THURSDAY));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_DIFFERS_FROM_TEXT);
  g_assert_cmpuint (finding->difference, ==, SMT_DIFFERENCE_DOSE_DAYS | SMT_DIFFERENCE_WEEKDAY);
}

/* --- months ------------------------------------------------------------------------------------------------------- */

/* The field carries days only: what a text calls a month is 28 to 31 of them. */
static void
test_calendar (void)
{
  static const struct
  {
    guint days;
    guint n;
    SmtTimeUnit unit;
    gboolean same;
  } pairs[] = {
    { 27, 1, SMT_TIME_UNIT_MONTH, FALSE }, { 28, 1, SMT_TIME_UNIT_MONTH, TRUE },  { 30, 1, SMT_TIME_UNIT_MONTH, TRUE },
    { 31, 1, SMT_TIME_UNIT_MONTH, TRUE },  { 32, 1, SMT_TIME_UNIT_MONTH, FALSE }, { 84, 3, SMT_TIME_UNIT_MONTH, TRUE },
    { 93, 3, SMT_TIME_UNIT_MONTH, TRUE },  { 168, 6, SMT_TIME_UNIT_MONTH, TRUE }, { 182, 6, SMT_TIME_UNIT_MONTH, TRUE },
    { 28, 6, SMT_TIME_UNIT_MONTH, FALSE }, { 364, 1, SMT_TIME_UNIT_YEAR, TRUE },  { 367, 1, SMT_TIME_UNIT_YEAR, FALSE },
    { 28, 4, SMT_TIME_UNIT_WEEK, TRUE },   { 30, 4, SMT_TIME_UNIT_WEEK, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    for (guint turned = 0; turned < 2; turned++)
      {
        g_autoptr (SmtTreatment) treatment = make_treatment ("Ukjent tab 5 mg", NULL);
        SmtRhythm *field = every (1, pairs[i].days, SMT_TIME_UNIT_DAY);
        SmtRhythm *text = every (1, pairs[i].n, pairs[i].unit);
        say_field (treatment, turned ? text : field);
        say_text (treatment, turned ? field : text);
        g_autoptr (GPtrArray) findings = check (treatment);
        gboolean differs = find_code (findings, SMT_FINDING_FIELD_AGAINST_TEXT) != NULL
                           || find_code (findings, SMT_FINDING_FIELD_DIFFERS_FROM_TEXT) != NULL;
        g_assert_cmpint (differs, ==, !pairs[i].same);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
    {
      g_autofree char *grave = g_strdup_printf ("/check/c2/grave/%u", i);
      g_autofree char *small = g_strdup_printf ("/check/c2/small/%u", i);
      g_test_add_data_func (grave, &grades[i], test_grave);
      g_test_add_data_func (small, &grades[i], test_small);
    }
  g_test_add_func ("/check/c2/amounts", test_amounts);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autofree char *wrong = g_strdup_printf ("/check/c2/named/%u/daily", i);
      g_autofree char *right = g_strdup_printf ("/check/c2/named/%u/right", i);
      g_autofree char *text_only = g_strdup_printf ("/check/c2/named/%u/text-only", i);
      g_test_add_data_func (wrong, named[i], test_named_daily);
      g_test_add_data_func (right, named[i], test_named_right);
      g_test_add_data_func (text_only, named[i], test_named_text_only);
    }
  g_test_add_func ("/check/c2/controls-daily", test_controls_daily);
  g_test_add_func ("/check/c2/text-daily", test_text_daily);
  g_test_add_func ("/check/c2/small-difference-of-days", test_small_difference_of_days);
  g_test_add_func ("/check/c2/noted-and-different", test_noted_and_different);
  g_test_add_func ("/check/c2/two-causes", test_two_causes);
  g_test_add_func ("/check/c2/unclear-is-not-compared", test_unclear_is_not_compared);
  g_test_add_func ("/check/c2/history-is-not-compared", test_history_is_not_compared);
  g_test_add_data_func ("/check/c2/weekday/methotrexate", GINT_TO_POINTER (TRUE), test_weekday);
  g_test_add_data_func ("/check/c2/weekday/other", GINT_TO_POINTER (FALSE), test_weekday);
  g_test_add_func ("/check/c2/weekday/agrees", test_weekday_that_agrees);
  g_test_add_func ("/check/c2/as-needed", test_as_needed);
  g_test_add_func ("/check/c2/as-needed-hides-nothing", test_as_needed_hides_nothing);
  g_test_add_func ("/check/c2/two-fields", test_two_fields);
  g_test_add_func ("/check/c2/two-texts", test_two_texts);
  g_test_add_func ("/check/c2/second-text-disagrees", test_second_text_disagrees);
  g_test_add_func ("/check/c2/gravest-pair", test_gravest_pair);
  g_test_add_func ("/check/c2/weekdays-and-number", test_weekdays_and_number);

  g_test_add_func ("/check/c2/calendar", test_calendar);

  return g_test_run ();
}
