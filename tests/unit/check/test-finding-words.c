/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a clinician reads of each finding, word by word, in bokmål and English.
 */
#include "check-support.h"

typedef struct
{
  const char *name;
  const char *display;
  SmtRhythm *(*field) (void); /* NULL: silent */
  SmtRhythm *(*text) (void);
  guint32 defects;
  SmtFindingCode code;
  const char *nb[4]; /* badge, headline, explanation, remedy */
  const char *en[4];
} Case;

/* --- doses -------------------------------------------------------------------------------------------------------- */

static SmtRhythm *
three_daily (void)
{
  return daily (3);
}

static SmtRhythm *
four_daily (void)
{
  return daily (4);
}

static SmtRhythm *
six_daily (void)
{
  return daily (6);
}

static SmtRhythm *
three_weekly (void)
{
  return every (3, 1, SMT_TIME_UNIT_WEEK);
}

static SmtRhythm *
unknown_days (void)
{
  return with_days ((SmtDays){ .kind = SMT_DAYS_UNKNOWN });
}

static SmtRhythm *
three_every_third_day (void)
{
  return every (3, 3, SMT_TIME_UNIT_DAY);
}

static SmtRhythm *
twelve_weekly (void)
{
  return every (12, 1, SMT_TIME_UNIT_WEEK);
}

static SmtRhythm *
three_on_monday (void)
{
  return on_weekdays (3, 1 << SMT_MONDAY);
}

static SmtRhythm *
three_on_tuesday (void)
{
  return on_weekdays (3, 1 << SMT_TUESDAY);
}

static SmtRhythm *
days_in_a_row (void)
{
  SmtDays cycle = { .kind = SMT_DAYS_CYCLE, .cycle = 28 };

  smt_day_bits_set (&cycle.on, 1);
  smt_day_bits_set (&cycle.on, 2);
  return with_days (cycle);
}

static SmtRhythm *
no_interval (void)
{
  return with_days ((SmtDays){ .kind = SMT_DAYS_UNKNOWN });
}

/* --- sentences ---------------------------------------------------------------------------------------------------- */

#define METHOTREXATE "Methotrexate Orifarm tab 2,5 mg"
#define UNTIL_AGREED_NB "Forsvinner når feltet og teksten sier det samme."
#define UNTIL_AGREED_EN "Goes away when the field and the text say the same."
#define UNTIL_ALLOWED_NB "Forsvinner når dosen har preparatets intervall, eller et lengre."
#define UNTIL_ALLOWED_EN "Goes away when the dose has the product's interval, or a longer one."

