/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "make-list.h"

SmtRhythm *
daily (int amount)
{
  return smt_rhythm_new_daily (smt_range_exact_int (amount), "tablett", SMT_PART_MORNING, 1);
}

SmtRhythm *
monday (int amount)
{
  return smt_rhythm_new_weekdays (smt_range_exact_int (amount), "tablett", 1 << SMT_MONDAY);
}

SmtRhythm *
weekly (int amount)
{
  return smt_rhythm_new_every_n (smt_range_exact_int (amount), "tablett", 1, SMT_TIME_UNIT_WEEK, SMT_DATE_UNSET);
}

static void
add_source (SmtTreatment *treatment, SmtVoiceKind voice, SmtOrigin origin, SmtRhythm *rhythm)
{
  if (rhythm != NULL)
    g_ptr_array_add (treatment->sources, smt_source_new (voice, origin, "som skrevet", smt_reading_new_clear (rhythm)));
}

SmtTreatment *
make_treatment (const MadeUp *made_up)
{
  SmtTreatment *treatment = smt_treatment_new ();
  SmtProductClues clues = { .atc = made_up->atc, .display = made_up->display };

  treatment->key = g_strdup (made_up->key);
  treatment->entry_id = g_strdup (made_up->entry_id);
  g_clear_pointer (&treatment->product, smt_product_unref);
  treatment->product = smt_product_recognise (&clues);
  treatment->state = made_up->state;
  treatment->use = SMT_USE_REGULAR;
  g_free (treatment->digest);
  treatment->digest = g_strdup_printf ("digest of %s", made_up->key);
  if (made_up->prescription_id != NULL)
    {
      SmtPrescription *prescription = smt_treatment_add_prescription (treatment);

      prescription->prescription_id = g_strdup (made_up->prescription_id);
      prescription->status = made_up->status;
    }
  add_source (treatment, SMT_VOICE_FIELD, SMT_ORIGIN_ERESEPTDOSING, made_up->field);
  add_source (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, made_up->text);

  return treatment;
}

SmtList *
make_list (const MadeUp *made_up, guint n, gboolean has_pll)
{
  SmtList *list = smt_list_new ();

  list->has_pll = has_pll;
  list->lookup_id = g_strdup ("lookup-1");
  list->pll_date = has_pll ? 1000 : SMT_INSTANT_UNSET;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list->treatments, make_treatment (&made_up[i]));

  return list;
}
