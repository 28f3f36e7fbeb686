/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-papers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dosing/smt-words.h"
#include "reconcile/smt-own-dose.h"
#include "ui/smt-decide.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"

/* --- for the patient -------------------------------------------------------------------------------------------------
 */

static void
add_pair (SmtPaper *paper, const char *name, const char *value)
{
  g_autofree char *line = NULL;

  if (value == NULL || *value == '\0')
    return;
  line = g_strdup_printf ("%s: %s", name, value);
  smt_paper_add (paper, SMT_PAPER_BODY, line, strlen (name) + 1);
}

/* "metotreksat METHOTREXATE ORIFARM – tablett 2,5 mg"; only the generic name is bold. */
static void
add_name (SmtPaper *paper, const SmtTreatment *treatment)
{
  g_autofree char *medicine = smt_phrase_medicine (treatment);
  g_autofree char *brand = smt_phrase_brand (treatment);
  g_autofree char *preparation = smt_phrase_preparation (treatment);
  g_autofree char *line = g_strconcat (medicine, brand != NULL ? " " : "", brand != NULL ? brand : "",
                                       *preparation != '\0' ? " – " : "", preparation, NULL);

  smt_paper_add (paper, SMT_PAPER_MEDICINE, line, strlen (medicine));
}

static void
add_line (SmtPaper *paper, const SmtHandoutLine *line, SmtHandoutLanguage language)
{
  g_autofree char *how =
      line->pattern != NULL ? g_strdup_printf ("%s (%s)", line->how, line->pattern) : g_strdup (line->how);

  add_name (paper, line->treatment);
  add_pair (paper, smt_handout_word (SMT_HANDOUT_WORD_WHY, language), line->why);
  add_pair (paper, smt_handout_word (SMT_HANDOUT_WORD_HOW, language), how);
  add_pair (paper, smt_handout_word (SMT_HANDOUT_WORD_WHEN, language), line->when);
  add_pair (paper, smt_handout_word (SMT_HANDOUT_WORD_CHANGED, language), line->changed);
}

static void
add_head (SmtPaper *paper, SmtPatientContext *context, SmtHandoutLanguage language)
{
  const SmtPatient *patient = smt_patient_context_get_list (context)->patient;
  SmtLanguage words = smt_handout_dose_language (language);
  g_autofree char *name = smt_patient_dup_name (patient);
  g_autofree char *born = smt_date_to_words (patient->birth_date, words);
  g_autofree char *from = smt_date_to_words (smt_patient_context_get_today (context), words);
  gboolean sent = smt_patient_context_get_sent (context) != NULL;
  g_autofree char *who =
      sent ? smt_patient_context_dup_signer_name (context) : smt_patient_context_dup_worker_name (context);

  smt_paper_add (paper, SMT_PAPER_TITLE, smt_handout_word (SMT_HANDOUT_WORD_TITLE, language), 0);
  add_pair (paper, smt_handout_word (SMT_HANDOUT_WORD_NAME, language), name);
  add_pair (paper, smt_handout_word (SMT_HANDOUT_WORD_BORN, language), born);
  add_pair (paper, smt_handout_word (SMT_HANDOUT_WORD_VALID_FROM, language), from);
  /* nobody is said to have gone through what has not been sent */
  add_pair (paper, smt_handout_word (sent ? SMT_HANDOUT_WORD_WHO : SMT_HANDOUT_WORD_PRINTED_BY, language), who);
}

static gboolean
has_pattern (const SmtHandout *handout)
{
  for (guint i = 0; i < handout->lines->len; i++)
    if (((const SmtHandoutLine *)g_ptr_array_index (handout->lines, i))->pattern != NULL)
      return TRUE;
  return FALSE;
}

