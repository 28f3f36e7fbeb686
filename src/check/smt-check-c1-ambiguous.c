/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A voice that can be read in several ways. None of them is chosen; but when every one goes against the product (C1),
 * it does not matter which was meant. Where only some do, and a wrong interval may do serious harm, the voice says no
 * interval that one could rely on (C4), and somebody has to look.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"
#include "check/smt-tempo.h"

/* How many of the ways to read @source are too frequent for @row, and how many of these are more than a note. */
static guint
count_too_often (const SmtSource *source, const SmtIntervalRow *row, SmtDate today, guint *n_grave)
{
  guint n = 0;

  *n_grave = 0;
  for (guint i = 0; i < source->reading->rhythms->len; i++)
    {
      SmtTempo tempo = _smt_tempo_against (g_ptr_array_index (source->reading->rhythms, i), row, today);
      n += tempo.too_often ? 1 : 0;
      *n_grave += tempo.too_often && !tempo.only_noted ? 1 : 0;
    }
  return n;
}

/* Every way too frequent: as a clear voice that is. What only some ways say, or only some say gravely, is at most
 * Sjekk.
 */
static SmtClass
class_of (const SmtIntervalRow *row, guint n, guint n_grave, gboolean all)
{
  if (n_grave == 0)
    return SMT_CLASS_INFO;
  return all && n_grave == n ? _smt_class_by_row (row) : MIN (SMT_CLASS_CHECK, _smt_class_by_row (row));
}

static SmtFinding *
judge_source (const SmtHearing *hearing, const SmtSource *source, const SmtIntervalRow *row)
{
  guint n_grave;
  guint n = count_too_often (source, row, hearing->today, &n_grave);
  gboolean all = n > 0 && n == source->reading->rhythms->len;

  if (n == 0 || (!all && (n_grave == 0 || _smt_class_by_row (row) != SMT_CLASS_STOP)))
    return NULL;

  SmtFinding *finding =
      _smt_finding_about (all ? SMT_FINDING_READINGS_AGAINST_PRODUCT : SMT_FINDING_READING_AGAINST_PRODUCT,
                          hearing->treatment, hearing->today, source->voice);
  _smt_finding_set_readings (finding, source->reading);
  finding->checks = 1u << (all ? SMT_CHECK_C1 : SMT_CHECK_C4);
  finding->severity_class = class_of (row, n, n_grave, all);
  finding->severity = row->severity;
  finding->row = row;
  return finding;
}

/* A clear voice that goes against the product has told of it already. */
static gboolean
is_told (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      SmtFindingCode code = ((const SmtFinding *)g_ptr_array_index (findings, i))->code;
      if (code == SMT_FINDING_FIELD_AGAINST_PRODUCT || code == SMT_FINDING_TEXT_AGAINST_PRODUCT)
        return TRUE;
    }
  return FALSE;
}

/*
 * _smt_check_c1_ambiguous:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): what C1 found, and where to report
 *
 * The gravest of the ambiguous sources is told.
 */
void
_smt_check_c1_ambiguous (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtTreatment *treatment = hearing->treatment;
  const SmtProduct *product = treatment->product;
  SmtFinding *worst = NULL;

  if (product == NULL || product->row == NULL || is_told (findings))
    return;
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if ((source->voice != SMT_VOICE_FIELD && source->voice != SMT_VOICE_TEXT)
          || source->reading->state != SMT_READING_AMBIGUOUS)
        continue;
      SmtFinding *finding = judge_source (hearing, source, product->row);
      if (finding != NULL && (worst == NULL || finding->severity_class > worst->severity_class))
        {
          g_clear_pointer (&worst, smt_finding_unref);
          worst = g_steal_pointer (&finding);
        }
      g_clear_pointer (&finding, smt_finding_unref);
    }
  if (worst != NULL)
    g_ptr_array_add (findings, worst);
}
