/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an extract says is what is loaded. The argument is a whole made-up extract.
 */
#include "extract.h"

#include <string.h>

#include "dosing/smt-compare.h"

static const char *extract_path;

/* --- a whole extract ---------------------------------------------------------------------------------------------- */

static void
import_whole (Place *place, SmtFestSummary *summary)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (smt_fest_import (extract_path, place->catalogue, NULL, summary, &error));
  g_assert_no_error (error);
}

static guint
count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    n++;
  return n;
}

static void
test_counts (void)
{
  Place place;
  SmtFestSummary summary, again;
  g_autofree char *xml = NULL;

  place_set_up (&place);
  import_whole (&place, &summary);
  g_assert_true (g_file_get_contents (extract_path, &xml, NULL, NULL));
  g_assert_cmpuint (summary.n_packages, ==, 200);
  g_assert_cmpuint (summary.n_brands, ==, count (xml, "<OppfLegemiddelMerkevare>"));
  g_assert_cmpuint (summary.n_generics, ==, count (xml, "<OppfLegemiddelVirkestoff>"));
  g_assert_cmpuint (summary.n_doses, ==, count (xml, "<OppfLegemiddeldose>"));
  g_assert_cmpuint (summary.n_substances, ==, count (xml, "<Virkestoff xmlns"));
  g_assert_cmpuint (summary.n_short_doses, ==, count (xml, "<OppfStrDosering>"));
  g_assert_cmpuint (summary.n_interactions, ==, count (xml, "<Interaksjon>"));
  g_assert_cmpuint (summary.n_not_assessed, ==, count (xml, "<InteraksjonIkkeVurdert>"));
  g_assert_cmpuint (summary.n_discontinued, ==, count (xml, "<Status V=\"U\""));
  g_assert_cmpint (smt_date_compare (summary.date, smt_date_new (2026, 11, 2)), ==, 0);

  g_assert_true (smt_fest_summarise (place.catalogue, &again, NULL));
  g_assert_cmpmem (&summary, sizeof summary, &again, sizeof again);
  place_tear_down (&place);
}

static void
test_products (void)
{
  Place place;
  SmtFestSummary summary;

  place_set_up (&place);
  import_whole (&place, &summary);
  g_autoptr (SmtCatalogue) catalogue = place_load (&place);

  const SmtCatalogueProduct *found = smt_catalogue_find_product (catalogue, "ID_00000000-AAAA-4000-8000-000000000000");
  g_assert_nonnull (found);
  g_assert_cmpstr (found->name, ==, "Prøvexat tab 2,5 mg");
  g_assert_cmpstr (found->brand, ==, "Prøvexat");
  g_assert_cmpstr (found->atc, ==, "L04AX03");
  g_assert_cmpstr (found->substance, ==, "Metotreksat");
  g_assert_cmpstr (found->form_code, ==, "53");
  g_assert_cmpstr (found->form_text, ==, "Tablett");
  g_assert_cmpstr (found->dosing_unit, ==, "tablett");
  g_assert_cmpstr (found->short_doses, ==, "93 990001 990002 5378 160");
  g_assert_null (found->number);

  /* the first package is of the first brand, whose name it does not say itself */
  found = smt_catalogue_find_product (catalogue, "900000");
  g_assert_nonnull (found);
  g_assert_cmpstr (found->number, ==, "900000");
  g_assert_cmpstr (found->brand, ==, "Prøvexat");
  g_assert_cmpstr (found->substance, ==, "Metotreksat");
  g_assert_cmpstr (found->name, ==, "Prøvexat tab 2,5 mg");
  g_assert_cmpstr (found->short_doses, ==, "93 990001 990002 5378 160");
  g_assert_false (smt_catalogue_is_old (catalogue, smt_date_new (2026, 11, 20)));
  place_tear_down (&place);
}

static void
assert_days (const SmtCatalogue *catalogue, const char *code, gint64 dose_days)
{
  const SmtShortDose *dose = smt_catalogue_find_short_dose (catalogue, code);
  SmtMeasure measure;

  g_assert_nonnull (dose);
  g_assert_nonnull (dose->rhythm);
  smt_rhythm_measure (dose->rhythm, SMT_DATE_UNSET, &measure);
  g_assert_cmpint (measure.dose_days.kind, ==, SMT_RANGE_EXACT);
  g_assert_cmpint (smt_ratio_compare (measure.dose_days.lo, SMT_RATIO_INT (dose_days)), ==, 0);
}

