/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The doses of an original prescription: what each spelling means, what Reseptformidleren could not display, and what
 * is refused before it is read.
 */
#include <string.h>

#include "../dosing/write-notation.h"
#include "check/smt-finding.h"
#include "fhir/smt-m1-dosing.h"

#define NS "http://www.kith.no/xmlstds/eresept/"
#define RESEPT(forskrivning)                                                                                           \
  "<Resept xmlns=\"" NS "m1/2013-10-08\"><Forskrivningsdato>2026-11-16</Forskrivningsdato><ReseptDokLegemiddel>"       \
  "<Varegruppekode V=\"L\"/>" forskrivning "</ReseptDokLegemiddel></Resept>"
#define FORSKRIVNING(version, content)                                                                                 \
  "<Forskrivning xmlns=\"" NS "forskrivning/" version "\"><DosVeiledEnkel>Se skriftlig veiledning</DosVeiledEnkel>"    \
  "<Bruk V=\"1\" DN=\"Fast\"/>" content "</Forskrivning>"
#define M1(content) RESEPT (FORSKRIVNING ("2013-10-08", content))

#define D(content) "<Dosering>" content "</Dosering>"
#define FROM(day) "<Starttidspunkt V=\"" day "\"/>"
#define TO(day) "<Sluttidspunkt V=\"" day "\"/>"
#define TUE FROM ("2026-11-17")
#define FIX(c) "<DoseFastTidspunkt>" c "</DoseFastTidspunkt>"
#define NEED(c) "<DoseEtterBehov>" c "</DoseEtterBehov>"
#define TAB(n) "<Mengde V=\"" n "\" U=\"tablett\"/>"
#define EVERY(n) "<Intervall V=\"" n "\" U=\"Døgn\"/>"
#define AT(part) "<Tidsomrade V=\"" part "\"/>"
#define CLOCK(time) "<Klokkeslett>" time "</Klokkeslett>"
#define INEXACT "<GisEksakt>false</GisEksakt>"
#define EXACT "<GisEksakt>true</GisEksakt>"
#define ON(digits) "<FastDose><FasteUkedager V=\"" digits "\"/></FastDose>"
#define CYCLE(on, off) "<FastDose><DagerPa>" on "</DagerPa><DagerAv>" off "</DagerAv></FastDose>"

static SmtM1Dosing *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return smt_m1_dosing_read (bytes);
}

/* --- table -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *xml;
  const char *rhythm; /* NULL = unreadable, "" = silent */
  guint32 defects;
  const char *raw; /* NULL = not looked at */
} Row;

