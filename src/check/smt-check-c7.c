/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C7, duplicates: two treatments in use of one substance by one route. What is put on the list side by side in two
 * strengths is most often meant, so that only the same product twice, a loose prescription beside the list, and what may
 * kill are told.
 */
#include "check/smt-check.h"

#include <string.h>

#include "base/smt-text.h"
#include "check/smt-finding-private.h"

#define WINDOW 28

/* --- the same ----------------------------------------------------------------------------------------------------- */

/* A form that gives off slowly stands beside a quick one on purpose. */
static gboolean
is_slow (const SmtProduct *product)
{
  g_autofree char *words = g_strdup_printf ("%s %s", product->form_text != NULL ? product->form_text : "",
                                            product->display != NULL ? product->display : "");
  g_autofree char *folded = smt_text_fold (words);

  return strstr (folded, "depot") != NULL || strstr (folded, "retard") != NULL;
}

static gboolean
is_same_way (const SmtProduct *a, const SmtProduct *b)
{
  if (a->route == SMT_ROUTE_UNKNOWN || a->route != b->route)
    return FALSE;
  if (a->route == SMT_ROUTE_OTHER && a->form != b->form)
    return FALSE;
  return is_slow (a) == is_slow (b);
}

static gboolean
is_as_needed (const SmtTreatment *treatment)
{
  SmtVoiceKind voice;
  const SmtRhythm *plan = _smt_said_plan (treatment, &voice);

  return treatment->use == SMT_USE_AS_NEEDED || (plan != NULL && plan->as_needed);
}

/* In plain FHIR a request and the statement about it are one treatment in two resources; only ids tell lines apart. */
static gboolean
is_line_of_its_own (const SmtTreatment *treatment)
{
  const SmtPrescription *head = smt_treatment_get_head (treatment);

  return treatment->entry_id != NULL || (head != NULL && head->prescription_id != NULL);
}

/* --- meant so ----------------------------------------------------------------------------------------------------- */

static guint8
parts_of (const SmtRhythm *rhythm)
{
  guint8 parts = 0;

  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint k = 0; k < rhythm->steps[i].n_beats; k++)
      {
        if (rhythm->steps[i].beats[k].parts == 0)
          return 0;
        parts |= rhythm->steps[i].beats[k].parts;
      }
  return parts;
}

/* One in the morning and one in the evening, or each on days of its own: together they are one scheme. Two weekly doses
 * of what is never taken daily are not. */
static gboolean
complete_one_another (const SmtTreatment *a, const SmtTreatment *b, SmtDate today)
{
  const SmtIntervalRow *row = a->product->row;
  SmtVoiceKind voice;
  const SmtRhythm *left = _smt_said_plan (a, &voice);
  const SmtRhythm *right = _smt_said_plan (b, &voice);
  SmtMeasure of_left, of_right;
  SmtRatio both;

  if (left == NULL || right == NULL || (row != NULL && row->bound.daily != SMT_DAILY_ALLOWED))
    return FALSE;
  if (parts_of (left) != 0 && parts_of (right) != 0 && (parts_of (left) & parts_of (right)) == 0)
    return TRUE;
  smt_rhythm_measure (left, today, &of_left);
  smt_rhythm_measure (right, today, &of_right);
  return of_left.dose_days.kind == SMT_RANGE_EXACT && of_right.dose_days.kind == SMT_RANGE_EXACT
         && smt_ratio_add (of_left.dose_days.lo, of_right.dose_days.lo, &both)
         && smt_ratio_compare (both, SMT_RATIO_INT (WINDOW)) <= 0;
}

/* Patches of two strengths are worn together. */
static gboolean
may_kill (const SmtTreatment *treatment)
{
  const SmtIntervalRow *row = treatment->product->row;

  return row != NULL && row->severity == SMT_SEVERITY_S4 && row->bound.daily != SMT_DAILY_ALLOWED
         && treatment->product->form != SMT_FORM_PATCH;
}

/* --- reporting ---------------------------------------------------------------------------------------------------- */

static gboolean
judge (const SmtTreatment *a, const SmtTreatment *b, SmtDate today, SmtClass *severity_class)
{
  gboolean same_article = smt_product_same_article (a->product, b->product);
  gboolean one_is_loose = smt_treatment_is_loose (a) != smt_treatment_is_loose (b);

  if (!smt_product_same_substance (a->product, b->product) || !is_same_way (a->product, b->product)
      || a->use == SMT_USE_VACCINE || b->use == SMT_USE_VACCINE || !is_line_of_its_own (a) || !is_line_of_its_own (b))
    return FALSE;
  if (may_kill (a) && may_kill (b))
    {
      *severity_class = SMT_CLASS_CHECK;
      return TRUE;
    }
  if (is_as_needed (a) != is_as_needed (b) || complete_one_another (a, b, today))
    return FALSE;
  *severity_class = same_article && !is_as_needed (a) ? SMT_CLASS_CHECK : SMT_CLASS_INFO;
  return same_article || one_is_loose;
}

static void
report (const SmtListHearing *hearing, guint index, const SmtTreatment *other, SmtClass severity_class)
{
  const SmtTreatment *treatment = g_ptr_array_index (hearing->list->treatments, index);
  const SmtIntervalRow *row = treatment->product->row;
  SmtVoiceKind voice = SMT_VOICE_FIELD;
  SmtFinding *finding = _smt_finding_new (SMT_FINDING_DUPLICATE, treatment, hearing->today);
  const SmtRhythm *plan = _smt_said_plan (other, &voice);

  _smt_finding_set_other (finding, other);
  finding->other = plan != NULL ? smt_rhythm_ref (plan) : NULL;
  finding->checks = 1u << SMT_CHECK_C7;
  finding->severity_class = severity_class;
  finding->severity = row != NULL && row->severity == SMT_SEVERITY_S4 ? SMT_SEVERITY_S4 : SMT_SEVERITY_S2;
  _smt_report_at (hearing, index, finding);
}

/*
 * _smt_check_list_c7:
 * @hearing: the list
 */
void
_smt_check_list_c7 (const SmtListHearing *hearing)
{
  guint n = hearing->list->treatments->len;

  for (guint i = 0; i < n; i++)
    {
      const SmtTreatment *a = _smt_nth_in_use (hearing, i);
      for (guint k = i + 1; a != NULL && a->product != NULL && k < n; k++)
        {
          const SmtTreatment *b = _smt_nth_in_use (hearing, k);
          SmtClass severity_class;
          if (b == NULL || b->product == NULL || !judge (a, b, hearing->today, &severity_class))
            continue;
          report (hearing, i, b, severity_class);
          report (hearing, k, a, severity_class);
        }
    }
}
