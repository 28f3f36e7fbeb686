/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-cleanup.h"

/**
 * smt_cleanup_new:
 * @patient: key in the journal, or empty
 * @key: of the treatment
 *
 * Returns: (transfer full): an entry that nothing is known of yet
 */
SmtCleanup *
smt_cleanup_new (const char *patient, const char *key)
{
  SmtCleanup *self;

  g_return_val_if_fail (patient != NULL && key != NULL, NULL);

  self = g_new0 (SmtCleanup, 1);
  self->patient = g_strdup (patient);
  self->key = g_strdup (key);
  self->since = SMT_INSTANT_UNSET;
  self->first = SMT_INSTANT_UNSET;
  self->told = SMT_INSTANT_UNSET;
  self->seen = SMT_N_CLEANUP_EVENTS;
  self->steps = g_array_new (FALSE, FALSE, sizeof (SmtCleanupStep));
  return self;
}

/** smt_cleanup_free: @self (transfer full) */
void
smt_cleanup_free (SmtCleanup *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->patient);
  g_free (self->key);
  g_clear_pointer (&self->flag, smt_flag_unref);
  g_clear_pointer (&self->draft, smt_decision_unref);
  g_clear_pointer (&self->sent, smt_decision_unref);
  g_strfreev (self->judged);
  g_array_unref (self->steps);
  g_free (self);
}

/** smt_cleanup_remains: Returns: whether an entry in @state is still to be cleaned up */
gboolean
smt_cleanup_remains (SmtCleanupState state)
{
  return state <= SMT_CLEANUP_SENT;
}

/* --- the state ------------------------------------------------------------------------------------------------------
 */

static SmtCleanupState
state_of_draft (const SmtCleanup *self)
{
  if (self->draft->kind != SMT_DECISION_CLARIFY)
    return SMT_CLEANUP_DECIDED;
  return self->draft_ended ? SMT_CLEANUP_OPEN : SMT_CLEANUP_CLARIFYING;
}

static SmtCleanupState
state_of_sent (const SmtCleanup *self)
{
  switch (self->sent->kind)
    {
    case SMT_DECISION_CLARIFY:
      return SMT_CLEANUP_CLARIFYING;
    case SMT_DECISION_OVERRIDE:
      return SMT_CLEANUP_OVERRIDDEN;
    case SMT_DECISION_KEEP:
      /* a Stopp cannot be kept (smt_row_may_decide ()); should an old journal say so, it is open */
      return self->flag->severity_class < SMT_CLASS_STOP ? SMT_CLEANUP_KEPT : SMT_CLEANUP_OPEN;
    case SMT_DECISION_CHANGE:
    case SMT_DECISION_STOP:
    case SMT_DECISION_TAKE_IN:
    case SMT_DECISION_RECALL:
    case SMT_DECISION_STOP_LATER:
    case SMT_DECISION_PAUSE:
    case SMT_DECISION_RESUME:
    case SMT_DECISION_RENEW:
    case SMT_DECISION_DELETE:
    case SMT_DECISION_BELONGS_TO:
    case SMT_DECISION_DECLINE:
    case SMT_N_DECISIONS:
    default:
      return SMT_CLEANUP_SENT;
    }
}

static SmtCleanupState
find_state (const SmtCleanup *self, const SmtDecision **decision)
{
  *decision = NULL;
  switch (self->seen)
    {
    case SMT_CLEANUP_SAW_CLEAR:
      return SMT_CLEANUP_CORRECTED;
    case SMT_CLEANUP_SAW_STOPPED:
      return SMT_CLEANUP_STOPPED;
    case SMT_CLEANUP_SAW_GONE:
      return SMT_CLEANUP_GONE;
    case SMT_CLEANUP_SAW_PATIENT:
      return SMT_CLEANUP_FOUND;
    case SMT_CLEANUP_SAW_FLAGGED:
    case SMT_CLEANUP_WAS_DECIDED:
    case SMT_CLEANUP_WAS_UNDONE:
    case SMT_CLEANUP_WAS_SENT:
    case SMT_CLEANUP_WAS_ENDED:
    case SMT_N_CLEANUP_EVENTS:
    default:
      break;
    }
  *decision = self->draft != NULL ? self->draft : self->sent;
  if (self->draft != NULL)
    return state_of_draft (self);
  return self->sent != NULL ? state_of_sent (self) : SMT_CLEANUP_OPEN;
}

