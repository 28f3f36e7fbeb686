/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the patient has closed, against the sandbox process: what opens it, what is noted of it, and that a send made on
 * it is settled by a lookup that sees as much.
 */
#include "desk-helpers.h"

#include "desk/smt-desk-private.h"

#define LARS "09897510143"   /* two locked prescriptions */
#define KIM "30878610012"    /* kjernejournal holds back */
#define SIV "11927710090"    /* sperret */
#define BJOERN "04846110106" /* blokkert */
#define KAIA "13905010268"   /* reserved against kjernejournal */
#define PAAL "22907110196"   /* stopped long ago */
#define QUETIAPINE "73194"

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static SmtLookupRequest *
request_for (const char *number)
{
  SmtPatient *patient = smt_patient_new ();
  SmtLookupRequest *request;

  patient->national_number = g_strdup (number);
  patient->family = g_strdup ("Testesen");
  patient->given = g_strdup ("Ada");
  request = smt_lookup_request_new (patient);
  request->consent = SMT_CONSENT_EXCEPTION;
  return request;
}

static SmtPatientContext *
ask (Fixture *fixture, SmtLookupRequest *request)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmtPatientContext *context;

  smt_desk_look_up_async (fixture->desk, request, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  context = smt_desk_look_up_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
  return context;
}

static SmtPatientContext *
ask_with (Fixture *fixture, const char *number, SmtConsent sperret, SmtConsent locked)
{
  SmtLookupRequest *request = request_for (number);

  request->sperret = sperret;
  request->locked = locked;
  return ask (fixture, request);
}

static guint32
restrictions_of (SmtPatientContext *context)
{
  return smt_patient_context_get_list (context)->restrictions;
}

static guint
rows_of (SmtPatientContext *context)
{
  return smt_patient_context_get_list (context)->treatments->len;
}

/* --- what opens what ---------------------------------------------------------------------------------------------- */

static void
test_sperret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) closed = ask_with (fixture, SIV, SMT_CONSENT_NONE, SMT_CONSENT_NONE);
  g_autoptr (SmtPatientContext) consented = ask_with (fixture, SIV, SMT_CONSENT_GIVEN, SMT_CONSENT_NONE);
  g_autoptr (SmtPatientContext) emergency = ask_with (fixture, SIV, SMT_CONSENT_EMERGENCY, SMT_CONSENT_NONE);

  g_assert_cmphex (restrictions_of (closed), ==,
                   SMT_RESTRICTION_PLL_SPERRET | SMT_RESTRICTION_RF_SPERRET | SMT_RESTRICTION_KJ_SPERRET);
  g_assert_cmpuint (rows_of (closed), ==, 0);
  g_assert_cmphex (restrictions_of (consented), ==, 0);
  g_assert_cmpuint (rows_of (consented), >, 0);
  g_assert_cmpuint (rows_of (emergency), ==, rows_of (consented));
}

static void
test_blokkert (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) emergency = ask_with (fixture, BJOERN, SMT_CONSENT_EMERGENCY, SMT_CONSENT_EMERGENCY);

  g_assert_cmphex (restrictions_of (emergency), ==,
                   SMT_RESTRICTION_PLL_BLOKKERT | SMT_RESTRICTION_RF_BLOKKERT | SMT_RESTRICTION_KJ_BLOKKERT);
  g_assert_cmpuint (rows_of (emergency), ==, 0);
  g_assert_false (get_flag (emergency, "can-send"));
}

static void
test_reserved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = ask_with (fixture, KAIA, SMT_CONSENT_NONE, SMT_CONSENT_NONE);

  g_assert_cmphex (restrictions_of (context), ==, SMT_RESTRICTION_KJ_RESERVED);
  g_assert_cmpint (smt_patient_context_get_list (context)->reactions_knowledge, ==, SMT_KNOWLEDGE_UNAVAILABLE);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) closed = ask_with (fixture, LARS, SMT_CONSENT_NONE, SMT_CONSENT_NONE);
  g_autoptr (SmtPatientContext) open = ask_with (fixture, LARS, SMT_CONSENT_NONE, SMT_CONSENT_GIVEN);
  SmtLookupRequest *request = request_for (LARS);
  g_autoptr (SmtPatientContext) one = NULL;

  request->reference_numbers = g_strsplit (QUETIAPINE, " ", 0);
  one = ask (fixture, request);

  g_assert_cmphex (restrictions_of (closed), ==, SMT_RESTRICTION_RF_LOCKED_EXIST);
  g_assert_cmphex (restrictions_of (open), ==, 0);
  g_assert_cmphex (restrictions_of (one), ==, SMT_RESTRICTION_RF_LOCKED_EXIST);
  g_assert_cmpuint (rows_of (one), ==, rows_of (closed) + 1);
  g_assert_cmpuint (rows_of (open), ==, rows_of (closed) + 2);
}

static guint
from_summary (SmtPatientContext *context)
{
  const SmtList *list = smt_patient_context_get_list (context);
  guint n = 0;

  for (guint i = 0; i < list->treatments->len; i++)
    n += smt_list_has_from_summary (list, g_ptr_array_index (list->treatments, i));
  return n;
}

