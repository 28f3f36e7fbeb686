/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C1, the product rule: a voice says a shorter interval than the product's shortest usual one, or more in a week than
 * the product allows. The rows and their grades are not clinically reviewed.
 */
#include "check/smt-check.h"

#include "check/smt-amounts.h"
#include "check/smt-finding-private.h"
#include "check/smt-tempo.h"

#define WEEKS_IN_WINDOW 4

/* --- interval ----------------------------------------------------------------------------------------------------- */

/* The first rhythm of @rhythms that is too frequent for @row. */
static const SmtRhythm *
find_too_frequent (const GPtrArray *rhythms, const SmtIntervalRow *row, SmtDate today, SmtTempo *tempo)
{
  for (guint i = 0; i < rhythms->len; i++)
    {
      const SmtRhythm *rhythm = g_ptr_array_index (rhythms, i);
      *tempo = _smt_tempo_against (rhythm, row, today);
      if (tempo->too_often)
        return rhythm;
    }
  return NULL;
}

static const SmtRhythm *
first_of (const GPtrArray *rhythms)
{
  return rhythms->len > 0 ? g_ptr_array_index (rhythms, 0) : NULL;
}

static gboolean
check_interval (const SmtHearing *hearing, const SmtIntervalRow *row, GPtrArray *findings)
{
  SmtTempo tempo;
  const SmtRhythm *field = find_too_frequent (hearing->fields, row, hearing->today, &tempo);
  const SmtRhythm *text = field == NULL ? find_too_frequent (hearing->texts, row, hearing->today, &tempo) : NULL;

  if (field == NULL && text == NULL)
    return FALSE;

  SmtFinding *finding =
      _smt_finding_new (field != NULL ? SMT_FINDING_FIELD_AGAINST_PRODUCT : SMT_FINDING_TEXT_AGAINST_PRODUCT,
                        hearing->treatment, hearing->today);
  _smt_finding_set_voices (finding, field != NULL ? field : first_of (hearing->fields),
                           text != NULL ? text : first_of (hearing->texts));
  finding->checks = 1u << SMT_CHECK_C1;
  finding->severity_class = tempo.only_noted ? SMT_CLASS_INFO : _smt_class_by_row (row);
  finding->severity = row->severity;
  finding->row = row;
  finding->factor = tempo.factor;
  g_ptr_array_add (findings, finding);
  return TRUE;
}

/* --- weekly maximum ----------------------------------------------------------------------------------------------- */

/* What a rhythm surely gives in a week, in the unit of the row's maximum; what is at most taken, as needed, is no plan.
 */
static gboolean
weekly_amount (const SmtHearing *hearing, const SmtRhythm *rhythm, const SmtBound *bound, SmtRatio *out)
{
  SmtMeasure measure;
  SmtRatio one, in_window;

  smt_rhythm_measure (rhythm, hearing->today, &measure);
  if (measure.amount_28.kind != SMT_RANGE_EXACT && measure.amount_28.kind != SMT_RANGE_BETWEEN)
    return FALSE;
  return measure.unit != NULL && _smt_amount_of_one (hearing->treatment->product, measure.unit, bound->weekly_max_unit, &one)
         && smt_ratio_multiply (measure.amount_28.lo, one, &in_window)
         && smt_ratio_divide (in_window, SMT_RATIO_INT (WEEKS_IN_WINDOW), out);
}

static const SmtRhythm *
find_above_maximum (const SmtHearing *hearing, const GPtrArray *rhythms, const SmtBound *bound, SmtRatio *weekly)
{
  SmtRatio most;

  if (!smt_decimal_to_ratio (bound->weekly_max, &most))
    return NULL;
  for (guint i = 0; i < rhythms->len; i++)
    {
      const SmtRhythm *rhythm = g_ptr_array_index (rhythms, i);
      if (weekly_amount (hearing, rhythm, bound, weekly) && smt_ratio_compare (*weekly, most) > 0)
        return rhythm;
    }
  return NULL;
}

static void
check_weekly_maximum (const SmtHearing *hearing, const SmtIntervalRow *row, GPtrArray *findings)
{
  SmtRatio weekly = SMT_RATIO_INT (0);

  if (row->bound.weekly_max_unit == NULL)
    return;
  const SmtRhythm *field = find_above_maximum (hearing, hearing->fields, &row->bound, &weekly);
  const SmtRhythm *text = field == NULL ? find_above_maximum (hearing, hearing->texts, &row->bound, &weekly) : NULL;
  if (field == NULL && text == NULL)
    return;

  SmtFinding *finding = _smt_finding_new (SMT_FINDING_WEEKLY_MAXIMUM, hearing->treatment, hearing->today);
  _smt_finding_set_voices (finding, field, text);
  finding->checks = 1u << SMT_CHECK_C1;
  finding->severity_class = MIN (SMT_CLASS_CHECK, _smt_class_by_row (row));
  finding->severity = row->severity;
  finding->row = row;
  finding->voice = field != NULL ? SMT_VOICE_FIELD : SMT_VOICE_TEXT;
  finding->weekly = weekly;
  g_ptr_array_add (findings, finding);
}

/*
 * _smt_check_c1:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_c1 (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtProduct *product = hearing->treatment->product;

  if (product == NULL || product->row == NULL)
    return;
  /* a dose that is taken too often is also too much in a week: one cause, one finding */
  if (!check_interval (hearing, product->row, findings))
    check_weekly_maximum (hearing, product->row, findings);
}
