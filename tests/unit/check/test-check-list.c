/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What no treatment can tell by itself: C5 against an entry that has ended, C7, C8, C10, C15 and C16.
 */
#include "check-support.h"

#include "medicine/smt-catalogue-builder.h"

/* --- lists -------------------------------------------------------------------------------------------------------- */

static SmtList *
make_list (void)
{
  SmtList *list = smt_list_new ();

  list->has_pll = TRUE;
  return list;
}

/* Adds a treatment that is on the list, daily in the field unless @dose says otherwise. */
static SmtTreatment *
add (SmtList *list, const char *display, const char *atc, SmtRhythm *dose)
{
  SmtTreatment *treatment = make_treatment (display, atc);
  guint number = list->treatments->len + 1;

  g_free (treatment->key);
  g_free (treatment->entry_id);
  g_free (treatment->digest);
  treatment->entry_id = g_strdup_printf ("5c1f0a5e-0000-4000-8000-%012u", number);
  treatment->key = g_strdup_printf ("pll:%s", treatment->entry_id);
  treatment->digest = g_strdup_printf ("d%u", number);
  say_field (treatment, dose != NULL ? dose : daily (1));
  g_ptr_array_add (list->treatments, treatment);
  return treatment;
}

static void
make_loose (SmtTreatment *treatment)
{
  SmtPrescription *link = smt_treatment_add_prescription (treatment);

  link->prescription_id = g_steal_pointer (&treatment->entry_id);
  link->status = SMT_PRESCRIPTION_DISPENSABLE;
}

static guint
count_code (const SmtList *list, SmtFindingCode code, SmtClass severity_class)
{
  g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
  guint count = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      if (finding->code != code)
        continue;
      g_assert_cmpint (finding->severity_class, ==, severity_class);
      count++;
    }
  return count;
}

/* --- C5 ----------------------------------------------------------------------------------------------------------- */

static void
test_ended_entry (void)
{
  static const struct
  {
    const char *display;
    SmtTreatmentState state;
    gboolean found;
  } ended[] = {
    { "Fosamax tab 70 mg", SMT_TREATMENT_STOPPED, TRUE },
    { "Alendronat Sandoz tab 70 mg", SMT_TREATMENT_EXPIRED, TRUE }, /* another brand of the same */
    { "Fosamax tab 10 mg", SMT_TREATMENT_STOPPED, FALSE },          /* another strength */
    { "Optinate tab 35 mg", SMT_TREATMENT_STOPPED, FALSE },
    { "Fosamax tab 70 mg", SMT_TREATMENT_PAUSED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ended); i++)
    {
      g_autoptr (SmtList) list = make_list ();
      SmtTreatment *now = add (list, "Fosamax tab 70 mg", "M05BA04", every (1, 2, SMT_TIME_UNIT_DAY));
      add (list, ended[i].display, NULL, every (1, 1, SMT_TIME_UNIT_WEEK))->state = ended[i].state;
      g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
      /* the product is against it, too: what was before is one more check that agrees */
      const SmtFinding *finding = find_code (findings, SMT_FINDING_FIELD_AGAINST_PRODUCT);
      g_assert_nonnull (finding);
      g_assert_cmpstr (finding->key, ==, now->key);
      g_assert_cmpint ((finding->checks >> SMT_CHECK_C5) & 1u, ==, ended[i].found);
    }
}

static void
test_ended_entry_alone (void)
{
  g_autoptr (SmtList) list = make_list ();

  add (list, "Plaquenil tab 200 mg", "P01BA02", daily (1));
  SmtTreatment *ended = add (list, "Plaquenil tab 200 mg", "P01BA02", every (1, 1, SMT_TIME_UNIT_WEEK));
  ended->state = SMT_TREATMENT_STOPPED;
  g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
  g_assert_cmpuint (findings->len, ==, 1);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->code, ==, SMT_FINDING_EARLIER_INTERVAL);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);
  g_assert_cmpstr (finding->other_key, ==, ended->key);
  g_assert_cmpint (smt_ratio_compare (finding->factor, SMT_RATIO_INT (7)), ==, 0);
}