static const Case cases[] = {
  { "the-fault-of-2024",
    METHOTREXATE,
    three_daily,
    three_on_monday,
    0,
    SMT_FINDING_FIELD_AGAINST_TEXT,
    { "daglig ↔ ukentlig", "Feltet sier hver dag, teksten én gang i uken",
      "Metotreksat daglig er livsfarlig. Det strukturerte feltet er 7 ganger så hyppig som doseteksten.",
      UNTIL_AGREED_NB },
    { "daily ↔ weekly", "The field says every day, the text once a week",
      "Methotrexate every day is life-threatening. The structured field is 7 times as frequent as the dosing text.",
      UNTIL_AGREED_EN } },
  { "text-daily",
    METHOTREXATE,
    three_weekly,
    three_daily,
    0,
    SMT_FINDING_FIELD_AGAINST_TEXT,
    { "ukentlig ↔ daglig", "Feltet sier én gang i uken, teksten hver dag",
      "Metotreksat daglig er livsfarlig. Doseteksten er 7 ganger så hyppig som det strukturerte feltet.",
      UNTIL_AGREED_NB },
    { "weekly ↔ daily", "The field says once a week, the text every day",
      "Methotrexate every day is life-threatening. The dosing text is 7 times as frequent as the structured field.",
      UNTIL_AGREED_EN } },
  /* the product is not harmed by daily use: no such sentence */
  { "without-harm",
    "Furix tab 20 mg",
    three_weekly,
    three_daily,
    0,
    SMT_FINDING_FIELD_AGAINST_TEXT,
    { "ukentlig ↔ daglig", "Feltet sier én gang i uken, teksten hver dag",
      "Doseteksten er 7 ganger så hyppig som det strukturerte feltet.", UNTIL_AGREED_NB },
    { "weekly ↔ daily", "The field says once a week, the text every day",
      "The dosing text is 7 times as frequent as the structured field.", UNTIL_AGREED_EN } },
  { "field-against-product",
    METHOTREXATE,
    three_daily,
    NULL,
    0,
    SMT_FINDING_FIELD_AGAINST_PRODUCT,
    { "daglig ↔ ukentlig", "Feltet sier hver dag, preparatet én gang i uken",
      "Metotreksat daglig er livsfarlig. Det strukturerte feltet er 7 ganger så hyppig som preparatets korteste "
      "vanlige "
      "intervall.",
      UNTIL_ALLOWED_NB },
    { "daily ↔ weekly", "The field says every day, the product once a week",
      "Methotrexate every day is life-threatening. The structured field is 7 times as frequent as the product's "
      "shortest "
      "usual interval.",
      UNTIL_ALLOWED_EN } },
  /* 7/3 is no decimal */
  { "about",
    METHOTREXATE,
    three_every_third_day,
    NULL,
    0,
    SMT_FINDING_FIELD_AGAINST_PRODUCT,
    { "hver 3. dag ↔ ukentlig", "Feltet sier hver 3. dag, preparatet én gang i uken",
      "Metotreksat daglig er livsfarlig. Det strukturerte feltet er omtrent 2,3 ganger så hyppig som preparatets "
      "korteste vanlige intervall.",
      UNTIL_ALLOWED_NB },
    { "every 3 days ↔ weekly", "The field says every 3 days, the product once a week",
      "Methotrexate every day is life-threatening. The structured field is about 2.3 times as frequent as the "
      "product's "
      "shortest usual interval.",
      UNTIL_ALLOWED_EN } },
  { "both-against-product",
    METHOTREXATE,
    three_daily,
    three_daily,
    0,
    SMT_FINDING_FIELD_AGAINST_PRODUCT,
    { "daglig ↔ ukentlig", "Feltet og teksten sier hver dag, preparatet én gang i uken",
      "Metotreksat daglig er livsfarlig. Felt og tekst er enige, men dosen er 7 ganger så hyppig som preparatets "
      "korteste "
      "vanlige intervall.",
      UNTIL_ALLOWED_NB },
    { "daily ↔ weekly", "The field and the text say every day, the product once a week",
      "Methotrexate every day is life-threatening. Field and text agree, but the dose is 7 times as frequent as the "
      "product's shortest usual interval.",
      UNTIL_ALLOWED_EN } },
  { "text-against-product",
    METHOTREXATE,
    NULL,
    three_daily,
    0,
    SMT_FINDING_TEXT_AGAINST_PRODUCT,
    { "daglig ↔ ukentlig", "Teksten sier hver dag, preparatet én gang i uken",
      "Metotreksat daglig er livsfarlig. Doseteksten er 7 ganger så hyppig som preparatets korteste vanlige intervall.",
      UNTIL_ALLOWED_NB },
    { "daily ↔ weekly", "The text says every day, the product once a week",
      "Methotrexate every day is life-threatening. The dosing text is 7 times as frequent as the product's shortest "
      "usual "
      "interval.",
      UNTIL_ALLOWED_EN } },
  { "amount",
    "Marevan tab 2,5 mg",
    six_daily,
    three_daily,
    0,
    SMT_FINDING_FIELD_AGAINST_TEXT,
    { "ulik mengde", "Feltet sier 6 tabletter morgen daglig, teksten 3 tabletter morgen daglig",
      "Mengden i det strukturerte feltet er 2 ganger mengden i doseteksten.", UNTIL_AGREED_NB },
    { "amounts differ", "The field says 6 tablets in the morning daily, the text 3 tablets in the morning daily",
      "The amount in the structured field is 2 times the amount in the dosing text.", UNTIL_AGREED_EN } },
  { "amount-of-text",
    "Marevan tab 2,5 mg",
    three_daily,
    six_daily,
    0,
    SMT_FINDING_FIELD_AGAINST_TEXT,
    { "ulik mengde", "Feltet sier 3 tabletter morgen daglig, teksten 6 tabletter morgen daglig",
      "Mengden i doseteksten er 2 ganger mengden i det strukturerte feltet.", UNTIL_AGREED_NB },
    { "amounts differ", "The field says 3 tablets in the morning daily, the text 6 tablets in the morning daily",
      "The amount in the dosing text is 2 times the amount in the structured field.", UNTIL_AGREED_EN } },
  { "differs",
    "Marevan tab 2,5 mg",
    four_daily,
    three_daily,
    0,
    SMT_FINDING_FIELD_DIFFERS_FROM_TEXT,
    { "felt ≠ tekst", "Feltet sier 4 tabletter morgen daglig, teksten 3 tabletter morgen daglig",
      "Feltet og teksten er ikke enige om mengden.", UNTIL_AGREED_NB },
    { "field ≠ text", "The field says 4 tablets in the morning daily, the text 3 tablets in the morning daily",
      "The field and the text do not agree on the amount.", UNTIL_AGREED_EN } },
  { "weekday",
    METHOTREXATE,
    three_on_tuesday,
    three_on_monday,
    0,
    SMT_FINDING_WEEKDAY_AGAINST_TEXT,
    { "tirsdag ↔ mandag", "Feltet sier tirsdag, teksten mandag",
      "Intervallet er det samme, men ikke ukedagen. To dager i samme uke kan bli to doser.", UNTIL_AGREED_NB },
    { "Tuesday ↔ Monday", "The field says Tuesday, the text Monday",
      "The interval is the same, but not the weekday. Two days in one week can become two doses.", UNTIL_AGREED_EN } },
  { "close-days",
    METHOTREXATE,
    days_in_a_row,
    NULL,
    0,
    SMT_FINDING_FIELD_AGAINST_PRODUCT,
    { NULL, NULL,
      "Metotreksat daglig er livsfarlig. Det strukturerte feltet har tettere dosedager enn preparatets korteste "
      "vanlige "
      "intervall.",
      UNTIL_ALLOWED_NB },
    { NULL, NULL,
      "Methotrexate every day is life-threatening. The structured field has its dose days closer together than the "
      "product's shortest usual interval.",
      UNTIL_ALLOWED_EN } },
  { "field-silent",
    METHOTREXATE,
    NULL,
    three_weekly,
    0,
    SMT_FINDING_FIELD_SILENT,
    { "bare tekst", "Feltet er tomt, bare teksten sier dosen",
      "Dosen står bare som tekst, så den kan ikke holdes mot et strukturert felt.",
      "Forsvinner når dosen også står i det strukturerte feltet." },
    { "text only", "The field is empty, only the text says the dose",
      "The dose stands as text only, so it cannot be held against a structured field.",
      "Goes away when the dose stands in the structured field, too." } },
  { "unknown-interval",
    METHOTREXATE,
    no_interval,
    three_weekly,
    SMT_DEFECT_NO_INTERVAL_NUMBER,
    SMT_FINDING_FIELD_UNKNOWN_INTERVAL,
    { "ukjent intervall", "Feltet sier ikke hvor ofte",
      "Det strukturerte feltet mangler et tall for intervallet. Det er lest som ukjent, ikke som hver dag.",
      "Forsvinner når feltet har et intervall i hele døgn." },
    { "unknown interval", "The field does not say how often",
      "The structured field lacks a number for the interval. It is read as unknown, not as every day.",
      "Goes away when the field has an interval in whole days." } },
  { "defect",
    "Marevan tab 2,5 mg",
    three_daily,
    three_daily,
    SMT_DEFECT_INTERVALS_DIFFER | SMT_DEFECT_RANGE_TWICE,
    SMT_FINDING_FIELD_DEFECT,
    { "feil i feltet", "Feltet kan ikke vises slik det står",
      "Dosene i samme periode har ulike intervaller. Samme tidsrom står to ganger.",
      "Forsvinner når feltet er skrevet på nytt uten denne feilen." },
    { "fault in the field", "The field cannot be displayed as it stands",
      "The doses of one period have different intervals. The same time range stands twice.",
      "Goes away when the field is written anew without this fault." } },
  { "defect-of-the-original",
    "Marevan tab 2,5 mg",
    three_daily,
    three_daily,
    SMT_DEFECT_FIXED_WITH_INTERVAL | SMT_DEFECT_INFUSION | SMT_DEFECT_CLOCK_WITH_RANGE | SMT_DEFECT_CLOCK_NOT_EXACT
        | SMT_DEFECT_AS_NEEDED | SMT_DEFECT_RULE | SMT_DEFECT_BROKEN_WEEKS | SMT_DEFECT_UNITS_DIFFER,
    SMT_FINDING_FIELD_DEFECT,
    { NULL, NULL,
      "Dosen har både faste dager og et intervall. Dosen er oppgitt som infusjonshastighet. Dosen har både klokkeslett "
      "og tidsrom. Klokkeslettet er ikke satt som nøyaktig. Dosen er oppgitt som dose ved behov. Dosen følger en "
      "doseringsregel. Faste ukedager er satt sammen med dager på og av som ikke er hele uker. Mengdene eller "
      "intervallene i samme periode har ulike enheter.",
      "Forsvinner når feltet er skrevet på nytt uten denne feilen." },
    { NULL, NULL,
      "The dose has both fixed days and an interval. The dose is given as an infusion rate. The dose has both a clock "
      "time and a time range. The clock time is not set as accurate. The dose is given as a dose as needed. The dose "
      "follows a dosing rule. Fixed weekdays stand together with days on and off that are no whole weeks. The amounts "
      "or "
      "the intervals of one period have different units.",
      "Goes away when the field is written anew without this fault." } },
  { "defect-of-the-field",
    "Marevan tab 2,5 mg",
    three_daily,
    three_daily,
    SMT_DEFECT_NO_DOSE | SMT_DEFECT_NO_AMOUNT | SMT_DEFECT_ENDS_BEFORE_START | SMT_DEFECT_NOT_UNDERSTOOD,
    SMT_FINDING_FIELD_DEFECT,
    { NULL, NULL,
      "Perioden har ingen dose. Dosen har ingen mengde. Perioden slutter før den begynner. Noe i feltet er ikke "
      "forstått, "
      "så det er ikke sammenlignet med teksten.",
      "Forsvinner når feltet er skrevet på nytt uten denne feilen." },
    { NULL, NULL,
      "The period has no dose. The dose has no amount. The period ends before it begins. Something in the field is not "
      "understood, so it is not compared with the text.",
      "Goes away when the field is written anew without this fault." } },
  { "not-recognised",
    "Ukjent tab 5 mg",
    three_daily,
    three_daily,
    0,
    SMT_FINDING_PRODUCT_NOT_RECOGNISED,
    { "ukjent preparat", "Preparatet er ikke gjenkjent: intervallet er ikke kontrollert mot preparat",
      "Det har ingen ATC-kode, og navnet står ikke i intervalltabellen. Feltet og teksten er holdt mot hverandre som "
      "ellers.",
      "Forsvinner når legemiddelet har ATC-kode." },
    { "unknown product", "The product is not recognised: the interval is not checked against any product",
      "It has no ATC code, and its name is not in the interval table. The field and the text are held against one "
      "another "
      "as usual.",
      "Goes away when the medicine has an ATC code." } },
  { "product-open",
    "Alendronat tab",
    three_daily,
    three_daily,
    0,
    SMT_FINDING_PRODUCT_OPEN,
    { "styrke mangler", "Styrke eller form er ikke oppgitt: intervallet er ikke kontrollert mot preparat",
      "Legemiddelet finnes også i en styrke eller form som tas sjeldnere enn det står her. Feltet og teksten er holdt "
      "mot "
      "hverandre som ellers.",
      "Forsvinner når styrke og form er oppgitt." },
    { "strength missing", "Strength or form is not given: the interval is not checked against any product",
      "The medicine also comes in a strength or form that is taken less often than is said here. The field and the "
      "text are "
      "held against one another as usual.",
      "Goes away when strength and form are given." } },
  { "text-without-interval",
    METHOTREXATE,
    three_weekly,
    unknown_days,
    0,
    SMT_FINDING_TEXT_WITHOUT_INTERVAL,
    { "uten intervall", "Teksten sier ikke hvor ofte",
      "Feil intervall kan gi alvorlig skade med dette legemiddelet, og doseteksten har ikke noe intervall.",
      "Forsvinner når doseteksten sier hvor ofte." },
    { "no interval", "The text does not say how often",
      "A wrong interval can do serious harm with this medicine, and the dosing text has none.",
      "Goes away when the dosing text says how often." } },
  { "no-break",
    "Xeloda tab 500 mg",
    three_daily,
    three_daily,
    0,
    SMT_FINDING_NO_BREAK,
    { "uten pause", "Feltet sier hver dag uten pause, preparatet tas i kurer",
      "Kapecitabin uten opphold kan slå ut beinmargen. Preparatet tas vanligvis i kurer med opphold mellom, men dosen "
      "har "
      "verken pause eller slutt.",
      "Forsvinner når dosen har en pause eller en sluttdato." },
    { "no break", "The field says every day without a break, the product is taken in cycles",
      "Capecitabine without a break can shut down the bone marrow. The product is usually taken in cycles with a break "
      "between, but the dose has no break and no end.",
      "Goes away when the dose has a break or an end date." } },
  { "weekly-maximum",
    METHOTREXATE,
    twelve_weekly,
    twelve_weekly,
    0,
    SMT_FINDING_WEEKLY_MAXIMUM,
    { "over ukesmaks", "Feltet gir 30 mg i uken, preparatets høyeste ukesdose er 20 mg",
      "Intervallet er innenfor, men mengden i uken er høyere enn preparatets høyeste vanlige ukesdose.",
      "Forsvinner når ukesdosen er 20 mg eller lavere." },
    { "above weekly maximum", "The field gives 30 mg a week, the product's highest weekly dose is 20 mg",
      "The interval is allowed, but the amount of a week is above the product's highest usual weekly dose.",
      "Goes away when the weekly dose is 20 mg or less." } },
};

