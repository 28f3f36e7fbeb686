/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-changed-words.h"

#include <glib/gi18n-lib.h>

#include "list/smt-difference.h"
#include "ui/smt-past-words.h"
#include "ui/smt-phrases.h"

/* Who changed it, where the change is younger than what it is compared with: an older author changed something else. */
static char *
by_whom (SmtPatientContext *context, const SmtTreatment *treatment)
{
  const SmtReconciledRecord *record = smt_patient_context_get_last_reconciled (context);
  g_autofree char *when = NULL;

  if (treatment->last_changed == SMT_INSTANT_UNSET || treatment->last_changed < record->at)
    return g_strdup ("");
  when = smt_phrase_moment (treatment->last_changed, smt_patient_context_get_today (context));
  if (treatment->author == NULL)
    return g_strconcat (", ", when, NULL);
  /* Translators: what has changed stands before it; %1$s is a person, %2$s a date or a time */
  return g_strdup_printf (C_ ("changed", ", by %1$s %2$s"), treatment->author, when);
}

/** smt_treatment_is_new: Returns: whether @treatment is taken now and was not on the list that was reconciled last */
gboolean
smt_treatment_is_new (SmtPatientContext *context, const SmtTreatment *treatment)
{
  return smt_patient_context_has_previous (context)
         && smt_patient_context_get_previous (context, treatment->key) == NULL
         && (smt_treatment_is_in_use (treatment) || treatment->state == SMT_TREATMENT_PAUSED);
}

static char *
new_words (SmtPatientContext *context, const SmtTreatment *treatment)
{
  const SmtReconciledRecord *record = smt_patient_context_get_last_reconciled (context);
  g_autofree char *when = smt_phrase_moment (record->at, smt_patient_context_get_today (context));
  g_autofree char *since = NULL;
  g_autofree char *shown = NULL;

  if (!smt_treatment_is_new (context, treatment))
    return NULL;
  if (smt_past_days (context, &since, &shown))
    /* Translators: %s is a date and a time */
    return g_strdup_printf (C_ ("changed", "New since %s"), since);
  /* Translators: %s is a date or a time */
  return g_strdup_printf (C_ ("changed", "New since you reconciled %s"), when);
}

static void
append_differences (GString *out, const GPtrArray *differences)
{
  for (guint i = 0; i < differences->len; i++)
    {
      g_autofree char *words = smt_treatment_difference_to_words (g_ptr_array_index (differences, i));

      g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", words);
    }
}

/* The newest prescription against the one before it, where the chain has one. */
static void
append_chain (GString *out, const SmtTreatment *treatment)
{
  g_autoptr (GPtrArray) differences = smt_treatment_chain_differences (treatment, smt_phrase_language ());
  const SmtPrescription *link = treatment->before != NULL ? smt_treatment_get_head (treatment->before) : NULL;
  g_autofree char *when = link != NULL && smt_date_is_set (link->written) ? smt_phrase_date (link->written)
                                                                          : g_strdup (C_ ("changed", "day not known"));

  if (differences == NULL)
    {
      g_string_append (out, C_ ("changed", " What it was before is not known."));
      return;
    }
  g_string_append_c (out, ' ');
  if (differences->len == 0)
    {
      /* Translators: %s is a date */
      g_string_append_printf (out,
                              C_ ("changed",
                                  "It says the same as the prescription before it (%s); what else it was is not "
                                  "known here."),
                              when);
      return;
    }
  /* Translators: %s is a date; what differs stands behind it: "Dose 1 tablett → 2 tabletter" */
  g_string_append_printf (out, C_ ("changed", "Against the prescription before it (%s):"), when);
  g_string_append_c (out, ' ');
  append_differences (out, differences);
  g_string_append_c (out, '.');
}