/* What kjernejournal alone knows is told apart from what Reseptformidleren has. */
static void
test_known_by (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) kim = ask_with (fixture, KIM, SMT_CONSENT_NONE, SMT_CONSENT_NONE);
  g_autoptr (SmtPatientContext) lars = ask_with (fixture, LARS, SMT_CONSENT_NONE, SMT_CONSENT_GIVEN);

  g_assert_true (smt_list_has_from_summary (smt_patient_context_get_list (kim), find_row (kim, "Prograf")->treatment));
  g_assert_cmpuint (from_summary (kim), ==, 1);
  g_assert_cmpuint (from_summary (lars), ==, 0);
}

static void
test_kjernejournal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) closed = ask_with (fixture, KIM, SMT_CONSENT_NONE, SMT_CONSENT_NONE);
  g_autoptr (SmtPatientContext) open = ask_with (fixture, KIM, SMT_CONSENT_GIVEN, SMT_CONSENT_GIVEN);

  g_assert_cmphex (restrictions_of (closed), ==, SMT_RESTRICTION_KJ_MEDICINES_EXIST | SMT_RESTRICTION_KJ_LOCKED_EXIST);
  g_assert_cmphex (restrictions_of (open), ==, 0);
  g_assert_cmpuint (rows_of (open), ==, rows_of (closed) + 2);
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) usual = ask (fixture, request_for (PAAL));
  SmtLookupRequest *request = request_for (PAAL);
  g_autoptr (SmtPatientContext) far = NULL;

  request->since = smt_date_add_days (smt_desk_get_today (fixture->desk), -730);
  far = ask (fixture, request);
  g_assert_cmpuint (rows_of (far), ==, rows_of (usual) + 2); /* stopped 120 and 400 days ago */
}

/* --- what is noted ------------------------------------------------------------------------------------------------ */

static void
test_noted (Fixture *fixture, gconstpointer data)
{
  SmtLookupRequest *request = request_for (SIV);
  g_autofree char *key = smt_journal_dup_patient_key (fixture->journal, SIV);
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) lookups = NULL;
  g_autoptr (GError) error = NULL;
  const SmtLookupRecord *record;

  request->purpose = SMT_PURPOSE_TREATMENT;
  request->sperret = SMT_CONSENT_EMERGENCY;
  request->reason = g_strdup ("unconscious");
  request->reference_numbers = g_strsplit ("1 2", " ", 0);
  context = ask (fixture, request);
  smt_journal_load_lookups_async (fixture->journal, key, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  lookups = smt_journal_load_lookups_finish (fixture->journal, result, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (lookups->len, ==, 1);
  record = g_ptr_array_index (lookups, 0);
  g_assert_cmpstr (record->lookup_id, ==, smt_patient_context_get_list (context)->lookup_id);
  g_assert_cmpstr (record->purpose, ==, "treatment");
  g_assert_cmpstr (record->consent, ==, "HPUNNTAK");
  g_assert_cmpstr (record->sperret, ==, "HPAKUTT");
  g_assert_cmpstr (record->reason, ==, "unconscious");
  g_assert_null (record->locked);
  g_assert_cmpuint (record->n_references, ==, 2);
}

/* --- settling ----------------------------------------------------------------------------------------------------- */

/* Without its number the prescription is hidden; a look that did not ask for it would call the send not applied. */
static void
test_settled_with_the_same (Fixture *fixture, gconstpointer data)
{
  gboolean applied = data != NULL;
  SmtLookupRequest *request = request_for (LARS);
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  gint64 before;

  request->reference_numbers = g_strsplit (QUETIAPINE, " ", 0);
  context = ask (fixture, request);
  change_weekly (context, "Quetiapin", 1, "tablett", SMT_MONDAY);
  sandbox_fault (fixture, applied ? "bad-json" : "http-500", "all", 0);
  receipt = sign_and_send (context, NULL);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_UNKNOWN);

  g_clear_object (&context);
  fixture_restart (fixture);
  sandbox_fault (fixture, "none", "all", 0);
  before = sandbox_lookups (fixture);
  context = look_up_well (fixture->desk, LARS);

  g_assert_cmpint (sandbox_lookups (fixture) - before, ==, 2);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, applied ? SMT_CONTEXT_SENT : SMT_CONTEXT_WORKING);
  g_assert_cmpstr (smt_patient_context_get_request (context)->reference_numbers[0], ==, QUETIAPINE);
  g_assert_cmpint (sandbox_counts (fixture, LARS).applied, ==, applied ? 1 : 0);
  find_row (context, "Quetiapin");
}

#define ADD(path, function, data)                                                                                      \
  g_test_add ("/desk/access/" path, Fixture, data, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("sperret", test_sperret, NULL);
  ADD ("blokkert", test_blokkert, NULL);
  ADD ("reserved", test_reserved, NULL);
  ADD ("locked", test_locked, NULL);
  ADD ("kjernejournal", test_kjernejournal, NULL);
  ADD ("history", test_history, NULL);
  ADD ("known-by", test_known_by, NULL);
  ADD ("noted", test_noted, NULL);
  ADD ("settled-with-the-same", test_settled_with_the_same, "applied");
  ADD ("not-applied-with-the-same", test_settled_with_the_same, NULL);

  return g_test_run ();
}