/* --- C7 ----------------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *a;
  const char *b;
  guint found; /* one at each of the two */
  SmtClass severity_class;
} pairs[] = {
  { "Furix tab 20 mg", "Furix tab 20 mg", 2, SMT_CLASS_CHECK },
  { "Alendronat Sandoz tab 70 mg", "Alendronat Bluefish tab 70 mg", 2, SMT_CLASS_CHECK },
  { "Levaxin tab 100 mikrog", "Levaxin tab 25 mikrog", 0, SMT_CLASS_INFO },       /* put side by side on purpose */
  { "Durogesic depotplaster 12 mikrog/time", "Durogesic depotplaster 50 mikrog/time", 0, SMT_CLASS_INFO },
  { "Norspan depotplaster 10 mikrog/time", "Temgesic sublingvaltab 0,2 mg", 0, SMT_CLASS_INFO }, /* patch and tablet */
  { "Cisordinol Depot inj, oppl 200 mg/ml", "Cisordinol tab 10 mg", 0, SMT_CLASS_INFO },
  { "Metex inj, oppl i ferdigfylt penn 15 mg", "Metex inj, oppl i ferdigfylt penn 25 mg", 2, SMT_CLASS_CHECK }, /* S4 */
  { "Ukjentin tab 5 mg", "Ukjentin tab 5 mg", 0, SMT_CLASS_INFO }, /* not recognised: never taken for the same */
};

static void
test_duplicates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (SmtList) list = make_list ();
      add (list, pairs[i].a, NULL, every (1, 1, SMT_TIME_UNIT_WEEK));
      add (list, pairs[i].b, NULL, every (1, 1, SMT_TIME_UNIT_WEEK));
      /* weekly with weekly complete one another where daily use is right, so those are said daily */
      for (guint k = 0; k < 2; k++)
        {
          SmtTreatment *treatment = g_ptr_array_index (list->treatments, k);
          if (treatment->product->row == NULL || treatment->product->row->bound.daily == SMT_DAILY_ALLOWED)
            {
              g_ptr_array_set_size (treatment->sources, 0);
              say_field (treatment, daily (1));
            }
        }
      g_test_message ("%s and %s", pairs[i].a, pairs[i].b);
      g_assert_cmpuint (count_code (list, SMT_FINDING_DUPLICATE, pairs[i].severity_class), ==, pairs[i].found);
    }
}

static void
test_duplicates_meant_so (void)
{
  g_autoptr (SmtList) list = make_list ();
  SmtTreatment *a = add (list, "Levaxin tab 100 mikrog", "H03AA01", every (1, 2, SMT_TIME_UNIT_DAY));
  SmtTreatment *b = add (list, "Levaxin tab 100 mikrog", "H03AA01", every (1, 2, SMT_TIME_UNIT_DAY));

  /* each every second day: together they are one daily scheme */
  g_assert_cmpuint (count_code (list, SMT_FINDING_DUPLICATE, SMT_CLASS_CHECK), ==, 0);

  /* morning and evening */
  g_ptr_array_set_size (a->sources, 0);
  g_ptr_array_set_size (b->sources, 0);
  say_field (a, smt_rhythm_new_daily (smt_range_exact_int (1), "tablett", SMT_PART_MORNING, 1));
  say_field (b, smt_rhythm_new_daily (smt_range_exact_int (1), "tablett", SMT_PART_EVENING, 1));
  g_assert_cmpuint (count_code (list, SMT_FINDING_DUPLICATE, SMT_CLASS_CHECK), ==, 0);

  /* regular and as needed */
  g_ptr_array_set_size (b->sources, 0);
  say_field (b, daily (1));
  g_assert_cmpuint (count_code (list, SMT_FINDING_DUPLICATE, SMT_CLASS_CHECK), ==, 2);
  b->use = SMT_USE_AS_NEEDED;
  g_assert_cmpuint (count_code (list, SMT_FINDING_DUPLICATE, SMT_CLASS_CHECK), ==, 0);

  /* one that has ended */
  b->use = SMT_USE_REGULAR;
  b->state = SMT_TREATMENT_STOPPED;
  g_assert_cmpuint (count_code (list, SMT_FINDING_DUPLICATE, SMT_CLASS_CHECK), ==, 0);
}

/* A loose prescription of another strength may be the change that nobody put on the list. */
static void
test_duplicate_loose (void)
{
  g_autoptr (SmtList) list = make_list ();

  add (list, "Levaxin tab 100 mikrog", "H03AA01", NULL);
  make_loose (add (list, "Levaxin tab 50 mikrog", "H03AA01", NULL));
  g_assert_cmpuint (count_code (list, SMT_FINDING_DUPLICATE, SMT_CLASS_INFO), ==, 2);
}

/* --- C8 and C10 --------------------------------------------------------------------------------------------------- */