/* By whom, when and where: what the entry itself says of its last change. */
static void
append_last_change (GString *out, SmtPatientContext *context, const SmtTreatment *treatment)
{
  g_autofree char *when = treatment->last_changed != SMT_INSTANT_UNSET
                              ? smt_phrase_moment (treatment->last_changed, smt_patient_context_get_today (context))
                              : g_strdup (C_ ("changed", "on an unknown day"));
  const char *source =
      smt_treatment_is_loose (treatment) ? C_ ("source", "prescription database") : C_ ("source", "PLL");

  if (treatment->proposed)
    source = C_ ("source", "message from the pharmacy (M25.2)");

  /* Translators: what has changed stands before it; %1$s is a person, %2$s a date or a time, %3$s a register */
  g_string_append_printf (out, C_ ("changed", ": by %1$s %2$s (%3$s)."),
                          treatment->author != NULL ? treatment->author : C_ ("changed", "somebody who is not named"),
                          when, source);
}

/* At the first sight of a patient: no list of an earlier reconciliation is kept here. What has changed is what the
 * entry says of itself and of the prescription before it; else plainly that nothing is known. */
static char *
first_sight_words (SmtPatientContext *context, const SmtRow *row)
{
  const SmtList *list = smt_patient_context_get_list (context);
  SmtDate today = smt_patient_context_get_today (context);
  gboolean loose = smt_treatment_is_loose (row->treatment); /* what is on no list is no change of it */
  gboolean taken = smt_treatment_is_in_use (row->treatment) || row->treatment->state == SMT_TREATMENT_PAUSED;
  GString *out;

  /* what a pharmacy proposes was never on the list, and says itself who proposed it when */
  if (!row->changed || !taken || row->treatment->proposed)
    return NULL;
  out = g_string_new (NULL);
  if (list->pll_date != SMT_INSTANT_UNSET)
    {
      g_autofree char *sent = smt_phrase_moment (list->pll_date, today);

      /* Translators: %s is a date or a time */
      g_string_append_printf (out,
                              row->treatment->proposed ? C_ ("changed", "Proposed after the list was sent %s")
                              : loose                  ? C_ ("changed", "Prescribed after the list was sent %s")
                                                       : C_ ("changed", "Changed after the list was sent %s"),
                              sent);
    }
  else
    g_string_append (out, C_ ("changed", "Changed since you last looked"));
  append_last_change (out, context, row->treatment);
  if ((!loose && !row->treatment->proposed) || row->treatment->before != NULL)
    append_chain (out, row->treatment);
  return g_string_free (out, FALSE);
}

/** smt_changed_words: Returns: (transfer full) (nullable): "Styrke 50 mg → 100 mg, av Kari Prøve 3. sept. 2026" */
char *
smt_changed_words (SmtPatientContext *context, const SmtRow *row)
{
  const SmtTreatment *before = smt_patient_context_get_previous (context, row->treatment->key);
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *author = NULL;
  g_autoptr (GString) out = NULL;

  if (!smt_patient_context_has_previous (context))
    return smt_patient_context_get_past (context) != NULL ? smt_past_decided_words (context, row->treatment->key)
                                                          : first_sight_words (context, row);
  if (before == NULL)
    return new_words (context, row->treatment);

  differences = smt_treatment_differences (before, row->treatment, smt_phrase_language ());
  if (differences->len == 0)
    return NULL;
  out = g_string_new (NULL);
  append_differences (out, differences);
  author = by_whom (context, row->treatment);
  g_string_append (out, author);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static const SmtTreatment *
other_treatment (const SmtPairing *pairing, guint index, const char *list)
{
  const SmtPairMember *member = smt_pair_row_get (g_ptr_array_index (pairing->rows, index), list);

  return member != NULL ? member->treatment : NULL;
}

/** smt_double_words: Returns: (transfer full) (nullable): "Mulig dobbelt: metoprolol 100 mg" */
char *
smt_double_words (SmtPatientContext *context, const char *key)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);
  const SmtPairRow *row = smt_patient_context_find_pair_row (context, key);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; row != NULL && i < pairing->questions->len; i++)
    {
      const SmtPairQuestion *question = &g_array_index (pairing->questions, SmtPairQuestion, i);
      gboolean first = g_ptr_array_index (pairing->rows, question->row) == row;
      gboolean second = g_ptr_array_index (pairing->rows, question->other) == row;
      g_autofree char *name = NULL;

      if (!question->both_current || (!first && !second))
        continue;
      name =
          smt_phrase_treatment (other_treatment (pairing, first ? question->other : question->row, SMT_LIST_CURRENT));
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name);
    }
  /* Translators: %s names one or more medicines of the same substance */
  return out->len > 0 ? g_strdup_printf (C_ ("badge", "Possible double: %s"), out->str) : NULL;
}

