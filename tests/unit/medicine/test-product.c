/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-product.h"

typedef struct
{
  const char *display;
  const char *atc;     /* the code the same product would have */
  const char *generic; /* NULL: not known by name alone */
  const char *brand;
  SmtForm form;
  const char *row; /* NULL: no row speaks for it */
} Case;

#define SOLID SMT_FORM_ORAL_SOLID
#define LIQUID SMT_FORM_ORAL_LIQUID
#define INJECTION SMT_FORM_INJECTION
#define PATCH SMT_FORM_PATCH

static const Case cases[] = {
  /* the nine products named in June 2024 */
  { "Alendronat Bluefish tab 70 mg", "M05BA04", "alendronsyre", "Alendronat Bluefish", SOLID, "alendronate-weekly" },
  { "Alendronat Sandoz tab 70 mg", "M05BA04", "alendronsyre", "Alendronat Sandoz", SOLID, "alendronate-weekly" },
  { "Metex inj, oppl i ferdigfylt penn 15 mg", "L04AX03", "metotreksat", "Metex", INJECTION, "methotrexate-injection" },
  { "Metex inj, oppl i ferdigfylt penn 25 mg", "L04AX03", "metotreksat", "Metex", INJECTION, "methotrexate-injection" },
  { "Nordimet inj, oppl i ferdigfylt penn 15 mg", "L04AX03", "metotreksat", "Nordimet", INJECTION,
    "methotrexate-injection" },
  { "Erelzi inj, oppl i ferdigfylt penn 50 mg", "L04AB01", "etanercept", "Erelzi", INJECTION, "etanercept" },
  { "Wegovy inj, oppl i ferdigfylt penn 0,5 mg", "A10BJ06", "semaglutid", "Wegovy", INJECTION,
    "semaglutide-injection" },
  { "Wegovy inj, oppl i ferdigfylt penn 1 mg", "A10BJ06", "semaglutid", "Wegovy", INJECTION, "semaglutide-injection" },
  { "Trulicity inj, oppl i ferdigfylt penn 0,75 mg", "A10BJ05", "dulaglutid", "Trulicity", INJECTION, "dulaglutide" },
  /* strength and form decide */
  { "Methotrexate Orifarm tab 2,5 mg", "L04AX03", "metotreksat", "Methotrexate Orifarm", SOLID, "methotrexate-oral" },
  { "Metotreksat tab 2,5 mg", "L01BA01", "metotreksat", NULL, SOLID, "methotrexate-oral" },
  { "Fosamax tab 10 mg", "M05BA04", "alendronsyre", "Fosamax", SOLID, "alendronate-daily" },
  { "Fosamax tab 70 mg", "M05BA04", "alendronsyre", "Fosamax", SOLID, "alendronate-weekly" },
  { "Fosavance tab 70 mg/140 mikrog", "M05BB03", "alendronsyre og kolekalsiferol", "Fosavance", SOLID,
    "alendronate-colecalciferol" },
  { "Optinate Septimum tab 35 mg", "M05BA07", "risedronsyre", "Optinate Septimum", SOLID, "risedronate-weekly" },
  { "Risedronat tab 5 mg", "M05BA07", "risedronsyre", "Risedronat", SOLID, "risedronate-daily" },
  { "Risedronat tab 75 mg", "M05BA07", "risedronsyre", "Risedronat", SOLID, "risedronate-monthly" },
  { "Bonviva tab 150 mg", "M05BA06", "ibandronsyre", "Bonviva", SOLID, "ibandronate-monthly" },
  { "Bonviva inj, oppl i ferdigfylt sprøyte 3 mg/3 ml", "M05BA06", "ibandronsyre", "Bonviva", INJECTION,
    "ibandronate-injection" },
  { "Aclasta inf, oppl 5 mg/100 ml", "M05BA08", "zoledronsyre", "Aclasta", INJECTION, "zoledronic-acid" },
  { "Prolia inj, oppl i ferdigfylt sprøyte 60 mg", "M05BX04", "denosumab", "Prolia", INJECTION, "denosumab-60" },
  { "Xgeva inj, oppl 120 mg", "M05BX04", "denosumab", "Xgeva", INJECTION, "denosumab-120" },
  { "Divisun tab 800 IE", "A11CC05", "kolekalsiferol", "Divisun", SOLID, "colecalciferol-daily" },
  { "Divisun kaps 20 000 IE", "A11CC05", "kolekalsiferol", "Divisun", SOLID, "colecalciferol-high" },
  { "Divisun tab 20 mikrog", "A11CC05", "kolekalsiferol", "Divisun", SOLID, "colecalciferol-daily-microgram" },
  { "Rybelsus tab 7 mg", "A10BJ06", "semaglutid", "Rybelsus", SOLID, "semaglutide-tablet" },
  { "Ozempic inj, oppl i ferdigfylt penn 1 mg", "A10BJ06", "semaglutid", "Ozempic", INJECTION,
    "semaglutide-injection" },
  { "Bydureon pulv og væske til depotinj, susp 2 mg", "A10BJ01", "eksenatid", "Bydureon", INJECTION,
    "exenatide-weekly" },
  { "Byetta inj, oppl 5 mikrog", "A10BJ01", "eksenatid", "Byetta", INJECTION, "exenatide-daily" },
  { "Mounjaro inj, oppl i ferdigfylt penn 5 mg", "A10BX16", "tirzepatid", "Mounjaro", INJECTION, "tirzepatide" },
  { "Awiqli inj, oppl i ferdigfylt penn 700 E/ml", "A10AE07", "insulin ikodek", "Awiqli", INJECTION, "insulin-icodec" },
  { "Norspan depotplaster 10 mikrog/time", "N02AE01", "buprenorfin", "Norspan", PATCH, "buprenorphine-patch-7d" },
  { "Norspan depotplaster 40 mikrog/time", "N02AE01", "buprenorfin", "Norspan", PATCH, "buprenorphine-patch-7d-40" },
  { "Transtec depotplaster 52,5 mikrog/time", "N02AE01", "buprenorfin", "Transtec", PATCH, "buprenorphine-patch-3d" },
  { "Temgesic sublingvaltab 0,2 mg", "N02AE01", "buprenorfin", "Temgesic", SMT_FORM_SUBLINGUAL,
    "buprenorphine-sublingual-pain" },
  { "Durogesic depotplaster 25 mikrog/time", "N02AB03", "fentanyl", "Durogesic", PATCH, "fentanyl-patch" },
  { "Instanyl nesespray 100 mikrog/dose", "N02AB03", "fentanyl", "Instanyl", SMT_FORM_EYE_EAR_NOSE, "fentanyl-other" },
  { "Buprenorfin depotinj, oppl 16 mg", "N07BC01", "buprenorfin", NULL, INJECTION, "buprenorphine-depot-weekly" },
  { "Temgesic inj, oppl 0,3 mg/ml", "N02AE01", "buprenorfin", "Temgesic", INJECTION, "buprenorphine-sublingual-pain" },
  { "Buvidal depotinj, oppl 16 mg", "N07BC01", "buprenorfin", "Buvidal", INJECTION, "buprenorphine-depot-weekly" },
  { "Buvidal depotinj, oppl 64 mg", "N07BC01", "buprenorfin", "Buvidal", INJECTION, "buprenorphine-depot-monthly" },
  { "Subutex sublingvaltab 8 mg", "N07BC01", "buprenorfin", "Subutex", SMT_FORM_SUBLINGUAL,
    "buprenorphine-sublingual" },
  { "Suboxone sublingvaltab 8 mg/2 mg", "N07BC51", "buprenorfin og nalokson", "Suboxone", SMT_FORM_SUBLINGUAL,
    "buprenorphine-naloxone" },
  { "Estradot depotplaster 50 mikrog/24 timer", "G03CA03", "estradiol", "Estradot", PATCH,
    "estradiol-patch-twice-weekly" },
  { "Climara depotplaster 50 mikrog/24 timer", "G03CA03", "estradiol", "Climara", PATCH, "estradiol-patch-weekly" },
  { "Estring vaginalring 7,5 mikrog/24 timer", "G03CA03", "estradiol", "Estring", SMT_FORM_VAGINAL,
    "estradiol-vaginal-ring" },
  { "Vagifem vag tab 10 mikrog", "G03CA03", "estradiol", "Vagifem", SMT_FORM_VAGINAL, "estradiol-vaginal-tablet" },
  { "Progynova tab 2 mg", "G03CA03", "estradiol", "Progynova", SOLID, "estradiol-daily" },
  { "Kentera depotplaster 3,9 mg/24 timer", "G04BD04", "oksybutynin", "Kentera", PATCH, "oxybutynin-patch" },
  { "Behepan tab 1 mg", "B03BA01", "cyanokobalamin", "Behepan", SOLID, "cyanocobalamin-oral" },
  { "Vitamin B12 Depot inj, oppl 1 mg/ml", "B03BA03", "hydroksokobalamin", "Vitamin B12 Depot", INJECTION,
    "hydroxocobalamin" },
  { "Humira inj, oppl i ferdigfylt penn 40 mg/0,4 ml", "L04AB04", "adalimumab", "Humira", INJECTION, "adalimumab" },
  { "Kineret inj, oppl i ferdigfylt sprøyte 100 mg/0,67 ml", "L04AC03", "anakinra", "Kineret", INJECTION, "anakinra" },
  { "Avonex inj, oppl 30 mikrog/0,5 ml", "L03AB07", "interferon beta-1a", "Avonex", INJECTION,
    "interferon-beta-1a-weekly" },
  { "Copaxone inj, oppl i ferdigfylt sprøyte 40 mg/1 ml", "L03AX13", "glatirameracetat", "Copaxone", INJECTION,
    "glatiramer-40" },
  { "Sandostatin LAR pulv og væske til inj, susp 20 mg", "H01CB02", "oktreotid", "Sandostatin LAR", INJECTION,
    "octreotide-depot" },
  { "Nebido inj, oppl 1000 mg/4 ml", "G03BA03", "testosteron", "Nebido", INJECTION, "testosterone-undecanoate" },
  { "Testogel gel 16,2 mg/g", "G03BA03", "testosteron", "Testogel", SMT_FORM_TOPICAL, "testosterone-gel" },
  { "Xeplion depotinj, susp 75 mg", "N05AX13", "paliperidon", "Xeplion", INJECTION, "paliperidone-depot" },
  { "Invega depottab 6 mg", "N05AX13", "paliperidon", "Invega", SOLID, "paliperidone-daily" },
  { "Haldol Depot inj, oppl 100 mg/ml", "N05AD01", "haloperidol", "Haldol Depot", INJECTION, "haloperidol-depot" },
  { "Haldol inj, oppl 5 mg/ml", "N05AD01", "haloperidol", "Haldol", INJECTION, "haloperidol-daily" },
  { "Cisordinol-Acutard inj, oppl 50 mg/ml", "N05AF05", "zuklopentiksol", "Cisordinol-Acutard", INJECTION,
    "zuclopenthixol-acetate" },
  { "Lariam tab 250 mg", "P01BC02", "meflokin", "Lariam", SOLID, "mefloquine" },
  { "Navelbine kaps 20 mg", "L01CA04", "vinorelbin", "Navelbine", SOLID, "vinorelbine" },
  { "Velbe inj, oppl 1 mg/ml", "L01CA01", "vinblastin", "Velbe", INJECTION, "vinblastine" },
  { "Lonsurf tab 15 mg/6,14 mg", "L01BC59", "trifluridin og tipiracil", "Lonsurf", SOLID, "trifluridine-tipiracil" },
  { "Marevan tab 2,5 mg", "B01AA03", "warfarin", "Marevan", SOLID, "warfarin" },
  { "Furix tab 20 mg", "C03CA01", "furosemid", "Furix", SOLID, "furosemide" },
  /* recognised, but nothing tells which of two rows it is */
  { "Alendronat tab", "M05BA04", "alendronsyre", "Alendronat", SOLID, NULL },
  { "Semaglutid 1 mg", "A10BJ06", "semaglutid", NULL, SMT_FORM_UNKNOWN, NULL },
  { "Risperidon 2 mg", "N05AX08", "risperidon", NULL, SMT_FORM_UNKNOWN, NULL },
  /* spelt as the other languages do, or as neither */
  { "methotrexat tab 2,5 mg", "L04AX03", "metotreksat", "methotrexat", SOLID, "methotrexate-oral" },
  { "Metothrexate 2.5 mg tablett", "L04AX03", "metotreksat", "Metothrexate", SOLID, "methotrexate-oral" },
  { "Sekukinumab inj 150 mg", "L04AC10", "secukinumab", "Sekukinumab", INJECTION, "secukinumab" },
  { "Scopolamine plaster 1 mg/3 døgn", "A04AD01", "skopolamin", "Scopolamine", PATCH, "scopolamine-patch" },
  { "Klorokine tab 250 mg", "P01BA01", "klorokin", "Klorokine", SOLID, "chloroquine" },
  { "Metojectpen inj, oppl i ferdigfylt penn 15 mg", "L04AX03", "metotreksat", "Metojectpen", INJECTION,
    "methotrexate-injection" },
  { "Qutenza kutanplaster 179 mg", "N01BX04", "kapsaicin", "Qutenza", PATCH, "capsaicin-patch" },
  { "Vitamin D3 kaps 20.000 IE", "A11CC05", "kolekalsiferol", "Vitamin D3", SOLID, "colecalciferol-high" },
  /* the halves of a combination, however they are joined */
  { "Alendronsyre og kolekalsiferol tab 70 mg/140 mikrog", "M05BB03", "alendronsyre og kolekalsiferol", NULL, SOLID,
    "alendronate-colecalciferol" },
  { "Alendronate/Colecalciferol Teva tab 70 mg/5600 IE", "M05BB03", "alendronsyre og kolekalsiferol",
    "Alendronate/Colecalciferol Teva", SOLID, "alendronate-colecalciferol" },
  { "Alendronat+vit. D tab 70 mg", "M05BB03", "alendronsyre og kolekalsiferol", "Alendronat+vit. D", SOLID,
    "alendronate-colecalciferol" },
  /* that it is a depot stands in the form alone */
  { "Haloperidol depotinj, oppl 100 mg/ml", "N05AD01", "haloperidol", NULL, INJECTION, "haloperidol-depot" },
  /* not in the table at all */
  { "Aerius tab 5 mg", "R06AX27", NULL, "Aerius", SOLID, NULL },
  { "Seretide Diskus inh pulv, disp 50 mikrog/100 mikrog", "R03AK06", NULL, "Seretide Diskus", SMT_FORM_INHALED, NULL },
  { "Canesten krem 10 mg/g/vag tab 500 mg", "G01AF02", NULL, "Canesten", SMT_FORM_TOPICAL, NULL },
};

