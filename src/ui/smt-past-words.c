/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-past-words.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decision-words.h"
#include "ui/smt-history.h"
#include "ui/smt-journal-note.h"
#include "ui/smt-phrases.h"

/** smt_past_moment: Returns: (transfer full): "3. des. 2026, 10:12": two lists of one day are told apart */
char *
smt_past_moment (SmtInstant instant)
{
  g_autofree char *date = smt_phrase_date (smt_instant_to_date (instant));
  g_autofree char *time = smt_phrase_time (instant);

  return g_strdup_printf ("%s, %s", date, time);
}

/**
 * smt_past_none_words:
 * @past: what is kept of a patient
 * @day: the day that was asked for; unset where nothing is kept at all
 *
 * Returns: (transfer full): that no list is kept from @day or before it, and what is known instead
 */
char *
smt_past_none_words (const SmtPast *past, SmtDate day)
{
  const SmtReconciledRecord *oldest = smt_past_find_oldest (past);
  GString *out = g_string_new (NULL);

  if (smt_date_is_set (day))
    {
      g_autofree char *asked = smt_phrase_date (day);

      /* Translators: %s is a date */
      g_string_append_printf (out, C_ ("past", "No list from %s or before it is kept here."), asked);
    }
  else
    g_string_append (out, C_ ("past", "No reconciliation of this patient is kept here."));
  if (oldest != NULL)
    {
      g_autofree char *when = smt_past_moment (oldest->at);

      g_string_append_c (out, ' ');
      /* Translators: %s is a date and a time */
      g_string_append_printf (out, C_ ("past", "The first that is kept is of %s."), when);
    }
  if (past->first_look != SMT_INSTANT_UNSET)
    {
      g_autofree char *when = smt_past_moment (past->first_look);

      g_string_append_c (out, ' ');
      /* Translators: %s is a date and a time */
      g_string_append_printf (out, C_ ("past", "The program's first look at this list was %s."), when);
    }
  return g_string_free (out, FALSE);
}

/** smt_past_days: Returns: whether @context is compared with an earlier list: @since and @shown (out) (transfer full)
 */
gboolean
smt_past_days (SmtPatientContext *context, char **since, char **shown)
{
  const SmtPastView *view = smt_patient_context_get_past (context);

  if (view == NULL || view->since == NULL)
    return FALSE;
  *since = smt_past_moment (view->since->at);
  *shown = view->shown != NULL ? smt_past_moment (view->shown->at) : g_strdup (C_ ("past", "now"));
  return TRUE;
}

/** smt_past_banner_words: Returns: (transfer full): what is shown in place of the list of now */
char *
smt_past_banner_words (SmtPatientContext *context)
{
  const SmtPastView *view = smt_patient_context_get_past (context);
  g_autofree char *since = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *when = NULL;

  if (!smt_past_days (context, &since, &shown))
    {
      when = smt_past_moment (view->shown->at);
      /* Translators: %1$s is a date and a time, %2$s a person */
      return g_strdup_printf (C_ ("past", "The list as it was %1$s, reconciled by %2$s. It is only shown. Escape leads "
                                          "back."),
                              when, view->shown->who);
    }
  if (view->shown == NULL)
    /* Translators: %s is a date and a time */
    return g_strdup_printf (C_ ("past", "The list now, against that of %s. It is only shown. Escape leads back."),
                            since);
  /* Translators: both are a date and a time */
  return g_strdup_printf (C_ ("past", "The list as it was %1$s, against that of %2$s. It is only shown. Escape leads "
                                      "back."),
                          shown, since);
}

/** smt_past_fresh_words: Returns: (transfer full) (nullable): of when the list is, and by whom */
char *
smt_past_fresh_words (SmtPatientContext *context)
{
  const SmtPastView *view = smt_patient_context_get_past (context);
  g_autofree char *when = NULL;

  if (view == NULL)
    return NULL;
  if (view->shown == NULL)
    {
      when = smt_past_moment (view->since->at);
      /* Translators: %s is a date and a time */
      return g_strdup_printf (C_ ("fresh", "the list now, against %s"), when);
    }
  when = smt_past_moment (view->shown->at);
  /* Translators: %1$s is a date and a time, %2$s a person, %3$s a role */
  return g_strdup_printf (C_ ("fresh", "as it was %1$s, reconciled by %2$s (%3$s)"), when, view->shown->who,
                          smt_word_for_role (SMT_ROLE_DOCTOR));
}

/** smt_past_heading: Returns: (transfer full) (nullable): of a group whose usual heading speaks of the last time */
char *
smt_past_heading (SmtPatientContext *context, SmtGroup group)
{
  g_autofree char *since = NULL;
  g_autofree char *shown = NULL;

  if (group != SMT_GROUP_CHANGED || !smt_past_days (context, &since, &shown))
    return NULL;
  /* Translators: %s is a date and a time */
  return g_strdup_printf (C_ ("group", "Changed since %s"), since);
}

/* "Sendt: Beholdt · Lise Fastlegesen, lege" */
static char *
act_words (const SmtAct *act)
{
  g_autofree char *what = smt_history_act_words (act);
  g_autofree char *who = smt_history_act_person (act);

  return g_strdup_printf ("%s · %s", what, who);
}

/** smt_past_decided_words: Returns: (transfer full) (nullable): what was decided on @key with the reconciliation shown
 */
char *
smt_past_decided_words (SmtPatientContext *context, const char *key)
{
  const SmtAct *act = smt_patient_context_find_decided (context, key);

  return act != NULL ? act_words (act) : NULL;
}

/* (transfer full): the medicine, where anything that is kept names it */
static char *
about_words (SmtPatientContext *context, const SmtDecision *decision)
{
  const SmtTreatment *left = smt_patient_context_find_left (context, decision->key);
  g_autofree char *medicine = left != NULL ? smt_phrase_treatment (left) : NULL;

  if (decision->about != NULL)
    return g_strdup (decision->about);
  if (medicine == NULL)
    return g_strdup (C_ ("past", "On what this list does not have any more"));
  return smt_phrase_capitalize (medicine);
}

/** smt_past_last_words: Returns: (transfer full) (nullable): the record of the reconciliation shown, and what was
 * decided on what its list does not have any more */
char *
smt_past_last_words (SmtPatientContext *context)
{
  const SmtPastView *view = smt_patient_context_get_past (context);
  GPtrArray *off_list = smt_patient_context_get_decided_off_list (context);
  g_autofree char *note = NULL;
  GString *out;

  if (view == NULL || view->shown == NULL || view->since != NULL)
    return NULL;
  note = smt_journal_note_of_record (view->shown);
  out = g_string_new (note);
  for (guint i = 0; i < off_list->len; i++)
    {
      const SmtAct *act = g_ptr_array_index (off_list, i);
      g_autofree char *about = about_words (context, act->decision);
      g_autofree char *words = act_words (act);

      g_string_append_printf (out, "\n%s: ", about);
      g_string_append (out, words);
    }
  return g_string_free (out, FALSE);
}
