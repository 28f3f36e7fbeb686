/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C5, the same product and strength at another interval before: in the last prescription of the chain, else in an entry
 * of the list that has ended. The interval of a renewal or a copy is where the fault of 2024 came in.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"
#include "check/smt-tempo.h"

/* Titration and tapers halve and double; three times is another interval. */
#define FAR_APART 3

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static gboolean
is_at_first_or_in_cycle (const SmtIntervalRow *row)
{
  return row != NULL && (row->bound.daily == SMT_DAILY_AT_FIRST || row->bound.daily == SMT_DAILY_IN_CYCLE);
}

/* A fault that was mended is no news. */
static gboolean
was_mended (const SmtRhythm *now, const SmtRhythm *before, const SmtIntervalRow *row, SmtDate today)
{
  return row != NULL && _smt_tempo_against (before, row, today).too_often
         && !_smt_tempo_against (now, row, today).too_often;
}

/* How many times as often now as before; FALSE unless the two are surely far apart. With another amount a day, the plan
 * was changed on purpose. */
static gboolean
is_far_apart (const SmtRhythm *now, const SmtRhythm *before, SmtDate today, SmtRatio *factor)
{
  if (!_smt_is_open_plan (now) || !_smt_is_open_plan (before))
    return FALSE;

  SmtDifference difference = smt_rhythm_compare (now, before, today);
  *factor = difference.days_factor;
  return (difference.flags & SMT_DIFFERENCE_DOSE_DAYS) != 0 && (difference.flags & SMT_DIFFERENCE_AMOUNT) == 0
         && smt_factor_at_least (difference.days_factor, FAR_APART);
}

static SmtFinding *
compare (const SmtTreatment *treatment, const SmtRhythm *before, SmtDate today)
{
  const SmtIntervalRow *row = treatment->product != NULL ? treatment->product->row : NULL;
  SmtVoiceKind voice = SMT_VOICE_FIELD;
  const SmtRhythm *now = _smt_said_plan (treatment, &voice);
  SmtRatio factor;

  if (now == NULL || treatment->use == SMT_USE_AS_NEEDED || treatment->use == SMT_USE_COURSE
      || !is_far_apart (now, before, today, &factor))
    return NULL;
  gboolean more_often = factor.num > factor.den;
  if (!more_often && (is_at_first_or_in_cycle (row) || was_mended (now, before, row, today)))
    return NULL;

  SmtFinding *finding = _smt_finding_about (SMT_FINDING_EARLIER_INTERVAL, treatment, today, voice);
  gboolean serious = row != NULL && (row->severity >= SMT_SEVERITY_S2 || row->named_2024);
  finding->checks = 1u << SMT_CHECK_C5;
  finding->severity_class = more_often && serious ? SMT_CLASS_CHECK : SMT_CLASS_INFO;
  finding->severity = row != NULL ? row->severity : SMT_SEVERITY_NONE;
  finding->row = row;
  finding->factor = factor;
  return finding;
}

/* --- the chain ---------------------------------------------------------------------------------------------------- */

/*
 * _smt_check_c5:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_c5 (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtTreatment *treatment = hearing->treatment;
  const SmtSource *last = _smt_newest_history (treatment);

  if (last == NULL
      || (last->product != NULL
          && (treatment->product == NULL || !smt_product_same_article (last->product, treatment->product))))
    return;
  SmtFinding *finding = compare (treatment, smt_reading_get_rhythm (last->reading), hearing->today);
  if (finding == NULL)
    return;
  _smt_finding_set_heard (finding, last);
  g_ptr_array_add (findings, finding);
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static SmtDate
day_of (const SmtTreatment *treatment)
{
  const SmtPrescription *head = smt_treatment_get_head (treatment);

  return head != NULL && smt_date_is_set (head->written) ? head->written : treatment->start_date;
}

/* Later first; of one day, by key, so that the order of the list does not matter. */
static gboolean
is_newer (const SmtTreatment *a, const SmtTreatment *b)
{
  int order = smt_date_compare (day_of (a), day_of (b));

  return order > 0 || (order == 0 && g_strcmp0 (a->key, b->key) < 0);
}

static const SmtTreatment *
find_ended (const SmtList *list, const SmtTreatment *treatment)
{
  const SmtTreatment *newest = NULL;

  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *other = g_ptr_array_index (list->treatments, i);
      if (smt_treatment_is_in_use (other) || other->state == SMT_TREATMENT_PAUSED || other->product == NULL
          || !smt_product_same_article (treatment->product, other->product))
        continue;
      if (newest == NULL || is_newer (other, newest))
        newest = other;
    }
  return newest;
}

/*
 * _smt_check_list_c5:
 * @hearing: the list
 *
 * What the chain says of the time before is nearer than another entry.
 */
void
_smt_check_list_c5 (const SmtListHearing *hearing)
{
  for (guint i = 0; i < hearing->list->treatments->len; i++)
    {
      const SmtTreatment *treatment = _smt_nth_in_use (hearing, i);
      if (treatment == NULL || treatment->product == NULL || _smt_newest_history (treatment) != NULL)
        continue;
      const SmtTreatment *ended = find_ended (hearing->list, treatment);
      SmtVoiceKind voice;
      const SmtRhythm *before = ended != NULL ? _smt_said_plan (ended, &voice) : NULL;
      SmtFinding *finding = before != NULL ? compare (treatment, before, hearing->today) : NULL;
      if (finding == NULL)
        continue;
      _smt_finding_set_other (finding, ended);
      finding->other = smt_rhythm_ref (before);
      finding->other_date = day_of (ended);
      _smt_report_at (hearing, i, finding);
    }
}
