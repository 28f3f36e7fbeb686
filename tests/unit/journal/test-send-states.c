/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of the send protocol, every pair of it written out again by hand (docs/send-protocol.md), and the words
 * that stored states are known by.
 */
#include "journal/smt-journal-private.h"

#define N_STATES (SMT_SEND_NOT_APPLIED + 1)

static const char *const words[N_STATES] = {
  "ready", "sending", "done", "partial", "rejected", "unknown", "not-applied"
};

static void
test_transitions (void)
{
  /*                                             ready sending done partial rejected unknown not-applied */
  static const gboolean leads[N_STATES][N_STATES] = {
    [SMT_SEND_READY] = { FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE },
    [SMT_SEND_SENDING] = { FALSE, FALSE, TRUE, TRUE, TRUE, TRUE, TRUE },
    [SMT_SEND_DONE] = { FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE },
    [SMT_SEND_PARTIAL] = { FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, FALSE },
    [SMT_SEND_REJECTED] = { FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE },
    [SMT_SEND_UNKNOWN] = { FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, TRUE },
    [SMT_SEND_NOT_APPLIED] = { FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE },
  };

  for (guint from = 0; from < N_STATES; from++)
    for (guint to = 0; to < N_STATES; to++)
      g_assert_cmpint (smt_send_state_leads (from, to), ==, leads[from][to]);
}

static void
test_blocks (void)
{
  for (guint state = 0; state < N_STATES; state++)
    g_assert_cmpint (smt_send_state_blocks (state), ==,
                     state == SMT_SEND_READY || state == SMT_SEND_SENDING || state == SMT_SEND_UNKNOWN);
}

static void
test_words (void)
{
  static const char *const strange[] = { "", "Ready", "read", "ready ", "done2", "4" };
  SmtSendState state = SMT_SEND_PARTIAL;

  for (guint i = 0; i < N_STATES; i++)
    {
      g_assert_cmpstr (smt_send_state_word (i), ==, words[i]);
      g_assert_true (smt_send_state_parse (words[i], &state));
      g_assert_cmpint (state, ==, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_assert_false (smt_send_state_parse (strange[i], &state));
      g_assert_cmpint (state, ==, SMT_SEND_NOT_APPLIED); /* as it was */
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/send-states/transitions", test_transitions);
  g_test_add_func ("/journal/send-states/blocks", test_blocks);
  g_test_add_func ("/journal/send-states/words", test_words);

  return g_test_run ();
}
