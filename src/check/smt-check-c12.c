/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C12, a structured dose that Reseptformidleren could not display as it stands: a defect of form, always shown.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"

/*
 * _smt_check_c12:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 *
 * A missing number of the interval is told by C3, in words about the dose and not about its form.
 */
void
_smt_check_c12 (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtTreatment *treatment = hearing->treatment;
  guint32 defects = 0;

  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice == SMT_VOICE_FIELD)
        defects |= source->defects;
    }
  defects &= ~(guint32)(SMT_DEFECT_NO_INTERVAL_NUMBER | SMT_DEFECT_PERIOD_UNSAID);
  if (defects == 0)
    return;

  SmtFinding *finding = _smt_finding_new (SMT_FINDING_FIELD_DEFECT, treatment, hearing->today);
  _smt_finding_set_voices (finding, hearing->fields->len > 0 ? g_ptr_array_index (hearing->fields, 0) : NULL, NULL);
  finding->checks = 1u << SMT_CHECK_C12;
  finding->severity_class = SMT_CLASS_CHECK;
  finding->defects = defects;
  g_ptr_array_add (findings, finding);
}
