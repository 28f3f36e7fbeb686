/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program killed while it works: a child process decides or sends and kills itself at a chosen point; the parent
 * starts anew on the same journal. What was acknowledged is there, and what was on its way is settled by looking.
 */
#include "desk-helpers.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const char *program;

/* --- a broker that kills the process ------------------------------------------------------------------------------ */

typedef enum
{
  KILL_NEVER,
  KILL_BEFORE_SENDING, /* the send is marked, no byte has left */
  KILL_AFTER_ANSWER,   /* the answer is here, and not yet stored */
} KillPoint;

#define TEST_TYPE_KILLER (test_killer_get_type ())
G_DECLARE_FINAL_TYPE (TestKiller, test_killer, TEST, KILLER, GObject)

struct _TestKiller
{
  GObject parent_instance;

  SmtBroker *broker;
  KillPoint point;
};

static void killer_iface_init (SmtBrokerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestKiller,
                               test_killer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SMT_TYPE_BROKER, killer_iface_init))

static void
die (void)
{
  kill (getpid (), SIGKILL);
}

typedef struct
{
  TestKiller *killer;
  GAsyncReadyCallback callback;
  gpointer data;
  gboolean send;
} Passed;

/* The real broker's result goes on to the caller under our name. */
static void
passed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Passed *passed = data;

  if (passed->send && passed->killer->point == KILL_AFTER_ANSWER)
    die ();
  passed->callback (G_OBJECT (passed->killer), result, passed->data);
  g_object_unref (passed->killer);
  g_free (passed);
}

static Passed *
passed_new (SmtBroker *broker, GAsyncReadyCallback callback, gpointer data, gboolean send)
{
  Passed *passed = g_new0 (Passed, 1);

  passed->killer = g_object_ref (TEST_KILLER (broker));
  passed->callback = callback;
  passed->data = data;
  passed->send = send;
  return passed;
}

static void
killer_look_up (SmtBroker *broker,
                GBytes *request,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  smt_broker_look_up_async (TEST_KILLER (broker)->broker, request, cancellable, passed_cb,
                            passed_new (broker, callback, data, FALSE));
}

static SmtBrokerReply *
killer_look_up_finish (SmtBroker *broker, GAsyncResult *result, GError **error)
{
  return smt_broker_look_up_finish (TEST_KILLER (broker)->broker, result, error);
}

static void
killer_send (SmtBroker *broker, GBytes *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  if (TEST_KILLER (broker)->point == KILL_BEFORE_SENDING)
    die ();
  smt_broker_send_async (TEST_KILLER (broker)->broker, request, cancellable, passed_cb,
                         passed_new (broker, callback, data, TRUE));
}

static SmtBrokerReply *
killer_send_finish (SmtBroker *broker, GAsyncResult *result, GError **error)
{
  return smt_broker_send_finish (TEST_KILLER (broker)->broker, result, error);
}

static gboolean
killer_is_synthetic (SmtBroker *broker)
{
  return TRUE;
}

static void
killer_iface_init (SmtBrokerInterface *iface)
{
  iface->look_up_async = killer_look_up;
  iface->look_up_finish = killer_look_up_finish;
  iface->send_async = killer_send;
  iface->send_finish = killer_send_finish;
  iface->is_synthetic = killer_is_synthetic;
}

static void
test_killer_finalize (GObject *object)
{
  g_clear_object (&TEST_KILLER (object)->broker);
  G_OBJECT_CLASS (test_killer_parent_class)->finalize (object);
}

static void
test_killer_class_init (TestKillerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_killer_finalize;
}

static void
test_killer_init (TestKiller *self)
{
}

/* --- the child ---------------------------------------------------------------------------------------------------- */

static SmtPatientContext *
child_context (const char *url, const char *path, KillPoint point)
{
  g_autoptr (SmtJournal) journal = journal_open (path);
  g_autoptr (TestKiller) killer = g_object_new (TEST_TYPE_KILLER, NULL);
  g_autoptr (SmtSigner) signer = signer_new ();
  g_autoptr (SmtDesk) desk = NULL;

  killer->broker = SMT_BROKER (smt_sfm_client_new (url, NULL));
  killer->point = point;
  desk = smt_desk_new (SMT_BROKER (killer), journal, signer);
  return look_up_well (desk, ADA);
}

static void
say (char letter)
{
  g_assert_cmpint (write (STDOUT_FILENO, &letter, 1), ==, 1);
}

