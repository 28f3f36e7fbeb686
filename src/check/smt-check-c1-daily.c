/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C1 where daily use is right: the reverse error (a daily product said weekly), and a dose that is only taken on single
 * days, told by its size (dexamethasone 40 mg, disulfiram 800 mg).
 */
#include "check/smt-check.h"

#include "check/smt-amounts.h"
#include "check/smt-finding-private.h"

#define WINDOW 28

/* --- rarer than daily --------------------------------------------------------------------------------------------- */

/* Of a range only what holds for its whole length is surely too rare. */
static gboolean
is_rarer (const SmtRhythm *rhythm, SmtRatio longest, SmtDate today)
{
  SmtMeasure measure;
  SmtRatio covered;

  if (!_smt_is_open_plan (rhythm))
    return FALSE;
  smt_rhythm_measure (rhythm, today, &measure);
  if (measure.dose_days.kind != SMT_RANGE_EXACT && measure.dose_days.kind != SMT_RANGE_BETWEEN)
    return FALSE;
  return smt_ratio_multiply (measure.dose_days.hi, longest, &covered)
         && smt_ratio_compare (covered, SMT_RATIO_INT (WINDOW)) < 0;
}

static gboolean
find_rarer (const SmtHearing *hearing, const GPtrArray *rhythms)
{
  const SmtIntervalRow *row = hearing->treatment->product->row;

  for (guint i = 0; i < rhythms->len; i++)
    if (is_rarer (g_ptr_array_index (rhythms, i), row->bound.max_days, hearing->today))
      return TRUE;
  return FALSE;
}

static SmtFinding *
report (const SmtHearing *hearing, SmtFindingCode code, gboolean in_field)
{
  const SmtIntervalRow *row = hearing->treatment->product->row;
  SmtFinding *finding = _smt_finding_new (code, hearing->treatment, hearing->today);

  _smt_finding_set_voices (finding, hearing->fields->len > 0 ? g_ptr_array_index (hearing->fields, 0) : NULL,
                           hearing->texts->len > 0 ? g_ptr_array_index (hearing->texts, 0) : NULL);
  finding->checks = 1u << SMT_CHECK_C1;
  finding->severity_class = MIN (SMT_CLASS_CHECK, _smt_class_by_row (row));
  finding->severity = row->severity;
  finding->row = row;
  finding->voice = in_field ? SMT_VOICE_FIELD : SMT_VOICE_TEXT;
  return finding;
}

/* --- too much for every day --------------------------------------------------------------------------------------- */

static gboolean
daily_amount (const SmtHearing *hearing, const SmtRhythm *rhythm, SmtRatio *out)
{
  const SmtIntervalRow *row = hearing->treatment->product->row;
  SmtMeasure measure;
  SmtRatio one;

  if (!_smt_goes_on_for_ever (rhythm))
    return FALSE;
  smt_rhythm_measure (rhythm, hearing->today, &measure);
  if ((measure.amount.kind != SMT_RANGE_EXACT && measure.amount.kind != SMT_RANGE_BETWEEN) || measure.unit == NULL
      || measure.per != SMT_PER_WHOLE)
    return FALSE;
  return _smt_amount_of_one (hearing->treatment->product, measure.unit, row->daily_max_unit, &one)
         && smt_ratio_multiply (measure.amount.lo, one, out);
}

static const SmtRhythm *
find_too_much (const SmtHearing *hearing, const GPtrArray *rhythms, SmtRatio *daily)
{
  SmtRatio most;

  if (!smt_decimal_to_ratio (hearing->treatment->product->row->daily_max, &most))
    return NULL;
  for (guint i = 0; i < rhythms->len; i++)
    if (daily_amount (hearing, g_ptr_array_index (rhythms, i), daily) && smt_ratio_compare (*daily, most) > 0)
      return g_ptr_array_index (rhythms, i);
  return NULL;
}

static void
check_daily_maximum (const SmtHearing *hearing, GPtrArray *findings)
{
  SmtRatio daily = SMT_RATIO_INT (0);
  const SmtRhythm *field = find_too_much (hearing, hearing->fields, &daily);
  const SmtRhythm *text = field == NULL ? find_too_much (hearing, hearing->texts, &daily) : NULL;

  if (field == NULL && text == NULL)
    return;
  SmtFinding *finding = report (hearing, SMT_FINDING_DAILY_MAXIMUM, field != NULL);
  _smt_finding_set_voices (finding, field, text);
  finding->weekly = daily;
  g_ptr_array_add (findings, finding);
}

/*
 * _smt_check_c1_daily:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_c1_daily (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtProduct *product = hearing->treatment->product;
  const SmtIntervalRow *row = product != NULL ? product->row : NULL;

  if (row == NULL || row->bound.daily != SMT_DAILY_ALLOWED)
    return;
  if (row->daily_max_unit != NULL)
    check_daily_maximum (hearing, findings);
  if (row->bound.max_days.num == 0)
    return;

  gboolean in_field = find_rarer (hearing, hearing->fields);
  if (in_field || find_rarer (hearing, hearing->texts))
    g_ptr_array_add (findings, report (hearing, SMT_FINDING_RARER_THAN_PRODUCT, in_field));
}