static void
test_short_doses (void)
{
  Place place;
  SmtFestSummary summary;

  place_set_up (&place);
  import_whole (&place, &summary);
  g_autoptr (SmtCatalogue) catalogue = place_load (&place);
  assert_days (catalogue, "160", 28);
  assert_days (catalogue, "5534", 28);
  assert_days (catalogue, "990001", 4);
  assert_days (catalogue, "990002", 4);
  assert_days (catalogue, "990004", 28);
  g_assert_cmpstr (smt_catalogue_find_short_dose (catalogue, "160")->name, ==, "1x3");

  const SmtRhythm *monday = smt_catalogue_find_short_dose (catalogue, "990002")->rhythm;
  g_assert_cmpint (monday->steps[0].beats[0].days.weekdays, ==, 1);
  const SmtRhythm *parts = smt_catalogue_find_short_dose (catalogue, "5534")->rhythm;
  g_assert_cmpuint (parts->steps[0].n_beats, ==, 2);
  g_assert_cmpint (parts->steps[0].beats[1].parts, ==, SMT_PART_EVENING);
  const SmtRhythm *steps = smt_catalogue_find_short_dose (catalogue, "990007")->rhythm;
  g_assert_cmpuint (steps->n_steps, ==, 2);
  g_assert_true (smt_range_is_int (steps->steps[0].length, 3));

  /* no period, and as needed: unknown. Discontinued: not there */
  g_assert_null (smt_catalogue_find_short_dose (catalogue, "5378")->rhythm);
  g_assert_null (smt_catalogue_find_short_dose (catalogue, "990006")->rhythm);
  g_assert_null (smt_catalogue_find_short_dose (catalogue, "990005"));
  g_assert_cmpuint (summary.n_short_doses - summary.n_short_doses_known, ==, 3);
  place_tear_down (&place);
}

static void
test_interactions (void)
{
  Place place;
  SmtFestSummary summary;

  place_set_up (&place);
  import_whole (&place, &summary);
  g_autoptr (SmtCatalogue) catalogue = place_load (&place);
  const SmtInteraction *found = smt_catalogue_find_interaction (catalogue, "B01AA03", "J02AC01");
  g_assert_nonnull (found);
  g_assert_cmpint (found->relevance, ==, SMT_INTERACTION_AVOID);
  g_assert_true (g_str_has_prefix (found->consequence, "Økt risiko: "));
  g_assert_true (g_str_has_prefix (found->handling, "Dosetilpasning: "));
  found = smt_catalogue_find_interaction (catalogue, "C10AA01", "B01AA03");
  g_assert_nonnull (found); /* by the groups B01AA and C10AA */
  g_assert_cmpint (found->relevance, ==, SMT_INTERACTION_PRECAUTIONS);
  g_assert_null (smt_catalogue_find_interaction (catalogue, "L04AX03", "N02BE01")); /* discontinued */
  place_tear_down (&place);
}

/* --- by hand ------------------------------------------------------------------------------------------------------ */

static SmtCatalogue *
import_parts (Place *place, const char *catalogues)
{
  g_autofree char *one = brand ("ID_FIRST", "Første", "A01AA01");
  g_autofree char *all = g_strdup_printf ("<KatLegemiddelMerkevare>%s</KatLegemiddelMerkevare>%s", one, catalogues);
  g_autofree char *xml = wrap (all);
  g_autoptr (GError) error = NULL;
  SmtFestSummary summary;

  place_write (place, xml, -1);
  g_assert_true (place_import (place, &summary, &error));
  g_assert_no_error (error);
  return place_load (place);
}

