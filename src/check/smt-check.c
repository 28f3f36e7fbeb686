/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/smt-check.h"

#include <string.h>

/* --- registry ----------------------------------------------------------------------------------------------------- */

/* @of_rhythm: what it says rests on the rhythm and the product alone, so that a proposed dose can be asked about. */
static const struct
{
  SmtCheckFunc run;
  gboolean of_rhythm;
} checks[] = {
  { _smt_check_c1, TRUE },            /* a voice against the product */
  { _smt_check_c1_ambiguous, FALSE }, /* a voice of which no reading keeps to the product */
  { _smt_check_c1_daily, TRUE },      /* less often than daily, or too much for every day */
  { _smt_check_c2, TRUE },            /* field against text */
  { _smt_check_c3, FALSE },           /* a field without an interval */
  { _smt_check_c4, FALSE },           /* a text without an interval */
  { _smt_check_c5, FALSE },           /* another interval before */
  { _smt_check_c6, FALSE },           /* another use by what was dispensed */
  { _smt_check_c9, TRUE },            /* the amount per day against the DDD */
  { _smt_check_c11, TRUE },           /* a cycle without a break */
  { _smt_check_c12, FALSE },          /* a field that cannot be displayed */
  { _smt_check_c13, FALSE },          /* carried by renewal */
  { _smt_check_c14, TRUE },           /* a unit against the form */
  { _smt_check_open_product, TRUE },  /* a strength or form that is not said */
  { _smt_check_recognition, FALSE },  /* a product that is not recognised */
};

/* What no treatment can tell by itself. */
static const SmtListCheckFunc list_checks[] = {
  _smt_check_list_c5,  /* an entry that has ended had another interval */
  _smt_check_list_c7,  /* duplicates */
  _smt_check_list_c8,  /* methotrexate and folic acid */
  _smt_check_list_c10, /* methotrexate tablets of two strengths */
  _smt_check_list_c15, /* reactions */
  _smt_check_list_c16, /* interactions */
};

/* --- grading ------------------------------------------------------------------------------------------------------ */

/*
 * _smt_class_by_row:
 * @row: (nullable): the row of the product; without one, C2 counts as S2
 *
 * Contract 7: Stopp for S3, S4 and the nine products Helsedirektoratet named in June 2024, Sjekk for S2, else Til
 * orientering.
 *
 * Returns: the class of C1 and of a grave C2
 */
SmtClass
_smt_class_by_row (const SmtIntervalRow *row)
{
  if (row == NULL)
    return SMT_CLASS_CHECK;
  if (row->named_2024 || row->severity >= SMT_SEVERITY_S3)
    return SMT_CLASS_STOP;
  return row->severity == SMT_SEVERITY_S2 ? SMT_CLASS_CHECK : SMT_CLASS_INFO;
}

/*
 * _smt_is_methotrexate:
 * @treatment: a treatment
 *
 * Returns: %TRUE if its product is methotrexate, by whatever it was recognised
 */
gboolean
_smt_is_methotrexate (const SmtTreatment *treatment)
{
  const SmtProduct *product = treatment->product;

  if (product == NULL)
    return FALSE;
  return g_strcmp0 (product->generic, "metotreksat") == 0
         || (product->row != NULL && strcmp (product->row->substance, "metotreksat") == 0);
}

/*
 * _smt_has_unknown_days:
 * @rhythm: what a voice says
 *
 * Returns: %TRUE if it has doses on days that were not said; a maximum for as needed use needs none
 */
gboolean
_smt_has_unknown_days (const SmtRhythm *rhythm)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint k = 0; k < rhythm->steps[i].n_beats; k++)
      if (!smt_step_is_as_needed (rhythm, &rhythm->steps[i]) && rhythm->steps[i].beats[k].days.kind == SMT_DAYS_UNKNOWN)
        return TRUE;
  return FALSE;
}

/*
 * _smt_is_open_plan:
 * @rhythm: what a voice says
 *
 * Returns: %TRUE if it is a plan that goes on at one pace: not as needed, in one step that does not end, and on days
 * that are repeated
 */
gboolean
_smt_is_open_plan (const SmtRhythm *rhythm)
{
  if (smt_rhythm_has_need (rhythm) || rhythm->n_steps != 1 || rhythm->steps[0].n_beats == 0
      || _smt_has_unknown_days (rhythm))
    return FALSE;

  const SmtStep *step = &rhythm->steps[0];
  if (smt_date_is_set (step->end) || step->length.kind != SMT_RANGE_UNKNOWN)
    return FALSE;
  for (guint i = 0; i < step->n_beats; i++)
    if (step->beats[i].days.kind == SMT_DAYS_DAY_LIST || step->beats[i].days.repeats != 0)
      return FALSE;
  return TRUE;
}

/*
 * _smt_said_plan:
 * @treatment: a treatment
 * @voice: (out): which of the two voices says it
 *
 * Returns: (transfer none) (nullable): what the field says, else the text, of a source that is clear and says the days
 */
const SmtRhythm *
_smt_said_plan (const SmtTreatment *treatment, SmtVoiceKind *voice)
{
  static const SmtVoiceKind voices[] = { SMT_VOICE_FIELD, SMT_VOICE_TEXT };

  for (guint i = 0; i < G_N_ELEMENTS (voices); i++)
    {
      const SmtRhythm *rhythm = smt_treatment_get_rhythm (treatment, voices[i]);
      if (rhythm == NULL || _smt_has_unknown_days (rhythm))
        continue;
      *voice = voices[i];
      return rhythm;
    }
  return NULL;
}

