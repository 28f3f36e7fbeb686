/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-decision-rules.h"
#include "reconcile/smt-reconciliation-private.h"
#include "reconcile/smt-reconciliation-rules.h"

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
  SmtRole role;     /* whose act it was */
} Act;

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
act_new (SmtRole role)
{
  Act *act = g_new0 (Act, 1);

  act->role = role;
  act->moves = g_ptr_array_new_with_free_func (move_free);
  return act;
}

GPtrArray *
_smt_acts_new (void)
{
  return g_ptr_array_new_with_free_func (act_free);
}

static SmtRow *
find_row (const SmtReconciliation *self, const char *key)
{
  return g_hash_table_lookup (self->by_key, key);
}

/* What is decided about the list as a whole stands on no row. */
static const SmtDecision *
get_decision (SmtReconciliation *self, const char *key)
{
  return g_str_equal (key, SMT_WHOLE_LIST) ? self->on_list : find_row (self, key)->decision;
}

/* The row of the loose prescription that belongs to @entry, other than @but. */
static const SmtRow *
find_taker (const SmtReconciliation *self, const SmtRow *entry, const SmtRow *but)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SmtRow *row = g_ptr_array_index (self->rows, i);

      if (row != but && row->decision != NULL && row->decision->kind == SMT_DECISION_BELONGS_TO
          && g_strcmp0 (row->decision->other_key, entry->treatment->key) == 0)
        return row;
    }

  return NULL;
}

/* What its own renewal takes over is past, and asks for nothing more. */
void
_smt_reconciliation_weigh (SmtReconciliation *self, SmtRow *row)
{
  const SmtRow *taker;

  row->blocks = smt_row_is_blocking (row, self->list);
  taker = row->blocks && row->decision == NULL ? find_taker (self, row, NULL) : NULL;
  if (taker != NULL && _smt_follows_on (taker->treatment, row->treatment))
    row->blocks = FALSE;
}

static void
weigh_other (SmtReconciliation *self, const SmtDecision *decision)
{
  SmtRow *other = decision != NULL && decision->other_key != NULL ? find_row (self, decision->other_key) : NULL;

  if (other != NULL)
    _smt_reconciliation_weigh (self, other);
}

static void
put_decision (SmtReconciliation *self, const char *key, const SmtDecision *decision)
{
  gboolean whole = g_str_equal (key, SMT_WHOLE_LIST);
  SmtRow *row = whole ? NULL : find_row (self, key);
  SmtDecision *old = (SmtDecision *)get_decision (self, key);

  if (whole)
    {
      self->on_list = decision != NULL ? smt_decision_ref ((SmtDecision *)decision) : NULL;
      g_clear_pointer (&old, smt_decision_unref);
      return;
    }
  row->decision = decision != NULL ? smt_decision_ref (decision) : NULL;
  row->draft = decision != NULL && smt_decision_is_draft (decision);
  _smt_reconciliation_weigh (self, row);
  weigh_other (self, old);
  weigh_other (self, decision);
  g_clear_pointer (&old, smt_decision_unref);
}

static void
record_move (SmtReconciliation *self, Act *act, const char *key, const SmtDecision *decision)
{
  Move *move = g_new0 (Move, 1);
  const SmtDecision *before = get_decision (self, key);

  move->key = g_strdup (key);
  move->before = before != NULL ? smt_decision_ref ((SmtDecision *)before) : NULL;
  move->after = decision != NULL ? smt_decision_ref ((SmtDecision *)decision) : NULL;
  g_ptr_array_add (act->moves, move);

  put_decision (self, move->key, decision);
}

static void
commit_act (SmtReconciliation *self, Act *act)
{
  g_ptr_array_add (self->done, act);
  g_ptr_array_set_size (self->undone, 0);
}

/* An act without moves is none. */
static void
commit_or_drop (SmtReconciliation *self, Act *act)
{
  if (act->moves->len > 0)
    commit_act (self, act);
  else
    act_free (act);
}

/* Whose word it is: a draft that was approved is the doctor's. */
static SmtRole
maker_of (const SmtDecision *decision)
{
  return decision->approver != NULL ? SMT_ROLE_DOCTOR : decision->role;
}

/* What only a doctor says is not said while somebody else works here. */
static gboolean
may_act_as (const SmtReconciliation *self, SmtRole maker, GError **error)
{
  if (self->role == SMT_ROLE_DOCTOR || maker != SMT_ROLE_DOCTOR)
    return TRUE;
  g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE,
                       "only a doctor decides; what others decide is a draft");
  return FALSE;
}

/* --- public API -------------------------------------------------------------------------------------------------- */

/**
 * smt_reconciliation_find_line:
 * @self: a reconciliation
 * @key: a row
 *
 * After a send whose list did not arrive the new prescription stands beside the line that it was made for.
 *
 * Returns: (transfer none) (nullable): the line whose recalled prescription the loose one of @key replaces, where it
 * may be joined with it
 */
