/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-handout.h"

#include "dosing/smt-words.h"
#include "list/smt-said-end.h"
#include "reconcile/smt-handout-words.h"
#include "reconcile/smt-own-dose.h"

static void
line_free (gpointer data)
{
  SmtHandoutLine *line = data;

  smt_treatment_unref ((SmtTreatment *)line->treatment);
  g_free (line->why);
  g_free (line->how);
  g_free (line->pattern);
  g_free (line->when);
  g_free (line->changed);
  g_free (line);
}

/** smt_handout_free: @handout (transfer full) */
void
smt_handout_free (SmtHandout *handout)
{
  g_return_if_fail (handout != NULL);

  g_ptr_array_unref (handout->lines);
  g_free (handout);
}

/* --- how it is taken ---------------------------------------------------------------------------------------------- */

static gboolean
has_open_stop (const SmtRow *row)
{
  const SmtFinding *worst = row->findings->len > 0 ? g_ptr_array_index (row->findings, 0) : NULL;

  return worst != NULL && worst->severity_class == SMT_CLASS_STOP && row->override == NULL;
}

/* Told by the day it ends and not by how long it lasts, for nobody knows when a paper is read. */
static SmtRhythm *
dup_until (const SmtTreatment *treatment)
{
  SmtRhythm *field = smt_treatment_dup_said (treatment, SMT_VOICE_FIELD);

  return field != NULL ? field : smt_treatment_dup_said (treatment, SMT_VOICE_TEXT);
}

/* The dose that all places agree on; where the text says more than the field can, the text when nothing was found. */
static SmtRhythm *
certain_dose (const SmtTreatment *treatment, const GPtrArray *findings, SmtDate today)
{
  g_autoptr (SmtRhythm) own = smt_own_dose (treatment, today);
  const SmtRhythm *text = smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT);

  if (own != NULL)
    return smt_date_is_set (smt_treatment_find_said_end (treatment)) ? dup_until (treatment) : g_steal_pointer (&own);
  if (text != NULL && findings != NULL && findings->len == 0
      && smt_treatment_get_voice_state (treatment, SMT_VOICE_TEXT) == SMT_READING_CLEAR)
    return smt_rhythm_ref (text);
  return NULL;
}

/* A paper never tells a dose that the program doubts: it says to ask. What it cannot read stands as it was written. A
 * vaccine has none: journal systems write one as "1 sprøyte daglig" (sfm.md 1.6). */
static void
say_dose (SmtHandoutLine *line, const SmtRow *row, SmtHandoutLanguage language, SmtDate today)
{
  SmtLanguage words = smt_handout_dose_language (language);
  g_autoptr (SmtRhythm) dose = NULL;

  if (smt_treatment_is_vaccine (row->treatment))
    {
      line->how = _smt_handout_say (SMT_HANDOUT_SAYS_VACCINE, language, NULL);
      return;
    }
  if (has_open_stop (row))
    {
      line->how = _smt_handout_say (SMT_HANDOUT_SAYS_ASK, language, NULL);
      return;
    }
  dose = certain_dose (row->treatment, row->findings, today);
  if (dose != NULL)
    {
      line->how = smt_rhythm_to_words (dose, words);
      line->pattern = smt_rhythm_to_pattern (dose);
      line->when = smt_rhythm_tempo_words (dose, words);
    }
  else if (row->treatment->dose_text != NULL && *row->treatment->dose_text != '\0')
    line->how = g_strdup (row->treatment->dose_text);
  else
    line->how = _smt_handout_say (SMT_HANDOUT_SAYS_UNWRITTEN, language, NULL);
}

/* --- what has changed --------------------------------------------------------------------------------------------- */

static char *
say_date (SmtHandoutSentence sentence, SmtDate date, SmtHandoutLanguage language)
{
  g_autofree char *words = smt_date_to_words (date, smt_handout_dose_language (language));

  return _smt_handout_say (sentence, language, words);
}

static char *
say_new_dose (const SmtChange *change, SmtDate today, SmtHandoutLanguage language)
{
  g_autofree char *from = say_date (SMT_HANDOUT_SAYS_NEW_DOSE, change->decision->first_day, language);
  g_autoptr (SmtRhythm) old =
      smt_treatment_is_vaccine (change->treatment) ? NULL : smt_own_dose (change->treatment, today);
  g_autofree char *words = old != NULL ? smt_rhythm_to_words (old, smt_handout_dose_language (language)) : NULL;
  g_autofree char *before = words != NULL ? _smt_handout_say (SMT_HANDOUT_SAYS_BEFORE, language, words) : NULL;

  /* a dose that was in doubt is not repeated */
  return before != NULL ? g_strconcat (from, " ", before, NULL) : g_steal_pointer (&from);
}