static void
assert_row (const SmtProduct *product, const char *id)
{
  g_assert_cmpstr (product->row != NULL ? product->row->id : NULL, ==, id);
}

static void
test_by_name (gconstpointer data)
{
  const Case *expected = data;
  SmtProductClues clues = { .display = expected->display };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpstr (product->generic, ==, expected->generic);
  g_assert_cmpstr (product->brand, ==, expected->brand);
  g_assert_cmpint (product->form, ==, expected->form);
  g_assert_cmpint (product->form_parsed, ==, expected->form != SMT_FORM_UNKNOWN);
  g_assert_cmpint (product->certainty, ==, expected->generic != NULL ? SMT_CERTAINTY_NAME : SMT_CERTAINTY_NONE);
  assert_row (product, expected->row);
}

static void
test_by_atc (gconstpointer data)
{
  const Case *expected = data;
  SmtProductClues clues = { .display = expected->display, .atc = expected->atc };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpint (product->certainty, ==, SMT_CERTAINTY_ATC);
  g_assert_cmpstr (product->atc, ==, expected->atc);
  assert_row (product, expected->row);
}

/* --- what answers say beside the display -------------------------------------------------------------------------- */

static void
test_form_from_code_list (void)
{
  SmtProductClues clues = { .atc = "A10BJ06", .display = "Eksempel", .form_code = "53", .form_text = "Tablett" };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpint (product->form, ==, SMT_FORM_ORAL_SOLID);
  g_assert_cmpint (product->route, ==, SMT_ROUTE_ORAL);
  g_assert_cmpstr (product->form_text, ==, "tablett");
  g_assert_false (product->form_parsed);
  assert_row (product, "semaglutide-tablet");
}