const SmtRow *
smt_reconciliation_find_line (const SmtReconciliation *self, const char *key)
{
  const SmtRow *row;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  row = find_row (self, key);
  for (guint i = 0; row != NULL && i < self->rows->len; i++)
    {
      const SmtRow *line = g_ptr_array_index (self->rows, i);

      if (_smt_follows_on (row->treatment, line->treatment) && _smt_check_belongs_to (row, line, NULL))
        return line;
    }

  return NULL;
}

/**
 * smt_reconciliation_set_role:
 * @self: a reconciliation
 * @role: who acts from now on; a doctor, until it is said
 *
 * What was decided stays whose it was. A doctor's acts are taken back and done again by a doctor alone: else what a
 * doctor took back would be in force again by somebody else's hand.
 */
void
smt_reconciliation_set_role (SmtReconciliation *self, SmtRole role)
{
  g_return_if_fail (self != NULL);

  self->role = role;
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
  const SmtRow *other = NULL;

  g_return_val_if_fail (self != NULL && decision != NULL, FALSE);

  if (smt_decision_is_of_list (decision))
    return _smt_check_list_resume (self->list, decision, self->today, error);
  row = find_row (self, decision->key);
  if (row == NULL)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_UNKNOWN_TREATMENT, "no such treatment");
      return FALSE;
    }

  if (decision->kind != SMT_DECISION_KEEP && find_taker (self, row, NULL) != NULL)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE,
                           "a loose prescription takes the entry over");
      return FALSE;
    }
  if (decision->kind == SMT_DECISION_BELONGS_TO && decision->other_key != NULL)
    other = find_row (self, decision->other_key);
  if (other != NULL && find_taker (self, other, row) != NULL)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE,
                           "another prescription belongs to that entry");
      return FALSE;
    }

  return smt_row_may_decide (row, decision, other, self->list, self->today, error);
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

  if (!may_act_as (self, maker_of (decision), error) || !smt_reconciliation_may_decide (self, decision, error))
    return FALSE;

  act = act_new (maker_of (decision));
  record_move (self, act, decision->key, decision);
  commit_act (self, act);

  return TRUE;
}

/**
 * smt_reconciliation_clear:
 * @self: a reconciliation
 * @key: a treatment key, or %SMT_WHOLE_LIST
 *
 * Opens a decided row again; this too can be undone. What a doctor has decided is opened by a doctor alone: else a stop
 * would be gone, and nothing would block.
 *
 * Returns: whether there was a decision to take back, and it was taken back
 */
gboolean
smt_reconciliation_clear (SmtReconciliation *self, const char *key)
{
  gboolean whole;
  const SmtDecision *decision;
  Act *act;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  whole = g_str_equal (key, SMT_WHOLE_LIST);
  decision = whole || find_row (self, key) != NULL ? get_decision (self, key) : NULL;
  if (decision == NULL || !may_act_as (self, maker_of (decision), NULL))
    return FALSE;

  act = act_new (self->role);
  record_move (self, act, key, NULL);
  commit_act (self, act);

  return TRUE;
}

/**
 * smt_reconciliation_keep_unchanged:
 * @self: a reconciliation
 * @role: who keeps: what a nurse or a pharmacist keeps is a draft
 * @author: (nullable): the name of whoever drafts
 *
 * Keeps every row that is unchanged, in use, on the list, undecided and without any finding: one act, one undo.
 *
 * Returns: (transfer full) (element-type utf8): the keys of these rows; empty when there were none
 */
GPtrArray *
smt_reconciliation_keep_unchanged (SmtReconciliation *self, SmtRole role, const char *author)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  Act *act;

  g_return_val_if_fail (self != NULL, keys);

  if (!may_act_as (self, role, NULL))
    return keys;
  act = act_new (role);
  for (guint i = 0; i < self->rows->len; i++)
    {
      SmtRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (SmtDecision) keep = NULL;

      if (!smt_row_may_keep_in_bulk (row))
        continue;

      keep = smt_decision_new (SMT_DECISION_KEEP, row->treatment->key, row->treatment->digest);
      keep->role = role;
      keep->author = g_strdup (author);
      record_move (self, act, row->treatment->key, keep);
      g_ptr_array_add (keys, g_strdup (row->treatment->key));
    }

  commit_or_drop (self, act);

  return keys;
}

static SmtDecision *
new_renewal (const SmtRow *row, const SmtRenewal *renewal)
{
  SmtDecision *decision = smt_decision_new (SMT_DECISION_RENEW, row->treatment->key, row->treatment->digest);

  decision->new_prescription_id = renewal->make_id (renewal->make_id_data);
  decision->author = g_strdup (renewal->author);
  decision->role = renewal->role;

  return decision;
}

/* What was decided by hand is not decided anew in a batch, and no batch answers a pharmacy that asks for another dose.
 */
static gboolean
is_open_for_renewal (const SmtRow *row)
{
  return !row->asked && (row->decision == NULL || row->decision->kind == SMT_DECISION_KEEP);
}

/**
 * smt_reconciliation_renew_all:
 * @self: a reconciliation
 * @keys: (element-type utf8): the rows that are asked for
 * @renewal: where ids come from, and who drafts
 * @refused: (out) (optional) (transfer full) (element-type utf8): keys of the rows that were not renewed: flagged,
 * asked about by a pharmacy, without prescription, stopped, or decided otherwise; they are named to the clinician, and
 * each is decided by itself
 *
 * One act, one undo. A row that is renewed already stays as it is.
 *
 * Returns: (transfer full) (element-type utf8): the keys of the rows that were renewed by it
 */