static void
assert_words (const SmtFinding *finding, SmtLanguage language, const char *const *expected)
{
  g_autofree char *badge = smt_finding_badge (finding, language);
  g_autofree char *headline = smt_finding_headline (finding, language);
  g_autofree char *explain = smt_finding_explain (finding, language);
  g_autofree char *remedy = smt_finding_remedy (finding, language);

  if (expected[0] != NULL)
    g_assert_cmpstr (badge, ==, expected[0]);
  if (expected[1] != NULL)
    g_assert_cmpstr (headline, ==, expected[1]);
  g_assert_cmpstr (explain, ==, expected[2]);
  g_assert_cmpstr (remedy, ==, expected[3]);
}

static void
test_words (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (SmtTreatment) treatment = make_treatment (expected->display, NULL);

  if (expected->field != NULL)
    {
      say_field (treatment, expected->field ());
      ((SmtSource *)g_ptr_array_index (treatment->sources, 0))->defects = expected->defects;
    }
  if (expected->text != NULL)
    say_text (treatment, expected->text ());

  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = find_code (findings, expected->code);
  g_assert_nonnull (finding);
  assert_words (finding, SMT_LANGUAGE_NB, expected->nb);
  assert_words (finding, SMT_LANGUAGE_EN, expected->en);
  assert_words (finding, SMT_LANGUAGE_DA, expected->nb); /* falls back */
}

