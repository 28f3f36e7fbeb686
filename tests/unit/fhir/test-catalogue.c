/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers read with a catalogue of FEST: products recognised by their id, short doses with the period of their code.
 */
#include "check/smt-finding.h"
#include "fhir-test.h"
#include "medicine/smt-catalogue-builder.h"
#include "medicine/smt-short-dose.h"

#include <string.h>

#define SIMVASTATIN                                                                                                    \
  "pll:1a000000-0000-4000-8000-000000000002"               /* no ATC code; Kortdose 5514 "0+0+0+1", daily by field */
#define CALCIUM "pll:1a000000-0000-4000-8000-000000000003" /* no ATC code, no Kortdose */
#define PARACETAMOL "pll:1a000000-0000-4000-8000-000000000009" /* Kortdose 79 "1 inntil x3", as needed */

static SmtCatalogue *
make_catalogue (const char *period)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();
  const SmtShortDoseUse use = { SMT_DECIMAL_INT (1), period, 0, NULL, 0 };
  g_autoptr (SmtRhythm) rhythm = smt_short_dose_listen (&use, 1);
  const SmtShortDose evening = { "5514", "0+0+0+1", rhythm };
  const SmtShortDose needed = { "79", "1 inntil x3", NULL };
  const SmtCatalogueProduct product = { .fest_id = "ID_0A1B2C3D-0002-4000-8000-000000000002",
                                        .atc = "L04AX03", /* not what it is: the tests must see where it comes from */
                                        .name = "FESTs navn tab 1 mg",
                                        .brand = "FESTs merke",
                                        .substance = "Metotreksat",
                                        .form_code = "27",
                                        .form_text = "Kapsel" };

  smt_catalogue_builder_set_date (builder, smt_date_new (2026, 11, 2));
  smt_catalogue_builder_add_short_dose (builder, &evening);
  smt_catalogue_builder_add_short_dose (builder, &needed);
  smt_catalogue_builder_add_product (builder, &product);
  return smt_catalogue_builder_finish (builder);
}

static SmtAnswer *
read_with (const char *text, SmtCatalogue *catalogue)
{
  const SmtReadOptions options = { .today = test_date (TODAY), .catalogue = catalogue };
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  SmtAnswer *answer = smt_answer_read_with (bytes, &options, &error);

  g_assert_no_error (error);
  return answer;
}

static SmtAnswer *
read_ordinary (const char *period)
{
  g_autofree char *text = test_load ("ordinary.json");
  g_autoptr (SmtCatalogue) catalogue = make_catalogue (period);

  return read_with (text, catalogue);
}

static const SmtSource *
find_by_origin (const SmtTreatment *treatment, SmtOrigin origin)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->origin == origin)
        return source;
    }
  return NULL;
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static void
test_list_keeps_it (void)
{
  g_autoptr (SmtAnswer) with = read_ordinary ("P7D");
  g_autoptr (SmtAnswer) without = test_read ("ordinary.json");
  const SmtList *list = smt_answer_get_list (with);

  g_assert_nonnull (list->catalogue);
  g_assert_cmpint (smt_date_compare (smt_catalogue_get_date (list->catalogue), smt_date_new (2026, 11, 2)), ==, 0);
  g_assert_null (smt_answer_get_list (without)->catalogue);
}

/* --- products ----------------------------------------------------------------------------------------------------- */

static void
test_product_by_id (void)
{
  g_autoptr (SmtAnswer) answer = read_ordinary ("P7D");
  g_autoptr (SmtAnswer) without = test_read ("ordinary.json");
  const SmtProduct *product = test_treatment (answer, SIMVASTATIN)->product;

  g_assert_cmpint (product->certainty, ==, SMT_CERTAINTY_FEST);
  g_assert_cmpstr (product->atc, ==, "L04AX03");
  g_assert_cmpstr (product->generic, ==, "metotreksat");
  g_assert_cmpstr (product->display, ==, "Simvastatin tab 20 mg"); /* as received */
  g_assert_nonnull (product->row);
  /* one that FEST does not have is as it was */
  g_assert_cmpint (test_treatment (answer, CALCIUM)->product->certainty, ==,
                   test_treatment (without, CALCIUM)->product->certainty);
  g_assert_cmpint (test_treatment (without, SIMVASTATIN)->product->certainty, !=, SMT_CERTAINTY_FEST);
}

