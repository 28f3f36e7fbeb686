/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C3, a field without an interval: silent, or with a unit and no number. Common (24 of 60 captured prescriptions are
 * text only), so it only informs; an unknown interval is never taken for "daily".
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"

static gboolean
says_something (const SmtTreatment *treatment, SmtVoiceKind voice)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice == voice && source->reading->state != SMT_READING_SILENT)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_unknown_interval (const SmtTreatment *treatment)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice != SMT_VOICE_FIELD)
        continue;
      if ((source->defects & SMT_DEFECT_NO_INTERVAL_NUMBER) != 0)
        return TRUE;

      const SmtRhythm *rhythm = smt_reading_get_rhythm (source->reading);
      if (rhythm != NULL && _smt_has_unknown_days (rhythm))
        return TRUE;
    }
  return FALSE;
}

/* Weekdays are a rhythm of their own, whatever the period; that it was not said is told all the same. */
static gboolean
has_unsaid_period (const SmtTreatment *treatment)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice == SMT_VOICE_FIELD && (source->defects & SMT_DEFECT_PERIOD_UNSAID) != 0)
        return TRUE;
    }
  return FALSE;
}

/*
 * _smt_check_c3:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_c3 (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtTreatment *treatment = hearing->treatment;
  gboolean unsaid = has_unsaid_period (treatment);
  SmtFindingCode code;

  if (unsaid || has_unknown_interval (treatment))
    code = SMT_FINDING_FIELD_UNKNOWN_INTERVAL;
  else if (!says_something (treatment, SMT_VOICE_FIELD) && says_something (treatment, SMT_VOICE_TEXT))
    code = SMT_FINDING_FIELD_SILENT;
  else
    return;

  SmtFinding *finding = _smt_finding_new (code, treatment, hearing->today);
  const SmtRhythm *field = hearing->fields->len > 0 ? g_ptr_array_index (hearing->fields, 0) : NULL;
  const SmtRhythm *text = hearing->texts->len > 0 ? g_ptr_array_index (hearing->texts, 0) : NULL;
  _smt_finding_set_voices (finding, field, text);
  finding->checks = 1u << SMT_CHECK_C3;
  finding->defects = unsaid ? SMT_DEFECT_PERIOD_UNSAID : 0;
  finding->severity_class = SMT_CLASS_INFO;
  g_ptr_array_add (findings, finding);
}
