/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-display.h"

#include "medicine/smt-product.h"

typedef struct
{
  const char *display;
  const char *name;
  const char *form;
  const char *strength; /* as the screen shows it */
} Case;

static const Case cases[] = {
  { "Furix tab 20 mg", "Furix", "tab", "20 mg" },
  { "Methotrexate Orifarm tab 2,5 mg", "Methotrexate Orifarm", "tab", "2,5 mg" },
  { "Methotrexate Orifarm tab 2.5 mg", "Methotrexate Orifarm", "tab", "2,5 mg" },
  { "Metex inj, oppl i ferdigfylt penn 15 mg", "Metex", "inj, oppl i ferdigfylt penn", "15 mg" },
  { "Seretide Diskus inh pulv, disp 50 mikrog/100 mikrog", "Seretide Diskus", "inh pulv, disp",
    "50 mikrog/100 mikrog" },
  { "Sulfametoksazol/Trimetoprim tab 400 mg/80 mg", "Sulfametoksazol/Trimetoprim", "tab", "400 mg/80 mg" },
  { "Deksametason/Neomycin/Polymyksin B øyedr, susp 1 mg/ml/3500 IE/ml/6000 IE/ml",
    "Deksametason/Neomycin/Polymyksin B", "øyedr, susp", "1 mg/ml/3500 IE/ml/6000 IE/ml" },
  { "Ibuprofen mikst susp 40 mg/ml", "Ibuprofen", "mikst susp", "40 mg/ml" },
  { "Norspan depotplaster 10 mikrog/time", "Norspan", "depotplaster", "10 mikrog/time" },
  { "Durogesic depotplaster 25 µg/t", "Durogesic", "depotplaster", "25 mikrog/time" },
  { "Estradot depotplaster 50 mikrog/24 timer", "Estradot", "depotplaster", "50 mikrog/24 timer" },
  { "Nebido inj, oppl 1000 mg/4 ml", "Nebido", "inj, oppl", "1000 mg/4 ml" },
  { "Humira inj, oppl i ferdigfylt penn 40 mg/0,4 ml", "Humira", "inj, oppl i ferdigfylt penn", "40 mg/0,4 ml" },
  { "Divisun tab 20 000 IE", "Divisun", "tab", "20000 IE" },
  { "Betaferon pulv og væske til inj, oppl 8 mill. IE", "Betaferon", "pulv og væske til inj, oppl", "8 mill. IE" },
  { "Myalepta pulv til inj væske, oppl 3 mg", "Myalepta", "pulv til inj væske, oppl", "3 mg" },
  { "Metode folsyre&jod gravid tab 400 mikrog/175 mikrog", "Metode folsyre&jod gravid", "tab",
    "400 mikrog/175 mikrog" },
  { "Vitamin B12 Depot inj, oppl 1 mg/ml", "Vitamin B12 Depot", "inj, oppl", "1 mg/ml" },
  { "Glucos. B. Braun inf, oppl 200 mg/ml", "Glucos. B. Braun", "inf, oppl", "200 mg/ml" },
  { "Canesten krem 10 mg/g/vag tab 500 mg", "Canesten", "krem", "10 mg/g/500 mg" },
  { "Suboxone sublingvaltab 8 mg/2 mg", "Suboxone", "sublingvaltab", "8 mg/2 mg" },
  /* by hand, other orders and habits */
  { "Eksempel 2 1000 mg", "Eksempel 2", "", "1000 mg" },
  { "Piperacillin/Tazobactam pulv til inf, oppl 4 g/0,5 g", "Piperacillin/Tazobactam", "pulv til inf, oppl",
    "4 g/0,5 g" },
  { "Metotreksat 2,5 mg tabletter", "Metotreksat", "tabletter", "2,5 mg" },
  { "metotreksat 2,5mg", "metotreksat", "", "2,5 mg" },
  { "  Furix \u00a0 tab  20 mg ", "Furix", "tab", "20 mg" },
  { "Paracet 500 milligram", "Paracet", "", "500 mg" },
  { "Vitamin D3 kaps 20.000 IE", "Vitamin D3", "kaps", "20000 IE" },
  { "Benzatinbenzylpenicillin inj 1.200.000 IE", "Benzatinbenzylpenicillin", "inj", "1200000 IE" },
  { "Eksempel tab 1.000 mg", "Eksempel", "tab 1.000 mg", "" },
  { "Eksempel tab 1,125 mg", "Eksempel", "tab", "1,125 mg" },
  { "Eksempel inj 0.125 IE", "Eksempel", "inj", "0,125 IE" },
  { "Fosamax", "Fosamax", "", "" },
  { "", "", "", "" },
  { "tab", "tab", "", "" },
  /* no strengths: sizes, counts and names with numbers */
  { "PAR-SME: beskr oppl 450 ml", "PAR-SME: beskr", "oppl 450 ml", "" },
  { "Pneumovax 23 inj, oppl", "Pneumovax 23", "inj, oppl", "" },
  { "Insulin 30/70", "Insulin 30/70", "", "" },
  { "p2 test bad, emul 502 ml", "p2 test", "bad, emul 502 ml", "" },
  { "Eksempel tab 5 mgx", "Eksempel", "tab 5 mgx", "" },
  { "Eksempel tab 99999999999999999999 mg", "Eksempel", "tab 99999999999999999999 mg", "" },
};

