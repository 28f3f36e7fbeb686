/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "make-list.h"

#define MTX "Methotrexate Orifarm tab 2,5 mg"
#define RX SMT_PRESCRIPTION_DISPENSABLE

/* One of each: a flagged tablet, a quiet one, a loose prescription, a stopped one. */
static SmtReconciliation *
new_case (gboolean has_pll)
{
  const MadeUp rows[] = {
    { "pll:mtx", MTX, "L04AX03", daily (3), monday (3), "mtx", "rx-mtx", RX, SMT_TREATMENT_ACTIVE },
    { "pll:selo", "Selo-Zok depottab 100 mg", "C07AB02", daily (1), daily (1), "selo", "rx-selo", RX,
      SMT_TREATMENT_ACTIVE },
    { "rx:loose", "Paracet tab 500 mg", "N02BE01", daily (2), daily (2), NULL, "rx-loose", RX, SMT_TREATMENT_ACTIVE },
    { "pll:gone", "Furix tab 20 mg", "C03CA01", daily (1), daily (1), "gone", "rx-gone", SMT_PRESCRIPTION_RECALLED,
      SMT_TREATMENT_STOPPED },
  };
  g_autoptr (SmtList) list = make_list (rows, G_N_ELEMENTS (rows), has_pll);

  return smt_reconciliation_new (list, TODAY);
}

static SmtDecision *
new_decision (const SmtReconciliation *self, SmtDecisionKind kind, const char *key)
{
  return smt_decision_new (kind, key, smt_reconciliation_find_row (self, key)->treatment->digest);
}

static SmtDecision *
new_change (const SmtReconciliation *self, const char *key, SmtRhythm *rhythm)
{
  SmtDecision *decision = new_decision (self, SMT_DECISION_CHANGE, key);

  decision->rhythm = rhythm;
  decision->first_day = TODAY;
  decision->new_prescription_id = g_strdup ("rx-new");
  return decision;
}

static void
assert_refused (SmtReconciliation *self, SmtDecision *decision, SmtReconcileError code)
{
  g_autoptr (GError) error = NULL;
  guint blocking = smt_reconciliation_count_blocking (self);

  g_assert_false (smt_reconciliation_decide (self, decision, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, (int)code);
  g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, blocking);
  g_assert_false (smt_reconciliation_can_undo (self));
}

static void
assert_taken (SmtReconciliation *self, SmtDecision *decision)
{
  g_autoptr (GError) error = NULL;

  smt_reconciliation_decide (self, decision, &error);
  g_assert_no_error (error);
}

/* --- a list that is paused as a whole ------------------------------------------------------------------------------
 */

/* A quiet list whose M25.1 pauses it from @from until @until (both may be unset). */
static SmtReconciliation *
new_paused (SmtDate from, SmtDate until)
{
  const MadeUp rows[] = {
    { "pll:selo", "Selo-Zok depottab 100 mg", "C07AB02", daily (1), daily (1), "selo", "rx-selo", RX,
      SMT_TREATMENT_ACTIVE },
  };
  g_autoptr (SmtList) list = make_list (rows, G_N_ELEMENTS (rows), TRUE);
  SmtMessage *message = smt_message_new ();

  message->kind = SMT_MESSAGE_LIST;
  message->id = g_strdup ("m251");
  message->paused = TRUE;
  message->paused_from = from;
  message->paused_until = until;
  g_ptr_array_add (list->messages, message);
  return smt_reconciliation_new (list, TODAY);
}

static SmtDecision *
new_resumption (const SmtReconciliation *self, const char *reason)
{
  const SmtMessage *pause = smt_reconciliation_get_pause (self);
  g_autofree char *digest = pause != NULL ? smt_message_dup_pause_digest (pause) : g_strdup ("none");
  SmtDecision *decision = smt_decision_new (SMT_DECISION_RESUME, SMT_WHOLE_LIST, digest);

  decision->reason = g_strdup (reason);
  return decision;
}

