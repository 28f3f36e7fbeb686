/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands beside a dose: earlier prescriptions (C5, C13), dispensings (C6), the defined daily dose (C9), units
 * (C14), and the two sides of C1 where daily use is right.
 */
#include "check-support.h"

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static void
say_history (SmtTreatment *treatment, SmtRhythm *rhythm)
{
  say (treatment, SMT_VOICE_HISTORY, SMT_ORIGIN_CHAIN, rhythm);
}

/* @amount in @days, as the decoder makes it of two dispensings. */
static SmtRhythm *
supply (gint64 amount, const char *unit, gint64 days)
{
  SmtRhythm *rhythm = smt_rhythm_new ();

  smt_rhythm_add_step (rhythm);
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, 0);
  beat->amount = smt_range_exact_int (amount);
  smt_beat_set_unit (beat, unit);
  beat->basis = SMT_BASIS_PER_PERIOD;
  beat->days.kind = SMT_DAYS_K_OF_N;
  beat->days.k = smt_range_between (SMT_DECIMAL_INT (1), SMT_DECIMAL_INT (days));
  beat->days.n = smt_range_exact_int (days);
  beat->days.unit = SMT_TIME_UNIT_DAY;
  return rhythm;
}

static guint32
checks_of (const SmtTreatment *treatment)
{
  g_autoptr (GPtrArray) findings = check (treatment);
  guint32 checks = 0;

  for (guint i = 0; i < findings->len; i++)
    checks |= ((const SmtFinding *)g_ptr_array_index (findings, i))->checks;
  return checks;
}

static gboolean
hears (const SmtTreatment *treatment, SmtCheckId id)
{
  return ((checks_of (treatment) >> id) & 1u) != 0;
}

/* --- C5 ----------------------------------------------------------------------------------------------------------- */