/* clang-format off */
static const Row rows[] = {
  /* Intervall */
  { "daily", M1 (D (TUE FIX (TAB ("1") EVERY ("1") AT ("1") INEXACT))), "1 tablett x1 p:M @1d", 0,
    "1 tablett morgen, intervall 1 Døgn, fra 2026-11-17" },
  { "weekly", M1 (D (TUE FIX (TAB ("3") EVERY ("7") INEXACT))), "3 tablett x1 @7d", 0,
    "3 tablett, intervall 7 Døgn, fra 2026-11-17" },
  { "every-second-day", M1 (D (TUE FIX (TAB ("0.5") EVERY ("2") INEXACT))), "0.5 tablett x1 @2d", 0, NULL },
  { "number-with-decimal", M1 (D (TUE FIX (TAB ("1.0") EVERY ("1.0") AT ("5") INEXACT))), "1 tablett x1 p:E @1d", 0, NULL },
  { "twice-a-day", M1 (D (TUE FIX (TAB ("1") EVERY ("1") AT ("1") INEXACT) FIX (TAB ("2") EVERY ("1") AT ("5") INEXACT))),
    "1 tablett x1 p:M @1d + 2 tablett x1 p:E @1d", 0, "1 tablett morgen + 2 tablett kveld, intervall 1 Døgn, fra 2026-11-17" },
  { "all-parts", M1 (D (TUE FIX (TAB ("1") EVERY ("1") AT ("2") INEXACT) FIX (TAB ("1") EVERY ("1") AT ("3") INEXACT)
                        FIX (TAB ("1") EVERY ("1") AT ("4") INEXACT) FIX (TAB ("1") EVERY ("1") AT ("6") INEXACT))),
    "1 tablett x1 p:F @1d + 1 tablett x1 p:D @1d + 1 tablett x1 p:A @1d + 1 tablett x1 p:N @1d", 0, NULL },
  { "clock", M1 (D (TUE FIX (TAB ("1") EVERY ("1") CLOCK ("08:30:00") EXACT))), "1 tablett x1 c:0830 @1d", 0,
    "1 tablett kl. 08:30, intervall 1 Døgn, fra 2026-11-17" },
  { "version-2014", RESEPT (FORSKRIVNING ("2014-12-01", D (TUE FIX (TAB ("3") EVERY ("7") INEXACT)))), "3 tablett x1 @7d", 0, NULL },
  { "time-as-text", M1 (D ("<Starttidspunkt>2026-11-17T00:00:00+01:00</Starttidspunkt>" FIX (TAB ("3") EVERY ("7") INEXACT))),
    "3 tablett x1 @7d", 0, "3 tablett, intervall 7 Døgn, fra 2026-11-17" },
  { "date-with-zone", M1 (D (FROM ("2026-11-17+01:00") FIX (TAB ("3") EVERY ("7") INEXACT))), "3 tablett x1 @7d", 0,
    "3 tablett, intervall 7 Døgn, fra 2026-11-17" },
  { "no-amount", M1 (D (TUE FIX (EVERY ("7") INEXACT))), "_ _ x1 @7d", 0, NULL },
  { "no-interval", M1 (D (TUE FIX (TAB ("3") INEXACT))), "3 tablett x1", SMT_DEFECT_NO_INTERVAL_NUMBER, NULL },
  { "interval-0", M1 (D (TUE FIX (TAB ("3") EVERY ("0") INEXACT))), "3 tablett x1", SMT_DEFECT_NO_INTERVAL_NUMBER, NULL },
  { "interval-unit-only", M1 (D (TUE FIX (TAB ("3") "<Intervall U=\"Døgn\"/>" INEXACT))), "3 tablett x1",
    SMT_DEFECT_NO_INTERVAL_NUMBER, NULL },
  { "interval-weeks", M1 (D (TUE FIX (TAB ("3") "<Intervall V=\"1\" U=\"Uke\"/>" INEXACT))), "3 tablett x1 @1w",
    SMT_DEFECT_UNIT_NOT_DAYS, NULL },
  { "interval-hours", M1 (D (TUE FIX (TAB ("3") "<Intervall V=\"8\" U=\"Timer\"/>" INEXACT))), "3 tablett x1 @8h",
    SMT_DEFECT_UNIT_NOT_DAYS, NULL },
  { "interval-strange-unit", M1 (D (TUE FIX (TAB ("3") "<Intervall V=\"1\" U=\"Måneskinn\"/>" INEXACT))), "3 tablett x1",
    SMT_DEFECT_UNIT_NOT_DAYS, NULL },
  { "interval-no-number", M1 (D (TUE FIX (TAB ("3") "<Intervall V=\"sju\" U=\"Døgn\"/>" INEXACT))), NULL,
    SMT_DEFECT_NO_INTERVAL_NUMBER, NULL },

  /* periods: the end is the day after the last */
  { "course", M1 (D (TUE TO ("2026-11-24") FIX (TAB ("1") EVERY ("1") INEXACT))), "1 tablett x1 @1d", 0,
    "1 tablett, intervall 1 Døgn, fra 2026-11-17 til og med 2026-11-23" },
  { "one-day-is-a-single-dose", M1 (D (TUE TO ("2026-11-18") FIX (TAB ("1") EVERY ("1") INEXACT))), "1 tablett x1 @l1", 0, NULL },
  { "one-day-of-a-cycle", M1 (D (TUE TO ("2026-11-18") FIX (TAB ("1") CYCLE ("4", "24") INEXACT))), "1 tablett x1 @l1", 0, NULL },
  { "then", M1 (D (TUE TO ("2026-11-20") FIX (TAB ("2") EVERY ("1") INEXACT))
                D (FROM ("2026-11-20") FIX (TAB ("1") EVERY ("1") INEXACT))), "2 tablett x1 @1d > 1 tablett x1 @1d", 0, NULL },
  { "gap-is-a-pause", M1 (D (FROM ("2026-12-01") FIX (TAB ("1") EVERY ("1") INEXACT))
                          D (TUE TO ("2026-11-20") FIX (TAB ("2") EVERY ("1") INEXACT))),
    "2 tablett x1 @1d > pause > 1 tablett x1 @1d", 0, NULL },
  { "overlap", M1 (D (TUE TO ("2026-11-24") FIX (TAB ("1") EVERY ("1") INEXACT))
                   D (FROM ("2026-11-20") FIX (TAB ("1") EVERY ("1") INEXACT))), NULL, SMT_DEFECT_OVERLAP, NULL },
  { "no-start", M1 (D (FIX (TAB ("1") EVERY ("1") INEXACT))), "1 tablett x1 @1d", SMT_DEFECT_NO_START,
    "1 tablett, intervall 1 Døgn, uten start" },
  { "end-before-start", M1 (D (TUE TO ("2026-11-10") FIX (TAB ("1") EVERY ("1") INEXACT))), NULL, 0, NULL },
  { "no-date", M1 (D (FROM ("i morgen") FIX (TAB ("1") EVERY ("1") INEXACT))), NULL, SMT_DEFECT_NO_START, NULL },
  { "no-dose", M1 (D (TUE)), NULL, 0, "uten dose, fra 2026-11-17" },
  { "no-dosering", M1 (""), "", 0, NULL },

  /* FastDose */
  { "weekday", M1 (D (TUE FIX (TAB ("3") ON ("2") INEXACT))), "3 tablett x1 @tue", 0, "3 tablett, tirsdag, fra 2026-11-17" },
  { "weekdays", M1 (D (TUE FIX (TAB ("3") ON ("137") INEXACT))), "3 tablett x1 @mon,wed,sun", 0,
    "3 tablett, mandag, onsdag, søndag, fra 2026-11-17" },
  { "weekdays-one-each", M1 (D (TUE FIX (TAB ("3") "<FastDose><FasteUkedager V=\"1\" DN=\"Mandag\"/><FasteUkedager V=\"5\"/></FastDose>" INEXACT))),
    "3 tablett x1 @mon,fri", 0, NULL },
  { "all-weekdays", M1 (D (TUE FIX (TAB ("3") ON ("1234567") INEXACT))), "3 tablett x1 @mon,tue,wed,thu,fri,sat,sun", 0, NULL },
  { "weekday-with-interval-0", M1 (D (TUE FIX (TAB ("3") EVERY ("0") ON ("2") INEXACT))), "3 tablett x1 @tue", 0, NULL },
  { "empty-fixed-dose", M1 (D (TUE FIX (TAB ("3") EVERY ("7") "<FastDose/>" INEXACT))), "3 tablett x1 @7d", 0, NULL },
  { "other-weekdays-in-one-period", M1 (D (TUE FIX (TAB ("3") ON ("1") AT ("1") INEXACT) FIX (TAB ("1") ON ("4") AT ("5") INEXACT))),
    "3 tablett x1 p:M @mon + 1 tablett x1 p:E @thu", 0, NULL },
  { "weekday-8", M1 (D (TUE FIX (TAB ("3") ON ("8") INEXACT))), NULL, 0, NULL },
  { "weekday-0", M1 (D (TUE FIX (TAB ("3") ON ("02") INEXACT))), NULL, 0, NULL },
  { "one-on-six-off", M1 (D (TUE FIX (TAB ("3") CYCLE ("1", "6") INEXACT))), "3 tablett x1 @7d", 0,
    "3 tablett, 1 dag på, 6 dager av, fra 2026-11-17" },
  { "five-on-two-off", M1 (D (TUE FIX (TAB ("1") CYCLE ("5", "2") INEXACT))), "1 tablett x1 @c7:1,2,3,4,5", 0, NULL },
  { "four-on-24-off", M1 (D (TUE FIX (TAB ("1") CYCLE ("4", "24") INEXACT))), "1 tablett x1 @c28:1,2,3,4", 0, NULL },
  { "none-off-is-daily", M1 (D (TUE FIX (TAB ("1") CYCLE ("1", "0") INEXACT))), "1 tablett x1 @1d", 0, NULL },
  { "none-on", M1 (D (TUE FIX (TAB ("1") CYCLE ("0", "7") INEXACT))), NULL, 0, NULL },
  { "on-without-off", M1 (D (TUE FIX (TAB ("1") "<FastDose><DagerPa>4</DagerPa></FastDose>" INEXACT))), NULL, 0, NULL },
  { "off-without-on", M1 (D (TUE FIX (TAB ("1") "<FastDose><DagerAv>6</DagerAv></FastDose>" INEXACT))), NULL, 0, NULL },
  { "too-long-a-cycle", M1 (D (TUE FIX (TAB ("1") CYCLE ("4", "4000000000") INEXACT))), NULL, 0, NULL },
  { "negative-cycle", M1 (D (TUE FIX (TAB ("1") CYCLE ("4", "-1") INEXACT))), NULL, 0, NULL },
  { "tuesday-every-second-week",
    M1 (D (FROM ("2026-11-16") FIX (TAB ("3") "<FastDose><FasteUkedager V=\"2\"/><DagerPa>7</DagerPa><DagerAv>7</DagerAv></FastDose>" INEXACT))),
    "3 tablett x1 @c14:2", 0, NULL },
  { "broken-weeks",
    M1 (D (TUE FIX (TAB ("3") "<FastDose><FasteUkedager V=\"2\"/><DagerPa>5</DagerPa><DagerAv>5</DagerAv></FastDose>" INEXACT))),
    NULL, SMT_DEFECT_BROKEN_WEEKS, NULL },

  /* what cannot be displayed */
  { "fixed-with-interval", M1 (D (TUE FIX (TAB ("3") EVERY ("1") ON ("2") INEXACT))), NULL, SMT_DEFECT_FIXED_WITH_INTERVAL, NULL },
  { "fixed-beside-interval", M1 (D (TUE FIX (TAB ("3") EVERY ("1") AT ("1") INEXACT) FIX (TAB ("3") ON ("2") AT ("5") INEXACT))),
    "3 tablett x1 p:M @1d + 3 tablett x1 p:E @tue", SMT_DEFECT_FIXED_WITH_INTERVAL, NULL },
  { "infusion", M1 (D (TUE FIX (TAB ("1") EVERY ("1") "<Infusjonshastighet><Volum V=\"50\" U=\"ml\"/><Tidsenhet V=\"t\"/></Infusjonshastighet>" INEXACT))),
    NULL, SMT_DEFECT_INFUSION, NULL },
  { "clock-with-range", M1 (D (TUE FIX (TAB ("1") EVERY ("1") CLOCK ("08:00") AT ("1") EXACT))), "1 tablett x1 p:M c:0800 @1d",
    SMT_DEFECT_CLOCK_WITH_RANGE, NULL },
  { "clock-not-exact", M1 (D (TUE FIX (TAB ("1") EVERY ("1") CLOCK ("08:00") INEXACT))), "1 tablett x1 c:0800 @1d",
    SMT_DEFECT_CLOCK_NOT_EXACT, NULL },
  { "clock-alone", M1 (D (TUE FIX (TAB ("1") EVERY ("1") CLOCK ("08:00")))), "1 tablett x1 c:0800 @1d", 0, NULL },
  { "range-exact", M1 (D (TUE FIX (TAB ("1") EVERY ("1") AT ("1") EXACT))), "1 tablett x1 p:M @1d",
    SMT_DEFECT_ACCURATE_WITH_RANGE, NULL },
  { "range-twice", M1 (D (TUE FIX (TAB ("1") EVERY ("1") AT ("1") INEXACT) FIX (TAB ("1") EVERY ("1") AT ("1") INEXACT))),
    "1 tablett x1 p:M @1d + 1 tablett x1 p:M @1d", SMT_DEFECT_RANGE_TWICE, NULL },
  { "intervals-differ", M1 (D (TUE FIX (TAB ("1") EVERY ("1") AT ("1") INEXACT) FIX (TAB ("1") EVERY ("7") AT ("5") INEXACT))),
    "1 tablett x1 p:M @1d + 1 tablett x1 p:E @7d", SMT_DEFECT_INTERVALS_DIFFER, NULL },
  { "amount-units-differ", M1 (D (TUE FIX (TAB ("1") EVERY ("1") AT ("1") INEXACT) FIX ("<Mengde V=\"1\" U=\"ml\"/>" EVERY ("1") AT ("5") INEXACT))),
    "1 tablett x1 p:M @1d + 1 ml x1 p:E @1d", SMT_DEFECT_UNITS_DIFFER, NULL },
  { "interval-units-differ", M1 (D (TUE FIX (TAB ("1") EVERY ("7") AT ("1") INEXACT) FIX (TAB ("1") "<Intervall V=\"1\" U=\"Uke\"/>" AT ("5") INEXACT))),
    "1 tablett x1 p:M @7d + 1 tablett x1 p:E @1w", SMT_DEFECT_UNITS_DIFFER | SMT_DEFECT_UNIT_NOT_DAYS | SMT_DEFECT_INTERVALS_DIFFER, NULL },
  { "rule", M1 (D (TUE "<Doseringsregel><DoseresEtter V=\"1\"/><Merknad>Etter INR</Merknad></Doseringsregel>" FIX (TAB ("1") EVERY ("1") INEXACT))),
    NULL, SMT_DEFECT_RULE, NULL },
  { "as-needed", M1 (D (TUE NEED (TAB ("1") EVERY ("0") "<DoseDognMaks V=\"4\" U=\"tablett\"/><DoseIntervallMin V=\"6\" U=\"Timer\"/>"))),
    "prn max:4:tablett mingap:6 1 tablett", SMT_DEFECT_AS_NEEDED, NULL },
  { "as-needed-daily", M1 (D (TUE NEED (TAB ("1") EVERY ("1")))), "prn 1 tablett @1d", SMT_DEFECT_AS_NEEDED, NULL },
  { "as-needed-most-in-a-span", M1 (D (TUE NEED (TAB ("1") "<DoseTidsromMaks V=\"3\" U=\"tablett\"/><Tidsrom V=\"7\" U=\"Døgn\"/>"))), NULL,
    SMT_DEFECT_AS_NEEDED, NULL },
  { "as-needed-beside-fixed", M1 (D (TUE NEED (TAB ("1")) FIX (TAB ("1") EVERY ("1") INEXACT))), NULL, SMT_DEFECT_AS_NEEDED, NULL },
  { "as-needed-by-use", RESEPT ("<Forskrivning xmlns=\"" NS "forskrivning/2013-10-08\"><Bruk V=\"3\"/>" D (TUE FIX (TAB ("1") EVERY ("1") INEXACT)) "</Forskrivning>"),
    "prn 1 tablett x1 @1d", 0, NULL },

  /* what is not understood */
  { "unknown-part", M1 (D (TUE FIX (TAB ("1") EVERY ("1") AT ("9") INEXACT))), NULL, 0, NULL },
  { "unknown-clock", M1 (D (TUE FIX (TAB ("1") EVERY ("1") CLOCK ("25:00") EXACT))), NULL, 0, NULL },
  { "unknown-exact", M1 (D (TUE FIX (TAB ("1") EVERY ("1") AT ("1") "<GisEksakt>kanskje</GisEksakt>"))), NULL, 0, NULL },
  { "unknown-element", M1 (D (TUE FIX (TAB ("1") EVERY ("1") "<Unntak V=\"2\"/>" INEXACT))), NULL, 0, NULL },
  { "element-of-another-namespace", M1 (D (TUE FIX (TAB ("1") "<Intervall xmlns=\"urn:x\" V=\"1\" U=\"Døgn\"/>" INEXACT))), NULL,
    SMT_DEFECT_NO_INTERVAL_NUMBER, NULL },
  { "element-twice", M1 (D (TUE FIX (TAB ("1") EVERY ("1") EVERY ("7") INEXACT))), NULL, 0, NULL },
  { "negative-amount", M1 (D (TUE FIX (TAB ("-1") EVERY ("1") INEXACT))), NULL, 0, NULL },
  { "unknown-version", RESEPT (FORSKRIVNING ("2031-01-01", D (TUE FIX (TAB ("3") EVERY ("7") INEXACT)))), NULL, 0, NULL },
  { "consumables", "<Resept xmlns=\"" NS "m1/2013-10-08\"><ReseptDokHandelsvare/></Resept>", "", 0, NULL },
  { "two-prescriptions", RESEPT (FORSKRIVNING ("2013-10-08", "") FORSKRIVNING ("2013-10-08", "")), NULL, 0, NULL },
  { "another-message", "<Tilbakekalling xmlns=\"" NS "m5/2013-04-16\"/>", NULL, 0, NULL },
};
/* clang-format on */

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SmtM1Dosing) dosing = read_text (row->xml);
  const SmtRhythm *rhythm = smt_reading_get_rhythm (dosing->reading);
  g_autofree char *notation = rhythm != NULL ? notation_write (rhythm) : NULL;

  g_assert_cmpuint (dosing->defects, ==, row->defects);
  g_assert_cmpstr (dosing->raw, !=, "");
  if (row->raw != NULL)
    g_assert_cmpstr (dosing->raw, ==, row->raw);
  if (row->rhythm == NULL)
    g_assert_cmpint (dosing->reading->state, ==, SMT_READING_UNREADABLE);
  else if (*row->rhythm == '\0')
    g_assert_cmpint (dosing->reading->state, ==, SMT_READING_SILENT);
  else
    {
      g_assert_cmpstr (notation, ==, row->rhythm);
      g_assert_true (smt_rhythm_validate (rhythm));
      g_assert_cmpuint (dosing->unread->len, ==, 0);
    }
}