/* Nothing is frozen before a doctor has said, with a reason, that it is in use again; undo takes that back. */
static void
test_paused_list (void)
{
  g_autoptr (SmtReconciliation) self = new_paused (TODAY, SMT_DATE_UNSET);
  g_autoptr (SmtDecision) silent = new_resumption (self, NULL);
  g_autoptr (SmtDecision) nurses = new_resumption (self, "home again");
  g_autoptr (SmtDecision) other = smt_decision_new (SMT_DECISION_RESUME, SMT_WHOLE_LIST, "another pause");
  g_autoptr (SmtDecision) resumed = new_resumption (self, "home again");
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) redone = NULL;
  g_autoptr (SmtChangeSet) set = NULL;
  g_autoptr (GError) error = NULL;

  nurses->role = SMT_ROLE_NURSE;
  other->reason = g_strdup ("home again");
  g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 1);
  g_assert_null (smt_reconciliation_freeze (self, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_BLOCKED);
  assert_refused (self, silent, SMT_RECONCILE_ERROR_INCOMPLETE);
  assert_refused (self, nurses, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  assert_refused (self, other, SMT_RECONCILE_ERROR_STALE);

  assert_taken (self, resumed);
  g_assert_true (smt_reconciliation_is_ready (self));
  undone = smt_reconciliation_undo (self);
  g_assert_cmpstr (g_ptr_array_index (undone, 0), ==, SMT_WHOLE_LIST);
  g_assert_true (smt_reconciliation_pause_blocks (self));
  redone = smt_reconciliation_redo (self);
  set = smt_reconciliation_freeze (self, NULL);
  g_assert_true (smt_decision_equal (set->on_list, resumed));
  g_assert_true (smt_reconciliation_clear (self, SMT_WHOLE_LIST));
  g_assert_true (smt_reconciliation_pause_blocks (self));
}

/* The day it ends is a day in use, and one that has not begun stops nothing. */
static void
test_pause_days (void)
{
  g_autoptr (SmtReconciliation) over = new_paused (smt_date_add_days (TODAY, -9), TODAY);
  g_autoptr (SmtReconciliation) last = new_paused (smt_date_add_days (TODAY, -9), smt_date_add_days (TODAY, 1));
  g_autoptr (SmtReconciliation) to_come = new_paused (smt_date_add_days (TODAY, 1), SMT_DATE_UNSET);
  g_autoptr (SmtReconciliation) open = new_paused (SMT_DATE_UNSET, SMT_DATE_UNSET);
  g_autoptr (SmtDecision) idle = new_resumption (over, "home again");

  g_assert_false (smt_reconciliation_pause_blocks (over));
  g_assert_true (smt_reconciliation_pause_blocks (last));
  g_assert_false (smt_reconciliation_pause_blocks (to_come));
  g_assert_true (smt_reconciliation_pause_blocks (open));
  assert_refused (over, idle, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
}

/* A text has no code: a word is enough to ask. */
static void
test_pause_in_words (void)
{
  g_assert_true (smt_message_text_pauses ("Listen er satt på PAUSE under innleggelse"));
  g_assert_true (smt_message_text_pauses ("Lista er pausa"));
  g_assert_true (smt_message_text_pauses ("Suspendert inntil videre"));
  g_assert_false (smt_message_text_pauses ("Gjennomgått med pasienten"));
  g_assert_false (smt_message_text_pauses (NULL));
}

static void
test_groups (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);

  g_assert_cmpuint (smt_reconciliation_get_n_rows (self), ==, 4);
  g_assert_cmpint (smt_reconciliation_find_row (self, "pll:mtx")->group, ==, SMT_GROUP_MUST_DECIDE);
  g_assert_cmpint (smt_reconciliation_find_row (self, "rx:loose")->group, ==, SMT_GROUP_MUST_DECIDE);
  g_assert_cmpint (smt_reconciliation_find_row (self, "pll:selo")->group, ==, SMT_GROUP_UNCHANGED);
  g_assert_cmpint (smt_reconciliation_find_row (self, "pll:gone")->group, ==, SMT_GROUP_STOPPED);
  g_assert_null (smt_reconciliation_find_row (self, "pll:nobody"));
  g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 2);
}

/* A pharmacy asks for another dose of what is in tune: seen by itself, and neither kept nor renewed in a batch. */
static SmtReconciliation *
new_asked (gboolean stale)
{
  const MadeUp rows[] = {
    { "pll:selo", "Selo-Zok depottab 100 mg", "C07AB02", daily (1), daily (1), "selo", "rx-selo", RX,
      SMT_TREATMENT_ACTIVE },
    { "pll:furix", "Furix tab 20 mg", "C03CA01", daily (1), daily (1), "furix", "rx-furix", RX, SMT_TREATMENT_ACTIVE },
  };
  g_autoptr (SmtList) list = make_list (rows, G_N_ELEMENTS (rows), TRUE);
  SmtMessage *message = smt_message_new ();
  SmtQuestion *question = smt_message_add_question (message);

  message->kind = SMT_MESSAGE_PROPOSAL;
  message->stale = stale;
  question->kind = SMT_QUESTION_CHANGED;
  question->key = g_strdup ("pll:furix");
  g_ptr_array_add (list->messages, message);

  return smt_reconciliation_new (list, TODAY);
}

static char *
make_an_id (gpointer data)
{
  guint *n = data;

  return g_strdup_printf ("rx-%u", ++*n);
}

