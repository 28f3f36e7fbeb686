/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking up and deciding against the sandbox process: what is shown, what is saved, what is too old.
 */
#include "desk-helpers.h"

#include <glib/gstdio.h>

#include "desk/smt-desk-private.h"
#include "exchange/smt-boot-time.h"
#include "medicine/smt-catalogue-builder.h"

/* --- looking up --------------------------------------------------------------------------------------------------- */

static void
test_ada (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  const SmtRow *methotrexate = find_row (context, "Methotrexate");
  g_autoptr (SmtDecision) keep =
      smt_patient_context_new_decision (context, SMT_DECISION_KEEP, methotrexate->treatment->key);
  g_autoptr (GError) error = NULL;

  g_assert_true (smt_desk_is_synthetic (fixture->desk));
  g_assert_cmpstr (smt_patient_context_get_list (context)->patient->national_number, ==, ADA);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_WORKING);
  g_assert_cmpint (smt_patient_context_get_fetched (context), !=, SMT_INSTANT_UNSET);
  g_assert_null (smt_patient_context_get_receipt (context));

  g_assert_cmpint (methotrexate->group, ==, SMT_GROUP_MUST_DECIDE);
  g_assert_cmpuint (methotrexate->findings->len, >, 0);
  g_assert_cmpint (((const SmtFinding *)g_ptr_array_index (methotrexate->findings, 0))->severity_class, ==,
                   SMT_CLASS_STOP);
  g_assert_true (methotrexate->blocks);
  g_assert_true (find_row (context, "Paralgin")->blocks);
  g_assert_cmpuint (desk_get_count (G_OBJECT (context), "n-blocking"), >=, 2);
  g_assert_cmpuint (desk_get_count (G_OBJECT (context), "n-undecided"), >=, 10);

  g_assert_false (smt_patient_context_decide (context, keep, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_STOP);
  g_assert_cmpuint (count_decided (context), ==, 0);
}

static const struct
{
  const char *fault;
  int error;
} lookup_faults[] = {
  { "slow", -1 },
  { "kj-failed", -1 },
  { "rf-failed", -1 },
  { "reset", SMT_BROKER_ERROR_BAD_ANSWER },
  { "hang", SMT_BROKER_ERROR_TIMEOUT },
  { "http-500", SMT_BROKER_ERROR_NO_LIST },
  { "short-body", SMT_BROKER_ERROR_BAD_ANSWER },
  { "bad-json", SMT_BROKER_ERROR_BAD_ANSWER },
  { "wrong-type", SMT_BROKER_ERROR_BAD_ANSWER },
  { "wrong-patient", SMT_BROKER_ERROR_BAD_ANSWER },
};

static void
test_lookup_fault (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (GError) error = NULL;

  sandbox_fault (fixture, lookup_faults[i].fault, "lookup", 1);
  if (lookup_faults[i].error == SMT_BROKER_ERROR_TIMEOUT)
    smt_sfm_client_set_deadlines (fixture->client, SHORT_MS, SHORT_MS);
  context = look_up (fixture->desk, ADA, &error);

  if (lookup_faults[i].error < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SMT_BROKER_ERROR, lookup_faults[i].error);
  g_assert_cmpint (context != NULL, ==, lookup_faults[i].error < 0);
  g_assert_cmpint (sandbox_lookups (fixture), ==, 1);
}

/* Lists are read with the FEST that is on the desk when they are asked for, and keep it. */
static void
test_catalogue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtCatalogue) catalogue = smt_catalogue_builder_finish (smt_catalogue_builder_new ());
  g_autoptr (SmtPatientContext) without = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) with = NULL;

  g_assert_null (smt_desk_get_catalogue (fixture->desk));
  g_assert_null (smt_patient_context_get_list (without)->catalogue);
  smt_desk_set_catalogue (fixture->desk, catalogue);
  with = look_up_well (fixture->desk, ADA);
  smt_desk_set_catalogue (fixture->desk, NULL);
  g_assert_true (smt_patient_context_get_list (with)->catalogue == catalogue);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sandbox_fault (fixture, "refused", "all", 0);
  g_assert_null (look_up (fixture->desk, ADA, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_NOT_SENT);
  sandbox_listen_again (fixture);
}

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

  patient->national_number = g_strdup (number);
  patient->family = g_strdup ("Testesen");
  patient->given = g_strdup ("Ada");
  return smt_lookup_request_new (patient);
}