GPtrArray *
smt_reconciliation_renew_all (SmtReconciliation *self, GPtrArray *keys, const SmtRenewal *renewal, GPtrArray **refused)
{
  GPtrArray *renewed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);
  Act *act;

  g_return_val_if_fail (self != NULL && keys != NULL && renewal != NULL && renewal->make_id != NULL, renewed);

  if (!may_act_as (self, renewal->role, NULL))
    return renewed;
  act = act_new (renewal->role);
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      SmtRow *row = find_row (self, key);
      g_autoptr (SmtDecision) decision = row != NULL ? new_renewal (row, renewal) : NULL;

      if (row != NULL && row->decision != NULL && row->decision->kind == SMT_DECISION_RENEW)
        continue;
      if (row == NULL || !is_open_for_renewal (row) || !smt_reconciliation_may_decide (self, decision, NULL))
        {
          g_ptr_array_add (others, g_strdup (key));
          continue;
        }
      record_move (self, act, key, decision);
      g_ptr_array_add (renewed, g_strdup (key));
    }
  commit_or_drop (self, act);
  if (refused != NULL)
    *refused = g_steal_pointer (&others);

  return renewed;
}

static gboolean
approve_row (SmtReconciliation *self, Act *act, SmtRow *row, const char *approver, GError **error)
{
  g_autoptr (SmtDecision) approved = smt_decision_copy (row->decision);

  g_free (approved->approver);
  approved->approver = g_strdup (approver);
  if (!smt_reconciliation_may_decide (self, approved, error))
    return FALSE;

  record_move (self, act, row->treatment->key, approved);
  return TRUE;
}

/**
 * smt_reconciliation_approve:
 * @self: a reconciliation
 * @key: the row of a draft
 * @approver: the doctor, as shown
 * @error: return location; %SMT_RECONCILE_ERROR
 *
 * The doctor's yes to what a nurse or a pharmacist drafted. Who drafted it stays on the decision.
 *
 * Returns: whether there was a draft, and it still may be decided
 */
gboolean
smt_reconciliation_approve (SmtReconciliation *self, const char *key, const char *approver, GError **error)
{
  SmtRow *row;
  Act *act;

  g_return_val_if_fail (self != NULL && key != NULL && approver != NULL, FALSE);

  row = find_row (self, key);
  if (row == NULL || !row->draft)
    {
      g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE, "there is no draft");
      return FALSE;
    }
  if (!may_act_as (self, SMT_ROLE_DOCTOR, error))
    return FALSE;

  act = act_new (SMT_ROLE_DOCTOR);
  if (!approve_row (self, act, row, approver, error))
    {
      act_free (act);
      return FALSE;
    }
  commit_act (self, act);

  return TRUE;
}

/**
 * smt_reconciliation_approve_all:
 * @self: a reconciliation
 * @approver: the doctor, as shown
 *
 * Approves every draft: one act, one undo.
 *
 * Returns: (transfer full) (element-type utf8): the keys of the rows that were drafts
 */
GPtrArray *
smt_reconciliation_approve_all (SmtReconciliation *self, const char *approver)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  Act *act;

  g_return_val_if_fail (self != NULL && approver != NULL, keys);

  if (!may_act_as (self, SMT_ROLE_DOCTOR, NULL))
    return keys;
  act = act_new (SMT_ROLE_DOCTOR);
  for (guint i = 0; i < self->rows->len; i++)
    {
      SmtRow *row = g_ptr_array_index (self->rows, i);

      if (row->draft && approve_row (self, act, row, approver, NULL))
        g_ptr_array_add (keys, g_strdup (row->treatment->key));
    }
  commit_or_drop (self, act);

  return keys;
}

guint
smt_reconciliation_count_acts (const SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->done->len;
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

static gboolean
may_replay (const SmtReconciliation *self, const GPtrArray *from)
{
  return from->len > 0 && may_act_as (self, ((const Act *)g_ptr_array_index (from, from->len - 1))->role, NULL);
}

static GPtrArray *
replay (SmtReconciliation *self, GPtrArray *from, GPtrArray *to, gboolean forward)
{
  GPtrArray *keys;
  Act *act;

  if (!may_replay (self, from))
    return NULL;

  act = g_ptr_array_steal_index (from, from->len - 1);
  keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < act->moves->len; i++)
    {
      const Move *move = g_ptr_array_index (act->moves, i);

      put_decision (self, move->key, forward ? move->after : move->before);
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
 * Returns: (transfer full) (nullable) (element-type utf8): the keys of the rows it touched; %NULL where there is none,
 * or it was a doctor's and whoever works here is none
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
 * Returns: (transfer full) (nullable) (element-type utf8): the keys of the rows it touched; %NULL as of undo
 */
GPtrArray *
smt_reconciliation_redo (SmtReconciliation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return replay (self, self->undone, self->done, TRUE);
}