#define METHOTREXATE "Methotrexate Orifarm tab 2,5 mg"

static void
test_folic_acid (void)
{
  enum { MISSING, SAME_DAY, SWAPPED, NOTHING };
  const struct
  {
    SmtRhythm *methotrexate;
    SmtRhythm *folic_acid;
    guint expected;
  } cases[] = {
    { every (3, 1, SMT_TIME_UNIT_WEEK), NULL, MISSING },
    { every (3, 1, SMT_TIME_UNIT_WEEK), daily (1), SAME_DAY },
    { on_weekdays (3, 1 << SMT_MONDAY), on_weekdays (1, 1 << SMT_TUESDAY), NOTHING },
    { on_weekdays (3, 1 << SMT_MONDAY), on_weekdays (1, 1 << SMT_MONDAY), SAME_DAY },
    { on_weekdays (3, 1 << SMT_MONDAY), on_weekdays (1, 0x7c), NOTHING }, /* all days but Monday and Tuesday */
    { daily (3), every (1, 1, SMT_TIME_UNIT_WEEK), SWAPPED },
    { every (3, 1, SMT_TIME_UNIT_WEEK), every (1, 1, SMT_TIME_UNIT_WEEK), NOTHING }, /* on days that were not said */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtList) list = make_list ();
      add (list, METHOTREXATE, "L04AX03", cases[i].methotrexate);
      add (list, "Furix tab 20 mg", "C03CA01", NULL);
      if (cases[i].folic_acid != NULL)
        add (list, "Folsyre tab 1 mg", "B03BB01", cases[i].folic_acid);
      g_test_message ("case %u", i);
      g_assert_cmpuint (count_code (list, SMT_FINDING_NO_FOLIC_ACID, SMT_CLASS_INFO), ==, cases[i].expected == MISSING);
      g_assert_cmpuint (count_code (list, SMT_FINDING_FOLIC_ACID_SAME_DAY, SMT_CLASS_INFO), ==,
                        cases[i].expected == SAME_DAY);
      g_assert_cmpuint (count_code (list, SMT_FINDING_INTERVALS_SWAPPED, SMT_CLASS_CHECK), ==,
                        cases[i].expected == SWAPPED);
    }
}

/* What does not stand on a list is only missing from one that was read as a whole; and never in oncology. */
static void
test_folic_acid_unknown (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (SmtList) list = make_list ();
      add (list, METHOTREXATE, i == 0 ? "L01BA01" : "L04AX03", every (3, 1, SMT_TIME_UNIT_WEEK));
      if (i != 1)
        add (list, "Furix tab 20 mg", "C03CA01", NULL);
      if (i == 2)
        list->has_pll = FALSE;
      if (i == 3)
        list->restrictions = SMT_RESTRICTION_RF_FAILED;
      g_assert_cmpuint (count_code (list, SMT_FINDING_NO_FOLIC_ACID, SMT_CLASS_INFO), ==, 0);
    }
}

static void
test_two_strengths (void)
{
  g_autoptr (SmtList) list = make_list ();

  add (list, METHOTREXATE, "L04AX03", every (3, 1, SMT_TIME_UNIT_WEEK));
  add (list, "Methotrexate Orifarm tab 10 mg", "L04AX03", every (1, 1, SMT_TIME_UNIT_WEEK));
  g_assert_cmpuint (count_code (list, SMT_FINDING_TWO_STRENGTHS, SMT_CLASS_CHECK), ==, 2);
  /* one cause, one finding */
  g_assert_cmpuint (count_code (list, SMT_FINDING_DUPLICATE, SMT_CLASS_CHECK), ==, 0);
  g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
  const SmtFinding *finding = find_code (findings, SMT_FINDING_TWO_STRENGTHS);
  g_assert_cmpuint (finding->checks, ==, 1u << SMT_CHECK_C7 | 1u << SMT_CHECK_C10);

  g_autoptr (SmtList) pens = make_list ();
  add (pens, METHOTREXATE, "L04AX03", every (3, 1, SMT_TIME_UNIT_WEEK));
  add (pens, "Metex inj, oppl i ferdigfylt penn 15 mg", "L04AX03", every (1, 1, SMT_TIME_UNIT_WEEK));
  g_assert_cmpuint (count_code (pens, SMT_FINDING_TWO_STRENGTHS, SMT_CLASS_CHECK), ==, 0);
}

/* --- C15 ---------------------------------------------------------------------------------------------------------- */