/* The patient was changed while the answer was on its way: it is shown nowhere. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sandbox_fault (fixture, "hang", "lookup", 1);
  smt_desk_look_up_async (fixture->desk, request_for (ADA), cancellable, keep_result, &result);
  while (sandbox_lookups (fixture) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (smt_desk_look_up_finish (fixture->desk, result, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_CANCELLED);
}

/* Without a number: name, birth date and gender; the draft is the same patient's. */
static void
test_by_name (Fixture *fixture, gconstpointer data)
{
  SmtPatient *patient = smt_patient_new ();
  g_autoptr (SmtPatientContext) by_number = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) by_name = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  take_in (by_number, "Paralgin");
  patient->family = g_strdup ("Testesen");
  patient->given = g_strdup ("Ada");
  patient->birth_date = smt_date_new (1950, 7, 1);
  patient->gender = SMT_GENDER_FEMALE;
  smt_desk_look_up_async (fixture->desk, smt_lookup_request_new (patient), NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  by_name = smt_desk_look_up_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_decided (by_name), ==, 1);
}

static void
test_empty_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) liv = look_up_well (fixture->desk, "17928810054");
  g_autoptr (SmtPatientContext) per = look_up_well (fixture->desk, PER);

  g_assert_true (smt_patient_context_get_list (liv)->has_pll);
  g_assert_cmpuint (smt_patient_context_get_list (liv)->treatments->len, ==, 0);
  g_assert_false (smt_patient_context_get_list (per)->has_pll);
  g_assert_cmpuint (smt_patient_context_get_list (per)->restrictions & SMT_RESTRICTION_NO_PLL, !=, 0);
}

/* --- deciding and saving ------------------------------------------------------------------------------------------ */

typedef struct
{
  guint changed;
  guint row_changed;
  guint messages;
  GError *error;
  char *key;
} Heard;

static void
changed_cb (SmtPatientContext *context, Heard *heard)
{
  heard->changed++;
}

static void
row_changed_cb (SmtPatientContext *context, const char *key, Heard *heard)
{
  heard->row_changed++;
  g_free (heard->key);
  heard->key = g_strdup (key);
}

static void
message_cb (SmtPatientContext *context, const GError *error, Heard *heard)
{
  heard->messages++;
  g_clear_error (&heard->error);
  heard->error = g_error_copy (error);
}

static void
listen_to (SmtPatientContext *context, Heard *heard)
{
  g_signal_connect (context, "changed", G_CALLBACK (changed_cb), heard);
  g_signal_connect (context, "row-changed", G_CALLBACK (row_changed_cb), heard);
  g_signal_connect (context, "message", G_CALLBACK (message_cb), heard);
}

static void
test_signals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autofree char *key = g_strdup (find_row (context, "Paralgin")->treatment->key);
  Heard heard = { 0 };

  listen_to (context, &heard);
  take_in (context, "Paralgin");
  g_assert_cmpuint (heard.row_changed, ==, 1);
  g_assert_cmpuint (heard.changed, ==, 0);
  g_assert_cmpstr (heard.key, ==, key);
  g_assert_true (get_flag (context, "can-undo"));
  g_assert_false (get_flag (context, "can-redo"));

  g_assert_cmpuint (smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR), >, 1);
  g_assert_cmpuint (heard.changed, ==, 1);
  g_assert_true (smt_patient_context_undo (context)); /* all of them at once */
  g_assert_cmpuint (heard.changed, ==, 2);
  g_assert_cmpuint (count_decided (context), ==, 1);
  g_assert_true (get_flag (context, "can-redo"));
  g_assert_true (smt_patient_context_clear (context, key));
  g_assert_false (smt_patient_context_clear (context, key));
  g_assert_false (get_flag (context, "can-redo"));
  g_assert_cmpuint (heard.messages, ==, 0);
  g_free (heard.key);
}

