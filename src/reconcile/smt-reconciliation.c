/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-reconciliation.h"

#include "reconcile/smt-decision-rules.h"
#include "reconcile/smt-own-dose.h"
#include "reconcile/smt-reconciliation-private.h"
#include "reconcile/smt-reconciliation-rules.h"

/* clang-format off */
G_DEFINE_QUARK (smt-reconcile-error-quark, smt_reconcile_error)
/* clang-format on */

/* --- small owners ------------------------------------------------------------------------------------------------ */

static void
row_free (gpointer data)
{
  SmtRow *row = data;
  SmtDecision *decision = (SmtDecision *)row->decision;
  SmtDecision *override = (SmtDecision *)row->override;

  smt_treatment_unref ((SmtTreatment *)row->treatment);
  g_ptr_array_unref (row->findings);
  g_clear_pointer (&decision, smt_decision_unref);
  g_clear_pointer (&override, smt_decision_unref);
  g_free (row);
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static void
unref_finding (gpointer data)
{
  smt_finding_unref (data);
}

/* Findings stand in the order of the list: those of @treatment are the next ones, from @at on. */
static GPtrArray *
take_findings (const SmtTreatment *treatment, const GPtrArray *all, guint *at)
{
  GPtrArray *own = g_ptr_array_new_with_free_func (unref_finding);

  for (; *at < all->len; (*at)++)
    {
      const SmtFinding *finding = g_ptr_array_index (all, *at);
      if (g_strcmp0 (finding->key, treatment->key) != 0)
        break;
      g_ptr_array_add (own, smt_finding_ref (finding));
    }
  return own;
}

static SmtRow *
row_new (const SmtTreatment *treatment, const SmtList *list, GPtrArray *findings, SmtDate today)
{
  SmtRow *row = g_new0 (SmtRow, 1);

  row->treatment = smt_treatment_ref (treatment);
  row->findings = findings;
  row->asked = smt_list_find_open_question (list, treatment->key) != NULL;
  row->group = smt_row_choose_group (row, list, NULL, today);
  row->changed = smt_row_is_changed (treatment, list, NULL);
  row->blocks = smt_row_is_blocking (row, list);

  return row;
}

/* Within a group: regular use, as needed, courses, vaccines, then as the list has them. */
static guint
use_rank (SmtUse use)
{
  static const guint ranks[] = {
    [SMT_USE_REGULAR] = 0, [SMT_USE_UNKNOWN] = 1, [SMT_USE_AS_NEEDED] = 2, [SMT_USE_COURSE] = 3, [SMT_USE_VACCINE] = 4,
  };

  return (guint)use < G_N_ELEMENTS (ranks) ? ranks[use] : ranks[SMT_USE_UNKNOWN];
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const SmtRow *left = *(SmtRow *const *)a;
  const SmtRow *right = *(SmtRow *const *)b;

  if (left->group != right->group)
    return left->group < right->group ? -1 : 1;
  if (use_rank (left->treatment->use) != use_rank (right->treatment->use))
    return use_rank (left->treatment->use) < use_rank (right->treatment->use) ? -1 : 1;

  return 0;
}

/* --- public API -------------------------------------------------------------------------------------------------- */

/**
 * smt_reconciliation_new:
 * @list: the list as looked up
 * @today: the calendar day it is worked on
 *
 * Runs the checks over the list; every treatment of @list becomes exactly one row. May be called on a worker
 * thread, after which the reconciliation belongs to whoever receives it.
 *
 * Returns: (transfer full): a reconciliation with nothing decided
 */
SmtReconciliation *
smt_reconciliation_new (const SmtList *list, SmtDate today)
{
  SmtReconciliation *self = g_new0 (SmtReconciliation, 1);

  g_return_val_if_fail (list != NULL, self);

  self->list = smt_list_ref (list);
  self->today = today;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->done = _smt_acts_new ();
  self->undone = _smt_acts_new ();

  g_autoptr (GPtrArray) findings = smt_check_list (list, today);
  guint at = 0;
  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      SmtRow *row = row_new (treatment, list, take_findings (treatment, findings, &at), today);

      g_ptr_array_add (self->rows, row);
      g_hash_table_insert (self->by_key, row->treatment->key, row);
    }
  g_ptr_array_sort (self->rows, compare_rows);

  return self;
}

