/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every list: made up from a fixed seed, of any rows of the table, any doses, histories and reactions.
 */
#include "check-support.h"

#include <string.h>

#define SEED    20261121
#define N_LISTS 600

/* --- making up ---------------------------------------------------------------------------------------------------- */

/* Few products, so that duplicates and pairs are common. */
static const char *const displays[] = {
  "Methotrexate Orifarm tab 2,5 mg", "Methotrexate Orifarm tab 10 mg",     "Metex inj, oppl i ferdigfylt penn 15 mg",
  "Folsyre tab 1 mg",                "Alendronat Sandoz tab 70 mg",        "Alendronat Bluefish tab 70 mg",
  "Furix tab 20 mg",                 "Furix tab 40 mg",                    "Rybelsus tab 7 mg",
  "Norspan depotplaster 10 mikrog/time", "Ukjent tab 5 mg",                "Plaquenil tab 200 mg",
  "Dexamethasone Abcur tab 4 mg",    "Humira inj, oppl i ferdigfylt penn 40 mg/0,4 ml",
};

static SmtRhythm *
any_rhythm (GRand *rand)
{
  static const char *const units[] = { "tablett", "mg", "penn", "ml", "plaster" };
  gint64 amount = g_rand_int_range (rand, 1, 12);
  SmtRhythm *rhythm;

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      rhythm = daily (amount);
      break;
    case 1:
      rhythm = on_weekdays (amount, (guint8)g_rand_int_range (rand, 1, 128));
      break;
    case 2:
      rhythm = every (amount, (guint)g_rand_int_range (rand, 1, 30), SMT_TIME_UNIT_DAY);
      break;
    default:
      rhythm = every (amount, 1, SMT_TIME_UNIT_WEEK);
      break;
    }
  if (g_rand_int_range (rand, 0, 4) == 0)
    in_unit (rhythm, units[g_rand_int_range (rand, 0, G_N_ELEMENTS (units))]);
  rhythm->as_needed = g_rand_int_range (rand, 0, 8) == 0;
  return rhythm;
}

static void
any_voices (GRand *rand, SmtTreatment *treatment, gboolean clear)
{
  static const SmtVoiceKind voices[] = { SMT_VOICE_FIELD, SMT_VOICE_TEXT, SMT_VOICE_HISTORY, SMT_VOICE_SUPPLY };

  for (guint i = 0; i < G_N_ELEMENTS (voices); i++)
    switch (g_rand_int_range (rand, 0, 4))
      {
      case 0:
        break;
      case 1:
        say_state (treatment, voices[i], g_rand_boolean (rand) ? SMT_READING_AMBIGUOUS : SMT_READING_UNREADABLE);
        break;
      default:
        if (clear)
          say (treatment, voices[i], SMT_ORIGIN_DSSN, any_rhythm (rand));
        else
          say (treatment, voices[i], SMT_ORIGIN_DSSN, with_days ((SmtDays){ .kind = SMT_DAYS_UNKNOWN }));
        break;
      }
}

static SmtTreatment *
any_treatment (GRand *rand, guint number, gboolean clear)
{
  SmtTreatment *treatment = make_treatment (displays[g_rand_int_range (rand, 0, G_N_ELEMENTS (displays))], NULL);

  g_free (treatment->key);
  g_free (treatment->digest);
  treatment->key = g_strdup_printf ("pll:%04u", number);
  treatment->digest = g_strdup_printf ("digest %u", number);
  treatment->use = (SmtUse)g_rand_int_range (rand, SMT_USE_UNKNOWN, SMT_USE_VACCINE + 1);
  treatment->state = g_rand_int_range (rand, 0, 4) == 0 ? SMT_TREATMENT_STOPPED : SMT_TREATMENT_ACTIVE;
  if (g_rand_int_range (rand, 0, 5) == 0)
    {
      g_clear_pointer (&treatment->entry_id, g_free);
      smt_treatment_add_prescription (treatment)->prescription_id = g_strdup_printf ("rx-%u", number);
    }
  any_voices (rand, treatment, clear);
  return treatment;
}

static SmtList *
any_list (GRand *rand, gboolean clear)
{
  static const char *const atc[] = { "L04AX03", "M05B", "C03", NULL };
  static const char *const names[] = { "Metotreksat", "Bisfosfonater", "Diuretika", "furosemid" };
  SmtList *list = smt_list_new ();
  guint n = (guint)g_rand_int_range (rand, 0, 9);

  list->has_pll = g_rand_boolean (rand);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list->treatments, any_treatment (rand, i, clear));
  for (guint i = 0; i < G_N_ELEMENTS (atc); i++)
    if (g_rand_int_range (rand, 0, 3) == 0)
      {
        SmtReaction *reaction = smt_reaction_new ();
        reaction->atc = g_strdup (atc[i]);
        reaction->display = g_strdup (names[i]);
        reaction->severe = g_rand_boolean (rand);
        g_ptr_array_add (list->reactions, reaction);
      }
  return list;
}

