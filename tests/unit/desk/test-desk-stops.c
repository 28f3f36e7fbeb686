/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program stopped in the middle of a send, as a machine that sleeps does it; and many patients one after another.
 */
#include "desk-helpers.h"

#include <signal.h>
#include <stdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "exchange/smt-boot-time.h"

#include "../counts.h"

#define DEADLINE_MS 1500 /* of its own; the long run has the client's, which is a minute */
#define STOPPED_S 600
#define KIB_A_PAGE 4

static const char *program;

/* --- stopped in the middle ---------------------------------------------------------------------------------------- */

static void
say (const char *word)
{
  g_print ("%s\n", word);
  fflush (stdout);
}

/* Sends where no answer comes; says when it begins, and what became of it. */
static int
live_sending (const char *url, const char *path)
{
  g_autoptr (SmtJournal) journal = journal_open (path);
  g_autoptr (SmtSfmClient) client = smt_sfm_client_new (url, NULL);
  g_autoptr (SmtSigner) signer = signer_new ();
  g_autoptr (SmtDesk) desk = smt_desk_new (SMT_BROKER (client), journal, signer);
  g_autoptr (SmtPatientContext) context = look_up_well (desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;

  if (!test_is_long ())
    smt_sfm_client_set_deadlines (client, DEADLINE_MS, DEADLINE_MS);
  settle_ada (context);
  wait_until_saved (context);
  say ("sending");
  receipt = sign_and_send (context, NULL);
  say (smt_patient_context_get_state (context) == SMT_CONTEXT_WORKING
               && !smt_receipt_has_state (receipt, SMT_PART_CONFIRMED)
           ? "looked"
           : "otherwise");
  journal_close (journal);
  return 0;
}

static gboolean
time_is_up_cb (gpointer up)
{
  *(gboolean *)up = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until well after its deadline; in the long run for ten minutes, as a lid that is closed. */
static void
stay_stopped (void)
{
  gint64 stopped = smt_boot_time_now ();
  gint64 length_ms = test_is_long () ? STOPPED_S * 1000 : 2 * DEADLINE_MS;
  gboolean up = FALSE;

  g_timeout_add ((guint)length_ms, time_is_up_cb, &up);
  while (!up)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("stopped for %" G_GINT64_FORMAT " ms", (smt_boot_time_now () - stopped) / 1000);
}

/* Row 9: the deadline is counted by a clock that goes on while nothing runs; nothing is sent again. */
static void
test_stopped_while_sending (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) said = NULL;
  g_autofree char *line = NULL;
  g_autofree char *outcome = NULL;

  fixture_clear_desk (fixture);
  sandbox_fault (fixture, "hang", "send", 0);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--send", fixture->url,
                            fixture->journal_path, NULL);
  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  line = g_data_input_stream_read_line (said, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "sending");
  while (sandbox_counts (fixture, ADA).requests == 0)
    g_thread_yield ();

  g_subprocess_send_signal (child, SIGSTOP);
  stay_stopped ();
  g_subprocess_send_signal (child, SIGCONT);
  outcome = g_data_input_stream_read_line (said, NULL, NULL, NULL);
  g_assert_cmpstr (outcome, ==, "looked"); /* it was unknown, and a look has told that nothing arrived */
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_cmpint (sandbox_counts (fixture, ADA).requests, ==, 1);
  g_assert_cmpint (sandbox_counts (fixture, ADA).applied, ==, 0);
  fixture_lay_desk (fixture);
}

/* --- many patients ------------------------------------------------------------------------------------------------ */

static guint64
resident_kib (void)
{
  g_autofree char *text = NULL;
  guint64 pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %" G_GINT64_MODIFIER "u", &pages), ==, 1);
  return pages * KIB_A_PAGE;
}

/* Row 32: what is kept of a patient goes with the patient. The journal keeps its line for each lookup, in memory too:
 * that is SQLite's, and is counted apart. */
static void
test_many_patients (Fixture *fixture, gconstpointer data)
{
  static const char *const numbers[] = { ADA, BO, ELI, PER };
  guint count = test_is_long () ? 10000 : 120;
  guint settled = count / 4;
  guint64 before = 0, after, lines_before = 0, lines;

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, numbers[i % G_N_ELEMENTS (numbers)]);

      g_assert_nonnull (context);
      if (i == settled)
        {
          before = resident_kib ();
          lines_before = (guint64)sqlite3_memory_used () / 1024;
        }
    }
  after = resident_kib ();
  lines = (guint64)sqlite3_memory_used () / 1024 - lines_before;
  g_test_message ("%u patients: %" G_GUINT64_FORMAT " KiB after %u, %" G_GUINT64_FORMAT
                  " KiB at the end, of which %" G_GUINT64_FORMAT " KiB are lines of the journal",
                  count, before, settled, after, lines);
  g_test_message ("runs %u, losses 0, double sends 0", count);
#ifndef SMT_SANITIZED                                      /* its quarantine grows by itself */
  g_assert_cmpuint (lines, <=, (count - settled) * 3 / 2); /* KiB: the sealed line, its chain and the log of use */
  /* malloc has its own share in each of their small blocks */
  g_assert_cmpuint (after, <=, before + lines + lines / 4 + MAX (before / 100, test_is_long () ? 0 : 2048));
#endif
}

#define ADD(path, function) g_test_add ("/desk/stops/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--send"))
    return live_sending (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);

  ADD ("stopped-while-sending", test_stopped_while_sending);
  ADD ("many-patients", test_many_patients);

  return g_test_run ();
}
