/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-decision.h"

/**
 * smt_decision_new:
 * @kind: what was chosen
 * @key: the treatment it is about
 * @digest: (nullable): of the treatment as it was seen when decided
 *
 * The caller fills in what @kind needs before handing the decision on; from then on nobody writes.
 *
 * Returns: (transfer full): a decision with nothing but its kind, treatment and digest
 */
SmtDecision *
smt_decision_new (SmtDecisionKind kind, const char *key, const char *digest)
{
  SmtDecision *decision = g_new0 (SmtDecision, 1);

  g_return_val_if_fail (key != NULL, decision);

  decision->kind = kind;
  decision->key = g_strdup (key);
  decision->digest = g_strdup (digest);
  g_atomic_ref_count_init (&decision->ref_count);

  return decision;
}

/**
 * smt_decision_copy:
 * @decision: a decision
 *
 * Returns: (transfer full): another with the same content, for its maker to change before it is handed on
 */
SmtDecision *
smt_decision_copy (const SmtDecision *decision)
{
  SmtDecision *copy;

  g_return_val_if_fail (decision != NULL, NULL);

  copy = smt_decision_new (decision->kind, decision->key, decision->digest);
  copy->rhythm = decision->rhythm != NULL ? smt_rhythm_ref (decision->rhythm) : NULL;
  copy->first_day = decision->first_day;
  copy->until = decision->until;
  copy->stop_date = decision->stop_date;
  copy->supply = decision->supply;
  copy->other_key = g_strdup (decision->other_key);
  copy->new_prescription_id = g_strdup (decision->new_prescription_id);
  copy->new_entry_id = g_strdup (decision->new_entry_id);
  copy->stop_reason = decision->stop_reason;
  copy->reason = g_strdup (decision->reason);
  copy->recipient = g_strdup (decision->recipient);
  copy->due = decision->due;
  copy->author = g_strdup (decision->author);
  copy->role = decision->role;
  copy->approver = g_strdup (decision->approver);
  copy->overridden = g_strdupv (decision->overridden);
  copy->about = g_strdup (decision->about);

  return copy;
}

/**
 * smt_decision_ref:
 * @decision: a decision
 *
 * Returns: (transfer full): @decision
 */
SmtDecision *
smt_decision_ref (const SmtDecision *decision)
{
  SmtDecision *self = (SmtDecision *)decision;

  g_return_val_if_fail (decision != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_decision_unref:
 * @decision: (transfer full): a decision
 */
void
smt_decision_unref (SmtDecision *decision)
{
  g_return_if_fail (decision != NULL);

  if (!g_atomic_ref_count_dec (&decision->ref_count))
    return;

  g_free (decision->key);
  g_free (decision->digest);
  g_clear_pointer (&decision->rhythm, smt_rhythm_unref);
  g_free (decision->other_key);
  g_free (decision->new_prescription_id);
  g_free (decision->new_entry_id);
  g_free (decision->reason);
  g_free (decision->recipient);
  g_free (decision->author);
  g_free (decision->approver);
  g_strfreev (decision->overridden);
  g_free (decision->about);
  g_free (decision);
}

static gboolean
same_day (SmtDate a, SmtDate b)
{
  return smt_date_compare (a, b) == 0;
}

static gboolean
rhythms_equal (const SmtRhythm *a, const SmtRhythm *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return smt_rhythm_equal (a, b);
}

static gboolean
lists_equal (char *const *a, char *const *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strv_equal ((const char *const *)a, (const char *const *)b);
}

/**
 * smt_decision_equal:
 * @a: a decision
 * @b: another
 *
 * Returns: whether both say the same of the same treatment
 */
gboolean
smt_decision_equal (const SmtDecision *a, const SmtDecision *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->kind == b->kind && g_strcmp0 (a->key, b->key) == 0 && g_strcmp0 (a->digest, b->digest) == 0
         && rhythms_equal (a->rhythm, b->rhythm) && same_day (a->first_day, b->first_day)
         && same_day (a->until, b->until) && same_day (a->stop_date, b->stop_date) && a->supply == b->supply
         && g_strcmp0 (a->other_key, b->other_key) == 0
         && g_strcmp0 (a->new_prescription_id, b->new_prescription_id) == 0
         && g_strcmp0 (a->new_entry_id, b->new_entry_id) == 0 && a->stop_reason == b->stop_reason
         && g_strcmp0 (a->reason, b->reason) == 0 && g_strcmp0 (a->recipient, b->recipient) == 0
         && same_day (a->due, b->due) && g_strcmp0 (a->author, b->author) == 0 && a->role == b->role
         && g_strcmp0 (a->approver, b->approver) == 0 && lists_equal (a->overridden, b->overridden)
         && g_strcmp0 (a->about, b->about) == 0;
}

/**
 * smt_decision_is_draft:
 * @decision: a decision
 *
 * Returns: whether a nurse or a pharmacist took it, and no doctor has approved it. What is said of a row of a file is
 *   never sent, and waits for nobody
 */
gboolean
smt_decision_is_draft (const SmtDecision *decision)
{
  g_return_val_if_fail (decision != NULL, FALSE);

  return decision->role != SMT_ROLE_DOCTOR && decision->approver == NULL && !smt_decision_is_aside (decision);
}

/**
 * smt_stop_reason_code:
 * @reason: why a treatment is stopped
 *
 * Returns: its code in code list 7494 (seponeringsårsak), as seen in captured answers; static
 */
const char *
smt_stop_reason_code (SmtStopReason reason)
{
  static const char *const codes[] = {
    [SMT_STOP_FINISHED] = "A",
    [SMT_STOP_NO_EFFECT] = "M",
    [SMT_STOP_NOT_USED] = "P",
    [SMT_STOP_OTHER] = "X",
  };

  g_return_val_if_fail ((guint)reason < G_N_ELEMENTS (codes), "X");

  return codes[reason];
}