/* Drafts bear the name of whoever works here, kept in bulk too, and are nobody's where nobody has said it. */
static void
test_drafter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autofree char *nobody = NULL;

  smt_desk_set_worker (fixture->desk, SMT_ROLE_NURSE, NULL);
  nobody = smt_patient_context_dup_worker_name (context);
  g_assert_null (nobody);
  smt_desk_set_worker (fixture->desk, SMT_ROLE_NURSE, "Siri Sykepleiersen");
  g_assert_cmpuint (smt_patient_context_keep_unchanged (context, SMT_ROLE_NURSE), >, 1);
  g_assert_cmpstr (find_row (context, "Levaxin")->decision->author, ==, "Siri Sykepleiersen");

  /* only a doctor approves, whatever the screen offers */
  g_assert_cmpuint (smt_patient_context_approve_all (context), ==, 0);
  smt_desk_set_worker (fixture->desk, SMT_ROLE_DOCTOR, NULL);
  g_assert_cmpuint (smt_patient_context_approve_all (context), >, 1);
  g_assert_cmpstr (find_row (context, "Levaxin")->decision->author, ==, "Siri Sykepleiersen");
  g_assert_cmpstr (find_row (context, "Levaxin")->decision->approver, ==, "Lise Fastlegesen");
}

/* A draft that is taken back by a doctor and done again is a draft; what a doctor took back stays so for a nurse. */
static void
test_roles_and_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);

  smt_desk_set_worker (fixture->desk, SMT_ROLE_NURSE, "Siri Sykepleiersen");
  g_assert_cmpuint (smt_patient_context_keep_unchanged (context, SMT_ROLE_NURSE), >, 1);
  g_assert_true (smt_patient_context_undo (context));
  smt_desk_set_worker (fixture->desk, SMT_ROLE_DOCTOR, NULL);
  g_assert_true (smt_patient_context_redo (context));
  g_assert_true (find_row (context, "Levaxin")->draft);
  g_assert_cmpint (find_row (context, "Levaxin")->decision->role, ==, SMT_ROLE_NURSE);

  g_assert_cmpuint (smt_patient_context_approve_all (context), >, 1);
  g_assert_true (smt_patient_context_undo (context));
  smt_desk_set_worker (fixture->desk, SMT_ROLE_NURSE, "Siri Sykepleiersen");
  g_assert_true (get_flag (context, "can-redo"));
  g_assert_false (smt_patient_context_redo (context)); /* the approval is the doctor's */
  g_assert_true (find_row (context, "Levaxin")->draft);
  smt_desk_set_worker (fixture->desk, SMT_ROLE_DOCTOR, NULL);
  g_assert_true (smt_patient_context_redo (context));
  g_assert_false (find_row (context, "Levaxin")->draft);
  smt_desk_set_worker (fixture->desk, SMT_ROLE_NURSE, NULL);
  g_assert_false (smt_patient_context_undo (context));
  g_assert_false (find_row (context, "Levaxin")->draft);
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);

  g_assert_true (get_flag (context, "saved"));
  take_in (context, "Paralgin");
  g_assert_false (get_flag (context, "saved")); /* not before the disk has said so */
  wait_until_saved (context);

  g_clear_object (&context);
  fixture_restart (fixture);
  context = look_up_well (fixture->desk, ADA);
  g_assert_nonnull (find_row (context, "Paralgin")->decision);
  g_assert_true (get_flag (context, "saved"));
}

