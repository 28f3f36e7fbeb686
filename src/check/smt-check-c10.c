/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C10, methotrexate tablets of two strengths on one list: one taken for the other is four times the dose.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"

static gboolean
is_tablet (const SmtTreatment *treatment)
{
  return treatment != NULL && treatment->product != NULL && treatment->product->form == SMT_FORM_ORAL_SOLID
         && treatment->product->strengths->len == 1 && _smt_is_methotrexate (treatment);
}

static gboolean
is_other_strength (const SmtProduct *a, const SmtProduct *b)
{
  const SmtStrength *left = &g_array_index (a->strengths, SmtStrength, 0);
  const SmtStrength *right = &g_array_index (b->strengths, SmtStrength, 0);

  return g_strcmp0 (left->unit, right->unit) == 0 && !smt_decimal_equal (left->value, right->value);
}

static void
report (const SmtListHearing *hearing, guint index, const SmtTreatment *other)
{
  const SmtTreatment *treatment = g_ptr_array_index (hearing->list->treatments, index);
  SmtFinding *finding = _smt_finding_new (SMT_FINDING_TWO_STRENGTHS, treatment, hearing->today);

  _smt_finding_set_other (finding, other);
  finding->checks = 1u << SMT_CHECK_C10;
  finding->severity_class = SMT_CLASS_CHECK;
  finding->severity = SMT_SEVERITY_S3;
  _smt_report_at (hearing, index, finding);
}

/*
 * _smt_check_list_c10:
 * @hearing: the list
 */
void
_smt_check_list_c10 (const SmtListHearing *hearing)
{
  guint n = hearing->list->treatments->len;

  for (guint i = 0; i < n; i++)
    {
      const SmtTreatment *a = _smt_nth_in_use (hearing, i);
      for (guint k = i + 1; is_tablet (a) && k < n; k++)
        {
          const SmtTreatment *b = _smt_nth_in_use (hearing, k);
          if (!is_tablet (b) || !is_other_strength (a->product, b->product))
            continue;
          report (hearing, i, b);
          report (hearing, k, a);
        }
    }
}