static void
test_question_is_no_batch_work (void)
{
  g_autoptr (SmtReconciliation) self = new_asked (FALSE);
  const SmtRow *row = smt_reconciliation_find_row (self, "pll:furix");
  g_autoptr (GPtrArray) both = g_ptr_array_new ();
  g_autoptr (GPtrArray) refused = NULL;
  guint ids = 0;
  SmtRenewal renewal = { .make_id = make_an_id, .make_id_data = &ids };

  g_assert_true (row->asked);
  g_assert_cmpint (row->group, ==, SMT_GROUP_MUST_DECIDE);
  g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 1);

  g_autoptr (GPtrArray) kept = smt_reconciliation_keep_unchanged (self, SMT_ROLE_DOCTOR, NULL);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (kept, 0), ==, "pll:selo");

  g_ptr_array_add (both, (gpointer) "pll:selo");
  g_ptr_array_add (both, (gpointer) "pll:furix");
  g_autoptr (GPtrArray) renewed = smt_reconciliation_renew_all (self, both, &renewal, &refused);
  g_assert_cmpuint (renewed->len, ==, 1);
  g_assert_cmpuint (refused->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (refused, 0), ==, "pll:furix");

  g_autoptr (SmtDecision) keep = new_decision (self, SMT_DECISION_KEEP, "pll:furix");
  assert_taken (self, keep);
  g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 0);
}

static SmtReconciliation *
new_asked_about (SmtTreatmentState state, gboolean proposed)
{
  const MadeUp row = {
    "pll:furix", "Furix tab 20 mg", "C03CA01", daily (1), daily (1), "furix", "rx-furix", RX, state
  };
  g_autoptr (SmtList) list = make_list (&row, 1, TRUE);
  SmtMessage *message = smt_message_new ();
  SmtQuestion *question = smt_message_add_question (message);

  message->kind = SMT_MESSAGE_PROPOSAL;
  question->kind = proposed ? SMT_QUESTION_NEW : SMT_QUESTION_ASKED;
  question->key = g_strdup ("pll:furix");
  g_ptr_array_add (list->messages, message);
  ((SmtTreatment *)g_ptr_array_index (list->treatments, 0))->proposed = proposed;
  return smt_reconciliation_new (list, TODAY);
}

/* What a pharmacy asks about something that is not in use would be overtaken by the next list, unread. It is answered
 * without anything coming back. */
static void
test_question_about_what_is_over (void)
{
  static const SmtTreatmentState states[] = { SMT_TREATMENT_PAUSED, SMT_TREATMENT_STOPPED, SMT_TREATMENT_EXPIRED };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SmtReconciliation) self = new_asked_about (states[i], FALSE);
      g_autoptr (SmtDecision) change = new_decision (self, SMT_DECISION_CHANGE, "pll:furix");
      g_autoptr (SmtDecision) decline = new_decision (self, SMT_DECISION_DECLINE, "pll:furix");
      g_autoptr (SmtDecision) clarify = new_decision (self, SMT_DECISION_CLARIFY, "pll:furix");
      g_autoptr (GPtrArray) kept = smt_reconciliation_keep_unchanged (self, SMT_ROLE_DOCTOR, NULL);

      g_assert_cmpuint (kept->len, ==, 0);
      g_assert_cmpint (smt_reconciliation_find_row (self, "pll:furix")->group, ==, SMT_GROUP_MUST_DECIDE);
      g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 1);
      change->rhythm = daily (2);
      change->new_prescription_id = g_strdup ("rx-new");
      assert_refused (self, change, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
      assert_refused (self, decline, SMT_RECONCILE_ERROR_INCOMPLETE);
      decline->reason = g_strdup ("seponert av sykehuset");
      assert_taken (self, decline);
      g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 0);
      g_ptr_array_unref (smt_reconciliation_undo (self));
      clarify->recipient = g_strdup ("apoteket");
      clarify->due = TODAY;
      assert_taken (self, clarify);
      g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 0);
    }
}

/* Sent back undecided it would be on the list, whatever state it is in. */
static void
test_proposal_that_is_over (void)
{
  static const SmtTreatmentState states[] = { SMT_TREATMENT_PAUSED, SMT_TREATMENT_STOPPED, SMT_TREATMENT_EXPIRED };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SmtReconciliation) self = new_asked_about (states[i], TRUE);
      g_autoptr (SmtDecision) stop = new_decision (self, SMT_DECISION_STOP, "pll:furix");
      g_autoptr (SmtDecision) take_in = new_decision (self, SMT_DECISION_TAKE_IN, "pll:furix");

      g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 1);
      if (states[i] == SMT_TREATMENT_STOPPED)
        assert_refused (self, stop, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
      else
        assert_taken (self, stop);
      assert_taken (self, take_in);
      g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 0);
    }
}