static void
test_earlier_interval (void)
{
  const struct
  {
    const char *display;
    SmtRhythm *before;
    SmtRhythm *now;
    gboolean found;
    SmtClass severity_class;
  } cases[] = {
    { "Plaquenil tab 200 mg", every (1, 7, SMT_TIME_UNIT_DAY), daily (1), TRUE, SMT_CLASS_CHECK },
    { "Plaquenil tab 200 mg", every (1, 3, SMT_TIME_UNIT_DAY), daily (1), TRUE, SMT_CLASS_CHECK },
    { "Plaquenil tab 200 mg", every (1, 2, SMT_TIME_UNIT_DAY), daily (1), FALSE, SMT_CLASS_INFO }, /* titration */
    { "Plaquenil tab 200 mg", every (2, 7, SMT_TIME_UNIT_DAY), daily (1), FALSE, SMT_CLASS_INFO }, /* another dose */
    { "Plaquenil tab 200 mg", daily (1), every (1, 7, SMT_TIME_UNIT_DAY), TRUE, SMT_CLASS_INFO },
    { "Plaquenil tab 200 mg", for_days (daily (1), 10), every (1, 7, SMT_TIME_UNIT_DAY), FALSE, SMT_CLASS_INFO },
    { "Lamictal tab 25 mg", every (1, 2, SMT_TIME_UNIT_DAY), daily (1), FALSE, SMT_CLASS_INFO },
    { "Vagifem vag tab 10 mikrog", daily (1), on_weekdays (1, 0x09), FALSE, SMT_CLASS_INFO }, /* loading, then rarer */
    { "Fosamax tab 70 mg", daily (1), every (1, 7, SMT_TIME_UNIT_DAY), FALSE, SMT_CLASS_INFO }, /* a fault mended */
    { "Ukjent tab 5 mg", every (1, 7, SMT_TIME_UNIT_DAY), daily (1), TRUE, SMT_CLASS_INFO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment (cases[i].display, NULL);
      say_field (treatment, cases[i].now);
      say_history (treatment, cases[i].before);
      g_autoptr (GPtrArray) findings = check (treatment);
      const SmtFinding *finding = find_code (findings, SMT_FINDING_EARLIER_INTERVAL);
      g_test_message ("case %u", i);
      g_assert_cmpint (finding != NULL, ==, cases[i].found);
      if (finding != NULL)
        g_assert_cmpint (finding->severity_class, ==, cases[i].severity_class);
    }
}

/* A link of another strength says nothing of this one; one that was not read, nothing at all. */
static void
test_earlier_of_another_strength (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Plaquenil tab 200 mg", NULL);
  SmtProductClues other = { .display = "Plaquenil tab 400 mg" };

  say_field (treatment, daily (1));
  say_history (treatment, every (1, 7, SMT_TIME_UNIT_DAY));
  g_assert_true (hears (treatment, SMT_CHECK_C5));
  SmtSource *last = g_ptr_array_index (treatment->sources, 1);
  last->product = smt_product_recognise (&other);
  g_assert_false (hears (treatment, SMT_CHECK_C5));

  g_autoptr (SmtTreatment) unread = make_treatment ("Plaquenil tab 200 mg", NULL);
  say_field (unread, daily (1));
  say_state (unread, SMT_VOICE_HISTORY, SMT_READING_UNREADABLE);
  say_history (unread, every (1, 7, SMT_TIME_UNIT_DAY));
  g_assert_false (hears (unread, SMT_CHECK_C5));
}

/* --- C13 ---------------------------------------------------------------------------------------------------------- */

static void
test_carried_by_renewal (void)
{
  /* the same fault again: one finding, with one more check */
  g_autoptr (SmtTreatment) again = make_treatment ("Metotreksat tab 2,5 mg", NULL);
  say_field (again, daily (3));
  say_text (again, daily (3));
  say_history (again, daily (3));
  g_autoptr (GPtrArray) findings = check (again);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpuint (((const SmtFinding *)g_ptr_array_index (findings, 0))->checks, ==,
                    1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C13);

  /* "som før": the fault may be carried on */
  g_autoptr (SmtTreatment) as_before = make_treatment ("Metotreksat tab 2,5 mg", NULL);
  say_state (as_before, SMT_VOICE_TEXT, SMT_READING_SILENT);
  say_history (as_before, daily (3));
  g_autoptr (GPtrArray) carried = check (as_before);
  const SmtFinding *finding = find_code (carried, SMT_FINDING_RENEWED_FAULT);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);

  /* mended */
  g_autoptr (SmtTreatment) mended = make_treatment ("Metotreksat tab 2,5 mg", NULL);
  say_field (mended, every (3, 1, SMT_TIME_UNIT_WEEK));
  say_history (mended, daily (3));
  g_assert_false (hears (mended, SMT_CHECK_C13));

  /* what was right before is nothing to carry on */
  g_autoptr (SmtTreatment) right = make_treatment ("Metotreksat tab 2,5 mg", NULL);
  say_state (right, SMT_VOICE_TEXT, SMT_READING_SILENT);
  say_history (right, every (3, 1, SMT_TIME_UNIT_WEEK));
  g_assert_false (hears (right, SMT_CHECK_C13));
}

/* --- C6 ----------------------------------------------------------------------------------------------------------- */