/* --- what FEST says of the id --------------------------------------------------------------------------------------
 */

static const SmtCatalogueProduct fest_weekly = { .fest_id = "id_1",
                                                 .atc = "L04AX03",
                                                 .name = "Prøvexat tab 2,5 mg",
                                                 .brand = "Prøvexat",
                                                 .substance = "Metotreksat",
                                                 .form_code = "53",
                                                 .form_text = "Tablett" };

static void
test_by_fest (void)
{
  SmtProductClues clues = { .fest_id = "ID_1", .fest = &fest_weekly };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpint (product->certainty, ==, SMT_CERTAINTY_FEST);
  g_assert_cmpstr (product->atc, ==, "L04AX03");
  g_assert_cmpstr (product->generic, ==, "metotreksat");
  g_assert_cmpstr (product->brand, ==, "Prøvexat");
  g_assert_cmpstr (product->display, ==, "Prøvexat tab 2,5 mg");
  g_assert_cmpint (product->form, ==, SMT_FORM_ORAL_SOLID);
  g_assert_false (product->form_parsed);
  g_assert_true (product->strength_parsed);
  assert_row (product, "methotrexate-oral");
}

/* What the answer says itself goes before (contract 6); a name that is known does not go before FEST. */
static void
test_fest_and_answer (void)
{
  SmtProductClues said = {
    .atc = "C10AA01", .display = "Eksempel kaps 5 mg", .form_text = "Kapsel", .fest = &fest_weekly
  };
  SmtProductClues named = { .display = "Alendronat tab 70 mg", .fest = &fest_weekly };
  SmtProductClues group = { .atc = "L04AX", .display = "Eksempel", .fest = &fest_weekly };
  g_autoptr (SmtProduct) by_atc = smt_product_recognise (&said);
  g_autoptr (SmtProduct) by_fest = smt_product_recognise (&named);
  g_autoptr (SmtProduct) closer = smt_product_recognise (&group);

  g_assert_cmpint (by_atc->certainty, ==, SMT_CERTAINTY_ATC);
  g_assert_cmpstr (by_atc->atc, ==, "C10AA01");
  g_assert_cmpstr (by_atc->form_text, ==, "kapsel");
  g_assert_cmpstr (by_atc->display, ==, "Eksempel kaps 5 mg");
  g_assert_cmpint (by_fest->certainty, ==, SMT_CERTAINTY_FEST);
  g_assert_cmpstr (by_fest->atc, ==, "L04AX03");
  g_assert_cmpint (closer->certainty, ==, SMT_CERTAINTY_FEST);
  g_assert_cmpstr (closer->atc, ==, "L04AX03");
}

