/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C9, the amount per day against the defined daily dose, of products that are taken less often than daily. The DDD of a
 * weekly product is a week's dose divided by 7, so that daily use gives about 7. It only supports other findings: loading
 * doses are far above, too.
 */
#include "check/smt-check.h"

#include "check/smt-amounts.h"
#include "check/smt-finding-private.h"

#define WINDOW 28
#define TIMES  4

static gboolean
times_ddd (const SmtHearing *hearing, const SmtRhythm *rhythm, SmtRatio *out)
{
  const SmtProduct *product = hearing->treatment->product;
  SmtRatio one, amount, per_day, ddd;
  SmtMeasure measure;

  if (!_smt_is_open_plan (rhythm))
    return FALSE;
  smt_rhythm_measure (rhythm, hearing->today, &measure);
  if ((measure.amount_28.kind != SMT_RANGE_EXACT && measure.amount_28.kind != SMT_RANGE_BETWEEN) || measure.unit == NULL
      || measure.per != SMT_PER_WHOLE)
    return FALSE;
  return _smt_amount_of_one (product, measure.unit, product->row->ddd_unit, &one)
         && smt_ratio_multiply (measure.amount_28.lo, one, &amount)
         && smt_ratio_divide (amount, SMT_RATIO_INT (WINDOW), &per_day)
         && smt_decimal_to_ratio (product->row->ddd, &ddd) && smt_ratio_divide (per_day, ddd, out)
         && smt_ratio_compare (*out, SMT_RATIO_INT (TIMES)) >= 0;
}

static gboolean
find_above (const SmtHearing *hearing, const GPtrArray *rhythms, SmtRatio *times)
{
  for (guint i = 0; i < rhythms->len; i++)
    if (times_ddd (hearing, g_ptr_array_index (rhythms, i), times))
      return TRUE;
  return FALSE;
}

/*
 * _smt_check_c9:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_c9 (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtProduct *product = hearing->treatment->product;
  SmtRatio times;

  if (product == NULL || product->row == NULL || product->row->ddd_unit == NULL)
    return;
  gboolean in_field = find_above (hearing, hearing->fields, &times);
  if (!in_field && !find_above (hearing, hearing->texts, &times))
    return;

  SmtFinding *finding = _smt_finding_about (SMT_FINDING_AMOUNT_AGAINST_DDD, hearing->treatment, hearing->today,
                                            in_field ? SMT_VOICE_FIELD : SMT_VOICE_TEXT);
  finding->checks = 1u << SMT_CHECK_C9;
  finding->severity_class = SMT_CLASS_INFO;
  finding->severity = product->row->severity;
  finding->row = product->row;
  finding->factor = times;
  g_ptr_array_add (findings, finding);
}