/* Nynorsk through and through: the words about the dose, the harm and the sentence around them. */
static void
test_nynorsk (void)
{
  static const char *const expected[] = {
    "dagleg ↔ kvar veke", "Feltet seier kvar dag, teksten éin gong i veka",
    "Metotreksat dagleg er livsfarleg. Det strukturerte feltet er 7 gonger så hyppig som doseteksten.",
    "Forsvinn når feltet og teksten seier det same."
  };
  g_autoptr (SmtTreatment) treatment = make_treatment (METHOTREXATE, NULL);

  say_field (treatment, three_daily ());
  say_text (treatment, three_on_monday ());
  g_autoptr (GPtrArray) findings = check (treatment);
  assert_words (find_code (findings, SMT_FINDING_FIELD_AGAINST_TEXT), SMT_LANGUAGE_NN, expected);
}

/* --- sources of one voice ----------------------------------------------------------------------------------------- */

static void
test_two_fields (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);

  say_field (treatment, four_daily ());
  say_field (treatment, three_daily ());
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = find_code (findings, SMT_FINDING_SOURCES_DIFFER);
  g_autofree char *headline = smt_finding_headline (finding, SMT_LANGUAGE_NB);
  g_autofree char *explain = smt_finding_explain (finding, SMT_LANGUAGE_NB);
  g_assert_cmpstr (headline, ==,
                   "To strukturerte felt er uenige: 4 tabletter morgen daglig og 3 tabletter morgen daglig");
  g_assert_cmpstr (explain, ==,
                   "Kortdose, strukturert dose og originalresept skal si det samme. De er ikke enige om mengden.");
}