/* --- envelope, dates ---------------------------------------------------------------------------------------------- */

static void
test_envelope (void)
{
  g_autoptr (SmtM1Dosing) dosing = read_text (
      "<?xml version=\"1.0\" encoding=\"utf-16\"?><?xml-stylesheet href=\"vis.xsl\"?>"
      "<mh:MsgHead xmlns:mh=\"http://www.kith.no/xmlstds/msghead/2006-05-24\"><mh:MsgInfo/><mh:Document>"
      "<mh:RefDoc><mh:Content>" M1 (D (TUE FIX (TAB ("3") "<!-- én gang i uken -->" EVERY ("7")
                                                    INEXACT))) "</mh:Content></mh:RefDoc></mh:Document></mh:MsgHead>");

  g_assert_cmpint (dosing->reading->state, ==, SMT_READING_CLEAR);
  g_assert_cmpstr (dosing->raw, ==, "3 tablett, intervall 7 Døgn, fra 2026-11-17");
}

static void
test_phase (void)
{
  g_autoptr (SmtM1Dosing) dosing = read_text (M1 (D (TUE TO ("2026-12-15") FIX (TAB ("3") CYCLE ("1", "6") INEXACT))));
  const SmtRhythm *rhythm = smt_reading_get_rhythm (dosing->reading);

  g_assert_cmpuint (rhythm->steps[0].beats[0].days.phase.julian, ==, smt_date_new (2026, 11, 17).julian);
  g_assert_cmpuint (rhythm->steps[0].start.julian, ==, smt_date_new (2026, 11, 17).julian);
  g_assert_cmpuint (rhythm->steps[0].end.julian, ==, smt_date_new (2026, 12, 15).julian);
}

