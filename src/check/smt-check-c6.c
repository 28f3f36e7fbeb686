/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C6, implied use: what was dispensed, divided by the days it lasted, against what is prescribed. It takes two
 * dispensings, and only supports other findings: packs are saved up and lost.
 */
#include "check/smt-check.h"

#include "check/smt-amounts.h"
#include "check/smt-finding-private.h"

/* Four weekly tablets last four days under a daily dose: a ratio of 7. Below this, packs and habits explain it. */
#define FAR_APART 3

static const SmtSource *
find_estimate (const SmtTreatment *treatment)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice == SMT_VOICE_SUPPLY && source->reading->state == SMT_READING_CLEAR)
        return source;
    }
  return NULL;
}

/* Pieces that are used up one at a time, so that a count of them is a count of doses. A pen may hold several. */
static gboolean
counts_the_same (const char *prescribed, const char *dispensed)
{
  SmtUnitKind kind = _smt_unit_kind (prescribed);

  if (kind == SMT_UNIT_TABLET || kind == SMT_UNIT_CAPSULE)
    return _smt_unit_kind (dispensed) == kind;
  return (kind == SMT_UNIT_PATCH || kind == SMT_UNIT_SYRINGE)
         && (dispensed == NULL || _smt_unit_kind (dispensed) == kind || _smt_unit_kind (dispensed) == SMT_UNIT_PIECE);
}

static gboolean
is_exact (const SmtMeasure *measure)
{
  return measure->amount_28.kind == SMT_RANGE_EXACT && measure->amount_28.lo.num > 0;
}

/* What was dispensed says nothing of a dose that was changed meanwhile. */
static gboolean
was_changed (const SmtTreatment *treatment, const SmtMeasure *now, SmtDate today)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      SmtMeasure before;
      if (source->voice != SMT_VOICE_HISTORY)
        continue;
      const SmtRhythm *rhythm = smt_reading_get_rhythm (source->reading);
      if (rhythm == NULL)
        return TRUE;
      smt_rhythm_measure (rhythm, today, &before);
      if (!is_exact (&before) || smt_ratio_compare (before.amount_28.lo, now->amount_28.lo) != 0)
        return TRUE;
    }
  return FALSE;
}

/*
 * _smt_check_c6:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_c6 (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtTreatment *treatment = hearing->treatment;
  const SmtSource *supply = find_estimate (treatment);
  SmtVoiceKind voice = SMT_VOICE_FIELD;
  const SmtRhythm *plan = _smt_said_plan (treatment, &voice);
  SmtMeasure prescribed, dispensed;
  SmtRatio factor;

  if (supply == NULL || plan == NULL || treatment->use == SMT_USE_AS_NEEDED || !_smt_is_open_plan (plan))
    return;
  smt_rhythm_measure (plan, hearing->today, &prescribed);
  smt_rhythm_measure (smt_reading_get_rhythm (supply->reading), hearing->today, &dispensed);
  if (!is_exact (&prescribed) || !is_exact (&dispensed) || !counts_the_same (prescribed.unit, dispensed.unit)
      || was_changed (treatment, &prescribed, hearing->today)
      || !smt_ratio_divide (prescribed.amount_28.lo, dispensed.amount_28.lo, &factor)
      || !smt_factor_at_least (factor, FAR_APART))
    return;

  SmtFinding *finding = _smt_finding_about (SMT_FINDING_SUPPLY, treatment, hearing->today, voice);
  _smt_finding_set_heard (finding, supply);
  finding->checks = 1u << SMT_CHECK_C6;
  finding->severity_class = SMT_CLASS_INFO;
  finding->factor = factor;
  /* dispensings are no part of the treatment's digest */
  finding->basis = g_strdup (supply->raw);
  g_ptr_array_add (findings, finding);
}
