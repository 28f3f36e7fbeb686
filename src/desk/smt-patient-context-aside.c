/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-patient-context-private.h"

/* What is said of treatments that stand only in a file. They are no rows of the list and go into no change set; the
 * journal takes what is said of them as it takes any decision, so that a clarification is a task, and a send closes it.
 */

static void
insert (GHashTable *asides, const SmtDecision *decision)
{
  g_hash_table_replace (asides, g_strdup (decision->key), smt_decision_ref (decision));
}

gboolean
_smt_patient_context_take_aside (SmtPatientContext *self, const SmtDecision *decision, gboolean sent)
{
  if (!smt_decision_is_aside (decision))
    return FALSE;

  insert (sent ? self->asides_sent : self->asides, decision);
  if (!sent)
    insert (self->journalled, decision);
  return TRUE;
}

void
_smt_patient_context_put_aside (SmtPatientContext *self, const char *key, const SmtDecision *decision)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (keys, g_strdup (key)); /* of its own: what it came with may go */
  if (decision != NULL)
    insert (self->asides, decision);
  else
    g_hash_table_remove (self->asides, key);
  _smt_patient_context_after_act (self, keys);
}

gboolean
_smt_patient_context_decide_aside (SmtPatientContext *self, const SmtDecision *decision, GError **error)
{
  g_autoptr (SmtDecision) kept = NULL;

  if (!smt_aside_check (decision, error))
    return FALSE;

  kept = smt_decision_ref (decision);
  _smt_patient_context_note_aside (self, kept->key, g_hash_table_lookup (self->asides, kept->key), kept);
  _smt_patient_context_put_aside (self, kept->key, kept);
  return TRUE;
}

gboolean
_smt_patient_context_clear_aside (SmtPatientContext *self, const char *key)
{
  g_autofree char *kept = g_strdup (key);

  _smt_patient_context_note_aside (self, kept, g_hash_table_lookup (self->asides, kept), NULL);
  _smt_patient_context_put_aside (self, kept, NULL);
  return TRUE;
}

/**
 * smt_patient_context_find_aside:
 * @self: a patient at work
 * @key: of smt_aside_key()
 * @sent: (out) (optional): whether it went with an earlier send, and nothing has been said since
 *
 * Returns: (transfer none) (nullable): what is said of a row that stands only in a file
 */
const SmtDecision *
smt_patient_context_find_aside (SmtPatientContext *self, const char *key, gboolean *sent)
{
  const SmtDecision *now;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, NULL);

  now = g_hash_table_lookup (self->asides, key);
  if (sent != NULL)
    *sent = now == NULL;
  return now != NULL ? now : g_hash_table_lookup (self->asides_sent, key);
}

static int
compare_about (gconstpointer a, gconstpointer b)
{
  const SmtDecision *left = *(SmtDecision *const *)a;
  const SmtDecision *right = *(SmtDecision *const *)b;
  int order = g_strcmp0 (left->about, right->about);

  return order != 0 ? order : g_strcmp0 (left->key, right->key);
}

/**
 * smt_patient_context_get_asides:
 * @self: a patient at work
 *
 * Returns: (transfer container) (element-type SmtDecision): what is said now of rows that stand only in a file, also
 *   where the file has been removed since
 */
GPtrArray *
smt_patient_context_get_asides (SmtPatientContext *self)
{
  GPtrArray *asides;
  GHashTableIter iter;
  gpointer decision;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  asides = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->asides);
  while (g_hash_table_iter_next (&iter, NULL, &decision))
    g_ptr_array_add (asides, decision);
  g_ptr_array_sort (asides, compare_about);
  return asides;
}
