/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/smt-dose-suggestions.h"

#include "dosing/smt-words.h"
#include "medicine/smt-catalogue-builder.h"
#include "medicine/smt-short-dose.h"

#include "check-support.h"

#define FEST_ID "id_1"

static void
add_dose (SmtCatalogueBuilder *builder, const char *code, const char *name, gint64 amount, const char *period)
{
  const SmtShortDoseUse use = { .amount = SMT_DECIMAL_INT (amount), .period = period };
  g_autoptr (SmtRhythm) rhythm = period != NULL ? smt_short_dose_listen (&use, 1) : NULL;
  const SmtShortDose dose = { code, name, rhythm };

  smt_catalogue_builder_add_short_dose (builder, &dose);
}

static SmtCatalogue *
make_catalogue (const char *atc, const char *unit, const char *codes)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();
  const SmtCatalogueProduct product = {
    .fest_id = FEST_ID, .atc = atc, .name = "Prøve tab 2,5 mg", .dosing_unit = unit, .short_doses = codes
  };

  smt_catalogue_builder_add_product (builder, &product);
  add_dose (builder, "93", "1 daglig", 1, "P1D");
  add_dose (builder, "95", "1x1", 1, "P1D");
  add_dose (builder, "160", "1x3", 3, "P1D");
  add_dose (builder, "162", "1x3", 1, "P7D"); /* the name says another dose than the consumption */
  add_dose (builder, "216", "1+1+1", 3, "P1D");
  add_dose (builder, "5378", "Følg vedlagte bruksanvisning", 0, NULL);
  add_dose (builder, "990001", "1 pr uke", 1, "P7D");
  return smt_catalogue_builder_finish (builder);
}

/* A treatment whose product has an id in the catalogue. */
static SmtTreatment *
make_own (const char *display, const char *atc)
{
  SmtTreatment *treatment = make_treatment (display, atc);

  treatment->product->fest_id = g_strdup (FEST_ID);
  return treatment;
}

static char *
words_of (const SmtTreatment *treatment, const SmtCatalogue *catalogue)
{
  g_autoptr (GPtrArray) suggestions = smt_dose_suggestions_new (treatment, catalogue, TODAY);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < suggestions->len; i++)
    {
      const SmtDoseSuggestion *suggestion = g_ptr_array_index (suggestions, i);
      g_autofree char *words = smt_rhythm_to_words (suggestion->rhythm, SMT_LANGUAGE_NB);

      g_string_append_printf (out, "%s%s=%s", i > 0 ? "; " : "", suggestion->code, words);
    }
  return g_string_free (out, FALSE);
}

/* In the order of FEST, in the unit of FEST, each dose once; how it is divided is the name's where that agrees. */
static void
test_as_fest_has_them (void)
{
  g_autoptr (SmtCatalogue) catalogue = make_catalogue ("C08CA01", "Tablett", "216 160 93 95");
  g_autoptr (SmtTreatment) treatment = make_own ("Amlodipin tab 5 mg", "C08CA01");
  g_autofree char *words = words_of (treatment, catalogue);

  g_assert_cmpstr (words, ==, "216=1 tablett morgen, 1 tablett midt på dagen og 1 tablett kveld daglig; 160=1 tablett 3 ganger daglig; 93=1 tablett daglig");
}

static void
test_unknown_and_contradictory (void)
{
  g_autoptr (SmtCatalogue) catalogue = make_catalogue ("C08CA01", "tablett", "5378 162 990001 4711");
  g_autoptr (SmtTreatment) treatment = make_own ("Amlodipin tab 5 mg", "C08CA01");
  g_autofree char *words = words_of (treatment, catalogue);

  g_assert_cmpstr (words, ==, "990001=1 tablett én gang i uken");
}

/* What is never taken daily is not offered daily; what is left is not one answer but all that FEST lists. */
static void
test_forbidden (void)
{
  g_autoptr (SmtCatalogue) catalogue = make_catalogue ("L04AX03", "tablett", "93 990001 160");
  g_autoptr (SmtTreatment) treatment = make_own ("Metotreksat tab 2,5 mg", "L04AX03");
  g_autofree char *words = words_of (treatment, catalogue);

  g_assert_cmpstr (words, ==, "990001=1 tablett én gang i uken");
}

static void
test_unit_of_its_own (void)
{
  g_autoptr (SmtCatalogue) catalogue = make_catalogue ("C08CA01", NULL, "95");
  g_autoptr (SmtTreatment) treatment = make_own ("Amlodipin mikst 1 mg/ml", "C08CA01");
  g_autofree char *words = NULL;

  say_text (treatment, in_unit (daily (5), "ml"));
  words = words_of (treatment, catalogue);
  g_assert_cmpstr (words, ==, "95=1 ml én gang daglig");
}

static void
test_nothing_to_say (void)
{
  g_autoptr (SmtCatalogue) catalogue = make_catalogue ("C08CA01", "tablett", NULL);
  g_autoptr (SmtTreatment) listed = make_own ("Amlodipin tab 5 mg", "C08CA01");
  g_autoptr (SmtTreatment) unknown = make_treatment ("Amlodipin tab 5 mg", "C08CA01");
  g_autofree char *none = words_of (listed, catalogue);
  g_autofree char *without = words_of (listed, NULL);
  g_autofree char *no_id = words_of (unknown, catalogue);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (without, ==, "");
  g_assert_cmpstr (no_id, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/dose-suggestions/as-fest-has-them", test_as_fest_has_them);
  g_test_add_func ("/check/dose-suggestions/unknown-and-contradictory", test_unknown_and_contradictory);
  g_test_add_func ("/check/dose-suggestions/forbidden", test_forbidden);
  g_test_add_func ("/check/dose-suggestions/unit-of-its-own", test_unit_of_its_own);
  g_test_add_func ("/check/dose-suggestions/nothing-to-say", test_nothing_to_say);
  return g_test_run ();
}