static void
forget_sent (SmtCleanup *self)
{
  g_clear_pointer (&self->sent, smt_decision_unref);
  g_clear_pointer (&self->judged, g_strfreev);
}

/* An answer holds while it answers every finding; what was to change the entry has not, where it is flagged again. */
static gboolean
still_answers (const SmtCleanup *self, const SmtFlag *flag)
{
  switch (self->sent->kind)
    {
    case SMT_DECISION_CLARIFY:
      return self->seen == SMT_CLEANUP_SAW_FLAGGED;
    case SMT_DECISION_OVERRIDE:
    case SMT_DECISION_KEEP:
      return smt_flag_is_within (flag, (const char *const *)self->judged);
    case SMT_DECISION_CHANGE:
    case SMT_DECISION_STOP:
    case SMT_DECISION_TAKE_IN:
    case SMT_DECISION_RECALL:
    case SMT_DECISION_STOP_LATER:
    case SMT_DECISION_PAUSE:
    case SMT_DECISION_RESUME:
    case SMT_DECISION_RENEW:
    case SMT_DECISION_DELETE:
    case SMT_DECISION_BELONGS_TO:
    case SMT_DECISION_DECLINE:
    case SMT_N_DECISIONS:
    default:
      return FALSE;
    }
}

static void
take_flag (SmtCleanup *self, const SmtCleanupEvent *event)
{
  SmtFlag *flag = smt_flag_ref (event->flag);

  if (self->first == SMT_INSTANT_UNSET)
    self->first = event->at;
  if (self->flag == NULL || !smt_flag_equal (self->flag, flag))
    self->told = event->at;
  if (self->sent != NULL && !still_answers (self, flag))
    forget_sent (self);
  g_clear_pointer (&self->flag, smt_flag_unref);
  self->flag = flag;
  self->seen = SMT_CLEANUP_SAW_FLAGGED;
}

static void
take_draft (SmtCleanup *self, const SmtDecision *decision)
{
  g_clear_pointer (&self->draft, smt_decision_unref);
  self->draft = decision != NULL ? smt_decision_ref ((SmtDecision *)decision) : NULL;
  self->draft_ended = FALSE;
}

/* What was decided last; before the entry was flagged it answered nothing of it. To keep the line says nothing new of
 * what was let through. */
static void
take_sent (SmtCleanup *self)
{
  g_autoptr (SmtDecision) decision = g_steal_pointer (&self->draft);

  if (decision == NULL)
    return;
  if (decision->kind == SMT_DECISION_KEEP && self->sent != NULL && self->sent->kind == SMT_DECISION_OVERRIDE)
    return;
  forget_sent (self);
  if (self->flag == NULL)
    return;
  self->sent = g_steal_pointer (&decision);
  self->judged = g_strdupv (self->flag->findings);
}

static void
take_end (SmtCleanup *self)
{
  if (self->draft != NULL)
    self->draft_ended = self->draft->kind == SMT_DECISION_CLARIFY;
  else if (self->sent != NULL && self->sent->kind == SMT_DECISION_CLARIFY)
    forget_sent (self);
}

static void
take (SmtCleanup *self, const SmtCleanupEvent *event)
{
  switch (event->kind)
    {
    case SMT_CLEANUP_SAW_FLAGGED:
      take_flag (self, event);
      break;
    case SMT_CLEANUP_SAW_CLEAR:
    case SMT_CLEANUP_SAW_STOPPED:
    case SMT_CLEANUP_SAW_GONE:
    case SMT_CLEANUP_SAW_PATIENT:
      if (self->flag != NULL)
        self->seen = event->kind;
      break;
    case SMT_CLEANUP_WAS_DECIDED:
      take_draft (self, event->decision);
      break;
    case SMT_CLEANUP_WAS_UNDONE:
      take_draft (self, NULL);
      break;
    case SMT_CLEANUP_WAS_SENT:
      take_sent (self);
      break;
    case SMT_CLEANUP_WAS_ENDED:
      take_end (self);
      break;
    case SMT_N_CLEANUP_EVENTS:
    default:
      break;
    }
}