static void
test_overtaken_question_asks_nobody (void)
{
  g_autoptr (SmtReconciliation) self = new_asked (TRUE);

  g_assert_false (smt_reconciliation_find_row (self, "pll:furix")->asked);
  g_assert_cmpint (smt_reconciliation_find_row (self, "pll:furix")->group, ==, SMT_GROUP_UNCHANGED);
  g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 0);
}

static void
test_seen (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  smt_reconciliation_set_seen (self, seen);
  g_assert_cmpint (smt_reconciliation_find_row (self, "pll:selo")->group, ==, SMT_GROUP_CHANGED);
  g_hash_table_insert (seen, (char *)"pll:selo", (char *)"digest of pll:selo");
  smt_reconciliation_set_seen (self, seen);
  g_assert_cmpint (smt_reconciliation_find_row (self, "pll:selo")->group, ==, SMT_GROUP_UNCHANGED);
  g_hash_table_insert (seen, (char *)"pll:selo", (char *)"another digest");
  smt_reconciliation_set_seen (self, seen);
  g_assert_cmpint (smt_reconciliation_find_row (self, "pll:selo")->group, ==, SMT_GROUP_CHANGED);
  g_assert_cmpint (smt_reconciliation_find_row (self, "pll:mtx")->group, ==, SMT_GROUP_MUST_DECIDE);
}

static void
test_loose_blocks_only_beside_a_list (void)
{
  g_autoptr (SmtReconciliation) self = new_case (FALSE);

  g_assert_false (smt_reconciliation_find_row (self, "rx:loose")->blocks);
  g_assert_true (smt_reconciliation_find_row (self, "pll:mtx")->blocks);
}

static void
test_flagged_row_cannot_be_kept (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (SmtDecision) keep = new_decision (self, SMT_DECISION_KEEP, "pll:mtx");

  assert_refused (self, keep, SMT_RECONCILE_ERROR_STOP);
}

static void
test_flagged_loose_prescription_cannot_be_taken_in (void)
{
  const MadeUp rows[] = { { "rx:mtx", MTX, "L04AX03", daily (3), monday (3), NULL, "rx-mtx", RX,
                            SMT_TREATMENT_ACTIVE } };
  g_autoptr (SmtList) list = make_list (rows, 1, TRUE);
  g_autoptr (SmtReconciliation) self = smt_reconciliation_new (list, TODAY);
  g_autoptr (SmtDecision) take_in = new_decision (self, SMT_DECISION_TAKE_IN, "rx:mtx");
  g_autoptr (SmtDecision) override = new_decision (self, SMT_DECISION_OVERRIDE, "rx:mtx");

  take_in->new_entry_id = g_strdup ("new");
  override->reason = g_strdup ("avtalt med onkolog");
  assert_refused (self, take_in, SMT_RECONCILE_ERROR_STOP);
  assert_refused (self, override, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
}

static void
test_change_must_be_whole (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (SmtDecision) no_rhythm = new_change (self, "pll:mtx", NULL);
  g_autoptr (SmtDecision) no_day = new_change (self, "pll:mtx", monday (3));
  g_autoptr (SmtDecision) no_id = new_change (self, "pll:mtx", monday (3));
  g_autoptr (SmtDecision) no_days = new_change (self, "pll:mtx", monday (3));

  no_day->first_day = SMT_DATE_UNSET;
  g_clear_pointer (&no_id->new_prescription_id, g_free);
  no_days->rhythm->steps[0].beats[0].days = (SmtDays){ 0 };
  assert_refused (self, no_rhythm, SMT_RECONCILE_ERROR_INCOMPLETE);
  assert_refused (self, no_day, SMT_RECONCILE_ERROR_INCOMPLETE);
  assert_refused (self, no_id, SMT_RECONCILE_ERROR_INCOMPLETE);
  assert_refused (self, no_days, SMT_RECONCILE_ERROR_INCOMPLETE);
}

static void
test_change_to_another_fault (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (SmtDecision) change = new_change (self, "pll:mtx", daily (1));

  assert_refused (self, change, SMT_RECONCILE_ERROR_NEW_FINDING);
}

static void
test_what_settles_a_stopp (void)
{
  for (guint i = 0; i < 5; i++)
    {
      const SmtDecisionKind kinds[] = { SMT_DECISION_CHANGE, SMT_DECISION_STOP, SMT_DECISION_RECALL,
                                        SMT_DECISION_CLARIFY, SMT_DECISION_OVERRIDE };
      g_autoptr (SmtReconciliation) self = new_case (TRUE);
      g_autoptr (SmtDecision) decision = kinds[i] == SMT_DECISION_CHANGE ? new_change (self, "pll:mtx", monday (3))
                                                                         : new_decision (self, kinds[i], "pll:mtx");

      decision->reason = g_strdup ("avtalt");
      decision->recipient = g_strdup ("revmatolog");
      decision->due = smt_date_new (2026, 12, 1);
      assert_taken (self, decision);
      g_assert_false (smt_reconciliation_find_row (self, "pll:mtx")->blocks);
      g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 1);
    }
}