static void
add_notes (SmtPaper *paper, const SmtHandout *handout)
{
  const char *doses_in = smt_handout_word (SMT_HANDOUT_WORD_LANGUAGE, handout->language);

  if (doses_in != NULL)
    smt_paper_add (paper, SMT_PAPER_BODY, doses_in, 0);
  if (has_pattern (handout))
    smt_paper_add (paper, SMT_PAPER_BODY, smt_handout_word (SMT_HANDOUT_WORD_PATTERN, handout->language), 0);
  if (handout->lines->len == 0)
    smt_paper_add (paper, SMT_PAPER_BODY, smt_handout_word (SMT_HANDOUT_WORD_NOTHING, handout->language), 0);
}

static SmtPaper *
make_paper (SmtPatientContext *context, const char *title, const char *page, SmtLanguage language)
{
  const SmtPatient *patient = smt_patient_context_get_list (context)->patient;
  g_autofree char *name = smt_patient_dup_name (patient);
  g_autofree char *born = smt_date_to_words (patient->birth_date, language);
  g_autofree char *foot = g_strconcat (name, *born != '\0' ? ", " : "", born, NULL);

  return smt_paper_new (title, foot, page);
}

/**
 * smt_papers_handout:
 * @context: a patient at work
 * @language: the patient's
 * @with_reserved: whether rows that guardians are not to see are on it
 *
 * Returns: (transfer full): the list for the patient
 */
SmtPaper *
smt_papers_handout (SmtPatientContext *context, SmtHandoutLanguage language, gboolean with_reserved)
{
  g_autoptr (SmtHandout) handout = smt_handout_new (smt_patient_context_get_reconciliation (context),
                                                    smt_patient_context_get_sent (context), language, with_reserved);
  SmtPaper *paper =
      make_paper (context, smt_handout_word (SMT_HANDOUT_WORD_TITLE, language),
                  smt_handout_word (SMT_HANDOUT_WORD_PAGE, language), smt_handout_dose_language (language));
  int group = -1;

  add_head (paper, context, language);
  add_notes (paper, handout);
  for (guint i = 0; i < handout->lines->len; i++)
    {
      const SmtHandoutLine *line = g_ptr_array_index (handout->lines, i);

      if ((int)line->group != group)
        smt_paper_add (paper, SMT_PAPER_HEADING, smt_handout_group_name (line->group, language), 0);
      group = (int)line->group;
      add_line (paper, line, language);
    }
  smt_paper_add (paper, SMT_PAPER_NOTE, smt_handout_word (SMT_HANDOUT_WORD_ADVICE, language), 0);
  return paper;
}

/* --- for those who take over -----------------------------------------------------------------------------------------
 */

typedef gboolean (*ChangeTest) (const SmtDecision *decision);

static gboolean
is_change (const SmtDecision *decision)
{
  switch (decision->kind)
    {
    case SMT_DECISION_CHANGE:
    case SMT_DECISION_PAUSE:
    case SMT_DECISION_RESUME:
    case SMT_DECISION_STOP_LATER:
    case SMT_DECISION_TAKE_IN:
    case SMT_DECISION_BELONGS_TO:
    case SMT_DECISION_STOP:
    case SMT_DECISION_RECALL:
    case SMT_DECISION_DELETE:
    case SMT_DECISION_DECLINE:
      return TRUE;
    case SMT_DECISION_KEEP:
    case SMT_DECISION_RENEW:
    case SMT_DECISION_CLARIFY:
    case SMT_DECISION_OVERRIDE:
    case SMT_N_DECISIONS:
    default:
      return FALSE;
    }
}

static gboolean
is_open (const SmtDecision *decision)
{
  return decision->kind == SMT_DECISION_CLARIFY || decision->kind == SMT_DECISION_OVERRIDE;
}

