/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-waiting.h"
#include "desk/smt-work-list.h"

static gboolean
load (SmtWorkList *list, const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return smt_work_list_load (list, bytes, error);
}

static const char two[] =
    "{\"items\":["
    "{\"nationalNumber\":\"01875010049\",\"family\":\"Testesen\",\"given\":\"Ada\","
    "\"birthDate\":\"1950-07-01\",\"postalCode\":\"9999\",\"city\":\"Prøvebyen\",\"note\":\"Kontroll\"},"
    "{\"family\":\"Uten\",\"given\":\"Nummer\",\"birthDate\":\"1970-02-03\"}]}";

static void
count_changes (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  guint *seen = data;

  seen[0]++;
  seen[1] = removed;
  seen[2] = added;
}

static void
test_load (void)
{
  g_autoptr (SmtWorkList) list = smt_work_list_new ();
  g_autoptr (SmtWorkItem) item = NULL;
  g_autoptr (GError) error = NULL;
  const SmtPatient *patient;
  guint seen[3] = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes), seen);
  g_assert_true (load (list, two, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (seen[0], ==, 1);
  g_assert_cmpuint (seen[2], ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == SMT_TYPE_WORK_ITEM);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 2));

  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (smt_work_list_find (list, "01875010049") == item);
  g_assert_null (smt_work_list_find (list, "11825110161"));
  patient = smt_work_item_get_patient (item);
  g_assert_cmpstr (patient->family, ==, "Testesen");
  g_assert_cmpstr (patient->given, ==, "Ada");
  g_assert_cmpstr (patient->postal_code, ==, "9999");
  g_assert_cmpstr (patient->city, ==, "Prøvebyen");
  g_assert_cmpint (smt_date_compare (patient->birth_date, smt_date_new (1950, 7, 1)), ==, 0);
  g_assert_cmpstr (smt_work_item_get_note (item), ==, "Kontroll");
  g_assert_cmpstr (smt_work_item_get_status (item), ==, "");
}

static void
test_bad_lists_change_nothing (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "{\"items\":{}}",
    "{\"items\":[{}]}",
    "{\"items\":[{\"family\":\"Uten\",\"given\":\"Dato\"}]}",
    "{\"items\":[{\"nationalNumber\":\"01875010049\",\"birthDate\":\"i går\"}]}",
    "{\"items\":[{\"nationalNumber\":01875010049}]}",
    "{\"items\":[],\"items\":[]}",
    "{\"items\":[]} {}",
  };
  g_autoptr (SmtWorkList) list = smt_work_list_new ();

  g_assert_true (load (list, two, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (load (list, bad[i], &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
    }
}

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer data)
{
  guint *count = data;

  (*count)++;
}

static void
test_status (void)
{
  g_autoptr (SmtWorkList) list = smt_work_list_new ();
  g_autofree char *status = NULL;
  SmtWorkItem *item;
  guint count = 0;

  g_assert_true (load (list, two, NULL));
  item = smt_work_list_find (list, "01875010049");
  g_signal_connect (item, "notify::status", G_CALLBACK (count_notify), &count);
  smt_work_item_set_status (item, "1 Stopp");
  smt_work_item_set_status (item, "1 Stopp");
  g_assert_cmpuint (count, ==, 1);
  g_object_get (item, "status", &status, NULL);
  g_assert_cmpstr (status, ==, "1 Stopp");
  smt_work_item_set_status (item, NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpstr (smt_work_item_get_status (item), ==, "");
}

/* The list of the demo names the sandbox's patients, each once. */
static void
test_demo (void)
{
  static const char *const numbers[] = { "01875010049", "11825110161", "23894410094",
                                         "30846210365", "17928810054", "05857910100" };
  g_autofree char *path = g_build_filename (g_getenv ("SMT_SOURCE_ROOT"), "data", "demo", "work-list.json", NULL);
  g_autoptr (SmtWorkList) list = smt_work_list_new ();
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &json, NULL, &error));
  g_assert_true (load (list, json, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), >=, G_N_ELEMENTS (numbers));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_nonnull (smt_work_list_find (list, numbers[i]));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (SmtWorkItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      const SmtPatient *patient = smt_work_item_get_patient (item);

      if (patient->national_number == NULL) /* the service finds nobody by a name alone */
        g_assert_cmpint (patient->gender, !=, SMT_GENDER_UNKNOWN);
    }
}