/* A substance has the ATC code that all products of it alone have, or none. */
static void
test_code_of_substance (void)
{
  static const char *const format =
      "<OppfLegemiddelVirkestoff><Id>ID_E</Id><Status V=\"A\" /><LegemiddelVirkestoff xmlns=\"" NS_FORSKRIVNING "\">"
      "<Atc V=\"%s\" DN=\"%s\" /><NavnFormStyrke>%s</NavnFormStyrke><Id>%s</Id>%s</LegemiddelVirkestoff>"
      "</OppfLegemiddelVirkestoff>";
#define BARE(id)                                                                                                       \
  "<SortertVirkestoffUtenStyrke><Sortering>0</Sortering><RefVirkestoff>" id                                            \
  "</RefVirkestoff></SortertVirkestoffUtenStyrke>"
#define STRONG(id)                                                                                                     \
  "<SortertVirkestoffMedStyrke><Sortering>0</Sortering><RefVirkestoffMedStyrke>" id                                    \
  "</RefVirkestoffMedStyrke></SortertVirkestoffMedStyrke>"
  g_autofree char *a = g_strdup_printf (format, "N02BE01", "Paracetamol", "one", "ID_P1", BARE ("ID_PAR"));
  g_autofree char *b = g_strdup_printf (format, "N02BE01", "Paracetamol", "two", "ID_P2", STRONG ("ID_PAR500"));
  g_autofree char *c = g_strdup_printf (format, "L01BA01", "Metotreksat", "m1", "ID_M1", BARE ("ID_MTX"));
  g_autofree char *d = g_strdup_printf (format, "L04AX03", "Metotreksat", "m2", "ID_M2", BARE ("ID_MTX"));
  g_autofree char *e = g_strdup_printf (format, "N02AJ06", "Kodein og paracetamol", "both", "ID_B",
                                        STRONG ("ID_PAR500") BARE ("ID_COD"));
  g_autofree char *all = g_strdup_printf (
      "<KatVirkestoff><OppfVirkestoff><Id>ID_E</Id><Virkestoff xmlns=\"" NS_FORSKRIVNING "\"><Id>ID_PAR</Id>"
      "<Navn>Paracetamolum</Navn></Virkestoff></OppfVirkestoff><OppfVirkestoff><Id>ID_E</Id><Virkestoff "
      "xmlns=\"" NS_FORSKRIVNING
      "\"><Id>ID_MTX</Id><Navn>Metotreksat</Navn></Virkestoff></OppfVirkestoff><OppfVirkestoff>"
      "<Id>ID_E</Id><Virkestoff xmlns=\"" NS_FORSKRIVNING "\"><Id>ID_COD</Id><Navn>Kodein</Navn></Virkestoff>"
      "</OppfVirkestoff><OppfVirkestoff><Id>ID_E</Id><VirkestoffMedStyrke xmlns=\"" NS_FORSKRIVNING "\">"
      "<Id>ID_PAR500</Id><Styrke V=\"500\" U=\"mg\" /><RefVirkestoff>ID_PAR</RefVirkestoff></VirkestoffMedStyrke>"
      "</OppfVirkestoff></KatVirkestoff><KatLegemiddelVirkestoff>%s%s%s%s%s</KatLegemiddelVirkestoff>",
      a, b, c, d, e);
  Place place;

  place_set_up (&place);
  g_autoptr (SmtCatalogue) catalogue = import_parts (&place, all);
  g_assert_cmpstr (smt_catalogue_find_product (catalogue, "ID_PAR")->atc, ==, "N02BE01");
  g_assert_cmpstr (smt_catalogue_find_product (catalogue, "ID_PAR")->substance, ==, "Paracetamolum");
  g_assert_null (smt_catalogue_find_product (catalogue, "ID_MTX")->atc); /* two codes: neither */
  g_assert_null (smt_catalogue_find_product (catalogue, "ID_COD")->atc); /* only in a combination */
  /* one substance gives its name; of several, ATC's words are kept */
  g_assert_cmpstr (smt_catalogue_find_product (catalogue, "ID_P2")->substance, ==, "Paracetamolum");
  g_assert_cmpstr (smt_catalogue_find_product (catalogue, "ID_B")->substance, ==, "Kodein og paracetamol");
  place_tear_down (&place);
}

/* One short dose: what its Legemiddelforbruk holds beside an amount of 1 in seven days, or the whole of it. */
typedef struct
{
  gboolean known;
  const char *rest;  /* behind the period */
  const char *whole; /* (nullable): instead */
} DoseCase;

#define DOSING "<Dosering xmlns=\"" NS_FORSKRIVNING "\">"
#define TIME(content) DOSING "<DoseFastTidspunkt><Mengde V=\"1\" U=\"stk\" />" content "</DoseFastTidspunkt></Dosering>"