static void
test_supply (void)
{
  const struct
  {
    const char *display;
    SmtRhythm *field;
    SmtRhythm *dispensed;
    gboolean found;
  } cases[] = {
    { "Furix tab 20 mg", daily (1), supply (100, "tablett", 98), FALSE },
    { "Furix tab 20 mg", daily (1), supply (100, "tablett", 290), FALSE }, /* not three times as long */
    { "Furix tab 20 mg", daily (1), supply (100, "tablett", 310), TRUE },
    { "Furix tab 20 mg", daily (1), supply (100, "tablett", 30), TRUE },
    { "Furix tab 20 mg", daily (1), supply (100, NULL, 700), FALSE }, /* a hundred of what? */
    { "Furix tab 20 mg", daily (1), supply (100, "ml", 700), FALSE },
    { "Norspan depotplaster 10 mikrog/time", every (1, 7, SMT_TIME_UNIT_DAY), supply (12, "stk", 84), FALSE },
    { "Norspan depotplaster 10 mikrog/time", every (1, 7, SMT_TIME_UNIT_DAY), supply (12, "stk", 252), TRUE },
    /* a pen holds several doses */
    { "Ozempic inj, oppl i ferdigfylt penn 1 mg", every (1, 7, SMT_TIME_UNIT_DAY), supply (1, "stk", 28), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment (cases[i].display, NULL);
      say_field (treatment, cases[i].field);
      g_ptr_array_add (treatment->sources, smt_source_new (SMT_VOICE_SUPPLY, SMT_ORIGIN_DELIVERY, "100 stk på 98 dager",
                                                           smt_reading_new_clear (cases[i].dispensed)));
      g_autoptr (GPtrArray) findings = check (treatment);
      const SmtFinding *finding = find_code (findings, SMT_FINDING_SUPPLY);
      g_test_message ("case %u", i);
      g_assert_cmpint (finding != NULL, ==, cases[i].found);
      if (finding != NULL)
        g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_INFO);
    }
}

/* What was handed out is told in the language of the sentence, not as the register's line stood. */
static void
test_supply_words (void)
{
  static const struct
  {
    SmtLanguage language;
    const char *begins;
  } cases[] = {
    { SMT_LANGUAGE_NB, "Utlevert: 100 tabletter på 310 dager. " },
    { SMT_LANGUAGE_NN, "Utlevert: 100 tablettar på 310 dagar. " },
    { SMT_LANGUAGE_EN, "Dispensed: 100 tablets in 310 days. " },
  };
  g_autoptr (SmtTreatment) treatment = make_treatment ("Furix tab 20 mg", NULL);

  say_field (treatment, daily (1));
  g_ptr_array_add (treatment->sources,
                   smt_source_new (SMT_VOICE_SUPPLY, SMT_ORIGIN_DELIVERY, "100 Tablett på 310 dager",
                                   smt_reading_new_clear (supply (100, "Tablett", 310))));
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = find_code (findings, SMT_FINDING_SUPPLY);
  g_assert_nonnull (finding);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *explain = smt_finding_explain (finding, cases[i].language);
      g_assert_true (g_str_has_prefix (explain, cases[i].begins));
    }
}

/* Beside the fault itself, what was dispensed is one more check that agrees; a dose that was changed says nothing. */
static void
test_supply_supports (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Alendronat Sandoz tab 70 mg", NULL);

  say_field (treatment, daily (1));
  say_text (treatment, every (1, 1, SMT_TIME_UNIT_WEEK));
  g_ptr_array_add (treatment->sources, smt_source_new (SMT_VOICE_SUPPLY, SMT_ORIGIN_DELIVERY, "12 tablett på 84 dager",
                                                       smt_reading_new_clear (supply (12, "tablett", 84))));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpuint (((const SmtFinding *)g_ptr_array_index (findings, 0))->checks, ==,
                    1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2 | 1u << SMT_CHECK_C6);

  say_history (treatment, every (1, 1, SMT_TIME_UNIT_WEEK));
  g_assert_false (hears (treatment, SMT_CHECK_C6));
}

/* --- C9 ----------------------------------------------------------------------------------------------------------- */

static void
test_ddd (void)
{
  static const struct
  {
    const char *display;
    gint64 pens;
    gboolean found;
  } cases[] = {
    { "Humira inj, oppl i ferdigfylt penn 40 mg/0,4 ml", 1, FALSE }, /* 5.7 mg a day, DDD 2.9 */
    { "Humira inj, oppl i ferdigfylt penn 40 mg/0,4 ml", 2, FALSE }, /* 11.4 */
    { "Humira inj, oppl i ferdigfylt penn 40 mg/0,4 ml", 3, TRUE },  /* 17.1 */
    { "Humira inj, oppl 40 mg/ml", 9, FALSE },                       /* a concentration */
    { "Metex inj, oppl i ferdigfylt penn 15 mg", 9, FALSE },         /* no DDD is stated */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment (cases[i].display, NULL);
      say_field (treatment, every (cases[i].pens, 1, SMT_TIME_UNIT_WEEK));
      g_autoptr (GPtrArray) findings = check (treatment);
      const SmtFinding *finding = find_code (findings, SMT_FINDING_AMOUNT_AGAINST_DDD);
      g_test_message ("case %u", i);
      g_assert_cmpint (finding != NULL, ==, cases[i].found);
      if (finding != NULL)
        g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_INFO);
    }
}

