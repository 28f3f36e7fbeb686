/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random events on random entries, in any order. What must hold at every step: nothing is in the queue that was never
 * flagged; only a look, an override or a kept Sjekk settles; a Stopp is never kept; whoever goes through the same
 * events comes to the same state, in one go or in two; the curve ends with what remains.
 */
#include "reconcile/smt-thread.h"

#include "../counts.h"

#define ENTRIES 5
#define STEPS 40
#define HOUR ((gint64)60 * 60 * G_USEC_PER_SEC)

/** Step: one event, owned, and whose it is. */
typedef struct
{
  guint entry;
  SmtCleanupEventKind kind;
  SmtFlag *flag;
  SmtDecision *decision;
  SmtInstant at;
} Step;

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->flag, smt_flag_unref);
  g_clear_pointer (&step->decision, smt_decision_unref);
}

static SmtFlag *
random_flag (GRand *rand)
{
  g_autofree char *json =
      g_strdup_printf ("{\"entry\":\"e\",\"class\":\"%s\",\"dispense\":\"%s\",\"nb\":\"m\",\"findings\":[\"%d\"%s]}",
                       g_rand_boolean (rand) ? "stop" : "check", g_rand_boolean (rand) ? "possible" : "historic",
                       g_rand_int_range (rand, 0, 3), g_rand_boolean (rand) ? ",\"9\"" : "");
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (SmtJson) document = smt_json_read (bytes, NULL);
  SmtFlag *flag = smt_flag_from_json (smt_json_root (document));

  g_assert_nonnull (flag);
  return flag;
}

static GArray *
random_steps (GRand *rand)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));
  SmtInstant at = 0;

  g_array_set_clear_func (steps, step_clear);
  for (guint i = 0; i < STEPS; i++)
    {
      Step step = { .entry = (guint)g_rand_int_range (rand, 0, ENTRIES),
                    .kind = (SmtCleanupEventKind)g_rand_int_range (rand, 0, SMT_N_CLEANUP_EVENTS) };

      at += g_rand_int_range (rand, -3, 40) * HOUR; /* a clock may be put back */
      step.at = at;
      if (step.kind == SMT_CLEANUP_SAW_FLAGGED)
        step.flag = random_flag (rand);
      if (step.kind == SMT_CLEANUP_WAS_DECIDED)
        step.decision = smt_decision_new ((SmtDecisionKind)g_rand_int_range (rand, 0, SMT_N_DECISIONS), "k", "d");
      g_array_append_val (steps, step);
    }
  return steps;
}

static gboolean
apply (GPtrArray *entries, const Step *step)
{
  const SmtCleanupEvent event = { step->kind, step->flag, step->decision, step->at };

  return smt_cleanup_apply (g_ptr_array_index (entries, step->entry), &event);
}

static GPtrArray *
new_entries (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_cleanup_free);

  for (guint i = 0; i < ENTRIES; i++)
    g_ptr_array_add (entries, smt_cleanup_new ("p", "k"));
  return entries;
}

/* What @entry says after @step, having said @before. */
static void
assert_sound (const SmtCleanup *entry, const Step *step, SmtCleanupState before, gboolean was_flagged)
{
  gboolean settles = !smt_cleanup_remains (entry->state);
  gboolean looked = step->kind <= SMT_CLEANUP_SAW_PATIENT;

  if (entry->flag == NULL)
    {
      g_assert_cmpuint (entry->steps->len, ==, 0);
      return;
    }
  if (step->kind == SMT_CLEANUP_SAW_FLAGGED)
    {
      g_assert_true (smt_flag_equal (entry->flag, step->flag));
      g_assert_true (entry->state != SMT_CLEANUP_CORRECTED && entry->state != SMT_CLEANUP_STOPPED
                     && entry->state != SMT_CLEANUP_GONE && entry->state != SMT_CLEANUP_SENT);
    }
  if (settles && (!was_flagged || smt_cleanup_remains (before)) && !looked)
    g_assert_true (entry->state == SMT_CLEANUP_OVERRIDDEN || entry->state == SMT_CLEANUP_KEPT);
  if (entry->state == SMT_CLEANUP_KEPT)
    g_assert_cmpint (entry->flag->severity_class, <, SMT_CLASS_STOP);
  if (entry->state == SMT_CLEANUP_OVERRIDDEN || entry->state == SMT_CLEANUP_CLARIFYING)
    g_assert_nonnull (entry->decision);
  g_assert_true (g_array_index (entry->steps, SmtCleanupStep, entry->steps->len - 1).remains
                 == smt_cleanup_remains (entry->state));
}