static void
test_reactions (void)
{
  static const struct
  {
    const char *display;
    const char *atc;
    gboolean severe;
    gboolean found;
    SmtClass severity_class;
  } reactions[] = {
    { "Enalapril", "C09AA02", FALSE, TRUE, SMT_CLASS_CHECK },
    { "ACE-hemmere, usammensatte", "C09AA", TRUE, TRUE, SMT_CLASS_CHECK },
    { "ACE-hemmere, usammensatte", "C09AA", FALSE, TRUE, SMT_CLASS_INFO },
    { "Midler med virkning på renin-angiotensinsystemet", "C09", FALSE, TRUE, SMT_CLASS_INFO },
    { "Hjerte og kretsløp", "C", TRUE, FALSE, SMT_CLASS_INFO }, /* shorter than any code of a reaction */
    { "Penicilliner", "J01C", TRUE, FALSE, SMT_CLASS_INFO },
    { "enalapril", NULL, FALSE, TRUE, SMT_CLASS_CHECK },
    { "Utslett av enalapril i 2019", NULL, FALSE, TRUE, SMT_CLASS_CHECK },
    { "enalaprilat", NULL, TRUE, FALSE, SMT_CLASS_INFO }, /* another word */
    { "Enalaprilmaleat-hydroklortiazid", NULL, TRUE, FALSE, SMT_CLASS_INFO },
    { "Jod", NULL, TRUE, FALSE, SMT_CLASS_INFO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reactions); i++)
    {
      g_autoptr (SmtList) list = make_list ();
      SmtTreatment *treatment = add (list, "Enalapril Krka tab 10 mg", "C09AA02", NULL);
      treatment->product->generic = g_strdup ("enalapril");
      add (list, "Furix tab 20 mg", "C03CA01", NULL);
      SmtReaction *reaction = smt_reaction_new ();
      reaction->display = g_strdup (reactions[i].display);
      reaction->atc = g_strdup (reactions[i].atc);
      reaction->source = g_strdup ("KJ");
      reaction->severe = reactions[i].severe;
      g_ptr_array_add (list->reactions, reaction);
      g_test_message ("%s", reactions[i].display);
      g_assert_cmpuint (count_code (list, SMT_FINDING_REACTION, reactions[i].severity_class), ==, reactions[i].found);
    }
}

/* Several registers tell of the same reaction: it is told once, the gravest. */
static void
test_reactions_once (void)
{
  g_autoptr (SmtList) list = make_list ();
  static const char *const sources[] = { "KJ", "RF", "lokal" };

  add (list, "Enalapril Krka tab 10 mg", "C09AA02", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      SmtReaction *reaction = smt_reaction_new ();
      reaction->display = g_strdup ("Enalapril");
      reaction->atc = g_strdup ("C09AA02");
      reaction->source = g_strdup (sources[i]);
      reaction->severe = i == 1;
      g_ptr_array_add (list->reactions, reaction);
    }
  g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
  const SmtFinding *finding = find_code (findings, SMT_FINDING_REACTION);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (finding->reaction->source, ==, "RF");
  g_autofree char *explain = smt_finding_explain (finding, SMT_LANGUAGE_NB);
  g_assert_cmpstr (explain, ==,
                   "Pasienten har en registrert legemiddelreaksjon på Enalapril. Reaksjonen er registrert som alvorlig. "
                   "Registrert i Reseptformidleren.");
}

/* --- C16 ---------------------------------------------------------------------------------------------------------- */

static SmtCatalogue *
make_catalogue (void)
{
  static const struct
  {
    SmtInteraction interaction;
    const char *groups[2];
  } known[] = {
    { { "ID_1", SMT_INTERACTION_AVOID, "Økt blødningsrisiko", "Velg et annet middel.", NULL }, { "B01AA03", "M01A" } },
    { { "ID_2", SMT_INTERACTION_PRECAUTIONS, NULL, "Følg kalium", NULL }, { "C09AA", "C03DA01" } },
    { { "ID_3", SMT_INTERACTION_NO_ACTION, "Ingen", NULL, NULL }, { "C03CA01", "C09AA" } },
  };
  g_autoptr (SmtCatalogueBuilder) builder = smt_catalogue_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      smt_catalogue_builder_add_interaction (builder, &known[i].interaction);
      for (guint group = 0; group < 2; group++)
        g_assert_true (smt_catalogue_builder_add_substance (builder, group, known[i].groups[group]));
    }
  return smt_catalogue_builder_finish (g_steal_pointer (&builder));
}

