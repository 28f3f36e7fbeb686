/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SIGKILL at any instant of a reconciliation, from before the lookup until after the receipt: a child process does the
 * work through the real desk, journal and client and says after each step that it is acknowledged. What it had said is
 * there at the next start, the chain of the journal is whole, and the service has the change once in the end.
 */
#include "desk-helpers.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "journal/smt-journal-audit.h"

#include "../counts.h"

/* what the child says, in this order: journal open, list looked up, four decisions saved, the rest kept, sending, sent
 */
#define STORY "ol++++kse"
/* microseconds after a step; a send takes longer */
#define LONGEST_DELAY 6000
#define LONGEST_SEND 60000

static const char *const names[] = { "Methotrexate", "Metex", "Paralgin", "Pantoprazol" };
static const char *program;

static void
say (char letter)
{
  g_assert_cmpint (write (STDOUT_FILENO, &letter, 1), ==, 1);
}

static void
decide_on (SmtPatientContext *context, guint i)
{
  if (i == 0)
    change_weekly (context, names[i], 3, "tablett", SMT_MONDAY);
  else if (i == 1)
    change_weekly (context, names[i], 1, "penn", SMT_FRIDAY);
  else if (i == 2)
    take_in (context, names[i]);
  else
    stop_row (context, names[i]);
  wait_until_saved (context);
}

/* Until somebody kills it. */
static int
live (const char *url, const char *path)
{
  g_autoptr (SmtJournal) journal = journal_open (path);
  g_autoptr (SmtSfmClient) client = smt_sfm_client_new (url, NULL);
  g_autoptr (SmtSigner) signer = signer_new ();
  g_autoptr (SmtDesk) desk = smt_desk_new (SMT_BROKER (client), journal, signer);
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;

  say ('o');
  context = look_up_well (desk, ADA);
  say ('l');
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      decide_on (context, i);
      say ('+');
    }
  smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR);
  wait_until_saved (context);
  say ('k');
  say ('s');
  receipt = sign_and_send (context, NULL);
  say ('e');
  pause ();
  return 1; /* should have been killed */
}

/* What the child had said when it was killed, @delay microseconds after its step @step. */
static char *
kill_child (Fixture *fixture, guint step, gulong delay)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--live",
                                                    fixture->url, fixture->journal_path, NULL);
  char said[sizeof STORY + 1] = "";
  gsize heard = 0, rest = 0;

  g_assert_no_error (error);
  g_assert_true (g_input_stream_read_all (g_subprocess_get_stdout_pipe (child), said, step, &heard, NULL, NULL));
  g_assert_cmpuint (heard, ==, step);
  g_usleep (delay); /* the instant is the fault; nothing is waited for */
  g_subprocess_force_exit (child);
  g_assert_true (g_input_stream_read_all (g_subprocess_get_stdout_pipe (child), said + heard, sizeof said - 1 - heard,
                                          &rest, NULL, NULL));
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  g_assert_true (g_str_has_prefix (STORY, said));
  return g_strdup (said);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
assert_whole (SmtJournal *journal)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_records = 0;

  g_assert_cmpint (smt_journal_get_start (journal)->found, ==, SMT_JOURNAL_AS_LEFT);
  smt_journal_check_async (journal, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (smt_journal_check_finish (journal, result, &n_records, &error));
  g_assert_no_error (error);
}

/* Every decision that was acknowledged, where the service has not got it. */
static void
assert_decided (SmtPatientContext *context, const char *said)
{
  guint n = 0;

  for (const char *p = said; *p != '\0'; p++)
    n += *p == '+';
  for (guint i = 0; i < n; i++)
    g_assert_nonnull (find_row (context, names[i])->decision);
  if (strchr (said, 'k') != NULL)
    g_assert_true (get_flag (context, "can-send"));
}

/* A person goes on where the child was stopped. */
static void
finish (SmtPatientContext *context)
{
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (find_row (context, names[i])->decision == NULL)
      decide_on (context, i);
  smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR);
  wait_until_saved (context);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
}

/* @number: of the run, for a name that comes once: a test's keyring knows a journal by its path, and the names of
 * temporary folders come again among thousands. Returns: whether the service had the change already */
static gboolean
survives (guint number, guint step, gulong delay)
{
  Fixture fixture = { 0 };
  g_autofree char *said = NULL;
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (GPtrArray) open = NULL;
  gboolean applied;

  fixture_set_up (&fixture, NULL);
  fixture_clear_desk (&fixture);
  g_free (fixture.journal_path);
  fixture.journal_path = g_strdup_printf ("%s/journal-%u.db", fixture.folder, number); /* the child makes it */
  said = kill_child (&fixture, step, delay);
  fixture_lay_desk (&fixture);
  assert_whole (fixture.journal);
  context = look_up_well (fixture.desk, ADA);
  open = open_sends (fixture.desk);
  g_assert_cmpuint (open->len, ==, 0); /* settled by that look */

  applied = sandbox_counts (&fixture, ADA).applied > 0;
  if (strchr (said, 'e') != NULL)
    g_assert_true (applied);
  if (applied)
    g_assert_cmpuint (count_decided (context), ==, 0);
  else
    {
      assert_decided (context, said);
      finish (context);
    }
  g_assert_cmpint (sandbox_counts (&fixture, ADA).applied, ==, 1);
  g_clear_object (&context);
  fixture_tear_down (&fixture, NULL);
  return applied;
}

static void
test_random_instants (void)
{
  guint runs = test_is_long () ? 2000 : 30;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261130);
  guint of_step[sizeof STORY] = { 0 };
  guint applied = 0;

  for (guint i = 0; i < runs; i++)
    {
      /* each fourth in the send, where most can go wrong */
      guint step = i % 4 == 0 ? strlen (STORY) - 1 : (guint)g_rand_int_range (rand, 0, sizeof STORY);
      gulong delay = (gulong)g_rand_int_range (rand, 0, step == strlen (STORY) - 1 ? LONGEST_SEND : LONGEST_DELAY);

      g_test_message ("%u: killed %lu us after step %u", i, delay, step);
      of_step[step]++;
      applied += survives (i, step, delay);
    }
  g_test_message ("%u had arrived before the kill or after it, %u were killed while they sent", applied,
                  of_step[strlen (STORY) - 1]);
  g_test_message ("runs %u, losses 0, double sends 0", runs);
  g_assert_cmpuint (applied, <, runs);
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--live"))
    return live (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desk/kills/random-instants", test_random_instants);

  return g_test_run ();
}