static const DoseCase dose_cases[] = {
  { TRUE, "", NULL },
  { TRUE, "<Iterasjoner>4</Iterasjoner>", NULL },
  { TRUE, TIME ("<Intervall V=\"7\" U=\"Døgn\" />"), NULL },
  { TRUE, TIME ("<Intervall V=\"0\" U=\"Døgn\" /><FastDose><FasteUkedager V=\"1\" /></FastDose>"), NULL },
  { TRUE, TIME ("<Klokkeslett>08:00:00</Klokkeslett><FastDose><DagerPa>1</DagerPa><DagerAv>6</DagerAv></FastDose>"),
    NULL },
  /* what is not understood is unknown */
  { FALSE, "<Iterasjoner>mange</Iterasjoner>", NULL },
  { FALSE, TIME ("<Intervall V=\"1\" U=\"Uke\" />"), NULL },
  { FALSE, TIME ("<Intervall U=\"Døgn\" />"), NULL },
  { FALSE, TIME ("<Tidsomrade V=\"7\" />"), NULL },
  { FALSE, TIME ("<Klokkeslett>25:00:00</Klokkeslett>"), NULL },
  { FALSE, TIME ("<FastDose><FasteUkedager V=\"8\" /></FastDose>"), NULL },
  { FALSE, TIME ("<Infusjonshastighet />"), NULL },
  { FALSE, DOSING "<Doseringsregel /></Dosering>", NULL },
  { FALSE, DOSING "</Dosering>", NULL },
  { FALSE, TIME ("<Intervall V=\"1\" U=\"Døgn\" />"), NULL }, /* daily, but one in seven days */
  { FALSE, NULL, "<Lopenr>1</Lopenr><Periode>P7D</Periode>" },
  { FALSE, NULL, "<Lopenr>1</Lopenr><Mengde>1</Mengde>" },
  { FALSE, NULL, "<Lopenr>1</Lopenr><Mengde>en</Mengde><Periode>P7D</Periode>" },
};

static char *
write_dose (guint number)
{
  const DoseCase *dose = &dose_cases[number];
  g_autofree char *use =
      dose->whole != NULL
          ? g_strdup (dose->whole)
          : g_strconcat ("<Lopenr>1</Lopenr><Mengde>1</Mengde><Periode>P7D</Periode>", dose->rest, NULL);

  return g_strdup_printf ("<OppfStrDosering><Id>ID_E</Id><Status V=\"A\" /><Kortdose><Kortdose V=\"%u\" DN=\"navn\" />"
                          "<BeskrivelseTerm>ord</BeskrivelseTerm><Legemiddelforbruk>%s</Legemiddelforbruk></Kortdose>"
                          "</OppfStrDosering>",
                          number, use);
}

static void
test_doses_by_hand (void)
{
  g_autoptr (GString) part = g_string_new ("<KatStrDosering>");
  Place place;

  for (guint i = 0; i < G_N_ELEMENTS (dose_cases); i++)
    {
      g_autofree char *entry = write_dose (i);
      g_string_append (part, entry);
    }
  g_string_append (part, "</KatStrDosering>");
  place_set_up (&place);
  g_autoptr (SmtCatalogue) catalogue = import_parts (&place, part->str);
  for (guint i = 0; i < G_N_ELEMENTS (dose_cases); i++)
    {
      g_autofree char *code = g_strdup_printf ("%u", i);
      const SmtShortDose *dose = smt_catalogue_find_short_dose (catalogue, code);
      g_test_message ("short dose %s", code);
      g_assert_nonnull (dose);
      g_assert_cmpint (dose->rhythm != NULL, ==, dose_cases[i].known);
      if (dose->rhythm != NULL)
        g_assert_false (smt_rhythm_is_daily (dose->rhythm));
    }
  place_tear_down (&place);
}

