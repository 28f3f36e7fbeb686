/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-decide.h"

#include <glib/gi18n-lib.h>

#include "reconcile/smt-decision-effect.h"
#include "reconcile/smt-own-dose.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-setting.h"

/* Of who has signed in; the program has one user at a time. */
static gboolean signed_in;
static SmtRole signed_in_role;

/** smt_decide_set_profession: @known: whether somebody has signed in; @profession: (nullable): of whom, as HelseID says
 * it: it goes before the preferences. One that is neither a doctor's nor a pharmacist's may draft, and no more. */
void
smt_decide_set_profession (gboolean known, const char *profession)
{
  signed_in = known;
  if (g_strcmp0 (profession, "LE") == 0)
    signed_in_role = SMT_ROLE_DOCTOR;
  else
    signed_in_role = g_strcmp0 (profession, "FA") == 0 ? SMT_ROLE_PHARMACIST : SMT_ROLE_NURSE;
}

/** smt_decide_get_role: Returns: who works in the program, as HelseID or else the preferences have it */
SmtRole
smt_decide_get_role (void)
{
  g_autofree char *name = smt_setting_get ("role", "doctor");

  if (signed_in)
    return signed_in_role;
  if (g_str_equal (name, "nurse"))
    return SMT_ROLE_NURSE;
  return g_str_equal (name, "pharmacist") ? SMT_ROLE_PHARMACIST : SMT_ROLE_DOCTOR;
}

/** smt_decide_tell_worker: tells @desk who works in the program: the role, and the name that the preferences have of a
 * nurse or a pharmacist who does not sign in */
void
smt_decide_tell_worker (SmtDesk *desk)
{
  SmtRole role = smt_decide_get_role ();
  g_autofree char *name = NULL;

  if (role == SMT_ROLE_NURSE)
    name = smt_setting_get ("nurse-name", "");
  else if (role == SMT_ROLE_PHARMACIST)
    name = smt_setting_get ("pharmacist-name", "");
  smt_desk_set_worker (desk, role, name);
}

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
  g_autofree char *medicine = treatment != NULL ? smt_phrase_treatment (treatment) : g_strdup (owned->about);
  gboolean whole = smt_decision_is_of_list (owned);
  g_autofree char *words = NULL;
  g_autofree char *said = NULL;

  owned->role = smt_decide_get_role ();
  if (owned->role != SMT_ROLE_DOCTOR && owned->author == NULL)
    owned->author = smt_patient_context_dup_worker_name (context);
  /* The dose that a pause, its end and a stop later lead to is the entry's own; nobody types it again. Where none can
   * be made the rules say why. */
  if (treatment != NULL)
    smt_decision_plan_dose (owned, treatment, smt_patient_context_get_today (context));
  words = smt_sentence_for_decision (owned);
  if (!smt_patient_context_decide (context, owned, error))
    return FALSE;
  said = whole ? g_strdup (words) : g_strdup_printf ("%s – %s", medicine != NULL ? medicine : "", words);
  gtk_widget_activate_action (from, "win.tell-decided", "s", said);
  return TRUE;
}

/** smt_decide_simply: a decision that needs nothing more than its kind; what is taken in goes to the line it was made
 * for, where its prescription says so. Returns: whether it was made */
gboolean
smt_decide_simply (GtkWidget *from, SmtPatientContext *context, SmtDecisionKind kind, const char *key, GError **error)
{
  const SmtRow *line = kind == SMT_DECISION_TAKE_IN
                           ? smt_reconciliation_find_line (smt_patient_context_get_reconciliation (context), key)
                           : NULL;
  SmtDecision *decision =
      smt_patient_context_new_decision (context, line != NULL ? SMT_DECISION_BELONGS_TO : kind, key);

  if (line != NULL)
    decision->other_key = g_strdup (line->treatment->key);
  return smt_decide (from, context, decision, error);
}

static gboolean
is_paused (SmtPatientContext *context, const char *key)
{
  const SmtTreatment *treatment = smt_list_find (smt_patient_context_get_list (context), key);

  return treatment != NULL
         && (treatment->state == SMT_TREATMENT_PAUSED
             || smt_own_dose_find_pause (treatment, smt_patient_context_get_today (context), NULL, NULL));
}

/**
 * smt_decision_why_not:
 *
 * Returns: (transfer full) (nullable): why this kind of decision can never fit the row; what it merely lacks, or that a
 *   Stopp is open, is no such reason
 */
