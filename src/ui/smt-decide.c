/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-decide.h"

#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"

/** smt_context_is_open: Returns: whether rows of @context can be decided now */
gboolean
smt_context_is_open (SmtPatientContext *context)
{
  switch (smt_patient_context_get_state (context))
    {
    case SMT_CONTEXT_WORKING:
    case SMT_CONTEXT_PARTIAL:
    case SMT_CONTEXT_REJECTED:
    case SMT_CONTEXT_CONFLICT:
      return TRUE;
    case SMT_CONTEXT_SENDING:
    case SMT_CONTEXT_SENT:
    case SMT_CONTEXT_UNKNOWN:
    case SMT_CONTEXT_FILE:
    default:
      return FALSE;
    }
}

/**
 * smt_decide:
 * @from: the widget the user acted on; its window is told
 * @decision: (transfer full): the decision
 *
 * Returns: whether it was made
 */
gboolean
smt_decide (GtkWidget *from, SmtPatientContext *context, SmtDecision *decision, GError **error)
{
  g_autoptr (SmtDecision) owned = decision;
  const SmtTreatment *treatment = smt_list_find (smt_patient_context_get_list (context), decision->key);
  g_autofree char *medicine = treatment != NULL ? smt_phrase_treatment (treatment) : g_strdup ("");
  g_autofree char *words = smt_sentence_for_decision (decision);
  g_autofree char *said = NULL;

  if (!smt_patient_context_decide (context, owned, error))
    return FALSE;
  said = g_strdup_printf ("%s – %s", medicine, words);
  gtk_widget_activate_action (from, "win.tell-decided", "s", said);
  return TRUE;
}

/** smt_decide_simply: a decision that needs nothing more than its kind. Returns: whether it was made */
gboolean
smt_decide_simply (GtkWidget *from, SmtPatientContext *context, SmtDecisionKind kind, const char *key, GError **error)
{
  return smt_decide (from, context, smt_patient_context_new_decision (context, kind, key), error);
}

/**
 * smt_decision_applies:
 *
 * An act is open unless this kind of decision can never fit the row; one that lacks something, or that an open Stopp
 * refuses, is open, so that pressing its key is answered with a sentence and not with silence.
 *
 * Returns: whether the act is open
 */
gboolean
smt_decision_applies (SmtPatientContext *context, SmtDecisionKind kind, const char *key)
{
  g_autoptr (SmtDecision) decision = NULL;
  g_autoptr (GError) error = NULL;

  if (!smt_context_is_open (context))
    return FALSE;
  decision = smt_patient_context_new_decision (context, kind, key);
  if (smt_reconciliation_may_decide (smt_patient_context_get_reconciliation (context), decision, &error))
    return TRUE;
  return !g_error_matches (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE)
         && !g_error_matches (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_UNKNOWN_TREATMENT);
}
