/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sources: what the structured dose, the short dose, the texts, older links and dispensings are heard to say.
 */
#include "fhir-test.h"

#define KEY(n) "pll:1d000000-0000-4000-8000-0000000000" n

static const SmtSource *
field_of (SmtAnswer *answer, const char *key)
{
  const SmtSource *source = test_source (test_treatment (answer, key), SMT_VOICE_FIELD, 0);

  g_assert_nonnull (source);
  g_assert_cmpint (source->origin, ==, SMT_ORIGIN_ERESEPTDOSING);
  return source;
}

static const SmtRhythm *
clear_field (SmtAnswer *answer, const char *key, guint32 defects)
{
  const SmtSource *source = field_of (answer, key);

  g_assert_cmpuint (source->defects, ==, defects);
  g_assert_cmpint (source->reading->state, ==, SMT_READING_CLEAR);
  g_assert_true (smt_rhythm_validate (smt_reading_get_rhythm (source->reading)));
  return smt_reading_get_rhythm (source->reading);
}

static void
assert_date (SmtDate date, const char *iso)
{
  g_autofree char *text = smt_date_is_set (date) ? smt_date_to_iso (date) : NULL;

  g_assert_cmpstr (text, ==, iso);
}

/* --- the structured dose ------------------------------------------------------------------------------------------ */

static void
test_weekly (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("fields.json");
  const SmtRhythm *rhythm = clear_field (answer, KEY ("01"), 0);
  const SmtBeat *beat = &rhythm->steps[0].beats[0];

  g_assert_cmpuint (rhythm->n_steps, ==, 1);
  g_assert_cmpint (beat->days.kind, ==, SMT_DAYS_EVERY_N);
  g_assert_true (smt_range_is_int (beat->days.n, 7));
  g_assert_cmpint (beat->days.unit, ==, SMT_TIME_UNIT_DAY);
  assert_date (beat->days.phase, "2026-09-07");
  assert_date (rhythm->steps[0].start, "2026-09-07");
  assert_date (rhythm->steps[0].end, NULL);
  g_assert_true (smt_range_is_int (beat->amount, 3));
  g_assert_cmpstr (beat->unit, ==, "tablett");
  g_assert_cmpuint (beat->parts, ==, 0);
  g_assert_true (smt_range_is_int (beat->times, 1));
  g_assert_false (rhythm->as_needed);
  g_assert_cmpstr (field_of (answer, KEY ("01"))->raw, ==, "3 tablett, intervall 7 Døgn, fra 2026-09-07");
}

static void
test_single_dose (void)
{
  /* the end is exclusive: from the 7th to the 8th is one day */
  g_autoptr (SmtAnswer) answer = test_read ("fields.json");
  const SmtRhythm *rhythm = clear_field (answer, KEY ("02"), 0);
  const SmtDays *days = &rhythm->steps[0].beats[0].days;

  g_assert_cmpint (days->kind, ==, SMT_DAYS_DAY_LIST);
  g_assert_cmpuint (smt_day_bits_count (&days->on), ==, 1);
  g_assert_true (smt_day_bits_has (&days->on, 1));
}

static void
test_steps_with_a_gap (void)
{
  /* written in the wrong order, two days apart */
  g_autoptr (SmtAnswer) answer = test_read ("fields.json");
  const SmtRhythm *rhythm = clear_field (answer, KEY ("03"), 0);
  SmtDecimal half;

  g_assert_cmpuint (rhythm->n_steps, ==, 3);
  assert_date (rhythm->steps[0].start, "2026-09-28");
  assert_date (rhythm->steps[0].end, "2026-10-08");
  g_assert_cmpuint (rhythm->steps[0].n_beats, ==, 2);
  g_assert_true (smt_decimal_parse ("0.5", -1, &half));
  g_assert_true (smt_range_equal (rhythm->steps[0].beats[1].amount, smt_range_exact (half)));
  g_assert_cmpuint (rhythm->steps[0].beats[1].parts, ==, SMT_PART_EVENING);
  /* between them nothing is taken */
  g_assert_cmpuint (rhythm->steps[1].n_beats, ==, 0);
  assert_date (rhythm->steps[1].start, "2026-10-08");
  assert_date (rhythm->steps[1].end, "2026-10-10");
  g_assert_cmpuint (rhythm->steps[2].beats[0].parts, ==, SMT_PART_MORNING);
}

static void
test_defects (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("fields.json");

  clear_field (answer, KEY ("04"), SMT_DEFECT_NO_START);
  clear_field (answer, KEY ("05"), SMT_DEFECT_INTERVALS_DIFFER);
  clear_field (answer, KEY ("07"), SMT_DEFECT_ACCURATE_WITH_RANGE);
  clear_field (answer, KEY ("08"), SMT_DEFECT_RANGE_TWICE);
  g_assert_cmpuint (field_of (answer, KEY ("10"))->defects, ==, SMT_DEFECT_OVERLAP);
  g_assert_cmpint (field_of (answer, KEY ("10"))->reading->state, ==, SMT_READING_UNREADABLE);
}

