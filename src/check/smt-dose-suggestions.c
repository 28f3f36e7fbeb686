/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/smt-dose-suggestions.h"

#include <string.h>

#include "check/smt-check.h"
#include "dosing/smt-compare.h"
#include "dosing/smt-reading.h"

static void
suggestion_free (gpointer data)
{
  SmtDoseSuggestion *suggestion = data;

  g_free (suggestion->code);
  g_free (suggestion->name);
  smt_rhythm_unref (suggestion->rhythm);
  g_free (suggestion);
}

/* --- what a short dose is ----------------------------------------------------------------------------------------- */

/* FEST's consumption says how much in which period; its name says how that is divided ("1x3", "1+0+1"). Where the name
 * is clear and agrees with the consumption it says more; where it says another thing nobody knows which holds. */
static SmtRhythm *
hear (const SmtShortDose *dose)
{
  g_autoptr (SmtReading) reading = dose->name != NULL ? smt_dosing_read (dose->name, SMT_LANGUAGE_NB) : NULL;
  const SmtRhythm *named = reading != NULL ? smt_reading_get_rhythm (reading) : NULL;

  if (dose->rhythm == NULL)
    return NULL;
  if (named == NULL)
    return smt_rhythm_copy (dose->rhythm);
  if ((smt_rhythm_compare (named, dose->rhythm, SMT_DATE_UNSET).flags
       & (SMT_DIFFERENCE_DOSE_DAYS | SMT_DIFFERENCE_AMOUNT))
      != 0)
    return NULL;
  return smt_rhythm_copy (named);
}

/* The unit that the treatment is dosed in now; (nullable). */
static const char *
own_unit (const SmtTreatment *treatment)
{
  static const SmtVoiceKind voices[] = { SMT_VOICE_FIELD, SMT_VOICE_TEXT };

  for (guint i = 0; i < G_N_ELEMENTS (voices); i++)
    {
      const SmtRhythm *rhythm = smt_treatment_get_rhythm (treatment, voices[i]);

      for (guint s = 0; rhythm != NULL && s < rhythm->n_steps; s++)
        if (rhythm->steps[s].n_beats > 0 && rhythm->steps[s].beats[0].unit != NULL)
          return rhythm->steps[s].beats[0].unit;
    }
  return NULL;
}

/* Amounts are counted in the unit that FEST says the product is dosed in, else in the one it is dosed in now. */
static void
fill_unit (SmtRhythm *rhythm, const char *fest_unit, const SmtTreatment *treatment)
{
  g_autofree char *folded = fest_unit != NULL ? smt_text_fold (fest_unit) : NULL;
  const char *unit = folded != NULL ? folded : own_unit (treatment);

  for (guint s = 0; s < rhythm->n_steps; s++)
    for (guint b = 0; b < rhythm->steps[s].n_beats; b++)
      {
        SmtBeat *beat = &rhythm->steps[s].beats[b];

        /* FEST counts pieces ("stk") where the unit says what they are */
        if (unit != NULL && (beat->unit == NULL || g_str_equal (beat->unit, "stk")))
          smt_beat_set_unit (beat, unit);
      }
}

/* --- which of them ------------------------------------------------------------------------------------------------ */

static gboolean
is_forbidden (const SmtTreatment *treatment, const SmtRhythm *rhythm, SmtDate today)
{
  g_autoptr (GPtrArray) findings = smt_check_rhythm (treatment, rhythm, today);

  for (guint i = 0; i < findings->len; i++)
    if (((const SmtFinding *)g_ptr_array_index (findings, i))->severity_class == SMT_CLASS_STOP)
      return TRUE;
  return FALSE;
}

static gboolean
is_said (const GPtrArray *suggestions, const SmtRhythm *rhythm)
{
  for (guint i = 0; i < suggestions->len; i++)
    if (smt_rhythm_equal (((const SmtDoseSuggestion *)g_ptr_array_index (suggestions, i))->rhythm, rhythm))
      return TRUE;
  return FALSE;
}

static void
add (GPtrArray *suggestions, const SmtShortDose *dose, SmtRhythm *rhythm)
{
  SmtDoseSuggestion *suggestion = g_new0 (SmtDoseSuggestion, 1);

  suggestion->code = g_strdup (dose->code);
  suggestion->name = g_strdup (dose->name != NULL ? dose->name : dose->code);
  suggestion->rhythm = smt_rhythm_ref (rhythm);
  g_ptr_array_add (suggestions, suggestion);
}

/**
 * smt_dose_suggestions_new:
 * @treatment: a treatment
 * @catalogue: (nullable): FEST
 * @today: the day it is asked
 *
 * Only what FEST lists for the product itself, known by its FEST id; without a catalogue, an id or a list there is
 * nothing. Left out is a short dose of which FEST does not say the period, one whose name says another dose than its
 * consumption, and one that the product forbids (a Stopp).
 *
 * Returns: (transfer full) (element-type SmtDoseSuggestion): the short doses, in the order of FEST
 */
GPtrArray *
smt_dose_suggestions_new (const SmtTreatment *treatment, const SmtCatalogue *catalogue, SmtDate today)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func (suggestion_free);
  const char *id;
  const SmtCatalogueProduct *product;
  g_auto (GStrv) codes = NULL;

  g_return_val_if_fail (treatment != NULL, suggestions);

  id = treatment->product != NULL ? treatment->product->fest_id : NULL;
  product = catalogue != NULL && id != NULL ? smt_catalogue_find_product (catalogue, id) : NULL;
  if (product == NULL || product->short_doses == NULL)
    return suggestions;
  codes = g_strsplit (product->short_doses, " ", -1);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      const SmtShortDose *dose = smt_catalogue_find_short_dose (catalogue, codes[i]);
      g_autoptr (SmtRhythm) rhythm = dose != NULL ? hear (dose) : NULL;

      if (rhythm == NULL)
        continue;
      fill_unit (rhythm, product->dosing_unit, treatment);
      if (!is_said (suggestions, rhythm) && !is_forbidden (treatment, rhythm, today))
        add (suggestions, dose, rhythm);
    }
  return suggestions;
}