static void
test_reasons_are_needed (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (SmtDecision) override = new_decision (self, SMT_DECISION_OVERRIDE, "pll:mtx");
  g_autoptr (SmtDecision) clarify = new_decision (self, SMT_DECISION_CLARIFY, "pll:mtx");
  g_autoptr (SmtDecision) stop = new_decision (self, SMT_DECISION_STOP, "pll:mtx");

  override->reason = g_strdup (" \n\t ");
  clarify->recipient = g_strdup ("apotek");
  stop->stop_reason = SMT_STOP_OTHER;
  assert_refused (self, override, SMT_RECONCILE_ERROR_INCOMPLETE);
  assert_refused (self, clarify, SMT_RECONCILE_ERROR_INCOMPLETE);
  assert_refused (self, stop, SMT_RECONCILE_ERROR_INCOMPLETE);
}

/* An override as it comes back from the journal, after it went with a send. */
static SmtDecision *
stored_override (const SmtReconciliation *self, const char *key)
{
  g_autoptr (SmtDecision) override = new_decision (self, SMT_DECISION_OVERRIDE, key);
  g_autofree char *json = NULL;

  override->reason = g_strdup ("avtalt med revmatolog");
  override->overridden = smt_row_dup_stops (smt_reconciliation_find_row (self, key));
  json = smt_decision_to_json (override);
  return smt_decision_from_json (json, NULL);
}

static GPtrArray *
alone (SmtDecision *decision)
{
  GPtrArray *overrides = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_decision_unref);

  g_ptr_array_add (overrides, decision);
  return overrides;
}

/* What was overridden once stays quiet: its findings stand, and nothing is asked. */
static void
test_overridden_stays_quiet (void)
{
  g_autoptr (SmtReconciliation) earlier = new_case (TRUE);
  g_autoptr (GPtrArray) overrides = alone (stored_override (earlier, "pll:mtx"));
  g_autoptr (SmtReconciliation) self = new_case (TRUE);

  smt_reconciliation_set_overrides (self, overrides);
  const SmtRow *row = smt_reconciliation_find_row (self, "pll:mtx");
  g_assert_nonnull (row->override);
  g_assert_cmpstr (row->override->reason, ==, "avtalt med revmatolog");
  g_assert_false (row->blocks);
  g_assert_cmpint (row->group, !=, SMT_GROUP_MUST_DECIDE);
  g_assert_cmpint (((const SmtFinding *)g_ptr_array_index (row->findings, 0))->severity_class, ==, SMT_CLASS_STOP);
  g_assert_cmpuint (smt_reconciliation_count_blocking (self), ==, 1); /* the loose one */

  /* it may be kept like any other, and nothing keeps it in bulk */
  g_autoptr (SmtDecision) keep = new_decision (self, SMT_DECISION_KEEP, "pll:mtx");
  assert_taken (self, keep);
}

/* A renewal, another dose or another status is other data; an override that names no findings lets nothing through. */
static void
test_overridden_asks_again (void)
{
  g_autoptr (SmtReconciliation) earlier = new_case (TRUE);
  g_autoptr (SmtDecision) override = stored_override (earlier, "pll:mtx");
  g_autoptr (GPtrArray) overrides = alone (smt_decision_ref (override));
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  SmtTreatment *treatment = (SmtTreatment *)smt_list_find (smt_reconciliation_get_list (self), "pll:mtx");

  g_free (treatment->digest);
  treatment->digest = g_strdup ("renewed");
  g_autoptr (SmtReconciliation) renewed = smt_reconciliation_new (smt_reconciliation_get_list (self), TODAY);
  smt_reconciliation_set_overrides (renewed, overrides);
  g_assert_true (smt_reconciliation_find_row (renewed, "pll:mtx")->blocks);
  g_assert_null (smt_reconciliation_find_row (renewed, "pll:mtx")->override);

  g_autoptr (SmtReconciliation) again = new_case (TRUE);
  g_clear_pointer (&override->overridden, g_strfreev);
  smt_reconciliation_set_overrides (again, overrides);
  g_assert_true (smt_reconciliation_find_row (again, "pll:mtx")->blocks);
}