/**
 * smt_reconciliation_free:
 * @self: (transfer full): a reconciliation
 */
void
smt_reconciliation_free (SmtReconciliation *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->beside, g_ptr_array_unref);
  g_clear_pointer (&self->on_list, smt_decision_unref);
  smt_list_unref (self->list);
  g_free (self);
}

/**
 * smt_reconciliation_get_list:
 * @self: a reconciliation
 *
 * Returns: (transfer none): the list it is about
 */
const SmtList *
smt_reconciliation_get_list (const SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->list;
}

/**
 * smt_reconciliation_get_today:
 * @self: a reconciliation
 *
 * Returns: the day the checks were run for
 */
SmtDate
smt_reconciliation_get_today (const SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, SMT_DATE_UNSET);

  return self->today;
}

/**
 * smt_reconciliation_get_n_rows:
 * @self: a reconciliation
 *
 * Returns: the number of rows: as many as the list has treatments
 */
guint
smt_reconciliation_get_n_rows (const SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

/**
 * smt_reconciliation_get_row:
 * @self: a reconciliation
 * @index: 0-based, as the rows stand on the page: by group, then by use
 *
 * Returns: (transfer none): the row, valid until @self changes
 */
const SmtRow *
smt_reconciliation_get_row (const SmtReconciliation *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->rows->len, NULL);

  return g_ptr_array_index (self->rows, index);
}

/**
 * smt_reconciliation_find_row:
 * @self: a reconciliation
 * @key: a treatment key
 *
 * Returns: (transfer none) (nullable): its row
 */
const SmtRow *
smt_reconciliation_find_row (const SmtReconciliation *self, const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  return g_hash_table_lookup (self->by_key, key);
}

/**
 * smt_reconciliation_set_seen:
 * @self: a reconciliation
 * @seen: (nullable): treatment key → digest, of what the clinician saw last; %NULL when nothing is known
 *
 * Groups the rows anew: a row that is not in @seen, or has another digest there, has changed.
 */
void
smt_reconciliation_set_seen (SmtReconciliation *self, GHashTable *seen)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      SmtRow *row = g_ptr_array_index (self->rows, i);

      row->group = smt_row_choose_group (row, self->list, seen, self->today);
      row->changed = smt_row_is_changed (row->treatment, self->list, seen);
    }
  g_ptr_array_sort (self->rows, compare_rows);
}

/**
 * smt_reconciliation_set_overrides:
 * @self: a reconciliation
 * @overrides: (element-type SmtDecision): overrides that went with earlier sends
 *
 * What was overridden once stays quiet while the data it rests on stand: the row keeps its findings, says by which
 * words they were let through, and asks for no decision. Called before smt_reconciliation_set_seen(), which groups the
 * rows.
 */
void
smt_reconciliation_set_overrides (SmtReconciliation *self, const GPtrArray *overrides)
{
  g_return_if_fail (self != NULL && overrides != NULL);

  for (guint i = 0; i < overrides->len; i++)
    {
      const SmtDecision *override = g_ptr_array_index (overrides, i);
      SmtRow *row = (SmtRow *)smt_reconciliation_find_row (self, override->key);

      if (row == NULL || row->override != NULL || !smt_row_is_let_through (row, override))
        continue;
      row->override = smt_decision_ref (override);
      _smt_reconciliation_weigh (self, row);
      row->group = smt_row_choose_group (row, self->list, NULL, self->today);
    }
  g_ptr_array_sort (self->rows, compare_rows);
}

/* A register that tells of a reaction as grave has marked the row already. */
static gboolean
is_marked (const SmtRow *row, const SmtFinding *finding)
{
  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *own = g_ptr_array_index (row->findings, i);
      if (own->code == SMT_FINDING_REACTION && own->severity_class >= finding->severity_class)
        return TRUE;
    }
  return FALSE;
}

/* Behind those that are as severe. */
static void
insert_finding (GPtrArray *findings, const SmtFinding *finding)
{
  guint at = 0;

  while (at < findings->len
         && ((const SmtFinding *)g_ptr_array_index (findings, at))->severity_class >= finding->severity_class)
    at++;
  g_ptr_array_insert (findings, (int)at, smt_finding_ref (finding));
}

