/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-support.h"

SmtTreatment *
make_treatment (const char *display, const char *atc)
{
  SmtTreatment *treatment = smt_treatment_new ();
  SmtProductClues clues = { .display = display, .atc = atc };

  treatment->key = g_strdup ("pll:5c1f0a5e-0000-4000-8000-000000000001");
  treatment->entry_id = g_strdup ("5c1f0a5e-0000-4000-8000-000000000001");
  treatment->digest = g_strdup ("d1");
  treatment->product = smt_product_recognise (&clues);
  return treatment;
}

SmtTreatment *
make_treatment_of_row (const SmtIntervalRow *row)
{
  SmtTreatment *treatment = make_treatment (row->names[0], row->atc[0]);

  treatment->product->row = row;
  treatment->product->open_row = NULL;
  return treatment;
}

/* The same counted in another unit than tablets. */
SmtRhythm *
in_unit (SmtRhythm *rhythm, const char *unit)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint k = 0; k < rhythm->steps[i].n_beats; k++)
      smt_beat_set_unit (&rhythm->steps[i].beats[k], unit);
  return rhythm;
}

/* Doses are made up in tablets; what is no tablet is counted in what it is. */
static const char *
unit_of (const SmtTreatment *treatment)
{
  switch (treatment->product->form)
    {
    case SMT_FORM_INJECTION:
      return "penn";
    case SMT_FORM_PATCH:
      return "plaster";
    case SMT_FORM_UNKNOWN:
    case SMT_FORM_ORAL_SOLID:
    case SMT_FORM_ORAL_LIQUID:
    case SMT_FORM_SUBLINGUAL:
    case SMT_FORM_VAGINAL:
    case SMT_FORM_TOPICAL:
    case SMT_FORM_EYE_EAR_NOSE:
    case SMT_FORM_INHALED:
    case SMT_FORM_RECTAL:
    case SMT_FORM_IMPLANT:
    case SMT_FORM_OTHER:
    default:
      return NULL;
    }
}

void
say (SmtTreatment *treatment, SmtVoiceKind voice, SmtOrigin origin, SmtRhythm *rhythm)
{
  const char *unit = unit_of (treatment);

  if (unit != NULL && rhythm->n_steps > 0 && rhythm->steps[0].n_beats > 0
      && g_strcmp0 (rhythm->steps[0].beats[0].unit, "tablett") == 0)
    in_unit (rhythm, unit);
  g_ptr_array_add (treatment->sources, smt_source_new (voice, origin, "ordrett", smt_reading_new_clear (rhythm)));
}

void
say_field (SmtTreatment *treatment, SmtRhythm *rhythm)
{
  say (treatment, SMT_VOICE_FIELD, SMT_ORIGIN_ERESEPTDOSING, rhythm);
}

void
say_text (SmtTreatment *treatment, SmtRhythm *rhythm)
{
  say (treatment, SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, rhythm);
}

void
say_state (SmtTreatment *treatment, SmtVoiceKind voice, SmtReadingState state)
{
  SmtReading *reading = smt_reading_new (state);

  if (state == SMT_READING_AMBIGUOUS)
    {
      g_ptr_array_add (reading->rhythms, daily (1));
      g_ptr_array_add (reading->rhythms, every (1, 1, SMT_TIME_UNIT_WEEK));
    }
  g_ptr_array_add (treatment->sources, smt_source_new (voice, SMT_ORIGIN_DSSN, "ordrett", reading));
}

SmtRhythm *
daily (gint64 amount)
{
  return smt_rhythm_new_daily (smt_range_exact_int (amount), "tablett", SMT_PART_MORNING, 1);
}

SmtRhythm *
every (gint64 amount, guint n, SmtTimeUnit unit)
{
  return smt_rhythm_new_every_n (smt_range_exact_int (amount), "tablett", n, unit, SMT_DATE_UNSET);
}

SmtRhythm *
on_weekdays (gint64 amount, guint8 weekdays)
{
  return smt_rhythm_new_weekdays (smt_range_exact_int (amount), "tablett", weekdays);
}

/* The same for so many days from today, as a dated step. */
SmtRhythm *
for_days (SmtRhythm *rhythm, guint days)
{
  rhythm->steps[0].start = TODAY;
  rhythm->steps[0].end = smt_date_add_days (TODAY, (int)days);
  return rhythm;
}

SmtRhythm *
with_days (SmtDays days)
{
  SmtRhythm *rhythm = smt_rhythm_new ();

  smt_rhythm_add_step (rhythm);
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, 0);
  beat->amount = smt_range_exact_int (1);
  smt_beat_set_unit (beat, "tablett");
  beat->days = days;
  return rhythm;
}

GPtrArray *
check (const SmtTreatment *treatment)
{
  return smt_check_treatment (treatment, TODAY);
}

const SmtFinding *
find_code (const GPtrArray *findings, SmtFindingCode code)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      if (finding->code == code)
        return finding;
    }
  return NULL;
}

guint
count_class (const GPtrArray *findings, SmtClass severity_class)
{
  guint count = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      count += finding->severity_class == severity_class ? 1 : 0;
    }
  return count;
}