static void
test_interactions (void)
{
  g_autoptr (SmtList) list = make_list ();

  add (list, "Marevan tab 2,5 mg", "B01AA03", NULL);
  add (list, "Ibux tab 400 mg", "M01AE01", NULL);
  add (list, "Enalapril tab 10 mg", "C09AA02", NULL);
  add (list, "Spirix tab 25 mg", "C03DA01", NULL);
  add (list, "Furix tab 20 mg", "C03CA01", NULL);
  /* without a catalogue nothing is known */
  g_assert_cmpuint (count_code (list, SMT_FINDING_INTERACTION, SMT_CLASS_CHECK), ==, 0);

  list->catalogue = make_catalogue ();
  g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
  smt_list_unref (g_steal_pointer (&list)); /* a finding keeps the catalogue its words are in */
  static const char *const headlines[] = {
    "Bør ikke brukes sammen med Ibux tab 400 mg",
    "Bør ikke brukes sammen med Marevan tab 2,5 mg",
    "Interaksjon med Spirix tab 25 mg: forholdsregler bør tas",
    "Interaksjon med Enalapril tab 10 mg: forholdsregler bør tas",
  };
  g_assert_cmpuint (findings->len, ==, G_N_ELEMENTS (headlines));
  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *headline = smt_finding_headline (finding, SMT_LANGUAGE_NB);
      g_autofree char *explain = smt_finding_explain (finding, SMT_LANGUAGE_NB);
      g_autofree char *rule = smt_finding_rule (finding, SMT_LANGUAGE_NB);
      g_assert_cmpstr (headline, ==, headlines[i]);
      g_assert_cmpint (finding->severity_class, ==, i < 2 ? SMT_CLASS_CHECK : SMT_CLASS_INFO);
      g_assert_cmpstr (explain, ==,
                       i < 2 ? "Økt blødningsrisiko. Velg et annet middel."
                             : "FEST beskriver ikke følgen. Følg kalium.");
      g_assert_cmpstr (rule, ==,
                       i < 2 ? "C16 · regelsett 2026.11 · kilde: FEST ID_1" : "C16 · regelsett 2026.11 · kilde: FEST ID_2");
    }
}

/* --- identity ----------------------------------------------------------------------------------------------------- */

static char *
identity_of (const SmtList *list, SmtFindingCode code)
{
  g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);

  return smt_finding_dup_identity (find_code (findings, code));
}

/* A finding about two treatments is another one as soon as either changes. */
static void
test_identity_rests_on_both (void)
{
  g_autoptr (SmtList) list = make_list ();
  SmtTreatment *a = add (list, "Furix tab 20 mg", "C03CA01", NULL);
  SmtTreatment *b = add (list, "Furix tab 20 mg", "C03CA01", NULL);
  g_autofree char *first = identity_of (list, SMT_FINDING_DUPLICATE);
  g_autofree char *again = identity_of (list, SMT_FINDING_DUPLICATE);

  g_assert_cmpstr (first, ==, again);
  g_free (b->digest);
  b->digest = g_strdup ("changed");
  g_autofree char *other_changed = identity_of (list, SMT_FINDING_DUPLICATE);
  g_assert_cmpstr (first, !=, other_changed);
  g_free (a->digest);
  a->digest = g_strdup ("changed, too");
  g_autofree char *own_changed = identity_of (list, SMT_FINDING_DUPLICATE);
  g_assert_cmpstr (other_changed, !=, own_changed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/c5/ended-entry", test_ended_entry);
  g_test_add_func ("/check/c5/ended-entry-alone", test_ended_entry_alone);
  g_test_add_func ("/check/c7/duplicates", test_duplicates);
  g_test_add_func ("/check/c7/meant-so", test_duplicates_meant_so);
  g_test_add_func ("/check/c7/loose", test_duplicate_loose);
  g_test_add_func ("/check/c8/folic-acid", test_folic_acid);
  g_test_add_func ("/check/c8/unknown", test_folic_acid_unknown);
  g_test_add_func ("/check/c10/two-strengths", test_two_strengths);
  g_test_add_func ("/check/c15/reactions", test_reactions);
  g_test_add_func ("/check/c15/once", test_reactions_once);
  g_test_add_func ("/check/c16/interactions", test_interactions);
  g_test_add_func ("/check/identity/rests-on-both", test_identity_rests_on_both);

  return g_test_run ();
}