/* From Monday on, Tuesdays of every second week: the first dose is on the 17th. */
static void
test_phase_of_weeks (void)
{
  g_autoptr (SmtM1Dosing) dosing =
      read_text (M1 (D (FROM ("2026-11-16") FIX (TAB ("3") "<FastDose><FasteUkedager V=\"2\"/><DagerPa>7</DagerPa>"
                                                           "<DagerAv>7</DagerAv></FastDose>" INEXACT))));
  const SmtRhythm *rhythm = smt_reading_get_rhythm (dosing->reading);

  g_assert_cmpuint (rhythm->steps[0].beats[0].days.phase.julian, ==, smt_date_new (2026, 11, 17).julian);
}

/* What is said of what was not understood repeats nothing that could be a name. */
static void
test_unread_holds_no_data (void)
{
  g_autoptr (SmtM1Dosing) dosing = read_text (M1 (D (TUE FIX ("<Kåre-Nordmann/>" INEXACT))));

  g_assert_cmpuint (dosing->unread->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (dosing->unread, 0), ==, "M1 DoseFastTidspunkt ?");
}

/* --- weekly has three spellings ----------------------------------------------------------------------------------- */

static char *
judge (const char *xml, const char *text, const char *product)
{
  g_autoptr (SmtM1Dosing) dosing = read_text (xml);
  g_autoptr (SmtTreatment) treatment = smt_treatment_new ();
  SmtProductClues clues = { .display = product };
  g_autoptr (GPtrArray) findings = NULL;
  GString *verdict = g_string_new (NULL);

  treatment->key = g_strdup ("pll:1");
  treatment->digest = g_strdup ("d");
  treatment->product = smt_product_recognise (&clues);
  g_ptr_array_add (treatment->sources,
                   smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_M1, dosing->raw, smt_reading_ref (dosing->reading)));
  if (text != NULL)
    g_ptr_array_add (treatment->sources,
                     smt_source_new (SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, text, smt_dosing_read (text, SMT_LANGUAGE_NB)));
  findings = smt_check_treatment (treatment, smt_date_new (2026, 11, 20));
  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      if ((finding->checks & (1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2)) == 0)
        continue;
      g_string_append_printf (verdict, "%d/%d/%u/%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT "/%u ", (int)finding->code,
                              (int)finding->severity_class, finding->checks, finding->factor.num, finding->factor.den,
                              finding->difference);
    }
  return g_string_free (verdict, FALSE);
}

