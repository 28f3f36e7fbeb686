/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Another dose that a pharmacy proposes (M25.2), from lookup to receipt: it stands beside the list's, is confirmed by a
 * decision like any other, and the question is answered by it.
 */
#include "desk-helpers.h"

#include <string.h>

#include "list/smt-difference.h"

#define FRIDA "14844010029" /* a newer question: one new entry, another dose, one thing to ask */
#define VILDE "19904610421" /* a newer one that would have a vaccine on the list */
#define MOA "29814210047"   /* an older one, which the list has overtaken */

static const SmtTreatment *
find_proposal (SmtPatientContext *context, const char *name)
{
  return smt_list_find_proposal (smt_patient_context_get_list (context), find_row (context, name)->treatment->key);
}

static SmtRhythm *
dup_proposed_dose (SmtPatientContext *context, const char *name)
{
  return smt_reconciliation_dup_proposed_dose (smt_patient_context_get_reconciliation (context),
                                               find_row (context, name)->treatment->key);
}

static void
decide (SmtPatientContext *context, SmtDecisionKind kind, const char *name, SmtRhythm *dose)
{
  g_autoptr (SmtDecision) decision =
      smt_patient_context_new_decision (context, kind, find_row (context, name)->treatment->key);
  g_autoptr (GError) error = NULL;

  decision->rhythm = dose;
  smt_patient_context_decide (context, decision, &error);
  g_assert_no_error (error);
}

/* Only the dose differs: "Dose … → …", and nothing that the pharmacy did not speak of. */
static void
test_side_by_side (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, FRIDA);
  const SmtTreatment *proposal = find_proposal (context, "Furosemid");
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *words = NULL;

  g_assert_nonnull (proposal);
  differences = smt_treatment_differences (find_row (context, "Furosemid")->treatment, proposal, SMT_LANGUAGE_NB);
  g_assert_cmpuint (differences->len, ==, 1);
  words = smt_treatment_difference_to_words (g_ptr_array_index (differences, 0));
  g_assert_cmpstr (words, ==, "Dose 1 tablett morgen daglig → 1 tablett morgen og 1 tablett midt på dagen daglig");
  g_assert_null (find_proposal (context, "Simvastatin"));
  g_assert_null (find_proposal (context, "Divisun"));
  g_assert_true (find_row (context, "Furosemid")->blocks); /* nothing is taken by itself */
}

static void
assert_held_dose (Fixture *fixture, const char *prescription_id, const char *dose_text)
{
  g_autoptr (SmtJson) state = sandbox_state (fixture);
  SmtJsonIter iter;
  SmtJsonCursor statement;
  guint n = 0;

  smt_json_iter_init (&iter, smt_json_member (sandbox_patient (state, FRIDA), "statements"));
  while (smt_json_iter_next (&iter, NULL, &statement))
    if (smt_json_string_equals (smt_json_member (statement, "reseptId"), prescription_id))
      {
        g_autofree char *text = smt_json_dup_string (smt_json_member (statement, "dssn"));

        g_assert_cmpstr (text, ==, dose_text);
        n++;
      }
  g_assert_cmpuint (n, ==, 1);
}

static void
test_confirmed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, FRIDA);
  SmtRhythm *dose = dup_proposed_dose (context, "Furosemid");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;

  g_assert_nonnull (dose);
  decide (context, SMT_DECISION_CHANGE, "Furosemid", dose);
  decide (context, SMT_DECISION_TAKE_IN, "Divisun", NULL);
  decide (context, SMT_DECISION_KEEP, "Simvastatin", NULL);
  id = g_strdup (find_row (context, "Furosemid")->decision->new_prescription_id);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));

  assert_held_dose (fixture, id, "1 tablett morgen og 1 tablett midt på dagen daglig");
  g_assert_null (find_proposal (context, "Furosemid")); /* answered: the list is newer */
  g_assert_false (find_row (context, "Furosemid")->asked);
}

static void
test_overtaken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, MOA);
  g_autoptr (SmtRhythm) dose = dup_proposed_dose (context, "Burinex");

  g_assert_null (find_proposal (context, "Burinex"));
  g_assert_null (dose);
}

static gboolean
holds (Fixture *fixture, const char *number, const char *medicine)
{
  g_autoptr (SmtJson) state = sandbox_state (fixture);
  SmtJsonIter iter;
  SmtJsonCursor statement;

  smt_json_iter_init (&iter, smt_json_member (sandbox_patient (state, number), "statements"));
  while (smt_json_iter_next (&iter, NULL, &statement))
    {
      g_autofree char *name = smt_json_dup_string (smt_json_member (statement, "medicine"));

      if (strstr (name, medicine) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What a list never carries can only be declined; it is gone when the list has been sent, and the question with it. */
static void
test_off_list (Fixture *fixture, gconstpointer data)
{
  static const SmtDecisionKind kinds[] = { SMT_DECISION_TAKE_IN, SMT_DECISION_STOP };
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, VILDE);
  const char *key = find_row (context, "Influensa")->treatment->key;
  g_autoptr (SmtDecision) decline = smt_patient_context_new_decision (context, SMT_DECISION_DECLINE, key);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;

  g_assert_true (find_row (context, "Influensa")->treatment->proposed);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (SmtDecision) decision = smt_patient_context_new_decision (context, kinds[i], key);
      g_autoptr (GError) refusal = NULL;

      g_assert_false (smt_patient_context_decide (context, decision, &refusal));
      g_assert_error (refusal, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_VACCINE);
    }
  decline->reason = g_strdup ("hører ikke hjemme på listen");
  g_assert_true (smt_patient_context_decide (context, decline, &error));
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_false (holds (fixture, VILDE, "Influensa"));
  g_assert_true (holds (fixture, VILDE, "Ramipril"));
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/desk/pharmacy/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("side-by-side", test_side_by_side);
  ADD ("confirmed", test_confirmed);
  ADD ("overtaken", test_overtaken);
  ADD ("off-list", test_off_list);
  return g_test_run ();
}
