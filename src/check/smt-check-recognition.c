/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Not a check of a dose: says when a product was not recognised, so that its interval was held against no product
 * (contract 6). It is never silent.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"

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