/* --- short doses -------------------------------------------------------------------------------------------------- */

static void
test_source_of_its_own (void)
{
  g_autoptr (SmtAnswer) answer = read_ordinary ("P7D");
  const SmtTreatment *treatment = test_treatment (answer, SIMVASTATIN);
  const SmtSource *fest = find_by_origin (treatment, SMT_ORIGIN_KORTDOSE_FEST);
  const SmtSource *name = find_by_origin (treatment, SMT_ORIGIN_KORTDOSE);

  g_assert_nonnull (fest);
  g_assert_nonnull (name);
  g_assert_cmpint (fest->voice, ==, SMT_VOICE_FIELD);
  g_assert_cmpint (fest->reading->state, ==, SMT_READING_CLEAR);
  g_assert_false (smt_rhythm_is_daily (smt_reading_get_rhythm (fest->reading)));
  g_assert_true (smt_rhythm_is_daily (smt_reading_get_rhythm (name->reading)));
  g_assert_cmpstr (fest->raw, ==, "0+0+0+1 (FEST: 1 per 7 døgn)");
}

/* Without a period FEST says nothing, and nothing is heard. */
static void
test_no_period_is_silent (void)
{
  g_autoptr (SmtAnswer) answer = read_ordinary (NULL);

  g_assert_null (find_by_origin (test_treatment (answer, SIMVASTATIN), SMT_ORIGIN_KORTDOSE_FEST));
  g_assert_null (find_by_origin (test_treatment (answer, PARACETAMOL), SMT_ORIGIN_KORTDOSE_FEST));
  g_assert_nonnull (find_by_origin (test_treatment (answer, PARACETAMOL), SMT_ORIGIN_KORTDOSE));
}

/* --- findings ----------------------------------------------------------------------------------------------------- */

static const SmtFinding *
find_c2 (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      if ((finding->checks & 1u << SMT_CHECK_C2) != 0)
        return finding;
    }
  return NULL;
}

static GPtrArray *
check (SmtAnswer *answer)
{
  return smt_check_treatment (test_treatment (answer, SIMVASTATIN), test_date (TODAY));
}

/* FEST calls the code weekly, the text says daily. */
static void
test_weekly_against_text (void)
{
  g_autoptr (SmtAnswer) answer = read_ordinary ("P7D");
  g_autoptr (GPtrArray) findings = check (answer);
  const SmtFinding *finding = find_c2 (findings);

  g_assert_nonnull (finding);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_FIELD_AGAINST_TEXT);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP); /* by the product that FEST's id names */
}

/* FEST calls the code weekly, the structured dose is daily, and no text says which. */
static void
test_weekly_against_field (void)
{
  static const char *const periods[] = { "P7D", "P1W", "P1M", "P14D" };

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autofree char *text = test_replace (test_load ("ordinary.json"), "1 tablett kveld daglig", "etter avtale");
      g_autoptr (SmtCatalogue) catalogue = make_catalogue (periods[i]);
      g_autoptr (SmtAnswer) answer = read_with (text, catalogue);
      g_autoptr (GPtrArray) findings = check (answer);
      const SmtFinding *finding = find_c2 (findings);
      g_assert_nonnull (finding);
      g_assert_cmpint (finding->code, ==, SMT_FINDING_SOURCES_DIFFER);
      g_assert_cmpint (finding->voice, ==, SMT_VOICE_FIELD);
      g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP);
    }
}