static char *
say_pause (const SmtDecision *decision, SmtHandoutLanguage language)
{
  g_autofree char *from = say_date (SMT_HANDOUT_SAYS_PAUSED, decision->first_day, language);
  g_autofree char *until = NULL;

  if (!smt_date_is_set (decision->until))
    return g_steal_pointer (&from);
  until = say_date (SMT_HANDOUT_SAYS_PAUSED_UNTIL, decision->until, language);
  return g_strconcat (from, " ", until, NULL);
}

static char *
say_change (const SmtChange *change, SmtDate today, SmtHandoutLanguage language)
{
  const SmtDecision *decision = change->decision;

  switch (decision != NULL ? decision->kind : SMT_DECISION_KEEP)
    {
    case SMT_DECISION_CHANGE:
      return say_new_dose (change, today, language);
    case SMT_DECISION_TAKE_IN:
      return _smt_handout_say (SMT_HANDOUT_SAYS_NEW, language, NULL);
    case SMT_DECISION_RENEW:
    case SMT_DECISION_BELONGS_TO:
      return _smt_handout_say (SMT_HANDOUT_SAYS_RENEWED, language, NULL);
    case SMT_DECISION_PAUSE:
      return say_pause (decision, language);
    case SMT_DECISION_RESUME:
      return say_date (SMT_HANDOUT_SAYS_RESUMED, decision->first_day, language);
    case SMT_DECISION_STOP_LATER:
      return say_date (SMT_HANDOUT_SAYS_STOPS, decision->stop_date, language);
    case SMT_DECISION_STOP:
    case SMT_DECISION_RECALL:
      return _smt_handout_say (SMT_HANDOUT_SAYS_STOPPED, language, NULL);
    case SMT_DECISION_KEEP:
    case SMT_DECISION_CLARIFY:
    case SMT_DECISION_OVERRIDE:
    case SMT_DECISION_DELETE:
    case SMT_DECISION_DECLINE:
    case SMT_N_DECISIONS:
    default:
      return _smt_handout_say (SMT_HANDOUT_SAYS_UNCHANGED, language, NULL);
    }
}

/* The line of @sent that became @treatment: a loose prescription joins the list under an id that was made for it. */
static const SmtChange *
find_change (const SmtChangeSet *sent, const SmtTreatment *treatment)
{
  const SmtChange *plain = NULL;

  for (guint i = 0; sent != NULL && i < sent->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (sent->changes, i);
      const SmtDecision *decision = change->decision;

      if (decision != NULL && decision->new_entry_id != NULL
          && g_strcmp0 (decision->new_entry_id, treatment->entry_id) == 0)
        return change;
      if (decision != NULL && decision->kind == SMT_DECISION_BELONGS_TO
          && g_strcmp0 (decision->other_key, treatment->key) == 0)
        return change;
      if (g_str_equal (change->treatment->key, treatment->key))
        plain = change;
    }

  return plain;
}

/* --- which lines -------------------------------------------------------------------------------------------------- */

/* Returns: whether a patient is to see @treatment at all */
static gboolean
find_group (const SmtTreatment *treatment, SmtHandoutGroup *group)
{
  switch (treatment->state)
    {
    case SMT_TREATMENT_STOPPED:
      *group = SMT_HANDOUT_STOPPED;
      return TRUE;
    case SMT_TREATMENT_PAUSED:
      *group = SMT_HANDOUT_PAUSED;
      return TRUE;
    case SMT_TREATMENT_ACTIVE:
    case SMT_TREATMENT_PLANNED_STOP:
      *group = smt_treatment_is_vaccine (treatment)  ? SMT_HANDOUT_VACCINE
               : treatment->use == SMT_USE_AS_NEEDED ? SMT_HANDOUT_AS_NEEDED
               : treatment->use == SMT_USE_COURSE    ? SMT_HANDOUT_COURSE
                                                     : SMT_HANDOUT_REGULAR;
      return !treatment->proposed;
    case SMT_TREATMENT_EXPIRED:
    case SMT_TREATMENT_ORPHAN:
    default:
      return FALSE;
    }
}

static gboolean
is_paused_here (const SmtRow *row, SmtDate today)
{
  return row->decision != NULL && row->decision->kind == SMT_DECISION_PAUSE && !smt_date_is_set (row->decision->until)
         && smt_date_compare (row->decision->first_day, today) <= 0;
}

static SmtHandoutLine *
make_line (const SmtRow *row, SmtHandoutGroup group, SmtHandoutLanguage language, SmtDate today)
{
  SmtHandoutLine *line = g_new0 (SmtHandoutLine, 1);

  line->group = group;
  line->treatment = smt_treatment_ref (row->treatment);
  line->why = g_strdup (row->treatment->indication);
  if (group == SMT_HANDOUT_STOPPED)
    line->how = g_strdup ("");
  else
    say_dose (line, row, language, today);
  return line;
}

