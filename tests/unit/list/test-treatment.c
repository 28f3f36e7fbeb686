/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-treatment.h"

static SmtRhythm *
make_daily (gint64 amount)
{
  return smt_rhythm_new_daily (smt_range_exact_int (amount), "tablett", SMT_PART_MORNING, 1);
}

static void
add_source (SmtTreatment *treatment, SmtVoiceKind voice, SmtOrigin origin, SmtReading *reading)
{
  g_ptr_array_add (treatment->sources, smt_source_new (voice, origin, "ordrett", reading));
}

/* --- state -------------------------------------------------------------------------------------------------------- */

static void
test_in_use (void)
{
  static const struct
  {
    SmtTreatmentState state;
    gboolean in_use;
    gboolean loose;
  } states[] = {
    { SMT_TREATMENT_ACTIVE, TRUE, TRUE },    { SMT_TREATMENT_PLANNED_STOP, TRUE, TRUE },
    { SMT_TREATMENT_PAUSED, FALSE, TRUE },   { SMT_TREATMENT_STOPPED, FALSE, FALSE },
    { SMT_TREATMENT_EXPIRED, FALSE, FALSE }, { SMT_TREATMENT_ORPHAN, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SmtTreatment) treatment = smt_treatment_new ();
      treatment->state = states[i].state;
      g_assert_cmpint (smt_treatment_is_in_use (treatment), ==, states[i].in_use);
      g_assert_cmpint (smt_treatment_is_loose (treatment), ==, states[i].loose);
      treatment->entry_id = g_strdup ("on the list");
      g_assert_cmpint (smt_treatment_is_in_use (treatment), ==, states[i].in_use);
      g_assert_false (smt_treatment_is_loose (treatment));
    }
}

static void
test_dispensable (void)
{
  static const struct
  {
    SmtPrescriptionStatus status;
    const char *code;
    gboolean dispensable;
  } statuses[] = {
    { SMT_PRESCRIPTION_DISPENSABLE, "E", TRUE }, { SMT_PRESCRIPTION_IN_DISPENSING, "U", TRUE },
    { SMT_PRESCRIPTION_RECALLED, "T", FALSE },   { SMT_PRESCRIPTION_FINISHED, "R", FALSE },
    { SMT_PRESCRIPTION_EXPIRED, "F", FALSE },    { SMT_PRESCRIPTION_UNKNOWN, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (SmtTreatment) treatment = smt_treatment_new ();
      g_assert_false (smt_treatment_is_dispensable (treatment));
      smt_treatment_add_prescription (treatment)->status = statuses[i].status;
      smt_treatment_add_prescription (treatment)->status = SMT_PRESCRIPTION_DISPENSABLE;
      g_assert_cmpint (smt_treatment_is_dispensable (treatment), ==, statuses[i].dispensable);
      g_assert_cmpstr (smt_prescription_status_code (statuses[i].status), ==, statuses[i].code);
    }
}

/* The head is the first link, and an old link that can still be dispensed does not make the head so. */
static void
test_head (void)
{
  g_autoptr (SmtTreatment) treatment = smt_treatment_new ();

  g_assert_null (smt_treatment_get_head (treatment));
  SmtPrescription *head = smt_treatment_add_prescription (treatment);
  SmtPrescription *old = smt_treatment_add_prescription (treatment);
  old->prescription_id = g_strdup ("old");
  g_assert_true (smt_treatment_get_head (treatment) == head);
  g_assert_cmpint (head->status, ==, SMT_PRESCRIPTION_UNKNOWN);
  g_assert_true (head->prescribed_at == SMT_INSTANT_UNSET);
  g_assert_true (head->last_changed == SMT_INSTANT_UNSET);
}

/* --- voices ------------------------------------------------------------------------------------------------------- */

static void
test_silence (void)
{
  g_autoptr (SmtTreatment) treatment = smt_treatment_new ();

  for (int voice = SMT_VOICE_FIELD; voice < SMT_N_VOICES; voice++)
    {
      g_assert_null (smt_treatment_get_rhythm (treatment, (SmtVoiceKind)voice));
      g_assert_null (smt_treatment_get_source (treatment, (SmtVoiceKind)voice));
      g_assert_cmpint (smt_treatment_get_voice_state (treatment, (SmtVoiceKind)voice), ==, SMT_READING_SILENT);
    }
}

/* None of ambiguous, unreadable and silent has a rhythm. */
static void
test_only_clear_has_a_rhythm (void)
{
  static const SmtReadingState states[] = { SMT_READING_SILENT, SMT_READING_AMBIGUOUS, SMT_READING_UNREADABLE };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SmtTreatment) treatment = smt_treatment_new ();
      SmtReading *reading = smt_reading_new (states[i]);
      if (states[i] == SMT_READING_AMBIGUOUS)
        {
          g_ptr_array_add (reading->rhythms, make_daily (1));
          g_ptr_array_add (reading->rhythms, make_daily (2));
        }
      add_source (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, reading);
      g_assert_null (smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT));
      g_assert_cmpint (smt_treatment_get_voice_state (treatment, SMT_VOICE_TEXT), ==, states[i]);
      g_assert_null (smt_treatment_get_source (treatment, SMT_VOICE_FIELD));
    }
}

