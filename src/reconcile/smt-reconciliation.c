/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-reconciliation.h"

#include "reconcile/smt-reconciliation-rules.h"

/* clang-format off: a quark is a name, not a difference */
G_DEFINE_QUARK (smt-reconcile-error-quark, smt_reconcile_error)
/* clang-format on */

/* One act is what one undo takes back: a single decision, or a whole "keep all". */
typedef struct
{
  char *key;
  SmtDecision *before; /* (nullable) */
  SmtDecision *after;  /* (nullable) */
} Move;

typedef struct
{
  GPtrArray *moves; /* of Move */
} Act;

struct _SmtReconciliation
{
  SmtList *list;
  SmtDate today;
  GPtrArray *rows;     /* of SmtRow, as they stand on the page */
  GHashTable *by_key;  /* treatment key → SmtRow, both borrowed from the row */
  GPtrArray *done;     /* of Act */
  GPtrArray *undone;   /* of Act */
};

/* --- small owners ------------------------------------------------------------------------------------------------ */

static void
row_free (gpointer data)
{
  SmtRow *row = data;
  SmtDecision *decision = (SmtDecision *)row->decision;

  smt_treatment_unref ((SmtTreatment *)row->treatment);
  g_ptr_array_unref (row->findings);
  g_clear_pointer (&decision, smt_decision_unref);
  g_free (row);
}

static void
move_free (gpointer data)
{
  Move *move = data;

  g_free (move->key);
  g_clear_pointer (&move->before, smt_decision_unref);
  g_clear_pointer (&move->after, smt_decision_unref);
  g_free (move);
}

static void
act_free (gpointer data)
{
  Act *act = data;

  g_ptr_array_unref (act->moves);
  g_free (act);
}

static Act *
act_new (void)
{
  Act *act = g_new0 (Act, 1);

  act->moves = g_ptr_array_new_with_free_func (move_free);
  return act;
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
row_new (const SmtTreatment *treatment, const SmtList *list, GPtrArray *findings)
{
  SmtRow *row = g_new0 (SmtRow, 1);

  row->treatment = smt_treatment_ref (treatment);
  row->findings = findings;
  row->group = smt_row_choose_group (row, list, NULL);
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

static SmtRow *
find_row (const SmtReconciliation *self, const char *key)
{
  return g_hash_table_lookup (self->by_key, key);
}

static void
put_decision (SmtReconciliation *self, SmtRow *row, const SmtDecision *decision)
{
  SmtDecision *old = (SmtDecision *)row->decision;

  row->decision = decision != NULL ? smt_decision_ref (decision) : NULL;
  row->blocks = smt_row_is_blocking (row, self->list);
  g_clear_pointer (&old, smt_decision_unref);
}

static void
record_move (SmtReconciliation *self, Act *act, SmtRow *row, const SmtDecision *decision)
{
  Move *move = g_new0 (Move, 1);

  move->key = g_strdup (row->treatment->key);
  move->before = row->decision != NULL ? smt_decision_ref (row->decision) : NULL;
  move->after = decision != NULL ? smt_decision_ref (decision) : NULL;
  g_ptr_array_add (act->moves, move);

  put_decision (self, row, decision);
}

static void
commit_act (SmtReconciliation *self, Act *act)
{
  g_ptr_array_add (self->done, act);
  g_ptr_array_set_size (self->undone, 0);
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
  self->done = g_ptr_array_new_with_free_func (act_free);
  self->undone = g_ptr_array_new_with_free_func (act_free);

  g_autoptr (GPtrArray) findings = smt_check_list (list, today);
  guint at = 0;
  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      SmtRow *row = row_new (treatment, list, take_findings (treatment, findings, &at));

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

  return find_row (self, key);
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

      row->group = smt_row_choose_group (row, self->list, seen);
    }
  g_ptr_array_sort (self->rows, compare_rows);
}

/**
 * smt_reconciliation_may_decide:
 * @self: a reconciliation
 * @decision: a decision
 * @error: return location; %SMT_RECONCILE_ERROR
 *
 * Returns: whether smt_reconciliation_decide() would take @decision
 */
gboolean
smt_reconciliation_may_decide (const SmtReconciliation *self, const SmtDecision *decision, GError **error)
{
  const SmtRow *row;

  g_return_val_if_fail (self != NULL && decision != NULL, FALSE);

  row = find_row (self, decision->key);
  if (row == NULL)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_UNKNOWN_TREATMENT, "no such treatment");
      return FALSE;
    }

  return smt_row_may_decide (row, decision, self->today, error);
}