/** smt_follow_up_words: Returns: (transfer full) (nullable): "Følges opp innen 3. mai 2026" */
char *
smt_follow_up_words (SmtPatientContext *context, const char *key)
{
  GPtrArray *follow_ups = smt_patient_context_get_follow_ups (context);

  for (guint i = 0; follow_ups != NULL && i < follow_ups->len; i++)
    {
      const SmtFollowUp *follow_up = g_ptr_array_index (follow_ups, i);
      g_autofree char *due = NULL;

      if (g_strcmp0 (follow_up->decision->key, key) != 0)
        continue;
      due = smt_phrase_date (follow_up->decision->due);
      /* Translators: %s is a date */
      return g_strdup_printf (C_ ("badge", "To be followed up by %s"), due);
    }
  return NULL;
}

/** smt_gone_words: Returns: (transfer full): when @gone was in use, and what on the list it may be the same as */
char *
smt_gone_words (SmtPatientContext *context, const SmtTreatment *gone)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);
  const SmtPairRow *row = smt_pairing_find (pairing, SMT_LIST_PREVIOUS, gone->key);
  const SmtReconciledRecord *record = smt_patient_context_get_last_reconciled (context);
  g_autofree char *when = smt_phrase_moment (record->at, smt_patient_context_get_today (context));
  g_autofree char *since = NULL;
  g_autofree char *shown = NULL;
  GString *out = g_string_new (NULL);

  if (smt_past_days (context, &since, &shown))
    /* Translators: both are a date and a time; the second one may be the word now */
    g_string_append_printf (out, C_ ("gone", "On the list %1$s, and not %2$s."), since, shown);
  else
    /* Translators: %s is a date or a time */
    g_string_append_printf (out, C_ ("gone", "On the list when you reconciled %s, and not now."), when);
  for (guint i = 0; i < pairing->questions->len; i++)
    {
      const SmtPairQuestion *question = &g_array_index (pairing->questions, SmtPairQuestion, i);
      gboolean first = g_ptr_array_index (pairing->rows, question->row) == row;
      gboolean second = g_ptr_array_index (pairing->rows, question->other) == row;
      const SmtTreatment *now = other_treatment (pairing, first ? question->other : question->row, SMT_LIST_CURRENT);
      g_autofree char *name = now != NULL ? smt_phrase_treatment (now) : NULL;

      if ((!first && !second) || now == NULL)
        continue;
      g_string_append_c (out, ' ');
      /* Translators: %s is a medicine that is on the list now */
      g_string_append_printf (out, C_ ("gone", "May be the same as %s."), name);
    }
  return g_string_free (out, FALSE);
}

/**
 * smt_overdue_words:
 *
 * Whoever sent the list after the limit has seen to it.
 *
 * Returns: (transfer full) (nullable): "samstemming forfalt 3. mai 2026"
 */
char *
smt_overdue_words (SmtPatientContext *context)
{
  const SmtReconciledRecord *record = smt_patient_context_get_last_reconciled (context);
  const SmtList *list = smt_patient_context_get_list (context);
  g_autofree char *due = NULL;

  if (record == NULL || !smt_date_is_set (record->due)
      || smt_date_compare (record->due, smt_patient_context_get_today (context)) >= 0)
    return NULL;
  if (list->pll_date != SMT_INSTANT_UNSET && smt_date_compare (smt_instant_to_date (list->pll_date), record->due) > 0)
    return NULL;
  due = smt_phrase_date (record->due);
  /* Translators: %s is a date */
  return g_strdup_printf (C_ ("fresh", "reconciliation was due %s"), due);
}