/* The strongest of a row at its shortest interval is licensed: no defined daily dose may speak against it. */
static void
test_ddd_of_licensed_doses (void)
{
  guint count = 0;

  for (guint i = 0; i < smt_interval_table_length (); i++)
    {
      const SmtIntervalRow *row = smt_interval_table_get (i);
      /* the greater strengths of triptorelin last for months: monthly, they are too much indeed */
      if (row->ddd_unit == NULL || row->strength_unit == NULL || row->strength_max.mantissa == 0
          || g_str_equal (row->id, "triptorelin-depot"))
        continue;
      g_autoptr (SmtTreatment) treatment = make_treatment_of_row (row);
      SmtRhythm *rhythm = smt_rhythm_new_every_n (smt_range_exact (row->strength_max), row->strength_unit,
                                                  (guint)row->bound.min_days.num, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET);
      say_field (treatment, rhythm);
      g_test_message ("%s", row->id);
      g_assert_false (hears (treatment, SMT_CHECK_C9));
      count++;
    }
  g_assert_cmpuint (count, >, 5);
}

/* --- C14 ---------------------------------------------------------------------------------------------------------- */

static SmtRhythm *
dose (const char *amount, const char *unit)
{
  SmtDecimal value;

  g_assert_true (smt_decimal_parse (amount, -1, &value));
  return smt_rhythm_new_daily (smt_range_exact (value), unit, SMT_PART_MORNING, 1);
}