/* Decides @n times, says "+" after each that is saved, decides once more and is gone. */
static int
live_deciding (const char *url, const char *path, guint n)
{
  static const char *const names[] = { "Levaxin", "Selo-Zok", "Pantoprazol", "Atorvastatin", "Calcigran", "Amlodipin" };
  g_autoptr (SmtPatientContext) context = child_context (url, path, KILL_NEVER);

  for (guint i = 0; i < n; i++)
    {
      stop_row (context, names[i]);
      wait_until_saved (context);
      say ('+');
    }
  stop_row (context, names[n]);
  die ();
  return 1;
}

static int
live_sending (const char *url, const char *path, KillPoint point)
{
  g_autoptr (SmtPatientContext) context = child_context (url, path, point);
  g_autoptr (SmtReceipt) receipt = NULL;

  settle_ada (context);
  wait_until_saved (context);
  say ('+');
  receipt = sign_and_send (context, NULL);
  return 1; /* should have been killed */
}

/* --- the parent --------------------------------------------------------------------------------------------------- */

static guint
run_child (Fixture *fixture, const char *mode, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autofree char *acknowledged = NULL;

  fixture_clear_desk (fixture); /* the child holds the journal */
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, mode, fixture->url, fixture->journal_path,
                            text, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &acknowledged, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  fixture_lay_desk (fixture);

  return (guint)strlen (acknowledged);
}

static void
test_decisions_survive (Fixture *fixture, gconstpointer data)
{
  for (guint n = 0; n < 6; n += 2)
    {
      g_autoptr (SmtPatientContext) context = NULL;
      guint acknowledged = run_child (fixture, "--decide", n);

      context = look_up_well (fixture->desk, ADA);
      g_assert_cmpuint (acknowledged, ==, n);
      g_assert_cmpuint (count_decided (context), >=, n);
      g_assert_cmpuint (count_decided (context), <=, n + 1);
      g_assert_cmpuint (smt_patient_context_get_conflicts (context)->len, ==, 0);
      if (n > 0)
        g_assert_cmpint (find_row (context, "Levaxin")->decision->kind, ==, SMT_DECISION_STOP);
    }
}

static void
assert_open (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) sends = open_sends (fixture->desk);

  g_assert_cmpuint (sends->len, ==, n);
  if (n > 0)
    g_assert_cmpint (((SmtSendRecord *)g_ptr_array_index (sends, 0))->state, ==, SMT_SEND_UNKNOWN);
}

/* Row 6: marked, and not a byte left. */
static void
test_killed_before_the_first_byte (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  run_child (fixture, "--send", KILL_BEFORE_SENDING);
  assert_open (fixture, 1); /* the start page shows it */
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 0);

  context = look_up_well (fixture->desk, ADA);
  assert_open (fixture, 0);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_WORKING);
  g_assert_false (smt_receipt_has_state (smt_patient_context_get_receipt (context), SMT_PART_CONFIRMED));
  g_assert_nonnull (find_row (context, "Methotrexate")->decision);

  /* the decisions are back, and a person may send them */
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (sandbox_counts (fixture, ADA).applied, ==, 1);
}

/* Rows 7 and 8: applied, and nobody here has written that down. */
static void
test_killed_after_the_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = NULL;
  Counts counts;

  run_child (fixture, "--send", KILL_AFTER_ANSWER);
  assert_open (fixture, 1);
  context = look_up_well (fixture->desk, ADA);
  assert_open (fixture, 0);
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_SENT);
  g_assert_true (smt_receipt_is_whole (smt_patient_context_get_receipt (context)));
  g_assert_cmpuint (count_decided (context), ==, 0);
  g_assert_cmpuint (smt_patient_context_get_conflicts (context)->len, ==, 0);
  g_assert_nonnull (smt_patient_context_get_last_reconciled (context)); /* by the look that found it */

  counts = sandbox_counts (fixture, ADA);
  g_assert_cmpint (counts.requests, ==, 1);
  g_assert_cmpint (counts.applied, ==, 1);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/desk/restart/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 5 && g_str_equal (argv[1], "--decide"))
    return live_deciding (argv[2], argv[3], (guint)atoi (argv[4]));
  if (argc == 5 && g_str_equal (argv[1], "--send"))
    return live_sending (argv[2], argv[3], (KillPoint)atoi (argv[4]));

  g_test_init (&argc, &argv, NULL);

  ADD ("decisions", test_decisions_survive);
  ADD ("before-first-byte", test_killed_before_the_first_byte);
  ADD ("after-answer", test_killed_after_the_answer);

  return g_test_run ();
}