static void
forget_reactions (SmtReconciliation *self)
{
  for (guint i = 0; self->beside != NULL && i < self->beside->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (self->beside, i);
      SmtRow *row = g_hash_table_lookup (self->by_key, finding->key);
      if (row != NULL)
        g_ptr_array_remove (row->findings, (gpointer)finding);
    }
  g_clear_pointer (&self->beside, g_ptr_array_unref);
}

/**
 * smt_reconciliation_set_reactions:
 * @self: a reconciliation
 * @reactions: (element-type SmtReaction): told elsewhere than by the list, as in a file that stands beside it
 *
 * Marks the treatments that these reactions are to, as the list's own do (C15): such a row has a finding, and is kept
 * or renewed with no batch. Nothing that was decided changes, and the reactions given before are forgotten. A row that
 * a register marks as gravely already is not marked twice.
 */
void
smt_reconciliation_set_reactions (SmtReconciliation *self, const GPtrArray *reactions)
{
  g_return_if_fail (self != NULL && reactions != NULL);

  forget_reactions (self);
  self->beside = smt_check_reactions (self->list, reactions, self->today);
  for (guint i = 0; i < self->beside->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (self->beside, i);
      SmtRow *row = g_hash_table_lookup (self->by_key, finding->key);

      if (row != NULL && !is_marked (row, finding))
        insert_finding (row->findings, finding);
    }
}

/**
 * smt_row_dup_stops:
 * @row: a row
 *
 * Returns: (transfer full): the identities of its findings of class Stopp, for an override to keep
 */
char **
smt_row_dup_stops (const SmtRow *row)
{
  g_return_val_if_fail (row != NULL, NULL);

  GPtrArray *identities = g_ptr_array_new ();
  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);

      if (finding->severity_class == SMT_CLASS_STOP)
        g_ptr_array_add (identities, smt_finding_dup_identity (finding));
    }
  g_ptr_array_add (identities, NULL);
  return (char **)g_ptr_array_free (identities, FALSE);
}

/**
 * smt_reconciliation_count_blocking:
 * @self: a reconciliation
 *
 * Returns: how much must be decided before anything can be sent: rows, and the pause of the whole list
 */
guint
smt_reconciliation_count_blocking (const SmtReconciliation *self)
{
  guint count;

  g_return_val_if_fail (self != NULL, 0);

  count = smt_reconciliation_pause_blocks (self) ? 1 : 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SmtRow *row = g_ptr_array_index (self->rows, i);

      if (row->blocks)
        count++;
    }

  return count;
}

/**
 * smt_reconciliation_is_ready:
 * @self: a reconciliation
 *
 * Returns: whether nothing blocks. Rows that nobody touched go back as they came; only what is severe or loose must be
 *   decided
 */
gboolean
smt_reconciliation_is_ready (const SmtReconciliation *self)
{
  return smt_reconciliation_count_blocking (self) == 0;
}

/**
 * smt_reconciliation_count_drafts:
 * @self: a reconciliation
 *
 * Returns: how many rows wait for the doctor's yes
 */
guint
smt_reconciliation_count_drafts (const SmtReconciliation *self)
{
  guint count = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->rows->len; i++)
    count += ((const SmtRow *)g_ptr_array_index (self->rows, i))->draft ? 1 : 0;

  return count;
}

/**
 * smt_reconciliation_dup_proposed_dose:
 * @self: a reconciliation
 * @key: a treatment key
 *
 * It is for the clinician to look at and to confirm; nothing takes it by itself.
 *
 * Returns: (transfer full) (nullable): the dose that a pharmacy (M25.2) proposes for the row, where nobody has
 * answered, its field and text agree, and it would raise no Stopp
 */
SmtRhythm *
smt_reconciliation_dup_proposed_dose (const SmtReconciliation *self, const char *key)
{
  const SmtRow *row;
  const SmtTreatment *proposal;
  g_autoptr (SmtDecision) change = NULL;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  row = smt_reconciliation_find_row (self, key);
  proposal = smt_list_find_proposal (self->list, key);
  if (row == NULL || proposal == NULL)
    return NULL;

  change = smt_decision_new (SMT_DECISION_CHANGE, key, row->treatment->digest);
  change->rhythm = smt_own_dose (proposal, self->today);
  if (change->rhythm == NULL || !_smt_check_new_dose (row, change, self->today, NULL))
    return NULL;
  return g_steal_pointer (&change->rhythm);
}
