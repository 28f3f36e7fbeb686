/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Earlier lists against the sandbox process: every reconciliation is kept and can be opened as it was, which one a day
 * means, what was decided with it, and any two compared like the previous one with the list of now.
 */
#include "desk-helpers.h"

#include <string.h>

#include "desk/smt-past.h"
#include "desk/smt-patient-context-private.h"
#include "list/smt-difference.h"

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static SmtPast *
load_past (SmtPatientContext *context)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmtPast *past;

  smt_patient_context_load_past_async (context, NULL, keep_cb, &result);
  await (&result);
  past = smt_patient_context_load_past_finish (context, result, &error);
  g_assert_no_error (error);
  return past;
}

static SmtPatientContext *
open_past (SmtPatientContext *context, gint64 entry, gint64 since, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_patient_context_open_past_async (context, entry, since, NULL, keep_cb, &result);
  await (&result);
  return smt_patient_context_open_past_finish (context, result, error);
}

static SmtPatientContext *
open_past_well (SmtPatientContext *context, gint64 entry, gint64 since)
{
  g_autoptr (GError) error = NULL;
  SmtPatientContext *past = open_past (context, entry, since, &error);

  g_assert_no_error (error);
  return past;
}

static gint64
nth_entry (const SmtPast *past, guint n)
{
  g_assert_cmpuint (n, <, past->records->len);
  return ((const SmtReconciledRecord *)g_ptr_array_index (past->records, n))->entry;
}

static guint
count_group (SmtPatientContext *context, SmtGroup group)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  guint n = 0;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    n += smt_reconciliation_get_row (reconciliation, i)->group == group;
  return n;
}

static const SmtTreatment *
find_treatment (SmtPatientContext *context, const char *key)
{
  const SmtTreatment *treatment = smt_list_find (smt_patient_context_get_list (context), key);

  g_assert_nonnull (treatment);
  return treatment;
}

static void
reconcile (SmtPatientContext *context, const char *conversation)
{
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  smt_patient_context_set_record (context, 5, conversation, SMT_DATE_UNSET);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
}

/* Ada, reconciled twice: in between somebody else changed the dose of @key (out). */
static SmtPatientContext *
reconcile_twice (Fixture *fixture, char **key)
{
  SmtPatientContext *context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtDecision) keep = NULL;
  const SmtRow *row = NULL;

  settle_ada (context);
  reconcile (context, "med pårørende");
  for (guint i = 0; row == NULL; i++)
    {
      row = smt_reconciliation_get_row (smt_patient_context_get_reconciliation (context), i);
      if (row->group != SMT_GROUP_UNCHANGED || row->findings->len > 0)
        row = NULL;
    }
  *key = g_strdup (row->treatment->key);
  sandbox_other_writer (fixture, ADA, *key, "4 tabletter kveld");
  g_object_unref (context);

  context = look_up_well (fixture->desk, ADA);
  clarify_rest (context);
  keep = decision_on (context, SMT_DECISION_KEEP, "Methotrexate");
  decide_well (context, keep);
  reconcile (context, "med pasienten");
  return context;
}

/* --- what is kept ------------------------------------------------------------------------------------------------- */

static void
test_nothing_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPast) past = load_past (context);

  g_assert_cmpuint (past->records->len, ==, 0);
  g_assert_null (smt_past_find (past, smt_date_new (2999, 1, 1)));
  g_assert_null (smt_past_find_oldest (past));
  g_assert_cmpint (past->first_look, !=, SMT_INSTANT_UNSET); /* this very one */
}

static void
test_every_one_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autoptr (SmtPatientContext) context = reconcile_twice (fixture, &key);
  g_autoptr (SmtPast) past = NULL;
  const SmtReconciledRecord *newest;
  const SmtReconciledRecord *oldest;

  g_clear_object (&context);
  fixture_restart (fixture);
  context = look_up_well (fixture->desk, ADA);
  past = load_past (context);

  g_assert_cmpuint (past->records->len, ==, 2);
  newest = g_ptr_array_index (past->records, 0);
  oldest = smt_past_find_oldest (past);
  g_assert_cmpstr (newest->conversation, ==, "med pasienten");
  g_assert_cmpstr (oldest->conversation, ==, "med pårørende");
  g_assert_true (smt_past_find_entry (past, oldest->entry) == oldest);
  g_assert_null (smt_past_find_entry (past, -1));
  g_assert_null (newest->bytes);
  /* by the clock of this machine, and by that of the service, which tells whole seconds */
  g_assert_cmpint (past->first_look, <=, oldest->at + 2 * G_USEC_PER_SEC);
}