/* --- telling ------------------------------------------------------------------------------------------------------ */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* What is found, whatever the order. */
static char *
tell (const SmtList *list)
{
  g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *identity = smt_finding_dup_identity (finding);
      g_autofree char *headline = smt_finding_headline (finding, SMT_LANGUAGE_NB);
      g_ptr_array_add (lines, g_strdup_printf ("%s %d %u %s", identity, finding->severity_class, finding->checks, headline));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
shuffle (GRand *rand, GPtrArray *array)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint k = (guint)g_rand_int_range (rand, 0, (gint32)i);
      gpointer kept = array->pdata[i - 1];
      array->pdata[i - 1] = array->pdata[k];
      array->pdata[k] = kept;
    }
}

/* --- properties --------------------------------------------------------------------------------------------------- */

/* The same findings in any order of the treatments and of the reactions. */
static void
test_order_does_not_matter (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint found = 0;

  for (guint i = 0; i < N_LISTS; i++)
    {
      g_autoptr (SmtList) list = any_list (rand, TRUE);
      g_autofree char *first = tell (list);
      shuffle (rand, list->treatments);
      shuffle (rand, list->reactions);
      g_autofree char *second = tell (list);
      g_assert_cmpstr (first, ==, second);
      found += *first != '\0' ? 1 : 0;
    }
  g_assert_cmpuint (found, >, N_LISTS / 2);
}

/* Every finding names its check or what else it is, the rule set and a source, stands at a treatment in use, and no other
 * check than C1 and C2 is above Sjekk. */
static void
test_every_finding_has_a_rule (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 1);
  static const SmtLanguage languages[] = { SMT_LANGUAGE_NB, SMT_LANGUAGE_NN, SMT_LANGUAGE_EN };
  guint32 seen = 0;

  for (guint i = 0; i < N_LISTS; i++)
    {
      g_autoptr (SmtList) list = any_list (rand, TRUE);
      g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
      for (guint k = 0; k < findings->len; k++)
        {
          const SmtFinding *finding = g_ptr_array_index (findings, k);
          const SmtTreatment *treatment = smt_list_find (list, finding->key);
          seen |= finding->checks;
          g_assert_true (smt_treatment_is_in_use (treatment));
          g_assert_true (finding->checks != 0 || finding->code == SMT_FINDING_PRODUCT_NOT_RECOGNISED);
          if ((finding->checks & (1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2)) == 0)
            g_assert_cmpint (finding->severity_class, <=, SMT_CLASS_CHECK);
          if (finding->other_key != NULL)
            g_assert_cmpstr (finding->other_key, !=, finding->key);
          for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
            {
              static const char *const sources[] = { "kilde: ", "kjelde: ", "source: " };
              g_autofree char *rule = smt_finding_rule (finding, languages[l]);
              g_autofree char *headline = smt_finding_headline (finding, languages[l]);
              g_autofree char *explain = smt_finding_explain (finding, languages[l]);
              g_autofree char *remedy = smt_finding_remedy (finding, languages[l]);
              g_autofree char *badge = smt_finding_badge (finding, languages[l]);
              g_assert_nonnull (strstr (rule, SMT_RULE_SET_VERSION));
              g_assert_nonnull (strstr (rule, sources[l]));
              g_assert_true (*headline != '\0' && *badge != '\0');
              g_assert_true (g_str_has_suffix (explain, ".") && g_str_has_suffix (remedy, "."));
              g_assert_null (strpbrk (explain, "{}"));
            }
        }
    }
  /* the lists are such that all of these are met */
  static const SmtCheckId met[] = { SMT_CHECK_C1,  SMT_CHECK_C2,  SMT_CHECK_C5,  SMT_CHECK_C6,  SMT_CHECK_C7, SMT_CHECK_C8,
                                    SMT_CHECK_C10, SMT_CHECK_C13, SMT_CHECK_C14, SMT_CHECK_C15 };
  for (guint i = 0; i < G_N_ELEMENTS (met); i++)
    g_assert_cmpuint ((seen >> met[i]) & 1u, ==, 1);
}

/* Voices that say no days are never heard as if they said daily: no check about an interval or an amount speaks. */
static void
test_unknown_is_never_daily (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 2);
  guint32 about_days = 1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2 | 1u << SMT_CHECK_C5 | 1u << SMT_CHECK_C6
                       | 1u << SMT_CHECK_C9 | 1u << SMT_CHECK_C11 | 1u << SMT_CHECK_C13;

  for (guint i = 0; i < N_LISTS; i++)
    {
      g_autoptr (SmtList) list = any_list (rand, FALSE);
      g_autoptr (GPtrArray) findings = smt_check_list (list, TODAY);
      for (guint k = 0; k < findings->len; k++)
        {
          const SmtFinding *finding = g_ptr_array_index (findings, k);
          g_assert_cmpuint (finding->checks & about_days, ==, 0);
          g_assert_cmpint (finding->code, !=, SMT_FINDING_FOLIC_ACID_SAME_DAY);
          g_assert_cmpint (finding->code, !=, SMT_FINDING_INTERVALS_SWAPPED);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/property/order-does-not-matter", test_order_does_not_matter);
  g_test_add_func ("/check/property/every-finding-has-a-rule", test_every_finding_has_a_rule);
  g_test_add_func ("/check/property/unknown-is-never-daily", test_unknown_is_never_daily);

  return g_test_run ();
}