static void
test_stopped_stays_stopped (void)
{
  for (guint kind = SMT_DECISION_KEEP; kind <= SMT_DECISION_OVERRIDE; kind++)
    {
      g_autoptr (SmtReconciliation) self = new_case (TRUE);
      g_autoptr (SmtDecision) decision = kind == SMT_DECISION_CHANGE
                                             ? new_change (self, "pll:gone", daily (1))
                                             : new_decision (self, (SmtDecisionKind)kind, "pll:gone");

      decision->reason = g_strdup ("likevel");
      assert_refused (self, decision, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
    }
}

static void
test_stale_decision (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (SmtDecision) keep = smt_decision_new (SMT_DECISION_KEEP, "pll:selo", "digest of yesterday");
  g_autoptr (SmtDecision) nobody = smt_decision_new (SMT_DECISION_KEEP, "pll:nobody", "digest");

  assert_refused (self, keep, SMT_RECONCILE_ERROR_STALE);
  assert_refused (self, nobody, SMT_RECONCILE_ERROR_UNKNOWN_TREATMENT);
}

static void
test_bulk_keep (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (GPtrArray) keys = smt_reconciliation_keep_unchanged (self, SMT_ROLE_DOCTOR, NULL);
  g_autoptr (GPtrArray) again = smt_reconciliation_keep_unchanged (self, SMT_ROLE_DOCTOR, NULL);
  g_autoptr (GPtrArray) undone = NULL;

  g_assert_cmpuint (keys->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (keys, 0), ==, "pll:selo");
  g_assert_cmpuint (again->len, ==, 0);
  g_assert_null (smt_reconciliation_find_row (self, "pll:mtx")->decision);
  g_assert_null (smt_reconciliation_find_row (self, "pll:gone")->decision);

  undone = smt_reconciliation_undo (self);
  g_assert_cmpuint (undone->len, ==, 1);
  g_assert_null (smt_reconciliation_find_row (self, "pll:selo")->decision);
  g_assert_false (smt_reconciliation_can_undo (self));
}

/* What a nurse keeps in bulk waits for the doctor, as what she keeps one by one. */
static void
test_bulk_keep_of_a_nurse (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (GPtrArray) keys = smt_reconciliation_keep_unchanged (self, SMT_ROLE_NURSE, "Siri Prøve");
  g_autoptr (GPtrArray) approved = NULL;
  const SmtRow *row = smt_reconciliation_find_row (self, "pll:selo");

  g_assert_cmpuint (keys->len, ==, 1);
  g_assert_true (row->draft);
  g_assert_true (row->blocks);
  g_assert_cmpuint (smt_reconciliation_count_drafts (self), ==, 1);

  approved = smt_reconciliation_approve_all (self, "Lise Prøve");
  g_assert_cmpuint (approved->len, ==, 1);
  g_assert_false (row->draft);
  g_assert_cmpint (row->decision->role, ==, SMT_ROLE_NURSE);
}

static void
test_undo_brings_back_the_earlier_decision (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (SmtDecision) first = new_change (self, "pll:mtx", monday (3));
  g_autoptr (SmtDecision) second = new_decision (self, SMT_DECISION_STOP, "pll:mtx");
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) redone = NULL;

  assert_taken (self, first);
  assert_taken (self, second);
  undone = smt_reconciliation_undo (self);
  g_assert_true (smt_reconciliation_find_row (self, "pll:mtx")->decision == first);
  redone = smt_reconciliation_redo (self);
  g_assert_true (smt_reconciliation_find_row (self, "pll:mtx")->decision == second);
  g_assert_false (smt_reconciliation_can_redo (self));
  g_assert_true (smt_reconciliation_clear (self, "pll:mtx"));
  g_assert_false (smt_reconciliation_clear (self, "pll:mtx"));
  g_assert_true (smt_reconciliation_find_row (self, "pll:mtx")->blocks);
}

