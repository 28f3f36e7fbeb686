/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-catalogue-builder.h"

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static void
add_interaction (SmtCatalogueBuilder *builder, const char *id, SmtInteractionRelevance relevance, const char *groups)
{
  const SmtInteraction interaction = { id, relevance, "konsekvens", "tiltak", NULL };
  g_auto (GStrv) parts = g_strsplit (groups, "|", -1);

  smt_catalogue_builder_add_interaction (builder, &interaction);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) codes = g_strsplit (parts[i], ",", -1);
      for (guint j = 0; codes[j] != NULL; j++)
        g_assert_true (smt_catalogue_builder_add_substance (builder, i, codes[j]));
    }
}

static SmtCatalogue *
make_interactions (void)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();

  add_interaction (builder, "none-needed", SMT_INTERACTION_NO_ACTION, "B01AA03|C10AA");
  add_interaction (builder, "care", SMT_INTERACTION_PRECAUTIONS, "B01AA03|C10AA,N02BE01");
  add_interaction (builder, "avoid", SMT_INTERACTION_AVOID, "B01AA|J02AC01,C10AA01");
  add_interaction (builder, "unknown", SMT_INTERACTION_UNKNOWN, "L04AX03|M01A");
  add_interaction (builder, "harmless", SMT_INTERACTION_NO_ACTION, "L04AX03|M01AE01");
  add_interaction (builder, "one-class", SMT_INTERACTION_AVOID, "N06A,N05A|J01");
  add_interaction (builder, "three", SMT_INTERACTION_PRECAUTIONS, "R03|R05|S01");
  return smt_catalogue_builder_finish (builder);
}

static const char *
find_id (const SmtCatalogue *catalogue, const char *a, const char *b)
{
  const SmtInteraction *one = smt_catalogue_find_interaction (catalogue, a, b);
  const SmtInteraction *other = smt_catalogue_find_interaction (catalogue, b, a);

  g_assert_true (one == other); /* whichever is asked first */
  return one != NULL ? one->id : NULL;
}

/* --- products ----------------------------------------------------------------------------------------------------- */

static void
test_products (void)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();
  const SmtCatalogueProduct brand = { "ID_0000AAAA-1111-2222-3333-444455556666",
                                      NULL,
                                      "L04AX03",
                                      "Prøvexat tab 2,5 mg",
                                      "Prøvexat",
                                      "Metotreksat",
                                      "53",
                                      "Tablett",
                                      "tablett",
                                      "990002 990001" };
  const SmtCatalogueProduct pack = {
    "ID_0000BBBB-1111-2222-3333-444455556666", "012345", "L04AX03", "Prøvexat tab 2,5 mg", NULL, NULL, NULL, NULL, NULL, NULL
  };
  smt_catalogue_builder_add_product (builder, &brand);
  smt_catalogue_builder_add_product (builder, &pack);
  g_autoptr (SmtCatalogue) catalogue = smt_catalogue_builder_finish (builder);

  const SmtCatalogueProduct *found = smt_catalogue_find_product (catalogue, "ID_0000aaaa-1111-2222-3333-444455556666");
  g_assert_nonnull (found);
  g_assert_cmpstr (found->fest_id, ==, "id_0000aaaa-1111-2222-3333-444455556666");
  g_assert_null (found->number);
  g_assert_cmpstr (found->atc, ==, "L04AX03");
  g_assert_cmpstr (found->name, ==, "Prøvexat tab 2,5 mg");
  g_assert_cmpstr (found->brand, ==, "Prøvexat");
  g_assert_cmpstr (found->substance, ==, "Metotreksat");
  g_assert_cmpstr (found->form_code, ==, "53");
  g_assert_cmpstr (found->dosing_unit, ==, "tablett");
  g_assert_cmpstr (found->short_doses, ==, "990002 990001");
  g_assert_cmpstr (found->form_text, ==, "Tablett");

  found = smt_catalogue_find_product (catalogue, "012345");
  g_assert_nonnull (found);
  g_assert_cmpstr (found->fest_id, ==, "id_0000bbbb-1111-2222-3333-444455556666");
  g_assert_null (found->brand);
  g_assert_true (found == smt_catalogue_find_product (catalogue, "ID_0000BBBB-1111-2222-3333-444455556666"));

  g_assert_null (smt_catalogue_find_product (catalogue, "12345"));
  g_assert_null (smt_catalogue_find_product (catalogue, "ID_0000AAAA-1111-2222-3333-444455556667"));
  g_assert_null (smt_catalogue_find_product (catalogue, ""));
  g_assert_null (smt_catalogue_find_product (catalogue, NULL));
  g_autofree char *endless = g_strnfill (5000, '9');
  g_assert_null (smt_catalogue_find_product (catalogue, endless));
}