static void
test_three_spellings_of_weekly (void)
{
  static const char *const spellings[] = {
    M1 (D (TUE FIX (TAB ("3") EVERY ("7") INEXACT))),
    M1 (D (TUE FIX (TAB ("3") ON ("2") INEXACT))),
    M1 (D (TUE FIX (TAB ("3") CYCLE ("1", "6") INEXACT))),
  };
  static const struct
  {
    const char *text;
    gboolean is_quiet;
  } texts[] = {
    { NULL, TRUE },
    { "3 tabletter én gang i uken", TRUE },
    { "3 tabletter hver tirsdag", TRUE },
    { "3 tabletter hver mandag", FALSE },
    { "3 tabletter daglig", FALSE },
    { "6 tabletter én gang i uken", FALSE },
  };
  static const char *const products[] = { "Metotreksat tab 2,5 mg", "Alendronat tab 70 mg", "Simvastatin tab 20 mg" };

  for (guint p = 0; p < G_N_ELEMENTS (products); p++)
    for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
      {
        g_autofree char *interval = judge (spellings[0], texts[t].text, products[p]);
        g_test_message ("%s, %s: %s", products[p], texts[t].text, interval);
        if (p == 0)
          g_assert_cmpint (*interval == '\0', ==, texts[t].is_quiet);
        for (guint s = 1; s < G_N_ELEMENTS (spellings); s++)
          {
            g_autofree char *other = judge (spellings[s], texts[t].text, products[p]);
            g_assert_cmpstr (other, ==, interval);
          }
      }
}

