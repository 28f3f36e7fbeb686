/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One cause, one finding: what several checks say of the same fault is told once.
 */
#include "check/smt-check.h"

/* --- merging ------------------------------------------------------------------------------------------------------ */

static SmtFinding *
find_among (const GPtrArray *findings, guint32 codes)
{
  for (guint i = 0; i < findings->len; i++)
    {
      SmtFinding *finding = g_ptr_array_index (findings, i);
      if ((codes & (1u << finding->code)) != 0)
        return finding;
    }
  return NULL;
}

/*
 * A field that says daily where text and product say weekly is out of tune with both: that is one fault. C2's finding
 * carries the words when it is grave, since it names both voices; else the product's does.
 */
static void
merge_same_cause (GPtrArray *findings)
{
  SmtFinding *product =
      find_among (findings, 1u << SMT_FINDING_FIELD_AGAINST_PRODUCT | 1u << SMT_FINDING_TEXT_AGAINST_PRODUCT
                                | 1u << SMT_FINDING_NO_BREAK | 1u << SMT_FINDING_RARER_THAN_PRODUCT
                                | 1u << SMT_FINDING_DAILY_MAXIMUM);
  SmtFinding *text =
      find_among (findings, 1u << SMT_FINDING_FIELD_AGAINST_TEXT | 1u << SMT_FINDING_FIELD_DIFFERS_FROM_TEXT);

  if (product == NULL || text == NULL || (text->difference & SMT_DIFFERENCE_DOSE_DAYS) == 0)
    return;

  SmtFinding *kept = text->code == SMT_FINDING_FIELD_AGAINST_TEXT ? text : product;
  SmtFinding *dropped = kept == text ? product : text;
  kept->checks |= dropped->checks;
  kept->severity_class = MAX (kept->severity_class, dropped->severity_class);
  kept->severity = MAX (kept->severity, dropped->severity);
  kept->row = product->row;
  kept->difference |= dropped->difference;
  g_ptr_array_remove (findings, dropped);
}

/* What raises or lowers confidence only: beside the fault itself it is told as one more check that agrees. */
static void
merge_support (GPtrArray *findings)
{
  SmtFinding *fault =
      find_among (findings, 1u << SMT_FINDING_FIELD_AGAINST_PRODUCT | 1u << SMT_FINDING_TEXT_AGAINST_PRODUCT
                                | 1u << SMT_FINDING_FIELD_AGAINST_TEXT | 1u << SMT_FINDING_READINGS_AGAINST_PRODUCT);
  SmtFinding *support;

  while (
      fault != NULL
      && (support = find_among (findings, 1u << SMT_FINDING_EARLIER_INTERVAL | 1u << SMT_FINDING_SUPPLY
                                              | 1u << SMT_FINDING_AMOUNT_AGAINST_DDD | 1u << SMT_FINDING_RENEWED_FAULT))
             != NULL)
    {
      fault->checks |= support->checks;
      g_ptr_array_remove (findings, support);
    }
}

/* Two strengths of methotrexate are a duplicate, too, and that is one cause. */
static void
merge_duplicates (GPtrArray *findings)
{
  for (guint i = findings->len; i > 0; i--)
    {
      SmtFinding *duplicate = g_ptr_array_index (findings, i - 1);
      for (guint k = 0; duplicate->code == SMT_FINDING_DUPLICATE && k < findings->len; k++)
        {
          SmtFinding *strengths = g_ptr_array_index (findings, k);
          if (strengths->code != SMT_FINDING_TWO_STRENGTHS
              || g_strcmp0 (strengths->other_key, duplicate->other_key) != 0)
            continue;
          strengths->checks |= duplicate->checks;
          strengths->severity = MAX (strengths->severity, duplicate->severity);
          g_ptr_array_remove_index (findings, i - 1);
          break;
        }
    }
}

static void
cap_classes (GPtrArray *findings, SmtClass highest)
{
  for (guint i = 0; i < findings->len; i++)
    {
      SmtFinding *finding = g_ptr_array_index (findings, i);
      finding->severity_class = MIN (finding->severity_class, highest);
    }
}

static int
order_by_gravity (gconstpointer a, gconstpointer b)
{
  const SmtFinding *left = *(const SmtFinding *const *)a;
  const SmtFinding *right = *(const SmtFinding *const *)b;

  if (left->severity_class != right->severity_class)
    return left->severity_class > right->severity_class ? -1 : 1;
  if (left->code != right->code)
    return (int)left->code - (int)right->code;
  if (left->voice != right->voice)
    return (int)left->voice - (int)right->voice;
  return g_strcmp0 (left->other_key, right->other_key);
}

/* --- order and classes -------------------------------------------------------------------------------------------- */

/*
 * _smt_settle:
 * @treatment: a treatment
 * @findings: (element-type SmtFinding): all that was found at it
 *
 * Tells what was found once for each cause, gravest first.
 */
void
_smt_settle (const SmtTreatment *treatment, GPtrArray *findings)
{
  merge_same_cause (findings);
  merge_support (findings);
  merge_duplicates (findings);
  if (smt_treatment_is_vaccine (treatment))
    cap_classes (findings, SMT_CLASS_INFO);
  g_ptr_array_sort (findings, order_by_gravity);
}