static void
test_freeze (void)
{
  g_autoptr (SmtReconciliation) self = new_case (TRUE);
  g_autoptr (SmtDecision) change = new_change (self, "pll:mtx", monday (3));
  g_autoptr (SmtDecision) take_in = new_decision (self, SMT_DECISION_TAKE_IN, "rx:loose");
  g_autoptr (SmtChangeSet) set = NULL;
  g_autoptr (GError) error = NULL;

  take_in->new_entry_id = g_strdup ("new");
  assert_taken (self, change);
  g_assert_null (smt_reconciliation_freeze (self, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_BLOCKED);
  g_clear_error (&error);

  assert_taken (self, take_in);
  set = smt_reconciliation_freeze (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->changes->len, ==, 4);
  g_assert_true (set->create_pll);
  g_assert_cmpuint (smt_change_set_count (set, SMT_DECISION_CHANGE), ==, 1);
  g_assert_null (smt_change_set_find (set, "pll:selo")->decision);
  /* a frozen set does not follow later undos */
  g_ptr_array_unref (smt_reconciliation_undo (self));
  g_assert_nonnull (smt_change_set_find (set, "rx:loose")->decision);
}

static void
test_no_list_is_made_by_accident (void)
{
  const MadeUp rows[] = { { "rx:one", "Paracet tab 500 mg", "N02BE01", daily (1), daily (1), NULL, "rx-one", RX,
                            SMT_TREATMENT_ACTIVE } };
  g_autoptr (SmtList) list = make_list (rows, 1, FALSE);
  g_autoptr (SmtReconciliation) self = smt_reconciliation_new (list, TODAY);
  g_autoptr (SmtDecision) take_in = new_decision (self, SMT_DECISION_TAKE_IN, "rx:one");
  g_autoptr (SmtChangeSet) before = smt_reconciliation_freeze (self, NULL);
  g_autoptr (SmtChangeSet) after = NULL;

  g_assert_false (before->create_pll);
  take_in->new_entry_id = g_strdup ("new");
  assert_taken (self, take_in);
  after = smt_reconciliation_freeze (self, NULL);
  g_assert_true (after->create_pll);
}

/* --- what never stands on the list -------------------------------------------------------------------------------- */

static const struct
{
  SmtOffList why;
  SmtReconcileError code;
} off_list[] = {
  { SMT_OFF_LIST_VACCINE, SMT_RECONCILE_ERROR_VACCINE },
  { SMT_OFF_LIST_LOCKED, SMT_RECONCILE_ERROR_LOCKED },
  { SMT_OFF_LIST_GOODS, SMT_RECONCILE_ERROR_GOODS },
};

static SmtReconciliation *
new_off_list (SmtOffList why, gboolean proposed)
{
  const MadeUp rows[] = { { "rx:loose", "Prøvemiddel 20 mikrog", "J07BC01", daily (1), daily (1),
                            proposed ? "proposed" : NULL, proposed ? NULL : "rx-loose", RX, SMT_TREATMENT_ACTIVE },
                          { "pll:entry", "Prøvemiddel 20 mikrog", "J07BC01", daily (1), daily (1), "entry", NULL,
                            SMT_PRESCRIPTION_UNKNOWN, SMT_TREATMENT_ACTIVE } };
  g_autoptr (SmtList) list = make_list (rows, G_N_ELEMENTS (rows), TRUE);
  SmtTreatment *treatment = g_ptr_array_index (list->treatments, 0);

  treatment->use = why == SMT_OFF_LIST_VACCINE ? SMT_USE_VACCINE : SMT_USE_REGULAR;
  treatment->locked = why == SMT_OFF_LIST_LOCKED;
  treatment->goods = why == SMT_OFF_LIST_GOODS;
  treatment->proposed = proposed;
  g_assert_cmpint (smt_treatment_get_off_list (treatment), ==, why);
  return smt_reconciliation_new (list, TODAY);
}

/* M25 has no vaccines, nothing locked and no goods: nobody is asked to take them in, and nothing does. */
static void
test_off_list_is_never_taken_in (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (off_list); i++)
    {
      g_autoptr (SmtReconciliation) self = new_off_list (off_list[i].why, FALSE);
      g_autoptr (SmtReconciliation) proposed = new_off_list (off_list[i].why, TRUE);
      g_autoptr (SmtDecision) take_in = new_decision (self, SMT_DECISION_TAKE_IN, "rx:loose");
      g_autoptr (SmtDecision) joined = new_decision (self, SMT_DECISION_BELONGS_TO, "rx:loose");
      g_autoptr (SmtDecision) change = new_change (self, "rx:loose", daily (1));
      g_autoptr (SmtDecision) include = new_decision (proposed, SMT_DECISION_TAKE_IN, "rx:loose");
      g_autoptr (SmtDecision) other_dose = new_change (proposed, "rx:loose", daily (1));
      g_autoptr (SmtDecision) stop = new_decision (proposed, SMT_DECISION_STOP, "rx:loose");
      g_autoptr (SmtDecision) decline = new_decision (proposed, SMT_DECISION_DECLINE, "rx:loose");
      const SmtRow *row = smt_reconciliation_find_row (self, "rx:loose");

      g_assert_false (row->blocks);
      g_assert_cmpint (row->group, !=, SMT_GROUP_MUST_DECIDE);
      take_in->new_entry_id = g_strdup ("new");
      assert_refused (self, take_in, off_list[i].code);
      joined->other_key = g_strdup ("pll:entry");
      assert_refused (self, joined, off_list[i].code);
      change->new_entry_id = g_strdup ("new");
      assert_refused (self, change, off_list[i].code);
      assert_refused (proposed, include, off_list[i].code);
      assert_refused (proposed, other_dose, off_list[i].code);
      assert_refused (proposed, stop, off_list[i].code);
      g_assert_true (smt_reconciliation_find_row (proposed, "rx:loose")->blocks);
      decline->reason = g_strdup ("hører ikke hjemme på listen");
      assert_taken (proposed, decline);
      g_assert_false (smt_reconciliation_find_row (proposed, "rx:loose")->blocks);
    }
}