/* Daily as weekdays, as days on and off, and as an interval. */
static void
test_three_spellings_of_daily (void)
{
  g_autofree char *interval =
      judge (M1 (D (TUE FIX (TAB ("3") EVERY ("1") INEXACT))), "3 tabletter én gang i uken", "Metotreksat tab 2,5 mg");
  g_autofree char *weekdays = judge (M1 (D (TUE FIX (TAB ("3") ON ("1234567") INEXACT))), "3 tabletter én gang i uken",
                                     "Metotreksat tab 2,5 mg");
  g_autofree char *cycle = judge (M1 (D (TUE FIX (TAB ("3") CYCLE ("7", "0") INEXACT))), "3 tabletter én gang i uken",
                                  "Metotreksat tab 2,5 mg");

  g_assert_cmpstr (interval, !=, "");
  g_assert_cmpstr (weekdays, ==, interval);
  g_assert_cmpstr (cycle, ==, interval);
}

/* --- hostile ------------------------------------------------------------------------------------------------------ */

static void
assert_refused (const char *data, gsize length, const char *why)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (SmtM1Dosing) dosing = smt_m1_dosing_read (bytes);
  g_autofree char *words = g_strconcat ("M1 refused: ", why, NULL);

  g_assert_cmpint (dosing->reading->state, ==, SMT_READING_UNREADABLE);
  g_assert_cmpuint (dosing->unread->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (dosing->unread, 0), ==, words);
}

