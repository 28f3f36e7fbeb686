/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fault table, 51 to 58: a service that refuses, wants time or is down, against the real desk, journal and sandbox.
 */
#include "desk-helpers.h"

#include "desk/smt-desk-private.h"

/* --- refusals of a send ------------------------------------------------------------------------------------------- */

/* @looked: by itself afterwards; @must_look: nothing is sent before somebody has looked up again */
static const struct
{
  const char *fault;
  int error;
  SmtContextState state;
  guint looked;
  gboolean may_send;
} refusals[] = {
  { "signed-out", SMT_BROKER_ERROR_SIGN_IN, SMT_CONTEXT_WORKING, 0, TRUE },
  { "forbidden", SMT_BROKER_ERROR_NOT_ALLOWED, SMT_CONTEXT_REJECTED, 0, FALSE },
  { "precondition", SMT_BROKER_ERROR_CONFLICT, SMT_CONTEXT_CONFLICT, 1, TRUE },
  { "conflict", SMT_BROKER_ERROR_CONFLICT, SMT_CONTEXT_CONFLICT, 1, TRUE },
  { "row-refused", SMT_BROKER_ERROR_REJECTED, SMT_CONTEXT_REJECTED, 1, TRUE },
  { "busy", SMT_BROKER_ERROR_BUSY, SMT_CONTEXT_REJECTED, 0, FALSE },
  { "down", SMT_BROKER_ERROR_BUSY, SMT_CONTEXT_REJECTED, 0, FALSE },
};

/* Nothing is applied, nothing is sent again by itself, no decision is lost, and nothing stays open on disk. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (GPtrArray) sends = NULL;
  g_autoptr (GError) error = NULL;
  gint64 lookups;
  guint decided;

  settle_ada (context);
  decided = count_decided (context);
  lookups = sandbox_lookups (fixture);
  sandbox_fault (fixture, refusals[i].fault, "send", 0);
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_BROKER_ERROR, refusals[i].error);

  g_assert_cmpint (smt_patient_context_get_state (context), ==, refusals[i].state);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 1);
  g_assert_cmpint (sandbox_counts (fixture, ADA).applied, ==, 0);
  g_assert_cmpint (sandbox_lookups (fixture) - lookups, ==, refusals[i].looked);
  g_assert_cmpuint (count_decided (context) + smt_patient_context_get_conflicts (context)->len, ==, decided);
  g_assert_cmpint (get_flag (context, "can-send"), ==,
                   refusals[i].may_send && smt_patient_context_get_conflicts (context)->len == 0);
  sends = open_sends (fixture->desk);
  g_assert_cmpuint (sends->len, ==, 0);
  g_test_message ("runs 1, losses 0, double sends 0");
}

/* A refused send is sent again by a person, once, after a look. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  settle_ada (context);
  sandbox_fault (fixture, data, "send", 1);
  g_assert_null (sign_and_send (context, NULL));
  if (!get_flag (context, "can-send"))
    {
      g_clear_object (&context);
      context = look_up_well (fixture->desk, ADA);
    }
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (sandbox_counts (fixture, ADA).applied, ==, 1);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 2);
}

/* --- a service that wants time ------------------------------------------------------------------------------------ */

/* A lookup does no harm: it is asked again by itself, twice at most and not before it is time. */
static void
test_busy_lookup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = NULL;
  gint64 began = _smt_desk_boot_now (fixture->desk);

  sandbox_fault (fixture, "busy", "lookup", 2);
  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpint (sandbox_lookups (fixture), ==, 3);
  g_assert_cmpint (_smt_desk_boot_now (fixture->desk) - began, >=, 2 * G_USEC_PER_SEC);
}