GError *
smt_decision_why_not (SmtPatientContext *context, SmtDecisionKind kind, const char *key)
{
  g_autoptr (SmtDecision) decision = smt_patient_context_new_decision (context, kind, key);
  g_autoptr (GError) error = NULL;

  if (smt_reconciliation_may_decide (smt_patient_context_get_reconciliation (context), decision, &error))
    return NULL;
  switch ((SmtReconcileError)error->code)
    {
    case SMT_RECONCILE_ERROR_NOT_APPLICABLE:
    case SMT_RECONCILE_ERROR_UNKNOWN_TREATMENT:
    case SMT_RECONCILE_ERROR_VACCINE:
    case SMT_RECONCILE_ERROR_LOCKED:
    case SMT_RECONCILE_ERROR_GOODS:
    case SMT_RECONCILE_ERROR_STOPS:
      return g_steal_pointer (&error);
    case SMT_RECONCILE_ERROR_STALE:
    case SMT_RECONCILE_ERROR_INCOMPLETE:
    case SMT_RECONCILE_ERROR_STOP:
    case SMT_RECONCILE_ERROR_NEW_FINDING:
    case SMT_RECONCILE_ERROR_BLOCKED:
    case SMT_RECONCILE_ERROR_FLAGGED:
    case SMT_RECONCILE_ERROR_DAY_GONE:
    case SMT_RECONCILE_ERROR_DAY_ORDER:
    case SMT_RECONCILE_ERROR_TOO_LONG:
    case SMT_RECONCILE_ERROR_NO_OWN_DOSE:
    case SMT_RECONCILE_ERROR_DOSE_ENDS:
    case SMT_RECONCILE_ERROR_SAME_DOSE:
    case SMT_RECONCILE_ERROR_NOT_ENOUGH:
    case SMT_RECONCILE_ERROR_TOO_FAR:
    default:
      return NULL;
    }
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
  g_autoptr (GError) error = NULL;

  if (!smt_context_is_open (context))
    return FALSE;
  if (kind == SMT_DECISION_RESUME && !is_paused (context, key))
    return FALSE;
  if (kind == SMT_DECISION_BELONGS_TO)
    {
      g_autoptr (GPtrArray) entries = smt_decide_entries_for (context, key);
      return entries->len > 0;
    }
  error = smt_decision_why_not (context, kind, key);
  return error == NULL;
}

/** smt_decide_pharmacy_dose: Returns: (transfer full) (nullable): the other dose that a pharmacy proposes, where it may
 * be decided on */
SmtRhythm *
smt_decide_pharmacy_dose (SmtPatientContext *context, const char *key)
{
  if (!smt_decision_applies (context, SMT_DECISION_CHANGE, key))
    return NULL;
  return smt_reconciliation_dup_proposed_dose (smt_patient_context_get_reconciliation (context), key);
}

/** smt_decide_entries_for: Returns: (transfer full) (element-type utf8): the lines that a loose prescription may belong
 * to
 */
GPtrArray *
smt_decide_entries_for (SmtPatientContext *context, const char *key)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  g_autoptr (SmtDecision) decision = smt_patient_context_new_decision (context, SMT_DECISION_BELONGS_TO, key);
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const char *other = smt_reconciliation_get_row (reconciliation, i)->treatment->key;

      g_free (decision->other_key);
      decision->other_key = g_strdup (other);
      if (smt_reconciliation_may_decide (reconciliation, decision, NULL))
        g_ptr_array_add (keys, g_strdup (other));
    }
  return keys;
}

/** smt_decide_count_joins: Returns: how many undecided prescriptions stand beside the line that they were made for */
guint
smt_decide_count_joins (SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  guint n = 0;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);

      n += row->decision == NULL && smt_treatment_is_loose (row->treatment)
           && smt_reconciliation_find_line (reconciliation, row->treatment->key) != NULL;
    }
  return n;
}

/* What stands in the way of a renewal is a finding: these are asked for, and named when they are refused. */
static gboolean
is_asked_to_renew (SmtPatientContext *context, const SmtRow *row)
{
  g_autoptr (SmtDecision) decision =
      smt_patient_context_new_decision (context, SMT_DECISION_RENEW, row->treatment->key);
  g_autoptr (GError) error = NULL;

  if (row->decision != NULL && row->decision->kind != SMT_DECISION_KEEP)
    return FALSE;
  return smt_reconciliation_may_decide (smt_patient_context_get_reconciliation (context), decision, &error)
         || g_error_matches (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_FLAGGED);
}

/* Returns: (transfer full): @said, and after it the medicines among @keys that were not renewed because a pharmacy
 * asks, or else because of findings; with none of them @said alone */
static char *
add_not_renewed (SmtPatientContext *context, const char *said, const GPtrArray *keys, gboolean asked)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *named = NULL;

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const SmtRow *row =
          smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), g_ptr_array_index (keys, i));
      if (row->asked == asked)
        g_ptr_array_add (names, smt_phrase_treatment (row->treatment));
    }
  if (names->len == 0)
    return g_strdup (said);
  g_ptr_array_add (names, NULL);
  named = g_strjoinv (", ", (char **)names->pdata);
  /* Translators: %1$s is "3 prescriptions renewed", %2$s medicines */
  return asked ? g_strdup_printf (C_ ("decision", "%1$s. Not renewed, the pharmacy asks: %2$s"), said, named)
               : g_strdup_printf (C_ ("decision", "%1$s. Not renewed, they have findings: %2$s"), said, named);
}

/** smt_decide_renewed_words: Returns: (transfer full): "3 prescriptions renewed" */
char *
smt_decide_renewed_words (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u prescription renewed", "%u prescriptions renewed", n), n);
}

/** smt_decide_renew_all: Returns: (transfer full): what was renewed, and by name what was not */
char *
smt_decide_renew_all (SmtPatientContext *context, guint *n_renewed)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) refused = NULL;
  g_autofree char *renewed = NULL;
  g_autofree char *flagged = NULL;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      if (is_asked_to_renew (context, row))
        g_ptr_array_add (keys, g_strdup (row->treatment->key));
    }
  *n_renewed = smt_patient_context_renew_all (context, keys, &refused);
  renewed = smt_decide_renewed_words (*n_renewed);
  flagged = add_not_renewed (context, renewed, refused, FALSE);
  return add_not_renewed (context, flagged, refused, TRUE);
}