/* A medication review that is due is said before anybody is opened; a day that is none is no list. */
static void
test_review_due (void)
{
  g_autoptr (SmtWorkList) list = smt_work_list_new ();
  g_autoptr (SmtWorkItem) due = NULL;
  g_autoptr (SmtWorkItem) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (load (list,
                       "{\"items\":[{\"nationalNumber\":\"01875010049\",\"reviewDue\":\"2026-12-01\"},"
                       "{\"nationalNumber\":\"11825110161\"}]}",
                       &error));
  g_assert_no_error (error);
  due = g_list_model_get_item (G_LIST_MODEL (list), 0);
  none = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_cmpint (smt_date_compare (smt_work_item_get_review_due (due), smt_date_new (2026, 12, 1)), ==, 0);
  g_assert_false (smt_date_is_set (smt_work_item_get_review_due (none)));

  g_assert_false (load (list, "{\"items\":[{\"nationalNumber\":\"01875010049\",\"reviewDue\":\"soon\"}]}", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
}

static void
add_treatment (SmtList *list, const char *key, const char *entry_id)
{
  SmtTreatment *treatment = smt_treatment_new ();
  SmtPrescription *prescription;

  treatment->key = g_strdup (key);
  treatment->entry_id = g_strdup (entry_id);
  treatment->state = SMT_TREATMENT_ACTIVE;
  g_free (treatment->digest);
  treatment->digest = g_strdup (key);
  prescription = smt_treatment_add_prescription (treatment);
  prescription->prescription_id = g_strdup (key);
  prescription->status = SMT_PRESCRIPTION_DISPENSABLE;
  g_ptr_array_add (list->treatments, treatment);
}

static void
ask (SmtList *list, const char *key, gboolean stale)
{
  SmtMessage *message = smt_message_new ();
  SmtQuestion *question = smt_message_add_question (message);

  question->key = g_strdup (key);
  message->kind = SMT_MESSAGE_PROPOSAL;
  message->stale = stale;
  g_ptr_array_add (list->messages, message);
}

static void
test_waiting (void)
{
  g_autoptr (SmtList) list = smt_list_new ();
  g_autoptr (SmtReconciliation) self = NULL;
  g_autoptr (SmtDecision) draft = smt_decision_new (SMT_DECISION_CLARIFY, "pll:b", "pll:b");
  g_autoptr (GError) error = NULL;
  SmtWaiting waiting;

  list->has_pll = TRUE;
  add_treatment (list, "rx:a", NULL);
  add_treatment (list, "pll:b", "b");
  add_treatment (list, "pll:c", "c");
  ask (list, "pll:b", FALSE);
  ask (list, "pll:c", TRUE);
  self = smt_reconciliation_new (list, smt_date_new (2026, 11, 30));
  waiting = smt_waiting_count (self);
  g_assert_cmpuint (waiting.n_loose, ==, 1);
  g_assert_cmpuint (waiting.n_questions, ==, 1);
  g_assert_cmpuint (waiting.n_drafts, ==, 0);

  /* what a nurse prepared waits as a draft, and no longer as a question */
  draft->recipient = g_strdup ("legen");
  draft->due = smt_date_new (2026, 12, 7);
  draft->author = g_strdup ("Synne");
  draft->role = SMT_ROLE_NURSE;
  smt_reconciliation_decide (self, draft, &error);
  g_assert_no_error (error);
  waiting = smt_waiting_count (self);
  g_assert_cmpuint (waiting.n_loose, ==, 1);
  g_assert_cmpuint (waiting.n_questions, ==, 0);
  g_assert_cmpuint (waiting.n_drafts, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desk/work-list/load", test_load);
  g_test_add_func ("/desk/work-list/bad", test_bad_lists_change_nothing);
  g_test_add_func ("/desk/work-list/status", test_status);
  g_test_add_func ("/desk/work-list/demo", test_demo);

  g_test_add_func ("/desk/work-list/review-due", test_review_due);
  g_test_add_func ("/desk/work-list/waiting", test_waiting);
  return g_test_run ();
}
