/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C4, a text without an interval ("etter avtale", "dssn") for a product where a wrong interval may do serious harm.
 * Only a note. Never for warfarin, whose dose stands in a scheme of its own (contract 7).
 */
#include "check/smt-check.h"

#include "base/smt-text.h"
#include "check/smt-finding-private.h"

#define WARFARIN "B01AA03"

/* Whatever was meant, the days are unknown. */
static gboolean
has_unknown_days_however_read (const SmtReading *reading)
{
  for (guint i = 0; i < reading->rhythms->len; i++)
    if (!_smt_has_unknown_days (g_ptr_array_index (reading->rhythms, i)))
      return FALSE;
  return reading->rhythms->len > 0;
}

/* Nothing said, or a dose on days that were not said. What was not understood may well be an interval, and where there
 * is a field and no text at all (a FHIR list of structure alone) there is none that leaves one out. */
static gboolean
says_no_interval (const SmtTreatment *treatment)
{
  gboolean any_text = FALSE;
  gboolean any_field = FALSE;

  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      any_text |= source->voice == SMT_VOICE_TEXT;
      any_field |= source->voice == SMT_VOICE_FIELD;
      if (source->voice != SMT_VOICE_TEXT || source->reading->state == SMT_READING_SILENT)
        continue;
      if (!has_unknown_days_however_read (source->reading))
        return FALSE;
    }
  return any_text || !any_field;
}

/*
 * _smt_check_c4:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_c4 (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtTreatment *treatment = hearing->treatment;
  const SmtProduct *product = treatment->product;

  if (product == NULL || product->row == NULL || product->row->severity < SMT_SEVERITY_S3)
    return;
  if (smt_text_equal_ascii_case (product->atc, WARFARIN) || !says_no_interval (treatment))
    return;

  SmtFinding *finding = _smt_finding_new (SMT_FINDING_TEXT_WITHOUT_INTERVAL, treatment, hearing->today);
  _smt_finding_set_voices (finding, hearing->fields->len > 0 ? g_ptr_array_index (hearing->fields, 0) : NULL, NULL);
  finding->checks = 1u << SMT_CHECK_C4;
  finding->severity_class = SMT_CLASS_INFO;
  finding->severity = product->row->severity;
  finding->row = product->row;
  g_ptr_array_add (findings, finding);
}