/**
 * smt_reconciliation_decide:
 * @self: a reconciliation
 * @decision: (transfer none): what was chosen; replaces an earlier decision on the row
 * @error: return location; %SMT_RECONCILE_ERROR
 *
 * Returns: whether the decision was taken
 */
gboolean
smt_reconciliation_decide (SmtReconciliation *self, SmtDecision *decision, GError **error)
{
  Act *act;

  g_return_val_if_fail (self != NULL && decision != NULL, FALSE);

  if (!smt_reconciliation_may_decide (self, decision, error))
    return FALSE;

  act = act_new ();
  record_move (self, act, find_row (self, decision->key), decision);
  commit_act (self, act);

  return TRUE;
}

/**
 * smt_reconciliation_clear:
 * @self: a reconciliation
 * @key: a treatment key
 *
 * Opens a decided row again; this too can be undone.
 *
 * Returns: whether there was a decision to take back
 */
gboolean
smt_reconciliation_clear (SmtReconciliation *self, const char *key)
{
  SmtRow *row;
  Act *act;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  row = find_row (self, key);
  if (row == NULL || row->decision == NULL)
    return FALSE;

  act = act_new ();
  record_move (self, act, row, NULL);
  commit_act (self, act);

  return TRUE;
}

/**
 * smt_reconciliation_keep_unchanged:
 * @self: a reconciliation
 *
 * Keeps every row that is unchanged, in use, on the list, undecided and without any finding: one act, one undo.
 *
 * Returns: (transfer full) (element-type utf8): the keys of these rows; empty when there were none
 */
GPtrArray *
smt_reconciliation_keep_unchanged (SmtReconciliation *self)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  Act *act;

  g_return_val_if_fail (self != NULL, keys);

  act = act_new ();
  for (guint i = 0; i < self->rows->len; i++)
    {
      SmtRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (SmtDecision) keep = NULL;

      if (!smt_row_may_keep_in_bulk (row))
        continue;

      keep = smt_decision_new (SMT_DECISION_KEEP, row->treatment->key, row->treatment->digest);
      record_move (self, act, row, keep);
      g_ptr_array_add (keys, g_strdup (row->treatment->key));
    }

  if (keys->len > 0)
    commit_act (self, act);
  else
    act_free (act);

  return keys;
}

gboolean
smt_reconciliation_can_undo (const SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->done->len > 0;
}

gboolean
smt_reconciliation_can_redo (const SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->undone->len > 0;
}

static GPtrArray *
replay (SmtReconciliation *self, GPtrArray *from, GPtrArray *to, gboolean forward)
{
  GPtrArray *keys;
  Act *act;

  if (from->len == 0)
    return NULL;

  act = g_ptr_array_steal_index (from, from->len - 1);
  keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < act->moves->len; i++)
    {
      const Move *move = g_ptr_array_index (act->moves, i);

      put_decision (self, find_row (self, move->key), forward ? move->after : move->before);
      g_ptr_array_add (keys, g_strdup (move->key));
    }
  g_ptr_array_add (to, act);

  return keys;
}

/**
 * smt_reconciliation_undo:
 * @self: a reconciliation
 *
 * Takes the last act back, without limit.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the keys of the rows it touched, or %NULL
 */
GPtrArray *
smt_reconciliation_undo (SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return replay (self, self->done, self->undone, FALSE);
}

/**
 * smt_reconciliation_redo:
 * @self: a reconciliation
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the keys of the rows it touched, or %NULL
 */
GPtrArray *
smt_reconciliation_redo (SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return replay (self, self->undone, self->done, TRUE);
}

/**
 * smt_reconciliation_count_blocking:
 * @self: a reconciliation
 *
 * Returns: how many rows must be decided before anything can be sent
 */
guint
smt_reconciliation_count_blocking (const SmtReconciliation *self)
{
  guint count = 0;

  g_return_val_if_fail (self != NULL, 0);

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