/* An id without a code of a substance says what it is called, but not what it is: the screen goes on saying so. */
static void
test_fest_without_code (void)
{
  const SmtCatalogueProduct unknown = { .fest_id = "id_2", .name = "Ukjent", .brand = "Ukjent" };
  const SmtCatalogueProduct group = { .fest_id = "id_3", .name = "Ukjent", .atc = "V08" };
  SmtProductClues clues = { .display = "Xyzzy", .fest = &unknown };
  SmtProductClues grouped = { .display = "Xyzzy", .fest = &group };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);
  g_autoptr (SmtProduct) other = smt_product_recognise (&grouped);

  g_assert_cmpint (product->certainty, ==, SMT_CERTAINTY_NONE);
  g_assert_cmpstr (product->brand, ==, "Ukjent");
  g_assert_cmpint (other->certainty, ==, SMT_CERTAINTY_NONE);
  g_assert_null (other->atc);
}

static void
test_form_from_code_alone (void)
{
  SmtProductClues clues = { .display = "Vaksine", .form_code = "426" };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpint (product->form, ==, SMT_FORM_INJECTION);
  g_assert_cmpint (product->route, ==, SMT_ROUTE_PARENTERAL);
}

/* The code list wins over what the display seems to say. */
static void
test_form_said_beats_form_parsed (void)
{
  SmtProductClues clues = { .display = "Eksempel tab 5 mg", .form_text = "Stikkpille" };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpint (product->form, ==, SMT_FORM_RECTAL);
  g_assert_false (product->form_parsed);
}