static void
test_units (void)
{
  enum
  {
    QUIET,
    FORM,
    DIFFER,
    SIZE
  };
  const struct
  {
    const char *display;
    const char *field[2]; /* amount and unit */
    const char *text[2];
    guint expected;
  } cases[] = {
    { "Furix tab 20 mg", { "1", "tablett" }, { "1", "tablett" }, QUIET },
    { "Furix tab 20 mg", { "1", "ml" }, { "1", "ml" }, FORM },
    { "Furix tab 20 mg", { "1", "plaster" }, { NULL }, FORM },
    { "Furix tab 20 mg", { "1", "dose" }, { "1", "ukjent" }, QUIET },
    { "Furix mikst, oppl 10 mg/ml", { "2", "ml" }, { "2", "ml" }, QUIET },
    { "Furix mikst, oppl 10 mg/ml", { "2", "tablett" }, { NULL }, FORM },
    { "Durogesic depotplaster 25 mikrog/time", { "1", "plaster" }, { NULL }, QUIET },
    { "Durogesic depotplaster 25 mikrog/time", { "1", "tablett depot" }, { NULL }, QUIET },
    { "Durogesic depotplaster 25 mikrog/time", { "1", "kapsel" }, { NULL }, FORM },
    { "Metex inj, oppl i ferdigfylt penn 15 mg", { "1", "depottablett" }, { NULL }, FORM },
    { "Metex inj, oppl i ferdigfylt penn 15 mg", { "1", "penn" }, { "1", "sprøyte" }, QUIET },
    { "Vagifem vag tab 10 mikrog", { "1", "vaginaltablett" }, { NULL }, QUIET },
    /* three tablets read as 3 mg */
    { "Metotreksat tab 2,5 mg", { "3", "mg" }, { "3", "tablett" }, DIFFER },
    { "Metotreksat tab 2,5 mg", { "7.5", "mg" }, { "3", "tablett" }, QUIET },
    { "Burinex tab 1 mg", { "1", "mg" }, { "1", "tablett" }, QUIET }, /* the number is right */
    { "Mikstur mikst, oppl 4 mg/ml", { "5", "mg" }, { "5", "ml" }, DIFFER },
    { "Vaksine inj, susp i ferdigfylt sprøyte", { "1", "ml" }, { "1", "sprøyte" }, QUIET },
    /* amounts that are no likely part of the strength */
    { "Paracet tab 500 mg", { "1", "mg" }, { NULL }, SIZE },
    { "Paracet tab 500 mg", { "62.5", "mg" }, { NULL }, QUIET },
    { "Paracet tab 500 mg", { "62.4", "mg" }, { NULL }, SIZE },
    { "Paracet tab 500 mg", { "1", "g" }, { NULL }, QUIET },
    { "Levaxin tab 50 mikrog", { "50", "mg" }, { NULL }, SIZE },
    { "Levaxin tab 50 mikrog", { "100", "mikrog" }, { NULL }, QUIET },
    { "Prednisolon tab 5 mg", { "60", "mg" }, { NULL }, QUIET },
    /* milligrams written as a number of tablets */
    { "Furix tab 40 mg", { "40", "tablett" }, { "40", "tablett" }, SIZE },
    { "Furix tab 40 mg", { "39", "tablett" }, { NULL }, QUIET },
    { "Prednisolon tab 5 mg", { "5", "tablett" }, { NULL }, QUIET },
    { "Eksempel kaps 20 mg", { "20", "kapsel" }, { NULL }, SIZE },
    { "Eksempel tab 19 mg", { "19", "tablett" }, { NULL }, QUIET },
    { "Eksempel tab 5 mg", { "50", "tablett" }, { NULL }, QUIET },
    { "Eksempel tab 5 mg", { "51", "tablett" }, { NULL }, SIZE },
    { "Mikstur mikst, oppl 24 mg/ml", { "1", "mg" }, { NULL }, QUIET }, /* measured as it is wanted */
  };
  static const SmtFindingCode codes[] = { SMT_FINDING_UNIT_AGAINST_FORM, SMT_FINDING_UNITS_DIFFER,
                                          SMT_FINDING_UNIT_SIZE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment (cases[i].display, NULL);
      g_ptr_array_add (treatment->sources,
                       smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_ERESEPTDOSING, "ordrett",
                                       smt_reading_new_clear (dose (cases[i].field[0], cases[i].field[1]))));
      if (cases[i].text[0] != NULL)
        g_ptr_array_add (treatment->sources,
                         smt_source_new (SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, "ordrett",
                                         smt_reading_new_clear (dose (cases[i].text[0], cases[i].text[1]))));
      g_autoptr (GPtrArray) findings = check (treatment);
      g_test_message ("case %u: %s", i, cases[i].display);
      for (guint code = 0; code < G_N_ELEMENTS (codes); code++)
        {
          const SmtFinding *finding = find_code (findings, codes[code]);
          g_assert_cmpint (finding != NULL, ==, cases[i].expected == code + 1);
          if (finding != NULL)
            g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);
        }
    }
}

/* --- C1 where daily use is right ---------------------------------------------------------------------------------- */

