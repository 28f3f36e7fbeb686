/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C13, carried by renewal: the last prescription went against the product, and this one goes on with it, or says no dose
 * that can be read ("som før"). A dose that is clear and right has mended it.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"
#include "check/smt-tempo.h"

static gboolean
goes_against (const SmtRhythm *rhythm, const SmtIntervalRow *row, SmtDate today)
{
  SmtTempo tempo = _smt_tempo_against (rhythm, row, today);

  return tempo.too_often && !tempo.only_noted;
}

static gboolean
any_goes_against (const GPtrArray *rhythms, const SmtIntervalRow *row, SmtDate today)
{
  for (guint i = 0; i < rhythms->len; i++)
    if (goes_against (g_ptr_array_index (rhythms, i), row, today))
      return TRUE;
  return FALSE;
}

static gboolean
all_unknown (const GPtrArray *rhythms)
{
  for (guint i = 0; i < rhythms->len; i++)
    if (!_smt_has_unknown_days (g_ptr_array_index (rhythms, i)))
      return FALSE;
  return TRUE;
}

/*
 * _smt_check_c13:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_c13 (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtTreatment *treatment = hearing->treatment;
  const SmtIntervalRow *row = treatment->product != NULL ? treatment->product->row : NULL;
  const SmtSource *last = _smt_newest_history (treatment);

  if (row == NULL || last == NULL
      || (last->product != NULL && !smt_product_same_article (last->product, treatment->product))
      || !goes_against (smt_reading_get_rhythm (last->reading), row, hearing->today))
    return;
  gboolean carried_on = any_goes_against (hearing->fields, row, hearing->today)
                        || any_goes_against (hearing->texts, row, hearing->today);
  gboolean unsaid = all_unknown (hearing->fields) && all_unknown (hearing->texts);
  if (!carried_on && !unsaid)
    return;

  SmtFinding *finding = _smt_finding_new (SMT_FINDING_RENEWED_FAULT, treatment, hearing->today);
  _smt_finding_set_heard (finding, last);
  finding->checks = 1u << SMT_CHECK_C13;
  finding->severity_class = MIN (SMT_CLASS_CHECK, _smt_class_by_row (row));
  finding->severity = row->severity;
  finding->row = row;
  g_ptr_array_add (findings, finding);
}
