/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Not a check of a dose: says when a product was not recognised, or not which strength or form of it, so that its
 * interval was held against no product (contract 6). It is never silent.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"
#include "check/smt-tempo.h"

static gboolean
any_too_frequent (const GPtrArray *rhythms, const SmtIntervalRow *row, SmtDate today)
{
  for (guint i = 0; i < rhythms->len; i++)
    if (_smt_tempo_against (g_ptr_array_index (rhythms, i), row, today).too_often)
      return TRUE;
  return FALSE;
}

/*
 * _smt_check_open_product:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 *
 * The medicine is known, but not which strength or form: it is told where one of those that may be meant is not taken
 * as often as a voice says. Never more than told: vitamin D without a strength is mostly the daily one.
 */
void
_smt_check_open_product (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtProduct *product = hearing->treatment->product;

  if (product == NULL || product->open_row == NULL)
    return;
  if (!any_too_frequent (hearing->fields, product->open_row, hearing->today)
      && !any_too_frequent (hearing->texts, product->open_row, hearing->today))
    return;

  SmtFinding *finding = _smt_finding_new (SMT_FINDING_PRODUCT_OPEN, hearing->treatment, hearing->today);
  finding->severity_class = SMT_CLASS_INFO;
  g_ptr_array_add (findings, finding);
}

/*
 * _smt_check_recognition:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 */
void
_smt_check_recognition (const SmtHearing *hearing, GPtrArray *findings)
{
  const SmtProduct *product = hearing->treatment->product;

  if (product != NULL && product->certainty != SMT_CERTAINTY_NONE)
    return;

  SmtFinding *finding = _smt_finding_new (SMT_FINDING_PRODUCT_NOT_RECOGNISED, hearing->treatment, hearing->today);
  finding->severity_class = SMT_CLASS_INFO;
  g_ptr_array_add (findings, finding);
}
