/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One life of the program without a window, for schedules.py: it looks a patient up, takes a loose prescription in, and
 * sends when it is told to. What it says is what the screen would say.
 *
 *   life URL JOURNAL NUMBER
 *
 * Reads "send" or "die-sending" (killed once the send is marked on disk, before its first byte); says "looked STATE
 * DECIDED" and "end STATE DECIDED".
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "desk-helpers.h"

#define DEADLINE_MS 60000

static const char *const state_names[] = { "working", "sending", "sent", "partial", "rejected", "conflict", "unknown" };

static void
say (const char *word, SmtPatientContext *context)
{
  printf ("%s %s %u\n", word, state_names[smt_patient_context_get_state (context)], count_decided (context));
  fflush (stdout);
}

/* --- a broker that is killed before it sends ---------------------------------------------------------------------- */

#define TEST_TYPE_MORTAL (test_mortal_get_type ())
G_DECLARE_FINAL_TYPE (TestMortal, test_mortal, TEST, MORTAL, GObject)

struct _TestMortal
{
  GObject parent_instance;
};

static void mortal_iface_init (SmtBrokerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestMortal,
                               test_mortal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SMT_TYPE_BROKER, mortal_iface_init))

static SmtBroker *real_broker;
static gboolean dies;

static void
mortal_look_up (SmtBroker *broker,
                GBytes *request,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  smt_broker_look_up_async (real_broker, request, cancellable, callback, data);
}

static SmtBrokerReply *
mortal_look_up_finish (SmtBroker *broker, GAsyncResult *result, GError **error)
{
  return smt_broker_look_up_finish (real_broker, result, error);
}

static void
mortal_send (SmtBroker *broker, GBytes *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  if (dies)
    kill (getpid (), SIGKILL);
  smt_broker_send_async (real_broker, request, cancellable, callback, data);
}

static SmtBrokerReply *
mortal_send_finish (SmtBroker *broker, GAsyncResult *result, GError **error)
{
  return smt_broker_send_finish (real_broker, result, error);
}

static gboolean
mortal_is_synthetic (SmtBroker *broker)
{
  return TRUE;
}

static void
mortal_iface_init (SmtBrokerInterface *iface)
{
  iface->look_up_async = mortal_look_up;
  iface->look_up_finish = mortal_look_up_finish;
  iface->send_async = mortal_send;
  iface->send_finish = mortal_send_finish;
  iface->is_synthetic = mortal_is_synthetic;
}

static void
test_mortal_class_init (TestMortalClass *klass)
{
}

static void
test_mortal_init (TestMortal *self)
{
}

/* --- a life ------------------------------------------------------------------------------------------------------- */

static void
decide (SmtPatientContext *context)
{
  if (smt_patient_context_get_state (context) != SMT_CONTEXT_WORKING || count_decided (context) > 0)
    return;
  take_in (context, "Paralgin");
  wait_until_saved (context);
}

int
main (int argc, char *argv[])
{
  g_autoptr (SmtJournal) journal = NULL;
  g_autoptr (SmtSigner) signer = signer_new ();
  g_autoptr (SmtDesk) desk = NULL;
  g_autoptr (SmtPatientContext) context = NULL;
  SmtSfmClient *client;
  char line[32];

  g_assert_cmpint (argc, ==, 4);
  client = smt_sfm_client_new (argv[1], NULL);
  g_assert_nonnull (client);
  smt_sfm_client_set_deadlines (client, DEADLINE_MS, DEADLINE_MS);
  real_broker = SMT_BROKER (client);
  journal = journal_open (argv[2]);
  desk = smt_desk_new (g_object_new (TEST_TYPE_MORTAL, NULL), journal, signer);
  context = look_up_well (desk, argv[3]);
  decide (context);
  say ("looked", context);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_autoptr (SmtReceipt) receipt = NULL;
      g_autoptr (GError) error = NULL;

      dies = g_str_equal (line, "die-sending\n");
      receipt = sign_and_send (context, &error);
      say ("end", context);
    }
  return 0;
}