/* What is left: it is kept as it is, recalled, clarified, or its dose is put right beside the list. */
static void
test_off_list_is_answered_otherwise (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (off_list); i++)
    {
      g_autoptr (SmtReconciliation) self = new_off_list (off_list[i].why, FALSE);
      g_autoptr (SmtDecision) keep = new_decision (self, SMT_DECISION_KEEP, "rx:loose");
      g_autoptr (SmtDecision) recall = new_decision (self, SMT_DECISION_RECALL, "rx:loose");
      g_autoptr (SmtDecision) change = new_change (self, "rx:loose", daily (1));
      g_autoptr (SmtDecision) clarify = new_decision (self, SMT_DECISION_CLARIFY, "rx:loose");
      g_autoptr (GPtrArray) kept = smt_reconciliation_keep_unchanged (self, SMT_ROLE_DOCTOR, NULL);

      g_assert_cmpuint (kept->len, ==, 1); /* the entry alone: no batch says of what is loose that it is taken */
      g_assert_cmpstr (g_ptr_array_index (kept, 0), ==, "pll:entry");
      clarify->recipient = g_strdup ("helsestasjonen");
      clarify->due = TODAY;
      assert_taken (self, keep);
      assert_taken (self, recall);
      assert_taken (self, change);
      assert_taken (self, clarify);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconciliation/paused-list", test_paused_list);
  g_test_add_func ("/reconciliation/pause-days", test_pause_days);
  g_test_add_func ("/reconciliation/pause-in-words", test_pause_in_words);
  g_test_add_func ("/reconcile/groups", test_groups);
  g_test_add_func ("/reconcile/seen", test_seen);
  g_test_add_func ("/reconcile/question-is-no-batch-work", test_question_is_no_batch_work);
  g_test_add_func ("/reconcile/question-about-what-is-over", test_question_about_what_is_over);
  g_test_add_func ("/reconcile/proposal-that-is-over", test_proposal_that_is_over);
  g_test_add_func ("/reconcile/overtaken-question-asks-nobody", test_overtaken_question_asks_nobody);
  g_test_add_func ("/reconcile/loose-blocks-only-beside-a-list", test_loose_blocks_only_beside_a_list);
  g_test_add_func ("/reconcile/flagged-cannot-be-kept", test_flagged_row_cannot_be_kept);
  g_test_add_func ("/reconcile/flagged-loose-cannot-be-taken-in", test_flagged_loose_prescription_cannot_be_taken_in);
  g_test_add_func ("/reconcile/change-must-be-whole", test_change_must_be_whole);
  g_test_add_func ("/reconcile/change-to-another-fault", test_change_to_another_fault);
  g_test_add_func ("/reconcile/what-settles-a-stopp", test_what_settles_a_stopp);
  g_test_add_func ("/reconcile/reasons-are-needed", test_reasons_are_needed);
  g_test_add_func ("/reconcile/stopped-stays-stopped", test_stopped_stays_stopped);
  g_test_add_func ("/reconcile/overridden-stays-quiet", test_overridden_stays_quiet);
  g_test_add_func ("/reconcile/overridden-asks-again", test_overridden_asks_again);
  g_test_add_func ("/reconcile/stale-decision", test_stale_decision);
  g_test_add_func ("/reconcile/bulk-keep", test_bulk_keep);
  g_test_add_func ("/reconcile/bulk-keep-of-a-nurse", test_bulk_keep_of_a_nurse);
  g_test_add_func ("/reconcile/undo-brings-back-the-earlier", test_undo_brings_back_the_earlier_decision);
  g_test_add_func ("/reconcile/freeze", test_freeze);
  g_test_add_func ("/reconcile/no-list-by-accident", test_no_list_is_made_by_accident);
  g_test_add_func ("/reconcile/off-list/never-taken-in", test_off_list_is_never_taken_in);
  g_test_add_func ("/reconcile/off-list/answered-otherwise", test_off_list_is_answered_otherwise);
  return g_test_run ();
}
