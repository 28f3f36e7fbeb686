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
  { _smt_check_c1, TRUE },           /* a voice against the product */
  { _smt_check_c2, TRUE },           /* field against text */
  { _smt_check_c3, FALSE },          /* a field without an interval */
  { _smt_check_c4, FALSE },          /* a text without an interval */
  { _smt_check_c11, TRUE },          /* a cycle without a break */
  { _smt_check_c12, FALSE },         /* a field that cannot be displayed */
  { _smt_check_recognition, FALSE }, /* a product that is not recognised */
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

static gboolean
is_vaccine (const SmtTreatment *treatment)
{
  const char *atc = treatment->product != NULL ? treatment->product->atc : NULL;

  return treatment->use == SMT_USE_VACCINE || (atc != NULL && g_ascii_strncasecmp (atc, "J07", 3) == 0);
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
  if (rhythm->as_needed)
    return FALSE;
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint k = 0; k < rhythm->steps[i].n_beats; k++)
      if (rhythm->steps[i].beats[k].days.kind == SMT_DAYS_UNKNOWN)
        return TRUE;
  return FALSE;
}

/* --- hearing ------------------------------------------------------------------------------------------------------ */

static void
listen (const SmtTreatment *treatment, SmtVoiceKind voice, GPtrArray *rhythms)
{
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

/* --- one cause, one finding --------------------------------------------------------------------------------------- */

static SmtFinding *
find_among (const GPtrArray *findings, guint32 codes)
{
  for (guint i = 0; i < findings->len; i++)
    {
      SmtFinding *finding = g_ptr_array_index (findings, i);
      if ((codes & (1u << finding->code)) != 0)
        return finding;
    }
  return NULL;
}

/*
 * A field that says daily where text and product say weekly is out of tune with both: that is one fault. C2's finding
 * carries the words when it is grave, since it names both voices; else the product's does.
 */
static void
merge_same_cause (GPtrArray *findings)
{
  SmtFinding *product =
      find_among (findings, 1u << SMT_FINDING_FIELD_AGAINST_PRODUCT | 1u << SMT_FINDING_TEXT_AGAINST_PRODUCT
                                | 1u << SMT_FINDING_NO_BREAK);
  SmtFinding *text =
      find_among (findings, 1u << SMT_FINDING_FIELD_AGAINST_TEXT | 1u << SMT_FINDING_FIELD_DIFFERS_FROM_TEXT);

  if (product == NULL || text == NULL || (text->difference & SMT_DIFFERENCE_DOSE_DAYS) == 0)
    return;

  SmtFinding *kept = text->code == SMT_FINDING_FIELD_AGAINST_TEXT ? text : product;
  SmtFinding *dropped = kept == text ? product : text;
  kept->checks |= dropped->checks;
  kept->severity_class = MAX (kept->severity_class, dropped->severity_class);
  kept->severity = MAX (kept->severity, dropped->severity);
  kept->row = product->row;
  kept->difference |= dropped->difference;
  g_ptr_array_remove (findings, dropped);
}

static void
cap_classes (GPtrArray *findings, SmtClass highest)
{
  for (guint i = 0; i < findings->len; i++)
    {
      SmtFinding *finding = g_ptr_array_index (findings, i);
      finding->severity_class = MIN (finding->severity_class, highest);
    }
}

static int
order_by_gravity (gconstpointer a, gconstpointer b)
{
  const SmtFinding *left = *(const SmtFinding *const *)a;
  const SmtFinding *right = *(const SmtFinding *const *)b;

  if (left->severity_class != right->severity_class)
    return left->severity_class > right->severity_class ? -1 : 1;
  if (left->code != right->code)
    return (int)left->code - (int)right->code;
  return (int)left->voice - (int)right->voice;
}

static void
unref_finding (gpointer data)
{
  smt_finding_unref (data);
}

static GPtrArray *
run (const SmtHearing *hearing, gboolean of_rhythm_only)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (unref_finding);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (checks[i].of_rhythm || !of_rhythm_only)
      checks[i].run (hearing, findings);
  merge_same_cause (findings);
  if (is_vaccine (hearing->treatment))
    cap_classes (findings, SMT_CLASS_INFO);
  g_ptr_array_sort (findings, order_by_gravity);
  return findings;
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_check_treatment:
 * @treatment: a treatment
 * @today: the day to judge on
 *
 * Runs every check on a treatment that is in use. What is stopped, expired or an orphan is not checked: its older
 * links only serve the history.
 *
 * Returns: (transfer full) (element-type SmtFinding): findings, most severe first; the same for the same input
 */
GPtrArray *
smt_check_treatment (const SmtTreatment *treatment, SmtDate today)
{
  g_return_val_if_fail (treatment != NULL, NULL);

  if (!smt_treatment_is_in_use (treatment))
    return g_ptr_array_new_with_free_func (unref_finding);

  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  listen (treatment, SMT_VOICE_FIELD, fields);
  listen (treatment, SMT_VOICE_TEXT, texts);
  SmtHearing hearing = { treatment, today, fields, texts };
  return run (&hearing, FALSE);
}

/**
 * smt_check_list:
 * @list: a list
 * @today: the day to judge on
 *
 * Returns: (transfer full) (element-type SmtFinding): the findings of all treatments, in the order of the list
 */
GPtrArray *
smt_check_list (const SmtList *list, SmtDate today)
{
  g_return_val_if_fail (list != NULL, NULL);

  GPtrArray *all = g_ptr_array_new_with_free_func (unref_finding);
  for (guint i = 0; i < list->treatments->len; i++)
    g_ptr_array_extend_and_steal (all, smt_check_treatment (g_ptr_array_index (list->treatments, i), today));
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
  g_ptr_array_add (voices, (gpointer)rhythm);
  SmtHearing hearing = { treatment, today, voices, voices };
  return run (&hearing, TRUE);
}