static void
assert_curve (GPtrArray *entries, SmtInstant last)
{
  SmtDate today = smt_date_add_days (smt_instant_to_date (last), 30); /* behind every step, whatever the clock did */
  g_autoptr (GArray) days = smt_cleanup_curve (entries, today, 10000);
  guint remaining = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const SmtCleanup *entry = g_ptr_array_index (entries, i);

      remaining += entry->flag != NULL && smt_cleanup_remains (entry->state);
    }
  g_assert_cmpuint (g_array_index (days, SmtCleanupDay, days->len - 1).n, ==, remaining);
  for (guint i = 0; i < days->len; i++)
    g_assert_cmpuint (g_array_index (days, SmtCleanupDay, i).n, <=, ENTRIES);
}

/* Whatever is said, and by whom, a thread is closed when its entry is settled, and only then. */
static void
test_threads (void)
{
  static const SmtRole roles[] = { SMT_ROLE_DOCTOR, SMT_ROLE_NURSE, SMT_ROLE_PHARMACIST };
  guint runs = test_is_long () ? 20000 : 400;

  for (guint run = 0; run < runs; run++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (7000 + run);
      g_autoptr (GArray) steps = random_steps (rand);
      g_autoptr (GPtrArray) entries = new_entries ();
      g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_thread_message_free);

      for (guint i = 0; i < steps->len; i++)
        {
          const SmtCleanup *entry = g_ptr_array_index (entries, 0);
          SmtThreadState before = smt_thread_state (entry, said);
          SmtThreadState after;

          if (g_rand_boolean (rand))
            {
              SmtRole role = roles[g_rand_int_range (rand, 0, G_N_ELEMENTS (roles))];

              g_ptr_array_add (said, smt_thread_message_new (role, "noen", "noe"));
              after = smt_thread_state (entry, said);
              g_assert_true ((before == SMT_THREAD_CLOSED) == (after == SMT_THREAD_CLOSED));
              g_assert_true (after == SMT_THREAD_CLOSED || (after == SMT_THREAD_ANSWERED) == (role == SMT_ROLE_DOCTOR));
            }
          apply (entries, &g_array_index (steps, Step, i));
          g_assert_true ((smt_thread_state (entry, said) == SMT_THREAD_CLOSED) == !smt_cleanup_remains (entry->state));
        }
    }
}

static void
test_random_events (void)
{
  guint runs = test_is_long () ? 20000 : 400;

  for (guint run = 0; run < runs; run++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (2026 + run);
      g_autoptr (GArray) steps = random_steps (rand);
      g_autoptr (GPtrArray) entries = new_entries ();
      g_autoptr (GPtrArray) again = new_entries ();

      for (guint i = 0; i < steps->len; i++)
        {
          const Step *step = &g_array_index (steps, Step, i);
          SmtCleanup *entry = g_ptr_array_index (entries, step->entry);
          SmtCleanupState before = entry->state;
          gboolean was_flagged = entry->flag != NULL;
          gboolean news = apply (entries, step);

          assert_sound (entry, step, before, was_flagged);
          g_assert_true (news || entry->state == before || !was_flagged);
          if (step->kind <= SMT_CLEANUP_SAW_PATIENT) /* a second look that sees the same brings nothing new */
            g_assert_false (apply (entries, step));
        }
      for (guint i = 0; i < steps->len; i++)
        apply (again, &g_array_index (steps, Step, i));
      for (guint i = 0; i < ENTRIES; i++)
        {
          const SmtCleanup *a = g_ptr_array_index (entries, i);
          const SmtCleanup *b = g_ptr_array_index (again, i);

          g_assert_cmpint (a->state, ==, b->state);
          g_assert_cmpint (a->since, ==, b->since);
        }
      assert_curve (entries, g_array_index (steps, Step, steps->len - 1).at);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/cleanup/property/random-events", test_random_events);
  g_test_add_func ("/reconcile/thread/property/words-settle-nothing", test_threads);

  return g_test_run ();
}
