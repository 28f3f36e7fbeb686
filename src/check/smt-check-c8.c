/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C8, the partner drug: methotrexate without folic acid, folic acid on the day of methotrexate, and the two intervals
 * swapped. Never in oncology, where methotrexate goes with other drugs.
 */
#include "check/smt-check.h"

#include <string.h>

#include "base/smt-text.h"
#include "check/smt-finding-private.h"

#define WINDOW     28
#define WEEKS      4
#define FOLIC_ACID "B03BB01"
#define ONCOLOGY   "L01BA01"

/* --- who is who --------------------------------------------------------------------------------------------------- */

static gboolean
is_folic_acid (const SmtTreatment *treatment)
{
  const SmtProduct *product = treatment->product;

  return product != NULL
         && (smt_text_equal_ascii_case (product->atc, FOLIC_ACID) || g_strcmp0 (product->generic, "folsyre") == 0);
}

static gboolean
is_oncology (const SmtTreatment *treatment)
{
  return smt_text_equal_ascii_case (treatment->product->atc, ONCOLOGY);
}

/* The first of the treatments in use that @is_one holds for, by key, so that the order of the list does not matter. */
static gboolean
find_in_use (const SmtListHearing *hearing, gboolean (*is_one) (const SmtTreatment *), guint *index)
{
  const SmtTreatment *found = NULL;

  for (guint i = 0; i < hearing->list->treatments->len; i++)
    {
      const SmtTreatment *treatment = _smt_nth_in_use (hearing, i);
      if (treatment == NULL || !is_one (treatment) || (found != NULL && g_strcmp0 (found->key, treatment->key) <= 0))
        continue;
      found = treatment;
      *index = i;
    }
  return found != NULL;
}

/* --- the pair ----------------------------------------------------------------------------------------------------- */

static gboolean
dose_days (const SmtRhythm *rhythm, SmtDate today, SmtRatio *days, guint8 *weekdays)
{
  SmtMeasure measure;

  if (!_smt_is_open_plan (rhythm))
    return FALSE;
  smt_rhythm_measure (rhythm, today, &measure);
  *days = measure.dose_days.lo;
  *weekdays = measure.weekdays;
  return measure.dose_days.kind == SMT_RANGE_EXACT;
}

static gboolean
judge_pair (const SmtRhythm *methotrexate, const SmtRhythm *folic_acid, SmtDate today, SmtFindingCode *code)
{
  SmtRatio of_methotrexate, of_folic_acid;
  guint8 day, days;

  if (!dose_days (methotrexate, today, &of_methotrexate, &day)
      || !dose_days (folic_acid, today, &of_folic_acid, &days))
    return FALSE;

  gboolean every_day = smt_ratio_compare (of_folic_acid, SMT_RATIO_INT (WINDOW)) == 0;
  gboolean rarely = smt_ratio_compare (of_folic_acid, SMT_RATIO_INT (WEEKS)) <= 0;
  if (smt_ratio_compare (of_methotrexate, SMT_RATIO_INT (WINDOW)) == 0)
    {
      *code = SMT_FINDING_INTERVALS_SWAPPED;
      return rarely;
    }
  *code = SMT_FINDING_FOLIC_ACID_SAME_DAY;
  return every_day || (day & days) != 0;
}

/* The note is about folic acid and stands there; a fault of methotrexate itself is told by other checks. */
static void
check_pair (const SmtListHearing *hearing, guint of_methotrexate, guint of_folic_acid)
{
  const SmtTreatment *methotrexate = g_ptr_array_index (hearing->list->treatments, of_methotrexate);
  const SmtTreatment *folic_acid = g_ptr_array_index (hearing->list->treatments, of_folic_acid);
  SmtVoiceKind voice = SMT_VOICE_FIELD, of_other;
  const SmtRhythm *weekly = _smt_said_plan (methotrexate, &of_other);
  const SmtRhythm *partner = _smt_said_plan (folic_acid, &voice);
  SmtFindingCode code;

  if (weekly == NULL || partner == NULL || !judge_pair (weekly, partner, hearing->today, &code))
    return;
  gboolean swapped = code == SMT_FINDING_INTERVALS_SWAPPED;
  SmtFinding *finding = _smt_finding_about (code, folic_acid, hearing->today, voice);
  _smt_finding_set_other (finding, methotrexate);
  finding->other = smt_rhythm_ref (weekly);
  finding->checks = 1u << SMT_CHECK_C8;
  finding->severity_class = swapped ? SMT_CLASS_CHECK : SMT_CLASS_INFO;
  finding->severity = swapped ? SMT_SEVERITY_S4 : SMT_SEVERITY_S1;
  _smt_report_at (hearing, of_folic_acid, finding);
}

/* What does not stand on a list is only missing when the whole list was read; a single line may be all that was asked
 * for. */
static gboolean
is_whole (const SmtListHearing *hearing)
{
  guint32 failed = SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_PLL_FAILED | SMT_RESTRICTION_RF_FAILED;
  guint in_use = 0;

  for (guint i = 0; i < hearing->list->treatments->len; i++)
    in_use += _smt_nth_in_use (hearing, i) != NULL ? 1 : 0;
  return hearing->list->has_pll && (hearing->list->restrictions & failed) == 0 && in_use > 1;
}

/*
 * _smt_check_list_c8:
 * @hearing: the list
 */
void
_smt_check_list_c8 (const SmtListHearing *hearing)
{
  guint methotrexate = 0, folic_acid = 0;

  if (!find_in_use (hearing, _smt_is_methotrexate, &methotrexate))
    return;
  const SmtTreatment *treatment = g_ptr_array_index (hearing->list->treatments, methotrexate);
  if (is_oncology (treatment))
    return;
  if (find_in_use (hearing, is_folic_acid, &folic_acid))
    {
      check_pair (hearing, methotrexate, folic_acid);
      return;
    }
  if (!is_whole (hearing))
    return;

  SmtFinding *finding = _smt_finding_new (SMT_FINDING_NO_FOLIC_ACID, treatment, hearing->today);
  finding->checks = 1u << SMT_CHECK_C8;
  finding->severity_class = SMT_CLASS_INFO;
  finding->severity = SMT_SEVERITY_S1;
  _smt_report_at (hearing, methotrexate, finding);
}