static void
test_first_that_says_something (void)
{
  g_autoptr (SmtTreatment) treatment = smt_treatment_new ();
  SmtRhythm *kortdose = make_daily (2);

  add_source (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, smt_reading_new_clear (make_daily (7)));
  add_source (treatment, SMT_VOICE_FIELD, SMT_ORIGIN_ERESEPTDOSING, smt_reading_new (SMT_READING_SILENT));
  add_source (treatment, SMT_VOICE_FIELD, SMT_ORIGIN_TIMING, smt_reading_new (SMT_READING_UNREADABLE));
  add_source (treatment, SMT_VOICE_FIELD, SMT_ORIGIN_KORTDOSE, smt_reading_new_clear (kortdose));

  g_assert_true (smt_treatment_get_source (treatment, SMT_VOICE_FIELD) == g_ptr_array_index (treatment->sources, 2));
  g_assert_cmpint (smt_treatment_get_voice_state (treatment, SMT_VOICE_FIELD), ==, SMT_READING_UNREADABLE);
  g_assert_true (smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD) == kortdose);
}

static void
test_source (void)
{
  SmtSource *source =
      smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_KORTDOSE, "1x2", smt_reading_new_clear (make_daily (1)));
  g_autoptr (SmtSource) held = smt_source_ref (source);

  smt_source_unref (source);
  g_assert_cmpstr (held->raw, ==, "1x2");
  g_assert_cmpint (held->voice, ==, SMT_VOICE_FIELD);
  g_assert_cmpint (held->origin, ==, SMT_ORIGIN_KORTDOSE);
  g_assert_null (held->prescription_id);
  g_assert_cmpuint (held->defects, ==, 0);
  g_assert_false (smt_date_is_set (held->date));
}

static void
test_references (void)
{
  SmtTreatment *treatment = smt_treatment_new ();
  SmtProductClues clues = { .display = "Furix tab 20 mg" };

  treatment->key = g_strdup ("pll:1");
  treatment->product = smt_product_recognise (&clues);
  treatment->dose_text = g_strdup ("1 tablett daglig");
  smt_treatment_add_prescription (treatment)->recall_id = g_strdup ("2");
  add_source (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, smt_reading_new_clear (make_daily (1)));

  g_autoptr (SmtTreatment) held = smt_treatment_ref (treatment);
  smt_treatment_unref (treatment);
  g_assert_cmpstr (held->dose_text, ==, "1 tablett daglig");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/list/treatment/in-use", test_in_use);
  g_test_add_func ("/list/treatment/dispensable", test_dispensable);
  g_test_add_func ("/list/treatment/head", test_head);
  g_test_add_func ("/list/treatment/silence", test_silence);
  g_test_add_func ("/list/treatment/only-clear-has-a-rhythm", test_only_clear_has_a_rhythm);
  g_test_add_func ("/list/treatment/first-that-says-something", test_first_that_says_something);
  g_test_add_func ("/list/treatment/source", test_source);
  g_test_add_func ("/list/treatment/references", test_references);

  return g_test_run ();
}
