/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-product-row.h"

#include <string.h>

#include "medicine/smt-interval-table-private.h"
#include "medicine/smt-spelling.h"

static void
test_whole_words (void)
{
  g_assert_true (smt_row_names_word ("metex", "metex"));
  g_assert_true (smt_row_names_word ("metex penn", "metex"));
  g_assert_true (smt_row_names_word ("tabl. metotreksat (sandoz)", "metotreksat"));
  g_assert_true (smt_row_names_word ("cisordinol depot", "cisordinol"));
  g_assert_false (smt_row_names_word ("metexa", "metex"));
  g_assert_false (smt_row_names_word ("ametex", "metex"));
  g_assert_false (smt_row_names_word ("cisordinol-acutard", "cisordinol"));
  g_assert_false (smt_row_names_word ("sulfametoksazol/trimetoprim", "trimetoprim"));
  g_assert_false (smt_row_names_word ("øestradiol", "estradiol"));
  g_assert_false (smt_row_names_word ("", "metex"));
}

/* One spelling for what Norwegian, English and those who mix them write. */
static void
test_spellings (void)
{
  static const char *const alike[][2] = {
    { "methotrexate", "metotreksat" },
    { "cholecalciferol", "kolekalsiferol" },
    { "semaglutide", "semaglutid" },
    { "chloroquine", "klorokin" },
    { "imiquimod", "imikvimod" },
    { "oestradiol", "østradiol" },
    { "levothyroxine", "levotyroksin" },
    { "nitroglycerin", "nitroglyserin" },
    { "a + b", "a og b" },
    { "hydroxyzine", "hydroksyzin" },
    { "a and b", "a/b" },
    { "methotrexaat", "metotreksat" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (alike); i++)
    {
      g_autofree char *one = smt_spelling_level (alike[i][0]);
      g_autofree char *other = smt_spelling_level (alike[i][1]);
      g_assert_cmpstr (one, ==, other);
    }
  g_autofree char *short_name = smt_spelling_level ("e");
  g_assert_cmpstr (short_name, ==, "e");
}

/* The step that makes C of the table spells as the program does: else no name of the table would ever be found. */
static void
test_table_is_spelt_alike (void)
{
  for (guint i = 0; i < smt_interval_table_length (); i++)
    for (const char *const *name = smt_interval_table_get (i)->names; *name != NULL; name++)
      {
        g_autofree char *spelt = smt_spelling_level (*name);
        gboolean there = FALSE;
        for (guint k = 0; k < smt_interval_n_names && !there; k++)
          there = smt_interval_names[k].row == i && strcmp (smt_interval_names[k].text, spelt) == 0;
        g_test_message ("%s", spelt);
        g_assert_true (there);
      }
}

static const char *
row_of (const char *atc, const char *display)
{
  SmtProductClues clues = { .atc = atc, .display = display };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  return product->row != NULL ? product->row->id : NULL;
}

/* Rows that all forbid daily use: the one with the shortest interval is wrong for none of them. */
static void
test_unknown_strength_never_daily (void)
{
  g_assert_cmpstr (row_of ("M05BX04", "Denosumab inj, oppl"), ==, "denosumab-120");
  g_assert_cmpstr (row_of ("N07BC01", "Buvidal depotinj, oppl"), ==, "buprenorphine-depot-weekly");
  g_assert_cmpstr (row_of ("L04AX03", "Metotreksat 15 mg"), !=, NULL);
  g_assert_true (g_str_has_prefix (row_of ("N02AE01", "Buprenorfin depotplaster"), "buprenorphine-patch-3d"));
}

/* One of them allows it: none is chosen. */
static void
test_unknown_strength_maybe_daily (void)
{
  g_assert_null (row_of ("M05BA04", "Alendronat tab"));
  g_assert_null (row_of ("A10BJ06", "Semaglutid"));
  g_assert_null (row_of ("N05AX13", "Paliperidon 75 mg"));
  g_assert_null (row_of ("L03AX13", "Copaxone inj, oppl"));
}

/* A strength that no row is about leaves the product without a row. */
static void
test_foreign_strength (void)
{
  g_assert_null (row_of ("M05BA04", "Alendronat tab 700 mg"));
  g_assert_null (row_of ("A10BJ06", "Semaglutid krem 7 mg/g"));
  g_assert_null (row_of ("M05BA04", "Alendronat tab 70 mg/10 mg")); /* which of the two strengths it is, is not known */
}

/* The concentration of a solution is not the strength of a dose. */
static void
test_concentration (void)
{
  g_assert_null (row_of ("A11CC05", "Detremin dråper 20 000 IE/ml"));
  g_assert_null (row_of ("H01CB02", "Oktreotid inj, oppl 50 mg/ml"));
  /* where it is all that displays tell of two syringes, the table has it */
  g_assert_cmpstr (row_of ("L03AX13", "Copaxone inj, oppl 40 mg/ml"), ==, "glatiramer-40-per-ml");
  g_assert_cmpstr (row_of ("L03AX13", "Copaxone inj, oppl 20 mg/ml"), ==, "glatiramer-20-per-ml");
  g_assert_cmpstr (row_of ("L03AX13", "Copaxone inj, oppl 40 mg/1 ml"), ==, "glatiramer-40");
}

/* Milligrams and micrograms are compared as what they are. */
static void
test_units (void)
{
  g_assert_cmpstr (row_of ("A10BJ01", "Eksenatid inj 2000 mikrog"), ==, "exenatide-weekly");
  g_assert_cmpstr (row_of ("A10BJ01", "Eksenatid inj 0,005 mg"), ==, "exenatide-daily");
  g_assert_cmpstr (row_of ("M05BA04", "Alendronat tab 0,07 g"), ==, "alendronate-weekly");
  g_assert_cmpstr (row_of ("A11CC05", "Divisun kaps 20 000 E"), ==, "colecalciferol-high");
}

/* Both ends of a strength belong to the row. */
static void
test_edges (void)
{
  g_assert_cmpstr (row_of ("A11CC05", "Divisun kaps 9999 IE"), ==, "colecalciferol-daily");
  g_assert_cmpstr (row_of ("A11CC05", "Divisun kaps 10 000 IE"), ==, "colecalciferol-high");
  g_assert_cmpstr (row_of ("N02AE01", "Norspan depotplaster 5 mikrog/time"), ==, "buprenorphine-patch-7d");
  g_assert_cmpstr (row_of ("N02AE01", "Norspan depotplaster 30 mikrog/time"), ==, "buprenorphine-patch-7d");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/medicine/rows/whole-words", test_whole_words);
  g_test_add_func ("/medicine/rows/spellings", test_spellings);
  g_test_add_func ("/medicine/rows/table-is-spelt-alike", test_table_is_spelt_alike);
  g_test_add_func ("/medicine/rows/unknown-strength-never-daily", test_unknown_strength_never_daily);
  g_test_add_func ("/medicine/rows/unknown-strength-maybe-daily", test_unknown_strength_maybe_daily);
  g_test_add_func ("/medicine/rows/foreign-strength", test_foreign_strength);
  g_test_add_func ("/medicine/rows/concentration", test_concentration);
  g_test_add_func ("/medicine/rows/units", test_units);
  g_test_add_func ("/medicine/rows/edges", test_edges);

  return g_test_run ();
}
