/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-said-end.h"

#include <string.h>

#include "dosing/smt-words.h"

/* The day after the last one, as the last step of the field has it. */
static SmtDate
field_end (const SmtTreatment *treatment)
{
  const SmtRhythm *field = smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD);

  return field != NULL && field->n_steps > 0 ? field->steps[field->n_steps - 1].end : SMT_DATE_UNSET;
}

/* A dose that goes on: nothing in it says how long. */
static gboolean
is_open (const SmtRhythm *rhythm)
{
  return rhythm->n_steps == 1 && rhythm->steps[0].n_beats > 0 && !smt_date_is_set (rhythm->steps[0].end)
         && rhythm->steps[0].length.kind == SMT_RANGE_UNKNOWN;
}

/* Whether @raw has @last as the last day, in the words that doses are written with here, or in figures. */
static gboolean
says_last_day (const char *raw, SmtDate last)
{
  static const SmtLanguage languages[] = { SMT_LANGUAGE_NB, SMT_LANGUAGE_NN };
  guint year, month, day;

  smt_date_split (last, &year, &month, &day);
  g_autofree char *figures = g_strdup_printf ("til og med %02u.%02u.%u", day, month, year);
  if (strstr (raw, figures) != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *date = smt_date_to_words (last, languages[i]);
      g_autofree char *words = g_strconcat ("til og med ", date, NULL);

      if (strstr (raw, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * smt_treatment_find_said_end:
 * @treatment: a treatment
 *
 * The reader takes no dates from a text (contract 3). Where the field ends, or a stop is planned, and the text names
 * the very same last day, both say one thing.
 *
 * Returns: the day after the last one, or unset where the text does not say it so
 */
SmtDate
smt_treatment_find_said_end (const SmtTreatment *treatment)
{
  const SmtSource *text;
  const SmtRhythm *rhythm;
  SmtDate ends[2];

  g_return_val_if_fail (treatment != NULL, SMT_DATE_UNSET);

  text = smt_treatment_get_source (treatment, SMT_VOICE_TEXT);
  rhythm = smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT);
  if (text == NULL || rhythm == NULL || !is_open (rhythm))
    return SMT_DATE_UNSET;

  ends[0] = field_end (treatment);
  ends[1] = treatment->state == SMT_TREATMENT_PLANNED_STOP ? treatment->stop_date : SMT_DATE_UNSET;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (smt_date_is_set (ends[i]) && says_last_day (text->raw, smt_date_add_days (ends[i], -1)))
      return ends[i];
  return SMT_DATE_UNSET;
}

/**
 * smt_treatment_dup_said:
 * @treatment: a treatment
 * @voice: %SMT_VOICE_FIELD or %SMT_VOICE_TEXT
 *
 * Returns: (transfer full) (nullable): what that voice says, to be told in words: with the last day where field and
 *   text name the same one, so that what says the same reads the same
 */
SmtRhythm *
smt_treatment_dup_said (const SmtTreatment *treatment, SmtVoiceKind voice)
{
  const SmtRhythm *heard;
  SmtRhythm *said;
  SmtDate end;

  g_return_val_if_fail (treatment != NULL, NULL);

  heard = smt_treatment_get_rhythm (treatment, voice);
  if (heard == NULL)
    return NULL;
  said = smt_rhythm_copy (heard);
  end = smt_treatment_find_said_end (treatment);
  if (!smt_date_is_set (end) || said->n_steps != 1)
    return said;
  if (voice == SMT_VOICE_TEXT)
    said->steps[0].end = end;
  else if (smt_date_compare (said->steps[0].end, end) == 0)
    said->steps[0].start = SMT_DATE_UNSET; /* the day it ends, which nobody has to count out */
  return said;
}
