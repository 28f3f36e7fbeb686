/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-patient-context-private.h"

/* Taking a look: the list as it is now, with the draft put back on it. */

static void
put_back (SmtPatientContext *self, SmtDecision *decision)
{
  g_autoptr (SmtDecision) planned = _smt_patient_context_plan (self, decision);

  if (smt_reconciliation_decide (self->look->reconciliation, planned, NULL))
    g_hash_table_replace (self->journalled, g_strdup (decision->key), smt_decision_ref (decision));
  else if (!smt_decision_is_of_list (decision)) /* a pause that is another one now simply asks anew */
    _smt_patient_context_add_conflict (self, decision);
}

static gboolean
complain_later_cb (gpointer data)
{
  SmtPatientContext *self = data;

  if (self->look->trouble != NULL)
    _smt_patient_context_complain (self, self->look->trouble);

  return G_SOURCE_REMOVE;
}

/* Decisions that the journal could not store are nowhere else: they move over to the new list. */
static GPtrArray *
steal_unsaved (SmtPatientContext *self)
{
  GPtrArray *decisions = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_decision_unref);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const SmtDecision *decision = self->look != NULL ? _smt_patient_context_find_decision (self, key) : NULL;

      if (decision != NULL)
        g_ptr_array_add (decisions, smt_decision_ref (decision));
    }

  return decisions;
}

void
_smt_patient_context_take_look (SmtPatientContext *self, SmtLook *look)
{
  g_autoptr (GPtrArray) unsaved = steal_unsaved (self);
  SmtLook *old = self->look;

  self->look = look;
  self->must_look = FALSE;
  g_hash_table_remove_all (self->journalled);
  g_hash_table_remove_all (self->asides);
  g_hash_table_remove_all (self->asides_sent);
  _smt_patient_context_beside_take_look (self);
  g_ptr_array_set_size (self->conflicts, 0);
  if (look->overrides != NULL)
    smt_reconciliation_set_overrides (look->reconciliation, look->overrides);
  if (look->comparison->seen != NULL)
    smt_reconciliation_set_seen (look->reconciliation, look->comparison->seen);
  else if (look->seen != NULL && g_hash_table_size (look->seen) > 0)
    smt_reconciliation_set_seen (look->reconciliation, look->seen);

  for (guint i = 0; look->overrides != NULL && i < look->overrides->len; i++)
    _smt_patient_context_take_aside (self, g_ptr_array_index (look->overrides, i), TRUE);
  for (guint i = 0; look->draft != NULL && i < look->draft->len; i++)
    if (!_smt_patient_context_take_aside (self, g_ptr_array_index (look->draft, i), FALSE))
      put_back (self, g_ptr_array_index (look->draft, i));
  for (guint i = 0; i < unsaved->len; i++)
    if (!_smt_patient_context_take_aside (self, g_ptr_array_index (unsaved, i), FALSE))
      smt_reconciliation_decide (look->reconciliation, g_ptr_array_index (unsaved, i), NULL);

  if (look->trouble != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, complain_later_cb, g_object_ref (self), g_object_unref);
  _smt_patient_context_update (self);
  g_signal_emit_by_name (self, "changed");
  g_clear_pointer (&old, smt_look_free); /* only now does nobody show its rows any more */
}

/* What is still open of an earlier send decides where the work stands: unknown before partial before all else. */
void
_smt_patient_context_show_open_sends (SmtPatientContext *self)
{
  SmtContextState state = SMT_CONTEXT_WORKING;

  for (guint i = 0; i < self->look->sends->len; i++)
    {
      const SmtSendRecord *record = g_ptr_array_index (self->look->sends, i);

      if (state == SMT_CONTEXT_UNKNOWN)
        break;
      if (record->state == SMT_SEND_SENDING || record->state == SMT_SEND_UNKNOWN)
        state = SMT_CONTEXT_UNKNOWN;
      else if (record->state == SMT_SEND_PARTIAL)
        state = SMT_CONTEXT_PARTIAL;
      else if (record->state == SMT_SEND_DONE)
        state = SMT_CONTEXT_SENT;
      else
        state = SMT_CONTEXT_WORKING;
      if (record->receipt == NULL || !smt_receipt_has_state (record->receipt, SMT_PART_UNKNOWN)
          || state == SMT_CONTEXT_UNKNOWN)
        _smt_patient_context_set_outcome (self, record->receipt, NULL);
    }
  _smt_patient_context_set_state (self, state);
}