/* A group of two codes, a group by its references alone, and words around white space. */
static void
test_interaction_by_hand (void)
{
  static const char xml[] =
      "<KatInteraksjon><OppfInteraksjon><Id>ID_E</Id><Status V=\"A\" /><Interaksjon><Id>ID_I1</Id>"
      "<Relevans V=\"9\" DN=\"Ny\" /><Situasjonskriterium> Kun <![CDATA[ved > 2 g]]> &amp; mer </Situasjonskriterium>"
      "<KliniskKonsekvens>K&#xF8;</KliniskKonsekvens><Substansgruppe><Substans><Substans>A</Substans>"
      "<Atc V=\"A01AA01\" /></Substans><Substans><Atc V=\"A01AB\" /></Substans></Substansgruppe><Substansgruppe>"
      "<Navn>G</Navn><Substans><Substans>B</Substans><Atc V=\"B01AA03\" /><RefVirkestoff>ID_1</RefVirkestoff>"
      "<RefVirkestoff>ID_2</RefVirkestoff></Substans><Substans><Substans>C</Substans><RefVirkestoff>ID_3</"
      "RefVirkestoff>"
      "</Substans></Substansgruppe></Interaksjon></OppfInteraksjon></KatInteraksjon>";
  Place place;

  place_set_up (&place);
  g_autoptr (SmtCatalogue) catalogue = import_parts (&place, xml);
  const SmtInteraction *found = smt_catalogue_find_interaction (catalogue, "B01AA03", "A01AB09");
  g_assert_nonnull (found);
  g_assert_true (found == smt_catalogue_find_interaction (catalogue, "A01AA01", "B01AA03"));
  g_assert_cmpint (found->relevance, ==, SMT_INTERACTION_UNKNOWN);
  g_assert_cmpstr (found->id, ==, "id_i1");
  g_assert_cmpstr (found->situation, ==, "Kun ved > 2 g & mer");
  g_assert_cmpstr (found->consequence, ==, "Kø");
  g_assert_null (found->handling);
  place_tear_down (&place);
}

/* A prefix in front of every name, and a discontinued twin that is found after the active one. */
static void
test_prefixes_and_discontinued (void)
{
  static const char xml[] =
      "<m:FEST xmlns:m=\"" NS_M30 "\" xmlns:f=\"" NS_FORSKRIVNING "\"><m:HentetDato>2026-11-02</m:HentetDato>"
      "<m:KatLegemiddelpakning><m:OppfLegemiddelpakning><m:Id>ID_E</m:Id><m:Status V=\"U\" /><f:Legemiddelpakning>"
      "<f:NavnFormStyrke>gammel</f:NavnFormStyrke><f:Varenr>123456</f:Varenr></f:Legemiddelpakning>"
      "</m:OppfLegemiddelpakning><m:OppfLegemiddelpakning><m:Id>ID_E</m:Id><m:Status V=\"A\" /><f:Legemiddelpakning>"
      "<f:NavnFormStyrke>ny</f:NavnFormStyrke><f:Id>ID_N</f:Id><f:Varenr>123456</f:Varenr></f:Legemiddelpakning>"
      "</m:OppfLegemiddelpakning><m:OppfLegemiddelpakning><m:Id>ID_E</m:Id><m:Status V=\"U\" /><f:Legemiddelpakning>"
      "<f:NavnFormStyrke>utgått</f:NavnFormStyrke><f:Varenr>654321</f:Varenr></f:Legemiddelpakning>"
      "</m:OppfLegemiddelpakning></m:KatLegemiddelpakning></m:FEST>";
  g_autoptr (GError) error = NULL;
  SmtFestSummary summary;
  Place place;

  place_set_up (&place);
  place_write (&place, xml, -1);
  g_assert_true (place_import (&place, &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary.n_packages, ==, 3);
  g_assert_cmpuint (summary.n_discontinued, ==, 2);
  g_autoptr (SmtCatalogue) catalogue = place_load (&place);
  g_assert_cmpstr (smt_catalogue_find_product (catalogue, "123456")->name, ==, "ny");
  g_assert_cmpstr (smt_catalogue_find_product (catalogue, "654321")->name, ==, "utgått");
  place_tear_down (&place);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  extract_path = argv[1];
  g_test_add_func ("/fest/import/counts", test_counts);
  g_test_add_func ("/fest/import/products", test_products);
  g_test_add_func ("/fest/import/short-doses", test_short_doses);
  g_test_add_func ("/fest/import/interactions", test_interactions);
  g_test_add_func ("/fest/import/code-of-substance", test_code_of_substance);
  g_test_add_func ("/fest/import/doses-by-hand", test_doses_by_hand);
  g_test_add_func ("/fest/import/interaction-by-hand", test_interaction_by_hand);
  g_test_add_func ("/fest/import/prefixes-and-discontinued", test_prefixes_and_discontinued);
  return g_test_run ();
}