/* What undo, redo and clear leave is what a new start finds. */
static void
test_draft_follows_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autofree char *id = NULL;
  guint kept;

  take_in (context, "Paralgin");
  stop_row (context, "Pantoprazol");
  g_assert_true (smt_patient_context_undo (context));
  kept = smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR);
  g_assert_true (smt_patient_context_undo (context));
  g_assert_true (smt_patient_context_redo (context));
  id = g_strdup (find_row (context, "Paralgin")->decision->new_entry_id);
  wait_until_saved (context);

  g_clear_object (&context);
  fixture_restart (fixture);
  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpuint (count_decided (context), ==, kept + 1);
  g_assert_cmpstr (find_row (context, "Paralgin")->decision->new_entry_id, ==, id);
  g_assert_cmpint (find_row (context, "Pantoprazol")->decision->kind, ==, SMT_DECISION_KEEP);
}

/* Ids are made when it is decided, and a decision taken anew keeps them. */
static void
test_ids (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  const SmtTreatment *methotrexate = find_row (context, "Methotrexate")->treatment;
  const SmtTreatment *paralgin = find_row (context, "Paralgin")->treatment;
  g_autoptr (SmtDecision) first = smt_patient_context_new_decision (context, SMT_DECISION_CHANGE, methotrexate->key);
  g_autoptr (SmtDecision) loose = smt_patient_context_new_decision (context, SMT_DECISION_CHANGE, paralgin->key);
  g_autoptr (SmtDecision) again = NULL;

  g_assert_true (g_uuid_string_is_valid (first->new_prescription_id));
  g_assert_null (first->new_entry_id);
  g_assert_cmpint (smt_date_compare (first->first_day, smt_patient_context_get_today (context)), ==, 0);
  g_assert_true (g_uuid_string_is_valid (loose->new_entry_id));
  g_assert_true (g_uuid_string_is_valid (loose->new_prescription_id));

  change_weekly (context, "Methotrexate", 3, "tablett", SMT_MONDAY);
  again = smt_patient_context_new_decision (context, SMT_DECISION_CHANGE, methotrexate->key);
  g_assert_cmpstr (again->new_prescription_id, ==, find_row (context, "Methotrexate")->decision->new_prescription_id);
  g_assert_cmpstr (again->new_prescription_id, !=, first->new_prescription_id);
}

static void
test_journal_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (GError) error = NULL;
  Heard heard = { 0 };

  listen_to (context, &heard);
  g_assert_cmpint (g_remove (fixture->journal_path), ==, 0);
  settle_ada (context);
  while (heard.messages == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (heard.error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_MOVED);
  g_assert_false (get_flag (context, "saved"));
  g_assert_nonnull (find_row (context, "Paralgin")->decision); /* still on the screen */

  /* what cannot be written down is not sent */
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_MOVED);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_WORKING);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 0);
  g_clear_error (&heard.error);
  g_free (heard.key);
}

/* --- age ---------------------------------------------------------------------------------------------------------- */

static gint64 slept;

static gint64
slept_clock (void)
{
  return smt_boot_time_now () + slept;
}

static gint64 held;

static gint64
held_clock (void)
{
  return held;
}

#define MINUTES(n) ((gint64)(n)*60 * G_USEC_PER_SEC)

/* The machine slept: the boot-time clock went on. */
static void
test_too_old_by_boot_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (GError) error = NULL;

  slept = 0;
  _smt_desk_set_boot_clock (fixture->desk, slept_clock);
  context = look_up_well (fixture->desk, ADA);
  settle_ada (context);
  slept = MINUTES (3 * 60 + 49);
  take_in (context, "Paralgin");
  g_assert_false (get_flag (context, "stale"));
  g_assert_true (get_flag (context, "can-send"));

  slept = MINUTES (3 * 60 + 50);
  take_in (context, "Paralgin");
  g_assert_true (get_flag (context, "stale"));
  g_assert_false (get_flag (context, "can-send"));
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_STALE);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 0);
}

/* The machine was stopped, its clock with it; the service says what time it is with every answer. */
static void
test_too_old_by_the_service (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) bo = NULL;
  g_autoptr (GError) error = NULL;

  settle_ada (ada);
  sandbox_forward (fixture, 3 * 60 + 52);
  bo = look_up_well (fixture->desk, BO);
  g_assert_false (get_flag (bo, "stale"));
  g_assert_null (sign_and_send (ada, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_STALE);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 0);
}

