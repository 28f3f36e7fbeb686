/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-difference.h"

#include "make-treatment.h"

#include <string.h>

static char *
differences (const SmtTreatment *before, const SmtTreatment *after, SmtLanguage language)
{
  g_autoptr (GPtrArray) found = smt_treatment_differences (before, after, language);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *words = smt_treatment_difference_to_words (g_ptr_array_index (found, i));
      g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", words);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_words (SmtTreatment *before, SmtTreatment *after, const char *expected)
{
  g_autofree char *found = differences (before, after, SMT_LANGUAGE_NB);
  g_autofree char *itself = differences (before, before, SMT_LANGUAGE_NB);

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpstr (itself, ==, "");
  smt_treatment_unref (before);
  smt_treatment_unref (after);
}

static SmtTreatment *
with_text (const char *text)
{
  return make_treatment (&(MadeUp){ .key = "pll:1", .entry_id = "1", .display = "Noe Ukjent tab 5 mg", .text = text });
}

static SmtTreatment *
with_product (const char *atc, const char *display)
{
  return make_treatment (&(MadeUp){ .key = "pll:1", .entry_id = "1", .atc = atc, .display = display });
}

/* --- dose ----------------------------------------------------------------------------------------------------------
 */

static void
test_dose (void)
{
  assert_words (with_text ("50 mg daglig"), with_text ("100 mg daglig"), "Dose 50 milligram → 100 milligram");
  assert_words (with_text ("1 tablett morgen"), with_text ("2 tabletter morgen"), "Dose 1 tablett → 2 tabletter");
  assert_words (with_text ("2,5 mg daglig"), with_text ("2,50 mg hver dag"), "");
  assert_words (with_text ("0,1 mg daglig"), with_text ("0,1001 mg daglig"), "Dose 0,1 milligram → 0,1001 milligram");
  assert_words (with_text ("1 tablett morgen"), with_text ("1 TABLETT  MORGEN"), "");
}

static void
test_units (void)
{
  assert_words (with_text ("1000 mg daglig"), with_text ("1 gram daglig"), "");
  assert_words (with_text ("0,5 mg daglig"), with_text ("500 mikrogram daglig"), "");
  assert_words (with_text ("1 mg daglig"), with_text ("1 gram daglig"), "Dose 1 milligram → 1 gram");
  assert_words (with_text ("10 ml daglig"), with_text ("0,1 dl daglig"), "");
  /* never across units that do not measure the same */
  assert_words (with_text ("1 tablett daglig"), with_text ("1 mg daglig"), "Dose 1 tablett → 1 milligram");
  assert_words (with_text ("1000 IE daglig"), with_text ("1000 mg daglig"), "Dose 1000 enheter → 1000 milligram");
  assert_words (with_text ("500 mg daglig"), with_text ("0,5 g daglig"), "");
  assert_words (with_text ("5 ml daglig"), with_text ("5 mg daglig"), "Dose 5 ml → 5 milligram");
  assert_words (with_text ("1 tablett daglig"), with_text ("500 mg daglig"), "Dose 1 tablett → 500 milligram");
  assert_words (with_text ("1 tablett inntil 3 ganger daglig, maks 3000 mg per døgn"),
                with_text ("1 tablett inntil 3 ganger daglig, maks 3 g per døgn"), "");
  assert_words (with_text ("1 tablett morgen og 1000 mg kveld"), with_text ("1 tablett morgen og 1 g kveld"), "");
  assert_words (with_text ("2 mg/kg daglig"), with_text ("3 mg/kg daglig"),
                "Dose 2 milligram per kilo daglig → 3 milligram per kilo daglig");
}

/* Time has units too; a month is no number of days, and a day of the week that is said is more than none. */
static void
test_time_units (void)
{
  assert_words (with_text ("1 plaster hver 72. time"), with_text ("1 plaster hver 3. dag"), "");
  assert_words (with_text ("1 tablett en gang i uken"), with_text ("1 tablett hver 7. dag"), "");
  assert_words (with_text ("1 tablett annenhver uke"), with_text ("1 tablett hver 14. dag"), "");
  assert_words (with_text ("1 plaster hver 72. time"), with_text ("1 plaster hver 4. dag"),
                "Dose 1 plaster hver 72. time → 1 plaster hver 4. dag");
  assert_words (with_text ("1 plaster hver 70. time"), with_text ("1 plaster hver 3. dag"),
                "Dose 1 plaster hver 70. time → 1 plaster hver 3. dag");
  assert_words (with_text ("1 tablett en gang i måneden"), with_text ("1 tablett hver 30. dag"),
                "Dose 1 tablett én gang i måneden → 1 tablett hver 30. dag");
  assert_words (with_text ("1 tablett en gang i uken"), with_text ("1 tablett hver mandag"),
                "Dose 1 tablett én gang i uken → 1 tablett hver mandag");
}

static void
test_rhythm (void)
{
  assert_words (with_text ("3 tabletter hver mandag"), with_text ("3 tabletter hver dag"),
                "Dose 3 tabletter hver mandag → 3 tabletter daglig");
}

/* What nobody can read is compared as it stands. */
static void
test_unread (void)
{
  assert_words (with_text ("xyzzy plugh"), with_text ("xyzzy  Plugh"), "");
  assert_words (with_text ("xyzzy plugh"), with_text ("1 tablett daglig"), "Dose xyzzy plugh → 1 tablett daglig");
  assert_words (with_text (NULL), with_text ("1 tablett daglig"), "Dose ingen → 1 tablett daglig");
}

static SmtTreatment *
with_field (SmtRhythm *field, const char *text)
{
  return make_treatment (
      &(MadeUp){ .key = "pll:1", .entry_id = "1", .display = "Noe Ukjent tab 5 mg", .text = text, .field = field });
}

static SmtRhythm *
every (guint n, SmtTimeUnit unit, SmtDate phase)
{
  return smt_rhythm_new_every_n (smt_range_exact_int (3), "tablett", n, unit, phase);
}

/* The incident: the field became daily under a text that stayed. */
static void
test_field (void)
{
  g_autofree char *words = NULL;
  g_autoptr (SmtTreatment) before =
      with_field (every (1, SMT_TIME_UNIT_WEEK, SMT_DATE_UNSET), "3 tabletter en gang i uken");
  g_autoptr (SmtTreatment) after =
      with_field (every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "3 tabletter en gang i uken");
  g_autoptr (GPtrArray) found = smt_treatment_differences (before, after, SMT_LANGUAGE_NB);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (((SmtTreatmentDifference *)found->pdata[0])->attribute, ==, SMT_TREATMENT_FIELD);
  words = differences (before, after, SMT_LANGUAGE_NB);
  g_assert_cmpstr (words, ==, "Strukturert felt 3 tabletter én gang i uken → 3 tabletter daglig");

  /* told once where field and text went together */
  assert_words (with_field (every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "3 tabletter hver dag"),
                with_field (every (2, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "3 tabletter annenhver dag"),
                "Dose 3 tabletter daglig → 3 tabletter annenhver dag");
  /* a field that was not there is told of where it says something else than the text */
  assert_words (with_text ("3 tabletter hver dag"),
                with_field (every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "3 tabletter hver dag"), "");
  assert_words (with_text ("3 tabletter en gang i uken"),
                with_field (every (7, SMT_TIME_UNIT_DAY, smt_date_new (2026, 11, 16)), "3 tabletter en gang i uken"),
                "");
  assert_words (with_text ("3 tabletter en gang i uken"),
                with_field (every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "3 tabletter en gang i uken"),
                "Strukturert felt ingen → felt");
  assert_words (with_text ("xyzzy plugh"), with_field (every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "plugh xyzzy"),
                "Dose xyzzy plugh → plugh xyzzy; Strukturert felt ingen → felt");
  /* one that turns away while the text turns elsewhere is told of as well */
  assert_words (with_field (every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "3 tabletter hver dag"),
                with_field (every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "3 tabletter en gang i uken"),
                "Dose 3 tabletter daglig → 3 tabletter én gang i uken");
  assert_words (with_field (every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "3 tabletter hver dag"),
                with_field (every (2, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), "3 tabletter en gang i uken"),
                "Dose 3 tabletter daglig → 3 tabletter én gang i uken; "
                "Strukturert felt 3 tabletter daglig → 3 tabletter annenhver dag");
  /* a field alone is the dose */
  assert_words (with_field (every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), NULL),
                with_field (every (2, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET), NULL),
                "Dose 3 tabletter daglig → 3 tabletter annenhver dag");
}

/* A field that begins on another day is no other dose, but where the day of the week hangs on it. */
static void
test_phase (void)
{
  const SmtDate monday = smt_date_new (2026, 11, 16);
  const SmtDate later = smt_date_new (2026, 11, 23);
  const SmtDate tuesday = smt_date_new (2026, 11, 17);

  assert_words (with_field (every (1, SMT_TIME_UNIT_DAY, monday), NULL),
                with_field (every (1, SMT_TIME_UNIT_DAY, tuesday), NULL), "");
  assert_words (with_field (every (7, SMT_TIME_UNIT_DAY, monday), NULL),
                with_field (every (7, SMT_TIME_UNIT_DAY, later), NULL), "");
  g_autoptr (SmtTreatment) before = with_field (every (7, SMT_TIME_UNIT_DAY, monday), NULL);
  g_autoptr (SmtTreatment) after = with_field (every (7, SMT_TIME_UNIT_DAY, tuesday), NULL);
  g_autofree char *words = differences (before, after, SMT_LANGUAGE_NB);
  g_assert_cmpstr (words, ==, "Dose 3 tabletter hver 7. dag (mandag) → 3 tabletter hver 7. dag (tirsdag)");
  assert_words (with_field (every (7, SMT_TIME_UNIT_DAY, smt_date_new (2026, 11, 22)), NULL),
                with_field (every (7, SMT_TIME_UNIT_DAY, monday), NULL),
                "Dose 3 tabletter hver 7. dag (søndag) → 3 tabletter hver 7. dag (mandag)");
}

/* --- product -------------------------------------------------------------------------------------------------------
 */

static void
test_product (void)
{
  assert_words (with_product ("C07AB02", "Selo-Zok depottab 50 mg"),
                with_product ("C07AB02", "Selo-Zok depottab 100 mg"), "Styrke 50 mg → 100 mg");
  assert_words (with_product ("N02BE01", "Paracet tab 1 g"), with_product ("N02BE01", "Paracet tab 1000 mg"), "");
  assert_words (with_product ("N02BE01", "Paracet tab 500 mg"), with_product ("N02BE01", "Paracet stikkpille 500 mg"),
                "Form tablett → stikkpille");
  assert_words (with_product ("N02BE01", "Paracet tab 500 mg"), with_product ("N02BE01", "Pinex tab 500 mg"),
                "Preparat Paracet → Pinex");
  assert_words (with_product ("J01CR02", "Bioclavid tab 500 mg/125 mg"),
                with_product ("J01CR02", "Bioclavid tab 500 mg"), "Styrke 500 mg/125 mg → 500 mg");
  /* what one of the lists does not tell has not changed */
  assert_words (with_product ("N02BE01", "Paracet tab 500 mg"), with_product ("N02BE01", "Paracet"), "");
  /* another substance; and the name of the substance itself, which is no brand */
  assert_words (with_product ("C07AB02", "metoprolol tab 50 mg"), with_product ("C07AB03", "atenolol tab 50 mg"),
                "Preparat metoprolol → atenolol");
  assert_words (with_product ("L04AX03", "Methotrexate Orifarm tab 2,5 mg"),
                with_product ("L04AX03", "metotreksat tab 2,5 mg"), "");
  assert_words (with_product ("L04AX03", "metotreksat tab 2,5 mg"), with_product ("L01EJ01", "ruksolitinib tab 5 mg"),
                "Preparat metotreksat → ruksolitinib; Styrke 2,5 mg → 5 mg");
}

/* --- the rest ------------------------------------------------------------------------------------------------------
 */

static void
test_standing (void)
{
  g_autoptr (SmtTreatment) before = with_text ("1 tablett daglig");
  g_autoptr (SmtTreatment) after = with_text ("1 tablett daglig");
  SmtPrescription *prescription;

  after->use = SMT_USE_AS_NEEDED;
  after->indication = g_strdup ("mot smerter");
  after->state = SMT_TREATMENT_STOPPED;
  after->stop_date = smt_date_new (2026, 5, 3);
  after->instruction = g_strdup ("Svelges hele");
  after->multidose = TRUE;
  g_clear_pointer (&after->entry_id, g_free);
  prescription = smt_treatment_add_prescription (after);
  prescription->status = SMT_PRESCRIPTION_RECALLED;
  prescription->written = smt_date_new (2026, 4, 1);

  g_autofree char *nb = differences (before, after, SMT_LANGUAGE_NB);
  g_autofree char *nn = differences (before, after, SMT_LANGUAGE_NN);
  g_autofree char *en = differences (before, after, SMT_LANGUAGE_EN);
  g_assert_cmpstr (nb, ==,
                   "Bruk fast → ved behov; Bruksområde ingen → mot smerter; Status i bruk → seponert; "
                   "Stoppdato ingen → 3. mai 2026; Resept ingen → tilbakekalt, 1. april 2026; "
                   "Instruksjon ingen → Svelges hele; Multidose nei → ja; På listen ja → nei");
  g_assert_cmpstr (nn, ==,
                   "Bruk fast → ved behov; Bruksområde ingen → mot smerter; Status i bruk → seponert; "
                   "Stoppdato ingen → 3. mai 2026; Resept ingen → kalla tilbake, 1. april 2026; "
                   "Instruksjon ingen → Svelges hele; Multidose nei → ja; På lista ja → nei");
  g_assert_cmpstr (en, ==,
                   "Use regular → as needed; Indication none → mot smerter; Status in use → stopped; "
                   "Stop date none → 3 May 2026; Prescription none → recalled, 1 April 2026; "
                   "Instruction none → Svelges hele; Multidose no → yes; On the list yes → no");
}

static SmtRhythm *
daily_between (SmtDate start, SmtDate end)
{
  SmtRhythm *rhythm = every (1, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET);

  rhythm->steps[0].start = start;
  rhythm->steps[0].end = end;
  return rhythm;
}

/* Ends are exclusive in the field, and told as the last day. A course that is prescribed anew lasts as long as before.
 */
static void
test_last_day (void)
{
  const SmtDate start = smt_date_new (2026, 9, 1);
  const SmtDate end = smt_date_new (2026, 9, 11);
  const SmtDate later = smt_date_new (2026, 9, 21);
  const SmtDate latest = smt_date_new (2026, 10, 1);

  assert_words (with_field (daily_between (start, SMT_DATE_UNSET), "1 tablett daglig"),
                with_field (daily_between (start, end), "1 tablett daglig"),
                "Siste dag med dose ingen → 10. september 2026");
  assert_words (with_field (daily_between (start, end), "1 tablett daglig"),
                with_field (daily_between (start, later), "1 tablett daglig"),
                "Siste dag med dose 10. september 2026 → 20. september 2026");
  assert_words (with_field (daily_between (start, end), "1 tablett daglig"),
                with_field (daily_between (later, latest), "1 tablett daglig"), "");
  assert_words (with_field (daily_between (start, end), "1 tablett daglig"), with_text ("1 tablett daglig"), "");
  /* of one that does not say when it begins the end is the end */
  assert_words (with_field (daily_between (SMT_DATE_UNSET, end), "1 tablett daglig"),
                with_field (daily_between (start, end), "1 tablett daglig"), "");
  assert_words (with_field (daily_between (SMT_DATE_UNSET, end), "1 tablett daglig"),
                with_field (daily_between (start, later), "1 tablett daglig"),
                "Siste dag med dose 10. september 2026 → 20. september 2026");
}

/* @amount of @unit, or packages without one. */
static SmtTreatment *
with_amount (int amount, const char *unit, const char *refills, SmtSubstitution substitution)
{
  SmtTreatment *treatment = with_text ("1 tablett daglig");
  SmtPrescription *link = smt_treatment_add_prescription (treatment);

  if (unit == NULL)
    link->packages = SMT_DECIMAL_INT (amount);
  else
    link->amount = SMT_DECIMAL_INT (amount);
  link->amount_unit = g_strdup (unit);
  link->refills = g_strdup (refills);
  link->substitution = substitution;
  return treatment;
}

/* Exact, with units, and only of what both say. */
static void
test_amounts (void)
{
  assert_words (with_amount (1, NULL, "0", SMT_SUBSTITUTION_ACCEPTED),
                with_amount (2, NULL, "3", SMT_SUBSTITUTION_REFUSED),
                "Mengde på resepten 1 pakning → 2 pakninger; Reit 0 → 3; Generisk bytte ja → nei");
  assert_words (with_amount (1000, "ml", NULL, SMT_SUBSTITUTION_UNKNOWN),
                with_amount (1, "liter", "3", SMT_SUBSTITUTION_REFUSED), "");
  assert_words (with_amount (30, "tablett", "3", SMT_SUBSTITUTION_ACCEPTED),
                with_amount (1, NULL, "3", SMT_SUBSTITUTION_ACCEPTED), "Mengde på resepten 30 tablett → 1 pakning");
  assert_words (with_amount (0, NULL, "3", SMT_SUBSTITUTION_ACCEPTED),
                with_amount (2, NULL, "3", SMT_SUBSTITUTION_ACCEPTED), "");
  assert_words (with_amount (100, "tablett", "3", SMT_SUBSTITUTION_ACCEPTED),
                with_amount (100, "ml", "3", SMT_SUBSTITUTION_ACCEPTED), "Mengde på resepten 100 tablett → 100 ml");
  assert_words (with_amount (100, "tablett", "3", SMT_SUBSTITUTION_ACCEPTED),
                with_amount (98, "tablett", "3", SMT_SUBSTITUTION_ACCEPTED),
                "Mengde på resepten 100 tablett → 98 tablett");
}

/* The newest prescription against the one before it: whatever both say, and nothing of how the older one ended. */
static void
test_chain (void)
{
  g_autoptr (SmtTreatment) now = make_treatment (&(MadeUp){ .key = "pll:1",
                                                            .entry_id = "1",
                                                            .prescriptions = { "b", "a" },
                                                            .atc = "C07AB02",
                                                            .display = "Selo-Zok depottab 100 mg",
                                                            .text = "1 tablett morgen" });
  g_autoptr (GPtrArray) nothing = smt_treatment_chain_differences (now, SMT_LANGUAGE_NB);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  g_assert_null (nothing);
  now->before = make_treatment (&(MadeUp){ .key = "pll:1",
                                           .prescriptions = { "a" },
                                           .atc = "C07AB02",
                                           .display = "Selo-Zok depottab 50 mg",
                                           .text = "2 tabletter morgen" });
  now->multidose = TRUE; /* of an older link that says nothing of it that is unknown */
  now->before->use = SMT_USE_UNKNOWN;
  now->before->state = SMT_TREATMENT_STOPPED;
  now->indication = g_strdup ("Blodtrykk");
  ((SmtPrescription *)now->prescriptions->pdata[0])->prescriber = g_strdup ("Kari Prøve");
  ((SmtPrescription *)now->before->prescriptions->pdata[0])->prescriber = g_strdup ("Ola Prøve");
  ((SmtPrescription *)now->before->prescriptions->pdata[0])->status = SMT_PRESCRIPTION_RECALLED;
  found = smt_treatment_chain_differences (now, SMT_LANGUAGE_NB);
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *one = smt_treatment_difference_to_words (found->pdata[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? "; " : "", one);
    }
  g_assert_cmpstr (words->str, ==,
                   "Styrke 50 mg → 100 mg; Dose 2 tabletter → 1 tablett; Bruksområde ingen → Blodtrykk; "
                   "Rekvirent Ola Prøve → Kari Prøve");
}

/* Every attribute, state, use and status has words in all three languages. */
static void
test_words_are_whole (void)
{
  static const SmtLanguage languages[] = { SMT_LANGUAGE_NB, SMT_LANGUAGE_NN, SMT_LANGUAGE_EN };

  for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
    for (guint i = 0; i <= SMT_PRESCRIPTION_EXPIRED; i++)
      {
        g_autoptr (SmtTreatment) before = with_text (NULL);
        g_autoptr (SmtTreatment) after = with_text (NULL);

        after->state = (SmtTreatmentState)MIN (i, SMT_TREATMENT_ORPHAN);
        before->use = SMT_USE_UNKNOWN;
        after->use = (SmtUse)MIN (i, SMT_USE_VACCINE);
        smt_treatment_add_prescription (after)->status = (SmtPrescriptionStatus)i;
        g_autofree char *words = differences (before, after, languages[l]);
        g_assert_nonnull (strstr (words, "→"));
        g_assert_null (strstr (words, "(null)"));
      }
}

/* What a list from elsewhere says otherwise, and only of what it speaks of. */
static void
test_contradictions (void)
{
  g_autoptr (SmtTreatment) ours = with_text ("1 tablett kveld");
  g_autoptr (SmtTreatment) other = with_text ("2 tabletter kveld");
  g_autoptr (SmtTreatment) silent = with_text (NULL);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) none = NULL;

  ours->indication = g_strdup ("Smerter");
  ours->multidose = TRUE;
  smt_treatment_add_prescription (ours)->status = SMT_PRESCRIPTION_DISPENSABLE;
  other->use = SMT_USE_UNKNOWN;
  silent->use = SMT_USE_UNKNOWN;
  found = smt_treatment_contradictions (other, ours, SMT_LANGUAGE_NB);
  none = smt_treatment_contradictions (silent, ours, SMT_LANGUAGE_NB);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (((SmtTreatmentDifference *)found->pdata[0])->attribute, ==, SMT_TREATMENT_DOSE);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/difference/dose", test_dose);
  g_test_add_func ("/difference/units", test_units);
  g_test_add_func ("/difference/time-units", test_time_units);
  g_test_add_func ("/difference/rhythm", test_rhythm);
  g_test_add_func ("/difference/unread", test_unread);
  g_test_add_func ("/difference/field", test_field);
  g_test_add_func ("/difference/phase", test_phase);
  g_test_add_func ("/difference/product", test_product);
  g_test_add_func ("/difference/standing", test_standing);
  g_test_add_func ("/difference/last-day", test_last_day);
  g_test_add_func ("/difference/amounts", test_amounts);
  g_test_add_func ("/difference/chain", test_chain);
  g_test_add_func ("/difference/contradictions", test_contradictions);
  g_test_add_func ("/difference/words-are-whole", test_words_are_whole);
  return g_test_run ();
}