/* --- as it was ---------------------------------------------------------------------------------------------------- */

static void
test_as_it_was (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autoptr (SmtPatientContext) now = reconcile_twice (fixture, &key);
  g_autoptr (SmtPast) past = load_past (now);
  g_autoptr (SmtPatientContext) then = open_past_well (now, nth_entry (past, 1), SMT_PAST_ALONE);
  const SmtPastView *view = smt_patient_context_get_past (then);
  const SmtAct *decided;

  g_assert_cmpint (view->shown->entry, ==, nth_entry (past, 1));
  g_assert_null (view->since);
  g_assert_null (smt_patient_context_get_past (now));
  g_assert_cmpstr (find_treatment (now, key)->dose_text, ==, "4 tabletter kveld");
  g_assert_cmpstr (find_treatment (then, key)->dose_text, !=, "4 tabletter kveld");
  g_assert_cmpint (smt_date_compare (smt_patient_context_get_today (then), smt_instant_to_date (view->shown->at)), ==,
                   0);

  /* what was decided with it stands at its row, with who signed */
  decided = smt_patient_context_find_decided (then, find_row (then, "Methotrexate")->treatment->key);
  g_assert_nonnull (decided);
  g_assert_cmpint (decided->decision->kind, ==, SMT_DECISION_CHANGE);
  g_assert_cmpstr (decided->who, ==, view->shown->who);
  g_assert_cmpuint (smt_patient_context_get_decided_off_list (then)->len, <, 3);
}

/* What was registered in error is on no list after that: the one before names it. */
static void
test_left_the_list (Fixture *fixture, gconstpointer data)
{
  SmtPatientContext *first = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) now = NULL;
  g_autoptr (SmtPatientContext) then = NULL;
  g_autoptr (SmtPast) past = NULL;
  g_autoptr (SmtDecision) delete = NULL;
  g_autofree char *key = NULL;
  g_autofree char *before = NULL;
  g_autofree char *name = NULL;

  clarify_rest (first);
  reconcile (first, "med pasienten");
  g_object_unref (first);
  now = look_up_well (fixture->desk, ADA);
  key = g_strdup (find_row (now, "Calcigran")->treatment->key);
  before = smt_treatment_dup_name (find_row (now, "Calcigran")->treatment);
  delete = decision_on (now, SMT_DECISION_DELETE, "Calcigran");
  delete->reason = g_strdup ("feil pasient");
  decide_well (now, delete);
  clarify_rest (now);
  reconcile (now, "med pasienten");
  past = load_past (now);
  then = open_past_well (now, nth_entry (past, 0), SMT_PAST_ALONE);

  g_assert_cmpuint (smt_patient_context_get_decided_off_list (then)->len, ==, 1);
  g_assert_nonnull (smt_patient_context_find_left (then, key));
  name = smt_treatment_dup_name (smt_patient_context_find_left (then, key));
  g_assert_cmpstr (name, ==, before);
  g_assert_null (smt_patient_context_find_left (then, "rx:of-another"));
}