/* "Metotreksat tablett 2,5 mg: Endret til: …. Grunn: …. Før: …." */
static char *
decision_line (const SmtTreatment *treatment, const SmtDecision *decision, SmtDate today)
{
  g_autofree char *medicine = smt_phrase_treatment (treatment);
  g_autofree char *capital = smt_phrase_capitalize (medicine);
  g_autofree char *sentence = smt_sentence_for_decision (decision);
  g_autoptr (SmtRhythm) own = decision->kind == SMT_DECISION_CHANGE ? smt_own_dose (treatment, today) : NULL;
  g_autofree char *before = own != NULL ? smt_phrase_dose (own) : NULL;
  gboolean reason = decision->kind == SMT_DECISION_CHANGE && decision->reason != NULL && *decision->reason != '\0';
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "- %s: %s.", capital, sentence);
  if (before != NULL)
    /* Translators: %s is the dose before the change */
    g_string_append_printf (out, C_ ("handover", " Before: %s."), before);
  if (reason)
    g_string_append_printf (out, C_ ("handover", " Reason: %s."), decision->reason);
  return g_string_free (out, FALSE);
}

static void
append_decisions (GPtrArray *lines, SmtPatientContext *context, const char *heading, ChangeTest test)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  const SmtChangeSet *sent = smt_patient_context_get_sent (context);
  guint n = sent != NULL ? sent->changes->len : smt_reconciliation_get_n_rows (reconciliation);
  gboolean first = TRUE;

  for (guint i = 0; i < n; i++)
    {
      const SmtChange *change = sent != NULL ? g_ptr_array_index (sent->changes, i) : NULL;
      const SmtRow *row = sent == NULL ? smt_reconciliation_get_row (reconciliation, i) : NULL;
      const SmtDecision *decision = change != NULL ? change->decision : row->decision;
      const SmtTreatment *treatment = change != NULL ? change->treatment : row->treatment;

      if (decision == NULL || !test (decision))
        continue;
      if (first)
        g_ptr_array_add (lines, g_strdup_printf ("%s:", heading));
      first = FALSE;
      g_ptr_array_add (lines, decision_line (treatment, decision, smt_patient_context_get_today (context)));
    }
  if (first && test == is_change)
    g_ptr_array_add (lines, g_strdup (C_ ("handover", "No medicine was changed.")));
}

/* What stands only in a file and is still to be clarified, before a send and after it. */
static void
append_asides (GPtrArray *lines, SmtPatientContext *context)
{
  GPtrArray *follow_ups = smt_patient_context_get_follow_ups (context);
  gboolean first = TRUE;

  for (guint i = 0; follow_ups != NULL && i < follow_ups->len; i++)
    {
      const SmtDecision *decision = ((const SmtFollowUp *)g_ptr_array_index (follow_ups, i))->decision;
      g_autofree char *about = decision->about != NULL ? smt_phrase_capitalize (decision->about) : NULL;
      g_autofree char *words = smt_sentence_for_decision (decision);

      if (about == NULL)
        continue;
      if (first)
        g_ptr_array_add (lines,
                         g_strdup_printf ("%s:", C_ ("handover", "Only in lists from elsewhere, to be clarified")));
      first = FALSE;
      g_ptr_array_add (lines, g_strdup_printf ("- %s: %s.", about, words));
    }
}

/* (transfer full): a paper of the patient's says that a vaccine is no daily medicine; who takes over reads what was
 * written */
static char *
handover_dose (const SmtHandoutLine *line)
{
  g_autofree char *quote = NULL;

  if (line->group != SMT_HANDOUT_VACCINE)
    return g_strdup (line->how);
  if (line->treatment->dose_text == NULL || *line->treatment->dose_text == '\0')
    return g_strdup (C_ ("handover", "vaccine"));
  quote = smt_phrase_quote (line->treatment->dose_text);
  /* Translators: %s is a dose as it was written */
  return g_strdup_printf (C_ ("handover", "vaccine, written as %s"), quote);
}

/* (transfer full): what keeps @line from being taken as its dose says, before the dose: whoever takes over gives what
 * is read first */
static char *
handover_state (const SmtHandoutLine *line, SmtHandoutLanguage language)
{
  const char *paused = line->group == SMT_HANDOUT_PAUSED ? smt_handout_group_name (line->group, language) : NULL;

  return g_strconcat (paused != NULL ? paused : "", paused != NULL ? ". " : "",
                      line->changed != NULL ? line->changed : "", line->changed != NULL ? " " : "", NULL);
}