static void
test_agreeing_is_quiet (void)
{
  g_autoptr (SmtAnswer) answer = read_ordinary ("P1D");
  g_autoptr (GPtrArray) findings = check (answer);

  g_assert_nonnull (find_by_origin (test_treatment (answer, SIMVASTATIN), SMT_ORIGIN_KORTDOSE_FEST));
  g_assert_null (find_c2 (findings));
}

/* --- over time and back ------------------------------------------------------------------------------------------- */

/* What a finding rests on is in the digest, so that an override does not outlive a FEST that says something else. Rows of
 * which FEST says nothing, or the same as before, are as they were. */
static void
test_digest (void)
{
  g_autoptr (SmtAnswer) weekly = read_ordinary ("P7D");
  g_autoptr (SmtAnswer) again = read_ordinary ("P7D");
  g_autoptr (SmtAnswer) monthly = read_ordinary ("P1M");
  g_autoptr (SmtAnswer) without = test_read ("ordinary.json");
  const SmtList *list = smt_answer_get_list (weekly);

  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      g_assert_cmpstr (treatment->digest, ==, test_treatment (again, treatment->key)->digest);
      if (strcmp (treatment->key, SIMVASTATIN) != 0)
        g_assert_cmpstr (treatment->digest, ==, test_treatment (without, treatment->key)->digest);
    }
  g_assert_cmpstr (test_treatment (weekly, SIMVASTATIN)->digest, !=, test_treatment (without, SIMVASTATIN)->digest);
  g_assert_cmpstr (test_treatment (weekly, SIMVASTATIN)->digest, !=, test_treatment (monthly, SIMVASTATIN)->digest);
}

static guint
count_kept_short_doses (SmtAnswer *answer, SmtRhythm *rhythm)
{
  g_autoptr (SmtChangeSet) set = test_set_new (answer);

  test_decide_dose (set, SIMVASTATIN, rhythm, TODAY);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);
  SmtJsonCursor statement = test_statement (test_bundle (message), "PLL", "1a000000-0000-4000-8000-000000000002");
  return test_count_extensions (test_at (statement, "dosage#0"), "sfm-shortdosage");
}

/* A short dose stays on a corrected dose only if FEST, too, says that it is the new one. */
static void
test_correction_drops_what_fest_denies (void)
{
  g_autoptr (SmtAnswer) daily = read_ordinary ("P1D");
  g_autoptr (SmtAnswer) weekly = read_ordinary ("P7D");
  const SmtRange one = smt_range_exact_int (1);

  g_assert_cmpuint (count_kept_short_doses (daily, smt_rhythm_new_daily (one, "tablett", SMT_PART_EVENING, 1)), ==, 1);
  g_assert_cmpuint (count_kept_short_doses (weekly, smt_rhythm_new_daily (one, "tablett", SMT_PART_EVENING, 1)), ==, 0);
}

static void
test_kept_rows_read_back (void)
{
  g_autoptr (SmtAnswer) answer = read_ordinary ("P7D");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  g_autoptr (SmtJson) message = test_must_encode (answer, set);

  g_assert_nonnull (message);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/catalogue/list-keeps-it", test_list_keeps_it);
  g_test_add_func ("/fhir/catalogue/product-by-id", test_product_by_id);
  g_test_add_func ("/fhir/catalogue/source-of-its-own", test_source_of_its_own);
  g_test_add_func ("/fhir/catalogue/no-period-is-silent", test_no_period_is_silent);
  g_test_add_func ("/fhir/catalogue/weekly-against-text", test_weekly_against_text);
  g_test_add_func ("/fhir/catalogue/weekly-against-field", test_weekly_against_field);
  g_test_add_func ("/fhir/catalogue/agreeing-is-quiet", test_agreeing_is_quiet);
  g_test_add_func ("/fhir/catalogue/digest", test_digest);
  g_test_add_func ("/fhir/catalogue/correction-drops-what-fest-denies", test_correction_drops_what_fest_denies);
  g_test_add_func ("/fhir/catalogue/kept-rows-read-back", test_kept_rows_read_back);
  return g_test_run ();
}
