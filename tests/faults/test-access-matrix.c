/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may see, decide and send what, of a patient who has closed something: state × how it was asked for × role. An
 * emergency opens what is sperret, and never what is blokkert; what a nurse or a pharmacist decides waits for the
 * doctor.
 */
#include "desk-helpers.h"

/* @seen: rows are shown; @read: the list may be sent */
typedef struct
{
  const char *name;
  const char *number;
  SmtConsent sperret;
  SmtConsent locked;
  gboolean seen;
  gboolean read;
  guint32 hidden; /* restrictions that must be said */
} Case;

static const Case cases[] = {
  { "open", BO, SMT_CONSENT_NONE, SMT_CONSENT_NONE, TRUE, TRUE, 0 },
  { "sperret/closed", "11927710090", SMT_CONSENT_NONE, SMT_CONSENT_NONE, FALSE, FALSE, SMT_RESTRICTION_PLL_SPERRET },
  { "sperret/consent", "11927710090", SMT_CONSENT_GIVEN, SMT_CONSENT_NONE, TRUE, TRUE, 0 },
  { "sperret/emergency", "11927710090", SMT_CONSENT_EMERGENCY, SMT_CONSENT_NONE, TRUE, TRUE, 0 },
  { "blokkert/closed", "04846110106", SMT_CONSENT_NONE, SMT_CONSENT_NONE, FALSE, FALSE, SMT_RESTRICTION_PLL_BLOKKERT },
  { "blokkert/consent", "04846110106", SMT_CONSENT_GIVEN, SMT_CONSENT_GIVEN, FALSE, FALSE,
    SMT_RESTRICTION_PLL_BLOKKERT },
  { "blokkert/emergency", "04846110106", SMT_CONSENT_EMERGENCY, SMT_CONSENT_EMERGENCY, FALSE, FALSE,
    SMT_RESTRICTION_PLL_BLOKKERT },
  { "locked/closed", "09897510143", SMT_CONSENT_NONE, SMT_CONSENT_NONE, TRUE, TRUE, SMT_RESTRICTION_RF_LOCKED_EXIST },
  { "locked/consent", "09897510143", SMT_CONSENT_NONE, SMT_CONSENT_GIVEN, TRUE, TRUE, 0 },
  { "locked/emergency", "09897510143", SMT_CONSENT_NONE, SMT_CONSENT_EMERGENCY, TRUE, TRUE, 0 },
  { "reserved", "13905010268", SMT_CONSENT_NONE, SMT_CONSENT_NONE, TRUE, TRUE, SMT_RESTRICTION_KJ_RESERVED },
  { "no-pll", PER, SMT_CONSENT_NONE, SMT_CONSENT_NONE, TRUE, TRUE, SMT_RESTRICTION_NO_PLL },
};

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static SmtPatientContext *
ask (Fixture *fixture, const Case *row)
{
  SmtPatient *patient = smt_patient_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmtLookupRequest *request;
  SmtPatientContext *context;

  patient->national_number = g_strdup (row->number);
  patient->family = g_strdup ("Testesen");
  patient->given = g_strdup ("Ada");
  request = smt_lookup_request_new (patient);
  request->consent = SMT_CONSENT_EXCEPTION;
  request->sperret = row->sperret;
  request->locked = row->locked;
  smt_desk_look_up_async (fixture->desk, request, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  context = smt_desk_look_up_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
  return context;
}

/* Of one row of the list, whichever may simply be kept or taken in. */
static char *
decide_as (SmtPatientContext *context, SmtRole role)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtTreatment *treatment = smt_reconciliation_get_row (reconciliation, i)->treatment;
      g_autoptr (SmtDecision) decision = smt_patient_context_new_decision (
          context, smt_treatment_is_loose (treatment) ? SMT_DECISION_TAKE_IN : SMT_DECISION_KEEP, treatment->key);

      decision->role = role;
      if (role != SMT_ROLE_DOCTOR)
        decision->author = g_strdup ("Nina Prøve");
      if (smt_treatment_is_in_use (treatment) && smt_patient_context_decide (context, decision, NULL))
        return g_strdup (treatment->key);
    }
  return NULL;
}

static void
test_role (Fixture *fixture, const Case *row, SmtRole role)
{
  g_autoptr (SmtPatientContext) context = ask (fixture, row);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = decide_as (context, role);
  const SmtRow *decided;

  g_assert_nonnull (key);
  decided = smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), key);
  g_assert_cmpint (decided->draft, ==, role != SMT_ROLE_DOCTOR);
  if (role != SMT_ROLE_DOCTOR)
    {
      g_assert_false (get_flag (context, "can-send"));
      g_assert_null (sign_and_send (context, &error));
      g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_BLOCKED);
      g_assert_true (smt_patient_context_approve (context, key, NULL));
      decided = smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), key);
      g_assert_false (decided->draft);
    }
  g_assert_true (smt_patient_context_clear (context, key));
}

static void
test_case (Fixture *fixture, gconstpointer data)
{
  const Case *row = data;
  g_autoptr (SmtPatientContext) context = ask (fixture, row);
  const SmtList *list = smt_patient_context_get_list (context);

  g_assert_cmphex (list->restrictions & row->hidden, ==, row->hidden);
  g_assert_cmpint (list->treatments->len > 0, ==, row->seen);
  g_assert_cmpint (smt_list_was_read (list), ==, row->read);
  if (row->seen)
    {
      for (int role = SMT_ROLE_DOCTOR; role <= SMT_ROLE_PHARMACIST; role++)
        test_role (fixture, row, (SmtRole)role);
      return;
    }

  /* nothing is seen, so nothing is decided and nothing is sent, whoever asks */
  for (int role = SMT_ROLE_DOCTOR; role <= SMT_ROLE_PHARMACIST; role++)
    g_assert_null (decide_as (context, (SmtRole)role));
  g_assert_cmpuint (smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR), ==, 0);
  g_assert_false (get_flag (context, "can-send"));
  g_assert_cmpint (sandbox_counts (fixture, row->number).requests, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/access-matrix/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], fixture_set_up, test_case, fixture_tear_down);
    }

  return g_test_run ();
}