/* A list as it was is only shown. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autoptr (SmtPatientContext) now = reconcile_twice (fixture, &key);
  g_autoptr (SmtPast) past = load_past (now);
  g_autoptr (SmtPatientContext) then = open_past_well (now, nth_entry (past, 0), SMT_PAST_ALONE);
  g_autoptr (SmtDecision) decision = smt_patient_context_new_decision (then, SMT_DECISION_KEEP, key);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (smt_patient_context_get_state (then), ==, SMT_CONTEXT_FILE);
  g_assert_false (smt_patient_context_decide (then, decision, &error));
  g_assert_nonnull (error);
  g_assert_false (get_flag (then, "can-send"));
}

static gboolean
has_send (GPtrArray *acts, const char *send_id)
{
  for (guint i = 0; i < acts->len; i++)
    if (g_strcmp0 (((const SmtAct *)g_ptr_array_index (acts, i))->send_id, send_id) == 0)
      return TRUE;
  return FALSE;
}

/* Who did what with one treatment: by then, and not later. */
static void
test_history_until_then (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autoptr (SmtPatientContext) now = reconcile_twice (fixture, &key);
  g_autoptr (SmtPast) past = load_past (now);
  g_autoptr (SmtPatientContext) then = open_past_well (now, nth_entry (past, 1), SMT_PAST_ALONE);
  const SmtReconciledRecord *second = g_ptr_array_index (past->records, 0);
  g_autofree char *methotrexate = g_strdup (find_row (then, "Methotrexate")->treatment->key);
  g_autoptr (GAsyncResult) of_then = NULL;
  g_autoptr (GAsyncResult) of_now = NULL;
  g_autoptr (GPtrArray) until_then = NULL;
  g_autoptr (GPtrArray) until_now = NULL;

  smt_patient_context_load_history_async (then, methotrexate, NULL, keep_cb, &of_then);
  await (&of_then);
  until_then = smt_patient_context_load_history_finish (then, of_then, NULL);
  smt_patient_context_load_history_async (now, methotrexate, NULL, keep_cb, &of_now);
  await (&of_now);
  until_now = smt_patient_context_load_history_finish (now, of_now, NULL);

  g_assert_true (has_send (until_then, smt_patient_context_get_past (then)->shown->send_id));
  g_assert_false (has_send (until_then, second->send_id));
  g_assert_true (has_send (until_now, second->send_id));
  g_assert_cmpuint (until_then->len, <, until_now->len);
}

/* --- two of them -------------------------------------------------------------------------------------------------- */

static void
assert_dose_changed (SmtPatientContext *compared, const char *key)
{
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *words = NULL;

  g_assert_cmpint (smt_reconciliation_find_row (smt_patient_context_get_reconciliation (compared), key)->group, ==,
                   SMT_GROUP_CHANGED);
  differences = smt_treatment_differences (smt_patient_context_get_previous (compared, key),
                                           find_treatment (compared, key), SMT_LANGUAGE_NB);
  g_assert_cmpuint (differences->len, >, 0);
  words = smt_treatment_difference_to_words (g_ptr_array_index (differences, 0));
  g_assert_true (g_str_has_prefix (words, "Dose "));
  g_assert_nonnull (strstr (words, "→ 4 tabletter kveld"));
}

static void
test_two_compared (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autoptr (SmtPatientContext) now = reconcile_twice (fixture, &key);
  g_autoptr (SmtPast) past = load_past (now);
  g_autoptr (SmtPatientContext) compared = open_past_well (now, nth_entry (past, 0), nth_entry (past, 1));

  g_assert_cmpint (smt_patient_context_get_last_reconciled (compared)->entry, ==, nth_entry (past, 1));
  g_assert_cmpuint (count_group (compared, SMT_GROUP_CHANGED), ==, 1);
  g_assert_cmpuint (smt_patient_context_get_gone (compared)->len, ==, 0);
  assert_dose_changed (compared, key);
}

static void
test_compared_with_now (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autoptr (SmtPatientContext) now = reconcile_twice (fixture, &key);
  g_autoptr (SmtPast) past = load_past (now);
  g_autoptr (SmtPatientContext) since_first = open_past_well (now, SMT_PAST_NOW, nth_entry (past, 1));
  g_autoptr (SmtPatientContext) since_second = open_past_well (now, SMT_PAST_NOW, nth_entry (past, 0));

  g_assert_null (smt_patient_context_get_past (since_first)->shown);
  assert_dose_changed (since_first, key);
  g_assert_cmpuint (count_group (since_second, SMT_GROUP_CHANGED), ==, 0);
  g_assert_cmpuint (smt_patient_context_get_gone (since_second)->len, ==, 0);
}

