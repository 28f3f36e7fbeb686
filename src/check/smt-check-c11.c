/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C11, a cycle without a break: daily, without pause and without end, for a product that is taken in cycles.
 * Some regimens are continuous, and no code tells which, so it is for a look.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"

/*
 * _smt_goes_on_for_ever:
 * @rhythm: what a voice says
 *
 * Returns: %TRUE if it is daily, without a pause and without an end
 */
gboolean
_smt_goes_on_for_ever (const SmtRhythm *rhythm)
{
  if (smt_rhythm_has_need (rhythm) || rhythm->n_steps == 0 || !smt_rhythm_is_daily (rhythm))
    return FALSE;
  for (guint i = 0; i < rhythm->n_steps; i++)
    if (rhythm->steps[i].n_beats == 0)
      return FALSE;

  const SmtStep *last = &rhythm->steps[rhythm->n_steps - 1];
  return !smt_date_is_set (last->end) && last->length.kind == SMT_RANGE_UNKNOWN;
}

static const SmtRhythm *
find_endless (const GPtrArray *rhythms)
{
  for (guint i = 0; i < rhythms->len; i++)
    if (_smt_goes_on_for_ever (g_ptr_array_index (rhythms, i)))
      return g_ptr_array_index (rhythms, i);
  return NULL;
}

/*
 * _smt_check_c11:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_c11 (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtProduct *product = hearing->treatment->product;

  /* the pill with its week off is in the table, too; taking it without is accepted practice */
  if (product == NULL || product->row == NULL || product->row->bound.daily != SMT_DAILY_IN_CYCLE
      || product->row->severity < SMT_SEVERITY_S3)
    return;

  const SmtRhythm *field = find_endless (hearing->fields);
  const SmtRhythm *text = field == NULL ? find_endless (hearing->texts) : NULL;
  if (field == NULL && text == NULL)
    return;

  SmtFinding *finding = _smt_finding_new (SMT_FINDING_NO_BREAK, hearing->treatment, hearing->today);
  _smt_finding_set_voices (finding, field, text);
  finding->checks = 1u << SMT_CHECK_C11;
  finding->severity_class = SMT_CLASS_CHECK;
  finding->severity = product->row->severity;
  finding->row = product->row;
  finding->voice = field != NULL ? SMT_VOICE_FIELD : SMT_VOICE_TEXT;
  g_ptr_array_add (findings, finding);
}