static void
test_busy_for_ever (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sandbox_fault (fixture, "busy", "lookup", 0);
  g_assert_null (look_up (fixture->desk, ADA, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_BUSY);
  g_assert_cmpint (sandbox_lookups (fixture), ==, 3);
}

static gint64 later;

static gint64
later_clock (void)
{
  return g_get_monotonic_time () + later;
}

/* Five minutes are not waited for; until they are over nobody asks, whoever presses the button. */
static void
test_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (GError) error = NULL;

  later = 0;
  _smt_desk_set_boot_clock (fixture->desk, later_clock);
  sandbox_fault (fixture, "down", "lookup", 1);
  g_assert_null (look_up (fixture->desk, ADA, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_BUSY);
  g_assert_cmpuint (smt_broker_error_get_retry_after (error), ==, 300);
  g_clear_error (&error);
  g_assert_null (look_up (fixture->desk, ADA, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_BUSY);
  g_assert_cmpuint (smt_broker_error_get_retry_after (error), >, 0);
  g_assert_cmpuint (smt_broker_error_get_retry_after (error), <=, 300);
  g_assert_cmpint (sandbox_lookups (fixture), ==, 1);

  later = (gint64)300 * G_USEC_PER_SEC;
  context = look_up_well (fixture->desk, ADA);
  g_assert_cmpint (sandbox_lookups (fixture), ==, 2);
}

/* The same after a send: nothing more is asked of the service before its time, neither a lookup nor another send. */
static void
test_down_at_send (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (SmtPatientContext) again = NULL;
  g_autoptr (GError) error = NULL;
  int lookups;

  later = 0;
  _smt_desk_set_boot_clock (fixture->desk, later_clock);
  context = look_up_well (fixture->desk, ADA);
  settle_ada (context);
  lookups = sandbox_lookups (fixture);
  sandbox_fault (fixture, "down", "send", 1);
  g_assert_null (sign_and_send (context, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_null (look_up (fixture->desk, ADA, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_BUSY);
  g_assert_cmpuint (smt_broker_error_get_retry_after (error), >, 0);
  g_assert_cmpint (sandbox_lookups (fixture), ==, lookups);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 1);

  later = (gint64)300 * G_USEC_PER_SEC;
  again = look_up_well (fixture->desk, ADA);
  g_assert_cmpuint (count_decided (again), >, 0);
}

/* --- one register down, the other up ------------------------------------------------------------------------------ */

/* Without Reseptformidleren there is no list that could be sent; without kjernejournal there is, and it says what is
 * missing. */
static void
test_one_register_down (Fixture *fixture, gconstpointer data)
{
  gboolean rf = g_str_equal (data, "rf-failed");
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  const SmtList *list;

  sandbox_fault (fixture, data, "lookup", 1);
  context = look_up_well (fixture->desk, ADA);
  list = smt_patient_context_get_list (context);
  if (rf)
    {
      g_assert_cmphex (list->restrictions & (SMT_RESTRICTION_RF_FAILED | SMT_RESTRICTION_RF_DOWN), !=, 0);
      g_assert_cmpuint (list->treatments->len, ==, 0);
      g_assert_false (smt_list_was_read (list));
      g_assert_false (get_flag (context, "can-send"));
      return;
    }

  g_assert_cmpint (list->reactions_knowledge, !=, SMT_KNOWLEDGE_KNOWN);
  g_assert_cmpint (list->reactions_knowledge, !=, SMT_KNOWLEDGE_NONE_KNOWN);
  settle_ada (context);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
}

/* --- whose answer it is ------------------------------------------------------------------------------------------- */

/* The look that is to settle an unknown send is about somebody else: it settles nothing. */
static void
test_settled_by_nobody_else (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GPtrArray) sends = NULL;
  g_autoptr (GError) error = NULL;

  settle_ada (context);
  sandbox_fault (fixture, "wrong-patient", "lookup", 0);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error); /* the answer of the send itself was whole */
  g_clear_object (&context);
  g_assert_null (look_up (fixture->desk, ADA, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_BAD_ANSWER);
  g_assert_cmpint (sandbox_counts (fixture, ADA).applied, ==, 1);

  /* the recall of the changed prescription is confirmed only by a look at the right patient */
  sandbox_fault (fixture, "none", "all", 0);
  context = look_up_well (fixture->desk, ADA);
  sends = open_sends (fixture->desk);
  g_assert_cmpuint (sends->len, ==, 0);
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 1);
}

#define ADD(path, data, function)                                                                                      \
  g_test_add ("/faults/answers/" path, Fixture, data, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/answers/refused/", refusals[i].fault, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_refused, fixture_tear_down);
    }
  ADD ("again/signed-out", "signed-out", test_again);
  ADD ("again/precondition", "precondition", test_again);
  ADD ("busy/lookup", NULL, test_busy_lookup);
  ADD ("busy/for-ever", NULL, test_busy_for_ever);
  ADD ("busy/down", NULL, test_down);
  ADD ("busy/send", NULL, test_down_at_send);
  ADD ("register/rf-down", "rf-failed", test_one_register_down);
  ADD ("register/kj-down", "kj-failed", test_one_register_down);
  ADD ("another-patient", NULL, test_settled_by_nobody_else);

  return g_test_run ();
}