static void
test_parts (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (SmtDisplay) parts = smt_display_parse (expected->display);

  g_assert_cmpstr (parts->name, ==, expected->name);
  g_assert_cmpstr (parts->form, ==, expected->form);

  SmtProductClues clues = { .display = expected->display };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);
  g_autofree char *strength = smt_product_strength_to_text (product);
  g_assert_cmpstr (strength, ==, expected->strength);
  g_assert_cmpint (product->strength_parsed, ==, *expected->strength != '\0');
  g_assert_cmpstr (product->display, ==, expected->display);
}

/* Strengths are kept in the order they stand: ATC's order of substances is another one. */
static void
test_order (void)
{
  g_autoptr (SmtDisplay) parts = smt_display_parse ("Kombinasjon tab 0,5 mg/20 mikrog");

  g_assert_cmpuint (parts->strengths->len, ==, 2);
  const SmtStrength *first = &g_array_index (parts->strengths, SmtStrength, 0);
  const SmtStrength *second = &g_array_index (parts->strengths, SmtStrength, 1);
  g_assert_true (smt_decimal_equal (first->value, (SmtDecimal){ 5, 1 }));
  g_assert_cmpstr (first->unit, ==, "mg");
  g_assert_null (first->per_unit);
  g_assert_true (smt_decimal_equal (second->value, SMT_DECIMAL_INT (20)));
  g_assert_cmpstr (second->unit, ==, "mikrog");
}

/* What the program says itself spells out what has been misread; what was received stays as it is. */
static void
test_spelt_out (void)
{
  static const struct
  {
    const char *display, *nb, *nn, *en;
  } rows[] = {
    { "Levaxin tab 50 mikrog", "50 mikrogram", "50 mikrogram", "50 micrograms" },
    { "Durogesic depotplaster 25 mikrog/time", "25 mikrogram/time", "25 mikrogram/time", "25 micrograms/time" },
    { "Humalog inj 100 E/ml", "100 enheter/ml", "100 einingar/ml", "100 units/ml" },
    { "Divisun tab 800 IE", "800 internasjonale enheter", "800 internasjonale einingar", "800 international units" },
    { "Selo-Zok depottab 100 mg", "100 mg", "100 mg", "100 mg" },
    { "Glucophage tab 1000 mg", "1\u00a0000 mg", "1\u00a0000 mg", "1\u00a0000 mg" },
    { "Divisun tab 20.000 IE", "20\u00a0000 internasjonale enheter", "20\u00a0000 internasjonale einingar",
      "20\u00a0000 international units" },
    { "Paralgin forte tab 400 mg/30 mg", "400 mg/30 mg", "400 mg/30 mg", "400 mg/30 mg" },
    { "Salve 5 g/100 g/10 g/100 g", "5 g/100 g og 10 g/100 g", "5 g/100 g og 10 g/100 g", "5 g/100 g and 10 g/100 g" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SmtProductClues clues = { .display = rows[i].display };
      g_autoptr (SmtProduct) product = smt_product_recognise (&clues);
      g_autofree char *nb = smt_product_strength_to_words (product, SMT_LANGUAGE_NB);
      g_autofree char *nn = smt_product_strength_to_words (product, SMT_LANGUAGE_NN);
      g_autofree char *en = smt_product_strength_to_words (product, SMT_LANGUAGE_EN);

      g_assert_cmpstr (nb, ==, rows[i].nb);
      g_assert_cmpstr (nn, ==, rows[i].nn);
      g_assert_cmpstr (en, ==, rows[i].en);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/medicine/display/%02u", i);
      g_test_add_data_func (path, &cases[i], test_parts);
    }
  g_test_add_func ("/medicine/display/order", test_order);
  g_test_add_func ("/medicine/display/spelt-out", test_spelt_out);

  return g_test_run ();
}