static void
test_routes (void)
{
  static const struct
  {
    const char *form;
    SmtRoute route;
  } forms[] = {
    { "Tablett", SMT_ROUTE_ORAL },
    { "Kapsel, hard", SMT_ROUTE_ORAL },
    { "Mikstur, suspensjon", SMT_ROUTE_ORAL },
    { "Pulver og væske til injeksjonsvæske", SMT_ROUTE_PARENTERAL },
    { "Injeksjonsvæske/konsentrat til infusjonsvæske", SMT_ROUTE_PARENTERAL },
    { "Infusjonsvæske, oppløsning", SMT_ROUTE_PARENTERAL },
    { "Depotplaster", SMT_ROUTE_TRANSDERMAL },
    { "Sublingvaltablett", SMT_ROUTE_OTHER },
    { "Øyedråper, suspensjon", SMT_ROUTE_OTHER },
    { "Inhalasjonspulver, dosedispensert", SMT_ROUTE_OTHER },
    { "Stikkpille", SMT_ROUTE_OTHER },
    { "bikubegel", SMT_ROUTE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      SmtProductClues clues = { .display = "", .form_text = forms[i].form };
      g_autoptr (SmtProduct) product = smt_product_recognise (&clues);
      g_assert_cmpint (product->route, ==, forms[i].route);
    }
}

static void
test_substance (void)
{
  SmtProductClues clues = { .display = "Omeprazol enterotab 10 mg", .is_substance = TRUE };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpstr (product->generic, ==, "omeprazol");
  g_assert_null (product->brand);
  g_assert_cmpint (product->certainty, ==, SMT_CERTAINTY_NONE);
  g_assert_cmpstr (product->form_text, ==, "enterotablett");
}

static void
test_words_of_atc (void)
{
  SmtProductClues clues = { .atc = "R06AX27", .atc_display = "Desloratadin", .display = "Aerius tab 5 mg" };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpstr (product->generic, ==, "desloratadin");
  g_assert_cmpstr (product->brand, ==, "Aerius");
}

/* The name is in lower case, and the capitals that belong to it stay. */
static void
test_acronyms (void)
{
  static const char *const names[][3] = {
    { "Hepatitt B, renset antigen", "hepatitt b, renset antigen", "hepatitt B, renset antigen" },
    { "Kalsium, kombinasjoner med vitamin D og/eller andre midler",
      "kalsium, kombinasjoner med vitamin d og/eller andre midler",
      "kalsium, kombinasjoner med vitamin D og/eller andre midler" },
    { "Koagulasjonsfaktor VIII", "koagulasjonsfaktor viii", "koagulasjonsfaktor VIII" },
    { "Metotreksat", "metotreksat", NULL },
    { "METOTREKSAT", "metotreksat", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      SmtProductClues clues = { .atc = "A12AX", .atc_display = names[i][0], .display = "Prøve" };
      g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

      g_assert_cmpstr (product->generic, ==, names[i][1]);
      g_assert_cmpstr (product->generic_shown, ==, names[i][2]);
    }
}

/* A brand that is only the generic name in capitals is no brand. */
static void
test_brand_is_not_generic (void)
{
  SmtProductClues clues = { .atc = "M01AE01", .atc_display = "ibuprofen", .display = "IBUPROFEN tab 600 mg" };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpstr (product->generic, ==, "ibuprofen");
  g_assert_null (product->brand);
}

static void
test_package_name (void)
{
  SmtProductClues clues = { .display = "Furix tab 20 mg", .name = "Furix", .fest_id = "029454" };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpstr (product->brand, ==, "Furix");
  g_assert_cmpstr (product->fest_id, ==, "029454");
  g_assert_cmpint (product->certainty, ==, SMT_CERTAINTY_NAME);
}

/* A group is no substance; an id that no row knows makes nothing certain. */
static void
test_weak_clues (void)
{
  SmtProductClues group = { .atc = "L04AX", .display = "Eksempel tab 5 mg", .fest_id = "ID_0" };
  g_autoptr (SmtProduct) product = smt_product_recognise (&group);

  g_assert_cmpint (product->certainty, ==, SMT_CERTAINTY_NONE);
  g_assert_cmpstr (product->atc, ==, "L04AX");
  assert_row (product, NULL);

  SmtProductClues nothing = { 0 };
  g_autoptr (SmtProduct) unknown = smt_product_recognise (&nothing);
  g_assert_cmpint (unknown->certainty, ==, SMT_CERTAINTY_NONE);
  g_assert_cmpstr (unknown->display, ==, "");
  g_assert_null (unknown->generic);
}

/* A code is filled in from the table only where form and strength fit the row. */
static void
test_atc_from_table (void)
{
  SmtProductClues ointment = { .display = "Takrolimus salve 1 mg/g" };
  SmtProductClues capsule = { .display = "Takrolimus kaps 1 mg" };
  g_autoptr (SmtProduct) skin = smt_product_recognise (&ointment);
  g_autoptr (SmtProduct) swallowed = smt_product_recognise (&capsule);

  g_assert_cmpstr (skin->atc, ==, "D11AH01");
  g_assert_null (swallowed->atc);
  g_assert_null (swallowed->row);
  g_assert_cmpstr (swallowed->generic, ==, "takrolimus");
}

/* ATC tells the substance even when the display is a name nobody knows. */
static void
test_atc_beats_name (void)
{
  SmtProductClues clues = { .atc = "l04ax03", .display = "Lokalnavn tab 2,5 mg" };
  g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

  g_assert_cmpint (product->certainty, ==, SMT_CERTAINTY_ATC);
  g_assert_cmpstr (product->generic, ==, "metotreksat");
  assert_row (product, "methotrexate-oral");
}

/* --- the same substance ------------------------------------------------------------------------------------------- */

static gboolean
same (const char *display_a, const char *atc_a, const char *display_b, const char *atc_b)
{
  SmtProductClues clues_a = { .display = display_a, .atc = atc_a };
  SmtProductClues clues_b = { .display = display_b, .atc = atc_b };
  g_autoptr (SmtProduct) a = smt_product_recognise (&clues_a);
  g_autoptr (SmtProduct) b = smt_product_recognise (&clues_b);

  g_assert_cmpint (smt_product_same_substance (a, b), ==, smt_product_same_substance (b, a));
  return smt_product_same_substance (a, b);
}

static void
test_same_substance (void)
{
  g_assert_true (same ("Metex inj 15 mg", "L04AX03", "Methotrexate tab 2,5 mg", "L01BA01"));
  g_assert_true (same ("Metex inj 15 mg", NULL, "Methotrexate tab 2,5 mg", "L01BA01"));
  g_assert_true (same ("Aerius tab 5 mg", "R06AX27", "Desloratadin tab 5 mg", "r06ax27"));
  g_assert_false (same ("Aerius tab 5 mg", "R06AX27", "Zyrtec tab 10 mg", "R06AE07"));
  g_assert_false (same ("Ukjent tab 5 mg", NULL, "Ukjent tab 5 mg", NULL));
  g_assert_false (same ("Suboxone sublingvaltab 8 mg/2 mg", "N07BC51", "Subutex sublingvaltab 8 mg", "N07BC01"));
}

static void
test_references (void)
{
  SmtProductClues clues = { .display = "Furix tab 20 mg" };
  SmtProduct *product = smt_product_recognise (&clues);
  SmtProduct *again = smt_product_ref (product);

  g_assert_true (again == product);
  smt_product_unref (product);
  g_assert_cmpstr (again->display, ==, "Furix tab 20 mg");
  smt_product_unref (again);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *by_name = g_strdup_printf ("/medicine/product/by-name/%02u", i);
      g_autofree char *by_atc = g_strdup_printf ("/medicine/product/by-atc/%02u", i);
      g_test_add_data_func (by_name, &cases[i], test_by_name);
      g_test_add_data_func (by_atc, &cases[i], test_by_atc);
    }
  g_test_add_func ("/medicine/product/form-from-code-list", test_form_from_code_list);
  g_test_add_func ("/medicine/product/form-from-code-alone", test_form_from_code_alone);
  g_test_add_func ("/medicine/product/form-said-beats-form-parsed", test_form_said_beats_form_parsed);
  g_test_add_func ("/medicine/product/routes", test_routes);
  g_test_add_func ("/medicine/product/substance", test_substance);
  g_test_add_func ("/medicine/product/words-of-atc", test_words_of_atc);
  g_test_add_func ("/medicine/product/acronyms", test_acronyms);
  g_test_add_func ("/medicine/product/brand-is-not-generic", test_brand_is_not_generic);
  g_test_add_func ("/medicine/product/package-name", test_package_name);
  g_test_add_func ("/medicine/product/weak-clues", test_weak_clues);
  g_test_add_func ("/medicine/product/atc-from-table", test_atc_from_table);
  g_test_add_func ("/medicine/product/atc-beats-name", test_atc_beats_name);
  g_test_add_func ("/medicine/product/same-substance", test_same_substance);
  g_test_add_func ("/medicine/product/references", test_references);

  g_test_add_func ("/medicine/product/by-fest", test_by_fest);
  g_test_add_func ("/medicine/product/fest-and-answer", test_fest_and_answer);
  g_test_add_func ("/medicine/product/fest-without-code", test_fest_without_code);
  return g_test_run ();
}