static void
test_nothing_clear (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Marevan tab 2,5 mg", NULL);

  say_state (treatment, SMT_VOICE_TEXT, SMT_READING_UNREADABLE);
  g_autoptr (GPtrArray) findings = check (treatment);
  g_autofree char *headline = smt_finding_headline (g_ptr_array_index (findings, 0), SMT_LANGUAGE_NB);
  g_assert_cmpstr (headline, ==, "Feltet er tomt, og doseteksten er ikke lest entydig");
}

/* --- rules and classes -------------------------------------------------------------------------------------------- */

static void
test_rule (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Norspan depotplaster 10 mikrog/time", NULL);

  say_field (treatment, three_daily ());
  say_text (treatment, three_weekly ());
  g_autoptr (GPtrArray) findings = check (treatment);
  const SmtFinding *finding = g_ptr_array_index (findings, 0);
  g_autofree char *nb = smt_finding_rule (finding, SMT_LANGUAGE_NB);
  g_autofree char *en = smt_finding_rule (finding, SMT_LANGUAGE_EN);
  g_assert_cmpstr (nb, ==,
                   "C1 og C2 · regelsett 2026.11 · rad buprenorphine-patch-7d · kilde: Felleskatalogen Norspan; Danish "
                   "dosing proposals 2016; troppi.fi · tabellen er ikke klinisk gjennomgått");
  g_assert_cmpstr (
      en, ==,
      "C1 and C2 · rule set 2026.11 · row buprenorphine-patch-7d · source: Felleskatalogen Norspan; Danish "
      "dosing proposals 2016; troppi.fi · the table is not clinically reviewed");
}