/* A clock that was put back does not turn the order round: a step is never before the one it follows. */
static void
add_step (SmtCleanup *self, SmtInstant at)
{
  SmtCleanupStep step = { .at = at, .remains = smt_cleanup_remains (self->state) };
  const SmtCleanupStep *last =
      self->steps->len > 0 ? &g_array_index (self->steps, SmtCleanupStep, self->steps->len - 1) : NULL;

  if (last != NULL)
    step.at = MAX (step.at, last->at);
  if (last == NULL || last->remains != step.remains)
    g_array_append_val (self->steps, step);
}

/**
 * smt_cleanup_apply:
 * @self: an entry
 * @event: what came next
 *
 * Returns: whether the entry says anything else now: its state, what that rests on, or its flag
 */
gboolean
smt_cleanup_apply (SmtCleanup *self, const SmtCleanupEvent *event)
{
  g_autoptr (SmtFlag) flag = NULL;
  SmtCleanupState state;
  gboolean moved, news;

  g_return_val_if_fail (self != NULL && event != NULL, FALSE);
  g_return_val_if_fail (event->kind != SMT_CLEANUP_SAW_FLAGGED || event->flag != NULL, FALSE);

  flag = self->flag != NULL ? smt_flag_ref (self->flag) : NULL;
  take (self, event);
  if (self->flag == NULL)
    return FALSE;

  state = find_state (self, &self->decision);
  moved = flag == NULL || state != self->state;
  news = moved || !smt_flag_equal (flag, self->flag);
  if (moved)
    self->since = event->at;
  self->state = state;
  add_step (self, event->at);
  return news;
}

/* --- the curve ------------------------------------------------------------------------------------------------------
 */

static SmtDate
first_day (GPtrArray *entries, SmtDate today, guint most)
{
  SmtDate first = today;
  SmtDate earliest = smt_date_add_days (today, 1 - (int)most);

  for (guint i = 0; i < entries->len; i++)
    {
      const SmtCleanup *entry = g_ptr_array_index (entries, i);
      SmtDate day = entry->first != SMT_INSTANT_UNSET ? smt_instant_to_date (entry->first) : today;

      if (smt_date_compare (day, first) < 0)
        first = day;
    }
  return smt_date_compare (first, earliest) < 0 ? earliest : first;
}

/* Counts @entry on every day from @first on at whose end it remained. */
static void
count_days (GArray *days, const SmtCleanup *entry, SmtDate first)
{
  for (guint i = 0; i < entry->steps->len; i++)
    {
      const SmtCleanupStep *step = &g_array_index (entry->steps, SmtCleanupStep, i);
      int from = smt_date_days_between (first, smt_instant_to_date (step->at));
      int to = (int)days->len;

      if (!step->remains)
        continue;
      if (i + 1 < entry->steps->len)
        to = MIN (to, smt_date_days_between (
                          first, smt_instant_to_date (g_array_index (entry->steps, SmtCleanupStep, i + 1).at)));
      for (int day = MAX (from, 0); day < to; day++)
        g_array_index (days, SmtCleanupDay, day).n++;
    }
}

/**
 * smt_cleanup_curve:
 * @entries: (element-type SmtCleanup): the queue
 * @today: the last day
 * @most: at most so many days; at least one
 *
 * Returns: (element-type SmtCleanupDay) (transfer full): how many entries remained at the end of each day, from the day
 *   the first was flagged
 */
GArray *
smt_cleanup_curve (GPtrArray *entries, SmtDate today, guint most)
{
  GArray *days;
  SmtDate first;

  g_return_val_if_fail (entries != NULL && smt_date_is_set (today) && most > 0, NULL);

  days = g_array_new (FALSE, TRUE, sizeof (SmtCleanupDay));
  first = first_day (entries, today, most);
  g_array_set_size (days, (guint)smt_date_days_between (first, today) + 1);
  for (guint i = 0; i < days->len; i++)
    g_array_index (days, SmtCleanupDay, i).day = smt_date_add_days (first, (int)i);
  for (guint i = 0; i < entries->len; i++)
    count_days (days, g_ptr_array_index (entries, i), first);

  return days;
}