static void
test_other_unit_is_understood_and_a_defect (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("fields.json");
  const SmtDays *days = &clear_field (answer, KEY ("06"), SMT_DEFECT_UNIT_NOT_DAYS)->steps[0].beats[0].days;

  g_assert_cmpint (days->kind, ==, SMT_DAYS_EVERY_N);
  g_assert_cmpint (days->unit, ==, SMT_TIME_UNIT_WEEK);
}

static void
test_no_number_is_unknown_never_daily (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("fields.json");
  g_autoptr (SmtAnswer) old = test_read ("spelling-2021.json");
  const SmtRhythm *zero = clear_field (answer, KEY ("09"), SMT_DEFECT_NO_INTERVAL_NUMBER);
  const SmtRhythm *unit_only =
      clear_field (old, "pll:1b000000-0000-4000-8000-000000000001", SMT_DEFECT_NO_INTERVAL_NUMBER);

  g_assert_cmpint (zero->steps[0].beats[0].days.kind, ==, SMT_DAYS_UNKNOWN);
  g_assert_cmpint (unit_only->steps[0].beats[0].days.kind, ==, SMT_DAYS_UNKNOWN);
  g_assert_false (smt_rhythm_is_daily (unit_only));
  /* 2021 wrote times where dates are meant */
  assert_date (unit_only->steps[0].start, "2021-04-01");
  assert_date (unit_only->steps[0].end, "2021-07-01");
}

static void
test_period_without_a_dose_is_no_pause (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("fields.json");

  g_assert_cmpint (field_of (answer, KEY ("11"))->reading->state, ==, SMT_READING_UNREADABLE);
  g_assert_true (test_is_unread (answer, "ereseptdosing: no repeatingdosage"));
  g_assert_cmpuint (field_of (answer, KEY ("11"))->defects, ==, SMT_DEFECT_NO_DOSE);
}

static void
test_no_amount (void)
{
  g_autofree char *json = test_replace (test_load ("fields.json"), "\"url\": \"amount\"", "\"url\": \"accurate\"");
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, NULL);
  const SmtRhythm *rhythm = clear_field (answer, KEY ("01"), SMT_DEFECT_NO_AMOUNT);

  g_assert_cmpint (rhythm->steps[0].beats[0].amount.kind, ==, SMT_RANGE_UNKNOWN);
}

static void
test_end_before_start (void)
{
  g_autofree char *json =
      test_replace (test_load ("fields.json"), "\"valueDate\": \"2026-09-07\"",
                    "\"valueDate\": \"2026-09-07\" }, { \"url\": \"endtime\", \"valueDate\": \"2026-09-06\"");
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, NULL);

  g_assert_cmpuint (field_of (answer, KEY ("01"))->defects, ==, SMT_DEFECT_ENDS_BEFORE_START);
  g_assert_cmpint (field_of (answer, KEY ("01"))->reading->state, ==, SMT_READING_UNREADABLE);
}

static void
test_unknown_part_is_told (void)
{
  g_autofree char *json = test_replace (test_load ("fields.json"), "\"url\": \"accurate\"", "\"url\": \"fixeddosage\"");
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, NULL);

  g_assert_cmpuint (field_of (answer, KEY ("01"))->defects, ==, SMT_DEFECT_NOT_UNDERSTOOD);
  g_assert_cmpint (field_of (answer, KEY ("01"))->reading->state, ==, SMT_READING_UNREADABLE);
}

static void
test_use_makes_as_needed (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("fields.json");
  const SmtRhythm *rhythm = clear_field (answer, KEY ("12"), 0);
  SmtDecimal amount;

  g_assert_true (rhythm->as_needed);
  g_assert_true (smt_decimal_parse ("2.5", -1, &amount));
  g_assert_true (smt_range_equal (rhythm->steps[0].beats[0].amount, smt_range_exact (amount)));
  g_assert_true (smt_range_is_int (rhythm->steps[0].beats[0].days.n, 2));
}

/* --- short dose and texts ----------------------------------------------------------------------------------------- */