static void
test_with_itself (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autoptr (SmtPatientContext) now = reconcile_twice (fixture, &key);
  g_autoptr (SmtPast) past = load_past (now);
  g_autoptr (SmtPatientContext) same = open_past_well (now, nth_entry (past, 0), nth_entry (past, 0));

  g_assert_cmpuint (count_group (same, SMT_GROUP_CHANGED), ==, 0);
  g_assert_cmpuint (smt_patient_context_get_gone (same)->len, ==, 0);
}

/* --- what cannot be shown ----------------------------------------------------------------------------------------- */

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) now = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReconciledRecord) record = smt_reconciled_record_new ();
  g_autofree char *patient = smt_journal_dup_patient_key (fixture->journal, ADA);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmtPast) past = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) gone = NULL;

  record->bytes = g_bytes_new_static ("{\"resourceType\":", 16);
  record->who = g_strdup ("Kari Prøve");
  record->role = g_strdup ("doctor");
  record->at = 1;
  smt_journal_add_reconciled_async (fixture->journal, patient, record, keep_cb, &result);
  await (&result);
  g_assert_true (smt_journal_add_reconciled_finish (fixture->journal, result, NULL));
  past = load_past (now);

  g_assert_null (open_past (now, nth_entry (past, 0), SMT_PAST_ALONE, &error));
  g_assert_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_ANSWER);
  g_assert_null (open_past (now, 999999, SMT_PAST_ALONE, &gone));
  g_assert_error (gone, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED);
}

/* --- which one a day means ---------------------------------------------------------------------------------------- */

static SmtInstant
at_noon (int year, int month, int day)
{
  g_autoptr (GDateTime) noon = g_date_time_new_utc (year, month, day, 12, 0, 0);

  return g_date_time_to_unix (noon) * G_USEC_PER_SEC;
}

static void
add (SmtPast *past, gint64 entry, SmtInstant at)
{
  SmtReconciledRecord *record = smt_reconciled_record_new ();

  record->entry = entry;
  record->at = at;
  g_ptr_array_insert (past->records, 0, record); /* the one stored last first */
}

static gint64
find (const SmtPast *past, int year, int month, int day)
{
  const SmtReconciledRecord *found = smt_past_find (past, smt_date_new (year, month, day));

  return found != NULL ? found->entry : 0;
}

static void
test_day (void)
{
  g_autoptr (SmtPast) past = g_new0 (SmtPast, 1);

  past->records = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_reconciled_record_free);
  add (past, 1, at_noon (2026, 3, 10));
  add (past, 2, at_noon (2026, 5, 1));
  add (past, 3, at_noon (2026, 5, 1) + 1);
  add (past, 4, at_noon (2026, 5, 1) + 1); /* the same send, settled once more */
  add (past, 5, at_noon (2026, 4, 1));     /* the clock was wrong: stored last, and not the newest */

  g_assert_cmpint (find (past, 2026, 3, 9), ==, 0);
  g_assert_cmpint (find (past, 2026, 3, 10), ==, 1);
  g_assert_cmpint (find (past, 2026, 3, 31), ==, 1);
  g_assert_cmpint (find (past, 2026, 4, 1), ==, 5);
  g_assert_cmpint (find (past, 2026, 5, 1), ==, 4);
  g_assert_cmpint (find (past, 2027, 1, 1), ==, 4);
  g_assert_cmpint (smt_past_find_oldest (past)->entry, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desk/past/day", test_day);
#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/desk/past/nothing-kept", test_nothing_kept);
  ADD ("/desk/past/every-one-is-kept", test_every_one_is_kept);
  ADD ("/desk/past/as-it-was", test_as_it_was);
  ADD ("/desk/past/left-the-list", test_left_the_list);
  ADD ("/desk/past/read-only", test_read_only);
  ADD ("/desk/past/history-until-then", test_history_until_then);
  ADD ("/desk/past/two-compared", test_two_compared);
  ADD ("/desk/past/compared-with-now", test_compared_with_now);
  ADD ("/desk/past/with-itself", test_with_itself);
  ADD ("/desk/past/unreadable", test_unreadable);
#undef ADD

  return g_test_run ();
}