/* What is taken from now on, so that whoever takes over need not look anywhere else. */
static void
append_list (GPtrArray *lines, SmtPatientContext *context)
{
  SmtHandoutLanguage language = smt_phrase_language () == SMT_LANGUAGE_EN   ? SMT_HANDOUT_EN
                                : smt_phrase_language () == SMT_LANGUAGE_NN ? SMT_HANDOUT_NN
                                                                            : SMT_HANDOUT_NB;
  g_autoptr (SmtHandout) handout =
      smt_handout_new (smt_patient_context_get_reconciliation (context), NULL, language, TRUE);

  g_ptr_array_add (lines, g_strdup (smt_patient_context_get_sent (context) != NULL
                                        ? C_ ("handover", "Medicines after the reconciliation:")
                                        : C_ ("handover", "Medicines as the list has them now:")));
  for (guint i = 0; i < handout->lines->len; i++)
    {
      const SmtHandoutLine *line = g_ptr_array_index (handout->lines, i);
      g_autofree char *medicine = smt_phrase_treatment (line->treatment);
      g_autofree char *capital = smt_phrase_capitalize (medicine);
      g_autofree char *state = handover_state (line, language);
      g_autofree char *how = handover_dose (line);
      const char *why = line->why != NULL && *line->why != '\0' ? line->why : NULL;

      if (line->group == SMT_HANDOUT_STOPPED)
        continue;
      g_ptr_array_add (
          lines, g_strconcat ("- ", capital, ": ", state, how, why != NULL ? " – " : "", why != NULL ? why : "", NULL));
    }
}

static GPtrArray *
handover_lines (SmtPatientContext *context)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *date = smt_phrase_date (smt_patient_context_get_today (context));
  g_autofree char *who = smt_patient_context_dup_signer_name (context);
  g_autofree char *name = smt_patient_context_dup_worker_name (context);
  g_autofree char *drafter = smt_words_for_person (name, smt_decide_get_role ());
  gboolean sent = smt_patient_context_get_sent (context) != NULL;

  /* the doctor's name stands on what the doctor has sent */
  if (sent)
    /* Translators: %1$s is a date, %2$s a person */
    g_ptr_array_add (lines,
                     g_strdup_printf (C_ ("handover", "Medicines reconciled %1$s by %2$s (doctor)."), date, who));
  else
    /* Translators: %1$s is a date, %2$s a person and a role */
    g_ptr_array_add (lines,
                     g_strdup_printf (C_ ("handover", "Medicines %1$s, DRAFT by %2$s, not sent."), date, drafter));
  append_decisions (lines, context, C_ ("handover", "Changed, and why"), is_change);
  append_decisions (lines, context, C_ ("handover", "To be followed up"), is_open);
  append_asides (lines, context);
  /* Translators: %s is a person */
  g_ptr_array_add (lines, g_strdup_printf (C_ ("handover", "Follows up where nobody else is named: %s."), who));
  append_list (lines, context);
  return lines;
}

/** smt_papers_handover_text: Returns: (transfer full): changes, reasons and who follows up, as plain text */
char *
smt_papers_handover_text (SmtPatientContext *context)
{
  g_autoptr (GPtrArray) lines = handover_lines (context);

  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

/** smt_papers_handover: Returns: (transfer full): the same on paper */
SmtPaper *
smt_papers_handover (SmtPatientContext *context)
{
  g_autoptr (GPtrArray) lines = handover_lines (context);
  SmtPaper *paper =
      make_paper (context, C_ ("handover", "Medicines: handover"), C_ ("handover", "Page"), smt_phrase_language ());

  smt_paper_add (paper, SMT_PAPER_TITLE, C_ ("handover", "Medicines: handover"), 0);
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      gboolean heading = g_str_has_suffix (line, ":");

      smt_paper_add (paper, heading ? SMT_PAPER_HEADING : SMT_PAPER_BODY, line, 0);
    }
  return paper;
}