static void
assert_text_refused (const char *text, const char *why)
{
  assert_refused (text, strlen (text), why);
}

static void
test_entities (void)
{
  assert_text_refused ("<!DOCTYPE Resept [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                       "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><Resept>&c;&c;&c;</Resept>",
                       "DOCTYPE");
  assert_text_refused ("<?xml version=\"1.0\"?><!DOCTYPE Resept [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                       "<Resept>&x;</Resept>",
                       "DOCTYPE");
  assert_text_refused ("<!DOCTYPE Resept SYSTEM \"http://127.0.0.1:1/x.dtd\"><Resept/>", "DOCTYPE");
  assert_text_refused ("<!DOCTYPE Resept [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><Resept/>", "DOCTYPE");
  assert_text_refused ("<!DOCTYPE Resept><Resept/>", "DOCTYPE");
  assert_text_refused ("<Resept>&x;</Resept>", "not well-formed");
}

static char *
repeat (const char *text, guint times)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
test_too_much (void)
{
  g_autofree char *deep = repeat ("<a>", 10000);
  g_autofree char *many = repeat ("<a/>", 100000);
  g_autofree char *wide = g_strconcat ("<a>", many, "</a>", NULL);
  g_autofree char *attributes = repeat (" a=\"1\"", 20000);
  g_autofree char *tag = g_strconcat ("<a", attributes, "/>", NULL);
  g_autofree char *blanks = repeat ("          ", 1024 * 1024);
  g_autofree char *big = g_strconcat ("<a>", blanks, "</a>", NULL);

  assert_text_refused (deep, "too deep");
  assert_text_refused (wide, "too many nodes");
  assert_text_refused (tag, "a tag is too long");
  assert_text_refused (big, "too big");
}