/*
 * _smt_newest_history:
 * @treatment: a treatment
 *
 * Returns: (transfer none) (nullable): what the last prescription before this one said, when that is clear
 */
const SmtSource *
_smt_newest_history (const SmtTreatment *treatment)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice == SMT_VOICE_HISTORY)
        return source->reading->state == SMT_READING_CLEAR ? source : NULL;
    }
  return NULL;
}

/*
 * _smt_nth_in_use:
 * @hearing: a list
 * @index: of a treatment of it
 *
 * Returns: (transfer none) (nullable): the treatment; %NULL when it is not in use
 */
const SmtTreatment *
_smt_nth_in_use (const SmtListHearing *hearing, guint index)
{
  const SmtTreatment *treatment = g_ptr_array_index (hearing->list->treatments, index);

  return smt_treatment_is_in_use (treatment) ? treatment : NULL;
}

/*
 * _smt_report_at:
 * @hearing: a list
 * @index: of the treatment the finding stands at
 * @finding: (transfer full): what was found
 */
void
_smt_report_at (const SmtListHearing *hearing, guint index, SmtFinding *finding)
{
  g_ptr_array_add (hearing->found[index], finding);
}

/* --- hearing ------------------------------------------------------------------------------------------------------ */

static void
listen (const SmtTreatment *treatment, SmtVoiceKind voice, GPtrArray *rhythms)
{
  g_ptr_array_set_size (rhythms, 0);
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice != voice || source->reading->state != SMT_READING_CLEAR)
        continue;
      const SmtRhythm *rhythm = smt_reading_get_rhythm (source->reading);
      if (rhythm != NULL)
        g_ptr_array_add (rhythms, (gpointer)rhythm);
    }
}

static void
unref_finding (gpointer data)
{
  smt_finding_unref (data);
}

static void
run (const SmtHearing *hearing, gboolean of_rhythm_only, GPtrArray *findings)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (checks[i].of_rhythm || !of_rhythm_only)
      checks[i].run (hearing, findings);
}

/* What is stopped, expired or an orphan is not checked: its older links only serve the history. @fields and @texts are
 * room for what the voices say. */
static void
hear (const SmtTreatment *treatment, SmtDate today, GPtrArray *fields, GPtrArray *texts, GPtrArray *findings)
{
  if (!smt_treatment_is_in_use (treatment))
    return;

  listen (treatment, SMT_VOICE_FIELD, fields);
  listen (treatment, SMT_VOICE_TEXT, texts);
  SmtHearing hearing = { treatment, today, fields, texts };
  run (&hearing, FALSE, findings);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_check_treatment:
 * @treatment: a treatment
 * @today: the day to judge on
 *
 * Runs every check that a treatment in use can be given by itself; what rests on the whole list is found by
 * smt_check_list() only.
 *
 * Returns: (transfer full) (element-type SmtFinding): findings, most severe first; the same for the same input
 */
GPtrArray *
smt_check_treatment (const SmtTreatment *treatment, SmtDate today)
{
  g_return_val_if_fail (treatment != NULL, NULL);

  GPtrArray *findings = g_ptr_array_new_with_free_func (unref_finding);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  hear (treatment, today, fields, texts, findings);
  _smt_settle (treatment, findings);
  return findings;
}

/**
 * smt_check_list:
 * @list: a list
 * @today: the day to judge on
 *
 * Runs every check, also those that hold the treatments against one another and against the reactions. A finding stands
 * at the treatment it is about; one about two treatments stands at both.
 *
 * Returns: (transfer full) (element-type SmtFinding): the findings of all treatments, in the order of the list, most
 *   severe first for each
 */
GPtrArray *
smt_check_list (const SmtList *list, SmtDate today)
{
  g_return_val_if_fail (list != NULL, NULL);

  guint n = list->treatments->len;
  GPtrArray *all = g_ptr_array_new_with_free_func (unref_finding);
  g_autofree GPtrArray **found = g_new (GPtrArray *, n);
  SmtListHearing hearing = { list, today, found };
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      found[i] = g_ptr_array_new_with_free_func (unref_finding);
      hear (g_ptr_array_index (list->treatments, i), today, fields, texts, found[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (list_checks); i++)
    list_checks[i](&hearing);
  for (guint i = 0; i < n; i++)
    {
      _smt_settle (g_ptr_array_index (list->treatments, i), found[i]);
      g_ptr_array_extend_and_steal (all, found[i]);
    }
  return all;
}

/**
 * smt_check_rhythm:
 * @treatment: the treatment whose dose is to be changed
 * @rhythm: the dose that field and text would both say
 * @today: the day to judge on
 *
 * Asked by the dose editor and the encoder before anything is signed. The state of the treatment does not matter here:
 * the new dose is meant to be taken.
 *
 * Returns: (transfer full) (element-type SmtFinding): what the new dose would raise, most severe first
 */
GPtrArray *
smt_check_rhythm (const SmtTreatment *treatment, const SmtRhythm *rhythm, SmtDate today)
{
  g_return_val_if_fail (treatment != NULL && rhythm != NULL, NULL);

  g_autoptr (GPtrArray) voices = g_ptr_array_new ();
  GPtrArray *findings = g_ptr_array_new_with_free_func (unref_finding);
  g_ptr_array_add (voices, (gpointer)rhythm);
  SmtHearing hearing = { treatment, today, voices, voices };
  run (&hearing, TRUE, findings);
  _smt_settle (treatment, findings);
  return findings;
}