static void
test_first_of_an_id (void)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();
  const SmtCatalogueProduct one = { .fest_id = "id_1", .name = "one" };
  const SmtCatalogueProduct two = { .fest_id = "ID_1", .name = "two" };

  smt_catalogue_builder_add_product (builder, &one);
  smt_catalogue_builder_add_product (builder, &two);
  g_autoptr (SmtCatalogue) catalogue = smt_catalogue_builder_finish (builder);
  g_assert_cmpstr (smt_catalogue_find_product (catalogue, "id_1")->name, ==, "one");
}

/* --- age ---------------------------------------------------------------------------------------------------------- */

static void
test_age (void)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();
  SmtDate date = smt_date_new (2026, 9, 8);

  smt_catalogue_builder_set_date (builder, date);
  g_autoptr (SmtCatalogue) catalogue = smt_catalogue_builder_finish (builder);
  g_assert_cmpint (smt_date_compare (smt_catalogue_get_date (catalogue), date), ==, 0);
  g_assert_false (smt_catalogue_is_old (catalogue, date));
  g_assert_false (smt_catalogue_is_old (catalogue, smt_date_new (2026, 10, 23))); /* 45 days */
  g_assert_true (smt_catalogue_is_old (catalogue, smt_date_new (2026, 10, 24)));
  g_assert_false (smt_catalogue_is_old (catalogue, smt_date_new (2026, 9, 1)));
}

/* What has no date is not known to be fresh; nor is anything on a day that is not known. */
static void
test_age_unknown (void)
{
  g_autoptr (SmtCatalogue) undated = smt_catalogue_builder_finish (smt_catalogue_builder_new ());
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();

  g_assert_false (smt_date_is_set (smt_catalogue_get_date (undated)));
  g_assert_true (smt_catalogue_is_old (undated, smt_date_new (2026, 11, 20)));
  smt_catalogue_builder_set_date (builder, smt_date_new (2026, 11, 20));
  g_autoptr (SmtCatalogue) dated = smt_catalogue_builder_finish (builder);
  g_assert_true (smt_catalogue_is_old (dated, SMT_DATE_UNSET));
}

/* --- short doses -------------------------------------------------------------------------------------------------- */

static void
test_short_doses (void)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();
  g_autoptr (SmtRhythm) weekly =
      smt_rhythm_new_every_n (smt_range_exact_int (1), NULL, 7, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET);
  const SmtShortDose first = { "5900", "1 x 1 pr uke", weekly };
  const SmtShortDose second = { "130", "1x2", NULL };

  smt_catalogue_builder_add_short_dose (builder, &first);
  smt_catalogue_builder_add_short_dose (builder, &second);
  g_autoptr (SmtCatalogue) catalogue = smt_catalogue_builder_finish (builder);

  const SmtShortDose *found = smt_catalogue_find_short_dose (catalogue, "5900");
  g_assert_nonnull (found);
  g_assert_cmpstr (found->name, ==, "1 x 1 pr uke");
  g_assert_true (smt_rhythm_equal (found->rhythm, weekly));
  found = smt_catalogue_find_short_dose (catalogue, "130");
  g_assert_nonnull (found);
  g_assert_null (found->rhythm);
  g_assert_null (smt_catalogue_find_short_dose (catalogue, "13"));
  g_assert_null (smt_catalogue_find_short_dose (catalogue, NULL));
}

/* Two meanings of one code are no meaning. */
static void
test_short_dose_twice (void)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();
  g_autoptr (SmtRhythm) weekly =
      smt_rhythm_new_every_n (smt_range_exact_int (1), NULL, 7, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET);
  g_autoptr (SmtRhythm) daily = smt_rhythm_new_daily (smt_range_exact_int (1), NULL, 0, 1);
  const SmtShortDose doses[] = { { "1", "a", weekly }, { "2", "b", weekly }, { "1", "c", daily }, { "1", "d", daily } };

  for (guint i = 0; i < G_N_ELEMENTS (doses); i++)
    smt_catalogue_builder_add_short_dose (builder, &doses[i]);
  g_autoptr (SmtCatalogue) catalogue = smt_catalogue_builder_finish (builder);
  g_assert_null (smt_catalogue_find_short_dose (catalogue, "1")->rhythm);
  g_assert_nonnull (smt_catalogue_find_short_dose (catalogue, "2")->rhythm);
}