static void
test_encodings (void)
{
  static const char utf16[] = "\xff\xfe<\0a\0/\0>\0";
  static const char with_zero[] = "<a>\0</a>";

  assert_text_refused ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>D\xf8gn</a>", "not UTF-8");
  assert_text_refused ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Døgn</a>", "not UTF-8");
  assert_refused (utf16, sizeof utf16 - 1, "not UTF-8");
  assert_refused (with_zero, sizeof with_zero - 1, "not UTF-8");
  assert_text_refused ("", "empty");
}

static void
test_not_well_formed (void)
{
  assert_text_refused ("<Resept>", "not well-formed");
  assert_text_refused ("<a></b>", "not well-formed");
  assert_text_refused ("{\"resourceType\":\"Bundle\"}", "not well-formed");
  assert_text_refused ("<a/><b/>", "not well-formed");
}

/* More periods or intakes than any course has. */
static void
test_too_many_doses (void)
{
  g_autofree char *intakes = repeat (FIX (TAB ("1") EVERY ("1") INEXACT), 60);
  g_autofree char *periods = repeat (D (TUE), 150);
  g_autofree char *first =
      g_strconcat ("<Resept xmlns=\"" NS "m1/2013-10-08\"><ReseptDokLegemiddel><Forskrivning xmlns=\"" NS
                   "forskrivning/2013-10-08\">"
                   "<Dosering>" TUE,
                   intakes, "</Dosering></Forskrivning></ReseptDokLegemiddel></Resept>", NULL);
  g_autofree char *second =
      g_strconcat ("<Resept xmlns=\"" NS "m1/2013-10-08\"><ReseptDokLegemiddel><Forskrivning xmlns=\"" NS
                   "forskrivning/2013-10-08\">",
                   periods, "</Forskrivning></ReseptDokLegemiddel></Resept>", NULL);
  g_autoptr (SmtM1Dosing) many_intakes = read_text (first);
  g_autoptr (SmtM1Dosing) many_periods = read_text (second);

  g_assert_cmpint (many_intakes->reading->state, ==, SMT_READING_UNREADABLE);
  g_assert_true (g_ptr_array_find_with_equal_func (many_intakes->unread, "M1 Dosering: too many", g_str_equal, NULL));
  g_assert_cmpint (many_periods->reading->state, ==, SMT_READING_UNREADABLE);
  g_assert_true (g_ptr_array_find_with_equal_func (many_periods->unread, "M1 Dosering: too many", g_str_equal, NULL));
}

static gpointer
read_often (gpointer data)
{
  guint clear = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (SmtM1Dosing) dosing = read_text (M1 (D (TUE FIX (TAB ("3") EVERY ("7") INEXACT))));
      g_autoptr (SmtM1Dosing) refused = read_text ("<!DOCTYPE a><a/>");
      clear += dosing->reading->state == SMT_READING_CLEAR && refused->reading->state == SMT_READING_UNREADABLE;
    }
  return GUINT_TO_POINTER (clear);
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("m1", read_often, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/fhir/m1/row/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/fhir/m1/envelope", test_envelope);
  g_test_add_func ("/fhir/m1/phase", test_phase);
  g_test_add_func ("/fhir/m1/phase-of-weeks", test_phase_of_weeks);
  g_test_add_func ("/fhir/m1/unread-holds-no-data", test_unread_holds_no_data);
  g_test_add_func ("/fhir/m1/three-spellings-of-weekly", test_three_spellings_of_weekly);
  g_test_add_func ("/fhir/m1/three-spellings-of-daily", test_three_spellings_of_daily);
  g_test_add_func ("/fhir/m1/entities", test_entities);
  g_test_add_func ("/fhir/m1/too-much", test_too_much);
  g_test_add_func ("/fhir/m1/encodings", test_encodings);
  g_test_add_func ("/fhir/m1/not-well-formed", test_not_well_formed);
  g_test_add_func ("/fhir/m1/too-many-doses", test_too_many_doses);
  g_test_add_func ("/fhir/m1/threads", test_threads);

  return g_test_run ();
}