static void
test_short_dose (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtSource *plain =
      test_source (test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000002"), SMT_VOICE_FIELD, 1);
  const SmtSource *needed =
      test_source (test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000009"), SMT_VOICE_FIELD, 1);

  g_assert_cmpint (plain->origin, ==, SMT_ORIGIN_KORTDOSE);
  g_assert_cmpstr (plain->raw, ==, "0+0+0+1");
  g_assert_cmpint (plain->reading->state, ==, SMT_READING_CLEAR);
  g_assert_cmpuint (smt_reading_get_rhythm (plain->reading)->steps[0].beats[0].parts, ==, SMT_PART_EVENING);
  g_assert_cmpstr (needed->raw, ==, "1 inntil x3");
  g_assert_true (smt_reading_get_rhythm (needed->reading)->as_needed);
}

static void
test_instructions_are_not_dose (void)
{
  /* "3 tabletter hver mandag", "Svelges hel", "Blodprøve hver måned": three lines, one dose */
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000001");
  const SmtSource *text = test_source (treatment, SMT_VOICE_TEXT, 0);

  g_assert_cmpint (text->origin, ==, SMT_ORIGIN_DSSN);
  g_assert_cmpstr (text->raw, ==, treatment->dose_text);
  g_assert_cmpint (text->reading->state, ==, SMT_READING_CLEAR);
  const SmtRhythm *rhythm = smt_reading_get_rhythm (text->reading);
  g_assert_cmpint (rhythm->steps[0].beats[0].days.kind, ==, SMT_DAYS_WEEKDAYS);
  g_assert_cmpuint (rhythm->steps[0].beats[0].days.weekdays, ==, 1 << SMT_MONDAY);
  /* dosage.text says the same words: one voice, speaking once */
  g_assert_null (test_source (treatment, SMT_VOICE_TEXT, 1));
}

static void
test_only_whole_lines_are_instructions (void)
{
  /* "mandag" is an instruction here, and also the end of the dose */
  g_autofree char *json = test_replace (test_load ("ordinary.json"), "Blodprøve hver måned", "mandag");
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, NULL);
  const SmtRhythm *rhythm =
      smt_treatment_get_rhythm (test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000001"), SMT_VOICE_TEXT);

  g_assert_nonnull (rhythm);
  g_assert_cmpuint (rhythm->steps[0].beats[0].days.weekdays, ==, 1 << SMT_MONDAY);
}

static void
test_two_texts (void)
{
  g_autofree char *json = test_load ("ordinary.json");
  json = test_replace (json, "\"text\": \"3 tabletter hver mandag\"", "\"text\": \"3 tabletter hver tirsdag\"");
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, NULL);
  const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000001");
  const SmtSource *second = test_source (treatment, SMT_VOICE_TEXT, 1);

  g_assert_cmpint (second->origin, ==, SMT_ORIGIN_DOSAGE_TEXT);
  g_assert_cmpuint (smt_reading_get_rhythm (second->reading)->steps[0].beats[0].days.weekdays, ==, 1 << SMT_TUESDAY);
}

static void
test_text_that_says_nothing (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("fields.json");
  const SmtTreatment *treatment = test_treatment (answer, KEY ("01"));

  g_assert_cmpint (smt_treatment_get_voice_state (treatment, SMT_VOICE_TEXT), ==, SMT_READING_SILENT);
}

/* --- history and supply ------------------------------------------------------------------------------------------- */

static void
test_history (void)
{
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000005");
  const SmtSource *newer = test_source (treatment, SMT_VOICE_HISTORY, 0);
  const SmtSource *oldest = test_source (treatment, SMT_VOICE_HISTORY, 1);

  g_assert_cmpint (newer->origin, ==, SMT_ORIGIN_CHAIN);
  g_assert_cmpstr (newer->prescription_id, ==, "2a000000-0000-4000-8000-000000000015");
  assert_date (newer->date, "2025-06-10");
  g_assert_cmpstr (newer->raw, ==, "1 tablett morgen, intervall 1 Døgn, fra 2025-06-10");
  /* no field in the oldest: its text is heard */
  g_assert_cmpstr (oldest->prescription_id, ==, "2a000000-0000-4000-8000-000000000025");
  g_assert_cmpstr (oldest->raw, ==, "1 tablett morgen");
  g_assert_cmpint (oldest->reading->state, ==, SMT_READING_CLEAR);
  g_assert_null (test_source (treatment, SMT_VOICE_HISTORY, 2));
}

static void
test_supply_is_shown_but_not_guessed (void)
{
  /* two packages in all, the last in October, since when nobody says: no rhythm */
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1a000000-0000-4000-8000-000000000001");
  const SmtSource *supply = test_source (treatment, SMT_VOICE_SUPPLY, 0);

  g_assert_cmpint (supply->reading->state, ==, SMT_READING_SILENT);
  g_assert_cmpstr (supply->raw, ==, "Utlevert 2 pakninger à 100 STK Methotrexate Orifarm tab 2,5 mg, sist 02.10.2026");
  g_assert_cmpstr (supply->handed_out, ==, "2 pakninger à 100 STK Methotrexate Orifarm tab 2,5 mg");
  g_assert_true (supply->in_all);
}

static void
test_supply_of_several_dispensings (void)
{
  /* 12 in March, 12 in May, 12 in August: 24 lasted 168 days. One was cancelled */
  g_autoptr (SmtAnswer) answer = test_read ("dispensed.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1f000000-0000-4000-8000-000000000001");
  const SmtSource *estimate = test_source (treatment, SMT_VOICE_SUPPLY, 0);
  const SmtRhythm *rhythm = smt_reading_get_rhythm (estimate->reading);
  const SmtBeat *beat = &rhythm->steps[0].beats[0];

  g_assert_cmpuint (smt_answer_get_list (answer)->unread->len, ==, 0);
  g_assert_cmpstr (estimate->raw, ==, "24 stk på 168 dager, 3 utleveringer");
  g_assert_true (smt_range_is_int (beat->amount, 24));
  g_assert_cmpstr (beat->unit, ==, "tablett");
  g_assert_cmpint (beat->basis, ==, SMT_BASIS_PER_PERIOD);
  g_assert_cmpint (beat->days.kind, ==, SMT_DAYS_K_OF_N); /* on which of the days nobody has said */
  g_assert_true (smt_range_is_int (beat->days.n, 168));
  g_assert_cmpstr (test_source (treatment, SMT_VOICE_SUPPLY, 1)->raw, ==,
                   "Utlevert 1 pakning à 12 stk Alendronat tab 70 mg, 2026-08-17");
  g_assert_cmpstr (test_source (treatment, SMT_VOICE_SUPPLY, 1)->handed_out, ==,
                   "1 pakning à 12 stk Alendronat tab 70 mg");
  g_assert_false (test_source (treatment, SMT_VOICE_SUPPLY, 1)->in_all);
  g_assert_nonnull (test_source (treatment, SMT_VOICE_SUPPLY, 3));
  g_assert_null (test_source (treatment, SMT_VOICE_SUPPLY, 4));
}

static void
test_supply_that_cannot_be_counted (void)
{
  /* packages of "30 x 3" */
  g_autoptr (SmtAnswer) answer = test_read ("dispensed.json");
  const SmtTreatment *treatment = test_treatment (answer, "pll:1f000000-0000-4000-8000-000000000002");

  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (test_source (treatment, SMT_VOICE_SUPPLY, i)->reading->state, ==, SMT_READING_SILENT);
  g_assert_null (test_source (treatment, SMT_VOICE_SUPPLY, 2));
}

static void
test_supply_of_a_split_dispensing (void)
{
  g_autofree char *json = test_replace (test_load ("dispensed.json"), "2026-08-17", "2026-03-15");
  json = test_replace (g_steal_pointer (&json), "2026-05-25", "2026-03-05");
  g_autoptr (SmtAnswer) answer = test_read_text (json, TODAY, NULL);
  const SmtTreatment *treatment = test_treatment (answer, "pll:1f000000-0000-4000-8000-000000000001");

  g_assert_cmpint (smt_treatment_get_voice_state (treatment, SMT_VOICE_SUPPLY), ==, SMT_READING_SILENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/field/weekly", test_weekly);
  g_test_add_func ("/fhir/field/single-dose", test_single_dose);
  g_test_add_func ("/fhir/field/steps-with-a-gap", test_steps_with_a_gap);
  g_test_add_func ("/fhir/field/defects", test_defects);
  g_test_add_func ("/fhir/field/other-unit", test_other_unit_is_understood_and_a_defect);
  g_test_add_func ("/fhir/field/no-number-is-unknown", test_no_number_is_unknown_never_daily);
  g_test_add_func ("/fhir/field/period-without-a-dose", test_period_without_a_dose_is_no_pause);
  g_test_add_func ("/fhir/field/no-amount", test_no_amount);
  g_test_add_func ("/fhir/field/end-before-start", test_end_before_start);
  g_test_add_func ("/fhir/field/unknown-part-is-told", test_unknown_part_is_told);
  g_test_add_func ("/fhir/field/use-makes-as-needed", test_use_makes_as_needed);
  g_test_add_func ("/fhir/field/short-dose", test_short_dose);
  g_test_add_func ("/fhir/field/instructions-are-not-dose", test_instructions_are_not_dose);
  g_test_add_func ("/fhir/field/two-texts", test_two_texts);
  g_test_add_func ("/fhir/field/text-that-says-nothing", test_text_that_says_nothing);
  g_test_add_func ("/fhir/field/history", test_history);
  g_test_add_func ("/fhir/field/supply", test_supply_is_shown_but_not_guessed);
  g_test_add_func ("/fhir/field/supply-of-several", test_supply_of_several_dispensings);
  g_test_add_func ("/fhir/field/only-whole-lines", test_only_whole_lines_are_instructions);
  g_test_add_func ("/fhir/field/supply-split", test_supply_of_a_split_dispensing);
  g_test_add_func ("/fhir/field/supply-uncountable", test_supply_that_cannot_be_counted);
  return g_test_run ();
}