/* The service's clock was put back meanwhile: what it says then makes no lookup younger than this machine knows it to
 * be. */
static void
test_too_old_whatever_the_service_says (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = NULL;
  g_autoptr (SmtPatientContext) bo = NULL;
  g_autoptr (GError) error = NULL;

  slept = 0;
  _smt_desk_set_boot_clock (fixture->desk, slept_clock);
  ada = look_up_well (fixture->desk, ADA);
  settle_ada (ada);
  slept = MINUTES (3 * 60 + 50);
  sandbox_forward (fixture, -60);
  bo = look_up_well (fixture->desk, BO);
  g_assert_false (get_flag (bo, "stale"));
  g_assert_null (sign_and_send (ada, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_STALE);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 0);
}

/* Answers tell whole seconds, which says less than a clock that goes on from an earlier one. */
static void
test_clock_does_not_run_backwards (Fixture *fixture, gconstpointer data)
{
  const SmtInstant second = (SmtInstant)1800000000 * G_USEC_PER_SEC;

  held = 0;
  _smt_desk_set_boot_clock (fixture->desk, held_clock);
  _smt_desk_hear_time (fixture->desk, second);
  g_assert_cmpint (_smt_desk_now (fixture->desk), ==, second);

  held += 900 * G_TIME_SPAN_MILLISECOND;
  _smt_desk_hear_time (fixture->desk, second);
  g_assert_cmpint (_smt_desk_now (fixture->desk), ==, second + 900 * G_TIME_SPAN_MILLISECOND);

  /* the service knows better where the two cannot both be right */
  _smt_desk_hear_time (fixture->desk, second + G_USEC_PER_SEC);
  g_assert_cmpint (_smt_desk_now (fixture->desk), ==, second + G_USEC_PER_SEC);
  _smt_desk_hear_time (fixture->desk, second);
  g_assert_cmpint (_smt_desk_now (fixture->desk), ==, second);
}

static void
test_today (Fixture *fixture, gconstpointer data)
{
  SmtDate day = smt_date_new (2024, 6, 11);
  g_autoptr (SmtPatientContext) context = NULL;

  g_assert_true (smt_date_is_set (smt_desk_get_today (fixture->desk)));
  smt_desk_set_today (fixture->desk, day);
  context = look_up_well (fixture->desk, BO);
  g_assert_cmpint (smt_date_compare (smt_patient_context_get_today (context), day), ==, 0);
}

#define ADD(path, function) g_test_add ("/desk/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("look-up/ada", test_ada);
  for (guint i = 0; i < G_N_ELEMENTS (lookup_faults); i++)
    {
      g_autofree char *path = g_strconcat ("/desk/look-up/fault/", lookup_faults[i].fault, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_lookup_fault, fixture_tear_down);
    }
  ADD ("look-up/catalogue", test_catalogue);
  ADD ("look-up/fault/refused", test_refused);
  ADD ("look-up/given-up", test_given_up);
  ADD ("look-up/by-name", test_by_name);
  ADD ("look-up/empty", test_empty_lists);
  ADD ("decide/signals", test_signals);
  ADD ("decide/saved", test_saved);
  ADD ("decide/drafter", test_drafter);
  ADD ("decide/roles-and-undo", test_roles_and_undo);
  ADD ("decide/undo-is-saved", test_draft_follows_undo);
  ADD ("decide/ids", test_ids);
  ADD ("decide/journal-gone", test_journal_gone);
  ADD ("age/boot-time", test_too_old_by_boot_time);
  ADD ("age/service", test_too_old_by_the_service);
  ADD ("age/service-put-back", test_too_old_whatever_the_service_says);
  ADD ("age/clock", test_clock_does_not_run_backwards);
  ADD ("today", test_today);

  return g_test_run ();
}
