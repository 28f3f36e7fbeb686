/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list in a file: looked at, and nothing else can be done with it.
 */
#include <glib/gstdio.h>

#include "desk/smt-patient-context.h"
#include "fhir/smt-answer.h"

static const char one[] =
    "{\"resourceType\":\"MedicationRequest\",\"id\":\"r\",\"status\":\"active\",\"intent\":\"order\","
    "\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"http://www.whocc.no/atc\",\"code\":\"L04AX03\"}]},"
    "\"dosageInstruction\":[{\"text\":\"3 tabletter hver mandag\",\"timing\":{\"repeat\":{\"frequency\":1,\"period\":1,"
    "\"periodUnit\":\"d\"}},\"doseAndRate\":[{\"doseQuantity\":{\"value\":3,\"unit\":\"tablett\"}}]}]}";

/** Opened: what became of opening a file. */
typedef struct
{
  GMainLoop *loop;
  SmtPatientContext *context;
  GError *error;
} Opened;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Opened *opened = data;

  opened->context = smt_patient_context_open_file_finish (result, &opened->error);
  g_main_loop_quit (opened->loop);
}

static Opened
open_content (const char *content, gssize length)
{
  g_autofree char *name = NULL;
  int fd = g_file_open_tmp ("samstemt-XXXXXX.json", &name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (name);
  Opened opened = { g_main_loop_new (NULL, FALSE), NULL, NULL };
  SmtDate today;

  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (name, content, length, NULL));
  g_assert_true (smt_date_parse ("2026-11-20", &today));
  smt_patient_context_open_file_async (file, today, NULL, NULL, opened_cb, &opened);
  g_main_loop_run (opened.loop);
  g_main_loop_unref (opened.loop);
  g_unlink (name);
  return opened;
}

static void
test_shown_and_checked (void)
{
  Opened opened = open_content (one, -1);
  g_autoptr (SmtPatientContext) context = opened.context;
  const SmtRow *row;

  g_assert_no_error (opened.error);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_FILE);
  row = smt_reconciliation_get_row (smt_patient_context_get_reconciliation (context), 0);
  g_assert_cmpuint (row->findings->len, ==, 1);
  g_assert_cmpint (((const SmtFinding *)g_ptr_array_index (row->findings, 0))->severity_class, ==, SMT_CLASS_STOP);
}

static void
test_nothing_can_be_done (void)
{
  Opened opened = open_content (one, -1);
  g_autoptr (SmtPatientContext) context = opened.context;
  g_autoptr (SmtDecision) decision = NULL;
  g_autoptr (GError) error = NULL;
  gboolean can_send, can_undo, stale;

  g_assert_nonnull (context);
  decision = smt_patient_context_new_decision (context, SMT_DECISION_KEEP, "res:r");
  g_assert_false (smt_patient_context_decide (context, decision, &error));
  g_assert_nonnull (error);
  g_assert_false (smt_patient_context_clear (context, "res:r"));
  g_assert_false (smt_patient_context_undo (context));
  g_assert_cmpuint (smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR), ==, 0);
  g_object_get (context, "can-send", &can_send, "can-undo", &can_undo, "stale", &stale, NULL);
  g_assert_false (can_send || can_undo || stale);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *content;
    int code;
  } cases[] = { { "{", SMT_FHIR_ERROR_NOT_JSON },
                { "{\"resourceType\":\"Patient\"}", SMT_FHIR_ERROR_NOT_ANSWER },
                { "{} {}", SMT_FHIR_ERROR_NOT_JSON } };
  g_autofree char *long_one = g_malloc (SMT_JSON_MAX_BYTES + 100);
  Opened opened;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      opened = open_content (cases[i].content, -1);
      g_assert_null (opened.context);
      g_assert_error (opened.error, SMT_FHIR_ERROR, cases[i].code);
      g_clear_error (&opened.error);
    }
  memset (long_one, ' ', SMT_JSON_MAX_BYTES + 100);
  opened = open_content (long_one, SMT_JSON_MAX_BYTES + 100);
  g_assert_error (opened.error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_JSON);
  g_clear_error (&opened.error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/file/shown-and-checked", test_shown_and_checked);
  g_test_add_func ("/desk/file/nothing-can-be-done", test_nothing_can_be_done);
  g_test_add_func ("/desk/file/refused", test_refused);
  return g_test_run ();
}