/* --- interactions ------------------------------------------------------------------------------------------------- */

static void
test_interactions (void)
{
  g_autoptr (SmtCatalogue) catalogue = make_interactions ();

  /* the gravest of three that hold */
  g_assert_cmpstr (find_id (catalogue, "B01AA03", "C10AA01"), ==, "avoid");
  g_assert_cmpstr (find_id (catalogue, "B01AA03", "C10AA05"), ==, "care");
  g_assert_cmpstr (find_id (catalogue, "B01AA03", "N02BE01"), ==, "care");
  /* what is not known comes before what needs nothing */
  g_assert_cmpstr (find_id (catalogue, "L04AX03", "M01AE01"), ==, "unknown");
  g_assert_cmpstr (find_id (catalogue, "b01aa03", "j02ac01"), ==, "avoid");
  g_assert_cmpstr (find_id (catalogue, "S01AA01", "R05CB01"), ==, "three");

  const SmtInteraction *found = smt_catalogue_find_interaction (catalogue, "B01AA03", "C10AA01");
  g_assert_cmpint (found->relevance, ==, SMT_INTERACTION_AVOID);
  g_assert_cmpstr (found->consequence, ==, "konsekvens");
  g_assert_cmpstr (found->handling, ==, "tiltak");
  g_assert_null (found->situation);
}

static void
test_no_interaction (void)
{
  g_autoptr (SmtCatalogue) catalogue = make_interactions ();

  /* both in the same group of one interaction */
  g_assert_null (find_id (catalogue, "N06AA09", "N05AH04"));
  g_assert_null (find_id (catalogue, "N06AA09", "N06AA09"));
  /* a group of ATC is not its members: B01AA may be another than B01AA03 */
  g_assert_null (find_id (catalogue, "B01AA", "N02BE01"));
  g_assert_null (find_id (catalogue, "B01AA03", "C10AX09"));
  g_assert_null (find_id (catalogue, "B01AA03", "A02BC01"));
  g_assert_null (find_id (catalogue, NULL, "B01AA03"));
  g_assert_null (find_id (catalogue, "", "B01AA03"));
  g_assert_null (find_id (catalogue, "B01AA03X", "C10AA01"));
  g_assert_null (find_id (catalogue, "B01AA0!", "C10AA01"));
}

static void
test_bad_codes (void)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();
  const SmtInteraction interaction = { .id = "id" };

  smt_catalogue_builder_add_interaction (builder, &interaction);
  g_assert_false (smt_catalogue_builder_add_substance (builder, 0, NULL));
  g_assert_false (smt_catalogue_builder_add_substance (builder, 0, ""));
  g_assert_false (smt_catalogue_builder_add_substance (builder, 0, "B01AA03X"));
  g_assert_false (smt_catalogue_builder_add_substance (builder, 0, "B01 A"));
  g_assert_true (smt_catalogue_builder_add_substance (builder, 0, "B"));
  smt_catalogue_builder_free (builder);
}

/* --- as a value --------------------------------------------------------------------------------------------------- */

static void
test_empty (void)
{
  g_autoptr (SmtCatalogue) catalogue = smt_catalogue_builder_finish (smt_catalogue_builder_new ());

  g_assert_null (smt_catalogue_find_product (catalogue, "id_1"));
  g_assert_null (smt_catalogue_find_short_dose (catalogue, "1"));
  g_assert_null (smt_catalogue_find_interaction (catalogue, "B01AA03", "C10AA01"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/medicine/catalogue/products", test_products);
  g_test_add_func ("/medicine/catalogue/first-of-an-id", test_first_of_an_id);
  g_test_add_func ("/medicine/catalogue/age", test_age);
  g_test_add_func ("/medicine/catalogue/age-unknown", test_age_unknown);
  g_test_add_func ("/medicine/catalogue/short-doses", test_short_doses);
  g_test_add_func ("/medicine/catalogue/short-dose-twice", test_short_dose_twice);
  g_test_add_func ("/medicine/catalogue/interactions", test_interactions);
  g_test_add_func ("/medicine/catalogue/no-interaction", test_no_interaction);
  g_test_add_func ("/medicine/catalogue/bad-codes", test_bad_codes);
  g_test_add_func ("/medicine/catalogue/empty", test_empty);
  return g_test_run ();
}
