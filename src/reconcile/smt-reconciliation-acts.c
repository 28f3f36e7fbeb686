/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Acts: what is done in one go, taken back by one undo, and whose it was.
 */
#include "reconcile/smt-reconciliation-private.h"

/* One act is what one undo takes back: a single decision, or a whole "keep all". */
typedef struct
{
  char *key;
  SmtDecision *before; /* (nullable) */
  SmtDecision *after;  /* (nullable) */
} Move;

struct _SmtActRecord
{
  GPtrArray *moves; /* of Move */
  SmtRole role;     /* whose act it was */
};

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
  SmtActRecord *act = data;

  g_ptr_array_unref (act->moves);
  g_free (act);
}

SmtActRecord *
_smt_act_new (SmtRole role)
{
  SmtActRecord *act = g_new0 (SmtActRecord, 1);

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
const SmtDecision *
_smt_reconciliation_get_decision (const SmtReconciliation *self, const char *key)
{
  return g_str_equal (key, SMT_WHOLE_LIST) ? self->on_list : find_row (self, key)->decision;
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
  SmtDecision *old = (SmtDecision *)_smt_reconciliation_get_decision (self, key);

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

/* One move of @act, done at once; @decision: (nullable): takes back what was decided. */
void
_smt_act_move (SmtReconciliation *self, SmtActRecord *act, const char *key, const SmtDecision *decision)
{
  Move *move = g_new0 (Move, 1);
  const SmtDecision *before = _smt_reconciliation_get_decision (self, key);

  move->key = g_strdup (key);
  move->before = before != NULL ? smt_decision_ref ((SmtDecision *)before) : NULL;
  move->after = decision != NULL ? smt_decision_ref ((SmtDecision *)decision) : NULL;
  g_ptr_array_add (act->moves, move);

  put_decision (self, move->key, decision);
}

/* @act: (transfer full): what can be undone from now on; one without moves is none */
void
_smt_act_commit (SmtReconciliation *self, SmtActRecord *act)
{
  if (act->moves->len == 0)
    {
      act_free (act);
      return;
    }
  g_ptr_array_add (self->done, act);
  g_ptr_array_set_size (self->undone, 0);
}

/* What only a doctor says is not said while somebody else works here. */
gboolean
_smt_may_act_as (const SmtReconciliation *self, SmtRole maker, GError **error)
{
  if (self->role == SMT_ROLE_DOCTOR || maker != SMT_ROLE_DOCTOR)
    return TRUE;
  g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE,
                       "only a doctor decides; what others decide is a draft");
  return FALSE;
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
  return from->len > 0
         && _smt_may_act_as (self, ((const SmtActRecord *)g_ptr_array_index (from, from->len - 1))->role, NULL);
}

static GPtrArray *
replay (SmtReconciliation *self, GPtrArray *from, GPtrArray *to, gboolean forward)
{
  GPtrArray *keys;
  SmtActRecord *act;

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