static void
say_what_changed (SmtHandoutLine *line,
                  const SmtReconciliation *reconciliation,
                  const SmtChangeSet *sent,
                  SmtHandoutLanguage language)
{
  const SmtChange *change = find_change (sent, line->treatment);
  SmtDate today = smt_reconciliation_get_today (reconciliation);

  if (line->group == SMT_HANDOUT_STOPPED && smt_date_is_set (line->treatment->stop_date))
    line->changed = say_date (SMT_HANDOUT_SAYS_STOPPED_ON, line->treatment->stop_date, language);
  else if (smt_treatment_is_loose (line->treatment) && !smt_treatment_is_vaccine (line->treatment)
           && smt_reconciliation_get_list (reconciliation)->has_pll)
    line->changed = _smt_handout_say (SMT_HANDOUT_SAYS_NOT_ON_LIST, language, NULL);
  else if (line->treatment->state == SMT_TREATMENT_PLANNED_STOP && smt_date_is_set (line->treatment->stop_date))
    line->changed = say_date (SMT_HANDOUT_SAYS_STOPS, line->treatment->stop_date, language);
  else if (change != NULL)
    line->changed = say_change (change, today, language);
}

static gboolean
has_line (const SmtHandout *handout, const SmtTreatment *treatment)
{
  for (guint i = 0; i < handout->lines->len; i++)
    if (g_str_equal (((const SmtHandoutLine *)g_ptr_array_index (handout->lines, i))->treatment->key, treatment->key))
      return TRUE;

  return FALSE;
}

/* A loose prescription that was recalled is on no list any more; whoever took it must still be told that it has ended.
 */
static void
add_recalled (SmtHandout *handout, const SmtChangeSet *sent, gboolean with_reserved)
{
  for (guint i = 0; sent != NULL && i < sent->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (sent->changes, i);
      const SmtTreatment *treatment = change->treatment;
      SmtHandoutLine *line;

      if (change->decision == NULL || change->decision->kind != SMT_DECISION_RECALL
          || !smt_treatment_is_loose (treatment) || has_line (handout, treatment))
        continue;
      handout->n_reserved += treatment->guardian_reserved ? 1 : 0;
      if (treatment->guardian_reserved && !with_reserved)
        continue;
      line = g_new0 (SmtHandoutLine, 1);
      line->group = SMT_HANDOUT_STOPPED;
      line->treatment = smt_treatment_ref (treatment);
      line->why = g_strdup (treatment->indication);
      line->how = g_strdup ("");
      line->changed = _smt_handout_say (SMT_HANDOUT_SAYS_STOPPED, handout->language, NULL);
      g_ptr_array_add (handout->lines, line);
    }
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  const SmtHandoutLine *left = *(SmtHandoutLine *const *)a;
  const SmtHandoutLine *right = *(SmtHandoutLine *const *)b;

  return (int)left->group - (int)right->group;
}

/**
 * smt_handout_new:
 * @reconciliation: the list as it is now
 * @sent: (nullable): what was sent of it
 * @language: the patient's
 * @with_reserved: whether rows that guardians are not to see are on it as well
 *
 * What is in doubt is never told as a dose. What a pharmacy proposes, what has expired and what was recalled earlier is
 * left out; a loose prescription that @sent recalls is told as ended.
 *
 * Returns: (transfer full): what the paper says of each medicine, by group and in the order of the list
 */
SmtHandout *
smt_handout_new (const SmtReconciliation *reconciliation,
                 const SmtChangeSet *sent,
                 SmtHandoutLanguage language,
                 gboolean with_reserved)
{
  SmtHandout *handout;
  SmtDate today;

  g_return_val_if_fail (reconciliation != NULL && language < SMT_N_HANDOUT_LANGUAGES, NULL);

  today = smt_reconciliation_get_today (reconciliation);
  handout = g_new0 (SmtHandout, 1);
  handout->language = language;
  handout->lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      SmtHandoutGroup group;
      SmtHandoutLine *line;

      if (!find_group (row->treatment, &group))
        continue;
      handout->n_reserved += row->treatment->guardian_reserved ? 1 : 0;
      if (row->treatment->guardian_reserved && !with_reserved)
        continue;
      line = make_line (row, is_paused_here (row, today) ? SMT_HANDOUT_PAUSED : group, language, today);
      say_what_changed (line, reconciliation, sent, language);
      g_ptr_array_add (handout->lines, line);
    }
  add_recalled (handout, sent, with_reserved);
  g_ptr_array_sort_with_data (handout->lines, compare_groups, NULL);
  return handout;
}
