/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-round.h"

#define TODAY (smt_date_new (2026, 11, 20))

static SmtInstant
at (const char *text)
{
  SmtInstant instant = SMT_INSTANT_UNSET;

  g_assert_true (smt_instant_parse (text, &instant));
  return instant;
}

static SmtRoundState
state (SmtInstant prepared, SmtInstant done, SmtInstant reconciled, guint n_drafts)
{
  const SmtRoundFacts facts = { prepared, done, reconciled, n_drafts };

  return smt_round_state (&facts, TODAY);
}

#define NEVER SMT_INSTANT_UNSET
#define YESTERDAY at ("2026-11-19T12:00:00+01:00")
#define MORNING at ("2026-11-20T08:00:00+01:00")
#define NOON at ("2026-11-20T12:00:00+01:00")

static void
test_states (void)
{
  g_assert_cmpint (state (NEVER, NEVER, NEVER, 0), ==, SMT_ROUND_WAITING);
  g_assert_cmpint (state (YESTERDAY, YESTERDAY, YESTERDAY, 0), ==, SMT_ROUND_WAITING);
  g_assert_cmpint (state (MORNING, YESTERDAY, NEVER, 0), ==, SMT_ROUND_PREPARED);
  g_assert_cmpint (state (MORNING, NOON, NEVER, 0), ==, SMT_ROUND_DONE);
  g_assert_cmpint (state (MORNING, NEVER, NOON, 0), ==, SMT_ROUND_DONE);
  g_assert_cmpint (state (NEVER, NEVER, MORNING, 0), ==, SMT_ROUND_DONE);
  g_assert_cmpint (state (NOON, MORNING, MORNING, 0), ==, SMT_ROUND_PREPARED); /* prepared once more */
}

/* A draft waits, whatever was said and however old it is. */
static void
test_drafts (void)
{
  g_assert_cmpint (state (NEVER, NEVER, NEVER, 1), ==, SMT_ROUND_PREPARED);
  g_assert_cmpint (state (YESTERDAY, NOON, NOON, 2), ==, SMT_ROUND_PREPARED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/round/states", test_states);
  g_test_add_func ("/reconcile/round/drafts", test_drafts);

  return g_test_run ();
}