/* The reverse error: what is taken daily said weekly, mixed up with what is taken weekly. */
static void
test_reverse_error (void)
{
  static const struct
  {
    const char *display;
    guint days; /* longest interval that is silent */
    SmtClass severity_class;
  } products[] = {
    { "Rybelsus tab 7 mg", 1, SMT_CLASS_INFO },
    { "Victoza inj, oppl i ferdigfylt penn 6 mg/ml", 1, SMT_CLASS_INFO },
    { "Forsteo inj, oppl i ferdigfylt penn 20 mikrog", 1, SMT_CLASS_INFO },
    { "Neupro depotplaster 4 mg/24 timer", 1, SMT_CLASS_CHECK },
    { "Metadon tab 20 mg", 1, SMT_CLASS_CHECK },
    { "Lamictal tab 25 mg", 100, SMT_CLASS_INFO }, /* every other day is how it is begun beside valproate */
    { "Levaxin tab 100 mikrog", 100, SMT_CLASS_INFO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    for (guint days = 1; days <= 7; days++)
      {
        g_autoptr (SmtTreatment) treatment = make_treatment (products[i].display, NULL);
        say_field (treatment, every (1, days, SMT_TIME_UNIT_DAY));
        g_autoptr (GPtrArray) findings = check (treatment);
        const SmtFinding *finding = find_code (findings, SMT_FINDING_RARER_THAN_PRODUCT);
        g_test_message ("%s every %u days", products[i].display, days);
        g_assert_cmpint (finding != NULL, ==, days > products[i].days);
        if (finding != NULL)
          g_assert_cmpint (finding->severity_class, ==, products[i].severity_class);
      }
}

/* Lamotrigine every other day: "daily" is the dangerous correction, and the two are told apart. */
static void
test_lamotrigine (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Lamictal tab 25 mg", "N03AX09");

  say_field (treatment, daily (1));
  say_text (treatment, every (1, 2, SMT_TIME_UNIT_DAY));
  g_autoptr (GPtrArray) findings = check (treatment);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpint (((const SmtFinding *)g_ptr_array_index (findings, 0))->severity_class, ==, SMT_CLASS_STOP);

  g_autoptr (SmtTreatment) right = make_treatment ("Lamictal tab 25 mg", "N03AX09");
  say_field (right, every (1, 2, SMT_TIME_UNIT_DAY));
  say_text (right, every (1, 2, SMT_TIME_UNIT_DAY));
  g_autoptr (GPtrArray) none = check (right);
  g_assert_cmpuint (none->len, ==, 0);
}

/* A dose that is only taken on single days, told by its size. */
static void
test_daily_maximum (void)
{
  const struct
  {
    const char *display;
    SmtRhythm *rhythm;
    gboolean found;
  } cases[] = {
    { "Dexamethasone Abcur tab 4 mg", daily (4), FALSE }, /* 16 mg */
    { "Dexamethasone Abcur tab 4 mg", daily (5), TRUE },
    { "Dexamethasone Abcur tab 4 mg", every (10, 7, SMT_TIME_UNIT_DAY), FALSE },
    { "Dexamethasone Abcur tab 4 mg", for_days (daily (10), 4), FALSE }, /* with an end */
    { "Antabus brusetab 400 mg", daily (1), FALSE },
    { "Antabus brusetab 400 mg", daily (2), TRUE },
    { "Antabus brusetab 400 mg", on_weekdays (2, 0x09), FALSE },
    { "Antabus brusetab", daily (9), FALSE }, /* the strength is not known */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment (cases[i].display, NULL);
      say_field (treatment, cases[i].rhythm);
      g_autoptr (GPtrArray) findings = check (treatment);
      const SmtFinding *finding = find_code (findings, SMT_FINDING_DAILY_MAXIMUM);
      g_test_message ("case %u", i);
      g_assert_cmpint (finding != NULL, ==, cases[i].found);
      if (finding != NULL)
        g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_CHECK);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/c5/earlier-interval", test_earlier_interval);
  g_test_add_func ("/check/c5/of-another-strength", test_earlier_of_another_strength);
  g_test_add_func ("/check/c6/supply", test_supply);
  g_test_add_func ("/check/c6/words", test_supply_words);
  g_test_add_func ("/check/c6/supports", test_supply_supports);
  g_test_add_func ("/check/c9/ddd", test_ddd);
  g_test_add_func ("/check/c9/licensed", test_ddd_of_licensed_doses);
  g_test_add_func ("/check/c13/carried-by-renewal", test_carried_by_renewal);
  g_test_add_func ("/check/c14/units", test_units);
  g_test_add_func ("/check/c1/reverse-error", test_reverse_error);
  g_test_add_func ("/check/c1/lamotrigine", test_lamotrigine);
  g_test_add_func ("/check/c1/daily-maximum", test_daily_maximum);

  return g_test_run ();
}