static void
test_rule_without_row (void)
{
  g_autoptr (SmtTreatment) treatment = make_treatment ("Ukjent tab 5 mg", NULL);

  say_field (treatment, three_daily ());
  say_text (treatment, three_weekly ());
  g_autoptr (GPtrArray) findings = check (treatment);
  g_autofree char *rule = smt_finding_rule (find_code (findings, SMT_FINDING_FIELD_AGAINST_TEXT), SMT_LANGUAGE_NB);
  g_autofree char *recognition =
      smt_finding_rule (find_code (findings, SMT_FINDING_PRODUCT_NOT_RECOGNISED), SMT_LANGUAGE_NB);
  g_assert_cmpstr (rule, ==, "C2 · regelsett 2026.11 · kilde: Helsedirektoratet June 2024");
  g_assert_cmpstr (recognition, ==, "Gjenkjenning av preparat · regelsett 2026.11 · kilde: interval.tsv");
}

static void
test_classes (void)
{
  g_assert_cmpstr (smt_class_name (SMT_CLASS_STOP, SMT_LANGUAGE_NB), ==, "Stopp");
  g_assert_cmpstr (smt_class_name (SMT_CLASS_CHECK, SMT_LANGUAGE_NB), ==, "Sjekk");
  g_assert_cmpstr (smt_class_name (SMT_CLASS_INFO, SMT_LANGUAGE_NB), ==, "Til orientering");
  g_assert_cmpstr (smt_class_name (SMT_CLASS_STOP, SMT_LANGUAGE_EN), ==, "Stop");
  g_assert_cmpstr (smt_class_name (SMT_CLASS_CHECK, SMT_LANGUAGE_EN), ==, "Check");
  g_assert_cmpstr (smt_class_name (SMT_CLASS_INFO, SMT_LANGUAGE_EN), ==, "For information");
  g_assert_cmpstr (smt_class_name (SMT_CLASS_STOP, SMT_LANGUAGE_SV), ==, "Stopp");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/check/words/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_words);
    }
  g_test_add_func ("/check/words/nynorsk", test_nynorsk);
  g_test_add_func ("/check/words/two-fields", test_two_fields);
  g_test_add_func ("/check/words/nothing-clear", test_nothing_clear);
  g_test_add_func ("/check/words/rule", test_rule);
  g_test_add_func ("/check/words/rule-without-row", test_rule_without_row);
  g_test_add_func ("/check/words/classes", test_classes);

  return g_test_run ();
}
